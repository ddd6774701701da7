"""A request is read in the catalog's spelling and shown in the shopper's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from shopcli.need.languages.registry import language_named
from shopcli.need.spans import Place, places
from shopcli.need.spelling import Correction
from shopcli.text.scripts import has_han
from shopcli.types import Clause, Need


def understood_as_meant(query: str, corrections: Sequence[Correction], understand: Callable[[str], Need]) -> Need:
    """The need of ``query`` with its slips mended.

    Args:
        query: the shopper's words.
        corrections: in order, without overlap.
        understand: reads a request.

    Returns:
        A need whose clauses are slices of ``query`` again; where the words were mended, `Clause.meaning` has them as
        they were read. Slips that were mended are among the notes, other spellings of a word are not. Where characters
        stand for others of their sound, the need is that of the request with the right ones, and `Need.mended` has
        what was written: its words are then translated, so that a clause's meaning is no room for them.
    """
    if not corrections:
        return understand(query)
    if by_sound := [correction for correction in corrections if has_han(correction.meant)]:
        others = [correction for correction in corrections if not has_han(correction.meant)]
        meant, _ = _mended(query, by_sound)
        need = understood_as_meant(meant, others, understand)
        return replace(need, mended=(query, meant), notes=(*_notes(by_sound, need.language), *need.notes))
    mended, spans = _mended(query, corrections)
    need = understand(mended)
    clauses = tuple(_original(place, query, spans) for place in places(mended, need.clauses))
    return replace(need, query=query, clauses=clauses, notes=(*_notes(corrections, need.language), *need.notes))


def _notes(corrections: Sequence[Correction], language: str) -> Iterator[str]:
    """What is told of each slip that was mended."""
    message = language_named(language).requests.messages["corrected"]
    slips = (correction for correction in corrections if correction.kind != "variant")
    return (message.format(words=slip.said, meaning=slip.meant) for slip in slips)


def _mended(query: str, corrections: Sequence[Correction]) -> tuple[str, list[tuple[int, int]]]:
    """The mended request, and where in the query the word of each of its characters begins and ends."""
    mended, spans, copied = "", list[tuple[int, int]](), 0
    ending = Correction(len(query), len(query), "", "", "variant")
    for slip in (*corrections, ending):
        mended += query[copied : slip.start] + slip.meant
        spans += [*((at, at + 1) for at in range(copied, slip.start)), *[(slip.start, slip.end)] * len(slip.meant)]
        copied = slip.end
    return mended, spans


def _original(place: Place, query: str, spans: Sequence[tuple[int, int]]) -> Clause:
    """A clause of the mended request, with the shopper's own words."""
    clause = place.clause
    if place.start == place.end:
        return clause
    words = query[spans[place.start][0] : spans[place.end - 1][1]]
    return clause if words == clause.text else replace(clause, text=words, meaning=clause.meaning or clause.text)
