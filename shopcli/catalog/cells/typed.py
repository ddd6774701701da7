"""Attribute values: truth and numbers where the whole column holds nothing else, text otherwise, None for what is missing."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any, Literal

from shopcli.catalog.cells.clean import VALUE_LIMIT, clean_text, is_missing
from shopcli.catalog.cells.flatten import Money
from shopcli.catalog.columns.names import looks_like_code
from shopcli.types import TRUTHS, Value

ABSURD_NUMBER = 1e15
Kind = Literal["text", "number", "comma number", "truth"]

_TRUTH = {word: truth for words in TRUTHS for word, truth in words.items()}
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?")
_COMMA_NUMBER = re.compile(r"[-+]?\d+(?:,\d+)?")
_LEADING_ZERO = re.compile(r"[-+]?0\d")
_CODE_LENGTHS = (8, 12, 13, 14)  # EAN-8, UPC-A, EAN-13, GTIN-14


def column_kind(name: str, texts: Sequence[str]) -> Kind:
    """What the texts of a column are, all of them together; codes such as EANs, versions and ``007`` stay text."""
    if not texts:
        return "text"
    lowered = {text.lower() for text in texts}
    if any(lowered <= words.keys() for words in TRUTHS):
        return "truth"
    if _hold_codes(texts) or (looks_like_code(name) and not all(text.endswith(".0") for text in texts)):
        return "text"
    if all(_NUMBER.fullmatch(text) for text in texts):
        return "number"
    if all(_COMMA_NUMBER.fullmatch(text) for text in texts) and any(
        len(text.partition(",")[2]) not in (0, 3) for text in texts
    ):
        return "comma number"
    return "text"


def _hold_codes(texts: Sequence[str]) -> bool:
    if any(_LEADING_ZERO.match(text) or len(text) > 17 for text in texts):
        return True
    digits = [len(text) for text in texts if text.isdigit()]
    if any(length > 15 for length in digits):
        return True
    return len(digits) == len(texts) and sum(length in _CODE_LENGTHS for length in digits) * 2 > len(digits)


def typed_value(value: Any, kind: Kind) -> Value | None:
    """One value as the index keeps it; None where it is missing.

    Raises:
        OverflowError: a number that is infinite or at least `ABSURD_NUMBER`; it is no value, and worth counting.
    """
    if isinstance(value, str):
        return _typed_text(value, kind)
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return _number(value)
    return clean_text(str(value)) if isinstance(value, Money) else None


def _typed_text(raw: str, kind: Kind) -> Value | None:
    text = clean_text(raw, limit=VALUE_LIMIT)
    if is_missing(text):
        return None
    if kind == "text":
        return text
    if kind == "truth":
        return _TRUTH.get(text.lower(), text)
    pattern = _NUMBER if kind == "number" else _COMMA_NUMBER
    return _number(float(text.replace(",", "."))) if pattern.fullmatch(text) and not _LEADING_ZERO.match(text) else text


def _number(value: float) -> float | None:
    if value != value:
        return None
    if math.isinf(value) or abs(value) >= ABSURD_NUMBER:
        raise OverflowError("an absurd number")
    return float(value)
