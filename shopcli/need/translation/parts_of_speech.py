"""Part-of-speech tags of Chinese words, by jieba's table of words: which of them name nothing and say nothing of a thing."""

from __future__ import annotations

from functools import lru_cache

from shopcli.need.thesaurus import open_thesaurus
from shopcli.text.scripts import has_han

# Pronouns, prepositions, conjunctions, particles, auxiliaries, interjections.
_FUNCTION = frozenset(("r", "rr", "rz", "p", "c", "u", "uj", "ul", "ud", "uv", "uz", "ug", "e", "y", "o"))
_DENIES = frozenset("别不没无非勿莫")
_DEEDS = frozenset("吃喝穿戴用买做拍出玩看听写放装配骑坐睡带拿挑选找给搞弄来去更最很都也还又就得打拉")  # or how much


@lru_cache(maxsize=4096)
def names_nothing(word: str) -> bool:
    """Whether a Chinese word says nothing of a thing by itself: 别的, 这个, 得, 吃.

    What the thesaurus has as a thing names it, whatever the table says.
    """
    if word in _DEEDS:
        return True
    if not word or word in _DENIES or not all(map(has_han, word)) or open_thesaurus().rings(word):
        return False
    import rjieba

    return {tag for _, tag in rjieba.tag(word)} <= _FUNCTION
