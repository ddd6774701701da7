"""The second choice where no single field speaks for another product: what tells the two apart, the worst of it last.

Whoever is told of one product alone cannot choose. So beside what is recommended stands another of what is shown: rated higher,
with more or less of what both state, cheaper; where nothing else is known, dearer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from shopcli.types import Hit, Need, difference_of, show_money, show_number
from shopcli.write.moves.contrast import is_nearly, rating_in
from shopcli.write.moves.move import Move, MoveKind
from shopcli.write.moves.reasons import Reason, Reasons
from shopcli.write.offer import money_in_advice
from shopcli.write.wording.phrases import Phrases

RATED_APART = 0.2  # of five stars: what lies nearer is no difference
_MOST_STARS = 5.0
_APART = 0.05  # of the price: what is saved is worth a word
_LEAST_FIELD = 0.2  # of a fact that both state otherwise
_BY_PLACE = 0.03  # off the worth, for each that stands before it
# What each is worth: rated higher, a field, rated lower and cheaper, cheaper, another, dearer.
_ABOVE, _FIELD, _BELOW, _CHEAPER, _OTHER, _DEARER = 0.5, 0.5, 0.46, 0.42, 0.36, 0.34
_FAR_DEARER = 1.0  # of the price: what costs twice as much is another class of thing


class SecondChoices:
    """What is told of another product beside what is recommended.

    Args:
        need: the request.
        pick: what is recommended.
        reasons: what speaks for and against products.
        words: a move's words for products by their letters.
    """

    def __init__(self, need: Need, pick: Hit, reasons: Reasons, words: Callable[..., dict[str, str]]) -> None:
        self._need, self._pick, self._reasons, self._words = need, pick, reasons, words
        self._own = {reason.fact.field: reason for reason in reasons.of(pick)}

    def best(self, hits: Sequence[Hit]) -> Move | None:
        """The best told of some products, the nearest to the top where several are; None where there is none."""
        placed = [(move.worth - _BY_PLACE * place, -place, move) for place, hit in enumerate(hits) for move in self.moves(hit)]
        return max(placed, key=lambda one: one[:2])[2] if placed else None

    def moves(self, hit: Hit) -> Iterator[Move]:
        """All that may be told of a product beside what is recommended."""
        gap, words = difference_of(hit.product, self._pick.product), self._words(A=self._pick, B=hit)
        products = (hit.product, self._pick.product)
        if gap is not None:
            words["gap"] = money_in_advice(show_money(abs(gap), hit.product.currency), self._need.language)
        if facts := self._contrast(hit):
            yield Move(_kind(gap), products, facts, words, _FIELD)
        yield from self._by_rating(hit, gap, words)
        if gap is None or not self._pick.product.price:
            yield Move("alternative", products, words=words, worth=_OTHER)
        elif gap <= -_APART * self._pick.product.price:
            yield Move("cheaper", products, words=words, worth=_CHEAPER)
        elif gap <= 0:
            yield Move("alternative", products, words=words, worth=_OTHER)
        elif gap <= _FAR_DEARER * self._pick.product.price:
            yield Move("dearer", products, words=words, worth=_DEARER)

    def _by_rating(self, hit: Hit, gap: float | None, words: Mapping[str, str]) -> Iterator[Move]:
        rating, own = (rating_in(self._reasons.facts(one)) for one in (hit, self._pick))
        if rating is None or own is None or not 0 < own <= _MOST_STARS or not 0 < rating <= _MOST_STARS:
            return
        told = {**words, "B.rating": show_number(rating), "rating": show_number(own)}
        products = (hit.product, self._pick.product)
        if rating - own >= RATED_APART:
            yield Move("rated_above", products, words=told, worth=_ABOVE)
        elif own - rating >= RATED_APART and gap is not None and gap < 0:
            yield Move("rated_below", products, words=told, worth=_BELOW)

    def _contrast(self, hit: Hit) -> dict[str, Phrases]:
        """What both state, and otherwise: the best of it, in the words of each."""
        for reason in self._reasons.of(hit):
            own = self._own.get(reason.fact.field)
            if own and reason.worth >= _LEAST_FIELD and are_contrasted(reason, own):
                return {"b1": reason.phrases, "a1": own.phrases}
        return {}


def are_contrasted(one: Reason, other: Reason) -> bool:
    """Whether two facts of one field can be told beside each other: both said well, in one form, and surely apart."""
    is_said = one.is_said_well and other.is_said_well and bool(one.phrases.forms.keys() & other.phrases.forms.keys())
    if not is_said or one.fact.is_text or one.fact.truth is not None or is_nearly(one.fact, other.fact):
        return False
    return one.fact.value != other.fact.value and (not one.fact.words or one.fact.words.casefold() != other.fact.words.casefold())


def _kind(gap: float | None) -> MoveKind:
    if gap is None:
        return "alternative"
    return "cheaper" if gap < 0 else "dearer" if gap > 0 else "same_price"
