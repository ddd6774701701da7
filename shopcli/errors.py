"""Failures that a user can act on: one tree, a message, a hint, an exit code.

They are printed once, at the top, as ``error:`` and ``hint:`` on standard error.
"""

from __future__ import annotations

from pathlib import Path


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
