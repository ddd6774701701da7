"""Words of any catalog: the number of English nouns, the heads of phrases, Chinese measure words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from shopcli.text.unit_words import INCH_MARKS, INCHES
from shopcli.util.lazy_regex import pattern

# --- the number of English nouns

IRREGULAR = {
    "mouse": "mice", "man": "men", "woman": "women", "child": "children", "foot": "feet", "tooth": "teeth", "goose": "geese",
    "person": "people", "shelf": "shelves", "knife": "knives", "leaf": "leaves", "loaf": "loaves", "half": "halves",
    "wolf": "wolves",
    "scarf": "scarves", "wife": "wives", "life": "lives", "calf": "calves", "thief": "thieves", "potato": "potatoes",
    "tomato": "tomatoes", "echo": "echoes", "hero": "heroes", "die": "dice",
}  # fmt: skip
IRREGULAR_SINGULARS = {many: one for one, many in IRREGULAR.items()}
_SAME = frozenset("sheep fish series species aircraft jeans trousers headphones scissors pants shorts glasses software".split())
_HISSING = ("s", "x", "z", "ch", "sh")
_HISSING_PLURAL = tuple(hiss + "es" for hiss in (*_HISSING, "o"))


def ends_as_plural(word: str) -> bool:
    """Whether a word ends as regular plurals do: "ports", "batteries", and not "mass", "virus" or "basis"."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


def is_plural(word: str) -> bool:
    """Whether a lower-case word is several, or one and several alike: "mice", "ports", "series"."""
    return word in IRREGULAR_SINGULARS or word in _SAME or ends_as_plural(word)


def plural(word: str) -> str:
    """Several of what a noun names; what is several already, or ends in no letter, stays."""
    low = word.lower()
    if not low or not low[-1].isalpha() or is_plural(low):
        return word
    for one, many in IRREGULAR.items():
        if low == one or (low.endswith(one) and one in ("man", "woman", "child", "shelf", "knife")):
            return word[: len(word) - len(one) + 1] + many[1:]
    return regular_plural(word)


def regular_plural(word: str) -> str:
    """The plural by the rule, whose stem is that of the noun: "boxes", "batteries", "keys"."""
    low = word.lower()
    if low.endswith(_HISSING):
        return word + "es"
    return word[:-1] + "ies" if low.endswith("y") and low[-2:-1] not in tuple("aeiou") else word + "s"


def regular_singular(words: str) -> str:
    """Words whose last one is no more than one by the rule: "memory cards" is "memory card", and "glass" stays."""
    if re.search(r"\wies$", words):
        return f"{words[:-3]}y"
    return re.sub(r"(?<=x)es$|(?<=ss)es$|(?<=[cs]h)es$|(?<=[^\Wsui])s$", "", words)


def singulars(word: str) -> Iterator[str]:
    """All that ``word`` (lower case) may be the plural of; only a list of words knows which it is."""
    if word.endswith(("ies", "ves")):
        yield from (word[:-3] + "y", word[:-3] + "f", word[:-3] + "fe")
    if word.endswith(_HISSING_PLURAL):
        yield word[:-2]
    if word.endswith("s") and not word.endswith(("us", "is", *(hiss + "s" for hiss in _HISSING))):
        yield word[:-1]


def numbers(word: str) -> Iterator[str]:
    """The singulars and the plural that ``word`` (lower case) may have."""
    yield from singulars(word)
    yield word + "es" if word.endswith(_HISSING) else word + "s"
    if word.endswith("y"):
        yield word[:-1] + "ies"


# --- words that are written in several ways


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


# A letter and a word make one word: "t-shirt", "e-bike", "x-ray". Its parts say nothing of it.
# An inch behind a number, however it is written: 55”, 55-inch, 55 Zoll, 55英寸.
INCH = rf"(?:[\s-]?(?:{_any(INCH_MARKS)}|(?:{_any(INCHES)})(?![A-Za-zÀ-ɏ])|in\.(?!\w))|-?in(?![\w-]))"
LETTER_WORD = r"(?<![^\W_])[^\W\d_][-‐‑](?!x{1,3}[sl]\b)[^\W\d_]{2,}"  # S-XL are two sizes
_HYPHEN = pattern(r"(?<![^\W_])([^\W\d_])[-‐‑](?!x{1,3}[sl]\b)(?=[^\W\d_]{2})", re.IGNORECASE)
_INCH = pattern(rf"(?<=\d){INCH}")


def one_word(word: str) -> str:
    """A word without the hyphen behind its first letter: "tshirt" for "t-shirt"; any other as it is."""
    return word if word.isalnum() else _HYPHEN.sub(r"\1", word)


def spelled_alike(text: str) -> str:
    """A lower-case text with one spelling for what is written in several ways: "tshirt, 55 inch"."""
    return _INCH.sub(" inch", one_word(text))


# --- what stands for a brand where there is none

_NO_BRANDS = frozenset("no brand|no brands|unbranded|non-branded|no name|noname|generic|n/a|none|无品牌|無品牌".split("|"))


def brand_said(brand: str | None) -> str:
    """A brand as it may be said; empty for one that says that there is none."""
    return "" if brand is None or brand.strip().casefold() in _NO_BRANDS else brand


# --- the heads of English phrases

# Behind these, English says more of a thing that it has named: "book about coffee", "jacket for women".
# A "king size bed" is a bed, and so are "over ear headphones" headphones.
_AFTER_HEAD = pattern(
    r"\s+(?:about|for|with|without|of|in|from|to|by|on|at|per|that|which|who|or|and"
    r"|(?:under|over|below|above)(?=\s+(?:[\d$€£]|(?:an?|the|my|your)\s)|\s*\Z)"
    r"|made(?=\s+(?:of|in|from|by|with|for|to)\b|\s*\Z)|size(?=\s+(?:\d|x*[sml]\b|(?:x+|extra)?[\s-]?(?:small|medium|large)\b)|\s*\Z))(?![\w-]).*",
    re.IGNORECASE | re.DOTALL,
)


def head_phrase(words: str) -> str:
    """The noun phrase that ends in the head, without what is said of it behind: "book" of "book about coffee"."""
    return _AFTER_HEAD.sub("", words)


def plural_phrase(words: str) -> str:
    """Words with their head as more than one: "mouse pads", "bags for a mouse"."""
    head = head_phrase(words)
    *before, last = re.split(r"(?<=[\s-])", head) or [""]
    return "".join(before) + plural(last) + words[len(head) :]


# Collective nouns: of several things together they say nothing of what these are, unless with what stands before they are a
# name of its own, "tea set".
COLLECTIVES = frozenset(
    "set sets kit kits collection collections series range ranges bundle bundles serie serien kollektion kollektionen".split()
)


_DOER, _DEED = pattern(r"[a-z]{3,}[eo]rs?"), pattern(r"[a-z]{3,}(?:ions?|ings?)")


def are_doer_and_deed(one: str, other: str) -> bool:
    """Whether the last words of two phrases are what does something and what is done, which stems take for one word.

    >>> are_doer_and_deed("petrol generators", "next generation"), are_doer_and_deed("generator", "power generators")
    (True, False)
    """
    first, second = (words.lower().split()[-1:] or [""] for words in (one, other))
    return any(_DOER.fullmatch(a) and _DEED.fullmatch(b) for a, b in ((first[0], second[0]), (second[0], first[0])))


# --- Chinese measure words, for the inside of a character class

SURE_MEASURE_WORDS = "个款台双件部只条"  # of a thing that no number stands before: 来个
MEASURE_WORDS = SURE_MEASURE_WORDS + "支张本把顶辆副种"  # behind a number, 这 or 哪; by itself 支 may begin 支架
CONTAINER_WORDS = "盒瓶袋包套块"  # which are things too, so that 包 alone does not count
OTHER_MEASURE_WORDS = "盏对份罐箱桶枚口根枝片颗组"  # which begin names of things more often than they count: 口红, 对讲机
TRADITIONAL_MEASURE_WORDS = "個臺隻條張塊顆組"
