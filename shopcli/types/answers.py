"""What was found for a need, why, and what is said of it. Scores are higher-is-better everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from shopcli.types.answer_lines import AnswerLines
from shopcli.types.facets import Facet
from shopcli.types.needs import Clause, Need
from shopcli.types.products import Fact, Product, Variant
from shopcli.types.rules import RuleMove


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why: the fact that a clause attended to most, and how much (0 to 1, higher is more)."""

    clause: Clause
    fact: Fact
    weight: float


@dataclass(frozen=True, slots=True)
class Attention:
    """What each clause found among the facts of one product: the matrix that is drawn as a heat map.

    Attributes:
        clauses: what was asked, n of them.
        facts: what the record states, m of them.
        weights: n rows of m numbers; a row sums to 1 over the facts that may answer, and is 0 throughout where none may.
        answers: for each clause the similarity that its attention expects, the weighted mean of the cosines, turned
            negative by facts that say no; None for a clause that the record decides.
        unanswered: the clauses that only rank and that no fact comes near enough to answer.
        partly: of these the ones whose best fact says some of their words at least.
        cited: for each clause the number of the fact that may be cited for it, None where there is none; empty where the
            largest cell of each row may.
        denied: the clauses that only rank and that a fact denies, each with that fact.
    """

    clauses: tuple[Clause, ...]
    facts: tuple[Fact, ...]
    weights: tuple[tuple[float, ...], ...]
    answers: tuple[float | None, ...]
    unanswered: tuple[Clause, ...] = ()
    partly: tuple[Clause, ...] = ()
    cited: tuple[int | None, ...] = ()
    denied: tuple[Evidence, ...] = ()

    @property
    def nearest(self) -> tuple[Evidence, ...]:
        """The largest cell of each row that has any."""
        rows = zip(self.clauses, self.weights, strict=True)
        best = ((clause, row, max(range(len(row)), key=row.__getitem__)) for clause, row in rows if any(row))
        return tuple(Evidence(clause, self.facts[number], row[number]) for clause, row, number in best)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """For each clause the fact that may be cited for it, where there is one."""
        if not self.cited:
            return self.nearest
        rows = zip(self.clauses, self.weights, self.cited, strict=True)
        return tuple(Evidence(clause, self.facts[n], row[n]) for clause, row, n in rows if n is not None)

    @property
    def undecided(self) -> tuple[Clause, ...]:
        """The clauses that only rank to which a fact comes near and that none says or denies: nothing is to be told of them."""
        told = {*self.unanswered, *(why.clause for why in self.denied), *(why.clause for why in self.evidence)}
        return tuple(clause for clause in self.clauses if not clause.is_hard and clause not in told)


@dataclass(frozen=True, slots=True)
class Hit:
    """One product as an answer to one need.

    Attributes:
        product: the record.
        score: what ranked it; higher is better, comparable within one answer only.
        unmet: hard clauses that the record contradicts, and the topic where the record is said to be another kind of thing.
        unknown: hard clauses that the record says nothing about, and the topic where nothing says what it is.
        evidence: at most one fact a clause, in the order of the need's clauses; none for a clause that no fact answers.
        denied: wishes that a fact of the record denies, each with that fact; they exclude nothing.
        undecided: wishes of which nothing can be told: a fact comes near, and none says or denies them.
        variant: the variant that answers best, where the product has any; ``product`` is then the record as it holds for
            that variant, with its price, its availability and its options.
        scores: the score of each stage by name (``dense``, ``lexical``, ``fused``, ``attention``).
        goes_by_name: whether the record goes by a name of the thing asked for, in its title, category or type; None where the
            request names none. Of what does not it must not be said that it is one, though it may be one in other words.
        rule: the shop's own rule that moved it; None where none did.
        bought: under a profile, what the customer bought that speaks most for this product, as (id, title): itself where it is
            that; None where nothing does.
    """

    product: Product
    score: float
    unmet: tuple[Clause, ...] = ()
    unknown: tuple[Clause, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    variant: Variant | None = None
    scores: Mapping[str, float] = field(default_factory=dict)
    denied: tuple[Evidence, ...] = ()
    undecided: tuple[Clause, ...] = ()
    goes_by_name: bool | None = field(default=None, compare=False)
    bought: tuple[str, str] | None = field(default=None, compare=False)
    rule: RuleMove | None = field(default=None, compare=False)

    @property
    def meets_all(self) -> bool:
        """Whether the record is of the kind asked for, as far as can be told, and every hard clause holds on it."""
        return not self.unmet and not self.unknown


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one product stands where it does.

    Attributes:
        need: what was asked.
        hit: the product, with what it misses and what its record is silent on.
        attention: what each clause found among its facts.
        rank: its place, the first is 1; None where it is not among the candidates.
        candidates: how many were ranked; 0 where that is not to be said.
        first: the product that came first, where that is another one.
    """

    need: Need
    hit: Hit
    attention: Attention
    rank: int | None = None
    candidates: int = 0
    first: Hit | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One checked sentence of the advice.

    Attributes:
        text: plain text, without marks.
        cites: the ids of the products it speaks of.
        by: ``lm`` where a language model decoded it, ``ranked`` where one chose it among sentences that code had filled,
            ``template`` where code did alone.
    """

    text: str
    cites: tuple[str, ...]
    by: Literal["lm", "ranked", "template"]


@dataclass(frozen=True, slots=True)
class Advice:
    """The written recommendation: its sentences and the model that was asked."""

    sentences: tuple[Sentence, ...]
    model: str

    @property
    def text(self) -> str:
        """The sentences, joined."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def asks_back(self) -> bool:
        """Whether it ends in a question to the shopper."""
        return bool(self.sentences) and self.sentences[-1].text.endswith(("?", "？"))


@dataclass(frozen=True, slots=True)
class ClarifyingQuestion:
    """A question back to the shopper, on the attribute that splits what is left best and that the request left open.

    Attributes:
        text: the question, in the asker's language.
        field: the attribute that it asks for.
        choices: what may be answered, with how many of the products that fit say so; most first.
    """

    text: str
    field: str
    choices: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class BundleRole:
    """One of several things that are asked for at once.

    Attributes:
        name: what it is called, in the shopper's words.
        said: what is said of it alone, in those words.
        need: what is asked of it, with what holds for each of the things.
        quantity: how many of it.
        missing: why nothing is picked for it: ``lacking``, no such thing is sold; ``unpriced``, nothing that fits has a price;
            ``currencies``, nothing that fits is priced in the currency of the limit; empty where something is.
        relaxed: the wishes given up, since nothing meets all of them.
    """

    name: str
    said: str
    need: Need
    quantity: int = 1
    missing: Literal["", "lacking", "unpriced", "currencies"] = ""
    relaxed: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductSet:
    """One product for each role, in their order, None for one that nothing is picked for; no product twice.

    ``total`` is what all of them cost with their quantities, in ``currency``; None where a price is not known. ``score`` is the
    sum of what ranks them, comparable within one bundle only.
    """

    picks: tuple[Hit | None, ...]
    total: float | None
    currency: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Concession:
    """What could be given up for a set to stay within the limit, and its total then: a wish of a role; with none the role."""

    role: int
    wish: str
    total: float


@dataclass(frozen=True, slots=True)
class BundleLines:
    """What is told of several things, in the asker's language.

    Attributes:
        above: what stands above the set: what it costs, what cannot be had and what could give.
        names: of each role what stands before the title of its product.
        costs: of each role what as many as are wanted cost; empty where it is one.
        cheapest: the cheapest set, where it is another one than is shown.
    """

    above: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    costs: tuple[str, ...] = ()
    cheapest: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Several things, one budget.

    Attributes:
        roles: what is asked for.
        for_each: what was said of each of them, in the shopper's words.
        limits: on what all of them cost together.
        best: the set with the highest score within the limits; None where there is none.
        cheapest: the cheapest set of all, within the limits or not; None where there is none.
        over: by how much the cheapest set is above the limit; None where it is not.
        concessions: what could be given up for that, one at a time.
        dearest_total: what the dearest set costs, where none costs as much as a lower limit asks for.
        too_few: whether there are not enough different products.
        lines: what is told of it.
    """

    roles: tuple[BundleRole, ...]
    for_each: tuple[str, ...] = ()
    limits: tuple[Clause, ...] = ()
    best: ProductSet | None = None
    cheapest: ProductSet | None = None
    over: float | None = None
    concessions: tuple[Concession, ...] = ()
    dearest_total: float | None = None
    too_few: bool = False
    lines: BundleLines = field(default_factory=BundleLines)

    @property
    def shown(self) -> ProductSet | None:
        """The set that is shown: the best one, else the cheapest as the nearest."""
        return self.best or self.cheapest

    @property
    def picked(self) -> tuple[tuple[BundleRole, Hit], ...]:
        """The roles that something is picked for in the set that is shown, each with that."""
        picks = self.shown.picks if self.shown else ()
        return tuple((role, hit) for role, hit in zip(self.roles, picks, strict=False) if hit is not None)


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that was found for one need; what ``shopcli ask --json`` prints (see docs/json.md).

    Attributes:
        need: the request as it was understood.
        results: best first.
        matching: how many products of the whole catalog meet every hard clause.
        relaxed: the clauses given up when nothing met them all.
        loosened: the limits among these, each with the value at which something would meet all the rest.
        advice: None until it is written, or when no text was asked for.
        timings_s: seconds of each stage.
        looked_for: what was understood, as a sentence in the asker's language; empty where nothing was looked for.
        why_by_code: what is told below advice that code alone has worded, in the asker's language; empty where a model may.
        reply: the answer to a question about the catalog, computed from it; None where nothing was asked about it.
        not_sold: whether nothing in the catalog is of the kind that was asked for, so that the results are merely the nearest.
        not_sold_says: then that, as a sentence in the asker's language.
        thing: the whole name of the thing asked for, in the shopper's words: "office chair"; empty where none is named.
        took_it_that: what was assumed, as a sentence in the asker's language, each wish behind its number in brackets.
        left_aside_says: the words of which nothing was made, as such a sentence.
        clarification: what is asked back, beside the results; None where nothing is.
        beside: the clauses of which no record can be expected to speak: for whom it is, that it is a present. That a record
            does not say them is told of nothing.
        lines: what its own lines say, in the asker's language.
        bundle: where several things are asked for at once, what they are and which set was chosen; ``results`` are its picks.
        unspoken: whether the request is in a language that is not understood, so that its words were looked up as they are.
        is_more: whether products that match stand behind the results.
        start: how many stand before them, on earlier pages.
        cursor: names the page behind; None where nothing that matches is left, or nobody pages.
        facets: by what the matching products can be narrowed down; None where nobody asked.
    """

    need: Need
    results: tuple[Hit, ...]
    matching: int
    relaxed: tuple[Clause, ...] = ()
    advice: Advice | None = None
    timings_s: Mapping[str, float] = field(default_factory=dict)
    reply: str | None = None
    loosened: tuple[Clause, ...] = ()
    looked_for: str = ""
    why_by_code: str = ""
    not_sold: bool = False
    not_sold_says: str = ""
    thing: str = ""
    took_it_that: str = ""
    left_aside_says: str = ""
    clarification: ClarifyingQuestion | None = None
    beside: tuple[Clause, ...] = ()
    unspoken: bool = False
    bundle: Bundle | None = None
    lines: AnswerLines = field(default_factory=AnswerLines)
    is_more: bool = False
    start: int = 0
    cursor: str | None = None
    facets: tuple[Facet, ...] | None = None

    def need_of(self, hit: Hit) -> Need:
        """What was asked of a result: of one of several things what was asked of that one."""
        for role, pick in self.bundle.picked if self.bundle else ():
            if pick.product.id == hit.product.id:
                return role.need
        return self.need

    @property
    def no_exact_match(self) -> bool:
        """Whether no product of the catalog meets every hard clause."""
        return self.matching == 0
