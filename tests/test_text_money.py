"""The one table of currencies, and what words and signs of money mean to a catalog and to a request."""

from __future__ import annotations

import runpy
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from shopcli.catalog.cells.money import parse_price
from shopcli.catalog.columns.names import price_hints
from shopcli.need import understand
from shopcli.text.money import CHINESE, COMMON, SPOKEN, WORDS_TOO, chinese_sign, currencies, currency_code, names_of
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
