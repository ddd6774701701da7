"""A product text from the record alone: three to six sentences, each by a model where it passes the check, else by code.

The tone changes frames, never facts. A frame is one of a closed list of openings that state nothing ("Take it along:");
what stands behind it is a sentence of its own, and that is what `check_sentence` is asked about.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Literal, get_args

from shopcli.config import Decoding
from shopcli.models.writer.language_model import LanguageModel
from shopcli.need.languages.registry import language_describing
from shopcli.need.languages.wording import Part
from shopcli.text.worded_fact import measure_of
from shopcli.types import Fact, FactsOf, Need, Product, Sentence
from shopcli.write.advise import first_checked, rounds
from shopcli.write.comparison import is_sayable
from shopcli.write.drafts import faults_of, tidy
from shopcli.write.offer import in_words, offer_of, price_of
from shopcli.write.product_names import short_name
from shopcli.write.prompts import messages_for, opening_for
from shopcli.write.wording.languages import can_be_drafted, wording_of

Tone = Literal["plain", "warm", "ad"]
TONES: tuple[Tone, ...] = get_args(Tone)
_MOST_FACTS = 10  # two for each of five sentences; the price has the sixth
_FEWEST = 3  # sentences, where the record has facts for as many
_MASS = frozenset({"mg", "g", "kg", "oz", "lb"})


def describe(
    product: Product, *, model: LanguageModel | None, decoding: Decoding, facts_of: FactsOf, tone: Tone = "plain"
) -> Iterator[Sentence]:
    """The product text, sentence by sentence; fewer than three only where the record has no more to say.

    Args:
        product: whom it is about.
        model: None for code's own sentences alone.
        decoding: how the first draft is made.
        facts_of: reads a product's facts.
        tone: of the frames.

    Raises:
        ModelError: the model gives no answer.
    """
    need = Need("", language=language_describing(product.title).code)
    frames = wording_of(need.language).FRAMES[tone]
    drafted = model if can_be_drafted(need.language) else None
    for number, part in enumerate(parts_of(product, facts_of)):
        sentence = _by_model(part, need, drafted, decoding, facts_of) if drafted and part.by_model else None
        sentence = sentence or _by_code(part, need, facts_of)
        if sentence:
            framed = _framed(sentence.text, _frame(frames, part, number))
            yield dataclasses.replace(sentence, text=framed)


def parts_of(product: Product, facts_of: FactsOf) -> tuple[Part, ...]:
    """What is said, in order: facts in pairs, fewer a sentence where there are few, and the price at the end."""
    facts = _worth_saying(product, facts_of)
    price, offer = price_of(product), offer_of(product, Need(""))
    size = 2 if len(facts) >= 2 * (_FEWEST - len(price)) else 1
    said = [in_words(fact, product) for fact in facts]
    groups = [tuple(said[at : at + size]) for at in range(0, len(said), size)][: 6 - len(price) - bool(offer)]
    name = short_name(product)
    parts = [Part("more" if at else "pick", product, name, group) for at, group in enumerate(groups)]
    if price and groups and not any(fact.truth for fact in groups[0]):
        # Code's sentences need a verb for the name: it costs, where there is nothing that it has or is.
        parts[0] = dataclasses.replace(parts[0], facts=(*price, *groups[0]))
    elif price:
        parts.append(Part("more" if parts else "pick", product, name, price))
    if offer and parts:
        parts.append(Part("offer", product, name, offer))
    return tuple(parts)


def _worth_saying(product: Product, facts_of: FactsOf) -> list[Fact]:
    """Fields that can be said as they stand, features first; what the name has said already is left out."""
    words_of_name = set(re.findall(r"\w+", short_name(product).casefold()))
    worth_saying: list[Fact] = []
    for fact in facts_of(product):
        words = set(re.findall(r"\w+", str(fact.value).casefold()))
        retold = isinstance(fact.value, str) and fact.truth is None and words <= words_of_name
        if fact.is_text or not is_sayable(fact) or retold or fact.truth is False:
            continue
        if all(fact.label.casefold() != other.label.casefold() for other in worth_saying):
            worth_saying.append(fact)
    has, others = ([fact for fact in worth_saying if (fact.truth is True) == truth] for truth in (True, False))
    both = [fact for pair in zip_longest(has, others) for fact in pair if fact]  # one of each a sentence, where there are
    return both[:_MOST_FACTS]


def _by_model(part: Part, need: Need, model: LanguageModel, decoding: Decoding, facts_of: FactsOf) -> Sentence | None:
    """The first draft that passes: one as ``decoding`` says, then a batch of samples."""
    messages, opening = messages_for(part), opening_for(part)
    for settings, drafts in rounds(dataclasses.replace(decoding, drafts=0)):
        for text in map(tidy, model.generate(messages, decoding=settings, drafts=drafts, opening=opening)):
            if not faults_of(text, part, need, facts_of):
                return Sentence(text, (part.product.id,), "lm")
    return None


def _by_code(part: Part, need: Need, facts_of: FactsOf) -> Sentence | None:
    """Code's sentence; with one fact less where odd catalog text makes it fail the check, and at last none."""
    choices = filter(None, dict.fromkeys((part.facts, part.facts[:1], part.facts[1:])))
    return first_checked(part, choices, need, facts_of, opening=wording_of(need.language).ADVISES)


def _frame(frames: Sequence[tuple[str, ...]], part: Part, number: int) -> str:
    """The frame of one sentence: between the first and the price only every other one has any."""
    first, between, weight, price = frames
    if any(fact.field == "price" for fact in part.facts):
        return price[0] if price and number else ""
    if number == 0:
        return first[0] if first else ""
    if weight and len(part.facts) == 1 and (measure_of(part.facts[0].fact) or (0.0, ""))[1] in _MASS:
        return weight[0]
    return between[(number // 2) % len(between)] if between and number % 2 == 0 else ""


def _framed(text: str, frame: str) -> str:
    if not frame or not text.startswith(("The ", "It ", "Its ")):
        return f"{frame}{text}"
    return f"{frame}{text[0].lower()}{text[1:]}"
