"""Catalogs mutated at random, each by its own seed, and what must hold of every one: products or an error that says what to do.

A case is a seed, a kind and a number; the same three make the same file on any machine. `benchmarks/fuzz_catalogs.py` runs
many, `tests/test_fuzz_catalogs.py` a few.
"""

from __future__ import annotations

import csv
import io
import json
import random
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shopcli.catalog import ReadReport, facts_of, open_catalog
from shopcli.config import Settings
from shopcli.errors import ShopcliError
from shopcli.indexer import index_catalog
from tests.conftest import WordEncoder
from tests.feeds import FORMS, goods, zipped, zstandard

ROWS_A_CASE = 50
# What a case may take: a second to begin with, and 20 seconds a megabyte. A mutant is a few kilobytes, so what hangs is found.
BASE_S, S_PER_BYTE = 1.5, 20e-6
_BASE = goods(12)
_WORDS = (
    *(
        "Copper",
        "for",
        "of",
        "with",
        "Kettle",
        "ohne",
        "von",
        "-",
        "_",
        "/",
        "&",
        "’",
        "”",
        "铜",
        "水壶",
        "Größe",
        "XL",
        "40, 41",
        "S-XL",
        "5 kg",
    ),
    *(
        "t-shirt",
        "🙂",
        "\u202e",
        "\u200b",
        "ﬁ",
        "½",
        "1.299,00 €",
        "Rs. 300/-",
        "ab 12,-",
        ",89",
        "$1,299.99 (was $1,499)",
        "N/A",
        "null",
    ),
)
_VALUES: tuple[Any, ...] = (
    *(
        "",
        " ",
        None,
        0,
        -1,
        1e308,
        -1e308,
        10**400,
        0.1,
        True,
        [],
        {},
        "0",
        "-",
        "=1+1",
        "NaN",
        "Infinity",
        "\0",
        "\x1b[31m",
        "\ud800",
        "\ufffe",
    ),
    *(
        "9" * 400,
        "1" * 5000,
        "a" * 20_000,
        "<b>x</b>" * 500,
        "&" * 2000,
        "[" * 500,
        '{"a":' * 300,
        "'" * 99,
        '"' * 99,
        "\n" * 300,
        "," * 300,
    ),
    *(
        "2024-02-30",
        "http://schema.org/InStock",
        "javascript:alert(1)",
        "data:text/html;x",
        "٣٫٥",
        "１２．５",
        "١٢٣",
        "½",
        "1e999",
        "0x1F",
        "1_000",
    ),
    *(
        {"$numberDecimal": "x"},
        {"$date": {"$numberLong": "9" * 30}},
        {"amount": "12", "currency": "EUR"},
        [{"name": "Size", "options": ["M"]}],
    ),
    *(
        [[["deep"]]],
        [None, 1, "x", {"a": 1}],
        [{"price": 1}, {"price": "2"}],
        {"value": 3, "unit": "kg"},
        [{"title": "M", "price": "5"}] * 3,
    ),
)
_NAMES = (
    *(
        "price",
        "Preis",
        "价格",
        "title",
        "name",
        "id",
        "",
        " ",
        "a" * 300,
        "g:price",
        "price.default",
        "Option1 Name",
        "variants",
        "offers",
        "brand",
    ),
    *(
        "@type",
        "__typename",
        "size",
        "colour",
        "rating",
        "availability",
        "stock",
        "category",
        "x\0y",
        "=cmd",
        "section",
        "0",
        "item_group_id",
        "Handle",
    ),
)
_ENCODINGS = (
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "gb18030",
    "big5",
    "cp1252",
    "latin-1",
    "cp1251",
    "shift_jis",
    "utf-7",
)


@dataclass
class Outcome:
    """What became of a case."""

    form: str
    size: int
    seconds: float
    products: int
    refused: str
    fault: str
    peak_mib: float = 0.0

    @property
    def is_slow(self) -> bool:
        """Whether it took longer than its size is due."""
        return self.seconds > BASE_S + self.size * S_PER_BYTE


def case_random(seed: int, kind: str, number: int) -> random.Random:
    """The source of chance of one case."""
    return random.Random(f"{seed} {kind} {number}")


# Rows


def mutated_record(chance: random.Random) -> dict[str, Any]:
    """A product's record with a few of its fields changed."""
    record: dict[str, Any] = dict(chance.choice(_BASE))
    record["id"] = f"R{chance.randrange(10**6)}"
    for _ in range(chance.randint(1, 4)):
        chance.choice(_FIELD_CHANGES)(record, chance)
    return record


def _any_text(chance: random.Random) -> str:
    if chance.random() < 0.5:
        return " ".join(chance.choices(_WORDS, k=chance.randint(1, 8)))
    return "".join(
        chr(chance.choice((chance.randrange(32, 127), chance.randrange(0x3000), chance.randrange(0x110000)))) for _ in range(20)
    )


def _set(record: dict[str, Any], chance: random.Random) -> None:
    record[chance.choice([*record, chance.choice(_NAMES)])] = chance.choice(_VALUES)


def _word(record: dict[str, Any], chance: random.Random) -> None:
    record[chance.choice([*record, "title"])] = _any_text(chance)


def _drop(record: dict[str, Any], chance: random.Random) -> None:
    if len(record) > 1:
        del record[chance.choice([*record])]


def _rename(record: dict[str, Any], chance: random.Random) -> None:
    name = chance.choice([*record])
    record[chance.choice((*_NAMES, _any_text(chance)))] = record.pop(name)


def _nest(record: dict[str, Any], chance: random.Random) -> None:
    value: Any = chance.choice(_VALUES)
    for _ in range(chance.choice((1, 3, 10, 60, 200))):
        value = [value] if chance.random() < 0.5 else {chance.choice(_NAMES): value}
    record[chance.choice([*record, "attributes"])] = value


def _many(record: dict[str, Any], chance: random.Random) -> None:
    for number in range(chance.choice((5, 50, 1500))):
        record[f"field {number}"] = chance.choice(("x", number, None))


_FIELD_CHANGES: tuple[Callable[[dict[str, Any], random.Random], None], ...] = (
    _set,
    _set,
    _word,
    _word,
    _drop,
    _rename,
    _nest,
    _many,
)
_ROW_FORMS = ("a.json", "a.jsonl", "a.csv", "a.tsv", "python.json")


def rows_case(seed: int, number: int) -> tuple[str, bytes]:
    """A file of mutated rows: its form and its bytes."""
    chance = case_random(seed, "rows", number)
    form = _ROW_FORMS[number % len(_ROW_FORMS)]
    records = [mutated_record(chance) for _ in range(ROWS_A_CASE)]
    if form == "a.json":
        text = json.dumps(records)
    elif form == "a.jsonl":
        text = "\n".join(json.dumps(record, ensure_ascii=chance.random() < 0.5) for record in records)
    elif form == "python.json":
        text = "\n".join(map(repr, records))
    else:
        text = _as_loose_table(records, "\t" if form == "a.tsv" else ",", chance)
    return form, text.encode("utf-8", "surrogatepass")


def _as_loose_table(records: list[dict[str, Any]], delimiter: str, chance: random.Random) -> str:
    """A table whose rows may have too few cells, too many, or quotes that do not close."""
    names = list(dict.fromkeys(name for record in records for name in record))[: chance.choice((5, 20, 200))]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(names)
    for record in records:
        cells = [value if isinstance(value := record.get(name, ""), str) else json.dumps(value) for name in names]
        change = chance.random()
        if change < 0.05:
            cells = cells[: chance.randrange(len(cells) + 1)]
        elif change < 0.1:
            cells.insert(chance.randrange(len(cells) + 1), chance.choice(_WORDS))
        if 0.1 < change < 0.15:
            out.write(delimiter.join(cells).replace("\n", " ") + "\n")  # unquoted
        else:
            writer.writerow(cells)
    return out.getvalue()


# Files


def file_case(seed: int, form: str, number: int) -> bytes:
    """A file of a form with a few of its bytes changed."""
    chance = case_random(seed, form, number)
    content = FORMS[form](goods(chance.randint(1, 12)))
    if content.startswith(b"PK") and chance.random() < 0.7:
        content = _member_changed(content, chance)
    elif form.endswith((".gz", ".bz2", ".xz", ".zst")) and chance.random() < 0.7:
        content = _packed_again(form, changed(FORMS[form.rsplit(".", 1)[0]](goods(5)), chance))
    else:
        content = changed(content, chance)
    return content


def _member_changed(content: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([*members])
    members[name] = changed(members[name], chance)
    return zipped(members)


def _packed_again(form: str, content: bytes) -> bytes:
    import bz2
    import gzip
    import lzma

    packers = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstandard}
    return packers[form.rsplit(".", 1)[1]](content)


def changed(content: bytes, chance: random.Random) -> bytes:
    """Bytes after one to three changes."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        content = chance.choice(_CHANGES)(content, chance)
    return content[: 1 << 20]


def _slice(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.choice((1, 2, 5, 20, 200, 2000)))


def _flip(content: bytes, chance: random.Random) -> bytes:
    changed_bytes = bytearray(content)
    for _ in range(chance.choice((1, 3, 20)) if content else 0):
        changed_bytes[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(changed_bytes)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _insert(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    pieces = (
        *(
            chance.randbytes(chance.choice((1, 8, 100))),
            b"\0" * chance.choice((1, 50)),
            b"\x1a",
            b"\x1b[2J",
            b"\xef\xbb\xbf",
            b"\xff\xfe",
        ),
        *(
            b"[" * chance.choice((5, 3000, 100_000)),
            b'{"a":' * chance.choice((5, 3000, 30_000)),
            b"<a>" * chance.choice((5, 3000, 30_000)),
        ),
        *(
            b"(" * 300,
            b"9" * chance.choice((30, 5000)),
            b'"',
            b"'",
            b"<!--",
            b"<![CDATA[",
            b"]]>",
            b"&x;",
            b"&#0;",
            b"<!DOCTYPE x [<!ENTITY y 'z'>]>",
        ),
        *(
            "\ud800".encode("utf-8", "surrogatepass"),
            "🙂é中".encode(),
            "\u2028\u0085\x0b\x0c".encode(),
            b"\r",
            b"\n\n\n",
            b",,,,",
            b"- a: 1\n- b: 2\n",
        ),
        *(
            b"---\n",
            b'{"index":{}}\n',
            b"title\n",
            b"sep=;\n",
            b"id,title,price\n",
            b"SECTION,,,,\n",
            b"e999",
            b'"$date":{"$numberLong":"99999999999999999"}',
        ),
    )
    return content[:at] + chance.choice(pieces) + content[at:]


def _delete(content: bytes, chance: random.Random) -> bytes:
    start, end = _slice(content, chance)
    return content[:start] + content[end:]


def _repeat(content: bytes, chance: random.Random) -> bytes:
    start, end = _slice(content, chance)
    return content[:end] + content[start:end] * chance.choice((1, 2, 50)) + content[end:]


def _move(content: bytes, chance: random.Random) -> bytes:
    start, end = _slice(content, chance)
    rest = content[:start] + content[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + content[start:end] + rest[at:]


def _lines(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    change = chance.randrange(5)
    if change == 0:
        chance.shuffle(lines)
    elif change == 1:
        lines = [line for line in lines if chance.random() < 0.7]
    elif change == 2:
        lines = [line for line in lines for _ in range(chance.choice((1, 1, 3)))]
    elif change == 3:
        lines = [line + b"\r" for line in lines]
    else:
        return b"\r".join(lines)
    return b"\n".join(lines)


def _swap(content: bytes, chance: random.Random) -> bytes:
    pairs = (
        (b'"', b"'"),
        (b",", b";"),
        (b",", b"\t"),
        (b"\n", b""),
        (b":", b"="),
        (b"{", b"["),
        (b"<", b"&lt;"),
        (b"0", b"9" * 30),
        (b" ", b"\0"),
    )
    old, new = chance.choice(pairs)
    return content.replace(old, new, chance.choice((1, 5, -1)))


def _header(content: bytes, chance: random.Random) -> bytes:
    """The names of the fields mixed up, doubled or emptied."""
    for name in (b"title", b"name", b"id", b"price", b"brand", b"description"):
        if chance.random() < 0.5:
            new = chance.choice(
                (b"", b"title", b"price", b"id", b"  ", "价格".encode(), b"x" * 400, b"1", b"@id", b"$oid", b"item", b"_source")
            )
            content = content.replace(name, new)
    return content


def _encode(content: bytes, chance: random.Random) -> bytes:
    return content.decode("utf-8", "replace").encode(chance.choice(_ENCODINGS), "replace")


def _join(content: bytes, chance: random.Random) -> bytes:
    other = FORMS[chance.choice([*FORMS])](goods(2))
    return other[: chance.choice((4, 16, 100, len(other)))] + content if chance.random() < 0.7 else content + other


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_flip, _flip, _cut, _insert, _insert, _insert, _delete, _repeat, _move, _lines, _swap, _swap, _header, _encode, _join),
)


# What must hold


def run_case(form: str, content: bytes, *, build: bool = False) -> Outcome:
    """Read a file whole, products and facts, and where ``build`` index it with an encoder without weights."""
    outcome = Outcome(form, len(content), 0.0, 0, "", "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / form
        path.write_bytes(content)
        with _peak(outcome):
            started = time.perf_counter()
            try:
                catalog = open_catalog([path])
                for product in catalog.products(report=ReadReport()):
                    facts_of(product)
                    outcome.products += 1
                if build:
                    settings = Settings(index=str(Path(folder) / "index"))
                    index_catalog(catalog, Path(folder) / "index", settings=settings, encoder=WordEncoder())
            except ShopcliError as error:
                outcome.refused = str(error).replace(folder, "") if error.hint else ""
                outcome.fault = "" if error.hint else f"no hint: {error}"
            except Exception as error:
                frames = traceback.extract_tb(error.__traceback__)
                own = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames if "shopcli" in frame.filename]
                outcome.fault = f"{type(error).__name__}: {str(error)[:200]} at {' '.join(own[-3:])}"
            outcome.seconds = time.perf_counter() - started
    return outcome


@contextmanager
def _peak(outcome: Outcome) -> Iterator[None]:
    """How much more memory was in use at once than at the start, where the system can tell."""
    status, clear = Path("/proc/self/status"), Path("/proc/self/clear_refs")
    if not clear.exists():
        yield
        return
    clear.write_text("5")
    before = _mib(status, "VmRSS")
    yield
    outcome.peak_mib = max(0.0, _mib(status, "VmHWM") - before)


def _mib(status: Path, name: str) -> float:
    line = next(line for line in status.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024
