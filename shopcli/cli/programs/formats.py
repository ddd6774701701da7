"""``--format``: in which form a command prints what it found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from shopcli.errors import UsageError

if TYPE_CHECKING:
    from shopcli.render.console import Console
    from shopcli.render.programs.tables import Table
    from shopcli.serve.asking import Asking, KeptAsking, WarmAsking
    from shopcli.types import Answer, Fact, Product, Sentence

FORMATS = ("json", "md", "csv", "ids", "table")
FormatOption = Annotated[
    str | None,
    typer.Option("--format", metavar="FORM", help="json, md, csv, ids (one a line) or table.", show_default="text for people"),
]


def chosen_format(form: str | None, *, as_json: bool, view: str | None) -> str | None:
    """The form that is wanted; None for people.

    Args:
        form: what ``--format`` says.
        as_json: whether ``--json`` was given, which is ``--format json``.
        view: a part of the JSON, which is JSON too.

    Raises:
        UsageError: there is no such form, or two are wanted at once.
    """
    if form is not None and form not in FORMATS:
        raise UsageError(f"There is no format {form!r}.", hint=f"One of: {', '.join(FORMATS)}.")
    if (as_json or view is not None) and form not in (None, "json"):
        raise UsageError(f"--format {form} and JSON cannot both be had.", hint="Leave out --json and --view, or --format.")
    return "json" if as_json or view is not None else form


def check_forms(form: str | None, *, batch: str | None, cursor: str | None) -> None:
    """A batch prints JSON Lines and has no pages.

    Raises:
        UsageError: something else is wanted of it.
    """
    if batch is not None and form not in (None, "json"):
        raise UsageError(f"--batch prints JSON Lines, not {form}.", hint="Leave out --format.")
    if batch is not None and cursor is not None:
        raise UsageError("--cursor names a page of one request.", hint="Ask that request by itself, without --batch.")


def writes_advice(form: str | None) -> bool:
    """Whether a form has room for advice."""
    return form in (None, "json", "md")


def whole_answer(asking: Asking | WarmAsking | KeptAsking, question: str) -> Answer:
    """The answer with its advice."""
    from shopcli.serve.asking import whole

    return whole(asking, question)[0]


def show_facets(console: Console, answer: Answer) -> None:
    """For people: one line a facet, where facets are wanted."""
    if answer.facets is None:
        return
    from shopcli.render.programs.facets import facet_lines

    if answer.facets:
        console.message("\n".join((answer.lines.narrow, *facet_lines(answer.facets, answer.lines))))
    else:
        console.message(answer.lines.nothing_to_narrow)


def print_answer(answer: Answer, form: str, console: Console) -> None:
    """An answer in a form that is no JSON."""
    from shopcli.render.programs import tables

    if form == "md":
        from shopcli.render.programs.markdown import markdown_answer

        _print("\n".join(markdown_answer(answer)))
    elif form == "csv":
        _print(tables.csv_text(tables.ANSWER_COLUMNS, tables.answer_rows(answer)))
    elif form == "ids":
        _print(tables.ids_text(hit.product for hit in answer.results))
    else:
        _show_table(tables.answer_table(answer), console)


def print_comparison(
    products: Sequence[Product], facts: Sequence[Sequence[Fact]], told: Sequence[Sentence], form: str, view: str | None
) -> None:
    """Products side by side in a form that is not for people alone."""
    from shopcli.cli.programs.documents import print_json
    from shopcli.render.comparison import by_state, rows_of
    from shopcli.render.programs import tables

    rows = [(row.label, *row.cells) for _, some in by_state(rows_of(products, facts)) for row in some]
    if form == "json":
        from shopcli.render.programs.record import comparison_to_dict

        print_json(comparison_to_dict(products, facts, told), view)
    elif form == "md":
        from shopcli.render.programs.markdown import markdown_comparison

        _print("\n".join(markdown_comparison(products, facts, [sentence.text for sentence in told])))
    elif form == "csv":
        _print(tables.csv_text(("field", *(product.id for product in products)), rows))
    elif form == "ids":
        _print(tables.ids_text(products))
    else:
        shown = [tuple(tables.fitting(cell or "", 28) for cell in row) for row in rows]
        _print("\n".join(tables.aligned(("", *(tables.fitting(product.title, 28) for product in products)), shown)))


def print_products(found: Sequence[tuple[Product, str]], form: str, console: Console) -> None:
    """Products, each with why it stands there, in a form that is no JSON."""
    from shopcli.render.programs import tables

    products = [product for product, _ in found]
    if form == "md":
        from shopcli.render.programs.markdown import markdown_list

        _print("\n".join(markdown_list(found)))
    elif form == "csv":
        columns = ("rank", "id", "title", "brand", "price", "currency", "availability", "why")
        rows = [
            (rank, one.id, one.title, one.brand, one.price, one.currency, one.availability, why)
            for rank, (one, why) in enumerate(found, start=1)
        ]
        _print(tables.csv_text(columns, rows))
    elif form == "ids":
        _print(tables.ids_text(products))
    else:
        _show_table(tables.product_table(products), console)


def _show_table(table: Table, console: Console) -> None:
    if table.rows:
        console.message(table.text, spoken=table.spoken)


def _print(text: str) -> None:
    if text := text.rstrip("\n"):
        print(text, flush=True)
