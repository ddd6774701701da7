"""Chinese numbers, in characters, digits and both: 两百, 一千五, 1万2, 1.5千.

Written here: cn2an (0.5.24) installs stray top-level folders (build, src, example), and takes 三百五 for 305 or refuses it.
"""

from __future__ import annotations

from shopcli.need.languages.en.requests import number as english_number
from shopcli.util.lazy_regex import pattern

_DIGIT = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ARABIC = {str(digit): digit for digit in range(10)}
_UNIT = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_CHARACTERS = f"[{''.join(_DIGIT)}{''.join(_UNIT)}]"
_DIGITS = r"\d{1,12}(?:[,.' ]\d{3}){0,4}(?:[.,]\d{1,2})?(?![.,]?\d)"
NUMBER = rf"(?:{_DIGITS}(?:[kK](?![A-Za-z])|[百千万](?:{_CHARACTERS}|\d(?!\d)){{0,6}})?|{_CHARACTERS}{{1,12}})"
AMOUNT = rf"\d|{_CHARACTERS}"
_MIXED = pattern(r"([\d.,' ]*\d)([百千万])(.*)\Z")


def number(words: str) -> float | None:
    """The value of a number as Chinese writes it; None where the characters make none."""
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
        else:
            section, digit, last, after_zero = section + (1 if digit is None else digit) * _UNIT[c], None, _UNIT[c], False
    return total + section + (digit or 0) * (last // 10 if last >= 100 and not after_zero else 1)
