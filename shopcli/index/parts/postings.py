"""BM25 over a catalog of any size: the words of the products go to disk in pieces and are merged into bm25s's own files.

bm25s holds every product's words in memory to index them. Its scores are computed here by its own formula (Lucene's, as
in Kamphuis et al. 2020), token by token, so that what `WordIndex` opens is the same.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from shopcli.index.storage.arrays import ArrayWriter, append, save_array

if TYPE_CHECKING:
    from shopcli.index.storage.carried_over import CarriedOver

_PRODUCTS, _BOUNDS, _VOCABULARY = "indices.csc.index.npy", "indptr.csc.index.npy", "vocab.index.json"  # as bm25s has them
_COUNTS, _LENGTHS = "counts.npy", "lengths.npy"  # what the next update needs besides
K1, B = 1.2, 0.75
POSTINGS_AT_ONCE = 1 << 20  # postings sorted at once: 10 MB; to merge as many takes 80


class PostingsWriter:
    """Takes in the words of one product after another.

    Args:
        folder: where the index will be; pieces lie beside it until `save`.
        at_once: how many postings are sorted, or merged, at once.
    """

    def __init__(self, folder: Path, *, at_once: int = POSTINGS_AT_ONCE) -> None:
        folder.mkdir(parents=True)
        self._folder, self._at_once = folder, at_once
        self._vocabulary: dict[str, int] = {}
        self._tokens, self._products, self._counts = array("i"), array("i"), array("i")
        self._lengths = array("i")
        self._pieces: list[tuple[Path, np.ndarray]] = []

    def keep(self, kept: CarriedOver) -> None:
        """Begin with the words of the products of the index before that go on."""
        before = kept.data / self._folder.name
        bounds = np.load(before / _BOUNDS)
        frequencies = np.zeros(len(bounds) - 1, np.int64)
        path = self._folder / "piece-0"
        with path.open("wb") as piece:
            for first, last in _ranges(np.diff(bounds), self._at_once):
                stretch = slice(int(bounds[first]), int(bounds[last]))
                products, counts = (np.load(before / name, mmap_mode="r")[stretch] for name in (_PRODUCTS, _COUNTS))
                products = kept.number[products]
                append(piece, np.stack([products[products >= 0], counts[products >= 0].astype(np.int32)], axis=1))
                sums = np.concatenate([[0], np.cumsum(products >= 0)])
                frequencies[first:last] = np.diff(sums[bounds[first : last + 1] - bounds[first]])
        tokens = json.loads((before / _VOCABULARY).read_text(encoding="utf-8"))
        still = frequencies > 0  # words that nobody uses any more are gone
        self._vocabulary = {
            token: at for at, token in enumerate(token for token, n in tokens.items() if n < len(still) and still[n])
        }
        self._pieces.append((path, np.concatenate([[0], np.cumsum(frequencies[still])]).astype(np.int64)))
        self._lengths = array("i", np.load(before / _LENGTHS)[kept.rows].tobytes())

    @property
    def bytes(self) -> int:
        """What the postings so far take on disk."""
        return 8 * (len(self._tokens) + sum(int(bounds[-1]) for _, bounds in self._pieces))

    def add(self, tokens: Sequence[str]) -> None:
        """Take in the next product's words."""
        row, vocabulary = len(self._lengths), self._vocabulary
        tokens = tokens or ("",)  # one word at least keeps the average length from being nought
        counts = Counter(tokens)
        self._lengths.append(len(tokens))
        self._tokens.extend([vocabulary.setdefault(token, len(vocabulary)) for token in counts])
        self._counts.extend(counts.values())
        self._products.extend([row] * len(counts))
        if len(self._tokens) >= self._at_once:
            self._put_aside()

    def _put_aside(self) -> None:
        """Write what has come in, sorted by token, and remember where each token begins."""
        tokens, products, counts = (np.frombuffer(a, np.int32) for a in (self._tokens, self._products, self._counts))
        order = np.argsort(tokens, kind="stable")
        path = self._folder / f"piece-{len(self._pieces)}"
        with path.open("wb") as piece:
            append(piece, np.stack([products[order], counts[order]], axis=1))
        bounds = np.concatenate([[0], np.cumsum(np.bincount(tokens, minlength=len(self._vocabulary)))]).astype(np.int64)
        self._pieces.append((path, bounds))
        self._tokens, self._products, self._counts = array("i"), array("i"), array("i")

    def save(self) -> None:
        """Merge the pieces into bm25s's files."""
        import bm25s

        if not self._lengths:
            self.add(("",))
        if len(self._tokens):
            self._put_aside()
        n_products, n_tokens = len(self._lengths), len(self._vocabulary)
        frequencies = np.zeros(n_tokens, np.int64)
        for _, bounds in self._pieces:
            frequencies[: len(bounds) - 1] += np.diff(bounds)
        bm25 = bm25s.BM25(k1=K1, b=B)
        bm25.index([[""]], show_progress=False)  # writes whatever else its files hold
        starts = np.concatenate([[0], np.cumsum(frequencies)]).astype(np.int64)
        bm25.scores |= {"indptr": starts, "num_docs": n_products}
        self._vocabulary.setdefault("", n_tokens)
        bm25.vocab_dict = self._vocabulary
        bm25.save(str(self._folder), show_progress=False)
        save_array(self._folder / _BOUNDS, starts)  # bm25s has written it by numpy.save
        self._merge(frequencies)
        self._vocabulary = bm25.vocab_dict = {}
        for path, _ in self._pieces:
            path.unlink()

    def _merge(self, frequencies: np.ndarray) -> None:
        """Write the products of each token and their scores, as many tokens at a time as fit."""
        lengths = np.frombuffer(self._lengths, np.int32)
        # In float64 and then cut to float32, which is what bm25s does with NumPy 2.
        penalty = K1 * ((1 - B) + B * lengths / lengths.mean())
        n = len(lengths)
        weights = np.log(1 + (n - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
        save_array(self._folder / _LENGTHS, lengths)
        with (
            ArrayWriter(self._folder / "data.csc.index.npy", "float32") as data,
            ArrayWriter(self._folder / _PRODUCTS, "int32") as indices,
            ArrayWriter(self._folder / _COUNTS, "uint16") as counts_file,
        ):
            for first, last in _ranges(frequencies, self._at_once):
                tokens, products, counts = self._between(first, last)
                share = counts.astype(np.float32) / (penalty[products] + counts)
                indices.write(products)
                counts_file.write(np.minimum(counts, np.iinfo(np.uint16).max))
                data.write(weights[tokens] * share)

    def _between(self, first: int, last: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Tokens, products and counts of the postings of a range of tokens, by token and then by product."""
        postings_by_piece, tokens_by_piece = [], []
        for path, bounds in self._pieces:
            piece_bounds = bounds[min(first, len(bounds) - 1) : last + 1]
            start, end = int(piece_bounds[0]), int(piece_bounds[-1])
            postings_by_piece.append(np.fromfile(path, np.int32, 2 * (end - start), offset=8 * start).reshape(-1, 2))
            tokens_by_piece.append(np.repeat(np.arange(first, first + len(piece_bounds) - 1), np.diff(piece_bounds)))
        tokens, postings = np.concatenate(tokens_by_piece), np.concatenate(postings_by_piece)
        order = np.argsort(tokens, kind="stable")  # the pieces come in the order of the products
        return tokens[order], postings[order, 0], postings[order, 1]


def _ranges(frequencies: np.ndarray, most: int) -> Iterator[tuple[int, int]]:
    """Ranges of tokens with at most ``most`` postings each, or of one token that has more."""
    ends = np.cumsum(frequencies)
    first = 0
    while first < len(ends):
        before = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, before + most, side="right")))
        yield first, last
        first = last
