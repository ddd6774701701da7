"""Catalogs of any size, made from the shared one by varying names, numbers and prices; and an encoder for them.

Embedding a million products takes hours on two cores, and a made-up encoder says nothing of recall. So the vectors are
real as far as they go: a product or fact of the shared catalog has the vector that the real encoder gave it, and a
variation has its original's plus one of several thousand differences that the real encoder was seen to make between
originals and their variations. What neither covers is embedded for real, and counted.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from shopcli.catalog import facts_of, open_catalog
from shopcli.index.parts.halves import first_dim
from shopcli.index.previous import PreviousIndex
from shopcli.index.storage.vector_cache import KeyTable
from shopcli.index.text import document_text, embedded_text, text_key

_CODE = re.compile(r"\b(?=\w*\d)[\w-]+\b")
_NUMBER = re.compile(r"\d")
_MADE = "Zy"  # begins every made-up name, so that an original can be told again
_MADE_NAME = re.compile(rf" {_MADE}[a-z]+ ")
_SYLLABLES = "ba co di fu ga ho ke la mi no pa qui re so tu va we xo yu ze".split()
_MEASURED = 4000
_SERIES = 200  # of each brand


def original_lines(catalog: Path) -> list[dict[str, Any]]:
    """The records of a JSON Lines catalog."""
    opener = gzip.open if catalog.suffix == ".gz" else open
    with opener(catalog, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def variation(record: dict[str, Any], number: int) -> dict[str, Any]:
    """A product like ``record``, with another name, other codes, numbers and price; the same for the same ``number``."""
    random = Random(f"{record['id']}-{number}")
    # A series is one maker's: a name that many brands shared would be taken for a kind of thing.
    series = Random(f"{record.get('brand')}-{random.randrange(_SERIES)}")
    name = "".join(series.choice(_SYLLABLES) for _ in range(4))
    codes: dict[str, str] = {}

    def other_code(match: re.Match[str]) -> str:
        return codes.setdefault(match[0], _NUMBER.sub(lambda _: str(random.randrange(10)), match[0]))

    first, _, rest = record["title"].partition(" ")
    varied = {**record, "id": f"{record['id']}-{number}", "title": f"{first} {_MADE}{name} {_CODE.sub(other_code, rest)}"}
    if isinstance(record.get("description"), str):
        varied["description"] = _CODE.sub(other_code, record["description"])
    if isinstance(record.get("price"), (int, float)):
        varied["price"] = round(record["price"] * random.lognormvariate(0, 0.3), 2)
    varied["attributes"] = {key: _other_number(value, random) for key, value in (record.get("attributes") or {}).items()}
    return varied


def _other_number(value: Any, random: Random) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or random.random() < 0.5:
        return value
    changed = value * random.choice((0.5, 0.8, 0.9, 1.1, 1.25, 2))
    return round(changed) if isinstance(value, int) or float(value).is_integer() else round(changed, 2)


def write_catalog(records: Sequence[dict[str, Any]], count: int, path: Path) -> None:
    """``count`` products as JSON Lines: the originals, then variation after variation of each."""
    with path.open("w", encoding="utf-8") as file:
        for row in range(count):
            record, number = records[row % len(records)], row // len(records)
            file.write(json.dumps(variation(record, number) if number else record, ensure_ascii=False) + "\n")


def _plain(text: str) -> bytes:
    """What a text and its variations share: no made-up name, no digits."""
    plain = _NUMBER.sub("0", _MADE_NAME.sub(" ", text))
    return blake2b(re.sub(r"[\d.,]+", "0", plain).encode("utf-8", "replace"), digest_size=16).digest()


class VariedEncoder:
    """Vectors of the shared catalog's texts and of their variations.

    Args:
        folder: where `prepare` put what it embedded.
        encoder: makes the real encoder, for texts that are no variation.
    """

    def __init__(self, folder: Path, encoder: Callable[[], Any]) -> None:
        self._vectors = np.load(folder / "vectors.npy")
        self._are_facts = np.load(folder / "are_facts.npy").tolist()
        self._differences = [np.load(folder / f"differences_{name}.npy") for name in ("products", "facts")]
        self._row = {key: row for row, key in enumerate(_rows(np.load(folder / "plain.npy")))}
        self._exact = {key: row for row, key in enumerate(_rows(np.load(folder / "exact.npy")))}
        self._make, self._real = encoder, None
        self.dim, self.digest = self._vectors.shape[1], (folder / "digest").read_text()
        self.seconds_s, self.embedded, self.texts = 0.0, 0, 0

    def encode(self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None) -> np.ndarray:
        """See `shopcli.models.embedder.encoder.Encoder.encode`."""
        started = time.perf_counter()
        out = np.zeros((len(texts), self.dim), np.float32)
        unknown = []
        for place, text in enumerate(texts):
            exact = _exact(text)
            if (row := self._exact.get(exact, -1)) >= 0:
                out[place] = self._vectors[row]
            elif (row := self._row.get(_plain(text), -1)) >= 0:
                out[place] = self._vectors[row]
                differences = self._differences[self._are_facts[row]]
                out[place] += differences[int.from_bytes(exact[:4], "little") % len(differences)]
            else:
                unknown.append(place)
        if unknown:
            self._real = self._real or self._make()
            out[unknown] = self._real.encode([texts[place] for place in unknown])
            self.embedded += len(unknown)
        first = first_dim(self.dim)
        for half in (out[:, :first], out[:, first:]):
            half /= np.maximum(np.linalg.norm(half, axis=1, keepdims=True), 1e-9)
        self.texts += len(texts)
        self.seconds_s += time.perf_counter() - started
        if on_progress:
            on_progress(len(texts))
        return out


def _rows(keys: np.ndarray) -> Iterator[bytes]:
    return (row.tobytes() for row in keys)


def _texts(path: Path) -> tuple[list[str], list[str]]:
    """What is embedded of a catalog: the products' texts, and their facts."""
    products = list(open_catalog([path]).products())
    documents = list(dict.fromkeys(map(document_text, products)))
    facts = dict.fromkeys(
        embedded_text(fact, product.title, document_text(product)) for product in products for fact in facts_of(product)
    )
    known = set(documents)
    return documents, [fact for fact in facts if fact not in known]


def _exact(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def prepare(records: Sequence[dict[str, Any]], folder: Path, encoder: Any, index: Path | None) -> None:
    """Embed what `VariedEncoder` needs, done once; vectors of an index of the same catalog are taken from there."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "original.jsonl"
    write_catalog(records, len(records), path)
    documents, facts = _texts(path)
    texts = documents + facts
    vectors = _embed(texts, encoder, index)
    np.save(folder / "vectors.npy", vectors.astype(np.float16))
    np.save(folder / "are_facts.npy", np.arange(len(texts)) >= len(documents))
    for name, key in (("exact", _exact), ("plain", _plain)):
        np.save(folder / f"{name}.npy", np.frombuffer(b"".join(map(key, texts)), np.uint8).reshape(-1, 16))
    sample = Random(0).sample(list(records), min(len(records), _MEASURED))
    path = folder / "variations.jsonl"
    path.write_text("\n".join(json.dumps(variation(record, 1)) for record in sample), encoding="utf-8")
    for name, own, varied in zip(("products", "facts"), (documents, facts), _texts(path), strict=True):
        row = {_plain(text): at for at, text in enumerate(own)}
        known = set(own)
        start = 0 if name == "products" else len(documents)
        new = [text for text in varied if _plain(text) in row and text not in known]
        new = Random(0).sample(new, min(len(new), _MEASURED // 2))
        differences = encoder.encode(new) - vectors[[start + row[_plain(text)] for text in new]]
        np.save(folder / f"differences_{name}.npy", differences.astype(np.float32))
        lengths = np.linalg.norm(differences, axis=1)
        print(f"{len(new):,} variations of {name} embedded: the vector moves by {np.median(lengths):.3f} (median)")
    (folder / "digest").write_text(f"varied-{encoder.digest}")


def _embed(texts: list[str], encoder: Any, index: Path | None) -> np.ndarray:
    """The vectors of ``texts``; those that ``index`` has are read there."""
    vectors = np.zeros((len(texts), encoder.dim), np.float32)
    left = np.ones(len(texts), bool)
    if index is not None:
        keys = np.frombuffer(b"".join(map(text_key, texts)), np.uint8).reshape(-1, 16)
        for known, read in PreviousIndex(index, encoder, "float16").sources:
            rows = KeyTable(known).find(keys)
            mine = left & (rows >= 0)
            vectors[mine] = read(rows[mine])
            left &= ~mine
    if left.any():
        vectors[left] = encoder.encode([text for text, new in zip(texts, left, strict=True) if new])
    return vectors
