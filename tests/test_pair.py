"""Two encoders side by side: what reads a text, which catalogs take them, and an index that keeps two vectors of each text."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from shopcli.advisor import Advisor
from shopcli.catalog import open_catalog
from shopcli.config import BOTH_EMBEDDERS, ENGLISH_EMBEDDER, MULTILINGUAL_EMBEDDER, load_settings
from shopcli.errors import ModelError, UsageError
from shopcli.index import Index, read_manifest
from shopcli.index.parts.halves import as_request, compared, first_dim, has_halves
from shopcli.index.parts.vectors import VectorIndex, save_vectors
from shopcli.index.storage.manifest import rebuild_hint
from shopcli.indexer import index_catalog
from shopcli.models.embedder.encoder import load_encoder
from shopcli.models.embedder.pair import EncoderPair
from tests.conftest import WordEncoder
from tests.same_index import assert_same
from tests.test_update import Desk, edited, shop

DIM, ENGLISH_DIM, MULTILINGUAL_DIM = 577, 64, 512
MEANINGS = {"帐篷": "tent", "灯笼": "lantern", "红色": "red", "绳子": "rope"}
GERMAN = ("Zelt für zwei Personen, wasserdicht und sehr leicht", "Laterne mit langer Laufzeit und warmem Licht für draußen")
CHINESE = ("双人帐篷,防水,非常轻", "户外灯笼,续航时间长")
ENGLISH = ("A light tent for two people that keeps the rain out", "A lantern with warm light for long evenings outside")


class Multilingual(WordEncoder):
    """Words of Chinese have the vectors of the English words that they mean."""

    dim = MULTILINGUAL_DIM

    def encode(self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None) -> np.ndarray:
        return super().encode([" ".join(MEANINGS.get(word, word) for word in text.split()) for text in texts])


class Pair(EncoderPair):
    """A pair of encoders without weights that writes down which of them were opened, and how often."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.first, self.second = WordEncoder(), Multilingual()
        english, multilingual = self._opener("english", self.first), self._opener("multilingual", self.second)
        super().__init__(english, multilingual, name="words + words", digest="pair-1", english_dim=ENGLISH_DIM)

    def _opener(self, name: str, encoder: WordEncoder) -> Callable[[], WordEncoder]:
        def opened() -> WordEncoder:
            self.opened.append(name)
            return encoder

        return opened


def refused() -> WordEncoder:
    raise ModelError("no weights", hint="Fetch them.")


def catalog(folder: Path, texts: Sequence[str]) -> Path:
    records = [{"id": f"P{n}", "title": text, "description": text, "price": 10.0 + n} for n, text in enumerate(texts)]
    (folder / "catalog.json").write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    return folder / "catalog.json"


# --- vectors


def test_a_text_of_the_catalog_has_both_vectors_side_by_side_with_a_column_of_zeros_between():
    pair, texts = Pair(), ["red tent", "lantern"]
    vectors = pair.encode(texts)
    assert (vectors.shape, pair.dim, vectors.dtype) == ((2, DIM), DIM, np.float32)
    assert np.array_equal(vectors[:, :ENGLISH_DIM], WordEncoder().encode(texts))
    assert not vectors[:, ENGLISH_DIM].any()
    assert np.array_equal(vectors[:, ENGLISH_DIM + 1 :], Multilingual().encode(texts))


def test_a_name_to_be_recognised_has_the_half_that_its_script_asks_for_and_zeros_for_the_other():
    pair, texts = Pair(), ["red tent", "红色 帐篷", "lantern"]
    vectors = pair.encode_request(texts)
    assert np.array_equal(vectors[[0, 2], :ENGLISH_DIM], WordEncoder().encode(["red tent", "lantern"]))
    assert np.array_equal(vectors[1, -MULTILINGUAL_DIM:], Multilingual().encode(["red tent"])[0])
    assert not vectors[[0, 2], ENGLISH_DIM:].any()
    assert not vectors[1, :-MULTILINGUAL_DIM].any()
    assert (pair.first.encoded, pair.second.encoded) == (["red tent", "lantern"], ["red tent"])


def test_a_request_in_chinese_is_as_near_to_a_text_as_the_multilingual_encoder_says():
    pair = Pair()
    near = pair.encode_request(["红色 帐篷"]) @ pair.encode(["red tent", "lantern"]).T
    expected = Multilingual().encode(["red tent"]) @ Multilingual().encode(["red tent", "lantern"]).T
    np.testing.assert_allclose(near, expected, atol=1e-6)


def test_what_is_looked_for_in_latin_script_is_as_near_as_both_encoders_say_on_average():
    pair, products = Pair(), ["red tent", "green lantern"]
    near = pair.encode_wanted(["a red lantern", "红色 帐篷"]) @ pair.encode(products).T
    each = [one.encode(["a red lantern"]) @ one.encode(products).T for one in (WordEncoder(), Multilingual())]
    np.testing.assert_allclose(near[0], (each[0] + each[1])[0] / 2, atol=1e-6)
    np.testing.assert_allclose(near[1], (Multilingual().encode(["red tent"]) @ Multilingual().encode(products).T)[0], atol=1e-6)


def test_no_text_gives_no_vectors():
    pair = Pair()
    assert pair.encode_request([]).shape == pair.encode_wanted([]).shape == (0, DIM)


# --- opening


def test_a_name_in_another_script_opens_the_multilingual_encoder_alone():
    pair = Pair()
    assert pair.opened == []
    pair.encode_request(["帐篷"])
    assert pair.opened == ["multilingual"]


@pytest.mark.parametrize("texts", [["tent", "帐篷"], ["帐篷", "tent"]])
def test_each_encoder_is_opened_once(texts):
    pair = Pair()
    for text in texts * 2:
        pair.encode_request([text])
    pair.encode(["tent"])
    pair.encode_wanted(["tent"])
    assert sorted(pair.opened) == ["english", "multilingual"]


def test_an_encoder_that_cannot_be_opened_is_told_to_whoever_asks_for_it_and_to_nobody_else():
    pair = EncoderPair(WordEncoder, refused, name="", digest="", english_dim=ENGLISH_DIM)
    assert pair.encode_request(["tent"]).any()
    for _ in range(2):
        with pytest.raises(ModelError, match="no weights"):
            pair.encode_wanted(["tent"])


def test_two_embedders_of_which_the_second_is_not_the_multilingual_one_are_no_pair(tiny_encoder):
    with pytest.raises(UsageError, match="is no pair of embedders"):
        load_encoder(f"{tiny_encoder} + {tiny_encoder}", device="cpu")


# --- halves


def test_only_a_vector_of_two_encoders_has_halves():
    assert [(first_dim(dim), has_halves(dim)) for dim in (64, 384, 512, 768, 511, 577, 897)] == [
        (64, False), (384, False), (512, False), (768, False), (511, False), (64, True), (384, True),
    ]  # fmt: skip


def test_texts_of_a_catalog_are_compared_by_the_first_of_two_vectors():
    both, one = Pair().encode(["red tent", "rope"]), WordEncoder().encode(["red tent", "rope"])
    assert np.array_equal(compared(both), one)
    assert np.array_equal(compared(one), one)
    assert np.array_equal(compared(both[0]), one[0])


def test_a_text_of_a_catalog_stands_for_a_request_with_zeros_behind_its_first_vector():
    pair, texts = Pair(), ["red tent", "rope"]
    assert np.array_equal(as_request(pair.encode(texts)), pair.encode_request(texts))
    one = WordEncoder().encode(texts)
    assert as_request(one) is one


@pytest.mark.parametrize("name", ["red tent", "红色 帐篷"])
def test_a_search_by_a_vector_with_one_half_finds_what_one_through_whole_vectors_finds(tmp_path: Path, name: str) -> None:
    texts = [f"{colour} {thing} {n}" for n in range(40) for colour in ("red", "grey") for thing in ("tent", "rope")]
    pair = Pair()
    vectors = pair.encode(texts)
    save_vectors(
        tmp_path, vectors.__getitem__, len(texts), DIM, precision="float16", scale=1.0, exact_up_to=len(texts), known=None
    )
    whole, halved = VectorIndex.open(tmp_path), VectorIndex.open(tmp_path, dim=DIM)
    (asked,), allowed = pair.encode_request([name]), np.arange(0, len(texts), 3)
    for rows in (None, allowed):
        for found, expected in zip(halved.search(asked, 7, allowed=rows), whole.search(asked, 7, allowed=rows), strict=True):
            assert np.array_equal(found, expected)
    assert np.array_equal(halved.compared(allowed), whole.rows(allowed)[:, :ENGLISH_DIM])
    assert halved.compared(allowed[:0]).shape == (0, ENGLISH_DIM)


# --- the catalog's language


@pytest.mark.parametrize(
    ("texts", "embedder"), [(ENGLISH, BOTH_EMBEDDERS), (GERMAN, MULTILINGUAL_EMBEDDER), (CHINESE, MULTILINGUAL_EMBEDDER)]
)
def test_a_catalog_in_english_takes_both_encoders_and_any_other_the_multilingual_one(tmp_path, texts, embedder):
    index_catalog(open_catalog([catalog(tmp_path, texts)]), tmp_path / "index", settings=load_settings(), encoder=Pair())
    manifest = read_manifest(tmp_path / "index")
    assert (manifest.embedder, manifest.embedder_digest, manifest.dim) == (embedder, "pair-1", DIM)
    assert "--embedder" not in rebuild_hint(tmp_path / "index", manifest), "the catalog says which"


def test_an_embedder_that_is_named_is_taken_whatever_the_language(tmp_path):
    settings = load_settings(embedder=ENGLISH_EMBEDDER)
    index_catalog(open_catalog([catalog(tmp_path, CHINESE)]), tmp_path / "index", settings=settings, encoder=WordEncoder())
    manifest = read_manifest(tmp_path / "index")
    assert manifest.embedder == ENGLISH_EMBEDDER
    assert f"--embedder '{ENGLISH_EMBEDDER}'" in rebuild_hint(tmp_path / "index", manifest)


# --- an index of both


@pytest.mark.parametrize("precision", ["float32", "float16"])
def test_an_index_with_two_vectors_that_is_brought_up_to_date_says_what_one_built_anew_says(tmp_path, precision):
    desk, settings = Desk(tmp_path), load_settings(precision=precision)
    records = shop()
    desk.build(records, settings=settings, encoder=Pair())
    records, pair = edited(records, 1), Pair()
    done = desk.build(records, settings=settings, encoder=pair)
    assert 0 < desk.made < 60 < done.products
    assert 0 < len(pair.first.encoded) < 60
    assert_same(desk.index, desk.anew(records, settings=settings, encoder=Pair()))


def test_an_index_of_one_encoder_is_built_anew_for_two(tmp_path):
    desk, records = Desk(tmp_path), shop(20)
    desk.build(records)
    done = desk.build(records, encoder=Pair())
    assert (done.unchanged, done.embedded_products, Index(desk.index).manifest.dim) == (False, 20, DIM)


@pytest.mark.parametrize("query", ["红色 帐篷", "red tent"])
@pytest.mark.parametrize(("precision", "off_by"), [("float16", 0.001), ("int8", 0.01)])
def test_both_halves_are_kept_at_a_coarser_precision(tmp_path, precision, off_by, query):
    desk, pair, found = Desk(tmp_path), Pair(), {}
    for kept in ("float32", precision):
        desk.build(shop(), tmp_path / kept, settings=load_settings(precision=kept), encoder=pair)
        found[kept] = Index(tmp_path / kept).vectors
    for vector in (pair.encode_request([query])[0], pair.encode_wanted([query])[0]):
        rows, cosines = found[precision].search(vector, 5)
        exact = found["float32"].rows(rows) @ vector
        np.testing.assert_allclose(cosines, exact, atol=off_by)
        assert cosines[-1] >= found["float32"].search(vector, 5)[1][-1] - off_by, "nothing nearer was passed over"
    stored = found[precision].rows(np.arange(120))
    assert not stored[:, ENGLISH_DIM].any()


def test_a_request_in_chinese_finds_what_an_english_catalog_says(tmp_path):
    desk, pair = Desk(tmp_path), Pair()
    desk.build(shop(), encoder=pair)
    answer = Advisor(Index(desk.index), encoder=pair).ask("红色 帐篷", text=False)
    assert answer.results[0].product.category == "tents"
