"""Server-sent events (WHATWG HTML, 9.2): an answer as soon as it is there, then its advice sentence by sentence."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from typing import Any

import anyio
import anyio.from_thread
import anyio.to_thread
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from shopcli.errors import ShopcliError
from shopcli.render.as_json import answer_to_dict, dumps, sentence_to_dict
from shopcli.serve.http.refusal import Refusal, of_failure
from shopcli.serve.messages import AdviceDone, Event
from shopcli.types import Answer, Sentence

MEDIA_TYPE = "text/event-stream"
_BEAT_S = 5.0  # how often whoever waits is told that the work goes on
_AHEAD = 4  # events that are kept for a caller who reads slowly

_Told = Event | Exception


class EventStream:
    """The events of one answer; headers are sent once the answer is there, so that a failure before has its own status.

    Args:
        events: makes them, in a thread.
        limiter: of threads.
        say: is told the place of what should never go wrong.
        beat_s: see `_BEAT_S`.
    """

    def __init__(
        self,
        events: Callable[[], Iterator[Event]],
        limiter: anyio.CapacityLimiter,
        say: Callable[[Exception], None],
        *,
        beat_s: float = _BEAT_S,
    ) -> None:
        self._events, self._limiter, self._say, self._beat_s = events, limiter, say, beat_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer.

        Raises:
            Exception: what the events begin with, in place of an answer.
        """
        sent, received = anyio.create_memory_object_stream[_Told](_AHEAD)
        failure: Exception | None = None  # raised behind the group, which would wrap it
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(partial(anyio.to_thread.run_sync, self._make, sent, limiter=self._limiter))
            async with received:  # once it is closed, whoever makes events is told that nobody reads
                try:
                    await self._respond(received, scope, receive, send)
                except Exception as error:
                    failure = error
        if failure:
            raise failure

    async def _respond(self, received: MemoryObjectReceiveStream[_Told], scope: Scope, receive: Receive, send: Send) -> None:
        first = await received.receive()
        if isinstance(first, Exception):
            raise first
        assert isinstance(first, Answer)
        await StreamingResponse(self._told(first, received), media_type=MEDIA_TYPE)(scope, receive, send)

    def _make(self, sent: MemoryObjectSendStream[_Told]) -> None:
        """Make the events, in a thread, until they end or nobody reads them."""
        try:
            for event in self._failing_last():
                anyio.from_thread.run(sent.send, event)
        except anyio.BrokenResourceError:
            return
        finally:
            anyio.from_thread.run_sync(sent.close)

    def _failing_last(self) -> Iterator[_Told]:
        """The events; what they fail by is the last."""
        try:
            yield from self._events()
        except Exception as error:
            yield error

    async def _told(self, first: Answer, received: MemoryObjectReceiveStream[_Told]) -> AsyncIterator[str]:
        yield _frame("answer", answer_to_dict(first))
        while True:
            try:
                with anyio.move_on_after(self._beat_s) as waiting:
                    event = await received.receive()
            except anyio.EndOfStream:
                yield _frame("end", {})
                return
            if waiting.cancelled_caught:
                yield ": wait\n\n"
            elif isinstance(event, Exception):
                yield _frame("error", self._failure(event).body)
                return
            else:
                yield _event_frame(event)

    def _failure(self, error: Exception) -> Refusal:
        if isinstance(error, ShopcliError):
            return of_failure(error)
        self._say(error)
        return Refusal(500, "internal_error", "This is a fault of shopcli.")


def _event_frame(event: Event) -> str:
    if isinstance(event, Sentence):
        return _frame("sentence", sentence_to_dict(event))
    if isinstance(event, AdviceDone):
        return _frame("advice", {"model": event.model, "timings_s": dict(event.timings_s)})
    raise TypeError(f"{type(event).__name__} is no event of an answer that goes on")


def _frame(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {dumps(data)}\n\n"
