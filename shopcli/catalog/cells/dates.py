"""Days as feeds write them, as far as they tell from when and until when a price holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any, Literal

from shopcli.util.lazy_regex import pattern

DayOrder = Literal["day", "month"]
_ISO = pattern(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_COMPACT = pattern(r"(\d{4})(\d\d)(\d\d)(?:T.*)?")
_DAY_FIRST = pattern(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_CLOCK = pattern(r"(?<![\d:])(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:\s*([AaPp])\.?[Mm])?")
_SECONDS = (5e8, 1e10)  # of the Unix epoch, 1985 to 2286


def read_day(value: Any) -> date | None:
    """The day of a date or a time; None where it cannot be told, as of ``03/04/2026`` by itself it cannot."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _of_epoch(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if re.fullmatch(r"\d{9,13}", text):
        return _of_epoch(int(text))
    if match := _ISO.search(text) or _COMPACT.fullmatch(text):
        return _day(*map(int, match.groups()))
    match = _DAY_FIRST.search(text)
    if match is None:
        return None
    first, second, year = map(int, match.groups())
    if first <= 12 and second <= 12 and first != second and "." not in match.group():
        return None
    return _day(year, second, first) if second <= 12 else _day(year, first, second)


def read_days(value: Any) -> tuple[date | None, date | None]:
    """(first, last) of ``2026-01-01T00:00+0100/2026-01-31T23:59+0100``; a lone day is the first."""
    if isinstance(value, str) and (
        halves := re.fullmatch(r"(\S*\d{4}-\d\d-\d\d\S*)\s*(?:/|\bto\b|–)\s*(\S*\d{4}-\d\d-\d\d\S*)", value.strip())
    ):
        return read_day(halves[1]), read_day(halves[2])
    return read_day(value), None


def read_moment(value: Any, order: DayOrder | None = None) -> int | None:
    """Seconds since 1970 of a date or a time, in the clock that it is written in; a day by itself is its midnight.

    Args:
        value: a cell. A time zone behind a time is not looked at.
        order: which stands first in ``03/04/2026``; None where nobody knows, and then None is what such a day is read as.
    """
    if isinstance(value, bool):
        return None
    number = value if isinstance(value, (int, float)) else None
    if isinstance(value, str) and re.fullmatch(r"\d{9,13}", value.strip()):
        number = int(value)
    if number is not None:
        if _of_epoch(number) is None:
            return None
        return int(number / 1000 if number > _SECONDS[1] else number)
    day = read_day(value) or _ordered_day(str(value), order)
    if day is None:
        return None
    clock = _CLOCK.search(str(value))
    hours, minutes, seconds = (int(part or 0) for part in clock.groups()[:3]) if clock else (0, 0, 0)
    if clock and clock[4]:
        hours = hours % 12 + (12 if clock[4].lower() == "p" else 0)
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return int(midnight.timestamp()) + 3600 * hours + 60 * minutes + seconds


def day_order(values: Iterable[Any]) -> DayOrder | None:
    """Which stands first in the dates of a column: what cannot be a month tells, else that rows in turn are near.

    None where neither tells.
    """
    texts = list(dict.fromkeys(value for value in values if isinstance(value, str) and _DAY_FIRST.search(value)))
    far = {order: _days_between([_ordered_day(text, order) for text in texts]) for order in ("day", "month")}
    if far["day"] == far["month"]:
        return None
    return "day" if far["day"] < far["month"] else "month"


def _days_between(days: Sequence[date | None]) -> tuple[int, int]:
    """How many of a list are no days, and the days between each and the next, together."""
    read = [day.toordinal() for day in days if day]
    return len(days) - len(read), sum(abs(two - one) for one, two in pairwise(read))


def _ordered_day(text: str, order: str | None) -> date | None:
    match = _DAY_FIRST.search(text) if order else None
    if match is None:
        return None
    first, second, year = map(int, match.groups())
    return _day(year, first, second) if order == "month" else _day(year, second, first)


def _of_epoch(number: float) -> date | None:
    if not 0 <= number <= 1000 * _SECONDS[1]:  # not even in milliseconds
        return None
    seconds = number / 1000 if number > _SECONDS[1] else number
    return datetime.fromtimestamp(seconds, UTC).date() if _SECONDS[0] <= seconds <= _SECONDS[1] else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
