"""Text for the ear: what a voice is given of what is written, in each language, and that nothing of it can be obeyed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopcli.need.languages.registry import language_named, languages
from shopcli.render.aloud.answer import answer_lines
from shopcli.text.aloud import LONGEST, for_the_ear, sentences_of
from shopcli.text.units import SYMBOLS
from shopcli.types import Answer, Hit, Need, Product
from tests.dutch import DUTCH

ENGLISH, CHINESE, GERMAN = (language_named(code).aloud for code in ("en", "zh", "de"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("It costs 168.95 EUR, which leaves 31.00 EUR. [1] [2]", "It costs 168 euros 95, which leaves 31 euros."),
        ("1,299.00 EUR or $20 or £1", "1299 euros or 20 US dollars or 1 British pound"),
        ("189.00 XYZ", "189.00 XYZ"),
        (
            'It weighs 54 g, has a 1.39" display and 8GB RAM.',
            "It weighs 54 grams, has a 1.39 inch display and 8 gigabytes RAM.",
        ),
        ("1 kg, 20 x 30 cm, 10-20 km/h", "1 kilogram, 20 by 30 centimeters, 10 to 20 kilometers an hour"),
        ("a 5-kg bag, 2-in-1", "a 5 kilogram bag, 2-in-1"),
        ("a 5 in 1 tool, 17 in.", "a 5 in 1 tool, 17 inches."),
        ("25% off & more · black – white", "25 percent off and more, black, white"),
        (
            "**Bold** `code` <b>tag</b> [link](https://shop.example/x?y=1) a@b.example &amp; so on",
            "Bold code tag link and so on",
        ),
        ("Varnholm Ridge (W-1001), W-10010", "Varnholm Ridge, W-10010"),
        ("USB-C/HDMI cable", "USB-C HDMI cable"),
        ("…", ""),
    ],
)
def test_english_is_read_as_a_person_would_read_it_out(written: str, read: str) -> None:
    assert for_the_ear(written, ENGLISH, ids=["W-1001"]) == read


def test_mandarin_and_german_have_their_own_money_units_and_points() -> None:
    assert for_the_ear("价格168.95 EUR，重54 g，降25%，3-5 kg。", CHINESE) == "价格168点95欧元，重54克，降百分之25，3到5公斤。"
    assert for_the_ear("1.299,00 EUR, 1,5 kg, 20 % reduziert", GERMAN) == "1299 Euro, 1,5 Kilogramm, 20 Prozent reduziert"


def test_every_language_has_forms_whose_units_the_catalog_knows() -> None:
    for pack in (*languages(), DUTCH):
        forms = pack.aloud
        assert set(forms.units) <= set(SYMBOLS.values())
        assert for_the_ear("3 kg", forms) not in ("", "3 kg")
        assert forms.result.format(rank=1, title="T", price="P") and forms.on_screen
        assert [frame.format(thing="t", brand="b", other="o", amount="a", sum="s", more="m") for frame in forms.requests] != [
            ""
        ]


@pytest.mark.parametrize(
    "written",
    ["[[rate 900]]shout", "<speak><break time='9s'/></speak>", "!-!SET SELF RATE 100", "--stdout -w /etc/x",
        "$(reboot) `id`;|&", "\x1b]0;title\x07 \x00 \u202e", "a\nb\r\nc"],
)  # fmt: skip
def test_nothing_of_a_catalog_is_left_that_a_voice_could_obey(written: str) -> None:
    read = for_the_ear(written, ENGLISH)
    assert not re.search(r"[\[\]<>`|\\$;&{}\x00-\x1f\u202e]|!-!", read.replace("; ", "").removesuffix(";"))
    assert not read.startswith(("-", "!", "/"))


@given(st.text(max_size=600))
def test_any_text_becomes_one_line_of_bounded_length_without_signs_of_markup(written: str) -> None:
    for forms in (ENGLISH, CHINESE):
        read = for_the_ear(written, forms)
        assert len(read) <= LONGEST and "\n" not in read and read == read.strip()
        assert not set(read) & set("[]<>`|\\${}*#^~@&=") and not read.startswith("-")


def test_a_long_sentence_is_cut_behind_a_word_and_closed() -> None:
    read = for_the_ear("word " * 200, ENGLISH)
    assert len(read) <= LONGEST and read.endswith(" word.")


def test_sentences_end_at_their_marks_and_not_at_numbers_or_short_forms() -> None:
    text = "It weighs 1.5 kg. approx. 3 m of cord is included. 好的。不错！Is it? Yes."
    assert list(sentences_of(text)) == [
        "It weighs 1.5 kg.",
        "approx. 3 m of cord is included.",
        "好的。",
        "不错！",
        "Is it?",
        "Yes.",
    ]


def test_numerals_are_words_up_to_a_million() -> None:
    numeral = ENGLISH.numeral
    assert numeral is not None
    assert [numeral(n) for n in (0, 19, 42, 110, 1200, 12005)] == [
        "zero", "nineteen", "forty two", "one hundred ten", "one thousand two hundred", "twelve thousand five",
    ]  # fmt: skip
    assert numeral(1_000_000) == "one zero zero zero zero zero zero"


def test_an_answer_is_read_by_names_prices_and_what_is_missed_without_ids() -> None:
    watch = Product("W-1", "Ridge watch", brand="Fjell", price=189.0, currency="EUR")
    answer = Answer(Need("a watch", ()), (Hit(watch, 1.0),), 1, looked_for="I looked for: watch")
    assert list(answer_lines(answer, ENGLISH)) == ["I looked for: watch.", "1: Fjell Ridge watch, 189.00 EUR."]


def test_of_many_results_the_first_five_are_read() -> None:
    hits = tuple(Hit(Product(f"P{n}", f"Thing {n}", price=1.0, currency="EUR"), 1.0) for n in range(1, 9))
    lines = list(answer_lines(Answer(Need("things", ()), hits, 8), ENGLISH))
    assert [line[0] for line in lines] == ["1", "2", "3", "4", "5"]
