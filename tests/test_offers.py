"""What one row offers: the price that is charged, the price before, stock, ratings, condition, gender, codes and contents."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shopcli.catalog import ReadReport, facts_of, open_catalog
from shopcli.catalog.cells.availability import read_stock
from shopcli.catalog.cells.contents import content_of, names_contents
from shopcli.catalog.cells.dates import read_day, read_days
from shopcli.catalog.cells.flatten import Money
from shopcli.catalog.cells.labels import read_condition, read_gender
from shopcli.catalog.cells.money import in_minor_units
from shopcli.catalog.cells.offers import Offer, OfferReader
from shopcli.catalog.cells.ratings import RatingScale, count_of, find_scale, read_rating
from shopcli.catalog.cells.typed import column_kind, typed_value
from shopcli.catalog.columns.mapping import Binding
from shopcli.catalog.manner import PLAIN, Manner
from shopcli.catalog.products import Plan, ProductMaker
from shopcli.index.parts.column_writer import ColumnWriter
from shopcli.text.unit_price import quantity_in, unit_price_of
from shopcli.types import Fact, Product

TODAY = date(2026, 6, 15)


def offer_of(row: dict[str, Any], *, minor: bool = False) -> Offer:
    """The offer of a row whose columns are called by their roles."""
    bindings = {role: Binding(role) for role in row}
    reader = OfferReader(bindings, decimal=".", currency=None, chinese=False, minor=minor, today=TODAY)
    return reader.read(row, lambda what: None)


def prices_of(**row: Any) -> tuple[float | None, float | None]:
    offer = offer_of(row)
    return offer.price, offer.list_price


def product_of(row: dict[str, Any], manner: Manner = PLAIN) -> Product:
    """The product of a row whose columns are called by their roles."""
    bindings = {role: Binding(role) for role in row}
    product = ProductMaker(Plan(bindings, ".", None, False, {}, manner=manner), ReadReport(), "rows").make(row, 1)
    assert product is not None
    return product


# Prices


@pytest.mark.parametrize(
    ("row", "charged"),
    [
        ({"price": "52.00", "sale_price": "39.00"}, (39.0, 52.0)),
        ({"price": "44.00", "sale_price": ""}, (44.0, None)),
        ({"price": "44.00", "sale_price": "0.00"}, (44.0, None)),
        ({"price": "44.00", "sale_price": "50.00"}, (44.0, None)),
        ({"price": "39.00", "list_price": "52.00"}, (39.0, 52.0)),
        ({"price": "25.00", "list_price": "25.00"}, (25.0, None)),
        ({"price": "25.00", "list_price": "0"}, (25.0, None)),
        ({"price": "25.00", "list_price": "No old price"}, (25.0, None)),
        ({"price": "52.00", "sale_price": "39.00", "list_price": "60.00"}, (39.0, 52.0)),
        ({"sale_price": "39.00", "list_price": "60.00"}, (39.0, 60.0)),
        ({"price": "39.00", "member_price": "35.00"}, (39.0, None)),
        ({"price": "10.00", "net_price": "8.40"}, (10.0, None)),
        ({"net_price": "8.40", "gross_price": "10.00"}, (10.0, None)),
        ({"price": "8.40", "gross_price": "10.00"}, (10.0, None)),
        ({"net_price": "8.40"}, (8.4, None)),
        ({"min_price": "12.00", "max_price": "30.00"}, (12.0, None)),
        ({"max_price": "30.00"}, (None, None)),
        ({"list_price": "30.00"}, (30.0, None)),
        ({"price": "0", "list_price": "30.00"}, (0.0, 30.0)),
        ({"price": "N/A"}, (None, None)),
    ],
)
def test_the_price_is_what_all_are_charged_now_and_the_price_before_was_more(row, charged):
    assert prices_of(**row) == charged


@pytest.mark.parametrize(
    ("days", "price"),
    [
        ({"sale_start": "2026-06-01", "sale_end": "2026-06-30"}, 39.0),
        ({"sale_end": "2026-06-14"}, 52.0),
        ({"sale_end": "2026-06-15 23:59:59"}, 39.0),
        ({"sale_start": "2026-06-16T00:00:00Z"}, 52.0),
        ({"sale_start": "2026-06-01T00:00+0100/2026-06-30T23:59+0100"}, 39.0),
        ({"sale_end": "2026-05-01T00:00+0100/2026-05-31T23:59+0100"}, 52.0),
        ({"sale_start": "01.07.2026"}, 52.0),
        ({"sale_start": "", "sale_end": ""}, 39.0),
    ],
)
def test_a_sale_price_counts_within_its_days(days, price):
    assert offer_of({"price": "52.00", "sale_price": "39.00", **days}).price == price


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-15T10:00:00+02:00", date(2026, 6, 15)),
        ("20260615", date(2026, 6, 15)),
        ("15.06.2026", date(2026, 6, 15)),
        ("06/15/2026", date(2026, 6, 15)),
        ("03/04/2026", None),
        ("2026年6月15日", date(2026, 6, 15)),
        (1781481600, date(2026, 6, 15)),
        ("1781481600000", date(2026, 6, 15)),
        ("2026-02-30", None),
        ("soon", None),
    ],
)
def test_a_day_is_read_where_it_can_be_told(text, day):
    assert read_day(text) == day


def test_a_span_of_days_has_two_ends():
    assert read_days("2026-01-01/2026-01-31") == (date(2026, 1, 1), date(2026, 1, 31))
    assert read_days("2026-01-01") == (date(2026, 1, 1), None)


def test_whole_amounts_that_name_their_currency_are_of_its_minor_unit():
    assert in_minor_units([Money(29900, "USD"), Money(450, "USD"), "n/a"])
    assert not in_minor_units([Money(12.5, "EUR"), Money(20, "EUR")])
    assert not in_minor_units([Money("29900", "USD")])
    assert not in_minor_units([Money(25, "EUR"), Money(120, "EUR")])
    assert not in_minor_units([29900, 450])
    amounts = [offer_of({"price": Money(29900, code)}, minor=True).price for code in ("USD", "JPY", "KWD", "")]
    assert amounts == [299.0, 29900.0, 29.9, 299.0]
    assert offer_of({"price": Money(29900, "USD")}).price == 29900.0


def test_minor_units_are_found_when_a_file_is_opened(tmp_path: Path):
    path = tmp_path / "feed.json"
    path.write_text(
        '[{"id": "1", "title": "Kettle", "price": {"amount": 29900, "currency": "USD"}},'
        ' {"id": "2", "title": "Tray", "price": {"amount": 450, "currency": "USD"}}]'
    )
    assert [(p.price, p.currency) for p in open_catalog([path]).products()] == [(299.0, "USD"), (4.5, "USD")]


def test_a_price_for_members_is_an_attribute_and_an_offer_for_several_is_told_without_a_price():
    row = {"title": "Tea", "price": "3 for $10", "member_price": "4.00"}
    product = product_of(row)
    assert (product.price, product.attributes) == (None, {"member_price": "4.00", "offer": "3 for $10"})


def test_a_net_price_is_the_price_only_where_no_other_stands_and_its_column_says_that_it_is_net():
    net = product_of({"title": "Tea", "net_price": "8.40"})
    assert (net.price, net.attributes) == (8.4, {"net_price": "8.40"})
    gross = product_of({"title": "Tea", "net_price": "8.40", "gross_price": "10.00"})
    assert (gross.price, gross.attributes) == (10.0, {})


def test_codes_are_codes_and_no_attributes():
    product = product_of({"title": "Tea", "sku": "T-1", "gtin": 4006381333931, "mpn": "77.0"})
    assert (product.codes, product.attributes) == ({"sku": "T-1", "gtin": "4006381333931", "mpn": "77"}, {})
    assert offer_of({"sku": "n/a", "gtin": None}).codes == {}


# Stock


@pytest.mark.parametrize(
    ("value", "availability"),
    [
        *[(word, "in stock") for word in (
            "in stock", "In Stock", "instock", "in_stock", "available", "http://schema.org/InStock", "Sellable online",
            "yes", True,
            "Ships in 2 days", "lieferbar", "auf Lager", "Lieferzeit 3-4 Tage", "en stock", "disponible", "disponibile",
            "disponível",
            "op voorraad", "dostępny", "в наличии", "stokta var", "有货", "现货", "在庫あり", "LimitedAvailability",
        )],
        *[(word, "out of stock") for word in (
            "out of stock", "OutOfStock", "outofstock", "https://schema.org/SoldOut", "Currently unavailable", "not available",
            "no", False, "Coming soon", "ausverkauft", "nicht lieferbar", "nicht auf Lager", "épuisé", "rupture de stock",
            "agotado", "no disponible", "esaurito", "non disponibile", "esgotado", "indisponível", "uitverkocht", "niedostępny",
            "нет в наличии", "tükendi", "stokta yok", "缺货", "售罄", "在庫なし", "売り切れ", "no longer in stock",
        )],
        *[(word, "preorder") for word in ("preorder", "PreOrder", "Vorbestellung", "preventa", "предзаказ", "預購", "予約")],
        *[(word, "backorder") for word in ("backorder", "onbackorder", "auf Bestellung", "sur commande", "под заказ")],
        *[(word, "discontinued") for word in ("discontinued", "nicht mehr lieferbar", "no longer available", "停产")],
        *[(word, None) for word in ("active", "", None, "N/A")],
    ],
)  # fmt: skip
def test_words_for_stock_are_one_of_five(value, availability):
    assert read_stock(value) == (availability, None)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (6, ("in stock", 6.0)),
        ("0", ("out of stock", 0.0)),
        (-2, ("out of stock", -2.0)),
        ("10+", ("in stock", 10.0)),
        ("Only 3 left in stock - order soon.", ("in stock", 3.0)),
        ("In stock (12 available)", ("in stock", 12.0)),
        ("noch 2 Stück", ("in stock", 2.0)),
    ],
)
def test_a_count_tells_too(value, told):
    assert read_stock(value) == told


@pytest.mark.parametrize(
    ("availability", "stock", "told"),
    [
        ("in stock", "6", ("in stock", 6.0)),
        ("in stock", "0", ("out of stock", 0.0)),
        ("out of stock", "6", ("out of stock", 6.0)),
        ("backorder", "0", ("backorder", 0.0)),
        ("preorder", "0", ("preorder", 0.0)),
        ("discontinued", "4", ("discontinued", 4.0)),
        ("", "4", ("in stock", 4.0)),
        ("in stock", "", ("in stock", None)),
    ],
)
def test_of_words_and_count_the_stricter_holds(availability, stock, told):
    offer = offer_of({"availability": availability, "stock": stock})
    assert (offer.availability, offer.stock) == told


def test_the_count_is_an_attribute_and_the_words_are_the_products_own():
    product = product_of({"title": "Tray", "availability": "Only 3 left", "stock": ""})
    assert (product.availability, product.attributes) == ("in stock", {"stock": 3.0})
    product = product_of({"title": "Tray", "availability": "out of stock", "stock": "0"})
    assert (product.availability, product.available, product.attributes) == ("out of stock", False, {"stock": 0.0})


# Condition and gender


@pytest.mark.parametrize(
    ("text", "condition"),
    [("New", "new"), ("http://schema.org/NewCondition", "new"), ("neu", "new"), ("全新", "new"), ("Used - Very Good", "used"),
     ("like new", "used"), ("open box", "used"), ("gebraucht", "used"), ("二手", "used"), ("occasion", "used"),
     ("https://schema.org/RefurbishedCondition", "refurbished"), ("generalüberholt", "refurbished"), ("翻新", "refurbished"),
     ("vintage", "vintage")],
)  # fmt: skip
def test_a_condition_is_new_used_or_refurbished_or_what_it_says(text, condition):
    assert read_condition(text) == condition


@pytest.mark.parametrize(
    ("text", "gender"),
    [("male", "men"), ("MAN", "men"), ("Men's", "men"), ("herren", "men"), ("Homme", "men"), ("男士", "men"),
     ("женский", "women"),
     ("female", "women"), ("Ladies", "women"), ("WOMAN", "women"), ("女", "women"), ("Boys", "boys"), ("女童", "girls"),
     ("kids", "kids"), ("Boys/Girls", "kids"), ("Men,Women", "unisex"), ("Damen & Herren", "unisex"), ("男女通用", "unisex"),
     ("Men > Shoes", "Men > Shoes"), ("pets", "pets")],
)  # fmt: skip
def test_a_gender_is_one_of_six_or_what_it_says(text, gender):
    assert read_gender(text) == gender


def test_condition_and_gender_are_attributes_by_these_names():
    product = product_of({"title": "Jacket", "condition": "Gebraucht", "gender": "MAN", "size": "M"})
    assert product.attributes == {"condition": "used", "gender": "men", "size": "M"}


# Ratings


@pytest.mark.parametrize(
    ("text", "rating"),
    [("Five", (5.0, None)), ("four stars", (4.0, None)), ("五星", (5.0, None)), ("vier Sterne", (4.0, None)),
     ("★★★★☆", (4.0, 5.0)),
     ("★★★★½", (4.5, 5.0)), ("4.5★", (4.5, None)), ("4.5 out of 5 stars", (4.5, 5.0)), ("4,5/5", (4.5, 5.0)),
     ("8.7/10", (8.7, 10.0)), ("92%", (92.0, 100.0)), ("5-star", (5.0, None)), ("4,5 von 5 Sternen", (4.5, 5.0)),
     ("Rated 4.50 out of 5", (4.5, 5.0)), ("4.2 | 31 ratings", (4.2, None)), (4.3, (4.3, None)),
     ("No rating available", (None, None)), ("Not rated", (None, None)), ("-", (None, None)), (True, (None, None))],
)  # fmt: skip
def test_a_rating_is_a_number_and_the_most_that_it_could_be(text, rating):
    assert read_rating(text) == rating


def test_a_column_of_ratings_has_one_scale():
    assert find_scale(["Five", "Two"]) == RatingScale(5.0)
    assert find_scale(["8.7/10", "9"]) == RatingScale(10.0)
    assert find_scale([88, 92]) == RatingScale(100.0)
    mixed = find_scale(["4.5/5", "4/5", "90%"])
    assert [mixed.read(text) for text in ("4.5/5", "90%", "7/10")] == [4.5, 4.5, 3.5]


def test_a_rating_is_scaled_as_the_map_says(tmp_path: Path):
    path = tmp_path / "shop.csv"
    path.write_text("id,title,points\n1,Tray,90\n2,Vase,85%\n")
    products = open_catalog([path], mapping={"rating": "points/20"}).products()
    assert [product.attributes for product in products] == [{"rating": 4.5}, {"rating": 4.25}]


def test_zeros_are_no_ratings_where_several_are_beside_ratings_of_one_and_more_or_nobody_reviewed():
    assert [find_scale([0, 0, 4.5, 3]).read(number) for number in (0, 4.5)] == [None, 4.5]
    assert find_scale([0, 4.5, 0.5]).read(0) == 0.0
    row = {"title": "Tray", "rating": "0", "reviews": "0"}
    assert product_of(row, Manner(rating=RatingScale(5.0))).attributes == {"reviews": 0.0}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1,234 ratings", 1234.0),
        ("(1.2k)", 1200.0),
        ("12.0", 12.0),
        (7, 7.0),
        ("1.234", 1234.0),
        ("3.4万", 34000.0),
        ("none", None),
    ],
)
def test_reviews_are_counted(text, count):
    assert count_of(text) == count


# Columns of numbers with texts for none


@pytest.mark.parametrize(
    ("name", "texts", "kind"),
    [
        ("product_rating", ["No rating available", "4.6", "3.2"], "number\nno rating available"),
        ("old price", ["Sold out", "19,90", "5,00"], "comma number\nsold out"),
        ("weight", ["12.5", "keine Angabe", "keine Angabe", "3"], "number\nkeine angabe"),
        ("ports", ["2", "3", "not included"], "text"),
        ("shoe size", ["38", "40", "XL"], "text"),
        ("shoe size", ["38", "40", "One Size"], "text"),
        ("warranty", ["2", "3", "Lifetime"], "text"),
        ("rating", ["No rating available"], "text"),
        ("rating", ["good", "fair", "poor", "4", "5"], "text"),
        ("depth", [".5", "1.25"], "number"),
    ],
)
def test_a_column_of_numbers_stays_one_beside_a_text_that_stands_for_none(name, texts, kind):
    assert column_kind(name, texts) == kind


def test_numbers_of_json_prove_a_column_too_and_its_placeholder_is_missing():
    kind = column_kind("score", ["Not yet rated"], of=3)
    assert kind == "number\nnot yet rated"
    assert [typed_value(value, kind) for value in (4.5, "Not yet rated", "3", "great")] == [4.5, None, 3.0, "great"]


# What a kilogram, a litre or a piece costs


@pytest.mark.parametrize(
    ("text", "said"),
    [("Olive Oil 500 ml", "500 ml"), ("Honey (250g)", "250g"), ("Cola 6 x 330 ml", "6 x 330 ml"), ("牛奶 250ml*12", "250ml*12"),
     ("500 g (1.1 lb)", "500 g"), ("Eier 6er", "6er"), ("Pack of 6 socks", "Pack of 6"), ("500 g + 100 g gratis", None),
     ("Rice 500-600 g", None), ("8.40 per 100 g", None), ("Coffee 1 kg, 2 pack", None), ("5G phone", None), ("64 G", None),
     ("AA 4 + 4 Pack", None)],
)  # fmt: skip
def test_a_text_says_one_quantity_or_none(text, said):
    quantity = quantity_in(text)
    assert (quantity and quantity[0]) == said


@pytest.mark.parametrize(
    ("attributes", "unit_price"),
    [({"Quantity": "200 gm"}, ("price per kg", 42.0)), ({"size": "500 ml"}, ("price per l", 16.8)),
     ({"net_weight_g": 500.0}, ("price per kg", 16.8)), ({"Füllmenge": "2 x 250 g"}, ("price per kg", 16.8)),
     ({"netContent": "12 fl oz"}, ("price per l", 23.67)), ({"pieces per pack": 6.0}, ("price per piece", 1.4)),
     ({"content": "6er"}, ("price per piece", 1.4)), ({"规格": "500g*2"}, ("price per kg", 8.4)),
     ({"size": "M", "content": "250 g"}, ("price per kg", 33.6)), ({"quantity": 6.0}, None), ({"weight": "1.2 kg"}, None),
     ({"size": "500 ml bottle and lid"}, None), ({}, None)],
)  # fmt: skip
def test_a_unit_price_is_exact_where_the_record_says_how_much_there_is(attributes, unit_price):
    assert unit_price_of(Product("1", "Tea", price=8.4, attributes=attributes)) == unit_price


def test_a_unit_price_is_a_fact_and_a_field_of_the_index():
    product = Product("1", "Tea", price=8.4, currency="EUR", attributes={"size": "100 g"})
    assert Fact("price per kg", 84.0, "EUR") in facts_of(product)
    writer = ColumnWriter()
    writer.add(0, product, "")
    assert "price per kg" in writer.names
    assert unit_price_of(Product("1", "Tea", price=0.0, attributes={"size": "100 g"})) is None


@pytest.mark.parametrize(
    ("price", "attributes"),
    [(10.0, {"net weight kg": 1e-30}), (1e30, {"content": "500 g"}), (10.0, {"net weight kg": float("inf")})],
)
def test_numbers_that_nothing_weighs_or_costs_make_no_unit_price(price, attributes):
    assert unit_price_of(Product("1", "Tea", price=price, attributes=attributes)) is None


def test_quantities_in_titles_are_contents_where_things_are_sold_by_the_gram():
    groceries = ["Basmati Rice 1 kg", "Honey 250 g", "Olive Oil 500 ml", "Walnut Tray"]
    kitchen = ["Kettle 1.7 l", "Kettle 1.5 l", "Pot 5 l", "Kettlebell 16 kg", "Walnut Tray"]
    assert (names_contents(groceries), names_contents(kitchen), names_contents([])) == (True, False, False)
    assert [content_of("Honey 250 g", measured=measured) for measured in (True, False)] == ["250 g", None]
    assert [content_of(title, measured=False) for title in ("Socks, pack of 6", "Sofa Set 3 pieces")] == ["pack of 6", None]


def test_contents_said_in_titles_become_an_attribute(tmp_path: Path):
    path = tmp_path / "shop.csv"
    path.write_text("id,title,price\n1,Basmati Rice 1 kg,4.00\n2,Honey 250 g,5.00\n3,Walnut Tray,22.00\n")
    products = list(open_catalog([path]).products())
    assert [product.attributes for product in products] == [{"content": "1 kg"}, {"content": "250 g"}, {}]
    assert [unit_price_of(product) for product in products] == [("price per kg", 4.0), ("price per kg", 20.0), None]


def test_one_comma_among_points_is_a_decimal_comma(tmp_path: Path):
    path = tmp_path / "shop.csv"
    path.write_text('id,title,price\n1,Dress,179.99\n2,Boots,59.00\n3,Vase,"4,20"\n4,Speaker,0\n')
    assert [product.price for product in open_catalog([path]).products()] == [179.99, 59.0, 4.2, 0.0]


@pytest.mark.parametrize("size", ["500mg/120 Capsules", "12 - 57g Bars", "750 mg, 90 tablets"])
def test_what_is_measured_of_one_among_several_is_not_how_much_there_is(size: str) -> None:
    assert unit_price_of(Product("1", "L-Lysine", price=8.0, attributes={"size": size})) is None


@pytest.mark.parametrize(("size", "price"), [("2 Lbs.", 8.82), ("500 g (17.6 oz)", 16.0), ("4 x 250 g", 8.0)])
def test_one_quantity_said_twice_or_several_times_is_how_much_there_is(size: str, price: float) -> None:
    assert unit_price_of(Product("1", "Whey", price=8.0, attributes={"size": size})) == ("price per kg", price)


def test_amounts_that_are_read_as_minor_units_are_told_of(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('[{"id":"a","title":"Kettle","price":{"amount":3990,"currency":"EUR"}}]', encoding="utf-8")
    told = "Amounts are read as minor units: 1299 is 12.99. If they are whole, say so: --map 'price=price*100'"
    assert told in open_catalog([path]).findings
    whole = open_catalog([path], mapping={"price": "price*100"})
    assert ([product.price for product in whole.products()], told in whole.findings) == ([3990.0], False)


@pytest.mark.parametrize("column", ["discountPercentage", "Discount %", "discount_percent", "Rabatt in Prozent"])
def test_a_reduction_that_is_stated_in_percent_is_one_without_a_price_before(tmp_path, column):
    path = tmp_path / "a.csv"
    path.write_text(f"id;title;price;{column}\n1;Kettle;39.9;25\n2;Tray;22;0\n3;Mug;9;12,5 %\n", encoding="utf-8")
    kettle, tray, mug = open_catalog([path]).products()
    assert (kettle.price, kettle.list_price, kettle.reduction) == (39.9, None, 0.25)
    assert (tray.reduction, mug.reduction) == (None, 0.125)
    assert [fact.text for fact in facts_of(kettle)][:3] == ["title: Kettle", "price: 39.9", "reduction: 25 %"]
