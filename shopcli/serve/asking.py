"""One way of asking, for one request or many: here in this process, or by the one that `shopcli serve` keeps warm.

Both give the same values in the same order; whoever shows them cannot tell which it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from shopcli.config import runtime_dir
from shopcli.errors import ShopcliError
from shopcli.serve.messages import AdviceDone, AskOptions, Attentions, Event
from shopcli.serve.result_page import like_clauses, result_page
from shopcli.types import Advice, Answer, Sentence
from shopcli.util.timing import collected, stage, together

if TYPE_CHECKING:
    from shopcli.advisor import Advisor
    from shopcli.config import Settings
    from shopcli.serve.client import Warm


class Asking:
    """Requests answered in this process.

    Args:
        advisor: answers.
        wish: how.

    Raises:
        UsageError: limits that nothing can meet, or a brand that the catalog does not have.
    """

    def __init__(self, advisor: Advisor, wish: AskOptions) -> None:
        self._advisor, self.wish = advisor, wish
        filters = advisor.filters(max_price=wish.max_price, min_price=wish.min_price, brand=wish.brand, where=wish.where)
        self._filters = (*like_clauses(advisor, wish.like), *filters)

    def events(self, question: str) -> Iterator[Event]:
        """The answer, under ``explain`` what each result's facts say to each clause, then the advice as it is written.

        Raises:
            ShopcliError: as `Advisor.ask`.
        """
        answer = self.search(question)
        yield answer
        if self.wish.explain:
            yield self.attentions(answer)
        yield from self.writing(answer)

    def search(self, question: str) -> Answer:
        """The answer without advice: the page that is wished for."""
        return result_page(self._advisor, self.wish, self._filters, question)

    def attentions(self, answer: Answer) -> Attentions:
        """Of each result what its facts say to each clause."""
        return tuple(self._advisor.attention(answer.need_of(hit), hit.product.id) for hit in answer.results)

    def writing(self, answer: Answer) -> Iterator[Sentence | AdviceDone]:
        """The advice; none where none is wanted, or where a question has its reply."""
        if not self.wish.writes or answer.reply is not None:
            return
        with collected() as timings, stage("write"):
            yield from self._advisor.advise(replace(answer, clarification=None))  # which stands beside it
        yield AdviceDone(self._advisor.writer_name, timings)


class WarmAsking:
    """Requests answered by the process that `shopcli serve` keeps; by this one from the moment that it is lost.

    Args:
        warm: the connection.
        own: makes an `Asking` of this process.
    """

    def __init__(self, warm: Warm, own: Callable[[], Asking]) -> None:
        self._warm: Warm | None = warm
        self._own = cache(own)

    def events(self, question: str) -> Iterator[Event]:
        """See `Asking.events`.

        Raises:
            CutOff: the process was lost after a part of the answer; asked again, this process answers.
        """
        from shopcli.serve.client import Lost

        if self._warm is not None:
            begun = False
            try:
                for event in self._warm.ask(question):
                    begun = True
                    yield event
                return
            except Lost:
                self._warm.close()
                self._warm = None
                if begun:
                    raise CutOff("The process of shopcli serve ended while it answered.", hint="Ask again.") from None
        yield from self._own().events(question)

    def close(self) -> None:
        """Leave the other process."""
        if self._warm is not None:
            self._warm.close()


class KeptAsking:
    """Requests whose answers are kept, once all of them has been shown; one that is cut off is asked again, and kept then.

    Args:
        asking: answers.
        keep: is given each answer.
    """

    def __init__(self, asking: Asking | WarmAsking, keep: Callable[[Answer], None]) -> None:
        self._asking, self._keep = asking, keep

    def events(self, question: str) -> Iterator[Event]:
        """See `Asking.events`."""
        shown: Answer | None = None
        try:
            for event in self._asking.events(question):
                yield event
                shown = event if isinstance(event, Answer) else shown
        except CutOff:
            shown = None
            raise
        finally:
            if shown is not None:
                self._keep(shown)


class CutOff(ShopcliError):
    """The process that answered has ended in the middle."""


def whole(asking: Asking | WarmAsking | KeptAsking, question: str) -> tuple[Answer, Attentions | None]:
    """The answer with its advice, and the attentions where they were wished for."""
    try:
        return gathered(asking.events(question))
    except CutOff:
        return gathered(asking.events(question))  # nothing of it was shown


def gathered(events: Iterator[Event]) -> tuple[Answer, Attentions | None]:
    """What the events of one request come to."""
    answer = next(events)
    assert isinstance(answer, Answer)
    attentions: Attentions | None = None
    sentences: list[Sentence] = []
    for event in events:
        if isinstance(event, tuple):
            attentions = event
        elif isinstance(event, Sentence):
            sentences.append(event)
        elif isinstance(event, AdviceDone):
            timings = together(answer.timings_s, event.timings_s)
            answer = replace(answer, advice=Advice(tuple(sentences), event.model), timings_s=timings)
    return answer, attentions


def open_asking(
    settings: Settings, wish: AskOptions, *, warm: bool | None, advisor: Callable[[], Advisor]
) -> Asking | WarmAsking:
    """By the process that keeps these very models warm where there is one, else by this one.

    Args:
        settings: which index, which models, how to decode.
        wish: how to answer.
        warm: False does not look for another process.
        advisor: opens the one of this process, where it is needed.
    """

    def own() -> Asking:
        return Asking(advisor(), wish)

    if warm is not False and any(runtime_dir().glob("*.sock")):  # where nobody serves, sockets need not be imported
        from shopcli.serve.client import connect

        if (connection := connect(settings, wish)) is not None:
            return WarmAsking(connection, own)
    return own()
