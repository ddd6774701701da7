"""The kinds of things that a catalog sells, and which of them a shopper's word means."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.index.kinds.product_profiles import normalised
from shopcli.index.parts.halves import as_request, compared, first_dim
from shopcli.index.storage.arrays import save_array
from shopcli.text.scripts import starts_han
from shopcli.text.words import regular_singular
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

_PART = pattern(r"^[^\W\d_][-‐‑]")
Key = tuple[str, ...]  # the stems of a phrase, so that "cable" and "cables" are one kind

# A kind whose name is this near to the word asked for, and whose products look as like the best kind's as this, is meant too.
_SYNONYM = 0.68
_SYNONYM_OF_A_WHOLE = 0.8  # where the very words of a longer name are one: "monitor cable" is near to "HDMI cable" and none
_LOOKS_ALIKE = 0.75
_TRUSTED = 0.4  # a name that more often is a part of other names says little: "laptop" where only bags say it
_HEAD_MARGIN = 0.15  # "laptop sleeve" is a sleeve: its first word is nearer to "laptop" than its last, by more than this
_ENOUGH = 30  # with fewer products than this, kinds without a good name are looked through too
_WEAK_NAME, _GOOD_NAME = 0.52, 0.58
_NEARLY_AS_NEAR = 0.85
_WELL_KNOWN = 3
_SHORTEST_HEAD = 2  # characters of a Chinese word: what ends in one of a single character may be anything
_NOUN_ENDING = "子"  # makes a word of one character, which stands at the end of others as it is: 桌子 and 圆桌
_SORTS = 2  # names that end in a word ("running shoes", "hiking shoes") and make it one of a kind whatever it is a part of
_NEAR_CATEGORY = 0.6
_MUCH_WIDER, _TAKEN_IN = 1.5, 0.6
_SMALL_CATALOG, _WHOLE_NAME_THERE = 2000, 2
_WHOLE_NAME = 5  # products at least for a name of several words to be a kind of its own
_SAME_KIND = 0.86
_SAME_NAME = 0.9
_LOOKS_THE_SAME, _NEARLY_THE_SAME = 0.8, 0.08  # of products, and of names as near to words of another language
_SAME_ABROAD = 0.72  # 书桌 is .77 to "desk", 眼霜 .87 to "eye creme"; 手表 .53 to what is nearest where there are no watches
_SAME_WITH_MORE = 0.87
_WIDER = 1.3  # how many more products the shorter name must have for the longer one to be a part of it


@dataclass(frozen=True, slots=True)
class KindTable:
    """The kinds of a catalog.

    Attributes:
        names: each kind as titles write it most.
        keys: the stems of its words.
        vectors: (n, dim) its name's vector.
        means: (n, dim) the mean vector of its products.
        trust: (n,) how often the name, where it stands in a title, names the kind; 0 to 1.
        certain: (n,) bool, whether nothing but the name says who belongs to it: a category, or a name in another script.
        members: for each kind the rows of its products, ascending.
        also: the kinds, by number, that a dictionary calls by other words, by their stems.
    """

    names: tuple[str, ...]
    keys: tuple[Key, ...]
    vectors: np.ndarray
    means: np.ndarray
    trust: np.ndarray
    certain: np.ndarray
    members: tuple[np.ndarray, ...]
    also: Mapping[Key, tuple[int, ...]] = field(default_factory=dict)

    def living(self) -> KindTable:
        """The kinds that any product is of. Others may have had some, or have some again."""
        import numpy as np

        if all(map(len, self.members)):
            return self
        living_numbers = np.flatnonzero([len(rows) > 0 for rows in self.members])
        new_number = {int(old): new for new, old in enumerate(living_numbers)}
        also = {key: tuple(new_number[old] for old in numbers if old in new_number) for key, numbers in self.also.items()}
        return KindTable(
            names=tuple(self.names[old] for old in living_numbers),
            keys=tuple(self.keys[old] for old in living_numbers),
            vectors=self.vectors[living_numbers],
            means=self.means[living_numbers],
            trust=self.trust[living_numbers],
            certain=self.certain[living_numbers],
            members=tuple(self.members[old] for old in living_numbers),
            also={key: numbers for key, numbers in also.items() if numbers},
        )

    def save(self, folder: Path) -> None:
        """Write ``kinds.json``, ``kind_vectors.npy`` and ``kind_members.npy``."""
        import numpy as np

        bounds = np.cumsum([0, *map(len, self.members)]).tolist()
        stored = {"names": self.names, "keys": self.keys, "trust": np.round(self.trust, 3).tolist(), "bounds": bounds}
        stored["also"] = [[" ".join(key), *numbers] for key, numbers in self.also.items()]
        stored["certain"] = np.flatnonzero(self.certain).tolist()
        (folder / "kinds.json").write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")
        save_array(folder / "kind_vectors.npy", np.stack([self.vectors, self.means]).astype(np.float16))
        save_array(folder / "kind_members.npy", np.concatenate([np.zeros(0, np.int32), *self.members]).astype(np.int32))

    @classmethod
    def open(cls, folder: Path) -> KindTable:
        """Read what `save` wrote."""
        import numpy as np

        stored = json.loads((folder / "kinds.json").read_text(encoding="utf-8"))
        vectors, means = np.load(folder / "kind_vectors.npy").astype(np.float32)
        rows, bounds = np.load(folder / "kind_members.npy"), stored["bounds"]
        members = tuple(rows[start:end] for start, end in pairwise(bounds))
        keys = tuple(map(tuple, stored["keys"]))
        also = {tuple(key.split()): tuple(numbers) for key, *numbers in stored["also"]}
        certain = np.isin(np.arange(len(keys)), stored["certain"])
        return cls(tuple(stored["names"]), keys, vectors, means, np.asarray(stored["trust"]), certain, members, also)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a shopper's word means in this catalog.

    Attributes:
        names: what it goes by here.
        rows: its products.
        certain: those of them that a category or a name in another script vouches for.
    """

    names: tuple[str, ...]
    rows: np.ndarray
    certain: np.ndarray

    def is_mostly(self, other: Kind) -> bool:
        """Whether half of its products or more are of another kind as well."""
        import numpy as np

        return 2 * len(np.intersect1d(self.rows, other.rows)) >= len(self.rows)


class Kinds:
    """The kinds, open for asking."""

    def __init__(self, table: KindTable) -> None:
        self.table = table
        self._centres = normalised(compared(table.means))  # beside each other
        self._asked_centres = _halves_normalised(table.means)  # beside requests
        self._number = {key: number for number, key in enumerate(table.keys)}
        self._meant_by_name: dict[int, Kind | None] = {}
        self._longest = max(map(len, table.keys), default=0)  # of what has more words no longer end is a name

    @classmethod
    def open(cls, folder: Path) -> Kinds:
        """Read what `KindTable.save` wrote."""
        return cls(KindTable.open(folder).living())

    def head(self, key: Key) -> Key | None:
        """The part of a phrase, at its end, that names a kind; what stands before it says which ones are wanted.

        "gaming mouse" is a mouse, since those that are called so are like the other mice; "memory card" is a name of its own.
        None where no end of the phrase is a name in this catalog.
        """
        ends = [key[start:] for start in range(max(0, len(key) - self._longest), len(key)) if key[start:] in self._number]
        if len(key) > 1 and key in self.table.also and key not in self._number:
            return key  # a "head torch" is a headlamp, and no torch
        if not ends:
            return None
        whole = ends[0]
        for shorter in ends[1:]:
            if not self._stands_alone(whole, shorter):
                whole = shorter
        return whole

    def _stands_alone(self, whole: Key, shorter: Key) -> bool:
        """Whether a longer name is a kind of its own, and not merely some of what the shorter one names."""
        if self.table.certain[self._number[whole]]:
            return True
        count, wider = len(self.members(whole)), len(self.members(shorter))
        if count < self._whole_name or wider <= count:
            return count >= self._whole_name
        if count < _WHOLE_NAME and self.table.certain[self._number[shorter]] and self._holds_all_of(shorter, whole):
            return False  # a category says of the few silk dresses what they are
        return wider < _WIDER * count or not self._alike(whole, shorter)

    def is_established(self, word: str, share: float = 0.0) -> bool:
        """Whether a word closes the names of several products' kinds, or that of a category.

        What one title or a few are called says what those are, and nothing of all others.

        Args:
            word: its stem.
            share: of the catalog, how much must be called so.
        """
        numbers = self._ending.get(word, ())
        some = max(_WELL_KNOWN, share * self._size)
        return any(self.table.certain[n] for n in numbers) or len(self._rows_of(numbers)) >= some

    def n_ending(self, key: Key) -> int:
        """How many products are of kinds whose names end in a name."""
        return len(self._rows_of(n for n in self._ending.get(key[-1], ()) if self.table.keys[n][-len(key) :] == key))

    def sorts(self, key: Key) -> list[Key]:
        """The names that end in a name and say more: "sleeping bag" of "bag"."""
        return [self.table.keys[n] for n in self._ending.get(key[-1], ()) if _says_more(self.table.keys[n], key)]

    def called(self, key: Key) -> Kind | None:
        """The kinds whose names end in a Chinese name, or in a longer word that ends in its last: 电热水壶 is a sort of 水壶.

        Nearness, which an encoder of another script knows nothing of, adds none.
        """
        word, keys = key[-1], self.table.keys
        named = [n for n in self._ending.get(word, ()) if keys[n][-len(key) :] == key]
        if len(key) == 1 and len(word) >= _SHORTEST_HEAD and starts_han(word):
            head = word[0] if len(word) == _SHORTEST_HEAD and word[1] == _NOUN_ENDING else word
            named += [n for last, ending in self._ending.items() if last != word and last.endswith(head) for n in ending]
        return self._united(named, self._rows_of(named)) if named else None

    def rows_called(self, key: Key) -> np.ndarray:
        """The products of which a title or a category names a kind that ends in a name, ascending."""
        return self._rows_of(n for n in self._ending.get(key[-1], ()) if self.table.keys[n][-len(key) :] == key)

    def heads(self, row: int) -> frozenset[str]:
        """The last words, as stems, of the names of all kinds that a product is of; none where nothing says what it is."""
        rows, numbers = self._all_members
        return frozenset(self.table.keys[number][-1] for number in numbers[rows == row].tolist())

    def heads_by_title(self, row: int) -> frozenset[str]:
        """The same of the kinds that titles name alone."""
        rows, numbers = self._all_members
        of_titles = numbers[(rows == row) & ~self.table.certain[numbers]]
        return frozenset(self.table.keys[number][-1] for number in of_titles.tolist())

    @cached_property
    def _all_members(self) -> tuple[np.ndarray, np.ndarray]:
        """(m,) the rows of all kinds one after another, and (m,) the number of the kind of each."""
        import numpy as np

        members = self.table.members
        rows = np.concatenate([np.zeros(0, np.int32), *members])
        return rows, np.repeat(np.arange(len(members)), [len(some) for some in members])

    @property
    def every_name_counts(self) -> bool:
        """Whether the catalog is so small that names are kinds which few products or one brand have."""
        return self._size < _SMALL_CATALOG

    def nearness_of_categories(self, vector: np.ndarray) -> Mapping[str, tuple[float, int]]:
        """How near the names of the categories are to a vector, and how many products each has."""
        import numpy as np

        near = self.table.vectors @ vector
        numbers = np.flatnonzero(self.table.certain).tolist()
        return {self.table.names[n]: (float(near[n]), len(self.table.members[n])) for n in numbers}

    def vector(self, key: Key) -> np.ndarray | None:
        """The vector (dim,) of the name with these stems, L2-normalised as a request for it is; None where there is none."""
        number = self._number.get(key)
        return as_request(self.table.vectors[number]) if number is not None else None

    def members(self, key: Key) -> np.ndarray:
        """The rows of the kind whose name has these stems, ascending."""
        return self.table.members[self._number[key]]

    def trust(self, key: Key) -> float:
        """How often the name with these stems, where it stands in a title, names the kind; 0 where there is none."""
        number = self._number.get(key)
        return float(self.table.trust[number]) if number is not None else 0.0

    def nearness(self, key: Key, vector: np.ndarray) -> float:
        """How near the name with these stems is to ``vector``; 0 where there is none."""
        number = self._number.get(key)
        return float(self.table.vectors[number] @ vector) if number is not None else 0.0

    def nearest_of_all(self, vector: np.ndarray) -> float:
        """How near the nearest name is to ``vector``."""
        return float((self.table.vectors @ vector).max()) if len(self.table.names) else 0.0

    def synonym(self, key: Key, vector: np.ndarray) -> Key | None:
        """A name with the same last word that says the same as ``key``, such as "bike helmet" for "bicycle helmet"."""
        ending = [n for n in self._ending.get(key[-1], ()) if len(self.table.keys[n]) > 1]
        nearness = self.table.vectors[ending] @ vector
        best = int(nearness.argmax()) if ending else -1
        return self.table.keys[ending[best]] if best >= 0 and nearness[best] >= _SAME_NAME else None

    def nearest(self, vector: np.ndarray, key: Key) -> float:
        """How near the nearest name is that neither ends as ``key`` does nor is a part of it; -1 where there is none."""
        nearness = self.table.vectors @ vector
        others = (n for n, name_key in enumerate(self.table.keys) if name_key[-1] != key[-1] and not set(name_key) <= set(key))
        return max((float(nearness[n]) for n in others), default=-1.0)

    def same_in_any_language(self, vector: np.ndarray) -> tuple[Key, ...]:
        """The names that say the same as words of another language, of those that tell their kind, the nearest first.

        Those besides the nearest are nearly as near, and their products look alike: a 电视柜 is TV storage, and a TV bench.
        """
        import numpy as np

        large = np.asarray([len(rows) >= _WELL_KNOWN for rows in self.table.members], bool)
        near = np.where(large & ((self.table.trust >= _TRUSTED) | self.table.certain), self.table.vectors @ vector, -1.0)
        best = int(near.argmax()) if len(near) else -1
        if best < 0 or near[best] < _SAME_ABROAD:
            return ()
        near = np.where(self._centres @ self._centres[best] >= _LOOKS_THE_SAME, near, -1.0)
        as_near = np.argsort(-near, kind="stable")[: int((near >= near[best] - _NEARLY_THE_SAME).sum())]
        return tuple(self.table.keys[n] for n in as_near.tolist())

    def _alike(self, whole: Key, shorter: Key) -> bool:
        """Whether what the shorter name has besides is like what the whole one names."""
        one, other = self._number[whole], self._number[shorter]
        count, wider = len(self.members(whole)), len(self.members(shorter))
        rest = wider * self.table.means[other] - count * self.table.means[one]
        return float(self._centres[one] @ normalised(compared(rest))) >= _SAME_KIND

    @cached_property
    def _ending(self) -> dict[str, list[int]]:
        """The kinds by the last word of their names."""
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(self.table.keys):
            numbers[key[-1]].append(number)
        return numbers

    @cached_property
    def _size(self) -> int:
        """How many products there are, up to the last one that is of any kind."""
        return max((int(rows[-1]) for rows in self.table.members if len(rows)), default=0) + 1

    @cached_property
    def _whole_name(self) -> int:
        return _WHOLE_NAME_THERE if self.every_name_counts else _WHOLE_NAME

    @cached_property
    def categorised(self) -> np.ndarray:
        """The products of which a category, or a name in another script, says what they are, ascending."""
        import numpy as np

        members = [self.table.members[number] for number in np.flatnonzero(self.table.certain).tolist()]
        return np.unique(np.concatenate(members)) if members else np.zeros(0, np.int64)

    @cached_property
    def n_certain(self) -> int:
        """How many kinds are vouched for by categories, or are named in another script."""
        return int(self.table.certain.sum())

    @cached_property
    def _strength(self) -> np.ndarray:
        """(n,) how near each name is to its products; a kind with a weak name is called otherwise, or nothing."""
        return (compared(self.table.vectors) * self._centres).sum(axis=1)

    def __contains__(self, key: object) -> bool:
        return key in self._number

    def is_certain(self, key: Key) -> bool:
        """Whether a category, or a name in another script, vouches for the kind with that name; False where there is none."""
        return key in self._number and bool(self.table.certain[self._number[key]])

    def meant_by(self, key: Key, encoded: Callable[[], np.ndarray]) -> Kind | None:
        """The kind that a word or phrase means; None where this catalog has no such thing, or no name for it.

        Args:
            key: the stems of its words.
            encoded: its vector (dim,), L2-normalised; only asked for where no kind has that very name.
        """
        exact = self._number.get(key)
        if exact is None:
            return self._meant(key, None, encoded())
        if exact not in self._meant_by_name:  # of a few thousand names; the same are asked for again and again
            # The name's own vector, so that "laptops" is no other word than "laptop".
            self._meant_by_name[exact] = self._meant(key, exact, as_request(self.table.vectors[exact]))
        return self._meant_by_name[exact]

    def _meant(self, key: Key, exact: int | None, vector: np.ndarray) -> Kind | None:
        import numpy as np

        near = self._near(vector)
        if exact is not None:
            near = np.minimum(near, self._near_by_both(exact, near))
        named = [n for n in self._ending.get(key[-1], ()) if self.table.keys[n][-len(key) :] == key]
        candidates = [
            n
            for n in np.union1d(np.flatnonzero(near >= _SYNONYM), named).astype(int)
            if self._may_mean(n, key, near) and not (exact is not None and self._differ_by_a_letter(n, exact))
        ]
        if exact is not None and exact not in candidates:
            candidates.append(exact)
        if not candidates:
            return self._category(key, near) or self._called(key) or self._of_a_head(key)
        anchor = self._anchor(candidates, exact, near, vector, named)
        if anchor == exact and len(key) > 1:
            candidates = [n for n in candidates if near[n] >= _SYNONYM_OF_A_WHOLE or n in named]
        likeness = dict(zip(candidates, (self._centres[candidates] @ self._centres[anchor]).tolist(), strict=True))
        alike = [n for n in candidates if self._is_meant_too(n, exact, likeness[n], float(near[n]), n in named)]
        numbers = [anchor, *(n for n in alike if n != anchor and (n in named or not self._is_wider(n, anchor)))]
        also = [n for n in self.table.also.get(key, ()) if n not in numbers]
        if exact is not None or len(key) == 1:  # rucksacks stand among the backpacks, a category that holds most of them
            also = [n for n in also if self.table.certain[n] and self._holds_most_of(n, anchor)]
        numbers += also
        rows = self._rows_of(numbers)
        if exact is None and len(rows) < _WELL_KNOWN:  # two products of another name are no kind to hold all else against
            return self._category(key, near) or self._called(key) or self._of_a_head(key)
        if len(rows) < _ENOUGH and self._strength[anchor] >= _GOOD_NAME:
            rows = np.union1d(rows, self._unnamed(anchor))
        return self._united(numbers, rows)

    def _near(self, vector: np.ndarray) -> np.ndarray:
        """(n,) how near all names are to a vector, which mostly has zeros for one encoder."""
        first = first_dim(len(vector))
        is_one = first < len(vector) and not vector[first:].any()
        return self.table.vectors[:, :first] @ vector[:first] if is_one else self.table.vectors @ vector

    def _near_by_both(self, number: int, near: np.ndarray) -> np.ndarray:
        """(n,) how near a name is to all by the mean of both encoders: headbands are near headphones by one alone."""
        first = first_dim(self.table.vectors.shape[-1])
        second = self.table.vectors[:, first:]
        return (near + second @ second[number]) / 2 if second.shape[1] else near

    def _category(self, key: Key, near: np.ndarray) -> Kind | None:
        """The nearest category, for a word that no title uses: a smartwatch is looked for among the watches."""
        import numpy as np

        nearby = np.flatnonzero(self.table.certain & (near >= _NEAR_CATEGORY)).tolist()
        readable = [n for n in nearby if self.table.names[n].isascii() and self._may_mean(n, key, near)]
        if not readable:
            return None
        best = max(readable, key=lambda n: float(near[n]))
        return Kind((self.table.names[best],), self.table.members[best], self.table.members[best])

    def _is_meant_too(self, number: int, exact: int | None, likeness: float, near: float, named: bool) -> bool:
        if self.table.certain[number] and (named or near >= _SAME_NAME):
            return True
        if named and self.table.trust[number] >= _TRUSTED:
            return True
        if exact is not None and number != exact and self.table.certain[number] and self.table.certain[exact]:
            return False  # what a shop sorts into two categories is two things to it: backpacks and bags
        return likeness >= _LOOKS_ALIKE and (number == exact or self.table.trust[number] >= _TRUSTED)

    def _called(self, key: Key) -> Kind | None:
        """The kinds that a dictionary calls so, for a word that neither titles nor categories use: flip-flops are sandals."""
        numbers = self.table.also.get(key, ())
        return self._united(numbers, self._rows_of(numbers)) if numbers else None

    def _of_a_head(self, key: Key) -> Kind | None:
        """What a Chinese word that no name is calls, by the names that end in it."""
        return self.called(key[-1:]) if starts_han(key[-1]) else None

    def _united(self, numbers: Sequence[int], rows: np.ndarray) -> Kind:
        """Several kinds as one, of these products."""
        certain = self._rows_of([n for n in numbers if self.table.certain[n]])
        return Kind(tuple(self.table.names[n] for n in numbers), rows, certain)

    def _rows_of(self, numbers: Iterable[int]) -> np.ndarray:
        import numpy as np

        return np.unique(np.concatenate([np.zeros(0, np.int32), *(self.table.members[n] for n in numbers)]))

    def _is_wider(self, number: int, anchor: int) -> bool:
        """Whether a kind takes in the other and much besides: tents are "camping", which is no other word for them."""
        members = self.table.members
        return len(members[number]) >= _MUCH_WIDER * len(members[anchor]) and self._holds_most_of(number, anchor)

    def _holds_all_of(self, key: Key, other: Key) -> bool:
        return set(self.members(other).tolist()) <= set(self.members(key).tolist())

    def _holds_most_of(self, number: int, anchor: int) -> bool:
        rows, anchor_rows = (set(self.table.members[n].tolist()) for n in (number, anchor))
        return len(rows & anchor_rows) >= _TAKEN_IN * len(anchor_rows)

    def _may_mean(self, number: int, key: Key, near: np.ndarray) -> bool:
        """Whether the last word of a kind's name, not one before it, is what was asked for."""
        name_key = self.table.keys[number]
        if name_key[-len(key) :] == key:
            return True  # a guide book is a book
        if len(key) > 1 and name_key[: len(key)] == key and near[number] >= _SAME_WITH_MORE:
            return True  # "boot laces round"
        if set(name_key) < set(key) or name_key[-1] in key[:-1]:
            return False  # "cable" says less than "HDMI cable", and boot laces are no boots
        if len(name_key) == 1 or name_key[-1] == key[-1]:
            return True
        if key[-1] in name_key[:-1]:
            return False
        *before, last = (self._nearness(word, near) for word in name_key)
        nearest = max((nearness for nearness, word in zip(before, name_key, strict=False) if word not in key), default=0)
        return nearest <= last + _HEAD_MARGIN

    def _differ_by_a_letter(self, number: int, other: int) -> bool:
        """Whether two names have the last words "shirt" and "t-shirt", which where a catalog has both are two things."""
        words = [regular_singular(self.table.names[n].split()[-1]) for n in (number, other)]
        return any(_PART.sub("", one) == another != one for one, another in (words, reversed(words)))

    def _nearness(self, word: str, near: np.ndarray) -> float:
        number = self._number.get((word,))
        return float(near[number]) if number is not None else 0.0

    def _anchor(
        self, candidates: Sequence[int], exact: int | None, near: np.ndarray, vector: np.ndarray, named: Sequence[int]
    ) -> int:
        """The kind that is surest to be meant: the very name, where titles trust it, else the nearest that they do."""
        if exact is not None and self._is_trusted(exact, named):
            return exact
        table = self.table
        trusted = [n for n in candidates if table.trust[n] >= _TRUSTED and len(table.members[n]) >= _WELL_KNOWN]
        likely = trusted or list(candidates)
        scores = near[likely] + self._asked_centres[likely] @ vector + table.trust[likely] / 2
        return likely[int(scores.argmax())]

    def _is_trusted(self, number: int, named: Sequence[int]) -> bool:
        """Whether a name tells its kind by itself, or by the sorts that are called after it ("hiking shoes")."""
        if len(self.table.members[number]) < _WELL_KNOWN:
            return False
        sorts = sum(self.table.trust[n] >= _TRUSTED for n in named if n != number)
        return bool(self.table.trust[number] >= _TRUSTED) or sorts >= _SORTS

    def _unnamed(self, anchor: int) -> np.ndarray:
        """Rows of kinds that nothing names well and that are nearly as near to the anchor's name as its own products."""
        import numpy as np

        near = self._centres @ compared(self.table.vectors[anchor])
        weak = self._strength < _WEAK_NAME
        if self.every_name_counts:  # there a category is no heap of odds and ends, and vouches for what it holds
            weak &= ~self.table.certain
        return self._rows_of(np.flatnonzero((near >= _NEARLY_AS_NEAR * near[anchor]) & weak))


def _says_more(name: Key, key: Key) -> bool:
    return len(name) > len(key) and name[-len(key) :] == key


def _halves_normalised(vectors: np.ndarray) -> np.ndarray:
    """(n, dim) vectors of which each half has the length one."""
    import numpy as np

    first = first_dim(vectors.shape[-1])
    return np.concatenate([normalised(vectors[:, :first]), normalised(vectors[:, first:])], axis=1)
