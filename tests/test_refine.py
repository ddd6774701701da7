"""What a refinement makes of the need in force, clause by clause."""

from __future__ import annotations

import time

import pytest

from shopcli.errors import UsageError
from shopcli.need.dialogue.refine import Refinement, refine, talk_about
from shopcli.types import Clause, Hit, Need, Product, Sort
from tests.fake_shop import FakeShop

SHOP = FakeShop()
ASKED = "watch under 200 EUR in white"  # shows w3 (149.00, meets all), w1 (168.95), w2 (79.90)

WATCH = Clause("watch", "topic")
UNDER_200 = Clause("under 200 EUR", "limit", "price", "<=", 200.0, "EUR")
WHITE = Clause("in white", "feature", "colour", "is", "white")


def limit(text: str, op: str, value: float, unit: str | None = "EUR") -> Clause:
    return Clause(text, "limit", "price", op, value, unit)  # type: ignore[arg-type]


def colour(text: str, value: str) -> Clause:
    return Clause(text, "feature", "colour", "is", value)


def brand(text: str, value: str) -> Clause:
    return Clause(text, "feature", "brand", "is", value)


def not_brand(text: str, value: str) -> Clause:
    return Clause(text, "exclude", "brand", "!=", value)


def wish(text: str) -> Clause:
    return Clause(text, "feature")


def like(text: str, product_id: str) -> Clause:
    return Clause(text, "topic", "id", "like", product_id)


def refined(text: str, asked: str = ASKED) -> Refinement | None:
    need = SHOP.understand(asked)
    return refine(
        talk_about(need, text, shown=SHOP.search(need).results, understand=SHOP.understand, catalog=SHOP.shown_catalog)
    )


def test_the_need_that_the_tables_start_from() -> None:
    need = SHOP.understand(ASKED)
    assert need.clauses == (WATCH, UNDER_200, WHITE)
    assert [hit.product.id for hit in SHOP.search(need).results] == ["w3", "w1", "w2"]


REFINEMENTS = {
    # prices
    "cheaper": (WATCH, limit("cheaper", "<", 149.0), WHITE),
    "something cheaper": (WATCH, limit("cheaper", "<", 149.0), WHITE),
    "a cheaper one please": (WATCH, limit("cheaper", "<", 149.0), WHITE),
    "no, cheaper": (WATCH, limit("cheaper", "<", 149.0), WHITE),
    "make it cheaper": (WATCH, limit("cheaper", "<", 149.0), WHITE),
    "cheaper than the third": (WATCH, limit("cheaper than the third", "<", 79.9), WHITE),
    "cheaper than number 2": (WATCH, limit("cheaper than number 2", "<", 168.95), WHITE),
    "cheaper than 100": (WATCH, limit("cheaper than 100", "<=", 100.0), WHITE),
    "more expensive": (WATCH, UNDER_200, WHITE, limit("more expensive", ">", 149.0)),
    "under 150": (WATCH, limit("under 150", "<=", 150.0), WHITE),
    "below 2000": (WATCH, limit("below 2000", "<=", 2000.0), WHITE),
    "make it 300": (WATCH, limit("make it 300", "<=", 300.0), WHITE),
    "ok, make it 1,300.50 then": (WATCH, limit("make it 1,300.50", "<=", 1300.5), WHITE),
    "raise it to €250": (WATCH, limit("raise it to €250", "<=", 250.0), WHITE),
    "say 120": (WATCH, limit("say 120", "<=", 120.0), WHITE),
    "over 100": (WATCH, UNDER_200, WHITE, limit("over 100", ">=", 100.0)),
    "over 300": (WATCH, limit("over 300", ">=", 300.0), WHITE),
    "between 50 and 100": (
        WATCH,
        limit("between 50 and 100", "<=", 100.0),
        WHITE,
        limit("between 50 and 100", ">=", 50.0),
    ),
    # colours
    "in black": (WATCH, UNDER_200, colour("in black", "black")),
    "black": (WATCH, UNDER_200, colour("black", "black")),
    "in grey then": (WATCH, UNDER_200, colour("in grey", "grey")),
    "make it black": (WATCH, UNDER_200, colour("black", "black")),
    "what about black?": (WATCH, UNDER_200, colour("black", "black")),
    "do you have it in black?": (WATCH, UNDER_200, colour("in black", "black")),
    "not black": (WATCH, UNDER_200, WHITE, Clause("not black", "exclude", "colour", "!=", "black")),
    "not white": (WATCH, UNDER_200, Clause("not white", "exclude", "colour", "!=", "white")),
    "in mauve": (WATCH, UNDER_200, WHITE, wish("mauve")),
    # brands
    "not that brand": (WATCH, UNDER_200, WHITE, not_brand("not that brand", "Aurelo")),
    "other brands": (WATCH, UNDER_200, WHITE, not_brand("other brands", "Aurelo")),
    "another brand please": (WATCH, UNDER_200, WHITE, not_brand("another brand", "Aurelo")),
    "not Norvik": (WATCH, UNDER_200, WHITE, not_brand("not Norvik", "Norvik")),
    "but not from norvik": (WATCH, UNDER_200, WHITE, not_brand("not from norvik", "Norvik")),
    "from Tessel": (WATCH, UNDER_200, WHITE, brand("from Tessel", "Tessel")),
    "only from Tessel": (WATCH, UNDER_200, WHITE, brand("from Tessel", "Tessel")),
    # dropping
    "any colour": (WATCH, UNDER_200),
    "any color is fine": (WATCH, UNDER_200),
    "forget the price": (WATCH, WHITE),
    "no price limit": (WATCH, WHITE),
    "the price doesn't matter": (WATCH, WHITE),
    "I don't care about the colour": (WATCH, UNDER_200),
    # features
    "with GPS": (WATCH, UNDER_200, WHITE, wish("GPS")),
    "but wireless": (WATCH, UNDER_200, WHITE, wish("wireless")),
    "and waterproof": (WATCH, UNDER_200, WHITE, wish("waterproof")),
    "without a strap": (WATCH, UNDER_200, WHITE, Clause("without a strap", "exclude")),
    "make it 16 GB": (WATCH, UNDER_200, WHITE, wish("16 GB")),
    # references
    "more like the second": (WATCH, UNDER_200, WHITE, like("like the second", "w1")),
    "like number 2": (WATCH, UNDER_200, WHITE, like("like number 2", "w1")),
    "more like #3": (WATCH, UNDER_200, WHITE, like("like #3", "w2")),
    "like 2": (WATCH, UNDER_200, WHITE, like("like 2", "w1")),
    "similar to the 2nd one": (WATCH, UNDER_200, WHITE, like("similar to the 2nd", "w1")),
    "something like the last one": (WATCH, UNDER_200, WHITE, like("like the last", "w2")),
    "like that but wireless": (WATCH, UNDER_200, WHITE, like("like that", "w3"), wish("wireless")),
    "like the third but cheaper": (WATCH, limit("cheaper", "<", 79.9), WHITE, like("like the third", "w2")),
    # a new topic in the old one's place
    "a mouse instead": (Clause("mouse", "topic"), UNDER_200, WHITE),
    "or rather a mouse": (Clause("mouse", "topic"), UNDER_200, WHITE),
    # several in one breath
    "make it 300 and in black": (WATCH, limit("make it 300", "<=", 300.0), colour("in black", "black")),
    "cheaper, from Tessel": (WATCH, limit("cheaper", "<", 149.0), WHITE, brand("from Tessel", "Tessel")),
    "in black, under 90": (WATCH, limit("under 90", "<=", 90.0), colour("in black", "black")),
}


@pytest.mark.parametrize(("text", "clauses"), REFINEMENTS.items(), ids=REFINEMENTS)
def test_a_refinement_changes_exactly_these_clauses(text: str, clauses: tuple[Clause, ...]) -> None:
    result = refined(text)
    assert result is not None
    assert set(result.need.clauses) == set(clauses)
    assert len(result.need.clauses) == len(clauses)
    assert result.need.query == f"{ASKED}; {text}"


def test_a_complaint_becomes_a_limit_that_is_told_by_its_amount() -> None:
    result = refined("That's too expensive!")
    assert result is not None
    assert result.need.clauses == (WATCH, limit("below 149.00 EUR", "<", 149.0), WHITE)


def test_what_means_nothing_is_left_out_at_the_end_of_every_part() -> None:
    result = refined("under 90 then, in black")
    assert result is not None
    assert result.need.clauses == (WATCH, limit("under 90", "<=", 90.0), colour("in black", "black"))


@pytest.mark.parametrize("text", ["any in black?", "any from Tessel?"])
def test_any_before_what_it_is_to_have_drops_nothing(text: str) -> None:
    result = refined(text)
    assert result is not None
    assert {(clause.field, clause.value) for clause in result.need.clauses} >= {
        ("colour", "black") if "black" in text else ("brand", "Tessel")
    }


@pytest.mark.parametrize("text", REFINEMENTS)
def test_the_words_of_every_new_clause_were_said(text: str) -> None:
    result = refined(text)
    assert result is not None
    new = [clause for clause in result.need.clauses if clause not in (WATCH, UNDER_200, WHITE)]
    assert [clause.text for clause in new if clause.text not in text] == []
    assert result.changes != ()


@pytest.mark.parametrize(
    "text",
    [
        "wireless mouse",
        "a laptop under 500",
        "any laptop under 500",
        "show me keyboards",
        "black shoes",
        "drop shoulder shirt",
        "make up mirror",
        "in-ear headphones",
    ],
)
def test_a_new_topic_is_a_new_need(text: str) -> None:
    assert refined(text) is None


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("cheapest", Sort("price", "asc")),
        ("the cheapest one", Sort("price", "asc")),
        ("the cheapest of these", Sort("price", "asc")),
        ("sort by price", Sort("price", "asc")),
        ("most expensive first", Sort("price", "desc")),
    ],
)
def test_an_order_is_set_and_the_clauses_stay(text: str, order: Sort) -> None:
    result = refined(text)
    assert result is not None
    assert (result.need.clauses, result.need.sort) == ((WATCH, UNDER_200, WHITE), order)


def test_an_order_can_be_dropped() -> None:
    result = refined("any order", asked="cheapest watch")
    assert result is not None
    assert (result.need.clauses, result.need.sort) == ((WATCH,), None)


def test_any_brand_lifts_wishes_and_exclusions_of_brands() -> None:
    result = refined("any brand", asked="watch not Norvik")
    assert result == Refinement(Need("watch not Norvik; any brand", (WATCH,)), ("dropped: not Norvik",))


def test_a_named_brand_takes_the_place_of_another() -> None:
    result = refined("from Tessel", asked="watch from Norvik")
    assert result is not None
    assert result.need.clauses == (WATCH, brand("from Tessel", "Tessel"))
    assert result.changes == ("from Tessel instead of from Norvik",)


def test_leaving_out_the_brand_asked_for_lifts_the_wish_for_it() -> None:
    result = refined("not that brand", asked="watch from Norvik")
    assert result is not None
    assert result.need.clauses == (WATCH, not_brand("not that brand", "Norvik"))


def test_forgetting_a_feature_by_name_drops_it() -> None:
    result = refined("forget the GPS", asked="watch with GPS under 200")
    assert result is not None
    assert result.need.clauses == (WATCH, limit("under 200", "<=", 200.0))


def test_make_it_moves_the_lower_limit_where_only_that_is_in_force() -> None:
    result = refined("make it 50", asked="watch over 100")
    assert result is not None
    assert result.need.clauses == (WATCH, limit("make it 50", ">=", 50.0))


def test_cheaper_lowers_the_limit_again_and_again() -> None:
    need = SHOP.understand("watch")
    first = refine(talk_about(need, "cheaper", shown=_hits("w1", "w3"), understand=SHOP.understand, catalog=SHOP.shown_catalog))
    assert first is not None
    second = refine(
        talk_about(first.need, "cheaper", shown=_hits("w2"), understand=SHOP.understand, catalog=SHOP.shown_catalog)
    )
    assert second is not None
    assert first.need.clauses == (WATCH, limit("cheaper", "<", 149.0))
    assert second.need.clauses == (WATCH, limit("cheaper", "<", 79.9))


def test_cheaper_never_loosens_a_limit_that_nothing_met() -> None:
    with pytest.raises(UsageError) as caught:
        refined("cheaper", asked="watch under 10")
    assert str(caught.value) == "You asked for 'under 10' (<= 10.00 EUR), and what is shown costs more than that."
    assert caught.value.hint == "Name another limit, such as: make it 80. Or drop it: any price."


def test_cheaper_compares_within_the_currency_of_the_first_price() -> None:
    shown = [Hit(Product(str(at), "watch", price=price, currency=code), 1.0) for at, (price, code) in enumerate(
        [(None, None), (100.0, "USD"), (90.0, "USD"), (70.0, "GBP")]
    )]  # fmt: skip
    result = refine(
        talk_about(SHOP.understand("watch"), "cheaper", shown=shown, understand=SHOP.understand, catalog=SHOP.shown_catalog)
    )
    assert result is not None
    assert result.need.clauses == (WATCH, limit("cheaper", "<", 90.0, "USD"))


def test_cheaper_needs_a_price_on_the_screen() -> None:
    shown = [Hit(Product("1", "watch"), 1.0)]
    with pytest.raises(UsageError, match="There is no price on the screen to compare with"):
        refine(
            talk_about(SHOP.understand("watch"), "cheaper", shown=shown, understand=SHOP.understand, catalog=SHOP.shown_catalog)
        )


@pytest.mark.parametrize(
    ("text", "place"), [("more like the ninth", 9), ("like number 4", 4), ("cheaper than the fifth", 5), ("like 0", 0)]
)
def test_a_reference_out_of_range_says_how_many_are_shown(text: str, place: int) -> None:
    with pytest.raises(UsageError) as caught:
        refined(text)
    assert str(caught.value) == f"There is no result {place}: 3 shown."


def test_dropping_what_was_never_asked_says_what_was() -> None:
    with pytest.raises(UsageError) as caught:
        refined("any brand")
    assert (str(caught.value), caught.value.hint) == (
        "Nothing was asked about the brand.",
        "What was asked: watch · under 200 EUR · in white.",
    )


def test_dropping_what_was_never_asked_does_not_cost_the_rest_of_what_is_said() -> None:
    result = refined("any brand, under 100 euros")
    assert result is not None
    assert [clause.text for clause in result.need.clauses if clause.kind == "limit"] == ["under 100 euros"]


def test_what_was_taken_otherwise_than_said_is_noted() -> None:
    result = refined("make it $250")
    assert result is not None
    assert result.need.notes == ("This catalog has no prices in USD: “make it $250” was read as EUR.",)


def test_a_limit_without_a_unit_keeps_the_unit_it_replaces() -> None:
    need = Need("rope", (Clause("rope", "topic"), Clause("at most 5 m", "limit", "length", "<=", 5.0, "m")))
    shorter = Clause("under 3", "limit", "length", "<=", 3.0)
    result = refine(talk_about(need, "under 3", (), lambda text, topic="": Need(text, (shorter,)), SHOP.shown_catalog))
    assert result is not None
    assert result.need.clauses == (Clause("rope", "topic"), Clause("under 3", "limit", "length", "<=", 3.0, "m"))


@pytest.mark.parametrize(("said", "values"), [("with bluetooth", ["wifi", "bluetooth"]), ("bluetooth", ["bluetooth"])])
def test_a_choice_is_added_with_with_and_replaced_without(said: str, values: list[str]) -> None:
    need = Need("radio", (Clause("radio", "topic"), Clause("wifi", "feature", "network", "is", "wifi")))
    meant = Clause("bluetooth", "feature", "network", "is", "bluetooth")
    result = refine(talk_about(need, said, (), lambda text, topic="": Need(text, (meant,)), SHOP.shown_catalog))
    assert result is not None
    assert [clause.value for clause in result.need.clauses if clause.field == "network"] == values


@pytest.mark.parametrize("piece", ["but ", "cheaper, ", ". ! ", "any ", "the the ", "ok ", "1, "])
def test_twenty_thousand_characters_are_read_in_two_seconds_of_work(piece: str) -> None:
    started = time.process_time()
    refined(piece * (20_000 // len(piece)))
    assert time.process_time() - started < 2.0


def _hits(*ids: str) -> list[Hit]:
    return [hit for wanted in ids for hit in SHOP.search(SHOP.understand("watch"), top=5).results if hit.product.id == wanted]
