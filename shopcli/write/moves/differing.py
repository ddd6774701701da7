"""The move `difference`: by how much an alternative is better than what is recommended, where no price tells them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from shopcli.need.languages.registry import language_named
from shopcli.text.worded_fact import measure_of
from shopcli.types import Fact, Hit, Need, difference_of, show_number
from shopcli.write.moves.contrast import is_better, is_of_its_kind
from shopcli.write.moves.move import Move
from shopcli.write.moves.reasons import Reason, Reasons
from shopcli.write.wording.frames import worded
from shopcli.write.wording.licences import Licence, licence_of
from shopcli.write.wording.phrases import Phrases

_WORTH, _OF_ITS_REASON = 0.3, 0.3  # of the move, and of what its fact is worth as a reason
_WITH_PLURAL = frozenset("year month week day hour minute piece person point".split())


def difference_move(
    pick: Hit, hit: Hit, own: Mapping[str, Fact], reasons: Sequence[Reason], need: Need, words: Mapping[str, str]
) -> Move | None:
    """How an alternative differs from what is recommended in the best of its reasons; None where a price tells more.

    Args:
        pick: what is recommended.
        hit: the alternative.
        own: the facts of what is recommended by field.
        reasons: what is worth telling of the alternative, best first.
        need: the request.
        words: the move's words.
    """
    if difference_of(hit.product, pick.product):
        return None
    for reason in reasons:
        other, licence = own.get(reason.fact.field), licence_of(reason.fact, need.language)
        if (
            other
            and licence
            and is_better(reason.fact, other, need)
            and (said := by_how_much(reason.fact, other, licence, need))
        ):
            phrases = Phrases(worded(reason.fact), {"adjective": (said,)}, licence, need.language)
            worth = _WORTH + _OF_ITS_REASON * reason.worth
            return Move("difference", (hit.product, pick.product), {"d1": phrases}, words, worth)
    return None


def by_how_much(fact: Fact, other: Fact, licence: Licence, need: Need) -> str:
    """What lies between two amounts in one unit, in a licence's words: "4 days longer on the battery"; empty without such."""
    one, two = measure_of(fact), measure_of(other)
    if licence.comparative is None or one is None or two is None or one[1] != two[1] or one[0] == two[0]:
        return ""
    gap, way = round(abs(one[0] - two[0]), 6), licence.comparative[0 if one[0] > two[0] else 1]
    if lexicon := language_named(need.language).lexicon:
        return way.replace("{}", lexicon.value(f"{show_number(gap)} {one[1]}", fact.label)) if "{}" in way else ""
    plural = "s" if one[1] in _WITH_PLURAL and gap != 1 else ""
    return f"{show_number(gap)} {one[1]}{plural} {way.replace('{f}', fact.label)}"


def differing(
    pick: Hit, others: Iterable[Hit], reasons: Reasons, need: Need, words: Callable[..., dict[str, str]]
) -> Iterator[Move]:
    """The first of some products that is better by a difference, of the pick's kind and meeting as much; at most one.

    Args:
        pick: what is recommended.
        others: what is shown beside it.
        reasons: what speaks for and against products.
        need: the request.
        words: a move's words for products by their letters.
    """
    own = {fact.field: fact for fact in reasons.facts(pick)}
    alike = (hit for hit in others if is_of_its_kind(hit, pick) and (hit.meets_all or not pick.meets_all))
    made = (difference_move(pick, hit, own, reasons.of(hit), need, words(A=pick, B=hit)) for hit in alike)
    yield from islice(filter(None, made), 1)
