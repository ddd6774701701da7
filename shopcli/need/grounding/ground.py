"""A need meets the catalog: its words become clauses that a record can decide.

`understand` reads what a language alone can tell. Here the catalog is asked: which end of "black gaming mouse" names a
kind of thing, which field "at least 8 GB of RAM" limits, whether any product of that kind says "gaming" at all, and how
light "a light tent" is among tents. What the catalog cannot decide stays meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shopcli.need.clarification import in_own_words
from shopcli.need.grounding.bare_ranges import bare_range
from shopcli.need.grounding.bounds import bounds_of, excluded, is_served_by_more, label_of, limits_of
from shopcli.need.grounding.clause_splitting import (
    ClausePart,
    cut_by_a_name,
    cut_by_saying,
    cut_clause,
    cut_words,
    is_open,
    is_told,
    once,
    reopened,
)
from shopcli.need.grounding.counts import Thing, counted_thing
from shopcli.need.grounding.excluded_things import field_of_lack, without_the_thing
from shopcli.need.grounding.head_noun import Topics
from shopcli.need.grounding.measure_words import is_measure, measure_named
from shopcli.need.grounding.plausibility import is_of_something_else
from shopcli.need.grounding.protocols import GroundingCatalog, Measured, NamedKind
from shopcli.need.grounding.quantities import Quantity, QuantityWords, find_quantities
from shopcli.need.grounding.telling_words import telling
from shopcli.need.languages.degree_words import Degree, Degrees
from shopcli.need.translation.translated import foreign_part
from shopcli.text.scripts import HAN, has_han
from shopcli.text.unit_price import CONTENT
from shopcli.text.units import COUNT, convert
from shopcli.text.words import ends_as_plural
from shopcli.types import KIND, Clause, ClauseKind, Need, Op, Sort, show_money, show_value
from shopcli.util.lazy_regex import pattern

_NUMBER, _GLUED = pattern(r"\d+"), pattern(r"(\d)([A-Za-z]+)\b")  # "7kg", which titles write "7 kg"
_LAST_WORD, _WORDS, _SPACED = pattern(r"([^\W\d_]+)\s\Z"), pattern(r"\w+"), pattern(r"\S+")
_WRITTEN_IN_BOTH = pattern(rf"([{HAN}][{HAN}\s]*)\s([^{HAN}]+)")
_WRITTEN = pattern(rf"\A[{HAN}][{HAN}\s]*\s(?=[^{HAN}]*\Z)")
_POSSESSIVE = pattern(r"(?<!\d)(?<!\d['’])['’]s?(?!\w)")  # behind a number, a mark is one of feet or inches
_EITHER = "|"  # between words of which a record need say but one
NEAR = 0.45  # a field further than this from the words that say what is compared is none of theirs: "long battery life"
_OF_ADJUSTING = pattern(r"\w+[ -](?:adjust|regulat|verstell)\w*")  # of no amount beside it
_COMPARISON_CHARACTERS = 16  # no comparison that closes a quantity is longer


def ground(need: Need, catalog: GroundingCatalog, *, quantities: QuantityWords, degrees: Degrees, topic: str = "") -> Need:
    """The need with every clause that the catalog can decide.

    Args:
        need: from `understand`.
        catalog: what the index knows.
        quantities: how the need's language speaks of quantities.
        degrees: how it speaks of more and less.
        topic: what is being looked for, where the need itself names no thing: the topic of the conversation.

    Returns:
        The need; the text of every clause still is a slice of its query.
    """
    return _Grounding(need, catalog, quantities, degrees, topic).done()


class _Grounding:
    def __init__(self, need: Need, catalog: GroundingCatalog, quantities: QuantityWords, degrees: Degrees, topic: str) -> None:
        self._need, self._catalog, self._quantity_words, self._degrees = need, catalog, quantities, degrees
        self._packed = False
        self._clauses, self._notes, self._sort = list[Clause](), list[str](), need.sort
        clauses = Topics(need.query, catalog, degrees, self._names_a_kind).settled(
            [reopened(clause) for clause in once(need.clauses)]
        )
        self._open = self._with_leads([self._whole(clause) if is_open(clause) else clause for clause in clauses])
        # Where nothing is named, what it is to be for is all that tells what will do.
        names_nothing = not topic and not any(clause.kind == "topic" for clause in self._open)
        self._told = {id(clause) for clause in self._open if clause.is_background or (names_nothing and self._is_told(clause))}
        self._parts = {
            id(clause): self._cut(clause) for clause in self._open if is_open(clause) and id(clause) not in self._told
        }
        self._head, self._named = self._name(topic)

    def _quantities(self, text: str, kind: ClauseKind) -> list[Quantity]:
        def thing(text: str, start: int, end: int) -> Thing | None:
            counted = counted_thing(text, start, end, self._catalog.counted, self._degrees.joints) or self._implied(
                text, start, end
            )
            # What a topic ends in is what is wanted, and no number of it: "4 batteries".
            ends = counted is not None and kind == "topic" and not text[counted.end :].strip()
            return None if ends and not self._catalog.named(text[:start].strip()).is_kind else counted

        scales = self._degrees.frost(text)
        denied = kind == "exclude"
        quantities = find_quantities(text, self._quantity_words, self._catalog.table, thing, is_denied=denied)
        others = [q for q in quantities if not any(q.start < scale.end and scale.start < q.end for scale in scales)]
        return sorted([*others, *scales], key=lambda quantity: quantity.start)

    def _implied(self, text: str, start: int, end: int) -> Thing | None:
        """What a number counts by the word before it: the people of "sleeps four"."""
        before = _LAST_WORD.search(text, 0, start)
        name = self._quantity_words.counts.get(before[1].lower(), "") if before else ""
        unit = self._catalog.counted(name, "") if name else None
        return Thing(end, unit) if unit else None

    def _unpacked(self, part: ClausePart) -> None:
        """The thing without what it is packed in: "almonds" of "pack of almonds", where the catalog has a name for these."""
        pack = self._degrees.pack.match(part.text) if part.is_words and part.meaning is None else None
        if pack and self._catalog.named(part.text[pack.end() :]).is_kind:
            part.text, part.about, self._packed = part.text[pack.end() :], "", True

    def _whole(self, clause: Clause) -> Clause:
        """The clause with the comparison behind its last quantity, which may stand outside: "10 m" of "10 m or longer"."""
        start, length = self._need.query.find(clause.text), len(clause.text)
        longest = length + _COMPARISON_CHARACTERS  # and as much again, which says what a comparison belongs to
        longer = self._need.query[start : start + longest + _COMPARISON_CHARACTERS] if start >= 0 else clause.text
        ends = [one.end for one in self._quantities(longer, clause.kind) if one.number_end <= length and one.end <= longest]
        return replace(clause, text=longer[: max(length, *ends)]) if ends else clause

    def _with_leads(self, clauses: Sequence[Clause]) -> list[Clause]:
        """The clauses with the comparison before their first number, which may stand in another: "room" and "six people"."""
        query, led, taken = self._need.query, list[Clause](), list[str]()
        for clause in clauses:
            start = query.find(clause.text)
            is_said = start > 0 and is_open(clause) and clause.meaning is None
            lead = query[max(0, start - _COMPARISON_CHARACTERS) : start] if is_said else ""
            found = self._quantities(lead + clause.text, clause.kind) if lead and clause.kind == "feature" else []
            begins = next((q.start for q in found if q.start < len(lead) <= q.number_start and not q.turned), len(lead))
            taken += [lead[begins:]] if begins < len(lead) else []
            led.append(replace(clause, text=lead[begins:] + clause.text))
        return [
            one for one in led if one.kind != "feature" or not is_open(one) or not any(one.text in words for words in taken)
        ]

    def _cut(self, clause: Clause) -> list[ClausePart]:
        parts = cut_clause(clause, self._quantities(clause.text, clause.kind), self._degrees, self._is_name)
        for part in parts:
            if part.meaning and part.text != clause.text:  # that meaning is of all the words
                part.meaning = self._catalog.translated(part.text)
            if clause.kind == "topic":
                self._unpacked(part)
        return parts

    def _is_told(self, clause: Clause) -> bool:
        return is_open(clause) and is_told(clause, self._quantities(clause.text, clause.kind), self._degrees)

    def _is_name(self, words: str) -> bool:
        """Whether words are, from the first of them, the name of a kind."""
        named = self._catalog.named(words)
        return named.is_kind and not named.start

    # --- the thing

    def _names_a_kind(self, clause: Clause) -> bool:
        return any(self._named_by(part).is_kind for part in self._cut(replace(clause, kind="topic")) if part.is_words)

    def _named_by(self, part: ClausePart) -> NamedKind:
        return self._catalog.named(part.says, own=part.text if part.meaning is not None else "")

    def _name(self, topic: str) -> tuple[ClausePart | None, NamedKind]:
        """The part that names what is looked for, and what it names."""
        for clause in self._open:
            if clause.kind == "topic" and is_open(clause):
                parts = (part for part in self._parts[id(clause)] if part.is_words and self._says(part))
                named = [(part, self._named_by(part)) for part in parts]
                if named:
                    return next(((part, kind) for part, kind in named if kind.is_kind), named[0])
        return None, self._catalog.named(topic)

    def _says(self, part: ClausePart) -> str:
        """Its words without praise and purpose, which no record decides."""
        degrees = self._degrees
        if size := degrees.size.fullmatch(part.text):
            return size[1] or size[2]
        words = degrees.without_vague(part.about or part.text)
        return _POSSESSIVE.sub("", part.meaning or words) if words else ""

    def done(self) -> Need:
        for clause in self._open:
            if self._is_no_price(clause):
                clause = Clause(clause.text, "feature")
                self._clauses += [clause] if clause not in self._clauses else []
                continue
            if not is_open(clause) or id(clause) in self._told:
                self._clauses.append(clause)
                continue
            for part in self._parts[id(clause)]:
                self._take(part, clause)
        notes = tuple(note for note in self._need.notes if not self._settled(note))
        return replace(self._need, clauses=tuple(self._clauses), sort=self._sort, notes=(*notes, *self._notes))

    def _settled(self, note: str) -> bool:
        """Whether a note says that something counts by its meaning only which by now is a clause of its own."""
        gone = [clause.text for clause in self._need.clauses if clause not in self._clauses]
        settled = [text for text in gone if f"“{text}”" in note or f"„{text}“" in note]
        return any(not any(is_open(part) and part.text in text for part in self._clauses) for text in settled)

    def _take(self, part: ClausePart, clause: Clause) -> None:
        if part.quantity:
            self._limit(part, part.quantity, clause)
        elif part.degree:
            self._compare(part, part.degree)
        elif clause.kind == "exclude":
            self._exclude(clause)
        elif part is self._head:
            self._topic(part, clause)
        else:
            self._feature(part)

    # --- what is looked for

    def _topic(self, part: ClausePart, clause: Clause) -> None:
        """The name of the kind, and before it what says which ones are wanted."""
        start, end = self._named.start, self._named.end
        if part.meaning is not None:  # a translation's words have no places in the request
            meaning = clause.meaning
            if start:
                # The catalog's own word for the thing may stand first: "帐篷 two person tent".
                before = ClausePart(part.text, meaning=_WRITTEN.sub("", part.meaning[:start]).strip())
                for piece in self._pieces(before):
                    self._feature(piece)
                meaning = part.meaning[start:end]
            self._clauses.append(replace(clause, text=part.text, meaning=meaning))
            return
        self._describing(part.text[:start], clause)
        self._clauses.append(replace(clause, text=part.text[start:end]))
        self._describing(part.text[end:] if end else "", clause)

    def _describing(self, words: str, clause: Clause) -> None:
        """The words beside the name of the kind."""
        for part in cut_words(words, replace(clause, kind="feature"), self._degrees, self._is_name):
            self._take(part, clause)

    def _feature(self, part: ClausePart) -> None:
        """A feature that some products of the kind state is decided by their words; any other stays meaning."""
        feature = Clause(part.text, "feature", meaning=part.meaning)
        if switch := self._switch(part):
            self._clauses.append(replace(feature, field=switch, op="is", value=True))
            return
        about = part.about or part.text
        if part.meaning is None and (at := self._first_switch(about)):
            at += len(part.text) - len(about)
            self._feature(ClausePart(part.text[:at].rstrip(), about=about.split()[0]))
            self._feature(ClausePart(part.text[at:]))
            return
        if number := self._number_of(part):
            self._clauses.append(Clause(part.text, "limit", number.field, ">=", 1.0, number.unit))
            return
        if prices := self._bare_prices(part):
            self._clauses += prices
            return
        if part.meaning is not None and len(pieces := self._pieces(part)) > 1:
            for piece in pieces:
                self._feature(piece)
            return
        if stated := self._stated(part):
            several = _EITHER in stated[1]
            value = stated[1].casefold() if several else stated[1]
            self._clauses.append(replace(feature, field=stated[0], op="in" if several else "is", value=value))
            return
        is_whole = part.meaning or not self._degrees.numbered.isdisjoint(part.text.lower().split())  # "size small"
        named = [] if is_whole else cut_by_a_name(part.text, self._stated_by_a_field)
        for half in named:
            self._feature(ClausePart(half))
        if named:
            return
        said = [] if self._denies(part) else self._stated_words(self._says(part))
        stated_words = telling(part, said, self._catalog.word_by_word, self._stated_words)
        is_denied = part.text.lower().startswith(self._quantity_words.denials)  # 不油腻: what denies is no half of it
        halves = (
            not (is_denied or part.meaning) and len(stated_words) == 1 and not _NUMBER.search(stated_words[0])
        )  # a code is all
        stretches = cut_by_saying(part.text, stated_words[0], self._degrees) if halves else []
        if stretches:
            self._clauses += [self._saying(text) if is_said else Clause(text, "feature") for text, is_said in stretches]
            return
        self._clauses.append(replace(feature, op="has", value=_EITHER.join(stated_words)) if stated_words else feature)

    def _bare_prices(self, part: ClausePart) -> list[Clause]:
        """The limits of what one would pay, as a range of bare numbers; none where nothing of the kind costs that."""
        bare, currency = bare_range(part.text, self._quantity_words), self._catalog.currency()
        if bare is None or not bare.reaches(*self._prices()) or any(one.field == "price" for one in self._need.clauses):
            return []
        least = [] if bare.low is None else [Clause(part.text, "limit", "price", ">=", bare.low, currency)]
        return [*least, Clause(part.text, "limit", "price", "<=", bare.high, currency)]

    def _is_no_price(self, clause: Clause) -> bool:
        """Whether a limit of the price is a range of bare numbers that nothing of the kind costs: a tent "for 3 to 4"."""
        bare = bare_range(clause.text, self._quantity_words) if (clause.kind, clause.field) == ("limit", "price") else None
        prices = self._prices() if bare and bare.lead in self._degrees.joints else (None, None)
        return bare is not None and None not in prices and not bare.reaches(*prices)

    def _prices(self) -> tuple[float | None, float | None]:
        """The lowest and the highest price of what is looked for."""
        return self._catalog.share("price", 0.0, self._named.rows), self._catalog.share("price", 1.0, self._named.rows)

    def _denies(self, part: ClausePart) -> bool:
        """Whether words begin with what denies the others: 不油腻 is no two wishes, and nothing that is said of 油腻."""
        in_own_words = part.meaning is None or part.meaning.startswith(part.text)
        return in_own_words and part.text.lower().startswith(self._quantity_words.denials)

    def _pieces(self, part: ClausePart) -> list[ClausePart]:
        """A translation cut where a field decides some of its words: 意大利有机 is a country, and organic.

        The whole, where none does, or its words do not stand in the text as they are translated.
        """
        said = [(start, end, word) for start, end, term in self._catalog.word_by_word(part.text) for word in term.split()]
        words = [word for *_, word in said][: len((part.meaning or "").split())]
        if len(words) < 2 or " ".join(words) != part.meaning or self._denies(part):
            return [part]
        cuts: list[tuple[int, int, bool]] = []  # words, half open, and whether a field decides them
        at = 0
        while at < len(words):
            ends = range(len(words), at, -1)
            end = next((end for end in ends if self._is_decided(" ".join(words[at:end]))), None)
            if end is None and cuts and not cuts[-1][2]:
                cuts[-1] = (cuts[-1][0], at + 1, False)
            else:
                cuts.append((at, end or at + 1, end is not None))
            at = end or at + 1
        if not any(is_decided for *_, is_decided in cuts):
            return [part]
        return [
            ClausePart(part.text[said[start][0] : said[end - 1][1]], meaning=" ".join(words[start:end]))
            for start, end, _ in cuts
        ]

    def _is_decided(self, words: str) -> bool:
        """Whether a field of the products that are looked for decides some words."""
        return bool(self._catalog.stated(words, self._named.rows) or self._catalog.switch(words, self._named.rows))

    def _stated(self, part: ClausePart) -> tuple[str, str] | None:
        """The field and the value that the words say, with what leads to them or without."""
        sized = self._degrees.size.fullmatch(part.text)
        ways = (f"size {sized[1] or sized[2]}" if sized else None, part.meaning or part.text, part.about)
        stated = next((stated for words in ways if words and (stated := self._stated_by_a_field(words))), None)
        # A maker is known abroad by his name, and not by what that means: 无糖 is no "Sugar Free".
        return None if stated and stated[0] == "brand" and part.meaning is not None else stated

    def _stated_by_a_field(self, words: str) -> tuple[str, str] | None:
        """The same of words: in a shop of games, a "strategy" game is of that category."""
        stated = self._catalog.stated(words, self._named.rows)
        return stated or (self._catalog.sorted_as(words, self._named.rows) if self._head and self._named.is_kind else None)

    def _saying(self, text: str) -> Clause:
        """A clause of words that products of the kind state, all of them."""
        stated_words = self._stated_words(text)
        return Clause(text, "feature", op="has" if stated_words else None, value=_EITHER.join(stated_words) or None)

    def _exclude(self, clause: Clause) -> None:
        """What an exclusion names, each of several things by itself; "not heavy" asks for little weight."""
        about = self._degrees.without_exclusion(clause.meaning or clause.text)
        about = without_the_thing(about, self._catalog, self._named.rows)
        degree = self._degrees.whole(clause.text) or self._degrees.opposite(about)
        if degree and self._measure_of(degree.of, degree.context)[0]:
            self._compare(ClausePart(clause.text, degree=degree), degree)
            return
        if value := self._stated_with_its_lead(clause, about):
            self._clauses.append(replace(clause, field=value[0], op="!=", value=value[1]))
            return
        if switch := self._switch(ClausePart(about)):
            self._clauses.append(replace(clause, field=switch, op="!=", value=True))
            return
        if field := field_of_lack(about, self._degrees, lambda name: self._switch(ClausePart(name))):
            self._clauses.append(replace(clause, kind="feature", field=field, op="is", value=True))
            return
        if first := self._first_switch(about):
            self._exclude(replace(clause, text=clause.text[: clause.text.rfind(about[first:])].rstrip(), meaning=None))
            return
        if number := self._number_of(ClausePart(about)):
            self._clauses.append(replace(clause, field=number.field, op="==", value=0.0, unit=number.unit, meaning=None))
            return
        if stated := self._catalog.stated(about, self._named.rows):
            self._clauses.append(replace(clause, field=stated[0], op="!=", value=stated[1]))
            return
        words = self._says(ClausePart(about))
        stated_words = self._stated_words(words)
        self._clauses += (
            [replace(clause, op="lacks", value=words) for words in stated_words]
            or [
                replace(clause, field=self._kind_or_part(clause), op="lacks", value=words) for words in self._other_kinds(words)
            ]
            or [replace(clause, op="lacks", value=said) for said in self._said_of_others(words)]
            or [clause]
        )

    def _stated_with_its_lead(self, clause: Clause, about: str) -> tuple[str, str] | None:
        """The field and the value where it takes the small words before a name to say one: the "in-ear" of "not in ear"."""
        lead = clause.text.removesuffix(about).split()[1:] if clause.meaning is None else []
        ways = (" ".join((*lead[at:], about)) for at in range(len(lead)))
        return next((stated for words in ways if (stated := self._catalog.stated(words, self._named.rows))), None)

    def _kind_or_part(self, clause: Clause) -> str | None:
        """What an exclusion of a kind's name is about: what is called so, or, "without sugar", what has it in it.

        A record that is silent is none of the first; of the second nothing can be told then.
        """
        return None if self._degrees.lacking.match(clause.text) else KIND

    def _other_kinds(self, text: str) -> list[str]:
        """Those of several names of kinds that other products go by, and none of the kind that is asked for: "no t-shirt"."""
        anything, kinds = self._catalog.named(""), []
        for words in filter(None, self._degrees.either.split(text)):
            content = set(_WORDS.findall(words.lower())) - self._degrees.joints - self._degrees.vague
            ways = self._catalog.said(words, anything).lower()
            if content and content <= set(_WORDS.findall(ways)) and self._catalog.named(words).is_kind:
                kinds.append(_EITHER.join(dict.fromkeys((words.lower(), *filter(has_han, ways.split(_EITHER))))))
        return kinds

    def _said_of_others(self, text: str) -> list[str]:
        """Those of several things that records say in full, if of other kinds alone: what is near may be shown too."""
        own, anything = _WRITTEN_IN_BOTH.fullmatch(text), self._catalog.named("")
        said = []
        for words in filter(None, self._degrees.either.split(own[1] if own else text)):
            content = set(_WORDS.findall(words.lower())) - self._degrees.joints - self._degrees.vague
            if content and content <= set(_WORDS.findall(self._catalog.said(words, anything).lower())):
                said.append(words.lower())
        return said

    def _number_of(self, part: ClausePart) -> Measured | None:
        """The field that says how many of what the words name there are, nought among them: "with drawers"."""
        words = (part.meaning or self._says(part)).split()
        unit = self._catalog.counted(words[-1].lower(), "") if words else None
        if unit is None or not ends_as_plural(words[-1].lower()):
            return None
        measured = self._catalog.measured(f"{COUNT} of {unit}", unit, " ".join(words[:-1]), self._named.rows)
        return measured if measured and self._catalog.says_none(measured.field, self._named.rows) else None

    def _switch(self, part: ClausePart) -> str | None:
        ways = (part.about or part.text, part.meaning, foreign_part(part.meaning))
        return next(filter(None, (self._catalog.switch(words, self._named.rows) for words in ways if words)), None)

    def _first_switch(self, text: str) -> int:
        """Where the words behind the first begin, where a yes/no field is named by it: "gluten-free energy"."""
        first, *rest = text.split(maxsplit=1) or [""]
        return len(text) - len(rest[0]) if rest and self._switch(ClausePart(first)) else 0

    def _stated_words(self, text: str) -> list[str]:
        """Those of several things that products of the kind state. A number is stated or it is not: "size 49"."""
        if both := _WRITTEN_IN_BOTH.fullmatch(text):  # the catalog's own words, or what they mean
            either = dict.fromkeys(stated for words in both.groups() for stated in self._stated_words(words))
            return [_EITHER.join(either)] if either else []
        if not self._degrees.directions.isdisjoint(text.lower().split()[:1]):
            return []
        alternatives: list[str] = []
        for words in filter(None, self._degrees.either.split(text)):
            stated = self._catalog.said(words, self._named)
            if not stated or (self._are_numbers(stated) and not self._are_numbers(words)):
                continue  # "1" is nothing that "no 1 brand" asks for
            if self._degrees.lacks.search(words) and not self._degrees.lacks.search(stated):
                continue  # "sugar" says nothing of what is "sugar free"
            if self._merely_names(words, stated):
                alternatives += [words.lower()] if self._degrees.numbered.issuperset(_WORDS.findall(stated.lower())) else []
            elif self._numbers(words) <= self._numbers(stated):
                alternatives.append(stated)
            elif self._degrees.numbered.issuperset(_NUMBER.sub(" ", words.lower()).split()):
                alternatives.append(words.lower())
        return alternatives

    def _merely_names(self, words: str, stated: str) -> bool:
        """Whether of "size XL" or "material oak" records say but "size" or "material", the names of fields."""
        said, more = (set(_WORDS.findall(text.lower())) for text in (stated, words))
        labels = self._degrees.numbered | self._catalog.field_names
        return said < more - self._degrees.joints and (said <= self._degrees.numbered or " ".join(stated.split()) in labels)

    def _numbers(self, words: str) -> set[str]:
        spelled = (word for word in words.lower().split() if word in self._quantity_words.numerals and len(word) > 2)
        return {*_NUMBER.findall(words), *spelled}

    def _are_numbers(self, words: str) -> bool:
        return bool(words) and all(word.isdigit() or word in self._quantity_words.numerals for word in words.lower().split())

    # --- quantities

    def _limit(self, part: ClausePart, quantity: Quantity, clause: Clause) -> None:
        context = measure_named(part.context, self._degrees) or self._measure_said(quantity.dimension)
        quantity, measured = self._in_its_unit(quantity, context)
        is_age = "age" in part.context.split()  # no warranty of three years is what a child of three years asks for
        if clause.kind != "exclude" and not is_age and (listed := self._listed(quantity, part.context, measured)):
            self._clauses.append(Clause(part.text, "feature", listed[0], "in", _EITHER.join(listed[1]).casefold()))
            return
        if measured is None:
            if clause.kind == "exclude":
                self._exclude(replace(clause, text=part.text))
            else:
                self._feature(ClausePart(part.text, about=_GLUED.sub(r"\1 \2", part.text)))
                self._notes.append(self._degrees.messages["undecided"].format(words=part.text))
            return
        bounds: list[tuple[Op, float]] = [
            (op, round(convert(value, quantity.unit, measured.unit, self._catalog.table), 6) if measured.unit else value)
            for op, value in bounds_of(quantity, measured)
        ]
        if clause.kind == "exclude" and not self._denies_by_itself(quantity, clause):
            self._clauses.append(excluded(part.text, measured, bounds))
        else:
            self._clauses += limits_of(part.text, quantity, measured, bounds)
        if not measured.sure:
            message = self._degrees.messages["unsure_unit"]
            self._notes.append(message.format(field=label_of(measured.field), unit=measured.unit))

    def _denies_by_itself(self, quantity: Quantity, clause: Clause) -> bool:
        """Whether what denies a clause is the "no" of its comparison: "not deeper than 40 cm" sets a limit."""
        begins = clause.text[quantity.start : quantity.number_start].lower()
        return not clause.text[: quantity.start].strip() and begins.startswith(self._quantity_words.denials)

    def _in_its_unit(self, quantity: Quantity, context: str) -> tuple[Quantity, Measured | None]:
        """The quantity in the unit that is meant by its word, and the field that it limits."""
        measured, symbol = self._measured(quantity, context), self._quantity_words.also.get(quantity.unit)
        if measured is None and symbol:
            other = replace(quantity, unit=symbol, dimension=self._catalog.table[symbol].dimension)
            return (other, found) if (found := self._measured(other, context)) else (quantity, None)
        return quantity, measured

    def _measured(self, quantity: Quantity, context: str) -> Measured | None:
        measured = self._catalog.measured(quantity.dimension, quantity.unit, context, self._named.rows)
        measured = self._catalog.as_said_beside(measured, self._in_both_languages()) if measured else None
        is_other = measured and is_of_something_else(quantity, context, measured, self._named.rows, self._catalog)
        return None if is_other else measured

    def _in_both_languages(self) -> str:
        return " ".join((self._need.query, *(part.meaning for part in self._all() if part.meaning)))

    def _listed(self, quantity: Quantity, words: str, measured: Measured | None) -> tuple[str, list[str]] | None:
        """The field that lists such quantities, and its values that hold this one."""
        if quantity.dimension.startswith(COUNT):
            return None
        exactly: list[list[tuple[Op, float]]] = [[("==", quantity.low)]] if quantity.op == "==" and quantity.low else []
        for bounds in (*exactly, bounds_of(quantity, measured or Measured("", quantity.unit))):  # 512 GB rather than 500
            listed = self._catalog.listed(bounds, quantity.unit, words, measured, self._named.rows)
            if listed and not any(_EITHER in value for value in listed[1]):
                return None if is_served_by_more(quantity, measured, listed[0]) else listed
        return None

    def _measure_said(self, dimension: str) -> str:
        """What a length is of, where a word elsewhere says so: "a thick mat, 8 cm or more"."""
        if dimension != "length":
            return ""
        words = _OF_ADJUSTING.sub(" ", " ".join(part.text for part in self._all() if part.is_words).lower()).split()
        return next((measure_named(word, self._degrees) for word in words if is_measure(word, self._degrees)), "")

    # --- more and less

    def _compare(self, part: ClausePart, degree: Degree) -> None:
        field_name, unit = self._measure_of(degree.of, degree.context)
        if field_name is None:
            sense = self._degrees.unambiguous.get(part.text.lower())  # no lamp is what a "light" tent has
            self._feature(ClausePart(part.text, meaning=sense if sense and self._catalog.said(sense, self._named) else None))
        elif degree.order:
            self._sort = Sort(field_name, degree.order, part.text, degree.rank)
        else:
            self._relative(part, degree, field_name, unit)

    def _measure_of(self, of: str, context: str) -> tuple[str | None, str | None]:
        rows = self._named.rows
        if of == "price":
            return "price", self._catalog.currency()
        if of in ("date", "rating", "reviews"):
            return (self._catalog.dated(rows) if of == "date" else self._catalog.scored(of, rows)), None
        contents = self._catalog.measured(CONTENT, "", "", rows) if of == "size" and not context else None
        measured = None if contents and self._packed else self._catalog.measured(of, "", context, rows)
        is_other = context and of in ("size", "length") and not (measured and measured.near >= NEAR)  # a large battery
        measured = (self._catalog.measured("", "", context, rows) if is_other else measured) or contents
        return (measured.field, measured.unit or None) if measured and not (context and measured.near < NEAR) else (None, None)

    def _turned(self, part: ClausePart, degree: Degree) -> tuple[ClausePart, Degree]:
        """The same with the "no" that stands before it in the request: "heavy" of "isn't very heavy"."""
        at = self._need.query.find(part.text) if part.meaning is None else -1
        start = self._degrees.negated_from(self._need.query, at)
        if start is None:
            return part, degree
        is_too = f"not {part.text.lower()}" in self._degrees.relative  # "too heavy" is turned already
        turned = degree if is_too else replace(degree, low=not degree.low)
        return replace(part, text=self._need.query[start : at + len(part.text)]), turned

    def _relative(self, part: ClausePart, degree: Degree, name: str, unit: str | None) -> None:
        """ "Light" is lighter than two thirds of the kind are; a number said beside it decides instead."""
        part, degree = self._turned(part, degree)
        if any(other.quantity and other.quantity.dimension == degree.of for other in self._all()):
            return
        if degree.of == "price" and any(clause.field == "price" for clause in self._need.clauses):
            return
        value = self._catalog.share(name, 1 / 3 if degree.low else 2 / 3, self._named.rows)
        if value is None:
            self._clauses.append(Clause(part.text, "feature"))
            return
        op: Op = "<=" if degree.low else ">="
        self._clauses.append(Clause(part.text, "limit", name, op, value, unit))
        messages = self._degrees.messages
        bound = messages["up_to" if degree.low else "from"]
        shown = show_money(value, unit) if degree.of == "price" else show_value(value, unit)
        label, said = in_own_words(label_of(name).lower(), shown, self._need.language, is_money=degree.of == "price")
        self._notes.append(messages["relative"].format(words=part.text, meaning=bound.format(field=label, value=said)))

    def _all(self) -> list[ClausePart]:
        return [part for parts in self._parts.values() for part in parts]
