"""``/narrow``: one value of a facet chosen in a conversation, by its number or by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from shopcli.errors import UsageError
from shopcli.types import Clause, Facet, FacetValue
from shopcli.util.lazy_regex import pattern

_NUMBER = pattern(r"#?(\d{1,6})\.?")
_BETWEEN = pattern(r"\s*(?:[=:：]|\bis\b)\s*")
_EXAMPLE = "/narrow lists them. Write for example: /narrow 3"


def chosen_clauses(facets: Sequence[Facet], said: str) -> tuple[Clause, ...]:
    """What the value of a facet asks for that is chosen by its number through all facets, its name, or ``field: value``.

    Raises:
        UsageError: there is none, or several go by that name.
    """
    values = [(facet, value) for facet in facets for value in facet.values]
    if number := _NUMBER.fullmatch(said):
        at = int(number[1])
        if not 1 <= at <= len(values):
            raise UsageError(f"There is no choice {at}: {len(values)} are there.", hint=_EXAMPLE)
        found = [values[at - 1]]
    else:
        found = [(facet, value) for facet, value in values if _folded(said) in set(_names(facet, value))]
    if not found:
        raise UsageError(f"Nothing to narrow by goes by {said!r}.", hint=_EXAMPLE)
    if len(found) > 1:
        names = ", ".join(f"{facet.name}: {value.text}" for facet, value in found)
        raise UsageError(f"Several go by {said!r}.", hint=f"Which? {names}")
    return tuple(replace(clause, source="refinement") for clause in found[0][1].clauses)


def _names(facet: Facet, value: FacetValue) -> Iterator[str]:
    yield _folded(value.text)
    yield from (_folded(f"{name}: {value.text}") for name in (facet.name, facet.field))
    if isinstance(value.value, bool) and value.value:
        yield from (_folded(facet.name), _folded(facet.field))


def _folded(text: str) -> str:
    """A name in lower case, with one sign between a field and its value."""
    return _BETWEEN.sub(": ", " ".join(text.split()), count=1).casefold()
