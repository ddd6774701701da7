"""The moves `cheaper`, `dearer`, `same_price` and `alternative`: another product by the difference that counts for this need.

A difference is a field in which the two are told apart, or words of its maker or of a buyer that come near to what was said;
what it costs to take it is a field in which it is worse, or words against it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import chain

from shopcli.need.languages.registry import language_named
from shopcli.types import Fact, Hit, Need, difference_of, show_money
from shopcli.write.moves.contrast import as_a_catch, is_far, meets_as_much, sorted_out
from shopcli.write.moves.move import Move
from shopcli.write.moves.quotes import Quote, says_the_same
from shopcli.write.moves.reasons import Reason, Reasons, slots_of
from shopcli.write.moves.second_choice import are_contrasted, is_unasked_row
from shopcli.write.offer import money_in_advice, money_word

_LEAST_OF_ALL = 0.15  # of what is told of an alternative where nothing was wished
_LEAST_REASON, _TRUE_REASON = 0.3, 0.5  # of what is told of an alternative, and of what is worth spending more for
_LIKE_WITH_LIKE = 0.5  # of what is told of an alternative: that it differs in what was told of the pick
_A_CATCH = 0.45  # of what is worse
_WORTH_MORE = 0.4  # of what is better for most, and by much
# Of words that are told of it: what they are worth, and how near they come to the request.
_BEARING, _NEAR, _SURELY_NEAR = (
    0.5,
    0.35,
    0.45,
)
_MUCH_DEARER = 0.6  # of the price: who names a need does not look for something at so much more
_FEWEST_BLANKS = 2  # of words that are told: "2-seat sofa-bed" says next to nothing
_APART = 0.12  # of the price: what differs by less is no reason to choose
_FOR_LESS, _FOR_MORE = 0.1, 0.2  # worth by the share of the price that is saved or spent


@dataclass(frozen=True, slots=True)
class Voice:
    """Words of a maker or a buyer that are told of an alternative: in which slot, and what they are worth."""

    slot: str
    quote: Quote


class Alternatives:
    """What is told of other products beside what is recommended.

    Args:
        need: the request.
        pick: what is recommended.
        reasons: what speaks for and against products.
        told: the facts that are told of the pick, its maker's and buyers' words among them.
        words: a move's words for products by their letters.
    """

    def __init__(
        self, need: Need, pick: Hit, reasons: Reasons, told: Collection[Fact], words: Callable[..., dict[str, str]]
    ) -> None:
        self._need, self._pick, self._reasons, self._words = need, pick, reasons, words
        self._told = frozenset(fact.field for fact in told if not fact.is_text)
        self._own = {fact.field: fact for fact in reasons.facts(pick)}

    def move(self, hit: Hit) -> Move | None:
        """An alternative by its difference, and by what it costs to take it; None where there is nothing worth telling."""
        gap = difference_of(hit.product, self._pick.product)
        apart = [reason for reason in self._reasons.of(hit) if self._says_other(reason) and self._is_worth_it(reason)]
        apart.sort(key=lambda reason: -(reason.worth + _LIKE_WITH_LIKE * (reason.fact.field in self._told)))
        better, other, worse = sorted_out(apart, self._own, self._need)
        # What has no better and no worse is told of where it answers a wish, or the pick was told of by the same; or where
        # nothing was wished, so that any difference is news.
        other = [
            one for one in other if self.is_open_need or one.fact.field in self._told or one.clause or one.worth >= _TRUE_REASON
        ]
        lacks = [reason for reason in self._reasons.lacks(hit) if self._pick_has(reason)]
        catch = lacks or [
            as_a_catch(one, self._own[one.fact.field], self._need)
            for one in worse
            if one.fact.field in self._told or one.worth >= _A_CATCH or is_far(one.fact, self._own.get(one.fact.field))
        ]
        return self._told_beside(hit, gap, better or other, catch, is_better=bool(better), is_lacking=bool(lacks))

    def _told_beside(
        self,
        hit: Hit,
        gap: float | None,
        new: Sequence[Reason],
        catch: Sequence[Reason],
        *,
        is_better: bool,
        is_lacking: bool,
    ) -> Move | None:
        words, products = self._words(A=self._pick, B=hit), (hit.product, self._pick.product)
        voice = self._voice(hit, is_cheaper=gap is not None and gap < 0, is_caught=bool(catch))
        is_against = voice is not None and voice.quote.is_against
        if voice and not is_against and not (new and new[0].worth >= max(_TRUE_REASON, voice.quote.worth)):
            new = ()
        is_voiced = voice is not None and (is_against or not new)
        if voice and is_voiced:
            words[f"B.{voice.slot}"] = f"“{voice.quote.text.rstrip('.。')}”"
        is_praised = is_voiced and voice is not None and not voice.quote.is_against
        why = frozenset(["b1"] if new and new[0].clause is not None else [])
        worth = 0.35 + 0.4 * max((one.worth for one in new[:1]), default=voice.quote.worth if voice else 0.0)
        is_worth_more = is_praised or (bool(new) and (self._is_worth_more(new[0]) if is_better else new[0].clause is not None))
        facts, price = slots_of("b", [*new[:1], *catch[:1]]), self._pick.product.price
        own = self._reasons.stated(self._pick, new[0].fact.field) if new and not (catch or is_voiced) else None
        if own and are_contrasted(new[0].phrases, own):
            facts["a1"] = own
        if gap is None or not price:
            return Move("alternative", products, facts, words, worth, why=why) if is_worth_more else None
        words["gap"] = money_in_advice(show_money(abs(gap), hit.product.currency), self._need.language, money_word(self._need))
        meets = meets_as_much(hit, self._pick, self._need)
        if gap < 0:
            is_apart = -gap / price >= _APART
            has_met = self.is_open_need or any(why.clause.kind != "topic" for why in self._pick.evidence)
            is_told = meets or self._has_lexicon  # else what it misses of the wishes is told with it, or nothing of it
            is_owned = (bool(catch) and (is_told or is_lacking)) or (is_voiced and is_told)
            is_worth_it = (bool(new) and (meets or is_owned)) or (is_apart and (is_owned or (meets and has_met)))
            worth += _FOR_LESS * min(1.0, -gap / price)
            return Move("cheaper", products, facts, words, worth, why=why) if is_worth_it else None
        if not (is_worth_more or (new and not gap)) or gap / price > _MUCH_DEARER or (gap and not meets):
            return None
        worth -= _FOR_MORE * gap / price
        return Move("dearer" if gap else "same_price", products, facts, words, worth, why=why)

    @property
    def _has_lexicon(self) -> bool:
        return language_named(self._need.language).lexicon is not None

    @property
    def is_open_need(self) -> bool:
        """Whether nothing was asked beside what the thing is and costs."""
        return is_open(self._need)

    def _voice(self, hit: Hit, *, is_cheaper: bool, is_caught: bool) -> Voice | None:
        """Words that bear on the need, or that own up to what is against a cheaper one; None where nobody has any."""
        own = [*self._reasons.quotes(self._pick, "description"), *self._reasons.quotes(self._pick, "reviews")]
        makers = [Voice("denial" if one.is_against else "maker", one) for one in self._reasons.quotes(hit, "description")]
        buyers = [Voice("complaint" if one.is_against else "buyer", one) for one in self._reasons.quotes(hit, "reviews")]
        told = [
            one
            for one in chain(makers, buyers)
            if self._bears(hit, one.quote, is_caught=is_caught) and not any(says_the_same(one.quote, other) for other in own)
        ]
        against = [one for one in told if one.quote.is_against]
        if is_cheaper and not is_caught and (against or any(one.slot == "complaint" for one in buyers)):
            return against[0] if against else next(one for one in buyers if one.slot == "complaint")
        praise = [one for one in told if not one.quote.is_against]
        return max(praise, key=lambda one: one.quote.worth, default=None)

    def _bears(self, hit: Hit, quote: Quote, *, is_caught: bool) -> bool:
        """Whether words bear on the need; behind what is worse in a field, and of what meets less, they must surely do."""
        if not quote.bears or (not self._has_lexicon and quote.text.count(" ") < _FEWEST_BLANKS):
            return False
        near = self._reasons.nearness(hit, quote.fact)
        is_cited = any(why.fact == quote.fact and why.clause.kind == "feature" for why in hit.evidence)
        if is_caught or not meets_as_much(hit, self._pick, self._need):
            return near >= _SURELY_NEAR or is_cited
        return quote.worth >= _BEARING or near >= _NEAR

    def _is_worth_it(self, reason: Reason) -> bool:
        is_worth_it = reason.worth >= (_LEAST_OF_ALL if self.is_open_need else _LEAST_REASON)
        return is_worth_it and reason.is_said_well and (self._has_lexicon or not is_unasked_row(reason))

    def _is_worth_more(self, reason: Reason) -> bool:
        """Whether what is better is worth spending more for."""
        return reason.worth >= _WORTH_MORE or is_far(reason.fact, self._own.get(reason.fact.field))

    def _says_other(self, reason: Reason) -> bool:
        if reason.fact.field == "rating":
            return False  # which is told by the stars of both
        own = self._own.get(reason.fact.field)
        return own is None or own.value != reason.fact.value

    def _pick_has(self, reason: Reason) -> bool:
        """Whether the pick is without a lack: it has the thing, or is offered otherwise."""
        if reason.fact.truth is None:
            return self._says_other(reason)
        return any(fact.field == reason.fact.field and fact.truth is True for fact in self._reasons.facts(self._pick))


def is_open(need: Need) -> bool:
    """Whether nothing was asked beside what the thing is and costs."""
    return not any(clause.kind in ("feature", "exclude") and clause.source == "request" for clause in need.clauses)
