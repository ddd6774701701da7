"""An index, open for reading: each part is loaded, its code too, when it is first used."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from shopcli.errors import IndexUnusable, ProductNotFound
from shopcli.index.storage.manifest import rebuild_hint
from shopcli.index.stores.local import LocalStore
from shopcli.types import CatalogStats, Product
from shopcli.types.rules import ShopRules

if TYPE_CHECKING:
    from shopcli.index.history.runs import History
    from shopcli.index.kinds.table import Kinds
    from shopcli.index.parts.aliases import Aliases
    from shopcli.index.parts.assertions import Assertions
    from shopcli.index.parts.columns import FieldColumns
    from shopcli.index.parts.facts import FactVectors
    from shopcli.index.parts.records import Records
    from shopcli.index.parts.variants import Variants
    from shopcli.index.parts.vectors import VectorIndex
    from shopcli.index.parts.vocabulary import Vocabulary
    from shopcli.index.parts.wordlist import WordList
    from shopcli.index.parts.words import WordIndex
    from shopcli.index.stores.store import Store
    from shopcli.index.units.fields import MeasuredFields

Part = TypeVar("Part")


class Index:
    """The catalog as it was indexed, whatever store its parts lie in.

    Args:
        place: the folder of the index, or the store that it is opened from.
        rules: the shop's own, for whoever asks.
        stands_for: the folder of the whole index, where some products of it are left out of this one.

    Raises:
        IndexNotFound: no index in the folder.
        IndexUnusable: another format, or damaged files; the message names them.
    """

    def __init__(self, place: Path | Store, *, rules: ShopRules | None = None, stands_for: Path | None = None) -> None:
        self._store: Store = LocalStore(place) if isinstance(place, Path) else place
        self.folder = stands_for or self._store.folder
        self.manifest, self._data = self._store.manifest, self._store.data
        self.rules = rules or ShopRules()

    def __len__(self) -> int:
        return self.manifest.products

    @cached_property
    def records(self) -> Records:
        """The products by row."""
        return self._open(self._store.records)

    @cached_property
    def vectors(self) -> VectorIndex:
        """The products' vectors."""
        return self._open(self._store.vectors)

    @cached_property
    def words(self) -> WordIndex:
        """The products' words."""
        from shopcli.index.parts.words import Tokenizer, WordIndex

        return self._open(WordIndex, self._data / "words", Tokenizer(self.manifest.stemmer), len(self), self._store.opener)

    @cached_property
    def columns(self) -> FieldColumns:
        """The products' fields."""
        from shopcli.index.parts.columns import FieldColumns

        return self._open(FieldColumns, self._data, len(self), self._store.opener)

    @cached_property
    def variants(self) -> Variants | None:
        """What the variants of products differ in; None where no product has any."""
        if not (self._data / "variants").is_dir():
            return None
        from shopcli.index.parts.variants import Variants

        return self._open(Variants, self._data)

    @cached_property
    def aliases(self) -> Aliases:
        """The ids of variants, and codes."""
        from shopcli.index.parts.aliases import Aliases

        return self._open(Aliases, self._data)

    @cached_property
    def facts(self) -> FactVectors:
        """The vectors of the products' facts."""
        return self._open(self._store.facts)

    @cached_property
    def kinds(self) -> Kinds:
        """What kinds of things the catalog sells."""
        from shopcli.index.kinds.table import Kinds

        return self._open(Kinds.open, self._data)

    @cached_property
    def sayings(self) -> Assertions:
        """What the records say and deny."""
        from shopcli.index.parts.assertions import Assertions

        return Assertions(self.words, self.columns, self.records)

    @cached_property
    def measured(self) -> MeasuredFields:
        """The fields that are quantities, and their units."""
        from shopcli.index.units.fields import MeasuredFields

        return self._open(MeasuredFields.open, self._data)

    @cached_property
    def spellings(self) -> WordList:
        """The words that the catalog uses."""
        from shopcli.index.parts.wordlist import WordList

        return self._open(WordList.open, self._data / "wordlist")

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What a request may name."""
        from shopcli.index.parts.vocabulary import Vocabulary

        return self._open(Vocabulary.open, self._data / "vocabulary.json")

    @cached_property
    def history(self) -> History:
        """What the last runs of ``shopcli index`` changed."""
        from shopcli.index.history.runs import History

        return self._open(History.open, self._data)

    def _open(self, opener: Callable[..., Part], *arguments: object) -> Part:
        """One part, or what is wrong with its files: another build may have replaced them since the manifest was read."""
        try:
            return opener(*arguments)
        except FileNotFoundError as error:
            raise IndexUnusable(f"{error.filename} is gone: the index was built anew meanwhile.", hint="Ask again.") from None
        except (RuntimeError, ValueError, KeyError, EOFError) as error:
            hint = f"Build it again: {rebuild_hint(self.folder, self.manifest)}"
            raise IndexUnusable(f"The index at {self.folder} cannot be read: {error}", hint=hint) from None

    def row(self, product_id: str) -> int:
        """The row of a product, by its id, by that of one of its variants, or by a code of either.

        Raises:
            ProductNotFound: no such id; it names the nearest ones.
        """
        row = self.find(product_id)
        if row is None:
            row = next((row for name, row in self.records.ids.items() if name.casefold() == product_id.casefold()), None)
        if row is None:
            from difflib import get_close_matches

            raise ProductNotFound(product_id, get_close_matches(product_id, list(self.records.ids), 3, cutoff=0.5))
        return row

    def find(self, name: str) -> int | None:
        """The row of the product with an id, or with a variant's id or a code; None where there is none."""
        row = self.records.ids.get(name)
        if row is not None:
            return row
        from shopcli.index.parts.aliases import names_of

        low = name.casefold()
        called = (row for row in self.aliases.rows(name) if low in map(str.casefold, names_of(self.records[row])))
        return next(called, None)

    def product(self, product_id: str) -> Product:
        """The record of a product, or ProductNotFound."""
        return self.records[self.row(product_id)]

    def stats(self) -> CatalogStats:
        """The catalog at a glance."""
        from shopcli.index.parts.stats import counted_stats, open_stats

        return self._open(open_stats, self._data) or counted_stats(self.columns)
