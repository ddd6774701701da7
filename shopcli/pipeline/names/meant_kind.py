"""Entity mentions: the kind that words of a request name, and where in them its name stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from shopcli.index.kinds.table import Kind
from shopcli.pipeline.synonyms import united


@dataclass(frozen=True, slots=True)
class MeantKind:
    """A kind and where in the words its name stands, half open; ``end`` is None at their end."""

    start: int
    end: int | None
    kind: Kind


def either_of(meant: Sequence[MeantKind]) -> MeantKind:
    """Several kinds of which any will do: "trackball or mouse"."""
    return MeantKind(0, None, united([one.kind for one in meant]) or meant[0].kind)


def described_by_either(words: str, others: Sequence[str], named: Callable[[str], MeantKind | None]) -> MeantKind | None:
    """What alternatives merely describe: "beef or lamb kibble" is kibble, since what is called "beef" is among it.

    Args:
        words: the whole.
        others: what its "or" joins, one at least.
        named: the kind that some words name.
    """
    *before, last = others
    head = last.split()[-1]
    if head == last or any(other.split()[-1:] == [head] for other in before):
        return None
    meant = named(head)
    if meant is None or not all(one and one.kind.is_mostly(meant.kind) for one in map(named, before)):
        return None
    return replace(meant, start=len(words) - len(head), end=None)
