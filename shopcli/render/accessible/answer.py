"""A result as lines of ``name: value`` under its number and title, in the asker's language."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from shopcli.render import words
from shopcli.render.advice import marks_of
from shopcli.render.answer import PLAIN_TITLE, titled
from shopcli.render.reasons import beside_reasons, reasons_of
from shopcli.text.safe import safe, shorten
from shopcli.text.words import brand_said
from shopcli.types import Answer, AnswerLines, Hit, Sentence

_COLON = " :："


def spoken_hit(
    rank: int, hit: Hit, answer: Answer, unsaid: Collection[str], *, before: str = "", after: str = ""
) -> Iterator[str]:
    """One result; ``before`` its title stands what it is shown for, ``after`` all what it costs in a set."""
    product, lines = hit.product, answer.lines
    yield f"{rank}. {before}{titled(shorten(product.title, PLAIN_TITLE), hit, answer)}"
    yield named(lines.price, lines.comma.join((words.hit_price(hit, lines), *words.offer_of(product, lines))), lines)
    if forms := words.forms_of(hit, answer.need, lines):
        yield f"{forms[0].upper()}{forms[1:]}"
    for lead, name in ((lines.brand, brand_said(product.brand)), (lines.shop, product.shop)):
        if name:
            yield named(lead, safe(name), lines)
    reasons = [one for one in reasons_of(hit, answer) if not (one.verdict == "unknown" and one.clause in unsaid)]
    for verdict, lead in lines.leads.items():
        fitting = [one for one in reasons if one.verdict == verdict]
        asides = [lines.aside.format(said=shorten(one.fact, PLAIN_TITLE)) if one.fact else "" for one in fitting]
        if fitting:
            said = (f"{one.clause}{aside}" for one, aside in zip(fitting, asides, strict=True))
            yield named(lead, lines.semicolon.join(said), lines)
    for aside in beside_reasons(hit, lines):
        yield f"{aside[0].upper()}{aside[1:]}"
    yield named(lines.id, safe(product.id), lines)
    if after:
        yield after


def named(lead: str, value: str, lines: AnswerLines) -> str:
    """``Brand: Fjell``, with the colon that the language has behind its price."""
    colon = lines.price[len(lines.price.rstrip(_COLON)) :]
    return f"{lead.rstrip(_COLON)}{colon}{value}"


def spoken_sentence(sentence: Sentence, answer: Answer) -> str:
    """One sentence, the numbers of the results that it speaks of behind it, without brackets of a list."""
    numbers = marks_of(sentence, answer).replace("] [", answer.lines.comma).strip("[]")
    by = "(by template)" if sentence.by == "template" else ""
    aside = answer.lines.aside.format(said=numbers).strip() if numbers else ""
    return " ".join(filter(None, [safe(sentence.text), aside, by]))
