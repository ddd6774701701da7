"""`shopcli goes-with`: what goes with a product, by baskets or by the records."""

from __future__ import annotations

from typing import Annotated

import typer

from shopcli.cli.common import open_index
from shopcli.cli.options import IndexOption, JsonOption, PlainOption, TopOption
from shopcli.cli.programs.documents import SchemaOption, ViewOption, print_json
from shopcli.cli.programs.formats import FormatOption, chosen_format, print_products

_TOP = 5


def goes_with(
    product_id: Annotated[str, typer.Argument(metavar="ID")],
    index: IndexOption = None,
    top: TopOption = None,
    as_json: JsonOption = False,
    form: FormatOption = None,
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
    if (form := chosen_format(form, as_json=as_json, view=view)) == "json":
        print_json(complements_to_dict(product, told), view)
    elif form is not None:
        print_products([(one.product, why) for one, why in told], form, console)
    elif told:
        console.show_complements(heading(found, product, language), told)
    else:
        console.message(complements.none_said(product, language))
