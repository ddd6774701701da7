"""What a conversation remembers: the need in force, what was shown under which number, and how to go back. No I/O."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shopcli.chat.availability import availability
from shopcli.chat.bundle_turn import bundle_turn
from shopcli.chat.fact_turn import fact_turn
from shopcli.chat.open_turns import OpenTurn
from shopcli.chat.repair_turn import misread_turn, repair_turn
from shopcli.chat.shop import Shop
from shopcli.chat.shown_turn import shown_turn
from shopcli.chat.spoken_replies import SpokenReplies
from shopcli.chat.spoken_turn import Reply, as_sentence, new_advice, once, taken_for
from shopcli.chat.turn import (
    Turn,
    asks_of_catalog,
    compared_products,
    denies_more,
    earlier_products,
    for_the_same,
    is_other_product,
    names_a_thing,
    of_the_same_person,
    of_what_was_asked,
    recent_products,
    seeking,
    shows,
    shows_things,
    wanted,
)
from shopcli.chat.turn_manager import TurnManager, limits_apart
from shopcli.errors import UsageError
from shopcli.need.dialogue.anaphora import Anaphora
from shopcli.need.dialogue.clarifying import chosen
from shopcli.need.dialogue.dialogue_acts import as_request, classify_turn
from shopcli.need.dialogue.dialogue_state import DialogueState
from shopcli.need.dialogue.discourse_markers import closed
from shopcli.need.dialogue.followup import ProductQuestion
from shopcli.need.dialogue.refine import Refinement, drop_line, refined_by_features, refined_by_what_is_told, talk_about
from shopcli.need.dialogue.refinement_actions import NothingToChange
from shopcli.need.dialogue.speech_acts import SpeechAct, speech_act, spoken_command
from shopcli.need.dialogue.turn_plan import REQUESTS, TurnPlan, framed, in_form, untagged
from shopcli.need.languages.registry import language_named, language_of
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.tagging.dialogue_acts import ActSegment, DialogueAct
from shopcli.need.utterance import Utterance
from shopcli.types import Advice, Answer, ClarifyingQuestion, Explanation, Hit, Need, Product, ReplyKind, Sentence

_START = Turn("")
_DEEP = 30  # further results that are looked through where the first are all what is not wanted
_DENIED = re.compile(r"No\b|没有|不")


class Session:
    """The state of one conversation. A step that fails leaves it as it was.

    Args:
        advisor: understands and searches.
        top: how many results a step shows.
        asks: whether the shopper is asked back.
    """

    def __init__(self, advisor: Shop, *, top: int = 3, asks: bool = True) -> None:
        self._advisor = advisor
        self._top, self._asks = top, asks
        self._asked_back: set[str] = set()
        self.question: ClarifyingQuestion | None = None  # that is open: the next words may answer it
        self._turns: list[Turn] = []
        self._focus: Product | None = None
        self._asked_before: ProductQuestion | None = None
        self._spoken_before: SpeechAct | None = None  # what was asked last, by the form of its words
        self.log: list[Turn] = []

    @property
    def turn(self) -> Turn:
        """The step in force; an empty one at the start and after ``reset``."""
        return self._turns[-1] if self._turns else _START

    @property
    def need(self) -> Need | None:
        """The need in force."""
        return self.turn.answer.need if self.turn.answer else None

    @property
    def shown(self) -> tuple[Hit, ...]:
        """The results on the screen; number 1 is the first."""
        return self.turn.shown

    @property
    def focus(self) -> Product | None:
        """The product that "it" means."""
        return self._focus

    def classify(self, text: str) -> Utterance:
        """What ``text`` is for, in this conversation.

        Raises:
            UsageError: it refers to what was not shown or not asked, or to several of the shown.
        """
        if self.need is None:
            return Utterance.opening(text, self._advisor.shown_catalog.choice_field)
        if self.question and (refinement := chosen(self.question, text, self.need)):
            return Utterance(text, "refinement", refinement=refinement)
        return classify_turn(self.talk_of(text), before=self._asked_before)

    def talk_of(self, text: str) -> DialogueState:
        focus = self._focus
        phrases = language_of(text).refinement
        if focus is None and phrases.part("other_brand", closed(text, phrases)):
            focus = self._liked()  # "other brands" than that of what the results are like
        talk = talk_about(self._asked(), text, self.shown, self._advisor.understand, self._advisor.shown_catalog, focus)
        return replace(talk, recent=tuple(recent_products(self.log)))

    def _liked(self) -> Product | None:
        """The product that the results are to be like."""
        liked = {clause.value for clause in self._asked().clauses if clause.op == "like"}
        return next((product for product in earlier_products(self.log, self.shown) if product.id in liked), None)

    def hear(self, text: str) -> Turn:
        """The turn that comes of what is said: its reply has one kind, whatever it is about.

        Raises:
            ShopcliError: it refers to what was not shown, or the search failed.
        """
        if self.need is not None and (command := spoken_command(text, len(self.shown))):
            return self._obey(text, command)
        if self.question and self.need and chosen(self.question, text, self.need):
            return self._heard(self.classify(text))
        before, advisor = self.need, self._advisor
        try:
            turn = bundle_turn(self, advisor, text) or fact_turn(self, advisor, text) or shown_turn(self, text)
            turn = turn or misread_turn(self, text)
            if told := availability(advisor, before, turn):
                return self.beside((*turn.told, *told))
            return turn
        except NothingToChange as nothing:
            return self.reply_with(text, Reply("not_understood", (as_sentence(nothing),)))

    def fresh_advice(self, answer: Answer) -> Iterator[Sentence]:
        """The advice for the answer in force as it is written, less what was said in the step before."""
        earlier = [turn.answer.advice for turn in self._turns[:-1] if turn.answer and turn.answer.advice]
        before = earlier[-1] if earlier else None
        return new_advice(iter(self._advisor.advise(answer)), answer, before, lambda one: self._advisor.talk.name_of(one))

    def beside(self, told: tuple[Sentence, ...]) -> Turn:
        """The step that was just taken, with what is told before what it shows."""
        self._turns[-1] = self.log[-1] = replace(self.log[-1], told=told)
        return self.log[-1]

    def hear_words(self, text: str, act: ActSegment | None = None) -> Turn:
        """The turn of words: of a closed form, of several acts, or of one.

        Args:
            text: the words.
            act: what they do, where that was told apart already.

        Raises:
            ShopcliError: they refer to what was not shown, or the search failed.
        """
        if act is None and self.need is not None and (turn := repair_turn(self, " ".join(text.split()), self._asked_before)):
            return turn
        spoken = self.spoken(" ".join(text.split()))
        if turn := self._thing_again(spoken):
            return self._look_again(text, turn.shown[0], turn)
        if (first := self._granted_first(text)) is not None:
            self.hear(first[0])
            return self.hear(first[1])
        plan = self._planned(text) if act is None and self.need is not None else TurnPlan(())
        manager = TurnManager(self, text, plan)
        if (plan.changes_subject or manager.asks_several()) and (turn := manager.turn()):
            return turn
        reply = self._reply(spoken)
        if reply and (reply.kind not in plan.overrules or "whole" in spoken.act.parts):
            self._spoken_before = spoken.act if spoken.act.question else None
            return self.reply_with(text, reply)
        if (plan.is_several or manager.begins_anew()) and (turn := manager.turn()):
            return turn
        asked = plan.only.text if plan.only and plan.only.act in REQUESTS and len(plan.segments) > 1 else ""
        return self._request(text, self.spoken(asked) if asked else spoken, plan.only or act)

    def _planned(self, text: str) -> TurnPlan:
        """What is done in a turn: as it was learned, but where the form of a stretch leaves no doubt."""
        segments = self._advisor.acts(" ".join(text.split()))
        language = language_of(text)
        if language.speech_acts and len(segments) > 1:
            segments = tuple(in_form(one, language.speech_acts) for one in framed(segments, language.speech_acts))
        elif language.speech_acts:
            segments = tuple(untagged(one, language.speech_acts) for one in segments)
        return TurnPlan.of(limits_apart(segments, self.talk_of))

    def spoken(self, said: str) -> SpokenReplies:
        """What is said as a speech act, with all that it may be about."""
        language = language_of(said) if any(map(str.isalpha, said)) else language_named(self.need.language if self.need else "")
        act = speech_act(said, language, is_known=self._advisor.talk.is_known)
        talk = self.talk_of(act.said) if self.need is not None else None
        grammar = language.speech_acts
        anaphora = (
            Anaphora(talk, earlier_products(self.log, self.shown), self._advisor.talk, grammar) if talk and grammar else None
        )
        return SpokenReplies(
            self._advisor,
            language,
            act,
            self.on_screen(),
            anaphora,
            self._asked_before,
            has_spoken=bool(self.log),
            asked_words=self.log[-1].said if self.log and self.log[-1].kind == "about" else "",
            recent=recent_products(self.log),
            compared=compared_products(self.log),
        )

    def _granted_first(self, text: str) -> tuple[str, str] | None:
        """Two sentences, the first of which takes something back: "Acme is fine after all. Anything in red?"."""
        first, mark, rest = text.strip().partition(". ")
        if not mark or self.need is None:
            return None
        spoken = self.spoken(first)
        return (first, rest) if spoken.act.question == "fine after all" and spoken.to_question() else None

    def _reply(self, spoken: SpokenReplies) -> Reply | None:
        told = spoken.to_question() if spoken.act.question and not spoken.act.kind else None
        return spoken.social(spoken.act.kind) if spoken.act.kind else told

    def reply_with(self, said: str, reply: Reply) -> Turn:
        """Enter a reply into the conversation."""
        if reply.more:
            return self._others(said)
        if reply.need is not None:
            self.search_for(said, reply.need, reply.changes, kind=reply.kind)
            return self.log[-1]
        if reply.looked_at is not None:
            return self._look_again(said, reply.looked_at)
        if reply.one is not None:
            self._focus = reply.one
        if reply.about:
            self._asked_before, self.question = reply.asked, None
        turn = Turn(said, shown=self.shown, told=once(reply.told), kind=reply.kind, about=reply.about, beside=reply.beside)
        self.log.append(replace(turn, taken_for=taken_for(reply.about, self.shown, self.need)))
        return self.log[-1]

    def _others(self, said: str) -> Turn:
        """The next results, or that there are none."""
        try:
            self.more()
        except UsageError as error:
            grammar = language_named(self.need.language if self.need else "").speech_acts
            text = grammar.replies["nothing further"].format(count=len(self.shown)) if grammar and self.shown else str(error)
            told = (Sentence(text, (), "template"),)
            self.log.append(Turn(said, shown=self.shown, told=told, kind="more_like_this"))
        return self.log[-1]

    def _look_again(self, said: str, hit: Hit, step: Turn | None = None) -> Turn:
        """One result shown whole; of an earlier step, that step is in force again."""
        if step is not None or hit not in self.shown:
            before = step or next((turn for turn in reversed(self._turns) if shows(turn, hit.product)), None)
            if before is not None and before.answer is not None:
                self._turns.append(before)
                hit = next(one for one in before.shown if one.product.id == hit.product.id)
        self._focus, self._asked_before, self.question = hit.product, None, None
        self.log.append(Turn(said, shown=self.shown, looked_at=hit, kind="more_told", about=(hit.product,)))
        return self.log[-1]

    def _request(self, text: str, spoken: SpokenReplies, act: ActSegment | None) -> Turn:
        """The turn of words that ask for products, or about one in a form of no closed class."""
        opened = self._open_turn(spoken)
        if opened is None:
            utterance = self.classify(spoken.act.said or text)
            return self._answered_at_once(text, utterance) or self._heard(utterance)
        back = compiled(opened.grammar.back).match(spoken.act.said)
        if back and (turn := seeking(spoken.act.said[back.end() :], self._turns[:-1])):
            return self._look_again(text, turn.shown[0], turn)
        words = opened.words
        if opened.says_nothing(words):
            return self.reply_with(text, spoken.not_understood())
        if other := opened.another(words, act):
            self.search_for(text, self.for_the_same(other))
            return self.log[-1]
        sure = opened.sure_act(act, words)
        if sure and sure not in ("stock", "more") and not opened.compares(words) and (reply := spoken.by_act(sure)):
            return self.reply_with(text, reply)
        if reply := opened.surely_asked(sure, words):
            return self.reply_with(text, reply)
        if opened.is_within_it(words) and (reply := opened.open_question(words)):
            return self.reply_with(text, reply)
        if sure in REQUESTS:
            reply = opened.told_of_oneself(words) or spoken.in_colour(words)
            return self.reply_with(text, reply) if reply else self._read(text, words, opened, sure)
        reply = (
            opened.told_of_oneself(words)
            or opened.remark_on(words)
            or spoken.in_colour(words)
            or opened.asked_again(words)
            or opened.asked_of_it(words)
        )
        return self.reply_with(text, reply) if reply else self._read(text, words, opened, sure)

    def for_the_same(self, request: str, *, is_instead: bool = False) -> Need:
        """The need of a request for another thing, with what is known of whom the one before was for."""
        return for_the_same(request, self._asked(), self._advisor.understand, self._advisor.talk, is_instead=is_instead)

    def _open_turn(self, spoken: SpokenReplies) -> OpenTurn | None:
        """What is said, where something is shown that it may be about."""
        if spoken.anaphora is None or spoken.language.speech_acts is None:
            return None
        return OpenTurn(spoken, spoken.language.speech_acts, spoken.anaphora, self._spoken_before, compared_products(self.log))

    def _read(self, text: str, words: str, opened: OpenTurn, act: DialogueAct | None) -> Turn:
        """The turn of words by what they are classified as; what is no request is a question about a product.

        Args:
            text: what was said.
            words: as a refinement says it.
            opened: what it may refer to.
            act: what it surely does; None for anything.
        """
        try:
            utterance = self._classified(words, act)
            if refinement := self._refined_by_a_question(utterance):
                return self._heard(replace(utterance, act="refinement", refinement=refinement, question=None))
            if act in REQUESTS and utterance.act != "product question":
                return self._of_catalog(text, utterance) if asks_of_catalog(utterance) else self._heard(utterance)
        except UsageError:
            if opened.compares(words) and opened.grammar.of_it:
                raise
            if reply := opened.spoken.by_what_is_stated(words) or opened.open_question(words):
                return self.reply_with(text, reply)
            raise
        if opened.is_of_it(words) and (reply := opened.open_question(words, sure=True)):
            return self.reply_with(text, reply)
        if asks_of_catalog(utterance):
            return self._of_catalog(text, utterance)
        if utterance.act in ("search", "refinement") and (reply := opened.open_question(words)):
            return self.reply_with(text, reply)
        if act and utterance.act == "search" and (reply := opened.spoken.by_act(act)):
            return self.reply_with(text, reply)
        return self._heard(utterance)

    def _classified(self, words: str, act: DialogueAct | None) -> Utterance:
        """What words are for, where it is known what they surely do: who tells of himself looks for nothing else."""
        utterance = self.classify(words)
        if act in REQUESTS and utterance.act == "product question":
            return as_request(self.talk_of(words))
        changed = utterance.refinement.need if utterance.refinement else None
        if act == "tell" and (utterance.act == "search" or names_a_thing(changed, self.need)):
            return replace(utterance, act="refinement", refinement=refined_by_what_is_told(self.talk_of(words)))
        return utterance

    def _refined_by_a_question(self, utterance: Utterance) -> Refinement | None:
        """The need in force, refined by what a question names that names no thing: "do you have one below 100?"."""
        question = utterance.question
        if question is None or question.kind != "any" or not question.subject or question.anything:
            return None
        return refined_by_features(replace(self.talk_of(question.subject), question=None))

    def _thing_again(self, spoken: SpokenReplies) -> Turn | None:
        """The step before in which what is named was looked for, where that is no more: "ok the umbrella again"."""
        grammar = spoken.language.speech_acts
        again = compiled(grammar.again).fullmatch(spoken.act.said.strip(" .!?")) if grammar and spoken.anaphora else None
        is_sought = again is not None and spoken.anaphora is not None and spoken.anaphora.is_of_topic(again["ref"])
        return seeking(again["ref"], self._turns[:-1]) if again and not is_sought else None

    def go_back_to(self, said: str, thing: str) -> Turn | None:
        """The step before in which a thing was looked for, in force again, or that in force; None where it never was."""
        before = seeking(thing, self._turns[:-1]) if thing else self.turn
        if before is not None and before.answer is not None:
            about = tuple(hit.product for hit in before.shown[:1])
            self.enter(Turn(said, before.answer, before.shown, kind="more_told", about=about))
        return self.log[-1] if before is not None else None

    def _answered_at_once(self, said: str, utterance: Utterance) -> Turn | None:
        """The answer to a first question about the catalog that shows nothing, after which nothing is looked for; else None."""
        if self.need is not None or utterance.question is None:
            return None
        answer = self._advisor.search(self._advisor.understand(utterance), top=self._top)
        if answer.reply is None or shows_things(answer):
            return None
        told = (Sentence(answer.reply, (), "template"),)
        self.log.append(Turn(said, shown=self.shown, told=told, kind="catalog"))
        return self.log[-1]

    def _of_catalog(self, said: str, utterance: Utterance) -> Turn:
        """A question about the catalog: what there is of it is shown; any other answer leaves the need as it was."""
        need = utterance.refinement.need if utterance.refinement else self._advisor.understand(utterance)
        if utterance.refinement and denies_more(need, self._asked()):  # "anything without X?", where most records are silent
            return self._refined_by(said, replace(need, question=None), utterance.refinement.changes)
        answer = self._advisor.search(need, top=self._top)
        if answer.reply is None or shows_things(answer):
            is_sought = utterance.refinement is None and self._seeks_the_same(need)
            return self._refined_by(said, need) if is_sought else self._heard(utterance)
        reply = answer.reply
        if need.question and need.question.kind == "any" and (grammar := language_named(need.language).speech_acts):
            reply = reply if _DENIED.match(reply) else grammar.replies["no"].format(said=reply)
        told = (Sentence(reply, tuple(hit.product.id for hit in answer.results), "template"),)
        self.log.append(Turn(said, shown=self.shown, told=told, kind="catalog"))
        return self.log[-1]

    def _seeks_the_same(self, need: Need) -> bool:
        """Whether a need names the kind of thing that is looked for already."""
        topics = [
            [clause.says for clause in one.clauses if clause.kind == "topic" and clause.op is None]
            for one in (need, self._asked())
        ]
        return all(topics) and self._advisor.shown_catalog.same(topics[0][0], topics[1][0])

    def _refined_by(self, said: str, need: Need, changes: tuple[str, ...] = ()) -> Turn:
        self.search_for(said, need, changes, kind="refined")
        return self.log[-1]

    def _heard(self, utterance: Utterance) -> Turn:
        if utterance.asked:
            self.answer(utterance.text, utterance.asked)
        elif utterance.selected:
            self.select(utterance.text, utterance.selected)
        else:
            self.search(utterance)
        return self.log[-1]

    def _obey(self, said: str, command: str) -> Turn:
        """The turn of a command that was said rather than typed."""
        name, *numbers = command.split()
        if name == "/reset":
            self.reset()
        elif name == "/undo":
            self.undo()
        elif name == "/quit":
            self.log.append(Turn(said, shown=self.shown, kind="farewell"))
        elif name == "/why":
            self.log.append(Turn(said, shown=self.shown, kind="why", about=(self.hit(int(numbers[0])).product,)))
        else:
            chosen = [int(number) for number in numbers]
            about = tuple(self.hit(number).product for number in chosen)
            self.log.append(Turn(said, shown=self.shown, told=self.verdict(chosen), kind="compared", about=about))
        return self.log[-1]

    def answer(self, said: str, asked: ProductQuestion) -> tuple[Sentence, ...]:
        """The answer to a question about some of the shown ("is the second one waterproof?").

        The one product that it is about is what "it" means from then on.
        """
        sentences = once(self._advisor.talk.answer(asked))
        self.question = None
        self._asked_before = asked
        first = [product for product in asked.products if product.id in sentences[0].cites] if sentences else []
        if len(asked.products) == 1 or len(first) == 1:  # the only one that is, has or does it
            self._focus = first[0] if first else asked.products[0]
        kind: ReplyKind = "compared" if asked.kind in ("comparison", "most") else "about"
        about = (*asked.products, *([asked.other] if asked.other else []))
        self.log.append(Turn(said, shown=self.shown, told=sentences, kind=kind, about=about))
        return sentences

    def look_at(self, number: int) -> Hit:
        """The result with that number on the screen, which "that" means from now on.

        Raises:
            UsageError: fewer are shown; it says how many.
        """
        return self.select(f"/show {number}", self.hit(number).product)

    def select(self, said: str, product: Product) -> Hit:
        """The result that was named and no more ("the second", "the black one"); "that" means it from now on."""
        self._focus, self._asked_before, self.question = product, None, None
        hit = next(hit for hit in self.shown if hit.product.id == product.id)
        self.log.append(Turn(said, shown=self.shown, looked_at=hit, kind="more_told", about=(product,)))
        return hit

    def search(self, utterance: Utterance) -> Answer:
        """The answer to a new need, a refinement of the one in force, or a wish for more of its results.

        Raises:
            ShopcliError: the search failed.
        """
        if utterance.act == "more":
            return self.more()
        if refined := utterance.refinement:
            return self.search_for(utterance.text, refined.need, refined.changes, kind="refined")
        need, phrases = self._advisor.understand(utterance), language_of(utterance.text).refinement
        if self.need and not need.assumed and phrases.instead.search(phrases.normal(utterance.text)):
            need = replace(need, assumed=of_the_same_person(self._asked()))
        return self.search_for(utterance.text, need)

    def more(self) -> Answer:
        """The next results for the same need; their numbers go on from those shown.

        Raises:
            UsageError: nothing was asked, or there is nothing further.
        """
        need = self._asked()
        if self.turn.answer and self.turn.answer.bundle:
            raise UsageError(
                "This is the best set; there is no further one.", hint="Say what to change: leave one out, or raise a limit."
            )
        answer = self._found(need, offset=len(self.shown))
        if not answer.results:
            raise UsageError(f"There is nothing further: {len(self.shown)} shown.", hint="Loosen a limit; /need lists them.")
        self.enter(Turn("/more", answer, (*self.shown, *answer.results), kind="more_like_this"))
        return answer

    def drop(self, number: int) -> Answer:
        """Search again without one line of the need (`Need.numbered`); the number after the last line's drops the order.

        Raises:
            UsageError: no such line, or nothing else to search by.
        """
        dropped = drop_line(self._asked(), number)
        return self.search_for(f"/drop {number}", dropped.need, dropped.changes, kind="refined")

    def undo(self) -> Answer | None:
        """Back to the step before: its answer with everything that was shown, or None where it had none.

        Raises:
            UsageError: there is nothing to undo.
        """
        if not self._turns:
            raise UsageError("There is nothing to undo.", hint="Say what you are looking for.")
        self._turns.pop()
        self._focus = self._asked_before = self.question = None
        self.log.append(replace(self.turn, said="/undo", answer=self.on_screen()))
        return self.on_screen()

    def reset(self) -> None:
        """Forget the need and what was shown; ``undo`` brings them back."""
        self.enter(Turn("/reset", kind="refined"))

    def advised(self, advice: Advice) -> None:
        """Keep what was written for the answer in force."""
        if self.turn.answer:
            self._turns[-1] = self.log[-1] = replace(self.turn, answer=replace(self.turn.answer, advice=advice))

    def on_screen(self) -> Answer | None:
        """The answer in force with every result shown for it, so that ranks are the numbers on the screen."""
        return replace(self.turn.answer, results=self.shown) if self.turn.answer else None

    def hit(self, number: int) -> Hit:
        """The result with that number on the screen.

        Raises:
            UsageError: fewer are shown; it says how many.
        """
        if not 1 <= number <= len(self.shown):
            hint = "/more shows further results." if self.shown else "Say what you are looking for."
            raise UsageError(f"There is no result {number}: {len(self.shown)} shown.", hint=hint)
        return self.shown[number - 1]

    def why(self, number: int) -> Explanation:
        """What result ``number`` meets, misses and does not say, with its attention; it is a turn of the conversation."""
        hit = self.hit(number)
        need = self.turn.answer.need_of(hit) if self.turn.answer else self._asked()
        explanation = Explanation(need, hit, self._advisor.attention(need, hit.product.id), number)
        self.log.append(Turn(f"/why {number}", shown=self.shown, kind="why", about=(hit.product,)))
        return explanation

    def verdict(self, numbers: Sequence[int]) -> tuple[Sentence, ...]:
        """What sets results apart, by their numbers, for the need in force."""
        return self._advisor.follow_ups.verdict(self._asked(), [self.hit(number) for number in dict.fromkeys(numbers)])

    def look_at_product(self, product: Product) -> None:
        """Let "it" mean a product from now on."""
        self._focus = product

    def _asked(self) -> Need:
        if self.need is None:
            raise UsageError("Nothing has been asked yet.", hint="Say what you are looking for, such as: a gift under 20.")
        return self.need

    def search_for(self, said: str, need: Need, changes: tuple[str, ...] = (), *, kind: ReplyKind = "results") -> Answer:
        if self.need and self.log and self.log[-1].kind in ("about", "compared"):
            need = of_what_was_asked(need, self.need, self.talk_of(self.log[-1].said))
        answer = self._found(need)
        replied: ReplyKind = "catalog" if answer.reply is not None and not shows_things(answer) else kind
        self.enter(Turn(said, answer, answer.results, changes, kind=replied))
        if self._asks and answer.clarification:
            self.question = answer.clarification
            self._asked_back.add(self.question.field)
        return answer

    def _found(self, need: Need, *, offset: int = 0) -> Answer:
        """What a search finds, without what was not wanted: that is not shown even as the nearest."""
        others = tuple(clause for clause in need.clauses if is_other_product(clause))
        titles = {str(clause.value) for clause in others}
        sought = replace(need, clauses=tuple(clause for clause in need.clauses if clause not in others)) if others else need
        # What is left out stands among the first, and would be counted among those that were shown before.
        top, start = (offset + self._top + len(titles), 0) if titles else (self._top, offset)
        answer = self._advisor.search(sought, top=top, offset=start, asked=self._asked_back)
        hits = wanted(answer, titles)[offset - start :]
        if not hits and answer.results:  # the nearest are all what is not wanted
            hits = wanted(self._advisor.search(sought, top=top + _DEEP, offset=start, asked=self._asked_back), titles)
        hits = hits or (list(answer.results) if not titles else [])
        asked = replace(answer.need, clauses=(*answer.need.clauses, *others)) if others else answer.need
        return replace(answer, need=asked, results=tuple(hits[: self._top]))

    def enter(self, turn: Turn) -> None:
        """Let a step be the one in force."""
        self._focus = self._asked_before = self.question = None
        self._turns.append(turn)
        self.log.append(turn)
