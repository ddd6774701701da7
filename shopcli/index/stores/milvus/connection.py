"""A connection to Milvus: time-outs, retries with jitter, and what went wrong in words."""

from __future__ import annotations

import logging
import os
import random
import time
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from shopcli.errors import ShopcliError
from shopcli.index.stores.address import StoreAddress
from shopcli.index.stores.errors import StoreError

TOKEN_VARIABLE = "SHOPCLI_STORE_TOKEN"
_TRIES = 3
_ALIVE_MS = 600_000
# gRPC waits for up to two minutes before it looks again for a server that was away, and new connections wait with the old one.
_SOON = {"grpc.initial_reconnect_backoff_ms": 100, "grpc.max_reconnect_backoff_ms": 1000, "grpc.use_local_subchannel_pool": 1}
_FIRST_WAIT_S = (
    0.2  # doubled with each try; half of it is chance, so that many askers do not come back at once (AWS: "full jitter")
)
_AWAY = (
    "UNAVAILABLE",
    "DEADLINE",
    "timeout",
    "Timeout",
    "Fail connecting",
    "Connect",
    "not ready",
    "Socket closed",
    "is closed",
)
_LIMITS = ("rate limit", "RateLimit", "memory quota")


class Connection:
    """One client of a Milvus, whose calls are tried again where that may help.

    Args:
        address: of the store.
        timeout_s: how long one call, all tries together, may take.

    Raises:
        ShopcliError: the packages are not installed.
        StoreError: nothing answers there.
    """

    def __init__(self, address: StoreAddress, *, timeout_s: float) -> None:
        self.address, self._timeout_s = address, timeout_s
        client_class = _client_class(address)
        if address.is_file and not Path(address.uri).parent.is_dir():
            raise StoreError(f"There is no folder {Path(address.uri).parent}.", hint="Make it, or name another file.")
        # A file's server is in this process, and takes many signs of life for an attack.
        alive = {"grpc.keepalive_time_ms": _ALIVE_MS} if address.is_file else {}
        options: dict[str, Any] = {
            "token": os.environ.get(TOKEN_VARIABLE, ""),
            "dedicated": True,
            "grpc_options": _SOON | alive,
        }
        self._open = partial(client_class, address.uri, **options)
        self._client: Any = self._tried("connect", lambda client, left_s: client)

    def call(self, method: str, *arguments: Any, **options: Any) -> Any:
        """Call a method of `pymilvus.MilvusClient`.

        Raises:
            StoreError: the store is away, or refuses it.
        """
        from pymilvus.exceptions import MilvusException

        def attempt(client: Any, left_s: float) -> Any:
            function = partial(getattr(client, method), *arguments, **options, timeout=left_s)
            try:
                return function()
            except MilvusException as error:
                if not arguments or not _is_released(error.message or ""):
                    raise
            client.load_collection(arguments[0], timeout=left_s)  # a server that was started again has forgotten it
            return function()

        return self._tried(method, attempt)

    @property
    def server_version(self) -> str:
        """What answers there, such as ``2.6.1`` or ``milvus_lite-3.2.2``."""
        return str(self.call("get_server_version"))

    def _tried(self, method: str, attempt: Callable[[Any, float], Any]) -> Any:
        from grpc import RpcError  # which pymilvus raises as it is where a time-out or a refusal is not worth its own retries
        from pymilvus.exceptions import MilvusException

        share_s, client = self._timeout_s / _TRIES, getattr(self, "_client", None)
        for number in range(1, _TRIES + 1):
            try:
                if client is None:  # a new one finds at once that a server is back, where the old one would wait longer
                    client = self._client = self._open(timeout=share_s)
                return attempt(client, share_s)
            except (MilvusException, RpcError) as error:
                said = _words_of(error)
                client = None if _is_away(said) else client
                if number == _TRIES or not _may_pass(said):
                    raise self._failure(method, said) from None
                time.sleep(_FIRST_WAIT_S * 2 ** (number - 1) * (0.5 + random.random() / 2))
        raise AssertionError  # the last try returned or raised

    def _failure(self, method: str, said: str) -> StoreError:
        said = " ".join(said.split())[:300]
        if self.address.is_file and method == "connect":
            hint = (
                "If another process has the file open: milvus-lite lets in one at a time. For several, run "
                f"`milvus-lite server --host 127.0.0.1 --data-dir {self.address.uri}` and name http://127.0.0.1:19530."
            )
            return StoreError(f"The file {self.address.uri} cannot be opened: {said}", hint=hint)
        if _is_away(said):
            hint = "See that it runs and can be reached; then ask again. store_timeout_s in the settings is how long is waited."
            return StoreError(f"The store {self.address} does not answer: {said}", hint=hint)
        if "auth" in said.lower() or "permission" in said.lower():
            return StoreError(
                f"The store {self.address} refuses: {said}", hint=f"Set {TOKEN_VARIABLE} to user:password or a key."
            )
        return StoreError(f"The store {self.address} failed at {method}: {said}", hint="shopcli store status looks at it.")


@lru_cache(maxsize=16)
def connected(address: StoreAddress, timeout_s: float) -> Connection:
    """The connection of this process to a store, opened once; see `Connection`."""
    return Connection(address, timeout_s=timeout_s)


def _words_of(error: Any) -> str:
    """What went wrong: the message of pymilvus, or the state and details of a call of gRPC."""
    if callable(getattr(error, "code", None)):
        return f"{error.code().name}: {error.details()}"
    return getattr(error, "message", "") or str(error)


def _is_away(said: str) -> bool:
    return any(word in said for word in _AWAY)


def _is_released(said: str) -> bool:
    return "released" in said or "not loaded" in said


def _may_pass(said: str) -> bool:
    return _is_away(said) or any(word in said for word in _LIMITS)


def _client_class(address: StoreAddress) -> Any:
    os.environ.setdefault("GRPC_VERBOSITY", "NONE")  # what it writes on standard error is raised as well
    try:
        from pymilvus import MilvusClient

        if address.is_file:
            import milvus_lite  # noqa: F401
    except ImportError as error:
        raise ShopcliError(
            f"A store of Milvus needs the package {error.name}.", hint="pip install 'shopcli[cluster]'"
        ) from None
    for name in ("pymilvus", "milvus_lite"):  # what they log is raised as well, and told once
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return MilvusClient
