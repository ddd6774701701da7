"""Repair of amounts (Schegloff 1977): a limit in force that is taken back for another, or an amount that is granted.

"Forget 60, say up to 700" moves a limit; "3.5 days is ok" asks for nothing. What else is said in the turn is heard after that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shopcli.need.dialogue.dialogue_state import DialogueState
from shopcli.need.dialogue.discourse_markers import closed, opened
from shopcli.need.dialogue.state_update import LOWER, UPPER, StateUpdate, is_limit, number_of
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.languages.speech_act_grammar import SpeechActGrammar
from shopcli.text.negation import NEGATORS, negates
from shopcli.text.tokens import FUNCTION, tokenise
from shopcli.types import Clause, Op

_NUMBER = re.compile(r"(?<![\w.,])(?:[A-Z]{3} ?|[^\w\s.,;:!?'\"()]\s?)?(\d[\d,]*(?:\.\d+)?)")
_BETWEEN = re.compile(r"(?<=[,;.!?])\s+|\s+(?=(?:but|and) )")


@dataclass(frozen=True, slots=True)
class Repair:
    """What becomes of a turn that repairs an amount.

    Attributes:
        draft: the need as it is repaired.
        rest: what else is said.
    """

    draft: StateUpdate
    rest: str


def repair(talk: DialogueState, grammar: SpeechActGrammar) -> Repair | None:
    """The need in force with its amounts as they were repaired, and the rest of the turn; None where nothing repairs any."""
    chunks = _BETWEEN.split(talk.said)
    draft = StateUpdate(replace(talk.need, notes=(), question=None), talk.phrases)
    moved, heard = _moved(draft, chunks, talk, grammar)
    left = [chunk for place, chunk in enumerate(chunks) if place not in heard]
    granted = [chunk for chunk in left if (amount := _granted(chunk, grammar)) and _NUMBER.search(amount)]
    for chunk in granted:
        moved = _widened(moved, chunk, talk)
    rest = [chunk for chunk in left if chunk not in granted]
    if len(granted) == 1 and rest and all(_bounds(chunk, talk) for chunk in rest):
        return Repair(_bounded(moved, granted[0], talk), "")  # "450 is ok, but not more"
    if not heard and not (granted and rest):
        return None  # what is but granted is heard as it always was
    return Repair(replace(moved, need=replace(moved.need, query=_query(moved))), " ".join(rest).strip(" ,;"))


def _query(draft: StateUpdate) -> str:
    return "; ".join(line[0].text for line in draft.need.lines) or draft.need.query


def _moved(
    draft: StateUpdate, chunks: Sequence[str], talk: DialogueState, grammar: SpeechActGrammar
) -> tuple[StateUpdate, set[int]]:
    """The limits that are denied, moved to the other amount of the turn, or gone; with the places of what said so."""
    limits = [clause for clause in draft.need.clauses if is_limit(clause)]
    heard: set[int] = set()
    for place, chunk in enumerate(chunks):
        old = next((one for one in limits if number_of(one) in _numbers(chunk)), None)
        if old is None or len(_numbers(chunk)) > 1 or not _is_denied(chunk, talk, grammar):
            continue
        others = [at for at in range(len(chunks)) if at != place and _is_bound(chunks[at], old, talk)]
        line = next(line for line in draft.need.lines if old in line)
        gone = draft.without(list(line))
        if others:
            words = chunks[others[0]].strip(" ,.;!")
            value = _numbers(words)[0]
            gone = gone.having([replace(old, text=_said(words, old, talk), value=value)])
        draft, heard = gone, heard | {place, *others[:1]}
    return draft, heard


def _said(words: str, old: Clause, talk: DialogueState) -> str:
    """How a moved bound is told: "at most 400"."""
    amount = _NUMBER.search(words)
    what = amount[0].strip() if amount else words
    return talk.phrases.at_most.format(what=what) if old.op in UPPER else what


def _numbers(words: str) -> list[float]:
    return [float(match[1].replace(",", "")) for match in _NUMBER.finditer(words)]


def _is_denied(chunk: str, talk: DialogueState, grammar: SpeechActGrammar) -> bool:
    """Whether words take back what they name."""
    whole = closed(chunk.strip(" ,.;!"), talk.phrases)
    joined = compiled(rf"\A(?:(?:{grammar.correcting}|{'|'.join(grammar.fillers)}|and|but)\b\W+)+").sub("", whole)
    if any(talk.phrases.part("drop", words) for words in (whole, joined, opened(whole, talk.phrases)[0])):
        return True
    before = chunk[: match.start()] if (match := _NUMBER.search(chunk)) else ""
    return any(map(negates, tokenise(before)))


def _is_bound(chunk: str, old: Clause, talk: DialogueState) -> bool:
    """Whether words have one amount that may stand in the place of a bound, and deny nothing."""
    amounts = _numbers(chunk)
    if len(amounts) != 1 or amounts[0] == number_of(old) or any(map(negates, tokenise(chunk))):
        return False
    limits = [clause for clause in talk.understand(chunk).clauses if is_limit(clause)]
    return all(clause.field == old.field and (clause.op in LOWER) == (old.op in LOWER) for clause in limits)


def _granted(chunk: str, grammar: SpeechActGrammar) -> str:
    """What is said to be fine, where it is all that is said."""
    words = re.sub(r"\A(?:but|and|ok|well)\s+", "", chunk.strip(" ,.;!"), flags=re.IGNORECASE)
    matches = (compiled(source).fullmatch(words) for source in grammar.questions.get("fine after all", ()))
    match = next(filter(None, matches), None)
    return match["words"] if match else ""


def _bounds(chunk: str, talk: DialogueState) -> bool:
    """Whether words say nothing but that there is to be no more, or no less."""
    words = [word for word in re.findall(r"[^\W\d_]+", chunk.casefold()) if word not in FUNCTION and word != "but"]
    degrees = [word for word in words if (wanted := talk.phrases.degrees.get(word)) and not wanted.of]
    denied = any(map(negates, tokenise(chunk)))
    return bool(degrees) and denied and all(word in degrees or word in NEGATORS for word in words)


def _bounded(draft: StateUpdate, chunk: str, talk: DialogueState) -> StateUpdate:
    """With the amount that is granted as the most there may be."""
    amount = _NUMBER.search(chunk)
    meant = talk.read(talk.phrases.at_most.format(what=amount[0].strip() if amount else chunk))
    return draft.having([clause for clause in meant.clauses if is_limit(clause)])


def _widened(draft: StateUpdate, chunk: str, talk: DialogueState) -> StateUpdate:
    """With the bound that an amount said to be fine breaks moved to it; a bound that it keeps stays."""
    meant = [clause for clause in talk.understand(chunk).clauses if is_limit(clause)]
    value, field = _numbers(chunk)[0], meant[0].field if meant else "price"
    for old in draft.need.clauses:
        if not is_limit(old) or old.field != field:
            continue
        if (old.op in UPPER and value > number_of(old)) or (old.op in LOWER and value < number_of(old)):
            op: Op = "<=" if old.op in UPPER else ">="
            return draft.having([replace(old, text=_said(chunk, old, talk), value=value, op=op)])
    return draft
