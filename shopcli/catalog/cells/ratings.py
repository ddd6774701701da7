"""Ratings: stars, words, shares and numbers of 5, 10 or 100, each column on one scale."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shopcli.catalog.cells.amounts import plain_money
from shopcli.util.lazy_regex import pattern

_SCALES = (5, 10, 100)
_MOST = 1e6
_OF = pattern(
    r"(?:rated\s|note\s|bewertung:?\s)?(\d+(?:[.,]\d+)?)\s?(?:stars?|sterne?|points?)?\s?"
    r"(?:/|out of|of|von|sur|de|su|van|z|из|üzerinden)\s?(\d+(?:[.,]0+)?)(?!\d)",
    re.IGNORECASE,
)
_NUMBER = pattern(
    r"(?:rated\s)?(\d+(?:[.,]\d+)?)\s?(%|(?:$|-?stars?|-?sterne?|étoiles?|estrellas?|stelle|estrelas?|sterren|gwiazd\w*|"
    r"звезд\w*|звёзд\w*|yıldız|"
    r"[★⭐]|星|顆星|颗星|分|点|points?|\(|\||\s))",
    re.IGNORECASE,
)
_COUNT = pattern(r"(\d+(?:[.,' ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)\s?([kK万萬](?![^\W_]))?")
_MULTIPLES = {"k": 1000, "万": 10000, "萬": 10000}
_MOST_REVIEWS = 1e9
_FULL, _HALF, _EMPTY = "★⭐✭✮🌟●", "½⯨⯪✬", "☆✩✰○"
_NUMBERS = (
    "zero null zéro cero nul zer ноль sıfır 零|one eins ein une un uno una um één jeden один одна bir 一|"
    "two zwei deux dos due dois duas twee dwa два две iki 二 两 兩|"
    "three drei trois tres tre três drie trzy три üç 三|four vier quatre cuatro quattro quatro cztery четыре dört 四|"
    "five fünf cinq cinco cinque vijf pięć пять beş 五|"
    "six sechs seis sei zes sześć шесть altı 六|seven sieben sept siete sette sete zeven siedem семь yedi 七|"
    "eight acht huit ocho otto oito osiem восемь sekiz 八|"
    "nine neun neuf nueve nove negen dziewięć девять dokuz 九|ten zehn dix diez dieci dez tien dziesięć десять on 十"
)
_WORDS = {word: float(number) for number, words in enumerate(_NUMBERS.split("|")) for word in words.split()}
_WORDED = pattern(
    r"([零一二三四五六七八九十两兩])[颗顆]?[星分]級?级?|"
    r"([^\W\d_]+)[\s-]?(?:stars?|sterne?|étoiles?|estrellas?|stelle|estrelas?|sterren|gwiazd\w*|зв[её]зд\w*|yıldız|out of.*)?"
)


def rating_of(value: Any) -> float | None:
    """The number of a rating: 4.5, ``4,5``, ``4.5 out of 5 stars``, ``★★★★☆``, ``four stars``; None where there is none."""
    return read_rating(value)[0]


def read_rating(value: Any) -> tuple[float | None, float | None]:
    """(number, the most that it could be) of one rating; the scale is None where the value does not say it.

    Args:
        value: a number, or text.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return (float(value), None) if abs(value) < _MOST else (None, None)
    if not isinstance(value, str):
        return None, None
    text = plain_money(value) if not set(value) & set(_HALF) else value.strip()
    return _of_scale(text) or _in_stars(text) or _plain_number(text) or _worded(text)


def _of_scale(text: str) -> tuple[float | None, float | None] | None:
    match = _OF.match(text)
    if match is None:
        return None
    number, scale = (float(group.replace(",", ".")) for group in match.groups())
    return (number, scale) if 0 < scale <= 100 and number <= scale else None


def _in_stars(text: str) -> tuple[float | None, float | None] | None:
    full, half, empty = (sum(text.count(sign) for sign in signs) for signs in (_FULL, _HALF, _EMPTY))
    if not full + half + empty or not re.fullmatch(rf"[\s{_FULL}{_HALF}{_EMPTY}\ufe0f]+", text):
        return None
    scale = full + half + empty
    return full + half / 2, float(scale) if empty or half or scale in _SCALES else None


def _plain_number(text: str) -> tuple[float | None, float | None] | None:
    match = _NUMBER.match(text)
    if match is None:
        return None
    return float(match[1].replace(",", ".")), 100.0 if match[2] == "%" else None


def _worded(text: str) -> tuple[float | None, float | None]:
    match = _WORDED.fullmatch(text.casefold())
    return (_WORDS.get(match[1] or match[2]), None) if match else (None, None)


def count_of(value: Any) -> float | None:
    """How many reviews there are: 1234, ``1,234 ratings``, ``(1.2k)``; None where nothing says it."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value) if 0 <= value < _MOST_REVIEWS else None
    match = _COUNT.search(plain_money(value)) if isinstance(value, str) else None
    if match is None:
        return None
    if match[2] and re.fullmatch(r"\d+(?:[.,]\d+)?", match[1]):
        return 1.0 * round(float(match[1].replace(",", ".")) * _MULTIPLES[match[2].casefold()])
    if match[2]:  # in groups of three, of which no thousands are counted
        return None
    whole = re.sub(r"[.,]0{1,2}$", "", match[1])  # pandas writes 12.0 where some are missing
    return float(re.sub(r"\D", "", whole))


@dataclass(frozen=True, slots=True)
class RatingScale:
    """How one column rates.

    Attributes:
        most: the best that a rating can be; None where the column does not tell.
        zero_is_none: whether 0 stands for not rated.
    """

    most: float | None = None
    zero_is_none: bool = False

    def read(self, value: Any) -> float | None:
        """One rating on the column's scale; None where the value gives none."""
        number, scale = read_rating(value)
        if number is None or (number == 0 and self.zero_is_none):
            return None
        return round(number * self.most / scale, 2) if scale and self.most and scale != self.most else number


def find_scale(values: Sequence[Any]) -> RatingScale:
    """The scale of a column: the commonest that its texts name, else the least of 5, 10 and 100 that holds them all.

    Zeros stand for not rated where several do it and nothing is rated between 0 and 1.
    """
    read = [(number, scale) for number, scale in map(read_rating, values) if number is not None]
    named = Counter(scale for _, scale in read if scale)
    bare = [number for number, scale in read if not scale]
    most = named.most_common(1)[0][0] if named else None
    if bare and (most is None or max(bare) > most or len(bare) > named.total()):
        most = next((float(scale) for scale in _SCALES if max(bare) <= scale), None)
    rated = [number for number, _ in read if number]
    zeros = len(read) - len(rated)
    return RatingScale(most, zeros > 1 and min(rated, default=1) >= 1)
