"""The odds that a record is the thing that somebody names, by its words, its own name and how near it comes.

"Milk powder" finds turmeric powder where no milk powder is sold, and "power bank" a calculator where one title of 19,000 says
it: what closes a name finds things of another sort. So what is found first is verified, and what goes by the whole name found.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import TYPE_CHECKING

from shopcli.index.parts.assertions import in_all
from shopcli.index.parts.halves import first_dim
from shopcli.pipeline.names.titles.title_heads import is_for_another, says_together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np

    from shopcli.index import Index
    from shopcli.pipeline.names.own_names import OwnNames

# A logistic regression on the products found for 189 English requests for things, sold or not, of seven catalogs. Each
# catalog's told by what was learned of the others, 61 of 97 that are sold come first and are not denied (47 by their names
# alone), and 61 of 92 that are not sold are told (46); of 162 requests in six other catalogs 52 of 78 (46) and 43 of 84 (32).
_SAYS_IT, _GOES_BY, _NEAR, _NEAR_ABROAD, _COMES_FIRST, _KNOWN, _AT_FIRST = 2.67, 0.77, 7.81, -3.57, 1.96, -0.4, -3.94
_ENOUGH = log(0.75 / 0.25)
_NEAREST, _MOST_NAMES, _READ = 6, 6, 200  # products by each name's vector; names; products that say the words of one


class ThingOdds:
    """The odds in one catalog.

    Args:
        index: the open index.
        encode: texts to the vectors of what is looked for, (n, dim).
        own_names: what its records go by.
    """

    def __init__(self, index: Index, encode: Callable[[Sequence[str]], np.ndarray], own_names: OwnNames) -> None:
        self._index, self._encode, self._own_names = index, encode, own_names

    def is_the_thing(self, first: int, names: Sequence[str], *, is_known: bool) -> bool:
        """Whether what was found first is the thing.

        Args:
            first: its row.
            names: of the thing, in English or in the catalog's language; as it was asked for at first.
            is_known: whether the thesaurus has it.
        """
        return bool(self._log_odds([first], names, is_known)[0] + _COMES_FIRST >= _ENOUGH)

    def rows(self, names: Sequence[str], *, is_known: bool) -> np.ndarray:
        """The rows of other products that are the thing, ascending; none where it is not sold."""
        import numpy as np

        rows = np.asarray(sorted({*self._found(names)}), np.int64)
        return rows[self._log_odds(rows, names, is_known) >= _ENOUGH] if len(rows) else rows

    def _log_odds(self, rows: Sequence[int] | np.ndarray, names: Sequence[str], is_known: bool) -> np.ndarray:
        import numpy as np

        says_it = np.asarray([self._says(int(row), names) for row in rows], bool)
        goes_by = np.asarray([self._own_names.goes_by(int(row), names) for row in rows], bool)
        near, abroad = self._nearness(np.asarray(rows, np.int64), names)
        odds: np.ndarray = _SAYS_IT * says_it + _GOES_BY * goes_by + _NEAR * near + _NEAR_ABROAD * abroad
        odds = odds + _KNOWN * is_known + _AT_FIRST
        titled = np.asarray([self._own_names.is_titled(int(row), names) for row in rows], bool)
        return np.where(titled, np.maximum(odds, _ENOUGH), odds)

    def _says(self, row: int, names: Sequence[str]) -> bool:
        """Whether a record says one of some names, side by side in its text, or all its words in its title or category."""
        words, stems = self._index.words, self._stems(names)
        saying = [own for own in stems if all(row in words.rows(stem) for stem in own)]
        if not saying:
            return False
        record = self._index.records[row]
        named = {*words.tokens(record.title), *words.tokens(record.category or "")}
        if any(named.issuperset(own) and not is_for_another(words, record.title, own[-1]) for own in saying):
            return True
        said = (record.title, record.category or "", record.description, *map(str, record.attributes.values()))
        texts = [words.tokens(text) for text in said]
        return any(says_together(text, own) for text in texts for own in saying)

    def _nearness(self, rows: np.ndarray, names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """The cosines of the nearest name to each record, by the encoder of English and by that of all languages."""
        asked, stored = self._encode(names), self._index.vectors.rows(rows)
        first = first_dim(asked.shape[1])
        behind = first + 1 if first != asked.shape[1] else 0  # one encoder reads both
        return _nearest(asked[:, :first], stored[:, :first]), _nearest(asked[:, behind:], stored[:, behind:])

    def _found(self, names: Sequence[str]) -> Iterator[int]:
        """The rows of what comes nearest to each name, and of what says all its words in its title or category."""
        words, records = self._index.words, self._index.records
        for vector in self._encode(names[:_MOST_NAMES]):
            yield from self._index.vectors.search(vector, min(_NEAREST, len(self._index)))[0].tolist()
        for stems in map(set, self._stems(names)):
            saying = in_all([*map(words.rows, stems)])[:_READ].tolist()
            for row, record in zip(saying, records.some(saying), strict=True):
                if stems <= {*words.tokens(record.title), *words.tokens(record.category or "")}:
                    yield row

    def _stems(self, names: Sequence[str]) -> list[Sequence[str]]:
        return [stems for name in names if (stems := self._index.words.tokens(name))]


def _nearest(asked: np.ndarray, stored: np.ndarray) -> np.ndarray:
    """(n,) the cosine of each stored vector with the nearest that is asked for."""
    import numpy as np

    asked, stored = (part / np.maximum(np.linalg.norm(part, axis=1, keepdims=True), 1e-9) for part in (asked, stored))
    nearest: np.ndarray = (stored @ asked.T).max(axis=1)
    return nearest
