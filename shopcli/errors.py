"""Failures that a user can act on: one tree, a message, a hint, an exit code.

They are printed once, at the top, as ``error:`` and ``hint:`` on standard error. What nobody foresaw keeps its traceback,
but where it is met at one of several requests, as in a batch or a conversation: there the others go on.
"""

from __future__ import annotations

import os
from pathlib import Path

_SHOWN = 300  # characters of what an unexpected error says


class ShopcliError(Exception):
    """A failure that the user can act on: what broke, and what to do next."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(ShopcliError):
    """A flag, a setting or a filter that cannot be understood."""

    exit_code = 2


class IndexNotFound(ShopcliError):
    """No index where one was expected."""

    exit_code = 3

    def __init__(self, path: Path) -> None:
        super().__init__(f"No index at {path}.", hint=f"Build one with: shopcli index CATALOG --index {path}")


class IndexUnusable(ShopcliError):
    """An index that is damaged, or written by another version or model."""

    exit_code = 4


class CatalogError(ShopcliError):
    """A catalog file that cannot be read at all, or a bad row under ``--strict``."""

    exit_code = 5


class ModelError(ShopcliError):
    """Weights that cannot be fetched, verified or loaded."""

    exit_code = 6


class ProductNotFound(ShopcliError):
    """No product of that id in the index."""

    exit_code = 7

    def __init__(self, product_id: str, near: list[str] | None = None) -> None:
        hint = f"Did you mean: {', '.join(near)}?" if near else "shopcli ask --json prints ids."
        super().__init__(f"No product with the id {product_id!r} in this index.", hint=hint)


class UnexpectedError(ShopcliError):
    """A fault of shopcli's own, met at one of several requests. The exit code is EX_SOFTWARE of sysexits.h.

    Args:
        error: what was raised; its type and text are named.
    """

    exit_code = 70

    def __init__(self, error: Exception) -> None:
        said = "".join(c if c.isprintable() else " " for c in str(error)).strip()
        said = said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…"
        hint = "This is a fault of shopcli. SHOPCLI_DEBUG=1 shows the traceback; please report it to its developers with that."
        super().__init__(f"shopcli failed at this: {type(error).__name__}{f': {said}' if said else ''}", hint=hint)


def failure_of(error: Exception) -> ShopcliError:
    """What one of several requests failed by, to be told where the others go on.

    Under ``SHOPCLI_DEBUG=1`` the traceback of what nobody foresaw is printed on standard error.

    Raises:
        OSError: as it came. A full disk or a reader who has left is no fault of one request, and the next would meet it too.
    """
    if isinstance(error, ShopcliError):
        return error
    if isinstance(error, OSError):
        raise error
    if os.environ.get("SHOPCLI_DEBUG", "") not in ("", "0"):
        import traceback

        traceback.print_exception(error)
    return UnexpectedError(error)
