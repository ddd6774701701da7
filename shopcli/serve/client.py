"""What `shopcli ask` does with the process that `shopcli serve` keeps: find it, ask it, start it, stop it.

It imports next to nothing, so that asking takes little more than showing the answer. Whatever is amiss with the other
process (none, another version, too busy, malformed answers) means that this one answers by itself.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shopcli.config import Settings, cache_dir, runtime_dir
from shopcli.errors import ShopcliError
from shopcli.serve.messages import AdviceDone, AskOptions, Attentions, Event
from shopcli.serve.sockets import is_own_peer, is_private, is_supported, lasting, own_folder, peer_pid, socket_path, sockets
from shopcli.serve.wire import LONGEST_ANSWER, BadMessage, Kind, line_of, lines, value_of
from shopcli.types import Answer, Sentence

GREETING_S = 20.0  # a process that is there greets at once; on a machine that a hundred others keep busy, later
SILENCE_S = 60.0  # and says every few seconds that it is still at work
ENDING_S = 60.0  # it answers what it is at before it ends

_EVENTS: dict[str, Any] = {"answer": Answer, "attentions": Attentions, "sentence": Sentence, "written": AdviceDone}


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


@dataclass(frozen=True, slots=True)
class Stranger:
    """A process of this user behind a socket that says nothing, or nothing that this version understands.

    Attributes:
        pid: None where neither it nor the system tells.
        version: empty where it does not greet.
        path: its socket.
    """

    pid: int | None
    version: str
    path: Path


class Warm:
    """A connection over which requests are answered one after the other.

    Args:
        connection: open, and greeted on.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._stream = connection.makefile("rb")
        self._messages = lines(self._stream, LONGEST_ANSWER)

    def open(self, settings: Settings, wish: AskOptions) -> None:
        """Say how all requests are to be answered.

        Raises:
            ShopcliError: as `shopcli.serve.asking.Asking`.
            Lost: there is nobody to answer.
        """
        self._send(open={"settings": settings, "wish": wish})
        self._next("ready")

    def ask(self, question: str) -> Iterator[Event]:
        """See `shopcli.serve.asking.Asking.events`.

        Raises:
            ShopcliError: as there.
            Lost: there is nobody to answer.
        """
        self._send(ask=question)
        while (message := self._next(*_EVENTS, "end"))[0] != "end":
            name, data = message
            yield _read(_EVENTS[name], data)

    def say(self, said: str, conversation: str = "") -> Iterator[tuple[str, Any]]:
        """A turn of a conversation: the identifier of this as "conversation", its JSON as "turn", each "sentence" of advice.

        Args:
            said: the shopper's words.
            conversation: the identifier of one that goes on; empty for a new one.

        Raises:
            ShopcliError: as `shopcli.chat.session.Session.hear`; or there is no such conversation.
            Lost: there is nobody to answer.
        """
        self._send(say=said, conversation=conversation)
        whole = self._message("turn", "conversation")
        yield "conversation", str(whole["conversation"])
        yield "turn", whole["turn"]
        while (message := self._next("sentence", "end"))[0] != "end":
            yield "sentence", _read(Sentence, message[1])

    def status(self) -> Status:
        """What the process says of itself.

        Raises:
            Lost: nothing that can be read.
        """
        self._send(status=True)
        return _read(Status, self._next("status")[1])

    def stop(self, ending_s: float = ENDING_S) -> bool:
        """Ask the process to end once it has answered what it is at, and wait for it; whether it has ended."""
        deadline = time.monotonic() + ending_s
        try:
            self._send(stop=True)
            while self._connection.recv(65536):  # the connection closes with the process
                if time.monotonic() > deadline:
                    return False
        except TimeoutError:
            return False
        except (Lost, OSError):
            pass
        return True

    def greeted(self) -> Any:
        """Wait for the greeting; what it says.

        Raises:
            Lost: none comes.
        """
        self._connection.settimeout(GREETING_S)
        _, greeting = self._next("shopcli")
        self._connection.settimeout(SILENCE_S)
        return greeting

    def told(self, path: Path) -> Status | Stranger:
        """What the process behind a socket says of itself, or what can be known of it otherwise."""
        greeting: Any = None
        with suppress(Lost, ShopcliError):
            greeting = self.greeted()
            return self.status()
        greeting = greeting if isinstance(greeting, dict) else {}
        own_pid = greeting.get("pid")
        pid = peer_pid(self._connection) or (own_pid if type(own_pid) is int and own_pid > 1 else None)
        return Stranger(pid, str(greeting.get("version", "")), path)

    def close(self) -> None:
        """Leave."""
        self._stream.close()  # as long as it is open, so is the socket
        self._connection.close()

    def _send(self, **message: Any) -> None:
        try:
            self._connection.sendall(line_of(**message))
        except (OSError, TypeError):  # a setting of a kind that does not travel is for this process to use
            raise Lost from None

    def _next(self, *names: str) -> tuple[str, Any]:
        """The next message of one of these names; an error that the process met is raised here."""
        name, data = next(iter(self._message().items()), ("", None))
        if name not in names:
            raise Lost
        return name, data

    def _message(self, *names: str) -> dict[str, Any]:
        """The next message, which has all of these names."""
        try:
            for message in self._messages:
                if "wait" in message:
                    continue
                if "error" in message:
                    raise _error(message["error"])
                if not message.keys() >= set(names):
                    raise Lost
                return message
        except (OSError, BadMessage):
            pass
        raise Lost


def _read(kind: Callable[..., Kind], data: Any) -> Kind:
    try:
        return value_of(kind, data)
    except BadMessage:
        raise Lost from None


def _error(data: Any) -> Exception:
    """The error as it would have been raised here."""
    try:
        error = ShopcliError(str(data["message"]), hint=str(data["hint"]))
        error.exit_code = int(data["exit_code"])
    except (KeyError, TypeError, ValueError):
        return Lost()
    return error


def connect(settings: Settings, wish: AskOptions) -> Warm | None:
    """The process that answers with these very settings; None where there is none that can be trusted.

    Raises:
        ShopcliError: as `shopcli.serve.asking.Asking`.
    """
    warm = _entered(socket_path(settings)) if is_supported() and is_private(runtime_dir()) else None
    if warm is not None:
        try:
            warm.greeted()
            warm.open(settings, wish)
        except (Lost, ShopcliError) as error:
            warm.close()
            if isinstance(error, Lost):
                return None
            raise
    return warm


def _entered(path: Path) -> Warm | None:
    """A connection to whoever listens on a socket, where that is a process of this user."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(GREETING_S)
        connection.connect(str(path))
        if is_own_peer(connection):
            return Warm(connection)
    except OSError:
        pass
    connection.close()
    return None


def start(settings: Settings) -> None:
    """Start a process in the background that keeps these models warm; where one is being started, it gives way.

    Raises:
        ShopcliError: as `check_startable`.
    """
    check_startable()
    options = {f"SHOPCLI_{name.upper()}": value for name, value in lasting(settings).items() if value}
    folders = {"SHOPCLI_RUNTIME_DIR": runtime_dir(), "SHOPCLI_CACHE_DIR": cache_dir()}
    environment = os.environ | options | {name: str(path.absolute()) for name, path in folders.items()}
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


def check_startable() -> None:
    """Raise where no process can be started: this system has no such sockets, or there is no folder for them."""
    check_supported()
    own_folder()


def check_supported() -> None:
    """Raise where there can be no such process."""
    if not is_supported():
        raise ShopcliError(
            "shopcli serve needs sockets that are files, which Python does not have on Windows.",
            hint="shopcli ask answers without it; the conversation (shopcli chat) keeps its models warm by itself.",
        )


def running() -> Iterator[tuple[Warm, Status | Stranger]]:
    """Every process of this user that listens, whatever index and version."""
    for path in sockets():
        if (warm := _entered(path)) is not None:
            with closing(warm):
                yield warm, warm.told(path)


def stop_all(index: Path | None, *, ending_s: float = ENDING_S) -> Iterator[tuple[Status | Stranger, bool]]:
    """End the processes of one index, or all of them; each with whether it has ended.

    A process that does not say which index it keeps is only ended with all the others. Each has ``ending_s`` seconds to end.
    """
    for warm, process in running():
        if isinstance(process, Stranger):
            yield process, index is None and _ended(process, ending_s)
        elif index is None or process.index == str(index.resolve()):
            yield process, warm.stop(ending_s)


def _ended(stranger: Stranger, ending_s: float) -> bool:
    """End a process by the signal at which every version ends, whatever it understands."""
    if stranger.pid is None:
        return False
    with suppress(OSError):
        os.kill(stranger.pid, signal.SIGTERM)
    deadline = time.monotonic() + ending_s
    while (survivor := _entered(stranger.path)) is not None:
        survivor.close()
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.1)
    return True
