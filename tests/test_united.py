"""Numbers with the units that the catalog taught."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopcli.advisor import Advisor
from shopcli.index import Index
from shopcli.need.languages.wording import Part
from shopcli.pipeline.fields.fact_units import united_facts, united_hit, with_unit
from shopcli.types import Clause, Evidence, Fact, Hit, Product
from shopcli.write.advise import _by_code
from shopcli.write.wording.frames import worded
from tests.conftest import build


@pytest.fixture
def advisor(index, encoder):
    return Advisor(index, encoder=encoder)


def test_a_number_whose_unit_the_field_names_is_said_with_it(advisor):
    facts = {fact.field: fact.text for fact in united_facts(advisor.product("W1"), advisor.index)}
    assert facts["weight"] == "weight: 54 g"
    assert facts["price"] == "price: 189.00 EUR"
    assert facts["GPS"] == "GPS: yes"


def test_the_reasons_of_a_hit_have_their_units_too(advisor):
    why = Evidence(Clause("light", "feature"), Fact("weight g", 54.0), 1.0)
    hit = united_hit(Hit(advisor.product("W1"), 1.0, evidence=(why,)), advisor.index)
    assert [reason.fact.text for reason in hit.evidence] == ["weight: 54 g"]


def test_what_has_no_learned_unit_stays_as_it_is(advisor):
    for fact in (Fact("GPS", True), Fact("colour", "black"), Fact("unheard of", 3.0), Fact("price", 5.0, "EUR")):
        assert with_unit(fact, advisor.product("W1"), advisor.index) == fact


def test_a_bare_number_beside_records_that_write_their_unit_is_given_none(tmp_path, encoder):
    mats = [Product(f"M{n}", f"Mat {n}", attributes={"length": f"{180 + n} cm"}) for n in range(12)]
    ropes = [Product(f"R{n}", f"Climbing rope {n}", attributes={"length": float(n)}) for n in (60, 70, 80)]
    build(tmp_path / "ropes", (*mats, *ropes), encoder)
    index = Index(tmp_path / "ropes")
    said = [fact.text for rope in ropes for fact in united_facts(rope, index) if fact.field == "length"]
    assert said == ["length: 60", "length: 70", "length: 80"]


def test_a_learned_unit_is_said_only_where_the_field_or_the_record_itself_says_it(tmp_path, encoder):
    cards = [
        Product(f"C{n}", f"Memory card {n} GB" if n != 96 else "Memory card", attributes={"capacity": float(n)})
        for n in (8, 16, 32, 64, 96, 128, 256, 512)
    ]
    build(tmp_path / "cards", cards, encoder)
    index = Index(tmp_path / "cards")
    said = {card.id: fact.text for card in cards for fact in united_facts(card, index) if fact.field == "capacity"}
    assert (said["C64"], said["C96"]) == ("capacity: 64 GB", "capacity: 96")


def test_a_further_sentence_without_a_fact_that_holds_is_none_at_all(advisor):
    product = advisor.product("W1")
    need = advisor.understand("watch")
    lie = Part("more", product, "Varnholm Ridge GPS watch", (worded(Fact("weight g", 999.0)),))
    assert _by_code(lie, need, advisor.facts) is None
    pick = _by_code(replace(lie, kind="pick"), need, advisor.facts)
    assert pick is not None and "999" not in pick.text
