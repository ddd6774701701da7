"""What the values of a column look like, whatever it is called: amounts, places, ratings, codes, kinds of things."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from shopcli.catalog.cells.flatten import Money
from shopcli.catalog.cells.money import parse_price
from shopcli.catalog.columns.lexicon import fold_name, lexicon
from shopcli.text.money import currency_code
from shopcli.text.scripts import HAN
from shopcli.text.units import SYMBOLS
from shopcli.types import truth_of

URL = re.compile(r"https?://\S+", re.IGNORECASE)
IMAGE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|bmp)(?:\?\S*)?$|/(?:img|image)s?/", re.IGNORECASE)
_PLACE = re.compile(r"(?:https?://|//|www\.|/|[\w-]+[./])\S*", re.IGNORECASE)
_MONEY = re.compile(
    r"\s*(?:[€$£¥￥₹₽₩]|(?:US|CA|A|HK|NT)\$|EUR|USD|GBP|CNY|CHF)\s*\d[\d.,'\s]*|\s*\d[\d.,'\s]*(?:[€$£¥₹₽₩元円]|EUR|USD|GBP|CNY|CHF|zł|Kč|kr)\s*"
)
_WITH_SIGN = re.compile(r"\s*([^\d\s]{1,8})?\s*\d[\d.,'\s]*?\s*([^\d\s.,]{1,8}\.?)?\s*")
_UNITS = frozenset(map(str.casefold, SYMBOLS))
_RATING = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:$|%|/|out of|von|sur|de\b|stars?|sterne|étoiles|estrellas|星|分)", re.IGNORECASE)
_STARS = re.compile(r"[★☆⭐✩✭\s]{1,12}")
_WHOLE = re.compile(r"[^\d]{0,20}\d{1,3}(?:[,. ]?\d{3})*(?:\.0+)?\+?[^\d]{0,20}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")
_DIGITS = re.compile(r"[\d\s'’xX-]{8,20}(?:\.0)?|\d\.\d+[eE]\+?\d+")
_WORD = re.compile(rf"[^\W\d_]{{2}}|[{HAN}]")
_BLANK = re.compile(r"\{\{?\s?[A-Za-z_][\w .]{0,40}\}|\$\{\w+\}|%\(\w+\)s")
_MOST_WORDS = 40  # characters of what names a state, a colour, a size


def share(values: Sequence[Any], fits: Callable[[Any], bool]) -> float:
    """The share of values that fit, 0 to 1."""
    return sum(map(fits, values)) / len(values) if values else 0.0


def distinct(values: Sequence[Any]) -> float:
    """How many different values there are for each value, 0 to 1."""
    return len({str(value) for value in values}) / len(values) if values else 0.0


def told(values: Sequence[Any]) -> list[Any]:
    """Without the text that stands for nothing: one without a digit that repeats, as in "No rating available"."""
    common = Counter(value for value in values if isinstance(value, str) and not any(map(str.isdigit, value))).most_common(1)
    if not common or (common[0][1] < 2 and len(values) > 2):
        return list(values)
    return [value for value in values if value != common[0][0]] or list(values)


def number_of(value: Any) -> float | None:
    """A plain number, written as one or as text."""
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def is_number(value: Any) -> bool:
    return number_of(value) is not None


def is_words(value: Any) -> bool:
    return isinstance(value, (int, float)) or (isinstance(value, str) and not URL.match(value))


def is_template(value: Any) -> bool:
    """Whether a text has blanks that nobody filled in: "{Finish} Dress Belt ({Size})"."""
    return isinstance(value, str) and _BLANK.search(value) is not None


def has_word(text: str) -> bool:
    return bool(_WORD.search(text))


def is_price(value: Any) -> bool:
    return isinstance(value, Money) or (parse_price(value)[0] is not None and len(str(value)) <= 60)


def is_amount_of_money(value: Any) -> bool:
    """An amount with a currency; a bare number could be anything."""
    return isinstance(value, Money) or (isinstance(value, str) and (bool(_MONEY.fullmatch(value)) or _has_own_money(value)))


def _has_own_money(text: str) -> bool:
    """Whether a number stands beside what is a currency and no unit: "479 сом", "150 лв"; "5 ft" is no money."""
    match = _WITH_SIGN.fullmatch(text)
    sign = (match[1] or match[2] or "").strip() if match and bool(match[1]) != bool(match[2]) else ""
    is_unit = sign in SYMBOLS or sign.casefold() in _UNITS
    return bool(sign) and not is_unit and currency_code(sign, chinese=False) is not None


def is_place(value: Any) -> bool:
    return isinstance(value, str) and bool(_PLACE.match(value.strip()))


def is_url(value: Any) -> bool:
    return isinstance(value, str) and bool(URL.fullmatch(value.strip()))


def is_image(value: Any) -> bool:
    return isinstance(value, str) and bool(URL.match(value) and IMAGE.search(value))


def is_code(value: Any) -> bool:
    """Letters and digits without a space, at least one digit among them, and no amount."""
    text = str(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
    return bool(_CODE.fullmatch(text)) and any(letter.isdigit() for letter in text) and not re.fullmatch(r"\d+\.\d+", text)


def is_digits(value: Any) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool) and bool(_DIGITS.fullmatch(str(value).strip()))


def is_id(value: Any) -> bool:
    return isinstance(value, (int, float, str)) and len(str(value)) <= 200


def is_state(value: Any) -> bool:
    """A word or two, or yes and no."""
    return isinstance(value, (bool, int, float)) or (isinstance(value, str) and len(value.strip()) <= _MOST_WORDS)


def is_count(value: Any) -> bool:
    """A whole number, with or without words: 12, ``1,234 ratings``, ``20+条评价``."""
    if isinstance(value, (int, float)):
        return not isinstance(value, bool) and (isinstance(value, int) or value.is_integer())
    return isinstance(value, str) and bool(_WHOLE.fullmatch(value.strip()))


def is_more_than(value: Any) -> bool:
    """A count that is left open, as shops tell of what they have plenty of: "> 10 pcs", "50+"."""
    return isinstance(value, str) and is_count(value) and (value.lstrip()[:1] in ("<", ">", "≥") or "+" in value)


def is_percent(value: Any) -> bool:
    """A share of a whole, in percent or below 1: 25, ``25 %``, .25."""
    number = number_of(value.strip().strip("-%").strip() if isinstance(value, str) else value)
    return number is not None and abs(number) <= 100


def rating_of(value: Any) -> float | None:
    """The number of a rating: 4.5, ``4,5``, ``4.5 out of 5 stars``; None where there is none."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value) if abs(value) < 1e6 else None
    match = _RATING.match(value.strip()) if isinstance(value, str) else None
    return float(match.group(1).replace(",", ".")) if match else None


@cache
def _numerals() -> frozenset[str]:
    return frozenset(word for word, senses in lexicon().items() if any("numeral" in sense.tags for sense in senses))


def is_rating(value: Any) -> bool:
    """A number up to 100, in digits, words or stars."""
    number = rating_of(value)
    if number is not None:
        return 0 <= number <= 100
    if not isinstance(value, str) or len(value) > _MOST_WORDS:
        return False
    return bool(_STARS.fullmatch(value)) or (fold_name(value).split() or [""])[0] in _numerals()


def is_truth(value: Any) -> bool:
    return truth_of(value) is not None or value in (0, 1, "0", "1")


def is_availability(value: Any) -> bool:
    """What shops say of whether a thing can be had: "in stock", ausverkauft, 有货."""
    return _says(value, "available")


def is_condition(value: Any) -> bool:
    """What shops say of whether a thing is new."""
    return _says(value, "worn")


def is_published(value: Any) -> bool:
    """What a shop system says of a record: active, draft, archived."""
    return _says(value, "published")


def is_system_type(value: Any) -> bool:
    """What a shop system calls the ways in which it keeps products: simple, variable, configurable."""
    return isinstance(value, str) and bool(value.strip()) and all(_says(part.strip(), "system") for part in value.split(","))


def _says(value: Any, meaning: str) -> bool:
    senses = lexicon().get(fold_name(value), ()) if isinstance(value, str) and len(value) <= _MOST_WORDS else ()
    return any(meaning in sense.tags for sense in senses)


def tells_kinds(values: Sequence[Any]) -> float:
    """How well a column's values sort the products into kinds: few short texts, neither all alike nor all different."""
    texts = [value.strip() if isinstance(value, str) else str(value) for value in values]
    if not texts:
        return 0.0
    counts = Counter(texts)
    different, largest = len(counts), counts.most_common(1)[0][1] / len(texts)
    score = 1.0 + 0.05 * min(6.0, math.log2(different)) if different > 1 else 0.35
    if len(texts) >= 10 and different > 0.8 * len(texts):
        score -= 0.7
    elif len(texts) >= 10 and largest > 0.9:
        score -= 0.3
    if sum(map(len, counts)) / different > _MOST_WORDS:
        score -= 0.3
    if share(list(counts), lambda text: ">" in text or "/" in text or ", " in text) > 0.5:
        score -= 0.1  # a path or a list says no more than its parts do, where they have a column of their own
    if share(list(counts), lambda text: "-" in text and " " not in text and text.islower()) > 0.5:
        score -= 0.1  # written for machines
    return score if share(list(counts), has_word) >= 0.5 else 0.0
