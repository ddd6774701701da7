"""What `compare` says below its table: computed, a clause for each difference, without praise."""

from __future__ import annotations

from dataclasses import replace

from shopcli.catalog.facts import facts_of
from shopcli.types import Clause, Hit, Need, Product
from shopcli.write.comparison import verdict

ONE = Product("A", "Norvik Trail Watch", brand="Norvik", price=168.95, currency="EUR",
              attributes={"GPS": True, "waterproof": True, "weight": "54 g", "strap width": "22 mm"})  # fmt: skip
TWO = Product("B", "Tessel Bip Watch", brand="Tessel", price=79.9, currency="EUR",
              attributes={"GPS": False, "NFC": True, "weight": "40 g", "strap width": "22 mm"})  # fmt: skip
THREE = Product("C", "Kibo Classic Watch", brand="Kibo", price=19.9, currency="EUR", attributes={"weight": "0.06 kg"})


def told(*products: Product, need: Need | None = None, hits: tuple[Hit, ...] = ()) -> list[str]:
    return [sentence.text for sentence in verdict(products, facts_of, need=need, hits=hits)]


def test_prices_features_and_numbers() -> None:
    assert told(ONE, TWO) == [
        "The Tessel Bip Watch costs 89.05 EUR less than the Norvik Trail Watch.",
        "The Norvik Trail has GPS, the Tessel Bip no GPS.",
        "The Tessel Bip weighs 40 g, 14 g less than the Norvik Trail.",
    ]
    assert {sentence.by for sentence in verdict([ONE, TWO], facts_of)} == {"template"}
    assert {sentence.cites for sentence in verdict([ONE, TWO], facts_of)} == {("A", "B")}


def test_other_units_and_other_currencies_are_not_compared() -> None:
    assert told(ONE, replace(TWO, currency="USD"))[0].startswith("The Norvik Trail Watch has GPS")
    assert not [text for text in told(TWO, THREE) if "weight" in text]  # 40 g beside 0.06 kg
    assert told(replace(THREE, id="D"), THREE) == ["The Kibo Classic Watch costs the same as the other Kibo Classic Watch."]


def test_three_products() -> None:
    third = replace(THREE, attributes={"weight": "60 g", "GPS": True})
    assert told(ONE, TWO, third) == [
        "The Kibo Classic Watch costs 149.05 EUR less than the Norvik Trail Watch.",
        "The Norvik Trail has GPS, the Kibo Classic GPS and the Tessel Bip no GPS.",
        "The Norvik Trail weighs 54 g, the Tessel Bip 40 g and the Kibo Classic 60 g.",
    ]


def test_what_was_asked_comes_before_numbers_and_in_the_language_of_the_need() -> None:
    gps = Clause("GPS", "feature", "GPS", "is", True)
    cheap = Clause("under 100", "limit", "price", "<=", 100.0, "EUR")
    hits = (Hit(ONE, 1.0, unmet=(cheap,)), Hit(TWO, 0.5, unmet=(gps,), unknown=(cheap,)))
    need = Need("watch with GPS under 100", (gps, cheap))
    assert told(ONE, TWO, need=need, hits=hits)[1] == (
        "Of what you asked for, the Norvik Trail Watch misses “under 100”; "
        "the Tessel Bip Watch misses “GPS” and does not say “under 100”."
    )
    in_chinese = [text.replace("gps", "GPS") for text in told(ONE, TWO, need=replace(need, language="zh"), hits=hits)]
    assert in_chinese == [
        "Tessel Bip Watch 比 Norvik Trail Watch 便宜89.05欧元。",
        "按您的要求：Norvik Trail Watch 不符合“under 100”；Tessel Bip Watch 不符合“GPS”，未说明“under 100”。",
        "Norvik 带GPS，Tessel 没有GPS。",
        "Tessel 重40克，比 Norvik 轻14克。",
        "看重价格就选 Tessel，看重GPS就选 Norvik。",
    ]
    assert "Of what" not in " ".join(told(ONE, TWO, need=need, hits=(Hit(ONE, 1.0), Hit(TWO, 0.5))))


def test_what_a_record_merely_does_not_list_is_told_where_it_was_asked_for() -> None:
    assert told(ONE, TWO, need=Need("watch with NFC"))[1] == "The Tessel Bip has NFC, while the Norvik Trail does not list NFC."
    assert "NFC" not in " ".join(told(ONE, TWO))


def test_praise_in_a_record_is_no_feature() -> None:
    loud = replace(ONE, attributes={"best watch ever": True, "GPS": True})
    assert "best" not in " ".join(told(loud, TWO)).casefold()
