"""Values of the catalog that a request names and nothing was read of: the "treadmill" that she only ever runs on.

What a shopper says in passing becomes no wish by its grammar. Where it is, word for word, what records say in a field, it is
one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from shopcli.index.parts.assertions import EITHER
from shopcli.need.languages.request_grammar import SEPARATOR, RequestGrammar
from shopcli.need.tagging.whole_spans import Word, words_of
from shopcli.text.scripts import has_han
from shopcli.text.tokens import stem_set
from shopcli.types import Clause, Need
from shopcli.util.lazy_regex import pattern

Stated = Callable[[str], tuple[str, str] | None]
Translate = Callable[[str], str | None]
IsOfPlaces = Callable[[str], bool]
_STOP = pattern(r"[.,;:!?()\n，。；！？]|\s[-–—]\s")
_MOST_WORDS = 4  # of a value
_FEWEST_LETTERS, _FEWEST_CHARACTERS = 4, 2  # of a value that is one word, and of one in Chinese


def with_unclaimed_values(
    need: Need,
    stated: Stated,
    language: RequestGrammar,
    translate: Translate = lambda words: None,
    is_of_places: IsOfPlaces = lambda field: False,
) -> Need:
    """The need with a clause for each value that its words name whole and no clause, nor its order, has taken.

    Args:
        need: the request, as `understand` reads it.
        stated: words to the field that has a value saying them, and that value.
        language: how the request refuses.
        translate: words of another script to what they mean here; None where they mean nothing.
        is_of_places: whether a field says where things are from: "Belgian" names its "Belgium".
    """
    if SEPARATOR in need.query or not need.clauses:
        return need
    widened = tuple(_widened(clause, need, stated, language) for clause in need.clauses)
    need = need if widened == need.clauses else replace(need, clauses=widened)
    placed_or_stated = partial(_stated_or_place, stated=stated, is_of_places=is_of_places)
    found = list(_found(need, placed_or_stated, language, translate))
    found = [one for one in found if one.meaning is None or not any(one.text in clause.text for clause in need.clauses)]
    placed = sorted([*need.clauses, *found], key=lambda clause: need.query.find(clause.text))
    return replace(need, clauses=tuple(placed)) if found else need


def _widened(clause: Clause, need: Need, stated: Stated, language: RequestGrammar) -> Clause:
    """A clause with the words beside it that nothing has, where they name a value only together: "Sauvignon Blanc"."""
    start = need.query.find(clause.text)
    if clause.kind not in ("topic", "feature") or clause.op or clause.meaning or clause.source != "request" or start < 0:
        return clause
    end = start + len(clause.text)
    others = [one for one in need.clauses if one is not clause]
    for run in _runs(replace(need, clauses=tuple(others)), language):
        inside = [at for at, word in enumerate(run) if start <= word[0] and word[1] <= end]
        if not 0 < len(inside) < _MOST_WORDS:
            continue
        for length in range(min(_MOST_WORDS, len(run)), len(inside), -1):
            for first in range(max(0, inside[-1] + 1 - length), min(inside[0], len(run) - length) + 1):
                words = need.query[run[first][0] : run[first + length - 1][1]]
                if _names_whole(words, stated):
                    return replace(clause, text=words)
    return clause


def _names_whole(words: str, stated: Stated) -> bool:
    """Whether a field has a value that says these words and no more."""
    said = stated(words)
    return said is not None and any(stem_set([value]) == stem_set([words]) for value in said[1].split(EITHER))


def _is_a_switch(words: str, stated: Stated) -> bool:
    """Whether a yes/no field is called by these words: skin that is "dry"."""
    said = stated(words)
    return said is not None and said[1] == words and said[0].casefold() == words.casefold()


def _stated_or_place(words: str, stated: Stated, is_of_places: IsOfPlaces) -> tuple[str, str] | None:
    """What words state; where they are of a place, written as names are, the value goes by those very words."""
    said = stated(words)
    return (said[0], words) if said and words[:1].isupper() and is_of_places(said[0]) else said


def _found(need: Need, stated: Stated, language: RequestGrammar, translate: Translate) -> Iterator[Clause]:
    for run in _runs(need, language):
        at = 0
        while at < len(run):
            for length in range(min(_MOST_WORDS, len(run) - at), 0, -1):
                start, end = run[at][0], run[at + length - 1][1]
                if clause := _clause(need.query, start, end, stated, language, translate):
                    yield clause
                    at += length - 1
                    break
            at += 1


def _clause(query: str, start: int, end: int, stated: Stated, language: RequestGrammar, translate: Translate) -> Clause | None:
    words = query[start:end]
    if all(map(has_han, words)):
        return _clause_abroad(query, start, end, stated, language, translate)
    is_short = len(words) < _FEWEST_LETTERS and not _is_a_switch(words, stated)
    if len(words.split()) == 1 and (is_short or words.casefold() in language.silent | language.vague):
        return None
    if not _names_whole(words, stated):
        return None
    return Clause(words, "exclude" if _is_refused(query, start, language) else "feature")


def _clause_abroad(
    query: str, start: int, end: int, stated: Stated, language: RequestGrammar, translate: Translate
) -> Clause | None:
    """The same of words that the catalog says in another language: 敏感肌 of "sensitive skin"."""
    words = query[start:end]
    parts = {query[slice(*word)] for word in words_of(query, start, end)}
    if len(words) < _FEWEST_CHARACTERS or parts & (language.silent | language.vague | language.persons):
        return None
    meaning = None if any(map(language.names_nothing, parts)) else translate(words)
    if meaning is None or not _names_whole(meaning, stated):
        return None
    return Clause(words, "exclude" if _is_refused(query, start, language) else "feature", meaning=meaning)


def _is_refused(query: str, start: int, language: RequestGrammar) -> bool:
    """Whether what stands before in the same part of the request refuses."""
    since = max((mark.end() for mark in _STOP.finditer(query, 0, start)), default=0)
    return any(lead.search(query, since, start) for lead in (language.excludes, language.dislikes))


def _runs(need: Need, language: RequestGrammar) -> Iterator[Sequence[Word]]:
    """The words that stand together and that no clause has, without those that join them."""
    taken = [clause.text for clause in need.clauses if not clause.is_background]  # of whose words none was looked for
    taken += [need.sort.text if need.sort else "", *need.left_aside]
    free = need.query
    for text in filter(None, taken):
        at = free.find(text)
        free = free[:at] + "\n" * len(text) + free[at + len(text) :] if at >= 0 else free
    start = 0
    for mark in (*_STOP.finditer(free), None):
        end = mark.start() if mark else len(free)
        if words := words_of(free, start, end):
            yield words
        start = mark.end() if mark else end
