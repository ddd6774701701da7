"""Runs the examples of the pages: each command, in a shop of its own, and what it prints is held against what the page shows.

    python -m tests.doc_examples                 runs them and says what differs
    python -m tests.doc_examples --write         writes what they print now into the pages

A fence says what is done with it. ``console``: each line after ``$`` is run, what follows is what it prints (none: that it
works is enough; a line ``…`` stands for any lines). ``python``: run as a script, and held against a fence ``text`` that comes
next. ``json`` and ``toml`` must be such. ``sh`` is for what is done to a machine (pip, docker, make) and is not run; no command
of shopcli's may stand there alone, unless it stays until it is ended.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tests.here import run_here

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "docs/index.md", "docs/install.md", "docs/guides/*.md", "docs/first-catalog/*.md")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_OF_MACHINES = ("pip", "pipx", "uv", "docker", "make", "python", "man", ".venv/bin/pip", "git", "curl")
# Ends when it is told to, tells of this machine, or takes a model that no package brings.
_STAYS = ("serve", "mcp", "chat", "doctor", "--warm", "--install-completion", "--image")
_ANY = "…"
_FILES = {
    "requests.txt": "a tent\na red backpack\n",
    "orders.csv": "customer,product,date,quantity,order\n"
    + "".join(f"c{n % 7},{product},2026-0{1 + n % 9}-11,1,o{n}\n" for n in range(20) for product in ("W-1001", "WA-1102")),
}
_MEASURED = re.compile(r"[\d,.]+(?= (?:m?s|[KM]iB)\b)")


@dataclass(frozen=True)
class Example:
    """A command of a page and what the page says that it prints.

    Attributes:
        page: relative to the repository.
        line: where the command stands.
        kind: of the fence it stands in.
        code: the command, or the script.
        shown: the lines below it; empty where the page shows none.
        span: of those lines in the page's text, as (first, behind the last) character.
    """

    page: str
    line: int
    kind: str
    code: str
    shown: tuple[str, ...]
    span: tuple[int, int]

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def pages() -> list[str]:
    """Every page with examples, relative to the repository."""
    return [path.relative_to(ROOT).as_posix() for name in PAGES for path in sorted(ROOT.glob(name))]


def examples_of(page: str) -> list[Example]:
    """The examples of a page, in their order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found: list[Example] = []
    for fence in _FENCE.finditer(text):
        line = text.count("\n", 0, fence.start()) + 2
        kind, body = fence[1], fence[2]
        if kind == "text" and found and found[-1].kind == "python" and _is_next(text, found[-1].span[1], fence.start()):
            found[-1] = replace(found[-1], shown=tuple(body.splitlines()), span=(fence.start(2), fence.end(2)))
        elif kind == "console":
            found += _commands(page, line, body, fence.start(2))
        else:
            found.append(Example(page, line, kind, body, (), (fence.end(), fence.end())))
    return found


def _is_next(text: str, end: int, start: int) -> bool:
    return text[end:start].count("\n") <= 4 and "```" not in text[end:start]


def _commands(page: str, line: int, body: str, start: int) -> Iterator[Example]:
    """The commands of a transcript; one that ends in a backslash goes on in the next line."""
    parts = re.split(r"^\$ ", body, flags=re.MULTILINE)
    at = start + len(parts[0])
    for part in parts[1:]:
        command, _, shown = part.replace("\\\n", "\x00").partition("\n")
        command = command.replace("\x00", " ")
        behind = at + 2 + len(part)
        where = line + body.count("\n", 0, at - start)
        yield Example(page, where, "console", command, tuple(shown.splitlines()), (behind - len(shown), behind))
        at = behind


class Shop:
    """A folder as the pages assume it: the sample catalog, an index of it where the settings look, and nothing remembered.

    Args:
        folder: an empty one.
        index: of the sample catalog, which is copied.
    """

    def __init__(self, folder: Path, index: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "sample_catalog", folder / "sample_catalog")
        shutil.copytree(ROOT / "docs" / "first-catalog" / "files", folder, dirs_exist_ok=True)
        for name, text in _FILES.items():
            (folder / name).write_text(text, encoding="utf-8")
        for place in (folder / "data" / "index", folder / "build" / "sample"):
            shutil.copytree(index, place)
        self._environment = {
            "SHOPCLI_DATA_DIR": str(folder / "data"),
            "SHOPCLI_RUNTIME_DIR": str(folder / "run"),
            "SHOPCLI_CONFIG": str(folder / "none.toml"),
            "PYTHONPATH": str(ROOT),
            "NO_COLOR": "1",
            "COLUMNS": "80",
        }

    def run(self, example: Example) -> str:
        """What an example prints, errors behind the rest.

        Raises:
            AssertionError: it failed, or may not stand where it does.
        """
        if example.kind == "python":
            return self._script(example)
        if example.kind == "json":
            json.loads(example.code)
        elif example.kind == "toml":
            tomllib.loads(example.code)
        elif example.kind == "console":
            return self._command(example.code)
        elif example.kind in ("sh", ""):
            self._bare(example)
        return ""

    def _bare(self, example: Example) -> None:
        """Set-up that is not run, and, in a fence without a name, commands whose output is not shown."""
        for line in example.code.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            if not words or words[0] in _OF_MACHINES or (set(_STAYS) & set(words)):
                continue
            assert example.kind == "" and words[0] in ("shopcli", ".venv/bin/shopcli"), f"{example}: {line} would not be run"
            self._command(line.removeprefix(".venv/bin/"))

    def _command(self, command: str) -> str:
        words, before = shlex.split(command, comments=True), dict(os.environ)
        marks = shlex.shlex(command, posix=True, punctuation_chars=True)
        if words[0] != "shopcli" or any(set(word) <= set("|&<>;") for word in marks):
            return self._shell(command)
        with contextlib.chdir(self.folder):
            done = run_here(*words[1:], environment=self._environment)
        os.environ.clear()
        os.environ.update(before)  # --accessible stays for what a process starts
        assert done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout or done.stderr

    def _shell(self, command: str) -> str:
        programs = self.folder / "programs"
        programs.mkdir(exist_ok=True)
        shim = programs / "shopcli"
        shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m shopcli "$@"\n', encoding="utf-8")
        shim.chmod(0o755)
        done = self._process(["sh", "-ec", command], {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"})
        return done.stdout

    def _script(self, example: Example) -> str:
        script = self.folder / "example.py"
        script.write_text(example.code, encoding="utf-8")
        return self._process([sys.executable, str(script)], {}).stdout

    def _process(self, command: list[str], more: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        environment = os.environ | self._environment | more
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=self.folder)
        assert done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done


def holds(shown: tuple[str, ...], printed: str) -> bool:
    """Whether what was printed is what is shown, where a line ``…`` stands for any lines; times and sizes may differ."""
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == _ANY else f"{_line_pattern(line.rstrip())}\n" for line in shown)
    lines = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
    return not shown or re.fullmatch(pattern, lines) is not None


def _line_pattern(line: str) -> str:
    """A line with any number where it tells of this machine: seconds, and sizes on disk."""
    parts = _MEASURED.split(line)
    return r"[\d,.]+".join(map(re.escape, parts))


def as_shown(before: tuple[str, ...], printed: str) -> str:
    """What a page shows of what is printed: as many lines as before, where the last of those was ``…``."""
    lines = [line.rstrip() for line in printed.splitlines()]
    if before[-1].strip() == _ANY and len(lines) >= len(before):
        lines = [*lines[: len(before) - 1], _ANY]
    return "".join(f"{line}\n" for line in lines)


def build_index(folder: Path) -> None:
    """The sample catalog by its real encoders."""
    done = run_here("index", str(ROOT / "sample_catalog" / "products.json"), "--index", str(folder))
    assert done.returncode == 0, done.stderr


def check(page: str, index: Path, *, write: bool = False) -> list[str]:
    """What differs on a page; with ``write``, the page then shows what is printed."""
    differing: list[str] = []
    with tempfile.TemporaryDirectory(prefix="shopcli-page-") as folder:
        shop = Shop(Path(folder), index)
        text, shift = (ROOT / page).read_text(encoding="utf-8"), 0
        for example in examples_of(page):
            printed = shop.run(example).replace(folder, "/home/you")
            if holds(example.shown, printed):
                continue
            shown = "\n".join(example.shown)
            differing.append(f"{example}: {example.code.strip()}\nshown:\n{shown}\nprinted:\n{printed}")
            new = as_shown(example.shown, printed)
            first, last = (at + shift for at in example.span)
            text, shift = text[:first] + new + text[last:], shift + len(new) - (last - first)
        if write and differing:
            (ROOT / page).write_text(text, encoding="utf-8", newline="\n")
    return differing


def main() -> None:
    write, chosen = "--write" in sys.argv, [word for word in sys.argv[1:] if not word.startswith("--")]
    differing = []
    with tempfile.TemporaryDirectory(prefix="shopcli-index-") as folder:
        build_index(Path(folder) / "sample")
        for page in chosen or pages():
            found = check(page, Path(folder) / "sample", write=write)
            differing += found
            print(f"{page}: {len(examples_of(page))} fences and commands, {len(found)} differ", flush=True)
    print("\n".join(differing))
    sys.exit(bool(differing) and not write)


if __name__ == "__main__":
    main()
