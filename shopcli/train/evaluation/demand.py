"""Unmet demand: what shoppers asked for in vain, read off what was collected. Every count is of sessions, not of mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shopcli.index import Index
from shopcli.pipeline.personal.collected import CollectedRequest, CollectedSession
from shopcli.render.words import count
from shopcli.text.safe import safe

_SHORTEST = 2  # letters of a word that a catalog may lack
_SHORTEST_HEAD = 4  # letters of the head of a compound


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one session says of the demand; of several under one profile, what they say together.

    Attributes:
        found_nothing: its requests of which no product met everything, or whose kind is not sold.
        words: words that it looked for by their meaning and no record says.
        fields: fields that it asked for and a record that it was shown is silent on.
        products: what it was shown.
    """

    found_nothing: tuple[str, ...]
    words: tuple[str, ...]
    fields: tuple[str, ...]
    products: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """The report: counts of sessions.

    Attributes:
        sessions: how many asked anything.
        found_nothing: requests, with how many sessions said each.
        words: words that the catalog lacks.
        fields: fields too empty to answer, with how many asked and met silence.
        filled: for each of these the share of the catalog's products that have it.
        never_found: the products that no session was shown, in the catalog's order.
        products: how many products there are.
    """

    sessions: int
    found_nothing: Mapping[str, int]
    words: Mapping[str, int]
    fields: Mapping[str, int]
    filled: Mapping[str, float]
    never_found: tuple[str, ...]
    products: int


def contributions(sessions: Sequence[CollectedSession], index: Index) -> list[Contribution]:
    """What each contributor says: a session, or all sessions under one profile."""
    by_contributor: dict[str, list[CollectedRequest]] = {}
    for session in sessions:
        if session.requests:
            by_contributor.setdefault(session.contributor, []).extend(session.requests)
    vocabulary = frozenset(index.words.vocabulary)
    return [_contribution(requests, index, vocabulary) for requests in by_contributor.values()]


def _contribution(requests: Sequence[CollectedRequest], index: Index, vocabulary: frozenset[str]) -> Contribution:
    vain = [request for request in requests if not request.replied and (request.not_sold or not request.matching)]
    return Contribution(
        _once(" ".join(request.query.casefold().split()) for request in vain),
        _once(word for request in requests for word in lacking_words(request, index, vocabulary)),
        _once(field for request in requests for shown in request.shown for field in shown.silent),
        _once(shown.product for request in requests for shown in request.shown),
    )


def lacking_words(request: CollectedRequest, index: Index, vocabulary: frozenset[str]) -> Iterator[str]:
    """The words of what was looked for that no record says in any form; limits and what a field decides are left out."""
    for clause in request.clauses:
        if clause.get("kind") == "limit" or clause.get("field"):
            continue
        text = str(clause.get("meaning") or clause.get("text") or "")
        for stem, at in index.words.spans(text, stop=True):
            if stem.isalpha() and len(stem) >= _SHORTEST and stem not in vocabulary and not _heads(stem, vocabulary):
                yield index.words.surface(text[at:], stem)


def _heads(stem: str, vocabulary: frozenset[str]) -> bool:
    """Whether a longer word of the catalog ends so, in its own stem: smartphon(e) is a phone."""
    head = stem.removesuffix("e")
    return len(head) >= _SHORTEST_HEAD and any(token.endswith((stem, head)) for token in vocabulary)


def _once(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def demand_of(sessions: Sequence[CollectedSession], index: Index) -> Demand:
    """The whole report, for the house alone."""
    told = contributions(sessions, index)
    found = {product for one in told for product in one.products}
    return Demand(
        len(told),
        _counted(one.found_nothing for one in told),
        _counted(one.words for one in told),
        _counted(one.fields for one in told),
        filled_shares(index),
        tuple(product.id for product in index.records if product.id not in found),
        len(index),
    )


def filled_shares(index: Index) -> dict[str, float]:
    """Of each field of the catalog the share of products that have it, 0 to 1."""
    return {field.name: field.filled / max(1, len(index)) for field in index.stats().fields}


def _counted(groups: Iterator[Sequence[str]]) -> dict[str, int]:
    """Counts, the most first and then by name."""
    counts = Counter(key for group in groups for key in group)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def lines_of(demand: Demand, index: Index, *, most: int = 10) -> Iterator[str]:
    """The report in words, ``most`` of each list."""
    yield f"{count(demand.sessions, 'session')} collected for {index.folder}; all counts are of sessions."
    lists = {
        "Requests that found nothing": demand.found_nothing,
        "Words that the catalog lacks": demand.words,
        "Fields too empty to answer, with the share of products that have them": {
            f"{field}, {demand.filled.get(field, 0):.0%}": n for field, n in demand.fields.items()
        },
    }
    for heading, counts in lists.items():
        yield from ("", f"{heading}: {'none' if not counts else len(counts)}")
        yield from (f"{n:>6,}  {safe(key)}" for key, n in list(counts.items())[:most])
        if len(counts) > most:
            yield f"        and {len(counts) - most:,} more"
    never = demand.never_found
    yield from ("", f"Products never found: {len(never):,} of {demand.products:,}")
    yield from (f"        {safe(product)}  {safe(index.product(product).title)}" for product in never[:most])
    if len(never) > most:
        yield f"        and {len(never) - most:,} more"
