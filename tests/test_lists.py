"""Multi-valued fields: cells that list several values are linked, limited, counted and asked back by their parts."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.index import Index
from shopcli.text.lists import are_lists, parts
from shopcli.types import Product
from tests.conftest import WordEncoder, build

# Name, leaf, taste, country; what each lists comes again in other cells, and stands alone in some.
_TEAS = (
    ("Morning Dew", "green", "grassy, sweet", "Japan"),
    ("Mountain Mist", "green", "grassy, semi-sweet", "China"),
    ("Old Harbour", "black, smoked", "smoky, bitter", "China"),
    ("River Stone", "black", "malty, sweet", "India, Sri Lanka"),
    ("Silver Moon", "white", "sweet", "China"),
    ("Campfire", "smoked", "smoky", "China, Taiwan"),
    ("Twin Hills", "black, green", "malty, grassy", "India"),
    ("Night Garden", "white, green", "semi-sweet", "Japan, China"),
    ("Red Clay", "black", "bitter, malty", "Kenya"),
    ("Blue Valley", "green", "semi-sweet, grassy", "Sri Lanka"),
)
TEAS = tuple(
    Product(
        f"T{number}",
        f"{name} tea",
        "",
        None,
        None,
        5.0 + number,
        "EUR",
        attributes={"leaf": leaf, "taste": taste, "country": country, "blender": f"{name.split()[0]}, Ann"},
    )
    for number, (name, leaf, taste, country) in enumerate(_TEAS, 1)
)


@pytest.fixture(scope="module")
def teas(tmp_path_factory):
    folder, encoder = tmp_path_factory.mktemp("teas"), WordEncoder()
    build(folder, TEAS, encoder)
    return Advisor(Index(folder), encoder=encoder)


def clauses(advisor: Advisor, request: str) -> list[tuple[str, str, object]]:
    need = advisor.ask(request, text=False).need
    return [(clause.field, clause.op, clause.value) for clause in need.clauses if clause.field]


def meeting(advisor: Advisor, request: str) -> set[str]:
    return {hit.product.id for hit in advisor.ask(request, top=len(TEAS), text=False).results if hit.meets_all}


@pytest.mark.parametrize(
    ("values", "lists"),
    [
        (["cow", "goat", "cow, goat", "goat, sheep", "sheep", "cow, sheep"], True),
        (["Black", "Black / Red", "Red", "White / Black", "Red / White"], True),
        (["Wired", "Wired, Bluetooth", "Bluetooth", "Wired, Bluetooth, Radio"], True),
        (["红色、白色", "白色", "红色", "红色、黑色", "黑色、白色"], True),
        (["Tolkien, J. R. R.", "King, Stephen", "Le Guin, Ursula K."], False),  # names
        (["S, M, L", "M, L", "S, M", "L"], False),  # sizes, which have a scale
        (["5 kg, 15 kg", "5 kg", "15 kg, 20 kg", "20 kg"], False),  # measures
        (["Light, warm and easy to fold away in a pocket", "Warm, but heavy for what it is, we found"], False),  # prose
        (["Linen", "Oak", "Steel"], False),
        (["Linen, Oak"], False),  # one cell shows no habit
        ([], False),
    ],
)
def test_a_field_lists_values_where_short_parts_come_again_and_stand_alone(values, lists):
    assert are_lists(values) is lists


def test_the_parts_of_a_cell_come_in_their_order_each_once_and_never_empty():
    assert parts("cow, goat;, sheep / goat ") == ("cow", "goat", "sheep")
    assert parts("") == ()


def test_the_columns_know_which_fields_list_values_and_name_each_value_once(teas):
    columns = teas.index.columns
    assert [name for name in ("leaf", "taste", "country", "blender") if columns.is_list(name)] == ["leaf", "taste", "country"]
    assert columns.values_of("leaf") == ("green", "black", "smoked", "white")
    assert columns.rows_with("leaf", ("GREEN",)).tolist() == [0, 1, 6, 7, 9]
    assert columns.values_of("blender") == columns.get("blender").choices


def test_a_value_is_a_whole_part_and_no_other_part_that_says_it(teas):
    assert clauses(teas, "sweet tea") == [("taste", "is", "sweet")]
    assert meeting(teas, "sweet tea") == {"T1", "T4", "T5"}
    assert meeting(teas, "semi-sweet tea") == {"T2", "T8", "T10"}


@pytest.mark.parametrize("request_", ["tea that is not smoked", "tea, nothing smoked"])
def test_an_exclusion_rules_out_what_lists_the_part_and_decides_all_else(teas, request_):
    assert clauses(teas, request_) == [("leaf", "!=", "smoked")]
    assert meeting(teas, request_) == {product.id for product in TEAS} - {"T3", "T6"}


def test_the_first_words_of_a_topic_are_a_value_where_more_have_it_than_go_by_the_whole(teas):
    answer = teas.ask("green tea", text=False)
    assert clauses(teas, "green tea") == [("leaf", "is", "green")]
    assert answer.matching == 5


def test_a_question_counts_by_parts(teas):
    assert teas.ask("How many black teas are there?", text=False).reply.startswith("There are 4 black teas")
