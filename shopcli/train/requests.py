"""Requests made from a catalog's own facts, each with the products that hold what it asks for.

A request names a kind of thing and one to three facts of a product picked at random, worded as people word them: a field
left out or named, in front or behind, and now and then another word for the same thing, by the dictionary. What a
catalog's fields are called plays no part. Every other request wishes what records say otherwise: a phrase of the thesaurus,
English or Chinese, where the record has the words that grant it ("footwear, nothing from animals" and "vegan").
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcli.catalog.facts import facts_of
from shopcli.index import Index
from shopcli.index.kinds.table import KindTable
from shopcli.index.parts.assertions import in_all
from shopcli.need.thesaurus import Wish, open_thesaurus
from shopcli.text.scripts import has_han
from shopcli.types import Fact

if TYPE_CHECKING:
    import numpy as np

_WORD = re.compile(r"[^\W\d_]{3,}")
_LONGEST_VALUE = 30  # characters; longer values are prose
_RAREST, _COMMONEST = 2, 0.3  # a fact is asked for where at least this many records state it, and at most this share
_KIND_TRUSTED = 0.5
_OTHER_WORD = 0.35  # how often a word is said otherwise, where the dictionary has another one
_FRAMES = ("{}", "{}", "{}", "i need {}", "looking for {}", "a good {}")
_SWITCH = ("with {label}", "with {label}", "{label}", "that has {label}")
_CHOICE = ("{value}", "{value}", "with {value}", "in {value}", "{value} {label}", "{label} {value}")
_BRAND = ("from {value}", "by {value}", "{value}")
_MOST_GRANTING = 0.5  # of a kind's products grant a wish, for it to tell some from others
_SURELY_GRANTED = 2  # ways in which products of a kind grant a wish: one alone may say the words of another trade
_WISHES_OF_A_KIND = 25  # a wish that is said of any kind is mostly of another trade: "for old pets" of earphones
_IN_CHINESE = 0.3  # how often a wish is said in Chinese, where the thing has a Chinese name
_WISHED = ("{thing}, {wish}", "{thing} {wish}", "i need {thing}, {wish}", "{wish}: which {thing}?", "a {thing} please. {wish}")
_WISHED_IN_CHINESE = ("{wish}的{thing}", "想要{wish}的{thing}", "{thing},{wish}", "有没有{thing},要{wish}")

Synonyms = Callable[[str], Sequence[str]]
Encode = Callable[[Sequence[str]], "np.ndarray"]


@dataclass(frozen=True, slots=True)
class TrainingRequest:
    """A request and what answers it.

    Attributes:
        text: as a shopper might type it.
        rows: the products that hold all of it, ascending.
        kind: the products of the kind that it names, ascending.
        is_wish: whether it wishes what records say in other words.
    """

    text: str
    rows: np.ndarray
    kind: np.ndarray
    is_wish: bool = False


@dataclass(frozen=True, slots=True)
class _Granted:
    """A wish in its phrases, and the rows of the products that grant it, by the way in which they do."""

    english: tuple[str, ...]
    chinese: tuple[str, ...]
    rows: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One thing asked: its words, the rows that hold it, and whether it may stand before the thing ("black mouse")."""

    words: str
    rows: frozenset[int]
    before: bool = False


class RequestMaker:
    """Makes requests from one index.

    Args:
        index: an open index.
        kinds: the kinds of things that it knows.
        synonyms: other words for a word, the surest first.
        encode: texts to vectors, (n, dim), by which a wish is said only of kinds that it is about; None for no wishes.
        seed: the same seed makes the same requests.
    """

    def __init__(
        self, index: Index, kinds: KindTable, synonyms: Synonyms, encode: Encode | None = None, *, seed: int = 0
    ) -> None:
        self._index, self._kinds, self._synonyms, self._encode = index, kinds, synonyms, encode
        self._random = random.Random(seed)
        self._wishes: list[_Granted] | None = None
        self._facts = [facts_of(product) for product in index.records]
        self._holders = _holders(self._facts)
        self._names = self._names_by_row()

    def make(self, n: int) -> Iterator[TrainingRequest]:
        """``n`` requests that some product holds, and not most of them.

        Half of them wish what is granted in other words, as far as there are so many such.
        """
        wished = [] if self._encode is None else list(self._make_wishes(n // 2, self._encode))
        yield from self._make_of_facts(n - len(wished))
        yield from wished

    def _make_wishes(self, n: int, encode: Encode) -> Iterator[TrainingRequest]:
        """At most ``n`` requests for a kind with one of the wishes that are nearest to its name, each pair of both once."""
        import numpy as np

        kinds, wishes = self._trusted(), self._granted()
        if not kinds or not wishes:
            return
        names = encode([self._kinds.names[number].casefold() for number in kinds])
        nearness = names @ encode(["; ".join(wish.english) for wish in wishes]).T
        nearest = np.argsort(-nearness, axis=1, kind="stable")[:, :_WISHES_OF_A_KIND]
        pairs = [(kind, wishes[number]) for kind, numbers in zip(kinds, nearest, strict=True) for number in numbers]
        self._random.shuffle(pairs)
        made = 0
        for number, wish in pairs:
            if made >= n:
                return
            kind = frozenset(self._kinds.members[number].tolist())
            ways = [rows & kind for rows in wish.rows]
            granting = frozenset().union(*ways)
            few_ways = sum(map(bool, ways)) < min(_SURELY_GRANTED, len(ways))
            if few_ways or not _RAREST <= len(granting) <= _MOST_GRANTING * len(kind):
                continue
            made += 1
            text = self._wished(self._kinds.names[number].casefold(), wish)
            yield TrainingRequest(text, np.asarray(sorted(granting)), np.asarray(sorted(kind)), is_wish=True)

    def _wished(self, thing: str, wish: _Granted) -> str:
        """A wish for a thing in words, in Chinese where both have a Chinese name, now and then."""
        rings = (ring for ring in open_thesaurus().rings(thing) if ring.chinese)
        ring = next(rings, None)
        if ring and wish.chinese and self._random.random() < _IN_CHINESE:
            frame, phrases, thing = self._random.choice(_WISHED_IN_CHINESE), wish.chinese, self._random.choice(ring.chinese)
        else:
            frame, phrases = self._random.choice(_WISHED), wish.english
        return frame.format(thing=thing, wish=self._random.choice(phrases))

    def _granted(self) -> list[_Granted]:
        """The wishes that some products grant; those that deny it as well grant nothing."""
        if self._wishes is None:
            thesaurus = open_thesaurus()
            entries = zip(thesaurus.all_of("wishes"), thesaurus.english_phrases("wishes"), strict=True)
            found = (self._granted_by(wish, english) for wish, english in entries if isinstance(wish, Wish) and english)
            self._wishes = [granted for granted in found if any(granted.rows)]
        return self._wishes

    def _granted_by(self, wish: Wish, english: Sequence[str]) -> _Granted:
        denying = frozenset().union(*map(self._saying, wish.denials))
        rows = tuple(self._saying(words) - denying for words in wish.grants)
        return _Granted(tuple(english), tuple(filter(has_han, wish.phrases)), rows)

    def _saying(self, words: str) -> frozenset[int]:
        """The rows of the records that say all of some words."""
        stems = self._index.words.tokens(words)
        return frozenset(in_all([*map(self._index.words.rows, stems)]).tolist()) if stems else frozenset()

    def _make_of_facts(self, n: int) -> Iterator[TrainingRequest]:
        import numpy as np

        made, tries = 0, 0
        rows = [row for row in range(len(self._index)) if self._names[row]]
        while rows and made < n and tries < 20 * n:
            tries += 1
            asked = self._asked(self._random.choice(rows))
            matching_rows = frozenset.intersection(*(clause.rows for clause in asked))
            if len(asked) > 1 and matching_rows:
                made += 1
                yield TrainingRequest(self._worded(asked), np.asarray(sorted(matching_rows)), np.asarray(sorted(asked[0].rows)))

    def _asked(self, row: int) -> list[_Asked]:
        """A kind that the product is, and some of what its record states."""
        kind = self._random.choice(self._names[row])
        name = self._said_otherwise(self._kinds.names[kind].casefold())
        asked = [_Asked(name, frozenset(self._kinds.members[kind].tolist()))]
        facts = self._random.sample(self._facts[row], len(self._facts[row]))
        wanted = self._random.choice((1, 1, 2, 2, 3))
        for fact in facts:
            clause = self._clause(fact)
            if clause and not any(clause.words in other.words or other.words in clause.words for other in asked):
                asked.append(clause)
            if len(asked) > wanted:
                break
        return asked

    def _clause(self, fact: Fact) -> _Asked | None:
        """A fact as a shopper asks for it; None for what nobody asks so: sums, numbers, prose, what all or none hold."""
        if fact.is_text:
            return self._phrase(str(fact.value))
        rows = self._holders.get(_key(fact))
        if rows is None or not _RAREST <= len(rows) <= max(_RAREST, _COMMONEST * len(self._index)):
            return None
        if fact.value is True:
            return _Asked(self._random.choice(_SWITCH).format(label=fact.label.casefold()), rows)
        value = self._said_otherwise(str(fact.value).casefold())
        form = self._random.choice(_BRAND if fact.field == "brand" else _CHOICE)
        return _Asked(form.format(value=value, label=fact.label.casefold()), rows, form == "{value}")

    def _phrase(self, text: str) -> _Asked | None:
        """A word or two of a title or a description, and the records that say them."""
        words = [word for word in _WORD.findall(text.casefold()) if self._index.words.tokens(word)]
        if not words:
            return None
        start = self._random.randrange(len(words))
        chosen = words[start : start + self._random.choice((1, 1, 2))]
        stems = [stem for word in chosen for stem in self._index.words.tokens(word)]
        rows = frozenset.intersection(*(frozenset(self._index.words.rows(stem).tolist()) for stem in stems))
        if not _RAREST <= len(rows) <= max(_RAREST, _COMMONEST * len(self._index)):
            return None
        return _Asked(self._said_otherwise(" ".join(chosen)), rows, before=len(chosen) == 1)

    def _said_otherwise(self, words: str) -> str:
        others = self._synonyms(words)
        return self._random.choice(others[:3]) if others and self._random.random() < _OTHER_WORD else words

    def _worded(self, asked: Sequence[_Asked]) -> str:
        kind, *rest = asked
        before = [clause.words for clause in rest if clause.before and self._random.random() < 0.7][:2]
        behind = [clause.words for clause in rest if clause.words not in before]
        joined = self._random.choice((" ", " and ", ", ")).join(behind)
        thing = " ".join((*before, kind.words, joined)).strip()
        return self._random.choice(_FRAMES).format(thing)

    def _names_by_row(self) -> list[list[int]]:
        """For each product the kinds that it is, by number: those whose names can be trusted and tell products apart."""
        names: list[list[int]] = [[] for _ in range(len(self._index))]
        for number in self._trusted():
            for row in self._kinds.members[number].tolist():
                names[row].append(number)
        return names

    def _trusted(self) -> list[int]:
        """The numbers of the kinds whose names can be trusted and tell products apart."""
        sizes = map(len, self._kinds.members)
        return [
            number
            for number, size in enumerate(sizes)
            if self._kinds.trust[number] >= _KIND_TRUSTED and _RAREST < size <= _COMMONEST * len(self._index)
        ]


def _key(fact: Fact) -> tuple[str, str] | None:
    """What makes two records state the same; None for numbers and prose."""
    if isinstance(fact.value, bool):
        return (fact.label.casefold(), "yes") if fact.value else None
    if isinstance(fact.value, (int, float)) or len(fact.value) > _LONGEST_VALUE or fact.is_text:
        return None
    return (fact.label.casefold(), fact.value.casefold()) if _WORD.search(fact.value) else None


def _holders(facts: Sequence[Sequence[Fact]]) -> dict[tuple[str, str] | None, frozenset[int]]:
    holders: dict[tuple[str, str] | None, set[int]] = defaultdict(set)
    for row, stated in enumerate(facts):
        for fact in stated:
            if (key := _key(fact)) is not None:
                holders[key].add(row)
    return {key: frozenset(rows) for key, rows in holders.items()}
