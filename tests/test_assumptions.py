"""What persons, occasions and places make one assume: the table, the wishes that a catalog decides, and how they rank."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.errors import UsageError
from shopcli.index import Index
from shopcli.need.assumptions import AssumedWishes, AssumptionTable, is_silent, shipped_assumptions
from shopcli.need.languages.registry import language_named
from shopcli.need.persons import is_of_a_person, says_only_whom, without_persons
from shopcli.types import Clause, Product
from tests.conftest import WordEncoder, build

TABLE = AssumptionTable(
    """# people
my grandmother; an old lady | 奶奶; 外婆 | meine oma => [laptop; tablet] large display; simple / [*] easy to use
someone with glasses | 戴眼镜的人 | brillenträger => [mask] fits over glasses
a boss | 老板 | mein chef => [*] premium
a chef | 厨师 | koch => [knife] forged
"""
)
PRODUCTS = tuple(
    Product(
        f"L{number}",
        f"Varnholm laptop {number}",
        text,
        "Varnholm",
        "Laptops",
        price,
        "EUR",
        attributes={"weight g": weight, "backlight": "simple" in text},
    )
    for number, (text, price, weight) in enumerate(
        [
            ("Made for games.", 900.0, 2400.0),
            ("A simple machine.", 300.0, 1500.0),
            ("For the office, with a numeric pad.", 700.0, 1900.0),
            ("Thin, for those who travel.", 800.0, 1000.0),
            ("A screen of 17 inches.", 600.0, 2600.0),
            ("Comes without a system.", 500.0, 1800.0),
        ],
        start=1,
    )
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("assumptions"), WordEncoder()
    build(folder, PRODUCTS, encoder)
    return Advisor(Index(folder), encoder=encoder)


def named(query: str) -> list[str]:
    return [query[one.start : one.end] for one in TABLE.named(query)]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("a laptop for my Grandmother", ["Grandmother"]),
        ("for his grandmother's birthday", ["grandmother"]),
        ("a lamp for someone with glasses", ["with glasses"]),
        ("six glasses", []),
        ("给奶奶买电脑", ["奶奶"]),
        ("ein Laptop für meine Oma", ["Oma"]),
        ("ein Messer für meinen Chef", ["Chef"]),
        ("a knife for a chef", ["chef"]),
        ("", []),
    ],
)
def test_a_request_names_a_person_whoever_it_belongs_to(query: str, words: list[str]) -> None:
    assert named(query) == words


def test_one_word_means_another_person_in_another_language() -> None:
    (chef,), (boss,) = TABLE.named("a knife for a chef"), TABLE.named("ein Messer für meinen Chef")
    assert chef.assumed == (AssumedWishes(("knife",), ("forged",)),)
    assert boss.assumed == (AssumedWishes(("*",), ("premium",)),)


def test_wishes_stand_behind_the_kinds_for_which_they_hold() -> None:
    (grandmother,) = TABLE.named("for an old lady")
    assert grandmother.assumed == (
        AssumedWishes(("laptop", "tablet"), ("large display", "simple")),
        AssumedWishes(("*",), ("easy to use",)),
    )


def test_a_line_without_wishes_is_no_entry() -> None:
    with pytest.raises(ValueError, match="no entry of assumptions: 'my aunt"):
        AssumptionTable("my aunt | 姑姑 | meine tante")


def test_what_comes_with_shopcli_is_read_whole_and_names_its_kinds() -> None:
    assert len(shipped_assumptions()) == 309
    path = Path("shopcli/need/assumptions/assumptions.txt")
    entries = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for entry in entries:
        names, assumed = entry.split("=>")
        assert names.count("|") == 2, entry
        assert all(group.strip().startswith("[") and "]" in group for group in assumed.split(" / ")), entry


def test_what_stands_around_a_person_is_silent() -> None:
    assert is_silent("for my")
    assert not is_silent("for my red")


def test_the_wishes_that_the_catalog_states_are_assumed_and_the_others_are_not(shop: Advisor) -> None:
    need = shop.understand("a laptop for my grandmother")
    assert [(wish.label, wish.text, wish.field, wish.op, wish.value, wish.source) for wish in need.assumed] == [
        ("simple", "for my grandmother", None, None, None, "assumption"),
        ("cheap", "for my grandmother", "price", "<=", 600.0, "assumption"),
    ]
    assert [clause.text for clause in need.clauses] == ["laptop"]


def test_what_is_said_is_not_assumed(shop: Advisor) -> None:
    need = shop.understand("a simple laptop under 800 euros for my grandmother")
    assert [wish.label for wish in need.assumed] == []


def test_nothing_is_assumed_where_nobody_is_named(shop: Advisor) -> None:
    assert shop.understand("a laptop under 800 euros").assumed == ()


def test_what_is_not_wanted_makes_nothing_assumed(shop: Advisor) -> None:
    assert shop.understand("a laptop, not for students").assumed == ()


def test_what_is_assumed_ranks_and_excludes_nothing(shop: Advisor) -> None:
    answer = shop.ask("a laptop for my grandmother", text=False, top=6)
    assert answer.results[0].product.id == "L2"
    assert (answer.matching, [hit.meets_all for hit in answer.results]) == (6, [True] * 6)
    assert answer.took_it_that == "I took it that: [2] simple · [3] cheap (for my grandmother)"
    assert answer.looked_for == "I looked for: laptop · for my grandmother"


def test_an_assumption_is_struck_out_by_its_number(shop: Advisor) -> None:
    answer = shop.ask("a laptop for my grandmother", text=False, struck=[2])
    assert [wish.label for wish in answer.need.assumed] == ["cheap"]
    bare = shop.ask("a laptop for my grandmother", text=False, struck=[3, 2])
    assert (bare.need.assumed, bare.took_it_that) == ((), "")
    assert [hit.product.id for hit in bare.results] == [hit.product.id for hit in shop.ask("laptop", text=False).results]


def test_a_struck_topic_is_told_no_more_and_its_notes_go(shop: Advisor) -> None:
    answer = shop.ask("a light laptop", text=False, struck=[2])
    assert [clause.text for clause in answer.need.clauses] == ["light"]
    assert answer.looked_for == "I looked for: light"


@pytest.mark.parametrize(
    ("struck", "said"), [([9], "There is no clause 9: the need has 3."), ([1, 2, 3], "is all that was asked")]
)
def test_a_number_of_nothing_is_refused(shop: Advisor, struck: list[int], said: str) -> None:
    with pytest.raises(UsageError, match=said) as refused:
        shop.ask("a laptop for my grandmother", text=False, struck=struck)
    assert refused.value.hint == "--explain lists what was understood, by its numbers."


def test_an_assumption_is_no_condition() -> None:
    wish = Clause("for my grandmother", "feature", "price", "<=", 500.0, "EUR", meaning="cheap", source="assumption")
    assert (wish.label, Clause("cheap", "feature").label) == ("cheap", "cheap")


@pytest.mark.parametrize(
    ("text", "code", "is_whom"),
    [
        ("for my girlfriend", "en", True),
        ("mother's", "en", True),
        ("father-in-law", "en", True),
        ("girlfriend jeans", "en", False),
        ("for kids", "en", False),
        ("for me", "en", False),
        ("送给女朋友", "zh", True),
        ("女朋友的生日", "zh", False),
        ("女朋友", "zh", True),
        ("für meine Oma", "de", True),
    ],
)
def test_a_wish_may_say_only_for_whom_a_thing_is(text: str, code: str, is_whom: bool) -> None:
    assert says_only_whom(text, language_named(code).requests) is is_whom


def test_what_is_told_of_persons_stays_without_them() -> None:
    english, chinese = language_named("en").requests, language_named("zh").requests
    assert without_persons("my mum's sister drinks tea", english) == "my drinks tea"
    assert without_persons("奶奶脖子疼", chinese) == "脖子疼"
    assert without_persons("Mother", english) == "Mother"
    assert [is_of_a_person(text, english) for text in ("she reads", "my uncle cooks", "I read")] == [True, True, False]


def test_for_whom_a_thing_is_is_no_word_that_a_record_must_say(shop: Advisor) -> None:
    need = shop.understand("a thin laptop for my girlfriend")
    assert [clause.text for clause in need.clauses] == ["thin", "laptop"]
    assert need.assumed == ()


@pytest.fixture(scope="module")
def sports(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("sports"), WordEncoder()
    products = [("Cricket bat", 60.0), ("Cricket ball", 10.0), ("Chess set", 12.0), ("Garden hose", 9.0)]
    build(
        folder,
        [
            Product(f"{name}-{number}", f"{name} {number}", "", None, name, price + number, "EUR")
            for name, price in products
            for number in range(4)
        ],
        encoder,
    )
    return Advisor(Index(folder), encoder=encoder)


def test_what_is_told_of_a_person_names_things_that_are_sold_within_the_limit(sports: Advisor) -> None:
    topics = [
        [clause.says for clause in sports.understand(query).clauses if clause.kind == "topic"]
        for query in ("my nephew plays cricket, up to 30 euros", "my nephew plays cricket", "he plays chess and plays cricket")
    ]
    assert topics == [["cricket ball"], ["cricket bat or cricket ball"], ["cricket bat or cricket ball or chess set"]]
    found = sports.ask("my nephew plays cricket, up to 30 euros", text=False, top=3)
    assert {hit.product.category for hit in found.results} == {"Cricket ball"}


@pytest.mark.parametrize(
    ("query", "is_first"),
    [("watch", False), ("a watch for my father", False), ("a watch for my daughter", True), ("a watch for a 7 year old", True)],
)
def test_what_is_made_for_children_stands_behind_where_nobody_spoke_of_one(tmp_path, query: str, is_first: bool) -> None:
    encoder = WordEncoder()
    shop = [
        Product("W1", "Norvik steel watch with a strap", "Plain.", "Norvik", "Watches", 50.0, "EUR"),
        Product("W2", "Juni watch for children", "Watch.", "Juni", "Watches", 20.0, "EUR"),
        Product("W3", "Norvik watch with a date", "Plain.", "Norvik", "Watches", 90.0, "EUR"),
    ]
    build(tmp_path / "index", shop, encoder)
    advisor = Advisor(Index(tmp_path / "index"), encoder=encoder)
    hits = advisor.ask(query, text=False).results
    assert (hits[0].product.id == "W2") is is_first
