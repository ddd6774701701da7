"""The choice of a set: the best within the budget, the cheapest of all, and where none fits the least that must give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from shopcli.pipeline.bundles.programme import Options, best_choice, cheapest_choice, dearest_choice, thousandths
from shopcli.pipeline.bundles.shortlist import Candidate, Shortlist
from shopcli.types import Bundle, BundleRole, Clause, Concession, Hit, Need, ProductSet

_MOST_CONCESSIONS = 3
_MOST_UNPRUNED = 60  # candidates of a role where a lower limit on the total lets none be left out for its price
_LEAST, _MOST = (">", ">=", "=="), ("<", "<=", "==")
_SMALLEST = 1  # thousandths: what is below a sum is at least this much below it

Picks = tuple[Candidate | None, ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """The limits on a total, in thousandths; None for no limit. ``currency`` is that of the limits."""

    least: int | None = None
    most: int | None = None
    currency: str | None = None

    @classmethod
    def of(cls, limits: Sequence[Clause]) -> Budget:
        """Several limits as one."""
        low, high = list[int](), list[int]()
        for clause in limits:
            amount = thousandths(float(clause.value or 0))
            if clause.op in _LEAST:
                low.append(amount + (_SMALLEST if clause.op == ">" else 0))
            if clause.op in _MOST:
                high.append(amount - (_SMALLEST if clause.op == "<" else 0))
        currency = next((clause.unit for clause in limits if clause.unit), None)
        return cls(max(low, default=None), min(high, default=None), currency)

    @property
    def is_none(self) -> bool:
        return self.least is None and self.most is None


class Choice:
    """Chooses the products for several roles.

    Args:
        roles: what is asked for.
        shortlist: the candidates for a need.
        limits: on the total.
        for_each: what was said of each role.
    """

    def __init__(
        self,
        roles: Sequence[BundleRole],
        shortlist: Callable[[Need], Shortlist],
        limits: Sequence[Clause] = (),
        for_each: Sequence[str] = (),
    ) -> None:
        self._shortlist, self._limits, self._for_each = shortlist, tuple(limits), tuple(for_each)
        self._budget = Budget.of(limits)
        self._lists = [shortlist(role.need) for role in roles]
        self._roles = [self._settled(role, some) for role, some in zip(roles, self._lists, strict=True)]

    def bundle(self) -> Bundle:
        """The roles with the sets that were chosen."""
        bundle = Bundle(tuple(self._roles), self._for_each, self._limits)
        there = [at for at, role in enumerate(self._roles) if not role.missing]
        if not there:
            return bundle
        if self._budget.is_none and not self._is_all_priced(there):
            return replace(bundle, best=self._set(self._first(there)))
        chosen = max(
            self._by_currency(there), key=lambda one: (one[0] is not None, self._score(one[0] or one[1])), default=None
        )
        if chosen is None:
            return replace(bundle, too_few=True)
        best, cheapest, currency = chosen
        if best and (self._total(best) or 0) < (self._total(cheapest) or 0):
            cheapest = best  # it grants less of what is wished
        bundle = replace(bundle, best=self._set(best) if best else None, cheapest=self._set(cheapest))
        return bundle if best else self._with_what_must_give(bundle, cheapest, there, currency)

    def _settled(self, role: BundleRole, some: Shortlist) -> BundleRole:
        """The role, with why nothing can be picked for it where nothing can."""
        if not some.is_sold:
            return replace(role, missing="lacking")
        called = [one for one in some.candidates if one.price is not None]
        if not self._budget.is_none and not called:
            return replace(role, missing="unpriced")
        currency = self._budget.currency
        if not self._budget.is_none and currency and not any(one.currency == currency for one in called):
            return replace(role, missing="currencies")
        return replace(role, relaxed=some.relaxed)

    def _is_all_priced(self, there: Sequence[int]) -> bool:
        return all(any(one.price is not None for one in self._lists[at].candidates) for at in there)

    def _first(self, there: Sequence[int]) -> Picks:
        """The best of each role, no product twice, whatever it costs."""
        lists = [self._lists[at] for at in there]
        options = [[one for one in some.candidates[:_MOST_UNPRUNED] if some.is_called(one)] for some in lists]
        chosen = best_choice([_options(some, 1) for some in options])
        return self._placed(there, options, chosen) if chosen else (None,) * len(self._roles)

    def _by_currency(self, there: Sequence[int]) -> Iterator[tuple[Picks | None, Picks, str | None]]:
        """In each currency in which every role has something: the best set within the limits, and the cheapest."""
        currencies = dict.fromkeys(one.currency for one in self._lists[there[0]].candidates if one.price is not None)
        for currency in [self._budget.currency] if self._budget.currency else currencies:
            options = [self._eligible(at, currency, len(there)) for at in there]
            best = best_choice(self._columns(there, options), least=self._budget.least, most=self._budget.most)
            cheapest = self._cheapest(there, currency, granting=best is not None)
            if cheapest is not None:
                yield (self._placed(there, options, best) if best else None, cheapest, currency)

    def _cheapest(self, there: Sequence[int], currency: str | None, *, granting: bool) -> Picks | None:
        """The cheapest set, of things that grant all wishes where it can be; where no set fits, of any that hold the limits."""
        for grants in (True, False) if granting else (False,):
            options = [self._lists[at].cheapest(currency, len(there), granting=grants) for at in there]
            if chosen := cheapest_choice(self._columns(there, options)):
                return self._placed(there, options, chosen)
        return None

    def _columns(self, there: Sequence[int], options: Sequence[Sequence[Candidate]]) -> list[Options]:
        return [_options(some, self._roles[at].quantity) for at, some in zip(there, options, strict=True)]

    def _eligible(self, at: int, currency: str | None, n_roles: int) -> list[Candidate]:
        """The candidates of a role that a best or cheapest set can have: fewer than ``n_roles`` others beat each in both.

        Those that no more than others score and cost no less are in no best set, unless the others stand for another role.
        """
        some = self._lists[at]
        kept, lowest = list[Candidate](), list[float]()
        for one in some.candidates:  # best first
            if one.price is None or one.currency != currency:
                continue
            beaten = len(lowest) >= n_roles and one.price >= lowest[n_roles - 1]
            if (beaten and self._budget.least is None) or (len(kept) >= _MOST_UNPRUNED and beaten) or not some.is_called(one):
                continue
            kept.append(one)
            lowest = sorted([*lowest, one.price])[:n_roles]
        return kept

    def _placed(self, there: Sequence[int], options: Sequence[Sequence[Candidate]], chosen: Sequence[int]) -> Picks:
        picks: list[Candidate | None] = [None] * len(self._roles)
        for at, some, number in zip(there, options, chosen, strict=True):
            picks[at] = some[number]
        return tuple(picks)

    def _total(self, picks: Picks) -> int | None:
        """What a set costs, in thousandths; None where a price is not known."""
        pairs = [(one, role.quantity) for one, role in zip(picks, self._roles, strict=True) if one is not None]
        if any(one.price is None for one, _ in pairs) or len({one.currency for one, _ in pairs}) > 1:
            return None
        return sum(thousandths(one.price or 0.0) * count for one, count in pairs)

    @staticmethod
    def _score(picks: Picks) -> float:
        return sum(one.score for one in picks if one is not None)

    def _set(self, picks: Picks) -> ProductSet:
        hits: list[Hit | None] = [
            None if one is None else replace(some.hit(one), goes_by_name=some.is_called(one))
            for one, some in zip(picks, self._lists, strict=True)
        ]
        total = self._total(picks)
        currency = next((one.currency for one in picks if one is not None), None)
        return ProductSet(tuple(hits), None if total is None else total / 1000, currency, round(self._score(picks), 6))

    # --- what must give

    def _with_what_must_give(self, bundle: Bundle, cheapest: Picks, there: Sequence[int], currency: str | None) -> Bundle:
        total = self._total(cheapest) or 0
        if self._budget.most is not None and total > self._budget.most:
            concessions = tuple(sorted(self._concessions(cheapest, total, there, currency), key=_least_first))
            return replace(bundle, over=(total - self._budget.most) / 1000, concessions=concessions[:_MOST_CONCESSIONS])
        options = [self._eligible(at, currency, len(there)) for at in there]
        dearest = dearest_choice(self._columns(there, options))
        dearest_total = self._total(self._placed(there, options, dearest)) if dearest else None
        return replace(bundle, dearest_total=None if dearest_total is None else dearest_total / 1000)

    def _concessions(self, cheapest: Picks, total: int, there: Sequence[int], currency: str | None) -> Iterator[Concession]:
        """Each single wish of a role, or role, without which the cheapest set stays within the limit."""
        most = self._budget.most or 0
        for at in there:
            one, role = cheapest[at], self._roles[at]
            if one is None:
                continue
            own = thousandths(one.price or 0.0) * role.quantity
            others = {pick.row for number, pick in enumerate(cheapest) if pick is not None and number != at}
            for clause in dict.fromkeys(clause for clause in role.need.hard if clause.kind != "topic"):
                price = self._cheapest_without(role.need, clause, others, currency)
                without = total - own + thousandths(price) * role.quantity if price is not None else None
                if without is not None and without <= most:
                    yield Concession(at, clause.text, without / 1000)
            if total - own <= most and len(there) > 2:
                yield Concession(at, "", (total - own) / 1000)

    def _cheapest_without(self, need: Need, clause: Clause, others: set[int], currency: str | None) -> float | None:
        some = self._shortlist(replace(need, clauses=tuple(one for one in need.clauses if one != clause)))
        return next((one.price for one in some.cheapest(currency, len(others) + 1) if one.row not in others), None)


def _least_first(concession: Concession) -> tuple[bool, float]:
    """A wish before a role, and what leaves most of the set's worth, its price, before what leaves less."""
    return not concession.wish, -concession.total


def _options(some: Sequence[Candidate], quantity: int) -> Options:
    return Options(
        tuple(one.row for one in some),
        tuple(one.score for one in some),
        tuple(thousandths(one.price or 0.0) * quantity for one in some),
    )
