"""``shopcli history``: the purchases that recommendations are learned from. Parse, call, render; no logic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shopcli.cli.common import name_value_pairs, open_console, path_text
from shopcli.cli.options import IndexOption, JsonOption, PlainOption
from shopcli.cli.parameters import Command, Group
from shopcli.cli.programs.documents import SchemaOption, ViewOption, print_json
from shopcli.config import Settings, load_settings

if TYPE_CHECKING:
    from shopcli.index import Index
    from shopcli.render.console import Console

history_app = typer.Typer(
    cls=Group, help="Purchases: bring in, show, forget, learn from them. Off until asked for.", no_args_is_help=True
)

CustomerArgument = Annotated[str, typer.Argument(metavar="CUSTOMER", help="The customer, as the history names them.")]


@history_app.command("import", cls=Command)
def history_import(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Purchases, in any form that a catalog may have.")],
    index: IndexOption = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", help="What a column is: customer=who, product=sku, time=when, quantity=n, basket=invoice."),
    ] = None,
    table: Annotated[str | None, typer.Option("--table", help="The table of a database or the sheet of a workbook.")] = None,
    learn: Annotated[bool, typer.Option("--learn/--no-learn", help="Learn from it at once, which takes minutes.")] = True,
    plain: PlainOption = False,
) -> None:
    """Bring in purchases (customer, product, time, quantity, basket), and learn what goes by them."""
    from shopcli.pipeline.personal.history import History, history_path
    from shopcli.pipeline.personal.history_file import read_purchases
    from shopcli.render.words import count

    settings = load_settings(index=path_text(index), plain=plain or None)
    console, opened = open_console(settings), _index(settings)
    is_product = None if opened is None else lambda value: opened.find(value) is not None
    read = read_purchases(files, mapping=dict(name_value_pairs(mapping or [], "--map")), table=table, is_product=is_product)
    for line in read.says():
        console.note(line)
    before = History.open() if history_path().is_file() else History.of(())
    history = before.with_more(read.purchases)
    history.write()
    new = len(history) - len(before)
    console.message(f"{count(len(read.purchases), 'purchase')} read, {count(new, 'line')} new. {_summary(history)}")
    if learn and len(history):
        _learn(console, history, opened)


@history_app.command("learn", cls=Command)
def history_learn(index: IndexOption = None, plain: PlainOption = False) -> None:
    """Learn anew from the history: item to item, ALS, a sequence model, and how they add up."""
    from shopcli.pipeline.personal.history import History

    settings = load_settings(index=path_text(index), plain=plain or None)
    _learn(open_console(settings), History.open(), _index(settings))


@history_app.command("show", cls=Command)
def history_show(
    customer: Annotated[
        str | None, typer.Argument(metavar="CUSTOMER", help="One customer.", show_default="all in short")
    ] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    plain: PlainOption = False,
) -> None:
    """Show what is kept: how much and since when, or all that one customer bought."""
    from shopcli.pipeline.personal.history import History
    from shopcli.pipeline.personal.history_views import customer_lines, customer_to_dict, history_to_dict

    settings = load_settings(index=path_text(index), plain=plain or None)
    history = History.open()
    if as_json or view:
        print_json(history_to_dict(history) if customer is None else customer_to_dict(history, customer), view)
    elif customer is None:
        open_console(settings).message(_summary(history))
    else:
        open_console(settings).message("\n".join(customer_lines(history, customer, _index(settings))))


@history_app.command("forget", cls=Command)
def history_forget(customer: CustomerArgument, index: IndexOption = None, plain: PlainOption = False) -> None:
    """Take one customer out of the history, and out of all that was learned of it, which is learned anew without them."""
    from shopcli.pipeline.personal.forgetting import forget
    from shopcli.render.words import count

    settings = load_settings(index=path_text(index), plain=plain or None)
    console = open_console(settings)
    with console.progress("Learning without them", 1) as task:
        gone = forget(customer, _index(settings), lambda what, done, total: task.reach(done, total))
    console.message(f"Forgotten: {customer}, with {count(gone.purchases, 'line')}. {gone.says}".rstrip())


def _learn(console: Console, history: object, index: Index | None) -> None:
    from shopcli.pipeline.personal.forgetting import learn_and_keep

    if index is None:
        console.note("No index is there, so that texts of products are not compared.")
    with console.progress("Learning", 1) as task:
        learned = learn_and_keep(history, index, lambda what, done, total: task.reach(done, total))  # type: ignore[arg-type]
    console.message(learned)


def _index(settings: Settings) -> Index | None:
    """The index, where there is one."""
    from shopcli.errors import IndexNotFound
    from shopcli.index.stores.opening import open_index

    try:
        return open_index(settings)
    except IndexNotFound:
        return None


def _summary(history: object) -> str:
    from shopcli.pipeline.personal.history_views import summary

    return summary(history)  # type: ignore[arg-type]
