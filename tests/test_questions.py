"""Questions about the catalog: which requests are some, and what is replied over a small real index."""

from __future__ import annotations

import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopcli.advisor import Advisor
from shopcli.chat.repl import run_repl
from shopcli.chat.session import Session
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.need.grounding.assortment_words import without_assortment_words
from shopcli.need.languages.registry import language_named, languages
from shopcli.need.questions import find_question
from shopcli.render import answer_to_dict, dumps
from shopcli.render.answer import plain_answer, rich_answer
from shopcli.types import Product
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel
from tests.fake_shop import FakeScreen, say
from tests.question_shop import SHOP

QUESTIONS = [
    ("how many laptops do you have", "count", "laptops"),
    ("How many laptops do you have under 500 euros?", "count", "laptops under 500 euros"),
    ("how many wireless headphones under 50 euros do you sell?", "count", "wireless headphones under 50 euros"),
    ("how many products are there", "count", ""),
    ("the tallest bookcase you've got", "extreme", "tallest bookcase"),
    ("your cheapest rice cooker please", "extreme", "cheapest rice cooker"),
    ("which tent is the most expensive one you carry", "extreme", "most expensive tent"),
    ("what does the Acme kettle cost?", "price range", "Acme kettle"),
    ("有没有智能手表卖？", "any", "智能手表"),
    ("最贵的被子是哪一床？", "extreme", "最贵的被子"),
    ("how many items does the shop have in stock", "count", ""),
    ("hi, can you tell me how many tents there are?", "count", "tents"),
    ("how many of your laptops have 16 GB of RAM", "count", "laptops that have 16 GB of RAM"),
    ("how many backpacks are blue", "count", "backpacks that are blue"),
    ("how many tents cost less than 100 euros", "count", "tents that cost less than 100 euros"),
    ("how many kinds of tea do you carry", "count", "tea"),
    ("what is the number of tents in the shop", "count", "tents"),
    ("tents: how many do you have?", "count", "tents"),
    ("how big is your range of bikes", "count", "bikes"),
    ("what is the price range of tents", "price range", "tents"),
    ("price range of monitors", "price range", "monitors"),
    ("what's the price range for gaming mice under 100", "price range", "gaming mice under 100"),
    ("tent price range", "price range", "tent"),
    ("how much does a tent cost", "price range", "tent"),
    ("how much are your laptops?", "price range", "laptops"),
    ("what do headphones cost", "price range", "headphones"),
    ("what is the price of a tent", "price range", "tent"),
    ("which brands of headphones do you sell", "brands", "headphones"),
    ("what brands do you have", "brands", ""),
    ("which headphone brands do you sell?", "brands", "headphone"),
    ("which brands make wireless headphones", "brands", "wireless headphones"),
    ("what brands of coffee are available under 10 euros", "brands", "coffee under 10 euros"),
    ("list all brands", "brands", ""),
    ("brands of headphones", "brands", "headphones"),
    ("which colours does the backpack come in", "colours", "backpack"),
    ("what colors do you have for backpacks", "colours", "backpacks"),
    ("what colours are your tents available in?", "colours", "tents"),
    ("in which colours can I get a backpack", "colours", "backpack"),
    ("what does a tent cost on average", "average", "tent"),
    ("average price of a monitor", "average", "monitor"),
    ("what's the average price of tents under 300 euros", "average", "tents under 300 euros"),
    ("average laptop price", "average", "laptop"),
    ("how much does a laptop usually cost", "average", "laptop"),
    ("the dearest thing in the shop", "extreme", "dearest"),
    ("what is your cheapest mouse", "extreme", "cheapest mouse"),
    ("what’s the most expensive thing you sell", "extreme", "most expensive"),
    ("what is the cheapest", "extreme", "cheapest"),
    ("which tent is the lightest?", "extreme", "lightest tent"),
    ("how much is your cheapest tent", "extreme", "cheapest tent"),
    ("what's the lightest tent you have under 200 euros", "extreme", "lightest tent under 200 euros"),
    ("do you have any gluten free pasta", "any", "gluten free pasta"),
    ("do you have a wireless mouse under 30 euros", "any", "wireless mouse under 30 euros"),
    ("have you got anything from Sony", "any", "from Sony"),
    ("do you sell bicycles", "any", "bicycles"),
    ("are there any tents for four people", "any", "tents for four people"),
    ("does your shop carry headlamps", "any", "headlamps"),
    ("are bicycles available here", "any", "bicycles"),
    ("do you know if you have any tents in green", "any", "tents in green"),
    ("有多少款笔记本电脑", "count", "笔记本电脑"),
    ("一共有多少商品", "count", ""),
    ("店里有几款蓝色的背包？", "count", "蓝色的背包"),
    ("500元以下的笔记本电脑有多少款", "count", "500元以下的笔记本电脑"),
    ("帐篷的价格范围", "price range", "帐篷"),
    ("帳篷的價格範圍", "price range", "帳篷"),
    ("帐篷多少钱", "price range", "帐篷"),
    ("有哪些品牌的耳机", "brands", "耳机"),
    ("耳机都有什么牌子的", "brands", "耳机"),
    ("你们有什么品牌", "brands", ""),
    ("背包有哪些颜色", "colours", "背包"),
    ("有什么颜色的背包", "colours", "背包"),
    ("最贵的是什么", "extreme", "最贵"),
    ("最便宜的鼠标是哪款", "extreme", "最便宜的鼠标"),
    ("哪款鼠标最便宜", "extreme", "最便宜的鼠标"),
    ("店里最贵的东西", "extreme", "最贵"),
    ("你们卖自行车吗", "any", "自行车"),
    ("有没有蓝色的背包", "any", "蓝色的背包"),
    ("请问有没有100元以下的鼠标", "any", "100元以下的鼠标"),
    ("有索尼的耳机吗", "any", "索尼的耳机"),
    ("平均价格", "average", ""),
    ("帐篷的平均价格", "average", "帐篷"),
    ("一台笔记本电脑一般多少钱", "average", "笔记本电脑"),
]
NO_QUESTIONS = [
    "wireless mouse under 30 euros", "what watch would you recommend", "cheapest mouse", "the cheapest laptop under 500",
    "show me your tents", "show me the cheapest tents", "give me the cheapest laptop", "I need a tent for four people",
    "do you have something for my dad", "do you have a good laptop for students", "which laptop should I buy",
    "what is the best laptop", "is the Acme W-100 waterproof", "how many people does this tent sleep",
    "how much RAM does it have", "how much does the Acme W-100 cost", "what brand is the second one",
    "which brand would you recommend", "laptop in the price range of 500 to 800 euros", "price range 100 to 200",
    "a watch in my price range", "do you have free delivery", "do you have a discount", "do you have anything better",
    "do you have it in black?", "do you have any in blue",
    "the cheapest one", "do you have a green one", "have you got any from Garmin",
    "tents; do you have any", "cheaper", "any brand",
    "what is the difference between the first and the second", "in blue", "not Samsung",
    "a book about how many people live on earth", "gift for a runner", "how do I choose a tent", "what size tent do I need",
    "which one is lighter", "more like the second", "is it waterproof", "brand new laptop", "books about brands",
    "average size backpack", "a tent that has many pockets", "headphones with 30 hours of battery",
    "推荐一款笔记本电脑", "蓝色的背包", "最便宜的鼠标", "500元以下的笔记本", "这款多少钱", "送给爸爸的礼物", "不要黑色",
    "哪款笔记本适合我",
    "买什么电脑好",
    "有GPS的手表", "带蓝牙的耳机", "预算500的手机", "便宜一点", "哪个好", "有没有推荐的帐篷", "适合多少人的帐篷",
]  # fmt: skip
REPLIES = [
    ("how many tents do you have", "There are 6 tents, from 39.90 to 480.00 EUR. No price is given for one of them."),
    ("how many tents do you have under 300 euros", "There are 3 tents under 300 euros, from 39.90 to 249.00 EUR."),
    ("how many of your tents are waterproof", "There are 3 tents that are waterproof, from 120.00 to 310.50 EUR."),
    ("how many tents over 400 euros", "There is one: Harrow family tent at 480.00 EUR."),
    (
        "how many products are there",
        "There are 14 products, from 3.95 to 480.00 EUR and at 19.95 USD. No price is given for one of them.",
    ),
    (
        "what is the price range of tents",
        "The prices of 5 tents go from 39.90 to 480.00 EUR. No price is given for one of them.",
    ),
    ("price range of lamps", "The prices of 6 lamps go from 9.95 to 89.00 EUR and at 19.95 USD."),
    ("which brands of lamps do you sell", "The 6 lamps are from 3 brands: Lumo (3), BRILLO (2) and Tarn (1)."),
    (
        "what brands do you have",
        "The 14 products are from 6 brands: Lumo (3), BRILLO (2), Fjell (2), Harrow (2), Mile (2) and Tarn (2). "
        "One of them names no brand.",
    ),
    (
        "which colours do your tents come in",
        "The 6 tents come in blue (2), green (2) and grey (1). One of them names no colour.",
    ),
    (
        "what does a tent cost on average",
        "The average price of 5 tents is 239.88 EUR. Half of them cost 249.00 EUR or less. "
        "No price is given for one of them.",
    ),
    (
        "the dearest thing in the shop",
        "The dearest product is Harrow family tent at 480.00 EUR. Only prices in EUR are compared.",
    ),
    ("which tent is the lightest?", "The lightest tent is Harrow trekking tent at 249.00 EUR (weight g: 1250)."),
    ("what's the cheapest tent under 30 euros", "There are no tents under 30 euros."),
    ("do you have a wireless lamp under 30 euros", "Yes: 2 wireless lamps under 30 euros, from 9.95 to 24.95 EUR."),
    ("do you have any gluten free pasta", "Yes, one: Trail pasta, gluten free at 4.50 EUR."),
    ("have you got anything from Lumo", "Yes: 3 products from Lumo, from 24.95 to 44.95 EUR."),
    ("do you have anything waterproof", "Yes: 3 products that say “waterproof”, from 120.00 to 310.50 EUR."),
    ("are there any tents from Fjell in blue", "No, there are no tents from Fjell in blue."),
    ("do you have a tent that glows", "There are 6 tents, but none says “glows”."),
    ("how many tents that glow do you have", "There are 6 tents, from 39.90 to 480.00 EUR. No price is given for one of them. "
     "None of them says “glow”, so that does not count."),
    ("do you sell bicycles", "Nothing in this catalog goes by the name of “bicycles”."),
    ("do you sell bikes", "One product says “bikes” in its title: Lumo wireless bike lamp at 44.95 EUR."),
    ("有多少款帐篷", "共有6款帐篷，从39.90到480欧元。其中1款没有标价。"),
    ("帐篷的价格范围", "5款帐篷的价格从39.90到480欧元。其中1款没有标价。"),
    ("最贵的是什么", "最贵的商品是Harrow family tent，480欧元。只比较了以欧元标价的商品。"),
    ("有没有蓝色的帐篷", "有：2款蓝色的帐篷，从39.90到249欧元。"),
    ("有没有红色的帐篷", "没有红色的帐篷。"),
    ("帐篷有哪些颜色", "6款帐篷的颜色有绿色（2）、蓝色（2）和灰色（1）。其中1款没有注明颜色。"),
    ("平均价格", "13款商品的平均价格是117.64欧元和19.95美元。其中一半不超过39.90欧元和19.95美元。其中1款没有标价。"),
]  # fmt: skip


@pytest.fixture(scope="module")
def writer() -> FakeModel:
    return FakeModel()


@pytest.fixture(scope="module")
def advisor(tmp_path_factory, writer) -> Advisor:
    return _advisor(tmp_path_factory.mktemp("questions"), SHOP, writer)


def _advisor(folder, products, writer) -> Advisor:
    encoder = WordEncoder()
    build(folder / "index", products, encoder)
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder, model=writer)


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.code)
def test_every_superlative_bears_the_sign_of_a_question_for_an_extreme(language):
    said = [*language.degrees.superlatives, *language.degrees.most]
    assert [phrase for phrase in said if not re.search(language.questions.signs["extreme"], phrase)] == []


def test_a_question_about_the_whole_catalog_is_answered_in_its_own_language(advisor):
    answer = advisor.ask("一共有多少商品", text=False)
    assert (answer.need.language, answer.need.clauses, answer.results) == ("zh", (), ())
    assert answer.reply == "共有14款商品，从3.95到480欧元和为19.95美元。其中1款没有标价。"


def test_goods_in_stock_are_no_word_for_whatever_is_sold():
    zh = language_named("zh")
    assert without_assortment_words("有没有现货的帐篷", zh, lambda _: False) == "有没有现货的帐篷"
    assert without_assortment_words("你们有什么货", zh, lambda _: False) == "你们有什么 "


def test_all_brands_are_counted_however_many_there_are(tmp_path, writer):
    hats = [Product(f"H-{n}", f"Hat {n}", brand=f"Maker{n % 30:02}", category="Hats") for n in range(45)]
    asked = _advisor(tmp_path, [*hats, Product("H-x", "Hat x", brand="MAKER00", category="Hats")], writer)
    assert (asked.ask("which brands are there?", text=False).reply or "").startswith(
        "The 46 products are from 30 brands: Maker00 (3), Maker01 (2)"
    )
    assert len(asked.stats().brands) == 31


def test_a_question_that_the_index_can_answer_does_not_wait_for_the_encoder(tmp_path, writer):
    asked = _advisor(tmp_path, SHOP, writer)
    asked._encoder.encoded.clear()
    whole = asked.ask("which brands are there?", text=False)
    assert (whole.results, whole.matching, list(whole.timings_s)) == ((), len(SHOP), ["understand", "retrieve"])
    tents = asked.ask("how many tents are there?", text=False)
    assert (tents.reply or "").startswith("There are 6 tents")
    assert {hit.product.category for hit in tents.results} == {"Tents"}
    assert asked._encoder.encoded == []
    assert asked.ask("tents", text=False).matching == 6
    assert asked._encoder.encoded == ["tents"], "a request is ranked by the shopper's own words"


@pytest.mark.parametrize(("query", "kind", "subject"), QUESTIONS)
def test_a_question_about_the_catalog_is_known_by_its_form(query, kind, subject):
    question = find_question(query)
    assert question is not None
    assert (question.kind, question.subject) == (kind, subject)


@pytest.mark.parametrize("query", NO_QUESTIONS)
def test_a_request_for_products_or_advice_is_no_question_about_the_catalog(query):
    assert find_question(query) is None


@pytest.mark.parametrize(("query", "reply"), REPLIES)
def test_the_reply_is_computed_over_all_that_match(advisor, query, reply):
    assert advisor.ask(query).reply == reply


def test_a_question_takes_no_writing_and_keeps_its_results(advisor, writer):
    answer = advisor.ask("do you have a wireless lamp under 30 euros")
    assert (answer.advice, writer.asked, answer.matching) == (None, [], 2)
    assert {hit.product.id for hit in answer.results[:2]} == {"P7", "P12"}
    assert advisor.ask("wireless lamp under 30 euros", text=False).reply is None


def test_the_dearest_is_the_first_of_the_results(advisor):
    answer = advisor.ask("what is your most expensive lamp")
    assert answer.reply == "The most expensive lamp is Brillo floor lamp at 89.00 EUR. Only prices in EUR are compared."
    assert answer.results[0].product.id == "P10"


def test_the_next_page_repeats_no_reply(advisor):
    need = advisor.understand("how many tents do you have")
    assert advisor.search(need, offset=3).reply is None


def test_the_clauses_of_a_question_are_slices_of_it(advisor):
    query = "how many wireless lamps do you have under 50 euros"
    need = advisor.understand(query)
    assert (need.query, [clause.text for clause in need.clauses]) == (query, ["wireless", "lamps", "under 50 euros"])


def test_in_a_conversation_a_question_that_names_its_thing_is_a_new_request(advisor, writer):
    session = Session(advisor)
    say(session, "tents under 300 euros")
    answer = say(session, "which brands of lamps do you sell")
    assert [clause.text for clause in answer.need.clauses] == ["lamps"]
    assert answer.reply == "The 6 lamps are from 3 brands: Lumo (3), BRILLO (2) and Tarn (1)."
    assert say(session, "under 30 euros").reply is None


def test_a_conversation_writes_nothing_under_a_reply(advisor, writer):
    lines = io.StringIO("what is your cheapest lamp\n")
    assert run_repl(advisor, FakeScreen(), input_stream=lines) == 0
    assert writer.asked == []


def test_filters_by_flag_are_counted_and_named(advisor):
    answer = advisor.ask("how many tents do you have", filters=advisor.filters(max_price=130))
    assert answer.reply == "There are 2 tents (--max-price 130), from 39.90 to 120.00 EUR."


def test_a_catalog_without_brands_prices_and_colours_says_so(tmp_path):
    poems = [Product(f"P{n}", f"Poems {n}", attributes={"pages": float(n)}) for n in range(3)]
    advisor = _advisor(tmp_path, poems, FakeModel())
    replies = [advisor.ask(q).reply for q in ("what brands do you have", "average price", "which colours do you have")]
    assert replies == ["The catalog has no brands.", "The catalog has no prices.", "The catalog names no colours."]


def test_the_ten_commonest_brands_are_named_and_the_others_counted(tmp_path):
    mugs = [Product(f"M{n}", "Mug", brand=f"Brand {n % 12:02}", price=5.0, currency="EUR") for n in range(13)]
    reply = _advisor(tmp_path, mugs, FakeModel()).ask("which brands are there").reply
    named = ", ".join(f"Brand {n:02} (1)" for n in range(1, 10))
    assert reply == f"The 13 products are from 12 brands: Brand 00 (2), {named} and 2 more."


def test_a_reply_stands_above_the_results_in_every_look(advisor):
    answer = advisor.ask("what is your cheapest lamp")
    reply = "The cheapest lamp is Camp lamp red at 9.95 EUR. Only prices in EUR are compared."
    plain = list(plain_answer(answer))
    assert plain[0] == reply
    assert plain[-3].startswith("1. Camp lamp red.")
    assert next(iter(rich_answer(answer, 100))).plain == reply
    assert json.loads(dumps(answer_to_dict(answer)))["reply"] == reply
    assert answer_to_dict(advisor.ask("lamp", text=False))["reply"] is None


@given(
    st.text(max_size=320)
    | st.sampled_from([query for query, _, _ in QUESTIONS]).flatmap(lambda q: st.text(max_size=9).map(lambda t: q + t))
)
def test_the_rest_of_any_question_is_the_request_with_blanks(query):
    question = find_question(query)
    if question is not None:
        assert len(question.rest) == len(query)
        assert all(kept == said or kept in " ;" for kept, said in zip(question.rest, query, strict=True))


def test_what_is_left_when_a_line_of_a_question_is_dropped_asks_nothing(advisor):
    session = Session(advisor)
    assert say(session, "how many tents under 300 euros do you have").reply is not None
    answer = session.drop(2)
    assert (answer.reply, answer.need.question, [clause.text for clause in answer.need.clauses]) == (None, None, ["tents"])


def test_flags_ask_for_products_whatever_the_words_name(advisor):
    first = advisor.index.records[0]
    question = f"is the {first.title} waterproof?"
    assert advisor.ask(question, text=False).reply is not None
    limited = advisor.ask(question, text=False, filters=advisor.filters(max_price=1e6))
    assert (limited.reply, len(limited.results)) == (None, 3)
