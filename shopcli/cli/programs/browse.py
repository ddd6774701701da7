"""``shopcli browse``: look around in a catalog without a request. Parse, call, render; no logic."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from shopcli.cli.common import name_value_pairs, open_console, path_text
from shopcli.cli.options import CursorOption, FacetsOption, IndexOption, JsonOption, PlainOption, WhereOption
from shopcli.cli.programs.documents import SchemaOption, ViewOption, print_json
from shopcli.cli.programs.formats import FormatOption, chosen_format, print_answer, show_facets
from shopcli.config import Settings, load_settings

if TYPE_CHECKING:
    from shopcli.index import Index
    from shopcli.render.console import Console
    from shopcli.types import Answer, Clause

_TOP = 10


def browse(
    context: typer.Context,
    category: Annotated[str | None, typer.Option("--category", help="This category only.")] = None,
    brand: Annotated[str | None, typer.Option("--brand", help="This brand only.")] = None,
    max_price: Annotated[float | None, typer.Option("--max-price", help="Nothing above this price.")] = None,
    min_price: Annotated[float | None, typer.Option("--min-price", help="Nothing below this price.")] = None,
    where: WhereOption = None,
    sort: Annotated[
        str | None, typer.Option("--sort", metavar="FIELD", help="price, or -price: highest first.", show_default="as indexed")
    ] = None,
    index: IndexOption = None,
    top: Annotated[
        int | None, typer.Option("--top", "-n", min=1, help="How many products a page has.", show_default=str(_TOP))
    ] = None,
    facets: FacetsOption = False,
    cursor: CursorOption = None,
    as_json: JsonOption = False,
    form: FormatOption = None,
    view: ViewOption = None,
    schema: SchemaOption = False,
    plain: PlainOption = False,
) -> None:
    """Look around without a request: the products, page by page. No model is loaded."""
    from shopcli.index.stores.opening import open_index

    settings = load_settings(index=path_text(index), plain=plain or None)
    form = chosen_format(form, as_json=as_json, view=view)
    opened, console = open_index(settings), open_console(settings, late=form == "json")
    filters = _filters(opened, settings, category, brand, max_price, min_price, where)
    answer = _page(opened, filters, sort, cursor, top or _TOP, facets=facets)
    if form == "json":
        from shopcli.cli.programs.next_commands import TypedCommand, next_commands
        from shopcli.render import answer_to_dict

        onward = {"cursor": answer.cursor, "next": next_commands(answer, TypedCommand(context), "browse", "")}
        print_json(answer_to_dict(answer) | onward, view)
    elif form is not None:
        print_answer(answer, form, console)
    else:
        _show(console, answer)


def _filters(
    index: Index,
    settings: Settings,
    category: str | None,
    brand: str | None,
    max_price: float | None,
    min_price: float | None,
    where: list[str] | None,
) -> tuple[Clause, ...]:
    from shopcli.need.filters import filter_clauses
    from shopcli.pipeline.browsing.listing import category_clause

    currencies = index.vocabulary.currencies
    clauses = filter_clauses(
        max_price=max_price,
        min_price=min_price,
        brand=brand,
        where=name_value_pairs(where or [], "--where"),
        currency=settings.currency or (currencies[0] if currencies else None),
        brands=index.vocabulary.brands,
    )
    return (*([category_clause(category, index)] if category is not None else []), *clauses)


def _page(
    index: Index, filters: tuple[Clause, ...], sort: str | None, cursor: str | None, size: int, *, facets: bool
) -> Answer:
    from shopcli.pipeline.browsing.listing import Listing, sort_named
    from shopcli.serve.agents.cursors import Cursor
    from shopcli.serve.result_page import next_cursor, read_cursor

    order = sort_named(sort, index) if sort is not None else None
    asked = repr(("browse", filters, order, index.manifest.created))
    page = read_cursor(cursor, asked) if cursor is not None else Cursor(0, size)
    answer = Listing(index, filters, order).page(page.start, page.size, facets=facets)
    return replace(answer, cursor=next_cursor(answer, page, asked))


def _show(console: Console, answer: Answer) -> None:
    """For people: how many there are, those of this page, and how to see the next."""
    from shopcli.render.words import count

    if not answer.results:
        console.message("No product holds all of that." if answer.need.clauses else "There are no products.")
        return
    first, last = answer.start + 1, answer.start + len(answer.results)
    console.message(f"{first:,} to {last:,} of {count(answer.matching, 'product')}.")
    console.show_answer(replace(answer, need=replace(answer.need, clauses=())))
    show_facets(console, answer)
    if answer.cursor:
        console.hint(f"The next page: the same command with --cursor {answer.cursor}")
