"""A request's slips of the pen, by the words of one catalog."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.need.languages.spelling_rules import SpellingRules
from shopcli.need.spelling import Correction, Speller
from shopcli.pipeline.fields.request_words import RequestWords
from shopcli.pipeline.names.misspelt_names import MisspeltNames
from shopcli.pipeline.names.sounded_names import SoundedNames
from shopcli.text.scripts import has_han

if TYPE_CHECKING:
    from shopcli.need.translation.homophones import HomophoneSpeller


class RequestSpelling:
    """Reads what was misspelt as what this catalog calls it: words of letters, and those written by characters.

    Args:
        index: of the catalog.
        words: gives the catalog's, when they are first asked for.
    """

    def __init__(self, index: Index, words: Callable[[], RequestWords]) -> None:
        self._index, self._words = index, words
        self._speller, self._by_sound = cache(self._speller_of), cache(self._speller_by_sound)
        self._sounded = cache(lambda homophones: SoundedNames(index, homophones, self._translated))
        self._names = cache(lambda rules: MisspeltNames(index, self._speller(rules).is_strange))

    def corrections(self, text: str, rules: SpellingRules | None) -> list[Correction]:
        """What is meant otherwise than written, disjoint and in order; nothing where a language has no rules."""
        if rules is None:
            return []
        by_sound = self._by_sound(rules).corrections(text) if rules.homophones and has_han(text) else []
        names = self._names(rules).corrections(text)
        if rules.homophones and has_han(text):
            sounded = self._sounded(rules.homophones).corrections(text)
            names += [one for one in sounded if not any(_overlap(one, other) for other in (*names, *by_sound))]
        words = [one for one in self._speller(rules).corrections(text) if not any(_overlap(one, name) for name in names)]
        return sorted([*words, *names, *by_sound], key=lambda correction: correction.start)

    def _speller_of(self, rules: SpellingRules) -> Speller:
        return Speller(self._index.spellings, rules)

    def _translated(self, words: str) -> str | None:
        from shopcli.need.translation.gloss import Gloss

        return Gloss(self._words().word_count, self._words().nearness).translate(words)

    def _speller_by_sound(self, rules: SpellingRules) -> HomophoneSpeller:
        from shopcli.need.translation.homophones import HomophoneSpeller  # only where there is such a request

        assert rules.homophones is not None
        return HomophoneSpeller(rules.homophones, self._words())


def _overlap(this: Correction, other: Correction) -> bool:
    return this.start < other.end and other.start < this.end
