"""Words that are no wish by themselves: in thousands of requests that were tagged by hand none of them stands alone as one.

"All", of "her knees get all red", is torn from a story, and whatever has the word meets nothing by it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from shopcli.text.negation import NEGATORS
from shopcli.text.tokens import FUNCTION

SHIPPED_WORDS = Path(__file__).with_name("torn_words.txt")
_ARTICLES = "my our his her their an ein eine einen der die das"
_LINKS = "für zum zur mit ohne und im aus auf von 的 用 给 时 带 有 能 可以 适合"
SMALL = FUNCTION | NEGATORS | frozenset(f"{_ARTICLES} {_LINKS}".split())


def is_torn(text: str) -> bool:
    """Whether words of a request say, beside small ones, but one that is never wished for by itself.

    >>> is_torn("all"), is_torn("waterproof"), is_torn("all black")
    (True, False, False)
    """
    words = text.casefold().split()
    words = [word for word in words if word not in SMALL] or words
    return len(words) == 1 and words[0].strip(".,!?") in _torn_words()


@cache
def _torn_words() -> frozenset[str]:
    return frozenset(SHIPPED_WORDS.read_text(encoding="utf-8").split())
