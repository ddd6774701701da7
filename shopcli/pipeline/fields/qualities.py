"""Qualities that a value grants: by the licences of fields 10 ATM is waterproof, and "persons: 4" is for a family of four."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import shopcli
from shopcli.need.thesaurus import Wish, normal_form, open_thesaurus, stems
from shopcli.rerank.bearing import GRANTS, RULES_OUT
from shopcli.types import Clause, Fact

_TABLE = Path(shopcli.__file__).parent / "write" / "wording" / "licences" / "en.txt"


class _Grant(NamedTuple):
    """A quality of a field of some names and kinds of value, and the test by which a value grants it."""

    head: str
    quality: str
    test: str


def bearings_by_quality(clause: Clause, facts: Sequence[Fact]) -> list[int]:
    """What the values of facts say to a wish: `GRANTS`, `RULES_OUT` where they grant another quality in its place, or 0.

    Args:
        clause: a wish.
        facts: of one product.
    """
    grants = _granting(clause)
    return [max((_by_value(grant, fact) for grant in grants), key=abs, default=0) for fact in facts]


@lru_cache(maxsize=256)
def _granting(clause: Clause) -> tuple[_Grant, ...]:
    """What grants a wish; it is held against the facts of one product after another."""
    wanted = {normal_form(words) for words in _phrases(clause)} & _grants().keys()
    return tuple(grant for quality in wanted for grant in _grants()[quality])


def _phrases(clause: Clause) -> list[str]:
    """A wish's own words, and those by which the thesaurus grants what most of them say."""
    words = [clause.text, clause.says, *clause.alternatives]
    for match in open_thesaurus().wishes(clause.text):
        if isinstance(match.entry, Wish) and 2 * len(list(stems(clause.text[match.start : match.end]))) >= len(
            list(stems(clause.text))
        ):
            words += [*match.entry.phrases, *match.entry.grants]
    return words


@cache
def _grants() -> dict[str, list[_Grant]]:
    """The grants of the table by their qualities' normal forms. Its other lines are passed over, which makes it quick."""
    grants: dict[str, list[_Grant]] = {}
    head = ""
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            head = line[2:]
        elif line.startswith("! "):
            quality, _, test = line[2:].partition(" if ")
            grants.setdefault(normal_form(quality), []).append(_Grant(head, quality.strip(), test.strip()))
    return grants


def _by_value(grant: _Grant, fact: Fact) -> int:
    from shopcli.write.wording.licences import key_of, kinds_of

    names, _, kinds = grant.head.rpartition("|")
    if key_of(fact.field) not in {key_of(name) for name in names.split(";")}:
        return 0
    if set(kinds_of(fact)).isdisjoint(kind.strip() for kind in kinds.split(",")):
        return 0
    if _passes(grant.test, fact):
        return GRANTS
    rivals = (other for others in _grants().values() for other in others if other.head == grant.head and other != grant)
    is_other = fact.truth is not None or any(_passes(rival.test, fact) for rival in rivals)
    return RULES_OUT if is_other and not (grant.test.startswith("=") and _passes(f">{grant.test[1:]}", fact)) else 0


def _passes(test: str, fact: Fact) -> bool:
    from shopcli.write.wording.value_tests import holds

    if fact.truth is not None:
        return test == ("yes" if fact.truth else "no")
    return holds(test, fact)
