"""What keeps a session as it goes, and never costs an answer: a store that fails is told once and left alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from shopcli.chat.turn import Turn
from shopcli.errors import ShopcliError, UsageError
from shopcli.pipeline.personal.collected import Collected, Feedback, Surface, is_collecting
from shopcli.types import Answer

Made = TypeVar("Made")


class Collector:
    """Keeps one session, from its first need on, for as long as collecting is on.

    Args:
        surface: where it is held.
        say: tells the shopper, once, that nothing more can be kept.
        profile: under which profile; empty for none. A function says it anew for each need: who asks may make one meanwhile.
        index_folder: of which index is asked.
        session: one that was begun already, as a part of an experiment.
        teams: of interleaved settings, which one each product of an answer was taken from.
    """

    def __init__(
        self,
        surface: Surface,
        say: Callable[[str], None],
        *,
        profile: str | Callable[[], str] = "",
        index_folder: str = "",
        session: str = "",
        teams: Callable[[Answer], Mapping[str, str]] = lambda answer: {},
    ) -> None:
        self._surface: Surface = surface
        self.whose = profile if callable(profile) else lambda: profile
        self._say, self._index_folder, self._teams = say, index_folder, teams
        self._session = session
        self._store: Collected | None = None
        self._failed = False

    def answer(self, answer: Answer, *, first: int = 1) -> None:
        """Keep a need and what was shown for it; a question that was answered without products shows none."""

        def keep(store: Collected) -> None:
            self._enter(store)
            store.show(self._session, answer, first=first, teams=self._teams(answer))

        self._safely(keep)

    def turn(self, turn: Turn) -> None:
        """Keep what a step of a conversation showed, or what was chosen in it: decided for, or opened."""
        if turn.said == "/undo":
            return
        if turn.kind == "taken" and turn.about:
            self._tell(turn.about[0].id, "chosen")
        elif turn.looked_at is not None:
            self._tell(turn.looked_at.product.id, "chosen")
        elif turn.answer is not None:
            self.answer(turn.answer, first=turn.first)

    def rate(self, product: str, *, good: bool) -> None:
        """Keep what the shopper thinks of a product that is shown.

        Raises:
            UsageError: nothing is collected.
        """
        if not is_collecting():
            raise UsageError("Ratings are not kept: collecting is off.", hint="Turn it on with: shopcli collect on")
        self._tell(product, "good" if good else "bad")

    def anew(self) -> None:
        """Let the next need begin a session of its own."""
        self._session = ""

    def end(self) -> None:
        """The session is over."""
        if self._session:
            self._safely(lambda store: store.end(self._session))

    def _enter(self, store: Collected) -> None:
        """Begin a session where there is none, or none any more since it was forgotten; and let it be of who asks by now."""
        if not self._session or not store.identify(self._session, self.whose()):
            self._session = store.begin(self._surface, profile=self.whose(), index_folder=self._index_folder)

    def _tell(self, product: str, kind: Feedback) -> None:
        if self._session:
            self._safely(lambda store: store.identify(self._session, self.whose()) and store.tell(self._session, product, kind))

    def _safely(self, keep: Callable[[Collected], object]) -> None:
        """Do it, where collecting is on; a failure ends the keeping and not the conversation."""
        if self._failed or not is_collecting():
            return
        try:
            self._store = self._store or Collected()
            keep(self._store)
        except (ShopcliError, OSError) as error:
            self._failed = True
            self._say(f"This session is not kept any further: {error}")
