"""The models behind the writer: a real server on loopback, a folder that holds none, and the default one."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from shopcli.config import DEFAULT_WRITER, Decoding
from shopcli.errors import ModelError, UsageError
from shopcli.write import advise, check_sentence, load_language_model
from shopcli.write.openai_server import OpenAIServer
from shopcli.write.plan import make_plan
from shopcli.write.prompts import messages_for, opening_for
from tests.watches import ACME, ACME_HIT, BOLT, BOLT_HIT, NEED, NOTHING, facts_of

# --- a server -----------------------------------------------------------------------------------------------------------------


class _Handler(BaseHTTPRequestHandler):
    replies: list[tuple[int, bytes]]
    bodies: list[dict]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.bodies.append({"path": self.path, **json.loads(body)})
        status, reply = self.replies.pop(0)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, type[_Handler]]]:
    handler = type("Handler", (_Handler,), {"replies": [], "bodies": []})
    with HTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/v1", handler
        running.shutdown()
        thread.join()


def said(text: str) -> tuple[int, bytes]:
    return 200, json.dumps({"choices": [{"message": {"content": text}}]}).encode()


def test_a_server_is_asked_as_openai_documents_it(server):
    url, handler = server
    handler.replies += [said("The watch has GPS. And more."), said("<think>hm</think>It has GPS.")]
    model = load_language_model(f"openai:{url}#tiny")
    decoding = Decoding(temperature=0.5, top_p=0.9, max_new_tokens=32, seed=3, extra={"presence_penalty": 1})
    texts = model.generate([{"role": "user", "content": "Hello"}], decoding=decoding, drafts=2, opening="The watch")
    assert (model.name, texts) == ("tiny", ["The watch has GPS.", "It has GPS."])
    assert handler.bodies[0] == {
        "path": "/v1/chat/completions",
        "model": "tiny",
        "messages": [{"role": "user", "content": "Hello\nBegin with: The watch"}],
        "temperature": 0.5,
        "top_p": 0.9,
        "max_tokens": 32,
        "seed": 3,
        "stream": False,
        "presence_penalty": 1,
    }
    assert handler.bodies[1]["seed"] == 4


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ((404, b"no such model"), "answered with 404: no such model"),
        ((200, b"not json"), "gives no answer: Expecting value: line 1 column 1 (char 0)"),
        ((200, b"{}"), "answered with no message."),
        ((200, b'{"choices": []}'), "answered with no message."),
    ],
)
def test_a_server_that_fails_is_a_model_error_with_its_words(server, reply, message):
    url, handler = server
    handler.replies.append(reply)
    with pytest.raises(ModelError) as failure:
        OpenAIServer(url, "tiny").generate([{"role": "user", "content": "x"}], decoding=NOTHING)
    assert str(failure.value) == f"{url}/chat/completions {message}"


def test_a_server_that_is_not_there_is_a_model_error():
    with pytest.raises(ModelError, match=r"gives no answer: .*refused"):
        OpenAIServer("http://127.0.0.1:9/v1", "tiny", timeout_s=5).generate(
            [{"role": "user", "content": "x"}], decoding=NOTHING
        )


def test_a_folder_without_a_model_is_a_model_error(tmp_path):
    with pytest.raises(ModelError):
        load_language_model(str(tmp_path))


# --- the real one -------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_default_model_writes_true_sentences_and_repeats_itself_under_one_seed():
    model = load_language_model(DEFAULT_WRITER, device="cpu")
    first = list(advise(NEED, [ACME_HIT, BOLT_HIT], model=model, decoding=NOTHING, facts_of=facts_of))
    assert list(advise(NEED, [ACME_HIT, BOLT_HIT], model=model, decoding=NOTHING, facts_of=facts_of)) == first
    assert model.name == "SmolLM2-135M-Instruct"
    assert "lm" in {sentence.by for sentence in first}
    for sentence in first:
        products = [{"1": ACME, "2": BOLT}[key] for key in sentence.cites]
        assert check_sentence(sentence.text, products=products, facts_of=facts_of, need=NEED) == []


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
