"""Things by the needs that they serve: classes of things, each with its vector, beside which that of a need is held."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from shopcli.need.tagging.files import read_arrays
from shopcli.need.tagging.network import Array
from shopcli.need.thesaurus.entries import BETWEEN
from shopcli.need.thesaurus.nearness import SCALE
from shopcli.need.thesaurus.need_encoder import NeedEncoder, shipped_need_encoder
from shopcli.text.words import plural, regular_singular

SHIPPED_THINGS = Path(__file__).with_name("needed_things.safetensors")
NAMES, VECTORS = "names", "vectors"


class Needed(NamedTuple):
    """What may serve a need: names of things, most fitting first, and the probability that they are what is needed."""

    names: tuple[str, ...]
    probability: float


class NeededThings:
    """Classes of things, asked for a need: those of the corpus, of the thesaurus's purposes and of its rings.

    Args:
        names: of each class.
        vectors: (n, dim) float32, L2-normalised: the mean of the needs that were told of it, and its name's, added up.
        encoder: of needs.
    """

    def __init__(self, names: Sequence[str], vectors: Array, encoder: Callable[[], NeedEncoder]) -> None:
        self._names, self._vectors, self._opened = names, vectors, encoder

    @cached_property
    def _encoder(self) -> NeedEncoder:
        return self._opened()

    def synonyms(self, name: str) -> tuple[str, ...]:
        """The names of the class that has an English name, one or several of it; none where there is no such class."""
        row = self._row(name)
        return () if row is None else tuple(self._names[row].split(BETWEEN))

    def alike(self, name: str, others: Sequence[str]) -> Array:
        """(n,) how much the needs that lead to a thing are those that lead to others: cosines beside the mean of all classes.

        0 where either is no name of a class.
        """
        rows = [self._row(one) for one in (name, *others)]
        known = [-1 if row is None else row for row in rows]
        vectors = self._vectors[known] - self._vectors.mean(axis=0)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        vectors[[row is None for row in rows]] = 0.0
        cosines: Array = vectors[1:] @ vectors[0]
        return cosines

    def _row(self, name: str) -> int | None:
        low = " ".join(name.lower().split())
        rows = (self._rows.get(one) for one in (low, regular_singular(low), plural(low)))
        return next((row for row in rows if row is not None), None)

    @cached_property
    def _rows(self) -> dict[str, int]:
        rows: dict[str, int] = {}
        for row, names in enumerate(self._names):
            for name in names.split(BETWEEN):
                rows.setdefault(name.lower(), row)
        return rows

    def likeliest(self, text: str, count: int) -> list[Needed]:
        """The classes that most likely serve what a text tells, the likeliest first."""
        (vector,) = self._encoder.encoded([text])
        logits = self._encoder.sharpness * (self._vectors @ vector)
        odds = np.exp(logits - logits.max())
        best = np.argsort(-odds, kind="stable")[:count].tolist()
        return [Needed(tuple(self._names[row].split(BETWEEN)), float(odds[row] / odds.sum())) for row in best]


@cache
def shipped_needed_things() -> NeededThings:
    """Those in the package.

    Raises:
        ModelError: the file is missing or holds none.
    """
    arrays: Mapping[str, Array] = read_arrays(SHIPPED_THINGS)
    vectors = arrays[VECTORS].astype(np.float32) * arrays[VECTORS + SCALE][:, None]
    return NeededThings(arrays[NAMES].tobytes().decode().split("\n"), vectors, shipped_need_encoder)
