"""The moves that ask one thing back, and that tell by how much an alternative is better."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopcli.catalog.facts import facts_of
from shopcli.types import ClarifyingQuestion, Clause, Hit, Need, Product
from shopcli.write.knowledge import Knowledge
from shopcli.write.moves.asking import question_move
from shopcli.write.moves.differing import difference_move
from shopcli.write.moves.planner import make_moves
from shopcli.write.moves.reasons import Reasons
from shopcli.write.verify.frame_roles import Roles, role_faults
from shopcli.write.wording.filling import candidates

SHORT = Product("A", "Norvik Trail Watch", attributes={"battery life": "8 days", "weight": "41 g"})
LONG = Product("B", "Tessel Summit Watch", attributes={"battery life": "12 days", "weight": "39 g"})
WISHED = Need("a watch", (Clause("watch", "topic"),))
DESIGN = ClarifyingQuestion("Which design would you like: in-ear or on-ear?", "design", (("in-ear", 4), ("on-ear", 2)))
HITS = [Hit(SHORT, 1.0), Hit(LONG, 0.5)]


def difference(need: Need = WISHED):
    reasons = Reasons(need, HITS, facts_of, Knowledge()).of(HITS[1])
    own = {fact.field: fact for fact in facts_of(SHORT)}
    return difference_move(HITS[0], HITS[1], own, reasons, need, {"A": "Norvik Trail", "B": "Tessel Summit"})


def test_an_alternative_is_told_by_how_much_it_is_better_in_what_most_want_more_of() -> None:
    move = difference()
    assert move is not None
    assert (move.kind, move.cites) == ("difference", ("B", "A"))
    assert move.facts["d1"].forms == {"adjective": ("4 days longer on the battery",)}


def test_the_role_check_works_a_difference_out_again_and_refuses_any_other() -> None:
    move = difference()
    assert move is not None
    roles = Roles(WISHED, move.roles, facts_of)
    (first, *_) = candidates(move, "en")
    assert "is 4 days longer on the battery" in first.text
    assert role_faults(first.text, first.frame, roles) == []
    for wrong in ("5 days longer", "4 hours longer", "4 days shorter"):
        text = first.text.replace("4 days longer", wrong)
        assert role_faults(text, first.frame, roles) == [f"d1:a: '{wrong} on the battery'"]


def test_where_prices_tell_more_no_difference_is_a_move_of_its_own() -> None:
    dear, cheap = (replace(product, price=price, currency="EUR") for product, price in ((SHORT, 90.0), (LONG, 60.0)))
    own = {fact.field: fact for fact in facts_of(dear)}
    reasons = Reasons(WISHED, [Hit(dear, 1.0), Hit(cheap, 0.5)], facts_of, Knowledge()).of(Hit(cheap, 0.5))
    assert difference_move(Hit(dear, 1.0), Hit(cheap, 0.5), own, reasons, WISHED, {}) is None


@pytest.mark.parametrize(("best", "asks"), ((0.3, True), (0.6, False)))
def test_one_thing_is_asked_back_where_no_reason_answers_the_need(best: float, asks: bool) -> None:
    move = question_move(DESIGN, HITS[0], "en", best=best, words={"A": "Norvik Trail"})
    assert (move is not None) == asks
    if move:
        assert (move.kind, move.words["options"], move.words["field"]) == ("question", "in-ear or on-ear", "design")


def test_neither_yes_or_no_nor_a_long_list_is_asked() -> None:
    yes_or_no = ClarifyingQuestion("Should it be wireless?", "wireless", (("yes", 3), ("no", 2)))
    many = ClarifyingQuestion("Which?", "design", tuple((f"sort {at}", 2) for at in range(5)))
    assert [question_move(one, HITS[0], "en", best=0.0, words={}) for one in (yes_or_no, many, None)] == [None, None, None]


def test_the_question_comes_last_and_every_frame_for_it_says_what_may_be_answered() -> None:
    made = make_moves(WISHED, HITS, facts_of, Knowledge(question=DESIGN))
    assert made[-1].kind == "question"
    told = candidates(made[-1], "en", most=40)
    assert told and all("in-ear or on-ear" in one.text for one in told)
    roles = Roles(WISHED, made[-1].roles, facts_of, question=DESIGN)
    assert [role_faults(one.text, one.frame, roles) for one in told] == [[] for _ in told]
    assert role_faults(told[0].text.replace("in-ear", "free"), told[0].frame, roles) != []
