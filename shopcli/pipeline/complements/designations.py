"""Designations: the names by which a maker calls a model, "HL-4050CDN" or "Ridge 2", and whether words name a product."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.assertions import in_all
from shopcli.index.parts.vocabulary import COLOUR_WORDS
from shopcli.index.text import lexical_text
from shopcli.need.languages.registry import language_named, languages
from shopcli.need.languages.spelling_rules import OrdinaryWords
from shopcli.pipeline.names.titles.title_heads import what_it_is
from shopcli.text.offer_values import audience_of
from shopcli.text.scripts import has_han
from shopcli.text.tokens import FUNCTION, measure_of
from shopcli.text.words import singulars
from shopcli.types import Product

if TYPE_CHECKING:
    import numpy as np

_TOKEN = re.compile(r"[^\W_]+(?:[.'’+-][^\W_]+)*\+?")
_MEASURED = re.compile(r"\d[\d.,x×-]*([^\W\d_]{1,4})")
_DIMENSIONS = re.compile(r"\d[\d.,]*(?:[x×*]\d[\d.,]*)+[a-z]{0,2}")  # "45.7x21.2"
_COUNTED = re.compile(r"\d+-[^\W\d_]{3,}")  # "4-person"
_WHOLE_CODE = 4  # characters of letters and digits that are nobody else's by chance
_SHORT_CODE = 5  # characters of a code that several makers may give
_MOST_TITLES, _OF_ALL_TITLES = 40, 0.05  # what more titles say is no name of one model or series
_OF_ONE = 12  # titles that may have one designation: a model in several colours
_OF_A_MODEL = 100  # records that may say two words which name a model together: more say "XP Professional"
_MOST_ROWS = 600  # what more records say is a standard, and no model
_BEHIND = re.compile(r"[,;(|]|\s[-–—]\s")
_ALONE = 2  # words of a title that is a name alone
_OF_THINGS = 0.004  # of the catalog, how much must be called so for a word to name a kind of things
_SUFFIX = re.compile(r"[a-z]{1,4}")


def tokens_of(text: str) -> list[str]:
    """The words of a name as written, a code with its hyphens in one: "HL-4050CDN"."""
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        if any(map(str.isdigit, word)) and any(map(str.isalpha, word)) and not has_han(word):
            found.append(word)
        else:
            found += re.split(r"[-–](?=\w)", word)
    return found


def plainly(word: str) -> str:
    """A word by which names compare: small, without hyphens."""
    return word.casefold().replace("-", "").replace("’", "'")


def is_measure(word: str) -> bool:
    """Whether a word is a number with its unit: "22mm"."""
    match = _MEASURED.fullmatch(word)
    return match is not None and measure_of(match[1]) is not None


def is_code(word: str) -> bool:
    """Whether a word has letters and digits as codes of models have, enough of them to be one alone: "E320", not "22mm"."""
    bare = plainly(word)
    has_both = any(map(str.isdigit, bare)) and any(map(str.isalpha, bare))
    has_both = has_both and not _DIMENSIONS.fullmatch(word)
    return has_both and len(bare) >= _WHOLE_CODE and not (has_han(bare) or is_measure(word) or _COUNTED.fullmatch(word))


def _of_itself(title: str) -> str:
    """A title up to what it says of other things: what its thing is for, what stands behind a mark."""
    return _BEHIND.split(what_it_is(title), maxsplit=1)[0]


class Names:
    """Which words of a catalog are names of models and series: capital letters, few titles, and never a word of running text.

    Args:
        index: the open index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self.is_name = lru_cache(maxsize=1 << 14)(self._is_name)
        self.titled = lru_cache(maxsize=1 << 12)(self._titled)
        self.is_pair = lru_cache(maxsize=1 << 12)(self._is_pair)
        self.is_model = lru_cache(maxsize=1 << 13)(self._is_model)

    @cached_property
    def generic(self) -> frozenset[str]:
        """Words that name nothing, in every language."""
        return frozenset(FUNCTION).union(*(pack.complements.generic for pack in languages()))

    @cached_property
    def brands(self) -> frozenset[str]:
        """The words of the catalog's brands."""
        return frozenset(plainly(word) for brand in self._index.vocabulary.brands for word in tokens_of(brand))

    @cached_property
    def whole_brands(self) -> frozenset[str]:
        """The catalog's brands."""
        return frozenset(brand.casefold() for brand in self._index.vocabulary.brands)

    def rows(self, word: str) -> np.ndarray:
        """The rows of the records that say a word, ascending."""
        import numpy as np

        stems = self._index.words.tokens(word)
        return in_all([*map(self._index.words.rows, stems)]) if stems else np.zeros(0, np.int64)

    def _titled(self, word: str) -> tuple[int, ...]:
        """The rows of the products in whose titles a word stands, or none where too many records say it."""
        rows = self.rows(word)
        if len(rows) > _MOST_ROWS:
            return ()
        whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
        return tuple(int(row) for row in rows if whole.search(self._index.records.title(int(row))))

    def _is_model(self, word: str) -> bool:
        """Whether a code is that of few models, and no standard that many records name: "DDR3", "802.11n"."""
        return is_code(word) and 0 < len(self.rows(word)) <= _MOST_ROWS and len(self.titled(word)) <= _OF_ONE

    def _is_name(self, word: str) -> bool:
        low = plainly(word)
        if not (word[:1].isupper() and word.isalpha() and len(word) > 2) or has_han(word):
            return False
        if low in self.generic or low in self.brands or low in COLOUR_WORDS or audience_of(low) or self.is_thing(word):
            return False
        rows = self.titled(word)
        if not 0 < len(rows) <= max(_MOST_TITLES, _OF_ALL_TITLES * len(self._index)):
            return False
        records = self._index.records.some(rows)
        own = [record for record in records if low in map(plainly, tokens_of(_of_itself(record.title)))]
        if len({record.brand for record in own or records}) > 1:
            return False  # many makers call things so: "GPS", "Pro"
        small = re.compile(rf"(?<!\w){re.escape(low)}(?!\w)")
        return not any(small.search(lexical_text(record)) for record in records)

    def _is_pair(self, word: str, other: str) -> bool:
        """Whether two words beside each other are the name of one maker's model, which no text says in small letters."""
        import numpy as np

        if other.isalpha() and self.is_thing(other):
            return False
        rows = np.intersect1d(self.rows(word), self.rows(other))
        if not 0 < len(rows) <= _OF_A_MODEL:
            return False
        records = self._index.records.some(rows)
        joined = re.compile(rf"(?<!\w){re.escape(word)}[\s-]?{re.escape(other)}", re.IGNORECASE)
        titled = [record for record in records if joined.search(_of_itself(record.title))]
        if not 0 < len(titled) <= _OF_ONE or len({record.brand for record in titled}) > 1:
            return False
        small = re.compile(rf"(?<!\w){re.escape(word.lower())}[\s-]?{re.escape(other.lower())}(?!\w)")
        return word.lower() == word or not any(small.search(lexical_text(record)) for record in titled)

    def is_thing(self, word: str) -> bool:
        """Whether an ordinary word closes the names of several kinds of things: "watch", and no "Ridge"."""
        stems = self._index.words.tokens(word)
        if self._ordinary is not None and word.casefold() not in self._ordinary:
            return False
        if word.isupper() and self._ordinary is not None:  # capitals say nothing, unless titles are nothing but names
            return not self._stands_alone(word)
        return len(stems) == 1 and self._index.kinds.is_established(stems[0], _OF_THINGS)

    def is_rare(self, word: str) -> bool:
        """Whether a name is no ordinary word, and that of few products: other makers may mean just these by it."""
        return not self.is_ordinary(word) and len(self.titled(word)) <= _OF_ONE

    def is_sort(self, word: str) -> bool:
        """Whether an ordinary word is the name of any kind."""
        return self.may_be_ordinary(word) and tuple(self._index.words.tokens(word)) in self._index.kinds

    def _stands_alone(self, word: str) -> bool:
        """Whether most titles with a word are that name and hardly anything else."""
        lengths = [len(tokens_of(self._index.records.title(row))) for row in self.titled(word)]
        return 2 * sum(length <= _ALONE for length in lengths) > len(lengths)

    def may_be_ordinary(self, word: str) -> bool:
        """Whether a word, or what it is several of, is an ordinary one, as far as anything lists these."""
        forms = (word, *singulars(word.casefold()))
        return self._ordinary is None or has_han(word) or any(map(self.is_ordinary, forms))

    def is_ordinary(self, word: str) -> bool:
        """Whether a word is an ordinary one of the catalog's language."""
        return self._ordinary is not None and word.casefold() in self._ordinary

    @cached_property
    def _ordinary(self) -> OrdinaryWords | None:
        """The ordinary words of the catalog's language; None where nothing lists them."""
        spelling = language_named(self._index.manifest.language).spelling
        return spelling.word_list() if spelling else None

    def named_elsewhere(self, item: str, own: Designation) -> bool:
        """Whether an item names a model or series that a product is not of."""
        words = [word for word in tokens_of(item) if plainly(word) not in own.tokens]
        return any((self.is_model(word) and not own.has_code(word)) or self.is_name(word) for word in words)


@dataclass(frozen=True)
class Designation:
    """What one product is called, and what names it in other records.

    Attributes:
        product: whose names these are.
        names: of the catalog.
        of_others: words, plainly, that its record says of what it is for: no names of its own.
        is_part: whether such things are for others: then what several titles have is no name of its own.
    """

    product: Product
    names: Names
    of_others: frozenset[str] = frozenset()
    is_part: bool = False

    @cached_property
    def words(self) -> Sequence[str]:
        """The words of its title, and of its fields that name its model or series, as written."""
        codes = [value for name, value in self.product.codes.items() if name in ("mpn", "model")]
        return list(tokens_of(" ".join([self.product.title, *codes])))

    @cached_property
    def _own_words(self) -> Sequence[str]:
        itself = tokens_of(_of_itself(self.product.title)) or self.words
        own = [word for word in itself if plainly(word) not in self.of_others]
        return [word for word in own if not (self.is_part and is_code(word) and len(self.names.titled(word)) > 1)]

    @cached_property
    def tokens(self) -> frozenset[str]:
        """All of these, plainly, with the parts of compounds that a hyphen joins."""
        found = set(map(plainly, self.words))
        return frozenset(found | {plainly(part) for word in self.words for part in word.split("-")})

    @cached_property
    def codes(self) -> frozenset[str]:
        """Its codes of models, plainly."""
        return frozenset(plainly(word) for word in self._own_words if is_code(word) and self.names.is_model(word))

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The names of its model and series among the words of its title, as written, in their order."""
        return tuple(word for word in self._own_words if self.names.is_name(word))

    @cached_property
    def series(self) -> str:
        """The name of the series that it is of: the first of its own names, none where it has none."""
        *_, last = tokens_of(_of_itself(self.product.title)) or [""]
        is_alone = len(self.words) <= _ALONE or not any(map(str.islower, self.words[0]))
        title = self.product.title  # of "Single-Phase" neither half is a name
        whole = (word for word in self.own if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", title))
        return next((word for word in whole if word != last or is_alone), "")

    def behind(self, word: str) -> str:
        """The number or code that follows a word in its title: the 2 of "Ridge 2"; empty where none does."""
        plain_words = [plainly(one) for one in self.words]
        at = plain_words.index(plainly(word)) if plainly(word) in plain_words else -1
        following = self.words[at + 1] if 0 <= at < len(self.words) - 1 else ""
        numbered = any(map(str.isdigit, following)) and not is_measure(following)
        unit = self.words[at + 2] if at + 2 < len(self.words) else ""
        return following if numbered and not (following.isdigit() and measure_of(unit)) else ""

    def has_code(self, word: str) -> bool:
        """Whether a code is one of its codes, or of its series: "C782" of the C782dn."""
        low = plainly(word)
        return any(code == low or (code.startswith(low) and _SUFFIX.fullmatch(code[len(low) :])) for code in self.codes)

    def is_named(self, item: str, by: Product) -> bool:
        """Whether an item of a statement, in the record of another product, names this one.

        A code of its own is enough. Else all the words of the item must stand in its title, and one of them must be a name:
        "Ridge" names the "Ridge 2", "Ridge 2" no "Ridge Solar", and "wireless mouse" none. A short code, or a name that is an
        ordinary word, is only its maker's own way to name it, and where another maker is named it is that one's.
        """
        if self._is_of_another_brand(item):
            return False
        of_its_maker = by.brand is None or self.product.brand is None or by.brand.casefold() == self.product.brand.casefold()
        words = [word for word in tokens_of(item) if self._counts(word)]
        codes = [word for word in words if is_code(word) and self.has_code(word)]
        others = [word for word in words if plainly(word) not in self.tokens and word not in codes]
        if codes and not any(self.names.is_sort(word) or self.names.is_name(word) for word in others):
            return of_its_maker or max(map(len, codes)) > _SHORT_CODE or bool(len(words) > 1 and not others)
        series = [word for word in words if not any(map(str.isdigit, word))]
        numbers = [word for word in words if word.isdigit() and len(word) >= _WHOLE_CODE and self.has_code(word)]
        if series and numbers and all(plainly(word) in self.tokens for word in series):
            return True  # "Lettra 6350" of the Lettra 6350DN
        if not words or any(plainly(word) not in self.tokens for word in words):
            return False
        own = set(map(plainly, self.own))
        named = [word for word in words if plainly(word) in own and word[:1].isupper()]
        is_own = any(of_its_maker or self.names.is_rare(word) for word in named)
        is_own = is_own and not any(word.isdigit() for word in words)  # a number must stand behind the name in the title, too
        return is_own or any(map(self._is_own_pair, pairwise(words)))

    def _is_of_another_brand(self, item: str) -> bool:
        brand = (self.product.brand or "").casefold()
        said = {word.casefold() for word in tokens_of(item)} & self.names.whole_brands
        return bool(said and brand) and brand not in said and not any(word in brand.split() for word in said)

    def _counts(self, word: str) -> bool:
        low = plainly(word)
        return low not in self.names.generic and low not in self.names.brands

    def _is_own_pair(self, pair: tuple[str, str]) -> bool:
        """Whether a word and another, or a number, stand so in its title and make a name: "Trail One", "Phaser 6350"."""
        word, other = pair
        numbered = any(map(str.isdigit, other)) and not is_measure(other)
        if not word[:1].isupper() or not (numbered or other[:1].isupper()) or plainly(word) in self.of_others:
            return False
        own = [*map(plainly, self._own_words)]
        is_own = (plainly(word), plainly(other)) in pairwise(own)
        return is_own and self.names.is_pair(word, other)
