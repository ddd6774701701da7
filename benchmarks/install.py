"""The wheel with all that it depends on, in a bare environment: whether it works, how big it is, and what each extra adds.

    python benchmarks/install.py [--work build/install] [--wheel FILE] [--extras mcp pictures …] [--constraint constraints.txt]

Builds the wheel, makes an environment with nothing but pip in it, installs the wheel, looks at `--help`, `doctor` and a
first index, and measures. Each extra is then installed, measured and taken out again. Packages come through pip, with its
settings and its cache; sizes are of files on disk, in MB of 10^6 bytes, torch's CPU build where pip's index has it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEAVIEST = 6


def size_mb(folder: Path) -> float:
    """What the files of a folder take, without compiled copies."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and path.suffix != ".pyc")
    return sum(path.stat().st_size for path in files) / 1e6


def run(*command: object) -> str:
    """What a command prints.

    Raises:
        SystemExit: it failed; its words are printed.
    """
    own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}  # pip would find shopcli there
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, env=own)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def build(work: Path) -> Path:
    """The wheel, built in an environment of its own from a copy without what was built before."""
    run(sys.executable, "-m", "build", "--outdir", work / "dist", ROOT)
    (wheel,) = (work / "dist").glob("*.whl")
    (source,) = (work / "dist").glob("*.tar.gz")
    print(f"wheel {wheel.stat().st_size / 1e6:.1f} MB, source archive {source.stat().st_size / 1e6:.1f} MB")
    return wheel


def installed(python: Path) -> set[str]:
    return set(run(python, "-m", "pip", "list", "--format=freeze").split())


def heaviest(site: Path) -> str:
    sizes = sorted(((size_mb(path), path.name) for path in site.iterdir() if path.is_dir()), reverse=True)
    return ", ".join(f"{name} {size:,.0f}" for size, name in sizes[:HEAVIEST])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path("build/install"))
    parser.add_argument("--wheel", type=Path)
    parser.add_argument("--extras", nargs="*")
    parser.add_argument("--constraint", type=Path, default=ROOT / "constraints.txt")
    arguments = parser.parse_args()
    shutil.rmtree(arguments.work, ignore_errors=True)
    wheel = (arguments.wheel or build(arguments.work)).resolve()
    place = arguments.work / "bare"
    venv.create(place, with_pip=True, symlinks=True)
    programs = (place / ("Scripts" if sys.platform == "win32" else "bin")).resolve()
    python, empty = programs / "python", size_mb(place)
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--constraint", arguments.constraint)
    start = time.process_time(), time.monotonic()
    run(*pip, wheel)
    print(f"installed in {time.monotonic() - start[1]:.0f} s")
    (site,) = (place / "lib").glob("python*/site-packages")
    base, names = size_mb(place) - empty, installed(python)
    print(f"base: {base:,.0f} MB, {len(names)} packages; of it {heaviest(site)}")
    print(run(programs / "shopcli", "--help").splitlines()[1].strip() or "help shown")
    catalog, index = ROOT / "sample_catalog" / "products.json", arguments.work / "index"
    run(programs / "shopcli", "index", catalog, "--index", index)
    print(run(programs / "shopcli", "ask", "--index", index, "--no-text", "--plain", "outdoor sports watch").splitlines()[0])
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for extra in arguments.extras or extras:
        before = size_mb(place)
        run(*pip, f"{wheel}[{extra}]")
        added = sorted(name.partition("==")[0] for name in installed(python) - names)
        print(f"[{extra}]: +{size_mb(place) - before:,.1f} MB, {len(added)} more packages: {', '.join(added)}", flush=True)
        if added:
            run(python, "-m", "pip", "uninstall", "--quiet", "--yes", *added)


if __name__ == "__main__":
    main()
