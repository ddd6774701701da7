"""The fields of numbers that things can be put in order by, and how near some words come to what each is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.columns import AS_NUMBER, OWN_FIELDS
from shopcli.index.parts.halves import first_dim
from shopcli.index.units.fields import label
from shopcli.pipeline.fields.orders.stated_numbers import stated_numbers
from shopcli.pipeline.fields.orders.word_families import any_related
from shopcli.text.scripts import has_han
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

Encode = Callable[[Sequence[str]], "np.ndarray"]

_MOST_FIELDS = 150  # of a kind of thing whose names are compared, those that most of its products fill
_FEW = 2  # products of the kind that must say so
_HUMP = pattern(r"(?<=[a-z])(?=[A-Z])")
_WORD = pattern(r"[^\W\d_]+")
NO_ORDERS = frozenset(OWN_FIELDS) - {"price"}


@dataclass(frozen=True, slots=True)
class NamedField:
    """A field of numbers beside some words.

    Attributes:
        near: how near the words come to its name, 1 at the most: the mean over the encoders that read both.
        n_filled: products of the kind that say it.
        is_related: whether a word of theirs is of one family with a word of its name.
    """

    field: str
    near: float
    n_filled: int
    is_related: bool


class OrderFields:
    """The fields of numbers of one index.

    Args:
        index: the open index.
        encode_wanted: texts to vectors by every encoder that reads them, (n, dim).
    """

    def __init__(self, index: Index, encode_wanted: Encode) -> None:
        self._index, self._encode = index, encode_wanted
        self._vector = lru_cache(maxsize=1024)(lambda text: encode_wanted([text])[0])
        self.is_ordered = lru_cache(maxsize=None)(self._is_ordered)

    def said_of(self, rows: np.ndarray | None) -> dict[str, int]:
        """The fields that may be numbers and that some products say, with how many do; the most said ones first."""
        columns = self._index.columns
        among = _mask(rows, len(self._index))
        filled = {
            name: int(among[columns.rows(name)].sum())
            for name in columns.names
            if name not in NO_ORDERS and not name.startswith("price per") and columns.kind(name) != "yes/no"
        }
        least = min(_FEW, int(among.sum()))
        said = sorted((name for name in filled if filled[name] >= least), key=lambda name: -filled[name])
        return {name: filled[name] for name in said[:_MOST_FIELDS]}

    def named(self, words: str, fields: dict[str, int], forms: Sequence[str] = ()) -> list[NamedField]:
        """The fields of numbers in the order in which some words come near to them.

        Args:
            words: what is named.
            fields: those of `said_of`.
            forms: the words' own forms and bases, in lower case; the words themselves where none are given.
        """
        names = list(fields)
        near = self.nearness(words, names)
        said = [*forms] or [word.lower() for word in _WORD.findall(words)]
        return [
            NamedField(name, near[name], fields[name], any_related(said, words_of(name)))
            for name in sorted(names, key=lambda name: -near[name])
        ]

    def nearness(self, words: str, names: Sequence[str]) -> dict[str, float]:
        """How near some words come to the name of each of some fields, as the mean of the cosines of all that read both."""
        import numpy as np

        if not names:
            return {}
        wanted = self._vector(words)
        labels = np.stack([self._vector(" ".join(spoken(name))) for name in names])
        at = first_dim(len(wanted))
        halves = [(labels[:, :at], wanted[:at]), (labels[:, at:], wanted[at:])] if at < len(wanted) else [(labels, wanted)]
        dots = sum(of_names @ of_words for of_names, of_words in halves)
        lengths = sum(np.linalg.norm(of_names, axis=1) * np.linalg.norm(of_words) for of_names, of_words in halves)
        return dict(zip(names, (dots / np.maximum(lengths, 1e-6)).tolist(), strict=True))

    def _is_ordered(self, name: str) -> bool:
        """Whether a field has numbers to put things in order by."""
        columns = self._index.columns
        is_number = columns.kind(name) == "number" or f"{name}{AS_NUMBER}" in columns
        return is_number or stated_numbers(self._index, name) is not None


def spoken(name: str) -> list[str]:
    """The words of a field's name, as one would say them: "Engine", "Size"."""
    return _HUMP.sub(" ", label(name)).split()


def words_of(name: str) -> list[str]:
    """The words of a field's name in lower case, without marks and numbers."""
    return [word.lower() for word in _WORD.findall(" ".join(spoken(name)))]


def is_abroad(words: str, name: str) -> bool:
    """Whether words are of another script than a name."""
    return has_han(words) != has_han(name)


def _mask(rows: np.ndarray | None, size: int) -> np.ndarray:
    import numpy as np

    if rows is None:
        return np.ones(size, bool)
    mask = np.zeros(size, bool)
    mask[rows] = True
    return mask
