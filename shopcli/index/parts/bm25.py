"""What bm25s saved, opened without bm25s: it imports SciPy, which takes longer than to answer a question.

bm25s scores eagerly: while a catalog is indexed it works out what each token adds to each product's score (Lù 2024,
arXiv 2407.03618). What is left to do for a request is to add up the columns of its tokens.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np


class SavedBM25:
    """The part of a ``bm25s.BM25`` that asking needs, memory-mapped, under the same names.

    Attributes:
        vocab_dict: the number of each token.
        scores: ``data`` and ``indices``, what each token adds and to which products, and ``indptr``, where each token's begin.
    """

    def __init__(self, folder: Path) -> None:
        parameters = json.loads((folder / "params.index.json").read_text(encoding="utf-8"))
        if parameters["method"] != "lucene":  # others also score the products that lack a token
            raise ValueError(f"the words were indexed by {parameters['method']!r}, not by BM25 as Lucene has it")
        self._size = int(parameters["num_docs"])
        self.vocab_dict: dict[str, int] = json.loads((folder / "vocab.index.json").read_text(encoding="utf-8"))
        self.scores: dict[str, np.ndarray] = {
            name: np.load(folder / f"{name}.csc.index.npy", mmap_mode="r") for name in ("data", "indices", "indptr")
        }

    def get_scores(self, tokens: Sequence[str]) -> np.ndarray:
        """The score of every product for tokens of the vocabulary, (n_products,) float32."""
        scores = np.zeros(self._size, np.float32)
        for token in tokens:
            number = self.vocab_dict[token]
            start, end = self.scores["indptr"][number : number + 2]
            scores[self.scores["indices"][start:end]] += self.scores["data"][start:end]  # no product twice in a column
        return scores
