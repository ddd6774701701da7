"""What each rule of a shop changes on a set of requests: first results before and after, dead rules, and contradictions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from shopcli.errors import ShopcliError, failure_of
from shopcli.index import Index
from shopcli.pipeline.shop_rules.moves import MoveRules
from shopcli.pipeline.shop_rules.phrases import Phrases
from shopcli.pipeline.shop_rules.selections import Selections
from shopcli.pipeline.shop_rules.words import ShopWords
from shopcli.types import Answer
from shopcli.types.rules import MoveRule, ShopRules, SynonymRule
from shopcli.types.rules_report import CheckedRequest, Place, RulesReport, RuleUse

Ask = Callable[[str], Answer]
_Described = tuple[int, str, str, int | None, str, tuple[str, ...]]  # line, name, kind, products, why it is dead, faults


class RulesCheck:
    """Rules over one index.

    Args:
        whole: the index with all its products.
        shop: the same under the rules.
        rules: of it.
    """

    def __init__(self, whole: Index, shop: Index, rules: ShopRules) -> None:
        self._whole, self.shop, self._rules = whole, shop, rules
        self._selections = Selections(whole)
        self._words, self._moves = ShopWords(shop), MoveRules(shop)

    def own_requests(self) -> list[str]:
        """Requests that the rules themselves speak of: their words, and the title of a product that a rule always moves."""
        asked = [word for rule in self._rules.synonyms for word in rule.asked]
        asked += [word for rule in self._rules.moves for word in rule.when]
        for rule in self._rules.moves:
            if not rule.when:
                rows = self._selections.rows(rule)[:1]
                asked += [self._whole.records.title(row) for row in rows]
        return list(dict.fromkeys(asked))

    def report(
        self, queries: Sequence[str], before: Ask, after: Ask, on_progress: Callable[[int], None] = lambda done: None
    ) -> RulesReport:
        """What the rules change.

        Args:
            queries: the requests.
            before: answers one without rules.
            after: answers one with them.
            on_progress: told how many were asked.
        """
        checked: list[CheckedRequest] = []
        for query in queries:
            checked.append(self._checked(query, before, after))
            on_progress(len(checked))
        return RulesReport(self._rules, tuple(self._uses(checked)), tuple(checked), tuple(self._contradictions()))

    # --- requests

    def _checked(self, query: str, before: Ask, after: Ask) -> CheckedRequest:
        try:
            plain, ruled = before(query), after(query)
        except ShopcliError as error:
            return CheckedRequest(query, error=str(error))
        except Exception as error:
            return CheckedRequest(query, error=str(failure_of(error)))
        moves = self._moves.active(ruled.need)
        synonyms, aside = self._words.fired(query)
        hides = [rule for rule in self._rules.moves if rule.kind == "hide" and (not rule.when or rule in moves)]
        old, new = ([hit.product.id for hit in answer.results] for answer in (plain, ruled))
        hidden = self._spoken_of(hides, old)
        buried = self._spoken_of([rule for rule in moves if rule.kind == "bury"], [one for one in old if one not in new])
        shown = {row for one in (*old, *new) if (row := self._whole.find(one)) is not None}
        speaking = (rule for rule in moves if rule.when or not shown.isdisjoint(self._selections.rows(rule)))
        lines = (
            [rule.line for rule in speaking]
            + [rule.line for rule in synonyms]
            + [hidden[one].line for one in old if one in hidden]
        )
        lines += [self._rules.leave_aside_line] if aside else []
        notes = tuple(note for note in ruled.need.notes if note not in plain.need.notes)
        places = tuple(self._places(plain, ruled, buried | hidden))
        return CheckedRequest(query, tuple(dict.fromkeys(lines)), tuple(old), tuple(new), places, notes)

    def _spoken_of(self, rules: Sequence[MoveRule], ids: Sequence[str]) -> dict[str, MoveRule]:
        """By which rule each of some products is spoken of."""
        found: dict[str, MoveRule] = {}
        for rule in rules:
            rows = set(self._selections.rows(rule))
            found |= {one: rule for one in ids if one not in found and self._whole.find(one) in rows}
        return found

    def _places(self, plain: Answer, ruled: Answer, taken: Mapping[str, MoveRule]) -> Iterator[Place]:
        """What stands elsewhere; ``taken`` are the rules that hid or buried what is no longer among the first."""
        old = {hit.product.id: rank for rank, hit in enumerate(plain.results, start=1)}
        new = {hit.product.id: rank for rank, hit in enumerate(ruled.results, start=1)}
        for hit in (*ruled.results, *(hit for hit in plain.results if hit.product.id not in new)):
            product = hit.product.id
            if old.get(product) == new.get(product):
                continue
            rule = (hit.rule.rule, hit.rule.line) if hit.rule and product in new else ("", 0)
            by = None if product in new else taken.get(product)
            rule = (by.name, by.line) if by else rule
            is_hidden = by is not None and by.kind == "hide"
            yield Place(product, hit.product.title, old.get(product), new.get(product), *rule, is_hidden)

    # --- rules

    def _uses(self, checked: Sequence[CheckedRequest]) -> Iterator[RuleUse]:
        for line, name, kind, products, dead, faults in self._described():
            spoken = [one for one in checked if line in one.rules]
            if products is None:
                changed = sum(one.is_changed for one in spoken)
            else:
                changed = sum(any(place.line == line for place in one.places) for one in spoken)
            yield RuleUse(line, name, kind, products, len(spoken), changed, dead, faults)

    def _described(self) -> Iterator[_Described]:
        described: list[_Described] = [self._of_words(rule) for rule in self._rules.synonyms] + [
            self._of_move(rule) for rule in self._rules.moves
        ]
        if self._rules.leave_aside:
            name = ", ".join(self._rules.leave_aside)
            described.append((self._rules.leave_aside_line, name, "leave aside", None, "", ()))
        yield from sorted(described, key=lambda one: one[0])

    def _of_words(self, rule: SynonymRule) -> _Described:
        unknown = [word for word in rule.means if not self._words.is_known(word)]
        if len(unknown) == len(rule.means):
            return rule.line, rule.name, "synonym", None, f"no product says {_listed(unknown)}", ()
        both = rule.both_ways  # of which an unknown one is the word that shoppers say
        faults = () if both or not unknown else (f"no product says {_listed(unknown)}",)
        return rule.line, rule.name, "synonym", None, "", faults

    def _of_move(self, rule: MoveRule) -> _Described:
        rows, faults = self._selections.rows(rule), tuple(self._selections.faults(rule))
        if not rows:
            return rule.line, rule.name, rule.kind, 0, "; ".join(faults) or "it speaks of no product", ()
        return rule.line, rule.name, rule.kind, len(rows), "", faults

    # --- contradictions

    def _contradictions(self) -> Iterator[str]:
        yield from self._between_moves()
        yield from self._between_words()

    def _between_moves(self) -> Iterator[str]:
        for first, other in combinations(self._rules.moves, 2):
            if first.kind == other.kind != "hide" or not self._may_meet(first, other):
                continue
            shared = set(self._selections.rows(first)) & set(self._selections.rows(other))
            if not shared:
                continue
            titles = f"{self._whole.records[min(shared)].id}" + (f" and {len(shared) - 1:,} more" if len(shared) > 1 else "")
            told = f"“{first.name}” (line {first.line}) and “{other.name}” (line {other.line}) both speak of {titles}"
            is_alike = bool(first.when) == bool(other.when)
            if "hide" not in (first.kind, other.kind):
                if is_alike:  # else the one that speaks of fewer requests is an exception to the other
                    yield f"{told}: one pins, one buries. The pin holds."
            elif first.kind == other.kind:
                if not is_alike:
                    yield f"{told}: it is always hidden, so the rule with “when” does nothing."
            else:
                hide, move = (first, other) if first.kind == "hide" else (other, first)
                if not hide.when or move.when:
                    yield f"{told}: what is hidden cannot be moved. The hiding holds."

    def _may_meet(self, first: MoveRule, other: MoveRule) -> bool:
        """Whether one request may be spoken of by both."""
        if not first.when or not other.when:
            return True
        stem = self._whole.words.stem
        ours, theirs = Phrases(first.when, stem), Phrases(other.when, stem)
        return any(ours.found(text) for text in other.when) or any(theirs.found(text) for text in first.when)

    def _between_words(self) -> Iterator[str]:
        aside = Phrases(self._rules.leave_aside, self._whole.words.stem)
        for rule in self._rules.synonyms:
            for word in rule.asked:
                if any(found.phrase for found in aside.found(word)):
                    by = f"is left aside by line {self._rules.leave_aside_line}"
                    yield f"“{word}” (line {rule.line}) {by}: its synonym does nothing."
        one_way = [rule for rule in self._rules.synonyms if not rule.both_ways]
        for first, other in combinations(one_way, 2):
            if _low(first.asked) & _low(other.means) and _low(other.asked) & _low(first.means):
                yield f"Lines {first.line} and {other.line} are one synonym, both ways: write it as words = […]."


def _low(words: Sequence[str]) -> set[str]:
    return {word.casefold() for word in words}


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
