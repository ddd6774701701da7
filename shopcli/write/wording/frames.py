"""How a person puts a fact: a verb phrase with a place for what it is of, "weighs {}" and "1.2 kg".

Names of fields are written for databases ("number_of_buttons", "card reader integrated"). Where English has a phrase of its own
for what such a name means, it is here; any other field is said by its name.
"""

from __future__ import annotations

import re

from shopcli.text.safe import plain
from shopcli.text.tokens import COUNTING, unit_of
from shopcli.text.unit_price import UNIT_PRICES
from shopcli.text.worded_fact import Phrase, WordedFact, ungrouped
from shopcli.text.words import ends_as_plural, regular_plural, regular_singular
from shopcli.types import Fact, show_money, show_value
from shopcli.util.lazy_regex import pattern

_ACRONYMS = frozenset(
    """gps usb hdmi led lcd oled nfc rgb ram rom ssd hdd lan wan ups dvd cpu gpu vga dvi dsl bpa uv ip hd uhd tv pc
    fm am sd sim ac dc ecc fsb bios psu kvm poe sata nvme dvb dab rca vesa nas raid""".split()
)
_NAMES = {name.casefold(): name for name in "Bluetooth Ethernet WiFi Wi-Fi Android Windows".split()}
_ADJECTIVE = pattern(
    r"(?:able|ible|less|ready|vegan|wireless|wired|illustrated|ed|ent|quiet|loud|portable|unisex"
    r"|(?:electr|electron|automat|magnet|ergonom|organ|mechan|hypoallergen)ic(?:al)?)$"
)
_COMPOUND = pattern(r"(?:proof|resistant|free|friendly|certified)$")  # "gluten free" is a quality in two words
# Exports put what was done to a thing behind its name, English before it: "card reader integrated".
_DONE = pattern(
    r"(?!not? |number of )(.+)(?<!\bnot)(?<!\bno) (integrated|installed|included|supported|required|supplied|provided)"
)
_DONE_VERBS = {"included": "includes {}", "supplied": "includes {}", "supported": "supports {}", "required": "requires {}"}
_DENIED = {
    "has {}": "has no {}",
    "is {}": "is not {}",
    "includes {}": "does not include {}",
    "supports {}": "does not support {}",
    "requires {}": "does not require {}",
}
_WHOLE_PRODUCT = r"(?:(?:product|main|item|overall|total) )?"  # whose weight or colour, where it is the product's own
_MEASURES = {
    "weight": "weighs {}",
    "width": "is {} wide",
    "height": "is {} tall",
    "depth": "is {} deep",
    "length": "is {} long",
}
_VALUES = {
    r"colou?rs?": "comes in {}",
    r"materials?": "is made of {}",
    r"(?:country of )?origin|made in": "comes from {}",
    r"authors?|artists?|composers?|directors?": "is by {}",
    r"languages?": "is in {}",
    r"sizes?": "comes in size {}",
}
_AVAILABLE = {
    "in stock": "in stock",
    "preorder": "on pre-order",
    "backorder": "on back-order",
    "out of stock": "out of stock",
    "discontinued": "discontinued",
}
_CONDITIONS = ("new", "used", "refurbished")
_WEARERS = pattern(r"(?:gender|sex|target group|audience)")
_PEOPLE = pattern(r"(?:persons?|people|players?|users?|adults?|guests?|passengers?)")
_COUNT = pattern(
    rf"(?:(?P<of>.*?)\b(?:{COUNTING}) of )?(?P<things>.+?)"
    rf"(?: (?P<done>supported|included|installed|required))?(?: (?:{COUNTING}))?",
    re.I,
)
_OF_A_SYSTEM = pattern(
    r"(?<=\w)\s*[(\[]\w+(?:[.:]\S+)+[)\]]"
)  # a shop system's own name: "Material (product.metafields.material)"
_NUMBER_OF = pattern(rf"\b(?:{COUNTING})\b", re.I)
# A bare number under these is no number of them: a size, a version, a code.
_NO_COUNT = frozenset("sizes numbers ids skus codes models versions systems series lens gas dimensions windows".split())


def worded(fact: Fact) -> WordedFact:
    """A fact as a sentence has it.

    >>> worded(Fact("Built_in_GPS", True)).label
    'built-in GPS'
    >>> worded(Fact("card reader integrated", False)).deed
    'has no integrated card reader'
    """
    label, value = _label_of(fact.field), _value_of(fact)
    if fact.truth is not None:
        has = _thing_phrase(label)
        return WordedFact(fact, label, value, has if fact.truth else denied(has))
    phrase = None if fact.is_text or fact.field == "price" else _offer_phrase(fact) or _value_phrase(label, value, fact.unit)
    return WordedFact(fact, label, value, phrase)


def _offer_phrase(fact: Fact) -> Phrase | None:
    """How a product is to be had."""
    if fact.field == "availability" and fact.words in _AVAILABLE:
        return Phrase("is {}", _AVAILABLE[fact.words])
    if fact.field == "condition" and fact.words in _CONDITIONS:
        return Phrase("is {}", fact.words)
    if fact.field == "reduction" and fact.unit == "%":
        return Phrase("is reduced by {}", show_value(fact.value, fact.unit))
    if fact.field == "list_price" and isinstance(fact.value, float):
        return Phrase("was {} before", show_money(fact.value, fact.unit))
    if fact.field in UNIT_PRICES and isinstance(fact.value, float):
        return Phrase("comes to {}", f"{show_money(fact.value, fact.unit)} {fact.field.removeprefix('price ')}")
    return None


def denied(phrase: Phrase) -> Phrase:
    """The opposite of the phrase for a yes; that for a no stays."""
    return Phrase(_DENIED.get(phrase.frame, phrase.frame), phrase.core)


def _label_of(field: str) -> str:
    """A field's name: lower case, but for abbreviations, and what was done to a thing before it."""
    words = plain(re.sub(r"(?<=[a-z])(?=[A-Z])|[_/]", " ", ungrouped(_OF_A_SYSTEM.sub("", field)))).split()
    text = " ".join(_cased(word) for word in words).replace("wi fi", "Wi-Fi").replace("built in", "built-in")
    text = re.sub(r"^(?:chosen|selected|default) (?=\w)", "", text)  # what a shop's page shows first
    text = re.sub(r"(?<=\w\w) s\b", "s", text)  # "speaker(s)", as most exports write it
    done = _DONE.fullmatch(text)
    return f"{done[2]} {done[1]}" if done else text


def _cased(word: str) -> str:
    low = word.casefold()
    if low in _NAMES:
        return _NAMES[low]
    if low in _ACRONYMS or (word.isupper() and len(word) > 1):
        return word.upper()
    return low if word[1:] == word[1:].casefold() else word


def _value_of(fact: Fact) -> str:
    if fact.field in ("price", "list_price") and isinstance(fact.value, (int, float)):
        return show_money(fact.value, fact.unit)
    return plain(re.sub(r"(?<=[^\W\d_]),(?=[^\W\d_])", ", ", show_value(fact.value, fact.unit)))


def is_adjective(label: str) -> bool:
    """Whether a yes/no field names a quality ("waterproof") rather than a thing ("GPS")."""
    low = label.casefold()
    if re.fullmatch(r"\w+ly \w+ed", low):  # "magnetically shielded"
        return True
    return bool(_COMPOUND.search(low)) or (" " not in label and bool(_ADJECTIVE.search(low)))


def _thing_phrase(label: str) -> Phrase:
    done, _, thing = label.partition(" ")
    if thing and done in _DONE_VERBS:
        return Phrase(_DONE_VERBS[done], thing)
    return Phrase("is {}" if is_adjective(label) else "has {}", label)


def _value_phrase(label: str, value: str, unit: str | None) -> Phrase | None:
    low = label.casefold()
    for name, frame in _MEASURES.items():
        if unit and re.fullmatch(f"{_WHOLE_PRODUCT}{name}", low):
            return Phrase(frame, value)
    for names, frame in _VALUES.items():
        if not unit and re.fullmatch(f"{_WHOLE_PRODUCT}(?:{names})", low):
            return Phrase(frame, value)
    if not unit and (count := _count_phrase(label, value)):
        return count
    if _WEARERS.fullmatch(low) and re.fullmatch(r"[^\W\d]+(?:['’]s)?", value):
        return Phrase("is {}" if value.casefold() == "unisex" else "is for {}", value)
    return None


def _count_phrase(label: str, value: str) -> Phrase | None:
    """ "has 5 buttons" and "is for 2-4 players", of a bare whole number or a span under the name of several things."""
    done, _, rest = label.partition(" ")
    label = f"{rest} {done}" if rest and _DONE.fullmatch(f"{rest} {done}") else label  # `_label_of` has put it before
    counted = _COUNT.fullmatch(label)
    if not counted or not re.fullmatch(r"\d{1,4}(?:[-–]\d{1,4})?", value):
        return None
    things = f"{counted['of'] or ''}{counted['things']}"  # "keyboard number of keys" are keyboard keys
    *_, last = things.split()
    is_counted = _NUMBER_OF.search(label) or _is_many(last) or _PEOPLE.fullmatch(last)
    if not is_counted or unit_of(last) or unit_of(things.split()[0]) or re.search(r"\d", things):
        return None
    noun = _in_number(things, is_one=value == "1")
    if verb := _DONE_VERBS.get(counted["done"] or ""):
        return Phrase(f"{verb} {noun}", value)
    if _PEOPLE.fullmatch(last):
        return Phrase(f"is for {{}} {noun}", value)
    return Phrase(f"has {{}} {noun} {counted['done'] or ''}".rstrip(), value)


def _is_many(word: str) -> bool:
    """Whether the name of a field is a plural, of which a bare number says how many."""
    return ends_as_plural(word) and not word.endswith(("as", "os")) and word.casefold() not in _NO_COUNT


def _in_number(things: str, *, is_one: bool) -> str:
    """The name of what is counted, one or several of it, as regular nouns have it."""
    if is_one:
        return regular_singular(things)
    if ends_as_plural(things) or things.endswith("people") or re.search(r" (?:per|of|in) ", things):
        return things
    return regular_plural(things)
