"""What one record lets be claimed, in the canonical text of a language whose grammar of claims is known: `RecordClaims`.

Wordings that its fields license, its fields by every name that they go by, what follows from a count or a span, what its texts
say, and what it says beside another record.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial

from shopcli.need.languages.claim_grammar import ClaimGrammar
from shopcli.need.languages.lexicon import Lexicon
from shopcli.need.languages.registry import language_named
from shopcli.text.scripts import HAN, has_han
from shopcli.text.tokens import measure_of as symbol_of
from shopcli.text.units import dimension_of
from shopcli.text.worded_fact import measure_of
from shopcli.text.words import regular_singular
from shopcli.types import Clause, Fact, Need, Product, show_value
from shopcli.write.offer import OFFER, offer_of, price_of
from shopcli.write.verify.called_product import CalledProduct, licences_named
from shopcli.write.verify.canonical import NUMBER, canonical
from shopcli.write.verify.field_sayings import SaidField, says_field
from shopcli.write.wording.frames import worded
from shopcli.write.wording.licences import FORMS, Licence, licence_of
from shopcli.write.wording.phrases import phrases_of
from shopcli.write.wording.value_tests import holds

_PEOPLE, _AGE, _SIZES = ("persons", "number of players", "seats"), ("age from",), ("size", "shoe size")
_CONTENT = frozenset(("净含量", "净重", "容量", "volume", "capacity", "contents"))
_CODE = re.compile(r"(?=.*\d)(?=.*[a-z])[a-z0-9-]{3,8}")  # a rating or a standard, which stands for itself: IPX4
_PACKS = re.compile(r"[2-9]\d*[包盒瓶袋罐支桶听管块]|[x×*][2-9]|\b(?:[2-9]|\d\d+) ?(?:packs?|bottles|bags|tins|cans|x)\b")
_UNSAID = frozenset(("reviews", "title", "category", "brand", "description"))  # which no name is told with
_UNIT_IN_NAME = re.compile(r"(?P<name>.{3,}) (?P<unit>[a-z°%]{1,5}|\([a-z°%/]{1,5}\))", re.I)
_EXACTLY = 1e-6
_OF_WHOLE = frozenset(("material", "weight", "colour"))
_ABLE = "能"
_UNCOMPARED = frozenset(("title", "category", "brand", "reviews", "description"))
_TOLD = ("reviews", "description")
_ONE = re.compile(r"\bone(?= (?!of\b))")
_PARTICLES = r"的时候|[，的了着呢吧用也就都还是请要需须应该]"
_LONG_ENOUGH = 2  # characters of a part of a sentence of the description
_LONGEST_KIND = 6  # characters


class RecordClaims(CalledProduct):
    """All that one record lets be claimed, in canonical text."""

    def __init__(self, language: str, grammar: ClaimGrammar, lexicon: Lexicon, product: Product, facts: Sequence[Fact]) -> None:
        super().__init__(language, grammar, lexicon, product)
        kept = [fact for fact in facts if fact.field not in ("currency", "id", *OFFER)]
        self._facts = [_measured(fact, lexicon) for fact in kept]

    @cached_property
    def _wordings(self) -> Mapping[str, frozenset[str]]:
        """Every wording of the record's fields, by the letter of its form."""
        found: dict[str, set[str]] = {letter: set() for letter in (*FORMS, "x", "s")}
        for fact in self._facts:
            if fact.is_text or fact.field == "reviews":
                continue
            for form, texts in phrases_of(worded(fact), self._language).forms.items():
                said = {self._grammar.canonical(text) for text in texts}
                said |= {text.replace("：", "") for text in said}
                found[form[0]] |= said | set(self._crossed(fact, said))
            if self._is_only_amount(fact):
                found["x"].add(self._value(fact))
            found["a"] |= {self._grammar.canonical(quality) for quality in self._granted(fact)}
        found["s"] = {*self._plainly(), *self._as_whole()}
        found["q"] |= {value for fact in self._facts for value in [self._value(fact)] if _CODE.fullmatch(value)}
        return {letter: frozenset(texts) for letter, texts in found.items()}

    def _is_only_amount(self, fact: Fact) -> bool:
        """Whether a fact is an amount that no other of the record is."""
        return _amount(fact) is not None and [_amount(other) for other in self._facts].count(_amount(fact)) == 1

    def _as_whole(self) -> Iterator[str]:
        """The values that tell what the product as a whole is, which need no name: its kind, colour, make."""
        for fact in self._facts:
            if fact.truth is None and not fact.is_text and self._lexicon.tells_whole(fact.label):
                yield from (frame.replace("{v}", value) for value in self._values(fact) for frame in self._grammar.of_whole)

    def _crossed(self, fact: Fact, said: Iterable[str]) -> Iterator[str]:
        """The same with the value in other words, and with the name of what is so behind it: "for oily skin"."""
        if fact.truth is not None:
            return
        own, every = self._value(fact), self._values(fact)
        for text in said:
            if own and own in text:
                other = [text.replace(own, value) for value in every]
                yield from other
                yield from (
                    f"{ways}{name}" for ways in other for name in self._own_names(fact) if text.endswith(own) and has_han(name)
                )

    def _plainly(self) -> Iterator[str]:
        """Every field by each name that it has in the language, where no other field of the record goes by it."""
        every = Need("", tuple(Clause("", "feature", name) for name in OFFER))
        for offer in (*price_of(self._product), *offer_of(self._product, every)):
            yield from map(self._grammar.canonical, filter(None, self._grammar.offered(offer).split("，")))
        yield from (claim for fact in self._facts if fact.truth is not None for claim in self._qualities(fact))
        names = {fact: self._own_names(fact) for fact in self._facts if not fact.is_text and fact.field != "reviews"}
        for fact, known in names.items():
            yield from self._by_its_part(fact, known)
            for name in known - {other for beside, others in names.items() if beside is not fact for other in others}:
                if fact.truth is not None:
                    frames = self._grammar.granted if fact.truth else self._grammar.denied
                    yield from (frame.replace("{}", name) for frame in frames)
                else:
                    yield from (
                        frame.replace("{n}", name).replace("{v}", value)
                        for value in self._values(fact)
                        for frame in self._grammar.stated
                    )

    def _by_its_part(self, fact: Fact, names: frozenset[str]) -> Iterator[str]:
        """What a part is made of, before the part or the last character of its name: 橡胶底; what ends in its field's: 红轴."""
        if fact.truth is not None:
            return
        parts = [part[1] for name in names if (part := self._grammar.parts_of.fullmatch(name))]
        for value in self._values(fact):
            yield from (f"{value}{way}" for part in parts for way in (part, part[-1]) if not value.endswith(way))
            if any(map(self._grammar.tops[0].search, names)) and self._is_only_amount(fact):
                yield self._grammar.tops[1].replace("{v}", value)
            if has_han(value) and any(len(name) == len("轴体") and value[-1] == name[0] for name in names):
                yield from (frame.replace("{v}", value) for frame in self._grammar.of_self)

    def _qualities(self, fact: Fact) -> Iterator[str]:
        """What a field of yes and no says that a product is, or that can be done with a part of it."""
        for deed in filter(None, map(self._grammar.deeds.fullmatch, self._own_names(fact))):
            yield from (frame.format(**deed.groupdict()) for frame in self._grammar.deeds_said[fact.truth is not True])
        if quality := self._lexicon.quality(fact.label):
            frames = self._grammar.granted if fact.truth else self._grammar.denied
            yield from (frame.replace("{}", self._grammar.canonical(quality)) for frame in frames)

    def _own_names(self, fact: Fact) -> frozenset[str]:
        licence, label = self._licence(fact), self._lexicon.label(fact.label)
        every = [*(licence.names if licence else ()), *([label] if label else []), fact.label]
        every += [other for name in every for other in self._lexicon.names_also(name)]
        beyond = self._grammar.beyond
        every = [name for name in every if beyond.search(fact.label.casefold()) or not beyond.search(name)]
        return frozenset(self._grammar.canonical(name) for name in every if len(name) > 1)

    @cached_property
    def _times(self) -> frozenset[str]:
        """The spans of time that a charge lasts."""
        lasting = [fact for fact in self._facts if (licence := self._licence(fact)) and "battery life" in licence.names]
        return frozenset(value for fact in lasting for value in self._values(fact))

    def _value(self, fact: Fact) -> str:
        return self._grammar.canonical(self._lexicon.value(show_value(fact.value, fact.unit), fact.label))

    def _values(self, fact: Fact) -> frozenset[str]:
        """A value in every way that it is said."""
        value = self._lexicon.value(show_value(fact.value, fact.unit), fact.label)
        return frozenset(map(self._grammar.canonical, (value, *self._lexicon.values_also(value, fact.label))))

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
                    pieces += [part for piece in pieces for part in self._parts(piece)]
                told[fact.field] += [self._grammar.canonical(piece.strip(" 。.！!")) for piece in pieces if piece.strip()]
        return told

    def _parts(self, sentence: str) -> Iterator[str]:
        """The parts between the commas of a sentence that stand for themselves: none behind an "if" or a "no"."""
        for part in sentence.split("，"):
            if self._grammar.conditions.search(part):
                return
            if len(part) > _LONG_ENOUGH:
                yield part

    @cached_property
    def _described(self) -> frozenset[str]:
        """The sentences of the description, and those that end in a count without it: "a measuring cup" of "one of them"."""
        texts = self._texts["description"]
        every = [*texts, *(self._grammar.counted.sub("", text) for text in texts)]
        inside = (self._grammar.inside.sub("", text, count=1) for text in every)
        bodies = (text[body.end() :] for text in every if (body := self._grammar.of_field.body.match(text)))
        return frozenset((*every, *inside, *bodies))

    def says(self, clause: str) -> bool:
        """Whether a clause is a wording of some field, as a verb may carry it, or a statement of the description."""
        every = self._wordings
        if any(clause in texts for texts in every.values()) or clause in self._described:
            return True
        if f"{clause}的" in every["a"]:
            return True
        if any(f"{lead}{clause}" in every["v"] | every["s"] for lead in self._grammar.copulas):
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
        if self._grammar.made_alike(clause) in self._described_alike:
            return True
        return self._fills(clause) or any(says_field(clause, field, self._grammar.of_field) for field in self._said_fields)

    @cached_property
    def _described_alike(self) -> frozenset[str]:
        alike = map(self._grammar.made_alike, self._described)
        return frozenset(text for text in alike if len(text) > 1)

    @cached_property
    def _said_fields(self) -> Sequence[SaidField]:
        """The fields as they may be said in any order of words, each by the names that no other field of the record has."""
        names = {fact: self._own_names(fact) for fact in self._facts if not fact.is_text and fact.field not in _UNSAID}
        every = [name for known in names.values() for name in known]
        found = []
        for fact, known in names.items():
            licence = self._licence(fact)
            forms = [text for texts in phrases_of(worded(fact), self._language).forms.values() for text in texts]
            bounds = self._grammar.of_field.bounds
            found.append(
                SaidField(
                    [name for name in known if every.count(name) == 1],
                    () if fact.truth is not None else self._values(fact),
                    fact.truth,
                    partial(self._is_of, fact),
                    any(bounds.search(text) or text.startswith(_ABLE) for text in (*known, *forms)),
                    bool(licence and _OF_WHOLE & set(licence.names)),
                    bool(licence and "material" in licence.names),
                )
            )
        return found

    def _is_of(self, fact: Fact, said: str) -> bool:
        """Whether the dictionary gives a word for what a foreign field is of: 轮子 for "wheel size"."""
        label = fact.label.casefold().split()
        if has_han(fact.label) or not label:
            return False
        of = label[:-1] if fact.truth is None and len(label) > 1 and self._lexicon.label(label[-1]) else label
        of = [*of[:-1], regular_singular(of[-1])]
        latin = re.match(r"[a-z0-9-]*", said)[0]  # type: ignore[index]
        ways = (f"{latin} {name}" for name in self._lexicon.foreign_names(said.removeprefix(latin)))
        parts = (said[len(kind) :] for kind in self._kinds if said.startswith(kind) and said != kind)  # 沙发腿 is 腿
        every = (*ways, *(name for part in parts for name in self._lexicon.foreign_names(part)))
        foreign = (way.casefold().split() for way in every)
        return any([*name[:-1], regular_singular(name[-1])] == of for name in foreign)

    def _fills(self, clause: str) -> bool:
        """Whether a clause says what one pack holds: the only amount of content there is, with the word for the pack."""
        packs = self._grammar.packs
        rest = next((clause[found.end() :] for found in [packs.match(clause)] if found), clause)
        rests = [rest, *(rest[: found.start()] for found in packs.finditer(rest) if found.end() == len(rest))]
        carried = [
            way.removeprefix(carrier)
            for way in rests
            for carrier in ("", *self._grammar.carriers, *self._grammar.content_names)
        ]
        return any(way in self._contents for way in carried if way)

    @cached_property
    def _contents(self) -> frozenset[str]:
        """How much is in it, where its texts speak of no more packs than one."""
        if any(_PACKS.search(text) for texts in self._texts.values() for text in texts):
            return frozenset()
        held = [fact for fact in self._facts if (licence := self._licence(fact)) and _CONTENT & set(licence.names)]
        # What a title gives in so much is sold by that, whatever its field is called.
        held = held or [fact for fact in self._facts if _amount(fact) and self._value(fact) in self._texts["title"][0]]
        return frozenset(self._value(fact) for fact in held)

    def follows(self, clause: str) -> bool:
        """Whether a clause follows from a count, an age, what is in the box, or the words of the title."""
        grammar = self._grammar
        if (found := grammar.persons.fullmatch(clause)) and self._houses(found):
            return True
        if (found := grammar.age.fullmatch(clause)) and self._suits(_years(found), least=bool(found["least"])):
            return True
        if (found := grammar.rating.fullmatch(clause)) and float(found["rating"]) in self._numbers(("rating",)):
            return True
        if (found := grammar.size.fullmatch(clause)) and self._has_size(float(found["size"])):
            return True
        if (found := grammar.contents.fullmatch(clause)) and self._counts(found["count"], found["thing"]):
            return True
        if (found := grammar.listed.fullmatch(clause)) and self._counts_listed(found):
            return True
        if (found := grammar.counted_field.fullmatch(clause)) and any(
            self._lists(found["count"], found["thing"], fact) for fact in self._facts if isinstance(fact.value, str)
        ):
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
        if found["most"]:
            return (count, float(found["most"])) in self._spans(_PEOPLE)
        return any(low <= count <= high for low, high in self._spans(_PEOPLE))

    def _has_size(self, size: float) -> bool:
        return any(low <= size <= high for low, high in self._spans(_SIZES))

    def _spans(self, names: tuple[str, ...]) -> Iterator[tuple[float, float]]:
        """The same as spans, "2-5"; of persons that a thing holds, no more and no fewer than the number."""
        yield from ((value, value) for value in self._numbers(names))
        for fact in self._facts:
            span = re.fullmatch(rf"(\d+)\s*[-–]\s*(\d+)[{HAN}]?", fact.words)
            if span and (licence := self._licence(fact)) and set(names) & set(licence.names):
                yield float(span[1]), float(span[2])

    def _suits(self, age: float, *, least: bool) -> bool:
        known = (*self._numbers(_AGE), *self._least_ages())
        return any(abs(age - one) < _EXACTLY if least else age >= one for one in known)

    def _least_ages(self) -> Iterator[float]:
        """The ages of a text such as "3岁以上", by the words in which the grammar says so."""
        for fact in self._facts:
            said = self._grammar.age.fullmatch(self._value(fact)) if isinstance(fact.value, str) else None
            licence, amount = self._licence(fact), _amount(fact)
            if said and (said["least"] or (licence and set(_AGE) & set(licence.names))):
                yield _years(said)
            elif amount and amount[1] == "year" and licence and set(_AGE) & set(licence.names):
                yield amount[0]

    def _counts(self, count: str, thing: str) -> bool:
        """Whether the title or the description says so many of a thing."""
        texts = [*self._texts["title"], *self._texts["description"]]
        counted = [fact for fact in self._facts if fact.value == float(count) and fact.unit is None]
        names = {name for fact in counted for name in self._own_names(fact)}
        foreign = {name.casefold() for name in self.names_of(thing)}
        if any(thing == name or regular_singular(name) in foreign or name in (f"{thing}数", f"{thing}数量") for name in names):
            return True
        if any(self._lists(count, thing, fact) for fact in self._facts if isinstance(fact.value, str)):
            return True
        said = [_ONE.sub("1", " ".join(_plain_counts(text))) if not has_han(text) else text for text in texts]
        return any(
            re.search(rf"(?<![\d.]){count}[{HAN}]?{name}|(?<![\d.]){count} {name}|[附含送有]{name}{count}(?![\d.])", text)
            for name in map(re.escape, map(str.casefold, self.names_of(thing)))
            for text in said
        )

    def _counts_listed(self, found: re.Match[str]) -> bool:
        """ "USB-C and USB-A, two ports": so many are listed, and just these."""
        fields = [
            fact for fact in self._facts if isinstance(fact.value, str) and self._lists(found["count"], found["thing"], fact)
        ]
        every = {
            f"{carrier}{value}" for fact in fields for value in self._values(fact) for carrier in ("", *self._grammar.carriers)
        }
        return found["listed"] in every

    def _lists(self, count: str, thing: str, fact: Fact) -> bool:
        """Whether a field by that name lists so many."""
        listed = self._value(fact).split("、")
        is_named = thing in self._own_names(fact) or regular_singular(fact.label.casefold()) in self._lexicon.foreign_names(
            thing
        )
        return len(listed) > 1 and str(len(listed)) == count and is_named

    def _lacks(self, thing: str) -> bool:
        """Whether the description says that a thing is not with it."""
        said = self._texts["description"]
        names = [name.casefold() for name in self.names_of(thing)]
        ways = [way for way in (*self._grammar.denied, "{} not included", "{}not included") if way.strip("{}")]
        return any(text == way.replace("{}", name) for text in said for name in names for way in ways)

    def is_attribute(self, text: str) -> bool:
        """Whether a text is a row of what may stand before the product's kind: "from Spain, organic"."""
        reached = {0}
        for end in range(1, len(text) + 1):
            if any(self._is_one_attribute(text[start:end]) for start in sorted(reached)):
                reached.add(end)
        return len(text) in reached

    def _is_one_attribute(self, text: str) -> bool:
        bare = self._grammar.tails.sub("", text)
        persons = self._grammar.persons.fullmatch(bare)
        return (
            not bare
            or text in self._grammar.between
            or self.says(text)
            or self.says(bare)
            or bool(persons and self._houses(persons))
        )

    def without_kind(self, clause: str) -> Iterator[str]:
        """What is left of a clause behind a row of attributes and the product's kind."""
        clause = self._grammar.one_of.sub("", clause, count=1)
        for start in range(1, len(clause)):
            for end in range(start + 1, min(len(clause), start + _LONGEST_KIND) + 1):
                if self.is_called(clause[start:end]) and self.is_attribute(clause[:start]):
                    yield clause[end:]

    def differences(self, other: RecordClaims) -> frozenset[str]:
        """What is said of this product beside another: every field that both give in one unit, by its comparative.

        Each stands with its amount and without.
        """
        theirs = {fact.field: fact for fact in other._facts}
        gaps: list[tuple[Fact, float, str]] = []
        for fact in self._facts:
            beside = None if fact.is_text or fact.field in _UNCOMPARED else theirs.get(fact.field)
            one, two = _number(fact), _number(beside)
            if one and two and one[1] == two[1] and one[0] != two[0]:
                gaps.append((fact, round(one[0] - two[0], 6), one[1]))
        return frozenset(said for gap in gaps for said in self._as_difference(*gap, gaps))

    def _as_difference(self, fact: Fact, gap: float, unit: str, gaps: Sequence[tuple[Fact, float, str]]) -> Iterator[str]:
        grammar, licence = self._grammar, self._licence(fact)
        is_alone = bool(unit) and [dimension_of(other) for *_, other in gaps].count(dimension_of(unit)) == 1
        amount = self._value(Fact(fact.field, abs(gap), unit or None))
        if licence and licence.comparative:
            way = grammar.canonical(licence.comparative[gap < 0])
            own = (way.replace("{}", amount), way.replace("{}", ""))
            yield from (*own, *(f"{name}{said}" for name in self._own_names(fact) for said in own))
            if is_alone and way.endswith("{}") and len(way) > len("大{}"):
                yield f"{way[-len('大{}')]}{amount}"
        ways = grammar.more if gap > 0 else grammar.less
        for way in ways:
            yield from (said for name in self._own_names(fact) for said in (f"{name}{way}{amount}", f"{name}更{way}"))
        few_or_many = [way for way in ways if len(way) == 1 and way in grammar.of_amounts]
        yield from (f"{way}{name}{amount}" for name in self._own_names(fact) for way in few_or_many)
        if is_alone and dimension_of(unit) != "mass":
            yield from (f"{way}{amount}" for way in ways if way[0] in "多少大小")

    def contradicts(self, clause: str, other: RecordClaims) -> bool:
        """Whether a field by which the other record says a clause has another value here."""
        theirs = {fact.field: fact for fact in other._facts if not fact.is_text and fact.field != "reviews"}
        for fact in self._facts:
            beside = theirs.get(fact.field)
            if beside and not self._values(fact) & other._values(beside) and clause in other._said_of(beside):
                return True
        return False

    def _said_of(self, fact: Fact) -> frozenset[str]:
        alone = RecordClaims(self._language, self._grammar, self._lexicon, self._product, [fact])
        return frozenset(text for texts in alone._wordings.values() for text in texts)

    def times(self, name: str, other: RecordClaims) -> float | None:
        """How many times the other's value a field's value is, by one of its names; None where they cannot be compared."""
        theirs = {fact.field: fact for fact in other._facts}
        for fact in self._facts:
            one, two = _number(fact), _number(theirs.get(fact.field))
            if one and two and one[1] == two[1] and two[0] and name in self._own_names(fact):
                return one[0] / two[0]
        return None

    def tells(self, said: str, source: str) -> bool:
        """Whether somebody's words stand in a sentence of his, but for particles, and nothing beside them turns them."""
        said = _without_particles(said)
        return len(said) > 1 and any(self._stands(said, text) for text in self._texts[source])

    def _stands(self, said: str, text: str) -> bool:
        before, behind = self._grammar.turns
        plain, joints = "", [0]
        for piece in re.split("[，。；：、！？]", text):
            plain += _without_particles(piece)
            joints.append(len(plain))
        for found in re.finditer(f"(?={re.escape(said)})", plain):
            start, end = found.start(), found.start() + len(said)
            opened = max(joint for joint in joints if joint <= start)
            closed = min(joint for joint in joints if joint >= end)
            if not before.search(plain[opened:start]) and not behind.search(plain[end:closed]):
                return True
        return False

    def is_silent_on(self, name: str) -> bool:
        """Whether no field and no text of the record speaks of what goes by a name that the table knows."""
        known = list(licences_named(name, self._language))
        foreign = self._lexicon.foreign_names(name)
        if not known and not foreign and not re.fullmatch(r"[a-z0-9 -]+", name):
            return False
        names = {name.casefold(), *foreign, *(other.casefold() for licence in known for other in licence.names)}
        held = [self._licence(fact) for fact in self._facts]
        if any(licence in known for licence in held if licence):
            return False
        texts = [fact.field.casefold() for fact in self._facts] + [*self._texts["title"], *self._texts["description"]]
        return not any(name in text for name in names for text in texts)


def _without_particles(text: str) -> str:
    return re.sub(_PARTICLES, "", text)


def _years(found: re.Match[str]) -> float:
    """The age of a match of `ClaimGrammar.age`, in years."""
    return float(found["age"]) / (1 if found["unit"] == "岁" else 12)


def _measured(fact: Fact, lexicon: Lexicon) -> Fact:
    """A fact whose text is an amount in the language's own words, as that amount."""
    if isinstance(fact.value, str) and fact.unit is None and (found := lexicon.measured(fact.value)):
        return replace(fact, value=found[0], unit=found[1])
    if isinstance(fact.value, float) and fact.unit is None and (named := _UNIT_IN_NAME.fullmatch(fact.field)):
        unit = symbol_of(named["unit"].strip("()"))
        return replace(fact, field=named["name"], unit=unit) if unit else fact
    return fact


def _plain_counts(text: str) -> Iterator[str]:
    """The words of an English text with its numbers in figures and its nouns in the singular."""
    yield from (token.removeprefix(NUMBER) for token in canonical(text))


_KEPT: OrderedDict[object, RecordClaims] = OrderedDict()  # of the last records, as drafts of a sentence come by the dozen
_MOST_KEPT = 64


def claims_of(language: str, product: Product, facts: Sequence[Fact]) -> RecordClaims:
    """The claims of a record in a language that has a grammar of claims; kept, by all that they are made of.

    Raises:
        ValueError: where the language has none.
    """
    types = tuple(type(fact.value) for fact in facts)  # yes equals 1
    key = (language, repr(product), tuple(facts), types)
    if key not in _KEPT:
        pack = language_named(language)
        if pack.claims is None or pack.lexicon is None:
            raise ValueError(f"no grammar of claims for {language!r}")
        _KEPT[key] = RecordClaims(language, pack.claims, pack.lexicon, product, facts)
        if len(_KEPT) > _MOST_KEPT:
            _KEPT.popitem(last=False)
    return _KEPT[key]


def _amount(fact: Fact | None) -> tuple[float, str] | None:
    """A number with its unit, whether the record keeps them apart or writes "190 g"."""
    return measure_of(fact) if fact else None


def _number(fact: Fact | None) -> tuple[float, str] | None:
    """The same, or a bare number with an empty unit."""
    if fact and isinstance(fact.value, (int, float)) and not isinstance(fact.value, bool) and fact.unit is None:
        return float(fact.value), ""
    return _amount(fact)
