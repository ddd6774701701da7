"""Hostile text is made plain, and facts are read off products."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopcli.catalog import clean_text, facts_of
from shopcli.types import Fact, Product

# Text


@pytest.mark.parametrize(
    "dirty, clean",
    [
        ("<p>Hello<br/>World &amp; co</p><ul><li>one</li><li>two</li></ul>", "Hello World & co one two"),
        ("a <b>bold</b>ly priced H<sub>2</sub>O", "a boldly priced H2O"),
        ("<script>alert(1)</script>Hi<style>p{}</style>!", "Hi!"),
        ("&lt;b&gt;bold&lt;/b&gt; &quot;x&quot;", 'bold "x"'),
        ("<!-- no --><![CDATA[<i>yes</i>]]>", "yes"),
        ("<!doctype html><b>a</b> <![if x]>b<![a> <?php 1 ?>c", "a b c"),
        ("<b>a <!-- never closed", "a"),
        ("<b>a</b> < 5 <c", "a < 5 <c"),
        ("<5 kg", "<5 kg"),
        ("a < b and c > d", "a < b and c > d"),
        ("<NEW> model <i>X</i>", "<NEW> model X"),
        ("AT&T R&D ?a=1&copy=2", "AT&T R&D ?a=1&copy=2"),
        ("[bold]red[/bold]", "[bold]red[/bold]"),
        ("\x1b[31mRed\x1b[0m watch\x1b[2J", "Red watch"),
        ("\x1b]0;owned\x07watch \x1b]8;;http://evil\x1b\\link", "watch link"),
        ("\x9b31mRed\x85watch\x07\x00", "Red watch"),
        ("&#x1b;[31mRed", "[31mRed"),
        ("exe.\u202efdp\u202c \u2066x\u2069 \u200fy", "exe.fdp x y"),
        ("in\u200bvis\ufeffible\u00ad", "invisible"),
        ("buy\U000e0069\U000e0067 this", "buy this"),
        ("👩\u200d🚀 a\u200db", "👩\u200d🚀 ab"),
        ("می\u200cخواهم a\u200cb", "می\u200cخواهم ab"),
        ("lost \ud83d\udc80\ufffd here", "lost \ufffd here"),
        ("e\u0301te\u0301", "été"),
        ("  two \t\n lines\u2028 \u3000here ", "two lines here"),
    ],
)
def test_text_is_made_plain(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


def test_long_text_is_cut_with_an_ellipsis() -> None:
    assert clean_text("x" * 12, limit=10) == "x" * 9 + "…"
    assert clean_text("x" * 10, limit=10) == "x" * 10


@pytest.mark.parametrize(
    "piece", ["<!--", "<b", '<b a="', "<b a='>", "<![CDATA[", "<![if", "</", "&", "&lt;", "\x1b[", "\x1b]", "a\u200d"]
)
def test_hostile_markup_is_cleaned_in_time(piece: str) -> None:
    started = time.perf_counter()
    assert len(clean_text("<b>x" + piece * 20_000, limit=5000)) <= 5000
    assert time.perf_counter() - started < 2.0


@given(
    st.text(st.characters())
    | st.lists(st.sampled_from(["<", ">", "!", "[", "a", "b", "/", "&", "#", "27;", "lt;", "--", '"', "\x1b"])).map("".join)
)
@settings(max_examples=300, deadline=None)
def test_no_text_keeps_a_control_an_escape_or_an_override(text: str) -> None:
    cleaned = clean_text("<b>" + text + "&lt;")
    assert not any(
        ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 or letter in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200b"
        for letter in cleaned
    )
    cleaned.encode("utf-8")


# Facts


def test_facts_come_in_order_and_repeat_nothing() -> None:
    product = Product(
        "1",
        "Huawei Watch GT 2, 46 mm - black",
        "Huawei Watch GT 2, 46 mm - black. Lasts 14 days. Has a 3.5 mm jack, e.g. for headphones. "
        'LASTS 14 DAYS! 防水。好看！ 1.39" screen',
        "Huawei",
        "Watches",
        168.95,
        "EUR",
        attributes={"GPS": True, "display": 1.39, "note": "n" * 400},
    )
    assert facts_of(product) == (
        Fact("title", "Huawei Watch GT 2, 46 mm - black"),
        Fact("title", "Huawei Watch GT 2"),
        Fact("title", "46 mm"),
        Fact("title", "black"),
        Fact("price", 168.95, "EUR"),
        Fact("brand", "Huawei"),
        Fact("category", "Watches"),
        Fact("GPS", True),
        Fact("display", 1.39),
        Fact("note", "n" * 299 + "…"),
        Fact("description", "Lasts 14 days."),
        Fact("description", "Has a 3.5 mm jack, e.g. for headphones."),
        Fact("description", "防水。"),
        Fact("description", "好看！"),
        Fact("description", '1.39" screen'),
    )


@pytest.mark.parametrize(
    "title, pieces",
    [
        ("Plain lamp", []),
        ("Fibre cable 62.5/125, 1,299 pcs", ["Fibre cable 62.5/125", "1,299 pcs"]),
        ("USB-A/C hub | 4 ports (silver)", ["USB-A/C hub", "4 ports", "silver"]),
        ("Tea / Coffee maker; red - x", ["Tea", "Coffee maker", "red"]),
        ("运动手表，防水【黑色】", ["运动手表", "防水", "黑色"]),
        ("1440 x 900 Wi-Fi display, 1440 x 900 Wi-Fi display", ["1440 x 900 Wi-Fi display"]),
    ],
)
def test_a_title_is_split_at_its_joints_but_never_within_a_number(title: str, pieces: list[str]) -> None:
    assert [fact.value for fact in facts_of(Product("1", title))] == [title, *pieces]


def test_facts_are_capped() -> None:
    many = Product("1", "Lamp", "One thing. " * 3, attributes={f"field {number}": number for number in range(200)})
    assert len(facts_of(many)) == 96
    wordy = Product("1", "Lamp", " ".join(f"This is sentence {number}." for number in range(20)))
    assert [fact.value for fact in facts_of(wordy)][-1] == "This is sentence 5."
