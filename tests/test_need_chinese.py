"""Requests in Chinese, simplified and traditional, to clauses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopcli.index.parts.vocabulary import COLOUR_WORDS
from shopcli.need import understand
from shopcli.need.languages.zh.numbers import number
from shopcli.need.translation.gloss import Gloss
from shopcli.need.translation.makers import in_latin
from shopcli.types import Clause, Sort


def used(words: str) -> dict[str, int]:
    """A catalog in which each of these, separated by commas, is used by twenty products."""
    return dict.fromkeys((word.strip() for word in words.split(",")), 20)


@dataclass(frozen=True)
class Shop:
    """What a shop's words are."""

    counts: dict[str, int] = field(default_factory=dict)
    brands: dict[str, str] = field(default_factory=dict)
    colours: tuple[str, ...] = ("black", "white", "red", "blue", "pink", "navy")
    currencies: tuple[str, ...] = ("EUR",)
    common_words: tuple[str, ...] = ()
    switches: tuple[str, ...] = ()
    colour_words: dict[str, str] = field(default_factory=lambda: COLOUR_WORDS)

    def word_count(self, word: str) -> int:
        return self.counts.get(word.lower(), 0)


ELECTRONICS = Shop(
    used(
        "mouse, wireless, keyboard, laptop, laptop bag, bag, cover, package, watch, smartwatch, smart, phone, mobile phone, "
        "case, network cable, network, cable, line, wire, headphones, bluetooth, bluetooth headphones, battery, "
        "rechargeable battery, printer, camera, monitor, microphone, backpack, outdoor sports, sports, projector, speaker"
    ),
    {"samsung": "Samsung", "sony": "Sony", "hp": "HP", "lenovo": "Lenovo", "apple": "Apple", "canon": "Canon"},
    switches=("GPS", "rechargeable"),
)
GROCER = Shop(
    used(
        "milk, organic, coffee, coffee beans, green tea, sugar, sugar-free, red wine, apple, apples, juice, soy sauce, biscuit"
    ),
    {"nestlé": "Nestlé", "coca-cola": "Coca-Cola"},
    colours=(),
    currencies=("CNY",),
)
CLOTHES = Shop(
    used("shirt, pure cotton, long sleeves, running shoes, shoes, dress, jeans, silk, scarf, waterproof, coat, swimsuit"),
    {"nike": "Nike", "adidas": "Adidas"},
)
BOOKS = Shop(used("novel, science fiction, english, dictionary, travel guide, poetry, history"), {"penguin": "Penguin"})


def read(query: str, shop: Shop = ELECTRONICS) -> list[tuple]:
    return [(c.text, c.kind, *((c.field, c.op, c.value) if c.field else (c.meaning,))) for c in understand(query, shop).clauses]


MOUSE = ("鼠标", "topic", "mouse")


@pytest.mark.parametrize(
    ("words", "op", "value"),
    [
        ("100欧元以内", "<=", 100.0),
        ("100欧元以下", "<=", 100.0),
        ("100以下", "<=", 100.0),
        ("100欧以内", "<=", 100.0),
        ("不超过100欧元", "<=", 100.0),
        ("不到100欧元", "<=", 100.0),
        ("低于100欧元", "<=", 100.0),
        ("少于100欧元", "<=", 100.0),
        ("最多100欧元", "<=", 100.0),
        ("預算100歐元", "<=", 100.0),
        ("预算是100欧元", "<=", 100.0),
        ("预算100欧元以内", "<=", 100.0),
        ("价格在100欧元以下", "<=", 100.0),
        ("€100以内", "<=", 100.0),
        ("两百欧元以内", "<=", 200.0),
        ("一千五以内", "<=", 1500.0),
        ("三百五以下", "<=", 350.0),
        ("1.5千欧元以内", "<=", 1500.0),
        ("1万欧元以下", "<=", 10000.0),
        ("1,299.95欧元以下", "<=", 1299.95),
        ("１００欧元以内", "<=", 100.0),
        ("100欧元以上", ">=", 100.0),
        ("高于100欧元", ">=", 100.0),
        ("超过100欧元", ">=", 100.0),
        ("至少100欧元", ">=", 100.0),
        ("100欧元起", ">=", 100.0),
        ("正好100欧元", "==", 100.0),
        ("不超過兩百歐元", "<=", 200.0),
    ],
)
def test_a_price_limit_is_read_with_its_words(words, op, value):
    assert read(f"鼠标,{words}") == [MOUSE, (words, "limit", "price", op, value)]


@pytest.mark.parametrize(
    "words", ["100到200欧元", "100至200欧元", "100-200欧元", "在100和200欧元之间", "价格100到200", "200到100欧元"]
)
def test_a_range_of_prices_is_two_limits_of_the_same_words(words):
    assert read(f"鼠标 {words}")[1:] == [(words, "limit", "price", ">=", 100.0), (words, "limit", "price", "<=", 200.0)]


@pytest.mark.parametrize("words", ["100欧元左右", "大约100欧元", "100上下", "预算大概100欧元左右", "约100欧元"])
def test_about_an_amount_is_a_fifth_to_both_sides_and_said_so_in_chinese(words):
    need = understand(f"鼠标,{words}", ELECTRONICS)
    assert [(c.text, c.op, c.value) for c in need.clauses[1:]] == [(words, ">=", 80.0), (words, "<=", 120.0)]
    assert need.notes == (f"“{words}”理解为80到120 EUR。",)


@pytest.mark.parametrize(
    "query",
    [
        "USB3.0以上",
        "iPhone 11以上",
        "10米以上",
        "8GB以上",
        "至少8GB内存",
        "尺码42以上",
        "一块手表",
        "500块拼图",
        "5岁以上",
        "一起",
        "2个装",
    ],
)
def test_a_number_that_measures_something_else_is_no_price(query):
    assert [clause for clause in read(query) if clause[2] == "price"] == []


def test_money_that_the_catalog_lacks_is_read_as_its_own_and_said_so():
    need = understand("鼠标,两百块以内", ELECTRONICS)
    assert (need.clauses[1].value, need.clauses[1].unit) == (200.0, "EUR")
    assert need.notes == ("本店没有以CNY标价的商品：“两百块以内”按EUR理解。",)


def test_a_catalog_that_names_no_currency_is_taken_to_be_in_the_asker_s_and_said_so():
    need = understand("鼠标,100到200元", replace(ELECTRONICS, currencies=()))
    assert [(clause.value, clause.unit) for clause in need.clauses[1:]] == [(100.0, None), (200.0, None)]
    assert need.notes == ("本店的价格没有注明币种：“100到200元”按100–200理解。",)


@pytest.mark.parametrize(
    ("request_text", "amount", "currency"),
    [
        ("三万比索以下的鼠标", 30_000.0, "CLP"),
        ("3万比索以下的鼠标", 30_000.0, "CLP"),
        ("鼠标，预算五百卢比", 500.0, "INR"),
        ("两百令吉以内的鼠标", 200.0, "MYR"),
    ],
)
def test_an_amount_in_characters_is_money_beside_any_currencys_name(request_text, amount, currency):
    need = understand(request_text, replace(ELECTRONICS, currencies=(currency,)))
    limits = [(clause.op, clause.value, clause.unit) for clause in need.clauses if clause.kind == "limit"]
    assert limits == [("<=", amount, currency)]


def test_money_that_the_catalog_has_needs_no_note():
    need = understand("牛奶,20元以下", GROCER)
    assert (need.clauses[1].unit, need.notes) == ("CNY", ())


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("两百", 200),
        ("一千五", 1500),
        ("三百五", 350),
        ("一百零五", 105),
        ("两千零五十", 2050),
        ("十五", 15),
        ("二十", 20),
        ("一万二", 12000),
        ("1万2", 12000),
        ("1万2千", 12000),
        ("1.5千", 1500),
        ("十万", 100000),
        ("二零二二", 2022),
        ("2百", 200),
        ("1.2k", 1200),
        ("一百五十", 150),
        ("三五百", None),
    ],
)
def test_numbers_are_read_as_they_are_spoken(words, value):
    assert number(words) == value


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("最便宜的鼠标", "asc"),
        ("鼠标,最实惠的", "asc"),
        ("价格最低的鼠标", "asc"),
        ("鼠标 价格从低到高", "asc"),
        ("最贵的鼠标", "desc"),
        ("價格最高的鼠標", "desc"),
    ],
)
def test_an_order_by_price_is_understood(query, order):
    need = understand(query, ELECTRONICS)
    assert (need.sort, [(c.kind, c.meaning) for c in need.clauses]) == (Sort("price", order), [("topic", "mouse")])


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("不要三星的手机", "不要三星"),
        ("不要三星手机", "不要三星"),
        ("不想要三星的手机", "不想要三星"),
        ("除了三星以外的手机", "除了三星以外"),
        ("除了三星之外的手机", "除了三星之外"),
        ("除三星外的手机", "除三星外"),
        ("三星以外的手机", "三星以外"),
        ("非三星手机", "非三星"),
        ("手机,别买三星", "别买三星"),
        ("手机,不是三星的", "不是三星"),
        ("手机,三星的不要", "三星的不要"),
        ("手机,三星除外", "三星除外"),
        ("手机,三星不算", "三星不算"),
        ("手机,三星的就不要了", "三星的就不要了"),
        ("不要Samsung的手机", "不要Samsung"),
    ],
)
def test_an_excluded_brand_is_a_clause(query, text):
    clauses = read(query)
    assert (text, "exclude", "brand", "!=", "Samsung") in clauses
    assert ("手机", "topic", "phone") in clauses or ("手机", "topic", "mobile phone") in clauses


def test_asking_whether_there_is_one_denies_no_limit():
    assert ("三百以下", "limit", "price", "<=", 300.0) in read("三星有没有三百以下的手机")


def test_sums_that_are_said_roughly_are_spans():
    assert [clause[1:] for clause in read("五百来块的手机")][:2] == [
        ("limit", "price", ">=", 450.0),
        ("limit", "price", "<=", 600.0),
    ]
    assert not any(clause[2] == "price" for clause in read("一百把的刀"))


def test_a_sum_behind_a_comma_is_no_size():
    assert ("1300以下", "limit", "price", "<=", 1300.0) in read("King尺寸,1300以下")
    assert not any(clause[2] == "price" for clause in read("手机,固态512以上"))


def test_what_is_not_wanted_may_mix_scripts_and_ends_with_its_clause():
    assert ("VA面板的不要", "exclude", "VA panel") in read("找个显示器,VA面板的不要")
    assert read("不要床架和底座的床垫")[1:] == [("和底座", "exclude", "base"), ("床垫", "topic", "mattress")]


def test_several_names_are_excluded_at_once():
    assert read("手机,不要三星和索尼的")[1:] == [
        ("不要三星", "exclude", "brand", "!=", "Samsung"),
        ("和索尼", "exclude", "brand", "!=", "Sony"),
    ]
    assert read("三星、索尼以外的手机")[:2] == [
        ("三星", "exclude", "brand", "!=", "Samsung"),
        ("索尼以外", "exclude", "brand", "!=", "Sony"),
    ]


def test_what_no_field_decides_is_excluded_by_its_meaning():
    assert read("不含糖的饼干", GROCER) == [("不含糖", "exclude", "sugar"), ("饼干", "topic", "biscuit")]


def test_a_yes_no_field_is_decided_by_its_translation():
    assert read("手表,可充电")[1] == ("可充电", "feature", "rechargeable", "is", True)
    assert read("不带GPS的手表")[0] == ("不带GPS", "exclude", "GPS", "!=", True)


@pytest.mark.parametrize(
    ("query", "text", "value"),
    [
        ("三星手机", "三星", "Samsung"),
        ("Sony耳机", "Sony", "Sony"),
        ("HP笔记本电脑", "HP", "HP"),
        ("索尼的耳机", "索尼", "Sony"),
        ("惠普打印机", "惠普", "HP"),
        ("联想笔记本", "联想", "Lenovo"),
        ("聯想筆記本", "聯想", "Lenovo"),
        ("苹果手机", "苹果", "Apple"),
        ("三星或索尼的手机", "三星或索尼", "Samsung|Sony"),
    ],
)
def test_a_brand_is_known_without_blanks_and_by_translation(query, text, value):
    assert read(query)[0] == (text, "feature", "brand", "in" if "|" in value else "is", value)


def test_an_ordinary_word_is_a_brand_only_before_a_thing():
    assert read("苹果") == [("苹果", "topic", "apple")]


def test_what_a_thing_goes_with_is_not_its_maker():
    assert [clause for clause in read("适合三星的充电器") if clause[2] == "brand"] == []


@pytest.mark.parametrize(
    ("query", "text", "value"),
    [
        ("蓝色网线", "蓝色", "blue"),
        ("红色的手机", "红色", "red"),
        ("手机 黑的", "黑", "black"),
        ("手机,要白", "白", "white"),
        ("粉紅色的手機", "粉紅色", "pink"),
        ("藏青色手机", "藏青色", "navy"),
        ("黑色或白色的手机", "黑色或白色", "black|white"),
    ],
)
def test_a_colour_is_a_clause(query, text, value):
    assert (text, "feature", "colour", "in" if "|" in value else "is", value) in read(query)


@pytest.mark.parametrize("query", ["白菜", "红茶", "蓝牙耳机", "黑巧克力", "金属支架"])
def test_a_colour_within_a_word_is_none(query):
    assert [clause for clause in read(query) if clause[2] == "colour"] == []


@pytest.mark.parametrize(
    ("query", "shop", "expected"),
    [
        ("无线鼠标", ELECTRONICS, [("无线鼠标", "topic", "wireless mouse")]),
        ("適合戶外運動的手錶", ELECTRONICS, [("戶外運動", "feature", "outdoor sports"), ("手錶", "topic", "watch")]),
        ("笔记本电脑包", ELECTRONICS, [("笔记本电脑包", "topic", "laptop bag")]),
        ("网线", ELECTRONICS, [("网线", "topic", "network cable")]),
        ("智能手表", ELECTRONICS, [("智能手表", "topic", "smartwatch")]),
        ("蓝牙耳机", ELECTRONICS, [("蓝牙耳机", "topic", "Bluetooth headphones")]),
        ("可充电电池", ELECTRONICS, [("可充电电池", "topic", "rechargeable battery")]),
        ("请给我推荐一款打印机吧", ELECTRONICS, [("打印机", "topic", "printer")]),
        ("你好,有没有相机吗?", ELECTRONICS, [("相机", "topic", "camera")]),
        ("我想买一个显示器", ELECTRONICS, [("显示器", "topic", "monitor")]),
        ("带麦克风的耳机", ELECTRONICS, [("麦克风", "feature", "microphone"), ("耳机", "topic", "headphones")]),
        ("耳机带麦克风", ELECTRONICS, [("耳机", "topic", "headphones"), ("麦克风", "feature", "microphone")]),
        ("有机牛奶", GROCER, [("有机", "feature", "organic"), ("牛奶", "topic", "milk")]),
        ("红葡萄酒", GROCER, [("红葡萄酒", "topic", "red wine")]),
        ("两瓶酱油", GROCER, [("两瓶", "feature", None), ("酱油", "topic", "soy sauce")]),
        ("无糖饼干", GROCER, [("无糖", "feature", "sugar free"), ("饼干", "topic", "biscuit")]),
        (
            "纯棉长袖衬衫",
            CLOTHES,
            [("纯棉", "feature", "pure cotton"), ("长袖", "feature", "long sleeves"), ("衬衫", "topic", "shirt")],
        ),
        ("跑步鞋", CLOTHES, [("跑步鞋", "topic", "running shoes")]),
        ("真丝围巾", CLOTHES, [("真丝", "feature", "silk"), ("围巾", "topic", "scarf")]),
        ("防水的外套", CLOTHES, [("防水", "feature", "waterproof"), ("外套", "topic", "coat")]),
        ("科幻小说", BOOKS, [("科幻小说", "topic", "science fiction novel")]),
        ("英语词典", BOOKS, [("英语词典", "topic", "English dictionary")]),
        ("《诗》,精装", BOOKS, [("《诗》", "topic", "poetry"), ("精装", "feature", "hardcover")]),
    ],
)
def test_a_thing_and_its_features_are_told_apart_and_said_in_the_catalogs_words(query, shop, expected):
    assert read(query, shop) == expected


@pytest.mark.parametrize(
    ("query", "shop", "expected"),
    [
        (
            "红酒，不要普里米蒂沃（Primitivo）",
            GROCER,
            [("红酒", "topic", "red wine"), ("不要普里米蒂沃（Primitivo）", "exclude", "Primitivo")],
        ),
        (
            "小说,不要苏斯博士的(Dr. Seuss)",
            BOOKS,
            [("小说", "topic", "novel"), ("不要苏斯博士的(Dr. Seuss)", "exclude", "Dr. Seuss")],
        ),
    ],
)
def test_a_name_is_read_by_its_own_letters_behind_it(query, shop, expected):
    assert read(query, shop) == expected


def test_words_that_the_catalog_writes_in_chinese_are_kept_beside_their_translation():
    gloss = Gloss(lambda word: {"手表": 5, "watch": 9}.get(word, 0))
    assert (gloss.translate("手表"), gloss.translate("手錶")) == ("手表 watch", "手表 watch")


def test_a_sense_is_chosen_by_what_the_catalog_holds():
    assert Gloss(lambda word: {"tablet": 9}.get(word, 0)).translate("平板") == "tablet"
    assert Gloss(lambda word: {"plate": 9}.get(word, 0)).translate("平板") == "plate"


def near(likenesses: dict[tuple[str, str], float]) -> Callable[[str, Sequence[str]], list[float]]:
    return lambda words, terms: [likenesses.get((words, term), 0.0) for term in terms]


def test_of_senses_that_the_catalog_knows_that_is_chosen_which_means_the_same():
    knows = {"tablet": 2, "plate": 2}
    for meant in ("tablet", "plate"):
        assert Gloss(lambda word: knows.get(word, 0), near({("平板", meant): 0.8})).translate("平板") == meant


def test_of_ways_to_translate_a_phrase_that_is_chosen_which_as_a_whole_means_the_same():
    knows = {"box": 9, "trunk": 9, "wooden": 9}
    for meant in ("wooden box", "wooden trunk"):
        assert Gloss(lambda word: knows.get(word, 0), near({("木制箱", meant): 0.9})).translate("木制箱") == meant


def test_of_names_of_one_thing_the_catalog_tells_which_is_meant_however_near_they_are():
    gloss = Gloss(lambda word: {"watch": 9, "wrist watch": 1}.get(word, 0), near({("手表", "wrist watch"): 0.9}))
    assert gloss.translate("手表") == "watch"


def test_each_word_of_a_phrase_is_told_with_its_place_and_its_meaning():
    gloss = Gloss(lambda word: {"organic": 9, "red wine": 9, "italy": 9}.get(word.lower(), 0))
    assert gloss.word_by_word("意大利有机红酒") == [(0, 3, "Italy"), (3, 5, "organic"), (5, 7, "red wine")]
    assert gloss.word_by_word("Nike") == [(0, 4, "Nike")]


def test_nothing_is_made_of_a_name_that_the_dictionary_lacks():
    assert Gloss(lambda _word: 0).translate("罗技") is None
    assert Gloss(lambda _word: 0).translate("WH-1000XM4") is None


def test_a_request_of_every_kind_at_once():
    assert read("給我推薦一款無線滑鼠,不要三星的,黑色,不超過兩百歐元") == [
        ("無線滑鼠", "topic", "wireless mouse"),
        ("不要三星", "exclude", "brand", "!=", "Samsung"),
        ("黑色", "feature", "colour", "is", "black"),
        ("不超過兩百歐元", "limit", "price", "<=", 200.0),
    ]


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("户外运动手表", "zh"),
        ("Sony WH-1000XM4 耳机", "zh"),
        ("watch", "en"),
        ("時計を探しています", "en"),
        ("", "en"),
        ("200", "en"),
    ],
)
def test_the_language_is_known(query, language):
    assert understand(query, ELECTRONICS).language == language


@pytest.mark.parametrize("piece", ["不要三星", "无", "从1到", "一百", "《", "除了", "手机壳"])
def test_a_long_request_is_read_to_a_point(piece):
    need = understand(f"手机{piece * 2000}", ELECTRONICS)
    assert need.notes[-1] == "只读了前2,000个字。"


_WORDS = (
    "我想买一款 手表 无线 鼠标 的 三星 索尼 Sony HP 不要 除了 以外 非 黑色 红 白 200 两百 一千五 万 百 元 块 欧元 € "
    "以内 以下 至少 不超过 左右 到 - 之间 最便宜 带 适合 可 无 U盘 《 》 , 、 ｜ １ 兩 塊 錢 了 𠀀 İ \ud800 カ"
).split()


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.lists(st.sampled_from(_WORDS), max_size=25).map("".join), st.text("手表黑的无可机一两百万元不要A1 ,。", max_size=60)
    )
)
def test_no_request_fails_and_every_clause_is_a_slice_of_it(query):
    need = understand(query, ELECTRONICS)
    assert all(clause.text and clause.text in query for clause in need.clauses)


def test_a_maker_that_the_dictionary_lacks_is_known_by_its_chinese_name():
    need = understand("不要罗技的鼠标", Shop(brands={"logitech": "Logitech"}))
    assert need.clauses[0] == Clause("不要罗技", "exclude", "brand", "!=", "Logitech")


def test_a_chinese_brand_goes_by_the_name_that_the_world_knows_it_by():
    brands = {"资生堂": "资生堂", "欧莱雅": "欧莱雅", "acme": "Acme"}
    latin = in_latin(brands)
    assert (latin["shiseido"], latin["l'oréal"], latin["l'oreal"], "acme" in latin) == ("资生堂", "欧莱雅", "欧莱雅", False)


def test_what_a_translated_name_says_is_not_in_it_is_a_wish_and_no_maker():
    shop = replace(GROCER, brands={"sugar free": "Sugar Free"})
    assert [c.field for c in understand("无糖饼干", shop).clauses if c.field] == []


def test_a_word_of_which_the_catalog_says_no_sense_is_meant_by_its_halves():
    counts = used("wine, sweet wine, sweet")
    gloss = Gloss(lambda word: counts.get(word, 0))
    assert gloss.translate("甜酒") == "sweet wine"


def test_of_the_names_of_a_thing_the_usual_one_is_meant_where_several_are_as_well_known():
    counts = {"sparkling wine": 46, "fizz": 55, "sparkling": 60, "wine": 400}
    assert Gloss(lambda word: counts.get(word, 0)).translate("起泡酒") == "sparkling wine"


@pytest.mark.parametrize(
    ("request_said", "excluded"),
    [
        ("喜欢蝴蝶的首饰，但我不戴耳环", "不戴耳环"),
        ("硬质奶酪，不能用牛奶做的", "不能用牛奶"),
        ("下雨天穿的外套，我不穿红色", "不穿红色"),
    ],
)
def test_what_one_does_not_wear_or_what_may_not_be_used_is_excluded(request_said: str, excluded: str):
    clauses = understand(request_said, Shop()).clauses
    assert [clause.text for clause in clauses if clause.kind == "exclude"] == [excluded]


def test_a_measure_word_behind_a_verb_is_no_part_of_what_is_wanted():
    assert [clause.text for clause in understand("想给他买个头戴的蓝牙耳机", Shop()).clauses] == ["头戴", "蓝牙耳机"]
