"""The products that a request names: a question by id or full title, any request by a code that is nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from shopcli.need.questions import may_ask
from shopcli.types import Hit, Need
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopcli.index import Index
    from shopcli.retrieve.limits import Verdict

_SHORTEST_ID, _SHORTEST_TITLE = 3, 4  # characters of an id, words of a question that may hold a whole title
_LIKELY = 50  # products that have most of a question's words, whose titles are looked for in it
_MOST = 5
_SHORTEST_CODE, _SHORTEST_NUMBER = 5, 8  # characters of a code that no word before it calls one
_CALLED = pattern(
    r"(?:\b(?:sku|gtin|ean|upc|mpn|isbn|id|item|article|part|model|product|order|code|number|no|nr)\b[.:# ]{0,3}"
    r"|编号|货号|条码|型号|商品号|[:：#]\s?)\Z",
    re.IGNORECASE,
)
_ONLY_CALLED = pattern(
    r"(?:\b(?:sku|gtin|ean|upc|mpn|isbn|id|item|article|part|model|product|order|code|number|no|nr|the|with)\b|编号|货号|条码|型号|商品号|[\W_])+",
    re.IGNORECASE,
)
_WITHIN_A_RUN = pattern(r"[A-Za-z0-9][\w./-]*[A-Za-z0-9]", re.ASCII)


def named_rows(query: str, index: Index) -> list[int]:
    """The rows of the products whose id stands in a question as a word, or whose title stands in it whole; at most five.

    None are named where the query is no question.
    """
    if not may_ask(query):
        return []
    return (_by_id(query, index) or _by_title(query, index))[:_MOST]


def _by_id(query: str, index: Index) -> list[int]:
    words = [word.strip("\"'“”‘’?.!,;:()").removesuffix("'s").removesuffix("’s") for word in query.split()]
    codes = [word for word in dict.fromkeys((*words, *_WITHIN_A_RUN.findall(query))) if _is_code(word)]
    written = [name for code in codes for name in dict.fromkeys((code, code.upper(), code.lower()))]
    rows = (index.find(name) for name in written)
    return list(dict.fromkeys(row for row in rows if row is not None))


def _by_title(query: str, index: Index) -> list[int]:
    if len(query.split()) < _SHORTEST_TITLE:
        return []
    low, scores = query.casefold(), index.words.scores(query)
    likely = (int(row) for row in scores.argsort()[::-1][:_LIKELY] if scores[row] > 0)
    titles = ((row, index.records[row].title.strip().casefold()) for row in likely)
    return [row for row, title in titles if " " in title and title in low]


def _is_code(name: str) -> bool:
    """Whether an id is no word that a request could hold for another reason."""
    return len(name) >= _SHORTEST_ID and any(map(str.isdigit, name))


def coded(need: Need, index: Index) -> tuple[Need, tuple[Hit, ...]]:
    """The need without the codes that it names, and the products that have these, held against the rest of it."""
    from shopcli.retrieve.variants import judge

    limits = [clause.text for clause in need.hard if clause.kind == "limit"]
    codes = [code for code in _codes(need.query) if not any(code in text for text in limits)]
    rows = list(dict.fromkeys(row for code in codes for row in _by_id(code, index)))[:_MOST]
    if not rows:
        return need, ()
    said = [code for code in codes if _by_id(code, index)]
    rest = replace(need, clauses=tuple(clause for clause in need.clauses if not _is_code_alone(clause.text, said)))
    if need.question and any(clause.kind != "limit" for clause in rest.clauses):
        return need, ()  # it asks about more than the one product
    verdicts = [judge(clause, index.columns, index.sayings, index.variants) for clause in rest.hard]
    return replace(rest, question=None), tuple(_hit(row, verdicts, said, index) for row in rows)


def _hit(row: int, verdicts: Sequence[Verdict], codes: Sequence[str], index: Index) -> Hit:
    """A product as its record answers, or as the variant does that one of the codes is of, where it is of no other."""
    from shopcli.index.parts.variants import record_as

    product, said = index.records[row], {code.casefold() for code in codes}
    named = [
        (number, variant)
        for number, variant in enumerate(product.variants)
        if not said.isdisjoint(code.casefold() for code in (variant.id, *variant.codes.values()))
    ]
    unmet, unknown, variant = [], [], named[0][1] if len(named) == 1 else None
    for verdict in verdicts:
        holds, contradicts, at = verdict.holds, verdict.contradicts, row
        if variant and verdict.variants and index.variants:
            (holds, contradicts), at = verdict.variants, index.variants.of(row)[0] + named[0][0]
        if contradicts[at]:
            unmet.append(verdict.clause)
        elif not holds[at]:
            unknown.append(verdict.clause)
    return Hit(record_as(product, variant) if variant else product, 1.0, tuple(unmet), tuple(unknown), variant=variant)


def _codes(query: str) -> list[str]:
    """The words of a request that can be nothing but codes: letters with digits, long numbers, and what is called one."""
    return [
        match[0]
        for match in _WITHIN_A_RUN.finditer(query)
        if any(map(str.isdigit, match[0]))
        and (
            _CALLED.search(query, 0, match.start())
            or len(match[0]) >= (_SHORTEST_NUMBER if match[0].isdigit() else _SHORTEST_CODE)
        )
    ]


def _is_code_alone(text: str, codes: list[str]) -> bool:
    """Whether words are codes and what they are called, and say nothing else."""
    rest = text
    for code in codes:
        rest = rest.replace(code, " ")
    return (rest != text and not _ONLY_CALLED.sub("", rest).strip()) or _ONLY_CALLED.fullmatch(text) is not None
