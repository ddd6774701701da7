"""What a German request wants, cut into pieces: the thing stands first, and what says more of it stands behind.

"Eine warme Jacke für Damen in Größe 42, nicht zu schwer" is a warm jacket; the rest only describes it.
"""

# Patterns read best on one line each.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator

from shopcli.need.languages.request_grammar import Piece
from shopcli.util.lazy_regex import pattern


def _any(*phrases: str) -> str:
    return rf"(?:{'|'.join(phrases)})"


# With a "nicht" or a "kein" before them these limit, and exclude nothing: "nicht länger als 2 m".
MORE_OR_LESS = (
    r"(?:mehr|weniger|größer|grösser|groesser|kleiner|länger|kürzer|schwerer|leichter|höher|niedriger|breiter|schmaler|dicker|dünner"
    r"|teurer|billiger|günstiger|älter|neuer|über|unter)\b"
)
_NOT = _any(
    "ohne", rf"nicht(?! {MORE_OR_LESS}| nur\b)", rf"kein(?:e[nrms]?)?(?! {MORE_OR_LESS})", "außer", "ausser", "ausgenommen",
    "abgesehen von", "mit Ausnahme", "(?:an)?statt", "anstelle von", "auf keinen Fall", "weder", "nichts", "niemals", "frei von",
)  # fmt: skip
_ENDS_A_SENTENCE = (
    r"(?<=[a-zäöüß0-9][a-zäöüß0-9][a-zäöüß0-9)])(?<!max)(?<!min)(?<!mind)(?<!ca)(?<!inkl)\.(?=\s|\Z)|[!?]+(?=\s|\Z)"
)
# Behind these stands something else that is wanted. "Herren- und Damenschuhe" are one thing.
_APART = _any(
    r"(?:;|:(?=\s)|(?<!\d),|,(?!\d))+",
    r"\s[-–·]\s",
    _ENDS_A_SENTENCE,
    r"(?<!- )\b(?:und auch|sowie|aber auch|aber|jedoch|und zwar|und)\b(?! (?:mehr|darüber|aufwärts|weniger)\b)",
)
# Behind these stands what only says more of the thing.
_MORE_OF_IT = _any(
    r"(?:gefüllt |ausgestattet |bestückt |beschichtet )?(?:mit|durch)(?![\w'-])",
    r"(?:geeignet|gedacht|passend|bestimmt)(?= für\b)",
    r"(?<=, )(?:der|die|das|den|dem|welche[rs]?)(?= (?:\S+ ){0,6}?(?:ist|sind|hat|haben|kann|können|passt|passen|hilft|helfen"
    r"|hält|halten|geht|gehen|wiegt|wiegen|enthält|enthalten)\b)",
)
# These belong to what follows, so the cut is before them.
_OPENS = _any(
    rf"{_NOT}(?![\w-])",
    r"(?:für|gegen|aus|zum|zur|beim|nach|im|auf)(?![\w'-])",
    r"(?<!nicht )(?<!ohne )(?<!in )(?:Größe|Grösse|Groesse|Gr\.|LSF|SPF) ?(?=\d)",
    r"(?<!nicht )in(?![\w'-])(?! \d| 1\b)",
    r"von(?= [A-ZÄÖÜ0-9])",
)
_SPLITS = pattern(rf"(?P<apart>{_APART})|\b{_MORE_OF_IT}|(?=(?<![\w-]){_OPENS})", re.IGNORECASE)

# What opens or closes a request and says nothing of the thing.
_I = r"(?:ich|wir|man|meine? \w+|unsere? \w+)"
_WANT = r"(?:suchen?|sucht|brauchen?|braucht|bräuchten?|möchten?|moechte|will|wollen|hätten?|nehmen?|benötigen?|benötigt|mag|mögen|bestellen?|kaufen?)"
_WANTING = _any(
    rf"(?:{_I} )?{_WANT}(?: {_I})?(?: (?:gerne?|dringend|gerade|noch|bitte|dafür|mir|uns|nur))*",
    rf"{_I}(?= bin| sind)",
    "(?:bin|sind)(?: ich| wir)? auf der Suche nach",
    "auf der Suche nach",
)
_ASKING = _any(
    "bitte", "hallo", "hi", "hey", "moin", "servus", "guten (?:Tag|Morgen|Abend)", "danke(?:schön)?", "vielen Dank", "ok", "okay", "also",
    "(?:zeig(?:e|t|en Sie)?|such(?:e|t|en Sie)?|finde?(?:t|n Sie)?|gib|gebt|empfiehl|empfehlt|empfehlen Sie)(?: (?:mir|uns))?(?: mal)?(?: bitte)?",
    "(?:habt ihr|haben sie|hast du|führt ihr|führen sie|verkauft ihr|gibt es|gibt's|gibts)(?: (?:auch|noch|denn|bei euch))*",
    "(?:was|welche[rsn]?) (?:habt ihr|könnt ihr|kannst du|gibt es)(?: (?:mir|uns))?(?: empfehlen)?", "was", "welche[rsn]?(?: ist| sind)?",
    "(?:könnt ihr|kannst du|können sie)(?: (?:mir|uns))?(?: bitte)?", "alles(?= von| für| aus| mit)",
)  # fmt: skip
_SHALL = r"(?:soll|sollte|sollten|sollen|muss|müssen|müsste|darf|dürfen|kann|können)(?: (?:auch|möglichst|idealerweise|bitte))*"
_IT = r"(?:sie|er|es|das|der|die|dieser|diese|dieses)"
_ABOUT_IT = _any(
    rf"{_IT} {_SHALL}", rf"{_SHALL}(?: {_IT})?", rf"{_IT} (?:ist|sind|hat|haben)", "ist", "sind", "am liebsten", "vorzugsweise", "idealerweise",
    "wenn möglich", "nach möglichkeit", "vielleicht", "trotzdem", "nur", "einfach", "auch", "dann", "noch", "gerne?", "lieber", "eher", "ein paar",
)  # fmt: skip
_ARTICLES = r"(?:irgend)?eine?[nrms]?|(?:irgend)?(?:etwas|was)|der|die|das|den|dem|des|einige|mal|gute[nrms]?|schöne[nrms]?|tolle[nrms]?|sehr|wirklich|richtig"
_CLOSING = _any(
    "bitte", "danke", "vielen Dank", "habt ihr", "gibt es", "gibt es da", "bei euch", "im (?:Laden|Shop|Angebot|Sortiment)", "zu haben",
    "(?:sein|haben|kosten|geeignet|gesucht|gefragt|suchen|kaufen|bestellen|empfehlen|finden)", "ist", "sind", "hat", "haben",
    rf"(?:ich )?(?:{_WANT})(?: ich| wir)?", "soll", "sollte", "sollten", "sollen", "darf", "dürfen", "muss", "müssen", "kann", "können",
    "die", "der", "das", "welche[rs]?", "wenn möglich", "nach möglichkeit", "wäre (?:gut|schön|toll|super|prima)", "oder so(?: etwas| was)?",
    "oder ähnlich(?:es)?", "an", "dafür", "dazu",
)  # fmt: skip
_FILLER = pattern(
    rf"^\W{{0,9}}(?:{_any(_WANTING, _ASKING, _ABOUT_IT, _ARTICLES)}\b(?!-)[^\w−-]{{0,9}}(?:[−-](?!\d))?)+"
    rf"|\W{{0,9}}(?<![\w-]){_CLOSING}\W{{0,9}}$",
    re.IGNORECASE,
)
# What an exclusion goes on with: "nicht mit Zucker", "kein Mittel für Kinder" hangs on.
_LEADS_ON = pattern(
    rf"\W{{0,3}}{_NOT}\b(?: (?:gefüllt|gemacht|hergestellt|geeignet|gut|eine?[nrms]?|der|die|das|den))? ?", re.IGNORECASE
)
_BETWEEN = pattern(r"\bzwischen\s[^,;]{1,24}\s\Z", re.IGNORECASE)  # its "und" joins no two things
_SIGN = pattern(r"[−-]\d")  # of a number, which is no mark to trim


def pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """Cut a stretch where one wanted thing ends and the next begins, and trim what says nothing."""
    start, end = _trimmed(text, start, end)
    left_end, can_be_topic = start, True
    for match in [*_SPLITS.finditer(text, start, end), None]:
        if match and not match["apart"] and match.end() == match.start() and match.start() == left_end:
            continue
        if match and not match["apart"] and _LEADS_ON.fullmatch(text, left_end, match.start()):
            continue
        if match and _BETWEEN.search(text, left_end, match.start()):
            continue
        left, right = _trimmed(text, left_end, match.start() if match else end)
        if left < right:
            yield Piece(left, right, can_be_topic)
        if match:
            left_end, can_be_topic = match.end(), match["apart"] is not None


def _trimmed(text: str, left: int, right: int) -> tuple[int, int]:
    while True:
        match = _FILLER.search(text[left:right])
        if not match or match.start() == match.end():
            break
        left, right = (left + match.end(), right) if match.start() == 0 else (left, left + match.start())
    while left < right and not (text[left].isalnum() or _SIGN.match(text, left)):
        left += 1
    while right > left and not (text[right - 1].isalnum() or text[right - 1] in "\"'”“+%)"):
        right -= 1
    return left, right
