"""Wishes of several words that records say apart: a "waterproof lace-up" boot is waterproof, and has laces.

What hardly any product says in all its words, and many say in either of two parts, is two wishes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.assertions import in_all
from shopcli.text.scripts import has_han
from shopcli.types import Clause, Need

if TYPE_CHECKING:
    import numpy as np

_FEW, _MANY, _FAR_MORE = 2, 8, 8  # products that say the whole, and a part of it; and how many times as many


class PartedWishes:
    """The wishes of a need, each in the words that products of one index say together.

    Args:
        index: the open index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index

    def decided(self, need: Need, rows: Callable[[Need], np.ndarray | None]) -> Need:
        """The need with two wishes for one that hardly anything grants as a whole.

        Args:
            need: the request, understood.
            rows: the products of the kind that a need asks for; None where no kind is.
        """
        if not any(map(self._may_be_two, need.clauses)):
            return need
        of_kind = rows(need)
        clauses = (part for clause in need.clauses for part in self._parts(clause, of_kind))
        return replace(need, clauses=tuple(clauses))

    def _may_be_two(self, clause: Clause) -> bool:
        is_open = clause.kind == "feature" and clause.op == "has" and clause.field is None and clause.source == "request"
        is_plain = not (clause.meaning or clause.alternatives or clause.denials) and str(clause.value) == clause.text
        return is_open and is_plain and " " in clause.text and clause.text.islower() and not has_han(clause.text)  # no name

    def _parts(self, clause: Clause, of_kind: np.ndarray | None) -> Iterator[Clause]:
        words = self._index.words
        spans = words.spans(clause.text, stop=True) if self._may_be_two(clause) else []
        stems = [stem for stem, _ in spans]
        n_whole = self._n_saying(stems, of_kind) if len(spans) > 1 else _FEW + 1
        if n_whole > _FEW:
            yield clause
            return
        said = [min(self._n_saying(stems[:at], of_kind), self._n_saying(stems[at:], of_kind)) for at in range(1, len(stems))]
        if max(said) < max(_MANY, _FAR_MORE * n_whole):
            yield clause
            return
        at = spans[1 + said.index(max(said))][1]
        for part in (clause.text[:at], clause.text[at:]):
            text = part.strip(" -,")
            yield replace(clause, text=text, value=text)

    def _n_saying(self, stems: list[str], of_kind: np.ndarray | None) -> int:
        import numpy as np

        saying = in_all([self._index.words.rows(stem) for stem in dict.fromkeys(stems)])
        return len(saying) if of_kind is None else len(np.intersect1d(saying, of_kind))
