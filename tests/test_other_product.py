"""Another product beside what is recommended: by what counts for the need, by whose words, and with its catch owned."""

from __future__ import annotations

import dataclasses

import pytest

from shopcli.types import Clause, Evidence, Fact, Need, Product
from shopcli.write.knowledge import Knowledge
from shopcli.write.moves.contrast import as_a_catch, is_far, only, sorted_out
from shopcli.write.moves.move import Move
from shopcli.write.moves.planner import make_moves
from shopcli.write.moves.reasons import Reasons
from shopcli.write.verify.frame_roles import Roles, role_faults
from shopcli.write.wording.filling import candidates
from shopcli.write.wording.frame_bank import read_frames
from tests.trades import facts_of as plain_facts
from tests.trades import hit_of, need_of

LAMP = Product(
    "L1", "Marl Field Lamp", "A lamp for the tent.", "Marl", "Lamps", 60.0, "EUR", attributes={"battery life": "40 hours"}
)
TORCH = Product(
    "L2", "Orde Pocket Lamp", "Small enough for a trouser pocket. It does not stand by itself.", "Orde", "Lamps", 30.0, "EUR",
    attributes={"battery life": "8 hours"},
)  # fmt: skip
TOWER = Product(
    "L3", "Orde Tower Lamp", "Throws its light two hundred metres along the trail.", "Orde", "Lamps", 80.0, "EUR",
    attributes={"battery life": "42 hours"},
)  # fmt: skip
TRAIL = Clause("for the trail", "feature")
COMPLAINT = Fact("reviews", "The clip broke on day one.")


def facts_of(product: Product):
    return (*plain_facts(product), *([COMPLAINT] if product.id == "L2" else []))


def beside(need: Need, *products: Product, knowledge: Knowledge | None = None) -> Move | None:
    made = make_moves(need, [hit_of(product) for product in products], facts_of, knowledge or Knowledge())
    return next((move for move in made if move.kind in ("cheaper", "dearer", "same_price", "alternative")), None)


def near(product: Product, words: str, share: float) -> Knowledge:
    """A record of which the lines that begin with some words come near to the request."""
    told_of = {fact: share for fact in facts_of(product) if fact.words.startswith(words)}
    return Knowledge(told_of={product.id: told_of})


def test_a_cheaper_one_owns_what_it_has_too_little_of():
    move = beside(need_of("lamp", topic="lamp"), LAMP, TORCH)
    assert move is not None and move.kind == "cheaper"
    assert move.facts["b1"].forms["lack"][0] == "runs for only 8 hours"


def test_what_is_nearly_as_much_is_neither_better_nor_worse():
    reasons = Reasons(need_of("lamp", topic="lamp"), [hit_of(LAMP), hit_of(TOWER)], facts_of, Knowledge())
    own = {fact.field: fact for fact in facts_of(LAMP)}
    battery = [reason for reason in reasons.of(hit_of(TOWER)) if reason.fact.field == "battery life"]
    assert sorted_out(battery, own, need_of("lamp")) == ([], [], [])


def test_a_dearer_one_is_told_of_in_its_makers_words_where_these_come_near_to_the_need():
    need = need_of("lamp for the trail", TRAIL, topic="lamp")
    move = beside(need, LAMP, TOWER, knowledge=near(TOWER, "Throws", 0.8))
    assert move is not None and move.kind == "dearer"
    assert move.words["B.maker"] == "“Throws its light two hundred metres along the trail”"
    other = beside(need_of("a lamp for the sick", Clause("for the sick", "feature"), topic="lamp"), LAMP, TOWER)
    assert other is not None and (other.kind, other.words.get("B.maker")) == ("dearer", None)  # for its battery


def test_what_costs_much_more_is_no_alternative():
    dear = dataclasses.replace(TOWER, price=120.0)
    need = need_of("lamp for the trail", TRAIL, topic="lamp")
    assert beside(need, LAMP, dear, knowledge=near(dear, "Throws", 0.8)) is None


def test_words_of_a_maker_against_a_cheaper_one_are_told_as_its_catch():
    need = need_of("lamp that stands by itself", Clause("stands by itself", "feature"), topic="lamp")
    alike = dataclasses.replace(TORCH, attributes={"battery life": "40 hours"})
    move = beside(need, LAMP, alike, knowledge=near(alike, "It does", 0.9))
    assert move is not None and move.words["B.denial"] == "“It does not stand by itself”"


def test_where_nothing_else_is_worse_a_buyers_complaint_is_the_catch():
    need = need_of("lamp for the trail", TRAIL, topic="lamp")
    alike = dataclasses.replace(TORCH, description="", attributes={"battery life": "40 hours"})
    move = beside(need, LAMP, alike)
    assert move is not None and move.words["B.complaint"] == "“The clip broke on day one”"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("is rated 5 ATM", "is rated only 5 ATM"),
        ("lasts 10 days on a charge", "lasts only 10 days on a charge"),
        ("has a 5 h battery", "has a 5 h battery"),
        ("has room for a laptop of up to 15 in", "has room for a laptop of up to 15 in"),
        ("is waterproof", "is waterproof"),
    ],
)
def test_only_stands_before_an_amount_where_it_can(text, told):
    assert only(text) == told


def test_amounts_are_far_apart_only_in_one_unit_and_by_half_at_least():
    assert is_far(Fact("memory", 16.0, "GB"), Fact("memory", 8.0, "GB"))
    assert not is_far(Fact("memory", 16.0, "GB"), Fact("memory", 12.0, "GB"))
    assert not is_far(Fact("ports", 2.0), Fact("ports", 1.0))
    assert not is_far(Fact("memory", 16.0, "GB"), None)


# --- the check ----------------------------------------------------------------------------------------------------------------


def faults(frame: str, text: str, *, one: Product = LAMP, other: Product = TORCH) -> list[str]:
    (read,) = read_frames(f"## cheaper\n{frame}")
    return role_faults(text, read, Roles(need_of("lamp", topic="lamp"), {"B": other, "A": one}, facts_of))


def test_only_so_much_holds_where_the_other_has_more_of_what_is_wanted():
    frame = "The {B} is cheaper, but it {b1:l}."
    said = "The Orde Pocket Lamp is cheaper, but it runs for only 8 hours."
    assert faults(frame, said) == []
    assert faults(frame, said.replace("8", "40")) != []
    assert faults(frame, said, one=dataclasses.replace(LAMP, attributes={"battery life": "5 hours"})) != []
    assert faults(frame, said, one=dataclasses.replace(LAMP, attributes={})) != []


@pytest.mark.parametrize(
    ("slot", "words", "holds"),
    [
        ("B.maker", "It does not stand by itself", True),
        ("B.denial", "It does not stand by itself", True),
        ("B.buyer", "It does not stand by itself", False),  # a maker's words are no buyer's
        ("B.complaint", "The clip broke on day one", True),
        ("B.maker", "The clip broke on day one", False),
        ("B.maker", "A lamp for the tent", False),  # the other's
        ("B.maker", "It stands by itself", False),
    ],
)
def test_words_beside_are_held_to_whose_they_are(slot, words, holds):
    assert (faults(f"Cheaper is the {{B}}: {{{slot}}}.", f"Cheaper is the Orde Pocket Lamp: “{words}”.") == []) is holds


def test_a_frame_tells_the_words_where_there_are_some():
    move = Move("cheaper", (TORCH, LAMP), words={"B": "Orde", "B.price": "30.00 EUR", "gap": "30.00 EUR", "B.buyer": "“Good”"})
    assert all("“Good”" in candidate.text for candidate in candidates(move, "en"))


# --- what looks right ---------------------------------------------------------------------------------------------------------


def test_what_says_otherwise_than_was_wished_in_a_field_is_warned_of():
    two = Clause("for two", "feature")
    dome = Product("T1", "Dome Tent", category="Tents", price=90.0, currency="EUR", attributes={"persons": 2.0})
    solo = Product("T2", "Solo Tent", category="Tents", price=95.0, currency="EUR", attributes={"persons": 1.0})
    met = (Evidence(two, Fact("persons", 2.0), 1.0),)
    denied = (Evidence(two, Fact("persons", 1.0), 1.0),)
    hits = [dataclasses.replace(hit_of(dome), evidence=met), dataclasses.replace(hit_of(solo), denied=denied)]
    made = make_moves(need_of("tent for two", two, topic="tent"), hits, plain_facts, Knowledge())
    (warning,) = [move for move in made if move.kind == "warning"]
    assert warning.cites == ("T2",)
    assert "is for one person" in warning.facts["c1"].forms["lack"]


def test_the_other_choice_of_two_is_warned_of_where_the_request_surely_meant_the_field():
    left, right = (
        Product(f"M{n}", f"Vole {n} Mouse", category="Mice", price=20.0 + n, currency="EUR", attributes={"hand": hand})
        for n, hand in enumerate(("left", "right"))
    )
    both = dataclasses.replace(right, attributes={"hand": "both"})
    need = need_of("a mouse, I am left-handed", topic="mouse")
    knowledge = near(left, "left", 0.95)
    warned = [
        [
            move.cites
            for move in make_moves(need, [hit_of(left), hit_of(other)], plain_facts, knowledge)
            if move.kind == "warning"
        ]
        for other in (right, both)
    ]
    assert warned == [[("M1",)], []]


def test_a_catch_is_told_in_the_words_of_a_lack_where_it_has_them():
    reasons = Reasons(need_of("lamp"), [hit_of(TORCH)], facts_of, Knowledge())
    (battery,) = [reason for reason in reasons.of(hit_of(TORCH)) if reason.fact.field == "battery life"]
    assert list(as_a_catch(battery).phrases.forms) == ["lack"]
