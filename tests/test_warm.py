"""`shopcli serve` and the `shopcli ask` that asks it, as real processes: the same answers, and no harm from either end."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_house import HEAVY
from tests.warm_shop import REQUESTS, WarmShell, make_shop, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Python on Windows has no sockets that are files")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> Iterator[WarmShell]:
    made = make_shop(tmp_path_factory.mktemp("warm"), tiny_encoder)
    yield made
    made.close()


@pytest.fixture(scope="module")
def warm(shop: WarmShell) -> Iterator[WarmShell]:
    """The shop with a process that keeps it warm, for all tests that leave it as it is."""
    with shop.serving("--no-text"):
        yield shop


def timeless(text: str) -> str:
    """Without what differs from run to run: seconds, and whether something had to be loaded."""
    return re.sub(r'"timings_s": \{[^}]*\}|(?:\w+ )?\d+ ms(?:, )?', "", text)


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request_: ascii(" ".join(request_)))
def test_through_serve_all_is_as_without(warm, request_):
    before = warm.answered()
    served, own = (warm.run("ask", *request_, "--no-text", *flag) for flag in ((), ("--no-warm",)))
    assert timeless(served.stdout) == timeless(own.stdout)
    assert (served.returncode, served.stderr) == (own.returncode, own.stderr)
    refused_at_once = own.returncode == 2 and "request is empty" not in own.stderr and "--where" not in own.stderr
    assert warm.answered() == before + (not refused_at_once)


def test_timings_through_serve_have_the_same_names(warm):
    answer = json.loads(warm.run("ask", "rain coat", "--json", "--no-text").stdout)
    assert set(answer["timings_s"]) == {"understand", "retrieve", "rerank"}


def test_a_batch_goes_over_one_connection_and_on_after_a_bad_line(warm):
    before = warm.answered()
    arguments = ("ask", "--batch", "-", "--no-text", "--where", "hood=maybe")
    served, own = (warm.run(*arguments, *flag, stdin="tea\n\ncoat\n") for flag in ((), ("--no-warm",)))
    assert (timeless(served.stdout), served.returncode, own.returncode) == (timeless(own.stdout), 2, 2)
    assert [json.loads(line)["error"]["hint"] for line in served.stdout.splitlines()] == ["Write hood=yes."] * 2
    assert warm.answered() == before + 2


@pytest.mark.parametrize("columns", ["60", "120"])
def test_a_terminal_is_drawn_by_the_one_who_asks(warm, columns):
    """Colours and width are those of the client's terminal: the server has none."""
    shown = [on_a_terminal(warm, columns, "ask", "rain coat with hood", "--no-text", *flag) for flag in ((), ("--no-warm",))]
    assert shown[0] == shown[1]
    assert "\x1b[" in shown[0]


def on_a_terminal(shell: WarmShell, columns: str, *arguments: str) -> str:
    import pty

    shown, end = pty.openpty()
    environment = shell.environment | {"COLUMNS": columns, "TERM": "xterm-256color", "NO_COLOR": ""}
    command = [sys.executable, "-m", "shopcli", *arguments]
    process = subprocess.Popen(command, stdin=end, stdout=end, stderr=end, env=environment)
    os.close(end)
    text = b""
    while True:
        try:
            piece = os.read(shown, 65536)
        except OSError:  # Linux says so when the other end is closed
            piece = b""
        if not piece:
            break
        text += piece
    os.close(shown)
    assert process.wait() == 0
    return text.decode()


def test_who_asks_through_serve_loads_nothing_heavy(warm):
    code = (
        "import sys; from shopcli.__main__ import main\n"
        "sys.argv = ['shopcli', 'ask', 'rain coat', '--no-text']\n"
        "try: main()\nexcept SystemExit as stop: assert not stop.code, stop.code\n"
        f"print('LOADED', [name for name in {(*HEAVY, 'shopcli.advisor', 'shopcli.index')!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=warm.environment, check=False)
    assert done.stdout.splitlines()[-1] == "LOADED []", done.stderr


@pytest.mark.parametrize(
    ("flag", "setting"),
    [
        (("--device", "cuda"), {}),
        (("--model", "openai:http://127.0.0.1:9/v1#x"), {}),
        ((), {"SHOPCLI_CACHE_DIR": "/tmp/sc-no"}),
    ],
)
def test_other_models_or_folders_are_not_its_business(warm, flag, setting):
    before = warm.answered()
    warm.run("ask", "rain coat", "--no-text", *flag, **setting)
    assert warm.answered() == before


def test_flags_of_a_request_travel_with_it(warm):
    before = warm.answered()
    settings = {"SHOPCLI_TOP": "1", "SHOPCLI_CURRENCY": "USD", "SHOPCLI_SEED": "7"}
    served, own = (warm.run("ask", "coat", "--max-price", "90", "--no-text", *f, **settings) for f in ((), ("--no-warm",)))
    assert served.stdout == own.stdout
    assert warm.answered() == before + 1


def test_another_path_to_the_same_index_is_the_same_index(warm, tmp_path):
    before = warm.answered()
    (tmp_path / "link").symlink_to(warm.index)
    assert warm.run("ask", "coat", "--no-text", "--index", tmp_path / "link").returncode == 0
    assert warm.answered() == before + 1


@pytest.mark.parametrize(
    "sent",
    [
        b"\n",
        b"{}\n",
        b"[" * 100_000 + b"\n",
        b"\xff\xfe\x00\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b'{"ask": "coat"}\n',
        b'{"open": {"settings": {"top": "3"}, "wish": {}}}\n',
        b'{"open": {"settings": {"__class__": "os.system"}, "wish": {}}}\n',
        b'{"open": 1}\n',
        b'{"open": {"settings": {}, "wish": {}}, "ask": 5}\n{"ask": 5}\n',
        b'{"ask": "' + b"x" * (1 << 20) + b'"}\n',
        b'{"broken off',
    ],
    ids=range(12),
)
def test_what_is_no_request_is_turned_away_and_harms_nobody(warm, sent):
    with warm.connect() as connection:
        try:
            connection.sendall(sent)
            connection.shutdown(1)
            while answer := connection.recv(65536):
                assert b"results" not in answer
        except (BrokenPipeError, ConnectionResetError):
            pass  # turned away before it had said everything
    assert warm.run("ask", "coat", "--no-text", "--json").returncode == 0
    assert ", answering 0" not in warm.status()
    assert until(lambda: "idle for" in warm.status())


def test_the_socket_is_its_owners_alone(warm):
    (path,) = warm.sockets.glob("*.sock")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(warm.sockets.stat().st_mode) == 0o700


def test_a_folder_that_others_may_enter_is_not_used(warm):
    before = warm.answered()
    warm.sockets.chmod(0o755)
    try:
        assert warm.run("ask", "coat", "--no-text").returncode == 0
        done = warm.run("serve")
        assert warm.status() == "Nothing is kept warm.\n"
    finally:
        warm.sockets.chmod(0o700)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(
        f"error: Others than you can enter {warm.sockets}, or it is not yours.\nhint: Try: chmod 700 "
    )
    assert warm.answered() == before


def test_a_second_process_for_the_same_index_gives_way(warm):
    done = warm.run("serve", "--no-text")
    assert done.returncode == 1
    assert "error: Another shopcli serve has this index and these models open.\nhint: See them all: " in done.stderr
    assert warm.run("ask", "coat", "--no-text").returncode == 0
    assert warm.status().count("process") == 1


def test_status_and_stop_go_one_at_a_time(warm):
    done = warm.run("serve", "--status", "--stop")
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "error: Give either --status or --stop.")
    assert warm.run("serve", "--stop", "--index", "/nowhere").stdout == "Nothing is kept warm.\n"
    assert "3 products, writer SmolLM2-135M-Instruct, process" in warm.status()
