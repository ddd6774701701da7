"""The process of `shopcli serve`: it listens on a socket, answers one request after the other, and ends when idle.

What a shopper says is answered and forgotten, in a conversation with the conversation: nothing of it is written anywhere,
not even where a request fails. Only under `shopcli collect on` a conversation's needs and choices are.
"""

from __future__ import annotations

import os
import select
import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from shopcli import __version__
from shopcli.config import Settings
from shopcli.errors import ShopcliError
from shopcli.serve.asking import Asking
from shopcli.serve.client import Status
from shopcli.serve.conversations import Conversations
from shopcli.serve.faults import place_of
from shopcli.serve.loaded import Models
from shopcli.serve.messages import AskOptions
from shopcli.serve.sockets import is_own_peer, leftovers, own_folder, socket_path
from shopcli.serve.wire import LONGEST_REQUEST, BadMessage, line_of, lines, value_of
from shopcli.util import atomic
from shopcli.util.threads import cores

_BEAT_S = 5.0  # how often whoever waits is told that the work goes on
_PATIENCE_S = 30.0  # for a client that neither asks nor reads
_BETWEEN_S = 3600.0  # between two requests of one client: a batch may be typed by hand
_MOST_CLIENTS = 256
_LOCKED_S = 0.5  # another process may hold the lock for a moment, to see whether it is free
_FINISH_S = 45.0  # for what is being answered when the end comes


class _Gone(Exception):
    """The client has left."""


class _Client:
    """One connection; what is sent on it comes from two threads, the one that answers and the one that keeps it awake."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self._sending = threading.Lock()
        self.is_gone = False
        connection.settimeout(_PATIENCE_S)

    def send(self, **message: Any) -> None:
        """Raises `_Gone` where nobody is there to read it."""
        with self._sending:
            try:
                if not self.is_gone:
                    self.connection.sendall(line_of(**message))
            except OSError:
                self.is_gone = True
        if self.is_gone:
            raise _Gone

    def keep_awake(self) -> None:
        """Say that the work goes on, which also tells whether anybody waits for it; never blocks."""
        if not self._sending.acquire(blocking=False):
            return  # it is being told more than that
        try:
            if select.select([], [self.connection], [], 0)[1]:  # else it has enough to read
                self.connection.sendall(line_of(wait=True))
        except (OSError, ValueError):
            self.is_gone = True
        finally:
            self._sending.release()


class Host:
    """Answers on a socket until it is idle for long enough, or told to stop.

    Args:
        settings: which index, which models, how long it may be idle.
        say: tells whoever started it what is going on.
        text: load the writer at once.
    """

    def __init__(self, settings: Settings, *, say: Callable[[str], None], text: bool = True) -> None:
        self._settings, self._say, self._text = settings, say, text
        self._path = own_folder() / socket_path(settings).name
        self._models = Models(settings)
        self._conversations = Conversations(say)
        # More searches at once than cores would only take turns; a local writer reads one prompt at a time.
        self._searching = threading.BoundedSemaphore(cores())
        self._writing = threading.BoundedSemaphore(4 if settings.model.startswith("openai:") else 1)
        self._changing = threading.Lock()
        self._clients: set[_Client] = set()
        self._n_active = self._n_answered = 0
        self._started = self._last = time.monotonic()
        self._stopping = threading.Event()
        self._woken, self._wake = socket.socketpair()

    def run(self) -> None:
        """Serve.

        Raises:
            ShopcliError: another process does, with these very settings; or there is no folder for the socket.
        """
        with self._alone(), self._listening() as listener:
            self._in_background(self._warm_up)
            self._in_background(self._keep_awake)
            self._accept(listener)
        deadline = time.monotonic() + _FINISH_S
        while self._n_active and time.monotonic() < deadline:
            time.sleep(0.02)

    def stop(self, *_signal: object) -> None:
        """Take no more clients, and end with the answers that are being given."""
        self._stopping.set()
        self._nudge()

    # --- coming and going -------------------------------------------------------------------------------------------------

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """The lock goes with the process, however it ends; a socket that is there without it is a dead one's."""
        import filelock

        lock = filelock.FileLock(self._path.with_suffix(".lock"), mode=0o600)
        try:
            locked = lock.acquire(timeout=_LOCKED_S)
        except filelock.Timeout:
            hint = "See them all: shopcli serve --status; end it: shopcli serve --stop."
            raise ShopcliError("Another shopcli serve has this index and these models open.", hint=hint) from None
        with locked:
            self._sweep()
            yield

    def _sweep(self) -> None:
        """Remove what processes that are gone have left: no other holds their lock.

        The locks themselves stay, empty: who waits for one that is removed would not see the one made in its place.
        """
        import filelock

        for name, files in leftovers().items():
            lock = filelock.FileLock(self._path.with_name(f"{name}.lock"), timeout=0, mode=0o600)
            with suppress(filelock.Timeout, OSError), lock if name != self._path.stem else nullcontext():
                for left in files:
                    left.unlink(missing_ok=True)

    @contextmanager
    def _listening(self) -> Iterator[socket.socket]:
        """The socket, ready under its name in one step: whoever finds it can connect."""
        beside = self._path.with_suffix(f".{os.getpid() % 1000}")  # the name of a socket must be short
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            with atomic.replacing(self._path, unfinished=beside):
                listener.bind(str(beside))
                listener.listen(_MOST_CLIENTS)
                beside.chmod(0o600)
            try:
                yield listener
            finally:
                self._path.unlink(missing_ok=True)

    def _accept(self, listener: socket.socket) -> None:
        """Take clients until it is time to end."""
        listener.setblocking(False)
        with selectors.DefaultSelector() as waiting:
            waiting.register(listener, selectors.EVENT_READ)
            waiting.register(self._woken, selectors.EVENT_READ)
            while not self._stopping.is_set():
                left_s = self._left_s()
                if left_s is not None and left_s <= 0:
                    self._say(f"Nothing was asked for {self._settings.idle_s:g} s.")
                    return
                for key, _ in waiting.select(left_s):
                    if key.fileobj is self._woken:
                        self._woken.recv(4096)
                    else:
                        self._take(listener)

    def _take(self, listener: socket.socket) -> None:
        try:
            connection, _ = listener.accept()
        except OSError:  # it left before it came in, or there are too many open files
            time.sleep(0.05)
            return
        connection.setblocking(True)
        if len(self._clients) >= _MOST_CLIENTS or not is_own_peer(connection):
            connection.close()
            return
        client = _Client(connection)
        with self._changing:
            self._clients.add(client)
        self._in_background(lambda: self._attend(client))

    def _left_s(self) -> float | None:
        """Seconds until it has been idle for long enough; None while something is being answered."""
        with self._changing:
            return None if self._n_active else self._last + self._settings.idle_s - time.monotonic()

    def _nudge(self) -> None:
        with suppress(OSError):
            self._wake.send(b".", socket.MSG_DONTWAIT)

    @staticmethod
    def _in_background(work: Callable[[], None]) -> None:
        threading.Thread(target=work, daemon=True).start()

    def _keep_awake(self) -> None:
        while True:
            time.sleep(_BEAT_S)
            with self._changing:
                clients = list(self._clients)
            for client in clients:
                client.keep_awake()

    def _warm_up(self) -> None:
        """Whoever started this process is told how it went; each client that asks is told, or answers by itself."""
        try:
            with self._active():
                self._models.warm_up(text=self._text)
        except ShopcliError as error:
            self._say(f"Not warm: {error}\n{error.hint}")
        except Exception as error:
            self._say(f"Not warm: {place_of(error)}")
        else:
            self._say("Warm.")

    @contextmanager
    def _active(self) -> Iterator[None]:
        with self._changing:
            self._n_active += 1
        try:
            yield
        finally:
            with self._changing:
                self._n_active -= 1
                self._last = time.monotonic()
            self._nudge()

    # --- one client -------------------------------------------------------------------------------------------------------

    def _attend(self, client: _Client) -> None:
        """Everything that one client asks."""
        try:
            client.send(shopcli={"version": __version__, "pid": os.getpid()})
            with client.connection.makefile("rb") as stream:
                self._converse(client, lines(stream, LONGEST_REQUEST))
        except (_Gone, OSError):
            pass
        except BadMessage as bad:
            self._say(f"A client sent {bad}; it was turned away.")
        finally:
            with self._changing:
                self._clients.discard(client)
            client.connection.close()

    def _converse(self, client: _Client, messages: Iterator[dict[str, Any]]) -> None:
        chosen: tuple[Settings, AskOptions] | None = None
        for message in messages:
            client.connection.settimeout(_PATIENCE_S)
            if "open" in message:
                if not isinstance(opening := message["open"], dict):
                    raise BadMessage("settings of no form known")
                chosen = value_of(Settings, opening.get("settings")), value_of(AskOptions, opening.get("wish"))
                with self._answering(client):
                    self._asking(*chosen)
                    client.send(ready=True)
            elif "ask" in message and chosen and isinstance(message["ask"], str):
                with self._answering(client):
                    self._answer(client, *chosen, message["ask"])
                self._n_answered += 1
            elif "say" in message and chosen and isinstance(message["say"], str):
                with self._answering(client):
                    self._reply(client, *chosen, message["say"], str(message.get("conversation", "")))
                self._n_answered += 1
            elif "status" in message:
                client.send(status=self._status())
            elif "stop" in message:
                self.stop()
            else:
                raise BadMessage("a message of no kind known")
            client.connection.settimeout(_BETWEEN_S)

    @contextmanager
    def _answering(self, client: _Client) -> Iterator[None]:
        """What goes wrong is told to the client; of what should never go wrong, the place is kept and not the words."""
        try:
            with self._active():
                yield
        except ShopcliError as error:
            client.send(error={"message": str(error), "hint": error.hint, "exit_code": error.exit_code})
        except (_Gone, OSError, BadMessage):
            raise
        except Exception as error:
            self._say(f"The client answers by itself: {place_of(error)}")
            client.send(failed=True)

    def _asking(self, settings: Settings, wish: AskOptions) -> Asking:
        return Asking(self._models.advisor(settings, text=wish.text), wish)

    def _answer(self, client: _Client, settings: Settings, wish: AskOptions, question: str) -> None:
        """Everything about one request, each part as soon as it is there."""
        with self._turn(self._searching, client):
            asking = self._asking(settings, wish)
            answer = asking.search(question)
            client.send(answer=answer)
            if wish.explain:
                client.send(attentions=asking.attentions(answer))
        if wish.writes and answer.reply is None:
            with self._turn(self._writing, client):
                for event in asking.writing(answer):
                    client.send(**{"written" if hasattr(event, "timings_s") else "sentence": event})
        client.send(end=True)

    def _reply(self, client: _Client, settings: Settings, wish: AskOptions, said: str, identifier: str) -> None:
        """A turn of a conversation: its reply with its kind, then the advice where something was found."""
        advisor = self._models.advisor(settings, text=wish.text)
        with self._conversations.speaking(identifier, advisor, asks=wish.text) as (identifier, conversation):
            with self._turn(self._searching, client):
                turn, answer = conversation.hear(said)
                client.send(turn=turn, conversation=identifier)
            if wish.text and answer is not None:
                with self._turn(self._writing, client):
                    for sentence in conversation.writing(answer):
                        client.send(sentence=sentence)
        client.send(end=True)

    @staticmethod
    @contextmanager
    def _turn(turns: threading.BoundedSemaphore, client: _Client) -> Iterator[None]:
        """Wait until it is this client's turn, for as long as it is there."""
        while not turns.acquire(timeout=1.0):
            if client.is_gone:
                raise _Gone
        try:
            yield
        finally:
            turns.release()

    def _status(self) -> Status:
        left_s = self._left_s()
        now = time.monotonic()
        return Status(
            pid=os.getpid(),
            version=__version__,
            index=str(self._settings.index_path.resolve()),
            model=self._models.writer_name,
            products=self._models.products,
            requests=self._n_answered,
            active=self._n_active,
            up_s=now - self._started,
            idle_s=0.0 if left_s is None else now - self._last,
            ends_after_s=self._settings.idle_s,
            memory=_resident_mib(),
        )


def _resident_mib() -> float:
    """What this process has in memory; its peak where the system does not tell."""
    with suppress(OSError, IndexError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    import resource
    import sys

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
