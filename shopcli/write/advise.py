"""From a need and its re-ranked hits to checked sentences, one after the other."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from shopcli.config import Decoding
from shopcli.models.writer.language_model import LanguageModel
from shopcli.need.languages.wording import Part
from shopcli.text.worded_fact import WordedFact
from shopcli.types import FactsOf, Hit, Need, Sentence
from shopcli.write.drafts import facts_said, faults_of, tidy
from shopcli.write.plan import make_plan, nearest_part
from shopcli.write.prompts import messages_for, opening_for
from shopcli.write.verify.check import check_sentence
from shopcli.write.wording.languages import as_checked, can_be_drafted, wording_of

_DRAFTS = 4  # a batch of four costs little more than one draft
_DRAFT_TEMPERATURE = 0.7


def advise(
    need: Need, hits: Sequence[Hit], *, model: LanguageModel | None, decoding: Decoding, facts_of: FactsOf
) -> Iterator[Sentence]:
    """The advice, sentence by sentence; each has passed the check when it comes.

    What the plan leaves to a model is drafted once as ``decoding`` says, then in one batch of samples; where no draft
    passes, code's own sentence stands. Closing the iterator stops the writing.

    Args:
        need: the request; its language chooses the advice's.
        hits: best first; the first is recommended, the second or third named beside it.
        model: None for code's own sentences alone.
        decoding: how the first draft is made; its seed makes the advice repeatable.
        facts_of: reads a product's facts.

    Raises:
        ModelError: the model gives no answer.
        UsageError: it refuses the decoding settings.
    """
    if not hits:
        yield Sentence(wording_of(need.language).nothing_found(), (), "template")
    spoken_of = ""
    drafting = model if can_be_drafted(need.language) else None
    for part in make_plan(need, hits, facts_of):
        if part.kind in ("more", "offer", "tradeoff") and spoken_of != part.product.id:
            continue  # they begin with "It", and what it would be was not shown
        sentence = _by_model(part, need, drafting, decoding, facts_of) if drafting and part.by_model else None
        sentence = sentence or _by_code(part, need, facts_of)
        if sentence:
            spoken_of = part.product.id
            yield sentence


def nearest(need: Need, hits: Sequence[Hit], *, facts_of: FactsOf) -> Iterator[Sentence]:
    """What is shown where nothing of the kind is sold, as what it is; the first that can be had."""
    hit = next((hit for hit in hits if hit.product.available is not False), None)
    sentence = _by_code(nearest_part(hit), need, facts_of) if hit else None
    if sentence:
        yield sentence


def _by_model(part: Part, need: Need, model: LanguageModel, decoding: Decoding, facts_of: FactsOf) -> Sentence | None:
    """The likeliest draft that passes; where none was asked for in number, the first that passes is enough."""
    passing: list[str] = []
    for settings, drafts in rounds(decoding):
        texts = [tidy(text) for text in draft(part, model, settings, drafts)]
        passing += [text for text in dict.fromkeys(texts) if not faults_of(text, part, need, facts_of)]
        if passing and not decoding.drafts:
            break
    return Sentence(likeliest(passing, part, model), _cites(part), "lm") if passing else None


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
