"""German, of Germany, Austria and Switzerland: "ss" may stand for "ß", and "ae" for "ä" in the words that join others."""

from shopcli.need.languages.de.detection import is_described_in_german, is_german
from shopcli.need.languages.pack import LanguagePack

GERMAN = LanguagePack(
    "de",
    __name__,
    detects=is_german,
    describes=is_described_in_german,
    is_latin=True,
    why_by_code=(
        "Diese Sätze hat das Programm aus den Angaben des Katalogs gebildet; "
        "was ein Sprachmodell auf Deutsch schreibt, lässt sich noch nicht prüfen."
    ),
    # Compounds are made as they are needed: no list of words holds them.
    lacking=frozenset({"spelling", "speech_acts", "wishes", "lexicon", "claims"}),
)
