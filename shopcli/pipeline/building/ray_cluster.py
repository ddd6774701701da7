"""A Ray cluster: started on this machine or found by its address, without telling anybody of it."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from shopcli import errors
from shopcli.errors import ShopcliError, UsageError

INSTALL = "Install it: python -m pip install 'shopcli[cluster]'"
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",  # Ray tells its makers of each cluster where it is not told otherwise
    "RAY_DISABLE_IMPORT_WARNING": "1",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_IGNORE_UNHANDLED_ERRORS": "1",  # of its own statistics on a machine that is busy; ours are all handled
    "RAY_DEDUP_LOGS_SKIP_REGEX": ".",  # of a node that dies it prints forty lines of that node's log
}
_LOOPBACK = "127.0.0.1"
_CONNECT_S, _PORTS = 10.0, 1 << 16


def import_ray() -> Any:
    """Ray, which sends no usage statistics.

    Raises:
        ShopcliError: it is not installed.
    """
    os.environ.update(_QUIET)
    try:
        import ray
        import ray.data
    except ImportError:
        raise ShopcliError("--on ray needs Ray, which is not installed.", hint=INSTALL) from None
    return ray


def quiet_data(ray: Any) -> None:
    """Let Ray Data keep order, and say nothing of what it does."""
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars, context.execution_options.preserve_order = False, True
    logging.getLogger("ray.data").setLevel(logging.ERROR)


def failure_named(name: str, message: str, hint: str) -> ShopcliError:
    """The failure that a worker told of."""
    kind = getattr(errors, name, ShopcliError)
    return kind(message, hint=hint) if kind in _OF_A_MESSAGE else ShopcliError(message, hint=hint)


def lost_workers(error: Exception) -> ShopcliError:
    """No worker can do what is left; the last line of what Ray says of it is the reason."""
    reason = (str(error).strip().splitlines() or [type(error).__name__])[-1].strip()
    hint = "What is embedded so far is kept: run the same command again when the nodes are well, with shopcli on each of them."
    return ShopcliError(f"The cluster could not finish: {reason}", hint=hint)


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """Ray, connected to a cluster; one that this process has is used as it is, and one that is started here ends with it.

    Args:
        address: ``HOST:PORT`` of the head, ``auto`` for the cluster that this machine is in, or empty to start one on this
            machine alone.

    Raises:
        ShopcliError: Ray is not installed, or the cluster cannot be reached.
        UsageError: the address is none.
    """
    ray = import_ray()
    if ray.is_initialized():
        yield ray
        return
    check_answers(address)
    here = {"address": "local", "include_dashboard": False, "_node_ip_address": _LOOPBACK}
    try:
        ray.init(**({"address": address} if address else here), log_to_driver=False, logging_level=logging.ERROR)
    except ValueError as error:
        raise UsageError(f"{address!r} is no address of a Ray cluster: {_first_line(error)}", hint=_ADDRESS) from None
    except (ConnectionError, RuntimeError, OSError) as error:
        where = f"at {address}" if address else "on this machine"
        raise ShopcliError(f"Ray cannot be reached {where}: {_first_line(error)}", hint=_ADDRESS) from None
    try:
        yield ray
    finally:
        ray.shutdown()


_OF_A_MESSAGE = (errors.CatalogError, errors.ModelError, errors.UsageError)
_ADDRESS = "Give --on ray:HOST:PORT of the head node (ray start --head), or --on ray for this machine alone."


def check_answers(address: str) -> None:
    """See that somebody listens at ``HOST:PORT``: Ray itself tries for minutes.

    Raises:
        UsageError: it is no such address.
        ShopcliError: nobody listens there.
    """
    if address in ("", "auto"):
        return
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not (port.isascii() and port.isdigit() and 0 < int(port) < _PORTS):
        raise UsageError(f"{address!r} is no address of a Ray cluster.", hint=_ADDRESS)
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_CONNECT_S).close()
    except OSError as error:
        reason = error.strerror or f"no answer within {_CONNECT_S:g} s"
        raise ShopcliError(f"Ray cannot be reached at {address}: {reason}.", hint=_ADDRESS) from None


def address_of(on: str) -> str:
    """The address in ``ray[:ADDRESS]``.

    Raises:
        UsageError: it is nothing that a build runs on.
    """
    name, _, address = on.partition(":")
    if name != "ray":
        raise UsageError(f"A build does not run on {on!r}.", hint=_ADDRESS)
    return address


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
