"""Records as shop systems nest them, made flat."""

import json
from pathlib import Path

from shopcli.catalog import ReadReport, open_catalog
from shopcli.types import Product


def write(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def read(path: Path) -> list[Product]:
    report = ReadReport()
    products = list(open_catalog([path]).products(report=report))
    assert report.skipped == []
    return products


def records(folder: Path, *rows: dict[str, object]) -> list[Product]:
    return read(write(folder, "records.json", json.dumps(rows)))


def test_containers_of_attributes_drop_their_name_and_others_keep_it(tmp_path: Path) -> None:
    row = {
        "title": "Lamp",
        "specs": {"material": "oak", "title": "shadowed", "power": {"value": 40, "unit": "W"}},
        "dimensions": {"width": 12, "box": {"depth": 3.5}},
        "tags": ["desk", "led", 3],
        "dimmable": False,
    }
    assert records(tmp_path, {**row, "id": 1})[0].attributes == {
        "material": "oak",
        "specs title": "shadowed",
        "power": "40 W",
        "dimensions width": 12.0,
        "dimensions box depth": 3.5,
        "tags": "desk, led, 3",
        "dimmable": False,
    }


def test_lists_of_names_and_values_are_attributes(tmp_path: Path) -> None:
    pairs = [{"name": "Colour", "value": "red"}, {"name": "Port", "value": "USB"}, {"name": "Port", "value": "HDMI"}]
    weight = {"label": "weight", "value": 3, "unit": "kg"}
    product = records(tmp_path, {"id": 1, "title": "Hub", "attributes": [*pairs, weight]})[0]
    assert product.attributes == {"colour": "red", "Port": "USB, HDMI", "weight": "3 kg"}


def test_a_price_may_be_an_object_and_a_brand_too(tmp_path: Path) -> None:
    rows = [
        {"id": 1, "name": "Lamp", "price": {"amount": 12.5, "currency": "EUR"}, "brand": {"@type": "Brand", "name": "Oak"}},
        {"id": 2, "name": "Desk", "price": {"value": "1.299,00", "currencyCode": "USD"}, "brand": {"name": "Elm"}},
    ]
    assert records(tmp_path, *rows) == [
        Product("1", "Lamp", brand="Oak", price=12.5, currency="EUR"),
        Product("2", "Desk", brand="Elm", price=1299.0, currency="USD"),
    ]


def test_records_as_shop_systems_write_them_are_understood(tmp_path: Path) -> None:
    schema_org = {
        "@type": "Product",
        "sku": "S1",
        "name": "Lamp",
        "offers": {"@type": "Offer", "price": "12.50", "priceCurrency": "EUR"},
        "aggregateRating": {"ratingValue": 4.5, "reviewCount": 8},
        "image": ["https://x.example/1.jpg", "https://x.example/2.jpg"],
    }
    shopify = {
        "id": 9, "title": "Desk", "body_html": "<p>Oak &amp; elm.</p>", "vendor": "Elm", "product_type": "Tables",
        "variants": [{"price": "99.00"}, {"price": "120.00"}], "images": [{"src": "https://x.example/9.png"}],
    }  # fmt: skip
    assert read(write(tmp_path, "a.json", json.dumps([schema_org]))) == [
        Product(
            "S1", "Lamp", price=12.5, currency="EUR", image="https://x.example/1.jpg",
            attributes={"rating": 4.5, "reviews": 8.0},
        )
    ]  # fmt: skip
    assert read(write(tmp_path, "b.json", json.dumps({"products": [shopify]}))) == [
        Product("9", "Desk", "Oak & elm.", "Elm", "Tables", 99.0, image="https://x.example/9.png")
    ]


def test_json_inside_a_cell_is_opened(tmp_path: Path) -> None:
    text = (
        'id,title,attributes,tags\n1,Lamp,"{""material"": ""oak"", ""led"": true, ""watts"": 4.5}","[""desk"", ""bright""]"\n'
    )
    text += "2,[Draft] Desk,{broken,\n"
    products = read(write(tmp_path, "a.csv", text))
    assert products[0].attributes == {"material": "oak", "led": True, "watts": 4.5, "tags": "desk, bright"}
    assert (products[1].title, products[1].attributes) == ("[Draft] Desk", {"attributes": "{broken"})


def test_a_record_nested_beyond_reason_is_still_read(tmp_path: Path) -> None:
    deep = '{"a":' * 200 + "1" + "}" * 200
    wide = json.dumps({f"k{number}": number for number in range(1500)})
    products = read(
        write(
            tmp_path, "a.jsonl", f'{{"id": 1, "title": "Lamp", "x": {deep}}}\n{{"id": 2, "title": "Desk", "specs": {wide}}}\n'
        )
    )
    assert [p.title for p in products] == ["Lamp", "Desk"]
    assert len(products[1].attributes) == 300
