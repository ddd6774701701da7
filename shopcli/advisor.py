"""The way through: understand, retrieve, re-rank, write. The only place that knows this order.

This is the public API; the command line is one of its users.

>>> from shopcli import Advisor                                      # doctest: +SKIP
>>> answer = Advisor.open("my-index").ask("outdoor sports watch")     # doctest: +SKIP
>>> [hit.product.title for hit in answer.results]                     # doctest: +SKIP
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.catalog.facts import facts_of
from shopcli.config import Settings, cache_dir, load_settings
from shopcli.embed import Encoder, load_encoder
from shopcli.errors import IndexUnusable, UsageError
from shopcli.index import Index, Vocabulary
from shopcli.knowledge import Knowledge
from shopcli.need import filter_clauses
from shopcli.rerank import Kinds, attended, attention_scores, category_scores, distance_costs, explain, head_of, order
from shopcli.retrieve import Candidates, only_describes, retrieve
from shopcli.types import Advice, Answer, CatalogStats, Clause, Evidence, Fact, Hit, Need, Product, Sentence, Sort

if TYPE_CHECKING:
    import numpy as np

    from shopcli.write import LanguageModel


class Advisor:
    """Answers needs from one index. Models are loaded when they are first used, once; safe to use from several threads.

    Args:
        index: an open index.
        settings: which models, which device, how to decode.
        encoder: in place of the one that the index names.
        model: in place of the writer that ``settings`` names.
    """

    def __init__(
        self,
        index: Index,
        *,
        settings: Settings | None = None,
        encoder: Encoder | None = None,
        model: LanguageModel | None = None,
    ) -> None:
        self.index = index
        self.settings = settings or load_settings()
        self._encoder, self._model = encoder, model
        self._loading = threading.RLock()

    @classmethod
    def open(cls, index: Path | str, *, settings: Settings | None = None) -> Advisor:
        """The advisor over the index in a folder.

        Raises:
            IndexNotFound: no index there.
            IndexUnusable: an index of another format, or a damaged one.
        """
        return cls(Index(Path(index), cache_dir=cache_dir()), settings=settings)

    @property
    def vocabulary(self) -> Vocabulary:
        """What a request may name: the catalog's brands, colours, currencies and fields."""
        return self.index.vocabulary

    def ask(
        self,
        query: str,
        *,
        top: int | None = None,
        text: bool = True,
        rerank: bool = True,
        filters: Sequence[Clause] = (),
    ) -> Answer:
        """Recommend products for a request in the shopper's own words.

        Args:
            query: the request.
            top: how many results, and how many products the advice may speak of.
            text: whether to write advice.
            rerank: whether attention may change the order.
            filters: clauses to hold besides those of the request, from `filters`.

        Returns:
            The answer; its ``advice`` is None where no text was asked for.

        Raises:
            UsageError: an empty request, or a filter by a field that the catalog does not have.
        """
        if not query.strip():
            raise UsageError("The request is empty.", hint="Say what you are looking for, in your own words.")
        timings: dict[str, float] = {}
        with _timed(timings, "understand"):
            need = self.understand(query).having(*filters)
        answer = self.search(need, top=top, rerank=rerank)
        answer = replace(answer, timings_s={**timings, **answer.timings_s})
        return self.with_advice(answer) if text else answer

    def understand(self, query: str, *, topic: str = "") -> Need:
        """The request as clauses, an order and a language.

        Args:
            query: the request.
            topic: what is being looked for, where ``query`` only adds to it, as in a conversation.
        """
        return self.knowledge.understood(query, topic)

    def filters(
        self,
        *,
        max_price: float | None = None,
        min_price: float | None = None,
        brand: str | None = None,
        where: Sequence[tuple[str, str]] = (),
    ) -> tuple[Clause, ...]:
        """Clauses as flags set them; add them to a need with ``need.having(*clauses)``.

        Raises:
            UsageError: limits that nothing can meet, or a brand that the catalog does not have; it names the nearest.
        """
        currencies = self.vocabulary.currencies
        currency = self.settings.currency or (currencies[0] if currencies else None)
        return filter_clauses(
            max_price=max_price,
            min_price=min_price,
            brand=brand,
            where=where,
            currency=currency,
            brands=self.vocabulary.brands,
        )

    def search(self, need: Need, *, top: int | None = None, offset: int = 0, rerank: bool = True) -> Answer:
        """The products for a need, best first, without advice.

        Args:
            need: from `understand`, or built by hand.
            top: how many results.
            offset: how many of the best to leave out, for a next page.
            rerank: whether attention may change the order.

        Raises:
            UsageError: the need filters by a field that the catalog does not have.
        """
        top = top if top is not None else self.settings.top
        if top < 1:
            raise UsageError(f"{top} results cannot be shown.", hint="Ask for one at least.")
        wanted = offset + top
        timings: dict[str, float] = {}
        with _timed(timings, "retrieve"):
            meaning = self._meaning(need)
            found = self._retrieve(need, meaning, _breadth(need, wanted))
        with _timed(timings, "rerank"):
            ranking = self._rerank(need, found, meaning if rerank else {})
            results = self._hits(need, found, ranking, ranking.positions[offset:wanted], meaning)
        return Answer(need, results, found.matching, found.relaxed, timings_s=timings)

    def advise(self, answer: Answer) -> Iterator[Sentence]:
        """The advice for an answer, sentence by sentence, each checked before it is yielded."""
        from shopcli.write import advise

        model = self.writer() if answer.results else None
        return advise(answer.need, answer.results, model=model, decoding=self.settings.decoding, facts_of=facts_of)

    def with_advice(self, answer: Answer) -> Answer:
        """The answer with its advice written to the end."""
        started = time.perf_counter()
        sentences = tuple(self.advise(answer))
        timings = {**answer.timings_s, "write": time.perf_counter() - started}
        return replace(answer, advice=Advice(sentences, self.writer_name), timings_s=timings)

    def product(self, product_id: str) -> Product:
        """One record.

        Raises:
            ProductNotFound: no such id; it names the nearest ones.
        """
        return self.index.product(product_id)

    def facts(self, product: Product) -> tuple[Fact, ...]:
        """All that may be said of a product."""
        return facts_of(product)

    def stats(self) -> CatalogStats:
        """The catalog at a glance."""
        return self.index.stats()

    def warm_up(self, *, text: bool = True) -> None:
        """Load everything that an answer needs, now; the writer only where ``text`` is wanted."""
        self.encoder().encode(["warm up"])
        self.index.words.scores("warm up")
        self.index.vectors.rows(_rows([0]) if len(self.index) else _rows([]))
        if text:
            self.writer()

    def encoder(self) -> Encoder:
        """The encoder that the index was built with.

        Raises:
            IndexUnusable: the weights at hand are not those of the index.
        """
        with self._loading:
            if self._encoder is None:
                self._encoder = load_encoder(self.index.manifest.embedder, device=self.settings.device)
            if self._encoder.digest != self.index.manifest.embedder_digest:
                raise IndexUnusable(
                    f"The index at {self.index.folder} was built with other weights than {self._encoder.name} has now.",
                    hint=f"Build it again: shopcli index CATALOG --index {self.index.folder}",
                )
            return self._encoder

    def writer(self) -> LanguageModel:
        """The language model that writes."""
        with self._loading:
            if self._model is None:
                from shopcli.write import load_language_model

                self._model = load_language_model(self.settings.model, device=self.settings.device)
            return self._model

    @property
    def writer_name(self) -> str:
        """The writer's name, without loading it."""
        from shopcli.models import source_name

        return self._model.name if self._model else source_name(self.settings.model)

    @cached_property
    def knowledge(self) -> Knowledge:
        """What the catalog answers while a request is being understood."""
        return Knowledge(self.index, lambda texts: self.encoder().encode(texts))

    def _meaning(self, need: Need) -> Mapping[str, np.ndarray]:
        """The vectors, by text, of all that a need says, encoded in one call."""
        clauses = (clause.says for clause in need.clauses if clause.op != "like")
        texts = list(dict.fromkeys(text for text in (self._request_text(need), head_of(need), *clauses) if text))
        return dict(zip(texts, self.encoder().encode(texts), strict=True))

    def _retrieve(self, need: Need, meaning: Mapping[str, np.ndarray], wanted: int) -> Candidates:
        text = self._request_text(need)
        topics = [clause for clause in attended(need) if clause.kind == "topic"]
        return retrieve(
            need,
            self._request_vector(need, meaning[text]),
            wanted=wanted,
            columns=self.index.columns,
            vectors=self.index.vectors,
            lexical=self.index.words.scores(text),
            sayings=self.index.sayings,
            topic=meaning[topics[0].says] if topics else None,
            kind=self._kind(need),
            instead=self._instead(need),
        )

    def _kind(self, need: Need) -> np.ndarray | None:
        """The products of the kind that is asked for, (n_products,) bool; None where the catalog has no name for it."""
        import numpy as np

        topics = (clause for clause in need.clauses if clause.kind == "topic" and clause.op is None)
        found = next((self.knowledge.kind(topic.says, topic.meaning is not None) for topic in topics), None)
        if found is None:
            return None
        kind = np.zeros(len(self.index), bool)
        kind[found.kind.rows] = True
        return kind

    def _instead(self, need: Need) -> np.ndarray | None:
        """What ranks the catalog where a need names an order and nothing to look for; higher is better."""
        if need.sort is None or attended(need) or any(clause.op == "like" for clause in need.clauses):
            return None
        values = self._sort_values(need.sort)
        return -values if need.sort.order == "asc" else values

    def _request_text(self, need: Need) -> str:
        """What the request says of the thing itself: no limits, no exclusions, no order."""
        said = [
            c.says for c in need.clauses if c.kind in ("topic", "feature") and not c.text.startswith("--") and c.op != "like"
        ]
        rest = need.query
        for clause in need.clauses:  # what is not wanted must not attract
            rest = rest.replace(clause.text, " ") if clause.kind == "exclude" else rest
        return " ".join(said) or rest.strip() or need.query

    def _request_vector(self, need: Need, vector: np.ndarray) -> np.ndarray:
        """The request's vector; "like the second" is that product's own."""
        liked = [str(clause.value) for clause in need.clauses if clause.op == "like"]
        return self.index.vectors.rows(_rows([self.index.row(liked[-1])]))[0] if liked else vector

    def _rerank(self, need: Need, found: Candidates, meaning: Mapping[str, np.ndarray]) -> _Ranking:
        import numpy as np

        attention = np.zeros(len(found.rows))
        clauses = attended(need)
        if meaning and clauses:
            queries = np.stack([meaning[clause.says] for clause in clauses])
            attention = attention_scores(queries, *self.index.facts.of(found.rows))
            if head := head_of(need):
                attention = attention + category_scores(meaning[head], self.index.facts.categories(found.rows))
        scores = found.fused + attention - self._distances(found)
        # A record that is silent may still fit; one that contradicts does not.
        misses = np.asarray([2 * len(u) + len(s) for u, s in zip(found.unmet, found.unknown, strict=True)], int)
        if only_describes(need):
            silent = np.asarray([len(s) for s in found.unknown], int)
            scores, misses = scores - _SILENT * silent - _OTHER_KIND * found.off_topic, misses - silent
        else:
            misses = misses + _OTHER_KIND_MISSES * found.off_topic
        if need.sort is None:
            return _Ranking(scores, attention, order(scores, misses))
        kinds = None  # a kind that the catalog has a name for has been held already
        if clauses and self._kind(need) is None:
            kinds = Kinds(self.index.columns.codes("category")[found.rows], self._mentions(need, found))
        return _Ranking(
            scores, attention, order(scores, misses, self._sort_values(need.sort)[found.rows], need.sort.order, kinds)
        )

    def _mentions(self, need: Need, found: Candidates) -> np.ndarray:
        """Which candidates name the head of what is asked for, in their titles, categories or short facts."""
        import numpy as np

        tokens = self.index.words.tokens
        wanted = set(tokens(head_of(need)))
        products = (self.index.records[int(row)] for row in found.rows)
        return np.asarray([bool(wanted) and wanted <= set(tokens(_naming(product))) for product in products], bool)

    def _sort_values(self, sort: Sort) -> np.ndarray:
        """What is sorted by, over the whole catalog; sums in any but the commonest currency are not compared."""
        import numpy as np

        values = self.index.columns.dense(sort.field)
        if sort.field == "price" and len(self.vocabulary.currencies) > 1:
            code = self.index.columns.get("currency").choices.index(self.vocabulary.currencies[0])
            values = np.where(self.index.columns.codes("currency") == code, values, np.nan)
        return values

    def _distances(self, found: Candidates) -> np.ndarray:
        """How far each candidate is from the price limit that it misses, as a cost: the nearest come first."""
        import numpy as np

        prices = self.index.columns.dense("price")[found.rows]
        limits = [next((float(c.value or 0) for c in missed if c.field == "price"), np.nan) for missed in found.unmet]
        return distance_costs(prices, np.asarray(limits, float))

    def _hits(
        self, need: Need, found: Candidates, ranking: _Ranking, positions: np.ndarray, meaning: Mapping[str, np.ndarray]
    ) -> tuple[Hit, ...]:
        reasons = self._reasons(need, [int(found.rows[at]) for at in positions], meaning)
        return tuple(
            Hit(
                self.index.records[int(found.rows[at])],
                float(ranking.scores[at]),
                found.unmet[at],
                found.unknown[at],
                tuple(why for why in reasons(number) if why.clause not in found.unknown[at]),
                {
                    "dense": float(found.dense[at]),
                    "lexical": float(found.lexical[at]),
                    "fused": float(found.fused[at]),
                    "attention": float(ranking.attention[at]),
                },
            )
            for number, at in enumerate(positions)
        )

    def _reasons(
        self, need: Need, rows: Sequence[int], meaning: Mapping[str, np.ndarray]
    ) -> Callable[[int], tuple[Evidence, ...]]:
        """The evidence of the n-th of ``rows``, worked out when it is asked for."""
        clauses = tuple(
            clause for clause in need.clauses if clause.op != "like" and (clause.is_hard or clause.kind != "exclude")
        )
        if not clauses or not rows:
            return lambda number: ()
        import numpy as np

        queries = np.stack([meaning[clause.says] for clause in clauses])
        keys, _, spans = self.index.facts.of(rows)

        def reasons(number: int) -> tuple[Evidence, ...]:
            start, end = spans[number]
            return explain(clauses, queries, facts_of(self.index.records[rows[number]]), keys[start:end])

        return reasons


@dataclass(frozen=True, slots=True)
class _Ranking:
    """Candidates scored: ``positions`` puts them in the order in which they are shown."""

    scores: np.ndarray
    attention: np.ndarray
    positions: np.ndarray


def _breadth(need: Need, wanted: int) -> int:
    """How many candidates to look at: an order over the catalog looks further than one by score."""
    return max(wanted, _SORT_BREADTH) if need.sort else wanted


_SORT_BREADTH = 400
_NAME_CHARACTERS = 40  # longer values are prose
_OTHER_KIND_MISSES = 1000  # another kind of thing comes after every miss of the right kind
# Where words only describe what is wanted, they lean on the order and do not decide it: what a record does not say, and
# what it is not called. Tried from .05 to .3 on short searches (docs/log.md).
_SILENT, _OTHER_KIND = 0.15, 0.12


def _naming(product: Product) -> str:
    """What of a record says which kind of thing it is."""
    short = (value for value in product.attributes.values() if isinstance(value, str) and len(value) <= _NAME_CHARACTERS)
    return " ".join((product.title, product.category or "", *short))


def _rows(rows: Sequence[int]) -> np.ndarray:
    import numpy as np

    return np.asarray(rows, np.int64)


@contextmanager
def _timed(timings: dict[str, float], stage: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    timings[stage] = time.perf_counter() - started
