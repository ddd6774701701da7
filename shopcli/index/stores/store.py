"""The seam between an index and the place where its parts lie: what is read of a store, and how one is written.

What is learned of a catalog and small (kinds, units, vocabulary, statistics, words, columns) is the *catalog document*: the
files of an index's data folder, all of one version. What is large (the vectors of products and of facts, the records) is read
from the store by row, a few hundred at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np

    from shopcli.index.parts.facts import FactVectors
    from shopcli.index.parts.records import Records
    from shopcli.index.parts.vectors import VectorIndex
    from shopcli.index.storage.arrays import Opener
    from shopcli.index.storage.manifest import Manifest


class Store(Protocol):
    """One version of an index, open for reading; any number of processes may have it open.

    Attributes:
        folder: what the index is known by on this machine, whose rules and shelves lie under it.
        manifest: of the version that is open; another one that is published meanwhile changes nothing of it.
        data: the folder with the files of the catalog document.
        opener: opens those of them that may be large.
    """

    folder: Path
    manifest: Manifest
    data: Path
    opener: Opener

    def records(self) -> Records:
        """The products by row."""
        ...

    def vectors(self) -> VectorIndex:
        """The products' vectors, and the search for the nearest, under limits that hold before the cut."""
        ...

    def facts(self) -> FactVectors:
        """The facts of products, and their vectors."""
        ...


@dataclass(frozen=True, slots=True)
class ProductBatch:
    """Products that are finished: read, embedded, and with their fields as numbers.

    Attributes:
        rows: (n,) int64, their rows: their places in the catalog as it is indexed, each of them once.
        vectors: (n, dim) float32, L2-normalised.
        records: the line of each, as `shopcli.index.parts.records.record_of` has it.
        fields: for each of the columns that limits are held against in the store (`filtered_columns`) its name and (n,)
            float64: a number, 0 or 1 for yes and no, or the code of a text among the column's choices; NaN where a record does
            not say.
    """

    rows: np.ndarray
    vectors: np.ndarray
    records: Sequence[bytes]
    fields: Mapping[str, np.ndarray]


class StoreWriter(Protocol):
    """One new version of an index, being written; nobody sees any of it before `publish`.

    Batches may come in any order, from several processes that each opened a writer of the same version, and again: what is
    written twice is as if it were written once, so that the part of a worker that died is simply done again.

    Attributes:
        version: what the version is called, 12 hexadecimal digits, as the data folder of its manifest (``data-VERSION``).
    """

    version: str

    def holds(self, what: str, rows: range) -> bool:
        """Whether a run that was killed has written all of some rows; False where this one is the first.

        Args:
            what: ``products``, or ``facts``.
            rows: their numbers, one after the other.

        Raises:
            StoreError: the store is away.
        """
        ...

    def put_products(self, batch: ProductBatch) -> None:
        """Write products by their rows.

        Raises:
            StoreError: the store is away, or refuses them.
        """
        ...

    def put_facts(self, first: int, vectors: np.ndarray) -> None:
        """Write the vectors, (n, dim) float32, of the distinct texts of facts that are numbered from ``first`` on.

        Raises:
            StoreError: the store is away, or refuses them.
        """
        ...

    def publish(self, data: Path, manifest: Manifest) -> None:
        """Write the catalog document, see that all rows are there, and let whoever opens the store from now on see it.

        That is one step, the switch of an alias; the version before stays until it is dropped.

        Args:
            data: the folder with the document's files, whose digests ``manifest`` has. What the store holds as rows, and what
                only the next update of a folder needs, is left out.
            manifest: of the version.

        Raises:
            StoreError: rows are missing, or the store is away. The version that was seen before is still the one that is seen.
        """
        ...

    def abandon(self) -> None:
        """Remove what was written of a version that is not to be."""
        ...


OpenWriter = Callable[[], StoreWriter]
"""Opens a writer of the one new version; it can be sent to another process."""

OpenedBy = Callable[[OpenWriter], StoreWriter]
"""Opens a writer where many may write at once."""

OnRows = Callable[[str, int, int], None]
"""What is written, how much of it, of how much."""
