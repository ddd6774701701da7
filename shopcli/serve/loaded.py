"""The index and the models that the process of `shopcli serve` keeps open, and an advisor for each way of being asked."""

from __future__ import annotations

import threading
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index.stores.opening import index_stamp
from shopcli.models.weights.sources import source_name
from shopcli.pipeline.shop_rules.opening import open_shop, rules_stamp

if TYPE_CHECKING:
    from shopcli.write import LanguageModel

_MOST_ADVISORS = 16
_FIXED = ("index", "store", "rules", "model", "device", "rank_weights")
_NOT_OF_ANSWERS = {"plain", "accessible", "hints", "idle_s"}  # settings that make no difference to an answer


class Models:
    """What is loaded once; an index that was built anew meanwhile, or whose rules have changed, is opened anew.

    Args:
        settings: which index, and which models on which device.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = replace(settings, index=str(settings.index_path.resolve()))
        self._changing = threading.RLock()
        self._base: Advisor | None = None
        self._writer: LanguageModel | None = None
        self._stamp: object = None
        self._advisors: dict[tuple[str, bool], Advisor] = {}  # the latest used last

    @property
    def writer_name(self) -> str:
        """The writer's name, without loading it."""
        return source_name(self._settings.model)

    @property
    def products(self) -> int:
        """How many the index holds; 0 before it is first opened."""
        return len(self._base.index) if self._base else 0

    def advisor(self, settings: Settings, *, text: bool) -> Advisor:
        """The advisor over the index as it is now.

        Args:
            settings: the same models; how many results, how to decode.
            text: whether it will write.

        Raises:
            ShopcliError: as `Advisor.open`, and as models that cannot be loaded.
        """
        with self._changing:
            base = self._current()
            if text and self._writer is None:
                self._writer = base.writer()
            fixed = {name: getattr(self._settings, name) for name in _FIXED}
            varying = {name: value for name, value in asdict(settings).items() if name not in _NOT_OF_ANSWERS | fixed.keys()}
            key = repr(varying), text
            advisor = self._advisors.pop(key, None)
            if advisor is None:
                model = self._writer if text else None
                advisor = Advisor(base.index, settings=replace(settings, **fixed), encoder=base.encoder(), model=model)
            self._advisors[key] = advisor
            if len(self._advisors) > _MOST_ADVISORS:
                del self._advisors[next(iter(self._advisors))]
            return advisor

    def warm_up(self, *, text: bool) -> None:
        """Answer a request as a shopper would, so that the first one finds everything loaded."""
        advisor = self.advisor(self._settings, text=text)
        if not len(advisor.index):
            return
        answer = advisor.ask(advisor.index.records[0].title, text=False)
        if text:
            next(advisor.advise(answer), None)

    def _current(self) -> Advisor:
        """The advisor over the index as it is now; models that are loaded stay so."""
        stamp = index_stamp(self._settings), rules_stamp(self._settings.index_path, self._settings)
        if self._base is None or stamp != self._stamp:
            index = open_shop(self._settings.index_path, self._settings)
            old, self._advisors = self._base, {}
            same = old is not None and old.index.manifest.embedder_digest == index.manifest.embedder_digest
            encoder = old.encoder() if old is not None and same else None
            self._base = Advisor(index, settings=self._settings, encoder=encoder, model=self._writer)
            self._stamp = stamp
        return self._base
