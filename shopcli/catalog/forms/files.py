"""Catalog files: finding them, hashing them, and the encoding that their bytes are in."""

from __future__ import annotations

import codecs
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from shopcli.catalog.forms.places import PACKED, Place, bare_name, damage, open_bytes, zip_members
from shopcli.catalog.forms.refused import READ
from shopcli.errors import CatalogError

_TEXTS = (".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".txt", ".tab", ".xml", ".rss", ".atom", ".jsonld", ".html", ".htm")
_BINARIES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".parquet", ".sqlite", ".sqlite3", ".db", ".zip", *PACKED)
SUFFIXES = (*_TEXTS, *_BINARIES)
# Looked at in a folder too, only to say what they are: whoever exports in such a form expects it to be read.
_TOLD = (
    ".yaml",
    ".yml",
    ".sql",
    ".pdf",
    ".doc",
    ".docx",
    ".pkl",
    ".pickle",
    ".feather",
    ".avro",
    ".orc",
    ".rar",
    ".7z",
    ".tar",
    ".tgz",
)
_MOST_MEMBERS = 10_000
_FEW = 50  # one byte in so many may be a stray control character
_CHUNK = 1 << 20
_LONGEST_LINE = 1 << 26
_SAMPLE_BYTES = 64 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In order of preference where charset-normalizer finds several equally clean.
_LEGACY = ("gb18030", "cp1252", "big5", "cp932", "cp949", "cp1251", "cp1250")
_DOUBLE_BYTE = ("gb18030", "big5", "cp932", "cp949")
_WESTERN = b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99" + bytes(range(0xA0, 0x100))  # what cp1252 text is seen to use
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
# What cp1252 has as raised figures and a mark stands behind a letter only where it is one of cp1250: "zł", "Brązowy"; not "m³".
_CENTRAL = re.compile(rb"[A-Za-ln-z][\xb3\xb9\xbf]")
_CENTRAL_RUNS = 0.1  # of what lies beyond ASCII


def expand_paths(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files that ``paths`` name, folders opened (all levels, sorted, known suffixes only), each once.

    Raises:
        CatalogError: a path that does not exist, or nothing to read.
    """
    files: dict[Path, None] = {}
    for path in map(Path, paths):
        if path.is_dir():
            files |= dict.fromkeys(file for file in sorted(path.rglob("*")) if _is_catalog(file, path))
        elif path.exists():
            files[path] = None
        else:
            raise CatalogError(f"There is no file {path}.", hint="Check the name, or give the folder that holds the files.")
    if not files:
        places = ", ".join(map(str, paths)) or "no path"
        raise CatalogError(f"No catalog file found ({places}).", hint=f"Looked for {', '.join(SUFFIXES)}.")
    return tuple(files)


def _is_catalog(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    return not hidden and path.name.lower().endswith((*SUFFIXES, *_TOLD)) and path.is_file()


def find_places(paths: Sequence[Path]) -> tuple[Place, ...]:
    """The places that ``paths`` name: files, those of folders, and of each zip archive the members that may be catalogs.

    Raises:
        CatalogError: a path that does not exist, nothing to read, or a zip archive given by name that holds no catalog.
    """
    named = {path for path in map(Path, paths) if not path.is_dir()}
    places: list[Place] = []
    for path in expand_paths(paths):
        try:
            members = zip_members(path)
        except CatalogError:
            if path in named:
                raise
            members = None  # told when it is opened
        if members is None:
            places.append(Place(path, found=path not in named))
        else:
            places += _members(path, members, found=path not in named)
    return tuple(places)


def _members(path: Path, members: list[str], *, found: bool) -> list[Place]:
    own = [name for name in members if not any(part.startswith((".", "__MACOSX", "~$")) for part in name.split("/"))]
    likely = [name for name in own if bare_name(name).endswith((*_TEXTS, *_BINARIES, *_TOLD))]
    chosen = likely or own or members
    if len(chosen) > _MOST_MEMBERS:
        raise CatalogError(f"{path} holds {len(chosen):,} files.", hint="Unpack it, and give the files that are the catalog.")
    return [Place(path, name, found=found or len(chosen) > 1) for name in chosen]


def file_digest(paths: Sequence[Path]) -> str:
    """SHA-256 (hex) over the contents of the files that ``paths`` name, in order; names and dates play no part."""
    whole = hashlib.sha256()
    for path in expand_paths(paths):
        with path.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()


@contextmanager
def open_text(place: Place, encoding: str) -> Iterator[TextIO]:
    """A place opened as text lines, unpacked where its bytes say so.

    Bytes that the encoding cannot read come as lone surrogates (U+DC80 to U+DCFF); `repair_line` mends them.
    """
    errors = "replace" if encoding.startswith("utf-16") or encoding == "utf-32" else "surrogateescape"
    with open_bytes(place) as raw, io.TextIOWrapper(raw, encoding=encoding, errors=errors, newline="") as text:
        yield text


def lines_of(file: TextIO) -> Iterator[str]:
    """The lines of a text, those beyond any reason cut in pieces so that one cannot fill the memory."""
    while line := file.readline(_LONGEST_LINE):
        yield line


def repair_line(text: str) -> tuple[str, int]:
    """A line whose undecodable bytes are read as cp1252, the commonest stowaway in UTF-8 files, and their number."""
    if text.isascii():
        return text, 0
    return re.subn(r"[\udc80-\udcff]", lambda m: bytes([ord(m.group()) - 0xDC00]).decode("cp1252", "replace"), text)


def find_encoding(place: Place) -> str:
    """The encoding of a place: its byte order mark, else UTF-8 where all (or nearly all) of it is, else a legacy one.

    Raises:
        CatalogError: damaged packing, or no text.
    """
    with damage(place), open_bytes(place) as raw:
        return _encoding_of(raw, place)


def _encoding_of(file: BinaryIO, place: Place) -> str:
    head = file.read(4096)
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    if b"\x00" in head and (wide := _without_mark(head, place)):
        return wide
    suspects, valid, broken, chunk = bytearray(), 0, 0, head
    while chunk:
        chunk += file.readline(_CHUNK)  # whole lines, so that no character is cut in two
        if not chunk.isascii():
            good, bad = _count_utf8(chunk)
            valid, broken = valid + good, broken + bad
            if len(suspects) < _SAMPLE_BYTES:
                suspects += b"".join(line for line in chunk.splitlines(True) if not line.isascii())[:_SAMPLE_BYTES]
        chunk = file.read(_CHUNK)
    if broken <= valid:  # a UTF-8 file with a few stowaways is still one; chance yields far fewer valid sequences
        return "utf-8"
    return _legacy_encoding(bytes(suspects))


def _without_mark(head: bytes, place: Place) -> str:
    """UTF-16 that lacks its mark (one of every two bytes is mostly zero), or a text in which a few zero bytes stray."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) >= len(head) / 8 and min(even, odd) <= max(even, odd) / 8:
        return "utf-16-be" if even > odd else "utf-16-le"
    if sum(byte < 9 or 13 < byte < 32 for byte in head) * _FEW > len(head):
        raise CatalogError(f"{place} is not a text file.", hint=f"Give {READ}.")
    return ""


def _count_utf8(chunk: bytes) -> tuple[int, int]:
    """Characters beyond ASCII that are valid UTF-8, and bytes that are not."""
    text = chunk.decode("utf-8", "surrogateescape")
    broken = len(re.findall(r"[\udc80-\udcff]", text))
    return len(text) - len(text.encode("ascii", "ignore")) - broken, broken


def _legacy_encoding(sample: bytes) -> str:
    """The likeliest encoding of lines that are not UTF-8.

    charset-normalizer weighs the candidates. On short files it ties, so two facts decide: the letters of single-byte
    text stand alone between ASCII ones while double-byte text comes in runs, and GB18030 and cp1252 are the commonest.
    """
    from charset_normalizer import from_bytes

    runs = _HIGH_RUN.findall(sample)
    alone = sum(1 for run in runs if len(run) == 1 and run in _WESTERN) >= len(runs) / 2
    allowed = [name for name in _LEGACY if not (alone and name in _DOUBLE_BYTE)]
    matches = from_bytes(sample, cp_isolation=allowed)
    clean = [match for match in matches if match.chaos <= min(other.chaos for other in matches) + 0.02]
    names = {name for match in clean for name in match.could_be_from_charset}
    found = next((name for name in allowed if name in names), "cp1252")
    is_central = found == "cp1252" and len(_CENTRAL.findall(sample)) > max(1, _CENTRAL_RUNS * len(runs))
    return "cp1250" if is_central else found
