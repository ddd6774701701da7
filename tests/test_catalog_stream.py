"""JSON documents read as streams: what comes out is what reading them whole gives, whatever their form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shopcli.catalog import open_catalog
from shopcli.catalog.forms.stream import JsonStream
from shopcli.errors import CatalogError

PRODUCTS = [{"id": str(n), "name": f"Lamp {n}", "price": n + 0.5, "notes": "x" * (n % 50)} for n in range(300)]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def streamed(path: Path, text: str) -> list[dict]:
    """The products of a document read a few characters at a time."""
    path.write_text(text, encoding="utf-8")
    return [product.title for product in open_catalog([path], streamed_from=7).products()]


@pytest.mark.parametrize(
    "document",
    [
        PRODUCTS,
        {"products": PRODUCTS},
        {"made": "today", "shop": {"lists": {"few": PRODUCTS[:3], "all": PRODUCTS}}, "count": 300},
        {product["id"]: product for product in PRODUCTS},
        {"shop": "Lamps", "by_id": {product["id"]: product for product in PRODUCTS}},
    ],
    ids=["list", "in an object", "the longest of lists within", "by id", "by id within"],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_large_document_is_read_as_a_small_one_is(tmp_path, document, indent):
    assert streamed(tmp_path / "shop.json", json.dumps(document, indent=indent)) == [p["name"] for p in PRODUCTS]


@pytest.mark.parametrize(
    "text",
    [
        '{"products": [{"name": "Old one"}, {"name": "Old two"}], "products": [{"name": "New"}, {"name": "Newer"}]}',
        '{"products": [{"name": "Old one"}, {"name": "Old two"}, {"name": "Old three"}], "products": [{"name": "New"}]}',
        '{"shop": {"list": [{"name": "Old"}]}, "shop": {"list": [{"name": "Older"}], "list": [{"name": "New"}]}}',
        '{"shop": {"list": [{"name": "Old"}], "list": [{"name": "New", "name": "Newest"}]}, "made": "today", "made": 1}',
        '[{"name": "Old", "price": 1, "name": "New"}, {"name": "Other"}]',
    ],
)
def test_of_a_key_that_comes_twice_the_last_value_counts_however_it_is_read(tmp_path, text):
    (tmp_path / "small.json").write_text(text, encoding="utf-8")
    whole = [product.title for product in open_catalog([tmp_path / "small.json"]).products()]
    assert whole and all(title.startswith(("New", "Other")) for title in whole)
    assert streamed(tmp_path / "shop.json", text) == whole


@example([12.5e-30, [0.25, -1e30], {"a": 1.5}], 1)
@given(st.lists(VALUES, max_size=6), st.integers(1, 9))
def test_any_list_comes_out_as_it_went_in(values, size):
    text = json.dumps(values)
    places = iter(range(0, len(text) + 10, size))

    def read(_: int) -> str:
        at = next(places, len(text))
        return text[at : at + size]

    found = list(JsonStream(read, json.JSONDecoder()).elements(()))
    assert json.dumps(found) == text


def test_what_is_let_through_in_a_small_document_is_in_a_large_one(tmp_path):
    text = '[{"name": "Lamp\tone", "price": NaN}, 7, {"name": "Lamp two", "price": 3}]'
    assert streamed(tmp_path / "shop.json", text) == ["Lamp one", "Lamp two"]


@pytest.mark.parametrize(
    "broken", ['[{"name": "Lamp"}, {"name": ', '[{"name": "Lamp"} {"name": "Bed"}]', '[{"name": "Lamp"}] x']
)
def test_a_large_document_that_is_broken_is_refused(tmp_path, broken):
    with pytest.raises(CatalogError, match="is not valid JSON"):
        streamed(tmp_path / "shop.json", broken)


def test_a_large_document_without_a_list_is_refused(tmp_path):
    with pytest.raises(CatalogError, match="holds no list of products"):
        streamed(tmp_path / "shop.json", json.dumps([1, 2, 3, 4, 5, 6, 7, 8]))
