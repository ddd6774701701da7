"""What a catalog taught of its kinds, small enough to be kept: by it a product that was not learned from is told what it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shopcli.index.kinds.phrases import JOINED, is_empty, phrases, settled
from shopcli.index.kinds.price_floors import NO_FLOOR
from shopcli.index.kinds.product_profiles import ProductProfiles
from shopcli.index.kinds.table import Key
from shopcli.index.storage.arrays import save_array
from shopcli.index.storage.manifest import LEARNED

_RULES, _CENTRES, _ADOPTING = "kind_rules.json", "kind_centres.npy", "kind_adopting.npy"
LIKE_THE_KIND = 0.8  # as near to a kind as its own products are to each other is 1
_STILL_THE_KIND = 0.6
_SURELY_THE_KIND = 0.85
_GOES_ON = frozenset(("at", "in", "of", "on", "is"))  # "bag on wheels" is a bag, and "The Tent at the End" a novel

Status = int
NAMES, UNDECIDED, PART = 1, 0, -1  # what a phrase does in a title: it names the kind, perhaps, or is part of a larger name


class KindNames:
    """What is known of the names that may stand in a title.

    Args:
        number: their numbers, by their stems.
        heads: the stems that things are called by.
        judgements: what a name does before some stem, where the catalog tells.
        stem: a word's stem.
        key: the stems of a phrase.
        others: the stems that behind a slash end another name for what stands before it.
    """

    def __init__(
        self,
        number: Mapping[Key, int],
        heads: frozenset[str],
        judgements: Mapping[tuple[Key, str], Status],
        stem: Callable[[str], str],
        key: Callable[[tuple[str, ...]], Key],
        others: frozenset[str] = frozenset(),
    ) -> None:
        self.number, self.heads, self.judgements, self.stem, self.key = number, heads, judgements, stem, key
        self.others = others


def read_title(names: KindNames, row_runs: Sequence[Sequence[str]], values: frozenset[str]) -> dict[Key, Status]:
    """What each name does in one title.

    Args:
        names: those that may stand there.
        row_runs: the title's runs of plain words (`shopcli.index.kinds.phrases.runs`).
        values: those of its words that are values of the product's fields.
    """
    statuses: dict[Key, Status] = {}
    for run in settled(row_runs, names.others, names.stem):
        for phrase, behind in phrases(run):
            key = names.key(phrase)
            if key in names.number:
                statuses[key] = max(statuses.get(key, PART), _status(names, key, behind, values))
    return statuses


def _status(names: KindNames, key: Key, behind: str, values: frozenset[str]) -> Status:
    if behind in _GOES_ON:
        return UNDECIDED
    if not behind or is_empty(behind):
        return NAMES
    if behind == JOINED:
        return PART
    stem = names.stem(behind)
    # A word that is the value of a field, such as a material, says more of the thing and names no other.
    if behind in values and stem not in names.heads:
        return NAMES
    # Where too few products have both to tell, a word that things are called by takes over.
    return names.judgements.get((key, stem), PART if stem in names.heads else UNDECIDED)


def is_of_the_kind(statuses: np.ndarray, likeness: np.ndarray) -> np.ndarray:
    """Who is of a kind: those that are named so and look so.

    Args:
        statuses: (n,) what the kind's name does in each title.
        likeness: (n,) how like the kind each product is; its own are 1 on average.
    """
    is_member: np.ndarray = ((statuses == NAMES) & (likeness >= _STILL_THE_KIND)) | (
        (statuses == UNDECIDED) & (likeness >= LIKE_THE_KIND)
    )
    return is_member


@dataclass(frozen=True, slots=True)
class Adoption:
    """Products that no good name in their titles names join the kind that they look most like.

    Attributes:
        strong: the kinds, by number, with a good name.
        large: those of them that take in products that nothing names.
        centres: (len(large), dim) what those look like.
    """

    strong: Sequence[int]
    large: Sequence[int]
    centres: np.ndarray

    def of(self, orphans: np.ndarray, looks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Those of the orphans that surely are of a kind, and its number."""
        if not len(orphans) or not self.large:
            return orphans[:0], orphans[:0]
        squares = (self.centres * self.centres).sum(axis=1)
        likeness = looks @ self.centres.T / squares
        # The nearest by angle; a diffuse kind is like everything by the other measure.
        best = (likeness * np.sqrt(squares)).argmax(axis=1)
        sure = likeness[np.arange(len(best)), best] >= _SURELY_THE_KIND
        return orphans[sure], np.asarray(self.large)[best[sure]]

    def among(self, kept: np.ndarray) -> Adoption:
        """The same where only some kinds are kept, which are numbered anew."""
        number = {int(old): new for new, old in enumerate(kept)}
        places = [place for place, old in enumerate(self.large) if old in number]
        return Adoption(
            [number[old] for old in self.strong if old in number], [number[self.large[i]] for i in places], self.centres[places]
        )


class KindRules(KindNames):
    """What a catalog taught of its kinds, which are numbered as in its `shopcli.index.kinds.table.KindTable`.

    Args:
        keys: the stems of their names.
        heads: the stems that things are called by.
        judgements: what a name does before some stem, where the catalog tells.
        centres: (n, dim) what their products look like; zeros where none is called so.
        looks: how a product looks in this catalog.
        adoption: who takes in what nothing names.
        stem: a word's stem.
        others: see `KindNames`.
        floors: (n,) the logarithms of what things of theirs cost at the least; None where that was not learned.
        described: whether descriptions open with what things are.
    """

    def __init__(
        self,
        keys: Sequence[Key],
        heads: frozenset[str],
        judgements: Mapping[tuple[Key, str], Status],
        centres: np.ndarray,
        looks: ProductProfiles,
        adoption: Adoption,
        stem: Callable[[str], str],
        others: frozenset[str] = frozenset(),
        *,
        floors: np.ndarray | None = None,
        described: bool = False,
    ) -> None:
        number = {key: number for number, key in enumerate(keys)}
        super().__init__(number, heads, judgements, stem, lambda phrase: tuple(map(stem, phrase)), others)
        self.keys, self.described = keys, described
        self.looks, self.adoption, self.centres = looks, adoption, centres
        self.floors = np.full(len(keys), NO_FLOOR) if floors is None else floors
        squares = (centres * centres).sum(axis=1, keepdims=True)
        self._scaled = centres / np.where(squares > 0, squares, 1)

    @classmethod
    def open(cls, data: Path, keys: Sequence[Key], stem: Callable[[str], str]) -> KindRules:
        """Read what `save` wrote beside the table with these keys."""
        stored = json.loads((data / LEARNED / _RULES).read_text(encoding="utf-8"))
        centres, adopting = (np.load(data / LEARNED / name).astype(np.float32) for name in (_CENTRES, _ADOPTING))
        judgements = {(keys[number], stem): status for number, stem, status in stored["judgements"]}
        adoption = Adoption(stored["strong"], stored["large"], adopting)
        profiles = ProductProfiles(stored["weights"], stored["usual"])
        others = frozenset(stored["others"])
        heads, described = frozenset(stored["heads"]), bool(stored["described"])
        floors = np.asarray([NO_FLOOR if floor is None else floor for floor in stored.get("floors", [None] * len(keys))])
        return cls(keys, heads, judgements, centres, profiles, adoption, stem, others, floors=floors, described=described)

    def save(self, data: Path) -> None:
        """Write them for the next update."""
        stored = {
            "heads": sorted(self.heads),
            "others": sorted(self.others),
            "described": self.described,
            "judgements": [(self.number[key], stem, status) for (key, stem), status in self.judgements.items()],
            "floors": [None if floor == NO_FLOOR else round(float(floor), 4) for floor in self.floors],
            "weights": self.looks.weights,
            "usual": self.looks.usual,
            "strong": list(self.adoption.strong),
            "large": list(self.adoption.large),
        }
        (data / LEARNED / _RULES).write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")
        save_array(data / LEARNED / _CENTRES, self.centres.astype(np.float16))
        save_array(data / LEARNED / _ADOPTING, self.adoption.centres.astype(np.float16))

    def and_also(self, keys: Sequence[Key], centres: np.ndarray) -> KindRules:
        """The same with more kinds behind the others."""
        all_centres = np.concatenate([self.centres, centres])
        return KindRules(
            [*self.keys, *keys],
            self.heads,
            self.judgements,
            all_centres,
            self.looks,
            self.adoption,
            self.stem,
            self.others,
            floors=np.concatenate([self.floors, np.full(len(keys), NO_FLOOR)]),
            described=self.described,
        )

    def likeness(self, looks: np.ndarray, numbers: np.ndarray) -> np.ndarray:
        """How like its kind each product is, (n,): its looks (n, dim) against the kind of its number."""
        return np.einsum("ij,ij->i", looks, self._scaled[numbers])
