"""What clauses say to the variants of products, and how these are shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.errors import ProductNotFound
from shopcli.index import Index
from shopcli.render.answer import plain_answer
from shopcli.render.product import plain_product
from shopcli.types import Clause, Hit, Need, Product, Sort, Variant
from tests.conftest import WordEncoder, build

HOODIE = Product(
    "H", "Harbour hoodie", "Fleece.", "Amberly", "Hoodies", 60.0, "EUR",
    attributes={"size": "S, M", "colour": "White, Navy", "stock": 5.0}, availability="in stock",
    variants=(
        Variant("H-WS", {"size": "S", "colour": "White"}, 60.0, 80.0, "in stock", 3.0, {"gtin": "4006381333931"}),
        Variant("H-WM", {"size": "M", "colour": "White"}, 65.0, None, "in stock", 2.0),
        Variant("H-NS", {"size": "S", "colour": "Navy"}, 62.0, None, "out of stock", 0.0),
    ),
)  # fmt: skip
PIER = Product(
    "P", "Pier hoodie", "Zip.", "Amberly", "Hoodies", 55.0, "EUR",
    attributes={"size": "M", "colour": "Grey"}, availability="out of stock", codes={"sku": "PIER-1"},
)  # fmt: skip
CAP = Product("C", "Dune cap", "Light.", "Amberly", "Caps", 20.0, "EUR", attributes={"colour": "Navy"}, availability="in stock")
SHOP = (HOODIE, PIER, CAP)
SIZE_M = Clause("in M", "feature", "size", "is", "M")
SIZE_S = Clause("in S", "feature", "size", "is", "S")
NAVY = Clause("navy", "feature", "colour", "is", "navy")
IN_STOCK = Clause("in stock", "limit", "availability", "is", "in stock")
HOODIES = Clause("hoodie", "topic")


def under(price: float) -> Clause:
    return Clause(f"under {price}", "limit", "price", "<=", price, "EUR")


@pytest.fixture
def advisor(tmp_path: Path) -> Advisor:
    encoder = WordEncoder()
    build(tmp_path / "index", SHOP, encoder)
    return Advisor(Index(tmp_path / "index"), settings=Settings(), encoder=encoder)


def found(advisor: Advisor, *clauses: Clause, sort: Sort | None = None, **options: Any) -> tuple[int, list[Hit]]:
    query = " ".join(clause.text for clause in clauses)
    answer = advisor.search(Need(query, clauses, sort), top=3, **options)
    return answer.matching, list(answer.results)


def told(hit: Hit) -> tuple[Any, ...]:
    """A hit's product, its variant, its price, and what it misses and does not say."""
    return (
        hit.product.id,
        hit.variant and hit.variant.id,
        hit.product.price,
        [clause.text for clause in hit.unmet],
        [clause.text for clause in hit.unknown],
    )


def test_one_variant_must_hold_all_clauses(advisor):
    matching, hits = found(advisor, HOODIES, SIZE_M, NAVY)  # there is a hoodie in M and one in navy, and none in both
    assert matching == 0
    assert told(hits[0]) == ("H", "H-WM", 65.0, ["navy"], [])
    matching, hits = found(advisor, HOODIES, SIZE_S, NAVY)
    assert (matching, told(hits[0])) == (1, ("H", "H-NS", 62.0, [], []))


def test_a_limit_is_on_the_price_of_the_variant_that_fits(advisor):
    matching, hits = found(advisor, HOODIES, SIZE_M, under(64.0))
    assert (matching, told(hits[0])) == (1, ("P", None, 55.0, [], []))
    assert told(hits[1]) == ("H", "H-WM", 65.0, ["under 64.0"], [])


def test_the_record_that_is_shown_is_that_of_its_variant(advisor):
    _, (hit, *_) = found(advisor, HOODIES, SIZE_S, IN_STOCK)
    assert hit.product == replace(
        HOODIE, price=60.0, list_price=80.0, attributes={"size": "S", "colour": "White", "stock": 3.0}
    )
    assert [(why.clause.text, why.fact.text) for why in hit.evidence if why.clause is SIZE_S] == [("in S", "size: S")]


def test_a_record_that_answers_alike_in_all_its_variants_goes_on_naming_them(advisor):
    _, (hit, *_) = found(advisor, HOODIES, Clause("Amberly", "feature", "brand", "is", "Amberly"), IN_STOCK, under(100.0))
    assert told(hit)[:3] == ("H", "H-WS", 60.0)
    _, (hit, *_) = found(advisor, HOODIES, under(100.0))
    assert hit.product.attributes["size"] == "S, M"


def test_what_cannot_be_had_comes_behind_all_that_meets_as_much(advisor):
    assert [hit.product.id for hit in found(advisor, HOODIES, under(100.0))[1]][:2] == ["H", "P"]
    cheapest = Sort("price", "asc")
    assert [told(hit)[:3] for hit in found(advisor, HOODIES, under(100.0), sort=cheapest)[1]][:2] == [
        ("H", "H-WS", 60.0),
        ("P", None, 55.0),
    ]
    alike = found(advisor, HOODIES, under(100.0), sort=cheapest, all_alike=True)[1]
    assert [told(hit)[:3] for hit in alike][:2] == [("P", None, 55.0), ("H", "H-WS", 60.0)]


def test_an_order_is_by_the_best_of_what_meets_the_need(advisor):
    dearest = Sort("price", "desc")
    assert told(found(advisor, HOODIES, sort=dearest)[1][0])[:3] == ("H", "H-WM", 65.0)
    assert told(found(advisor, HOODIES, SIZE_S, sort=dearest)[1][0])[:3] == ("H", "H-WS", 60.0)


def test_words_that_an_option_says_are_those_of_its_variant(advisor):
    says = Clause("white", "feature", op="has", value="white")
    _, hits = found(advisor, HOODIES, says, Clause("in S", "feature", op="has", value="s"))
    assert told(hits[0])[:2] == ("H", "H-WS")
    unwanted = Clause("not white", "exclude", op="lacks", value="white")
    assert told(found(advisor, HOODIES, unwanted)[1][0])[:2] == ("H", "H-NS")


def test_the_nearest_value_is_that_of_a_variant_that_meets_the_rest(advisor):
    answer = advisor.search(Need("hoodie in S under 50", (HOODIES, SIZE_S, under(50.0))), top=1)
    assert [(clause.field, clause.value) for clause in answer.loosened] == [("price", 60.0)]


def test_a_product_is_found_by_the_ids_and_the_codes_of_its_variants(advisor):
    index = advisor.index
    assert [index.product(name).id for name in ("H-NS", "h-ns", "4006381333931", "PIER-1", "p")] == ["H", "H", "H", "P", "P"]
    with pytest.raises(ProductNotFound):
        index.product("H-XX")


# --- as they are shown ------------------------------------------------------------------------------------------------------


def test_a_result_shows_the_variant_that_fits_and_what_others_can_be_had(advisor):
    answer = advisor.search(Need("hoodie in S", (HOODIES, SIZE_S)), top=2)
    assert list(plain_answer(answer))[-3:] == [
        "1. Harbour hoodie. 60.00 EUR, was 80.00 EUR, 25% off. Size S, colour White; also in M. Brand Amberly. "
        "Meets: in S. Id H.",
        "The rest are the nearest, with what they miss:",
        "2. Pier hoodie. 55.00 EUR, out of stock. Brand Amberly. Misses: in S (size: M). Id P.",
    ]


def test_a_page_lists_the_variants():
    assert list(plain_product(HOODIE, ()))[-3:] == [
        "Variant H-WS: size S, colour White; 60.00 EUR, was 80.00 EUR, 25% off; in stock (3).",
        "Variant H-WM: size M, colour White; 65.00 EUR; in stock (2).",
        "Variant H-NS: size S, colour Navy; 62.00 EUR; out of stock (0).",
    ]
