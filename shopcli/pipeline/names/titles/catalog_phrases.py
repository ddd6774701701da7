"""The phrase of a catalog that says most nearly what words of another language do: 敏感肌 is "sensitive skin".

It is looked for where a dictionary lacks a wish, or translates it into what no product says. An encoder that reads both
languages finds the products that come nearest, and among the phrases of their titles the nearest one. Nearness alone takes
薄 for "thick", so some word of the phrase must be a sense of some part of what was said, unless the two are nearly the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from shopcli.index import Index
from shopcli.index.parts.halves import reads_chinese, second
from shopcli.need.thesaurus import normal_form
from shopcli.need.translation.dictionary import open_dictionary
from shopcli.need.translation.word_senses import senses
from shopcli.text.scripts import HAN, has_han
from shopcli.text.tokens import FUNCTION_STEMS
from shopcli.types import Clause, Need
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

_MOST_LOOKED_AT = 40_000  # products; of a larger catalog every so many
_BLOCK = 8192
_NEAREST = 60  # products whose phrases are looked at
_LONGEST = 3  # words of a phrase
_WORD = pattern(rf"[^\W\d_{HAN}][^\W_{HAN}]*(?:['’-][^\W_{HAN}]+)*|\d+(?=[ -][^\W\d_{HAN}])")
_APART = pattern(r"[|,;:()/\[\]–—]| - ")
_SHORTEST = 3  # letters of a word that is a phrase by itself
_MOST_KEPT = 1 << 13
# Set on 890 words of trades, hidden from the dictionary, in three catalogs.
_NEAR, _NEARLY_THE_SAME = 0.65, 0.8
_NEARER = 0.1  # than a translation some of whose words products do say
_SHORTEST_SAID, _LONGEST_SAID = 2, 6  # characters of a wish that may be one word
_DENIES = frozenset("无不没非免零低少去防抗")  # what the encoder passes over: 低糖 is no sugar


class NearPhrase(NamedTuple):
    """A phrase of the catalog, and the cosine of its vector with the asker's words."""

    text: str
    nearness: float


class _Words(Protocol):
    """What a catalog says: `RequestWords`."""

    @property
    def phrases(self) -> CatalogPhrases | None: ...

    def word_count(self, word: str) -> int: ...


def with_catalog_phrases(need: Need, words: _Words) -> Need:
    """A need that its language alone has understood, with what the catalog says of wishes that no translation gives so."""
    phrases = words.phrases
    if phrases is None:
        return need
    return replace(need, clauses=tuple(_as_said_here(clause, phrases, words.word_count) for clause in need.clauses))


def _as_said_here(clause: Clause, phrases: CatalogPhrases, said: Callable[[str], int]) -> Clause:
    words, meaning = clause.text, clause.meaning or ""
    if not _is_open_wish(clause) or has_han(meaning) or (meaning and said(meaning)) or said(words):
        return clause
    found = phrases.nearest(words)
    if found is None or found.nearness < (_NEAR if shares_a_sense(words, found.text) else _NEARLY_THE_SAME):
        return clause
    is_half_said = any(map(said, meaning.split()))
    if is_half_said and found.nearness < phrases.nearness(words, meaning) + _NEARER:
        return clause
    return replace(clause, meaning=found.text)


def _is_open_wish(clause: Clause) -> bool:
    """Whether a clause is a wish of a Chinese word or two that nothing decides so far."""
    is_wish = clause.kind == "feature" and clause.op is None and not clause.is_background
    words = clause.text
    return is_wish and _SHORTEST_SAID <= len(words) <= _LONGEST_SAID and all(map(has_han, words)) and words[0] not in _DENIES


def shares_a_sense(words: str, phrase: str) -> bool:
    """Whether a word of an English phrase is, by the dictionary, a sense of a part of some Chinese words."""
    stems = set(normal_form(phrase.replace("-", " ")).split())
    plain, dictionary = open_dictionary().simplified(words), open_dictionary()
    parts = (plain[start:end] for start in range(len(plain)) for end in range(start + 1, len(plain) + 1))
    terms = (sense.text for part in parts for sense in senses(dictionary.glosses(part)))
    return any(not stems.isdisjoint(normal_form(term).split()) for term in terms)


class CatalogPhrases:
    """Finds what one catalog says of words of another language.

    Args:
        index: the open index.
        encode: texts to L2-normalised vectors (n, dim), by the encoder that reads all languages alike.
    """

    def __init__(self, index: Index, encode: Callable[[Sequence[str]], np.ndarray]) -> None:
        self._index, self._encode = index, encode
        self._is_there = reads_chinese(index.manifest.dim)
        self._vectors: dict[str, np.ndarray] = {}
        self.nearest = lru_cache(maxsize=256)(self._nearest)

    def _nearest(self, words: str) -> NearPhrase | None:
        """The phrase that comes nearest to some words; None where the index has no vectors that read them."""
        import numpy as np

        if not self._is_there or not words:
            return None
        vector = np.asarray(self._encode([words])[0])
        phrases = sorted({phrase for row in self._nearest_rows(vector) for phrase in self._phrases(row)})
        if not phrases:
            return None
        near = np.stack(self._encoded(phrases)) @ vector
        best = int(near.argmax())
        return NearPhrase(phrases[best], float(near[best]))

    def nearness(self, words: str, phrase: str) -> float:
        """The cosine of a phrase with some words."""
        one, other = self._encoded([words, phrase])
        return float(one @ other)

    def _nearest_rows(self, vector: np.ndarray) -> list[int]:
        import numpy as np

        count = len(self._index)
        rows = np.arange(0, count, max(1, -(-count // _MOST_LOOKED_AT)))
        blocks = (rows[start : start + _BLOCK] for start in range(0, len(rows), _BLOCK))
        near = np.concatenate([second(self._index.vectors.rows(block)) @ vector for block in blocks])
        return rows[np.argsort(-near, kind="stable")[:_NEAREST]].tolist()

    def _phrases(self, row: int) -> Iterator[str]:
        for part in _APART.split(self._index.records.title(row)):
            yield from _runs(part)

    def _encoded(self, phrases: Sequence[str]) -> list[np.ndarray]:
        if len(self._vectors) > _MOST_KEPT:
            self._vectors = {}
        new = [phrase for phrase in phrases if phrase not in self._vectors]
        if new:
            self._vectors |= dict(zip(new, self._encode(new), strict=True))
        return [self._vectors[phrase] for phrase in phrases]


def _runs(text: str) -> Iterator[str]:
    """The runs of up to three words that no small word begins or ends."""
    words = [match[0].lower() for match in _WORD.finditer(text)]
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _LONGEST) + 1):
            run = words[start:end]
            is_small = run[0] in FUNCTION_STEMS or run[-1] in FUNCTION_STEMS or run[-1].isdigit()
            if not is_small and (len(run) > 1 or len(run[0]) >= _SHORTEST):
                yield " ".join(run)
