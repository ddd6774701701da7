"""Refinements by what the catalog knows: words that records say, quantities, ranges, kinds; and what only looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopcli.advisor import Advisor
from shopcli.errors import ShopcliError, UsageError
from shopcli.need.dialogue.refine import Refinement, asks_for_more, drop_line, look_at, refine, talk_about
from shopcli.types import Answer, Clause, Need, Product, Sort
from tests.outdoor import open_shop

PHONE = Clause("smartphone", "topic")
CHARGING = Clause("charging", "feature", None, "has", "charging")
NO_CHARGING = Clause("without charging", "exclude", None, "lacks", "charging")
RANGE = (
    Clause("8 GB of memory", "limit", "memory", ">=", 7.76, "GB"),
    Clause("8 GB of memory", "limit", "memory", "<", 8.24, "GB"),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    return open_shop(tmp_path_factory.mktemp("shop"))


def refined(shop: Advisor, text: str, clauses: Sequence[Clause], sort: Sort | None = None) -> Refinement | None:
    need = Need("; ".join(clause.text for clause in clauses), tuple(clauses), sort)
    return refine(talk_about(need, text, shown=shown(shop).results, understand=shop.understand, catalog=shop.shown_catalog))


def after(shop: Advisor, text: str, *clauses: Clause) -> tuple[Clause, ...]:
    result = refined(shop, text, clauses)
    assert result is not None
    return result.need.clauses


def shown(shop: Advisor) -> Answer:
    """P5 (Nokia, blue, 279, 198 g), P1 (Garmin, black, 499, 190 g), P4 (Nokia, white, 149, 175 g)."""
    return shop.search(shop.understand("smartphone"), top=3)


def looked_at(shop: Advisor, text: str, focus: Product | None = None) -> str | None:
    need, results = shop.understand("smartphone"), shown(shop).results
    product = look_at(
        talk_about(need, text, shown=results, understand=shop.understand, catalog=shop.shown_catalog, focus=focus)
    )
    return product and product.id


# --- words that records say -------------------------------------------------------------------------------------------


def test_what_is_unwanted_takes_the_place_of_the_same_that_was_wanted(shop: Advisor) -> None:
    assert after(shop, "without charging", PHONE, CHARGING) == (PHONE, NO_CHARGING)


def test_what_is_wanted_takes_the_place_of_the_same_that_was_not(shop: Advisor) -> None:
    assert after(shop, "with charging", PHONE, NO_CHARGING) == (PHONE, CHARGING)


def test_words_that_no_record_says_stay_meaning(shop: Advisor) -> None:
    assert after(shop, "with wings", PHONE) == (PHONE, Clause("wings", "feature"))


def test_a_yes_or_no_field_replaces_the_words_of_its_name(shop: Advisor) -> None:
    words = Clause("good GPS", "feature", None, "has", "gps")
    assert after(shop, "without GPS", PHONE, words) == (PHONE, Clause("without GPS", "exclude", "GPS", "!=", True))


# --- quantities -------------------------------------------------------------------------------------------------------


def limit(text: str, op: str, value: float, field: str = "memory", unit: str = "GB") -> Clause:
    return Clause(text, "limit", field, op, value, unit)  # type: ignore[arg-type]


QUANTITIES = {
    "at least 16 GB of memory": (limit("at least 16 GB of memory", ">=", 16.0),),
    "16 GB of memory": (replace(limit("16 GB of memory", ">=", 15.52), upper=16.48),),
    "more memory": (limit("more memory", ">", 8.0),),
    "make it 4 GB": (replace(limit("make it 4 GB", ">=", 3.88), upper=4.12),),
    "any memory": (),
    "forget the memory": (),
    "drop the 8 GB": (),
}


@pytest.mark.parametrize(("text", "clauses"), QUANTITIES.items(), ids=QUANTITIES)
def test_an_amount_goes_as_one_whatever_takes_its_place(shop: Advisor, text: str, clauses: tuple[Clause, ...]) -> None:
    assert after(shop, text, PHONE, *RANGE) == (PHONE, *clauses)


def test_of_two_limits_only_the_one_on_the_same_side_moves(shop: Advisor) -> None:
    low, high = limit("between 4 and 16 GB", ">=", 4.0), limit("between 4 and 16 GB", "<=", 16.0)
    assert after(shop, "at most 8 GB of memory", PHONE, low, high) == (PHONE, low, limit("at most 8 GB of memory", "<=", 8.0))


def test_make_it_keeps_the_side_and_the_field_of_the_limit_in_its_unit(shop: Advisor) -> None:
    assert after(shop, "make it 8 GB", PHONE, limit("at least 4 GB", ">=", 4.0)) == (PHONE, limit("make it 8 GB", ">=", 8.0))
    heavy = limit("under 300 g", "<", 300.0, "weight", "g")
    assert after(shop, "make it 200 g", PHONE, heavy) == (PHONE, limit("make it 200 g", "<=", 200.0, "weight", "g"))


def test_more_expensive_takes_back_what_cheaper_said_and_no_limit_that_was_said(shop: Advisor) -> None:
    cheaper = limit("cheaper", "<", 200.0, "price", "EUR")
    under = limit("under 900", "<=", 900.0, "price", "EUR")
    dearer = limit("more expensive", ">", 499.0, "price", "EUR")
    assert after(shop, "more expensive", PHONE, cheaper) == (PHONE, dearer)
    assert after(shop, "more expensive", PHONE, under) == (PHONE, under, dearer)


def test_a_comparison_with_an_amount_is_a_limit(shop: Advisor) -> None:
    assert after(shop, "lighter than 180 g", PHONE) == (PHONE, limit("lighter than 180 g", "<", 180.0, "weight", "g"))


def test_what_numbers_do_not_tell_is_a_wish(shop: Advisor) -> None:
    assert after(shop, "more comfortable", PHONE) == (PHONE, Clause("more comfortable", "feature"))


def test_an_order_by_what_nothing_of_the_kind_has_says_so(shop: Advisor) -> None:
    with pytest.raises(UsageError, match="There is no 'loudness' here to sort by"):
        refined(shop, "sort by loudness", [PHONE])


# --- topics -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["tents", "a tent", "headphones in black", "show me shoes", "smartphone", "unicorns"])
def test_another_thing_or_the_same_alone_is_a_new_need(shop: Advisor, text: str) -> None:
    assert refined(shop, text, [PHONE]) is None


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("blue smartphones", Clause("blue", "feature", "colour", "is", "blue")),
        ("a smartphone under 300", limit("under 300", "<=", 300.0, "price", "EUR")),
        ("wireless charging", Clause("wireless charging", "feature", "wireless_charging", "is", True)),
        ("GPS", Clause("GPS", "feature", "GPS", "is", True)),
    ],
)
def test_the_same_thing_with_more_said_of_it_and_what_describes_it_refine(shop: Advisor, text: str, clause: Clause) -> None:
    assert after(shop, text, PHONE) == (PHONE, clause)


def test_a_need_without_a_topic_gets_one(shop: Advisor) -> None:
    cheap = limit("under 200", "<=", 200.0, "price", "EUR")
    assert after(shop, "tents", cheap) == (Clause("tents", "topic"), cheap)


def test_an_order_gives_way_to_what_is_like(shop: Advisor) -> None:
    result = refined(shop, "like the second", [PHONE], Sort("price", "asc"))
    assert result is not None
    assert (result.need.clauses, result.need.sort) == ((PHONE, Clause("like the second", "topic", "id", "like", "P1")), None)


# --- what only looks --------------------------------------------------------------------------------------------------

LOOKS = {
    "the second": "P1",
    "number 3": "P4",
    "#3": "P4",
    "2": "P1",
    "show me the third one, please": "P4",
    "the last one": "P4",
    "the black one": "P1",
    "tell me more about the white one": "P4",
    "what about the Garmin?": "P1",
    "the Brook": "P4",
    "the cheaper one": "P4",
    "the heaviest one": None,  # an order over all there is
    "the cheapest one": None,
    "the one under 200": "P4",
    "that one": "P5",
    "tell me more": "P5",
    "第二个": "P1",
    "黑色的那个": "P1",
    "那个白色的": "P4",
    "便宜的那个": "P4",
    "第二个怎么样？": "P1",
    "最后一个": "P4",
    "a black one": None,
    "the black ones": None,
    "the tent": None,
    "the smartphones": None,
    "4": None,
    "in black": None,
}


@pytest.mark.parametrize(("text", "product_id"), LOOKS.items(), ids=LOOKS)
def test_a_reference_alone_looks_at_one_result(shop: Advisor, text: str, product_id: str | None) -> None:
    assert looked_at(shop, text) == product_id


def test_that_is_what_was_looked_at_last(shop: Advisor) -> None:
    assert looked_at(shop, "tell me more about that one", focus=shop.product("P4")) == "P4"


UNCLEAR = {
    "the Nokia one": ("Two of the shown are 'Nokia'.", "Say the first or the third."),
    "the one with wireless charging": ("Two of the shown are 'with wireless charging'.", "Say the first or the second."),
    "what about the Sony": (
        "None of the shown is 'Sony'.",
        "Say the first, the second or the third; or ask for it in other words.",
    ),
    "the ninth": ("There is no result 9: 3 shown.", "Use a number on the screen; /more shows further results."),
    "诺基亚的那个": ("显示的结果里有两个是“诺基亚”。", "请说第一个或第三个。"),
    "绿色的那个": ("显示的结果里没有“绿色”。", "请说第一个、第二个或第三个，或者换个说法。"),
}


@pytest.mark.parametrize(("text", "told"), UNCLEAR.items(), ids=UNCLEAR)
def test_words_that_fit_none_or_several_are_an_error_with_a_hint(shop: Advisor, text: str, told: tuple[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        looked_at(shop, text)
    assert (str(caught.value), caught.value.hint) == told


# --- lines, languages, more -------------------------------------------------------------------------------------------


def test_a_range_is_one_line_and_the_order_the_last() -> None:
    need = Need("smartphone with 8 GB of memory", (PHONE, *RANGE), Sort("price", "asc"))
    assert need.lines == ((PHONE,), RANGE)
    assert drop_line(need, 2).need.clauses == (PHONE,)
    assert drop_line(need, 3).need.sort is None
    with pytest.raises(UsageError, match="There is no clause 4: the need has 3"):
        drop_line(need, 4)


@pytest.mark.parametrize(
    ("before", "text", "language"),
    [
        ("zh", "cheaper", "en"),
        ("zh", "Nokia", "zh"),
        ("zh", "16 GB", "zh"),
        ("en", "便宜一点", "zh"),
        ("en", "诺基亚的", "zh"),
        ("zh", "300", "zh"),
    ],
)
def test_the_language_is_that_of_the_last_turn_and_a_name_or_a_number_has_none(
    shop: Advisor, before: str, text: str, language: str
) -> None:
    need = Need("smartphone", (PHONE, limit("under 900", "<=", 900.0, "price", "EUR")), language=before)
    result = refine(talk_about(need, text, shown=shown(shop).results, understand=shop.understand, catalog=shop.shown_catalog))
    assert result is not None
    assert result.need.language == language


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("show me more", True),
        ("more please", True),
        ("what else is there?", True),
        ("更多", True),
        ("还有别的吗", True),
        ("more memory", False),
        ("tell me more", False),
        ("one more tent", False),
    ],
)
def test_more_asks_for_further_results(text: str, asks: bool) -> None:
    assert asks_for_more(text) is asks


PIECES = st.sampled_from(
    "the a second black one ones like that but and cheaper lighter than number 2 17 inch GB 300 make it any price brand "
    "not without with in drop sort by too more the, . ? 第二个 便宜 一点 那个 黑色的 不要 换成 像 这个牌子 300以内 加上 "
    "的 太 比 € ' \" # - / \\ ( [ * | \u200b \U0001f600".split()
)


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(PIECES, max_size=12), glue=st.sampled_from([" ", ""]))
def test_nothing_said_breaks_a_conversation(shop: Advisor, pieces: list[str], glue: str) -> None:
    text = glue.join(pieces) or "-"
    need, results = shop.understand("smartphone under 900"), shown(shop).results
    for step in (refine, look_at):
        try:
            result = step(talk_about(need, text, results, shop.understand, shop.shown_catalog))
        except ShopcliError as error:
            assert error.hint
            continue
        if isinstance(result, Refinement):
            assert [clause.text for clause in result.need.clauses if clause.text not in result.need.query] == []
