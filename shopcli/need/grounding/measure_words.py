"""Words that say what a length is of: the width of "20 cm wide", 宽度."""

from __future__ import annotations

from shopcli.need.languages.degree_words import Degrees


def measure_named(words: str, degrees: Degrees) -> str:
    """The words beside a quantity, or what they begin with is measured by, in a language without blanks: 宽度."""
    measures = degrees.measures
    longest = max((name for name in measures if words.startswith(name)), key=len, default="")
    return measures[longest] if longest and (words == longest or not degrees.spaced) else words


def is_measure(word: str, degrees: Degrees) -> bool:
    """Whether a word says what a length is of, or begins so in a language without blanks: 宽度."""
    return word in degrees.measures or (not degrees.spaced and word.startswith(tuple(degrees.measures)))
