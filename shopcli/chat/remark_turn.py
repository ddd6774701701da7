"""A turn that says of a product on the screen what it is: held against its record, and nothing is wished by its words."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from shopcli.chat.spoken_replies import SpokenReplies
from shopcli.chat.spoken_turn import Reply
from shopcli.chat.turn import Turn, without_product
from shopcli.need.dialogue.compare import told_as_bound
from shopcli.need.dialogue.dialogue_state import DialogueState
from shopcli.need.dialogue.remarks import Remark, amount_in, remark_in
from shopcli.need.dialogue.state_update import StateUpdate
from shopcli.need.dialogue.withdrawals import names_topic
from shopcli.need.languages.refinement_grammar import RefinementGrammar
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.languages.speech_act_grammar import SpeechActGrammar
from shopcli.need.persons import is_of_a_person
from shopcli.text.scripts import set_apart
from shopcli.types import KIND, Answer, Clause, Need, ReplyKind, Sentence


class Remarking(Protocol):
    """What is needed of a `shopcli.chat.session.Session`."""

    @property
    def log(self) -> list[Turn]: ...
    def talk_of(self, text: str) -> DialogueState: ...
    def search_for(self, said: str, need: Need, changes: tuple[str, ...] = (), *, kind: ReplyKind = "results") -> Answer: ...
    def reply_with(self, said: str, reply: Reply) -> Turn: ...
    def hear_words(self, text: str) -> Turn: ...
    def beside(self, told: tuple[Sentence, ...]) -> Turn: ...


def remark_turn(session: Remarking, spoken: SpokenReplies) -> Turn | None:
    """The turn that comes of a remark about a product that is or was shown; None where words make none.

    Args:
        session: the conversation.
        spoken: the turn, with what it may refer to.
    """
    said, grammar = spoken.act.said, spoken.language.speech_acts
    seems = compiled(grammar.seeming).fullmatch(said.rstrip(" .!")) if grammar else None
    if seems and grammar and spoken.anaphora and (product := spoken.anaphora.meant(seems["ref"])):
        return _left_out(session, spoken, Remark(product, "", False, False, False, ""))
    if spoken.anaphora is None or grammar is None or not (remark := remark_in(said, spoken.anaphora, grammar)):
        return None
    if compiled(grammar.priced_at).fullmatch(remark.words):
        return _priced(session, spoken, remark)
    again = remark_in(remark.rest, spoken.anaphora, grammar) if remark.rest else None  # "that's no flower, that's a tree"
    asks_for_more = again is None and _asks_for_more(session, remark)
    if not _names_what_it_is(remark, spoken) or (asks_for_more and (remark.is_denied or not remark.is_titled)):
        return None
    if remark.is_denied and remark.is_titled:
        return session.reply_with(said, Reply("about", (_told(spoken, grammar, "it is", remark),), (remark.product,)))
    talk = session.talk_of(said)
    if _shares_its_name(talk, remark) and not remark.is_titled:
        return session.reply_with(said, Reply("more_like_this", more=True))
    draft = _without(talk, remark, spoken.language.refinement)
    session.search_for(said, draft.need, draft.changes, kind="refined")
    if asks_for_more:
        return session.hear_words(remark.rest)  # "that's electric, no amp there"
    is_right = remark.is_titled or remark.is_denied
    return session.beside((_told(spoken, grammar, "right" if is_right else "out then", remark),))


def _left_out(session: Remarking, spoken: SpokenReplies, remark: Remark) -> Turn:
    """What else there is, without a product that is not liked; the next ones, where others of its name are shown."""
    if _shares_its_name(session.talk_of(spoken.act.said), remark):
        return session.reply_with(spoken.act.said, Reply("more_like_this", more=True))
    draft = _without(session.talk_of(spoken.act.said), replace(remark, is_denied=True), spoken.language.refinement)
    session.search_for(spoken.act.said, draft.need, draft.changes, kind="refined")
    return session.log[-1]


def _shares_its_name(talk: DialogueState, remark: Remark) -> bool:
    """Whether another product on the screen has the same title, by which it would be left out with it."""
    return any(one.title == remark.product.title and one.id != remark.product.id for one in talk.products)


def _priced(session: Remarking, spoken: SpokenReplies, remark: Remark) -> Turn | None:
    """What a product costs, where somebody says that it costs something else."""
    amount, price = amount_in(remark.words), remark.product.price
    if amount is None or price is None or remark.is_pointed:
        return None
    if amount not in (price, float(int(price)), float(round(price))):
        told = spoken.shop.talk.prices((remark.product,), spoken.language.code)
        return session.reply_with(spoken.act.said, Reply("about", told, (remark.product,))) if told else None
    talk = session.talk_of(spoken.act.said)
    limit = Clause(remark.words, "limit", "price", "<", price, remark.product.currency)
    draft = StateUpdate(replace(talk.need, notes=(), question=None), talk.phrases).having([told_as_bound(limit, talk)])
    session.search_for(spoken.act.said, draft.need, draft.changes, kind="refined")  # that is too much
    return session.log[-1]


def _names_what_it_is(remark: Remark, spoken: SpokenReplies) -> bool:
    """Whether what a product is said to be is a sort of thing, and not how it is, or whom it is for."""
    if is_of_a_person(remark.words, spoken.language.requests):
        return False
    if remark.is_titled:
        return True
    if not (remark.is_noun or remark.is_denied) or (remark.is_pointed and not remark.is_denied):
        return False  # "the first is heavy", "it is a present"
    return spoken.shop.talk.is_kind(remark.words) or spoken.shop.talk.is_sold(remark.words)


def _asks_for_more(session: Remarking, remark: Remark) -> bool:
    """Whether what is said beside a remark asks for anything that is not looked for already."""
    if not remark.rest:
        return False
    talk = session.talk_of(remark.rest)
    known = {clause.says.casefold() for clause in talk.need.clauses}
    meant = talk.understand(remark.rest, topic=talk.topic).clauses
    fresh = [one for one in meant if one.says.casefold() not in known and (one.field or one.op or one.kind == "topic")]
    return any(not names_topic(one.text, talk) for one in fresh)


def _without(talk: DialogueState, remark: Remark, phrases: RefinementGrammar) -> StateUpdate:
    """The need without a product, and without what is called what it is said to be, where that is not what is looked for."""
    draft = StateUpdate(replace(talk.need, notes=(), question=None), talk.phrases)
    without = phrases.messages["without"]
    left_out = [without_product(remark.product, without)]
    if not remark.is_denied and remark.is_titled and not names_topic(remark.words, talk):
        left_out = [Clause(without.format(words=remark.words), "exclude", KIND, "lacks", remark.words.casefold())]
    return draft.having(left_out, adding=True)


def _told(spoken: SpokenReplies, grammar: SpeechActGrammar, reply: str, remark: Remark) -> Sentence:
    name, title = spoken.shop.talk.name_of(remark.product), remark.product.title
    return Sentence(set_apart(grammar.replies[reply], name=name, title=title), (remark.product.id,), "template")
