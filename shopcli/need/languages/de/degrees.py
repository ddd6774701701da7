"""How German says more and less: "die leichteste Jacke", "eine große Packung", "nicht zu schwer"."""

# Patterns read best on one line each.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from shopcli.need.languages.de.quantities import OR_LESS, OR_MORE
from shopcli.need.languages.de.requests import EXCLUDES, ORDINALS, PURPOSE, number
from shopcli.need.languages.degree_words import Degrees, OrderWords, Sense
from shopcli.util.lazy_regex import pattern

_Superlative = tuple[str, Literal["asc", "desc"], str]
_ENDINGS = ("e", "en", "er", "es", "em")


def _relative() -> Iterator[tuple[str, tuple[str, bool]]]:
    """Each word as it is declined: a stem, behind a bar the form before an ending where it is another."""
    for stems, wanted in (
        ("leicht ultraleicht", ("mass", True)), ("schwer", ("mass", False)),
        ("klein kompakt winzig handlich", ("size", True)), ("groß gross riesig geräumig", ("size", False)),
        ("kurz", ("length", True)), ("lang", ("length", False)),
        ("billig günstig guenstig preiswert preisgünstig erschwinglich bezahlbar kostengünstig", ("price", True)),
        ("teuer|teur hochwertig luxuriös exklusiv edel|edl", ("price", False)),
        ("hell", ("light", False)), ("leistungsstark leistungsfähig", ("power", False)),
    ):  # fmt: skip
        for stem in stems.split():
            bare, _, before = stem.partition("|")
            yield bare, wanted
            yield from ((f"{before or bare}{ending}", wanted) for ending in _ENDINGS)


def superlative_stems() -> Iterator[tuple[str, _Superlative]]:
    """What stands before the ending of a superlative: "leichtest"."""
    for stems, wanted in (
        ("leichtest", ("mass", "asc", "")), ("schwerst", ("mass", "desc", "")),
        ("kleinst winzigst kompaktest handlichst", ("size", "asc", "")),
        ("größt grösst groesst geräumigst riesigst", ("size", "desc", "")),
        ("längst", ("length", "desc", "length länge")), ("kürzest", ("length", "asc", "length länge")),
        ("höchst", ("length", "desc", "height höhe")), ("niedrigst", ("length", "asc", "height höhe")),
        ("breitest", ("length", "desc", "width breite")), ("schmalst", ("length", "asc", "width breite")),
        ("tiefst", ("length", "desc", "depth tiefe")),
        ("dünnst flachst", ("length", "asc", "thickness depth dicke tiefe")), ("dickst", ("length", "desc", "thickness dicke")),
        ("neuest neust aktuellst", ("date", "desc", "")), ("ältest", ("date", "asc", "")),
        ("bestbewertet", ("rating", "desc", "")), ("beliebtest", ("rating", "desc", "")),
        ("stärkst", ("share", "desc", "alcohol abv alkohol")), ("leistungsstärkst", ("power", "desc", "power leistung")),
        ("schnellst", ("frequency", "desc", "processor speed prozessor")),
        ("langlebigst ausdauerndst", ("time", "desc", "battery life akkulaufzeit")),
        ("schärfst", ("", "desc", "spiciness heat scoville schärfe")), ("süßest", ("share", "desc", "sugar zucker")),
        ("schwierigst", ("", "desc", "difficulty schwierigkeit")), ("einfachst", ("", "asc", "difficulty schwierigkeit")),
        ("hellst", ("light", "desc", "brightness helligkeit")),
        ("lautest", ("loudness", "desc", "noise lautstärke")), ("leisest", ("loudness", "asc", "noise lautstärke")),
        ("wärmst", ("temperature", "asc", "comfort temperature")),
    ):  # fmt: skip
        yield from ((stem, wanted) for stem in stems.split())  # type: ignore[misc]


_SENSES: dict[str, tuple[Sense, ...]] = {
    "stärkst": (("power", "desc", "power leistung"), ("mass", "desc", "maximum load tragkraft"), ("", "desc", "intensität")),
    "lautest": (("power", "desc", "output power leistung"),),
    "schnellst": (
        *(("data rate", "desc", "speed geschwindigkeit"), ("speed", "desc", "speed geschwindigkeit")),
        *(("rotational speed", "desc", "speed drehzahl"), ("", "desc", "speed geschwindigkeit")),
    ),
    "langlebigst": (("charge", "desc", "battery capacity akku"), ("energy", "desc", "battery capacity akku")),
    "süßest": (("mass", "desc", "sugar zucker"),),
    "schärfst": (("resolution", "desc", "resolution auflösung"),),
}


def _inflected(stem: str) -> Iterator[str]:
    yield f"am {stem}en"
    yield from (f"{stem}{ending}" for ending in _ENDINGS)


def _superlatives() -> Iterator[tuple[str, _Superlative]]:
    for stem, wanted in superlative_stems():
        yield from ((phrase, wanted) for phrase in _inflected(stem))
        yield from ((f"{rank}{stem}{ending}", wanted) for rank in ("zweit", "dritt", "viert") for ending in _ENDINGS[:4])
    yield "am besten bewertet", ("rating", "desc", "")
    yield from ((f"am besten bewertete{ending}", ("rating", "desc", "")) for ending in ("", "n", "r", "s"))
    yield from ((f"meistbewertete{ending}", ("reviews", "desc", "")) for ending in ("", "n", "r", "s"))
    yield from ((f"am schlechtesten bewertete{ending}", ("rating", "asc", "")) for ending in ("", "n", "r", "s"))


RELATIVE = dict(_relative())
# "Nicht zu teuer" is rather cheap.
_NOT_TOO = {
    f"{no} {word}": (of, not low)
    for no in ("nicht zu", "nicht so", "nicht allzu", "nicht sehr")
    for word, (of, low) in RELATIVE.items()
}
_PEOPLE = (
    "mutter mama vater papa eltern frau mann freund freundin schwester bruder oma opa sohn tochter tante onkel kollege kollegin "
    "chef lehrer lehrerin mich ihn sie uns alle jeden jemanden"
)
_LITTLE = r"(?:sparsam|effizient)"
_ORDERS = OrderWords(
    graded=pattern(r"\b(?:am )?(?P<what>[a-zäöüß]{3,16})st(?:e[nrsm]?)\b", re.IGNORECASE),
    bases=lambda word: tuple(dict.fromkeys((word, word.removesuffix("e"), word.removesuffix("ig"), word.removesuffix("ige")))),
    full_of=lambda word: word.removesuffix("ig") if word.endswith("ig") and len(word) > 5 else "",
    qualities=pattern(r"[a-zäöüß]{2,}(?:ig|lich|isch|bar|sam|haft|voll|los|end)(?:e[nrsm]?)?\Z", re.IGNORECASE),
    having=pattern(
        r"\b(?:hat|haben|mit|enthält|enthalten|liefert|bietet|ist|sind)\s(?:de[nrms]\s|die\s|das\s|am\s)?\Z", re.IGNORECASE
    ),
    deed=pattern(r"\b(?P<what>[a-zäöüß]{3,16})\s(?:am\s|de[nrms]\s|die\s|das\s)?\Z", re.IGNORECASE),
    idle=pattern(r"\b(?:für|in|auf|von|an|zu)\s(?:die\s|den\s)?\Z", re.IGNORECASE),
    economies=(
        (
            pattern(
                rf"\b(?:(?P<most>(?:am )?(?:sprit|benzin|kraftstoff)?{_LITTLE}ste[nrsm]?|verbrauch(?:t|en) am wenigsten (?:sprit|benzin)"
                r"|(?:den )?(?:niedrigsten|geringsten) (?:sprit|benzin|kraftstoff)?verbrauch)|(?:sprit|benzin|kraftstoff)(?:sparend|sparsam)(?:e[nrsm]?)?)\b",
                re.IGNORECASE,
            ),
            ("fuel economy", "fuel consumption", "miles per gallon", "Kraftstoffverbrauch"),
        ),
        (
            pattern(
                rf"\b(?:(?P<most>(?:am )?(?:strom|energie)?{_LITTLE}ste[nrsm]?|verbrauch(?:t|en) am wenigsten (?:strom|energie)"
                r"|(?:den )?(?:niedrigsten|geringsten) (?:strom|energie)verbrauch)|(?:strom|energie)(?:sparend|sparsam)(?:e[nrsm]?)?)\b",
                re.IGNORECASE,
            ),
            ("energy consumption", "power consumption", "Energieverbrauch", "Stromverbrauch"),
        ),
    ),
    consumption=pattern("verbrauch", re.IGNORECASE),
    yield_of=pattern("reichweite pro", re.IGNORECASE),
)
DEGREES = Degrees(
    superlatives=dict(_superlatives()),
    senses={phrase: senses for stem, senses in _SENSES.items() for phrase in _inflected(stem)},
    most={
        **dict.fromkeys(
            ("meisten", "meiste", "höchste", "höchsten", "höchster", "höchstes", "größte", "größten", "größter", "größtes",
             "maximale", "maximaler"),
            "desc",
        ),
        **dict.fromkeys(
            ("wenigsten", "wenigste", "niedrigste", "niedrigsten", "niedrigster", "niedrigstes", "geringste", "geringsten",
             "geringster", "kleinste", "kleinsten", "minimale"),
            "asc",
        ),
    },
    orders=_ORDERS,
    relative=RELATIVE | _NOT_TOO,
    graded=pattern(
        r"(?<![\w-])(?P<not>nicht\s(?:zu\s|sehr\s|so\s)?)?(?:mit\s)?(?:(?:sehr|viel|recht)\s(?=viel|wenig|hoh|niedrig|gering))?"
        r"(?:(?P<high>viel|reich an|hohe[nmrs]?)|(?P<low>wenig|arm an|niedrige[nmrs]?|geringe[nmrs]?))\s(?=[^\W\d_])",
        re.IGNORECASE,
    ),
    amounts=frozenset("größe gehalt anteil prozent anzahl menge wert dauer je pro portion".split()),
    unless={
        **{
            f"kurz{ending}": pattern(r"\s{1,3}(?:hosen?|ärmel\w*)\b", re.IGNORECASE) for ending in ("", *_ENDINGS)
        },
        **{
            f"lang{ending}": pattern(r"\s{1,3}(?:haltbar\w*|ärmel\w*|(?:unter)?hosen?)\b", re.IGNORECASE) for ending in ("", *_ENDINGS)
        },
        "leicht": pattern(r"\s{1,3}(?!und\b|aber\b)[a-zäöü]", re.IGNORECASE),  # "leicht gesalzen" is salted a little
    },
    gifts=("geschenk", "geschenke", "geschenkidee"),
    vague=frozenset(
        "gut gute guten guter gutes schön schöne schönen schöner schönes nett nette nettes best beste besten bester bestes qualität "
        "toll tolle tolles super prima passend passende passendes geeignet geeignete perfekt perfekte perfektes ideal ideale "
        "richtig richtige ordentlich vernünftig vernünftige praktisch praktische nützlich geschenk geschenke geschenkidee ding "
        "sache sachen dinge zeug artikel produkt produkte ware waren auswahl etwas irgendetwas irgendwas was alles jedes sorte art "
        f"empfehlenswert empfehlenswerte schick schicke {_PEOPLE}".split()
    ),
    measures={
        "lang": "length länge", "breit": "width breite", "hoch": "height höhe", "tief": "depth tiefe", "dick": "thickness dicke",
        "länger": "length länge", "kürzer": "length länge", "breiter": "width breite", "schmaler": "width breite",
        "höher": "height höhe", "tiefer": "depth tiefe", "dicker": "thickness dicke", "dünner": "thickness dicke",
        "alt": "age alter", "schwer": "weight gewicht", "schwerer": "weight gewicht", "leichter": "weight gewicht",
        "wiegt": "weight gewicht", "wiegen": "weight gewicht", "gewicht": "weight gewicht",
        "arbeitsspeicher": "memory ram", "ram": "ram", "speicher": "storage memory", "ssd": "ssd", "akku": "battery",
        "kapazität": "capacity", "durchmesser": "diameter durchmesser",
        **dict.fromkeys(("bildschirm", "display"), "screen display"),
    },
    directions=frozenset("unter über gegen durch".split()),
    numbered=frozenset("größe größen grösse groesse gr faktor lsf spf nummer nr".split()),
    either=pattern(r",?\s+(?:oder|noch)\s+", re.IGNORECASE),
    purpose=PURPOSE,
    also=pattern(r"\s{0,3}(?:,|\b(?:und|aber|doch)\b)\s{0,3}", re.IGNORECASE),
    below_zero=pattern(
        r"(?:\b(?:warm|geeignet|gut|bequem|Komfort|Temperaturen?)\s)?(?:\b(?:bis(?: zu)?|bei|unter|für|von)\s)?(?<![\w.,)])"
        r"(?:(?:minus |[-−–])(?P<amount>\d{1,2}(?:[.,]\d)?)(?![\w.,]?\d)(?!\s?[%x×/])"
        r"(?:\s?(?:°\s?c?|Grad(?: Celsius)?|c\b|(?P<fahrenheit>°?\s?f\b))(?!\w)))(?: (?:oder|und) (?:kälter|weniger))?(?!\w)",
        re.IGNORECASE,
    ),
    number=number,
    ordinals=ORDINALS,
    indefinite=frozenset("etwas irgendetwas irgendwas alles nichts jemand was".split()),
    lacking=pattern(r"ohne|frei von|nicht (?:aus|mit)\b", re.IGNORECASE),
    negates=pattern(r"(?:nicht|kein(?:e[nrms]?)?)\b(?! (?:eine?[nrms]?|der|die|das|den)\b)", re.IGNORECASE),
    joints=frozenset(
        "der die das den dem des ein eine einen einem einer eines mit ohne und oder aber für in im von vom aus zum zur zu bei am an "
        "auf als wie ist sind hat haben sein soll sollte auch nur sehr recht ziemlich eher so bitte mein meine meinen unser unsere "
        "ihr ich es sie er sich".split()
    ),
    proclitics=frozenset("der die das den dem des ein eine einen einem einer eines mein meine meinen zu muss kann soll".split()),
    comparisons=(*OR_MORE, *OR_LESS, "aufwärts", "mindestens", "höchstens", "maximal", "minimum", "maximum", "max", "min"),
    exclusions=EXCLUDES,
    lacking_fields=("{}frei", "{} frei", "ohne {}"),
    messages={
        "relative": "„{words}“ heißt in diesem Katalog: {meaning}.",
        "up_to": "{field} bis {value}",
        "from": "{field} ab {value}",
        "undecided": "Keine Angabe dieser Artikel sagt, was „{words}“ begrenzt: Es zählt nur nach dem Sinn.",
        "unsure_unit": "Der Katalog sagt nicht, in welcher Einheit „{field}“ steht; {unit} ist geraten.",
    },
)  # fmt: skip
