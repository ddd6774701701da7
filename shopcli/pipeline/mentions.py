"""The products that a request names: a question by id or full title, any request by a code that is nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shopcli.need.questions import may_ask
from shopcli.types import Answer, Hit, Need
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


def just_named(need: Need, named: tuple[Hit, ...]) -> Answer:
    """The answer of the products that a request names by their codes, where it asks for nothing else."""
    from shopcli.need.languages.registry import language_named
    from shopcli.need.paraphrase import looked_for
    from shopcli.pipeline.fields.spoken_fields import lines_of

    why, meeting = language_named(need.language).why_by_code, sum(hit.meets_all for hit in named)
    return Answer(need, named, meeting, looked_for=looked_for(need), why_by_code=why, lines=lines_of(need.language))


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
    titles = ((row, index.records.title(row).strip().casefold()) for row in likely)
    return [row for row, title in titles if " " in title and title in low]


def _is_code(name: str) -> bool:
    """Whether an id is no word that a request could hold for another reason."""
    return len(name) >= _SHORTEST_ID and any(map(str.isdigit, name))


def coded(need: Need, index: Index) -> tuple[Need, tuple[Hit, ...]]:
    """The need without the codes that it names, and the products that have these, held against the rest of it.

    A code that a variant has stands for that variant. A short number that is called one ("model 102") may be of what the thing
    is for, so that it names a product only where nothing else is asked for.
    """
    from shopcli.retrieve import judge

    limits = [clause.text for clause in need.hard if clause.kind == "limit"]
    rows_by_code = {code: _by_id(code, index) for code in _codes(need.query) if not any(code in text for text in limits)}
    said = [code for code, rows in rows_by_code.items() if rows]
    if need.question:
        if not _is_code_alone(need.question.subject, said):
            return need, ()
        need = replace(need, question=None)  # the product itself answers
    rest = _without_codes(need, said)
    if any(clause.kind == "topic" for clause in rest.clauses):
        said = [code for code in said if _is_sure_code(code)]
        rest = _without_codes(need, said)
    named = {row: code for code in reversed(said) for row in reversed(rows_by_code[code])}  # the first code that names it
    rows = list(dict.fromkeys(row for code in said for row in rows_by_code[code]))[:_MOST]
    if not rows:
        return need, ()
    verdicts = [judge(clause, index.columns, index.sayings, index.variants) for clause in rest.hard]
    return rest, tuple(_named_hit(index, row, named[row], verdicts) for row in rows)


def _without_codes(need: Need, codes: list[str]) -> Need:
    return replace(need, clauses=tuple(clause for clause in need.clauses if not _is_code_alone(clause.text, codes)))


def _named_hit(index: Index, row: int, code: str, verdicts: Sequence[Verdict]) -> Hit:
    """A product that is named by a code, as its variant where that has the code."""
    from shopcli.index.parts.aliases import variant_called
    from shopcli.index.parts.variants import record_as
    from shopcli.retrieve.candidates import what_is_said

    product, of_variant = index.records[row], -1
    variant = variant_called(product, code)
    if variant and index.variants:
        of_variant = index.variants.of(row)[0] + product.variants.index(variant)
        product = record_as(product, variant)
    said = [(verdict.clause, what_is_said(verdict, row, of_variant)) for verdict in verdicts]
    unmet, unknown = (tuple(clause for clause, holds in said if holds is told) for told in (False, None))
    return Hit(product, 1.0, unmet, unknown, variant=variant)


def _codes(query: str) -> list[str]:
    """The words of a request that can be nothing but codes: letters with digits, long numbers, and what is called one."""
    return [
        match[0]
        for match in _WITHIN_A_RUN.finditer(query)
        if any(map(str.isdigit, match[0])) and (_CALLED.search(query, 0, match.start()) or _is_sure_code(match[0]))
    ]


def _is_sure_code(word: str) -> bool:
    """Whether a word is a code whether or not a word before it calls it one."""
    return len(word) >= (_SHORTEST_NUMBER if word.isdigit() else _SHORTEST_CODE)


def _is_code_alone(text: str, codes: list[str]) -> bool:
    """Whether words are codes and what they are called, and say nothing else."""
    rest = text
    for code in codes:
        rest = rest.replace(code, " ")
    return (rest != text and not _ONLY_CALLED.sub("", rest).strip()) or _ONLY_CALLED.fullmatch(text) is not None
