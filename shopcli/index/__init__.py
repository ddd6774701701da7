"""One folder on disk: manifest, records, vectors, words, facts and columns; built, updated and opened here."""

from typing import TYPE_CHECKING

from shopcli.util.lazy_import import names_of

if TYPE_CHECKING:
    from shopcli.index.build import BuildReport, CatalogSource, build_index
    from shopcli.index.parts.vocabulary import Vocabulary
    from shopcli.index.storage.manifest import Manifest, read_manifest
    from shopcli.index.store import Index

__all__ = ["BuildReport", "CatalogSource", "Index", "Manifest", "Vocabulary", "build_index", "read_manifest"]

__getattr__ = names_of(
    __name__,
    {
        "BuildReport": "build",
        "CatalogSource": "build",
        "Index": "store",
        "Manifest": "storage.manifest",
        "Vocabulary": "parts.vocabulary",
        "build_index": "build",
        "read_manifest": "storage.manifest",
    },
)
