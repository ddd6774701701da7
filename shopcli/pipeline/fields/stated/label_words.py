"""Words of a request that name a field: the "switches" of "brown switches", the "horses" of ``Horsepower``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from shopcli.index.units.fields import label
from shopcli.text.words import regular_singular
from shopcli.util.lazy_regex import pattern

_HUMP = pattern(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BEGINS, _ALIKE = 5, 0.8  # letters with which two words begin alike, and the share of the shorter: "backlight" and "backlit"
_INITIALS = 3  # at the least, of a name in capitals: ``MPG`` is "miles per gallon"
_LITTLE = frozenset(("to", "the", "a", "an", "each", "every"))  # between the words of one: "miles to the gallon"


class LabelWords:
    """The words of some fields' names.

    Args:
        names: of the fields.
        tokens: a text to its stems.
    """

    def __init__(self, names: Sequence[str], tokens: Callable[[str], Sequence[str]]) -> None:
        self._tokens = tokens
        written = {name: _HUMP.sub(" ", label(name)) for name in names}
        self._words = {name: words.lower().split() for name, words in written.items()}
        self.stems = {name: tuple(tokens(words)) for name, words in written.items()}
        self._initials = {name: found[0] for name in names if (found := re.match(rf"[A-Z]{{{_INITIALS},}}(?![a-z])", name))}

    def named_by(self, word: str) -> list[str]:
        """The fields with a word in their names that is the same as some word, or begins alike."""
        stems = self._tokens(word)
        return [name for name, own in self.stems.items() if stems and any(are_alike(stems[-1], stem) for stem in own)]

    def is_named(self, name: str, words: str) -> bool:
        """Whether all that some words say is words of a field's name."""
        said = self._tokens(words)
        return bool(said) and all(any(are_alike(stem, one) for one in self.stems[name]) for stem in said)

    def n_said(self, name: str, words: Sequence[str], beside: Sequence[str] = ()) -> int:
        """How many of the words of a field's name some words say.

        Args:
            name: the field's.
            words: those that count as they are, and by their first letters.
            beside: those that may also begin as a word of the name does: the "horses" of ``Horsepower``.
        """
        said = {stem for word in words for stem in self._tokens(word)}
        near = [word for word in map(regular_singular, beside) if len(word) >= _BEGINS]
        by_initials = self.initials(name, words) is not None
        begun = sum(any(own.startswith(word) for word in near) for own in self._words[name])
        return by_initials + max(len(said & set(self.stems[name])), begun)

    def initials(self, name: str, words: Sequence[str]) -> tuple[int, int] | None:
        """Where words stand, half open by their numbers, whose first letters are a field's name: "miles to the gallon"."""
        initials = self._initials.get(name, "").lower()
        for start in range(len(words)) if initials else ():
            at, letters = start, initials
            while at < len(words) and letters:
                word = words[at].lower()
                if word[0] == letters[0] and word not in _LITTLE:
                    letters = letters[1:]
                elif letters[0] == "p" and word in _LITTLE and at > start:  # "to the" is "per"
                    letters = letters[1:] if words[at - 1].lower() not in _LITTLE else letters
                elif word not in _LITTLE or at == start:
                    break
                at += 1
            if not letters:
                return start, at
        return None


def are_alike(one: str, other: str) -> bool:
    """Whether two stems are the same, or begin alike for most of the shorter of them.

    >>> are_alike("backlight", "backlit"), are_alike("hors", "horsepow"), are_alike("wire", "wireless")
    (True, False, False)
    """
    if one == other:
        return True
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return alike >= _BEGINS and alike >= _ALIKE * min(len(one), len(other))
