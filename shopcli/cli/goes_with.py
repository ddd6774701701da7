"""`shopcli goes-with`: what goes with a product, by baskets or by the records."""

from __future__ import annotations

from typing import Annotated

import typer

from shopcli.cli.common import open_index
from shopcli.cli.options import IndexOption, JsonOption, PlainOption, TopOption
from shopcli.cli.programs.documents import SchemaOption, ViewOption, print_json

_TOP = 5


def goes_with(
    product_id: Annotated[str, typer.Argument(metavar="ID")],
    index: IndexOption = None,
    top: TopOption = None,
    as_json: JsonOption = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    plain: PlainOption = False,
) -> None:
    """Show what goes with a product: by what was bought together where a history was imported, else by the records."""
    from shopcli.pipeline.complements.complements import Complements, heading, open_baskets, reason
    from shopcli.render.complements import complements_to_dict

    console, opened = open_index(index, plain)
    product, language = opened.product(product_id), opened.manifest.language
    complements = Complements(opened, open_baskets())
    found = complements.of(product, top=top or _TOP)
    told = [(one, reason(one, product, language)) for one in found]
    if as_json or view:
        print_json(complements_to_dict(product, told), view)
    elif told:
        console.show_complements(heading(found, product, language), told)
    else:
        console.message(complements.none_said(product, language))
