"""How a chatbot is trained: its sizes, its schedule, its settings; nothing here needs torch."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from shopcli.errors import UsageError
from shopcli.models.chatbot import architecture
from shopcli.models.chatbot.architecture import Architecture
from shopcli.models.chatbot.pieces import FEWEST

Schedule = Literal["noam", "cosine"]
Precision = Literal["auto", "bf16", "fp32"]
SCHEDULES: tuple[Schedule, ...] = get_args(Schedule)
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
_LOWEST = 0.05  # share of the highest rate that a cosine ends at

SIZES: Mapping[str, Architecture] = {
    "base": Architecture(512, 8, 6, 2048),  # of Vaswani et al. 2017, table 3
    "small": Architecture(256, 4, 2, 1024),  # for a laptop
    "tiny": Architecture(128, 4, 2, 512),
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """How it is trained.

    Attributes:
        sizes: of the network; its vocabulary and turns are set by what is taught.
        vocabulary: tokens, at most.
        epochs: how often all is gone through, at most.
        batch: pairs a step.
        rate: the highest learning rate, in AdamW; 0 for d_model^-½ · warm_up^-½ with ``noam``, and 1e-3 with ``cosine``.
        schedule: after the warm-up the rate falls with the root of the step (``noam``), or along half a cosine.
        warm_up: steps in which the rate rises in a line.
        smoothing: the share of each target that is spread over all tokens.
        dropout: the share of values that are left out while it learns.
        patience: how many looks at what is held out may pass without a better one before the training ends.
        seed: of the fresh weights, the order of the pairs, and what is dropped.
    """

    sizes: Architecture = field(default_factory=Architecture)
    vocabulary: int = 8000
    epochs: int = 20
    batch: int = 32
    rate: float = 0.0
    schedule: Schedule = "noam"
    warm_up: int = 400
    smoothing: float = 0.1
    dropout: float = 0.1
    patience: int = 3
    seed: int = 0

    def check(self) -> None:
        """That it can be followed.

        Raises:
            UsageError: it cannot; the hint says what can.
        """
        architecture.check(Architecture(self.sizes.dim, self.sizes.heads, self.sizes.layers, self.sizes.inner, FEWEST))
        if self.vocabulary < FEWEST:
            raise UsageError(
                f"A vocabulary of {self.vocabulary} is too small: bytes alone take 256.",
                hint=f"Give --vocabulary {FEWEST} or more; 4000 does for a shop.",
            )
        if not (0 <= self.smoothing < 1 and 0 <= self.dropout < 1):
            raise UsageError(
                "Smoothing and dropout are shares, from 0 to below 1.", hint="For example: --smoothing 0.1 --dropout 0.1"
            )
        if not 0 <= self.rate < math.inf:
            raise UsageError("The learning rate must be 0 or more.", hint="For example: --rate 0.001; 0 is the schedule's own.")
        if self.schedule not in SCHEDULES:
            raise UsageError(f"{self.schedule!r} is no schedule.", hint=f"--schedule takes {' or '.join(SCHEDULES)}.")

    @property
    def highest(self) -> float:
        """The highest learning rate."""
        return self.rate or ((self.sizes.dim * self.warm_up) ** -0.5 if self.schedule == "noam" else 1e-3)

    def rate_at(self, step: int, steps: int) -> float:
        """The learning rate of a step, counted from 1, of so many.

        With ``noam`` and a rate of 0 it is d_model^-½ · min(step^-½, step · warm_up^-1½) (Vaswani et al. 2017, eq. 3).
        """
        if step <= self.warm_up:
            return self.highest * step / self.warm_up
        if self.schedule == "noam":
            return self.highest * math.sqrt(self.warm_up / step)
        done = (step - self.warm_up) / max(1, steps - self.warm_up)
        return self.highest * (_LOWEST + (1 - _LOWEST) * (1 + math.cos(math.pi * done)) / 2)


def named_recipe(size: str, own: Mapping[str, int | None], **settings: Any) -> Recipe:
    """A recipe of one of the named `SIZES`, whose parts may be set otherwise; a feed-forward layer is 4 · dim wide.

    Args:
        size: its name.
        own: ``dim``, ``heads`` and ``layers``; None for the size's own.
        settings: the recipe's others.

    Raises:
        UsageError: there is no such size, or it cannot be followed.
    """
    if size not in SIZES:
        raise UsageError(f"{size!r} is no size.", hint=f"--size takes {', '.join(SIZES)}.")
    sizes = replace(SIZES[size], **{name: value for name, value in own.items() if value is not None})
    recipe = Recipe(replace(sizes, inner=4 * sizes.dim), **settings)
    recipe.check()
    return recipe
