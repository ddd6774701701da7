"""Articles and number in English: whether a noun takes "a", "an" or none."""

from __future__ import annotations

import re

from shopcli.text.negation import NEGATORS
from shopcli.text.words import ends_as_plural

# Nouns that have no number, as far as names of fields use them; those in "-ing", "-ment", "-ness" or "-ware" have none.
_MASS = frozenset(
    """support protection control storage memory audio video sound lighting light power insulation ventilation suspension
    assembly maintenance warranty packaging padding lining software hardware stereo access radio output input resistance
    compatibility charging heating cooling wifi bluetooth ethernet nfc gps hdmi fibre fiber wool cotton leather wood metal steel
    glass plastic caffeine sugar alcohol gluten milk salt fat water oil silk linen down foam rubber paper bamboo stainless
    aluminium velvet food honey rice pasta flour bread butter juice luggage furniture clothing jewellery
    soap yarn fabric""".split()
)
# A ring or a string has a number: some vowel stands before "-ing" where it is an ending.
_MASS_ENDINGS = re.compile(r"(?:[aeiouy]\w*ing|ment|ness|ware|wear|ance|ence|ity|ology|graphy)$")
_VOWEL = re.compile(
    r"(?:[aeio]|u(?!ni|s[aeb]|ti)|8|11\b|18\b|(?-i:[FHLMNRSX](?=[A-Z]{1,3}\b)(?![AEIOU][A-Z]{2}))|hour|honest|heir)", re.I
)
_IRREGULAR = frozenset("feet teeth people children men women mice media data".split())  # plurals
_SPELT = re.compile(r"[A-Z]{2,}")


# A series that a maker names in capitals, "KNOTTEN" and "EKEDALEN / ODGER": a name like a person's.
_ALONE = re.compile(r"(?:(?![a-z])[^\W\d_]){3,}(?: ?/ ?(?:(?![a-z])[^\W\d_]){3,})*")


def stands_alone(name: str) -> bool:
    """Whether a product's name takes no article."""
    return name.isupper() and _ALONE.fullmatch(name) is not None


def has_no_number(noun: str) -> bool:
    """Whether a noun stands without an article in the singular: "memory", "GPS"."""
    low = noun.casefold()
    return low in _MASS or _MASS_ENDINGS.search(low) is not None or _SPELT.fullmatch(noun) is not None


def is_mass(noun: str) -> bool:
    """Whether what a noun phrase names is not counted: "honey", "peanut butter"."""
    return noun.casefold().split()[-1:] != [] and noun.casefold().split()[-1] in _MASS


def with_article(noun: str) -> tuple[str, ...]:
    """A noun phrase as it stands behind "has", likeliest first: "a hood", "GPS", "silent clicks"."""
    *_, head = noun.split() or [""]
    is_many = ends_as_plural(head) or head.casefold() in _IRREGULAR or " and " in noun  # "plug and play"
    if is_many or has_no_number(head) or head.casefold() in NEGATORS:
        return (noun,)
    return (f"{article(noun)} {noun}", noun)


def article(noun: str) -> str:
    """ "a" or "an", by how the first word sounds as far as its letters tell."""
    return "an" if _VOWEL.match(noun) else "a"
