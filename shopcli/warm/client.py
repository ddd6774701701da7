"""What `shopcli ask` does with the process that `shopcli serve` keeps: find it, ask it, start it, stop it.

It imports next to nothing, so that asking takes little more than showing the answer. Whatever is amiss with the other
process (none, another version, too busy, malformed answers) means that this one answers by itself.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shopcli.asking import Attentions, Event, Wish, Written
from shopcli.config import Settings, cache_dir, runtime_dir
from shopcli.errors import ShopcliError
from shopcli.types import Answer, Sentence
from shopcli.warm.place import is_own_peer, is_private, is_supported, lasting, own_folder, socket_path, sockets
from shopcli.warm.wire import LONGEST_ANSWER, BadMessage, line_of, lines, value_of

GREETING_S = 20.0  # a process that is there greets at once; on a machine that a hundred others keep busy, later
SILENCE_S = 60.0  # and says every few seconds that it is still at work

_EVENTS: dict[str, Any] = {"answer": Answer, "attentions": Attentions, "sentence": Sentence, "written": Written}


class Lost(Exception):
    """The other process is gone, silent, or answers in another form."""


@dataclass(frozen=True, slots=True)
class Status:
    """What a process of `shopcli serve` says of itself. Times are seconds, memory is MiB."""

    pid: int
    version: str
    index: str
    model: str
    products: int
    requests: int
    active: int
    up_s: float
    idle_s: float
    ends_after_s: float
    memory: float


class Warm:
    """A connection over which requests are answered one after the other.

    Args:
        connection: open, and greeted on.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._messages = lines(connection.makefile("rb"), LONGEST_ANSWER)

    def open(self, settings: Settings, wish: Wish) -> None:
        """Say how all requests are to be answered.

        Raises:
            ShopcliError: as `shopcli.asking.Asking`.
            Lost: there is nobody to answer.
        """
        self._send(open={"settings": settings, "wish": wish})
        self._next("ready")

    def ask(self, question: str) -> Iterator[Event]:
        """See `shopcli.asking.Asking.events`.

        Raises:
            ShopcliError: as there.
            Lost: there is nobody to answer.
        """
        self._send(ask=question)
        while (found := self._next(*_EVENTS, "end"))[0] != "end":
            name, held = found
            try:
                yield value_of(_EVENTS[name], held)
            except BadMessage:
                raise Lost from None

    def status(self) -> Status:
        """What the process says of itself.

        Raises:
            Lost: nothing that can be read.
        """
        self._send(status=True)
        try:
            return value_of(Status, self._next("status")[1])
        except BadMessage:
            raise Lost from None

    def stop(self) -> None:
        """Ask the process to end once it has answered what it is at; returns when it has."""
        self._send(stop=True)
        with suppress(Lost):
            while True:
                self._next()  # the connection closes with the process

    def greeted(self) -> None:
        """Wait for the greeting.

        Raises:
            Lost: none comes.
        """
        self._connection.settimeout(GREETING_S)
        self._next("shopcli")
        self._connection.settimeout(SILENCE_S)

    def close(self) -> None:
        """Leave."""
        self._connection.close()

    def _send(self, **message: Any) -> None:
        try:
            self._connection.sendall(line_of(**message))
        except (OSError, TypeError):  # a setting of a kind that does not travel is for this process to use
            raise Lost from None

    def _next(self, *names: str) -> tuple[str, Any]:
        """The next message of one of these names; an error that the process met is raised here."""
        try:
            for message in self._messages:
                if "wait" in message:
                    continue
                if "error" in message:
                    raise _error(message["error"])
                name, held = next(iter(message.items()), ("", None))
                if name not in names:
                    raise Lost
                return name, held
        except (OSError, BadMessage):
            pass
        raise Lost


def _error(held: Any) -> Exception:
    """The error as it would have been raised here."""
    try:
        error = ShopcliError(str(held["message"]), hint=str(held["hint"]))
        error.exit_code = int(held["exit_code"])
    except (KeyError, TypeError, ValueError):
        return Lost()
    return error


def connect(settings: Settings, wish: Wish) -> Warm | None:
    """The process that answers with these very settings; None where there is none that can be trusted.

    Raises:
        ShopcliError: as `shopcli.asking.Asking`.
    """
    warm = reach(socket_path(settings)) if is_supported() and is_private(runtime_dir()) else None
    if warm is not None:
        try:
            warm.open(settings, wish)
        except Lost:
            return None
    return warm


def reach(path: Path) -> Warm | None:
    """The process behind a socket; None where nobody answers, or somebody else's process."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(GREETING_S)
        connection.connect(str(path))
        if is_own_peer(connection):
            warm = Warm(connection)
            warm.greeted()
            return warm
    except (OSError, Lost):
        pass
    connection.close()
    return None


def start(settings: Settings) -> None:
    """Start a process in the background that keeps these models warm; where one is being started, it gives way.

    Raises:
        ShopcliError: this system has no such sockets, or there is no folder for them.
    """
    check_supported()
    own_folder()
    kept = {f"SHOPCLI_{name.upper()}": value for name, value in lasting(settings).items() if value}
    folders = {"SHOPCLI_RUNTIME_DIR": runtime_dir(), "SHOPCLI_CACHE_DIR": cache_dir()}
    environment = os.environ | kept | {name: str(path.absolute()) for name, path in folders.items()}
    environment["SHOPCLI_IDLE_S"] = str(settings.idle_s)
    with socket_path(settings).with_suffix(".log").open("wb") as log:
        subprocess.Popen(
            [sys.executable, "-m", "shopcli", "serve", "--plain"],
            cwd=Path(__file__).resolve().parents[2],  # this very code, and no folder of the user's that it would keep busy
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def check_supported() -> None:
    """Raise where there can be no such process."""
    if not is_supported():
        raise ShopcliError(
            "shopcli serve needs sockets that are files, which Python does not have on Windows.",
            hint="shopcli ask answers without it; the conversation (shopcli chat) keeps its models warm by itself.",
        )


def running() -> Iterator[tuple[Warm, Status]]:
    """Every process of this user that answers, whatever index and version."""
    for path in sockets():
        warm = reach(path)
        if warm is None:
            continue
        with suppress(Lost):
            yield warm, warm.status()
        warm.close()


def stop_all(index: Path | None) -> list[Status]:
    """End the processes of one index, or all of them; those that ended."""
    ended = []
    for warm, status in running():
        if index is None or status.index == str(index.resolve()):
            warm.stop()
            ended.append(status)
    return ended
