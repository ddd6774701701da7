"""A sentence as one of the bank's own: whether some frame makes it, each slot of which holds by its role (`frame_roles`).

What stands between a frame's slots claims nothing, so a sentence of a frame is proved slot by slot; a buyer's and the maker's
words are held to their own source. Frames are told apart by their literal pieces first, which costs a search each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from shopcli.types import FactsOf, Need, Product, difference_of
from shopcli.write.verify.frame_roles import Roles, role_faults, taken_apart
from shopcli.write.verify.voices import is_quoted
from shopcli.write.wording.frame_bank import SLOT, Frame, frame_bank

_VOICES = frozenset(("buyer", "maker"))
_OF_CATALOG = frozenset(("only", "shortfall", "not_sold"))  # which no record tells
_PRICED: Mapping[str, Callable[[float], bool]] = {
    "cheaper": lambda gap: gap < 0,
    "dearer": lambda gap: gap > 0,
    "same_price": lambda gap: gap == 0,
}
# Which products may stand for which letters of a frame, by their places: the first is the one recommended.
_CASTS: Sequence[Mapping[str, int]] = (
    *({"A": 0}, {"A": 0, "B": 1}, {"A": 0, "C": 1}, {"A": 1, "B": 0}),
    *({"B": 0}, {"C": 0}, {"C": 1}, {"A": 0, "B": 1, "C": 2}),
)


def is_framed(text: str, *, products: Sequence[Product], facts_of: FactsOf, need: Need) -> bool:
    """Whether a sentence is a frame's, with all of its slots true of the products, whichever is which."""
    for frame, pieces in _pieces(need.language):
        if _has_all(text, pieces):
            for roles in _casts(frame, products, facts_of, need):
                if _bears_its_move(frame, roles) and not role_faults(text, frame, roles) and _is_own_voice(text, frame, roles):
                    return True
    return False


@cache
def _pieces(language: str) -> Sequence[tuple[Frame, Sequence[str]]]:
    """Each frame with the text between its slots, as it stands in a sentence whose first letter is a capital."""
    return [(frame, list(_literals(frame.text))) for frames in frame_bank(language).values() for frame in frames]


def _literals(text: str) -> Iterator[str]:
    """What stands between the slots, but for an article before a name, which some names take and some do not."""
    *between, last = SLOT.split(f"{text[:1].upper()}{text[1:]}")[::3]
    yield from filter(None, (re.sub(r"\b[Tt]he $", "", piece) for piece in between))
    if last:
        yield last


def _has_all(text: str, pieces: Sequence[str]) -> bool:
    at = 0
    for piece in pieces:
        at = text.find(piece, at) + len(piece)
        if at < len(piece):
            return False
    return bool(pieces) and text.endswith(pieces[-1])


def _casts(frame: Frame, products: Sequence[Product], facts_of: FactsOf, need: Need) -> Iterator[Roles]:
    """The products in the roles of a frame's letters; who is not named is the first."""
    named = {slot.name for slot in frame.slots}
    letters = {slot.name[0].upper() for slot in frame.slots if slot.form or slot.name[:1] in "ABC"} or {"A"}
    for cast in _CASTS:
        is_told = all(at == 0 or letter in named for letter, at in cast.items() if letter in letters)
        if is_told and letters <= cast.keys() and max(cast.values()) < len(products):
            yield Roles(need, {letter: products[at] for letter, at in cast.items()}, facts_of)


def _bears_its_move(frame: Frame, roles: Roles) -> bool:
    """Whether what a move itself claims is so: which of two costs more, that it cannot be had; never what a catalog has."""
    if frame.move in _OF_CATALOG:
        return False
    one, other = roles.products.get("A"), roles.products.get("B")
    if frame.move == "unavailable":
        return one is not None and one.available is False
    if frame.move in _PRICED:
        gap = difference_of(other, one) if one and other else None
        return gap is not None and _PRICED[frame.move](gap)
    return True


def _is_own_voice(text: str, frame: Frame, roles: Roles) -> bool:
    """Whether a buyer's words are a buyer's of the product recommended, and the maker's the maker's."""
    if frame.move not in _VOICES:
        return True
    quotes = [filler for slot, filler in taken_apart(text, frame, roles.products) or () if slot.casefold() == "quote"]
    facts = roles.facts_of(roles.products["A"]) if "A" in roles.products else ()
    return all(is_quoted(quote.strip("“”"), facts, by_buyer=frame.move == "buyer") for quote in quotes)
