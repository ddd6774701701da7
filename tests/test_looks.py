"""What a product looks like, and what its fields count."""

from __future__ import annotations

import numpy as np
import pytest

from shopcli.index.kinds.product_profiles import CategoryImputer
from shopcli.index.units.counts import counted_noun, numbered_words


def guessed_places(looks: np.ndarray, places: list[str]) -> dict[int, str]:
    """Where the products that have no place stand, by the others."""
    return CategoryImputer(looks, places).guessed(looks, places)


def test_a_product_without_a_category_stands_where_those_most_like_it_stand():
    looks = np.array([[1, 0], [1, 0], [1, 0], [0, 1], [0, 1], [0, 1], [0.9, 0.436], [0.707, 0.707]])
    places = ["Tents", "Tents", "Tents", "Books", "Books", "Books", "", ""]
    assert guessed_places(looks, places) == {6: "Tents", 7: "Tents"}
    assert guessed_places(looks, ["Tents", "Mats", "Pegs", "Books", "Maps", "Bags", "", ""]) == {}


def test_nothing_is_guessed_of_a_product_that_nothing_is_like():
    looks = np.array([[1.0, 0, 0], [1, 0, 0], [1, 0, 0], [0, 0.995, 0.1]])
    assert guessed_places(looks, ["Tents", "Tents", "Tents", ""]) == {}


@pytest.mark.parametrize(
    ("name", "noun"),
    [
        ("usb_2_0_ports_quantity", "ports"), ("Number of built-in speakers", "speakers"), ("persons", "persons"),
        ("button count", "buttons"), ("number_of_products_included", "products"), ("quantity_per_pallet", ""),
        ("quantity", ""), ("width", ""), ("mass", ""), ("drop", ""),
    ],
)  # fmt: skip
def test_the_name_of_a_field_says_what_it_counts(name, noun):
    assert counted_noun(name) == noun


def test_words_that_a_number_closes_are_standards_and_not_counted():
    assert numbered_words(["usb_3_2_ports", "RJ 45 sockets", "persons"]) == {"usb", "rj"}
