"""What is said of two products or more beside each other: differences, which to take, why this one, which is more."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.catalog.facts import facts_of
from shopcli.chat.session import Session
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.need.dialogue.followup import asks_why_not, degree_in, mentioned, preferred
from shopcli.need.languages.refinement_grammar import Wanted
from shopcli.need.languages.registry import language_named
from shopcli.types import Clause, Fact, Hit, Need, Product, Sentence, Value
from shopcli.write.comparison import Compared, brief_names
from shopcli.write.differences import differences_of
from shopcli.write.preference import which_of, why_not, why_over
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel

EN, ZH, DE = map(language_named, ("en", "zh", "de"))


def watch(product_id: str, title: str, price: float, **attributes: Value) -> Product:
    return Product(
        product_id, title, price=price, currency="EUR", attributes={name.replace("_", " "): v for name, v in attributes.items()}
    )


CHEAP = watch("C", "Norvik Trail Watch", 149.0, GPS=True, battery_life="12 days", weight="41 g", colour="red", strap="nylon")
DEAR = watch("D", "Tessel Summit Watch", 219.0, GPS=True, battery_life="8 days", weight="43 g", colour="blue", strap="steel")
BAND = watch("B", "Kibo Step Band", 24.9, GPS=False, battery_life="180 days")


def compared(*products: Product, need: str = "a watch", unmet: dict[str, tuple] | None = None) -> Compared:
    hits = [Hit(product, 1.0, (unmet or {}).get(product.id, ())) for product in products]
    return Compared(products, [facts_of(product) for product in products], Need(need), hits)


def texts(sentences: tuple[Sentence, ...]) -> list[str]:
    return [sentence.text for sentence in sentences]


# --- what differs -----------------------------------------------------------------------------------------------------


def test_a_difference_is_of_one_field_that_all_have_and_speaks_for_who_has_the_better() -> None:
    found = differences_of([facts_of(CHEAP), facts_of(DEAR)], Need("a watch"), lambda facts: 1.0)
    assert [(one.facts[0].field, one.favours) for one in found] == [("battery life", 0), ("weight", None), ("strap", None)]


def test_colours_dates_and_what_a_shop_keeps_for_itself_are_no_difference_unless_asked() -> None:
    values = (("red", "2024-01-02", 7.0, "12"), ("blue", "2023-01-02", 90.0, "99"))
    one, other = (
        [Fact("colour", colour), Fact("released", day), Fact("units sold", sold), Fact("no", number)]
        for colour, day, sold, number in values
    )
    assert differences_of([one, other], Need("a watch"), lambda facts: 1.0) == []
    asked = differences_of([one, other], Need("which colour"), lambda facts: 1.0)
    assert [one.facts[0].field for one in asked] == ["colour"]


def test_the_same_written_otherwise_is_no_difference() -> None:
    assert differences_of([[Fact("weight", "1.1 kg")], [Fact("weight", "1100 g")]], Need(""), lambda facts: 1.0) == []


@pytest.mark.parametrize(
    ("names", "brief"),
    (
        (["Sofya White Hand Towel", "Baccarat White Hand Towel"], ["Sofya", "Baccarat"]),
        (["Satellite Pro of 2.1 kg", "Satellite Pro of 1.75 kg"], ["Satellite Pro of 2.1 kg", "Satellite Pro of 1.75 kg"]),
        (["Vellum 14", "other Vellum 14"], ["Vellum", "other Vellum"]),
        (["Alto", "other Alto"], ["Alto", "other Alto"]),
    ),
)
def test_names_are_cut_to_what_tells_them_apart(names: list[str], brief: list[str]) -> None:
    assert brief_names(names) == brief


# --- why and which ----------------------------------------------------------------------------------------------------


def test_why_one_rather_than_another_owns_what_the_other_has_over_it() -> None:
    assert texts(why_over(compared(CHEAP, BAND))) == [
        "The Norvik Trail Watch has this over the Kibo Step Band: it has GPS.",
        "In return, the Kibo Step Band costs 124.10 EUR less and runs for 180 days (168 days more).",
    ]


def test_where_nothing_speaks_for_one_that_is_said() -> None:
    assert texts(why_over(compared(DEAR, CHEAP)))[:2] == [
        "Their records show nothing that the Tessel Summit Watch has over the Norvik Trail Watch.",
        "The Norvik Trail costs 70.00 EUR less and runs for 12 days (4 days more).",
    ]


def test_why_not_begins_with_what_is_missed_of_the_need() -> None:
    gps = Clause("GPS", "feature", "GPS", "is", True)
    told = texts(why_not(compared(CHEAP, BAND, unmet={"B": (gps,)})))
    assert told[0] == "Of what you asked for, the Kibo Step Band misses “GPS”."


def test_the_one_that_costs_less_and_is_behind_in_nothing_is_taken_and_else_it_hangs_on_what_matters() -> None:
    assert texts(which_of(compared(CHEAP, DEAR)))[0] == "I would take the Norvik Trail: it runs for 12 days."
    assert texts(which_of(compared(BAND, CHEAP)))[0] == (
        "If the price decides, take the Kibo Step Band; the Norvik Trail Watch for its GPS."
    )


# --- what a question asks ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "language", "pair"),
    (
        ("why the HP rather than the Aspire 5?", EN, ("the HP", "the Aspire 5")),
        ("Why did you pick the first over the second", EN, ("the first", "the second")),
        ("why the Clarins and not the Guerlain?", EN, ("the Clarins", "the Guerlain")),
        ("为什么选第一双而不是第三双？", ZH, ("第一双", "第三双")),
        ("为什么推荐第一个，不推荐第三个?", ZH, ("第一个", "第三个")),
        ("warum der erste statt der zweite?", DE, ("der erste", "der zweite")),
        ("why the HP?", EN, None),
    ),
)
def test_whom_a_question_prefers_to_whom(said: str, language, pair: tuple[str, str] | None) -> None:
    assert preferred(said, language) == pair


def test_why_not_is_told_from_why() -> None:
    assert [asks_why_not(said, EN) for said in ("why not the ThinkPad?", "why didn't you take it", "why the ThinkPad?")] == [
        True, True, False,
    ]  # fmt: skip
    assert asks_why_not("为什么不推荐第三个？", ZH)


def test_a_verb_of_amounts_says_of_what_more_is_asked() -> None:
    assert degree_in("which of them lasts longer?", EN) == (
        "lasts longer", Wanted("", "desc", "battery life"), ("battery life", "runtime", "operating time"),
    )  # fmt: skip
    assert degree_in("which is warmer?", EN) == (
        "warmer",
        Wanted("temperature", "asc", "comfort temperature"),
        ("comfort temperature",),
    )
    assert degree_in("what sets them apart?", EN) is None


@pytest.mark.parametrize(
    ("said", "ids"),
    (
        ("what sets the first two apart?", "CD"),
        ("would you take the first or the third?", "CB"),
        ("the last two", "DB"),
        ("which is lighter, the Norvik or the Tessel?", "CD"),
        ("is the Norvik any good?", ""),
    ),
)
def test_those_who_are_named_by_place_or_by_a_word_of_their_own(said: str, ids: str) -> None:
    assert "".join(product.id for product in mentioned(said, [CHEAP, DEAR, BAND], EN)) == ids


# --- in a conversation ------------------------------------------------------------------------------------------------


def _bag(at: int, limit: int, price: float, told: str) -> Product:
    return Product(f"B{at}", f"Kompact {limit}°F Sleeping Bag", told, "Colma", price=price, currency="USD")


def _tent(at: int, name: str, price: float, told: str) -> Product:
    return Product(f"T{at}", f"{name} Tent", told, name.split()[0], price=price, currency="USD")


SHOP = [
    *(_bag(at, limit, 120.0 - limit, f"Warm down to {limit}°F.") for at, limit in enumerate((20, 30, 40, 15, 25, 35))),
    _tent(1, "Nemo Hornet", 399.0, "A stuff sack keeps it tidy even when you split the weight with your partner."),
    _tent(2, "Reika Flash", 349.0, "Our lightest yet: at under 2 lbs. you barely know it is there."),
    _tent(3, "Colma Dome", 99.0, "Winds up to 45 mph do it no harm, and its bag holds 9 kg of pegs."),
]  # fmt: skip


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("camp"), WordEncoder()
    build(folder / "index", SHOP, encoder)
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder, model=FakeModel())


def said(shop: Advisor, *turns: str) -> list[str]:
    session = Session(shop)
    for turn in turns:
        session.hear(turn)
    return [sentence.text for sentence in session.log[-1].told]


def test_how_heavy_is_told_in_the_makers_words_and_never_by_a_sentence_that_merely_has_the_word(shop: Advisor) -> None:
    assert said(shop, "a tent", "how heavy is the Reika?") == ["Of the Reika Flash Tent the maker says “under 2 lbs”."]
    assert said(shop, "a tent", "how heavy is the Nemo?") == ["The record of the Nemo Hornet Tent does not say its weight."]
    assert said(shop, "a tent", "how heavy is the Colma?") == ["The record of the Colma Dome Tent does not say its weight."]


def test_which_is_warmer_is_read_off_the_names(shop: Advisor) -> None:
    hits = [Hit(shop.index.product(product_id), 0.0) for product_id in ("B1", "B0")]
    assert texts(shop.talk.side_by_side.compare("which of those two is warmer?", Need("a sleeping bag"), hits)) == [
        "The Kompact 20°F Sleeping Bag is warmer: the name of the Kompact 30°F Sleeping Bag says 30°F, "
        "that of the Kompact 20°F Sleeping Bag 20°F, 10 °F apart."
    ]


def test_something_lighter_shows_what_states_its_weight_and_counts_what_does_not(shop: Advisor) -> None:
    session = Session(shop)
    session.hear("a tent")
    turn = session.hear("something lighter")
    assert [sentence.text for sentence in turn.told] == [
        "Of the Reika Flash Tent the maker says “under 2 lbs”.",
        "Of the 3 that fit best 2 do not state their weight.",
    ]
    assert [hit.product.id for hit in turn.beside] == ["T2"]
