"""What the catalog's own language teaches: its brands, its colours, its currencies.

Colour words are read where the catalog has fields for them, and in titles once it does: a shop that has no colour
field has no colours to choose, and "orange" there is a fruit.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopcli.index.storage.manifest import LEARNED
from shopcli.types import Product
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    from shopcli.index.parts.column_writer import ColumnWriter
    from shopcli.index.storage.carried_over import CarriedOver

_WORDS = "description_words.json"

# Language, not catalog: the basic colour terms (Berlin and Kay 1969) and what shops commonly add to them.
COLOUR_WORDS: dict[str, str] = {
    word: word
    for word in (
        "black white grey silver red pink yellow green orange purple violet gold brown beige blue navy turquoise cyan "
        "magenta ivory cream bronze copper teal burgundy khaki olive lilac mint transparent multicolour"
    ).split()
} | {"gray": "grey", "golden": "gold", "multicolor": "multicolour", "multicoloured": "multicolour"}
COLOUR_WORDS |= {
    "黑": "black", "白": "white", "灰": "grey", "银": "silver", "红": "red", "粉": "pink", "黄": "yellow", "绿": "green",
    "橙": "orange", "紫": "purple", "金": "gold", "棕": "brown", "蓝": "blue", "米": "beige",
}  # fmt: skip
_COLOUR_FIELD = pattern(r"(?<![a-z])colou?rs?(?![a-z])|couleur|farbe|颜色|顏色", re.IGNORECASE)
# Written so that the order of the texts is the order of the days, which is how exports write them (ISO 8601).
_DATE = pattern(r"(?:19|20)\d\d-[01]\d(?:-[0-3]\d(?:[T ].{1,20})?)?")
_LATIN_WORD = pattern(r"[a-z]+")
_CHINESE_COLOUR = pattern("([黑白灰银红粉黄绿橙紫金棕蓝米])色")


@lru_cache(maxsize=1 << 14)
def is_colour_field(name: str) -> bool:
    """Whether a field's name says that it holds colours."""
    return _COLOUR_FIELD.search(name.replace("_", " ")) is not None


def colours_in(text: str) -> list[str]:
    """The colours that a text names, in English, without repeats."""
    low = text.lower()
    latin = (COLOUR_WORDS[word] for word in _LATIN_WORD.findall(low) if word in COLOUR_WORDS)
    chinese = (COLOUR_WORDS[word] for word in _CHINESE_COLOUR.findall(low))
    return list(dict.fromkeys((*latin, *chinese)))


def colours_of(product: Product) -> str:
    """A product's colours, from its colour fields and its title, joined by ``", "``."""
    colour_values = [str(value) for name, value in product.attributes.items() if is_colour_field(name)]
    return ", ".join(dict.fromkeys(colour for text in (*colour_values, product.title) for colour in colours_in(text)))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a request may name.

    Attributes:
        brands: the brand as the catalog writes it, by its lower-case form.
        common_words: brands (lower case) that the catalog uses as ordinary words more often than as a brand.
        colours: the colours that products have, in English.
        currencies: ISO 4217 codes, the commonest first.
        fields: the fields' names.
        switches: the fields that are yes or no.
        dates: the fields that are days, months or years of a calendar.
    """

    brands: dict[str, str]
    common_words: tuple[str, ...]
    colours: tuple[str, ...]
    currencies: tuple[str, ...]
    fields: tuple[str, ...]
    switches: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()

    @property
    def colour_words(self) -> dict[str, str]:
        """The colour, in English, by each word for it."""
        return COLOUR_WORDS

    def save(self, path: Path) -> None:
        """Write it as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def open(cls, path: Path) -> Vocabulary:
        """Read what `save` wrote."""
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return cls(values.pop("brands"), **{name: tuple(value) for name, value in values.items()})


class VocabularyLearner:
    """Counts, product by product, which words descriptions use; all else that `Vocabulary` holds is read off the columns."""

    def __init__(self) -> None:
        self._words: Counter[str] = Counter()

    def keep(self, kept: CarriedOver) -> None:
        """Begin with the products of the index before that go on."""
        self._words = Counter(json.loads((kept.data / LEARNED / _WORDS).read_text(encoding="utf-8")))
        for product in kept.gone.values():
            self._words.subtract(_lower_case_words(product))
        self._words = +self._words  # without words that nobody uses any more

    def add(self, product: Product) -> None:
        """Take in one product."""
        self._words.update(_lower_case_words(product))

    def learned(self, columns: ColumnWriter) -> Vocabulary:
        """What was counted, and what the columns hold."""
        from shopcli.index.parts.columns import COLOUR

        counts: Counter[str] = Counter()
        brands: dict[str, str] = {}
        for name, count in columns.texts("brand").most_common():
            brands.setdefault(name.lower(), name)  # the commonest spelling wins
            counts[name.lower()] += count
        colours: Counter[str] = Counter()
        if any(map(is_colour_field, columns.names)):
            for text, count in columns.texts(COLOUR).items():
                colours.update(dict.fromkeys(text.split(", "), count))
        return Vocabulary(
            brands=brands,
            common_words=tuple(sorted(low for low in brands if self._words[low] > counts[low])),
            colours=tuple(colour for colour, _ in colours.most_common()),
            currencies=tuple(code for code, _ in columns.texts("currency").most_common()),
            fields=columns.names,
            switches=tuple(filter(columns.is_switch, columns.names)),
            dates=tuple(
                name for name in columns.names if columns.is_text(name) and all(map(_DATE.fullmatch, columns.texts(name)))
            ),
        )

    def save(self, data: Path) -> None:
        """Keep the words for the next update."""
        (data / LEARNED / _WORDS).write_text(json.dumps(self._words, sort_keys=True), encoding="utf-8")


def _lower_case_words(product: Product) -> set[str]:
    """Only lower-case words: a brand at work as a common word is not capitalised."""
    return set(_LATIN_WORD.findall(product.description))
