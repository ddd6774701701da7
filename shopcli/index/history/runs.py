"""The history of an index: what each run of ``shopcli index`` changed, one line of JSON a run, the earliest first.

It lies in the data folder and is carried on into the next one, so that it is there with the index that it tells of, or not at
all. It is bounded: the latest runs, and of each run so many changes; of those that are left out the number is kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from shopcli.errors import ShopcliError
from shopcli.index.history.differences import catalog_differences
from shopcli.index.history.net import net_changes
from shopcli.index.parts.records import Records
from shopcli.index.storage.manifest import read_manifest
from shopcli.types.changes import SORTS, CatalogChanges, FieldChange, ProductChange, sorts_of

HISTORY = "history.jsonl"
MOST_RUNS, MOST_CHANGES = 60, 5000  # of the whole, and of one run
_MOST_BYTES = 8 << 20  # earlier runs give way


@dataclass(frozen=True, slots=True)
class Run:
    """One run.

    Attributes:
        at: when the index was made, UTC, ISO 8601.
        before: when the one before it was.
        products: how many it holds.
        left_out: changes beyond `MOST_CHANGES`.
        changes: what changed.
    """

    at: str
    before: str
    products: int
    left_out: int
    changes: tuple[ProductChange, ...]

    def line(self) -> str:
        """It as a line of JSON."""
        changes = [asdict(change) for change in self.changes]
        return json.dumps(asdict(self) | {"changes": changes}, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def of(cls, line: str) -> Run:
        """The run of a line.

        Raises:
            ValueError, TypeError, KeyError: it is none.
        """
        values = json.loads(line)
        changes = tuple(_change_of(one) for one in values.pop("changes"))
        return cls(changes=changes, **values)


def _change_of(values: dict[str, Any]) -> ProductChange:
    variants = {name: _fields_of(fields) for name, fields in values.pop("variants").items()}
    return ProductChange(fields=_fields_of(values.pop("fields")), variants=variants, **values)


def _fields_of(values: Mapping[str, Mapping[str, Any]]) -> dict[str, FieldChange]:
    return {name: FieldChange(**change) for name, change in values.items()}


class History:
    """The runs that an index knows of.

    Args:
        runs: the earliest first.
    """

    def __init__(self, runs: Sequence[Run] = ()) -> None:
        self.runs = tuple(runs)

    @classmethod
    def open(cls, data: Path) -> History:
        """The history in a data folder; one without runs where there is none, as in an index by an earlier version.

        Raises:
            ValueError: it is damaged.
        """
        try:
            lines = (data / HISTORY).read_text(encoding="utf-8").splitlines()
            return cls([Run.of(line) for line in lines if line])
        except FileNotFoundError:
            return cls()
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"{HISTORY} holds a run that cannot be read: {error}") from None

    def carried_on(self, run: Run) -> History:
        """With one more run behind the others; the earliest give way."""
        return History((*self.runs, run)[-MOST_RUNS:])

    def save(self, data: Path) -> None:
        """Write it into a data folder that is being made."""
        lines: list[str] = []
        room = _MOST_BYTES
        for run in reversed(self.runs):
            line = run.line()
            room -= len(line.encode("utf-8", "replace"))
            if lines and room < 0:
                break
            lines.append(line)
        (data / HISTORY).write_text("".join(f"{line}\n" for line in reversed(lines)), "utf-8", "replace", newline="\n")

    def gone(self) -> set[str]:
        """The ids that were sold once and are not now, as far as is known."""
        ids: set[str] = set()
        for run in self.runs:
            ids |= {change.id for change in run.changes if change.coming == "gone"}
            ids -= {change.id for change in run.changes if change.coming in ("new", "back")}
        return ids

    def since(self, moment: datetime | None, products: int) -> CatalogChanges:
        """What changed since a moment, all runs after it taken together; of the last run alone where none is given.

        Args:
            moment: with its time zone.
            products: how many there are now.
        """
        runs = self.runs[-1:] if moment is None else [run for run in self.runs if _moment(run.at) >= moment]
        if not runs:
            until = self.runs[-1].at if self.runs else ""
            return CatalogChanges("", until, products, (), runs=0, kept_since=self._kept_since)
        changes = sorted(net_changes(run.changes for run in runs), key=_importance)
        left_out = sum(run.left_out for run in runs)
        return CatalogChanges(
            runs[0].before, runs[-1].at, products, tuple(changes), left_out, len(runs), kept_since=self._kept_since
        )

    @property
    def _kept_since(self) -> str:
        return self.runs[0].before if self.runs else ""


def keep_history(folder: Path, data: Path, at: str) -> None:
    """Write the history of an index that is being made: that of the one in the folder, and what is another than there.

    Where there is no index to compare with, or it cannot be read, a history begins with the next run.

    Args:
        folder: of the index.
        data: the new data folder, whose records are written.
        at: when it was made, UTC, ISO 8601.
    """
    try:
        manifest = read_manifest(folder)
        before = Records(folder / manifest.data)
        history = _known(folder / manifest.data)
        after = Records(data)
        changes = list(catalog_differences(before, after, history.gone()))
    except (ShopcliError, OSError, ValueError, KeyError):
        return
    kept = sorted(changes, key=_importance)[:MOST_CHANGES]
    run = Run(at, manifest.created, len(after), len(changes) - len(kept), tuple(kept))
    history.carried_on(run).save(data)


def _known(data: Path) -> History:
    """The history in a data folder; what cannot be read of it costs no build."""
    try:
        return History.open(data)
    except (OSError, ValueError):
        return History()


def _importance(change: ProductChange) -> tuple[int, float, str]:
    """What is shown first, and kept where not all is: of prices the one that fell or rose by the largest share."""
    sort = next(sorts_of(change), "other")
    before, after = change.price or (0.0, 0.0)
    return SORTS.index(sort), -abs(after - before) / before if before else 0.0, change.id


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
