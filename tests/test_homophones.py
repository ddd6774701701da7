"""Chinese requests whose characters were chosen by sound."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
import rjieba

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.need.languages.registry import language_named
from shopcli.need.translation.homophones import HomophoneSpeller
from shopcli.need.translation.pronunciations import open_pronunciations
from shopcli.render.as_json import answer_to_dict
from shopcli.types import Product
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel

TABLE = Path(__file__).parent / "homophones_zh.txt"
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Titles:
    """A catalog of titles, each a product, in whatever language."""

    brands: Collection[str] = ()

    def __init__(self, titles: Collection[str]) -> None:
        self._words = [{*_english(title), *rjieba.cut_for_search(title)} for title in titles]

    def word_count(self, word: str) -> int:
        wanted = _english(word) or {word}
        return sum(wanted <= words for words in self._words)

    def is_one_word(self, word: str) -> bool:
        return any(word.lower() in words for words in self._words)

    def calls_a_kind(self, term: str) -> bool:
        return self.word_count(term) > 0


def _english(text: str) -> set[str]:
    return {word.removesuffix("s") for word in _WORD.findall(text.lower())}


class Request(NamedTuple):
    titles: tuple[str, ...]
    written: str
    meant: str
    is_held: bool


def requests() -> Iterator[Request]:
    """The requests of the table; what was written is what was meant where nothing slipped."""
    titles, is_held = tuple[str, ...](), False
    for line in map(str.strip, TABLE.read_text("utf-8").splitlines()):
        if line.startswith("## "):
            titles, is_held = tuple(map(str.strip, line.partition("|")[2].split(";"))), False
        elif line == "-- held":
            is_held = True
        elif line and not line.startswith("#"):
            written, _, meant = line.partition(" => ")
            yield Request(titles, written, meant or written, is_held)


def spelled(text: str, *titles: str) -> str:
    """A request as it is read by a shop of some titles."""
    rules = language_named("zh").spelling
    assert rules is not None and rules.homophones is not None
    for slip in HomophoneSpeller(rules.homophones, Titles(titles)).corrections(text):
        assert text[slip.start : slip.end] == slip.said
        text = text[: slip.start] + slip.meant + text[slip.end :]
    return text


def read_as(*, is_held: bool) -> tuple[int, list[str], list[str]]:
    """How many slips of a half of the table are mended, those that are not, and what was touched that is right."""
    read = [(r, spelled(r.written, *r.titles)) for r in requests() if r.is_held == is_held]
    missed = [f"{r.written} -> {text}" for r, text in read if r.written != r.meant != text]
    touched = [f"{r.written} -> {text}" for r, text in read if r.written == r.meant != text]
    return sum(r.written != r.meant == text for r, text in read), missed, touched


def test_of_thirty_slips_that_were_worked_on_all_are_mended_but_two_and_nothing_right_is_touched():
    """猫沙 is a name of the thesaurus itself, and jieba knows 账篷."""
    assert read_as(is_held=False) == (28, ["除臭的猫沙 -> 除臭的猫沙", "双人账篷防雨的 -> 双人账篷防雨的"], [])


def test_of_thirty_slips_that_nothing_was_made_for_24_are_mended_and_nothing_right_is_touched():
    missed = ["宠务香波", "下雨穿的冲锋一", "雅诗兰戴的眼霜", "护眼的台登", "平底的不粘过", "透明的交带"]
    assert read_as(is_held=True) == (24, [f"{text} -> {text}" for text in missed], [])


@pytest.mark.parametrize(
    ("written", "meant", "title"),
    [
        ("机械建盘", "机械键盘", "Wind chimes"),  # the thesaurus has long names, whatever is sold
        ("电动牙耍", "电动牙刷", "Toothbrush"),
        ("皇家贵兵犬专用粮", "皇家贵宾犬专用粮", "Poodle food"),  # in and ing; the dictionary alone has it
        ("一把太阳境", "一把太阳镜", "Sunglasses"),
        ("卸装油", "卸妆油", "Cleansing oil"),  # one word of two characters is wrong
        ("手几壳", "手机壳", "Phone case"),  # what counts is no slip, but within a name
        ("零下十度用的睡带", "零下十度用的睡袋", "Sleeping bag"),
        ("篮芽音箱", "蓝牙音箱", "Bluetooth speaker"),  # two of four
        ("保温怀", "保温杯", "Vacuum flask"),  # it looks alike
        ("機械建盤", "机械键盘", "Keyboard"),
    ],
)
def test_what_sounds_or_looks_like_a_word_that_matters_is_read_as_that(written: str, meant: str, title: str):
    assert spelled(written, title) == meant


@pytest.mark.parametrize(
    "text",
    [
        "无限鼠标",  # the wrong one is a word as well
        "夏天盖的薄被",  # words of one character that follow each other: no 宝贝
        "带给他的",
        "电脑一台，便宜的",  # no 电脑椅
        "露营带的炉子",  # no 露营袋
        "玻璃碎了",  # no 玻璃水
        "床帘",  # a character that names of beds begin with, and beds are sold: no 窗帘
        "车厘子两斤",
        "极米的投影",
        "建盏，喝茶用",
        "",
    ],
)
def test_words_and_what_may_well_be_words_stand_as_they_are(text: str):
    assert spelled(text, "Keyboard", "Curtains", "Bed", "Baby", "Mouse", "Projector") == text


def test_a_short_word_is_read_so_only_where_the_catalog_speaks_of_it():
    assert spelled("建盘") == "建盘"
    assert spelled("建盘", "Quiet keyboard") == "键盘"


def test_a_brand_is_known_by_its_sound_where_it_is_sold():
    rules = language_named("zh").spelling
    assert rules is not None and rules.homophones is not None
    shop = Titles(["Foundation"])
    shop.brands = ("兰蔻", "雅诗兰黛", "logitech")
    speller = HomophoneSpeller(rules.homophones, shop)
    found = [(slip.said, slip.meant) for slip in speller.corrections("兰寇、雅诗兰戴和罗记")]
    assert found == [("兰寇", "兰蔻"), ("雅诗兰戴", "雅诗兰黛"), ("罗记", "罗技")]
    assert HomophoneSpeller(rules.homophones, Titles(["Foundation"])).corrections("雅诗兰戴和罗记") == []


def test_of_two_words_that_are_as_likely_neither_is_chosen():
    assert spelled("茶背", "Tea cup") == spelled("茶背", "Tea cup", "Tea set") == "茶背"


def test_a_long_text_is_read_up_to_400_characters():
    far = "，" * 390 + "机械建盘"
    assert spelled(far, "Keyboard").endswith("机械键盘")
    assert spelled("，" * 400 + "机械建盘", "Keyboard").endswith("机械建盘")


def test_the_need_is_that_of_the_right_characters_and_the_query_stays_what_was_written(tmp_path: Path):
    encoder = WordEncoder()
    products = (Product("K1", "Quiet mechanical keyboard", price=50.0, currency="EUR"), Product("M1", "Wireless mouse"))
    build(tmp_path / "index", products, encoder)
    advisor = Advisor(Index(tmp_path / "index"), settings=Settings(), encoder=encoder, model=FakeModel())
    answer = advisor.ask("机械建盘，keybord")
    assert answer.need.query == "机械键盘，keybord"
    assert answer.need.notes == ("“机械建盘”理解为“机械键盘”。", "“keybord”理解为“keyboard”。")
    assert {(clause.text, clause.says) for clause in answer.need.clauses} == {
        ("机械键盘", "mechanical"),
        ("机械键盘", "keyboard"),
        ("keybord", "keyboard"),
    }
    assert answer_to_dict(answer)["query"] == "机械建盘，keybord"


def test_the_table_of_sounds_is_built_once_for_the_rules_that_it_is_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SHOPCLI_CACHE_DIR", str(tmp_path))
    rules = language_named("zh").spelling
    assert rules is not None and rules.homophones is not None
    strict = replace(rules.homophones, confused=(), rarely_confused=())
    open_pronunciations.cache_clear()
    try:
        loose, exact = open_pronunciations(rules.homophones), open_pronunciations(strict)
        assert len(list(tmp_path.glob("pronunciations-*.sqlite"))) == 2
        assert loose.sounds("键盘") == {"jian ban"} and exact.sounds("键盘") == {"jian pan"}
        assert "贵宾犬" in loose.sounding_like(loose.sounds("贵兵犬"))["gui bin juan"]
        assert exact.sounding_like(exact.sounds("贵兵犬")) == {}
        assert (loose.distance("宾", "兵"), loose.distance("盘", "办"), loose.distance("键", "建")) == (0.5, 1.0, 0.0)
        assert (exact.sort("键盘"), exact.sort("静音"), exact.sort("宝贝")) == ("thing", "wish", "")
    finally:
        open_pronunciations.cache_clear()
