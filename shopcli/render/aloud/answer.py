"""An answer as a person would read it out: what was understood, each result by name and price with what it misses, no ids."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from shopcli.render import words
from shopcli.render.answer import plain_answer, titled
from shopcli.render.bundle import plain_bundle
from shopcli.render.reasons import reasons_of
from shopcli.text.safe import shorten
from shopcli.text.words import brand_said
from shopcli.types import Answer, Hit, SpokenForms

_TITLE = 90  # characters of a title that are read
_MOST = 5  # results that are read
_TOLD = ("no", "near")  # what is said of a result beside its price: what it misses, and how near it comes


def answer_lines(answer: Answer, forms: SpokenForms) -> Iterator[str]:
    """The lines of an answer that are read.

    Args:
        answer: what was found.
        forms: of the asker's language.
    """
    of_hit = _of_hit(forms)
    if answer.bundle is not None:
        yield from plain_bundle(answer, answer.bundle, of_hit=of_hit)
    else:
        yield from plain_answer(answer, of_hit=of_hit)


def _of_hit(forms: SpokenForms) -> Callable[..., Iterator[str]]:
    def lines(
        rank: int, hit: Hit, answer: Answer, unsaid: Collection[str], *, before: str = "", after: str = ""
    ) -> Iterator[str]:
        if rank > _MOST:
            return
        product, said = hit.product, answer.lines
        title = titled(shorten(product.title, _TITLE).rstrip(" ."), hit, answer)
        brand = brand_said(product.brand)
        if brand and brand.casefold() not in title.casefold():
            title = f"{shorten(brand, _TITLE)} {title}"
        price = said.comma.join((words.hit_price(hit, said), *words.offer_of(product, said)))
        parts = [forms.result.format(rank=rank, title=f"{before}{title}", price=price)]
        reasons = [reason for reason in reasons_of(hit, answer) if reason.verdict in _TOLD and reason.clause not in unsaid]
        for verdict in _TOLD:
            missed = [reason.clause for reason in reasons if reason.verdict == verdict]
            if missed:
                parts.append(f"{said.leads[verdict]}{said.semicolon.join(missed)}{said.stop}")
        yield forms.joint.join([*parts, after] if after else parts)

    return lines
