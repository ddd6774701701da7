"""Training pairs gathered: from requests made of a catalog's facts, from what was collected, and from labelled needs.

A wrong product is one that the index finds near to the need and that misses a clause of it, by its record; what also meets the
need, as far as can be told, is never wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from shopcli.advisor import Advisor
from shopcli.errors import ShopcliError
from shopcli.pipeline.advice_knowledge import knowledge_of
from shopcli.pipeline.fields.fact_units import united_facts, united_hit
from shopcli.pipeline.personal.collected import CollectedSession
from shopcli.train.examples import near_synonyms
from shopcli.train.joint.labelled import LabelledNeed
from shopcli.train.joint.pairs import LeftOut, ToldProduct, TrainingPair, Wording, told
from shopcli.train.requests import RequestMaker
from shopcli.types import Answer, Hit, Need
from shopcli.write.advise import advise, checked_moves
from shopcli.write.move_drafts import question_of

WRONG = 20  # products that miss something, beside the right one
_LOOKED_AT = 60  # of the nearest products, for those that miss a clause
_VOICES = 6  # in which an answer is tried until one has a sentence to be asked for
_SENTENCES = 2

OnPair = Callable[[int], None]


@dataclass(frozen=True)
class Shop:
    """One index to gather from.

    Attributes:
        advisor: understands and searches.
        wrong: how many wrong products a pair has at most.
    """

    advisor: Advisor
    wrong: int = WRONG

    @property
    def name(self) -> str:
        """What its pairs are left out by."""
        return self.advisor.index.folder.name

    @cached_property
    def ids(self) -> list[str]:
        """The products' ids by their rows."""
        return list(self.advisor.index.records.ids)

    @cached_property
    def rows_by_name(self) -> Mapping[str, int]:
        """The rows of its products by id and by title, both without case; a title of several names none."""
        titles: dict[str, int] = {}
        for row, product in enumerate(self.advisor.index.records):
            title = product.title.casefold().strip()
            titles[title] = -1 if title in titles else row
        ids = {str(name).casefold(): row for row, name in enumerate(self.ids)}
        return {title: row for title, row in titles.items() if row >= 0} | ids

    def found(self, need: Need) -> Answer:
        """The nearest products, whatever they miss."""
        return self.advisor.search(need, top=_LOOKED_AT, all_alike=True)

    def hit_of(self, answer: Answer, row: int) -> Hit:
        """A product as an answer to a need; one that is not among the nearest as it explains itself."""
        product = self.advisor.index.product(self.ids[row])
        near = next((hit for hit in answer.results if hit.product.id == product.id), None)
        return near or self.advisor.explain(answer.need, product_id=product.id).hit


def misses(hit: Hit, need: Need) -> bool:
    """Whether a product misses a clause of a need by its record: contradicted, unsaid, denied, or answered by no fact."""
    if hit.unmet or hit.unknown or hit.denied:
        return True
    answered = {why.clause for why in hit.evidence} | set(hit.undecided)
    return any(clause not in answered for clause in need.clauses if not (clause.is_hard or clause.source == "assumption"))


def from_catalog(
    shop: Shop, n: int, left_out: LeftOut, *, seed: int, on_pair: OnPair = lambda done: None
) -> Iterator[TrainingPair]:
    """Pairs of requests made of the catalog's own facts, as `shopcli.train.requests` words them.

    Args:
        shop: the index.
        n: how many requests are made.
        left_out: takes up what becomes no pair.
        seed: the same seed makes the same requests.
        on_pair: is told how many requests are done.
    """
    advisor = shop.advisor
    kinds = advisor.index.kinds.table
    maker = RequestMaker(advisor.index, kinds, lambda word: near_synonyms(advisor, word), advisor.encoder().encode, seed=seed)
    for number, request in enumerate(maker.make(n), start=1):
        on_pair(number)
        holding = frozenset(request.rows.tolist())
        kind = "wish" if request.is_wish else "facts"
        pair = _pair(shop, request.text, holding, left_out, source="catalog", kind=kind, seed=seed + number)
        if pair:
            yield pair


def from_collected(shop: Shop, sessions: Sequence[CollectedSession], left_out: LeftOut, *, seed: int) -> Iterator[TrainingPair]:
    """Pairs of what shoppers chose or rated good; what they rated bad is not taken for wrong unless it misses a clause."""
    for session in sessions:
        for request in session.requests:
            liked = [product for product, kind in request.feedback if kind != "bad"]
            disliked = {product for product, kind in request.feedback if kind == "bad"}
            if not liked:
                left_out.add("nothing was chosen or rated good", request.query)
                continue
            rows = frozenset(
                row for one in liked if one not in disliked and (row := shop.rows_by_name.get(one.casefold())) is not None
            )
            if not rows:
                left_out.add("what was chosen is not in the index, or was rated bad", request.query)
                continue
            pair = _pair(shop, request.query, rows, left_out, source="collected", kind="chosen", seed=seed)
            if pair:
                yield replace(pair, session=session.id, profile=session.profile)


def from_labelled(
    shops: Sequence[Shop], needs: Sequence[LabelledNeed], left_out: LeftOut, *, seed: int
) -> Iterator[TrainingPair]:
    """Pairs of labelled needs; those whose product no index holds teach their text alone.

    All the products that the file has for the same need are right.
    """
    right: dict[str, set[str]] = {}
    for need in needs:
        right.setdefault(need.need.casefold(), set()).add(need.product.casefold())
    for need in needs:
        shop = next((shop for shop in shops if need.product.casefold() in shop.rows_by_name), None)
        if shop is not None:
            row = shop.rows_by_name[need.product.casefold()]
            also = frozenset(shop.rows_by_name[one] for one in right[need.need.casefold()] if one in shop.rows_by_name)
            pair = _pair(
                shop, need.need, also, left_out, source="labelled", kind="labelled", seed=seed, first=row, text=need.text
            )
            if pair:
                yield pair
        elif need.text:
            record = ToldProduct(need.product, need.product)
            yield TrainingPair(need.need, record, text=need.text, kind="text alone")
        else:
            left_out.add("no index holds its product, and there is no text", need.name)


def _pair(
    shop: Shop,
    query: str,
    right: Collection[int],
    left_out: LeftOut,
    *,
    source: str,
    kind: str,
    seed: int,
    first: int | None = None,
    text: str = "",
) -> TrainingPair | None:
    """A pair of a need and the rows that are right for it; ``first`` is the one to be told, else the nearest of them."""
    try:
        need = shop.advisor.understand(query)
        answer = shop.found(need)
        ids = {shop.ids[row] for row in right}
        near = next((hit for hit in answer.results if hit.product.id in ids), None)
        hit = near if near and first is None else shop.hit_of(answer, min(right) if first is None else first)
        wrong = [one for one in answer.results if one.product.id not in ids and misses(one, need)][: shop.wrong]
        advice, wording = (text, None) if text else _advised(shop, answer, hit, seed)
    except (ShopcliError, ValueError) as error:  # a need that cannot be searched costs itself alone
        left_out.add(f"it cannot be searched for: {error}", query)
        return None
    if not wrong:
        left_out.add("nothing near misses a clause of it", query)
        return None
    return TrainingPair(
        query, _as_told(hit), tuple(map(_as_told, wrong)), advice, wording, source, shop.name, need.language, kind
    )


def _as_told(hit: Hit) -> ToldProduct:
    return told(hit.product, tuple(dict.fromkeys(why.fact for why in (*hit.evidence, *hit.denied))))


def _advised(shop: Shop, answer: Answer, right: Hit, seed: int) -> tuple[str, Wording | None]:
    """What the checked way says of the right product, and one of its sentences as the writer is asked for it."""
    advisor = shop.advisor
    others = [hit for hit in answer.results if hit.product.id != right.product.id and not misses(hit, answer.need)]
    answer = replace(answer, results=(right, *others[:2]), clarification=None)
    hits = [united_hit(hit, advisor.index) for hit in answer.results]
    knowledge = knowledge_of(advisor.index, answer, hits, advisor.attention, advisor._encode_wanted)
    facts_of = lambda product: united_facts(product, advisor.index)  # noqa: E731
    sentences: list[str] = []
    wordings: list[Wording] = []
    for voice in range(_VOICES):  # not every frame is a sentence that the writer may be asked for
        for move, holding in checked_moves(answer.need, hits, facts_of=facts_of, knowledge=knowledge, seed=seed + voice):
            if not voice:
                sentences.append(holding[0].text)
            asked = (question_of(move, answer.need, one) for one in holding)
            if first := next(filter(None, asked), None):
                wordings.append(Wording(tuple(first[0]), first[1]))
        if wordings:
            break
    if not sentences:
        told_by_code = advise(answer.need, hits[:1], model=None, decoding=advisor.settings.decoding, facts_of=facts_of)
        sentences = [sentence.text for sentence in told_by_code]
    return " ".join(sentences[:_SENTENCES]), wordings[seed % len(wordings)] if wordings else None
