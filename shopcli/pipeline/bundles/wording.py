"""What is told of several things and their sets, in the asker's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shopcli.text.safe import shorten
from shopcli.types import AnswerLines, Bundle, BundleLines, BundleRole, Clause, Hit, ProductSet, show_money

_TITLE = 60  # characters of one in a list
_UPPER = ("<", "<=", "==")
_MISSING = {"lacking": "lacking", "unpriced": "unpriced", "currencies": "currencies"}


def looked_for(bundle: Bundle, messages: Mapping[str, str]) -> str:
    """What was understood, as a sentence: each thing with what is said of it, then what holds for all."""
    roles = [
        messages["role"].format(count=role.quantity, name=role.said) if role.quantity > 1 else role.said
        for role in bundle.roles
    ]
    limits = [messages["limit"].format(words=words) for words in dict.fromkeys(clause.text for clause in bundle.limits)]
    return messages["looked_for"].format(roles=" · ".join((*roles, *bundle.for_each, *limits)))


def highest(limits: tuple[Clause, ...]) -> float | None:
    """The lowest of the upper limits; None where there is none."""
    return min((float(clause.value or 0) for clause in limits if clause.op in _UPPER), default=None)


@dataclass(frozen=True, slots=True)
class BundleWording:
    """Words one bundle.

    Attributes:
        bundle: it.
        messages: of its language (`BundleGrammar.messages`).
        own: how the language writes sums and marks.
    """

    bundle: Bundle
    messages: Mapping[str, str]
    own: AnswerLines

    def lines(self) -> BundleLines:
        """All that is told of it."""
        cheapest, shown = self.bundle.cheapest, self.bundle.shown
        is_another = cheapest is not None and shown is not None and cheapest.picks != shown.picks
        return BundleLines(
            above=tuple(self._above()),
            names=tuple(self.messages["pick"].format(name=role.name[:1].upper() + role.name[1:]) for role in self.bundle.roles),
            costs=tuple(self._costs()),
            cheapest=self._of_cheapest(cheapest) if cheapest and is_another else "",
        )

    def _money(self, amount: float) -> str:
        shown = self.bundle.shown
        return self.own.money(show_money(amount, shown.currency if shown else None))

    def _above(self) -> Iterator[str]:
        bundle, messages = self.bundle, self.messages
        yield from (line for role in bundle.roles if (line := self._trouble(role)))
        if bundle.too_few:
            yield messages["too_few"]
        elif bundle.best is not None:
            yield self._of_best(bundle.best)
        elif bundle.over is not None and bundle.cheapest and bundle.cheapest.total is not None:
            yield messages["over"].format(total=self._money(bundle.cheapest.total), over=self._money(bundle.over))
            yield messages["give"].format(ways=messages["or"].join(self._ways(bundle.over)))
        elif bundle.dearest_total is not None:
            yield messages["under"].format(total=self._money(bundle.dearest_total))

    def _of_best(self, best: ProductSet) -> str:
        limit = highest(self.bundle.limits)
        if best.total is None:
            return self.messages["no_sum"]
        if limit is None:
            return self.messages["best"].format(total=self._money(best.total))
        rest = round(limit - best.total, 3)
        return self.messages["left" if rest > 0 else "reached"].format(total=self._money(best.total), rest=self._money(rest))

    def _trouble(self, role: BundleRole) -> str:
        currency = next((clause.unit for clause in self.bundle.limits if clause.unit), None)
        if role.missing:
            return self.messages[_MISSING[role.missing]].format(name=role.name, currency=currency)
        wishes = self.own.comma.join(f"“{words}”" for words in dict.fromkeys(clause.text for clause in role.relaxed))
        return self.messages["relaxed"].format(name=role.name, wishes=wishes) if wishes else ""

    def _ways(self, over: float) -> Iterator[str]:
        yield self.messages["more_money"].format(over=self._money(over))
        for one in self.bundle.concessions:
            name, total = self.bundle.roles[one.role].name, self._money(one.total)
            way = "give_wish" if one.wish else "give_role"
            yield self.messages[way].format(name=name, wish=one.wish, total=total)

    def _costs(self) -> Iterator[str]:
        picks = self.bundle.shown.picks if self.bundle.shown else ()
        for role, hit in zip(self.bundle.roles, picks, strict=False):
            yield self._times(role, hit) if hit is not None and role.quantity > 1 and hit.product.price is not None else ""

    def _times(self, role: BundleRole, hit: Hit) -> str:
        price = hit.product.price or 0.0
        total = round(price * role.quantity, 3)
        return self.messages["times"].format(count=role.quantity, price=self._money(price), total=self._money(total))

    def _of_cheapest(self, cheapest: ProductSet) -> str:
        titles = (
            self._listed(role, hit) for role, hit in zip(self.bundle.roles, cheapest.picks, strict=True) if hit is not None
        )
        total = self._money(cheapest.total or 0.0)
        return self.messages["cheapest"].format(total=total, titles=self.messages["titles"].join(titles)) + self.own.stop

    def _listed(self, role: BundleRole, hit: Hit) -> str:
        """One product of a set that is told in a line: how many of it, its title, its price and its id."""
        title = shorten(hit.product.title, _TITLE)
        count = f"{role.quantity} × " if role.quantity > 1 else ""
        price = self._money(hit.product.price or 0.0)
        return f"{count}{title}" + self.own.aside.format(said=f"{price}{self.own.comma}{self.own.id.lower()}{hit.product.id}")
