"""The products that a question names, by id or by full title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shopcli.need.questions import may_ask
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    from shopcli.index import Index

_SHORTEST_ID, _SHORTEST_TITLE = 3, 4  # characters of an id, words of a question that may hold a whole title
_LIKELY = 50  # products that have most of a question's words, whose titles are looked for in it
_MOST = 5
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
