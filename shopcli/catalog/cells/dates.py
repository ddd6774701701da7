"""Days as feeds write them, as far as they tell from when and until when a price holds."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

from shopcli.util.lazy_regex import pattern

_ISO = pattern(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_COMPACT = pattern(r"(\d{4})(\d\d)(\d\d)(?:T.*)?")
_DAY_FIRST = pattern(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
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
