"""What buyers say of a product: what they praise and complain of, with counts, and their words by the review's number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from shopcli.render.answer import QUIET
from shopcli.render.layout import MEASURE, hang, table, wrap
from shopcli.text.safe import safe, shorten
from shopcli.types import Aspect, Feeling, Remark, ReviewSummary, show_number

_MOST_ASPECTS, _MOST_REMARKS, _LONGEST = 8, 6, 160
_HEADS: tuple[tuple[Feeling, str], ...] = (("praise", "Praise"), ("complaint", "Complaints"))
_NUMBERED = 10  # from here on a number takes two places


def plain_reviews(summary: ReviewSummary) -> Iterator[str]:
    """One line for the counts, one for each aspect, and one for each remark that is quoted."""
    yield f"{safe(summary.product.title)} ({safe(summary.product.id)})"
    yield headline(summary)
    for aspect in _felt(summary):
        yield f"{safe(aspect.name)}: {_aspect_counts(aspect)}"
    for feeling, head in _HEADS:
        for remark in _quoted(summary, feeling):
            yield f"{head.removesuffix('s')}, review {remark.review}: “{shorten(remark.text, _LONGEST)}”"
    yield from _unquoted(summary)


def rich_reviews(summary: ReviewSummary, width: int) -> Iterator[RenderableType]:
    """The counts, a table of aspects, then praise and complaints word for word."""
    measure = min(width, MEASURE)
    yield from wrap(Text(safe(summary.product.title), style="bold"), measure)
    yield from wrap(Text(headline(summary)), measure)
    if felt := _felt(summary):
        yield Text()
        grid = table("aspect", "praise", "complain", "reviews")
        for aspect in felt:
            numbers = sorted({remark.review for remark in aspect.remarks})
            counts = (str(len(aspect.reviews(feeling)) or "–") for feeling, _ in _HEADS)
            grid.add_row(safe(aspect.name), *counts, Text(_numbers(numbers), style=QUIET))
        yield grid
    for (feeling, head), style in zip(_HEADS, ("green", "red"), strict=True):
        if quoted := _quoted(summary, feeling):
            yield Text()
            yield Text(head, style=style)
            for remark in quoted:
                number = Text(f"{remark.review:>{2 if summary.size >= _NUMBERED else 1}}  ", style=QUIET)
                yield from hang(number, Text(f"“{shorten(remark.text, _LONGEST)}”"), measure)
    for line in _unquoted(summary):
        yield Text()
        yield from wrap(Text(line, style=QUIET), measure)


def reviews_to_dict(summary: ReviewSummary) -> dict[str, Any]:
    """The same for programs: every remark with its review's number and feeling, and the counts by aspect."""
    return {
        "id": summary.product.id,
        "title": summary.product.title,
        "rating": summary.stars,
        "reviews": summary.size,
        "praise": len(summary.reviews("praise")),
        "complaint": len(summary.reviews("complaint")),
        "neither": len(summary.reviews("neither")),
        "aspects": [
            {
                "aspect": aspect.name,
                "praise": len(aspect.reviews("praise")),
                "complaint": len(aspect.reviews("complaint")),
                "remarks": [_remark_to_dict(remark) for remark in aspect.remarks],
            }
            for aspect in summary.aspects
        ],
        "remarks": [_remark_to_dict(remark) for remark in summary.remarks],
    }


def headline(summary: ReviewSummary) -> str:
    """How many reviews there are, how many praise and complain, and the stars; of few, that they are few."""
    stars = f" Rated {show_number(summary.stars)} of 5." if summary.stars is not None else ""
    if not summary.size:
        return f"Its record has no reviews.{stars}"
    counts = [f"{n} {_verb(feeling, n)}" for feeling, _ in _HEADS if (n := len(summary.reviews(feeling)))]
    if n := len(summary.reviews("neither")):
        counts.append(f"{n} {'does' if n == 1 else 'do'} neither")
    if summary.size == 1:
        felt = [_verb(feeling, 1) for feeling, _ in _HEADS if summary.reviews(feeling)]
        return f"Only one review: it {' and '.join(felt) or 'does neither praise nor complain'}.{stars}"
    few = {2: "Only 2 reviews"}.get(summary.size, f"{summary.size} reviews")
    return f"{few}: {', '.join(counts)}.{stars}"


def _verb(feeling: Feeling, n: int) -> str:
    return {"praise": "praise", "complaint": "complain"}.get(feeling, "") + ("s" if n == 1 else "")


def _felt(summary: ReviewSummary) -> list[Aspect]:
    """The aspects that reviews praise or complain of."""
    return [one for one in summary.aspects if any(remark.feeling != "neither" for remark in one.remarks)][:_MOST_ASPECTS]


def _aspect_counts(aspect: Aspect) -> str:
    told = []
    for feeling, _ in _HEADS:
        if numbers := aspect.reviews(feeling):
            named = f"review{'s' if len(numbers) > 1 else ''} {_numbers(numbers)}"
            told.append(f"{len(numbers)} {_verb(feeling, len(numbers))} ({named})")
    return ", ".join(told)


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _quoted(summary: ReviewSummary, feeling: Feeling) -> list[Remark]:
    return [remark for remark in summary.remarks if remark.feeling == feeling and remark.text][:_MOST_REMARKS]


def _unquoted(summary: ReviewSummary) -> Iterator[str]:
    """That there are remarks whose words are not shown, and of which reviews."""
    if numbers := sorted({remark.review for remark in summary.remarks if not remark.text}):
        named = f"review{'s' if len(numbers) > 1 else ''} {_numbers(numbers)}"
        yield f"Not quoted, since the words are coarse or give orders: {named}."


def _remark_to_dict(remark: Remark) -> dict[str, Any]:
    return {"review": remark.review, "text": remark.text or None, "feeling": remark.feeling}
