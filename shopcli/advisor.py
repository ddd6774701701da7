"""The way through: understand, retrieve, re-rank, write. The only place that knows this order.

This is the public API; the command line is one of its users.

>>> from shopcli import Advisor                                      # doctest: +SKIP
>>> answer = Advisor.open("my-index").ask("outdoor sports watch")     # doctest: +SKIP
>>> [hit.product.title for hit in answer.results]                     # doctest: +SKIP
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.config import Settings, load_settings
from shopcli.errors import IndexUnusable, UsageError
from shopcli.index.parts.halves import has_halves
from shopcli.need.languages.registry import language_named
from shopcli.need.paraphrase import beside, left_aside, looked_for, took_it_that
from shopcli.need.utterance import Utterance, check_said
from shopcli.pipeline.asked_facts.named_products import may_name_a_product
from shopcli.pipeline.catalog_answers import currency_notes, of_whole_catalog, reply_to
from shopcli.pipeline.fields.fact_units import united_hit
from shopcli.pipeline.fields.spoken_fields import lines_of
from shopcli.pipeline.mentions import coded, just_named, named_rows
from shopcli.pipeline.names.own_names import not_sold_says, whole_name
from shopcli.pipeline.names.unspoken import answer_abroad, unspoken_in
from shopcli.pipeline.shop_rules.opening import open_shop
from shopcli.types import (
    Advice,
    Answer,
    Attention,
    Bundle,
    CatalogStats,
    Clause,
    Explanation,
    Facet,
    Fact,
    Need,
    Product,
    Sentence,
)
from shopcli.util.threads import one_thread
from shopcli.util.timing import collected, stage, together

if TYPE_CHECKING:
    import numpy as np

    from shopcli.index import Index, Vocabulary
    from shopcli.models.embedder.encoder import Encoder
    from shopcli.need.tagging.dialogue_acts import ActSegment
    from shopcli.pipeline.assortment import Assortment
    from shopcli.pipeline.bundles.answers import Bundles
    from shopcli.pipeline.conversation.answers import ConversationAnswers
    from shopcli.pipeline.linking import EntityLinker
    from shopcli.pipeline.offer_fields import OfferFields
    from shopcli.pipeline.personal.person import Person
    from shopcli.pipeline.product_answers import ProductAnswers
    from shopcli.pipeline.reviews.summary import ReviewReader
    from shopcli.pipeline.search import Search
    from shopcli.pipeline.shown_catalog import ShownCatalog
    from shopcli.rerank import RankWeights, Signals
    from shopcli.retrieve import Candidates
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
        return cls(open_shop(Path(index), settings or load_settings()), settings=settings)

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
        all_alike: bool = False,
        struck: Collection[int] = (),
    ) -> Answer:
        """Recommend products for a request in the shopper's own words.

        Args:
            query: the request.
            top: how many results, and how many products the advice may speak of.
            text: whether to write advice.
            rerank: whether attention may change the order.
            filters: clauses to hold besides those of the request, from `filters`.
            all_alike: whether what cannot be had stands where everything else does; else it comes last.
            struck: the numbers of what was understood that is to be left out (`Need.numbered`).

        Returns:
            The answer; its ``advice`` is None where no text was asked for.

        Raises:
            UsageError: an empty request, a filter by a field that the catalog does not have, or a number of nothing.
        """
        check_said(query)
        with collected() as timings:
            with stage("understand"):  # flags ask for products, whatever the words name
                utterance = Utterance.opening(query, self.choice_field) if filters else self.classify(query)
                several = self.bundles.asked(query) if utterance.act != "product question" else None
            if several and struck:
                raise UsageError("Of several things none is left out by a number.", hint="Ask without the words for it.")
            if several:
                answer = self.bundles.answer(*several, filters)
            elif utterance.act != "product question":
                with stage("understand"):
                    need = self.without(self.understand(utterance).having(*filters), struck)
        if asked := utterance.asked or utterance.of_fact:
            reply = self.follow_ups.reply(query, asked)
            return replace(reply, timings_s=together(timings, reply.timings_s))
        if several is None:
            answer = self.search(need, top=top, rerank=rerank, all_alike=all_alike)
        answer = replace(answer, timings_s=together(timings, answer.timings_s))
        return self.with_advice(answer) if text else answer

    def classify(self, query: str) -> Utterance:
        """What a request is for: a search, a question about the catalog, or one about products that it names."""
        utterance = Utterance.opening(query, self.choice_field)
        if may_name_a_product(utterance, self.index) and (of_fact := self.follow_ups.asked_of_fact(utterance)):
            return of_fact
        if utterance.question is None and (rows := named_rows(query, self.index)):
            asked = self.follow_ups.asked_by_name(query, rows)
            return replace(utterance, act="product question", asked=asked) if asked else utterance
        return utterance

    def understand(self, query: str | Utterance, *, topic: str = "", said_in: str = "") -> Need:
        """The request as clauses, an order and a language.

        Args:
            query: the request, or what it was classified as.
            topic: what is being looked for, where ``query`` only adds to it, as in a conversation.
            said_in: the code of the language that it is in, where that is known; else it is told by the words.
        """
        utterance = Utterance.opening(query, self.choice_field) if isinstance(query, str) else query
        question = utterance.question
        if question and not question.rest.strip():  # of the whole catalog, such as how many products there are
            return Need(utterance.text, language=question.language, question=question)
        from shopcli.pipeline.assumed import with_assumptions

        with one_thread():
            need = self.linker.understood(
                question.rest if question else utterance.text,
                topic,
                asked_in=question.language if question else "",
                said_in=said_in,
            )
            if question is None or question.kind == "any":  # "do you have a plant for a dark corner?"
                need = with_assumptions(need, self.linker, self.index, topic)
                person = self._person
                need = person.with_wishes(need, self.linker, self._encode_wanted, topic) if person else need
        return replace(need.as_part_of(utterance.text), question=question)

    def without(self, need: Need, struck: Collection[int]) -> Need:
        """The need without what goes by some numbers (`Need.numbered`).

        Raises:
            UsageError: nothing goes by one of them, or nothing else was asked.
        """
        if not struck:
            return need
        from shopcli.need.dialogue.refine import struck_out

        try:
            return struck_out(need, struck)
        except UsageError as error:
            raise UsageError(str(error), hint="--explain lists what was understood, by its numbers.") from None

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
        from shopcli.need.filters import filter_clauses

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

    def search(
        self,
        need: Need,
        *,
        top: int | None = None,
        offset: int = 0,
        rerank: bool = True,
        all_alike: bool = False,
        asked: Collection[str] = (),
    ) -> Answer:
        """The products for a need, best first, without advice.

        Args:
            need: from `understand`, or built by hand.
            top: how many results.
            offset: how many of the best to leave out, for a next page.
            rerank: whether attention may change the order.
            all_alike: whether what cannot be had stands where everything else does; else it comes last.
            asked: the fields that were asked for before, for which no question back asks again.

        Raises:
            UsageError: the need filters by a field that the catalog does not have.
        """
        top, later = top if top is not None else self.settings.top, offset > 0
        if top < 1:
            raise UsageError(f"{top} results cannot be shown.", hint="Ask for one at least.")
        wanted = (offset := offset + need.n_passed_over) + top
        if not (need.clauses or need.sort or offset) and (answer := of_whole_catalog(need, self.index)):
            return answer
        need, named = (need, ()) if later else coded(need, self.index)
        if named and not (need.clauses or need.sort):
            return just_named(need, named[:top])
        foreign = unspoken_in(need, self.index)
        from shopcli.pipeline.result_pages import looked_up
        from shopcli.pipeline.search import Search
        from shopcli.pipeline.verdicts.silence import Silences

        with collected() as timings:
            with one_thread(), stage("retrieve"):
                person, searched = self._person, partial(self._retrieval, all_alike=all_alike)
                ranker = partial(Search.ranker, weights=self._weights, taste=person.taste if person else None)
                first = need.n_passed_over + top
                need, search, pages = looked_up(need, searched, ranker, self._assortment, first=first, attentive=rerank)
                candidates = pages.candidates
                if not later and 0 < candidates.matching <= offset:  # "the third" of two: the two are shown
                    offset, wanted = 0, top
            with one_thread(), stage("rerank"):
                hits = pages.hits(offset, wanted)
                need, hits = person.told(need, hits) if person and rerank else (need, hits)
                results = tuple(united_hit(hit, self.index) for hit in hits)
                kind, met = search.of_the_thing, search.narrowed.products
                missing = None if named else self._assortment.not_sold(need, kind=kind, met=met)
                ungranted = None if named or missing or not candidates.matching else search.never_granted(results)
                reply = None if later else reply_to(need, self.index, kind, results, missing, search.shown, ungranted)
                question = None
                if results and not (later or named or missing or reply or need.question):
                    question = search.clarifying_question(candidates, pages.ranking, wanted=wanted, asked=asked)
        notes = need.notes if reply else (*need.notes, *currency_notes(need, self.index, candidates.rows))
        if named:  # what is named by its code is what is asked for
            ids = {hit.product.id for hit in named}
            results = (*named, *(hit for hit in results if hit.product.id not in ids))[:top]
        thing = self._assortment.thing(need) if results and not named else None
        if thing:
            is_all = kind is not None and bool(kind.all())  # which no title need say
            results = self._assortment.by_name(results, thing, need, is_all=is_all)
        if missing:  # whatever limits the nearest hold, they are another thing
            results = tuple(self._assortment.without_thing(missing, hit) for hit in results)
        if ungranted:
            results = tuple(replace(hit, unknown=tuple(dict.fromkeys((*hit.unknown, ungranted)))) for hit in results)
        results = Silences(self.index, need, called := whole_name(thing, need) if thing else "", self.encoder).held(results)
        if foreign:
            return answer_abroad(foreign, need, self.index, results, matching=candidates.matching, timings_s=timings)
        return Answer(
            replace(need, notes=notes),
            results,
            0 if missing or ungranted else candidates.matching,
            tuple(filter(None, (missing, ungranted))) or candidates.relaxed,
            timings_s=timings,
            reply=reply,
            loosened=() if missing else candidates.loosened,
            looked_for=looked_for(need) if results or reply is None else "",
            took_it_that=took_it_that(need),
            left_aside_says=left_aside(need),
            clarification=question,
            beside=beside(need),
            why_by_code=language_named(need.language).why_by_code,
            lines=lines_of(need.language),
            not_sold=missing is not None,
            not_sold_says=not_sold_says(need, missing),
            thing=called,
            is_more=not (named or missing or ungranted) and pages.is_more(wanted),
        )

    def facets(self, need: Need) -> tuple[Facet, ...]:
        """By what the products that meet a need can be narrowed down, with how many each choice leaves."""
        from shopcli.pipeline.browsing.facets import facets_of

        with one_thread():
            return facets_of(self._retrieval(need).narrowed, self.index)

    def signals(self, need: Need, *, wanted: int) -> tuple[Candidates, Signals]:
        """A need's candidates, at least ``wanted`` where there are as many, and what the re-ranking knows of them."""
        from shopcli.rerank.rank import attended

        with one_thread():
            search = self._retrieval(need)
            candidates = search.candidates(wanted)
            return candidates, search.ranker(self._weights).signals(need, candidates, attended(need))

    def attention(self, need: Need, product_id: str) -> Attention:
        """What each clause of a need finds among the facts of one product: the matrix that ranks it, to be drawn.

        Raises:
            ProductNotFound: no such id; it names the nearest ones.
        """
        with one_thread():
            return self._retrieval(need).ranker(self._weights).attentions(need, [self.index.row(product_id)])[0]

    def explain(self, need: Need, *, rank: int = 1, product_id: str | None = None) -> Explanation:
        """Why one product stands where it does for a need: the one at ``rank``, or the one of an id, result or not.

        Args:
            need: from `understand`, or built by hand.
            rank: the place of the product, the first is 1.
            product_id: the product, in place of a rank.

        Raises:
            UsageError: an empty request, fewer products are ranked, or a filter by a field that the catalog does not have.
            ProductNotFound: no such id; it names the nearest ones.
        """
        check_said(need.query)
        row = None if product_id is None else self.index.row(product_id)
        if rank < 1:
            raise UsageError(f"There is no rank {rank}.", hint="The first product has rank 1.")
        rank += need.n_passed_over
        person, wanted = self._person, max(rank, self.settings.top)
        taste = person.taste if person else None
        with one_thread():
            return self._retrieval(need).explanation(rank, row, wanted=wanted, weights=self._weights, taste=taste)

    def advise(self, answer: Answer) -> Iterator[Sentence]:
        """The advice for an answer, sentence by sentence, each checked before it is yielded."""
        from shopcli.pipeline.advice_knowledge import knowledge_of
        from shopcli.pipeline.fields.fact_units import united_facts
        from shopcli.pipeline.fields.stated.durations import units_meant
        from shopcli.pipeline.purposes.related_kinds import told_instead
        from shopcli.write.advise import advise, nearest

        meant = units_meant(answer.need, language_named(answer.need.language))
        facts_of = partial(united_facts, index=self.index, meant=meant)
        if answer.not_sold_says:
            told, near = told_instead(self.index, self._encode_wanted, answer)
            shown = nearest(answer.need, near, self.writer(), self.settings.decoding, facts_of=facts_of)
            return chain(told, shown)
        if answer.bundle:
            return self._advise_on_a_set(answer, answer.bundle)
        model = self.writer() if answer.results else None
        hits = [united_hit(hit, self.index, meant) for hit in answer.results]
        return advise(
            answer.need,
            hits,
            model=model,
            decoding=self.settings.decoding,
            facts_of=facts_of,
            knowledge=knowledge_of(self.index, answer, hits, self.attention, self._encode_wanted),
        )

    def _advise_on_a_set(self, answer: Answer, bundle: Bundle) -> Iterator[Sentence]:
        """What the whole set costs, then the first sentence of the advice on each of its products."""
        from shopcli.write.bundle_total import total_sentence

        if total := total_sentence(bundle, language_named(answer.need.language)):
            yield total
        for role, hit in bundle.picked:
            yield from islice(self.advise(Answer(role.need, (hit,), 1, lines=answer.lines)), 1)

    def with_advice(self, answer: Answer) -> Answer:
        """The answer with its advice written to the end; a question that has its reply needs none."""
        if answer.reply is not None:
            return answer
        with collected() as timings, stage("write"):
            sentences = tuple(self.advise(replace(answer, clarification=None)))  # which stands beside it
        timings = together(answer.timings_s, timings)
        return replace(answer, advice=Advice(sentences, self.writer_name), timings_s=timings)

    @cached_property
    def bundles(self) -> Bundles:
        """What tells requests for several things at once, and chooses a set for them."""
        from shopcli.pipeline.bundles.answers import Bundles

        return Bundles(self.index, self.understand, self._retrieval, self._assortment, self._weights)

    @cached_property
    def follow_ups(self) -> ProductAnswers:
        """What answers about products from their records: questions about what is shown, and what sets results apart."""
        from shopcli.pipeline.product_answers import ProductAnswers

        encode, wanted = self._encode, self._encode_wanted
        return ProductAnswers(self.index, self.linker, self.shown_catalog, encode, self.understand, self.attention, wanted)

    @cached_property
    def talk(self) -> ConversationAnswers:
        """What a conversation asks of the catalog beside a search: names, what goes with a product, open questions."""
        from shopcli.pipeline.conversation.answers import ConversationAnswers

        return ConversationAnswers(self.index, self.linker, self.follow_ups, self.search, self.understand, self.reviews)

    @cached_property
    def reviews(self) -> ReviewReader:
        """What buyers say of products."""
        from shopcli.pipeline.reviews.summary import ReviewReader

        return ReviewReader(self.index, self.linker)

    def product(self, product_id: str) -> Product:
        """One record.

        Raises:
            ProductNotFound: no such id; it names the nearest ones.
        """
        return self.index.product(product_id)

    def facts(self, product: Product) -> tuple[Fact, ...]:
        """All that may be said of a product."""
        from shopcli.catalog.facts import facts_of

        return facts_of(product)

    def stats(self) -> CatalogStats:
        """The catalog at a glance."""
        return self.index.stats()

    def warm_up(self, *, text: bool = True) -> None:
        """Load everything that an answer needs, now; the writer only where ``text`` is wanted."""
        import numpy as np

        self._encode_wanted(["warm up"])
        self.index.words.scores("warm up")
        self.index.vectors.rows(np.arange(min(1, len(self.index))))
        if text:
            self.writer()

    def encoder(self) -> Encoder:
        """The encoder that the index was built with.

        Raises:
            IndexUnusable: the weights at hand are not those of the index.
        """
        with self._loading:
            if self._encoder is None:
                with stage("load"):
                    from shopcli.models.embedder.encoder import load_encoder

                    self._encoder = load_encoder(self.index.manifest.embedder, device=self.settings.device)
            if self._encoder.digest != self.index.manifest.embedder_digest:
                raise IndexUnusable(
                    f"The index at {self.index.folder} was built with other weights than {self._encoder.name} has now.",
                    hint=f"Build it again: shopcli index CATALOG --index {self.index.folder}",
                )
            return self._encoder

    def _encode(self, texts: Sequence[str]) -> np.ndarray:
        """The vectors of texts; the encoder is loaded when it is first needed."""
        encoder = self.encoder()
        return encoder.encode_request(texts) if hasattr(encoder, "encode_request") else encoder.encode(texts)

    def _encode_wanted(self, texts: Sequence[str]) -> np.ndarray:
        """The vectors of what is looked for, by all encoders that can read it."""
        encoder = self.encoder()
        return encoder.encode_wanted(texts) if hasattr(encoder, "encode_wanted") else self._encode(texts)

    def _encode_abroad(self, texts: Sequence[str]) -> np.ndarray:
        """The vectors of texts by the one of two encoders that reads all languages."""
        return self.encoder().encode_abroad(texts)  # type: ignore[attr-defined]

    def acts(self, text: str) -> tuple[ActSegment, ...]:
        """What a shopper does in each stretch of a turn of a conversation."""
        from shopcli.need.tagging.dialogue_acts import shipped_act_tagger
        from shopcli.pipeline.conversation.turn_acts import act_vectors

        return shipped_act_tagger().segments(text, act_vectors(self.encoder()))

    def writer(self) -> LanguageModel:
        """The language model that writes."""
        with self._loading:
            if self._model is None:
                timeouts_s = self.settings.server_connect_s, self.settings.server_timeout_s
                with stage("load"):
                    from shopcli.write import load_language_model

                    self._model = load_language_model(self.settings.model, device=self.settings.device, timeouts_s=timeouts_s)
            return self._model

    @property
    def writer_name(self) -> str:
        """The writer's name, without loading it."""
        from shopcli.models.weights.sources import source_name

        return self._model.name if self._model else source_name(self.settings.model)

    @cached_property
    def linker(self) -> EntityLinker:
        """What the catalog answers while a request is being understood."""
        from shopcli.pipeline.linking import EntityLinker

        reads_all = has_halves(self.index.manifest.dim)
        return EntityLinker(self.index, self._encode, self._encode_wanted, self._encode_abroad if reads_all else None)

    def choice_field(self, words: str) -> str | None:
        """The field of few values that goes by a name in this catalog, such as "sizes"; None where none does."""
        return self._offer_fields.choice_field(words)

    @cached_property
    def _offer_fields(self) -> OfferFields:
        """Those of the linker, without it: a question about the catalog may need no more."""
        from shopcli.pipeline.offer_fields import OfferFields

        return OfferFields(self.index)

    @cached_property
    def _assortment(self) -> Assortment:
        from shopcli.pipeline.assortment import Assortment

        return Assortment(self.index, self._encode_wanted)

    @cached_property
    def shown_catalog(self) -> ShownCatalog:
        """What a conversation asks about what is shown."""
        from shopcli.pipeline.shown_catalog import ShownCatalog

        return ShownCatalog(self.index, self.linker, self._encode)

    def remember(self, said: str) -> str:
        """Keep facts in the profile that is set, else in one's own, which is then used; what was remembered, in a sentence.

        Raises:
            UsageError: there is nothing to remember.
        """
        from shopcli.pipeline.personal.profile import remember

        name, told = remember(said, self.settings.profile)
        self.settings = replace(self.settings, profile=name)
        return told

    @property
    def _person(self) -> Person | None:
        """Who asks, as their files are now; None without a profile."""
        if not self.settings.profile:
            return None
        from shopcli.pipeline.personal.person import person_of

        return person_of(self.settings.profile, self.index)

    @cached_property
    def _weights(self) -> RankWeights | None:
        from shopcli.rerank.weights import RankWeights

        path = self.settings.rank_weights
        return RankWeights.open(Path(path)) if path else None

    def _retrieval(self, need: Need, *, all_alike: bool = False) -> Search:
        from shopcli.pipeline.search import Search

        things = self._assortment.verdict(need)
        return Search(need, self.index, self.linker, self._encode_wanted, all_alike=all_alike, things=things)
