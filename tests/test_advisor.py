"""The whole way through, over five products, an encoder without weights and a writer that says what it is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.errors import IndexUnusable, ProductNotFound, UsageError
from shopcli.index import Index
from shopcli.types import Clause, Need, Product, Sort
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel


@pytest.fixture
def advisor(index, encoder) -> Advisor:
    return Advisor(index, settings=Settings(), encoder=encoder, model=FakeModel())


def ids(answer) -> list[str]:
    return [hit.product.id for hit in answer.results]


def test_a_request_is_answered_with_the_best_products(advisor):
    answer = advisor.ask("outdoor GPS watch", text=False)
    assert (ids(answer)[0], len(answer.results), answer.advice) == ("W1", 3, None)
    assert set(answer.timings_s) == {"understand", "retrieve", "rerank"}


def test_products_that_meet_every_limit_come_first(advisor):
    answer = advisor.ask("Varnholm watch under 180", text=False, top=2)
    assert ids(answer)[0] == "W2"
    assert (answer.matching, answer.no_exact_match) == (1, False)
    assert not answer.results[1].meets_all


def test_where_nothing_fits_it_is_said_and_the_nearest_are_marked(advisor):
    answer = advisor.ask("watch under 5 euros", text=False)
    assert answer.no_exact_match
    assert [clause.text for clause in answer.relaxed] == ["under 5 euros"]
    assert all([c.text for c in hit.unmet] == ["under 5 euros"] for hit in answer.results)


def test_the_cheapest_is_first_among_its_kind(advisor):
    assert ids(advisor.ask("cheapest Varnholm watch", text=False))[0] == "W2"
    assert ids(advisor.ask("most expensive Varnholm watch", text=False))[0] == "W1"


def test_the_evidence_names_the_fact_that_met_each_clause(advisor):
    hit = advisor.ask("watch with GPS under 180", text=False).results[0]
    assert [(why.clause.text, why.fact.text) for why in hit.evidence][1:] == [
        ("GPS", "GPS: yes"),
        ("under 180", "price: 174.00 EUR"),
    ]


def test_scores_of_every_stage_are_kept(advisor):
    scores = advisor.ask("watch with GPS", text=False).results[0].scores
    assert set(scores) == {"dense", "lexical", "fused", "attention"}
    assert scores["fused"] == pytest.approx(scores["dense"] + 0.1 * scores["lexical"], abs=1e-6)


def test_without_rerank_the_order_is_that_of_retrieval(advisor):
    answer = advisor.ask("outdoor watch", text=False, top=5, rerank=False)
    watches = [hit.scores["fused"] for hit in answer.results if hit.product.id in ("W1", "W2", "W3")]
    assert watches == sorted(watches, reverse=True)
    assert [hit.scores["attention"] for hit in answer.results] == [0.0] * 5


def test_the_next_page_begins_where_the_first_ended(advisor):
    need = advisor.understand("watch")
    together = advisor.search(need, top=4)
    pages = [advisor.search(need, top=2), advisor.search(need, top=2, offset=2)]
    assert ids(together) == [*ids(pages[0]), *ids(pages[1])]


def test_like_the_second_searches_from_that_product(advisor):
    need = Need("like the second", (Clause("like the second", "topic", "id", "like", "K1"),))
    assert ids(advisor.search(need))[0] == "K1"


def test_filters_hold_as_words_do(advisor):
    need = advisor.understand("watch").having(*advisor.filters(brand="orrelane"))
    assert (ids(advisor.search(need, top=1)), advisor.search(need).matching) == (["W3"], 1)


def test_a_filter_on_a_field_that_is_not_there_is_explained(advisor):
    with pytest.raises(UsageError, match="no field 'wings'"):
        advisor.search(advisor.understand("watch").having(*advisor.filters(where=[("wings", "2")])))


def test_advice_is_written_about_the_products_shown(advisor):
    answer = advisor.ask("watch with GPS")
    assert answer.advice is not None
    assert answer.advice.model == "fake"
    assert {cited for s in answer.advice.sentences for cited in s.cites} <= set(ids(answer))
    assert "write" in answer.timings_s


def test_an_index_of_other_weights_is_explained(index):
    with pytest.raises(IndexUnusable, match="built with other weights"):
        Advisor(index, settings=Settings(), encoder=WordEncoder("words-2")).ask("watch", text=False)


def test_a_product_is_found_by_its_id(advisor):
    assert advisor.product("K1").title == "Hushwick quiet keyboard"
    with pytest.raises(ProductNotFound):
        advisor.product("nope")


def test_a_sort_by_a_field_that_nobody_has_keeps_the_order_by_score_within_the_kind(advisor):
    need = advisor.understand("watch")
    watches = [name for name in ids(advisor.search(need, top=5)) if name.startswith("W")]
    assert ids(advisor.search(replace(need, sort=Sort("wings", "asc")))) == watches


def test_the_cheapest_of_all_needs_no_kind_of_thing(advisor):
    assert ids(advisor.ask("the cheapest", text=False)) == ["A1", "K1", "W3"]
    assert ids(advisor.ask("the most expensive", text=False))[0] == "W1"


def test_an_empty_request_and_no_results_are_explained(advisor):
    with pytest.raises(UsageError, match="The request is empty"):
        advisor.ask("  ")
    with pytest.raises(UsageError, match="0 results cannot be shown"):
        advisor.ask("watch", top=0)


@pytest.mark.parametrize(
    ("flags", "message", "hint"),
    [
        ({"brand": "Varnhelm"}, "This catalog has no brand 'Varnhelm'.", "Did you mean: Varnholm?"),
        ({"max_price": -5.0}, "--max-price -5 is no price.", "Give a number from 0 up."),
        (
            {"max_price": 50.0, "min_price": 100.0},
            "No price is both above 100 and below 50.",
            "Swap --min-price and --max-price.",
        ),
    ],
)
def test_flags_that_nothing_can_meet_are_explained(advisor, flags, message, hint):
    with pytest.raises(UsageError) as failure:
        advisor.filters(**flags)
    assert (str(failure.value), failure.value.hint) == (message, hint)


def test_a_limit_is_given_up_before_a_brand_and_the_nearest_price_comes_first(advisor):
    answer = advisor.ask("Varnholm watch under 50", text=False, top=2)
    assert [clause.text for clause in answer.relaxed] == ["under 50"]
    assert [hit.product.brand for hit in answer.results] == ["Varnholm", "Varnholm"]


def test_what_is_not_wanted_does_not_attract(advisor):
    assert ids(advisor.ask("not Hushwick", text=False, top=5))[-1] == "K1"


def test_either_of_two_brands_will_do(advisor):
    answer = advisor.ask("Varnholm or Orrelane watch", text=False)
    assert (answer.matching, {hit.product.brand for hit in answer.results}) == (3, {"Varnholm", "Orrelane"})


def test_a_limit_on_prices_that_a_catalog_does_not_have_is_met_with_silence(tmp_path, encoder):
    build(tmp_path / "poems", [Product("P", "Poems", attributes={"pages": 40.0})], encoder)
    poems = Advisor(Index(tmp_path / "poems"), settings=Settings(), encoder=encoder, model=FakeModel())
    (hit,) = poems.ask("poems under 20", text=False).results
    assert [clause.text for clause in hit.unknown] == ["under 20"]


def boots(tmp_path, encoder):
    """Boots in sizes, of which one record does not say its own."""
    sizes = ("42", "43", "44", "42", "43", "S/M", None)
    shop = [
        Product(f"B{n}", f"Walker boots {n}", "Boots.", category="Boots", attributes={"size": size} if size else {})
        for n, size in enumerate(sizes)
    ]
    build(tmp_path / "boots", shop, encoder)
    return Advisor(Index(tmp_path / "boots"), encoder=encoder)


def test_a_field_named_beside_one_of_its_values_decides(tmp_path, encoder):
    advisor = boots(tmp_path, encoder)
    answer = advisor.ask("boots size 43", top=7, text=False)
    assert answer.need.clauses[-1] == Clause("size 43", "feature", "size", "is", "43")
    assert {hit.product.id for hit in answer.results if hit.meets_all} == {"B1", "B4"}
    missed = {hit.product.id: [clause.text for clause in hit.unmet] for hit in answer.results if hit.unmet}
    assert {"B0", "B2", "B3", "B5"} <= set(missed), "another size is a miss"


def test_a_size_that_nothing_has_is_held_against_the_field_of_sizes(tmp_path, encoder):
    answer = boots(tmp_path, encoder).ask("boots size 60", top=7, text=False)
    assert answer.need.clauses[-1] == Clause("size 60", "feature", "size", "is", "60")
    assert answer.matching == 0


def test_a_field_named_beside_a_value_is_excluded(tmp_path, encoder):
    answer = boots(tmp_path, encoder).ask("boots, not in size 43", top=7, text=False)
    assert {"B1", "B4"}.isdisjoint(hit.product.id for hit in answer.results if hit.meets_all)


@pytest.mark.parametrize("words", ["boots that are a good size", "boots size guide"])
def test_a_field_beside_what_is_no_value_of_its_own_decides_nothing(tmp_path, encoder, words):
    need = boots(tmp_path, encoder).ask(words, text=False).need
    assert all(clause.field != "size" for clause in need.clauses)


def test_what_is_for_a_model_is_found_though_only_its_description_names_its_kind(tmp_path, encoder):
    def thing(number: str, title: str, description: str, category: str, fits: str = "") -> Product:
        return Product(number, title, description, None, category, 40.0, "EUR", attributes={"fits": fits} if fits else {})

    shop = [thing(f"T{n}", f"Varnholm toner {n}", "Toner.", "Toner", f"Printer K{n}00") for n in range(1, 7)]
    cartridge = thing("C1", "85A original black", "A toner cartridge.", "Supplies", "Printer Q1102")
    printer = thing("P1", "Printer Q1102", "Prints.", "Printers")
    build(tmp_path / "toner", (*shop, cartridge, printer), encoder)
    answer = Advisor(Index(tmp_path / "toner"), encoder=encoder).ask("toner for Q1102 under 90 euros", text=False)
    assert ids(answer)[0] == "C1"
    assert "P1" not in [hit.product.id for hit in answer.results if hit.meets_all], "the printer is no toner"
