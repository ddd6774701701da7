"""What of a translation records must say for its wish to count as granted: single characters alone are scraps of a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shopcli.need.grounding.clause_splitting import ClausePart
from shopcli.text.scripts import has_han
from shopcli.util.lazy_regex import pattern

_WORDS = pattern(r"\w+")
_LATIN = pattern(r"(?=[A-Za-z][A-Za-z0-9.+-])[A-Za-z0-9]+(?:[-.+][A-Za-z0-9]+)*")  # a name, and no T of T恤
_STEM = 4  # letters by which inflections of a word are known for the same
_EITHER = "|"  # between words of which a record need say but one


def telling(
    part: ClausePart,
    stated: list[str],
    word_by_word: Callable[[str], Sequence[tuple[int, int, str]]],
    states: Callable[[str], list[str]],
) -> list[str]:
    """What records state of a wish, or nothing where that is of single characters alone: "adding" of 铂金对, platinum.

    A name in Latin letters among Chinese ones tells the most: of 能插type-c手机 it is "type-c" that must be stated.

    Args:
        part: the wish.
        stated: what records say of it.
        word_by_word: the words of another language, half open, each with what it means.
        states: what records say of other words.
    """
    if part.meaning is not None and (name := " ".join(_LATIN.findall(part.text))) and has_han(part.text):
        words = set(_WORDS.findall(name.lower()))
        if not any(words <= set(_WORDS.findall(text.lower())) for text in stated):
            return [text for text in states(name) if words <= set(_WORDS.findall(text.lower()))]
    if part.meaning is None or any(has_han(text) or _EITHER in text for text in stated):
        return stated
    terms = [term for start, end, term in word_by_word(part.text) if end - start > 1 and term in part.meaning]
    said = {word[:_STEM] for text in stated for word in _WORDS.findall(text.lower())}
    telling_words = {word[:_STEM] for term in terms for word in _WORDS.findall(term.lower())}
    return stated if not telling_words or telling_words & said else []
