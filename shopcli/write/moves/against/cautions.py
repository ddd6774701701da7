"""The move `warning`: what stands high and is not what was wished, as its record denies it in a field or in its own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from shopcli.types import Clause, Fact, Hit
from shopcli.write.moves.contrast import as_a_catch, is_another_choice
from shopcli.write.moves.move import Move
from shopcli.write.moves.quotes import quote_of
from shopcli.write.moves.reasons import Reason, Reasons, slots_of

_NEGATED = re.compile(r"\b(?:not|no|non|without|never)\b|n['’]t\b", re.I)
_TO_THE_POINT = 0.6  # of a lack
_WORTH = 0.5
_NEAR = 14  # characters before a clause, in which a word of denial is its own
_FIRST = 4  # of what is shown, which everybody sees


def warnings_of(
    query: str,
    hits: Sequence[Hit],
    pick: Hit,
    reasons: Reasons,
    own: Mapping[str, Fact],
    words: Callable[..., dict[str, str]],
) -> Iterator[Move]:
    """What is warned of, at most one.

    Args:
        query: the request as it was typed.
        hits: what is shown, best first.
        pick: what is recommended.
        reasons: what speaks for and against products.
        own: by field what is told of the pick and was surely asked for.
        words: a move's words for products by their letters.
    """
    for hit in hits[1:_FIRST]:
        if hit is pick:
            continue
        named = words(A=pick, C=hit)
        lacks = [reason for reason in reasons.lacks(hit) if reason.worth >= _TO_THE_POINT]
        if hit.unmet and lacks:
            yield Move("warning", (hit.product,), slots_of("c", lacks[:1]), named, _WORTH)
            return
        told = (
            quote_of(why.fact.words)
            for why in hit.denied
            if why.fact.field == "description" and not _is_wished_away(why.clause, query)
        )
        if denial := next(filter(None, told), ""):
            yield Move("warning", (hit.product,), words={**named, "quote": f"“{denial}”"}, worth=_WORTH)
            return
        if denying := list(_denying(hit, pick, reasons, own)):
            yield Move("warning", (hit.product,), slots_of("c", denying[:1]), named, _WORTH)
            return


def _is_wished_away(clause: Clause, query: str) -> bool:
    """Whether a request denies what a clause says, so that a record that denies it grants the wish: "doesn't dry out"."""
    return _NEGATED.search(f"{query.partition(clause.text)[0][-_NEAR:]}{clause.text}") is not None


def _denying(hit: Hit, pick: Hit, reasons: Reasons, own: Mapping[str, Fact]) -> Iterator[Reason]:
    """What a product says otherwise than was wished, in a field in which the pick says what was: it sleeps one, for two."""
    denied = {why.fact for why in hit.denied} if not pick.denied else set()
    for reason in reasons.of(hit):
        if reason.fact.truth is not None or reason.fact.is_text or not reason.is_said_well:
            continue
        field = own.get(reason.fact.field)
        if reason.fact in denied or (field and is_another_choice(reason.fact, field)):
            yield as_a_catch(reason)
