"""Dialogue management (Traum and Larsson 2003): a turn of several acts, done one after the other as it was planned.

What is dropped, rejected and told changes the need before the request in the same turn is heard; what is asked is answered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from shopcli.chat.spoken_replies import SpokenReplies
from shopcli.chat.spoken_turn import Reply
from shopcli.chat.turn import Turn, without_product
from shopcli.errors import UsageError
from shopcli.need.dialogue.dialogue_state import DialogueState
from shopcli.need.dialogue.discourse_markers import closed
from shopcli.need.dialogue.refine import Refinement, is_said_of_a_pronoun, refine, refined_by_features, says_how
from shopcli.need.dialogue.refinement_actions import others
from shopcli.need.dialogue.speech_acts import is_question
from shopcli.need.dialogue.state_update import LOWER, StateUpdate, is_limit, query_without
from shopcli.need.dialogue.turn_plan import LIKELY, REQUESTS, SURE, TurnPlan
from shopcli.need.dialogue.withdrawals import lifted, names_topic, overlapping, rejected, withdrawn
from shopcli.need.languages.registry import language_of
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.languages.speech_act_grammar import SpeechActGrammar
from shopcli.need.persons import is_of_a_person, persons_in
from shopcli.need.tagging.dialogue_acts import ActSegment
from shopcli.text.negation import negates
from shopcli.text.scripts import has_han
from shopcli.text.tokens import tokenise
from shopcli.types import KIND, Answer, Clause, Need, Product, ReplyKind, Sentence

_DECIDED = 0.8  # of a decision, that it is told what it costs
_BEYOND_DOUBT = 0.9  # of a fault of which nothing was found, that others are to be shown for it
_BARE_WORDS, _FEW_WORDS = 2, 8
_PARTS = re.compile(r"[,.;!?，。；！？]\s*")
_NAMING_WORDS = 3  # beside a name: "and the … one"


class Conversing(Protocol):
    """What is needed of a `shopcli.chat.session.Session`."""

    @property
    def log(self) -> list[Turn]: ...
    def talk_of(self, text: str) -> DialogueState: ...
    def spoken(self, said: str) -> SpokenReplies: ...
    def hear_words(self, text: str, act: ActSegment | None = None) -> Turn: ...
    def for_the_same(self, request: str, *, is_instead: bool = False) -> Need: ...
    def search_for(self, said: str, need: Need, changes: tuple[str, ...] = (), *, kind: ReplyKind = "results") -> Answer: ...
    def reply_with(self, said: str, reply: Reply) -> Turn: ...
    def look_at_product(self, product: Product) -> None: ...
    def reset(self) -> None: ...
    def go_back_to(self, said: str, thing: str) -> Turn | None: ...


@dataclass(frozen=True)
class TurnManager:
    """One turn of a conversation in which a need is in force.

    Attributes:
        session: the conversation.
        said: the whole turn.
        plan: what is done in it.
    """

    session: Conversing
    said: str
    plan: TurnPlan

    def turn(self) -> Turn | None:
        """What comes of it; None where it is to be heard as a whole."""
        taken = [segment for segment in self.plan.taken if self._take(segment)]
        self._look_at_what_is_told_of()
        request = self.plan.request
        is_need = request is not None and request.act == "need" and request.confidence >= LIKELY
        if len(taken) < len(self.plan.taken) and not (self.plan.questions or is_need):
            return None  # "make it 100" decides for nothing
        if (turn := self._back_and_refined()) is not None:
            return turn
        draft = self._amended()
        questions = self._questions()
        request = self.plan.request or (None if questions else self._instead())
        if not (draft.changes or self.plan.does_several or len(questions) > 1 or self.begins_anew()):
            asked = self.plan.one_question
            return self.session.hear_words(asked.text, asked) if asked else None
        if request is not None:
            decides = (
                bool(taken) and request.act == "need" and self._names_another(request.text)
            )  # "good. Is there one in pink?"
            told = (*(self._decision() if decides else ()), *self._answers(questions))
            return self._beside(told, self._requested(request, draft))
        if draft.changes and questions and all(question.act == "more" for question in questions):
            return self._searched(self._wishing(draft, questions))  # "she has a watch. Anything else?"
        if questions and self.plan.told and (turn := self._advised(questions, draft)):
            return turn
        if questions:
            decided = any(segment.confidence >= _DECIDED and not self._corrects(segment.text) for segment in taken)
            decision, turn = self._decision() if decided else (), self._answered(questions)
            return self._beside(() if turn.kind == "refined" else decision, turn)  # "sounds good. Is there one in pink?"
        if self.plan.told:  # "she does not read, she likes tea"
            return self._requested(ActSegment(" ".join(segment.text for segment in self.plan.told), "tell", 1.0), draft)
        if draft.changes:
            return self._searched(draft)
        if any(segment.confidence >= _BEYOND_DOUBT for segment in self.plan.rejected):
            return self.session.reply_with(self.said, Reply("more_like_this", more=True))
        return self._taken() if taken else None

    def _back_and_refined(self) -> Turn | None:
        """What was looked for before, in force again and refined: "back to just the tent, with a footprint"; None elsewhere."""
        request = self.plan.request
        for segment in self.plan.segments if request is not None else ():
            grammar = self.session.spoken(segment.text).language.speech_acts if segment.act == "again" else None
            back = (
                compiled(rf".*?(?:{grammar.back})(?:just )?(?:the )?(?P<thing>.*)").match(segment.text.strip(" .!?"))
                if grammar
                else None
            )
            before = len(self.session.log)
            if request and back and back["thing"] and self.session.go_back_to(self.said, back["thing"]):
                turn = self.session.hear_words(request.text, replace(request, act="refine"))
                del self.session.log[before:-1]
                return turn
        return None

    def asks_several(self) -> bool:
        """Whether several things are asked and nothing else is done: "is there one like it, and can it be folded?"."""
        return not self.plan.does_several and len(self._questions()) > 1

    def _wishing(self, draft: StateUpdate, questions: Sequence[ActSegment]) -> StateUpdate:
        """The need with what further things are asked for to be: "I don't like white. Got anything in blue?"."""
        for question in questions:
            meant = self.session.talk_of(question.text).features(question.text)
            said = [clause for clause in meant.clauses if clause.field or clause.op]
            draft = draft.having(said).noted(meant) if said else draft
        return draft

    def _instead(self) -> ActSegment | None:
        """What is asked for in the place of what is rejected: "I'd rather have a kettle, not a pot"; None where nothing is."""
        for segment in self.plan.rejected:
            talk = self.session.talk_of(segment.text)
            meant = talk.understand(segment.text).clauses
            asked = {clause.says for clause in talk.need.clauses}
            told = self._told_within(segment.text)
            fresh = [clause for clause in meant if clause.kind == "topic" and clause.says not in asked]  # "I said a desk lamp"
            sold = self.session.spoken(segment.text).shop.talk
            fresh = [one for one in fresh if one.text not in told and (sold.is_kind(one.says) or sold.is_sold(one.says))]
            if fresh and any(clause.kind == "exclude" for clause in meant) and self._names_another(segment.text):
                return replace(segment, act="need")
        return None

    def _told_within(self, words: str) -> str:
        """What is told of somebody in a stretch: of "not candles, she has a cat" the cat; empty where nothing is."""
        grammar = self.session.spoken(words).language.speech_acts
        parts = re.split(r"[,，.;；。!！]\s*", words)
        return "; ".join(part for part in parts if grammar and compiled(grammar.telling).fullmatch(part))

    def _advised(self, questions: Sequence[ActSegment], draft: StateUpdate) -> Turn | None:
        """What to take, in view of what is told in the same breath: "which would you take? It's for writing"."""
        if any(question.act != "advise" for question in questions):
            return None
        words = " ".join(segment.text for segment in self.plan.told)
        meant = self.session.talk_of(words).features(words)
        changed = draft.having(meant.clauses).assuming(meant.assumed)
        if changed.need == draft.need:
            return None
        return self._searched(replace(changed, need=replace(changed.need, query=f"{draft.need.query}; {words}")))

    # --- what changes the need

    def _amended(self) -> StateUpdate:
        """The need without what was dropped and rejected."""
        talk = self.session.talk_of(self.said)
        draft = StateUpdate(replace(talk.need, notes=(), question=None), talk.phrases)
        for segment in self.plan.dropped:
            bare = self.session.spoken(segment.text).act.said  # without the "hm" before it
            is_withdrawal = talk.phrases.part("drop", closed(bare, talk.phrases)) is not None
            ruled_out = None if is_withdrawal else partial(rejected, draft, segment.text, talk, None)
            draft = withdrawn(draft, bare, talk) or (ruled_out() if ruled_out else None) or draft
        if draft.changes:
            query = query_without(talk.need, [one for one in talk.need.clauses if one not in draft.need.clauses])
            draft = replace(draft, need=replace(draft.need, query=query or talk.need.query))
        for segment in self.plan.others if self.plan.request else ():  # "something else, in red"
            phrase = talk.phrases.part("others", closed(segment.text, talk.phrases))
            draft = (others(draft, phrase, talk) if phrase else None) or draft
        for segment in (*self.plan.refined, *self.plan.dropped):
            draft = lifted(draft, segment.text, talk) or draft
        for segment in self.plan.rejected:
            if (limited := self._limited_by(segment.text, draft.need)) is not None:
                draft = _limiting(draft, limited)  # "make it 100"; of "a lamp? Too expensive" the lamp is no wish
                continue
            if wishes := _wished_by_denying(talk, segment.text):
                draft = draft.having(wishes)  # "not too heavy" finds no fault
                continue
            if any(question.act == "compare" for question in self.plan.questions) and not self._finds_fault(segment.text):
                continue  # "you showed me a gooseneck before. How does that compare with this one?"
            named = self._named(self._faulted(segment.text))
            pointed_at = named or self._pointed_at(segment.text)
            changed = rejected(draft, segment.text, talk, pointed_at)
            if changed is None:
                named = pointed_at
            if named is not None and self._is_one_of_its_name(named):
                left_out = without_product(named, talk.phrases.messages["without"])
                changed = (changed or draft).having([left_out], adding=True)
            draft = changed or draft
        return draft

    def _limited_by(self, words: str, need: Need) -> Refinement | None:
        """What becomes of a need where words set a limit, or a part of them does: "935 is too much, keep it to 800"."""
        parts = _PARTS.split(words.strip(" .!?"))
        said = (words, *parts) if len(parts) > 1 else (words,)
        limits = (_limited(replace(self.session.talk_of(one), need=need)) for one in said)
        return next((limited for limited in limits if limited is not None), None)

    def _faulted(self, words: str) -> str:
        """What is found fault with, without what is said to have been asked for: "those are cabbages, I said tomatoes"."""
        grammar = self.session.spoken(words).language.speech_acts
        parts = re.split(r"[,.;!?]\s+", words)
        asked = compiled(rf"\W*(?:{grammar.correcting})\b") if grammar else None
        said = [part for part in parts if not (asked and (match := asked.match(part)) and " " in match[0])]
        return ", ".join(said) or words

    def _finds_fault(self, words: str) -> bool:
        """Whether words say what is wrong: something is denied, or there is too much of it."""
        too = language_of(words).refinement.messages["too"].partition("{")[0].strip()
        return any(map(negates, tokenise(words))) or too in words.casefold().split()

    def _is_one_of_its_name(self, product: Product) -> bool:
        """Whether no other product on the screen has its title, by which it would be left out with it."""
        shown = self.session.talk_of(self.said).products
        return all(one.id == product.id or one.title != product.title for one in shown)

    def _named(self, words: str) -> Product | None:
        """The product, of those that are or were shown, that is named in words by more than a pronoun."""
        anaphora = self.session.spoken(words).anaphora
        within = anaphora.within(words) if anaphora else None
        known = [*anaphora.talk.products, *anaphora.earlier] if anaphora else []
        return within[0] if within and any(within[0].id == product.id for product in known) else None

    def _called(self, words: str) -> Product | None:
        """The product on the screen that a few words call by name and say nothing else: "rook?"."""
        anaphora = self.session.spoken(words).anaphora
        meant = anaphora.meant(words) if anaphora and len(words.split()) <= _NAMING_WORDS else None
        return meant if anaphora and meant in anaphora.talk.products else None

    def _pointed_at(self, words: str) -> Product | None:
        """What was just spoken of, where words have a pronoun for it: "not that one"."""
        anaphora, talk = self.session.spoken(words).anaphora, self.session.talk_of(words)
        speaks_of_a_person = is_of_a_person(words, language_of(words).requests)  # "she does not like oils"
        says_what_is_wrong = any(clause.kind == "exclude" and clause.op for clause in talk.understand(words).clauses)
        if anaphora is None or speaks_of_a_person or says_what_is_wrong or not anaphora.refers(words):
            return None
        return anaphora.spoken_of()

    def _requested(self, request: ActSegment, draft: StateUpdate) -> Turn:
        """What is asked for: another thing, or the need in force as it was amended and is now refined."""
        need = draft.need
        if self.plan.taken and not draft.changes and self.session.spoken(request.text).act.question in ("goes with", "along"):
            return self.session.hear_words(request.text, request)
        if self.plan.does_several and self._says_only_the_thing():
            draft = self._without_those_named(draft)  # "the Rook? That's a card game. I want a board game"
            if draft.changes:
                return self._searched(draft)
        is_bare = not (need.clauses or need.sort)
        # "never mind, I need a lamp": all that was asked is dropped with what is not named
        # … where it names another thing than is looked for already.
        is_instead = request.act == "need" and bool(self.plan.dropped) and not draft.changes
        is_instead = is_instead and not names_topic(request.text, self.session.talk_of(request.text))
        asked = [segment.text for segment in self.plan.segments if segment.act == "need"] or [request.text]
        names_another = any(map(self._names_another, asked))  # of "it is for him: oily skin, a cream" the cream is asked for
        is_another = request.act == "need" and (not self._names_a_thing() or names_another)
        is_another |= any(one.act == "again" for one in self.plan.segments) and self._names_another(request.text)
        if is_bare or is_instead or is_another or self._is_for_another_person(request.text):
            return self._sought(request)
        if draft.changes and self.session.spoken(request.text).act.question == "others":
            return self._searched(draft)  # "show me others"
        if self.plan.questions and not self._names_another(request.text):
            meant = self.session.talk_of(request.text).features(request.text)
            changed = draft.having(meant.clauses).noted(meant)
            return self._refined(Refinement(replace(changed.need, query=f"{need.query}; {request.text}"), changed.changes), ())
        return self._refining(request, draft)

    def _refining(self, request: ActSegment, draft: StateUpdate) -> Turn:
        """The need as it was amended, refined by what is asked beside that; what is told and refines nothing leaves it so."""
        try:
            if not draft.changes:
                return self.session.hear_words(request.text, request)
            refinement = self._refinement(request.text, draft.need) or self._as_wish(request, draft)
        except UsageError:
            if request.act == "tell" and draft.changes:
                return self._searched(draft)  # "too long, my room is small"
            if request.act != "need" and self.plan.rejected:
                return self.session.reply_with(self.said, Reply("more_like_this", more=True))  # "not this, another brand"
            if request.act != "need" or request.confidence < SURE:
                raise
            return self._sought(request)  # "any kitchen knives" drops nothing
        if refinement is None and request.act == "tell" and draft.changes:
            return self._searched(draft)
        return self._refined(refinement, draft.changes) if refinement else self._sought(request)

    def _as_wish(self, request: ActSegment, draft: StateUpdate) -> Refinement | None:
        """The need with what surely refines it, be it by a name that could be a thing's: "not Scott, Trek please"."""
        if request.act != "refine" or request.confidence < SURE:
            return None
        wish = self.session.talk_of(request.text).features(request.text)
        return Refinement(draft.having(wish.clauses).noted(wish).need)

    def _refinement(self, words: str, need: Need) -> Refinement | None:
        """A need refined by words; what these bound themselves is no more bound by what was found too much of it before."""
        talk = self.session.talk_of(words)
        try:
            refinement = refine(replace(talk, need=need))
        except UsageError:
            if _says_it_again(talk, need):
                return Refinement(need)  # "too big, something smaller"
            return refined_by_features(talk) or refine(talk)
        return refinement and _of_what_was_too_much(refinement, talk.need, need)

    def _sought(self, request: ActSegment) -> Turn:
        """A request as another need, with what is known of whom it is for; what is told beside it names no thing."""
        need = self.session.for_the_same(request.text, is_instead=bool(self.plan.rejected))
        told = [segment.text for segment in self.plan.told if segment.text != request.text]
        clauses = (
            replace(one, kind="feature") if one.kind == "topic" and any(one.text in words for words in told) else one
            for one in need.clauses
        )
        self.session.search_for(self.said, replace(need, clauses=tuple(map(self._as_refused, clauses))))
        return self.session.log[-1]

    def _as_refused(self, clause: Clause) -> Clause:
        """A thing that is turned down, which no record need deny to be: "not a cleanser"."""
        is_bare = clause.kind == "exclude" and clause.op == "lacks" and clause.field is None
        return replace(clause, field=KIND) if is_bare and self.plan.rejected else clause

    def _refined(self, refinement: Refinement, changes: tuple[str, ...]) -> Turn:
        need = overlapping(refinement.need, self.session.talk_of(self.said).need)
        self.session.search_for(self.said, need, (*changes, *refinement.changes), kind="refined")
        return self.session.log[-1]

    def begins_anew(self) -> bool:
        """Whether the thing is asked for again, for another person."""
        request = self.plan.request
        return request is not None and request.confidence >= LIKELY and self._is_for_another_person(request.text)

    def _is_for_another_person(self, words: str) -> bool:
        """Whether the thing is asked for again, for somebody else: "my son needs a laptop too", behind a daughter's."""
        talk, grammar = self.session.talk_of(words), language_of(words).requests
        topics = [one for one in talk.understand(words).clauses if one.kind == "topic" and one.op is None]
        meant, before = persons_in(words, grammar), persons_in(talk.need.query, grammar)
        return bool(topics and meant and before) and meant.isdisjoint(before)

    def _says_only_the_thing(self) -> bool:
        """Whether nothing is asked for but what is looked for already."""
        words = ", ".join(segment.text for segment in self.plan.segments if segment.act in REQUESTS)
        talk = self.session.talk_of(words)
        clauses = talk.understand(words).clauses
        return bool(clauses) and all(
            one.kind == "topic" and one.op is None and talk.catalog.same(one.says, talk.topic) for one in clauses
        )

    def _without_those_named(self, draft: StateUpdate) -> StateUpdate:
        """The need without the products that are named beside what is asked for, which are something else."""
        words = [one.text for one in self.plan.segments if one.act not in REQUESTS]
        named = [product for text in words if (product := self._named(text) or self._called(text))]
        without = draft.phrases.messages["without"]
        return draft.having([without_product(product, without) for product in named], adding=True) if named else draft

    def _names_a_thing(self) -> bool:
        """Whether a kind of thing is looked for; none is by who wants something for an aunt."""
        return bool(self.session.talk_of(self.said).topic)

    def _names_another(self, words: str) -> bool:
        """Whether a request names a kind of thing, and another one than what is looked for; nobody is a thing."""
        talk, grammar = self.session.talk_of(words), language_of(words).requests
        topics = [clause for clause in talk.understand(words).clauses if clause.kind == "topic" and clause.op is None]
        topics = [clause for clause in topics if not is_of_a_person(clause.text, grammar)]
        topics = [clause for clause in topics if not is_said_of_a_pronoun(clause, words)]
        bare, named = closed(words, talk.phrases), [one.text for one in topics]
        called = partial(talk.catalog.called, topic=talk.topic)
        if talk.topic and says_how(bare, named, talk.phrases, lambda: any(called(one.says) for one in topics)):
            return False  # "a smaller one to travel with"
        if self.plan.questions:  # "is it waterproof? I'd use it in the rain" looks for nothing else
            topics = [clause for clause in topics if clause.source != "assumption"]
        return bool(topics) and not any(talk.catalog.same(clause.says, talk.topic) for clause in topics)

    def _searched(self, draft: StateUpdate) -> Turn:
        """The need as it was amended; where nothing is left of it, what else is wanted is asked."""
        need = draft.need
        if not (need.clauses or need.sort):
            reply = self.session.spoken(self.said).social("refusal")
            self.session.reset()
            return self.session.reply_with(self.said, reply)
        self.session.search_for(self.said, need, draft.changes, kind="refined")
        return self.session.log[-1]

    # --- what is answered

    def _questions(self) -> list[ActSegment]:
        """What is asked, one by one: "how much is it, and is it waterproof?" is two."""
        parts: list[ActSegment] = []
        for question in self.plan.questions:
            if self._recalls(question) and len(self.plan.questions) > 1:
                continue
            grammar = self.session.spoken(question.text).language.speech_acts
            further = r"(?<=[?？])\s*(?=\w)"
            if grammar and question.act != "stock":  # of which the shop knows more than any record
                further += rf"|(?:{grammar.further})(?={grammar.asking})"
            places = [place for match in compiled(further).finditer(question.text) for place in match.span()]
            bounds = [0, *places, len(question.text)]
            words = (question.text[start:end].strip() for start, end in zip(bounds[::2], bounds[1::2], strict=True))
            said = [self._asking(words_of_one) for words_of_one in words if words_of_one]
            asking = [one for one in said if len(said) == 1 or self.session.spoken(one).act.kind is None]  # "oh and is it red"
            asking = [grammar.of_its(one) if grammar and (n or question.act == "ask") else one for n, one in enumerate(asking)]
            if parts and parts[-1].act == "compare" and grammar and _only_says_of_what(asking, grammar):
                parts[-1] = replace(parts[-1], text=f"{parts[-1].text} {asking[0]}")  # "how do they differ? Screen and so on."
                continue
            parts += [replace(question, text=one) for one in asking]
        return [part for part in parts if part is parts[0] or not self._merely_asks_why(part.text)]

    def _recalls(self, segment: ActSegment) -> bool:
        """Whether only a product is named that was shown before: "you showed me a gooseneck. How does it compare …"."""
        return (
            segment.act == "again" and not segment.text.rstrip().endswith(("?", "？")) and self._named(segment.text) is not None
        )

    def _asking(self, words: str) -> str:
        """A question without what is stated before it: "those are all big, how heavy is the first?"."""
        stated, mark, asked = words.partition(", ")
        grammar = self.session.spoken(words).language.speech_acts
        if not (mark and grammar) or not is_question(asked, grammar) or is_question(stated, grammar):
            return words
        anaphora = self.session.spoken(asked).anaphora
        return asked if anaphora is not None and anaphora.within(asked) and not anaphora.within(stated) else words

    def _merely_asks_why(self, words: str) -> bool:
        """Whether a question is a bare "and why?", which the answer to the one before it says by itself."""
        return len(words.split()) <= _BARE_WORDS and self.session.spoken(words).act.question == "why"

    def _answered(self, questions: Sequence[ActSegment]) -> Turn:
        """The turn of questions, the last of which may be about what those before it were about: "compare A and B. Which …"."""
        before = len(self.session.log)
        told = self._told_to(questions[:-1])
        turn = self.session.hear_words(questions[-1].text, questions[-1])
        del self.session.log[before:-1]
        return self._beside(told, turn)

    def _answers(self, questions: Sequence[ActSegment]) -> tuple[Sentence, ...]:
        """The answers to questions that stand before something else; they are no turns of their own."""
        before = len(self.session.log)
        told = self._told_to(questions)
        del self.session.log[before:]
        return told

    def _told_to(self, questions: Sequence[ActSegment]) -> tuple[Sentence, ...]:
        told: tuple[Sentence, ...] = ()
        for question in questions:
            if not self._only_names(question.text):
                told += self.session.hear_words(question.text, question).told
        return told

    def _only_names(self, words: str) -> bool:
        """Whether words name a product and ask nothing yet, "and the grey one": what follows is asked of that."""
        spoken = self.session.spoken(words)
        anaphora = spoken.anaphora if spoken.act.question is None else None  # "what is the second one about?" asks something
        within = anaphora.within(words) if anaphora else None
        rest = words.replace(within[1], " ") if within else ""
        if within is None or len(rest.split()) > _NAMING_WORDS or (has_han(rest) and len(rest.strip(" 那呢?？。")) > 1):
            return False
        self.session.look_at_product(within[0])
        return True

    def _beside(self, told: tuple[Sentence, ...], turn: Turn) -> Turn:
        """A turn behind what was told before it."""
        if told:
            once = {sentence.text: sentence for sentence in (*told, *turn.told)}
            self.session.log[-1] = replace(turn, told=tuple(once.values()))
        return self.session.log[-1]

    def _look_at_what_is_told_of(self) -> None:
        """What is told of is what "it" means behind it: "I think the Bent has a lid. Compare it with the Stray"."""
        behind = {segment.act for segment in self.plan.segments[1:]} & {"ask", "compare"}
        named_first = [*self.plan.told, *(self.plan.rejected if "compare" in behind else ())]
        named_first += [segment for segment in self.plan.segments if self._recalls(segment)]
        for segment in named_first if behind else ():
            if (product := self._named(segment.text)) is not None:
                self.session.look_at_product(product)

    def _take(self, segment: ActSegment) -> bool:
        """Whether one of the products is decided for, which is spoken of from then on; no "in black", no "make it 100"."""
        talk, anaphora = self.session.talk_of(segment.text), self.session.spoken(segment.text).anaphora
        product = self._named(segment.text)
        if product is None and anaphora is not None and anaphora.refers(segment.text):
            product = None if _limited(talk) else anaphora.spoken_of()
        if product is not None:
            self.session.look_at_product(product)
        return product is not None

    def _taken(self) -> Turn:
        return self.session.reply_with(self.said, self.session.spoken(self.plan.taken[-1].text).taken())

    def _corrects(self, words: str) -> bool:
        """Whether words only say which product was meant: "I meant the first"."""
        grammar = self.session.spoken(words).language.speech_acts
        return grammar is not None and compiled(rf"\W*(?:{grammar.correcting})\b").match(words) is not None

    def _decision(self) -> tuple[Sentence, ...]:
        """What is said to a decision before something else is looked for."""
        return self.session.spoken(self.plan.taken[-1].text).taken().told


def _only_says_of_what(asked: Sequence[str], grammar: SpeechActGrammar) -> bool:
    """Whether a stretch behind a comparison asks nothing itself, and only names what is to be compared."""
    return len(asked) == 1 and len(asked[0].split()) <= _FEW_WORDS and not is_question(asked[0], grammar)


def _says_it_again(talk: DialogueState, need: Need) -> bool:
    """Whether words ask for what a need has already by what was found fault with before them."""
    try:
        again = refine(talk)
    except UsageError:
        return False
    fresh = [clause for clause in again.need.clauses if clause not in talk.need.clauses] if again else []
    bounds = {(clause.field, clause.op, clause.value) for clause in need.clauses}
    return bool(fresh) and all((clause.field, clause.op, clause.value) in bounds for clause in fresh)


def _of_what_was_too_much(refinement: Refinement, before: Need, need: Need) -> Refinement:
    """A bare amount behind a complaint is of what there was too much of, and no price: "too wide, at most 150"."""
    faults = [clause for clause in need.clauses if clause not in before.clauses and is_limit(clause)]
    fields = {(clause.field, clause.unit) for clause in faults}
    fresh = [clause for clause in refinement.need.clauses if clause not in need.clauses]
    bare = [clause for clause in fresh if clause.field == "price" and is_limit(clause) and _is_bare(clause.text)]
    if len(fields) != 1 or len(bare) != 1:
        return refinement
    fault = faults[0]
    if fault.field == "price" or (fault.op in LOWER) != (bare[0].op in LOWER):
        return refinement
    meant = replace(bare[0], field=fault.field, unit=fault.unit)
    clauses = tuple(meant if clause in bare else clause for clause in refinement.need.clauses if clause not in faults)
    return replace(refinement, need=replace(refinement.need, clauses=clauses))


def _limiting(draft: StateUpdate, limited: Refinement) -> StateUpdate:
    """The need with the limits that words set, and nothing else that they name."""
    fresh = [clause for clause in limited.need.clauses if clause not in draft.need.clauses and is_limit(clause)]
    if fresh and limited.need.sort == draft.need.sort:
        return draft.having(fresh).noted(limited.need)
    return replace(draft, need=limited.need, changes=(*draft.changes, *limited.changes))


def _wished_by_denying(talk: DialogueState, words: str) -> list[Clause]:
    """The limits that words set with the denial that they begin with: "not too heavy"."""
    first = tokenise(words.strip())[:1]
    if not (first and negates(first[0])):
        return []
    limits = [clause for clause in talk.features(words).clauses if is_limit(clause)]
    too = talk.phrases.messages["too"].partition("{")[0].strip()
    if not limits and too in words.casefold().split()[1:2]:
        return [Clause(words.strip(" .!"), "feature")]  # of which no record says how much
    return limits if all(clause.text.casefold().startswith(first[0].text.casefold()) for clause in limits) else []


def _is_bare(words: str) -> bool:
    """Whether an amount is said without any unit or money: "max 150", no "150 euros"."""
    return words.rstrip(" .!").endswith(tuple("0123456789")) and all(sign.isalnum() or sign in " .," for sign in words)


def _limited(talk: DialogueState) -> Refinement | None:
    """What becomes of the need where words set a limit or the order, "make it 100"; None where they do not."""
    try:
        refinement = refine(talk)
    except UsageError:
        return None
    if refinement is None:
        return None
    known = {(clause.field, clause.value) for clause in talk.need.clauses}  # "it costs 60, I said under 50" says 50 again
    fresh = [clause for clause in refinement.need.clauses if (clause.field, clause.value) not in known]
    is_amount = any(is_limit(clause) and clause.field == "price" for clause in fresh)
    return refinement if is_amount or refinement.need.sort != talk.need.sort else None


def limits_apart(segments: Sequence[ActSegment], talk_of: Callable[[str], DialogueState]) -> tuple[ActSegment, ...]:
    """Acts with the limits that stand behind what is told as requests of their own: "she likes coffee, around 30 euros"."""
    parted: list[ActSegment] = []
    for segment in segments:
        told, mark, limit = segment.text.rpartition(", ") if segment.act == "tell" else ("", "", "")
        clauses = talk_of(limit).understand(limit).clauses if mark else ()
        if clauses and all(clause.kind == "limit" and clause.op for clause in clauses):
            parted += [replace(segment, text=told), replace(segment, act="refine", text=limit)]
        else:
            parted.append(segment)
    return tuple(parted)
