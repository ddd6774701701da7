"""What one record says, in the form that claims are held against: its words, its numbers with their units, its denials.

A `Record` is made from the facts of one product and never from two, so that nothing passes because a neighbour has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from shopcli.text.negation import NEGATORS, denials, negates
from shopcli.text.tokens import Token, is_money, stem_set, stems_of, terms_in, tokenise, unit_in, unit_of
from shopcli.types import Fact

# In a record, what follows these up to the next mark is not said to be there, and what stands before an _AFTER neither.
_DOUBTS = NEGATORS | {"may", "might", "optional", "optionally"}
_AFTER = re.compile(
    r"\b(?:not|n['’]t) (?:be )?(?:included|supplied|provided|supported|available)\b|\bsold separately\b|\boptional\b", re.I
)
_MAYBE = ("optional", "Optional", "on request", "On request", "可选")  # values that leave open whether the thing is there


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
    negated: frozenset[str]
    denials: tuple[frozenset[str], ...]
    fields: tuple[tuple[frozenset[str], frozenset[str]], ...]
    cjk: str


def read_record(facts: Iterable[Fact]) -> Record:
    """The record that ``facts``, all of one product, amount to."""
    facts = list(facts)
    affirmed = [fact for fact in facts if fact.truth is not False]
    texts = [fact.value for fact in affirmed if isinstance(fact.value, str) and fact.truth is None]
    labels = [fact.label for fact in affirmed if not fact.is_text and fact.value not in _MAYBE]
    behind_no, elsewhere = _negated(texts)
    tokens = [token for text in (*texts, *labels) for token in tokenise(text)]
    words = {token.text.casefold() for token in tokens}
    words |= {piece for word in words if not word.endswith("-free") for piece in re.split(r"[-+.&]", word)}
    in_labels = {term for label in labels for token in tokenise(label) for term in _terms(token)}
    free_of = {word.removesuffix("-free") for word in words if word.endswith("-free")}
    return Record(
        stems=elsewhere | in_labels,
        codes=frozenset(words),
        numbers=tuple(number for fact in affirmed for number in _numbers(fact)),
        units=frozenset(fact.unit for fact in affirmed if fact.unit and unit_in(fact.unit) is None),
        denied=(
            *filter(None, (terms_in(fact.label) for fact in facts if fact.truth is False)),
            *(stem_set([word]) for word in sorted(free_of)),
        ),
        negated=behind_no - elsewhere - in_labels,
        denials=tuple(denial for text in texts for denial in denials(text)),
        fields=tuple((terms_in(fact.label), _value_terms(fact)) for fact in affirmed if not fact.is_text),
        cjk="\n".join((*texts, *labels)),
    )


def _terms(token: Token) -> tuple[str, ...]:
    """As ``token.terms``, and a code's letters too; "gluten-free" says nothing of gluten but that it is not there."""
    return token.terms if token.text.casefold().endswith("-free") else (*token.terms, *stems_of(token.text))


def _value_terms(fact: Fact) -> frozenset[str]:
    """What the value says, its words in full and by their stems."""
    return frozenset(term for token in tokenise(fact.words) for term in (token.text.casefold(), *_terms(token)))


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
    label = frozenset() if fact.is_text else stem_set([fact.label])
    if isinstance(fact.value, bool):
        return
    if isinstance(fact.value, (int, float)):
        value, unit = frozenset({float(fact.value)}), (unit_in(fact.unit) or fact.unit) if fact.unit else None
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
    return frozenset(following.terms) if field == "title" and following else beside(tokens, place)


def _unit_in_label(fact: Fact) -> tuple[str, frozenset[str]] | None:
    """The unit that a field's name ends in, and the rest of it: "weight g", "Length (cm)", "lumens"; not "pages per minute"."""
    words = re.findall(r"[^\W\d_]+|[%/]", fact.label)
    if not words or (len(words) > 1 and words[-2].casefold() in ("per", "/")) or (unit := unit_of(words[-1])) is None:
        return None
    return unit, stem_set(words[:-1])


def beside(tokens: Sequence[Token], place: int, reach: int = 3) -> frozenset[str]:
    """The terms within ``reach`` tokens on either side of ``place``, not beyond a comma, a semicolon or an "and"."""
    terms: set[str] = set()
    for way in (tokens[max(0, place - reach) : place][::-1], tokens[place + 1 : place + 1 + reach]):
        for token in takewhile(lambda token: token.text.casefold() not in (",", ";", "，", "；", "and"), way):
            terms.update((*token.terms, *stems_of(token.text)))
    return frozenset(terms)
