"""A shop behind `shopcli serve --http`: the real server on a free port, in a thread, with an encoder that needs no weights."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.serve.http.address import Address
from shopcli.serve.http.limits import Limits
from shopcli.serve.http.server import HttpServer
from tests.conftest import WordEncoder
from tests.fake_model import FakeModel

TOKEN = "a-token-of-the-tests"
JSON = "application/json"


class Reply(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def message(self) -> dict[str, Any]:
        """The one message of a refusal."""
        (message,) = self.json["messages"]
        return message


class HttpShop:
    """Calls a server.

    Args:
        port: where it listens on 127.0.0.1.
        token: that it wants.
        server: itself, where it runs in this process.
    """

    def __init__(self, port: int, token: str = TOKEN, server: HttpServer | None = None) -> None:
        self.port, self.token, self._server = port, token, server
        self.said: list[str] = []
        self.logged: list[str] = []

    @property
    def server(self) -> HttpServer:
        assert self._server is not None
        return self._server

    def call(
        self, path: str, body: object = None, *, method: str = "", headers: Mapping[str, str | None] | None = None
    ) -> Reply:
        """One request on a connection of its own; a header of None is left out."""
        said = {"Authorization": f"Bearer {self.token}", **({"Content-Type": JSON} if body is not None else {})}
        given = {name: value for name, value in {**said, **(headers or {})}.items() if value is not None}
        sent = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method or ("GET" if body is None else "POST"), path, sent, given)
            response = connection.getresponse()
            text = response.read().decode("utf-8")
            return Reply(response.status, {name.lower(): value for name, value in response.getheaders()}, text)
        finally:
            connection.close()

    def raw(self, data: bytes, *, until_closed: bool = True) -> bytes:
        """What comes back for these bytes, until the server closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(data)
            return b"".join(iter(lambda: connection.recv(65536), b"")) if until_closed else connection.recv(65536)

    def metric(self, name: str, **labels: str) -> float:
        """One sample of the metrics; 0 where it was never counted."""
        from prometheus_client.openmetrics.parser import text_string_to_metric_families

        families = text_string_to_metric_families(self.call("/metrics").text)
        found = [one.value for family in families for one in family.samples if one.name == name and one.labels == labels]
        return found[0] if found else 0.0


def advisor_over(folder: Path) -> Advisor:
    """An advisor over an index of `tests.conftest.build`."""
    return Advisor(Index(folder), settings=Settings(), encoder=WordEncoder(), model=FakeModel())


@contextmanager
def serving(
    folder: Path, *, limits: Limits | None = None, before: Callable[[HttpServer], object] = lambda server: None, **options: Any
) -> Iterator[HttpShop]:
    """The server over an index, until the block ends.

    Args:
        folder: of the index.
        limits: of the server.
        before: is given the server before it runs.
        options: of the server.
    """
    said: list[str] = []
    logged: list[str] = []
    advisor = advisor_over(folder)
    server = HttpServer(
        Settings(index=str(folder)),
        Address("127.0.0.1", 0),
        token=TOKEN,
        limits=limits,
        say=said.append,
        log=logged.append,
        **options,
    )
    server._models.advisor = lambda settings, *, text: advisor  # type: ignore[method-assign, assignment]
    before(server)
    thread = threading.Thread(target=server.run)
    thread.start()
    shop = HttpShop(server.address.port, server=server)
    shop.said, shop.logged = said, logged
    try:
        assert until(lambda: "Warm." in said), said
        yield shop
    finally:
        server.stop()
        thread.join(60)
        assert not thread.is_alive()


def until(true: Callable[[], bool], seconds_s: float = 20.0) -> bool:
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds_s
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def events_of(text: str) -> list[tuple[str, Any]]:
    """The events of a stream: their names and data."""
    blocks = (block.split("\n") for block in text.split("\n\n") if block and not block.startswith(":"))
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]
