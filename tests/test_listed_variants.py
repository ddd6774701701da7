"""Lists of variants that are known by what they hold, whatever the shop calls them."""

import json
from pathlib import Path
from typing import Any

from shopcli.catalog import open_catalog
from shopcli.types import Product, Variant


def read(folder: Path, *rows: dict[str, Any]) -> list[Product]:
    path = folder / "records.json"
    path.write_text(json.dumps([{"id": str(number), **row} for number, row in enumerate(rows, start=1)]), encoding="utf-8")
    return list(open_catalog([path]).products())


def titled(*lists: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    titles = ("Lamp", "Desk", "Chair", "Shelf")
    return [{"title": title, name: items} for title, items in zip(titles, lists, strict=False)]


def options(product: Product) -> list[dict[str, str]]:
    return [dict(variant.options) for variant in product.variants]


def test_sizes_with_a_code_a_price_and_a_stock_are_variants(tmp_path: Path) -> None:
    def entry(size: str, code: int, before: str = "", stock: str = "", more: str = "") -> dict[str, str]:
        return {
            "productEAN": f"400000000000{code}",
            "sizePrice": f"{90 + code},00 €*",
            "recommendedPrice": before,
            "skuValue": f"A-{code}",
            "stockMain": stock,
            "stockAdditional": more,
            "sizeValue": size,
        }

    boot, glove = [entry("42", 1, "UVP 120,00 €", "2"), entry("43", 2, more="1")], [entry("M", 3, stock="4")]
    row = {"productPrice": "91,00 €*"}
    first, second = read(
        tmp_path, {"title": "Boot", **row, "availableSizes": boot}, {"title": "Glove", **row, "availableSizes": glove}
    )
    assert first.variants == (
        Variant("A-1", {"size": "42"}, 91.0, 120.0, "in stock", 2.0, {"gtin": "4000000000001"}),
        Variant("A-2", {"size": "43"}, 92.0, None, "in stock", 1.0, {"gtin": "4000000000002"}),
    )
    assert (first.price, first.list_price, first.currency) == (91.0, 120.0, "EUR")
    assert first.attributes == {"size": "42, 43", "stock": 3.0}
    assert (second.variants, second.price, second.attributes["size"]) == ((), 93.0, "M")
    assert second.codes == {"gtin": "4000000000003", "sku": "A-3"}


def test_a_price_before_that_few_variants_have_is_read(tmp_path: Path) -> None:
    lists = [[{"sku": f"S{n}", "size": "S", "price": 10, "rrp": "" if n else 12}, {"sku": f"M{n}", "size": "M", "price": 9}]
             for n in range(4)]  # fmt: skip
    products = read(tmp_path, *titled(*lists, name="forms"))
    assert [[variant.list_price for variant in product.variants] for product in products] == [[12, None], *[[None, None]] * 3]


def test_a_list_called_by_an_option_names_what_its_labels_are(tmp_path: Path) -> None:
    first = [{"label": "S", "stock": 1}, {"label": "M", "stock": 0}]
    second = [{"label": "M", "stock": 2}, {"label": "L", "stock": 3}]
    for name in ("sizes", "availableSizes", "verfügbareGrößen", "尺码"):
        products = read(tmp_path, *titled(first, second, name=name))
        assert [options(product) for product in products] == [
            [{"size": "S"}, {"size": "M"}],
            [{"size": "M"}, {"size": "L"}],
        ], name
        assert [variant.availability for variant in products[0].variants] == ["in stock", "out of stock"]


def test_words_that_all_keys_share_are_no_part_of_an_option(tmp_path: Path) -> None:
    def entry(colour: str, wood: str, number: int) -> dict[str, Any]:
        return {"artikelNummer": f"N{number}", "artikelFarbe": colour, "artikelHolz": wood, "artikelPreis": number}

    first = [entry("red", "oak", 1), entry("red", "elm", 2), entry("blue", "elm", 3)]
    products = read(tmp_path, *titled(first, [entry("red", "oak", 4)], name="artikel"))
    assert [(variant.id, variant.price) for variant in products[0].variants] == [("N1", 1.0), ("N2", 2.0), ("N3", 3.0)]
    assert options(products[0]) == [
        {"colour": "red", "holz": "oak"},
        {"colour": "red", "holz": "elm"},
        {"colour": "blue", "holz": "elm"},
    ]


def plain(folder: Path, name: str, *lists: list[dict[str, Any]]) -> dict[str, object]:
    """What the first record's attributes are, where none has variants."""
    products = read(folder, *titled(*lists, name=name))
    assert [product.variants for product in products] == [()] * len(lists)
    return dict(products[0].attributes)


def test_reviews_that_tell_the_size_that_was_bought_are_none(tmp_path: Path) -> None:
    first = {"sku": "A", "size": "S", "rating": 5, "text": "Fine."}
    second = {"sku": "A", "size": "M", "rating": 1, "text": "Poor."}
    for name, told in (("opinions", "reviews"), ("voices", "voices")):
        assert plain(tmp_path, name, [first, second], [first]) == {told: "Fine. | Poor."}
    coded = [{"id": 1, "size": "S", "text": "Fine."}, {"id": 2, "size": "M", "text": "Poor."}]
    assert plain(tmp_path, "voices", coded, coded[:1]) == {"voices": "Fine. | Poor."}


def test_pictures_specs_categories_and_shades_are_none(tmp_path: Path) -> None:
    pictures = [{"id": n, "src": f"https://x.example/{n}.jpg", "size": size} for n, size in ((1, "S"), (2, "L"))]
    assert plain(tmp_path, "shots", pictures, pictures) == {}
    assert read(tmp_path, *titled(pictures, name="shots"))[0].image == "https://x.example/1.jpg"
    specs = [{"name": "Power", "value": "30 W"}, {"name": "Height", "value": "9 cm"}]
    assert plain(tmp_path, "specs", specs, specs) == {"Power": "30 W", "Height": "9 cm"}
    trail = [{"id": 1, "name": "Home"}, {"id": 2, "name": "Light"}]
    assert plain(tmp_path, "trail", trail, trail[:1]) == {"trail": "Home | Light"}
    shades = [{"hex_value": "#fff", "colour_name": "white"}, {"hex_value": "#000", "colour_name": "black"}]
    others = [{"hex_value": "#f00", "colour_name": "red"}]
    assert plain(tmp_path, "tints", shades, others, shades, others) == {"tints": "#fff, white | #000, black"}


def test_offers_of_several_sellers_earlier_prices_and_stocks_of_branches_are_none(tmp_path: Path) -> None:
    sellers = [{"seller": "North", "price": 3, "size": "S"}, {"seller": "South", "price": 4, "size": "M"}]
    history = [{"date": "2024-01-01", "price": 3}, {"date": "2024-02-01", "price": 4}]
    branches = [{"branch": "North", "quantity": 3}, {"branch": "South", "quantity": 4}]
    for items in (sellers, history, branches):
        plain(tmp_path, "others", items, items[::-1], items)


def test_related_products_that_several_records_name_are_none(tmp_path: Path) -> None:
    bulb, cord, plug, fuse = (
        {"sku": f"R{n}", "price": n, "colour": colour} for n, colour in enumerate(("red", "blue", "grey", "black"))
    )
    plain(tmp_path, "others", [bulb, cord], [cord, plug], [plug, fuse], [fuse, bulb])
    apart = read(tmp_path, *titled([bulb, cord], [plug, fuse], name="others"))
    assert [options(product) for product in apart] == [
        [{"colour": "red"}, {"colour": "blue"}],
        [{"colour": "grey"}, {"colour": "black"}],
    ]


def test_a_list_that_few_records_have_is_not_theirs(tmp_path: Path) -> None:
    sizes = [{"sku": "A", "size": "S", "price": 3}, {"sku": "B", "size": "M", "price": 4}]
    rows = [{"title": "Lamp", "parts": sizes}, {"title": "Desk"}, {"title": "Chair"}]
    assert [product.variants for product in read(tmp_path, *rows)] == [(), (), ()]


def test_a_list_that_shop_systems_name_goes_before_one_that_looks_like_it(tmp_path: Path) -> None:
    named = [{"sku": "V1", "size": "S", "price": 3}, {"sku": "V2", "size": "M", "price": 4}]
    other = [{"sku": "W1", "size": "8", "price": 5}, {"sku": "W2", "size": "9", "price": 6}]
    product = read(tmp_path, {"title": "Lamp", "bundles": other, "variants": named})[0]
    assert [variant.id for variant in product.variants] == ["V1", "V2"]


def test_a_file_of_one_record_is_read_as_those_beside_it_show(tmp_path: Path) -> None:
    several = [{"ean": "4000000000001", "size": "S", "price": 3}, {"ean": "4000000000002", "size": "M", "price": 4}]
    one = [{"ean": "4000000000003", "size": "L", "price": 5}]
    for number, (title, items) in enumerate((("Lamp", one), ("Desk", several), ("Chair", [{"ean": "4", "note": "x"}]))):
        record = {"id": str(number), "title": title, "forms": items}
        (tmp_path / f"{number}.json").write_text(json.dumps([record]), encoding="utf-8")
    lamp, desk, chair = open_catalog([tmp_path]).products()
    assert (lamp.variants, lamp.price, lamp.attributes) == ((), 5.0, {"size": "L"})
    assert options(desk) == [{"size": "S"}, {"size": "M"}]
    assert (chair.variants, chair.price, chair.attributes) == ((), None, {"forms": "4, x"})
