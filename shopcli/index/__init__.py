"""One folder on disk: manifest, records, vectors, words, facts and columns; built, updated and opened here."""

from shopcli.index.build import BuildReport, CatalogSource, build_index
from shopcli.index.manifest import Manifest, read_manifest
from shopcli.index.store import Index
from shopcli.index.vocabulary import Vocabulary

__all__ = ["BuildReport", "CatalogSource", "Index", "Manifest", "Vocabulary", "build_index", "read_manifest"]
