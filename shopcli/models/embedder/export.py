"""A sentence-transformers folder becomes one ONNX file: exported, quantised to int8, and checked against the original.

It runs as a program of its own (``python -m shopcli.models.embedder.export``), since exporters write to standard output, to
warnings and to the root logger, import torch, and may run while a user types at the prompt.

How a matrix is multiplied in int8 decides how near the copy comes to the original (mean cosine over MiniLM's texts):
onnxruntime rounds a batch's activations with one scale, .9946; each token's row by its own scale where the feed-forward layers
read it, .9975; and with the values of attention, whose inputs have the largest outliers, left in fp32, past .998. docs/log.md
has what else was tried.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shopcli.models.embedder.onnx_encoder import OnnxEncoder, Recipe
from shopcli.models.weights.fetch import build_once, offline_environment
from shopcli.models.weights.sources import derived_dir
from shopcli.util.lazy_regex import pattern
from shopcli.util.telemetry import import_onnxruntime

logger = logging.getLogger("shopcli")

Exporter = Callable[[Path, Recipe, Path], None]  # puts the ONNX file of a folder, by its recipe, into another folder

LEAST_COSINE = 0.98
_FORMAT = "onnx3"  # part of the cache's folder names: change it whenever an export would come out otherwise
_VALUES = pattern(r"[._](value|v_proj|v_lin|v)'")  # how attention's values are called in the models' code
_LEAST_ROW = 1e-6  # what a row of zeros is divided by
_NOTE = "export.json"
_LAYERS = {"Dense", "LayerNorm", "Normalize", "Dropout"}
_SWITCHES = {
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_cls_token": "cls",
    "pooling_mode_max_tokens": "max",
    "pooling_mode_mean_sqrt_len_tokens": "mean_sqrt_len_tokens",
    "pooling_mode_weightedmean_tokens": "weightedmean",
    "pooling_mode_lasttoken": "lasttoken",
}
_SENTENCES = (
    "A waterproof jacket for long walks in the rain, dark green, sizes S to XXL.",
    "cheap USB-C cable 2 m",
    "Hardcover, 320 pages: a history of bread from the first ovens to the supermarket.",
    "Organic green tea, 100 bags, 4.99 EUR",
    "What would you give to a child of six who likes animals and painting?",
    "Café crème à l'ancienne, sans sucre ajouté",
    "无线鼠标 2.4 GHz, 1600 dpi",
    '14" screen, 16 GB RAM, 512 GB SSD, 1.3 kg, up to 12 h of battery life, two years of warranty',
)


class NotPlain(Exception):
    """Why a model cannot be exported; it says so to the user, and sentence-transformers takes over."""


def read_recipe(folder: Path, *, max_tokens: int) -> Recipe:
    """The recipe of a folder whose first part is a transformer; pooling, layers and normalising after it are exported with it.

    Raises:
        NotPlain: the folder begins with something else, pools in an unknown way, or lacks tokenizer.json.
    """
    modules = _read(folder / "modules.json")
    kinds = [str(module.get("type", "")).rpartition(".")[2] for module in modules] if isinstance(modules, list) else []
    if kinds[:2] != ["Transformer", "Pooling"] or not set(kinds[2:]) <= _LAYERS:
        raise NotPlain(f"its modules are {', '.join(kinds) or 'not listed'}")
    if modules[0].get("path") or not (folder / "tokenizer.json").is_file():
        raise NotPlain("it has no tokenizer.json beside modules.json")
    sentence, config = _read(folder / "sentence_bert_config.json"), _read(folder / "config.json")
    tokenizer, pooled = _read(folder / "tokenizer_config.json"), _read(folder / modules[1].get("path", "") / "config.json")
    lengths = (sentence.get("max_seq_length"), tokenizer.get("model_max_length"), config.get("max_position_embeddings"))
    longest = min([max_tokens, *(int(length) for length in lengths if length)])
    prompt = _prompt(_read(folder / "config_sentence_transformers.json"), pooled)
    lower_case, pad_id = bool(sentence.get("do_lower_case")), int(config.get("pad_token_id") or 0)
    return Recipe(_pooling(pooled), longest, lower_case, pad_id, prompt)


def _prompt(config: dict[str, Any], pooled: dict[str, Any]) -> str:
    """What the model puts before each text where it is told nothing."""
    name = config.get("default_prompt_name")
    prompt = str((config.get("prompts") or {}).get(name) or "") if name else ""
    if prompt and pooled.get("include_prompt") is False:
        raise NotPlain("it leaves its prompt out of the pooling")
    return prompt


def _read(file: Path) -> Any:
    """A JSON file, or an empty object where there is none."""
    try:
        return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    except ValueError as error:
        raise NotPlain(f"{file.name} is not JSON: {error}") from error


def _pooling(config: dict[str, Any]) -> str:
    """How token vectors become one, from the newer key or the older switches; several ways are joined by a comma."""
    active = [_SWITCHES.get(key, key) for key, value in config.items() if key.startswith("pooling_mode_") and value is True]
    mode = config.get("pooling_mode") or active
    modes = [mode] if isinstance(mode, str) else list(mode)
    if not modes or not set(modes) <= set(_SWITCHES.values()):
        raise NotPlain(f"its pooling is {', '.join(map(str, modes)) or 'not named'}")
    return ",".join(modes)


def run_export(folder: Path, recipe: Recipe, target: Path) -> None:
    """Export in a program of its own, which torch and what it loads end with.

    Raises:
        NotPlain: it ended otherwise than it should.
    """
    home = str(Path(__file__).resolve().parents[3])
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    environment = os.environ | {"PYTHONPATH": path, "CUDA_VISIBLE_DEVICES": "-1", "PYTHONIOENCODING": "utf-8"}
    order = json.dumps({"folder": str(folder), "target": str(target), "max_tokens": recipe.max_tokens})
    command = [sys.executable, "-P", "-m", "shopcli.models.embedder.export", order]
    ended = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace", env=environment, check=False
    )
    if ended.returncode != 0 or not (target / _NOTE).is_file():
        lines = ended.stderr.strip().splitlines() or ["no word"]
        raise NotPlain(f"its export ended with {ended.returncode}: {lines[-1]}")


def export_folder(folder: Path, recipe: Recipe, digest: str, *, run: Exporter = run_export) -> Path:
    """The ONNX file of ``folder``: the cached one, or one exported now, by ``run``, which takes some 20 s.

    Raises:
        NotPlain: the model cannot be exported, now or when it was last tried.
    """
    # Weights alone do not say which activation or layer norm they meant: the config is part of what was exported.
    key = hashlib.sha256(f"{digest} {recipe!r} ".encode() + (folder / "config.json").read_bytes()).hexdigest()
    target = derived_dir(_FORMAT, key)
    if not (target / _NOTE).is_file():
        logger.info("Preparing the embedder for this processor; this happens once.")
        build_once(target, lambda made: run(folder, recipe, made), holds=_NOTE)
    note = json.loads((target / _NOTE).read_text(encoding="utf-8"))
    if not note["file"]:
        raise NotPlain(note["reason"])
    if note["reason"]:
        logger.warning("The embedder runs in fp32, at about half the speed: %s", note["reason"])
    return target / note["file"]


# --- what runs in the program of its own --------------------------------------------------------------------------------------


def main(order: str) -> None:
    """Export as ``order`` says, and leave a note of what came of it.

    A failure that would come again is noted, so that it is not tried at each start; a full disk or memory is not.
    """
    paths = json.loads(order)
    folder, target = Path(paths["folder"]), Path(paths["target"])
    recipe = read_recipe(folder, max_tokens=paths["max_tokens"])
    try:
        file, reason = _export(folder, recipe, target)
    except (OSError, MemoryError):
        raise
    except Exception as error:  # torch, onnxscript and onnxruntime raise whatever they like on a model they do not know
        file, reason = None, f"its export failed: {(str(error).strip().splitlines() or [type(error).__name__])[0]}"
    for intermediate in target.glob("*.onnx"):
        if intermediate.name != file:
            intermediate.unlink()
    (target / _NOTE).write_text(json.dumps({"file": file, "reason": reason}, ensure_ascii=False), encoding="utf-8")


def _export(folder: Path, recipe: Recipe, target: Path) -> tuple[str | None, str]:
    """The name of the file to use and a word on why it is not the int8 one, which is empty where it is."""
    offline_environment()
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", model_kwargs={"attn_implementation": "eager"}, local_files_only=True)
    model.max_seq_length = recipe.max_tokens
    whole, small = target / "model.fp32.onnx", target / "model.int8.onnx"
    expected = model.encode(list(_SENTENCES), normalize_embeddings=True, show_progress_bar=False)
    _write_onnx(model, whole)
    likeness = _cosine(whole, folder, recipe, expected)
    if likeness < LEAST_COSINE:
        return None, f"its ONNX copy has a cosine of {likeness:.3f} with the original"
    _quantise(whole, small)
    likeness = _cosine(small, folder, recipe, expected)
    if likeness < LEAST_COSINE:
        return whole.name, f"its int8 copy has a cosine of {likeness:.3f} with the original"
    return small.name, ""


def _write_onnx(model: Any, file: Path) -> None:
    """All of the model's parts as one graph: (batch, tokens) ids and mask to (batch, dim) vectors, normalised."""
    import torch

    class SentenceModule(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.parts = torch.nn.ModuleList(list(model)).float().eval()

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            for part in self.parts:
                features = part(features)
            return torch.nn.functional.normalize(features["sentence_embedding"], dim=-1)

    example = model.tokenizer(list(_SENTENCES[:2]), padding=True, return_tensors="pt")
    axes = {0: torch.export.Dim("texts"), 1: torch.export.Dim("tokens", max=512)}
    torch.onnx.export(  # the older exporter (dynamo=False) gave vectors with a cosine of .88
        SentenceModule(),
        (example["input_ids"], example["attention_mask"]),
        str(file),
        input_names=["input_ids", "attention_mask"],
        output_names=["sentence_vector"],  # "embedding" clashes with a node of that name
        dynamo=True,
        external_data=False,
        dynamic_shapes=(axes, axes),
        verbose=False,
    )


def _quantise(whole: Path, small: Path) -> None:
    """int8 for every constant matrix and table, but for attention's values; see the top of this file."""
    import onnx

    quantization = import_onnxruntime("onnxruntime.quantization")
    model = onnx.load(str(whole))
    shapes = {weight.name: tuple(weight.dims) for weight in model.graph.initializer}
    products = [node for node in model.graph.node if node.op_type == "MatMul" and len(shapes.get(node.input[1], ())) == 2]
    values = [node.name for node in products if _VALUES.search(_scopes(node))]
    _scale_rows(model.graph, {node.name for node in products if len(set(shapes[node.input[1]])) == 2})
    scaled = whole.with_suffix(".rows.onnx")
    onnx.save(model, str(scaled))
    quantization.quantize_dynamic(
        str(scaled),
        str(small),
        weight_type=quantization.QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=values,
    )


def _scopes(node: Any) -> str:
    """The names of the modules that a node was exported from."""
    return next((entry.value for entry in node.metadata_props if entry.key == "pkg.torch.onnx.name_scopes"), "")


def _scale_rows(graph: Any, names: set[str]) -> None:
    """Let some products work on rows whose largest number is 1, so that the one scale of a batch fits each of them."""
    import numpy as np
    from onnx import helper, numpy_helper

    last, least = np.asarray([-1], np.int64), np.asarray(_LEAST_ROW, np.float32)
    graph.initializer.extend([numpy_helper.from_array(last, "row_axis"), numpy_helper.from_array(least, "row_least")])
    nodes: list[Any] = []
    scaled: set[str] = set()
    for node in graph.node:
        nodes.append(node)
        if node.name not in names:
            continue
        states, product = node.input[0], node.output[0]
        if states not in scaled:
            scaled.add(states)
            nodes[-1:-1] = [
                helper.make_node("Abs", [states], [f"{states}.sizes"]),
                helper.make_node("ReduceMax", [f"{states}.sizes", "row_axis"], [f"{states}.most"], keepdims=1),
                helper.make_node("Max", [f"{states}.most", "row_least"], [f"{states}.rows"]),
                helper.make_node("Div", [states, f"{states}.rows"], [f"{states}.scaled"]),
            ]
        node.input[0], node.output[0] = f"{states}.scaled", f"{product}.scaled"
        nodes.append(helper.make_node("Mul", [f"{product}.scaled", f"{states}.rows"], [product]))
    del graph.node[:]
    graph.node.extend(nodes)


def _cosine(file: Path, folder: Path, recipe: Recipe, expected: Any) -> float:
    """The mean cosine between the file's vectors of the built-in sentences and ``expected`` (n, dim), normalised."""
    vectors = OnnxEncoder(file, folder, recipe, name="", digest="", keep=False).encode(_SENTENCES)
    return float((vectors * expected).sum(axis=1).mean())


if __name__ == "__main__":
    main(sys.argv[1])
