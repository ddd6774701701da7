"""Products and their variants: how rows become both, what clauses say to them, and how they are shown."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shopcli.advisor import Advisor
from shopcli.catalog import ReadReport, open_catalog
from shopcli.catalog.forms.tables import Row
from shopcli.catalog.variants.gather import ScatteredRows, adjacent, gathered
from shopcli.config import Settings, load_settings
from shopcli.errors import UsageError
from shopcli.index import Index
from shopcli.index.thresholds import Thresholds
from shopcli.indexer import index_catalog
from shopcli.types import BadRow, Clause, Need, Product, Sort, Variant
from tests import variant_shops
from tests.conftest import WordEncoder, build
from tests.same_index import Told, assert_same


def read(folder: Path, name: str, text: str, **mapping: str) -> tuple[list[Product], ReadReport]:
    """The products of a file."""
    path, report = folder / name, ReadReport()
    path.write_text(text, encoding="utf-8")
    return list(open_catalog([path], mapping=mapping).products(report=report)), report


def outline(product: Product) -> tuple[Any, ...]:
    """A product's id, title and price, and of each variant its id, its options and its price."""
    return product.id, product.title, product.price, [(one.id, dict(one.options), one.price) for one in product.variants]


# --- rows to products -------------------------------------------------------------------------------------------------------


def test_forms_may_differ_in_what_is_computed_of_their_price_and_in_how_they_are_rated(tmp_path):
    products, report = read(
        tmp_path,
        "a.csv",
        "Name,Brand,Size,Flavour,Servings,Rating,FlavourRating,Price,PricePerServing\n"
        "Whey,Amberly,1 kg,Vanilla,30,4.5,8.1,20.00,0.67\n"
        "Whey,Amberly,1 kg,Cocoa,29,4.5,,20.00,0.69\n"
        "Whey,Amberly,2 kg,Vanilla,60,4.5,8.1,36.00,0.60\n",
    )
    (whey,) = products
    assert [(one.id, dict(one.options), one.price) for one in whey.variants] == [
        (f"{whey.id}-1", {"size": "1 kg", "Flavour": "Vanilla", "Servings": "30"}, 20.0),
        (f"{whey.id}-2", {"size": "1 kg", "Flavour": "Cocoa", "Servings": "29"}, 20.0),
        (f"{whey.id}-3", {"size": "2 kg", "Flavour": "Vanilla", "Servings": "60"}, 36.0),
    ]
    assert whey.id.startswith("made-")
    # What is said of one form alone is not said of the product.
    said_of_all = {"size": "1 kg, 2 kg", "Flavour": "Vanilla, Cocoa", "Servings": "30, 29, 60", "rating": 4.5}
    assert dict(whey.attributes) == said_of_all
    assert (report.rows, report.products) == (3, 1)


def test_rows_of_one_handle_are_one_product_and_those_with_a_picture_alone_are_no_variants(tmp_path):
    products, report = read(
        tmp_path,
        "a.csv",
        "Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src,Variant Image\n"
        "tee,Tee,Amberly,size,S,T-S,20.00,https://x.example/1.jpg,https://x.example/s.jpg\n"
        "tee,,,,L,T-L,24.00,https://x.example/2.jpg,\n"
        "tee,,,,,,,https://x.example/3.jpg,\n"
        "mug,Mug,Fernhold,Title,Default Title,M,9.00,,\n",
    )
    assert [outline(product) for product in products] == [
        ("tee", "Tee", 20.0, [("T-S", {"size": "S"}, 20.0), ("T-L", {"size": "L"}, 24.0)]),
        ("mug", "Mug", 9.0, []),
    ]
    assert [dict(product.attributes) for product in products] == [{"size": "S, L"}, {}]
    assert [one.image for one in products[0].variants] == ["https://x.example/s.jpg", None]
    assert (report.rows, report.products, report.skipped) == (4, 2, [])


def test_a_group_id_makes_variants_of_rows_that_stand_apart_and_what_all_share_is_no_option(tmp_path):
    products, _ = read(
        tmp_path,
        "a.tsv",
        "id\ttitle\titem_group_id\tcolor\tsize\tprice\n"
        "a1\tHoodie - White / S\tA\tWhite\tS\t65 EUR\n"
        "b1\tCap\tB\tRed\t\t12 EUR\n"
        "a2\tHoodie - White / M\tA\tWhite\tM\t60 EUR\n",
    )
    assert [outline(product) for product in products] == [
        ("A", "Hoodie - White", 60.0, [("a1", {"size": "S"}, 65.0), ("a2", {"size": "M"}, 60.0)]),
        ("B", "Cap", 12.0, []),
    ]
    assert dict(products[0].attributes) == {"colour": "White", "size": "S, M"}


def test_variations_find_their_parent_by_its_sku_or_by_its_id(tmp_path):
    products, _ = read(
        tmp_path,
        "a.csv",
        "ID,Type,SKU,Name,Regular price,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 1 visible\n"
        '10,variable,HD,Hoodie,,,size,"S, M",1\n'
        "13,simple,MG,Mug,12,,,,\n"
        "11,variation,HD-S,Hoodie - S,65,HD,size,S,\n"
        "12,variation,HD-M,Hoodie - M,60,id:10,size,M,\n",
    )
    assert [outline(product) for product in products] == [
        ("10", "Hoodie", 60.0, [("11", {"size": "S"}, 65.0), ("12", {"size": "M"}, 60.0)]),
        ("13", "Mug", 12.0, []),
    ]


def test_a_configurable_product_lists_its_forms_and_another_store_view_is_no_form(tmp_path):
    products, report = read(
        tmp_path,
        "a.csv",
        "sku,store_view_code,product_type,name,price,additional_attributes,configurable_variations\n"
        'H-S,,simple,Hoodie-S,52,"color=Black,size=S",\n'
        'H-M,,simple,Hoodie-M,54,"color=Black,size=M",\n'
        'H,,configurable,Hoodie,,material=Cotton|Wool,"sku=H-S,size=S|sku=H-M,size=M"\n'
        "H,de,,Kapuzenpulli,,,\n",
    )
    assert [outline(product) for product in products] == [
        ("H", "Hoodie", 52.0, [("H-S", {"size": "S"}, 52.0), ("H-M", {"size": "M"}, 54.0)])
    ]
    assert {name: products[0].attributes[name] for name in ("material", "colour", "size")} == {
        "material": "Cotton, Wool",
        "colour": "Black",
        "size": "S, M",
    }
    assert report.skipped == []


def test_the_price_of_nought_of_a_parent_row_gives_way(tmp_path):
    products, _ = read(
        tmp_path,
        "a.csv",
        "slug,sku,name,price,option1_name,option1_value\ntee,T,Tee,0,,\ntee,T-S,,20,size,S\ntee,T-M,,22,size,M\n",
        title="name",
    )
    assert [outline(product) for product in products] == [
        ("tee", "Tee", 20.0, [("T-S", {"size": "S"}, 20.0), ("T-M", {"size": "M"}, 22.0)])
    ]


def test_rows_with_neither_title_nor_key_go_on_where_they_say_an_option(tmp_path):
    products, report = read(
        tmp_path,
        "a.csv",
        "name,slug,optionGroups,optionValues,sku,price\n"
        "Laptop,laptop,screen|memory,13 inch|8GB,L1,1299\n,,,15 inch|8GB,L2,1399\n,,,,L3,1499\n",
        title="name",
    )
    assert [outline(product) for product in products] == [
        (
            "L1",
            "Laptop",
            1299.0,
            [("L1", {"screen": "13 inch"}, 1299.0), ("L2", {"screen": "15 inch"}, 1399.0)],
        )
    ]
    assert products[0].attributes["memory"] == "8GB"
    assert [row.reason for row in report.skipped] == ["no title"]


SHOPIFY = {
    "id": 1, "title": "Tee", "options": [{"name": "size"}, {"name": "Colour"}],
    "variants": [
        {"id": 11, "option1": "S", "option2": "Red", "sku": "T-S", "price": "20.00"},
        {"id": 12, "option1": "L", "option2": "Red", "sku": "T-L", "price": "24.00"},
    ],
}  # fmt: skip
SCHEMA_ORG = {
    "productGroupID": "C", "name": "Coat", "hasVariant": [
        {"sku": "C-S", "size": "small", "offers": {"price": 39.99, "priceCurrency": "USD"}},
        {"sku": "C-L", "size": "large", "offers": {"price": 49.99, "priceCurrency": "USD"}},
    ],
}  # fmt: skip
GRAPHQL = {
    "id": "g", "title": "Vest", "variants": {"edges": [
        {"node": {"id": "g1", "price": 5, "selectedOptions": [{"name": "size", "value": "S"}]}},
        {"node": {"id": "g2", "price": 6, "selectedOptions": [{"name": "size", "value": "M"}]}},
    ]},
}  # fmt: skip


@pytest.mark.parametrize(
    "record, expected",
    [
        (SHOPIFY, ("1", "Tee", 20.0, [("11", {"size": "S"}, 20.0), ("12", {"size": "L"}, 24.0)])),
        (SCHEMA_ORG, ("C", "Coat", 39.99, [("C-S", {"size": "small"}, 39.99), ("C-L", {"size": "large"}, 49.99)])),
        (GRAPHQL, ("g", "Vest", 5.0, [("g1", {"size": "S"}, 5.0), ("g2", {"size": "M"}, 6.0)])),
    ],
)
def test_variants_that_a_record_nests_are_its_variants(tmp_path, record, expected):
    products, _ = read(tmp_path, "a.json", json.dumps([record]))
    assert [outline(product) for product in products] == [expected]


@pytest.mark.parametrize(
    "nothing", [[], [[]], [1, {"id": 2}], [None], "S, M", {}, None, [{}], [{"options": [{}]}], {"edges": [{}]}]
)
def test_a_list_of_variants_that_holds_none_leaves_the_product_as_it_is(tmp_path, nothing):
    records = [{"id": 1, "title": "Tee", "price": 20, "variants": nothing}, {"id": 2, "title": "Cap", "price": 9}]
    products, _ = read(tmp_path, "a.json", json.dumps(records))
    assert [outline(product) for product in products] == [("1", "Tee", 20.0, []), ("2", "Cap", 9.0, [])]


def test_names_and_options_are_one_attribute_each(tmp_path):
    attributes = [
        {"id": 6, "name": "Pattern", "options": ["Plain", "Striped"]},
        {"id": 7, "name": "size", "options": ["M", "L"]},
    ]
    products, _ = read(tmp_path, "a.json", json.dumps([{"id": 1, "name": "Hoodie", "attributes": attributes}]))
    assert dict(products[0].attributes) == {"Pattern": "Plain, Striped", "size": "M, L"}


def test_the_two_halves_of_an_option_are_one_attribute_and_never_its_bare_name(tmp_path):
    products, _ = read(tmp_path, "a.csv", "id,title,option_name,option_value\n1,Oil,size,Small\n2,Wine,,\n")
    assert [dict(product.attributes) for product in products] == [{"size": "Small"}, {}]


FLAT = "id,title,brand,size,price\n1,Hoodie,A,S,65\n2,Vest,A,S,50\n3,Hoodie,A,M,66\n4,Hoodie,B,M,67\n5,Vest,A,S,48\n"


def test_equal_titles_that_differ_in_options_alone_are_one_product_and_another_brand_is_another(tmp_path):
    products, _ = read(tmp_path, "a.csv", FLAT)
    assert [outline(product) for product in products] == [
        ("1", "Hoodie", 65.0, [("1", {"size": "S"}, 65.0), ("3", {"size": "M"}, 66.0)]),
        ("2", "Vest", 50.0, []),  # the other vest is told apart by nothing but its price
        ("5", "Vest", 48.0, []),
        ("4", "Hoodie", 67.0, []),
    ]


def test_equal_titles_that_differ_in_what_describes_them_stay_apart(tmp_path):
    text = "id,title,size,description\n1,BRANDO,90 cm,A bookcase.\n2,BRANDO,60 cm,A footstool.\n"
    assert [outline(product)[::3] for product in read(tmp_path, "a.csv", text)[0]] == [("1", []), ("2", [])]


def test_a_second_row_of_a_product_in_another_category_is_merged_with_the_true_reason(tmp_path):
    products, report = read(
        tmp_path, "a.csv", "item_id,name,category\n1,BRANDO,Bookcases\n2,LUNDA,Bookcases\n1,BRANDO,Cabinets\n1,OTHER,Cabinets\n"
    )
    assert [(product.id, product.category) for product in products] == [("1", "Bookcases; Cabinets"), ("2", "Bookcases")]
    path = tmp_path / "a.csv"
    assert report.notes == (f"1 rows of products listed under several categories merged ({path}:4)",)
    assert report.skipped == [BadRow(str(path), 5, "the id 1 is taken by another product")]


def test_a_second_row_of_a_product_in_another_language_is_merged(tmp_path):
    products, report = read(tmp_path, "a.csv", "id,title,language\n1,Kettle,en\n1,Kessel,de\n2,Tray,en\n2,Tablett,de\n")
    assert [(product.id, product.title) for product in products] == [("1", "Kettle"), ("2", "Tray")]
    assert list(report.counts.items()) == [("rows of products in another language merged", 2)]


def test_a_form_without_a_price_has_that_of_the_row_that_speaks_for_all_and_none_of_a_sibling(tmp_path):
    head = "ID,SKU,Name,Price,Parent,Attribute 1 name,Attribute 1 value(s)\n"
    rest = "2,T-S,Tee - S,,T,size,S\n3,T-M,Tee - M,22,T,size,M\n"
    told = [read(tmp_path, "a.csv", f"{head}1,T,Tee,{price},,size,\n{rest}")[0][0] for price in ("20", "0")]
    assert [[one.price for one in product.variants] for product in told] == [[20.0, 22.0], [None, 22.0]]
    products, _ = read(tmp_path, "b.csv", "id,title,item_group_id,size,price\n1,Tee,T,S,20\n2,Tee,T,M,\n")
    assert [one.price for one in products[0].variants] == [20.0, None]


def test_the_lowest_price_is_that_of_what_can_be_had():
    from shopcli.catalog.variants.combine import ProductReader

    product = Product("p", "Tee")
    forms = (
        Variant("a", price=10.0, availability="out of stock"),
        Variant("b", price=14.0, list_price=20.0, availability="in stock"),
        Variant("c", price=15.0, availability="preorder"),
    )
    offered = ProductReader._offered(None, product, forms)  # type: ignore[arg-type]
    assert (offered.price, offered.list_price, offered.availability) == (14.0, 20.0, "in stock")
    none_there = ProductReader._offered(None, product, forms[:1])  # type: ignore[arg-type]
    assert (none_there.price, none_there.availability) == (10.0, "out of stock")


# --- rows brought together --------------------------------------------------------------------------------------------------


def rows(letters: str) -> list[Row]:
    return [Row(number, {"key": letter} if letter != "!" else None) for number, letter in enumerate(letters)]


def keys(record: dict[str, Any]) -> tuple[int, ...] | None:
    """A letter is a key, two of which a "c" shares; a full stop belongs to the row before it, a blank to none."""
    return {".": None, " ": (), "c": (ord("a"), ord("b"))}.get(record["key"], (ord(record["key"]),))


def lines(groups: Any) -> list[list[int]]:
    return [[row.line for row in group] for group in groups]


def test_rows_that_stand_together_stream():
    assert lines(adjacent(iter(rows("aa.b. x")), keys)) == [[0, 1, 2], [3, 4], [5], [6]]
    with pytest.raises(ScatteredRows):
        lines(adjacent(iter(rows("aba")), keys))


@pytest.mark.parametrize(
    "letters, together",
    [
        ("aa.b. x", [[0, 1, 2], [3, 4], [5], [6]]),
        ("abab", [[0, 2], [1, 3]]),
        ("axbyc", [[0, 2, 4], [1], [3]]),
        ("a!a", [[0, 2], [1]]),
        ("ax.a.", [[0, 3, 4], [1, 2]]),
        ("", []),
    ],
)
def test_rows_that_stand_apart_come_together_in_the_place_of_the_first(letters, together):
    assert lines(gathered(lambda: iter(rows(letters)), keys)) == together


@pytest.mark.parametrize(("odd", "readings"), [(None, 1), (object(), 2)])
def test_rows_are_read_once_where_they_can_be_copied_and_twice_where_not(odd: object, readings: int) -> None:
    read: list[int] = []

    def file() -> Any:
        read.append(1)
        return iter([Row(line, {"id": letter, "odd": odd}) for line, letter in enumerate("aabc", start=1)])

    groups = list(gathered(file, lambda record: (ord(record["id"]),)))
    assert [[row.line for row in group] for group in groups] == [[1, 2], [3], [4]]
    assert all(row.record == {"id": letter, "odd": odd} for group, letter in zip(groups, "abc", strict=True) for row in group)
    assert len(read) == readings


# --- one catalog in five forms ----------------------------------------------------------------------------------------------

REQUESTS = (
    "hoodie in size M",
    "navy raincoat under 40",
    "scarf size XL under 25 euros",
    "cheapest olive vest in L",
    "how many hoodies do you have",
    "most expensive jumper",
    "Petrel raincoat, not olive",
    "how many vests under 25 are there",
)


def named(shop: str, product_id: str) -> str:
    """A product's id as the other forms have it; a form in which nothing but titles groups rows has the first variant's."""
    return product_id.partition("-")[0] if shop == "flat" else product_id


def essence(shop: str, product: Product) -> Product:
    """A product without the columns of its form that say nothing of it."""
    attributes = {name: product.attributes[name] for name in ("size", "colour")}
    return replace(product, id=named(shop, product.id), attributes=attributes)


def answered(shop: str, advisor: Advisor) -> list[Any]:
    told = []
    for request in REQUESTS:
        answer = advisor.ask(request, text=False, top=5)
        hits = [
            (named(shop, hit.product.id), hit.variant and (hit.variant.id, hit.product.price), hit.unmet, hit.unknown)
            for hit in answer.results
        ]
        told.append((request, answer.matching, answer.reply, answer.loosened, hits))
    return told


def test_one_catalog_in_five_forms_gives_one_index_and_the_same_answers(tmp_path):
    variant_shops.write(tmp_path, variant_shops.catalog(300))
    products, columns, answers = {}, {}, {}
    for name, shop in variant_shops.SHOPS.items():
        encoder = WordEncoder()
        opened = open_catalog([tmp_path / shop.file], mapping=shop.mapping)
        index_catalog(opened, tmp_path / name, settings=load_settings(), mapping=shop.mapping, encoder=encoder)
        told = Told(tmp_path / name)
        products[name] = [essence(name, product) for product in told.index.records]
        columns[name] = (
            [
                {named(name, key): value for key, value in told.column(field).items()}
                for field in ("price", "currency", "brand", "category", "size", "colour", "@colour")
            ],
            {named(name, key): value for key, value in told.variants.items()},
        )
        answers[name] = answered(name, Advisor(told.index, settings=Settings(), encoder=encoder))
    assert len(products["flat"]) == 300
    assert sum(len(product.variants) for product in products["flat"]) == 3000
    for name in variant_shops.SHOPS:
        assert products[name] == products["flat"], name
        assert columns[name] == columns["flat"], name
        assert answers[name] == answers["flat"], name
    assert [(matching, reply) for _, matching, reply, *_ in answers["flat"]][4] == (
        60,
        "There are 60 hoodies, from 20.00 to 74.00 EUR.",
    )


# --- brought up to date -----------------------------------------------------------------------------------------------------


def index_of(folder: Path, text: str, index: str, **options: Any) -> Any:
    path, thresholds = folder / "catalog.csv", Thresholds(worth_updating=1, most_changed=0.6)
    path.write_text(text, encoding="utf-8")
    report = ReadReport()
    given = {"encoder": WordEncoder(), "settings": load_settings(), "thresholds": thresholds, "report": report} | options
    return index_catalog(open_catalog([path]), folder / index, **given), report


HEAD = "id,title,item_group_id,size,colour,price\n"


def lines_of(*groups: str, dearer: float = 0.0, sizes: str = "SML") -> str:
    return "".join(
        f"{group}-{size}-{colour},{group} hoodie,{group},{size},{colour},{ord(group) + dearer}\n"
        for group in groups
        for size in sizes
        for colour in ("red", "blue")
    )


@pytest.mark.parametrize(
    "after",
    [
        lines_of("a", "b", "c", "d"),  # one group came, none changed
        lines_of("a", "b") + lines_of("c", dearer=5.0),
        lines_of("a", "b") + lines_of("c", sizes="SM"),
        lines_of("a", "b") + "c-S-red,c hoodie,c,S,red,99.0\n",
        lines_of("b", "c"),
        lines_of("a", sizes="SM") + lines_of("b", "c") + lines_of("a", sizes="L"),  # rows apart from others of their product
        lines_of("a", sizes="SM") + lines_of("b") + lines_of("a", sizes="L") + lines_of("d"),
    ],
)
def test_an_updated_index_of_variants_says_what_one_built_anew_says(tmp_path, after):
    before = HEAD + lines_of("a", "b", "c")
    index_of(tmp_path, before, "updated")
    built, report = index_of(tmp_path, HEAD + after, "updated")
    assert built.changed is not None
    index_of(tmp_path, HEAD + after, "fresh")
    assert_same(tmp_path / "updated", tmp_path / "fresh")
    assert report.rows == after.count("\n")


# --- several shops ----------------------------------------------------------------------------------------------------------


def test_catalogs_of_several_shops_keep_their_names_and_products_of_one_id_apart(tmp_path):
    for name, currency in (("one", "EUR"), ("two", "USD")):
        rows = "id,title,price,currency\n1,Kettle,{0},{1}\n" + ("2,Tray,9,USD\n" if name == "two" else "")
        (tmp_path / f"{name}.csv").write_text(rows.format(20 if name == "one" else 15, currency), encoding="utf-8")
    paths = [tmp_path / "one.csv", tmp_path / "two.csv"]
    report = ReadReport()
    products = list(open_catalog(paths, shops=["One", "Two"]).products(report=report))
    assert [(product.id, product.shop, product.price) for product in products] == [
        ("1", "One", 20.0),
        ("Two:1", "Two", 15.0),
        ("2", "Two", 9.0),
    ]
    encoder = WordEncoder()
    build(tmp_path / "index", products, encoder)
    advisor = Advisor(Index(tmp_path / "index"), settings=Settings(), encoder=encoder)
    cheapest = Need("cheapest kettle", (Clause("kettle", "topic"),), Sort("price", "asc", "cheapest"))
    answer = advisor.search(cheapest.having(*advisor.filters(where=[("shop", "one")])), top=1)
    assert [(hit.product.id, hit.unmet) for hit in answer.results] == [("1", ())]
    assert advisor.search(cheapest, top=3).need.notes == ("Only prices in USD are compared.",)
    with pytest.raises(UsageError, match="3 shops are named for 2 catalogs"):
        open_catalog(paths, shops=["One", "Two", "Three"])
