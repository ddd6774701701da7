"""The first product of a request told in a few sentences is the thing that is asked for, for whom it is asked."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.catalog import facts_of
from shopcli.config import Settings
from shopcli.index import CatalogSource, Index, Vocabulary, build_index
from shopcli.need import understand
from shopcli.types import Entry, Product
from tests.conftest import WordEncoder

VOCABULARY = Vocabulary(brands={}, common_words=(), colours=("black", "white"), currencies=("EUR",), fields=(), switches=())
SHOES = "Moss Fern Sedge Bracken Heather Gorse".split()


def shop_of(folder, goods: list[Product]) -> Advisor:
    encoder, source = WordEncoder(), CatalogSource(("goods.json",), "", {}, "en")
    build_index(map(Entry, goods), folder / "index", encoder=encoder, embedder="words", facts_of=facts_of, source=source)
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder)


def read(query: str) -> list[tuple[str, str]]:
    return [(clause.text, clause.kind) for clause in understand(query, VOCABULARY).clauses]


# --- sentences


@pytest.mark.parametrize(
    ("query", "thing"),
    [
        ("plain watch for my dad, he's 70. real hands, no charging, must survive a swim in the sea. no leather", "plain watch"),
        ("phone for my gran who is 82. cordless, with an answering machine built in, nothing fancy", "phone"),
    ],
)
def test_a_thing_that_a_sentence_names_for_a_person_is_read_although_others_follow(query, thing):
    assert (thing, "topic") in read(query)


def test_a_number_before_a_thing_is_read_although_other_sentences_follow():
    query = "1000 piece jigsaw for a rainy weekend with mum. flowers, animals or a town, just no cars"
    assert read(query)[:2] == [("1000 piece", "feature"), ("jigsaw", "topic")]


def test_what_a_person_of_a_story_has_is_no_thing_that_is_asked_for():
    query = "Grandfather's watch stopped. It's from 1961, hand wound. I don't want it repaired."
    assert not any(kind == "topic" for _, kind in read(query))


# --- for whom


@pytest.fixture(scope="module")
def shoes(tmp_path_factory) -> Advisor:
    described = {"Men's": "Light and breathable, for trails.", "Women's": "For trails.", "Kids'": "For trails."}
    titles = [(f"{name} Hiking Shoes - {whom}", whom) for name in SHOES for whom in described]
    goods = [Product(str(n), title, described[whom], price=50.0 + n) for n, (title, whom) in enumerate(titles)]
    return shop_of(tmp_path_factory.mktemp("shoes"), goods)


@pytest.mark.parametrize("query", ["womens hiking shoes, light, breathable", "hiking shoes for women, light, breathable"])
def test_what_a_title_gives_to_others_comes_behind_though_it_answers_more_wishes(shoes, query):
    result = shoes.search(shoes.understand(query), top=5)
    assert [hit.product.title.rpartition(" - ")[2] for hit in result.results] == ["Women's"] * 5


def test_for_whom_a_thing_is_stands_apart_from_what_it_is_for(shoes):
    need = shoes.understand("womens trail shoes")
    assert [clause.text for clause in need.clauses] == ["womens", "trail", "shoes"]
