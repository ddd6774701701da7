"""Calls of tools, whatever brings them: arguments checked by the tool's request, then carried out over the index as it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from pydantic import ValidationError

from shopcli.config import Settings
from shopcli.serve.agents.cursors import BadCursor
from shopcli.serve.agents.requests import AskAdvice
from shopcli.serve.agents.tools import Tool, ask_events
from shopcli.serve.agents.ucp_catalog import InvalidRequest
from shopcli.serve.loaded import Models
from shopcli.serve.messages import Event
from shopcli.util.timing import observed

_MOST_PROBLEMS = 5
_TOO_LARGE = ("too_long", "string_too_long")  # as pydantic names them


class Problem(NamedTuple):
    """What is wrong with a call.

    Attributes:
        where: the names and numbers that lead to it within the arguments.
        what: in words, without the value, which may be long or a shopper's.
        is_too_large: whether it is too much of something.
    """

    where: tuple[str | int, ...]
    what: str
    is_too_large: bool = False


class InvalidCall(ValueError):
    """A call that cannot be carried out as it stands.

    Args:
        problems: one at least.
    """

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{'.'.join(map(str, one.where)) or 'arguments'}: {one.what}" for one in problems))


class ToolCalls:
    """Checks and carries out calls; safe to use from several threads.

    Args:
        settings: how to answer.
        models: what is kept open.
        observe: is given the seconds of each stage of a call, once it is over.
    """

    def __init__(
        self, settings: Settings, models: Models, observe: Callable[[Mapping[str, float]], None] = lambda seconds: None
    ) -> None:
        self._settings, self._models, self._observe = settings, models, observe

    @staticmethod
    def checked(tool: Tool, arguments: Mapping[str, Any]) -> Any:
        """The arguments as the tool's request.

        Raises:
            InvalidCall: they are none.
        """
        try:
            json.dumps(arguments, ensure_ascii=False).encode()
        except (UnicodeEncodeError, RecursionError):
            raise InvalidCall(Problem((), "holds half of a character (a lone surrogate), or too many levels")) from None
        try:
            return tool.request.model_validate(arguments)
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=False, include_context=False)
            problems = (Problem(one["loc"], one["msg"], one["type"] in _TOO_LARGE) for one in found[:_MOST_PROBLEMS])
            raise InvalidCall(*problems) from None

    def carry_out(self, tool: Tool, call: Any) -> dict[str, Any]:
        """What a tool gives, as JSON has it.

        Raises:
            InvalidCall: nothing can be made of what is asked.
            ShopcliError: as `Models.advisor` and the tool.
        """
        with self._observed():
            try:
                return tool.carry_out(self._models.advisor(self._settings, text=tool.writes(call)), call)
            except (InvalidRequest, BadCursor) as error:
                raise InvalidCall(Problem((), str(error))) from None

    def events(self, call: AskAdvice) -> Iterator[Event]:
        """An answer, then its advice as it is written; to be read to its end, or left, by the thread that begins.

        Raises:
            ShopcliError: as `carry_out`.
        """
        with self._observed():
            yield from ask_events(self._models.advisor(self._settings, text=call.advice), call)

    @contextmanager
    def _observed(self) -> Iterator[None]:
        seconds: Mapping[str, float] = {}
        try:
            with observed() as seconds:
                yield
        finally:
            self._observe(seconds)
