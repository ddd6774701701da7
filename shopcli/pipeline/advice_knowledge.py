"""What an index knows of the products that an answer shows, for whoever writes about them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.assertions import in_all
from shopcli.need.languages.registry import numerals
from shopcli.need.thesaurus import open_thesaurus
from shopcli.pipeline.fields.story_facts import above_chance, facts_told_of, scores_of, settled, standard_nearness
from shopcli.pipeline.fields.telling_fields import telling_weights
from shopcli.pipeline.names.model_names import OwnWords
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.types import Answer, Attention, Fact, Hit, Need, Product, show_value
from shopcli.types.needs import DEFAULT_LANGUAGE
from shopcli.write.knowledge import Knowledge
from shopcli.write.product_names import model_names

if TYPE_CHECKING:
    import numpy as np


# Spreads: of what surely speaks to a wish; of a yes or no, whose name is few words; of a name, near to all of its sort.
_SPOKEN, _OF_A_MARK, _OF_A_NAME = 2.8, 2.4, 5.5
_NAMES = ("title", "category", "brand")
_OF_THE_OFFER = ("price", "currency", "rating", "released", "stock", "availability", "id", "list_price", "reduction")


def knowledge_of(
    index: Index,
    answer: Answer,
    hits: Sequence[Hit],
    attention: Callable[[Need, str], Attention],
    encode: Callable[[Sequence[str]], np.ndarray],
) -> Knowledge:
    """The attention, the telling fields and the names of what is shown.

    Args:
        index: the open index.
        answer: what was found.
        hits: what is shown of it, best first, each number with its unit.
        attention: what the clauses of a need find among the facts of the product of an id.
        encode: vectors of what is looked for, (n, dim).
    """
    need = answer.need
    products = [hit.product for hit in hits]
    attentions = {product.id: attention(need, product.id) for product in products}
    told_of = facts_told_of(index, need, products, encode)
    by_cohort = need.language == DEFAULT_LANGUAGE  # whose wishes the cohort is of
    nearness = standard_nearness(index, need, products, encode, _decided(hits)) if by_cohort else {}
    told_of = settled(told_of, nearness) if nearness else above_chance(told_of)
    return Knowledge(
        attentions,
        told_of,
        telling_weights(index, products),
        model_names(products, OwnWords(index)),
        thing=answer.thing if is_a_name(answer.thing) and need.language == index.manifest.language else "",
        reply=answer.reply or "",
        fitting=answer.matching,
        question=answer.clarification,
        is_told_of=partial(_is_told_of, index),
        complaint_of=_complaint_of,
        speaking_to=partial(_speaking_to, index, encode) if by_cohort else None,
    )


def _decided(hits: Sequence[Hit]) -> frozenset[str]:
    """The stems of what a field of the first product grants, of which nothing else need be looked for."""
    granted = (why for hit in hits[:1] for why in hit.evidence if not why.fact.is_text)
    return frozenset(stem_set([why.clause.text for why in granted]))


def _speaking_to(
    index: Index, encode: Callable[[Sequence[str]], np.ndarray], product: Product, wish: str
) -> tuple[Fact, float] | None:
    """What of a record comes surely near to a wish, the nearest, with its standard score; None where nothing does."""
    scores, amounts = scores_of(index, product, [wish], encode), _amounts(wish)
    spoken = {fact: score for fact, score in scores.items() if fact.field not in _OF_THE_OFFER}
    spoken = {fact: score for fact, score in spoken.items() if not amounts or amounts & _amounts(show_value(fact.value))}
    spoken = {fact: score for fact, score in spoken.items() if score >= _least(fact)}
    return max(spoken.items(), key=lambda one: one[1], default=None)


def _amounts(text: str) -> set[str]:
    """The numbers in a text, those in words as well: a wish with one is spoken to by nothing that states another."""
    spelled = (numerals().get(word) for word in re.findall(r"[a-z]+", text.casefold()))
    said = {f"{float(number.replace(',', '.')):g}" for number in re.findall(r"\d+(?:[.,]\d+)?", text)}
    return said | {f"{value:g}" for value in spelled if value}


def _least(fact: Fact) -> float:
    return _OF_A_NAME if fact.field in _NAMES else _OF_A_MARK if fact.truth is not None else _SPOKEN


def _is_told_of(index: Index, wish: str) -> bool:
    """Whether one record says all the telling words of a wish, or the thesaurus knows it: "treat myself" is neither."""
    if open_thesaurus().wishes(wish):
        return True
    telling = [stem for stem, _ in index.words.spans(wish) if stem not in FUNCTION_STEMS]
    return bool(telling) and len(in_all([index.words.rows(stem) for stem in telling])) > 0


@lru_cache(maxsize=1024)
def _complaint_of(text: str) -> float | None:
    """How likely words are a complaint; None where no encoder reads them. What tells it is opened when first asked."""
    from shopcli.pipeline.reviews.feelings import shipped_feelings
    from shopcli.types import FEELINGS

    feelings = shipped_feelings()
    if not feelings.is_whole([text]):
        return None
    return float(feelings.probabilities([text])[0][FEELINGS.index("complaint")])


def is_a_name(words: str) -> bool:
    """Whether words are surely the name of a thing, and one that is not said in many ways: boots are shoes."""
    return " " in words and bool(open_thesaurus().rings(words) or open_thesaurus().rings(words.split()[-1]))
