"""Rows of one product brought together, wherever in a file they stand, in memory that does not grow with the file."""

from __future__ import annotations

import marshal
import tempfile
from array import array
from collections.abc import Callable, Iterator
from itertools import islice
from typing import IO, Any

from shopcli.catalog.forms.tables import Row

Keys = Callable[[dict[str, Any]], tuple[int, ...] | None]
_AT_ONCE = 128  # rows that are copied together
_MOST_COPIED = 1 << 26  # bytes of rows that are laid on disk rather than read again
_MARSHAL = 2  # the last version that looks for no value twice


class ScatteredRows(Exception):
    """Rows of one product do not stand together, so that the file must be read more than once (`gathered`)."""


def adjacent(rows: Iterator[Row], keys: Keys) -> Iterator[list[Row]]:
    """The rows of each product, where they stand together.

    Args:
        rows: a file's; bad ones come alone.
        keys: what a row shares with those that it belongs to; None where it belongs to the row before it.

    Raises:
        ScatteredRows: a row belongs to one that has been handed out.
    """
    handed_out: set[int] = set()
    group: list[Row] = []
    shared: set[int] = set()
    for row in rows:
        if row.record is None:
            yield [row]
            continue
        own = keys(row.record)
        if group and (own is None or not shared.isdisjoint(own)):
            group.append(row)
            shared.update(own or ())
            continue
        handed_out |= shared
        if own and not handed_out.isdisjoint(own):
            raise ScatteredRows
        if group:
            yield group
        group, shared = [row], set(own or ())
    if group:
        yield group


def gathered(rows: Callable[[], Iterator[Row]], keys: Keys) -> Iterator[list[Row]]:
    """The rows of each product, in the order of the first of each.

    A large file is read twice, or thrice where they are scattered; of one that is not, a copy is.

    Args:
        rows: the file from its start.
        keys: see `adjacent`.
    """
    with tempfile.TemporaryFile() as spool:
        copied = _Copied(spool)
        firsts, scattered = _first_rows(copied.copying(rows()), keys)
        again = copied.rows if copied.is_whole else rows
        yield from _together(again(), firsts) if scattered is None else _brought_together(again, firsts, scattered)


def _brought_together(rows: Callable[[], Iterator[Row]], firsts: array[int], scattered: bytearray) -> Iterator[list[Row]]:
    with tempfile.TemporaryFile() as spool:
        laid_aside = _LaidAside(spool)
        for number, row in enumerate(rows()):
            first = firsts[number] if number < len(firsts) else number
            if first != number and scattered[first]:
                laid_aside.add(first, row)
        laid_aside.sort()
        yield from _in_order(rows(), firsts, scattered, laid_aside)


def _first_rows(rows: Iterator[Row], keys: Keys) -> tuple[array[int], bytearray | None]:
    """For each row the first row of its product, and which of these have rows elsewhere; None where none has."""
    import numpy as np

    all_keys, owners, parents = array("q"), array("i"), array("i")
    last = -1
    for number, row in enumerate(rows):
        own = keys(row.record) if row.record else ()
        parents.append(number)
        if own is None:
            parents[number] = last if last >= 0 else number
        else:
            all_keys.extend(own)
            owners.extend([number] * len(own))
        if row.record:
            last = number
    found = np.frombuffer(all_keys, np.int64) if len(all_keys) else np.zeros(0, np.int64)
    order = np.argsort(found, kind="stable")
    alike = np.flatnonzero(found[order][1:] == found[order][:-1])
    numbers = np.frombuffer(owners, np.int32)[order] if len(owners) else np.zeros(0, np.int32)
    for one, other in zip(numbers[alike].tolist(), numbers[alike + 1].tolist(), strict=True):
        _join(parents, one, other)
    for number in range(len(parents)):
        parents[number] = _first(parents, number)
    firsts = np.frombuffer(parents, np.int32) if len(parents) else np.zeros(0, np.int32)
    counts = np.bincount(firsts, minlength=len(firsts)) if len(firsts) else firsts
    lasts = np.zeros(len(firsts), np.int64)
    lasts[firsts] = np.arange(len(firsts))  # of several assignments the last one stays
    is_scattered = (counts > 0) & (lasts - np.arange(len(firsts)) + 1 != counts)
    return parents, bytearray(is_scattered.tobytes()) if is_scattered.any() else None


def _first(parents: array[int], number: int) -> int:
    root = number
    while parents[root] != root:
        root = parents[root]
    while parents[number] != root:
        parents[number], number = root, parents[number]
    return root


def _join(parents: array[int], one: int, other: int) -> None:
    first, second = sorted((_first(parents, one), _first(parents, other)))
    parents[second] = first


def _together(rows: Iterator[Row], firsts: array[int]) -> Iterator[list[Row]]:
    group: list[Row] = []
    current = -1
    for number, row in enumerate(rows):
        first = firsts[number] if number < len(firsts) else number
        if first != current and group:
            yield group
            group = []
        current = first
        group.append(row)
    if group:
        yield group


def _in_order(rows: Iterator[Row], firsts: array[int], scattered: bytearray, laid_aside: _LaidAside) -> Iterator[list[Row]]:
    group: list[Row] = []
    current = -1
    for number, row in enumerate(rows):
        first = firsts[number] if number < len(firsts) else number
        if first != number and scattered[first]:
            continue
        if first != current and group:
            yield group
            group = []
        current = first
        group.append(row)
        if number < len(scattered) and scattered[number]:
            group.extend(laid_aside.of(number))
    if group:
        yield group


class _Copied:
    """A file's rows as they were read, on disk, where a second reading takes a fraction of the first's time.

    Attributes:
        is_whole: whether all of them are there: rows that are too many or too odd to copy must be read again.
    """

    def __init__(self, spool: IO[bytes]) -> None:
        self._spool, self._lengths, self.is_whole = spool, array("q"), True

    def copying(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows, copied as they pass."""
        while some := list(islice(rows, _AT_ONCE)):
            if self.is_whole:
                self._copy(some)
            yield from some

    def _copy(self, some: list[Row]) -> None:
        try:
            copy = marshal.dumps(list(map(tuple, some)), _MARSHAL)
        except ValueError:  # nested too deeply, or of a type of its own
            self.is_whole = False
            return
        self._lengths.append(len(copy))
        self._spool.write(copy)
        self.is_whole = self._spool.tell() <= _MOST_COPIED

    def rows(self) -> Iterator[Row]:
        """All rows from the first."""
        at = 0
        for length in self._lengths:
            self._spool.seek(at)
            at += length
            yield from map(Row._make, marshal.loads(self._spool.read(length)))


class _LaidAside:
    """Rows that come after others of their product elsewhere, on disk until the first of them is met again."""

    def __init__(self, spool: IO[bytes]) -> None:
        self._spool = spool
        self._firsts, self._offsets = array("i"), array("q")
        self._order: Any = None
        self._sorted: Any = None

    def add(self, first: int, row: Row) -> None:
        """Lay aside a row that belongs to the one numbered ``first``."""
        self._firsts.append(first)
        self._offsets.append(self._spool.tell())
        marshal.dump(tuple(row), self._spool)

    def sort(self) -> None:
        """All have been laid aside."""
        import numpy as np

        firsts = np.frombuffer(self._firsts, np.int32)
        self._order = np.argsort(firsts, kind="stable")
        self._sorted = firsts[self._order]

    def of(self, first: int) -> Iterator[Row]:
        """The rows that belong to one, in their order."""
        start, end = self._sorted.searchsorted(first), self._sorted.searchsorted(first, side="right")
        for place in self._order[start:end].tolist():
            self._spool.seek(self._offsets[place])
            yield Row(*marshal.load(self._spool))
