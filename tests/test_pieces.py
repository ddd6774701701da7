"""Building in pieces: what was embedded is kept, what is written is what one go would write, and large catalogs learn."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import bm25s
import numpy as np
import pytest

from shopcli.errors import ShopcliError
from shopcli.index import Index
from shopcli.index.parts.postings import PostingsWriter
from shopcli.index.parts.vectors import VectorIndex, cells_of, save_vectors, scale_of
from shopcli.index.storage import disk
from shopcli.index.storage.arrays import ArrayWriter
from shopcli.index.storage.manifest import BUILDING
from shopcli.index.storage.vector_cache import KeyTable, PieceStore, VectorCache
from shopcli.index.text import text_key
from shopcli.index.thresholds import Thresholds
from shopcli.types import Product
from tests.conftest import FIVE, RIDGE, WordEncoder, build

KINDS = ("tent", "rain jacket", "violin", "desk lamp", "trail shoes")
MAKERS = ("Varnholm", "Orrelane", "Hushwick", "Tessaly")


def shop(count: int) -> list[Product]:
    """Products of five kinds by four makers, no two alike."""
    return [
        Product(
            f"P{n}",
            f"{MAKERS[n % 4]} {KINDS[n % 5]} {n}",
            f"Number {n} of its kind.",
            MAKERS[n % 4],
            KINDS[n % 5].title() + "s",
            10.0 + n,
            "EUR",
            attributes={"weight g": float(n % 7), "colour": ("red", "blue", "green")[n % 3], "spare": n % 2 == 0},
        )
        for n in range(count)
    ]


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of an index but those that hold the time: the manifest, and when each file was written."""
    data = folder / json.loads((folder / "manifest.json").read_text())["data"]
    return {
        path.relative_to(data).as_posix(): path.read_bytes()
        for path in data.rglob("*")
        if path.is_file() and path.name != ".whole"
    }


class Stops(WordEncoder):
    """An encoder that stops the build after so many calls, as a person or a power cut does."""

    def __init__(self, calls: int) -> None:
        super().__init__()
        self._left = calls

    def encode(self, texts, *, on_progress=None):
        if not self._left:
            raise KeyboardInterrupt
        self._left -= 1
        return super().encode(texts, on_progress=on_progress)


def test_an_index_built_in_pieces_is_the_one_built_in_one_go(tmp_path):
    build(tmp_path / "whole", shop(60), WordEncoder())
    build(tmp_path / "pieces", shop(60), WordEncoder(), thresholds=Thresholds(texts_at_once=7, postings_at_once=50))
    assert files_of(tmp_path / "pieces") == files_of(tmp_path / "whole")


def test_a_stopped_build_goes_on_from_its_last_piece(tmp_path):
    in_tens = Thresholds(texts_at_once=10)
    build(tmp_path / "whole", shop(60), WordEncoder())
    stopping = Stops(4)
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path / "index", shop(60), stopping, thresholds=in_tens)
    assert len(stopping.encoded) == 1 + 30, "a name, and three pieces"
    assert [path.name for path in (tmp_path / "index").iterdir()] == [BUILDING], "its vectors are all that it left"
    again = WordEncoder()
    report = build(tmp_path / "index", shop(60), again, thresholds=in_tens)
    assert report.embedded_products == 30
    assert set(stopping.encoded[1:]).isdisjoint(again.encoded), "nothing is embedded twice"
    assert files_of(tmp_path / "index") == files_of(tmp_path / "whole")
    assert not (tmp_path / "index" / BUILDING).exists()


def test_a_piece_that_was_cut_short_is_embedded_again(tmp_path):
    keys = np.frombuffer(b"".join(map(text_key, ("one", "two"))), np.uint8).reshape(-1, 16)
    PieceStore(tmp_path / "store", 4, "float16").add(keys, np.eye(2, 4, dtype=np.float32))
    with (tmp_path / "store" / "vectors").open("r+b") as file:
        file.truncate(13)
    store = PieceStore(tmp_path / "store", 4, "float16")
    assert store.count == 1
    known = VectorCache(WordEncoder(), store, [])
    assert known.missing(keys).tolist() == [1]


def test_equal_texts_are_embedded_once(tmp_path, encoder):
    twins = [replace(RIDGE, id=f"W{n}") for n in range(5)]
    plain = Product("P", "A plain thing", attributes={})
    assert build(tmp_path / "index", [*twins, plain], encoder).embedded_products == 2
    assert len(encoder.encoded) == len(set(encoder.encoded)), "the plain thing's text is its title's fact too"


def test_keys_are_found_by_all_their_bytes():
    keys = np.zeros((3, 16), np.uint8)
    keys[1, 15], keys[2, 0] = 1, 1
    other = np.full((1, 16), 9, np.uint8)
    assert KeyTable(keys).find(np.concatenate([keys[::-1], other])).tolist() == [2, 1, 0, -1]
    assert KeyTable(keys[:0]).find(keys).tolist() == [-1, -1, -1]


def test_an_array_written_in_parts_is_an_ordinary_one(tmp_path):
    with ArrayWriter(tmp_path / "a.npy", "float16", 3) as file:
        for start in (0, 3):
            file.write(np.arange(start * 3, (start + 3) * 3, dtype=np.float32).reshape(3, 3))
    np.testing.assert_array_equal(np.load(tmp_path / "a.npy"), np.arange(18, dtype=np.float16).reshape(6, 3))


def test_words_merged_from_pieces_score_as_bm25s_scores_them(tmp_path):
    random = np.random.default_rng(0)
    texts = [[f"w{n}" for n in random.zipf(1.5, random.integers(0, 30)) if n < 50] for _ in range(200)]
    writer = PostingsWriter(tmp_path / "words", at_once=100)
    for text in texts:
        writer.add(text)
    writer.save()
    ours, theirs = bm25s.BM25.load(str(tmp_path / "words"), mmap=True), bm25s.BM25(k1=1.2, b=0.75)
    theirs.index([text or [""] for text in texts], show_progress=False)
    for token in {token for text in texts for token in text}:
        np.testing.assert_array_equal(ours.get_scores([token]), theirs.get_scores([token]))
    assert sorted(path.name for path in (tmp_path / "words").iterdir()) == [
        "counts.npy", "data.csc.index.npy", "indices.csc.index.npy", "indptr.csc.index.npy", "lengths.npy",
        "params.index.json", "vocab.index.json",
    ]  # fmt: skip


def like_products(count: int, dim: int = 32) -> np.ndarray:
    """(count, dim) vectors of length one, in clusters."""
    random = np.random.default_rng(3)
    found = random.standard_normal((20, dim))[random.integers(0, 20, count)] + 0.5 * random.standard_normal((count, dim))
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize(("precision", "bytes_each", "off_by"), [("float32", 4, 0), ("float16", 2, 5e-4), ("int8", 1, 6e-3)])
def test_vectors_are_kept_at_the_precision_that_was_asked_for(tmp_path, precision, bytes_each, off_by):
    vectors = like_products(500)
    scale = scale_of(float(abs(vectors).max()), precision)
    save_vectors(tmp_path, vectors.__getitem__, 500, 32, precision=precision, scale=scale, exact_up_to=500)
    index = VectorIndex.open(tmp_path, scale)
    size = (tmp_path / "vectors.faiss").stat().st_size
    assert 0 <= size - 500 * 32 * bytes_each < 200
    assert abs(index.rows(np.arange(500)) - vectors).max() <= off_by
    in_memory = VectorIndex.build(vectors, precision=precision)
    for query in vectors[:20]:
        rows, cosines = index.search(query, 10)
        assert rows.tolist() == in_memory.search(query, 10)[0].tolist()
        np.testing.assert_allclose(cosines, (vectors[rows] @ query), atol=1e-2 if precision == "int8" else 1e-3)


@pytest.mark.parametrize("precision", ["float16", "int8"])
def test_a_search_by_cells_finds_what_looking_at_everything_finds(tmp_path, precision):
    vectors = like_products(2000)
    scale = scale_of(float(abs(vectors).max()), precision)
    save_vectors(tmp_path, vectors.__getitem__, 2000, 32, precision=precision, scale=scale, exact_up_to=100)
    index, exact = VectorIndex.open(tmp_path, scale, seen_at_least=600), VectorIndex.build(vectors)
    assert index._cells is not None
    allowed = np.arange(0, 2000, 2)
    found = [len(np.intersect1d(index.search(q, 10)[0], exact.search(q, 10)[0])) for q in vectors[:50]]
    assert np.mean(found) >= 9.5
    found = [
        len(np.intersect1d(index.search(q, 10, allowed=allowed)[0], exact.search(q, 10, allowed=allowed)[0]))
        for q in vectors[:50]
    ]
    assert np.mean(found) >= 9.5
    few = np.arange(5, 2000, 100)
    for query in vectors[:20]:
        assert set(index.search(query, 20, allowed=few)[0].tolist()) == set(few.tolist()), "under a narrow limit all are seen"


@pytest.mark.parametrize(("precision", "off_by"), [("float32", 0), ("float16", 0), ("int8", 0.004)])
def test_an_update_keeps_the_vectors_that_it_has(tmp_path, precision, off_by):
    build(tmp_path / "index", FIVE, WordEncoder(), precision=precision)
    before = Index(tmp_path / "index")
    kept = before.vectors.rows(np.arange(5)), before.facts.of(range(5))[0]
    encoder = WordEncoder()
    build(tmp_path / "index", [*FIVE, replace(RIDGE, id="W9", title="Ridge, the third")], encoder, precision=precision)
    after = Index(tmp_path / "index")
    assert abs(after.vectors.rows(np.arange(5)) - kept[0]).max() <= off_by, "int8 makes room for larger numbers: one step of it"
    assert abs(after.facts.of(range(5))[0] - kept[1]).max() <= off_by


def test_a_finer_precision_is_embedded_anew_and_a_coarser_one_is_not(tmp_path):
    build(tmp_path / "index", FIVE, WordEncoder(), precision="float16")
    assert build(tmp_path / "index", FIVE, WordEncoder(), precision="int8").embedded_products == 0
    assert build(tmp_path / "index", FIVE, WordEncoder(), precision="float32").embedded_products == 5


def test_a_large_catalog_learns_its_kinds_from_a_sample(tmp_path):
    build(tmp_path / "whole", shop(400), WordEncoder())
    build(tmp_path / "sampled", shop(400), WordEncoder(), thresholds=Thresholds(learned_from=120))
    whole, sampled = (Index(tmp_path / name).kinds.table for name in ("whole", "sampled"))
    members = dict(zip(whole.keys, (rows.tolist() for rows in whole.members), strict=True))
    found = dict(zip(sampled.keys, (rows.tolist() for rows in sampled.members), strict=True))
    for kind in range(5):
        key = next(key for key, rows in members.items() if set(range(kind, 400, 5)) <= set(rows))
        assert found[key] == members[key] == list(range(kind, 400, 5))


def test_a_disk_without_room_is_told_before_anything_is_embedded(tmp_path, monkeypatch, encoder):
    build(tmp_path / "index", FIVE[:2], encoder)
    encoder.encoded.clear()
    usage = shutil.disk_usage(tmp_path)._replace(free=100)
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(ShopcliError, match="and 0 MiB are free") as failure:
        build(tmp_path / "index", FIVE, encoder)
    assert failure.value.hint == "Free some room, or choose a folder on another disk with --index."
    assert [text for text in encoder.encoded if "dress" in text.lower()] == []
    assert len(Index(tmp_path / "index").records) == 2


def test_cells_serve_again_for_the_vectors_that_come_behind(tmp_path):
    vectors = like_products(600)
    kept = np.arange(0, 500, 2)
    for name in ("before", "after"):
        (tmp_path / name).mkdir()
    settings = {"precision": "float32", "scale": 1.0, "exact_up_to": 10}
    save_vectors(tmp_path / "before", vectors[:500].__getitem__, 500, 32, **settings)
    now = np.concatenate([vectors[kept], vectors[500:]])
    known = cells_of(tmp_path / "before", kept)
    save_vectors(tmp_path / "after", now.__getitem__, len(now), 32, known=known, **settings)
    cells, centres = (np.load(tmp_path / "after" / name) for name in ("cells.npy", "cell_centres.npy"))
    np.testing.assert_array_equal(centres, np.load(tmp_path / "before" / "cell_centres.npy"))
    np.testing.assert_array_equal(cells, (now @ centres.T).argmax(axis=1))
    assert VectorIndex.open(tmp_path / "after").search(now[-1], 1)[0].tolist() == [len(now) - 1]
