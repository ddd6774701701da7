"""What is handed out: the wheel and the source archive, built without a network, and the wheel installed in a bare environment.

The environment has the wheel alone; what it depends on is that of these tests, behind it. `benchmarks/install.py` installs it
with all that it depends on, and measures.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

from shopcli import __version__

ROOT = Path(__file__).parents[1]
SOURCE = ("shopcli", "docs", "tests", "tools", "sample_catalog", "benchmarks")
CATALOG = ROOT / "sample_catalog" / "products.json"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an environment of Windows has other folders")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive and the wheel, which is made of it."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    unmade = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in SOURCE:
        shutil.copytree(ROOT / name, source / name, ignore=unmade)
    for path in ROOT.iterdir():
        if path.is_file() and path.name != ".git":  # a file in a work tree of git
            shutil.copy(path, source)
    run = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(source)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    told = [line for line in (run.stdout + run.stderr).splitlines() if "warning" in line.lower() or "Deprecat" in line]
    harmless = ("byte-compiling is disabled", "no previously-included files")
    assert [line for line in told if not any(words in line for words in harmless)] == []
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment with nothing but the wheel in it."""
    place = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    programs = place / "bin"
    pip = [sys.executable, "-m", "pip", "--quiet", "--python", str(programs / "python")]
    unmoved = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}  # pip would find shopcli there
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True, env=unmoved)
    (site,) = (place / "lib").glob("python*/site-packages")
    (site / "behind.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return programs


def run(bare: Path, home: Path, *arguments: str, program: str = "shopcli", **more: str) -> subprocess.CompletedProcess[str]:
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1", **more}
    return subprocess.run(
        [str(bare / program), *arguments], capture_output=True, text=True, check=False, env=environment, cwd=home
    )


def in_the_wheel(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def metadata(wheel: Path) -> dict[str, list[str]]:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        told = message_from_bytes(archive.read(name))
    return {name: told.get_all(name) or [] for name in told}


def test_every_file_of_the_package_is_in_the_wheel_and_nothing_else(wheel):
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "shopcli").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    info, data = f"shopcli-{__version__}.dist-info/", f"shopcli-{__version__}.data/"
    assert {name for name in in_the_wheel(wheel) if not name.startswith((info, data))} == package


def test_the_man_pages_are_where_an_environment_keeps_them(wheel):
    pages = {f"shopcli-{__version__}.data/data/share/man/man1/{path.name}" for path in (ROOT / "docs" / "man").glob("*.1")}
    assert len(pages) > 20
    assert {name for name in in_the_wheel(wheel) if ".data/" in name} == pages


def test_the_wheel_says_what_it_is(wheel):
    told = metadata(wheel)
    assert (told["Name"], told["Version"], told["Requires-Python"]) == (["shopcli"], [__version__], [">=3.11"])
    assert (told["License-Expression"], told["License-File"]) == (["Apache-2.0"], ["LICENSE"])
    assert wheel.name == f"shopcli-{__version__}-py3-none-any.whl"


def test_the_source_archive_has_what_tests_and_manual_are_made_of(built):
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = ("Makefile", "constraints.txt", "Dockerfile", "docs/json.md", "sample_catalog/products.json", "tools/manual.py")
    assert [name for name in (*wanted, "tests/test_distribution.py", "LICENSE") if name not in names] == []
    assert [name for name in names if "__pycache__" in name or name.endswith(".pyc")] == []


def test_the_installed_command_is_the_wheels_own(bare, tmp_path):
    where = run(bare, tmp_path, "-c", "import shopcli; print(shopcli.__file__)", program="python").stdout
    assert Path(where.strip()).is_relative_to(bare.parent)


def test_a_bare_environment_shows_help(bare, tmp_path):
    done = run(bare, tmp_path, "--help", NO_COLOR="1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Recommend products from your catalog." in done.stdout


def test_a_bare_environment_indexes_and_asks_by_what_the_wheel_brought(bare, tmp_path, tiny_encoder):
    products = json.loads(CATALOG.read_text(encoding="utf-8"))[:20]
    few = tmp_path / "few.json"
    few.write_text(json.dumps(products), encoding="utf-8")
    more = {"SHOPCLI_INDEX": str(tmp_path / "index"), "SHOPCLI_CACHE_DIR": str(tiny_encoder.parent / "cache")}
    indexed = run(bare, tmp_path, "index", str(few), "--embedder", str(tiny_encoder), **more)
    assert indexed.returncode == 0, indexed.stderr
    asked = run(bare, tmp_path, "ask", "--json", "--no-text", "a watch under 300", **more)
    assert asked.returncode == 0, asked.stderr
    prices = [hit["price"] for hit in json.loads(asked.stdout)["results"]]
    assert prices and max(prices) <= 300


def test_the_container_copies_only_what_is_there_and_is_not_root(tmp_path):
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("USER ")] == ["USER 10001"]
    assert lines[-2:] == ['ENTRYPOINT ["shopcli"]', 'CMD ["--help"]']
    named = [word for line in lines if not line.startswith("#") for word in line.split() if (ROOT / word).is_file()]
    assert {"constraints.txt", "sample_catalog/products.json"} <= set(named)
    left_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert [name for name in named if name.partition("/")[0] in left_out] == []


@pytest.mark.skipif(not shutil.which("man"), reason="there is no man here")
def test_man_finds_the_page_of_a_command(bare):
    done = subprocess.run(
        ["man", "-P", "cat", "shopcli-ask"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"MANPATH": str(bare.parent / "share" / "man"), "MANWIDTH": "80"},
    )
    assert done.returncode == 0, done.stderr
    assert "Recommend products from your catalog" in done.stdout
