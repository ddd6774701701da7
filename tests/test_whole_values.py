"""Values of the catalog that a request says word for word, and that its grammar would cut apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.index import Index
from shopcli.types import Product
from tests.conftest import WordEncoder, build

GOODS = [
    Product(
        str(n),
        f"{name} {n}",
        "a keyboard",
        category=category,
        price=10.0 * n,
        attributes={"switches": switches, "system": system},
    )
    for n, (name, category, switches, system) in enumerate(
        [
            ("Alder", "Games & Toys", "Gateron Brown", "No OS"),
            ("Birch", "Games & Toys", "Gateron Brown", "Linux"),
            ("Cedar", "Office", "Gateron Red", "No OS"),
            ("Elm", "Office", "Kailh Brown", "Linux"),
        ]
        * 3,
        1,
    )
]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder: Path = tmp_path_factory.mktemp("whole")
    encoder = WordEncoder()
    build(folder, GOODS, encoder)
    return Advisor(Index(folder), encoder=encoder)


@pytest.mark.parametrize(
    ("query", "decided"),
    [
        ("a keyboard, Gateron Brown", ("Gateron Brown", "switches", "is", "Gateron Brown")),
        ("games & toys under 50", ("games & toys", "category", "is", "Games & Toys")),
        ("a No OS keyboard", ("No OS", "system", "is", "No OS")),
        ("a keyboard, no Games & Toys", ("no Games & Toys", "category", "!=", "Games & Toys")),
        ("50以内的Games & Toys", ("Games & Toys", "category", "is", "Games & Toys")),
    ],
)
def test_a_value_said_as_a_whole_is_one_wish_or_one_refusal(shop: Advisor, query: str, decided: tuple[str, ...]) -> None:
    clauses = shop.understand(query).clauses
    assert decided in [(clause.text, clause.field, clause.op, clause.value) for clause in clauses]


def test_what_is_named_one_by_one_is_no_value(shop: Advisor) -> None:
    clauses = shop.understand("games, toys").clauses
    assert not [clause for clause in clauses if clause.field == "category" and clause.value == "Games & Toys"]


def test_what_is_named_after_its_unit_is_in_it() -> None:
    from shopcli.index.units.learner import QuantityLearner
    from shopcli.text.units import unit_table

    learner = QuantityLearner(unit_table(), {"watt": "W", "watts": "W", "volt": "V"})
    for n in range(6):
        attributes = {"wattage": 500.0 + n, "mileage": 20.0 + n, "voltage": 12.0, "Wattzahl": 40.0}
        learner.add(Product(str(n), f"Lamp {n}", attributes=attributes))
    assert {name: field.unit for name, field in learner.learned().items()} == {"wattage": "W", "voltage": "V", "Wattzahl": "W"}
