"""Advice that code alone may word: said once on a terminal, and in every JSON object that stands for itself."""

from __future__ import annotations

from dataclasses import replace

from shopcli.need.languages.registry import language_named
from shopcli.render import answer_to_dict
from shopcli.render.console import Console
from shopcli.types import Advice, Sentence
from tests.render_values import ANSWER, shown

BY_CODE = Advice((Sentence("它有GPS。", ("j1",), "template"),), "M")
WHY = "以上建议由程序按商品资料写成；更大的模型会写得更好，但模型写的中文目前还无法核对，所以没有采用。"
IN_CHINESE = replace(ANSWER, need=replace(ANSWER.need, language="zh"), why_by_code=WHY, lines=language_named("zh").lines)


def test_why_code_worded_chinese_is_said_once():
    def twice(console: Console) -> None:
        console.end_advice(IN_CHINESE, BY_CODE)
        console.end_advice(IN_CHINESE, BY_CODE)

    said = "以上由程序按商品资料写成，没有用M写的话。\n"
    assert shown(twice, plain=True) == f"{WHY}\n{said}"
    assert shown(twice, width=100) == f"{WHY}\n{said}"


def test_nothing_of_that_is_said_of_english_of_no_advice_or_where_a_model_wrote():
    by_model = replace(BY_CODE, sentences=(*BY_CODE.sentences, Sentence("好。", ("j1",), "lm")))
    for answer, advice in ((ANSWER, BY_CODE), (IN_CHINESE, replace(BY_CODE, sentences=())), (IN_CHINESE, by_model)):
        assert "程序" not in shown(lambda console, a=answer, b=advice: console.end_advice(a, b), plain=True)


def test_a_note_says_why_code_worded_an_advice_in_chinese():
    assert answer_to_dict(replace(IN_CHINESE, advice=BY_CODE))["advice"] == {
        "text": "它有GPS。",
        "model": "M",
        "sentences": [{"text": "它有GPS。", "cites": ["j1"], "by": "template"}],
        "note": WHY,
    }
    assert "note" not in answer_to_dict(IN_CHINESE)["advice"]


def test_an_answers_own_lines_are_in_the_language_of_the_asker():
    def lines(language: str) -> list[str]:
        need = replace(ANSWER.need, language=language)
        answer = replace(ANSWER, need=need, looked_for="", lines=language_named(language).lines)
        return shown(lambda console: console.show_answer(answer), plain=True).splitlines()

    assert lines("de") == [
        "1 Produkt hält jede Grenze ein.",
        "1. Norvik Storm Rain Jacket. 99,50 EUR. Marke Norvik. Erfüllt: with a hood; under 120 euros; not Fell. "
        "Kommt nahe: for cold days (lining: fleece). Id j1.",
        "Der Rest kommt am nächsten, mit dem, was er verfehlt:",
        "2. Fell Summit Rain Jacket for Men and Women with Three Pockets, Two Zips and a Very Long Name That No Screen Can "
        "Hold at Once. 189,00 EUR. Marke Fell. Verfehlt: under 120 euros; not Fell. Sagt nichts zu: with a hood. "
        "Kommt nahe: for cold days (lining: down). Id j2.",
    ]
    assert lines("zh")[:2] == [
        "有1件商品符合全部条件。",
        "1. Norvik Storm Rain Jacket。99.50欧元。品牌：Norvik。符合：with a hood；under 120 euros；not Fell。"
        "接近：for cold days（lining：fleece）。编号：j1。",
    ]
    assert lines("nl")[0] == "1 product meets every limit."
