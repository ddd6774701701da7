"""How German speaks of offers."""

# Patterns read best on one line each.
# ruff: noqa: E501

from __future__ import annotations

import re

from shopcli.need.languages.offer_words import OfferState, OfferWords
from shopcli.types import Op, Value
from shopcli.util.lazy_regex import pattern


def _state(
    phrases: str, field: str, op: Op, value: Value, *, else_silent: bool = False, opens_a_name: bool = False
) -> OfferState:
    return OfferState(pattern(rf"(?<![\w-])(?:{phrases})(?![\w-])", re.IGNORECASE), field, op, value, else_silent, opens_a_name)


_NOW = r"(?:sofort|jetzt|gleich|aktuell|derzeit|momentan|heute|noch)"
_AUDIENCES = {
    **dict.fromkeys("damen frauen dame frau".split(), "women"),
    **dict.fromkeys("herren männer maenner männern mann".split(), "men"),
    "unisex": "unisex",
    **dict.fromkeys("mädchen maedchen".split(), "girls"),
    **dict.fromkeys("jungen jungs buben".split(), "boys"),
    **dict.fromkeys("kinder kindern kids".split(), "kids"),
}

OFFERS = OfferWords(
    states=(
        _state(
            "(?:nicht vorrätig|nicht lieferbar|nicht verfügbar|ausverkauft|vergriffen)"
            "|nicht (?:online |mehr )?(?:zu )?(?:bestellbar|bestellen|bestellt werden|kaufen|kaufbar|erhältlich)",
            "availability",
            "is",
            "out of stock",
        ),
        _state("vorbestellbar|zum Vorbestellen", "availability", "is", "preorder"),
        _state("nachbestellbar|auf Nachbestellung", "availability", "is", "backorder"),
        _state("eingestellt|nicht mehr (?:hergestellt|lieferbar|erhältlich)", "availability", "is", "discontinued"),
        _state(
            rf"(?:{_NOW} )?(?<!nicht )(?:auf Lager|vorrätig|lieferbar)(?:e[nrms]?)?|{_NOW} (?:verfügbar|erhältlich)(?:e[nrms]?)?"
            r"|sofort lieferbar(?:e[nrms]?)?",
            "availability",
            "is",
            "in stock",
        ),
        _state(r"(?<!nicht )(?:verfügbar|erhältlich)(?! (?:in|mit|als|für|von|ab)\b)", "availability", "is", "in stock", else_silent=True),
        _state("(?:zum |für den )?halben Preis|halber Preis|um die Hälfte reduziert", "reduction", ">=", 50.0),
        _state(
            r"im (?:Sonder)?Angebot|im (?:Ausverkauf|Schlussverkauf|Sale)|(?:preis)?reduziert(?:e[nrms]?)?|herabgesetzt(?:e[nrms]?)?"
            r"|ermäßigt(?:e[nrms]?)?|(?:mit|im) Rabatt|Sonderangebote?|Schnäppchen",
            "reduction",
            ">",
            0.0,
            opens_a_name=True,
        ),
        _state("gebraucht(?:e[nrms]?)?|aus zweiter Hand|second[ -]?hand", "condition", "is", "used", else_silent=True),
        _state("generalüberholt(?:e[nrms]?)?|überholt(?:e[nrms]?)?|refurbished|erneuert", "condition", "is", "refurbished", else_silent=True),
        _state("fabrikneu(?:e[nrms]?)?|nagelneu(?:e[nrms]?)?|ungebraucht(?:e[nrms]?)?|neuwertig(?:e[nrms]?)?", "condition", "is", "new", else_silent=True),
    ),
    audience=pattern(
        r"(?<![\w-])(?:(?:geeignet |passend )?für (?:erwachsene |junge |meine )?)?"
        r"(?P<who>Damen|Frauen|Herren|Männern?|Maenner|Unisex|Mädchen|Maedchen|Jungs|Buben|Kindern?|Kids)(?![\w-])"
        r"|(?<![\w-])für (?:eine |einen |die |den )?(?P<one>Frau|Dame|Mann|Jungen)(?![\w-])",
        re.IGNORECASE,
    ),
    audiences=_AUDIENCES,
    age=pattern(
        r"(?<![\w.])(?:für )?(?:eine[nrm]? |mein(?:e|en|er)? )?(?P<age>\d{1,2}|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)"
        r"(?:[ -]?jährige[nrsm]?|[ -]?Jahre alt)(?: Kinder?n?)?(?!\w)",
        re.IGNORECASE,
    ),
    also=pattern(r"\s{1,2}(?:und|oder)\s{1,2}|\s?[/&]\s?", re.IGNORECASE),
    before={
        **dict.fromkeys(
            ("bewertung", "bewertungen", "bewertet", "kundenbewertung", "durchschnittsbewertung", "sterne"), "rating"
        ),
        **dict.fromkeys(("rezensionen", "anzahl der bewertungen", "kundenrezensionen"), "reviews"),
        **dict.fromkeys(("rabatt", "reduziert", "reduziert um", "nachlass", "ermäßigung"), "reduction"),
        **dict.fromkeys(("lagerbestand", "bestand"), "stock"),
    },
    behind={
        **dict.fromkeys(("stern", "sterne", "sternen"), "rating"),
        **dict.fromkeys(("bewertungen", "rezensionen", "kundenbewertungen"), "reviews"),
        **dict.fromkeys(("rabatt", "nachlass", "ermäßigung", "reduziert", "reduzierung", "preisnachlass"), "reduction"),
        **dict.fromkeys(("auf lager", "stück auf lager", "vorrätig"), "stock"),
    },
    links=pattern(r"\s{0,2}(?:(?:\b(?:von|ist|sind|um|bei|mit|soll|muss)\b|:)\s{0,2}){0,2}", re.IGNORECASE),
    shares={"die hälfte": 50.0, "ein drittel": 33.0, "zwei drittel": 66.0, "ein viertel": 25.0, "drei viertel": 75.0},
    percent=pattern(r"\s?(?:%|Prozent\b)", re.IGNORECASE),
)  # fmt: skip
