"""That every tick, miss and silence is true: what a record says otherwise, or denies in one word, is not passed over."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.index import Index
from shopcli.index.parts.words import Tokenizer
from shopcli.render.reasons import reasons_of
from shopcli.rerank import bearings_of
from shopcli.rerank.bearing import DENIES
from shopcli.text.negation import says_less
from shopcli.types import Clause, Fact, Product
from shopcli.write.moves.wish_words import is_unspoken
from tests.conftest import WordEncoder, build

SHOP = (
    Product("p1", "Tarn gloss seedless jam", description="Cooked in copper."),
    Product("p2", "Ulm gloss jam", description="A jam of plums."),
    Product("p3", "Vell jam with seeds", description="Of figs."),
    Product("p4", "Wend handle cup", description="A cup of clay."),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("jams"), WordEncoder()
    build(folder, SHOP, encoder)
    return Advisor(Index(folder), encoder=encoder)


def told(shop: Advisor, query: str) -> dict[str, list[tuple[str, str]]]:
    answer = shop.ask(query, text=False, top=4)
    return {hit.product.id: [(one.verdict, one.clause) for one in reasons_of(hit, answer)] for hit in answer.results}


# --- one word that denies -----------------------------------------------------------------------------------------------------


def test_one_word_denies_what_it_opens_with():
    lacking = ("Seedless", "wireless", "fragrancefree", "zuckerfreie", "kabelloser")
    stems = ("seed", "wire", "fragranc", "zucker", "kabel")
    assert all(map(says_less, lacking, stems))
    assert not any(map(says_less, ("unless", "free", "freezer", "seed", "seedling"), ("un", "free", "free", "seed", "seed")))


def test_what_is_not_wanted_is_granted_by_a_word_that_denies_it(shop):
    said = told(shop, "jam without seeds")
    assert said["p1"] == [("yes", "without seeds")]
    assert said["p2"] == [("unknown", "without seeds")]
    assert said["p3"] == [("no", "without seeds")]


def test_what_is_wanted_is_denied_by_such_a_word_and_the_record_is_not_said_to_be_silent():
    jam, wish = Fact("title", "Seedless plum jam"), Clause("seeds", "feature", op="has", value="seeds")
    tokens = Tokenizer().tokens
    assert bearings_of(wish, ["seeds"], [jam], tokens, [False]) == [DENIES]
    assert bearings_of(wish, ["seeds"], [Fact("title", "Plum jam")], tokens, [False]) == [0]
    assert not is_unspoken("seeds", (jam,)) and is_unspoken("seeds", (Fact("title", "Plum jam"),))
