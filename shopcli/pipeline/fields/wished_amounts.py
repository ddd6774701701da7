"""Amounts that a wish names and no field limits: "minus five at night", "he weighs 280 pounds", "for 8 people", "16 ports".

A record answers such a wish wherever it states an amount of the same sort: in its title, a field or a text. Enough grants it;
where nothing that is stated is enough, it is ruled out; a record that states none stays silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import isnan
from typing import Literal

from shopcli.index import Index
from shopcli.index.parts.columns import TITLED
from shopcli.need.grounding.counts import Thing
from shopcli.need.grounding.quantities import Quantity, find_quantities
from shopcli.need.languages.quantity_words import QuantityWords
from shopcli.need.languages.registry import language_named, numerals, unit_names
from shopcli.need.persons import is_of_a_person
from shopcli.rerank.bearing import GRANTS, RULES_OUT
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.text.units import SYMBOLS, QuantityReader, Table, convert, dimension_of, same_dimension, things
from shopcli.text.words import ends_as_plural
from shopcli.types import Clause, Fact, Need
from shopcli.util.lazy_regex import pattern

Sort = Literal["cold", "people", "load", "weight", "lasting", "things", "measure"]

_PERSON = "person"
_PEOPLE = r"(?:persons?|people|adults?|guests?|players?|campers?|sleepers?|seat(?:er)?s?|personen|leute|个人|口人|人)"
_PEOPLE_BEHIND = pattern(rf"[\s-]{{0,2}}(?:{_PEOPLE}|of us)(?![a-z])", re.IGNORECASE)
_GROUP_BEFORE = pattern(r"\b(?:family|families|party|group|household|couple|team) of\s\Z", re.IGNORECASE)
_FOR_BEFORE = pattern(r"\bfor\s(?:\d{1,2}\s?(?:-|–|to|or)\s?)?\Z", re.IGNORECASE)
_ENDS = pattern(r"\s*(?:[,.;!?]|\Z|and\b|at\b|on\b|in\b|that\b|who\b)", re.IGNORECASE)
_BELOW_ZERO = pattern(r"(?:\bminus\s|(?<![\w.])[-−–]\s?|零下\s?)\Z", re.IGNORECASE)
_BELOW_BEHIND = pattern(r"\s(?:degrees\s)?(?:below|under)(?:\s(?:zero|freezing|0)\b|\s*(?:[,.;!?]|\Z))", re.IGNORECASE)
_NOUN = pattern(r"[\s-]{1,2}(?:[a-z]+ )?(?P<noun>[a-z]{4,})", re.IGNORECASE)
_NO_THINGS = frozenset(("times", "ways", "percents"))  # "four times as much" counts nothing
_COLD = pattern(
    r"\bminus\b|\bdown to\b|\bbelow\b|\bfreez|\bfrost|\bcold|\bwinter|\bnights?\b|\bsnow|\bor lower|零下|冷|冬|\bkalt|\bnacht",
    re.I,
)
_BEARS = pattern(
    r"support|hold|capacity|\bload|up to|\bmax|limit|carr(?:y|ies)|\bbears?\b|\brated\b|tragkraft|belast|承重", re.IGNORECASE
)
_BODY = pattern(r"\bI(?:['’]m| am| weigh)\b|\b(?:guy|man|men|woman|person|people|rider|user|dog|cat)\b", re.IGNORECASE)
_WEIGHS = pattern(r"\bweigh|\bweight|重|\bgewicht|\bwiegt", re.IGNORECASE)
_AROUND = 48  # characters before an amount of a text in which it says what it is of
_TEMPERATURE = pattern(
    r"(?P<below>(?<![\w.,])[-−–]\s?|\bminus\s|零下\s?)?(?<![\d.,])(?P<amount>\d{1,3}(?:[.,]\d)?)\s?"
    r"(?:(?:°|º|degrees?\s|deg\s)\s?(?P<unit>[CF])\b|(?P<sign>℃|℉)"
    r"|(?P<word>degrees celsius|degrees fahrenheit|celsius|fahrenheit)\b"
    r"|(?P<glued>(?<=\d)[F])\b)",
    re.IGNORECASE,
)
_NUMBER_OF_PEOPLE = pattern(
    rf"(?<![\d.])(?P<least>\d{{1,3}})?(?:\s?[-–]\s?|\s(?:to|or)\s)?(?P<most>\d{{1,3}})[\s-]?(?:{_PEOPLE}(?![a-z])|P\b)"
    rf"|\b(?P<spelled>one|two|three|four|five|six|seven|eight|nine|ten|twelve)[\s-]{_PEOPLE}(?![a-z])"
    r"|\b(?:sleeps|seats|room for|fits)\s(?:up to\s)?(?P<room>\d{1,3})(?![\d.\"”″]|\s?(?:cm|mm|in|l|lit|kg|lb|oz)\b)",
    re.IGNORECASE,
)
_LABEL_OF_PEOPLE = pattern(rf"^(?:number of |for |max(?:imum)? )?(?:{_PEOPLE}|sleeps|seats|capacity persons)\b", re.IGNORECASE)
_ABOUT, _ROUGHLY, _TENTHS = 0.15, 0.03, 0.5
# From where on more than enough is too much of it: degrees of cold, parts of others; a stronger thing is no worse.
_FAR_BEYOND: Mapping[Sort, float] = {
    "cold": 15.0, "people": 0.5, "load": 9.0, "weight": 9.0, "lasting": 9.0, "things": 0.0, "measure": 0.5,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WishedAmount:
    """An amount that a wish names.

    Attributes:
        sort: what is measured, which decides which end is enough: of cold and weight the lower, of people and loads the higher.
        low: the least that is enough; None where there is none.
        high: the most that is enough; None where there is none.
        unit: the symbol of its unit; of things the stem of their name.
        beside: the stems of what is said around it, one of which a text must say beside an amount of a time.
    """

    sort: Sort
    low: float | None
    high: float | None
    unit: str
    beside: frozenset[str] = frozenset()

    def is_met_by(self, amount: float) -> bool:
        """Whether an amount in its unit is enough."""
        return (self.low is None or amount >= self.low) and (self.high is None or amount <= self.high)


def wished_amounts(need: Need, index: Index) -> Mapping[Clause, WishedAmount]:
    """The amounts that a request names, each by its wish, or one of its own where no wish has it; what a field limits is none.

    Args:
        need: the request.
        index: the open index: its units, and in which of them its texts tell of temperatures.
    """
    wishes = [clause for clause in need.clauses if clause.kind == "feature" and not clause.is_hard]
    if need.question or not (re.search(r"\d", need.query) or any(word in need.query.casefold() for word in _long_numerals())):
        return {}
    limited = [clause for clause in need.clauses if clause.text and (clause.is_hard or clause.kind in ("limit", "exclude"))]
    found: dict[Clause, WishedAmount] = {}
    table = _table(need.query, index.measured.table)
    for quantity in find_quantities(need.query, _words(need.language), table, _counted):
        said = need.query[quantity.number_start : quantity.number_end]
        clause = next((one for one in wishes if said in one.text or one.text.strip(" .,!?") in said), Clause(said, "feature"))
        if clause in found or any(said in one.text or one.text in said for one in limited):
            continue
        amount = _wished(quantity, need, index, table)
        if amount and (clause in need.clauses or amount.sort in ("cold", "people", "load")):
            found[clause] = amount
    return found


@lru_cache(maxsize=4)
def _words(language: str) -> QuantityWords:
    """The words for quantities, where any unit is read without a comparison: 280 pounds that somebody weighs are no money."""
    return replace(language_named(language).quantities, only_after={})


@lru_cache(maxsize=1)
def _long_numerals() -> frozenset[str]:
    return frozenset(word for word, number in numerals().items() if number > 1)


def _table(query: str, table: Table) -> Table:
    """The units with those of persons, of degrees and of the things that are counted in a request."""
    nouns = {found["noun"].casefold() for found in re.finditer(r"(?<=[\w ])(?P<noun>[A-Za-z]{4,})", query)}
    counted = {noun: things(noun) for noun in nouns if ends_as_plural(noun) and noun not in table}
    return {**counted, **table, _PERSON: things(_PERSON)}


def _counted(text: str, start: int, end: int) -> Thing | None:
    """What a number without a unit counts: persons, degrees behind a minus, or the things that are named behind it."""
    if behind := _PEOPLE_BEHIND.match(text, end):
        return Thing(behind.end(), _PERSON)
    before = text[:start]
    if _GROUP_BEFORE.search(before) or (_FOR_BEFORE.search(before) and _ENDS.match(text, end)):
        return Thing(end, _PERSON)
    if _BELOW_ZERO.search(before) or _BELOW_BEHIND.match(text, end):
        return Thing(end, "°")
    named = _NOUN.match(text, end)
    noun = named["noun"].casefold() if named else ""
    return Thing(named.end(), noun) if named and ends_as_plural(noun) and noun not in _NO_THINGS else None


def _wished(quantity: Quantity, need: Need, index: Index, table: Table) -> WishedAmount | None:
    query, amount = need.query, quantity.low if quantity.low is not None else quantity.high
    if amount is None:
        return None
    if quantity.dimension == "temperature" or quantity.unit == "°":
        is_below = _BELOW_ZERO.search(query[: quantity.number_start]) or _BELOW_BEHIND.match(query, quantity.number_end)
        below = is_below is not None and amount > 0
        unit = quantity.unit if quantity.dimension == "temperature" else _unit_of_heat(index)
        is_cold = below or _COLD.search(query) is not None
        return WishedAmount("cold", None, (-amount if below else amount) + _TENTHS, unit) if unit and is_cold else None
    if quantity.unit == _PERSON:
        return WishedAmount("people", amount, None, _PERSON)
    beside = stem_set([query[max(0, quantity.start - _AROUND) : quantity.start], query[quantity.end :][:24]]) - FUNCTION_STEMS
    if quantity.dimension == "mass":
        about = re.split(r"[.;!?]", query[: quantity.number_start])[-1]
        if quantity.op == "<=" and _WEIGHS.search(about):
            return WishedAmount("weight", None, amount, quantity.unit)
        is_person = is_of_a_person(about, language_named(need.language).requests) or _BODY.search(about)
        is_load = bool(is_person) and quantity.op in ("==", "about", ">=")
        return WishedAmount("load", amount, None, quantity.unit) if is_load else None
    if quantity.dimension == "time":
        return WishedAmount("lasting", amount, None, quantity.unit, beside) if quantity.op != "<=" else None
    if quantity.dimension.startswith("count"):
        stem = next(iter(stem_set([quantity.unit])), "")
        return WishedAmount("things", amount, None if quantity.op == ">=" else amount, stem) if stem else None
    return _measure(quantity, amount)


def _measure(quantity: Quantity, amount: float) -> WishedAmount:
    slack = amount * (_ABOUT if quantity.op == "about" else _ROUGHLY)
    low = None if quantity.op == "<=" else quantity.low
    high = None if quantity.op == ">=" else quantity.high
    if quantity.op in ("==", "about"):
        low, high = amount - slack, amount + slack
    return WishedAmount("measure", low, high, quantity.unit)


def _unit_of_heat(index: Index) -> str:
    """In which unit a catalog tells of temperatures, in its titles or a field; empty where it does not."""
    if titled := index.measured.unit(f"{TITLED}temperature"):
        return titled.unit
    return next((field.unit for field in index.measured.fields if field.dimension == "temperature"), "")


def _unit(found: re.Match[str]) -> str:
    said = found["unit"] or found["sign"] or found["word"] or found["glued"]
    return "°F" if said.casefold().endswith(("f", "℉", "fahrenheit")) else "°C"


class Amounts:
    """What records say to the amounts that a request's wishes name.

    Args:
        index: the open index.
        wished: the amounts by their wishes.
    """

    def __init__(self, index: Index, wished: Mapping[Clause, WishedAmount]) -> None:
        self._index, self._wished, self._table = index, wished, index.measured.table
        self._read: dict[tuple[WishedAmount, int], list[list[float]]] = {}  # by the product's row

    def __bool__(self) -> bool:
        return bool(self._wished)

    def beside(self, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
        """The wishes for amounts that are none of some clauses."""
        return tuple(clause for clause in self._wished if clause not in clauses)

    def decide(self, clause: Clause, row: int, facts: Sequence[Fact], bearings: Sequence[int]) -> list[int]:
        """What facts say to a clause: what their amounts do, else what ``bearings`` have.

        Args:
            clause: what was asked.
            row: the product.
            facts: its facts.
            bearings: what each fact says by its words.
        """
        wished = self._wished.get(clause)
        if wished is None:  # a number by itself is said by chance in any text
            is_bare = clause.kind == "feature" and clause.op != "is" and clause.says.strip().casefold() in _long_numerals()
            return [0 if is_bare and fact.is_text else one for fact, one in zip(facts, bearings, strict=True)]
        stated = self._stated_by(wished, row, facts)
        enough = [any(wished.is_met_by(amount) for amount in amounts) for amounts in stated]
        if any(enough):
            return [GRANTS if one else 0 for one in enough]
        # Of a text it is not sure that it tells of all; by a bare measure or a time of another thing nothing is ruled out.
        is_sure = wished.sort in ("cold", "people", "load", "weight", "things")
        most = max(map(max, filter(None, stated)), default=0.0)  # more things than were asked for speak against nothing
        if any(stated) and is_sure and not (wished.low is not None and most >= wished.low):
            return [RULES_OUT if amounts else 0 for amounts in stated]
        return list(bearings)

    def merit(self, row: int, facts: Sequence[Fact]) -> tuple[int, int]:
        """How well a record answers all that is wished, smaller is better: what it falls short of, then what it far exceeds.

        Args:
            row: the product.
            facts: its facts.
        """
        denied, beyond = 0, 0
        for clause, wished in self._wished.items():
            bearings = self.decide(clause, row, facts, [0] * len(facts))
            denied += 2 * (RULES_OUT in bearings) + (GRANTS not in bearings)
            beyond += GRANTS in bearings and self._excess(wished, row, facts) > _FAR_BEYOND[wished.sort]
        return denied, beyond

    def _excess(self, wished: WishedAmount, row: int, facts: Sequence[Fact]) -> float:
        """How far the nearest amount that is enough exceeds what was wished: of cold in degrees, of others in parts of it."""
        amounts = [one for some in self._stated_by(wished, row, facts) for one in some if wished.is_met_by(one)]
        if wished.sort == "cold" and wished.high is not None:
            return wished.high - max(amounts)
        return (min(amounts) - wished.low) / wished.low if wished.low else 0.0

    def _stated_by(self, wished: WishedAmount, row: int, facts: Sequence[Fact]) -> list[list[float]]:
        if (wished, row) not in self._read:
            titled = self._titled(wished, row)
            self._read[wished, row] = [
                [titled] if titled is not None and fact.field == "title" else list(_stated(wished, fact, self._table))
                for fact in facts
            ]
        return self._read[wished, row]

    def _titled(self, wished: WishedAmount, row: int) -> float | None:
        """What the title of a product says of the amount, also by a bare number where those of its kind do."""
        dimension = "temperature" if wished.sort == "cold" else dimension_of(wished.unit)
        name = f"{TITLED}{dimension}"
        known = self._index.measured.unit(name) if wished.sort in ("cold", "measure") else None
        if known is None or name not in self._index.columns or not same_dimension(known.unit, wished.unit, self._table):
            return None
        value = float(self._index.columns.dense(name)[row])
        return None if isnan(value) else convert(value, known.unit, wished.unit, self._table)


def _stated(wished: WishedAmount, fact: Fact, table: Table) -> Iterator[float]:
    """The amounts of the wished sort that a fact states, in the wish's unit."""
    if fact.field in ("price", "currency", "rating", "id", "stock", "reviews", "brand") or fact.truth is not None:
        return
    text = fact.words
    if wished.sort == "cold":
        yield from (convert(amount, unit, wished.unit, table) for amount, unit in _temperatures(text))
    elif wished.sort == "people":
        yield from _people(fact)
    elif wished.sort == "things":
        yield from _things(wished, fact)
    else:
        yield from _measures(wished, fact, table)


def _temperatures(text: str) -> Iterator[tuple[float, str]]:
    for found in _TEMPERATURE.finditer(text):
        amount = float(found["amount"].replace(",", "."))
        yield (-amount if found["below"] else amount), _unit(found)


def _people(fact: Fact) -> Iterator[float]:
    if not fact.is_text and fact.field not in ("title", "category") and _LABEL_OF_PEOPLE.match(fact.label):
        numbers = [float(number) for number in re.findall(r"\d+", fact.words)] if isinstance(fact.value, str) else [fact.value]
        yield from (float(number) for number in numbers if isinstance(number, (int, float)))
        return
    for found in _NUMBER_OF_PEOPLE.finditer(fact.words):
        yield numerals()[found["spelled"].casefold()] if found["spelled"] else float(found["most"] or found["room"])


def _things(wished: WishedAmount, fact: Fact) -> Iterator[float]:
    if isinstance(fact.value, float) and wished.unit in stem_set([fact.label]):
        yield fact.value
    for found in re.finditer(r"(?<![\w.,/-])(\d{1,4})[\s-]{0,2}(?:x )?((?:[A-Za-z]+[\s-]){0,1}[A-Za-z]+)", fact.words):
        if wished.unit in stem_set([found[2]]):
            yield float(found[1])


def _measures(wished: WishedAmount, fact: Fact, table: Table) -> Iterator[float]:
    if fact.unit and isinstance(fact.value, float) and same_dimension(fact.unit, wished.unit, table):
        yield convert(fact.value, fact.unit, wished.unit, table)
    for measure in _reader().measures(fact.words):
        if not same_dimension(measure.unit, wished.unit, table):
            continue
        around = fact.words[max(0, measure.start - _AROUND) : measure.start]
        if wished.sort == "load" and not (_BEARS.search(around) or _BEARS.search(fact.label)):
            continue
        if wished.sort == "weight" and not (_WEIGHS.search(around) or _WEIGHS.search(fact.label)):
            continue
        if wished.sort == "lasting" and not wished.beside & (stem_set([fact.words, fact.label]) - FUNCTION_STEMS):
            continue
        yield convert(measure.amount, measure.unit, wished.unit, table)


@lru_cache(maxsize=1)
def _reader() -> QuantityReader:
    return QuantityReader(SYMBOLS | unit_names())
