"""Windows and macOS, as far as Linux can tell: each POSIX call has its line in docs/systems.md, and commands do without."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopcli.serve import host, sockets
from tests.bare_system import MODULES, OF_OS, OF_SIGNAL, OF_SOCKET

ROOT = Path(__file__).parents[1]
CATALOG = ROOT / "sample_catalog" / "products.json"
OPTIONS = ("start_new_session", "preexec_fn", "close_fds", "pass_fds")
PLACES = re.compile(r"/(proc|dev|tmp|etc|sys)\b")
# Both have them, and both mean the same by them as far as we ask: mode bits are ignored on Windows but for "read only".
MODES = ("chmod",)


def posix_calls(path: Path) -> Iterator[str]:
    """What a file uses that POSIX alone has: modules, names of `os`, `signal` and `socket`, options, and places."""
    gone = {"os": OF_OS, "signal": OF_SIGNAL, "socket": OF_SOCKET}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in gone.keys() | MODULES:
            yield from (f"{node.module}.{one.name}" for one in node.names if one.name in gone.get(node.module or "", OF_OS))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.attr in gone.get(node.value.id, ()):
                yield f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.keyword) and node.arg in OPTIONS:
            yield str(node.arg)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield from (found[0] for found in [PLACES.match(node.value)] if found)
        if isinstance(node, ast.Attribute) and node.attr in MODES:
            yield node.attr


def test_each_call_of_posix_has_its_line_and_what_is_done_without_it():
    used = {
        (path.relative_to(ROOT / "shopcli").as_posix(), name)
        for path in (ROOT / "shopcli").rglob("*.py")
        for name in posix_calls(path)
    }
    page = (ROOT / "docs" / "systems.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([\w/]+\.py)` \| `([^`]+)` \| \S.{10,} \|$", page, re.MULTILINE)
    assert len(used) > 10
    assert sorted(told) == sorted(used)


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> dict[str, dict[str, str]]:
    """What commands show, one after the other, in a process that has nothing of POSIX's alone."""
    folder = tmp_path_factory.mktemp("without")
    few = folder / "few.json"
    few.write_text(json.dumps(json.loads(CATALOG.read_text(encoding="utf-8"))[:12]), encoding="utf-8")
    index = str(folder / "index")
    commands = {
        "index": (["index", str(few), "--index", index, "--embedder", str(tiny_encoder)], ""),
        "again": (["index", str(few), "--index", index, "--embedder", str(tiny_encoder), "--anew"], ""),
        "ask": (["ask", "a watch", "--index", index, "--no-text", "--json"], ""),
        "chat": (["chat", "--index", index, "--no-text"], "a watch under 300\n/why 1\n"),
        "stats": (["stats", "--index", index], ""),
        "describe": (["describe", "W-1001", "--by-code", "--index", index], ""),
        "remember": (["remember", "shoe size 43", "--profile", "anna"], ""),
        "profile": (["profile", "show", "--profile", "anna"], ""),
        "collect": (["collect", "on"], ""),
        "privacy": (["privacy"], ""),
        "serve": (["serve", "--index", index], ""),
        "warm": (["ask", "a watch", "--index", index, "--warm"], ""),
    }
    lines = "".join(json.dumps({"arguments": given, "typed": typed}) + "\n" for given, typed in commands.values())
    environment = {
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "PATH": "/usr/bin:/bin",
        "NO_COLOR": "1",
        "SHOPCLI_DATA_DIR": str(folder / "data"),
        "SHOPCLI_RUNTIME_DIR": str(folder / "run"),
        "SHOPCLI_CACHE_DIR": str(tiny_encoder.parent / "cache"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.bare_system"], input=lines, capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(commands, map(json.loads, done.stdout.splitlines()), strict=True))


@pytest.mark.parametrize(
    "name", ["index", "again", "ask", "chat", "stats", "describe", "remember", "profile", "collect", "privacy"]
)
def test_a_command_does_without_what_posix_alone_has(without, name):
    assert (without[name]["code"], without[name]["err"].count("error:")) == (0, 0), without[name]
    assert without[name]["out"]


@pytest.mark.parametrize("name", ["serve", "warm"])
def test_what_cannot_be_without_says_so_and_what_to_do(without, name):
    assert without[name]["code"] == 1
    assert without[name]["err"].startswith(
        "error: shopcli serve needs sockets that are files, which Python does not have on Windows."
    )
    assert "hint: shopcli ask answers without it" in without[name]["err"]


def test_where_the_system_does_not_tell_who_is_at_the_other_end_the_folder_has_to_do(monkeypatch):
    """As on macOS, which has sockets that are files and no SO_PEERCRED."""
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(sockets, "_peer", lambda _: pytest.fail("asked for what Linux alone tells"))
    assert sockets.is_own_peer(None) and sockets.peer_pid(None) is None


def test_memory_is_the_peak_where_there_is_no_proc(monkeypatch):
    """As on macOS, which counts it in bytes where Linux counts in KiB."""
    monkeypatch.setattr(host, "Path", lambda _: Path("/nowhere/statm"))
    on_linux = host._resident_mib()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert on_linux > 10
    assert host._resident_mib() == pytest.approx(on_linux / 1024, rel=0.05)
