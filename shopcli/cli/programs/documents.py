"""The JSON documents that commands print: their schemas, and the part of one that is wanted.

A command that prints JSON has its document here, takes `SchemaOption` and `ViewOption`, and prints by `print_json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from shopcli.render.programs.view import View

DOCUMENTS: Mapping[str, str] = {
    "ask": "answer",
    "browse": "answer",
    "changes": "changes",
    "chat": "conversation",
    "collect show": "session",
    "compare": "comparison",
    "describe": "description",
    "evaluate": "evaluation",
    "experiment show": "experiment",
    "experiment stop": "experiment",
    "goes-with": "complements",
    "history show": "history",
    "listen": "heard",
    "privacy": "kept",
    "privacy forget": "forgotten",
    "profile export": "profile_export",
    "profile show": "profile",
    "report": "report",
    "reviews": "reviews",
    "rules check": "rules_check",
    "rules show": "rules",
    "show": "product",
    "store drop": "store_dropped",
    "store list": "store_versions",
    "store status": "store_status",
    "store switch": "store_switched",
    "watch check": "watches",
    "watch list": "watches",
}  # by the command's name


def _print_schema(context: typer.Context, wanted: bool) -> None:
    if not wanted:
        return
    import json

    from shopcli.render.programs.schema import schema_of

    schema = schema_of(DOCUMENTS[" ".join(_names(context))])
    print(json.dumps(schema, indent=2, ensure_ascii=False), flush=True)
    raise typer.Exit


def _names(context: Any) -> list[str]:
    """The command's name below the app's."""
    return [] if context.parent is None else [*_names(context.parent), str(context.info_name)]


def _check_view(expression: str | None) -> str | None:
    if expression is not None:
        _view(expression)  # before any work
    return expression


def _view(expression: str) -> View:
    from shopcli.render.programs.view import View

    return View(expression)


SchemaOption = Annotated[
    bool, typer.Option("--schema", is_eager=True, callback=_print_schema, help="Print the JSON Schema of the JSON, and end.")
]
ViewOption = Annotated[
    str | None,
    typer.Option("--view", metavar="EXPR", callback=_check_view, help="Only this part of the JSON, by JMESPath: results[].id"),
]


def print_json(document: Any, view: str | None = None) -> None:
    """One document on one line, or the part of it that a view picks.

    Raises:
        UsageError: the view cannot be made of this document.
    """
    from shopcli.render import dumps

    print(dumps(part_of(document, view)), flush=True)


def part_of(document: Any, view: str | None) -> Any:
    """What a view picks of a document; all of it without one."""
    return document if view is None else _view(view).of(document)
