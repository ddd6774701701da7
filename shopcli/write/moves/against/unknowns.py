"""The moves `unknown`, `silent` and `free`: what was wished of the pick and its record does not say, where that matters."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from shopcli.need.languages.registry import language_named
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.types import Clause, Fact, Hit, Need
from shopcli.write.knowledge import Knowledge
from shopcli.write.moves.move import Move
from shopcli.write.moves.open_questions import (
    DOES,
    MOST_ASKED,
    is_of_somebody,
    is_waived,
    open_questions,
    predicate_in,
    question_of,
    without_echoes,
)
from shopcli.write.moves.quotes import Quote
from shopcli.write.moves.reasons import Reason, Reasons
from shopcli.write.moves.typed_words import granted_as_typed, open_words, stated
from shopcli.write.moves.wish_words import (
    ends_here,
    is_negated,
    is_numbered,
    is_of_the_asker,
    is_told_in,
    is_unspoken,
    is_whole_wish,
    listed_words,
    open_use,
    open_wishes,
    untold_of_persons,
    whether_of,
    with_word_before,
)
from shopcli.write.moves.wishes_apart import answered_by, granted, is_measured, open_sort, silent_on
from shopcli.write.wording.frames import is_adjective

DECIDES, _OPEN = 0.9, 0.45  # of a wish that the record leaves open: where no wish is met, and beside others that are
_NEAR_QUOTE = 0.6  # of a line to the request, from where on it is what was meant by a wish
_NEAR_REASON = 0.45  # of a fact that is told
_OWNING = frozenset("the my our his her their your this that these those every each".split())
_AS = re.compile(r"\bas \Z", re.I)
_DOING = re.compile(r"\b(?!\w*thing\b)\w{3,}ing \Z", re.I)  # before what it is done with: "travelling with a notebook"
_FEWEST_LETTERS = 3  # of a stem that a longer word begins with
_FEW = 2  # words of a thing
_MOST_FACTS = 2  # told of the pick in one sentence


@dataclass(frozen=True)
class Unknowns:
    """What is owned up to as unknown of the pick.

    Attributes:
        need: the request.
        hits: what is shown, best first.
        pick: what is recommended.
        reasons: what speaks for and against what is shown.
        knowledge: what is known of the products beside their records.
        chosen: gives what is told of the pick.
        quotes: gives the maker's words that are told of it.
        words: gives a move's words for products by their letters.
    """

    need: Need
    hits: Sequence[Hit]
    pick: Hit
    reasons: Reasons
    knowledge: Knowledge
    chosen: Callable[[], Sequence[Reason]]
    quotes: Callable[[], Sequence[Quote]]
    words: Callable[..., dict[str, str]]

    def _is_mere_talk(self, text: str, wish: Clause) -> bool:
        """Whether an open wish is one that records have no words for, so that their silence tells nothing."""
        return wish.op in (None, "has") and self.knowledge.is_told_of is not None and not self.knowledge.is_told_of(text)

    def _open_words(self, kinds: Collection[str] = ("feature",)) -> list[str]:
        """What was wished and the record leaves open, as it was typed."""
        pick, facts, dwelt = self.pick, self.reasons.facts(self.pick), self._dwelt_on()
        silent = (one for one in silent_on(pick, self.need, facts, self.knowledge.attentions) if one.kind in kinds)
        said = open_words(self.need, [one for one in silent if one not in dwelt], facts, answered_by(pick))
        return [one for one in said if not self._is_near_enough(one)]

    @property
    def alone(self) -> str:
        """That nothing shown states what was wished, where it meets nothing of it, 写明“带玉”; empty without a lexicon."""
        is_met = self.quotes() or any(granted_as_typed(hit, self.need) for hit in self.hits)
        return stated([] if is_met else self._open_words()[:MOST_ASKED], self.need)

    def moves(self) -> Iterator[Move]:
        """What was wished of the pick and its record does not say, all of it in one sentence where there are words for it."""
        pick, facts = self.pick, self.reasons.facts(self.pick)
        silent = self._silent_on(pick, facts)
        first = next(self._left_open(silent), None)
        dwelt = self._dwelt_on()
        listed = open_questions(self.need, [one for one in silent if one not in dwelt], facts, answered_by(pick))
        topic = next((f" {one.text.casefold()}" for one in self.need.clauses if one.kind == "topic"), " ")
        listed = [said for said in listed if not self._is_near_enough(said.removesuffix(topic))]
        if not is_told_in(self.need, facts):  # what a record in another language says of a thing is not known by its words
            listed = [said for said in listed if said.startswith("is ") and is_adjective(said.removeprefix("is "))]
        if first and (asked := predicate_in(first.words.get("whether", ""))):
            listed = without_echoes([asked, *listed])
        elif first and (first.kind == "free" or "whether" in first.words or not (listed or self._has_lexicon)):
            yield first
            return
        if listed:
            words = {**self.words(A=pick), "whether": question_of(listed[:1])}  # one thing at a time
            yield Move("unknown", (pick.product,), words=words, worth=self._worth_of_silence())
        elif (code := self.sort or self.use) and self._is_named_well(code) and not self._is_spoken_to(code):
            words = {**self.words(A=pick), "silent": f"“{code}”"}
            yield Move("silent", (pick.product,), words=words, worth=self._worth_of_silence())
        elif said := self._open_words(("exclude",) if self.alone else ("feature", "exclude")):
            words = {**self.words(A=pick), "silent": listed_words(said[:MOST_ASKED], self.need.language)}
            yield Move("silent", (pick.product,), words=words, worth=self._worth_of_silence())

    def _silent_on(self, pick: Hit, facts: Sequence[Fact]) -> Sequence[Clause]:
        """The wishes on which a record is silent; where no thing was named, what is shown is no thing that was not wanted."""
        silent = untold_of_persons(silent_on(pick, self.need, facts, self.knowledge.attentions), self.need)
        is_thing_named = self._has_lexicon or any(clause.kind == "topic" for clause in self.need.clauses)
        silent = [one for one in silent if is_thing_named or one.kind != "exclude" or one.value is None]
        before = {one: self.need.query.partition(one.text)[0] for one in silent}
        silent = [one for one in silent if not (one.text.startswith("with ") and _DOING.search(before[one]))]
        silent = [one for one in silent if not _AS.search(before[one])]  # "possible", of "as light as possible"
        return [one for one in silent if not is_of_somebody(one.text, before[one])]

    @cached_property
    def sort(self) -> str:
        """Of what sort the thing asked for is, where the record of the pick does not say it."""
        return open_sort(self.need, self.pick, self.reasons.facts(self.pick), self.knowledge.is_told_of)

    @cached_property
    def use(self) -> str:
        """What it is for, where other records speak of that and this one does not, and nothing that is told comes near it."""
        pick = self.pick
        use = "" if self._has_lexicon else open_use(self.need, granted(pick), self.reasons.facts(pick))
        is_open = bool(use) and (self.knowledge.is_told_of is None or self.knowledge.is_told_of(use)) and not self.quotes()
        return (
            use if is_open and max(self.knowledge.told_of.get(pick.product.id, {}).values(), default=0.0) < _NEAR_QUOTE else ""
        )

    def _worth_of_silence(self) -> float:
        """What it is worth to say that nothing is known; more where nothing that was wished is met."""
        return _OPEN if any(why.clause.kind == "feature" for why in self.pick.evidence) else DECIDES

    def _dwelt_on(self) -> set[Clause]:
        """The wishes for which a fact is told that comes near to them."""
        return {clause for fact, clause in self.reasons.attended(self.pick).items() if self._is_told(fact)}

    def _left_open(self, silent: Sequence[Clause]) -> Iterator[Move]:
        """The first of what was wished of the pick and its record does not say."""
        pick, facts, language = self.pick, self.reasons.facts(self.pick), self.need.language
        words, worth, dwelt = self.words(A=pick), self._worth_of_silence(), self._dwelt_on()
        for text, clause in open_wishes(self.need, silent, facts, answered_by(pick)):
            if (
                self._is_near_enough(text)
                or self._is_mere_talk(text, clause)
                or clause in dwelt
                or is_measured(clause, pick, self.need)
            ):
                continue
            before = self.need.query.partition(clause.text)[0]
            is_deed = is_of_the_asker(text) or DOES.search(before)  # "does not jam"
            if clause.is_rejection or clause in answered_by(pick) or is_deed or is_waived(text):
                continue  # what was turned down is not spoken of again
            if clause.kind == "exclude" and text.casefold().startswith("no "):
                unwanted = clause.value if isinstance(clause.value, str) else text[len("no ") :]
                if is_unspoken(unwanted, facts) and "|" not in unwanted and ends_here(clause.text, self.need):
                    yield Move("free", (pick.product,), words={**words, "unwanted": unwanted}, worth=DECIDES)
                return
            if whether := whether_of(replace(clause, text=text), language) or whether_of(clause, language):
                yield Move("unknown", (pick.product,), words={**words, "whether": whether}, worth=worth)
            elif self._is_named_well(text) and (clause.kind != "exclude" or is_negated(text)):
                said = text if self._has_lexicon else with_word_before(text, self.need)
                yield Move("silent", (pick.product,), words={**words, "silent": f"“{said}”"}, worth=worth)
            return
        attention = self.knowledge.attentions.get(pick.product.id)
        asked = [clause for clause in silent if attention is None or clause not in attention.partly]
        asked = [clause for clause in asked if clause in pick.unknown or is_whole_wish(clause, self.need)]
        asked = [one for one in asked if not (self._is_called(one.text) or self._is_of_a_deed(one))]
        for clause in asked:
            is_priced = clause.field == "price" and pick.product.price is not None  # in another currency
            if clause.kind != "topic" and not is_priced and (whether := whether_of(clause, language)):
                yield Move("unknown", (pick.product,), words={**words, "whether": whether}, worth=_OPEN)
                return

    def _is_of_a_deed(self, clause: Clause) -> bool:
        """Whether what a thing is not to do is asked by what it does, "will flicker", and not by what it is."""
        before = self.need.query.partition(clause.text.removeprefix("not "))[0]
        return clause.kind == "exclude" and DOES.search(before.removesuffix("not ")) is not None

    def _is_named_well(self, text: str) -> bool:
        """Whether words of the request stand behind "nothing about" as a thing does, and are no scrap of a story.

        In a language that parts words that is a single one, which neither an article nor a possessive narrows to something of
        the asker's own, "the bedroom", nor counts, "second", nor says what somebody does, "turning three".
        """
        if self._has_lexicon or (text.isupper() and text.isalnum()):
            return True
        before, words = self.need.query.partition(text)[0].rstrip(), text.split()
        is_owned = before.split()[-1:] != [] and before.split()[-1].casefold() in _OWNING
        is_apart = (not before or before[-1] in ",;.") and ends_here(text, self.need) and not words[0].endswith("ing")
        is_one = len(words) == 1 or (len(words) == _FEW and is_apart)  # "hospital hygiene", of ", hospital hygiene"
        degrees, low = language_named(self.need.language).degrees, text.casefold()
        return is_one and not (is_owned or is_numbered(text) or low in degrees.vague or low in degrees.ordinals)

    def _is_told(self, fact: Fact) -> bool:
        """Whether a fact is told of the pick, so that it need not be said that nothing is known."""
        return any(reason.fact == fact for reason in self.chosen()[: 2 * _MOST_FACTS])

    def _is_near_enough(self, text: str) -> bool:
        """Whether what is told of the pick comes near to what was said, or its record speaks to that in words of its own."""
        wished = stem_set([text]) - FUNCTION_STEMS
        for quote in self.quotes():
            shared = wished & stem_set([quote.text])
            are_amounts = is_numbered(text) and is_numbered(quote.text)
            if shared and (2 * len(shared) > len(wished) or are_amounts or self._told_of(quote.fact) >= _NEAR_QUOTE):
                return True
        told = [] if is_numbered(text) else [reason for reason in self.chosen()[:_MOST_FACTS] if reason.clause is None]
        if any(reason.worth >= _NEAR_REASON and self._told_of(reason.fact) >= _NEAR_QUOTE for reason in told):
            return True
        return self._is_called(text) or self._is_spoken_to(text) or self._is_granted_by_name(wished)

    def _is_granted_by_name(self, wished: Collection[str]) -> bool:
        """Whether a field that is told of the pick is called by a form of what was wished: "dimmable", of "can dim"."""
        told = stem_set([reason.fact.label for reason in self.chosen()[:_MOST_FACTS]])
        long = [stem for stem in wished if len(stem) >= _FEWEST_LETTERS]
        return not self._has_lexicon and any(label.startswith(stem) for label in told for stem in long)

    def _is_called(self, text: str) -> bool:
        """Whether the pick goes by the name with which a wish closes: "Rabbit Family", of little animal families."""
        closing = stem_set(text.split()[-1:]) - FUNCTION_STEMS
        if any(re.search(rf"\b{re.escape(stem)}\w*[- ]?(?:less|free)\b", self.pick.product.title, re.I) for stem in closing):
            return True  # "Eggless", of "without eggs"
        return not self._has_lexicon and len(text.split()) > 1 and bool(closing & stem_set([self.pick.product.title]))

    def _is_spoken_to(self, text: str) -> bool:
        """Whether some line or field of the record surely speaks to what was said, whatever words it has for it."""
        speaking_to = self.knowledge.speaking_to
        return speaking_to is not None and speaking_to(self.pick.product, text) is not None

    @property
    def _has_lexicon(self) -> bool:
        return language_named(self.need.language).lexicon is not None

    def _told_of(self, fact: Fact) -> float:
        """How near some stretch of the request comes to a fact of the pick."""
        return self.knowledge.told_of.get(self.pick.product.id, {}).get(fact, 0.0)
