"""Commands that are said in German."""

from __future__ import annotations

COMMANDS = {r"(?:noch ?mal )?von vorne": "/reset", r"vergleiche (?:alle|sie)": "/compare {all}"}
