"""Commands that are said in German: "von vorne", "vergleiche die ersten beiden"."""

# Patterns read best on one line each.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    r"(?:bitte )?(?:noch ?mal )?(?:ganz )?von vorne?(?: (?:anfangen|beginnen))?|(?:fang|fangen wir) (?:noch ?mal )?(?:ganz )?von vorne? an": "/reset",
    r"neue suche|(?:alles )?(?:zurücksetzen|vergessen|löschen)|vergiss (?:alles|das alles)|neu anfangen|neustart": "/reset",
    r"(?:bitte )?vergleiche?(?: mir)? (?:die )?(?:ersten|obersten) (?:zwei|beiden|2)(?: bitte)?": "/compare 1 2",
    r"(?:bitte )?vergleiche?(?: mir)? (?:die )?(?:ersten|obersten) (?:drei|3)(?: bitte)?": "/compare 1 2 3",
    r"(?:bitte )?vergleiche?(?: mir)? (?:alle(?: (?:zwei|drei))?|sie|die(?:se)?(?: (?:zwei|drei|beiden))?|beide)(?: bitte)?": "/compare {all}",
    r"(?:bitte )?vergleiche?(?: mir)? (?:nummer |nr\.? ?)?#?(\d{1,2})(?:,| und| mit) (?:nummer |nr\.? ?)?#?(\d{1,2})": r"/compare \1 \2",
    r"(?:warum|wieso|weshalb) (?:gerade )?(?:die |das |den |der )?(?:nummer |nr\.? ?|#)(\d{1,2})": r"/why \1",
    r"(?:mach(?:e)? (?:das )?)?rückgängig(?: machen)?|(?:geh |einen schritt )?zurück": "/undo",
    r"tschüss?|tschuess|auf wiedersehen|beenden|das (?:war|wär)(?:'?s|e alles| alles)?(?:,? danke)?|danke,? das (?:war|wär)(?:'?s)?": "/quit",
}
