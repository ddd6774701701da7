"""Regular expressions, compiled once on a machine and not once in every process.

To understand a request takes some 150 patterns, and Python takes longer to compile them (a tenth of a second) than to
match them a thousand times over. What its compiler makes of a pattern is a list of numbers, which is kept here in a file of
the cache folder, under the version of Python that made it. Python checks such a list before it uses it; whatever is wrong
with one, the pattern is compiled as ever.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import sys
from array import array
from base64 import b64decode, b64encode
from functools import cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any

from shopcli.config import cache_dir

_MOST = 1000  # patterns kept; more are not of one shopcli


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile(source, flags)``, of a pattern that is part of shopcli: not of one made from a request or a catalog."""
    return _kept().pattern(source, int(flags))


class _Kept:
    """The compiled patterns of one version of Python, in a file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._patterns: dict[tuple[str, int], re.Pattern[str]] = {}
        self._codes = _read(file)
        self._is_new = False

    def pattern(self, source: str, flags: int) -> re.Pattern[str]:
        """The pattern, from the file where that has it."""
        found = self._patterns.get((source, flags))
        if found is None:
            found = self._patterns[source, flags] = self._opened(source, flags) or self._made(source, flags)
        return found

    def _opened(self, source: str, flags: int) -> re.Pattern[str] | None:
        entry = self._codes.get(f"{flags} {source}")
        if entry is None:
            return None
        try:
            whole_flags, code, groups, names = entry
            by_number = [None] * (groups + 1)
            for name, number in names.items():
                by_number[number] = name
            numbers = array("I", b64decode(code)).tolist()
            return import_module("_sre").compile(source, whole_flags, numbers, groups, names, tuple(by_number))
        except Exception:  # a damaged entry, whatever is wrong with it, is made anew
            return None

    def _made(self, source: str, flags: int) -> re.Pattern[str]:
        made, key = re.compile(source, flags), f"{flags} {source}"
        if entry := _entry_of(source, flags):
            self._codes[key] = entry
            if self._opened(source, flags) != made:  # patterns are equal where their numbers are
                del self._codes[key]
            elif not self._is_new:
                self._is_new = True
                atexit.register(self.save)
        return made

    def save(self) -> None:
        """Write the file; where that cannot be, the next process compiles as this one did."""
        if len(self._codes) > _MOST:
            self._codes = {f"{flags} {source}": self._codes[f"{flags} {source}"] for source, flags in self._patterns}
        beside = self._file.with_suffix(f".{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(self._codes), encoding="utf-8")
            beside.replace(self._file)
        except OSError:
            beside.unlink(missing_ok=True)


@cache
def _kept() -> _Kept:
    maker = blake2b(f"1 {sys.version} {array('I').itemsize} {sys.byteorder}".encode(), digest_size=8).hexdigest()
    return _Kept(cache_dir() / "patterns" / f"{maker}.json")


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    except (OSError, ValueError):
        return {}


def _entry_of(source: str, flags: int) -> tuple[int, str, int, dict[str, int]] | None:
    """What Python's compiler makes of a pattern; None where it has no such inside."""
    try:
        compiler: Any = import_module("re._compiler")
        parsed = import_module("re._parser").parse(source, flags)
        code = array("I", compiler._code(parsed, flags))
        names = dict(parsed.state.groupdict)
        return flags | parsed.state.flags, b64encode(code).decode("ascii"), parsed.state.groups - 1, names
    except (ImportError, AttributeError):
        return None
