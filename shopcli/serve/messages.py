"""The messages between whoever asks and whoever answers: how to answer, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shopcli.types import Answer, Attention, Sentence


@dataclass(frozen=True, slots=True)
class AskOptions:
    """How a request is to be answered, besides the settings; the fields are the flags of ``shopcli ask``."""

    text: bool = True
    rerank: bool = True
    explain: bool = False
    max_price: float | None = None
    min_price: float | None = None
    brand: str | None = None
    where: tuple[tuple[str, str], ...] = ()
    all_alike: bool = False
    struck: tuple[int, ...] = ()
    facets: bool = False
    cursor: str | None = None
    like: str | None = None

    @property
    def writes(self) -> bool:
        """Whether advice is written: it was with the first page."""
        return self.text and self.cursor is None


@dataclass(frozen=True, slots=True)
class AdviceDone:
    """The advice is at its end: who wrote it, and the seconds of its stages."""

    model: str
    timings_s: Mapping[str, float]


Attentions = tuple[Attention, ...]  # of each result, in their order
Event = Answer | Attentions | Sentence | AdviceDone
