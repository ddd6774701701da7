"""Values of the catalog that clauses cut apart, put together: the colour and the rest of "Gateron Brown", a "&" between two.

A request's grammar knows colours, sums and what stands on either side of an "and"; the catalog knows that all of it together
is one value of one field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from shopcli.index.parts.assertions import EITHER
from shopcli.need.languages.request_grammar import SEPARATOR, RequestGrammar
from shopcli.need.tagging.whole_spans import words_of
from shopcli.types import Clause, Need, Op
from shopcli.util.lazy_regex import pattern

Value = Callable[[str], tuple[str, str] | None]
Translated = Callable[[str], str | None]
_FEWEST, _MOST = 2, 6  # words of a value
_STOP = pattern(r"[.;!?()\n。；！？]")
_JOINED = pattern(r"\w\s*[&/+]\s*\w|\d\s*[-–x×:]\s*\d")  # "Fruits & Vegetables", "3.5 - 4 mm", "21:9"
_SAID = pattern(r"[^\W_]")
_JOINTS = pattern(r"\A[\s,，、&+/|-]+|[\s,，、&+/|-]+\Z")


def with_whole_values(need: Need, value: Value, translated: Translated, language: RequestGrammar) -> Need:
    """The need with one clause for each value that its words name whole and that would be read in parts.

    Args:
        need: the request, as `understand` reads it.
        value: words to the field that has them, as a whole, as a value, and that value.
        translated: words of another language in the catalog's own; None where they are in it.
        language: which words say nothing by themselves.
    """
    if SEPARATOR in need.query:
        return need
    read = need
    for start, end, decided in _values(need, value):
        need = _together(need, start, end, decided, language)
    own = [
        clause if clause in read.clauses or clause.meaning is None else replace(clause, meaning=translated(clause.text))
        for clause in need.clauses
    ]
    return replace(need, clauses=tuple(own))


def _values(need: Need, value: Value) -> Iterator[tuple[int, int, tuple[str, str]]]:
    """The stretches that are values, half open, the longest first among those that overlap."""
    at = 0
    for run in _runs(need.query):
        for first in range(len(run)):
            for last in range(min(first + _MOST, len(run)) - 1, first - 1, -1):
                start, end = run[first][0], run[last][1]
                if first == last and not _JOINED.search(need.query[start:end]):
                    continue
                sharing = _sharing(need, start, end)
                is_split = _JOINED.search(need.query[start:end]) or any(
                    one.kind == "exclude" and need.query.find(one.text) >= start for one in sharing
                )
                is_cut = len(sharing) >= (1 if is_split else _FEWEST)
                if start >= at and is_cut and (decided := value(need.query[start:end])):
                    yield start, end, decided
                    at = end
                    break


def _runs(query: str) -> Iterator[Sequence[tuple[int, int]]]:
    start = 0
    for mark in (*_STOP.finditer(query), None):
        yield words_of(query, start, mark.start() if mark else len(query))
        start = mark.end() if mark else start


def _sharing(need: Need, start: int, end: int) -> list[Clause]:
    """The clauses with a part of a stretch; none where a sum or what a translation means is among them."""
    found = [
        clause for clause in need.clauses if 0 <= (at := need.query.find(clause.text)) < end and start < at + len(clause.text)
    ]
    is_open = all(one.source == "request" and one.kind != "limit" for one in found)
    return found if is_open else []


def _together(need: Need, start: int, end: int, decided: tuple[str, str], language: RequestGrammar) -> Need:
    clauses, is_told = list[Clause](), False
    sharing = _sharing(need, start, end)
    is_one = EITHER not in decided[1]
    # "No OS" is what a laptop may have, and refuses nothing.
    refusals = [at for one in sharing if one.kind == "exclude" and (at := need.query.find(one.text)) < start]
    is_refused, words = bool(refusals), need.query[min(refusals, default=start) : end]
    op: Op = "!=" if is_refused else "is" if is_one else "in"
    whole = Clause(
        words, "exclude" if is_refused else "feature", decided[0], op, decided[1] if is_one else decided[1].casefold()
    )
    for clause in need.clauses:
        if clause not in sharing:
            clauses.append(clause)
            continue
        before, behind = _halves(clause, need, start, end)
        is_denial = clause.kind == "exclude"
        rest = replace(clause, kind="topic") if is_denial and not is_refused else clause
        clauses += [replace(clause, text=before)] if not is_denial and _tells(before, clause, language) else []
        clauses += [whole] if not is_told else []
        clauses += [replace(rest, text=behind)] if rest.kind != "exclude" and _tells(behind, rest, language) else []
        is_told = True
    return replace(need, clauses=tuple(clauses))


def _halves(clause: Clause, need: Need, start: int, end: int) -> tuple[str, str]:
    """What a clause says before a stretch and behind it."""
    at = need.query.find(clause.text)
    before, behind = need.query[at : max(at, start)], need.query[end : max(end, at + len(clause.text))]
    return _JOINTS.sub("", before), _JOINTS.sub("", behind)


def _tells(words: str, clause: Clause, language: RequestGrammar) -> bool:
    """Whether half of an open clause says anything by itself; what refuses does not."""
    if clause.field is not None or not _SAID.search(words):
        return False
    return not all(word.casefold() in language.silent | language.vague for word in words.split())
