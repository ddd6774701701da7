"""Refusals: files that are no catalog, known by what they begin with, each with what it is and what to do instead."""

from __future__ import annotations

import re
from typing import NamedTuple

from shopcli.catalog.forms.places import Place
from shopcli.errors import CatalogError

READ = "JSON, JSON Lines, CSV, TSV, XML, Excel, ODS, Parquet, SQLite or an SQL dump"
_EXPORT = f"Export the catalog as {READ}."
_UNPACK = "Unpack it, and give the folder or the catalog in it."


class Refusal(NamedTuple):
    """What a file is, as in "NAME is {what}.", and what to do."""

    what: str
    hint: str


_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", _EXPORT),
    (b"{\\rtf", "a Word document (RTF)", _EXPORT),
    (b"\x89PNG", "an image (PNG)", _EXPORT),
    (b"\xff\xd8\xff", "an image (JPEG)", _EXPORT),
    (b"GIF8", "an image (GIF)", _EXPORT),
    (b"II*\x00", "an image (TIFF)", _EXPORT),
    (b"MM\x00*", "an image (TIFF)", _EXPORT),
    (b"\x00\x00\x01\x00", "an image (icon)", _EXPORT),
    (b"\x7fELF", "an executable", _EXPORT),
    (b"\xcf\xfa\xed\xfe", "an executable", _EXPORT),
    (b"\xca\xfe\xba\xbe", "an executable", _EXPORT),
    (b"\x00asm", "an executable (WebAssembly)", _EXPORT),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"ARROW1", "an Arrow (Feather) file", "Write it as Parquet, or as CSV."),
    (b"FEA1", "an Arrow (Feather) file", "Write it as Parquet, or as CSV."),
    (b"Obj\x01", "an Avro file", "Write it as Parquet, or as JSON Lines."),
    (b"ORC", "an ORC file", "Write it as Parquet, or as JSON Lines."),
    (b"\x89HDF", "an HDF5 file", "Write it as Parquet, or as CSV."),
    (b"\x93NUMPY", "a NumPy array", "Write the table as Parquet, or as CSV."),
    (b"OggS", "a sound recording", _EXPORT),
    (b"ID3", "a sound recording", _EXPORT),
    (b"wOFF", "a font", _EXPORT),
    (b"wOF2", "a font", _EXPORT),
)
_WORDS = (b"ORC", b"ID3", b"FEA1", b"OggS")  # what a text may begin with too
_PICKLE = re.compile(rb"\x80[\x02-\x05](?:\x95.{8})?[\x5d\x7d\x63\x8c\x28\x4b\x58\x80\x4d\x4a\x47\x89\x88]", re.DOTALL)
_SQL = re.compile(
    r"\s*(?:-- (?:MySQL|MariaDB|PostgreSQL|phpMyAdmin|SQLite|Adminer|Host:|Dump)|/\*!\d{5} SET|USE `|"
    r"(?:CREATE (?:TABLE|DATABASE|SCHEMA)|INSERT (?:IGNORE )?INTO|DROP (?:TABLE|DATABASE)|BEGIN TRANSACTION|ALTER TABLE|"
    r"SET (?:NAMES|SQL_MODE|FOREIGN_KEY)|LOCK TABLES|COPY \S+ \(.*FROM stdin|REPLACE INTO)\b|PRAGMA )",
    re.IGNORECASE,
)
_YAML_LINE = re.compile(
    r"\s*(?:- +)?(?:\"[^\"]+\"|'[^']+'|[^\s:,;|\t#\[{<\"'][^:,;|\t<]{0,60}):(?: .*)?$|\s*- +\S.*$|\s*-$|\s+\S.*$"
)
_YAML_KEY = re.compile(r"\s*(?:- +)?(?:\"[^\"]+\"|[\w][\w .-]{0,60}):(?: |$)")
_SETTING = re.compile(r"\s*(?:\[[^\]\"{]+\]+|[\w.\"-]+(?:\[\d*\])? *= *\S.*|[#;].*)$")
_PROGRAM = re.compile(
    r"\s*(?:#!|<\?php\b|(?:import|from) [\w.{*]+|"
    r"(?:export |default )*(?:const|let|var|function|class|interface|type|enum) [\w$]+\s*[=({:<]|"
    r"module\.exports\b|exports\.\w+ ?=|\"use (?:strict|client)\"|'use (?:strict|client)'|#include\b|"
    r"package \w+;|using [\w.]+;|def \w+\(|window\.\w+ ?=|[\w$]{1,40}\(\[?\{)"
)
_MARKDOWN = re.compile(r"(?:#{1,6} \S|```|!\[[^\]]*\]\(|\[!\[|[*-] \[[ x]\] |\|\s*:?-{3,})")
_COUNTED = 60


def refuse(place: Place, refusal: Refusal) -> CatalogError:
    """The error that says what a file is and what to do."""
    return CatalogError(f"{place} is {refusal.what}, which is no catalog.", hint=refusal.hint)


def binary_refusal(head: bytes) -> Refusal | None:
    """What a file of bytes is, where it is none that can be read."""
    is_text = not any(byte < 9 for byte in head)  # a table may begin with a word such as ORCA
    for magic, what, hint in _MAGIC:
        if head.startswith(magic) and not (is_text and magic in _WORDS):
            return Refusal(what, hint)
    if head.startswith(b"MZ") and b"\x00" in head[:64]:
        return Refusal("an executable", _EXPORT)
    if head.startswith(b"BM") and b"\x00" in head[:16]:
        return Refusal("an image (BMP)", _EXPORT)
    if head.startswith(b"RIFF") and head[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return Refusal("an image (WebP)" if head[8:12] == b"WEBP" else "a recording", _EXPORT)
    if head[4:8] == b"ftyp":
        return Refusal("a recording or an image (MP4, HEIF)", _EXPORT)
    if head[257:262] == b"ustar":
        return Refusal("a tar archive", _UNPACK)
    if _PICKLE.match(head):
        return Refusal(
            "a Python pickle, which can run any program when it is opened", "Write the table as CSV, Parquet or JSON Lines."
        )
    return None


def document_refusal(names: list[str]) -> Refusal:
    """What a zip archive of these members is that is neither a spreadsheet nor a mere archive."""
    if any(name.startswith("word/") for name in names):
        return Refusal("a Word document", "Save its table as an Excel or CSV file.")
    if any(name.startswith("ppt/") for name in names):
        return Refusal("a presentation", _EXPORT)
    if any(name in ("META-INF/MANIFEST.MF", "AndroidManifest.xml") for name in names):
        return Refusal("an executable (Java or Android)", _EXPORT)
    return Refusal("a document", "Save its table as an Excel, ODS or CSV file.")


def is_sql(sample: str) -> bool:
    """Whether a text's first lines are statements of SQL, or what the programs that dump a database say above them."""
    lines = [line for line in sample.split("\n")[:_COUNTED] if line.strip()]
    return any(_SQL.match(line) for line in lines[:40])


def text_refusal(sample: str) -> Refusal | None:
    """What a text is, where its first lines show that it is neither a table nor a document that can be read."""
    lines = [line for line in sample.split("\n")[:_COUNTED] if line.strip()]
    if sample.startswith(("-----BEGIN", "version https://git-lfs")):
        pointer = sample.startswith("version")
        return Refusal(
            "a Git LFS pointer" if pointer else "a key or a certificate", "Fetch the file: git lfs pull" if pointer else _EXPORT
        )
    if lines and _PROGRAM.match(lines[0]) and not _are_parted(lines):
        return Refusal("a program's text", "Save the list that is in it as JSON.")
    if _is_yaml(lines):
        return Refusal(
            "YAML",
            "Write it as JSON, for example: python -c 'import json,sys,yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)'",
        )
    if (
        len(lines) > 1
        and sum(bool(_SETTING.match(line)) for line in lines) >= len(lines) * 0.9
        and any(" = " in line or "=" in line for line in lines)
    ):
        return Refusal("a file of settings (INI, TOML)", _EXPORT)
    told = [line for line in lines if not line.startswith("#")]
    read = told if _are_parted(told) else lines  # what is told above a table is no heading
    marked = sum(bool(_MARKDOWN.match(line)) for line in read)
    if marked >= max(2, len(lines) / 10) or (lines and re.match(r"# \S[^,;\t|]*$", lines[0]) and not _are_parted(told)):
        return Refusal("Markdown", _EXPORT)
    return None


def _are_parted(lines: list[str]) -> bool:
    """Whether lines are a table's: the first has a delimiter at least twice, or a tab, and most others as often."""
    for delimiter in ",;\t|":
        count = lines[0].count(delimiter) if len(lines) > 1 else 0
        alike = sum(line.count(delimiter) == count for line in lines)
        if count >= (1 if delimiter == "\t" else 2) and alike * 5 >= len(lines) * 3:
            return True
    return False


def _is_yaml(lines: list[str]) -> bool:
    """Whether lines are keys with colons and items with dashes, and nothing else."""
    body = [line for line in lines if not line.lstrip().startswith("#") and line.strip() not in ("---", "...")]
    if len(body) < 2:
        return False
    if lines[0].startswith("%YAML"):
        return True
    keys = sum(bool(_YAML_KEY.match(line)) or line.lstrip().startswith("- ") for line in body)
    if keys < 2 or keys < len(body) * 0.3 or (not _YAML_KEY.match(body[0]) and body[0].strip() != "-"):
        return False
    return sum(bool(_YAML_LINE.match(line)) for line in body) >= len(body) * 0.95
