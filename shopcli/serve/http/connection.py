"""One connection of HTTP/1.1 by uvicorn and h11, which ends where the head of a request does not come in time."""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from shopcli.render.as_json import dumps
from shopcli.serve.http.refusal import Refusal


def timed_connection(head_s: float) -> type[H11Protocol]:
    """The class of connections.

    Args:
        head_s: seconds from its beginning, or from the answer before, within which the head of a request has to be there.
    """

    class TimedConnection(H11Protocol):
        _deadline: asyncio.TimerHandle | None = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._begin()

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            if self._deadline:
                self._deadline.cancel()

        def on_response_complete(self) -> None:
            self._begin()
            super().on_response_complete()

        def _begin(self) -> None:
            if self._deadline:
                self._deadline.cancel()
            self._deadline = self.loop.call_later(head_s, self._is_late)

        def _is_late(self) -> None:
            if self.cycle is None or self.cycle.response_complete:  # no request is being answered
                self.transport.close()

        def send_400_response(self, msg: str) -> None:
            """As uvicorn's, in our own shape."""
            body = dumps(Refusal(400, "invalid_request", "This is no HTTP request.").body).encode()
            headers = [("content-type", "application/json"), ("content-length", str(len(body))), ("connection", "close")]
            for event in (h11.Response(status_code=400, headers=headers), h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
            self.transport.close()

    return TimedConnection
