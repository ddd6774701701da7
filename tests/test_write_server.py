"""A writer behind --model openai:…, over real sockets on loopback: what is asked, streams, drafts and thoughts."""

from __future__ import annotations

import pytest

from shopcli.config import Decoding
from shopcli.errors import UsageError
from shopcli.write import load_language_model
from tests.loopback import (
    ASKED,
    Handler,
    begin,
    delta,
    respond,
    serving,
    stream,
    streamed,
    whole,
    without_keys,
    writer,
)
from tests.watches import NOTHING


@pytest.fixture
def shop(monkeypatch):
    without_keys(monkeypatch)
    with serving() as running:
        yield running


# --- what is asked ----------------------------------------------------------------------------------------------------------


def test_a_server_is_asked_as_openai_documents_it(shop):
    shop.replies.append(streamed("The watch has GPS. And more."))
    model = load_language_model(f"openai:{shop.url}#tiny")
    decoding = Decoding(temperature=0.5, top_p=0.9, max_new_tokens=32, seed=3, extra={"presence_penalty": 1})
    assert (model.name, model.generate(ASKED, decoding=decoding, opening="The watch")) == ("tiny", ["The watch has GPS."])
    (asked,) = shop.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.body == {
        "model": "tiny",
        "messages": [ASKED[0], {"role": "user", "content": "Hello\nBegin with: The watch"}],
        "temperature": 0.5,
        "top_p": 0.9,
        "max_tokens": 32,
        "seed": 3,
        "stream": True,
        "presence_penalty": 1,
    }
    assert "authorization" not in asked.headers


def test_top_k_is_sent_where_it_was_asked_for_and_beams_are_refused(shop):
    shop.replies.append(streamed("Yes."))
    writer(shop).generate(ASKED, decoding=Decoding(temperature=1.0, top_k=5))
    assert shop.bodies[0]["top_k"] == 5
    with pytest.raises(UsageError, match="no beam search"):
        writer(shop).generate(ASKED, decoding=Decoding(beams=2))


def test_the_newer_name_for_the_longest_reply_takes_the_place_of_the_older(shop):
    shop.replies += [streamed("<think>Hm"), streamed("<think>Hm"), streamed("Yes.")]
    decoding = Decoding(extra={"max_completion_tokens": 40})
    assert writer(shop).generate(ASKED, decoding=decoding) == ["Yes."]
    assert [(body.get("max_tokens"), body["max_completion_tokens"]) for body in shop.bodies] == [
        (None, 40),
        (None, 40),
        (None, 40 + 4096),
    ]


def test_a_server_that_does_not_stream_is_understood(shop):
    shop.replies.append(whole("It has GPS. And more."))
    assert writer(shop).generate(ASKED, decoding=NOTHING) == ["It has GPS."]


# --- the stream -------------------------------------------------------------------------------------------------------------


def test_the_connection_is_closed_at_the_end_of_the_first_sentence(shop):
    shop.replies.append(stream(delta("It costs 1."), delta("39 EUR."), delta(" It"), done=False))
    assert writer(shop).generate(ASKED, decoding=NOTHING) == ["It costs 1.39 EUR."]
    assert shop.hung_up.wait(5)


def test_a_letter_cut_in_two_between_packets_is_put_together(shop):
    event = b'data: {"choices": [{"delta": {"content": "' + "它有GPS。".encode() + b'"}}]}\n\n'
    shop.replies.append(stream(*(event[at : at + 1] for at in range(len(event)))))
    assert writer(shop).generate(ASKED, decoding=NOTHING) == ["它有GPS。"]


def test_comments_and_chunks_without_choices_are_no_part_of_a_reply(shop):
    shop.replies.append(
        stream(b": OPENROUTER PROCESSING\n\n", b"event: x\nid: 1\n", delta("Yes"), b'data: {"choices": []}\r\n\r\n')
    )
    assert writer(shop).generate(ASKED, decoding=NOTHING) == ["Yes"]


def test_a_stream_that_ends_without_its_last_mark_counts(shop):
    def reply(handler: Handler) -> None:
        begin(handler)
        handler.wfile.write(delta("Yes").rstrip())

    shop.replies.append(reply)
    assert writer(shop).generate(ASKED, decoding=NOTHING) == ["Yes"]


# --- several drafts ---------------------------------------------------------------------------------------------------------


def test_several_drafts_come_in_one_request_where_the_server_can(shop):
    events = [delta(letter, index=at) for pair in zip("A one. ", "B two. ", strict=True) for at, letter in enumerate(pair)]
    shop.replies.append(stream(*events, done=False))
    assert writer(shop).generate(ASKED, decoding=Decoding(temperature=1.0), drafts=2) == ["A one.", "B two."]
    assert [body["n"] for body in shop.bodies] == [2]
    assert shop.hung_up.wait(5)


def test_a_server_that_knows_no_several_drafts_is_asked_one_by_one_from_then_on(shop):
    shop.replies += [streamed(f"Draft {number}. And") for number in range(5)]
    model = writer(shop)
    decoding = Decoding(temperature=1.0, seed=7)
    assert model.generate(ASKED, decoding=decoding, drafts=3) == ["Draft 0.", "Draft 1.", "Draft 2."]
    assert model.generate(ASKED, decoding=decoding, drafts=2) == ["Draft 3.", "Draft 4."]
    assert [(body.get("n"), body["seed"]) for body in shop.bodies] == [(3, 7), (None, 8), (None, 9), (None, 7), (None, 8)]


def test_a_server_that_refuses_several_drafts_is_asked_one_by_one(shop):
    refused = respond(400, {"error": {"message": "Only one completion choice is allowed"}})
    shop.replies += [refused, streamed("One."), streamed("Two.")]
    assert writer(shop).generate(ASKED, decoding=Decoding(temperature=1.0), drafts=2) == ["One.", "Two."]
    assert [body.get("n") for body in shop.bodies] == [2, None, None]


# --- thoughts ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["reasoning_content", "reasoning", "thinking"])
def test_thoughts_beside_the_text_are_left_out(shop, name):
    shop.replies.append(stream(delta(**{name: "Hm. Let me see.\n"}), delta("It has GPS. "), done=False))
    assert writer(shop).generate(ASKED, decoding=NOTHING) == ["It has GPS."]


def test_thoughts_within_the_text_are_left_out_and_do_not_end_the_stream(shop):
    shop.replies.append(streamed("<think>Hm. Well.\nIt has.</think>\n\nIt has GPS. More"))
    assert writer(shop).generate(ASKED, decoding=NOTHING) == ["It has GPS."]


def test_a_model_that_only_thought_is_asked_not_to_and_that_is_remembered(shop):
    shop.replies += [stream(delta(reasoning_content="Hm. Well")), streamed("It has GPS."), streamed("It floats.")]
    model = writer(shop)
    assert [model.generate(ASKED, decoding=NOTHING) for _ in range(2)] == [["It has GPS."], ["It floats."]]
    switches = [(body.get("chat_template_kwargs"), body.get("reasoning_effort")) for body in shop.bodies]
    assert switches == [(None, None), ({"enable_thinking": False}, "none"), ({"enable_thinking": False}, "none")]


def test_a_model_that_cannot_leave_thinking_gets_room_for_it(shop):
    thought = streamed("<think>Hm. Well")
    shop.replies += [thought, respond(400, {"error": {"message": "Unrecognized request argument"}}), streamed("It floats.")]
    assert writer(shop).generate(ASKED, decoding=NOTHING) == ["It floats."]
    assert [body["max_tokens"] for body in shop.bodies] == [64, 64, 64 + 4096]
    assert "reasoning_effort" not in shop.bodies[2]


def test_a_thought_that_never_ends_is_not_shown(shop):
    shop.replies += [streamed("<think>Hm. Well")] * 3
    assert writer(shop).generate(ASKED, decoding=NOTHING) == [""]
