"""The moves `gains`, `misses` and `unsure`: another product by a wish that it alone grants, or that the pick alone does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from shopcli.need.languages.registry import language_named
from shopcli.types import Clause, Hit, Need
from shopcli.write.moves.move import Move, MoveKind
from shopcli.write.moves.wish_words import is_torn_off, is_whole_wish

_GAINED, _MISSED = 0.9, 0.3  # worth


def granted(hit: Hit) -> set[Clause]:
    """The wishes that a record grants, and in no other reading denies."""
    open_ones = {*hit.unmet, *hit.unknown, *(why.clause for why in hit.denied)}
    return {why.clause for why in hit.evidence if why.clause.kind != "topic"} - open_ones


def gaining(need: Need, pick: Hit, hits: Sequence[Hit], words: Callable[..., dict[str, str]]) -> Iterator[Move]:
    """What grants a wish that the pick does not, in the shopper's words; neither one cut from a phrase nor a purpose."""
    for hit in hits:
        mine, others = granted(hit), granted(pick)
        gained = [one for one in need.clauses if one in mine - others and one.kind == "feature"]
        purpose = language_named(need.language).degrees.purpose
        whole = [one for one in gained if is_whole_wish(one, need) and not purpose.match(one.text)]
        if whole and len(gained) >= len(others - mine):
            told = {**words(A=pick, B=hit), "gain": quoted(whole[0])}
            yield Move("gains", (hit.product, pick.product), words=told, worth=_GAINED)


def falling_short(need: Need, pick: Hit, hits: Sequence[Hit], words: Callable[..., dict[str, str]]) -> Iterator[Move]:
    """What comes next and misses what the pick meets, or says nothing of it."""
    for hit in hits:
        told: tuple[tuple[MoveKind, Sequence[Clause]], ...] = (("misses", hit.unmet), ("unsure", hit.unknown))
        for kind, missed in told:
            wishes = [one for one in missed if one in granted(pick)]
            if wishes and wishes[0].text in need.query and not is_torn_off(wishes[0].text, need):
                named = {**words(A=pick, B=hit), "miss": quoted(wishes[0])}
                yield Move(kind, (hit.product, pick.product), words=named, worth=_MISSED)


def quoted(wish: Clause) -> str:
    """A wish in the shopper's words, in quotation marks."""
    return f"“{wish.text.strip(' .,!?')}”"
