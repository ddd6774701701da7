"""Markdown: an answer, a comparison and a list of products; no text of a catalog is a mark in it, a link, or HTML."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from shopcli.render import words
from shopcli.render.answer import PLAIN_TITLE, titled
from shopcli.render.comparison import by_state, rows_of
from shopcli.render.reasons import reasons_of, unsaid_by_all
from shopcli.render.words import by_code_alone
from shopcli.text.safe import safe, shorten
from shopcli.text.words import brand_said
from shopcli.types import Answer, Fact, Hit, Product
from shopcli.util.lazy_regex import pattern

_MARKS = pattern(r"([\\`*_{}\[\]<>#|~!&])")
_AT_THE_START = pattern(r"\A(\d{1,9})([.)])(?=\s|\Z)|\A([-+=>])")
_LINK = pattern(r"(?i)\b(https?|ftp|mailto|www)([:.])")  # which renderers make links of by themselves
_SEPARATOR = " · "
_BRACKETS = pattern(r"\[(\d{1,3})\] ")


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line; nothing in it is a mark, a link or HTML."""
    marked = _MARKS.sub(r"\\\1", safe(text))
    marked = _LINK.sub(lambda match: f"{match[1]}\\{match[2]}", marked)
    return _AT_THE_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", marked)


def markdown_answer(answer: Answer) -> Iterator[str]:
    """An answer as paragraphs, a numbered list, and the advice below it."""
    lines = answer.lines
    heads = [answer.reply, answer.looked_for.replace(_SEPARATOR, lines.semicolon), _BRACKETS.sub("", answer.took_it_that)]
    heads += [answer.left_aside_says, *words.notes(answer)]
    if answer.bundle:
        heads = [heads[1], *answer.need.notes, *answer.bundle.lines.above]
    for head in filter(None, heads):
        yield from (escaped(words.full_stop(safe(head), lines)), "")
    unsaid = unsaid_by_all(answer)
    for rank, hit in enumerate(answer.results, start=answer.start + 1):
        yield from _result(rank, hit, answer, unsaid)
    if answer.results:
        yield ""
    if unsaid:
        yield from (escaped(words.full_stop(f"{lines.unsaid}{lines.semicolon.join(unsaid)}", lines)), "")
    if answer.advice and answer.advice.sentences:
        yield from _advice(answer)
    if answer.clarification:
        yield from (escaped(answer.clarification.text), "")


def _result(rank: int, hit: Hit, answer: Answer, unsaid: Collection[str]) -> Iterator[str]:
    product, lines = hit.product, answer.lines
    price = lines.comma.join((words.hit_price(hit, lines), *words.offer_of(product, lines)))
    named = [escaped(price), *(escaped(name) for name in (brand_said(product.brand), product.shop) if name)]
    title = escaped(titled(shorten(product.title, PLAIN_TITLE), hit, answer))
    yield f"{rank}. **{title}**, {', '.join(named)}, {lines.id.lower()}{_code(product.id)}"
    indent = " " * (len(str(rank)) + 2)
    if forms := words.forms_of(hit, answer.need, lines):
        yield f"{indent}- {escaped(forms)}"
    reasons = [one for one in reasons_of(hit, answer) if not (one.verdict == "unknown" and one.clause in unsaid)]
    for verdict, lead in lines.leads.items():
        fitting = [one for one in reasons if one.verdict == verdict]
        asides = [lines.aside.format(said=shorten(one.fact, PLAIN_TITLE)) if one.fact else "" for one in fitting]
        said = [escaped(f"{one.clause}{aside}") for one, aside in zip(fitting, asides, strict=True)]
        if said:
            yield f"{indent}- {lead}{lines.semicolon.join(said)}"


def _code(text: str) -> str:
    """Text as code, within as many backticks as it takes."""
    said = safe(text)
    if "`" not in said:
        return f"`{said}`"
    fence = "`" * (said.count("`") + 1)
    return f"{fence} {said} {fence}"


def _advice(answer: Answer) -> Iterator[str]:
    assert answer.advice is not None
    places = {hit.product.id: rank for rank, hit in enumerate(answer.results, start=answer.start + 1)}
    told = []
    for sentence in (one for one in answer.advice.sentences if one.text != answer.not_sold_says):
        cited = ", ".join(str(places[cite]) for cite in sentence.cites if cite in places)
        told.append(escaped(sentence.text) + (f" ({cited})" if cited else ""))
    yield from (f"> {' '.join(told)}", "") if told else ()
    if why := by_code_alone(answer, answer.advice):
        yield from (escaped(why), "")


def markdown_comparison(products: Sequence[Product], facts: Sequence[Sequence[Fact]], told: Sequence[str]) -> Iterator[str]:
    """Products side by side as a table, what differs first, and what sets them apart below."""
    yield from _row("", *(escaped(shorten(product.title, PLAIN_TITLE)) for product in products))
    yield from _row(*["---"] * (len(products) + 1))
    yield from _row("id", *(_code(product.id) for product in products))
    for _, rows in by_state(rows_of(products, facts)):
        for row in rows:
            yield from _row(escaped(row.label), *("" if cell is None else escaped(cell) for cell in row.cells))
    if told:
        yield from ("", escaped(" ".join(told)))


def _row(*cells: str) -> Iterator[str]:
    yield f"| {' | '.join(cells)} |"


def markdown_list(products: Sequence[tuple[Product, str]]) -> Iterator[str]:
    """Products as a numbered list, each with its price, its id, and why it stands there where that is said."""
    for rank, (product, why) in enumerate(products, start=1):
        said = f". {escaped(why)}" if why else ""
        yield f"{rank}. **{escaped(product.title)}**, {escaped(words.price_of(product))}, id {_code(product.id)}{said}"
