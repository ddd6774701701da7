"""Every tick, miss and unknown of a result says what the record says: asked of a made-up shop, from the request to the line."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.need.grounding.bounds import bounds_of
from shopcli.need.grounding.protocols import Measured
from shopcli.need.grounding.quantities import find_quantities
from shopcli.need.languages.registry import language_named
from shopcli.render.as_json import answer_to_dict
from shopcli.render.heat import summary
from shopcli.render.reasons import reasons
from shopcli.types import Explanation, Product
from tests.conftest import WordEncoder, build

DRUMS = tuple(
    Product(f"D{n}", f"Tarn {name} Drum", category="Drums", attributes={"instrument": "drum", **attributes}, description=text)
    for n, (name, attributes, text) in enumerate(
        (
            ("Rope", {"tunable": True}, "Not made for marching, let alone for rain."),
            ("Frame", {"tunable": False}, "Good for marching. The skin is goat."),
            ("Hand", {"tunable": True}, "A drum with a strap."),
        )
    )
)
SYRUPS = (
    Product("S1", "Cola Syrup", category="Syrups", description="A dark syrup."),
    Product("S2", "Lemon Syrup", category="Syrups", description="A pale syrup."),
    Product("S5", "Plum Syrup", category="Syrups", description="A dark syrup with no added pectin."),
    Product("S6", "Pear Syrup", category="Syrups", description="With added pectin."),
    Product("S3", "Cane Sugar", category="Sugar", description="For baking."),
    Product("S4", "Icing Sugar", category="Sugar", description="For cakes."),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("verdicts"), WordEncoder()
    build(folder / "index", [*DRUMS, *SYRUPS], encoder)
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder)


def told(shop: Advisor, query: str) -> dict[str, list[tuple[str, str, str]]]:
    answer = shop.ask(query, text=False, top=7)
    return {
        hit.product.id: [(reason.verdict, reason.clause, reason.fact) for reason in reasons(hit, answer.need)]
        for hit in answer.results
    }


def test_a_sentence_that_denies_a_use_is_told_as_a_miss_and_one_that_says_it_is_cited(shop):
    lines = told(shop, "drum for marching")
    assert ("no", "for marching", "“Not made for marching, let alone for rain”") in lines["D0"]
    assert ("near", "for marching", "“Good for marching”") in lines["D1"]
    assert [line for line in lines["D2"] if line[1] == "for marching"] == [("unknown", "for marching", "")]


def test_the_heat_map_tells_a_denial_as_missed_and_names_the_fact_that_says_so(shop):
    answer = shop.ask("drum for marching", text=False, top=7)
    lines = {
        hit.product.id: summary(Explanation(answer.need, hit, shop.attention(answer.need, hit.product.id)))
        for hit in answer.results
    }
    assert 'Missed: "for marching" (description: Not made for marching, let alone for rain).' in lines["D0"]
    assert '"for marching" by description: Good for marching.' in lines["D1"]


def test_what_a_record_denies_stands_in_the_json_beside_the_fact(shop):
    results = answer_to_dict(shop.ask("drum for marching", text=False, top=7))["results"]
    (denied,) = [result["denied"] for result in results if result["id"] == "D0"]
    assert denied == [{"clause": "for marching", "fact": "description: Not made for marching, let alone for rain."}]


@pytest.mark.parametrize("field", ["age from (years)", "min_age", "Alter ab", "from age"])
def test_what_is_for_an_age_from_six_on_holds_ten(shop, field):
    (ten,) = find_quantities("10 years", language_named("en").quantities, shop.index.measured.table, lambda *_: None)
    assert [op for op, _ in bounds_of(ten, Measured(field, "year"))] == ["<="]
    assert [op for op, _ in bounds_of(ten, Measured("warranty", "year"))] == [">=", "<"]


def test_without_sugar_is_no_exclusion_of_what_is_called_sugar_so_that_silence_is_no_tick(shop):
    clauses = shop.understand("syrup without sugar").clauses
    assert [(c.field, c.op) for c in clauses if c.kind == "exclude"] == [(None, "lacks")]
    assert ("unknown", "without sugar", "") in told(shop, "syrup without sugar")["S1"]


def test_what_is_not_wanted_is_missed_where_it_is_said_and_held_where_it_is_denied(shop):
    lines = told(shop, "syrup without added pectin")
    assert ("yes", "without added pectin", "“A dark syrup with no added pectin”") in lines["S5"]
    assert ("no", "without added pectin", "“With added pectin”") in lines["S6"]
    assert ("unknown", "without added pectin", "") in lines["S1"]


def test_a_charge_that_lasts_two_weeks_may_last_longer(shop):
    words = language_named("en").quantities
    (found,) = find_quantities("lasts two weeks", words, shop.index.measured.table, lambda *_: None)
    assert (found.op, found.low) == (">=", 2.0)
