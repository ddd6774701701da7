"""What of a product is embedded and indexed as words."""

from __future__ import annotations

import hashlib
import re

from shopcli.types import Fact, Product, opening_truth

DESCRIPTION_CHARACTERS = 600  # a longer text gains nothing and costs time (docs/log.md)
FACT_CHARACTERS = 200  # a longer fact is prose, whose vector its first sentence decides
KEY_BYTES = 16
KEYS = "keys.npy"  # of the products' texts

_FREE_TEXT = ("title", "description", "category")  # needs no label before it
_NAMES = (*_FREE_TEXT, "brand")
_DIGIT, _WORD = re.compile(r"\d"), re.compile(r"[^\W\d_]{3}")


def document_text(product: Product) -> str:
    """The text that stands for a product in the vectors: its title, its category and the start of its description."""
    parts = [product.title]
    if product.category and product.category.lower() not in product.title.lower():
        parts.append(product.category)
    if product.description and product.description != product.title:
        parts.append(product.description[:DESCRIPTION_CHARACTERS])
    return ". ".join(parts)


def lexical_text(product: Product) -> str:
    """The text that stands for a product among the words: all that is said of it, with the names of what it has."""
    return " ".join(lexical_parts(product))


def lexical_parts(product: Product) -> list[str]:
    """The parts of `lexical_text`; no word reaches from one into the next."""
    attributes = (
        name.replace("_", " ") if value is True else f"{name} {value}"
        for name, value in product.attributes.items()
        if value is True or (isinstance(value, str) and opening_truth(value)[0] is not False)  # nobody has what it says no to
    )
    parts = (product.title, product.brand or "", product.category or "", product.description, *attributes)
    return [part for part in parts if part]


def title_fact(product: Product) -> Fact:
    """The fact that a product is called so."""
    return Fact("title", product.title)


def fact_text(fact: Fact) -> str:
    """What a fact says; free text needs no label before it, and a category is sharper without."""
    text = str(fact.value) if fact.field in _FREE_TEXT else fact.text
    return text[:FACT_CHARACTERS]


def embedded_text(fact: Fact, title: str, document: str) -> str:
    """The text whose vector stands for a fact; fewer than there are facts, since many share one at no loss (docs/log.md).

    A number, a date or a code is known by its words and its column; all that a vector can say of it is its field's name.
    A title that is most of its product's text says what that does.

    Args:
        fact: what is said of a product.
        title: the product's title.
        document: its `document_text`.
    """
    if fact.field == "title" and fact.value == title and 2 * len(title) >= len(document):
        return document
    return fact.label if _says_no_word(fact) else fact_text(fact)


def _says_no_word(fact: Fact) -> bool:
    """Whether the value is a number, or a text of digits and signs: "175 x 357 mm", "2008-10-27", "C13T580900"."""
    if isinstance(fact.value, str):
        return fact.field not in _NAMES and bool(_DIGIT.search(fact.value)) and not _WORD.search(fact.value)
    return not isinstance(fact.value, bool)


def text_key(text: str) -> bytes:
    """A short stable key of a text; equal texts share one vector, in one build and from build to build."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()
