"""Product lines: names that a maker gives to some of its things, as "Redmi" and "ThinkPad", which only their titles tell.

So they do of the makers themselves, where no field does: of the titles that say "Prestige" nearly all open with it.

Whoever wants none of a line is told by titles which products are of it: what does not bear its name is none, and a record that
is silent contradicts nothing. Of "silicone" or "chicken" a silent title tells nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.assertions import EITHER, in_all
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.translation.dictionary import open_dictionary
from shopcli.need.translation.makers import MAKERS
from shopcli.types import KIND, Clause, Need

if TYPE_CHECKING:
    import numpy as np

_READ = 300  # of the products that say a name
_MOSTLY = 0.9  # of them say it in their titles, and are of one maker
_FEWEST, _FEWEST_OF_A_STRANGE_WORD = 3, 2  # products of a line; a common word may stand in two titles of one maker by chance
_OPENING, _FEWEST_OF_A_MAKER = 0.75, 5  # of the titles that say a maker's name; of words that are none hardly a twentieth
_HALF = 0.5  # of a catalog that is of one maker: then his name tells nothing
_HEAD = 4  # words of a title among which the name of a line begins


class LineNames:
    """The product lines of one index.

    Args:
        index: the open index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self.is_line = lru_cache(maxsize=256)(self._is_line)

    def decided(self, need: Need, language: LanguagePack) -> Need:
        """The need where titles decide each exclusion that names a line, and nothing but lines.

        Args:
            need: the request, grounded.
            language: it is in.
        """
        return replace(need, clauses=tuple(self._decided(clause, language) for clause in need.clauses))

    def _decided(self, clause: Clause, language: LanguagePack) -> Clause:
        if clause.kind != "exclude" or clause.field is not None or clause.op not in (None, "lacks"):
            return clause
        said = str(clause.value) if clause.op else language.requests.without_exclusion(clause.text)
        ways = {name: (name, MAKERS.get(name, name)) for name in map(str.strip, said.split(EITHER))}  # 闪迪, or "SanDisk"
        lines = {maker.casefold() for name, maker in ways.values() if self.is_line(name) or self.is_line(maker)}
        if not all(maker.casefold() in lines for _, maker in ways.values()):
            return clause
        written = dict.fromkeys(word.lower() for both in ways.values() for word in both if self._index.words.tokens(word))
        return replace(clause, field=KIND, op="lacks", value=EITHER.join(written))

    def _is_line(self, name: str) -> bool:
        """Whether nearly all that say a name do so at the head of their titles, and are of one maker."""
        import numpy as np

        words, stems = self._index.words, self._index.words.tokens(name)
        if not stems or all(stem.isdigit() for stem in stems):
            return False
        rows = in_all([*map(words.rows, dict.fromkeys(stems))])[:_READ]
        if "brand" not in self._index.columns:
            opening = sum(self._opens(row, stems) for row in rows.tolist())
            return len(rows) >= _FEWEST_OF_A_MAKER and opening >= _OPENING * len(rows)
        if len(rows) < (_FEWEST if any(map(_is_common, name.split())) else _FEWEST_OF_A_STRANGE_WORD):
            return False
        bearing = np.asarray([row for row in rows.tolist() if self._bears(row, stems)], np.int64)
        return len(bearing) >= _MOSTLY * len(rows) and self._is_of_one_maker(bearing)

    def _opens(self, row: int, stems: Sequence[str]) -> bool:
        return self._index.words.tokens(self._index.records.title(row))[: len(stems)] == [*stems]

    def _bears(self, row: int, stems: Sequence[str]) -> bool:
        """Whether a title has a name at its head."""
        title = self._index.words.tokens(self._index.records.title(row))
        return any(title[at : at + len(stems)] == [*stems] for at in range(_HEAD))

    def _is_of_one_maker(self, rows: np.ndarray) -> bool:
        import numpy as np

        codes = self._index.columns.codes("brand")
        of_all, of_rows = (np.bincount(some[some >= 0], minlength=1) for some in (codes, codes[rows]))
        maker = int(of_rows.argmax())
        return bool(of_rows[maker] >= _MOSTLY * len(rows)) and bool(of_all[maker] < max(_HALF * len(codes), 1))


def _is_common(word: str) -> bool:
    return open_dictionary().casing(word) == "common"
