"""What is answered to a request in a language that is not understood: a line, and what the catalog's own words match."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from shopcli.index import Index
from shopcli.need.languages.registry import languages
from shopcli.need.languages.unspoken import Unspoken, unspoken
from shopcli.types import Answer, Hit, Need, Product


def unspoken_in(need: Need, index: Index) -> Unspoken | None:
    """The language that a need was said in, where that is none of the registry's; None for one of these, or a name."""
    if need.language != languages()[-1].code:  # a sure one; the last reads whatever no other does
        return None
    spoken = {pack.code for pack in languages()}
    return unspoken(need.query, spoken, lambda word: _is_known(word, index), _is_english)


def answer_abroad(
    foreign: Unspoken, need: Need, index: Index, results: Sequence[Hit], *, matching: int, timings_s: Mapping[str, float]
) -> Answer:
    """The line as the reply, with those results that say one of the words themselves, such as a name."""
    wanted = {token for word in foreign.telling for token in index.words.tokens(word)}
    kept = tuple(hit for hit in results if not wanted.isdisjoint(index.words.tokens(_words_of(hit.product))))
    need = replace(need, notes=())
    return Answer(need, kept, matching, timings_s=timings_s, reply=foreign.line, unspoken=True)


def _is_english(word: str) -> bool:
    spelling = languages()[-1].spelling
    return spelling is not None and word in spelling.word_list()


def _is_known(word: str, index: Index) -> bool:
    tokens = index.words.tokens(word)
    return bool(tokens) and all(len(index.words.rows(token)) for token in tokens)


def _words_of(product: Product) -> str:
    values = (value for value in product.attributes.values() if isinstance(value, str))
    return " ".join(filter(None, (product.title, product.brand, product.category, *values)))
