"""What a conversation asks of the catalog: how the shown products compare, which of them fit, what words are called."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.vocabulary import colours_in
from shopcli.index.units.fields import label
from shopcli.need.dialogue.dialogue_state import ComparedField
from shopcli.need.grounding.ground import NEAR
from shopcli.need.translation.gloss import Gloss
from shopcli.pipeline.linking import Encode, EntityLinker
from shopcli.retrieve.limits import judge
from shopcli.text.tokens import stem_set
from shopcli.text.words import regular_singular
from shopcli.types import Clause, Product

if TYPE_CHECKING:
    import numpy as np

# How near a word must be to a field's name: nearer where only the word says what is measured.
_MEANS, _MAY_MEAN = 0.5, 0.3
_MOST_READ, _MOSTLY = 2000, 0.5  # titles that are read for a name; the share that must have it
_ASKED_OF_SOME = 0.05  # the share of the products looked for whose yes/no field is filled
SIZE_WORDS = frozenset({"size", "sizes", "dimensions"})
_SIZES = ("length", "area", "volume")


class ShownCatalog:
    """The catalog of one index; a `shopcli.need.dialogue.dialogue_state.CatalogLookup`.

    Args:
        index: the open index.
        linker: what it knows of kinds and fields.
        encode: texts to L2-normalised vectors.
    """

    def __init__(self, index: Index, linker: EntityLinker, encode: Encode) -> None:
        self._index, self._linker, self._encode = index, linker, encode

    def compared(self, of: str, context: str, products: Sequence[Product], *, said: str = "") -> ComparedField | None:
        """The field by which products compare; None where none of them has one. See `CatalogLookup`."""
        import numpy as np

        rows = self._rows(products)
        field = self._field(of, context, said, np.sort(rows)) if len(rows) else None
        return self._compared(*field, rows) if field else None

    def numbers(self, field: str, products: Sequence[Product]) -> ComparedField | None:
        """What products say in one field of numbers; None where the catalog has none of that name."""
        if field not in self._index.columns:
            return None
        unit = self._index.measured.unit(field)
        return self._compared(field, unit.unit if unit else None, self._rows(products))

    def _compared(self, field: str, unit: str | None, rows: np.ndarray) -> ComparedField:
        import numpy as np

        values = self._index.columns.dense(field)[rows]
        return ComparedField(field, unit, tuple(None if np.isnan(value) else float(value) for value in values))

    def field(self, of: str, said: str, topic: str) -> str | None:
        """The field that words name among the products of a kind; None where they name none."""
        field = self._field(of, "", said, self._linker.named(topic).rows)
        return field[0] if field else None

    def _field(self, of: str, context: str, said: str, rows: np.ndarray) -> tuple[str, str | None] | None:
        """The name and the unit of a field that these products, in ascending rows, have."""
        if of == "price":
            return "price", self._linker.currency()
        if of in ("date", "rating", "reviews"):
            name = self._linker.dated(rows) if of == "date" else self._linker.scored(of, rows)
            return (name, None) if name else None
        measured = self._linker.measured(of, "", said or context, rows)
        if not said and context and of in ("size", "length") and not (measured and measured.near >= NEAR):
            other = self._linker.measured("", "", context, rows)  # the longest battery has the longest life
            measured = other if other and other.near >= NEAR else measured
        # Where no dimension is asked for, the words alone tell which field: a battery's life is no screen's diagonal.
        named = said or ("" if of else context)
        if measured is None or (named and not self._is_meant(of, named, measured.field)):
            return None
        return measured.field, measured.unit

    def choice_field(self, words: str) -> str | None:
        """The field of few values that goes by a name; None where none does."""
        return self._linker.offer_fields.choice_field(words)

    def holding(self, clause: Clause, products: Sequence[Product]) -> tuple[bool, ...]:
        """Which of the products hold a hard clause."""
        holds = judge(clause, self._index.columns, self._index.sayings).holds
        return tuple(bool(holds[row]) for row in self._rows(products))

    def called(self, words: str, topic: str) -> float:
        """Of the products that say these words, the share that is called so and is no thing of the topic's kind."""
        named, wanted = self._linker.named(words), self._linker.named(topic)
        if not named.is_kind or self._linker.switch(words, wanted.rows, speaks=_ASKED_OF_SOME):
            return 0.0  # "bluetooth" of headphones is a yes or a no
        says, _ = self._index.sayings.judge(words)
        others = set(named.rows.tolist()).difference(wanted.rows.tolist())
        return len(others) / max(1, int(says.sum()))

    def entitled(self, words: str) -> bool:
        """Whether most of the products that say these words have them in their titles."""
        import numpy as np

        rows = np.flatnonzero(self._index.sayings.judge(words)[0])
        if not 0 < len(rows) <= _MOST_READ:
            return False
        asked = stem_set([words])
        titled = sum(asked <= stem_set([self._index.records.title(int(row))]) for row in rows)
        return titled >= _MOSTLY * len(rows)

    def names_colour(self, words: str) -> bool:
        """Whether words name a colour."""
        return bool(colours_in(self._gloss.meanings(words) or words))

    def means(self, words: str, field: str) -> bool:
        """Whether the shopper's words mean a field of quantities."""
        field_unit = self._index.measured.unit(field)
        size = set((self._gloss.meanings(words) or words).lower().split()) & SIZE_WORDS
        return (bool(size) and field_unit is not None and field_unit.dimension in _SIZES) or self._is_meant("", words, field)

    def says(self, words: str, topic: str) -> bool:
        """Whether some of the products of a kind say all these words."""
        says, _ = self._index.sayings.judge(words)
        return bool(says[self._linker.named(topic).rows].any())

    def same(self, words: str, topic: str) -> bool:
        """Whether both name the same kind of thing."""
        one, other = self._linker.named(words), self._linker.named(topic)
        if not (one.is_kind and other.is_kind):
            return regular_singular(words.casefold()) == regular_singular(topic.casefold())
        return set(one.rows.tolist()) == set(other.rows.tolist())

    def _is_meant(self, of: str, said: str, name: str) -> bool:
        """Whether the shopper's words mean a field: "screen" may mean "display diagonal", "comfort" no field at all."""
        words, named = self._gloss.meanings(said) or said, label(name)
        shared = set(self._index.words.tokens(words)) & set(self._index.words.tokens(named))
        return bool(shared) or float(self._vector(words) @ self._vector(named)) >= (_MAY_MEAN if of else _MEANS)

    @cached_property
    def _gloss(self) -> Gloss:
        """Carries Chinese words over to the catalog's."""
        return Gloss(lambda word: int(self._index.sayings.judge(word)[0].sum()))

    def _vector(self, text: str) -> np.ndarray:
        return self._encode([text])[0]

    def _rows(self, products: Sequence[Product]) -> np.ndarray:
        import numpy as np

        return np.asarray([self._index.row(product.id) for product in products], np.int64)
