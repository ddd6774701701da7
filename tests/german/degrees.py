"""More and less in German: "die leichteste Jacke"."""

from __future__ import annotations

import re

from shopcli.need.languages.degree_words import Degrees
from shopcli.util.lazy_regex import pattern
from tests.german.requests import EXCLUDES, number

DEGREES = Degrees(
    superlatives=dict.fromkeys(("leichteste", "leichtesten"), ("mass", "asc", "")),
    most={},
    relative=dict.fromkeys(("leicht", "leichte", "leichtes"), ("mass", True)),
    joints=frozenset("der die das ein eine einen mit ohne und oder für in von".split()),
    comparisons=("oder mehr", "oder weniger"),
    exclusions=EXCLUDES,
    messages={
        "relative": "„{words}“ heißt hier: {meaning}.",
        "undecided": "Kein Feld entscheidet „{words}“.",
        "unsure_unit": "Die Einheit von „{field}“ steht nicht da; {unit} ist geraten.",
    },
    either=pattern(r"\s+oder\s+", re.IGNORECASE),
    also=pattern(r"\s*(?:,|\bund\b)\s*", re.IGNORECASE),
    purpose=pattern(r"\W*(für\s)", re.IGNORECASE),
    below_zero=pattern(r"bis (?P<amount>-\d{1,2})\s?(?:Grad|°C)(?P<fahrenheit>(?!))?"),
    number=number,
    measures={"schwer": "gewicht"},
)
