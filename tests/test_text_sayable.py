"""Every currency and each unit that an index can learn: code says it in English and Chinese, and the checker passes it;
another currency, unit or number is refused.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from shopcli.config import Decoding
from shopcli.text.money import currencies
from shopcli.text.units import _DIMENSIONS
from shopcli.types import Clause, Fact, Hit, Need, Product
from shopcli.write import check_sentence
from shopcli.write.advise import advise

CODES = tuple(currencies())
SYMBOLS = tuple(symbol for _, units in _DIMENSIONS.values() for symbol in units)
KIN = {symbol: [other for other in units if other != symbol] for _, units in _DIMENSIONS.values() for symbol in units}
ENGLISH = Need("lamp", (Clause("lamp", "topic"),))
CHINESE = Need("台灯", (Clause("台灯", "topic"),), language="zh")


def lamp(code: str | None = None) -> Product:
    return Product("1", "Cove Lamp", brand="Cove", price=1234.5 if code else None, currency=code)


def facts(product: Product, *more: Fact) -> tuple[Fact, ...]:
    price = (Fact("price", product.price, product.currency),) if product.price is not None else ()
    return (Fact("title", product.title), *price, *more)


def said(need: Need, product: Product) -> list[str]:
    """The whole advice, as code words it; what the checker refuses is not in it."""
    told = advise(need, [Hit(product, 0.9)], model=None, decoding=Decoding(), facts_of=lambda _: facts(product))
    return [sentence.text for sentence in told]


def faults(text: str, product: Product, *more: Fact, need: Need = ENGLISH) -> list[str]:
    return check_sentence(text, products=[product], facts_of=lambda _: facts(product, *more), need=need)


def others(one: str, every: Sequence[str], *more: str) -> list[str]:
    """Those that stand next in a table, and what is most easily taken for it."""
    at = every.index(one)
    return [other for other in dict.fromkeys((*every[at + 1 : at + 4], every[at - 1], *more)) if other != one]


def unrefused(texts: Sequence[str], product: Product, *more: Fact) -> list[str]:
    return [text for text in texts if not faults(text, product, *more)]


@pytest.mark.parametrize("code", CODES)
def test_a_price_is_said_in_every_currency_and_in_that_alone(code):
    product = lamp(code)
    (english,), (chinese,) = said(ENGLISH, product), said(CHINESE, product)
    assert f"1234.50 {code}" in english
    assert "1234.50" in chinese
    assert faults(english, product) == faults(chinese, product, need=CHINESE) == []
    assert faults(f"The Cove Lamp costs 1234.50 {code}.", product) == []
    false = [f"The Cove Lamp costs 1234.50 {other}." for other in others(code, CODES, "EUR", "USD", "ALL")]
    false += [f"The Cove Lamp costs {other} 1234.50." for other in others(code, CODES, "EUR", "TRY")]
    false += [
        f"The Cove Lamp costs {wrong}." for wrong in (f"1234.00 {code}", f"{code} 12345", f"from 1234.50 {code}", "1234.50")
    ]
    false += ["The Cove Lamp costs 1234.50 and is made in " + code + ".", f"The Cove Lamp has 1234.50 {code}."]
    assert unrefused(false, product) == []


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_fact_is_said_in_each_unit_that_an_index_can_learn_and_in_that_alone(symbol):
    product, fact = lamp(), Fact("reading", 12.0, symbol)
    assert faults(f"推荐 Cove Lamp，reading 为 12 {symbol}。", product, fact, need=CHINESE) == []
    assert faults(f"Its reading is 12 {symbol} and you asked for a lamp.", product, fact) == []
    false = [f"Its reading is 12 {other}." for other in others(symbol, SYMBOLS, *KIN[symbol])]
    false += [f"Its reading is 12{other}." for other in others(symbol, SYMBOLS)]
    false += [
        f"Its reading is {wrong}." for wrong in (f"13 {symbol}", f"1.2 {symbol}", "12", f"12 EUR {symbol}", f"12 {symbol}q")
    ]
    assert unrefused(false, product, fact) == []


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_unit_in_a_record_s_text_is_the_same_unit_and_no_other(symbol):
    product, fact = lamp(), Fact("reading", f"12 {symbol}")
    assert faults(f"Its reading is 12 {symbol}.", product, fact) == []
    same = {"pcs", "pack", "sheets", "pages"}  # words like any other in running text: the number stands bare before them
    false = [f"Its reading is 12 {other}." for other in others(symbol, SYMBOLS, *KIN[symbol])]
    assert unrefused([*false, *([] if symbol in same else ["Its reading is 12."])], product, fact) == []


@pytest.mark.parametrize(
    ("code", "amount"),
    [("TRY", "1234.50 Turkish lira"), ("TRY", "₺1234.50"), ("THB", "1234.50 baht"), ("AED", "AED 1234.50"),
     ("RUB", "1234.50 ₽"), ("TWD", "1234.50 New Taiwan dollars"), ("ZAR", "1234.50 South African rand"),
     ("INR", "1234.50 rupees")],
)  # fmt: skip
def test_the_money_of_the_record_has_its_names_and_signs(code, amount):
    assert faults(f"The Cove Lamp costs {amount}.", lamp(code)) == []
    assert faults(f"The Cove Lamp costs {amount}.", lamp("EUR")) != []


@pytest.mark.parametrize(
    ("fact", "text"),
    [(Fact("cooling", 12.0, "BTU"), "Its cooling is 12 BTU."),
     (Fact("brightness", 250.0, "cd/m²"), "Its brightness is 250 cd/m².")],
)  # fmt: skip
def test_a_unit_that_no_table_has_is_said_as_its_record_writes_it(fact, text):
    other = Fact("flow", 30.0, "CFM")
    assert faults(text, lamp(), fact, other) == []
    assert faults(text.replace("BTU", "CFM").replace("cd/m²", "CFM"), lamp(), fact, other) != []
    assert faults(text.replace(" BTU", "").replace(" cd/m²", ""), lamp(), fact, other) != []


@pytest.mark.parametrize(
    ("record", "text"),
    [("5 in 1", "Its reading is 5 inches."), ("iPhone 5s", "Its reading is 5 seconds."),
     ("10 bar (145 psi)", "Its reading is 10 psi."), ("2 bar stools", "Its reading is 2 bar."),
     ("10 Mb/s", "Its reading is 10 MB/s."), ("5 MW", "Its reading is 5 mW.")],
)  # fmt: skip
def test_what_only_looks_like_a_unit_is_none(record, text):
    assert faults(text, lamp(), Fact("reading", record)) != []
