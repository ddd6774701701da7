"""The wrapping of what is said in a conversation: openings and endings that mean nothing, and several things in one breath."""

from __future__ import annotations

import re

from shopcli.need.languages.refinement_grammar import RefinementGrammar

LONGEST_PHRASE = 120  # characters; what is longer describes a need and is not matched against phrases


def cut(words: str, phrases: RefinementGrammar) -> list[str]:
    """The refinements that were said in one breath."""
    parts, start = [], 0
    for cut_mark in phrases.cut.finditer(phrases.normal(words)):
        parts.append(words[start : cut_mark.start()])
        start = cut_mark.end()
    return [part for part in (*parts, words[start:]) if part.strip()] or [words]


def closed(words: str, phrases: RefinementGrammar) -> str:
    """Without the endings that mean nothing."""
    return ended(words, phrases, phrases.closing)


def ended(words: str, phrases: RefinementGrammar, endings: re.Pattern[str]) -> str:
    normal = phrases.normal(words)
    while ending := endings.search(normal, max(0, len(normal) - LONGEST_PHRASE)):
        if ending.start() == 0:
            break
        normal = normal[: ending.start()]
    return words[: len(normal)]


def opened(words: str, phrases: RefinementGrammar) -> tuple[str, bool]:
    """Without the openings that mean nothing, and whether one of them marks a refinement."""
    normal, start, is_joined = phrases.normal(words), 0, False
    while opening := phrases.joining.match(normal, start) or phrases.asking.match(normal, start):
        is_joined = is_joined or opening.re is phrases.joining
        if opening.end() in (start, len(normal)):
            break
        start = opening.end()
    return words[start:], is_joined
