"""A gazetteer of persons, occasions, places and trades, each with the wishes that it makes one assume of kinds of things.

Whoever buys a laptop for a grandmother hardly says that its screen is to be large. What is assumed is data, in
``assumptions.txt``: ``my granny; my nan | 奶奶 | meine oma => [laptop; tablet] large display; simple / [*] easy to use``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from shopcli.text.scripts import HAN, has_han
from shopcli.text.words import regular_singular
from shopcli.util.lazy_regex import pattern

SHIPPED = Path(__file__).with_name("assumptions.txt")
ANY_KIND = "*"
# What makes no difference around a name: whose the person is, who speaks, where it is. What tells one situation from another
# ("with glasses", "who has everything") stays. The second are those of the last group, by which its language is known, too.
_SILENT = frozenset(
    "a an the my his her our their your this that some someone somebody i i'm im am is are he he's she she's we they it it's "
    "for in at on to of as from into by".split()
)
_SILENT_GERMAN = frozenset(
    "mein meine meinen meinem meiner unser unsere unseren unserer sein seine seinen ihr ihre ihren ein eine einen einem einer "
    "der das den dem des für zum zur im vom ich und mit suche brauche".split()
)
_WORD = pattern(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)?")
_CHINESE = pattern(rf"[{HAN}]+")
_GROUP = pattern(r"\[([^\]]*)\]\s*([^\[]*)")
_SHORTEST_CHINESE = 2  # characters: one alone is part of too many words

_Words = Sequence[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class AssumedWishes:
    """Wishes in the words of records, and the kinds of things for which they hold; `ANY_KIND` for all."""

    kinds: tuple[str, ...]
    wishes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedSituation:
    """A person, an occasion, a place or a trade that a request names, half open, with what it makes one assume."""

    start: int
    end: int
    assumed: tuple[AssumedWishes, ...]


class AssumptionTable:
    """The entries of a file of assumptions, by what names them; of its lines only those are read that may speak of a request.

    Args:
        text: the file, an entry a line: names in English, Chinese and German, the languages parted by bars and the names by
            semicolons, then ``=>``, then groups of wishes parted by slashes, each behind its kinds in brackets. ``#`` begins a
            remark.

    Raises:
        ValueError: a line that is no entry; it quotes the line.
    """

    def __init__(self, text: str) -> None:
        entries = [line.partition("=>") for line in text.splitlines() if line.strip() and not line.startswith("#")]
        if bad := next((names for names, arrow, assumed in entries if not arrow or "[" not in assumed), None):
            raise ValueError(f"no entry of assumptions: {bad!r}")
        self._names = [names.lower() for names, _, _ in entries]
        self._assumed = [assumed for _, _, assumed in entries]

    def __len__(self) -> int:
        return len(self._names)

    @cached_property
    def _all_names(self) -> str:
        return "\n".join(self._names)

    def named(self, query: str) -> list[NamedSituation]:
        """What a request names, in order and apart from each other; of two names the longer."""
        found = self._written(query) if has_han(query) else self._worded(query)
        return [NamedSituation(start, end, _groups(self._assumed[entry])) for start, end, entry in found]

    def _worded(self, query: str) -> Iterator[tuple[int, int, int]]:
        """The stretches of names in words, with their entries."""
        written = [match[0].lower().replace("’", "'") for match in _WORD.finditer(query)]
        group, form = (2, _as_written) if not _SILENT_GERMAN.isdisjoint(written) else (0, regular_singular)
        words = _content_words(query, form)
        known = self._by_key(words, group, form)
        longest, at = max(map(len, known), default=0), 0
        while at < len(words):
            lengths = range(min(longest, len(words) - at), 0, -1)
            keys = (tuple(stem for stem, _, _ in words[at : at + length]) for length in lengths)
            key = next((key for key in keys if key in known), None)
            if key:
                yield words[at][1], words[at + len(key) - 1][2], known[key]
            at += len(key) if key else 1

    def _by_key(self, words: _Words, group: int, form: Callable[[str], str]) -> Mapping[tuple[str, ...], int]:
        """The entries of one language that hold any of some words, by the words of each of their names."""
        known: dict[tuple[str, ...], int] = {}
        for entry in self._holding([stem for stem, _, _ in words]):
            groups = self._names[entry].split("|")
            for name in groups[group].split(";") if group < len(groups) else ():
                if key := tuple(stem for stem, _, _ in _content_words(name, form)):
                    known.setdefault(key, entry)
        return known

    def _holding(self, stems: Sequence[str]) -> list[int]:
        """The numbers of the entries whose names hold any of some stems."""
        if not stems:
            return []
        any_of = re.compile("|".join(sorted(map(re.escape, set(stems)), key=len, reverse=True)))
        names, entry, last = self._all_names, 0, 0
        entries: list[int] = []
        for match in any_of.finditer(names):
            entry, last = entry + names.count("\n", last, match.start()), match.start()
            if not entries or entries[-1] != entry:
                entries.append(entry)
        return entries

    def _written(self, query: str) -> Iterator[tuple[int, int, int]]:
        """The stretches of names in a script without spaces, with their entries."""
        known = self._in_characters
        longest, at = max(map(len, known), default=0), 0
        while at < len(query):
            lengths = range(min(longest, len(query) - at), _SHORTEST_CHINESE - 1, -1)
            name = next((query[at : at + length] for length in lengths if query[at : at + length] in known), "")
            if name:
                yield at, at + len(name), known[name]
            at += len(name) or 1

    @cached_property
    def _in_characters(self) -> Mapping[str, int]:
        """The entries by each of their names in such a script."""
        known: dict[str, int] = {}
        for entry, names in enumerate(self._names):
            for name in names.replace("|", ";").split(";"):
                if len(name.strip()) >= _SHORTEST_CHINESE and has_han(name):
                    known.setdefault(name.strip(), entry)
        return known


@cache
def shipped_assumptions() -> AssumptionTable:
    """The assumptions that come with shopcli."""
    return AssumptionTable(SHIPPED.read_text(encoding="utf-8"))


def is_silent(words: str) -> bool:
    """Whether words name nothing: what may stand around a person, "for my" and "a"."""
    return not _content_words(_CHINESE.sub(" ", words), _as_written)


def _as_written(word: str) -> str:
    return word


def _content_words(text: str, form: Callable[[str], str]) -> list[tuple[str, int, int]]:
    """The words that tell one name from another, in a form, each with its stretch, half open."""
    words = ((match[0].lower().replace("’", "'"), match) for match in _WORD.finditer(text))
    return [
        (form(word), match.start(), match.end()) for word, match in words if word not in _SILENT and word not in _SILENT_GERMAN
    ]


def _groups(assumed: str) -> tuple[AssumedWishes, ...]:
    return tuple(AssumedWishes(_several(kinds), _several(wishes.rstrip(" /"))) for kinds, wishes in _GROUP.findall(assumed))


def _several(text: str) -> tuple[str, ...]:
    return tuple(part for name in text.split(";") if (part := name.strip()))
