"""What a product looks like: what is said of it, beside which fields its record has."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

from shopcli.index.parts.halves import compared
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

# Which fields a record has says what it is as clearly as its words do; of those tried from .4 to 1 this share of
# the fields' weight told things from their accessories best.
_FIELDS_WEIGHT = 0.7
_PROFILE_DIM = 128
_USUAL = 0.25  # of the products have fields that tell less than usual; with .5 relevance fell, docs/log.md
# A category is guessed from so many products: where most of them stand there and they are near, or where all of them do.
# On the catalog in benchmarks/second, each product held out in turn, that places five of six, nine of ten of them rightly.
_NEIGHBOURS, _NEAR, _MOST, _ALL = 3, 0.6, 0.6, 0.8
_SOMEWHAT_NEAR = 0.45  # at the least; where all neighbours stand under one higher category, the nearest one tells which
_LEVEL = pattern(r"\s*[>/|;»]\s*")
_MOST_COMPARED = 5000  # placed products; more tell no more of where a thing belongs
_AT_ONCE = 1024


class ProductProfiles:
    """How products look beside each other.

    Args:
        weights: what it tells that a product has a field, by the field's name: rare ones weigh more.
        usual: how much the fields of most products tell, as `told` has it. Where they tell less, they count less: a
            record that was typed in haste looks like what it is called.
    """

    def __init__(self, weights: Mapping[str, float], usual: float) -> None:
        self.weights, self.usual = weights, usual
        self._directions = {name: _direction(name) * weight for name, weight in weights.items()}

    @classmethod
    def learned(cls, fields: Sequence[tuple[str, ...]]) -> ProductProfiles:
        """From the names of the fields of each product of a catalog, or of a sample of it."""
        import numpy as np

        counts = Counter(name for names in fields for name in names)
        profiles = cls({name: float(np.log(len(fields) / count)) for name, count in counts.items()}, 0.0)
        if fields:
            profiles.usual = float(np.quantile([profiles.told(names) for names in fields], _USUAL))
        return profiles

    def told(self, names: Sequence[str]) -> float:
        """How much it tells of a product that it has some fields."""
        return math.hypot(*(self.weights.get(name, 0.0) for name in names))

    def of(self, vectors: np.ndarray, fields: Sequence[tuple[str, ...]]) -> np.ndarray:
        """Each product's vector beside which fields it has, L2-normalised.

        Args:
            vectors: (n, dim) float32, L2-normalised.
            fields: for each product the names of its fields.

        Returns:
            (n, dim + 128).
        """
        import numpy as np

        profiles = np.zeros((len(fields), _PROFILE_DIM), np.float32)
        shares = np.ones((len(fields), 1), np.float32)
        for row, names in enumerate(fields):
            if self.usual > 0:
                shares[row] = min(1.0, self.told(names) / self.usual)
            for name in names:
                if name in self._directions:
                    profiles[row] += self._directions[name]
        return normalised(np.concatenate([compared(vectors), _FIELDS_WEIGHT * shares * normalised(profiles)], axis=1))


class CategoryImputer:
    """Where products stand that are placed, for guessing where others belong.

    Args:
        looks: (n, dim) from `ProductProfiles.of`.
        places: for each product its category; empty where none is known.
    """

    def __init__(self, looks: np.ndarray, places: Sequence[str]) -> None:
        import numpy as np

        placed = thinned(np.flatnonzero([bool(place) for place in places]))
        self._looks, self._places = looks[placed], [places[row] for row in placed.tolist()]

    def guessed(self, looks: np.ndarray, places: Sequence[str]) -> dict[int, str]:
        """The places of those of some products that have none, by those most like them; not where nothing is like them."""
        import numpy as np

        lost = np.flatnonzero([not place for place in places])
        place_by_row: dict[int, str] = {}
        if len(self._places) < _NEIGHBOURS:
            return place_by_row
        for start in range(0, len(lost), _AT_ONCE):
            rows = lost[start : start + _AT_ONCE]
            likeness = looks[rows] @ self._looks.T
            nearest = np.argsort(-likeness, axis=1)[:, :_NEIGHBOURS]
            for row, near, like in zip(rows.tolist(), nearest, np.take_along_axis(likeness, nearest, axis=1), strict=True):
                if place := _agreed([self._places[neighbour] for neighbour in near], like):
                    place_by_row[row] = place
        return place_by_row


def thinned(placed: np.ndarray) -> np.ndarray:
    """So many of the placed products, evenly spread, as others are compared with."""
    return placed[:: -(-len(placed) // _MOST_COMPARED) or 1]


def _agreed(places: Sequence[str], likeness: np.ndarray) -> str:
    """The place of most of the neighbours, by how near they are; empty where they are far or do not agree."""
    votes: Counter[str] = Counter()
    for place, like in zip(places, likeness.tolist(), strict=True):
        votes[place] += max(0.0, like) ** 2
    place, vote = votes.most_common(1)[0]
    nearest, share = float(likeness[0]), vote / sum(votes.values()) if vote else 0.0
    if nearest < _SOMEWHAT_NEAR:
        return ""
    if share >= _ALL or (share >= _MOST and nearest >= _NEAR):
        return place
    above = {_LEVEL.split(place)[0] for place in places}
    return places[0] if len(above) == 1 else ""


def _direction(name: str) -> np.ndarray:
    """A direction that stands for a field; nearly at right angles to every other (Johnson and Lindenstrauss 1984)."""
    import numpy as np

    seed = int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
    return np.random.default_rng(seed).standard_normal(_PROFILE_DIM).astype(np.float32)


def normalised(vectors: np.ndarray) -> np.ndarray:
    """Vectors of length one; those of length nought as they are."""
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, 1)
