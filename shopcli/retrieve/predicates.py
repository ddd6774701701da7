"""Predicate pushdown: what clauses say of single columns, for a store that holds limits itself before it cuts the nearest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shopcli.retrieve.limits import FilterColumns, Verdict, column_name, matched_values
from shopcli.types import Predicate

_OF_NUMBERS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "==", "is": "=="}


def predicates_of(verdicts: Sequence[Verdict], columns: FilterColumns) -> tuple[Predicate, ...]:
    """What every record that holds all of some clauses says in single columns.

    Clauses that no single column decides (words, what only a variant says) have none, so that more records meet the predicates
    than hold the clauses, and never fewer.

    Args:
        verdicts: of the clauses.
        columns: the catalog's fields.
    """
    return tuple(predicate for verdict in verdicts for predicate in _of(verdict, columns))


def _of(verdict: Verdict, columns: FilterColumns) -> Iterator[Predicate]:
    clause = verdict.clause
    if verdict.variants is not None or clause.op in ("has", "lacks") or clause.field == "reduction":
        return
    name = column_name(clause, columns)
    if name is None:
        return
    column = columns.get(name)
    if column.choices:
        codes = sorted(set(column.values[matched_values(clause, column)].tolist()))
        yield Predicate(name, "in", tuple(codes))
    elif clause.op in _OF_NUMBERS and isinstance(clause.value, int | float):
        yield Predicate(name, _OF_NUMBERS[clause.op], (float(clause.value),))
