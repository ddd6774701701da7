"""A shelf: an index without some of its products, as it would be had the catalog never named them.

What reads an index, reads a shelf: no count, no word, no kind and no code of what is left out is in it. It is made as an
update is, by copying what goes on, so that nothing is embedded; it lies in a folder of its own, and is made once.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

import filelock
import numpy as np

from shopcli.index.build import CatalogSource, build_index
from shopcli.index.changes import Changes, IndexedProducts
from shopcli.index.storage.integrity import is_held
from shopcli.index.storage.manifest import MANIFEST, Manifest
from shopcli.index.storage.vector_cache import TextEncoder

_WAIT_S = 600.0  # for another process that makes the same one


def shelf_without(
    rows: Collection[int], index: Path, manifest: Manifest, shelves: Path, name: str, *, encoder: TextEncoder
) -> Path:
    """The folder of the index without the products in some rows; made where it is not there yet.

    Args:
        rows: of the products that are left out, some of them, and not all.
        index: the folder of the whole index.
        manifest: of it.
        shelves: the folder of all shelves of that index; the others in it that nobody reads are removed.
        name: of the shelf's folder, which tells the build of the index and what is left out.
        encoder: of the index; it need not be able to encode, since no text is new.

    Raises:
        OSError: it cannot be written.
    """
    folder = shelves / name
    if (folder / MANIFEST).is_file():
        return folder
    shelves.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(shelves / ".lock").acquire(timeout=_WAIT_S):
        if not (folder / MANIFEST).is_file():
            _make(rows, index, manifest, folder, encoder)
        for path in shelves.iterdir():
            if path.is_dir() and path != folder and not any(map(is_held, path.glob("data-*"))):
                shutil.rmtree(path, ignore_errors=True)
    return folder


def _make(rows: Collection[int], index: Path, manifest: Manifest, folder: Path, encoder: TextEncoder) -> None:
    indexed = IndexedProducts(index / manifest.data, manifest)
    left = np.setdiff1d(np.arange(manifest.products), np.asarray(sorted(rows), np.int64))
    source = CatalogSource(
        manifest.catalog_files, manifest.catalog_digest, indexed.column_kinds, manifest.language, manifest.stemmer
    )
    shutil.rmtree(folder, ignore_errors=True)  # a killed process left it
    build_index(
        (),
        folder,
        encoder=encoder,
        embedder=manifest.embedder,
        facts_of=lambda product: (),
        source=source,
        precision=manifest.precision,
        since=Changes(indexed.kept_rows(left), [], manifest.learned_from, manifest.changed_since),
        goes_on_from=index,
    )
