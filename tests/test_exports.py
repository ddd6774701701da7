"""Exports of shop systems, each with rows as the system writes them: what is a product, what a variant, what nobody buys by."""

from __future__ import annotations

from typing import Any

import pytest

from tests.test_variants import outline, read


def attributes(folder: Any, text: str, name: str = "a.csv", **mapping: str) -> dict[str, Any]:
    """The attributes of the first product of a file."""
    return dict(read(folder, name, text, **mapping)[0][0].attributes)


def test_blanks_that_pad_a_table_are_no_titles_and_no_names_of_options(tmp_path):
    products, report = read(
        tmp_path,
        "a.csv",
        "name                ,slug  ,optionGroups,optionValues,sku ,price,stockOnHand\n"
        "Oskari Notebook     ,note  ,pages|cover ,80|red      ,N-8 ,4.50 ,10\n"
        "                    ,      ,            ,120|red     ,N-12,6.00 ,0\n"
        "Fernhold Pencil     ,pencil,            ,            ,P   ,1.20 ,7\n",
    )
    assert [outline(product) for product in products] == [
        (
            "N-8",
            "Oskari Notebook",
            4.5,
            [("N-8", {"pages": "80"}, 4.5), ("N-12", {"pages": "120"}, 6.0)],
        ),
        ("P", "Fernhold Pencil", 1.2, []),
    ]
    assert (report.rows, report.skipped) == (3, [])


def test_options_are_called_alike_in_whatever_language_or_case_and_go_before_a_column_of_that_name(tmp_path):
    products, _ = read(
        tmp_path,
        "a.csv",
        "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Size (metafields.size)\n"
        "tee,Amberly Tee,Size,S,T1,20.00,s; m\n"
        "tee,,,M,T2,20.00,\n"
        "cap,Varnholm Cap,FARBE,Rot,C1,12.00,one\n"
        "cap,,,Blau,C2,12.00,\n",
    )
    assert [[dict(one.options) for one in product.variants] for product in products] == [
        [{"size": "S"}, {"size": "M"}],
        [{"colour": "Rot"}, {"colour": "Blau"}],
    ]
    assert [product.attributes.get("size") for product in products] == ["S, M", None]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Nom de l'attribut 1", "Valeur(s) de l'attribut 1"),
        ("Nombre del atributo 1", "Valor(es) del atributo 1"),
        ("Attribut 1 Name", "Attribut 1 Wert(e)"),
        ("NOME VARIANTE 1", "VALORI VARIANTE 1"),
        ("Название атрибута 1", "Значения атрибута 1"),
    ],
)
def test_the_halves_of_an_attribute_are_known_in_other_languages(tmp_path, name, value):
    found = attributes(
        tmp_path, f'title,price,"{name}","{value}"\nAmberly Tee,20,Material,Cotton\nOskari Mug,9,Material,Clay\n'
    )
    assert found == {"Material": "Cotton"}


def test_options_that_are_numbered_at_the_end_are_pairs_and_what_is_never_used_up_is_in_stock(tmp_path):
    products, report = read(
        tmp_path,
        "a.csv",
        "Variant ID,Title,SKU,Option Name 1,Option Value 1,Price,Sale Price,Stock\n"
        "v1,Cove Tee,T-S,Size,S,25.00,20.00,5\nv2,,T-M,,M,25.00,0.00,Unlimited\nv3,,T-L,,L,27.00,0.00,0\n",
    )
    assert [(dict(one.options), one.price, one.list_price, one.availability) for one in products[0].variants] == [
        ({"size": "S"}, 20.0, 25.0, "in stock"),
        ({"size": "M"}, 25.0, None, "in stock"),
        ({"size": "L"}, 27.0, None, "out of stock"),
    ]
    assert (len(products), report.skipped) == (1, [])


def test_names_for_programs_below_those_for_people_are_the_header_and_no_product(tmp_path):
    products, _ = read(
        tmp_path,
        "a.txt",
        "Template=custom\tVersion=1\t\t\t\t\n"
        "Seller SKU\tBrand\tProduct Name\tYour Price\tParent SKU\tSize\n"
        "item_sku\tbrand_name\titem_name\tstandard_price\tparent_sku\tsize_name\n"
        "T\tAmberly\tAmberly Tee\t\t\t\n"
        "T-S\tAmberly\tAmberly Tee S\t19.99\tT\tS\n"
        "T-L\tAmberly\tAmberly Tee L\t21.99\tT\tL\n"
        "C\tOskari\tOskari Cap\t9.99\t\t\n",
    )
    assert [outline(product) for product in products] == [
        ("T", "Amberly Tee", 19.99, [("T-S", {"size": "S"}, 19.99), ("T-L", {"size": "L"}, 21.99)]),
        ("C", "Oskari Cap", 9.99, []),
    ]


def test_what_stands_in_stock_goes_before_what_may_be_bought_at_all(tmp_path):
    products, _ = read(
        tmp_path,
        "a.json",
        '[{"name": "Hood", "price": "42", "purchasable": true, "stock_status": "outofstock"},'
        ' {"name": "Cap", "price": "16", "purchasable": true, "stock_status": "instock"}]',
    )
    assert [product.availability for product in products] == ["out of stock", "in stock"]


def test_cells_that_hold_attributes_by_name_are_opened_into_columns(tmp_path):
    text = (
        "name,price,facets\n"
        "Amberly Lamp,40,category:Lamps|category:Indoor|brand:Amberly\n"
        "Oskari Chair,90,category:Chairs|brand:Oskari\n"
        "Petrel Stool,30,category:Chairs|brand:Petrel\n"
    )
    products, _ = read(tmp_path, "a.csv", text)
    assert [(product.category, product.brand, dict(product.attributes)) for product in products] == [
        ("Lamps, Indoor", "Amberly", {}),
        ("Chairs", "Oskari", {}),
        ("Chairs", "Petrel", {}),
    ]


@pytest.mark.parametrize(
    "cells",
    [
        ("Note: keep dry", "Warning: hot", "Hint: rinse"),  # each its own: prose
        ("https://x.example/1", "https://x.example/2", "https://x.example/3"),
        ("name:Lid|price:3", "name:Cup|price:2", "name:Bag|price:1"),  # records of other things
    ],
)
def test_cells_that_merely_look_like_it_stay_whole(tmp_path, cells):
    lines = "".join(
        f"{title},{price},{cell}\n" for title, price, cell in zip(("Mug", "Jug", "Pot"), (3, 4, 5), cells, strict=True)
    )
    products, _ = read(tmp_path, "a.csv", f"title,price,more\n{lines}")
    assert [product.price for product in products] == [3.0, 4.0, 5.0]
    assert [product.title for product in products] == ["Mug", "Jug", "Pot"]
    assert all(set(product.attributes) <= {"more"} for product in products)


def test_titles_of_variants_under_one_product_id_are_variants_and_a_code_that_they_share_is_found(tmp_path):
    products, report = read(
        tmp_path,
        "a.csv",
        "product_id,variant_title,price,sku\n"
        "7,Harbour Vest - S,59,HV\n"
        "7,Harbour Vest - M,61,HV\n"
        "7,One Size,60,HV\n"
        "8,Pier Scarf - Red,20,PS\n"
        "8,Pier Scarf - Navy,22,PS\n",
    )
    assert [outline(product) for product in products] == [
        (
            "7",
            "Harbour Vest",
            59.0,
            [("7-1", {"size": "S"}, 59.0), ("7-2", {"size": "M"}, 61.0), ("7-3", {"size": "One Size"}, 60.0)],
        ),
        ("8", "Pier Scarf", 20.0, [("8-1", {"variant": "Red"}, 20.0), ("8-2", {"variant": "Navy"}, 22.0)]),
    ]
    assert {one.codes["sku"] for one in products[0].variants} == {"HV"}
    assert (len(report.skipped), dict(report.counts)) == (0, {})


def test_a_number_that_counts_variants_anew_in_each_product_groups_nothing(tmp_path):
    products, _ = read(
        tmp_path,
        "a.csv",
        "variantId,sku,name,size,price\n1,A-1,Dune sandal,39,30\n1,B-1,Cove boot,40,80\n1,C-1,Quay clog,41,50\n",
    )
    assert [(product.id, product.title, product.variants) for product in products] == [
        ("A-1", "Dune sandal", ()),
        ("B-1", "Cove boot", ()),
        ("C-1", "Quay clog", ()),
    ]


def test_what_the_shop_pays_is_no_price(tmp_path):
    products, _ = read(
        tmp_path,
        "a.csv",
        "name,default_code,standard_price,list_price,sale_ok,purchase_ok\n"
        "Ridge seat,R1,18.85,42,True,True\nRidge tube,R2,8.10,,True,False\n",
    )
    assert [(product.price, product.list_price, dict(product.attributes)) for product in products] == [
        (42.0, None, {}),
        (None, None, {}),
    ]


@pytest.mark.parametrize(
    ("flag", "values", "expected"),
    [
        ("In stock?", "10", ("in stock", "out of stock")),
        ("Vorrätig?", "10", ("in stock", "out of stock")),
        ("sold_out", "10", ("out of stock", "in stock")),
        ("Ausverkauft", "10", ("out of stock", "in stock")),
        ("是否售罄", "10", ("out of stock", "in stock")),
        ("Out of stock", "02", ("in stock", None)),
    ],
)
def test_a_flag_of_stock_counts_nothing_and_one_that_denies_is_read_so(tmp_path, flag, values, expected):
    products, _ = read(tmp_path, "a.csv", f"title,price,{flag}\nMarsh mug,9,{values[0]}\nTarn jug,12,{values[1]}\n")
    assert tuple(product.availability for product in products) == expected
    assert [dict(product.attributes) for product in products] == [{}, {}]
