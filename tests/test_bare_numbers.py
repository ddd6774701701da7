"""Numbers without a unit: read in the one that is asked for; noughts that stand for nothing known are none."""

from __future__ import annotations

import numpy as np
import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.index.parts.column_writer import are_fillers
from shopcli.types import Product
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel

WEIGHT, PIXELS = "Weight (inc. batteries)", "Sensor"


def _camera(at: int) -> Product:
    """A camera of 3 to 12 megapixels and 130 g or more; of every tenth the weight is not known."""
    weight = 0 if at % 10 == 0 else 130 + 7 * at
    return Product(
        f"C{at}",
        f"Lumen {at} camera",
        "",
        "Lumen",
        "Cameras",
        90.0 + at,
        "EUR",
        attributes={WEIGHT: weight, PIXELS: f"{3 + at % 10} px"},
    )


@pytest.fixture(scope="module")
def cameras(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("cameras") / "index", WordEncoder()
    build(folder, [_camera(at) for at in range(60)], encoder)
    return Advisor(Index(folder), settings=Settings(), encoder=encoder, model=FakeModel())


def limits(advisor: Advisor, request: str) -> list[tuple[str | None, str | None, object, str | None]]:
    return [(c.field, c.op, c.value, c.unit) for c in advisor.understand(request).clauses if c.kind == "limit"]


def test_a_field_that_is_called_after_a_dimension_is_in_the_unit_that_is_asked_for(cameras):
    assert limits(cameras, "camera under 200 g") == [(WEIGHT, "<", 200.0, "g")]
    assert limits(cameras, "不超过200克的相机") == [(WEIGHT, "<=", 200.0, "g")]
    assert any("unit" in note for note in cameras.understand("camera under 200 g").notes)  # a guess is told as one


def test_the_lightest_is_none_of_those_of_unknown_weight(cameras):
    answer = cameras.ask("the lightest camera", text=False)
    assert [hit.product.id for hit in answer.results] == ["C1", "C2", "C3"]


def test_pixels_by_the_million_are_limited_by_the_million(cameras):
    answer = cameras.ask("camera with at least 12 megapixels", text=False)
    assert answer.matching == 6 and all(hit.product.attributes[PIXELS] == "12 px" for hit in answer.results)


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        (range(100, 600, 7), True),  # grams
        ([1.0 + step / 100 for step in range(400)], True),  # ratings told to the hundredth: 0 of what nobody rated
        (range(1, 60), False),  # counts
        (range(8, 264, 8), False),  # gigabytes: none is an amount
        ([0.5, *(4 + step / 10 for step in range(100))], False),  # alcohol by volume: there is some without
    ],
)
def test_noughts_are_fillers_where_nothing_lies_between_them_and_the_least(amounts, told):
    assert are_fillers(np.array([0.0, 0.0, *map(float, amounts)])) is told


def test_what_is_mostly_nought_is_an_amount():
    assert not are_fillers(np.array([0.0] * 200 + [float(weight) for weight in range(100, 200)]))
