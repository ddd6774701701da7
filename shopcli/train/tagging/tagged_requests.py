"""Requests whose words are labelled by hand, and variations of them: what the tagger is trained on.

A line is a request; ``t[thing] w[wish] l[limit] x[exclusion] s[order]`` mark what its words are for, and the rest is filler. A
line that begins with ``#`` names the trade of those below it. A file is in one language.
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
from shopcli.need.thesaurus import open_thesaurus
from shopcli.text.scripts import HAN, has_han
from shopcli.util.lazy_regex import pattern

SHIPPED = Path(__file__).parent.parent / "requests_tagged"
_MARKS: dict[str, Role] = {"t": "thing", "w": "wish", "l": "limit", "x": "exclusion", "s": "order"}
_MARKED = pattern(r"(?<![A-Za-z])([twlxs])\[([^\[\]]+)\]")
_SENTENCES = pattern(r".*(?:[.!?]\s+|[。!?])", re.DOTALL)
_SENTENCE_END = pattern(r"[.!?。!?]+\s*\Z")
# A wish that may stand before the thing.
_BEFORE = pattern(rf"(?!(?:for|with|in|to|für|mit|aus) )[\w-]+(?: [\w-]+)?|[{HAN}]{{1,4}}")
_OPENING = pattern(r"[^.!?。!?]{1,40}")  # what may stand before any thing: "I'm after a "
_ENDING = pattern(r"[^\w]*(?:please|thanks|bitte|danke|谢谢)?[^\w]*|吗?[?。]")
_OF_THESAURUS: dict[str, Role] = {"things": "thing", "wishes": "wish"}
# How often a variation is made: other words of the role, a story before it, small letters, no full stop, a slip, other digits.
_SWAPS: dict[Role, float] = {"thing": 0.4, "wish": 0.15, "limit": 0.1, "exclusion": 0.05, "order": 0.0}
_STORY, _SMALL, _NO_STOP, _SLIP, _DIGITS = 0.1, 0.2, 0.15, 0.1, 0.3


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a request and what they are for; None: nothing."""

    text: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class TaggedRequest:
    """A request cut into stretches, its trade and the code of its language."""

    stretches: tuple[Stretch, ...]
    trade: str = ""
    language: str = ""

    @property
    def text(self) -> str:
        """The request as it was said."""
        return "".join(stretch.text for stretch in self.stretches)

    def spans(self) -> list[tuple[int, int, Role]]:
        """Where its words are for something: start, end (exclusive) and role."""
        spans, at = list[tuple[int, int, Role]](), 0
        for stretch in self.stretches:
            if stretch.role:
                spans.append((at, at + len(stretch.text), stretch.role))
            at += len(stretch.text)
        return spans


def tagged_request(line: str, trade: str = "", language: str = "") -> TaggedRequest:
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
    return TaggedRequest(tuple(stretch for stretch in stretches if stretch.text), trade, language)


def read_tagged(path: Path) -> list[TaggedRequest]:
    """The requests of a file.

    Raises:
        UsageError: the file cannot be read, or one of its lines; the line is named.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", hint="Name a text file of tagged requests.") from error
    language, trade, requests = language_of(text), path.stem, list[TaggedRequest]()
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            trade = line.strip("# \t")
        elif line.strip():
            try:
                requests.append(tagged_request(language.requests.normal(line.strip()), trade, language.code))
            except ValueError as error:
                raise UsageError(f"{path}, line {number}: {error}.", hint="Write it like: a t[kettle] l[under 50]") from error
    return requests


def shipped_requests() -> list[TaggedRequest]:
    """All that this project wrote."""
    return [request for path in sorted(SHIPPED.glob("*.txt")) for request in read_tagged(path)]


def known_words() -> list[TaggedRequest]:
    """Words in a role of theirs, by themselves, from the thesaurus: other things and wishes that a request may be said of."""
    words = list[TaggedRequest]()
    for file, role in _OF_THESAURUS.items():
        for column in zip(*open_thesaurus().phrases(file), strict=True):
            phrases = [phrase for of_entry in column for phrase in of_entry]
            pack = language_of("\n".join(phrases))
            for phrase in phrases:
                denied: Role = "exclusion" if pack.requests.excludes.match(phrase) else role
                words.append(TaggedRequest((Stretch(phrase, denied),), language=pack.code))
    return words


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
    """Requests said otherwise, with the words of others in the same role and language, or ``words`` by themselves."""

    def __init__(self, requests: Sequence[TaggedRequest], words: Sequence[TaggedRequest], seed: int) -> None:
        self._random = random.Random(seed)
        self._said: dict[tuple[str, Role], list[str]] = {}
        self._stories, self._openings, self._endings = (dict[str, list[str]]() for _ in range(3))
        for request in (*requests, *words):
            for stretch in request.stretches:
                if stretch.role:
                    self._said.setdefault((request.language, stretch.role), []).append(stretch.text)
        for request in requests:
            self._add_frame(request)

    def of(self, request: TaggedRequest) -> TaggedRequest:
        """One of the ways to say about the same."""
        rng, stories = self._random, self._stories.get(request.language)
        stretches = [self._swapped(stretch, request.language) for stretch in request.stretches]
        if stories and rng.random() < _STORY and stretches[0].role:
            stretches.insert(0, Stretch(rng.choice(stories)))
        if rng.random() < _SMALL:
            stretches = [replace(stretch, text=stretch.text.lower()) for stretch in stretches]
        if rng.random() < _NO_STOP:
            stretches[-1] = replace(stretches[-1], text=_SENTENCE_END.sub("", stretches[-1].text))
        if rng.random() < _DIGITS:
            stretches = [replace(stretch, text=self.numbered(stretch.text)) for stretch in stretches]
        if rng.random() < _SLIP:
            at = rng.randrange(len(stretches))
            stretches[at] = replace(stretches[at], text=self.slipped(stretches[at].text))
        return replace(request, stretches=tuple(stretch for stretch in stretches if stretch.text))

    def made(self, language: str) -> TaggedRequest:
        """A plain request of words that stand in a row: "do you have a quiet kettle, 2 litres, under 50"."""
        rng = self._random
        stretches = [Stretch(self._any(language, "thing"), "thing")]
        is_han = has_han(stretches[0].text)
        blank, comma = ("", ",") if is_han else (" ", ", ")
        if rng.random() < 0.5 and (before := [w for w in self._some(language, "wish", 4) if _BEFORE.fullmatch(w)]):
            stretches[:0] = [Stretch(before[0], "wish"), Stretch("的" if is_han and rng.random() < 0.5 else blank)]
            stretches[:0] = [Stretch(word, "wish") for word in before[1:2] if is_han and rng.random() < 0.2]  # 女士 and 防水
        if rng.random() < 0.5 and (openings := self._openings.get(language)):
            stretches.insert(0, Stretch(rng.choice(openings)))
        roles: list[Role] = rng.choices(("wish", "limit", "exclusion", "order"), (4, 2, 1, 1), k=rng.randrange(3))
        for role in (role for role in roles if (language, role) in self._said):
            more = [Stretch(comma if is_han or rng.random() < 0.5 else blank), Stretch(self._any(language, role), role)]
            stretches = [*more[::-1], *stretches] if rng.random() < 0.2 else [*stretches, *more]
        if rng.random() < 0.5 and (endings := self._endings.get(language)):
            stretches.append(Stretch(rng.choice(endings)))
        return TaggedRequest(tuple(stretch for stretch in stretches if stretch.text), "made", language)

    def _add_frame(self, request: TaggedRequest) -> None:
        """What stands around all that a request says: a story, an opening before a thing or its wish, an ending."""
        first, last = request.stretches[0], request.stretches[-1]
        if first.role is None and (story := _SENTENCES.match(first.text)):
            self._stories.setdefault(request.language, []).append(story[0])
        opens = first.role is None and [stretch.role for stretch in request.stretches[1:2]] == ["thing"]
        if opens and _OPENING.fullmatch(first.text):
            self._openings.setdefault(request.language, []).append(first.text)
        if last.role is None and _ENDING.fullmatch(last.text):
            self._endings.setdefault(request.language, []).append(last.text)

    def _any(self, language: str, role: Role) -> str:
        return self._random.choice(self._said[language, role])

    def _some(self, language: str, role: Role, n: int) -> list[str]:
        said = self._said.get((language, role), [])
        return self._random.choices(said, k=n) if said else []

    def _swapped(self, stretch: Stretch, language: str) -> Stretch:
        if stretch.role is None or self._random.random() >= _SWAPS[stretch.role]:
            return stretch
        return replace(stretch, text=self._any(language, stretch.role))

    def numbered(self, text: str) -> str:
        """Other digits, as many."""
        return re.sub(r"[1-9]", lambda _: str(self._random.randint(1, 9)), text)

    def slipped(self, text: str) -> str:
        """Two letters in the middle of a word change places."""
        places = [i for i in range(1, len(text) - 2) if text[i - 1 : i + 3].isalpha()]
        if not places:
            return text
        at = self._random.choice(places)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
