"""Pages of results do not overlap and miss nothing, however deep they go."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.types import Product
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel

COLOURS = ("red", "blue", "green", "white")
KINDS = ("mug", "kettle", "lamp")


def _product(at: int) -> Product:
    kind, colour = KINDS[at % 3], COLOURS[at % 4]
    attributes = {"colour": colour, "weight": f"{100 + at} g"}
    text = f"A {colour} {kind} number {at} for the kitchen."
    return Product(f"P{at}", f"Hale {at} {kind}", text, "Hale", f"{kind}s", 5.0 + at % 50, "EUR", attributes=attributes)


PRODUCTS = tuple(_product(at) for at in range(720))


@pytest.fixture(scope="module")
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    encoder, folder = WordEncoder(), tmp_path_factory.mktemp("pages") / "index"
    build(folder, PRODUCTS, encoder)
    return Advisor(Index(folder), settings=Settings(), encoder=encoder, model=FakeModel())


def pages(advisor: Advisor, request: str, size: int, most: int = 900) -> list[str]:
    """The ids on all pages, in order."""
    need, seen = advisor.understand(request), []
    while len(seen) < most:
        page = [hit.product.id for hit in advisor.search(need, top=size, offset=len(seen)).results]
        seen += page
        if len(page) < size:
            break
    return seen


@pytest.mark.parametrize("size", [7, 60])
@pytest.mark.parametrize(("request_", "meets"), [
    ("mug", lambda p: p.category == "mugs"),
    ("mug up to 30 euros", lambda p: p.category == "mugs" and p.price <= 30),
    ("kettle, not red", lambda p: p.category == "kettles" and p.attributes["colour"] != "red"),
])  # fmt: skip
def test_pages_hold_each_product_once_and_all_that_matches_first(advisor, request_, meets, size):
    listed, matching = pages(advisor, request_, size), {product.id for product in PRODUCTS if meets(product)}
    assert len(listed) == len(set(listed)) == len(PRODUCTS)
    assert set(listed[: len(matching)]) == matching
    assert advisor.search(advisor.understand(request_)).matching == len(matching)


def test_an_order_goes_on_over_the_pages(advisor):
    listed, products = pages(advisor, "the cheapest mugs", 9, most=200), {product.id: product for product in PRODUCTS}
    prices = [products[id].price for id in listed[:200]]
    assert prices == sorted(prices) and len(set(listed)) == len(listed)


def test_a_page_behind_the_last_is_empty(advisor):
    assert advisor.search(advisor.understand("mug"), top=5, offset=len(PRODUCTS)).results == ()
