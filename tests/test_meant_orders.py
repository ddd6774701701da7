"""Orders that name a field of numbers by its meaning, in small shops of trades of our own choosing."""

from __future__ import annotations

import numpy as np
import pytest

from shopcli.advisor import Advisor
from shopcli.index import Index
from shopcli.need.languages.registry import language_named
from shopcli.pipeline.fields.orders.economy import economical
from shopcli.pipeline.fields.orders.stated_numbers import amounts_of, stated_numbers
from shopcli.pipeline.fields.orders.unknown_values import without_unknown
from shopcli.pipeline.fields.orders.word_families import are_of_one_family
from shopcli.text.units import unit_table
from shopcli.types import Product
from tests.conftest import WordEncoder, build

# What words mean, for an encoder that knows nothing else: those of one line have one vector.
_MEANINGS = (
    "weight weighs weigh heft", "calcium minerals", "fat fatty", "mpg miles economy fuel consumption gallon",
    "tension pull", "city town", "price costs",
)  # fmt: skip


class MeaningEncoder(WordEncoder):
    """The encoder of words in which those of one meaning are one word."""

    def _vector(self, text: str) -> np.ndarray:
        meant = {word: line.split()[0] for line in _MEANINGS for word in line.split()}
        return super()._vector(
            " ".join(dict.fromkeys(meant.get(word, word) for word in text.lower().replace("_", " ").split()))
        )


def shop(folder, rows, category):
    """An advisor over products of a title and fields."""
    products = [
        Product(f"P{n}", title, "", None, category, float(n), "EUR", attributes=fields)
        for n, (title, fields) in enumerate(rows, 1)
    ]
    encoder = MeaningEncoder()
    build(folder, products, encoder)
    return Advisor(Index(folder), encoder=encoder)


@pytest.fixture(scope="module")
def kites(tmp_path_factory):
    """Kites with a weight whose unit nobody says, a tension, and ranges, lists and unknown values in texts."""
    rows = [
        ("Delta kite", {"Weight": 310.0, "tension": 4.0, "wind_range": "10-30 km/h", "stock_sizes": "2 m, 3 m"}),
        ("Box kite", {"Weight": 650.0, "tension": 9.0, "wind_range": "20-44 km/h", "stock_sizes": "4 m"}),
        ("Sled kite", {"Weight": 120.0, "tension": 2.0, "wind_range": "5-15 km/h", "stock_sizes": "1 m, 5 m, 2 m"}),
        ("Stunt kite", {"Weight": 240.0, "tension": 7.0, "wind_range": "NA", "stock_sizes": "90 cm"}),
    ]
    return shop(tmp_path_factory.mktemp("kites"), rows, "Kites")


@pytest.fixture(scope="module")
def waters(tmp_path_factory):
    """Bottled water with what it contains, in milligrams and grams."""
    rows = [
        ("Alpine water", {"calcium_content": "46.8 mg/100ml", "fat_content": "2%"}),
        ("Spring water", {"calcium_content": "0.09 g/100ml", "fat_content": "0.5-1%"}),
        ("Valley water", {"calcium_content": "NA", "fat_content": "12%"}),
        ("Crater water", {"calcium_content": "7 mg/100ml", "fat_content": "4%"}),
    ]
    return shop(tmp_path_factory.mktemp("waters"), rows, "Water")


@pytest.fixture(scope="module")
def mopeds(tmp_path_factory):
    rows = [
        ("Hop moped", {"mpg_city": 80.0, "mpg_highway": 99.0}),
        ("Skip moped", {"mpg_city": 95.0, "mpg_highway": 90.0}),
        ("Jump moped", {"mpg_city": 60.0, "mpg_highway": 70.0}),
        ("Leap moped", {"mpg_city": 50.0, "mpg_highway": 55.0}),
    ]
    return shop(tmp_path_factory.mktemp("mopeds"), rows, "Mopeds")


@pytest.fixture(scope="module")
def litres(tmp_path_factory):
    rows = [(f"{name} moped", {"consumption l/100km": amount}) for name, amount in (("Hop", 2.1), ("Skip", 1.7), ("Jump", 3.4))]
    return shop(tmp_path_factory.mktemp("litres"), rows, "Mopeds")


def order_of(advisor, query):
    answer = advisor.ask(query, text=False)
    sort = answer.need.sort
    return (sort.field, sort.order, answer.results[0].product.id) if sort else None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("which of your kites weighs the least?", ("Weight", "asc", "P3")),
        ("Which kite weighs the most?", ("Weight", "desc", "P2")),
        ("the kite with the highest pull", ("tension", "desc", "P2")),
        ("I love a strong pull. Which kite has the most?", ("tension", "desc", "P2")),
        ("which kite costs the least?", ("price", "asc", "P1")),
    ],
)
def test_words_beside_most_or_least_are_ordered_by_the_field_that_they_mean(kites, query, expected):
    assert order_of(kites, query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "the most comfortable kite",
        "the kite that most people like",
        "a kite for most days",
        "the prettiest kite",
        "best kite of all",
    ],
)
def test_what_no_field_measures_stays_a_wish(kites, query):
    assert kites.understand(query).sort is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("the fattiest water", ("fat_content", "desc", "P3")),
        ("I must get more calcium. Which water has the most?", ("calcium_content", "desc", "P2")),
        ("water with the least calcium", ("calcium_content", "asc", "P4")),
        ("lowest fat water", ("fat_content", "asc", "P2")),
    ],
)
def test_texts_that_state_amounts_are_ordered_in_one_unit_and_silence_comes_last(waters, query, expected):
    assert order_of(waters, query) == expected
    shown = [hit.product.id for hit in waters.ask(query, text=False).results]
    assert expected[0] != "calcium_content" or "P3" not in shown[:3]


def test_a_size_that_texts_list_is_the_largest_or_the_smallest_of_the_list(kites):
    assert order_of(kites, "your biggest kite") == ("stock_sizes", "desc", "P3")
    assert order_of(kites, "your smallest kite") == ("stock_sizes", "asc", "P4")


@pytest.mark.parametrize(
    ("query", "field", "first"),
    [
        ("the most fuel-efficient moped for the city", "mpg_city", "P2"),
        ("which moped has the best gas mileage on the highway", "mpg_highway", "P1"),
        ("高速 highway 上最省油的 moped", "mpg_highway", "P1"),
    ],
)
def test_of_two_fields_of_economy_the_one_is_meant_that_the_request_comes_nearer_to(mopeds, query, field, first):
    assert order_of(mopeds, query) == (field, "desc", first)


def test_what_spends_least_comes_first_where_a_field_says_what_is_spent(litres):
    assert order_of(litres, "the most fuel-efficient moped") == ("consumption l/100km", "asc", "P2")


def test_a_thrifty_thing_is_among_the_thriftier_third(mopeds):
    need = mopeds.understand("a moped that sips gas")
    assert [(clause.field, clause.op, clause.value) for clause in need.clauses if clause.kind == "limit"] in (
        [("mpg_city", ">=", 80.0)],
        [("mpg_highway", ">=", 90.0)],
    )
    assert need.sort is None and len(need.notes) == 1


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("45%", [(45.0, "share")]),
        ("40-50%", [(45.0, "share")]),
        ("721 mg/100g", [(0.721, "share")]),
        ("43.3 g/100g", [(43.3, "share")]),
        ("7.5 kg, 15 kg", [(7500.0, "mass"), (15000.0, "mass")]),
        ("2 x 12kg", [(12000.0, "mass")]),
        ("$0.50", [(0.5, "money")]),
        ("14.8,23.6", [(14.8, ""), (23.6, "")]),
        ("20 x 30", []),
        ("NA", []),
        ("about 5 kg of it", []),
        ("50 MP + 8 MP Triple Rear", []),
    ],
)
def test_a_text_states_amounts_or_nothing(text, amounts):
    assert [(one.value, one.dimension) for one in amounts_of(text, unit_table())] == amounts


def test_a_field_of_words_or_of_ranges_beside_words_has_no_numbers(kites):
    assert stated_numbers(kites.index, "category") is None
    stated = stated_numbers(kites.index, "wind_range")
    assert stated is None or np.isnan(stated.low[3])


@pytest.mark.parametrize(
    ("field", "values", "unknown"),
    [
        ("Weight", [310.0, 650.0, 120.0, 0.0], [3]),
        ("tension", [4.0, 9.0, 0.0, 7.0], []),  # there may be none of it
        ("tension", [4.0, 9.0, -1.0, 7.0], [2]),
        ("tension", [4.0, 9.0, 9999.0, 7.0], [2]),
        ("Weight", [1.0, 650.0, 0.0, 7.0], []),  # not far from the least
    ],
)
def test_what_stands_for_an_unknown_number_is_none(kites, field, values, unknown):
    found = without_unknown(kites.index, field, np.asarray(values))
    assert np.flatnonzero(np.isnan(found)).tolist() == unknown


@pytest.mark.parametrize(
    ("one", "other", "related"),
    [
        ("weighs", "weight", True),
        ("fatty", "fat", True),
        ("caffeinated", "caffeine", True),
        ("acidic", "acidity", True),
        ("comfortable", "comfort", False),  # a temperature may be called so
        ("portable", "ports", False),
        ("is", "isbn", False),
    ],
)
def test_words_are_of_one_family_by_how_they_begin(one, other, related):
    assert are_of_one_family(one, other) is related
    assert are_of_one_family(other, one) is related


@pytest.mark.parametrize(
    ("name", "unit", "order"),
    [
        ("MPG_City", "", "desc"),
        ("mileage", "", "desc"),
        ("range km per l", "", "desc"),
        ("combined l/100 km", "", "asc"),
        ("Highway (kWh/100 km)", "", "asc"),
        ("Energieverbrauch", "kWh", "asc"),
        ("annual energy", "kWh", "asc"),
        ("battery energy", "kWh", None),
        ("Weight", "kg", None),
    ],
)
def test_economy_goes_by_what_a_field_measures(name, unit, order):
    words = [language_named(code).degrees.orders for code in ("en", "de", "zh")]
    assert economical(name, unit, words) == order


def test_each_language_says_of_what_an_adjective_is_made():
    english, german = (language_named(code).degrees.orders for code in ("en", "de"))
    assert "fat" in english.bases("fatti") and english.full_of("salti") == "salt"
    assert german.full_of("salzig") == "salz"
    graded = language_named("zh").degrees.orders.graded.search("最咸的麦片")
    assert graded and graded["what"] == "咸"
