"""The second product that is told of beside the first, and by what: records of several trades, made up."""

from __future__ import annotations

import dataclasses

import pytest

from shopcli.types import Attention, Clause, Evidence, Fact, Hit, Need, Product
from shopcli.write.knowledge import Knowledge
from shopcli.write.moves.move import Move
from shopcli.write.moves.planner import make_moves, planned_moves
from shopcli.write.moves.selection import worth_telling
from shopcli.write.verify.frame_roles import Roles, role_faults, taken_apart
from shopcli.write.wording.ellipsis import said_once
from shopcli.write.wording.filling import candidates
from tests.trades import facts_of, hit_of, need_of

LAMP = Product("L1", "Hillock Lamp", price=40.0, currency="EUR", category="Lamps", attributes={"rating": 4.1})
OTHER = Product("L2", "Burrow Lamp", price=60.0, currency="EUR", category="Lamps", attributes={"rating": 4.6})
PLAIN, PLAIN_OTHER = (dataclasses.replace(one, attributes={}) for one in (LAMP, OTHER))
NEED = need_of("lamp", topic="lamp")


def moves(need: Need, *products: Product | Hit) -> list[Move]:
    hits = [one if isinstance(one, Hit) else hit_of(one) for one in products]
    return make_moves(need, hits, facts_of, Knowledge())


def roles_of(move: Move, need: Need = NEED, **told: object) -> Roles:
    return Roles(need, move.roles, facts_of, **told)


def said(move: Move, **told: object) -> list[str]:
    made = candidates(move, "en", most=20)
    return [one.text for one in made if not role_faults(one.text, one.frame, roles_of(move, **told))]


def test_what_buyers_rate_higher_is_named_with_both_ratings():
    last = moves(NEED, LAMP, OTHER)[-1]
    assert (last.kind, last.cites, last.words["B.rating"], last.words["rating"]) == ("rated_above", ("L2", "L1"), "4.6", "4.1")
    assert said(last) and all("4.6" in text and "4.1" in text for text in said(last))


def test_what_is_cheaper_and_rated_lower_is_named_with_both():
    cheap = dataclasses.replace(OTHER, price=20.0, attributes={"rating": 3.2})
    last = moves(NEED, LAMP, cheap)[-1]
    assert (last.kind, last.words["gap"]) == ("rated_below", "20.00 EUR")


def test_the_ratings_of_two_products_are_not_swapped():
    last = moves(NEED, LAMP, OTHER)[-1]
    swapped = dataclasses.replace(last, words={**last.words, "B.rating": "4.1", "rating": "4.6"})
    assert said(swapped) == []
    above = dataclasses.replace(last, products=last.products[::-1])
    assert said(above) == []


@pytest.mark.parametrize(("price", "kind"), [(25.0, "cheaper"), (55.0, None), (40.0, "alternative"), (900.0, None)])
def test_where_nothing_else_tells_them_apart_a_lower_price_does_and_what_is_out_of_reach_is_not_named(price, kind):
    told = [move.kind for move in moves(NEED, PLAIN, dataclasses.replace(PLAIN_OTHER, price=price)) if "L2" in move.cites]
    assert told == ([kind] if kind else [])


def test_prices_without_a_currency_are_those_of_one_catalog():
    plain, other = (dataclasses.replace(one, currency=None) for one in (PLAIN, PLAIN_OTHER))
    assert [move.kind for move in moves(NEED, other, plain)][-1] == "cheaper"


def test_what_both_state_is_told_side_by_side_and_what_is_worse_and_dearer_is_not_named():
    brief, lasting = (
        dataclasses.replace(one, attributes={"battery life": told}) for one, told in ((LAMP, "8 hours"), (OTHER, "30 hours"))
    )
    dearer = moves(NEED, brief, lasting)[-1]
    assert (dearer.kind, set(dearer.facts)) == ("dearer", {"a1", "b1"})
    worse = dataclasses.replace(brief, price=90.0)
    assert {key for move in moves(NEED, lasting, worse) for key in move.cites} == {"L2"}


def test_what_holds_what_was_not_wanted_is_no_second_choice():
    need = Need("chocolate, no nuts", (Clause("chocolate", "topic"), Clause("no nuts", "exclude", None, "lacks", "nuts")))
    dark = Product("C1", "Vell Dark Chocolate", price=3.0, currency="EUR", category="Sweets")
    nutty = Product("C2", "Vell Chocolate with Hazelnuts", price=2.0, currency="EUR", category="Sweets")
    assert "C2" not in {key for move in moves(need, dark, nutty) for key in move.cites}


def test_what_keeps_no_limit_that_the_pick_keeps_is_no_choice():
    under = Clause("under 50 euros", "limit", "price", "<=", 50.0, "EUR")
    need = need_of("lamp under 50 euros", under, topic="lamp")
    fits = hit_of(PLAIN, evidence=(Evidence(under, Fact("price", 40.0), 1.0),))
    over = hit_of(PLAIN_OTHER, unmet=(under,))
    assert "L2" not in {key for move in moves(need, fits, over) for key in move.cites}


def test_what_misses_a_wish_is_named_with_it_where_it_costs_less():
    wish = Clause("paper shade", "feature", None, "has", "paper shade")
    need = need_of("lamp with paper shade", wish, topic="lamp")
    fits = hit_of(PLAIN, evidence=(Evidence(wish, Fact("description", "A paper shade."), 1.0),))
    cheap, dear = (
        hit_of(dataclasses.replace(PLAIN_OTHER, price=price, currency=PLAIN.currency), unmet=(wish,)) for price in (35.0, 99.0)
    )
    last = moves(need, fits, cheap)[-1]
    assert (last.kind, last.words["miss"]) == ("misses", "“paper shade”")
    assert said(last, unmet={"L2": (wish,)}) and said(last) == []
    assert "misses" not in {move.kind for move in moves(need, fits, dear)}


def test_the_best_drawback_and_the_best_second_product_outweigh_a_third_reason():
    told = [
        Move("maker", (), worth=0.9),
        Move("buyer", (), worth=0.8),
        Move("cheaper", (), worth=0.4),
        Move("silent", (), worth=0.45),
    ]
    assert [move.kind for move in worth_telling(told, 3)] == ["cheaper", "silent", "maker"]


def test_all_that_was_planned_is_told_with_whether_it_is_said():
    hits = [hit_of(LAMP), hit_of(OTHER)]
    planned = planned_moves(NEED, hits, facts_of, Knowledge())
    assert [move for move, is_said in planned if is_said] == make_moves(NEED, hits, facts_of, Knowledge())


def test_a_wish_that_dwells_on_a_field_is_answered_by_it():
    low = dataclasses.replace(LAMP, attributes={"weight": "400 g"})
    wish = Clause("not clumsy", "exclude", None, "lacks", "clumsy")
    need = need_of("lamp, not clumsy", wish, topic="lamp")
    facts = tuple(facts_of(low))
    row = tuple(0.9 if fact.field == "weight" else 0.0 for fact in facts)
    knowledge = Knowledge(attentions={"L1": Attention((wish,), facts, (row,), (None,))})
    opening = make_moves(need, [hit_of(low)], facts_of, knowledge)[0]
    assert [phrases.worded.fact.field for phrases in opening.facts.values()] == ["weight"]


def test_what_two_compared_phrases_share_is_said_once():
    brief, lasting = (
        dataclasses.replace(one, attributes={"battery life": told}) for one, told in ((LAMP, "8 hours"), (OTHER, "30 hours"))
    )
    move = moves(NEED, brief, lasting)[-1]
    made = [one for one in candidates(move, "en", most=20) if " instead of " in one.text]
    texts = {said_once(one.text, one.frame, taken_apart(one.text, one.frame, move.roles) or []) for one in made}
    assert texts and all("30 instead of 8 hours" in text for text in texts)


def test_that_another_costs_more_is_no_reason_to_name_it_by():
    assert [move for move in moves(NEED, PLAIN, dataclasses.replace(PLAIN_OTHER, price=55.0)) if "L2" in move.cites] == []
