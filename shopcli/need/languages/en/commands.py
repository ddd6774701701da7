"""Commands that are said in English: "start over", "compare the first two"."""

from __future__ import annotations

from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    r"(?:let'?s |please )?start (?:over|again|anew|afresh|from scratch)": "/reset",
    r"(?:please )?(?:begin again|reset|new search|forget (?:it all|everything))": "/reset",
    r"(?:please )?compare (?:the )?first (?:two|2)(?: ones?| results?)?": "/compare 1 2",
    r"(?:please )?compare (?:the )?first (?:three|3)(?: ones?| results?)?": "/compare 1 2 3",
    r"(?:please )?compare (?:them|these|those|all(?: of them)?|all (?:two|three)|the (?:two|three)|both)": "/compare {all}",
    r"(?:please )?compare (?:number )?#?(\d{1,2})(?:,| and| with| to| vs\.?) #?(\d{1,2})": r"/compare \1 \2",
    r"(?:why|why did you (?:pick|choose)|what about) (?:number |#)(\d{1,2})": r"/why \1",
    r"undo(?: that)?|go back|back": "/undo",
    r"(?:bye|goodbye|exit|quit|that'?s all(?:,? thanks| thank you)?)": "/quit",
}
