"""A sequential test of two settings: wins against losses, which may be looked at after every session.

The mixture sequential probability ratio test (Robbins 1970; Johari, Koomen, Pekelis and Walsh 2017) for a coin: the
likelihood of the wins and losses under a Beta mixture of win shares, over that under a fair coin. It is a martingale where the
coin is fair, so by Ville's inequality it ever reaches 1/α with a probability of at most α, however often one looks and
whenever one stops.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

ALPHA = 0.05
_CONCENTRATION = 10.0  # of the mixture, Beta(10, 10): a win share of .5 ± .11, as differences of two settings mostly are
_HOPELESS = 10_000_000  # decisive sessions


@dataclass(frozen=True, slots=True)
class SequentialTest:
    """The record of a comparison so far.

    Attributes:
        wins: decisive outcomes for the second setting.
        losses: decisive outcomes for the first.
        ties: outcomes that decided nothing; the test leaves them aside.
        peak: the largest log of the likelihood ratio there ever was.
        alpha: the false alarm rate that it keeps.
    """

    wins: int = 0
    losses: int = 0
    ties: int = 0
    peak: float = 0.0
    alpha: float = ALPHA

    @classmethod
    def of(cls, outcomes: Iterable[int], *, alpha: float = ALPHA) -> SequentialTest:
        """The test of outcomes in their order: above 0 for the second setting, below for the first, 0 for neither."""
        test = cls(alpha=alpha)
        for outcome in outcomes:
            test = test.after(outcome)
        return test

    def after(self, outcome: int) -> SequentialTest:
        """The test with one more outcome."""
        if not outcome:
            return SequentialTest(self.wins, self.losses, self.ties + 1, self.peak, self.alpha)
        wins, losses = self.wins + (outcome > 0), self.losses + (outcome < 0)
        return SequentialTest(wins, losses, self.ties, max(self.peak, log_ratio(wins, losses)), self.alpha)

    @property
    def p_value(self) -> float:
        """The always-valid p-value: one over the largest likelihood ratio so far; it never rises."""
        return math.exp(-self.peak)

    @property
    def is_decided(self) -> bool:
        """Whether a fair coin is refuted at α."""
        return self.p_value <= self.alpha

    @property
    def interval(self) -> tuple[float, float]:
        """The confidence sequence of the second setting's share of the decisive outcomes: all shares that are not refuted now.

        It holds the true share at all times together with a probability of 1 - α.
        """
        decisive = self.wins + self.losses
        if not decisive:
            return 0.0, 1.0
        middle = self.wins / decisive
        return self._edge(middle, 0.0), self._edge(middle, 1.0)

    def _edge(self, inside: float, outside: float) -> float:
        """Where the shares that are not refuted end, by bisection: the likelihood ratio grows away from the observed share."""
        if not self._is_refuted(outside):
            return outside
        for _ in range(50):
            half = (inside + outside) / 2
            inside, outside = (inside, half) if self._is_refuted(half) else (half, outside)
        return (inside + outside) / 2

    def _is_refuted(self, share: float) -> bool:
        return log_ratio(self.wins, self.losses, share=share) >= -math.log(self.alpha)

    def more_outcomes(self) -> int | None:
        """How many more outcomes it takes, ties among them, if they go on as so far, by Laplace's rule of succession.

        None where nothing decisive has come yet, or where it would take more than anybody will see.
        """
        decisive = self.wins + self.losses
        if self.is_decided:
            return 0
        if not decisive:
            return None
        share = (self.wins + 1) / (decisive + 2)

        def decides(more: float) -> bool:
            return log_ratio(self.wins + share * more, self.losses + (1 - share) * more) >= -math.log(self.alpha)

        above = 1
        while not decides(above):
            above *= 2
            if above > _HOPELESS:
                return None
        below = above // 2
        while above - below > 1:
            half = (above + below) // 2
            below, above = (below, half) if decides(half) else (half, above)
        return math.ceil(above * (decisive + self.ties) / decisive)


def log_ratio(wins: float, losses: float, *, share: float = 0.5) -> float:
    """log of B(c + wins, c + losses) / B(c, c) / (share^wins · (1 - share)^losses), c the concentration of the mixture."""
    if (wins and not share) or (losses and share == 1):
        return math.inf
    under = (wins * math.log(share) if wins else 0.0) + (losses * math.log1p(-share) if losses else 0.0)
    return _log_beta(_CONCENTRATION + wins, _CONCENTRATION + losses) - _log_beta(_CONCENTRATION, _CONCENTRATION) - under


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
