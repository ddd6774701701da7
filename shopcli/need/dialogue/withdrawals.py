"""Withdrawals and rejections: what a shopper no longer wants of what was asked, and what is wrong with what is shown.

That a stretch of a turn is either was learned (`shopcli.need.tagging.dialogue_acts`); what it is about is found here, among
the need in force and the products on the screen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from shopcli.errors import UsageError
from shopcli.need.dialogue.compare import compare, told_as_bound
from shopcli.need.dialogue.dialogue_state import DialogueState
from shopcli.need.dialogue.discourse_markers import closed
from shopcli.need.dialogue.refinement_actions import FEW_ARE_CALLED_SO, coloured, drop
from shopcli.need.dialogue.state_update import LOWER, UPPER, StateUpdate, is_limit, number_of, speaks_of
from shopcli.text.negation import negates
from shopcli.text.scripts import HAN, has_han
from shopcli.text.tokens import FUNCTION, FUNCTION_STEMS, stem_set, tokenise
from shopcli.text.words import regular_singular
from shopcli.types import KIND, Clause, Need, Op, Product

_TURNED: dict[str, Op] = {">": "<=", ">=": "<"}  # who finds fault with what is over 50 wants at most that
_AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TOKEN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")


def withdrawn(draft: StateUpdate, words: str, talk: DialogueState) -> StateUpdate | None:
    """The need without what is no longer wanted; without anything where that is the thing itself; None: it was never asked."""
    if names_topic(words, talk):
        return draft.without(draft.need.clauses)
    phrase = talk.phrases.part("drop", closed(words, talk.phrases))
    if phrase:
        try:
            if (changed := drop(draft, phrase, talk)) is not None and changed is not draft:
                gone = [line for line in draft.need.lines if not set(line) & set(changed.need.clauses)]
                further = [clause for line in _following(gone, changed.need, talk) for clause in line]
                return changed.without(further) if further else changed
        except UsageError:
            pass  # never asked, by that name
    said = _tokens(words)
    fields = {name for word, name in talk.phrases.names.items() if _holds_word(words, said, word)}
    hued = coloured(draft, talk) if "colour" in fields else []
    gone = [line for line in draft.need.lines if _speaks_of_line(line, fields, words, said) or set(line) & set(hued)]
    if not gone:
        return None
    gone = [*gone, *_following(gone, draft.need, talk)]
    return draft.without([clause for line in gone for clause in line])


def _following(gone: Sequence[Sequence[Clause]], need: Need, talk: DialogueState) -> list[tuple[Clause, ...]]:
    """The lines of a need that were asked for because of those that are dropped."""
    return [line for line in need.lines if line not in gone and _follows_from(line, gone, talk)]


def _follows_from(line: Sequence[Clause], gone: Sequence[Sequence[Clause]], talk: DialogueState) -> bool:
    """Whether a line was asked for because of one that is dropped: "I play games, so at least 120 Hz"."""
    for breath in re.split(r"[;.!?。！？；]", talk.need.query):
        joint = talk.phrases.hence.search(breath)
        if joint and line[0].text in breath[joint.end() :] and any(one[0].text in breath[: joint.start()] for one in gone):
            return True
    return False


def lifted(draft: StateUpdate, words: str, talk: DialogueState) -> StateUpdate | None:
    """The need without the limit whose amount is said to be no bound: "over 200 is fine too"; None where none is."""
    meant = talk.understand(words)
    amounts = {float(number.replace(",", "")) for number in _AMOUNT.findall(words)}
    for line in draft.need.lines:
        bounds = [clause for clause in line if is_limit(clause) and number_of(clause) in amounts]
        again = [clause for clause in meant.clauses for bound in bounds if (clause.field, clause.op) == (bound.field, bound.op)]
        others = [clause for clause in meant.clauses if is_limit(clause) and number_of(clause) not in amounts]
        if bounds and not again and not others:
            return draft.without(list(line))
    return None


def names_topic(words: str, talk: DialogueState) -> bool:
    """Whether words name the kind of thing that is looked for: of hiking shoes it is enough to say "shoes"."""
    topics = [clause for clause in talk.need.clauses if clause.kind == "topic" and clause.op is None]
    said = _tokens(words)
    # What was only assumed, the pans of who likes cooking, was not asked for by that name.
    called = {clause.text: clause.text if clause.source == "assumption" else clause.says for clause in topics}
    names = [name for text, says in called.items() for name in (text, says, *text.split()[-1:])]
    return any(_holds_all(words, said, name) for name in names)


def rejected(draft: StateUpdate, words: str, talk: DialogueState, named: Product | None) -> StateUpdate | None:
    """The need with what is wrong with the products shown ruled out; None where nothing was found that is.

    Args:
        draft: the need so far.
        words: what is said against them.
        talk: what is shown.
        named: the one that is found fault with, where it is named.
    """
    lines = Need("", talk.understand(words).clauses).lines
    amounts = [
        line for line in lines if len(line) == 2 and all(is_limit(clause) for clause in line) and line[0].field != "price"
    ]
    if amounts and (order := _wanted_order(words, talk)):
        return draft.having([told_as_bound(_of_what_is_shown(_bound(amounts[0], order), words, talk), talk)])
    if (changed := _compared(draft, words, talk, named)) is not None:
        return changed
    clauses: list[Clause] = []
    excluded = [line for line in lines if line[0].kind == "exclude"]
    is_a_correction = bool(excluded) and not any(
        _names_just_topic(str(line[0].value or line[0].text), talk) for line in excluded
    )
    instead_of = {line[0].field for line in excluded if line[0].field}
    clauses += [line[0] for line in lines if line[0].kind == "feature" and line[0].field in instead_of]  # "gold, not silver"
    bounds = [line for line in lines if len(line) == 1 and is_limit(line[0])]  # "he drinks nothing over 50 %"
    for line in [*excluded, *bounds] if is_a_correction else lines:  # "I mean the kettle, no book" wants the kettle
        if named is None or not _titled(line[0].text, named):
            clauses += _ruled_out(line, talk)
    clauses = clauses or _had_already(words, talk)
    return _no_more_assumed(draft.unwished(clauses).having(clauses), clauses) if clauses else None


def _no_more_assumed(draft: StateUpdate, clauses: Sequence[Clause]) -> StateUpdate:
    """The need with what was assumed to be looked for as a mere purpose, where just that is ruled out: pans, of a cook."""
    names = [str(one.value) for one in clauses if one.kind == "exclude" and one.field == KIND and one.op == "lacks"]

    assumed = [one for one in draft.need.clauses if one.kind == "topic" and one.op is None and one.source == "assumption"]
    out = [one for one in assumed if any(_holds_all(one.says, _tokens(one.says), name) for name in names)]
    kept = (one for one in draft.need.clauses if one not in out)
    purposes = (replace(one, kind="feature", meaning=None) for one in out)
    return replace(draft, need=replace(draft.need, clauses=(*kept, *purposes)))


def _had_already(words: str, talk: DialogueState) -> list[Clause]:
    """The kind of thing that some of the products shown are called, where words name it: "he has shoes"."""
    names = [name for name in dict.fromkeys(_TOKEN.findall(words)) if name.casefold() not in FUNCTION and not has_han(name)]
    for name in names:
        is_shown = any(_holds_all(product.title, _tokens(product.title), name) for product in talk.products)
        is_a_name = talk.catalog.called(name, talk.topic) >= FEW_ARE_CALLED_SO or talk.catalog.entitled(name)
        if is_shown and not names_topic(name, talk) and is_a_name:
            return [Clause(talk.phrases.messages["without"].format(words=name), "exclude", KIND, "lacks", name.casefold())]
    return []


def _names_just_topic(words: str, talk: DialogueState) -> bool:
    """Whether words name what is looked for and no sort of it: "lamp", not "floor lamp"."""
    topics = _tokens(" ".join(clause.says for clause in talk.need.clauses if clause.kind == "topic" and clause.op is None))
    return names_topic(words, talk) and _tokens(words) - FUNCTION <= topics


def _degree(words: str, talk: DialogueState) -> str:
    """The degree that words speak of, "heavy"; empty for none."""
    said = " ".join(talk.phrases.normal(words).casefold().split())
    return max((degree for degree in talk.phrases.degrees if _stands_in(degree, said)), key=len, default="")


def _wanted_order(words: str, talk: DialogueState) -> Literal["asc", "desc"] | None:
    """What is wanted of that of which there is too much or too little: less (asc) or more; None where no degree is named."""
    degree = _degree(words, talk)
    if not degree:
        return None
    wanted = talk.phrases.degrees[degree].order
    return wanted if _is_too_much(degree, talk) else "desc" if wanted == "asc" else "asc"


def _is_too_much(degree: str, talk: DialogueState) -> bool:
    """Whether a degree says itself that it is too much, so that less of it is what it wants: "too small"."""
    return degree.startswith(talk.phrases.messages["too"].partition("{")[0].strip())


def overlapping(need: Need, before: Need) -> Need:
    """The need without a bound that only says that another is none: with "over 200 is fine too" what is below is no less."""
    upper = [old for old in before.clauses if old.op in UPPER and old not in need.clauses]
    turned = [
        clause
        for clause in need.clauses
        if clause.op in LOWER and any((old.field, number_of(old)) == (clause.field, number_of(clause)) for old in upper)
    ]
    return replace(need, clauses=tuple(clause for clause in need.clauses if clause not in turned))


def _bound(line: Sequence[Clause], order: Literal["asc", "desc"]) -> Clause:
    """Below or above the amount that is found fault with: "15 inch is too big"."""
    low, high = (next(clause for clause in line if (clause.op in LOWER) is is_low) for is_low in (True, False))
    said = round((number_of(low) + number_of(high)) / 2, 2)  # an amount is heard as what is about as much
    return replace(low, op="<" if order == "asc" else ">", value=said)


def _of_what_is_shown(bound: Clause, words: str, talk: DialogueState) -> Clause:
    """A bound in the field that a degree is of, where something shown has just that amount there: "202 cm is too tall"."""
    wanted = talk.phrases.degrees[_degree(words, talk)]
    compared = talk.catalog.compared(wanted.of, wanted.context, talk.products)
    is_shown = compared is not None and any(value == number_of(bound) for value in compared.values)
    return replace(bound, field=compared.field) if compared is not None and is_shown else bound


def _compared(draft: StateUpdate, words: str, talk: DialogueState, named: Product | None) -> StateUpdate | None:
    """By a degree, of which there is too much: "rather heavy", "that is a bit dear"."""
    talk, degree = replace(talk, focus=named) if named else talk, _degree(words, talk)
    if not degree or _is_denied(words, talk):
        return None
    said = degree if _is_too_much(degree, talk) else talk.phrases.messages["too"].format(degree=degree)
    phrase = talk.phrases.part("compare", said)
    try:
        changed = compare(draft, phrase, talk) if phrase else None
    except UsageError:
        return None  # nothing that is shown says so
    fresh = [clause for clause in changed.need.clauses if clause not in draft.need.clauses] if changed else []
    return draft.having([told_as_bound(clause, talk) for clause in fresh]) if changed and fresh else changed


def _is_denied(words: str, talk: DialogueState) -> bool:
    """Whether there is too little of something and not too much: "the first isn't wide at all"."""
    too = talk.phrases.messages["too"].partition("{")[0].strip()
    return not _stands_in(too, words.casefold()) and any(map(negates, tokenise(words)))


def _stands_in(word: str, said: str) -> bool:
    return word in said if has_han(word) else re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) is not None


def _ruled_out(line: Sequence[Clause], talk: DialogueState) -> list[Clause]:
    """What is understood of the words, turned against what is shown; nothing of what no product on the screen is."""
    first = line[0]
    if first.kind == "exclude":
        return _turned_down(first, talk)
    words = talk.phrases.messages["without"].format(words=first.text)
    if len(line) == 1 and is_limit(first):
        return [told_as_bound(replace(first, op=_TURNED[first.op]), talk)] if first.op in LOWER else []
    if all(is_limit(clause) for clause in line):
        return _other_amounts(line, words, talk)
    if first.field and first.op in ("is", "in"):
        held = talk.catalog.holding(first, talk.products)
        return [replace(first, text=words, kind="exclude", op="!=")] if any(held) and first.op == "is" else []
    name = str(first.value) if first.op == "has" else first.text
    if first.kind != "topic" and first.op != "has":
        return []
    if names_topic(first.text, talk) or not _is_of_some(name, talk):
        return []
    return [Clause(words, "exclude", KIND, "lacks", name)]


def _is_of_some(name: str, talk: DialogueState) -> bool:
    """Whether a title on the screen has all the words of a name, or the records of some say them, but not of all."""
    if any(_titled(name, product) for product in talk.products):
        return True
    said = talk.catalog.holding(Clause(name, "feature", None, "has", name.lower()), talk.products)
    return any(said) and not all(said)


def _turned_down(clause: Clause, talk: DialogueState) -> list[Clause]:
    """What is said not to be it, "that is no towel"; of "a rest is no desk" the desk is wanted no less."""
    if clause.op != "lacks":
        return [clause] if clause.op else []
    name = str(clause.value)
    is_a_sort = names_topic(name, talk) and not _names_just_topic(name, talk)
    is_all = len(clause.text) >= len(closed(talk.said, talk.phrases).strip())  # "not a romance", no "you're not listening"
    is_named = is_a_sort or is_all or talk.catalog.names_colour(name) or talk.catalog.entitled(name)
    if not is_named and not any(_titled(name, product) for product in talk.products):
        return []  # "you're not listening"
    text = talk.phrases.messages["without"].format(words=name)
    return [] if _names_just_topic(name, talk) else [replace(clause, text=text, field=KIND)]


def _other_amounts(line: Sequence[Clause], words: str, talk: DialogueState) -> list[Clause]:
    """An amount that some of the shown have, ruled out: all but "4 GB"."""
    holding = [talk.catalog.holding(clause, talk.products) for clause in line]
    if not any(all(states) for states in zip(*holding, strict=True)):
        return []
    low = next((number_of(clause) for clause in line if clause.op in LOWER), None)
    high = next((number_of(clause) for clause in line if clause.op not in LOWER), None)
    if low is None or high is None or line[0].field == "price":
        return []
    return [replace(line[0], text=words, kind="exclude", op="outside", value=low, upper=high)]


def _titled(name: str, product: Product) -> bool:
    """Whether a product's title, brand or category has all the words."""
    own = f"{product.title} {product.brand or ''} {product.category or ''}"
    return _holds_all(own, _tokens(own), name)


def _speaks_of_line(line: Sequence[Clause], fields: set[str], words: str, said: set[str]) -> bool:
    """Whether a line of the need is meant: by the name of its field, or by words of its own."""
    if any(speaks_of(clause, name) for clause in line for name in fields):
        return True
    own = [token for token in _tokens(line[0].text) if token not in FUNCTION]
    alike = stem_set([line[0].text]) & stem_set([words]) - FUNCTION_STEMS  # "forget the gaming" of "I play games"
    return bool(own) and (bool(alike) or any(_holds_word(words, said, token) for token in own))


def _holds_all(words: str, said: set[str], name: str) -> bool:
    own = _tokens(name)
    return bool(own) and all(_holds_word(words, said, token) for token in own)


def _holds_word(words: str, said: set[str], word: str) -> bool:
    return (word in words.casefold()) if has_han(word) else regular_singular(word) in said


def _tokens(text: str) -> set[str]:
    return {regular_singular(token) for token in _TOKEN.findall(text.casefold())}
