"""Dutch quantities: "hoogstens 2 kilo"."""

from __future__ import annotations

from shopcli.need.languages.quantity_words import QuantityWords
from shopcli.util.lazy_regex import pattern

QUANTITIES = QuantityWords(
    units={"kilo": "kg", "gram": "g", "liter": "l"},
    numerals={"een": 1.0, "twee": 2.0, "drie": 3.0},
    articles=frozenset(("een",)),
    multipliers={"honderd": 100.0},
    before={
        **dict.fromkeys(("onder", "lichter dan"), ("<=", True)),
        **dict.fromkeys(("tot", "hoogstens"), ("<=", False)),
        **dict.fromkeys(("vanaf", "minstens"), (">=", False)),
    },
    after={"of meer": (">=", False), "of minder": ("<=", False)},
    openers=("tussen",),
    joins=("tot", "-"),
    opened_joins=("en",),
    never=pattern(r"(?!)"),
)
