"""Turns of conversations in which each stretch says what the shopper does there, as text files.

A line is a turn: ``{reject}4 GB of RAM sounds low. {refine}At least 8 please``. A line that begins with ``#`` says something
of those below it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from shopcli.errors import UsageError
from shopcli.need.tagging.dialogue_acts import ACTS, DialogueAct
from shopcli.text.scripts import has_han
from shopcli.train.tagging.tagged_requests import Variations
from shopcli.util.lazy_regex import pattern

SHIPPED_TURNS = Path(__file__).parent.parent / "turns_tagged"
_OPENED = pattern(r"\{(\w+)\}")
_MARK_AT_END = pattern(r"[.!。!,,]+\Z")
# How often a variation is made: another turn behind it, small letters, no mark at the end of a stretch, a slip, other digits.
_JOINED, _SMALL, _NO_MARK, _SLIP, _DIGITS = 0.25, 0.25, 0.25, 0.1, 0.3
_SHORT = 80  # characters; of two turns that are joined


@dataclass(frozen=True, slots=True)
class TaggedTurn:
    """A turn as stretches of words and what is done in each."""

    stretches: tuple[tuple[str, DialogueAct], ...]

    @property
    def text(self) -> str:
        """The turn as it was said."""
        blank = "" if has_han(self.stretches[0][0]) else " "
        return blank.join(words for words, _ in self.stretches)

    def spans(self) -> list[tuple[int, int, DialogueAct]]:
        """Start, end (exclusive) and act of each stretch within ``text``."""
        return self.spans_in(self.text)

    def spans_in(self, text: str) -> list[tuple[int, int, DialogueAct]]:
        """As `spans`, within a text in which the stretches stand in order."""
        spans, at = list[tuple[int, int, DialogueAct]](), 0
        for words, act in self.stretches:
            start = text.index(words, at)
            at = start + len(words)
            spans.append((start, at, act))
        return spans


def tagged_turn(line: str) -> TaggedTurn:
    """A line as a turn.

    Raises:
        ValueError: an act that is none, or words in no stretch.
    """
    before, *rest = _OPENED.split(line.strip())
    acts, texts = rest[::2], [text.strip() for text in rest[1::2]]
    if before.strip() or not acts or not all(texts):
        raise ValueError("words that stand in no stretch, or a stretch without words")
    if unknown := set(acts) - set(ACTS):
        raise ValueError(f"no act is called {min(unknown)}")
    return TaggedTurn(tuple(zip(texts, cast("list[DialogueAct]", acts), strict=True)))


def read_turns(path: Path) -> list[TaggedTurn]:
    """The turns of a file.

    Raises:
        UsageError: the file cannot be read, or one of its lines; the line is named.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", hint="Name a text file of tagged turns.") from error
    turns = []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            try:
                turns.append(tagged_turn(line))
            except ValueError as error:
                hint = "Write it like: {reject}Too dear. {refine}Under 50 please"
                raise UsageError(f"{path}, line {number}: {error}.", hint=hint) from error
    return turns


def shipped_turns() -> list[TaggedTurn]:
    """All that this project wrote."""
    return [turn for path in sorted(SHIPPED_TURNS.glob("*.txt")) for turn in read_turns(path)]


class TurnVariations:
    """Turns said otherwise: joined to another, in small letters, without marks, with a slip of the pen, with other digits."""

    def __init__(self, turns: Sequence[TaggedTurn], seed: int) -> None:
        self._random = random.Random(seed)
        self._spelling = Variations((), (), seed)
        self._short = {
            is_han: [turn for turn in turns if has_han(turn.text) == is_han and len(turn.text) <= _SHORT]
            for is_han in (True, False)
        }

    def of(self, turn: TaggedTurn) -> TaggedTurn:
        """One of the ways to say about the same."""
        rng = self._random
        stretches = list(turn.stretches)
        if rng.random() < _JOINED and (others := self._short[has_han(turn.text)]) and len(turn.text) <= _SHORT:
            stretches += rng.choice(others).stretches
        if rng.random() < _SMALL:
            stretches = [(words.lower(), act) for words, act in stretches]
        if rng.random() < _NO_MARK:
            stretches = [(_MARK_AT_END.sub("", words) or words, act) for words, act in stretches]
        if rng.random() < _DIGITS:
            stretches = [(self._spelling.numbered(words), act) for words, act in stretches]
        if rng.random() < _SLIP:
            at = rng.randrange(len(stretches))
            stretches[at] = (self._spelling.slipped(stretches[at][0]), stretches[at][1])
        return TaggedTurn(tuple(stretches))
