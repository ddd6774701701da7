"""Deeds: what is to be done with something that one has, "keep my coffee hot"; what does it is sought, and not the coffee."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from shopcli.need.languages.request_grammar import SEPARATOR, RequestGrammar
from shopcli.need.tagging.roles import Span
from shopcli.need.tagging.whole_spans import Word, words_of
from shopcli.util.lazy_regex import pattern

_STOP = pattern(r"[.,;:!?()\n，。；！？]|\s[-–—]\s")
_MOST_WORDS = 4  # of a name
_VERBS = ("first", "then", "any")  # the groups of the pattern that hold the verb


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be done: its words from the verb on, and what may be the name of what it is done with, the longest first."""

    text: str
    names: tuple[str, ...]


def with_deeds(text: str, spans: Sequence[Span], language: RequestGrammar) -> list[Span]:
    """The spans of a request in which each deed is one wish, where no thing is named beside it.

    Args:
        text: the normal form of the request.
        spans: as the tagger gives them, in order.
        language: how it says a deed.
    """
    if SEPARATOR in text:
        return list(spans)
    whole = list(spans)
    for lead in language.deeds.finditer(text):
        start, end = lead.start(), _end(text, lead.end(), spans)
        inside = [span for span in whole if start <= span.start < end]
        if any(span.role == "thing" and span not in inside for span in whole) or _is_person(text, lead.end(), language):
            continue
        others = [replace(span, end=min(span.end, start)) if span.start < start else span for span in whole]
        others = [span for span in others if span not in inside and span.start < span.end]
        whole = sorted([*others, Span(start, end, "wish", 1.0)], key=lambda span: span.start)
    return whole


def deeds_of(query: str, language: RequestGrammar) -> Iterator[Deed]:
    """The deeds of a request, in its order."""
    text = language.normal(query)
    for lead in language.deeds.finditer(text):
        end = _end(text, lead.end(), ())
        start = next((lead.start(name) for name in _VERBS if lead[name]), lead.start())
        words = words_of(text, lead.end(), end)[:_MOST_WORDS]
        yield Deed(query[start:end], tuple(query[lead.end() : last] for _, last in reversed(words)))


def _end(text: str, start: int, spans: Sequence[Span]) -> int:
    """Where a deed ends: at a mark, or at a limit, an order or an exclusion."""
    stop = _STOP.search(text, start)
    others = [span.start for span in spans if span.role in ("limit", "order", "exclusion") and span.start > start]
    end = min([stop.start() if stop else len(text), *others])
    return len(text[:end].rstrip())


def _is_person(text: str, start: int, language: RequestGrammar) -> bool:
    first: Word | None = next(iter(words_of(text, start, len(text))), None)
    return first is not None and text[slice(*first)].lower() in language.persons
