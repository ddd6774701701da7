"""A shop's own words in a request: synonyms, one way or both, and words that are left aside.

A word that the catalog knows nothing by is read as the one that it knows; and what is meant as well is looked for beside it.
The shopper's own words stay what is told of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property

from shopcli.index import Index
from shopcli.index.parts.assertions import EITHER, in_all
from shopcli.need.spell_corrected import understood_as_meant
from shopcli.need.spelling import Correction
from shopcli.pipeline.names.meant_kind import MeantKind
from shopcli.pipeline.shop_rules.phrases import Found, Phrases
from shopcli.pipeline.synonyms import united
from shopcli.types import Clause, Need
from shopcli.types.rules import SynonymRule

_READ_CHARACTERS = 2000
_MOST_WORDINGS = 8  # of one clause
_OF_FIELDS, _OF_WORDS = ("is", "in", "!="), ("has", "lacks")


class ShopWords:
    """The rules for words over one index.

    Args:
        index: the open index.
    """

    def __init__(self, index: Index) -> None:
        self._index, self._rules = index, index.rules
        self._synonyms: dict[str, list[SynonymRule]] = {}
        for rule in self._rules.synonyms:
            for word in rule.asked:
                self._synonyms.setdefault(word, []).append(rule)

    def __bool__(self) -> bool:
        return bool(self._synonyms or self._rules.leave_aside)

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(self._synonyms, self._index.words.stem)

    @cached_property
    def _aside(self) -> Phrases:
        return Phrases(self._rules.leave_aside, self._index.words.stem)

    # --- a request

    def understood(self, query: str, understand: Callable[[str], Need]) -> Need:
        """A request read as the shop reads it.

        Args:
            query: the shopper's words.
            understand: reads a request.
        """
        if not self:
            return understand(query)
        corrections = self.corrections(query)
        aside = tuple(one.said for one in corrections if not one.meant)
        need = understood_as_meant(query, corrections, understand)
        return self._expanded(replace(need, left_aside=(*need.left_aside, *aside)) if aside else need)

    def corrections(self, query: str) -> list[Correction]:
        """The stretches of a request that are read otherwise, in order: left aside, or swapped."""
        read = query[:_READ_CHARACTERS]
        aside = self._aside.found(read)
        rest = read
        for found in aside:
            rest = rest[: found.start] + " " * (found.end - found.start) + rest[found.end :]
        if not any(map(str.isalnum, rest)):
            aside, rest = [], read
        corrections = [Correction(one.start, one.end, read[one.start : one.end], "", "variant") for one in aside]
        corrections += [
            Correction(one.start, one.end, read[one.start : one.end], meant, "spelling")
            for one in self._phrases.found(rest)
            if (meant := self._swap(one))
        ]
        return sorted(corrections, key=lambda one: one.start)

    def fired(self, query: str) -> tuple[list[SynonymRule], list[str]]:
        """The synonyms of which a request says a word, and the words of it that are left aside."""
        found = self._phrases.found(query[:_READ_CHARACTERS])
        rules = {rule.line: rule for one in found for rule in self._synonyms[one.phrase]}
        return list(rules.values()), [one.phrase for one in self._aside.found(query[:_READ_CHARACTERS])]

    def is_known(self, words: str) -> bool:
        """Whether any product says some words, or a kind, a maker or a value goes by them."""
        named, count = self._known(words)
        return named or count > 0

    def _others(self, phrase: str) -> list[str]:
        """What a phrase of the rules means as well."""
        others = (word for rule in self._synonyms[phrase] for word in rule.means)
        return list(dict.fromkeys(word for word in others if word.casefold() != phrase.casefold()))

    def _swap(self, found: Found) -> str | None:
        """The word that stands for one of which the catalog knows less: no kind, maker or value, or nothing at all."""
        own = self._known(found.phrase)
        best = max(self._others(found.phrase), key=self._known, default="")
        there = self._known(best) if best else (False, 0)
        return best if (there[0] and not own[0]) or (there[1] and not own[1]) else None

    def _known(self, words: str) -> tuple[bool, int]:
        """Whether a kind, a maker or a value goes by some words, and how many products say them."""
        low, kinds = words.casefold(), self._index.kinds
        key = tuple(self._index.words.tokens(words))
        rows = [self._index.words.rows(stem) for stem in dict.fromkeys(key)]
        count = len(in_all(rows)) if rows else 0
        named = (key in kinds and len(kinds.members(key)) > 0) or low in self._index.vocabulary.brands or low in self._values
        return named, count

    @cached_property
    def _values(self) -> frozenset[str]:
        """The values of fields of few values, in lower case."""
        columns = self._index.columns
        choices = (columns.get(name).choices for name in columns.names if columns.kind(name) == "choice")
        return frozenset(choice.casefold() for some in choices for choice in some)

    # --- clauses

    def wordings(self, text: str) -> list[str]:
        """A text in the other words that its words have."""
        if not self._synonyms:
            return []
        found = self._phrases.found(text)
        others = [text[: one.start] + other + text[one.end :] for one in found for other in self._others(one.phrase)]
        return list(dict.fromkeys(others))[:_MOST_WORDINGS]

    def _expanded(self, need: Need) -> Need:
        """The need with what its words mean as well."""
        return replace(need, clauses=tuple(map(self._with_others, need.clauses))) if self._synonyms else need

    def _with_others(self, clause: Clause) -> Clause:
        if clause.op in _OF_FIELDS and isinstance(clause.value, str):
            return self._with_values(clause, clause.value)
        if clause.op in _OF_WORDS and isinstance(clause.value, str):
            words = clause.value.split(EITHER)
            more = [other for one in words for other in self.wordings(one) if self._known(other)[1]]
            value = EITHER.join(dict.fromkeys((*words, *more)))
            return replace(clause, value=value)
        if clause.op is not None or clause.kind not in ("topic", "feature"):
            return clause
        said = dict.fromkeys((clause.text, clause.says))
        others = dict.fromkeys(other for text in said for other in self.wordings(text))
        others.update(dict.fromkeys(text for text in said if text != clause.says and self._phrases.found(text)))
        known = (other for other in others if other.casefold() != clause.says.casefold() and self._known(other)[1])
        return replace(clause, alternatives=tuple(dict.fromkeys((*clause.alternatives, *known))))

    def _with_values(self, clause: Clause, value: str) -> Clause:
        """A clause on a field with the other values that its value means as well, as far as any product has them."""
        values = value.split(EITHER)
        choices = {choice.casefold(): choice for choice in self._choices(str(clause.field))}
        more = [choices[low] for one in values for other in self.wordings(one) if (low := other.casefold()) in choices]
        more = [one for one in more if one.casefold() not in map(str.casefold, values)]
        if not more:
            return clause
        return replace(clause, op="!=" if clause.op == "!=" else "in", value=EITHER.join(dict.fromkeys((*values, *more))))

    def _choices(self, field: str) -> Iterator[str]:
        columns = self._index.columns
        for name in (field, f"@{field}"):
            if name in columns:
                yield from columns.get(name).choices

    # --- kinds

    def kind(self, words: str, meant: MeantKind | None, named: Callable[[str], MeantKind | None]) -> MeantKind | None:
        """What words name, and what they name in the other words that they have.

        Args:
            words: of a topic.
            meant: the kind that they name as they are.
            named: the kind that some words name.
        """
        others = [one.kind for other in self.wordings(words) if (one := named(other)) is not None]
        if not others:
            return meant
        if meant is None:
            kind = united(others)
            return MeantKind(0, None, kind) if kind else None
        both = united([meant.kind, *others])
        return replace(meant, kind=both) if both else meant
