"""What programs read: the JSON contract, field by field."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from shopcli.render import answer_to_dict, dumps, explain_to_dict
from shopcli.types import Answer, ClarifyingQuestion, Clause, Evidence, Fact, Hit, Need, Product
from tests.render_values import ANSWER, ATTENTIONS, CHEAP, FELL, HITS, NEED


def test_an_answer_is_exactly_what_the_contract_says():
    assert answer_to_dict(ANSWER) == {
        "query": "rain jacket with a hood under 120 euros, not Fell, for cold days",
        "need": {
            "language": "en",
            "clauses": [
                {"text": "rain jacket", "kind": "topic"},
                {"text": "with a hood", "kind": "feature", "field": "hood", "op": "is", "value": True},
                {"text": "under 120 euros", "kind": "limit", "field": "price", "op": "<=", "value": 120.0, "unit": "EUR"},
                {"text": "not Fell", "kind": "exclude", "field": "brand", "op": "!=", "value": "Fell"},
                {"text": "for cold days", "kind": "feature"},
            ],
            "sort": {"field": "price", "order": "asc"},
        },
        "no_exact_match": False,
        "relaxed": [],
        "loosened": [],
        "matching": 1,
        "not_sold": False,
        "reply": None,
        "assumed": [],
        "question": None,
        "bundle": None,
        "results": [
            {
                "rank": 1,
                "id": "j1",
                "title": "Norvik Storm Rain Jacket",
                "brand": "Norvik",
                "price": 99.5,
                "currency": "EUR",
                "score": 0.9135,
                "list_price": None,
                "reduction": None,
                "available": None,
                "availability": None,
                "shop": None,
                "variant": None,
                "variants": 0,
                "meets_all": True,
                "unmet": [],
                "unknown": [],
                "denied": [],
                "evidence": [
                    {"clause": "rain jacket", "fact": "title: Norvik Storm Rain Jacket", "weight": 0.8},
                    {"clause": "with a hood", "fact": "hood: yes", "weight": 0.625},
                    {"clause": "under 120 euros", "fact": "price: 99.50 EUR", "weight": 1.0},
                    {"clause": "for cold days", "fact": "lining: fleece", "weight": 0.5},
                ],
            },
            {
                "rank": 2,
                "id": "j2",
                "title": HITS[1].product.title,
                "brand": "Fell",
                "price": 189.0,
                "currency": "EUR",
                "score": 0.5,
                "list_price": None,
                "reduction": None,
                "available": None,
                "availability": None,
                "shop": None,
                "variant": None,
                "variants": 0,
                "meets_all": False,
                "unmet": ["under 120 euros", "not Fell"],
                "unknown": ["with a hood"],
                "denied": [],
                "evidence": [{"clause": "for cold days", "fact": "lining: down", "weight": 0.4}],
            },
        ],
        "advice": {
            "text": "The Norvik Storm has a hood, costs 99.50 EUR and is lined with fleece. "
            "The Fell Summit is lined with down, but costs 189.00 EUR.",
            "model": "Tiny-Writer",
            "sentences": [
                {
                    "text": "The Norvik Storm has a hood, costs 99.50 EUR and is lined with fleece.",
                    "cites": ["j1"],
                    "by": "lm",
                },
                {"text": "The Fell Summit is lined with down, but costs 189.00 EUR.", "cites": ["j2", "j1"], "by": "template"},
            ],
        },
        "timings_s": {"understand": 0.0021, "write": 2.1},
    }


def test_what_is_assumed_asked_back_and_left_aside_is_told_apart_from_what_was_asked():
    light = Clause("for a student", "feature", "weight", "<=", 1.5, "kg", meaning="light", source="assumption")
    tidy = Clause("for a student", "feature", meaning="tidy", source="assumption")
    need = Need("hi, a desk for a student", (Clause("desk", "topic"),), assumed=(light, tidy), left_aside=("hi",))
    question = ClarifyingQuestion("Which top do you want: oak (3) or pine (2)?", "top", (("oak", 3), ("pine", 2)))
    hit = Hit(HITS[0].product, 0.5, evidence=(Evidence(tidy, Fact("tidy", True), 0.5),))
    told = answer_to_dict(Answer(need, (hit,), 5, clarification=question))
    assert told["assumed"] == [
        {"text": "light", "from": "for a student", "field": "weight", "op": "<=", "value": 1.5, "unit": "kg"},
        {"text": "tidy", "from": "for a student"},
    ]
    assert told["question"] == {
        "text": "Which top do you want: oak (3) or pine (2)?",
        "field": "top",
        "choices": [{"value": "oak", "count": 3}, {"value": "pine", "count": 2}],
    }
    assert told["need"]["clauses"] == [{"text": "desk", "kind": "topic"}]
    assert told["need"]["left_aside"] == ["hi"]
    assert told["results"][0]["evidence"] == [{"clause": "tidy", "fact": "tidy: yes", "weight": 0.5}]


def test_the_fields_stand_in_the_order_of_the_contract():
    assert list(answer_to_dict(ANSWER)) == [
        "query", "need", "no_exact_match", "relaxed", "loosened", "matching", "not_sold", "reply", "assumed", "question",
        "bundle", "results", "advice", "timings_s",
    ]  # fmt: skip
    assert list(answer_to_dict(ANSWER)["results"][0]) == [
        "rank", "id", "title", "brand", "price", "currency", "score", "list_price", "reduction", "available", "availability",
        "shop", "variant", "variants", "meets_all", "unmet", "unknown", "denied", "evidence",
    ]  # fmt: skip


def test_without_text_sort_or_match_the_fields_are_null_empty_or_true():
    answer = answer_to_dict(Answer(replace(NEED, sort=None), HITS[1:], matching=0, relaxed=(CHEAP,)))
    assert (answer["advice"], answer["need"]["sort"], answer["timings_s"]) == (None, None, {})
    assert (answer["no_exact_match"], answer["relaxed"], answer["matching"]) == (True, ["under 120 euros"], 0)


def test_notes_of_the_need_are_an_added_field():
    answer = answer_to_dict(Answer(replace(NEED, notes=("Dollars were read as euros.",)), (), matching=0))
    assert answer["need"]["notes"] == ["Dollars were read as euros."]


def test_explaining_adds_one_field_with_the_score_of_each_stage():
    explained = explain_to_dict(ANSWER, ATTENTIONS)
    matrices = [result.pop("attention") for result in explained["explain"]["results"]]
    assert matrices[1] == {
        "clauses": ["rain jacket", "with a hood", "under 120 euros", "not Fell", "for cold days"],
        "facts": [f"title: {FELL.title}", "price: 189.00 EUR", "brand: Fell", "lining: down"],
        "weights": [[0.9, 0.0, 0.03, 0.07], [0.0] * 4, [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.2, 0.0, 0.2, 0.6]],
        "answers": [0.6, None, None, None, 0.3],
        "unanswered": ["for cold days"],
    }
    assert explained == {
        "explain": {
            "results": [
                {
                    "id": "j1",
                    "scores": {"dense": 0.7123, "attention": 0.5},
                    "evidence": [
                        {"clause": "rain jacket", "fact": "title: Norvik Storm Rain Jacket", "weight": 0.8, "field": "title"},
                        {"clause": "with a hood", "fact": "hood: yes", "weight": 0.625, "field": "hood"},
                        {"clause": "under 120 euros", "fact": "price: 99.50 EUR", "weight": 1.0, "field": "price"},
                        {"clause": "for cold days", "fact": "lining: fleece", "weight": 0.5, "field": "lining"},
                    ],
                },
                {
                    "id": "j2",
                    "scores": {},
                    "evidence": [{"clause": "for cold days", "fact": "lining: down", "weight": 0.4, "field": "lining"}],
                },
            ]
        }
    }


def test_an_answer_is_one_line_of_utf_8():
    answer = Answer(Need("防水\n外套", (Clause("防水", "feature"),)), (Hit(Product("1", "防水外套"), 1.0),), matching=1)
    line = dumps(answer_to_dict(answer))
    assert "\n" not in line and '"防水\\n外套"' in line and '"title": "防水外套"' in line
    assert json.loads(line) == answer_to_dict(answer)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("\x1b[31m", r"\u001b[31m"),
        ("\x7f\x9b\x85", r"\u007f\u009b\u0085"),
        ("\u2028\u2029", r"\u2028\u2029"),
        ("\u202e\u2066\u200f\ufeff", r"\u202e\u2066\u200f\ufeff"),
        ("\ud800", r"\ud800"),
        ("é日👟", "é日👟"),
    ],
)
def test_what_could_act_on_a_terminal_is_escaped_and_comes_back_unchanged(text, written):
    assert dumps(text) == f'"{written}"'
    assert json.loads(dumps(text)) == text
    assert dumps({text: text}) == f'{{"{written}": "{written}"}}'


def test_numbers_that_json_lacks_are_null():
    assert dumps({"a": float("nan"), "b": [float("inf"), 1.5]}) == '{"a": null, "b": [null, 1.5]}'


def test_numbers_of_numpy_are_numbers():
    numpy = pytest.importorskip("numpy")
    hit = Hit(HITS[0].product, numpy.float32(0.1), scores={"dense": numpy.float32(0.7)})
    answer = Answer(NEED, (hit,), matching=numpy.int64(3))
    assert '"score": 0.1,' in dumps(answer_to_dict(answer)) and '"matching": 3,' in dumps(answer_to_dict(answer))
    assert dumps(explain_to_dict(answer, ATTENTIONS[:1])["explain"]["results"][0]["scores"]) == '{"dense": 0.7}'
    assert dumps(numpy.float32("nan")) == "null"


def test_writing_json_does_not_load_rich():
    code = "import sys, shopcli.render; print([name for name in sys.modules if name.split('.')[0] in ('rich', 'typer')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
