"""Proper names that are asked for and not sold, words for the assortment, and orders by what a superlative measures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.need.grounding.assortment_words import without_assortment_words
from shopcli.need.grounding.proper_names import breaks_a_name, named
from shopcli.need.languages.registry import language_named
from shopcli.need.translation.dictionary import open_dictionary
from shopcli.types import NAME, Clause, Need, Product, Sort
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel
from tests.outdoor import open_shop


class NothingSaid:
    """A catalog that says no word at all, so that whatever looks like a name is one that is not sold."""

    in_han = False

    def says(self, word: str) -> bool:
        return False

    def sells(self, word: str) -> bool:
        return False


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Advisor]:
    yield open_shop(tmp_path_factory.mktemp("names"))


def name_in(query: str, topic: str, *features: str, language: str = "en") -> str | None:
    """What is taken for an unsold name, with the word that leads to it, in a request of so many open clauses."""
    clauses = (*(Clause(text, "feature") for text in features), *([Clause(topic, "topic")] if topic else []))
    found = named(Need(query, clauses, language=language), language_named(language), NothingSaid())
    return None if found is None else query[found.says : found.end]


@pytest.mark.parametrize(
    ("query", "topic", "features", "name"),
    [
        ("a phone by Zolter please", "phone", ["Zolter"], "by Zolter"),
        ("a novel written by Orhan Pamuk", "novel", ["Orhan", "Pamuk"], "by Orhan Pamuk"),
        ("wine from Slovakia", "wine", ["Slovakia"], "from Slovakia"),
        ("have you some La Sportiva trail shoes", "shoes", ["La Sportiva trail"], "La Sportiva"),
        ("is there a BlackBerry with a keyboard", "", ["BlackBerry", "keyboard"], "BlackBerry"),
        ("Haribo gummy bears", "Haribo gummy bears", [], "Haribo"),
        ("laptops by panasonic", "laptops", ["panasonic"], "by panasonic"),
    ],
)
def test_a_name_in_the_place_of_a_maker_an_author_or_an_origin_is_asked_for(
    query: str, topic: str, features: list[str], name: str
) -> None:
    assert name_in(query, topic, *features) == name


@pytest.mark.parametrize(
    ("query", "topic", "features"),
    [
        ("a warm jacket for my trip to Norway", "jacket", ["warm", "trip to Norway"]),
        ("a book for Anna who is ten", "book", ["Anna"]),
        ("I am back from Iceland and need a tent", "tent", ["back from Iceland"]),
        ("I need a tent by Friday", "tent", ["by Friday"]),
        ("a Bluetooth speaker", "speaker", ["Bluetooth"]),
        ("a USB cable", "cable", ["USB"]),
        ("an IP68 phone", "phone", ["IP68"]),
        ("a German knife", "knife", ["German"]),
        ("Wireless Mouse With Backlight", "Wireless Mouse", ["With Backlight"]),
        ("a case for my Zolter", "case", ["my Zolter"]),
        ("something like the Zolter but smaller", "", ["Zolter", "smaller"]),
        ("Anti-slip mat", "Anti-slip mat", []),
        ("cheddar for the fridge", "cheddar", ["fridge"]),
    ],
)
def test_places_persons_occasions_standards_peoples_and_common_words_are_no_names(
    query: str, topic: str, features: list[str]
) -> None:
    assert name_in(query, topic, *features) is None


@pytest.mark.parametrize(
    ("query", "topic", "feature", "name"),
    [("香奈儿的口红", "口红", "香奈儿", "香奈儿"), ("蓝牙音箱", "音箱", "蓝牙", None), ("威士忌酒杯", "酒杯", "威士忌", None)],
)
def test_a_chinese_word_is_a_name_where_it_means_nothing_else(query: str, topic: str, feature: str, name: str | None) -> None:
    assert name_in(query, topic, feature, language="zh") == name


def test_german_nouns_have_capitals_so_that_these_say_nothing() -> None:
    assert name_in("eine warme Jacke mit Kapuze", "Jacke", "warme", "Kapuze", language="de") is None
    assert (
        name_in("Schokolade von Milka", "Schokolade", "Milka", language="de") is None
    )  # of which the dictionary knows nothing
    assert name_in("Laptops von Panasonic", "Laptops", "Panasonic", language="de") == "von Panasonic"


@pytest.mark.parametrize(
    ("word", "casing"),
    [("Norway", "name"), ("nivea", "name"), ("French", "people"), ("March", "common"), ("framework", "common")],
)
def test_how_the_dictionary_writes_a_word_tells_names_from_common_words(word: str, casing: str) -> None:
    assert open_dictionary().casing(word) == casing
    assert open_dictionary().casing("zolterix") is None


def test_characters_that_spell_names_tell_them_from_words_that_the_dictionary_lacks_too() -> None:
    sounds = open_dictionary().sounds_foreign
    assert [word for word in ("珀莱雅", "薇诺娜", "显白", "曲面屏", "学生党") if sounds(word)] == ["珀莱雅", "薇诺娜"]


def test_what_stands_beside_a_capitalised_word_is_no_slip_of_an_ordinary_one() -> None:
    english = language_named("en")
    query = "a novel by Orhan Pamuk"
    assert breaks_a_name(query, query.index("Orhan"), query.index("Orhan") + 5, english)
    query = "I need a Jaket for hiking"
    assert not breaks_a_name(query, query.index("Jaket"), query.index("Jaket") + 5, english)


def test_nothing_fits_where_a_name_is_not_sold_and_the_nearest_are_shown_as_such(shop: Advisor) -> None:
    answer = shop.ask("a smartphone by Fairphone", text=False)
    assert [(c.text, c.field, c.op) for c in answer.relaxed] == [("by Fairphone", NAME, "has")]
    assert (answer.matching, answer.not_sold, answer.not_sold_says) == (0, False, "We have nothing by Fairphone.")
    assert answer.results[0].product.category == "Smartphones"
    assert [clause.text for clause in answer.results[0].unmet] == ["by Fairphone"]


def test_a_sold_name_and_a_slip_of_it_are_no_unsold_names(shop: Advisor) -> None:
    for query in ("a smartphone by Nokia", "a Nokai smartphone", "headphones from Jabbra", "Salomons shoes"):
        need = shop.understand(query)
        assert [clause for clause in need.clauses if clause.field == NAME] == [], query


def test_a_question_after_a_name_that_is_not_sold_is_answered_with_no(shop: Advisor) -> None:
    answer = shop.ask("Do you still have any Petzl headphones?", text=False)
    assert answer.reply == "No, there are no Petzl headphones."
    assert answer.matching == 0


def test_words_for_the_assortment_ask_for_nothing_unless_things_are_called_so() -> None:
    english = language_named("en")
    assert without_assortment_words("Google Pixel models", english, lambda _word: False) == "Google Pixel       "
    assert without_assortment_words("from the BILLY series", english, lambda _word: False) == "from the BILLY       "
    assert without_assortment_words("ship models", english, lambda word: word == "models") == "ship models"
    assert without_assortment_words("vegan products", english, lambda _word: False) == "vegan products"
    assert without_assortment_words("models", english, lambda _word: False) == "models"


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("How many Sony models are in your list?", "There are 4 Sony models, from 89.00 to 349.00 EUR."),
        ("how many tents are in your range?", "There are 5 tents, from 149.00 to 449.00 EUR."),
        ("How many Hoka products do you have on your shelves?", "There are 2 Hoka products, from 169.00 to 189.00 EUR."),
    ],
)
def test_what_is_counted_is_right_whatever_the_shop_is_called(shop: Advisor, question: str, reply: str) -> None:
    assert shop.ask(question, text=False).reply == reply


def _works() -> list[Product]:
    words = "Harbour Amber Quiet Lost Silver Winter Hollow Golden".split()
    return [
        Product(
            str(n), f"The {word} Road", "A novel about roads.", None, "Novels", 10.0 + n, "EUR",
            attributes={"first published": 1960.0 + 3 * n, "weight": 300.0 - 7 * n, "battery hours": 4.0 + n},
        )
        for n, word in enumerate(words)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "sort"),
    [
        ("what is the oldest novel you have?", Sort("first published", "asc")),
        ("the lightest novel", Sort("weight", "asc")),
        ("the novel with the biggest battery", Sort("battery hours", "desc")),
    ],
)
def test_a_superlative_orders_by_the_field_that_goes_by_what_it_measures(tmp_path: Path, query: str, sort: Sort) -> None:
    encoder = WordEncoder()
    build(tmp_path / "works", _works(), encoder)
    advisor = Advisor(Index(tmp_path / "works"), settings=Settings(), encoder=encoder, model=FakeModel())
    assert advisor.understand(query).sort == sort
