"""Requests whose words are labelled by hand, and variations of them: what the tagger is trained on.

A line is a request; ``t[thing] w[wish] l[limit] x[exclusion] s[order]`` mark what its words are for, and the rest is filler. A
line that begins with ``#`` names the trade of those below it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shopcli.errors import UsageError
from shopcli.need.languages.registry import language_of
from shopcli.need.tagging.roles import Role
from shopcli.text.scripts import HAN, has_han
from shopcli.util.lazy_regex import pattern

SHIPPED = Path(__file__).parent / "requests_tagged"
_MARKS: dict[str, Role] = {"t": "thing", "w": "wish", "l": "limit", "x": "exclusion", "s": "order"}
_MARKED = pattern(r"(?<![A-Za-z])([twlxs])\[([^\[\]]+)\]")
_SENTENCES = pattern(r".*(?:[.!?]\s+|[。!?])", re.DOTALL)
_SENTENCE_END = pattern(r"[.!?。!?]+\s*\Z")
_BEFORE = pattern(rf"[\w-]+(?: [\w-]+)?|[{HAN}]{{1,4}}")  # a wish that may stand before the thing
# How often a variation is made: other words of the role, a story before it, small letters, no full stop, a slip.
_SWAPS: dict[Role, float] = {"thing": 0.4, "wish": 0.15, "limit": 0.1, "exclusion": 0.05, "order": 0.0}
_STORY, _SMALL, _NO_STOP, _SLIP = 0.1, 0.2, 0.15, 0.1


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a request and what they are for; None: nothing."""

    text: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class TaggedRequest:
    """A request cut into stretches, and its trade."""

    stretches: tuple[Stretch, ...]
    trade: str = ""

    @property
    def text(self) -> str:
        """The request as it was said."""
        return "".join(stretch.text for stretch in self.stretches)

    @property
    def is_han(self) -> bool:
        """Whether it is in Han script."""
        return has_han(self.text)

    def spans(self) -> list[tuple[int, int, Role]]:
        """Where its words are for something: start, end (exclusive) and role."""
        spans, at = list[tuple[int, int, Role]](), 0
        for stretch in self.stretches:
            if stretch.role:
                spans.append((at, at + len(stretch.text), stretch.role))
            at += len(stretch.text)
        return spans


def tagged_request(line: str, trade: str = "") -> TaggedRequest:
    """A line as a request.

    Raises:
        ValueError: a bracket that belongs to no mark, or blanks at the end of marked words.
    """
    stretches, at = list[Stretch](), 0
    for mark in _MARKED.finditer(line):
        stretches += [Stretch(line[at : mark.start()]), Stretch(mark[2], _MARKS[mark[1]])]
        at = mark.end()
    stretches.append(Stretch(line[at:]))
    if any(("[" in one.text or "]" in one.text) if one.role is None else one.text != one.text.strip() for one in stretches):
        raise ValueError("a bracket without a mark, or blanks within one")
    return TaggedRequest(tuple(stretch for stretch in stretches if stretch.text), trade)


def read_tagged(path: Path) -> list[TaggedRequest]:
    """The requests of a file.

    Raises:
        UsageError: the file cannot be read, or one of its lines; the line is named.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", hint="Name a text file of tagged requests.") from error
    trade, requests = path.stem, list[TaggedRequest]()
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            trade = line.strip("# \t")
        elif line.strip():
            try:
                requests.append(tagged_request(language_of(line).requests.normal(line.strip()), trade))
            except ValueError as error:
                raise UsageError(f"{path}, line {number}: {error}.", hint="Write it like: a t[kettle] l[under 50]") from error
    return requests


def shipped_requests() -> list[TaggedRequest]:
    """All that this project wrote."""
    return [request for path in sorted(SHIPPED.glob("*.txt")) for request in read_tagged(path)]


def shipped_words() -> list[TaggedRequest]:
    """Words in a role of theirs, by themselves: other things and wishes that a request may be said of."""
    return [words for path in sorted((SHIPPED / "words").glob("*.txt")) for words in read_tagged(path)]


def without_trades(
    requests: Sequence[TaggedRequest], share: float, seed: int
) -> tuple[list[TaggedRequest], list[TaggedRequest]]:
    """The requests in two parts: to learn from, and those of a ``share`` of the trades, to judge by."""
    trades = sorted({request.trade for request in requests})
    random.Random(seed).shuffle(trades)
    held = set(trades[: round(share * len(trades))])
    parts = ([r for r in requests if r.trade not in held], [r for r in requests if r.trade in held])
    return parts


class Variations:
    """Requests said otherwise, with the words of others in the same role, or ``words`` by themselves."""

    def __init__(self, requests: Sequence[TaggedRequest], words: Sequence[TaggedRequest], seed: int) -> None:
        self._random = random.Random(seed)
        self._said: dict[tuple[bool, Role], list[str]] = {}
        self._stories: dict[bool, list[str]] = {True: [], False: []}
        for request in (*requests, *words):
            for stretch in request.stretches:
                if stretch.role:
                    self._said.setdefault((request.is_han, stretch.role), []).append(stretch.text)
        for request in requests:
            first = request.stretches[0]
            if first.role is None and (story := _SENTENCES.match(first.text)):
                self._stories[request.is_han].append(story[0])

    def of(self, request: TaggedRequest) -> TaggedRequest:
        """One of the ways to say about the same."""
        rng, is_han = self._random, request.is_han
        stretches = [self._swapped(stretch, is_han) for stretch in request.stretches]
        if self._stories[is_han] and rng.random() < _STORY and stretches[0].role:
            stretches.insert(0, Stretch(rng.choice(self._stories[is_han])))
        if rng.random() < _SMALL:
            stretches = [replace(stretch, text=stretch.text.lower()) for stretch in stretches]
        if rng.random() < _NO_STOP:
            stretches[-1] = replace(stretches[-1], text=_SENTENCE_END.sub("", stretches[-1].text))
        if rng.random() < _SLIP:
            at = rng.randrange(len(stretches))
            stretches[at] = replace(stretches[at], text=self._slipped(stretches[at].text))
        return TaggedRequest(tuple(stretch for stretch in stretches if stretch.text), request.trade)

    def made(self, *, is_han: bool) -> TaggedRequest:
        """A plain request of words that stand in a row: "quiet kettle, 2 litres, under 50"."""
        rng = self._random
        blank, comma = ("", ",") if is_han else (" ", ", ")
        stretches = [Stretch(self._any(is_han, "thing"), "thing")]
        if rng.random() < 0.5 and (before := [w for w in self._some(is_han, "wish", 4) if _BEFORE.fullmatch(w)]):
            stretches[:0] = [Stretch(before[0], "wish"), Stretch("的" if is_han and rng.random() < 0.5 else blank)]
        roles: list[Role] = rng.choices(("wish", "limit", "exclusion", "order"), (4, 2, 1, 1), k=rng.randrange(3))
        for role in roles:
            more = [Stretch(comma if is_han or rng.random() < 0.5 else blank), Stretch(self._any(is_han, role), role)]
            stretches = [*more[::-1], *stretches] if rng.random() < 0.2 else [*stretches, *more]
        return TaggedRequest(tuple(stretch for stretch in stretches if stretch.text), "made")

    def _any(self, is_han: bool, role: Role) -> str:
        return self._random.choice(self._said[is_han, role])

    def _some(self, is_han: bool, role: Role, n: int) -> list[str]:
        return self._random.choices(self._said[is_han, role], k=n)

    def _swapped(self, stretch: Stretch, is_han: bool) -> Stretch:
        if stretch.role is None or self._random.random() >= _SWAPS[stretch.role]:
            return stretch
        return replace(stretch, text=self._random.choice(self._said[is_han, stretch.role]))

    def _slipped(self, text: str) -> str:
        """Two letters in the middle of a word change places."""
        places = [i for i in range(1, len(text) - 2) if text[i - 1 : i + 3].isalpha()]
        if not places:
            return text
        at = self._random.choice(places)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
