"""Wishes told back as they were typed, in a language without blanks, and the lines of a record that grant them."""

from __future__ import annotations

import pytest

from shopcli.need.languages.registry import language_named
from shopcli.types import Clause, Evidence, Fact, Hit, Need, Product
from shopcli.write.moves.evidence_told import evidence_moves, line_of
from shopcli.write.moves.typed_words import open_words, thing_typed, typed, wishes_told
from shopcli.write.offer import money_in_advice, money_word, price_in_advice

CHINESE = language_named("zh").lexicon
BOTTLE = Product("b", "Glen Ness", description="Sweet on the nose; heavily peated, with bonfire smoke.", price=1_250_000.0)


def need_of(query: str, *clauses: Clause) -> Need:
    return Need(query, clauses, language="zh")


@pytest.mark.parametrize(
    ("query", "text", "said"),
    [
        ("有没有带玉的吊坠？", "带玉", "带玉"),
        ("想送个有档次的护肤礼盒", "档次", "有档次"),
        ("喜欢蝴蝶的首饰", "喜欢蝴蝶", "蝴蝶"),
        ("想送闺蜜一条有月亮图案的项链", "闺蜜一条有月亮图案", ""),
        ("爷爷耳朵小，塞不住入耳式的", "不住入耳式", ""),
        ("懒得撬茶，要熟普散茶", "懒得", ""),
        ("洗面奶，除了男士专用的都行", "除了男士专用的都行", ""),
    ],
)
def test_a_wish_is_told_back_whole_or_not_at_all(query, text, said):
    topics = [Clause(word, "topic") for word in ("吊坠", "护肤礼盒", "首饰", "项链", "茶") if word in query]
    assert typed(Clause(text, "feature"), need_of(query, *topics)) == said


def test_a_thing_is_named_with_the_granted_wishes_before_it():
    green, thing = Clause("绿色", "feature"), Clause("蓝牙耳机", "topic")
    need = need_of("想要绿色的蓝牙耳机，便宜点", thing, green)
    assert (thing_typed(need, [green]), thing_typed(need)) == ("绿色的蓝牙耳机", "蓝牙耳机")
    assert thing_typed(need_of("想喝泥煤味重的", Clause("泥煤", "topic"))) == ""


def test_a_limit_of_the_price_stands_without_quotation_marks():
    limit = Clause("预算130万越南盾以内", "limit", "price", "<=", 1_300_000.0)
    assert list(wishes_told(limit, need_of("戒指，预算130万越南盾以内", limit))) == ["130万越南盾以内"]


def test_a_price_of_no_known_currency_is_told_in_the_shoppers_word_for_one():
    need = need_of("戒指，130万越南盾以内", Clause("130万越南盾以内", "limit", "price", "<=", 1_300_000.0))
    assert price_in_advice("1,250,000.00", "zh", money_word(need)) == "125万越南盾"
    assert price_in_advice("1,250,000.00", "zh", money_word(need_of("戒指"))) == "标价125万"
    assert money_in_advice("16,299.00", "zh", "卢比") == "16,299卢比"
    assert price_in_advice("99.00 EUR", "zh", "卢比") == "99欧元"


def test_open_wishes_that_stand_side_by_side_are_one():
    wishes = [Clause("三合一", "feature", meaning="three in one"), Clause("速溶", "feature", meaning="instant")]
    need = need_of("三合一速溶咖啡有卖吗？", *wishes, Clause("咖啡", "topic"))
    assert open_words(need, wishes, [Fact("title", "Holiday Coffee")]) == ["三合一速溶"]


def test_what_a_record_says_in_its_own_language_is_not_told_as_open():
    wish = Clause("速溶", "feature", meaning="instant")
    need = need_of("要速溶的咖啡", wish, Clause("咖啡", "topic"))
    assert open_words(need, [wish], [Fact("title", "Instant Coffee")]) == []


def test_the_line_that_grants_a_wish_is_quoted():
    wish = Clause("泥煤味", "feature", "description", "has", meaning="peated")
    why = Evidence(wish, Fact("description", BOTTLE.description), 1.0)
    assert line_of(why) == "heavily peated, with bonfire smoke"
    need = need_of("要泥煤味的", wish)
    (move,) = evidence_moves(need, Hit(BOTTLE, 1.0, evidence=(why,)), (), ["Glen Ness"], {"A": "Glen Ness"})
    assert (move.words["granted"], move.words["quote"]) == ("“泥煤味”", "“heavily peated, with bonfire smoke”")


def test_a_value_is_no_colour_under_a_field_that_speaks_of_none():
    assert (CHINESE.value("camel", "milk"), CHINESE.value("camel", "colour")) == ("骆驼奶", "驼色")
    assert CHINESE.value("camel", "style") != "驼色"
