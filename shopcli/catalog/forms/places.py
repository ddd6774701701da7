"""Places: where a catalog's bytes lie, in a file or in a member of a zip archive, with what they are packed in taken off."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from shopcli.errors import CatalogError

PACKED = (".gz", ".bz2", ".xz", ".zst")
_GZIP, _BZIP2, _XZ, _ZSTD, ZIP = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
_OPENERS: tuple[tuple[bytes, Callable[[Any], Any]], ...] = (
    (_GZIP, lambda raw: gzip.GzipFile(fileobj=raw)),
    *((_BZIP2 + b"%d" % level, bz2.BZ2File) for level in range(1, 10)),
    (_XZ, lzma.LZMAFile),
)
_LAYERS = 3
# A catalog packs to a hundredth at best; what grows far more was made to fill a disk or to take all day.
_RATIO = 300
_HARMLESS = 256 * 1024 * 1024
_HEAD = 4096
_UNPACKING = (
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    struct.error,
    UnicodeDecodeError,
    RuntimeError,
    NotImplementedError,
)
DAMAGES = (EOFError, OSError, *_UNPACKING)


class Place(NamedTuple):
    """A file, or a member of a zip archive.

    Attributes:
        path: the file.
        member: the member's name in it, else "".
        found: whether it was found in a folder or in an archive of several, so that its failing must not cost the rest.
    """

    path: Path
    member: str = ""
    found: bool = False

    def __str__(self) -> str:
        return f"{self.path}/{self.member}" if self.member else str(self.path)

    @property
    def name(self) -> str:
        """Its own name in lower case, without the endings of what packs it."""
        return bare_name((self.member or self.path.name).rsplit("/", 1)[-1])


def bare_name(name: str) -> str:
    """A file's name in lower case, without the endings of what packs it."""
    name = name.lower()
    while name.endswith(PACKED):
        name = name.rsplit(".", 1)[0]
    return name


@contextmanager
def damage(place: Place) -> Iterator[None]:
    """What cannot be read or unpacked within is the catalog's failure.

    Raises:
        CatalogError: in place of what the unpacking raised.
    """
    try:
        yield
    except FileNotFoundError:
        raise CatalogError(f"There is no file {place} any more.", hint="Run it again.") from None
    except DAMAGES as error:
        hint = "Unpack it with its password first." if "password" in str(error) else "Fetch or compress the file again."
        raise CatalogError(f"{place} cannot be read: {error}.", hint=hint) from None


@contextmanager
def open_bytes(place: Place) -> Iterator[BinaryIO]:
    """The bytes of a place, unpacked by what they begin with: gzip, bzip2, xz and Zstandard, also one around another.

    Raises:
        CatalogError: bytes that unpack to far more than any catalog does, or Zstandard without its package.
    """
    with ExitStack() as stack:
        raw: Any = stack.enter_context(place.path.open("rb"))
        if place.member:
            raw = stack.enter_context(stack.enter_context(zipfile.ZipFile(raw)).open(place.member))
            raw = io.BufferedReader(_Bounded(raw, place, place.path.stat().st_size))
        for _ in range(_LAYERS):
            opened = _unpacked(raw, place)
            if opened is raw:
                break
            raw = opened
        yield raw


def _unpacked(raw: Any, place: Place) -> Any:
    magic = raw.peek(8)[:8]
    if magic.startswith(_ZSTD):
        inner = _zstandard(raw, place)
    elif opener := next((opener for start, opener in _OPENERS if magic.startswith(start)), None):
        inner = opener(raw)
    else:
        return raw
    return io.BufferedReader(_Bounded(inner, place, place.path.stat().st_size), 1 << 16)


def _zstandard(raw: Any, place: Place) -> Any:
    try:
        import zstandard
    except ImportError:
        hint = "pip install 'shopcli[zst]', or unpack it first: zstd -d FILE"
        raise CatalogError(f"{place} is packed with Zstandard, which needs a package.", hint=hint) from None

    class Reader(io.RawIOBase):
        """Its errors are those of the other packings."""

        _reader = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(raw, read_across_frames=True)

        def read(self, size: int = -1) -> bytes:
            try:
                return self._reader.read(size)
            except zstandard.ZstdError as error:
                raise OSError(str(error)) from None

    return Reader()


class _Bounded(io.RawIOBase):
    """What comes out of an unpacker, so long as it does not grow beyond reason."""

    def __init__(self, inner: Any, place: Place, packed: int) -> None:
        self._inner, self._place, self._most = inner, place, max(_HARMLESS, packed * _RATIO)
        self._out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        chunk = self._inner.read(len(buffer))
        self._out += len(chunk)
        if self._out > self._most:
            hint = "Unpack it yourself if you trust it, and give what was in it."
            raise CatalogError(f"{self._place} unpacks to more than {_RATIO} times its size.", hint=hint)
        buffer[: len(chunk)] = chunk
        return len(chunk)


def head_of(place: Place) -> bytes:
    """The first bytes of a place, unpacked."""
    with damage(place), open_bytes(place) as file:
        return file.read(_HEAD)


@contextmanager
def as_file(place: Place) -> Iterator[Path]:
    """A file that holds the place's bytes alone: itself, or where they are packed a copy that goes away at the end."""
    with place.path.open("rb") as raw:
        if not place.member and not raw.read(6).startswith((_GZIP, _BZIP2, _XZ, _ZSTD)):
            yield place.path
            return
    with tempfile.TemporaryDirectory(prefix="shopcli-") as folder:
        copy = Path(folder) / "unpacked"
        with damage(place), open_bytes(place) as file, copy.open("wb") as out:
            shutil.copyfileobj(file, out, 1 << 20)
        yield copy


def _is_file(name: str) -> bool:
    """Whether a member is a file; `ZipInfo.is_dir` fails where a damaged archive has no name for it."""
    return bool(name) and not name.endswith("/")


def zip_members(path: Path) -> list[str] | None:
    """The files in a zip archive, sorted; None where it is none, or a document that merely is stored as one.

    Raises:
        CatalogError: an archive that is damaged or empty.
    """
    with path.open("rb") as file:
        magic = file.read(4)
    if magic not in (ZIP, EMPTY_ZIP):
        return None
    place = Place(path)
    with damage(place), zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        members = sorted({info.filename for info in archive.infolist() if info.file_size and _is_file(info.filename)})
    if is_document(names):
        return None
    if not members:
        raise CatalogError(f"{place} is an empty archive.", hint="Give an archive with a catalog in it.")
    return members


def member_names(place: Place) -> list[str]:
    """The names in a zip archive, itself perhaps packed."""
    with damage(place), as_file(place) as path, zipfile.ZipFile(path) as archive:
        return archive.namelist()


def is_document(names: list[str]) -> bool:
    """Whether a zip archive of these members is an office document, a program or the like, by what such ones must hold."""
    marks = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "AndroidManifest.xml", "META-INF/container.xml")
    return any(mark in names for mark in marks)
