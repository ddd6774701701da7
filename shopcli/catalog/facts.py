"""Facts: the short statements that one product's record makes. They filter, are attended to, explain, and bound the advice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from shopcli.catalog.cells.clean import ATTRIBUTE_LIMIT
from shopcli.text.unit_price import unit_price_of
from shopcli.types import Fact, Product
from shopcli.util.lazy_regex import pattern

MOST_FACTS = 96
MOST_SENTENCES = 6  # of the description
MOST_TOLD = 8  # of the attributes that are told in sentences, as bullet points are
VALUE_CHARACTERS = 300
_SENTENCE_CHARACTERS = 300
_TOLD_CHARACTERS, _TOLD_WORDS = 60, 4  # what is shorter, all or its sentences in the mean, is a list of values

# A title's joints. A comma or a slash within a number (1,299 or 62.5/125) or a slash without spaces (USB-A/C) is none.
_JOINT = pattern(r"((?<!\d),|,(?!\d)|[，、；;|]|\s[-–—/•·]\s|[(（\[【][^()（）\[\]【】]{2,}[)）\]】])")
_BRACKETS = "()（）[]【】"
_SENTENCE_END = pattern(r"(?<=[。！？])|(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[^\sa-z])|\s+[•●▪‣]\s*|\s+\|\s+")
_NO_END = pattern(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|ca|max|min|incl|excl|no|nr|st|dr|mr|mrs|ms|inc|ltd|co|corp|art|fig|vol|ed|z\.B|bzw|usw|inkl|zzgl|p\.ej|env)|\b[A-Za-z])\.$",
    re.IGNORECASE,
)
_UNIT = pattern(r"\d\s?(?:lbs?|oz|ft|in|yd|gal|qt|pt|sq|hrs?|min|sec|kg|g|cm|mm)\.$", re.IGNORECASE)  # "1 lb. 15 oz."
_WORD = pattern(r"\w")


class _Most(NamedTuple):
    """How many facts there may be, and of them sentences of the description and of attributes."""

    facts: int
    sentences: int
    told: int


def facts_of(product: Product, *, whole: bool = False) -> tuple[Fact, ...]:
    """The facts of a product, at most `MOST_FACTS`: title and its pieces, price, what a kilogram,
    a litre or a piece costs, brand, category, attributes, description.

    Attributes keep the catalog's order; those told in sentences are read as the description is. Long texts are cut at
    `VALUE_CHARACTERS`; of the description come at most `MOST_SENTENCES` sentences that say something new, of the others
    `MOST_TOLD`. Where there are too many facts, sentences give way, then attributes.

    Args:
        product: the record.
        whole: whether every sentence is a fact, and no value is cut: whoever asks about one product is answered from all of it.
    """
    most = _Most(10 * MOST_FACTS, 10 * MOST_FACTS, 10 * MOST_FACTS) if whole else _Most(MOST_FACTS, MOST_SENTENCES, MOST_TOLD)
    characters = ATTRIBUTE_LIMIT if whole else VALUE_CHARACTERS
    facts = [Fact("title", piece) for piece in _title_pieces(product.title)]
    if product.price is not None:
        facts.append(Fact("price", product.price, product.currency))
    if product.reduction is not None:
        if product.list_price is not None:
            facts.append(Fact("list_price", product.list_price, product.currency))
        facts.append(Fact("reduction", round(100 * product.reduction, 1), "%"))
    if unit_price := unit_price_of(product):
        facts.append(Fact(*unit_price, product.currency))
    if product.availability:
        facts.append(Fact("availability", product.availability))
    if product.brand:
        facts.append(Fact("brand", product.brand))
    if product.category:
        facts.append(Fact("category", product.category))
    told = {name: value for name, value in product.attributes.items() if is_told(name, value)}
    for name, value in islice(product.attributes.items(), max(0, most.facts - len(facts))):
        if name not in told:
            facts.append(Fact(name, _cut(value, characters) if isinstance(value, str) else value))
    stated = {fact.value.casefold() for fact in facts if isinstance(fact.value, str)}
    sentences = list(islice(_new_sentences(product.description, stated), most.sentences))
    sentences += islice(_new_sentences(" | ".join(map(str, told.values())), stated), most.told)
    return (*facts, *(Fact("description", sentence) for sentence in sentences[: max(0, most.facts - len(facts))]))


def is_told(name: str, value: object) -> bool:
    """Whether an attribute is told in sentences, several of them, so that each is a fact; what buyers say stays theirs."""
    if name == "reviews" or not isinstance(value, str) or len(value) < _TOLD_CHARACTERS:
        return False
    sentences = list(islice(_sentences(value), 2))
    return len(sentences) > 1 and len(value.split()) > _TOLD_WORDS * len(list(_sentences(value)))


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _title_pieces(title: str) -> Iterator[str]:
    """The whole title, then its pieces where it has several: between commas, dashes, slashes, bars and within brackets."""
    yield title
    pieces = _JOINT.split(title)  # pieces and joints by turns; a joint in brackets is a piece too
    if len(pieces) == 1:
        return
    pieces[1::2] = [joint.strip(_BRACKETS) for joint in pieces[1::2]]
    tidy = dict.fromkeys(piece.strip(" ,;|-–—/•·") for piece in pieces)
    yield from (piece for piece in tidy if len(piece) >= 2 and piece != title and _WORD.search(piece))


def _new_sentences(description: str, stated: set[str]) -> Iterator[str]:
    """The sentences that repeat nothing that was ``stated``."""
    for sentence in _sentences(description):
        text = _cut(sentence, _SENTENCE_CHARACTERS)
        plain = {text.casefold(), text.rstrip(".!?。！？").casefold()}
        if not plain & stated and _WORD.search(text):
            stated |= plain
            yield text


def _sentences(text: str) -> Iterator[str]:
    """Sentences by their end marks; "3.5 mm", "e.g. this" and initials do not end one."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        sentence = text[start : end.end()].strip(" \t|•●▪‣")
        if not sentence or _NO_END.search(sentence) or (_UNIT.search(sentence) and text[end.end() : end.end() + 1].isdigit()):
            continue
        yield sentence
        start = end.end()
    if rest := text[start:].strip(" \t|•●▪‣"):
        yield rest
