"""More and less that Chinese says behind what it is said of, and adjectives of amount before the name of a field."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.index import Index
from shopcli.need.languages.registry import language_named
from shopcli.types import Product
from tests.conftest import WordEncoder, build

PHONES = tuple(
    Product(
        f"P{number}",
        f"Model {number} phone",
        price=100.0 * number,
        currency="EUR",
        attributes={"battery": f"{1000 * number} mAh", "screen": f"{4 + number / 5:g} in", "weight": f"{100 + 10 * number} g"},
    )
    for number in range(1, 10)
)


@pytest.fixture(scope="module")
def phones(tmp_path_factory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("phones"), WordEncoder()
    build(folder, PHONES, encoder)
    return Advisor(Index(folder), encoder=encoder)


@pytest.mark.parametrize(
    ("query", "field", "op"),
    [
        ("phone，电池要大", "battery", ">="),
        ("电池大的phone", "battery", ">="),
        ("大屏幕phone", "screen", ">="),
        ("phone，屏幕要小一点", "screen", "<="),
        ("phone，重量要轻", "weight", "<="),
        ("phone，要轻", "weight", "<="),
        ("a phone with a large battery", "battery", ">="),
        ("a phone with a big screen", "screen", ">="),
    ],
)
def test_more_or_less_of_a_measure_limits_the_field_that_says_it(phones, query, field, op):
    limits = [(one.field, one.op) for one in phones.understand(query).clauses if one.kind == "limit"]
    assert limits == [(field, op)]


def test_what_is_not_to_be_too_large_is_no_predicate():
    degrees = language_named("zh").degrees
    assert degrees.predicate.search("不要大") is None and degrees.predicate.search("大的") is None
