"""Team-draft interleaving: one list made of two rankings, each product on the team of the ranking that it was taken from."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Literal, TypeVar

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.types import Answer, Hit, Need

Ranked = TypeVar("Ranked")
Team = Literal["A", "B", ""]


def team_draft(
    first: Sequence[Ranked],
    second: Sequence[Ranked],
    length: int,
    coin: Callable[[], bool],
    *,
    key: Callable[[Ranked], object] = lambda one: one,
) -> Iterator[tuple[Ranked, Team]]:
    """The interleaved list (Radlinski, Kurup and Joachims 2008, algorithm 2).

    The team that has fewer picks next the best of its ranking that nobody has; on a draw the coin says who. Where one of the
    two has nothing left, the rest of the other follows on no team.

    Args:
        first: the ranking of team A.
        second: the ranking of team B.
        length: how many to pick.
        coin: whether A picks before B.
        key: what tells one from another.
    """
    picked: set[object] = set()
    left = {"A": iter(first), "B": iter(second)}
    sizes = {"A": 0, "B": 0}
    team: Team
    while len(picked) < length:
        team = "A" if sizes["A"] < sizes["B"] or (sizes["A"] == sizes["B"] and coin()) else "B"
        best = next((one for one in left[team] if key(one) not in picked), None)
        if best is None:
            break
        sizes[team] += 1
        picked.add(key(best))
        yield best, team
    for one in (*first, *second):
        if len(picked) < length and key(one) not in picked:
            picked.add(key(one))
            yield one, ""


class InterleavedAdvisor(Advisor):
    """An advisor that shows what it finds interleaved with what it would find under other settings.

    What meets everything still comes first. Paging goes on in the list that was begun: the coins of a need are its own.

    Args:
        advisor: whose index and models it takes.
        rival: the other settings.
        seed: of the coins; a session's own.
    """

    def __init__(self, advisor: Advisor, rival: Settings, *, seed: str) -> None:
        super().__init__(advisor.index, settings=advisor.settings, encoder=advisor._encoder, model=advisor._model)
        self._rival_settings, self._seed = rival, seed
        self._teams: dict[tuple[str, str], Team] = {}  # by the words of a need and the id of a product

    @cached_property
    def _rival(self) -> Advisor:
        return Advisor(self.index, settings=self._rival_settings, encoder=self.encoder())

    def search(self, need: Need, *, top: int | None = None, offset: int = 0, **options: Any) -> Answer:
        """See `Advisor.search`; `teams` says of each product of the results whose it is."""
        answer = super().search(need, top=top, offset=offset, **options)
        if not answer.results or answer.reply is not None:
            return answer
        length = offset + (top if top is not None else self.settings.top)
        own = super().search(need, top=length, **options) if offset else answer
        other = self._rival.search(need, top=length, **options)
        coins = random.Random(f"{self._seed} {need!r}")
        drafted = list(team_draft(own.results, other.results, length, lambda: coins.random() < 0.5, key=_id))
        drafted.sort(key=lambda pick: not pick[0].meets_all)
        shown = drafted[offset:]
        self._teams |= {(need.query, hit.product.id): team for hit, team in shown}
        return replace(answer, results=tuple(hit for hit, _ in shown))

    def teams(self, answer: Answer) -> Mapping[str, Team]:
        """Whose each product of an answer is, or of a part of one that a conversation shows."""
        ids = [hit.product.id for hit in answer.results]
        return {one: team for one in ids if (team := self._teams.get((answer.need.query, one)))}


def _id(hit: Hit) -> str:
    return hit.product.id
