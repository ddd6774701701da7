"""Refusals in so many words: "I hate that notch", "wool gives me a rash", 对坚果过敏.

A tagger has seen few of them and takes what is refused for a thing or a wish. What is said before or behind it is plain enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from shopcli.need.languages.request_grammar import SEPARATOR, RequestGrammar
from shopcli.need.tagging.roles import Span
from shopcli.need.tagging.whole_spans import Word, words_of
from shopcli.util.lazy_regex import pattern

_STOP = pattern(r"[.,;:!?()\n，。；！？]|\s[-–—]\s")
_MOST_WORDS = 5  # of what is refused; more are a story


def with_refusals(text: str, spans: Sequence[Span], language: RequestGrammar) -> list[Span]:
    """The spans of a request with each refusal as one exclusion, in place of what it takes in.

    Args:
        text: the normal form of the request.
        spans: as the tagger gives them, in order.
        language: how it refuses.
    """
    mended = list(spans)
    for start, end in () if SEPARATOR in text[1:] else _refusals(text, language):
        if any(span.role == "limit" and start < span.end and span.start < end for span in mended):
            continue  # "I hate to pay over 50" limits
        left = (
            half
            for span in mended
            for half in (replace(span, end=min(span.end, start)), replace(span, start=max(span.start, end)))
            if half.start < half.end and half.end - half.start <= span.end - span.start
        )
        kept = [span for span in dict.fromkeys(left) if text[span.start : span.end].strip()]
        mended = sorted([*kept, Span(start, end, "exclusion", 1.0)], key=lambda span: span.start)
    return mended


def _refusals(text: str, language: RequestGrammar) -> Iterator[Word]:
    for lead in language.dislikes.finditer(text):
        end = _end_of_clause(text, lead.end(), language)
        if _is_named(text, lead.end(), end, language):
            yield lead.start(), end
    for told in language.harms.finditer(text):
        start = _start_of_clause(text, told.start(), language)
        if _is_named(text, start, told.start(), language) and not language.stays_told.search(text, start, told.start()):
            yield start, told.end()


def _end_of_clause(text: str, start: int, language: RequestGrammar) -> int:
    ends = (match.start() for mark in (_STOP, language.tells_apart) if (match := mark.search(text, start)))
    words = words_of(text, start, min(ends, default=len(text)))
    return next((last for first, last in reversed(words) if text[first:last].lower() not in language.silent), start)


def _start_of_clause(text: str, end: int, language: RequestGrammar) -> int:
    starts = (match.end() for mark in (_STOP, language.tells_apart) for match in mark.finditer(text, 0, end))
    start = max(starts, default=0)
    words = words_of(text, start, end)
    return next((first for first, last in words if text[first:last].lower() not in language.silent), end)


def _is_named(text: str, start: int, end: int, language: RequestGrammar) -> bool:
    """Whether words are the name of something, and no sentence nor what somebody has."""
    if language.stays_told.match(text, start, end):
        return False
    words = words_of(text, start, end)
    telling = [word for word in words if text[slice(*word)].lower() not in language.silent | language.vague]
    return 0 < len(telling) <= _MOST_WORDS
