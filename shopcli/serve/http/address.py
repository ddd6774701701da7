"""The socket address that programs call: of loopback alone, unless the user wants others to reach it."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import socket
from typing import NamedTuple

from shopcli.errors import ShopcliError, UsageError

_MOST_WAITING = 256  # connections that the system keeps until they are taken
_HTTP_PORT = 80  # which clients leave out
_EXAMPLES = "For example: --http 8080, or --http [::1]:8080"


class Address(NamedTuple):
    """An IP address and a port; port 0 is any that is free."""

    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return ipaddress.ip_address(self.host).is_loopback

    @property
    def netloc(self) -> str:
        """As it stands in an address of the web."""
        return f"{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    def names(self) -> frozenset[str]:
        """The values of a Host header by which this machine is meant and no other."""
        hosts = ["127.0.0.1", "localhost", "[::1]", *([] if self._is_any else [self.netloc.rpartition(":")[0]])]
        return frozenset([f"{host}:{self.port}" for host in hosts] + (hosts if self.port == _HTTP_PORT else []))

    @property
    def _is_any(self) -> bool:
        return ipaddress.ip_address(self.host).is_unspecified


def host_values(name: str, port: int) -> tuple[str, ...]:
    """How a Host header may say a name that the user allows, lower case.

    Args:
        name: with a port of its own, just that; else with ours, or without one, as behind a server with TLS.
        port: ours.
    """
    low = name.strip().lower()
    return (low,) if ":" in low.rpartition("]")[2] else (low, f"{low}:{port}")


def parse_address(text: str, *, allow_remote: bool = False) -> Address:
    """The address that ``[HOST:]PORT`` says; without a host, 127.0.0.1.

    Raises:
        UsageError: it is none, or others could reach it and ``allow_remote`` does not say that they may.
    """
    host, _, port = text.strip().rpartition(":")
    host = {"": "127.0.0.1", "localhost": "127.0.0.1"}.get(host.lower(), host.removeprefix("[").removesuffix("]"))
    if not (port.isascii() and port.isdecimal() and int(port) < 2**16):
        raise UsageError(f"--http {text!r} names no port.", hint=_EXAMPLES)
    try:
        address = Address(str(ipaddress.ip_address(host)), int(port))
    except ValueError:
        raise UsageError(f"{host!r} is no IP address.", hint=f"Give the number. {_EXAMPLES}") from None
    if not (address.is_loopback or allow_remote):
        hint = "Leave the host out to serve this machine. If others may call it, add --allow-remote."
        raise UsageError(f"Others can reach {host}.", hint=hint)
    return address


def listen(address: Address) -> socket.socket:
    """A socket that listens there.

    Raises:
        ShopcliError: it cannot.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    # Only on a socket that says it is TCP does asyncio send small parts at once; else each call takes 40 ms more.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let two programs listen on one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            with contextlib.suppress(OSError):
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((address.host, address.port))
        listener.listen(_MOST_WAITING)
    except OSError as error:
        listener.close()
        hint = "Take another port. With 0 the system finds a free one."
        raise ShopcliError(f"Cannot listen on {address.netloc}: {error.strerror}.", hint=hint) from None
    return listener
