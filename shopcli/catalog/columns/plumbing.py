"""Plumbing: the columns that the shop's system needs and no shopper: slugs, flags, file names, tax, search engines' texts."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

from shopcli.catalog.columns import values as look
from shopcli.catalog.columns.lexicon import UNKNOWN, fold_name, readings
from shopcli.catalog.columns.names import tags_of
from shopcli.catalog.columns.prices import is_cost
from shopcli.catalog.columns.sample import Sample

_ENOUGH = 0.9  # share of values that look like it
_PROVING_ROWS, _MOSTLY_NUMBERS = 3, 0.8
_GLANCE = 20  # values that most columns are told by
_FILE = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|svg|avif|bmp|heic|tiff?|pdf|mp4|webm|html?|php|xml|json|csv|zip)", re.IGNORECASE
)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://\S+", re.IGNORECASE)
_BEGINS_AS_ADDRESS = re.compile(r"[\s\"']*(?:https?://|//|data:image/)\S", re.IGNORECASE)
_PIECE = re.compile(r"[,;|\s]+")
_HASH = re.compile(r"[0-9a-f]{24,128}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_MOMENT = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[T ]\d{1,2}:\d{2}.*")
_NAMELESS = re.compile(r"|x|[xv]?\d+|column 1|unnamed \d+|row|rows|row (?:number|no|id|names?)|rownames?|index|idx|level 0")
# What a word of plumbing may stand with and stay that: a "file name" is, a "file type" may be what the product reads.
_BESIDE = frozenset(
    "plumbing product of format main digits locale channel id code date option tax image url name flag "
    "title description tags".split()
)
_PAID = frozenset("cost purchase price amount unit per money product of format main digits".split())
# Whose ids are keys into other tables.
_OTHERS = frozenset(
    "category department brand maker vendor company shop type image person tags colour size tax url availability "
    "shipping".split()
)


def find_plumbing(sample: Sample, taken: Collection[str], titles: Sequence[str]) -> frozenset[str]:
    """The columns that say nothing of the products, by their names and by their values.

    Args:
        sample: the file's first rows.
        taken: the columns that have a role.
        titles: the sample's titles.
    """
    slugs = {fold_name(title).replace(" ", "-") for title in titles}
    return frozenset(
        name
        for name in sample.values
        if name not in taken
        and (
            _named_so(sample, name)
            or _looks_so(sample, name, slugs)
            or numbers_rows(sample, name)
            or _counts_rows(sample, name)
            or _says_again(sample.values[name], titles)
        )
    )


def _counts_rows(sample: Sample, name: str) -> bool:
    """Whether a column that is called a number counts the rows, in each section anew."""
    if "number" not in (tags := tags_of(name)) or not tags <= {"number", "digits"}:
        return False
    numbers = [number for value in sample.values[name] if (number := look.number_of(value)) is not None]
    if len(numbers) < max(_PROVING_ROWS, _MOSTLY_NUMBERS * len(sample.values[name])):
        return False
    steps = [after == before + 1 or after == 1 for before, after in pairwise(numbers)]
    return numbers[0] in (0, 1) and sum(steps) >= _ENOUGH * len(steps)


def _says_again(values: Sequence[Any], titles: Sequence[str]) -> bool:
    """Whether a column says what the title says."""
    if len(values) != len(titles) or len(values) < _PROVING_ROWS:
        return False
    return sum(str(value).strip() == title for value, title in zip(values, titles, strict=True)) >= _ENOUGH * len(values)


def numbers_rows(sample: Sample, name: str) -> bool:
    """Whether a file's first column does nothing but count the rows, under no name that says more: what pandas and R write."""
    if name != next(iter(sample.values)) or not _NAMELESS.fullmatch(fold_name(name)) or "column 2" in sample.values:
        return False  # where no column has a name, the numbers may be the shop's own
    numbers = [look.number_of(value) for value in sample.values[name]]
    first = numbers[0] if numbers else None
    return (
        len(numbers) == sample.rows >= _PROVING_ROWS
        and first in (0, 1)
        and all(number == place for place, number in enumerate(numbers, start=int(first)))
    )


def _named_so(sample: Sample, name: str) -> bool:
    if is_cost(name, sample.values):
        return True
    if any("config" in sense.tags for sense in readings(name)):
        return True
    senses = [sense.tags for sense in readings(name) if UNKNOWN not in sense.tags]
    if any("image" in tags for tags in senses) and look.share(sample.values[name], _is_address) >= _ENOUGH:
        return True
    return any(map(_says_plumbing, senses)) or any(_is_plumbing_if(tags, sample.values[name]) for tags in senses)


def _is_address(value: Any) -> bool:
    """Whether a text is an address or begins with one, be it that of a picture which it holds itself."""
    return isinstance(value, str) and bool(_BEGINS_AS_ADDRESS.match(value))


def _says_plumbing(tags: frozenset[str]) -> bool:
    """Whether a name alone says it: a slug, a tax class, the key of another table."""
    if "plumbing" in tags and tags <= _BESIDE:
        return True
    if "tax" in tags and tags <= {"tax", "product", "of", "percent", "name"}:
        return True
    return "id" in tags and not tags.isdisjoint(_OTHERS)


def _is_plumbing_if(tags: frozenset[str], values: Sequence[Any]) -> bool:
    """Whether a name says it of such values: flags, places in an order, weights of 0, what the shop pays."""
    numbers = [look.number_of(value) for value in values]
    if "type" in tags and look.share(values, look.is_system_type) >= _ENOUGH:
        return True
    if "option" in tags and tags & {"channel", "flag"} and look.share(values, look.is_truth) >= _ENOUGH:
        return True
    if "flag" in tags and (_few_words(values) or look.share(values, look.is_truth) >= _ENOUGH):
        return True
    if tags & {"status", "flag"} and look.share(values, look.is_published) >= _ENOUGH:
        return True
    if "ordinal" in tags and all(number is not None and number.is_integer() for number in numbers):
        return True
    if tags & {"cost", "purchase"} and tags <= _PAID and look.share(values, look.is_price) >= _ENOUGH:
        return True
    return "grams" in tags and bool(numbers) and not any(numbers) and None not in numbers


def _few_words(values: Sequence[Any]) -> bool:
    return bool(values) and len(set(map(str, values))) <= 4 and max(len(str(value)) for value in values) <= 30


def _looks_so(sample: Sample, name: str, slugs: set[str]) -> bool:
    values = sample.values[name]
    if len(values) < _PROVING_ROWS and sample.rows >= _PROVING_ROWS:
        return False
    texts = [value.strip() for value in values if isinstance(value, str)]
    if not texts or len(texts) < len(values):
        return False
    if look.share(texts, look.is_template) >= _ENOUGH:
        return True
    if any(_mostly(form, texts[:_GLANCE]) and _mostly(form, texts) for form in _FORMS):
        return True
    return bool(slugs) and look.share(texts, lambda text: "-" in text and text in slugs) >= 0.6


def _mostly(form: re.Pattern[str], texts: Sequence[str]) -> bool:
    return sum(_is_all(form, text) for text in texts) >= _ENOUGH * len(texts)


def _is_all(form: re.Pattern[str], text: str) -> bool:
    """Whether a text is one of a form, or a list of nothing else."""
    if form is _MOMENT or " " not in text.strip(",;| "):
        return any(form.fullmatch(text) for text in (text, text.strip(",;| ")))
    return all(form.fullmatch(piece) for piece in _PIECE.split(text) if piece)


_FORMS: tuple[re.Pattern[str], ...] = (_FILE, _ADDRESS, _HASH, _MOMENT)


def same_throughout(values: Sequence[Any]) -> bool:
    """Whether all of several values are the same."""
    return len(values) > 1 and len({str(value) for value in values}) == 1
