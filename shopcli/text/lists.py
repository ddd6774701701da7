"""Multi-valued fields: cells that list several values, such as "cow, goat, sheep", told from prose, names and sizes.

Read from the values alone: what stands between the marks is short, comes again in other cells, and stands alone in some, or
few parts make up many cells. A name with a comma ("Tolkien, J. R. R.") has a part of its own nearly every time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from shopcli.text.sizes import are_sizes
from shopcli.util.lazy_regex import pattern

_LISTED = pattern(r"\s*[,;/|、，；]\s*")  # between the values of a field that lists several
_OUTSIDE_NUMBERS = pattern(r"\s*(?:[;|、，；]|(?<!\d)[,/]|[,/](?!\d))\s*")
_WHOLE = pattern(r"\d{2,4}")
_NUMBERED = pattern(r"[^\W\d_]?\d")
_WORDS_OF_A_PART, _LONGEST = 4, 40  # words and characters of a part
_SHORT = 0.95  # of the parts
_COMING_AGAIN, _ALONE = 0.8, 0.3  # of all parts of the cells that list: in other cells as well, by themselves in some cell
_FEW_TO_MANY, _TIMES = 0.7, 3  # different parts to cells that list, and how often each of them comes on average
_NUMBERS = 0.25  # of the parts, in a field of measures, codes or sizes
_FEWEST = 2  # different cells that list
_LOOKED_AT = 500  # different cells of a field


def listed(value: str) -> list[str]:
    """The values that a text lists.

    >>> listed("S, M/L"), listed("40,41,42"), listed("0,5 l"), listed("1/2 inch; 3/8 inch")
    (['S', 'M', 'L'], ['40', '41', '42'], ['0,5 l'], ['1/2 inch', '3/8 inch'])
    """
    values = _LISTED.split(value)
    return values if all(map(_WHOLE.fullmatch, values)) else _OUTSIDE_NUMBERS.split(value)


def parts(value: str) -> tuple[str, ...]:
    """The values that a cell of a multi-valued field lists, each once, in their order."""
    return tuple(dict.fromkeys(filter(None, listed(value.strip()))))


def are_lists(values: Sequence[str]) -> bool:
    """Whether the different values of a field are lists of values, a single one now and then among them.

    >>> are_lists(["cow", "goat", "cow, goat", "goat, sheep", "sheep"]), are_lists(["Tolkien, J. R. R.", "King, Stephen"])
    (True, False)
    """
    cells = [parts(value.casefold()) for value in values[:_LOOKED_AT]]
    several = [cell for cell in cells if len(cell) > 1]
    said = [part for cell in several for part in cell]
    if len(several) < _FEWEST or sum(map(_is_short, said)) < _SHORT * len(said):
        return False
    if sum(_NUMBERED.match(part) is not None for part in said) > _NUMBERS * len(said) or are_sizes(values[:_LOOKED_AT]):
        return False
    alone = {cell[0] for cell in cells if len(cell) == 1}
    counts = Counter(part for cell in cells for part in cell)
    again = sum(counts[part] > 1 for part in said)
    if again < _COMING_AGAIN * len(said):
        return False
    is_combined = len({*said}) <= _FEW_TO_MANY * len(several) and len(said) >= _TIMES * len({*said})
    return is_combined or sum(part in alone for part in said) >= _ALONE * len(said)


def _is_short(part: str) -> bool:
    return len(part) <= _LONGEST and len(part.split()) <= _WORDS_OF_A_PART
