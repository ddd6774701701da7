"""A session that is collected and, where an experiment runs, takes part in it: under which settings, by which advisor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.config import Settings, changed_settings
from shopcli.errors import ShopcliError
from shopcli.pipeline.personal.collected import Collected, Surface, is_collecting
from shopcli.pipeline.personal.collector import Collector
from shopcli.train.evaluation.experiment import Experiment, checked_setting, running_experiment

if TYPE_CHECKING:
    from shopcli.advisor import Advisor
    from shopcli.train.evaluation.interleaving import InterleavedAdvisor
    from shopcli.types import Answer


class Participation:
    """One session's part.

    Args:
        settings: as they are set.
        surface: where the session is held.
        say: tells the shopper what cannot be kept.
        takes_part: whether it may take part in an experiment; a batch is no shopper.
    """

    def __init__(self, settings: Settings, surface: Surface, say: Callable[[str], None], *, takes_part: bool = True) -> None:
        self.settings = settings
        self._index_folder = str(settings.index_path.resolve())
        self._experiment: Experiment | None = None
        self._interleaved: InterleavedAdvisor | None = None
        self._session, profile = "", str(getattr(settings, "profile", "") or "")
        if takes_part and is_collecting():
            try:
                self._enter(surface, profile)
            except (ShopcliError, OSError) as error:
                say(f"This session takes no part in the experiment: {error}")
        self.collector = Collector(
            surface, say, profile=profile, index_folder=self._index_folder, session=self._session, teams=self._teams
        )

    def _enter(self, surface: Surface, profile: str) -> None:
        store = Collected()
        try:
            running = running_experiment(store, self._index_folder)
            if running is None:
                return
            changed = changed_settings(self.settings, running.settings, origin=f"experiment {running.number}")
            checked_setting(changed)
            session = store.begin(surface, profile=profile, index_folder=self._index_folder)
            arm = store.assign(session, running.number, halves=running.method == "halves")
            self._experiment, self._session, self._changed = running, session, changed
            if arm == "B":
                self.settings = changed
        finally:
            store.close()

    @property
    def is_interleaved(self) -> bool:
        """Whether the session sees two rankings as one list, for which this process has to answer by itself."""
        return self._experiment is not None and self._experiment.method == "interleaving"

    def advisor(self, advisor: Advisor) -> Advisor:
        """The advisor of the session, over the index and the models of one."""
        if self.is_interleaved:
            from shopcli.train.evaluation.interleaving import InterleavedAdvisor

            advisor = self._interleaved = InterleavedAdvisor(advisor, self._changed, seed=self._session)
        self.collector.whose = lambda: advisor.settings.profile  # which /remember sets
        return advisor

    def _teams(self, answer: Answer) -> Mapping[str, str]:
        return self._interleaved.teams(answer) if self._interleaved else {}


def keep_opened(product: str, index_folder: Path, say: Callable[[str], None]) -> None:
    """Keep that a product was opened after it was shown, where collecting is on."""
    try:
        Collected().opened(product, str(index_folder.resolve()))
    except (ShopcliError, OSError) as error:
        say(f"That it was opened is not kept: {error}")
