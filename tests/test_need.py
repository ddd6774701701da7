"""Requests to clauses."""

import pytest

from shopcli.index import Vocabulary
from shopcli.need import filter_clauses, understand
from shopcli.types import Clause, Sort

VOCABULARY = Vocabulary(
    brands={"varnholm": "Varnholm", "hushwick": "Hushwick", "black box": "Black Box", "act": "ACT", "hp": "HP"},
    common_words=("act",),
    colours=("black", "white", "grey", "green"),
    currencies=("EUR",),
    fields=("colour", "GPS", "heart_rate_monitor"),
    switches=("GPS", "heart_rate_monitor"),
)


def read(query: str) -> list[tuple]:
    return [(c.text, c.kind, c.field, c.op, c.value) for c in understand(query, VOCABULARY).clauses]


@pytest.mark.parametrize(
    ("query", "text", "op", "value"),
    [
        ("watch under 200", "under 200", "<=", 200.0),
        ("watch under 200 euros", "under 200 euros", "<=", 200.0),
        ("watch under €200", "under €200", "<=", 200.0),
        ("watch below 1,299.50 EUR", "below 1,299.50 EUR", "<=", 1299.5),
        ("watch below 1.299,50 €", "below 1.299,50 €", "<=", 1299.5),
        ("watch, max 60 euro", "max 60 euro", "<=", 60.0),
        ("watch for less than 80 euros", "for less than 80 euros", "<=", 80.0),
        ("watch, no more than 40", "no more than 40", "<=", 40.0),
        ("watch up to 1.2k", "up to 1.2k", "<=", 1200.0),
        ("watch, budget 90", "budget 90", "<=", 90.0),
        ("watch, 80 euros or less", "80 euros or less", "<=", 80.0),
        ("watch for 1 euro", "for 1 euro", "<=", 1.0),
        ("watch over 50 euros", "over 50 euros", ">=", 50.0),
        ("watch, at least 50", "at least 50", ">=", 50.0),
        ("watch, 300 EUR or more", "300 EUR or more", ">=", 300.0),
    ],
)
def test_a_price_limit_is_read_with_its_words(query, text, op, value):
    assert read(query) == [("watch", "topic", None, None, None), (text, "limit", "price", op, value)]


@pytest.mark.parametrize(
    "query",
    ["watch between 50 and 150 euros", "watch from 50 to 150 EUR", "watch 50-150 €", "watch between 150 and 50"],
)
def test_a_range_of_prices_is_two_limits_of_the_same_words(query):
    words = query.removeprefix("watch ")
    assert read(query)[1:] == [(words, "limit", "price", ">=", 50.0), (words, "limit", "price", "<=", 150.0)]


@pytest.mark.parametrize(
    "query",
    [
        "a gift from 2022",
        "toys from 3 to 6",
        "laptop under 1.5 kg",
        "cable under 2 metres",
        "at least 8 GB of RAM",
        "for 2 people",
        "2 pack",
        "usb 3.0",
        "iphone 11",
    ],
)
def test_a_number_that_measures_something_else_is_no_price(query):
    assert [clause for clause in read(query) if clause[2] == "price"] == []


def test_a_model_number_before_a_limit_stays_in_the_topic():
    assert read("iPhone 11 under 500") == [
        ("iPhone 11", "topic", None, None, None),
        ("under 500", "limit", "price", "<=", 500.0),
    ]


def test_a_brand_of_this_catalog_is_a_clause():
    assert read("varnholm watch") == [("varnholm", "feature", "brand", "is", "Varnholm"), ("watch", "topic", None, None, None)]


def test_the_words_that_lead_to_a_name_belong_to_its_clause():
    assert read("watch from Varnholm in black") == [
        ("watch", "topic", None, None, None),
        ("from Varnholm", "feature", "brand", "is", "Varnholm"),
        ("in black", "feature", "colour", "is", "black"),
    ]


def test_a_longer_brand_wins_over_a_colour_within_it():
    assert read("black box switch")[0] == ("black box", "feature", "brand", "is", "Black Box")


def test_a_brand_that_is_a_common_word_counts_only_as_it_is_written():
    assert read("an act for children")[0][2] is None
    assert read("ACT cable")[0] == ("ACT", "feature", "brand", "is", "ACT")


def test_both_spellings_of_a_colour_are_one():
    assert read("gray watch")[0] == ("gray", "feature", "colour", "is", "grey")


def test_either_of_two_names_will_do():
    assert read("watch in black or white")[1] == ("in black or white", "feature", "colour", "in", "black|white")
    assert read("HP or Varnholm watch")[0] == ("HP or Varnholm", "feature", "brand", "in", "HP|Varnholm")


@pytest.mark.parametrize("words", ["for HP", "compatible with HP", "for my HP"])
def test_a_brand_that_the_thing_goes_with_is_not_its_maker(words):
    assert [clause for clause in read(f"charger {words}") if clause[2]] == []


def test_an_exclusion_reaches_no_further_than_its_kind_of_name():
    assert read("watch not from HP and in black")[1:] == [
        ("not from HP", "exclude", "brand", "!=", "HP"),
        ("in black", "feature", "colour", "is", "black"),
    ]


def test_a_currency_makes_a_price_whatever_follows():
    assert read("under €200 watch") == [("under €200", "limit", "price", "<=", 200.0), ("watch", "topic", None, None, None)]


def test_what_sounds_like_a_limit_and_is_none_is_said_so():
    need = understand("tent lighter than 5 kg", VOCABULARY)
    assert need.notes == ("“tent lighter than 5 kg” counts by its meaning only, not as a limit.",)


@pytest.mark.parametrize("piece", ["not hp or ", "1 123 ", "not ", "\t", "a, ", "from 1 to "])
def test_a_long_request_is_read_to_a_point(piece):
    need = understand(piece * 4000, VOCABULARY)
    assert need.notes[-1] == "Only the first 2,000 characters were read."


def test_a_colour_that_the_catalog_does_not_have_stays_meaning():
    assert read("purple watch") == [("purple watch", "topic", None, None, None)]


@pytest.mark.parametrize(
    "words",
    ["not black", "no black", "but not black", "anything but black", "except black", "I don't want black", "avoid black"],
)
def test_an_excluded_colour_is_a_clause(words):
    assert read(f"watch, {words}") == [("watch", "topic", None, None, None), (words, "exclude", "colour", "!=", "black")]


def test_neither_nor_excludes_both():
    assert read("watch, neither HP nor Varnholm")[1:] == [
        ("neither HP", "exclude", "brand", "!=", "HP"),
        ("nor Varnholm", "exclude", "brand", "!=", "Varnholm"),
    ]


def test_a_brand_excluded_with_from_is_a_clause():
    assert read("a mouse that is not from HP, under 25")[1] == ("not from HP", "exclude", "brand", "!=", "HP")


def test_an_exclusion_that_no_field_decides_stays_meaning():
    assert read("watch without leather")[1] == ("without leather", "exclude", None, None, None)


@pytest.mark.parametrize(
    ("query", "order"),
    [("cheapest watch", "asc"), ("the cheapest watch you have", "asc"), ("most expensive watch in the shop", "desc")],
)
def test_an_order_by_price_is_understood(query, order):
    need = understand(query, VOCABULARY)
    assert (need.sort, [c.text for c in need.clauses]) == (Sort("price", order), ["watch"])


def test_a_topic_and_its_features_are_told_apart():
    assert [c[:2] for c in read("I'm looking for a sports watch with a bright screen and a long strap")] == [
        ("sports watch", "topic"),
        ("bright screen", "feature"),
        ("long strap", "feature"),
    ]


def test_a_feature_that_is_a_yes_no_field_is_decided_by_it():
    assert read("watch with gps and a heart-rate monitor")[1:] == [
        ("gps", "feature", "GPS", "is", True),
        ("heart-rate monitor", "feature", "heart_rate_monitor", "is", True),
    ]
    assert read("watch without GPS")[1] == ("without GPS", "exclude", "GPS", "!=", True)


def test_a_currency_that_the_catalog_lacks_is_read_as_its_own_and_said_so():
    need = understand("watch under $200", VOCABULARY)
    assert need.clauses[1].unit == "EUR"
    assert need.notes == ("This catalog has no prices in USD: 'under $200' was read as EUR.",)


def test_a_request_in_chinese_is_known_as_such():
    assert understand("户外运动手表", VOCABULARY).language == "zh"


@pytest.mark.parametrize("query", ["", "   ", "?!", "under", "not", "€", "0 0 0", "under under 5 under"])
def test_odd_requests_are_read_without_failing(query):
    assert all(clause[0] in query for clause in read(query))


def test_flags_become_clauses():
    flags = {"max_price": 80.0, "min_price": None, "brand": "HP", "where": [("GPS", "yes")]}
    assert filter_clauses(**flags, currency="EUR", brands=VOCABULARY.brands) == (
        Clause("--max-price 80", "limit", "price", "<=", 80.0, "EUR"),
        Clause("--brand HP", "feature", "brand", "is", "HP"),
        Clause("--where GPS=yes", "feature", "GPS", "is", "yes"),
    )
