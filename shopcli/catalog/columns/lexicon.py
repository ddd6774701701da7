"""The lexicon of columns' names: what their words mean, in twenty languages: ``words/*.txt``, read with a catalog."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice, product
from pathlib import Path
from typing import NamedTuple

from shopcli.text.scripts import HAN

LANGUAGES = tuple("en de fr es it pt nl pl ru tr zh ja uk cs sv ro hu vi ar ko".split())
UNKNOWN = "?"
# A name's last word, where it is one of these, says which language its values are in. "id" and "no" are words of their own.
_LOCALES = frozenset(
    "en de fr es it pt nl pl ru tr zh ja jp cn ko kr sv da fi nb nn cs hu ro uk us gb at ch br mx ca au be el ar vi th he bg "
    "hr sk sl lt lv et hk tw hans hant".split()
)
_PER_LANGUAGE = _LOCALES - frozenset("us gb at ch br mx ca au be hk tw".split())
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NO_WORD = re.compile(r"[\W_]+")
_UNDECOMPOSED = str.maketrans({"ß": "ss", "ı": "i", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_SIGNS = str.maketrans(
    {sign: f" {code} " for sign, code in zip("€$£¥₽₴₹₺", "eur usd gbp cny rub uah inr try".split(), strict=True)}
)
_BRACKETS = re.compile(r"[(（\[【{][^()（）\[\]【】{}]*[)）\]】}]?")
_NAMESPACE = re.compile(r"^(?:\{[^{}]*\}|[a-z]{1,6}\d?:(?=\w))")
_CJK = re.compile(rf"[{HAN}\u3040-\u30ff]+")
_PARTS = re.compile(rf"[{HAN}\u3040-\u30ff]+|\d+|[^\d{HAN}\u3040-\u30ff]+")
_MOST_WORDS = 5  # of a phrase
_MOST_SENSES = 24
_LONGEST_WORD = 60
_SHORTEST_PART = 3
_LINKS = ("", *"s n en".split())  # what joins the parts of a compound


class Sense(NamedTuple):
    """One meaning of a word: what it says, and how usual a word it is for that: 0 is the usual one."""

    tags: frozenset[str]
    place: int


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """A column's name for comparison: ``productName``, ``Product_Name`` and ``PRODUCT NAME`` are all ``product name``."""
    if name.isascii():  # no marks, no forms of one letter
        return _NO_WORD.sub(" ", _CAMEL.sub(" ", name).lower()).strip()
    parted = _CAMEL.sub(" ", unicodedata.normalize("NFKC", name))
    plain = unicodedata.normalize("NFKD", parted.casefold().translate(_UNDECOMPOSED))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter) or letter in "\u3099\u309a")
    return _NO_WORD.sub(" ", unicodedata.normalize("NFC", kept)).strip()


@cache
def lexicon() -> Mapping[str, tuple[Sense, ...]]:
    """The senses of every folded word and phrase, those of the first languages first."""
    senses: dict[str, dict[frozenset[str], int]] = {}
    for language in LANGUAGES:
        text = (Path(__file__).with_name("words") / f"{language}.txt").read_text(encoding="utf-8")
        for meaning, words in _lines(text):
            for place, word in enumerate(words):
                phrase, _, more = word.partition("+")
                tags = frozenset((meaning, *more.split("+"))) if more else frozenset((meaning,))
                for spelling in {phrase, phrase.casefold().translate(_UMLAUTS)}:
                    senses.setdefault(fold_name(spelling), {}).setdefault(tags, place)
    for phrase in [phrase for phrase in senses if " " in phrase and len(phrase) > _MOST_WORDS]:
        senses.setdefault(phrase.replace(" ", ""), senses[phrase])  # as camel case and compounds have it
    return {word: tuple(Sense(tags, place) for tags, place in found.items()) for word, found in senses.items()}


def _lines(text: str) -> Iterator[tuple[str, list[str]]]:
    for line in text.splitlines():
        meaning, colon, words = line.partition(":")
        if colon and not line.startswith("#"):
            yield meaning.strip(), [word.strip() for word in words.split("|")]


@lru_cache(maxsize=65536)
def readings(name: str) -> tuple[Sense, ...]:
    """Every way to read a column's name, the likeliest first; a word that nobody knows is `UNKNOWN` in all of them.

    What stands in brackets counts where all of it is known (``Price (old)``), else it is left out (``Categories (x;y;z...)``).
    """
    name = _NAMESPACE.sub("", name).replace("%", " percent ").translate(_SIGNS)
    bare = _BRACKETS.sub(" ", name)
    whole = _read(fold_name(name))
    if bare != name and fold_name(bare) and any(UNKNOWN in sense.tags for sense in whole):
        return _read(fold_name(bare))
    return whole


def _read(folded: str) -> tuple[Sense, ...]:
    words, language = _without_locale(folded.split())
    found = _senses_of(words)
    if not found:
        return ()
    ways = islice(product(*found), _MOST_SENSES)
    return tuple(Sense(language.union(*(sense.tags for sense in way)), max(sense.place for sense in way)) for way in ways)


def _without_locale(words: list[str]) -> tuple[list[str], frozenset[str]]:
    """The words without a language or a channel at their end, and what they said: ``name-en_US-ecommerce`` → (name), in:en."""
    kept = words[:-1] if len(words) > 2 and _is_channel(words[-1]) else words
    if len(kept) > 2 and kept[-1] in _LOCALES and kept[-2] in _PER_LANGUAGE:
        return kept[:-2], frozenset(("locale", f"in:{kept[-2]}"))
    if len(kept) > 1 and kept[-1] in _LOCALES:
        return kept[:-1], frozenset(("locale", f"in:{kept[-1]}"))
    return words, frozenset()


def _is_channel(word: str) -> bool:
    return any("channel" in sense.tags for sense in lexicon().get(word, ()))


def _senses_of(words: list[str]) -> list[tuple[Sense, ...]]:
    """The senses of each word or phrase in turn, the longest phrase first."""
    known, found, at = lexicon(), [], 0
    while at < len(words):
        for length in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            if senses := known.get(phrase) or known.get(phrase.replace(" ", "")) or _money_or_digits(phrase):
                found.append(senses)
                at += length
                break
        else:
            found += _parts_of(words[at])
            at += 1
    return found


def _money_or_digits(word: str) -> tuple[Sense, ...]:
    from shopcli.text.money import WORDS_TOO, currency_code

    if word.isdigit():
        return (Sense(frozenset(("digits",)), 0),)
    if word.upper() not in WORDS_TOO and len(word) > 1 and currency_code(word, chinese=True):
        return (Sense(frozenset(("money",)), 0),)
    return ()


def _parts_of(word: str) -> list[tuple[Sense, ...]]:
    """The senses of a word that is made of others: ``verkaufspreis``, ``商品标题``, ``text1``."""
    pieces = _PARTS.findall(word)
    if len(pieces) > 1:
        return [senses for piece in pieces for senses in _senses_of([piece])]
    split = [] if len(word) > _LONGEST_WORD else _segments(word) if _CJK.fullmatch(word) else _compound(word)
    return [lexicon()[part] for part in split] if split else [(Sense(frozenset((UNKNOWN,)), 0),)]


def _segments(run: str) -> list[str]:
    """A run of Chinese or Japanese cut into the fewest known words; [] where one is unknown."""
    known = lexicon()
    best: list[list[str] | None] = [[]] + [None] * len(run)
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - 8), end):
            before = best[start]
            if before is not None and run[start:end] in known and (best[end] is None or len(before) + 1 < len(best[end] or ())):
                best[end] = [*before, run[start:end]]
    return best[-1] or []


@lru_cache(maxsize=4096)
def _compound(word: str) -> list[str]:
    known = lexicon()
    for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        tail = word[cut:]
        if tail not in known:
            continue
        for link in _LINKS:
            head = word[:cut].removesuffix(link) if link else word[:cut]
            if len(head) < _SHORTEST_PART or (link and not word[:cut].endswith(link)):
                continue
            if head in known:
                return [head, tail]
            if rest := _compound(head):
                return [*rest, tail]
    return []
