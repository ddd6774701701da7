"""A request becomes a need: what can be read as a limit, a name or an order is; the rest stays as meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from shopcli.need.brands_colours import exclusions, wishes
from shopcli.need.field_limits import field_limits
from shopcli.need.indifference import indifferences
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_of
from shopcli.need.languages.request_grammar import RequestGrammar
from shopcli.need.offers import ages, audiences, offer_states
from shopcli.need.prices import limits, negative_sums, orders
from shopcli.need.request import Found, Free, Request, RequestVocabulary
from shopcli.need.residual import meanings
from shopcli.types import Clause, Need

READ_CHARACTERS = 2000  # what is longer is no request, and is read to here
# In this order: what an earlier one has claimed, a later one leaves alone.
FINDERS: tuple[Callable[[Request], Iterable[Found]], ...] = (
    *(indifferences, field_limits, orders, offer_states, negative_sums, limits, ages, audiences, exclusions, wishes),
)


def understand(query: str, vocabulary: RequestVocabulary, language: LanguagePack | None = None) -> Need:
    """Read ``query`` against what the catalog knows.

    Args:
        query: the shopper's words, in any of the registry's languages.
        vocabulary: the catalog's brands, colours and currencies.
        language: the one to read it in, where that is known; else it is told by the words.

    Returns:
        The need; the text of every clause is a slice of ``query``.
    """
    read = query[:READ_CHARACTERS]
    language = language or language_of(read)
    request = Request.of(read, language.requests, vocabulary, language.quantities)
    free = Free(len(read))
    stretches = [stretch for finder in FINDERS for stretch in finder(request) if free.admits(stretch)]
    stretches += meanings(request, free)
    stretches.sort(key=lambda stretch: stretch.start)
    notes = [stretch.note for stretch in stretches if stretch.note]
    if len(query) > len(read):
        notes.append(request.language.messages["too_long"].format(count=READ_CHARACTERS))
    return Need(
        query=query,
        clauses=_consistent((clause for stretch in stretches for clause in stretch.clauses), request.language),
        sort=next((stretch.sort for stretch in stretches if stretch.sort), None),
        language=language.code,
        notes=tuple(dict.fromkeys(notes)),
        left_aside=tuple(query[stretch.start : stretch.end] for stretch in stretches if stretch.is_aside),
    )


def _consistent(clauses: Iterable[Clause], language: RequestGrammar) -> tuple[Clause, ...]:
    """The clauses without a wish for what another excludes: "no vanilla, I am so over vanilla"."""
    every = tuple(clauses)
    refused = {(clause.field, clause.value) for clause in every if clause.kind == "exclude" and clause.field}
    named = {language.excludes.sub("", one.text).strip().casefold() for one in every if one.kind == "exclude"}
    wished = (one for one in every if one.kind == "exclude" or (one.field, one.value) not in refused)
    return tuple(one for one in wished if one.kind not in ("feature", "topic") or one.text.casefold() not in named)
