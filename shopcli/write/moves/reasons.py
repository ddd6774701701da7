"""Content selection: which facts of a product matter for a need, and which words of its maker and buyers are worth telling.

What a wish attends to comes first, then what a field licenses to be said well, then what sets the product apart from what is
shown beside it. Running text is never taken apart: it is quoted, as the maker's or a buyer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from shopcli.need.languages.registry import language_named
from shopcli.need.persons import says_only_whom, without_persons
from shopcli.text.tokens import FUNCTION, FUNCTION_STEMS, stem_set
from shopcli.types import Attention, Clause, Fact, FactsOf, Hit, Need, Product
from shopcli.types.needs import DEFAULT_LANGUAGE
from shopcli.write.knowledge import Knowledge
from shopcli.write.moves.lines.bare_choices import bare_choices
from shopcli.write.moves.lines.introductions import introducing
from shopcli.write.moves.lines.told_lines import deed_in, line_in
from shopcli.write.moves.quotes import (
    HALVES,
    OF_NOTHING,
    Quote,
    instructs,
    is_against,
    is_complaint,
    part_about,
    quotes_of,
    tells_something,
)
from shopcli.write.moves.title_amounts import title_amount
from shopcli.write.plan import is_speakable
from shopcli.write.wording.frames import is_adjective, worded
from shopcli.write.wording.licences import Form
from shopcli.write.wording.natural_forms import is_measure_without_unit, is_specification
from shopcli.write.wording.phrases import Phrases, is_said_as_it_is, marked, marks_of, phrases_of, without_echo

_NEAR = 0.9  # of what is cited for a wish: the most that a fact is worth which only comes near to what was said
_BEARING, _SURE, _DEED = 0.6, 0.5, 0.4
_SURELY_NEAR = 0.7  # of a fact that no wish is cited for, to the request
_LICENSED, _FEATURE, _LEADS, _TELLING = 0.1, 0.05, 0.2, 0.25  # worth, beside what a wish gives
_WANTED_BY_MOST = 0.1  # of what has a better end for most shoppers: how long a battery lasts, and not how wide a case is
_OWN_DEED = 0.3  # of what a description says that the product does, which tells more than a field does
_OWN_LINE = 0.36  # of a line that says what the thing is, where that is all that its maker says
_OF_A_MARK = 0.3  # of how a product is rated, where no stars tell it
_SCALES, _GOOD = (5.0, 10.0, 100.0), 0.75  # the most of the marks that there are, and how much of that is a good one
_BARE = 0.1  # of what a field says that nothing words
_LONGEST_OWED, _LONGEST_READ = 3, 14  # words of a value told under its field's name for want of better ones; of any that is
_MEASURED = 0.1  # of an amount with its unit, which people ask for first where nothing was wished
_DWELLS_ON, _ANSWERING, _SURELY_DWELLS_ON = 0.5, 0.5, 0.7
_ALIKE = 10.0  # times: what is further apart is in another unit
_MOSTLY = 0.6  # of the words of a line
_OF_ITSELF = frozenset(("title", "category", "brand", "id", "price", "currency", "reviews", "rating", "stock", "availability"))
_OF_OFFER = ("availability", "condition")  # what a shop says of the offer, where that is no more than hoped for
_PRAISED, _SURELY_TELLING = 0.2, 0.8
_PRAISE = re.compile(r"\b(?:best|great|perfect|amazing|excellent|ideal|ultimate|superb|awesome|incredible)\b", re.I)
# What a maker says of his own above all others is no reason.
_OF_ANY_USE = stem_set("wear use make look find keep come take want get need like run work smell taste sound feel".split())
_PUFFERY = re.compile(
    r"\b(?:the only|the best|best-selling|bestseller|ultimate|unbeatable|unrivall?ed|number one|ever)\b|最好|第一|唯一", re.I
)
_MOST_FELT, _HALF = 6, 0.5  # lines whose feeling is asked for, best first; from which likelihood on they speak against
_BY_NEARNESS = 0.25  # of how near a line comes to the request: where no word of it is shared
_OF_THE_PURPOSE = 0.1  # of a word of what nothing that is shown is called by
_NEAR_AND_SHARED, _NEAR_ALONE = 0.35, 0.65  # from where on words bear on a wish, with a word of it and without
_STATED = 0.3  # of what states an amount that was wished for
_NUMBER = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\b", re.I)
_FIGURES = re.compile(r"\d+(?:[.,]\d+)?")
_BEGINS = re.compile(r"[A-Z]|(?:the|this|these|an?|its?|they)\b")  # a statement, as far as its first word tells
_STATES = frozenset(
    "is are has have will can keeps makes lets gives comes offers provides features includes helps with".split()
)
_BETWEEN_REVIEWS = re.compile(r"\s*\|\s*|(?<=[.!?。！？]), ")
# A date, or two numbers of which nobody knows what each is of: "80, 63".
_UNSAID = re.compile(r"\d{4}-\d\d|\d\d[./]\d\d[./]\d{2,4}|^\d+[;,] +\d+$")
_COLOUR = stem_set(["colour color colours colors 颜色"])  # of no use to whom did not ask for one


@dataclass(frozen=True, slots=True)
class Reason:
    """A fact and what it is worth telling, 0 to 1; ``clause`` is the wish that it answers, None where it merely informs."""

    phrases: Phrases
    worth: float
    clause: Clause | None = None

    @property
    def fact(self) -> Fact:
        """What the record says."""
        return self.phrases.worded.fact

    @property
    def is_said_well(self) -> bool:
        """Whether there are words for it beyond its field's own name."""
        return self.phrases.licence is not None or self.fact.is_text or self.fact.truth is not None


class Reasons:
    """What speaks for and against the products that are shown.

    Args:
        need: the request.
        hits: what is shown, best first.
        facts_of: reads a product's facts.
        knowledge: what is known of the products beside their records.
    """

    def __init__(self, need: Need, hits: Sequence[Hit], facts_of: FactsOf, knowledge: Knowledge) -> None:
        self._need, self._hits, self._language = need, hits, need.language
        self._facts = {hit.product.id: list(facts_of(hit.product)) for hit in hits}
        self._names = knowledge.names
        self._attentions, self._telling, self._told_of = knowledge.attentions, knowledge.telling, knowledge.told_of
        self._complaint_of = knowledge.complaint_of
        self._is_plain = language_named(need.language).lexicon is None  # facts are told in the record's own words
        self._wished = _wished_stems(need)
        unwanted = [clause for clause in need.clauses if clause.kind == "exclude"]
        self._unwanted = stem_set([text for one in unwanted for text in (one.text, one.says, str(one.value))]) - FUNCTION_STEMS
        self._topic = next((clause.says for clause in need.clauses if clause.kind == "topic"), "")
        is_a_thing = any(why.clause.kind == "topic" for hit in hits for why in hit.evidence)
        self._purpose = frozenset() if is_a_thing else stem_set([self._topic]) - FUNCTION_STEMS
        self._borne: dict[str, dict[Fact, tuple[Clause | None, float]]] = {}

    @property
    def wished(self) -> frozenset[str]:
        """The stems of what is wished of a thing."""
        return self._wished

    @property
    def shown(self) -> Sequence[Hit]:
        """What is shown, best first."""
        return self._hits

    def facts(self, hit: Hit) -> Sequence[Fact]:
        """All that the record says."""
        return self._facts[hit.product.id]

    def nearness(self, hit: Hit, fact: Fact) -> float:
        """How near some stretch of the request comes to a fact of a product, 0 to 1."""
        return self._told_of.get(hit.product.id, {}).get(fact, 0.0)

    def bears_on(self, hit: Hit, reason: Reason) -> bool:
        """Whether a fact answers anything that was said, in whichever way, and is no mere news of the thing."""
        is_ordered = self._orders_by(reason.fact) or _limiting(hit, reason.fact) is not None
        is_named = self.is_named_in_request(reason.fact)
        return is_ordered or is_named or reason.clause is not None or self._bearing(hit).get(reason.fact, (None, 0.0))[1] > 0

    def is_named_in_request(self, fact: Fact) -> bool:
        """Whether the request has a word of a field's name."""
        return bool((stem_set([fact.label]) - FUNCTION_STEMS) & stem_set([self._need.query]))

    def tells_apart(self, fact: Fact) -> bool:
        """Whether things of this kind are surely told apart by a field."""
        return self._telling.get(fact.field, 0.0) >= _SURELY_TELLING

    def has_more_than_names(self, hit: Hit) -> bool:
        """Whether a record says anything beside what the product is called, what it costs and where it is filed."""
        return any(fact.field not in _OF_ITSELF for fact in self.facts(hit))

    def of(self, hit: Hit) -> list[Reason]:
        """The reasons for a product, best first: its fields, and what its description says it does.

        What the name of the product says already is no reason.
        """
        return sorted((*self._of_title(hit), *self._of_fields(hit), *self._of_text(hit)), key=lambda reason: -reason.worth)

    def plainly(self, hit: Hit) -> list[Reason]:
        """The fields of a record that speak for a product by themselves, a good mark that is none of stars among them."""
        told = [reason for reason in self._of_fields(hit) if reason.fact.truth is not False]
        rated = next((fact for fact in self.facts(hit) if fact.field == "rating" and isinstance(fact.value, float)), None)
        if rated and self._is_a_good_mark(rated) and all(reason.fact is not rated for reason in told):
            phrases = _speaking_for(self._phrases(rated, is_asked=False))
            deeds: dict[Form, tuple[str, ...]] = {form: texts for form, texts in phrases.forms.items() if form != "noun"}
            told.append(Reason(replace(phrases, forms=deeds or phrases.forms), _OF_A_MARK))
        known = (hit.product.title, self._topic)
        others = [self.facts(other) for other in self._hits if other is not hit]
        bare = bare_choices(self.facts(hit), others, self._language) if self._is_plain else ()
        return [*told, *(Reason(phrases, _BARE) for phrases in bare if not _is_in(phrases.worded.fact.words, known))]

    def _is_a_good_mark(self, fact: Fact) -> bool:
        """Whether a product is rated well on a scale that is none of stars, as far as the marks of what is shown tell it."""
        marks = [mark for hit in self._hits if isinstance(mark := self._value(hit, "rating"), float)]
        most = next((most for most in _SCALES if most >= max(marks, default=0.0)), 0.0)
        return most > _SCALES[0] and isinstance(fact.value, float) and fact.value >= _GOOD * most

    def stated(self, hit: Hit, field: str) -> Phrases | None:
        """What a record says in a field, in words, whatever its name says already; None where it has no such field."""
        fact = next((fact for fact in self.facts(hit) if fact.field == field and not fact.is_text), None)
        return _speaking_for(self._phrases(fact, is_asked=False)) if fact else None

    def _of_title(self, hit: Hit) -> Iterator[Reason]:
        """The amount that was asked for, or by which the products are in order, where it stands in the title alone."""
        amount = title_amount(hit.product, self._need) if self._is_plain else ""
        numbers = set(_FIGURES.findall(amount))
        told = (fact for fact in self.facts(hit) if not fact.is_text and (fact.unit or fact.words))
        if any(numbers <= set(_FIGURES.findall(fact.words or str(fact.value))) for fact in told):
            return  # a field tells it
        if amount and amount not in self._names.get(hit.product.id, hit.product.title):
            yield Reason(Phrases(worded(Fact("title", hit.product.title)), {"quantity": (amount,)}), 1.0)

    def _of_fields(self, hit: Hit) -> Iterator[Reason]:
        for fact in self.facts(hit):
            is_rating_asked = fact.field == "rating" and (self._orders_by(fact) or _limiting(hit, fact) is not None)
            if fact.is_text or (fact.field in _OF_ITSELF and not is_rating_asked):
                continue
            clause, bearing = self._bearing(hit).get(fact, (None, 0.0))
            if fact.truth is False:
                yield from self._free_of(fact)
                continue
            if (self._orders_by(fact) or is_rating_asked) and not self._is_foreign(fact):
                yield Reason(_in_brackets(_speaking_for(self._phrases(fact, is_asked=True))), 1.0, _limiting(hit, fact))
                continue
            if not is_speakable(fact, asked=bearing >= _SURE or self._is_worded_number(fact)):
                continue
            is_asked = (clause is not None and (clause.field == fact.field or self._is_plain)) or self._is_named(hit, fact)
            if self._is_of_colour_unasked(fact) or (not is_asked and _UNSAID.search(fact.words)) or fact.words.endswith("…"):
                continue
            whole = [hit.product.title] if self._is_plain and clause is None else []  # it is read beside the advice
            if _is_in(fact.words, (self._names.get(hit.product.id, hit.product.title), self._topic, *whole)):
                continue
            if self.is_the_request(fact) or (clause is not None and _is_in_another_unit(fact, clause)):
                continue
            is_bare = not fact.unit and is_measure_without_unit(worded(fact).label, fact.words or str(fact.value))
            if is_bare or self._is_foreign(fact) or len(fact.words.split()) > _LONGEST_READ:
                continue
            phrases = _speaking_for(self._phrases(fact, is_asked=is_asked))
            if phrases.forms and (phrases.licence or self._reads_unlicensed(fact, bearing, is_asked=is_asked)):
                yield Reason(phrases, min(1.0, _BEARING * bearing + self._general(phrases)), clause)

    def _is_named(self, hit: Hit, fact: Fact) -> bool:
        """Whether a yes or no is surely near to the request and called by a word of it: "oily", of who has oily skin."""
        is_near = self._is_plain and fact.truth is not None and self.nearness(hit, fact) >= _SURELY_NEAR
        return is_near and bool((stem_set([fact.label]) - FUNCTION_STEMS) & stem_set([self._need.query]))

    def _is_its_sort(self, fact: Fact) -> bool:
        """Whether a value is a name of the thing itself, which it can neither take nor have: "single-use battery"."""
        thing, said = self._topic.split(), fact.words.split()
        return self._is_plain and len(said) > 1 and bool(thing) and stem_set(thing[-1:]) == stem_set(said[-1:])

    def _is_worded_number(self, fact: Fact) -> bool:
        """Whether a licence has words for a bare number: "number 325 of its series"."""
        return not fact.words and self._is_plain and phrases_of(worded(fact), self._language).licence is not None

    def _free_of(self, fact: Fact) -> Iterator[Reason]:
        """A no that speaks for the product: it is without what was not wanted."""
        lack = self._phrases(fact, is_asked=True).forms.get("lack") if stem_set([fact.label]) & self._unwanted else None
        if lack and is_speakable(fact, asked=True):
            yield Reason(Phrases(worded(fact), {"verb": lack}), _BEARING + _LICENSED, self._unwanting(fact))

    def _unwanting(self, fact: Fact) -> Clause | None:
        """The exclusion that a no meets."""
        stems = stem_set([fact.label]) - FUNCTION
        return next((one for one in self._need.clauses if one.kind == "exclude" and stem_set([one.text]) & stems), None)

    def _orders_by(self, fact: Fact) -> bool:
        """Whether the shopper has the products in the order of this: "the lightest"."""
        return self._need.sort is not None and self._need.sort.field == fact.field

    def _is_foreign(self, fact: Fact) -> bool:
        """Whether the lexicon of the language has no words for a value, or its field only names the product."""
        lexicon, said = language_named(self._language).lexicon, worded(fact)
        if lexicon is None or said.truth is not None:
            return False
        is_own = lexicon.is_own(lexicon.value(said.value, said.label)) or is_said_as_it_is(said.label)
        return lexicon.is_mere_name(said.label) or not is_own

    def is_the_request(self, fact: Fact) -> bool:
        """Whether a value says the thing and no more of it than the request: "outdoor sports watch", of that very wish."""
        lexicon, query = language_named(self._language).lexicon, self._need.query
        if lexicon:
            topic = next((one.text for one in self._need.clauses if one.kind == "topic"), "")
            own = lexicon.value(worded(fact).value, worded(fact).label)
            return bool(topic) and topic != own and topic in own and own in query
        thing, said = stem_set([self._topic]) - FUNCTION, stem_set([fact.words])
        return bool(thing) and thing < said <= stem_set([query])

    def _is_of_colour_unasked(self, fact: Fact) -> bool:
        """Whether it tells of a colour where nobody asked for one."""
        label = stem_set([fact.label])
        return bool(label & _COLOUR) and not (label | stem_set([fact.words])) & stem_set([self._need.query])

    def _is_of_other_colours(self, text: str) -> bool:
        """Whether words speak of a colour of which the request does not: "Green is nicer than in the picture"."""
        facts = (fact for hit in self._hits for fact in self.facts(hit) if stem_set([fact.label]) & _COLOUR)
        colours = stem_set([fact.words for fact in facts]) - FUNCTION_STEMS
        return bool(stem_set([text]) & colours) and not stem_set([self._need.query]) & colours

    def _phrases(self, fact: Fact, *, is_asked: bool) -> Phrases:
        phrases = phrases_of(worded(fact), self._language)
        if self._is_its_sort(fact):
            return replace(phrases, forms={})
        is_mark = (
            is_asked and fact.truth is not None and not phrases.licence and (" " not in fact.label or is_adjective(fact.label))
        )
        if is_mark and self._language == DEFAULT_LANGUAGE:
            return marked(phrases.worded)
        natural = without_echo(phrases)
        is_row = (
            self._is_plain and fact.truth is None and bool(fact.words) and not _FIGURES.search(fact.words)
        )  # a line tells it
        is_row = is_row or (self._is_plain and len(fact.words.split()) > _LONGEST_OWED)
        is_owed = is_asked and not is_row and not is_specification(fact.words)
        return phrases if is_owed and not natural.forms else natural  # what was asked for is told, stiffly if need be

    def _reads_unlicensed(self, fact: Fact, bearing: float, *, is_asked: bool) -> bool:
        """Whether what is said by its field's name alone is worth it: what was asked for, a yes that is named in several words,
        or words that bear on a wish; no bare number else."""
        if fact.truth is not None:
            return is_asked or " " in fact.label
        near = bearing >= _SURE and not self._is_plain  # a bare field that is merely near is news to nobody
        return is_asked or (near and re.search(r"[^\W\d_]{2}", fact.words) is not None)

    def _of_text(self, hit: Hit) -> Iterator[Reason]:
        for fact in self.facts(hit):
            if fact.field != "description":
                continue
            clause, bearing = self._bearing(hit).get(fact, (None, 0.0))
            if bearing >= _DEED and (deed := deed_in(fact.words, self._language)):
                yield Reason(Phrases(worded(fact), {"verb": (deed,)}), min(1.0, _BEARING * bearing + _OWN_DEED), clause)
            elif fact.words == hit.product.description.strip() and self._names_it(
                line := line_in(fact.words, self._language), hit.product
            ):
                worth = min(1.0, _BEARING * bearing + _OWN_LINE)
                yield Reason(Phrases(worded(fact), {"quantity": (line,)}), worth, clause)

    def _names_it(self, line: str, product: Product) -> bool:
        """Whether a line says what the thing is or how large, and not only what its name says already."""
        if line and language_named(self._language).lexicon:
            return True
        if line and self._only_names(line, product, share=_HALF):
            return False  # the name in other words: "920XL Black Ink Cartridge"
        tells = bool(line) and (re.search(r"\d|, ", line) is not None or bool(stem_set([line]) & stem_set([self._topic])))
        return tells and not _is_in(line, (self._names.get(product.id, product.title), product.title))

    def _bearing(self, hit: Hit) -> Mapping[Fact, tuple[Clause | None, float]]:
        """The facts that bear on what was said, with the wish, if it is one, and how much, 0 to 1.

        What is cited for a wish is sure; what a stretch of the request merely comes near to is less.
        """
        if (known := self._borne.get(hit.product.id)) is None:
            near = self._told_of.get(hit.product.id, {})
            found: dict[Fact, tuple[Clause | None, float]] = {fact: (None, _NEAR * share) for fact, share in near.items()}
            for fact in self.attended(hit):
                found[fact] = (None, max(_NEAR, found.get(fact, (None, 0.0))[1]))
            for why in hit.evidence:
                is_met = why.clause.kind not in ("topic", "exclude") and why.clause not in hit.unmet
                if is_met and why.fact.field not in _OF_ITSELF:
                    found[why.fact] = (why.clause, 1.0)
            known = self._borne[hit.product.id] = found
        return known

    def attended(self, hit: Hit) -> Mapping[Fact, Clause]:
        """The facts on which a wish dwells that nothing is cited for: the brightness in lumens for "bright rooms".

        What is not wanted dwells on what is said instead: on an ankle height that is low, for "not high".
        """
        attention = self._attentions.get(hit.product.id)
        if attention is None:
            return {}
        cited = {why.clause for why in hit.evidence if why.fact.field not in _OF_ITSELF}
        own = {(fact.field, fact.value): fact for fact in self.facts(hit)}
        found: dict[Fact, Clause] = {}
        for clause, row, answer in zip(attention.clauses, attention.weights, attention.answers, strict=True):
            if clause.kind not in ("feature", "exclude") or clause in cited or clause in attention.unanswered or not any(row):
                continue
            place = max(range(len(row)), key=row.__getitem__)
            is_near = answer >= _ANSWERING if answer is not None else clause.kind == "exclude"
            dwelt = own.get((attention.facts[place].field, attention.facts[place].value))
            least = _DWELLS_ON if answer is not None else _SURELY_DWELLS_ON
            if dwelt and is_near and row[place] >= least and dwelt.field not in _OF_ITSELF and not dwelt.is_text:
                found.setdefault(dwelt, clause)
        return found

    def _general(self, phrases: Phrases) -> float:
        """What a fact is worth whatever was wished."""
        fact = phrases.worded.fact
        worth = _LICENSED * (phrases.licence is not None) + _FEATURE * (fact.truth is True)
        query, licence = stem_set([self._need.query]), phrases.licence
        named = (stem_set([name]) for name in licence.names) if licence and self._is_plain else ()
        shared = stem_set([fact.label]) & query or any(stems and stems <= query - self._purpose for stems in named)
        worth += _MEASURED * (
            phrases.licence is not None and (not fact.words or fact.words[:1].isdigit()) * (fact.truth is None)
        )
        worth += _WANTED_BY_MOST * (phrases.licence is not None and phrases.licence.better is not None)
        return worth + _LEADS * bool(shared) + _TELLING * self._telling.get(fact.field, 0.0) * (phrases.licence is not None)

    def _bearing_of_text(self, fact: Fact, hit: Hit, near: float) -> float:
        """How much a sentence bears on what was said: its nearness as a whole tells more than a wish it is cited for."""
        is_cited = any(why.fact == fact and why.clause.kind != "topic" for why in hit.evidence)
        return min(1.0, near + 0.5 * is_cited)

    def _value(self, hit: Hit, field: str) -> object:
        return next((fact.value for fact in self.facts(hit) if fact.field == field), None)

    def lacks(self, hit: Hit) -> list[Reason]:
        """What a record denies of what was wished for or another shown product has, and an offer that is used or late."""
        wanted = stem_set([self._need.query])
        found = []
        for fact in self.facts(hit):
            is_offered = fact.field in _OF_OFFER and hit.product.available is not False  # which is a move of its own
            if not is_offered and (fact.truth is not False or not is_speakable(fact, asked=True)):
                continue
            if self._is_of_colour_unasked(fact):
                continue
            phrases = self._phrases(fact, is_asked=True)
            if is_offered:
                found += [Reason(phrases, 0.6)] if "lack" in phrases.forms else []
                continue
            named = stem_set([fact.label]) - FUNCTION_STEMS
            if named & self._unwanted:
                continue  # it is without what was not wanted
            is_cited = any(fact == why.fact for why in (*hit.evidence, *hit.denied))
            near = self._told_of.get(hit.product.id, {}).get(fact, 0.0)
            is_wished = is_cited or ((near >= _SURE or bool(named & wanted)) and phrases.licence is not None)
            is_wished = is_wished or self._is_named(hit, fact)
            elsewhere = phrases.licence and near and self._telling.get(fact.field, 0.0) >= _SURE and self._is_had(fact.field)
            if phrases.forms and (is_wished or elsewhere):
                found.append(Reason(phrases, 0.6 if is_wished else 0.3))
        return sorted(found, key=lambda reason: -reason.worth)

    def _is_had(self, field: str) -> bool:
        """Whether another of the first shown products has what a field names."""
        return any(self._value(other, field) is True for other in self._hits[:3])

    def quotes(self, hit: Hit, field: str) -> list[Quote]:
        """What buyers (``reviews``) or the maker (``description``) say that can be quoted, best first."""
        found = [quote for fact in self.facts(hit) if fact.field == field for quote in self._quotes_of(fact, hit)]
        found.sort(key=lambda quote: -quote.worth)
        return [*(self._felt(quote, hit) for quote in found[:_MOST_FELT]), *found[_MOST_FELT:]]

    def introduction(self, hit: Hit) -> Quote | None:
        """The line of its maker's that says what a product is; None where its record has none of its own."""
        others = (fact for one in self._hits if one is not hit for fact in self.facts(one))
        elsewhere = [fact.words for fact in others if fact.field == "description"]
        return introducing(hit.product, self.quotes(hit, "description"), self.facts(hit), elsewhere, self._need)

    def _felt(self, quote: Quote, hit: Hit) -> Quote:
        """A quote with what somebody who learned it tells of its feeling, beside its own words."""
        is_buyers, lexicon = quote.fact.field == "reviews", language_named(self._language).lexicon
        if self._complaint_of is None or not (quote.is_against or (is_buyers and lexicon is None)):
            return quote
        likelihood = self._complaint_of(quote.text)
        if is_buyers:
            return replace(quote, is_against=is_complaint(quote.text, likelihood, self._stars(hit), lexicon))
        return replace(quote, is_against=likelihood is None or likelihood >= _HALF)

    def _stars(self, hit: Hit) -> float | None:
        stars = self._value(hit, "rating")
        return stars if isinstance(stars, float) else None

    @staticmethod
    def _only_names(text: str, product: Product, *, share: float = _MOSTLY) -> bool:
        """Whether most words of a maker's line stand in the title, so that it tells what is known."""
        words = stem_set([text]) - FUNCTION_STEMS
        return share * len(words) <= len(words & stem_set([product.title]))

    def _makes(self, hit: Hit) -> frozenset[str]:
        """The makes of the other products, of which nothing is told in the words of this one's record."""
        own = stem_set([hit.product.title, hit.product.brand or ""])
        makes = (other.product.brand or other.product.title.split(" ")[0] for other in self._hits if other is not hit)
        return frozenset(stem_set(list(makes)) - own - FUNCTION)

    def _quotes_of(self, fact: Fact, hit: Hit) -> Iterator[Quote]:
        is_buyers = fact.field == "reviews"
        attention = self._attentions.get(hit.product.id)
        near = self._told_of.get(hit.product.id, {}).get(fact, 0.0)
        weight = max(near, _drawn(fact, attention)) if is_buyers else self._bearing_of_text(fact, hit, near)
        lexicon = language_named(self._language).lexicon
        cited = [] if is_buyers else [why.clause for why in hit.evidence if why.fact == fact and why.clause.kind == "feature"]
        wished = [clause for clause in cited if clause in self._need.clauses and _NUMBER.search(clause.text)] or cited
        for text in _BETWEEN_REVIEWS.split(fact.words) if is_buyers else [fact.words]:
            told = list(quotes_of(text, lexicon))
            if not (wished or is_buyers or told or lexicon):  # a part of what cannot be told whole may speak of a wish
                wished = [one for one in self._need.clauses if one.kind == "feature" and _names(one, text)]
            if not told and wished and lexicon is None and (part := _whole_part(text, wished[0])):
                told = [part]
            for quotable in told:
                if stem_set([quotable]) & self._makes(hit) or (not is_buyers and self._only_names(quotable, hit.product)):
                    continue
                if lexicon is None and not (tells_something(quotable) if is_buyers else not instructs(quotable)):
                    continue
                if lexicon is None and not is_buyers and is_specification(quotable):
                    continue  # a row of codes, that nobody says
                if is_buyers and self._is_of_other_colours(quotable):
                    continue
                shared = len(stem_set([quotable]) & self._wished)
                is_stated = any(_NUMBER.search(clause.text) for clause in wished) and _NUMBER.search(quotable) is not None
                drawn = (0.4 if shared or is_buyers else _BY_NEARNESS) * weight
                shared_kind = min(2, len(stem_set([quotable]) & self._purpose))
                praise = _PRAISED * bool(_PRAISE.search(quotable))
                if is_buyers or not _PUFFERY.search(quotable):
                    drawn += 0.15 * min(shared, 2) + _OF_THE_PURPOSE * shared_kind + _STATED * is_stated
                    worth = min(1.0, 0.35 + drawn) - praise
                    bears = is_buyers or not self._is_plain or self._bears(quotable, hit, near, is_cited=bool(wished))
                    yield Quote(fact, quotable, worth, is_against(text, lexicon), bears)

    def _bears(self, quotable: str, hit: Hit, near: float, *, is_cited: bool) -> bool:
        """Whether a maker's words speak of what was wished: a wish stands in them, or they come near to it as a whole."""
        said = stem_set([quotable])
        shared = len(said & self._wished - stem_set([hit.product.brand or hit.product.title.split(" ")[0]]))
        met = [stem_set([why.clause.text]) - FUNCTION_STEMS for why in hit.evidence if why.clause.kind == "feature"]
        is_met = any(len(stems) == 1 and stems <= said & self._wished for stems in met)
        return is_cited or is_met or shared > 1 or near >= (_NEAR_AND_SHARED if shared else _NEAR_ALONE)


def is_alike(one: Reason, other: Reason) -> bool:
    """Whether two facts would be told in the same words, or say the same ("steel" of the material and of the colour)."""
    if one.fact.truth is None and one.fact.words and one.fact.words.casefold() == other.fact.words.casefold():
        return True
    label = stem_set([one.fact.label]) - FUNCTION_STEMS
    if one.fact.truth is True and label <= stem_set([other.fact.label, other.fact.words]):  # "HDMI", and two HDMI ports
        return True
    return any(not set(one.phrases.forms.get(form, ())).isdisjoint(texts) for form, texts in other.phrases.forms.items())


def marks_together(reasons: Sequence[Reason]) -> list[Reason]:
    """Reasons with those that are marks in a list told in one: listed as “dry” and “sensitive”."""
    marks = [reason for reason in reasons if reason.phrases.is_mark]
    if len(marks) < 2:
        return list(reasons)
    joined = replace(marks[0], phrases=marks_of([reason.phrases.worded for reason in marks[:2]]))
    return [joined if reason is marks[0] else reason for reason in reasons if reason is not marks[1]]


def slots_of(letter: str, reasons: Sequence[Reason]) -> dict[str, Phrases]:
    """Reasons by the slots that they fill, "a1", "a2"."""
    return {f"{letter}{number}": reason.phrases for number, reason in enumerate(reasons, start=1)}


def wished_slots(letter: str, reasons: Sequence[Reason]) -> Iterator[str]:
    """The slots of what answers a wish, and may stand behind "because"."""
    return (f"{letter}{number}" for number, reason in enumerate(reasons, start=1) if reason.clause is not None)


def _limiting(hit: Hit, fact: Fact) -> Clause | None:
    """The limit that a fact keeps: "four stars or better"."""
    return next((why.clause for why in hit.evidence if why.fact == fact and why.clause.kind == "limit"), None)


def _names(wish: Clause, text: str) -> bool:
    """Whether a text has all the words of a wish."""
    stems = stem_set([wish.text]) - FUNCTION_STEMS
    return bool(stems) and stems <= stem_set([text])


def _whole_part(text: str, wish: Clause) -> str:
    """The part of a long sentence that speaks of a wish; half of a sentence where it states an amount wished."""
    part = part_about(text, wish)
    words = part.casefold().split()
    is_statement = bool(words) and words[0] not in HALVES and not _STATES.isdisjoint(words)
    is_amount = re.match(r"\d", part) is not None  # "8g protein"
    return part if _NUMBER.search(wish.text) or is_amount or (is_statement and _BEGINS.match(part)) else ""


def _is_in_another_unit(fact: Fact, clause: Clause) -> bool:
    """Whether a bare number, whose unit nothing tells, cannot be of the unit that the wish is in: 8200 for "about 9 kg"."""
    value, wanted = fact.value, clause.value
    if isinstance(value, (str, bool)) or isinstance(wanted, (str, bool)) or not wanted or fact.unit or not clause.unit:
        return False
    return not wanted / _ALIKE <= value <= wanted * _ALIKE


def _speaking_for(phrases: Phrases) -> Phrases:
    """The same without the words that make a drawback of it: "needs charging after 40 hours"."""
    return replace(phrases, forms={form: texts for form, texts in phrases.forms.items() if form != "lack"})


def _in_brackets(phrases: Phrases) -> Phrases:
    """The same as an amount alone, which needs no grammar, where there is one: "rated 93"."""
    amounts = phrases.forms.get("quantity", ())
    return replace(phrases, forms={"quantity": amounts}) if amounts else phrases


def _drawn(fact: Fact, attention: Attention | None) -> float:
    """The most attention that a wish pays to a fact."""
    if attention is None or fact not in attention.facts:
        return 0.0
    place = attention.facts.index(fact)
    return max(
        (row[place] for c, row in zip(attention.clauses, attention.weights, strict=True) if c.kind != "topic"), default=0.0
    )


def _wished_stems(need: Need) -> frozenset[str]:
    """The stems of what is wished of a thing, without what the thing is, whom it is for and what says nothing."""
    pack = language_named(need.language)
    topics = stem_set([clause.text for clause in need.clauses if clause.kind == "topic"])
    wishes = [clause.text for clause in need.clauses if clause.kind not in ("topic", "limit", "exclude")]
    if pack.lexicon is None:
        wishes = [clause.text for clause in need.clauses if clause.kind == "feature" and clause.field != "brand"]
        wishes = [without_persons(text, pack.requests) for text in wishes if not says_only_whom(text, pack.requests)]
        topics |= OF_NOTHING | _OF_ANY_USE | stem_set(pack.degrees.vague) | FUNCTION_STEMS
    return frozenset(stem_set(wishes) - topics - FUNCTION)


def _is_in(words: str, texts: Sequence[str]) -> bool:
    """Whether all words and numbers of a value stand in one of some texts."""
    stems, numbers = stem_set([words]), set(_FIGURES.findall(words))
    return bool(stems) and any(stems <= stem_set([text]) and numbers <= set(_FIGURES.findall(text)) for text in texts)
