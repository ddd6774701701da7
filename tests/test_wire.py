"""Values travel as lines of JSON and come back as they were; whatever else comes is refused without being quoted."""

from __future__ import annotations

import io
import json
import math
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopcli.config import Settings
from shopcli.serve.messages import AskOptions
from shopcli.serve.wire import BadMessage, line_of, lines, value_of
from shopcli.types import Answer, Attention, Clause, Fact, Product, Sentence
from tests.render_values import ATTENTIONS, HITS, NEED

TEXT = st.text(st.characters(exclude_categories=()))  # lone surrogates too: a catalog is untrusted
NUMBER = st.floats(allow_nan=False) | st.integers(-(2**53), 2**53)
VALUES = st.dictionaries(TEXT, TEXT | NUMBER | st.booleans(), max_size=4)


def travelled(value: object) -> object:
    (message,) = lines(io.BytesIO(line_of(value=value)), 1 << 20)
    return message["value"]


def test_an_answer_comes_back_as_it_was():
    answer = Answer(NEED, HITS, 2, relaxed=NEED.clauses[:1], timings_s={"retrieve": 0.1 + 0.2}, reply="r", loosened=NEED.hard)
    assert value_of(Answer, travelled(answer)) == answer
    assert value_of(tuple[Attention, ...], travelled(ATTENTIONS)) == ATTENTIONS


@given(TEXT, TEXT, NUMBER, VALUES)
def test_a_record_comes_back_whatever_it_says(key, title, price, attributes):
    product = Product(key, title, price=price, attributes=attributes)
    back = value_of(Product, travelled(product))
    assert back == product
    assert [type(value) for value in back.attributes.values()] == [type(value) for value in attributes.values()]
    assert type(back.price) is type(price)


def test_a_line_is_ascii_and_one_line():
    line = line_of(ask="a\nb\u2028c\ud800 手表")
    assert line.isascii() and line.count(b"\n") == 1
    assert json.loads(line) == {"ask": "a\nb\u2028c\ud800 手表"}


def test_numbers_of_numpy_and_those_that_are_none_travel():
    fact = Fact("x", np.float32(0.1))
    assert value_of(Fact, travelled(fact)).value == float(np.float32(0.1))
    assert math.isnan(value_of(Fact, travelled(Fact("x", math.nan))).value)


def test_settings_and_wishes_come_back():
    settings = Settings(generate={"num_beams": 4, "renormalize_logits": True}, temperature=0.5)
    wish = AskOptions(False, True, True, 5.0, None, "Acme", (("hood", "yes"), ("a=b", "c")))
    assert value_of(Settings, travelled(settings)) == settings
    assert value_of(AskOptions, travelled(wish)) == wish


@pytest.mark.parametrize(
    ("kind", "held"),
    [
        (Sentence, {"text": "t", "cites": [], "by": "cat"}),
        (Sentence, {"text": "t", "cites": "12", "by": "lm"}),
        (Sentence, {"text": "t", "cites": [1], "by": "lm"}),
        (Sentence, {"text": "t", "cites": []}),
        (Sentence, {"text": "t", "cites": [], "by": "lm", "secret": 1}),
        (Sentence, ["t", [], "lm"]),
        (Clause, {"text": "t", "kind": "topic", "value": [1]}),
        (Clause, {"text": None, "kind": "topic"}),
        (Product, {"id": "1", "title": "t", "price": True}),
        (Product, {"id": "1", "title": "t", "attributes": []}),
        (AskOptions, {"where": [["secret"]]}),
        (Settings, {"top": 3.5}),
        (Answer, None),
    ],
)
def test_other_values_are_refused_and_not_quoted(kind, held):
    with pytest.raises(BadMessage) as refused:
        value_of(kind, held)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"x" * 11, "a line of more than 10 bytes"),
        (b'{"a": 1', "a line that breaks off"),
        (b"{\n", "a line that is no JSON"),
        (b"[1]\n", "a line that is no JSON object"),
        (b"\xff\n", "a line that is no JSON"),
    ],
)
def test_other_lines_are_refused(sent, said):
    with pytest.raises(BadMessage, match=f"^{said}$"):
        list(lines(io.BytesIO(sent), 10))


def test_what_is_deeper_than_python_reads_is_no_json():
    with pytest.raises(BadMessage, match="a line that is no JSON"):
        list(lines(io.BytesIO(b"[" * 100_000 + b"\n"), 1 << 20))


def test_an_object_without_a_word_for_it_does_not_travel():
    @dataclass
    class Odd:
        what: object

    with pytest.raises(TypeError, match="object cannot travel"):
        line_of(odd=Odd(object()))
