"""The manner of a file: what its columns as a whole show of how it writes amounts, rates, and says how much is sold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shopcli.catalog.cells.contents import names_contents
from shopcli.catalog.cells.money import find_fillers, in_minor_units
from shopcli.catalog.cells.offers import MONEY
from shopcli.catalog.cells.ratings import RatingScale, find_scale
from shopcli.catalog.columns.addresses import addresses_go_on, addresses_name_makers, are_addresses_of_names
from shopcli.catalog.columns.makers import find_makers
from shopcli.catalog.columns.mapping import Binding
from shopcli.catalog.columns.sample import Sample
from shopcli.catalog.columns.title_ends import common_end, end_in_numbers


@dataclass(frozen=True, slots=True)
class Manner:
    """How a file says what it says.

    Attributes:
        minor: whether objects of money hold whole cents.
        rating: how the rating column rates; None where there is none.
        measured: whether the weights and volumes in the titles are how much is sold.
        makers: the makers with whose names titles open, by the first word, where no column has them.
        in_addresses: whether those stand in the products' addresses, before the words of their titles.
        names_in_addresses: whether titles, which most products share, go on in the addresses.
        spelt_by_addresses: whether the titles are what addresses spell.
        title_end: what nearly all titles end in behind a mark, which is the shop's and not the product's.
        numbered: whether titles end in the number that the shop keeps the product under.
        fillers: the amounts that stand where there is no price.
        day: the day whose prices are charged, where prices have days; what rows are made into depends on it.
    """

    minor: bool = False
    rating: RatingScale | None = None
    measured: bool = False
    makers: Mapping[str, str] = field(default_factory=dict)
    in_addresses: bool = False
    names_in_addresses: bool = False
    spelt_by_addresses: bool = False
    title_end: str = ""
    numbered: bool = False
    fillers: tuple[float, ...] = ()
    day: date | None = None


PLAIN = Manner()


def manner_of(sample: Sample, bindings: Mapping[str, Binding]) -> Manner:
    """The manner of the files that a sample is of, whose columns have the roles that ``bindings`` say."""
    money = [bindings[role].column for role in MONEY if role in bindings]
    named = ("rating", "title", "url", "id")
    rating, title, url, code = (bindings[role].column if role in bindings else "" for role in named)
    makers = {} if "brand" in bindings else find_makers(sample.texts(title), _described(sample, bindings))
    untold = "brand" not in bindings and not makers
    return Manner(
        minor=in_minor_units(value for column in money for value in sample.values.get(column, ())),
        rating=find_scale(sample.values.get(rating, ())),
        measured=names_contents(sample.texts(title)),
        makers=makers,
        in_addresses=untold and addresses_name_makers(sample.texts(title), sample.texts(url)),
        names_in_addresses=addresses_go_on(sample.texts(title), sample.texts(url)),
        spelt_by_addresses=are_addresses_of_names(sample.texts(title)),
        title_end=common_end(sample.texts(title)),
        numbered=end_in_numbers(sample.texts(title), sample.values.get(code, ())),
        fillers=find_fillers(sample.values.get(money[0], ())) if money else (),
        day=date.today() if "sale_start" in bindings or "sale_end" in bindings else None,
    )


def _described(sample: Sample, bindings: Mapping[str, Binding]) -> list[str]:
    return sample.texts(bindings["description"].column) if "description" in bindings else []
