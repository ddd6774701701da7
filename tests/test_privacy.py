"""What `shopcli privacy` says is kept, where and how big, and that its commands remove it."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shopcli.cli.commands import app
from shopcli.cli.privacy import kept_things
from shopcli.config import Settings, load_settings
from shopcli.pipeline.personal.collected import switch
from shopcli.pipeline.personal.collector import Collector
from shopcli.pipeline.personal.profile import remember
from shopcli.types import Answer, Need


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA", "CACHE"):
        monkeypatch.setenv(f"SHOPCLI_{name}_DIR", str(tmp_path / name.lower()))
    monkeypatch.setenv("SHOPCLI_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path


def write(path: Path, size: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)


def fill(home: Path) -> None:
    switch(True)
    Collector("ask", print).answer(Answer(Need("q"), (), 0))
    for name, size in (
        ("data/history", 300), ("data/personal/history.safetensors", 2000),
        ("data/personal/blend.safetensors", 40), ("data/index/manifest.json", 500), ("data/stray.txt", 5),
        ("cache/models/m/weights.bin", 3 * 2**20), ("cache/derived/x.onnx", 1000),
    ):  # fmt: skip
        write(home / name, size)
    remember("shoe size 43", "anna")


def told(home: Path) -> dict[str, tuple[int, str]]:
    return {one.name if one.path == "" else str(Path(one.path).relative_to(home)): (one.bytes, one.name)
            for one in kept_things(load_settings())}  # fmt: skip


def test_everything_is_told_by_what_it_is_with_its_size(home):
    fill(home)
    found = told(home)
    assert {path: found[path] for path in found if path != "data/personal/collected.sqlite"} == {
        "data/personal/collecting": (0, "collecting"),
        "data/personal/history.safetensors": (2000, "history"),
        "data/profiles/anna.toml": ((home / "data/profiles/anna.toml").stat().st_size, "profile"),
        "data/personal/blend.safetensors": (40, "learned"),
        "data/history": (300, "chat lines"),
        "transcripts": (0, "transcripts"),
        "data/stray.txt": (5, "other"),
        "data/index": (500, "index"),
        "cache/models": (3 * 2**20, "weights"),
        "cache": (1000, "cache"),
    }
    assert found["data/personal/collected.sqlite"][0] == (home / "data/personal/collected.sqlite").stat().st_size


@pytest.mark.skipif(sys.platform == "win32", reason="its commands are another shell's")
def test_the_commands_remove_what_they_are_said_to(home):
    fill(home)
    for one in kept_things(load_settings()):
        if one.remove.startswith("rm "):
            subprocess.run(shlex.split(one.remove), check=True)
        elif one.remove:
            done = CliRunner().invoke(app, one.remove.split()[1:])
            assert done.exit_code == 0, done.output
    assert [one.name for one in kept_things(load_settings()) if one.remove] == ["collected"]  # the file, without a session
    assert not (home / "cache").exists()


def test_where_nothing_is_kept_there_is_nothing_to_remove(home):
    assert [(one.name, one.bytes, one.remove) for one in kept_things(Settings())] == [
        ("collected", 0, ""), ("transcripts", 0, ""), ("index", 0, ""), ("weights", 0, ""), ("cache", 0, ""),
    ]  # fmt: skip
    assert list(home.iterdir()) == []


def test_the_command_prints_lines_and_json(home):
    fill(home)
    lines = CliRunner().invoke(app, ["privacy"]).output.splitlines()
    at = lines.index("chat lines      0.3 KiB  the lines typed in shopcli chat")
    path = home / "data" / "history"
    assert lines[at + 1 : at + 3] == [f"{'':25}{path}", f"{'':25}remove: rm {path}"] or sys.platform == "win32"
    kept = json.loads(CliRunner().invoke(app, ["privacy", "--json"]).output)["kept"]
    assert [one["name"] for one in kept if one["personal"]] == [
        "collected", "collecting", "history", "profile", "learned", "chat lines", "transcripts", "other",
    ]  # fmt: skip
