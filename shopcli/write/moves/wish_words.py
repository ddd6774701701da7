"""How a wish is told back to the shopper: "for your father", "something quiet", "whether it is waterproof"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shopcli.need.languages.registry import language_describing, language_named
from shopcli.text.scripts import has_han
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.text.words import plural_phrase
from shopcli.types import Clause, Fact, Hit, Need, Product, show_number
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
_BOUND = re.compile(r"(?:under|below|over|above|less|more|at|up|within|between|from|around|about|no more|no less)\b", re.I)
_UNWANTED = re.compile(
    r"(?:no|not|without|free of|non|sans|nothing with|but no|any|but not|and no|不要|不含|没有|无)?[ -]*", re.I
)
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
    if clause.kind == "exclude" and not _HAVING.fullmatch(text):
        if text.startswith("no "):
            yield f"one with {text}"
    elif clause.kind == "limit" and _BOUND.match(text):
        yield f"one {text}"
    elif having := _HAVING.fullmatch(text):
        yield f"one {text}" if having["how"].casefold() == "without" else having["thing"]
    elif _FOR.fullmatch(text):
        yield f"one {text}"
    else:
        yield text
        if _QUALITY.fullmatch(text):
            yield f"something {text}"


def limit_of(need: Need, product: Product) -> str:
    """The most that the shopper would pay, in words, where a product's price keeps within it; empty where he did not say."""
    for clause in need.clauses:
        if (
            clause.field != "price"
            or clause.op not in ("<", "<=")
            or not isinstance(clause.value, float)
            or product.price is None
        ):
            continue
        is_within = product.price < clause.value if clause.op == "<" else product.price <= clause.value
        most = show_number(clause.value)
        is_said = most in clause.text.replace(",", "")  # "around 40" has an end that nobody named
        if is_within and is_said and clause.unit in (None, product.currency):
            return f"{most} {product.currency or ''}".strip()
    return ""


def unwanted_in(need: Need, hit: Hit, facts: Sequence[Fact]) -> str:
    """What was not wanted and no words of a record speak of, to stand behind "no"; empty where nothing was, or some do."""
    for clause in need.clauses:
        if clause.kind != "exclude" or not isinstance(clause.value, str) or clause in (*hit.unmet, *hit.unknown):
            continue
        is_plain = _UNWANTED.fullmatch(clause.text.strip(" .,!?").casefold().removesuffix(clause.value.casefold())) is not None
        if is_plain and "|" not in clause.value and is_unspoken(clause.value, facts) and not decency().found(clause.value):
            return clause.value
    return ""


def mentioned_in(hit: Hit, facts: Sequence[Fact], told: Sequence[str] = ()) -> list[str]:
    """The words of wishes, as the shopper said them, that a description has and for which it is cited.

    Args:
        hit: the product.
        facts: its record.
        told: texts that are told anyway; what stands in them is left out.
    """
    described = stem_set([fact.words for fact in facts if fact.field == "description"])
    found = []
    for why in hit.evidence:
        words = why.clause.text.strip(" .,!?")
        stems = stem_set([words]) - FUNCTION_STEMS
        is_wish = why.clause.kind == "feature" and why.fact.field == "description" and not decency().found(words)
        if is_wish and stems and stems <= described and not stems <= stem_set(told):
            found.append(words)
    return list(dict.fromkeys(found))


def listed_words(words: Sequence[str], language: str) -> str:
    """Words in quotation marks, one after the other, to stand in a sentence."""
    quoted = [f"“{one}”" for one in words]
    if language_named(language).lexicon:
        return "、".join(quoted)
    return " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))


def is_whole_wish(clause: Clause, need: Need) -> bool:
    """Whether a wish that only ranks stands in the request as a phrase of its own, and not as a part of what parsing cut."""
    behind = need.query.partition(clause.text)[2]
    return (
        clause.source == "request"
        and " " in clause.text.strip()
        and re.match(r"\s*(?:[,.;!?]|$|and\b|but\b)", behind) is not None
    )


def is_unspoken(words: str, facts: Sequence[Fact]) -> bool:
    """Whether a record that is in the language of some words has none of them anywhere."""
    texts = [text for fact in facts for text in (fact.label, fact.words)]
    if language_describing(" ".join(texts)) is not language_describing(words):
        return False
    wanted = stem_set([words]) - FUNCTION_STEMS
    return bool(wanted) and not wanted & stem_set(texts)


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
