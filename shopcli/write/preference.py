"""Contrastive explanation: why this one rather than that one, with what the other has over it owned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shopcli.need.languages.registry import language_named
from shopcli.text.tokens import stem_set
from shopcli.types import Sentence, show_money
from shopcli.write.comparison import (
    Compared,
    closing_of,
    deed_beside,
    difference_said,
    differences_told,
    is_of_its_kind,
    prices_told,
    without_thing,
)
from shopcli.write.differences import Difference
from shopcli.write.moves.wish_words import use_of

_MOST_FOR, _MOST_AGAINST, _MOST_OPEN = 3, 2, 2
_NEAR = 0.5  # of a difference's nearness to the need, for a matter of taste to be a reason


def why_over(compared: Compared) -> tuple[Sentence, ...]:
    """Why the first of two products rather than the second: what it has over it for this need, and what it has not.

    Args:
        compared: the two, the one that is asked for first.
    """
    return _sentences(_why_over(compared), compared)


def reasons_for(compared: Compared) -> tuple[Sentence, ...]:
    """What speaks for the first of two products, and what for the other; nothing where nothing speaks for the first."""
    return _sentences(_why_over(compared), compared) if _deeds(compared, 0) else ()


def why_not(compared: Compared) -> tuple[Sentence, ...]:
    """Why the second of two products is not recommended, but the first: what it misses of the need, then how the two stand."""
    return _sentences((*_missed(compared, 1), *_why_over(compared)), compared)


def which_of(compared: Compared) -> tuple[Sentence, ...]:
    """Which of two to take for this need, and why, with what speaks for the other; nothing where nothing decides it."""
    taken, said = closing_of(compared)
    if not said and (nearest := _nearest(compared)) is not None:
        taken, said = None, compared.wording.would_take(compared.names[nearest], use_of(compared.need), "")
    if not said:
        return ()
    if taken is None:
        told = [*prices_told(compared), *differences_told(compared, compared.brief)]
        return _sentences((said, *told[: _MOST_OPEN + 1]), compared)
    return _sentences((said, *_why_over(compared if taken == 0 else compared.turned)), compared)


def _nearest(compared: Compared) -> int | None:
    """The place of the one of two that was found to come nearer to the need; None where they were not ranked together."""
    one, other = (hit.score for hit in compared.hits)
    return None if not (one and other) or one == other else 0 if one > other else 1


def _sentences(texts: Sequence[str] | Iterator[str], compared: Compared) -> tuple[Sentence, ...]:
    cites = tuple(product.id for product in compared.products)
    return tuple(Sentence(compared.wording.joined([text]), cites, "template") for text in texts if text)


def _why_over(compared: Compared) -> Iterator[str]:
    wording, names = compared.wording, compared.names
    reasons, owned = _deeds(compared, 0)[:_MOST_FOR], _deeds(compared, 1)[:_MOST_AGAINST]
    if reasons:
        yield wording.speaks_for(names[0], names[1], reasons)
    else:
        yield wording.nothing_over(names[0], names[1])
    if owned:
        name = compared.brief[1]
        yield wording.speaks_against(name, owned) if reasons else wording.each([name], [wording.listed(owned)])
    open_ones = [one for one in compared.differences if not any(_speaks_for(one, place, compared) for place in (0, 1))]
    told = [text for one in open_ones if (text := difference_said(one, compared, compared.brief))]
    yield from told[: max(0, _MOST_OPEN + _MOST_AGAINST - len(reasons) - len(owned))][:_MOST_OPEN]
    if not [one for one in compared.differences if one.facts[0].field != "rating"]:
        yield from list(compared.apart(compared.brief))[:1]


def _deeds(compared: Compared, place: int) -> list[str]:
    """What speaks for one of two: what is near to the need, its price, then what else it has more of."""
    speaking = [one for one in compared.differences if _speaks_for(one, place, compared)]
    near = [one for one in speaking if compared.nearness(one.facts) >= _NEAR]
    rest = [one for one in speaking if one not in near]
    deeds = [deed_beside(one, place, compared) for one in near]
    return [deed for deed in (*deeds, *_price(compared, place), *(deed_beside(one, place, compared) for one in rest)) if deed]


def _speaks_for(difference: Difference, place: int, compared: Compared) -> bool:
    if difference.favours is not None:
        return difference.favours == place
    if is_of_its_kind(difference.facts[0]):  # what a thing is speaks for it where that was asked for, whatever it costs
        asked = stem_set([compared.need.query])
        shared = [len(stem_set([fact.words]) & asked) for fact in difference.facts]
        return shared[place] > shared[1 - place]
    return compared.leaning(difference.facts) == place


def _price(compared: Compared, place: int) -> Iterator[str]:
    gap, product = compared.price_gap, compared.products[place]
    if gap and (gap < 0) == (place == 0):
        shown, lexicon = show_money(abs(gap), product.currency), language_named(compared.language).lexicon
        yield compared.wording.costs_less(lexicon.money(shown) if lexicon and product.currency else shown)


def _missed(compared: Compared, place: int) -> Iterator[str]:
    hit = without_thing(compared.hits[place])
    if hit.unmet or hit.unknown:
        yield compared.wording.lacks_of_need(compared.names[place], compared.wording.missed(hit))
