"""The one table of currencies, and what words and signs of money mean to a catalog and to a request."""

from __future__ import annotations

import runpy
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopcli.catalog.cells.money import find_decimal, parse_price
from shopcli.catalog.columns.names import price_hints
from shopcli.need import understand
from shopcli.text.money import (
    CHINESE,
    COMMON,
    SPOKEN,
    WORDS_TOO,
    chinese_sign,
    currencies,
    currency_code,
    foreign_money,
    names_of,
)
from tests.test_need import VOCABULARY


def test_the_table_is_what_cldr_gives():
    pytest.importorskip("babel")
    written = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks/generate_currencies.py"))
    assert written["TABLE"].read_text(encoding="utf-8") == written["table"]()


def test_every_currency_is_whole_and_each_that_a_word_may_mean_is_in_the_table():
    assert len(currencies()) == 161
    for currency in currencies().values():
        assert currency.code.isupper() and len(currency.code) == 3 and currency.digits in (0, 2, 3)
        assert all((currency.one, currency.many, currency.chinese)) and currency.code not in currency.signs
    meant = {code for words in (COMMON, SPOKEN, CHINESE) for codes in words.values() for code in codes.split()}
    assert (meant | set(filter(str.isupper, WORDS_TOO))) - currencies().keys() == set()
    assert {code: currencies()[code].digits for code in ("JPY", "EUR", "KWD")} == {"JPY": 0, "EUR": 2, "KWD": 3}
    assert names_of("TRY") == ("TRY", "₺", "Turkish lira", "Turkish Lira", "lira", "Lira", "土耳其里拉")


@pytest.mark.parametrize(
    ("text", "code"),
    [("€", "EUR"), ("eur", "EUR"), ("US$", "USD"), ("$", "USD"), ("人民币", "CNY"), ("¥", "JPY"), ("zł", "PLN"), ("Ft", "HUF"),
     ("₺", "TRY"), ("TL", "TRY"), ("฿", "THB"), ("₼", "AZN"), ("RM", "MYR"), ("aed", "AED"), ("TWD", "TWD"), ("ALL", "ALL"),
     ("XCG", "XCG"), ("kr", None), ("R", None), ("XXX", None), ("GPS", None), ("", None)],
)  # fmt: skip
def test_a_sign_a_code_or_a_name_is_one_currency_or_none(text, code):
    assert currency_code(text, chinese=False) == code


def test_the_yuan_and_the_yen_share_a_sign_that_the_catalog_decides():
    assert currency_code("￥", chinese=True) == "CNY"
    assert currency_code("￥", chinese=False) == "JPY"


@pytest.mark.parametrize(
    ("text", "price"),
    [("100美元", (100.0, "USD")), ("100 欧元", (100.0, "EUR")), ("99元", (99.0, "CNY")), ("新台币 300", (300.0, "TWD")),
     ("1.299,00 TRY", (1299.0, "TRY")), ("THB 450", (450.0, "THB"))],
)  # fmt: skip
def test_a_price_has_the_longest_name_of_money_that_stands_in_it(text, price):
    assert parse_price(text) == price
    assert chinese_sign("刀具 100") is None


@pytest.mark.parametrize(
    ("name", "hints"),
    [("price_thb", ("THB", 1.0)), ("Preis (EUR)", ("EUR", 1.0)), ("price ₺", ("TRY", 1.0)), ("price rmb", ("CNY", 1.0)),
     ("price_in_cents", (None, 0.01)), ("price_top", (None, 1.0)), ("price all", (None, 1.0))],
)  # fmt: skip
def test_the_name_of_a_price_column_says_its_currency(name, hints):
    assert price_hints(name) == hints


@pytest.mark.parametrize(
    ("currency", "query", "unit"),
    [("THB", "watch under 500 THB", "THB"), ("THB", "watch under 500 thb", "THB"), ("THB", "watch under ฿500", "THB"),
     ("AED", "watch under AED 500", "AED"), ("ALL", "watch under 500 ALL", "ALL"), ("MAD", "watch under 500 dirhams", "MAD"),
     ("AUD", "watch under $500", "AUD"), ("TRY", "watch under 500 lira", "TRY"), ("MXN", "watch under 500 pesos", "MXN")],
)  # fmt: skip
def test_a_limit_is_read_in_the_money_of_any_catalog(currency, query, unit):
    limits = [c for c in understand(query, replace(VOCABULARY, currencies=(currency,))).clauses if c.kind == "limit"]
    assert [(limit.op, limit.value, limit.unit) for limit in limits] == [("<=", 500.0, unit)]


def test_a_code_that_is_a_word_is_money_only_in_capitals_and_where_prices_are_in_it():
    need = understand("headphones under 50, top rated", replace(VOCABULARY, currencies=("TOP",)))
    assert [(c.text, c.value, c.unit) for c in need.clauses if c.kind == "limit"] == [("under 50", 50.0, "TOP")]
    need = understand("laptop under 1000 euros, AMD Ryzen", VOCABULARY)
    assert [(c.text, c.value, c.unit) for c in need.clauses if c.kind == "limit"] == [("under 1000 euros", 1000.0, "EUR")]


def test_the_table_comes_in_only_where_money_is_read():
    code = "import sys, shopcli.text.money; print('shopcli.text.currencies' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.mark.parametrize(
    ("text", "price"),
    [
        (",89", (0.89, None)), (".5", (0.5, None)), ("9,90 € je Flasche", (9.9, "EUR")), ("ab 12,-", (12.0, None)),
        ("12.–", (12.0, None)), ("199:-", (199.0, None)), ("€ 1.299,=", (1299.0, "EUR")), ("1.299,— €", (1299.0, "EUR")),
        ("Rs. 300/-", (300.0, "INR")), ("Rs.300/-", (300.0, "INR")), ("₹1,499 onwards", (1499.0, "INR")),
        ("1 299,00 kr", (1299.0, None)), ("1,23,456.00", (123456.0, None)), ("1'299.–", (1299.0, None)),
        ("١٬٢٩٩٫٥٠", (1299.5, None)), ("１，２９９．５０", (1299.5, None)), ("税込1,299円", (1299.0, "JPY")),
        ("1.2万元", (12000.0, "CNY")), ("1~2만원대", (10000.0, "KRW")), ("₹1.5 lakh", (150000.0, "INR")),
        ("99p", (0.99, "GBP")), ("89 Cent", (0.89, None)), ("12€50", (12.5, "EUR")), ("$12 99", (12.99, "USD")),
        ("$12<sup>99</sup>", (12.99, "USD")), ("12⁹⁹ €", (12.99, "EUR")), ("&#8377;1,299", (1299.0, "INR")),
        ("US $12.50 - $30.00", (12.5, "USD")), ("12-15 €", (12.0, "EUR")), ("12.50, 13.00, 11.00", (11.0, None)),
        ("12.50.-", (12.5, None)), ("12 , 50 €", (12.5, "EUR")), ("1E3 EUR", (1000.0, "EUR")), ("CAD $12.50", (12.5, "CAD")),
        ("1299,- Kč", (1299.0, "CZK")), ("125.000đ", (125000.0, "VND")),
        ("Free", (0.0, None)), ("12.50 (incl. 19% VAT)", (12.5, None)), ("Decimal('12.50')", (12.5, None)),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_is_written(text, price):
    assert parse_price(text) == price


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("$1,299.99 (was $1,499)", (1299.99, "USD")), ("statt 20 € jetzt 15 €", (15.0, "EUR")),
        ("MRP ₹1,499 ₹999", (999.0, "INR")), ("Original price $52.00 Current price $39.00", (39.0, "USD")),
        ("-20% 39,99 €", (39.99, "EUR")), ("9,90 € (13,20 €/l)", (9.9, "EUR")), ("(13,20 €/l) 9,90 €", (9.9, "EUR")),
        ("500 g - 3,99 €", (3.99, "EUR")), ("8.40 EUR per 100 g", (8.4, "EUR")), ("12 x 0.5 l 9,90 €", (9.9, "EUR")),
        ("R$ 1.198,80 ou 12x de R$ 99,90", (1198.8, "BRL")), ("2.99 each, 2 for 5.00", (2.99, None)),
        ("£1.50 or 2 for £2", (1.5, "GBP")), ("1 for 5", (5.0, None)), ("$52.00 $39.00 Save 25%", (39.0, "USD")),
        ("10.50€ HT / 12.50€ TTC", (12.5, "EUR")), ("$12.99 ($0.26 / Count)", (12.99, "USD")),
        ("满100减20 ¥120", (120.0, "JPY")),
        ("12.50 / pack of 6", (12.5, None)), ("2-pack 5.99", (5.99, None)), ("盛夏阅读2件5折 (7.29-8.4)", (7.29, None)),
    ],
)  # fmt: skip
def test_of_several_numbers_the_one_that_is_charged_for_one_piece_is_the_price(text, price):
    assert parse_price(text) == price


@pytest.mark.parametrize(
    "text",
    ["2 for 5.00", "3 für 10 €", "2 pour 5 €", "5.00 for 2", "10 € / 3 Stück", "3/$10", "3件10元", "10元3件", "2 x 2.50",
     "Save $5",
     "$5 off", "20% off", "Buy 2 get 1 free", "call 0800 123456", "1.2.3", "12.10.2024", "500 ml", "A4", "No old price", "-5",
     "€-5",
     "(5.00)", "12..50", "12:30", "2026-01-01", "#45", "1+1 gratis"],
)  # fmt: skip
def test_what_is_no_price_of_one_piece_is_none(text):
    assert parse_price(text)[0] is None


@pytest.mark.parametrize(
    ("text", "decimal", "amount"),
    [("1.299", ",", 1299.0), ("1.299", ".", 1.299), ("1.299", None, 1299.0), ("4,20", ".", 4.2), ("4.20", ",", 4.2),
     ("1,299", ",", 1.299), ("1299.000", ",", 1299.0), ("0.125", ",", 0.125), ("1.299.000", ".", 1299000.0)],
)  # fmt: skip
def test_a_column_decides_only_what_a_value_leaves_open(text, decimal, amount):
    assert parse_price(text, decimal=decimal)[0] == amount


LOCALES = ("en_US en_IN de_DE de_CH fr_FR es_ES it_IT pt_BR nl_NL pl_PL ru_RU tr_TR zh_CN ja_JP sv_SE hi_IN ar_EG").split()


@settings(max_examples=300, deadline=None)
@given(
    locale=st.sampled_from(LOCALES),
    currency=st.sampled_from(["EUR", "USD", "GBP", "CHF", "INR", "PLN", "TRY", "BRL", "SEK", "CNY", "JPY", "KRW"]),
    cents=st.lists(st.integers(min_value=1, max_value=99_999_999), min_size=1, max_size=5),
)
def test_a_column_of_amounts_in_any_locale_is_read_back_exactly(locale, currency, cents):
    numbers = pytest.importorskip("babel.numbers")
    digits = currencies()[currency].digits
    amounts = [cent / 10**digits for cent in cents]
    texts = [numbers.format_currency(amount, currency, locale=locale) for amount in amounts]
    decimal = find_decimal(texts)
    read = [parse_price(text, decimal=decimal)[0] for text in texts]
    assert read == amounts


def test_sr_is_the_riyal_of_the_saudis_as_shops_write_it() -> None:
    assert currency_code("SR", chinese=False) == "SAR"
    assert foreign_money("SR") == "SAR"
