"""Complements: what goes with a product, by baskets where there are enough, else by the records; and how it is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.need.languages.registry import language_named
from shopcli.text.scripts import set_apart
from shopcli.types import Complement, Product, Relation, show_number
from shopcli.write.product_names import short_name

if TYPE_CHECKING:
    from shopcli.pipeline.complements.from_records import RecordComplements
    from shopcli.pipeline.personal.baskets import Baskets

_RULES = 200  # of which what is asked for may be one
_SUREST: tuple[Relation, ...] = ("named", "named back", "series", "together", "for such", "sort for such")
_REPLY_OF: Mapping[str, str] = {
    "together": "together",
    "named": "says so",
    "named back": "said of it",
    "series": "same series",
    "for such": "for such",
    "sort for such": "sort for such",
}


@dataclass(frozen=True)
class Complements:
    """What goes with the products of one index.

    Attributes:
        index: the open index.
        baskets: of a history; None where none was imported.
    """

    index: Index
    baskets: Baskets | None = None

    @cached_property
    def records(self) -> RecordComplements:
        """What the records say of it."""
        from shopcli.pipeline.complements.from_records import RecordComplements

        return RecordComplements(self.index)

    def of(self, product: Product, *, top: int) -> tuple[Complement, ...]:
        """What goes with a product, best first, all of it by baskets or all of it by records."""
        return self._by_baskets(product, top) or self.records.complements(product, top=top)

    def _by_baskets(self, product: Product, top: int) -> tuple[Complement, ...]:
        """By baskets: of what is sold still; that a record denies that it fits counts more than that it was bought."""
        if self.baskets is None:
            return ()
        found: list[Complement] = []
        for rule in self.baskets.with_product(product.id, top=4 * top):
            row = self.index.records.ids.get(rule.product)
            if row is None or self.records.denies(row, product):
                continue
            other = self.index.records[row]
            found.append(Complement(other, "together", "", rule.both, rule.with_it, rule.lift, rule.confidence))
        return tuple(found[:top])

    def called(self, thing: str, product: Product, *, besides: Collection[str]) -> list[Product]:
        """What goes with a product by the records and has a name of a thing in its title: the "Bumper Case" for "case"."""
        wanted = set(self.index.words.tokens(thing))
        found = (one.product for one in self.records.complements(product, top=_RULES))
        return [one for one in found if one.id not in besides and wanted and wanted <= set(self.index.words.tokens(one.title))]

    def among(self, others: Sequence[Product], product: Product) -> tuple[list[Complement], list[Product]]:
        """Of some products those that go with one, the surest first, and those of which nobody says whether they do.

        What says that it does not go with it, and what is for another model, is neither.
        """
        rules = {rule.product: rule for rule in self.baskets.with_product(product.id, top=_RULES)} if self.baskets else {}
        fitting: list[Complement] = []
        open_ones: list[Product] = []
        for other in others:
            verdict = self.records.fit(other, product)
            if isinstance(verdict, Complement):
                fitting.append(verdict)
            elif verdict is None and (rule := rules.get(other.id)):
                fitting.append(Complement(other, "together", "", rule.both, rule.with_it, rule.lift, rule.confidence))
            elif verdict is None:
                open_ones.append(other)
        return sorted(fitting, key=lambda one: (_SUREST.index(one.relation), not one.agrees)), open_ones

    def none_said(self, product: Product, language: str) -> str:
        """That nothing is known to go with a product."""
        replies = language_named(language).complements.replies
        reply = replies["nothing" if self.baskets is None else "nothing in baskets"]
        return set_apart(reply, name=short_name(product))


def heading(found: Sequence[Complement], product: Product, language: str) -> str:
    """What stands above complements: by what they are known."""
    reply = language_named(language).complements.replies[f"by {found[0].source}"]
    return set_apart(reply, name=short_name(product))


def reason(complement: Complement, product: Product, language: str) -> str:
    """Why one product goes with another, as a sentence: the counts of the baskets, or the words of the record."""
    reply = language_named(language).complements.replies[_REPLY_OF[complement.relation]]
    if complement.relation == "for such" and complement.agrees:
        reply = language_named(language).complements.replies["says so"]
    return set_apart(
        reply,
        name=short_name(product),
        words=complement.words,
        both=f"{complement.both:,}",
        count=f"{complement.both:,}",
        all=f"{complement.all:,}",
        lift=show_number(round(complement.lift, 1)),
    )


def open_baskets() -> Baskets | None:
    """The baskets of the history that was imported; None where none was.

    Raises:
        ShopcliError: there is one that cannot be read.
    """
    from shopcli.pipeline.personal.history import History, history_path

    if not history_path().is_file():
        return None
    from shopcli.pipeline.personal.baskets import Baskets

    return Baskets(History.open())
