"""Fields that a request names beside what it says of them, in a shop of accordions that has no units and no texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.pipeline.fields.stated.label_words import LabelWords, are_alike
from shopcli.types import Clause, Product
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel

_FINISHES = ("Ivory Pearl", "Deep Red", "Red Marble", "Walnut")
_REEDS = ("Tipo A Mano", "Durall", "A Mano")


def _accordion(at: int) -> Product:
    attributes = {
        "Bellows": _FINISHES[at % 4],
        "reed_type": _REEDS[at % 3],
        "TrebleKeys": 26 + at,
        "BassButtons": 48 + 8 * at,
        "KPM_Max": 300 + 10 * at,
        "Colour": "Red" if at % 5 == 0 else "Black",
    }
    return Product(
        f"A{at}", f"Castelli Model {at} accordion", "", "Castelli", "Accordions", 900.0 + at, "EUR", attributes=attributes
    )


@pytest.fixture(scope="module")
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    encoder = WordEncoder()
    folder: Path = tmp_path_factory.mktemp("accordions") / "index"
    build(folder, [_accordion(at) for at in range(20)], encoder)
    return Advisor(Index(folder), settings=Settings(), encoder=encoder, model=FakeModel())


def _clauses(advisor: Advisor, query: str) -> tuple[Clause, ...]:
    return advisor.linker.understood(query).clauses


def _of(advisor: Advisor, query: str, field: str) -> list[tuple[object, object]]:
    return [(clause.op, clause.value) for clause in _clauses(advisor, query) if clause.field == field]


def test_a_value_before_the_name_of_its_field_is_that_fields(advisor: Advisor) -> None:
    clauses = _clauses(advisor, "an accordion with red bellows")
    assert [(c.field, c.op, c.value) for c in clauses if c.is_hard] == [("Bellows", "in", "deep red|red marble")]


def test_a_colour_without_a_field_beside_it_is_the_things_own(advisor: Advisor) -> None:
    assert not _of(advisor, "a red accordion", "Bellows")


def test_a_value_behind_the_name_of_its_field_is_that_fields_too(advisor: Advisor) -> None:
    assert _of(advisor, "accordion with bellows in ivory pearl", "Bellows") == [("is", "Ivory Pearl")]


def test_what_is_denied_beside_its_field_is_excluded_by_it(advisor: Advisor) -> None:
    assert _of(advisor, "an accordion, no walnut bellows please", "Bellows") == [("!=", "Walnut")]


def test_an_amount_limits_the_field_that_is_named_beside_it(advisor: Advisor) -> None:
    assert _of(advisor, "accordion with at least 40 treble keys", "TrebleKeys") == [(">=", 40.0)]
    assert _of(advisor, "accordion with at least 96 bass buttons", "BassButtons") == [(">=", 96.0)]


def test_an_amount_that_no_product_comes_near_limits_no_field(advisor: Advisor) -> None:
    assert not _of(advisor, "accordion that plays 90000 keys per minute or more", "KPM_Max")


def test_a_field_named_by_its_initials_is_known_by_the_words(advisor: Advisor) -> None:
    assert _of(advisor, "accordion that plays 400 keys per minute or more", "KPM_Max") == [(">=", 400.0)]


@pytest.mark.parametrize(
    ("one", "other", "alike"), [("backlight", "backlit", True), ("wire", "wireless", False), ("key", "keyboard", False)]
)
def test_words_that_begin_alike_for_most_of_their_length_are_alike(one: str, other: str, alike: bool) -> None:
    assert are_alike(one, other) is alike


def test_a_name_in_capitals_is_the_initials_of_words_with_little_ones_between() -> None:
    labels = LabelWords(["MPG_Highway", "Weight"], lambda text: text.lower().split())
    assert labels.initials("MPG_Highway", ["40", "miles", "to", "the", "gallon"][1:]) == (0, 4)
    assert labels.initials("MPG_Highway", ["miles", "of", "gravel"]) is None
    assert labels.initials("Weight", ["weight"]) is None


def test_a_number_that_titles_write_in_digits_is_known_when_it_is_spelled(tmp_path: Path) -> None:
    encoder = WordEncoder()
    titles = [f"Nordkap {stars} Star cool box" for stars in (2, 2, 3, 5, 5)]
    boxes = [Product(f"B{at}", title, "", "Nordkap", "Boxes", 90.0, "EUR") for at, title in enumerate(titles)]
    build(tmp_path / "index", boxes, encoder)
    advisor = Advisor(Index(tmp_path / "index"), settings=Settings(), encoder=encoder, model=FakeModel())
    assert ("has", "5 star") in [(clause.op, clause.value) for clause in _clauses(advisor, "a cool box, five star")]
    assert ("has", "7 star") not in [(clause.op, clause.value) for clause in _clauses(advisor, "a cool box, seven star")]
    advisor.linker.understood("一到冬天手就干得裂口子，擦什么好")  # whose words mean nothing here


_SOILS = ("sandy,dry,chalky", "heavy,moist", "dry,stony", "moist,sandy", "chalky,dry")


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    names = ("Lavender", "Hosta", "Thyme", "Fern", "Sage", "Astilbe", "Sedum", "Iris", "Yarrow", "Mint")
    plants = [
        Product(
            f"P{at}", f"{name} plant", "Grown here.", "Weald", "Plants", 4.0 + at, "EUR",
            attributes={"soil_types": _SOILS[at % 5], "peat_free": at % 2 == 0},
        )
        for at, name in enumerate(names)
    ]  # fmt: skip
    spade = Product("S1", "Garden spade with a peat blade", "For peat.", "Weald", "Spades", 30.0, "EUR")
    encoder = WordEncoder()
    folder: Path = tmp_path_factory.mktemp("nursery") / "index"
    build(folder, [*plants, spade], encoder)
    return Advisor(Index(folder), settings=Settings(), encoder=encoder, model=FakeModel())


@pytest.mark.parametrize(
    "query", ["a plant for dry, chalky soil", "plant for dry and chalky soil", "plant for dry chalky soil"]
)
def test_every_value_before_the_word_of_a_field_that_lists_several_is_that_fields(nursery: Advisor, query: str) -> None:
    hits = nursery.ask(query, text=False, top=4).results
    assert {hit.product.attributes["soil_types"] for hit in hits} == {"sandy,dry,chalky", "chalky,dry"}


def test_what_is_refused_is_decided_by_the_yes_no_field_that_says_that_a_thing_has_none_of_it(nursery: Advisor) -> None:
    need = nursery.understand("plant, no peat")
    assert [(c.kind, c.field, c.op, c.value) for c in need.clauses if c.is_hard] == [("feature", "peat_free", "is", True)]


def test_the_thing_beside_an_exclusion_is_the_thing_and_not_what_is_excluded(nursery: Advisor) -> None:
    need = nursery.understand("no heavy spade, small plant")
    assert [clause.text for clause in need.clauses if clause.kind == "topic"] == ["plant"]
