"""One page of the results of a request, with the cursor of the next, the facets, and products that others are to be like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shopcli.errors import UsageError
from shopcli.serve.agents.cursors import BadCursor, Cursor, decode_cursor, encode_cursor
from shopcli.types import Answer, Clause, Need
from shopcli.util.timing import collected, stage, together

if TYPE_CHECKING:
    from shopcli.advisor import Advisor
    from shopcli.serve.messages import AskOptions


def like_clauses(advisor: Advisor, product_id: str | None) -> tuple[Clause, ...]:
    """What asks for products near to one, which is not found itself; nothing where no id is given.

    Raises:
        ProductNotFound: no such id; it names the nearest ones.
    """
    if product_id is None:
        return ()
    product = advisor.product(product_id)
    return (Clause(f"like {product.title}", "topic", "id", "like", product.id, source="flag"),)


def result_page(advisor: Advisor, wish: AskOptions, filters: Sequence[Clause], question: str) -> Answer:
    """The page that is wished for; the first without a cursor.

    Args:
        advisor: answers.
        wish: how; a cursor brings the size of its pages along.
        filters: what flags ask for.
        question: the request; empty where products are only to be like one.

    Raises:
        ShopcliError: as `Advisor.ask`; a cursor of another request.
    """

    asked = repr((question.strip(), filters, wish.all_alike, wish.rerank, wish.struck, advisor.settings.profile,
                  advisor.index.manifest.created))  # fmt: skip
    page = read_cursor(wish.cursor, asked) if wish.cursor is not None else Cursor(0, advisor.settings.top)
    if page.start or (wish.like is not None and not question.strip()):
        answer = _searched(advisor, wish, filters, question, page)
    else:
        answer = advisor.ask(
            question,
            text=False,
            rerank=wish.rerank,
            filters=filters,
            all_alike=wish.all_alike,
            struck=wish.struck,
        )
    answer = replace(answer, start=page.start, cursor=next_cursor(answer, page, asked))
    return _with_facets(advisor, answer) if wish.facets else answer


def read_cursor(cursor: str, asked: str) -> Cursor:
    """The page that a cursor names.

    Raises:
        UsageError: it names none, or one of another request.
    """
    try:
        return decode_cursor(cursor, asked)
    except BadCursor as error:
        hint = "Use the cursor with the very command that gave it, or leave it out for page one."
        raise UsageError(str(error), hint=hint) from None


def next_cursor(answer: Answer, page: Cursor, asked: str) -> str | None:
    """What names the page behind an answer's; None where nothing that matches is left."""
    return encode_cursor(Cursor(page.start + page.size, page.size), asked) if answer.is_more else None


def _searched(advisor: Advisor, wish: AskOptions, filters: Sequence[Clause], question: str, page: Cursor) -> Answer:
    """A page by search alone: a further one, or of what is like a product."""
    with collected() as timings, stage("understand"):
        if question.strip():
            from shopcli.need.utterance import Utterance

            said = Utterance.opening(question, advisor.choice_field) if filters else advisor.classify(question)
            need = advisor.understand(said).having(*filters)
        else:
            need = Need("", tuple(filters), language=advisor.index.manifest.language)
        need = advisor.without(need, wish.struck)
    answer = advisor.search(need, top=page.size, offset=page.start, rerank=wish.rerank, all_alike=wish.all_alike)
    return replace(answer, timings_s=together(timings, answer.timings_s))


def _with_facets(advisor: Advisor, answer: Answer) -> Answer:
    with collected() as timings, stage("retrieve"):
        counts = answer.matching > 0 and answer.bundle is None and not answer.unspoken
        facets = advisor.facets(answer.need) if counts else ()
    return replace(answer, facets=facets, timings_s=together(answer.timings_s, timings))
