"""What one record says, in the form that claims are held against: its words, its numbers with their units, its denials.

A `Record` is made from the facts of one product and never from two, so that nothing passes because a neighbour has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shopcli.text.words import truth_of
from shopcli.types import Fact
from shopcli.write.neutral import FUNCTION
from shopcli.write.words import Token, is_money, stem_set, stems_of, tokenise, unit_in, unit_of

NEGATORS = frozenset(
    {"no", "not", "without", "lacks", "lack", "never", "non", "cannot", "isn't", "doesn't", "don't", "hasn't", "excluding"}
    | {"neither", "nor"}
)
COUNTING = "number|count|quantity|qty"  # what names of fields say of a number beside what it counts
_REACH = 4  # words that a "no" governs at the most
# In a record, what follows these up to the next mark is not said to be there, and what stands before an _AFTER neither.
_DOUBTS = NEGATORS | {"may", "might", "optional", "optionally"}
_AFTER = re.compile(
    r"\b(?:not|n['’]t) (?:be )?(?:included|supplied|provided|supported|available)\b|\bsold separately\b|\boptional\b", re.I
)
_MAYBE = ("optional", "Optional", "on request", "On request", "可选")  # values that leave open whether the thing is there
_ARTICLES = frozenset(("a", "an", "the", "any"))


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a record: its readings, its unit, and the stems that say what it measures.

    ``label`` holds the stems of the field's name and is empty for a number that stands in running text,
    where ``beside`` holds the stems around it.
    """

    values: frozenset[float]
    unit: str | None
    label: frozenset[str]
    beside: frozenset[str]
    is_price: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """What may be claimed of one product.

    Attributes:
        stems: of every word that the record says of it.
        codes: tokens that mix letters and digits, case-folded, and every word in full.
        numbers: with units and context.
        units: those of its facts that no text is read for, such as "BTU", which its sentences are.
        denied: for each feature that the record denies, the stems of its name.
        asserted: the terms of each other field's name.
        negated: stems that stand only behind a "no" in the record's running text.
        denials: each thing that the running text denies, whole: "no added sugar" does not deny sugar.
        fields: for each fact but title and description, the terms of its name and those of its value.
        cjk: all its Chinese, for containment.
    """

    stems: frozenset[str]
    codes: frozenset[str]
    numbers: tuple[Number, ...]
    units: frozenset[str]
    denied: tuple[frozenset[str], ...]
    asserted: tuple[frozenset[str], ...]
    negated: frozenset[str]
    denials: tuple[frozenset[str], ...]
    fields: tuple[tuple[frozenset[str], frozenset[str]], ...]
    cjk: str


def read_record(facts: Iterable[Fact]) -> Record:
    """The record that ``facts``, all of one product, amount to."""
    facts = list(facts)
    said = [fact for fact in facts if truth_of(fact.value) is not False]
    texts = [fact.value for fact in said if isinstance(fact.value, str) and truth_of(fact.value) is None]
    labels = [fact.label for fact in said if fact.field not in ("title", "description") and fact.value not in _MAYBE]
    behind_no, elsewhere = _negated(texts)
    tokens = [token for text in (*texts, *labels) for token in tokenise(text)]
    words = {token.text.casefold() for token in tokens}
    words |= {piece for word in words if not word.endswith("-free") for piece in re.split(r"[-+.&]", word)}
    in_labels = {term for label in labels for token in tokenise(label) for term in _terms(token)}
    free_of = {word.removesuffix("-free") for word in words if word.endswith("-free")}
    return Record(
        stems=elsewhere | in_labels,
        codes=frozenset(words),
        numbers=tuple(number for fact in said for number in _numbers(fact)),
        units=frozenset(fact.unit for fact in said if fact.unit and unit_in(fact.unit) is None),
        denied=(
            *filter(None, (_label_terms(fact) for fact in facts if truth_of(fact.value) is False)),
            *(stem_set([word]) for word in sorted(free_of)),
        ),
        asserted=tuple(filter(None, (_label_terms(fact) for fact in said if fact.field not in ("title", "description")))),
        negated=behind_no - elsewhere - in_labels,
        denials=tuple(denial for text in texts for denial in _denials(text)),
        fields=tuple((_label_terms(fact), _value_terms(fact)) for fact in said if fact.field not in ("title", "description")),
        cjk="\n".join((*texts, *labels)),
    )


def terms_of(token: Token) -> tuple[str, ...]:
    """What a token says, for comparing: stems of a word, a code or a number as it is written, Chinese whole."""
    if token.kind == "word":
        return token.stems
    return () if token.kind == "mark" else (token.text.casefold(),)


def _terms(token: Token) -> tuple[str, ...]:
    """As `terms_of`, and a code's letters too; "gluten-free" says nothing of gluten but that it is not there."""
    return terms_of(token) if token.text.casefold().endswith("-free") else (*terms_of(token), *stems_of(token.text))


def _label_terms(fact: Fact) -> frozenset[str]:
    return frozenset(term for token in tokenise(fact.label) for term in terms_of(token))


def _value_terms(fact: Fact) -> frozenset[str]:
    """What the value says, its words in full and by their stems."""
    value = fact.value if isinstance(fact.value, str) else ""
    return frozenset(term for token in tokenise(value) for term in (token.text.casefold(), *_terms(token)))


def negates(token: Token) -> bool:
    """Whether a token denies what follows it."""
    low = token.text.casefold().replace("’", "'")
    return low in NEGATORS or low.endswith(("n't", "没有", "不支持", "不具备"))


def governed(tokens: Sequence[Token]) -> list[bool]:
    """For each token, whether a "no" before it governs it: up to four words, no further than a mark or an "and"."""
    left, result = 0, []
    for place, token in enumerate(tokens):
        low = token.text.casefold()
        if negates(token):
            left = _REACH + 1
        elif left and (low == "or" or (low == "," and _goes_on(tokens[place + 1 :]))):
            left = _REACH + 1  # "no NFC, GPS or strap" denies all three
        elif token.kind == "mark" or low in ("and", "but", "while"):
            left = 0
        result.append(left > 0 and left <= _REACH)
        left = max(0, left - 1)
    return result


def _goes_on(tokens: Sequence[Token]) -> bool:
    """Whether a list goes on to its "or": no verb and no other mark comes before."""
    for token in tokens:
        low = token.text.casefold()
        if low in ("or", "nor"):
            return True
        if (token.kind == "mark" and low != ",") or low in ("and", "but", "has", "have", "is", "are", "its", "it", "costs"):
            return False
    return False


def _denials(text: str) -> Iterable[frozenset[str]]:
    """The things that a text denies, each as its stems: what stands between a "no" and the next joint."""
    tokens = tokenise(text)
    said: list[set[str]] = []
    is_open = False
    for token, under in zip(tokens, governed(tokens), strict=True):
        low = token.text.casefold()
        if under and (low in FUNCTION and low not in _ARTICLES) and not (low == "or" and is_open):
            is_open = False
        elif negates(token) or (under and low in ("or", "nor")):
            said.append(set())
            is_open = True
        elif not under or token.kind == "mark":
            is_open = False
        elif is_open and low not in FUNCTION:
            said[-1].update(terms_of(token))
    return [frozenset(terms) for terms in said if terms]


def _negated(texts: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The stems behind a "no" in running text, and those that stand free."""
    behind: set[str] = set()
    free: set[str] = set()
    for text in texts:
        for clause in re.split(r"[,;:.!?，。；！？](?!\d)| but ", text):
            doubted = _AFTER.search(clause) is not None
            for token in tokenise(clause):
                doubted = doubted or negates(token) or token.text.casefold() in _DOUBTS
                (behind if doubted else free).update(_terms(token))
    return frozenset(behind), frozenset(free)


def _numbers(fact: Fact) -> Iterable[Number]:
    """The numbers that one fact holds."""
    label = frozenset() if fact.field in ("title", "description") else stem_set([fact.label])
    if isinstance(fact.value, bool):
        return
    if isinstance(fact.value, (int, float)):
        value, unit = frozenset({float(fact.value)}), _unit(fact)
        yield Number(value, unit, label or frozenset({fact.field}), frozenset(), fact.field == "price")
        if unit is None and (named := _unit_in_label(fact)):
            yield Number(value, named[0], named[1], frozenset())
        return
    tokens = tokenise(fact.value)
    for place, token in enumerate(tokens):
        if token.kind == "number":
            around = _counted(tokens, place, fact.field) if not label and not token.unit else beside(tokens, place)
            yield Number(_settled(token), token.unit, label, around)


def _settled(token: Token) -> frozenset[float]:
    """What a record's number means: "1.250 kg" is a kilo and a quarter, "1.250 EUR" over a thousand."""
    if len(token.values) < 2:
        return token.values
    return frozenset({max(token.values) if is_money(token.unit) else min(token.values)})


def _counted(tokens: Sequence[Token], place: int, field: str) -> frozenset[str]:
    """What a bare number in running text counts. In a title it is often part of a name, unless a plural follows it."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if field == "title" and not (following and following.kind == "word" and re.search(r"[a-z]s$", following.text)):
        return frozenset({"\0"})
    return frozenset(terms_of(following)) if field == "title" and following else beside(tokens, place)


def _unit_in_label(fact: Fact) -> tuple[str, frozenset[str]] | None:
    """The unit that a field's name ends in, and the rest of it: "weight g", "Length (cm)", "lumens"; not "pages per minute"."""
    words = re.findall(r"[^\W\d_]+|[%/]", fact.label)
    if not words or (len(words) > 1 and words[-2].casefold() in ("per", "/")) or (unit := unit_of(words[-1])) is None:
        return None
    return unit, stem_set(words[:-1])


def _unit(fact: Fact) -> str | None:
    """The unit of a number's fact, in the checker's spelling."""
    if not fact.unit:
        return None
    return unit_in(fact.unit) or fact.unit


def beside(tokens: Sequence[Token], place: int, reach: int = 3) -> frozenset[str]:
    """The terms within ``reach`` tokens on either side of ``place``, not beyond a comma, a semicolon or an "and"."""
    found: set[str] = set()
    for step in (-1, 1):
        for distance in range(1, reach + 1):
            at = place + step * distance
            if not 0 <= at < len(tokens) or tokens[at].text.casefold() in (",", ";", "，", "；", "and"):
                break
            found.update((*terms_of(tokens[at]), *stems_of(tokens[at].text)))
    return frozenset(found)
