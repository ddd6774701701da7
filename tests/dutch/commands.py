"""Commands that are said in Dutch."""

from __future__ import annotations

COMMANDS = {r"(?:helemaal )?opnieuw": "/reset", r"vergelijk (?:alle|ze)": "/compare {all}"}
