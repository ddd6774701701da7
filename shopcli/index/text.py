"""What of a product is embedded and indexed as words."""

from __future__ import annotations

import hashlib

from shopcli.types import Fact, Product

DESCRIPTION_CHARACTERS = 600  # a longer text gains nothing and costs time (docs/log.md)
FACT_CHARACTERS = 200  # a longer fact is prose, whose vector its first sentence decides
KEY_BYTES = 16


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
        if value is True or isinstance(value, str)
    )
    parts = (product.title, product.brand or "", product.category or "", product.description, *attributes)
    return [part for part in parts if part]


def fact_text(fact: Fact) -> str:
    """The text that is embedded for a fact; free text needs no label before it, and a category is sharper without."""
    text = str(fact.value) if fact.field in ("title", "description", "category") else fact.text
    return text[:FACT_CHARACTERS]


def text_key(text: str) -> bytes:
    """A short stable key of a text; equal texts share one vector, in one build and from build to build."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()
