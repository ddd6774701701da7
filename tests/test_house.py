"""The plan of the house, held by reading the imports and by looking at what a cold command loads."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "shopcli"
STAGES = ("catalog", "index", "need", "retrieve", "rerank", "write", "render")
HEAVY = (
    *("torch", "transformers", "sentence_transformers", "faiss", "onnxruntime", "bm25s", "rjieba", "numpy", "scipy"),
    *("tokenizers", "pydantic", "prompt_toolkit", "tomllib", "shopcli.advisor", "shopcli.index", "shopcli.need"),
)
FOUNDATIONS = {
    "shopcli.types",
    "shopcli.errors",
    "shopcli.config",
    "shopcli.models",
    "shopcli.fetch",
    "shopcli.server",
    "shopcli.later",
    "shopcli.patterns",
    "shopcli",
}


def imports_of(path: Path) -> set[str]:
    """Every module that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_values_errors_and_its_own_folder_only(stage):
    for path in (PACKAGE / stage).rglob("*.py"):
        ours = {name for name in imports_of(path) if name.split(".")[0] == "shopcli"}
        floors = (f"shopcli.{stage}.", "shopcli.text.", "shopcli.util.")
        strangers = {name for name in ours - FOUNDATIONS if not f"{name}.".startswith(floors)}
        assert not strangers, f"{path.relative_to(PACKAGE)} imports {strangers}"


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "render"])
def test_only_render_knows_rich_and_no_stage_knows_typer(stage):
    for path in (PACKAGE / stage).rglob("*.py"):
        assert not {name.split(".")[0] for name in imports_of(path)} & {"rich", "typer", "prompt_toolkit"}, path


def test_types_and_errors_import_nothing_of_ours():
    for name in ("types.py", "errors.py"):
        assert not [module for module in imports_of(PACKAGE / name) if module.startswith("shopcli")]


def test_what_every_floor_uses_knows_nothing_of_shopping_and_text_stands_on_that_alone():
    below = {
        "util": ("shopcli.util.",),
        "text": ("shopcli.util.", "shopcli.text.", "shopcli.types.", "shopcli.patterns.", "shopcli.later."),
    }
    for room, floors in below.items():
        for path in (PACKAGE / room).rglob("*.py"):
            strangers = {
                name for name in imports_of(path) if name.split(".")[0] == "shopcli" and not f"{name}.".startswith(floors)
            }
            assert not strangers, f"{path.relative_to(PACKAGE)} imports {strangers}"


def test_no_file_is_longer_than_400_lines():
    files = [*PACKAGE.rglob("*.py"), *Path(__file__).parent.rglob("*.py")]
    assert {str(path): n for path in files if (n := len(path.read_text(encoding="utf-8").splitlines())) > 400} == {}


@pytest.mark.parametrize(
    "command",
    (
        "index,ask,explain,chat,show,compare,describe,stats,doctor,models,models list,models pull,models verify,"
        "train,train heads,train rerank,train writer,serve,"
    ).split(","),
)
def test_help_loads_nothing_heavy(command):
    code = (
        "import sys; from shopcli.__main__ import main\n"
        f"sys.argv = ['shopcli', *{command.split()!r}, '--help']\n"
        "try: main()\nexcept SystemExit as stop: assert not stop.code, stop.code\n"
        f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "Usage:" in done.stdout
    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_importing_shopcli_loads_nothing_heavy():
    code = f"import sys, shopcli, shopcli.types, shopcli.errors; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
