"""The models behind the writer: a folder that holds none, and the default one. Servers have tests/test_server.py."""

from __future__ import annotations

import pytest

from shopcli.config import DEFAULT_WRITER, Decoding
from shopcli.errors import ModelError, UsageError
from shopcli.write import load_language_model
from shopcli.write.advise import advise
from shopcli.write.plan import make_plan
from shopcli.write.prompts import messages_for, opening_for
from tests.loopback import serving, whole
from tests.watches import ACME_HIT, BOLT_HIT, NEED, NOTHING, facts_of


def test_a_folder_without_a_model_is_a_model_error(tmp_path):
    with pytest.raises(ModelError):
        load_language_model(str(tmp_path))


def test_a_server_that_tells_no_likelihoods_chooses_by_number():
    with serving() as shop:
        shop.replies += [whole("2")] * 8
        model = load_language_model(f"openai:{shop.url}#chooser")
        sentences = list(advise(NEED, [ACME_HIT, BOLT_HIT], model=model, decoding=NOTHING, facts_of=facts_of))
    asked = [body["messages"][-1]["content"] for body in shop.bodies]
    assert [sentence.by for sentence in sentences] == ["ranked"] * len(asked)
    assert all(f"\n2. {sentence.text}" in content for sentence, content in zip(sentences, asked, strict=True))


# --- the real one -------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_default_model_ranks_and_repeats_itself_under_one_seed():
    model = load_language_model(DEFAULT_WRITER, device="cpu")
    first = list(advise(NEED, [ACME_HIT, BOLT_HIT], model=model, decoding=NOTHING, facts_of=facts_of))
    assert list(advise(NEED, [ACME_HIT, BOLT_HIT], model=model, decoding=NOTHING, facts_of=facts_of)) == first
    assert model.name == "SmolLM2-135M-Instruct"
    assert {sentence.by for sentence in first} == {"ranked"}


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
