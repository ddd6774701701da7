"""A third language, tiny: it stands outside of shopcli, and one call of `register` makes shopcli understand it."""

import re

from shopcli.need.languages.pack import LanguagePack

_WORDS = (
    "der die das den dem ein eine einen und oder mit ohne nicht kein keine für unter bis etwa ist hat sind was wie welche "
    "welcher welches habt euro egal vergleiche zeig billiger billigste günstiger günstigste leichter leichteste jacke jacken "
    "zelt zelte"
)
_GERMAN = re.compile(rf"[äöüß]|\b(?:{'|'.join(_WORDS.split())}|von vorne)\b", re.IGNORECASE)

GERMAN = LanguagePack(
    "de",
    __name__,
    detects=lambda text: _GERMAN.search(text) is not None,
    why_by_code="Ganze Sätze gibt es bisher nur auf Englisch; sie stammen vom Programm.",
    lacking=frozenset({"wording", "spelling", "wishes"}),
)
