"""Values, names and fields in questions and orders, over a small real index of games and fruit."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.catalog.columns.roles import choose_roles
from shopcli.catalog.columns.sample import Sample
from shopcli.index import Index
from shopcli.need.languages.registry import language_named
from shopcli.pipeline.stated_kinds import names_a_sort
from shopcli.types import Product
from tests.conftest import WordEncoder, build

# Theme, title, pieces, year, price; a few titles end in "set", whatever the theme.
_ROWS = (
    ("Castle", "Drawbridge", 320, 2019, 25.0),
    ("Castle", "Watchtower", 980, 2020, 79.0),
    ("Castle", "Knight and horse", 45, 2020, 6.0),
    ("Castle", "Royal stable", 410, 2021, 35.0),
    ("Deep Sea", "Submarine", 610, 2021, 49.0),
    ("Deep Sea", "Coral reef", 150, 2019, 15.0),
    ("Deep Sea", "Lighthouse", 760, 2021, 59.0),
    ("Deep Sea", "Diver", 40, 2020, 5.0),
    ("Harbour", "Crane", 1200, 2019, 99.0),
    ("Harbour", "Brick set", 90, 2021, 9.0),
    ("Harbour", "Starter set", 60, 2020, 7.0),
    ("Harbour", "Ferry", 530, 2021, 45.0),
)
GAMES = tuple(
    Product(
        f"G{number}",
        title,
        "",
        "Klotz",
        None,
        price,
        "EUR",
        attributes={"theme": theme, "pieces": float(pieces), "year": float(year)},
    )
    for number, (theme, title, pieces, year, price) in enumerate(_ROWS, 1)
)


@pytest.fixture(scope="module")
def games(tmp_path_factory):
    folder, encoder = tmp_path_factory.mktemp("games"), WordEncoder()
    build(folder, GAMES, encoder)
    return Advisor(Index(folder), encoder=encoder)


@pytest.mark.parametrize(
    ("query", "reply"),
    [
        ("How many Castle sets do you have?", "There are 4 Castle sets, from 6.00 to 79.00 EUR."),
        (
            "how many sets from the Deep Sea theme are there",
            "There are 4 sets from the Deep Sea theme, from 5.00 to 59.00 EUR.",
        ),
        ("How many products from 2021 do you have?", "There are 5 products from 2021, from 9.00 to 59.00 EUR."),
        ("do you have any Harbour sets under 10 euros?", "Yes: 2 Harbour sets under 10 euros, from 7.00 to 9.00 EUR."),
        ("which themes are there?", "Three themes: Castle (4), Deep Sea (4) and Harbour (4)."),
        ("What is the cheapest Deep Sea set you sell?", "The cheapest Deep Sea set is Diver at 5.00 EUR."),
        ("how much is the Lighthouse set?", "The Klotz Lighthouse costs 59.00 EUR."),
    ],
)
def test_a_value_of_a_field_is_counted_by_that_field_and_a_name_that_tells_nothing_more_goes(games, query, reply):
    assert games.ask(query, text=False).reply == reply


@pytest.mark.parametrize(
    ("query", "field", "order", "first"),
    [
        ("the one with the most pieces", "pieces", "desc", "G9"),
        ("Castle set with the fewest pieces", "pieces", "asc", "G3"),
        ("largest Deep Sea set by number of pieces", "pieces", "desc", "G7"),
    ],
)
def test_a_field_that_is_named_beside_most_or_least_is_what_the_order_is_by(games, query, field, order, first):
    answer = games.ask(query, text=False)
    assert answer.need.sort is not None
    assert (answer.need.sort.field, answer.need.sort.order, answer.results[0].product.id) == (field, order, first)


@pytest.mark.parametrize("query", ["a castle of at most 400 pieces", "Castle set with at the most 400 pieces"])
def test_a_number_behind_most_limits_and_orders_nothing(games, query):
    assert games.understand(query).sort is None


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "the highest of all, at most 5, at the most 6", ["highest"]),
        ("zh", "零件最多的", ["最多"]),
        ("de", "die meisten Teile", ["meisten"]),
    ],
)
def test_each_language_says_most_of_a_field_in_its_own_words(language, text, said):
    assert [match[0] for match in language_named(language).degrees.says_most.finditer(text)] == said


FRUIT = tuple(
    Product(f"F{number}", title, text, None, category, price, "EUR")
    for number, (title, text, category, price) in enumerate(
        [
            ("Orchard backpack", "", "Gear", 40.0),
            ("Grove backpack", "", "Gear", 30.0),
            ("Vine waist bag", "A bag, as small as a backpack.", "Gear", 10.0),
            ("Pear mens-watch", "", "mens-watches", 90.0),
            ("Plum chronograph", "", "mens-watches", 70.0),
            ("Fig watch", "", "Gear", 50.0),
            ("Vegan jelly", "", "Food", 3.0),
            ("Jam", "A vegan spread.", "Food", 4.0),
            ("Honey", "", "Food", 6.0),
        ],
        1,
    )
)


@pytest.fixture(scope="module")
def fruit(tmp_path_factory):
    folder, encoder = tmp_path_factory.mktemp("fruit"), WordEncoder()
    build(folder, FRUIT, encoder)
    return Advisor(Index(folder), encoder=encoder)


@pytest.mark.parametrize(
    ("query", "reply"),
    [
        ("How many backpacks are there?", "There are 2 backpacks, from 30.00 to 40.00 EUR."),
        ("How many watches do you sell?", "There are 3 watches, from 50.00 to 90.00 EUR."),
        ("How many vegan products are there?", "There are 2 vegan products, from 3.00 to 4.00 EUR."),
        (
            "how many things do you have in the Food section?",
            "There are 3 products in the Food section, from 3.00 to 6.00 EUR.",
        ),
        ("number of backpacks", "There are 2 backpacks, from 30.00 to 40.00 EUR."),
    ],
)
def test_what_goes_by_the_very_name_is_counted_and_the_categories_that_end_in_it(fruit, query, reply):
    assert fruit.ask(query, text=False).reply == reply


STOCKED = tuple(
    Product(f"S{number}", title, "", None, "Chairs", 10.0 * number, "EUR", attributes={}, availability=availability)
    for number, (title, availability) in enumerate(
        [("Oak chair", "in stock"), ("Elm chair", "out of stock"), ("Ash chair", "in stock"), ("Fir chair", "out of stock")], 1
    )
)


@pytest.mark.parametrize(
    ("query", "reply"),
    [
        (
            "How many of your products can't be ordered online?",
            "There are 2 products that can't be ordered online, from 20.00 to 40.00 EUR.",
        ),
        ("how many chairs are not sold online?", "There are 2 chairs that are not sold online, from 20.00 to 40.00 EUR."),
        ("how many chairs are sold out?", "There are 2 chairs that are sold out, from 20.00 to 40.00 EUR."),
    ],
)
def test_what_can_not_be_had_is_counted_however_that_is_said(tmp_path, query, reply):
    encoder = WordEncoder()
    build(tmp_path, STOCKED, encoder)
    assert Advisor(Index(tmp_path), encoder=encoder).ask(query, text=False).reply == reply


@pytest.mark.parametrize(
    ("name", "is_sort"),
    [
        ("category", True), ("theme", True), ("Genre", True), ("subtheme", True), ("themeGroup", True), ("商品类目", True),
        ("power_supply_type", False), ("brand", False), ("colour", False),
    ],
)  # fmt: skip
def test_a_field_that_sorts_things_goes_by_words_for_sorts_alone(name, is_sort):
    assert names_a_sort(name) is is_sort


@pytest.mark.parametrize(
    ("values", "role"), [(["Poetry", "Horror", "Travel"], "category"), (["Femme", "Homme", "Femme"], "gender")]
)
def test_a_genre_is_a_gender_only_where_its_values_say_so(values, role):
    sample = Sample()
    for number, value in enumerate(values * 10):
        row = {"id": str(number), "title": f"Night {number}", "Genre": value, "price": "3"}
        sample.add(row, row)
    assert choose_roles(sample, {})[role].column == "Genre"


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ("a deep puzzle", None, None),  # no value says it
        ("a puzzle for the Orbita", "console", "Nexa Orbita"),
        ("a puzzle for the Nexa", None, None),  # two consoles are made by Nexa
    ],
)
def test_a_part_of_a_value_names_it_where_what_says_it_mostly_has_that_value(consoles, query, field, value):
    clauses = [clause for clause in consoles.understand(query).clauses if clause.is_hard]
    assert [(clause.field, clause.value) for clause in clauses] == ([(field, value)] if field else [])


@pytest.fixture(scope="module")
def consoles(tmp_path_factory):
    folder, encoder = tmp_path_factory.mktemp("consoles"), WordEncoder()
    titles = ("Maze puzzle", "Deep dive", "Word puzzle", "Deep space", "Tile puzzle", "Race", "Farm", "Bowling")
    names = ("Nexa Orbita", "Nexa Pocket", "Zeltron")
    products = tuple(
        Product(
            f"C{n}",
            f"{title} {part}",
            "",
            "Klotz",
            "Games",
            10.0 + n,
            "EUR",
            attributes={"console": names[n % 3], "year": 2001.0 + n},
        )
        for n, (title, part) in enumerate((title, part) for part in ("one", "two") for title in titles)
    )
    build(folder, products, encoder)
    return Advisor(Index(folder), encoder=encoder)
