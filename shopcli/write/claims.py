"""What one record says, in the form that claims are held against: its words, its numbers with their units, its denials.

A `Record` is made from the facts of one product and never from two, so that nothing passes because a neighbour has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shopcli.types import Fact
from shopcli.write.words import CJK, Token, stem_set, stems_of, tokenise

NO = frozenset(
    {"no", "n", "none", "false", "without", "not supported", "not available", "not applicable", "nein", "non", "否", "无"}
)
YES = frozenset({"yes", "y", "true", "ja", "oui", "是", "有"})
NEGATORS = frozenset(
    {"no", "not", "without", "lacks", "lack", "never", "non", "cannot", "isn't", "doesn't", "don't", "hasn't", "excluding"}
)
_REACH = 4  # words that a "no" governs at the most


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
        denied: for each feature that the record denies, the stems of its name.
        asserted: the terms of each other field's name.
        negated: stems that stand only behind a "no" in the record's running text.
        cjk: all its Chinese, for containment.
    """

    stems: frozenset[str]
    codes: frozenset[str]
    numbers: tuple[Number, ...]
    denied: tuple[frozenset[str], ...]
    asserted: tuple[frozenset[str], ...]
    negated: frozenset[str]
    cjk: str


def truth_of(value: object) -> bool | None:
    """Whether a value is a plain yes or no, in whichever way the catalog writes it; else None."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        low = value.strip().casefold()
        return False if low in NO else True if low in YES else None
    return None


def read_record(facts: Iterable[Fact]) -> Record:
    """The record that ``facts``, all of one product, amount to."""
    facts = list(facts)
    said = [fact for fact in facts if truth_of(fact.value) is not False]
    texts = [fact.value for fact in said if isinstance(fact.value, str) and truth_of(fact.value) is None]
    labels = [fact.label for fact in said if fact.field not in ("title", "description")]
    behind_no, elsewhere = _negated(texts)
    tokens = [token for text in (*texts, *labels) for token in tokenise(text)]
    words = {token.text.casefold() for token in tokens}
    words |= {piece for word in words for piece in re.split(r"[-+.&]", word)}
    return Record(
        stems=(elsewhere | stem_set(labels)),
        codes=frozenset(words),
        numbers=tuple(number for fact in said for number in _numbers(fact)),
        denied=tuple(filter(None, (_label_terms(fact) for fact in facts if truth_of(fact.value) is False))),
        asserted=tuple(filter(None, (_label_terms(fact) for fact in said if fact.field not in ("title", "description")))),
        negated=behind_no - elsewhere,
        cjk="\n".join((*texts, *labels)),
    )


def terms_of(token: Token) -> tuple[str, ...]:
    """What a token says, for comparing: stems of a word, a code or a number as it is written, Chinese whole."""
    if token.kind == "word":
        return token.stems
    return () if token.kind == "mark" else (token.text.casefold(),)


def _label_terms(fact: Fact) -> frozenset[str]:
    return frozenset(term for token in tokenise(fact.label) for term in terms_of(token))


def negates(token: Token) -> bool:
    """Whether a token denies what follows it."""
    low = token.text.casefold().replace("’", "'")
    return low in NEGATORS or low.endswith(("n't", "没有", "不支持", "不具备"))


def governed(tokens: Sequence[Token]) -> list[bool]:
    """For each token, whether a "no" before it governs it: up to four words, no further than a mark or an "and"."""
    left, result = 0, []
    for token in tokens:
        low = token.text.casefold()
        if negates(token):
            left = _REACH + 1
        elif token.kind == "mark" or low in ("and", "but", "while"):
            left = 0
        result.append(left > 0 and left <= _REACH)
        left = max(0, left - 1)
    return result


def _negated(texts: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The stems behind a "no" in running text, and those that stand free."""
    behind: set[str] = set()
    free: set[str] = set()
    for text in texts:
        tokens = tokenise(text)
        for token, under in zip(tokens, governed(tokens), strict=True):
            (behind if under else free).update((*terms_of(token), *stems_of(token.text)))
    return frozenset(behind), frozenset(free)


def _numbers(fact: Fact) -> Iterable[Number]:
    """The numbers that one fact holds."""
    label = frozenset() if fact.field in ("title", "description") else stem_set([fact.label])
    if isinstance(fact.value, bool):
        return
    if isinstance(fact.value, (int, float)):
        unit = _unit(fact)
        yield Number(frozenset({float(fact.value)}), unit, label or frozenset({fact.field}), frozenset(), fact.field == "price")
        return
    tokens = tokenise(fact.value)
    for place, token in enumerate(tokens):
        if token.kind == "number":
            yield Number(token.values, token.unit, label, beside(tokens, place))


def _unit(fact: Fact) -> str | None:
    """The unit of a number's fact, in the checker's spelling."""
    if not fact.unit:
        return None
    (token, *_) = tokenise(f"1 {fact.unit}")
    return token.unit or fact.unit


def beside(tokens: Sequence[Token], place: int, reach: int = 3) -> frozenset[str]:
    """The terms within ``reach`` tokens on either side of ``place``, not beyond a comma or a semicolon."""
    found: set[str] = set()
    for step in (-1, 1):
        for distance in range(1, reach + 1):
            at = place + step * distance
            if not 0 <= at < len(tokens) or tokens[at].text in ",;，；":
                break
            found.update((*terms_of(tokens[at]), *stems_of(tokens[at].text)))
    return frozenset(found)


def says_chinese(record: Record, text: str) -> bool:
    """Whether a run of Chinese stands in the record as it is."""
    return bool(re.fullmatch(f"[{CJK}]+", text)) and text in record.cjk
