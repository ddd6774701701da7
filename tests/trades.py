"""Made-up records of several trades, and the requests that they answer: what the tests of the advice share."""

from __future__ import annotations

from collections.abc import Sequence

from shopcli.catalog import facts_of as facts_read
from shopcli.types import Clause, Fact, Hit, Need, Product

FLASK = Product(
    "F1", "Tarnwick Moor Flask", "Keeps tea hot for a whole shift. The lid is a cup.", "Tarnwick", "Flasks", 28.9, "EUR",
    attributes={"capacity": "0.75 l", "weight": "420 g", "material": "steel", "dishwasher safe": False},
)  # fmt: skip
MUG = Product(
    "F2", "Odderlee Camp Mug", "A mug for the trail.", "Odderlee", "Flasks", 12.5, "EUR",
    attributes={"capacity": "0.35 l", "weight": "180 g", "material": "enamel", "dishwasher safe": True},
)  # fmt: skip
WINE = Product(
    "V1", "Quellhof Silvaner 2021", "Dry and light.", "Quellhof", "Wine", 9.8, "EUR",
    attributes={"alcohol": "12 %", "grape variety": "Silvaner", "vegan": True},
)  # fmt: skip
SOFA = Product(
    "S1", "Brennick Fjord Sofa", "Three seats, washable covers.", "Brennick", "Sofas", 749.0, "EUR",
    attributes={"width": "210 cm", "removable covers": True, "seats": 3.0}, availability="out of stock",
)  # fmt: skip
BENCH = Product(
    "S2", "Brennick Fjord Bench", "Two seats.", "Brennick", "Sofas", 349.0, "EUR",
    attributes={"width": "140 cm", "removable covers": False, "seats": 2.0},
)  # fmt: skip
REVIEWS = Fact("reviews", "Held the heat on a long night in the hut. | The cup is too small for my tea.")

HIKE = Clause("for a hike", "feature")
WASHED = Clause("dishwasher safe", "feature", "dishwasher safe", "is", True)
UNDER = Clause("under 20 euros", "limit", "price", "<=", 20.0, "EUR")


def facts_of(product: Product) -> Sequence[Fact]:
    """A record's facts as the catalog reads them; the flask has reviews."""
    return (*facts_read(product), *([REVIEWS] if product is FLASK else []))


def need_of(query: str, *clauses: Clause, topic: str = "flask") -> Need:
    return Need(query, (Clause(topic, "topic"), *clauses))


def hit_of(product: Product, **parts: object) -> Hit:
    return Hit(product, 0.9, **parts)
