"""Alternatives: wishes that an "or" joins, any of which will do: "from France, Italy or Spain", 雷司令或者长相思."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from shopcli.need.languages.pack import LanguagePack
from shopcli.types import Clause, Need
from shopcli.util.lazy_regex import pattern

_EITHER = "|"  # between values of which any will do
_COMMA = pattern(r"\s*[,，、/]\s*")


def with_alternatives(need: Need, language: LanguagePack, value_of: Callable[[str, str], str | None]) -> Need:
    """The need with each list of alternatives as one clause.

    Args:
        need: the request, grounded.
        language: how it says "or".
        value_of: the value of a field that some words are; None where they are none.
    """
    if not language.requests.either.search(need.query) and not _COMMA.search(need.query):
        return need
    lists = _lists(need, language, value_of)
    if not lists:
        return need
    places = {id(clause): run for run in lists for clause in run}
    clauses: list[Clause] = []
    for clause in need.clauses:
        run = places.get(id(clause))
        if run is None:
            if not any(_is_within(clause, need.query, run) and clause.op in (None, "has") for run in lists):
                clauses.append(clause)
        elif clause is run[0]:
            clauses.append(_joined(run, need.query, value_of))
    return replace(need, clauses=tuple(clauses))


def _lists(need: Need, language: LanguagePack, value_of: Callable[[str, str], str | None]) -> list[list[Clause]]:
    """The runs of clauses that joints alone stand between, the last of which, or what one of them says, is an "or"."""
    wishes = (c for c in need.clauses if _may_be_one_of(c) and not language.requests.either.fullmatch(f" {c.text} "))
    placed = [(need.query.find(clause.text), clause) for clause in wishes]
    placed = sorted((one for one in placed if one[0] >= 0), key=lambda one: one[0])
    lists: list[list[Clause]] = []
    run: list[Clause] = []
    end, is_or = 0, False
    for at, clause in placed:
        joint = _joint(need.query[end:at], run[-1], language) if run else None
        if joint is None or not _go_together(run[-1], clause, value_of):
            lists += [run] if len(run) > 1 and is_or else []
            run, is_or = [], False
        run.append(clause)
        is_or = is_or or joint == "or" or _is_one_value(run) or _says_or(clause, language)
        end = at + len(clause.text)
    return lists + ([run] if len(run) > 1 and is_or else [])


def _may_be_one_of(clause: Clause) -> bool:
    if clause.kind != "feature" or not isinstance(clause.value, str):
        return False
    return clause.op == "has" if clause.field is None else clause.op in ("is", "in")


def _joint(between: str, before: Clause, language: LanguagePack) -> str | None:
    """What joins two clauses: "or" or "and"; None where other words stand between them. The name of their field may."""
    field = str(before.field or "").replace("_", " ")
    said = re.sub(rf"(?<!\w){re.escape(field)}(?!\w)", " ", between, flags=re.IGNORECASE).strip() if field else between.strip()
    if not said:
        return "or" if _ends_in_or(before.text, language) else None
    if _COMMA.fullmatch(said):
        return "and"
    return "or" if language.requests.either.fullmatch(said) else None


def _ends_in_or(text: str, language: LanguagePack) -> bool:
    return any(match.end() == len(text) for match in language.requests.either.finditer(text))


def _go_together(before: Clause, clause: Clause, value_of: Callable[[str, str], str | None]) -> bool:
    if before.field == clause.field:
        return True
    field = before.field or clause.field
    said = clause.value if before.field else before.value
    return field is not None and value_of(str(said), field) is not None


def _is_one_value(run: Sequence[Clause]) -> bool:
    """Whether the last two of a run want a field to have one value each, which no record can: any will do."""
    return len(run) > 1 and run[-1].field is not None and {run[-1].op, run[-2].op} == {"is"} and run[-1].value != run[-2].value


def _says_or(clause: Clause, language: LanguagePack) -> bool:
    return language.requests.either.search(clause.text) is not None and _EITHER in str(clause.value)


def _joined(run: Sequence[Clause], query: str, value_of: Callable[[str, str], str | None]) -> Clause:
    first, last = query.find(run[0].text), query.find(run[-1].text) + len(run[-1].text)
    field = next((clause.field for clause in run if clause.field), None)
    values = [str(clause.value if clause.field or not field else value_of(str(clause.value), field)) for clause in run]
    meanings = [str(clause.value) if clause.op == "has" else clause.says for clause in run]
    is_translated = any(clause.meaning for clause in run)
    alternatives = tuple(dict.fromkeys(words for clause in run for words in clause.alternatives))
    return replace(
        run[0],
        text=query[first:last],
        field=field,
        op="in" if field else "has",
        value=_EITHER.join(values).casefold() if field else _EITHER.join(values),
        meaning=" or ".join(meanings).replace(_EITHER, " or ") if is_translated else None,
        alternatives=alternatives,
        denials=(),
    )


def _is_within(clause: Clause, query: str, run: Sequence[Clause]) -> bool:
    """Whether a clause stands between the clauses of a list: a stray "or"."""
    at, first = query.find(clause.text), query.find(run[0].text)
    last = query.find(run[-1].text) + len(run[-1].text)
    return first <= at and at + len(clause.text) <= last
