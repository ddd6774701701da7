"""Code's own English: how a fact, a price and a name are put, shared by the templates and the prompts."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

from shopcli.types import Fact, Product, show_value
from shopcli.write.claims import truth_of
from shopcli.write.names import plain
from shopcli.write.plan import Part, difference_of

_ACRONYMS = frozenset(
    """gps usb hdmi led lcd oled nfc rgb ram rom ssd hdd lan wan ups dvd cpu gpu vga dvi dsl bpa uv ip hd uhd tv pc
    fm am sd sim""".split()
)
_NAMES = {
    "bluetooth": "Bluetooth",
    "ethernet": "Ethernet",
    "wifi": "WiFi",
    "wi-fi": "Wi-Fi",
    "android": "Android",
    "windows": "Windows",
}
_ADJECTIVE = re.compile(
    r"(?:able|ible|less|ready|vegan|wireless|wired|illustrated|ed|ent|quiet|loud|portable|unisex"
    r"|(?:electr|electron|automat|magnet|ergonom|organ|mechan|hypoallergen)ic(?:al)?)$"
)
_COMPOUND = re.compile(r"(?:proof|resistant|free|friendly|certified)$")  # "gluten free" is a quality in two words


def label_of(fact: Fact) -> str:
    """A field's name inside a sentence: lower case, but for abbreviations.

    >>> label_of(Fact("Built_in_GPS", True))
    'built-in GPS'
    """
    words = plain(re.sub(r"(?<=[a-z])(?=[A-Z])|[_/]", " ", fact.field)).split()
    text = " ".join(_cased(word) for word in words).replace("wi fi", "Wi-Fi").replace("built in", "built-in")
    return re.sub(r"(?<=\w\w) s\b", "s", text)  # "speaker(s)", as most exports write it


def _cased(word: str) -> str:
    low = word.casefold()
    if low in _NAMES:
        return _NAMES[low]
    if low in _ACRONYMS or (word.isupper() and len(word) > 1):
        return word.upper()
    return low if word[1:] == word[1:].casefold() else word


def value_of(fact: Fact) -> str:
    """A fact's value with its unit, as one clean line."""
    return plain(show_value(fact.value, fact.unit))


def is_adjective(label: str) -> bool:
    """Whether a yes/no field names a quality ("waterproof") rather than a thing ("GPS")."""
    low = label.casefold()
    return bool(_COMPOUND.search(low)) or (" " not in label and bool(_ADJECTIVE.search(low)))


def deed(fact: Fact, *, denied: bool = False) -> str | None:
    """A yes/no fact as a verb phrase: "has GPS", "is not waterproof"; None for any other fact.

    ``denied`` words the fact's opposite, whatever its value.
    """
    truth = truth_of(fact.value)
    if truth is None:
        return None
    label = label_of(fact)
    lacking = denied or not truth
    if is_adjective(label):
        return f"is not {label}" if lacking else f"is {label}"
    return f"has no {label}" if lacking else f"has {label}"


def statement(fact: Fact) -> str:
    """Any other fact as a clause of its own: "its strap is silicone"."""
    value = value_of(fact)
    if fact.field == "title":
        return f"its title says “{value}”"
    if fact.field == "description":
        return f"its description says “{value.rstrip('.')}”"
    label = label_of(fact)
    verb = "are" if re.search(r"[^su]s$", label) else "is"
    return f"its {label} {verb} {value}"


def listed(parts: Sequence[str]) -> str:
    """``a, b and c``."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def pattern_for(product: Product, count: int) -> int:
    """Which of ``count`` patterns a product gets: always the same one."""
    return zlib.crc32(product.id.encode("utf-8", "surrogatepass")) % count


def difference_text(part: Part) -> str:
    """What a trade-off's product costs beside the other, up to "than"; empty where their prices cannot be compared."""
    amount = difference_of(part.product, part.other) if part.other else None
    if amount is None:
        return ""
    if not amount:
        return "costs the same as"
    return f"costs {abs(amount):.2f} {part.product.currency} {'more' if amount > 0 else 'less'} than"


def lack_text(part: Part, fact: Fact, who: str) -> str:
    """What ``who``, the other of a trade-off, lacks or has instead, as a clause: "the first has no GPS"."""
    label = label_of(fact)
    if part.silent:
        return f"{who} {'is not listed as' if is_adjective(label) else 'does not list'} {label}"
    if lacking := deed(fact):
        return f"{who} {lacking}"
    own = statement(fact).removeprefix("its ").removeprefix(label)
    return f"the {label} of {who}{own}"
