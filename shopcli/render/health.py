"""Whether all is well: the lines of ``shopcli doctor`` and of ``shopcli models``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from rich.console import RenderableType
from rich.text import Text

from shopcli.render import words
from shopcli.render.answer import BAD, GOOD, QUIET
from shopcli.render.layout import table
from shopcli.text.safe import safe
from shopcli.types import Check


class Model(Protocol):
    """One model in use: what for, from where, and whether it is on this machine."""

    @property
    def role(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def spec(self) -> str: ...
    @property
    def path(self) -> Path | None: ...
    @property
    def size_bytes(self) -> int: ...
    @property
    def present(self) -> bool: ...


def plain_checks(checks: Sequence[Check]) -> Iterator[str]:
    """``ok`` or ``to mend``, what was looked at, what was found, and what mends it."""
    for check in checks:
        detail = safe(check.detail)
        if check.hint and not check.ok:
            detail = f"{words.full_stop(detail)} Hint: {safe(check.hint)}"
        yield f"{'ok' if check.ok else 'to mend'}: {safe(check.name)}: {detail}"
    yield _verdict(checks)


def rich_checks(checks: Sequence[Check], width: int) -> Iterator[RenderableType]:
    """As `plain_checks`, in columns, the hints below what they mend."""
    grid = table("", "", "")
    for check in checks:
        glyph = Text("✓", style=GOOD) if check.ok else Text("✗", style=BAD)
        detail = Text(safe(check.detail), style="" if check.ok else "bold")
        if check.hint and not check.ok:
            detail.append(f"\nhint: {safe(check.hint)}", style="not bold")
        grid.add_row(glyph, Text(safe(check.name)), detail)
    yield grid
    yield Text()
    yield Text(_verdict(checks), style="bold")


def _verdict(checks: Sequence[Check]) -> str:
    wrong = sum(not check.ok for check in checks)
    return f"{words.count(wrong, 'thing')} to mend." if wrong else "All is well."


def plain_models(models: Sequence[Model]) -> Iterator[str]:
    """What each model is for, its name, whether it is here, and where it comes from."""
    for model in models:
        where = f" at {safe(str(model.path))}" if model.path else ""
        yield f"{safe(model.role)}: {safe(model.name)}, {_presence(model)}{where}. Source: {safe(model.spec)}"


def rich_models(models: Sequence[Model], width: int) -> Iterator[RenderableType]:
    """As `plain_models`, in columns."""
    grid = table("for", "model", "weights", "")
    for model in models:
        where = Text(safe(str(model.path or model.spec.partition("#")[0])), style=QUIET)
        weights = Text(_presence(model), style=GOOD if model.present else BAD)
        grid.add_row(Text(safe(model.role)), Text(safe(model.name), style="bold"), weights, where)
    yield grid


def _presence(model: Model) -> str:
    if not model.present:
        return "not fetched"
    return words.size(model.size_bytes) if model.path else "on a server"
