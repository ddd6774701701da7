"""Building, updating and opening an index."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from shopcli.catalog.facts import facts_of
from shopcli.errors import IndexNotFound, IndexUnusable, ProductNotFound
from shopcli.index import Index
from shopcli.index.parts.postings import PostingsWriter
from shopcli.index.parts.stats import counted_stats
from shopcli.index.parts.vectors import VectorIndex
from shopcli.index.parts.words import Tokenizer, WordIndex
from shopcli.index.storage.manifest import FORMAT, MANIFEST, read_manifest, sweep
from shopcli.types import Product
from tests.conftest import DRESS, FIVE, KEYBOARD, RIDGE, WordEncoder, build


def opened(tmp_path: Path) -> Index:
    return Index(tmp_path / "index")


def test_an_index_gives_back_the_products_as_they_were(index):
    assert list(index.records) == list(FIVE)
    assert index.product("K1") == KEYBOARD


def test_a_title_is_read_without_the_rest_of_its_record(tmp_path, encoder):
    titles = ['a "quoted" tent', 'back\\slash, "title": "no title"', "帐篷 {}", "line\nend"]
    products = [Product(f'id", "title": "{n}\\', title, price=1.0) for n, title in enumerate(titles)]
    build(tmp_path, products, encoder)
    records = Index(tmp_path).records
    assert [records.title(row) for row in range(len(records))] == titles == [record.title for record in records]


def test_an_unknown_id_names_the_nearest(index):
    with pytest.raises(ProductNotFound) as failure:
        index.product("W4")
    assert failure.value.hint == "Did you mean: W3, W2, W1?"


def test_the_vocabulary_is_learned_from_the_catalog(index):
    words = index.vocabulary
    assert words.brands == {"varnholm": "Varnholm", "orrelane": "Orrelane", "hushwick": "Hushwick"}
    assert set(words.colours) == {"black", "green", "silver", "brown", "white"}
    assert words.currencies == ("EUR",)


def test_a_catalog_without_a_colour_field_has_no_colours(tmp_path, encoder):
    juice = Product("J", "Orange juice", attributes={"litres": 1.0})
    build(tmp_path / "index", [juice], encoder)
    assert opened(tmp_path).vocabulary.colours == ()


def test_the_stats_count_prices_brands_and_fields(index):
    stats = index.stats()
    assert stats.products == 5
    assert stats.brands == (("Varnholm", 2), ("Orrelane", 1), ("Hushwick", 1))
    assert stats.prices == {"EUR": (19.0, 89.0, 189.0, 5)}
    fields = {field.name: field for field in stats.fields}
    assert (fields["GPS"].kind, fields["GPS"].filled, fields["GPS"].top_values) == ("yes/no", 3, (("yes", 2), ("no", 1)))
    assert (fields["weight g"].minimum, fields["weight g"].maximum) == (40.0, 54.0)


def test_indexing_again_embeds_nothing(tmp_path, encoder):
    build(tmp_path / "index", FIVE, encoder)
    encoder.encoded.clear()
    report = build(tmp_path / "index", FIVE, encoder)
    assert (report.embedded_products, report.embedded_facts, encoder.encoded) == (0, 0, [])


def test_only_what_changed_is_embedded_and_what_left_is_gone(tmp_path, encoder):
    build(tmp_path / "index", FIVE, encoder)
    encoder.encoded.clear()
    report = build(tmp_path / "index", [replace(RIDGE, title="Varnholm Ridge 3"), *FIVE[2:]], encoder)
    assert (report.products, report.embedded_products, report.removed) == (4, 1, 1)
    texts, names = encoder.encoded[:2], encoder.encoded[2:]
    assert texts == ["Varnholm Ridge 3. Watches. A rugged outdoor watch.", "Varnholm Ridge 3"]
    assert names == ["watches"]  # with the dress watch gone, the category's own word is what most of the kind are called by
    with pytest.raises(ProductNotFound):
        opened(tmp_path).product("W2")


def test_an_updated_index_has_the_vectors_of_a_fresh_one(tmp_path):
    changed = [KEYBOARD, replace(DRESS, title="Evening watch"), RIDGE]
    build(tmp_path / "index", FIVE, WordEncoder())
    build(tmp_path / "index", changed, WordEncoder())
    build(tmp_path / "fresh", changed, WordEncoder())
    one, other = opened(tmp_path), Index(tmp_path / "fresh")
    np.testing.assert_array_equal(one.vectors.rows(np.arange(3)), other.vectors.rows(np.arange(3)))
    np.testing.assert_array_equal(one.facts.of([0, 1, 2])[0], other.facts.of([0, 1, 2])[0])


def test_facts_tell_what_share_of_a_clause_they_say(tmp_path, encoder):
    build(tmp_path / "index", FIVE, encoder)
    index = opened(tmp_path)
    rows = [index.row(RIDGE.id), index.row(KEYBOARD.id)]
    said = index.facts.overlaps(rows, [{index.words.stem("rugged"): 0.75, "watch": 0.25}, {"violin": 1.0}])
    facts = [fact.text for row in rows for fact in facts_of(index.records[row])]
    assert said.shape == (2, len(facts))
    assert {fact: float(share) for fact, share in zip(facts, said[0], strict=True) if share} == {
        "title: Varnholm Ridge GPS watch": 0.25,
        "category: Watches": 0.25,
        "description: A rugged outdoor watch.": 1.0,
    }
    assert not said[1].any()


def test_another_encoder_embeds_everything_again(tmp_path, encoder):
    build(tmp_path / "index", FIVE, encoder)
    assert build(tmp_path / "index", FIVE, WordEncoder("words-2")).embedded_products == 5


def test_an_empty_catalog_makes_an_empty_index(tmp_path, encoder):
    build(tmp_path / "index", [], encoder)
    index = opened(tmp_path)
    assert (len(index), list(index.records), index.stats().prices) == (0, [], {})
    assert index.words.scores("watch").tolist() == []


def test_no_index_is_explained(tmp_path):
    with pytest.raises(IndexNotFound) as failure:
        opened(tmp_path)
    assert failure.value.hint == f"Build one with: shopcli index CATALOG --index {tmp_path / 'index'}"


def test_another_format_is_explained(index, tmp_path):
    path = tmp_path / "index" / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 99}))
    with pytest.raises(IndexUnusable, match=f"has format 99; this shopcli reads format {FORMAT}"):
        opened(tmp_path)


@pytest.mark.parametrize("damage", ["truncate", "remove"])
def test_a_damaged_file_is_named_with_the_command_that_mends_it(index, tmp_path, damage):
    path = tmp_path / "index" / index.manifest.data / "values.npy"
    path.write_bytes(path.read_bytes()[:-8]) if damage == "truncate" else path.unlink()
    with pytest.raises(IndexUnusable, match=r"values\.npy") as failure:
        opened(tmp_path)
    assert failure.value.hint == f"Build it again: shopcli index five.json --index {tmp_path / 'index'} --embedder words"


def test_a_tampered_file_of_the_right_size_is_named(index, tmp_path):
    path = tmp_path / "index" / index.manifest.data / "vectors.faiss"
    path.write_bytes(b"x" * path.stat().st_size)
    with pytest.raises(IndexUnusable, match=r"is damaged: vectors\.faiss holds other bytes than were written\."):
        opened(tmp_path)


def test_a_file_that_changed_behind_its_times_is_found_by_reading_it_all(index, tmp_path):
    path = tmp_path / "index" / index.manifest.data / "vectors.faiss"
    before = path.stat()
    path.write_bytes(b"x" * before.st_size)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert opened(tmp_path).manifest == index.manifest, "bytes are read again only where a file was touched"
    with pytest.raises(IndexUnusable, match=r"vectors\.faiss holds other bytes"):
        read_manifest(tmp_path / "index", thorough=True)


def test_a_copied_index_is_read_once_and_then_trusted(index, tmp_path):
    data = tmp_path / "copy" / index.manifest.data
    shutil.copytree(tmp_path / "index", tmp_path / "copy", copy_function=shutil.copyfile)
    before = (data / ".whole").read_bytes()
    assert read_manifest(tmp_path / "copy") == index.manifest
    assert (data / ".whole").read_bytes() != before
    (data / ".whole").write_text("[", encoding="utf-8")
    assert read_manifest(tmp_path / "copy") == index.manifest


def test_an_index_that_is_only_to_be_read_is_read_once_and_then_trusted(index, tmp_path, monkeypatch):
    monkeypatch.setenv("SHOPCLI_CACHE_DIR", str(tmp_path / "own"))
    data, notes = tmp_path / "index" / index.manifest.data, tmp_path / "own" / "whole"
    (data / ".whole").unlink()
    (data / ".whole").mkdir()  # no file can take its place: as in a folder that cannot be written, also for root
    assert opened(tmp_path).manifest == index.manifest
    (note,) = notes.iterdir()
    path, before = data / "vectors.faiss", (data / "vectors.faiss").stat()
    content = path.read_bytes()
    path.write_bytes(b"x" * before.st_size)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert opened(tmp_path).manifest == index.manifest, "bytes are read again only where a file was touched"
    note.write_text(note.read_text().replace('"digests": "', '"digests": "x'), encoding="utf-8")
    with pytest.raises(IndexUnusable, match=r"vectors\.faiss holds other bytes"):
        opened(tmp_path)  # what is noted is of another manifest
    path.write_bytes(content)
    for broken in ("[", "{}", '{"digests": 1, "stamps": 2}'):
        note.write_text(broken, encoding="utf-8")
        assert opened(tmp_path).manifest == index.manifest
    assert list(notes.iterdir()) == [note], "one note for a folder"


def test_a_manifest_with_other_values_is_damaged(index, tmp_path):
    path = tmp_path / "index" / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | {"products": 4}))
    with pytest.raises(IndexUnusable, match="is damaged: it holds other values than were written"):
        opened(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such locks")
def test_an_index_that_is_open_stays_whole_while_another_is_built(tmp_path, encoder):
    build(tmp_path / "index", FIVE, encoder)
    index = opened(tmp_path)
    build(tmp_path / "index", FIVE[:2], encoder)
    assert [product.id for product in index.records] == ["W1", "W2", "W3", "A1", "K1"]
    assert len(list((tmp_path / "index").glob("data-*"))) == 2
    del index
    build(tmp_path / "index", FIVE[:1], encoder)
    assert len(list((tmp_path / "index").glob("data-*"))) == 1, "what nobody reads any more is swept away"


def test_a_broken_manifest_is_explained(index, tmp_path):
    (tmp_path / "index" / MANIFEST).write_text("{")
    with pytest.raises(IndexUnusable, match="is damaged"):
        opened(tmp_path)


def test_a_killed_build_leaves_the_old_index(tmp_path, encoder):
    build(tmp_path / "index", FIVE, encoder)
    code = f"""
import sys, time
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from pathlib import Path
from tests.conftest import FIVE, WordEncoder, build
class Slow(WordEncoder):
    def encode(self, texts, *, on_progress=None):
        print("embedding", flush=True)
        time.sleep(60)
build(Path({str(tmp_path / "index")!r}), FIVE[:1], Slow("words-2"))
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "embedding\n"
        process.kill()
    assert [product.id for product in opened(tmp_path).records] == ["W1", "W2", "W3", "A1", "K1"]
    build(tmp_path / "index", FIVE[:1], encoder)
    assert len(list((tmp_path / "index").glob("data-*"))) == 1, "what the killed build left is swept away"


def test_vectors_beyond_the_exact_size_are_searched_by_cells():
    vectors = np.random.default_rng(0).standard_normal((500, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    cells, exact = VectorIndex.build(vectors, exact_up_to=100), VectorIndex.build(vectors)
    assert (cells._cells is None, exact._cells is None) == (False, True)
    assert cells.search(vectors[7], 5)[0].tolist() == exact.search(vectors[7], 5)[0].tolist()


def test_a_search_returns_allowed_rows_only():
    vectors = np.eye(4, dtype=np.float32)
    rows, scores = VectorIndex.build(vectors).search(vectors[0], 3, allowed=np.asarray([1, 3]))
    assert (sorted(rows.tolist()), scores.tolist()) == ([1, 3], [0.0, 0.0])


@pytest.mark.parametrize(
    "text", ["Dell 15.6 FHD, 1.5GHz", "a t-shirt", "USB-C x-ray", '55" TV', "55-inch", "55 in.", "_e-bike", "2in1"]
)
def test_a_text_of_ascii_is_cut_as_it_is_beside_other_letters(text: str) -> None:
    assert Tokenizer().tokens(f"{text} é") == [*Tokenizer().tokens(text), "é"]


def test_chinese_is_cut_into_words():
    tokens = Tokenizer().tokens("户外运动手表 GPS watches")
    assert tokens[-3:] == ["手表", "gps", "watch"]
    assert {"户外", "运动"} < set(tokens), "compounds are found by their parts too"


def test_words_are_found_in_either_script(tmp_path):
    tokenizer = Tokenizer()
    writer = PostingsWriter(tmp_path / "words")
    for text in ("户外手表", "quiet keyboards"):
        writer.add(tokenizer.tokens(text))
    writer.save()
    words = WordIndex(tmp_path / "words", tokenizer, 2)
    assert (words.scores("手表") > 0).tolist() == [True, False]
    assert (words.scores("a keyboard") > 0).tolist() == [False, True]
    assert words.scores("nothing known").tolist() == [0.0, 0.0]


def test_saved_words_score_as_bm25s_does(tmp_path):
    import bm25s

    texts = ["quiet wireless keyboard", "keyboard keyboard black", "户外运动手表 gps", "", "black watch black strap"]
    tokenizer = Tokenizer()
    written = bm25s.BM25(k1=1.2, b=0.75)
    written.index([tokenizer.tokens(text) or [""] for text in texts], show_progress=False)
    written.save(str(tmp_path / "words"), show_progress=False)
    theirs = bm25s.BM25.load(str(tmp_path / "words"))
    ours = WordIndex(tmp_path / "words", tokenizer, len(texts))
    for query in ("black keyboard", "black black strap", "手表", "watch quiet gps"):
        assert ours.scores(query).tolist() == theirs.get_scores(tokenizer.tokens(query)).tolist()
    assert ours.scores("nowhere said").tolist() == [0.0] * len(texts)
    assert (ours.rows("black").tolist(), ours.rows("nowhere").tolist()) == ([1, 4], [])


def test_words_scored_in_another_way_are_not_read(tmp_path):
    tokenizer = Tokenizer()
    writer = PostingsWriter(tmp_path / "words")
    writer.add(["tea"])
    writer.save()
    parameters = tmp_path / "words" / "params.index.json"
    parameters.write_text(parameters.read_text(encoding="utf-8").replace('"lucene"', '"bm25+"'), encoding="utf-8")
    with pytest.raises(ValueError, match="'bm25\\+'"):
        WordIndex(tmp_path / "words", tokenizer, 1)


def test_the_catalog_at_a_glance_is_counted_when_it_is_indexed(index, tmp_path, encoder):
    counted = counted_stats(index.columns)
    assert index.stats() == counted
    assert (counted.products, [field.name for field in counted.fields][:3]) == (5, ["brand", "category", "price"])
    stats = tmp_path / "index" / index.manifest.data / "stats.json"
    told = stats.read_text(encoding="utf-8")
    stats.write_text(told.replace('"products": 5', '"products": 7'), encoding="utf-8")
    assert index.stats().products == 7, "it is read, not counted again"
    stats.unlink()
    assert index.stats() == counted, "an index that is older than the file is counted"


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path, encoder):
    (tmp_path / "project" / "data-raw").mkdir(parents=True)
    with pytest.raises(IndexUnusable, match="is no index and not empty: it holds data-raw"):
        build(tmp_path / "project", FIVE, encoder)
    assert (tmp_path / "project" / "data-raw").is_dir()


def test_a_damaged_index_is_mended_by_building_it_again(index, tmp_path, encoder):
    path = tmp_path / "index" / index.manifest.data / "vectors.faiss"
    path.write_bytes(b"x" * path.stat().st_size)
    assert build(tmp_path / "index", FIVE, encoder).embedded_products == 5
    assert opened(tmp_path).vectors.size == 5


def test_a_build_that_fails_leaves_nothing_half_written(tmp_path, encoder):
    build(tmp_path / "index", FIVE, encoder)

    def broken():
        yield RIDGE
        raise RuntimeError("the catalog broke off")

    with pytest.raises(RuntimeError, match="broke off"):
        build(tmp_path / "index", broken(), encoder)
    assert len(opened(tmp_path).records) == 5
    assert len(list((tmp_path / "index").glob("data-*"))) == 1


def test_an_id_is_found_whatever_its_case(index):
    assert index.product("k1") == KEYBOARD


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("print", "print prints"),  # no printer
        ("prints", "print prints"),
        ("5", "5 usb"),  # neither 1.5 nor 5g
        ("1.5", "1.5 metres"),
        ("usb 3.0", "usb3 usb"),
        ("bus", "bus"),
        ("灯", "灯"),
        ("printer|灯", "printer 灯"),
    ],
)
def test_a_record_is_confirmed_by_the_very_words_plural_or_not(tmp_path, encoder, said, held):
    titles = {
        "print": "Art print", "prints": "Prints, framed", "printer": "Laser printer", "5": "Size 5.", "5g": "5G phone",
        "1.5": "Cable 1.5", "metres": "Cable of 1.5m", "usb": "5 x USB 3.0", "usb3": "USB 3.0gen hub", "bus": "Toy bus",
        "buss": "Buss", "灯": "台灯 2",
    }  # fmt: skip
    build(tmp_path / "index", [Product(name, title) for name, title in titles.items()], encoder)
    found = Index(tmp_path / "index").sayings.confirmed(said, np.arange(len(titles)))
    assert {name for name, holds in zip(titles, found, strict=True) if holds} == set(held.split())


def test_nothing_goes_while_the_manifest_cannot_be_read(tmp_path, encoder):
    build(tmp_path / "index", FIVE, encoder)
    manifest = tmp_path / "index" / "manifest.json"
    whole = manifest.read_bytes()
    manifest.write_bytes(b"{")
    sweep(tmp_path / "index")
    manifest.write_bytes(whole)
    assert [product.id for product in opened(tmp_path).records] == ["W1", "W2", "W3", "A1", "K1"]
