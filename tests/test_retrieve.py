"""Limits over columns, and candidates that hold them before anything is cut."""

import re
from dataclasses import replace
from itertools import product
from typing import get_args

import numpy as np
import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.errors import UsageError
from shopcli.index import Index
from shopcli.retrieve import judge, retrieve
from shopcli.retrieve.limits import nearest_value
from shopcli.types import Clause, Need, Op, Product
from tests.conftest import WordEncoder, build

UNDER_100 = Clause("under 100", "limit", "price", "<=", 100.0, "EUR")
GPS = Clause("--where GPS=yes", "feature", "GPS", "is", "yes")


def held(index, clause: Clause) -> dict[str, str]:
    """What each record says to a clause: yes, no or silence, by id."""
    verdict = judge(clause, index.columns)
    words = {(True, False): "yes", (False, True): "no", (False, False): "silent"}
    return {index.records[row].id: words[bool(verdict.holds[row]), bool(verdict.contradicts[row])] for row in range(len(index))}


def candidates(index, encoder, need: Need, *, wanted: int):
    query = encoder.encode([need.query])[0]
    words = index.words.scores(need.query)
    return retrieve(need, query, wanted=wanted, columns=index.columns, vectors=index.vectors, lexical=words)


def ids(index, found) -> list[str]:
    return [index.records[int(row)].id for row in found.rows]


def test_a_price_limit_is_held_contradicted_or_met_with_silence(index):
    assert held(index, UNDER_100) == {"W1": "no", "W2": "no", "W3": "yes", "A1": "yes", "K1": "yes"}


def test_a_yes_no_field_is_silent_where_the_record_is(index):
    assert held(index, GPS) == {"W1": "yes", "W2": "yes", "W3": "no", "A1": "silent", "K1": "silent"}


def test_a_brand_matches_whatever_its_case(index):
    assert held(index, Clause("x", "feature", "brand", "is", "varnholm")) == {
        "W1": "yes",
        "W2": "yes",
        "W3": "no",
        "A1": "silent",
        "K1": "no",
    }


def test_an_exclusion_holds_where_the_record_says_something_else(index):
    assert held(index, Clause("not black", "exclude", "colour", "!=", "black")) == {
        "W1": "no",
        "W2": "yes",
        "W3": "yes",
        "A1": "no",
        "K1": "yes",
    }


def test_one_of_several_colours_is_enough(index):
    assert held(index, Clause("brown", "feature", "colour", "is", "brown"))["A1"] == "yes"


def test_a_number_field_is_filtered_by_equality(index):
    assert held(index, Clause("x", "feature", "weight g", "is", "40"))["W3"] == "yes"


def test_a_field_is_found_whatever_its_case_and_underscores(index):
    assert held(index, Clause("x", "feature", "Battery_Life", "is", "18 days"))["W1"] == "yes"


def test_a_sum_in_another_currency_is_not_compared(index):
    assert set(held(index, Clause("x", "limit", "price", "<=", 100.0, "USD")).values()) == {"silent"}


def test_an_unknown_field_names_the_nearest(index):
    with pytest.raises(UsageError) as failure:
        judge(Clause("x", "feature", "colur", "is", "black"), index.columns)
    assert (str(failure.value), failure.value.hint) == ("This catalog has no field 'colur'.", "Did you mean: colour?")


def test_a_word_for_a_number_field_is_explained(index):
    with pytest.raises(UsageError, match="weight g holds a number"):
        judge(Clause("--where", "feature", "weight g", "is", "light"), index.columns)


FIELDS = {"number": "weight g", "yes/no": "GPS", "choice": "strap", "text": "load", "price": "price"}
# What each op finds in each kind of field, or what it says that the field holds. A number with a point is one, and is
# compared with the quantities of a text.
COMPARED = """
is      | number | 54              | W1 W2
is      | yes/no | yes             | W1 W2
is      | choice | Steel           | W1 W3
is      | text   | 18 kg           | W1 W2
is      | text   | 18.0            | W1 W2
is      | price  | 89              | W3
is      | number | blue            | holds a number
is      | yes/no | blue            | holds yes or no
is      | choice | blue            |
is      | text   | blue            |
is      | price  | blue            | holds a number
==      | number | 54              | W1 W2
==      | yes/no | no              | W3
==      | choice | nylon           | W2
==      | text   | 9 kg            | W3
==      | text   | 9.0             | W3
==      | price  | 89              | W3
==      | number | blue            | holds a number
==      | yes/no | blue            | holds yes or no
!=      | number | 54              | W3
!=      | yes/no | yes             | W3
!=      | choice | steel           | W2
!=      | text   | 18 kg           | W3
!=      | text   | 18.0            | W3
!=      | price  | 89              | W1 W2
!=      | number | blue            | holds a number
!=      | yes/no | blue            | holds yes or no
!=      | choice | blue            | W1 W2 W3
in      | number | 40|41           | W3
in      | yes/no | yes|no          | W1 W2 W3
in      | choice | nylon|silk      | W2
in      | text   | 9 kg|8 kg       | W3
in      | price  | 189|174         | W1 W2
in      | number | pink|purple     | holds a number
in      | yes/no | pink|purple     | holds yes or no
in      | choice | pink|purple     |
in      | price  | pink|40         | holds a number
<       | number | 54.0            | W3
<       | yes/no | 1.0             | W3
<       | choice | 5.0             | holds text
<       | text   | 18.0            | W3
<       | text   | 18 kg           | holds text
<       | price  | 174.0           | W3
<=      | number | 54.0            | W1 W2 W3
<=      | yes/no | 0.0             | W3
<=      | choice | 5.0             | holds text
<=      | text   | 9.0             | W3
<=      | text   | 9 kg            | holds text
<=      | price  | 174.0           | W2 W3
>       | number | 40.0            | W1 W2
>       | yes/no | 0.0             | W1 W2
>       | choice | 5.0             | holds text
>       | text   | 9.0             | W1 W2
>       | text   | 9 kg            | holds text
>       | price  | 174.0           | W1
>=      | number | 40.0            | W1 W2 W3
>=      | yes/no | 1.0             | W1 W2
>=      | choice | 5.0             | holds text
>=      | text   | 18.0            | W1 W2
>=      | text   | 9 kg            | holds text
>=      | price  | blue            | holds a number
outside | number | 54.0            | W3
outside | yes/no | 1.0             | W3
outside | choice | 5.0             | holds text
outside | text   | 18.0            | W3
outside | text   | 9 kg            | holds text
outside | price  | 174.0           | W1 W3
like    | number | 54.0            | holds a number
like    | yes/no | yes             | holds yes or no
like    | choice | steel           | holds text
like    | text   | 9 kg            | holds text
like    | price  | 89              | holds a number
"""
CASES = [tuple(re.split(r" +\| ?", line)) for line in COMPARED.strip().split("\n")]


@pytest.fixture(scope="module")
def watches(tmp_path_factory):
    """Three watches with a field of each kind, one of which is called colour and is yes or no."""
    said = [
        ("W1", "Ridge watch, pink", 189.0, 54.0, True, "Steel", "18 kg", True),
        ("W2", "Trail watch, purple", 174.0, 54.0, True, "Nylon", "18 kg", False),
        ("W3", "Dress watch", 89.0, 40.0, False, "steel / leather", "9 kg", True),
    ]
    names = ("weight g", "GPS", "strap", "load", "colour")
    products = [
        Product(product_id, title, price=price, currency="EUR", attributes=dict(zip(names, values, strict=True)))
        for product_id, title, price, *values in said
    ]
    folder = tmp_path_factory.mktemp("watches")
    build(folder, products, WordEncoder())
    return Index(folder)


def test_the_table_has_every_op_that_compares_on_every_kind_of_field(watches):
    assert {case[:2] for case in CASES} == set(product({*get_args(Op)} - {"has", "lacks"}, FIELDS))
    assert [watches.columns.kind(name) for name in FIELDS.values()] == ["number", "yes/no", "choice", "choice", "number"]
    assert "load@number" in watches.columns and "strap@number" not in watches.columns


@pytest.mark.parametrize(("op", "kind", "said", "found"), CASES)
def test_each_op_compares_each_kind_of_field_or_says_what_the_field_holds(watches, op, kind, said, found):
    value = float(said) if said.endswith(".0") else said
    clause = Clause("so", "feature", FIELDS[kind], op, value, upper=180.0)
    if not found.startswith("holds"):
        assert [each for each, truth in held(watches, clause).items() if truth == "yes"] == found.split()
        return
    with pytest.raises(UsageError) as failure:
        judge(clause, watches.columns)
    assert str(failure.value) == f"'so': {FIELDS[kind]} {found}{', not numbers' if found == 'holds text' else ''}."


def test_what_a_field_of_numbers_holds_is_shown_by_one_of_its_own(watches):
    with pytest.raises(UsageError) as failure:
        judge(Clause("--where", "feature", "weight g", "is", "light"), watches.columns)
    assert failure.value.hint == "Write weight g=54."


@pytest.mark.parametrize(
    ("request_", "found"),
    [
        ("pink or purple watch", {"W1", "W2"}),
        ("pink watch", {"W1"}),
        ("watch, neither pink nor purple", set()),
        ("粉色或紫色的手表", {"W1", "W2"}),
    ],
)
def test_colours_are_looked_for_where_records_say_them_and_not_in_a_yes_no_field_of_that_name(watches, request_, found):
    answer = Advisor(watches, encoder=WordEncoder()).ask(request_, text=False)
    assert {hit.product.id for hit in answer.results if hit.meets_all} == found


@pytest.fixture
def unnamed(tmp_path):
    """Three chairs with prices in no currency that anybody names."""
    chairs = [
        Product(str(n), f"{name} chair", price=price) for n, (name, price) in enumerate([("Bar", 199.0), ("Office", 4025.0)])
    ]
    build(tmp_path, [*chairs, Product("2", "Garden chair")], WordEncoder())
    return Index(tmp_path)


@pytest.mark.parametrize("currency", [None, "CNY", "EUR", ""])
def test_prices_in_no_named_currency_are_compared_in_the_asker_s(unnamed, currency):
    clause = Clause("so", "limit", "price", "<=", 200.0, currency)
    assert held(unnamed, clause) == {"0": "yes", "1": "no", "2": "silent"}
    everything = np.ones(3, bool)
    assert nearest_value(replace(clause, value=100.0), unnamed.columns, everything) == 199.0
    assert nearest_value(replace(clause, op=">=", value=9000.0), unnamed.columns, everything) == 4025.0


@pytest.mark.parametrize(
    ("request_", "matching", "loosened"),
    [
        ("chair under 200 yuan", 1, ()),
        ("chair under $50", 0, (199.0,)),
        ("50元以下的椅子 chair", 0, (199.0,)),
        ("chair over 5000 €", 0, (4025.0,)),
    ],
)
def test_a_sum_in_any_currency_limits_prices_in_none(unnamed, request_, matching, loosened):
    answer = Advisor(unnamed, encoder=WordEncoder()).ask(request_, text=False)
    assert (answer.matching, tuple(clause.value for clause in answer.loosened)) == (matching, loosened)


def test_a_price_limit_of_a_flag_in_a_currency_that_no_record_names_is_loosened_to_the_nearest(unnamed):
    advisor = Advisor(unnamed, settings=Settings(currency="CNY"), encoder=WordEncoder())
    answer = advisor.ask("chair", text=False, filters=advisor.filters(max_price=100.0))
    assert [clause.value for clause in answer.loosened] == [199.0]


def test_what_holds_every_limit_but_is_another_kind_of_thing_does_not_match(index, encoder):
    need = Need("quiet keyboard", (Clause("quiet keyboard", "topic"), Clause("black", "feature", "colour", "is", "black")))
    words = index.words.scores("quiet keyboard")
    topic = encoder.encode(["quiet keyboard"])[0]
    found = retrieve(need, topic, wanted=2, columns=index.columns, vectors=index.vectors, lexical=words, topic=topic)
    assert (found.matching, found.relaxed, ids(index, found)[0]) == (0, need.clauses[1:], "K1")


def test_limits_hold_before_the_cut(index, encoder):
    found = candidates(index, encoder, Need("ridge gps watch", (Clause("watch", "topic"), UNDER_100)), wanted=1)
    assert (set(ids(index, found)), found.matching, found.relaxed) == ({"W3", "A1", "K1"}, 3, ())


def test_where_too_few_match_the_nearest_follow_marked_with_what_they_miss(index, encoder):
    need = Need("watch", (Clause("watch", "topic"), UNDER_100, GPS))
    found = candidates(index, encoder, need, wanted=5)
    assert found.matching == 0
    assert found.relaxed == (UNDER_100,) or found.relaxed == (GPS,)
    unmet = dict(zip(ids(index, found), found.unmet, strict=True))
    unknown = dict(zip(ids(index, found), found.unknown, strict=True))
    assert (unmet["W1"], unmet["W3"], unknown["K1"]) == ((UNDER_100,), (GPS,), (GPS,))


@pytest.mark.parametrize(("most", "given_up"), [(100.0, "price"), (85.0, "GPS")])
def test_a_price_that_is_missed_by_more_than_as_much_again_is_kept_and_another_clause_given_up(index, encoder, most, given_up):
    at_most = Clause("at most", "limit", "price", "<=", most, "EUR")  # 174 is the least that a watch with GPS costs
    found = candidates(index, encoder, Need("watch", (Clause("watch", "topic"), at_most, GPS)), wanted=2)
    assert [clause.field for clause in found.relaxed] == [given_up]


def test_the_clause_given_up_is_the_one_that_leaves_most(index, encoder):
    cheap = Clause("under 5", "limit", "price", "<=", 5.0, "EUR")
    black = Clause("black", "feature", "colour", "is", "black")
    found = candidates(index, encoder, Need("watch", (cheap, black)), wanted=2)
    assert (found.relaxed, set(ids(index, found)[:2])) == ((cheap,), {"W1", "A1"})


def test_words_and_meaning_are_fused(index, encoder):
    found = candidates(index, encoder, Need("quiet keyboard"), wanted=5)
    assert ids(index, found)[0] == "K1"
    np.testing.assert_allclose(found.fused, found.dense + 0.1 * found.lexical, rtol=1e-6)
    assert found.lexical[0] == 1.0


def test_without_limits_everything_is_a_candidate(index, encoder):
    found = candidates(index, encoder, Need("watch"), wanted=5)
    assert (sorted(ids(index, found)), found.matching) == (["A1", "K1", "W1", "W2", "W3"], 5)
