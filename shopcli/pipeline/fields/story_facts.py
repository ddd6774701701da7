"""Passage retrieval inside a record: which of a product's facts what a shopper told of comes near to.

A wish is a word or two that parsing found; what is told around it ("he hates charging things") names nothing, and still a fact
answers it: how long the battery lasts. So each stretch of the request is held against the facts that stand in the index.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shopcli.catalog.facts import facts_of
from shopcli.index import Index
from shopcli.need.languages.registry import language_named
from shopcli.need.persons import without_persons
from shopcli.need.thesaurus import open_thesaurus
from shopcli.pipeline.fields.cohort_nearness import standard_scores
from shopcli.pipeline.fields.fact_units import with_unit
from shopcli.text.scripts import has_han
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.types import Clause, Fact, Need, Product

if TYPE_CHECKING:
    import numpy as np

    from shopcli.need.languages.request_grammar import RequestGrammar

_FEWEST_WORDS, _FEWEST_CHARACTERS = 2, 3  # of a stretch that tells something
# What a fact has in common with the thing itself ("Ram" with any notebook) tells nothing of the stretch: half of it is off.
_OF_THE_THING = 0.5
_LEAST, _WHOLE = 0.15, 0.4  # above what the facts of the product come to on the average: no bearing, and all of it
_ANSWERS_NOTHING = frozenset(
    ("price", "currency", "rating", "released", "stock", "availability", "id", "list_price", "reduction")
)
_LEAST_COSINE = 0.12  # of the sum over both encoders' halves, 2 at most: less is no nearness, however far the others are
_BY_CHANCE, _SURELY, _AS_A_WHOLE = 1.5, 3.3, 7.0  # spreads: of what is near by chance, of what is near, and comes up to 1
_DATE = re.compile(r"\d{4}-\d\d")
_LONG_LIMIT = 5  # words of a limit that tells something beside its amount: "for my 7 year old so I can see"


def told_in(need: Need, language: RequestGrammar) -> list[str]:
    """What a story tells, one thing after the other, without limits and exclusions."""
    rest = need.query
    for clause in need.clauses:
        if clause.kind in ("limit", "exclude") and not _is_of_a_deed(clause):
            rest = rest.replace(clause.text, ", ")
    return [text for text in dict.fromkeys(map(str.strip, language.tells_apart.split(rest))) if _tells(text)]


def facts_told_of(
    index: Index, need: Need, products: Sequence[Product], encode: Callable[[Sequence[str]], np.ndarray]
) -> Mapping[str, Mapping[Fact, float]]:
    """Of each product's id the facts that some stretch of the request comes near to, and how much, above 0 to 1.

    Args:
        index: the open index.
        need: the request.
        products: what is shown.
        encode: vectors of texts, (n, dim), as the index's are.
    """
    import numpy as np

    thing_said = _thing(need)
    told = list(filter(None, _less_the_thing(need, told_in(need, language_named(need.language).requests))))
    if not told or not products:
        return {}
    vectors = encode([*told, thing_said] if thing_said else told)
    stretches, thing = vectors[: len(told)], vectors[len(told) :].sum(axis=0)
    rows = [index.row(product.id) for product in products]
    keys, _, spans = index.facts.of(rows)
    found = {}
    for product, row, (start, end) in zip(products, rows, spans, strict=True):
        stated, own = facts_of(index.records[row]), np.asarray(keys[start:end], np.float32)
        bearings = _bearings(stretches @ own.T, thing @ own.T)
        found[product.id] = {
            with_unit(fact, product, index): round(float(bearing), 2)
            for fact, bearing in zip(stated, bearings, strict=True)
            if bearing > 0
        }
    return found


def standard_nearness(
    index: Index,
    need: Need,
    products: Sequence[Product],
    encode: Callable[[Sequence[str]], np.ndarray],
    decided: frozenset[str] = frozenset(),
) -> Mapping[str, Mapping[Fact, float]]:
    """Of each product's id how near each fact comes to the stretch that is nearest to it, as a standard score.

    Beside what `facts_told_of` holds against the facts of the product alone, this tells what is near to any request.

    Args:
        index: the open index.
        need: the request.
        products: what is shown.
        encode: vectors of texts, (n, dim), as the index's are.
        decided: the stems of what is known to be met; a stretch that says no more tells nothing new.
    """
    language = language_named(need.language).requests
    heard = _less_the_thing(need, told_in(_without_amounts(need, language), language))
    stretches = [text for text in heard if _says_more(without_persons(text, language), decided)]
    if not stretches or not products:
        return {}
    return {product.id: scores_of(index, product, stretches, encode) for product in products}


def scores_of(
    index: Index, product: Product, texts: Sequence[str], encode: Callable[[Sequence[str]], np.ndarray]
) -> Mapping[Fact, float]:
    """How near each fact of a product comes to the nearest of some texts, as a standard score."""
    import numpy as np

    row = index.row(product.id)
    keys, _, ((start, end),) = index.facts.of([row])
    stated = facts_of(index.records[row])
    own = np.asarray(keys[start:end], np.float32)
    scores = standard_scores(index, encode(texts), own, encode).max(axis=0)
    return {with_unit(fact, product, index): float(score) for fact, score in zip(stated, scores, strict=True)}


def settled(
    told_of: Mapping[str, Mapping[Fact, float]], scores: Mapping[str, Mapping[Fact, float]]
) -> dict[str, dict[Fact, float]]:
    """What is told of each product's id: what is near beside its other facts and not by chance, and what surely is near.

    Args:
        told_of: as `facts_told_of` gives it.
        scores: as `standard_nearness` gives it; what it lacks stays as it is.
    """
    found: dict[str, dict[Fact, float]] = {}
    for key in {**told_of, **scores}:
        own, near = scores.get(key, {}), told_of.get(key, {})
        kept = {fact: share for fact, share in near.items() if own.get(fact, _SURELY) >= _BY_CHANCE}
        sure = {fact: round(min(1.0, score / _AS_A_WHOLE), 2) for fact, score in own.items() if score >= _SURELY}
        both = {fact: max(sure.get(fact, 0.0), kept.get(fact, 0.0)) for fact in {**kept, **sure}}
        found[key] = {fact: share for fact, share in both.items() if not _answers_nothing(fact)}
    return found


def _answers_nothing(fact: Fact) -> bool:
    return fact.field in _ANSWERS_NOTHING or _DATE.match(fact.words) is not None


def _less_the_thing(need: Need, heard: Sequence[str]) -> list[str]:
    """Stretches without what the thing is; a purpose is no thing."""
    named = (clause for clause in need.clauses if clause.kind == "topic" and clause.source != "assumption")
    thing, asked_for = _thing(need), next((clause.text.strip() for clause in named), "")
    return [_without(thing, text if thing in text else _without(asked_for, text)) for text in heard]


def _without_amounts(need: Need, language: RequestGrammar) -> Need:
    """A request in which a long limit is no more than the part of it with its amount."""
    clauses, query = list(need.clauses), need.query
    for place, clause in enumerate(clauses):
        if clause.kind == "limit" and len(clause.text.split()) >= _LONG_LIMIT:
            parts = (part.strip() for part in language.tells_apart.split(clause.text))
            amounts = [part for part in parts if re.search(r"\d", part) and part in query]
            clauses[place] = replace(clause, text=amounts[0] if amounts else clause.text)
    return replace(need, clauses=tuple(clauses))


def _says_more(text: str, decided: frozenset[str]) -> bool:
    """Whether a stretch says more than function words and what is decided: not "for a", of a cut request."""
    return bool(stem_set([text]) - FUNCTION_STEMS - decided)


def _is_of_a_deed(clause: Clause) -> bool:
    """Whether it is a deed that is not wanted, "don't fall out": of that facts tell, as of no thing that is not wanted."""
    first, *rest = clause.text.split() or [""]
    return clause.kind == "exclude" and clause.field is None and len(rest) > 1 and re.search("['’]", first) is not None


def above_chance(told_of: Mapping[str, Mapping[Fact, float]]) -> Mapping[str, Mapping[Fact, float]]:
    """Of each product's id the facts that come nearer to the request than what answers nothing of it does.

    A date, a price, a rating come near to some words by chance alone; what comes no nearer than they do is near by chance too.
    """
    found = {}
    for key, bearings in told_of.items():
        chance = max((share for fact, share in bearings.items() if fact.field in _ANSWERS_NOTHING), default=0.0)
        found[key] = {fact: share for fact, share in bearings.items() if share > chance}
    return found


def _bearings(cosines: np.ndarray, of_the_thing: np.ndarray) -> np.ndarray:
    """How much each fact bears on the stretch that comes nearest to it, (n_facts,); 0 for what none comes near to."""
    import numpy as np

    if not cosines.size:
        return np.zeros(cosines.shape[-1])
    own = cosines - _OF_THE_THING * of_the_thing
    own -= own.mean(axis=1, keepdims=True)
    own[(own < _LEAST) | (cosines < _LEAST_COSINE)] = 0.0
    return np.minimum(own / _WHOLE, 1.0).max(axis=0)


def _thing(need: Need) -> str:
    """The name of what is asked for, "washing machine", but "headphones" of "noise cancelling headphones"; empty without one.

    What the thesaurus knows is a name as a whole; of other words the last one is, and those before it are wishes.
    """
    topic = next((clause.says.strip() for clause in need.clauses if clause.kind == "topic"), "")
    return topic if not topic or open_thesaurus().rings(topic) else topic.split()[-1]


def _without(thing: str, text: str) -> str:
    """What a stretch tells beside what the thing is: "that is light to carry" of "a tent that is light to carry"."""
    return re.sub(rf"(?:\b(?:an?|the) )?(?<!\w){re.escape(thing)}(?!\w)", "", text, flags=re.I).strip() if thing else text


def _tells(text: str) -> bool:
    return len(text) >= _FEWEST_CHARACTERS if has_han(text) else len(text.split()) >= _FEWEST_WORDS
