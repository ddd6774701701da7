"""One step of a conversation, and which of what was found or said belongs to the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from shopcli.need.dialogue.dialogue_state import DialogueState
from shopcli.need.dialogue.state_update import TITLE, is_limit
from shopcli.need.languages.registry import language_of
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.persons import is_of_a_person
from shopcli.need.utterance import Utterance
from shopcli.text.scripts import has_han
from shopcli.text.words import regular_singular
from shopcli.types import Answer, Clause, Hit, Need, Product, ReplyKind, Sentence

_OF_PRODUCTS: tuple[ReplyKind, ...] = ("about", "compared", "why", "more_told", "taken")
_LONGEST_NAME = 3  # words of what a thing is called; what is longer and sold by no such name tells of the shopper


@dataclass(frozen=True, slots=True)
class Turn:
    """One step of the conversation.

    Attributes:
        said: the shopper's words, or the command.
        answer: what this step found; None after ``/reset``.
        shown: everything on the screen for this need, in the order of its numbers.
        changes: what a refinement changed, in words.
        looked_at: the one result that this step showed whole; then there is no answer.
        told: what was answered about some of the shown, from their records; then there is no answer either.
        kind: what the reply is.
        about: the products that the reply speaks of, as far as it was not a search.
        taken_for: what a reply was taken to be about, in a word: "about the second"; empty where it says so itself.
        heard: what it was heard as, where that is not what was said.
        beside: what goes with them, that is shown for once and leaves the screen's numbers as they are.
    """

    said: str
    answer: Answer | None = None
    shown: tuple[Hit, ...] = ()
    changes: tuple[str, ...] = ()
    looked_at: Hit | None = None
    told: tuple[Sentence, ...] = ()
    kind: ReplyKind = "results"
    about: tuple[Product, ...] = ()
    beside: tuple[Hit, ...] = ()
    taken_for: str = ""
    heard: str = ""

    @property
    def first(self) -> int:
        """The number of this step's first result; 4 after three were shown."""
        return len(self.shown) - len(self.answer.results) + 1 if self.answer else 1


def is_other_product(clause: Clause) -> bool:
    """Whether a clause leaves out one product, which others are to be like or which was found fault with."""
    return clause.kind == "exclude" and clause.op == "lacks" and clause.field == TITLE


def wished_of(need: Need, wished: Need) -> Need:
    """What is looked for, with nothing asked of it but what is wished now."""
    topics = tuple(clause for clause in need.clauses if clause.kind == "topic" and clause.op is None)
    query = "; ".join((*(clause.text for clause in topics), wished.query))
    return Need(query, (*topics, *wished.clauses), language=wished.language)


def without_product(product: Product, without: str) -> Clause:
    """The clause that leaves out a product; ``without`` says so of ``words``, for `str.format`."""
    return Clause(without.format(words=product.title), "exclude", TITLE, "lacks", product.title, source="refinement")


def is_unwanted(hit: Hit, results: Sequence[Hit]) -> bool:
    """Whether a result is what was not wanted, or another kind of thing than one that was found."""
    if any(clause.kind == "exclude" for clause in hit.unmet):
        return True
    is_other = any(clause.kind == "topic" for clause in hit.unmet)
    return is_other and any(not any(clause.kind == "topic" for clause in one.unmet) for one in results)


def wanted(answer: Answer, titles: Collection[str]) -> list[Hit]:
    """What was found, without what is not wanted, and without products of some titles."""
    hits = [hit for hit in answer.results if hit.product.title not in titles]
    return [hit for hit in hits if not is_unwanted(hit, answer.results)]


def tells_of_a_person(clause: Clause) -> bool:
    """Whether a clause of a request may tell of whom a thing is for: what he does, how old he is."""
    if clause.source == "refinement" or clause.kind not in ("feature", "limit"):
        return False
    return clause.field != "price" and (clause.kind == "limit" or clause.field is None)


class KindsOfThings(Protocol):
    """What a catalog is asked about names of things."""

    def is_kind(self, words: str) -> bool: ...
    def is_sold(self, words: str) -> bool: ...


def purposes_of(need: Need, kinds: KindsOfThings, *, is_instead: bool) -> tuple[Clause, ...]:
    """What was looked for that is no thing, as what another thing is wanted for: jogging.

    A complaint in many words, "my skin gets red easily", is so of what is wanted in the place of what was shown
    (``is_instead``).
    """
    topics = [clause for clause in need.clauses if clause.kind == "topic" and clause.op is None]
    long = {one for one in topics if len(one.text.split()) > _LONGEST_NAME}
    aims = [
        one
        for one in topics
        if (is_instead and one in long and not (kinds.is_kind(one.says) or kinds.is_sold(one.says)))
        or (one.source == "assumption" and (is_instead or one not in long))
    ]
    return tuple(replace(one, kind="feature", meaning=None) for one in aims)


def for_the_same(
    request: str, before: Need, understand: Callable[[str], Need], kinds: KindsOfThings, *, is_instead: bool
) -> Need:
    """The need of a request for another thing, with what is known of whom the one before was for."""
    language = language_of(request)
    bare = re.sub(rf"(?:{language.follow_ups.closing})\Z", "", request.strip(), flags=re.IGNORECASE)  # "a chair too?"
    grammar, need = language.speech_acts, understand(f"{bare}?" if request.rstrip().endswith("?") else bare)
    for_them = grammar.for_them if grammar else r"(?!)"
    purposes = purposes_of(before, kinds, is_instead=is_instead)
    names_a_thing = any(clause.kind == "topic" and clause.op is None for clause in before.clauses) and not purposes
    if compiled(for_them).search(request) or not names_a_thing:  # "a watch for him", who runs a lot
        is_spent = not names_a_thing and not any(clause.field == "price" for clause in need.clauses)
        told = tuple(one for one in before.clauses if tells_of_a_person(one) or (is_spent and one.field == "price"))
        told = (*purposes, *told)
        need = replace(need, clauses=(*need.clauses, *(clause for clause in told if clause not in need.clauses)))
    if not before.assumed or need.assumed:
        return need
    situations = ", ".join(dict.fromkeys(wish.text for wish in before.assumed))
    assumed = understand(f"{request}, {situations}").assumed
    return replace(need, assumed=assumed or of_the_same_person(before))


def of_the_same_person(need: Need) -> tuple[Clause, ...]:
    """What is assumed for the person for whom a thing was."""
    return tuple(wish for wish in need.assumed if is_of_a_person(wish.text, language_of(wish.text).requests))


def of_what_was_asked(need: Need, before: Need, asked: DialogueState) -> Need:
    """A need with a bare amount behind a question about one of the same unit taken as of that: "one with 16 GB", of memory.

    Args:
        need: what is asked for now.
        before: the need in force.
        asked: the dialogue with the question before as what is said.
    """
    fresh = [one for one in need.clauses if one not in before.clauses and is_limit(one) and one.unit]
    amounts = asked.features(asked.said).clauses if fresh else ()
    fields = {one.unit: one.field for one in amounts if is_limit(one) and one.unit}
    moved = {one: replace(one, field=fields[one.unit]) for one in fresh if one.unit in fields and one.field != "price"}
    return replace(need, clauses=tuple(moved.get(one, one) for one in need.clauses)) if moved else need


def denies_more(need: Need, before: Need) -> bool:
    """Whether a need leaves out something that the need before did not."""
    return any(one.kind == "exclude" for one in need.clauses if one not in before.clauses)


def names_a_thing(need: Need | None, before: Need | None) -> bool:
    """Whether a need names a thing that the need before did not."""
    known = before.clauses if before else ()
    return need is not None and any(one.kind == "topic" and one.op is None and one not in known for one in need.clauses)


def shows_things(answer: Answer) -> bool:
    """Whether a question about the catalog is answered by what there is of it: "do you have", "the cheapest"."""
    question = answer.need.question
    return question is not None and question.kind in ("any", "extreme") and answer.matching > 0


def asks_of_catalog(utterance: Utterance) -> bool:
    """Whether something is asked about the catalog, by itself or of what is looked for."""
    return bool(utterance.question or (utterance.refinement and utterance.refinement.need.question))


def is_head(name: str, topic: str) -> bool:
    """Whether a name ends a topic whose words no blanks part: 鞋 of 跑步鞋."""
    return bool(name) and has_han(name) and any(part.endswith(name) for part in topic.split())


def seeking(thing: str, turns: Sequence[Turn]) -> Turn | None:
    """The latest of some steps in which a thing was looked for: "back to the suitcase"; None where none was."""
    name = thing.casefold().strip(" .!?。！？")
    words = {regular_singular(word) for word in name.split()}
    for turn in reversed(turns):
        need = turn.answer.need if turn.answer else None
        topics = [clause.says for clause in need.clauses if clause.kind == "topic" and clause.op is None] if need else []
        topic = topics[0].casefold() if topics else ""
        if turn.shown and topic and (words <= {regular_singular(word) for word in topic.split()} or is_head(name, topic)):
            return turn
    return None


def shows(turn: Turn, product: Product) -> bool:
    return any(hit.product.id == product.id for hit in turn.shown)


def recent_products(log: Sequence[Turn]) -> list[Product]:
    """The products that the turns just before were about, the latest first."""
    by_id: dict[str, Product] = {}
    for turn in reversed(log):
        if turn.kind not in _OF_PRODUCTS:
            break
        for product in turn.about:
            by_id.setdefault(product.id, product)
    return list(by_id.values())


def compared_products(log: Sequence[Turn]) -> tuple[Product, ...]:
    """The products that were compared in the turn before."""
    return log[-1].about if log and log[-1].kind == "compared" else ()


def earlier_products(log: Sequence[Turn], shown: Sequence[Hit]) -> list[Product]:
    """What was shown in the steps before and is not on the screen, the latest first."""
    on_screen = {hit.product.id for hit in shown}
    by_id: dict[str, Product] = {}
    for turn in reversed(log):
        for product in (*turn.about, *(hit.product for hit in (*turn.beside, *turn.shown))):
            if product.id not in on_screen:
                by_id.setdefault(product.id, product)
    return list(by_id.values())
