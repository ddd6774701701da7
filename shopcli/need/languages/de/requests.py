"""German: the phrases that make limits, exclusions and orders."""

# Patterns read best on one line each.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator

from shopcli.need.languages.de.offers import OFFERS
from shopcli.need.languages.de.units import UNITS
from shopcli.need.languages.request_grammar import OWN_MONEY, Limit, RequestGrammar, alternatives, plain_marks
from shopcli.text.money import COMMON
from shopcli.text.unit_words import UNIT_PRICES
from shopcli.types import Op, Sort
from shopcli.util.lazy_regex import pattern

# A "Pfund" is half a kilogram to a German, and no money.
_CURRENCIES = {
    **{word: codes for word, codes in COMMON.items() if word not in ("pounds", "euros")},
    "euros": "EUR", "eu": "EUR", "franken": "CHF", "sfr": "CHF", "kronen": "SEK NOK DKK", "zloty": "PLN", "rubel": "RUB",
}  # fmt: skip

# --- numbers ----------------------------------------------------------------------------------------------------------

_ONES = "ein|eins|zwei|drei|vier|fünf|fuenf|sechs|sieben|acht|neun"
_TENS = "zehn|elf|zwölf|zwoelf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|(?:(?:{0})und)?(?:zwanzig|drei(?:ß|ss)ig|(?:vier|fünf|fuenf|sech|sieb|acht|neun)zig)"
_BELOW_HUNDRED = rf"(?:{_TENS.format(_ONES)}|{_ONES})"
_HUNDREDS = rf"(?:{_BELOW_HUNDRED})?hundert(?:(?:und)?{_BELOW_HUNDRED})?"
_IN_WORDS = rf"\b(?:(?:{_HUNDREDS}|{_BELOW_HUNDRED})?tausend(?:{_HUNDREDS}|{_BELOW_HUNDRED})?|{_HUNDREDS}|{_BELOW_HUNDRED})\b"
_DIGITS = r"\d{1,15}(?:[.'’ ]\d{3}){0,4}(?:[.,]\d{1,2})?(?![.,]?\d)"
_TIMES = {"k": 1e3, "tausend": 1e3, "million": 1e6, "millionen": 1e6, "mio.": 1e6, "mio": 1e6}
_MULTIPLE = "|".join(_TIMES).replace(".", r"\.")
_NUMBER = rf"(?:{_DIGITS}(?: ?(?:{_MULTIPLE})(?!\w))?|{_IN_WORDS})"
AMOUNT = r"\d|ein|zwei|drei|vier|fünf|fuenf|sechs|sieb|acht|neun|zehn|elf|zwölf|zwoelf|zwanzig|hundert|tausend"
_SPLIT_NUMBER = pattern(rf"([\d.,'’ ]*\d)(?: ?({_MULTIPLE}))?\Z", re.IGNORECASE)
_THOUSANDS = pattern(r"[.'’ ](?=\d{3}(?!\d))")


def number(words: str) -> float | None:
    """The value of "1.299,50", "4,99", "1,2k" or "zweihundert"; None where the words make no number."""
    if digits := _SPLIT_NUMBER.match(words):
        plain = _THOUSANDS.sub("", digits[1]).replace(",", ".")
        return (
            round(float(plain) * _TIMES.get((digits[2] or "").lower(), 1.0), 2)
            if plain.count(".") < 2 and " " not in plain
            else None
        )
    from text_to_num import text2num

    low = words.lower().strip().replace("ue", "ü").replace("zwoe", "zwö")
    try:
        return float(text2num("ein" if low == "eins" else low, "de"))
    except ValueError:
        return None


# --- limits -----------------------------------------------------------------------------------------------------------

_SIGNS, _NAMES = alternatives(_CURRENCIES)
# What may stand behind a number without a currency for it to be a price: the end, a mark, or a word that starts anew.
ENDS = pattern(
    r"\s{0,3}(?:\s*$|[,;.!?)·]|(?:und|aber|oder|nicht|kein|keine|keinen|mit|ohne|für|in|von|vom|aus|der|die|das|bitte|danke|falls|wenn"
    r"|wobei|außer|kosten|kostet|ausgeben|haben|hat|liegen|liegt|insgesamt|im|am|bei|pro|je|ist|sind|sein|zum|zur|gern|gerne)\b)",
    re.IGNORECASE,
)


def _amount(name: str) -> str:
    """A sum of money as a pattern: groups NAME (the number), NAME_before or NAME_after (the currency)."""
    return (
        rf"(?:(?P<{name}_before>[{_SIGNS}]|(?:{_NAMES})(?:\b|(?<={OWN_MONEY}))) ?)?(?P<{name}>{_NUMBER})(?:[.,][-–—=]{{1,2}})?"
        rf"(?: ?(?P<{name}_after>[{_SIGNS}]|(?:{_NAMES})\b))?"
    )


# The verb stands at the end: "die weniger als 30 Euro kosten dürfen".
_VERB = r"(?: (?:kosten|kostet|kostend|ausgeben|liegen|liegt|hat|haben)(?: (?:darf|dürfen|soll|sollen|sollte|sollten|kann|können|will|wollen))?\b)?"


def _limit(
    source: str, *operators: Op, ends: re.Pattern[str] | None = ENDS, needs_currency: bool = False, spread: float = 0.0
) -> Limit:
    return Limit(rf"(?<![\w-]){source}{_VERB}", operators, ends, needs_currency, spread)


_MY = r"(?:der |mein |unser |einem |einen |ein )?"
_PRICED = (
    rf"(?:für|zu|zum Preis von|kostet|kosten|{_MY}(?:Preis|Preise|Budget|Kosten|Höchstpreis|Preisgrenze|Limit)"
    r"(?: (?:ist|sind|liegt|liegen|beträgt|von|bei|soll|sollte))?:?) "
)
_SPENT = rf"(?:{_PRICED})?(?:von )?"
_UPPER = (
    _SPENT
    + r"(?:(?<!nicht )unter|bis (?:zu |maximal |höchstens )?|bis|höchstens|hoechstens|maximal|max\.?|nicht mehr als|nicht über|nicht teurer als"
    r"|(?<!nicht )(?:weniger|günstiger|guenstiger|billiger|niedriger) als|unterhalb (?:von )?|innerhalb (?:von )?|keine? mehr als|<=?|≤"
    rf"|{_MY}(?:Budget|Höchstpreis|Preisgrenze|Limit)(?: (?:ist|liegt bei|beträgt|von|bei))?:?)"
)
# Over 16, 18 and 21 are ages: nobody asks for what costs more than that.
_LOWER = (
    _SPENT
    + r"(?:über(?! (?:16|18|21)\b(?! ?[^\s\w]|[.,]\d))|mehr als|mindestens|mind\.?|min\.?|wenigstens|nicht unter|nicht weniger als"
    r"|nicht billiger als|nicht günstiger als|teurer als|oberhalb (?:von )?|>=?|≥)"
)
_NEARLY = r"(?:(?:so )?(?:etwa|ungefähr|ungefaehr|circa|zirka|ca\.?|rund|um die)|~|≈)"
_ABOUT: tuple[Op, Op] = (">=", "<=")
_SPREAD = 0.2

LIMITS = (
    _limit(rf"{_SPENT}zwischen {_amount('a')} (?:und|bis|-) {_amount('b')}", ">=", "<="),
    _limit(rf"{_PRICED}(?:von )?{_amount('a')} ?(?:bis(?: zu)?|-|–) ?{_amount('b')}", ">=", "<="),
    _limit(rf"(?:von |ab )?{_amount('a')} ?(?:bis(?: zu)?|-|–) ?{_amount('b')}", ">=", "<=", needs_currency=True),
    _limit(rf"{_PRICED}{_NEARLY} ?{_amount('a')}", *_ABOUT, spread=_SPREAD),
    _limit(rf"{_NEARLY} ?{_amount('a')}", *_ABOUT, spread=_SPREAD),
    _limit(rf"{_PRICED}(?:genau|exakt) {_amount('a')}", "=="),
    _limit(rf"(?:genau|exakt) {_amount('a')}", "==", needs_currency=True),
    _limit(rf"{_UPPER} ?{_amount('a')}(?: oder (?:weniger|günstiger|billiger|darunter)\b)?", "<="),
    _limit(rf"{_LOWER} ?{_amount('a')}(?: (?:oder mehr|aufwärts)\b)?", ">="),
    _limit(rf"{_SPENT}ab {_amount('a')}(?: aufwärts\b)?", ">=", needs_currency=True),
    _limit(rf"(?:für )?{_amount('a')} ?(?:oder (?:weniger|günstiger|billiger|darunter)|maximal|max\.?|höchstens)(?!\w)", "<="),
    _limit(rf"{_amount('a')} ?(?:oder (?:mehr|darüber)|aufwärts|mindestens|und mehr)\b", ">=", ends=None, needs_currency=True),
    _limit(rf"(?:für|kostet|kosten|zu|nur|um) {_amount('a')}", "<=", needs_currency=True),
    # A sum by itself is what one would pay.
    _limit(_amount("a"), "<=", needs_currency=True),
)
# The "4 GB" of "4 GB Speicher unter 600".
MEASURED = r"\d\s?[^\W\d]{1,6}\s\Z"

# --- names ------------------------------------------------------------------------------------------------------------

# With a "nicht" or a "kein" before them these limit, and exclude nothing: "nicht länger als 2 m".
MORE_OR_LESS = (
    r"(?:mehr|weniger|größer|grösser|groesser|kleiner|länger|kürzer|schwerer|leichter|höher|niedriger|breiter|schmaler|dicker|dünner"
    r"|teurer|billiger|günstiger|älter|neuer|über|unter)\b"
)
# What stands at the ends of a clause and only joins it to the rest.
_FRAMES = pattern(
    r"(?:(?<!\w)(?:mit|der|die|das|den|dem|welche[rs]?|eine?[nrms]?|und|aber|auch|sowie|sehr|wirklich|richtig|ist|sind|hat|haben"
    r"|kann|können|soll|sollte|muss|darf|(?:geeignet|gedacht|bestimmt)(?= für\b))(?![\w'-])\W{0,3})+",
    re.IGNORECASE,
)
EXCLUDES = pattern(
    rf"\b(?:(?:aber|und|bitte|doch|bloß|nur|jedoch) )?(?:bitte )?(?:nicht(?! (?:nur|zu|allzu|so|sehr|unbedingt)\b| {MORE_OR_LESS})"
    rf"|kein(?:e[nrms]?|s)?(?! ?\d| {MORE_OR_LESS}| (?:Problem|Rolle|Wunder)\b)|ohne|außer|ausser|ausgenommen|abgesehen von"
    r"|mit Ausnahme (?:von|der|des)|(?:an)?statt|anstelle von|auf keinen Fall|weder|nichts(?! (?:als|außer)\b)|niemals|frei von|alles außer)\b"
    r"(?: (?:von|vom|aus|mit|in|im|auf|für|zum|zur|eine?[nrms]?|der|die|das|den|dem|Marke|Hersteller|Farbe|jegliche[nrms]?|irgendeine?[nrms]?)\b){0,3}",
    re.IGNORECASE,
)
PURPOSE = pattern(r"\W{0,3}((?:für|zum|zur|gegen)\s)", re.IGNORECASE)


def _per_unit() -> Iterator[tuple[re.Pattern[str], str]]:
    """ "Pro Liter", "je 100 g", with the field of what one of the base costs."""
    for field, symbols in UNIT_PRICES.items():
        words = {*symbols, *(word for word, symbol in UNITS.items() if symbol in symbols)}
        units = "|".join(map(re.escape, sorted(sorted(words), key=len, reverse=True)))  # in one order in every process
        yield pattern(rf"\b(?:pro|je|per|auf) (?:\d{{1,4}} ?)?(?:{units})(?!\w)", re.IGNORECASE), field


_RANKS = "zweit dritt viert fünft sechst siebt acht neunt zehnt".split()
ORDINALS = {f"{stem}{ending}": rank for rank, stem in enumerate(_RANKS, 2) for ending in ("", "e", "en", "er", "es")}
_RANK = rf"(?:{'|'.join(_RANKS)})?"
_THE = r"(?:(?:der|die|das|den|dem) )?"
ENDING = "e[nrms]?"
_CHEAP = "günstig|guenstig|billig|preiswert|preisgünstig|kostengünstig"

_COLOURS = {
    "schwarz": "black", "weiß": "white", "weiss": "white", "grau": "grey", "rot": "red", "blau": "blue", "grün": "green",
    "gruen": "green", "gelb": "yellow", "braun": "brown", "violett": "purple", "golden": "gold", "silbern": "silver",
    "türkis": "turquoise", "bunt": "multicolour", "mehrfarbig": "multicolour", "durchsichtig": "transparent",
    "transparent": "transparent", "rosafarben": "pink", "orangefarben": "orange", "cremefarben": "beige",
}  # fmt: skip
_UNDECLINED = {
    "rosa": "pink", "pink": "pink", "lila": "purple", "orange": "orange", "beige": "beige", "gold": "gold", "silber": "silver",
}  # fmt: skip


def _colours() -> Iterator[tuple[str, str]]:
    """Each colour by its words, as they are declined, and by those of its shades: "dunkelblaue"."""
    yield from _UNDECLINED.items()
    for stem, colour in _COLOURS.items():
        for shade in ("", "hell", "dunkel"):
            yield from ((f"{shade}{stem}{ending}", colour) for ending in ("", "e", "en", "er", "es", "em"))


REQUESTS = RequestGrammar(
    normal=plain_marks,
    currency_words=_CURRENCIES,
    number=number,
    amount=pattern(AMOUNT, re.IGNORECASE),
    limits=LIMITS,
    # Behind these, a number without a currency measures something else.
    not_money=pattern(
        r"\b(?:Größe|Groesse|Grösse|Gr\.?|Alter|Jahre?|Version|Windows|Android|USB|Bluetooth|Nummer|Nr\.?|Kapitel|Band|Teil|Modell"
        r"|Stufe|Klasse|Typ|Seiten?|Gewicht|Länge|Breite|Höhe|Tiefe|Speicher|RAM|Bildschirm|Display|Bewertung|Sterne?n?"
        r"|Kapazität|Leistung|Geschwindigkeit|LSF|SPF|Lichtschutzfaktor|Faktor)[^\w·,;.!?]{1,3}\Z",
        re.IGNORECASE,
    ),
    described=pattern(
        rf"{MEASURED}|\b(?:eine?[nmrs]?|groß\w{{0,2}}|klein\w{{0,2}}|gut\w{{0,2}}|schnell\w{{0,2}}|lang\w{{0,2}}|viel|mehr|genug)\s"
        r"(?:[a-zäöüß]{2,12}\s)?\Z",
        re.IGNORECASE,
    ),
    # Behind these, a small number is an age: "Kinder unter 12".
    people=pattern(
        r"\b(?:Kinder[n]?|Personen|Leute|alle|Jungen|Mädchen|Babys|Kleinkinder|Erwachsene|Frauen|Männer|Menschen)\s{1,3}\Z",
        re.IGNORECASE,
    ),
    # A limit in words that no field of money decides; what holds one is said to count by meaning only.
    sounds_like_a_limit=pattern(
        r"\b(?:unter|über|ab|bis|weniger|mehr|leichter|schwerer|länger|kürzer|größer|kleiner|höchstens|mindestens|maximal|max|min"
        r"|etwa|ungefähr|ca|rund|zwischen)\b.{0,20}\d"
        r"|\d.{0,20}\b(?:oder|und) (?:mehr|weniger|größer|kleiner|länger|kürzer)\b",
        re.IGNORECASE,
    ),
    orders=tuple(
        (pattern(rf"(?<![\w-])(?:{phrases})(?![\w-])", re.IGNORECASE), sort)
        for phrases, sort in (
            (
                rf"{_THE}(?:aller)?{_RANK}(?:{_CHEAP})st{ENDING}|{_THE}{_RANK}preiswertest{ENDING}"
                rf"|am (?:{_RANK}(?:{_CHEAP})sten|preiswertesten)"
                r"|(?:zum|für den|mit dem) (?:niedrigsten|kleinsten|geringsten|günstigsten|besten) Preis|niedrigster Preis|bester Preis"
                rf"|so (?:{_CHEAP}) wie (?:möglich|es geht)|(?:möglichst|moeglichst) (?:{_CHEAP})(?:{ENDING})?"
                r"|(?:sortier(?:t|e|en)? )?nach Preis(?! (?:absteigend|fallend))(?: aufsteigend| steigend)?(?: (?:sortiert|geordnet))?|Preis aufsteigend",
                Sort("price", "asc"),
            ),
            (
                rf"{_THE}(?:aller)?{_RANK}teuerst{ENDING}|am {_RANK}teuersten|(?:zum|mit dem) höchsten Preis|so teuer wie möglich"
                rf"|{_THE}{_RANK}kostspieligst{ENDING}|(?:sortier(?:t|e|en)? )?nach Preis (?:absteigend|fallend)(?: (?:sortiert|geordnet))?|Preis absteigend",
                Sort("price", "desc"),
            ),
            (
                rf"{_THE}(?:größt|höchst|best|meist){ENDING} (?:Rabatte?|Ermäßigung|Preisnachlass|Nachlass|Ersparnis|Reduzierung)"
                r"|am (?:stärksten|meisten) (?:reduziert|herabgesetzt|ermäßigt)\w{0,2}|nach Rabatt",
                Sort("reduction", "desc"),
            ),
        )
    ),
    excludes=EXCLUDES,
    excepts=pattern(r"\b(?:außer|ausgenommen|abgesehen von|bis auf|nur nicht|alles (?:als|andere als))\b", re.IGNORECASE),
    merely_not=pattern(r"nicht (?:nur|bloß|zu|allzu|so|sehr|unbedingt|teuer|viel kosten)\b|nichts (?:(?:zu )?teures|als|außer)\b", re.IGNORECASE),
    of_use=pattern(
        r"\b(?:draußen|drinnen|reise|alltags?|anfänger|profi|familie|frühling|sommer|herbst|winter|modern|büro|arbeit)\b",
        re.IGNORECASE,
    ),
    indifferent=pattern(
        r"(?:\b(?:die|der|das) )?\w+ (?:ist (?:mir )?(?:egal|nicht (?:so )?wichtig|unwichtig)|spielt keine Rolle)\b"
        r"|\b(?:(?:er|sie|es) )?(?:muss|müssen|braucht|brauchen) (?:(?:aber|auch) )?(?:nicht (?:unbedingt )?[\w-]+|[\w-]+ nicht(?: unbedingt)?)"
        r" (?:zu )?sein\b|\b[\w-]+ (?:muss|müssen|braucht|brauchen)(?: (?:er|sie|es))? nicht (?:unbedingt )?(?:zu )?sein\b",
        re.IGNORECASE,
    ),
    used=pattern(
        r"\b(?:ich|wir|er|sie|(?:mein|unser|sein|ihr)e? \w+)(?: (?:nur|auch|meistens?|immer|schon))* (?:nutz|benutz|verwend|besitz|hab|hat|spiel|les"
        r"|schau|hör|arbeit)\w{0,3}\b(?:(?!\b(?:will|woll|möcht|brauch|such|soll)\w*\b)[^.!?;,])*\Z",
        re.IGNORECASE,
    ),
    excludes_names=pattern(r"\bnicht-", re.IGNORECASE),
    excluded_after=pattern(
        r"\s{1,2}(?:ausgenommen|ausgeschlossen|(?:mag|will|möchte|brauche|nehme|vertrage|esse|trage) ich (?:gar )?nicht|kommt nicht in Frage)\b",
        re.IGNORECASE,
    ),
    # Words between two names of one kind: "nicht Samsung oder Apple", "weder schwarz noch weiß".
    exclude_join=pattern(r"\s{0,3}(?:,? ?\b(?:oder|noch|und)\b(?: (?:nicht|keine?[nrms]?|von)\b)?|/|,)\s{0,3}", re.IGNORECASE),
    either=pattern(r"\s{0,3}(?:,? ?\boder\b|/)\s{0,3}", re.IGNORECASE),
    # Words that lead to a name and belong to its clause: "von Garmin", "in Schwarz".
    of_maker=pattern(r"\b(?P<says>von|aus|der Marke)\s(?:de[rnm]\s)?\Z", re.IGNORECASE),
    leads=pattern(r"\b(?:von der Marke|der Marke|von|vom Hersteller|aus dem Hause|in|in der Farbe|Farbe|Marke) $", re.IGNORECASE),
    ordinals=ORDINALS,
    per_unit=tuple(_per_unit()),
    for_each=pattern(r" ?(?:/|pro\b|je\b|per\b|die\b|das\b|der\b) ?(?P<number>\d{1,4})? ?(?P<of>[^\W\d_]+)(?![\w-])", re.IGNORECASE),
    below_zero=pattern(
        r"(?:\b(?:für|bei|zu|unter|über|bis(?: zu)?|etwa|ca\.|höchstens|mindestens|maximal|weniger als|mehr als|Budget(?: von)?|Preis)\s){0,2}"
        r"(?:\bminus\s|(?<!\S)(?<!\d )[-−–](?=[$€£¥]?\d)|(?<=[$€£¥])[-−–](?=\d))",
        re.IGNORECASE,
    ),
    offers=OFFERS,
    # A brand behind these is what the thing goes with, not who made it: "eine Hülle für Samsung".
    goes_with=pattern(
        r"\b(?:für|passend (?:für|zu|zum|zur)|geeignet für|kompatibel mit|passt (?:zu|auf))(?: (?:mein|meine|meinen|ein|eine|einen|das|den|die))? $",
        re.IGNORECASE,
    ),
    word=pattern(r"(?<![^\W_])(?!nicht-)[^\W_]+(?:[.&+'’-][^\W_]+)*[+!]?"),
    name_words=5,
    colours=dict(_colours()),
    frames=_FRAMES,
    silent=frozenset(
        "der die das den dem des ein eine einen einem einer eines und oder aber auch nur mit von vom aus in im an am auf zu zum zur für "
        "bei als wie ist sind sein hat haben ich wir ihr mir mich uns du er sie es man bitte danke gerne gern so sehr noch was "
        "empfehlen suchen suche brauche kaufen haben zeigen möchte möchten".split()
    ),
    vague=frozenset("gut gute guter gutes guten schön schöne schönes schönen etwas ding dinge sache sachen produkt produkte artikel".split()),
    persons=frozenset(
        "papa vater mama mutter eltern sohn tochter frau mann freundin freund opa großvater oma großmutter neffe nichte bruder schwester "
        "tante onkel kollege kollegin chef nachbar kind kinder baby lehrer lehrerin freunde freunden kollegen nachbarn "
        "schwiegermutter schwiegervater schwiegereltern enkel enkelin".split()
    ),
    ages=frozenset("kind kinder baby".split()),
    young=frozenset("kind kinder kids baby babys kleinkind junior mädchen jungen".split()),
    minors=frozenset("junge sohn tochter neffe nichte enkel enkelin schule schüler schülerin kindergarten jährige jähriger jahre".split()),
    ties=pattern(r"als|oder|von|bis", re.IGNORECASE),
    stocked=pattern(r"\b(?:habt|führt|verkauft|haben|führen|verkaufen) (?:ihr|Sie)(?: auch)?(?: etwas von| was von)? \Z", re.IGNORECASE),
    # Adjectives, then one noun or two that share their end: "leichte Jacken", "Herren- und Damenjacken".
    nouns=pattern(r"(?:[a-zäöüß]{3,}e[nrms]? )*(?:[A-ZÄÖÜ][a-zäöüß]+-,? (?:(?:und|oder) )?)*[A-ZÄÖÜ][a-zäöüß]{2,}(?:-[A-ZÄÖÜ][a-zäöüß]+)*"),
    meant=pattern(r"für|aus|von|wie|zum|zur|ohne", re.IGNORECASE),
    joint=pattern(r"[;,](?!\d)|(?<!- )\b(?:und|aber|sowie)\b(?! (?:mehr|darüber|aufwärts|weniger)\b)", re.IGNORECASE),
    shades=pattern(r"\b(?:hell|dunkel|blass|leuchtend|knall|pastell|neon|matt|himmel|marine)[ -]$", re.IGNORECASE),
    messages={
        "looked_for": "Gesucht: {clauses}",
        "about": "„{words}“ wurde als {low} bis {high} gelesen.",
        "no_currency": "Preise in {code} gibt es in diesem Katalog nicht: „{words}“ wurde als {unit} gelesen.",
        "unnamed_currency": "Dieser Katalog nennt keine Währung: „{words}“ wurde als {amount} gelesen.",
        "too_long": "Nur die ersten {count} Zeichen wurden gelesen.",
        "by_meaning_only": "„{words}“ zählt nur nach dem Sinn und setzt keine Grenze.",
        "no_unit_price": "„{words}“ wurde als der niedrigste Preis gelesen: Dieser Katalog sagt nicht, wie viel jeweils enthalten ist.",
        "not_sold": "Zu „{words}“ habe ich hier leider nichts gefunden.",
        "not_sold_unknown": "Unter „{words}“ habe ich hier leider nichts gefunden.",
        "sold_near": "Verwandtes gibt es schon: {kinds}.",
        "sold_most": "Hier gibt es vor allem anderes: {kinds}.",
        "no_such_name": "„{words}“ führen wir nicht.",
        "nothing_of": "Wir haben nichts {words}.",
        "not_known": "„{words}“ setzt keine Grenze: Dieser Katalog sagt nichts darüber.",
        "below_zero": "„{words}“ ist ein Betrag unter null und setzt keine Grenze.",
        "corrected": "„{words}“ wurde als „{meaning}“ gelesen.",
        "anything": "irgendetwas",
        "cheapest": "am günstigsten",
        "dearest": "am teuersten",
        "least": "{field} am niedrigsten",
        "most": "{field} am höchsten",
        "assumed": "Angenommen wurde: {wishes}",
        "assumed_from": "{wishes} ({words})",
        "refused": "ohne {words}",
        "left_aside": "Nicht verwendet: {words}",
        "from_profile": "Ihr Profil {name}",
        "personal": "Nach Ihren Käufen geordnet (Profil {name}; --no-profile lässt sie weg).",
        "ask_which": "{field}: {choices}?",
        "ask_whether_has": "Soll es {field} haben?",
        "ask_whether_is": "Soll es {field} sein?",
        "ask_which_type": "Art ({field}): {choices}?",
        "ask_which_kind": "Was darf es sein: {choices}?",
        "ask_which_brand": "Welche Marke: {choices}?",
        "choice": "{choice}",
        "comma": ", ",
        "or": " oder ",
        "yes": "ja",
        "no": "nein",
    },
)  # fmt: skip
