"""Requests to clauses."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopcli.index import Vocabulary
from shopcli.need import filter_clauses, understand
from shopcli.need.languages.en import ENGLISH
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
        ("watch, something up to about 50", "up to about 50", "<=", 50.0),
        ("watch, budget 90", "budget 90", "<=", 90.0),
        ("watch, 80 euros or less", "80 euros or less", "<=", 80.0),
        ("watch for 1 euro", "for 1 euro", "<=", 1.0),
        ("watch over 50 euros", "over 50 euros", ">=", 50.0),
        ("watch, at least 50", "at least 50", ">=", 50.0),
        ("watch, 300 EUR or more", "300 EUR or more", ">=", 300.0),
        ("watch cheaper than 70", "cheaper than 70", "<=", 70.0),
        ("watch, 70 tops", "70 tops", "<=", 70.0),
        ("watch, max. 80 EUR", "max. 80 EUR", "<=", 80.0),
        ("watch below 1 299,95 €", "below 1 299,95 €", "<=", 1299.95),
        ("watch for $1,299.95 or less", "for $1,299.95 or less", "<=", 1299.95),
        ("watch £1.2k", "£1.2k", "<=", 1200.0),
        ("watch under 2 thousand euros", "under 2 thousand euros", "<=", 2000.0),
        ("watch under two hundred euros", "under two hundred euros", "<=", 200.0),
        ("watch, a hundred bucks max", "a hundred bucks max", "<=", 100.0),
        ("watch under a hundred and fifty", "under a hundred and fifty", "<=", 150.0),
        ("watch up to a couple of hundred", "up to a couple of hundred", "<=", 200.0),
        ("watch, my budget is three hundred and fifty pounds", "my budget is three hundred and fifty pounds", "<=", 350.0),
        ("watch for exactly 49.99 euros", "for exactly 49.99 euros", "==", 49.99),
        ("watch 49,- €", "49,- €", "<=", 49.0),
        ("watch from 20 euros up", "from 20 euros up", ">=", 20.0),
    ],
)
def test_a_price_limit_is_read_with_its_words(query, text, op, value):
    assert read(query) == [("watch", "topic", None, None, None), (text, "limit", "price", op, value)]


@pytest.mark.parametrize(
    "query",
    [
        "watch between 50 and 150 euros",
        "watch from 50 to 150 EUR",
        "watch 50-150 €",
        "watch between 150 and 50",
        "watch between fifty and a hundred and fifty euros",
        "watch priced from 50 to 150",
    ],
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
        "USB 3.0 hub",
        "iphone 11",
        "iPhone 11 or less",
        "under armour shirt",
        "no 1 brand",
        "no. 1 brand",
        "50 inch tv",
        "under 50 inch",
        "5 ATM watch",
        "at least 5 ATM",
        "a dress under the knee",
        "size 42 shoes",
        "size under 42",
        "Windows 11 laptop",
        "version 2.0 or above",
        "film over 18",
        "toys for kids over 3",
        "a book about 1984",
        "at most two",
        "at least one year of warranty",
        "under 30 minutes",
        "over 500 pages",
        "2 pounds of rice",
    ],
)
def test_a_number_that_measures_something_else_is_no_price(query):
    assert [clause for clause in read(query) if clause[2] == "price"] == []


def test_a_range_that_is_nearly_so_is_a_range():
    limits = [(op, value) for _, kind, _, op, value in read("a toy around 30 to 60") if kind == "limit"]
    assert limits == [(">=", 30.0), ("<=", 60.0)]


def test_what_asks_for_anything_names_no_thing():
    assert [kind for _, kind, *_ in read("any ideas under 60?")] == ["limit"]


@pytest.mark.parametrize("words", ["about 100 euros", "around 100", "for about 100", "100 or so", "~100", "roughly 100 €"])
def test_about_an_amount_is_a_fifth_to_both_sides_and_said_so(words):
    need = understand(f"watch {words}", VOCABULARY)
    assert [(c.text, c.op, c.value) for c in need.clauses[1:]] == [(words, ">=", 80.0), (words, "<=", 120.0)]
    assert need.notes == (f"“{words}” was read as 80 to 120 EUR.",)


def test_a_name_with_a_number_is_known_from_the_catalogs_own_words():
    class Shop(Vocabulary):
        def word_count(self, word: str) -> int:
            return {"phone 11": 3}.get(word, 0)

    shop = Shop(VOCABULARY.brands, (), (), ("EUR",), ())
    assert [c.kind for c in understand("phone 11 or less", shop).clauses] == ["topic", "feature"]
    assert [c.kind for c in understand("phone 99 or less", shop).clauses] == ["topic", "limit"]


def test_dollars_are_those_that_the_catalog_has():
    canada = Vocabulary({}, (), (), ("CAD",), ())
    need = understand("watch under $200", canada)
    assert (need.clauses[1].unit, need.notes) == ("CAD", ())


def test_a_model_number_before_a_limit_is_no_price():
    assert read("iPhone 11 under 500")[-1] == ("under 500", "limit", "price", "<=", 500.0)


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
    assert need.notes == ("“lighter than 5 kg” counts by its meaning only, not as a limit.",)


@pytest.mark.parametrize("piece", ["not hp or ", "1 123 ", "not ", "\t", "a, ", "from 1 to "])
def test_a_long_request_is_read_to_a_point(piece):
    need = understand(piece * 4000, VOCABULARY)
    assert need.notes[-1] == "Only the first 2,000 characters were read."


def test_a_colour_that_the_catalog_does_not_have_stays_meaning():
    assert read("purple watch") == [("purple watch", "topic", None, None, None)]


@pytest.mark.parametrize(
    "words",
    [
        "not black",
        "no black",
        "but not black",
        "anything but black",
        "except black",
        "except for black",
        "other than black",
        "without black",
        "isn't black",
        "isn’t black",
        "non-black",
        "I don't want black",
        "avoid black",
        "nothing in black",
    ],
)
def test_an_excluded_colour_is_a_clause(words):
    assert read(f"watch, {words}") == [("watch", "topic", None, None, None), (words, "exclude", "colour", "!=", "black")]


@pytest.mark.parametrize("words", ["nothing from HP", "other than HP", "not made by HP", "non-HP", "anything except HP"])
def test_an_excluded_brand_is_a_clause(words):
    assert read(f"watch, {words}")[1] == (words, "exclude", "brand", "!=", "HP")


@pytest.mark.parametrize("words", ["not only for men", "no 1 in tests", "not too heavy"])
def test_a_not_that_excludes_nothing_is_no_exclusion(words):
    assert [clause for clause in read(f"watch, {words}") if clause[1] == "exclude"] == []


def test_neither_nor_excludes_both():
    assert read("watch, neither HP nor Varnholm")[1:] == [
        ("neither HP", "exclude", "brand", "!=", "HP"),
        ("nor Varnholm", "exclude", "brand", "!=", "Varnholm"),
    ]


def test_articles_and_another_stand_before_a_brand_that_is_excluded():
    assert read("watch, but please not another Varnholm")[1:] == [
        ("not another Varnholm", "exclude", "brand", "!=", "Varnholm")
    ]
    assert read("watch, anything except a HP or a Varnholm")[1:] == [
        ("anything except a HP", "exclude", "brand", "!=", "HP"),
        ("or a Varnholm", "exclude", "brand", "!=", "Varnholm"),
    ]


def test_a_brand_excluded_with_from_is_a_clause():
    assert read("a mouse that is not from HP, under 25")[1] == ("not from HP", "exclude", "brand", "!=", "HP")


def test_an_exclusion_that_no_field_decides_stays_meaning():
    assert read("watch without leather")[1] == ("without leather", "exclude", None, None, None)


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("cheapest watch", "asc"),
        ("the cheapest watch you have", "asc"),
        ("watch at the lowest price", "asc"),
        ("watch at the best price", "asc"),
        ("watch, as cheap as possible", "asc"),
        ("watch, price low to high", "asc"),
        ("most expensive watch in the shop", "desc"),
        ("the priciest watch", "desc"),
        ("watch by price descending", "desc"),
    ],
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
    assert need.notes == ("This catalog has no prices in USD: “under $200” was read as EUR.",)


@pytest.mark.parametrize(
    ("limit", "values", "notes"),
    [
        ("under 200 yuan", [200.0], ("This catalog names no currency: “under 200 yuan” was read as 200.",)),
        ("over $49.50", [49.5], ("This catalog names no currency: “over $49.50” was read as 49.50.",)),
        (
            "between 100 and 200 euros",
            [100.0, 200.0],
            ("This catalog names no currency: “between 100 and 200 euros” was read as 100–200.",),
        ),
        (
            "about 200 euros",
            [160.0, 240.0],
            ("This catalog names no currency: “about 200 euros” was read as 200. “about 200 euros” was read as 160 to 240.",),
        ),
        ("under 200", [200.0], ()),
    ],
)
def test_a_catalog_that_names_no_currency_is_taken_to_be_in_the_asker_s_and_said_so(limit, values, notes):
    need = understand(f"watch {limit}", replace(VOCABULARY, currencies=()))
    assert [(clause.field, clause.value, clause.unit) for clause in need.clauses[1:]] == [
        ("price", value, None) for value in values
    ]
    assert need.notes == notes


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


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=120),
        st.lists(
            st.sampled_from(
                "watch HP black not under over between and or 200 1.2k € $ euros two hundred about 11 iPhone from to "
                "without neither nor cheapest GPS with for , ; 'isn't' non- ½ İ \x00 \ud800 ﬁ 😀".split(" ")
            ),
            max_size=30,
        ).map(" ".join),
    )
)
def test_no_request_fails_and_every_clause_is_a_slice_of_it(query):
    need = understand(query, VOCABULARY)
    assert all(clause.text and clause.text in query for clause in need.clauses)


@pytest.mark.parametrize(
    ("query", "aside"),
    [
        ("a watch, size doesn't matter", "size doesn't matter"),
        ("a watch, the colour is not important", "the colour is not important"),
        ("a watch, I don't care about the brand", "I don't care about the brand"),
        ("a watch, light, don't need waterproof", "don't need waterproof"),
        ("a watch for my son. He doesn't need games on it.", "He doesn't need games on it"),
        ("a watch, it doesn't have to be new", "it doesn't have to be new"),
        ("一块手表，颜色都行", "颜色都行"),
        ("一块手表，轻一点，不要求防水", "不要求防水"),
        ("eine Uhr, wasserdicht muss sie nicht sein", "wasserdicht muss sie nicht sein"),
        ("eine Uhr, die Farbe ist egal", "die Farbe ist egal"),
    ],
)
def test_what_makes_no_difference_excludes_nothing(query, aside):
    need = understand(query, VOCABULARY)
    assert [clause.kind for clause in need.clauses if clause.kind == "exclude"] == []
    assert need.left_aside == (aside,)


@pytest.mark.parametrize(
    ("query", "excluded"),
    [
        ("a watch that doesn't need charging", "doesn't need charging"),
        ("a kettle, don't need another white one", "don't need another white"),
    ],
)
def test_what_a_thing_shall_not_need_or_nobody_needs_another_of_is_excluded(query, excluded):
    assert [clause.text for clause in understand(query, VOCABULARY).clauses if clause.kind == "exclude"] == [excluded]


def test_to_keep_a_price_below_a_limit_wishes_for_nothing_else():
    need = understand("a watch, keep it under 90 euros", VOCABULARY)
    assert [(clause.text, clause.kind) for clause in need.clauses] == [("watch", "topic"), ("under 90 euros", "limit")]
    assert need.left_aside == ("keep",)


def test_a_few_pounds_are_a_weight_where_nothing_is_priced_in_them():
    assert [c.field for c in understand("watch under 5 pounds", VOCABULARY).clauses] == [None, None]
    assert [c.field for c in understand("watch under 80 pounds", VOCABULARY).clauses] == [None, "price"]


def test_what_is_refused_is_not_wished_for_where_it_is_named_again():
    clauses = read("perfume for summer, no vanilla please, I'm so over vanilla")
    assert {clause[1] for clause in clauses if "vanilla" in clause[0]} == {"exclude"}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("a red wine, no more than 25 a bottle", "no more than 25"),
        ("red wine under 25 per bottle", "under 25"),
        ("red wine, 25 a bottle at most", "25 a bottle at most"),
    ],
)
def test_a_sum_for_each_of_what_is_counted_is_a_price(query, said):
    assert (said, "limit", "price", "<=", 25.0) in read(query)


def test_an_amount_for_a_measure_is_no_price():
    assert not [clause for clause in read("a car with at least 30 a gallon") if clause[2] == "price"]


@pytest.mark.parametrize(
    ("query", "topic"),
    [
        ("my old kettle broke, need a new one", "kettle"),
        ("My wife's umbrella is torn. We want another one, not black", "umbrella"),
        ("旧的水壶坏了，想换一个新的", "水壶"),
        ("something against the noise of the kettle without buying a new one", None),
        ("a new one", None),
    ],
)
def test_a_new_one_is_of_what_is_named_before_it(query: str, topic: str | None):
    assert next((clause[0] for clause in read(query) if clause[1] == "topic"), None) == topic


def test_what_nothing_is_to_be_about_is_refused():
    assert understand("a book, nothing about watches", VOCABULARY).clauses[-1].kind == "exclude"
    assert ENGLISH.requests.without_exclusion("nothing about watches") == "watches"
    assert ENGLISH.requests.without_exclusion("nothing to do with sport") == "sport"


@pytest.mark.parametrize(
    "query",
    [
        "he only uses the browser and hushwick docs. light",
        "I work with Hushwick Music all day, a speaker",
        "we have a Hushwick oven",
    ],
)
def test_a_maker_of_what_somebody_uses_is_no_wish_where_that_is_not_sold(query):
    assert not any(clause.field == "brand" for clause in understand(query, VOCABULARY).clauses)


@pytest.mark.parametrize("query", ["I have 300 and want a Hushwick speaker", "my son has a budget of 200, a Hushwick speaker"])
def test_a_maker_of_what_is_wanted_is_a_wish_whatever_somebody_has(query):
    assert any(clause.field == "brand" for clause in understand(query, VOCABULARY).clauses)
