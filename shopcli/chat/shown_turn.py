"""Turns about what is shown that are told by their form and the names in them, before what was learned about turns is asked."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Protocol

from shopcli.chat.remark_turn import Remarking, remark_turn
from shopcli.chat.spoken_replies import SpokenReplies
from shopcli.chat.turn import Turn
from shopcli.errors import UsageError
from shopcli.need.dialogue.anaphora import Anaphora
from shopcli.need.dialogue.dialogue_state import DialogueState
from shopcli.need.dialogue.followup import ProductQuestion, asked_about, asks_why_not, degree_in, speaks_of_both
from shopcli.need.dialogue.speech_acts import is_question
from shopcli.need.dialogue.state_update import StateUpdate, is_limit
from shopcli.need.languages.registry import language_of
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.languages.speech_act_grammar import SpeechActGrammar
from shopcli.need.persons import names_a_person
from shopcli.need.tagging.whole_spans import words_of
from shopcli.text.tokens import stem_set
from shopcli.text.words import regular_singular
from shopcli.types import Clause, Hit, Need, Product, Sentence

_CLAUSE_ENDS = re.compile(r"[,.;!?，。；！？]\s*|\s+(?=(?:and|but)\s)")
_ENDS = re.compile(r"[,.;!?] +")
_NEAR = 2  # words before what is told of somebody
_LONGEST = 160  # characters; what is longer tells a story
_MARKS = frozenset(".?!;。？！；")


class Showing(Remarking, Protocol):
    """What is needed of a `shopcli.chat.session.Session`."""

    @property
    def need(self) -> Need | None: ...
    @property
    def shown(self) -> tuple[Hit, ...]: ...
    def spoken(self, said: str) -> SpokenReplies: ...
    def answer(self, said: str, asked: ProductQuestion) -> tuple[Sentence, ...]: ...
    def hear(self, text: str) -> Turn: ...
    def look_at_product(self, product: Product) -> None: ...
    def go_back_to(self, said: str, thing: str) -> Turn | None: ...


def shown_turn(session: Showing, text: str) -> Turn | None:
    """The turn that comes of words about what is shown; None where they are to be heard as anything else.

    Args:
        session: the conversation.
        text: the words.
    """
    said = " ".join(text.split())
    if session.need is None or not session.shown:
        return None
    spoken = session.spoken(said)
    turn = _gone_back(session, text, spoken) or _asked_again(session, text, spoken)
    if turn := turn or _about_what_is_named_before(session, said):
        return turn
    if spoken.act.question == "why" and asks_why_not(said, spoken.language):
        return _others_called(session, spoken, spoken.act.parts.get("ref", ""))
    if spoken.act.question == "advice" and (turn := _for_somebody(session, spoken)):
        return turn  # "it is for my aunt, her room is small. What would you take?"
    if spoken.act.kind or spoken.act.question:
        return None
    if (plain := _asked_of_it(session, spoken)) is not None:
        return session.hear_words(plain)
    if asked := _which_of_these(session, spoken.act.said):
        is_of_two = len(spoken.compared) == 2 and speaks_of_both(said, spoken.language)
        session.answer(text, replace(asked, products=tuple(spoken.compared)) if is_of_two else asked)
        return session.log[-1]
    return remark_turn(session, spoken) or _for_somebody(session, spoken) or _others_called(session, spoken)


def _gone_back(session: Showing, text: str, spoken: SpokenReplies) -> Turn | None:
    """The turn of "back to the tea": what was looked for before, or what is looked for, less what is dropped before it."""
    grammar, anaphora = spoken.language.speech_acts, spoken.anaphora
    before, mark, last = spoken.act.said.rpartition(", ")
    idle = "|".join((*grammar.fillers, *grammar.approving, "and", "now")) if grammar else ""
    back = compiled(rf"(?:(?:{idle})\W+)*(?:{grammar.back})").match(last) if grammar else None
    thing = last[back.end() :].strip(" .!?") if back else ""
    if not thing or anaphora is None or anaphora.is_placed(thing):
        return None
    topic = {regular_singular(word) for word in anaphora.talk.topic.casefold().split()}
    is_sought = topic and topic <= {regular_singular(word) for word in thing.casefold().split()}  # "desk lamp" of a lamp
    if not (is_sought or anaphora.is_of_topic(thing)):
        return session.go_back_to(text, thing)
    return session.hear_words(before) if mark else session.go_back_to(text, "")


def _about_what_is_named_before(session: Showing, said: str) -> Turn | None:
    """The turn of a wish for others like what was found fault with: "the Bent is too dear, got one like it for less?"."""
    for mark in _ENDS.finditer(said):
        before, rest = said[: mark.start()], said[mark.end() :]
        behind = session.spoken(rest)
        if behind.act.question != "like it" or behind.act.parts.get("ref", "it") != "it" or behind.anaphora is None:
            continue
        named, shown = behind.anaphora.within(before), {hit.product.id for hit in session.shown}
        it = named[0] if named else behind.anaphora.spoken_of() if behind.anaphora.refers(before) else None
        if it is not None and it.id in shown:
            session.look_at_product(it)
            return session.hear_words(rest)
    return None


def _asked_again(session: Showing, text: str, spoken: SpokenReplies) -> Turn | None:
    """The question before in its own words, asked of another product: "and the second?"; None for any other turn."""
    again = re.fullmatch(spoken.language.follow_ups.again, spoken.act.said, re.IGNORECASE)
    last, anaphora = session.log[-1], spoken.anaphora
    if again is None or anaphora is None or last.kind != "about" or spoken.before is not None or not last.told:
        return None
    before, product = last.heard or last.said, anaphora.meant(again["ref"])
    within = anaphora.within(before)
    if product is None or within is None or f"the {within[1]}" not in before or f"the {within[1]}" == again["ref"]:
        return None
    asked = before.replace(f"the {within[1]}", again["ref"], 1)
    session.hear(asked)
    session.log[-1] = replace(session.log[-1], said=text, heard=asked)
    return session.log[-1]


def _asked_of_it(session: Showing, spoken: SpokenReplies) -> str | None:
    """ "Any garlic?" behind an answer about one product, or "is a case included?", asked of it; None for any other."""
    grammar, said, last = spoken.language.speech_acts, spoken.act.said, session.log[-1] if session.log else None
    if grammar is None or last is None:
        return None
    if any(compiled(source).fullmatch(said.strip()) for source, _ in grammar.included):
        return grammar.of_its(said)
    match = compiled(grammar.any_of_it[0]).fullmatch(said.strip())
    is_of_it = match is not None and last.kind == "about" and len(last.about) == 1 and not spoken.shop.talk.is_kind(match[1])
    return grammar.of_its(said) if is_of_it else None


def _others_called(session: Showing, spoken: SpokenReplies, ref: str = "") -> Turn | None:
    """The turn of "what about the Acme?" where none is shown or was: what is looked for, by that maker; None for any other."""
    said, anaphora = spoken.act.said, spoken.anaphora
    again = re.fullmatch(spoken.language.follow_ups.again, said, re.IGNORECASE)
    name = ref or (again["ref"] if again else "")
    if not name or anaphora is None:
        return None
    grammar = spoken.language.speech_acts
    if grammar and again and not ref and is_question(name, grammar):  # "oh and does it come in green?"
        return session.hear_words(name)
    named, mark, asked = name.partition(", ")
    if mark and grammar and is_question(asked, grammar):  # "and the mini keyboard, how wide is it?"
        if known := _known(anaphora, named):
            session.look_at_product(known)
        return session.hear_words(asked) if known else None
    if known := _known(anaphora, name):
        return None if ref or session.log[-1].kind in ("about", "compared") else _beside_the_pick(session, spoken, known)
    talk = session.talk_of(said)
    meant = [clause for clause in talk.features(name).clauses if clause.field == "brand" and clause.op == "is"]
    if not meant:
        return None
    draft = StateUpdate(replace(talk.need, notes=(), question=None), talk.phrases).having(meant)
    query = f"{talk.need.query}; {meant[0].text}"
    session.search_for(said, replace(draft.need, query=query), draft.changes, kind="refined")
    return session.log[-1]


def _known(anaphora: Anaphora, name: str) -> Product | None:
    """The product that a name means, of those that are or were shown."""
    product, known = anaphora.meant(name), (*anaphora.talk.products, *anaphora.earlier)
    return product if product and any(one.id == product.id for one in known) else None


def _beside_the_pick(session: Showing, spoken: SpokenReplies, product: Product) -> Turn | None:
    """What sets a product apart from the one advised, where it is asked "what about the second?" and nothing more."""
    other = next((hit.product for hit in session.shown if hit.product.id != product.id), None)
    return session.reply_with(spoken.act.said, spoken.beside_first(product, other)) if other else None


def _which_of_these(session: Showing, said: str) -> ProductQuestion | None:
    """The question which of those shown are, have or do something; None for any other."""
    if any(mark in _MARKS for mark in said.rstrip(" .?!。？！")):
        return None  # two sentences
    try:
        asked = asked_about(session.talk_of(said))
    except UsageError:
        return None
    is_each = asked is not None and len(asked.products) > 1 and asked.kind in ("is", "has", "does")
    if asked is None or not is_each:
        return None
    if degree_in(said, language_of(said)) is None:
        return asked
    is_bound = any(is_limit(clause) for clause in session.talk_of(said).features(asked.words).clauses)
    return asked if is_bound else None  # "less than 50", and no "longest battery"


def _for_somebody(session: Showing, spoken: SpokenReplies) -> Turn | None:
    """The turn of words that say whom the thing is for; None where they say anything else.

    Args:
        session: the conversation, in which something is looked for.
        spoken: the turn.
    """
    said, grammar = spoken.act.said, spoken.language.speech_acts
    if grammar is None or len(said) > _LONGEST or is_question(said, grammar):
        return None
    whom = compiled(grammar.for_whom).match(said)
    person = next(filter(None, whom.groups()), "") if whom else ""
    if not names_a_person(person, spoken.language.requests):
        return None
    talk = session.talk_of(said)
    if _names_another(said, talk, spoken):
        return None  # "it is my brother's birthday, so a desk lamp for him"
    meant, owned = talk.features(said), whose_is_how(said, grammar)
    clauses = (*meant.clauses, *(one for how, thing in owned for one in talk.features(f"{how} {thing}").clauses))
    told = list(dict.fromkeys(one for one in clauses if _is_wished(one, talk, spoken)))
    fresh = replace(talk.need, notes=(), question=None, assumed=())
    gone = [*_of_another(talk.need, meant, spoken), *(one for _, thing in owned for one in said_of(thing, talk.need))]
    draft = StateUpdate(fresh, talk.phrases)
    draft = draft.without(gone) if gone else draft
    draft = (draft.having(told) if told else draft).assuming(meant.assumed)
    query = "; ".join((*(line[0].text for line in draft.need.lines if not line[0].is_assumed), person))
    session.search_for(said, replace(draft.need, query=query), draft.changes, kind="refined")
    return session.log[-1]


def _names_another(said: str, talk: DialogueState, spoken: SpokenReplies) -> bool:
    """Whether another kind of thing than what is looked for is named, one that is sold."""
    topics = [one for one in talk.understand(said).clauses if one.kind == "topic" and one.op is None and not one.is_assumed]
    sold = [one for one in topics if spoken.shop.talk.is_kind(one.says) or spoken.shop.talk.is_sold(one.says)]
    return bool(talk.topic) and any(not talk.catalog.same(one.says, talk.topic) for one in sold)


def whose_is_how(said: str, grammar: SpeechActGrammar) -> list[tuple[str, str]]:
    """How something of somebody is said to be, and what: "his skin is oily" is ("oily", "skin")."""
    parts = (part.strip() for part in _CLAUSE_ENDS.split(said))
    matches = (compiled(grammar.having_so).fullmatch(part) for part in parts)
    return [(match["how"], match["thing"]) for match in matches if match]


def said_of(thing: str, need: Need) -> list[Clause]:
    """The wishes of a need that were said of something in one breath: "dry" and "sensitive" of "my dry, sensitive skin"."""
    name = stem_set([thing])
    breaths = [one for one in re.split(r"[;.!?。！？；]", need.query) if name and name <= stem_set([one])]
    wishes = [one for one in need.clauses if one.kind == "feature" and one.op != "like" and not one.is_assumed]
    return [one for one in wishes if name <= stem_set([one.text]) or any(one.text in breath for breath in breaths)]


def _is_wished(clause: Clause, talk: DialogueState, spoken: SpokenReplies) -> bool:
    """Whether what is told beside a person is wished of the thing: a value, a colour, what he hates; no "he reads"."""
    if clause.kind == "exclude":
        return not names_a_person(clause.text, spoken.language.requests)  # "not my daughter"
    is_said = bool(clause.field or clause.op or talk.catalog.names_colour(clause.text))
    return clause.kind == "feature" and is_said and not clause.text.isdecimal()


def _of_another(need: Need, meant: Need, spoken: SpokenReplies) -> list[Clause]:
    """What was told of the one before, and words for people where other people are meant now."""
    groups = spoken.language.requests.groups
    now = {word for wish in meant.assumed for word in _words(wish.meaning or "")} & groups
    gone = []
    for clause in need.clauses:
        is_of_people = bool(_words(str(clause.value or clause.text)) & groups - now) and bool(now)
        is_told = clause.op is None and clause.field is None and _tells_of_somebody(clause, need, spoken)
        is_told = is_told or names_a_person(clause.text, spoken.language.requests)  # "for three kids"
        if clause.kind == "feature" and (is_of_people or is_told):
            gone.append(clause)
    return gone


def _tells_of_somebody(clause: Clause, need: Need, spoken: SpokenReplies) -> bool:
    """Whether a pronoun for a person stands in a wish or just before it: "she starts college", and no "for hiking"."""
    before = need.query.partition(clause.text)[0].split()[-_NEAR:]
    words = {word.strip(" ,.;:!?").casefold() for word in (*before, *clause.text.split())}
    return not words.isdisjoint(spoken.language.requests.pronouns)


def _words(text: str) -> set[str]:
    """The words of a text, "men's" as "men"."""
    words = (text[start:end].casefold() for start, end in words_of(text, 0, len(text)))
    return {word.removesuffix("'s").removesuffix("’s") for word in words}
