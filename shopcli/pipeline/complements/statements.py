"""Statements of compatibility: what a record says that its thing is for, and what it says that it is not for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from shopcli.need.languages.complement_grammar import ComplementGrammar
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import languages
from shopcli.types import Product

_LONGEST = 90  # characters of a stretch of running text that names what a thing is for
_LONGEST_FIELD = 2000  # of a field that lists them
_READ = 3000  # characters of a text
_MOST_NAMES, _WORDS_IN_A_LIST = 80, 4
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_CUT = re.compile(r"(?:…|\.\.\.)\s*\Z")  # the last name of a list that was cut is half a name
_SENTENCE_ENDS = ".!?。！？|[]'\""
_LABEL = 60  # characters of a text that says what a thing is, as a title does
_SHOWN = 60  # characters of a statement that are quoted


@dataclass(frozen=True, slots=True)
class Statement:
    """One stretch of a record that tells what its thing is for.

    Attributes:
        names: what is named there, item by item: "Ridge 2", "Ridge Solar".
        text: the words of the record, with those that introduce the names.
        denied: whether it says that the thing does not go with these.
        sure: whether it is said of the thing as such: by a field, a title or a short text, or in words that mean just that.
        listed: whether a field says it: these name models, and sorts of things only to sort by.
    """

    names: tuple[str, ...]
    text: str
    denied: bool = False
    sure: bool = True
    listed: bool = False


def statements(product: Product, packs: Sequence[LanguagePack] | None = None) -> Iterator[Statement]:
    """All such statements of a record: its fields that list what it goes with, its title, then its texts.

    Args:
        product: the record.
        packs: the languages that it may be in; None for all.
    """
    grammars = [pack.complements for pack in (languages() if packs is None else packs)]
    for name, value in product.attributes.items():
        if not isinstance(value, str) or name == "reviews":
            continue
        label = name.replace("_", " ").strip()
        if grammar := next((one for one in grammars if one.fields.search(label)), None):
            yield from _of_field(label, value[:_LONGEST_FIELD], grammars, grammar)
        else:
            yield from _of_text(value, grammars, sure=len(value.strip()) <= _LABEL)
    yield from _of_text(product.title, grammars, sure=True)
    if product.description != product.title:
        yield from _of_text(product.description, grammars, sure=len(product.description.strip()) <= _LABEL)


def _of_field(label: str, value: str, grammars: Sequence[ComplementGrammar], grammar: ComplementGrammar) -> Iterator[Statement]:
    """A field that lists what a thing goes with; where the value denies something, that is a statement of its own."""
    denied = list(_of_text(value, grammars, sure=True, positive=False))
    yield from denied
    for one in denied:
        value = value.replace(one.text, " ")
    names = _names(value, grammar)
    if names:
        shown = value.replace("\\n", ", ").strip()
        yield Statement(names[: -1 if _CUT.search(value) else None], f"{label}: {shown}", listed=True)


def _of_text(text: str, grammars: Sequence[ComplementGrammar], *, sure: bool, positive: bool = True) -> Iterator[Statement]:
    text = text[:_READ]
    for grammar in grammars:
        taken = []
        for match in grammar.denied.finditer(text):
            end = _end(text, match.end(), grammar)
            taken.append((match.start(), end))
            yield Statement(_names(text[match.end() : end], grammar), text[match.start() : end].strip(), denied=True, sure=sure)
        if not positive:
            continue
        for match in grammar.before.finditer(text):
            if not any(start <= match.start() < end for start, end in taken):
                end = _end(text, match.end(), grammar)
                is_sure = sure or not grammar.bare.fullmatch(match[0]) or _opens(text, match.start())
                is_sure = is_sure or grammar.any_of.match(text, match.end()) is not None
                names = _names(text[match.end() : end], grammar)
                names = (*names[:1], *(name for name in names[1:] if _goes_on(name, sure=sure)))
                yield Statement(names, text[match.start() : end].strip(), sure=is_sure)
        for match in grammar.behind.finditer(text):
            yield Statement(_names(match["names"], grammar), match[0].strip(), sure=sure)


def _goes_on(name: str, *, sure: bool) -> bool:
    """Whether a text goes on with what its thing is for, and with nothing else, behind a comma."""
    return any(map(str.isdigit, name)) if sure else len(name.split()) <= _WORDS_IN_A_LIST


def _opens(text: str, at: int) -> bool:
    """Whether a sentence begins at a place of a text."""
    return not text[:at].rstrip() or text[:at].rstrip()[-1] in _SENTENCE_ENDS


def _end(text: str, start: int, grammar: ComplementGrammar) -> int:
    """Where the names behind an introducing word end."""
    limit = min(len(text), start + _LONGEST)
    mark = grammar.end.search(text, start, limit)
    if mark:
        return mark.start()
    return limit if limit == len(text) else max(start, text.rfind(" ", start, limit))


@lru_cache(maxsize=1 << 12)
def _split(text: str, grammar: ComplementGrammar) -> tuple[str, ...]:
    text = _ADDRESS.sub(" ", text)
    return tuple(item for piece in grammar.joints.split(text) if (item := piece.strip(" -:*.,'\"“”’‘[]()")))[:_MOST_NAMES]


def _names(text: str, grammar: ComplementGrammar) -> tuple[str, ...]:
    """The names in a stretch; one that is a mere number or short code takes on the words before the one before it.

    >>> _names("Phaser 6300/6350", grammar)                                                    # doctest: +SKIP
    ('Phaser 6300', 'Phaser 6350')
    """
    names: list[str] = []
    series = ""
    for item in _split(text, grammar):
        words = item.split()
        if series and any(map(str.isdigit, words[0])):
            item = f"{series} {item}"
        elif len(words) > 1 and any(map(str.isdigit, words[-1])):
            series = " ".join(words[:-1])
        names.append(item)
    return tuple(names)


def quoted(statement: Statement, name: str) -> str:
    """The words of a statement up to one of its names, as they are shown; of a long list the name with its beginning."""
    text = " ".join(statement.text.replace("\\n", ", ").split())
    at = text.find(name)
    if at < 0:  # a code that took on the words before it
        at, name = text.find(name.split()[-1]), name.split()[-1]
    if at < 0:
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0].rstrip(' ,;')} …"
    more = " …" if text[at + len(name) :].strip(" .,;") else ""
    if at + len(name) <= _SHOWN:
        return text[: at + len(name)] + more
    label, colon, _ = text.partition(": ")
    return f"{label}: … {name}{more}" if colon and len(label) < _SHOWN else f"… {name}{more}"
