"""Grounding whatever is asked: it never fails, it quotes the request, and what is shown reads as it was meant."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shopcli.need.paraphrase import looked_for, shown, shown_parts
from shopcli.types import Clause, Need, Sort
from tests.shop_words import KINDS, SHOP, Shop

ENGLISH_THINGS = st.sampled_from([name for name in KINDS if " " not in name] + ["wireless mouse", "red wine", "something"])
ENGLISH_WISHES = st.sampled_from(
    "under 200 euros|between 50 and 100 euros|with GPS|in red or blue|light blue|without a hood|"
    "not Samsung|neither Sony nor Bose"
    "|no sugar or nuts|at least 2 kg|64 GB or more|for women|for 17 inch laptops|about 50 euros|"
    "by Marta Lindqvist|size 42|not too heavy"
    "|cheap|lightest|best rated|made of wool|that isn't wool|for cats or dogs|warm to -10|under the knee|"
    "max 80|with 8 GB of RAM"
    "|for my mother|anything but leather|newest|over-ear|from Sony or Bose|not filled with down"
    "|gluten-free|2 metres long".split("|")
)
CHINESE_THINGS = st.sampled_from("耳机 手机 帐篷 睡袋 外套 笔记本电脑 智能手表 咖啡豆 巧克力 连衣裙".split())
CHINESE_WISHES = st.sampled_from(
    "200欧元以内 50到100欧元之间 带GPS 红色 不要三星 不要黑色 至少16GB内存 不超过2公斤 "
    "零下10度 最便宜 最轻的 便宜的 防水 无线 42码 不含糖 "
    "索尼或三星 500克 100欧元左右 不太贵".split()
)
ENGLISH_REQUESTS = st.builds(
    lambda thing, wishes: ", ".join([thing, *wishes]), ENGLISH_THINGS, st.lists(ENGLISH_WISHES, max_size=4)
)
CHINESE_REQUESTS = st.builds(
    lambda thing, wishes: "，".join([thing, *wishes]), CHINESE_THINGS, st.lists(CHINESE_WISHES, max_size=4)
)
ANYTHING = st.one_of(
    st.text(max_size=120),
    st.lists(st.one_of(ENGLISH_WISHES, CHINESE_WISHES, ENGLISH_THINGS, CHINESE_THINGS, st.text(max_size=6)), max_size=9).map(
        " ".join
    ),
)


def decisions(need: Need) -> set[tuple]:
    return {(c.kind, c.field, c.op, c.value, c.unit) for c in need.clauses if c.is_hard or c.kind != "feature"}


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_whatever_is_asked_is_understood_without_failing_and_quoted(query):
    for clause in SHOP.understood(query).clauses:
        assert clause.text and clause.text in query


@settings(max_examples=100, deadline=None)
@given(ANYTHING)
def test_what_is_shown_of_anything_can_be_read_again_without_failing(query):
    assert shown(SHOP.understood(shown(SHOP.understood(query)))) != ""


@settings(max_examples=300, deadline=None)
@example("something, size 42, size 42")
@given(ENGLISH_REQUESTS)
def test_what_is_shown_in_english_means_the_same_when_it_is_read_again(query):
    need = SHOP.understood(query)
    again = SHOP.understood(shown(need))
    assert (decisions(again), again.sort) == (decisions(need), need.sort)


@settings(max_examples=150, deadline=None)
@given(CHINESE_REQUESTS)
def test_what_is_shown_in_chinese_means_the_same_when_it_is_read_again(query):
    need = SHOP.understood(query)
    again = SHOP.understood(shown(need))
    assert (decisions(again), again.sort) == (decisions(need), need.sort)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("smartwatch with GPS under 200 EUR, not Samsung", "I looked for: smartwatch · GPS · under 200 EUR · not Samsung"),
        ("cheapest wireless mouse", "I looked for: wireless mouse · cheapest"),
        ("something for my mother", "I looked for: something for my mother"),
        ("neither Sony nor Bose headphones", "I looked for: headphones · neither Sony nor Bose"),
        ("headphones between 50 and 100 euros", "I looked for: headphones · between 50 and 100 euros"),
        ("带GPS的智能手表，200欧元以内，不要三星", "我找的是：智能手表 · GPS · 200欧元以内 · 不要三星"),
        ("100欧元以内", "我找的是：100欧元以内"),
    ],
)
def test_what_was_looked_for_is_said_in_the_askers_words_and_language(query, sentence):
    assert looked_for(SHOP.understood(query)) == sentence


def test_an_order_that_nobody_worded_is_named():
    need = Need("watch", (Clause("watch", "topic"),), Sort("price", "asc"))
    assert shown_parts(need) == ("watch", "cheapest")
    assert shown_parts(Need("watch", need.clauses, Sort("weight_g", "desc"))) == ("watch", "highest weight g")
    assert shown_parts(Need("手表", (Clause("手表", "topic"),), Sort("price", "desc"), "zh")) == ("手表", "最贵")


def test_a_filter_from_a_flag_is_shown_with_the_rest():
    need = SHOP.understood("watch").having(Clause("--max-price 100", "limit", "price", "<=", 100.0, "EUR"))
    assert shown(need) == "watch · --max-price 100"


def test_a_vague_word_is_never_asked_of_the_records():
    for word in ("good", "nice", "best", "quality", "great", "cool", "suitable", "perfect", "gift"):
        assert [c.op for c in SHOP.understood(f"{word} mouse").clauses] in ([None], [None, None]), word


def test_a_light_thing_is_said_to_be_relative():
    need = SHOP.understood("a light tent")
    assert need.notes == ("“light” was taken as weight up to 1.5 kg, going by what is sold here.",)


def test_a_number_beside_a_relative_word_decides():
    assert [(c.text, c.value) for c in SHOP.understood("a light tent under 2 kg").clauses] == [
        ("tent", None),
        ("under 2 kg", 2.0),
    ]


def test_a_limit_that_no_field_decides_stays_meaning_and_is_said_so():
    need = SHOP.understood("mouse under 2 metres")
    assert [(c.text, c.op) for c in need.clauses] == [("mouse", None), ("under 2 metres", None)]
    assert SHOP.understood("puzzle with at least 500 g").clauses[1].op is None


@pytest.mark.parametrize("words", ["that isn't very light", "that's not light", "which aren't too heavy", "that isn't heavy"])
def test_what_a_no_turns_round_wants_the_other_end(words):
    (limit,) = (c for c in SHOP.understood(f"a tent {words}").clauses if c.kind == "limit" or c.op in ("<=", ">="))
    assert limit.op == ("<=" if "heavy" in words else ">=")


def test_an_amount_far_from_what_any_of_the_kind_weighs_is_of_something_else():
    assert [(c.text, c.field) for c in SHOP.understood("tent for 70 kg").clauses if c.text != "tent"] == [("70 kg", None)]


def test_a_size_and_a_sum_behind_it_are_two_wishes():
    clauses = SHOP.understood("外套 42码 500以内").clauses
    assert [(c.text, c.field, c.op) for c in clauses[1:]] == [("42码", "size", "is"), ("500以内", "price", "<=")]


def test_something_light_is_no_thing_called_light_where_no_lamps_are_sold():
    class OfTents(Shop):
        def named(self, words, *, own=""):
            return super().named("" if words == "light" else words, own=own)

    clauses = OfTents().understood("she needs something light, 300 at most").clauses
    assert [(c.text, c.kind) for c in clauses] == [("light", "feature"), ("300 at most", "limit")]


def test_the_memory_before_a_sum_belongs_to_the_bytes_before_it():
    clauses = SHOP.understood("phone with 8 GB memory under 300").clauses
    assert ("under 300", "price", "<=") in [(c.text, c.field, c.op) for c in clauses]


def test_small_words_before_a_name_belong_to_the_value_that_they_make_with_it():
    class OfBuds(Shop):
        def stated(self, words, rows):
            return ("design", "in-ear") if words == "in ear" else None

    clauses = OfBuds().understood("headphones, not in ear").clauses
    assert [(c.text, c.field, c.op, c.value) for c in clauses[1:]] == [("not in ear", "design", "!=", "in-ear")]


class OfTents(Shop):
    """Tents of 80 to 500 euros."""

    def share(self, name, share, rows):
        return 80.0 + 420.0 * share if name == "price" else super().share(name, share, rows)


@pytest.mark.parametrize("words", ["tent, 200 to 270", "tent 200-270", "帐篷 200到270"])
def test_a_range_of_bare_numbers_is_what_one_would_pay_where_something_costs_that(words):
    limits = [(c.op, c.value, c.unit) for c in OfTents().understood(words).clauses if c.field == "price"]
    assert limits == [(">=", 200.0, "EUR"), ("<=", 270.0, "EUR")]


@pytest.mark.parametrize("words", ["for 3 to 4", "3 to 4", "12-14"])
def test_a_range_of_bare_numbers_that_nothing_costs_is_left_to_the_records(words):
    clauses = OfTents().understood(f"tent {words}").clauses[1:]
    assert [(c.kind, c.field) for c in clauses] == [("feature", None)]
    assert clauses[0].text in words


def test_what_is_said_to_be_a_price_is_one_whatever_things_cost():
    limits = OfTents().understood("tent between 3 and 4 euros").clauses[1:]
    assert [(c.field, c.op, c.value) for c in limits] == [("price", ">=", 3.0), ("price", "<=", 4.0)]


def test_a_comparative_with_nothing_to_compare_to_is_as_relative_as_its_word():
    need = SHOP.understood("a tent, lighter would be good")
    assert [(c.text, c.field, c.op, c.value) for c in need.clauses[1:]] == [("lighter", "weight", "<=", 1.5)]
    assert decisions(SHOP.understood("tent lighter than 2 kg")) == {
        ("topic", None, None, None, None),
        ("limit", "weight", "<", 2.0, "kg"),
    }


def test_small_adverbs_are_no_part_of_a_wish():
    need = SHOP.understood("ideally a light tent, preferably with GPS")
    assert [c.text for c in need.clauses] == ["light", "tent", "GPS"]


@pytest.mark.parametrize("words", ["不油腻", "不掉色", "不刺激"])
def test_what_bu_denies_is_one_wish_with_it(words):
    need = SHOP.understood(f"面霜，{words}")
    assert [(c.kind, c.text) for c in need.clauses][1:] == [("feature", words)]


@pytest.mark.parametrize("words", ["tent first. with GPS", "and what about the tent? with GPS", "Tent! With GPS, please"])
def test_the_name_of_a_thing_may_be_a_sentence_by_itself(words):
    need = SHOP.understood(words)
    assert [c.text.lower() for c in need.clauses if c.kind == "topic"] == ["tent"]


def test_what_is_told_in_a_sentence_of_its_own_names_nothing_that_is_wanted():
    need = SHOP.understood("My tent is broken. With GPS, please")
    assert [c.text for c in need.clauses if c.kind == "topic" and "tent" in c.text.lower()] == []


def test_a_present_is_no_thing_that_goes_by_that_name():
    clauses = SHOP.understood("a birthday present for my wife").clauses
    assert [(clause.text, clause.kind) for clause in clauses] == [("birthday present", "feature"), ("for my wife", "feature")]
