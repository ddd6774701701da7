"""``shopcli changes``: what is another than before the last indexings. Parse, call, render; no logic."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Annotated

import typer

from shopcli.cli.common import open_console, path_text
from shopcli.cli.options import IndexOption, JsonOption, PlainOption
from shopcli.cli.programs.documents import SchemaOption, ViewOption, print_json
from shopcli.config import load_settings
from shopcli.errors import UsageError

_AGO = re.compile(r"(\d{1,4})\s*([hdw])", re.IGNORECASE)
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def changes(
    index: IndexOption = None,
    since: Annotated[
        str | None,
        typer.Option("--since", help="A day (2026-11-01), or how long ago: 12h, 7d, 2w.", show_default="last run"),
    ] = None,
    top: Annotated[int, typer.Option("--top", "-n", min=1, help="How many products to show of each sort.")] = 10,
    as_json: JsonOption = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    plain: PlainOption = False,
) -> None:
    """Show what changed in the catalog: prices, stock, what is new, gone or back, and other fields."""
    from shopcli.index.stores.opening import open_index
    from shopcli.render.upkeep.changes import change_lines, changes_to_dict

    moment = None if since is None else moment_of(since, datetime.now().astimezone())
    settings = load_settings(index=path_text(index), plain=plain or None)
    console, opened = open_console(settings), open_index(settings)  # what is hidden changes as well
    told = opened.history.since(moment, len(opened))
    if as_json or view:
        print_json(changes_to_dict(told), view)
    else:
        console.message("\n".join(change_lines(told, top)))


def moment_of(said: str, now: datetime) -> datetime:
    """The moment that a day or a length of time before now names.

    Raises:
        UsageError: it is neither.
    """
    try:
        if ago := _AGO.fullmatch(said.strip()):
            return now - timedelta(**{_UNITS[ago[2].lower()]: int(ago[1])})
        moment = datetime.fromisoformat(said.strip())
        return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)
    except (ValueError, OverflowError):
        raise UsageError(
            f"--since {said!r} is no time.", hint="Give a day, 2026-11-01, or how long ago: 12h, 7d, 2w."
        ) from None
