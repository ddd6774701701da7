"""Prefix trees of texts: what several texts begin with is read once, and each token sees those before it in its own text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class PrefixTree:
    """Texts as paths from a common root, which is what stands before all of them.

    Attributes:
        tokens: of each node; a node stands behind its parent.
        parents: of each node the number of the node before it; -1 where the root is.
        depths: how many nodes stand before each in its text.
        paths: of each text its nodes in order.
    """

    tokens: Sequence[int]
    parents: Sequence[int]
    depths: Sequence[int]
    paths: Sequence[Sequence[int]]

    @classmethod
    def of(cls, texts: Sequence[Sequence[int]]) -> PrefixTree:
        """The tree of some texts, each a row of tokens; an empty one is an empty path."""
        numbers: dict[tuple[int, int], int] = {}
        depths: list[int] = []
        paths: list[list[int]] = []
        for text in texts:
            path: list[int] = []
            for token in text:
                node = numbers.setdefault((path[-1] if path else -1, token), len(numbers))
                if node == len(depths):
                    depths.append(len(path))
                path.append(node)
            paths.append(path)
        parents, tokens = ([step[part] for step in numbers] for part in (0, 1))
        return cls(tokens, parents, depths, paths)

    def hidden(self, value: float) -> np.ndarray:
        """What is added to the scores of attention, (n_nodes, n_nodes): 0 for a node and those before it, else ``value``."""
        mask = np.full((len(self.tokens), len(self.tokens)), value, np.float32)
        for node, parent in enumerate(self.parents):
            if parent >= 0:
                mask[node] = mask[parent]
            mask[node, node] = 0.0
        return mask
