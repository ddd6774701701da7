"""What a column is by its content, where no name says it: amounts of money, addresses, codes, titles, texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from shopcli.catalog.columns import values as look
from shopcli.catalog.columns.names import holds_reviews, tags_of
from shopcli.catalog.columns.plumbing import numbers_rows
from shopcli.catalog.columns.sample import Sample

_VAGUE_FILL = 0.5
_PROVING_ROWS = 5
_GLANCE = 40
_MOSTLY = 0.9
_SHORTEST_NUMBER = 5  # digits
_NAMELESS = re.compile(r"column \d+")
_SUM = re.compile(r"\d[\d ,.]*[.,]\d{2}")
PROSE = 80  # mean characters; shorter texts are names and labels
_AGAIN = 0.2  # of the names of things that several rows are of, so many differ


def _first(sample: Sample, names: list[str], fits: Callable[[Any], bool], *, share: float) -> str | None:
    """The first of the record's own columns whose values mostly fit."""
    own_columns = (name for name in names if name in sample.own and sample.filled(name) >= 0.2)
    likely = (name for name in own_columns if look.share(sample.values[name][:_GLANCE], fits) >= 0.5 * share)
    return next((name for name in likely if look.share(sample.values[name], fits) >= share), None)


def _find_price(sample: Sample, names: list[str]) -> str | None:
    """Amounts of money; also one that an offer within the record is nothing but."""
    own = _first(sample, names, look.is_amount_of_money, share=0.8)
    offers = (name for name in names if sample.filled(name) >= _VAGUE_FILL and tags_of(name) <= {"product", "of", "main"})
    nested = next((name for name in offers if look.share(sample.values[name], look.is_amount_of_money) >= 0.8), None)
    return own or nested or _only_sums(sample, names)


def _only_sums(sample: Sample, names: list[str]) -> str | None:
    """Where no column has a name, the only one of numbers with two decimals throughout: "149.00", "99.00"."""
    if not all(map(_NAMELESS.fullmatch, sample.values)):
        return None
    sums = [
        name
        for name in names
        if sample.filled(name) >= _MOSTLY
        and len(sample.values[name]) >= _PROVING_ROWS
        and look.share(sample.values[name], lambda value: _SUM.fullmatch(str(value).strip()) is not None) >= _MOSTLY
    ]
    return sums[0] if len(sums) == 1 else None


def _find_url(sample: Sample, names: list[str]) -> str | None:
    """Addresses, but not of pictures."""
    pages = [name for name in names if "image" not in tags_of(name)]
    return _first(sample, pages, lambda value: look.is_url(value) and not look.is_image(value), share=0.9)


def _find_id(sample: Sample, names: list[str]) -> str | None:
    """Short codes, all there, all different, in enough rows to prove it; one that is named an id before others."""
    sure = [
        name
        for name in names
        if sample.filled(name) >= 0.95
        and len(sample.values[name]) >= _PROVING_ROWS
        and look.distinct(sample.values[name]) == 1.0
        and not tags_of(name) & {"rank", "title", "name"}
        and not numbers_rows(sample, name)
    ]
    named = [name for name in sure if tags_of(name) & {"id", "code", "number", "sku"}]
    first = next(iter(sample.values), "")  # numbers that merely differ elsewhere are weights or years
    others = [
        name
        for name in sure
        if name == first or look.share(sample.values[name], look.is_number) < 1 or _stands_in_addresses(sample, name)
    ]
    return _first(sample, [*named, *(name for name in others if name not in named)], look.is_code, share=1.0)


def _stands_in_addresses(sample: Sample, name: str) -> bool:
    """Whether the pages' addresses hold a column's numbers: item.shop.example/100000321422.html."""
    numbers = [str(value) for value in sample.values[name]]
    if min(map(len, numbers)) < _SHORTEST_NUMBER:
        return False
    pages = (values for values in sample.values.values() if len(values) == len(numbers) and look.is_url(values[0]))
    return any(all(number in str(page) for number, page in zip(numbers, page_of, strict=True)) for page_of in pages)


def _prose(sample: Sample, names: list[str]) -> dict[str, float]:
    """The mean length of the texts of each own column that holds words."""
    means = {}
    for name in names:
        texts = sample.texts(name)
        if holds_reviews(name):  # what buyers say is neither a title nor the maker's text
            continue
        if name in sample.own and sample.filled(name) >= 0.3 and look.share(texts, look.has_word) >= 0.8:
            means[name] = sum(map(len, texts)) / len(texts)
    return means


def find_title(sample: Sample, names: list[str], *, differing: float = 0.8) -> str | None:
    """Short texts that differ from row to row and fill nearly every one: the longest that is not yet prose.

    One that is called the name of something goes before others, and the name by which it is commonly known before any; a
    person's name is none. Where rows are of one thing again and again, by day or by language, none else may be its name.

    Args:
        sample: the file's first rows.
        names: the columns.
        differing: of the texts, at the least.
    """
    means = {
        name: mean
        for name, mean in _prose(sample, names).items()
        if 3 <= mean <= 200 and sample.filled(name) >= 0.8 and look.distinct(sample.texts(name)) >= differing
        if look.share(sample.texts(name), lambda text: " " not in text and look.is_place(text)) < 0.1
    }
    told = {name: mean for name, mean in means.items() if not tags_of(name) & {"person", "plumbing", "image", "url"}} or means
    brief = {name: mean for name, mean in told.items() if mean < PROSE} or told
    named = {name: mean for name, mean in brief.items() if tags_of(name) & {"name", "title"}}
    if not means and differing > _AGAIN:
        return find_title(sample, names, differing=_AGAIN)
    if differing <= _AGAIN and not named and len(brief) > 1:
        return None
    common = (name for name in named if tags_of(name) & {"main", "current"})
    return next(common, None) or max(named or brief, key=brief.__getitem__, default=None)


def _find_description(sample: Sample, names: list[str]) -> str | None:
    means = {
        name: mean for name, mean in _prose(sample, names).items() if mean >= PROSE and look.distinct(sample.texts(name)) >= 0.5
    }
    return max(means, key=means.__getitem__, default=None)


def find_rating(sample: Sample, names: list[str]) -> str | None:
    """Numbers up to 5 or 10, many with decimals, under a name that speaks of a rank or of somebody's rating."""

    def rates(name: str) -> bool:
        tags = tags_of(name)
        if "rank" not in tags and not ("rating" in tags and not tags & {"shop", "person", "maker", "brand"}):
            return False
        numbers = [number for value in look.told(sample.values[name]) if (number := look.number_of(value)) is not None]
        within = bool(numbers) and min(numbers) >= 0 and max(numbers) <= 10 and 2 * len(numbers) > len(sample.values[name])
        return within and look.share(numbers, lambda number: not number.is_integer()) >= 0.3

    return next((name for name in names if name in sample.own and sample.filled(name) >= 0.3 and rates(name)), None)


BY_CONTENT: dict[str, Callable[[Sample, list[str]], str | None]] = {
    "image": partial(_first, fits=look.is_image, share=0.9),
    "url": _find_url,
    "price": _find_price,
    "id": _find_id,
    "title": find_title,
    "availability": partial(_first, fits=look.is_availability, share=0.8),
    "condition": partial(_first, fits=look.is_condition, share=0.9),
    "description": _find_description,
}
