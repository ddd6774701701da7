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
_LEAD_CHARACTERS = 24  # no phrase that leads to a name is longer
_READ_CHARACTERS = 2000  # what is longer is no request, and is read to here


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
    whole, query = query, query[:_READ_CHARACTERS]
    found: list[_Found] = []
    for finder in (_limits, _orders, _exclusions, _wishes):
        free = _Free(query, found)
        found += [f for f in finder(query, vocabulary) if free.admits(f)]
    found += _meanings(query, found, vocabulary)
    found.sort(key=lambda f: f.start)
    notes = [f.note for f in found if f.note]
    if len(whole) > len(query):
        notes.append(f"Only the first {_READ_CHARACTERS:,} characters were read.")
    return Need(
        query=whole,
        clauses=tuple(clause for f in found for clause in f.clauses),
        sort=next((f.sort for f in found if f.sort), None),
        language="zh" if _CHINESE.search(query) else "en",
        notes=tuple(dict.fromkeys(notes)),
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
    for limit in english.LIMITS:
        for match in limit.pattern.finditer(query):
            currency = _currency(match, limit.operators)
            ends = not limit.ends or english.ENDS.match(query, match.end())
            if currency or (ends and not limit.needs_currency):
                yield _limit(match, limit.operators, currency, vocabulary)


def _currency(match: re.Match[str], operators: tuple[str, ...]) -> str:
    """The currency that a phrase names, as a code; empty where it names none."""
    sides = (match[f"{group}_{side}"] for group in "ab"[: len(operators)] for side in ("after", "before"))
    return next((english.CURRENCY_WORDS[side.lower()] for side in sides if side), "")


def _limit(match: re.Match[str], operators: tuple[str, ...], code: str, vocabulary: Vocabulary) -> _Found:
    unit = code or (vocabulary.currencies[0] if vocabulary.currencies else None)
    note = ""
    if code and vocabulary.currencies and code not in vocabulary.currencies:
        unit = vocabulary.currencies[0]
        note = f"This catalog has no prices in {code}: {match[0].strip()!r} was read as {unit}."
    amounts = sorted(_amount(match, group) for group in "ab"[: len(operators)])  # "between 100 and 50" means the same
    clauses = tuple(
        Clause(match[0], "limit", "price", operator, amount, unit)  # type: ignore[arg-type]
        for operator, amount in zip(operators, amounts, strict=True)
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


@dataclass(frozen=True, slots=True)
class _Name:
    """A brand or a colour, half open, without the words that lead to it."""

    start: int
    end: int
    field: str
    value: str


def _names(query: str, vocabulary: Vocabulary) -> Iterator[_Name]:
    """The longest brand names first, so that "Black Box" is not a colour."""
    words = [m.span() for m in _WORD.finditer(query)]
    for length in range(_BRAND_WORDS, 0, -1):
        for (start, _), (_, end) in zip(words, words[length - 1 :], strict=False):
            low = query[start:end].lower()
            brand = vocabulary.brands.get(low)
            # A brand that is also a common word counts only where it is written as the brand is.
            if brand and not (low in vocabulary.common_words and query[start:end] != brand):
                yield _Name(start, end, "brand", brand)
    for start, end in words:
        colour = vocabulary.colour_words.get(query[start:end].lower())
        if colour in vocabulary.colours:
            yield _Name(start, end, "colour", str(colour))


def _exclusions(query: str, vocabulary: Vocabulary) -> Iterator[_Found]:
    """Brands and colours behind a "not", with those of the same kind joined to them by "or", "nor" and "and"."""
    names: dict[int, _Name] = {}
    for name in _names(query, vocabulary):
        names.setdefault(name.start, name)
    for match in english.EXCLUDES.finditer(query):
        start, at, field = match.start(), match.end(), ""
        at += len(query[at : at + 3]) - len(query[at : at + 3].lstrip())
        while (other := names.get(at)) and field in ("", other.field):
            yield _Found(start, other.end, (Clause(query[start : other.end], "exclude", other.field, "!=", other.value),))
            join = english.EXCLUDE_JOIN.match(query, other.end)
            if not join:
                break
            # The joining word belongs to the clause that it brings in: "nor Apple".
            start, at, field = join.start() + len(join[0]) - len(join[0].lstrip()), join.end(), other.field


def _wishes(query: str, vocabulary: Vocabulary) -> Iterator[_Found]:
    """Brands and colours that are wanted; those joined by "or" are one clause, since either will do."""
    names: dict[int, _Name] = {}
    for name in _names(query, vocabulary):
        names.setdefault(name.start, name)
    for name in list(names.values()):
        if name.field == "brand" and english.GOES_WITH.search(query, max(0, name.start - _LEAD_CHARACTERS), name.start):
            continue
        values, end = [name.value], name.end
        while (join := english.OR.match(query, end)) and (other := names.get(join.end())) and other.field == name.field:
            values.append(other.value)
            end = other.end
        lead = english.LEADS.search(query, max(0, name.start - _LEAD_CHARACTERS), name.start)
        start = lead.start() if lead else name.start
        op: Op = "in" if len(values) > 1 else "is"
        yield _Found(start, end, (Clause(query[start:end], "feature", name.field, op, "|".join(dict.fromkeys(values))),))


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
            note = "" if clause.is_hard else _unread_limit(clause.text)
            yield _Found(piece_start, piece_end, (clause,), note=note)
            kind = "topic" if excluded and kind == "topic" else "feature"


def _unread_limit(text: str) -> str:
    """A word of warning where words sound like a limit that nothing here decides."""
    return f"“{text}” counts by its meaning only, not as a limit." if english.SOUNDS_LIKE_A_LIMIT.search(text) else ""


def _folded(name: str) -> str:
    """A field's name or a feature without case, blanks and joints: "Noise-cancelling" is "noise_cancelling"."""
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
