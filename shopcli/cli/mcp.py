"""``shopcli mcp``: a catalog and its advisor as tools for an agent, over standard input and output."""

from __future__ import annotations

from shopcli.cli.common import open_console, path_text, pull
from shopcli.cli.options import DeviceOption, IndexOption, ModelOption
from shopcli.config import load_settings
from shopcli.errors import UsageError

_INSTALL = "Install it: python -m pip install 'shopcli[mcp]'"


def mcp(index: IndexOption = None, model: ModelOption = None, device: DeviceOption = None) -> None:
    """Serve an agent that speaks the Model Context Protocol: search, look up, ask and explain. It only reads.

    The agent starts this command itself and talks to it over standard input and output.
    """
    settings = load_settings(index=path_text(index), model=model, device=device, plain=True)
    try:
        import anyio

        from shopcli.serve.agents.mcp_server import McpServer
    except ModuleNotFoundError as error:
        raise UsageError(f"An agent's server needs {error.name}, which is not installed.", hint=_INSTALL) from None
    from shopcli.index import read_manifest

    pull(open_console(settings), [read_manifest(settings.index_path).embedder])
    anyio.run(McpServer(settings).run)
