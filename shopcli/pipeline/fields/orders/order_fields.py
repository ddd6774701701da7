"""The fields of numbers that things can be put in order by, and how near some words come to what each is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.columns import AS_NUMBER, OWN_FIELDS
from shopcli.index.parts.halves import first_dim
from shopcli.index.units.fields import FieldUnit, label
from shopcli.pipeline.fields.orders.stated_numbers import stated_numbers
from shopcli.pipeline.fields.orders.word_families import any_related
from shopcli.text.tokens import COUNTING
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

Encode = Callable[[Sequence[str]], "np.ndarray"]

_MOST_FIELDS = 150  # of a kind of thing whose names are compared, those that most of its products fill
_FEW = 2  # products of the kind that must say so
_SAYING = frozenset(("time", "temperature", "power", "energy", "speed"))  # dimensions by whose names things are asked for
_COUNTING = pattern(rf"\b(?:{COUNTING})(?: of)?\b", re.IGNORECASE)
_HUMP = pattern(r"(?<=[a-z])(?=[A-Z])")
_WORD = pattern(r"[^\W\d_]+")
NO_ORDERS = frozenset(OWN_FIELDS) - {"price"}


@dataclass(frozen=True, slots=True)
class NamedField:
    """A field of numbers beside some words.

    Attributes:
        near: how near the words come to its name, 1 at the most: the mean over the encoders that read both.
        n_filled: products of the kind that say it.
        is_related: whether each word of theirs is of one family with a word of its name.
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

    def named(
        self, words: str, fields: dict[str, int], forms: Sequence[str] = (), *, is_abroad: bool = False
    ) -> list[NamedField]:
        """The fields of numbers in the order in which some words come near to them.

        Args:
            words: what is named.
            fields: those of `said_of`.
            forms: the words' own forms and bases, in lower case; the words themselves where none are given.
            is_abroad: whether they are of another language than the catalog.
        """
        names = list(fields)
        near = self.nearness(words, names, is_abroad=is_abroad)
        said = [word.lower() for word in _WORD.findall(words)]
        return [
            NamedField(name, near[name], fields[name], _is_related(forms, said, words_of(name)))
            for name in sorted(names, key=lambda name: -near[name])
        ]

    def nearness(self, words: str, names: Sequence[str], *, is_abroad: bool = False) -> dict[str, float]:
        """How near some words come to the name of each of some fields, as the mean of the cosines of all that read both.

        Of two encoders the first reads English alone: for words of another language in Latin letters the second's counts.
        """
        import numpy as np

        if not names:
            return {}
        wanted = self._vector(words)
        said = {name: self._called(name) for name in names}
        texts = list(dict.fromkeys(text for called in said.values() for text in called))
        labels = np.stack([self._vector(text) for text in texts])
        at = first_dim(len(wanted))
        halves = [(labels[:, :at], wanted[:at]), (labels[:, at:], wanted[at:])] if at < len(wanted) else [(labels, wanted)]
        if len(halves) > 1 and is_abroad:
            halves = halves[1:]
        dots = sum(of_names @ of_words for of_names, of_words in halves)
        lengths = sum(np.linalg.norm(of_names, axis=1) * np.linalg.norm(of_words) for of_names, of_words in halves)
        near = dict(zip(texts, (dots / np.maximum(lengths, 1e-6)).tolist(), strict=True))
        return {name: max(near[text] for text in called) for name, called in said.items()}

    def _called(self, name: str) -> list[str]:
        """A field's name, also with what its unit measures where it does not say so: the "time" of "Brew" in minutes."""
        text, unit = " ".join(spoken(name)), self._units.get(name)
        measures = unit.dimension if unit and unit.dimension in _SAYING else ""
        counted = _COUNTING.sub("", text).strip()
        with_measure = f"{text} {measures}" if measures and measures not in text.lower() else text
        return list(dict.fromkeys((text, with_measure, counted or text)))

    @cached_property
    def _units(self) -> dict[str, FieldUnit]:
        return {field.field: field for field in self._index.measured.fields}

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


def _is_related(forms: Sequence[str], said: Sequence[str], name: Sequence[str]) -> bool:
    """Whether a form of one word, or each of several words, is of one family with a word of a name."""
    return any_related(forms, name) if forms else bool(said) and all(any_related((word,), name) for word in said)


def _mask(rows: np.ndarray | None, size: int) -> np.ndarray:
    import numpy as np

    if rows is None:
        return np.ones(size, bool)
    mask = np.zeros(size, bool)
    mask[rows] = True
    return mask
