"""Lexicalisation read backwards: all that the record of one product licenses to be said of it, by the place in a clause.

What the licences word (`phrases_of`), a no as the denial of each wording of its yes, spans by what they hold, what the
description says whole, in canonical tokens (`canonical`). Nothing here is made from two fields, or from two products.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from shopcli.text.negation import NEGATORS
from shopcli.text.sizes import are_sizes
from shopcli.text.tokens import is_money, unit_of
from shopcli.types import Fact, show_value
from shopcli.write.verify.canonical import NUMBER, canonical
from shopcli.write.wording.frames import is_adjective, worded
from shopcli.write.wording.licences import Form, Licence, key_of, kinds_of, read_licences
from shopcli.write.wording.phrases import forms_by, phrases_of
from shopcli.write.wording.value_tests import holds, in_base

# Where a wording may stand: behind the subject, behind "is", "has", "no", "is not", as a clause of its own, or alone between
# commas.
Place = Literal["verb", "adjective", "noun", "absent", "unlike", "clause", "terse"]
Tokens = tuple[str, ...]
Said = tuple[Place, Tokens]
TEXT = "\0text"  # stands for the field of what the description says

_PLACES: Mapping[str, Place] = {
    "verb": "verb", "adjective": "adjective", "noun": "noun", "quantity": "terse", "clause": "clause", "lack": "verb",
}  # fmt: skip
_VOICES = frozenset(("reviews", "review"))  # buyers' words, which are told as theirs alone
_HEARD = Path(__file__).with_name("heard_wordings.txt")
_NO_UNITS = frozenset(("year", "day", "month", "minute", "in", "a"))  # "publication year" counts no years
_MAYBE = re.compile(r"optional|on request|sold separately", re.I)
_FREE = re.compile(r"(?:(?P<before>.+)[ -]free|(?:free of|without|no) (?P<behind>.+))", re.I)
_NEEDED = re.compile(r"(?P<thing>.+) (?:needed|required)", re.I)
_INCLUDED = re.compile(r"(?P<thing>.+) (?:included|supplied|provided|in the box)|(?:includes|with) (?P<behind>.+)", re.I)
_PEOPLE = re.compile(r"\b(?:persons?|people|players?|sleeps|sleepers|seats|guests?|users?)\b", re.I)
_SIZE = re.compile(r"\bsizes?\b", re.I)
_AGE = re.compile(r"\bage\b", re.I)
_SPAN = re.compile(rf"{NUMBER}(\d+)~(\d+)")
_PLAIN = re.compile(rf"{NUMBER}(\d+(?:\.\d+)?)(\D*)")
_DOUBT = frozenset("may might optional optionally or unless".split()) | NEGATORS
_IN_IT = (("in", "it"), ("on", "it"), ("inside",), ("with", "it"), ("in", "box"), ())
_NOT_IN = (
    ("included",),
    ("included", "with", "it"),
    ("in", "box"),
    ("in", "bag"),
    ("in", "pack"),
    ("in", "package"),
    ("part", "of", "it"),
    ("supplied",),
)
_MOST_OF_A_SPAN = 60
_COMMON_MATERIAL = 8  # tokens of a description's clause that may be told whole


@dataclass(frozen=True, slots=True)
class ReadFact:
    """A fact in canonical tokens.

    Attributes:
        fact: as the record has it, a yes or no in text as a truth, a unit in its name behind its number.
        name: the field's name.
        value: its value; empty for a yes or no.
        base: its number in the base of its unit, and that unit; None where it is no single number.
        comparatives: the words for more and for less of it.
        said: its wordings by place.
    """

    fact: Fact
    name: Tokens
    value: Tokens
    base: tuple[float, str | None] | None
    comparatives: tuple[tuple[str, str], ...]
    said: tuple[tuple[Place, Tokens], ...]


@dataclass(frozen=True, eq=False)
class Wordings:
    """What may be said of one product: by place and first token, each with the field that it says."""

    by_place: Mapping[Place, Mapping[str, tuple[tuple[Tokens, str], ...]]]
    facts: Mapping[str, ReadFact]

    def at(self, place: Place, tokens: Tokens, start: int) -> Iterator[tuple[int, str]]:
        """Where each wording that begins at ``start`` ends, and the field that it says."""
        first = tokens[start] if start < len(tokens) else ""
        for said, field in self.by_place.get(place, {}).get(first, ()):
            if tokens[start : start + len(said)] == said:
                yield start + len(said), field


def wordings_of(facts: Sequence[Fact]) -> Wordings:
    """All that the facts of one product license."""
    return _kept_wordings(tuple(facts), tuple(type(fact.value) for fact in facts))


@lru_cache(maxsize=256)
def _kept_wordings(facts: tuple[Fact, ...], _: tuple[type, ...]) -> Wordings:
    """By the types of the values too, as yes equals 1."""
    read = [_read(_whole(fact)) for fact in facts if not fact.is_text and fact.field not in _VOICES]
    said = [(place, tokens, fact.fact.field) for fact in read for place, tokens in fact.said]
    for fact in facts:
        if fact.is_text and fact.field == "description":
            said += [(place, tokens, TEXT) for place, tokens in _of_text(fact.words)]
    table: dict[Place, dict[str, list[tuple[Tokens, str]]]] = defaultdict(lambda: defaultdict(list))
    for place, tokens, field in dict.fromkeys(said):
        if tokens:
            table[place][tokens[0]].append((tokens, field))
    by_place = {place: {first: tuple(found) for first, found in firsts.items()} for place, firsts in table.items()}
    return Wordings(by_place, {fact.fact.field: fact for fact in read})


def _whole(fact: Fact) -> Fact:
    """A fact whose truth is a truth, and whose number has the unit that its field's name ends in: "weight g"."""
    if fact.truth is not None:
        return replace(fact, value=fact.truth, unit=None)
    *before, last = re.findall(r"[^\s()\[\]_]+", fact.label) or [""]
    is_number = isinstance(fact.value, (int, float)) and fact.unit is None and last.casefold() not in _NO_UNITS
    if is_number and before and (unit := unit_of(last)) and before[-1].casefold() != "per":
        return Fact(" ".join(before), fact.value, unit)
    return fact


def _read(fact: Fact) -> ReadFact:
    phrases = phrases_of(worded(fact))
    name, base = canonical(fact.label), _base(fact)
    value = () if fact.truth is not None else canonical(show_value(fact.value, fact.unit))
    said = [(_PLACES[form], canonical(text)) for form, text in _worded(fact)]
    if fact.truth is None:
        said += _of_value(fact, name, value, said)
    else:
        said += _of_truth(fact, name, phrases.licence)
    licence = phrases.licence
    if licence:
        granted = [canonical(quality) for quality, test in licence.grants if _is_granted(test, fact)]
        said += [(place, tokens) for tokens in granted for place in ("adjective", "verb")]
    every = filter(None, (licence, *_heard_of(fact)))
    comparatives = tuple(one.comparative for one in every if one.comparative)
    return ReadFact(fact, name, value, base, comparatives, tuple(dict.fromkeys(_in_every_place(said))))


def _worded(fact: Fact) -> Iterator[tuple[Form, str]]:
    """A fact in every form that a licence or the table of what is heard has for it."""
    every = [phrases_of(worded(fact)).forms]
    every += [forms_by(licence, worded(fact)) for licence in _heard_of(fact)]
    for forms in every:
        yield from ((form, text) for form, texts in forms.items() for text in texts)


def _heard_of(fact: Fact) -> list[Licence]:
    return [heard for kind in kinds_of(fact) if (heard := _heard().get((key_of(fact.field), kind)))]


@cache
def _heard() -> Mapping[tuple[Tokens, str], Licence]:
    """What is accepted and never said, by name and kind of value."""
    table: dict[tuple[Tokens, str], Licence] = {}
    for licence in read_licences(_HEARD.read_text(encoding="utf-8")):
        table.update({(key_of(name), kind): licence for name in licence.names for kind in licence.kinds})
    return table


def _is_granted(test: str, fact: Fact) -> bool:
    if fact.truth is not None:
        return (test or "yes") == ("yes" if fact.truth else "no")
    return holds(test, fact)


def _base(fact: Fact) -> tuple[float, str | None] | None:
    """A fact's number in the base of its unit."""
    if isinstance(fact.value, bool):
        return None
    if isinstance(fact.value, (int, float)):
        return in_base(fact.value, fact.unit) if fact.unit and not is_money(fact.unit) else (fact.value, fact.unit)
    tokens = canonical(fact.value)
    found = _PLAIN.fullmatch(tokens[0]) if len(tokens) == 1 else None
    return (float(found[1]), found[2] or None) if found else None


def _in_every_place(said: Iterable[Said]) -> Iterator[Said]:
    """Each wording in its place, and what is left of it behind an "it", "is" or "has" that it begins with."""
    for place, tokens in said:
        yield place, tokens
        rest = tokens[1:]
        if place == "clause" and tokens[:1] == ("it",):
            yield from _in_every_place([("verb", rest)])
        elif place == "clause" and tokens[:2] == ("there", "is"):
            yield "noun", tuple(token for token in tokens[2:] if token != "it") if tokens[-1] != "it" else tokens[2:-2]
        elif place == "verb" and tokens[:1] == ("is",):
            yield ("unlike", rest[1:]) if rest[:1] == ("not",) else ("adjective", rest)
        elif place == "verb" and tokens[:1] == ("can",) and rest[:1] not in (("be",), ("not",)):
            yield place, rest
        elif place == "verb" and tokens[:1] == ("has",):
            yield ("absent", rest[1:]) if rest[:1] == ("no",) else ("noun", rest)
        elif place == "noun" and rest:
            yield from _each("clause", (("there", "is", *tokens, *where) for where in _IN_IT))
        elif place == "absent":
            yield from _each("clause", (("there", "is", "no", *tokens, *where) for where in _IN_IT))
            yield "clause", (*tokens, "is", "missing")


def _each(place: Place, every: Iterable[Tokens]) -> Iterator[Said]:
    return ((place, tokens) for tokens in every)


def _of_truth(fact: Fact, name: Tokens, licence: Licence | None) -> Iterator[Said]:
    """What a yes or no says by its field's name, and a no as the denial of all that its yes would say."""
    free, needed = _FREE.fullmatch(fact.label), _NEEDED.fullmatch(fact.label)
    included = _INCLUDED.fullmatch(fact.label)
    if free:
        thing = canonical(free["before"] or free["behind"])
        kinds = [(*thing, "free"), ("free", "of", *thing)]
        if fact.truth:
            yield from [*_each("adjective", kinds), ("absent", thing)]
        else:
            yield from [*_each("unlike", kinds), ("noun", thing)]
    elif needed:
        thing = canonical(needed["thing"])
        yield "verb", ("need", *thing) if fact.truth else ("need", "no", *thing)
    elif included:
        yield from _given(canonical(included["thing"] or included["behind"]), is_there=fact.truth is True)
    elif is_adjective(fact.label):
        yield ("adjective", name) if fact.truth else ("unlike", name)
    else:
        yield ("noun", name) if fact.truth else ("absent", name)
        if fact.truth is False:
            yield from _given(name, is_there=False)
    if fact.truth is False:
        for form, text in _worded(replace(fact, value=True)):
            if form != "lack":
                yield from _denied(_PLACES[form], canonical(text))


def _denied(place: Place, tokens: Tokens) -> Iterator[Said]:
    """A wording of a yes as the denial of it."""
    if place == "adjective":
        yield "unlike", tokens
    elif place == "noun":
        yield "absent", tokens
    elif place in ("verb", "clause") and tokens[:1] == ("it",):
        yield from _denied("verb", tokens[1:])
    elif place == "verb":
        first, rest = tokens[0], tokens[1:]
        yield "verb", (first, "not", *rest) if first in ("is", "can", "was") else ("do", "not", *tokens)
        if first == "has":
            yield "absent", rest
        else:
            yield "verb", ("can", "not", *tokens)
    elif place == "clause":
        at = next((at for at, token in enumerate(tokens) if token in ("is", "can")), None)
        if at:
            yield "clause", (*tokens[: at + 1], "not", *tokens[at + 1 :])


def _given(thing: Tokens, *, is_there: bool) -> Iterator[Said]:
    """A thing that comes with the product, or does not."""
    if is_there:
        yield "noun", thing
        yield from _each(
            "clause", ((*thing, verb, *where) for where in _NOT_IN for verb in (["is"] if where[0] != "in" else ["is", "come"]))
        )
        yield "verb", ("include", *thing)
    else:
        yield "absent", thing
        yield from _each("clause", ((*thing, "is", "not", *where) for where in _NOT_IN))
        yield "verb", ("do", "not", "include", *thing)


def _of_value(fact: Fact, name: Tokens, value: Tokens, said: Sequence[Said]) -> Iterator[Said]:
    """What a value says by its field's name, and by what a span or a number holds."""
    if isinstance(fact.value, str) and _MAYBE.fullmatch(fact.value.strip()):
        yield "clause", (*name, "is", *value)
        yield "clause", (*name, "can", "be", "had", "with", "it")
        return
    if len(value) <= _COMMON_MATERIAL and fact.field not in ("price", "brand", "category"):
        yield "clause", (*name, "is", *value)
        yield "noun", (*value, *name)
        yield "noun", (*name, "of", *value)
    if value in _COMES_OFF:
        yield from _each("clause", ((*name, *canonical(off)) for off in ("comes off", "can be removed", "can be taken off")))
    yield from _verbs_crossed(value, said)
    yield from _in_other_words(fact, value, said)
    yield from _held(fact, value, said)
    if _SERIES.search(fact.label) and len(value) > 1 and (number := _PLAIN.fullmatch(value[-1])) and not number[2]:
        yield from _of_series(value[:-1], int(float(number[1])))


def _of_series(series: Tokens, number: int) -> Iterator[Said]:
    """ "Inspector Dolly 1" is the first of the Inspector Dolly series."""
    ordinals = (*((_ORDINALS[number],) if number < len(_ORDINALS) else ()), f"{number}th")
    names = ((*series, "series"), ("series", *series), series)
    for name in names:
        yield from _each(
            "adjective", ((ordinal, *book, of, *name) for ordinal in ordinals for book in _VOLUMES for of in ("of", "in"))
        )
        yield "adjective", ("number", f"{NUMBER}{number}", "in", *name)


def _verbs_crossed(value: Tokens, said: Sequence[Said]) -> Iterator[Said]:
    """The beginning of one wording of an amount with the end of another: "runs 18 days on a charge"."""
    if len(value) == 1 and value[0].startswith(NUMBER):
        around = [cut for place, tokens in said if place == "verb" and (cut := _cut(tokens, value))]
        for before, _ in around:
            yield from _each("verb", ((*before, *value, *behind) for _, behind in around))
            if before[-1:] == ("for",):
                yield from _each("verb", ((*before[:-1], *value, *behind) for _, behind in around))


def _cut(tokens: Tokens, value: Tokens) -> tuple[Tokens, Tokens] | None:
    """What stands before and behind a value."""
    for at in range(len(tokens) - len(value) + 1):
        if tokens[at : at + len(value)] == value:
            return tokens[:at], tokens[at + len(value) :]
    return None


def _in_other_words(fact: Fact, value: Tokens, said: Sequence[Said]) -> Iterator[Said]:
    """The same with "men and women" for unisex, "either" for both."""
    for here, others in _SAME_VALUES.items():
        if value == canonical(here):
            for place, tokens in said:
                if cut := _cut(tokens, value):
                    yield from ((place, (*cut[0], *canonical(other), *cut[1])) for other in others)


_SERIES = re.compile(r"\bseries\b", re.I)
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split()
_VOLUMES: tuple[Tokens, ...] = ((), ("book",), ("volume",), ("part",))
_COMES_OFF = (("detachable",), ("removable",))
_SAME_VALUES = {
    "unisex": ("men and women", "women and men", "both men and women", "men and women alike", "everyone"),
    "both": ("either",),
}


def _held(fact: Fact, value: Tokens, said: Sequence[Said]) -> Iterator[Said]:
    """What a span of sizes or of people, a number of people, a least age holds."""
    span = _SPAN.fullmatch(value[0]) if len(value) == 1 else None
    low, high = (int(span[1]), int(span[2])) if span else (0, -1)
    within = range(low, high + 1) if high - low <= _MOST_OF_A_SPAN else range(0)
    if _SIZE.search(fact.label):
        inside = [canonical(str(n)) for n in within] or ([value] if are_sizes([fact.words]) else [])
        for size in inside:
            yield from _each("verb", (("come", "in", *word, *size) for word in (("size",), ("size", ","), ())))
            yield "terse", ("size", *size)
            yield "verb", ("fit", "size", *size)
        if span:
            yield "verb", ("come", "in", "size", *value)
            yield from _each("verb", [("end", "at", "size", f"{NUMBER}{high}"), ("start", "at", "size", f"{NUMBER}{low}")])
    elif _PEOPLE.search(fact.label):
        counted = _PLAIN.fullmatch(value[0]) if len(value) == 1 else None
        for n in within or ([int(float(counted[1]))] if counted and not counted[2] else []):
            yield from _for_people(n, has_alone=span is not None)
        if span:
            yield from _for_people(f"{low}~{high}", has_alone=False)
    elif _AGE.search(fact.label) and (least := _least_age(fact)) is not None:
        yield from _for_age(least)


def _for_people(n: int | str, *, has_alone: bool) -> Iterator[Said]:
    number = f"{NUMBER}{n}"
    for people in ((), ("person",), ("player",)):
        yield from _each("verb", ((verb, number, *people) for verb in ("take", "fit") if not has_alone))
        yield from _each("adjective", ((*made, number, *people) for made in (("made", "for"), ("for",), ("meant", "for"))))
        if has_alone:
            yield "clause", (number, *people, "can", "play")
    yield from _each("adjective", ((*made, "family", "of", number) for made in (("made", "for"), ("for",), ("right", "for"))))
    if n == 1 and has_alone:
        yield "verb", ("can", "be", "played", "alone")
        yield "clause", ("one", "can", "play", "alone")


def _least_age(fact: Fact) -> int | None:
    """The age from which something is meant, in years."""
    if isinstance(fact.value, (int, float)) and not isinstance(fact.value, bool):
        is_least = re.search(r"\b(?:from|least|min\w*)\b", fact.label, re.I) and fact.unit in (None, "year")
        return int(fact.value) if is_least else None
    least = re.fullmatch(r"(?:from |ab )?(\d+) ?(?:\+|(?:years|yrs)?(?: and up| and older|\+)?)", fact.words.strip(), re.I)
    return int(least[1]) if least and not re.fullmatch(r"\d+", fact.words.strip()) else None


def _for_age(least: int) -> Iterator[Said]:
    for n in range(least, 100):
        child = canonical(f"{n} year old")
        yield from _each("verb", ((*fit, *child) for fit in (("fit",), ("suit",), ("is", "for"), ("is", "right", "for"))))
        yield from _each("clause", ((*child, "can", verb, "it") for verb in ("read", "play", "use")))
    years, bare = canonical(f"{least} years")[0], f"{NUMBER}{least}"
    for since in (years, bare):
        ends: tuple[Tokens, ...] = (("and", "up"), ("on",), ("upwards",), ("and", "older"))
        froms: list[Tokens] = [("from", since), *((since, *end) for end in ends), ("from", since, "on"), ("from", since, "up")]
        made: list[Tokens] = [("made", "for"), ("meant", "for"), ("for",), ("meant",), ("suitable",)]
        yield from _each("terse", froms)
        yield from _each(
            "adjective",
            ((*how, *who, *least_of) for how in made for who in ((), ("reader",), ("player",)) for least_of in froms),
        )


def _of_text(text: str) -> Iterator[Said]:
    """What a sentence of the description says: each clause of it whole, and what it gives or does not give with the product."""
    sentence = text.strip().rstrip(".!")
    for given, thing in _gifts(sentence):
        yield from _given(canonical(thing), is_there=given)
    tokens = canonical(sentence)
    starts = [0, *(at + 1 for at, token in enumerate(tokens) if token in (",", ";", ":", "and", "which"))]
    ends = [*(at for at, token in enumerate(tokens) if token in (",", ";", ":", "and", "in")), len(tokens)]
    for start in starts:
        for end in ends:
            clause = tokens[start:end]
            if 1 < len(clause) <= 2 * _COMMON_MATERIAL and not _is_doubted(tokens, start, end):
                yield "clause", clause
                yield from _told(clause)


def _is_doubted(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a "no", "may" or "or" around a stretch reaches into it, or stands in it."""
    before = tokens[:start]
    for mark in (";", ":"):
        before = before[len(before) - before[::-1].index(mark) :] if mark in before else before
    inside_doubt = "or" in tokens[start:end] or "nor" in tokens[start:end]
    return inside_doubt or not _DOUBT.isdisjoint(before) or tokens[end : end + 1] == ("or",) or "or" in tokens[end : end + 3]


def _told(clause: Tokens) -> Iterator[Said]:
    """A clause of the description in the places that its first word allows."""
    first, rest = clause[0], clause[1:]
    if first == "with":
        if _DOUBT.isdisjoint(clause):
            yield "noun", rest
    elif first in ("no", "without"):
        yield "absent", rest
    elif first == "not":
        yield "unlike", rest
    elif first in ("may", "might"):
        yield "verb", clause
    elif first not in _DOUBT:
        yield "verb", rest if first == "it" else clause
        yield "adjective", clause
        yield "noun", clause
        yield "terse", clause


_GIFTS = (
    (False, re.compile(r"(?P<thing>.+?) (?:is |are )?not (?:included|supplied|provided|in the box)", re.I)),
    (True, re.compile(r"(?P<thing>[^,;]+?) (?:is |are )?(?:included|supplied|in the box)(?! separately)", re.I)),
    (True, re.compile(r"(?:The )?(?:box|pack|set|bag) (?:holds|contains) (?P<thing>.+)", re.I)),
    (True, re.compile(r"(?:Comes|Supplied) with (?P<thing>.+)", re.I)),
    (True, re.compile(r"Contains (?P<thing>.+)", re.I)),
    (False, re.compile(r"No (?P<thing>[^,;]+?)(?: inside)?", re.I)),
)


def _gifts(sentence: str) -> Iterator[tuple[bool, str]]:
    """The things that a sentence says come with the product, or do not."""
    for given, form in _GIFTS:
        found = form.fullmatch(sentence)
        negated = given and found and not NEGATORS.isdisjoint(sentence.casefold().split())
        if found and not negated and " or " not in sentence and not re.search(r"\bmay\b|\boptional", sentence, re.I):
            yield given, found["thing"]
            return
