"""What an advice tells of a product where no wish chooses, or beside what a wish does: records of several trades, made up."""

from __future__ import annotations

import pytest

from shopcli.need.languages.registry import language_named
from shopcli.pipeline.fields.stated.durations import units_meant
from shopcli.text.worded_fact import ungrouped
from shopcli.types import Clause, Evidence, Fact, Hit, Need, Product
from shopcli.write.knowledge import Knowledge
from shopcli.write.moves.move import Move
from shopcli.write.moves.planner import make_moves
from shopcli.write.moves.reasons import Reason, Reasons, is_alike
from shopcli.write.moves.telling_facts import telling_facts
from shopcli.write.moves.wish_words import is_of_the_asker
from shopcli.write.moves.wishes_apart import is_measured
from shopcli.write.wording.frames import worded
from shopcli.write.wording.phrases import phrases_of
from tests.trades import facts_of, hit_of, need_of

NEED = need_of("something to play")
HEDGE = Product("G1", "Hedge", price=20.0, currency="EUR", attributes={"max_players": 4.0, "year": 2008.0})
DITCH = Product("G2", "Ditch", price=20.0, currency="EUR", attributes={"max_players": 6.0, "year": 2008.0})


def moves(need: Need, *products: Product | Hit) -> list[Move]:
    hits = [one if isinstance(one, Hit) else hit_of(one) for one in products]
    return make_moves(need, hits, facts_of, Knowledge())


def told(move: Move, letter: str = "a") -> list[str]:
    return [phrases.worded.fact.field for slot, phrases in move.facts.items() if slot.startswith(letter)]


def test_what_sets_a_product_apart_is_told_before_what_all_that_is_shown_say():
    assert told(moves(NEED, HEDGE, DITCH)[0])[:1] == ["max_players"]


def test_the_second_product_is_told_of_by_what_the_first_was():
    beside = moves(NEED, HEDGE, DITCH)[-1]
    assert beside.cites == ("G2", "G1") and told(beside, "b") == ["max_players"]


@pytest.mark.parametrize(("value", "is_told"), [("rain boots", False), ("rain boots, lined", True)])
def test_a_value_that_says_no_more_than_the_request_is_not_told_back(value, is_told):
    sort = Product("S1", "Marsh Tall", price=9.0, currency="EUR", attributes={"type": value})
    need = need_of("rain boots", Clause("rain", "feature"), topic="boots")
    hit = hit_of(sort, evidence=(Evidence(need.clauses[1], Fact("type", value), 1.0),))
    assert (value in [one.fact.words for one in Reasons(need, [hit], facts_of, Knowledge()).of(hit)]) is is_told


def test_what_was_asked_for_is_told_of_the_second_product_though_the_first_has_it_too():
    limit = Clause("four stars or better", "limit", "rating", ">=", 4.0)
    need, why = need_of("poems, four stars or better", limit), Evidence(limit, Fact("rating", 4.0), 1.0)
    poems = [Product(name, name, price=9.0, currency="EUR", attributes={"rating": 4.0}) for name in ("Fen Songs", "Moor Songs")]
    beside = moves(need, *(hit_of(one, evidence=(why,)) for one in poems))[-1]
    assert beside.cites == ("Moor Songs", "Fen Songs") and told(beside, "b") == ["rating"]


def test_a_buyer_who_speaks_of_a_colour_that_nobody_asked_for_is_not_quoted():
    vest = Product("V1", "Tarn Vest", price=9.0, currency="EUR", attributes={"colour": "moss green", "size": "M"})
    review = Fact("reviews", "Green is nicer than in the picture.")

    def told_of(query: str) -> list[str]:
        made = make_moves(Need(query), [hit_of(vest)], lambda one: (*facts_of(one), review), Knowledge())
        return [move.kind for move in made]

    assert "buyer" not in told_of("vest") and "buyer" in told_of("green vest")


def test_that_a_product_is_the_worst_of_those_shown_is_no_reason_to_take_it():
    weak, strong = (
        Product(name, name, attributes={"battery_life": f"{days} days"}) for name, days in (("Mole", 2), ("Vole", 9))
    )
    hits = [hit_of(weak), hit_of(strong)]
    reasons = Reasons(NEED, hits, facts_of, Knowledge())
    assert telling_facts(hits[0], hits, reasons, (), NEED) == []
    assert [one.fact.field for one in telling_facts(hits[1], hits, reasons, (), NEED)] == ["battery_life"]


def test_a_good_mark_on_a_scale_of_a_hundred_is_told_and_a_poor_one_is_not():
    good, poor = (Product(name, name, attributes={"rating": mark}) for name, mark in (("Heron", 88.0), ("Egret", 52.0)))
    assert told(moves(NEED, good, poor)[0]) == ["rating"]
    assert told(moves(NEED, poor, good)[0]) == []


def test_a_mark_that_was_asked_for_is_told_with_the_pick():
    limit = Clause("four stars or better", "limit", "rating", ">=", 4.0)
    product = Product("B1", "Fen Songs", price=9.0, currency="EUR", attributes={"rating": 4.0})
    hit = hit_of(product, evidence=(Evidence(limit, Fact("rating", 4.0), 1.0),))
    opening = moves(need_of("poems, four stars or better", limit), hit)[0]
    assert opening.facts["a1"].forms == {"quantity": ("rated 4",)}


def test_two_numbers_are_two_facts():
    players, pieces = (Reason(phrases_of(worded(Fact(name, 4.0))), 0.5) for name in ("max_players", "pieces"))
    assert not is_alike(players, pieces)


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("plantAttributes Height", "Height"),
        ("Display Size", "Display Size"),
        ("size Men", "size Men"),
        ("iPad Air", "iPad Air"),
    ],
)
def test_a_field_is_called_by_its_name_without_the_group_that_an_export_put_it_in(name, own):
    assert ungrouped(name) == own


def test_the_height_of_a_plant_is_worded_as_any_height():
    assert "48 inches high" in phrases_of(worded(Fact("plantAttributes Height", "48 inches"))).forms["quantity"]


@pytest.mark.parametrize(
    ("text", "number", "language", "unit"),
    [
        ("40 hours or more", 40.0, "en", "hour"),
        ("45 minutes", 45.0, "en", "minute"),
        ("within 2 hours", 120.0, "en", "minute"),
        ("两小时以内", 120.0, "zh", "minute"),
        ("at least 4 players", 4.0, "en", None),
    ],
)
def test_bare_numbers_are_in_the_unit_that_a_request_means_by_them(text, number, language, unit):
    need = Need(text, (Clause(text, "limit", "play_time", ">=", number),), language=language)
    assert units_meant(need, language_named(language)) == ({"play_time": unit} if unit else {})


def test_hours_are_told_without_hundredths_and_metres_as_they_stand():
    assert "53.9 hours of play" in phrases_of(worded(Fact("play_length", 53.8666667, "hour"))).forms["quantity"]
    assert "has 2.135 m of cable" in phrases_of(worded(Fact("cable_length", 2.135, "m"))).forms["verb"]


def test_a_wish_that_goes_on_in_an_amount_is_answered_by_it():
    busy, hours = Clause("keeps me busy", "feature"), Clause("40 hours or more", "limit", "play_time", ">=", 40.0)
    need = need_of("one that keeps me busy for 40 hours or more", busy, hours)
    hit = hit_of(HEDGE, evidence=(Evidence(hours, Fact("play_time", 50.0), 1.0),))
    assert is_measured(busy, hit, need) and not is_measured(busy, hit_of(HEDGE), need)


def test_what_somebody_does_not_do_is_asked_of_no_listing():
    assert is_of_the_asker("don't wear animals") and not is_of_the_asker("does it all")


def test_a_year_is_never_only_so_much():
    old = Product("G3", "Sluice", price=5.0, currency="EUR", attributes={"max_players": 4.0, "year": 2001.0})
    catch = [text for move in moves(NEED, HEDGE, old) for one in move.facts.values() for text in one.forms.get("lack", ())]
    assert not any("only" in text for text in catch)


def test_players_are_counted_in_chinese():
    assert phrases_of(worded(Fact("max_players", 6.0)), "zh").forms["quantity"] == ("最多6人玩",)
    assert phrases_of(worded(Fact("Console", "Xbox 360")), "zh").forms["verb"] == ("在Xbox 360上用",)
