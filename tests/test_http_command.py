"""`shopcli serve --http` as the command that a user starts: its words, its signals, and every example of docs/http.md."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.here import run_here
from tests.http_shop import HttpShop, events_of
from tests.tiny_models import make_folder

ROOT = Path(__file__).parents[1]
DOCUMENT = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```bash\n(.*?)```", DOCUMENT, re.DOTALL)
_END = "==="
_LISTENING = re.compile(r"Listening on http://127\.0\.0\.1:(\d+); the token is in (.+)\.\n")


class Command:
    """A part of the sample catalog behind the command, and its environment."""

    def __init__(self, home: Path, encoder: Path) -> None:
        self.home = home
        folders = {"DATA": ".local/share/shopcli", "RUNTIME": "run"}
        own = {f"SHOPCLI_{name}_DIR": str(home / folder) for name, folder in folders.items()}
        own |= {"SHOPCLI_CONFIG": str(home / "none.toml"), "SHOPCLI_INDEX": str(home / "index")}
        own |= {"SHOPCLI_CACHE_DIR": str(encoder.parent / "cache"), "SHOPCLI_MODEL": str(home / "writer")}
        self.environment = {**os.environ, **own, "PYTHONPATH": str(ROOT), "HOME": str(home), "PIP_NO_INDEX": "1"}
        make_folder(home / "writer")
        rows = json.loads((ROOT / "sample_catalog" / "products.json").read_text(encoding="utf-8"))
        latin = [row for row in rows if row["id"][0] in "WL" and json.dumps(row, ensure_ascii=False).isascii()]
        (home / "products.json").write_text(json.dumps(latin), encoding="utf-8")
        self.run("index", str(home / "products.json"), "--embedder", str(encoder))

    def run(self, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = run_here(*words, environment=self.environment)
        assert done.returncode == code, done.stderr
        return done

    @contextmanager
    def serving(self, *words: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], HttpShop]]:
        """`serve --http` once it is warm, on a free port, until the block ends."""
        command = [sys.executable, "-m", "shopcli", "serve", "--http", "0", *words]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=self.environment | environment) as process:
            try:
                assert process.stderr is not None
                listening = _LISTENING.fullmatch(process.stderr.readline())
                assert listening
                assert "Warm.\n" in iter(process.stderr.readline, "")
                yield process, HttpShop(int(listening[1]), Path(listening[2]).read_text(encoding="ascii").strip())
            finally:
                process.kill()


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> Command:
    return Command(tmp_path_factory.mktemp("home"), tiny_encoder)


@pytest.fixture(scope="module")
def shop(command: Command) -> Iterator[HttpShop]:
    with command.serving() as (process, shop):
        yield shop
        process.terminate()
        assert process.communicate(timeout=60)[1] == ""
        assert process.returncode == 0


@pytest.mark.skipif(shutil.which("curl") is None or shutil.which("bash") is None, reason="no curl, or no bash")
@pytest.mark.parametrize("block", BLOCKS[1:])
def test_each_example_of_the_document_works(command, shop, block):
    script = f"set -e\n{BLOCKS[0]}{block}".replace("localhost:8080", f"localhost:{shop.port}")
    script = re.sub(r"^curl ", f"curl --noproxy '*' -w '{_END}%{{http_code}}{_END}' ", script, flags=re.MULTILINE)
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True, env=command.environment)
    *answers, nothing = done.stdout.split(_END)
    bodies, statuses = answers[::2], answers[1::2]
    assert (statuses, nothing) == (["200"] * len(re.findall("^curl ", block, re.MULTILINE)), "")
    assert '"status": "error"' not in done.stdout and "not_found" not in done.stdout
    for text in bodies:
        if "event: " in text:
            assert [name for name, _ in events_of(text)][-1] == "end"
        elif text.startswith("{"):
            json.loads(text)
        else:
            assert text.startswith(("# TYPE", "Data from the shop's catalog"))


def test_the_document_names_every_path_and_option_that_there_is(shop):
    paths = re.findall(r"/[\w./-]+", shop.call("/nothing").message["content"])
    assert len(paths) == 10 and [path for path in paths if f"{path.rstrip('.')}" not in DOCUMENT] == []
    options = ("--http", "--allow-host", "--allow-origin", "--allow-remote", "--log-requests", "--idle-s")
    assert [option for option in options if option not in DOCUMENT] == []


def test_it_tells_no_word_of_what_is_asked_and_uses_no_profile_of_the_settings(command):
    command.run("remember", "shoe size 43", "--profile", "anna")
    request = "running shoes"
    assert "anna" in command.run("ask", request, "--json", "--no-text", "--profile", "anna").stdout
    with command.serving("--log-requests", "--no-text", SHOPCLI_PROFILE="anna") as (process, shop):
        answer = shop.call("/ask", {"request": request, "advice": False})
        assert answer.status == 200 and "anna" not in answer.text
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=60)[1]
        assert re.fullmatch(r"POST /ask 200 \d+ ms\n", told)
        assert process.returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--http 0.0.0.0:8080", "Others can reach 0.0.0.0."),
        ("--http eighty", "names no port"),
        ("--http 0 --allow-origin shop.example", "is no origin"),
        ("--http 0 --stop", "do not know of --http"),
        ("--allow-remote", "That is only for --http."),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_opened(command, words, said):
    done = command.run("serve", *words.split(), code=2)
    assert said in done.stderr and "hint: " in done.stderr and done.stdout == ""


def test_without_its_packages_it_says_what_to_install(command):
    code = (
        "import sys; sys.modules['uvicorn'] = None\n"
        "from shopcli.__main__ import main; sys.argv = ['shopcli', 'serve', '--http', '0']; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=command.environment)
    assert done.returncode == 2
    assert "uvicorn" in done.stderr and "pip install 'shopcli[http]'" in done.stderr
