"""Compared quantities in spans of their own: a number, its unit and its comparison are one limit, however they were tagged.

They are looked for in the whole request, so that "with no" and "less than 8 GB of RAM" are one limit; a negation that turns a
comparison round is of it too: "it shouldn't weigh" and "over 1500 g". No other quantity is cut either: "half a litre" is one
wish.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shopcli.need.grounding.quantities import Quantity, find_quantities
from shopcli.need.request import Request
from shopcli.need.tagging.roles import Span


def measured_spans(request: Request, spans: Sequence[Span]) -> list[Span]:
    """The spans in order, with each compared quantity of the request in one limit, or in one exclusion where it is denied.

    Args:
        request: with the units that the catalog measures in; where it knows none, the spans stay as they are.
        spans: in order, none of which overlaps another.
    """
    measured = list(spans)
    for quantity in quantities_of(request):
        is_compared = quantity.op != "==" or quantity.strict
        measured = _with_quantity(request, measured, quantity) if is_compared else _uncut(measured, quantity)
    return measured


def quantities_of(request: Request) -> list[Quantity]:
    """The quantities of a request in the units that the catalog measures in."""
    table = request.units
    return find_quantities(request.text, request.quantities, table) if request.quantities is not None and table else []


def _uncut(spans: Sequence[Span], quantity: Quantity) -> list[Span]:
    """The spans with those as one between which a quantity would be cut."""
    touched = [span for span in spans if span.start < quantity.end and quantity.start < span.end]
    if len(touched) < 2 or any(span.role in ("thing", "order") for span in touched):
        return list(spans)
    whole = replace(touched[0], end=touched[-1].end)
    return sorted([*(span for span in spans if span not in touched), whole], key=lambda span: span.start)


def _with_quantity(request: Request, spans: Sequence[Span], quantity: Quantity) -> list[Span]:
    denied = _denied_from(request, spans, quantity)
    start, end = quantity.start if denied is None else denied, quantity.end
    touched = [span for span in spans if span.start < end and start < span.end]
    if len(touched) == 1 and touched[0].role != "thing" and touched[0].start <= start and end <= touched[0].end:
        return list(spans)
    within = [span for span in touched if quantity.number_end <= span.start and span.end <= quantity.end]  # "or faster"
    apart = [span for span in touched if span.role in ("thing", "order") and span not in within]
    inside = [span for span in touched if span not in apart]
    # What a limit is of stands in its span: the screen of "a screen no smaller than", but nothing before what denies it.
    left = start if denied is not None or quantity.turned else min((start, *(span.start for span in inside)))
    right = max((end, *(span.end for span in inside)))
    left = max((left, *(min(span.end, start) for span in apart if span.start < start)))
    right = min((right, *(max(span.start, end) for span in apart if span.end > end)))
    rest = [replace(span, end=left) for span in touched if span.start < left]
    rest += [replace(span, start=right) for span in apart if span.end > right]
    limit = Span(left, right, "limit" if denied is None else "exclusion", 1.0)
    others = [span for span in spans if span not in touched]
    return sorted([*others, *rest, limit], key=lambda span: span.start)


def _denied_from(request: Request, spans: Sequence[Span], quantity: Quantity) -> int | None:
    """Where what denies a comparison begins, with the field it is of, "I don't want a screen bigger than"; else None."""
    excludes, start = request.language.excludes, quantity.start
    if quantity.turned:
        return next((match.start() for match in excludes.finditer(request.text, start, quantity.number_start)), None)
    before = next(
        (span for span in spans if span.start < start and request.text[span.start : start].strip() and span.end >= start - 1),
        None,
    )
    if before is None or not (lead := excludes.match(request.text, before.start, start)):
        return None
    return before.start if request.number_field(request.text[lead.end() : start].strip().lower()) else None
