"""JSON Schema (2020-12) of every JSON document that is printed.

The schemas are data, in ``render/schemas``: a file a document, and ``shared.json`` for what several have in common. The version
stands at the end of ``$id``: a new field leaves it as it is, and one that goes or means something else raises it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

_SHARED, _HERE = "shared", "#/$defs/"


def document_names() -> list[str]:
    """The documents that have a schema."""
    names = (entry.name.removesuffix(".json") for entry in _folder().iterdir() if entry.name.endswith(".json"))
    return sorted(set(names) - {_SHARED})


def schema_of(document: str) -> dict[str, Any]:
    """The schema of a document, whole: what it refers to stands in it.

    Args:
        document: one of `document_names`.
    """
    schema, shared = _read(document), _read(_SHARED)["$defs"]
    needed: dict[str, Any] = {}
    open_names = list(_referred(schema))
    while open_names:
        if (name := open_names.pop()) not in needed:
            needed[name] = shared[name]
            open_names += _referred(shared[name])
    return schema | ({"$defs": {name: needed[name] for name in sorted(needed)}} if needed else {})


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((_folder() / f"{name}.json").read_text(encoding="utf-8"))
    return read


def _folder() -> Any:
    return files("shopcli.render") / "schemas"


def _referred(schema: Any) -> Iterator[str]:
    """The names that a schema refers to."""
    if isinstance(schema, dict):
        if isinstance(name := schema.get("$ref"), str):
            yield name.removeprefix(_HERE)
        for value in schema.values():
            yield from _referred(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _referred(value)
