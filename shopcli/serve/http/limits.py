"""How much one caller can take up: bodies have an end, whoever is slow is left, and work waits in a line that has one too."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio
from starlette.types import Message, Receive, Send

from shopcli.serve.http.refusal import Refusal, busy
from shopcli.util.threads import cores


@dataclass(frozen=True, slots=True)
class Limits:
    """How much, and for how long.

    Attributes:
        largest_body: bytes; the longest request that can be carried out has a tenth of it.
        head_s, body_s: for the head and the body of a request to come in.
        patience_s: for a turn, and for a caller that does not read.
        at_once: searches; more of them than cores would only take turns.
        in_line: requests that wait for a search, or for the writer.
        most_requests: that are there at all.
        most_connections: with or without one; a process may mostly have 1,024 files open.
        finish_s: for what is being answered when the end comes.
    """

    largest_body: int = 1 << 18
    head_s: float = 10.0
    body_s: float = 10.0
    patience_s: float = 30.0
    at_once: int = field(default_factory=cores)
    in_line: int = 64
    most_requests: int = 160
    most_connections: int = 800
    finish_s: float = 45.0


class Turns:
    """Bounded concurrency: some work is done at once, some waits, and what is more is refused.

    Args:
        at_once: pieces of work.
        in_line: how many more may wait.
        patience_s: for how long.
    """

    def __init__(self, at_once: int, in_line: int, patience_s: float) -> None:
        self._free = anyio.Semaphore(at_once)
        self._most, self._patience_s, self._n_present = at_once + in_line, patience_s, 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, and have it.

        Raises:
            Refusal: the line is full, or nothing moved for too long.
        """
        if self._n_present >= self._most:
            raise busy("Too many requests are waiting.")
        self._n_present += 1
        try:
            await self._wait()
            try:
                yield
            finally:
                self._free.release()
        finally:
            self._n_present -= 1

    async def _wait(self) -> None:
        try:
            with anyio.fail_after(self._patience_s):
                await self._free.acquire()
        except TimeoutError:
            raise busy("No turn came in time.") from None


async def read_body(receive: Receive, *, largest: int, within_s: float) -> bytes:
    """The body of a request.

    Raises:
        Refusal: it is too large, comes too slowly, or breaks off.
    """
    body = bytearray()
    try:
        with anyio.fail_after(within_s):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Refusal(400, "invalid_request", "The request breaks off.")
                body += message.get("body", b"")
                if len(body) > largest:
                    raise Refusal(413, "request_too_large", f"A request has at most {largest:,} bytes.", _CLOSE)
                if not message.get("more_body"):
                    return bytes(body)
    except TimeoutError:
        raise Refusal(408, "request_timeout", "The request came in too slowly.", _CLOSE) from None


def replayed(body: bytes, receive: Receive) -> Receive:
    """What gives a body that was read already, then whatever comes."""
    left = [body]

    async def again() -> Message:
        return {"type": "http.request", "body": left.pop(), "more_body": False} if left else await receive()

    return again


def patient(send: Send, *, within_s: float) -> Send:
    """What sends, and gives up on a caller that does not read; then `TimeoutError` is raised."""

    async def sent(message: Message) -> None:
        with anyio.fail_after(within_s):
            await send(message)

    return sent


_CLOSE = {"Connection": "close"}  # what is left of the body is not read
