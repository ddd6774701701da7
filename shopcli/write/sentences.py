"""A reply's first sentence."""

from __future__ import annotations

import re

# A full stop that is followed by a blank, or the end of the line: "1.39" and "StarTech.com" go on.
_SENTENCE = re.compile(r"[.!?](?=\s)|[。！？]|\n")
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.S)


def first_sentence(text: str) -> str:
    """A reply's first sentence, thoughts cut off: up to a full stop before a blank, or to the end of the line.

    >>> first_sentence(" costs 1.39 EUR. It is")
    ' costs 1.39 EUR.'
    """
    text = _THOUGHT.sub("", text)
    lead = text[: len(text) - len(text.lstrip("\n"))]
    text = text[len(lead) :]
    end = _SENTENCE.search(text)
    return text[: end.end()].rstrip() if end else text.rstrip()


def holds_sentence(text: str) -> bool:
    """Whether a reply that is still being written holds its first sentence whole."""
    return bool(_SENTENCE.search(text.lstrip("\n"))) and "<think" not in text
