"""``shopcli watch``: products whose price or stock somebody waits for. Parse, call, render; no logic."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from shopcli.cli.common import open_console, path_text
from shopcli.cli.options import IndexOption, JsonOption, PlainOption
from shopcli.cli.parameters import Command, Group
from shopcli.cli.programs.documents import SchemaOption, ViewOption, print_json
from shopcli.config import Settings, load_settings
from shopcli.errors import UsageError

if TYPE_CHECKING:
    from shopcli.index import Index
    from shopcli.pipeline.personal.watch_list import WatchList

watch_app = typer.Typer(cls=Group, help="Wait for a price: add, list, remove, check.", no_args_is_help=True)

ProfileOption = Annotated[str | None, typer.Option("--profile", help="Whose list.", show_default="the one set, else me")]
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="The product, or one of its variants.")]
NONE_MET = 1  # the exit code of a check that finds nothing, as grep has it


@watch_app.command("add", cls=Command)
def watch_add(
    product_id: IdArgument,
    index: IndexOption = None,
    below: Annotated[
        float | None,
        typer.Option("--below", help="Met at this price or less.", show_default="any lower one, or back in stock"),
    ] = None,
    profile: ProfileOption = None,
    plain: PlainOption = False,
) -> None:
    """Watch a product; each run of shopcli index then says when its price is reached."""
    settings, watches, opened = _opened(path_text(index), profile, plain)
    after, added = watches.adding(product_id, opened, below, date.today().isoformat())
    after.write()
    from shopcli.pipeline.personal.watch_list import standing_of

    open_console(settings).message(f"Watched. {standing_of(added, opened).says}")


@watch_app.command("list", cls=Command)
def watch_list(
    index: IndexOption = None,
    profile: ProfileOption = None,
    as_json: JsonOption = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    plain: PlainOption = False,
) -> None:
    """List what is watched, and how each stands now."""
    _show(path_text(index), profile, as_json, view, plain)


@watch_app.command("remove", cls=Command)
def watch_remove(
    product_id: Annotated[
        str | None, typer.Argument(metavar="ID", help="The product, or one of its variants.", show_default=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="The whole list, of every index.")] = False,
    index: IndexOption = None,
    profile: ProfileOption = None,
    plain: PlainOption = False,
) -> None:
    """Watch a product no more, or none at all."""
    from shopcli.pipeline.personal.watch_list import WatchList, watch_path

    if (product_id is None) != everything:
        raise UsageError("Give either an ID or --all.", hint="shopcli watch list says what is watched.")
    settings = load_settings(index=path_text(index), profile=profile, plain=plain or None)
    whose = _name(settings)
    if product_id is None:
        watch_path(whose).unlink(missing_ok=True)
    else:
        WatchList.open(whose).removing(product_id, settings.index_path).write()
    open_console(settings).message(f"{product_id or 'Everything'} is watched no more.")


@watch_app.command("check", cls=Command)
def watch_check(
    index: IndexOption = None,
    profile: ProfileOption = None,
    as_json: JsonOption = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    plain: PlainOption = False,
) -> None:
    """Say which targets are met. The exit code is 0 if any is, 1 if none is, and more if it fails."""
    if not _show(path_text(index), profile, as_json, view, plain, met_alone=True):
        raise typer.Exit(NONE_MET)


def _show(
    index: str | None, profile: str | None, as_json: bool, view: str | None, plain: bool, *, met_alone: bool = False
) -> bool:
    """Show how watches stand; returns whether any is met."""
    from shopcli.pipeline.personal.watch_list import list_lines

    settings, watches, opened = _opened(index, profile, plain)
    standing = watches.standing(opened)
    shown = [one for one in standing if one.state == "met"] if met_alone else standing
    if as_json or view:
        print_json({"profile": watches.name, "watches": [one.to_dict() for one in shown]}, view)
    elif met_alone:
        lines = [f"{number}. {one.says}" for number, one in enumerate(shown, start=1)]
        open_console(settings).message("\n".join(lines or ["No target is met."]))
    else:
        open_console(settings).message("\n".join(list_lines(watches, standing, settings.index_path)))
    return any(one.state == "met" for one in standing)


def _opened(index: str | None, profile: str | None, plain: bool) -> tuple[Settings, WatchList, Index]:
    from shopcli.pipeline.personal.watch_list import WatchList
    from shopcli.pipeline.shop_rules.opening import open_shop

    settings = load_settings(index=index, profile=profile, plain=plain or None)
    return settings, WatchList.open(_name(settings)), open_shop(settings.index_path, settings)


def _name(settings: Settings) -> str:
    from shopcli.pipeline.personal.profile import DEFAULT_NAME

    return settings.profile or DEFAULT_NAME
