"""What each path does: a tool of `shopcli.serve.agents` is called with the body of the request; what it gives is sent back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

import anyio
import anyio.to_thread
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from shopcli.render.as_json import dumps
from shopcli.serve.agents.fence import fenced
from shopcli.serve.agents.tool_calls import InvalidCall, ToolCalls
from shopcli.serve.agents.tools import TOOLS, Tool
from shopcli.serve.http.event_stream import MEDIA_TYPE, EventStream
from shopcli.serve.http.limits import Limits, Turns, read_body
from shopcli.serve.http.refusal import Refusal, of_call

_JSON, _TEXT = "application/json", "text/plain"


class Operation(NamedTuple):
    """A tool by its path.

    Attributes:
        tool: its name.
        root: the names above the body within the tool's arguments.
    """

    tool: str
    root: tuple[str, ...] = ()


OPERATIONS: Mapping[str, Operation] = {
    "/catalog/search": Operation("search_catalog", ("catalog",)),
    "/catalog/lookup": Operation("lookup_catalog", ("catalog",)),
    "/catalog/product": Operation("get_product", ("catalog",)),
    "/ask": Operation("ask"),
    "/explain": Operation("explain"),
}


class Operations:
    """Carries operations out.

    Args:
        calls: of the tools.
        limits: how much at once.
        writers: how many may write at once.
        say: is told the place of what should never go wrong.
    """

    def __init__(self, calls: ToolCalls, limits: Limits, *, writers: int, say: Callable[[Exception], None]) -> None:
        self._calls, self._limits, self._say = calls, limits, say
        self._searching = Turns(limits.at_once, limits.in_line, limits.patience_s)
        self._writing = Turns(writers, limits.in_line, limits.patience_s)
        self._threads = anyio.CapacityLimiter(limits.at_once + writers)

    async def __call__(self, operation: Operation, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request.

        Raises:
            Refusal: it is not carried out.
            ShopcliError: as `ToolCalls.carry_out`.
        """
        headers, tool = Headers(scope=scope), TOOLS[operation.tool]
        if headers.get("content-type", "").partition(";")[0].strip().lower() != _JSON:
            raise Refusal(415, "unsupported_media_type", f"The body has to be {_JSON}.")
        body = await read_body(receive, largest=self._limits.largest_body, within_s=self._limits.body_s)
        try:
            call = self._calls.checked(tool, _under(operation.root, json_object(body)))
            async with (self._writing if tool.writes(call) else self._searching).turn():
                await self._respond(tool, call, headers, scope, receive, send)
        except InvalidCall as error:
            raise of_call(error, operation.root) from None

    async def _respond(self, tool: Tool, call: Any, headers: Headers, scope: Scope, receive: Receive, send: Send) -> None:
        accepted = headers.get("accept", _JSON).lower()
        if tool.name == "ask" and MEDIA_TYPE in accepted:
            await EventStream(partial(self._calls.events, call), self._threads, self._say)(scope, receive, send)
            return
        found = await anyio.to_thread.run_sync(partial(self._calls.carry_out, tool, call), limiter=self._threads)
        if _TEXT in accepted and _JSON not in accepted:  # to be set before a model as it stands
            response = Response(fenced(found), media_type=_TEXT)
        else:
            response = Response(dumps(found), media_type=_JSON)
        await response(scope, receive, send)


def json_object(body: bytes) -> dict[str, Any]:
    """The object that a body holds.

    Raises:
        Refusal: it holds none.
    """
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Refusal(400, "invalid_request", "The body is no JSON in UTF-8.") from None
    if not isinstance(value, dict):
        raise Refusal(400, "invalid_request", "The body is no JSON object.")
    return value


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _under(root: tuple[str, ...], value: dict[str, Any]) -> dict[str, Any]:
    for name in reversed(root):
        value = {name: value}
    return value
