"""``shopcli serve``: an index and its models kept warm for `shopcli ask`; ``shopcli mcp``: the same for an agent."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from shopcli.cli.common import open_console, path_text, pull
from shopcli.cli.options import DeviceOption, IndexOption, ModelOption, PlainOption
from shopcli.config import cache_dir, load_settings
from shopcli.errors import ShopcliError, UsageError

_INSTALL_MCP = "Install it: python -m pip install 'shopcli[mcp]'"

if TYPE_CHECKING:
    from shopcli.render.console import Console
    from shopcli.serve.client import Status, Stranger


def serve(
    index: IndexOption = None,
    model: ModelOption = None,
    device: DeviceOption = None,
    idle_s: Annotated[
        float | None, typer.Option("--idle-s", help="End when nothing was asked for so many seconds.", show_default="900")
    ] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Load no language model before text is asked for.")] = False,
    status: Annotated[bool, typer.Option("--status", help="List the processes that are kept, and end.")] = False,
    stop: Annotated[bool, typer.Option("--stop", help="End them: those of --index, or all.")] = False,
    plain: PlainOption = False,
) -> None:
    """Keep the models warm for `shopcli ask` on this machine, until nothing was asked for a while.

    Only processes of the same user can ask, over a socket in a folder of their own. Nothing that is
    asked is kept, unless `shopcli collect on` was said.
    """
    from shopcli.serve.client import check_supported, running, stop_all

    if status and stop:
        raise UsageError("Give either --status or --stop.", hint="Without either, shopcli serve serves.")
    check_supported()
    settings = load_settings(index=path_text(index), model=model, device=device, idle_s=idle_s, plain=plain or None)
    console = open_console(settings)
    if status:
        console.message("\n".join(_line(host) for _, host in running()) or "Nothing is kept warm.")
    elif stop:
        _stop(console, list(stop_all(index)), everything=index is None)
    else:
        from shopcli.index import read_manifest
        from shopcli.serve.host import Host
        from shopcli.util.telemetry_store import remove_once

        remove_once(cache_dir())
        host = Host(settings, say=console.note, text=not no_text)
        pull(console, [read_manifest(settings.index_path).embedder, *([] if no_text else [settings.model])])
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, host.stop)
        console.note(f"Keeping {settings.index_path.resolve()} warm; ends after {settings.idle_s:g} s without a request.")
        with console.waiting():
            host.run()


def mcp(index: IndexOption = None, model: ModelOption = None, device: DeviceOption = None) -> None:
    """Serve an agent that speaks the Model Context Protocol: search, look up, ask and explain. It only reads.

    The agent starts this command itself and talks to it over standard input and output.
    """
    settings = load_settings(index=path_text(index), model=model, device=device, plain=True)
    try:
        import anyio

        from shopcli.serve.agents.mcp_server import McpServer
    except ModuleNotFoundError as error:
        raise UsageError(f"An agent's server needs {error.name}, which is not installed.", hint=_INSTALL_MCP) from None
    from shopcli.index import read_manifest

    pull(open_console(settings), [read_manifest(settings.index_path).embedder])
    anyio.run(McpServer(settings).run)


def _stop(console: Console, processes: Sequence[tuple[Status | Stranger, bool]], *, everything: bool) -> None:
    """Say of each process whether it has ended.

    Args:
        processes: each, and whether it has.
        everything: all were to end, and not only those of one index.

    Raises:
        ShopcliError: one that was to end has not.
    """
    from shopcli.serve.client import Status

    left = [host for host, ended in processes if not ended and (everything or isinstance(host, Status))]
    for host, ended in processes:
        if ended:
            which = f"which kept {host.index}" if isinstance(host, Status) else f"of shopcli {host.version or 'unknown'}"
            console.message(f"Ended process {host.pid}, {which}.")
        elif host not in left:
            console.message(_line(host))
    if left:
        by_hand = [f"kill -9 {one.pid}" if one.pid else f"end who listens on {getattr(one, 'path', '')}" for one in left]
        raise ShopcliError(f"{len(left)} of {len(processes)} have not ended.", hint=f"By hand: {'; '.join(by_hand)}")
    if not processes:
        console.message("Nothing is kept warm.")


def _line(host: Status | Stranger) -> str:
    """One process on one line."""
    from shopcli import __version__
    from shopcli.serve.client import Stranger

    if isinstance(host, Stranger):
        who = f"Process {host.pid}" if host.pid else f"The process behind {host.path}"
        other = f"is of shopcli {host.version} and not understood by this {__version__}"
        return f"{who} {other if host.version else 'does not answer'}; shopcli serve --stop without --index ends it."
    work = f"answering {host.active}" if host.active else f"idle for {host.idle_s:.0f} of {host.ends_after_s:g} s"
    return (
        f"{host.index}: {host.products:,} products, writer {host.model}, process {host.pid}, shopcli {host.version}, "
        f"up {host.up_s:.0f} s, {host.requests:,} answered, {work}, {host.memory:,.0f} MiB."
    )
