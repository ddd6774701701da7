"""A reply without its thoughts, and its first sentence: the same for every model, on this machine or on a server."""

from __future__ import annotations

import re

# A full stop that is followed by a blank, or the end of the line: "1.39" and "StarTech.com" go on.
_SENTENCE = re.compile(r"[.!?](?=\s)|[。！？]|\n")
_TAG = r"(?:think|thinking|thought|reasoning|seed:think)"
_OPENS, _CLOSES = rf"(?:<{_TAG}>|\[THINK\]|◁think▷)", rf"(?:</{_TAG}>|\[/THINK\]|◁/think▷)"
# An unfinished thought goes to the end; one whose opening was part of the prompt began with the reply.
_THOUGHT = re.compile(rf"{_OPENS}.*?(?:{_CLOSES}|\Z)|\A.*?{_CLOSES}", re.S)
_STARTED = re.compile(rf"{_OPENS}\s*\Z")
MARKS = re.compile(f"{_OPENS}|{_CLOSES}")


def without_thoughts(text: str) -> str:
    """A reply without what was thought before it; nothing is left of a thought that was not finished.

    >>> without_thoughts("<think>Hm. It has.</think>It has GPS.")
    'It has GPS.'
    """
    return _THOUGHT.sub("", text)


def first_sentence(text: str) -> str:
    """A reply's first sentence, thoughts cut off: up to a full stop before a blank, or to the end of the line.

    >>> first_sentence(" costs 1.39 EUR. It is")
    ' costs 1.39 EUR.'
    """
    text = without_thoughts(text)
    lead = text[: len(text) - len(text.lstrip("\n"))]
    text = text[len(lead) :]
    end = _SENTENCE.search(text)
    return text[: end.end()].rstrip() if end else text.rstrip()


def holds_sentence(text: str) -> bool:
    """Whether a reply that is still being written holds its first sentence whole."""
    return _SENTENCE.search(without_thoughts(text).lstrip("\n")) is not None


def closed(prompt: str) -> str:
    """A prompt whose template had the model begin with a thought, with that thought ended."""
    return f"{prompt.rstrip()}\n\n</think>\n\n" if _STARTED.search(prompt) else prompt
