"""HTML pages: the products that stand in their scripts as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator

from shopcli.catalog.forms.files import open_text, repair_line
from shopcli.catalog.forms.json_ld import open_item, products_within, scripts
from shopcli.catalog.forms.json_text import parse_json
from shopcli.catalog.forms.places import Place
from shopcli.catalog.forms.refused import Refusal, refuse
from shopcli.catalog.forms.tables import Row

_LONGEST = 64 * 1024 * 1024


def page_rows(place: Place, encoding: str) -> Iterator[Row]:
    """The products of a page, each with the line that its script begins on.

    Raises:
        CatalogError: a page without product data.
    """
    with open_text(place, encoding) as file:
        text = repair_line(file.read(_LONGEST))[0]
    met, broken = False, ""
    for line, script in scripts(text):
        try:
            document = parse_json(script)
        except ValueError:
            broken = f"the JSON-LD in line {line} is broken"
            yield Row(line, None, "broken JSON-LD")
            continue
        for product in products_within(document):
            met = True
            opened = open_item(product)
            yield Row(line, opened if isinstance(opened, dict) else product)
    if not met:
        table = place.name.endswith((".xls", ".xlsx", ".csv")) and "<table" in text.lower()
        hint = "Export the catalog as a file: JSON, CSV, XML or Excel."
        if table:
            hint = "It is a table of HTML under another form's name: open it with a spreadsheet and save it as .xlsx."
        raise refuse(place, Refusal(f"an HTML page without product data{f' ({broken})' if broken else ''}", hint))
