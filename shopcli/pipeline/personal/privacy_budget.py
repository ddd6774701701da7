"""The privacy budget: how much of what was collected may still leave the house, kept beside it and never given back."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from shopcli.errors import ShopcliError, UsageError
from shopcli.pipeline.personal.collected import Collected

DEFAULT_EPSILON = 3.0
DEFAULT_DELTA = 1e-5
_ROUNDING = 1e-9  # of sums of decimal fractions


class BudgetSpent(ShopcliError):
    """A report would cost more than is left of the privacy budget."""

    exit_code = 8


@dataclass(frozen=True, slots=True)
class PrivacyBudget:
    """What all reports together may cost and have cost, by basic composition: the epsilons add up, and so do the deltas."""

    epsilon: float
    delta: float
    spent_epsilon: float
    spent_delta: float

    @property
    def left(self) -> float:
        """The epsilon that is left."""
        return max(0.0, self.epsilon - self.spent_epsilon)

    @property
    def says(self) -> str:
        """What is left, in words."""
        return f"ε = {self.spent_epsilon:.4g} of {self.epsilon:.4g} is spent, {self.left:.4g} is left"


def budget_of(store: Collected) -> PrivacyBudget:
    """The budget as it stands."""
    with store.reading() as database:
        whole = database.execute("SELECT epsilon, delta FROM budget").fetchone() or (DEFAULT_EPSILON, DEFAULT_DELTA)
        spent = database.execute("SELECT epsilon, delta FROM spent").fetchall()
    costs = math.fsum(epsilon for epsilon, _ in spent), math.fsum(delta for _, delta in spent)
    return PrivacyBudget(whole[0], whole[1], *costs)


def set_budget(store: Collected, epsilon: float) -> PrivacyBudget:
    """Let all reports together cost so much; what they have cost stays.

    Raises:
        UsageError: it is no number above 0.
    """
    checked_epsilon(epsilon)
    with store.writing() as database:
        database.execute("INSERT OR REPLACE INTO budget VALUES (1, ?, ?)", (epsilon, DEFAULT_DELTA))
    return budget_of(store)


def spend(store: Collected, epsilon: float, delta: float) -> PrivacyBudget:
    """Pay for a report before it is made, so that one that breaks off has been paid for.

    Raises:
        BudgetSpent: it costs more than is left; nothing is spent.
        UsageError: epsilon is no number above 0.
    """
    checked_epsilon(epsilon)
    with store.writing() as database:  # one writer at a time: two reports cannot spend the same rest
        budget = budget_of(store)
        over = budget.spent_epsilon + epsilon > budget.epsilon * (1 + _ROUNDING)
        if over or budget.spent_delta + delta > budget.delta * (1 + _ROUNDING):
            what = f"ε = {epsilon:.4g} is refused" if over else f"δ = {delta:.2g} is refused"
            hint = "Ask for less, or let reports tell more of your shoppers: shopcli report --budget EPS"
            raise BudgetSpent(f"{what}: {budget.says}, δ = {budget.spent_delta:.2g} of {budget.delta:.2g}.", hint=hint)
        database.execute("INSERT INTO spent VALUES (?,?,?)", (time.time(), epsilon, delta))
        return budget_of(store)


def checked_epsilon(epsilon: float) -> float:
    """The same.

    Raises:
        UsageError: it is no number above 0.
    """
    if not (math.isfinite(epsilon) and epsilon > 0):
        raise UsageError(f"ε = {epsilon:g} is none.", hint="Give a number above 0; 1 is usual, and less is more private.")
    return epsilon
