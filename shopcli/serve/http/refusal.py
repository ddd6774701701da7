"""A request that is not carried out: its HTTP status, and why, as the protocol's error response has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shopcli.errors import IndexNotFound, IndexUnusable, ModelError, ProductNotFound, ShopcliError, UsageError
from shopcli.serve.agents.tool_calls import InvalidCall
from shopcli.serve.agents.ucp_product import VERSION
from shopcli.text.safe import safe

_LATER_S = 1  # when a busy server may be asked again
_MENDED_S = 30  # and one whose index or models cannot be opened


class Refusal(Exception):
    """What is told in place of an answer.

    Args:
        status: the HTTP status.
        code: for programs.
        content: for people; no words of the request, and none of the process's own workings.
        headers: besides those of every answer.
        paths: JSONPaths of what is wrong, each with why; in place of one message.
    """

    def __init__(
        self,
        status: int,
        code: str,
        content: str,
        headers: Mapping[str, str] | None = None,
        paths: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(content)
        self.status, self.code, self.headers = status, code, dict(headers or {})
        self._said = [{"content": safe(why), "path": path} for path, why in paths] or [{"content": safe(content)}]

    @property
    def body(self) -> dict[str, Any]:
        """The protocol's error response."""
        severity = "recoverable" if self.status in (408, 429, 503) else "unrecoverable"
        messages = [{"type": "error", "code": self.code, **said, "severity": severity} for said in self._said]
        return {"ucp": {"version": VERSION, "status": "error"}, "messages": messages}


def busy(content: str, *, close: bool = False) -> Refusal:
    """Too much is going on; later there may be room.

    Args:
        content: of what.
        close: whether the connection ends with it.
    """
    return Refusal(503, "overloaded", content, {"Retry-After": str(_LATER_S)} | ({"Connection": "close"} if close else {}))


def of_call(error: InvalidCall, root: Sequence[str]) -> Refusal:
    """Of arguments that cannot be carried out.

    Args:
        error: what is wrong.
        root: the names above the body of the request, which no path has.
    """
    code = "request_too_large" if any(one.is_too_large for one in error.problems) else "invalid_request"
    paths = [(_json_path(one.where[len(root) :]), one.what) for one in error.problems]
    return Refusal(400, code, str(error), paths=paths)


def of_failure(error: ShopcliError) -> Refusal:
    """Of a failure that somebody can act on: the caller, or whoever runs this process."""
    content = f"{error} {error.hint}"
    if isinstance(error, UsageError):
        return Refusal(400, "invalid_request", content)
    if isinstance(error, ProductNotFound):
        return Refusal(404, "not_found", content)
    if isinstance(error, (IndexNotFound, IndexUnusable, ModelError)):
        return Refusal(503, "unavailable", content, {"Retry-After": str(_MENDED_S)})
    return Refusal(500, "internal_error", content)


def _json_path(where: Sequence[str | int]) -> str:
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{safe(step)[:80]}" for step in where)
