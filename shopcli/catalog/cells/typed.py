"""Attribute values: truth and numbers where the whole column holds nothing else, text otherwise, None for what is missing."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from shopcli.catalog.cells.clean import ATTRIBUTE_LIMIT, clean_text, is_missing
from shopcli.catalog.cells.flatten import Money
from shopcli.catalog.columns.names import fold_name, looks_like_code
from shopcli.catalog.wordlists import split_words
from shopcli.types import PAIRED_TRUTHS, TRUTHS, Value, opening_truth, truth_of

ABSURD_NUMBER = 1e15
# text, size, number, comma number, grouped number, point-grouped number, truth, or truth with details; behind it, a line
# each, the texts that stand for nothing in the column.
Kind = str
DETAILED = "truth with details"

_TRUTH = {word: truth for words in (*TRUTHS, *PAIRED_TRUTHS) for word, truth in words.items()}
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,3})?")
_COMMA_NUMBER = re.compile(r"[-+]?(?:\d+(?:,\d+)?|,\d+)")
_PAIR = re.compile(r"(\d{3,5}),(\d{3,5})")  # "1920,1080", two whole numbers: nobody says a hundred with three decimals
_BLANKS = " '’\u00a0\u202f"  # which part thousands whatever parts decimals
# Thousands parted by a sign or a blank, and the decimals behind the other sign: 1,571.96 and 1 571.96; 1.571,96 and 1 571,96.
_GROUPED = {
    "grouped number": re.compile(rf"[-+]?[1-9]\d{{0,2}}(?:([,{_BLANKS}])\d{{3}})(?:\1\d{{3}})*(\.\d+)?"),
    "point-grouped number": re.compile(rf"[-+]?[1-9]\d{{0,2}}(?:([.{_BLANKS}])\d{{3}})(?:\1\d{{3}})*(,\d+)?"),
}
_NO_DIGIT = re.compile(r"[^\d,.+-]")
_UNGROUPED = 1000  # a number from here on would be grouped too
_MOSTLY = 0.9  # of the texts of a column of numbers are some; a few rows say two of them, or a range
_MANY_NUMBERS, _DIFFERENT_NUMBERS = 20, 8  # as so many, so different, show
_NUMBERS = ("number", "comma number", *_GROUPED)
_LEADING_ZERO = re.compile(r"[-+]?0\d")
_EXPONENT = re.compile(r"(?<![\w.,-])\d{1,6}(?:\.\d{1,6})?E\+0?\d(?!\w)")
_CODE_LENGTHS = (8, 12, 13, 14)  # EAN-8, UPC-A, EAN-13, GTIN-14

_SHORT = 40  # characters of a text that may well come again
_MOST_PLACEHOLDERS = 2
_LONGEST_PLACEHOLDER = 60
_PROVING_NUMBERS = 2  # different ones, beside which a text stands for nothing
# How it is said, in any language, that there is nothing: "No rating available", "keine Angabe", "sin valoración", "暂无评分".
_NOTHING = re.compile(
    r"(?:no|not|none|never|without|nothing|unknown|unrated|unavailable|n/?a|nicht|kein\w*|ohne|unbekannt|aucune?|sans|"
    r"pas|non|inconnue?|sin|ning\w+|"
    r"nada|nessun\w*|senza|sem|nenhum\w*|não|geen|niet|onbekend|brak|nie|bez|нет|без|не|yok|bilinmiyor)\b.*|"
    r"[暂暫]?[无無没沒未].*|.*(?:なし|不明)|\W+",
    re.IGNORECASE | re.DOTALL,
)
# What R writes where there is nothing, which beside codes as short may be one of them: Namibia, North America.
_NOT_AVAILABLE = "NA"
_FALSE = "false"  # what a program writes where there is nothing: the range of a lamp that is not there
_SHORT_CODE = re.compile(r"[A-Z]{2,4}")
# Columns of these names hold numbers, so that any one text among them stands for none.
_NUMERIC_NAMES = split_words(
    "rating ratings stars score reviews review count price discount percent percentage prix preis precio prezzo preço "
    "bewertung note valoracion "
    "puntuacion valutazione avaliacao ocena оценка рейтинг цена puan fiyat 评分 评价 价格 折扣 価格 評価"
)


def column_kind(name: str, texts: Sequence[str], *, of: int = 0) -> Kind:
    """What the texts of a column are, all of them together; codes such as EANs, versions and ``007`` stay text.

    Args:
        name: the column's.
        texts: of the sampled rows, trimmed.
        of: how many values those rows have in it, numbers that are no texts among them.
    """
    kind = _plain_kind(name, texts)
    if kind != "text" or not texts:
        return kind
    if _NOT_AVAILABLE in texts and not _hold_short_codes(texts):
        rest = [text for text in texts if text.casefold() != _NOT_AVAILABLE.casefold()]
        return "\n".join((*column_kind(name, rest, of=of).split("\n"), _NOT_AVAILABLE.casefold()))
    nothing = _placeholders(name, Counter(text.casefold() for text in texts), max(0, of - len(texts)))
    rest = [text for text in texts if text.casefold() not in nothing]
    kind = _plain_kind(name, rest) if rest else "number"
    if nothing and kind in _NUMBERS:
        return "\n".join((kind, *sorted(nothing)))
    return _kind_of_most(name, texts)


def _kind_of_most(name: str, texts: Sequence[str]) -> Kind:
    """The kind of a column of numbers in which a few texts are none: "290, 270" among diameters; these stay as they are."""
    numeric = [text for text in texts if text[:1].isdigit() and text[-1].isdigit() and not any(map(str.isalpha, text))]
    if len(numeric) < max(_MANY_NUMBERS, _MOSTLY * len(texts)):
        return "text"
    plain = [text for text in numeric if _reads(text)]
    if len(plain) < _MOSTLY * len(texts) or len(set(plain)) < _DIFFERENT_NUMBERS:
        return "text"
    kind = _plain_kind(name, plain)
    return kind if kind in _NUMBERS else "text"


def _reads(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text) or _COMMA_NUMBER.fullmatch(text))


def _plain_kind(name: str, texts: Sequence[str]) -> Kind:
    if not texts:
        return "text"
    lowered = {text.lower() for text in texts}
    if any(lowered <= words.keys() for words in TRUTHS) or any(lowered == words.keys() for words in PAIRED_TRUTHS):
        return "truth"
    if _opening(texts[0]) is not None and {*map(_opening, texts)} == {True, False}:
        return DETAILED
    if _hold_codes(texts) or (looks_like_code(name) and not all(text.endswith(".0") for text in texts)):
        return "text"
    if all(_NUMBER.fullmatch(text) for text in texts):
        pointed = _grouped_kind(texts) if any("." in text for text in texts) else "text"
        return pointed if pointed in _GROUPED else "number"
    if all(_PAIR.fullmatch(text) for text in texts) and any(len(text.partition(",")[2]) != 3 for text in texts):
        return "size"
    if all(_COMMA_NUMBER.fullmatch(text) for text in texts) and any(
        len(text.partition(",")[2]) not in (0, 3) for text in texts
    ):
        return "comma number"
    return _grouped_kind(texts)


def _grouped_kind(texts: Sequence[str]) -> Kind:
    """Of numbers whose thousands are parted, by which sign; text where they may as well be lists, or decimals.

    A number of a thousand or more is always parted, and a group behind the first begins with 0 now and then, which of two
    volumes in a list, "250,500", none does; or a sign of decimals stands behind, or it is a blank that parts.
    """
    for kind, form in _GROUPED.items():
        plain = _NUMBER if kind == "grouped number" else _COMMA_NUMBER
        grouped = [match for text in texts if (match := form.fullmatch(text))]
        single = [text for text in texts if not form.fullmatch(text)]
        if not grouped or not all(map(plain.fullmatch, single)):
            continue
        if any(abs(float(text.replace(",", "."))) >= _UNGROUPED for text in single):
            continue
        points = kind == "point-grouped number" and all(match[1] == "." and not match[2] for match in grouped)
        if points and not _are_thousands_by_points(grouped, single):
            continue
        if any(match[2] or match[1] in _BLANKS or f"{match[1]}0" in match[0] for match in grouped):
            return kind
    return "text"


def _are_thousands_by_points(grouped: Sequence[re.Match[str]], single: Sequence[str]) -> bool:
    """Whether 1.200 is a thousand and two hundred: a second point says so, or most of the numbers without have three digits."""
    several = any(match[0].count(".") > 1 for match in grouped)
    whole = [text for text in single if text.isdigit()]
    are_hundreds = len(whole) == len(single) and 2 * sum(len(text) == 3 for text in whole) > len(whole)
    return several or (are_hundreds and len({match[0] for match in grouped}) >= _PROVING_NUMBERS)


def _opening(text: str) -> bool | None:
    return opening_truth(text)[0]


def _placeholders(name: str, counts: Counter[str], numbers: int) -> frozenset[str]:
    """The texts of a column of numbers that say that there is none; empty where it is no such column."""
    others = [text for text in counts if not (_NUMBER.fullmatch(text) or _COMMA_NUMBER.fullmatch(text))]
    if not others or len(others) > _MOST_PLACEHOLDERS or len(counts) - len(others) + numbers < _PROVING_NUMBERS:
        return frozenset()
    is_numeric = not _NUMERIC_NAMES.isdisjoint(fold_name(name).split())
    fits = all(_stands_for_nothing(text, is_numeric=is_numeric) for text in others)
    return frozenset(others) if fits else frozenset()


def _stands_for_nothing(text: str, *, is_numeric: bool) -> bool:
    if len(text) > _LONGEST_PLACEHOLDER or "\n" in text or any(letter.isdigit() for letter in text):
        return False
    return is_numeric or text == _FALSE or (_NOTHING.fullmatch(text) is not None and truth_of(text) is None)


def _hold_codes(texts: Sequence[str]) -> bool:
    if any(_LEADING_ZERO.match(text) or len(text) > 17 for text in texts):
        return True
    digits = [len(text) for text in texts if text.isdigit()]
    if any(length > 15 for length in digits):
        return True
    return len(digits) == len(texts) and sum(length in _CODE_LENGTHS for length in digits) * 2 > len(digits)


def _hold_short_codes(texts: Sequence[str]) -> bool:
    others = [text for text in texts if text.casefold() != _NOT_AVAILABLE.casefold()]
    return 2 * sum(_SHORT_CODE.fullmatch(text) is not None for text in others) > len(others)


def stands_for_nothing(text: str, kind: Kind) -> bool:
    """Whether a text is one of those that stand for nothing in a column of that kind: the "NA" of a table from R."""
    return "\n" in kind and text.strip().casefold() in kind.split("\n")[1:]


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
    """One text; short ones are remembered, since a catalog says the same again and again."""
    return _typed_short(raw, kind) if len(raw) <= _SHORT else _typed(raw, kind)


def _typed(raw: str, kind: Kind) -> Value | None:
    text = clean_text(raw, limit=ATTRIBUTE_LIMIT)
    if is_missing(text):
        return None
    form = kind.partition("\n")[0]
    if stands_for_nothing(text, kind):
        return None
    if form == "text":
        return _EXPONENT.sub(_written_out, text) if "E+" in text else text
    if form == "size":
        return _PAIR.sub(r"\1x\2", text)
    if form == "truth":
        return _TRUTH.get(text.lower(), text)
    if form == DETAILED:
        truth = _opening(text)
        return text if truth is None else truth
    return _number_in(text, form)


def _written_out(match: re.Match[str]) -> str:
    """A number as people write it, where a program wrote it with an exponent: "2E+1 inches" are 20."""
    return f"{float(match[0]):.12g}"


def _number_in(text: str, form: str) -> Value | None:
    """A text as the number that it is in a column of that form; the text where it is none."""
    if form in _GROUPED:
        decimal = "." if form == "grouped number" else ","
        if _GROUPED[form].fullmatch(text):
            text = _NO_DIGIT.sub("", text).replace("," if decimal == "." else ".", "")
    else:
        decimal = "." if form == "number" else ","
    pattern = _NUMBER if decimal == "." else _COMMA_NUMBER
    return _number(float(text.replace(",", "."))) if pattern.fullmatch(text) and not _LEADING_ZERO.match(text) else text


_typed_short = lru_cache(maxsize=1 << 14)(_typed)


def _number(value: float) -> float | None:
    if value != value:
        return None
    if math.isinf(value) or abs(value) >= ABSURD_NUMBER:
        raise OverflowError("an absurd number")
    return float(value)
