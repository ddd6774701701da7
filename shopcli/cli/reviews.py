"""``shopcli reviews``: what buyers say of a product. Parse, call, render; no logic."""

from __future__ import annotations

from typing import Annotated

import typer

from shopcli.cli.common import open_advisor, path_text
from shopcli.cli.options import IndexOption, JsonOption, PlainOption
from shopcli.cli.programs.documents import SchemaOption, ViewOption, print_json
from shopcli.config import load_settings


def reviews(
    product_id: Annotated[str, typer.Argument(metavar="ID")],
    index: IndexOption = None,
    as_json: JsonOption = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    plain: PlainOption = False,
) -> None:
    """Sum up what buyers say of one product: what they praise and complain of, with counts and their own words."""
    from shopcli.render.reviews import reviews_to_dict

    advisor, console = open_advisor(load_settings(index=path_text(index), plain=plain or None), text=False)
    product = advisor.product(product_id)
    summary = advisor.reviews.summary(product)
    if as_json or view:
        print_json(reviews_to_dict(summary), view)
        return
    console.show_reviews(summary)
    if not advisor.reviews.is_whole(product):
        console.note("The default encoders are not here (shopcli models pull), so feelings are read less surely.")
