"""The ranking of one need's candidates over one index: their scores, their order, and the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from math import log
from typing import TYPE_CHECKING

from shopcli.catalog.facts import facts_of
from shopcli.index import Index
from shopcli.index.parts.assertions import EITHER
from shopcli.index.parts.columns import AS_NUMBER, OWN_FIELDS
from shopcli.index.parts.variants import record_as
from shopcli.pipeline.assumed import assumed_scores, behind_grown_ups
from shopcli.pipeline.fields.open_bounds import on_open_bounds
from shopcli.pipeline.fields.orders.order_values import sort_values
from shopcli.pipeline.fields.qualities import bearings_by_quality
from shopcli.pipeline.fields.second_look import SecondLook
from shopcli.pipeline.fields.wished_amounts import Amounts, wished_amounts
from shopcli.pipeline.granted import silent_where_others_grant
from shopcli.pipeline.linking import CODE
from shopcli.pipeline.names.titles.title_heads import is_for_another, says_together
from shopcli.pipeline.names.titles.titled_audiences import for_others
from shopcli.pipeline.stated_kinds import names_a_type
from shopcli.rerank import (
    KindEvidence,
    RankWeights,
    Signals,
    attend_spans,
    attended,
    bearings_of,
    best_wording,
    category_nearness,
    distance_costs,
    expected_similarity,
    explain,
    head_of,
    order,
    scores_of,
    shipped_weights,
    tells_use,
)
from shopcli.retrieve import Candidates, only_describes
from shopcli.retrieve.variants import spoken_for
from shopcli.text.scripts import has_han
from shopcli.text.stance import Stems
from shopcli.types import Attention, Clause, Evidence, Fact, Hit, Need, Product, Variant
from shopcli.types.rules import RuleMove

if TYPE_CHECKING:
    import numpy as np

    from shopcli.pipeline.personal.taste import Taste

_NEARLY_AS_WELL = 0.8  # of a score, for what can be had to stand before what answers better and cannot
_NAME_CHARACTERS = 40  # longer values are prose
_OTHER_KIND_MISSES = 1000  # what names tell to be another kind of thing comes after every miss of the right kind
_SILENT = 2  # on a hard clause
_FOR_OTHERS_MISSES = 4  # as much as what contradicts one clause
_WHOLE = 0.999  # of a phrase, by the weight of its words
_ROUNDING = 1e-3
_GIVEN_UP = 10.0  # where nothing meets a limit, how near to it a product comes is what matters


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates scored: ``positions`` puts them in the order in which they are shown.

    ``misses`` say how badly each misses hard clauses; ``moves`` what the shop's rules did, by row.
    """

    scores: np.ndarray
    attention: np.ndarray
    misses: np.ndarray
    positions: np.ndarray
    moves: Mapping[int, RuleMove] = field(default_factory=dict)


class Ranker:
    """Ranks candidates and explains hits.

    Args:
        index: the open index.
        meaning: the vectors, by text, of all that the need says.
        kind: (n_products,) bool, the products of the kind asked for; None where the catalog has no name for it.
        request: the whole request in the shopper's own words, one of the texts of ``meaning``; empty where it says no more than
            its clauses.
        weights: how the signals add up; None for those that come with shopcli.
        taste: what the customer is likely to buy, under a profile.
    """

    def __init__(
        self,
        index: Index,
        meaning: Mapping[str, np.ndarray],
        *,
        kind: np.ndarray | None = None,
        request: str = "",
        weights: RankWeights | None = None,
        taste: Taste | None = None,
    ) -> None:
        self._index, self._meaning, self._kind, self._request = index, meaning, kind, request
        self._weights, self._taste = weights or shipped_weights(), taste
        self._attentions: dict[tuple[Need, int], Attention] = {}  # by the row: what ranks and what explains read the same ones

    def rank(self, need: Need, candidates: Candidates, *, attentive: bool) -> Ranking:
        """The candidates in order.

        Args:
            need: the request, understood.
            candidates: its candidates.
            attentive: whether attention may change the order.
        """
        import numpy as np

        clauses = attended(need)
        signals = self.signals(need, candidates, clauses)
        plain = scores_of(signals, self._weights, attentive=False)
        scores = scores_of(signals, self._weights) / self._weights.unit(len(clauses)) if attentive else plain
        attention = scores - plain
        if attentive and need.assumed:
            scores = scores + self._assumed(need, scores, candidates)
        if attentive:
            scores = behind_grown_ups(need, scores, ~candidates.off_topic, candidates.rows, self._index)
        if attentive and self._taste:
            scores = scores + self._taste.added(scores, ~candidates.off_topic, candidates.rows)
        scores = scores - self._distances(candidates)
        # No wish lifts what is of another kind. Where the catalog has no name for the kind, nearness alone tells, and leans.
        is_other = candidates.off_topic & (signals.other_kind == 0) & (candidates.by_name or need.sort is not None)
        misses = _misses(candidates) + _OTHER_KIND_MISSES * is_other + self._other_models(candidates, clauses)
        misses = misses + _FOR_OTHERS_MISSES * for_others(need, self._index, candidates.rows)
        misses = misses + _SILENT * silent_where_others_grant(need, self._index, candidates.rows, ~candidates.off_topic)
        misses = misses + on_open_bounds(need, lambda name: self.values(name, candidates, self._index.columns.dense(name)))

        def ranked(positions: np.ndarray) -> Ranking:
            classes = 2 * misses + candidates.off_topic
            told = candidates.by_name and all(clause.kind == "topic" or clause in need.hard for clause in need.clauses)
            answering = np.zeros(len(scores)) if told or need.sort is not None else scores
            last = unavailable_last(positions, candidates.unavailable, classes, answering)
            return Ranking(scores, attention, misses, last)

        if need.sort is None:
            classes = 2 * misses + candidates.off_topic
            look = SecondLook(self._index, need, candidates, classes, self.attentions, signals.text)
            return ranked(look.order(order(scores, misses)))
        kinds = self._kind_evidence(need, candidates, clauses)
        values = self.values(need.sort.field, candidates, sort_values(self._index, need.sort))
        return ranked(order(scores, misses, values, need.sort.order, kinds, candidates.grants))

    def _kind_evidence(self, need: Need, candidates: Candidates, clauses: Sequence[Clause]) -> KindEvidence | None:
        """What tells which candidates are of one kind; None where their kind has a name, or nothing tells and all are measured.

        In a shop that sells one sort of thing, and calls none of them so, "the sweetest cereal" is the one with most sugar.
        """
        if self._kind is not None or not any(clause.kind == "topic" or clause.op != "has" for clause in clauses):
            return None
        found = KindEvidence(self._index.columns.codes("category")[candidates.rows], self._mentions(need, candidates))
        is_measured = need.sort is not None and need.sort.field not in (*OWN_FIELDS, "rating", "reviews")
        return found if found.mentions.any() or not is_measured or "category" in self._index.columns else None

    def _other_models(self, candidates: Candidates, clauses: Sequence[Clause]) -> np.ndarray:
        """Which candidates do not say the codes that are wished for, (n,) bool; none of them where nothing of the kind does.

        A model's number is said by chance nowhere: what says "P1102" is for that one, however it is worded else.
        """
        import numpy as np

        words = self._index.words
        codes = {stem for clause in clauses for stem in words.tokens(clause.says) if CODE.fullmatch(stem)}
        says = ~candidates.off_topic
        for code in codes:
            says &= np.isin(candidates.rows, words.rows(code))
        return ~says if codes and says.any() else np.zeros(len(says), bool)

    def values(self, field: str, candidates: Candidates, of_products: np.ndarray) -> np.ndarray:
        """What candidates say in a field, (n,) float64, NaN where they do not; variants speak for their products."""
        values = of_products[candidates.rows]
        own = variant_values(self._index, field, of_products)
        if own is not None:
            has_one = candidates.variants >= 0
            values[has_one] = own[candidates.variants[has_one]]
        return values

    def signals(self, need: Need, candidates: Candidates, clauses: Sequence[Clause]) -> Signals:
        """All that speaks for and against the candidates; ``clauses`` are those that attend."""
        import numpy as np

        facts, rows = self._index.facts, candidates.rows
        signs, spans = facts.signs(rows)
        none = np.zeros((0, len(signs)), np.float32)
        wordings = [(clause.says, *(words for words in clause.alternatives if words in self._meaning)) for clause in clauses]
        queries = [self._meaning[words] for one in wordings for words in one]
        whole, text = self._to_the_request(rows, spans, signs)
        return Signals(
            fused=candidates.fused,
            similarities=best_wording(facts.similarities(rows, np.stack(queries)), wordings) if clauses else none,
            signs=self._signs(rows, clauses, signs),
            spans=spans,
            words=self._words(rows, clauses) if clauses else none,
            wishes=np.asarray([clause.kind != "topic" for clause in clauses], bool),
            thing=self._thing(need, rows),
            other_kind=self._third_things(need, candidates, clauses).astype(float),
            coverage=self._coverage(rows, clauses, spans),
            whole=whole,
            text=text,
        )

    def _to_the_request(self, rows: np.ndarray, spans: np.ndarray, signs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How well facts answer the request as a whole, and how near the products' texts are to it, (len(rows),) each."""
        import numpy as np

        if self._request not in self._meaning:
            return np.zeros(len(rows)), np.zeros(len(rows))
        vector = self._meaning[self._request]
        near = self._index.facts.similarities(rows, vector[None])
        attention, similarities = attend_spans(near, spans, temperature=self._weights.temperature)
        answers = expected_similarity(attention, similarities * signs, spans)
        return answers[0], self._index.vectors.rows(rows) @ vector

    def _words(self, rows: np.ndarray, clauses: Sequence[Clause]) -> np.ndarray:
        """What share of a clause's words facts say, (n_clauses, n_facts), in that of its wordings of which they say most."""
        wordings = [tuple(_wordings(clause)) for clause in clauses]
        weighed = [self._weighed(words) for one in wordings for words in one]
        return best_wording(self._index.facts.overlaps(rows, weighed), wordings)

    def _coverage(self, rows: np.ndarray, clauses: Sequence[Clause], spans: np.ndarray) -> np.ndarray:
        """What share of the words of all clauses some fact of each product says, (len(rows),) of 0 to 1."""
        import numpy as np

        covered = np.zeros(len(rows))
        weighed = self._weighed(" ".join(clause.says for clause in clauses))
        has_facts = spans[:, 1] > spans[:, 0]
        if weighed and has_facts.any():
            said = self._index.facts.overlaps(rows, [{stem: 1.0} for stem in weighed])
            best = np.maximum.reduceat(said, spans[has_facts, 0], axis=1)
            covered[has_facts] = np.asarray(list(weighed.values())) @ best
        return covered

    def _signs(self, rows: np.ndarray, clauses: Sequence[Clause], signs: np.ndarray) -> np.ndarray:
        """The signs of facts, (n_clauses, n_facts): what says the words that deny a clause, and none that grant it, says no."""
        import numpy as np

        own = np.repeat(signs[None], len(clauses), axis=0)
        for n, clause in enumerate(clauses):
            if clause.denials:
                granting, denying = (
                    self._index.facts.overlaps(rows, [self._weighed(words) for words in phrases]).max(axis=0) >= _WHOLE
                    for phrases in ((clause.says, *clause.alternatives), clause.denials)
                )
                own[n, denying & ~granting] = -1
        return own

    def _third_things(self, need: Need, candidates: Candidates, clauses: Sequence[Clause]) -> np.ndarray:
        """Which products of other kinds state every word of a search in their titles and attributes, (n,) bool.

        Such words name a third thing together: a "nintendo switch" is none of the network's. A text tells of much besides: a
        glass door for bookcases is no bookcase with glass doors, and a guide to sports watches, outdoor ones too, is no watch.
        Nor is a watch band for outdoor sports, in whose title only what it is for is a watch.
        """
        import numpy as np

        words, rows = self._index.words, candidates.rows
        says = candidates.off_topic & (only_describes(need) and len(clauses) > 1)
        said = {stem for clause in clauses for stem in words.tokens(clause.says)} if says.any() else set()
        for stem in said:
            says &= np.isin(rows, words.rows(stem))
        *_, head = words.tokens(head_of(need)) or [""]
        for at in np.flatnonzero(says).tolist():
            record = self._index.records[int(rows[at])]
            stated = [record.title, *(str(part) for attribute in record.attributes.items() for part in attribute)]
            together = any(says_together(words.tokens(part), said) for part in stated)
            is_stated = together or said <= set(words.tokens(" ".join(stated)))
            says[at] = is_stated and (together or not is_for_another(words, record.title, head))
        return says

    def _thing(self, need: Need, rows: np.ndarray) -> np.ndarray:
        """How near what products are to the thing asked for, (len(rows),); 0 for each where the catalog's names decide that."""
        import numpy as np

        head = head_of(need)
        if not head or self._kind is not None:
            return np.zeros(len(rows))
        return category_nearness(self._meaning[head], self._index.facts.categories(rows))

    def _assumed(self, need: Need, scores: np.ndarray, candidates: Candidates) -> np.ndarray:
        """What is assumed adds to the scores, (n,)."""
        return assumed_scores(
            need,
            scores,
            ~candidates.off_topic,
            candidates.rows,
            index=self._index,
            meaning=self._meaning,
            weighed=[self._weighed(str(wish.value) if wish.op == "lacks" else wish.says) for wish in need.assumed],
        )

    def _weighed(self, text: str) -> dict[str, float]:
        """The stems of a clause, the rarer among products of the kind the weightier; they add up to 1."""
        words, kind = self._index.words, self._kind
        size = len(self._index) if kind is None else int(kind.sum())

        def rarity(stem: str) -> float:
            rows = words.rows(stem)
            return log(1 + size / (1 + (len(rows) if kind is None else int(kind[rows].sum()))))

        rarities = {stem: rarity(stem) for stem in dict.fromkeys(words.tokens(text))}
        whole = sum(rarities.values()) or 1.0
        return {stem: weight / whole for stem, weight in rarities.items()}

    def _mentions(self, need: Need, candidates: Candidates) -> np.ndarray:
        """Which candidates name the head of what is asked for, in their titles, categories or short facts."""
        import numpy as np

        tokens = self._index.words.tokens
        wanted = set(tokens(head_of(need)))
        products = self._index.records.some(candidates.rows)
        return np.asarray([bool(wanted) and wanted <= set(tokens(_naming(product))) for product in products], bool)

    def _distances(self, candidates: Candidates) -> np.ndarray:
        """How far each candidate is from the limits that it misses, as a cost: the nearest come first."""
        import numpy as np

        costs = np.zeros(len(candidates.rows))
        for clause in dict.fromkeys(clause for missed in candidates.unmet for clause in missed if _is_limit(clause)):
            values = self.values(str(clause.field), candidates, self._index.columns.dense(str(clause.field)))
            missed = np.asarray([clause in clauses for clauses in candidates.unmet], bool)
            weight = _GIVEN_UP if clause in candidates.loosened_from else 1.0
            costs += weight * distance_costs(values, np.where(missed, float(clause.value or 0), np.nan))
        return costs

    def hits(self, need: Need, candidates: Candidates, ranking: Ranking, positions: np.ndarray) -> tuple[Hit, ...]:
        """The candidates at ``positions`` with their reasons."""
        attentions = self.attentions(need, [int(candidates.rows[position]) for position in positions])
        stages = {"dense": candidates.dense, "lexical": candidates.lexical, "fused": candidates.fused}
        stages["attention"] = ranking.attention
        sure = self._index.kinds.every_name_counts
        another_kind = _another_kind(need, candidates, ranking.positions, sure=sure)
        hits = []
        for attention, n in zip(attentions, positions, strict=True):
            product, variant = self._product(candidates, int(n))
            unmet, unknown = candidates.unmet[n], candidates.unknown[n]
            is_one = n == ranking.positions[0] and any(why.clause.kind == "topic" for why in attention.evidence)
            if another_kind[n] and not is_one and not self._is_said_to_be_one(need, int(candidates.rows[n])):
                unmet, unknown = self._without_its_kind(need, candidates, int(n))
            evidence = (why for why in attention.evidence if why.clause not in unknown)
            hits.append(
                Hit(
                    product,
                    float(ranking.scores[n]),
                    unmet,
                    unknown,
                    tuple(evidence if variant is None else evidence_of(evidence, product)),
                    variant,
                    scores={name: float(scores[n]) for name, scores in stages.items()},
                    denied=attention.denied,
                    undecided=attention.undecided,
                    rule=ranking.moves.get(int(candidates.rows[n])),
                )
            )
        return tuple(hits)

    def _is_said_to_be_one(self, need: Need, row: int) -> bool:
        """Whether a field of a record that says what it is ends in what is asked for: "watch type: outdoor sports watch".

        Any other field is one where just that is its value ("food: coffee"), and it does not tell what the thing is for.
        """
        tokens = self._index.words.tokens
        asked = list(tokens(head_of(need)))
        for name, value in self._index.records[row].attributes.items() if asked else ():
            said = list(tokens(value)) if isinstance(value, str) and len(value) <= _NAME_CHARACTERS else []
            if said == asked and not tells_use(name):
                return True
            if names_a_type(name) and said[-len(asked) :] == asked:
                return True
        return False

    def _without_its_kind(self, need: Need, candidates: Candidates, n: int) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
        """What a candidate of another kind contradicts and what it is silent on, the topic among either.

        A record says that it is no such thing where it is of kinds of other names and nowhere says the word; what is of none,
        or of one that ends in the same word ("choco chip cookies" for "chocolate chip cookies"), may be one for all it says.
        """
        topics = tuple(clause for clause in attended(need) if clause.kind == "topic")[:1]
        row, words = int(candidates.rows[n]), self._index.words
        heads, asked = self._index.kinds.heads(row), [stem for stem, _ in words.spans(head_of(need))][-1:]
        says = any(row in words.rows(stem) for stem in asked)
        is_a_kind = tuple(asked) in self._index.kinds or tuple(words.tokens(head_of(need))) in self._index.kinds
        if candidates.by_name and is_a_kind and heads and heads.isdisjoint(asked) and not says:
            return (*topics, *candidates.unmet[n]), candidates.unknown[n]
        return candidates.unmet[n], (*topics, *candidates.unknown[n])

    def _product(self, candidates: Candidates, n: int) -> tuple[Product, Variant | None]:
        """A candidate's record as it holds for the variant that answers best, and that variant."""
        product, number = self._index.records[int(candidates.rows[n])], int(candidates.variants[n])
        if number < 0 or self._index.variants is None:
            return product, None
        variant = product.variants[self._index.variants.number(number)]
        return record_as(product, variant, options=bool(candidates.told_apart[n])), variant

    def attentions(self, need: Need, rows: Sequence[int]) -> list[Attention]:
        """What the clauses of a need find among the facts of each of some products."""
        new = [row for row in dict.fromkeys(rows) if (need, row) not in self._attentions]
        self._attentions |= zip(((need, row) for row in new), self._attended(need, new), strict=True)
        return [self._attentions[need, row] for row in rows]

    def _attended(self, need: Need, rows: Sequence[int]) -> list[Attention]:
        clauses = tuple(
            clause for clause in need.clauses if clause.op != "like" and (clause.is_hard or clause.kind != "exclude")
        )
        clauses += tuple(wish for wish in need.assumed if wish.field is None)
        amounts = Amounts(self._index, wished_amounts(need, self._index))
        clauses += amounts.beside(clauses)
        facts = [*map(facts_of, self._index.records.some(rows))]
        if not clauses or not rows:
            return [Attention((), stated, (), ()) for stated in facts]
        import numpy as np

        keys, signs, spans = self._index.facts.of(rows)
        nothing = np.zeros(keys.shape[1], np.float32)  # what only an amount answers is near to nothing
        queries = np.stack([self._meaning.get(clause.says, nothing) for clause in clauses])
        weighed = [self._weighed(clause.says) for clause in clauses]
        words = self._words(np.asarray(rows), clauses)
        signs = self._signs(np.asarray(rows), clauses, signs)
        whole = [_sayable(stems) if clause.meaning else 1.0 for clause, stems in zip(clauses, weighed, strict=True)]
        n_attended = len(attended(need))
        tokens = cache(self._index.words.tokens)  # each text is held against every wording of every clause
        return [
            explain(
                clauses,
                queries,
                stated,
                keys[start:end],
                signs=signs[:, start:end],
                words=words[:, start:end],
                whole=whole,
                n_attended=n_attended,
                weights=self._weights,
                bearings=np.asarray(
                    [
                        amounts.decide(clause, row, stated, _bearings(clause, stated, tokens, says >= enough - _ROUNDING))
                        for clause, says, enough in zip(clauses, words[:, start:end], whole, strict=True)
                    ],
                    int,
                ),
            )
            for row, stated, (start, end) in zip(rows, facts, spans, strict=True)
        ]


def _wordings(clause: Clause) -> Iterator[str]:
    """A clause's own words, and others by which records grant it."""
    yield clause.says
    yield from clause.alternatives
    if clause.op == "has":
        yield from (words for phrase in str(clause.value).split(EITHER) if (words := phrase.strip()))


def _bearings(clause: Clause, facts: Sequence[Fact], tokens: Stems, has_words: np.ndarray) -> list[int]:
    """What each fact says to a clause, by its words and, of a wish, by its value; ``has_words`` where it has all the words."""
    by_words = bearings_of(clause, list(_said_as(clause)), facts, tokens, None if clause.op == "lacks" else has_words.tolist())
    if clause.is_hard or clause.kind != "feature":
        return by_words
    by_value = bearings_by_quality(clause, facts)
    return [value or words for words, value in zip(by_words, by_value, strict=True)]


def _said_as(clause: Clause) -> Iterator[str]:
    """The wordings of a clause; of what is not wanted, what must not be said."""
    if clause.op == "lacks":
        yield from str(clause.value).split(EITHER)
    elif not clause.is_hard:
        yield from _wordings(clause)


def _another_kind(need: Need, candidates: Candidates, positions: np.ndarray, *, sure: bool) -> np.ndarray:
    """Which candidates are to be told as another kind of thing, (n,) bool.

    Where words only describe what is wanted, what names nothing ("something warm") is missed by nothing; and unless each title
    was read, what nearness puts before all that is of the kind may well be of it.

    Args:
        need: the request, understood.
        candidates: its candidates.
        positions: (n,) the order in which they are shown.
        sure: whether every name in a title counts, as in a small catalog.
    """
    import numpy as np

    if not only_describes(need) or (sure and candidates.by_name):
        return candidates.off_topic
    if not candidates.by_name:
        return np.zeros(len(positions), bool)
    of_the_kind = ~candidates.off_topic[positions]
    another_kind = candidates.off_topic.copy()
    another_kind[positions[~np.maximum.accumulate(of_the_kind)]] = False
    return another_kind


def variant_values(index: Index, field: str, of_products: np.ndarray) -> np.ndarray | None:
    """A number field of all variants, (n_variants,) float64; None where those of no product differ in it.

    Args:
        index: the open index.
        field: its name.
        of_products: (n_products,) the same of products, which those have whose product has none with a word of its own; NaN
            for a price is one that is not compared, as in another currency.
    """
    import numpy as np

    variants = index.variants
    if variants is None or not any(name in variants.columns for name in (field, field + AS_NUMBER)):
        return None
    own, theirs = variants.columns.dense(field), of_products[np.asarray(variants.owners)]
    if field == "price":
        own = np.where(np.isnan(theirs), np.nan, own)
    return np.where(spoken_for(np.flatnonzero(~np.isnan(own)), variants), theirs, own)


def evidence_of(evidence: Iterable[Evidence], product: Product) -> Iterator[Evidence]:
    """The same reasons with what the record of one variant says; those are left out that it does not say.

    Args:
        evidence: of the product with all its variants.
        product: the record as it holds for one of them.
    """
    said: dict[str, Fact] = {}
    for fact in facts_of(product):
        said.setdefault(fact.field, fact)
    for why in evidence:
        if why.fact.is_text or why.fact.field in ("brand", "category"):
            yield why
        elif why.fact.field in said:
            yield replace(why, fact=said[why.fact.field])


def unavailable_last(positions: np.ndarray, unavailable: np.ndarray, classes: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """The same order, where what cannot be had comes behind all that meets as much and answers nearly as well.

    Args:
        positions: (n,) best first.
        unavailable: (n,) bool, by position.
        classes: (n,) what meets as much is of one class.
        scores: (n,) how well each answers; zeros where all of a class answer alike.
    """
    import numpy as np

    if not unavailable.any():
        return positions
    ranks = np.empty(len(positions))
    ranks[positions] = np.arange(len(positions))
    for number in np.unique(classes[unavailable]):
        of_class = classes == number
        to_be_had = np.flatnonzero(of_class & ~unavailable)
        for position in np.flatnonzero(of_class & unavailable):
            before = ranks[to_be_had[scores[to_be_had] >= _NEARLY_AS_WELL * scores[position]]]
            ranks[position] = max(ranks[position], before.max(initial=0.0)) + 0.5
    return np.lexsort((np.argsort(positions), ranks))


def _misses(candidates: Candidates) -> np.ndarray:
    """How badly each candidate misses hard clauses: a record that is silent may still fit, one that contradicts does not.

    Of a limit that nothing meets the nearest values are wanted, so there silence is the worse; and where it is said to be
    given up, what holds all the rest comes first.
    """
    import numpy as np

    given_up = set(candidates.loosened_from)
    unmet = np.asarray([sum(1 if clause in given_up else 4 for clause in missed) for missed in candidates.unmet], int)
    unknown = np.asarray([_SILENT * len(silent) for silent in candidates.unknown], int)
    return unmet + unknown


def _sayable(stems: Mapping[str, float]) -> float:
    """What the words of a clause weigh without the Chinese that stands beside its translation: one of both is enough."""
    translated = sum(weight for stem, weight in stems.items() if not has_han(stem))
    return translated or 1.0


def _counts(clauses: Sequence[tuple[Clause, ...]]) -> np.ndarray:
    import numpy as np

    return np.asarray([len(some) for some in clauses], int)


def _is_limit(clause: Clause) -> bool:
    return clause.op in ("<", "<=", ">", ">=") and isinstance(clause.value, float)


def _naming(product: Product) -> str:
    """What of a record says which kind of thing it is."""
    short = (value for value in product.attributes.values() if isinstance(value, str) and len(value) <= _NAME_CHARACTERS)
    return " ".join((product.title, product.category or "", *short))
