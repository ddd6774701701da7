"""The accessible mode: who asks for it, its first words, and every command behind a real terminal held to every rule."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from shopcli.config import accessible_cause, load_settings
from shopcli.need.languages.zh.lines import LINES
from shopcli.render.accessible.console import AccessibleConsole
from shopcli.render.accessible.heartbeat import Heartbeat, SpokenTask
from shopcli.render.accessible.tables import spoken_lines
from shopcli.train.evaluation.bootstrap import Estimate
from shopcli.train.evaluation.evaluate import Row
from shopcli.train.evaluation.evaluate import spoken_lines as spoken_figures
from shopcli.types import Answer, Hit, Need, Product, Sentence
from tests.accessible_rules import JOBS, RULES, Job, Rule
from tests.terminal import Shown, Terminal

pytestmark = pytest.mark.timeout(1200)  # the first test waits for all commands: minutes on a busy machine
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
        places |= {"changed": self.folder / "changed.json", "rules": self.folder / "rules.toml"}
        arguments = [argument.format(**places) for argument in job.arguments]
        return self.terminal.run(*arguments, typed=job.typed, cold=job.cold, **environment)

    def furnish(self) -> None:
        """What commands are given: a catalog without Chinese, for which more is made, a writer, purchases, needs."""
        from tests.tiny_models import make_folder

        rows = [row for row in json.loads(CATALOG.read_text(encoding="utf-8")) if row["id"][0] in "WT"]
        latin = [row for row in rows if json.dumps(row, ensure_ascii=False).isascii()]
        (self.folder / "catalog.json").write_text(json.dumps(latin), encoding="utf-8")
        cheaper = [row | {"price": row["price"] - 10} if row["id"] == "W-1003" else row for row in latin[:-1]]
        (self.folder / "changed.json").write_text(json.dumps(cheaper), encoding="utf-8")
        pin = '[[pin]]\nname = "house"\nids = ["W-1007"]\nwhen = ["watch"]\n'
        (self.folder / "rules.toml").write_text(pin, encoding="utf-8")
        make_folder(self.folder / "writer")
        bought = [f"c{n % 7},W-10{10 + n % 9:02},2026-05-{1 + n % 28:02},o{n}" for n in range(60)]
        purchases = "\n".join(["customer,product,date,order", *bought])
        (self.folder / "purchases.csv").write_text(purchases, encoding="utf-8")
        needs = '{"query": "a tent", "right": ["T-4501"]}\n{"query": "a watch", "right": ["W-1003"]}\n'
        (self.folder / "needs.jsonl").write_text(needs, encoding="utf-8")


def help_jobs() -> Iterator[Job]:
    """The help of every command."""
    yield from (
        Job(f"{path} --help".strip(), (*path.split(), "--help"), says=("Usage: ", "--help, or -h: ")) for path in paths()
    )


@cache
def paths() -> tuple[str, ...]:
    """The names of all commands, groups too; the empty one is the app's."""
    import typer.main

    from shopcli.cli.commands import app

    def below(command: object, path: str) -> Iterator[str]:
        yield path
        for name, one in getattr(command, "commands", {}).items():
            yield from below(one, f"{path} {name}".strip())

    return tuple(below(typer.main.get_command(app), ""))


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


def test_every_command_is_run() -> None:
    """A new command gets its line in the table."""
    run = {" ".join(job.arguments[: len(path.split())]) for job in JOBS for path in paths()}
    leaves = {path for path in paths() if not any(other.startswith(f"{path} ") for other in paths())}
    # Those that train for minutes are run as far as their first mistake, or shown by their help alone.
    assert leaves - run == {
        "train chatbot",
        "train writer",
        "train understand",
        "train turns",
        "train needs",
        "train feelings",
        "history learn",
        "mcp",  # which speaks a protocol, and to nobody who reads
    }


# --- who asks for it ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in ("SHOPCLI_ACCESSIBLE", "ACCESSIBLE", "SHOPCLI_HINTS"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("SHOPCLI_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "config.toml"


@pytest.mark.parametrize(
    ("flags", "own", "anywhere", "in_file", "cause"),
    [
        ("", None, None, None, ""),
        ("--accessible", "0", "0", "false", "--accessible"),
        ("--no-accessible", "1", "1", "true", ""),
        ("--no-accessible --accessible", None, None, None, "--accessible"),
        ("", "1", "0", "false", "SHOPCLI_ACCESSIBLE"),
        ("", "no", "1", "true", ""),
        ("", None, "1", "false", "ACCESSIBLE"),
        ("", None, "yes, please", None, "ACCESSIBLE"),
        ("", None, "0", "true", ""),
        ("", "", None, "true", "{config}"),
        ("", None, None, "true", "{config}"),
        ("", None, None, "false", ""),
    ],
)
def test_the_flag_stands_above_its_variable_that_above_the_common_one_and_that_above_the_file(
    config: Path,
    monkeypatch: pytest.MonkeyPatch,
    flags: str,
    own: str | None,
    anywhere: str | None,
    in_file: str | None,
    cause: str,
) -> None:
    monkeypatch.setenv("SHOPCLI_ACCESSIBLE", own or "")
    monkeypatch.setenv("ACCESSIBLE", anywhere or "")
    if in_file:
        config.write_text(f"accessible = {in_file}\n", encoding="utf-8")
    line = ["ask", *flags.split(), "a tent"]
    assert accessible_cause(line) == cause.format(config=config)
    assert line == ["ask", "a tent"]
    assert load_settings().accessible == bool(cause)


def test_the_flag_behind_two_dashes_is_a_word_like_any_other(config: Path) -> None:
    line = ["ask", "--", "--accessible"]
    assert (accessible_cause(line), line) == ("", ["ask", "--", "--accessible"])


def test_a_settings_file_that_cannot_be_read_leaves_the_variable_to_decide(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.write_text("accessible = maybe", encoding="utf-8")
    assert accessible_cause([]) == ""
    monkeypatch.setenv("ACCESSIBLE", "1")
    assert accessible_cause([]) == "ACCESSIBLE"


def test_the_cause_is_named_in_the_first_line_and_the_result_stays_by_itself(home: Home) -> None:
    environment = home.environment | {"ACCESSIBLE": "1"}
    command = [sys.executable, "-m", "shopcli", "profile", "show", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stderr == "Accessible mode is on, by ACCESSIBLE.\n"
    assert json.loads(done.stdout)["facts"] == []


def test_the_first_words_come_before_anything_that_takes_long_is_imported() -> None:
    """That is when they come, on any machine: within 100 ms on this one (benchmarks/accessibility.py)."""
    code = (
        "import sys; from shopcli.__main__ import main; sys.argv = ['shopcli', 'stats', '--accessible']\n"
        "class Listens:\n"
        "    def write(self, text):\n"
        "        heavy = {'typer', 'rich', 'numpy', 'click', 'tomllib', 'pydantic', 'prompt_toolkit'}\n"
        "        names = {name.split('.')[0] for name in sys.modules} & heavy\n"
        "        ours = {name for name in sys.modules if name.startswith('shopcli.')}\n"
        "        print(text, sorted(names), sorted(ours)); sys.stdout.flush(); import os; os._exit(0)\n"
        "    def flush(self): pass\n"
        "sys.stderr = Listens(); main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    said, loaded = done.stdout.split(" [", maxsplit=1)
    assert said == "Accessible mode is on, by --accessible."
    assert loaded.startswith("] ['shopcli.__main__', 'shopcli.config', 'shopcli.errors', 'shopcli.text'")


# --- hints --------------------------------------------------------------------------------------------------------------------


def test_hints_can_be_silenced(home: Home, shown: dict[Job, Shown]) -> None:
    hinting = [job for job, output in shown.items() if "hint: " in output.text]
    assert {"show, no such product", "no such command", "no such option", "a missing argument", "chat"} <= {
        job.name for job in hinting
    }
    for job in hinting:
        assert "hint: " not in home.run(job, SHOPCLI_HINTS="0").text


# --- what is said -------------------------------------------------------------------------------------------------------------


def listened(say: Callable[[AccessibleConsole], object]) -> tuple[str, str]:
    """What is written to both streams."""
    out, err = io.StringIO(), io.StringIO()
    say(AccessibleConsole(out=out, err=err))
    return out.getvalue(), err.getvalue()


def test_a_chinese_answer_names_its_parts_in_chinese() -> None:
    product = Product("茶-1", "正山小种", brand="武夷", price=88.0, currency="CNY")
    answer = Answer(Need("红茶", (), language="zh"), (Hit(product, 1.0),), 1, lines=LINES, looked_for="我找的是：红茶")
    assert listened(lambda console: console.show_answer(answer))[0].splitlines() == [
        "我找的是：红茶。", "1. 正山小种", "价格：88元", "品牌：武夷", "编号：茶-1",
    ]  # fmt: skip


def test_advice_names_the_results_that_it_speaks_of_without_brackets_of_a_list() -> None:
    products = [Product("A", "Alpha"), Product("B", "Beta")]
    answer = Answer(Need("a thing", ()), tuple(Hit(product, 1.0) for product in products), 2)
    sentence = Sentence("Alpha is lighter than Beta.", ("A", "B"), "ranked")
    assert (
        listened(lambda console: console.show_sentence(sentence, answer))[0] == "Advice:\nAlpha is lighter than Beta. (1, 2)\n"
    )


def test_text_in_columns_is_said_as_name_and_value_and_a_count_behind_what_it_counts() -> None:
    counts, kept = "Words that lack: 2\n\n    12  merino\n 1,003  yak", "history      52.0 KiB  purchases\n    /home/a/b"
    helped = "/why N   why"
    assert list(spoken_lines(f"{counts}\n{kept}\n{helped}")) == [
        "Words that lack: 2", "merino: 12", "yak: 1,003", "history: 52.0 KiB, purchases", "/home/a/b", "/why N: why",
    ]  # fmt: skip


def test_figures_with_intervals_are_said_each_behind_its_name() -> None:
    one, other = Estimate(0.5, 0.25, 0.75, 4), Estimate(0.75, 0.5, 1.0, 4)
    alone, compared = Row("all", "sat@1", one), Row("all", "sat@1", one, other, Estimate(0.25, -0.25, 0.5, 4, 0.5))
    assert list(spoken_figures([alone, compared])) == [
        "all, sat@1: n 4, mean 0.500, 95 percent interval 0.250 to 0.750",
        "all, sat@1: n 4, A 0.500, B 0.750, B less A +0.250, 95 percent interval -0.250 to +0.500, p 0.5",
    ]


class Clock:
    """Seconds that go by when they are told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_progress_is_told_in_whole_words() -> None:
    clock, said = Clock(), list[str]()
    task = SpokenTask(said.append, "Embedding facts", 600, clock=clock)
    for clock.now, done in ((1.0, 5), (12.0, 60), (13.0, 65), (17.5, 70)):
        task.reach(done)
    assert said == [
        "Embedding facts: 60 of 600 (10 percent), 5 per second, 1 minute 48 seconds left",
        "Embedding facts: 70 of 600 (12 percent), 4 per second, 2 minutes 12 seconds left",
    ]


def test_silence_is_broken_while_work_goes_on_and_not_while_somebody_is_waited_for() -> None:
    clock, said = Clock(), list[str]()
    heart = Heartbeat(said.append, clock=clock)
    for clock.now in (4.0, 6.0):
        heart.beat()
    heart.heard()
    clock.now = 10.0
    heart.beat()
    with heart.doing("Learning"):
        clock.now = 71.0
        heart.beat()
    with heart.waiting():
        clock.now = 500.0
        heart.beat()
    clock.now = 505.0
    heart.beat()
    assert said == [
        "Still working, 6 seconds so far.",
        "Still working (Learning), 1 minute 11 seconds so far.",
        "Still working, 5 seconds so far.",
    ]


def test_a_console_without_words_for_some_seconds_says_that_it_works(tmp_path: Path) -> None:
    said = threading.Event()
    heart = Heartbeat(lambda line: said.set(), every_s=0.01)
    heart.start()
    assert said.wait(60)
    heart.stop()
