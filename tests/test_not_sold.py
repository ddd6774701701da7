"""What a shop does not sell, and what nothing that it sells is like, asked of small shops."""

from __future__ import annotations

import numpy as np
import pytest

from shopcli.advisor import Advisor
from shopcli.catalog import facts_of
from shopcli.config import Settings
from shopcli.index import CatalogSource, Index, build_index
from shopcli.pipeline.names.near_things import NearThings
from shopcli.types import Clause, Entry, Product
from tests.conftest import WordEncoder

GOODS = [
    ("Copper Kettle", "Kettles", "A kettle for the stove. It whistles when the water boils."),
    ("Steel Kettle", "Kettles", "A kettle that keeps the water warm."),
    ("Glass Kettle", "Kettles", "A kettle with a lamp in the lid."),
    ("Electric Kettle", "Kettles", "A kettle of class IP 44, 100 cl."),
    ("Women's Cycling Shorts", "Shorts", "Shorts for the road."),
    ("Men's Running Shorts", "Shorts", "Shorts for the park."),
    ("Clay Plant Pot", "Pots", "A pot for the balcony."),
    ("Steel Plant Pot", "Pots", "A pot for the hall."),
]


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Advisor:
    goods = [Product(str(n), title, price=9.0 + n, category=c, description=text) for n, (title, c, text) in enumerate(GOODS)]
    encoder, folder = WordEncoder(), tmp_path_factory.mktemp("goods")
    source = CatalogSource(("goods.json",), "", {}, "en")
    build_index(map(Entry, goods), folder / "index", encoder=encoder, embedder="words", facts_of=facts_of, source=source)
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder)


@pytest.mark.parametrize(("query", "wish"), [("titanium kettle", "titanium"), ("kettle IP 100", "IP 100")])
def test_a_wish_that_nothing_of_the_kind_grants_is_given_up_and_what_is_shown_stays(shop, query, wish):
    answer = shop.ask(query, text=False)
    assert (answer.not_sold, answer.no_exact_match, [clause.text for clause in answer.relaxed]) == (False, True, [wish])
    assert [(hit.product.category, hit.meets_all) for hit in answer.results] == [("Kettles", False)] * 3
    assert all(wish in [clause.text for clause in hit.unknown] for hit in answer.results)


@pytest.mark.parametrize("query", ["steel kettle", "copper kettle", "outdoor kettle", "titanium plant pot", "kettle IP44"])
def test_what_is_said_and_what_a_thing_is_for_is_not_given_up_nor_where_two_products_are_silent(shop, query):
    assert shop.ask(query, text=False).no_exact_match is False


@pytest.mark.parametrize(
    ("words", "query", "lacks"),
    [
        ("bicycle", "a bicycle", True),  # whatever is for cycling
        ("watering", "a plastic watering can", True),  # of which the tagger took a part for the thing
        ("kettle", "a kettle", False),
        ("tea kettle", "a tea kettle", False),
    ],
)
def test_a_thing_is_sold_where_a_title_ends_in_one_of_its_names(shop, words, query, lacks):
    assert shop._assortment.lacks(Clause(words, "topic"), query) is lacks


def test_nearness_is_told_in_spreads_of_what_comes_near_by_chance(shop):
    near = NearThings(shop.index, shop._encode_wanted, np.arange(len(shop.index.kinds.table.names)), in_han=False)
    of_what_is_sold, of_others = near.standard_score(["kettle"]), near.standard_score(["umbrella"])
    assert of_what_is_sold > 2.8 > of_others
    assert near.standard_score(["umbrella", "kettle"]) == pytest.approx(of_what_is_sold)
