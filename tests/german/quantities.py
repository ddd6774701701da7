"""German quantities: "höchstens 2 Kilo"."""

from __future__ import annotations

from shopcli.need.languages.quantity_words import QuantityWords
from shopcli.util.lazy_regex import pattern

QUANTITIES = QuantityWords(
    units={"Kilo": "kg", "Gramm": "g", "Liter": "l"},
    numerals={"ein": 1.0, "eine": 1.0, "zwei": 2.0, "drei": 3.0},
    articles=frozenset(("ein", "eine")),
    multipliers={"hundert": 100.0},
    before={
        **dict.fromkeys(("unter", "leichter als"), ("<=", True)),
        **dict.fromkeys(("bis", "höchstens"), ("<=", False)),
        **dict.fromkeys(("ab", "mindestens"), (">=", False)),
    },
    after={"oder mehr": (">=", False), "oder weniger": ("<=", False)},
    openers=("zwischen",),
    joins=("bis", "-"),
    opened_joins=("und",),
    never=pattern(r"(?!)"),
)
