"""Chinese in its own words: how values, money and fields are said, and what the reading of Chinese claims proves."""

from __future__ import annotations

import pytest

from shopcli.need.languages.registry import language_named
from shopcli.types import Clause, Fact, Need, Product
from shopcli.write.race import knows_writing
from shopcli.write.verify.own_words_reading import is_proved
from shopcli.write.wording.frames import worded
from shopcli.write.wording.phrases import phrases_of

CHINESE = language_named("zh").lexicon
LAMP = Product("lamp", "Ember Desk Lamp", brand="Ember", price=49.5, currency="EUR")
OTHER = Product("other", "Birch Floor Lamp", brand="Birch", price=80.0, currency="EUR")
FACTS = {
    "lamp": (
        Fact("weight", 800.0, "g"),
        Fact("colour", "dark green"),
        Fact("waterproof", False),
        Fact("GPS", True),
        Fact("shade", "hand-knotted"),
        Fact("reviews", "灯光很柔和。 | 底座有点轻。"),
    ),
    "other": (Fact("weight", 3000.0, "g"), Fact("colour", "white")),
}
NEED = Need(
    "台灯，60欧元以内", (Clause("台灯", "topic"), Clause("60欧元以内", "limit", "price", "<=", 60.0, "EUR")), language="zh"
)


@pytest.mark.parametrize(
    ("text", "label", "said"),
    [
        ("18 days", "battery life", "18天"),
        ("stainless steel, glass", "material", "不锈钢、玻璃"),
        ("75 cl", "volume", "750毫升"),
        ("10 year", "age from", "10岁"),
        ("10 year", "warranty", "10年"),
        ("silver", "colour", "银色"),
        ("silver", "material", "银"),
        ("30 x 20 cm", "size", "30×20厘米"),
        ("2018-04-06", "released", "2018年4月6日"),
        ("80% nylon, 20% elastane", "material", "80%尼龙、20%氨纶"),
        ("USB-C", "port", "USB-C"),
        ("dye-based ink", "ink", "dye-based ink"),
    ],
)
def test_a_value_is_said_in_chinese_where_every_part_of_it_has_a_word(text, label, said):
    assert CHINESE.value(text, label) == said


def test_money_is_said_by_the_name_of_its_currency_without_empty_cents():
    shown = ["249.00 EUR", "1,299.00 CNY", "from 10.00 to 20.50 GBP", "39"]
    assert [CHINESE.money(text) for text in shown] == ["249欧元", "1299元", "10至20.50英镑", "39"]


def test_what_has_no_chinese_word_is_borne_by_a_clause_that_quotes_the_record():
    forms = phrases_of(worded(Fact("wick", "hand-knotted")), "zh").forms
    assert forms == {"clause": ("资料里“烛芯材质”一项写的是“hand-knotted”",)} or list(forms) == ["clause"]


def test_names_in_latin_letters_stand_apart_from_chinese_and_from_digits():
    said = "\ue0f0Ember Lamp\ue0f1重800克，比\ue0f0Birch\ue0f12023年的轻，\ue0f0晨羽\ue0f1也轻。"
    assert CHINESE.spaced(said) == "Ember Lamp 重800克，比 Birch 2023年的轻，晨羽也轻。"


def test_a_purpose_is_a_deed_or_the_use_of_a_thing():
    told = [CHINESE.use_of(Clause(text, "feature")) for text in ("办公用", "夏天用的", "适合旅行", "防水")]
    assert told == ["办公", "夏天用", "旅行", ""]


@pytest.mark.parametrize(
    ("text", "proved"),
    [
        ("它重800克，是深绿色的。", True),
        ("它重3公斤。", False),
        ("售价49.50欧元，在您60欧元的预算之内。", True),
        ("售价49.50欧元，在您50欧元的预算之内。", False),
        ("它比 Birch Floor Lamp 轻2.2公斤，便宜30.50欧元。", True),
        ("它比 Birch Floor Lamp 重2.2公斤。", False),
        ("Birch Floor Lamp 贵30.50欧元。", True),
        ("Birch Floor Lamp 便宜30.50欧元。", False),
        ("它有GPS，但不防水。", True),
        ("它防水。", False),
        ("有位买家说，底座有点轻。", True),
        ("厂家说，底座有点轻。", False),
        ("底座有点轻。", False),
        ("有没有气压计，资料里没有写。", True),
        ("有没有GPS，资料里没有写。", False),
    ],
)
def test_a_chinese_claim_is_proved_only_from_the_record_of_its_product(text, proved):
    assert is_proved(text, products=[LAMP, OTHER], facts_of=lambda product: FACTS[product.id], need=NEED) is proved


class Bytes:
    """A model that never learnt a script: each letter of it is three tokens."""

    def tokenizer(self, text: str, *, add_special_tokens: bool) -> Bytes:
        self.input_ids = list(text.encode())
        return self


def test_a_model_ranks_only_what_is_written_as_it_has_learnt_to():
    assert [knows_writing(Bytes(), text) for text in ("It weighs 54 g.", "它重54克。")] == [True, False]
    assert not knows_writing(None, "It weighs 54 g.")
