"""``shopcli serve``: an index and its models kept warm for `shopcli ask`, or for programs; ``shopcli mcp``: for an agent."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from shopcli.cli.common import open_console, path_text, pull
from shopcli.cli.options import DeviceOption, IndexOption, ModelOption, PlainOption
from shopcli.config import Settings, cache_dir, load_settings
from shopcli.errors import ShopcliError, UsageError
from shopcli.util.store_uri import without_secrets

_INSTALL_MCP = "Install it: python -m pip install 'shopcli[mcp]'"
_INSTALL_HTTP = "Install it: python -m pip install 'shopcli[http]'"

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
    http: Annotated[
        str | None, typer.Option("--http", metavar="[HOST:]PORT", help="Serve programs over HTTP (docs/http.md).")
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", help="With --http: one more name by which it may be called.")
    ] = None,
    allow_origin: Annotated[
        list[str] | None, typer.Option("--allow-origin", help="With --http: a site whose pages may call.")
    ] = None,
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="With --http: HOST may be one that others can reach.")
    ] = False,
    log_requests: Annotated[
        bool, typer.Option("--log-requests", help="With --http: a line for each call, with no word of it.")
    ] = False,
    plain: PlainOption = False,
) -> None:
    """Keep the models warm for `shopcli ask` on this machine, until nothing was asked for a while.

    Only processes of the same user can ask, over a socket in a folder of
    their own. Nothing that is asked is kept, unless `shopcli collect on`
    was said. With --http, programs that know a token can ask until it is
    ended; of that nothing is kept at all.
    """
    from shopcli.serve.client import check_supported, running, stop_all

    if status and stop:
        raise UsageError("Give either --status or --stop.", hint="Without either, shopcli serve serves.")
    if http is not None:
        if status or stop:
            raise UsageError("--status and --stop do not know of --http.", hint="End it where it runs, by Ctrl-C or kill.")
        settings = load_settings(index=path_text(index), model=model, device=device, plain=plain or None, profile="")
        options = _HttpOptions(http, allow_host or [], allow_origin or [], allow_remote, log_requests)
        return _serve_http(settings, options, text=not no_text, idle_s=idle_s)
    if allow_host or allow_origin or allow_remote or log_requests:
        raise UsageError("That is only for --http.", hint="Say --http 8080 as well.")
    check_supported()
    settings = load_settings(index=path_text(index), model=model, device=device, idle_s=idle_s, plain=plain or None)
    console = open_console(settings)
    if status:
        console.message("\n".join(_line(host) for _, host in running()) or "Nothing is kept warm.")
    elif stop:
        _stop(console, list(stop_all(index)), everything=index is None)
    else:
        from shopcli.index.stores.opening import manifest_of
        from shopcli.serve.host import Host
        from shopcli.util.telemetry_store import remove_once

        remove_once(cache_dir())
        host = Host(settings, say=console.note, text=not no_text)
        pull(console, [manifest_of(settings).embedder, *([] if no_text else [settings.model])])
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, host.stop)
        place = without_secrets(settings.store) or settings.index_path.resolve()
        console.note(f"Keeping {place} warm; ends after {settings.idle_s:g} s without a request.")
        with console.waiting():
            host.run()


class _HttpOptions(NamedTuple):
    """What was said of ``--http``."""

    address: str
    hosts: list[str]
    origins: list[str]
    allow_remote: bool
    log_requests: bool


def _serve_http(settings: Settings, options: _HttpOptions, *, text: bool, idle_s: float | None) -> None:
    """Serve programs until told to stop."""
    from shopcli.serve.http.address import parse_address

    address = parse_address(options.address, allow_remote=options.allow_remote)
    try:
        from shopcli.serve.http.gate import checked_origin
        from shopcli.serve.http.server import HttpServer
    except ModuleNotFoundError as error:
        raise UsageError(f"To serve over HTTP needs {error.name}, which is not there.", hint=_INSTALL_HTTP) from None
    from shopcli.index.stores.opening import manifest_of
    from shopcli.serve.http.token import VARIABLE, load_token

    console = open_console(settings)
    token, file = load_token()
    origins = [checked_origin(origin) for origin in options.origins]
    pull(console, [manifest_of(settings).embedder, *([settings.model] if text else [])])
    log = console.note if options.log_requests else None
    server = HttpServer(
        settings,
        address,
        token=token,
        hosts=options.hosts,
        origins=origins,
        say=console.note,
        log=log,
        text=text,
        idle_s=idle_s,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, server.stop)
    console.note(f"Listening on http://{server.address.netloc}; the token is in {file or VARIABLE}.")
    if not address.is_loopback:
        console.note("Others can reach it. Nothing is encrypted: put a server with TLS before it.")
    server.run()


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
    from shopcli.index.stores.opening import manifest_of

    pull(open_console(settings), [manifest_of(settings).embedder])
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
