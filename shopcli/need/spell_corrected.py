"""A request is read in the catalog's spelling and shown in the shopper's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from shopcli.need.languages.registry import language_named
from shopcli.need.spans import Place, places
from shopcli.need.spelling import Correction
from shopcli.types import Clause, Need


def understood_as_meant(query: str, corrections: Sequence[Correction], understand: Callable[[str], Need]) -> Need:
    """The need of ``query`` with its slips mended.

    Args:
        query: the shopper's words.
        corrections: in order, without overlap.
        understand: reads a request.

    Returns:
        A need whose clauses are slices of ``query`` again; where the words were mended, `Clause.meaning` has them as
        they were read. Slips that were mended are among the notes, other spellings of a word are not.
    """
    if not corrections:
        return understand(query)
    mended = _Mended(query, corrections)
    need = understand(mended.text)
    messages = language_named(need.language).requests.messages
    slips = (correction for correction in corrections if correction.kind != "variant")
    notes = (messages["corrected"].format(words=slip.said, meaning=slip.meant) for slip in slips)
    return replace(
        need, query=query, clauses=tuple(map(mended.original, places(mended.text, need.clauses))), notes=(*notes, *need.notes)
    )


class _Mended:
    """The mended request, and where each of its characters stands in the original."""

    def __init__(self, query: str, corrections: Sequence[Correction]) -> None:
        self._query = query
        self.text = ""
        self._spans: list[tuple[int, int]] = []  # where in the query the word of each character begins and ends
        copied = 0
        for correction in corrections:
            self._copy(copied, correction.start)
            self.text += correction.meant
            self._spans += [(correction.start, correction.end)] * len(correction.meant)
            copied = correction.end
        self._copy(copied, len(query))

    def _copy(self, start: int, end: int) -> None:
        self.text += self._query[start:end]
        self._spans += ((at, at + 1) for at in range(start, end))

    def original(self, place: Place) -> Clause:
        """A clause of the mended request, with the shopper's own words."""
        clause = place.clause
        if place.start == place.end:
            return clause
        words = self._query[self._spans[place.start][0] : self._spans[place.end - 1][1]]
        return clause if words == clause.text else replace(clause, text=words, meaning=clause.meaning or clause.text)
