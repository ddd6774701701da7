"""Regular expressions, compiled once on a machine and not once in every process.

To understand a request takes some 150 patterns, and Python takes longer to compile them (a tenth of a second) than to
match them a thousand times over. What its compiler makes of a pattern is a list of numbers, which is kept here in a file of
the cache folder, under the version of Python that made it. A checksum stands before each, and where it does not
agree, or anything else is wrong, the pattern is compiled as ever.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import sys
from array import array
from base64 import b64decode, b64encode
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib import import_module
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from shopcli.config import cache_dir

_SUM_BYTES = 16
_MOST = 1000  # patterns kept; more are not of one shopcli


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile(source, flags)``, of a pattern that is part of shopcli: not of one made from a request or a catalog."""
    return _kept().pattern(source, int(flags))


class _Kept:
    """The compiled patterns of one version of Python, in a file: a table of where each stands, then one after another."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._patterns: dict[tuple[str, int], re.Pattern[str]] = {}
        self._used: dict[str, bytes] = {}
        self._table, self._entries = _read(file)

    def pattern(self, source: str, flags: int) -> re.Pattern[str]:
        """The pattern, from the file where that has it."""
        found = self._patterns.get((source, flags))
        if found is None:
            found = self._patterns[source, flags] = self._opened(source, flags) or self._made(source, flags)
        return found

    def _opened(self, source: str, flags: int) -> re.Pattern[str] | None:
        start, end = self._table.get(_key(source, flags), (0, 0))
        return _reopened(source, self._entries[start:end]) if end else None

    def _made(self, source: str, flags: int) -> re.Pattern[str]:
        made, entry = re.compile(source, flags), _entry_of(source, flags)
        if entry and _reopened(source, entry) == made:  # patterns are equal where their numbers are
            self._used[_key(source, flags)] = entry
        return made

    def save(self) -> None:
        """Add what was compiled to the file; where that cannot be, the next process compiles as this one did."""
        if not self._used:
            return
        table, entries = _read(self._file)  # as another process may have left it meanwhile
        kept = {key: entries[start:end] for key, (start, end) in table.items()} if len(table) < _MOST else {}
        beside = self._file.with_suffix(f".{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(_file_of(kept | self._used))
            beside.replace(self._file)
        except OSError:
            with suppress(OSError):
                beside.unlink()


@cache
def _kept() -> _Kept:
    maker = f"3 {sys.version} {array('I').itemsize} {sys.byteorder}"
    kept = _Kept(cache_dir() / "patterns" / blake2b(maker.encode(), digest_size=8).hexdigest())
    atexit.register(kept.save)
    return kept


def _key(source: str, flags: int) -> str:
    return blake2b(f"{flags} {source}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _file_of(entries: dict[str, bytes]) -> bytes:
    """A line of JSON that says where in the rest each entry stands, half open, and the rest."""
    ends = list(accumulate(map(len, entries.values()), initial=0))
    table = dict(zip(entries, pairwise(ends), strict=True))
    return json.dumps(table).encode() + b"\n" + b"".join(entries.values())


def _read(file: Path) -> tuple[dict[str, tuple[int, int]], bytes]:
    """What `_file_of` made; nothing where there is no such file, or none that can be read."""
    try:
        table, _, entries = file.read_bytes().partition(b"\n")
        return {key: (int(start), int(end)) for key, (start, end) in json.loads(table).items()}, entries
    except (OSError, ValueError, TypeError, AttributeError):
        return {}, b""


def _reopened(source: str, entry: bytes) -> re.Pattern[str] | None:
    """The pattern that `_entry_of` took apart; None where something is wrong with it."""
    if not entry or entry[:_SUM_BYTES] != _sum(entry[_SUM_BYTES:]):  # Python's own check lets some damage pass, and crashes
        return None
    try:
        flags, code, groups, names = json.loads(entry[_SUM_BYTES:])
        by_number = [None] * (groups + 1)
        for name, number in names.items():
            by_number[number] = name
        numbers = array("I", b64decode(code)).tolist()
        return import_module("_sre").compile(source, flags, numbers, groups, names, tuple(by_number))
    except (ImportError, AttributeError, ValueError, TypeError, RuntimeError):  # another Python: the pattern is made anew
        return None


def _sum(entry: bytes) -> bytes:
    return blake2b(entry, digest_size=_SUM_BYTES).digest()


def _entry_of(source: str, flags: int) -> bytes | None:
    """What Python's compiler makes of a pattern; None where it has no such inside."""
    try:
        compiler: Any = import_module("re._compiler")
        parsed = import_module("re._parser").parse(source, flags)
        code = array("I", compiler._code(parsed, flags))
        names = dict(parsed.state.groupdict)
        entry = flags | parsed.state.flags, b64encode(code).decode("ascii"), parsed.state.groups - 1, names
        whole = json.dumps(entry).encode()
        return _sum(whole) + whole
    except (ImportError, AttributeError):
        return None
