"""The standing (percentile rank) of a product among those of its kind: whether 1.89 kg is heavy for a laptop."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.need.languages.degree_words import Degree, Degrees
from shopcli.need.languages.registry import language_named
from shopcli.pipeline.conversation.replies import replies_of
from shopcli.pipeline.linking import EntityLinker
from shopcli.text.tokens import FUNCTION
from shopcli.types import Product, Sentence
from shopcli.util.kept_patterns import compiled
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

_FEW = 8  # products of a kind that no standing is told among
_MOST = 0.6  # of those of a kind, from where on a product is less, or more, than "most" of them
_PARTICLES = 4  # characters around a degree in a question of it alone, in a language without blanks: 它算…吗
_WORD = pattern(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class Standing:
    """How much of something a product is among its kind, over one index.

    Attributes:
        index: the open index.
        linker: what it knows of kinds and fields.
    """

    index: Index
    linker: EntityLinker

    def told(self, said: str, product: Product, language: str) -> tuple[Sentence, ...]:
        """How a product stands in what was asked, "is it heavy?"; nothing where no degree was, or no field has it.

        Args:
            said: the question.
            product: of which it is asked.
            language: of the question, ISO 639-1.
        """
        asked = _degree_in(said, language)
        field = self._field(asked) if asked else None
        if asked is None or field is None:
            return ()
        own, values = self._amounts(field, product)
        if own != own or len(values) < _FEW:
            return ()
        less, more = float((values < own).mean()), float((values > own).mean())
        text = _worded(asked, said, field, less, more, len(values), language)
        return (Sentence(text, (product.id,), "template"),)

    def _field(self, asked: Degree) -> str | None:
        if asked.of == "price":
            return "price" if "price" in self.index.columns else None
        measured = self.linker.measured(asked.of, "", "", self._everything)
        return measured.field if measured and measured.sure else None

    @cached_property
    def _everything(self) -> np.ndarray:
        import numpy as np

        return np.arange(len(self.index))

    def _amounts(self, field: str, product: Product) -> tuple[float, np.ndarray]:
        """The amount of a product, and those of its kind that are known: of its section, else of all."""
        import numpy as np

        values, row = self.index.columns.dense(field), self.index.row(product.id)
        rows = self._everything
        if product.category and "category" in self.index.columns:
            sections = self.index.columns.get("category").values
            rows = np.flatnonzero(sections == sections[row])
        known = values[rows]
        return float(values[row]), known[~np.isnan(known)]


def _degree_in(said: str, language: str) -> Degree | None:
    """The degree that a question asks for; none where a question is of anything else as well: "a big screen"."""
    pack, text = language_named(language), said.lower()
    words = _words(pack.degrees)
    silent = FUNCTION | pack.requests.silent | pack.requests.vague
    for match in compiled(_any_of(words, pack.degrees.spaced)).finditer(text):
        rest = _WORD.findall(f"{text[: match.start()]} {text[match.end() :]}")
        if all(word in silent for word in rest) or (not pack.degrees.spaced and sum(map(len, rest)) <= _PARTICLES):
            of, low = words[match[0]]
            return Degree(*match.span(), of, low=low)
    return None


def _words(degrees: Degrees) -> dict[str, tuple[str, bool]]:
    """The words for degrees, without what ends in a shorter one and may deny it: "heavy", and no "too heavy"."""
    bare = {_without_joint(word, degrees): meant for word, meant in degrees.relative.items()}
    return {word: bare[word] for word in bare if not any(word != other and word.endswith(other) for other in bare)}


def _without_joint(word: str, degrees: Degrees) -> str:
    """A word without what joins it to the next, in a language without blanks."""
    return word[:-1] if not degrees.spaced and len(word) > 1 and word[-1] in degrees.joints else word


def _any_of(words: Collection[str], spaced: bool) -> str:
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return rf"\b(?:{either})\b" if spaced else rf"(?:{either})"


def _worded(asked: Degree, said: str, field: str, less: float, more: float, count: int, language: str) -> str:
    """A standing in words, by the share of those that are less, or more."""
    replies, word = replies_of(language), said[asked.start : asked.end]
    if max(less, more) < _MOST:
        return replies["stands between"].format(count=f"{count:,}")
    is_more = less > more
    is_so = is_more != asked.low
    form = f"stands {'so' if is_so else 'not so'}"
    others = f"{'cost' if field == 'price' else 'have'} {'less' if is_more else 'more'}"
    return replies[form].format(word=word, count=f"{count:,}", share=f"{100 * max(less, more):.0f}", others=replies[others])
