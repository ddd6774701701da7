"""From a need and its re-ranked hits to checked sentences, one after the other."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from shopcli.config import Decoding
from shopcli.models.writer.language_model import LanguageModel
from shopcli.need.languages.registry import language_named
from shopcli.need.languages.wording import Part
from shopcli.text.worded_fact import WordedFact
from shopcli.types import FactsOf, Hit, Need, Sentence
from shopcli.util.tally import tally
from shopcli.write.drafts import facts_said
from shopcli.write.knowledge import Knowledge
from shopcli.write.moves.move import Move
from shopcli.write.moves.picking import goes_by_no_name
from shopcli.write.moves.planner import instead_moves, make_moves
from shopcli.write.moves.wish_words import kind_of
from shopcli.write.moves.wishes_apart import granted, silent_on
from shopcli.write.plan import make_plan, nearest_part
from shopcli.write.prompts import messages_for, opening_for
from shopcli.write.race import chosen, knows_writing
from shopcli.write.verify.check import check_sentence
from shopcli.write.verify.frame_roles import Roles, role_faults, taken_apart
from shopcli.write.wording import plain_language
from shopcli.write.wording.agreement import agreeing
from shopcli.write.wording.ellipsis import said_once
from shopcli.write.wording.filling import Candidate, candidates
from shopcli.write.wording.frame_bank import frame_bank
from shopcli.write.wording.languages import as_checked, wording_of
from shopcli.write.wording.read_aloud import marks_meant, out_of_brackets, spelt_out, verbs_once

_DRAFTS = 4  # a batch of four costs little more than one draft
_DRAFT_TEMPERATURE = 0.7


def advise(
    need: Need,
    hits: Sequence[Hit],
    *,
    model: LanguageModel | None,
    decoding: Decoding,
    facts_of: FactsOf,
    knowledge: Knowledge | None = None,
) -> Iterator[Sentence]:
    """The advice, sentence by sentence; each has passed the check when it comes.

    In a language with a bank of frames each move's sentence is the one, among those that code has filled, that the model would
    most readily say; in any other, code's own sentences stand. Closing the iterator stops the writing.

    Args:
        need: the request; its language chooses the advice's.
        hits: best first; the first that can be had is recommended.
        model: None for code's own choice alone.
        decoding: its seed makes the advice repeatable.
        facts_of: reads a product's facts.
        knowledge: what is known of the products beside their records.

    Raises:
        ModelError: the model gives no answer.
    """
    if not hits:
        yield Sentence(wording_of(need.language).nothing_found(), (), "template")
    elif frame_bank(need.language):
        yield from _by_frames(need, hits, model, decoding, facts_of, knowledge or Knowledge())
    else:
        yield from _by_parts(need, hits, facts_of)


def _by_frames(
    need: Need, hits: Sequence[Hit], model: LanguageModel | None, decoding: Decoding, facts_of: FactsOf, knowledge: Knowledge
) -> Iterator[Sentence]:
    """A sentence for each move of the plan that some frame can make; code's own sentences where there is none at all."""
    said: list[str] = []
    roles_of = _roles(need, hits, facts_of, knowledge)
    for move in make_moves(need, hits, facts_of, knowledge):
        roles = roles_of(move)
        holding = _holding(move, roles, seed=decoding.seed + len(said), simple=decoding.simple)
        if not (holding or said):  # what is recommended must be named before anything else is told
            own = {slot: phrases for slot, phrases in move.facts.items() if slot.startswith("a")}
            picks = (Move("pick", move.products[:1], facts, move.words, why=move.why) for facts in (own, {}))
            made = (_holding(pick, roles, seed=decoding.seed, simple=decoding.simple) for pick in picks)
            holding = next(filter(None, made), [])
        drafted = _drafted(move, roles, model, decoding)
        if holding or drafted:
            ranker = model if knows_writing(model, (holding or drafted)[0].text) else None
            best, by = chosen(holding, need, ranker, decoding, said=said, drafts=drafted)
            text = _read_aloud(best, roles)
            said.append(text)
            yield Sentence(text, move.cites, by)
    if not said:
        yield from _by_parts(need, hits, facts_of)


def _read_aloud(said: Candidate, roles: Roles) -> str:
    """A sentence that holds as it is read: what two phrases share is said once, and verbs have the number of what is named."""
    fillers = taken_apart(said.text, said.frame, roles.products) or []
    text = said_once(said.text, said.frame, fillers)
    if text == said.text and fillers and language_named(roles.need.language).lexicon is None:
        text = agreeing(said.text, said.frame, fillers)
    is_plain = language_named(roles.need.language).lexicon is None
    if is_plain:
        records = [" ".join(fact.words for fact in roles.facts_of(product)) for product in roles.products.values()]
        text = marks_meant(text, roles.need.query, kind_of(roles.need), records)
    return spelt_out(verbs_once(out_of_brackets(text))) if is_plain else text


def checked_moves(
    need: Need, hits: Sequence[Hit], *, facts_of: FactsOf, knowledge: Knowledge, seed: int = 0
) -> Iterator[tuple[Move, list[Candidate]]]:
    """The moves of the advice, each with all its sentences that have passed the check: what a writer can be taught.

    None in a language without a bank of frames.
    """
    if not frame_bank(need.language):
        return
    roles_of = _roles(need, hits, facts_of, knowledge)
    for number, move in enumerate(make_moves(need, hits, facts_of, knowledge)):
        if holding := _holding(move, roles_of(move), seed=seed + number):
            yield move, holding


def _roles(need: Need, hits: Sequence[Hit], facts_of: FactsOf, knowledge: Knowledge) -> Callable[[Move], Roles]:
    """Who is who in a move's sentence."""
    unknown = {hit.product.id: silent_on(hit, need, facts_of(hit.product), knowledge.attentions) for hit in hits}
    not_there = knowledge.thing if goes_by_no_name(hits, knowledge.thing) else ""
    shown = [hit.product for hit in hits]
    unmet, fitting, question = {hit.product.id: hit.unmet for hit in hits}, knowledge.fitting, knowledge.question
    grants = {hit.product.id: granted(hit) for hit in hits}
    return lambda move: Roles(need, move.roles, facts_of, unknown, fitting, not_there, shown, question, unmet, grants)


def _holding(move: Move, roles: Roles, *, seed: int, simple: bool = False) -> list[Candidate]:
    """The sentences for a move that the records bear; ``simple``: of all that there are the easiest to read."""
    most = {"most": plain_language.MOST} if simple else {}
    made = candidates(move, roles.need.language, seed=seed, **most)
    holding = [one for one in made if not role_faults(one.text, one.frame, roles)]
    tally("checked", len(made))
    tally("refused", len(made) - len(holding))
    return plain_language.simplest(holding) if simple else holding


def _drafted(move: Move, roles: Roles, model: LanguageModel | None, decoding: Decoding) -> Sequence[Candidate]:
    """The model's own sentences for a move, where any were asked for and hold."""
    if model is None or not decoding.drafts:
        return ()
    from shopcli.write.move_drafts import drafts_of  # only who drafts pays for its import

    drafted = drafts_of(move, roles, model, decoding)
    tally("drafts", drafted.written)
    tally("drafts refused", drafted.written - len(drafted.passed))
    return drafted.passed


def _by_parts(need: Need, hits: Sequence[Hit], facts_of: FactsOf) -> Iterator[Sentence]:
    """Code's own sentences."""
    spoken_of = ""
    for part in make_plan(need, hits, facts_of):
        if part.kind in ("more", "offer", "tradeoff") and spoken_of != part.product.id:
            continue  # they begin with "It", and what it would be was not shown
        if sentence := _by_code(part, need, facts_of):
            spoken_of = part.product.id
            yield sentence


def nearest(
    need: Need,
    hits: Sequence[Hit],
    model: LanguageModel | None = None,
    decoding: Decoding | None = None,
    *,
    facts_of: FactsOf,
) -> Iterator[Sentence]:
    """What is shown where nothing of the kind is sold, as what it is, with what it meets of the other wishes; what can be had.

    Args:
        need: the request, whose thing is not sold.
        hits: best first.
        model: who chooses among the frames' sentences; None for nobody.
        decoding: how a model is asked.
        facts_of: reads a product's facts.
    """
    hit = next((hit for hit in hits if hit.product.available is not False), None)
    if hit is None:
        return
    wishes = replace(need, clauses=tuple(clause for clause in need.clauses if clause.kind != "topic"))
    decoding = decoding or Decoding()
    roles_of = _roles(wishes, [hit], facts_of, Knowledge())
    for move in instead_moves(wishes, hit, facts_of) if frame_bank(need.language).get("instead") else ():
        if holding := _holding(move, roles_of(move), seed=decoding.seed, simple=decoding.simple):
            best, by = chosen(holding, need, model if knows_writing(model, holding[0].text) else None, decoding)
            yield Sentence(best.text, move.cites, by)
            return
    if sentence := _by_code(nearest_part(hit), need, facts_of):
        yield sentence


def rounds(decoding: Decoding) -> list[tuple[Decoding, int]]:
    """How drafts are made: one as the user set it, and the others, or four where none passed, in one batch of samples."""
    others = decoding.drafts - 1 if decoding.drafts else _DRAFTS
    warm = decoding.temperature or _DRAFT_TEMPERATURE
    sampled = dataclasses.replace(decoding, temperature=warm, beams=1, seed=decoding.seed + 1)
    return [(decoding, 1), *([(sampled, others)] if others else [])]


def draft(part: Part, model: LanguageModel, decoding: Decoding, count: int) -> list[str]:
    """Drafts of a part, as they come from the model."""
    options: dict[str, Any] = {}
    tokenizer = getattr(model, "tokenizer", None)  # a server keeps its own to itself, so its drafts are only checked
    if decoding.constrain and tokenizer is not None and decoding.beams == 1:
        from shopcli.write.constrain import PlanProcessor

        options["processors"] = [PlanProcessor(tokenizer, part)]
    messages = messages_for(part, tuned=getattr(model, "tuned", False))
    return model.generate(messages, decoding=decoding, drafts=count, opening=opening_for(part), **options)


def likeliest(texts: Sequence[str], part: Part, model: LanguageModel) -> str:
    """argmax P(text | what was asked) by length; a model that tells no likelihoods is held to saying most."""
    likelihoods_of = getattr(model, "likelihoods", None)
    if len(texts) > 1 and likelihoods_of is not None:
        likelihoods = likelihoods_of(messages_for(part, tuned=getattr(model, "tuned", False)), texts)
        return texts[max(range(len(texts)), key=likelihoods.__getitem__)]
    return max(texts, key=lambda text: len(facts_said(text, part) or ()))


def _by_code(part: Part, need: Need, facts_of: FactsOf) -> Sentence | None:
    """Code's sentence; if odd catalog text makes it fail the check, the same with fewer facts, and at last none."""
    choices = (part.facts, part.facts[:2], part.facts[:1], *([] if part.kind in ("more", "offer") else [()]))
    return first_checked(part, choices, need, facts_of)


def first_checked(
    part: Part, choices: Iterable[tuple[WordedFact, ...]], need: Need, facts_of: FactsOf, *, opening: str = ""
) -> Sentence | None:
    """Code's sentence, ``opening`` left out, with the first of several choices of facts that passes the check."""
    products = [part.product, part.other] if part.other else [part.product]
    for facts in choices:
        wording = wording_of(need.language)
        text = wording.part_sentence(dataclasses.replace(part, facts=facts), need).removeprefix(opening)
        if not check_sentence(as_checked(text, wording), products=products, facts_of=facts_of, need=need):
            return Sentence(text, _cites(part), "template")
    return None


def _cites(part: Part) -> tuple[str, ...]:
    return (part.product.id, part.other.id) if part.other else (part.product.id,)
