"""Sorts of things: whether words name the sort that a product is of, and whether two products are of one sort."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from shopcli.index import Index
from shopcli.index.text import lexical_text
from shopcli.need.languages.registry import unit_names
from shopcli.need.thesaurus import is_of_doing
from shopcli.pipeline.complements.designations import Names, tokens_of
from shopcli.pipeline.names.own_names import OwnNames
from shopcli.pipeline.names.titles.title_heads import is_for_another, is_headed, what_it_is
from shopcli.pipeline.stated_kinds import names_a_sort
from shopcli.text.offer_values import audience_of
from shopcli.text.scripts import has_han
from shopcli.text.tokens import measure_of
from shopcli.text.units import SYMBOLS, Measure, QuantityReader
from shopcli.text.words import head_phrase
from shopcli.types import show_value

if TYPE_CHECKING:
    import numpy as np

_SAME, _MAY_DO = 0.03, 0.75  # how far a measure may be off; down to which share of it another may fit or not
_LOOK_ALIKE = 0.8  # the cosine of what shoes and boots are; of a table and a stool it is .6
_SEVERAL = 5  # products for a longer name to be one of its own
_KNOWN = 0.002  # of the catalog, how much must be called so for a word to name a sort surely
_TRUSTED = 0.5  # a word that names a kind where it stands in titles, more often than not
_SHORT = 80  # characters of a value that says what a thing is

_COUNTED = re.compile(r"(\d+)-([^\W\d_]{3,})")  # "5-seat"
# "30-50 L" is two quantities.
_RANGE = re.compile(r"(\d+(?:[.,]\d+)?)\s?[-–~]\s?(\d+(?:[.,]\d+)?)\s?([^\W\d_]{1,4}|\")")

Such = Literal["agrees", "open", "differs"]


@dataclass(frozen=True)
class Sorts:
    """What the products of one index are called by sort.

    Args:
        index: the open index.
        names: the names of its models.
    """

    index: Index
    names: Names

    def __post_init__(self) -> None:
        for name in ("goes_by", "heads", "stems", "measures", "_centre", "_n_called"):
            object.__setattr__(self, name, lru_cache(maxsize=1 << 13)(getattr(self, name)))

    @cached_property
    def _own(self) -> OwnNames:
        return OwnNames(self.index)

    @cached_property
    def _reader(self) -> QuantityReader:
        return QuantityReader(SYMBOLS | unit_names())

    def goes_by(self, row: int, word: str) -> bool:
        """Whether a product is called by a word that names a sort: by its title, its kind, or what it is said to be.

        What stands in the name of a wide section alone, "Bar furniture", calls nothing.
        """
        if audience_of(word.casefold()) or is_of_doing(word):
            return False  # "for camping" is for no camp
        stems, record = self.index.words.tokens(word), self.index.records[row]
        if len(stems) != 1 or has_han(word):
            return bool(stems) and self._own.goes_by(row, [word])
        if stems[0] in self.index.words.tokens(record.title):
            if self.heads(row) and stems[0] not in self.heads(row):
                return False  # the "Trail" of a name
            return not is_for_another(self.index.words, record.title, stems[0]) and self._own.goes_by(row, [word])
        if heads := self.heads(row):
            return stems[0] in heads
        said = [record.category.rpartition(">")[2]] if record.category else []
        said += [value for name, value in record.attributes.items() if isinstance(value, str) and names_a_sort(name)]
        if any(self.index.words.tokens(one) == stems for one in said):
            return True
        return stems[0] in self.index.kinds.heads_by_title(row)

    def heads(self, row: int) -> frozenset[str]:
        """The stems by which a product's sort is called: that which closes the name in its title, else those of its kinds.

        Of a product whose title is nothing but a name, the head of what is said of it first.
        """
        if told := self._told(row):
            return told
        title, words = self.index.records.title(row), self.index.words
        own = {stem for word in tokens_of(title) if self.names.is_name(word) for stem in words.tokens(word)}
        learned = {stem for stem in self.index.kinds.heads_by_title(row) if not audience_of(stem)} - own
        learned = {stem for stem in learned if self.index.kinds.trust((stem,)) > _TRUSTED or (stem,) not in self.index.kinds}
        surfaces = [(word, stem) for word in tokens_of(title) for stem in words.tokens(word) if stem in learned]
        sections = set(words.tokens(self.index.records[row].category or ""))
        learned = {stem for word, stem in surfaces if stem in sections or self.names.may_be_ordinary(word)}
        name = what_it_is(title)
        closing = [stem for stem in words.tokens(name) if stem in learned and is_headed(words, name, stem, of_doing=False)]
        closing = [stem for stem in closing if measure_of(stem) is None] or closing
        return frozenset((max(closing, key=self._n_called),)) if closing else frozenset(learned)

    def _n_called(self, stem: str) -> int:
        return self.index.kinds.n_ending((stem,)) if (stem,) in self.index.kinds else 0

    def is_called_by_name(self, row: int) -> bool:
        """Whether a title is nothing but a name, and something else tells what the product is."""
        return bool(self._told(row))

    def _called(self, row: int) -> frozenset[str]:
        """The stems of what a product is called: of its title, or of what tells what it is."""
        return frozenset(self.index.words.tokens(what_it_is(self.index.records[row].title))) | self._told_words(row)

    def _told_words(self, row: int) -> frozenset[str]:
        heads = self._told(row)
        record = self.index.records[row]
        texts = (
            [value for value in (record.description, *record.attributes.values()) if isinstance(value, str)] if heads else []
        )
        said = (head_phrase(text.strip().partition(",")[0]) for text in texts if len(text.strip()) <= _SHORT)
        return next((frozenset(stems) for stems in map(self.index.words.tokens, said) if heads & set(stems)), frozenset())

    def _told(self, row: int) -> frozenset[str]:
        """What a product is by the first words said of it, where its title is nothing but a name: "Bar table, 51x51 cm"."""
        record = self.index.records[row]
        brand = (record.brand or "").casefold().split()
        rest = [word for word in tokens_of(what_it_is(record.title)) if not self.names.is_name(word) and not word[:1].isdigit()]
        if [word for word in rest if word.casefold() not in brand]:
            return frozenset()
        for value in (record.description, *record.attributes.values()):
            if isinstance(value, str) and 0 < len(value.strip()) <= _SHORT:
                words = tokens_of(head_phrase(value.strip().partition(",")[0]))
                if words and words[-1].isalpha() and self.names.is_thing(words[-1]):
                    return frozenset(self.index.words.tokens(words[-1]))
        return frozenset()

    def alike(self, row: int, other: int) -> bool:
        """Whether two products are of one sort, or of sorts that look alike, so that one stands in the other's place.

        Of what nothing but a category is known its category decides; what nothing at all is known of is held to be alike.
        """
        one, two = self.heads(row), self.heads(other)
        if one and two:
            return bool(one & two) or self._looks_alike(one, two)
        first, second = (self.index.words.tokens(self.index.records[at].category or "")[-1:] for at in (row, other))
        return not (first and second) or first == second or self._looks_alike(frozenset(first), frozenset(second))

    def known_alike(self, row: int, other: int) -> bool:
        """Whether it is known of two products, by what they are called, that they are of one sort, or of like ones."""
        one, two = self.heads(row), self.heads(other)
        return bool(one & two) or bool(one and two and self._looks_alike(one, two))

    def differ(self, row: int, other: int) -> bool:
        """Whether it is known of two products by what they are called that they are no things of one sort."""
        one, two = self.heads(row), self.heads(other)
        known = all(self.index.kinds.is_established(stem, _KNOWN) for stem in one | two)
        if not (one and two and known) or one & two or self._looks_alike(one, two):
            return False
        return not (one & self._called(other) or two & self._called(row))  # a "stove kit" has a stove

    def _looks_alike(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether the products of two sorts are as like each other as shoes and boots are."""
        centres = [self._centre(min(stems)) for stems in (one, other)]
        if centres[0] is None or centres[1] is None:
            return False
        return float(centres[0] @ centres[1]) >= _LOOK_ALIKE

    def _centre(self, stem: str) -> np.ndarray | None:
        """(dim,) the mean vector of the products whose kinds' names end in a word, L2-normalised."""
        import numpy as np

        table = self.index.kinds.table
        numbers = [number for number, key in enumerate(table.keys) if key[-1] == stem]
        if not numbers:
            return None
        total = np.sum([len(table.members[number]) * table.means[number] for number in numbers], axis=0)
        return total / (float(np.linalg.norm(total)) or 1.0)

    def stems(self, row: int) -> frozenset[str]:
        """The stems of all that a record says."""
        record = self.index.records[row]
        said = [f"{name} {show_value(value)}" for name, value in record.attributes.items() if value is not False]
        return frozenset(self.index.words.tokens(f"{lexical_text(record)} {' '.join(said)}".replace("_", " ")))

    def measures(self, row: int) -> tuple[tuple[str, Measure], ...]:
        """The quantities that a record states, each with the name of its field; that of the title is empty."""
        record = self.index.records[row]
        texts = [("", record.title)]
        for name, value in record.attributes.items():
            if not isinstance(value, bool):
                unit = self.index.measured.unit(name) if isinstance(value, float) else None
                texts.append((name.replace("_", " "), show_value(value, unit.unit if unit else None)))
        return tuple((name, one) for name, text in texts if len(text) <= _SHORT for one in self._reader.measures(text))

    def such(self, item: str, row: int) -> Such | None:
        """Whether words name the sort of a product, "17-inch laptops", with all that they say of it; None where they do not.

        ``agrees`` where its measure is the one that is named, ``open`` where none is named, or its record has none to compare;
        ``differs`` where they name such things, and others of them: of another size, or with what its record does not say.
        """
        if counted := _COUNTED.fullmatch(item):
            return self._counted(counted[1], counted[2], row)
        item = _RANGE.sub(r"\1 \3 \2 \3", item)
        phrase = head_phrase(item.strip())
        wanted = list(self._reader.measures(phrase))
        bare = "".join(" " if any(one.start <= at < one.end for one in wanted) else letter for at, letter in enumerate(phrase))
        words = [word for word in tokens_of(bare) if word.casefold() not in self.names.generic]
        if not words or not (has_han(words[-1]) or len(words[-1]) > 2):
            return None
        *before, head = words
        if not self.goes_by(row, head) or not self._whole_name(row, head) <= frozenset(self.index.words.tokens(phrase)):
            return None
        if not self._says(before, row):
            return "differs"
        own = [one for _, one in self.measures(row)]
        return _compared(wanted, own) if wanted else self._of_a_part(item[len(phrase) :], row)

    def _counted(self, number: str, of: str, row: int) -> Such | None:
        """Whether a record has another number of what is counted: "4-seat" of what has five."""
        found = re.findall(rf"(?<![\w-])(\d+)[\s-]{re.escape(of)}(?!\w)", lexical_text(self.index.records[row]), re.IGNORECASE)
        return "differs" if found and number not in found else None

    def _whole_name(self, row: int, head: str) -> frozenset[str]:
        """The stems that it takes to name a product's sort: "notebook case", where other cases are other things."""
        (stem, *_), table = self.index.words.tokens(head) or [""], self.index.kinds.table
        named = zip(table.keys, table.members, strict=True)
        keys = [key for key, rows in named if key[-1] == stem and len(rows) >= _SEVERAL and row in rows]
        longest = max(keys, key=len, default=())
        return frozenset(self.index.kinds.head(longest) or ()) if longest else frozenset()

    def _says(self, words: list[str], row: int) -> bool:
        """Whether a record says all these words, or they are its brand's."""
        return set(self.index.words.tokens(" ".join(words))) <= self.stems(row)

    def _of_a_part(self, said: str, row: int) -> Such:
        """What is named of a part of such a thing, "with 22 mm lugs", against the fields that are called after it."""
        wanted = list(self._reader.measures(said))
        stems = set(self.index.words.tokens(said))
        own = [one for name, one in self.measures(row) if stems & set(self.index.words.tokens(name))]
        return _compared(wanted, own)


def _compared(wanted: list[Measure], own: list[Measure]) -> Such:
    own = [measure for measure in own if any(measure.unit == one.unit for one in wanted)]
    if not wanted or not own:
        return "open"
    shares = [measure.amount / one.amount for one in wanted for measure in own if one.unit == measure.unit and one.amount]
    if any(abs(share - 1) <= _SAME for share in shares) or _between(wanted, own):
        return "agrees"
    return "open" if any(_MAY_DO <= share <= 1 for share in shares) else "differs"


def _between(wanted: list[Measure], own: list[Measure]) -> bool:
    """Whether a quantity lies between two that are named: 38 of "30-50 L"."""
    for unit in {measure.unit for measure in wanted}:
        ends = sorted(measure.amount for measure in wanted if measure.unit == unit)
        if len(ends) > 1 and any(ends[0] <= measure.amount <= ends[-1] for measure in own if measure.unit == unit):
            return True
    return False
