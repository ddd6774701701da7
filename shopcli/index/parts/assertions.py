"""What records say in words, wherever they say it, and what they deny in their yes/no fields."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from shopcli.index.parts.columns import OWN_FIELDS, FieldColumns
from shopcli.index.parts.records import Records
from shopcli.index.parts.words import WordIndex
from shopcli.index.text import lexical_text
from shopcli.text.scripts import HAN
from shopcli.text.stance import stance
from shopcli.text.words import spelled_alike
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

_LETTER = rf"[^\W_{HAN}]"
_WORDS = pattern(rf"[{HAN}]|{_LETTER}+(?:[.][0-9]+)?")
_SHELF = pattern(
    r"\bcategor|\bbreadcrumbs?\b|类目|分类", re.IGNORECASE
)  # where a shop keeps a thing, which is not what is in it
_READ_AT_MOST = 500
_FEWEST_TOLD, _NEARLY_ALL = 3, 0.95  # records that say a word, and the share of them that do so in one field
_LONG, _LOOKED_AT = 100, 200  # characters of prose, whose silence tells nothing; values by which a field is known to be such
_TITLES_READ = 100
_STEM = 4  # letters that a word and its stem begin with
EITHER = "|"  # between words of which any will do


class Assertions:
    """The words of the records and their yes/no fields, asked together."""

    def __init__(self, words: WordIndex, columns: FieldColumns, records: Records) -> None:
        self._words, self._columns, self._records = words, columns, records
        # Records say the same short things again and again.
        self._stems = lru_cache(maxsize=1 << 15)(lambda text: frozenset(words.tokens(text)))

    def judge(self, said: str, *, compounds: bool = False, among: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Which records say ``said`` and which deny it, each (n_products,) bool; neither is silence.

        A record denies what a yes/no field of that name says no to, and a value that a field with few values has where it
        gives that field another.

        Args:
            said: words of which a record must hold all; `EITHER` stands between groups of which one is enough.
            compounds: whether a longer word that ends in one of them says it too; who wants no wool wants no lambswool.
            among: (n_products,) bool, the records that matter: of others what they merely mention may count as said.
        """
        import numpy as np

        says, denies = np.zeros(self._columns.size, bool), np.zeros(self._columns.size, bool)
        for group in said.split(EITHER):
            stems = self._words.tokens(group)
            rows = [self._rows(stem, compounds) for stem in stems]
            if rows:
                says[in_all(rows)] = True
            for name in self._switches_about(stems):
                column = self._columns.get(name)
                denies[column.rows[column.values == 0]] = True
            for name in self._columns.said_by.get(group.casefold().strip(), ()):
                denies[self._other_values(name, group.casefold().strip())] = True
            if compounds:  # of what is not wanted; what is wanted may be a value in one field and a word in another
                denies[self._with_another_value(stems)] = True
                denies[self._where_else_it_is_told(stems)] = True
                denies[self._said_to_lack(stems)] = True
        if compounds:
            denied = self._denied_in_words(said, says if among is None else says & among)
            says, denies = says & ~denied, denies | denied
        doubtful = says & denies
        says &= ~self._merely_mentioned(said, doubtful if among is None else doubtful & among)
        return says, denies & ~says

    def _denied_in_words(self, said: str, saying: np.ndarray) -> np.ndarray:
        """Which of the records that have the words of ``said`` only deny them: "has no added sugar"."""
        import numpy as np

        denied = np.zeros(len(saying), bool)
        rows = np.flatnonzero(saying)
        rows = rows[: len(rows) if len(rows) <= _READ_AT_MOST else 0]
        for row, record in zip(rows, self._records.some(rows), strict=True):
            own = ((name, value) for name, value in record.attributes.items() if not _SHELF.search(name))
            texts = [record.title, record.description, *(value for _, value in own if isinstance(value, str))]
            texts += (name for name, value in record.attributes.items() if value is True)  # "gluten free: yes"
            stances = {stance(text, words, self._words.tokens) for text in texts for words in said.split(EITHER)}
            denied[row] = 1 not in stances and -1 in stances
        return denied

    def _merely_mentioned(self, said: str, doubtful: np.ndarray) -> np.ndarray:
        """Which of the records whose fields deny ``said`` only mention it in prose: synthetics "as warm as down"."""
        import numpy as np

        merely = np.zeros(len(doubtful), bool)
        rows, groups = np.flatnonzero(doubtful), [self._words.tokens(group) for group in said.split(EITHER)]
        rows = rows[: len(rows) if len(rows) <= _READ_AT_MOST else 0]
        for row, record in zip(rows, self._records.some(rows), strict=True):
            stated_texts = (record.title, *(value for value in record.attributes.values() if isinstance(value, str)))
            tokens = frozenset[str]().union(*map(self._stems, stated_texts))
            merely[row] = not any(map(tokens.issuperset, groups))
        return merely

    def _rows(self, stem: str, compounds: bool) -> np.ndarray:
        import numpy as np

        longer = self._words.compounds(stem) if compounds else []
        return np.unique(np.concatenate([self._words.rows(token) for token in (stem, *longer)]))

    def _said_to_lack(self, stems: list[str]) -> np.ndarray:
        """The rows that say in one word that they lack what another names: an eggless mayonnaise has no eggs."""
        import numpy as np

        words = self._words.lacking(stems[0]) if len(stems) == 1 else []
        return np.unique(np.concatenate([np.zeros(0, np.int64), *(self._words.rows(word) for word in words)]))

    def _other_values(self, name: str, value: str) -> np.ndarray:
        """The rows whose record gives a field another value: filled with synthetics, not with down."""
        import numpy as np

        column = self._columns.get(name)
        same = [code for code, choice in enumerate(column.choices) if value in choice.casefold()]
        return column.rows[~np.isin(column.values, same)]

    def _with_another_value(self, stems: list[str]) -> np.ndarray:
        """The rows that give a field of names another value than the one that some words are: who designed it, who wrote it."""
        import numpy as np

        rows = [np.zeros(0, np.int64)]
        for name in self._columns.names if stems else ():
            if name in OWN_FIELDS or self._columns.kind(name) != "choice":
                continue
            column = self._columns.get(name)
            saying = [code for code, choice in enumerate(column.choices) if stems[0] in choice.casefold()]
            tokens = {code: self._words.tokens(column.choices[code]) for code in saying}
            if stems in tokens.values():
                same = [code for code, of_choice in tokens.items() if set(stems) <= set(of_choice)]
                rows.append(column.rows[~np.isin(column.values, same)])
        return np.unique(np.concatenate(rows))

    def _where_else_it_is_told(self, stems: list[str]) -> np.ndarray:
        """The rows that say nothing of some words in the one short field of most records in which these are ever said.

        Where every phone tells its display and some "with notch", one that tells its display and no notch has none.
        """
        import numpy as np

        rows = [np.zeros(0, np.int64)]
        n_saying = len(in_all([*map(self._words.rows, stems)])) if stems else 0
        for name in self._columns.names if n_saying >= _FEWEST_TOLD else ():
            if name in OWN_FIELDS or self._columns.kind(name) not in ("choice", "text"):
                continue
            column = self._columns.get(name)
            if 2 * len(column.rows) < self._columns.size or _are_long(column.choices):
                continue
            saying = [code for code, choice in enumerate(column.choices) if stems[0][:_STEM] in choice.casefold()]
            told = [code for code in saying if self._stems(column.choices[code]).issuperset(stems)]
            is_told = np.isin(column.values, told)
            if is_told.sum() >= _NEARLY_ALL * n_saying and not self._is_of_titles(name):
                rows.append(column.rows[~is_told])
        return np.unique(np.concatenate(rows))

    def _is_of_titles(self, name: str) -> bool:
        """Whether a field repeats what titles say: a name tells much, and its silence nothing."""
        column = self._columns.get(name)
        some = range(0, len(column.rows), max(1, len(column.rows) // _TITLES_READ))
        said = ((column.choices[int(column.values[at])], int(column.rows[at])) for at in some)
        return 2 * sum(self._stems(value) <= self._stems(self._records.title(row)) for value, row in said) > len(some)

    def stems(self, text: str) -> frozenset[str]:
        """The stems of a text."""
        return self._stems(text)

    def confirmed(self, said: str, rows: np.ndarray) -> np.ndarray:
        """Which of ``rows`` say ``said`` in these very words, plural or not: the words "games" and "gaming" share a stem.

        Returns:
            (len(rows),) bool.
        """
        import numpy as np

        groups = [
            [_whole(_plain(word)) for word in _WORDS.findall(spelled_alike(group.lower()))] for group in said.split(EITHER)
        ]
        is_confirmed = np.zeros(len(rows), bool)
        for place, record in enumerate(self._records.some(rows)):
            text = spelled_alike(lexical_text(record).lower())
            is_confirmed[place] = any(all(word.search(text) for word in group) for group in groups)
        return is_confirmed

    def _switches_about(self, stems: list[str]) -> set[str]:
        fields_by_stem = [self._switches.get(stem, set()) for stem in stems]
        return set.intersection(*fields_by_stem) if fields_by_stem else set()

    @cached_property
    def _switches(self) -> dict[str, set[str]]:
        """The yes/no fields by the stems of their names."""
        by_stem: dict[str, set[str]] = defaultdict(set)
        for name in self._columns.names:
            if self._columns.kind(name) == "yes/no":
                for stem in self._words.tokens(name.replace("_", " ")):
                    by_stem[stem].add(name)
        return by_stem


def _plain(word: str) -> str:
    """A word without its plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=1 << 10)
def _whole(word: str) -> re.Pattern[str]:
    """Finds a word of `_plain` where it stands by itself, plural or not; Chinese stands by itself wherever it stands.

    To search a record for it takes a thirtieth of the time that cutting the record into words takes.
    """
    literal = re.escape(word)
    if not re.match(_LETTER, word):
        return re.compile(literal)
    # What must not stand before it is asked behind it: a pattern that begins with plain letters is searched for much faster.
    part_of_number = rf"(?<!{_LETTER}[.]{literal})" if word[0].isdigit() else ""  # the 5 of 1.5
    behind = "[0-9]" if "." in word else f"{_LETTER}|[.][0-9]"
    plural = "s?" if _plain(f"{word}s") == word else ""
    return re.compile(rf"{literal}(?<!{_LETTER}{literal}){part_of_number}{plural}(?!{behind})")


def in_all(rows: list[np.ndarray]) -> np.ndarray:
    """What all of several ascending arrays hold."""
    import numpy as np

    common = min(rows, key=len)
    for other in rows:
        common = np.intersect1d(common, other, assume_unique=True)
    return common


def _are_long(values: Sequence[str]) -> bool:
    """Whether values are prose."""
    some = sorted(map(len, values[:_LOOKED_AT]))
    return bool(some) and some[len(some) // 2] > _LONG
