"""What advice says of an offer: its price or span of prices, its reduction, whether it can be had, its forms; and what may not
be said of it."""

from dataclasses import replace

import pytest

from shopcli.catalog.facts import facts_of
from shopcli.config import Decoding
from shopcli.index.parts.variants import record_as
from shopcli.types import Clause, Fact, Hit, Need, Product, Sort, Variant
from shopcli.write.advise import advise, nearest
from shopcli.write.comparison import verdict
from shopcli.write.describe import describe
from shopcli.write.product_qa import Finding, answer_sentences
from shopcli.write.verify.check import check_sentence

OIL = Product(
    "oil", "Olivo Olive Oil", brand="Olivo", category="Food > Oil", price=9.9, currency="EUR", list_price=12.0,
    availability="out of stock", attributes={"net content": "750 ml", "vegan": True},
)  # fmt: skip
BARE = Product("bread", "Alma Rye Bread", brand="Alma", price=3.2, attributes={"vegan": True, "reviews": 4.0})
FORMS = (
    Variant("S", {"size": "S", "colour": "Blue"}, 20.0, 25.0, "in stock"),
    Variant("M", {"size": "M", "colour": "Red"}, 22.0, None, "out of stock"),
    Variant("L", {"size": "L", "colour": "Red"}, 24.0, None, "preorder"),
)
HOODIE = Product(
    "hoodie", "Norda Alpine Hoodie", brand="Norda", category="Hoodies", price=20.0, currency="EUR", list_price=25.0,
    availability="in stock", attributes={"size": "S, M, L", "colour": "Blue, Red", "lining": "Fleece"}, variants=FORMS,
)  # fmt: skip
LARGE = record_as(HOODIE, FORMS[2])
USED = Product(
    "used", "Vela Zip Hoodie", brand="Vela", category="Hoodies", price=30.0, currency="EUR", availability="in stock",
    attributes={"condition": "used", "lining": "Wool"},
)  # fmt: skip
SHIRT = Product(
    "1", "山径卫衣", category="卫衣", price=199.0, currency="CNY", list_price=259.0, availability="in stock",
    attributes={"colour": "蓝色", "size": "M", "gender": "men"},
)  # fmt: skip
ANY = Need("hoodie")
RED = Clause("red", "limit", "colour", "is", "red")


def said(*hits: Hit, need: Need = ANY) -> list[str]:
    sentences = advise(need, hits, model=None, decoding=Decoding(), facts_of=facts_of)
    return [sentence.text for sentence in sentences]


def reasons(text: str, product: Product, need: Need = ANY) -> list[str]:
    return check_sentence(text, products=[product], facts_of=facts_of, need=need)


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("The Olivo Olive Oil is reduced by 17.5 % from 12.00 EUR and is out of stock.", OIL),
        ("The Olivo Olive Oil was 12.00 EUR before.", OIL),
        ("The Olivo Olive Oil costs 9.90 EUR, and it is 17.5 % off.", OIL),
        ("The Olivo Olive Oil comes to 13.20 EUR per l.", OIL),
        ("The Olivo Olive Oil is sold out.", OIL),
        ("The Olivo Olive Oil is not in stock.", OIL),
        ("Olivo Olive Oil，售价为 9.90 EUR，降价 17.5 %，原价 12.00 EUR，缺货。", OIL),
        ("Take the Alma Rye Bread for 3.20; it is vegan.", BARE),
        ("The Alma Rye Bread costs 3.2.", BARE),
        ("The Norda Alpine Hoodie costs from 20.00 to 24.00 EUR.", HOODIE),
        ("The Norda Alpine Hoodie comes in sizes S and L.", HOODIE),
        ("The Norda Alpine Hoodie comes in two sizes and comes in Blue and Red.", HOODIE),
        ("The Norda Alpine Hoodie costs 24.00 EUR, is on pre-order and also comes in size S.", LARGE),
        ("Norda Alpine Hoodie，售价为 20.00 至 24.00 EUR，有 size S、L。", HOODIE),
        ("The Vela Zip Hoodie is used and is in stock.", USED),
        ("Vela Zip Hoodie 成色为二手，有货。", USED),
        ("Norda Alpine Hoodie，颜色 为 Red，另有 尺码 S。", LARGE),
        ("山径卫衣 适用人群为男士，颜色 为 蓝色。", SHIRT),
    ],
)
def test_what_is_true_of_an_offer_may_be_said(text, product):
    assert reasons(text, product) == []


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("The Olivo Olive Oil is reduced by 20 % from 12.00 EUR.", OIL),
        ("The Olivo Olive Oil is reduced by 17.5 % from 13.00 EUR.", OIL),
        ("The Olivo Olive Oil is reduced by 17.5 % from 12.00 USD.", OIL),
        ("The Olivo Olive Oil was 9.90 EUR before.", OIL),
        ("The Olivo Olive Oil is 17 % off.", OIL),
        ("The Olivo Olive Oil costs 12.00 EUR.", OIL),
        ("The Olivo Olive Oil comes to 13.20 EUR per kg.", OIL),
        ("The Olivo Olive Oil comes to 13.30 EUR per l.", OIL),
        ("The Olivo Olive Oil is in stock.", OIL),
        ("The Olivo Olive Oil is on pre-order.", OIL),
        ("Its availability is in stock.", OIL),
        ("Olivo Olive Oil，售价为 9.90 EUR，降价 20 %。", OIL),
        ("Olivo Olive Oil，售价为 9.90 EUR，有货。", OIL),
        ("The Alma Rye Bread costs 3.30 and is vegan.", BARE),
        ("The Alma Rye Bread costs 4.", BARE),
        ("The Alma Rye Bread costs 3.20 EUR.", BARE),
        ("The Norda Alpine Hoodie costs 20.00 EUR.", HOODIE),
        ("The Norda Alpine Hoodie costs from 20.00 to 22.00 EUR.", HOODIE),
        ("The Norda Alpine Hoodie comes in size S, M, L.", HOODIE),
        ("Its size is S, M, L.", HOODIE),
        ("The Norda Alpine Hoodie comes in three sizes.", HOODIE),
        ("The Norda Alpine Hoodie is reduced by 20 % from 25.00 EUR.", HOODIE),
        ("The Norda Alpine Hoodie has a reduction of 20 %.", HOODIE),
        ("The Norda Alpine Hoodie costs 20.00 EUR.", LARGE),
        ("The Norda Alpine Hoodie comes in size S.", LARGE),
        ("The Norda Alpine Hoodie also comes in size M.", LARGE),
        ("The Norda Alpine Hoodie is in stock.", LARGE),
        ("The Vela Zip Hoodie is new.", USED),
        ("The Vela Zip Hoodie is reduced by 10 %.", USED),
        ("Vela Zip Hoodie 成色为全新。", USED),
        ("Norda Alpine Hoodie，颜色 为 Blue。", LARGE),
        ("Norda Alpine Hoodie，另有 尺码 M。", LARGE),
        ("山径卫衣 适用人群为女士。", SHIRT),
        ("山径卫衣 尺码 为 蓝色。", SHIRT),
    ],
)
def test_what_is_false_of_an_offer_is_refused(text, product):
    assert reasons(text, product) != []


def test_a_price_without_a_currency_reaches_the_advice():
    assert said(Hit(BARE, 1.0), need=Need("bread")) == ["Take the Alma Rye Bread for 3.20; it is vegan."]


def test_a_product_whose_forms_differ_in_price_is_told_by_their_span():
    assert said(Hit(HOODIE, 1.0, variant=FORMS[0])) == [
        "Go for the Norda Alpine Hoodie (from 20.00 to 24.00 EUR, fleece lining)."
    ]


def test_the_form_that_fits_is_told_by_its_price_and_that_it_comes_later_is_owned():
    assert said(Hit(LARGE, 1.0, variant=FORMS[2])) == [
        "Take the Norda Alpine Hoodie (24.00 EUR, fleece lining): it comes in size L.",
        "I have to add that it is on pre-order.",
    ]


def test_what_cannot_be_had_is_not_the_pick_and_what_is_used_is_owned():
    gone = replace(USED, id="gone", title="Vela Rain Hoodie", availability="out of stock", attributes={"colour": "Red"})
    hits = [Hit(gone, 1.0), Hit(USED, 0.5, unmet=(RED,))]
    assert said(*hits, need=Need("red hoodie", (RED,))) == [
        "I would have shown you the Vela Rain Hoodie, but it is unavailable at the moment.",
        "If you can be flexible on red, I would take the Vela Zip Hoodie (30.00 EUR, wool lining).",
        "The drawback: it is used.",
    ]


def test_of_a_form_that_cannot_be_had_it_is_said_before_another_is_picked():
    medium = Hit(record_as(HOODIE, FORMS[1]), 1.0, variant=FORMS[1])
    assert said(medium, Hit(USED, 0.5))[:2] == [
        "The Norda Alpine Hoodie is unavailable at the moment.",
        "I would go for the Vela Zip Hoodie (30.00 EUR, wool lining).",
    ]


def test_where_nothing_can_be_had_that_is_all_that_is_said_of_it():
    assert said(Hit(OIL, 1.0), need=Need("oil")) == ["The Olivo Olive Oil is unavailable at the moment."]


def test_an_alternative_that_cannot_be_had_is_not_named():
    gone = replace(USED, id="gone", title="Vela Rain Hoodie", availability="discontinued", price=9.0)
    assert "Vela Rain Hoodie" not in " ".join(said(Hit(LARGE, 1.0), Hit(gone, 0.9), Hit(USED, 0.8)))
    assert "Vela Rain Hoodie" in " ".join(said(Hit(LARGE, 1.0), Hit(replace(gone, availability="in stock"), 0.9)))


def test_chinese_advice_tells_an_offer_with_its_price():
    need = Need("卫衣 有货", (Clause("有货", "limit", "availability", "is", "in stock"),), language="zh")
    assert said(Hit(SHIRT, 1.0), need=need) == ["推荐山径卫衣（199元），尺码M，男士款。"]


def test_cheapest_per_litre_is_told_by_that_price():
    need = Need("cheapest oil per litre", sort=Sort("price per l", "asc"))
    (first, *_) = said(Hit(replace(OIL, availability="in stock"), 1.0), need=need)
    assert "13.20 EUR" in first


def test_what_is_shown_in_place_of_what_is_not_sold_is_told_as_what_it_is():
    (sentence,) = nearest(Need("laptop"), [Hit(OIL, 1.0), Hit(USED, 0.5)], facts_of=facts_of)
    assert sentence.text == "The nearest I can show you is the Vela Zip Hoodie (30.00 EUR, wool lining)."


def test_a_product_text_of_forms_says_the_span():
    texts = [sentence.text for sentence in describe(HOODIE, model=None, decoding=Decoding(), facts_of=facts_of)]
    assert texts == [
        "The Norda Alpine Hoodie costs from 20.00 to 24.00 EUR and comes in sizes S and L.",
        "Its lining is Fleece.",
    ]


def test_products_with_forms_are_compared_by_their_spans_and_offers():
    assert [sentence.text for sentence in verdict([HOODIE, USED], facts_of)] == [
        "The Norda Alpine Hoodie costs from 20.00 to 24.00 EUR; the Vela Zip Hoodie costs 30.00 EUR.",
        "The Vela Zip Hoodie is used.",
        "The lining of the Norda Alpine is Fleece, of the Vela Zip Wool.",
    ]


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (Fact("availability", "out of stock"), "The Olivo Olive Oil is out of stock."),
        (Fact("list_price", 12.0, "EUR"), "The Olivo Olive Oil was 12.00 EUR before."),
    ],
)
def test_a_question_about_the_offer_is_answered_in_its_words(fact, text):
    (sentence,) = answer_sentences(OIL, Finding((fact,)), "", facts_of=facts_of, language="en")
    assert sentence.text == text


def test_a_question_about_an_option_names_each_form_that_can_be_had():
    finding = Finding((Fact("size", "S, M, L"),))
    (sentence,) = answer_sentences(HOODIE, finding, "", facts_of=facts_of, language="en")
    assert sentence.text == "The Norda Alpine Hoodie comes in sizes S and L."
