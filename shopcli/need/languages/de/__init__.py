"""German, of Germany, Austria and Switzerland: "ss" may stand for "ß", and "ae" for "ä" in the words that join others."""

from shopcli.need.languages.de.detection import is_described_in_german, is_german
from shopcli.need.languages.pack import LanguagePack

GERMAN = LanguagePack(
    "de",
    __name__,
    detects=is_german,
    describes=is_described_in_german,
    why_by_code="Ganze Sätze gibt es bisher nur auf Englisch; sie stammen vom Programm.",
    lacking=frozenset({"wording", "spelling"}),  # compounds are made as they are needed: no list of words holds them
)
