"""Natural-language inference by roles, in a language whose grammar of claims is known (`ClaimGrammar`), clause by clause.

A sentence holds where every clause of it follows from the record of just the product that it speaks of: a wording that its
fields license, its price, a difference computed from two records, a buyer's or the maker's words told as theirs, a silence.
What cannot be derived so is not proved, which says nothing of its truth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from shopcli.need.languages.claim_grammar import ClaimGrammar
from shopcli.need.languages.lexicon import Lexicon
from shopcli.need.languages.registry import language_of
from shopcli.text.scripts import HAN
from shopcli.types import FactsOf, Need, Product, difference_of, show_money
from shopcli.write.product_names import spoken_names
from shopcli.write.verify.record_claims import RecordClaims, claims_of

_FIRST_NAME = 0xE000
_NEAR = 0.1  # of an amount, that "not quite" and "a little over" may mean
_LONGEST_ALIAS = 10  # characters
_EXACT = 1e-6
_TITLE_ENDS = re.compile(r"[,;|(，（]")
_RUNS_OVER = 3  # clauses, of what is told in somebody's voice


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
    _records: dict[int, RecordClaims] = field(default_factory=dict)
    _back: list[int] = field(default_factory=list)  # whom "this one" is behind "that one"
    _last_said: str = ""
    _is_of_both: bool = False  # whether what was just said was said of all of them
    _beside: int | None = None  # whom the product spoken of was just compared with

    def proves(self, text: str) -> bool:
        marked = self.grammar.canonical(self._with_marks(text))
        subject, proved = 0, False
        marked = self._without_gap(self.grammar.gap_of_named.sub(r"\g<name>\g<gap>，\g<name>", marked))
        clauses = [clause for clause in self.grammar.clause_ends.split(marked) if clause]
        at = 0
        while at < len(clauses):
            following = clauses[at + 1] if at + 1 < len(clauses) else ""
            if following and (opened := self._opens(clauses[at], following, subject, is_first=at == 0)) is not None:
                subject, at = opened, at + 1
                continue
            # what is told in somebody's voice, or of what the record does not say, may run over a comma
            held = None
            for taken in range(min(_RUNS_OVER, len(clauses) - at), 0, -1):
                state = self._back, self._beside, self._last_said, self._is_of_both
                held = self._clause("，".join(clauses[at : at + taken]), subject, over=taken > 1)
                if held is not None:
                    break
                self._back, self._beside, self._last_said, self._is_of_both = state
            if held is None:
                return False
            subject, claims = held
            proved, at = proved or claims, at + taken
        return proved

    def _opens(self, clause: str, following: str, subject: int, *, is_first: bool) -> int | None:
        """Of whom a clause speaks that only says what the next is about; None where it says more.

        What was asked, before a recommendation; what there is less of; whom one chooses for what the next says that it has.
        """
        grammar = self.grammar
        if chosen := grammar.chosen_for.fullmatch(clause):
            named = self._named_in(clause)
            return named if named is not None and self._bears(chosen["use"], following, named) else None
        if wanted := grammar.wanted.fullmatch(clause):
            named, self._beside = self._named_in(following), None
            spoken = subject if named is None else named
            return subject if len(self.products) == 2 and self._differs(f"更{wanted['said']}", spoken) else None
        return subject if is_first and grammar.picks.match(following) and self._is_asked(clause) else None

    def _bears(self, use: str, following: str, named: int) -> bool:
        """Whether what is said next of a product holds, and takes up what it is chosen for."""
        shared = (use[at : at + 2] in following for at in range(len(use) - 1))
        return any(shared) and self._clause(following, named, over=False) is not None

    def _named_in(self, clause: str) -> int | None:
        found = re.search("[\ue000-\ue0ef]", clause)
        return ord(found[0]) - _FIRST_NAME if found and ord(found[0]) - _FIRST_NAME < len(self.products) else None

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
        forms += [(product.title, number) for number, product in enumerate(self.products)]
        heads = [_TITLE_ENDS.split(product.title)[0].strip() for product in self.products]
        forms += [(head, number) for number, head in enumerate(heads) if " " in head and heads.count(head) == 1]
        for form, number in sorted(forms, key=lambda pair: -len(pair[0])):
            text = re.sub(rf" ?(?<![A-Za-z]){re.escape(form)}(?![A-Za-z]) ?", chr(_FIRST_NAME + number), text, flags=re.I)
            text = text.replace("".join(form.split()), chr(_FIRST_NAME + number)) if re.search(f"[{HAN}]", form) else text
        return text

    @staticmethod
    def _first_words(product: Product) -> str:
        words = product.title.split()
        return " ".join(words[:2]) if len(words) > 1 else product.title

    def _record(self, number: int) -> RecordClaims:
        if number not in self._records:
            self._records[number] = claims_of(self.language, self.products[number], self.facts_of(self.products[number]))
        return self._records[number]

    def _clause(self, clause: str, subject: int, *, over: bool) -> tuple[int, bool] | None:
        """The product that a clause leaves spoken of, and whether it claims anything; None where it is not proved."""
        grammar = self.grammar
        if not over and (only := grammar.only.fullmatch(clause)):
            return self._of_one_alone(only, subject)
        if not over and self._is_of_both and (goes_on := grammar.of_both.match(clause)):
            said = goes_on["name"] + clause[goes_on.end() :]
            every = all(self._holds(said, number) for number in range(len(self.products)))
            return (subject, True) if every else None
        self._is_of_both = False
        clause = grammar.fillers.sub("", self._unled(clause))
        if (asked := grammar.asked_for.fullmatch(clause)) and self._is_asked(asked["thing"]):
            clause = asked["lead"] + asked["thing"]
        if not over and (both := grammar.both.fullmatch(clause)):
            self._is_of_both = self._hold_both(both)
            return (subject, True) if self._is_of_both else None
        if found := grammar.pronouns.match(clause):
            named = ord(found[0][0]) - _FIRST_NAME
            subject = named if 0 <= named < len(self.products) else self._back[0] if self._back else subject
            self._back = []
        elif len(self.products) == 2 and (found := grammar.others.match(clause)):
            subject = subject if self._back else 1 - subject
            self._back = [1 - subject]
        rest = self._unled(clause[found.end() :]) if found else clause
        return next(
            (
                held
                for way in self._ways(rest, subject, pointed=found is not None)
                if (held := self._rest_of_clause(way, subject, over=over)) is not None
            ),
            None,
        )

    def _ways(self, clause: str, subject: int, *, pointed: bool) -> Iterator[str]:
        """A clause as it stands, then without the words at its beginning that stand for the product, the longest first.

        ``pointed`` is whether they are pointed at it ("this ..."): what is not may be a part of it.
        """
        yield clause
        claims = self._record(subject)
        for end in range(min(_LONGEST_ALIAS, len(clause)), 0, -1):
            is_whole = pointed or end == len(clause)
            words = clause[:end]
            if (claims.is_called(words) if is_whole else claims.is_named_by(words)) or self._is_topic(words, claims):
                yield self._unled(clause[end:].removeprefix("的"))

    def _is_topic(self, words: str, claims: RecordClaims) -> bool:
        """Whether words are what was asked for, and a foreign title or category has that name."""
        asked = any(clause.kind == "topic" and self.grammar.canonical(clause.text) == words for clause in self.need.clauses)
        return asked and claims.goes_by(words)

    def _rest_of_clause(self, clause: str, subject: int, *, over: bool) -> tuple[int, bool] | None:
        """The same of a clause without what named its subject."""
        grammar = self.grammar
        if over:
            return (subject, True) if self._told(clause, subject) or self._silent(clause, subject) else None
        if not clause:
            return subject, False
        if beside := grammar.beside.fullmatch(clause):
            self._beside = ord(beside["other"]) - _FIRST_NAME
            return (1 - self._beside, False) if len(self.products) == 2 and self._beside in (0, 1) else None
        if (asked := grammar.asked.match(clause)) and (held := self._as_asked(asked, clause, subject)):
            return held
        return (subject, True) if self._holds(clause, subject) else None

    def _hold_both(self, both: re.Match[str]) -> bool:
        """Whether a clause holds of each of several products, with the verb "is" or without."""
        numbers, name = range(len(self.products)), both["name"]
        names = (name, "") if name and all(self._record(number).is_called(name) for number in numbers) else (name,)
        said = dict.fromkeys((both["said"], both["said"].removeprefix("是").removeprefix("有")))
        ways = [f"{name}{way}" for name in names for way in said]
        return len(numbers) > 1 and any(all(self._holds(way, number) for number in numbers) for way in ways if way)

    def _unled(self, clause: str) -> str:
        """A clause without the words at its beginning that claim nothing."""
        found = self.grammar.leads.match(clause)
        return clause[found.end() :] if found else clause

    def _of_one_alone(self, only: re.Match[str], subject: int) -> tuple[int, bool] | None:
        """What is said of one of two products alone holds of it, and the other's record denies it."""
        named = self._named_in(only["name"])
        subject = subject if named is None else named
        if len(self.products) != 2 or not self._holds(only["said"], subject):
            return None
        said = only["said"]
        ways = [no + said.removeprefix(yes) for no, yes in self.grammar.negated if said.startswith(yes)]
        one, other = self._record(subject), self._record(1 - subject)
        return (subject, True) if any(map(other.says, ways)) or other.contradicts(said, one) else None

    def _as_asked(self, asked: re.Match[str], clause: str, subject: int) -> tuple[int, bool] | None:
        """An opening by the shopper's own words, with what is said of them behind it."""
        thing = asked["thing"] or asked["use"]
        if not all(self._is_asked(piece) for piece in self.grammar.joints.split(thing)):
            return None
        rest = self._unled(self.grammar.pronouns.sub("", clause[asked.end() :], count=1))
        if not rest:
            return subject, False
        return (subject, True) if self._holds(f"{rest}{thing}", subject) or self._holds(rest, subject) else None

    def _is_asked(self, thing: str) -> bool:
        query = self.grammar.canonical(self.need.query)
        if size := self.grammar.size.fullmatch(thing):
            return size["size"] in re.findall(r"\d+(?:\.\d+)?", query)
        names = (self.grammar.canonical(name) for name in (thing, *self._record(0).names_of(thing)))
        halves = ((thing[:cut], thing[cut:]) for cut in range(2, len(thing)))
        return any(name in query for name in names) or any(one in query and other in query for one, other in halves)

    def _holds(self, clause: str, subject: int) -> bool:
        claims = self._record(subject)
        if claims.says(clause):
            self._last_said = clause
            return True
        if self._told(clause, subject) or self._silent(clause, subject):
            return True
        if self._joined(clause, subject) or self._fronted(clause, subject) or self._repeated(clause, subject):
            return True
        shorter = self.grammar.tails.sub("", clause)
        if shorter != clause and claims.says(shorter):
            return True
        if any(not rest or self._holds(rest, subject) for rest in claims.without_kind(clause)):
            return True
        ends = self.grammar.priced.fullmatch(clause)
        if ends and self._priced(ends["price"], subject) and claims.says(ends["said"]):
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

    def _fronted(self, clause: str, subject: int) -> bool:
        """Whether a clause names things and then has its verb: "a rain cover and a hip belt it has"."""
        found = self.grammar.fronted.fullmatch(clause)
        if found is None:
            return False
        things = [thing for thing in self.grammar.joints.split(found["things"]) if thing]
        claims = self._record(subject)
        verb = self.grammar.fronted_as.get(found["verb"], found["verb"])
        return bool(things) and all(claims.says(f"{verb}{thing}") for thing in things)

    def _repeated(self, clause: str, subject: int) -> bool:
        """Whether a bare "has not" is true of the thing that was last said: "this one has a cover, that one has not"."""
        found = self.grammar.repeated.fullmatch(clause)
        lead = next((lead for lead in self._leads if lead and self._last_said.startswith(lead)), "")
        thing = self._last_said.removeprefix(lead)
        return bool(found and lead and thing) and self._record(subject).says(f"{clause}{thing}")

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
        if found := grammar.near.fullmatch(clause):
            return self._is_near(found, product)
        found = grammar.budget.fullmatch(clause)
        limits = [c.value for c in self.need.clauses if c.field == "price" and c.op in ("<", "<=")]
        kept = [limit for limit in limits if isinstance(limit, float) and product.price <= limit]
        if found is None or not kept:
            return False
        said = found["limit"]
        return not said or any(said in (f"{limit:g}", self._money(limit, product.currency)) for limit in kept)

    def _money(self, amount: float, currency: str | None) -> str:
        return self.grammar.canonical(self.lexicon.money(show_money(amount, currency)))

    def _is_near(self, found: re.Match[str], product: Product) -> bool:
        """ "Not quite 150 yuan", "a little over 100": a round amount that the price stands close to, on that side."""
        said = found["under"] or found["below"] or found["over"]
        amount, price = float(re.match(r"[\d.]+", said)[0]), product.price or 0.0  # type: ignore[index]
        is_there = price < amount if not found["over"] else price > amount
        return is_there and abs(price - amount) <= _NEAR * amount and said == self._money(amount, product.currency)

    def _differs(self, clause: str, subject: int) -> bool:
        """Whether a difference from the product that it is compared with, told with its amount or without, is there."""
        grammar = self.grammar
        if found := grammar.ratio.fullmatch(clause):
            return self._is_multiple(found, subject)
        if found := grammar.unlike.fullmatch(clause):
            number = self._other(found["other"], subject)
            return number is not None and self._is_more(self._bare(found["said"]), number, subject)
        if found := grammar.alike.fullmatch(clause):
            return self._is_alike(found, subject)
        if found := grammar.named_difference.fullmatch(clause):
            number = self._other(found["other"], subject)
            said = found["said"].removesuffix("分")
            return number is not None and self._is_more(f"{found['name']}{said}", subject, number)
        found = grammar.difference.fullmatch(clause)
        said = found["said"] if found else clause
        if found:
            self._beside = self._other(found["other"], subject)
        elif len(self.products) == 2 and (grammar.degrees.match(said) or grammar.only_comparative.match(said)):
            self._beside = 1 - subject
        number = self._beside
        if number is None or not 0 <= number < len(self.products) or number == subject:
            return False
        return self._is_more(said, subject, number) or self._is_more(self._bare(said), subject, number)

    def _other(self, mark: str, subject: int) -> int | None:
        """The number of the product that a name or "the other one" stands for."""
        number = ord(mark) - _FIRST_NAME if re.fullmatch("[\ue000-\ue0ef]", mark) else 1 - subject
        return number if 0 <= number < len(self.products) and number != subject else None

    def _bare(self, said: str) -> str:
        """A comparative without the words of degree around it."""
        return self.grammar.some.sub("", self.grammar.degrees.sub("", said, count=1))

    def _is_more(self, said: str, subject: int, number: int) -> bool:
        one, other = self.products[subject], self.products[number]
        gap = self.grammar.price_gap.fullmatch(said)
        if gap is None:
            return said in self._record(subject).differences(self._record(number))
        amount, sign = difference_of(one, other), self.grammar.ways[gap["way"]]
        if amount is None or amount * sign <= 0:
            return False
        return gap["gap"] is None or gap["gap"] == self._money(abs(amount), one.currency)

    def _is_multiple(self, found: re.Match[str], subject: int) -> bool:
        number = self._beside = self._other(found["other"], subject)
        times = 0.5 if found["half"] else float(found["times"])
        if number is None:
            return False
        if self.grammar.price.fullmatch(found["name"]) or found["name"] in self.grammar.price_names:
            one, other = self.products[subject], self.products[number]
            there = one.price / other.price if one.price and other.price and one.currency == other.currency else None
        else:
            there = self._record(subject).times(found["name"], self._record(number))
        return there is not None and abs(there - times) < _EXACT

    def _is_alike(self, found: re.Match[str], subject: int) -> bool:
        """The same price, or the same value under a name."""
        number, name = self._other(found["other"], subject), found["said"] or found["way"]
        if number is None:
            return False
        if name in self.grammar.price_names:
            return difference_of(self.products[subject], self.products[number]) == 0
        return self._record(subject).times(name, self._record(number)) == 1

    # --- voices and silence

    def _told(self, clause: str, subject: int) -> bool:
        for pattern, source in ((self.grammar.buyer, "reviews"), (self.grammar.maker, "description")):
            if (found := pattern.fullmatch(clause)) and found["said"]:
                claims, said = self._record(subject), found["said"]
                ways = (said, *(said[cut:] for cut in range(1, len(said) - 1) if claims.is_kind(said[:cut])))
                return any(claims.tells(way, source) for way in ways)
        return False

    def _silent(self, clause: str, subject: int) -> bool:
        found = self.grammar.silence.fullmatch(clause)
        name = (found["field"] or found["amount_of"] or found["other_field"]) if found else None
        return bool(name) and self._record(subject).is_silent_on(str(name))
