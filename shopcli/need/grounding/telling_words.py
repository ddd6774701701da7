"""What of a translation records must say for its wish to count as granted: single characters alone are scraps of a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shopcli.need.grounding.clause_splitting import ClausePart
from shopcli.text.scripts import has_han
from shopcli.util.lazy_regex import pattern

_WORDS = pattern(r"\w+")
_STEM = 4  # letters by which inflections of a word are known for the same
_EITHER = "|"  # between words of which a record need say but one


def telling(part: ClausePart, stated: list[str], word_by_word: Callable[[str], Sequence[tuple[int, int, str]]]) -> list[str]:
    """What records state of a wish, or nothing where that is of single characters alone: "adding" of 铂金对, platinum.

    Args:
        part: the wish.
        stated: what records say of it.
        word_by_word: the words of another language, half open, each with what it means.
    """
    if part.meaning is None or any(has_han(text) or _EITHER in text for text in stated):
        return stated
    terms = [term for start, end, term in word_by_word(part.text) if end - start > 1 and term in part.meaning]
    said = {word[:_STEM] for text in stated for word in _WORDS.findall(text.lower())}
    telling_words = {word[:_STEM] for term in terms for word in _WORDS.findall(term.lower())}
    return stated if not telling_words or telling_words & said else []
