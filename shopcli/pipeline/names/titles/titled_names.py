"""Names in titles: what no kind is called by, and titles say word for word, is what bears it: "Port Ellen", "Moto G"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

from shopcli.index import Index
from shopcli.index.kinds.table import Kind
from shopcli.index.parts.assertions import in_all
from shopcli.need.translation.dictionary import open_dictionary
from shopcli.pipeline.names.meant_kind import MeantKind
from shopcli.text.scripts import has_han

_MOST_SAYING = 2000  # products that say all of the words; what more of them say names nothing
_SHORTEST = 4  # letters of a name of one word
_LOOKED_AT = 200  # titles, for what they are written in
_SEVERAL = 2  # titles that have a word, for it to be what things are called
_MOST = 0.5  # of the products; what more of them are called tells none from the others


class TitledNames:
    """The names that titles of one index have.

    Args:
        index: the open index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self.kind = lru_cache(maxsize=256)(self._kind)

    def is_whole(self, words: str) -> bool:
        """Whether several words are a name in titles."""
        return len(words.split()) > 1 and self.kind(words) is not None

    def rather(self, meant: MeantKind | None, words: str) -> MeantKind | None:
        """What a name means: where no kind is called by it, or a proper one merely by a name that is near, what bears it.

        Args:
            meant: the kind that the words name.
            words: in the catalog's language.
        """
        if meant is not None and (meant.start or meant.end is not None or not self._is_other(meant.kind, words)):
            return meant
        kind = self.kind(words)
        return MeantKind(0, None, kind) if kind else meant

    def in_own_words(self, meant: MeantKind | None, own: str) -> MeantKind | None:
        """What a name means that was translated: where no kind goes by the whole of that, what titles say word for word.

        眉笔 are no other pencils, where several titles have the word: an "eyebrow pencil" is named by it, and not by its head.

        Args:
            meant: the kind that the translation names.
            own: the shopper's words; empty where they were not translated.
        """
        if not has_han(own) or (meant is not None and not meant.start) or not self._is_in_chinese:
            return meant
        import numpy as np

        words, title = self._index.words, self._index.records.title
        saying = in_all([*map(words.rows, words.tokens(own))]) if words.tokens(own) else ()
        bearing = [row for row in saying if own in title(int(row))]
        rows = np.asarray(bearing, np.int64)
        return MeantKind(0, None, Kind((own,), rows, rows)) if len(rows) >= _SEVERAL else meant

    @cached_property
    def _is_in_chinese(self) -> bool:
        titles = map(self._index.records.title, range(min(_LOOKED_AT, len(self._index))))
        return 2 * sum(map(has_han, titles)) > min(_LOOKED_AT, len(self._index))

    def _is_other(self, kind: Kind, words: str) -> bool:
        """Whether a proper name is none of a kind's: "Moto G" is no "moto edge"."""
        tokens, pieces = self._index.words.tokens, words.split()
        is_written = len(pieces) > 1 or not words.islower()
        is_proper = is_written and any(piece.isalpha() and _is_a_name(piece) for piece in pieces)
        return is_proper and all(tokens(name) != tokens(words) for name in kind.names)

    def _kind(self, name: str) -> Kind | None:
        """What bears a name in its title, its words one behind the other; None where nothing does, or most products do."""
        import numpy as np

        words, records = self._index.words, self._index.records
        stems = words.tokens(name)
        if not stems or (len(stems) == 1 and not _is_a_name(name)):
            return None
        rows = in_all([words.rows(stem) for stem in dict.fromkeys(stems)])
        if not 0 < len(rows) <= _MOST_SAYING:
            return None
        titles = {row: records.title(row) for row in rows.tolist()}
        if len(stems) == 1:  # "peaty" is no "Big Peat"
            titles = {row: title for row, title in titles.items() if name.casefold() in title.casefold().split()}
        bearing = [row for row, title in titles.items() if _follow(stems, words.tokens(title))]
        if not 0 < len(bearing) <= _MOST * len(self._index):
            return None
        found = np.asarray(bearing)
        return Kind((name,), found, found)


def _is_a_name(word: str) -> bool:
    """Whether a word is no common one: "bottle" is what a whisky is in, however some are called."""
    return (
        len(word) >= _SHORTEST
        and not any(character.isdigit() for character in word)
        and (open_dictionary().casing(word) != "common")
    )


def _follow(stems: Sequence[str], title: Sequence[str]) -> bool:
    """Whether a title says some stems one behind the other."""
    return any(list(title[at : at + len(stems)]) == stems for at in range(len(title) - len(stems) + 1))
