"""Typos and spellings: a word that neither the catalog nor the request's language knows is read as the catalog's nearest word.

A correction is a guess, so the bar is high: what the catalog uses, what is ordinary, codes, numbers and
abbreviations are left alone, and of two words about as near neither is chosen.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import log
from typing import Literal, Protocol

from shopcli.need.languages.spelling_rules import OrdinaryWords, SpellingRules
from shopcli.text.scripts import HAN
from shopcli.util.lazy_regex import pattern

_READ_CHARACTERS = 2000
_SHORTEST = 4  # letters; a shorter word has too many neighbours
_TWO_SLIPS = 7  # letters from which two slips are believed
_LONG = 6  # letters from which one slip is no accident
_LONGEST = 40
# Of one request; what has more is not misspelt, and each costs a millisecond (10 where the catalog has 500,000 words).
_MOST_STRANGE, _MOST_FOUND = 8, 24
_ABBREVIATION = 4
# What stands between blanks and marks; Chinese runs on without either, so it parts words too.
_TOKEN = pattern(rf"[^\s,;:!?()\[\]{{}}<>\"“”/|、。，；：！？（）《》【】{HAN}]+")
_WORD = pattern(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_PIECE = pattern(r"[A-Za-z]+")
_TRIM = ".'’-*…"

# How likely a word was meant: the logarithm of how common it is, dampened, less a price a slip.
_COMMONNESS = 0.6
_SLIP = 4.0
_MARGIN = 0.4  # by which the best word must be ahead
# What the slips cost, in slips.
_SOUNDED = 0.3  # "fone" for "phone"
_OTHER_INITIAL = 0.5
_SAME_BONES = 0.6  # less, where the consonants are the same: a doubled letter or a vowel is the likeliest slip
_ORDINARY = 0.7  # so much nearer, an ordinary word was meant that the catalog lacks
# What a name must show that the language lacks: how many products use it, or else how long it is.
_PROVEN, _PROVEN_SHORT = 3, 20


class Words(Protocol):
    """The words of a catalog, lower case."""

    @property
    def words(self) -> Sequence[str]:
        """Every word, sorted by code point."""

    def count(self, word: str) -> int:
        """How many products use a word."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A stretch of the request, half open, that is read as another word.

    Attributes:
        start: of the first character.
        end: behind the last one.
        said: the stretch itself.
        meant: the word that the catalog uses, in the case of ``said``.
        kind: ``typo`` for slips, ``spelling`` for a word written as it sounds, and ``variant`` for another right way to
            write the same word ("gray", "wifi"), which nobody need be told of.
    """

    start: int
    end: int
    said: str
    meant: str
    kind: Literal["spelling", "typo", "variant"]


class Speller:
    """Reads a request's words as the catalog's.

    Args:
        words: the catalog's.
        rules: how the request's language spells.
    """

    def __init__(self, words: Words, rules: SpellingRules) -> None:
        self._words, self._rules = words, rules

    def corrections(self, text: str) -> list[Correction]:
        """The words of a request that are meant otherwise than written, disjoint and in order.

        What stands behind its first 2,000 characters is not looked at.
        """
        corrections: list[Correction] = []
        strange = 0
        for start, end in self._strangers(text[:_READ_CHARACTERS]):
            if correction := self._correct(text, start, end):
                corrections.append(correction)
            elif text[start:end].lower() not in self._ordinary:
                strange += 1
            if strange == _MOST_STRANGE or len(corrections) == _MOST_FOUND:
                break
        variants = [correction for correction in corrections if correction.kind == "variant"]
        guesses = len(corrections) - len(variants)
        # Where more is strange than guessed, the request is in a language that neither list knows.
        return variants if strange > max(2, guesses) else corrections

    def knows(self, word: str) -> bool:
        """Whether the catalog uses a word (lower case), in the one number or the other."""
        count = self._words.count
        return count(word) > 0 or any(count(other) > 0 for other in self._rules.numbers(word))

    def is_strange(self, word: str) -> bool:
        """Whether neither the catalog nor the language knows a word (lower case)."""
        return not self.knows(word) and word not in self._ordinary

    def _strangers(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the words stand that the catalog does not know, half open."""
        for start, written in self._written(text):
            if self._joined(written.lower()):
                yield start, start + len(written)
                continue
            for piece in _PIECE.finditer(written):
                if _is_wordlike(piece[0]) and not self.knows(piece[0].lower()):
                    yield start + piece.start(), start + piece.end()

    def _correct(self, text: str, start: int, end: int) -> Correction | None:
        written = text[start:end]
        meant, kind = self._meant(written.lower())
        return Correction(start, end, written, _in_case_of(written, meant), kind) if meant else None

    def _meant(self, word: str) -> tuple[str, Literal["spelling", "typo", "variant"]]:
        """What an unknown word means; an empty word where that cannot be told."""
        if variant := self._joined(word) or self._variant(word):
            return variant, "variant"
        if word in self._rules.modern:
            return self._parted(word), "variant"
        if len(word) < _SHORTEST or word in self._ordinary:
            return "", "typo"
        if swapped := self._swapped(word):
            return swapped, "typo"
        nearest = self._nearest(word)
        if nearest and nearest in self._sounded(word):
            return nearest, "spelling"
        return (nearest, "typo") if nearest else (self._parted(word), "variant")

    def _swapped(self, word: str) -> str:
        """The small word of the language of which two neighbouring letters are swapped: "with" for "wiht"."""
        swaps = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
        return next((swap for swap in swaps if swap in self._rules.small), "")

    def _joined(self, word: str) -> str:
        """ "wifi" where the catalog writes "wi-fi", and the other way round where it knows one of the parts not at all."""
        if "-" not in word:
            return "" if self.knows(word) else self._hyphened.get(word, "")
        whole = word.replace("-", "")
        if self._words.count(word) or all(map(self.knows, word.split("-"))):
            return ""
        return whole if self._words.count(whole) else ""

    @cached_property
    def _hyphened(self) -> dict[str, str]:
        return {word.replace("-", ""): word for word in self._words.words if "-" in word and self._is_one_word(word)}

    def _is_one_word(self, hyphened: str) -> bool:
        """Whether the parts may be joined: "e-mail" is "email", but "a-mount" is no amount, nor "line-r" a liner."""
        parts, whole = hyphened.split("-"), hyphened.replace("-", "")
        return min(map(len, parts)) > 1 or parts[0] == "e" or whole in self._rules.modern or whole not in self._ordinary

    def _variant(self, word: str) -> str:
        """The other right spelling of a word, where the catalog uses that one."""
        unsure = (other for other in self._rules.unsure_variants(word) if other in self._ordinary)
        return next((other for other in chain(self._rules.variants(word), unsure) if self.knows(other)), "")

    def _parted(self, word: str) -> str:
        """ "powerbank" as "power bank": two ordinary words that the catalog knows."""
        shortest = 3 if word in self._rules.modern else 4  # brands are made of short words: "Jansport"
        for cut in range(shortest, len(word) - shortest + 1):
            parts = word[:cut], word[cut:]
            if all(self._words.count(part) > 1 and part in self._ordinary for part in parts):
                return " ".join(parts)
        return ""

    def _nearest(self, word: str) -> str:
        """The catalog's word that was most likely meant; empty where two are as likely, or the language has a nearer one."""
        slips = self._slips(word, self._words.words)
        likely = {
            other: _COMMONNESS * log(1 + self._words.count(other)) - _SLIP * cost
            for other, cost in slips.items()
            if self._is_likely(word, other, cost)
        }
        if not likely:
            return ""
        best = max(likely, key=lambda other: (likely[other], other))
        rivals = (likely[other] for other in likely if other != best and other not in self._rules.inflections(best))
        if likely[best] - max(rivals, default=-1e9) < _MARGIN:
            return ""
        cost = slips[best]
        ordinary = self._slips(word, self._ordinary.common, cost).items()
        return "" if any(price < cost - _ORDINARY for other, price in ordinary if other != best) else best

    def _is_likely(self, word: str, other: str, cost: float) -> bool:
        """Whether a slip is to be believed: brands that the catalog lacks look like slips too ("Crocs", "cross")."""
        if len(word) < _LONG and cost >= 1 and len(other) <= len(word):
            return False
        proven = _PROVEN if len(word) >= _LONG else _PROVEN_SHORT
        one_slip = cost < 1.5 and len(word) >= _LONG
        return one_slip or self._words.count(other) >= proven or other in self._ordinary

    def _slips(self, word: str, words: Sequence[str], most: float = 2.0) -> dict[str, float]:
        """The words within reach of ``word``, each with how many slips away it is."""
        costs: dict[str, float] = {}
        reach = 2 if len(word) >= _TWO_SLIPS else 1
        for form in (word, *self._sounded(word)):
            extra = _SOUNDED if form != word else 0.0
            near = chain(_within(form, words, reach if form == word else 1), _other_initials(form, words))
            for other, distance in near:
                cost = distance + extra + _OTHER_INITIAL * (other[0] != form[0])
                cost -= _SAME_BONES * (distance > 0 and _bones(other) == _bones(form))
                costs[other] = min(cost, costs.get(other, cost))
        return {other: cost for other, cost in costs.items() if cost <= most}

    def _written(self, text: str) -> Iterator[tuple[int, str]]:
        """The words of a text and where each starts: no codes, addresses or contractions; a possessive without its ending."""
        for token in _TOKEN.finditer(text):
            written = token[0].rstrip(_TRIM)
            start = token.start() + len(written) - len(written.lstrip(_TRIM))
            written = re.sub(self._rules.possessive, "", written.lstrip(_TRIM))
            if len(written) <= _LONGEST and _WORD.fullmatch(written):
                yield start, written

    def _sounded(self, word: str) -> list[str]:
        """The word as it may be written for the same sound: "fone" is "phone"."""
        forms = [word]
        for letters, right in self._rules.sounds:
            forms += [form.replace(letters, right) for form in forms if letters in form]
        return [form for form in dict.fromkeys(forms) if form != word and len(form) > 1][:8]

    @cached_property
    def _ordinary(self) -> OrdinaryWords:
        return self._rules.word_list()


def _is_wordlike(word: str) -> bool:
    """Whether a word can be misspelt: not an abbreviation ("DDR"), nor a name with capitals within ("iPhone")."""
    if word.isupper():
        return len(word) > _ABBREVIATION
    return len(word) > 2 and (word.islower() or word[1:].islower())


def _in_case_of(written: str, meant: str) -> str:
    if written.isupper():
        return meant.upper()
    return meant.capitalize() if written[0].isupper() else meant


def _within(word: str, words: Sequence[str], reach: int) -> Iterable[tuple[str, int]]:
    """The words with the same initial within ``reach`` slips (insert, delete, replace, swap neighbours)."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    first, last = bisect_left(words, word[0]), bisect_left(words, chr(ord(word[0]) + 1))
    same = words[first:last]
    near = process.extract(word, same, scorer=OSA.distance, score_cutoff=reach, limit=None)
    return [(other, int(distance)) for other, distance, _ in near if len(other) >= _SHORTEST]


def _other_initials(word: str, words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The words that differ in how they begin, by one slip."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    swapped = word[1] + word[0] + word[2:]
    replaced = (x + word[1:] for x in letters if len(word) >= _LONG)
    for other in chain((swapped,), (x + word for x in letters), replaced):
        position = bisect_left(words, other)
        if len(other) >= _SHORTEST and other[0] != word[0] and position < len(words) and words[position] == other:
            yield other, 1


def _bones(word: str) -> str:
    """A word without its vowels, and without doubled letters."""
    return re.sub(r"(.)\1", r"\1", re.sub("(?<=.)[aeiouy]", "", word))
