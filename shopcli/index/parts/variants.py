"""The variants of products: a second space of rows, in which stands what differs from one to the next."""

from __future__ import annotations

from array import array
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.index.parts.columns import COLOUR, FieldColumns
from shopcli.types import Product, Variant

if TYPE_CHECKING:
    import numpy as np

    from shopcli.index.storage.carried_over import CarriedOver

FOLDER, _OWNERS = "variants", "owners.npy"


def record_as(product: Product, variant: Variant, *, options: bool = True) -> Product:
    """The record of a product as it holds for one of its variants; its id stays the product's.

    Args:
        product: with its variants.
        variant: one of them.
        options: whether what it is told apart by is its own; else the record goes on naming those of all.
    """
    attributes = dict(product.attributes)
    if options:
        for name in {name for sibling in product.variants for name in sibling.options}:
            attributes.pop(name, None)
            if name in variant.options:
                attributes[name] = variant.options[name]
        attributes = {name: attributes[name] for name in (*product.attributes, *variant.options) if name in attributes}
    if variant.stock is not None and "stock" in attributes:
        attributes["stock"] = variant.stock
    return replace(
        product,
        price=product.price if variant.price is None else variant.price,
        list_price=variant.list_price,
        availability=variant.availability,
        image=variant.image or product.image,
        attributes=attributes,
    )


class VariantWriter:
    """Collects the variants of products and writes their fields as columns; nothing where no product has any.

    Attributes:
        columns: the fields, by the variants' rows.
    """

    def __init__(self, data: Path) -> None:
        from shopcli.index.parts.column_writer import ColumnWriter

        self._folder, self.columns, self._owners = data / FOLDER, ColumnWriter(), array("i")

    def keep(self, kept: CarriedOver) -> None:
        """Begin with the variants of the products of the index before that go on."""
        import numpy as np

        if not (kept.data / FOLDER).is_dir():
            return
        numbers = kept.number[np.load(kept.data / FOLDER / _OWNERS)]
        rows = np.flatnonzero(numbers >= 0)
        self.columns.keep(replace(kept, data=kept.data / FOLDER, rows=rows, ids=[], size=len(numbers), records=()))
        self._owners = array("i", numbers[rows].astype(np.int32).tobytes())

    def add(self, row: int, product: Product, colours: str) -> None:
        """Take in the variants of the product in a row; ``colours`` are those that its record names."""
        from shopcli.index.parts.vocabulary import colours_of

        for variant in product.variants:
            own = Product(
                "", "", price=variant.price, list_price=variant.list_price, availability=variant.availability,
                attributes=variant.options,
            )  # fmt: skip
            if variant.stock is not None:
                own = replace(own, attributes={**variant.options, "stock": variant.stock})
            self.columns.add(len(self._owners), own, colours_of(own) or colours)
            self._owners.append(row)

    def save(self) -> None:
        """Write ``variants/``."""
        import numpy as np

        from shopcli.index.storage.arrays import save_array
        from shopcli.index.storage.manifest import LEARNED

        if not self._owners:
            return
        (self._folder / LEARNED).mkdir(parents=True)
        self.columns.save(self._folder)
        save_array(self._folder / _OWNERS, np.frombuffer(self._owners, np.int32))
        self._owners = array("i")


class Variants:
    """What `VariantWriter` saved.

    Attributes:
        owners: (n_variants,) int32 ascending, the row of each one's product.
        columns: the fields in which variants differ.
    """

    def __init__(self, data: Path) -> None:
        import numpy as np

        self.owners: np.ndarray = np.load(data / FOLDER / _OWNERS, mmap_mode="r")
        self.columns = FieldColumns(data / FOLDER, len(self.owners))

    def __len__(self) -> int:
        return len(self.owners)

    @cached_property
    def starts(self) -> np.ndarray:
        """Where the variants of each of `products` begin."""
        import numpy as np

        return np.flatnonzero(np.diff(self.owners, prepend=-1))

    @cached_property
    def products(self) -> np.ndarray:
        """The rows of the products that have variants, ascending."""
        import numpy as np

        return np.asarray(self.owners)[self.starts].astype(np.int64)

    @cached_property
    def options(self) -> tuple[str, ...]:
        """The fields that hold texts: what variants are told apart by."""
        fields = (name for name in self.columns.names if name != "availability")
        return tuple(name for name in fields if self.columns.kind(name) in ("choice", "text") and name != COLOUR)

    def of(self, row: int) -> tuple[int, int]:
        """The half-open range of a product's variants."""
        return int(self.owners.searchsorted(row)), int(self.owners.searchsorted(row, side="right"))

    def number(self, row: int) -> int:
        """The place of a variant among those of its product."""
        return row - self.of(int(self.owners[row]))[0]


def has_variants(data: Path) -> bool:
    """Whether any product of an index has variants."""
    return (data / FOLDER).is_dir()
