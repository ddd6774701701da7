"""The catalog capability of the Universal Commerce Protocol: its shapes, by the protocol's own models, and what they hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ucp_sdk.models.schemas.common.types.error_response import ErrorResponse
from ucp_sdk.models.schemas.shopping.catalog_lookup import GetProductResponse, LookupResponse
from ucp_sdk.models.schemas.shopping.catalog_search import SearchResponse

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.serve.agents.cursors import BadCursor
from shopcli.serve.agents.requests import GetProductRequest, LookupRequest, SearchRequest
from shopcli.serve.agents.ucp_catalog import InvalidRequest, UcpCatalog
from shopcli.serve.agents.ucp_product import major_units, minor_units
from shopcli.types import Product, Variant
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel

COLOURS, SIZES = ("red", "blue", "green"), ("S", "M", "L")


def _shirt(at: int) -> Product:
    """A shirt in three sizes, of which L costs two more and S is sold out."""
    price = 10.0 + at
    forms = tuple(
        Variant(
            f"S{at}-{size}",
            {"Size": size},
            price + 2 * (size == "L"),
            availability="out of stock" if size == "S" else "in stock",
            codes={"sku": f"SKU-{at}-{size}", "gtin": f"40123{at:04}{number}"},
        )
        for number, size in enumerate(SIZES)
    )
    attributes = {"colour": COLOURS[at % 3], "rating": 3.0 + at % 3, "Size": "S, M, L"}
    return Product(
        f"S{at}", f"Hale shirt {at}", "A shirt.", "Hale", "Shirts", price, "EUR", "https://shop.example/s",
        "https://shop.example/s.jpg", attributes, None, "in stock", variants=forms,
    )  # fmt: skip


PRODUCTS = (
    *map(_shirt, range(60)),
    Product("M1", "Nib mug", "A mug.\x1b[31m", "Nib", "Mugs", 8.5, "EUR", "javascript:alert(1)", attributes={"colour": "red"}),
    Product("M2", "Nib mug without a price", "A mug.", "Nib", "Mugs", None, "EUR"),
    Product("M3", "Nib mug reduced", "A mug.", "Nib", "Mugs", 6.0, "EUR", list_price=9.0, availability="in stock"),
)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> UcpCatalog:
    return UcpCatalog(_advisor(tmp_path_factory.mktemp("ucp") / "index", PRODUCTS))


def _advisor(folder: Path, products: tuple[Product, ...]) -> Advisor:
    encoder = WordEncoder()
    build(folder, products, encoder)
    return Advisor(Index(folder), settings=Settings(), encoder=encoder, model=FakeModel())


def search(catalog: UcpCatalog, **request: Any) -> dict[str, Any]:
    found = catalog.search(SearchRequest.model_validate(request))
    SearchResponse.model_validate(found)
    return found


def lookup(catalog: UcpCatalog, *ids: str, **request: Any) -> dict[str, Any]:
    found = catalog.lookup(LookupRequest.model_validate({"ids": ids, **request}))
    LookupResponse.model_validate(found)
    return found


def get(catalog: UcpCatalog, id: str, **request: Any) -> dict[str, Any]:
    found = catalog.get_product(GetProductRequest.model_validate({"id": id, **request}))
    (ErrorResponse if found["ucp"].get("status") == "error" else GetProductResponse).model_validate(found)
    return found


def ids(found: dict[str, Any]) -> list[str]:
    return [product["id"] for product in found["products"]]


def codes(found: dict[str, Any]) -> list[str]:
    return [message["code"] for message in found.get("messages", [])]


@pytest.mark.parametrize(
    ("amount", "currency", "minor"), [(12.34, "EUR", 1234), (1250, "JPY", 1250), (1.234, "KWD", 1234), (5.0, None, 500)]
)
def test_money_is_in_the_minor_unit_of_its_currency(amount, currency, minor):
    assert (minor_units(amount, currency), major_units(minor, currency)) == (minor, amount)


def test_a_search_holds_its_filters_on_every_page_and_misses_nothing(catalog):
    request: dict[str, Any] = {"query": "shirt", "filters": {"price": {"min": 2000, "max": 4000}}}
    seen, cursor = [], None
    while True:
        page = search(catalog, **request, pagination={"limit": 7} | ({"cursor": cursor} if cursor else {}))
        seen += page["products"]
        if not page["pagination"]["has_next_page"]:
            break
        cursor = page["pagination"]["cursor"]
    wanted = {p.id for p in PRODUCTS if any(v.price and 20 <= v.price <= 40 for v in p.variants)}
    assert len(seen) == len({product["id"] for product in seen}) == page["pagination"]["total_count"]
    assert {product["id"] for product in seen} == wanted
    assert all(2000 <= product["variants"][0]["price"]["amount"] <= 4000 for product in seen)  # the featured one


def test_filters_without_words_browse(catalog):
    assert set(ids(search(catalog, filters={"categories": ["Mugs"]}))) == {"M1", "M3"}
    assert set(ids(search(catalog, filters={"categories": ["Mugs", "Shirts"], "price": {"max": 1000}}))) == {"M1", "M3", "S0"}
    red = search(catalog, filters={"colour": "red", "price": {"max": 1300}})
    assert set(ids(red)) == {"M1", "S0", "S3"}


def test_what_no_filter_can_be_is_said(catalog):
    found = search(catalog, query="mug", filters={"wings": "2"})
    assert codes(found) == ["filter_not_used", "price_unknown"] and set(ids(found)) >= {"M1", "M3"}
    dollars = search(catalog, query="mug", filters={"price": {"max": 1}}, context={"currency": "USD"})
    assert "currency_not_converted" in codes(dollars) and "M1" in ids(dollars)


def test_where_nothing_fits_the_nearest_are_named_as_such_and_filters_still_hold(catalog):
    found = search(catalog, query="mug under 2 euros", filters={"price": {"max": 800}})
    assert "no_exact_match" in codes(found)
    assert all(product["price_range"]["min"]["amount"] <= 800 for product in found["products"])
    assert not found["pagination"]["has_next_page"]


def test_a_request_for_nothing_and_a_cursor_of_another_request_are_refused(catalog):
    with pytest.raises(InvalidRequest, match="query, or filters"):
        search(catalog)
    cursor = search(catalog, query="shirt", pagination={"limit": 2})["pagination"]["cursor"]
    with pytest.raises(BadCursor, match="another request"):
        search(catalog, query="red shirt", pagination={"cursor": cursor})
    for broken in ("x", "é", "W10", "bnVsbA", "eyJhIjoxfQ", cursor[:-4]):
        with pytest.raises(BadCursor):
            search(catalog, query="shirt", pagination={"cursor": broken})


def test_a_lookup_takes_ids_of_products_and_variants_and_codes_and_tells_which_is_which(catalog):
    found = lookup(catalog, "S3", "S3-L", "SKU-4-M", "401230005" + "1", "nope", "S3", "M2")
    inputs = {v["id"]: v["inputs"] for product in found["products"] for v in product["variants"]}
    assert ids(found) == ["S3", "S4", "S5"]
    assert inputs == {
        "S3-M": [{"id": "S3", "match": "featured"}],
        "S3-L": [{"id": "S3-L", "match": "exact"}],
        "S4-M": [{"id": "SKU-4-M", "match": "exact"}],
        "S5-M": [{"id": "4012300051", "match": "exact"}],
    }
    assert [m["content"] for m in found["messages"]] == ["nope"]


def test_a_filter_on_a_lookup_leaves_out_what_it_does_not_hold_on(catalog):
    assert ids(lookup(catalog, "S3", "S40", filters={"price": {"max": 2000}})) == ["S3"]
    assert ids(lookup(catalog, "S3", "M1", filters={"categories": ["Mugs"]})) == ["M1"]
    assert lookup(catalog, "S3-L", filters={"price": {"max": 1400}})["products"] == []  # 15.00


def test_a_product_tells_which_options_can_be_had_beside_those_chosen(catalog):
    product = get(catalog, "S7", selected=[{"name": "size", "label": "l"}])["product"]
    assert [v["id"] for v in product["variants"]] == ["S7-L"]
    assert product["selected"] == [{"name": "Size", "label": "L"}]
    assert product["options"] == [
        {
            "name": "Size",
            "values": [
                {"label": "S", "exists": True, "available": False},
                {"label": "M", "exists": True, "available": True},
                {"label": "L", "exists": True, "available": True},
            ],
        }
    ]
    assert (product["price_range"]["min"]["amount"], product["price_range"]["max"]["amount"]) == (1700, 1900)
    assert product["rating"] == {"value": 4.0, "scale_max": 5.0}


def test_the_variant_that_was_named_comes_first_and_a_choice_that_nothing_has_gives_way(catalog):
    assert get(catalog, "S7-S")["product"]["variants"][0]["id"] == "S7-S"
    relaxed = get(catalog, "S7", selected=[{"name": "Size", "label": "XXL"}])["product"]
    assert relaxed["selected"] == [{"name": "Size", "label": "M"}]


def test_what_is_not_there_is_an_error_that_is_not_to_be_tried_again(catalog):
    for id in ("nope", "M2"):
        (error,) = get(catalog, id)["messages"]
        assert (error["code"], error["severity"]) == ("not_found", "unrecoverable")


def test_a_reduction_and_a_link_are_told_only_where_they_are_true(catalog):
    reduced, plain = get(catalog, "M3")["product"], get(catalog, "M1")["product"]
    assert reduced["variants"][0]["list_price"] == {"amount": 900, "currency": "EUR"}
    assert "list_price" not in plain["variants"][0] and "url" not in plain and "availability" not in plain["variants"][0]
    assert plain["description"] == {"plain": "A mug."}


def test_a_catalog_without_a_currency_says_so(tmp_path):
    products = tuple(Product(f"P{n}", f"Nib cup {n}", "", "Nib", "Cups", 3.0 + n) for n in range(3))
    found = search(UcpCatalog(_advisor(tmp_path / "index", products)), query="cup")
    assert {v["price"]["currency"] for p in found["products"] for v in p["variants"]} == {"XXX"}
    assert "currency_unknown" in codes(found)
