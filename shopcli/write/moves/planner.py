"""The plan of an answer: the moves that help most for this need, in the order in which a good shop assistant makes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shopcli.types import Clause, FactsOf, Hit, Need, difference_of, show_money, show_number
from shopcli.write.knowledge import Knowledge
from shopcli.write.moves.move import Move, MoveKind
from shopcli.write.moves.reasons import Quote, Reason, Reasons, quote_of
from shopcli.write.moves.wish_words import kind_of, kinds_of, person_of, use_of, whether_of, wishes_of
from shopcli.write.offer import money_in_advice, price_of
from shopcli.write.product_names import names_of, without_article
from shopcli.write.wording.phrases import Phrases

_MOST_FACTS = 2  # of a pick; a third goes into a sentence of its own
_MOST_MOVES = 4
_LEAST_WORTH, _TO_THE_POINT, _LEAST_REASON, _BESIDE_A_REASON = 0.3, 0.6, 0.15, 0.25
_BEARING_QUOTE = 0.56  # of a maker's words: less is no more than a slogan
_RATED, _WELL, _MOST_STARS = 0.35, 4.0, 5.0  # worth telling, and from which of five stars on
_LIKE_WITH_LIKE = 0.5  # of what is told of an alternative: that it differs in what was told of the pick
_WORTH_MORE = 0.5  # of a reason to spend more than on the pick
_APART = 0.12  # of the price: what differs by less is no reason to choose


def make_moves(need: Need, hits: Sequence[Hit], facts_of: FactsOf, knowledge: Knowledge) -> list[Move]:
    """The moves of an answer, in order; empty without hits.

    Args:
        need: the request; its language is the advice's.
        hits: what is shown, best first.
        facts_of: reads a product's facts.
        knowledge: what is known of the products beside their records.
    """
    return list(_Planner(need, hits, facts_of, knowledge).moves()) if hits else []


class _Planner:
    def __init__(self, need: Need, hits: Sequence[Hit], facts_of: FactsOf, knowledge: Knowledge) -> None:
        self._need, self._hits = need, hits
        self._reasons = Reasons(need, hits, facts_of, knowledge)
        self._names = {**names_of([hit.product for hit in hits]), **knowledge.names}
        self._pick = next((hit for hit in hits if hit.product.available is not False), hits[0])

    def moves(self) -> Iterator[Move]:
        opening = [*self._unavailable()]
        if self._pick.product.available is not False:
            opening.append(self._opening())
        yield from opening
        rest = [*self._more(), *self._unknowns(), *self._alternatives(), *self._warnings()]
        worth = sorted(rest, key=lambda move: -move.worth)[: _MOST_MOVES - len(opening)]
        yield from (move for move in rest if move in worth and move.worth >= _LEAST_WORTH)

    # --- the pick

    def _unavailable(self) -> Iterator[Move]:
        first = self._hits[0]
        if first.product.available is False:
            yield Move("unavailable", (first.product,), words=self._words(A=first))

    def _opening(self) -> Move:
        pick = self._pick
        facts = self._chosen()[:_MOST_FACTS]
        missed = [clause for clause in pick.unmet if clause.kind != "topic"]
        kind: MoveKind = self._shortfall(missed[0]) if missed else "gift" if person_of(self._need) else "pick"
        words = self._words(A=pick)
        if missed and (wish := next(wishes_of(missed[0], self._need.language), "")):
            words["wish"] = wish
        return Move(kind, (pick.product,), _slots("a", facts), words, why=frozenset(_wished("a", facts)))

    def _shortfall(self, wish: Clause) -> MoveKind:
        """Nothing is what was wished for, or something is that fails elsewhere; then it is no more than left aside."""
        return "shortfall" if all(wish in (*hit.unmet, *hit.unknown) for hit in self._hits) else "aside"

    def _chosen(self) -> list[Reason]:
        """What is told of the pick, best first; what helps too little is left unsaid, and more so behind a true reason."""
        reasons = [reason for reason in self._reasons.of(self._pick) if reason.worth >= _LEAST_REASON]
        reasons = [
            reason for place, reason in enumerate(reasons) if not any(_is_alike(reason, other) for other in reasons[:place])
        ]
        least = _BESIDE_A_REASON if reasons and reasons[0].clause is not None else _LEAST_REASON
        return reasons[:1] + [reason for reason in reasons[1:] if reason.worth >= least]

    def _more(self) -> Iterator[Move]:
        """What else speaks for the pick, and what against it."""
        pick, words = self._pick, self._words(A=self._pick)
        said = self._chosen()[:_MOST_FACTS]
        told = {reason.fact for reason in said}
        quotes = self._reasons.quotes(pick, "description")
        maker = next(
            (quote for quote in quotes if not quote.is_against and quote.fact not in told and quote.worth >= _BEARING_QUOTE),
            None,
        )
        buyers = self._reasons.quotes(pick, "reviews")
        if maker:
            yield _quoting("maker", pick, maker, words)
        if praise := next((quote for quote in buyers if not quote.is_against), None):
            yield _quoting("buyer", pick, praise, words)
        third = [
            reason for reason in self._chosen()[_MOST_FACTS:] if reason.clause is not None and reason.worth >= _TO_THE_POINT
        ]
        if third and said:
            yield Move("reason", (pick.product,), _slots("a", third[:2]), words, third[0].worth, why=frozenset(("a1", "a2")))
        if lacks := [reason for reason in self._reasons.lacks(pick) if reason.worth >= _TO_THE_POINT]:
            yield Move("drawback", (pick.product,), _slots("a", lacks[:1]), words, lacks[0].worth + 0.2)
        elif against := next((quote for quote in buyers if quote.is_against), None):
            yield _quoting("buyer", pick, against, words)

    def _rating(self, hit: Hit) -> str:
        """What buyers rate it, where that is well; empty where it is not, or nobody says."""
        rating = next((fact.value for fact in self._reasons.facts(hit) if fact.field == "rating"), None)
        return show_number(rating) if isinstance(rating, float) and _WELL <= rating <= _MOST_STARS else ""

    # --- the others

    def _alternatives(self) -> Iterator[Move]:
        others = [hit for hit in self._hits if hit is not self._pick and hit.product.available is not False]
        fitting = [hit for hit in others if hit.meets_all or not self._pick.meets_all][:4]
        made = [move for hit in fitting if (move := self._beside(hit)) is not None]
        yield from sorted(made, key=lambda move: -move.worth)[:1]

    def _beside(self, hit: Hit) -> Move | None:
        """An alternative by its difference for this need."""
        pick, product = self._pick.product, hit.product
        gap = difference_of(product, pick)
        told = {reason.fact.field for reason in self._chosen()[:_MOST_FACTS]}
        new = [reason for reason in self._reasons.of(hit) if self._says_other(reason) and self._is_worth_it(reason)]
        new.sort(key=lambda reason: -(reason.worth + _LIKE_WITH_LIKE * (reason.fact.field in told)))
        lacks = [reason for reason in self._reasons.lacks(hit) if self._pick_has(reason)]
        words = self._words(A=self._pick, B=hit)
        facts = _slots("b", [*new[:1], *lacks[:1]])
        why = frozenset(_wished("b", new[:1]))
        worth = 0.35 + 0.4 * (new[0].worth if new else 0.0)
        if gap is None or not pick.price:
            is_apart = bool(new) and new[0].worth >= _WORTH_MORE
            return Move("alternative", (product, pick), facts, words, worth, why=why) if is_apart else None
        words["gap"] = self._money(show_money(abs(gap), product.currency))
        share = abs(gap) / pick.price
        if share < _APART and not new:
            return None
        kind: MoveKind = "same_price" if not gap else "cheaper" if gap < 0 else "dearer"
        if kind == "dearer" and not (new and new[0].worth >= _WORTH_MORE):
            return None
        return Move(kind, (product, pick), facts, words, worth + 0.2 * min(1.0, share) * (gap < 0), why=why)

    @staticmethod
    def _is_worth_it(reason: Reason) -> bool:
        return reason.worth >= _LEAST_REASON and reason.is_said_well

    def _says_other(self, reason: Reason) -> bool:
        own = {fact.field: fact.value for fact in self._reasons.facts(self._pick)}
        return own.get(reason.fact.field) != reason.fact.value

    def _pick_has(self, reason: Reason) -> bool:
        """Whether the pick is without a lack: it has the thing, or is offered otherwise."""
        if reason.fact.truth is None:
            return self._says_other(reason)
        return any(fact.field == reason.fact.field and fact.truth is True for fact in self._reasons.facts(self._pick))

    def _warnings(self) -> Iterator[Move]:
        """What stands high and is not what was wished: a record that denies it, in a field or in its own words."""
        for hit in self._hits[1:4]:
            if hit is self._pick:
                continue
            words = self._words(A=self._pick, C=hit)
            if hit.unmet and (lacks := self._reasons.lacks(hit)):
                yield Move("warning", (hit.product,), _slots("c", lacks[:1]), words, 0.5)
                return
            told = (quote_of(why.fact.words) for why in hit.denied if why.fact.field == "description")
            if denial := next(filter(None, told), ""):
                yield Move("warning", (hit.product,), words={**words, "quote": f"“{denial}”"}, worth=0.5)
                return

    def _unknowns(self) -> Iterator[Move]:
        """What was wished of the pick and its record does not say."""
        for clause in self._pick.unknown:
            if clause.kind != "topic" and (whether := whether_of(clause, self._need.language)):
                yield Move(
                    "unknown", (self._pick.product,), words={**self._words(A=self._pick), "whether": whether}, worth=0.45
                )
                return

    # --- words

    def _words(self, **hits: Hit) -> dict[str, str]:
        words: dict[str, str] = {}
        for slot, hit in hits.items():
            words[slot] = without_article(self._names[hit.product.id])
            if price := price_of(hit.product):
                words[f"{slot}.price"] = self._money(price[0].value)
        if use := person_of(self._need) or use_of(self._need):
            words |= {"use": use, "Use": f"{use[:1].upper()}{use[1:]}"}
        if kind := kind_of(self._need):
            words |= {"kind": kind, "kinds": kinds_of(self._need)}
        return words

    def _money(self, shown: str) -> str:
        return money_in_advice(shown, self._need.language)


def _is_alike(one: Reason, other: Reason) -> bool:
    """Whether two facts would be told in the same words."""
    return any(not set(one.phrases.forms.get(form, ())).isdisjoint(texts) for form, texts in other.phrases.forms.items())


def _wished(letter: str, reasons: Sequence[Reason]) -> Iterator[str]:
    """The slots of what answers a wish, and may stand behind "because"."""
    return (f"{letter}{number}" for number, reason in enumerate(reasons, start=1) if reason.clause is not None)


def _slots(letter: str, reasons: Sequence[Reason]) -> dict[str, Phrases]:
    return {f"{letter}{number}": reason.phrases for number, reason in enumerate(reasons, start=1)}


def _quoting(kind: MoveKind, hit: Hit, quote: Quote, words: Mapping[str, str]) -> Move:
    told = f"“{quote.text.rstrip('.。')}”"
    return Move(kind, (hit.product,), words={**words, "quote": told}, worth=quote.worth, quotes=(quote.fact,))
