"""Catalog changes as people and programs read them: prices first, then stock, what came and went, and the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from shopcli.render.words import count
from shopcli.text.safe import safe, shorten
from shopcli.types import Value, show_money, show_value
from shopcli.types.changes import SORTS, CatalogChanges, FieldChange, ProductChange, counts_of, sorts_of

_TITLE_CHARACTERS, _VALUE_CHARACTERS = 60, 24
_BEFORE_IT = 6  # characters of a long text that stand before the first difference
_FIELDS_SHOWN = 3
_HEADINGS = {
    "price_drop": "Prices that fell", "price_rise": "Prices that rose", "in_stock": "Back in stock",
    "out_of_stock": "Out of stock now", "back": "Back in the catalog", "new": "New", "gone": "Gone", "other": "Other changes",
}  # fmt: skip
_COUNTED = {
    "price_drop": "fell in price", "price_rise": "rose in price", "in_stock": "back in stock",
    "out_of_stock": "out of stock now", "back": "back in the catalog", "new": "new", "gone": "gone",
    "other": "with other changes",
}  # fmt: skip
_MONEY = ("price", "list_price")


def change_lines(told: CatalogChanges, top: int) -> Iterator[str]:
    """What changed, at most ``top`` products of each sort."""
    if not told.kept_since:
        yield "No changes are known yet: this index has no index before it to compare with."
        yield "From the next run of shopcli index on they are kept."
        return
    if not told.runs:
        yield f"Nothing has changed since then. The last change was at {clock(told.until)}."
        return
    span = count(told.runs, "run")
    yield f"From {clock(told.since)} to {clock(told.until)} ({span}); {count(told.products, 'product')} now."
    counts = counts_of(told.changes)
    if not told.changes:
        yield "Nothing is other than it was."
        return
    yield f"{', '.join(f'{counts[sort]:,} {_COUNTED[sort]}' for sort in SORTS if counts[sort])}."
    if told.left_out:
        yield f"{count(told.left_out, 'more change')} in these runs: too many to keep, so they are only counted."
    for sort in SORTS:
        yield from _section(sort, [change for change in told.changes if sort in sorts_of(change)], top)


def _section(sort: str, changes: list[ProductChange], top: int) -> Iterator[str]:
    if not changes:
        return
    yield ""
    yield f"{_HEADINGS[sort]}:"
    for number, change in enumerate(changes[:top], start=1):
        title = shorten(safe(change.title), _TITLE_CHARACTERS)
        said = _said(sort, change)
        yield f"{number}. {title} ({safe(change.id)})" + (":" if said else "")
        yield from (f"   {line}" for line in said)
    if len(changes) > top:
        yield f"And {len(changes) - top:,} more; --top shows more, and --json has them all."


def _said(sort: str, change: ProductChange) -> list[str]:
    """What is told of one product below its name."""
    if sort in ("price_drop", "price_rise") and change.price:
        return [price_said(*change.price, change.currency)]
    if sort in ("in_stock", "out_of_stock"):
        stock = change.fields["availability"]
        return [f"{stock.before or 'not said'} before, {stock.after} now"]
    if sort == "other":
        return list(_others_said(change))
    price = change.fields.get("price")
    amount = (price.before if sort == "gone" else price.after) if price else None
    return [show_money(amount, change.currency)] if isinstance(amount, float) else []


def price_said(before: float, after: float, currency: str) -> str:
    """``199.00 to 149.00 EUR, 50.00 less (25.1%)``."""
    amount = show_money(abs(after - before), currency).removesuffix(f" {currency}")
    old = show_money(before, currency).removesuffix(f" {currency}")
    way = "less" if after < before else "more"
    share = f" ({100 * abs(after - before) / before:.1f}%)" if before else ""
    return f"{old} to {show_money(after, currency)}, {amount} {way}{share}"


def _others_said(change: ProductChange) -> Iterator[str]:
    others = list(change.others.items())
    for name, one in others[:_FIELDS_SHOWN]:
        before, after = (_value(name, value, change) for value in _told_apart(one))
        yield f"{safe(name.replace('_', ' '))}: {before} before, {after} now"
    if len(others) > _FIELDS_SHOWN:
        yield f"and {count(len(others) - _FIELDS_SHOWN, 'more field')}"
    for variant, fields in list(change.variants.items())[:_FIELDS_SHOWN]:
        yield f"variant {safe(variant)}: {'; '.join(_variant_said(fields, change))}"
    if len(change.variants) > _FIELDS_SHOWN:
        yield f"and {count(len(change.variants) - _FIELDS_SHOWN, 'more variant')}"


def _variant_said(fields: dict[str, FieldChange] | Any, change: ProductChange) -> Iterator[str]:
    if "sold" in fields:
        yield "new" if fields["sold"].after else "gone"
        return
    for name, one in fields.items():
        if name == "price" and isinstance(one.before, float) and isinstance(one.after, float) and change.currency:
            yield price_said(one.before, one.after, change.currency)
        else:
            yield f"{name.replace('_', ' ')} {_value(name, one.before, change)} before, {_value(name, one.after, change)} now"


def _told_apart(change: FieldChange) -> tuple[Value | None, Value | None]:
    """Both values, of two long texts from where they begin to differ."""
    before, after = change.before, change.after
    if not (isinstance(before, str) and isinstance(after, str)) or max(len(before), len(after)) <= _VALUE_CHARACTERS:
        return before, after
    alike = next((at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), 0)
    start = max(0, alike - _BEFORE_IT)
    return (f"…{before[start:]}", f"…{after[start:]}") if start else (before, after)


def _value(name: str, value: Value | None, change: ProductChange) -> str:
    if value is None:
        return "none"
    if name in _MONEY and isinstance(value, float):
        return show_money(value, change.currency)
    return shorten(safe(show_value(value)), _VALUE_CHARACTERS)


def clock(moment: str) -> str:
    """``2026-11-29 18:16 UTC``."""
    return f"{moment[:16].replace('T', ' ')} UTC"


def changes_to_dict(told: CatalogChanges) -> dict[str, Any]:
    """The same for programs."""
    counts: Counter[str] = counts_of(told.changes)
    return {
        "since": told.since or None,
        "until": told.until or None,
        "runs": told.runs if told.kept_since else 0,
        "kept_since": told.kept_since or None,
        "products": told.products,
        "counts": {sort: counts[sort] for sort in SORTS},
        "left_out": told.left_out,
        "changes": [_change_to_dict(change) for change in told.changes],
    }


def _change_to_dict(change: ProductChange) -> dict[str, Any]:
    fields = _fields_to_list(change.fields)
    variants = [{"id": name, "fields": _fields_to_list(changed)} for name, changed in change.variants.items()]
    return {
        "id": change.id,
        "title": change.title,
        "change": change.coming,
        "sorts": list(sorts_of(change)),
        "price": _price_to_dict(change),
        "in_stock": change.in_stock,
        "fields": fields,
        "variants": variants,
    }


def _price_to_dict(change: ProductChange) -> dict[str, Any] | None:
    if change.price is None:
        return None
    before, after = change.price
    percent = round(100 * (after - before) / before, 1) if before else None
    money = {"before": before, "after": after, "currency": change.currency}
    return money | {"difference": round(after - before, 2), "percent": percent}


def _fields_to_list(fields: Any) -> list[dict[str, Any]]:
    return [{"field": name, "before": one.before, "after": one.after} for name, one in fields.items()]
