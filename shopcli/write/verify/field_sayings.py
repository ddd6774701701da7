"""Paraphrases of one field of a record: its value, what it is called, and small words, in any order, and nothing else.

"28寸的轮子" and "轮子是28寸的" both say the wheel size of 28 in; "最多能承重120公斤" says a maximum load.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from shopcli.need.languages.claim_grammar import FieldWords

_LONGEST_PART = 6  # characters of what a field is of, where only the dictionary knows it


@dataclass(frozen=True, slots=True)
class SaidField:
    """A field as a language says it, in canonical text.

    Attributes:
        names: what it may be called.
        values: its value in every way that it is said; none of a field of yes and no.
        truth: what a field of yes and no says; None of any other.
        is_of: whether the dictionary gives a word for what the field is of: 轮子 of "wheel size".
        bounds: whether the value is the most that there may be.
        is_of_whole: whether it tells how the product itself is, and no part of it.
        is_stuff: whether it tells what that is made of.
    """

    names: Collection[str]
    values: Collection[str]
    truth: bool | None
    is_of: Callable[[str], bool]
    bounds: bool = False
    is_of_whole: bool = False
    is_stuff: bool = False


def says_field(clause: str, field: SaidField, words: FieldWords) -> bool:
    """Whether a clause says just what a field does.

    Args:
        clause: in canonical text.
        field: the field.
        words: the small words of the language.
    """
    if field.truth is not None:
        return _says_whether(clause, field, words)
    return any(_tells(pieces, field, words) for value in field.values if value for pieces in _around(clause, value))


def _around(clause: str, value: str) -> Iterator[tuple[str, str]]:
    """What stands before a value and behind it, wherever it stands whole."""
    for found in re.finditer(re.escape(value), clause):
        before, behind = clause[: found.start()], clause[found.end() :]
        is_cut = (value[0].isalnum() and value[0].isascii() and re.search(r"[a-z\d.]$", before)) or (
            value[-1].isalnum() and value[-1].isascii() and re.match(r"[a-z\d]|[.]\d", behind)
        )
        if not is_cut:
            yield before, behind


def _tells(pieces: Sequence[str], field: SaidField, words: FieldWords) -> bool:
    """Whether what stands around a value is what the field is called, once, and small words."""
    if any(words.bounds.search(piece) for piece in pieces) and not field.bounds:
        return False
    if field.is_stuff and not words.bare(pieces[0]) and words.made.fullmatch(pieces[1]):  # "made of wood"
        return True
    named = [left for piece in pieces if (left := words.bare(words.bounds.sub("", piece)))]
    return len(named) == 1 and _calls(named[0], field, words)


def _calls(said: str, field: SaidField, words: FieldWords) -> bool:
    roots = {root for name in field.names if (root := words.root(name))}
    if any(way in field.names or way in roots for way in (said, words.can.sub("", said))):
        return True
    if field.is_of_whole and words.body.fullmatch(said):
        return True
    return 1 < len(said) <= _LONGEST_PART and field.is_of(said)


def _says_whether(clause: str, field: SaidField, words: FieldWords) -> bool:
    """Whether a clause says of a thing that it is there or can be done, or, where the field says no, that it is not."""
    lead = (words.has if field.truth else words.has_not).match(clause)
    said = words.ends.sub("", clause[lead.end() :]) if lead else ""
    return bool(said) and (said in field.names or (len(said) <= _LONGEST_PART and field.is_of(said)))
