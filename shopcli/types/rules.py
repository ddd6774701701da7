"""A shop's own rules: what its words mean, and which products it moves up, down or out of sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shopcli.types.products import Value

MoveKind = Literal["pin", "bury", "hide"]


@dataclass(frozen=True, slots=True)
class SynonymRule:
    """Words that mean the same to the shop.

    Attributes:
        asked: what a request may say.
        means: what that means as well; of a rule that holds both ways the same words.
        both_ways: whether each of them means each other.
        line: of the file, the first is 1.
    """

    asked: tuple[str, ...]
    means: tuple[str, ...]
    both_ways: bool
    line: int

    @property
    def name(self) -> str:
        """What it is called by."""
        if self.both_ways:
            return " = ".join(self.asked)
        return f"{', '.join(self.asked)} > {', '.join(self.means)}"


@dataclass(frozen=True, slots=True)
class MoveRule:
    """Products that are moved, and when.

    Attributes:
        kind: ``pin`` puts them first, ``bury`` last, among what meets the request as well; ``hide`` leaves them out.
        ids: of products.
        where: fields with the values any of which will do; a product must have one of each.
        when: words of which a request says one; always where there are none.
        called: by the shop; empty where it gives no name.
        line: of the file.
    """

    kind: MoveKind
    ids: tuple[str, ...]
    where: tuple[tuple[str, tuple[Value, ...]], ...]
    when: tuple[str, ...]
    called: str
    line: int

    @property
    def name(self) -> str:
        """What it is called by."""
        return self.called or f"{self.kind} in line {self.line}"


@dataclass(frozen=True, slots=True)
class ShopRules:
    """All the rules of one file.

    Attributes:
        synonyms: in the file's order.
        moves: in the file's order; of two pins the first comes first.
        leave_aside: words in which nothing is asked.
        leave_aside_line: of the file.
        path: of the file; empty where there is none.
        digest: of its bytes; empty where there is none.
    """

    synonyms: tuple[SynonymRule, ...] = ()
    moves: tuple[MoveRule, ...] = ()
    leave_aside: tuple[str, ...] = ()
    leave_aside_line: int = 0
    path: str = ""
    digest: str = ""

    def __bool__(self) -> bool:
        return bool(self.synonyms or self.moves or self.leave_aside)


@dataclass(frozen=True, slots=True)
class RuleMove:
    """What a rule did with one result.

    Attributes:
        rule: its name.
        called: what the shop calls it; empty where it gives no name.
        line: of the file.
        kind: ``pin`` or ``bury``.
        rank_before: the place without the rule, the first is 1.
        rank_after: the place with it, before pages are cut.
    """

    rule: str
    called: str
    line: int
    kind: MoveKind
    rank_before: int
    rank_after: int
