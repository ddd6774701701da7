"""``shopcli remember`` and ``shopcli profile``: what is remembered of who asks. Parse, call, render; no logic."""

from __future__ import annotations

from typing import Annotated

import typer

from shopcli.cli.common import open_console
from shopcli.cli.options import JsonOption, PlainOption
from shopcli.cli.parameters import Command, Group
from shopcli.cli.programs.documents import SchemaOption, ViewOption, print_json
from shopcli.config import Settings, load_settings

profile_app = typer.Typer(cls=Group, help="What is remembered of you: show, forget, export.", no_args_is_help=True)

ProfileOption = Annotated[str | None, typer.Option("--profile", help="Whose.", show_default="the one set, else me")]


def remember(
    facts: Annotated[str, typer.Argument(metavar="FACTS", help='What to remember: "shoe size 43, no nuts, budget 100".')],
    profile: ProfileOption = None,
    customer: Annotated[
        str | None, typer.Option("--customer", help="Who it is in the history.", show_default="the profile's own name")
    ] = None,
    plain: PlainOption = False,
) -> None:
    """Remember what you say of yourself, in a file of your own; it is used under --profile alone."""
    from shopcli.pipeline.personal.profile import Profile, facts_in

    settings = load_settings(profile=profile, plain=plain or None)
    known = Profile.open(_name(settings)).knowing(facts_in(facts), customer)
    known.write()
    open_console(settings).message(known.remembered(facts_in(facts)))


@profile_app.command("show", cls=Command)
def profile_show(
    profile: ProfileOption = None,
    as_json: JsonOption = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    plain: PlainOption = False,
) -> None:
    """Show what is remembered, by number, and where."""
    from shopcli.pipeline.personal.profile import Profile

    settings = load_settings(profile=profile, plain=plain or None)
    known = Profile.open(_name(settings))
    if as_json or view:
        print_json(known.to_dict(), view)
    else:
        open_console(settings).message("\n".join(known.lines()))


@profile_app.command("forget", cls=Command)
def profile_forget(
    number: Annotated[int | None, typer.Argument(metavar="N", min=1, help="One fact.", show_default="all")] = None,
    profile: ProfileOption = None,
    plain: PlainOption = False,
) -> None:
    """Forget one fact by its number, or the whole profile."""
    from shopcli.pipeline.personal.profile import Profile

    settings = load_settings(profile=profile, plain=plain or None)
    open_console(settings).message(Profile.open(_name(settings)).forget(number))


@profile_app.command("export", cls=Command)
def profile_export(profile: ProfileOption = None, view: ViewOption = None, schema: SchemaOption = False) -> None:
    """Print all that is kept of you as JSON: the profile, and what the history has of its customer."""
    from shopcli.pipeline.personal.history_views import exported
    from shopcli.pipeline.personal.profile import Profile

    print_json(exported(Profile.open(_name(load_settings(profile=profile)))), view)


def _name(settings: Settings) -> str:
    from shopcli.pipeline.personal.profile import DEFAULT_NAME

    return settings.profile or DEFAULT_NAME
