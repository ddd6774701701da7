"""All that one request goes through: counted, checked, routed; what fails is told as JSON, and never how it came about."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import anyio.to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shopcli import __version__
from shopcli.config import Settings
from shopcli.errors import ShopcliError
from shopcli.render.as_json import dumps
from shopcli.serve.http import discovery
from shopcli.serve.http.gate import Gate
from shopcli.serve.http.limits import Limits, patient, read_body, replayed
from shopcli.serve.http.metrics import OPENMETRICS, Metrics
from shopcli.serve.http.operations import OPERATIONS, Operations
from shopcli.serve.http.refusal import Refusal, busy, of_failure
from shopcli.serve.loaded import Models

MCP = "/mcp"
_OPEN = {"/health", "/ready", discovery.PATH}  # which tell nothing of the catalog
_SAFE_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class HttpApp:
    """An ASGI application.

    Args:
        settings: how to answer.
        models: what is kept open.
        operations: what paths do.
        gate: who may call.
        limits: how much.
        metrics: counts.
        mcp: serves the Model Context Protocol; None where it is not installed.
        log: is told one line a request, without words of it; None for no log.
        say: is told the place of what should never go wrong.
        is_full: whether there are as many connections as can be.
    """

    def __init__(
        self,
        settings: Settings,
        models: Models,
        operations: Operations,
        *,
        gate: Gate,
        limits: Limits,
        metrics: Metrics,
        mcp: ASGIApp | None,
        log: Callable[[str], None] | None,
        say: Callable[[Exception], None],
        is_full: Callable[[], bool],
    ) -> None:
        self._settings, self._models, self._operations = settings, models, operations
        self._gate, self._limits, self._metrics, self._mcp = gate, limits, metrics, mcp
        self._log, self._say, self._is_full = log, say, is_full
        self._pages = {
            "/health": self._health,
            "/ready": self._ready,
            "/metrics": self._metrics_text,
            discovery.PATH: self._profile,
        }
        self.is_warm = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whatever comes of it."""
        if scope["type"] != "http":
            return
        exchange = _Exchange(scope, patient(send, within_s=self._limits.patience_s))
        began = time.perf_counter()
        self._metrics.begin()
        try:
            await self._answer(exchange, scope, receive)
        except Exception as error:
            await exchange.fail(self._refusal_of(error, exchange), scope, receive)
        finally:
            path = scope["path"] if scope["path"] in self._paths else "other"
            spent = time.perf_counter() - began
            self._metrics.end(path, exchange.status, spent, exchange.code)
            if self._log:
                self._log(f"{scope['method'][:10]} {path} {exchange.status} {spent * 1000:.0f} ms")

    @property
    def _paths(self) -> set[str]:
        return {*OPERATIONS, *self._pages, *([MCP] if self._mcp else [])}

    async def _answer(self, exchange: _Exchange, scope: Scope, receive: Receive) -> None:
        headers, path = Headers(scope=scope), scope["path"]
        self._gate.check_place(headers)
        if self._is_full():
            raise busy("Too many connections are open.", close=True)
        exchange.headers |= self._gate.cross_origin(headers)
        if path not in self._paths:
            raise Refusal(404, "no_such_path", f"There are {', '.join(sorted(self._paths))}.")
        methods = ("GET", "HEAD") if path in self._pages else ("POST",)
        if scope["method"] == "OPTIONS" and "origin" in headers:
            allowed = self._gate.preflight(headers, ", ".join(methods))
            return await Response(status_code=204, headers=allowed)(scope, receive, exchange.send)
        if scope["method"] not in methods:
            raise Refusal(405, "method_not_allowed", f"Call it by {methods[0]}.", {"Allow": ", ".join(methods)})
        if path not in _OPEN:
            self._gate.check_token(headers)
            if self._metrics.n_active > self._limits.most_requests:
                raise busy("Too many requests are being answered.")
        await self._carry_out(path, scope, receive, exchange.send)

    async def _carry_out(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        if path in OPERATIONS:
            await self._operations(OPERATIONS[path], scope, receive, send)
        elif path == MCP and self._mcp:
            body = await read_body(receive, largest=self._limits.largest_body, within_s=self._limits.body_s)
            await self._mcp(scope, replayed(body, receive), send)
        else:
            response = await self._pages[path](Headers(scope=scope))
            await response(scope, receive, send)

    def _refusal_of(self, error: Exception, exchange: _Exchange) -> Refusal:
        if isinstance(error, Refusal):
            return error
        if isinstance(error, ShopcliError):
            return of_failure(error)
        if not (isinstance(error, (TimeoutError, OSError)) and exchange.status):  # a caller that is gone, or does not read
            self._say(error)
        return Refusal(500, "internal_error", "This is a fault of shopcli. The process has told its place.")

    # --- pages ----------------------------------------------------------------------------------------------------------------

    async def _health(self, headers: Headers) -> Response:
        return _json({"status": "ok", "version": __version__})

    async def _ready(self, headers: Headers) -> Response:
        if not self.is_warm:
            raise Refusal(503, "not_ready", "The models are being loaded.", {"Retry-After": "1"})
        advisor = await anyio.to_thread.run_sync(partial(self._models.advisor, self._settings, text=False))
        return _json({"status": "ready", "products": len(advisor.index)})

    async def _metrics_text(self, headers: Headers) -> Response:
        is_asked = "application/openmetrics-text" in headers.get("accept", "").lower()
        text = self._metrics.text(products=self._models.products)
        return Response(text, headers={"Content-Type": OPENMETRICS if is_asked else "text/plain; charset=utf-8"})

    async def _profile(self, headers: Headers) -> Response:
        base = self._gate.base_url(headers)
        return _json(discovery.profile({"rest": base} | ({"mcp": f"{base}{MCP}"} if self._mcp else {})))


class _Exchange:
    """One answer as it is sent: what it began with, and what stands in every head."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._send = send
        self.headers = dict(_SAFE_HEADERS)
        self.status, self.code = 0, ""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message).update(self.headers)
        await self._send(message)

    async def fail(self, refusal: Refusal, scope: Scope, receive: Receive) -> None:
        """Tell why there is no answer, unless one was begun: that one breaks off."""
        self.code = refusal.code
        if not self.status:
            response = Response(dumps(refusal.body), refusal.status, refusal.headers, "application/json")
            await response(scope, receive, self.send)


def _json(value: Mapping[str, Any]) -> Response:
    return Response(dumps(dict(value)), media_type="application/json")
