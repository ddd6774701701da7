"""The values that travel from stage to stage: frozen, plain, and free of behaviour that could surprise.

Nothing here imports anything of ours. Scores are higher-is-better everywhere; money carries its currency.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

Value = str | float | bool
ClauseKind = Literal["topic", "feature", "limit", "exclude"]
ClauseSource = Literal["request", "flag", "refinement"]
QuestionKind = Literal["count", "price range", "brands", "colours", "values", "average", "extreme", "any"]
KIND = "kind"  # the field of a clause that excludes what is called so: what does not say that it is one is none
Op = Literal["is", "in", "!=", "<", "<=", ">", ">=", "==", "like", "has", "lacks", "outside"]


def show_number(number: float) -> str:
    """A number as a person writes it: no trailing zeros, no exponent below 10**15."""
    if abs(number) < 1e15 and number == int(number):
        return str(int(number))
    return f"{number:.10g}"


def show_value(value: Value, unit: str | None = None) -> str:
    """One value as text: yes and no for truth, plain numbers, the unit behind a space."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        text = f"{value:.2f}" if unit and len(unit) == 3 and unit.isupper() else show_number(value)
    else:
        text = value
    return f"{text} {unit}" if unit else text


def show_money(amount: float, currency: str | None = None) -> str:
    """A sum of money; where the catalog names no currency, with the cents that it has."""
    return show_value(amount, currency) if currency or amount == int(amount) else f"{amount:.2f}"


# How a column of yes and no is written, language by language.
TRUTHS = (
    {"true": True, "false": False},
    {"yes": True, "no": False},
    {"是": True, "否": False},
    {"ja": True, "nein": False},
    {"oui": True, "non": False},
    {"si": True, "sí": True, "no": False},
)
# What else says yes or no where not all of a column does.
_YES = frozenset(("y", "有"))
_NO = frozenset(
    {"n", "none", "without", "not supported", "not available", "not applicable", "not included", "not supplied"}
    | {"not provided", "excluded", "unsupported", "sold separately", "无", "没有", "不支持"}
)
_TRUTH = (
    dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False) | {word: truth for words in TRUTHS for word, truth in words.items()}
)


def truth_of(value: object) -> bool | None:
    """Whether a value is a plain yes or no, in whichever way a catalog writes it; else None."""
    if isinstance(value, bool):
        return value
    return _TRUTH.get(value.strip().casefold()) if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Fact:
    """One short statement read off one product: ``price: 168.95 EUR``, ``GPS: yes``.

    Attributes:
        field: the field's name in the catalog, or ``title`` / ``description`` / ``price`` / ``brand`` / ``category``.
        value: what the record says, unchanged.
        unit: an ISO 4217 code for money, a unit's symbol for a quantity, or None.
    """

    field: str
    value: Value
    unit: str | None = None

    @property
    def label(self) -> str:
        """The field's name as a person reads it."""
        return self.field.replace("_", " ").strip()

    @property
    def text(self) -> str:
        """``label: value unit``, which is what is embedded, attended to and shown."""
        return f"{self.label}: {show_value(self.value, self.unit)}"

    @property
    def words(self) -> str:
        """Its value where that is text; empty where it is a number or a truth."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def is_text(self) -> bool:
        """Whether it is a piece of running text: of the title, or a sentence of the description."""
        return self.field in ("title", "description")

    @property
    def truth(self) -> bool | None:
        """Whether it is a plain yes or no; None where it states a value."""
        return truth_of(self.value)


Availability = Literal["in stock", "preorder", "backorder", "out of stock", "discontinued"]
_TO_BE_HAD = frozenset(("in stock", "preorder", "backorder"))


def reduction_of(price: float | None, list_price: float | None) -> float | None:
    """The share that a price is below the price before, 0 to 1; None where it is not below one."""
    if price is None or list_price is None or not 0 <= price < list_price:
        return None
    return round(1 - price / list_price, 4)


@dataclass(frozen=True, slots=True)
class Variant:
    """One form in which a product is sold: a size, a colour.

    Attributes:
        id: its own id, by which it may be asked for as a product may.
        options: what tells it from its siblings, such as ``size: M``; the names are attributes of the product.
        price: what is charged for it now, in the product's currency.
        list_price: the price before, where it is reduced.
        availability: whether it can be had; None where the record does not say.
        stock: how many there are.
        codes: SKU, GTIN, MPN by lower-case name.
        image: the address of its picture.
    """

    id: str
    options: Mapping[str, str] = field(default_factory=dict)
    price: float | None = None
    list_price: float | None = None
    availability: Availability | None = None
    stock: float | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    image: str | None = None

    @property
    def reduction(self) -> float | None:
        """The share that its price is below the price before, 0 to 1."""
        return reduction_of(self.price, self.list_price)

    @property
    def available(self) -> bool | None:
        """Whether it can be had; None where the record does not say."""
        return None if self.availability is None else self.availability in _TO_BE_HAD


@dataclass(frozen=True, slots=True)
class Product:
    """What the catalog said of one product. Nothing is invented for what is missing.

    Attributes:
        price: what is charged now; of a product with variants the lowest of those that can be had.
        list_price: the price before, where it is reduced.
        availability: whether it can be had; of a product with variants, whether any can.
        codes: SKU, GTIN, MPN by lower-case name; no facts, but a request may name them.
        shop: the shop that sells it, where an index holds several.
        variants: the forms it is sold in; none where it is sold in one alone. The attributes name all their options.
        stated_reduction: the share off, 0 to 1, where the record states it without the price before.
    """

    id: str
    title: str
    description: str = ""
    brand: str | None = None
    category: str | None = None
    price: float | None = None
    currency: str | None = None
    url: str | None = None
    image: str | None = None
    attributes: Mapping[str, Value] = field(default_factory=dict)
    list_price: float | None = None
    availability: Availability | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    shop: str | None = None
    variants: tuple[Variant, ...] = ()
    stated_reduction: float | None = None

    @property
    def reduction(self) -> float | None:
        """The share that its price is below the price before, 0 to 1; None where it is not reduced."""
        computed = reduction_of(self.price, self.list_price)
        return self.stated_reduction if computed is None else computed

    @property
    def available(self) -> bool | None:
        """Whether it can be had; None where the record does not say."""
        return None if self.availability is None else self.availability in _TO_BE_HAD

    @property
    def form(self) -> Variant | None:
        """The variant that the record speaks of; None where it is that of all alike, or of a product without any."""
        return next(
            (
                variant
                for variant in self.variants
                if variant.options and all(self.attributes.get(name) == value for name, value in variant.options.items())
            ),
            None,
        )

    @property
    def forms(self) -> tuple[Variant, ...]:
        """The variants that can be had; all where none can."""
        return tuple(variant for variant in self.variants if variant.available is not False) or self.variants

    @property
    def price_range(self) -> tuple[float, float] | None:
        """The lowest and the highest price of its forms, where they differ and the record is not that of one of them."""
        prices = [] if self.form else [variant.price for variant in self.forms if variant.price is not None]
        return (min(prices), max(prices)) if len(set(prices)) > 1 else None


FactsOf = Callable[[Product], Sequence[Fact]]  # reads what may be said of a product off its record


def difference_of(product: Product, other: Product) -> float | None:
    """What ``product`` costs more than ``other``; None where the two prices cannot be compared, or one has several."""
    if product.price_range or other.price_range:
        return None
    if product.price is None or other.price is None or product.currency is None or product.currency != other.currency:
        return None
    return round(product.price - other.price, 2)


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that the shopper asked, with the words it came from.

    A clause with a ``field`` is hard: a product either holds it, contradicts it, or does not say.
    One without is meaning for retrieval and attention.

    Attributes:
        text: a slice of the request (or the flag or refinement that it came from).
        kind: topic (what sort of thing), feature, limit, or exclude.
        field: the catalog field it speaks of; None where it is meaning only.
        op: how the record's value must compare with ``value``; ``in`` takes any of several, separated by ``|``;
            ``like`` names a product's id; ``has`` and ``lacks`` ask whether the record says the words of ``value``,
            wherever it says them, so they have no ``field``; ``outside`` wants a number below ``value`` or from ``upper`` on.
        value: a number, a word, or truth.
        unit: an ISO 4217 code for money, or a unit's symbol.
        meaning: what to search for, where the words themselves are not the catalog's: a translation, or the
            corrected spelling.
        upper: the end of what ``outside`` excludes, half open.
        source: where it was said: in the request, by a flag, or in a later turn of the conversation; it makes no difference
            between two clauses.
    """

    text: str
    kind: ClauseKind
    field: str | None = None
    op: Op | None = None
    value: Value | None = None
    unit: str | None = None
    meaning: str | None = None
    upper: float | None = None
    source: ClauseSource = dataclasses.field(default="request", compare=False)

    @property
    def is_hard(self) -> bool:
        """Whether a record decides it."""
        return self.op in ("has", "lacks") or (self.field is not None and self.op not in (None, "like"))

    @property
    def says(self) -> str:
        """The words to embed and to look for: the shopper's, or what they mean."""
        return self.meaning or self.text


@dataclass(frozen=True, slots=True)
class Sort:
    """An order over what meets the rest: ``Sort("price", "asc")`` for "cheapest".

    ``text`` are the words that asked for it, empty where none did; they make no difference between two orders. ``rank`` is the
    place in the order that is asked for: 2 for "the second cheapest".
    """

    field: str
    order: Literal["asc", "desc"]
    text: str = dataclasses.field(default="", compare=False)
    rank: int = 1


@dataclass(frozen=True, slots=True)
class CatalogQuestion:
    """A question about the catalog.

    Attributes:
        kind: what is asked.
        rest: the request without the question's own words, as long as the request: what was cut out is blank, with a
            semicolon where words on both sides of it stay. So what is a slice of one is a slice of the other.
        subject: what it is asked of, in the shopper's words; empty for the whole catalog.
        language: whose form it has, ISO 639-1.
        order: for "extreme", the words of the subject that name the order.
        counted: whether the subject is something that is counted: "a mouse", "mice"; "pasta" need not be.
        names: whether it names what it asks about, so that it is a new request in a conversation, too.
        anything: whether any product would do of which the subject is true: "anything vegan", "products under 5 euros".
        field: for "values", the words that name the field: "sizes".
    """

    kind: QuestionKind
    rest: str
    subject: str
    language: str
    order: str = ""
    counted: bool = True
    names: bool = False
    anything: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A request, understood: its clauses, its order, and the language it came in.

    ``notes`` say in plain words what was taken otherwise than asked, such as dollars in a catalog of euros; ``question`` is
    what the request asks about the catalog, where it does.
    """

    query: str
    clauses: tuple[Clause, ...] = ()
    sort: Sort | None = None
    language: str = "en"
    notes: tuple[str, ...] = ()
    question: CatalogQuestion | None = None

    @property
    def hard(self) -> tuple[Clause, ...]:
        """The clauses that filter."""
        return tuple(clause for clause in self.clauses if clause.is_hard)

    @property
    def lines(self) -> tuple[tuple[Clause, ...], ...]:
        """The clauses by the phrase that they came from, in order: both ends of a range are one line."""
        by_text: dict[str, list[Clause]] = {}
        for clause in self.clauses:
            by_text.setdefault(clause.text, []).append(clause)
        return tuple(map(tuple, by_text.values()))

    def having(self, *clauses: Clause) -> Need:
        """The same need with ``clauses`` added at the end."""
        return replace(self, clauses=self.clauses + clauses)


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
    """

    clauses: tuple[Clause, ...]
    facts: tuple[Fact, ...]
    weights: tuple[tuple[float, ...], ...]
    answers: tuple[float | None, ...]
    unanswered: tuple[Clause, ...] = ()
    partly: tuple[Clause, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The largest cell of each row that has any."""
        rows = zip(self.clauses, self.weights, strict=True)
        best = ((clause, row, max(range(len(row)), key=row.__getitem__)) for clause, row in rows if any(row))
        return tuple(Evidence(clause, self.facts[number], row[number]) for clause, row, number in best)


@dataclass(frozen=True, slots=True)
class Hit:
    """One product as an answer to one need.

    Attributes:
        product: the record.
        score: what ranked it; higher is better, comparable within one answer only.
        unmet: hard clauses that the record contradicts, and the topic where the record is said to be another kind of thing.
        unknown: hard clauses that the record says nothing about, and the topic where nothing says what it is.
        evidence: at most one fact a clause, in the order of the need's clauses; none for a clause that no fact answers.
        variant: the variant that answers best, where the product has any; ``product`` is then the record as it holds for
            that variant, with its price, its availability and its options.
        scores: the score of each stage by name (``dense``, ``lexical``, ``fused``, ``attention``).
    """

    product: Product
    score: float
    unmet: tuple[Clause, ...] = ()
    unknown: tuple[Clause, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    variant: Variant | None = None
    scores: Mapping[str, float] = field(default_factory=dict)

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
        by: ``lm`` where a language model decoded it, ``template`` where code did.
    """

    text: str
    cites: tuple[str, ...]
    by: Literal["lm", "template"]


@dataclass(frozen=True, slots=True)
class Advice:
    """The written recommendation: its sentences and the model that was asked."""

    sentences: tuple[Sentence, ...]
    model: str

    @property
    def text(self) -> str:
        """The sentences, joined."""
        return " ".join(sentence.text for sentence in self.sentences)


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

    @property
    def no_exact_match(self) -> bool:
        """Whether no product of the catalog meets every hard clause."""
        return self.matching == 0


@dataclass(frozen=True, slots=True)
class FieldStats:
    """One field of a catalog as the index learned it.

    Attributes:
        name: the field.
        kind: number, yes/no, choice (few values, often repeated) or text.
        filled: how many products have it.
        distinct: how many different values it takes.
        top_values: the commonest values with their counts, most first.
        minimum: the smallest number, for numbers.
        maximum: the largest number, for numbers.
    """

    name: str
    kind: Literal["number", "yes/no", "choice", "text"]
    filled: int
    distinct: int
    top_values: tuple[tuple[str, int], ...] = ()
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class CatalogStats:
    """A catalog at a glance. ``prices`` maps a currency to (minimum, median, maximum, count)."""

    products: int
    fields: tuple[FieldStats, ...]
    brands: tuple[tuple[str, int], ...]
    prices: Mapping[str, tuple[float, float, float, int]]


@dataclass(frozen=True, slots=True)
class Check:
    """One line of ``shopcli doctor``: what was looked at, whether it is well, and what mends it."""

    name: str
    ok: bool
    detail: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was skipped: where it stands and why."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Column:
    """How one column of a catalog was understood.

    Attributes:
        name: the column's name in the file.
        role: one of `shopcli.catalog.columns.names.ROLES`, attribute, or plumbing: of the shop's system, and left out.
        why: ``name``, ``content``, ``--map``, ``unrecognised``, or in other words.
        filled: the share of sampled rows that have it, 0 to 1.
        example: one value, cleaned.
    """

    name: str
    role: str
    why: str
    filled: float
    example: str


class Entry(NamedTuple):
    """A product of a catalog.

    Attributes:
        product: what its row there was made into.
        origin: a hash of what the row held and of how it is read, by which it is known again; empty where it is to be read
            anew each time, since there is something to tell of it.
    """

    product: Product
    origin: bytes = b""


class Seen(NamedTuple):
    """A row of a catalog that was indexed before as it is; ``id`` is that of its product."""

    id: str
    origin: bytes
