"""Which facts a request comes near to, and which of them by no more than chance."""

from __future__ import annotations

from shopcli.pipeline.fields.story_facts import above_chance
from shopcli.types import Fact

POWER, HAND = Fact("power", 8.0, "W"), Fact("hand", "both")


def test_what_is_no_nearer_than_a_date_or_a_price_is_near_by_chance():
    near = {"L": {Fact("released", "2023-02-10"): 0.64, POWER: 0.63}, "M": {Fact("price", 12.9, "EUR"): 0.5, HAND: 0.95}}
    assert above_chance(near) == {"L": {}, "M": {HAND: 0.95}}


def test_where_nothing_stands_for_chance_all_is_near():
    assert above_chance({"L": {POWER: 0.2}}) == {"L": {POWER: 0.2}}
