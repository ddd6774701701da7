"""Sizes that shops sell things in: letters from XXS to 5XL, numbers of a scale, and how a record lists several of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shopcli.util.lazy_regex import pattern

_LETTERS = ("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl", "4xl", "5xl", "6xl")
_RANK = {letters: float(rank) for rank, letters in enumerate(_LETTERS)}
_RANK |= {
    "2xs": 0.0, "x-small": 1.0, "extra small": 1.0, "small": 2.0, "medium": 3.0, "large": 4.0, "x-large": 5.0,
    "extra large": 5.0, "1xl": 5.0, "2xl": 6.0, "xx-large": 6.0, "3xl": 7.0, "xxx-large": 7.0, "xxxxl": 8.0,
}  # fmt: skip
_SURE = pattern(r"\d?x{1,4}[sl]", re.IGNORECASE)
_NUMBER = pattern(r"\d{1,3}(?:[.,]5|½)?")
_RANGE = pattern(r"\s*(\S+(?: small| large)?)\s*(?:-|–|—|\bto\b|\bbis\b|至|到)\s*(\S+(?: small| large)?)\s*", re.IGNORECASE)
_LISTED = pattern(r"\s*[,;/|、，；]\s*")
_SCALE = pattern(
    r"(?:(?:size|sz|us|uk|eu|eur|größe|gr|taille|talla|尺码)\b\.?)?[\s:-]*(.*?)\s*[码号]?", re.IGNORECASE | re.DOTALL
)
_ONE_FOR_ALL = frozenset(("one size", "free size", "os", "onesize", "均码", "einheitsgröße", "taille unique", "universal"))
_MOST, _WIDEST = 0.8, 40  # of a field's values are sizes; no scale reaches further from end to end


def is_letter_size(text: str) -> bool:
    """Whether a text is a size in letters or their words: "XL", "medium"."""
    return text.strip().casefold() in _RANK


def names_a_size(text: str) -> bool:
    """Whether a text is a size in letters or their words, or the one that is for all."""
    return is_letter_size(text) or text.strip().casefold() in _ONE_FOR_ALL


def is_sure_size(text: str) -> bool:
    """Whether letters by themselves can only be a size: "XL" and "3XL", and not "M" or "large"."""
    return _SURE.fullmatch(text.strip()) is not None


def is_size(text: str) -> bool:
    """Whether a text may be a size: letters, or a number such as 41 and 7.5."""
    return is_letter_size(text) or _NUMBER.fullmatch(text.strip()) is not None


def bare_size(text: str) -> str:
    """A size without the name of its scale: 43 of "EU 43", of "size 43" and of "43码"; empty for what is none."""
    match = _SCALE.fullmatch(text.strip())
    return match[1] if match and is_size(match[1]) else ""


def is_sized(text: str) -> bool:
    """Whether one of the words of a text may be a size: "size XL"."""
    return any(map(is_size, text.split()))


def says_size(value: str, wanted: str) -> bool:
    """Whether a value lists a size or has it within a range: 41 of "40, 41, 42" and of "36-45", L of "S–XL".

    >>> says_size("S-XL", "L"), says_size("36-40", "41"), says_size("10-12 years", "11"), says_size("size-7; size-8", "8")
    (True, False, False, True)
    """
    size = _placed(wanted)
    return size is not None and any(_holds(piece, size) for piece in _LISTED.split(value))


def are_sizes(values: Iterable[str]) -> bool:
    """Whether a field's values are sizes: in letters, or in numbers that some of them list or span."""
    texts = [value for value in values if value.casefold().strip().replace("-", " ") not in _ONE_FOR_ALL]
    pieces = [_LISTED.split(text) for text in texts]
    are = [all(_spanned(piece) is not None for piece in listed) for listed in pieces]
    if not texts or sum(are) < _MOST * len(are):
        return False
    several = any(len(listed) > 1 or _placed(listed[0]) is None for listed, is_one in zip(pieces, are, strict=True) if is_one)
    return several or any(is_letter_size(piece) for listed in pieces for piece in listed)


def _placed(text: str) -> tuple[bool, float] | None:
    """A size's place on its scale, and whether that is the one of letters; None where it is no size."""
    low = text.strip().casefold()
    if low not in _RANK and (scaled := _SCALE.fullmatch(low)):  # "size 8", 42码
        low = scaled[1]
    if low in _RANK:
        return True, _RANK[low]
    return (False, float(low.replace(",", ".").replace("½", ".5"))) if _NUMBER.fullmatch(low) else None


def _spanned(piece: str) -> tuple[tuple[bool, float], tuple[bool, float]] | None:
    """The first and the last size of what is one or a range; None where it is neither."""
    if (one := _placed(piece)) is not None:
        return one, one
    ends = _RANGE.fullmatch(piece)
    first, last = (_placed(ends[1]), _placed(ends[2])) if ends else (None, None)
    if first is None or last is None or first[0] != last[0] or not 0 < last[1] - first[1] <= _WIDEST:
        return None
    return first, last


def _holds(piece: str, size: tuple[bool, float]) -> bool:
    spanned = _spanned(piece)
    return spanned is not None and spanned[0][0] == size[0] and spanned[0][1] <= size[1] <= spanned[1][1]
