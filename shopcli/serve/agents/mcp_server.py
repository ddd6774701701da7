"""A server of the Model Context Protocol over standard input and output, by the official SDK (`mcp` 2.x).

One process opens the index and the models once and answers many calls, several at a time. It only reads, and reaches nobody.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import anyio
import anyio.to_thread
import mcp_types as types
from mcp.server import Server
from mcp.server.context import ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

from shopcli import __version__
from shopcli.config import Settings
from shopcli.errors import ShopcliError
from shopcli.serve.agents.fence import RULE, fenced
from shopcli.serve.agents.tool_calls import InvalidCall, ToolCalls
from shopcli.serve.agents.tools import TOOLS, Tool
from shopcli.serve.loaded import Models
from shopcli.text.safe import safe

_MOST_AT_ONCE = 4
_INSTRUCTIONS = (
    "A shop's catalog and its advisor, on this machine. For advice call ask; to browse, search_catalog; by ids, "
    f"lookup_catalog or get_product. All tools only read. {RULE}"
)


class McpServer:
    """Answers one agent.

    Args:
        settings: which index, which models.
        calls: carries calls out, where other servers of this process do by the same.
    """

    def __init__(self, settings: Settings, calls: ToolCalls | None = None) -> None:
        self._models = Models(settings)
        self._calls = calls or ToolCalls(settings, self._models)
        self.server: Server[Any] = Server(
            "shopcli",
            version=__version__,
            title="shopcli",
            instructions=_INSTRUCTIONS,
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
        )
        self._limiter = anyio.CapacityLimiter(_MOST_AT_ONCE)

    async def run(self) -> None:
        """Serve until standard input ends; the models are loaded meanwhile."""
        async with stdio_server() as (received, sent), anyio.create_task_group() as tasks:
            tasks.start_soon(self._warm_up)
            await self.server.run(received, sent, self.server.create_initialization_options())
            tasks.cancel_scope.cancel()

    async def _warm_up(self) -> None:
        """Load what the first call needs; what fails then fails there, with its reason."""
        try:
            await anyio.to_thread.run_sync(partial(self._models.warm_up, text=False), abandon_on_cancel=True)
        except ShopcliError:
            return

    async def _list_tools(
        self, context: ServerRequestContext[Any], params: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_told(tool) for tool in TOOLS.values()])

    async def _call_tool(self, context: ServerRequestContext[Any], params: types.CallToolRequestParams) -> types.CallToolResult:
        tool = TOOLS.get(params.name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, f"There is no tool {safe(params.name)[:80]!r}; there are {', '.join(TOOLS)}.")
        try:
            call = self._calls.checked(tool, params.arguments or {})
            found = await anyio.to_thread.run_sync(partial(self._calls.carry_out, tool, call), limiter=self._limiter)
        except InvalidCall as error:
            raise MCPError(types.INVALID_PARAMS, str(error)) from None
        except ShopcliError as error:
            text = f"{error} {error.hint}"
            return types.CallToolResult(content=[types.TextContent(text=safe(text))], is_error=True)
        return types.CallToolResult(content=[types.TextContent(text=fenced(found))], structured_content=found)


def _told(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        description=tool.description,
        input_schema=tool.request.model_json_schema(),
        annotations=types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )
