"""What may happen to a machine happens to real processes here: the index is the old or the new one, whole, and is asked."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.config import load_settings
from shopcli.index import Index, read_manifest
from shopcli.index.history.runs import HISTORY
from shopcli.index.thresholds import THRESHOLDS
from shopcli.serve.asking import WarmAsking, open_asking, whole
from shopcli.serve.messages import AskOptions
from tests.warm_shop import SIGKILL, WarmShell, make_shop, until

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="its signals and limits are POSIX's")]

WORDS = "coat shoes lamp mouse book bread knife chair paint battery screen tea red black blue light warm organic sport".split()
N_PRODUCTS = 400
ASKED = ("black coat under 300", "--no-text", "--json", "--top", "50")


def rows(edition: str) -> list[dict[str, object]]:
    """A catalog; another edition has another price in every row, and other words in one of twenty."""
    draw = random.Random(0)
    made: list[dict[str, object]] = []
    for number in range(N_PRODUCTS):
        words = draw.sample(WORDS, 4)
        title = " ".join(words) + (f" {draw.choice(WORDS)}" if edition == "new" and number % 20 == 0 else "")
        price = float(draw.randint(5, 400)) + (0.5 if edition == "new" else 0.0)
        made.append({"id": f"{edition}-{number}", "title": title, "price": price, "currency": "EUR", "colour": words[0]})
    return made


class Shop:
    """A catalog in two editions, each built once into an index of its own, which tells what is right."""

    def __init__(self, shell: WarmShell) -> None:
        self.shell = shell
        self.catalogs = {edition: shell.home / f"{edition}.json" for edition in ("old", "new")}
        self.built, self.right = {}, {}
        for edition, path in self.catalogs.items():
            path.write_text(json.dumps(rows(edition)), encoding="utf-8")
            self.built[edition] = shell.home / f"built-{edition}"
            done = shell.run(*self.index_command(edition, self.built[edition]))
            assert done.returncode == 0, done.stderr
            self.right[edition] = self.found(self.ask(self.built[edition]))
            assert self.found(self.ask(self.built[edition], here=True)) == self.right[edition]

    def index_command(self, edition: str, folder: Path) -> tuple[object, ...]:
        return "index", self.catalogs[edition], "--index", folder, "--embedder", self.shell.encoder

    def copy(self, edition: str, folder: Path) -> Path:
        """An index of an edition, of its own."""
        shutil.copytree(self.built[edition], folder, copy_function=shutil.copy2)
        return folder

    def ask(self, folder: Path, *flags: str, here: bool = False) -> subprocess.CompletedProcess[str]:
        """What is answered by a process, or in this one, whose modules are loaded already."""
        run = self.shell.here if here else self.shell.run
        return run("ask", *ASKED, "--index", folder, *(flags or ("--no-warm",)))

    def index(self, edition: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """What a build in this process says."""
        return self.shell.here(*self.index_command(edition, folder))

    @staticmethod
    def found(done: subprocess.CompletedProcess[str]) -> list[str]:
        assert done.returncode == 0, done.stderr
        answer = json.loads(done.stdout)
        return [str(answer["matching"]), *(hit["id"] for hit in answer["results"])]

    def edition(self, folder: Path, done: subprocess.CompletedProcess[str] | None = None) -> str:
        """Which edition an index answers from: every result is of it, and they are those that they should be."""
        found = self.found(done or self.ask(folder, here=True))
        (edition,) = {each.partition("-")[0] for each in found[1:]}
        assert is_same(found, self.right[edition])
        return edition


def is_same(found: list[str], right: list[str]) -> bool:
    """An update keeps old vectors, which differ in their last digits from new ones, so that near ties may change places."""
    return found[0] == right[0] and len(found) == len(right) and len({*found} & {*right}) >= 0.9 * len(right)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> Iterator[Shop]:
    shell = make_shop(tmp_path_factory.mktemp("faults"), tiny_encoder)
    yield Shop(shell)
    shell.close()


def size_of(folder: Path) -> int:
    """How large an index is, without the history of what it was before."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.name != HISTORY)


def is_clear(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether a failure says in two lines what broke and what to do."""
    lines = done.stderr.splitlines()
    told = len(lines) >= 2 and lines[-2].startswith("error: ") and lines[-1].startswith("hint: ")
    return done.returncode > 0 and told and "Traceback" not in done.stderr


# --- the disk ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.0, 0.02, 0.1, 0.3, 0.6, 0.95])
def test_a_file_that_cannot_grow_leaves_the_old_index(shop, tmp_path, share):
    """The system refuses to write any file beyond a size: none of the index's, or the largest alone."""
    import resource

    limit = int(share * max(path.stat().st_size for path in shop.built["new"].rglob("*")))
    folder = shop.copy("old", tmp_path / "index")
    done = subprocess.run(
        [sys.executable, "-m", "shopcli", *map(str, shop.index_command("new", folder))],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True, text=True, env=shop.shell.environment, check=False,
    )  # fmt: skip
    assert is_clear(done), done.stderr
    assert shop.edition(folder) == "old"
    assert shop.index("new", folder).returncode == 0
    assert shop.edition(folder) == "new"
    assert size_of(folder) < 1.1 * size_of(shop.built["new"]), "what was half-written is gone"


def in_mount(script: str, shell: WarmShell) -> subprocess.CompletedProcess[str]:
    """A script in a world of mounts of its own, which only root may have."""
    if os.getuid() or shutil.which("unshare") is None or subprocess.run(["unshare", "-m", "true"], check=False).returncode:
        pytest.skip("mounting takes root")
    command = ["unshare", "-m", "sh", "-c", script]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=shell.environment, check=False)


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.8])
def test_a_full_disk_leaves_the_old_index(shop, tmp_path, share):
    """On the disk is left only a share of what the index takes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    shopcli = shlex.join([sys.executable, "-m", "shopcli"])
    build, asks = shlex.join(map(str, shop.index_command("new", folder / "index"))), shlex.join(ASKED)
    done = in_mount(
        f"mount -t tmpfs -o size=64m tmpfs {folder} && cp -r {shop.built['old']} {folder}/index && "
        f"left=$(($(du -sk {folder}/index | cut -f1) * {int(100 * share)} / 100)) && "
        f"free=$(df -k --output=avail {folder} | tail -1) && head -c $(((free - left) * 1024)) /dev/zero > {folder}/filler && "
        f"{{ {shopcli} {build}; echo CODE $? >&2; }} && {shopcli} ask {asks} --no-warm --index {folder}/index",
        shop.shell,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert re.search("error: .*(No space left on device|are free|is full).*\nhint: .*\nCODE [1-9]", done.stderr), done.stderr
    assert shop.found(done) == shop.right["old"]


def test_a_folder_that_is_only_to_be_read_is_asked_and_not_built(shop, tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    notes = Path(shop.shell.environment["SHOPCLI_CACHE_DIR"]) / "whole"
    before = set(notes.glob("*"))
    shopcli = shlex.join([sys.executable, "-m", "shopcli"])
    build, asks = shlex.join(map(str, shop.index_command("new", folder / "index"))), shlex.join(ASKED)
    done = in_mount(
        f"mount -t tmpfs tmpfs {folder} && cp -r {shop.built['old']} {folder}/index && mount -o remount,ro {folder} && "
        f"{{ {shopcli} {build}; echo CODE $? >&2; }} && {shopcli} ask {asks} --no-warm --index {folder}/index",
        shop.shell,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("error: Read-only file system (") and "\nhint: " in done.stderr
    assert "CODE 1\n" in done.stderr and "Traceback" not in done.stderr
    assert shop.found(done) == shop.right["old"]
    assert len(set(notes.glob("*")) - before) == 1, "noted elsewhere, not to read all its files each time"


# --- kill -9 ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [None, "old"], ids=["build", "update"])
def test_kill_9_at_ten_moments_leaves_the_old_index_or_the_new_one(shop, tmp_path, before):
    draw, folder = random.Random(9), tmp_path / "index"
    if before:
        shop.copy(before, tmp_path / "timed")
    span_s = working_s(shop, tmp_path / "timed")
    killed: list[bool] = []
    for _ in range(10):
        if not killed or not killed[-1]:
            shutil.rmtree(folder, ignore_errors=True)
            shop.copy(before, folder) if before else None
        killed.append(kill_after(shop, folder, draw.uniform(0, span_s)))
        done = shop.ask(folder, here=True)
        if before is None and done.returncode == 3:
            assert killed[-1] and is_clear(done), done.stderr
        else:
            edition = shop.edition(folder, done)
            assert edition in ((before, "new") if killed[-1] else ("new",))
            killed[-1] = edition != "new"  # it was as good as done
    assert sum(killed) >= 5, "the moments were in the midst of the work"
    again = shop.shell.run(*shop.index_command("new", folder))
    assert again.returncode == 0, again.stderr
    assert shop.edition(folder) == "new"
    assert size_of(folder) < 1.1 * size_of(shop.built["new"]), "what the killed builds left is swept away"


def test_kill_9_at_ten_moments_of_bringing_a_large_index_up_to_date_leaves_it_whole(shop, tmp_path):
    """So large that what changed is written and the rest goes on; which edition it is tell the prices."""
    built, folder = tmp_path / "built", tmp_path / "index"
    catalogs = {price: tmp_path / f"{price}.json" for price in (7.0, 9.0)}
    for price, path in catalogs.items():
        made = [rows("old")[number % N_PRODUCTS] | {"id": str(number)} for number in range(THRESHOLDS.worth_updating)]
        path.write_text(
            json.dumps([row | ({} if n % 25 else {"price": price}) for n, row in enumerate(made)]), encoding="utf-8"
        )
    command = ("--index", folder, "--embedder", shop.shell.encoder)
    assert shop.shell.here("index", catalogs[7.0], "--index", built, *command[2:]).returncode == 0
    shutil.copytree(built, tmp_path / "timed")
    span_s = working_s(shop, tmp_path / "timed", catalogs[9.0])
    draw, killed = random.Random(4), 0
    for _ in range(10):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(built, folder)
        killed += kill_after(shop, folder, draw.uniform(0, span_s), catalogs[9.0])
        read_manifest(folder, thorough=True)
        prices = [product.price for product in Index(folder).records if int(product.id) % 25 == 0]
        assert len(prices) == THRESHOLDS.worth_updating // 25 and len({*prices}) == 1
    assert killed >= 5
    done = shop.shell.here("index", catalogs[9.0], *command)
    assert done.returncode == 0, done.stderr
    assert read_manifest(folder, thorough=True).changed_since == THRESHOLDS.worth_updating // 25
    assert {product.price for product in Index(folder).records if int(product.id) % 25 == 0} == {9.0}
    assert size_of(folder) < 1.1 * size_of(built)


def begun(shop: Shop, folder: Path, catalog: Path | None = None) -> subprocess.Popen[str]:
    """A build that has begun to write."""
    had = set(folder.glob("*")) | {folder / ".lock"}
    _, new, *options = shop.index_command("new", folder)
    process = shop.shell.start("index", catalog or new, *options)
    assert until(lambda: set(folder.glob("*")) - had or process.poll() is not None, 300)
    return process


def working_s(shop: Shop, folder: Path, catalog: Path | None = None) -> float:
    """How long a build writes."""
    process = begun(shop, folder, catalog)
    started = time.monotonic()
    process.communicate()
    return time.monotonic() - started


def kill_after(shop: Shop, folder: Path, seconds_s: float, catalog: Path | None = None) -> bool:
    """Whether the build was still at work when it was killed."""
    process = begun(shop, folder, catalog)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds_s)
    process.send_signal(SIGKILL)
    process.communicate()
    return process.returncode == -SIGKILL


# --- files that are not what they were ---------------------------------------------------------------------------------------


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    """One bit, in the middle."""
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 1
    path.write_bytes(held)


DAMAGES: tuple[Callable[[Path], None], ...] = (cut, flip, Path.unlink)


@pytest.mark.parametrize("damage", DAMAGES, ids=["truncated", "tampered", "missing"])
def test_each_damaged_file_is_named_with_the_command_that_mends_it(shop, tmp_path, damage):
    names = sorted(str(path.relative_to(shop.built["old"])) for path in shop.built["old"].rglob("*") if path.is_file())
    names = [name for name in names if name != ".lock" and not name.endswith(".whole")]
    assert len(names) > 20
    full = [name for name in names if (shop.built["old"] / name).stat().st_size]

    def damaged(number: int) -> tuple[str, Path, subprocess.CompletedProcess[str]]:
        folder = shop.copy("old", tmp_path / f"index-{number}")
        damage(folder / full[number])
        return full[number], folder, shop.ask(folder, here=True)

    told = [damaged(number) for number in range(len(full))]
    for name, folder, done in told:
        assert is_clear(done), (name, done)
        if name == "manifest.json" and damage is Path.unlink:
            assert (done.returncode, f"No index at {folder}." in done.stderr) == (3, True)
            continue
        assert done.returncode == 4, (name, done.stderr)
        assert Path(name).name in done.stderr, (name, done.stderr)
        assert "hint: Build it again: shopcli index " in done.stderr and f"--index {folder}" in done.stderr
    name, folder, done = random.Random(3).choice([each for each in told if each[0] != "manifest.json"])
    alone = shop.ask(folder)
    assert (alone.returncode, alone.stdout, alone.stderr) == (done.returncode, done.stdout, done.stderr), "by a process too"
    command = shlex.split(done.stderr.partition("Build it again: ")[2])
    assert command[0] == "shopcli"
    assert shop.shell.here(*command[1:]).returncode == 0
    assert shop.edition(folder) == "old"


# --- several processes --------------------------------------------------------------------------------------------------------


def test_of_two_that_index_one_folder_the_second_is_told_and_the_first_goes_on(shop, tmp_path):
    folder = shop.copy("old", tmp_path / "index")
    first = begun(shop, folder)
    first.send_signal(signal.SIGSTOP)
    try:
        second = shop.shell.run(*shop.index_command("new", folder))
        assert (second.returncode, second.stdout) == (4, "")
        assert second.stderr.startswith(f"error: Another shopcli is indexing {folder} at this moment.\nhint: Wait ")
        assert shop.edition(folder) == "old", "it is asked meanwhile"
    finally:
        first.send_signal(signal.SIGCONT)
    _, error = first.communicate()
    assert first.returncode == 0, error
    assert shop.edition(folder) == "new"
    assert shop.index("new", folder).stdout.startswith("Nothing has changed: ")


def test_who_asks_while_others_index_gets_the_old_answer_or_the_new_one(shop, tmp_path):
    folder = shop.copy("old", tmp_path / "index")
    builds = ("new", "old", "new")
    with ThreadPoolExecutor(2) as pool:
        building = pool.submit(lambda: [shop.shell.run(*shop.index_command(edition, folder)) for edition in builds])
        asked = []
        while not building.done():
            asked.append(shop.edition(folder, shop.ask(folder)))
    assert [done.returncode for done in building.result()] == [0, 0, 0]
    assert len(asked) > 2
    assert set(asked) <= {"old", "new"}
    assert shop.edition(folder) == "new"


def test_a_hundred_ask_at_once_through_serve(shop, monkeypatch):
    """Ten are processes of their own; the others come in together, each over its own connection, as such a process does."""
    for name, value in shop.shell.environment.items():
        monkeypatch.setenv(name, value)
    folder = shop.built["new"]
    settings, all_in = load_settings(index=str(folder), top=50), threading.Barrier(90)

    def connected(_: int) -> list[str]:
        asking = open_asking(settings, AskOptions(text=False), warm=True, advisor=lambda: Advisor.open(folder))
        assert isinstance(asking, WarmAsking)
        with closing(asking):
            all_in.wait(120)
            answer, _ = whole(asking, ASKED[0])
        return [str(answer.matching), *(hit.product.id for hit in answer.results)]

    with shop.shell.serving("--no-text", "--index", folder):
        with ThreadPoolExecutor(100) as pool:
            alone = [pool.submit(lambda: shop.found(shop.ask(folder, "--warm"))) for _ in range(10)]
            answers = [*pool.map(connected, range(90)), *(each.result() for each in alone)]
        assert answers == [shop.right["new"]] * 100
        assert shop.shell.answered() == 100, "none had to answer by itself"
