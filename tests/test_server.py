"""An OpenAI-compatible server over real sockets on loopback: time-outs, retries, keys, and what each failure says."""

from __future__ import annotations

import threading
import time
from email.utils import formatdate
from http.server import ThreadingHTTPServer

import pytest

from shopcli.config import load_settings
from shopcli.errors import ModelError, UsageError
from shopcli.models.weights import sources as models
from shopcli.models.weights.openai_api import Server
from shopcli.models.writer.openai_server import OpenAIServer
from tests.loopback import (
    ASKED,
    Handler,
    Loopback,
    Waits,
    begin,
    break_off,
    delta,
    hush,
    respond,
    serving,
    stream,
    streamed,
    unused_port,
    without_keys,
    writer,
)
from tests.watches import NOTHING


@pytest.fixture
def shop(monkeypatch):
    without_keys(monkeypatch)
    with serving() as running:
        yield running


def failure(shop: Loopback, **how: object) -> ModelError:
    with pytest.raises(ModelError) as failed:
        writer(shop, **how).generate(ASKED, decoding=NOTHING)
    return failed.value


# --- keys, redirects, proxies -----------------------------------------------------------------------------------------------


def test_the_key_of_the_environment_is_sent_and_no_other_servers_key(shop, monkeypatch):
    shop.replies += [streamed("Yes.")] * 3
    monkeypatch.setenv("OPENAI_API_KEY", "sk-openai")
    writer(shop).generate(ASKED, decoding=NOTHING)
    monkeypatch.setenv("OPENAI_BASE_URL", f"{shop.url}/")
    writer(shop).generate(ASKED, decoding=NOTHING)
    monkeypatch.setenv("SHOPCLI_API_KEY", " own \n")
    writer(shop).generate(ASKED, decoding=NOTHING)
    assert [asked.headers.get("authorization") for asked in shop.asked] == [None, "Bearer sk-openai", "Bearer own"]


def test_a_key_that_no_header_can_hold_is_an_error_that_does_not_show_it(shop, monkeypatch):
    monkeypatch.setenv("SHOPCLI_API_KEY", "geheim\x07ß")
    assert str(failure(shop)) == "SHOPCLI_API_KEY holds characters that no key has."


def test_a_redirect_is_not_followed(shop, monkeypatch):
    monkeypatch.setenv("SHOPCLI_API_KEY", "secret")
    with serving() as other:
        shop.replies.append(respond(307, b"", Location=f"{other.url}/chat/completions"))
        error = failure(shop)
        assert str(error) == f"{shop.url} redirects to {other.url}/chat/completions."
        assert "no key goes astray" in error.hint
        assert other.asked == []


def test_what_goes_to_this_machine_goes_past_the_proxy(shop, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{unused_port()}")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    shop.replies.append(streamed("Yes."))
    assert writer(shop).generate(ASKED, decoding=NOTHING) == ["Yes."]


def test_a_server_elsewhere_is_reached_through_the_proxy(shop, monkeypatch):
    monkeypatch.setenv("http_proxy", shop.url.removesuffix("/v1"))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    shop.replies.append(streamed("Yes."))
    assert OpenAIServer("http://shop.example/v1", "tiny").generate(ASKED, decoding=NOTHING) == ["Yes."]
    assert shop.asked[0].path == "http://shop.example/v1/chat/completions"


@pytest.mark.parametrize("status", [401, 403])
def test_a_missing_key_is_told_with_its_variable(shop, status):
    shop.replies.append(respond(status, {"error": {"message": "no"}}))
    error = failure(shop)
    assert (str(error), error.hint) == (
        f"{shop.url} wants a key ({status}).",
        "Put the key into the environment: export SHOPCLI_API_KEY=…",
    )


def test_a_key_that_is_kept_from_a_server_is_told(shop, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-openai")
    shop.replies.append(respond(401, b""))
    assert (
        failure(shop).hint == "OPENAI_API_KEY goes to OPENAI_BASE_URL only. For this server put its key into SHOPCLI_API_KEY."
    )


def test_a_refused_key_is_named_and_never_shown(shop, monkeypatch):
    monkeypatch.setenv("SHOPCLI_API_KEY", "sk-secret")
    shop.replies += [respond(401, b"bad key sk-secret"), respond(400, {"error": "bad key sk-secret"})]
    assert str(failure(shop)) == f"{shop.url} refuses the key in SHOPCLI_API_KEY (401)."
    assert str(failure(shop)) == f"{shop.url} answered with 400: bad key …"


def test_a_password_in_the_url_is_never_shown():
    assert Server("https://me:secret@host:1/v1/").url == "https://host:1/v1"


# --- retries ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 502, 503])
def test_a_busy_server_is_asked_again_after_a_while(shop, status):
    waits = Waits()
    shop.replies += [respond(status, b"busy"), respond(status, b"busy"), streamed("Yes.")]
    assert writer(shop, waits=waits).generate(ASKED, decoding=NOTHING) == ["Yes."]
    assert waits == [0.5, 1.0]


def test_retries_end(shop):
    waits = Waits()
    shop.replies += [respond(503, {"error": {"message": "Loading model"}})] * 9
    error = failure(shop, waits=waits)
    assert (str(error), error.hint) == (f"{shop.url} answered with 503: Loading model", "It is busy: try again later.")
    assert (waits, len(shop.bodies)) == ([0.5, 1.0, 2.0, 4.0], 5)


def test_retry_after_is_honoured_as_seconds_and_as_a_date(shop):
    waits = Waits()
    soon = respond(429, b"", Retry_After=formatdate(time.time() + 20, usegmt=True))
    shop.replies += [respond(429, b"", Retry_After="7"), soon, respond(429, b"", Retry_After="soon"), streamed("Yes.")]
    assert writer(shop, waits=waits).generate(ASKED, decoding=NOTHING) == ["Yes."]
    assert (waits[0], waits[2]) == (7.0, 2.0)
    assert 10 < waits[1] <= 20


def test_a_server_that_asks_for_a_long_wait_is_told_of_at_once(shop):
    waits = Waits()
    shop.replies.append(respond(429, b"Rate limit", Retry_After="3600"))
    error = failure(shop, waits=waits)
    assert (str(error), error.hint, waits) == (f"{shop.url} answered with 429: Rate limit", "It asks to wait: 3600.", [])


@pytest.mark.parametrize("status", [400, 404, 500])
def test_what_another_try_cannot_mend_is_tried_once(shop, status):
    shop.replies.append(respond(status, b"no"))
    assert str(failure(shop)) == f"{shop.url} answered with {status}: no"
    assert len(shop.bodies) == 1


def test_a_server_that_is_just_starting_is_waited_for():
    port = unused_port()
    started: list[ThreadingHTTPServer] = []

    def wait(seconds_s: float) -> None:
        shop = Loopback(f"http://127.0.0.1:{port}/v1", [streamed("Yes.")])
        running = ThreadingHTTPServer(("127.0.0.1", port), type("Late", (Handler,), {"shop": shop}))
        started.append(running)
        threading.Thread(target=running.serve_forever, daemon=True).start()

    server = Server(f"http://127.0.0.1:{port}/v1", wait=wait)
    try:
        assert OpenAIServer("", "tiny", server=server).generate(ASKED, decoding=NOTHING) == ["Yes."]
        assert len(started) == 1
    finally:
        for running in started:
            running.shutdown()
            running.server_close()


# --- failures ---------------------------------------------------------------------------------------------------------------


def test_no_server_at_all_is_told_with_the_address():
    url, waits = f"http://127.0.0.1:{unused_port()}/v1", Waits()
    with pytest.raises(ModelError, match=f"No server answers at {url}: .*refused") as failed:
        OpenAIServer(url, "tiny", server=Server(url, wait=waits)).generate(ASKED, decoding=NOTHING)
    assert failed.value.hint.startswith("Start the server")
    assert waits == [0.5, 1.0, 2.0, 4.0]


def test_a_host_that_does_not_exist_is_not_waited_for(monkeypatch):
    waits = Waits()
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ModelError, match=r"No server answers at http://nowhere\.invalid/v1"):
        Server("http://nowhere.invalid/v1", wait=waits).models()
    assert waits == []


def test_a_wrong_name_is_told_with_the_names_that_the_server_has(shop):
    shop.names = ["llama3:8b", "qwen3:4b"]
    shop.replies.append(respond(404, {"error": {"message": "model 'tiny' not found, try pulling it first"}}))
    error = failure(shop)
    assert (str(error), error.hint) == (f"{shop.url} has no model 'tiny'.", "It has: llama3:8b, qwen3:4b.")


def test_a_refusal_of_a_model_that_is_there_keeps_the_servers_words(shop):
    shop.names = ["tiny"]
    shop.replies.append(respond(400, {"error": {"message": "context too\nlong", "param": "messages"}}))
    assert str(failure(shop)) == f"{shop.url} answered with 400: context too long"


def test_an_address_without_v1_is_told_how_it_ends_as_a_rule(shop):
    shop.replies.append(respond(404, b"404 page not found"))
    error = failure(shop)
    assert str(error) == f"{shop.url} answered with 404: 404 page not found"
    assert "ends in /v1" in error.hint


def test_a_silent_server_is_a_time_out(shop):
    shop.replies.append(hush(1.0))
    error = failure(shop, read_s=0.1)
    assert str(error) == f"{shop.url} was silent for 0.1 s."
    assert "SHOPCLI_SERVER_TIMEOUT_S" in error.hint


def test_a_stream_that_falls_silent_is_a_time_out(shop):
    shop.replies.append(stream(delta("It"), pause_s=1.0))
    assert str(failure(shop, read_s=0.1)) == f"{shop.url} was silent for 0.1 s."


def test_a_stream_that_is_only_kept_open_is_a_time_out(shop):
    shop.replies.append(stream(delta("It"), done=False))
    assert str(failure(shop, read_s=0.1)) == f"{shop.url} was silent for 0.1 s."
    assert shop.hung_up.wait(5)


def test_a_stream_that_breaks_off_is_told(shop):
    shop.replies.append(break_off)
    assert str(failure(shop)).startswith(f"{shop.url} broke off: ")


def test_a_failure_in_the_midst_of_a_stream_is_told_in_the_servers_words(shop):
    shop.replies.append(stream(delta("It"), b'data: {"error": {"message": "CUDA out of memory"}}\n\n'))
    assert str(failure(shop)) == f"{shop.url} failed: CUDA out of memory"


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (respond(200, b"<html>Sign in</html>"), "does not answer as OpenAI's API does: <html>Sign in</html>"),
        (respond(200, b""), "does not answer as OpenAI's API does: an empty answer"),
        (respond(200, b"[1]"), "does not answer as OpenAI's API does: [1]"),
        (respond(200, b"[" * 100_000), f"does not answer as OpenAI's API does: {'[' * 80}"),
        (respond(200, {}), "answered with no message."),
        (respond(200, {"choices": []}), "answered with no message."),
        (respond(200, {"choices": ["text"]}), "answered with no message."),
        (respond(200, {"choices": [{"message": None}]}), "answered with no message."),
        (stream(), "answered with no message."),
        (stream(b"data: {half\n\n"), "does not answer as OpenAI's API does: {half"),
    ],
)
def test_an_answer_in_another_form_is_told(shop, reply, message):
    shop.replies.append(reply)
    assert str(failure(shop)) == f"{shop.url} {message}"


def test_an_answer_without_end_is_broken_off(shop):
    def endless(handler: Handler) -> None:
        begin(handler)
        try:
            while True:
                handler.wfile.write(b"data: " + b"x" * 65536)
        except (BrokenPipeError, ConnectionResetError):
            handler.shop.hung_up.set()

    shop.replies.append(endless)
    assert str(failure(shop)) == f"{shop.url} answers without end."
    assert shop.hung_up.wait(5)


# --- around it --------------------------------------------------------------------------------------------------------------


def test_verify_says_whether_a_server_has_the_model(shop):
    shop.names = ["m", "n"]
    assert models.verify(f"openai:{shop.url}#m") == models.Check("m", ok=True, detail=f"{shop.url} serves it")
    wrong = models.verify(f"openai:{shop.url}#x")
    assert (wrong.ok, wrong.detail, wrong.hint) == (False, f"{shop.url} has no such model", "It has: m, n.")
    shop.names = None
    assert models.verify(f"openai:{shop.url}#m").detail == f"{shop.url} answered with 404: no such page"


def test_verify_of_a_server_that_is_not_there_fails():
    assert not models.verify(f"openai:http://127.0.0.1:{unused_port()}/v1#m").ok


def test_the_time_outs_are_settings(monkeypatch):
    monkeypatch.setenv("SHOPCLI_SERVER_TIMEOUT_S", "300")
    assert (load_settings().server_connect_s, load_settings().server_timeout_s) == (5.0, 300.0)
    with pytest.raises(UsageError, match="needs some time"):
        load_settings(server_connect_s=0.0)
