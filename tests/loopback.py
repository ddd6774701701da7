"""A small OpenAI-compatible server on loopback that answers as it is told, in turn, and keeps what it was asked."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from shopcli.models.weights.openai_api import Server
from shopcli.models.writer.openai_server import OpenAIServer

Reply = Callable[["Handler"], None]


@dataclass
class Asked:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class Loopback:
    """What the server does next, and what happened."""

    url: str
    replies: list[Reply] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)
    names: list[str] | None = None  # what /models lists; None: it lists nothing

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [asked.body for asked in self.asked if asked.method == "POST"]


class Handler(BaseHTTPRequestHandler):
    shop: Loopback

    def do_GET(self) -> None:
        self._keep({})
        if self.shop.names is None:
            respond(404, b"no such page")(self)
        else:
            respond(200, {"object": "list", "data": [{"id": name} for name in self.shop.names]})(self)

    def do_POST(self) -> None:
        self._keep(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.shop.replies.pop(0)(self)

    def _keep(self, body: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.shop.asked.append(Asked(self.command, self.path, headers, body))

    def log_message(self, *_: object) -> None:
        """Nothing to say."""


@contextmanager
def serving() -> Iterator[Loopback]:
    """A server that runs until the block ends."""
    handler = type("Told", (Handler,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        running.daemon_threads = True
        shop = Loopback(f"http://127.0.0.1:{running.server_port}/v1")
        handler.shop = shop  # type: ignore[attr-defined]
        thread = threading.Thread(target=lambda: running.serve_forever(poll_interval=0.01), daemon=True)
        thread.start()
        try:
            yield shop
        finally:
            running.shutdown()
            thread.join()


def unused_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


# --- replies --------------------------------------------------------------------------------------------------------------


def respond(status: int, body: bytes | dict[str, Any], **headers: str) -> Reply:
    """One whole answer; ``Retry_After`` is the header ``Retry-After``."""

    def reply(handler: Handler) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "text/plain" if isinstance(body, bytes) else "application/json")
        handler.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return reply


def whole(text: str) -> Reply:
    """An answer that was not streamed, whatever was asked."""
    return respond(200, {"choices": [{"index": 0, "message": {"role": "assistant", "content": text}}]})


def delta(text: str = "", *, index: int = 0, **more: str) -> bytes:
    """One event that adds to a reply; ``more`` stands beside the text."""
    choice = {"index": index, "delta": {"content": text, **more}, "finish_reason": None}
    return b"data: " + json.dumps({"choices": [choice]}).encode() + b"\n\n"


def stream(*events: bytes, done: bool = True, pause_s: float = 0.0) -> Reply:
    """Events one after the other. Without ``done`` the stream stays open until the client hangs up, which is noted."""

    def reply(handler: Handler) -> None:
        begin(handler)
        try:
            for event in (*events, *([b"data: [DONE]\n\n"] if done else [])):
                handler.wfile.write(event)
                handler.wfile.flush()
                time.sleep(pause_s)
            for _ in range(0 if done else 500):
                handler.wfile.write(b": still here\n\n")
                handler.wfile.flush()
                time.sleep(0.01)
        except (BrokenPipeError, ConnectionResetError):
            handler.shop.hung_up.set()

    return reply


def begin(handler: Handler) -> None:
    """The head of a stream."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream; charset=utf-8")
    handler.end_headers()


def streamed(text: str, *, index: int = 0) -> Reply:
    """A reply letter by letter."""
    return stream(*(delta(letter, index=index) for letter in text))


def break_off(handler: Handler) -> None:
    """Half a chunk of a chunked answer, then nothing."""
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"40\r\ndata: ")
    handler.close_connection = True


def hush(seconds_s: float) -> Reply:
    """Nothing for so long."""
    return lambda handler: time.sleep(seconds_s)


# --- asking it ------------------------------------------------------------------------------------------------------------

ASKED = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello"}]


class Waits(list):
    """Sleeps that are only noted."""

    def __call__(self, seconds_s: float) -> None:
        self.append(seconds_s)


def writer(shop: Loopback, *, read_s: float = 5.0, waits: Waits | None = None) -> OpenAIServer:
    server = Server(shop.url, connect_s=2.0, read_s=read_s, wait=Waits() if waits is None else waits)
    return OpenAIServer(shop.url, "tiny", server=server)


def without_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key of the machine that the tests run on."""
    for name in ("SHOPCLI_API_KEY", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
