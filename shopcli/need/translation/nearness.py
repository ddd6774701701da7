"""How near terms of one language are to words of another, by an encoder that reads both alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

_KEPT = 1 << 13  # vectors of single words, some 16 MB of them


class Nearnesses:
    """Cosines of terms with words, each text encoded once.

    Args:
        encode: texts to L2-normalised vectors, (n, dim).
    """

    def __init__(self, encode: Callable[[Sequence[str]], np.ndarray]) -> None:
        self._encode = encode
        self._vectors: dict[str, np.ndarray] = {}

    def of(self, words: str, terms: Sequence[str]) -> list[float]:
        """The cosine of each term with ``words``."""
        texts = (words, *terms)
        if len(self._vectors) > _KEPT:
            self._vectors = {}
        new = list(dict.fromkeys(text for text in texts if text not in self._vectors))
        if new:
            self._vectors = self._vectors | dict(zip(new, self._encode(new), strict=True))
        own, *others = (self._vectors[text] for text in texts)
        return [float(own @ other) for other in others]
