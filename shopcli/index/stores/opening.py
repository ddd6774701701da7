"""The index that the settings name, from whatever store it is in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.config import Settings, cache_dir
from shopcli.index.stores.address import StoreAddress

if TYPE_CHECKING:
    from shopcli.index.storage.manifest import Manifest
    from shopcli.index.store import Index
    from shopcli.index.stores.store import OnRows, OpenedBy, Store
    from shopcli.types.rules import ShopRules

_WRITING_S = 1800.0  # for one call of a writer, which may have a server build what is searched by


def open_index(settings: Settings, *, rules: ShopRules | None = None) -> Index:
    """The index that the settings name: of the store, where one is set, else of the folder.

    Raises:
        IndexNotFound, IndexUnusable: as `Index`.
        StoreError: the store is away, or holds something else.
    """
    from shopcli.index.store import Index

    return Index(_place(settings), rules=rules)


def manifest_of(settings: Settings) -> Manifest:
    """The manifest of the index that the settings name; see `open_index`."""
    from shopcli.index.storage.manifest import read_manifest

    place = _place(settings)
    return read_manifest(place) if isinstance(place, Path) else place.manifest


def manifest_in(folder: Path, settings: Settings) -> Manifest:
    """The manifest of the index in a folder, or in the store that the folder stands for."""
    from shopcli.index.storage.manifest import read_manifest

    return manifest_of(settings) if names_store(folder, settings) else read_manifest(folder)


def index_stamp(settings: Settings) -> object:
    """What is another value once the index was built anew, or another version of it is the one that is asked.

    Raises:
        StoreError: the store is away.
    """
    if settings.store:
        from shopcli.index.stores.milvus.collections import current_version
        from shopcli.index.stores.milvus.connection import connected

        address = StoreAddress.parse(settings.store)
        return current_version(connected(address, settings.store_timeout_s), address.collection)
    from shopcli.index.storage.manifest import MANIFEST

    manifest = settings.index_path / MANIFEST
    status = manifest.stat() if manifest.is_file() else None
    return (status.st_ino, status.st_mtime_ns, status.st_size) if status else None


def _place(settings: Settings) -> Path | Store:
    if not settings.store:
        return settings.index_path
    from shopcli.index.stores.milvus.store import MilvusStore

    address = StoreAddress.parse(settings.store)
    return MilvusStore(
        address, folder=settings.index_path, mirrors=cache_dir() / "stores" / address.key, timeout_s=settings.store_timeout_s
    )


def publish(
    settings: Settings,
    on_rows: OnRows | None = None,
    *,
    folder: Path | None = None,
    opened_by: OpenedBy | None = None,
) -> str:
    """Write an index folder into the store of the settings, and let it be the version that is asked.

    Args:
        settings: they name the store.
        on_rows: called as rows are written.
        folder: of the index; None for the one that the settings name.
        opened_by: opens the writer where many may write at once; a file of milvus-lite lets in this process alone.

    Returns:
        The version; nothing is written where it is the one that is asked already.

    Raises:
        IndexNotFound, IndexUnusable: there is no whole index in the folder.
        StoreError: the store is away, or refuses it; what was asked before is still asked.
    """
    from shopcli.index.parts.columns import FieldColumns
    from shopcli.index.stores.filtered_columns import filtered_columns
    from shopcli.index.stores.local import LocalStore
    from shopcli.index.stores.milvus.collections import MOST_FIELDS
    from shopcli.index.stores.milvus.writer import MilvusWriter
    from shopcli.index.stores.publish import publish_index

    folder = folder or settings.index_path
    local = LocalStore(folder)
    version = local.manifest.data.removeprefix("data-")
    if index_stamp(settings) != version:
        address, manifest = StoreAddress.parse(settings.store), local.manifest
        fields = filtered_columns(FieldColumns(local.data, manifest.products), MOST_FIELDS)
        sizes = {"dim": manifest.dim, "products": manifest.products}
        opened = partial(MilvusWriter, address, version, fields=fields, timeout_s=_WRITING_S, **sizes)
        writer = opened_by(opened) if opened_by and not address.is_file else opened()
        publish_index(folder, writer, fields, on_rows)
    return version


def names_store(folder: Path, settings: Settings) -> bool:
    """Whether a folder is the one that stands for the store that is set, and none that was named for itself."""
    return bool(settings.store) and folder == settings.index_path
