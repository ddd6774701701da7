"""What is wanted beside what one has, names of series, names asked for, and words that CC-CEDICT lacks."""

from __future__ import annotations

import numpy as np
import pytest

from shopcli.need import understand
from shopcli.need.brands_colours import folded_name
from shopcli.need.translation.dictionary import open_dictionary
from shopcli.need.translation.supplement import SUPPLEMENT
from shopcli.pipeline.names.valued_names import with_valued_names
from shopcli.pipeline.ranking import unavailable_last
from shopcli.text.words import are_doer_and_deed
from shopcli.types import Clause, Need
from tests.test_need import VOCABULARY


@pytest.mark.parametrize(
    ("query", "thing"),
    [
        ("I've got a pile of batteries already, so I just want the bare hammer drill", "bare hammer drill"),
        ("家里有电池，想配一把直角钻", "直角钻"),
        ("I have a dog and a garden.", None),
    ],
)
def test_what_is_wanted_is_the_thing_and_not_what_one_has(query: str, thing: str | None) -> None:
    topics = [clause.text for clause in understand(query, VOCABULARY).clauses if clause.kind == "topic"]
    assert thing is None or topics == [thing]


def test_the_name_of_a_series_is_no_part_of_the_limit_behind_it() -> None:
    assert [clause.text for clause in understand("城市系列500到1000片", VOCABULARY).clauses] == ["城市", "500到1000片"]


def _valued(topic: Clause, *, n_called: int) -> list[tuple]:
    """The clauses of a need for a topic, where eight products have the theme "City"."""

    def stated(words: str) -> tuple[str, str] | None:
        return ("theme", "City") if words.lower() == "city" else None

    def no_field(field: str) -> bool:
        return False

    need = Need(topic.text, (topic,))
    called = (lambda clause: n_called), (lambda clause: n_called)
    need = with_valued_names(need, stated, lambda field, values: 8, called, no_field, no_field)
    return [(clause.text, clause.kind, clause.field, clause.value) for clause in need.clauses]


def test_a_field_decides_a_topic_by_which_hardly_anything_is_called() -> None:
    city = ("City", "feature", "theme", "City")
    assert _valued(Clause("City sets", "topic"), n_called=1) == [city, ("sets", "topic", None, None)]
    assert _valued(Clause("City", "topic"), n_called=1) == [city]
    assert _valued(Clause("城市", "topic", meaning="city"), n_called=1) == [("城市", "feature", "theme", "City")]
    assert _valued(Clause("City sets", "topic"), n_called=8) == [("City sets", "topic", None, None)]
    assert _valued(Clause("city sets", "topic"), n_called=1) == [("city sets", "topic", None, None)]


def test_shops_words_come_before_those_of_the_dictionary() -> None:
    assert open_dictionary().glosses("亚麻")[:2] == ("linen", "flax")
    assert open_dictionary().glosses("羊绒") == ("cashmere",)
    assert all(terms and all(terms) for terms in SUPPLEMENT.values())


def test_a_name_is_the_same_with_and_without_its_and() -> None:
    assert folded_name("Black & Decker") == folded_name("Black and Decker") == folded_name("Black Decker")
    assert folded_name("HP and") != folded_name("HP")


def test_who_does_something_is_not_what_is_done() -> None:
    assert are_doer_and_deed("petrol generators", "next generation")
    assert not are_doer_and_deed("generator", "power generators")
    assert not are_doer_and_deed("", "generation")


def test_what_cannot_be_had_gives_way_only_to_what_answers_nearly_as_well() -> None:
    order, one_class = np.arange(3), np.zeros(3)
    sold_out = np.asarray([True, False, False])
    assert unavailable_last(order, sold_out, one_class, np.asarray([1.0, 0.9, 0.3])).tolist() == [1, 0, 2]
    assert unavailable_last(order, sold_out, one_class, np.asarray([1.0, 0.5, 0.3])).tolist() == [0, 1, 2]
    assert unavailable_last(order, sold_out, one_class, np.zeros(3)).tolist() == [1, 2, 0]
