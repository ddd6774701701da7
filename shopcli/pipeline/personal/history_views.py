"""A history as it is shown: in a sentence, one customer line by line, and as plain values for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from shopcli.index import Index
from shopcli.pipeline.personal.history import History, Purchase, history_path
from shopcli.pipeline.personal.learned import learned_path
from shopcli.pipeline.personal.profile import Profile

__all__ = ["customer_lines", "customer_to_dict", "exported", "history_to_dict", "summary"]


def summary(history: History) -> str:
    """How much is kept, since when, and where."""
    if not len(history):
        return "The history is empty."
    counts = f"{len(history):,} lines, {len(history.customers):,} customers, {len(history.products):,} products"
    span = f"{_day(int(history.time[0]))} to {_day(int(history.time[-1]))}"
    return f"The history has {counts}, {span}: {history_path()}"


def history_to_dict(history: History) -> dict[str, Any]:
    """The same for programs."""
    return {
        "path": str(history_path()),
        "lines": len(history),
        "customers": len(history.customers),
        "products": len(history.products),
        "baskets": len(history.baskets),
        "first": _moment(int(history.time[0])) if len(history) else None,
        "last": _moment(int(history.time[-1])) if len(history) else None,
        "learned": learned_path().is_file(),
    }


def customer_lines(history: History, customer: str, index: Index | None) -> Iterator[str]:
    """What one customer bought, the latest first, with titles where the catalog has them.

    Raises:
        UsageError: nobody of that name is in the history.
    """
    for line in reversed(history.of_customer(customer)):
        row = index.find(line.product) if index else None
        title = f" {index.records[row].title}" if index and row is not None else ""
        yield f"{_day(line.time)}  {line.quantity:g} × {line.product}{title}"


def customer_to_dict(history: History, customer: str) -> dict[str, Any]:
    """The same for programs, by time."""
    return {"customer": customer, "purchases": [_purchase_to_dict(line) for line in history.of_customer(customer)]}


def exported(profile: Profile) -> dict[str, Any]:
    """All that is kept of somebody: the profile, and what the history has of its customer."""
    history = History.open() if history_path().is_file() else History.of(())
    who = profile.in_history
    bought = customer_to_dict(history, who)["purchases"] if who in history.number_of else []
    return profile.to_dict() | {"purchases": bought}


def _purchase_to_dict(line: Purchase) -> dict[str, Any]:
    return {"product": line.product, "time": _moment(line.time), "quantity": line.quantity, "basket": line.basket}


def _day(time: int) -> str:
    return f"{datetime.fromtimestamp(time, UTC):%Y-%m-%d}"


def _moment(time: int) -> str:
    return datetime.fromtimestamp(time, UTC).replace(tzinfo=None).isoformat()
