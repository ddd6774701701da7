"""Any causal language model behind one small interface: messages in, drafts of one sentence out.

Weights on disk go through transformers, whatever their family; a GGUF file is turned once into a folder that loads in
a fraction of a second. On a CPU the linear layers run in int8, which was the fastest of fp32, bf16 and int8 here (docs/log.md).
"""

from __future__ import annotations

import contextlib
import copy
import io
import logging
import os
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from shopcli.config import Decoding
from shopcli.errors import ModelError, UsageError
from shopcli.write.adapter import MARK, Adapter, adapter_for

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

logger = logging.getLogger("shopcli")

Messages = Sequence[Mapping[str, str]]
Processor = Callable[[Any, Any], Any]  # (ids, logits) to logits

# A full stop that is followed by a blank, or the end of the line: "1.39" and "StarTech.com" go on.
_SENTENCE = re.compile(r"[.!?](?=\s)|[。！？]|\n")
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.S)


class LanguageModel(Protocol):
    """What the writer asks of a model."""

    name: str

    def generate(self, messages: Messages, *, decoding: Decoding, drafts: int = 1, opening: str = "") -> list[str]:
        """``drafts`` first sentences of the model's reply, made in one batch.

        Args:
            messages: the chat so far, as ``role`` and ``content``.
            decoding: how; sampled drafts differ from each other, and the same seed gives the same drafts.
            drafts: how many; more than one only makes sense with a temperature above 0.
            opening: words that the reply begins with; drafts hold them. A server cannot be held to them and may begin anew.

        Raises:
            ModelError: the model gives no answer.
        """
        ...


def load_language_model(spec: str, *, device: str = "auto") -> LanguageModel:
    """The model that ``spec`` names (see `shopcli.models`), ready to write.

    Raises:
        ModelError: it cannot be fetched, or is no causal language model that transformers can load.
        UsageError: ``spec`` or ``device`` is malformed.
    """
    from shopcli import models

    source = models.parse_source(spec)
    if isinstance(source, models.OpenAISource):
        from shopcli.write.openai_server import OpenAIServer

        return OpenAIServer(source.url, source.model)
    path = models.fetch(spec)
    models.offline_environment()
    where = models.resolve_device(device)
    folder = converted(path) if path.suffix.lower() == ".gguf" else path
    with _quiet():
        model, tokenizer = _load(folder, where)
    return TransformersModel(models.source_name(spec), model, tokenizer, weights=path, tuned=(folder / MARK).is_file())


class TransformersModel:
    """A causal LM of transformers; what the prompts share (all but the last message) is computed once.

    Re-ranking by the model's attention (`shopcli.rerank.lm`) reads the same network and begins with the same shared text.

    Args:
        name: for people.
        model: the network.
        tokenizer: its own.
        weights: the file or folder that it came from, which tells it from other models.
        tuned: it was trained on the writer's own questions, and needs no examples.
    """

    def __init__(
        self,
        name: str,
        model: PreTrainedModel,
        tokenizer: PreTrainedTokenizerBase,
        *,
        weights: Path | None = None,
        tuned: bool = False,
    ) -> None:
        self.name = name
        self._model: Any = model
        self._tokenizer: Any = tokenizer
        self._weights = weights
        self._shared: tuple[str, Any] = ("", None)
        self.tuned = tuned

    @property
    def tokenizer(self) -> Any:
        """The tokenizer that belongs to the network."""
        return self._tokenizer

    @property
    def network(self) -> Any:
        """The ``PreTrainedModel``."""
        return self._model

    @property
    def digest(self) -> str:
        """sha256 in hex of the weights; empty where they came from nowhere on disk."""
        from shopcli import models

        return models.content_digest(self._weights) if self._weights else ""

    def generate(
        self,
        messages: Messages,
        *,
        decoding: Decoding,
        drafts: int = 1,
        opening: str = "",
        processors: Sequence[Processor] = (),
    ) -> list[str]:
        """See `LanguageModel.generate`; ``processors`` change the logits of each step, as transformers' own do."""
        import torch
        from transformers import LogitsProcessorList

        prompt = self.text(messages, ask=True) + opening
        arguments = self._arguments(decoding)
        with torch.inference_mode(), _seeded(decoding.seed), _quiet():
            ids = self.ids(prompt)
            rows = ids.repeat(drafts, 1)
            arguments["stopping_criteria"] = [_sentence_end(self._tokenizer, ids.shape[1])]
            arguments["logits_processor"] = LogitsProcessorList(processors)
            arguments |= self._cache(messages[:-1], prompt, drafts, arguments)
            try:
                output = self._model.generate(rows, attention_mask=torch.ones_like(rows), **arguments)
            except (TypeError, ValueError) as error:
                raise UsageError(f"transformers refuses these settings: {error}", hint=f"In force: {decoding}") from error
        texts = self._tokenizer.batch_decode(output[:, ids.shape[1] :], skip_special_tokens=True)
        return [opening + first_sentence(text) for text in texts]

    def ids(self, text: str) -> Any:
        """A text's tokens, (1, n), on the model's device; no marks of beginning or end are added."""
        ids = self._tokenizer(text, add_special_tokens=False, return_tensors="pt").input_ids
        return ids.to(self._model.device)

    def text(self, messages: Messages, *, ask: bool) -> str:
        """The chat as text; a model without a chat template gets plain turns."""
        if getattr(self._tokenizer, "chat_template", None):
            options = {"tokenize": False, "add_generation_prompt": ask, "enable_thinking": False}
            return str(self._tokenizer.apply_chat_template([dict(message) for message in messages], **options))
        return (self._tokenizer.bos_token or "") + "".join(f"{message['content']}\n\n" for message in messages)

    def _arguments(self, decoding: Decoding) -> dict[str, Any]:
        """transformers' own names; what the user put under ``extra`` wins."""
        pad = self._tokenizer.pad_token_id
        arguments: dict[str, Any] = {
            "max_new_tokens": decoding.max_new_tokens,
            "do_sample": decoding.temperature > 0,
            "num_beams": decoding.beams,
            "pad_token_id": self._tokenizer.eos_token_id if pad is None else pad,
        }
        if decoding.temperature > 0:
            arguments |= {"temperature": decoding.temperature, "top_k": decoding.top_k, "top_p": decoding.top_p}
        return arguments | dict(decoding.extra)

    def _cache(self, shared: Messages, prompt: str, drafts: int, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Keys and values of the shared messages, a row a draft; nothing where the strategy multiplies rows itself."""
        multiplies = arguments["num_beams"] > 1 or arguments.get("num_return_sequences", 1) > 1
        text = self.text(shared, ask=False) if shared else ""
        if (
            multiplies
            or not text
            or not prompt.startswith(text)
            or {"past_key_values", "cache_implementation"} & set(arguments)
        ):
            return {}
        if not _begins(self.ids(prompt), self.ids(text)):
            return {}  # a tokenizer that merges across the seam
        cache = copy.deepcopy(self.prefill(text))
        if drafts > 1:
            cache.batch_repeat_interleave(drafts)
        return {"past_key_values": cache}

    def prefill(self, text: str) -> Any:
        """Keys and values of what prompts begin with: a ``DynamicCache``, for others to copy and never to change.

        The latest text is kept, so that whoever begins with it, to write or to re-rank, pays for it once.
        """
        import torch
        from transformers import DynamicCache

        known, cache = self._shared
        if known != text:
            cache = DynamicCache(config=self._model.config)
            with torch.inference_mode():
                self._model(self.ids(text), past_key_values=cache, use_cache=True, logits_to_keep=1)
            self._shared = (text, cache)
        return cache


def first_sentence(text: str) -> str:
    """A reply's first sentence, thoughts cut off: up to a full stop before a blank, or to the end of the line.

    >>> first_sentence(" costs 1.39 EUR. It is")
    ' costs 1.39 EUR.'
    """
    text = _THOUGHT.sub("", text)
    lead = text[: len(text) - len(text.lstrip("\n"))]
    text = text[len(lead) :]
    end = _SENTENCE.search(text)
    return text[: end.end()].rstrip() if end else text.rstrip()


def _begins(row: Any, start: Any) -> bool:
    return row.shape[1] > start.shape[1] and bool((row[0, : start.shape[1]] == start[0]).all())


def _sentence_end(tokenizer: PreTrainedTokenizerBase, prompt_length: int) -> Any:
    """A stopping criterion of transformers: a row is done where its new text holds a whole sentence."""
    import torch
    from transformers import StoppingCriteria

    class SentenceEnd(StoppingCriteria):
        def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> Any:
            texts = tokenizer.batch_decode(input_ids[:, prompt_length:], skip_special_tokens=True)
            done = [bool(_SENTENCE.search(text.lstrip("\n"))) and "<think" not in text for text in texts]
            return torch.tensor(done, device=input_ids.device, dtype=torch.bool)

    return SentenceEnd()


@contextlib.contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """The same seed gives the same drafts, and nobody else's random numbers move."""
    import torch

    with torch.random.fork_rng():
        torch.manual_seed(seed)
        yield


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Standard error belongs to the command: no bars, no notices of transformers and torch."""
    from transformers.utils import logging

    before = logging.get_verbosity()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.set_verbosity(before)


# --- loading ------------------------------------------------------------------------------------------------------------------

_INT8_UP_TO = 3 * 2**30  # bytes on disk; above it the fp32 copy that is quantised would not fit a common machine
_MOST_THREADS = 8  # decoding waits for memory: more threads than this only cost


def converted(gguf: Path, *, adapted: bool = True) -> Path:
    """A GGUF file as a bf16 folder, made once: dequantising takes seconds at each start.

    ``adapted`` adds the adapter that is shipped for just these weights.
    """
    from shopcli import models

    digest = models.content_digest(gguf)
    adapter = adapter_for(digest) if adapted else None
    folder = models.derived_dir("writer", digest if adapter is None else adapter.key)
    models.build_once(folder, lambda empty: _convert(gguf, empty, adapter), holds="config.json")
    return folder


def _convert(gguf: Path, folder: Path, adapter: Adapter | None) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    logger.info("Preparing the writer; this happens once.")
    with _quiet():
        try:
            tokenizer = AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name)
            # its bar cannot be turned off otherwise; what fails is raised, not printed
            with contextlib.redirect_stderr(io.StringIO()):
                model = AutoModelForCausalLM.from_pretrained(gguf.parent, gguf_file=gguf.name, dtype=torch.bfloat16)
        except (OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
            raise _unloadable(gguf, error) from error
        # transformers will not save what it took from a GGUF file while it still counts as quantised
        if hasattr(model.config, "quantization_config"):
            del model.config.quantization_config
        model.hf_quantizer = None  # type: ignore[assignment]
        if adapter is not None:
            adapter.merge_into(model)
            (folder / MARK).write_text(adapter.base, encoding="utf-8")
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)


def _load(folder: Path, device: str) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    small = sum(file.stat().st_size for file in folder.glob("*.safetensors")) <= _INT8_UP_TO
    int8 = device == "cpu" and small and torch.backends.quantized.engine != "none"
    if device == "cpu" and "OMP_NUM_THREADS" not in os.environ:
        torch.set_num_threads(max(1, min(_MOST_THREADS, torch.get_num_threads())))
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder)
        dtype = torch.float32 if int8 else torch.float16 if device == "mps" else torch.bfloat16
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype).eval()
    except (OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
        raise _unloadable(folder, error) from error
    if int8:
        return torch.ao.quantization.quantize_dynamic(model, {torch.nn.Linear}, dtype=torch.qint8, inplace=True), tokenizer
    return model.to(device), tokenizer


def _unloadable(path: Path, error: Exception) -> ModelError:
    reason = (str(error).strip() or type(error).__name__).splitlines()[0]
    return ModelError(
        f"transformers cannot load a causal language model from {path}: {reason}",
        hint="Name a folder, a .gguf file or hf:ORG/NAME of a causal language model, or openai:URL#MODEL for a server.",
    )
