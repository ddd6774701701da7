"""What a check of a shop's rules finds: each request with and without them, and each rule by what it changes."""

from __future__ import annotations

from dataclasses import dataclass

from shopcli.types.rules import ShopRules


@dataclass(frozen=True, slots=True)
class Place:
    """A result before and after.

    Attributes:
        id, title: of the product.
        before: its place without rules, the first is 1; None where it was not among the first.
        after: its place with them.
        rule: the name of the rule that moved it, or left it out; empty where others moving moved it.
        line: of that rule; 0 where there is none.
        is_hidden: whether it is left out.
    """

    id: str
    title: str
    before: int | None
    after: int | None
    rule: str = ""
    line: int = 0
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class CheckedRequest:
    """One request before and after.

    Attributes:
        query: the request.
        rules: the lines of the rules that speak of it.
        before: the first results without rules, best first, by id.
        after: the same with them.
        places: what stands elsewhere than before.
        read_as: what of its words was read as something else.
        error: why it could not be asked; empty where it could.
    """

    query: str
    rules: tuple[int, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    read_as: tuple[str, ...] = ()
    error: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether the first results are others, or in another order."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class RuleUse:
    """One rule on all the requests.

    Attributes:
        line: of the file.
        name: of the rule.
        kind: ``synonym``, ``pin``, ``bury``, ``hide`` or ``leave aside``.
        products: how many products it speaks of; None for words.
        requests: how many requests it speaks of.
        changed: of how many of these the first results are others.
        dead: why it can never do anything here; empty where it can.
        faults: what of it speaks of nothing here, where the rest does.
    """

    line: int
    name: str
    kind: str
    products: int | None
    requests: int
    changed: int
    dead: str = ""
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RulesReport:
    """All of it.

    Attributes:
        rules: what was checked.
        uses: each rule, in the file's order.
        checked: each request.
        contradictions: rules that contradict each other, in sentences.
    """

    rules: ShopRules
    uses: tuple[RuleUse, ...] = ()
    checked: tuple[CheckedRequest, ...] = ()
    contradictions: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether no rule is dead or contradicts another."""
        return not self.contradictions and not any(use.dead or use.faults for use in self.uses)
