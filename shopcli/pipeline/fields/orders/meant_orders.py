"""Orders by a field that a request means: "weighs the least", "the fattiest", "I need calcium: which has the most?".

The words around a superlative are held against the names of all fields of numbers. What was measured on columns of fourteen
trades (`benchmarks/order_fields.py`) says how near they must come; a word that describes must be of one family with a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Literal

from shopcli.index import Index
from shopcli.index.parts.columns import AS_NUMBER, OWN_FIELDS
from shopcli.need.clarification import in_own_words
from shopcli.need.grounding.bounds import label_of
from shopcli.need.languages.degree_words import OrderWords
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_named, order_words
from shopcli.pipeline.fields.orders.economy import economical
from shopcli.pipeline.fields.orders.order_fields import Encode, NamedField, OrderFields, words_of
from shopcli.pipeline.fields.orders.stated_numbers import stated_numbers
from shopcli.text.units import COUNT
from shopcli.types import Clause, Need, Op, Sort, show_value
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

Order = Literal["asc", "desc"]

NAMED, RELATED = 0.6, 0.4  # how near a name is that some words mean, and one of whose family one of them is
_MAY_MEAN = 0.5
_ABOUT_AS_NEAR = 0.08  # two names between which the order or the rest of the request decides: "max players", "MPG City"
_ECONOMY = 0.35  # how near a field of consumption is to what is to be saved
_BEHIND, _EARLIER = 3, 30  # words behind a superlative, and before it, that may name a field
_HAN_BEFORE = 8  # characters
_PER_CHARACTER = 0.03  # that 冲泡时间 says more than 时间 alone
_SIZES = frozenset(("mass", "volume", "length", "area", "information", "count"))
_OWN_ORDERS = frozenset(("price", "date", "rating", "reviews", "size"))
_OWN_FIELDS = frozenset((*OWN_FIELDS, "rating", "reviews"))
_SAID_SHORTLY = 2  # words of what a superlative is of that name one thing
_STATED = 0.5  # the share of products that must state their size
_WORD = pattern(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_STOP = pattern(r"[.,;:!?()\d。，；：！？、（）]")
_NUMBER_BEHIND = pattern(r"\W{0,3}(?:(?:of|is|von|为|是)\s?)?\d", 2)
_MOST_OF, _LEAST_OF = (
    frozenset(("max", "maximum", "most", "highest", "upper")),
    frozenset(("min", "minimum", "least", "lowest")),
)


@dataclass(frozen=True, slots=True)
class MeantOrder:
    """An order with the stretch of the request that asks for it, half open."""

    start: int
    end: int
    sort: Sort


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request with what is known of it: its words, what it names, which fields may be meant."""

    need: Need
    language: LanguagePack
    said: Callable[[], dict[str, int]]
    things: frozenset[str]

    @property
    def fields(self) -> dict[str, int]:
        """The fields that may be meant, counted when the first words name an order: most requests have none."""
        return self.said()

    @property
    def query(self) -> str:
        return self.need.query

    @property
    def pieces(self) -> list[str]:
        """The words of the request; pairs of characters in a language without blanks."""
        if self.language.degrees.spaced:
            return list(dict.fromkeys(word[0] for word in _WORD.finditer(self.query)))[:_EARLIER]
        return [run[0][at : at + 2] for run in _WORD.finditer(self.query) for at in range(len(run[0]) - 1)][:_EARLIER]

    @property
    def words(self) -> OrderWords:
        return self.language.degrees.orders


class MeantOrders:
    """The fields of numbers of one index, by what they mean in orders.

    Args:
        index: the open index.
        encode_wanted: texts to vectors by every encoder that reads them, (n, dim).
        translations: what a word may mean in the catalog's language; none where it is of that language.
    """

    def __init__(self, index: Index, encode_wanted: Encode, translations: Callable[[str], Sequence[str]]) -> None:
        self._index, self._translations = index, translations
        self._fields = OrderFields(index, encode_wanted)

    def read(self, need: Need, language: LanguagePack, rows: np.ndarray | None) -> MeantOrder | None:
        """The order that a request means; None where it means none that this catalog can give.

        Args:
            need: the request, understood, without an order.
            language: how it says most and least.
            rows: the products of the kind that it asks for; None for all.
        """
        asked = self._asked(need, language, rows)
        ways = (self._most_economical, self._named, self._graded, self._of_a_degree, partial(self._sized, rows=rows))
        return next((found for way in ways if (found := way(asked))), None)

    def beside(self, need: Need, language: LanguagePack, rows: np.ndarray | None) -> MeantOrder | None:
        """The order by what is named right beside a most that was read as one of size: 落差最小 is no small shoe."""
        degrees, asked = language.degrees, self._asked(need, language, rows)
        said = need.query.find(need.sort.text) if need.sort and need.sort.text and need.sort.field not in _OWN_FIELDS else -1
        most = degrees.says_most.search(need.query, said, said + len(need.sort.text)) if need.sort and said >= 0 else None
        if need.sort is None or most is None or (degrees.spaced and most.start() != said):
            return None
        at, end, order = most.start(), most.end(), need.sort.order
        if not degrees.spaced and (before := self._before(asked, at, order)):
            return MeantOrder(before[1], end, replace(need.sort, field=before[0], text=need.query[before[1] : end]))
        behind = self._behind(asked, end, order)
        return (
            MeantOrder(at, behind[1], replace(need.sort, field=behind[0], text=need.query[at : behind[1]])) if behind else None
        )

    def thrifty(self, need: Need, language: LanguagePack, rows: np.ndarray | None) -> tuple[int, int, Clause, str] | None:
        """What a request that needs little of something limits, with its stretch and what is to be said of it."""
        asked = self._asked(need, language, rows)
        for pattern_, concepts in asked.words.economies:
            said = pattern_.search(asked.query)
            found = self._consuming(asked, concepts) if said else None
            if said and found and self._is_number(found[0]):
                return said.start(), said.end(), *self._limit(asked, said[0], *found, rows)
        return None

    def _is_abroad(self, asked: _Asked) -> bool:
        return asked.language.code != self._index.manifest.language

    def _asked(self, need: Need, language: LanguagePack, rows: np.ndarray | None) -> _Asked:
        named = (
            () if rows is None else (one for one in need.clauses if one.kind == "topic")
        )  # "the biggest engine" names no car
        things = (word.lower() for one in named for word in _WORD.findall(one.text))
        return _Asked(need, language, cache(partial(self._fields.said_of, rows)), frozenset(things))

    # --- what is named beside most or least

    def _named(self, asked: _Asked) -> MeantOrder | None:
        degrees = asked.language.degrees
        for match in degrees.says_most.finditer(asked.query):
            said = " ".join(match[0].lower().split())
            order = (degrees.of_fields or degrees.most)[said]
            if (
                said in ("best",)
                or _NUMBER_BEHIND.match(asked.query, match.end())
                or asked.words.idle.search(asked.query, 0, match.start())
            ):
                continue
            found = self._beside(asked, match.start(), match.end(), order)
            if found and not is_decided(asked.need, found[1], found[2]):
                field, start, end = found
                return MeantOrder(start, end, Sort(field, order, asked.query[start:end]))
        return None

    def _beside(self, asked: _Asked, start: int, end: int, order: Order) -> tuple[str, int, int] | None:
        """The field that words beside most or least mean, and the stretch that says so."""
        if not asked.language.degrees.spaced and (before := self._before(asked, start, order)):
            return before[0], before[1], end
        if behind := self._behind(asked, end, order):
            return behind[0], start, behind[1]
        if self._words_behind(asked, end):
            return None
        had = asked.words.having.search(asked.query, 0, start)
        if had or not start:
            earlier = self._earlier(asked, had.start() if had else start, order)
            return (earlier, start, end) if earlier else None
        done = asked.words.deed.search(asked.query, 0, start)
        field = self._meant(asked, done["what"], order, forms=asked.words.bases(done["what"].lower())) if done else None
        return (field, done.start(), end) if done and field else None

    def _before(self, asked: _Asked, end: int, order: Order) -> tuple[str, int] | None:
        """What stands before "most" in a language without blanks: the 脂肪含量 of 脂肪含量最低."""
        stretch = asked.query[max(0, end - _HAN_BEFORE) : end]
        marks = [mark.end() for mark in _STOP.finditer(stretch)]
        first = marks[-1] if marks else 0
        ways = (
            (self._best(asked, stretch[at:], order), at) for at in range(first, len(stretch)) if stretch[at:].strip("的是 ")
        )
        found = [(one, at) for one, at in ways if one and not self._is_thing(asked, stretch[at:])]
        best = max(found, key=lambda one: one[0].near - _PER_CHARACTER * one[1], default=None)
        return (best[0].field, end - len(stretch) + best[1]) if best else None

    def _words_behind(self, asked: _Asked, end: int) -> list[tuple[int, int]]:
        """The words behind a place up to a mark or to what joins them to something else."""
        words = list[tuple[int, int]]()
        for word in _WORD.finditer(asked.query, end, end + 60):
            between = asked.query[words[-1][1] if words else end : word.start()]
            is_joint = (
                word[0].lower() in asked.language.degrees.joints - {"of"}
                or word[0].lower() in asked.language.degrees.indefinite
            )
            if _STOP.search(between) or is_joint or len(words) > _BEHIND:
                break
            words.append(word.span())
        return words

    def _behind(self, asked: _Asked, end: int, order: Order) -> tuple[str, int] | None:
        """What the words right behind most or least name, those behind an "of" too: "the highest amount of caffeine"."""
        words = self._words_behind(asked, end)
        said = [asked.query[slice(*word)].lower() for word in words]
        starts = [0, *(at + 1 for at, word in enumerate(said) if word == "of" and at < _BEHIND)]
        found = []
        for first in starts:
            for last in range(first, min(first + _BEHIND, len(words))):
                stretch = asked.query[words[first][0] : words[last][1]]
                if said[last] == "of" or said[last] in asked.things:
                    break
                if best := self._best(asked, stretch, order):
                    found.append((best, words[last][1]))
        nearest = max(found, key=lambda one: one[0].near, default=None)
        return (nearest[0].field, nearest[1]) if nearest else None

    def _earlier(self, asked: _Asked, end: int, order: Order) -> str | None:
        """What was spoken of before a bare "the most": "I need more calcium. Which has the most?"."""
        degrees = asked.language.degrees
        if not degrees.spaced:
            said = [one.text for one in asked.need.clauses if one.kind != "topic" and asked.query.find(one.text) < end]
        else:
            silent = degrees.joints | degrees.vague | degrees.indefinite | asked.things
            said = [
                word[0] for word in _WORD.finditer(asked.query, 0, end) if len(word[0]) > 2 and word[0].lower() not in silent
            ]
        ways = [best for words in said[-_EARLIER:] if (best := self._best(asked, words, order))]
        nearest = max(ways, key=lambda one: one.near, default=None)
        return nearest.field if nearest else None

    # --- what an ending says

    def _graded(self, asked: _Asked) -> MeantOrder | None:
        """An order by what an adjective is made of: "the fattiest" by "fat content"."""
        degrees = asked.language.degrees
        for match in asked.words.graded.finditer(asked.query):
            phrase = match[0].lower()
            if (
                phrase in degrees.superlatives
                or phrase in degrees.most
                or phrase in degrees.of_fields
                or self._is_thing(asked, phrase)
            ):
                continue
            field = self._of_what(asked, match["what"].lower())
            if field and not is_decided(asked.need, match.start(), match.end()):
                return MeantOrder(match.start(), match.end(), Sort(field, "desc", match[0]))
        return None

    def _of_what(self, asked: _Asked, what: str) -> str | None:
        """The field of what an adjective is made of, or says that a thing is full of: "salty" by "sodium"."""
        translated = self._translations(what)
        grammar = language_named(self._index.manifest.language).degrees.orders if translated else asked.words
        for word in map(str.lower, translated or (what,)):
            full = self._best(asked, noun, "desc") if (noun := grammar.full_of(word)) else None
            bases = tuple(dict.fromkeys(grammar.bases(word)))
            related = next(filter(None, (self._family(asked, base, bases) for base in bases)), None)
            if field := related or (full.field if full else None):
                return field
        return None

    def _family(self, asked: _Asked, word: str, forms: Sequence[str]) -> str | None:
        """The field one of whose words is of one family with a word, and that is near enough to it."""
        named = self._fields.named(word, asked.fields, forms, is_abroad=self._is_abroad(asked))
        related = [
            one for one in named if one.is_related and one.near >= RELATED and one.near >= named[0].near - _ABOUT_AS_NEAR
        ]
        return next((one.field for one in related if self._fields.is_ordered(one.field) and one.field != "price"), None)

    def _of_a_degree(self, asked: _Asked) -> MeantOrder | None:
        """An order by what a superlative says more of, where a field goes by about that name: "quietest" by "sound level"."""
        degrees = asked.language.degrees
        degree = degrees.find(asked.query, 0, len(asked.query), alone=False)
        if (
            degree is None
            or degree.order is None
            or degree.of in _OWN_ORDERS
            or is_decided(asked.need, degree.start, degree.end)
        ):
            return None
        text = asked.query[degree.start : degree.end]
        first = (degree.of, degree.order, degree.context)
        for _, order, context in (first, *degrees.senses.get(" ".join(text.lower().split()), ())):
            best = self._best(asked, context, order) if 0 < len(context.split()) <= _SAID_SHORTLY else None
            if best:
                return MeantOrder(degree.start, degree.end, Sort(best.field, order, text, degree.rank))
        return None

    # --- what some words mean

    def _meant(self, asked: _Asked, words: str, order: Order, forms: Sequence[str] = ()) -> str | None:
        best = self._best(asked, words, order, forms, is_priced=True)
        return best.field if best else None

    def _best(
        self, asked: _Asked, words: str, order: Order, forms: Sequence[str] = (), *, is_priced: bool = False
    ) -> NamedField | None:
        """The field that some words mean: the nearest that is near enough; None where that is the price, unless it may be."""
        named = self._fields.named(words, asked.fields, forms, is_abroad=self._is_abroad(asked))
        if asked.words.counting.search(words):
            named = sorted((self._counted(one) for one in named), key=lambda one: -one.near)
        if not named:
            return None
        describes = asked.words.qualities.fullmatch(words) is not None
        near = [
            one
            for one in named
            if one.near >= named[0].near - _ABOUT_AS_NEAR
            and (one.near >= RELATED if one.is_related else one.near >= NAMED and not describes)
        ]
        near = [one for one in near if self._fields.is_ordered(one.field)]
        if not near or (named[0].field == "price" and not is_priced):
            return self._under_another_name(asked, words, named)
        return self._of_equals(asked, near, order)

    def _under_another_name(self, asked: _Asked, words: str, named: Sequence[NamedField]) -> NamedField | None:
        """The field that goes by a word which a superlative is of beside one of these: "alcohol" is "abv" to "strongest"."""
        said = {words.lower(), *map(str.lower, self._translations(words))}
        contexts = {context for _, _, context in asked.language.degrees.superlatives.values() if " " in context}
        alike = [set(context.split()) for context in sorted(contexts) if said & set(context.split())]
        ways = (one for one in named for names in alike if set(words_of(one.field)) <= names and words_of(one.field))
        return next((one for one in ways if self._fields.is_ordered(one.field)), None)

    def _counted(self, named: NamedField) -> NamedField:
        """The same, nearer where it is a number of things."""
        known = self._index.measured.unit(named.field)
        return replace(named, near=named.near + _ABOUT_AS_NEAR) if known and known.dimension.startswith(COUNT) else named

    def means(self, words: str, field: str) -> bool:
        """Whether words may mean a field that the last of them name: no "refresh rate" is a "rating"."""
        return self._fields.nearness(words, [field])[field] >= _MAY_MEAN

    def _of_equals(self, asked: _Asked, near: Sequence[NamedField], order: Order) -> NamedField:
        """Of fields about as near, the one that says the most of what most is wanted of, or the request comes nearer to."""
        if len(near) == 1:
            return near[0]
        told = self._told_apart(asked, [one.field for one in near])
        ends = {"desc": (_MOST_OF, _LEAST_OF), "asc": (_LEAST_OF, _MOST_OF)}[order]

        def rank(one: NamedField) -> tuple[float, ...]:
            words = set(words_of(one.field))
            return (one.is_related, bool(words & ends[0]) - bool(words & ends[1]), one.near + told[one.field])

        return max(near, key=rank)

    def _told_apart(self, asked: _Asked, names: Sequence[str]) -> dict[str, float]:
        """How near a request comes to what sets each of some names apart: "city" of "MPG City" beside "MPG Highway"."""
        common = set.intersection(*(set(words_of(name)) for name in names))
        own = {name: " ".join(word for word in words_of(name) if word not in common) or name for name in names}
        near = [self._fields.nearness(piece, list(own.values())) for piece in asked.pieces]
        return {name: max((one[text] for one in near), default=0.0) for name, text in own.items()}

    def _is_thing(self, asked: _Asked, words: str) -> bool:
        """Whether words are what the request asks for."""
        named = (one.text for one in asked.need.clauses if one.kind == "topic") if asked.things else ()
        return words.lower() in asked.things or any(words in text for text in named)

    # --- economy

    def _most_economical(self, asked: _Asked) -> MeantOrder | None:
        for pattern_, concepts in asked.words.economies:
            said = next((match for match in pattern_.finditer(asked.query) if match["most"]), None)
            found = self._consuming(asked, concepts) if said else None
            if said and found:
                return MeantOrder(said.start(), said.end(), Sort(*found, said[0]))
        return None

    def _consuming(self, asked: _Asked, concepts: Sequence[str]) -> tuple[str, Order] | None:
        """The field that says how much is needed of something, and the order in which what needs least comes first."""
        words, units = order_words(), {one.field: one.unit for one in self._index.measured.fields}
        orders = {name: order for name in asked.fields if (order := economical(name, units.get(name, ""), words))}
        names = [name for name in orders if self._fields.is_ordered(name)]
        near = dict.fromkeys(names, 0.0)
        for concept in concepts:
            for name, nearness in self._fields.nearness(concept, names).items():
                near[name] = max(near[name], nearness)
        best = max(near.values(), default=0.0)
        equals = [
            NamedField(name, near[name], asked.fields[name], True) for name in names if near[name] >= best - _ABOUT_AS_NEAR
        ]
        if best < _ECONOMY:
            return None
        told = self._told_apart(asked, [one.field for one in equals])
        field = max(equals, key=lambda one: one.near + told[one.field]).field
        return field, orders[field]

    def _limit(self, asked: _Asked, text: str, field: str, order: Order, rows: np.ndarray | None) -> tuple[Clause, str]:
        """The third of the products that need least of something, as a limit, and how it is told."""
        import numpy as np

        values = self._index.columns.dense(field)
        told = values[~np.isnan(values)] if rows is None else values[rows][~np.isnan(values[rows])]
        bound = float(np.quantile(told, 1 / 3 if order == "asc" else 2 / 3, method="nearest"))
        known = self._index.measured.unit(field)
        op: Op = "<=" if order == "asc" else ">="
        messages = asked.language.degrees.messages
        label, value = in_own_words(label_of(field), show_value(bound, known.unit if known else None), asked.need.language)
        meaning = messages["up_to" if order == "asc" else "from"].format(field=label, value=value)
        return Clause(text, "limit", field, op, bound, known.unit if known else None), messages["relative"].format(
            words=text, meaning=meaning
        )

    def _is_number(self, name: str) -> bool:
        columns = self._index.columns
        return columns.kind(name) == "number" or f"{name}{AS_NUMBER}" in columns

    # --- sizes that texts list

    def _sized(self, asked: _Asked, rows: np.ndarray | None) -> MeantOrder | None:
        """The order by a size that texts state where no field of numbers does: "the biggest bag" by "3kg, 6kg, 12kg"."""
        degrees = asked.language.degrees
        degree = degrees.find(asked.query, 0, len(asked.query), alone=False)
        if degree is None or degree.order is None or degree.context or is_decided(asked.need, degree.start, degree.end):
            return None
        wanted = _SIZES if degree.of == "size" else {degree.of} & _SIZES
        n_products = len(self._index) if rows is None else len(rows)
        for name, n_saying in asked.fields.items():
            stated = stated_numbers(self._index, name) if wanted and n_saying >= _STATED * n_products else None
            if stated and stated.dimension.split(" of ")[0] in wanted:
                return MeantOrder(
                    degree.start, degree.end, Sort(name, degree.order, asked.query[degree.start : degree.end], degree.rank)
                )
        return None


def is_decided(need: Need, start: int, end: int) -> bool:
    """Whether a field decides some of a stretch of a request already, half open."""
    places: Iterator[tuple[int, Clause]] = ((need.query.find(clause.text), clause) for clause in need.clauses if clause.is_hard)
    return any(0 <= at < end and start < at + len(clause.text) for at, clause in places)
