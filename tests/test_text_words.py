"""What every floor knows of words: yes and no, one and several, the head of a phrase, the script of a text."""

from __future__ import annotations

import subprocess
import sys

import pytest

from shopcli.text import scripts
from shopcli.text.negation import tells_what_it_is_not_for
from shopcli.text.words import (
    IRREGULAR,
    ends_as_plural,
    head_phrase,
    is_plural,
    numbers,
    plural_phrase,
    regular_plural,
    regular_singular,
    singulars,
)
from shopcli.types import TRUTHS, truth_of


@pytest.mark.parametrize(
    ("value", "truth"),
    [(True, True), (False, False), ("Yes", True), (" nein ", False), ("Sí", True), ("有", True), ("不支持", False),
     ("Sold separately", False), ("1", None), ("0", None), (1.0, None), ("optional", None), ("", None)],
)  # fmt: skip
def test_a_plain_yes_or_no_is_one_in_whichever_way_a_catalog_writes_it(value, truth):
    assert truth_of(value) is truth


def test_every_word_of_a_column_of_yes_and_no_is_a_yes_or_a_no_by_itself():
    assert [{word: truth_of(word) for word in words} for words in TRUTHS] == list(TRUTHS)


@pytest.mark.parametrize(
    ("one", "many"),
    [("mouse", "mice"), ("mouse pad", "mouse pads"), ("bag for a laptop", "bags for a laptop"), ("battery", "batteries"),
     ("watch", "watches"), ("kitchen knife", "kitchen knives"), ("headphones", "headphones"), ("toy", "toys"), ("TV", "TVs"),
     ("dress", "dresses"), ("fireman", "firemen"), ("55 inch", "55 inches"), ("iPhone 11", "iPhone 11")],
)  # fmt: skip
def test_more_than_one_thing_is_said_as_english_does(one, many):
    assert plural_phrase(one) == many


def test_irregular_nouns_are_several_in_both_directions():
    assert [plural_phrase(one) for one in IRREGULAR] == list(IRREGULAR.values())
    assert [plural_phrase(many) for many in IRREGULAR.values()] == list(IRREGULAR.values())
    assert all(map(is_plural, IRREGULAR.values()))


@pytest.mark.parametrize(
    ("one", "many"),
    [("memory card", "memory cards"), ("box", "boxes"), ("glass", "glasses"), ("battery", "batteries"), ("switch", "switches"),
     ("key", "keys"), ("brush", "brushes"), ("TV", "TVs")],
)  # fmt: skip
def test_a_regular_noun_comes_back_from_its_plural(one, many):
    assert (regular_plural(one), regular_singular(many), regular_singular(one)) == (many, one, one)


def test_what_only_ends_like_a_plural_is_none():
    assert [word for word in ("glass", "virus", "basis", "ports", "cameras", "port", "s") if ends_as_plural(word)] == [
        "ports",
        "cameras",
        "s",
    ]


def test_all_that_a_word_may_be_the_plural_of_is_tried():
    assert list(singulars("knives")) == ["kniy", "knif", "knife", "knive"]
    assert list(singulars("boxes")) == ["box", "boxe"]
    assert list(singulars("glass")) == []
    assert list(numbers("city")) == ["citys", "cities"]


@pytest.mark.parametrize(
    ("words", "head"),
    [("book about coffee", "book"), ("waterproof jacket for women size 42", "waterproof jacket"),
     ("laptop under 500", "laptop"), ("lamp over the table", "lamp"), ("shirt made of linen", "shirt"),
     ("jacket for", "jacket"), ("for men", "for men"),
     ("king size bed", "king size bed"), ("bluetooth over ear headphones", "bluetooth over ear headphones"),
     ("wireless on-ear headphones", "wireless on-ear headphones"), ("hand made soap", "hand made soap")],
)  # fmt: skip
def test_a_phrase_ends_in_its_head_and_what_describes_it_stands_behind(words, head):
    assert head_phrase(words) == head


@pytest.mark.parametrize(
    ("text", "has_han", "starts_han", "has_kana", "has_cjk"),
    [("手表", True, True, False, True), ("GPS 手表", True, False, False, True), ("防水の時計", True, True, True, True),
     ("シャツ", False, False, True, True), ("시계", False, False, False, True), ("Uhr für Läufer", False, False, False, False)],
)  # fmt: skip
def test_the_script_of_a_text_is_seen(text, has_han, starts_han, has_kana, has_cjk):
    assert scripts.has_han(text) is has_han
    assert scripts.starts_han(text) is starts_han
    assert scripts.has_kana(text) is has_kana
    assert scripts.has_cjk(text) is has_cjk


def test_a_catalog_is_chinese_where_a_third_of_its_letters_are():
    assert scripts.is_mostly_chinese("GPS 运动手表")
    assert not scripts.is_mostly_chinese("A watch, 手表")
    assert not scripts.is_mostly_chinese("防水の腕時計です")
    assert not scripts.is_mostly_chinese("")


def test_a_message_on_standard_error_drives_no_terminal(tmp_path):
    code = "from shopcli.__main__ import _plain; print(ascii(_plain('\\x1b[31mRed\\x07 \\u202eabc\\nnext')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "'Red abc\\nnext'\n"


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("Not made for washing up, let alone for swimming.", True),
        ("is not suitable for children", True),
        ("不适合游泳", True),
        ("Nicht für den Geschirrspüler geeignet", True),
        ("Not only for swimming", False),
        ("Nothing leaks, not even upside down", False),
        ("Made for swimming, not for diving", False),
        ("", False),
    ],
)
def test_a_text_may_tell_what_a_thing_is_not_for(text, denies):
    assert tells_what_it_is_not_for(text) is denies
