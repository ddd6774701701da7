"""Which to take and what is in it: the replies to "which would you take?", "the lightest of those", "how many grams?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shopcli.chat.spoken_turn import Reply, SpokenTurn, distinct, unsaid
from shopcli.chat.turn import wished_of
from shopcli.need.dialogue.followup import ProductQuestion, asks_which_to_take, mentioned, speaks_of_both
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.persons import says_nothing, says_only_whom
from shopcli.text.scripts import has_han
from shopcli.types import Answer, Clause, Hit, Need, Product, Sentence

_COULD = re.compile(r"\b(?:would|can|could|will|might)\b(?!\s+(?:you|i|we|he|she|they)\b)(?P<what>.*)", re.IGNORECASE)
_MOST_COMPARED, _MOST_CONTRASTED = 3, 2
_MARKS, _FEWEST = " ?.!？。！", 3  # words of what decides beside "better"
_OF_ALL = re.compile(r"\b(?:shop|store|all|overall|catalog(?:ue)?|range)\b", re.IGNORECASE)


@dataclass(frozen=True)
class ChoiceReplies(SpokenTurn):
    """Replies in one turn of a conversation that say which product to take."""

    def _beside_each_other(self, products: Sequence[Product]) -> Reply:
        assert self.answer is not None
        need = replace(self.answer.need, language=self._code)
        if each := self._said_of_each(products, self._deciding(self.act.said)):
            return Reply("compared", each, tuple(products))
        told = self.shop.talk.side_by_side.differences(need, [self._hit(product) for product in products], self.act.said)
        told = (
            told
            or self.shop.talk.prices(products, self._code)
            or self._advised(tuple(self._hit(product) for product in products))
        )
        return Reply("compared", told, tuple(products))

    def _one_of(self, products: Sequence[Product], said: str = "") -> Reply:
        """Which of two to take for the need, or for what is told of beside: "which for dry skin"."""
        assert self.answer is not None
        if wished := self._wished_beside(said):
            return self._for_that(products, wished)
        need, hits = replace(self.answer.need, language=self._code), [self._hit(product) for product in products]
        told = self.shop.talk.side_by_side.which(need, hits)
        return Reply("compared", told, tuple(products)) if told else self._beside_each_other(products)

    def _for_that(self, products: Sequence[Product], wished: Need) -> Reply:
        """Which of some products serves best what is asked for now, by their records; that none says it, where none does."""
        assert self.answer is not None
        asked = wished_of(self.answer.need, replace(wished, language=self._code))
        hits = [Hit(product, 0.0) for product in products]
        bearing = [self.shop.talk.bearing(wished.query, product) for product in products]
        meant = [self.shop.talk.field_meant(wished.query, product, self._code) for product in products]
        if all(meant):  # "more efficient" is of the efficiency
            return Reply("compared", sum(meant, ()), tuple(products))
        if max(bearing) and bearing.count(max(bearing)) == 1:
            best = products[bearing.index(max(bearing))]
            taken = self._says("compared", "for that", words=wished.query, product=self.shop.talk.name_of(best)).told
            return Reply("compared", (*taken, *self.shop.talk.open_answer(wished.query, best, self._code)), (best,))
        if each := self._said_of_each(products, wished.query):
            return Reply("compared", each, tuple(products))
        name = "not said of these" if not max(bearing) else "said alike"
        silent = self._says("compared", name, words=wished.query).told
        side_by_side = self.shop.talk.side_by_side
        is_choice = len(hits) == 2 and (self.act.question == "advice" or asks_which_to_take(self.act.said, self.language))
        need = replace(self.answer.need, language=self._code)
        chosen = side_by_side.which(asked, hits) or side_by_side.which(need, hits) if is_choice else ()
        beside = chosen or side_by_side.differences(asked, hits)
        return Reply("compared", (*silent, *beside[:_MOST_CONTRASTED]), tuple(products))

    def _deciding(self, said: str) -> str:
        """What decides in a question which of some: "better if it rains"; empty where nothing does."""
        grammar = self.language.follow_ups
        asked = compiled(grammar.deciding).search(self.language.refinement.normal(said)) if grammar.deciding else None
        words = (
            compiled(rf"(?:{grammar.closing})\Z").sub("", re.split(r"[,，]", asked["words"])[0]).strip(_MARKS) if asked else ""
        )
        plain = words.casefold()
        return "" if asks_which_to_take(plain, self.language) and len(plain.split()) < _FEWEST and not has_han(words) else words

    def _said_of_each(self, products: Sequence[Product], words: str) -> tuple[Sentence, ...]:
        """What the records of some products say on what decides; of one that says nothing near it, nothing is told."""
        said_on = self.shop.talk.said_on
        return tuple(told for product in products for told in said_on(words, product, self._code)) if words else ()

    def _wished_beside(self, said: str) -> Need | None:
        """What is to be served, as a question that asks which to take tells it: "for dry skin"; None where it tells nothing."""
        opening = self.language.degrees.purpose.search(said)
        words = said[opening.start() :] if opening else self.act.parts.get("words", "")
        words = compiled(rf"(?:{self.language.follow_ups.closing})\Z").sub("", re.split(r"[,，]", words)[0]).strip(" ?.!？。！")
        grammar = self.language.requests
        if not words or self.anaphora is None or says_nothing(words, grammar) or says_only_whom(words, grammar):
            return None  # "for her", whom all of it is for
        meant = self.anaphora.talk.features(words)
        clauses = meant.clauses or ((Clause(words, "feature"),) if opening else ())  # of which no word is known
        return replace(meant, query=words, clauses=clauses) if clauses else None

    def _most(self) -> Reply | None:
        """Which of the shown is the most of what can be measured, "the lightest of those"; None where nothing such is asked."""
        degree = " ".join(self.act.parts.get("degree", "").casefold().split())
        wanted = self.language.follow_ups.degrees.get(degree)
        if wanted is None or wanted.of in ("", "rating") or _OF_ALL.search(self.act.said):
            return None
        products = tuple(self.recent[:_MOST_COMPARED]) if len(self.recent) > 1 else tuple(hit.product for hit in self._shown)
        asked = ProductQuestion("most", degree, products, self._code, (wanted.context,), wanted.of, wanted.order)
        told = self.shop.follow_ups.answer(asked)
        compared = self.shop.shown_catalog.compared(wanted.of, wanted.context, products)
        if compared is None or all(value is None for value in compared.values):
            if self.shop.talk.side_by_side.states(asked):
                return Reply("compared", told, products)
            return Reply("advice", told).followed_by(self._advised_of_all())
        return Reply("compared", told, tuple(product for product in products if product.id in told[0].cites), asked=asked)

    def _advice(self) -> Reply:
        two = self.recent[:2] if len(self.recent) > 1 else [hit.product for hit in self._shown[:2]]
        placed = self.anaphora.all_within(self.act.said) if self.anaphora else ()
        if len(placed) < 2:
            placed = mentioned(self.act.said, [hit.product for hit in self._shown], self.language)
        if len(placed) < 2 and len(self.compared) == 2:  # "which would you take?", of those that were just compared
            return replace(self._one_of(self.compared, self.act.said), kind="advice")
        if len(placed) == 2:  # "if you had to choose between the second and the third"
            return self._one_of(placed, self.act.said)
        if len(two) == 2 and speaks_of_both(self.act.said, self.language):
            return self._one_of(two, self.act.said)
        first, named = self._shown[0].product, self._named(ref) if (ref := self._part("ref")) else None
        one = named or (placed[0] if len(placed) == 1 else None)
        if one is not None and one.id != first.id:  # "would you recommend the second?"
            return replace(self._one_of((first, one)), kind="advice")
        return self._most() or self._advised_of_all()

    def _advised_of_all(self) -> Reply:
        assert self.answer is not None
        answer = self.answer
        wished = self._wished_beside(self.act.said)
        if wished and not {clause.text for clause in wished.clauses} <= {clause.text for clause in answer.need.clauses}:
            need = answer.need.having(*wished.clauses)
            answer = self.shop.search(replace(need, query=f"{need.query}; {wished.query}", question=None, sort=None))
        elif words := self._wish_asked():
            need = answer.need.having(Clause(words, "feature"))
            answer = self.shop.search(replace(need, query=f"{need.query}; {words}", question=None, sort=None))
        if answer is self.answer and (again := self._advised_again(answer)):
            return again
        words = wished.query if wished else self._wish_asked()
        is_silent = answer is not self.answer and not _speaks_of_any(answer, self.answer.need)
        if is_silent and not any(self.shop.talk.bearing(words, hit.product) for hit in answer.results):
            silent = self._says("advice", "not said of these", words=words)  # so that it is as it was without
            return silent.followed_by(self._advised_again(self.answer) or self._advised_by(self.answer))
        return self._advised_by(answer)

    def _advised_by(self, answer: Answer) -> Reply:
        """The advice on what was found, shown beside what is on the screen where that is something else."""
        asked = replace(answer, need=replace(answer.need, language=self._code), reply=None, clarification=None)
        told = tuple(self.shop.advise(asked))
        cited = [product for sentence in told for product in self._cited(sentence, answer)]
        return Reply("advice", told, tuple(distinct(cited))[:1], beside=answer.results if answer is not self.answer else ())

    def _advised_again(self, answer: Answer) -> Reply | None:
        """What was advised already, by what speaks for it beside the next; None where nothing was, or it stands alone."""
        said = answer.advice.sentences if answer.advice else ()
        picks = [hit for sentence in said[:1] for hit in answer.results if hit.product.id in sentence.cites]
        rivals = (hit for hit in answer.results if picks and hit.product.id != picks[0].product.id)
        other = next((hit for hit in rivals if hit.goes_by_name or not picks[0].goes_by_name), None)  # no vest beside a flask
        if other is None:
            return None
        need, pick = replace(answer.need, language=self._code), picks[0]
        told = unsaid(self.shop.talk.side_by_side.reasons_for(need, pick, other), said)[:_MOST_CONTRASTED]
        told = told or self.shop.talk.prices((pick.product,), self._code)
        stays = self._says("advice", "i stay with", product=self.shop.talk.name_of(pick.product)).told
        cited = tuple(replace(sentence, cites=(pick.product.id,)) for sentence in stays)
        return Reply("advice", (*cited, *told), (pick.product,))

    def _wish_asked(self) -> str:
        """What else the one advised should do: "which one would survive a storm"; of "which can?" what was asked before."""
        said = _COULD.search(self.act.said)
        if said is None:
            return ""
        return said["what"].strip(" ?.!") or self.asked_words

    def _cited(self, sentence: Sentence, answer: Answer) -> list[Product]:
        return [hit.product for hit in answer.results if hit.product.id in sentence.cites]


@dataclass(frozen=True)
class ContentsReplies(SpokenTurn):
    """Replies in one turn of a conversation about what is in a product."""

    def _pack(self) -> Reply | None:
        """How much is in a pack, or that no record says it."""
        product = self._asked_of()
        if product is None:
            return None
        told = self.shop.talk.contents.how_much(product, self._code)
        return self._about(product, told or (self.shop.talk.unsaid(product, self._code, is_near=False),))

    def _ingredients(self) -> Reply | None:
        """The list of ingredients; that there is none, and what the maker begins with, where there is none."""
        product = self._asked_of()
        if product is None:
            return None
        contents = self.shop.talk.contents
        return self._about(product, contents.listed(product, self._code) or contents.unlisted(product, self._code))

    def _besides(self) -> Reply | None:
        """What else is in it than what is named."""
        product = self._asked_of()
        words = self.act.parts.get("words", "")
        return self._about(product, self.shop.talk.contents.besides(words, product, self._code)) if product else None

    def _about_it(self) -> Reply | None:
        """What the maker tells of it first; None where no text does."""
        product = self._asked_of()
        return self._about(product, self.shop.talk.contents.beginning(product, self._code)) if product else None

    def _asked_of(self) -> Product | None:
        ref = self._part("ref", "ref2")
        return self._named(ref) if ref else self._it()

    def _about(self, product: Product, told: tuple[Sentence, ...]) -> Reply | None:
        return Reply("about", told, (product,)) if told else None


def _speaks_of_any(answer: Answer, before: Need) -> bool:
    """Whether a record of those found says anything of what is wished now and was not before."""
    fresh = [clause for clause in answer.need.clauses if clause not in before.clauses]
    return not fresh or any(why.clause in fresh for hit in answer.results for why in hit.evidence)
