"""Labelled needs: rows of need, product and text, in any form that a catalog may have.

Their columns are found by name, else by what they hold.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shopcli.catalog.columns.names import role_by_name
from shopcli.catalog.forms.files import find_places
from shopcli.catalog.forms.rows import find_sources, read_rows
from shopcli.errors import UsageError
from shopcli.train.joint.pairs import LeftOut

_LONGEST = {"need": 1000, "product": 1000, "text": 4000}  # characters
_NAMES = {
    "need": frozenset("need query request question search wish".split()),
    "product": frozenset("product product_id docid item".split()),
    "text": frozenset("text answer reply advice response".split()),
}
_ROLES = {"id": "product", "title": "product", "description": "text"}


@dataclass(frozen=True, slots=True)
class LabelledNeed:
    """A need, the id or title of its right product, and maybe what is to be said; ``name`` is where it stands."""

    need: str
    product: str
    text: str
    name: str


def read_labelled(path: Path, products: Collection[str], left_out: LeftOut) -> list[LabelledNeed]:
    """The labelled needs of a file of CSV, JSON or JSON Lines.

    Args:
        path: the file.
        products: the ids and titles of the indexes, without case, by which the column of products is known.
        left_out: takes up rows that are none.

    Raises:
        CatalogError: it cannot be read.
        UsageError: it has no column of needs, or none of products and none of texts.
    """
    rows: list[tuple[str, Mapping[str, Any]]] = []
    for source in (source for place in find_places([path]) for source in find_sources(place)):
        for row in read_rows(source):
            name = f"{path.name}, row {row.line}"
            if row.record is None:
                left_out.add(f"it cannot be read: {row.reason}", name)
            else:
                rows.append((name, row.record))
    columns = find_columns([record for _, record in rows], products)
    if "need" not in columns or len(columns) < 2:
        hint = "Name its columns need, product (an id or a title) and text."
        raise UsageError(f"{path} has no columns of needs and products.", hint=hint)
    needs = []
    for name, record in rows:
        try:
            needs.append(_labelled(record, columns, name))
        except ValueError as error:
            left_out.add(str(error), name)
    return needs


def find_columns(rows: Sequence[Mapping[str, Any]], products: Collection[str]) -> dict[str, str]:
    """What columns hold the need, the product and the text: by name, and of those left by what they hold.

    A column is the products' where most of it are ids or titles; of two others the shorter texts are the needs.
    """
    names = list(dict.fromkeys(name for row in rows[:200] for name in row))
    found: dict[str, str] = {}
    for name in names:
        words = name.casefold().strip().replace(" ", "_")
        role = next((role for role, known in _NAMES.items() if words in known), _ROLES.get(role_by_name(name)[0]))
        if role:
            found.setdefault(role, name)
    values = {name: [str(row[name]) for row in rows[:200] if isinstance(row.get(name), (str, int))] for name in names}
    left = [name for name in names if name not in found.values() and values[name]]
    if "product" not in found and products:
        shares = {name: sum(one.casefold().strip() in products for one in values[name]) / len(values[name]) for name in left}
        best = max(shares, key=shares.__getitem__, default="")
        if best and shares[best] > 0.5:
            found["product"] = best
            left.remove(best)
    left.sort(key=lambda name: sum(map(len, values[name])) / len(values[name]))
    for role in ("need", "text"):
        if role not in found and left and (role == "need" or "need" in found):
            found[role] = left.pop(0)
    return found


def _labelled(record: Mapping[str, Any], columns: Mapping[str, str], name: str) -> LabelledNeed:
    """A row as a labelled need.

    Raises:
        ValueError: it lacks one of them, or holds something else.
    """
    found = {}
    for role in ("need", "product", "text"):
        value = record.get(columns.get(role, ""))
        if isinstance(value, bool) or not isinstance(value, (str, int, float, type(None))):
            raise ValueError(f"its {role} is no text")
        text = "" if value is None else str(value).strip()
        if len(text) > _LONGEST[role]:
            raise ValueError(f"its {role} is too long")
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise ValueError(f"its {role} holds half a letter")
        found[role] = text
    if not found["need"]:
        raise ValueError("it has no need")
    if not found["product"]:
        raise ValueError("it names no product")
    return LabelledNeed(found["need"], found["product"], found["text"], name)
