"""Lexicalisation: the wordings that a field's name and the kind of its value license, to say a fact and to check what was said.

One table a language, `licences/en.txt` for English; what none of its heads names is worded by its own name (`phrases`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from shopcli.text.safe import plain
from shopcli.text.sizes import are_sizes
from shopcli.text.tokens import tokenise
from shopcli.text.units import dimension_of
from shopcli.text.words import ends_as_plural, regular_singular
from shopcli.types import Fact

Form = Literal["verb", "adjective", "noun", "quantity", "clause", "lack"]
FORMS: Mapping[str, Form] = {form[0]: form for form in get_args(Form)}  # by the letter that begins a line of the table
_TABLES = Path(__file__).with_name("licences")
# What tells of the whole thing, before the name of what is measured: "product weight" is the weight.
_WHOLE = frozenset("product item overall total main net".split())
_RANGE = re.compile(r"\d[\d.,]*\s*(?:-|–|to|bis|至|~)\s*\d[\d.,]*(?:\s*\S{1,8})?")
_BY_VALUE = ("*says", "*值说")
_SPELLINGS = {"color": "colour", "fiber": "fibre", "center": "centre", "gray": "grey"}
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


@cache
def licences(language: str) -> Mapping[tuple[tuple[str, ...], str], Licence]:
    """The licences of a language, by the stems of a name and the kind of value; empty where it has no table.

    A name that begins with a star is a fallback's, for names of one sort, and stands as it is.
    """
    path = _TABLES / f"{language}.txt"
    if not path.exists():
        return {}
    table: dict[tuple[tuple[str, ...], str], Licence] = {}
    for licence in read_licences(path.read_text(encoding="utf-8")):
        for name in (*licence.names, *_english_synonyms(licence, language)):
            for kind in licence.kinds:
                table.setdefault(((name,) if name.startswith("*") else key_of(name), kind), licence)
    return table


def _english_synonyms(licence: Licence, language: str) -> Iterator[str]:
    """What catalogs call a field in English, by the English name that a head of another language has for it."""
    if language != "en":
        for name in licence.names:
            if name.isascii():
                english = (licences("en").get((key_of(name), kind)) for kind in licence.kinds)
                yield from (other for head in english if head and head.names[0] == name for other in head.names)


@cache
def saying_licences(language: str) -> tuple[Licence, ...]:
    """The heads that go by what a value says, whatever its field is called: "not included", "required"."""
    heads = dict.fromkeys(id(licence) for (key, _), licence in licences(language).items() if key[0].startswith(_BY_VALUE))
    by_id = {id(licence): licence for licence in licences(language).values()}
    return tuple(by_id[head] for head in heads)


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
    words = plain(re.sub(r"(?<=[a-z])(?=[A-Z])|[_/()-]", " ", name)).casefold().split()
    while len(words) > 1 and words[0] in _WHOLE:
        words = words[1:]
    return tuple(regular_singular(word) if ends_as_plural(word) else _SPELLINGS.get(word, word) for word in words)


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
    dimension = dimension_of(unit)
    return (dimension,) if dimension else ("count",)


def _kinds_of_text(text: str) -> Iterator[str]:
    tokens = tokenise(text)
    if len(tokens) == 1 and tokens[0].kind == "number":
        yield from _kinds_of_number(tokens[0].unit)
    if _RANGE.fullmatch(text.strip()):
        yield "range"
    if are_sizes([text]):
        yield "size"
    if len(text.split()) <= _LONGEST_CHOICE and not re.search(r"[.!?。！？]\s*$", text):
        yield "choice"
    yield "text"
