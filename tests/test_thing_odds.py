"""What is found first is held against the whole name of the thing asked for, and what goes by that is found where it is not."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.catalog import facts_of
from shopcli.config import Settings
from shopcli.index import CatalogSource, Index, build_index
from shopcli.need.thesaurus.needed_things import shipped_needed_things
from shopcli.pipeline.names.own_names import OwnNames, whole_name
from shopcli.pipeline.names.titles.thing_odds import ThingOdds
from shopcli.types import Clause, Entry, Need, Product
from tests.conftest import WordEncoder

GOODS = [
    ("Hill Turmeric Powder", "Spices", "Turmeric that is ground on the farm, for curry."),
    ("Hill Chilli Powder", "Spices", "Hot. Take milk at hand."),
    ("Dune Coriander Powder", "Spices", "Coriander of this year."),
    ("Dune Garlic Powder", "Spices", "Garlic, dried and ground."),
    ("Pig Piggy Bank", "Toys", "A bank of clay for the first coins."),
    ("Bear Piggy Bank", "Toys", "A bank that growls. No power needed."),
    ("Fox Piggy Bank", "Toys", "A bank of wood."),
    ("Owl Piggy Bank", "Toys", "A bank with a key."),
    ("Whale Piggy Bank", "Toys", "A bank for a great deal."),
    ("Volt Power Bank 10000 mAh", "Chargers", "Power for two days away from any socket."),
    ("帐篷 双人", "Tents", "两个人的帐篷。"),
]


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Advisor:
    goods = [Product(str(n), title, price=5.0 + n, category=c, description=text) for n, (title, c, text) in enumerate(GOODS)]
    encoder, folder = WordEncoder(), tmp_path_factory.mktemp("goods")
    source = CatalogSource(("goods.json",), "", {}, "en")
    build_index(map(Entry, goods), folder / "index", encoder=encoder, embedder="words", facts_of=facts_of, source=source)
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder)


def test_what_shares_the_last_word_with_a_thing_is_not_sold_as_one(shop):
    answer = shop.ask("milk powder for my baby", text=False)
    assert (answer.not_sold, answer.matching, answer.not_sold_says) == (
        True,
        0,
        "Sorry, I found no milk powder here.",
    )


def test_a_sort_that_is_sold_is(shop):
    answer = shop.ask("garlic powder", text=False)
    assert (answer.not_sold, answer.results[0].product.title) == (False, "Dune Garlic Powder")


def test_the_one_thing_of_a_name_is_found_among_many_that_share_its_last_word(shop):
    answer = shop.ask("a power bank", text=False)
    assert (answer.not_sold, answer.results[0].product.title) == (False, "Volt Power Bank 10000 mAh")


def test_a_page_behind_the_first_is_of_the_same_search(shop):
    need = shop.understand("a power bank")
    first, later = shop.search(need, top=1), shop.search(need, top=1, offset=1)
    assert first.results[0].product.id != later.results[0].product.id
    assert shop.search(first.need, top=1).results[0].product.id == first.results[0].product.id


def test_a_reply_names_the_whole_thing(shop):
    assert shop.ask("do you have any milk powder?", text=False).reply.startswith(
        "Nothing in this catalog goes by the name of “milk powder”."
    )


def test_a_title_in_another_script_is_taken_as_it_was_found(shop):
    need = shop.understand("a tent")
    assert shop.search(need, top=1).not_sold is False or not shop._assortment.verdict(need)


@pytest.mark.parametrize(
    ("row", "names", "is_one"),
    [(9, ["power bank"], True), (4, ["power bank"], False), (3, ["garlic powder"], True), (0, ["milk powder"], False)],
)
def test_what_says_the_whole_name_is_likelier_than_what_closes_with_its_last_word(shop, row, names, is_one):
    odds = ThingOdds(shop.index, shop._encode_wanted, OwnNames(shop.index))
    assert odds.is_the_thing(row, names, is_known=True) is is_one


def test_the_rows_of_a_thing_are_those_that_go_by_its_name(shop):
    odds = ThingOdds(shop.index, shop._encode_wanted, OwnNames(shop.index))
    assert odds.rows(["power bank"], is_known=True).tolist() == [9]
    assert odds.rows(["milk powder"], is_known=True).tolist() == []


@pytest.mark.parametrize(
    ("query", "topic", "name"),
    [
        ("maple syrup for pancakes", "syrup", "maple syrup"),  # no ring, but a thing that needs were told of
        ("a wine rack", "rack", "wine rack"),
        ("a narrow rack", "rack", "rack"),
        ("wine, and a rack", "rack", "rack"),
    ],
)
def test_the_whole_name_of_a_thing_is_the_longest_that_is_known(query, topic, name):
    assert whole_name(Clause(topic, "topic"), Need(query, (Clause(topic, "topic"),))) == name


def test_things_that_needs_were_told_of_are_known_in_any_number():
    things = shipped_needed_things()
    assert "wine rack" in things.synonyms("wine racks") and "wine rack" in things.synonyms("Wine  rack")
    assert things.synonyms("narrow rack") == ()


def test_no_name_goes_from_one_turn_into_the_next():
    headphones = Clause("headphones", "topic")
    assert whole_name(headphones, Need("headphones; with a microphone", (headphones,))) == "headphones"
    assert whole_name(headphones, Need("headphones with a microphone", (headphones,))) == "headphones with a microphone"
