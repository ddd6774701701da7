"""Regular expressions whose compiled form is kept between processes, as Python keeps that of modules.

A cold request uses some 200 patterns of its grammar, which take `re` a tenth of a second to compile and no time to take over.
The form is CPython's own, which promises nothing about it: only versions that this was tested on keep it, in a file for each
release, and everywhere else patterns are compiled as ever.
"""

from __future__ import annotations

import marshal
import re
import sys
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from shopcli.util import atomic

_TESTED = {(3, 11)}  # minor versions of CPython
_FORMAT = 2  # of the file; another number makes another
_MOST = 4096  # patterns in the file; requests use a few hundred
_WORD = "I"  # of the code of a pattern
_LENGTH = 8  # bytes that say how long the table is, and its checksum
_Key = tuple[str, int]
_Form = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]  # flags, code, groups, and their names both ways
_Place = tuple[int, int, int, int, int, dict[str, int], tuple[str | None, ...]]  # the same; start, end and checksum for code


class _Kept:
    """The compiled forms in a file, read when the first pattern is wanted, and those that came in this process."""

    def __init__(self, file: Path) -> None:
        self._file, self._new = file, dict[_Key, _Form]()
        self._stored: _Stored | None = None

    def pattern(self, source: str, flags: int) -> re.Pattern[str]:
        """What ``re.compile`` gives."""
        import _sre  # type: ignore[import-not-found]

        if self._stored is None:
            self._stored = _Stored(self._file)
        form = self._stored.form(source, flags) or self._new.get((source, flags))
        if form is None:
            form = self._new[source, flags] = _form(source, flags)
        all_flags, code, groups, numbers, names = form
        compiled: re.Pattern[str] = _sre.compile(source, all_flags, array(_WORD, code).tolist(), groups, numbers, names)
        return compiled

    def save(self) -> None:
        """Write the file anew where there is more to keep; a cache that cannot be written is done without."""
        if not self._new:
            return
        forms = {**_Stored(self._file).forms(), **self._new}
        content = _content(forms if len(forms) <= _MOST else self._new)
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with atomic.replacing(self._file) as unfinished:
                unfinished.write_bytes(content)


class _Stored:
    """A file of forms: a table of where the code of each stands, and the codes, of which few are looked at."""

    def __init__(self, file: Path) -> None:
        self._places: dict[_Key, _Place] = {}
        try:
            self._content = memoryview(file.read_bytes())
        except OSError:
            return
        length, checksum = (int.from_bytes(self._content[at : at + 4], "little") for at in (0, 4))
        table = self._content[_LENGTH : _LENGTH + length]
        if len(table) == length and length and zlib.crc32(table) == checksum:  # else it was cut off
            self._places = marshal.loads(table)
            self._content = self._content[_LENGTH + length :]

    def form(self, source: str, flags: int) -> _Form | None:
        """The form of a pattern; None where none is kept whole."""
        if (place := self._places.get((source, flags))) is None:
            return None
        all_flags, start, end, checksum, groups, numbers, names = place
        code = bytes(self._content[start:end])
        return (all_flags, code, groups, numbers, names) if zlib.crc32(code) == checksum else None

    def forms(self) -> dict[_Key, _Form]:
        """All that are kept whole."""
        return {key: form for key in self._places if (form := self.form(*key))}


def _content(forms: dict[_Key, _Form]) -> bytes:
    """A file of forms."""
    places: dict[_Key, _Place] = {}
    end = 0
    for key, (flags, code, groups, numbers, names) in forms.items():
        start, end = end, end + len(code)
        places[key] = (flags, start, end, zlib.crc32(code), groups, numbers, names)
    table = marshal.dumps(places)
    head = len(table).to_bytes(4, "little") + zlib.crc32(table).to_bytes(4, "little")
    return b"".join([head, table, *(code for _, code, *_ in forms.values())])


def _form(source: str, flags: int) -> _Form:
    """What `re.compile` makes of a source, before it becomes a pattern."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed: Any = _parser.parse(source, flags)
    code = array(_WORD, _compiler._code(parsed, flags))
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in parsed.state.groupdict.items():
        names[number] = name
    groups, numbers = parsed.state.groups - 1, dict(parsed.state.groupdict)
    return flags | parsed.state.flags, code.tobytes(), groups, numbers, tuple(names)


_kept: _Kept | None = None


@contextmanager
def kept_patterns(folder: Path) -> Iterator[None]:
    """Within the block, patterns come from a file in ``folder`` and are added to it."""
    global _kept
    version = f"{_FORMAT}-{sys.implementation.cache_tag}-{sys.hexversion:x}"
    is_known = sys.implementation.name == "cpython" and sys.version_info[:2] in _TESTED
    before, _kept = _kept, _Kept(folder / f"patterns-{version}.bin") if is_known else None
    try:
        yield
    finally:
        if _kept:
            _kept.save()
        _kept = before


@lru_cache(maxsize=2048)
def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives, once.

    Raises:
        re.error: the source is no expression.
    """
    return _kept.pattern(source, int(flags)) if _kept else re.compile(source, flags)
