"""The sentence on what several things cost together: by template, and checked against the records of what it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from shopcli.need.languages.pack import LanguagePack
from shopcli.types import Bundle, Sentence, show_money

_AMOUNT = re.compile(r"\d(?:[\d.,]*\d)?")
_UPPER = ("<", "<=", "==")


def total_sentence(bundle: Bundle, language: LanguagePack) -> Sentence | None:
    """What the set that is shown costs, and how that stands to the limit; None where that cannot be told, or does not hold.

    Args:
        bundle: several things with their set.
        language: to tell it in.
    """
    shown, limit = bundle.shown, _limit(bundle)
    if shown is None or shown.total is None or language.bundles is None or len(bundle.picked) < 2:
        return None

    def money(amount: float) -> str:
        return language.lines.money(show_money(amount, shown.currency if shown else None))

    rest = 0.0 if limit is None else round(limit - shown.total, 3)
    form = "spoken" if not rest else "spoken_left" if rest > 0 else "spoken_over"
    count = sum(role.quantity for role, _ in bundle.picked)
    said = language.bundles.messages[form].format(
        count=count, total=money(shown.total), rest=money(abs(rest)), limit=money(limit or 0.0)
    )
    if total_faults(said, bundle, language):
        return None
    return Sentence(said, tuple(hit.product.id for _, hit in bundle.picked), "template")


def total_faults(said: str, bundle: Bundle, language: LanguagePack) -> list[str]:
    """What a sentence on a set says that the records of its products do not bear: its numbers, and sums in several currencies.

    Args:
        said: the sentence.
        bundle: the set with the limits that were asked for.
        language: it is in.
    """
    pairs = [(role.quantity, hit.product) for role, hit in bundle.picked]
    if any(product.price is None for _, product in pairs):
        return ["a product without a price"]
    if len({product.currency for _, product in pairs}) > 1:
        return ["prices in several currencies"]
    total = sum((Decimal(str(product.price)) * count for count, product in pairs), Decimal(0))
    limit = _limit(bundle)
    borne = {Decimal(sum(count for count, _ in pairs)), total}
    if limit is not None:
        borne |= {Decimal(str(limit)), abs(Decimal(str(limit)) - total)}
    return [amount for amount in _AMOUNT.findall(said) if not any(amount in written for written in _written(borne, language))]


def _written(amounts: set[Decimal], language: LanguagePack) -> Iterator[tuple[str, ...]]:
    """Each amount in the ways in which the language may write it."""
    for amount in amounts:
        plain = language.lines.money(show_money(float(amount), "EUR"))
        yield f"{amount:f}", *_AMOUNT.findall(plain)


def _limit(bundle: Bundle) -> float | None:
    return min((float(clause.value or 0) for clause in bundle.limits if clause.op in _UPPER), default=None)
