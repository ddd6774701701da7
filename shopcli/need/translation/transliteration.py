"""Transliteration: how near the sound of Chinese characters comes to a name in Latin letters: 麦卡伦 and "Macallan".

Both are written as rough phonemes and aligned by a weighted edit distance. Chinese has no clusters and few final consonants,
so the vowels that it puts between consonants cost little, and so do the finals that it leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from shopcli.need.translation.word_senses import without_accents
from shopcli.util.lazy_regex import pattern

_PAIRS = "zh=J ch=J sh=S b=B p=B m=M f=F d=T t=T n=N l=L g=K k=K h=H j=J q=J x=S r=R z=S c=S s=S y=Y w=W"
_INITIALS = {pair[:-2]: pair[-1] for pair in _PAIRS.split()}
_SYLLABLE = pattern(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?([aeiouv]*)(ng?|r)?")
# What letters sound like, the longer first; a bar parts what they may be.
_LETTERS = (
    ("sch", "S"), ("tch", "J"), ("ph", "F"), ("th", "T"), ("sh", "S"), ("ch", "J"), ("ck", "K"), ("qu", "KW"), ("gh", "K"),
    ("ts", "S"), ("tz", "S"), ("kn", "N"), ("wr", "R"), ("x", "KS"), ("b", "B"), ("p", "B"), ("m", "M"), ("f", "F"), ("v", "V"),
    ("d", "T"), ("t", "T"), ("n", "N"), ("l", "L"), ("g", "K"), ("k", "K"), ("q", "K"), ("h", "H"), ("j", "J"), ("r", "R"),
    ("z", "S"), ("s", "S"), ("w", "W"), ("a", "a"), ("e", "e"), ("i", "i"), ("o", "o"), ("u", "u"),
)  # fmt: skip
_VOWELS = frozenset("aeiou")
_NEAR = {
    frozenset(pair): cost
    for pair, cost in (
        ("LR", 0.1), ("WV", 0.1), ("VF", 0.2), ("VB", 0.3), ("JS", 0.2), ("JK", 0.4), ("ST", 0.5), ("HK", 0.3), ("HF", 0.5),
        ("YJ", 0.4), ("TJ", 0.4), ("NM", 0.3), ("Wu", 0.1), ("Wo", 0.2), ("Yi", 0.1), ("Ye", 0.2), ("ao", 0.2), ("ou", 0.1),
        ("ei", 0.15), ("ae", 0.2), ("Re", 0.3), ("WH", 0.5), ("FW", 0.3), ("BF", 0.5),
    )
}  # fmt: skip
_OTHER_VOWEL, _OTHER = 0.35, 1.0
# What an unmatched phoneme costs: Chinese ones, which are there to be said, and Latin ones, which may be left out.
_EXTRA = {"u": 0.12, "i": 0.12, "e": 0.12, "o": 0.2, "a": 0.3, "W": 0.3, "Y": 0.2, "R": 0.5, "N": 0.5, "H": 0.6}
_LEFT_OUT = {
    "H": 0.2,
    "R": 0.3,
    "L": 0.4,
    "e": 0.2,
    "u": 0.3,
    "i": 0.3,
    "o": 0.3,
    "a": 0.35,
    "S": 0.5,
    "T": 0.45,
    "K": 0.5,
    "N": 0.5,
}
_REST = 0.8
_BEGINNING, _LONGER = 0.4, 2.0  # 吉 was "gi" when names were first written with it


def heard(syllables: Sequence[str]) -> str:
    """Pinyin syllables, without tones, as phonemes."""
    return "".join(map(_heard, syllables))


@lru_cache(maxsize=1 << 10)
def _heard(syllable: str) -> str:
    found = _SYLLABLE.fullmatch(syllable)
    if found is None:
        return ""
    initial, final, coda = found.groups()
    final = (final or "").replace("v", "u")
    if initial in ("y", "w") and final[:1] == {"y": "i", "w": "u"}[initial]:  # yi is said i, and wu u
        initial = None
    vowels = final[-1:] if len(final) > 1 and final[0] in "iu" and final not in ("iu", "ui") else final
    return (_INITIALS[initial] if initial else "") + vowels + {"n": "N", "ng": "N", "r": "R"}.get(coda or "", "")


@lru_cache(maxsize=1 << 13)
def written(name: str) -> str:
    """A name in Latin letters as phonemes."""
    letters = re.sub(r"[^a-z]", "", without_accents(name))
    letters = re.sub(r"([a-z])\1", r"\1", letters)
    letters = re.sub(r"c(?=[eiy])", "s", letters.replace("ch", "\0")).replace("c", "k").replace("\0", "ch")
    letters = re.sub(r"(?<=[^aeiou])y|y\Z", "i", letters)
    letters = re.sub(r"(?<=[a-z][^aeiou])e\Z", "", letters).replace("kk", "k").replace("y", "Y")
    phonemes, at = "", 0
    while at < len(letters):
        for written_so, sound in _LETTERS:
            if letters.startswith(written_so, at):
                phonemes, at = phonemes + sound, at + len(written_so)
                break
        else:
            phonemes, at = phonemes + letters[at], at + 1
    return phonemes


def are_alike(chinese: str, latin: str) -> bool:
    """Whether two may be near at all: they begin alike, and neither is much the longer."""
    begins = _cost(chinese[:1], latin[:1]) <= _BEGINNING if chinese and latin else False
    return begins and len(chinese) < _LONGER * len(latin) and len(latin) < _LONGER * len(chinese)


def distance(chinese: str, latin: str) -> float:
    """What it costs to say the one as the other, of phonemes as `heard` and `written` give them."""
    row = [0.0]
    for sound in latin:
        row.append(row[-1] + _LEFT_OUT.get(sound, _REST))
    for said in chinese:
        extra = _EXTRA.get(said, _REST)
        longer = [row[0] + extra]
        for at, sound in enumerate(latin):
            left_out = _LEFT_OUT.get(sound, _REST)
            longer.append(min(row[at] + _cost(said, sound), row[at + 1] + extra, longer[at] + left_out))
        row = longer
    return row[-1]


@lru_cache(maxsize=1 << 10)
def _cost(said: str, sound: str) -> float:
    if said == sound:
        return 0.0
    near = _NEAR.get(frozenset((said, sound)))
    if near is not None:
        return near
    return _OTHER_VOWEL if said in _VOWELS and sound in _VOWELS else _OTHER
