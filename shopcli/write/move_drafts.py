"""A model's own sentences for a move, with slots that code fills; those that pass grammar and roles stand beside the frames.

A draft is a frame that was written for this one need: the model sees each slot's type and words, never writes what stands in
them, and what it writes around them is held to `shopcli.write.verify.draft_grammar`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shopcli.config import Decoding
from shopcli.models.writer.language_model import LanguageModel
from shopcli.need.languages.registry import language_named
from shopcli.types import Need
from shopcli.types.needs import DEFAULT_LANGUAGE
from shopcli.write.move_prompts import MoveSlot, lengthened, move_messages, shortened, slots_of
from shopcli.write.moves.move import Move
from shopcli.write.moves.wish_words import kind_of, use_of
from shopcli.write.verify.draft_grammar import MoveGrammar
from shopcli.write.verify.frame_roles import Roles, role_faults
from shopcli.write.wording.filling import Candidate
from shopcli.write.wording.frame_bank import SLOT, Frame, Slot
from shopcli.write.wording.licences import FORMS, Form
from shopcli.write.wording.phrases import Phrases

# By move, the slots beside its facts: those that a sentence must have, and "use", which it may.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "pick": ("A", "A.price"), "gift": ("A", "A.price"), "reason": (), "drawback": (),
    "buyer": ("quote",), "maker": ("quote",), "cheaper": ("B", "gap"), "dearer": ("B", "gap"), "warning": ("C",),
    "unknown": ("whether",),
}  # fmt: skip
_OPTIONAL = {"pick": ("use",), "gift": ("use",)}
_TOLD_BY_FACTS = frozenset(("pick", "gift", "reason", "drawback", "warning"))  # moves that are none without one
_LIKED: tuple[Form, ...] = ("verb", "noun", "quantity", "adjective", "clause")  # the form in which a fact is offered
_WARMTH = 0.7
_ASKING = re.compile(
    r"^(?:hi|hello|please|(?:i(?:'m| am)?|we) (?:need|want|would like|look(?:ing)? for|search(?:ing)? for)|i'd like|looking for"
    r"|need|can you (?:recommend|suggest)|do you have|show me|find me|recommend(?: me)?)\b[\s,:]*(?:(?:an?|some|the|any) )?",
    re.I,
)
_LONGEST_NEED = 16  # words


@dataclasses.dataclass(frozen=True, slots=True)
class Drafted:
    """What came of asking: how many drafts were written, and those that may be said."""

    written: int
    passed: tuple[Candidate, ...]


def drafts_of(move: Move, roles: Roles, model: LanguageModel, decoding: Decoding) -> Drafted:
    """Up to ``decoding.drafts`` sentences of the model's own for a move, those that hold.

    Args:
        move: what is to be said.
        roles: who is who, and the request.
        model: who writes; one that cannot be held to the grammar is judged by it.
        decoding: ``drafts`` is how many are written, ``seed`` makes them repeatable.

    Raises:
        ModelError: the model gives no answer.
    """
    asked = _asked(move, roles.need, decoding.seed)
    if asked is None or not decoding.drafts:
        return Drafted(0, ())
    slots, fillers = asked
    grammar = MoveGrammar(move.kind, slots, move.words.get("use", ""))
    texts = _written(move.kind, need_in_short(roles.need), grammar, model, decoding)
    held = (_candidate(text, move, slots, fillers, grammar) for text in dict.fromkeys(map(str.strip, texts)))
    return Drafted(len(texts), tuple(one for one in held if one and not role_faults(one.text, one.frame, roles)))


def _asked(move: Move, need: Need, seed: int) -> tuple[list[MoveSlot], dict[str, str]] | None:
    """The slots of a move and what fills them; None where nothing can be drafted of it."""
    needed = _NEEDED.get(move.kind)
    is_told = move.facts or move.kind not in _TOLD_BY_FACTS
    if needed is None or not is_told or need.language != DEFAULT_LANGUAGE or language_named(need.language).lexicon:
        return None
    if move.kind == "warning" and "quote" in move.words:
        return None
    facts = dict(_facts(move.facts, seed))
    if len(facts) < len(move.facts) or any(name not in move.words for name in needed):
        return None
    optional = [name for name in _OPTIONAL.get(move.kind, ()) if name in move.words]
    fillers = {**move.words, **facts}
    return slots_of([*needed, *optional, *facts], fillers, optional=frozenset(optional)), fillers


def question_of(move: Move, need: Need, candidate: Candidate) -> tuple[list[Mapping[str, str]], str] | None:
    """A checked sentence as the reply to what the writer is asked for drafts: the messages, and the sentence in short slots.

    None where it is no draft that could be shown: of another move or language, with slots that drafts are not given, or not of
    their grammar.
    """
    asked = _asked(move, need, 0)
    if asked is None:
        return None
    frame, (given, fillers) = candidate.frame, asked
    letters = {form: letter for letter, form in FORMS.items()}
    facts = {f"{name}:{letters[form]}": move.facts[name].forms[form][0] for name, form in frame.facts.items()}
    others = [slot.long for slot in given if ":" not in slot.long]
    if not frame.others <= set(others) or frame.facts.keys() != move.facts.keys():
        return None
    optional = frozenset(_OPTIONAL.get(move.kind, ()))
    slots = slots_of([*others, *facts], {**fillers, **facts}, optional=optional)
    try:
        text = shortened(frame.text, slots)
    except KeyError:
        return None
    if MoveGrammar(move.kind, slots, move.words.get("use", "")).faults(text):
        return None
    return move_messages(move.kind, need_in_short(need), slots), text


def _facts(facts: Mapping[str, Phrases], seed: int) -> Iterator[tuple[str, str]]:
    """Each fact in the first form that it has, by what stands in a frame's braces."""
    letters = {form: letter for letter, form in FORMS.items()}
    for name, phrases in facts.items():
        forms: tuple[Form, ...] = ("lack", *_LIKED) if "lack" in phrases.forms else _LIKED
        form = next((form for form in forms if phrases.forms.get(form)), None)
        if form:
            wordings = phrases.forms[form]
            yield f"{name}:{letters[form]}", wordings[seed % len(wordings)]


def need_in_short(need: Need) -> str:
    """The request as a thing and what it is for, "watch for swimming"; in its own words where that is not known."""
    kind, use = kind_of(need), use_of(need)
    if kind and use:
        return f"{kind} for {use}"
    return " ".join(_ASKING.sub("", need.query.strip()).strip(" .,!?").split()[:_LONGEST_NEED])


def _written(kind: str, need: str, grammar: MoveGrammar, model: LanguageModel, decoding: Decoding) -> list[str]:
    options: dict[str, Any] = {}
    tokenizer = getattr(model, "tokenizer", None)  # a server keeps its own to itself, so what it writes is only judged
    if decoding.constrain and tokenizer is not None and decoding.beams == 1:
        from shopcli.write.constrain import WordProcessor

        options["processors"] = [WordProcessor(tokenizer, grammar)]
    sampled = dataclasses.replace(decoding, temperature=decoding.temperature or _WARMTH, beams=1)
    messages = move_messages(kind, need, grammar.slots, tuned=getattr(model, "tuned", False))
    return model.generate(messages, decoding=sampled, drafts=decoding.drafts, **options)


def _candidate(
    text: str, move: Move, slots: Sequence[MoveSlot], fillers: Mapping[str, str], grammar: MoveGrammar
) -> Candidate | None:
    """A draft as a frame of its own, filled; None where the grammar or the plan does not bear it."""
    long = lengthened(text, slots)
    if long is None or grammar.faults(text):
        return None
    found = tuple(Slot(slot["name"], FORMS[slot["form"]] if slot["form"] else None) for slot in SLOT.finditer(long))
    frame = Frame(move.kind, long, found)
    if frame.gives_a_reason and not frame.facts.keys() <= move.why:
        return None
    return Candidate(frame.filled(fillers), frame)
