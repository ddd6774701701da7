"""Names of a catalog that a request writes in Chinese characters, by their sound: 麦卡伦 is "Macallan", 冰岛 "Bing Dao".

Two ways lead to them. Characters that spell names rather than make words are held against the sounds of the catalog's own
names, one of which must be much the nearest. And a word may be written in the catalog as it is said, syllable by syllable.
What the dictionary can translate into words that the catalog uses is no such name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, islice, pairwise, product
from typing import NamedTuple

from shopcli.index import Index
from shopcli.index.parts.assertions import in_all
from shopcli.need.languages.spelling_rules import Homophones
from shopcli.need.spelling import Correction
from shopcli.need.thesaurus import open_thesaurus
from shopcli.need.translation.dictionary import open_dictionary
from shopcli.need.translation.gloss import cut
from shopcli.need.translation.makers import MAKERS
from shopcli.need.translation.pronunciations import open_pronunciations
from shopcli.need.translation.transliteration import are_alike, distance, heard, written
from shopcli.need.translation.word_senses import senses, without_accents
from shopcli.text.scripts import HAN
from shopcli.util.lazy_regex import pattern

_READ_CHARACTERS = 400  # of one request
_RUN = pattern(f"[{HAN}]+")
_LONGEST = 6  # characters of a name
_SPELLS = 3  # characters from which likeness is trusted; two are like too much
# Set on 250 names of the dictionary among 800 others: what one syllable may cost, and how much more the next name must.
_OFF, _AHEAD, _TIMES_AHEAD = 0.35, 0.07, 1.5
_HALF_A_NAME = 0.5  # log-odds of characters, of a word that the catalog has as it is said
_SHORTEST = 4  # letters of a name
_WAYS = 8  # of reading characters
_ROWS_READ, _TITLES_READ = 40, 20_000
_CAPITAL = pattern(r"(?<![\w'’])[A-Z][^\W\d_]{3,}(?![\w])")
_INFLECTED = pattern(r"(?:e?s|e?d|ing|e?r|ers|est|ly|y|ness|ish|iness|ier|able)\Z")


class _Found(NamedTuple):
    """A stretch of a request, half open, with the name that is meant and what each of its syllables costs."""

    off: float
    start: int
    end: int
    name: str


class SoundedNames:
    """Finds the names of one index that are written by their sound.

    Args:
        index: the open index.
        rules: of the language that writes so.
        translate: its words in the catalog's language.
    """

    def __init__(self, index: Index, rules: Homophones, translate: Callable[[str], str | None]) -> None:
        self._index, self._rules, self._translate = index, rules, translate
        self._nearest = lru_cache(maxsize=1 << 10)(self._nearest_of_all)
        self._as_said = lru_cache(maxsize=1 << 10)(self._written_as_said)

    def corrections(self, text: str) -> list[Correction]:
        """The stretches of a request that are meant as names, disjoint and in order."""
        plain = open_dictionary().simplified(text[:_READ_CHARACTERS])
        found = [one for run in _RUN.finditer(plain) for one in self._in_run(run[0], run.start())]
        chosen: list[_Found] = []
        for one in sorted(found, key=lambda one: (one.start - one.end, one.off)):  # the longest says most
            if not any(one.start < other.end and other.start < one.end for other in chosen):
                chosen.append(one)
        return [Correction(one.start, one.end, text[one.start : one.end], one.name, "spelling") for one in sorted(chosen)]

    def _in_run(self, run: str, offset: int) -> Iterator[_Found]:
        ends = [0, *accumulate(map(len, cut(run)))]
        for start in range(len(run)):
            for end in range(start + 2, min(len(run), start + _LONGEST) + 1):
                stretch = run[start:end]
                if not self._may_be_a_name(stretch):
                    continue
                if start in ends and end in ends and (name := self._as_said(stretch)):
                    yield _Found(0.0, offset + start, offset + end, name)
                elif not self._cuts_a_word(run, ends, start, end) and (near := self._nearest(stretch)):
                    yield _Found(near[0], offset + start, offset + end, near[1])

    def _may_be_a_name(self, stretch: str) -> bool:
        """Whether nothing else is known by a word, or it is a name and the catalog says none that it is known to be."""
        rules = self._rules
        if {stretch[0], stretch[-1]} & rules.small or not rules.particles.isdisjoint(stretch):
            return False
        if stretch in MAKERS or open_thesaurus().rings(stretch) or self._says(stretch):
            return False
        glosses = open_dictionary().glosses(stretch)
        terms = [sense.text for sense in senses(glosses)]
        return not glosses or (bool(terms) and all(term[:1].isupper() and not self._says(term) for term in terms))

    @staticmethod
    def _cuts_a_word(run: str, ends: Sequence[int], start: int, end: int) -> bool:
        """Whether a stretch begins or ends within a word that is no name, or within a name that is known whole: 埃塞俄比亚."""
        words = [(at, to) for at, to in pairwise(ends) if at < end and start < to]
        partly = [run[at:to] for at, to in words if at < start or end < to]
        within = [run[at:to] for at, to in words if at <= start and end <= to and (at, to) != (start, end)]
        return any(map(_is_ordinary, partly)) or any(map(open_dictionary().glosses, within))

    def _says(self, words: str) -> bool:
        stems = self._index.words.tokens(words)
        return bool(stems) and len(in_all([*map(self._index.words.rows, stems)])) > 0

    # --- as it is said

    def _written_as_said(self, stretch: str) -> str | None:
        """A word as titles write its syllables, in one or apart; None where it can be translated: 古树, an "old tree"."""
        english = self._translate(stretch)
        if not open_dictionary().spells_a_name(stretch, _HALF_A_NAME) or (
            english and english.islower() and self._says(english)
        ):
            return None
        for syllables in self._readings(stretch):
            for name in (" ".join(syllables), "".join(syllables)):  # "Bu Lang" is found where it is written in one, too
                if len(name) > _SHORTEST and (as_written := self._in_a_title(name)):
                    return as_written
        return None

    def _readings(self, stretch: str) -> Iterator[tuple[str, ...]]:
        readings = open_pronunciations(self._rules).readings
        return islice(product(*map(readings, stretch)), _WAYS)

    def _in_a_title(self, name: str) -> str | None:
        """A name as the first title that has it writes it, with capitals."""
        stems = self._index.words.tokens(name)
        rows = in_all([*map(self._index.words.rows, stems)]).tolist()[:_ROWS_READ] if stems else []
        looked_for = re.compile(rf"(?<!\w){'[ -]'.join(map(re.escape, name.split()))}(?!\w)", re.IGNORECASE)
        for row in rows:
            found = looked_for.search(self._index.records.title(row))
            if found and found[0][0].isupper():
                return found[0]
        return None

    # --- as it sounds

    def _nearest_of_all(self, stretch: str) -> tuple[float, str] | None:
        """What a syllable costs of the name that sounds like a word, and the name; None where none does, or several do."""
        if len(stretch) < _SPELLS or not open_dictionary().spells_a_name(stretch):
            return None
        said = heard(next(self._readings(stretch), ()))
        if not said:
            return None
        costs = sorted((distance(said, sounds) / len(stretch), name) for name, sounds in self._names if are_alike(said, sounds))
        if not costs or costs[0][0] > _OFF:
            return None
        off, name = costs[0]
        others = (cost for cost, other in costs[1:] if not (other.startswith(name) or name.startswith(other)))
        if next(others, 1.0) < max(off + _AHEAD, off * _TIMES_AHEAD):
            return None
        return off, self._index.vocabulary.brands.get(name, name.title())

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        """What titles and brands write with a capital and no dictionary has as an ordinary word, with its sounds."""
        titles = (self._index.records.title(row) for row in range(min(len(self._index), _TITLES_READ)))
        words = {word.lower() for title in titles for word in _CAPITAL.findall(title)}
        brands = {name for name in self._index.vocabulary.brands if len(name) >= _SHORTEST and name.isalpha()}
        return [(word, written(word)) for word in sorted(brands | {*filter(_may_name, words)})]


def _is_ordinary(word: str) -> bool:
    """Whether a Chinese word of several characters is one that is no name."""
    terms = [sense.text for sense in senses(open_dictionary().glosses(word))] if len(word) > 1 else []
    return any(not term[:1].isupper() for term in terms)


def _may_name(word: str) -> bool:
    """Whether a word is none of the dictionary's ordinary ones, in whatever inflection."""
    stem, casing = _INFLECTED.sub("", word), open_dictionary().casing
    forms = {word, without_accents(word), stem, f"{stem}e", f"{stem}y", stem[:-1] if stem[-2:-1] == stem[-1:] else stem}
    return not any(casing(form) == "common" for form in forms if len(form) > 2)
