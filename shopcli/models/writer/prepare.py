"""A model's int8 graph, made once and kept in the cache by the digest of the weights; and the state of shared prompts."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import logging
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopcli.errors import ModelError
from shopcli.models.weights import sources as models
from shopcli.models.weights.fetch import build_once
from shopcli.models.writer.adapter import MARK, Adapter, adapter_for

if TYPE_CHECKING:
    import numpy as np

    from shopcli.models.writer.engine import Engine

logger = logging.getLogger("shopcli")

_FORMAT = 1  # counts up when what is written changes
_REFUSED = "refused.txt"


def prepared(path: Path) -> Path | None:
    """The folder of the int8 graph of the weights at ``path``, made where it is missing; None where there can be none.

    Raises:
        ModelError: the weights are no causal language model that transformers can load.
    """
    folder = models.derived_dir(f"writer-int8.{_FORMAT}", _key(path, _adapter(path)))
    build_once(folder, lambda empty: _prepare(path, empty), holds="done.txt")
    return None if (folder / _REFUSED).exists() else folder


def _prepare(path: Path, folder: Path) -> None:
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer

    from shopcli.models.writer.onnx_graph import can_write, write_graph

    source = converted(path)
    with loading(path):
        config = AutoConfig.from_pretrained(source)
        tokenizer = AutoTokenizer.from_pretrained(source)
        if refused := _refused(config, tokenizer, can_write(config)):
            (folder / _REFUSED).write_text(refused, encoding="utf-8")
        else:
            logger.info("Preparing the writer's int8 weights; this happens once.")
            network = AutoModelForCausalLM.from_pretrained(source, dtype=torch.bfloat16).eval()
            with torch.inference_mode():
                write_graph(network, folder)
            write_shape(network, folder)
            tokenizer.save_pretrained(folder)
            if is_tuned(source):
                (folder / MARK).write_bytes((source / MARK).read_bytes())
    (folder / "done.txt").write_text(f"{path}\n", encoding="utf-8")


def _refused(config: Any, tokenizer: Any, known: bool) -> str:
    if not known:
        return f"{config.model_type} is not a family that the graph knows.\n"
    return "" if getattr(tokenizer, "is_fast", False) else "Its tokenizer is none of the tokenizers library.\n"


def write_shape(network: Any, folder: Path) -> None:
    """``shape.json``, what `shopcli.models.writer.engine.Shape` reads."""
    from shopcli.models.writer.engine import Shape
    from shopcli.models.writer.onnx_graph import head_dim_of, positions_of

    config, ends = network.config, network.generation_config.eos_token_id
    eos = tuple(ends) if isinstance(ends, list) else () if ends is None else (ends,)
    shape = Shape(
        config.num_hidden_layers, config.num_key_value_heads, head_dim_of(config), positions_of(config), config.vocab_size, eos
    )
    (folder / "shape.json").write_text(json.dumps(asdict(shape)), encoding="utf-8")


def converted(path: Path, *, adapted: bool = True) -> Path:
    """A folder that transformers loads in a fraction of a second: a GGUF file as bf16, made once; a folder is its own.

    ``adapted`` adds the adapter that is shipped for just these weights.
    """
    if path.suffix.lower() != ".gguf":
        return path
    adapter = _adapter(path) if adapted else None
    folder = models.derived_dir("writer", _key(path, adapter))
    build_once(folder, lambda empty: _convert(path, empty, adapter), holds="config.json")
    return folder


def is_tuned(folder: Path) -> bool:
    """Whether a model was trained on the writer's own questions, so that it needs no examples."""
    return (folder / MARK).is_file()


def _adapter(path: Path) -> Adapter | None:
    return adapter_for(models.content_digest(path)) if path.suffix.lower() == ".gguf" else None


def _key(path: Path, adapter: Adapter | None) -> str:
    """What tells weights from others: their sha256, and what was added to them."""
    return adapter.key if adapter else models.content_digest(path)


def _convert(gguf: Path, folder: Path, adapter: Adapter | None) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    logger.info("Preparing the writer; this happens once.")
    with quiet():
        with loading(gguf):
            tokenizer = AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name)
            # its bar cannot be turned off otherwise; what fails is raised, not printed
            with contextlib.redirect_stderr(io.StringIO()):
                model = AutoModelForCausalLM.from_pretrained(gguf.parent, gguf_file=gguf.name, dtype=torch.bfloat16)
        # transformers will not save what it took from a GGUF file while it still counts as quantised
        if hasattr(model.config, "quantization_config"):
            del model.config.quantization_config
        model.hf_quantizer = None  # type: ignore[assignment]
        if adapter is not None:
            adapter.merge_into(model)
            (folder / MARK).write_text(adapter.base, encoding="utf-8")
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep transformers and torch silent here, for standard error belongs to the command; afterwards they are as they were."""
    from transformers.utils import logging as transformers_logging

    before = transformers_logging.get_verbosity()
    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        transformers_logging.set_verbosity(before)


@contextlib.contextmanager
def loading(path: Path) -> Iterator[None]:
    """Let transformers load weights here, silently.

    Raises:
        ModelError: in place of whatever it raises where it cannot.
    """
    try:
        with quiet():
            yield
    except (OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise ModelError(
            f"transformers cannot load a causal language model from {path}: {reason}",
            hint="Name a folder, a .gguf file or hf:ORG/NAME of a causal language model, openai:URL#MODEL for a server, "
            "or own:DIR for a chatbot of your own.",
        ) from error


# --- what prompts begin with --------------------------------------------------------------------------------------------------


def begin(engine: Engine, ids: Sequence[int], digest: str) -> None:
    """Bring an engine to the state after the tokens that prompts share: from the cache, or computed and put there.

    Args:
        engine: whatever it held is forgotten.
        ids: the tokens.
        digest: of the weights; with the tokens it makes the key, so that what is found is never that of another prompt.
    """
    import numpy as np

    key = hashlib.sha256(f"{_FORMAT} {digest} {list(ids)}".encode()).hexdigest()
    file = models.derived_dir("writer-prefix", key) / "state.safetensors"
    if (state := _read_state(file, key)) is not None:
        engine.restore(state)
        return
    engine.cut(0)
    engine.feed(np.asarray(ids))
    from safetensors.numpy import save_file

    def save(empty: Path) -> None:
        save_file({"state": engine.state()}, empty / file.name, metadata={"key": key})

    with contextlib.suppress(ModelError, OSError):  # a cache that cannot be written costs time, nothing else
        file.unlink(missing_ok=True)  # what could not be read
        build_once(file.parent, save, holds=file.name)


def _read_state(file: Path, key: str) -> np.ndarray | None:
    """The state in a file, mapped; None where there is none, or another's, or half a one."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(file, framework="np") as tensors:
            return tensors.get_tensor("state") if (tensors.metadata() or {}).get("key") == key else None
    except (OSError, SafetensorError):
        return None
