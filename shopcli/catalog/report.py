"""What happened while a catalog was read: counts, the rows that were skipped and why, and what was mended."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from shopcli.types import BadRow

KEPT_ROWS = 1000
KEPT_PLACES = 3


@dataclass
class ReadReport:
    """Filled by `Catalog.products` as it streams; every number is so far.

    Attributes:
        rows: rows met, empty ones not counted.
        products: products handed out.
        skipped: the first `KEPT_ROWS` bad rows; ``skipped_count`` counts all.
        counts: how often each thing that is worth a note happened, by its wording.
        places: the first few ``file:line`` of each, by the same wording.
        remarks: what was not read at all, a line each: files that are no catalog, other tables of a database.
    """

    rows: int = 0
    products: int = 0
    skipped: list[BadRow] = field(default_factory=list)
    skipped_count: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    places: dict[str, list[str]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def begin_again(self) -> None:
        """Forget all, since the catalog is read from its start once more."""
        vars(self).update(vars(ReadReport()))

    def note(self, what: str, file: str, line: int, *, times: int = 1) -> None:
        """Count ``what`` (a plural, as in "duplicates dropped") and remember where it first happened."""
        self.counts[what] += times
        places = self.places.setdefault(what, [])
        if len(places) < KEPT_PLACES:
            places.append(f"{file}:{line}")

    def take(self, part: ReadReport) -> None:
        """Add what was noted while the next part of the catalog was read elsewhere."""
        self.rows += part.rows
        self.counts.update(part.counts)
        for what, places in part.places.items():
            known = self.places.setdefault(what, [])
            known += places[: KEPT_PLACES - len(known)]

    def skip(self, row: BadRow) -> None:
        """Count a bad row, and keep it while there is room."""
        self.skipped_count += 1
        if len(self.skipped) < KEPT_ROWS:
            self.skipped.append(row)

    @property
    def notes(self) -> tuple[str, ...]:
        """One line for each kind of thing that was mended or dropped, commonest first, and for what was not read."""
        counted = [(count, what, self.places[what]) for what, count in self.counts.most_common()]
        counts = (f"{n} {what} ({', '.join(places)}{', …' if n > len(places) else ''})" for n, what, places in counted)
        return (*counts, *self.remarks)
