"""What an English request wants, cut into pieces: the thing stands first, and what says more of it stands behind.

"A warm jacket for women in size 42, not too heavy" is a warm jacket; for women, in size 42 and not too heavy only describe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from shopcli.need.languages.request_grammar import Piece
from shopcli.util.lazy_regex import pattern


def _any(*phrases: str) -> str:
    return rf"(?:{'|'.join(phrases)})"


# With a "no" or a "not" before them these limit, and exclude nothing: "no longer than 2 m".
MORE_OR_LESS = (
    r"(?:more|less|fewer|longer|shorter|heavier|lighter|bigger|larger|smaller|higher|lower|taller|wider|thicker|thinner|later|earlier"
    r"|older|newer|over|under|above|below)\b(?!-[a-z])"
)
_CAN = "is|are|was|do|does|has|have|can|must|should"
_NOT = _any(
    "without", rf"not(?! {MORE_OR_LESS})", "except", "excluding", "other than", "anything but", "everything but",
    "neither", "nor", "nothing",
    "never", "avoid(?:ing)?", "instead of", "rather than", "apart from", "aside from", rf"(?:{_CAN})n't",
)  # fmt: skip
# A full stop behind what is no abbreviation.
_ENDS_A_SENTENCE = r"(?<=[a-z0-9][a-z0-9][a-z0-9)])(?<!max)(?<!min)(?<!approx)(?<!incl)(?<!excl)\.(?=\s|\Z)|[!?]+(?=\s|\Z)"
_A_NUMBER = r"(?! ?[\d€$£~]| (?:an?|half|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|hundred)\b)"
# Behind these stands something else that is wanted.
_APART = _any(
    r"(?:;|:(?=\s)|(?<!\d),|,(?!\d))+",
    r"\s[-–·]\s",
    _ENDS_A_SENTENCE,
    r"\b(?:and also|(?<!thing )but|and)\b(?! (?:up|above|over)\b)",
)
_LED = "(?:filled|lined|equipped|fitted|packed|stuffed|coated|padded|covered|written)"
# Behind these stands what only says more of the thing.
_MORE_OF_IT = _any(
    rf"(?:{_LED} )?(?:with|by)(?![\w'-])",
    r"(?:having|featuring|including|made (?:of|from)|(?:suitable|suited|designed|intended|meant)(?= for\b))(?![\w'-])",
    rf"about(?![\w'-]){_A_NUMBER}",
    r"(?:that|which|who)(?:'s| (?:is|are|has|have|can|does|do)\b(?!'t))?(?![\w'-])",
)
# These belong to what follows, so the cut is before them.
_OPENS = _any(
    rf"{_NOT}\b",
    rf"no (?!matter|\d+\b(?! ?(?:[\"”″]|inch|cm\b|[gtm]b\b|kg\b|watt))|{MORE_OR_LESS})",
    r"(?<!\bnot )for(?![\w'-])",
    r"about (?=(?:1[5-9]|20)\d\d\b(?! ?[a-z€$£]))",  # a year is a subject
    # but one piece with what excludes it: "not size 42", "not in size 42"
    r"(?<=[a-z] )(?<!\bnot )(?<!\bno )(?<!\bin )(?<!\bwithout )(?:size|factor|spf) (?=\d)",
    # "in size 42", not "3 in 1", "made in Italy" or "in stock"
    r"(?<!\bnot )(?<!\ball )(?<!\bmade )(?<!\bbuilt )(?<!\d )(?<![\w]-)in(?![\w'-])(?! \d| one\b| stock\b)",
    r"(?:under|below|above|over|on|until|against|through) (?:the|an?|my|your)\b",
)
_SPLITS = pattern(rf"(?P<apart>{_APART})|\b{_MORE_OF_IT}|(?=\b{_OPENS})", re.IGNORECASE)

# What opens or closes a request and says nothing of the thing.
_BUY = r"(?: to (?:buy|get|find|purchase|order))?"
_I = r"(?:i|we)(?:'m| am|'re| are|'d| would)? (?:just |really )?"
_WANTING = _any(
    rf"(?:{_I})?(?:want|need){_BUY}", rf"{_I}(?:like|love|prefer|after|looking for|search(?:ing)? for|shopping for){_BUY}"
)
_ASKING = _any(
    "please", "pls", "plz", "hi(?: there)?", "hello", "hey(?: there)?", "thanks", "thank you", "thx", "ok", "okay", "so",
    "well",
    "(?:looking|searching|shopping) for", "(?:show|find|give|get|recommend|suggest)(?: me)?", "do you (?:have|sell|stock)",
    "have you got", "(?:can|could) you (?:recommend|suggest|find|show)(?: me)?", "what(?:'s| is| are| about)?", "how about",
    "which(?: is| are)?",
    "(?:is|are) there",
)  # fmt: skip
_SHALL = (
    r"(?:should|must|has to|have to|needs? to|can|would|will)(?!'t)(?: (?:also|ideally|preferably))?(?: (?:be|have|cost|come))?"
)
_IT = r"(?:it|they|this|that|these|he|she)"
_ABOUT_IT = _any(
    rf"{_IT}(?: also)? {_SHALL}", rf"{_IT}(?:'s| is| are|'re| likes?| loves?| wants?)(?!'t)", _SHALL,
    r"(?:i|we)(?: only)?(?: have|'ve)(?: only)?(?: got)?",
    "to spend", "ideally", "preferably", "if possible", "maybe", "just", "also", "then", "there",
    "(?:(?:would|might) be |is )?(?:nice|good|great|best|perfect) to have",
)  # fmt: skip
_ARTICLES = r"(?:some|any)(?:thing)?(?! (?:but|except|other)\b)|an?|the|me|you have|in the shop|good(?! to\b)|nice|really|very"
_CLOSING = _any(
    "please", "pls", "plz", "thanks", "thank you", "thx", "that", "which", "(?:that )?you (?:have|sell|stock)", "do you have",
    "in the (?:shop|store|catalog|catalogue)", "in (?:stock|total)", "at the moment", "right now",
    "is", "are", "has", "have", "be", "it", "they",
    "i (?:want|need|have)", "ideally", "preferably", "if possible", "or something(?: like that)?",
    "(?:would|might) be (?:nice|good|great|best|perfect)", "(?:is )?a must",
)  # fmt: skip
_FILLER = pattern(
    rf"^\W{{0,9}}(?:{_any(_WANTING, _ASKING, _ABOUT_IT, _ARTICLES)}\b(?!-)[^\w−-]{{0,9}}(?:[−-](?!\d))?)+"
    rf"|\W{{0,9}}\b{_CLOSING}\W{{0,9}}$",
    re.IGNORECASE,
)
# What an exclusion goes on with: "not filled with down".
_LEADS_ON = pattern(
    rf"\W{{0,3}}{_NOT}\b(?: (?:be|been))?(?: (?:[a-z]{{2,12}}ed|made|built|runs?|comes?|suitable|meant|good))? ?", re.IGNORECASE
)
_BETWEEN = pattern(r"\bbetween\s[^,;]{1,24}\s\Z", re.IGNORECASE)  # its "and" joins no two things
_SIGN = pattern(r"[−-]\d")  # of a number, which is no mark to trim


def pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """Cut a stretch where one wanted thing ends and the next begins, and trim what says nothing."""
    start, end = _trimmed(text, start, end)
    left_end, can_be_topic = start, True
    cuts: Iterable[re.Match[str]] = _SPLITS.finditer(text, start, end)
    for match in [*cuts, None]:
        if match and not match["apart"] and match.end() > match.start() and _LEADS_ON.fullmatch(text, left_end, match.start()):
            continue
        if match and _BETWEEN.search(text, left_end, match.start()):
            continue
        left, right = _trimmed(text, left_end, match.start() if match else end)
        if left < right:
            yield Piece(left, right, can_be_topic and text[left : left + 3].lower() != "to ")
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
    while right > left and not (text[right - 1].isalnum() or text[right - 1] in "\"'”+%)"):
        right -= 1
    return left, right
