"""A small shop's purchases, made by a rule: two kinds of customers, each with products of their own, and what goes together."""

from __future__ import annotations

import numpy as np

from shopcli.pipeline.personal.history import DAY, Purchase
from shopcli.pipeline.personal.recommenders.sequence_model import SequenceSettings

START = 1_767_225_600  # 2026-01-01
TINY = SequenceSettings(width=8, blocks=1, heads=1, longest=12, foretold=2, epochs=2, batch=16)
LAND, SEA = ([f"{name}{number}" for number in range(10)] for name in ("land", "sea"))


def made_purchases(n_customers: int = 90, n_days: int = 120, seed: int = 0) -> list[Purchase]:
    """Customers of land and of sea, who come back every ten days or so for two things of their own kind they may not have."""
    random = np.random.default_rng(seed)
    lines = []
    for number in range(n_customers):
        kind = LAND if number % 2 else SEA
        for visit, day in enumerate(np.sort(random.choice(n_days, n_days // 10, replace=False)).tolist()):
            first = int(random.integers(0, 10))
            pair = (kind[first], kind[(first + 1) % 10])
            lines += [Purchase(f"c{number:02}", product, START + day * DAY, 1.0, f"{number}-{visit}") for product in pair]
    return lines
