"""Which fields things of one kind are told apart by: titles say them, or elsewhere in the catalog they are rare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shopcli.index import Index
from shopcli.index.units.fields import label
from shopcli.types import Product


def telling_weights(index: Index, records: Sequence[Product]) -> Mapping[str, float]:
    """How much each field of some records is what such things are told apart by, 0 to 1.

    Args:
        index: the open index that they are of.
        records: products of one kind.
    """
    names = dict.fromkeys(name for record in records for name in record.attributes)
    return {name: telling_weight(index, records, name) for name in names}


def telling_weight(index: Index, records: Sequence[Product], name: str, *, filled: float | None = None) -> float:
    """How much a field is what things of the records' kind are told apart by, 0 to 1.

    Args:
        index: the open index.
        records: products of the kind.
        name: the field.
        filled: the share of the kind that has it; None for that of the records.
    """
    if not records:
        return 0.0
    said = sum(_title_says(record, name, index) for record in records) / len(records)
    if filled is None:
        filled = sum(name in record.attributes for record in records) / len(records)
    elsewhere = len(index.columns.get(name).rows) / len(index) if name in index.columns else 0.0
    return max(said, 1 - elsewhere / filled if filled else 0.0)


def _title_says(record: Product, name: str, index: Index) -> bool:
    """Whether a title says what a field does; of a yes, the name of the field."""
    value = record.attributes.get(name)
    tokens = index.words.tokens
    words = tokens(label(name) if value is True else str(value)) if value not in (None, False) else []
    return bool(words) and set(words) <= set(tokens(record.title))
