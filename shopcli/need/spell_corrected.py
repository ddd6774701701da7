"""A request is read in the catalog's spelling and shown in the shopper's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from shopcli.need.languages.registry import language_named
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
    shown = [c for c in corrections if c.kind != "variant"]
    notes = tuple(messages["corrected"].format(words=c.said, meaning=c.meant) for c in shown)
    return replace(need, query=query, clauses=tuple(mended.original(need.clauses)), notes=(*notes, *need.notes))


class _Mended:
    """The mended request, and where each of its characters stands in the original."""

    def __init__(self, query: str, corrections: Sequence[Correction]) -> None:
        self._query = query
        pieces: list[str] = []
        self._starts: list[int] = []  # where in the query the word of each character begins, and where it ends
        self._ends: list[int] = []
        at = 0
        for correction in (*corrections, None):
            end = correction.start if correction else len(query)
            pieces.append(query[at:end])
            self._starts += range(at, end)
            self._ends += range(at + 1, end + 1)
            if correction:
                pieces.append(correction.meant)
                self._starts += [correction.start] * len(correction.meant)
                self._ends += [correction.end] * len(correction.meant)
                at = correction.end
        self.text = "".join(pieces)

    def original(self, clauses: Sequence[Clause]) -> list[Clause]:
        """The clauses with the shopper's own words."""
        found: list[Clause] = []
        cursor = 0
        for clause in clauses:
            at = self.text.find(clause.text, cursor)
            at = at if at >= 0 else self.text.find(clause.text)
            if at < 0 or not clause.text:
                found.append(clause)
                continue
            cursor = at
            said = self._query[self._starts[at] : self._ends[at + len(clause.text) - 1]]
            found.append(clause if said == clause.text else replace(clause, text=said, meaning=clause.meaning or clause.text))
        return found
