"""Limits, exclusions and filters over the whole catalog at once: each record holds a clause, contradicts it, or is silent."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Protocol

from shopcli.errors import UsageError
from shopcli.text.lists import listed
from shopcli.text.sizes import are_sizes, is_size, says_size
from shopcli.types import KIND, NAME, Clause, Value, show_number, truth_of

if TYPE_CHECKING:
    import numpy as np

_ROLES = ("price", "brand")  # what a request may limit whether or not the catalog has it


class FilterColumn(Protocol):
    """One field of the catalog: who has it, and what it says."""

    @property
    def kind(self) -> str: ...
    @property
    def rows(self) -> np.ndarray: ...
    @property
    def values(self) -> np.ndarray: ...
    @property
    def choices(self) -> Sequence[str]: ...


class FilterColumns(Protocol):
    """The fields of the catalog."""

    size: int

    @property
    def names(self) -> Sequence[str]: ...
    def __contains__(self, name: object) -> bool: ...
    def get(self, name: str) -> FilterColumn: ...
    def dense(self, name: str) -> np.ndarray: ...


class FilterVariants(Protocol):
    """The variants of products, by the rows of their products."""

    @property
    def owners(self) -> np.ndarray: ...
    @property
    def columns(self) -> FilterColumns: ...


class FilterAssertions(Protocol):
    """The words of the records."""

    def judge(
        self, said: str, *, compounds: bool = False, among: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]: ...

    def confirmed(self, said: str, rows: np.ndarray) -> np.ndarray: ...

    def stems(self, text: str) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """What every record says to one clause: ``holds`` and ``contradicts``, (n_products,) bool; neither is silence.

    ``variants`` are both of them for the catalog's variants, (n_variants,) bool, where these may differ.
    """

    clause: Clause
    holds: np.ndarray
    contradicts: np.ndarray
    variants: tuple[np.ndarray, np.ndarray] | None = None


def judge(
    clause: Clause, columns: FilterColumns, sayings: FilterAssertions | None = None, among: np.ndarray | None = None
) -> Verdict:
    """Hold every record as a whole against one hard clause; ``sayings`` for those that ask for words.

    ``among``, (n_products,) bool, are the records that matter where they are few: to read what words say in others takes long.

    Raises:
        UsageError: the catalog has no such field, or the value cannot be compared with what the field holds.
    """
    import numpy as np

    if clause.op in ("has", "lacks"):
        assert sayings is not None
        says, denies = sayings.judge(str(clause.value), compounds=clause.op == "lacks", among=among)
        if clause.op == "has":
            return Verdict(clause, says, ~says if clause.field == NAME else denies)
        if clause.field == KIND:
            return Verdict(clause, ~says, says)
        return Verdict(clause, denies | (_in_other_colours(str(clause.value), columns) & ~says), says)
    holds, contradicts = np.zeros(columns.size, bool), np.zeros(columns.size, bool)
    if (column := _column_of(clause, columns)) is None:
        return Verdict(clause, holds, contradicts)  # a catalog without prices is silent on every price
    if clause.field == "reduction":
        return _reduced(clause, column, columns)
    matched = matched_values(clause, column)
    missed = ~matched
    if (comparable := _in_one_currency(clause, column, columns)) is not None:
        matched, missed = matched & comparable, missed & comparable
    if len(column.rows) == columns.size:  # every record has the field, in order
        return Verdict(clause, matched, missed)
    holds[column.rows] = matched
    contradicts[column.rows] = missed
    return Verdict(clause, holds, contradicts)


def _reduced(clause: Clause, column: FilterColumn, columns: FilterColumns) -> Verdict:
    """What has a price and is not said to be reduced is reduced by nothing, in a catalog that says what is."""
    import numpy as np

    reductions = np.full(columns.size, np.nan)
    if "price" in columns:
        reductions[columns.get("price").rows] = 0.0
    reductions[column.rows] = column.values
    known, wanted = ~np.isnan(reductions), _as_number(clause.value, clause, column)
    if (compare := _COMPARE.get(str(clause.op))) is None:
        raise _cannot_compare(clause, column)
    holds = known & compare(reductions, wanted)
    return Verdict(clause, holds, known & ~holds)


def _in_other_colours(said: str, columns: FilterColumns) -> np.ndarray:
    """Which records state a colour, and none of those in ``said``, (n_products,) bool; none where it names no colour.

    A colour that a record states rules the others out: what is yellow is not grey.
    """
    import numpy as np

    in_others = np.zeros(columns.size, bool)
    if "@colour" not in columns:
        return in_others
    column = columns.get("@colour")
    colours_by_code = [set(choice.split(", ")) for choice in column.choices]
    named = set(said.casefold().split("|")) & set().union(*colours_by_code)
    if named:
        others = [code for code, colours in enumerate(colours_by_code) if not colours & named]
        in_others[column.rows[np.isin(column.values, others)]] = True
    return in_others


def nearest_value(
    clause: Clause,
    columns: FilterColumns,
    among: np.ndarray,
    of_variants: tuple[FilterVariants, np.ndarray] | None = None,
) -> float | None:
    """The value nearest to a limit that any of the records has that are not held by it; None where none has a number.

    Args:
        clause: an upper or a lower limit.
        columns: the fields.
        among: (n_products,) bool, the records that meet everything else.
        of_variants: the catalog's variants, and which of them do, (n_variants,) bool.
    """
    import numpy as np

    column = _column_of(clause, columns) if clause.op in ("<", "<=", ">", ">=") else None
    if column is None or column.choices:
        return None
    usable = among[column.rows]
    if (comparable := _in_one_currency(clause, column, columns)) is not None:
        usable = usable & comparable
    values = column.values[usable]
    name = column_name(clause, columns)
    if of_variants and name in of_variants[0].columns:
        variants, meet = of_variants
        own = variants.columns.get(str(name))
        owners = np.asarray(variants.owners)[own.rows]
        comparable_here = comparable_products(clause, columns)
        usable &= ~np.isin(column.rows, owners)
        meet = meet[own.rows] & among[owners] & (True if comparable_here is None else comparable_here[owners])
        values = np.concatenate([column.values[usable], own.values[meet]])
    if not len(values):
        return None
    return float(values.min() if clause.op in ("<", "<=") else values.max())


def _column_of(clause: Clause, columns: FilterColumns) -> FilterColumn | None:
    """The field that a clause speaks of, as numbers where numbers are compared; None for a price or a brand that is missing."""
    name = column_name(clause, columns)
    return None if name is None else columns.get(name)


def column_name(clause: Clause, columns: FilterColumns) -> str | None:
    """The column that decides a clause, in the catalog's spelling; None where the catalog has none."""
    if clause.field in _ROLES and clause.field not in columns:
        return None
    name = _resolve(clause, columns)
    numbers = f"{name}@number"  # stands beside a text field of quantities
    return numbers if isinstance(clause.value, float) and numbers in columns else name


def _resolve(clause: Clause, columns: FilterColumns) -> str:
    """The field's name as the catalog has it; case, spaces and underscores do not matter."""
    field = str(clause.field)
    if field == "colour" and "@colour" in columns and (field not in columns or _is_basic(clause, columns)):
        return "@colour"  # wherever the record says its colours
    if field in columns:
        return field
    folded = {_fold(name): name for name in columns.names}
    if _fold(field) in folded:
        return folded[_fold(field)]
    near = get_close_matches(_fold(field), list(folded), 3, cutoff=0.5)
    hint = f"Did you mean: {', '.join(folded[name] for name in near)}?" if near else "shopcli stats lists the fields."
    raise UsageError(f"This catalog has no field {field!r}.", hint=hint)


def _is_basic(clause: Clause, columns: FilterColumns) -> bool:
    """Whether the colours are those that records were read for, and no shade that only a colour field knows."""
    choices = columns.get("@colour").choices
    return all(any(_says(choice, word) for choice in choices) for word in _as_words(clause))


def _fold(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).lower()


_COMPARE: Mapping[str, Callable[[np.ndarray, float], np.ndarray]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "is": operator.eq,
    "!=": operator.ne,
}  # fmt: skip


def matched_values(clause: Clause, column: FilterColumn) -> np.ndarray:
    """Which values of a column are what a clause asks for, (n,) bool."""
    import numpy as np

    if column.choices:
        if clause.op not in ("is", "in", "==", "!="):
            raise UsageError(f"{clause.text!r}: {clause.field} holds text, not numbers.", hint="Use field=value.")
        words = _as_words(clause)
        sizes = any(map(is_size, words)) and are_sizes(column.choices)
        codes = [
            code
            for code, choice in enumerate(column.choices)
            if any(_says(choice, word) or (sizes and says_size(choice, word)) for word in words)
        ]
        return np.isin(column.values, codes, invert=clause.op == "!=")
    values = _as_words(clause) if clause.op == "in" else [clause.value]
    numbers = [_as_number(value, clause, column) for value in values]
    if clause.op == "in":
        return np.isin(column.values, numbers)
    if clause.op == "outside":
        return (column.values < numbers[0]) | (column.values >= (clause.upper or 0.0))
    if (compare := _COMPARE.get(str(clause.op))) is None:
        raise _cannot_compare(clause, column)
    return compare(column.values, numbers[0])


def _as_words(clause: Clause) -> list[str]:
    """The value as a word; what any of several will do for, as each of them."""
    value = clause.value
    word = ("yes" if value else "no") if isinstance(value, bool) else str(value).casefold().strip()
    return word.split("|") if clause.op in ("in", "!=") else [word]


def _says(choice: str, wanted: str) -> bool:
    """Whether a text value is what is wanted, or lists it."""
    low = choice.casefold()
    return low == wanted or wanted in listed(low)


def _as_number(value: Value | None, clause: Clause, column: FilterColumn) -> float:
    if column.kind == "yes/no" and (truth := truth_of(value)) is not None:
        return float(truth)
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise _cannot_compare(clause, column) from None


def _cannot_compare(clause: Clause, column: FilterColumn) -> UsageError:
    """Says what a field of numbers, or of yes and no, holds."""
    example = show_number(float(column.values[0])) if len(column.values) else "1"
    kind, example = ("yes or no", "yes") if column.kind == "yes/no" else ("a number", example)
    return UsageError(f"{clause.text!r}: {clause.field} holds {kind}.", hint=f"Write {clause.field}={example}.")


def _in_one_currency(clause: Clause, column: FilterColumn, columns: FilterColumns) -> np.ndarray | None:
    """Which values of ``column`` a clause may be compared with; None for all of them."""
    comparable = comparable_products(clause, columns)
    return None if comparable is None else comparable[column.rows]


def comparable_products(clause: Clause, columns: FilterColumns) -> np.ndarray | None:
    """Which products' sums a clause may be compared with, since sums in two currencies are not; None for all of them.

    No currency is the asker's.
    """
    import numpy as np

    if clause.field != "price" or not clause.unit or "currency" not in columns:
        return None
    currencies = columns.get("currency")
    others = [code for code, choice in enumerate(currencies.choices) if choice != clause.unit]
    if not others:
        return None
    elsewhere = np.zeros(columns.size, bool)
    elsewhere[currencies.rows[np.isin(currencies.values, others)]] = True
    return ~elsewhere
