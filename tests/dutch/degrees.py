"""More and less in Dutch: "de lichtste jas"."""

from __future__ import annotations

import re

from shopcli.need.languages.degree_words import Degrees
from shopcli.util.lazy_regex import pattern
from tests.dutch.requests import EXCLUDES, number

DEGREES = Degrees(
    superlatives={"lichtste": ("mass", "asc", "")},
    most={},
    relative=dict.fromkeys(("licht", "lichte"), ("mass", True)),
    joints=frozenset("de het een met zonder en of voor in van".split()),
    comparisons=("of meer", "of minder"),
    exclusions=EXCLUDES,
    messages={
        "relative": "“{words}” betekent hier: {meaning}.",
        "up_to": "{field} tot {value}",
        "from": "{field} vanaf {value}",
        "undecided": "Geen veld beslist over “{words}”.",
        "unsure_unit": "De eenheid van “{field}” staat er niet; {unit} is geraden.",
    },
    either=pattern(r"\s+of\s+", re.IGNORECASE),
    also=pattern(r"\s*(?:,|\ben\b)\s*", re.IGNORECASE),
    purpose=pattern(r"\W*(voor\s)", re.IGNORECASE),
    below_zero=pattern(r"tot (?P<amount>-\d{1,2})\s?(?:graden|°C)(?P<fahrenheit>(?!))?"),
    number=number,
    measures={"zwaar": "gewicht"},
)
