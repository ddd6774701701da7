"""How a process of `shopcli serve` begins, is lost, and ends; each test starts its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.loopback import Handler, Loopback, serving, streamed
from tests.test_cli import ROWS
from tests.warm_shop import SIGKILL, WarmShell, is_running, make_shop, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Python on Windows has no sockets that are files")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> Iterator[WarmShell]:
    made = make_shop(tmp_path_factory.mktemp("warm"), tiny_encoder)
    yield made
    made.close()


def test_no_word_of_a_shopper_is_kept(shop):
    with shop.serving("--no-text") as process:
        for words in ("quetzal coat", "quetzal\ud800"):
            shop.run("ask", words.encode("utf-8", "replace").decode(), "--no-text")
        shop.run("ask", "coat", "--no-text", "--brand", "quetzal")
        with shop.connect() as connection:
            connection.sendall(b'{"ask": "quetzal"}\n')
        assert shop.run("serve", "--stop").stdout.startswith("Ended process ")
        said = "".join(process.communicate())
    assert "a message of no kind known" in said
    assert "quetzal" not in said.lower()
    kept = [path for path in (*shop.sockets.rglob("*"), *shop.home.rglob("*")) if path.is_file()]
    assert not [path for path in kept if b"quetzal" in path.read_bytes()]


def test_an_index_built_anew_is_asked_at_once(shop):
    with shop.serving("--no-text"):
        assert "Green tea" in shop.run("ask", "tea", "--no-text", "--top", "1").stdout
        shop.build([{"id": "9", "title": "Black tea", "price": 4.0, "currency": "EUR"}])
        try:
            served = shop.run("ask", "tea", "--no-text", "--top", "1")
            assert "Black tea" in served.stdout
            assert served.stdout == shop.run("ask", "tea", "--no-text", "--top", "1", "--no-warm").stdout
            assert shop.answered() == 2
            assert ": 1 products" in shop.status()
        finally:
            shop.build(ROWS)


def test_an_index_that_is_gone_is_said_as_without_serve(shop):
    with shop.serving("--no-text"):
        shop.index.rename(shop.home / "away")
        try:
            served, own = (shop.run("ask", "tea", "--no-text", *flag) for flag in ((), ("--no-warm",)))
        finally:
            (shop.home / "away").rename(shop.index)
        assert (served.returncode, served.stdout, served.stderr) == (own.returncode, own.stdout, own.stderr)
        assert own.returncode == 3


def test_after_kill_9_ask_answers_and_another_may_serve(shop):
    with shop.serving("--no-text") as process:
        process.send_signal(SIGKILL)
        process.wait()
        assert list(shop.sockets.glob("*.sock")), "its socket is still there"
        assert shop.run("ask", "coat", "--no-text").returncode == 0
        assert shop.status() == "Nothing is kept warm.\n"
    with shop.serving("--no-text"):
        assert shop.run("ask", "coat", "--no-text").returncode == 0
        assert shop.answered() == 1


def test_two_that_start_at_once_leave_one(shop):
    both = [shop.start("serve", "--no-text") for _ in range(2)]
    try:
        assert until(lambda: any(process.poll() is not None for process in both))
        assert until(lambda: "idle for" in shop.status())
        assert shop.status().count("process") == 1
        assert sorted(str(process.poll()) for process in both) == ["1", "None"]
        assert shop.run("ask", "coat", "--no-text").returncode == 0
        assert shop.answered() == 1
    finally:
        for process in both:
            process.kill()
            process.communicate()


def test_it_ends_by_itself_when_idle(shop):
    with shop.serving("--no-text", "--idle-s", "1") as process:
        assert process.wait(timeout=30) == 0
        assert "Nothing was asked for 1 s." in process.communicate()[1]
    assert not list(shop.sockets.glob("*.sock"))


def test_warm_leaves_a_process_behind_that_the_next_ask_uses(shop):
    first = shop.run("ask", "coat", "--no-text", "--warm", "--model", "openai:http://127.0.0.1:9/v1#x")
    assert first.returncode == 0, first.stderr
    assert until(lambda: "0 answered" in shop.status())
    pid = int(shop.status().partition("process ")[2].partition(",")[0])
    try:
        again = shop.run("ask", "coat", "--no-text", "--warm", "--model", "openai:http://127.0.0.1:9/v1#x")
        assert again.stdout == first.stdout
        assert shop.answered() == 1
        assert shop.run("serve", "--stop", "--index", shop.index).stdout == f"Ended process {pid}, which kept {shop.index}.\n"
    finally:
        if is_running(pid):
            os.kill(pid, SIGKILL)
    assert until(lambda: not is_running(pid))
    assert not list(shop.sockets.glob("*.sock"))


HOOD = streamed("It has a hood.")


def slowly(handler: Handler) -> None:
    """A reply that takes its time."""
    time.sleep(3)
    HOOD(handler)


def begun(shop: WarmShell, writer: Loopback, *arguments: str) -> subprocess.Popen[str]:
    """A client whose advice is being written at this moment."""
    writer.replies[:0] = [slowly]
    n_asked = len(writer.asked)
    client = shop.start("ask", *arguments)
    assert until(lambda: len(writer.asked) > n_asked)
    return client


def test_advice_comes_through_serve_sentence_by_sentence(shop):
    with serving() as writer:
        writer.replies += [HOOD] * 500
        model = ("--model", f"openai:{writer.url}#hood")
        with shop.serving(*model):
            served, own = (shop.run("ask", "rain coat with hood", *model, *flag) for flag in ((), ("--no-warm",)))
            assert served.stdout == own.stdout
            assert served.stdout.count("Advice:") == 1
            assert "Written by" in served.stdout.splitlines()[-1]
            answer = json.loads(shop.run("ask", "rain coat with hood", "--json", *model).stdout)
            assert answer["timings_s"]["write"] > 0
            assert answer["advice"]["sentences"]
            assert shop.answered() == 2


@pytest.mark.parametrize("form", ["--plain", "--json"])
def test_a_process_lost_in_the_middle_is_made_up_for_unless_a_part_was_shown(shop, form):
    with serving() as writer:
        writer.replies += [HOOD] * 100
        model = ("--model", f"openai:{writer.url}#hood")
        with shop.serving(*model) as process:
            client = begun(shop, writer, "green tea", form, *model)
            process.send_signal(SIGKILL)
            out, error = client.communicate(timeout=60)
    if form == "--json":
        assert json.loads(out)["advice"]["sentences"]
        assert (client.returncode, error) == (0, "")
    else:
        assert "\n1. Green tea. 6.50 EUR." in out
        assert error == "error: The process of shopcli serve ended while it answered.\nhint: Ask again.\n"
        assert client.returncode == 1


def test_a_client_that_leaves_stops_the_writing(shop):
    with serving() as writer:
        writer.replies += [HOOD] * 100
        model = ("--model", f"openai:{writer.url}#hood")
        with shop.serving(*model):
            client = begun(shop, writer, "rain coat with hood", *model)
            n_asked = len(writer.asked)
            client.send_signal(SIGKILL)
            client.communicate()
            assert until(lambda: "idle for" in shop.status())
            assert len(writer.asked) <= n_asked + 8
            assert shop.run("ask", "tea", "--no-text", *model).returncode == 0


def test_it_ends_with_the_answer_that_is_being_given(shop):
    with serving() as writer:
        writer.replies += [HOOD] * 100
        model = ("--model", f"openai:{writer.url}#hood")
        with shop.serving(*model) as process:
            client = begun(shop, writer, "rain coat with hood", *model)
            process.send_signal(signal.SIGTERM)
            out, error = client.communicate(timeout=60)
            assert (client.returncode, error) == (0, "")
            assert "Written by" in out.splitlines()[-1]
            assert process.wait(timeout=60) == 0
        assert not list(shop.sockets.glob("*.sock"))


def test_what_killed_processes_left_is_swept_away_and_what_runs_is_let_be(shop):
    other = ("--no-text", "--device", "cpu", "--model", "openai:http://127.0.0.1:9/v1#x")
    with shop.serving("--no-text") as process:
        process.send_signal(SIGKILL)
        process.wait()
    with shop.serving(*other):
        (running,) = shop.sockets.glob("*.sock")
        with shop.serving("--no-text"):
            assert running in (both := set(shop.sockets.glob("*.sock")))
            assert len(both) == shop.status().count("process") == 2


def test_a_process_that_is_stopped_is_not_waited_for(shop):
    with shop.serving("--no-text") as process:
        process.send_signal(signal.SIGSTOP)
        done = shop.run("ask", "coat", "--no-text")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("I looked for: coat.")


def test_a_path_too_long_for_a_socket_is_said(shop, tmp_path):
    folder = tmp_path / ("long" * 30)
    done = shop.run("serve", SHOPCLI_RUNTIME_DIR=str(folder))
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, f"error: The path {folder} is too long to hold a socket.")
    assert shop.run("ask", "coat", "--no-text", SHOPCLI_RUNTIME_DIR=str(folder)).returncode == 0
    assert Path(folder).is_dir()
