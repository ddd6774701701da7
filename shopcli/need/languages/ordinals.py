"""Ordinals beside a superlative: "the second cheapest", 第二便宜."""

from __future__ import annotations

from collections.abc import Mapping

_CHARACTERS = 16  # no ordinal and what joins it to the superlative are longer


def ordinal_before(ordinals: Mapping[str, int], text: str, end: int) -> tuple[int, int]:
    """Where the ordinal that stands before ``end`` begins, and its number; ``end`` and 1 where none does."""
    window = text[max(0, end - _CHARACTERS) : end].rstrip(" -").lower()
    word = next((word for word in ordinals if window.endswith(word)), "")
    start = max(0, end - _CHARACTERS) + len(window) - len(word)
    if not word or (start and text[start - 1].isalnum() and word.isascii()):
        return end, 1
    return start, ordinals[word]


def ordinal_within(ordinals: Mapping[str, int], phrase: str) -> int:
    """The number of the ordinal that a superlative is said with, as in 第二便宜 or "zweitbilligste"; 1 where it has none."""
    low = f" {phrase.lower()}"
    return next((rank for word, rank in ordinals.items() if (f" {word}" if word.isascii() else word) in low), 1)


def ordinal_at(ordinals: Mapping[str, int], text: str) -> int:
    """How many characters an ordinal that opens a text takes, with what joins it to a superlative; 0 where none does."""
    low = text.lower()
    word = next((word for word in ordinals if low.startswith(word) and not low[len(word) : len(word) + 1].isalnum()), "")
    return len(text) - len(text[len(word) :].lstrip(" -")) if word else 0
