"""What has changed in a catalog since it was indexed: products that are as they were are neither read nor learned anew."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from shopcli import __version__
from shopcli.errors import ShopcliError
from shopcli.index.parts.columns import FieldColumns
from shopcli.index.parts.records import IDS, Records, record_of
from shopcli.index.storage.carried_over import CarriedOver
from shopcli.index.storage.manifest import LEARNED, STEMMER, Manifest, read_manifest
from shopcli.index.storage.vector_cache import TextEncoder
from shopcli.index.text import KEY_BYTES
from shopcli.index.writers import ORIGINS
from shopcli.types import Entry, Product, Seen

_COLUMN_KINDS = "column_kinds.json"
_MOST_AT_ONCE = 50_000  # products that may have changed since, however many there are


def save_column_kinds(data: Path, kinds: Mapping[str, str]) -> None:
    """Keep for the next update what the texts of each column were when the catalog was read."""
    (data / LEARNED / _COLUMN_KINDS).write_text(json.dumps(kinds, ensure_ascii=False), "utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed.

    Attributes:
        kept: the products that are as they were.
        fresh: those that are new or have changed.
        learned_from: how many products there were when the index was built from nothing.
        since_then: how many have come, changed or gone since.
    """

    kept: CarriedOver
    fresh: list[Entry]
    learned_from: int
    since_then: int


class IndexedProducts:
    """The products of the index that a catalog is indexed into.

    Args:
        data: the folder that holds its files.
        manifest: of it.
    """

    def __init__(self, data: Path, manifest: Manifest) -> None:
        self._data, self._manifest = data, manifest
        self._ids: list[str] = json.loads((data / IDS).read_bytes())
        self._rows = {product_id: row for row, product_id in enumerate(self._ids)}
        self._records = Records(data)
        origins = np.load(data / ORIGINS).tobytes()
        self._origins = {origins[start : start + KEY_BYTES]: row for row, start in enumerate(range(0, len(origins), KEY_BYTES))}
        self._origins.pop(bytes(KEY_BYTES), None)  # rows that are to be read anew

    @classmethod
    def open(
        cls, folder: Path, encoder: TextEncoder, precision: str, stemmer: str = STEMMER, *, worth_updating: int
    ) -> IndexedProducts | None:
        """The index in a folder; None where there is none that can be brought up to date, and all is to be built anew."""
        try:
            manifest = read_manifest(folder, thorough=True)  # what is damaged must not go on
            made_by = (manifest.version, manifest.embedder_digest, manifest.precision, manifest.stemmer)
            if made_by != (__version__, encoder.digest, precision, stemmer) or manifest.products < worth_updating:
                return None
            return cls(folder / manifest.data, manifest)
        except (ShopcliError, OSError):
            return None

    @property
    def column_kinds(self) -> dict[str, Any]:
        """What the texts of each column were when the catalog was read."""
        kinds: dict[str, Any] = json.loads((self._data / LEARNED / _COLUMN_KINDS).read_text("utf-8", "surrogatepass"))
        return kinds

    @property
    def fields(self) -> Container[str]:
        """The fields that the products have."""
        return FieldColumns(self._data, len(self._ids))

    def id_of(self, origin: bytes) -> str | None:
        """The id of the product that was made of a row of the catalog; None where that row was not there."""
        row = self._origins.get(origin)
        return None if row is None else self._ids[row]

    def product(self, product_id: str) -> Product:
        """The product with an id."""
        return self._records[self._rows[product_id]]

    def changes(self, entries: Iterable[Entry | Seen], *, most_changed: float) -> Changes | None:
        """What has changed; None where it is so much, now or since the index was built from nothing, that all is to be anew.

        Args:
            entries: the whole catalog; no more of it is read than it takes to tell.
            most_changed: the share of the products it was learned from that may have changed since.
        """
        most = min(_MOST_AT_ONCE, int(most_changed * self._manifest.learned_from) - self._manifest.changed_since)
        rows: dict[int, bytes] = {}
        fresh: list[Entry] = []
        for entry in entries:
            row = self._row_of(entry)
            if row is not None:
                rows[row] = entry.origin or bytes(KEY_BYTES)
            elif isinstance(entry, Entry):
                fresh.append(entry)
            if len(fresh) > most:
                return None
        gone = len(self._ids) - len(rows)
        if not rows or gone > most:
            return None
        since_then = self._manifest.changed_since + max(gone, len(fresh))
        return Changes(self._kept(rows), fresh, self._manifest.learned_from, since_then)

    def _row_of(self, entry: Entry | Seen) -> int | None:
        """The row of the product that an entry still is."""
        if isinstance(entry, Seen):
            return self._rows[entry.id]
        row = self._rows.get(entry.product.id)
        return row if row is not None and self._records.raw(row) == record_of(entry.product) else None

    def kept_rows(self, rows: np.ndarray) -> CarriedOver:
        """The products in some rows, (n,) int64 ascending, as they are."""
        origins = np.load(self._data / ORIGINS)[rows]
        return CarriedOver(self._data, rows, [self._ids[row] for row in rows], origins, len(self._ids), self._records)

    def _kept(self, rows: dict[int, bytes]) -> CarriedOver:
        order = sorted(rows)
        ids = [self._ids[row] for row in order]
        origins = np.frombuffer(b"".join(rows[row] for row in order), np.uint8).reshape(-1, KEY_BYTES)
        return CarriedOver(self._data, np.asarray(order, np.int64), ids, origins, len(self._ids), self._records)
