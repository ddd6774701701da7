"""The plan of the house, held by reading the imports and by looking at what a cold command loads."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest

from tests.house import FLOORS, REPOSITORY, House, imports_of

HOUSE = House(REPOSITORY / "shopcli")
STAGES = FLOORS[6]
LANGUAGES = "shopcli.need.languages"
HEAVY = (
    *("torch", "transformers", "sentence_transformers", "faiss", "onnxruntime", "bm25s", "rjieba", "numpy", "scipy"),
    *(
        "tokenizers",
        "pydantic",
        "prompt_toolkit",
        "tomllib",
        "ray",
        "fsspec",
        "shopcli.advisor",
        "shopcli.index",
        "shopcli.need",
    ),
)


def test_a_room_imports_only_what_stands_below_it():
    floor = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
    assert sorted(floor) == sorted(HOUSE.rooms)
    upward = {arrow: how for arrow, how in HOUSE.arrows.items() if floor[arrow[0]] >= floor[arrow[1]]}
    assert upward == {}


def test_no_modules_import_each_other_in_a_circle():
    assert HOUSE.circle == []


@pytest.mark.parametrize("room", [room for room in STAGES if room != "render"] + ["write", "pipeline", "chat", "text", "util"])
def test_only_render_knows_rich_and_only_the_commands_know_typer(room):
    told = {"rich", "typer", "prompt_toolkit"} - ({"prompt_toolkit"} if room == "chat" else set())
    for module in HOUSE.rooms.get(room, []):
        assert not {name.split(".")[0] for name in imports_of(HOUSE.files[module])} & told, module


def test_the_design_names_each_room_on_its_floor_and_no_other():
    design = (REPOSITORY / "docs" / "design.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (\d) \| `(\w+)` \| \S.{15,} \|$", design, re.MULTILINE)
    assert sorted(told) == sorted((str(len(FLOORS) - at), room) for at, rooms in enumerate(FLOORS) for room in rooms)


def test_the_readme_shows_the_tree_as_it_is():
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    tree = readme[readme.index("\nshopcli/\n") : readme.index("\nsample_catalog/")]
    named = {name.removesuffix(".py") for name in re.findall(r"(?<![\w/])(\w+)(?:/|\.py)(?=\s)", tree)} - {"shopcli"}
    assert named == set(HOUSE.rooms) - {"__main__"}


def test_no_language_is_named_outside_of_the_folder_of_languages():
    """A language is one folder and one entry in the registry: nothing else imports one, or looks at its code."""
    named = []
    for module, path in HOUSE.files.items():
        if not module.startswith(f"{LANGUAGES}."):
            packs = (f"{LANGUAGES}.en", f"{LANGUAGES}.zh")
            named += [(module, name) for name in imports_of(path) if name.startswith(packs)]
            codes = (
                node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)
            )
            named += [(module, code) for code in codes if code in ("en", "zh")]
    assert named == [("shopcli.types.needs", "en")]  # the language of a need that nobody gave one


def test_what_words_a_fact_and_what_checks_it_share_the_licences_and_the_frames_alone():
    """What a field licenses is read by both; no other code that words a fact is trusted by what checks it."""
    wording, verify = "shopcli.write.wording", "shopcli.write.verify"
    shared = {f"{wording}.{name}" for name in ("frame_bank", "frames", "licences", "phrases", "value_tests")}
    arrows = [(module, name) for module, names in HOUSE.imports.items() for name in names]
    assert [arrow for arrow in arrows if arrow[0].startswith(wording) and arrow[1].startswith(verify)] == []
    heard = {arrow[1] for arrow in arrows if arrow[0].startswith(verify) and arrow[1].startswith(wording)}
    assert heard - shared == set()


def test_no_more_than_23_entries_stand_at_the_top():
    assert len(HOUSE.entries) <= 23


def test_no_folder_holds_more_than_20_files():
    folders = [folder for folder in HOUSE.package.rglob("*") if folder.is_dir() and folder.name != "__pycache__"]
    counts = {str(folder.relative_to(HOUSE.package)): len(list(folder.glob("*.py"))) for folder in folders}
    assert {folder: count for folder, count in counts.items() if count > 20} == {}


def test_no_file_is_longer_than_600_lines():
    tests = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in (REPOSITORY / "tests").rglob("*.py")}
    assert {name: count for name, count in (HOUSE.lines | tests).items() if count > 600} == {}


@pytest.mark.parametrize(
    "command",
    (
        "index,ask,browse,explain,chat,show,compare,describe,stats,doctor,models,models list,models pull,models verify,"
        "train,train rerank,train writer,train prepare,train joint,train chatbot,serve,evaluate,report,privacy,collect,"
        "collect on,collect off,collect show,collect forget,experiment,experiment start,experiment show,experiment stop,"
        "privacy forget,changes,watch,watch add,watch list,watch remove,watch check,rules,rules show,rules check,listen,"
        "store,store status,store list,store switch,store drop"
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
