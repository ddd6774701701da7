"""Proper names that are asked for and that nothing in a catalog says: a maker, an author, a series, a place of origin.

Nothing fits a request for such a name; what is shown is merely the nearest. A slip of the pen of a name that is sold is none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from shopcli.index import Index
from shopcli.index.parts.assertions import in_all
from shopcli.need.assumptions import shipped_assumptions
from shopcli.need.grounding.proper_names import breaks_a_name, named
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.spelling import Correction
from shopcli.need.translation.dictionary import open_dictionary
from shopcli.need.translation.makers import in_latin
from shopcli.need.translation.word_senses import without_accents
from shopcli.pipeline.fields.named_orders import Stretch, apart
from shopcli.text.scripts import has_han
from shopcli.types import NAME, Clause, Need
from shopcli.util.lazy_regex import pattern

_LETTERS = pattern(r"[^\W\d_]+")
_SHORTEST = 4  # letters of a word, for a longer one that begins so to be the same name
_TITLES_READ = 50
_MOST_NAMES = 3  # of one request
_LONG = 8  # letters from which two slips are believed


class UnsoldNames:
    """The names that one index says nowhere.

    Args:
        index: the open index.
        translate: words of another language in the catalog's own; None where they are in it already.
    """

    def __init__(self, index: Index, translate: Callable[[str], str | None]) -> None:
        self._index, self._translate = index, translate

    def apart(self, need: Need, language: LanguagePack) -> Need:
        """The need with each name that nothing says as a clause by itself, which every product contradicts.

        Args:
            need: the request, grounded.
            language: it is in.
        """
        for _ in range(_MOST_NAMES):
            name = named(need, language, self)
            if name is None or self._is_an_occasion(need.query[name.start : name.end]):
                return need
            text, words = need.query[name.says : name.end], need.query[name.start : name.end]
            rest = [kept for one in need.clauses for kept in self._without(one, need, Stretch(name.lead, name.end))]
            asked = Clause(text, "feature", NAME, "has", words.replace("|", " "))
            need = replace(need, clauses=(*(one for one in rest if not self._says_nothing(one, language)), asked))
        return need

    def kept(self, query: str, corrections: Sequence[Correction], language: LanguagePack) -> list[Correction]:
        """The corrections but those that read a name as an ordinary word: "Orhan" as "orphan"."""
        return [one for one in corrections if not self._breaks(query, one, language)]

    def _breaks(self, query: str, one: Correction, language: LanguagePack) -> bool:
        is_ordinary = " " in one.meant or open_dictionary().casing(one.meant) == "common"
        return one.said[:1].isupper() and is_ordinary and breaks_a_name(query, one.start, one.end, language)

    def _without(self, clause: Clause, need: Need, stretch: Stretch) -> Iterator[Clause]:
        """What a clause says beside a name, in the catalog's language."""
        for rest in apart(clause, need.query, stretch):
            is_new = rest is not clause and has_han(rest.text)
            yield replace(rest, meaning=self._translate(rest.text)) if is_new else rest

    @staticmethod
    def _says_nothing(clause: Clause, language: LanguagePack) -> bool:
        words = [word.lower() for word in _LETTERS.findall(clause.text)]
        small = language.requests.silent | language.requests.vague
        return clause.op is None and clause.kind == "feature" and not has_han(clause.text) and small.issuperset(words)

    @staticmethod
    def _is_an_occasion(words: str) -> bool:
        return bool(shipped_assumptions().named(words))

    def sells(self, word: str) -> bool:
        """Whether a record says a word, or one that it is a slip or a shorter form of, or may say it in another script."""
        if not self._index.words.tokens(word) or self.says(word):
            return True
        if self.in_han:
            names = open_dictionary().chinese(word)  # by which it may go here; of a name without any nothing can be told
            return not names or any(map(self.says, names))
        low = without_accents(word)
        if low in self._brand_words or (len(low) >= _SHORTEST and self._begins_a_word(low)):
            return True
        return self._is_a_slip(low)

    def says(self, word: str) -> bool:
        """Whether a record says all of a Chinese word, or any part of another one."""
        stems = self._index.words.tokens(word)
        rows = [self._index.words.rows(stem) for stem in stems]
        return bool(rows) and (len(in_all(rows)) > 0 if has_han(word) else any(map(len, rows)))

    @cached_property
    def in_han(self) -> bool:
        """Whether most titles are Chinese."""
        rows = range(0, len(self._index), max(1, len(self._index) // _TITLES_READ))
        return 2 * sum(has_han(self._index.records.title(row)) for row in rows) > len(rows)

    def _begins_a_word(self, low: str) -> bool:
        known = self._index.spellings.words
        at = bisect_left(known, low)
        return at < len(known) and known[at].startswith(low)

    def _is_a_slip(self, low: str) -> bool:
        """Whether a word is near to a part of a maker's name, as it may be mistyped."""
        from rapidfuzz.distance import OSA

        most = 2 if len(low) >= _LONG else 1
        near = (name for name in self._brand_words if name[:1] == low[:1] and abs(len(name) - len(low)) <= most)
        return len(low) > _SHORTEST and any(OSA.distance(low, name, score_cutoff=most) <= most for name in near)

    @cached_property
    def _brand_words(self) -> frozenset[str]:
        """The words of the makers' names, also run together, lower case and without accents."""
        brands = self._index.vocabulary.brands
        names = [_LETTERS.findall(without_accents(name)) for name in (*brands, *in_latin(brands))]
        return frozenset(word for words in names for word in (*words, "".join(words)) if len(word) > 1)
