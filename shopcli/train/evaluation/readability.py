"""Reading ease: how hard English prose is to read, by the length of its sentences and words."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
# Endings whose e is mute, and such as look like one and are not.
_MUTE = re.compile(r"(?:[^aeiouyl]e|[^aeiouy]les?|[aeiouy]les?|[^aeiouydt]ed|[^aeiouysxzcg]es|[aeiouy][^aeiouysxzcg]es)\Z")
_SOUNDED_LE = re.compile(r"[^aeiouyl]les?\Z")
_HIATUS = re.compile(r"i[aou]|[eu]o|ua|ying|[aeiouy]ing|eat(?:e|ion|or)|uou|eou", re.I)
_NO_HIATUS = re.compile(r"[tscg]i[aou]|[gq]ua|[gq]uo|[eaio]uou", re.I)


def flesch_reading_ease(text: str) -> float | None:
    """The Flesch reading ease (Flesch 1948): 206.835 - 1.015 words a sentence - 84.6 syllables a word.

    100 is very easy, 60 to 70 plain English, 30 and below for scholars. None where there are no English words.
    """
    words = _WORD.findall(text)
    if not words:
        return None
    n_sentences = len([part for part in _SENTENCE_END.split(text) if _WORD.search(part)])
    n_syllables = sum(map(syllables, words))
    return 206.835 - 1.015 * len(words) / n_sentences - 84.6 * n_syllables / len(words)


def syllables(word: str) -> int:
    """The syllables of an English word, by its vowels; a mute e is none. One at least."""
    word = re.sub(r"['’].*", "", word.lower())
    if len(word) <= 3 and not re.search(r"[aeiouy][^aeiouy]+[aeiouy]", word):
        return max(1, len(_VOWELS.findall(word)) if word not in ("the",) else 1)
    count = len(_VOWELS.findall(word))
    if _MUTE.search(word) and not _SOUNDED_LE.search(word):
        count -= 1
    count += len(_HIATUS.findall(word)) - len(_NO_HIATUS.findall(word))
    return max(1, count)
