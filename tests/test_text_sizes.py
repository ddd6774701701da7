"""Sizes: letters and numbers of a scale, and what lists or spans them."""

import pytest

from shopcli.text.sizes import are_sizes, says_size


@pytest.mark.parametrize(
    ("value", "wanted", "says"),
    [
        ("40, 41, 42", "41", True), ("40, 41, 42", "43", False), ("36-40", "38.5", True), ("36–40", "41", False),
        ("S-XL", "L", True), ("S-XL", "xxl", False), ("XS – XXL", "medium", True), ("S/M/L", "M", True), ("S/M/L", "XL", False),
        ("Small", "s", True), ("2XL", "XXL", True), ("38 to 42", "40", True), ("10-12 years", "11", False),
        ("20-30 mm", "25", False), ("S-XL", "41", False), ("Size", "XL", False), ("42-36", "40", False), ("7½", "7.5", True),
        ("", "S", False), ("S-XL", "red", False),
    ],
)  # fmt: skip
def test_a_value_says_a_size_that_it_lists_or_spans(value, wanted, says):
    assert says_size(value, wanted) is says


@pytest.mark.parametrize(
    ("values", "are"),
    [
        (["S", "M", "L"], True), (["Small"], True), (["40, 41, 42", "36-40"], True), (["S-XL", "One size"], True),
        (["41", "42"], False), (["10-12 years", "8-10 years"], False), (["20-30 mm"], False), (["red", "S"], False),
        (["One size"], False), ([], False), (["1000-2000"], False),
    ],
)  # fmt: skip
def test_a_field_holds_sizes_where_its_values_are_of_a_scale(values, are):
    assert are_sizes(values) is are
