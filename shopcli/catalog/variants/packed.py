"""Packed attributes: cells that hold several of them by name, ``color=Black,size=XS`` or ``brand:Oskari|kind:Coat``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from shopcli.catalog.columns.names import MONEY_ROLES, fold_name, role_by_name, tags_of

_MAGENTO = "additional attributes"
_NAME = r"[^\W\d_][\w .'()/&-]{0,40}"
_ONE = re.compile(rf"\s*(?P<name>{_NAME}?)\s*(?P<sign>[:=])\s*(?!//)(?P<value>[^\s:=|].*?)\s*", re.DOTALL)
_SEPARATORS = ("|", ";", "\n", ",")
_PROVING_ROWS = 3
_ENOUGH = 0.9  # share of a column's texts that are nothing else
_MOSTLY = 0.5  # of the texts of what is called a description have several, where it is none
_LONGEST = 4000
_PROSE = ("title", "description", "url", "image", "id")
_PLACED = "name value"  # PrestaShop's features: "Colour:Black:1", the last a place in an order


def find_packed(flats: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The columns whose cells are attributes by name, where their names come again from row to row.

    Args:
        flats: the first rows of a table.
    """
    texts: dict[str, list[str]] = {}
    for flat in flats:
        for name, value in flat.items():
            if isinstance(value, str) and value.strip():
                texts.setdefault(name, []).append(value)
    return tuple(name for name, values in texts.items() if fold_name(name) == _MAGENTO or _is_packed(name, values))


def _is_packed(name: str, values: list[str]) -> bool:
    few = values[:_PROVING_ROWS]
    if len(values) < _PROVING_ROWS or not any(_assignments(text) for text in few):
        return False
    role = role_by_name(name)[0]
    if (role in _PROSE and role != "description") or "plumbing" in tags_of(name):
        return False
    found = [pairs for text in values if len(text) <= _LONGEST and (pairs := _assignments(text))]
    names = [key for pairs in found for key, _ in pairs]
    several = sum(len(pairs) > 1 for pairs in found)
    if len(found) < _ENOUGH * len(values) or several <= _MOSTLY * len(found) * (role == "description"):
        return False
    records = any(role_by_name(key)[0] in (*_PROSE, *MONEY_ROLES, "sku") for key in set(names))  # of other things
    return 2 * len(set(names)) <= len(names) and not records


def unpacked(flat: Mapping[str, Any], packed: Iterable[str]) -> dict[str, Any]:
    """A flat row where packed cells are columns of their own; one that the row has already stays what it is."""
    opened = dict(flat)
    for column in packed:
        text = opened.get(column)
        if not isinstance(text, str) or not (pairs := _assignments(text, magento=fold_name(column) == _MAGENTO)):
            continue
        del opened[column]
        gathered: dict[str, list[str]] = {}
        for name, value in pairs:
            gathered.setdefault(name, []).append(value.split(":")[0] if _PLACED in fold_name(column) else value)
        for name, listed in gathered.items():
            if opened.get(name) in (None, ""):
                opened[name] = ", ".join(listed)
    return opened


def _assignments(text: str, *, magento: bool = False) -> list[tuple[str, str]]:
    """The names and values of a cell; [] where it holds anything else."""
    if magento:
        return list(packed_attributes(text).items())
    bare = text.strip().strip("[]{}")
    best: list[tuple[str, str]] = []
    for separator in _SEPARATORS:
        pieces = [piece for piece in bare.split(separator) if piece.strip()]
        matches = [_ONE.fullmatch(piece) for piece in pieces]
        if len(pieces) > len(best) and all(matches):
            best = [(match["name"].strip(), match["value"]) for match in matches if match]
    return best


def packed_attributes(text: str) -> dict[str, str]:
    """``color=Black,size=XS`` as Magento packs attributes; a comma in a value goes on with it."""
    parts: list[str] = []
    for part in text.split(","):
        if "=" in part or not parts:
            parts.append(part)
        else:
            parts[-1] += f",{part}"
    return {name: value.replace("|", ", ") for name, value in assigned("\n".join(parts))}


def assigned(text: str) -> Iterator[tuple[str, str]]:
    """``name=value`` on each line."""
    for line in text.split("\n"):
        name, equals, value = line.partition("=")
        if equals and name.strip() and value.strip():
            yield name.strip(), value.strip()
