"""What titles end in that is none of the product's name: the shop's own words behind a mark, and the shop's number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from shopcli.util.lazy_regex import pattern

_END = pattern(r"\s+(?:[-–—·•]|\|+|::|»)\s+(?=[^-–—·•|»]*\Z)")
_FEWEST_TITLES = 20
_NEARLY_ALL, _MOSTLY = 0.9, 0.8
_WORDS = 4  # of a shop behind a dash, at the least; "250 g" and "Nike" may be the product's
_SHORTEST_NUMBER = 5  # digits; what is shorter may be a size or a model
_SHORTEST_NAME = 3


def common_end(titles: Sequence[str]) -> str:
    """What nearly all titles end in behind a mark, with the mark, ``" | Lamps of Home"``; "" where they do not.

    >>> common_end([f"Lamp {n} - pay in six parts of equal size" for n in range(30)])
    ' - pay in six parts of equal size'
    """
    if len(titles) < _FEWEST_TITLES:
        return ""
    ends = Counter(title[match.start() :] for title in titles if (match := _END.search(title)) and match.start())
    end, count = next(iter(ends.most_common(1)), ("", 0))
    if count < _NEARLY_ALL * len(titles):
        return ""
    return end if len(end.split()) > _WORDS or end.strip()[0] in "|:»" else ""


def end_in_numbers(titles: Sequence[str], ids: Sequence[object]) -> bool:
    """Whether most titles end in the number that the shop keeps the product under."""
    if len(titles) != len(ids) or len(titles) < _FEWEST_TITLES:
        return False
    ended = sum(without_number(title, str(code)) != title for title, code in zip(titles, ids, strict=True))
    return ended >= _MOSTLY * len(titles)


def without_number(title: str, code: str) -> str:
    """A title without the number at its end that it is kept under: "Cough syrup - 000023593" → "Cough syrup"."""
    if len(code) < _SHORTEST_NUMBER or not code.isdigit() or not title.rstrip(")] ").endswith(code):
        return title
    name = title.rstrip(")] ").removesuffix(code).rstrip("-–—|#:([ ")
    return name if len(name) >= _SHORTEST_NAME else title
