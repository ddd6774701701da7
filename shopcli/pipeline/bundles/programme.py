"""Multiple-choice knapsack (Sinha and Zoltners 1979): one candidate for each role, the highest sum of scores within a budget.

It is solved exactly, as an integer programme by HiGHS (Huangfu and Hall 2018) through `scipy.optimize.milp`. Money is counted
in whole thousandths and scores in whole millionths, so that nothing is lost to rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

_THOUSANDTHS, _MILLIONTHS = 1000, 1_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """What may be chosen for one role.

    Attributes:
        products: of n candidates each one's product; equal numbers are one product, whatever the role.
        scores: of each, higher is better.
        costs: of each, for as many as are wanted, in thousandths of the currency (`thousandths`).
    """

    products: tuple[int, ...]
    scores: tuple[float, ...]
    costs: tuple[int, ...]


def thousandths(amount: float) -> int:
    """A sum of money as a whole number of thousandths."""
    return round(amount * _THOUSANDTHS)


def best_choice(roles: Sequence[Options], *, least: int | None = None, most: int | None = None) -> tuple[int, ...] | None:
    """The candidate of each role, by number, that together score highest; no product twice.

    Args:
        roles: what may be chosen, at least one role.
        least: what the sum of the costs must reach, in thousandths; None for no limit.
        most: what it must not pass.

    Returns:
        One number a role; None where no choice holds the limits.
    """
    scores = [[round(score * _MILLIONTHS) for score in role.scores] for role in roles]
    return _solved(roles, [[-score for score in some] for some in scores], least, most)


def cheapest_choice(roles: Sequence[Options]) -> tuple[int, ...] | None:
    """The candidate of each role, by number, that together cost least; no product twice. None where there are too few."""
    return _solved(roles, [role.costs for role in roles], None, None)


def dearest_choice(roles: Sequence[Options]) -> tuple[int, ...] | None:
    """The candidate of each role, by number, that together cost most; no product twice. None where there are too few."""
    return _solved(roles, [[-cost for cost in role.costs] for role in roles], None, None)


def _solved(
    roles: Sequence[Options], objective: Sequence[Sequence[int]], least: int | None, most: int | None
) -> tuple[int, ...] | None:
    """The choice with the smallest sum of an objective."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    if not all(role.products for role in roles):
        return None
    of_role = np.repeat(np.arange(len(roles)), [len(role.products) for role in roles])
    products = np.concatenate([np.asarray(role.products, np.int64) for role in roles])
    costs = np.concatenate([np.asarray(role.costs, float) for role in roles])
    n, one_each = len(of_role), csr_array((np.ones(len(of_role)), (of_role, np.arange(len(of_role)))))
    constraints = [LinearConstraint(one_each, 1, 1)]
    if (shared := _of_several(products)) is not None:
        constraints.append(LinearConstraint(shared, -np.inf, 1))
    if least is not None or most is not None:
        low, high = -np.inf if least is None else least, np.inf if most is None else most
        constraints.append(LinearConstraint(costs[None], low, high))
    solution = milp(
        np.concatenate([np.asarray(some, float) for some in objective]),
        integrality=np.ones(n),
        bounds=Bounds(0, 1),
        constraints=constraints,
        options={"mip_rel_gap": 0.0},
    )
    if solution.x is None:
        return None
    chosen = np.flatnonzero(solution.x > 0.5)
    starts = np.cumsum([0, *(len(role.products) for role in roles)])[:-1]
    return tuple((chosen - starts[of_role[chosen]]).tolist())


def _of_several(products: np.ndarray) -> np.ndarray | None:
    """For each product that may be chosen more than once, (k, n) of 0 and 1: where it stands; None where none may be."""
    import numpy as np

    numbers, counts = np.unique(products, return_counts=True)
    several = numbers[counts > 1]
    return (products[None] == several[:, None]).astype(float) if len(several) else None
