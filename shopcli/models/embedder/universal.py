"""The multilingual Universal Sentence Encoder (Yang et al. 2019) as an ONNX graph: sixteen languages in one space.

A text's SentencePiece pieces are looked up in a table of bytes, go through n-gram convolutions of widths 2, 3 and 5, and are
summed; dense layers make one vector of the sum. The graph is written here from the weights, once; no torch is needed for it.

The table stays outside the graph, mapped and not read: a request touches a few dozen of its 128,010 rows. Its bytes belong to
17 blocks, piece i to block i mod 17, each with a scale and an offset of its own. What the convolutions are multiplied with is
int8 where that costs less than a thousandth of cosine (docs/log.md has the figures): the first of each width, and the second of
the widest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopcli.errors import ModelError
from shopcli.models.embedder.onnx_encoder import MAX_TOKENS, OnProgress, batches_by_length, encoded, side_by_side
from shopcli.models.embedder.unigram import HASHES, UnigramPieces, write_tables
from shopcli.models.weights.devices import open_kept_session
from shopcli.models.weights.fetch import build_once
from shopcli.models.weights.sources import derived_dir

if TYPE_CHECKING:
    import numpy as np

DIM = 512
_FORMAT = "use1"  # part of the cache's folder names: change it whenever a graph would come out otherwise
_TABLES = "unigram1"  # the same of the tables of pieces
_WEIGHTS, _PIECES, _GRAPH, _TABLE = "weights.npz", "sp.model", "model.onnx", "pieces.npy"
BLOCKS = 17
WIDTH = 256  # of a convolution's states
NGRAMS = ((2, 0), (3, 1), (5, 2))  # how many pieces a window has, and how many of them stand before its own
_BATCH_PIECES = 256
_FEW_CHARACTERS = 20_000  # to cut as many from the tables takes as long as it takes SentencePiece to open its model
_UNKNOWN, _BEGIN, _END = 0, 1, 2
_IN_INT8 = {"w1_2", "w1_3", "w1_5", "w2_5"}


def is_universal(folder: Path) -> bool:
    """Whether a folder holds these weights."""
    return (folder / _WEIGHTS).is_file() and (folder / _PIECES).is_file()


class UniversalSentenceEncoder:
    """The multilingual Universal Sentence Encoder, on the CPU: a batch on each core.

    Args:
        folder: where ``weights.npz`` and ``sp.model`` are.
        name: the model's short name.
        digest: sha256 of the weights.
    """

    dim = DIM

    def __init__(self, folder: Path, *, name: str, digest: str) -> None:
        import numpy as np

        self.name, self.digest = name, digest
        self._model, self._n_characters = folder / _PIECES, 0
        made = build_once(derived_dir(_FORMAT, digest), lambda target: write_graph(folder / _WEIGHTS, target), holds=_GRAPH)
        self._session = open_kept_session(made, n_threads=1)
        self._table = np.load(made.with_name(_TABLE), mmap_mode="r")
        tables = build_once(derived_dir(_TABLES, digest), lambda target: write_tables(self._model, target), holds=HASHES)
        self._tables = UnigramPieces(tables.parent)

    def encode(self, texts: Sequence[str], *, on_progress: OnProgress | None = None) -> np.ndarray:
        """See `Encoder.encode`."""
        return encoded(self._embed, texts, self.dim, on_progress=on_progress)

    def _embed(self, texts: list[str]) -> Iterator[tuple[list[int], np.ndarray]]:
        pieces = self.pieces(texts, MAX_TOKENS - 2)
        batches = list(batches_by_length([len(ids) + 2 for ids in pieces], _BATCH_PIECES))
        yield from zip(batches, side_by_side(lambda batch: self._run([pieces[i] for i in batch]), batches), strict=True)

    def pieces(self, texts: Sequence[str], most: int) -> list[list[int]]:
        """The numbers of each text's pieces, at most ``most``; one that stands for what is unknown where there are none."""
        return [(ids or [_UNKNOWN])[:most] for ids in self._cut(list(texts))]

    def table_rows(self, pieces: Sequence[Sequence[int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Bytes of pieces (n, longest, DIM) with the two that begin and end a text, their numbers, and a mask (n, longest)."""
        import numpy as np

        ids = np.zeros((len(pieces), max(map(len, pieces)) + 2), np.int64)
        mask = np.zeros(ids.shape, np.float32)
        for row, text in enumerate(pieces):
            ids[row, : len(text) + 2] = [_BEGIN, *text, _END]
            mask[row, : len(text) + 2] = 1
        return self._table[ids], ids, mask

    def _cut(self, texts: list[str]) -> list[list[int]]:
        """The pieces of texts: from the tables for a few requests, by SentencePiece, which cuts alike, for a catalog."""
        self._n_characters += sum(map(len, texts))
        if self._n_characters <= _FEW_CHARACTERS:
            return [self._tables.cut(text) for text in texts]
        pieces: list[list[int]] = self._sentencepiece.encode(texts)
        return pieces

    @cached_property
    def _sentencepiece(self) -> Any:
        from sentencepiece import SentencePieceProcessor

        return SentencePieceProcessor(model_file=str(self._model))

    def _run(self, pieces: list[list[int]]) -> np.ndarray:
        """Vectors (n, dim) of texts by their pieces, the longest first."""
        rows, ids, mask = self.table_rows(pieces)
        vectors: np.ndarray = self._session.run(None, {"rows": rows, "blocks": ids % BLOCKS, "mask": mask})[0]
        return vectors


# --- the graph ----------------------------------------------------------------------------------------------------------------


def write_graph(weights: Path, target: Path) -> None:
    """Write the table, (pieces, 512) uint8, and the graph of all the rest into the folder ``target``.

    Raises:
        ModelError: the weights are of another model.
    """
    import numpy as np

    with np.load(weights, allow_pickle=False) as stored:
        try:
            blocks = [stored[f"q{number + 1}"] for number in range(BLOCKS)]
            table = np.empty((sum(map(len, blocks)), DIM), np.uint8)
            for number, block in enumerate(blocks):
                table[number::BLOCKS] = block
            graph = _Graph({name: stored[name] for name in stored.files if not name.startswith("q")})
            graph.write(target / _GRAPH)
        except (KeyError, ValueError) as error:
            hint = "Name another with --embedder, or leave it out for the default."
            raise ModelError(f"{weights} is no multilingual Universal Sentence Encoder: {error}", hint=hint) from error
    np.save(target / _TABLE, table)


class _Graph:
    """The forward pass, node by node: bytes of pieces (texts, pieces, 512) to vectors (texts, 512), L2-normalised.

    Args:
        weights: every array but the table, by its name.
    """

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._constants: dict[str, Any] = {}

    def write(self, file: Path) -> None:
        """Write the graph as an ONNX file."""
        import onnx
        from onnx import TensorProto, helper

        self._add("LpNormalization", [self._dense(self._summed(self._states()))], output="vector", axis=1, p=2)
        inputs = [("rows", TensorProto.UINT8, DIM), ("blocks", TensorProto.INT64, 0), ("mask", TensorProto.FLOAT, 0)]
        shapes = [
            helper.make_tensor_value_info(name, kind, ["texts", "pieces", *filter(None, [d])]) for name, kind, d in inputs
        ]
        result = helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["texts", DIM])
        graph = helper.make_graph(self._nodes, "universal", shapes, [result], list(self._constants.values()))
        onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9), str(file))

    def _states(self) -> str:
        """(texts, pieces, 1280): each piece's own vector and what each width of window makes of it."""
        import numpy as np
        from onnx import TensorProto

        scale, low = (self._add("Gather", [self._given(name)[:, None], "blocks"]) for name in ("scale", "lo"))
        rows = self._add("Cast", ["rows"], to=TensorProto.FLOAT)
        pieces = self._add("Add", [self._add("Mul", [rows, scale]), low])
        mask = self._add("Unsqueeze", ["mask", np.array([2])])
        widths = zip(self._projected(pieces), NGRAMS, strict=True)
        return self._normed(self._add("Concat", [pieces, *(self._ngram(x, mask, *ngram) for x, ngram in widths)], axis=2), [""])

    def _projected(self, pieces: str) -> list[str]:
        """What each width's convolutions read: three projections, normed together."""
        import numpy as np

        matrix, offset = (
            np.concatenate([self._given(f"{name}{size}") for size, _ in NGRAMS], axis=-1) for name in ("proj", "proj_b")
        )
        projected = self._add("Add", [self._add("MatMul", [pieces, matrix]), offset])
        outputs = [f"projected{size}" for size, _ in NGRAMS]
        sizes = np.full(len(outputs), WIDTH)
        self._append("Split", [self._normed(projected, [str(size) for size, _ in NGRAMS]), sizes], outputs, axis=2)
        return outputs

    def _normed(self, states: str, sizes: Sequence[str]) -> str:
        import numpy as np

        scale, offset = (np.concatenate([self._given(f"{name}{size}") for size in sizes]) for name in ("ln_g", "ln_b"))
        return self._add("LayerNormalization", [states, scale, offset], axis=-1, epsilon=float(self._weights["eps"]))

    def _ngram(self, states: str, mask: str, size: int, before: int) -> str:
        """Two convolutions over windows of ``size`` pieces, each beside its own input."""
        for layer in ("1", "2"):
            states = self._add("Mul", [states, mask])  # what lies outside of a text is 0
            product = self._product(self._windows(states, size, before), f"w{layer}_{size}")
            shaped = self._add("Relu", [self._add("Add", [product, self._given(f"b{layer}_{size}")])])
            states = self._add("Add", [shaped, states])
        return states

    def _windows(self, states: str, size: int, before: int) -> str:
        """(texts, pieces, size * 256): the states around each piece side by side."""
        import numpy as np

        padded = self._add("Pad", [states, np.array([0, before, 0, 0, size - 1 - before, 0])])
        ends = [start + 1 - size if start + 1 < size else np.iinfo(np.int64).max for start in range(size)]
        bounds = [(np.array([start]), np.array([end]), np.array([1])) for start, end in enumerate(ends)]
        return self._add("Concat", [self._add("Slice", [padded, *bound]) for bound in bounds], axis=2)

    def _product(self, states: str, name: str) -> str:
        """A matrix product, in int8 where it may be: each column of the matrix by its own scale, the states by one."""
        import numpy as np
        from onnx import TensorProto

        matrix = self._given(name)
        if name not in _IN_INT8:
            return self._add("MatMul", [states, matrix])
        scales = np.abs(matrix).max(axis=0) / np.float32(127)
        whole = np.rint(matrix / scales).astype(np.int8)
        rounded, scale, zero = (f"{states}.{name}.{part}" for part in ("rounded", "scale", "zero"))
        self._append("DynamicQuantizeLinear", [states], [rounded, scale, zero])
        product = self._add("Cast", [self._add("MatMulInteger", [rounded, whole, zero])], to=TensorProto.FLOAT)
        return self._add("Mul", [product, self._add("Mul", [scale, scales])])

    def _summed(self, states: str) -> str:
        """(texts, 512): the states' sum by the root of their number, projected."""
        import numpy as np

        mask = self._add("Unsqueeze", ["mask", np.array([1])])
        summed = self._add("Squeeze", [self._add("MatMul", [mask, states]), np.array([1])])
        count = self._add("ReduceSum", ["mask", np.array([1])], keepdims=1)
        offset = self._add("Mul", [count, self._given("cnn_b")])
        projected = self._add("Add", [self._add("MatMul", [summed, self._given("cnn_W")]), offset])
        return self._add("Div", [projected, self._add("Sqrt", [count])])

    def _dense(self, mean: str) -> str:
        """The layers behind the sum, two of which look at what came before the one before them too."""
        first = self._add("Relu", [self._times(mean, "d0")])
        second = self._add("Relu", [self._add("Add", [self._times(mean, "p1"), self._times(first, "d1")])])
        third = self._add("Relu", [self._times(second, "d2")])
        return self._add("Tanh", [self._add("Add", [self._times(second, "p3"), self._times(third, "d3")])])

    def _times(self, states: str, name: str) -> str:
        return self._add("MatMul", [states, self._given(name)])

    def _given(self, name: str) -> np.ndarray:
        return self._weights[name]

    def _add(self, kind: str, inputs: Sequence[str | np.ndarray], *, output: str = "", **attributes: Any) -> str:
        """One node of one output, whose name is returned; arrays among its inputs become constants."""
        output = output or f"{kind.lower()}{len(self._nodes)}"
        self._append(kind, inputs, [output], **attributes)
        return output

    def _append(self, kind: str, inputs: Sequence[str | np.ndarray], outputs: Sequence[str], **attributes: Any) -> None:
        import numpy as np
        from onnx import helper, numpy_helper

        names = []
        for place, value in enumerate(inputs):
            if isinstance(value, str):
                names.append(value)
                continue
            names.append(name := f"{outputs[0]}.constant{place}")
            self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        self._nodes.append(helper.make_node(kind, names, outputs, **attributes))
