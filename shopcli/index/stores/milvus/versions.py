"""The versions of an index in a store: what there is, which is asked, and how another one comes to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shopcli.errors import UsageError
from shopcli.index.stores.errors import StoreEmpty, StoreError
from shopcli.index.stores.milvus.collections import VersionNames, current_version, drop_version, switch_alias, versions
from shopcli.index.stores.milvus.connection import Connection
from shopcli.index.stores.milvus.document import read_about


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """One version.

    Attributes:
        version: 12 hexadecimal digits.
        is_current: whether it is the one that is asked.
        created: when it was built, UTC, ISO 8601; empty where it is not whole.
        products: how many it has.
        facts: how many different ones.
        embedder: what its vectors are by.
    """

    version: str
    is_current: bool
    created: str = ""
    products: int = 0
    facts: int = 0
    embedder: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it was written to its end."""
        return bool(self.created)


def stored_versions(connection: Connection, name: str) -> tuple[StoredVersion, ...]:
    """All versions of an index, the oldest first; those that were never finished stand behind."""
    current = current_version(connection, name)
    told = list(_told(connection, name, current))
    return tuple(sorted(told, key=lambda one: (not one.is_whole, one.created, one.version)))


def _told(connection: Connection, name: str, current: str) -> Iterator[StoredVersion]:
    for version in versions(connection, name):
        names = VersionNames(name, version)
        connection.call("load_collection", names.document)
        try:
            manifest = read_about(connection, names).manifest
        except StoreError:
            yield StoredVersion(version, version == current)
            continue
        yield StoredVersion(version, version == current, manifest.created, manifest.products, manifest.facts, manifest.embedder)


def switch_to(connection: Connection, name: str, version: str) -> StoredVersion:
    """Let another version be the one that is asked, in one step.

    Args:
        connection: to the store.
        name: of the index.
        version: its beginning is enough where it is the only one that begins so.

    Raises:
        UsageError: there is no such version, or it was never finished.
    """
    chosen = _chosen(connection, name, version)
    if not chosen.is_whole:
        raise UsageError(f"The version {chosen.version} was never finished.", hint="Remove it with: shopcli store drop VERSION")
    switch_alias(connection, name, chosen.version)
    return chosen


def drop(connection: Connection, name: str, version: str) -> StoredVersion:
    """Remove a version that is not asked.

    Raises:
        UsageError: there is no such version, or it is the one that is asked.
    """
    chosen = _chosen(connection, name, version)
    if chosen.is_current:
        hint = "Let another one be asked first: shopcli store switch VERSION"
        raise UsageError(f"The version {chosen.version} is the one that is asked.", hint=hint)
    drop_version(connection, VersionNames(name, chosen.version))
    return chosen


def _chosen(connection: Connection, name: str, version: str) -> StoredVersion:
    known = stored_versions(connection, name)
    if not known:
        raise StoreEmpty(str(connection.address))
    found = [one for one in known if version and one.version.startswith(version)]
    if len(found) != 1:
        what = f"{len(found)} versions begin with {version!r}." if found else f"There is no version {version!r}."
        raise UsageError(what, hint=f"There are: {', '.join(one.version for one in known)}.")
    return found[0]
