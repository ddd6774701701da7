"""Looking around without a request, page by page; further pages of a request; products like one; what goes on."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.errors import UsageError
from shopcli.index import Index
from shopcli.pipeline.browsing.listing import Listing, category_clause, sort_named
from shopcli.serve.agents.cursors import Cursor, encode_cursor
from shopcli.serve.asking import Asking
from shopcli.serve.messages import AskOptions
from shopcli.types import Answer, Product
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel
from tests.shop_home import ShopHome
from tests.test_facets import PRODUCTS
from tests.test_schemas import check


@pytest.fixture(scope="module")
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("browsing") / "index", WordEncoder()
    build(folder, PRODUCTS, encoder)
    return Advisor(Index(folder), settings=Settings(top=4), encoder=encoder, model=FakeModel())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> ShopHome:
    return ShopHome(tmp_path_factory.mktemp("browse"), tiny_encoder)


def ids(answer: Answer) -> list[str]:
    return [hit.product.id for hit in answer.results]


# --- listing ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 7, 200])
@pytest.mark.parametrize("sort", [None, "price", "-price", "weight g"])
@pytest.mark.parametrize("limits", [{}, {"max_price": 14.0}, {"where": [("size", "M")]}])
def test_pages_of_a_listing_hold_each_product_once_and_miss_none(
    advisor: Advisor, size: int, sort: str | None, limits: dict[str, Any]
) -> None:
    order = sort_named(sort, advisor.index) if sort else None
    listing, seen, is_more = Listing(advisor.index, advisor.filters(**limits), order), list[str](), True
    while is_more:
        page = listing.page(len(seen), size)
        assert page.start == len(seen)
        seen, is_more = seen + ids(page), page.is_more
    assert sorted(seen) == sorted(set(seen))
    assert len(seen) == listing.page(0, 1).matching
    if not limits:
        assert set(seen) == {product.id for product in PRODUCTS}
    assert listing.page(len(seen), size).results == ()


def test_an_order_puts_what_says_nothing_last_and_shows_the_form_that_it_is_by(advisor: Advisor) -> None:
    tees = advisor.filters(where=[("category", "Tees"), ("size", "L")])
    dearest = Listing(advisor.index, tees, sort_named("-price", advisor.index)).page(0, 2)
    shown = [(hit.product.id, hit.product.price, hit.variant and hit.variant.options["size"]) for hit in dearest.results]
    assert shown == [("T22", 38.0, "L"), ("T20", 36.0, "L")]
    by_weight = Listing(advisor.index, (), sort_named("weight g", advisor.index)).page(0, 100)
    assert ids(by_weight)[:3] == ["T0", "T1", "T2"]
    assert ids(by_weight)[24:] == [product.id for product in PRODUCTS[24:]]


def test_without_an_order_products_stand_as_the_catalog_has_them_and_what_is_gone_last(tmp_path: Path) -> None:
    gone = Product("A", "Old mug", "", None, "Mugs", 2.0, "EUR", availability="out of stock")
    build(tmp_path / "i", (gone, Product("B", "Mug", "", None, "Mugs", 3.0, "EUR")), WordEncoder())
    index = Index(tmp_path / "i")
    assert ids(Listing(index, ()).page(0, 5)) == ["B", "A"]
    assert ids(Listing(index, (), sort_named("price", index)).page(0, 5)) == ["A", "B"]


def test_an_order_or_a_category_that_is_none_names_the_nearest(advisor: Advisor) -> None:
    with pytest.raises(UsageError) as told:
        sort_named("pric", advisor.index)
    assert (str(told.value), told.value.hint) == ("Nothing can be put in order by 'pric'.", "There are: price.")
    with pytest.raises(UsageError) as told:
        category_clause("tee", advisor.index)
    assert (str(told.value), told.value.hint) == ("This catalog has no category 'tee'.", "Did you mean: Tees?")
    assert category_clause(" tees ", advisor.index).value == "tees"


# --- further pages of a request -----------------------------------------------------------------------------------------------


def all_pages(advisor: Advisor, request: str, **wish: Any) -> list[Answer]:
    pages = [Asking(advisor, AskOptions(text=False, **wish)).search(request)]
    while (cursor := pages[-1].cursor) is not None:
        pages.append(Asking(advisor, AskOptions(text=False, cursor=cursor, **wish)).search(request))
        assert len(pages) < 100
    return pages


@pytest.mark.parametrize(("request_", "wish"), [
    ("tee", {}), ("tee up to 20 euros", {}), ("hat", {"max_price": 7.0}), ("tee, not red", {}), ("the cheapest tees", {}),
])  # fmt: skip
def test_pages_by_cursor_do_not_overlap_and_miss_nothing_that_matches(
    advisor: Advisor, request_: str, wish: dict[str, Any]
) -> None:
    pages = all_pages(advisor, request_, **wish)
    listed = [hit.product.id for page in pages for hit in page.results]
    assert len(listed) == len(set(listed))
    assert [page.start for page in pages] == list(range(0, 4 * len(pages), 4))
    need = pages[0].need
    matching = {advisor.index.records[int(row)].id for row in np.flatnonzero(advisor._retrieval(need).narrowed.products)}
    assert len(matching) == pages[0].matching > 4
    assert matching <= set(listed)


def test_a_cursor_of_another_request_other_flags_or_an_older_index_is_refused(advisor: Advisor) -> None:
    cursor = Asking(advisor, AskOptions(text=False)).search("tee").cursor
    for request, wish in (("hat", {}), ("tee", {"max_price": 20.0}), ("tee", {"all_alike": True})):
        with pytest.raises(UsageError, match="The cursor is of another request"):
            Asking(advisor, AskOptions(text=False, cursor=cursor, **wish)).search(request)
    with pytest.raises(UsageError, match="none that was given here"):
        Asking(advisor, AskOptions(text=False, cursor="nonsense")).search("tee")
    assert encode_cursor(Cursor(4, 4), "another") != cursor


def test_nothing_that_matches_left_is_no_cursor(advisor: Advisor) -> None:
    asking = Asking(advisor, AskOptions(text=False))
    assert asking.search("tee under 1 euro").cursor is None
    assert Asking(advisor, AskOptions(text=False, max_price=11.0)).search("tee").cursor is None


# --- like ---------------------------------------------------------------------------------------------------------------------


def test_what_is_like_a_product_is_of_its_sort_and_not_itself(advisor: Advisor) -> None:
    pages = all_pages(advisor, "", like="T5")
    listed = [hit.product.id for page in pages for hit in page.results]
    assert set(listed[:23]) == {f"T{at}" for at in range(24)} - {"T5"}
    assert "T5" not in listed
    assert (len(listed), pages[0].matching) == (len(set(listed)), 23)
    assert pages[0].results[0].product.brand == PRODUCTS[5].brand


def test_like_works_with_words_limits_and_facets(advisor: Advisor) -> None:
    answer = Asking(advisor, AskOptions(text=False, like="T5", max_price=16.0, facets=True)).search("")
    assert {hit.product.id for hit in answer.results} <= {f"T{at}" for at in range(24)} - {"T5"}
    assert all(hit.product.price <= 16 for hit in answer.results if hit.product.price)
    assert answer.facets and max(value.count for facet in answer.facets for value in facet.values) <= answer.matching
    worded = Asking(advisor, AskOptions(text=False, like="T5")).search("a hat up to 6 euros")
    assert {hit.product.id[0] for hit in worded.results} == {"H"}
    with pytest.raises(UsageError, match=r"."):
        Asking(advisor, AskOptions(text=False, like="T5", brand="Nobody"))


def test_like_a_product_that_is_not_there_names_the_nearest(home: ShopHome) -> None:
    done = home.run("ask", "--like", "W-1O03", "--no-text")
    assert (done.returncode, done.stdout) == (7, "")
    assert "W-1003" in done.stderr


def test_where_nothing_has_a_category_what_is_alike_is_of_a_kind(tmp_path: Path) -> None:
    names = [*(f"Hale {word} mug" for word in ("red", "blue", "green")), *(f"Hale {word} lamp" for word in ("red", "blue"))]
    build(
        tmp_path / "i", [Product(f"P{at}", name, "", "Hale", None, 2.0, "EUR") for at, name in enumerate(names)], WordEncoder()
    )
    advisor = Advisor(Index(tmp_path / "i"), settings=Settings(top=5), encoder=WordEncoder(), model=FakeModel())
    answer = Asking(advisor, AskOptions(text=False, like="P0")).search("")
    assert set(ids(answer)[:2]) == {"P1", "P2"}
    assert "P0" not in ids(answer)


# --- the commands -------------------------------------------------------------------------------------------------------------


def test_browse_prints_a_page_and_how_to_see_the_next(home: ShopHome) -> None:
    done = home.run("browse", "--category", "watches", "--top", "2", "--sort", "-price")
    first, *rest = done.stdout.splitlines()
    assert first == "1 to 2 of 24 products."
    assert rest[0].startswith("1. Ostmerrow Deep 200 Diving Watch. 389.00 EUR. Brand Ostmerrow. Id ")
    cursor = done.stderr.strip().rpartition(" ")[2]
    assert done.stderr == f"The next page: the same command with --cursor {cursor}\n"
    after = home.printed("browse", "--category", "watches", "--top", "2", "--sort", "-price", "--cursor", cursor)
    assert after.splitlines()[0] == "3 to 4 of 24 products."
    assert after.splitlines()[1].startswith("3. ")


def test_browse_says_where_nothing_is_left(home: ShopHome) -> None:
    assert home.printed("browse", "--max-price", "0.5") == "No product holds all of that.\n"


def test_browse_is_json_as_the_schema_has_it_and_ids_for_a_pipe(home: ShopHome) -> None:
    (answer,) = home.documents("browse", "--brand", "varnholm", "--facets", "--json")
    check(answer, "answer")
    assert {facet["field"] for facet in answer["facets"]} >= {"category", "price"}
    assert answer["matching"] == 12
    listed = home.printed("browse", "--brand", "Varnholm", "--format", "ids", "--top", "50").split()
    assert listed[:10] == [result["id"] for result in answer["results"]]
    assert len(listed) == 12


def test_browse_loads_no_model(home: ShopHome) -> None:
    import subprocess
    import sys

    heavy = ("torch", "transformers", "onnxruntime", "tokenizers", "faiss", "jmespath", "pydantic", "shopcli.advisor")
    code = (
        "import sys; from shopcli.__main__ import main\n"
        "sys.argv = ['shopcli', 'browse', '--facets', '--json', '--brand', 'Varnholm']\n"
        "try: main()\nexcept SystemExit as stop: assert not stop.code\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], env=home.environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def arguments(line: str) -> list[str]:
    """What a shell makes of a command."""
    program, *words = shlex.split(line)
    assert program == "shopcli"
    return words


ASKED: Sequence[tuple[str, ...]] = (
    ("ask", "watch under 200", "--no-text", "--top", "2"),
    ("ask", "watch for \"trails\" & 'rain'; $HOME", "--no-text", "--max-price", "250", "--where", "GPS=yes"),
    ("ask", "-- tent", "--no-text"),
    ("ask", "watch with GPS under 200", "--no-text", "--facets", "--not", "2"),
    ("ask", "--like", "W-1003", "--no-text", "--top", "2", "--view", "@"),
    ("browse", "--category", "Watches", "--top", "3", "--facets"),
    ("browse", "--where", "weight<=500", "--sort", "-price"),
)


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_the_commands_that_go_on_work(home: ShopHome, asked: tuple[str, ...]) -> None:
    dashed = ["ask", "--no-text", "--json", "--", "-- tent"] if "-- tent" in asked else [*asked, "--json"]
    (answer,) = home.documents(*dashed)
    check(answer, "answer")
    onward = answer["next"]
    assert [name for name, line in onward.items() if line] >= ["page"]
    (page,) = home.documents(*arguments(onward["page"]))
    check(page, "answer")
    assert page["results"][0]["rank"] == len(answer["results"]) + 1
    assert not {one["id"] for one in page["results"]} & {one["id"] for one in answer["results"]}
    (narrowed,) = home.documents(*arguments(onward["narrow"]))
    if "--facets" in asked:
        best = max((v for f in answer["facets"] for v in f["values"] if v["flags"] and v["count"] < answer["matching"]),
                   key=lambda value: value["count"])  # fmt: skip
        assert narrowed["matching"] == best["count"]
    else:
        assert narrowed["facets"]
    (compared,) = home.documents(*arguments(onward["compare"]))
    assert [one["id"] for one in compared["products"]] == [one["id"] for one in answer["results"][:3]]
    (shown,) = home.documents(*arguments(onward["show"]))
    assert shown["id"] == answer["results"][0]["id"]
    if asked[0] == "ask" and "--like" not in asked:
        assert answer["results"][0]["title"] in home.printed(*arguments(onward["explain"]))
    else:
        assert onward["explain"] is None


def test_where_there_is_nothing_to_go_on_to_there_is_no_command(home: ShopHome) -> None:
    (answer,) = home.documents("ask", "watch", "--max-price", "1", "--no-text", "--json", "--top", "1")
    assert (answer["next"]["page"], answer["cursor"], answer["next"]["narrow"], answer["next"]["compare"]) == (None,) * 4
    (bundle,) = home.documents("ask", "a tent and a sleeping bag for under 300 together", "--no-text", "--json")
    assert (bundle["next"]["page"], bundle["next"]["narrow"], bundle["next"]["explain"]) == (None,) * 3
    assert bundle["next"]["compare"]


def test_each_line_of_a_batch_has_its_own_commands(home: ShopHome) -> None:
    lines = home.documents("ask", "--batch", "-", "--no-text", stdin="tent\nwatch\n")
    for line, query in zip(lines, ("tent", "watch"), strict=True):
        assert arguments(line["next"]["page"])[-1] == query
        assert "--batch" not in line["next"]["page"]
        assert json.loads(home.printed(*arguments(line["next"]["page"])))["query"] == query
