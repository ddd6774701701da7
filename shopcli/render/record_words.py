"""Mentions: whether a record holds the words of a wish at all, so that silence is told of it only where it is silent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from shopcli.text.negation import NEGATORS
from shopcli.text.scripts import HAN, has_han
from shopcli.text.tokens import FUNCTION, SPELLED, stems_of, tokenise
from shopcli.text.words import IRREGULAR_SINGULARS
from shopcli.types import Product
from shopcli.util.lazy_regex import pattern

SMALL = FUNCTION | frozenset(("something", "anything", "some", "any", "one", "my", "me", "i", "against", "gegen", "für", "aus"))
# Words of a wish for what is not to be there; the record may speak of the thing itself, and deny it in other words.
_DENYING = NEGATORS | frozenset("free frei ohne kein keine nicht less".split())
_HOW_MUCH = "high low long short big small large good great nice strong much many fast slow"
# A record that tells of a battery is not silent on a long battery life, though it says no such word.
_DEGREES = frozenset(stem for word in _HOW_MUCH.split() for stem in stems_of(word))
_WORD = pattern(r"[^\W\d_]+")
_HAN = pattern(f"[{HAN}]+")
_DIGITS = pattern(r"\d+")
_SIDES = pattern(r"\d\s?[x×*]\s?\d")  # "140x188": a length without its unit
_LENGTHS = frozenset(("mm", "cm", "m", "in", "inch", "ft"))
_COLOUR = pattern(r"colou?r|farbe|颜色", re.IGNORECASE)
_COLOURS = frozenset(
    "black white red blue green yellow grey gray brown pink purple orange beige silver gold khaki navy cream turquoise".split()
)
_DEAR = pattern(
    r"\b(?:cheap\w*|(?:in)?expensive|pric(?:e|ey|ed)\w*|cost\w*|budget|affordable|teuer|günstig|billig)\b|[贵价]|便宜|实惠|划算",
    re.IGNORECASE,
)
_HEAVY = pattern(r"\b(?:lightweight|heav\w+|weigh\w*)\b|轻(?![柔松薄])|[太不]重", re.IGNORECASE)
_WEIGHT = pattern(r"\bweight|gewicht|重量|净重", re.IGNORECASE)
# A size by itself, and fields that tell one.
_SIZE = pattern(
    r"(?:size )?(?:twin|full|queen|king|single|double|small|medium|large|x{0,3}[sml]|\d?xl)(?: (?:size|bed))?", re.IGNORECASE
)
_WORN = pattern(r"(?<![\w&'’.-])(?:X{0,3}[SML]|\d?XL)(?![\w&'’.-])")  # a size in a title: "gloves - S - black"
_SIZED = pattern(r"\bsizes?\b|größe|尺[码寸]", re.IGNORECASE)
# Wishes for so many people, and what says for how many a thing is.
_PERSONS = pattern(r"\b(?:persons?|people|famil(?:y|ies)|couples?|adults?|men|players?|personen)\b|[人口]", re.IGNORECASE)
_FOR_SO_MANY = pattern(
    r"\b(?:persons?|people|sleeps|seats|seaters?|players?|personen)\W{0,3}\d|(?:\d|\b(?:one|two|three|four|five|six|seven|eight))"
    r"[ -]?(?:p\b|persons?\b|people\b|seats?\b|seaters?\b|players?\b|personen)|[\d一单双两二三四五六七八]\s?人",
    re.IGNORECASE,
)
_SPELT = pattern(rf"\b(?:{'|'.join(SPELLED)})\b", re.IGNORECASE)
_EITHER = pattern(r"\bor\b|/|或者?", re.IGNORECASE)
_UNITS = {
    "毫升": ("ml",), "升": ("l",), "毫克": ("mg",), "克": ("g",), "公斤": ("kg",), "千克": ("kg",), "厘米": ("cm",),
    "毫米": ("mm",), "米": ("m",), "毫安": ("mah",), "瓦": ("w",),
}  # fmt: skip
_COUNTED_IN = pattern(rf"[\d一二两三四五六七八九十百]\s?({'|'.join(_UNITS)}|[{HAN}])")
_JOINTS = pattern(r"[_.]")  # of the names of fields
_LIMIT = pattern(r"\b(?:at (?:least|most)|more than|less than|under|over|above|below|between|up to)\b|\d\s?%", re.IGNORECASE)
_UNIT = pattern(r"^[\d.e+-]+(?=\D|$)")
_CODES = pattern(r"(?<![A-Za-z])([A-Za-z]{2,})[ -]?\d+(?!\w)")
_LEAST_ALIKE, _MOST_SIGNS = 4, 0.75  # of a Chinese word, and of its signs, that a record has which says it otherwise
_SAME_PART, _SHARE = 5, 0.6  # of a word, by which it may be a form of another: "recharge", "rechargeable"


def terms_of(text: str) -> frozenset[str]:
    """What words say, for comparing: stems of singulars, and numbers with their units."""
    terms: set[str] = set()
    for token in tokenise(text):
        if token.kind == "number":
            terms |= {f"{value:g}{token.unit or ''}" for value in token.values}
        elif token.kind == "word" and token.text.casefold() not in SMALL:
            low = token.text.casefold()
            terms |= set(stems_of(IRREGULAR_SINGULARS.get(low, low)))
        elif token.kind in ("code", "cjk"):
            terms.add(token.text.casefold())
    return frozenset(terms)


class RecordWords:
    """All that one record says, in words.

    Args:
        product: the record.
    """

    def __init__(self, product: Product) -> None:
        self._product = product

    def mention(self, wish: str) -> bool:
        """Whether the record holds all words of a wish in some form, or a number of its unit: then it is not silent on it."""
        words = {term for term in terms_of(wish) if term not in _DENYING and not has_han(term)}
        numbers = {term for term in words if term[0].isdigit()}
        if any(self._measures(_UNIT.sub("", number)) for number in numbers):
            return True
        if any(number.isdecimal() and len(number) > 1 and number in self._text for number in numbers):  # "360" in "X360"
            return True
        if any(re.search(rf"(?<![A-Za-z]){code}[ -]?\d", self._text, re.IGNORECASE) for code in _CODES.findall(wish)):
            return True  # SPF 30, where SPF50 is wished
        if _LIMIT.search(wish):  # that was not understood: any number of the record may decide it
            return True
        if self._states_as_much(wish) or self._counts_alike(wish):
            return True
        counts = {term for term in words if term in SPELLED or term.isdecimal()}
        parts = [*(words - numbers - counts), *_HAN.findall(wish)]
        parts = [part for part in parts if len(part) > 1 and part not in _DEGREES] or parts  # not the "M" of a rating
        if counts and _SPELT.search(wish) and self._holds_number(counts):
            return True
        if counts:  # another number of the same things is no silence, nor is a number of nothing that is named
            return not parts or any(self._holds(part) for part in parts)
        return bool(parts) and all(self._holds(part) for part in parts)

    def _holds_number(self, counts: set[str]) -> bool:
        """Whether the record holds a number that is asked for, in figures or spelled."""
        values = {SPELLED[count] if count in SPELLED else float(count) for count in counts}
        stated = {float(number) for number in _DIGITS.findall(self._text)}
        stated |= {SPELLED[word] for word in self._words if word in SPELLED}
        return not values.isdisjoint(stated)

    def _states_as_much(self, wish: str) -> bool:
        """Whether it is told in its own terms what a wish is about: price, weight, colour, size, for how many."""
        product = self._product
        if _DEAR.search(wish) and product.price is not None:
            return True
        if _HEAVY.search(wish) and any(_WEIGHT.search(name) for name in self._names()):
            return True
        if _COLOUR.search(wish) and (self.states_a_colour or not _COLOURS.isdisjoint(self._words)):
            return True
        is_size = _SIZE.fullmatch(wish.strip()) is not None
        if is_size and (_WORN.search(product.title) or any(_SIZED.search(name) for name in self._names())):
            return True
        return _PERSONS.search(wish) is not None and _FOR_SO_MANY.search(self._text) is not None

    def tells_of(self, field: str) -> bool:
        """Whether a field's name holds all the words of another's: "display technology" tells of the display."""
        words = terms_of(_JOINTS.sub(" ", field))
        return bool(words) and any(words <= terms_of(_JOINTS.sub(" ", name)) for name in self._product.attributes)

    def _counts_alike(self, wish: str) -> bool:
        """Whether the record has a number of what a Chinese wish counts or measures: 21片 for "10片装", 120ml for "100毫升"."""
        for unit in _COUNTED_IN.findall(wish):
            ways = "|".join(map(re.escape, (unit, *_UNITS.get(unit, ()))))
            if re.search(rf"\d\s?(?:{ways})(?![a-z])", self._text, re.IGNORECASE):
                return True
        return False

    def _names(self) -> Iterator[str]:
        """The names of its fields, and of what its variants differ in."""
        yield from self._product.attributes
        for variant in self._product.variants:
            yield from variant.options

    def names(self, wish: str) -> bool:
        """Whether title or category hold all the words of a wish."""
        named = f"{self._product.title} {self._product.category or ''}"
        if has_han(wish) and any(piece in named for piece in wish.split() if has_han(piece)):
            return True
        ways = (terms_of(way) for way in _EITHER.split(wish))
        return any(words and words <= terms_of(named) for words in ways)

    @property
    def states_a_colour(self) -> bool:
        """Whether a field tells its colour, in whichever words."""
        return any(_COLOUR.search(name) and value for name, value in self._product.attributes.items())

    @cached_property
    def _text(self) -> str:
        product = self._product
        return "\n".join((product.title, product.category or "", *self._attributes(), product.description))

    def _attributes(self) -> Iterator[str]:
        for name, value in self._product.attributes.items():
            yield f"{_JOINTS.sub(' ', name)} {value}"
        for variant in self._product.variants:
            yield from (str(value) for value in variant.options.values())

    @cached_property
    def _terms(self) -> frozenset[str]:
        return terms_of(self._text)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word.casefold() for word in _WORD.findall(self._text))

    def _measures(self, unit: str) -> bool:
        """Whether a number of some unit stands in the record, or, of a length, two sides."""
        if not unit:
            return False
        in_unit = any(term[0].isdigit() and _UNIT.sub("", term) == unit for term in self._terms)
        in_unit = in_unit or re.search(rf"\d\s?{re.escape(unit)}(?!\w)", self._text, re.IGNORECASE) is not None  # "20x250 ml"
        return in_unit or (unit in _LENGTHS and _SIDES.search(self._text) is not None)

    def _holds(self, part: str) -> bool:
        """Whether a word stands in the record, in whichever form; of a Chinese one, half of its pairs of signs."""
        if has_han(part):
            pairs = [part[at : at + 2] for at in range(max(1, len(part) - 1))]
            signs = sum(sign in self._text for sign in part)  # 染白头发 is what 遮白发染发膏 does
            is_alike = len(part) >= _LEAST_ALIKE and signs >= _MOST_SIGNS * len(part)
            return is_alike or 2 * sum(pair in self._text for pair in pairs) >= len(pairs)
        if part in self._terms:
            return True
        least = max(_SAME_PART, _SHARE * len(part))
        return any(
            _common(part, word) >= least
            or (len(part) >= _SAME_PART and part in word)
            or (len(part) == _SAME_PART - 1 and word.startswith(part) and len(word) <= _SAME_PART + 1)  # "salty"
            for word in self._words
        )


def _common(one: str, other: str) -> int:
    """How many letters two words open with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
