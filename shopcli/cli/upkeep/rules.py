"""``shopcli rules``: the shop's own rules, what they say and what they change. Parse, call, render; no logic."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shopcli.cli.common import lines_of, open_console, path_text, pull
from shopcli.cli.options import DeviceOption, IndexOption, JsonOption, PlainOption
from shopcli.cli.parameters import Command, Group
from shopcli.cli.programs.documents import SchemaOption, ViewOption, print_json
from shopcli.config import Settings, load_settings
from shopcli.errors import UsageError

if TYPE_CHECKING:
    from shopcli.index import Index
    from shopcli.types import Answer
    from shopcli.types.rules import ShopRules

rules_app = typer.Typer(cls=Group, help="The shop's own rules: show, check.", no_args_is_help=True)

RulesOption = Annotated[
    Path | None, typer.Option("--rules", help="The file of rules.", show_default="rules.toml in the index folder")
]
UNSOUND = 1  # the exit code of a check that finds a dead rule or a contradiction


@rules_app.command("show", cls=Command)
def rules_show(
    index: IndexOption = None,
    rules: RulesOption = None,
    as_json: JsonOption = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    plain: PlainOption = False,
) -> None:
    """Show the rules, each with its line; where the file has faults, all of them."""
    from shopcli.pipeline.shop_rules.reading import RulesError
    from shopcli.render.upkeep.rules import rules_lines, rules_to_dict

    settings = _settings(index, rules, plain)
    try:
        read = _read(settings)
    except RulesError as error:
        for fault in error.faults[1:]:
            open_console(settings).note(f"line {fault.line}: {fault.what} {fault.hint}")
        raise
    if as_json or view:
        print_json(rules_to_dict(read), view)
    else:
        open_console(settings).message("\n".join(rules_lines(read)))


@rules_app.command("check", cls=Command)
def rules_check(
    index: IndexOption = None,
    rules: RulesOption = None,
    requests: Annotated[
        str | None,
        typer.Option("--requests", help="A file of requests, one a line, or -.", show_default="the words of the rules"),
    ] = None,
    top: Annotated[int, typer.Option("--top", "-n", min=1, help="How many of the first results to compare.")] = 5,
    device: DeviceOption = None,
    as_json: JsonOption = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    plain: PlainOption = False,
) -> None:
    """Show what each rule changes: results before and after, dead rules, and rules at odds.

    The exit code is 0 if all is well, and 1 if a rule is dead or at odds with another.
    """
    from shopcli.index.stores.opening import open_index
    from shopcli.pipeline.shop_rules.checking import RulesCheck
    from shopcli.pipeline.shop_rules.opening import with_rules
    from shopcli.render.upkeep.rules import report_lines, report_to_dict

    settings = _settings(index, rules, plain, device)
    console, read = open_console(settings), _read(settings)
    whole = open_index(settings)
    pull(console, [whole.manifest.embedder])
    check = RulesCheck(whole, with_rules(settings.index_path, read, settings if settings.store else None), read)
    queries = check.own_requests() if requests is None else list(lines_of(requests, "requests"))
    before, after = _askers(settings, whole, check.shop, top)
    with console.progress("Asking", len(queries)) as task:
        report = check.report(queries, before, after, lambda done: task.reach(done, len(queries)))
    if as_json or view:
        print_json(report_to_dict(report), view)
    else:
        console.message("\n".join(report_lines(report)))
    if not report.is_sound:
        raise typer.Exit(UNSOUND)


def _askers(settings: Settings, whole: Index, shop: Index, top: int) -> tuple[Callable[[str], Answer], ...]:
    """What answers without the rules, and with them; one encoder does for both."""
    from shopcli.advisor import Advisor

    plain = Advisor(whole, settings=settings)
    ruled = Advisor(shop, settings=settings, encoder=plain.encoder())
    options: dict[str, Any] = {"top": top, "text": False}
    return (lambda query: plain.ask(query, **options)), (lambda query: ruled.ask(query, **options))


def _settings(index: Path | None, rules: Path | None, plain: bool, device: str | None = None) -> Settings:
    return load_settings(index=path_text(index), rules=path_text(rules), device=device, plain=plain or None)


def _read(settings: Settings) -> ShopRules:
    from shopcli.pipeline.shop_rules.opening import RULES, rules_path
    from shopcli.pipeline.shop_rules.reading import read_rules

    path = rules_path(settings.index_path, settings)
    if path is None:
        hint = f"Write {settings.index_path / RULES}, or name a file with --rules FILE or by `rules` in the settings."
        raise UsageError(f"There are no rules for {settings.index_path}.", hint=hint)
    return read_rules(path)
