"""What takes long behind the scenes, such as preparing weights once, as notes on standard error."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopcli.render.console import Console


def notes_to(console: Console) -> None:
    """Let a console tell what shopcli logs."""
    logger = logging.getLogger("shopcli")
    logger.setLevel(logging.INFO)
    logger.handlers = [_Notes(console)]
    logger.propagate = False


class _Notes(logging.Handler):
    """Log records as notes."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        self._console.note(record.getMessage())
