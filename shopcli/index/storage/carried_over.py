"""What of the index before goes on in the next one: the products that are as they were, first and in their old order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from shopcli.types import Product


@dataclass(frozen=True)
class CarriedOver:
    """The products of an index that go on.

    Attributes:
        data: the folder that holds its files.
        rows: (n,) int64 ascending, their rows there; in the next index they are 0 to n - 1.
        ids: the products' ids.
        origins: (n, 16) uint8, by what their rows of the catalog are known again (`shopcli.types.Entry`).
        size: how many products there were.
        records: all of these, by the row that they had.
    """

    data: Path
    rows: np.ndarray
    ids: list[str]
    origins: np.ndarray
    size: int
    records: Sequence[Product]

    @cached_property
    def number(self) -> np.ndarray:
        """The row in the next index by the row before, (size,) int32; -1 for a product that does not go on."""
        number = np.full(self.size, -1, np.int32)
        number[self.rows] = np.arange(len(self.rows), dtype=np.int32)
        return number

    @cached_property
    def gone(self) -> dict[int, Product]:
        """The products that do not go on, by the row that they had."""
        return {row: self.records[row] for row in np.flatnonzero(self.number < 0).tolist()}

    def stretches(self) -> Iterator[tuple[int, int]]:
        """The half-open ranges of rows that go on, each as long as can be."""
        breaks = np.flatnonzero(np.diff(self.rows) != 1) + 1
        for part in np.split(self.rows, breaks):
            if len(part):
                yield int(part[0]), int(part[-1]) + 1
