"""When it is told that nothing fits: who asks whether it is sold, one answer throughout."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.catalog import facts_of
from shopcli.config import Settings
from shopcli.index import CatalogSource, Index, build_index
from shopcli.pipeline.names.nothing_fits import ThingAskedFor, asks_whether, is_never_granted
from shopcli.types import Entry, Product
from tests.conftest import WordEncoder

TEAS = [
    ("Raw Tea Cake", "Tea", "A pressed cake."),
    ("Ripe Tea Cake", "Tea", "A ripe cake, dark and soft."),
    ("Ripe Tea Brick", "Tea", "Ripe leaves in a brick."),
    ("Green Tea", "Tea", "Leaves of the spring."),
]


@pytest.fixture(scope="module")
def teas(tmp_path_factory) -> Advisor:
    goods = [Product(str(n), title, price=9.0 + n, category=c, description=text) for n, (title, c, text) in enumerate(TEAS)]
    encoder, folder = WordEncoder(), tmp_path_factory.mktemp("teas")
    source = CatalogSource(("teas.json",), "", {}, "en")
    build_index(map(Entry, goods), folder / "index", encoder=encoder, embedder="words", facts_of=facts_of, source=source)
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder)


def test_silence_on_what_is_not_wanted_stays_unknown_and_stands_before_what_says_it(teas):
    answer = teas.ask("tea, but not ripe", text=False, top=4)
    told = {hit.product.id: (hit.meets_all, [clause.text for clause in hit.unknown]) for hit in answer.results}
    assert {hit.product.id for hit in answer.results[:2]} == {"0", "3"}
    assert told["0"] == (False, ["not ripe"]) and told["3"] == (False, ["not ripe"])


@pytest.mark.parametrize("query", ["do you sell tea with jasmine?", "Do you sell tea with jasmine? I had some last week."])
def test_who_asks_whether_something_is_sold_is_told_that_no_record_says_it(teas, query):
    answer = teas.ask(query, text=False)
    assert (answer.no_exact_match, [clause.text for clause in answer.relaxed]) == (True, ["jasmine"])
    assert not any(hit.meets_all for hit in answer.results)


def test_a_reply_that_denies_a_wish_goes_with_an_answer_that_denies_it(teas):
    answer = teas.ask("do you sell tea with jasmine?", text=False)
    assert answer.reply == "There are 4 products for “tea”, but none says “jasmine”." and answer.no_exact_match


def test_a_wish_that_some_records_say_is_counted_by_what_says_it(teas):
    answer = teas.ask("do you have ripe tea?", text=False)
    assert answer.reply is not None and answer.reply.startswith("Yes: 2 ") and not answer.no_exact_match


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("do you sell lamps?", True),
        ("hi, do you sell lamps? I just moved in", True),
        ("We moved in last week. Do you have any lamps?", True),
        ("你们卖台灯吗？", True),
        ("a lamp for my desk", False),
        ("what is your cheapest lamp?", False),
    ],
)
def test_a_request_asks_whether_something_is_sold_in_any_of_its_sentences(query, asks):
    assert asks_whether(query) is asks


def test_who_asks_doubts_and_who_states_an_amount_takes_the_trade_for_granted():
    asked = ThingAskedFor(True, False, True, False, False, True, 0.3, 0.0)
    aside = ThingAskedFor(False, True, False, True, True, False, 0.1, 0.02)
    assert (asked.is_not_sold, aside.is_not_sold) == (True, False)
    wish = {"is_of_nothing": True, "is_long": False, "is_situation": False, "stands_before": False}
    assert (is_never_granted(is_asked=True, **wish), is_never_granted(is_asked=False, **wish)) == (True, False)
