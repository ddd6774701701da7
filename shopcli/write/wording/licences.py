"""Lexicalisation: the wordings that a field's name and the kind of its value license, to say a fact and to check what was said.

One table a language, `licences/en.txt` for English; what none of its heads names is worded by its own name (`phrases`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, get_args

from shopcli.text.safe import plain
from shopcli.text.sizes import are_sizes
from shopcli.text.tokens import tokenise, unit_of
from shopcli.text.units import dimension_of
from shopcli.text.worded_fact import ungrouped
from shopcli.text.words import ends_as_plural, regular_singular
from shopcli.types import Fact
from shopcli.types.needs import DEFAULT_LANGUAGE

Form = Literal["verb", "adjective", "noun", "quantity", "clause", "lack"]
FORMS: Mapping[str, Form] = {form[0]: form for form in get_args(Form)}  # by the letter that begins a line of the table
_TABLES = Path(__file__).with_name("licences")
# What tells of the whole thing, before the name of what is measured: "product weight" is the weight.
_WHOLE = frozenset("product item overall total main net".split())
_WHOLE_FIRST = tuple(f"{word} " for word in _WHOLE)
_SPELLINGS = {"color": "colour", "fiber": "fibre", "center": "centre", "gray": "grey"}
_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])|[_/()-]")
# A name in a head that is written otherwise than its key, but for what its last letters and its first word tell.
_ODD = re.compile(r"[_/()A-Z-]|  ")
_VERB_LINE = re.compile(r"^v[12]? (\S+)", re.M)
_RANGE = re.compile(r"\d[\d.,]*\s*(?:-|–|to|bis|至|~)\s*\d[\d.,]*(?:\s*\S{1,8})?")
_BY_VALUE = ("*says", "*值说")
_LONGEST_CHOICE = 6  # words
_NUMBERS: Mapping[str, Literal["one", "several"]] = {"1": "one", "2": "several"}


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a form, with ``{}`` for the value and ``{f}`` for the field's own name.

    Attributes:
        text: the wording.
        number: of what number it speaks: "one", "several", or either where None.
        test: the values for which it holds; every one where empty.
    """

    text: str
    number: Literal["one", "several"] | None = None
    test: str = ""


@dataclass(frozen=True, slots=True)
class Licence:
    """What may be said of one kind of value under one name.

    Attributes:
        names: what catalogs call the field.
        kinds: the kinds of value (`kinds_of`) that it holds for.
        wordings: by form; those of a yes or no hold no value.
        comparative: the words for a greater and for a smaller value, behind an amount: "80 g heavier".
        better: which way most shoppers would have it; None where neither.
        asked: how one asks for it: "how long a charge lasts".
        grants: qualities that a person would grant, each with the test on the value.
    """

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    wordings: Mapping[Form, tuple[Wording, ...]]
    comparative: tuple[str, str] | None = None
    better: Literal["more", "less"] | None = None
    asked: tuple[str, ...] = ()
    grants: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Draft:
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    wordings: dict[Form, list[Wording]] = field(default_factory=dict)
    comparative: tuple[str, str] | None = None
    better: Literal["more", "less"] | None = None
    asked: list[str] = field(default_factory=list)
    grants: list[tuple[str, str]] = field(default_factory=list)

    def licence(self) -> Licence:
        wordings = {form: tuple(texts) for form, texts in self.wordings.items()}
        asked, grants = tuple(self.asked), tuple(self.grants)
        return Licence(self.names, self.kinds, wordings, self.comparative, self.better, asked, grants)


class LicenceTable:
    """The licences of a language, by the key of a name (`key_of`) and the kind of value.

    Names alone are read at first, and the lines of a head when it is asked for: an answer needs a few dozen out of a thousand.
    A name that begins with a star is a fallback's, for names of one sort, and stands as it is. What catalogs call a field in
    English is known to a table of another language by the first English name of it, where a head has that among its own.

    Args:
        text: the table, one head after the other; of two that have a name and a kind in common the first stands.
        english: the English table, for one of another language.
    """

    def __init__(self, text: str, english: LicenceTable | None = None) -> None:
        self._heads = f"\n{text}".split("\n= ")[1:]
        self._english = english
        self._first: dict[str, int] = {}
        self._others: dict[str, list[int]] = {}  # few names stand in several heads
        self._read: dict[int, Licence] = {}
        for number, head in enumerate(self._heads):
            for key in _keys_of_head(head[: head.index(" |")]):
                if self._first.setdefault(key, number) != number:
                    self._others.setdefault(key, []).append(number)

    def get(self, name: tuple[tuple[str, ...], str]) -> Licence | None:
        """The licence for a name's key and a kind of value; None where the table has none.

        Raises:
            ValueError: a line of the head is none of its kinds; it is named.
        """
        key, kind = name
        return next((head for head in self.named(key) if kind in head.kinds), None)

    def named(self, key: tuple[str, ...]) -> Iterator[Licence]:
        """The heads that a name has, in its own language or in English, whatever the kind of value."""
        return map(self.licence, (*self._own(key), *sorted(self._by_english(key))))

    def licence(self, number: int) -> Licence:
        """The head of a number, with its lines."""
        if number not in self._read:
            (self._read[number],) = read_licences(f"= {self._heads[number]}")
        return self._read[number]

    def values(self) -> Iterator[Licence]:
        """Every head, in the table's order."""
        return map(self.licence, range(len(self._heads)))

    @cached_property
    def saying(self) -> tuple[Licence, ...]:
        """The heads that go by what a value says, whatever its field is called: "not included", "required"."""
        return tuple(self.licence(number) for number, head in enumerate(self._heads) if head.startswith(_BY_VALUE))

    @cached_property
    def first_verbs(self) -> frozenset[str]:
        """The words that the verb phrases of all heads begin with, in lower case; no head is read for them."""
        return frozenset(word.casefold() for head in self._heads for word in _VERB_LINE.findall(head))

    def _by_english(self, key: tuple[str, ...]) -> Iterator[int]:
        """The heads that have the first English name of what goes by a name in English."""
        for licence in self._english.heads_named(key) if self._english else ():
            name = licence.names[0]
            for number in self._own(key_of(name)):
                own = self.licence(number)
                if name in own.names and any(self._english_get(name, kind) is licence for kind in own.kinds):
                    yield number

    def heads_named(self, key: tuple[str, ...]) -> list[Licence]:
        """The heads that have a name, whatever the kind of value."""
        return [self.licence(number) for number in self._own(key)]

    def _own(self, key: tuple[str, ...]) -> list[int]:
        joined = " ".join(key)
        return [self._first[joined], *self._others.get(joined, ())] if joined in self._first else []

    def _english_get(self, name: str, kind: str) -> Licence | None:
        return self._english.get((key_of(name), kind)) if self._english else None


def _keys_of_head(names: str) -> Sequence[str]:
    """The keys of a head's names (`key_of`), their words joined with blanks; most names are their own, which is told first."""
    every = names.split("; ")
    if names.startswith("*"):
        return every
    if _ODD.search(names) or any(map(names.__contains__, _SPELLINGS)):
        return [" ".join(key_of(name)) for name in every]
    return [
        " ".join(key_of(name)) if name[-1] == "s" or "s " in name or name.startswith(_WHOLE_FIRST) else name for name in every
    ]


@cache
def licences(language: str) -> LicenceTable:
    """The licences of a language; without any head where it has no table."""
    path = _TABLES / f"{language}.txt"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return LicenceTable(text, licences(DEFAULT_LANGUAGE) if text and language != DEFAULT_LANGUAGE else None)


def read_licences(text: str) -> Iterator[Licence]:
    """The heads of a table, each with its lines.

    Raises:
        ValueError: a line that is none of its kinds; it is named.
    """
    draft: _Draft | None = None
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("= "):
            if draft:
                yield draft.licence()
            names, _, kinds = line[2:].rpartition("|")
            draft = _Draft(_split(names, ";"), _split(kinds, ","))
        elif draft is None or not _take(draft, line):
            raise ValueError(f"not a line of a licence: {line!r}")
    if draft:
        yield draft.licence()


def _split(text: str, mark: str) -> tuple[str, ...]:
    return tuple(filter(None, (piece.strip() for piece in text.split(mark))))


def _take(draft: _Draft, line: str) -> bool:
    mark, _, rest = line.partition(" ")
    rest = rest.strip()
    if mark[0] in FORMS and (len(mark) == 1 or mark[1:] in _NUMBERS):
        text, _, test = rest.partition(" | if ")
        draft.wordings.setdefault(FORMS[mark[0]], []).append(Wording(text.strip(), _NUMBERS.get(mark[1:]), test.strip()))
    elif mark == ">":
        more, _, less = rest.partition("|")
        draft.comparative = (more.strip(), less.strip())
    elif mark == "+" and rest in ("more", "less"):
        draft.better = "more" if rest == "more" else "less"
    elif mark == "?":
        draft.asked.append(rest)
    elif mark == "!":
        quality, _, test = rest.partition(" if ")
        draft.grants.append((quality.strip(), test.strip()))
    else:
        return False
    return True


def key_of(name: str) -> tuple[str, ...]:
    """A field's name as the table knows it: its words in the singular, without what only says that it is the whole's.

    Stems would not do: a designer is no design.
    """
    words = plain(_JOINT.sub(" ", ungrouped(name))).casefold().split()
    while len(words) > 1 and words[0] in _WHOLE:
        words = words[1:]
    return tuple(map(_key_word, words))


@cache
def _key_word(word: str) -> str:
    one = regular_singular(word) if ends_as_plural(word) else word
    return _SPELLINGS.get(one, one)


def licence_of(fact: Fact, language: str) -> Licence | None:
    """The licence of a fact; None where the table has none for its name and kind of value."""
    table, key = licences(language), key_of(fact.field)
    return next((found for kind in kinds_of(fact) if (found := table.get((key, kind)))), None)


def kinds_of(fact: Fact) -> Sequence[str]:
    """The kinds that a fact's value may be taken as, the most telling first: "time", "yes", "count", "range", "choice" ..."""
    if fact.truth is not None:
        return ("yes",)
    if isinstance(fact.value, str):
        return tuple(_kinds_of_text(fact.value))
    return _kinds_of_number(fact.unit)


def _kinds_of_number(unit: str | None) -> Sequence[str]:
    if unit is None:
        return ("count", "rating")
    dimension = dimension_of(unit) or dimension_of(unit_of(unit) or "")  # "minute" is "min"
    return (dimension,) if dimension else ("count",)


def _kinds_of_text(text: str) -> Iterator[str]:
    tokens = tokenise(text)
    if (
        len(tokens) == 2
        and text[:1] in "-−–"
        and tokens[1].kind == "number"
        and dimension_of(tokens[1].unit or "") == "temperature"
    ):
        yield "temperature"
    if len(tokens) == 1 and tokens[0].kind == "number":
        yield from _kinds_of_number(tokens[0].unit)
    if _RANGE.fullmatch(text.strip()):
        yield "range"
    if are_sizes([text]):
        yield "size"
    if len(text.split()) <= _LONGEST_CHOICE and not re.search(r"[.!?。！？]\s*$", text):
        yield "choice"
    yield "text"
