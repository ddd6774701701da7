"""Open bounds: what costs just as much as "under 80" names, or has more than the "16 GB" asked for, stands behind the others.

The limit of a price takes in the sum that is named, since one who has that much can pay it; its words leave that sum out.
And what has 32 GB serves who asks for 16, but was not what was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from shopcli.need.languages.quantity_words import folded, grammar_of
from shopcli.need.languages.registry import language_named
from shopcli.types import Clause, Need

if TYPE_CHECKING:
    import numpy as np


def on_open_bounds(need: Need, values: Callable[[str], np.ndarray]) -> np.ndarray | int:
    """Which candidates lie on a bound of a price whose words leave it out, or beyond an amount, (n,) bool; 0 where none may.

    Args:
        need: the request, understood.
        values: (n,) float64 what candidates say in a field, NaN where they do not.
    """
    limits = [clause for clause in need.clauses if clause.kind == "limit" and clause.field == "price"]
    bounds = [float(clause.value) for clause in limits if _is_open(clause, need.language) and isinstance(clause.value, float)]
    amounts = [clause for clause in need.clauses if clause.kind == "limit" and clause.op == ">=" and clause.upper is not None]
    if not bounds and not amounts:
        return 0
    import numpy as np

    on_a_bound = [np.isin(values("price"), bounds)] if bounds else []
    return np.any([*on_a_bound, *(values(str(clause.field)) >= float(clause.upper or 0) for clause in amounts)], axis=0)


def _is_open(clause: Clause, code: str) -> bool:
    """Whether the words of a limit leave its bound out: "less than 80", and not "nothing over 80", which is turned round."""
    words = language_named(code).quantities
    said: Sequence[tuple[str, bool]] = [
        words.before[folded(match[0])] for match in grammar_of(words).before.finditer(clause.text)
    ]
    return bool(said) and all(strict and op == clause.op for op, strict in said)
