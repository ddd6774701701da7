"""Chinese words that shops use: what they mean in a catalog of another language, which say nothing, and what repairs."""

from __future__ import annotations

import pytest

from shopcli.need.languages.zh.refinement import REFINEMENT
from shopcli.need.languages.zh.speech_acts import MISREADINGS
from shopcli.need.tagging.whole_spans import words_of
from shopcli.need.translation.gloss import Gloss, cut
from shopcli.need.translation.makers import MAKERS
from shopcli.need.translation.parts_of_speech import names_nothing
from shopcli.need.translation.trade_words import TRADE_WORDS
from shopcli.text.scripts import has_han

PLACES = ("第一个", "第二个", "第三个")


def gloss(**known: int) -> Gloss:
    return Gloss(lambda words: known.get(words.replace(" ", "_"), 0))


def meant(said: str, topic: str = "", prices: tuple[float | None, ...] = (175.0, 48.0, 90.0)) -> str:
    normal = REFINEMENT.normal(said)
    return MISREADINGS.placed(MISREADINGS.meant(normal, lambda words: words in topic), prices, PLACES)


def test_every_word_of_a_trade_has_terms_and_is_chinese():
    assert all(terms and all(map(str.strip, terms)) for terms in TRADE_WORDS.values())
    assert all(any(map(has_han, word)) or word == "007" for word in TRADE_WORDS)
    assert all(maker == maker.lower() and maker for maker in MAKERS.values())


@pytest.mark.parametrize(
    ("words", "known", "english"),
    [
        ("巧克力", {"chocolate": 90, "chocolate_bar": 20}, "chocolate"),  # the plain word, of which a thing's name is made
        ("咖啡味", {"coffee": 40, "taste": 60, "flavor": 60}, "coffee"),  # what merely says of what sort it is
        ("玫瑰图案", {"rose": 9, "design": 80}, "rose"),
        ("日本产", {"Japan": 9, "product": 30}, "Japan"),
        ("软一点", {"soft": 9, "point": 30}, "soft"),
        ("旅行", {"travel": 1}, "travel"),  # the noun "trip" comes first in the dictionary, and nothing here says it
        ("不油腻", {"oily": 30, "greasy": 9}, None),  # its "no" would be lost
        ("不锈钢", {"stainless_steel": 30}, "stainless steel"),
        ("屏", {"screen": 3}, "screen"),  # and no "see" of "see 屏營"
        ("酒精度", {"abv": 30}, "abv"),
        ("灰色", {"grey": 12}, "grey"),
        ("电饭煲", {"electric_cooker": 39, "rice_cooker": 30}, "rice cooker"),  # what dictionary and thesaurus agree on
        ("雷朋", {"ray-ban": 8}, "ray-ban"),
    ],
)
def test_a_word_means_what_the_catalog_calls_it(words, known, english):
    assert gloss(**known).translate(words) == english


@pytest.mark.parametrize("word", ["这个", "别的", "那种", "吃", "拍", "得", "或"])
def test_what_names_nothing_by_its_part_of_speech(word):
    assert names_nothing(word)


@pytest.mark.parametrize("word", ["花", "包", "锁", "不", "别", "防水", "跑鞋", "轻", "silk", ""])
def test_what_names_or_denies_something_does_not(word):
    assert not names_nothing(word)


def test_words_of_shops_are_cut_whole():
    text = "敏感肌能用的洗面奶"
    assert [text[start:end] for start, end in words_of(text, 0, len(text))] == ["敏感肌", "能用", "的", "洗面奶"]


@pytest.mark.parametrize(
    ("said", "topic", "plain"),
    [
        ("这是化妆棉，不是洗面奶！我要洗面奶", "洗面奶", "不要化妆棉"),
        ("这是化妆棉，不是洗面奶！我要洗面奶", "面霜", "我要洗面奶"),
        ("不是洗面奶！我要洗面奶", "洗面奶", "换一批"),
        ("不对，我说的是鼠标，不是键盘", "键盘", "我要鼠标"),
        ("我问的是第二个，娇韵诗那款，适合干性皮肤吗？", "", "第二个适合干性皮肤吗?"),
        ("第一个是CC霜吧？我要的是面霜，敏感肌能用的", "面霜", "我要面霜,敏感肌能用的"),
        ("你们到底有没有口红？没有就直说", "面霜", "有没有口红?"),
        ("算了，换成口红吧，两百以内", "面霜", "换成口红吧,两百以内"),
        ("娇韵诗那个48的适合干皮吗？", "面霜", "第二个适合干皮吗?"),
        ("48那个多少钱", "", "第二个多少钱"),
    ],
)
def test_what_was_misread_is_said_again(said, topic, plain):
    assert meant(said, topic) == plain


@pytest.mark.parametrize(
    "said", ["不是皮的", "我要跑鞋,不要黑色的", "第二个,防水吗", "这不是太贵了吗", "便宜一点", "57那个多少钱"]
)
def test_what_repairs_nothing_stays_as_it_is(said):
    assert meant(said, "跑鞋") == said


def test_parts_that_the_dictionary_has_as_one_word_are_one():
    assert cut("尤克里里，初学者用") == ["尤克里里", "，", "初学者", "用"]
