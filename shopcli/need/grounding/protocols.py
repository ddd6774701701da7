"""What a catalog is asked while a request is being understood, and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from shopcli.text.units import Table
from shopcli.types import Op

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class NamedKind:
    """What the words of a topic name in this catalog.

    Attributes:
        start: where in the words the name of the kind begins; what stands before it says which ones are wanted.
        end: where it ends; what stands behind it says so too. None at the end of the words.
        rows: the products of that kind.
        is_kind: whether the catalog has a name for it; else ``rows`` are merely the nearest.
        is_own: whether the catalog itself uses the whole of the words as a name.
        name: the words that name it, where the catalog has a name for it.
    """

    start: int
    rows: np.ndarray
    is_kind: bool = True
    end: int | None = None
    is_own: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """A field of quantities; ``near`` says how near its name is to the words that asked for it, 1 at the most."""

    field: str
    unit: str
    sure: bool = True
    near: float = 1.0


class GroundingCatalog(Protocol):
    """What the catalog is asked."""

    @property
    def table(self) -> Table:
        """Every unit by its symbol."""

    @property
    def field_names(self) -> frozenset[str]:
        """What the fields are called, in lower case."""

    def named(self, words: str, *, own: str = "") -> NamedKind:
        """What the words of a topic name; ``own`` are the shopper's, where those are their translation."""

    def translated(self, words: str) -> str | None:
        """Words of another language in the catalog's own; None where they are in it already."""

    def word_by_word(self, words: str) -> list[tuple[int, int, str]]:
        """Each of the words of another language, where it stands, half open, and what it means in the catalog's."""

    def said(self, words: str, named: NamedKind) -> str:
        """Those of the words that some products of the kind say, all together; empty where none does."""

    def measured(self, dimension: str, unit: str, context: str, rows: np.ndarray) -> Measured | None:
        """The field that a quantity limits for these products; ``context`` are the words around it."""

    def as_said_beside(self, measured: Measured, request: str) -> Measured:
        """The same, or of two fields that differ in one word the one whose word the request says: the weight of women's."""

    def listed(
        self, bounds: Sequence[tuple[Op, float]], unit: str, words: str, measured: Measured | None, rows: np.ndarray
    ) -> tuple[str, list[str]] | None:
        """The field whose texts state such a quantity beside the words, and the values that do.

        None where the field that is ``measured`` is meant rather than such a one.
        """

    def counted(self, word: str, before: str) -> str | None:
        """The unit of a number of what ``word`` names, where some field counts it; ``before`` stands before the number."""

    def says_none(self, name: str, rows: np.ndarray) -> bool:
        """Whether a field says of some of these products that there is none."""

    def switch(self, words: str, rows: np.ndarray) -> str | None:
        """The yes/no field that the words name, where it speaks for these products."""

    def stated(self, words: str, rows: np.ndarray) -> tuple[str, str] | None:
        """The field that the words name beside one of its values, and the value: "size 43"; where it speaks for these."""

    def sorted_as(self, words: str, rows: np.ndarray) -> tuple[str, str] | None:
        """The field of categories and those of them that the words are, where these products are all that is sold."""

    def dated(self, rows: np.ndarray) -> str | None:
        """The field that says since when a product is sold."""

    def scored(self, of: str, rows: np.ndarray) -> str | None:
        """The field that holds ratings, or counts of reviews: ``of`` is "rating" or "reviews"."""

    def share(self, name: str, share: float, rows: np.ndarray) -> float | None:
        """The value below which this share of the products lies; None for too few."""

    def currency(self) -> str | None:
        """The currency of most prices."""
