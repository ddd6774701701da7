"""How well words are labelled: accuracy, and precision and recall as F1 of each role, counted in words.

A word is a run of letters and digits, or one character of Han script; a mark is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from shopcli.need.tagging.roles import ROLES
from shopcli.text.scripts import HAN
from shopcli.train.tagging.tagged_requests import TaggedRequest
from shopcli.util.lazy_regex import pattern

FILLER = "filler"
Labelled = Sequence[tuple[int, int, str]]  # start, end (exclusive) and role
_WORD = pattern(rf"[{HAN}]|[^\W{HAN}]+(?:['’-][^\W{HAN}]+)*")


@dataclass(frozen=True, slots=True)
class TaggingScore:
    """The result over some requests.

    Attributes:
        words: how many there are.
        accuracy: the share that has the right role, filler among them.
        f1: by role; 0 for one that neither has.
    """

    words: int
    accuracy: float
    f1: dict[str, float]

    def line(self) -> str:
        """On one line: accuracy, then F1 by role."""
        return "  ".join([f"words {self.accuracy:.3f} of {self.words}", *(f"{role} {f1:.2f}" for role, f1 in self.f1.items())])


def roles_of_words(text: str, spans: Labelled) -> list[str]:
    """The role of each word of a text."""
    return [
        next((role for start, end, role in spans if start < word.end() and word.start() < end), FILLER)
        for word in _WORD.finditer(text)
    ]


def tagging_score(requests: Iterable[TaggedRequest], label: Callable[[str], Labelled]) -> TaggingScore:
    """How ``label`` agrees with the hand that labelled ``requests``."""
    pairs = Counter(
        pair
        for request in requests
        for pair in zip(
            roles_of_words(request.text, request.spans()), roles_of_words(request.text, label(request.text)), strict=True
        )
    )
    n = sum(pairs.values())
    said, found = Counter[str](), Counter[str]()
    for (right, given), count in pairs.items():
        said[right] += count
        found[given] += count
    f1 = {role: 2 * pairs[role, role] / max(1, said[role] + found[role]) for role in (*ROLES, FILLER)}
    return TaggingScore(n, sum(pairs[role, role] for role in f1) / max(1, n), f1)
