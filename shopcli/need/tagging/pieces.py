"""Subword tokenisation by a unigram language model (Kudo 2018): the likeliest way to cut a text into known pieces.

The pieces and their probabilities are some of the multilingual Universal Sentence Encoder's. SentencePiece itself would
read all of its 128,000 in a third of a second; here a request needs some tens of look-ups in a dictionary.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from shopcli.need.translation.gloss import cut
from shopcli.text.scripts import HAN
from shopcli.util.lazy_regex import pattern

UNKNOWN = 0  # the row of a character that no piece has
BLANK = "▁"  # what a piece begins with at the beginning of a word
_LONGEST = 16
_UNKNOWN_SCORE = -24.0  # below any piece's
_IS_HAN = pattern(rf"[{HAN}]")
HAN_RUN = pattern(rf"[{HAN}]+")
_CHUNK = pattern(rf"[{HAN}]+|[^\W{HAN}]+|[^\w\s]")
# A word has its apostrophes, points and dashes, and a number its sign: "kids'", "1:25000", "°C", "$25".
_UNIT = pattern(rf"[{HAN}]+|[°€$£¥]?[^\W{HAN}]+(?:(?:['’.,/-]|(?<=\d):(?=\d))[^\W{HAN}]+)*(?:(?<=s)['’](?!\w))?|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, half open, its row in the table, and the word of the text (counted from 0) that it is of."""

    row: int
    start: int
    end: int
    word: int


class Pieces:
    """The known pieces: row and log probability of each."""

    def __init__(self, scores: Mapping[str, tuple[int, float]]) -> None:
        self._scores = scores
        self._cut = lru_cache(maxsize=4096)(self._likeliest)

    def cut(self, text: str) -> list[Piece]:
        """The pieces of a text in order, each within one word; Chinese is cut into words first."""
        normal = "".join(map(_folded, text))
        pieces: list[Piece] = []
        word = -1
        for unit in _UNIT.finditer(normal):
            opens = unit.start() == 0 or normal[unit.start() - 1].isspace()
            chunks = [chunk[0] for chunk in _CHUNK.finditer(unit[0])]
            is_han = _IS_HAN.match(unit[0]) is not None
            at = unit.start()
            word += 1
            for number, chunk in enumerate(cut(unit[0]) if is_han else chunks):
                word += is_han and number > 0
                for row, length in self._cut(chunk, opens and number == 0):
                    pieces.append(Piece(row, at, at + length, word))
                    at += length
        return pieces

    def _likeliest(self, chunk: str, opens: bool) -> tuple[tuple[int, int], ...]:
        """Row and length of each piece of a chunk, by dynamic programming (Viterbi 1967)."""
        scores = self._scores
        best: list[tuple[float, int, int]] = [(0.0, 0, UNKNOWN)]
        for end in range(1, len(chunk) + 1):
            ways = [(best[end - 1][0] + _UNKNOWN_SCORE, end - 1, UNKNOWN)]
            for start in range(max(0, end - _LONGEST), end):
                found = scores.get(BLANK + chunk[:end]) if opens and not start else None
                if found := found or scores.get(chunk[start:end]):
                    ways.append((best[start][0] + found[1], start, found[0]))
            best.append(max(ways))
        found_pieces, end = list[tuple[int, int]](), len(chunk)
        while end:
            _, start, row = best[end]
            found_pieces.append((row, end - start))
            end = start
        return tuple(reversed(found_pieces))


@lru_cache(maxsize=256)
def words_cut(text: str) -> tuple[str, ...]:
    """The words of a text without blanks, as its dictionary cuts them; joined, they are the text again."""
    return tuple(cut(text))


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    """A character in lower case and its plain form, where that is one character too."""
    for form in (unicodedata.normalize("NFKC", character).lower(), character.lower()):
        if len(form) == 1:
            return form
    return character
