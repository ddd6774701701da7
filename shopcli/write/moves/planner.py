"""The plan of an answer: the moves that help most for this need, in the order in which a good shop assistant makes them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial

from shopcli.need.languages.registry import language_named
from shopcli.need.persons import names_a_person
from shopcli.need.thesaurus import open_thesaurus
from shopcli.text.scripts import has_han
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.text.told_apart import in_brackets
from shopcli.text.words import ends_as_plural
from shopcli.types import Clause, Fact, FactsOf, Hit, Need
from shopcli.write.knowledge import Knowledge
from shopcli.write.moves import telling_facts as telling
from shopcli.write.moves.against.cautions import warnings_of
from shopcli.write.moves.against.contrary import contrary
from shopcli.write.moves.against.unknowns import DECIDES, Unknowns
from shopcli.write.moves.asking import is_worth_asking, question_move
from shopcli.write.moves.beside import Alternatives, is_open
from shopcli.write.moves.contrast import (
    LOW_RATING,
    is_best_rated,
    is_cheapest,
    is_dearest,
    is_named_alike,
    is_of_another_name,
    is_of_its_kind,
    meets_as_much,
    rating_in,
)
from shopcli.write.moves.differing import differing
from shopcli.write.moves.evidence_told import entries_near, evidence_moves, lines_told, quoting
from shopcli.write.moves.move import Move, MoveKind
from shopcli.write.moves.picking import (
    goes_by_no_name,
    is_called,
    is_in_name,
    meets_every_word,
    picked,
    telling_name,
    wishes_met,
)
from shopcli.write.moves.quotes import Quote
from shopcli.write.moves.reasons import Reason, Reasons, is_alike, marks_together, slots_of, wished_slots
from shopcli.write.moves.second_choice import SecondChoices, is_another_form
from shopcli.write.moves.selection import LEAST_WORTH, worth_telling
from shopcli.write.moves.typed_words import thing_typed, wishes_told
from shopcli.write.moves.wish_words import (
    is_numbered,
    is_torn_off,
    is_unstated,
    kind_of,
    kinds_of,
    limit_of,
    person_of,
    speaks_of_unwanted,
    unwanted_in,
    use_of,
)
from shopcli.write.moves.wishes_apart import (
    ends_a_part,
    falling_short,
    filed_under,
    gaining,
    gaining_unsurely,
    granted,
    quoted,
    shelves_of,
)
from shopcli.write.offer import money_word, price_in_advice, price_of, stars_said
from shopcli.write.product_names import for_whom, names_of, without_article
from shopcli.write.wording.articles import is_mass
from shopcli.write.wording.read_aloud import spelt_as_in

_SPEAKING = ("maker", "covered", "reason", "buyer")  # moves that tell why the pick should be taken
_INTRODUCED = 0.4  # of the line that says what it is
_MOST_FACTS = 2  # of a pick; a third goes into a sentence of its own
_MOST_MOVES, _MOST_SENTENCES = 5, 4
_COVERED = 0.58  # of wishes that are granted
_TO_THE_POINT = 0.6
_LEAST_REASON, _LEAST_BESIDE_A_WISH = 0.15, 0.35  # of a fact, and where something was wished that it may not answer
# What answers what was said, and what may stand beside it, the second where no more than so many words were said.
_TRUE_REASON, _BESIDE_A_REASON, _BESIDE_FEW_WORDS, _FEW_WORDS = 0.55, 0.45, 0.35, 5
_BEARING_QUOTE = 0.46  # of a maker's words: less is no more than a slogan
_BEARING_PRAISE = 0.5  # of a buyer's praise, where something was wished of which it may say nothing
_DRAWN_PRAISE = 0.355  # the same where nobody knows how near it comes: something of the request draws to it at all
_OWNED = 0.42  # of what stands against the pick, in a buyer's words
_RATED, _WELL, _MOST_STARS = 0.35, LOW_RATING, 5.0  # worth telling, and from which of five stars on
_SURELY_MEANT = 0.9  # how near a field must come to the request to be what was asked, though nothing asked for it
_BY_PLACE = 0.05  # off what an alternative is worth, for each that stands before it
_FIRST_SHOWN = 2  # what everybody sees
_FEWEST_BLANKS = 3  # of a maker's line: a shorter one says next to nothing
_BEHIND_THE_THING = re.compile(r" (?:of|in|with|without|for) ")
_CLOSING = 2  # words at the end of a name, which say what the thing is: "Thin Notebook Black"
_MOST_BESIDE = 4  # products among which the alternative is looked for


def make_moves(need: Need, hits: Sequence[Hit], facts_of: FactsOf, knowledge: Knowledge) -> list[Move]:
    """The moves of an answer, in order; empty without hits.

    Args:
        need: the request; its language is the advice's.
        hits: what is shown, best first.
        facts_of: reads a product's facts.
        knowledge: what is known of the products beside their records.
    """
    return list(_Planner(need, hits, facts_of, knowledge).moves()) if hits else []


def planned_moves(need: Need, hits: Sequence[Hit], facts_of: FactsOf, knowledge: Knowledge) -> list[tuple[Move, bool]]:
    """All that could be said, in order, each with whether it is worth it; empty without hits."""
    return list(_Planner(need, hits, facts_of, knowledge).planned()) if hits else []


def instead_moves(need: Need, hit: Hit, facts_of: FactsOf) -> list[Move]:
    """What is shown instead of a thing that is not sold: with what speaks for it, and by its name alone."""
    opening, title = next(_Planner(need, [hit], facts_of, Knowledge()).moves()), stem_set([hit.product.title])
    shelf = next(({"filed": one} for one in shelves_of(hit.product) if not stem_set([one]) <= title), dict[str, str]())
    told = replace(opening, kind="instead", words={**opening.words, **shelf})
    return [told, replace(told, facts={})]


class _Planner:
    def __init__(self, need: Need, hits: Sequence[Hit], facts_of: FactsOf, knowledge: Knowledge) -> None:
        self._need, self._hits, self._facts_of = need, hits, facts_of
        self._attentions, self._fitting = knowledge.attentions, knowledge.fitting
        self._names = {**names_of([hit.product for hit in hits]), **knowledge.names}
        self._thing, self._near, self._question = knowledge.thing, knowledge.told_of, knowledge.question
        self._is_told_of = knowledge.is_told_of
        self._pick = picked(hits)
        self._names[self._pick.product.id] = telling_name(need, hits, self._pick, self._names)
        if self._has_lexicon:
            self._names |= {hit.product.id: in_brackets(self._names[hit.product.id], hit.product) for hit in hits}
        self._reasons = Reasons(need, hits, facts_of, replace(knowledge, names=self._names))
        self._reply = knowledge.reply
        self._open = Unknowns(
            need, hits, self._pick, self._reasons, knowledge, lambda: self._chosen, self._told_quotes, self._words
        )

    def moves(self) -> Iterator[Move]:
        return (move for move, is_worth_it in self.planned() if is_worth_it)

    def planned(self) -> Iterator[tuple[Move, bool]]:
        """Each move with whether it is said."""
        opening = [*self._unavailable()]
        if self._pick.product.available is not False:
            opening.append(self._opening())
        others, unknown = list(self._alternatives()), list(self._open.moves())
        more = self._introduced(list(self._more()))
        if not self._has_lexicon and not self._is_spoken_for:  # what denies a wish is heard before what nobody asked for
            more.sort(key=lambda move: move.kind != "drawback")
        said = [*unknown, *more] if any(move.worth >= DECIDES for move in unknown) else [*more, *unknown]
        told = [
            move for move in others if move.facts or any(name.startswith("B.") and name != "B.price" for name in move.words)
        ]
        beside = told or list(self._by_differences()) or self._second_choice() or others
        meant = (one.fact for one in self._chosen[:1] if self._told_of(one.fact) >= _SURELY_MEANT)
        own = {fact.field: fact for fact in meant}  # by which others say otherwise
        warnings = list(warnings_of(self._need.query, self._hits, self._pick, self._reasons, own, self._words))
        beside = [move for move in beside if not any(one.products[0] is move.products[0] for one in warnings)]
        if any((one.field, one.kind) == ("price", "limit") for one in self._pick.unmet):  # nobody asked for dearer ones
            beside = [move for move in beside if move.kind != "dearer"]
        rest = [*self._missed_as_well(), *said, *beside, *warnings, *self._asking()]
        told = worth_telling(rest, (_MOST_MOVES if self._has_lexicon else _MOST_SENTENCES) - len(opening))
        is_named = self._is_replied and not opening[-1].facts and not self._has_lexicon  # in the reply
        opening = [] if is_named and any(move.roles.get("A") for move in told[:1]) else opening
        yield from ((move, True) for move in opening)
        yield from ((move, move in told) for move in rest)

    # --- the pick

    def _unavailable(self) -> Iterator[Move]:
        first = self._hits[0]
        if first.product.available is False:
            yield Move("unavailable", (first.product,), words=self._words(A=first))

    def _opening(self) -> Move:
        pick = self._pick
        facts = self._chosen[:_MOST_FACTS]
        missed = self._missed
        kind = self._kind_of_opening()
        words = self._words(A=pick)
        if kind == "only" and is_mass(kind_of(self._need)):
            words.pop("kinds", "")  # "one of our honey"
        if any(one.fact.is_text and stem_set([words.get("kind", "")]) <= stem_set([one.fact.words]) for one in facts):
            words = {slot: said for slot, said in words.items() if slot not in ("kind", "kinds")}  # "a swivel chair" says it
        if self._is_replied:
            words.pop("A.price", "")
        if (stem_set([one.fact.words for one in facts]) - FUNCTION_STEMS) & stem_set([words.get("use", "")]):  # "For your PS3"
            del words["use"], words["Use"]
        if missed and kind != "nearest":
            kind = self._shortfall(missed[0])
        elif (
            (not facts or self._has_lexicon) and (limit := limit_of(self._need, pick.product)) and limit != words.get("A.price")
        ):
            words["limit"] = limit
        if missed and (wish := self._wish_of(missed[0], kind)):
            words["wish"] = wish
        elif not missed and kind in ("pick", "gift") and (open_ones := self._open.alone):
            kind, words["wish"] = "shortfall", open_ones
        return Move(kind, (pick.product,), slots_of("a", facts), words, why=frozenset(wished_slots("a", facts)))

    @cached_property
    def _missed(self) -> list[Clause]:
        """What of the request the pick misses: first what there are words for, the price before all else."""
        missed = [clause for clause in self._pick.unmet if clause.kind != "topic"] or self._short_of()
        missed = [clause for clause in missed if not is_in_name(clause, self._pick)]
        return sorted(missed, key=lambda one: (not any(wishes_told(one, self._need)), one.field != "price"))

    def _missed_as_well(self) -> Iterator[Move]:
        """What the pick misses beside what its own sentence owns: 8 GB for 16, of what costs too much as well."""
        unmet = [one for one in self._missed[1:] if one in self._pick.unmet and one.text in self._need.query]
        whole = [one for one in unmet if ends_a_part(one, self._need) or not is_torn_off(one.text, self._need)]
        if whole and self._pick.product.available is not False and not self._is_merely_near:
            words = {**self._words(A=self._pick), "miss": quoted(whole[0])}
            yield Move("short", (self._pick.product,), words=words, worth=DECIDES)

    def _wish_of(self, missed: Clause, kind: MoveKind) -> str:
        """What is missed, in words; in those of a language with a lexicon what no record states is told as that."""
        told = list(wishes_told(missed, self._need))
        return (told[-1] if kind == "shortfall" else told[0]) if told else ""

    @property
    def _is_replied(self) -> bool:
        """Whether the reply before the advice names the pick with its price already."""
        prices = [one.value for one in price_of(self._pick.product)]
        told = [*prices, *(price_in_advice(one, self._need.language) for one in prices)]
        return self._pick.product.title in self._reply and any(said in self._reply for said in told)

    def _short_of(self) -> list[Clause]:
        """The wishes with an amount that the record of the pick falls short of."""
        return [why.clause for why in self._pick.denied if is_numbered(why.clause.text) and why.clause in self._need.clauses]

    def _kind_of_opening(self) -> MoveKind:
        if self._is_merely_near:
            return "nearest"
        return "gift" if person_of(self._need) else "only" if self._is_the_only_one() else "pick"

    @property
    def _is_merely_near(self) -> bool:
        """Whether nothing that is shown goes by the name of the thing asked for, so that it must not be called one."""
        return goes_by_no_name(self._hits, self._thing)

    def _is_the_only_one(self) -> bool:
        """Whether of the whole catalog the pick alone meets every limit and exclusion."""
        return self._fitting == 1 and bool(self._need.hard) and meets_every_word(self._pick, self._need)

    def _shortfall(self, wish: Clause) -> MoveKind:
        """Nothing is what was wished for, or something is that fails elsewhere; then it is no more than left aside."""
        lacking = ((*hit.unmet, *hit.unknown, *(why.clause for why in hit.denied)) for hit in self._hits)
        is_had = any(wish in {why.clause for why in hit.evidence} for hit in self._hits)
        is_short = wish in self._short_of() and not is_had  # records that state no amount of it are no better
        return "shortfall" if is_short or all(wish in clauses for clauses in lacking) else "aside"

    @cached_property
    def _chosen(self) -> list[Reason]:
        """What is told of the pick, best first: what answers the request, then what tells most of it."""
        told, name = self._answering(), self._names[self._pick.product.id]
        is_quoted = not self._has_lexicon and bool(self._told_quotes())  # a line that bears on the need is the reason
        is_answered = (bool(told) and told[0].worth >= _TRUE_REASON) or self._has_a_line(told) or is_quoted
        is_echoed = bool(told) and all(one.clause is not None for one in told) and not is_quoted  # "black", of a black mouse
        if self._is_merely_near or (self._tells_wishes and not is_echoed and self._needs_no_more(told, is_answered)):
            return told
        least = telling.BESIDE_A_REASON if is_answered else telling.LEAST
        more = telling.telling_facts(self._pick, self._hits, self._reasons, told, self._need, least=least)
        otherwise = {reason.fact for reason in contrary(self._reasons, self._pick)}
        more = [one for one in more if one.fact not in otherwise and not telling.stands_beside(one, told, name)]
        more = [one for one in more if not self._is_contested(one)]
        if self._tells_wishes:  # who wished for something is not told what few would ask for
            is_lone = is_echoed and not self._reasons.quotes(self._pick, "reviews")
            more = [one for one in more if telling.is_widely_wanted(one) or self._is_of_note(one.fact, is_lone=is_lone)]
        more = more or ([] if told or is_quoted else self._what_it_is())
        most = 1 if self._tells_wishes and not is_echoed else _MOST_FACTS  # of what answers nothing
        return [*told, *more[: max(0, most - len(told))]]

    def _is_of_note(self, fact: Fact, *, is_lone: bool) -> bool:
        """Whether the request names a field, or things of this kind are told apart by it and what is told ``is_lone``."""
        return self._reasons.is_named_in_request(fact) or (is_lone and self._reasons.tells_apart(fact))

    def _what_it_is(self) -> list[Reason]:
        """The line that only says what the thing is, "children's desk chair", where nothing else is told of it."""
        lines = (one for one in self._reasons.of(self._pick) if one.fact.is_text and "quantity" in one.phrases.forms)
        lines = (one for one in lines if telling.is_plain_line(one.fact.words) and not self._is_named(one.fact.words))
        return [] if self._has_lexicon else list(lines)[:1]

    def _is_named(self, words: str) -> bool:
        """Whether the name of the pick says all of some words, "steam iron"."""
        return stem_set([words]) - FUNCTION_STEMS <= stem_set([self._names[self._pick.product.id]])

    @property
    def _tells_wishes(self) -> bool:
        """Whether something was wished, and wishes are told in the record's words."""
        return not self._is_open_need and not self._has_lexicon

    def _needs_no_more(self, told: Sequence[Reason], is_answered: bool) -> bool:
        """Whether what nobody asked for would only crowd out what answers the wishes, or the line that says what it is."""
        return bool(told) or is_answered or self._reasons.introduction(self._pick) is not None

    def _is_contested(self, reason: Reason) -> bool:
        """Whether a buyer complains of what a fact praises: of the battery, that lasts 2 days."""
        label = stem_set([reason.fact.label]) - FUNCTION_STEMS
        against = (one for one in self._reasons.quotes(self._pick, "reviews") if one.is_against)
        return not self._has_lexicon and any(label & stem_set([one.text]) for one in against)

    def _has_a_line(self, told: Sequence[Reason]) -> bool:
        """Whether a line of the record is told that grants a wish."""
        lines = lines_told(self._need, self._pick, [one.fact for one in told], [self._names[self._pick.product.id]], {})
        return not self._has_lexicon and any(lines)

    def _answering(self) -> list[Reason]:
        """What of the pick answers the request; what helps too little is left unsaid, and more so behind a true reason."""
        lowest, name = _LEAST_REASON, self._names[self._pick.product.id]
        otherwise = {reason.fact for reason in contrary(self._reasons, self._pick)}
        reasons = [one for one in self._reasons.of(self._pick) if one.worth >= lowest and one.fact not in otherwise]
        reasons = [one for one in reasons if one.clause is not None or not self._is_contested(one)]
        if not self._is_open_need:  # what may not answer anything that was wished is told where there is nothing better
            bearing = [reason for reason in reasons if reason.worth >= _LEAST_BESIDE_A_WISH]
            bearing = [one for one in bearing if self._has_lexicon or self._reasons.bears_on(self._pick, one)]
            reasons = bearing or ([] if self._told_quotes() or not self._has_lexicon else reasons[:1])
        reasons = [
            reason for place, reason in enumerate(reasons) if not any(is_alike(reason, other) for other in reasons[:place])
        ]
        reasons = [reason for reason in reasons if not telling.stands_beside(reason, reasons, name)]
        has_true_one = bool(reasons) and reasons[0].worth >= _TRUE_REASON
        # Who says little is told what else speaks for it; who says much, only what answers that.
        beside = _BESIDE_A_REASON if len(self._need.query.split()) > _FEW_WORDS else _BESIDE_FEW_WORDS
        least = beside if has_true_one else lowest
        return marks_together(reasons[:1] + [reason for reason in reasons[1:] if reason.worth >= least])

    @property
    def _is_open_need(self) -> bool:
        """Whether nothing was asked beside what the thing is and costs."""
        return is_open(self._need)

    def _more(self) -> Iterator[Move]:
        """What else speaks for the pick, and what against it."""
        pick, words, reasons = self._pick, self._words(A=self._pick), self._chosen
        said = reasons[:_MOST_FACTS]
        told = {reason.fact for reason in said}
        yield from (quoting("maker", pick, one, words) for one in self._told_quotes(told))
        third = [reason for reason in reasons[_MOST_FACTS:] if reason.worth >= _TO_THE_POINT]
        third = third if self._has_lexicon else [reason for reason in third if reason.clause is not None]
        if third and said:
            why = frozenset(wished_slots("a", third[:2]))
            yield Move("reason", (pick.product,), slots_of("a", third[:2]), words, third[0].worth, why=why)
        yield from self._granted_lines(said) if self._has_lexicon else self._covered(said)
        is_thing_named = any(clause.kind == "topic" for clause in self._need.clauses)  # else what is shown is no such thing
        if is_thing_named and (without := unwanted_in(self._need, pick, self._reasons.facts(pick))):
            yield Move("free", (pick.product,), words={**words, "unwanted": without}, worth=0.55)
        standing = list(self._standing(said))
        yield from standing
        is_one_of_many = len(self._hits) > _FIRST_SHOWN and all(is_of_its_kind(hit, pick) for hit in self._hits)
        is_of_many = is_one_of_many and pick.product.available is not False and not self._has_lexicon
        if is_of_many and self._is_price_asked and is_dearest(pick.product, [hit.product for hit in self._hits]):
            yield Move("dearest", (pick.product,), words=words, worth=LEAST_WORTH)
        yield from self._buyers_words(is_rated=any(move.kind == "best_rated" for move in standing))

    def _introduced(self, more: Sequence[Move]) -> list[Move]:
        """What else is told, behind the line that says what the pick is, where nothing tells why it should be taken."""
        is_told = any(reason.worth >= _TRUE_REASON for reason in self._chosen[:1])
        if is_told or self._has_lexicon or any(move.kind in _SPEAKING for move in more):
            return list(more)
        line = self._reasons.introduction(self._pick)
        first = [replace(quoting("maker", self._pick, line, self._words(A=self._pick)), worth=_INTRODUCED)] if line else []
        return [*first, *more]

    def _covered(self, said: Sequence[Reason]) -> Iterator[Move]:
        """The shelf that grants a wish of which nothing else that is told speaks; that a wish is met says nothing by itself."""
        quotes = self._told_quotes()
        told = {reason.clause for reason in said}
        told |= {why.clause for why in self._pick.evidence for one in quotes if why.fact == one.fact}
        texts = [self._names[self._pick.product.id], kind_of(self._need), use_of(self._need), person_of(self._need)]
        texts += [one.text for one in quotes]
        known = [texts[0], *(one.text for one in quotes)]
        told_facts, words = [one.fact for one in self._chosen[: 2 * _MOST_FACTS]], self._words(A=self._pick)
        known += [fact.words for fact in told_facts]
        lines = list(lines_told(self._need, self._pick, told_facts, known, words))
        if not lines and not quotes:
            near = self._near.get(self._pick.product.id, {})
            lines = list(entries_near(self._need, self._pick, near, told_facts, known, words))
        texts += [one.text for one in told if one]
        yield from lines
        if not lines and (filed := filed_under(self._need, self._pick, texts)):
            yield Move("covered", (self._pick.product,), words={**self._words(A=self._pick), "filed": filed}, worth=_COVERED)

    def _granted_lines(self, said: Sequence[Reason]) -> Iterator[Move]:
        """The lines of the record that grant wishes, in a language in which a wish alone reads as a scrap."""
        texts = [self._names[self._pick.product.id], *(one.text for one in self._told_quotes())]
        facts = [reason.fact for reason in said]
        facts += filter(self._reasons.is_the_request, self._reasons.facts(self._pick))
        yield from evidence_moves(self._need, self._pick, facts, texts, self._words(A=self._pick))

    def _standing(self, said: Sequence[Reason]) -> Iterator[Move]:
        """How the pick stands among what is shown, where no field says why it should be taken."""
        pick, shown = self._pick.product, [hit.product for hit in self._hits]
        if said and said[0].worth >= _TRUE_REASON:
            return
        rating = self._rating(self._pick)
        if is_cheapest(pick, shown) and self._is_price_asked and not self._has_lexicon:
            yield Move("cheapest", (pick,), words=self._words(A=self._pick), worth=0.5)
        elif rating and is_best_rated(pick, shown, self._facts_of):
            yield Move("best_rated", (pick,), words={**self._words(A=self._pick), "rating": rating}, worth=0.4)

    @property
    def _is_price_asked(self) -> bool:
        """Whether the price was asked for; what costs least is no news to who only said how much he would spend at most."""
        asked = {clause.field for clause in self._need.clauses} if self._has_lexicon else set[str | None]()
        return "price" in asked | {self._need.sort.field if self._need.sort else None}

    def _told_of(self, fact: Fact) -> float:
        """How near some stretch of the request comes to a fact of the pick."""
        return self._near.get(self._pick.product.id, {}).get(fact, 0.0)

    def _told_quotes(self, said: Collection[Fact] = ()) -> list[Quote]:
        """The maker's words that bear on what was said and are told of the pick, beside the facts that are."""
        quotes = (one for one in self._reasons.quotes(self._pick, "description") if one.fact not in said)
        told = (one for one in quotes if one.bears and not one.is_against and one.worth >= _BEARING_QUOTE)
        told = (one for one in told if self._has_lexicon or not self._is_told_already(one, said))
        told = (one for one in told if self._has_lexicon or one.text.count(" ") >= _FEWEST_BLANKS or one.text[:1].isdigit())
        return list(told)[:1]

    def _is_told_already(self, quote: Quote, said: Collection[Fact]) -> bool:
        """Whether what a line says of the wishes is told by facts beside it, so that nothing but its other words is new."""
        wished = self._reasons.wished & stem_set([quote.text])
        told = stem_set([text for fact in said for text in (fact.label, fact.words)])
        return bool(wished) and wished <= told and self._told_of(quote.fact) < _SURELY_MEANT

    def _buyers_words(self, *, is_rated: bool) -> Iterator[Move]:
        """A buyer's praise, or the stars where nothing is told of these; and what stands against the pick."""
        pick, words = self._pick, self._words(A=self._pick)
        buyers = self._reasons.quotes(pick, "reviews")
        is_known = self._near.get(pick.product.id)  # how near its record comes to what was said
        least = 0.0 if self._is_open_need else _BEARING_PRAISE if is_known else _DRAWN_PRAISE
        if praise := next((quote for quote in buyers if not quote.is_against and quote.worth >= least), None):
            yield quoting("buyer", pick, praise, words)
        elif (rating := self._rating(pick)) and not is_rated and (self._has_lexicon or not self._is_spoken_for):
            yield Move("rating", (pick.product,), words={**words, "rating": rating}, worth=_RATED)
        elif (stars := rating_in(self._reasons.facts(pick))) and 0 < stars < LOW_RATING:
            yield Move("low_rating", (pick.product,), words={**words, "rating": stars_said(stars)}, worth=_OWNED)
        lacks = [*contrary(self._reasons, pick), *self._reasons.lacks(pick)]
        if lacks := [reason for reason in lacks if reason.worth >= _TO_THE_POINT]:
            yield Move("drawback", (pick.product,), slots_of("a", lacks[:1]), words, lacks[0].worth + 0.2)
        elif against := next((quote for quote in buyers if quote.is_against), None):
            yield replace(quoting("complaint", pick, against, words), worth=max(_OWNED, against.worth))

    @property
    def _is_spoken_for(self) -> bool:
        """Whether something was wished and what is told answers it: stars are then no reason beside that."""
        is_answered = any(reason.clause is not None or reason.worth >= _TRUE_REASON for reason in self._chosen[:_MOST_FACTS])
        return not self._is_open_need and (is_answered or bool(self._told_quotes()))

    def _rating(self, hit: Hit) -> str:
        """What buyers rate it, where that is well; empty where it is not, or nobody says."""
        if hit is self._pick and any(reason.fact.field == "rating" for reason in self._chosen[:_MOST_FACTS]):
            return ""  # it is told with the pick
        rating = next((fact.value for fact in self._reasons.facts(hit) if fact.field == "rating"), None)
        return stars_said(rating) if isinstance(rating, float) and _WELL <= rating <= _MOST_STARS else ""

    # --- the others

    def _alternatives(self) -> Iterator[Move]:
        alike = [hit for hit in self._others() if is_of_its_kind(hit, self._pick)]
        told = [reason.fact for reason in self._chosen[:_MOST_FACTS]]
        beside = Alternatives(self._need, self._pick, self._reasons, told, self._words)
        moves = filter(None, map(beside.move, alike))
        places = {hit.product.id: place for place, hit in enumerate(alike)}
        yield from sorted(moves, key=lambda move: _BY_PLACE * places[move.products[0].id] - move.worth)[:1]

    def _second_choice(self) -> list[Move]:
        """Another product where no field speaks for one; of another kind where no thing was named and it meets a wish too."""
        is_named = any(clause.kind == "topic" for clause in self._need.clauses)
        others = [
            hit
            for hit in self._others()
            if is_of_its_kind(hit, self._pick)
            or (not is_named and wishes_met(hit) and wishes_met(hit) >= wishes_met(self._pick))
        ]
        meeting = [hit for hit in others if meets_as_much(hit, self._pick, self._need)]
        choices = SecondChoices(self._need, self._pick, self._reasons, self._chosen[:_MOST_FACTS], self._words)
        shown = [hit for hit in self._hits[:_MOST_BESIDE] if hit is not self._pick and hit.product.available is not False]
        others, meeting = ([hit for hit in hits if not self._is_its_twin(hit)] for hits in (others, meeting))
        near = [
            hit
            for hit in shown
            if is_of_its_kind(hit, self._pick)
            and not is_of_another_name(hit, self._pick, self._hits)
            and is_called(hit, self._thing)
            and self._is_readable(hit)
            and not is_another_form(hit, self._pick, self._names)
        ]
        named = [hit for hit in meeting if self._has_lexicon or is_named_alike(hit, self._pick)]
        best = next(gaining(self._need, self._pick, others, self._words), None) or choices.best(named)
        clear = [hit for hit in near if not speaks_of_unwanted(self._need, self._reasons.facts(hit), ())]
        best = best or next(gaining_unsurely(self._need, self._pick, clear, self._words), None)
        alike = [hit for hit in others if self._has_lexicon or (is_named_alike(hit, self._pick) and self._misses_none(hit))]
        best = best or choices.best(alike, by_rating=True)
        best = best or next(falling_short(self._need, self._pick, near, self._words), None)
        return [best] if best else []

    def _misses_none(self, hit: Hit) -> bool:
        """Whether a record grants what a field of the pick's grants of the wishes, as far as that is no running text."""
        by_field = {
            why.clause for why in self._pick.evidence if not why.fact.is_text and why.fact.field not in ("title", "category")
        }
        return by_field & granted(self._pick) & set(self._need.clauses) <= {why.clause for why in hit.evidence}

    def _others(self) -> list[Hit]:
        """What may be told of beside the pick: what can be had, fits as well, is called as it is and has a name to be read."""
        others = [hit for hit in self._hits if hit is not self._pick and hit.product.available is not False]
        others = [hit for hit in others if self._has_lexicon or not is_of_another_name(hit, self._pick, self._hits)]
        if is_called(self._pick, self._thing):
            others = [hit for hit in others if is_called(hit, self._thing)]
        fitting = [hit for hit in others if (hit.meets_all or not self._pick.meets_all) and not self._fails_more(hit)]
        own = self._reasons.facts(self._pick)
        fitting = [hit for hit in fitting if not speaks_of_unwanted(self._need, self._reasons.facts(hit), own)]
        readable = [hit for hit in fitting[:_MOST_BESIDE] if self._is_readable(hit)]
        is_twin = self._is_its_twin if self._has_lexicon else partial(is_another_form, pick=self._pick, names=self._names)
        return [hit for hit in readable if not is_twin(hit)]

    def _is_its_twin(self, hit: Hit) -> bool:
        """Whether a product goes by a name that another has, so that nothing but a difference tells of it."""
        return self._names[hit.product.id].startswith("other ")

    def _is_readable(self, hit: Hit) -> bool:
        """Whether who asked can read a product's name, or cannot read the pick's either."""
        reads_han = bool(language_named(self._need.language).lexicon) or has_han(self._pick.product.title)
        return reads_han or not has_han(hit.product.title)

    def _fails_more(self, hit: Hit) -> bool:
        """Whether a record denies a wish that the pick's does not, which makes no alternative of it."""
        return bool({why.clause for why in hit.denied} - {why.clause for why in self._pick.denied})

    @property
    def _has_lexicon(self) -> bool:
        """Whether the language of the request words its wishes by a lexicon."""
        return language_named(self._need.language).lexicon is not None

    def _by_differences(self) -> Iterator[Move]:
        """By how much another of the first shown is better, where no price tells the two apart."""
        others = (hit for hit in self._hits[:_MOST_BESIDE] if hit is not self._pick and is_called(hit, self._thing))
        yield from differing(self._pick, others, self._reasons, self._need, self._words)

    def _asking(self) -> Iterator[Move]:
        """What to ask back, where the answer would tell more than another reason."""
        if not (self._has_lexicon or is_worth_asking(self._need, self._question)):
            return
        best = max((reason.worth for reason in self._chosen), default=0.0)
        words = self._words(A=self._pick)
        asked = question_move(self._question, self._pick, self._need.language, best=best, words=words)
        if asked and (not self._has_lexicon or (self._is_open_need and not re.search("[a-z]{2}", asked.words["options"]))):
            yield asked

    # --- words

    def _may_serve(self, use: str) -> bool:
        """Whether a pick may be named for a use: it is what was asked for, or its record has a word of the use."""
        stems = stem_set([use]) - FUNCTION_STEMS
        said = stem_set([text for fact in self._reasons.facts(self._pick) for text in (fact.label, fact.words)])
        is_named = self._is_one_of_its_name or not any(clause.kind == "topic" for clause in self._need.clauses)
        is_owned = use.startswith("your ") and not names_a_person(use, language_named(self._need.language).requests)
        return (is_named and not is_owned) or bool(stems & said)  # "your cat", of which a sauce says nothing

    @cached_property
    def _is_one_of_its_name(self) -> bool:
        """Whether the pick is surely what was asked for: its name or its shelf has the word for it."""
        head, pick = stem_set(kind_of(self._need).split()[-1:]), self._pick.product
        name = _BEHIND_THE_THING.split(self._names[pick.id])[0]
        closing = [word for word in name.split() if word.isalpha()][-_CLOSING:]
        lines = [one.fact.words for one in self._what_it_is()]
        told = stem_set([*closing, *shelves_of(pick), *lines])
        is_a_thing = bool(open_thesaurus().rings(kind_of(self._need))) or head <= stem_set([*closing[-1:], *shelves_of(pick)])
        return self._pick.goes_by_name is not False and bool(head) and head <= told and is_a_thing  # "wooden" is none

    def _words(self, **hits: Hit) -> dict[str, str]:
        words: dict[str, str] = {}
        for slot, hit in hits.items():
            name = without_article(self._names[hit.product.id])
            words[slot] = name if self._has_lexicon else for_whom(name, hit.product)
            if price := price_of(hit.product):
                words[f"{slot}.price"] = price_in_advice(price[0].value, self._need.language, money_word(self._need))
        use = person_of(self._need) or ("" if self._open.use else use_of(self._need))
        if use and not is_unstated(use, self._pick) and (self._has_lexicon or person_of(self._need) or self._may_serve(use)):
            words |= {"use": use, "Use": f"{use[:1].upper()}{use[1:]}"}
        if self._is_merely_near:
            words["thing"] = self._thing
        elif self._has_lexicon:
            is_one = self._pick.goes_by_name or any(why.clause.kind == "topic" for why in self._pick.evidence)
            thing = thing_typed(self._need, granted(self._pick)) if is_one else ""
            words |= {"kinds": thing} if thing else {}
            words |= {"kind": thing} if thing == kind_of(self._need) else {}
        elif self._is_one_of_its_name and not self._open.sort and (kind := kind_of(self._need)):
            is_one = not (is_mass(kind) or ends_as_plural(kind))  # "we have one biscuits"
            words |= {"kinds": kinds_of(self._need), **({"kind": kind} if is_one else {})}
            words["kinds"] = spelt_as_in(words["kinds"], self._pick.product.title)
        return words
