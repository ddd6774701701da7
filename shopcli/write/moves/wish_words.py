"""How a wish is told back to the shopper: "for your father", "something quiet", "whether it is waterproof"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shopcli.need.languages.registry import language_named
from shopcli.text.scripts import has_han
from shopcli.text.words import plural_phrase
from shopcli.types import Clause, Fact, Need
from shopcli.write.decency import decency
from shopcli.write.wording.frames import is_adjective
from shopcli.write.wording.licences import key_of, licences

# The shopper's own view of things, as the assistant has it.
_TURNED = {
    "my": "your", "mine": "yours", "our": "your", "ours": "yours", "i": "you", "me": "you", "we": "you", "us": "you",
    "myself": "yourself", "i'm": "you are", "we're": "you are", "i've": "you have", "am": "are",
}  # fmt: skip
_FOR = re.compile(r"(?:meant |made |suitable |good |ideal )?for (?:use )?(?P<use>.+)", re.I)
_GIFT = re.compile(r"\b(?:gift|present|birthday)s?\b", re.I)
_GIFT_FOR = re.compile(
    r"\bfor (?P<person>(?:my|our|his|her|their|a|an) [\w’'-]+(?: [\w’'-]+)?)(?= who\b| that\b| for\b|[,.!?;]|$)", re.I
)
_VAGUE = re.compile(r"what (?:it|the \w+) (?:is|are) (?:suitable )?(?:for|made for)\b")  # of no help to who named his own use
_LONGEST_KIND = 3  # words of a kind that is named
_LONGEST = 6  # words of a purpose that is told back
_QUALITY = re.compile(r"(?:something |anything )?(?P<quality>[\w’'-]+(?: and [\w’'-]+)?)", re.I)
_HAVING = re.compile(r"(?P<how>with|without) (?P<thing>.+)", re.I)


def turned(text: str) -> str:
    """Words as said to whom they came from: "my father" is "your father".

    >>> turned("my father who runs")
    'your father who runs'
    """
    return " ".join(_TURNED.get(word.casefold(), word) for word in text.split())


def use_of(need: Need) -> str:
    """What it is for, to stand behind "for"; empty where the request does not say."""
    lexicon = language_named(need.language).lexicon
    told = (lexicon.use_of(clause) if lexicon else _use(clause) for clause in need.clauses)
    return next((use for use in told if use and not decency().found(use)), "")


def _use(clause: Clause) -> str:
    said = _FOR.fullmatch(clause.text.strip(" .,!?"))
    if (
        clause.kind != "feature"
        or clause.value is True
        or not said
        or len(said["use"].split()) > _LONGEST
        or decency().found(said["use"])
    ):
        return ""
    return turned(said["use"])


def person_of(need: Need) -> str:
    """For whom a gift is, as said to the giver: "your father"; empty where it is no gift or nobody is named."""
    said = _GIFT_FOR.search(need.query) if _GIFT.search(need.query) else None
    return turned(said["person"]) if said and not decency().found(said["person"]) else ""


def whether_of(clause: Clause, language: str) -> str:
    """What is not known, as an indirect question, "whether it is quiet", 有多重; empty where there are no words for it."""
    if clause.field and (asked := asked_of(clause.field, language)) and not _VAGUE.match(asked):
        return asked
    text = turned(clause.text.strip(" .,!?"))
    if language_named(language).lexicon or clause.kind not in ("feature", "exclude"):
        return ""
    if having := _HAVING.fullmatch(text):
        return f"whether it {'has' if having['how'].casefold() == 'with' else 'is without'} {having['thing']}"
    return f"whether it is {text}" if is_adjective(text) else ""


def wishes_of(clause: Clause, language: str) -> Iterator[str]:
    """A wish in words that stand behind "asked for", the likeliest first."""
    if lexicon := language_named(language).lexicon:
        yield from lexicon.wishes_of(clause)
        return
    text = turned(clause.text.strip(" .,!?"))
    if having := _HAVING.fullmatch(text):
        yield f"one {text}" if having["how"].casefold() == "without" else having["thing"]
    elif _FOR.fullmatch(text):
        yield f"one {text}"
    else:
        yield text
        if _QUALITY.fullmatch(text):
            yield f"something {text}"


def kind_of(need: Need) -> str:
    """What kind of thing is asked for, in the shopper's language; empty where that takes more than three words."""
    topic = next((clause for clause in need.clauses if clause.kind == "topic"), None)
    if topic is None:
        return ""
    own = topic.text if language_named(need.language).lexicon else topic.says
    return own.strip() if len(own.split()) <= _LONGEST_KIND and (own == topic.says or has_han(own)) else ""


def kinds_of(need: Need) -> str:
    """The same of several; a language with a lexicon tells one and several apart by no ending."""
    kind = kind_of(need)
    return kind if language_named(need.language).lexicon else plural_phrase(kind)


def asked_of(field: str, language: str) -> str:
    """How one asks what a field says: "how long a charge lasts", 有多重; empty where no words are known for it."""
    lexicon = language_named(language).lexicon
    asked = (licence.asked[0] for licence in licences(language).named(key_of(field)) if licence.asked)
    label = lexicon.label(Fact(field, "").label) if lexicon else None
    return next(asked, "") or (lexicon.asked(label) if lexicon and label else "")
