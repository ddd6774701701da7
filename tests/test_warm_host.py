"""The process of `shopcli serve` where something is amiss: it says so, and whoever asks is not left waiting."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import filelock
import pytest

from shopcli.cli.serve import _stop
from shopcli.config import Settings, runtime_dir
from shopcli.errors import ModelError, ShopcliError
from shopcli.render.console import Console
from shopcli.serve.client import stop_all
from shopcli.serve.messages import AskOptions
from tests.here import run_here
from tests.warm_shop import until

posix = pytest.mark.skipif(sys.platform == "win32", reason="Python on Windows has no sockets that are files")
SETTINGS = Settings(index="/nowhere/index", device="cpu")


@pytest.fixture(autouse=True)
def sockets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of sockets; its path is short, as sockets want it."""
    with tempfile.TemporaryDirectory(prefix="sc-", ignore_cleanup_errors=True) as folder:
        monkeypatch.setenv("SHOPCLI_RUNTIME_DIR", folder)
        monkeypatch.setenv("SHOPCLI_CONFIG", str(tmp_path / "config.toml"))
        yield Path(folder)


class NoModels:
    """What a host keeps open, where nothing can be opened."""

    writer_name, products = "none", 0

    def __init__(self, error: Exception) -> None:
        self._error = error

    def warm_up(self, *, text: bool) -> None:
        raise self._error

    def advisor(self, settings: Settings, *, text: bool) -> Any:
        raise self._error


@contextmanager
def hosting(models: Any = None) -> Iterator[list[str]]:
    """A host in this process, and what it has said."""
    from shopcli.serve.host import Host

    said: list[str] = []
    host = Host(SETTINGS, say=said.append)
    host._models = models or NoModels(ModelError("It has no weights.", hint="Name others."))
    running = threading.Thread(target=host.run)
    running.start()
    try:
        assert until(lambda: bool(said))
        yield said
    finally:
        host.stop()
        running.join(60)
        assert not running.is_alive()


# --- a warm-up that fails ---------------------------------------------------------------------------------------------------


@posix
def test_a_warm_up_that_fails_is_said_and_whoever_asks_is_told_the_same():
    from shopcli.serve.client import connect

    with hosting() as said:
        assert said == ["Not warm: It has no weights.\nName others."]
        with pytest.raises(ModelError.__base__, match=r"^It has no weights\.$") as told:
            connect(SETTINGS, AskOptions())
        assert (told.value.hint, told.value.exit_code) == ("Name others.", ModelError.exit_code)


@posix
@pytest.mark.parametrize("error", [RuntimeError("a shopper's words"), MemoryError("a shopper's words")])
def test_a_warm_up_that_breaks_is_said_by_its_place_and_whoever_asks_answers_by_itself(error):
    from shopcli.serve.client import connect, running

    with hosting(NoModels(error)) as said:
        (told,) = said
        assert told.startswith(f"Not warm: {type(error).__name__}\n") and "in warm_up" in told
        assert connect(SETTINGS, AskOptions()) is None
        assert "in advisor" in said[1] and said[1].startswith(f"The client answers by itself: {type(error).__name__}\n")
        assert not [each for each in said if "shopper" in each]
        ((_, status),) = running()
        assert (status.active, status.pid) == (0, os.getpid())


# --- before any work --------------------------------------------------------------------------------------------------------


def refused(*arguments: str) -> str:
    """What is said on standard error by a command that prints nothing else."""
    done = run_here(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


def test_without_sockets_warm_is_refused_before_any_work(monkeypatch):
    """As on Windows. There is no index either: looking for it would have been work."""
    monkeypatch.delattr(socket, "AF_UNIX", raising=False)
    error = refused("ask", "coat", "--warm", "--index", "/nowhere/index")
    assert error.startswith("error: shopcli serve needs sockets that are files, which Python does not have on Windows.\nhint: ")


@posix
def test_without_a_folder_for_sockets_warm_is_refused_before_any_work(sockets):
    sockets.chmod(0o755)
    error = refused("ask", "coat", "--warm", "--index", "/nowhere/index")
    assert error.startswith(f"error: Others than you can enter {sockets}, or it is not yours.\nhint: Try: chmod 700 ")


# --- processes of other versions --------------------------------------------------------------------------------------------

STRANGER = """
import os, signal, socket, sys, time
path, greeting, answer, stays = sys.argv[1:]
def end(*_):
    if stays != "stays":
        os.unlink(path)
        sys.exit(0)
signal.signal(signal.SIGTERM, end)
listener = socket.socket(socket.AF_UNIX)
listener.bind(path + ".new")
listener.listen()
os.rename(path + ".new", path)  # whoever finds it can connect
while True:
    connection, _ = listener.accept()
    try:
        connection.sendall(greeting.encode())
        if answer == "silent":
            time.sleep(0.3)
        else:
            connection.recv(65536)
            connection.sendall(answer.encode())
    except OSError:
        pass
    connection.close()
"""
GREETING = '{"shopcli":{"version":"99.0","pid":1}}\n'
ANSWERS = {
    "more than is known": '{"status":{"pid":1,"version":"99.0","mood":"fine"}}\n',
    "another form": '{"2":["status",[]]}\n',
    "no JSON": "\\x00\\xff\n",
    "nothing": "",
    "an error": '{"error":{"message":"no","hint":"no","exit_code":3}}\n',
}


@contextmanager
def stranger(folder: Path, greeting: str, answer: str, *, stays: bool = False) -> Iterator[subprocess.Popen[bytes]]:
    """A process that listens where `shopcli serve` does, and talks in its own way."""
    path = folder / f"{'ab' * 8}.sock"
    process = subprocess.Popen([sys.executable, "-c", STRANGER, str(path), greeting, answer, "stays" if stays else "goes"])
    try:
        assert until(path.exists)
        yield process
    finally:
        process.kill()
        process.wait()


def told(*arguments: str) -> str:
    done = run_here("serve", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@posix
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_a_process_of_another_version_is_listed_and_ended(sockets, answer):
    with stranger(sockets, GREETING, answer) as process:
        listed = told("--status")
        assert listed.startswith(f"Process {process.pid} is of shopcli 99.0 and not understood by this ")
        assert listed.endswith("; shopcli serve --stop without --index ends it.\n")
        assert told("--stop", "--index", "/nowhere") == listed
        assert process.poll() is None, "it may keep another index"
        assert told("--stop") == f"Ended process {process.pid}, of shopcli 99.0.\n"
        assert process.wait(10) == 0
    assert told("--status") == "Nothing is kept warm.\n"


@posix
def test_a_process_that_says_nothing_is_listed_and_one_that_does_not_end_is_said(sockets):
    with stranger(sockets, "", "silent", stays=True) as process:
        assert told("--status").startswith(f"Process {process.pid} does not answer; ")
        found = list(stop_all(None, ending_s=0.5))
        with pytest.raises(ShopcliError, match=r"^1 of 1 have not ended\.$") as failure:
            _stop(Console.from_environment(plain=True), found, everything=True)
        assert failure.value.hint == f"By hand: kill -9 {process.pid}"


@posix
def test_this_versions_processes_are_listed_beside_strangers(sockets):
    with hosting(), stranger(sockets, GREETING, "{}\n"):
        lines = told("--status").splitlines()
        assert sorted(line.partition(" ")[0] for line in lines) == ["/nowhere/index:", "Process"]


# --- what is left -----------------------------------------------------------------------------------------------------------


def left(folder: Path, name: str, *, age_s: float = 3600.0) -> Path:
    (path := folder / name).write_text("left", encoding="utf-8")
    os.utime(path, (time.time() - age_s,) * 2)
    return path


@posix
def test_what_the_dead_left_is_swept_and_nothing_else(sockets):
    from shopcli.serve.sockets import socket_path

    dead, busy, own = "0123456789abcdef", "fedcba9876543210", socket_path(SETTINGS).stem
    gone = [left(sockets, f"{dead}.{kind}") for kind in ("sock", "log", "7", "123")]
    gone += [left(sockets, f"{'5' * 16}.log"), left(sockets, f"{own}.999")]
    stay = [left(sockets, f"{busy}.{kind}") for kind in ("sock", "log", "42")]
    stay += [left(sockets, f"{'6' * 16}.log", age_s=1.0), left(sockets, "notes.log"), left(sockets, f"{dead}.txt")]
    if os.getuid() == 0:
        stay.append(left(sockets, f"{'7' * 16}.log"))
        os.chown(stay[-1], 12345, 12345)
    with filelock.FileLock(sockets / f"{busy}.lock"), hosting():
        assert until(lambda: not [path for path in gone if path.exists()])
        assert [path for path in stay if not path.exists()] == []
        assert (runtime_dir() / f"{own}.sock").exists()


class OneShop:
    """What a host keeps open: one shop, without a writer of its own."""

    writer_name, products = "none", 6

    def __init__(self, advisor: Any) -> None:
        self._advisor = advisor

    def warm_up(self, *, text: bool) -> None:
        pass

    def advisor(self, settings: Settings, *, text: bool) -> Any:
        return self._advisor


@posix
def test_a_conversation_goes_on_by_its_identifier_and_every_turn_says_of_what_kind_its_reply_is(tmp_path):
    from shopcli.serve.client import connect
    from tests.outdoor import open_shop

    with hosting(OneShop(open_shop(tmp_path))):
        warm = connect(SETTINGS, AskOptions(text=False))
        assert warm is not None
        (_, identifier), (_, greeted) = warm.say("hello")
        turns = [dict(warm.say(said, identifier))["turn"] for said in ("headphones", "is the first one wireless?", "thanks")]
        warm.close()
        other = connect(SETTINGS, AskOptions(text=False))
        assert other is not None
        with pytest.raises(ShopcliError, match="no such conversation"):
            list(other.say("and in blue?", "another"))
        goes_on = dict(other.say("cheaper", identifier))["turn"]
        other.close()
    assert [turn["kind"] for turn in (greeted, *turns, goes_on)] == ["greeting", "results", "about", "thanks", "refined"]
    assert goes_on["answer"]["need"]["clauses"][0]["text"] == "headphones"
