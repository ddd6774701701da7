"""How German asks for a fact of a product that it names, and how that is told."""

# Patterns read best on one line each.
# ruff: noqa: E501

from __future__ import annotations

from shopcli.need.dialogue.fact_grammar import AskedMeasure as Measure
from shopcli.need.dialogue.fact_grammar import FactGrammar

_TIME = ("dauer", "spieldauer", "zeit", "laufzeit", "duration", "playing time", "time")
_YEAR = ("jahr", "jahrgang", "erscheinungsdatum", "year", "release date", "vintage", "date")
_PLACE = ("herkunftsland", "herkunft", "land", "region", "country of origin", "country", "origin")

FACT_QUESTIONS = FactGrammar(
    asks=r"\A\W*(?:(?:und|aber|also|ungefähr|ab|von|für|mit|bei|bis|in|aus|auf)\s+){0,2}(?:wie|was|welche[rsnm]?|wer|wann|wo|woher|woraus|wieviele?)\b",
    whether=r"\A\W*(?:(?:und|aber)\s+)?(?:ist|sind|hat|haben|kann|gibt)\b",
    never=r"\b(?:ähnlich\w*|statt|günstig\w+|billig\w+|beste[rsn]?|besser\w*|empfehl\w+|empfiehlst|vergleich\w*|habt ihr|haben sie|führt ihr|führen sie|kann ich|euer\w*|eure\w*"
    r"|passt zu|andere[rsn]?|warum|lager|wieder|liefer\w*|versand\w*|modelle|produkte|artikel|gut)\b|[$€£]\s?\d|\b(?:ein(?:e|en)?|der|die|das) [\w-]+ für (?:das |den |die |mein\w* )?\x00",
    unnamed=r"\b(?:ein(?:e|en|er|em)?|irgendein\w*|kein\w*|mein\w*)\s+(?:\w+\s+)?\Z",
    measures=(
        Measure(r"wie ?viel kostet|was kostet|\bkosten\b|\bpreis\b|wie teuer", ("preis", "price")),
        Measure(r"wie (?:schwer|leicht)|wie ?viel wiegt|\bwiegt\b|\bgewicht\b", ("gewicht", "weight"), ("mass",), contents=("inhalt", "menge", "net weight", "quantity", "content", "size")),
        Measure(r"wie ?viel fasst|\bfassungsvermögen\b|\bvolumen\b", ("volumen", "fassungsvermögen", "capacity", "volume"), ("volume",), contents=("inhalt", "menge", "content", "size")),
        Measure(r"wie (?:heiß|warm|kalt)|\btemperatur\b", ("temperatur", "temperature"), ("temperature", "angle")),
        Measure(r"wie hoch|\bhöhe\b", ("höhe", "height"), ("length",)),
        Measure(r"wie breit|\bbreite\b", ("breite", "width"), ("length",)),
        Measure(r"wie tief|\btiefe\b", ("tiefe", "depth"), ("length",)),
        Measure(r"wie (?:groß|klein)|welche größe", ("größe", "abmessungen", "size", "dimensions")),
        Measure(r"wie ?viele (?:stunden|minuten|tage|wochen)|wie lange|wie schnell", _TIME, ("time",)),
        Measure(r"wie lang|\blänge\b", ("länge", "length"), ("length",)),
        Measure(r"ab (?:wie ?viel jahren|welchem alter)|welches alter", ("alter", "age", "ages")),
        Measure(r"wie alt", ("alter", "age", *_YEAR), ("time",)),
        Measure(r"wie laut", ("lautstärke", "noise level"), ("loudness",)),
        Measure(r"wie stark|\balkoholgehalt\b|\balkohol\b", ("alkoholgehalt", "alkohol", "abv", "alcohol"), ("share",)),
        Measure(r"\b(?:übrig|vorrätig)\b", ("bestand", "stock")),
        Measure(r"wie ?viele (?:personen|spieler|leute)", ("spieler", "personen", "players", "persons"), (), "count"),
        Measure(r"wie ?viele?", (), (), "count"),
        Measure(r"\b(?:höchstens|maximal)\b", ("max", "maximum")),
        Measure(r"\b(?:mindestens|minimal)\b", ("min", "minimum")),
        Measure(r"welche[smn]? jahr(?:gang)?|\bwann\b", _YEAR),
        Measure(r"welche[smn]? (?:land|region)|\bwoher\b|wo(?= .*(?:hergestellt|gemacht))", _PLACE, (), "place"),
        Measure(r"wer hat (?=.*geschrieben)|\bautor\w*\b|geschrieben", ("autor", "author"), (), "person"),
        Measure(r"wer hat (?=.*entworfen)|entworfen|\bdesigner\w*\b", ("designer", "design"), (), "person"),
        Measure(r"wer (?:macht|baut|stellt)|welche (?:firma|marke)", ("marke", "hersteller", "brand", "maker"), (), "person"),
        Measure(r"\b(?:bewertung\w*|bewertet|sterne)\b", ("bewertung", "rating", "score")),
        Measure(r"\bworaus\b|aus welchem material", ("material",)),
    ),
    empty=r"\b(?:wie|was|welche[rsnm]?|ist|sind|hat|haben|kann|können|der|die|das|dem|den|des|ein\w*|von|vom|für|in|im|aus|ab|auf|an|am|zu|zum|zur|mit|bei|und|oder|es|ich|man|man|denn"
    r"|etwa|ungefähr|genau|bitte|kommt|gemacht|wird|werden|muss|müssen|soll|sollte|viel|viele|dauert|spiel)\b",
    difference=r"\bunterschied (?:im|in der|beim) (?P<words>\w+)\b|\b(?P<price>preisunterschied)\b",
    article=r"\b(?:de[rnm]|die|das|dies\w+)\s+\Z",
    it="es",
    agents=r"(?:[eo]r|orin|erin|von|marke|firma|verlag)\Z",
    replies={
        "field": "{name}: {label} {value}.",
        "says": "{name}: „{words}“",
        "titled": "{name}: {words}, wie der Name sagt.",
        "alike": "{name} ({count} heißen so): {label} {values}.",
        "more": "{count} weitere heißen so.",
        "and": ", ",
        "or": " oder ",
        "silent": "In den Angaben zu {name} finde ich keine Antwort auf „{asked}“.",
    },
)  # fmt: skip
