"""The kinds of a catalog that most likely serve what a shopper tells, by the encoder of needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shopcli.index.kinds.table import Kind
from shopcli.need.thesaurus.needed_things import NeededThings

_LOOKED_THROUGH = 40  # classes of things, the likeliest first
_FIRST_NAMES = 3  # of a class, which stand in their order
_WORTH_A_LOOK = 0.1  # the least probability of a class whose name nothing goes by, for its name to be looked for by meaning
# Together, where no other thing is likelier. Of 656 stories asked of a shop of electronics and toys 16 more find so what is
# meant by them, 13 of them rightly.
_LIKELIEST_OF_ALL = 0.25
_AS_LIKELY = 0.5  # of the likeliest kind's probability, for another to do as well


@dataclass(slots=True)
class NeededKind:
    """A kind that is sold, by a name of what serves, and how likely it is that which is needed; 0 to 1.

    ``leads`` says that no other thing, be it sold or not, is likelier.
    """

    name: str
    kind: Kind
    probability: float
    leads: bool = False


class NeededKinds:
    """The encoder of needs, asked for one catalog.

    Args:
        things: the thesaurus's things by needs.
        sold: what a name of a thing means in the catalog; None where it sells none.
        nearest: the products that are near to a name which nothing goes by, as a kind; None where none are.
    """

    def __init__(
        self, things: Callable[[], NeededThings], sold: Callable[[str], Kind | None], nearest: Callable[[str], Kind | None]
    ) -> None:
        self._things, self._sold, self._nearest = things, sold, nearest

    def of(self, text: str) -> list[NeededKind]:
        """The kinds for what a text tells, the likeliest first, each with all probability of what it is called."""
        found: dict[bytes, NeededKind] = {}
        for number, (names, probability) in enumerate(self._things().likeliest(text, _LOOKED_THROUGH)):
            first = next(((name, kind) for name in names[:_FIRST_NAMES] if (kind := self._sold(name))), None)
            if not first and probability >= _WORTH_A_LOOK and (kind := self._nearest(names[0])):
                first = kind.names[0], kind
            if first:
                one = found.setdefault(first[1].rows.tobytes(), NeededKind(*first, 0.0))
                one.probability += probability
                one.leads |= number == 0
        return sorted(found.values(), key=lambda one: -one.probability)


def as_likely(kinds: list[NeededKind]) -> Iterator[NeededKind]:
    """Those that will do as well as the likeliest, with it."""
    return (one for one in kinds if one.probability >= _AS_LIKELY * kinds[0].probability)


def are_likeliest_of_all(kinds: list[NeededKind], is_said: Callable[[NeededKind], bool]) -> bool:
    """Whether kinds that do as well are likely together, and what is likeliest of all, be it sold or not, is one of them.

    Args:
        kinds: the likeliest first.
        is_said: whether the story itself says one, which then is had, broken or to be worked on: "the ring is too big".
    """
    alike = list(as_likely(kinds)) if kinds else []
    leads = any(one.leads for one in alike) and not any(map(is_said, alike))
    return leads and sum(one.probability for one in alike) >= _LIKELIEST_OF_ALL
