"""Natural-language inference by roles, in a language whose grammar of claims is known (`ClaimGrammar`), clause by clause.

A sentence holds where every clause of it follows from the record of just the product that it speaks of: a wording that its
fields license, its price, a difference computed from two records, a buyer's or the maker's words told as theirs, a silence.
What cannot be derived so is not proved, which says nothing of its truth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from shopcli.need.languages.claim_grammar import ClaimGrammar
from shopcli.need.languages.lexicon import Lexicon
from shopcli.need.languages.registry import language_of
from shopcli.text.scripts import HAN, has_han
from shopcli.text.worded_fact import measure_of
from shopcli.text.words import regular_singular
from shopcli.types import Clause, Fact, FactsOf, Need, Product, difference_of, show_money, show_value
from shopcli.write.offer import OFFER, offer_of, price_of
from shopcli.write.product_names import spoken_names
from shopcli.write.wording.frames import worded
from shopcli.write.wording.licences import FORMS, Licence, licence_of, licences
from shopcli.write.wording.phrases import phrases_of
from shopcli.write.wording.value_tests import holds

_FIRST_NAME = 0xE000
_PEOPLE, _AGE, _SIZES = ("persons", "number of players", "seats"), ("age from",), ("size", "shoe size")
_TOLD = ("reviews", "description")
_PARTICLES = r"[，的了着呢吧用也就都还是]"
_LONG_ENOUGH = 3  # characters of a part of a sentence of the description
_RUNS_OVER = 3  # clauses, of what is told in somebody's voice
_LEAST_ALIAS = 2  # characters of a piece of a title


def is_proved(text: str, *, products: Sequence[Product], facts_of: FactsOf, need: Need) -> bool:
    """Whether all that a sentence claims follows from the records; False for a language without a grammar of claims.

    Args:
        text: one sentence.
        products: the product it speaks of, then those it may name.
        facts_of: reads a product's facts.
        need: the request, whose words may open a sentence.
    """
    pack = language_of(text)
    if pack.claims is None or pack.lexicon is None or not text.endswith(("。", ".")):
        return False
    return _Reading(pack.code, pack.claims, pack.lexicon, products, facts_of, need).proves(text)


@dataclass
class _Reading:
    language: str
    grammar: ClaimGrammar
    lexicon: Lexicon
    products: Sequence[Product]
    facts_of: FactsOf
    need: Need
    _records: dict[int, _Claims] = field(default_factory=dict)
    _beside: int | None = None  # whom the product spoken of was just compared with

    def proves(self, text: str) -> bool:
        marked = self.grammar.canonical(self._with_marks(text))
        subject, proved = 0, False
        marked = self._without_gap(marked)
        clauses = [clause for clause in self.grammar.clause_ends.split(marked) if clause]
        at = 0
        while at < len(clauses):
            # what is told in somebody's voice, or of what the record does not say, may run over a comma
            held = None
            for taken in range(min(_RUNS_OVER, len(clauses) - at), 0, -1):
                held = self._clause("，".join(clauses[at : at + taken]), subject, over=taken > 1)
                if held is not None:
                    break
            if held is None:
                return False
            subject, claims = held
            proved, at = proved or claims, at + taken
        return proved

    def _without_gap(self, marked: str) -> str:
        """A sentence on two products without an opening that says what one costs more or less: it is whom is named next."""
        end = self.grammar.clause_ends.search(marked)
        gap = self.grammar.price_gap.fullmatch(marked[: end.start()]) if end and len(self.products) == 2 else None
        named = re.search("[\ue000\ue001]", marked[end.end() :]) if end and gap else None
        if end is None or gap is None or named is None:
            return marked
        return f"{named[0]}比{chr(2 * _FIRST_NAME + 1 - ord(named[0]))}{marked}"

    def _with_marks(self, text: str) -> str:
        forms = [(form, number) for number, product in enumerate(self.products) for form in spoken_names(product)]
        forms += [(self._first_words(product), number) for number, product in enumerate(self.products)]
        for form, number in sorted(forms, key=lambda pair: -len(pair[0])):
            text = re.sub(rf" ?(?<![A-Za-z]){re.escape(form)}(?![A-Za-z]) ?", chr(_FIRST_NAME + number), text, flags=re.I)
            text = text.replace("".join(form.split()), chr(_FIRST_NAME + number)) if re.search(f"[{HAN}]", form) else text
        return text

    @staticmethod
    def _first_words(product: Product) -> str:
        words = product.title.split()
        return " ".join(words[:2]) if len(words) > 1 else product.title

    def _record(self, number: int) -> _Claims:
        if number not in self._records:
            product = self.products[number]
            self._records[number] = _Claims(self.language, self.grammar, self.lexicon, product, self.facts_of(product))
        return self._records[number]

    def _clause(self, clause: str, subject: int, *, over: bool) -> tuple[int, bool] | None:
        """The product that a clause leaves spoken of, and whether it claims anything; None where it is not proved."""
        grammar = self.grammar
        clause = grammar.leads.sub("", clause, count=1) if grammar.leads.match(clause) else clause
        if not over and (both := grammar.both.match(clause)):
            rest = clause[both.end() :]
            numbers = range(len(self.products))
            return (subject, True) if len(numbers) > 1 and all(self._holds(rest, number) for number in numbers) else None
        if found := grammar.pronouns.match(clause):
            named = ord(found[0][0]) - _FIRST_NAME
            subject = named if 0 <= named < len(self.products) else subject
            clause = self._without_alias(clause[found.end() :], subject)
            clause = grammar.leads.sub("", clause, count=1) if grammar.leads.match(clause) else clause
        clause = clause if found else self._without_alias(clause, subject)
        if over:
            return (subject, True) if self._told(clause, subject) or self._silent(clause, subject) else None
        if not clause:
            return subject, False
        if beside := grammar.beside.fullmatch(clause):
            self._beside = ord(beside["other"]) - _FIRST_NAME
            return (1 - self._beside, False) if len(self.products) == 2 and self._beside in (0, 1) else None
        if asked := grammar.asked.match(clause):
            return self._as_asked(asked, clause, subject)
        return (subject, True) if self._holds(clause, subject) else None

    def _without_alias(self, clause: str, subject: int) -> str:
        """A clause without words of the title that stand for the product before what is said of it."""
        called = self.grammar.called.match(clause)
        return clause[called.end() :] if called and self._record(subject).is_called(called[0]) else clause

    def _as_asked(self, asked: re.Match[str], clause: str, subject: int) -> tuple[int, bool] | None:
        """An opening by the shopper's own words, with what is said of them behind it."""
        thing = asked["thing"] or asked["use"]
        if not all(self._is_asked(piece) for piece in self.grammar.joints.split(thing)):
            return None
        rest = self.grammar.leads.sub("", self.grammar.pronouns.sub("", clause[asked.end() :], count=1), count=1)
        if not rest:
            return subject, False
        return (subject, True) if self._holds(f"{rest}{thing}", subject) or self._holds(rest, subject) else None

    def _is_asked(self, thing: str) -> bool:
        query = self.grammar.canonical(self.need.query)
        names = (self.grammar.canonical(name) for name in (thing, *self._record(0).names_of(thing)))
        return any(name in query for name in names)

    def _holds(self, clause: str, subject: int) -> bool:
        claims = self._record(subject)
        if claims.says(clause) or self._told(clause, subject) or self._silent(clause, subject):
            return True
        if self._joined(clause, subject):
            return True
        shorter = self.grammar.tails.sub("", clause)
        if shorter != clause and claims.says(shorter):
            return True
        return self._priced(clause, subject) or self._differs(clause, subject) or claims.follows(clause)

    def _joined(self, clause: str, subject: int) -> bool:
        """Whether a clause says two things of its product under one verb: "has NFC and a barometer"."""
        if two := self.grammar.made_of.fullmatch(clause):
            return self._record(subject).says(two["one"]) and self._record(subject).says(f"{two['one'][0]}{two['other']}")
        for joint in self.grammar.joints.finditer(clause):
            one, other = clause[: joint.start()], clause[joint.end() :]
            verbs = (lead for lead in self._leads if one.startswith(lead))
            if one and other and self._holds(one, subject):
                return any(self._holds(f"{verb}{other}", subject) for verb in verbs) or self._holds(other, subject)
        return False

    @property
    def _leads(self) -> Iterator[str]:
        """What a clause of the language may open with that goes for all that it lists."""
        yield from (frame.partition("{")[0] for frame in (*self.grammar.denied, *self.grammar.granted) if frame[0] != "{")

    # --- prices and differences

    def _priced(self, clause: str, subject: int) -> bool:
        product, grammar = self.products[subject], self.grammar
        if product.price is None or product.price_range:
            return False
        own = self._money(product.price, product.currency)
        if found := grammar.price.fullmatch(clause):
            return found["price"] == own
        found = grammar.budget.fullmatch(clause)
        limits = [c.value for c in self.need.clauses if c.field == "price" and c.op in ("<", "<=")]
        kept = [limit for limit in limits if isinstance(limit, float) and product.price <= limit]
        if found is None or not kept:
            return False
        return not found["limit"] or any(found["limit"] == self._money(limit, product.currency) for limit in kept)

    def _money(self, amount: float, currency: str | None) -> str:
        return self.grammar.canonical(self.lexicon.money(show_money(amount, currency)))

    def _differs(self, clause: str, subject: int) -> bool:
        found = self.grammar.difference.fullmatch(clause)
        said = found["said"] if found else clause
        gap = self.grammar.price_gap.fullmatch(said)
        if found:
            self._beside = ord(found["other"]) - _FIRST_NAME
        elif gap and len(self.products) == 2:
            self._beside = 1 - subject
        number = self._beside
        if number is None or not 0 <= number < len(self.products) or number == subject:
            return False
        one, other = self.products[subject], self.products[number]
        if gap:
            amount = difference_of(one, other)
            sign = self.grammar.ways[gap["way"]]
            return amount is not None and amount * sign > 0 and gap["gap"] == self._money(abs(amount), one.currency)
        return said in self._record(subject).differences(self._record(number))

    # --- voices and silence

    def _told(self, clause: str, subject: int) -> bool:
        for pattern, source in ((self.grammar.buyer, "reviews"), (self.grammar.maker, "description")):
            if (found := pattern.fullmatch(clause)) and found["said"]:
                return self._record(subject).tells(found["said"], source)
        return False

    def _silent(self, clause: str, subject: int) -> bool:
        found = self.grammar.silence.fullmatch(clause)
        name = (found["field"] or found["other_field"]) if found else None
        return bool(name) and self._record(subject).is_silent_on(str(name))


class _Claims:
    """All that one record lets be claimed, in canonical text."""

    def __init__(self, language: str, grammar: ClaimGrammar, lexicon: Lexicon, product: Product, facts: Sequence[Fact]) -> None:
        self._language, self._grammar, self._lexicon, self._product = language, grammar, lexicon, product
        self._facts = [fact for fact in facts if fact.field not in ("currency", "id", *OFFER)]

    @cached_property
    def _wordings(self) -> Mapping[str, frozenset[str]]:
        """Every wording of the record's fields, by the letter of its form."""
        found: dict[str, set[str]] = {letter: set() for letter in (*FORMS, "x", "s")}
        for fact in self._facts:
            if fact.is_text or fact.field == "reviews":
                continue
            for form, texts in phrases_of(worded(fact), self._language).forms.items():
                said = {self._grammar.canonical(text) for text in texts}
                found[form[0]] |= said | {text.replace("：", "") for text in said}
            if _amount(fact) and [_amount(other) for other in self._facts].count(_amount(fact)) == 1:
                found["x"].add(self._value(fact))
            found["a"] |= {self._grammar.canonical(quality) for quality in self._granted(fact)}
        found["s"] = set(self._plainly())
        return {letter: frozenset(texts) for letter, texts in found.items()}

    def _plainly(self) -> Iterator[str]:
        """Every field by each name that it has in the language, where no other field of the record goes by it."""
        every = Need("", tuple(Clause("", "feature", name) for name in OFFER))
        for offer in (*price_of(self._product), *offer_of(self._product, every)):
            yield from map(self._grammar.canonical, filter(None, self._grammar.offered(offer).split("，")))
        yield from (claim for fact in self._facts if fact.truth is not None for claim in self._qualities(fact))
        names = {fact: self._own_names(fact) for fact in self._facts if not fact.is_text and fact.field != "reviews"}
        for fact, known in names.items():
            for name in known - {other for beside, others in names.items() if beside is not fact for other in others}:
                if fact.truth is not None:
                    frames = self._grammar.granted if fact.truth else self._grammar.denied
                    yield from (frame.replace("{}", name) for frame in frames)
                else:
                    yield from (frame.replace("{n}", name).replace("{v}", self._value(fact)) for frame in self._grammar.stated)

    def _qualities(self, fact: Fact) -> Iterator[str]:
        """What a field of yes and no says that a product is."""
        if quality := self._lexicon.quality(fact.label):
            frames = self._grammar.granted if fact.truth else self._grammar.denied
            yield from (frame.replace("{}", self._grammar.canonical(quality)) for frame in frames)

    def _own_names(self, fact: Fact) -> frozenset[str]:
        licence, label = self._licence(fact), self._lexicon.label(fact.label)
        every = [*(licence.names if licence else ()), *([label] if label else []), fact.label]
        return frozenset(self._grammar.canonical(name) for name in every if len(name) > 1)

    @cached_property
    def _times(self) -> frozenset[str]:
        """The spans of time that a charge lasts."""
        lasting = [fact for fact in self._facts if (licence := self._licence(fact)) and "battery life" in licence.names]
        return frozenset(self._value(fact) for fact in lasting)

    def _value(self, fact: Fact) -> str:
        return self._grammar.canonical(self._lexicon.value(show_value(fact.value, fact.unit), fact.label))

    def _licence(self, fact: Fact) -> Licence | None:
        return licence_of(fact, self._language)

    def _granted(self, fact: Fact) -> Iterator[str]:
        licence = self._licence(fact)
        if licence and fact.truth is None:
            yield from (quality for quality, test in licence.grants if test and holds(test, fact))

    @cached_property
    def _texts(self) -> Mapping[str, Sequence[str]]:
        """The sentences of the description and of buyers, and the title."""
        told: dict[str, list[str]] = {"title": [self._grammar.canonical(self._product.title)], "reviews": [], "description": []}
        for fact in self._facts:
            if fact.field in _TOLD:
                pieces = re.split(r"\s*\|\s*|(?<=[。！？!?])|(?<=[.]) ", fact.words)
                if has_han(fact.words) and fact.field == "description":
                    pieces += [part for piece in pieces for part in piece.split("，") if len(part) > _LONG_ENOUGH]
                told[fact.field] += [self._grammar.canonical(piece.strip(" 。.！!")) for piece in pieces if piece.strip()]
        return told

    def says(self, clause: str) -> bool:
        """Whether a clause is a wording of some field, as a verb may carry it, or a statement of the description."""
        every = self._wordings
        if any(clause in texts for texts in every.values()) or clause in self._texts["description"]:
            return True
        for carrier, letters in self._grammar.carriers.items():
            if clause.startswith(carrier):
                rest = clause.removeprefix(carrier)
                plain = self._grammar.tails.sub("", rest)
                if letters == "t":
                    if rest in self._times:
                        return True
                elif any(rest in every[letter] or plain in every[letter] for letter in letters):
                    return True
        return False

    def follows(self, clause: str) -> bool:
        """Whether a clause follows from a count, an age, what is in the box, or the words of the title."""
        grammar = self._grammar
        if (found := grammar.persons.fullmatch(clause)) and self._houses(found):
            return True
        if (found := grammar.age.fullmatch(clause)) and self._suits(float(found["age"]), least=bool(found["least"])):
            return True
        if (found := grammar.size.fullmatch(clause)) and self._has_size(float(found["size"])):
            return True
        if (found := grammar.contents.fullmatch(clause)) and self._counts(found["count"], found["thing"]):
            return True
        if (found := grammar.missing.fullmatch(clause)) and self._lacks(found["thing"] or found["other_thing"]):
            return True
        found = grammar.alias.fullmatch(clause)
        return bool(found) and found is not None and self.is_called(found["words"])

    def _numbers(self, names: tuple[str, ...]) -> list[float]:
        """The values of the fields that the language's table knows under one of these English names."""
        known = [fact for fact in self._facts if (licence := self._licence(fact)) and set(names) & set(licence.names)]
        return [fact.value for fact in known if isinstance(fact.value, float)]

    def _houses(self, found: re.Match[str]) -> bool:
        count = float(found["count"] or self._grammar.families[found["family"]])
        return any(low <= count <= high for low, high in self._spans(_PEOPLE))

    def _has_size(self, size: float) -> bool:
        return any(low <= size <= high for low, high in self._spans(_SIZES))

    def _spans(self, names: tuple[str, ...]) -> Iterator[tuple[float, float]]:
        """The same as spans, "2-5"; of persons that a thing holds, no more and no fewer than the number."""
        yield from ((value, value) for value in self._numbers(names))
        for fact in self._facts:
            span = re.fullmatch(r"(\d+)\s*[-–]\s*(\d+)", fact.words)
            if span and (licence := self._licence(fact)) and set(names) & set(licence.names):
                yield float(span[1]), float(span[2])

    def _suits(self, age: float, *, least: bool) -> bool:
        return any(age == known if least else age >= known for known in self._numbers(_AGE))

    def names_of(self, thing: str) -> Iterator[str]:
        """What a thing may be called in a record: as it is said, and by the names of its licence."""
        yield thing
        for licence in _licences_named(thing, self._language):
            yield from licence.names
        for name in self._lexicon.foreign_names(thing):
            yield from dict.fromkeys((name, name.split()[-1]))

    def _counts(self, count: str, thing: str) -> bool:
        """Whether the title or the description says so many of a thing."""
        texts = [*self._texts["title"], *self._texts["description"]]
        counted = [fact for fact in self._facts if fact.value == float(count) and fact.unit is None]
        names = {name for fact in counted for name in self._own_names(fact)}
        foreign = {name.casefold() for name in self.names_of(thing)}
        if any(thing == name or regular_singular(name) in foreign or name in (f"{thing}数", f"{thing}数量") for name in names):
            return True
        return any(
            re.search(rf"(?<![\d.]){count}[{HAN}]?{re.escape(name.casefold())}|(?<![\d.]){count}{re.escape(thing)}", text)
            for name in self.names_of(thing)
            for text in texts
        )

    def _lacks(self, thing: str) -> bool:
        """Whether the description says that a thing is not with it."""
        said = self._texts["description"]
        names = [name.casefold() for name in self.names_of(thing)]
        ways = [way for way in (*self._grammar.denied, "{} not included", "{}not included") if way.strip("{}")]
        return any(text == way.replace("{}", name) for text in said for name in names for way in ways)

    def is_called(self, words: str) -> bool:
        """Whether words are two pieces of the title at most, in its order."""
        title = self._texts["title"][0]
        for cut in range(len(words) + 1):
            one, other = words[:cut], words[cut:]
            if all(not piece or len(piece) >= _LEAST_ALIAS for piece in (one, other)) and re.search(
                f"{re.escape(one)}.*{re.escape(other)}", title
            ):
                return True
        return False

    def differences(self, other: _Claims) -> frozenset[str]:
        """What is said of this product beside another: every field that both give in one unit, by its comparative."""
        theirs = {fact.field: fact for fact in other._facts}
        said: set[str] = set()
        for fact in self._facts:
            beside, licence = theirs.get(fact.field), self._licence(fact)
            one, two = _amount(fact), _amount(beside) if beside else None
            if licence and licence.comparative and one and two and one[1] == two[1] and one[0] != two[0]:
                way = licence.comparative[one[0] < two[0]]
                amount = self._value(Fact(fact.field, round(abs(one[0] - two[0]), 6), one[1]))
                said.add(self._grammar.canonical(way).replace("{}", amount))
                ways = self._grammar.more if one[0] > two[0] else self._grammar.less
                said |= {f"{name}{way}{amount}" for name in self._own_names(fact) for way in ways}
        return frozenset(said)

    def tells(self, said: str, source: str) -> bool:
        """Whether somebody's words stand in one sentence of his: each piece between commas, but for particles, in order."""
        said = re.sub(_PARTICLES, "", said)
        for text in self._texts[source]:
            plain = re.sub(_PARTICLES, "", text)
            if len(said) > 1 and said in plain:
                return True
        return False

    def is_silent_on(self, name: str) -> bool:
        """Whether no field and no text of the record speaks of what goes by a name that the table knows."""
        known = list(_licences_named(name, self._language))
        foreign = self._lexicon.foreign_names(name)
        if not known and not foreign and not re.fullmatch(r"[a-z0-9 -]+", name):
            return False
        names = {name.casefold(), *foreign, *(other.casefold() for licence in known for other in licence.names)}
        held = [self._licence(fact) for fact in self._facts]
        if any(licence in known for licence in held if licence):
            return False
        texts = [fact.field.casefold() for fact in self._facts] + [*self._texts["title"], *self._texts["description"]]
        return not any(name in text for name in names for text in texts)


def _licences_named(name: str, language: str) -> Iterator[Licence]:
    """The licences that have a name, in the language or in English."""
    seen: set[int] = set()
    for licence in licences(language).values():
        if id(licence) not in seen and any(name.casefold() == other.casefold() for other in licence.names):
            seen.add(id(licence))
            yield licence


def _amount(fact: Fact | None) -> tuple[float, str] | None:
    """A number with its unit, whether the record keeps them apart or writes "190 g"."""
    return measure_of(fact) if fact else None
