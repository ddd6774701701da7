"""A language that shopcli does not ship, tiny: it stands outside, and one call of `register` makes shopcli understand it."""

import re

from shopcli.need.languages.pack import LanguagePack

_WORDS = (
    "de het een en of met zonder niet geen voor onder tot ongeveer is heeft hebben jullie zijn wat hoe hoeveel welk welke euro "
    "ongeacht vergelijk toon opnieuw goedkoper goedkoopste voordeliger voordeligste lichter lichtste "
    "jas jassen rugzak rugzakken"
)
_DUTCH = re.compile(rf"\b(?:{'|'.join(_WORDS.split())})\b", re.IGNORECASE)

DUTCH = LanguagePack(
    "nl",
    __name__,
    detects=lambda text: _DUTCH.search(text) is not None,
    why_by_code="Hele zinnen zijn er tot nu toe alleen in het Engels; ze komen van het programma.",
    lacking=frozenset({"bundles", "wording", "spelling", "wishes", "lexicon", "claims", "fact_questions"}),
)
