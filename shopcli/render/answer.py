"""An answer: what was understood, what is to be said about it, and the results."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Protocol

from rich.console import RenderableType
from rich.text import Text

from shopcli.render import words
from shopcli.render.layout import MEASURE, hang, joined, wrap
from shopcli.render.reasons import beside_reasons, reasons_of, unsaid_by_all
from shopcli.render.words import ENGLISH
from shopcli.text.safe import safe, shorten
from shopcli.text.told_apart import told_apart
from shopcli.text.words import brand_said
from shopcli.types import Answer, AnswerLines, Fact, Hit, Product
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    from shopcli.render.pictures.drawing import ProductPictures

# The sixteen colours of the terminal's own theme, so that both light and dark terminals can read them.
MARK, GOOD, BAD, QUIET = "bold cyan", "green", "red", "dim"
PLAIN_TITLE = 200  # characters
_GLYPHS = {"yes": ("✓", GOOD), "no": ("✗", BAD), "unknown": ("?", QUIET), "near": ("•", QUIET)}
_SEPARATOR = " · "  # between what was looked for; those who listen hear a semicolon
_OPENING = pattern(r"[^:：·]{1,40}[:：]")
_BRACKETS = pattern(r"\[(\d{1,3})\] ")  # around the numbers of what was assumed


class HitLines(Protocol):
    """The lines of one result; ``before`` its title stands what it is shown for, ``after`` all what it costs in a set."""

    def __call__(
        self, rank: int, hit: Hit, answer: Answer, unsaid: Collection[str], *, before: str = "", after: str = ""
    ) -> Iterator[str]: ...


def plain_answer(answer: Answer, *, of_hit: HitLines | None = None) -> Iterator[str]:
    """One line for each thing, no marks; ``of_hit`` puts a result on several, where that is wanted."""
    of_hit = of_hit or plain_hit
    lines = answer.lines
    if answer.reply is not None:
        yield safe(answer.reply)
    for said in (answer.looked_for, _BRACKETS.sub("", answer.took_it_that), answer.left_aside_says):
        if said:
            yield words.full_stop(safe(said.replace(_SEPARATOR, lines.semicolon)), lines)
    yield from words.notes(answer)
    unsaid = unsaid_by_all(answer)
    for rank, hit in enumerate(answer.results, start=answer.start + 1):
        if rank == _turn(answer) + answer.start:
            yield lines.rest
        yield from of_hit(rank, hit, answer, unsaid)
    if unsaid:
        yield words.full_stop(f"{lines.unsaid}{lines.semicolon.join(unsaid)}", lines)


def plain_hit(
    rank: int, hit: Hit, answer: Answer, unsaid: Collection[str], *, before: str = "", after: str = ""
) -> Iterator[str]:
    """One result on one line; ``before`` its title stands what it is shown for, ``after`` all what it costs in a set."""
    product, need = hit.product, answer.need
    title = titled(shorten(product.title, PLAIN_TITLE), hit, answer)
    lines = answer.lines
    price = lines.comma.join((words.hit_price(hit, lines), *words.offer_of(product, lines)))
    parts = [f"{rank}. {words.full_stop(before + title, lines)}", words.full_stop(price, lines)]
    if forms := words.forms_of(hit, need, lines):
        parts.append(words.full_stop(f"{forms[0].upper()}{forms[1:]}", lines))
    named = ((lines.brand, brand_said(product.brand)), (lines.shop, product.shop))
    parts += [words.full_stop(f"{lead}{safe(name)}", lines) for lead, name in named if name]
    reasons = [reason for reason in reasons_of(hit, answer) if not (reason.verdict == "unknown" and reason.clause in unsaid)]
    for verdict, lead in lines.leads.items():
        fitting = [reason for reason in reasons if reason.verdict == verdict]
        said = [lines.aside.format(said=shorten(r.fact, PLAIN_TITLE)) if r.fact else "" for r in fitting]
        clauses = [f"{reason.clause}{aside}" for reason, aside in zip(fitting, said, strict=True)]
        if clauses:
            parts.append(f"{lead}{lines.semicolon.join(clauses)}{lines.stop}")
    for aside in beside_reasons(hit, lines):
        parts.append(words.full_stop(f"{aside[0].upper()}{aside[1:]}", lines))
    parts.append(f"{lines.id}{safe(product.id)}{lines.stop}")
    yield lines.joint.join([*parts, words.full_stop(after, lines)] if after else parts)


def rich_answer(
    answer: Answer, width: int, *, strikes: str = "", pictures: ProductPictures | None = None
) -> Iterator[RenderableType]:
    """Cards, best first, each with the reasons for and against it; a reply stands above all.

    Args:
        answer: what was found.
        width: of the screen.
        strikes: how a line of the need is struck out by its number ("--not"), where that is to be said.
        pictures: draws what the results look like, below each.
    """
    if answer.reply is not None:
        yield from wrap(Text(safe(answer.reply), style="bold"), min(width, MEASURE))
        yield Text()
    if answer.looked_for:
        yield from _rich_understanding(answer, width)
    if answer.took_it_that:
        yield from _rich_assumptions(answer, width, strikes)
    if answer.left_aside_says:
        yield from wrap(Text(safe(answer.left_aside_says), style=QUIET), min(width, MEASURE))
    for note in words.notes(answer):
        yield from wrap(Text(note), min(width, MEASURE))
    unsaid = unsaid_by_all(answer)
    for rank, hit in enumerate(answer.results, start=answer.start + 1):
        if rank == _turn(answer) + answer.start:
            yield Text()
            yield from wrap(Text(answer.lines.rest), min(width, MEASURE))
        yield Text()
        yield from rich_hit(rank, hit, answer, width, unsaid)
        if pictures:
            yield from pictures.of(hit.product)
    if unsaid:
        yield Text()
        said = f"{answer.lines.unsaid}{_SEPARATOR.join(unsaid)}"
        yield from wrap(Text(said, style=QUIET), min(width, MEASURE))


def _rich_understanding(answer: Answer, width: int) -> Iterator[Text]:
    """The request as it was understood; what filters and orders stands out from what only ranks."""
    text = Text(safe(answer.looked_for))
    hard = [clause.text for clause in answer.need.hard] + [answer.need.sort.text if answer.need.sort else ""]
    text.highlight_words([safe(words) for words in hard if words], "bold")
    if opening := _OPENING.match(text.plain):
        text.stylize(QUIET, 0, opening.end())
    yield from wrap(text, min(width, MEASURE))


def _rich_assumptions(answer: Answer, width: int, strikes: str) -> Iterator[Text]:
    """What nobody said, each wish behind the number by which it is struck out."""
    text = Text(safe(answer.took_it_that))
    if opening := _OPENING.match(text.plain):
        text.stylize(QUIET, 0, opening.end())
    text.highlight_regex(_BRACKETS.pattern, MARK)
    if strikes:
        last = len(answer.need.numbered)
        text.append(f"  {strikes} {last} drops [{last}]", style=QUIET)
    yield from wrap(text, min(width, MEASURE))


def titled(title: str, hit: Hit, answer: Answer) -> str:
    """A title, and in brackets what tells the product from others of that title among the results."""
    apart = told_apart([other.product for other in answer.results]).get(hit.product.id)
    return f"{title}{answer.lines.aside.format(said=safe(answer.lines.value_of(Fact('', apart), apart)))}" if apart else title


def rich_heading(
    mark: str,
    product: Product,
    width: int,
    *,
    price: str = "",
    forms: str = "",
    title: str = "",
    lines: AnswerLines = ENGLISH,
) -> Iterator[Text]:
    """The first lines of a card: the title on at most two lines, then price, brand and id, then what forms there are.

    Args:
        mark: stands before the title.
        product: the record.
        width: of the screen.
        price: in place of the record's own.
        title: in place of the record's own.
        lines: of the asker's language.
        forms: the variant that answers, and the others.
    """
    yield from hang(Text(mark, style=MARK), Text(title or safe(product.title), style="bold"), width, limit=2)
    parts = [Text(price or words.price_of(product, lines), style="bold" if product.price is not None else QUIET)]
    parts += [Text(offer) for offer in words.offer_of(product, lines)]
    parts += [Text(safe(name)) for name in (brand_said(product.brand), product.shop) if name]
    parts.append(Text(f"{lines.id.lower()}{safe(product.id)}", style=QUIET))
    yield from hang(Text(" " * len(mark)), joined(parts), width)
    if forms:
        yield from hang(Text(" " * len(mark)), Text(forms), width, limit=2)


def rich_hit(rank: int, hit: Hit, answer: Answer, width: int, unsaid: Collection[str], *, before: str = "") -> Iterator[Text]:
    """One result as a card; ``before`` its title stands what it is shown for."""
    mark, need = f"[{rank}] ", answer.need
    title = before + titled(safe(hit.product.title), hit, answer)
    lines = answer.lines
    price, forms = words.hit_price(hit, lines), words.forms_of(hit, need, lines)
    yield from rich_heading(mark, hit.product, width, price=price, forms=forms, title=title, lines=lines)
    for reason in reasons_of(hit, answer):
        if reason.verdict == "unknown" and reason.clause in unsaid:
            continue
        glyph, style = _GLYPHS[reason.verdict]
        fact = f" — {said}" if (said := answer.lines.silent if reason.verdict == "unknown" else reason.fact) else ""
        line = Text.assemble(reason.clause, (fact, QUIET if reason.verdict == "unknown" else ""))
        yield from hang(Text.assemble(" " * len(mark), (f"{glyph} ", style)), line, width, limit=2)
    for aside in beside_reasons(hit, lines):
        glyph, style = _GLYPHS["near"]
        yield from hang(Text.assemble(" " * len(mark), (f"{glyph} ", style)), Text(aside), width, limit=2)


def _turn(answer: Answer) -> int:
    """The rank from which results no longer meet everything, or 0 where none or all do."""
    meets = [hit.meets_all for hit in answer.results]
    meeting = sum(meets)
    return meeting + 1 if 0 < meeting < len(meets) and all(meets[:meeting]) else 0
