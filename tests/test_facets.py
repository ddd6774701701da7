"""Facets count what each choice leaves: as a loop over the records does, and as a search does once it is chosen."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.facets import BruteForce, checked
from shopcli.advisor import Advisor
from shopcli.chat.narrowing import chosen_clauses
from shopcli.chat.repl import run_repl
from shopcli.config import Settings
from shopcli.errors import UsageError
from shopcli.index import Index
from shopcli.need.filters import filter_clauses, flags_of
from shopcli.need.languages.registry import language_named
from shopcli.pipeline.browsing.facets import MOST_VALUES, facets_of
from shopcli.pipeline.browsing.narrowed import Narrowed
from shopcli.render.console import Console
from shopcli.render.programs.facets import facet_lines, facet_to_dict
from shopcli.serve.agents.requests import SearchRequest
from shopcli.serve.agents.ucp_catalog import UcpCatalog
from shopcli.serve.asking import Asking
from shopcli.serve.messages import AskOptions
from shopcli.serve.wire import line_of, value_of
from shopcli.types import Answer, AnswerLines, Clause, Facet, FacetValue, Product, Variant
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel

SIZES = ("S", "M", "L")


def _tee(at: int) -> Product:
    """A tee in three sizes and two colours; the larger the dearer, some sold out; the odd ones in one form."""
    brand, base = ("Fjell", "Hale", "Oskari")[at % 3], 10.0 + at
    shared = {"fabric": "cotton, linen" if at % 4 == 0 else "wool", "washable": at % 5 != 0, "weight g": 100.0 + 7 * at}
    if at % 2:
        attributes = {**shared, "size": SIZES[at % 3], "colour": "red"}
        return Product(f"T{at}", f"{brand} tee {at}", "A tee.", brand, "Tees", base, "EUR", attributes=attributes)
    variants = tuple(
        Variant(f"T{at}-{size}-{colour}", {"size": size, "colour": colour}, base + 3 * rank,
                availability="out of stock" if (at + rank) % 3 == 0 else "in stock")
        for rank, size in enumerate(SIZES) for colour in ("red", "blue")
    )  # fmt: skip
    attributes = {**shared, "size": "S, M, L", "colour": "red, blue"}
    return Product(f"T{at}", f"{brand} tee {at}", "A tee.", brand, "Tees", base, "EUR", attributes=attributes,
                   availability="in stock", variants=variants)  # fmt: skip


HATS = tuple(
    Product(f"H{at}", f"Hale hat {at}", "A hat.", "Hale", "Hats", 5.0 + at % 4, "EUR", attributes={"model": f"HX-{at}"})
    for at in range(30)
)
DOLLARS = Product("D", "Hale hat of abroad", "A hat.", "Hale", "Hats", 7.0, "USD")
PRODUCTS = (*map(_tee, range(24)), *HATS, DOLLARS)
LIMITS = {
    "everything": {},
    "a price": {"max_price": 20.0},
    "a brand and a price": {"brand": "Fjell", "min_price": 15.0},
    "a size": {"where": [("size", "M")]},
    "a size and a price, in one form": {"where": [("size", "L")], "max_price": 22.0},
    "a colour and stock": {"where": [("colour", "blue"), ("availability", "in stock")]},
}


@pytest.fixture(scope="module")
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("facets") / "index", WordEncoder()
    build(folder, PRODUCTS, encoder)
    return Advisor(Index(folder), settings=Settings(), encoder=encoder, model=FakeModel())


@pytest.fixture(scope="module")
def brute(advisor: Advisor) -> BruteForce:
    return BruteForce(PRODUCTS, "EUR", has_colours=True)


def facets(advisor: Advisor, clauses: Sequence[Clause] = ()) -> tuple[Facet, ...]:
    return facets_of(Narrowed(clauses, advisor.index), advisor.index)


def counts(facet: Facet) -> dict[str, int]:
    return {value.text: value.count for value in facet.values}


def by_field(found: Sequence[Facet]) -> dict[str, Facet]:
    return {facet.field: facet for facet in found}


@pytest.mark.parametrize("name", LIMITS)
def test_counts_equal_brute_force_and_what_choosing_leaves(advisor: Advisor, brute: BruteForce, name: str) -> None:
    clauses = advisor.filters(**LIMITS[name])  # type: ignore[arg-type]
    found = facets(advisor, clauses)
    assert len(found) >= 3

    def chosen(value: FacetValue) -> int:
        return int(Narrowed((*clauses, *value.clauses), advisor.index).products.sum())

    for field, value, counted, matching in checked(found, advisor.index, brute, clauses, None, chosen):
        assert (field, value.text, value.count) == (field, value.text, matching)
        assert counted in (None, value.count), (field, value.text)


def test_counts_of_a_request_equal_what_it_matches_once_a_value_is_chosen(advisor: Advisor, brute: BruteForce) -> None:
    need = advisor.understand("tee up to 25 euros, size M")
    found = advisor.facets(need)
    kind = np.asarray([product.category == "Tees" for product in PRODUCTS])
    hard = need.hard
    for facet in found:
        for value in facet.values:
            answer = advisor.search(need.having(*value.clauses))
            assert (facet.field, value.text, value.count) == (facet.field, value.text, answer.matching)
    held = checked(found, advisor.index, brute, hard, kind, lambda value: value.count)
    assert all(counted in (None, value.count) for _, value, counted, _ in held)


def test_one_form_must_hold_the_limit_and_the_value(advisor: Advisor) -> None:
    """T0 costs 10 in S and 16 in L: below 12 it is to be had in S alone."""
    cheap = by_field(facets(advisor, advisor.filters(max_price=12.0, where=[("category", "Tees")])))
    assert counts(cheap["size"]) == {"S": 2, "M": 1}  # S of T0 and T2, M of T1, which is sold in M alone


def test_a_product_counts_for_each_value_that_it_has(advisor: Advisor) -> None:
    tees = by_field(facets(advisor, advisor.filters(where=[("category", "Tees")])))
    assert counts(tees["colour"]) == {"red": 24, "blue": 12}
    assert counts(tees["fabric"]) == {"wool": 18, "cotton": 6, "linen": 6}
    assert counts(tees["washable"]) == {"yes": 19, "no": 5}
    assert counts(tees["availability"]) == {"in stock": 12, "out of stock": 12}
    assert (tees["availability"].unknown, tees["fabric"].unknown) == (12, 0)


def test_what_names_products_or_says_nothing_apart_is_no_facet(advisor: Advisor) -> None:
    hats = by_field(facets(advisor, advisor.filters(where=[("category", "Hats")])))
    assert set(hats) == {"price"}  # all of one brand and one category; a model is each hat's own
    assert by_field(facets(advisor)).keys() >= {"category", "price", "brand", "size"}


def test_prices_of_another_currency_are_in_no_range(advisor: Advisor) -> None:
    price = by_field(facets(advisor, advisor.filters(where=[("category", "Hats")])))["price"]
    assert (sum(value.count for value in price.values), price.unknown, price.unit) == (30, 1, "EUR")


def test_ranges_have_both_ends_and_part_all_numbers(advisor: Advisor) -> None:
    weight = by_field(facets(advisor))["weight g"]
    assert [(value.low, value.high) for value in weight.values] == [
        (100.0, 130.0), (135.0, 163.0), (170.0, 200.0), (205.0, 233.0), (240.0, 270.0),
    ]  # fmt: skip
    assert sum(value.count for value in weight.values) == 24


def test_values_are_ordered_by_count_and_the_rest_is_counted(tmp_path: Path) -> None:
    brands = [f"Maker {at:02}" for at in range(12) for _ in range(at + 1)]
    build(tmp_path / "i", [Product(f"P{at}", "Mug", "", brand, "Mugs", 1.0, "EUR") for at, brand in enumerate(brands)],
          WordEncoder())  # fmt: skip
    index = Index(tmp_path / "i")
    (facet,) = facets_of(Narrowed((), index), index)
    assert [value.count for value in facet.values] == [12, 11, 10, 9, 8, 7, 6, 5]
    assert (len(facet.values), facet.others) == (MOST_VALUES, 4)
    assert next(facet_lines([facet])).endswith("Maker 04 (5) and 4 more")


def test_sizes_written_in_two_ways_are_one(tmp_path: Path) -> None:
    sizes = ["S", "S-L", "M", "Medium", "M", "L", "L"]
    build(tmp_path / "i", [Product(f"P{at}", "Tee", "", None, "Tees", 1.0, "EUR", attributes={"size": size})
                           for at, size in enumerate(sizes)], WordEncoder())  # fmt: skip
    index = Index(tmp_path / "i")
    found = by_field(facets_of(Narrowed((), index), index))["size"]
    for value in found.values:
        assert value.count == int(Narrowed(value.clauses, index).products.sum()), value.text
    assert counts(found)["M"] == 4


def test_the_flags_of_a_value_ask_for_what_it_asks_for(advisor: Advisor) -> None:
    found = [value for facet in facets(advisor) for value in facet.values]
    assert len({value.flags for value in found}) == len(found) > 15
    for value in found:
        limits: dict[str, Any] = {"max_price": None, "min_price": None, "brand": None, "where": []}
        for flag, word in zip(value.flags[::2], value.flags[1::2], strict=True):
            if flag == "--where":
                limits["where"].append(tuple(word.split("=", 1)))
            else:
                limits[flag.strip("-").replace("-", "_")] = word if flag == "--brand" else float(word)
        asked = advisor.filters(**limits)
        assert int(Narrowed(asked, advisor.index).products.sum()) == value.count, value.flags


def test_a_field_that_no_flag_can_name_has_no_flags() -> None:
    assert flags_of([Clause("a=b: c", "feature", "a=b", "is", "c")]) == ()
    assert flags_of([Clause("x", "feature", "gps", "is", True)]) == ("--where", "gps=yes")


@pytest.mark.parametrize("where", [("weight>", "heavy"), ("weight<", "nan"), ("<", "3")])
def test_a_bound_that_is_none_is_refused(where: tuple[str, str]) -> None:
    with pytest.raises(UsageError, match="sets no bound"):
        filter_clauses(max_price=None, min_price=None, brand=None, where=[where], currency=None, brands={})


# --- asking -------------------------------------------------------------------------------------------------------------------


def test_an_answer_has_facets_where_they_are_wished_for_and_none_where_nothing_matches(advisor: Advisor) -> None:
    found = Asking(advisor, AskOptions(text=False, facets=True)).search("tee up to 25 euros")
    assert found.facets == advisor.facets(found.need)
    assert found.facets
    assert Asking(advisor, AskOptions(text=False)).search("tee").facets is None
    assert Asking(advisor, AskOptions(text=False, facets=True, max_price=1.0)).search("tee").facets == ()


def test_a_facet_is_printed_with_what_a_program_needs_to_choose(advisor: Advisor) -> None:
    tees = by_field(facets(advisor, advisor.filters(where=[("category", "Tees")])))
    assert facet_to_dict(replace(tees["washable"], values=tees["washable"].values[:1])) == {
        "field": "washable", "name": "washable", "unit": None, "others": 0, "unknown": 0,
        "values": [{"text": "yes", "count": 19, "value": True, "flags": ["--where", "washable=yes"]}],
    }  # fmt: skip
    cheapest = facet_to_dict(tees["price"])["values"][0]
    assert {"from", "to"} <= set(cheapest)
    assert cheapest["flags"] == ["--min-price", "10", "--max-price", f"{cheapest['to']:g}"]


# --- in a conversation --------------------------------------------------------------------------------------------------------


def talk(advisor: Advisor, *lines: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    console = Console(out=out, err=err, plain=True)
    run_repl(advisor, console, text=False, input_stream=io.StringIO("\n".join(lines) + "\n"))
    return out.getvalue(), err.getvalue()


def test_narrow_lists_the_values_by_number_and_chooses_one_by_number_or_name(advisor: Advisor) -> None:
    out, err = talk(advisor, "tee", "/narrow", "/narrow brand: fjell", "/narrow #6", "/undo")
    assert err.splitlines() == ["Choose one by its number or its name, for example: /narrow 1"]
    listed = next(line for line in out.splitlines() if line.startswith("brand: "))
    assert listed == "brand: [6] Fjell (8), [7] Hale (8), [8] Oskari (8)"
    assert out.count("8 products meet every limit.") == 2


@pytest.mark.parametrize(
    ("said", "error", "hint"),
    [
        ("99", "There is no choice 99: ", "/narrow lists them. Write for example: /narrow 3"),
        ("0", "There is no choice 0: ", "/narrow lists them. Write for example: /narrow 3"),
        ("purple", "Nothing to narrow by goes by 'purple'.", "/narrow lists them. Write for example: /narrow 3"),
    ],
)
def test_a_choice_that_is_none_is_told(advisor: Advisor, said: str, error: str, hint: str) -> None:
    with pytest.raises(UsageError) as told:
        chosen_clauses(facets(advisor), said)
    assert (str(told.value).startswith(error), told.value.hint) == (True, hint)


def test_a_name_of_several_values_asks_which(advisor: Advisor) -> None:
    twice = [
        replace(facet, values=tuple(replace(value, text="yes") for value in facet.values[:1])) for facet in facets(advisor)[:2]
    ]
    with pytest.raises(UsageError) as told:
        chosen_clauses(twice, "yes")
    assert (str(told.value), told.value.hint) == ("Several go by 'yes'.", "Which? category: yes, price: yes")


def test_narrow_before_anything_was_asked_or_where_nothing_fits_says_so(advisor: Advisor) -> None:
    assert "Nothing has been asked yet." in talk(advisor, "/narrow")[1]
    assert "There is nothing to narrow down." in talk(advisor, "tee under 1 euro", "/narrow")[1]


# --- for agents ---------------------------------------------------------------------------------------------------------------


def test_an_agents_search_has_facets_whose_filters_find_what_they_count(advisor: Advisor) -> None:
    catalog = UcpCatalog(advisor)
    response = catalog.search(SearchRequest.model_validate({"query": "tee", "facets": True}))
    assert {facet["name"] for facet in response["facets"]} >= {"price", "brand", "size", "washable"}
    for facet in response["facets"]:
        for value in facet["values"]:
            if filters := value.get("filters"):
                asked = {"query": "tee", "filters": filters, "pagination": {"limit": 1}}
                narrowed = catalog.search(SearchRequest.model_validate(asked))
                assert narrowed["pagination"]["total_count"] == value["count"], (facet["name"], value)
    assert "facets" not in catalog.search(SearchRequest.model_validate({"query": "tee"}))


def test_an_answer_with_facets_and_a_wish_for_a_page_travel_as_they_are(advisor: Advisor) -> None:
    wish = AskOptions(text=False, facets=True, cursor="c", like="T5")
    assert value_of(AskOptions, json.loads(line_of(wish=wish))["wish"]) == wish
    answer = Asking(advisor, AskOptions(text=False, facets=True)).search("tee")
    assert answer.facets and answer.cursor
    assert value_of(Answer, json.loads(line_of(answer=answer))["answer"]).facets == answer.facets


def test_facets_are_told_in_the_askers_language(advisor: Advisor) -> None:
    brand, price = (by_field(facets(advisor))[name] for name in ("brand", "price"))
    chinese = list(facet_lines([brand, price], language_named("zh").lines or AnswerLines()))
    assert chinese[0].endswith("Hale（39），Fjell（8），Oskari（8）")
    assert chinese[1].partition("：")[2].startswith("5欧元到7欧元（23）")
