"""Quotation: which words of a maker or a buyer can be told word for word, and whether they speak against a product."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shopcli.need.languages.lexicon import Lexicon
from shopcli.need.languages.registry import numerals
from shopcli.text.tokens import FUNCTION, FUNCTION_STEMS, stem_set
from shopcli.types import Clause, Fact
from shopcli.write.plan import is_tellable

_NEGATIVE = re.compile(
    r"\b(?:not|no(?!-)|never|n[o']t|cannot|can't|too (?=\w)"
    r"|but|though|although|however|unfortunately|broke|broken|weak|poor|slow|noisy|loud"
    r"|heavy|stiff|fiddly|leak\w*|tear\w*|tore|difficult|hard to|wish(?:ed)?|disappoint\w*|small for"
    r"|runs? (?:small|large|narrow|wide))\b",
    re.I,
)
# A sentence that takes something back tells both sides by itself.
_BOTH_SIDES = re.compile(r"\b(?:but|though|although|however|otherwise|yet|still|except)\b|, and\b", re.I)
_SURELY, _HARDLY = 0.9, 0.4  # likelihoods of a complaint: from where on words are one, and up to where they are none
_LOVED = 4.5  # stars: where most are glad, only words that complain by themselves are a complaint
# Words of judgement and of knowing that say nothing of what: "You would not know", "Does what it says".
OF_NOTHING = stem_set(
    """know knew say says said think thought guess would could should might thing things one way lot bit ever quite
    just like really good great nice fine okay ok perfect excellent recommend buy bought purchase product item
    thanks thank""".split()
)
_FEWEST_TELLING = 2  # words of a buyer that stand for something
# What stands under such a heading, which lost its line, is told to who has it as well.
_HEADED = re.compile(
    r"(?i:how to use|directions|usage|storage|ingredients|shelf life|disclaimer|warning)(?=[A-Z]|\s*[:–-]|\s+[A-Z])"
)
# A heading that lost its line: "OverviewA coarse-ground chilli", "Benefits - Chillies are".
_HEADING = re.compile(
    r"\A(?i:(?:product )?(?:overview|description|details?|features?|benefits?|highlights?)|about (?:the product|this item)"
    r"|key features?)(?:\s*[-–:]\s*|(?=[A-Z]))"
)
# Two items of a list that lost the line between them: "vitamin E. -Aloe Vera", "cooks in minutes- Low heat".
_TWO_IN_ONE = re.compile(r"[.!?;] *[-–•*]+ *[^\W\d_]|[.!?] *[-–•*] *\d|\*\*|•|[^\W\d]- [A-Z]|\w -[A-Z]")
# A shop's own number of a thing, before what is said of it: "904.134.78 The cover is made of cotton".
_NUMBERED = re.compile(r"\A(?:\d{2,}[.\-/]){1,4}\d{2,}\s+(?=[A-Z])")
# What tells how to use a thing is said to who has it: "Add two spoons of butter and mix well", "Rinse under the tap".
_INSTRUCTS = re.compile(
    r"(?:(?:then|now|just|simply|please|also|first|to use,?|how to use:?) )?"
    r"(?:(?:add|crush|recycle|dispose|stir|simmer|garnish|preheat|refrigerate|sprinkle|massage|rinse|consult|do not|don't"
    r"|make sure|be sure"
    r"|grab|get the|tackle|conquer|fuel|boost|satisfy|kick[- ]?start|get ready|gear up|encourage|don['’]t (?:wait|miss)"
    r"|spend|enjoy|discover|experience|meet|say|feel|explore|introducing|imagine|treat|worried|looking|want|need)"
    r"|(?:heat|mix|cook|boil|pour|serve|keep|store|apply|fry|remove|lower|wash|clean|wipe|place|put|press|insert|install|charge"
    r"|avoid|check|read|see|follow|allow|let|leave|cover|drain|soak|break|wait|turn|open|close|shake|use|refer|bring|blend|cut"
    r"|chop|take)"
    r" (?:the|it|them|this|these|your|with|for|to|in|into|under|an?|one|all|some|until|before|after|gently|well|\d))\b",
    re.I,
)
_OF_ITS_NAME = re.compile(r"(?:inspired by|named after)\b", re.I)
_LOST_BLANK = re.compile(
    r"(?<=[a-z]{3})[.!](?=[A-Z][a-z])"
)  # a heading that lost its line: "preparations.IngredientsGroundnut oil"
_LABEL = re.compile(r"[^\W\d]: (?=\S)")  # two of them are a data sheet: "Material: steel Stone: none"
_LABELLED = re.compile(r"(?:[A-Z][\w-]+ ){0,3}[A-Z]\w+: (?=\S)")  # "Style: Simple", "Alpha Arbutin: Helps skin"
_OF_A_PART = re.compile(r"(?:[A-Z][\w-]+ ){1,3}[A-Z]\w+: (?=[A-Z])")  # what one of its parts does: "Alpha Arbutin: Helps"
_FOOTNOTE = re.compile(r"(?<=[a-z])\.?(?:\d{1,2}|[*†‡]+)$")  # "relieve heartburn.2"
_GARBLED = re.compile("[ÃÂ][\x80-\xbf€™œž]|â€|\ufffd")  # UTF-8 that was read as Latin-1: "BrenÃ©"
_LONGEST_QUOTE, _SHORTEST_QUOTE, _SHORTEST_PIECE = 20, 3, 5  # words
_LONGEST_ANSWER = 110  # characters of a sentence that answers, quoted whole
_AROUND = ((6, 8), (3, 4), (2, 2))  # words before and behind what was asked, as many as can be told
_LONGEST_PART, _BEFORE, _BEHIND = 16, 4, 9  # words of a part of a sentence, and around what it is quoted for
# What follows a comma where a new part of the sentence begins, and no list goes on.
_GOES_ON = re.compile(
    r"(?:which|so|while|but|making|giving|with|for|thanks|even|whether|when|as|ideal|and (?:the|it|its|you))\b", re.I
)
# What begins with one of these, or with a gerund, is half of a sentence.
HALVES = frozenset(
    """and as at because but by during especially for from if in including into like of on or perfect plus since so than
    that through to until what when where whether which while who whose with without""".split()
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A buyer's or the maker's words, and what they are worth telling.

    ``is_against`` where they speak against the product, ``bears`` where they speak of what was wished, and not only near it.
    """

    fact: Fact
    text: str
    worth: float
    is_against: bool = False
    bears: bool = True


def quotes_of(text: str, lexicon: Lexicon | None = None) -> Iterator[str]:
    """What can be told of a buyer's or a maker's sentence, word for word: all of it, or a part that is a sentence by itself.

    Short, decent, and no order to anybody. Of a sentence that takes something back, all or nothing; of one that is in another
    language than ``lexicon``'s, nothing.
    """
    text = _LOST_BLANK.split(text)[0]
    text = _FOOTNOTE.sub("", _HEADING.sub("", _NUMBERED.sub("", text.strip().lstrip("-–•*· ")).rstrip(".!。！")))
    if _GARBLED.search(text):
        return
    if text.endswith("…"):  # cut by the shop, in the middle of a word it may be
        return
    if lexicon and not lexicon.is_sentence(text):
        return
    whole = _is_quotable(text, _SHORTEST_QUOTE, lexicon)
    if whole or is_against(text, lexicon):
        yield from [text] if whole else ()
    else:
        yield from (piece for piece in _parts(text) if _is_quotable(piece, _SHORTEST_PIECE, lexicon))


def says_the_same(one: Quote, other: Quote) -> bool:
    """Whether most words of one line stand in another."""
    words, others = stem_set([one.text]) - FUNCTION_STEMS, stem_set([other.text]) - FUNCTION_STEMS
    return 2 * len(words & others) >= min(len(words), len(others))


def tells_something(text: str) -> bool:
    """Whether a buyer's words stand for something by themselves: "Pegs bend in hard soil", and not "You would not know"."""
    return len(stem_set([text]) - FUNCTION_STEMS - OF_NOTHING) >= _FEWEST_TELLING


def instructs(text: str) -> bool:
    """Whether words tell how to use a thing, or after what it was made, and nothing of what it is."""
    return any(one.match(text) for one in (_INSTRUCTS, _HEADED, _OF_ITS_NAME))


def is_complaint(text: str, likelihood: float | None, stars: float | None, lexicon: Lexicon | None = None) -> bool:
    """Whether words are a complaint and no more: as their own words tell, and, where somebody learned to tell, as likely.

    Args:
        text: of a buyer or the maker.
        likelihood: of a complaint, 0 to 1; None where nobody can tell.
        stars: how buyers rate the product; None where nobody does.
        lexicon: of the language that they are in, where it has one.
    """
    by_words = is_against(text, lexicon)
    if likelihood is None:
        return by_words
    if lexicon is not None:
        return by_words and likelihood >= _HARDLY
    if _BOTH_SIDES.search(text) or likelihood < _HARDLY:
        return False
    return likelihood >= _SURELY and (by_words or stars is None or stars < _LOVED)


def part_about(text: str, wish: Clause) -> str:
    """The part of a sentence too long to be quoted that speaks of a wish, word for word; empty where none does.

    From one mark to the next, or, where that is long as well, some words around what the wish says.
    """
    if _OF_A_PART.match(text.strip(" -–•*")):
        return ""
    stems = stem_set([wish.text, wish.says, *wish.alternatives]) - FUNCTION_STEMS
    spelled = (numerals().get(word) for word in wish.text.casefold().split())
    amounts = {*re.findall(r"\d+", wish.text), *(str(int(value)) for value in spelled if value and value > 1)}

    def speaks(words: str) -> bool:
        return bool(stem_set([words]) & stems or set(re.findall(r"\d+", words)) & amounts)

    parts = [
        part.strip(" -–•*")
        for part in re.split(r"[,;:()—–]\s+| - |[.;!] ?[-–•*] ?", _HEADING.sub("", text.strip()).rstrip("."))
    ]
    part = next(filter(speaks, parts), "")
    words = part.split()
    if len(words) > _LONGEST_PART:
        at = next((at for at, word in enumerate(words) if speaks(word)), 0)
        words = words[max(0, at - _BEFORE) : at + _BEHIND]
        while words and words[-1].casefold() in FUNCTION:
            words.pop()
    part = " ".join(words)
    if _TWO_IN_ONE.search(part):
        return ""
    shortest = _SHORTEST_QUOTE - (re.match(r"\d", part) is not None)  # "8g protein"
    is_whole = len(words) >= shortest and part in text and part.count("“") == part.count("”") and "…" not in part
    return part if is_whole and is_tellable(part) else ""


def quoted_on(fact: Fact, words: str) -> str:
    """The sentence of a text that speaks of ``words``, or the part of it that does; empty where none can be told."""
    text = " ".join(fact.words.split()).strip(" -–•*.")
    if len(text) <= _LONGEST_ANSWER and is_tellable(text):
        return text
    return part_about(text, Clause(words, "feature")) or _around(text, words)


def _around(text: str, words: str) -> str:
    """As many words around the first that was asked for as can be told, with dots where the sentence goes on."""
    asked, said = stem_set([words]) - FUNCTION_STEMS, text.split()
    at = next((at for at, word in enumerate(said) if stem_set([word]) & asked), None)
    if at is None:
        return ""
    for before, behind in _AROUND:
        start, end = max(0, at - before), min(len(said), at + behind)
        while end > at + 1 and said[end - 1].casefold() in FUNCTION:
            end -= 1
        part = " ".join(said[start:end]).strip(" ,;:-")
        if is_tellable(part):
            return f"{'… ' if start else ''}{part}{' …' if end < len(said) else ''}"
    return ""


def quote_of(text: str) -> str:
    """The longest of `quotes_of`; empty where there is none."""
    return next(quotes_of(text), "")


def is_against(text: str, lexicon: Lexicon | None = None) -> bool:
    """Whether a buyer's or a maker's words speak against the product, as far as their words tell."""
    return lexicon.is_against(text) if lexicon else _NEGATIVE.search(text) is not None


def _is_quotable(text: str, shortest: int, lexicon: Lexicon | None) -> bool:
    if _TWO_IN_ONE.search(text) or _LABELLED.match(text) or len(_LABEL.findall(text)) > 1:
        return False
    if lexicon is None and text.count(" ") >= _SHORTEST_PIECE and not any(word[:1].islower() for word in text.split()):
        return False  # a list of names: "Smart Scan Software, Paper Port, Readiris Pro"
    first, *rest = text.casefold().split() or [""]
    length = lexicon.length(text) if lexicon else len(rest) + 1
    if not shortest <= length <= _LONGEST_QUOTE or (lexicon is None and (first in HALVES or first.endswith("ing"))):
        return False
    return is_tellable(text)


def _parts(text: str) -> list[str]:
    """The parts of a sentence that may stand alone, longest first: its beginnings up to a comma, and what follows one.

    What follows must begin with an article or a pronoun, as a new statement does.
    """
    joints = [(joint.start(), joint.end()) for joint in re.finditer(r", |; | [-–—] |，|；|: ", text)]
    beginnings = [text[:start] for start, end in joints if text[start] != "," or _GOES_ON.match(text, end)]
    endings = [text[end:] for _, end in joints if re.match(r"(?:the|this|it|its) ", text[end:], re.I)]
    return sorted((*beginnings, *(f"{end[:1].upper()}{end[1:]}" for end in endings if len(end.split()) > 1)), key=len)[::-1]
