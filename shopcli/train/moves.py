"""Pairs of a move and the sentence that a good shop assistant makes of it, by hand: what a model's drafts are learned from.

A line is ``move | need: ... | slot=words | name: words => sentence with {slots}``, as ``moves.txt`` beside this module has it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from shopcli.errors import UsageError
from shopcli.train.wordings import Pair
from shopcli.write.move_prompts import move_messages, shortened, slots_of

_FACT = re.compile(r"([abcd]\d:[vanqcl])=(.+)")
_NAMED = re.compile(r"(need|use|quote|whether|options|field|wish): (.+)")
_SLOT = re.compile(r"\{([^{}]+)\}")
_FIRST = ("A", "B", "C", "A.price", "gap", "wish", "use", "quote", "whether", "options", "field")  # their order in a question


MOVES = Path(__file__).with_name("moves.txt")


def read_moves(path: Path = MOVES) -> Iterator[tuple[str, Pair]]:
    """The pairs of a file, each with the trade that it is from: the head of what is needed ("watch for swimming": watch).

    Raises:
        UsageError: a line that is no pair; it is named.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            try:
                yield _pair(line)
            except (ValueError, KeyError):
                raise UsageError(f"{path}, line {number} is no pair.", hint="move | need: ... => sentence") from None


def held_apart(path: Path = MOVES) -> tuple[list[Pair], list[Pair]]:
    """What is learned, and what is held out: whole trades, some one pair in ten."""
    taught: list[Pair] = []
    held: list[Pair] = []
    for trade, pair in read_moves(path):
        (held if is_held_out(trade) else taught).append(pair)
    return taught, held


def _pair(line: str) -> tuple[str, Pair]:
    left, right = line.strip().split(" => ")
    move, *parts = left.split(" | ")
    facts, named = {}, {}
    for part in parts:
        if fact := _FACT.fullmatch(part):
            facts[fact[1]] = fact[2]
        elif name := _NAMED.fullmatch(part):
            named[name[1]] = name[2]
        else:
            raise ValueError(part)
    need = named.pop("need")
    said = {"use" if name == "Use" else name for name in _SLOT.findall(right)}
    names = [name for name in _FIRST if name in said or name in named]
    slots = slots_of([*names, *facts], {**named, **facts})
    messages = move_messages(move, need, slots)
    return trade_of(need), Pair(messages, "", shortened(right, slots))


def trade_of(need: str) -> str:
    """The head of what is needed."""
    return (
        re.split(r" (?:for|with|that|to|of|against|in|on|under|like|from|as|and|at|without) ", need)[0].split()[-1].casefold()
    )


def is_held_out(trade: str, *, one_in: int = 10) -> bool:
    """Whether a trade is kept out of training, to tell when to stop; the same trades each time."""
    return zlib.crc32(trade.encode()) % one_in == 0
