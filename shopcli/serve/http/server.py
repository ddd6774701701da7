"""The process of `shopcli serve --http`: it listens, keeps the index and the models open, and finishes what it is answering."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import AsyncExitStack, contextmanager

import anyio
import uvicorn
from starlette.types import ASGIApp

from shopcli.config import Settings
from shopcli.errors import ShopcliError
from shopcli.serve.agents.tool_calls import ToolCalls
from shopcli.serve.faults import place_of
from shopcli.serve.http.address import Address, host_values, listen
from shopcli.serve.http.app import HttpApp
from shopcli.serve.http.connection import timed_connection
from shopcli.serve.http.gate import Gate
from shopcli.serve.http.limits import Limits
from shopcli.serve.http.metrics import Metrics
from shopcli.serve.http.operations import Operations
from shopcli.serve.loaded import Models

_KEEP_ALIVE_S = 5
_LARGEST_HEAD = 1 << 14  # bytes
_SILENT = logging.CRITICAL + 1


class HttpServer:
    """Listens from its making on, and answers while `run` runs.

    Args:
        settings: which index, which models.
        address: where.
        token: what callers have to know.
        hosts: names besides those of this machine that a Host header may have.
        origins: origins whose pages may call.
        limits: how much.
        say: tells whoever started it what is going on.
        log: is told one line a request; None for no log.
        text: load the writer at once.
        idle_s: end when nothing was asked for so long; None for never.

    Raises:
        ShopcliError: nothing can listen there.
    """

    def __init__(
        self,
        settings: Settings,
        address: Address,
        *,
        token: str,
        hosts: Collection[str] = (),
        origins: Collection[str] = (),
        limits: Limits | None = None,
        say: Callable[[str], None],
        log: Callable[[str], None] | None = None,
        text: bool = True,
        idle_s: float | None = None,
    ) -> None:
        self._settings, self._say, self._log, self._text, self._idle_s = settings, say, log, text, idle_s
        self._limits = limits or Limits()
        self._models, self._metrics = Models(settings), Metrics()
        self._calls = ToolCalls(settings, self._models, self._metrics.observe)
        self._listener = listen(address)
        self.address = address._replace(port=self._listener.getsockname()[1])
        others = [value for host in hosts for value in host_values(host, self.address.port)]
        self._gate = Gate(token, self.address.names(), others, origins)
        self._server: _Server | None = None
        self._is_stopped = False

    def run(self) -> None:
        """Serve until told to stop."""
        for name in ("uvicorn", "mcp"):  # whose lines may hold what was asked
            logging.getLogger(name).setLevel(_SILENT)
        with self._listener:
            anyio.run(self._serve)

    def stop(self, *_signal: object) -> None:
        """Take no more requests, and end with the answers that are being given; asked again, at once."""
        if self._is_stopped and self._server:
            self._server.force_exit = True
        self._is_stopped = True
        if self._server:
            self._server.should_exit = True

    async def _serve(self) -> None:
        async with AsyncExitStack() as open_:
            app = self._app(await self._mcp(open_))
            self._server = _Server(self._config(app), self._is_idle)
            self._server.should_exit = self._is_stopped
            threading.Thread(target=self._warm_up, args=(app,), daemon=True).start()  # the end does not wait for it
            await self._server.serve(sockets=[self._listener])

    def _app(self, mcp: ASGIApp | None) -> HttpApp:
        writers = 4 if self._settings.model.startswith("openai:") else 1  # a local one reads one prompt at a time
        operations = Operations(self._calls, self._limits, writers=writers, say=self._tell_place)
        return HttpApp(
            self._settings,
            self._models,
            operations,
            gate=self._gate,
            limits=self._limits,
            metrics=self._metrics,
            mcp=mcp,
            log=self._log,
            say=self._tell_place,
            is_full=self._is_full,
        )

    def _is_full(self) -> bool:
        return self._server is not None and len(self._server.server_state.connections) > self._limits.most_connections

    async def _mcp(self, open_: AsyncExitStack) -> ASGIApp | None:
        """The same tools for agents that speak the Model Context Protocol, where its SDK is installed."""
        try:
            from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

            from shopcli.serve.agents.mcp_server import McpServer
        except ModuleNotFoundError:
            return None
        server = McpServer(self._settings, self._calls).server
        manager = StreamableHTTPSessionManager(server, json_response=True, stateless=True)
        await open_.enter_async_context(manager.run())
        return manager.handle_request

    def _config(self, app: ASGIApp) -> uvicorn.Config:
        return uvicorn.Config(
            app,
            loop="asyncio",
            http=timed_connection(self._limits.head_s),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=round(self._limits.finish_s),
            h11_max_incomplete_event_size=_LARGEST_HEAD,
        )

    def _warm_up(self, app: HttpApp) -> None:
        """Whoever started this process is told how it went; a request that comes first loads what it needs by itself."""
        try:
            self._models.warm_up(text=self._text)
        except ShopcliError as error:
            self._say(f"Not warm: {error}\n{error.hint}")
        except Exception as error:
            self._say(f"Not warm: {place_of(error)}")
        else:
            self._say("Warm.")
        app.is_warm = True  # from here on, what fails tells why

    def _is_idle(self) -> bool:
        if self._idle_s is None or self._metrics.n_active or time.monotonic() < self._metrics.last_asked + self._idle_s:
            return False
        self._say(f"Nothing was asked for {self._idle_s:g} s.")
        return True

    def _tell_place(self, error: Exception) -> None:
        self._say(f"A request failed: {place_of(error)}")


class _Server(uvicorn.Server):
    """uvicorn's, which leaves signals to whoever runs it: it would end the process by the very signal, as if it had failed.

    Args:
        config: uvicorn's.
        is_over: asked several times a second.
    """

    def __init__(self, config: uvicorn.Config, is_over: Callable[[], bool]) -> None:
        super().__init__(config)
        self._is_over = is_over

    async def on_tick(self, counter: int) -> bool:
        return await super().on_tick(counter) or self._is_over()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
