"""What should never go wrong in a process that answers many, told so that it can be mended and gives nobody's words away."""

from __future__ import annotations

import traceback


def place_of(error: Exception) -> str:
    """The kind and the place of an error: its words may hold a shopper's."""
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"
