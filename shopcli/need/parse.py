"""A request becomes a need: what can be read as a limit, a name or an order is; the rest stays as meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from price_parser import Price

from shopcli.need import english
from shopcli.types import Clause, Need, Op, Sort

_CHINESE = re.compile(r"[㐀-鿿]")
_WORD = re.compile(r"[^\W_]+(?:[.&+'’-][^\W_]+)*[+!]?")
_BRAND_WORDS = 5


class Vocabulary(Protocol):
    """What a request may name; the index learns it from the catalog."""

    @property
    def brands(self) -> Mapping[str, str]:
        """The brand as the catalog writes it, by its lower-case form."""

    @property
    def common_words(self) -> Sequence[str]:
        """Brands (lower case) that are ordinary words too."""

    @property
    def colours(self) -> Sequence[str]:
        """The colours that products have, in English."""

    @property
    def currencies(self) -> Sequence[str]:
        """ISO 4217 codes, the commonest first."""

    @property
    def switches(self) -> Sequence[str]:
        """The fields that are yes or no."""

    @property
    def colour_words(self) -> Mapping[str, str]:
        """The colour, in English, by each word for it."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch of the request that was understood, half open, and what it says."""

    start: int
    end: int
    clauses: tuple[Clause, ...] = ()
    sort: Sort | None = None
    note: str = ""


def understand(query: str, vocabulary: Vocabulary) -> Need:
    """Read ``query`` against what the catalog knows.

    Args:
        query: the shopper's words.
        vocabulary: the catalog's brands, colours and currencies.

    Returns:
        The need; the text of every clause is a slice of ``query``.
    """
    found: list[_Found] = []
    for finder in (_limits, _orders, _exclusions, _brands, _colours):
        free = _Free(query, found)
        found += [f for f in finder(query, vocabulary) if free.admits(f)]
    found += _meanings(query, found, vocabulary)
    found.sort(key=lambda f: f.start)
    return Need(
        query=query,
        clauses=tuple(clause for f in found for clause in f.clauses),
        sort=next((f.sort for f in found if f.sort), None),
        language="zh" if _CHINESE.search(query) else "en",
        notes=tuple(dict.fromkeys(f.note for f in found if f.note)),
    )


class _Free:
    """Which characters of the request nobody has claimed yet."""

    def __init__(self, query: str, found: Sequence[_Found]) -> None:
        self._taken = bytearray(len(query))
        for f in found:
            self._take(f)

    def _take(self, found: _Found) -> None:
        self._taken[found.start : found.end] = b"\x01" * (found.end - found.start)

    def admits(self, found: _Found) -> bool:
        """Claim the stretch if all of it is free."""
        if any(self._taken[found.start : found.end]):
            return False
        self._take(found)
        return True

    def gaps(self) -> Iterator[tuple[int, int]]:
        """The unclaimed stretches, half open."""
        start = 0
        for at in range(len(self._taken) + 1):
            if at == len(self._taken) or self._taken[at]:
                if start < at:
                    yield start, at
                start = at + 1


def _limits(query: str, vocabulary: Vocabulary) -> Iterator[_Found]:
    for number, (pattern, operators) in enumerate(english.LIMITS):
        for match in pattern.finditer(query):
            says_currency = any(match[f"{group}_{side}"] for group in "ab"[: len(operators)] for side in ("before", "after"))
            if number in english.NEEDS_CURRENCY and not says_currency:
                continue
            yield _limit(match, operators, vocabulary)


def _limit(match: re.Match[str], operators: tuple[str, ...], vocabulary: Vocabulary) -> _Found:
    asked = next(
        (match[f"{g}_{side}"] for g in "ab"[: len(operators)] for side in ("after", "before") if match[f"{g}_{side}"]), ""
    )
    code = english.CURRENCY_WORDS.get(asked.lower(), "")
    unit = code or (vocabulary.currencies[0] if vocabulary.currencies else None)
    note = ""
    if code and vocabulary.currencies and code not in vocabulary.currencies:
        unit = vocabulary.currencies[0]
        note = f"This catalog has no prices in {code}: {match[0].strip()!r} was read as {unit}."
    clauses = tuple(
        Clause(match[0], "limit", "price", operator, _amount(match, group), unit)  # type: ignore[arg-type]
        for group, operator in zip("ab", operators, strict=False)
    )
    return _Found(match.start(), match.end(), clauses, note=note)


def _amount(match: re.Match[str], group: str) -> float:
    """The number of an amount: price-parser knows 1,299.00 from 1.299,00."""
    amount = Price.fromstring(match[group]).amount_float or 0.0
    return amount * 1000 if match[f"{group}_k"] else amount


def _orders(query: str, vocabulary: Vocabulary) -> Iterator[_Found]:
    for pattern, field, order in english.ORDERS:
        for match in pattern.finditer(query):
            yield _Found(match.start(), match.end(), sort=Sort(field, order))  # type: ignore[arg-type]


def _exclusions(query: str, vocabulary: Vocabulary) -> Iterator[_Found]:
    """Brands and colours behind a "not", with those joined to them by "or" and "nor"."""
    for match in english.EXCLUDES.finditer(query):
        start, at = match.start(), match.end()
        while (space := re.compile(r"\s*").match(query, at)) and (named := _name_at(query, space.end(), vocabulary)):
            field, value, end = named
            yield _Found(start, end, (Clause(query[start:end], "exclude", field, "!=", value),))
            join = english.EXCLUDE_JOIN.match(query, end)
            if not join:
                break
            # The joining word belongs to the clause that it brings in: "nor Apple".
            start, at = end + len(query[end:]) - len(query[end:].lstrip()), join.end()


def _name_at(query: str, at: int, vocabulary: Vocabulary) -> tuple[str, str, int] | None:
    """The brand or colour whose name starts at ``at``: (field, value, end)."""
    for found in (*_brands(query[at:], vocabulary), *_colours(query[at:], vocabulary)):
        if found.start == 0 and found.clauses[0].text == query[at : at + found.end]:
            clause = found.clauses[0]
            return str(clause.field), str(clause.value), at + found.end
    return None


def _brands(query: str, vocabulary: Vocabulary) -> Iterator[_Found]:
    """The longest brand names first, so that "Black Box" is not a colour."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(query)]
    for length in range(_BRAND_WORDS, 0, -1):
        for first in range(len(words) - length + 1):
            start, end = words[first][0], words[first + length - 1][1]
            low = query[start:end].lower()
            brand = vocabulary.brands.get(low)
            # A brand that is also a common word counts only where it is written as the brand is.
            if brand and not (low in vocabulary.common_words and query[start:end] != brand):
                yield _lead(query, _Found(start, end, (Clause(query[start:end], "feature", "brand", "is", brand),)))


def _colours(query: str, vocabulary: Vocabulary) -> Iterator[_Found]:
    for match in _WORD.finditer(query):
        colour = vocabulary.colour_words.get(match[0].lower())
        if colour in vocabulary.colours:
            clause = Clause(match[0], "feature", "colour", "is", colour)
            yield _lead(query, _Found(match.start(), match.end(), (clause,)))


def _lead(query: str, found: _Found) -> _Found:
    """Take "from" and "in" before a name into its clause."""
    match = english.LEADS.search(query, 0, found.start)
    if not match:
        return found
    clauses = tuple(replace(clause, text=query[match.start() : found.end]) for clause in found.clauses)
    return replace(found, start=match.start(), clauses=clauses)


def _meanings(query: str, found: Sequence[_Found], vocabulary: Vocabulary) -> Iterator[_Found]:
    """What nobody claimed: the first stretch is the topic, the others are features, or exclusions behind a "not".

    A feature that is, word for word, a yes/no field of the catalog is decided by that field.
    """
    kind = "topic"
    switches = {_folded(name): name for name in vocabulary.switches}
    for start, end in _Free(query, found).gaps():
        for piece_start, piece_end in _pieces(query, start, end):
            excluded = english.EXCLUDES.match(query, piece_start, piece_end)
            clause = Clause(query[piece_start:piece_end], "exclude" if excluded else kind)  # type: ignore[arg-type]
            field = switches.get(_folded(query[excluded.end() if excluded else piece_start : piece_end]))
            if field and clause.kind != "topic":
                clause = replace(clause, field=field, op="!=" if excluded else "is", value=True)
            yield _Found(piece_start, piece_end, (clause,))
            kind = "topic" if excluded and kind == "topic" else "feature"


def _folded(name: str) -> str:
    """A field's name or a feature without case, blanks and joints: "Heart-rate monitor" is "heart_rate_monitor"."""
    return re.sub(r"[\s_-]+", "", name).casefold()


def _pieces(query: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a stretch where one wanted thing ends and the next begins, and trim what says nothing."""
    start, end = _trimmed(query, start, end)
    cuts = [m.span() for m in english.SPLITS.finditer(query, start, end)]
    bounds = [start, *(at for span in cuts for at in span), end]
    for left, right in zip(bounds[::2], bounds[1::2], strict=True):
        left, right = _trimmed(query, left, right)
        if left < right:
            yield left, right


def _trimmed(query: str, left: int, right: int) -> tuple[int, int]:
    while True:
        match = english.FILLER.search(query[left:right])
        if not match or match.start() == match.end():
            break
        left, right = (left + match.end(), right) if match.start() == 0 else (left, left + match.start())
    while left < right and not query[left].isalnum() and not _CHINESE.match(query[left]):
        left += 1
    while right > left and not (query[right - 1].isalnum() or query[right - 1] in "\"'”+%)"):
        right -= 1
    return left, right


def filter_clauses(
    *,
    max_price: float | None,
    min_price: float | None,
    brand: str | None,
    where: Sequence[tuple[str, str]],
    currency: str | None,
) -> tuple[Clause, ...]:
    """The clauses that flags set, as hard as those that words set."""
    clauses: list[Clause] = []
    for flag, operator, amount in (("--max-price", "<=", max_price), ("--min-price", ">=", min_price)):
        if amount is not None:
            op: Op = operator  # type: ignore[assignment]
            clauses.append(Clause(f"{flag} {amount:g}", "limit", "price", op, amount, currency))
    if brand:
        clauses.append(Clause(f"--brand {brand}", "feature", "brand", "is", brand))
    clauses += [Clause(f"--where {field}={value}", "feature", field, "is", value) for field, value in where]
    return tuple(clauses)
