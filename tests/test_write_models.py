"""The models behind the writer: a folder that holds none, and the default one. Servers have tests/test_server.py."""

from __future__ import annotations

import pytest

from shopcli.config import DEFAULT_WRITER, Decoding
from shopcli.errors import ModelError, UsageError
from shopcli.write import advise, check_sentence, load_language_model
from shopcli.write.drafts import spelled_out
from shopcli.write.plan import make_plan
from shopcli.write.prompts import messages_for, opening_for
from tests.loopback import Handler, serving, streamed
from tests.watches import ACME, ACME_HIT, BOLT, BOLT_HIT, NEED, NOTHING, facts_of


def test_a_folder_without_a_model_is_a_model_error(tmp_path):
    with pytest.raises(ModelError):
        load_language_model(str(tmp_path))


def test_what_a_server_writes_goes_through_the_same_check():
    """A server that praises every watch, but words one sentence faithfully, has that one shown and no other."""
    faithful = "The Acme W-100 Sports Watch costs 168.95 EUR and has GPS."

    def served(handler: Handler) -> None:
        question = handler.shop.asked[-1].body["messages"][-1]["content"]
        (streamed(faithful) if "168.95" in question else streamed("It is the best watch ever. Buy"))(handler)

    with serving() as shop:
        shop.replies += [served] * 50
        model = load_language_model(f"openai:{shop.url}#praiser")
        sentences = list(advise(NEED, [ACME_HIT, BOLT_HIT], model=model, decoding=NOTHING, facts_of=facts_of))
    assert [sentence.text for sentence in sentences if sentence.by == "lm"] == [faithful]
    assert len(sentences) > 1
    assert not any("best" in sentence.text for sentence in sentences)


# --- the real one -------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_default_model_writes_true_sentences_and_repeats_itself_under_one_seed():
    model = load_language_model(DEFAULT_WRITER, device="cpu")
    first = list(advise(NEED, [ACME_HIT, BOLT_HIT], model=model, decoding=NOTHING, facts_of=facts_of))
    assert list(advise(NEED, [ACME_HIT, BOLT_HIT], model=model, decoding=NOTHING, facts_of=facts_of)) == first
    assert model.name == "SmolLM2-135M-Instruct"
    assert "lm" in {sentence.by for sentence in first}
    (tradeoff,) = (part for part in make_plan(NEED, [ACME_HIT, BOLT_HIT], facts_of) if part.kind == "tradeoff")
    for sentence in first:
        products = [{"1": ACME, "2": BOLT}[key] for key in sentence.cites]
        text = spelled_out(sentence.text, tradeoff) if len(products) > 1 else sentence.text
        assert check_sentence(text, products=products, facts_of=facts_of, need=NEED) == []


@pytest.mark.slow
def test_every_strategy_of_transformers_is_reached():
    model = load_language_model(DEFAULT_WRITER, device="cpu")
    (part, *_) = make_plan(NEED, [ACME_HIT], facts_of)
    messages, opening = messages_for(part), opening_for(part)
    for decoding in (Decoding(beams=2), Decoding(temperature=0.9, top_k=20, top_p=0.9), Decoding(extra={"num_beams": 2})):
        (text,) = model.generate(messages, decoding=decoding, opening=opening)
        assert text.startswith(opening)
    drafts = model.generate(messages, decoding=Decoding(temperature=1.5), drafts=3, opening=opening)
    assert len(set(drafts)) > 1
    with pytest.raises(UsageError, match="transformers refuses"):
        model.generate(messages, decoding=Decoding(extra={"no_such_setting": 1}), opening=opening)
