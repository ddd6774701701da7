"""Plain language: of the sentences that may be said, those with the fewest and the commonest words and no second clause.

How hard a sentence is is told as LIX does (Björnsson 1968), by its length and its long words, which needs no list of words and
holds for every language that is written with letters; where signs are words, their number is its length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from shopcli.text.scripts import CJK
from shopcli.write.wording.filling import Candidate

MOST = 60  # frames of a move that are looked at: among a few, all may be long
_KEPT = 3  # of which the model may choose
_LONG, _HARD, _JOINED = 7, 2, 6  # letters of a long word; what it weighs, and what a clause that is joined on, in words
_WORD = re.compile(rf"[^\W\d_{CJK}]+|[{CJK}]")
_JOINT = re.compile(r"[,;:—，；：] ?\w|\b(?:which|that|while|though|although|since|because|whereas)\b|[(（]")


def simplest(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The few that are the easiest to read, in the order that they had."""
    easiest = sorted(candidates, key=lambda one: hardness(one.text))[:_KEPT]
    return [one for one in candidates if one in easiest]


def hardness(text: str) -> int:
    """How hard a sentence is, in words: its words, those of them that are long once more and again, and what is joined on."""
    words = _WORD.findall(text)
    return len(words) + _HARD * sum(len(word) >= _LONG for word in words) + _JOINED * len(_JOINT.findall(text))
