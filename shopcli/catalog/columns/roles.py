"""Which column is what: by name where the name says it and the values agree, by content where it does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from shopcli.catalog.cells.flatten import Money
from shopcli.catalog.cells.money import parse_price
from shopcli.catalog.columns.names import ROLES, role_by_name
from shopcli.catalog.columns.sample import Sample
from shopcli.text.scripts import HAN

_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_PLACE = re.compile(r"(?:https?://|//|www\.|/|[\w-]+[./])\S*", re.IGNORECASE)
_IMAGE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|bmp)(?:\?\S*)?$|/(?:img|image)s?/", re.IGNORECASE)
_MONEY = re.compile(
    r"\s*(?:[€$£¥￥₹₽₩]|(?:US|CA|A|HK|NT)\$|EUR|USD|GBP|CNY|CHF)\s*\d[\d.,'\s]*|\s*\d[\d.,'\s]*(?:[€$£¥₹₽₩元円]|EUR|USD|GBP|CNY|CHF|zł|Kč|kr)\s*"
)
_RATING = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:$|/|out of|von|sur|de\b|stars?|sterne|étoiles|estrellas|星|分)", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")
_WORD = re.compile(rf"[^\W\d_]{{2}}|[{HAN}]")
_VAGUE_FILL = 0.5
_PROVING_ROWS = 5
_PROSE = 80  # mean characters; shorter texts are names and labels


def choose_roles(sample: Sample, taken: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """(column, why) by role, for every role that a column could be found for.

    Args:
        sample: the file's first rows.
        taken: role to column, as ``--map`` gave them; these stand, and their columns are no candidates for the rest.
    """
    roles = {role: (column, "--map") for role, column in taken.items()}
    spoken_for = set(taken.values())
    named = _by_name(sample, spoken_for)
    for role in ROLES:
        if role not in roles and role in named:
            roles[role] = (named[role], "name")
            spoken_for.add(named[role])
    for role, find in _BY_CONTENT.items():
        if role not in roles and (column := find(sample, [name for name in sample.values if name not in spoken_for])):
            roles[role] = (column, "content")
            spoken_for.add(column)
    return roles


def _by_name(sample: Sample, spoken_for: set[str]) -> dict[str, str]:
    best: dict[str, tuple[float, str]] = {}
    for name in sample.values:
        role, rank = role_by_name(name)
        if not role or name in spoken_for or not _may_hold(sample, name, role, rank):
            continue
        score = _score(sample, name, role, rank)
        if role not in best or score > best[role][0]:
            best[role] = (score, name)
    return {role: name for role, (_, name) in best.items()}


def _may_hold(sample: Sample, name: str, role: str, rank: int) -> bool:
    """Whether the values do not belie the name; a nested or vaguely named one must be well filled."""
    values = sample.values[name]
    if not values:
        return False
    vague = name not in sample.own or rank > 1
    if vague and role != "colour" and sample.filled(name) < _VAGUE_FILL:
        return False
    fits = _FITS.get(role)
    return fits is None or _share(values, fits) >= 0.5


def _score(sample: Sample, name: str, role: str, rank: int) -> float:
    """Better filled first, better named next; a title or an id that is often missing costs rows."""
    filled = sample.filled(name)
    score = round(filled, 1) if role in ("title", "id") else min(1.0, 2 * filled)
    if role == "id":
        score *= _distinct(sample.values[name])
    return score - 0.004 * rank - (0 if name in sample.own else 0.05)


def _share(values: list[Any], fits: Callable[[Any], bool]) -> float:
    return sum(map(fits, values)) / len(values) if values else 0.0


def _distinct(values: list[Any]) -> float:
    return len({str(value) for value in values}) / len(values) if values else 0.0


def _is_words(value: Any) -> bool:
    return isinstance(value, (int, float)) or (isinstance(value, str) and not _URL.match(value))


def _is_price(value: Any) -> bool:
    return isinstance(value, Money) or (parse_price(value)[0] is not None and len(str(value)) <= 60)


def _is_amount_of_money(value: Any) -> bool:
    """An amount with a currency; a bare number could be anything."""
    return isinstance(value, Money) or (isinstance(value, str) and bool(_MONEY.fullmatch(value)))


def _is_place(value: Any) -> bool:
    return isinstance(value, str) and bool(_PLACE.match(value.strip()))


def rating_of(value: Any) -> float | None:
    """The number of a rating: 4.5, ``4,5``, ``4.5 out of 5 stars``; None where there is none."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value) if abs(value) < 1e6 else None
    match = _RATING.match(value.strip()) if isinstance(value, str) else None
    return float(match.group(1).replace(",", ".")) if match else None


_FITS: dict[str, Callable[[Any], bool]] = {
    "id": lambda value: isinstance(value, (int, float, str)) and len(str(value)) <= 100,
    "title": _is_words,
    "description": lambda value: isinstance(value, str),
    "brand": lambda value: _is_words(value) and len(str(value)) <= 100,
    "category": _is_words,
    "price": _is_price,
    "currency": lambda value: isinstance(value, str) and len(value.strip()) <= 16,
    "url": _is_place,
    "image": _is_place,
    "rating": lambda value: rating_of(value) is not None,
    "colour": lambda value: isinstance(value, str) and len(value) <= 200,
}


def _first(sample: Sample, names: list[str], fits: Callable[[Any], bool], *, share: float) -> str | None:
    """The first of the record's own columns whose values mostly fit."""
    own_columns = (name for name in names if name in sample.own and sample.filled(name) >= 0.2)
    return next((name for name in own_columns if _share(sample.values[name], fits) >= share), None)


def _find_id(sample: Sample, names: list[str]) -> str | None:
    """Short codes, all there, all different, in enough rows to prove it."""

    def is_code(value: Any) -> bool:
        text = str(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
        return bool(_CODE.fullmatch(text)) and any(letter.isdigit() for letter in text) and not re.fullmatch(r"\d+\.\d+", text)

    sure = [name for name in names if sample.filled(name) >= 0.95 and len(sample.values[name]) >= _PROVING_ROWS]
    return _first(sample, [name for name in sure if _distinct(sample.values[name]) == 1.0], is_code, share=1.0)


def _prose(sample: Sample, names: list[str]) -> dict[str, float]:
    """The mean length of the texts of each own column that holds words."""
    means = {}
    for name in names:
        texts = sample.texts(name)
        if name in sample.own and sample.filled(name) >= 0.3 and _share(texts, lambda text: bool(_WORD.search(text))) >= 0.8:
            means[name] = sum(map(len, texts)) / len(texts)
    return means


def _find_title(sample: Sample, names: list[str]) -> str | None:
    """Short texts that differ from row to row and fill nearly every one: the longest that is not yet prose."""
    means = {
        name: mean
        for name, mean in _prose(sample, names).items()
        if 3 <= mean <= 200 and sample.filled(name) >= 0.8 and _distinct(sample.texts(name)) >= 0.8
        if _share(sample.texts(name), lambda text: bool(_URL.match(text))) < 0.1
    }
    brief = {name: mean for name, mean in means.items() if mean < _PROSE} or means
    return max(brief, key=brief.__getitem__, default=None)


def _find_description(sample: Sample, names: list[str]) -> str | None:
    means = {
        name: mean for name, mean in _prose(sample, names).items() if mean >= _PROSE and _distinct(sample.texts(name)) >= 0.5
    }
    return max(means, key=means.__getitem__, default=None)


_BY_CONTENT: dict[str, Callable[[Sample, list[str]], str | None]] = {
    "image": partial(_first, fits=lambda v: isinstance(v, str) and bool(_URL.match(v) and _IMAGE.search(v)), share=0.9),
    "url": partial(_first, fits=lambda v: isinstance(v, str) and bool(_URL.fullmatch(v.strip())), share=0.9),
    "price": partial(_first, fits=_is_amount_of_money, share=0.8),
    "id": _find_id,
    "title": _find_title,
    "description": _find_description,
}
