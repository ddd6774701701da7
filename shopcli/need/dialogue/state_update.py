"""What becomes of the need in force when a clause is added, dropped or put in the place of another.

Clauses that came from one phrase ("17 inch" is from 17 to 18) come and go together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from shopcli.need.languages.refinement_grammar import RefinementGrammar
from shopcli.text.words import regular_singular
from shopcli.types import Clause, Need, Op, Sort

UPPER: tuple[Op, ...] = ("<", "<=")
LOWER: tuple[Op, ...] = (">", ">=")
_ONE_AMOUNT = 1.5  # "17 inch" and "about 100" are one amount with some room; what is further apart are two limits
TITLE = "title"  # the field of a clause that leaves out one product
_COLOURS = frozenset({"colour", "color"})


@dataclass(frozen=True, slots=True)
class StateUpdate:
    """The need while it is being refined, and what changed, in words."""

    need: Need
    phrases: RefinementGrammar = field(repr=False)
    changes: tuple[str, ...] = ()

    def having(self, clauses: Sequence[Clause], *, adding: bool = False) -> StateUpdate:
        """With clauses in the place of those that they replace, or at the end; ``adding`` makes a choice wider."""
        draft = self
        for line in Need("", _refining(clauses)).lines:
            draft = draft._having(line, adding)
        return draft

    def _having(self, line: tuple[Clause, ...], adding: bool) -> StateUpdate:
        old = self.need.clauses
        if all(clause in old for clause in line):
            return self
        gone = _replaced(line, old, adding)
        if not gone:
            return self._changed((*old, *line), "added", new=line[0].text)
        unit = next((clause.unit for clause in gone if clause.unit and clause.field == line[0].field), None)
        line = tuple(replace(clause, unit=clause.unit or unit) for clause in line)
        clauses: list[Clause] = []
        for clause in old:
            clauses += line if clause is gone[0] else () if clause in gone else (clause,)
        return self._changed(tuple(clauses), "replaced", new=line[0].text, old=_joined(gone))

    def about(self, topics: tuple[Clause, ...]) -> StateUpdate:
        """With ``topics`` in the place of the old topic, before everything else."""
        old = [clause for clause in self.need.clauses if clause.kind == "topic"]
        others = tuple(clause for clause in self.need.clauses if clause.kind != "topic")
        fresh = replace(self, need=replace(self.need, assumed=()))  # it was assumed of another kind of thing
        return fresh._changed(_refining(topics) + others, "replaced" if old else "added", new=_joined(topics), old=_joined(old))

    def assuming(self, wishes: Sequence[Clause]) -> StateUpdate:
        """With further wishes that nobody said; one about what is decided already is none."""
        decided = {clause.field for clause in (*self.need.clauses, *self.need.assumed)} - {None}
        known = {wish.says for wish in self.need.assumed}
        fresh = [wish for wish in wishes if wish.field not in decided and wish.says not in known]
        if not fresh:
            return self
        change = self.phrases.messages["added"].format(new=_joined(fresh))
        draft = replace(self, need=replace(self.need, assumed=(*self.need.assumed, *fresh)))
        return replace(draft, changes=(*self.changes, change))

    def like(self, clause: Clause) -> StateUpdate:
        """Near to a product; the topic stays, and an order that would hide what is near goes."""
        others = tuple(old for old in self.need.clauses if old.op != "like")
        gone = [old for old in self.need.clauses if old.op == "like"]
        draft = replace(self, need=replace(self.need, sort=None))
        how = "replaced" if gone else "added"
        return draft._changed((*others, *_refining([clause])), how, new=clause.text, old=_joined(gone))

    def unwished(self, refused: Sequence[Clause]) -> StateUpdate:
        """Without the wishes for what is refused now: who hates black wants no black frame any more."""
        names = [
            str(one.value) for one in refused if one.kind == "exclude" and one.op in ("!=", "lacks") and one.field != TITLE
        ]
        asked = [set(map(regular_singular, re.findall(r"\w+", name.casefold()))) for name in names]
        gone = [
            clause
            for clause in self.need.clauses
            if clause.kind == "feature"
            and (said := set(map(regular_singular, re.findall(r"\w+", clause.text.casefold()))))
            and any(name and name <= said for name in asked)
        ]
        return self.without(gone) if gone else self

    def without(self, gone: Sequence[Clause]) -> StateUpdate:
        """Without some clauses."""
        others = tuple(clause for clause in self.need.clauses if clause not in gone)
        return self._changed(others, "dropped", old=_joined(gone))

    def without_line(self, line: Sequence[Clause]) -> StateUpdate:
        """Without one of the need's lines, which may be what was assumed."""
        if not line[0].is_assumed:
            return self.without(line)
        change = self.phrases.messages["dropped"].format(old=line[0].says)
        assumed = tuple(wish for wish in self.need.assumed if wish not in line)
        return replace(self, need=replace(self.need, assumed=assumed), changes=(*self.changes, change))

    def sorted(self, order: Sort | None, words: str) -> StateUpdate:
        """In another order, or in none."""
        change = self.phrases.messages["order"].format(new=words)
        return replace(self, need=replace(self.need, sort=order), changes=(*self.changes, change))

    def noted(self, meant: Need) -> StateUpdate:
        """With what `understand` took otherwise than said."""
        return replace(self, need=replace(self.need, notes=(*self.need.notes, *meant.notes)))

    def _changed(self, clauses: tuple[Clause, ...], how: str, *, new: str = "", old: str = "") -> StateUpdate:
        change = self.phrases.messages[how].format(new=new, old=old)
        decided = {clause.field for clause in clauses} - {None}
        assumed = tuple(wish for wish in self.need.assumed if wish.field not in decided)  # what is said is not assumed
        return replace(self, need=replace(self.need, clauses=clauses, assumed=assumed), changes=(*self.changes, change))


def dropped(draft: StateUpdate, number: int) -> StateUpdate:
    """Without one line of the need (`Need.numbered`); the number after the last line's is the order.

    The query becomes the words of the clauses that stay, so that what was dropped attracts nothing.

    Raises:
        UsageError: no such line, or nothing else was asked.
    """
    need, lines, phrases = draft.need, draft.need.numbered, draft.phrases
    count = len(lines) + (need.sort is not None)
    draft = replace(draft, need=replace(need, notes=()))
    if not 1 <= number <= count:
        raise phrases.error("no_line", number=number, count=count)
    if count == 1:
        raise phrases.error("nothing_left", words=lines[0][0].text if lines else need.query)
    if number > len(lines):
        return draft.sorted(None, phrases.messages["no_order"])
    draft = draft.without_line(lines[number - 1])
    order = need.sort.text if need.sort else ""
    stay = (*draft.need.clauses, *draft.need.assumed)
    query = "; ".join(dict.fromkeys(clause.text for clause in stay)) or order or need.query
    return replace(draft, need=replace(draft.need, query=query, question=None))  # the words that asked it are gone


def query_without(need: Need, gone: Sequence[Clause]) -> str:
    """The words of a need without those of some clauses, and without what was said for nothing but these."""
    parts = []
    for part in need.query.split("; "):
        dropped_here = [clause.text for clause in gone if clause.text in part]
        if not dropped_here:
            parts.append(part)
        elif any(clause.text in part for clause in need.clauses if clause not in gone):
            for words in dropped_here:
                part = part.replace(words, " ")
            parts.append(" ".join(part.split()))
    return "; ".join(parts)


def speaks_of(clause: Clause, name: str) -> bool:
    """Whether a clause is about what a shopper calls ``name``."""
    label = (clause.field or "").replace("_", " ").lower()
    if name == "colour":
        return not _COLOURS.isdisjoint(label.split())
    if name in ("price", "brand"):
        return label == name
    text = f"{label} {clause.text.lower()} {(clause.meaning or '').lower()}"
    words = re.findall(r"\w+", name)
    whole = set(re.findall(r"\w+", text)).issuperset(words)
    return clause.kind != "topic" and bool(words) and (whole or (not name.isascii() and name in text))


def number_of(clause: Clause) -> float:
    """The amount of a limit; NaN, which compares with nothing, where there is none."""
    return float(clause.value) if isinstance(clause.value, (int, float)) else float("nan")


def limit_on(need: Need, name: str, ops: tuple[Op, ...], unit: str | None) -> Clause | None:
    """The limit in force on a field, in that unit or in none."""
    limits = (clause for clause in need.clauses if clause.field == name and clause.op in ops and clause.unit in (unit, None))
    return next(limits, None)


def is_limit(clause: Clause) -> bool:
    """Whether a clause bounds a number from one side."""
    return clause.op in UPPER + LOWER


# --- what replaces what -----------------------------------------------------------------------------------------------


def _replaced(line: Sequence[Clause], clauses: Sequence[Clause], adding: bool) -> list[Clause]:
    """The clauses that cannot stand beside a new line."""
    gone = [old for old in clauses if any(_replaces(new, old, adding) for new in line)]
    limits = [old for old in clauses if is_limit(old)]
    amounts = {(old.text, old.field) for old in limits if old in gone}
    amounts = {amount for amount in amounts if _is_one_amount([old for old in limits if (old.text, old.field) == amount])}
    return [old for old in clauses if old in gone or (is_limit(old) and (old.text, old.field) in amounts)]


def _is_one_amount(limits: Sequence[Clause]) -> bool:
    low = next((number_of(limit) for limit in limits if limit.op in LOWER), float("nan"))
    high = next((number_of(limit) for limit in limits if limit.op in UPPER), float("nan"))
    return high <= _ONE_AMOUNT * low


def _replaces(new: Clause, old: Clause, adding: bool) -> bool:
    """Whether the two cannot both be meant, or mean the same."""
    if new.op == "like" or old.op == "like":
        return False
    if new.field is None and old.field is None:
        return new.kind != "topic" and old.kind != "topic" and _words(new) == _words(old)
    if new.field != old.field:
        return _names(new, old) or _names(old, new) or (old.field is None and old.kind != "topic" and new.text == old.text)
    if new.op in ("!=", "lacks") or old.op in ("!=", "lacks"):
        return old.value == new.value
    if is_limit(new) and is_limit(old):
        return (new.op in UPPER) == (old.op in UPPER) or _crossed(new, old)
    if is_limit(new) or is_limit(old):
        return isinstance(old.value, (int, float)) and isinstance(new.value, (int, float))
    one_only = new.field == "brand" or speaks_of(new, "colour") or not isinstance(new.value, str)
    return one_only or not adding or new.value == old.value


def _words(clause: Clause) -> str:
    return str(clause.value if clause.op in ("has", "lacks") else clause.says).lower()


def _names(words: Clause, about: Clause) -> bool:
    """Whether one clause asks by words for what the other asks of a yes/no field of that name."""
    label = (about.field or "").replace("_", " ").lower()
    return words.field is None and words.kind != "topic" and isinstance(about.value, bool) and _words(words) == label


def _crossed(new: Clause, old: Clause) -> bool:
    """Whether an upper and a lower limit leave nothing between them."""
    upper, lower = (new, old) if new.op in UPPER else (old, new)
    touching = upper.op == "<=" and lower.op == ">="
    return number_of(upper) < number_of(lower) or (number_of(upper) == number_of(lower) and not touching)


def _refining(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """The clauses as said in a later turn than the first."""
    return tuple(replace(clause, source="refinement") for clause in clauses)


def _joined(clauses: Sequence[Clause]) -> str:
    return " · ".join(dict.fromkeys(clause.text for clause in clauses))
