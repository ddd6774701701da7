"""A turn that repairs what was said or understood before (Schegloff 1977): "no, I mean the Steve", "forget 60, say 100".

A product that is named by itself is what the question before is asked of again, or what the question behind it is about.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Protocol

from shopcli.chat.spoken_replies import SpokenReplies
from shopcli.chat.spoken_turn import Reply
from shopcli.chat.turn import Turn
from shopcli.need.dialogue.anaphora import Anaphora
from shopcli.need.dialogue.dialogue_state import DialogueState
from shopcli.need.dialogue.followup import ProductQuestion
from shopcli.need.dialogue.repairs import repair
from shopcli.need.dialogue.speech_acts import is_question
from shopcli.need.languages.registry import language_of
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.languages.speech_act_grammar import SpeechActGrammar
from shopcli.text.tokens import FUNCTION
from shopcli.types import Answer, Hit, Need, Product, ReplyKind, Sentence

_LONGEST = 240  # characters; what is longer tells a story
_MOST_NAMED = 3  # products that one repair names
_PIECE = re.compile(r"[.,:;?!]\s+")
_NUMBERED = re.compile(r"#?\d{1,3}(?: \w+)?")
_WORD = re.compile(r"[^\W_][\w'’-]*")


class Repairing(Protocol):
    """What is needed of a `shopcli.chat.session.Session`."""

    @property
    def log(self) -> list[Turn]: ...
    @property
    def shown(self) -> tuple[Hit, ...]: ...
    def talk_of(self, text: str) -> DialogueState: ...
    def spoken(self, said: str) -> SpokenReplies: ...
    def hear_words(self, text: str) -> Turn: ...
    def search_for(self, said: str, need: Need, changes: tuple[str, ...] = (), *, kind: ReplyKind = "results") -> Answer: ...
    def reply_with(self, said: str, reply: Reply) -> Turn: ...
    def answer(self, said: str, asked: ProductQuestion) -> tuple[Sentence, ...]: ...
    def look_at_product(self, product: Product) -> None: ...


def repair_turn(session: Repairing, said: str, before: ProductQuestion | None) -> Turn | None:
    """The turn of words that repair something; None where they repair nothing.

    Args:
        session: the conversation, in which a need is in force.
        said: the words.
        before: the question that was answered last.

    Raises:
        ShopcliError: what else is said refers to what was not shown, or the search failed.
    """
    if len(said) > _LONGEST:
        return None
    spoken = session.spoken(said)
    if spoken.anaphora is None or spoken.language.speech_acts is None:
        return None
    grammar = spoken.language.speech_acts
    if repaired := repair(session.talk_of(said), grammar):
        if repaired.draft.changes:
            session.search_for(said, repaired.draft.need, repaired.draft.changes, kind="refined")
        return session.hear_words(repaired.rest) if _says_more(repaired.rest, grammar) else session.log[-1]
    product, rest = named_first(said, spoken.anaphora, grammar)
    if product is None:
        return None
    if rest and (whole := _of_the_other(said, rest, spoken.anaphora, grammar)):
        return session.hear_words(whole)
    if rest:
        session.look_at_product(product)
        return session.hear_words(rest)
    return _asked_of(session, said, product, before)


def _of_the_other(said: str, rest: str, anaphora: Anaphora, grammar: SpeechActGrammar) -> str:
    """A question behind "the other one" asked of that by its name, since "it" would be compared with nothing; or nothing."""
    name = _trimmed(said.removesuffix(rest), grammar).strip(" ,-–:")
    if not anaphora.talk.phrases.other.fullmatch(anaphora.talk.phrases.normal(name)):
        return ""
    asked, count = compiled(rf"\b(?:{grammar.pronouns})\b").subn(name, rest, count=1)
    return asked if count else ""


def named_first(said: str, anaphora: Anaphora, grammar: SpeechActGrammar) -> tuple[Product | None, str]:
    """The product that is named and nothing else, with the question behind it; or none."""
    for mark in _PIECE.finditer(said):
        rest = said[mark.end() :]
        if is_question(rest, grammar) and (product := _only_named(said[: mark.start()], anaphora, grammar)):
            return product, rest
    is_repair = compiled(rf"\b(?:{grammar.correcting})\b").search(said) is not None
    return (_only_named(said, anaphora, grammar) if is_repair else None), ""


def _only_named(words: str, anaphora: Anaphora, grammar: SpeechActGrammar) -> Product | None:
    """The last product that words name without a "not" before it, where they say nothing else."""
    left, named = words, list[tuple[int, Product]]()
    while len(named) < _MOST_NAMED and (within := anaphora.within(left)):
        product, name = within
        found = re.search(r"\W+".join(map(re.escape, name.split())), left)
        if found is None:
            break
        named.append((found.start(), product))
        left = f"{left[: found.start()]}{' ' * len(found[0])}{left[found.end() :]}"
    if not named:
        bare = _trimmed(words, grammar)
        return anaphora.meant(bare) if _NUMBERED.fullmatch(bare) else None  # "28 then"
    places = anaphora.talk.phrases.ordinals  # "In the Woods, the first one"
    if _says_more(" ".join(word for word in _WORD.findall(left) if word.casefold() not in places), grammar):
        return None
    denied = compiled(rf"(?:{grammar.denying})\W+(?:(?:{grammar.naming})\W+)?\Z")
    meant = [product for at, product in sorted(named, key=lambda pair: pair[0]) if not denied.search(words[:at])]
    is_one = len({product.id for product in meant}) == 1 or compiled(rf"\b(?:{grammar.correcting})\b").search(words)
    return meant[-1] if meant and is_one else None  # "between the first and the second" means both


def _trimmed(words: str, grammar: SpeechActGrammar) -> str:
    """Words without what begins and ends them and names nothing."""
    idle = rf"(?:{grammar.correcting}|{'|'.join(grammar.fillers)})\b"
    return compiled(rf"\A(?:{idle}\W+)+|(?:\W+{idle})+\Z").sub("", words.strip())


def _says_more(words: str, grammar: SpeechActGrammar) -> bool:
    """Whether words say anything but that something was meant otherwise."""
    idle = "|".join((grammar.correcting, grammar.denying, *grammar.fillers, grammar.ones, grammar.naming, "but"))
    left = compiled(rf"\b(?:{idle})\b").sub(" ", words)
    return any(word.casefold() not in FUNCTION for word in _WORD.findall(left))


def _asked_of(session: Repairing, said: str, product: Product, before: ProductQuestion | None) -> Turn:
    """The question before, asked of another product; where none was asked, that product is looked at."""
    last = session.log[-1]
    if last.kind == "about" and before is not None:
        session.answer(said, replace(before, products=(product,), text=""))
        return session.log[-1]
    spoken = session.spoken(last.said)
    if last.kind == "about" and spoken.anaphora is not None:
        within = spoken.anaphora.within(last.said)
        return session.reply_with(said, spoken.open_question(product, last.said, within[1] if within else ""))
    hit = next((one for one in session.shown if one.product.id == product.id), Hit(product, 0.0))
    return session.reply_with(said, Reply("more_told", (), (product,), looked_at=hit))


class Misread(Protocol):
    """What is needed of a `shopcli.chat.session.Session`."""

    @property
    def log(self) -> list[Turn]: ...
    @property
    def need(self) -> Need | None: ...
    @property
    def shown(self) -> tuple[Hit, ...]: ...
    def hear_words(self, text: str) -> Turn: ...


def misread_turn(session: Misread, text: str) -> Turn:
    """The turn that comes of what is said, by what it means where it repairs what was misread."""
    said, language = " ".join(text.split()), language_of(text)
    grammar = language.speech_acts
    if session.need is None or grammar is None:
        return session.hear_words(text)
    topic = next((clause.text for clause in session.need.clauses if clause.kind == "topic"), "")
    normal, prices = language.refinement.normal(said), [hit.product.price for hit in session.shown]
    repaired = grammar.misreadings.meant(normal, lambda words: words in topic)
    plain = grammar.misreadings.placed(repaired, prices, grammar.places)
    if plain == normal:
        return session.hear_words(text)
    session.hear_words(plain)
    session.log[-1] = replace(session.log[-1], said=text)
    return session.log[-1]
