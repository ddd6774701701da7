"""Names of models: which words of a title are its maker's own, and not what many makers call such things."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.types import Product

if TYPE_CHECKING:
    import numpy as np

_MOST_ROWS = 400  # what more titles say is nobody's own
_SEVERAL, _MOSTLY = 4, 0.5  # products of a brand, and the share of them that tells it is a word of the brand


class OwnWords:
    """Whether words behind a brand are that brand's own names: in this catalog no title of another brand says them.

    Args:
        index: the open index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index

    def __call__(self, product: Product, word: str) -> bool:
        """Whether a word of a product's title is its brand's own; False where the record names no brand."""
        words, brand = self._index.words, (product.brand or "").casefold()
        stems = [stem for stem, _ in words.spans(word)]
        if not brand or not stems:
            return False
        rows = words.rows(stems[0])
        if len(rows) > _MOST_ROWS or self._is_of_the_brand(product.brand or "", rows):
            return False
        records = self._index.records.some(rows)
        said = (record for record in records if word.casefold() in record.title.casefold())
        if not all((record.brand or "").casefold() == brand for record in said):
            return False
        # What running text says in small letters is a word and no name: "cast iron".
        small = re.compile(rf"(?<!\w){re.escape(word.lower())}(?!\w)")
        return word == word.lower() or not any(map(small.search, map(_texts_of, records)))

    def _is_of_the_brand(self, brand: str, saying: np.ndarray) -> bool:
        """Whether most of a brand's products say a word, which then tells none of them from another: the "Audio" of Boult."""
        import numpy as np

        own = self._index.columns.rows_with("brand", (brand,))
        return len(own) >= _SEVERAL and len(np.intersect1d(own, saying)) > _MOSTLY * len(own)


def _texts_of(record: Product) -> str:
    """All that a record says, with "gluten free" for "gluten-free" as well."""
    said = f"{record.title} {record.description} {' '.join(f'{name} {value}' for name, value in record.attributes.items())}"
    return f"{said} {re.sub('[ _]', '-', said)}"
