"""Regular expressions whose compiled form is kept between processes, as Python keeps that of modules.

A cold request uses some 200 patterns of its grammar, which take `re` a tenth of a second to compile and no time to take over.
The form is CPython's own: a file is of one version of it, and where there is none, patterns are compiled as ever.
"""

from __future__ import annotations

import marshal
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from shopcli.util import atomic

_MOST = 4096  # patterns in the file; requests use a few hundred
_Key = tuple[str, int]
_Form = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]  # flags, code, groups, and their names both ways


class _Kept:
    """The compiled forms in a file, read when the first pattern is wanted, and those that came in this process."""

    def __init__(self, file: Path) -> None:
        self._file, self._new = file, dict[_Key, _Form]()
        self._forms: dict[_Key, _Form] | None = None

    def pattern(self, source: str, flags: int) -> re.Pattern[str]:
        """What ``re.compile`` gives."""
        import _sre  # type: ignore[import-not-found]

        if self._forms is None:
            self._forms = _read(self._file)
        form = self._forms.get((source, flags))
        if form is None:
            form = self._forms[source, flags] = self._new[source, flags] = _form(source, flags)
        all_flags, code, groups, numbers, names = form
        compiled: re.Pattern[str] = _sre.compile(source, all_flags, marshal.loads(code), groups, numbers, names)
        return compiled

    def save(self) -> None:
        """Write the file anew where there is more to keep; a cache that cannot be written is done without."""
        if not self._new:
            return
        forms = {**_read(self._file), **self._new}
        content = marshal.dumps(forms if len(forms) <= _MOST else self._new)
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with atomic.replacing(self._file) as unfinished:
                unfinished.write_bytes(zlib.crc32(content).to_bytes(4, "little") + content)


def _read(file: Path) -> dict[_Key, _Form]:
    """The forms in a file; none where it is not there or was cut off."""
    try:
        content = file.read_bytes()
    except OSError:
        return {}
    if len(content) < 4 or zlib.crc32(content[4:]) != int.from_bytes(content[:4], "little"):
        return {}
    forms: dict[_Key, _Form] = marshal.loads(content[4:])
    return forms


def _form(source: str, flags: int) -> _Form:
    """What `re.compile` makes of a source, before it becomes a pattern."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed: Any = _parser.parse(source, flags)
    code = [int(word) for word in _compiler._code(parsed, flags)]
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in parsed.state.groupdict.items():
        names[number] = name
    groups, numbers = parsed.state.groups - 1, dict(parsed.state.groupdict)
    return flags | parsed.state.flags, marshal.dumps(code), groups, numbers, tuple(names)


_kept: _Kept | None = None


@contextmanager
def kept_patterns(folder: Path) -> Iterator[None]:
    """Within the block, patterns come from a file in ``folder`` and are added to it."""
    global _kept
    version = f"{sys.implementation.cache_tag}-{sys.hexversion:x}"
    before, _kept = _kept, _Kept(folder / f"patterns-{version}.bin") if sys.implementation.name == "cpython" else None
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
