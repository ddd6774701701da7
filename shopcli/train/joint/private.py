"""Differential privacy of a training run: whose pairs are one person's, how much noise a budget asks for, and what is spent.

What is protected is a person: all the pairs of one profile together, else those of one session, else a single pair. Two sets of
pairs are neighbours where one person is in one of them alone. How many people there are is taken to be known.
"""

from __future__ import annotations

import importlib.util
import math
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any

from shopcli.errors import ShopcliError, UsageError
from shopcli.pipeline.personal.privacy_budget import checked_epsilon
from shopcli.train.joint.pairs import TrainingPair
from shopcli.train.joint.run_folder import Privacy, Split, split_of

MECHANISM = "prv"  # of Opacus' accountants: privacy loss random variables (Gopi, Lee and Wutschitz 2021)
_HIGHEST_EPSILON = 100.0  # e^100 : 1 is no promise, and takes the accountant for ever
_MOST_NOISE = 1e6  # in bounds of the gradient
_TOLERANCE = 0.01  # of the budget, which may be left


def need_opacus() -> None:
    """Say early that opacus is missing.

    Raises:
        ShopcliError: it is not installed.
    """
    if importlib.util.find_spec("opacus") is None:
        raise ShopcliError(
            "Training with privacy needs opacus, which is not installed.",
            hint="Install it with: pip install 'shopcli[train,private]'",
        )


def checked_privacy(privacy: Privacy) -> Privacy:
    """The same.

    Raises:
        UsageError: a budget, a delta or a bound that promises nothing or cannot be held.
    """
    checked_epsilon(privacy.epsilon)
    if privacy.epsilon > _HIGHEST_EPSILON:
        raise UsageError(f"ε = {privacy.epsilon:g} promises nothing.", hint="Give --private a number such as 1, 3 or 8.")
    if not 0 < privacy.delta < 1:
        raise UsageError(f"δ = {privacy.delta:g} is no small chance.", hint="For example: --delta 1e-5")
    if not 0 < privacy.clip < math.inf:
        raise UsageError(f"Gradients cannot be clipped to {privacy.clip:g}.", hint="For example: --clip 1")
    return privacy


def private_split(pairs: Sequence[TrainingPair], left_out: Sequence[str], *, most: int, file: str = "") -> Split:
    """A split that judges by nothing that shoppers said, and is chosen by nothing of it either: looking at it costs no privacy.

    Raises:
        UsageError: as `split_of`; or all pairs are shoppers'.
    """
    public = [pair for pair in pairs if not pair.contributor]
    if not public:
        hint = "Prepare pairs of a catalog beside them: shopcli train prepare --collected --index DIR"
        raise UsageError("All pairs are what shoppers said, which must not judge a private run.", hint=hint)
    split = split_of(public, left_out, most=most, file=file)
    apart = {pair.catalog for pair in split.held} - {pair.catalog for pair in split.taught}
    said = [pair for pair in pairs if pair.contributor and pair.catalog not in apart]
    return replace(split, taught=[*split.taught, *said], by=f"{split.by}, nothing of it said by a shopper")


def people_among(pairs: Sequence[TrainingPair]) -> list[list[int]]:
    """The places of each person's pairs: of one profile, else of one session; what no shopper said is each for itself."""
    people: dict[object, list[int]] = {}
    for number, pair in enumerate(pairs):
        people.setdefault(pair.contributor or number, []).append(number)
    return list(people.values())


class PrivacyAccount:
    """How much noise each step adds, and what all steps so far have spent.

    Args:
        privacy: the budget.
        people: how many there are.
        batch: how many a step takes on average; each is taken by a coin of its own (Poisson sampling).
        steps: how many are planned; at their end the budget is spent.
        spent: what `to_dict` gave before, of a run that goes on. Steps that were lost with it count.

    Raises:
        UsageError: no noise holds that budget, or delta is no less than one in all the people.
    """

    def __init__(
        self, privacy: Privacy, *, people: int, batch: int, steps: int, spent: Mapping[str, Any] | None = None
    ) -> None:
        from opacus.accountants import create_accountant

        if privacy.delta * people >= 1:
            hint = f"Give --delta less than {1 / people:.1g}."
            raise UsageError(f"δ = {privacy.delta:g} would let one of {people:,} people be told outright.", hint=hint)
        self.privacy, self.people, self.planned = privacy, people, steps
        self.rate = min(1.0, batch / people)
        self.noise = _noise(privacy, self.rate, steps)
        self._accountant = create_accountant(MECHANISM)
        self._accountant.history = [(float(noise), float(rate), int(n)) for noise, rate, n in (spent or {}).get("history", [])]

    @property
    def steps(self) -> int:
        """How many steps were taken, those included that were lost when a run broke off."""
        return sum(n for _, _, n in self._accountant.history)

    @property
    def is_spent(self) -> bool:
        """Whether another step would cost more than there is."""
        return self.steps >= self.planned

    def step(self, optimizer: Any = None) -> None:
        """One more step."""
        self._accountant.step(noise_multiplier=self.noise, sample_rate=self.rate)

    def epsilon(self) -> float:
        """What is spent, an upper bound; 0 before the first step."""
        history = tuple((noise, rate, n) for noise, rate, n in self._accountant.history)
        return _spent(history, self.privacy.delta) if history else 0.0

    def to_dict(self) -> dict[str, Any]:
        """The account as a run's manifest keeps it."""
        return {
            "unit": "a person: a profile, else a session, else a pair that nobody said",
            "epsilon": self.epsilon(),
            "epsilon_asked": self.privacy.epsilon,
            "delta": self.privacy.delta,
            "clip": self.privacy.clip,
            "noise": self.noise,
            "people": self.people,
            "sample_rate": self.rate,
            "steps": self.steps,
            "mechanism": MECHANISM,
            "history": [list(entry) for entry in self._accountant.history],
        }


@lru_cache(maxsize=256)
def _noise(privacy: Privacy, rate: float, steps: int) -> float:
    """The noise, in bounds of the gradient, that spends the budget in so many steps: all but a hundredth of it, and never more.

    By regula falsi on logarithms, for what is spent falls nearly as a power of the noise.

    Raises:
        UsageError: there is none.
    """
    low, high = 0.0, 2.0**-6
    near = max(1.0, 2 * privacy.epsilon)  # where far more is spent, the finer accountant would take minutes to say so
    while high <= _MOST_NOISE and _spent(((high, rate, steps),), privacy.delta, "rdp") > near:
        high *= 2
    spent_low, spent_high = math.inf, _spent(((high, rate, steps),), privacy.delta)
    while spent_high > privacy.epsilon and high <= _MOST_NOISE:
        low, spent_low, high = high, spent_high, 2 * high
        spent_high = _spent(((high, rate, steps),), privacy.delta)
    if spent_high > privacy.epsilon:
        hint = "Give --private more, fewer --steps, or prepare pairs of more people."
        raise UsageError(f"No noise holds ε = {privacy.epsilon:g}, δ = {privacy.delta:g} in {steps:,} steps.", hint=hint)
    while spent_high < (1 - _TOLERANCE) * privacy.epsilon:
        tried = _between(low, high, spent_low, spent_high, (1 - _TOLERANCE / 2) * privacy.epsilon)
        spent = _spent(((tried, rate, steps),), privacy.delta)
        if spent > privacy.epsilon:
            low, spent_low = tried, spent
        else:
            high, spent_high = tried, spent
    return high


def _between(low: float, high: float, spent_low: float, spent_high: float, wanted: float) -> float:
    """Where a power law through two points would spend what is wanted, kept off both ends."""
    if not low or not spent_high:
        return high / 1.4
    share = math.log(spent_high / wanted) / math.log(spent_high / spent_low)
    return math.exp(math.log(high) + min(0.9, max(0.1, share)) * math.log(low / high))


@lru_cache(maxsize=4096)
def _spent(history: tuple[tuple[float, float, int], ...], delta: float, mechanism: str = MECHANISM) -> float:
    """The ε of steps, each entry a noise, a sampling rate and how many; an upper bound, infinite where it cannot be told."""
    from opacus.accountants import create_accountant

    accountant = create_accountant(mechanism)
    accountant.history = list(history)
    with warnings.catch_warnings(), suppress(ValueError, RuntimeError, ArithmeticError, MemoryError):
        warnings.simplefilter("ignore")  # it looks for its bounds by a coarser accountant, which says so
        return float(accountant.get_epsilon(delta))
    return math.inf
