"""What a catalog lacks and what is poor in it, in sentences, so that nobody finds out by wondering at the answers."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from shopcli.catalog.cells.clean import clean_text
from shopcli.catalog.cells.money import parse_price
from shopcli.catalog.columns import values as look
from shopcli.catalog.columns.names import MONEY_ROLES, looks_like_code, price_hints, tags_of
from shopcli.catalog.columns.plumbing import same_throughout
from shopcli.catalog.columns.prices import currency_beside
from shopcli.catalog.columns.roles import Chosen
from shopcli.catalog.columns.sample import SAMPLE_ROWS, Sample
from shopcli.text.money import currency_code

_CANDIDATES = 3
_NAMED = 6
_MANY = 0.2
_FEW_ROWS = 5
_LACKING = {
    "price": "No price column was found: limits on price cannot be kept.",
    "brand": "No brand column was found: brands are known where titles say them.",
    "category": "No category column was found: what kind of thing a product is comes from the titles alone.",
    "id": "No id column was found: ids are made from title, brand and price.",
}


def findings(
    sample: Sample, roles: Mapping[str, Chosen], plumbing: Collection[str], constants: Collection[str]
) -> tuple[str, ...]:
    """One sentence for each thing that was not found or is poor; those that matter most come first.

    Args:
        sample: the first rows of all files.
        roles: the column of each role.
        plumbing: the columns that are left out.
        constants: roles that ``--map`` gave one value for every product.
    """
    if not sample.rows:
        return ()
    free = [name for name in sample.values if name not in plumbing and all(name != chosen.column for chosen in roles.values())]
    return (*_missing(sample, roles, free, constants), *_poor(sample, roles, free))


def _missing(sample: Sample, roles: Mapping[str, Chosen], free: list[str], constants: Collection[str]) -> Iterator[str]:
    for role, lack in _LACKING.items():
        has_price = role == "price" and any(money in roles for money in MONEY_ROLES)
        if role in roles or role in constants or has_price or (role == "id" and "group" in roles):
            continue
        names = _candidates(sample, role, free)
        if not names and role != "price":
            continue  # many a catalog has none, and there is nothing to be done
        listed = f" Candidates: {', '.join(map(_shown, names))}. Say which: --map {role}={_argument(names[0])}" if names else ""
        yield lack + listed
    prices = [roles[role].column for role in MONEY_ROLES if role in roles]
    told = {"currency"} & {*roles, *constants} or any(_says_currency(sample, column) for column in prices)
    if prices and not told and not currency_beside(sample, prices):
        yield "No currency was found: prices are shown without one. Say it, for example: --map currency==EUR"


def _candidates(sample: Sample, role: str, free: list[str]) -> list[str]:
    """The columns that might hold a role, the likeliest first."""
    found = []
    for name in free:
        values = sample.values[name]
        if name in sample.own and sample.filled(name) >= 0.5 and (score := _CANDIDACY[role](name, values)) > 0:
            found.append((score, name))
    return [name for _, name in sorted(found, key=lambda pair: -pair[0])[:_CANDIDATES]]


def _like_price(name: str, values: list[object]) -> float:
    tags = tags_of(name)
    told = look.told(values)
    if (
        looks_like_code(name)
        or tags & {"date", "tax", "percent", "number", "rating", "id"}
        or look.share(told, look.is_price) < 0.8
    ):
        return 0.0
    amounts = [amount for value in told if (amount := parse_price(value)[0]) is not None]
    with_cents = look.share(amounts, lambda amount: not float(amount).is_integer())
    named = bool(tags & {"price", "amount", "cost", "money", "list", "sale", "retail", "regular"})
    return 2.0 * named + with_cents + (0.2 if look.distinct(values) > 0.1 else 0.0) if named or with_cents > 0.2 else 0.0


def _like_kind(name: str, values: list[object]) -> float:
    return look.tells_kinds(values) if _sorts(values) and not tags_of(name) & {"brand", "colour", "size", "option"} else 0.0


def _like_brand(name: str, values: list[object]) -> float:
    named = bool(tags_of(name) & {"brand", "maker", "vendor", "company", "shop", "person"})
    return 1.0 + named if named and _sorts(values) else 0.0


def _sorts(values: list[object]) -> bool:
    texts = [value for value in values if isinstance(value, str)]
    return len(texts) >= 0.9 * len(values) and 1 < len(set(texts)) <= max(2, 0.5 * len(texts)) and max(map(len, texts)) <= 60


def _like_id(name: str, values: list[object]) -> float:
    told_apart = look.distinct(values) == 1.0 and look.share(values, look.is_code) == 1.0
    return 1.0 + bool(tags_of(name) & {"id", "code", "number"}) if told_apart and len(values) >= _FEW_ROWS else 0.0


_CANDIDACY = {"price": _like_price, "brand": _like_brand, "category": _like_kind, "id": _like_id}


def _says_currency(sample: Sample, column: str) -> bool:
    if price_hints(column)[0]:
        return True
    chinese = sample.is_chinese
    for value in sample.values.get(column, ()):
        if parse_price(value, chinese=chinese)[1] or currency_code(str(value).strip("0123456789., "), chinese=chinese):
            return True
    return False


def _poor(sample: Sample, roles: Mapping[str, Chosen], free: list[str]) -> Iterator[str]:
    empty = [name for name, values in sample.values.items() if not values]
    if empty:
        yield f"{_columns(empty)} empty: {_listed(empty)}."
    rows = f"the first {SAMPLE_ROWS:,} rows" if sample.rows >= SAMPLE_ROWS else f"{sample.rows:,} rows"
    if price := roles.get("price"):
        values = sample.values.get(price.column, [])
        free_of_charge = sum(parse_price(value)[0] == 0 for value in values)
        if free_of_charge:
            yield f"{free_of_charge:,} prices are 0 in {rows}."
        missing = sample.rows - len(values)
        if missing > _MANY * sample.rows and "group" not in roles:
            yield f"{missing:,} of {rows} have no price."
    if sample.rows < _FEW_ROWS:
        return
    for role in ("price", "rating", "brand", "category"):
        values = sample.values.get(roles[role].column, []) if role in roles else []
        if len(values) >= _FEW_ROWS and same_throughout(values):
            yield f"The {role} is the same throughout: {_shown(str(values[0]))}."
    alike = [name for name in free if len(sample.values[name]) >= 0.9 * sample.rows and same_throughout(sample.values[name])]
    if alike:
        yield f"{_columns(alike)} the same throughout: {_listed(alike)}."
    title = roles.get("title")
    if title and title.column and "group" not in roles:
        counts = Counter(sample.texts(title.column))
        shared = sum(count for count in counts.values() if count > 1)
        if shared > _MANY * sample.rows:
            yield f"{shared:,} of {rows} share their title with another."


def _columns(names: list[str]) -> str:
    return "1 column is" if len(names) == 1 else f"{len(names):,} columns are"


def _listed(names: list[str]) -> str:
    return ", ".join(map(_shown, names[:_NAMED])) + (", …" if len(names) > _NAMED else "")


def _shown(name: str) -> str:
    return clean_text(name, limit=60)


def _argument(name: str) -> str:
    shown = _shown(name)
    return shlex.quote(shown)
