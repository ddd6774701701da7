"""Word families: "weighs" and "weight", "fatty" and "fat", "caffeinated" and "caffeine" are of one stem in the wider sense.

A stemmer takes endings of one part of speech off; what a verb or an adjective shares with its noun is how it begins.
"""

from __future__ import annotations

from collections.abc import Iterable

_SHORTEST, _LONG = 3, 4  # letters that a whole word, and the shared beginning of two, have at the least
_ENDING = 3  # letters that one of them may have behind the other
_SHARED = 0.6  # of the longer one


def are_of_one_family(one: str, other: str) -> bool:
    """Whether two words in lower case begin alike for so much of their length that one may be derived from the other."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _SHORTEST:
        return False
    shared = next((at for at, letter in enumerate(shorter) if letter != longer[at]), len(shorter))
    if shared == len(shorter):
        return len(longer) - shared <= _ENDING
    return shared >= _LONG and shared >= _SHARED * len(longer)


def any_related(words: Iterable[str], others: Iterable[str]) -> bool:
    """Whether a word of one sort is of one family with a word of another."""
    kept = tuple(others)
    return any(are_of_one_family(word, other) for word in words for other in kept)
