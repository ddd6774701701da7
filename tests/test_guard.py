"""Every command as a real process that nobody may answer: no name is looked up, nothing is reached, no file is left elsewhere.

The guard (`tests.guard`) is tested as well, with processes that do look names up: a guard that sees nothing proves nothing.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import IO

import numpy as np
import pytest

from shopcli.models.speech.sound import sound_of, write_wav
from shopcli.util import telemetry_store
from shopcli.util.telemetry import import_onnxruntime
from tests.guard import GuardedHome, native_library
from tests.http_shop import HttpShop
from tests.speech_programs import Programs, path_of, programs
from tests.tiny_models import make_folder

__all__ = ["programs"]
ROOT = Path(__file__).parents[1]
CATALOG = ROOT / "sample_catalog" / "products.json"
STORE = ".cache/Microsoft/DeveloperTools/.onnxruntime"
# In each, a name under .invalid or an address of the documentation's network (RFC 5737), which belong to nobody.
NATIVE = {
    "getaddrinfo": "libc.getaddrinfo(b'shop.invalid', None, None, ctypes.byref(ctypes.c_void_p()))",
    "gethostbyname": "libc.gethostbyname(b'shop.invalid')",
    "res_query": "libc.res_query(b'shop.invalid', 1, 1, data, 512)",
    "connect": "libc.connect(udp.fileno(), there, 16)",
    "sendto": "libc.sendto(udp.fileno(), data, 10, 0, there, 16)",
}
_PRELUDE = (
    "import ctypes, socket, struct; libc, data = ctypes.CDLL(None), ctypes.create_string_buffer(512)\n"
    "udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
    "there = struct.pack('=H', socket.AF_INET) + struct.pack('!H4s8x', 53, socket.inet_aton('192.0.2.1'))\n"
)
PYTHON = {
    "socket.getaddrinfo": "socket.getaddrinfo('shop.invalid', 443)",
    "socket.gethostbyname": "socket.gethostbyname('shop.invalid')",
    "socket.connect": "socket.socket().connect(('192.0.2.1', 443))",
    "socket.sendto": "socket.socket(type=socket.SOCK_DGRAM).sendto(b'?', ('192.0.2.1', 53))",
}
LOADED = "onnxruntime is loaded"
LOUD = f"import onnxruntime; print({LOADED!r}); input()"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    return native_library(tmp_path_factory.mktemp("guard"))


@pytest.fixture
def guarded(tmp_path: Path, library: Path | None) -> Iterator[GuardedHome]:
    home = GuardedHome(tmp_path, library)
    yield home
    home.close()


@pytest.fixture
def native(guarded: GuardedHome) -> GuardedHome:
    """A home where native threads are watched, too."""
    if "native" not in guarded.layers:
        pytest.skip("native calls are seen on Linux with a C compiler only; Python's own are watched here")
    return guarded


# --- the guard ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("call", NATIVE)
def test_the_guard_sees_and_refuses_a_native_call(native, call):
    done = native.run("-c", f"{_PRELUDE}print({NATIVE[call]})")
    assert done.returncode == 0, done.stderr
    (event,) = native.reached_out()
    assert (event.layer, event.what.lstrip("_")) == ("native", call)
    assert event.detail == ("192.0.2.1 port 53" if "there" in NATIVE[call] else "shop.invalid")


@pytest.mark.parametrize("call", PYTHON)
def test_the_guard_sees_and_refuses_a_call_of_pythons_wherever_it_runs(tmp_path, call):
    home = GuardedHome(tmp_path, None)
    done = home.run("-c", f"import socket; {PYTHON[call]}")
    home.close()
    assert done.stderr.splitlines()[-1].startswith(f"OSError: the network guard refuses {call} ")
    assert [(event.layer, event.what) for event in home.reached_out()] == [("python", call)]


def test_the_guard_lets_a_process_talk_to_its_own_machine(guarded):
    code = (
        "import socket; server = socket.create_server(('127.0.0.1', 0)); port = server.getsockname()[1]\n"
        "socket.create_connection(('localhost', port)).sendall(b'?'); print(server.accept()[0].recv(1))\n"
        "one, other = socket.socketpair(); one.sendall(b'!'); print(other.recv(1))"
    )
    done = guarded.run("-c", code)
    assert (done.stdout, done.stderr, guarded.reached_out()) == ("b'?'\nb'!'\n", "", [])


def test_a_process_that_nobody_watches_is_found_out(guarded):
    with pytest.raises(AssertionError, match="nobody watched"):
        guarded.run("-I", "-c", "")  # without the folder of the hook


def test_a_file_left_in_the_home_is_found(guarded):
    guarded.run("-c", "import pathlib, tempfile; (pathlib.Path.home() / 'left').touch(); tempfile.mkstemp(prefix='left-')")
    first, second = guarded.strangers()
    assert first == "left" and second.startswith("temporary/left-")


# --- the commands -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, library: Path | None) -> Iterator[GuardedHome]:
    """The sample catalog, indexed under the guard in a home where an earlier version let onnxruntime leave its files."""
    from tests.test_embed import make_model

    folder = tmp_path_factory.mktemp("shop")
    home = GuardedHome(folder, library)
    home.environment |= {"SHOPCLI_INDEX": str(home.own / "index"), "SHOPCLI_MODEL": str(folder / "writer")}
    make_model(folder / "encoder", pooling="mean")
    make_folder(folder / "writer")
    leave_telemetry(home.home)
    done = home.run("-m", "shopcli", "index", CATALOG, "--embedder", folder / "encoder")
    assert done.returncode == 0, done.stderr
    yield home
    home.close()


@pytest.fixture(autouse=True)
def nothing_is_reached_or_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """What holds before and after every test of a command."""
    yield
    if "shop" in request.fixturenames:
        home: GuardedHome = request.getfixturevalue("shop")
        assert (home.reached_out(), home.strangers()) == ([], [])
        pids = {event.pid for event in home.events()}
        assert {pid for pid in pids if home.watched_by(pid) != home.layers} == set()


def leave_telemetry(home: Path) -> list[Path]:
    """What onnxruntime 1.31 leaves in a home on Linux; the paths, in order."""
    store = home / STORE
    store.mkdir(parents=True)
    files = [store / name for name in ("deviceid", "onnxruntime.db", "onnxruntime.db-wal")]
    for file in files:
        file.write_bytes(b"SQLite format 3\0")
    session = home / "temporary" / ".ses"
    session.parent.mkdir(exist_ok=True)
    session.write_bytes(b"1795853089219\n891545d5-b990-ce74-d322-4a71b0652617\n")
    return [*files, session]


def said(stream: IO[str] | None, words: str) -> str:
    """The first line of a running process that holds these words."""
    assert stream is not None
    line = next((line for line in stream if words in line), None)
    assert line is not None, f"it ended without {words!r}"
    return line


def test_index_reaches_nobody(shop):
    assert (shop.own / "index").is_dir()


@pytest.mark.parametrize(
    "command",
    [
        "ask a tent",
        "ask --json --explain --no-warm 帐篷",
        "explain a tent",
        "browse --facets --json",
        "ask --like W-1003 --format md",
        "describe W-1003",
        "compare W-1003 W-1007",
        "reviews W-1003 --json",
        "goes-with W-1003",
        "train rerank {own}/index --out {own}/weights.safetensors --requests 10",
        "train chatbot --out {own}/chatbot --dim 16 --heads 2 --layers 1 --vocabulary 300 --made 0 --epochs 1 --batch 512",
        "evaluate {own}/index --needs {needs} --against top=5",
        "privacy",
        "changes --since 7d",
        "rules show --rules {rules}",
        "rules check --rules {rules}",
    ],
)
def test_a_command_reaches_nobody(shop, command):
    rules = shop.own / "rules.toml"
    rules.write_text('[[pin]]\nids = ["W-1007"]\nwhen = ["watch"]\n\n[[hide]]\nids = ["W-1005"]\n', encoding="utf-8")
    needs = shop.folder / "needs.jsonl"
    needs.write_text('{"query": "a tent", "right": ["T-4501"]}\n', encoding="utf-8")
    words = command.format(own=shop.own, needs=needs, rules=rules).split()
    if words[-2:] == ["a", "tent"]:
        words[-2:] = ["a tent"]
    done = shop.run("-m", "shopcli", *words)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(importlib.util.find_spec("milvus_lite") is None, reason="milvus-lite is not installed")
def test_a_store_in_a_file_reaches_nobody(shop):
    """Its server is a thread of the process that asks."""
    store = f"milvus:{shop.own / 'shop.db'}#shop"
    index = ("index", CATALOG, "--embedder", shop.folder / "encoder")
    for command in (index, ("ask", "a tent"), ("store", "status"), ("store", "list")):
        done = shop.run("-m", "shopcli", *command, "--store", store)
        assert done.returncode == 0, (command, done.stderr)


def test_a_watch_list_reaches_nobody(shop):
    """Its commands need each other, in this order; the price is met."""
    for command in ("add W-1003 --below 1000", "list", "check", "remove W-1003"):
        done = shop.run("-m", "shopcli", "watch", *command.split())
        assert done.returncode == 0, (command, done.stderr)


def with_a_voice(home: GuardedHome, programs: Programs, *arguments: object) -> tuple[int, str]:
    """The exit code and the complaints of a command whose one voice is a program in Python, which is watched as well."""
    programs.add("espeak-ng")
    process = home.start("-m", "shopcli", *arguments, environment=path_of(programs))
    complaints = process.communicate()[1]
    return process.returncode, complaints


def test_reading_aloud_reaches_nobody(shop, programs):
    done = with_a_voice(shop, programs, "ask", "--no-text", "--speak-to", shop.own / "said.wav", "a tent")
    assert (done, (shop.own / "said.wav").exists()) == ((0, ""), True)


@pytest.mark.skipif(importlib.util.find_spec("pocketsphinx") is None, reason="pocketsphinx is not installed")
def test_listening_reaches_nobody(shop, programs):
    """A tone is no request, and is heard to its end."""
    sound = shop.own / "tone.wav"
    write_wav(sound, sound_of(0.3 * np.sin(2 * np.pi * 300 * np.arange(16000) / 16000), 16000))
    code, complaints = with_a_voice(shop, programs, "listen", "--listener", "pocketsphinx", "--listen-from", sound)
    assert code in (0, 1) and "Traceback" not in complaints, complaints


def test_asking_with_a_picture_reaches_nobody(shop):
    """Its model is sentence-transformers' own to load, and products' pictures may have addresses."""
    from PIL import Image

    from tests.tiny_clip import make_clip

    Image.new("RGB", (40, 40), "red").save(shop.folder / "red.png")
    clip = make_clip(shop.folder / "clip")
    done = shop.run(
        "-m", "shopcli", "ask", "a tent", "--image", shop.folder / "red.png", "--image-embedder", clip, "--pictures"
    )
    assert done.returncode == 0, done.stderr


def test_what_is_collected_reaches_nobody(shop):
    """One after the other: the store is made, asked of, reported on and emptied."""
    for command in (
        "collect on", "experiment start top=4", "ask --no-text tent", "chat --no-text", "experiment show", "experiment stop",
        "collect show", "report", "collect forget --all", "collect off",
    ):  # fmt: skip
        done = shop.run("-m", "shopcli", *command.split(), stdin="tent\n/good 1\n" if command.startswith("chat") else "")
        assert done.returncode == 0, done.stderr


@pytest.mark.skipif(importlib.util.find_spec("mcp") is None, reason="mcp is not installed")
def test_a_server_for_agents_reaches_nobody(shop):
    server = shop.start("-m", "shopcli", "mcp")
    who = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "agent", "version": "1"}}
    ask = {"name": "ask", "arguments": {"request": "a tent"}}
    for message in (
        {"id": 1, "method": "initialize", "params": who},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": ask},
    ):
        server.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        server.stdin.flush()
    assert len(json.loads(said(server.stdout, '"id":2'))["result"]["structuredContent"]["results"]) == 3
    server.communicate()
    assert server.returncode == 0
    assert shop.watched_by(server.pid) == shop.layers


@pytest.mark.skipif(importlib.util.find_spec("uvicorn") is None, reason="uvicorn is not installed")
def test_a_server_for_programs_reaches_nobody(shop):
    server = shop.start("-m", "shopcli", "serve", "--http", "0", environment={"SHOPCLI_HTTP_TOKEN": "a-token-of-the-tests"})
    port = int(said(server.stderr, "Listening on").partition("127.0.0.1:")[2].partition(";")[0])
    said(server.stderr, "Warm.")
    program = HttpShop(port, "a-token-of-the-tests")
    assert len(program.call("/ask", {"request": "a tent"}).json["results"]) == 3
    assert (
        program.call("/catalog/lookup", {"ids": ["W-1003"]}, headers={"UCP-Agent": 'profile="https://shop.invalid"'}).status
        == 200
    )
    server.terminate()
    server.communicate()
    assert server.returncode == 0
    assert shop.watched_by(server.pid) == shop.layers


@pytest.mark.skipif(importlib.util.find_spec("opendp") is None, reason="opendp is not installed")
def test_a_private_report_reaches_nobody(shop):
    done = shop.run("-m", "shopcli", "report", "--private", "1", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["budget"]["left"] == 2.0


def test_learning_from_purchases_and_asking_under_a_profile_reach_nobody(shop):
    purchases = shop.own / "purchases.csv"
    rows = [f"c{number % 7},W-10{10 + number % 9:02},2026-05-{1 + number % 28:02},o{number}" for number in range(60)]
    purchases.write_text("\n".join(["customer,product,date,order", *rows]), encoding="utf-8")
    for words in (
        ["history", "import", purchases],
        ["remember", "shoe size 43, no nuts", "--profile", "anna", "--customer", "c1"],
        ["ask", "--profile", "anna", "--no-text", "a tent"],
        ["profile", "export", "--profile", "anna"],
        ["history", "forget", "c2"],
        ["privacy", "forget", "anna"],
        ["privacy", "--json"],
    ):
        done = shop.run("-m", "shopcli", *words)
        assert done.returncode == 0, done.stderr


@pytest.mark.skipif(importlib.util.find_spec("opacus") is None, reason="opacus is not installed")
def test_training_with_privacy_on_what_was_collected_and_forgetting_it_reach_nobody(shop):
    tiny, pairs, run = make_folder(shop.own / "tiny-private"), shop.own / "said.jsonl", shop.own / "private"
    for command, typed in (
        ("collect on", ""),
        ("remember nuts --profile carl", ""),
        ("chat --no-text --profile carl", "a tent between 140 and 150\n/good 1\n"),
        (f"train prepare --out {pairs} --index {shop.own / 'index'} --made 40 --wrong 3 --collected", ""),
        (f"train joint --pairs {pairs} --out {run} --model {tiny} --steps 1 --batch 1 --judged 1 --private 8", ""),
        ("privacy", ""),
        ("privacy forget carl --json", ""),
        ("collect off", ""),
    ):
        done = shop.run("-m", "shopcli", *command.split(), stdin=typed)
        assert done.returncode == 0, done.stderr
        if command.startswith("privacy forget"):
            assert json.loads(done.stdout)["train_anew"] == [str(run)]


@pytest.mark.skipif(importlib.util.find_spec("peft") is None, reason="peft is not installed")
def test_training_on_pairs_reaches_nobody(shop):
    tiny, pairs = make_folder(shop.own / "tiny"), shop.own / "pairs.jsonl"
    for command in (
        f"prepare --out {pairs} --index {shop.own / 'index'} --made 40 --wrong 3",
        f"joint --pairs {pairs} --out {shop.own / 'tuned'} --model {tiny} --steps 1 --batch 1 --judged 1",
    ):
        done = shop.run("-m", "shopcli", "train", *command.split())
        assert done.returncode == 0, done.stderr


def test_the_library_reaches_nobody(shop):
    code = (
        "import os; from shopcli import Advisor; from shopcli.config import load_settings\n"
        "advisor = Advisor.open(os.environ['SHOPCLI_INDEX'], settings=load_settings())\n"
        "answer = advisor.ask('a tent', text=False); print(len(answer.results), len(list(advisor.advise(answer))) > 0)"
    )
    done = shop.run("-c", code)
    assert done.stdout == "3 True\n", done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Python on Windows has no sockets that are files")
def test_the_process_that_ask_leaves_behind_reaches_nobody(shop):
    done = shop.run("-m", "shopcli", "ask", "--warm", "--no-text", "a tent")
    assert done.returncode == 0, done.stderr
    for _ in range(600):  # it is there as soon as it listens
        status = shop.run("-m", "shopcli", "serve", "--status").stdout
        if " answered" in status:
            break
        time.sleep(0.1)
    assert shop.run("-m", "shopcli", "ask", "--json", "a lamp").returncode == 0
    assert " 1 answered" in shop.run("-m", "shopcli", "serve", "--status").stdout
    pid = int(status.partition("process ")[2].partition(",")[0])
    assert shop.run("-m", "shopcli", "serve", "--stop").stdout.startswith(f"Ended process {pid}, ")
    assert shop.watched_by(pid) == shop.layers


@pytest.mark.skipif(sys.platform == "win32", reason="Python on Windows has no sockets that are files")
def test_chat_serve_and_a_batch_reach_nobody_in_the_time_in_which_onnxruntime_by_itself_does(shop, native):
    """The three are warm before an onnxruntime that may report is started, and go on until that one was seen to."""
    if tuple(map(int, version("onnxruntime").split(".")[:2])) < (1, 29):
        pytest.skip("this onnxruntime has no telemetry to compare with")
    serve = shop.start("-m", "shopcli", "serve", "--no-text")
    chat = shop.start("-m", "shopcli", "chat", "--plain")
    batch = shop.start("-m", "shopcli", "ask", "--batch", "-", "--no-warm")
    said(serve.stderr, "Warm.")
    for request in ("a tent", "a watch"):  # what was advised is not said again, so that the writer is asked for another
        for process in (chat, batch):
            process.stdin.write(f"{request}\n")
            process.stdin.flush()
        assert "Written by writer" in said(chat.stdout, "Written by")
        assert json.loads(said(batch.stdout, '"query"'))["query"] == request
        assert shop.run("-m", "shopcli", "ask", "--no-text", request).returncode == 0
        if request == "a tent":
            assert_loud(native)
    assert " 2 answered" in shop.run("-m", "shopcli", "serve", "--status").stdout
    serve.terminate()
    for process in (serve, chat, batch):
        process.communicate()
        assert process.returncode == 0
        assert shop.watched_by(process.pid) == shop.layers


def assert_loud(home: GuardedHome) -> None:
    """Wait until an onnxruntime whose telemetry nobody switched off has looked for its server."""
    loud = home.start("-c", LOUD)
    said(loud.stdout, LOADED)
    assert f"{STORE}/onnxruntime.db" in home.strangers()
    deadline = time.monotonic() + 120  # some 10 s; the guard sees nothing where this passes
    while not home.reached_out() and time.monotonic() < deadline:
        time.sleep(0.2)
    loud.communicate("\n")
    names = {(event.pid, event.layer, event.what, event.detail) for event in home.reached_out()}
    assert names == {(loud.pid, "native", "getaddrinfo", "mobile.events.data.microsoft.com")}


# --- the switch ---------------------------------------------------------------------------------------------------------------


def test_onnxruntime_is_imported_in_one_place():
    files = [path for name in ("shopcli", "tests", "benchmarks") for path in (ROOT / name).rglob("*.py")]
    found = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {path.name for name in names if name.split(".")[0] == "onnxruntime"}
    assert found == set()  # the one place does it by name, once the switch is set


@pytest.mark.parametrize("before", ["", "0", "no"])
def test_the_switch_is_set_before_the_import_whatever_it_was(guarded, before):
    code = (
        "import os, sys; from shopcli.util.telemetry import import_onnxruntime; seen = []\n"
        "class Watch:\n"
        "    def find_spec(name, *rest):\n"
        "        if name == 'onnxruntime': seen.append(os.environ['ORT_DISABLE_TELEMETRY'])\n"
        "sys.meta_path.insert(0, Watch); import_onnxruntime(); print(seen)"
    )
    process = guarded.start("-c", code, environment={"ORT_DISABLE_TELEMETRY": before})
    assert process.communicate() == ("['1']\n", "")
    assert guarded.strangers() == []


def test_where_a_program_imported_onnxruntime_first_its_events_are_still_switched_off(monkeypatch):
    class Recorder(ModuleType):
        n_disabled = 0

        def disable_telemetry_events(self) -> None:
            self.n_disabled += 1

    theirs = Recorder("onnxruntime")
    monkeypatch.setitem(sys.modules, "onnxruntime", theirs)
    monkeypatch.setenv("ORT_DISABLE_TELEMETRY", "0")
    assert import_onnxruntime() is theirs
    assert theirs.n_disabled == 1


# --- what was left ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files of onnxruntime's telemetry in a home on Linux."""
    for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "TMPDIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(telemetry_store.sys, "platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    return leave_telemetry(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="a home of Windows is named otherwise")
@pytest.mark.parametrize(
    ("platform", "variable", "place"),
    [
        ("linux", "", ".cache"),
        ("linux", "XDG_CACHE_HOME", "elsewhere"),
        ("linux", "", "."),
        ("darwin", "", "Library/Application Support"),
        ("win32", "LOCALAPPDATA", "AppData/Local"),
    ],
)
def test_the_files_are_looked_for_where_each_system_has_them(tmp_path, monkeypatch, left, platform, variable, place):
    for path in left:
        path.unlink()
    monkeypatch.setattr(telemetry_store.sys, "platform", platform)
    if variable:
        monkeypatch.setenv(variable, str(tmp_path / place))
    store = tmp_path / place / "Microsoft/DeveloperTools/.onnxruntime"
    store.mkdir(parents=True, exist_ok=True)
    (store / "onnxruntime.db").touch()
    assert telemetry_store.stored() == [store / "onnxruntime.db"]


@pytest.mark.skipif(sys.platform == "win32", reason="a home of Windows is named otherwise")
def test_what_was_left_is_removed_once_with_the_folders_that_it_leaves_empty(tmp_path, left):
    cache = tmp_path / ".cache" / "shopcli"
    removed, day = telemetry_store.remove_once(cache)
    assert removed == [str(path) for path in left]
    assert [path.name for path in (tmp_path / ".cache").iterdir()] == ["shopcli"]
    theirs = leave_telemetry(tmp_path)
    assert telemetry_store.remove_once(cache) == (removed, day)
    assert telemetry_store.stored() == theirs


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a name is Unicode, or the home is named otherwise")
def test_a_home_whose_name_is_not_utf8_is_noted_as_it_is(tmp_path, monkeypatch):
    home = tmp_path / os.fsdecode(b"h\xff")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / ".cache"))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TMPDIR", str(home / "temporary"))
    left = [str(path) for path in leave_telemetry(home)]
    removed, day = telemetry_store.remove_once(tmp_path / "cache")
    assert (sorted(removed), telemetry_store.remove_once(tmp_path / "cache")) == (sorted(left), (removed, day))


@pytest.mark.skipif(sys.platform == "win32", reason="a home of Windows is named otherwise")
def test_nothing_else_is_removed(tmp_path, left):
    others = [left[0].with_name("notes.txt"), left[0].parents[1] / "deviceid"]
    for path in others:
        path.touch()
    left[-1].write_text("the session of another program", encoding="utf-8")
    assert telemetry_store.remove_once(tmp_path / "cache")[0] == [str(path) for path in left[:-1]]
    assert all(path.exists() for path in [*others, left[-1]])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the files lie elsewhere")
def test_doctor_says_what_was_removed_and_what_is_there(guarded):
    files = leave_telemetry(guarded.home)
    first = guarded.run("-m", "shopcli", "doctor").stdout.splitlines()[-2]
    day = (guarded.own / "cache" / "onnxruntime-telemetry-removed.txt").read_text(encoding="utf-8").splitlines()[0]
    told = f"ok: telemetry: off; what onnxruntime's had left was removed on {day}: {', '.join(map(str, files))}"
    assert (first, guarded.strangers()) == (told, [])
    leave_telemetry(guarded.home)
    again = guarded.run("-m", "shopcli", "doctor").stdout.splitlines()[-2]
    assert again == f"{told}; onnxruntime's in other programs keeps {', '.join(map(str, files))}, which may be deleted"
