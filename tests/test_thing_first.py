"""The thing itself, and not what is for it: bands for watches, and sets that are sofas, asked of a small shop."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.catalog import facts_of
from shopcli.config import Settings
from shopcli.index import CatalogSource, Index, build_index
from shopcli.pipeline.names.titles.title_heads import is_for_another, is_headed, says_together, what_it_is
from shopcli.types import Entry, Product
from tests.conftest import WordEncoder

SETS = [(f"{name} Sofa and Loveseat Set", "Living Sets") for name in "Alder Birch Cedar Elm Fir Hazel Larch Maple Oak".split()]
GOODS = [
    ("Maple Sofa", "Sofas"),
    *SETS,
    ("Steel Watch, quartz", "Watches"),
    ("Diver Watch 40 mm", "Watches"),
    ("Watch Band, outdoor sports style", "Bands"),
    ("Silk Suit Dress 8 Piece Set for dolls", "Toys"),
    *((f"{name} Hanger for coats, shirts, dress", "Hangers") for name in "Oak Pine Steel Brass Cedar Birch".split()),
]


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Advisor:
    goods = [Product(str(n), title, price=9.0 + n, category=category) for n, (title, category) in enumerate(GOODS)]
    encoder, folder = WordEncoder(), tmp_path_factory.mktemp("things")
    source = CatalogSource(("goods.json",), "", {}, "en")
    build_index(map(Entry, goods), folder / "index", encoder=encoder, embedder="words", facts_of=facts_of, source=source)
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder)


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("Diver Watch 40 mm", True),
        ("Watch, quartz", True),
        ("Watch for divers", True),
        ("Watch SCD530/00", True),  # a maker's code
        ("Watch MP3 Player", False),
        ("Watch Band, outdoor sports style", False),
        ("Silicone Strap Compatible With Watch", False),
        ("Watch-Maker's Kit", False),
    ],
)
def test_a_title_calls_its_thing_by_what_closes_its_name_before_what_that_is_for(shop, title, is_one):
    assert is_headed(shop.index.words, what_it_is(title), "watch", of_doing=False) is is_one
    assert is_for_another(shop.index.words, title, "watch") is not is_one


def test_words_stand_together_side_by_side_in_any_order():
    assert says_together(["nintendo", "switch", "consol"], {"switch", "nintendo"}) is True
    assert says_together(["watch", "band", "outdoor", "sport"], {"outdoor", "sport", "watch"}) is False


@pytest.mark.parametrize("name", ["sofas", "couches"])
def test_what_most_titles_call_themselves_is_counted_although_one_stands_in_a_category_of_that_name(shop, name):
    answer = shop.ask(f"how many {name} do you have?", text=False)
    assert (answer.matching, answer.reply) == (10, f"There are 10 {name}, from 9 to 18.")


def test_a_band_that_says_all_words_of_a_search_is_no_watch(shop):
    answer = shop.ask("outdoor sports watch", text=False)
    assert {hit.product.category for hit in answer.results[:2]} == {"Watches"}


def test_a_name_that_most_titles_say_of_other_things_is_that_of_none(shop):
    assert [shop._assortment._is_headed_by(name) for name in ("dress", "hanger", "watch")] == [False, True, True]
