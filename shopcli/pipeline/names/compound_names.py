"""Things of a catalog whose language writes compounds as one word, by their heads: a "Nitrilhandschuh" is a "Handschuh".

Titles say there what things are anywhere, with what they are made of behind it or before it: "Handschuhe Nitril schwarz".
Nouns are written with a capital.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.kinds.table import Kind
from shopcli.text.scripts import has_han
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

_COMPOUNDING = frozenset(["de"])  # by its code: the language of closed compounds whose nouns have capitals
_WORD = pattern(r"[^\W\d_]+")
_LEVEL = pattern(r"\s*[>/|;»,]\s*")
_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
_PLURAL = pattern(r"(?:ern|en|er|es|e|(?<=[elr])n|s)\Z")
_SHORTEST = 4  # letters of a head: what ends in a shorter word may be anything, as "Reis" ends in "Eis"
_SHORTEST_WHOLE = 2  # and of a word by itself: "Öl"
_FEW = 2  # products, for a word to be what things are called
_MOST_READ = 400  # titles that are looked through for a name
# Behind these stands what a thing is in, with or without, and not what it is: "Sardinen in Öl".
_LEADS = frozenset("in im mit für zum zur ohne aus von vom nach wie gegen an am auf à".split())


class CompoundNames:
    """The things of one index by the heads of compounds.

    Args:
        index: the open index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self.kind = lru_cache(maxsize=1024)(self._kind)

    @cached_property
    def are_there(self) -> bool:
        """Whether the catalog's language has closed compounds."""
        return self._index.manifest.language in _COMPOUNDING

    def head(self, word: str) -> str | None:
        """The longest end of a word that several titles call things by: "handschuhe" of "Einmalhandschuhe"."""
        folded = _folded(word)
        for start in range(max(1, len(folded) - _SHORTEST + 1)):
            enough = _FEW if start else 1
            if folded[start:] in self._tokens and len(self._rows(folded[start:])) >= enough:
                return folded[start:]
        return None

    def instead(self, name: str, kind: Kind | None) -> Kind | None:
        """What goes by a name here, unless a category vouches for most of the ``kind`` of that name.

        What was learned of titles whose heads stand last knows little of "Handschuhe Nitril" and "Sardinen in Öl".
        """
        if not self.are_there or (kind is not None and 2 * len(kind.certain) > len(kind.rows)):
            return kind
        return self.kind(name)

    def _kind(self, name: str) -> Kind | None:
        """The products whose titles call them by a name, or by a compound that ends in it; None where none does."""
        import numpy as np

        *before, last = _WORD.findall(name) or [""]
        if not self.are_there or has_han(name) or len(last) < _SHORTEST_WHOLE:
            return None
        rows = self._rows(_folded(last), tuple(map(_folded, before)))
        rows = rows if before else np.union1d(rows, self._sorted_as(_folded(last))).astype(np.int64)
        return Kind((name.lower(),), rows, rows) if len(rows) else None

    def _sorted_as(self, head: str) -> np.ndarray:
        """The rows of the products whose category is a compound with that head, ascending: "Wintersport, Skihelme"."""
        import numpy as np

        columns = self._index.columns
        if "category" not in columns or len(head) < _SHORTEST:
            return np.zeros(0, np.int64)
        choices = columns.get("category").choices
        return columns.rows_with("category", [one for one in choices if _is_compound(one, head)])

    def _rows(self, head: str, before: tuple[str, ...] = ()) -> np.ndarray:
        """The rows of the products whose titles are headed so, ascending; ``before`` are words that they say as well."""
        import numpy as np

        tokens = [*self._tokens.get(head, ()), *(self._compounds(head) if len(head) >= _SHORTEST else ())]
        said = [np.zeros(0, np.int64), *map(self._index.words.rows, tokens)]
        rows = np.unique(np.concatenate(said))[:_MOST_READ]
        return np.asarray([row for row in rows.tolist() if self._calls_itself(row, head, before)], np.int64)

    def _calls_itself(self, row: int, head: str, before: tuple[str, ...]) -> bool:
        words = _WORD.findall(self._index.records.title(row))
        folded = [*map(_folded, words)]
        ends = [at for at, word in enumerate(folded) if word == head or (len(head) >= _SHORTEST and word.endswith(head))]
        nouns = [at for at in ends if words[at][0].isupper()]
        is_named = any(not at or words[at - 1].lower() not in _LEADS for at in nouns)
        return is_named and all(any(word.endswith(one) for word in folded) for one in before)

    def _compounds(self, head: str) -> list[str]:
        ending = (tokens for folded, tokens in self._tokens.items() if folded.endswith(head) and folded != head)
        return [token for tokens in ending for token in tokens]

    @cached_property
    def _tokens(self) -> dict[str, list[str]]:
        """The words that the catalog says, as the index stems them, by their folded form."""
        tokens: dict[str, list[str]] = defaultdict(list)
        for token in self._index.words.vocabulary:
            if token.isalpha() and not has_han(token):
                tokens[_folded(token)].append(token)
        return tokens


def _is_compound(category: str, head: str) -> bool:
    word = _category_word(category)
    return word != head and word.endswith(head)


@lru_cache(maxsize=1 << 12)
def _category_word(category: str) -> str:
    """The one word of a category's leaf, folded; empty where it has several."""
    *others, word = _WORD.findall(_LEVEL.split(category.rstrip(" >/|;»,"))[-1]) or [""]
    return "" if others else _folded(word)


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> str:
    """A word without what its number and case change: "Müllsäcke" and "Müllsack" are one."""
    plain = word.lower().translate(_UMLAUTS)
    short = _PLURAL.sub("", plain)
    return short if len(short) >= _SHORTEST else plain
