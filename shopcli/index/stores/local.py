"""The store that is a folder on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.index.storage.arrays import Opener
from shopcli.index.storage.manifest import held_manifest

if TYPE_CHECKING:
    from shopcli.index.parts.facts import FactVectors
    from shopcli.index.parts.records import Records
    from shopcli.index.parts.vectors import VectorIndex


class LocalStore:
    """An index folder, open for reading; see `shopcli.index.stores.store.Store`.

    Raises:
        IndexNotFound: no index in the folder.
        IndexUnusable: another format, or damaged files; the message names them.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest, self._hold = held_manifest(folder)
        self.data, self.opener = folder / self.manifest.data, Opener()

    def records(self) -> Records:
        """See `Store`."""
        from shopcli.index.parts.records import Records

        return Records(self.data)

    def vectors(self) -> VectorIndex:
        """See `Store`."""
        from shopcli.index.parts.vectors import VectorIndex

        return VectorIndex.open(self.data, self.manifest.scales["products"], dim=self.manifest.dim)

    def facts(self) -> FactVectors:
        """See `Store`."""
        from shopcli.index.parts.facts import FactVectors

        return FactVectors(self.data, self.manifest.scales["facts"])
