"""Sentence frames (templates with typed slots): one bank a language, each frame under the move that it makes.

A frame claims nothing by itself: all that it says of a product comes out of its slots, which code fills.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shopcli.write.wording.articles import stands_alone
from shopcli.write.wording.licences import FORMS, Form

# Words of a frame that make a reason of a fact: what follows must answer a wish.
_GIVES_A_REASON = re.compile(
    r"\b(?:why|because|since|as (?:it|the|its|well as)?\b(?! well)|so|therefore|hence|for it|reasons?"
    r"|what (?:decides|settles|you want)"
    r"|you (?:want|need)|look for|such as|it should be|should (?:have|be)|calls? for|if you want|if it (?:should|must))\b"
    r"|因为|所以|因此|既然|由于|之所以|看中|理由",
    re.I,
)
_BANKS = Path(__file__).with_name("frame_banks")
SLOT = re.compile(r"\{(?P<name>[A-Za-z]\w*(?:\.\w+)?)(?::(?P<form>[vanqcl]))?\}")


_BEHIND_AN_ARTICLE = re.compile(r"\b[Tt]he \{(?P<name>[A-Z])\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a frame: what stands there, and for a fact in which form."""

    name: str
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One sentence with its slots."""

    move: str
    text: str
    slots: tuple[Slot, ...]

    @property
    def facts(self) -> Mapping[str, Form]:
        """The slots of facts with their forms, in the frame's order."""
        return {slot.name: slot.form for slot in self.slots if slot.form is not None}

    @property
    def gives_a_reason(self) -> bool:
        """Whether it says that something is chosen because of its facts."""
        return _GIVES_A_REASON.search(self.text) is not None

    @property
    def others(self) -> frozenset[str]:
        """The names of all other slots, in lower case: a capital only says where it stands."""
        return frozenset(slot.name for slot in self.slots if slot.form is None)

    def filled(self, fillers: Mapping[str, str]) -> str:
        """The sentence, its first letter a capital; ``fillers`` by what stands in the slot's braces.

        Raises:
            KeyError: a slot without a filler.
        """
        text = _BEHIND_AN_ARTICLE.sub(lambda said: _with_article(said, fillers), self.text)
        text = SLOT.sub(lambda slot: fillers[slot[0][1:-1]], text)
        return f"{text[:1].upper()}{text[1:]}"


def _with_article(said: re.Match[str], fillers: Mapping[str, str]) -> str:
    """A product's slot with the article before it, where its name takes one."""
    return f"{{{said['name']}}}" if stands_alone(fillers[said["name"]]) else said[0]


class FrameBank(Mapping[str, Sequence[Frame]]):
    """The frames of a language by the move that they make; those of a move are read when it is first asked for.

    Args:
        text: the bank, as `read_frames` has it.

    Raises:
        ValueError: at a move whose lines are not all frames.
    """

    def __init__(self, text: str) -> None:
        self._sections: dict[str, str] = {}
        for section in f"\n{text}".split("\n## ")[1:]:
            move, _, lines = section.partition("\n")
            self._sections[move.strip()] = self._sections.get(move.strip(), "") + lines + "\n"
        self._read: dict[str, Sequence[Frame]] = {}

    def __getitem__(self, move: str) -> Sequence[Frame]:
        if move not in self._read:
            self._read[move] = tuple(read_frames(f"## {move}\n{self._sections[move]}"))
        return self._read[move]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sections)

    def __len__(self) -> int:
        return len(self._sections)


@cache
def frame_bank(language: str) -> FrameBank:
    """The frames of a language by move; empty where it has no bank."""
    path = _BANKS / f"{language}.txt"
    return FrameBank(path.read_text(encoding="utf-8") if path.exists() else "")


def read_frames(text: str) -> Iterator[Frame]:
    """The frames of a bank: a move's name behind "##", then one frame a line.

    Raises:
        ValueError: a frame before the first move, or braces that are no slot; the line is named.
    """
    move = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("#"):
            move = line.lstrip("# ") if line.startswith("##") else move
            continue
        slots = tuple(Slot(slot["name"], FORMS[slot["form"]] if slot["form"] else None) for slot in SLOT.finditer(line))
        if not move or re.search(r"[{}]", SLOT.sub("", line)):
            raise ValueError(f"not a frame: {line!r}")
        yield Frame(move, line, slots)
