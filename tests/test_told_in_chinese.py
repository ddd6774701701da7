"""What an answer says in Chinese of records in English: fields, values, assumed wishes, silence; how such wishes are read."""

from __future__ import annotations

import pytest

from shopcli.need.clarification import in_own_words, shown_wish
from shopcli.need.languages.registry import language_named
from shopcli.need.translation.gloss import Gloss
from shopcli.need.translation.translated import foreign_part
from shopcli.need.translation.word_senses import Sense, doing, senses
from shopcli.pipeline.fields.spoken_fields import lines_of
from shopcli.render.reasons import reasons
from shopcli.render.record_words import RecordWords
from shopcli.types import Clause, Evidence, Fact, Hit, Need, Product
from shopcli.write.moves.wish_words import is_unspoken, whether_of


@pytest.mark.parametrize(
    ("fact", "shown", "name", "value"),
    [
        (Fact("Weight", 1.49, "kg"), "1.49 kg", "重量", "1.49公斤"),
        (Fact("water resistance", "5 ATM"), "5 ATM", "防水深度", "5ATM"),
        (Fact("watch type", "outdoor sports watch"), "outdoor sports watch", "手表类型", "户外运动手表"),
        (Fact("housing", "Polypropylene (PP)"), "Polypropylene (PP)", "housing", "Polypropylene (PP)"),
    ],
)
def test_fields_and_values_are_told_in_chinese_where_there_is_a_word_for_all_of_it(fact, shown, name, value):
    lines = lines_of("zh")
    assert (lines.name_of(fact), lines.value_of(fact, shown)) == (name, value)


def test_english_tells_them_as_the_record_has_them():
    assert (
        lines_of("en").value_of(Fact("weight", "2 kg"), "2 kg") == "2 kg" and lines_of("en").name_of(Fact("a_b", 1.0)) == "a b"
    )


def test_what_decides_is_told_beside_a_chinese_wish_in_chinese():
    clause = Clause("轻一点", "limit", "weight", "<=", 1.95, "kg")
    product = Product("p", "Probook 430", attributes={"weight": "1.49 kg"})
    hit = Hit(product, 1.0, evidence=(Evidence(clause, Fact("weight", 1.49, "kg"), 1.0),))
    need = Need("轻一点的笔记本", (clause,), language="zh")
    assert [reason.fact for reason in reasons(hit, need, lines=lines_of("zh"))] == ["重量：1.49公斤"]


@pytest.mark.parametrize(
    ("says", "shown"), [("left-handed", "左手用"), ("4 person", "4人"), ("waterproof", "防水"), ("pid", "pid")]
)
def test_an_assumed_wish_has_its_name(says, shown):
    assert shown_wish(says, "zh") == shown


def test_a_bound_that_a_word_was_taken_for_is_told_in_its_language():
    assert in_own_words("weight", "1.95 kg", "zh") == ("重量", "1.95公斤")
    assert in_own_words("price", "1,299.00 EUR", "zh", is_money=True) == ("价格", "1299欧元")
    assert in_own_words("weight", "1.95 kg", "en") == ("weight", "1.95 kg")


def test_a_record_that_says_it_otherwise_is_not_silent():
    dye = RecordWords(Product("p", "卓韵霜特润双膏染发霜 遮白发染发膏"))
    assert dye.mention("染白头发") and not dye.mention("无氨配方")
    sun = RecordWords(Product("p", "欧珀莱防晒隔离霜30g SPF30"))
    flask = RecordWords(Product("p", "Steel Flask", attributes={"weight": "420 g"}))
    assert flask.mention("轻一点") and not flask.mention("大一点") and not flask.mention("轻薄")
    assert sun.mention("SPF50") and not sun.mention("PA50")


def test_a_chinese_word_has_no_blanks_around_it():
    facts = [Fact("title", "丝润爽肤水保湿补水滋润无酒精")]
    assert not is_unspoken("酒精", facts) and is_unspoken("香精", facts)


def test_how_one_is_is_no_deed():
    assert senses(["to be on foot"]) == () and senses(["to be thirsty"]) == (Sense("thirsty"),)
    assert [doing(verb) for verb in ("tie", "charge", "see", "run", "cook")] == [
        "tying",
        "charging",
        "seeing",
        "running",
        "cooking",
    ]


def test_a_sign_beside_particles_alone_is_translated():
    gloss = Gloss(lambda word: {"women": 40, "men": 40}.get(word, 0))
    assert (gloss.translate("女款"), gloss.translate("男款")) == ("women", "men")


def test_what_the_catalog_writes_itself_is_parted_from_its_translation():
    assert foreign_part("防水 waterproof") == "waterproof"
    assert foreign_part("waterproof jacket") == foreign_part(None) == foreign_part("防水") == ""


def test_one_line_below_the_advice_says_who_wrote_it():
    lines = language_named("zh").lines
    assert lines.quoted.format(said="轻一点") == "“轻一点”" and lines.colon == "："


@pytest.mark.parametrize(
    ("refused", "asked"),
    [
        ("不含酒精的", "含不含酒精"),
        ("不要带拉链的", "带不带拉链"),
        ("闪迪的除外", "是不是闪迪的"),
        ("VA面板的就不要了", "是不是 VA面板的"),
        ("别太甜", ""),
        ("不要粉色", ""),
    ],
)
def test_a_refusal_that_a_record_leaves_open_is_asked_as_one_would(refused: str, asked: str):
    assert whether_of(Clause(refused, "exclude"), "zh") == asked
    assert whether_of(Clause(refused, "feature"), "zh") == ""


def test_how_somebody_is_is_nothing_that_a_record_would_state():
    lexicon = language_named("zh").lexicon
    assert lexicon is not None
    assert lexicon.phrase_in("腰不好，想要硬一点的床垫", "腰不好") == ""
    assert lexicon.phrase_in("防水，想要硬一点的床垫", "防水") == "防水"
