"""Language model of requests over one catalog: how people ask, about the things, makers and titles that it has.

How people ask is read from requests in which the words for a thing are marked; the catalog's own things take their place. So a
recogniser expects "the cheapest notebook" where notebooks are sold, and "the cheapest sleeping bag" elsewhere.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from shopcli.index import Index
from shopcli.models.speech.ngram_model import NgramModel
from shopcli.pipeline.names.titles.title_heads import what_it_is
from shopcli.text.aloud import for_the_ear
from shopcli.text.money import currencies
from shopcli.types import SpokenForms

Stretches = Sequence[tuple[str, str | None]]
"""A request cut into its words and what they are for: ``thing`` for what is asked for, None for nothing."""

_MOST_THINGS, _MOST_BRANDS, _MOST_TITLES = 400, 120, 4000
_TITLE_WORDS = 9  # of a title: what follows is numbers
_REQUEST_WORDS = 14  # of a request that is spoken in one breath
_MADE = 6000  # requests of things and makers
_TOLD_THINGS, _TOLD = 16, 8  # names and examples that a recogniser is told before it hears
_SEED = 7
_SEVERAL = re.compile(r"\s*[&,]\s*|\s+and\s+")
_LONGEST_NAME = 3  # words
_WITHIN = re.compile(r"\s*(?:>|/|»|\||::)\s*")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_SUMS, _AMOUNTS = (
    (10, 20, 25, 30, 50, 80, 100, 150, 200, 300, 500, 800, 1000, 1200),
    (1, 2, 3, 4, 5, 8, 10, 12, 16, 20, 24, 32, 40),
)


class RequestLanguage:
    """What may be asked of one catalog.

    Args:
        index: of the catalog.
        requests: how people ask, in one language.
        forms: of that language.
    """

    def __init__(self, index: Index, requests: Sequence[Stretches], forms: SpokenForms) -> None:
        self._index, self._requests, self._forms = index, requests, forms

    @cached_property
    def things(self) -> dict[str, int]:
        """What the catalog calls its things, with how many there are: ends of its categories, and what titles close with."""
        names = {name.lower() for name in self._index.kinds.table.names}
        counts = Counter(self._categories())
        for title in self._titles:
            words = what_it_is(title).lower().split()
            ends = (" ".join(words[-n:]) for n in range(min(_LONGEST_NAME, len(words)), 0, -1))
            counts.update(name for name in [next((end for end in ends if end in names), "")] if name)
        return dict(counts.most_common(_MOST_THINGS))

    def _categories(self) -> Iterator[str]:
        """The last part of each product's category; each of several names that one has."""
        columns = self._index.columns
        if "category" in columns:
            column = columns.get("category")
            for number, value in enumerate(map(int, column.values)):
                if 0 <= value < len(column.choices) and number % self._step == 0:
                    yield from _SEVERAL.split(_WITHIN.split(column.choices[value].strip())[-1].lower())

    @cached_property
    def brands(self) -> list[str]:
        """The makers, those of most products first."""
        return list(self._index.vocabulary.brands.values())[:_MOST_BRANDS]

    @cached_property
    def _titles(self) -> list[str]:
        return [self._index.records.title(row) for row in range(0, len(self._index), self._step)]

    @property
    def _step(self) -> int:
        """Of so many products one is looked at."""
        return max(1, len(self._index) // _MOST_TITLES)

    @property
    def _money(self) -> str:
        code = next(iter(self._index.vocabulary.currencies), "")
        return self._forms.money.get(code, (code, code))[1] if code in currencies() else ""

    def told(self) -> list[str]:
        """What a recogniser is told before it hears: the commonest things, and a few requests of them."""
        made = self._made(random.Random(_SEED), self._forms.requests)
        return [*list(self.things)[:_TOLD_THINGS], *(text for text, _ in zip(made, range(_TOLD), strict=False))]

    def _made(self, chance: random.Random, frames: Sequence[str]) -> Iterator[str]:
        """Requests without end: things and makers as often as they are sold."""
        things, brands = self.things or {"thing": 1}, self.brands or ["it"]
        units = [name for _, name in self._forms.units.values()][:1] or [""]
        known = [name for symbol, (_, name) in self._forms.units.items() if symbol in _COMMON] or units
        names, weights = list(things), [count**0.5 for count in things.values()]
        makers = [1 / (rank + 1) ** 0.5 for rank in range(len(brands))]
        while frames:
            for frame in frames:
                low = chance.choice(_SUMS)
                brand, other = chance.choices(brands, makers, k=2)
                amount = f"{chance.choice(_AMOUNTS)}{self._forms.joint}{chance.choice(known)}"
                yield frame.format(
                    thing=chance.choices(names, weights)[0], brand=brand, other=other, amount=amount,
                    sum=f"{low}{self._forms.joint}{self._money}", more=f"{low * 2}{self._forms.joint}{self._money}",
                )  # fmt: skip

    # --- the model ------------------------------------------------------------------------------------------------------------

    @cached_property
    def model(self) -> NgramModel:
        """The n-gram model."""
        return NgramModel.learn(self._sentences())

    def _sentences(self) -> Iterator[list[str]]:
        chance = random.Random(_SEED)
        things, weights = list(self.things), [count**0.5 for count in self.things.values()]
        for request in self._requests:
            if sum(len(text.split()) for text, _ in request) > _REQUEST_WORDS:  # a story, which nobody speaks in one breath
                continue
            yield from self._both("".join(text for text, _ in request))
            if things and any(role == "thing" for _, role in request):
                for thing in chance.choices(things, weights, k=2):
                    yield from self._both("".join(thing if role == "thing" else text for text, role in request))
        for text, _ in zip(self._made(chance, self._forms.requests), range(_MADE), strict=False):
            yield from self._both(text)
        for title in self._titles:
            yield self.words(title)[:_TITLE_WORDS]
        for name in (*self.things, *self.brands):
            yield self.words(name)

    def _both(self, text: str) -> Iterator[list[str]]:
        """A request as it is written and as it is read aloud: "1.5 kg" may be said as letters."""
        written, read = self.words(text), self.words(for_the_ear(text, self._forms))
        yield written
        if read != written:
            yield read

    def words(self, text: str) -> list[str]:
        """A text as the words that are said, lower case: numbers in words, "4K" as two."""
        return [word for token in _TOKEN.findall(text.lower().replace("’", "'")) for word in self._said(token)]

    def _said(self, token: str) -> list[str]:
        numeral = self._forms.numeral
        if not token[0].isdigit() or numeral is None:
            return [token]
        thousands, point = tuple(self._forms.points)
        whole, _, parts = token.replace(thousands, "").partition(point)
        said = numeral(int(whole[:12])).split()
        return said + (["point", *(numeral(int(digit)) for digit in parts if digit.isdigit())] if parts else [])

    @cached_property
    def written(self) -> dict[str, str]:
        """Words as the catalog writes them, where capitals say that they are spelt out."""
        return {
            token.lower(): token
            for text in (*self.brands, *self._titles)
            for token in _TOKEN.findall(text)
            if token.isupper() and len(token) <= 5
        }


_COMMON = frozenset(("GB", "in", "kg", "g", "cm", "m", "l", "ml", "W"))
