"""The accessible mode: who asks for it, its first words, and every command behind a real terminal held to every rule."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopcli.config import accessible_cause, load_settings
from tests.accessible_rules import JOBS, RULES, Job, Rule
from tests.terminal import Shown, Terminal

CATALOG = Path(__file__).parents[1] / "sample_catalog" / "products.json"
MODE = "--accessible"


class Home:
    """Folders of its own, a terminal in the accessible mode, and what every command showed there."""

    def __init__(self, folder: Path, encoder: Path, *mode: str, prompt: str = "") -> None:
        self.folder, self._encoder = folder, encoder
        folders = {f"SHOPCLI_{name}_DIR": str(folder / name.lower()) for name in ("DATA", "RUNTIME")}
        files = {"SHOPCLI_CONFIG": str(folder / "config.toml"), "SHOPCLI_INDEX": str(folder / "index")}
        asked = {name: value for name, value in os.environ.items() if "ACCESSIBLE" not in name}
        self.environment = asked | folders | files | {"SHOPCLI_DEVICE": "cpu", "PIP_NO_INDEX": "1", "OMP_NUM_THREADS": "1"}
        self.environment |= {"SHOPCLI_CACHE_DIR": str(encoder.parent / "cache"), "SHOPCLI_MODEL": str(folder / "writer")}
        self.environment |= {"SHOPCLI_EMBEDDER": str(encoder)}
        self.terminal = Terminal(self.environment, *mode, prompt=prompt)

    def run(self, job: Job, **environment: str) -> Shown:
        """What a command shows."""
        places = {"home": self.folder, "catalog": self.folder / "catalog.json", "encoder": self._encoder}
        places |= {"needs": self.folder / "needs.jsonl", "purchases": self.folder / "purchases.csv"}
        arguments = [argument.format(**places) for argument in job.arguments]
        return self.terminal.run(*arguments, typed=job.typed, cold=job.cold, **environment)

    def furnish(self) -> None:
        """What commands are given: a catalog without Chinese, for which a dictionary is made first, a writer, purchases, needs."""
        from tests.tiny_models import make_folder

        rows = [row for row in json.loads(CATALOG.read_text(encoding="utf-8")) if row["id"][0] in "WT"]
        latin = [row for row in rows if json.dumps(row, ensure_ascii=False).isascii()]
        (self.folder / "catalog.json").write_text(json.dumps(latin), encoding="utf-8")
        make_folder(self.folder / "writer")
        bought = [f"c{n % 7},W-10{10 + n % 9:02},2026-05-{1 + n % 28:02},o{n}" for n in range(60)]
        purchases = "\n".join(["customer,product,date,order", *bought])
        (self.folder / "purchases.csv").write_text(purchases, encoding="utf-8")
        needs = '{"query": "a tent", "right": ["T-4501"]}\n{"query": "a watch", "right": ["W-1003"]}\n'
        (self.folder / "needs.jsonl").write_text(needs, encoding="utf-8")


def help_jobs() -> Iterator[Job]:
    """The help of every command."""
    yield from (Job(f"{path} --help".strip(), (*path.split(), "--help"), says=("Usage: ", "--help, or -h: ")) for path in paths())


def paths() -> Iterator[str]:
    """The names of all commands, groups too; the empty one is the app's."""
    import typer.main

    from shopcli.cli.commands import app

    def below(command: object, path: str) -> Iterator[str]:
        yield path
        for name, one in getattr(command, "commands", {}).items():
            yield from below(one, f"{path} {name}".strip())

    yield from below(typer.main.get_command(app), "")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> Iterator[Home]:
    made = Home(tmp_path_factory.mktemp("accessible"), tiny_encoder, MODE, prompt="you: ")
    made.furnish()
    yield made
    made.terminal.close()


@pytest.fixture(scope="module")
def shown(home: Home) -> dict[Job, Shown]:
    """Every command once, in the order of the table, for some make what others show."""
    return {job: home.run(job) for job in (*JOBS, *help_jobs())}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_command_holds_to_the_rule(shown: dict[Job, Shown], rule: Rule) -> None:
    broken = {job.name: list(rule.broken(job, output))[:3] for job, output in shown.items()}
    assert {name: lines for name, lines in broken.items() if lines} == {}


def test_every_command_is_run(shown: dict[Job, Shown]) -> None:
    """A new command gets its line in the table."""
    run = {" ".join(job.arguments[: len(path.split())]) for job in JOBS for path in paths()}
    leaves = {path for path in paths() if not any(other.startswith(f"{path} ") for other in paths())}
    # Those that train for minutes are run as far as their first mistake, or shown by their help alone.
    assert leaves - run == {"train chatbot", "train understand", "train turns", "train feelings", "history learn"}
