"""Atomic replacement of files and folders: made beside their place and moved into it by one rename.

Whoever reads finds what was there before or all that is new, never half of it; what could not be finished is removed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def replacing(path: Path, *, unfinished: Path | None = None, durable: bool = False) -> Iterator[Path]:
    """Where to write the file that takes the place of ``path`` when the block ends well; else it is removed.

    Args:
        path: its folder is there. The file has the permissions that the block gave it.
        unfinished: the place to write to, in the same folder, for one writer at a time; without, one that is nobody else's.
        durable: the file and its name are on the disk when the block is left, so that no loss of power undoes them.

    Raises:
        OSError: it cannot be written or moved; what was at ``path`` is whole.
    """
    beside = unfinished or path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    if unfinished:
        beside.unlink(missing_ok=True)  # a killed process left it
    try:
        yield beside
        if durable:
            _flush_file(beside)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    if durable:
        flush_folder(path.parent)


def write_text(path: Path, text: str, *, unfinished: Path | None = None, durable: bool = False) -> None:
    """Write ``path`` as UTF-8 with line feeds, whole or not at all; see `replacing`."""
    with replacing(path, unfinished=unfinished, durable=durable) as beside:
        beside.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """A fresh folder that takes the place of ``path`` when the block ends well, and is removed when it does not.

    For one writer at a time; what a killed one left behind is cleared away first.

    Raises:
        OSError: it cannot be made or moved; what was at ``path`` is there.
    """
    beside = path.with_name(f".{path.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        yield beside
        _take_place(beside, path)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _take_place(beside: Path, path: Path) -> None:
    """Rename a folder to ``path``; none can be renamed onto one that has files, so that one moves aside first."""
    old = path.with_name(f".{path.name}.old")
    if path.exists():
        shutil.rmtree(old, ignore_errors=True)
        path.replace(old)
    try:
        beside.replace(path)
    except OSError:
        if old.exists():  # moved aside now, or by a process that ended between the two renames
            old.replace(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def flush(folder: Path) -> None:
    """Have the system write all files and folders in a folder, and itself, to the disk; returns when they are there.

    Raises:
        OSError: one of them could not be written, which for some disks is only found now.
    """
    for path in sorted(folder.rglob("*"), reverse=True):  # what is in a folder before the folder
        if path.is_file():
            _flush_file(path)
        elif path.is_dir():
            flush_folder(path)
    flush_folder(folder)


def flush_folder(folder: Path) -> None:
    """The same for the names in a folder; Windows has no such call, and some network file systems refuse it."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(number)
    finally:
        os.close(number)


def _flush_file(path: Path) -> None:
    with path.open("r+b") as file:  # Windows flushes only what it could write
        os.fsync(file.fileno())
