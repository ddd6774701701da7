"""Open bounds: what costs just as much as "under 80" names is shown behind what costs less.

The limit of a price takes in the sum that is named, since one who has that much can pay it; its words leave that sum out.
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
    """Which candidates lie on a bound of a price whose words leave it out, (n,) bool; 0 where no limit has one.

    Args:
        need: the request, understood.
        values: (n,) float64 what candidates say in a field, NaN where they do not.
    """
    limits = [clause for clause in need.clauses if clause.kind == "limit" and clause.field == "price"]
    bounds = [float(clause.value) for clause in limits if _is_open(clause, need.language) and isinstance(clause.value, float)]
    if not bounds:
        return 0
    import numpy as np

    return np.isin(values("price"), bounds)


def _is_open(clause: Clause, code: str) -> bool:
    """Whether the words of a limit leave its bound out: "less than 80", and not "nothing over 80", which is turned round."""
    words = language_named(code).quantities
    said: Sequence[tuple[str, bool]] = [
        words.before[folded(match[0])] for match in grammar_of(words).before.finditer(clause.text)
    ]
    return bool(said) and all(strict and op == clause.op for op, strict in said)
