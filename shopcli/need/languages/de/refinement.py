"""How German refines a need: "billiger", "in Blau", "nicht die Marke", "egal welche Farbe", "wie die zweite"."""

# Patterns read best on one line each.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator

from shopcli.need.languages.de.degrees import RELATIVE, superlative_stems
from shopcli.need.languages.refinement_grammar import RefinementGrammar, Wanted
from shopcli.need.languages.request_grammar import plain_marks
from shopcli.text.units import any_of
from shopcli.types import Sort

_STEMS = ("erst", "zweit", "dritt", "viert", "fünft", "sechst", "siebt", "acht", "neunt", "zehnt")
_NUMBERS = ("eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn")
_ENDINGS = ("e", "en", "er", "es")
_ORDINALS = {
    **{f"{stem}{ending}": place for place, stem in enumerate(_STEMS, 1) for ending in _ENDINGS},
    **{word: place for place, word in enumerate(_NUMBERS, 1)},
    **{f"letzt{ending}": -1 for ending in _ENDINGS},
}
_PLACED = "|".join(word for word in _ORDINALS if word not in _NUMBERS)
_MARK = r"(?:nummer|nr\.?|ergebnis|artikel|option|#)\s*"
_ONE = r"(?:\s+(?:ergebnis|artikel|produkt|vorschlag|modell))?"
_THE = r"(?:der|die|das|den|dem)"
_PLACE = rf"(?:{_THE}\s+)?(?:{_MARK}(?:\d{{1,6}}|(?P<marked>{'|'.join(_ORDINALS)}))|\d{{1,6}}\.|(?P<word>{_PLACED})){_ONE}"
_NAMED = rf"(?P<which>{_THE}\s+\w[\w-]*(?:\s+\w+)?|diese[rsnm]?|(?:nummer|nr\.?)\s*\d{{1,3}}|#\s?\d{{1,3}})"
_ORDERS = {
    **{
        f"{stem}{ending}": Sort("price", "asc")
        for stem in ("billigst", "günstigst", "guenstigst", "preiswertest") for ending in ("e", "en", "er", "es")
    },
    **{f"teuerst{ending}": Sort("price", "desc") for ending in ("e", "en", "er", "es")},
}  # fmt: skip
_BIT = r"(?:(?:etwas|ein (?:bisschen|wenig)|viel|noch|deutlich|bitte|gerne?|lieber|eher)\s+)*"
_MORE = {
    **dict.fromkeys(("mehr", "höhere", "höherer", "höheres", "höheren"), "desc"),
    **dict.fromkeys(("weniger", "niedrigere", "niedrigerer", "geringere", "geringerer"), "asc"),
}
_GONE = r"(?:vergiss|streiche?|ignoriere?|entferne?|lösche?|lass)"
_FIELD = r"[\wäöüß' -]{1,40}?"
# The comparative of a superlative's stem, where it is not that stem with "er" for "st" or "est".
_COMPARATIVES = {
    "höchst": "höher",
    "neuest": "neuer",
    "neust": "neuer",
    "ältest": "älter",
    "größt": "größer",
    "kürzest": "kürzer",
}


def _degrees() -> Iterator[tuple[str, Wanted]]:
    """Comparatives, from the superlatives of the language: leichtest, leichter."""
    for stem, (of, order, context) in superlative_stems():
        bare = stem.removesuffix("st")
        word = _COMPARATIVES.get(stem) or (f"{bare}r" if bare.endswith("e") else f"{bare}er")
        yield from ((form, Wanted(of, order, context)) for form in (word, *(f"{word}{ending}" for ending in _ENDINGS)))
    for words, order in (("billiger günstiger guenstiger preiswerter", "asc"), ("teurer hochwertiger", "desc")):
        for word in words.split():
            wanted = Wanted("price", "asc" if order == "asc" else "desc")
            yield from ((form, wanted) for form in (word, *(f"{word}{ending}" for ending in _ENDINGS)))
    yield from ((word, Wanted("rating", "desc")) for word in ("besser", "bessere", "besseres"))


def _too() -> Iterator[tuple[str, Wanted]]:
    """What "zu" may stand before."""
    for word, (of, low) in RELATIVE.items():
        yield word, Wanted(of, "asc" if low else "desc", "length länge" if of == "length" else "")
    yield from (("breit", Wanted("length", "desc", "width breite")), ("schmal", Wanted("length", "asc", "width breite")))
    yield from (("hoch", Wanted("length", "desc", "height höhe")), ("dick", Wanted("length", "desc", "thickness dicke")))
    yield from (("laut", Wanted("loudness", "desc", "noise lautstärke")), ("alt", Wanted("date", "asc")))


_WANTED = dict(_degrees())
_TOO = dict(_too())
_POLITE = r"bitte|danke|dann|jetzt|doch|mal"

REFINEMENT = RefinementGrammar(
    normal=plain_marks,
    actions={
        "drop_line": rf"(?:{_GONE}|ohne)\s+(?:(?:den\s+|die\s+)?(?:punkt|nummer|nr\.?|zeile|#)\s*(?P<number>\d{{1,6}}|{'|'.join(_ORDINALS)})"
        r"|(?P<digits>\d{1,6}))",
        "like": rf"(?:mehr\s+|etwas\s+|so\s+was\s+|so\s+etwas\s+|noch\s+mehr\s+)*(?P<words>(?:(?:so\s+)?wie|ähnlich\s+(?:wie|zu))\s+"
        rf"(?:{_NAMED}|(?P<bare>\d{{1,3}})))",
        "order": rf"(?:sortier(?:e|t)?\s+nach\s+)?(?:(?:{_THE}|am)\s+)?(?P<what>{any_of(_ORDERS)})(?:\s+(?:zuerst|davon|von\s+(?:diesen|denen|allen)))?",
        "order_by": r"(?:(?:sortier(?:e|t)?|ordne|geordnet)\s+(?:sie\s+|das\s+|die\s+)?)?nach\s+(?:dem\s+|der\s+)?"
        r"(?P<what>[\wäöüß' -]{1,40}?)(?:,?\s+(?:aufsteigend|absteigend|steigend|fallend|sortier(?:en|t)))?",
        "compare": rf"(?:(?:mit\s+)?(?:eine?[nrms]?|etwas|was|irgendwas|das\s+ist|die\s+sind|es\s+ist)\s+)?{_BIT}"
        rf"(?P<words>(?:(?P<degree>{any_of(_WANTED)})|zu\s+(?P<too>{any_of(_TOO)})|(?P<more>{any_of(_MORE)})(?=\s))"
        rf"(?:\s+(?!als\b|wie\b)(?P<what>[\wäöüß'-]+(?:\s+[\wäöüß'-]+)?))?(?:\s+als\s+{_NAMED})?)",
        "other_brand": r"nicht\s+(?:von\s+)?(?:der|die|dieser|diese|derselben)\s+marke|(?:eine?\s+|von\s+einer\s+)?ander(?:e|en|er)\s+(?:marken?|hersteller)"
        r"|nicht\s+(?:von\s+)?(?:dem|diesem)\s+hersteller",
        "others": r"(?:zeig(?:en)?(?:\s+sie)?(?:\s+mir)?\s+)?(?:(?:et)?was|noch\s+(?:et)?was)\s+andere[sn]|(?:zeig(?:en)?(?:\s+sie)?(?:\s+mir)?\s+)andere",
        "drop": "|".join(
            (
                rf"egal,?\s+welche[rsnm]?\s+(?P<any>{_FIELD})",
                rf"(?:der|die|das)?\s*(?P<moot>{_FIELD})\s+(?:ist|sind|spielt|spielen)\s+(?:mir\s+)?(?:egal|keine\s+rolle|nicht\s+wichtig|unwichtig)",
                rf"{_GONE}\s+(?P<certain>(?:den|die|das|mein|meine|meinen)\s+)?(?P<what>.{{1,60}}?)(?:\s+(?:weg|raus|heraus))?",
                rf"(?:keine?\s+)(?P<limit>{_FIELD})(?:grenze|limit|beschränkung)",
                r"keine\s+(?P<unsorted>reihenfolge|sortierung)",
                r"(?P<mind>.{1,60}?)\s+(?:brauche|benötige)\s+ich\s+(?:doch\s+)?nicht(?:\s+mehr)?",
            )
        ),
        "make": r"(?:lieber|doch lieber|nimm|mach)\s+(?P<what>.+)|(?:erhöhe|senke|ändere|setze?)\s+(?:es|das|den\s+preis|das\s+(?:limit|budget))\s+auf\s+(?P<to>.+)"
        r"|(?P<amount>[€$£]?\s?\d{2,7}(?:[.,]\d{1,3})?\s?(?:[€$£]|euros?|dollar|franken)?)",
    },
    place=re.compile(_PLACE, re.IGNORECASE),
    described=re.compile(rf"{_THE}\s+(?P<words>\w[\w-]*(?:\s+\w+)?)(?P<one>(?!))?", re.IGNORECASE),
    asks_for=re.compile(
        r"(?:(?P<certain>(?:bitte\s+)?(?:(?:erzähl(?:e)?|sag)(?:\s+mir)?\s+mehr\s+(?:über|zu|zum|zur)|mehr\s+(?:über|zu|zum|zur)|details\s+(?:zu|zum|zur)"
        r"|was\s+ist\s+mit|beschreibe?))|(?:und\s+|bitte\s+|ok(?:ay)?,?\s+|dann\s+)?(?:zeige?(?:\s+mir)?|ich\s+nehme|ich\s+möchte|ich\s+will|gib\s+mir|und|nimm)),?\s+",
        re.IGNORECASE,
    ),
    asked_behind=re.compile(r"\s+(?:zeigen|ansehen|anschauen|nehme\s+ich)\Z", re.IGNORECASE),
    here=frozenset(
        ("die", "das", "der", "diese", "dieses", "dieser", "den", "sie", "es", "ihn", "mehr details", "details", "mehr infos")
    ),
    more=re.compile(
        r"(?:(?:und|bitte|ok),?\s+)?(?:zeige?(?:\s+mir)?\s+)?(?:noch\s+)?(?:mehr|weitere|andere|noch\s+welche|nächste)(?:\s+(?:ergebnisse|artikel|produkte|davon|bitte|anzeigen|zeigen))?"
        r"|was\s+(?:gibt\s+es|habt\s+ihr)\s+(?:sonst\s+)?noch|was\s+noch|weiter",
        re.IGNORECASE,
    ),
    ordinals=_ORDINALS,
    degrees={
        **{word: Wanted("", "asc" if order == "asc" else "desc") for word, order in _MORE.items()},
        **_WANTED,
        **{word: wanted for word, wanted in _TOO.items() if word not in _WANTED},
    },
    orders=_ORDERS,
    descending=re.compile(r"absteigend|fallend", re.IGNORECASE),
    cut=re.compile(r"\s*(?:[,;]\s+(?:(?:aber|und)\s+)?|\s(?:aber|und)\s+)(?:auch\s+)?", re.IGNORECASE),
    joining=re.compile(r"(?:und|aber|auch|außerdem|oder|dazu|zusätzlich)\b[\s,]*", re.IGNORECASE),
    asking=re.compile(
        r"(?:(?:nein|ja|gut|ok(?:ay)?|hm+|jetzt|dann|doch|bitte|nur|vielleicht|gerne?)[,\s]\s*"
        r"|(?:zeige?\s+mir|gib\s+mir|habt\s+ihr|gibt\s+es|hast\s+du|kann\s+ich|ich\s+(?:will|möchte|brauche|hätte\s+gern[e]?))\s+"
        r"(?:(?:das|die|den|sie|es|ihn|welche|eine?[ns]?|etwas|was)\s+)?(?:auch\s+)?(?=(?:in|mit|von|unter|über|aus|für|ohne)\b)?"
        r"|(?:eine?[ns]?|etwas|was|welche)\s+(?=(?:in|mit|von|unter|über|für|aus|ohne)\s))",
        re.IGNORECASE,
    ),
    closing=re.compile(rf"(?:[\s,]+(?:{_POLITE}|auch|stattdessen|lieber|haben|sein|zuerst)|\s*[.!?]+)\Z", re.IGNORECASE),
    polite=re.compile(rf"(?:[\s,]+(?:{_POLITE})|\s*[.!?]+)\Z", re.IGNORECASE),
    instead=re.compile(r"\b(?:stattdessen|doch lieber)\b|\A(?:oder\s+)?lieber\b", re.IGNORECASE),
    opening=re.compile(
        rf"(?:in|mit|für|von|aus|ohne|nicht|keine?[nrms]?|unter|über|bis|ab|maximal|höchstens|mindestens|außer|zwischen|{any_of(_MORE)})\s"
        r"|\d{1,5}[a-z]{1,2}\Z",
        re.IGNORECASE,
    ),
    describing=re.compile(r"(?:dicht|los|bar|ig|lich|isch|frei|arm|fest|haft|voll|sam)(?:e[nrms]?)?\s*\Z", re.IGNORECASE),
    nameless=re.compile(
        r"(?:etwas|was)\s+(?:(?:ein\s+bisschen|noch|viel|deutlich|weniger|mehr|nicht\s+so|nicht\s+zu)\s+)*[a-zäöüß]+(?:eres|es)\Z"
        r"|(?:eine?n?\s+)?[a-zäöüß]+(?:ere[nrs]?)(?:\s+bitte)?\Z",
        re.IGNORECASE,
    ),
    adding=re.compile(r"(?:und|auch|außerdem|dazu|mit)\b", re.IGNORECASE),
    number=re.compile(r"(?:[A-Z]{3}|[^\w\s])?\s?\d"),
    at_most="höchstens {what}",
    names={
        **dict.fromkeys(("preis", "preise", "budget", "kosten", "geld", "betrag"), "price"),
        **dict.fromkeys(("marke", "marken", "hersteller"), "brand"),
        **dict.fromkeys(("farbe", "farben"), "colour"),
        **dict.fromkeys(("reihenfolge", "sortierung"), "order"),
        **dict.fromkeys(("bewertung", "bewertungen", "sterne"), "rating"),
        **dict.fromkeys(("datum", "alter", "erscheinungsdatum"), "date"),
    },
    messages={
        "added": "dazu: {new}",
        "replaced": "{new} statt {old}",
        "too": "zu {degree}",
        "below": "unter {limit}",
        "above": "über {limit}",
        "without": "nicht {words}",
        "dropped": "gestrichen: {old}",
        "order": "Reihenfolge: {new}",
        "no_order": "nach Übereinstimmung",
        "nothing": "nichts",
        "more": "mehr",
        "less": "weniger",
    },
    errors={
        "no_result": ("Ein Ergebnis {place} gibt es nicht, gezeigt sind {count}.", "Nenne eine Zahl vom Bildschirm; /more zeigt weitere."),
        "none_fits": ("Nichts von dem Gezeigten ist „{words}“.", "Sag {places}; oder frag mit anderen Worten."),
        "several_fit": ("{count} von dem Gezeigten sind „{words}“.", "Sag {places}."),
        "no_price": ("Auf dem Bildschirm steht kein Preis zum Vergleichen.", "Nenne einen Betrag, etwa: unter 100."),
        "not_said": ("Das Gezeigte sagt zu wenig für „{words}“.", "Frage nach etwas, das die Einträge sagen, etwa: billiger."),
        "costs_otherwise": (
            "Gefragt war „{words}“ ({op} {limit}), und das Gezeigte kostet {more} als das.",
            "Nenne eine andere Grenze, etwa: lieber 80. Oder streiche sie: egal welcher Preis.",
        ),
        "is_otherwise": (
            "Gefragt war „{words}“ ({op} {limit}), und das Gezeigte hat {more} als das.",
            "Nenne eine andere Grenze, oder streiche sie: /need zeigt alle mit ihren Nummern.",
        ),
        "no_brand": ("Das erste Ergebnis nennt keine Marke, die wegzulassen wäre.", "Nenne die Marke, etwa: nicht Acme."),
        "no_such_order": ("Nach „{words}“ lässt sich hier nicht ordnen.", "Ordne nach Preis, oder sag zum Beispiel: das leichteste."),
        "never_asked": ("Nach {words} war nicht gefragt.", "Gefragt war: {asked}."),
        "no_line": ("Einen Punkt {number} gibt es nicht: Es sind {count}.", "/need zeigt sie mit ihren Nummern."),
        "nothing_left": ("Nur „{words}“ war gefragt.", "Frag nach etwas anderem, oder fang mit /reset von vorne an."),
    },
    places=tuple(f"das {stem}e" for stem in _STEMS),
    counts=("Keines", "Eines", *(word.capitalize() for word in _NUMBERS[1:])),
    truths={
        **dict.fromkeys(("ja", "ja bitte", "gern", "gerne", "mit"), True),
        **dict.fromkeys(("nein", "nein danke", "nee", "ohne"), False),
    },
    either=" oder ",
    also=", ",
)  # fmt: skip
