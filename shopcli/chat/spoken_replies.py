"""The replies to speech acts: what is said to thanks, to "why?", to "what would you take?", and which products that is about.

Everything that is told of a product comes from its record; what a turn was taken for is told in a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from shopcli.chat.choice_replies import ChoiceReplies, ContentsReplies
from shopcli.chat.spoken_turn import Reply, distinct, regular
from shopcli.chat.turn import without_product
from shopcli.errors import UsageError
from shopcli.need.dialogue.compare import told_as_bound
from shopcli.need.dialogue.dialogue_state import DialogueState
from shopcli.need.dialogue.followup import (
    ProductQuestion,
    asked_about,
    asks_which_to_take,
    asks_why_not,
    degree_in,
    mentioned,
    preferred,
    speaks_of_both,
)
from shopcli.need.dialogue.refine import Refinement, refine
from shopcli.need.dialogue.refinement_actions import NothingToChange
from shopcli.need.dialogue.state_update import UPPER, StateUpdate, number_of, speaks_of
from shopcli.need.languages.refinement_grammar import Wanted
from shopcli.need.tagging.dialogue_acts import DialogueAct
from shopcli.types import Clause, Hit, Need, Product, ReplyKind

_OF_MORE = re.compile(r"\b(?:to|for|with|that|under|over|from|in)\b", re.IGNORECASE)
_CHEAPER = ("price", "asc")
_AMOUNT = re.compile(r"\d[\d.,]*")
_LOW, _RATED = frozenset("low bad poor badly poorly".split()), 3.0
_MOST_COMPARED, _MOST_CONTRASTED = 3, 2
_WHICH = re.compile(r"\b(?:which|what|who|how much)\b|哪|谁", re.IGNORECASE)
_CIVIL_REPLIES: Mapping[DialogueAct, ReplyKind] = {"social": "noise", "noise": "noise", "decline": "refusal"}


@dataclass(frozen=True)
class SpokenReplies(ChoiceReplies, ContentsReplies):
    """Replies in one turn of a conversation."""

    # --- what says nothing of a product

    def social(self, kind: ReplyKind) -> Reply:
        """The reply to a greeting, thanks, noise and the like."""
        again = f"{kind} again"
        name = again if self.has_spoken and again in self._words.replies else kind
        return self._says(kind, name)

    def by_act(self, act: DialogueAct) -> Reply | None:
        """The reply to what is done in words of no closed form; None where it is to be read as anything else."""
        if act in _CIVIL_REPLIES:
            return self.social(_CIVIL_REPLIES[act])
        if act == "stock":
            return self._shop_question()
        if not (self.anaphora and self._shown):
            return None
        if act == "why":
            within = self.anaphora.within(self.act.said)
            return replace(self, act=replace(self.act, parts={"ref": within[1]} if within else {}))._why()
        if act == "compare" and len(self._shown) < 2 and not (self.anaphora.earlier or self.recent):
            return None  # "will I sleep better?" with one on the screen
        if act == "compare":
            return (
                self._with_the_other()
                or self.of_several(self.act.said)
                or self._one_against_it()
                or self._one_beside_it()
                or self._by_degree()
                or self._each_says()
                or self._compared()
            )
        return {"advise": self._advice, "more": self._others}[act]() if act in ("advise", "more") else None

    def _with_the_other(self) -> Reply | None:
        """Whether the other of two is more of something than what was spoken of: "is the other one any cheaper?"."""
        talk = replace(self.anaphora.talk, said=self.act.said, question=None) if self.anaphora else None
        if talk is None or not talk.phrases.other.search(talk.phrases.normal(self.act.said)):
            return None
        try:
            asked = asked_about(talk)
        except UsageError:
            return None
        if asked is None or asked.other is None:
            return None
        return Reply("compared", self.shop.talk.answer(asked), (*asked.products, asked.other), asked=asked)

    def _one_against_it(self) -> Reply | None:
        """Whether the one product that is named is more of something than what was spoken of: "is the Amul one cheaper?"."""
        named = self.anaphora.all_within(self.act.said) if self.anaphora else ()
        found = degree_in(self.act.said, self.language)
        pair = self._against(named) if len(named) == 1 and found and found[1].of not in ("", "rating") else ()
        if found is None or len(pair) < 2:
            return None
        (degree, wanted, meant), other = found, next(one for one in pair if one.id != named[0].id)
        asked = ProductQuestion(
            "comparison", degree, (named[0],), self._code, meant or (wanted.context,), wanted.of, wanted.order, other
        )
        return Reply("compared", self.shop.talk.answer(asked), (named[0], other), asked=asked)

    def _one_beside_it(self) -> Reply | None:
        """The one product that is named beside what was spoken of: "and compared to the Tarn?"."""
        named = self.anaphora.all_within(self.act.said) if self.anaphora else ()
        pair = self._against(named) if len(named) == 1 else ()
        return self._beside_each_other(pair) if len(pair) > 1 else None

    def _by_degree(self) -> Reply | None:
        """Which of the shown is the most of what can be measured: "which one has the biggest screen?"."""
        found = degree_in(self.act.said, self.language)
        if self.answer is None or found is None or not found[1].of:
            return None
        if found[1].of == "rating":
            return self._best_rated(*found[:2])
        need, products = replace(self.answer.need, language=self._code), tuple(hit.product for hit in self._shown)
        compared = self.shop.shown_catalog.compared(found[1].of, found[1].context, products)
        if compared is None or all(value is None for value in compared.values):  # "reacts fastest" is of the response time
            meant = [self.shop.talk.field_meant(self.act.said, product, self._code) for product in products]
            if all(meant):
                return Reply("compared", sum(meant, ()), products)
        told = self.shop.talk.side_by_side.compare(self.act.said, need, self._shown)
        return Reply("compared", told, products) if told else None

    def _none_says(self, context: str, products: Sequence[Product]) -> bool:
        """Whether no record of some products has a field of what is compared."""
        compared = self.shop.shown_catalog.compared("", context, products)
        return compared is None or all(value is None for value in compared.values)

    def _each_says(self, among: Sequence[Product] = ()) -> Reply | None:
        """What the record of each of the shown says of that of which the best is asked for: "the best graphics card"."""
        best = self.language.follow_ups.best
        what = re.search(rf"\b(?:{best})\s+(?P<what>\S.*)", self.act.said, re.IGNORECASE) if best else None
        if what is None:
            return None
        products = tuple(among) or tuple(hit.product for hit in self._shown)
        meant = [self.shop.talk.field_meant(what["what"], product, self._code) for product in products]
        told = {sentence.text: sentence for one in meant for sentence in one}  # of two of one name, once
        return Reply("compared", tuple(told.values()), products) if all(meant) else None

    def _best_rated(self, degree: str, wanted: Wanted, among: Sequence[Product] = ()) -> Reply | None:
        """Which of the shown buyers rate best, or that no record says it: "which has the best reviews?"."""
        products = tuple(among) or tuple(hit.product for hit in self._shown)
        rated = self.anaphora.talk.catalog.compared("rating", "", products) if self.anaphora else None
        if rated is None or all(value is None for value in rated.values):
            return self._says("compared", "not told apart", degree=degree)
        asked = ProductQuestion("most", degree, products, self._code, (wanted.context,), wanted.of, wanted.order)
        return Reply("compared", self.shop.follow_ups.answer(asked), products)

    def taken(self) -> Reply:
        """What is said to one who has decided: what it costs, and how it is called in the shop."""
        product = self._it()
        if product is None:
            return self.social("thanks")
        price = self.shop.talk.prices((product,), self._code)
        told = self._says("taken", "taken", id=product.id).told
        return Reply("taken", (*price, *told), (product,))

    def not_understood(self) -> Reply:
        """That nothing was made of what was said."""
        return self._says("not_understood", "not_understood", words=self.act.said)

    # --- questions of a closed class

    def to_question(self) -> Reply | None:
        """The reply to what is asked, where it is one of the closed class; None where it is to be read otherwise."""
        reply = {
            "why": self._why,
            "why compared": self._compared,
            "difference": self._compared,
            "better": self._better,
            "advice": self._advice,
            "more told": self._more_told,
            "others": self._others,
            "goes with": self._goes_with,
            "along": self._along,
            "reviews": self._reviews,
            "faults": self._reviews,
            "complaints": self._complaints,
            "shop": self._shop_question,
            "assortment": self._assortment,
            "assistant": self._assistant,
            "for more money": self._for_more,
            "like it": self._like_it,
            "fine after all": self._fine_after_all,
            "whatever": self._whatever,
            "too much": self._too_much,
            "more of it": self._more_of_it,
            "together": self._together,
            "pack": self._pack,
            "ingredients": self._ingredients,
            "besides": self._besides,
            "about it": self._about_it,
        }[self.act.question or "assistant"]
        if self.act.question in ("shop", "assistant", "assortment"):
            return reply()
        if self.anaphora and self._shown:
            return reply()
        # "can you recommend a novel for a flight?" asks for one, where nothing is shown that it may be about
        return None if self._asks_for_something() else self._says("not_understood", "nothing shown")

    def _asks_for_something(self) -> bool:
        """Whether words that ask for advice name what for."""
        clauses = self.shop.understand(self.act.said).clauses if self.act.question in ("advice", "difference") else ()
        if self.act.question == "advice":
            return any(clause.kind in ("topic", "feature") for clause in clauses)
        # "a serum against wrinkles" compares nothing
        return any(clause.kind == "topic" and self.shop.talk.is_kind(clause.says) for clause in clauses)

    def _assistant(self) -> Reply:
        return self._says("not_understood", "assistant")

    def _shop_question(self) -> Reply:
        return self._says("catalog", "shop")

    def _assortment(self) -> Reply | None:
        kinds, lexicon = self.shop.talk.kinds(), self.language.lexicon
        told = [lexicon.value(kind, "category") for kind in kinds] if lexicon else kinds
        if not kinds:
            return self._says("catalog", "examples", products=self._words.replies["comma"].join(self.shop.talk.examples()))
        return self._says("catalog", "assortment", kinds=self._words.replies["comma"].join(told))

    def _why(self) -> Reply | None:
        return self._why_rather() or self._why_alone()

    def _why_rather(self) -> Reply | None:
        """Why one rather than another, or why one is not advised; None where neither is asked."""
        assert self.answer is not None
        need, beside = replace(self.answer.need, language=self._code), self.shop.talk.side_by_side
        if pair := preferred(self.act.said, self.language):
            one, other = map(self._named, pair)
            products = distinct([product for product in (one, other or (self._sibling(one) if one else None)) if product])
            if len(products) == 2:
                told = beside.why_over(need, self._hit(products[0]), self._hit(products[1]))
                return Reply("why", told, tuple(products))
        ref, taken = self._part("ref", "ref2"), self._shown[0]
        product = self._named(ref) if ref and asks_why_not(self.act.said, self.language) else None
        if product is None or product.id == taken.product.id:
            return None
        return Reply("why", beside.why_not(need, self._hit(product), taken), (product, taken.product))

    def _why_alone(self) -> Reply | None:
        ref = self._part("ref", "ref2")
        product = self._named(ref) if ref else self._it()
        if product is None:
            return None
        words = set(ref.casefold().split()) | set(self.act.parts.get("degree", "").split())
        hit = self._hit(product)
        told = () if words & _LOW else self._advised((hit,))
        if words & _LOW or not told:
            told = (*self.shop.talk.buyers(product, self._code, against=True), *told)
        elif other := next((one for one in self._shown if one.product.id != product.id and _is_rival(one, hit)), None):
            need = replace(self.answer.need, language=self._code) if self.answer else Need(self.act.said, language=self._code)
            told = (*told, *self.shop.talk.side_by_side.why_over(need, hit, other)[:_MOST_CONTRASTED])
        assert self.answer is not None
        if not ref and not hit.meets_all and self.answer.no_exact_match:
            missed = ", ".join(clause.text for clause in self.answer.relaxed or hit.unmet or hit.unknown)
            told = (*self._says("why", "none fits", words=missed).told, *told)
        return Reply("why", told, (product,))

    def _compared(self) -> Reply | None:
        refs = [self._part("ref"), self._part("ref2")]
        if refs[0] and refs[1]:
            named = [self._named(ref) for ref in refs if ref]
        elif refs[0]:
            named = [self._named(refs[0])]
            named += [self._sibling(named[0])] if named[0] else []
        elif refs[1] or self.act.question == "why compared":
            it = self._it()
            named = [it, self._named(refs[1]) if refs[1] else self._sibling(it) if it else None]
        else:
            named = [hit.product for hit in self._pair()]
        products = distinct([product for product in named if product])
        return self._beside_each_other(products) if len(products) > 1 else None

    def _pair(self) -> Sequence[Hit]:
        """The two, or all, that are compared where none is named: those that were just compared, or the first shown."""
        both = re.search(r"\b(?:two|both)\b", self.act.said, re.IGNORECASE) or self.act.question == "difference"
        return self._shown[: 2 if both else _MOST_COMPARED]

    def _sibling(self, product: Product) -> Product | None:
        """Another one of the same title, shown or not; else the first other that is shown."""
        others = [other for other in self.recent[:2] if other.id != product.id]
        others += [hit.product for hit in self._shown if hit.product.id != product.id]
        same = next((other for other in others if other.title == product.title), None)
        return same or self.shop.talk.sibling(product) or next(iter(others), None)

    def _better(self) -> Reply | None:
        refs = [ref for ref in (self._part("ref"), self._part("ref2")) if ref]
        named = distinct([product for ref in refs if (product := self._named(ref))])
        if len(refs) > len(named):
            return None
        placed = () if refs else mentioned(self.act.said, [hit.product for hit in self._shown], self.language)
        products = placed if len(placed) > 1 else self._against(named)
        if len(products) < 2:
            return None
        degree = " ".join(self.act.parts["degree"].casefold().split())
        wanted = self.language.follow_ups.degrees.get(degree)
        purpose = self.language.degrees.purpose.search(self.act.said)
        before = self.act.said[: purpose.start()] if purpose else self.act.said  # what is "better for long runs" runs no longer
        if found := degree_in(before, self.language):
            degree, wanted, _ = found  # what "lasts longer" is no longer thing
        if wanted is not None and wanted.of == wanted.context == "rating":  # "which is rated better?"
            return self._best_rated(degree, wanted, products)
        if wanted is None or wanted.of == "rating" or not (wanted.of or wanted.context):
            wished = self._wished_beside(self.act.said)
            of_what = degree.partition(" ")[2] or degree  # "more fruity", "prettier"; 好 says nothing that could be looked for
            if wanted is None and wished is None and len(of_what) > 1:
                meant = self.anaphora.talk.features(of_what) if self.anaphora else Need(of_what)
                wished = replace(meant, query=of_what, clauses=meant.clauses or (Clause(of_what, "feature"),))
            if wished:
                return self._for_that(products, wished)
            if each := self._each_says(products):
                return each
            if told := self._said_of_each(products, self._deciding(self.act.said)):
                return Reply("compared", told, products)
            return self._one_of(products, self.act.said) if len(products) == 2 else self._beside_each_other(products)
        if not wanted.of and self._none_says(wanted.context, products):
            told = self._said_of_each(products, self._deciding(self.act.said))
            return Reply("compared", told, products) if told else self._says("compared", "not told apart", degree=degree)
        two, is_which = len(products) == 2, _WHICH.search(self.act.said) is not None
        whom, other = (products[:1], products[1]) if two else (products, None)
        kind: Literal["comparison", "most"] = "comparison" if two else "most"
        asked = ProductQuestion(kind, degree, whom, self._code, (wanted.context,), wanted.of, wanted.order, other)
        told = self.shop.follow_ups.answer(replace(asked, is_which=is_which))
        return Reply("compared", told, products, asked=None if two else asked)

    def _against(self, named: Sequence[Product]) -> tuple[Product, ...]:
        """Who is compared: the two that are named, the one named with what was spoken of, else what is shown."""
        if len(named) > 1:
            return tuple(named)
        it = self._it()
        if len(named) == 1 and it and it.id != named[0].id:
            return (it, named[0])
        if len(named) == 1:
            return tuple(distinct([named[0], *(hit.product for hit in self._shown)])[:2])
        if len(self.recent) > 1:
            return tuple(self.recent[:_MOST_COMPARED])
        hits = [hit.product for hit in self._shown[:_MOST_COMPARED]]
        focus = self.anaphora.talk.focus if self.anaphora else None
        return tuple(distinct([*([focus] if focus else []), *hits])[:_MOST_COMPARED])

    def _more_told(self) -> Reply | None:
        ref = self._part("ref", "ref2")
        product = self._named(ref) if ref else self._it()
        return Reply("more_told", (), (product,), looked_at=self._hit(product)) if product else None

    def beside_first(self, first: Product, product: Product) -> Reply:
        """Another product beside the one that was compared before: "and the third?"."""
        return self._beside_each_other([first, product])

    def _others(self) -> Reply:
        """The next results; of the brand of what was spoken of, where others by that are asked for."""
        it = self._it()
        if not self.act.parts.get("brand") or it is None or not it.brand:
            return Reply("more_like_this", more=True)
        return self._refined([Clause(it.brand, "feature", "brand", "is", it.brand), self._left_out(it)])

    def _left_out(self, product: Product) -> Clause:
        return without_product(product, self.language.refinement.messages["without"])

    def _reviews(self) -> Reply | None:
        ref = self._part("ref", "ref2")
        product = self._named(ref) if ref else self._it()
        if product is None:
            return None
        return Reply("about", self.shop.talk.buyers(product, self._code, against=self.act.question == "faults"), (product,))

    def _complaints(self) -> Reply:
        """Which of the shown the fewest buyers complain of."""
        products = tuple(hit.product for hit in self._shown)
        told = self.shop.talk.fewest_complaints(products, self._code)
        return Reply("compared", told, tuple(product for product in products if product.id in told[0].cites))

    def _goes_with(self) -> Reply | None:
        ref, thing = self._part("ref"), self.act.parts.get("thing") or self._words.replies["accessories"]
        product = self._named(ref) if ref else self._base()
        within = self.anaphora.within(f"the {thing}") if self.anaphora else None
        names_a_shown_one = within is not None and any(within[0].id == hit.product.id for hit in self._shown)
        if product is None or (names_a_shown_one and not self.shop.talk.is_kind(thing)):
            return None  # "is the second one fine for that" asks for nothing to go with it
        is_thing = not self.act.parts.get("thing") or self.shop.talk.is_kind(thing) or self.shop.talk.is_sold(thing)
        if not is_thing and (meant := self.shop.talk.field_meant(self.act.said, product, self._code)):
            return Reply("about", meant, (product,))  # "what do you eat with it?" asks for no thing
        hits, told = self.shop.talk.beside(thing, product, self._code)
        about = (hits[0].product,) if hits else ()
        return Reply("goes_with", told, about, beside=hits)

    def _base(self) -> Product | None:
        """What something is to go with: what was spoken of, if it is shown, or what that is for; else the first shown."""
        it, shown = self._it(), [hit.product for hit in self._shown]
        if it and it.id in {product.id for product in shown}:
            return self.shop.talk.served_by(it, shown)
        return shown[0] if shown else None

    def _along(self) -> Reply | None:
        """ "And a mat": something to go with it, where that is another kind of thing than what is looked for."""
        thing = self.act.parts["thing"]
        assert self.anaphora is not None
        topic = self.anaphora.talk.topic
        catalog = self.anaphora.talk.catalog
        with_article = re.match(r"(?:and|also|plus|\W)+(?:\w+ )*?(?:an?|some)\s", self.act.said, re.IGNORECASE) is not None
        if _OF_MORE.search(thing) or self.anaphora.is_placed(thing):
            return None
        if catalog.same(thing, topic) or (topic and regular(thing) in topic.casefold()):
            return None
        it = self._it()
        is_new = with_article and not (it and self.shop.talk.speaks_of(thing, it))
        if not (self.shop.talk.is_kind(thing) or is_new or (topic and self._is_another(thing))):
            return None
        return self._goes_with()

    def _is_another(self, thing: str) -> bool:
        """Whether something is sold by that name, and no property of what is shown: "paper", no "black"."""
        assert self.anaphora is not None
        shown = [hit.product for hit in self._shown]
        said = any(regular(thing) in f"{product.title} {product.category}".casefold() for product in shown)
        return self.shop.talk.is_sold(thing) and (not said or "now" in self.act.said.casefold().split())

    def _for_more(self) -> Reply | None:
        """What is to be had for so much more than the limit in force, or than what was spoken of costs."""
        assert self.answer is not None
        amount = _AMOUNT.search(self.act.parts["amount"])
        need, it = self.answer.need, self._it()
        limits = [clause for clause in need.clauses if clause.field == "price" and clause.op in UPPER]
        base = number_of(limits[0]) if limits else it.price if it else None
        if amount is None or base is None or it is None:
            return None
        raised = base + float(amount[0].replace(",", "").rstrip("."))
        clause = Clause(self.act.said, "limit", "price", "<=", raised, limits[0].unit if limits else it.currency)
        draft = StateUpdate(replace(need, notes=(), question=None), self.language.refinement).having([clause])
        query = f"{need.query}; {self.act.said}"
        return Reply("refined", need=replace(draft.need, query=query, sort=need.sort), changes=draft.changes)

    def _like_it(self) -> Reply | None:
        """Others like a product, that one left out, with what they are to be otherwise: "like the second, but cheaper"."""
        assert self.answer is not None and self.anaphora is not None
        ref = self.act.parts.get("ref")
        product = self._named(ref) if ref else self._it()
        if product is None:
            return None
        talk = self.anaphora.talk
        draft = StateUpdate(replace(self.answer.need, notes=(), question=None), self.language.refinement)
        draft = draft.like(Clause(self.act.said, "topic", "id", "like", product.id))
        left_out = self._left_out(product)
        otherwise = self.act.parts.get("words") or self.act.parts.get("degree", "")
        if self.act.parts.get("less"):
            otherwise = next(word for word, of in self.language.refinement.degrees.items() if (of.of, of.order) == _CHEAPER)
        changed = self._otherwise(replace(talk, said=otherwise, need=draft.need, shown=(self._hit(product),), focus=product))
        if otherwise and changed is None:
            return None
        need = changed.need if changed else draft.need
        need = replace(need, clauses=(*need.clauses, left_out), query=f"{self.answer.need.query}; {self.act.said}")
        return Reply("more_like_this", need=need, changes=(*draft.changes, *(changed.changes if changed else ())))

    def _otherwise(self, talk: DialogueState) -> Refinement | None:
        """What others are to be that are like a product; a wish by its words where no record says how much: "quicker"."""
        if not talk.said:
            return None
        try:
            return refine(talk)
        except NothingToChange:
            draft = StateUpdate(talk.need, talk.phrases).having([Clause(talk.said, "feature")])
            return Refinement(draft.need, draft.changes)

    def _fine_after_all(self) -> Reply | None:
        """What was left out is wanted no less: "Acme is fine after all"; anything else that is fine is a wish."""
        assert self.answer is not None
        words, need = self.act.parts["words"], self.answer.need
        gone = [clause for clause in need.clauses if clause.kind == "exclude" and _speaks_of(clause, words)]
        if not gone:
            return None
        draft = StateUpdate(replace(need, notes=(), question=None), self.language.refinement).without(gone)
        query = "; ".join(line[0].text for line in draft.need.lines) or need.query
        return Reply("refined", need=replace(draft.need, query=query), changes=draft.changes)

    def _together(self) -> Reply | None:
        """What those that were just spoken of cost, each and in all."""
        it = self._it()
        products = tuple(self.recent[:2]) if len(self.recent) > 1 else (it,) if it else ()
        products = mentioned(self.act.said, [hit.product for hit in self._shown], self.language) or products
        if len(products) < 2 and speaks_of_both(self.act.said, self.language):
            products = tuple(hit.product for hit in self._shown[:2])
        return Reply("about", self.shop.talk.prices(products, self._code), products) if products else None

    def _too_much(self) -> Reply | None:
        """Less than what is too much: "499 is too much"."""
        assert self.answer is not None
        amount, it = _AMOUNT.search(self.act.parts["amount"]), self._it()
        if amount is None or it is None or it.price is None:
            return None
        value = float(amount[0].replace(",", "").rstrip("."))
        assert self.anaphora is not None
        limit = Clause(self.act.said, "limit", "price", "<", value, it.currency)
        return self._refined([told_as_bound(limit, self.anaphora.talk)])

    def _more_of_it(self) -> Reply | None:
        """More than all that is shown, of a quantity that is called alike: "more waterproof" of the water column."""
        met = [hit.product for hit in self._shown if hit.meets_all] or [hit.product for hit in self._shown]
        compared = self.shop.talk.measured_alike(self.act.parts["words"], met)
        values = [value for value in compared.values if value is not None] if compared else []
        if compared is None or not values:
            return None
        return self._refined([Clause(self.act.said, "limit", compared.field, ">", max(values), compared.unit)])

    def by_what_is_stated(self, words: str) -> Reply | None:
        """What is more of something than what is shown, "something lighter", where only some titles or makers say how much.

        None where none of what fits says it.
        """
        assert self.answer is not None
        need = replace(self.answer.need, language=self._code)
        it = self._it()
        hits, told = self.shop.talk.side_by_side.stating(words, need, [it] if it else [])
        return Reply("more_like_this", told, tuple(hit.product for hit in hits[:1]), beside=hits) if told else None

    def in_colour(self, words: str) -> Reply | None:
        """Another colour than the one in force, or that as well, by a name that only the catalog has: "petrol", "or sand"."""
        assert self.answer is not None
        asked = next((clause for clause in self.answer.need.clauses if speaks_of(clause, "colour") and clause.field), None)
        adding, _, name = words.rpartition("or ")
        value = self.shop.talk.has_value(asked.field, name.strip()) if asked and asked.field else ""
        if asked is None or not value or adding.strip():
            return None
        if not words.startswith("or "):
            return self._refined([replace(asked, text=words, op="is", value=value)])
        either = replace(asked, text=f"{asked.text} {words}", op="in", value=f"{asked.value}|{value}")
        return self._refined([either])

    def _refined(self, clauses: Sequence[Clause]) -> Reply:
        """The need in force with clauses in the place of those that they replace."""
        assert self.answer is not None
        need = self.answer.need
        draft = StateUpdate(replace(need, notes=(), question=None), self.language.refinement).having(clauses)
        return Reply("refined", need=replace(draft.need, query=f"{need.query}; {self.act.said}"), changes=draft.changes)

    def _whatever(self) -> Reply | None:
        """Anything of which something is true, whatever it is: "what else is vegan?"."""
        assert self.answer is not None
        words = self.act.parts["words"]
        assert self.anaphora is not None
        meant = self.anaphora.talk.features(words)
        clauses = [clause for clause in meant.clauses if clause.kind != "topic" or clause.op]
        if not clauses:
            return None
        draft = StateUpdate(Need(words, language=self._code), self.language.refinement).having(clauses)
        return Reply("refined", need=draft.need, changes=draft.changes)

    # --- questions about a product of no known form

    def of_several(self, said: str) -> Reply | None:
        """The answer to a question about two of the shown or more, in any words; None where fewer are named.

        Which of them is more of something, which of two to take (for what is told of in the same breath), or what sets them
        apart.
        """
        shown = [hit.product for hit in self._shown]
        products = self.anaphora.all_within(said) if self.anaphora else ()
        if len(products) < 2:
            products = mentioned(said, shown, self.language)
        if len(products) < 2 and speaks_of_both(said, self.language):
            products = tuple(self.recent[:2] if len(self.recent) > 1 else shown[:2])
        if len(products) < 2 or self.answer is None:
            return None
        need = replace(self.answer.need, language=self._code)
        asks_which = asks_which_to_take(said, self.language)
        if asks_which and (each := self._said_of_each(products, self._deciding(said))):
            return Reply("compared", each, products)
        if asks_which and len(products) == 2:
            return self._one_of(products, said)
        told = self.shop.talk.side_by_side.compare(said, need, [self._hit(product) for product in products])
        return Reply("compared", told, products) if told else None

    def open_question(self, product: Product, said: str, name: str = "") -> Reply:
        """The answer to a question about a product, whatever its form; ``name`` is what it is called in it."""
        if reply := self.of_several(f"{name} {said}" if name and name not in said else said):
            return reply
        said = said.replace(name, " ", 1) if name else said
        return Reply("about", self.shop.talk.open_answer(said, product, self._code), (product,))


def _is_rival(other: Hit, hit: Hit) -> bool:
    """Whether a product is what was looked for, where the one it is held against is: no sprouts beside tomatoes."""
    return other.goes_by_name or not hit.goes_by_name


def _speaks_of(clause: Clause, words: str) -> bool:
    """Whether a clause is about what words name."""
    said = f"{clause.text} {clause.value or ''}".casefold()
    return any(word in said for word in words.casefold().split() if len(word) > 2)
