"""What one need asks of one index: its words and their vectors, the kind of thing that it names, and its candidates."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, reduce
from typing import TYPE_CHECKING

from shopcli.errors import UsageError
from shopcli.index import Index
from shopcli.index.kinds.table import Kind
from shopcli.index.parts.assertions import EITHER
from shopcli.index.parts.halves import as_request
from shopcli.need.grounding.clause_splitting import tells_a_purpose
from shopcli.need.languages.registry import language_named
from shopcli.need.persons import without_persons
from shopcli.need.translation.translated import is_translated, own_words
from shopcli.pipeline.browsing.alike import of_the_same_sort
from shopcli.pipeline.fields.orders.order_values import sort_values
from shopcli.pipeline.fields.schema_linking import row_mask
from shopcli.pipeline.linking import EntityLinker
from shopcli.pipeline.names.own_names import whole_name
from shopcli.pipeline.names.titles.title_heads import is_for_another
from shopcli.pipeline.ranking import Ranker, Ranking, variant_values
from shopcli.rerank import RankWeights, attended, head_of, shipped_weights
from shopcli.retrieve import Candidates, Wish, meeting, retrieve
from shopcli.text.scripts import has_han
from shopcli.text.words import head_phrase
from shopcli.types import ClarifyingQuestion, Clause, Explanation, Hit, Need

if TYPE_CHECKING:
    import numpy as np

    from shopcli.pipeline.browsing.narrowed import Narrowed
    from shopcli.pipeline.personal.taste import Taste
    from shopcli.pipeline.shop_rules.moves import Moves
    from shopcli.retrieve.limits import Verdict

_SORT_BREADTH = 400
_MOST_WORDINGS = 4  # of a wish that attend beside its own, each of which is to be encoded
_ALL_BUT = 0.1  # of what is called so, for what is as near to the name to be of that sort
_SOME = 0.02  # of the catalog; what more titles say is a kind, as well
_ANY_OF, _SOME_OF_A_KIND = " or ", 0.5
_FEW_ENOUGH = 500  # what more products are called is a kind, whatever else is near to its name


class Search:
    """One need, looked up.

    Args:
        need: the request, understood.
        index: the open index.
        linker: which kinds of things the catalog has names for.
        encode: texts to vectors, (n, dim) float32.
        all_alike: whether what cannot be had stands where everything else does.
        things: the rows of the products that are the thing, where that was found out; None where its name tells.
    """

    def __init__(
        self,
        need: Need,
        index: Index,
        linker: EntityLinker,
        encode: Callable[[Sequence[str]], np.ndarray],
        *,
        all_alike: bool = False,
        things: np.ndarray | None = None,
    ) -> None:
        self._need, self._index, self._linker, self._encode = need, index, linker, encode
        self._all_alike, self._things = all_alike, things

    @property
    def size(self) -> int:
        """How many products the index holds."""
        return len(self._index)

    @cached_property
    def meaning(self) -> Mapping[str, np.ndarray]:
        """The vectors, by text, of all that the need says, encoded in one call."""
        clauses = (clause.says for clause in (*self._need.clauses, *self._need.assumed) if clause.op != "like")
        others = (words for clause in self._need.clauses for words in clause.alternatives[:_MOST_WORDINGS])
        wanted = (self.sought,) if self.is_purpose else (self.text, self.request)
        texts = list(dict.fromkeys(text for text in (*wanted, head_of(self._need), *clauses, *others) if text))
        if self._need.question and (known := self._named(texts)):
            return known
        meaning = dict(zip(texts, self._encode(texts), strict=True))
        if own := self._in_own_words(texts):
            vectors = self._encode(list(own.values()))
            meaning |= {text: (meaning[text] + vector) / 2 for text, vector in zip(own, vectors, strict=True)}
        return meaning

    def _in_own_words(self, texts: Sequence[str]) -> Mapping[str, str]:
        """What was translated as the shopper said it, by the translation: one encoder reads the one, one the other."""
        translated = [clause for clause in self._need.clauses if clause.op != "like" and is_translated(clause)]
        own = {clause.says: clause.text for clause in translated}
        if translated:
            wanted = [clause for clause in self._need.clauses if clause.says in self.text]
            own[self.text] = " ".join(clause.text for clause in wanted) or self.text
        return {text: words for text, words in own.items() if text in texts and words != text}

    def _named(self, texts: Sequence[str]) -> Mapping[str, np.ndarray] | None:
        """The vectors of texts that are all names of kinds, as the catalog writes them; None where one is not.

        "How many keyboards are there" is answered by a number. What is shown below it need not wait for the encoder.
        """
        kinds, spans = self._index.kinds, self._index.words.spans
        known: dict[str, np.ndarray] = {}
        for text in texts:
            vector = kinds.vector(tuple(stem for stem, _ in spans(text)))
            if vector is None:
                return None
            known[text] = vector
        return known

    @cached_property
    def text(self) -> str:
        """What the request says of the thing itself: no limits, no exclusions, no order.

        Where it names no thing, any of its words may tell which: all of them but those for persons.
        """
        need = self._need
        wanted = [c.says for c in need.clauses if c.kind in ("topic", "feature") and c.source != "flag" and c.op != "like"]
        things = [clause for clause in need.clauses if clause.kind == "topic"]
        if wanted and any(thing.source != "assumption" for thing in things):
            return " ".join(wanted)
        rest = need.query
        for clause in need.clauses:  # what is not wanted must not attract
            rest = rest.replace(clause.text, " ") if clause.kind in ("exclude", "limit") else rest
        told = without_persons(rest, language_named(need.language).requests).strip()
        return " ".join(filter(None, (*(thing.says for thing in things), told))) or " ".join(wanted) or need.query

    @cached_property
    def request(self) -> str:
        """The whole request in the shopper's own words, less limits and slips of the pen; empty for a question.

        Where something is excluded, or was changed in a conversation, it is what is wanted alone: what leads to an exclusion
        would attract what is excluded.
        """
        need = self._need
        if need.question:
            return ""
        if any(clause.kind == "exclude" or clause.source == "refinement" for clause in need.clauses):
            return self.text
        rest = need.query
        for clause in need.clauses:
            said = " " if clause.kind == "limit" else clause.text if is_translated(clause) else clause.says
            rest = rest.replace(clause.text, said)
        return " ".join(rest.split()) or need.query

    @cached_property
    def is_purpose(self) -> bool:
        """Whether the need names no thing, and tells what it is to be for."""
        return tells_a_purpose(self._need, language_named(self._need.language).degrees)

    @property
    def sought(self) -> str:
        """What is looked for by meaning: what is said of the thing, or, where none is named, what serves the purpose."""
        return language_named(self._need.language).requests.seeks.format(self.text) if self.is_purpose else self.text

    @cached_property
    def kind(self) -> np.ndarray | None:
        """The products of the kind that is asked for, (n_products,) bool; None where the catalog has no name for it."""
        if self._things is not None:
            return row_mask(self._things, len(self._index))
        topics = (clause for clause in self._need.clauses if clause.kind == "topic" and clause.op is None)
        topic = next(topics, None)
        meant = self._linker.kind(topic.says, own_words(topic)) if topic else None
        if topic is None and len(self._liked):
            return of_the_same_sort(self._liked[-1], self._index)
        if topic is None:
            acted_on = self._linker.acted_on(self._need)
            return None if acted_on is None else ~row_mask(acted_on.rows, len(self._index))
        if meant is None:
            return None
        rows, is_of_all = self._served(topic, meant.kind).rows, bool(self._need.question or self._need.sort)
        if is_of_all:  # what is counted or put in order is what goes by the very name
            name, is_number = topic.says[meant.start : meant.end], self._need.sort is None
            rows = self._linker.counted_rows(meant.kind, name, is_number=is_number)
        is_wished = any(clause.kind == "feature" and clause.op is None for clause in self._need.clauses)
        is_everything = len(rows) == len(self._index) and not is_wished  # by wishes all of a shop's things are told apart
        if not (self._need.question or (is_of_all and is_everything)) and self._is_loose(meant.kind, topic.says):
            return None
        mask = row_mask(rows, len(self._index))
        for clause in self._need.clauses:
            if clause.op == "has":
                mask[self._linker.calling_themselves(topic.says[meant.start : meant.end], str(clause.value))] = True
        if not len(meant.kind.certain):
            mask[self._of_the_sort_without_the_name(mask, topic.says)] = True
        return mask

    @property
    def is_of_the_trade(self) -> bool:
        """Whether what closes the name of the thing names all that the shop sells: a "gaming laptop" among laptops."""
        topic = next((clause for clause in self._need.clauses if clause.kind == "topic" and clause.op is None), None)
        names = (topic.says, whole_name(topic, self._need)) if topic else ()
        meant = (self._linker.kind(head_phrase(name).split()[-1]) for name in names if head_phrase(name).strip())
        return any(one is not None and len(one.kind.rows) == self.size for one in meant)

    def _served(self, topic: Clause, kind: Kind) -> Kind:
        """A kind that serves a purpose as it was found, where its name's last word means much more: a "baby monitor"."""
        names = topic.says.split(_ANY_OF) if topic.source == "assumption" else []
        found = self._linker.synonyms.sold(names) if names else None
        return found if found and len(found.rows) < _SOME_OF_A_KIND * len(kind.rows) else kind

    @cached_property
    def of_the_thing(self) -> np.ndarray | None:
        """The products of the kind, or all where titles leave unsaid what things are, (n_products,) bool; else None."""
        import numpy as np

        topic = next((clause for clause in self._need.clauses if clause.kind == "topic" and clause.op is None), None)
        if topic is None or self.kind is not None or self._linker.kind(topic.says, own_words(topic)) is not None:
            return self.kind
        unsaid = self._linker.trade.goes_without_saying(topic.says, by_its_head=self._need.sort is not None)
        return np.ones(len(self._index), bool) if unsaid else None

    def _of_the_sort_without_the_name(self, called_so: np.ndarray, name: str) -> np.ndarray:
        """The rows of products that no title calls so, where what fields decide leaves none that is: "huawei smartwatch".

        They are as near to the name as all but a tenth of those that are called so.
        """
        import numpy as np

        columns, none = self._index.columns, np.zeros(0, np.int64)
        decided = [clause for clause in self._need.clauses if clause.kind == "feature" and clause.op in ("is", "in")]
        chosen = [clause for clause in decided if clause.field in columns and columns.kind(str(clause.field)) == "choice"]
        if not chosen or not called_so.any() or called_so.all():
            return none
        meeting = (columns.rows_with(str(clause.field), str(clause.value).split(EITHER)) for clause in chosen)
        rows = reduce(np.intersect1d, meeting)
        if not len(rows) or called_so[rows].any():
            return none
        vector, own = self.meaning[name], np.flatnonzero(called_so)[:_FEW_ENOUGH]
        least = float(np.quantile(self._index.vectors.rows(own) @ vector, _ALL_BUT))
        return rows[self._index.vectors.rows(rows) @ vector >= least]

    def never_granted(self, results: Sequence[Hit]) -> Clause | None:
        """A wish that nothing of the kind grants, as far as records tell, nor any result; None where each may be granted."""
        from shopcli.pipeline.granted import never_granted

        kind = self.kind
        if kind is not None:
            kind = kind.copy()
            kind[[self._index.row(hit.product.id) for hit in results if hit.meets_all]] = True
        return never_granted(self._need, self._index, kind, self.narrowed.products, self.meaning)

    def _is_loose(self, kind: Kind, name: str) -> bool:
        """Whether titles alone, and few of them, call a thing so: of the wines of a shop of wines hardly any does.

        Then more others than there are of the name come nearer to it than half of these do. Nothing is near to Chinese, which
        the encoder may not know.
        """
        import numpy as np

        rows = kind.rows
        if len(rows) >= _SOME * len(self._index):
            return False
        if not 0 < len(rows) <= _FEW_ENOUGH or 2 * len(kind.certain) >= len(rows) or has_han(name):
            return False
        vector = self.meaning[name]
        middle = float(np.median(self._index.vectors.rows(rows) @ vector))
        as_near = len(rows) + len(rows) // 2 + 1
        found, nearest = self._index.vectors.search(vector, min(2 * as_near, len(self._index)))
        nearer = found[nearest > middle]
        return int((~self._are_for_it(nearer, name)).sum()) >= as_near

    def _are_for_it(self, rows: np.ndarray, name: str) -> np.ndarray:
        """Which products are for a thing of that name, (len(rows),) bool: a "projector lamp" is no projector in other words."""
        import numpy as np

        words, records = self._index.words, self._index.records
        *_, head = words.tokens(name) or [""]
        return np.asarray([is_for_another(words, records.title(row), head) for row in rows.tolist()], bool)

    def candidates(self, wanted: int, *, also: int | None = None) -> Candidates:
        """The candidates, ``wanted`` at least where there are as many; an order over the catalog looks further.

        Args:
            wanted: how many results are to be shown.
            also: the row of a product that is to be among them, whatever it is.
        """
        candidates = retrieve(
            self._need,
            self._vector,
            wanted=max(wanted, _SORT_BREADTH) if self._need.sort else wanted,
            columns=self._index.columns,
            vectors=self._index.vectors,
            lexical=self._index.words.scores(self.text),
            sayings=self._index.sayings,
            topic=self._topic,
            kind=self.of_the_thing,
            wishes=[
                Wish(clause, self.meaning[clause.says], self._index.words.scores(clause.says))
                for clause in attended(self._need)
                if clause.kind == "feature"
            ],
            instead=self._instead,
            instead_of_variants=self._instead_of_variants,
            also=also,
            all_alike=self._all_alike,
            variants=self._index.variants,
            besides=tuple(self.moves.pinned) if self.moves else (),
            shown=self._findable,
        )
        self._index.records.fetch(candidates.rows)  # which are read one by one from here on
        return candidates

    @cached_property
    def narrowed(self) -> Narrowed:
        """The products that meet every hard clause and are of the kind: those that ``matching`` counts."""
        from shopcli.pipeline.browsing.narrowed import Narrowed

        def met(verdicts: Sequence[Verdict]) -> np.ndarray:
            return meeting(
                verdicts,
                len(self._index),
                vectors=self._index.vectors,
                topic=self._topic,
                kind=self.of_the_thing,
                variants=self._index.variants,
                shown=self._findable,
            )

        return Narrowed(self._need.hard, self._index, met)

    @property
    def _topic(self) -> np.ndarray | None:
        topics = [clause for clause in attended(self._need) if clause.kind == "topic"]
        return self.meaning[topics[0].says] if topics else None

    @property
    def _findable(self) -> np.ndarray | None:
        """(n_products,) bool, what may be found at all: not what others are to be like by a flag; None for everything."""
        if not len(self._liked):
            return self.shown
        alike = ~row_mask(self._liked, len(self._index))
        return alike if self.shown is None else alike & self.shown

    @cached_property
    def _liked(self) -> np.ndarray:
        """The rows of the products that others are to be like by a flag."""
        import numpy as np

        liked = (clause for clause in self._need.clauses if clause.op == "like" and clause.source == "flag")
        return np.asarray([self._index.row(str(clause.value)) for clause in liked], np.int64)

    @cached_property
    def moves(self) -> Moves | None:
        """What the shop's own rules say of the request; None where they say nothing."""
        return self._linker.move_rules.of(self._need)

    @property
    def shown(self) -> np.ndarray | None:
        """(n_products,) bool, what they let be shown for it; None for everything."""
        return self.moves.shown if self.moves else None

    def ranked(self, ranker: Ranker, candidates: Candidates, *, attentive: bool) -> Ranking:
        """The candidates in order, as the shop's own rules have it."""
        ranking = ranker.rank(self._need, candidates, attentive=attentive)
        if self.moves is None:
            return ranking

        def denying(rows: Sequence[int]) -> list[bool]:
            return [bool(attention.denied) for attention in ranker.attentions(self._need, rows)]

        told = ranking.positions, ranking.misses, ranking.scores
        positions, moves = self.moves.ordered(self._need, *told, candidates, denying)
        return replace(ranking, positions=positions, moves=moves)

    def clarifying_question(
        self, candidates: Candidates, ranking: Ranking, *, wanted: int, asked: Collection[str] = ()
    ) -> ClarifyingQuestion | None:
        """What to ask back beside the results; None where nothing need be asked.

        Args:
            candidates: the need's.
            ranking: their order.
            wanted: how many are shown.
            asked: the fields that were asked for before.
        """
        names_a_thing = any(clause.kind == "topic" for clause in self._need.clauses)
        if self._need.sort is not None or (names_a_thing and self.kind is None):
            return None  # an order leaves nothing open; and of a thing without a name here nobody knows what fits
        if candidates.matching <= wanted:
            return None  # all of it is shown
        from shopcli.pipeline.clarification import clarifying_question, fitting_rows

        fits = [n for n in ranking.positions if not (candidates.unmet[n] or candidates.unknown[n] or candidates.off_topic[n])]
        best = candidates.rows[fits]
        is_all = len(best) >= candidates.matching
        kind = self.kind if self.shown is None or self.kind is None else self.kind & self.shown
        fitting = best if is_all else fitting_rows(self._need, self._index, kind, best)
        scores = ranking.scores[fits]
        return clarifying_question(self._need, self._index, fitting=fitting, best=best, scores=scores, asked=asked)

    def explanation(
        self, rank: int, row: int | None, *, wanted: int, weights: RankWeights | None, taste: Taste | None = None
    ) -> Explanation:
        """Why the product at ``rank``, or the one in ``row``, stands where it does among ``wanted`` or more candidates.

        Raises:
            UsageError: fewer products are ranked.
        """
        import numpy as np

        need, candidates, ranker = self._need, self.candidates(wanted, also=row), self.ranker(weights, taste)
        ranking = self.ranked(ranker, candidates, attentive=True)
        order = [int(position) for position in ranking.positions if position < candidates.own]
        if row is None and rank > len(order):
            raise UsageError(f"There is no rank {rank}: {len(order)} products were ranked.", hint="Ask for a lower one.")
        position = order[rank - 1] if row is None else int((candidates.rows == row).argmax())
        first, hit = ranker.hits(need, candidates, ranking, np.asarray([order[0], position]))
        (attention,) = ranker.attentions(need, [int(candidates.rows[position])])
        place = order.index(position) + 1 if position in order else None
        return Explanation(need, hit, attention, place, len(order), None if place == 1 else first)

    def ranker(self, weights: RankWeights | None = None, taste: Taste | None = None) -> Ranker:
        """What ranks the candidates; ``weights`` of None are those that come with shopcli, ``taste`` is a customer's."""
        if self.is_purpose:
            weights = (weights or shipped_weights()).for_a_purpose()
        request = self.sought if self.is_purpose else self.request
        return Ranker(self._index, self.meaning, kind=self.of_the_thing, request=request, weights=weights, taste=taste)

    @property
    def _vector(self) -> np.ndarray:
        """The request's vector; "like the second" is that product's own."""
        import numpy as np

        liked = [str(clause.value) for clause in self._need.clauses if clause.op == "like"]
        if not liked:
            return self.meaning[self.sought]
        return as_request(self._index.vectors.rows(np.asarray([self._index.row(liked[-1])], np.int64))[0])

    @property
    def _instead(self) -> np.ndarray | None:
        """What ranks the catalog where a need names an order and a kind, or nothing to look for; higher is better."""
        need = self._need
        if need.sort is None or any(clause.op == "like" for clause in need.clauses):
            return None
        if attended(need) and self.of_the_thing is None:
            return None
        values = sort_values(self._index, need.sort)
        return -values if need.sort.order == "asc" else values

    @property
    def _instead_of_variants(self) -> np.ndarray | None:
        """What an order is by, of variants, higher is better; None where they do not differ in it."""
        if (sort := self._need.sort) is None or self._index.variants is None:
            return None
        values = variant_values(self._index, sort.field, sort_values(self._index, sort))
        return values if values is None or sort.order == "desc" else -values
