"""Facets of what matches: for each field that splits it, its values with how many products each of them leaves.

A value counts the products that hold it together with all that was asked: of a product with variants, one and the same variant
must. So a count is how many match once the value is chosen. Numbers of few values are counted one by one; others in ranges, the
ends of which are numbers that there are, so that no range has a gap or shares a product's number with the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from functools import cached_property
from math import inf, log2
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.columns import AS_NUMBER, COLOUR, FieldColumn
from shopcli.index.units.fields import label
from shopcli.need.filters import flags_of
from shopcli.pipeline.browsing.narrowed import Narrowed
from shopcli.pipeline.fields.telling_fields import telling_weight
from shopcli.retrieve.limits import comparable_products, listed
from shopcli.retrieve.variants import spoken_for
from shopcli.text.safe import safe
from shopcli.text.sizes import are_sizes, is_size, says_size
from shopcli.types import Clause, ClauseKind, Product, show_money, show_number
from shopcli.types.facets import Facet, FacetValue

if TYPE_CHECKING:
    import numpy as np

MOST_FACETS, MOST_VALUES = 10, 8
_RANGES = 5
_FIRST = ("category", "price", "brand")  # what every shop is looked through by
_WHOLE = frozenset(("category", "brand", "shop", "availability"))  # whose values list nothing
_NEVER = frozenset(("currency", "list_price", "reduction", "stock"))  # said by the price and the availability
_LONGEST = 40  # characters of a value that is chosen
_LEAST_SAID = 0.05  # of what matches
_OWN_VALUE = 0.7  # of the products that say it: a field of which so many have a value of their own names them
_FEW = 20  # products, of which each may well have a value of its own
_MOST_COLOURS = 0.6  # of a field's values that are colours
_OF_RANGES = 0.5  # ranges are made to hold as many each, so that their entropy says little
_READ = 12  # of what matches, whose titles are looked at


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said in one field by what matches: (n,) the rows of products, and (n,) a number or a text for each."""

    rows: np.ndarray
    values: np.ndarray


def facets_of(narrowed: Narrowed, index: Index) -> tuple[Facet, ...]:
    """The facets, those first that every shop has, then those that tell most.

    Args:
        narrowed: what matches.
        index: the open index.
    """
    return _Facets(narrowed, index).all()


class _Facets:
    """The facets of what matches."""

    def __init__(self, narrowed: Narrowed, index: Index) -> None:
        self._narrowed, self._index, self._columns = narrowed, index, index.columns
        self._total = int(narrowed.products.sum())

    @cached_property
    def _some(self) -> list[Product]:
        rows = self._narrowed.products.nonzero()[0]
        return self._index.records.some(rows[:: max(1, len(rows) // _READ)][:_READ])

    def all(self) -> tuple[Facet, ...]:
        found = [facet for name in self._names() if self._total and (facet := self._facet(name)) and self._splits(facet)]
        own = [facet.field for facet in found if facet.field != "colour" and self._are_colours(facet)]
        found = [facet for facet in found if facet.field != "colour" or not own]
        place = {name: at for at, name in enumerate(_FIRST)}
        ordered = sorted(found, key=lambda facet: (place.get(facet.field, len(_FIRST)), -self._bits(facet)))
        return tuple(map(_with_flags, ordered[:MOST_FACETS]))

    def _names(self) -> Iterator[str]:
        """The fields that may be facets: no prose, no dates."""
        dates = set(self._index.vocabulary.dates)
        for name in self._columns.names:
            is_number = name + AS_NUMBER in self._columns
            if (
                name not in _NEVER
                and name not in dates
                and name != "colour"
                and (is_number or self._columns.kind(name) != "text")
            ):
                yield name
        if COLOUR in self._columns:
            yield "colour"

    def _facet(self, name: str) -> Facet | None:
        if name + AS_NUMBER in self._columns:
            return self._of_numbers(name, name + AS_NUMBER)
        column = COLOUR if name == "colour" else name
        kind = self._columns.kind(column)
        if kind == "number":
            return self._of_numbers(name, column)
        return self._of_truths(name) if kind == "yes/no" else self._of_texts(name, column)

    # --- what is said ---------------------------------------------------------------------------------------------------------

    def _said(self, column: str) -> list[tuple[FieldColumn, _Said]]:
        """What products say, and what those of their variants say that hold all clauses, of products whose variants do."""
        import numpy as np

        own, space = self._columns.get(column), self._index.variants
        rows, found = np.asarray(own.rows), []
        speaks = self._narrowed.products.copy()
        if space is not None and self._narrowed.variants is not None and column in space.columns:
            theirs = space.columns.get(column)
            if bool(theirs.choices) == bool(own.choices):
                silent = np.zeros(len(self._index), bool)
                silent[np.asarray(space.owners)[~spoken_for(theirs.rows, space)]] = True
                speaks &= ~silent
                holding = self._narrowed.variants[theirs.rows]
                owners = np.asarray(space.owners)[np.asarray(theirs.rows)[holding]]
                found.append((theirs, _Said(owners.astype(np.int64), np.asarray(theirs.values)[holding])))
        kept = speaks[rows]
        return [(own, _Said(rows[kept].astype(np.int64), np.asarray(own.values)[kept])), *found]

    # --- texts ----------------------------------------------------------------------------------------------------------------

    def _of_texts(self, name: str, column: str) -> Facet | None:
        import numpy as np

        said = self._said(column)
        by_value: dict[str, list[np.ndarray]] = {}
        written: dict[str, tuple[int, str]] = {}
        for own, one in said:
            order = np.argsort(one.values, kind="stable")
            codes, starts = np.unique(one.values[order], return_index=True)
            for code, rows in zip(codes.tolist(), np.split(one.rows[order], starts[1:]), strict=False):  # one of none is empty
                for value, text in _values_in(own.choices[int(code)], is_whole=name in _WHOLE):
                    by_value.setdefault(value, []).append(rows)
                    written[value] = max(written.get(value, (0, "")), (len(rows), text))
        known = self._known(said)
        if self._has_own_values(name, len(by_value), known):
            return None
        counts = {value: len(np.unique(np.concatenate(rows))) for value, rows in by_value.items()}
        if name == "colour" or name not in _WHOLE:
            counts = self._sized(counts, by_value, said)
        ordered = sorted(counts, key=lambda value: (-counts[value], value))
        short = [value for value in ordered if len(value) <= _LONGEST or name in _WHOLE]
        if not short or len(short) < 0.5 * len(ordered):
            return None  # prose
        values = tuple(self._value(name, written[value][1], counts[value]) for value in short[:MOST_VALUES])
        return Facet(name, label(name), None, values, len(ordered) - len(values), self._total - known)

    def _sized(
        self, counts: Mapping[str, int], rows: Mapping[str, list[np.ndarray]], said: Sequence[tuple[FieldColumn, _Said]]
    ) -> dict[str, int]:
        """The counts, where values are sizes with those that list or span them; one size written in two ways is one."""
        import numpy as np

        choices = [choice for own, _ in said for choice in own.choices]
        if not (any(map(is_size, counts)) and are_sizes(choices)):
            return dict(counts)
        sized: dict[str, int] = {}
        seen: set[frozenset[str]] = set()
        for value in sorted(counts, key=lambda one: (-counts[one], one)):
            same = frozenset(other for other in counts if other == value or says_size(other, value))
            if same not in seen:
                seen.add(same)
                sized[value] = len(np.unique(np.concatenate([part for one in same for part in rows[one]])))
        return sized

    def _value(self, name: str, text: str, count: int) -> FacetValue:
        return FacetValue(
            safe(text), count, (Clause(self._worded(name, text), "feature", name, "is", text, source="flag"),), text
        )

    def _worded(self, name: str, text: str) -> str:
        """A choice in words; a brand, a category and a colour say by themselves what they are."""
        return safe(text) if name in ("brand", "category", "colour") else f"{label(name)}: {safe(text)}"

    # --- truths and numbers ---------------------------------------------------------------------------------------------------

    def _of_truths(self, name: str) -> Facet | None:
        import numpy as np

        said = self._said(name)
        values = []
        for truth in (True, False):
            rows = np.unique(np.concatenate([one.rows[one.values == truth] for _, one in said]))
            words = label(name) if truth else f"{label(name)}: no"
            clause = Clause(words, "feature", name, "is", truth, source="flag")
            if len(rows):
                values.append(FacetValue("yes" if truth else "no", len(rows), (clause,), truth))
        values.sort(key=lambda value: -value.count)
        return Facet(name, label(name), None, tuple(values), 0, self._total - self._known(said))

    def _of_numbers(self, name: str, column: str) -> Facet | None:
        import numpy as np

        unit = self._unit(name)
        said = [one for _, one in self._said(column)]
        rows, numbers = (np.concatenate([getattr(one, part) for one in said]) for part in ("rows", "values"))
        if name == "price" and (comparable := self._comparable(unit)) is not None:
            rows, numbers = rows[comparable[rows]], numbers[comparable[rows]]
        rows, numbers = rows[np.isfinite(numbers)], numbers[np.isfinite(numbers)]
        distinct = np.unique(numbers)
        known = len(np.unique(rows))
        if not len(distinct) or (distinct.min() >= 1e6 and self._has_own_values(name, len(distinct), known)):
            return None  # codes
        bounds = [(number, number) for number in distinct.tolist()] if len(distinct) <= MOST_VALUES else _ranges(numbers)
        if name == "price" and len(distinct) > _RANGES:
            bounds = _ranges(numbers)
        values = [
            self._range(name, unit, low, high, len(np.unique(rows[(numbers >= low) & (numbers <= high)])))
            for low, high in bounds
        ]
        if all(value.low is None for value in values):
            values.sort(key=lambda value: -value.count)
        return Facet(name, label(name), unit, tuple(values), 0, self._total - known)

    def _comparable(self, currency: str | None) -> np.ndarray | None:
        """The products whose prices are in a currency; None for all."""
        return comparable_products(Clause("", "limit", "price", "<=", 0.0, currency), self._columns)

    def _range(self, name: str, unit: str | None, low: float, high: float, count: int) -> FacetValue:
        ends = [_amount(end, unit) if name == "price" else show_number(end) for end in (low, high)]
        behind = f" {unit}" if unit and not label(name).endswith(f" {unit}") else ""
        text = f"{ends[0]}{behind}" if low == high else f"{ends[0]} to {ends[1]}{behind}"
        kind: ClauseKind = "limit" if name == "price" else "feature"
        words = text if name == "price" else f"{label(name)}: {text}"
        money = unit if name == "price" else None
        if low == high and name != "price":
            return FacetValue(text, count, (Clause(words, "feature", name, "is", low, source="flag"),), low)
        lower = Clause(words, kind, name, ">=", low, money, source="flag")
        return FacetValue(text, count, (lower, replace(lower, op="<=", value=high)), low=low, high=high)

    def _unit(self, name: str) -> str | None:
        """The unit of a field's numbers, as far as it is sure."""
        if name == "price":
            currencies = self._index.vocabulary.currencies
            return currencies[0] if currencies else None
        known = self._index.measured.unit(name)
        return known.unit if known and known.sure and known.unit in self._index.measured.table else None

    # --- which ones -----------------------------------------------------------------------------------------------------------

    @staticmethod
    def _known(said: Sequence[tuple[FieldColumn, _Said]]) -> int:
        import numpy as np

        return len(np.unique(np.concatenate([one.rows for _, one in said])))

    @staticmethod
    def _has_own_values(name: str, distinct: int, known: int) -> bool:
        """Whether a field names products rather than tells them apart."""
        return name not in _WHOLE and known > _FEW and distinct > _OWN_VALUE * known

    def _splits(self, facet: Facet) -> bool:
        """Whether choosing leaves less than there is, and enough is said to choose by."""
        is_said = self._total - facet.unknown >= max(2, _LEAST_SAID * self._total) or facet.field in _FIRST
        return is_said and len(facet.values) > 1 and any(value.count < self._total for value in facet.values)

    def _bits(self, facet: Facet) -> float:
        """What choosing tells, in bits: the entropy of the values, one for all that is not told."""
        counts = [*(value.count for value in facet.values), facet.unknown]
        whole = sum(counts)
        bits = -sum(count / whole * log2(count / whole) for count in counts if count) * (1 - facet.unknown / self._total)
        is_ranges = all(value.low is not None for value in facet.values)
        return bits * (_OF_RANGES if is_ranges else 1.0) * (0.5 + 0.5 * telling_weight(self._index, self._some, facet.field))

    def _are_colours(self, facet: Facet) -> bool:
        """Whether most values of a field are colours."""
        if COLOUR not in self._columns:
            return False
        colours = {colour for choice in self._columns.get(COLOUR).choices for colour in choice.split(", ")}
        named = [isinstance(value.value, str) and value.value.casefold() in colours for value in facet.values]
        return sum(named) >= _MOST_COLOURS * len(named)


def _with_flags(facet: Facet) -> Facet:
    return replace(facet, values=tuple(replace(value, flags=flags_of(value.clauses)) for value in facet.values))


def _values_in(choice: str, *, is_whole: bool) -> Iterator[tuple[str, str]]:
    """What a text says, by which it can be chosen, in lower case and as it is written: itself, or each of what it lists."""
    parts = [] if is_whole else [part.strip() for part in listed(choice)]
    for part in parts if len(parts) > 1 else [choice.strip()]:
        if part:
            yield part.casefold(), part


def _amount(price: float, currency: str | None) -> str:
    """A sum without its currency: "34.00", and of yen "34"."""
    return show_money(price, currency).removesuffix(f" {currency}")


def _ranges(numbers: np.ndarray) -> list[tuple[float, float]]:
    """The ends of ranges that hold about as many of the numbers each, both among the numbers."""
    import numpy as np

    cuts = np.unique(np.quantile(numbers, np.linspace(0, 1, _RANGES + 1)[1:-1], method="inverted_cdf"))
    place = np.searchsorted(cuts, numbers, side="left")
    parts = [(float(part.min()), float(part.max())) for at in range(len(cuts) + 1) if len(part := numbers[place == at])]
    return _rounded(parts)


def _rounded(parts: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Ranges with the roundest ends that part them as before: 0.2083 to 0.4167 and 0.5 to 2 are 0.2 to 0.42 and 0.5 to 2."""
    ends: list[tuple[float, float]] = []
    for at, (low, high) in enumerate(parts):
        before = ends[-1][1] if ends else -inf
        after = parts[at + 1][0] if at + 1 < len(parts) else inf
        ends.append((_roundest(low, up=False, beyond=before), _roundest(high, up=True, beyond=after)))
    return ends


def _roundest(number: float, *, up: bool, beyond: float) -> float:
    """The number with the fewest digits, two or more, at or above it where ``up``, else at or below, short of another."""
    exact = Decimal(repr(number))
    for digits in range(2, 17):
        context = Context(prec=digits, rounding=ROUND_CEILING if up else ROUND_FLOOR)
        rounded = float(context.plus(exact))
        if rounded < beyond if up else rounded > beyond:
            return rounded
    return number
