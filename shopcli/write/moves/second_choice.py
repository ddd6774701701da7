"""The second choice where no single field speaks for another product: what tells the two apart, the worst of it last.

Whoever is told of one product alone cannot choose. So beside what is recommended stands another of what is shown: rated higher,
with more or less of what both state, cheaper; where nothing else is known, by its name and price: that it costs more is
no reason to take it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from shopcli.need.languages.registry import language_named
from shopcli.text.tokens import stem_set
from shopcli.types import Hit, Need, difference_of, show_money
from shopcli.write.moves.contrast import is_better, is_nearly, rating_in
from shopcli.write.moves.move import Move, MoveKind
from shopcli.write.moves.quotes import Quote, says_the_same
from shopcli.write.moves.reasons import Reason, Reasons, slots_of
from shopcli.write.moves.telling_facts import is_widely_wanted, telling_facts
from shopcli.write.offer import money_in_advice, money_word, stars_said
from shopcli.write.product_names import short_name, spoken_title
from shopcli.write.wording.phrases import Phrases

RATED_APART = 0.2  # of five stars: what lies nearer is no difference
_MOST_STARS = 5.0
_APART = 0.05  # of the price: what is saved is worth a word
_OWN_REASON = 0.3  # of a fact for which another product is named
_LEAST_FIELD = 0.2  # of a fact that both state otherwise
_ASKED = 0.55  # of a fact that comes near to what was asked
_BY_PLACE = 0.03  # off the worth, for each that stands before it
# What each is worth: rated higher, a field, rated lower and cheaper, something of its own, cheaper, another.
_ABOVE, _FIELD, _BELOW, _TOLD, _CHEAPER, _OTHER = 0.5, 0.5, 0.46, 0.44, 0.42, 0.36
_FAR_DEARER = 1.5  # of the price: what costs so much more is another class of thing
_LITTLE_DEARER = 0.5  # of the price: what costs more than that is named for a reason alone
_MOST_TOLD = 1  # facts of what nothing else speaks for
_SPAN = re.compile(r"\d ?[x×] ?\d")  # of sizes in a row
_LONGEST = 4  # words of what is set beside the same of another


class SecondChoices:
    """What is told of another product beside what is recommended.

    Args:
        need: the request.
        pick: what is recommended.
        reasons: what speaks for and against products.
        told: what is told of the pick.
        words: a move's words for products by their letters.
    """

    def __init__(
        self, need: Need, pick: Hit, reasons: Reasons, told: Sequence[Reason], words: Callable[..., dict[str, str]]
    ) -> None:
        self._need, self._pick, self._reasons, self._words = need, pick, reasons, words
        self._told = {reason.fact.field: reason.fact for reason in told}

    def best(self, hits: Sequence[Hit], *, by_rating: bool = False) -> Move | None:
        """The best told of some products, the nearest to the top where several are; None where there is none.

        With ``by_rating`` nothing but ratings tells them apart: of what meets less, a price alone is no reason.
        """
        told = ((place, move) for place, hit in enumerate(hits) for move in self.moves(hit))
        placed = [
            (move.worth - _BY_PLACE * place, -place, move)
            for place, move in told
            if not by_rating or move.kind in ("rated_above", "rated_below")
        ]
        return max(placed, key=lambda one: one[:2])[2] if placed else None

    def moves(self, hit: Hit) -> Iterator[Move]:
        """All that may be told of a product beside what is recommended."""
        gap, words = difference_of(hit.product, self._pick.product), self._words(A=self._pick, B=hit)
        products = (hit.product, self._pick.product)
        if gap is not None:
            words["gap"] = money_in_advice(
                show_money(abs(gap), hit.product.currency), self._need.language, money_word(self._need)
            )
        if gap is not None and gap > 0 and self._is_worse(hit):
            return
        is_class_apart = gap is not None and gap > _FAR_DEARER * (self._pick.product.price or 0.0)
        if (facts := self._contrast(hit)) and not is_class_apart:
            yield Move(_kind(gap), products, facts, words, _FIELD)
        yield from self._by_rating(hit, gap, words)
        is_in_reach = gap is None or gap <= _LITTLE_DEARER * (self._pick.product.price or 0.0)
        if is_in_reach and (own := self._own_reason(hit)):
            yield Move(_kind(gap), products, {"b1": own}, words, _TOLD)
        facts = slots_of("b", self._telling(hit))
        if (
            not facts
            and (line := self._reasons.introduction(hit))
            and self._is_own(line)
            and not language_named(self._need.language).lexicon
        ):
            words["B.maker"] = f"“{line.text}”"
        if gap is None or not self._pick.product.price:
            yield Move("alternative", products, facts, words, _OTHER)
        elif gap <= -_APART * self._pick.product.price:
            yield Move("cheaper", products, facts, words, _CHEAPER)
        elif gap <= 0:
            yield Move("alternative", products, facts, words, _OTHER)

    def _is_own(self, line: Quote) -> bool:
        """Whether the maker says otherwise of the pick."""
        own = self._reasons.quotes(self._pick, "description")
        return not any(says_the_same(line, other) for other in own)

    def _telling(self, hit: Hit) -> list[Reason]:
        """What tells most of a product, which is not told of the pick as well unless it was asked for."""
        told = telling_facts(hit, [self._pick], self._reasons, (), self._need, fields=self._told)
        told = [reason for reason in told if self._is_news(reason) and (self._is_open or self._is_worth_a_word(reason))]
        return told[:_MOST_TOLD]

    @property
    def _is_open(self) -> bool:
        """Whether nothing was wished that a fact could miss, or the language tells facts by a lexicon."""
        wishes = [one for one in self._need.clauses if one.kind in ("feature", "exclude") and one.source == "request"]
        return not wishes or language_named(self._need.language).lexicon is not None

    def _is_worth_a_word(self, reason: Reason) -> bool:
        """Whether who wished for something else would want to know a fact: it is asked, told of the pick, or wanted by most."""
        is_asked = reason.clause is not None or reason.fact.field in self._told
        return is_asked or is_widely_wanted(reason) or self._reasons.is_named_in_request(reason.fact)

    def _is_news(self, reason: Reason) -> bool:
        """Whether the pick was told of otherwise; or alike, and it answers what was asked for, as that does."""
        own = self._told.get(reason.fact.field)
        is_asked = reason.clause is not None or (self._need.sort is not None and self._need.sort.field == reason.fact.field)
        return own is None or own.value != reason.fact.value or is_asked

    def _by_rating(self, hit: Hit, gap: float | None, words: Mapping[str, str]) -> Iterator[Move]:
        rating, own = (rating_in(self._reasons.facts(one)) for one in (hit, self._pick))
        if rating is None or own is None or not 0 < own <= _MOST_STARS or not 0 < rating <= _MOST_STARS:
            return
        told = {**words, "B.rating": stars_said(rating), "rating": stars_said(own)}
        products = (hit.product, self._pick.product)
        if rating - own >= RATED_APART:
            yield Move("rated_above", products, words=told, worth=_ABOVE)
        elif own - rating >= RATED_APART and gap is not None and gap < 0:
            yield Move("rated_below", products, words=told, worth=_BELOW)

    def _contrast(self, hit: Hit) -> dict[str, Phrases]:
        """What both state, and otherwise: the best of it that anybody would choose by, in the words of each."""
        for reason in self._reasons.of(hit):
            own = self._reasons.stated(self._pick, reason.fact.field)
            if reason.fact.field == "rating":
                continue  # which `_by_rating` tells
            if own and reason.worth >= _LEAST_FIELD and self._counts(reason) and are_contrasted(reason.phrases, own):
                return {"b1": reason.phrases, "a1": own}
        return {}

    def _own_reason(self, hit: Hit) -> Phrases | None:
        """What is best told of a product by itself, and of the pick otherwise or not at all; None where there is nothing."""
        known = {(fact.field, fact.value) for fact in self._reasons.facts(self._pick)}
        for reason in self._reasons.of(hit):
            is_new = (reason.fact.field, reason.fact.value) not in known and not self._is_in_both_titles(reason)
            is_asked = reason.clause is not None or reason.fact.is_text or reason.worth >= _OWN_REASON
            if is_new and is_asked and reason.is_said_well:
                return reason.phrases
        return None

    def _is_in_both_titles(self, reason: Reason) -> bool:
        """Whether an amount is told from a title, and the pick's has it as well."""
        told = reason.phrases.forms.get("quantity", ())
        return reason.fact.field == "title" and any(text in self._pick.product.title for text in told)

    def _is_worse(self, hit: Hit) -> bool:
        """Whether a product has less of what most would have more of, or more of what they would have less of."""
        told = self._reasons.of(hit)
        own = {fact.field: fact for fact in self._reasons.facts(self._pick)}
        return any(is_better(one.fact, own.get(one.fact.field), self._need) is False for one in told)

    def _counts(self, reason: Reason) -> bool:
        """Whether a field was asked for or comes near to what was, or most shoppers know which end of it is the better."""
        if is_unasked_row(reason):
            return False
        is_told = reason.clause is not None or reason.worth >= _ASKED
        return is_told or (reason.phrases.licence is not None and reason.phrases.licence.better is not None)


def is_unasked_row(reason: Reason) -> bool:
    """Whether a fact is a row of sizes that nobody asked for: "203.2 x 347 mm", by which nobody chooses."""
    return reason.clause is None and _SPAN.search(reason.fact.words) is not None


def is_another_form(hit: Hit, pick: Hit, names: Mapping[str, str]) -> bool:
    """Whether a product is what is recommended in another colour or size: titles of one name that no number tells apart."""
    if spoken_title(hit.product).casefold() == spoken_title(pick.product).casefold():
        told = (names.get(one.product.id, "") for one in (hit, pick))
    elif short_name(hit.product).casefold() == short_name(pick.product).casefold():
        told = (one.product.title for one in (hit, pick))
    else:
        return False
    mine, others = (frozenset(re.findall(r"\w+", text.casefold())) for text in told)
    return not any(re.search(r"\d", word) for word in mine ^ others)


def are_contrasted(one: Phrases, other: Phrases) -> bool:
    """Whether two facts of one field can be told beside each other: both worded, in one form, and surely apart."""
    fact, than = one.worded.fact, other.worded.fact
    if not one.forms.keys() & other.forms.keys() or fact.is_text or fact.truth is not None or is_nearly(fact, than):
        return False
    if any("," in told.words or len(told.words.split()) > _LONGEST for told in (fact, than)):
        return False
    mine, others = stem_set([fact.words]), stem_set([than.words])
    if mine and others and not re.search(r"\d", f"{fact.words}{than.words}") and (mine <= others or others <= mine):
        return False  # "a built-in soundbar instead of a soundbar"
    return fact.value != than.value and (not fact.words or fact.words.casefold() != than.words.casefold())


def _kind(gap: float | None) -> MoveKind:
    if gap is None:
        return "alternative"
    return "cheaper" if gap < 0 else "dearer" if gap > 0 else "same_price"
