"""What SKILL.md and llms.txt tell an agent is so: each command of theirs works, each file they name is there."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SKILL = (ROOT / "SKILL.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```\n(.*?)```", SKILL, re.DOTALL) for line in block.splitlines()]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> Path:
    """The sample catalog by the command that the skill begins with; the encoder is a tiny one."""
    folder = tmp_path_factory.mktemp("skill") / "sample"
    first, *_ = COMMANDS
    done = _run(first, folder, "--embedder", str(tiny_encoder), cache=tiny_encoder.parent / "cache")
    assert done.returncode == 0, done.stderr
    return folder


def _run(command: str, index: Path, *more: str, cache: Path) -> subprocess.CompletedProcess[str]:
    program, *words = shlex.split(command.replace("build/sample", str(index)))
    assert program == "shopcli"
    environment = {"SHOPCLI_CACHE_DIR": str(cache), "PATH": "/usr/bin:/bin", "HOME": str(index.parent), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "shopcli", *words, *more], capture_output=True, text=True, check=False, env=environment, cwd=ROOT
    )


@pytest.mark.parametrize("command", COMMANDS[1:])
def test_a_command_of_the_skill_works(command, index, tiny_encoder):
    done = _run(command, index, cache=tiny_encoder.parent / "cache")
    assert done.returncode == 0, done.stderr
    if "--json" in command:
        assert json.loads(done.stdout)
    else:
        assert done.stdout.strip()


def test_each_field_that_the_skill_names_is_in_the_contract():
    contract = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:advice\.)?[a-z_]+)`", SKILL)
    fields = [name.removeprefix("advice.") for name in named if name.removesuffix("_catalog") == name]
    fields = [name for name in fields if name not in ("get_product", "ask", "explain")]
    assert fields and [name for name in fields if f"`{name}`" not in contract] == []


def test_each_file_that_llms_txt_names_is_there():
    names = re.findall(r"\]\(([^)]+)\)", (ROOT / "llms.txt").read_text(encoding="utf-8"))
    assert names and [name for name in names if not (ROOT / name).is_file()] == []
