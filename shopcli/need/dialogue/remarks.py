"""Remarks (assertions about what is shown): "the first is a soup!", "the third isn't green tea", "the second is 80 dollars".

Who says what a product is wishes for nothing: the record tells whether it is so. Here are the form, and whom it means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from shopcli.need.dialogue.anaphora import Anaphora
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.languages.speech_act_grammar import SpeechActGrammar
from shopcli.text.scripts import has_han
from shopcli.text.words import regular_singular
from shopcli.types import Product

_ENDS = re.compile(r"[,.;!?]+\s+|[，。；！？]\s*(?=\S)|\s+[-–—]\s+")
_AMOUNT = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?")
_LINE = 9  # words of a description that only names the thing
_LONGEST = 5  # words of what something is said to be
_WORD = re.compile(r"[^\W\d_][\w']*")


@dataclass(frozen=True)
class Remark:
    """What is said of one product that is or was shown.

    Attributes:
        product: the product.
        words: what it is said to be, or not to be.
        is_noun: whether it has an article.
        is_denied: whether it is said not to be that.
        is_pointed: whether a mere pronoun means the product.
        rest: what else is said in the turn.
    """

    product: Product
    words: str
    is_noun: bool
    is_denied: bool
    is_pointed: bool
    rest: str

    @cached_property
    def is_titled(self) -> bool:
        """Whether the product's title or shelf, or the line that it is described by, says all the words."""
        line = self.product.description if len(self.product.description.split()) <= _LINE else ""
        own = f"{self.product.title} {self.product.category or ''} {line}".casefold()
        if has_han(self.words):
            return self.words in own
        said = {regular_singular(word) for word in _WORD.findall(own)}
        return all(regular_singular(word) in said for word in _WORD.findall(self.words.casefold()))


def remark_in(said: str, anaphora: Anaphora, grammar: SpeechActGrammar) -> Remark | None:
    """The remark that a turn begins with; None where it begins otherwise, or asks."""
    head = _ENDS.split(said, maxsplit=1)
    match = compiled(grammar.stating).fullmatch(head[0].strip(" .!。！"))
    is_asked = said[len(head[0]) :].startswith(("?", "？")) and len(head) == 1  # "it is 50 bucks?? no way" asks nothing
    if match is None or is_asked:
        return None
    ref, words = match["ref"], match["what"].strip()
    if not words or len(words.split()) > _LONGEST:
        return None
    product = anaphora.meant(ref)
    known = {one.id for one in (*anaphora.talk.products, *anaphora.earlier)}
    if product is None or product.id not in known:
        return None
    is_pointed = compiled(rf"(?:{grammar.pronouns})").fullmatch(ref) is not None
    is_noun, is_denied = bool(match.groupdict().get("article")), bool(match["denied"])
    return Remark(product, words, is_noun, is_denied, is_pointed, head[1].strip() if len(head) > 1 else "")


def amount_in(words: str) -> float | None:
    """The one amount that words name; None where they name none, or several."""
    amounts = _AMOUNT.findall(words)
    return float(amounts[0].replace(",", "")) if len(amounts) == 1 else None
