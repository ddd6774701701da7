"""A shop of displays, whose titles are models and whose columns say no unit; and a Chinese one that is asked in English."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.catalog.cells.typed import column_kind, typed_value
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.index.kinds.phrases import runs
from shopcli.need.translation.makers import in_han
from shopcli.types import Product
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel

RESOLUTIONS = ("1920x1080", "2560x1440", "3840x2160")


def _display(at: int) -> Product:
    """One of 60: of 24 or 27 inches, 60 to 240 Hz, and of the three resolutions in turn, the last of which are dearer."""
    attributes = {
        "screen_size": float(24 + 3 * (at % 2)),
        "resolution": RESOLUTIONS[at % 3],
        "refresh_rate": float((60, 75, 144, 165, 240)[at % 5]),
    }
    return Product(f"D{at}", f"Varo {'KLM'[at % 3]}{at}", "", "Varo", price=90.0 + at + 100 * (at % 3), attributes=attributes)


def _opened(folder: Path, products: list[Product]) -> Advisor:
    encoder = WordEncoder()
    build(folder / "index", products, encoder)
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder, model=FakeModel())


@pytest.fixture(scope="module")
def displays(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    return _opened(tmp_path_factory.mktemp("displays"), [_display(at) for at in range(60)])


@pytest.mark.parametrize(
    ("query", "op", "value"), [("a display with at least 144 Hz", ">=", 144.0), ("165Hz or better", ">=", 165.0)]
)
def test_a_field_called_by_what_is_measured_in_one_unit_is_limited_by_amounts_in_it(
    displays: Advisor, query: str, op: str, value: float
):
    need = displays.understand(query)
    assert [(one.op, one.value) for one in need.clauses if one.field == "refresh_rate"] == [(op, value)]
    assert all(hit.product.attributes["refresh_rate"] >= value for hit in displays.ask(query, text=False).results)


def test_a_name_that_begins_with_a_number_is_not_what_the_amount_before_it_is_of(displays: Advisor):
    clauses = {clause.text: clause for clause in displays.understand("27 inch 4K for the office").clauses}
    assert (clauses["27 inch"].field, clauses["4K"].value) == ("screen_size", "3840x2160")


def test_of_what_goes_without_saying_the_words_before_it_say_which(displays: Advisor):
    answer = displays.ask("cheapest 4K screen you have got", text=False)
    assert [clause.text for clause in answer.need.clauses] == ["4K", "screen"]
    assert (answer.results[0].product.id, answer.not_sold) == ("D2", False)


def test_words_of_no_letters_name_nothing_that_goes_without_saying(displays: Advisor):
    assert displays.linker.trade.where_it_goes_without_saying("or") is None


def test_two_whole_numbers_with_a_comma_between_are_a_size_and_no_decimal():
    texts = ["1920,1080", "3840,2160", "1366,768"]
    assert column_kind("resolution", texts) == "size"
    assert [typed_value(text, "size") for text in texts] == ["1920x1080", "3840x2160", "1366x768"]
    assert column_kind("weight", ["12,375", "1,5", "120,25"]) == "comma number"


def test_a_letter_is_of_the_name_with_the_chinese_behind_it():
    assert runs("闪迪 32G U盘 红色", None, lambda text: [text]) == [["闪迪"], ["u", "盘", "红色"]]


def test_makers_have_chinese_names_too():
    assert in_han("Seagate") == ("希捷",)
    assert in_han("nobody") == ()


@pytest.fixture(scope="module")
def drives(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    makers = ("希捷", "西部数据（WD）", "希捷（Seagate）", "东芝")
    products = [Product(f"H{at}", f"{makers[at % 4]} {1 + at % 3}TB 移动硬盘", price=300.0 + at) for at in range(40)]
    return _opened(tmp_path_factory.mktemp("drives"), products)


def test_a_maker_is_found_and_refused_by_either_of_his_names(drives: Advisor):
    wished = drives.ask("a Seagate external hard drive", text=False)
    assert {hit.product.title[:2] for hit in wished.results} == {"希捷"}
    refused = drives.ask("an external hard drive, no Seagate", text=False)
    assert "希捷" not in {hit.product.title[:2] for hit in refused.results}


def test_a_compared_amount_is_no_thing_where_nothing_else_is_one(displays: Advisor):
    need = displays.understand("curved, 165 Hz or faster")
    assert [(clause.kind, clause.field) for clause in need.clauses if "165" in clause.text] == [("limit", "refresh_rate")]
    assert not any(clause.kind == "topic" for clause in need.clauses)


def test_an_amount_is_no_name_of_a_thing_that_nothing_of_is_wanted(tmp_path: Path):
    titles = [f"{'Tova Aster Brill Corde'.split()[at % 4]} laptop 1.{at % 5}kg" for at in range(40)]
    products = [
        Product(f"L{at}", title, "", "Tova", "Laptops", 500.0, attributes={"Weight": f"1.{at % 5}kg"})
        for at, title in enumerate(titles)
    ]
    advisor = _opened(tmp_path, products)
    limits = [(c.field, c.op, c.value) for c in advisor.understand("laptop, nothing heavier than 1.2 kg").clauses if c.field]
    assert limits == [("Weight", "<=", 1.2)]


def test_a_yes_or_no_field_is_named_in_what_is_told_beside_the_thing(tmp_path: Path):
    products = [
        Product(f"C{at}", f"Varo {at} cream", category="cream", attributes={"Dry": at % 2 == 0, "Oily": at % 3 == 0})
        for at in range(12)
    ]
    advisor = _opened(tmp_path, products)
    answer = advisor.ask("My skin gets really dry in winter. I need a cream", text=False)
    assert ("dry", "Dry", True) in [(clause.text, clause.field, clause.value) for clause in answer.need.clauses]
    assert all(hit.product.attributes["Dry"] for hit in answer.results)
