"""German words for quantities."""

from __future__ import annotations

import re

from shopcli.need.languages.de.units import UNITS
from shopcli.need.languages.quantity_words import Comparison, QuantityWords
from shopcli.util.lazy_regex import pattern

_MORE = "mehr größer grösser groesser länger schwerer breiter höher tiefer dicker schneller stärker heller älter lauter".split()
_LESS = "weniger kleiner kürzer leichter schmaler schmäler niedriger flacher dünner langsamer schwächer leiser jünger".split()
_ONES = (
    "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn "
    "neunzehn"
).split()
_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_LOWER: tuple[str, ...] = (
    "mindestens", "mind.", "mind", "min.", "min", "minimal", "minimum", "wenigstens", "nicht weniger als", "nicht unter",
    "nicht kleiner als", "nicht kürzer als", "nicht leichter als", "ab", "von mindestens", "mit mindestens", ">=", "=>", "≥",
)  # fmt: skip
_UPPER: tuple[str, ...] = (
    "höchstens", "hoechstens", "maximal", "max.", "max", "maximum",
    "bis", "bis zu", "bis maximal", "nicht über", "innerhalb von",
    "<=", "=<", "≤", *(f"{no} {word} als" for no in ("nicht", "kein", "keine") for word in _MORE),
)  # fmt: skip
_ABOVE: tuple[str, ...] = ("über", "oberhalb von", ">", *(f"{word} als" for word in _MORE))
_BELOW: tuple[str, ...] = ("unter", "unterhalb von", "<", *(f"{word} als" for word in _LESS))
_ABOUT: tuple[str, ...] = ("etwa", "ungefähr", "circa", "zirka", "ca.", "ca", "rund", "um die", "knapp", "gut", "~", "≈", "±")
_BEFORE: dict[str, tuple[Comparison, bool]] = {
    **dict.fromkeys(_ABOVE, (">=", True)),
    **dict.fromkeys(_BELOW, ("<=", True)),
    **dict.fromkeys(_LOWER, (">=", False)),
    **dict.fromkeys(_UPPER, ("<=", False)),
    **dict.fromkeys(_ABOUT, ("about", False)),
    **dict.fromkeys(("genau", "exakt", "=", "=="), ("==", True)),
}
OR_MORE = tuple(f"{joint} {word}" for joint in ("oder", "und") for word in (*_MORE, "darüber"))
OR_LESS = tuple(f"{joint} {word}" for joint in ("oder", "und") for word in (*_LESS, "darunter"))
_AFTER: dict[str, tuple[Comparison, bool]] = {
    **dict.fromkeys((*OR_MORE, "aufwärts", "mindestens", "minimum", "+"), (">=", False)),
    **dict.fromkeys((*OR_LESS, "höchstens", "maximal", "max.", "max", "maximum"), ("<=", False)),
}
_DECADES = {
    "zwanziger": "20", "dreißiger": "30", "vierziger": "40", "fünfziger": "50", "sechziger": "60", "siebziger": "70",
    "achtziger": "80", "neunziger": "90",
}  # fmt: skip
QUANTITIES = QuantityWords(
    units=UNITS,
    multiples={"Pfund": (0.5, "kg"), "Dutzend": (12.0, "pcs"), "Zentner": (50.0, "kg")},
    numerals={
        **{word: float(number) for number, word in enumerate(_ONES, 1)},
        **{word: 10.0 * number for number, word in enumerate(_TENS, 2)},
        **dict.fromkeys(("ein", "eine", "einen", "einem", "einer"), 1.0),
        **dict.fromkeys(("halber", "halbe", "halbes", "halben", "ein halbes", "ein halber", "eine halbe", "einen halben"), 0.5),
        **dict.fromkeys(("anderthalb", "eineinhalb"), 1.5),
    },
    articles=frozenset(("ein", "eine", "einen", "einem", "einer")),
    years=pattern(
        r"(?<![\w$€£¥.,-])(?:(?P<before>(?:älter als|aelter als|vor)\s)|(?P<after>(?:jünger als|juenger als|neuer als|nach)\s)"
        r"|(?P<most>(?:bis|spätestens)\s)|(?P<least>(?:ab|seit)\s)|(?:von|aus|Baujahr|Jahrgang|aus dem Jahr)\s)?"
        r"(?P<year>1[5-9]\d\d|20\d\d)(?![\w$€£¥%-]|[.,]\d|\s?(?:euro|(?:[kmu]?[wvgh]|m?ah|wh)\b|m[lm]\b))"
        r"(?P<least_behind>\soder\s(?:später|neuer|jünger))?(?P<most_behind>\soder\s(?:früher|älter))?",
        re.IGNORECASE,
    ),
    decades=pattern(
        r"(?<![\w$€£¥.,-])(?:(?:aus|von|in)\s)?(?:den\s)?(?:(?:frühen|späten)\s)?"
        r"(?:(?P<decade>(?:1[5-9]|20)\d0(?=er)|[2-9]0(?=er[-\s]?Jahre))er(?:[-\s]?Jahren?)?"
        rf"|(?P<word>{'|'.join(_DECADES)})[-\s]?Jahren?)"
        r"(?!\w)",
        re.IGNORECASE,
    ),
    decade_words=_DECADES,
    multipliers={"hundert": 100.0, "tausend": 1000.0, "million": 1e6, "millionen": 1e6},
    half_after=("einhalb",),
    before=_BEFORE,
    after=_AFTER,
    after_words=(*OR_MORE, *OR_LESS),
    between_words=r"(?:\s{1,2}[A-Za-zÄÖÜäöüß]{1,20}){1,3}",
    openers=("zwischen", "von"),
    joins=("bis", "-", "–", "—", "~", "oder", "bis zu"),
    opened_joins=("und",),
    paid=("für",),
    fillers=("ein", "eine", "einen", "von", "nur", "etwa", "ca."),
    counted=("Packung mit", "Pack mit", "Set mit", "Set aus", "Karton mit"),
    not_before={"%": ("Rabatt", "reduziert", "günstiger", "billiger")},
    not_after={"max": ("pro", "plus")},
    # Wi-Fi's letters, and the generations of a mobile network.
    never=pattern(r"\b802[.,]11[a-z]*|\b[2-6]g(?=-|[\s-](?:netz|handy|smartphone))", re.IGNORECASE),
)
