"""What the advice tells in place of "its listing says so": shelves, amounts of titles, values as people say them."""

from __future__ import annotations

import pytest

from shopcli.types import ClarifyingQuestion, Clause, Evidence, Fact, Hit, Need, Product, Sort
from shopcli.write.knowledge import Knowledge
from shopcli.write.moves.asking import is_worth_asking
from shopcli.write.moves.open_questions import open_questions
from shopcli.write.moves.planner import make_moves
from shopcli.write.moves.second_choice import is_another_form
from shopcli.write.moves.title_amounts import title_amount
from shopcli.write.moves.wish_words import whether_of, with_word_before
from shopcli.write.moves.wishes_apart import filed_under
from shopcli.write.wording.frames import worded
from shopcli.write.wording.phrases import phrases_of, without_echo
from tests.trades import facts_of

FARMING = Clause("farming", "feature", op="has", value="farming")
BEANS = Product("B", "Broad Beans", category="Card Game, Farming, Negotiation")


def test_a_wish_that_the_shop_files_a_thing_under_is_told_by_its_shelf() -> None:
    hit = Hit(BEANS, 1.0, evidence=(Evidence(FARMING, Fact("category", BEANS.category or ""), 1.0),))
    need = Need("farming games", (FARMING, Clause("games", "topic")))
    assert filed_under(need, hit, []) == "Farming"
    assert filed_under(need, hit, ["all about farming"]) == ""


@pytest.mark.parametrize(
    ("title", "query", "sort", "amount"),
    [
        ("Hush 410 Earbuds with 70 Hrs Playtime", "which lasts longest?", Sort("@time", "desc"), "70 Hrs"),
        ("Port Vellen, 60.6%", "60 percent or more", None, "60.6%"),
        ("Port Vellen, 60.6%", "a strong one", None, ""),
        ("Gordon 70 year old", "the oldest", Sort("@time", "desc"), "70 year old"),
    ],
)
def test_an_amount_that_stands_in_the_title_alone_is_told_where_it_was_asked_for(title, query, sort, amount) -> None:
    assert title_amount(Product("1", title), Need(query, sort=sort)) == amount


@pytest.mark.parametrize(
    ("fact", "quantity"),
    [
        (Fact("weight_men", "Men: 4.8oz"), "4.8 oz"),
        (Fact("width", "Normal | Wide | Normal, Wide"), "width Normal or Wide"),
        (Fact("origin_2", "Western Panama"), "Western Panama"),
        (Fact("weight", "357 Grams"), "357 grams"),
        (Fact("rating", 7.06666), "rated 7.1"),
    ],
)
def test_what_a_data_sheet_writes_is_told_as_people_say_it(fact: Fact, quantity: str) -> None:
    assert without_echo(phrases_of(worded(fact))).forms["quantity"][0] == quantity


def test_a_column_with_a_name_that_nobody_says_is_never_read_aloud() -> None:
    for fact in (Fact("origin_2", "Western Panama"), Fact("avg_time", 45.0), Fact("model", "8 bit Gaming Headphone")):
        texts = [text for texts in without_echo(phrases_of(worded(fact))).forms.values() for text in texts]
        assert not any(worded(fact).label in text for text in texts)


def test_the_same_thing_in_another_colour_is_no_alternative_and_another_memory_is() -> None:
    def hit(number: int, title: str) -> Hit:
        return Hit(Product(str(number), title), 1.0)

    assert is_another_form(hit(1, "Hush Buds Wired Headset (Black)"), hit(2, "Hush Buds Wired Headset (White)"), {})
    names = {"1": "8 GB Vellum 14", "2": "16 GB Vellum 14"}
    assert not is_another_form(hit(1, "Vellum 14"), hit(2, "Vellum 14"), names)
    assert not is_another_form(hit(1, "Hush Buds Wired Headset"), hit(2, "Hush Pods Wired Headset"), {})


WIRED = ClarifyingQuestion("Which?", "connection", (("Bluetooth", 3), ("Wired", 2)))


@pytest.mark.parametrize(
    ("need", "asks"),
    [
        (Need("some earphones", (Clause("earphones", "topic"),)), True),
        (Need("wired earphones", (Clause("earphones", "topic"),)), False),
        (Need("the cheapest earphones", (Clause("earphones", "topic"),), sort=Sort("price", "asc")), False),
        (Need("green earphones", (Clause("green", "feature"), Clause("earphones", "topic"))), False),
        (Need("earphones that I can lose every other month", (Clause("earphones", "topic"),)), False),
    ],
)
def test_only_an_open_request_is_asked_back(need: Need, asks: bool) -> None:
    assert is_worth_asking(need, WIRED) == asks


def test_what_is_open_is_asked_of_the_thing_itself() -> None:
    assert whether_of(Clause("without any stone", "feature"), "en") == "whether it has a stone"
    need = Need("a bag, no real leather", (Clause("bag", "topic"), Clause("no real", "exclude", op="lacks", value="real")))
    assert open_questions(need, need.clauses[1:], (Fact("title", "Moor Pouch"),)) == []
    assert with_word_before("cancelling", Need("a headset, noise cancelling")) == "noise cancelling"
    assert with_word_before("quiet", Need("a quiet lamp")) == "quiet"


def test_what_the_reply_has_named_with_its_price_is_not_named_again() -> None:
    dear, cheap = Product("1", "Moor Ring", price=900.0, currency="EUR"), Product("2", "Fen Ring", price=90.0, currency="EUR")
    need = Need("the dearest ring", (Clause("ring", "topic"),), sort=Sort("price", "desc"))
    told = Knowledge(reply="The most expensive ring is Moor Ring at 900.00 EUR.")
    kinds = [
        [move.kind for move in make_moves(need, [Hit(dear, 1.0), Hit(cheap, 0.9)], facts_of, one)]
        for one in (told, Knowledge())
    ]
    assert kinds == [["cheaper"], ["pick", "cheaper"]]


def test_a_quote_that_shares_only_whom_it_is_for_or_its_make_is_left_unsaid() -> None:
    line = 'Introduced as "the brother" to the older Vellum cask.'
    malt = Product("1", "Port Vellen", line, price=85.0, currency="EUR", brand="Vellum")
    need = Need("for my brother from Vellum", (Clause("for my brother", "feature"), Clause("Vellum", "feature", field="brand")))
    assert "maker" not in [move.kind for move in make_moves(need, [Hit(malt, 1.0)], facts_of, Knowledge())]
