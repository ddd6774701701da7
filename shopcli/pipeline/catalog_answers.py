"""The reply to a question about the catalog, computed over every product that holds the rest of the request.

No model and no top-k: what is counted here is what `shopcli.retrieve` says of every record.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.assertions import in_all
from shopcli.index.parts.columns import TITLED
from shopcli.need.languages.question_grammar import QuestionGrammar
from shopcli.need.languages.registry import language_named
from shopcli.pipeline.aggregates import Aggregates
from shopcli.pipeline.names.own_names import whole_name
from shopcli.text.lists import parts
from shopcli.text.safe import safe, shorten
from shopcli.types import Answer, CatalogQuestion, Clause, Fact, Hit, Need, QuestionKind, show_money, show_value
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

    from shopcli.pipeline.held_variants import HeldVariants

_LISTED = 10  # brands and colours that are named
_TITLE = 120  # characters
_AMOUNTS = frozenset(("low", "high", "price", "average", "median"))  # of money, in messages
_FEW_OF_A_NAME = 3
_TELLS_ON = pattern(r"[，,;；。]")
_STEP = pattern(r"\s*[>»|]\s*|\s+/\s+")  # between the steps of a path of categories
_TITLES_READ = 2000  # of the products that mention a word, so many titles are looked at


def reply_to(
    need: Need,
    index: Index,
    kind: np.ndarray | None,
    results: Sequence[Hit],
    missing: Clause | None = None,
    shown: np.ndarray | None = None,
    ungranted: Clause | None = None,
) -> str | None:
    """The reply in the language of the question; None where the request asks for products.

    Args:
        need: the request, understood.
        index: the open index.
        kind: (n_products,) bool, the products of the kind that is asked about; None where the catalog has no name for it.
        results: what is shown below the reply; of several dearest things the one that is shown is named.
        missing: the thing that is asked about, where the catalog sells none, whatever its words count otherwise.
        shown: (n_products,) bool, what may be told of at all; None for everything.
        ungranted: a wish that no such product grants; what the reply denies, the answer denies too, and nothing else.

    Raises:
        UsageError: the need filters by a field that the catalog does not have.
    """
    question = need.question
    if question is None or (question.kind == "extreme" and need.sort is None):
        return None
    need = _with_open_translations(need, index)
    of_kind = None if question.anything else kind
    return safe(_Reply(question, need, index, of_kind, results, missing, shown, ungranted).text()) or None


def _with_open_translations(need: Need, index: Index) -> Need:
    """The need where a wish that was carried over to words which no record has is open: 铂金, where nothing says platinum."""

    def is_unread(clause: Clause) -> bool:
        if clause.op != "has" or not clause.meaning or clause.kind != "feature":
            return False
        meant = index.words.tokens(clause.meaning)
        ways = [index.words.tokens(way) for way in str(clause.value).split("|")]
        is_cut = all(len(way) < len(meant) and set(way) < set(meant) for way in ways)
        if is_cut and any(not len(index.words.rows(stem)) for stem in meant):
            return True
        return not any(way and len(in_all([*map(index.words.rows, way)])) for way in ways)

    clauses = tuple(replace(one, op=None, value=None) if is_unread(one) else one for one in need.clauses)
    return replace(need, clauses=clauses)


def of_whole_catalog(need: Need, index: Index) -> Answer | None:
    """The reply to how many there are in all; no product is any nearer to that, so that none is looked for."""
    started = time.perf_counter()
    if need.question is None or (reply := reply_to(need, index, kind=None, results=())) is None:
        return None
    is_denied = _Reply(need.question, need, index, None, ()).is_of_nothing
    timings = {"retrieve": time.perf_counter() - started}
    return Answer(need, (), 0 if is_denied else len(index), timings_s=timings, reply=reply)


def currency_notes(need: Need, index: Index, rows: np.ndarray) -> tuple[str, ...]:
    """What is to be said of an order by price where the products in ``rows`` have prices in several currencies."""
    currencies = index.vocabulary.currencies
    if need.sort is None or need.sort.field != "price" or len(currencies) < 2:
        return ()
    codes = index.columns.codes("currency")[rows]
    if len(set(codes[codes >= 0].tolist())) < 2:
        return ()
    return (language_named(need.language).questions.messages["one_currency"].format(currency=currencies[0]),)


@dataclass(frozen=True)
class _Reply:
    question: CatalogQuestion
    need: Need
    index: Index
    kind: np.ndarray | None
    results: Sequence[Hit]
    missing: Clause | None = None
    shown: np.ndarray | None = None
    ungranted: Clause | None = None

    def text(self) -> str:
        """One or two sentences, and what they leave out; empty where it can neither be affirmed nor denied."""
        if self.missing:
            return self._join(self._not_named())
        if self._topic and self.kind is None and not len(self._titled):
            return "" if self.question.kind == "any" else self._join(self._not_named())
        passed_over = " ".join(word for word in self.question.subject.split() if self._is_passed_over(word))
        unnamed = [self.say("not_named", words=f"“{passed_over}”")] if passed_over else []
        if self.is_of_nothing:
            return self._join(unnamed)
        return self._join([*unnamed, *_REPLIES[self.question.kind](self)])

    @property
    def is_of_nothing(self) -> bool:
        """Whether no record says any word of what is asked about: "do you sell sake?" of a shop of wines."""
        passed_over = any(self._is_passed_over(word) for word in self.question.subject.split())
        return passed_over and not (self.subject or self.need.clauses)

    # --- what is asked about

    @cached_property
    def words(self) -> QuestionGrammar:
        return language_named(self.question.language).questions

    @cached_property
    def _topic(self) -> Clause | None:
        return self.missing or next(
            (clause for clause in self.need.clauses if clause.kind == "topic" and clause.op is None), None
        )

    @cached_property
    def rows(self) -> np.ndarray:
        """The products that hold every clause and are of the kind, ascending."""
        import numpy as np

        from shopcli.retrieve import held

        among = self.kind
        if among is None and self._topic:
            among = np.isin(np.arange(len(self.index)), self._titled)
        sayings = self.index.sayings if self.need.countable else None  # the words are only opened where some are asked for
        among = self.shown if among is None else among if self.shown is None else among & self.shown
        return np.flatnonzero(held(self.need, self.index.columns, sayings, among, self.index.variants))

    @cached_property
    def _state(self) -> Clause | None:
        """What is asked of the offer: that it can be had, or that it is reduced."""
        return next((clause for clause in self.need.hard if clause.field in ("availability", "reduction")), None)

    @cached_property
    def _whatever_state(self) -> np.ndarray:
        """The products that hold every other clause, ascending."""
        others = replace(self.need, clauses=tuple(clause for clause in self.need.clauses if clause != self._state))
        return replace(self, need=others).rows

    @cached_property
    def _variants(self) -> HeldVariants:
        from shopcli.pipeline.held_variants import HeldVariants

        return HeldVariants(self.need, self.index)

    @cached_property
    def _mentions(self) -> np.ndarray:
        """The products that say the words of the topic, wherever they say them."""
        import numpy as np

        from shopcli.retrieve import judge

        saying = Clause(self._names[0], "feature", op="has", value="|".join(self._names))
        holds = judge(saying, self.index.columns, self.index.sayings).holds
        return np.flatnonzero(holds if self.shown is None else holds & self.shown)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """The topic in the shopper's words, and in those that they were carried over to."""
        assert self._topic
        carried = (self._topic.meaning or "").replace(self._topic.text, " ").strip()
        return tuple(name.replace("|", " ") for name in (self._topic.text, carried) if name)

    @cached_property
    def _titled(self) -> np.ndarray:
        """Of these the ones whose titles say them: what stands for a kind that the catalog has no name for.

        Where anything will do, it is enough that they say them at all.
        """
        import numpy as np

        if self.question.anything:
            return self._mentions
        wanted = [tokens for name in self._names if (tokens := set(self._tokens(name)))]
        rows = [int(row) for row in self._mentions[:_TITLES_READ]]
        titles = [(row, set(self._tokens(self.index.records.title(row)))) for row in rows]
        found = [row for row, title in titles if any(map(title.issuperset, wanted))]
        return np.asarray(found or self._called_without_its_kind, np.int64)

    @cached_property
    def _called_without_its_kind(self) -> list[int]:
        """What is called by the words but the last, "Colosseum" of "Colosseum set", where they name very few."""
        from shopcli.index.parts.assertions import in_all

        called = self._names[0].rsplit(maxsplit=1)[0] if " " in self._names[0] else ""
        stems = self._tokens(called)
        saying = in_all([*map(self.index.words.rows, stems)]) if stems else ()
        rows = [int(row) for row in saying[:_TITLES_READ]]
        found = [row for row in rows if set(stems) <= set(self._tokens(self.index.records.title(row)))]
        return found if len(found) <= _FEW_OF_A_NAME and self.question.kind in ("price range", "extreme") else []

    @cached_property
    def _open(self) -> tuple[Clause, ...]:
        """What is wished for and no record decides."""
        return tuple(clause for clause in self.need.clauses if clause.kind == "feature" and clause.op is None)

    @cached_property
    def _unsaid(self) -> tuple[Clause, ...]:
        """What is wished for and no record says; "products" and the like wish for nothing."""
        says = language_named(self.need.language).degrees.without_vague
        wished = (clause for clause in self._open if says(clause.text) and self._tokens(clause.text))
        return tuple(clause for clause in wished if not self._is_said(clause))

    def _is_said(self, clause: Clause) -> bool:
        """Whether one of the products says all words of a wish."""
        stems = self._tokens(clause.says)
        saying = in_all([*map(self.index.words.rows, stems)]) if stems else ()
        return not set(self.rows.tolist()).isdisjoint(map(int, saying))

    @cached_property
    def subject(self) -> str:
        """What is asked about, without an order and without what no record says, as notes tell: whether tents are in stock."""
        subject = self.question.subject
        unknown = (aside for aside in self.need.left_aside if any(aside in note for note in self.need.notes))
        for left_out in (self.question.order, *unknown, *(" ".join(clause.text.split()) for clause in self._open)):
            subject = subject.replace(left_out, " ", 1) if left_out else subject
        return self.words.tidy(" ".join(word for word in subject.split() if not self._is_passed_over(word)))

    def _is_passed_over(self, word: str) -> bool:
        """Whether neither a clause nor any record says a word: nothing of the kitchen is a knife."""
        stems, language = self._tokens(word), language_named(self.need.language)
        is_open = self.question.kind == "any" and language.degrees.spaced and language.degrees.without_vague(word) != ""
        if not (is_open and stems) or any(word in clause.text for clause in self.need.clauses):
            return False
        return not any(len(self.index.words.rows(stem)) for stem in stems)

    @property
    def _by_title(self) -> bool:
        """Whether titles alone tell which products are of the kind."""
        return self._topic is not None and self.kind is None and not self.question.anything

    @property
    def _named(self) -> tuple[str, str]:
        """The subject and the part of it that names a kind; where only titles name it, the subject says so."""
        topic = self._topic.text if self._topic else ""
        if topic and self.kind is None:
            return self.words.naming(self.subject, topic, self._names[-1], not self.question.anything), ""
        if self.question.anything and len(self.need.clauses) == 1 and self.need.clauses[0].op == "has":  # "anything waterproof"
            return self.words.naming(self.subject, self.need.clauses[0].text, str(self.need.clauses[0].value), False), ""
        return self.subject, topic

    @cached_property
    def things(self) -> str:
        """The subject as several things: "mice under 30 euros"; flags of the command line behind it."""
        subject, topic = self._named
        if self._state and self._state.text not in subject:
            subject = self.words.subject({"thing": subject, "more": self._state.text}) if subject else self._state.text
        things = self.words.things(subject, topic, self.question.counted)
        flags = dict.fromkeys(clause.text for clause in self.need.clauses if clause.source == "flag")
        return f"{things} ({', '.join(flags)})" if flags else things

    # --- saying

    def say(self, message: str, count: int | None = None, **values: str) -> str:
        """A message; the one for a single thing where there is one and ``count`` is 1."""
        single = f"{message}_one"
        name = single if count == 1 and single in self.words.messages else message
        number = "" if count is None else f"{count:,}"
        said = {key: self._money(text) if key in _AMOUNTS else text for key, text in values.items()}
        return self.words.messages[name].format(number=number, things=self.things, **said)

    def _money(self, shown: str) -> str:
        """An amount of money as the asker's language writes it."""
        lexicon = language_named(self.question.language).lexicon
        return lexicon.money(shown) if lexicon else shown

    def _currency(self, code: str) -> str:
        return self._money(f"0 {code}").removeprefix("0").strip()

    def _join(self, sentences: Iterable[str]) -> str:
        return self.words.messages["sentence"].join(filter(None, sentences))

    def listed(self, counts: Mapping[str, int], *, as_they_come: bool = False) -> str:
        """``Acme (12), Bolt (3) and 4 more``: the commonest first, ties by name, or ``as_they_come``."""
        ranked = sorted(counts.items(), key=lambda item: (-item[1], "" if as_they_come else item[0].casefold()))
        named = [self.say("listing", count, name=shorten(name, _TITLE)) for name, count in ranked[:_LISTED]]
        more = len(ranked) - len(named)
        if more:
            return self.say("more", more, listed=self.words.messages["listed"].join(named))
        return self._all_of(named)

    def _all_of(self, parts: Sequence[str]) -> str:
        """``a, b and c``."""
        *before, last = parts
        return self.words.messages["and"].join(filter(None, [self.words.messages["listed"].join(before), last]))

    def _product(self, row: int) -> str:
        """``Title at 7.95 EUR``; of a product with variants the price is that of one that holds the request."""
        product = self.index.records[row]
        if product.variants:
            order = self.need.sort.order if self.need.sort and self.need.sort.field == "price" else "asc"
            product = replace(product, price=self._variants.price(row, order) or product.price)
        title = shorten(product.title, _TITLE)
        if product.price is None:
            return self.say("unpriced_product", title=title)
        return self.say("priced", title=title, price=show_money(product.price, product.currency))

    # --- prices

    @cached_property
    def counted(self) -> Aggregates:
        """What is counted of the rows; of the whole catalog without looking at them."""
        whole = not self.need.clauses and self.kind is None
        return Aggregates(self.index, None if whole else self.rows)

    def _spans(self) -> str:
        """``from 11.95 to 49.95 EUR``, for each currency."""
        ranges = self._variants.ranges(self.counted) if self.index.variants else self.counted.ranges
        return self._all_of([self._span(code, low, high) for code, (low, high, _) in ranges.items()])

    def _span(self, code: str, low: float, high: float) -> str:
        if low == high:
            return self.say("all_at", low=show_money(low, code or None))
        bare = show_money(low, code or None).removesuffix(f" {code}")
        return self.say("from_to", low=bare, high=show_money(high, code or None))

    def _each(self, measure: Callable[[np.ndarray], float]) -> str:
        """A measure of the prices in each currency."""
        return self._all_of(
            [self._money(show_money(measure(values), code or None)) for code, values in self.counted.prices.items()]
        )

    # --- notes

    def _silent(self, message: str, known: int) -> str:
        """How many of the rows do not say; nothing where all do, or none does, which is said otherwise."""
        silent = len(self.counted) - known
        return self.say(message, silent) if silent and known else ""

    @property
    def _unpriced(self) -> str:
        return self._silent("unpriced", self.counted.priced)

    def _notes(self) -> list[str]:
        """What was not counted as the words might be taken."""
        partly = [
            self.say("said_partly", words=clause.text, said=str(clause.value).split("|")[0])
            for clause in self.need.clauses
            if clause.op == "has" and set(self._tokens(clause.says)) - set(self._tokens(str(clause.value)))
        ]
        return partly + ([self.say("not_said", words=self._unsaid_words)] if self._unsaid else [])

    @property
    def _unsaid_words(self) -> str:
        return self._all_of([clause.text for clause in self._unsaid])

    def _tokens(self, text: str) -> list[str]:
        return list(self.index.words.tokens(text))

    # --- the kinds of replies

    def _not_named(self) -> list[str]:
        assert self._topic
        mentions, read_as, name = len(self._mentions), self._topic.meaning, whole_name(self._topic, self.need)
        words = self.say("read_as", words=name, meaning=read_as) if read_as else f"“{name}”"
        return [self.say("not_named", words=words), self.say("mentioned", mentions) if mentions else ""]

    def count(self) -> list[str]:
        count = len(self.counted)
        if count == 0:
            return [self.say("none"), *self._notes()]
        if count == 1:
            product = self._product(int(self.rows[0]))
            if self._by_title:
                return [self.say("one_titled", words=self._names[-1], product=product), *self._notes()]
            return [self.say("one", product=product), *self._notes()]
        return [self.say("counted", count, prices=self._and_prices()), self._unpriced, *self._notes()]

    def any(self) -> list[str]:
        if said := [clause for clause in self._open if clause not in self._unsaid and self._is_said(clause)]:
            clauses = (replace(c, op="has", value=c.says) if c in said else c for c in self.need.clauses)
            return replace(self, need=replace(self.need, clauses=tuple(clauses))).any()
        count = len(self.rows)
        if self._state and count == 0 and len(self._whatever_state):
            return [self._not_so(self._state), *self._notes()]
        if count and self._by_title and not self._unsaid:
            return self.count()  # a word in a title is no sure yes
        if count == 0 and not self.ungranted and any(hit.meets_all for hit in self.results):
            return []  # they may say it in other words
        if count == 0:
            return [self.say("no"), *self._notes()]
        if self.ungranted and _TELLS_ON.search(self.question.subject):
            return []  # it asks for what there is in view of what is told: "have you easy plants, my home is dark"
        if self.ungranted:
            unsaid = self._unsaid_words if self.ungranted in self._unsaid else self.ungranted.text
            return [self.say("but_not_said", count, words=unsaid), *self._notes()[: -1 if self._unsaid else None]]
        if count == 1:
            return [self.say("yes_one", product=self._with_stock(int(self.rows[0]))), *self._notes()]
        return [self.say("yes", count, prices=self._and_prices()), self._unpriced, *self._notes()]

    def _not_so(self, state: Clause) -> str:
        """That none of the things can be had, or is reduced; of one of them, what it is instead."""
        others = replace(self, need=replace(self.need, clauses=tuple(c for c in self.need.clauses if c != state)))
        count, product = len(others.rows), self.index.records[int(others.rows[0])]
        title = shorten(product.title, _TITLE)
        if state.field == "reduction":
            return others.say("not_reduced", count, title=title)
        known = self.index.columns.codes("availability")[others.rows] >= 0
        if not known.any():
            return others.say("unknown_had", count, title=title)
        said = product.availability or ""
        return others.say("not_had", count, title=title, state=self.words.states.get(said, said))

    def _with_stock(self, row: int) -> str:
        """The product, and how many there are where that is asked and told."""
        stock = self.index.records[row].attributes.get("stock")
        if self._state is None or self._state.field != "availability" or not isinstance(stock, float):
            return self._product(row)
        return self.say("stocked", product=self._product(row), stock=show_value(stock))

    def values(self) -> list[str]:
        """What the things say in one field, with how many of them say it."""
        from shopcli.pipeline.offer_fields import OfferFields

        field = OfferFields(self.index).choice_field(self.question.field)
        assert field
        if len(self.counted) == 0:
            return self.count()
        counts, known = Counter[str](), 0
        for value, count in (self.counted.values(field) or {}).items():
            known += count
            for part in [value] if field == "category" else parts(value):
                counts[part] += count
        if field == "category" and len(counts) > _LISTED:
            counts = _by_first_step(counts)
        if not counts:
            return [self.say("no_values", len(self.counted)), *self._notes()]
        numerals = self.words.numerals
        number = numerals[len(counts)] if len(counts) < len(numerals) else f"{len(counts):,}"
        things = self.things if self.subject else ""
        values = self.words.values_of(self.question.field, things, len(counts))
        told = self.words.messages["values"].format(count=number, values=values, listed=self.listed(counts, as_they_come=True))
        return [told, self._silent("valueless", known), *self._notes()]

    def _and_prices(self) -> str:
        return self.words.messages["comma"] + self._spans() if self.counted.ranges else ""

    def range(self) -> list[str]:
        if missing := self._without_prices():
            return missing
        return [self.say("range", self.counted.priced, prices=self._spans()), self._unpriced, *self._notes()]

    def average(self) -> list[str]:
        import numpy as np

        if missing := self._without_prices():
            return missing
        average = self._each(lambda values: round(float(values.mean()), 2))
        median = self._each(lambda values: float(np.quantile(values, 0.5, method="lower")))
        return [
            self.say("average", self.counted.priced, average=average),
            self.say("median", median=median),
            self._unpriced,
            *self._notes(),
        ]

    def _without_prices(self) -> list[str]:
        """What is said where there is no price to speak of; nothing where there are several."""
        if "price" not in self.index.columns:
            return [self.say("no_prices")]
        if len(self.counted) < 2:
            return self.count()
        return [] if self.counted.ranges else [self.say("none_priced", len(self.rows)), *self._notes()]

    def brands(self) -> list[str]:
        counts = self.counted.brands
        if counts is None:
            return [self.say("no_brands")]
        if len(self.counted) == 0:
            return self.count()
        if not counts:
            return [self.say("all_brandless", len(self.counted)), *self._notes()]
        message = "one_brand" if len(counts) == 1 else "brands"
        brands = self.say(message, len(self.counted), brands=f"{len(counts):,}", listed=self.listed(counts))
        return [brands, self._silent("brandless", counts.total()), *self._notes()]

    def colours(self) -> list[str]:
        if not self.index.vocabulary.colours:
            return [self.say("no_colours")]
        if len(self.counted) == 0:
            return self.count()
        values = self.counted.values("@colour")
        if not values:
            return [self.say("all_colourless", len(self.counted)), *self._notes()]
        counts = Counter[str]()
        for value, count in values.items():
            for colour in value.split(", "):
                counts[self.words.colours.get(colour, colour)] += count
        colours = self.say("colours", len(self.counted), listed=self.listed(counts))
        return [colours, self._silent("colourless", values.total()), *self._notes()]

    def extreme(self) -> list[str]:
        assert self.need.sort
        if self.need.sort.field == "price" and "price" not in self.index.columns:
            return [self.say("no_prices")]
        if len(self.rows) == 0:
            return self.count()
        best = self._best()
        if best is None:
            told = self._variants.sort_values()[self.rows]
            says_nothing = bool((told != told).all())  # all of them are NaN
            return [self.say("no_order"), *self._notes()] if says_nothing else self.count()  # "the third cheapest" of two
        subject = self.words.superlative(self.question.order, *self._named)
        others = self.need.sort.field == "price" and len(self.counted.prices) > 1
        return [
            self.say("extreme", subject=subject, product=self._reason(best)),
            self.say("one_currency", currency=self._currency(self.index.vocabulary.currencies[0])) if others else "",
            *self._notes(),
        ]

    def _best(self) -> int | None:
        """The row that comes first in the order; the one that is shown first where several do."""
        import numpy as np

        from shopcli.retrieve.variants import out_of_stock

        assert self.need.sort
        values = self._variants.sort_values()[self.rows]
        told, place = ~np.isnan(values), self.need.sort.rank - 1
        to_be_had = told & ~out_of_stock(self.index.columns)[self.rows]
        if to_be_had.sum() > place:  # what cannot be had is named only where too little else stands in the order
            values, told = np.where(to_be_had, values, np.nan), to_be_had
        if told.sum() <= place:
            return None
        ordered = np.sort(values[told])
        best = ordered[place] if self.need.sort.order == "asc" else ordered[-1 - place]
        first = [int(row) for row in self.rows[values == best]]
        shown = self.index.row(self.results[0].product.id) if self.results else None
        return shown if shown in first else first[0]

    def _reason(self, row: int) -> str:
        """The product, with what it says of the field that it was put in order by."""
        assert self.need.sort
        product, field = self._product(row), self.need.sort.field
        fact = "" if field == "price" or field.startswith(TITLED) else self._fact(row, field)  # its title says so
        return self.say("because", product=product, fact=shorten(fact, _TITLE)) if fact else product

    def _fact(self, row: int, name: str) -> str:
        """What a record says of a field; where it says so under another name, in the field's own unit."""
        from shopcli.catalog.facts import facts_of

        text = next((fact.text for fact in facts_of(self.index.records[row]) if fact.field == name), "")
        measured = self.index.measured.unit(name)
        if text or measured is None:
            return text
        value = float(self.index.columns.dense(name)[row])
        return Fact(name.removesuffix(measured.unit), value, measured.unit).text


def _by_first_step(counts: Mapping[str, int]) -> Counter[str]:
    """Categories by the first step of their paths."""
    return sum((Counter({_STEP.split(path)[0]: count}) for path, count in counts.items()), Counter[str]())


_REPLIES: Mapping[QuestionKind, Callable[[_Reply], list[str]]] = {
    "count": _Reply.count,
    "any": _Reply.any,
    "price range": _Reply.range,
    "average": _Reply.average,
    "brands": _Reply.brands,
    "colours": _Reply.colours,
    "values": _Reply.values,
    "extreme": _Reply.extreme,
}
