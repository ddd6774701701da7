"""Limits and exclusions in many wordings, each with what must decide it, asked of a shop of several trades."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.need.languages.registry import unit_names
from shopcli.retrieve.limits import judge
from shopcli.types import Product
from tests.conftest import WordEncoder, build
from tests.limit_shop import LIMIT_SHOP, SNACKS

_LINES = (Path(__file__).parent / "limits_spoken.txt").read_text(encoding="utf-8").splitlines()
_CLAUSE = re.compile(r"(?P<field>[A-Za-z_]+)(?P<op><=|>=|!=|==|=|<|>)(?P<value>.+)")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt, "==": operator.eq, "=": operator.eq,
}  # fmt: skip
_TITLED = {
    "title_l": r"(-?\d+) ?(?:L\b|litres)|(?<=Baltor Backpack )(\d+)|(?<=Maya Backpack )(\d+)",
    "title_ml": r"(\d+) ?ml",
    "title_F": r"(-?\d+)(?:°F|F)\b",
    "title_g": r"(\d+) ?g\b",
}


def _sections() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    start = _LINES.index("# of snacks")
    parts = ([line for line in part if line and not line.startswith("#")] for part in (_LINES[:start], _LINES[start:]))
    goods, snacks = ([tuple(map(str.strip, line.split("|"))) for line in part] for part in parts)
    return goods, snacks  # type: ignore[return-value]


GOODS, OF_SNACKS = _sections()


def _advisor(folder: Path, products: Sequence[Product]) -> Advisor:
    encoder = WordEncoder()
    build(folder / "index", products, encoder, unit_names=unit_names())
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder)


@pytest.fixture(scope="module")
def goods(tmp_path_factory) -> Advisor:
    return _advisor(tmp_path_factory.mktemp("goods"), LIMIT_SHOP)


@pytest.fixture(scope="module")
def snacks(tmp_path_factory) -> Advisor:
    return _advisor(tmp_path_factory.mktemp("snacks"), SNACKS)


def _of_kind(query: str, products: Sequence[Product]) -> list[Product]:
    """The products of the category whose name's last word, in the singular, the request says."""
    low = query.lower()
    for chinese, english in {"笔记本电脑": "laptop", "帐篷": "tent", "架子": "shelf", "衬衫": "shirt"}.items():
        low = low.replace(chinese, english)
    named = {p.category for p in products if re.sub("ves$", "f", str(p.category)).lower().removesuffix("s") in low}
    named |= {p.category for p in products if p.category == "Shelves" and "shelf" in low}
    named |= {p.category for p in products if str(p.category).split()[-1].lower().removesuffix("s") in low and not named}
    named |= {"Brushes", "Brush Sets"} if "brush" in low else set()
    return [p for p in products if p.category in named]


def _numbers(product: Product, field: str) -> list[float]:
    if field in _TITLED:
        found = [next(filter(None, match)) if isinstance(match, tuple) else match
                 for match in re.findall(_TITLED[field], product.title)]  # fmt: skip
        times = {("title_l", "ml"): 0.001, ("title_g", "kg"): 1000.0}
        more = re.findall(r"(\d+) (ml|kg)", product.title)
        return [*map(float, found), *(float(n) * times[field, unit] for n, unit in more if (field, unit) in times)]
    stated = {name.replace(" ", "_"): value for name, value in product.attributes.items()} | {"price": product.price}
    value = stated.get(field)
    return [float(value)] if isinstance(value, (int, float)) else []


def _is_met(product: Product, clause: str) -> bool:
    if clause.startswith("-"):
        return clause[1:].rstrip("s").replace("'", "").lower() not in product.title.replace("'", "").lower()
    field, op, value = _CLAUSE.fullmatch(clause).groups()  # type: ignore[union-attr]
    if re.fullmatch(r"-?\d+(?:\.\d+)?", value):
        if op == "!=":
            return float(value) not in _numbers(product, field)
        return any(_COMPARE[op](number, float(value)) for number in _numbers(product, field))
    said = product.brand if field == "brand" else product.attributes.get(field)
    said = ("yes" if said else "no") if isinstance(said, bool) else said
    return said is not None and (value == said) == (op == "=")


def _expected(products: Sequence[Product], wanted: str) -> list[str]:
    clauses = [c for c in re.split(r"\s+(?=-|[A-Za-z_]+(?:[<>=!]))", wanted) if c]
    return sorted(p.id for p in products if all(_is_met(p, clause) for clause in clauses))


def _met(advisor: Advisor, query: str, products: Sequence[Product]) -> list[str]:
    """The products that nothing which decides anything contradicts, or leaves open that is wanted."""
    index, need = advisor.index, advisor.understand(query)
    holds = np.ones(len(index), bool)
    for clause in need.hard:
        if clause.op == "has":
            continue  # plain words
        verdict = judge(clause, index.columns, index.sayings)
        holds &= ~verdict.contradicts if clause.kind == "exclude" else verdict.holds
    wanted = {p.id for p in products}
    return sorted(index.records[int(row)].id for row in np.flatnonzero(holds) if index.records[int(row)].id in wanted)


@pytest.mark.parametrize(("query", "wanted"), GOODS)
def test_a_limit_or_an_exclusion_leaves_what_it_says(goods, query, wanted):
    products = _of_kind(query, LIMIT_SHOP)
    assert products
    assert _met(goods, query, products) == _expected(products, wanted)


@pytest.mark.parametrize(("query", "wanted"), OF_SNACKS)
def test_a_limit_leaves_what_titles_say(snacks, query, wanted):
    products = _of_kind(query, SNACKS)
    assert products
    assert _met(snacks, query, products) == _expected(products, wanted)
