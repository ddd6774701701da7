"""Chinese numbers, in characters, digits and both: 两百, 一千五, 1万2, 1.5千.

Written here: cn2an (0.5.24) installs stray top-level folders (build, src, example), and takes 三百五 for 305 or refuses it.
"""

from __future__ import annotations

from shopcli.need.languages.en.requests import number as english_number
from shopcli.text.scripts import HAN
from shopcli.util.lazy_regex import pattern

_DIGIT = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ARABIC = {str(digit): digit for digit in range(10)}
_UNIT = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_CHARACTERS = f"[{''.join(_DIGIT)}{''.join(_UNIT)}]"
_DIGITS = r"\d{1,12}(?:[,.' ]\d{3}){0,4}(?:[.,]\d{1,2})?(?![.,]?\d)"
_DECIMALS = f"点[{''.join(_DIGIT)}]{{1,4}}"
NUMBER = rf"(?:{_DIGITS}(?:[kK](?![A-Za-z])|[百千万](?:{_CHARACTERS}|\d(?!\d)){{0,6}})?|{_CHARACTERS}{{1,12}}(?:{_DECIMALS})?)"
# What is no one number: 三四百, 一百二三十; 一百多, 1000出头, 五百来块, 千把块, 小一千.
_PAIR = "(?P<pair>一[二两]|[二两]三|三[四五]|四五|五六|六七|七八|八九)"
SEVERAL = rf"(?:{_CHARACTERS}{{0,4}}{_PAIR.replace('?P<pair>', '?:')}[十百千万]万?)"
SOME_MORE = (
    rf"(?:(?:{_DIGITS}|{_CHARACTERS}{{1,8}})(?:多|出头|[来把](?=[块元欧]|美元|美金|英镑|卢比|日元))"
    rf"|(?<![{HAN}])小[一两二三四五六七八九][百千万])"
)
_SEVERAL = pattern(rf"({_CHARACTERS}{{0,4}}){_PAIR}([十百千万]万?)\Z")
_A_LITTLE_MORE = 1.2  # what is 一千出头 is no more than so many times a thousand
_ABOUT, _NEARLY = 0.9, 0.8  # nor 五百来块 less than so many times five hundred, or 小一千 than a thousand
AMOUNT = rf"\d|{_CHARACTERS}"
_MIXED = pattern(r"([\d.,' ]*\d)([百千万])(.*)\Z")


def number(words: str) -> float | None:
    """The value of a number as Chinese writes it; None where the characters make none."""
    whole, point, decimals = words.partition("点")
    if point:
        value = number(whole) if whole and all(c in _DIGIT for c in decimals) else None
        return None if value is None else value + sum(_DIGIT[c] / 10**place for place, c in enumerate(decimals, 1))
    mixed = _MIXED.match(words)
    if mixed:
        head, rest = english_number(mixed[1]), _characters(mixed[3], unit=_UNIT[mixed[2]])
        return None if head is None or rest is None else round(head * _UNIT[mixed[2]] + rest, 2)
    if any(c in _DIGIT or c in _UNIT for c in words):
        value = _characters(words)
        return None if value is None else float(value)
    return english_number(words)


def _characters(words: str, *, unit: int = 1) -> int | None:
    """Characters as a number, behind one that counted ``unit``, if there was one.

    A last digit without its unit counts the next lower one, as spoken: 三百五 is 350.
    """
    if unit == 1 and len(words) > 1 and all(c in _DIGIT for c in words):
        return int("".join(str(_DIGIT[c]) for c in words))  # read out digit by digit: 二零二二
    total, section, digit, last, after_zero = 0, 0, None, unit, False
    for c in words:
        value = _DIGIT.get(c, _ARABIC.get(c))
        if value is not None:
            if digit:
                return None
            digit, after_zero = value, after_zero or value == 0
        elif c == "万":
            total, section, digit, last, after_zero = total + (section + (digit or 0) or 1) * 10_000, 0, None, 10_000, False
        elif c not in _UNIT:  # 两半 is no number
            return None
        else:
            section, digit, last, after_zero = section + (1 if digit is None else digit) * _UNIT[c], None, _UNIT[c], False
    return total + section + (digit or 0) * (last // 10 if last >= 100 and not after_zero else 1)


def span_of(words: str) -> tuple[float, float] | None:
    """The bounds of what is no one number: 300 and 400 of 三四百, 100 and 200 of 一百多, 1000 and 1200 of 一千出头.

    None where the words make none.
    """
    if several := _SEVERAL.match(words):
        ends = [number(f"{several[1]}{digit}{several[3]}") for digit in several["pair"]]
        return (ends[0], ends[1]) if ends[0] is not None and ends[1] is not None else None
    if words.startswith("小"):
        return None if (high := number(words[1:])) is None else (round(high * _NEARLY, 2), high)
    low = number(words.rstrip("来把").removesuffix("多").removesuffix("出头"))
    if low is None or low <= 0:
        return None
    if words[-1] in "来把":
        return (round(low * _ABOUT, 2), round(low * _A_LITTLE_MORE, 2))
    place = 10 ** (len(f"{low:.0f}") - len(f"{low:.0f}".rstrip("0")))  # of its last figure
    return (low, low + place) if words.endswith("多") else (low, round(low * _A_LITTLE_MORE, 2))


def highest_of(words: str) -> tuple[float] | None:
    """The upper of the bounds that `span_of` gives."""
    span = span_of(words)
    return None if span is None else (span[1],)
