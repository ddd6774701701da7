"""The command line as a process: what it prints, where, and with which exit code."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from shopcli.advisor import Advisor
from shopcli.cli.programs.batches import answer_batch
from shopcli.config import Settings
from shopcli.errors import ModelError
from shopcli.serve.asking import Asking
from shopcli.serve.messages import AskOptions
from tests.conftest import WordEncoder
from tests.fake_model import FakeModel

ROWS = [
    {"id": "1", "title": "Rain coat", "brand": "Fjell", "price": 80.0, "currency": "EUR", "colour": "green", "hood": True},
    {
        "id": "2", "title": "Rain coat", "brand": "Fjell", "price": 95.0, "currency": "EUR", "colour": "black", "hood": True,
        "belt": True,  # what describes it is another, so that it is no variant of the first
    },
    {"id": "3", "title": "Green tea", "brand": "Ren", "price": 6.5, "currency": "EUR", "colour": "green"},
]  # fmt: skip


class Shell:
    """Runs shopcli with folders of its own."""

    def __init__(self, home: Path, *, cache: Path | None = None) -> None:
        self.home = home
        self.index = home / "index"
        self._environment = os.environ | {
            "SHOPCLI_CACHE_DIR": str(cache or home / "cache"),
            "SHOPCLI_DATA_DIR": str(home / "data"),
            "SHOPCLI_CONFIG": str(home / "config.toml"),
            "SHOPCLI_DEVICE": "cpu",
            "XDG_CACHE_HOME": str(home / "others"),  # what onnxruntime left for other programs stays where it is
            "PIP_NO_INDEX": "1",  # nothing here may be fetched
        }

    def run(self, *arguments: object, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        return self._run(["-m", "shopcli", *map(str, arguments)], stdin, environment)

    def python(self, code: str) -> subprocess.CompletedProcess[str]:
        return self._run(["-c", code], "", {})

    def _run(self, arguments: list[str], stdin: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=self._environment | environment,
            check=False,
        )


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> Iterator[Shell]:
    """Three products, indexed with a tiny encoder."""
    home = tmp_path_factory.mktemp("cli")
    made = Shell(home, cache=tiny_encoder.parent / "cache")
    (home / "shop.json").write_text(json.dumps(ROWS), encoding="utf-8")
    done = made.run("index", home / "shop.json", "--index", made.index, "--embedder", tiny_encoder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Read 3 products from 3 rows.\nIndexed 3 products into ")
    yield made


def ask(shell: Shell, *arguments: object, **options: str) -> subprocess.CompletedProcess[str]:
    return shell.run("ask", *arguments, "--index", shell.index, "--no-text", **options)


def test_an_answer_is_plain_lines_off_a_terminal(shell):
    done = ask(shell, "rain coat between 50 and 90, not black")
    assert (done.returncode, done.stderr) == (0, "")
    first, count, best = done.stdout.splitlines()[:3]
    # The tiny encoder's weights are random: to it, green tea may be nearer to "rain coat" than the coat is.
    assert (first, count) == ("I looked for: rain coat; between 50 and 90; not black.", "1 product meets every limit.")
    assert best == "1. Rain coat (green). 80.00 EUR. Brand Fjell. Meets: between 50 and 90; not black (green). Id 1."
    assert not set(done.stdout) & set("\x1b│─╭╮•✓✗")


def test_json_is_one_object_as_the_contract_has_it(shell):
    done = ask(shell, "rain coat with hood under 90", "--json", "--top", "1")
    answer = json.loads(done.stdout)
    assert "\x1b" not in done.stdout
    assert answer["need"]["clauses"] == [
        {"text": "rain coat", "kind": "topic"},
        {"text": "hood", "kind": "feature", "field": "hood", "op": "is", "value": True},
        {"text": "under 90", "kind": "limit", "field": "price", "op": "<=", "value": 90.0, "unit": "EUR"},
    ]
    assert (answer["matching"], answer["no_exact_match"], answer["relaxed"], answer["advice"]) == (1, False, [], None)
    (result,) = answer["results"]
    assert {k: result[k] for k in ("rank", "id", "title", "brand", "price", "currency", "meets_all", "unmet", "unknown")} == {
        "rank": 1, "id": "1", "title": "Rain coat", "brand": "Fjell", "price": 80.0, "currency": "EUR",
        "meets_all": True, "unmet": [], "unknown": [],
    }  # fmt: skip
    # The encoder is loaded where it is first needed, which may be within another stage.
    assert sorted(answer["timings_s"]) == ["load", "rerank", "retrieve", "understand"]


def test_timings_are_said_beside_the_answer_by_the_names_that_the_json_has(shell):
    plain, timed = ask(shell, "rain coat"), ask(shell, "rain coat", "--timings")
    assert timed.stdout == plain.stdout
    seconds = r"[\d.]+ m?s"
    stages = ("start", "understand", "retrieve", "load", "rerank")  # the encoder is loaded where it is first needed
    assert re.fullmatch(f"Time: {', '.join(f'{name} {seconds}' for name in stages)}; {seconds} in all.\n", timed.stderr)
    assert list(json.loads(ask(shell, "rain coat", "--timings", "--json").stdout)["timings_s"]) == list(stages)


def test_in_a_batch_only_the_first_request_tells_of_the_start(shell):
    done = shell.run("ask", "--batch", "-", "--index", shell.index, "--no-text", "--timings", stdin="coat\ntea\n")
    first, second = (json.loads(line)["timings_s"] for line in done.stdout.splitlines())
    assert ("start" in first, "start" in second, "load" in second, done.stderr) == (True, False, False, "")


# What takes a tenth of a second or more to import, and which command may: each imports what it uses and nothing else.
HEAVY = frozenset(
    "torch transformers sentence_transformers onnx onnxruntime tokenizers faiss numpy scipy bm25s rjieba pydantic pint httpx2 "
    "prompt_toolkit rapidfuzz rich.console typer.rich_utils ray fsspec "
    "shopcli.write.advise shopcli.write.verify.check shopcli.chat.repl shopcli.index.build shopcli.catalog.reader".split()
)
SEARCHES, SHOWS = {"faiss", "numpy"}, {"rich.console"}


@pytest.mark.parametrize(
    ("command", "uses"),
    [
        ("stats", SHOWS),
        ("show 1", {"numpy"} | SHOWS),
        ("ask --no-text|which brands are there?", SHOWS),
        ("ask --no-text --json|how many products do you have?", set()),
        ("ask --no-text|how many coats are there?", SEARCHES | SHOWS | {"tokenizers"}),  # which reads English
        ("ask --no-text|rain coat under 90", SEARCHES | SHOWS | {"onnxruntime", "tokenizers"}),
        ("ask --no-text --json --explain --timings|rain coat, not black", SEARCHES | {"onnxruntime", "tokenizers"}),
    ],
)
def test_a_command_imports_nothing_that_it_does_not_use(shell, command, uses):
    words, _, question = command.partition("|")
    arguments = [*words.split(), *([question] if question else []), "--index", str(shell.index)]
    code = (
        "import sys; from shopcli.__main__ import main\n"
        f"sys.argv = ['shopcli', *{arguments!r}]\n"
        "try: main()\nexcept SystemExit as stop: assert not stop.code, stop.code\n"
        f"print('LOADED', *sorted({set(HEAVY)!r} & set(sys.modules)))"
    )
    done = shell.python(code)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.splitlines()[-1].split()[1:]) == uses


def test_what_was_loaded_is_not_looked_through_for_garbage_before_a_command_ends(shell):
    code = (
        "import atexit, gc, sys\n"
        "atexit.register(lambda: print('FROZEN', gc.get_freeze_count() > 0))\n"
        "from shopcli.__main__ import main\n"
        f"sys.argv = ['shopcli', 'stats', '--index', {str(shell.index)!r}]\n"
        "print('BEFORE', gc.get_freeze_count() > 0)\n"
        "main()"
    )
    said = shell.python(code).stdout.splitlines()
    assert (said[0], said[-1]) == ("BEFORE False", "FROZEN True")


def test_the_question_back_needs_nothing_of_what_writes_advice(shell):
    code = "import sys, shopcli.pipeline.clarification; print(*sorted(sys.modules))"
    loaded = set(shell.python(code).stdout.split())
    assert "shopcli.pipeline.clarification" in loaded
    assert not loaded & {"shopcli.write.advise", "shopcli.write.verify.check", "shopcli.models.writer.language_model"}


def test_nothing_fits_is_said_with_what_was_given_up(shell):
    answer = json.loads(ask(shell, "rain coat under 5", "--json").stdout)
    assert (answer["no_exact_match"], answer["matching"], answer["relaxed"]) == (True, 0, ["under 5"])
    assert [hit["unmet"] for hit in answer["results"]] == [["under 5"]] * 3


def test_a_batch_answers_line_by_line_and_goes_on_after_a_bad_one(shell):
    done = shell.run("ask", "--batch", "-", "--index", shell.index, "--no-text", "--where", "hood=maybe", stdin="tea\n\ncoat\n")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["query"] for line in lines] == ["tea", "coat"]
    assert lines[0]["error"] == {"message": "'--where hood=maybe': hood holds yes or no.", "hint": "Write hood=yes."}
    assert done.returncode == 2


class _Poisoned(WordEncoder):
    """An encoder that fails at one word."""

    def __init__(self, error: BaseException | None) -> None:
        super().__init__()
        self._error = error

    def encode(self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None) -> np.ndarray:
        if any("poison" in text for text in texts):
            if self._error is None:
                return self.encode(texts)
            raise self._error
        return super().encode(texts, on_progress=on_progress)


class _Refusing(FakeModel):
    """A writer that fails at the keyboard."""

    def likelihoods(self, messages: Sequence[Mapping[str, str]], texts: Sequence[str]) -> list[float]:
        if any("Hushwick" in text for text in texts):
            raise ZeroDivisionError("division by zero")
        return [0.0] * len(texts)


HINT = "This is a fault of shopcli. SHOPCLI_DEBUG=1 shows the traceback; please report it to its developers with that."


def answered(advisor: Advisor, lines: str, folder: Path, capsys: pytest.CaptureFixture[str], *, text: bool = False):
    """A batch's exit code, what it printed for each line (the best id or the error), and standard error."""
    (folder / "requests.txt").write_text(lines, encoding="utf-8", errors="surrogateescape")
    code = answer_batch(Asking(advisor, AskOptions(text=text)), str(folder / "requests.txt"), timed=False)
    out, err = capsys.readouterr()
    said = [json.loads(line) for line in out.splitlines()]
    return code, [line.get("error") or line["results"][0]["id"] for line in said], err


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (KeyError("in"), "KeyError: 'in'"),
        (MemoryError(), "MemoryError"),
        (AssertionError("a\x1b[31m\u2028b" + "c" * 400), "AssertionError: a [31m b" + "c" * 291 + "…"),
        (None, "RecursionError: maximum recursion depth exceeded"),
    ],
)
def test_a_line_of_a_batch_that_fails_unexpectedly_does_not_cost_the_others(index, tmp_path, capsys, error, message):
    advisor = Advisor(index, encoder=_Poisoned(error))
    code, said, err = answered(advisor, "quiet keyboard\npoison\n\ndress watch\n", tmp_path, capsys)
    assert (code, err, said[0], said[2]) == (70, "", "K1", "W3")
    assert said[1]["hint"] == HINT and said[1]["message"].startswith(f"shopcli failed at this: {message}")


def test_a_line_that_is_not_utf8_does_not_cost_the_others(index, tmp_path, capsys):
    advisor = Advisor(index, encoder=WordEncoder())
    code, said, err = answered(advisor, "quiet keyboard\nm\udce4use\ndress watch\n", tmp_path, capsys)
    refused = {"message": "This line is not UTF-8.", "hint": "Save the file of requests as UTF-8."}
    assert (code, said, err) == (2, ["K1", refused, "W3"], "")


def test_a_writer_that_fails_costs_its_own_line_alone(index, tmp_path, capsys):
    advisor = Advisor(index, encoder=WordEncoder(), model=_Refusing())
    refused = {"message": "shopcli failed at this: ZeroDivisionError: division by zero", "hint": HINT}
    assert answered(advisor, "quiet keyboard\ndress watch\n", tmp_path, capsys, text=True)[:2] == (70, [refused, "W3"])


def test_a_record_that_cannot_be_read_costs_its_own_line_alone(index, tmp_path, capsys):
    (records,) = index.folder.glob("*/products.jsonl")
    with records.open("r+b") as file:
        file.seek(records.read_bytes().index(b'{"id": "K1"'))
        file.write(b"[")
    advisor = Advisor(index, settings=Settings(top=1), encoder=WordEncoder())
    code, said, _ = answered(advisor, "dress watch\nquiet keyboard\nridge watch\n", tmp_path, capsys)
    assert (code, said[0], said[2]) == (70, "W3", "W1")
    assert said[1]["message"].startswith("shopcli failed at this: JSONDecodeError: Expecting ")


def test_the_first_line_that_fails_decides_the_exit_code_of_a_batch(index, tmp_path, capsys):
    advisor = Advisor(index, encoder=_Poisoned(ModelError("No weights.", hint="Fetch them.")))
    told = {"message": "No weights.", "hint": "Fetch them."}
    assert answered(advisor, "poison\nwatch\n", tmp_path, capsys)[:2] == (6, [told, "W1"])
    assert answered(advisor, "dress watch\n", tmp_path, capsys)[:2] == (0, ["W3"])


def test_the_traceback_of_what_nobody_foresaw_is_shown_where_it_is_wanted(index, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("SHOPCLI_DEBUG", "1")
    code, _, err = answered(Advisor(index, encoder=_Poisoned(KeyError("in"))), "poison\nwatch\n", tmp_path, capsys)
    assert (code, err.count("Traceback (most recent call last)")) == (70, 1)
    assert err.endswith("KeyError: 'in'\n") and "in encode" in err
    failing = Advisor(index, encoder=_Poisoned(ModelError("No weights.", hint="Fetch them.")))
    assert answered(failing, "poison\n", tmp_path, capsys)[2] == ""


@pytest.mark.parametrize("error", [KeyboardInterrupt(), BrokenPipeError(), OSError(errno.ENOSPC, "No space left on device")])
def test_ctrl_c_a_closed_pipe_and_a_full_disk_end_a_batch(index, tmp_path, capsys, error):
    with pytest.raises(type(error)):
        answered(Advisor(index, encoder=_Poisoned(error)), "watch\npoison\nwatch\n", tmp_path, capsys)
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_flags_filter(shell):
    found = [
        json.loads(ask(shell, "coat", "--json", *flags).stdout) for flags in (("--brand", "ren"), ("--where", "colour=black"))
    ]
    assert [(answer["matching"], answer["results"][0]["id"]) for answer in found] == [(1, "3"), (1, "2")]


def test_explain_shows_the_scores_of_each_stage(shell):
    done = ask(shell, "rain coat with hood", "--json", "--explain")
    first = json.loads(done.stdout)["explain"]["results"][0]
    assert set(first["scores"]) == {"dense", "lexical", "fused", "attention"}
    assert first["attention"]["clauses"] == ["rain coat", "hood"]
    assert first["attention"]["facts"][-2:] == ["colour: green", "hood: yes"]
    assert [sum(row) for row in first["attention"]["weights"]] == [pytest.approx(1.0, abs=1e-3)] * 2
    assert "Result 1, hood: hood: yes 1.00\n" in ask(shell, "rain coat with hood", "--explain").stdout


def test_what_was_understood_is_left_out_by_its_number(shell):
    done = ask(shell, "coat under 90 with hood", "--json", "--not", "2")
    assert [clause["text"] for clause in json.loads(done.stdout)["need"]["clauses"]] == ["coat", "hood"]
    lines = shell.run("explain", "coat under 90", "--index", shell.index, "--not", "2").stdout.splitlines()
    assert lines[:2] == ["How it was understood:", "1. coat: what it is"]
    assert lines[2].startswith("Rain coat.") or lines[2].startswith("Wool")
    refused = ask(shell, "coat under 90", "--not", "5")
    assert (refused.returncode, refused.stderr.splitlines()) == (
        2,
        [
            "error: There is no clause 5: the need has 2.",
            "hint: --explain lists what was understood, by its numbers.",
        ],
    )


def test_numbers_of_one_request_are_none_of_a_batch(shell):
    done = shell.run("ask", "--batch", "-", "--index", shell.index, "--not", "1", stdin="coat\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[0] == "error: --not takes the numbers of one request."


def test_one_product_is_explained_and_the_picture_kept(shell, tmp_path):
    picture = tmp_path / "heat.svg"
    done = shell.run("explain", "coat under 90", "--index", shell.index, "--id", "2", "--save", picture)
    assert (done.returncode, done.stderr) == (0, f"Saved as {picture}.\n")
    lines = done.stdout.splitlines()
    assert lines[:2] == ["How it was understood:", "1. coat: what it is"]
    assert lines[3:5] == ["Rain coat. 95.00 EUR. Id 2.", "Rank 3 of 3 candidates."]
    assert "under 90: price: 95.00 EUR 1.00" in lines
    assert lines[-1].endswith('Missed: "under 90" (price: 95.00 EUR).')
    assert picture.read_text(encoding="utf-8").startswith("<svg ")
    again = shell.run("explain", "coat", "--index", shell.index, "--rank", "2", "--save", picture)
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr == f"error: {picture} is there already.\nhint: Replace it with --force, or name another file.\n"
    assert shell.run("explain", "tea", "--index", shell.index, "--save", picture, "--force").returncode == 0
    assert "explain&#160;&quot;tea&quot;" in picture.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (
            ("explain", "tea", "--save", "heat.png"),
            2,
            "error: A picture is saved as SVG, not as .png.\nhint: Name a file that ends ",
        ),
        (("explain", "tea", "--id", "1", "--rank", "2"), 2, "error: Give either --id or --rank.\nhint: Each names "),
        (("ask", "tea", "--index", "nowhere"), 3, "error: No index at nowhere.\nhint: Build one with: shopcli index CATALOG "),
        (("ask",), 2, "error: Give either one request or --batch FILE.\nhint: For example: shopcli ask "),
        (("index", "missing.json"), 5, "error: "),
        (("compare", "1"), 2, "error: Comparing takes two products or more.\nhint: For example: shopcli compare "),
    ],
)
def test_failures_say_what_broke_and_what_to_do(shell, arguments, code, error):
    done = shell.run(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(error)
    assert "\nhint: " in done.stderr


def test_an_unknown_product_names_the_nearest(shell):
    done = shell.run("show", "11", "--index", shell.index)
    assert (done.returncode, done.stderr) == (7, "error: No product with the id '11' in this index.\nhint: Did you mean: 1?\n")


def test_a_setting_that_does_not_exist_is_named(shell):
    (shell.home / "config.toml").write_text("topp = 5\n")
    done = ask(shell, "tea")
    (shell.home / "config.toml").unlink()
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: {shell.home / 'config.toml'}: unknown setting 'topp'.\nhint: Known settings: ")


def test_settings_come_from_the_environment_and_flags_win(shell):
    assert len(json.loads(ask(shell, "tea", "--json", SHOPCLI_TOP="1").stdout)["results"]) == 1
    assert len(json.loads(ask(shell, "tea", "--json", "--top", "2", SHOPCLI_TOP="1").stdout)["results"]) == 2


def test_a_dry_run_shows_columns_and_builds_nothing(shell):
    done = shell.run("index", shell.home / "shop.json", "--dry-run", "--index", shell.home / "none")
    assert done.returncode == 0
    assert "hood" in done.stdout
    assert not (shell.home / "none").exists()


def test_indexing_again_says_that_nothing_changed(shell, tiny_encoder):
    done = shell.run("index", shell.home / "shop.json", "--index", shell.index, "--embedder", tiny_encoder)
    assert done.stdout == f"Nothing has changed: 3 products in {shell.index}.\n"


def test_a_second_indexer_of_the_same_folder_is_told_so(shell, tiny_encoder):
    import filelock

    with filelock.FileLock(shell.index / ".lock"):
        done = shell.run("index", shell.home / "shop.json", "--index", shell.index, "--embedder", tiny_encoder)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        4,
        f"error: Another shopcli is indexing {shell.index} at this moment.",
    )


def test_stats_show_and_compare_need_no_model(shell):
    for command in (("stats",), ("show", "1"), ("compare", "1", "2")):
        done = shell.run(*command, "--index", shell.index)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Fjell" in done.stdout


def test_a_conversation_is_read_from_a_pipe(shell):
    done = shell.run("chat", "--no-text", "--index", shell.index, stdin="rain coat\nin green\n/need\n/quit\n")
    assert done.returncode == 0, done.stderr
    assert "I looked for: rain coat; in green." in done.stdout


def test_a_reader_who_has_seen_enough_is_no_failure(shell):
    command = f'"{sys.executable}" -m shopcli stats --index "{shell.index}" | head -n 1'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_too_small_a_catalog_teaches_nothing_and_says_so(shell, tmp_path):
    done = shell.run("train", "rerank", shell.index, "--out", tmp_path / "w.safetensors", "--requests", 10)
    assert (done.returncode, done.stdout) == (2, "")
    assert "error: There is nothing to learn from." in done.stderr
    assert not (tmp_path / "w.safetensors").exists()


def test_an_index_that_was_there_is_read_anew_and_most_of_it_gone_is_told(shell, tiny_encoder, tmp_path):
    catalog, folder = tmp_path / "shop.json", tmp_path / "index"
    told = []
    for rows in (ROWS, [*ROWS[1:]], [{"id": "9", "title": "Kite"}]):
        catalog.write_text(json.dumps(rows), encoding="utf-8")
        done = shell.run("index", catalog, "--index", folder, "--embedder", tiny_encoder)
        told.append(done.stdout.splitlines()[-1])
    assert ", all read anew: " not in told[0] and ", all read anew: 0 products and 0 texts of " in told[1]
    assert "Indexed 1 product into" in told[2] and told[2].endswith(
        "Most of the 2 products there before are gone; was that the right file?"
    )
