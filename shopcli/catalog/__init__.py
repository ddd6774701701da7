"""Catalogs: files of many forms (`shopcli.catalog.forms`), as dirty as they come, read as products and their facts."""

from typing import TYPE_CHECKING

from shopcli.util.lazy_import import names_of

if TYPE_CHECKING:
    from shopcli.catalog.cells.clean import clean_text
    from shopcli.catalog.facts import facts_of
    from shopcli.catalog.forms.files import file_digest
    from shopcli.catalog.opening import open_catalog
    from shopcli.catalog.reader import Catalog
    from shopcli.catalog.report import ReadReport

__all__ = ["Catalog", "ReadReport", "clean_text", "facts_of", "file_digest", "open_catalog"]

__getattr__ = names_of(
    __name__,
    {
        "Catalog": "reader",
        "ReadReport": "report",
        "clean_text": "cells.clean",
        "facts_of": "facts",
        "file_digest": "forms.files",
        "open_catalog": "opening",
    },
)
