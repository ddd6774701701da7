"""Text as tokens: numbers with their units and money, codes, words by their stems.

The checker reads both the record and the sentence through `tokenise`, so that "32GB" and "32 GB" are one number with one unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import Stemmer

from shopcli.text.money import CHINESE, COMMON, SPOKEN, currencies, names_of
from shopcli.text.scripts import CJK
from shopcli.text.unit_words import ENGLISH, NOT_BEFORE
from shopcli.text.units import SYMBOLS, THINGS, UnitNames
from shopcli.util.lazy_regex import pattern

# Numbers of things are told by words: "10 pages" may be the 10 of a field "pages". Quotation marks close what is quoted.
_MARKS_OF_LENGTH = frozenset(("'", "''", "′", "′′", "”", "“", "’’"))
_WORDS = {**SYMBOLS, **ENGLISH, "bit": "bit", "bits": "bit"}
_NO_UNITS = _MARKS_OF_LENGTH | COMMON.keys() | SPOKEN.keys()
_NAMES = UnitNames(
    {word: unit for word, unit in _WORDS.items() if unit not in THINGS and word not in _NO_UNITS and not word.endswith(".")}
)
_ANY_CASE = {"g": "g", "m": "m", "h": "h", "ms": "ms"}  # titles in capitals have "500 G"
_MOST_PIECES = 5  # of a unit: "dB(A)"
_OPENINGS = frozenset(re.findall(r"\w+|.", word)[0].casefold() for word in _WORDS if re.search(r"\W", word))
# Behind a number, "in" is inches where no word follows that it could govern: "5 in 1", "2 in black".
_BEHIND_INCHES = frozenset("and or but wide tall high long deep thick which whose by x".split())

# The money that any sentence may speak of; that of the record, whichever it is, `with_units` finds.
CURRENCIES = {word: codes.split()[0] for word, codes in COMMON.items()}
CURRENCIES |= {
    word: codes.split()[0] for word, codes in CHINESE.items() if word == "元" or (len(word) > 1 and word[-1] != "钱")
}
CURRENCIES |= {"cent": "cent", "cents": "cent", "pence": "penny"}

SPELLED = {
    word: float(n) for n, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), start=2)
}

# Words that state nothing of what they stand with (the field's stop words).
FUNCTION = frozenset(
    """a an the this that these those it its itself which who whose what where when as at by for from in into of on onto to with
    and or also plus both so is are was be being been has have having do does did there here if then than whether
    per via within under over above below between about your you yours""".split()
)
COUNTING = "number|count|quantity|qty"  # what names of fields say of a number beside what it counts

_NO_QUALITY = frozenset("is are for of the a an and or comes with not no".split())

# One thing under two spellings or two parts of speech; the right side is what a record's label says.
_SAME = {"color": "colour", "gray": "grey", "weigh": "weight", "long": "length", "wide": "width", "tall": "height"}
_SAME |= {"deep": "depth", "sized": "size", "litr": "liter", "metr": "meter"}

_LETTER = rf"(?:(?![{CJK}])[^\W_])"
_CHUNK = pattern(
    rf"(?P<chunk>{_LETTER}+(?:(?:(?<=\d)[.,](?=\d)|[.'’+&-](?={_LETTER})|[.](?=\d)){_LETTER}+)*)"
    rf"|(?P<cjk>[{CJK}]+)|(?P<mark>[^\s\w])"
)
_NUMBER = pattern(r"\d+(?:[.,]\d+)*")
_GLUED = pattern(r"(\d+(?:[.,]\d+)*)([^\W\d_]+)")
_THOUSANDS = pattern(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text: a number (all its readings, and its unit), a word, a code such as ``B100``, Chinese, or a mark."""

    text: str
    kind: Literal["number", "word", "code", "cjk", "mark"]
    start: int
    values: frozenset[float] = frozenset()
    unit: str | None = None

    @property
    def stems(self) -> tuple[str, ...]:
        """The stems of a word's parts: "noise-cancelling" has two."""
        return stems_of(self.text) if self.kind == "word" else ()

    @property
    def terms(self) -> tuple[str, ...]:
        """What it says, for comparing: stems of a word, a code or a number as it is written, Chinese whole."""
        if self.kind == "word":
            return self.stems
        return () if self.kind == "mark" else (self.text.casefold(),)


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    stem = _STEMMER.stemWord(word)
    return _SAME.get(word) or _SAME.get(stem) or stem


_STEMMER = Stemmer.Stemmer("english")


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of every run of letters in ``text``, lower-cased, possessives dropped."""
    words = re.findall(r"[^\W\d_]+", re.sub(r"['’]s\b", "", text.casefold()))
    return tuple(_stem(word) for word in words)


def readings(number: str) -> frozenset[float]:
    """Every value that a written number can mean: "9,95" is 9.95, "1.299" is 1.299 or 1299.

    A comma before three digits groups thousands, as in "10,000 mm"; only behind a 0 does it not.

    >>> sorted(readings("1.299"))
    [1.299, 1299.0]
    >>> sorted(readings("1,299"))
    [1299.0]
    """
    values: set[float] = set()
    if (grouped := _THOUSANDS.fullmatch(number)) and not number.startswith("0"):
        mark = grouped[1]
        values.add(float(number.replace(mark, "").replace(",", ".")))
        if mark == ",":
            return frozenset(values)
    if len(re.findall(r"[.,]", number)) <= 1:
        values.add(float(number.replace(",", ".")))
    return frozenset(values or (float(piece) for piece in re.split(r"[.,]", number)))


def tokenise(text: str) -> list[Token]:
    """``text`` as tokens; a number takes its unit or currency along, whether glued, behind or (money) before."""
    return list(_tokens(text))


@lru_cache(maxsize=16384)  # a record is read once for each sentence about its product
def _tokens(text: str) -> tuple[Token, ...]:
    pieces = list(_CHUNK.finditer(text))
    tokens: list[Token] = []
    done = 0
    for place, piece in enumerate(pieces):
        if place < done:
            continue
        token, taken = _token(text, pieces, place)
        done = place + 1 + taken
        if token.kind == "number" and token.unit is None and tokens and _is_money_sign(tokens[-1].text):
            token = Token(token.text, "number", piece.start(), token.values, CURRENCIES[tokens.pop().text.casefold()])
        if (joined := _free_of(tokens, token)) is not None:
            tokens.pop()
            token = joined
        tokens.append(token)
    return tuple(tokens)


def _is_money_sign(text: str) -> bool:
    """Whether ``text`` makes money of a number behind it: "€5", "EUR 5"."""
    is_code = len(text) == 3 and text.isascii() and text.isupper() and text.lower() in CURRENCIES
    return is_code or text in ("€", "$", "£", "¥", "￥")


def _free_of(tokens: list[Token], token: Token) -> Token | None:
    """ "gluten free" as the one quality "gluten-free": it says the contrary of its first word."""
    if token.text.casefold() != "free" or not tokens or tokens[-1].kind != "word":
        return None
    before = tokens[-1]
    return None if before.text.casefold() in _NO_QUALITY else Token(f"{before.text}-free", "code", before.start)


def _token(text: str, pieces: Sequence[re.Match[str]], place: int) -> tuple[Token, int]:
    """One token, and how many of the pieces behind it it took as its unit."""
    piece = pieces[place]
    word, start, low = piece[0], piece.start(), piece[0].casefold()
    if not piece["chunk"]:
        return Token(word, "cjk" if piece["cjk"] else "mark", start), 0
    if low in SPELLED or _NUMBER.fullmatch(word):
        unit, taken = _unit_behind(text, pieces, place, 1)
        return Token(word, "number", start, frozenset({SPELLED[low]}) if low in SPELLED else readings(word), unit), taken
    if low.endswith("-free"):
        return Token(word, "code", start), 0
    if glued := _GLUED.fullmatch(word):
        unit, taken = _unit_behind(text, pieces, place, 0, start + glued.start(2))
        if unit:
            return Token(word, "number", start, readings(glued[1]), unit), taken
    is_code = any(c.isdigit() for c in word) or (word.isnumeric() and not word.isascii())
    return Token(word, "code" if is_code else "word", start), 0


def _unit_behind(text: str, pieces: Sequence[re.Match[str]], place: int, first: int, start: int = -1) -> tuple[str | None, int]:
    """The longest unit that begins in the piece ``first`` behind ``place``, and how many pieces behind ``place`` it takes."""
    if place + first >= len(pieces):
        return None, 0
    start = pieces[place + first].start() if start < 0 else start
    opening = text[start : pieces[place + first].end()]
    longest = min(_MOST_PIECES, len(pieces) - place) if opening.casefold() in _OPENINGS else first + 1
    for taken in range(max(longest, first + 1) - 1, first - 1, -1):
        following = pieces[place + taken + 1][0] if place + taken + 1 < len(pieces) else ""
        word = " ".join(text[start : pieces[place + taken].end()].split())
        unit = unit_of(word) or _unsure_unit(word, following, is_glued=not first)
        if unit and following.casefold() not in NOT_BEFORE.get(word.casefold(), ()):
            return unit, taken
    return None, 0


def _unsure_unit(word: str, following: str, *, is_glued: bool) -> str | None:
    """ "s" is seconds only apart from its number, and "in" inches only glued to it or where it governs no word."""
    if word == "in" and (is_glued or not following[:1].isalnum() or following.casefold() in _BEHIND_INCHES):
        return "in"
    return "s" if word == "s" and not is_glued else None


def with_units(tokens: Sequence[Token], units: Iterable[str]) -> list[Token]:
    """``tokens`` with the numbers that one record's own units stand behind: "5.00 TRY", "12 BTU", "10 pcs"."""
    spelled = sorted(((unit, words) for unit in units for words in _spellings(unit)), key=lambda spelling: -len(spelling[1]))
    with_their_units: list[Token] = []
    place = 0
    while place < len(tokens):
        token, place = tokens[place], place + 1
        if token.kind == "number" and token.unit is None:
            for unit, words in spelled:
                if _are(tokens[place : place + len(words)], words):
                    token, place = replace(token, unit=unit), place + len(words)
                    break
                if unit in currencies() and _are(with_their_units[-len(words) :], words):
                    token, with_their_units = replace(token, unit=unit), with_their_units[: -len(words)]
                    break
        with_their_units.append(token)
    return with_their_units


@lru_cache(maxsize=256)
def _spellings(unit: str) -> tuple[tuple[str, ...], ...]:
    """How a unit or a currency is said, each as its pieces."""
    words = names_of(unit) if unit in currencies() else (unit, *(word for word in _WORDS if _WORDS[word] == unit))
    pieces = (tuple(piece.text.casefold() for piece in tokenise(word)) for word in words)
    return tuple(dict.fromkeys(filter(None, pieces)))


def is_money(unit: str | None) -> bool:
    """Whether a unit is a currency, or a part of one."""
    return unit in ("cent", "penny") or unit in currencies()


def _are(tokens: Sequence[Token], words: Sequence[str]) -> bool:
    return [token.text.casefold() for token in tokens] == list(words)


def unit_in(text: str) -> str | None:
    """The unit or currency that all of ``text`` is behind a number, or None."""
    first, *others = tokenise(f"1 {text}")
    return None if others else first.unit


def unit_of(text: str) -> str | None:
    """The unit or ISO 4217 code that ``text`` spells, or None."""
    low = text.casefold().strip(".")
    return CURRENCIES[low] if low in CURRENCIES else measure_of(text)


def measure_of(text: str) -> str | None:
    """The symbol of the unit that ``text`` spells, or None."""
    word = text.strip(".")
    low = word.casefold()
    # behind a number these are words more often than amperes, inches and seconds, unless written as such
    if low in ("a", "in", "s") or (word not in _WORDS and word in currencies()):  # KGS is no weight
        return "A" if word == "A" else None
    return _NAMES.symbol(word) or _ANY_CASE.get(low)


def stem_set(texts: Iterable[str]) -> frozenset[str]:
    """Every stem of ``texts``."""
    return frozenset(stem for text in texts for stem in stems_of(text))


def terms_in(text: str) -> frozenset[str]:
    """What ``text`` says, for comparing: the terms of its tokens."""
    return frozenset(term for token in _tokens(text) for term in token.terms)


FUNCTION_STEMS = stem_set(FUNCTION)
