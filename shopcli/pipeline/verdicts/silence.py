"""Silence: of which wishes it may be told that a record says nothing.

A record that has none of the words of a wish may say it in other words, in another language, or say what rules it out: one of
oak is not silent on bamboo. So each word of a wish is held against the record's own by the encoder that reads all languages,
and the whole wish against its facts; where something is near, nothing is told. Nor is silence told where it tells nothing: of
what is excepted ("anything but"), of a word of a story, and of more words than any record would have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from shopcli.catalog.facts import facts_of
from shopcli.index import Index
from shopcli.index.parts.assertions import EITHER
from shopcli.index.parts.halves import SECOND_DIM, first_dim
from shopcli.need.languages.registry import language_named, numerals
from shopcli.need.persons import says_only_whom
from shopcli.pipeline.verdicts.evidence import borne
from shopcli.text.negation import NEGATORS
from shopcli.text.scripts import HAN, has_han
from shopcli.text.tokens import FUNCTION
from shopcli.types import Clause, Fact, Hit, Need, Product
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

    from shopcli.models.embedder.encoder import Encoder

# Cosines of words, of those of what is not wanted, and of a wish with a fact, from which on a record may speak of a wish. Of
# 308 silences over ten catalogs that were read beside the records, 89 were false, and 140 true and of whole wishes: 9 and 64
# of them are told.
_NEAR, _NEAR_UNWANTED, _NEAR_FACT = 0.5, 0.6, 0.45
_SAME = 0.97  # cosine of one word and another form of it
_MOST_WORDS, _MOST_SIGNS = 3, 6  # of a wish that a record may be expected to say
_FEWEST_LETTERS = 4  # of a word that no record says, and that is yet no slip
_PIECES = 128  # of a record's words that are read
_SHORT_VALUE = 60  # characters of a value that is read word by word
_SIZES = (2, 3, 4)  # signs of a Chinese word
_OF_THE_OFFER = frozenset(
    ("price", "currency", "rating", "released", "stock", "availability", "id", "list_price", "reduction", "brand")
)
_DIGIT = pattern(r"[\d两二三四五六七八九十]")
_WORD, _HAN = pattern(rf"[^\W\d_{HAN}]{{2,}}"), pattern(f"[{HAN}]+")
_ASKING = "something anything some any one my me i her his she he our get can"
_SMALL = FUNCTION | NEGATORS | frozenset(f"{_ASKING} against gegen für aus ohne kein keine mit zum zur".split())


@dataclass(frozen=True)
class Silences:
    """Which silences of records may be told.

    Attributes:
        index: the open index.
        need: the request.
        thing: the whole name of the thing asked for; empty where none is named.
        encoder: gives the encoder of the index.
    """

    index: Index
    need: Need
    thing: str
    encoder: Callable[[], Encoder]

    def held(self, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """The same results, where of what must not be told of a record nothing is decided."""
        hits = [borne(hit, self.need, {one for one in self.need.clauses if self._is_of_the_name(one)}) for hit in hits]
        open_ones = [self._open(hit) for hit in hits]
        may = [
            [one for one in open_of if self._may_be_told(one) and not _tells_another(hit, one, hits)]
            for hit, open_of in zip(hits, open_ones, strict=True)
        ]
        held = []
        for hit, open_of, tells, close in zip(hits, open_ones, may, self._near(hits, may), strict=True):
            untold = (one for one in open_of if one not in tells or one in close)
            held.append(replace(hit, undecided=tuple(dict.fromkeys((*hit.undecided, *untold)))))
        return tuple(held)

    def _open(self, hit: Hit) -> list[Clause]:
        """The clauses of which it might be told that a record is silent on them; amounts are a field's to tell."""
        told = {*hit.undecided, *hit.unmet, *(why.clause for why in (*hit.evidence, *hit.denied))}
        return [
            clause
            for clause in self.need.clauses
            if (clause in hit.unknown or (not clause.is_hard and clause.kind == "feature" and clause not in told))
            and (clause.value is None or isinstance(clause.value, (str, bool)))
        ]

    # --- what tells nothing ---------------------------------------------------------------------------------------------------

    def _may_be_told(self, clause: Clause) -> bool:
        """Whether records have words for a wish, so that it tells something if one has none."""
        if self._is_excepted(clause) or self._is_of_the_name(clause):
            return False
        if says_only_whom(clause.text, language_named(self.need.language).requests):
            return False
        words = _words_of(clause.text)
        if clause.op is None and len(words) == 1 and len(words[0]) < _FEWEST_LETTERS and not self._is_said(words[0]):
            return False  # a slip, or a part of a word
        return len(words) <= _MOST_WORDS and all(len(run) <= _MOST_SIGNS for run in _HAN.findall(clause.text))

    def _is_excepted(self, clause: Clause) -> bool:
        """Whether all but some things will do: what is called by no word for them is one that will."""
        return clause.kind == "exclude" and language_named(self.need.language).requests.excepts.search(clause.text) is not None

    def _is_of_the_name(self, clause: Clause) -> bool:
        """Whether a wish is a part of the thing's whole name: the "car" of a car seat."""
        words, name = _words_of(clause.text), _words_of(self.thing)
        return clause.kind == "feature" and bool(words) and len(words) < len(name) and set(words) <= set(name)

    def _is_abroad(self, clause: Clause, product: Product) -> bool:
        """Whether a record is in another language than a wish, whose words it cannot have."""
        language, is_signed = self.index.manifest.language, has_han(clause.text)
        return is_signed != has_han(product.title) or (not is_signed and bool(language) and language != self.need.language)

    def _is_said(self, word: str) -> bool:
        return any(len(self.index.words.rows(stem)) for stem in self.index.words.tokens(word))

    # --- what is near ---------------------------------------------------------------------------------------------------------

    def _near(self, hits: Sequence[Hit], kept: Sequence[Sequence[Clause]]) -> list[set[Clause]]:
        """Of each result the wishes to which something of its record is near."""
        wishes = [*dict.fromkeys(clause for clauses in kept for clause in clauses)]
        if not wishes:
            return [set() for _ in hits]
        ways = {wish: [*_ways_of(wish)] for wish in wishes}
        pieces = [_pieces_of(hit.product) if clauses else [] for hit, clauses in zip(hits, kept, strict=True)]
        asked = [text for ways_of in ways.values() for words in ways_of for text in (" ".join(words), *words)]
        vectors = self._vectors([*dict.fromkeys((*asked, *(piece for some in pieces for piece in some)))])
        found = []
        for hit, clauses, own in zip(hits, kept, pieces, strict=True):
            said = {one for one in clauses if own and any(_is_near(one, words, own, vectors) for words in ways[one])}
            said |= {one for one in clauses if _is_counted_abroad(one, hit.product) and self._is_abroad(one, hit.product)}
            found.append(said | self._near_facts(hit, [one for one in clauses if one not in said]))
        return found

    def _vectors(self, texts: Sequence[str]) -> dict[str, np.ndarray]:
        """Vectors by the encoder that reads all languages, where the index has one."""
        encoder = self.encoder()
        encode = getattr(encoder, "encode_abroad", encoder.encode)
        return dict(zip(texts, encode(texts), strict=True))

    def _near_facts(self, hit: Hit, wishes: Sequence[Clause]) -> set[Clause]:
        """The wishes to which a fact that stands in the index comes near, by either of its vectors."""
        if not wishes:
            return set()
        row = self.index.row(hit.product.id)
        keys, facts = self._facts(row)
        telling = [
            n
            for n, fact in enumerate(facts)
            if fact.field not in _OF_THE_OFFER and (fact.truth is not None or isinstance(fact.value, str))
        ]
        if not telling:
            return set()
        own, first = keys[telling], first_dim(keys.shape[1])
        halves = [slice(0, first)] + ([slice(-SECOND_DIM, None)] if first < keys.shape[1] else [])
        return {one for one in wishes if any((own[:, at] @ self._whole[one][at]).max() >= _NEAR_FACT for at in halves)}

    def _facts(self, row: int) -> tuple[np.ndarray, tuple[Fact, ...]]:
        import numpy as np

        keys, _, ((start, end),) = self.index.facts.of([row])
        return np.asarray(keys[start:end], np.float32), facts_of(self.index.records[row])

    @cached_property
    def _whole(self) -> dict[Clause, np.ndarray]:
        """The vectors of all that was wished, as texts of the catalog have them."""
        clauses = list(self.need.clauses)
        return dict(zip(clauses, self.encoder().encode([clause.says for clause in clauses]), strict=True))


def _tells_another(hit: Hit, clause: Clause, hits: Sequence[Hit]) -> bool:
    """Whether a record has something else in the field by which another one grants a wish: a resolution that is no 4K."""
    granting = {why.fact.field for other in hits for why in (*other.evidence, *other.denied) if why.clause == clause}
    return any(name in granting and value not in (None, "") for name, value in hit.product.attributes.items())


def _is_counted_abroad(clause: Clause, product: Product) -> bool:
    """Whether a wish has a number and a title too, whose words for what it counts are not known: "300er Box"."""
    return _has_number(clause.text) and _has_number(product.title)


def _has_number(text: str) -> bool:
    """Whether a number stands in a text, in figures or spelled; a Chinese one is often no number."""
    return _DIGIT.search(text) is not None or any(word in numerals() for word in _WORD.findall(text.casefold()))


def _words_of(text: str) -> list[str]:
    """The words of a text that say something, in small letters."""
    return [word for word in map(str.casefold, _WORD.findall(text)) if word not in _SMALL]


def _ways_of(clause: Clause) -> Iterator[list[str]]:
    """The words of a wish in each way in which it is said; of what is not wanted, what must not be said."""
    texts = [clause.text, clause.says]
    if clause.op == "lacks":
        texts = [clause.says, *str(clause.value).split(EITHER)]
    for text in dict.fromkeys(texts):
        if words := [*_words_of(text), *_HAN.findall(text)]:
            yield words


def _pieces_of(product: Product) -> list[str]:
    """The words of a record, its title first, and what may be words of its Chinese."""
    short = {name: value for name, value in product.attributes.items() if isinstance(value, str) and len(value) <= _SHORT_VALUE}
    values = (f"{name} {short.get(name, '')}" for name in product.attributes)
    text = " . ".join((product.title, product.category or "", *values, product.description))
    runs = _HAN.findall(text)
    signs = [run[at : at + size] for run in runs for size in _SIZES for at in range(len(run) - size + 1)]
    return list(dict.fromkeys((*_words_of(text), *signs)))[:_PIECES]


def _is_near(clause: Clause, words: Sequence[str], pieces: Sequence[str], vectors: dict[str, np.ndarray]) -> bool:
    """Whether a record's words come near to a wish; what is not wanted is often near to what has nothing of it."""
    return _nearness(words, pieces, vectors) >= (_NEAR_UNWANTED if clause.op == "lacks" else _NEAR)


def _nearness(words: Sequence[str], pieces: Sequence[str], vectors: dict[str, np.ndarray]) -> float:
    """How near a record's words come to a wish: to the whole of it, to its last word, or to all of them, whichever is most.

    Of several words it is enough that one stands there: "nights down to 40 °F", for nights close to freezing.
    """
    import numpy as np

    own = np.stack([vectors[piece] for piece in pieces])
    nearest = [float((own @ vectors[word]).max()) for word in words]
    whole = float((own @ vectors[" ".join(words)]).max())
    is_said = len(words) > 1 and max(nearest) >= _SAME
    return 1.0 if is_said else max(whole, nearest[-1], sum(nearest) / len(nearest))
