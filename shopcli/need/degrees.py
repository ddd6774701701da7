"""More and less: superlatives ("lightest"), relative words ("a light tent") and the small words around them.

A language is one `Degrees`; what a word is a degree of is a dimension (of `shopcli.units`), ``price``, ``date``,
``rating``, or ``size``, which is whatever says how big things of a kind are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal


@dataclass(frozen=True, slots=True)
class Degree:
    """One such word in a text, half open.

    Attributes:
        of: what it is a degree of.
        order: for a superlative.
        low: for a relative word, whether little of it is wanted.
        context: words that say more of what it is of.
    """

    start: int
    end: int
    of: str
    order: Literal["asc", "desc"] | None = None
    low: bool = False
    context: str = ""


@dataclass(frozen=True)
class Degrees:
    """What one language says.

    Attributes:
        superlatives: by phrase, what it orders by, in which order, and words that say more of it.
        most: phrases before a word that says what it is of ("the most", "the highest"), with their order.
        relative: by word, what it is a degree of and whether little of it is wanted.
        joints: words at the ends of a stretch that belong to neither side.
        comparisons: what may close a quantity: "or more".
        exclusions: what opens an exclusion.
        messages: sentences for `str.format`.
    """

    superlatives: Mapping[str, tuple[str, Literal["asc", "desc"], str]]
    most: Mapping[str, Literal["asc", "desc"]]
    relative: Mapping[str, tuple[str, bool]]
    joints: frozenset[str]
    comparisons: tuple[str, ...]
    exclusions: re.Pattern[str]
    messages: Mapping[str, str]
    spaced: bool = True
    articles: frozenset[str] = field(default_factory=frozenset)

    def say(self, message: str, **values: str) -> str:
        """One of the messages."""
        return self.messages[message].format(**values)

    def find(self, text: str, start: int, end: int, *, alone: bool) -> Degree | None:
        """The first degree in a stretch. A relative word counts before other words, or ``alone``: "bike light" has none."""
        for match in self._pattern.finditer(text, start, end):
            said = " ".join(match[0].lower().split())
            if said in self.superlatives:
                of, order, context = self.superlatives[said]
                return Degree(*self._with_articles(text, start, match), of, order, context=context)
            if match["most"]:
                order = self.most[" ".join(match["most"].lower().split())]
                return Degree(*self._with_articles(text, start, match), "", order, context=match["what"])
            of, low = self.relative[said]
            followed = text[match.end() : end].strip() != ""
            if followed or (alone and not text[start : match.start()].strip()):
                return Degree(match.start(), match.end(), of, low=low)
        return None

    def _with_articles(self, text: str, start: int, match: re.Match[str]) -> tuple[int, int]:
        return match.start(), match.end()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        edge = r"(?<![^\W_])(?<!-)" if self.spaced else ""
        after = r"(?![^\W_])(?!-)" if self.spaced else ""
        words = "|".join(_phrase(word) for word in sorted((*self.superlatives, *self.relative), key=len, reverse=True))
        most = "|".join(_phrase(word) for word in sorted(self.most, key=len, reverse=True)) or r"(?!)"
        what = r"(?P<what>[^\W\d_]+)" if self.spaced else r"(?P<what>[^\W\d_]{2})"
        blank = r"\s{1,3}" if self.spaced else ""
        return re.compile(rf"{edge}(?:(?:{words}){after}|(?P<most>{most}){blank}{what}{after})", re.IGNORECASE)

    def trimmed(self, text: str) -> tuple[int, int]:
        """The stretch of ``text`` without joints and marks at its ends, half open."""
        spans = [m.span() for m in re.finditer(r"[^\W_]+(?:[.'’&+-][^\W_]+)*[+%\"”]?", text)]
        while spans and text[slice(*spans[0])].lower() in self.joints:
            spans.pop(0)
        while spans and text[slice(*spans[-1])].lower() in self.joints:
            spans.pop()
        return (spans[0][0], spans[-1][1]) if spans else (0, 0)

    def without_comparison(self, text: str) -> str:
        """What stands between a quantity and the comparison that closes it: "RAM" of "RAM or more"."""
        low = text.rstrip().lower()
        for comparison in self.comparisons:
            if low.endswith(comparison):
                text = text[: len(low) - len(comparison)]
                break
        start, end = self.trimmed(text)
        return text[start:end]

    def without_exclusion(self, text: str) -> str:
        """What an exclusion is about."""
        return self.exclusions.sub("", text, count=1)


def _phrase(words: str) -> str:
    return r"\s{1,3}".join(re.escape(word) for word in words.split())
