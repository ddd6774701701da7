"""How German asks about what is shown: "ist die zweite wasserdicht", "wie schwer ist die erste", "hat sie GPS"."""

# Patterns read best on one line each.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Mapping

from shopcli.need.languages.de.degrees import DEGREES
from shopcli.need.languages.de.refinement import REFINEMENT
from shopcli.need.languages.follow_up_grammar import FollowForm, FollowUpGrammar, superlatives
from shopcli.need.languages.refinement_grammar import Wanted
from shopcli.text.units import any_of

_PLACE = r"(?:erste|zweite|dritte|vierte|fünfte|sechste|siebte|achte|neunte|zehnte|letzte)[nrs]?"
_NAME = rf"(?:die|der|das|den) (?:{_PLACE}|\w{{3,24}}e[nrs]?|nummer \d{{1,3}})|(?:nummer|nr\.?|#) ?\d{{1,3}}|diese[rs]?|sie|er|es|ihn|beide|alle"
_REF = rf"(?P<ref>{_NAME})"
_OTHER = rf"(?P<other>{_NAME})"
_WORDS = r"(?P<words>\S.{0,79}?)"
_IS = r"(?:ist|sind|war|waren)"
_HAVE = r"(?:hat|haben|enthält|enthalten|bietet|bieten|unterstützt|unterstützen|besitzt|besitzen)"
_WHICH = r"(?:welche[rs]?|was)(?: (?:von|davon|der|von ihnen|von diesen|von den (?:zwei|drei|beiden)))?"
_AMOUNTS: Mapping[str, tuple[Wanted, tuple[str, ...]]] = {
    **dict.fromkeys(("schwer", "leicht", "wiegt"), (Wanted("mass", "desc"), ("weight", "gewicht"))),
    **dict.fromkeys(
        ("groß", "gross", "klein"),
        (Wanted("size", "desc"), ("size", "größe", "dimensions", "maße", "length", "länge", "width", "depth", "height")),
    ),
    "lang": (Wanted("length", "desc"), ("length", "länge")),
    "breit": (Wanted("length", "desc"), ("width", "breite")),
    "hoch": (Wanted("length", "desc"), ("height", "höhe")),
    "tief": (Wanted("length", "desc"), ("depth", "tiefe")),
    **dict.fromkeys(("dick", "dünn"), (Wanted("length", "desc"), ("thickness", "dicke", "depth"))),
    "hell": (Wanted("light", "desc"), ("brightness", "helligkeit", "luminous flux")),
    **dict.fromkeys(("laut", "leise"), (Wanted("loudness", "desc"), ("noise level", "lautstärke", "noise"))),
    "stark": (Wanted("power", "desc"), ("power", "leistung")),
    "schnell": (Wanted("speed", "desc"), ("speed", "geschwindigkeit")),
    **dict.fromkeys(("alt", "neu"), (Wanted("date", "desc"), ("release date", "released"))),
    **dict.fromkeys(("teuer", "billig", "günstig", "kostet", "kosten"), (Wanted("price", "desc"), ("price",))),
}
_MOST = superlatives(DEGREES, REFINEMENT)
_ADJECTIVE = rf"(?P<degree>{any_of(_AMOUNTS)})"
_COMPARED = rf"(?P<degree>{any_of(REFINEMENT.degrees)})"

FOLLOW_UPS = FollowUpGrammar(
    opening=r"(?:(?:und|aber|also|ok|okay|gut|dann|bitte|ja|nein|sag mal|weißt du,? ob|sag mir,? ob)[,\s]+)+",
    closing=r"(?:[\s,]+(?:denn|eigentlich|bitte|genau|überhaupt|auch|noch|danke)|\s*[.!?]+)+",
    forms=(
        FollowForm("comparison", rf"{_IS} {_REF} (?:etwas |viel |deutlich )?{_COMPARED} als {_OTHER}"),
        FollowForm("comparison", rf"um wie viel {_COMPARED} {_IS} {_REF} als {_OTHER}"),
        FollowForm("most", rf"{_WHICH} {_IS} (?:der |die |das |am )?(?P<degree>{any_of({**_MOST, **REFINEMENT.degrees})})", each=True),
        FollowForm("amount", rf"wie {_ADJECTIVE} {_IS} {_REF}"),
        FollowForm("amount", rf"(?:wie ?viel|was) (?P<degree>wiegt|kostet|kosten) {_REF}"),
        FollowForm("value", rf"wie lange hält (?:der Akku (?:von )?)?{_REF}(?: durch)?", words="battery life|akkulaufzeit"),
        FollowForm("value", rf"wie ?viele? {_WORDS} {_HAVE} {_REF}"),
        FollowForm("value", rf"(?:von (?:wem|welcher marke|welchem hersteller) {_IS} {_REF}|wer (?:stellt|macht) (?P<ref2>{_NAME})(?: her)?)", words="brand|marke"),
        FollowForm("value", rf"(?:woraus|aus welchem material|aus was) (?:{_IS}|besteht) {_REF}(?: gemacht)?", words="material"),
        FollowForm("value", rf"(?:woher|aus welchem land) (?:kommt|kommen|{_IS}) {_REF}", words="country of origin|herkunft"),
        FollowForm("value", rf"(?:in )?welche[rsnm]? {_WORDS} (?:{_HAVE}|{_IS}) {_REF}"),
        FollowForm("value", rf"(?:was|wie) {_IS} (?:der|die|das) {_WORDS} (?:von |der |des )(?P<ref>{_NAME})"),
        FollowForm("value", rf"(?P<words>\w+) von {_REF}"),
        FollowForm("is", rf"{_IS} {_REF} (?:auch )?(?:aus |in )?{_WORDS}"),
        FollowForm("has", rf"{_HAVE} {_REF} (?:auch )?{_WORDS}"),
        FollowForm("does", rf"(?:kann|passt|hilft|hält|eignet sich|läuft|funktioniert) {_REF} {_WORDS}"),
        FollowForm("has", rf"{_WHICH} {_HAVE} {_WORDS}", each=True),
        FollowForm("is", rf"{_WHICH} {_IS} {_WORDS}", each=True),
    ),
    amounts=_AMOUNTS,
    degrees={**_MOST, **REFINEMENT.degrees},
    all_shown=r"alle|beide|diese|die (?:zwei|drei|vier|fünf|anderen)",
    never=r"(?:besser|beste\w*|schlechter|empfehl\w*|unterschied|lieber|ähnlich\w*|ihr|euch|alternativen?|durchschnitt\w*|preisspanne)\b",
    lead=r"(?:(?:eine?n?|auch|denn|wirklich|einen|den|die|das|der|aus|in|noch)\s+)",
    having=_HAVE,
    again=rf"(?:und|und was ist mit|was ist mit)\s+(?P<ref>{_NAME})[\s?.!]*",
    described=r"(?!)",
    rather=r"(?:.{0,20}?\b(?:warum|wieso|weshalb)\b\s+)?(?:(?:nimmst|nehmen|empfiehlst|ist|du|sie)\s+){0,3}(?P<ref>\S.{0,60}?)\s*,?\s+(?:statt|anstatt|anstelle von|und nicht|und nicht lieber|eher als)\s+(?P<other>\S.{0,60}?)",
    why_not=r".{0,20}?\b(?:warum|wieso|weshalb)\b\s+nicht\b",
    both=r"\b(?:die|den|der|beiden?) (?:beiden|zwei)\b|\bbeide[nr]?\b",
)  # fmt: skip
