"""Fields that no licence names: which sort of word their names are, and the forms of the name that a wording may ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from shopcli.text.words import ends_as_plural, regular_singular
from shopcli.write.wording.articles import has_no_number, with_article
from shopcli.write.wording.frames import is_adjective

_PEOPLE = re.compile(r"(?:persons?|people|players?|users?|adults?|guests?|passengers?|riders?|children)")
_NUMBER_OF = re.compile(r"(?:number|count|quantity|qty|no\.?) of (?P<one>.+)|(?P<other>.+) (?:count|quantity|qty)")
_DONE = re.compile(
    r"(?P<one>.+) (?P<done>included|supplied|provided|required|needed|supported|support|free)|(?:free of|without) (?P<free>.+)"
)
_DONE_SORTS = {
    "included": "*something included", "supplied": "*something included", "provided": "*something included",
    "required": "*something required", "needed": "*something required", "supported": "*something supported",
    "support": "*something supported", "free": "*something free",
}  # fmt: skip
_SPELLINGS = {"color": "colour"}
_MOST = re.compile(r"(?P<way>max|maximum|min|minimum)\.? (?P<one>.+)")
_OF = re.compile(r"(?P<one>.+) (?P<what>material|colour|color|type)")
_MEASURES = re.compile(
    r"\b(?:weight|width|height|depth|length|diameter|thickness|capacity|volume|size|speed|power|range|distance|time|duration|life"
    r"|pressure|temperature|voltage|current|frequency|rate|level|rating|load|height|reach|opening|clearance|draught|spacing|area)$"
)


def sorts_of(label: str, kind: str) -> Iterator[str]:
    """The names of fallbacks that may word a field, the most telling first.

    Args:
        label: the field's name as a person says it.
        kind: the kind of its value.
    """
    low = _done_last(label).casefold()
    if kind == "yes":
        yield from _sorts_of_yes(low)
    elif kind == "count":
        yield from _sorts_of_count(low)
    elif kind in ("choice", "text"):
        if of := _OF.fullmatch(low):
            yield f"*something {_SPELLINGS.get(of['what'], of['what'])}"
        yield "*choice" if kind == "choice" else "*text"
    elif kind in ("range", "size", "rating", "money"):
        yield {"range": "*span", "size": "*size", "rating": "*mark", "money": "*money"}[kind]
    else:
        if most := _MOST.fullmatch(low):
            yield f"*{'maximum' if most['way'].startswith('max') else 'minimum'} something"
        yield "*measure" if _MEASURES.search(low) else "*thing"


def _done_last(label: str) -> str:
    """A field's name with what was done to the thing behind it: "power supply included" of "included power supply"."""
    done, _, thing = label.partition(" ")
    return (
        f"{thing} {done}" if thing and done.casefold() in _DONE_SORTS and done.casefold() not in ("free", "support") else label
    )


def _sorts_of_yes(low: str) -> Iterator[str]:
    first = low.split()[0]
    if done := _DONE.fullmatch(low):
        yield _DONE_SORTS[done["done"]] if done["done"] else "*something free"
    elif first == "contains":
        yield "*contains something"
    elif first in ("can", "may"):
        yield "*can do"
    elif first in ("for", "suitable"):
        yield "*for something"
    elif first in ("with", "in", "on"):
        yield "*with something"
    elif re.match(r"(?:easy|ready|safe|quick|simple) to ", low):
        yield "*quality"
    elif re.search(r"\w{3}ed$", low):
        yield "*participle"
    elif is_adjective(low):
        yield "*quality"
    else:
        *_, head = low.split()
        yield "*things" if ends_as_plural(head) or has_no_number(head) else "*thing"


def _sorts_of_count(low: str) -> Iterator[str]:
    counted = _NUMBER_OF.fullmatch(low)
    things = (counted["one"] or counted["other"]) if counted else low
    *_, head = things.split()
    if _PEOPLE.fullmatch(head):
        yield "*number of people"
    elif counted or ends_as_plural(head):
        yield "*number of things"
    yield "*number"


def forms_of(label: str, sort: str) -> Mapping[str, str]:
    """What stands for ``{f}`` and its forms in the wordings of a fallback."""
    low = label = _done_last(label) if sort.startswith("*something") else label
    for pattern in (_NUMBER_OF, _DONE, _MOST, _OF):
        found = pattern.fullmatch(label.casefold())
        if found and sort.startswith(("*number of", "*something", "*maximum", "*minimum")):
            low = next(text for name, text in found.groupdict().items() if text and name in ("one", "other", "free"))
            break
    low = low.removeprefix("contains ")
    one = regular_singular(low) if sort.startswith("*number") else low
    be = "are" if ends_as_plural(label.split()[-1]) else "is"
    return {
        "{f:a}": with_article(low if sort.startswith("*something") else label)[0],
        "{f:one}": one,
        "{f:a one}": with_article(one)[0],
        "{f:is}": be,
        "{f:not}": f"{label} not",
        "{f:base}": label,
        "{f}": low,
    }
