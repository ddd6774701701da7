"""Which of a request's clauses names the thing that is looked for, where the language alone cannot tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from shopcli.need.grounding.clause_splitting import is_open
from shopcli.need.grounding.protocols import GroundingCatalog, NamedKind
from shopcli.need.languages.degree_words import Degrees
from shopcli.need.languages.request_grammar import SEPARATOR
from shopcli.need.spans import places
from shopcli.need.thesaurus import open_thesaurus
from shopcli.text.tokens import FUNCTION
from shopcli.text.words import head_phrase
from shopcli.types import Clause, ClauseKind
from shopcli.util.lazy_regex import pattern

_SENTENCE, _SPACED = pattern(r"[^.!?;\n。！？；]+"), pattern(r"[^\W\d_]+")
_MOST_OF_A_NAME = 3  # words of a thing's name
_MOST_WORDS, _FEW_WORDS = 6, 3  # of a sentence that only names a thing; and, perhaps, one word more


class Topics:
    """The head nouns of one request, asked of the catalog; ``names_a_kind`` tells whether a clause, cut in parts, holds one."""

    def __init__(self, query: str, catalog: GroundingCatalog, degrees: Degrees, names_a_kind: Callable[[Clause], bool]) -> None:
        self._query, self._catalog, self._degrees, self._names_a_kind = query, catalog, degrees, names_a_kind

    def settled(self, clauses: Sequence[Clause]) -> list[Clause]:
        """The clauses with the name of the thing as the topic, whole, and no other."""
        return self._with_its_topic(self._with_whole_names(self._without_its_kind(clauses)))

    def _without_its_kind(self, clauses: Sequence[Clause]) -> list[Clause]:
        """ "No leather sofas" wants sofas, and "beds, no bunk beds" beds: what is unwanted of them stands before the name."""
        topic = next((clause for clause in clauses if clause.kind == "topic" and is_open(clause)), None)
        wanted = self._catalog.named(topic.says) if topic else None
        wanted_clauses: list[Clause] = []
        for clause in clauses:
            start = self._kind_within(clause) if clause.kind == "exclude" and is_open(clause) and not clause.meaning else 0
            name = clause.text[start:]
            merely = self._degrees.negates.match(clause.text)
            if not start or not (self._is_of(name, wanted) if wanted else merely):
                wanted_clauses.append(clause)
                continue
            if topic is None and (
                thing := next(filter(self._ends_in_a_kind, clauses), None)
            ):  # "no essential oils, light serum"
                return [replace(clause, kind="topic") if clause is thing else clause for clause in clauses]
            wanted_clauses.append(replace(clause, text=clause.text[:start].rstrip()))
            if topic is None:
                topic = Clause(name, "topic")
                wanted_clauses.append(topic)
        return wanted_clauses

    def _ends_in_a_kind(self, clause: Clause) -> bool:
        """Whether the last words of a wish are the name of a kind."""
        if clause.kind != "feature" or not is_open(clause):
            return False
        named = self._catalog.named(clause.says)
        return named.is_kind and named.end is None

    def _is_of(self, name: str, wanted: NamedKind) -> bool:
        """Whether a name is of the kind that is wanted anyway."""
        if not wanted.is_kind:
            return False
        rows = set(self._catalog.named(name).rows.tolist())
        return 2 * len(rows & set(wanted.rows.tolist())) >= len(rows)

    def _kind_within(self, clause: Clause) -> int:
        """Where in an exclusion the name of a kind begins that something unwanted stands before; 0 where none does."""
        about = self._degrees.without_exclusion(clause.text)
        offset = clause.text.rfind(about)
        named = self._catalog.named(about) if " " in about else None
        if named is None or not named.is_kind or not named.start or named.end is not None or named.is_own:
            return 0
        start = offset + named.start
        return 0 if clause.text[start].isdigit() else start  # "1.2 kg" of "nothing heavier than 1.2 kg" is no thing

    def _with_whole_names(self, clauses: list[Clause]) -> list[Clause]:
        """ "Sun cream", "red wine" and "gaming mouse" are things, where the catalog calls some so: a wish is part of a name."""
        for index, (one, other) in enumerate(pairwise(places(self._query, clauses))):
            is_colour = one.clause.field == "colour" and one.clause.op == "is"
            if not (other.clause.kind == "topic" and is_open(other.clause)) or self._query[one.end : other.start].strip():
                continue
            if not is_colour and not (one.clause.kind == "feature" and is_open(one.clause)):
                continue
            named = self._catalog.named(self._query[one.start : other.end])
            start = one.start + named.start
            if named.is_kind and named.is_own and start < one.end and (not is_colour or not named.start):
                before = [replace(one.clause, text=self._query[one.start : start].rstrip())] if named.start else []
                return [*clauses[:index], *before, Clause(self._query[start : other.end], "topic"), *clauses[index + 2 :]]
        return clauses

    def _with_its_topic(self, clauses: list[Clause]) -> list[Clause]:
        """The topic is the first of several things that the catalog has a name for: "cheap but good headphones"."""
        stretches = places(self._query, clauses)
        topic = next((place for place in stretches if place.clause.kind == "topic" and is_open(place.clause)), None)
        if topic is None:
            return self._with_a_name_as_topic(clauses)
        if self._names_a_kind(topic.clause) or _is_a_thing(topic.clause.text):
            return clauses
        is_stand_in = self._stands_for_anything(topic.clause.text)
        may_be_anything = self._says_nothing(topic.clause.text)
        for before, place in pairwise(stretches[stretches.index(topic) :]):
            clause, between = place.clause, self._query[before.end : place.start]
            is_for_it = self._degrees.purpose.match(clause.text) is not None  # "wax for leather", where no wax is sold
            joined = (not between.strip() and not is_for_it) or self._degrees.joins(between)
            if (joined or may_be_anything) and is_open(clause) and clause.kind == "feature" and self._names_a_kind(clause):
                new_kinds: dict[int, ClauseKind] = {id(topic.clause): "feature", id(clause): "topic"}
                return [replace(each, kind=new_kinds.get(id(each), each.kind)) for each in clauses]
        if is_stand_in or self._degrees.whole(topic.clause.text):  # "something light" is no thing called "light"
            return [replace(each, kind="feature") if each is topic.clause else each for each in clauses]
        return clauses

    def _with_a_name_as_topic(self, clauses: list[Clause]) -> list[Clause]:
        """Where nothing was said to be the thing, what is word for word a name of the catalog's is: "tent, no pegs"."""
        if self._query.startswith(SEPARATOR):  # what only adds to a need in force has no thing of its own
            return clauses
        for index, clause in enumerate(clauses):
            if clause.kind != "feature" or not is_open(clause):
                continue
            text = clause.text if clause.meaning else self._without_its_lead(clause.text)
            named = self._catalog.named(clause.meaning or text)
            if named.is_kind and named.is_own and not named.start and named.end is None:
                return [*clauses[:index], replace(clause, text=text, kind="topic"), *clauses[index + 1 :]]
        return self._with_a_name_by_itself(clauses)

    def _with_a_name_by_itself(self, clauses: list[Clause]) -> list[Clause]:
        """Where no thing was found, the name of one that is a sentence by itself: "Chairs first. Comfortable ones"."""
        asked = [clause for clause in clauses if not clause.is_background]
        taken = places(self._query, asked)
        for sentence in _SENTENCE.finditer(self._query):
            if any(place.start < sentence.end() and sentence.start() < place.end for place in taken):
                continue
            words = list(_SPACED.finditer(self._query, *sentence.span()))
            telling = [word for word in words if not self._is_small(word[0].lower())]
            if not telling or len(words) > _MOST_WORDS or not taken:
                continue
            ends = telling[-2:] if len(telling) > 1 and len(words) <= _FEW_WORDS else telling[-1:]
            for end in reversed(ends):  # "chairs first"
                name = self._query[telling[0].start() : end.end()]
                named = self._catalog.named(name)
                if named.is_kind and named.is_own and not named.start and named.end is None:
                    return [Clause(name, "topic"), *asked]
        return clauses

    def _is_small(self, word: str) -> bool:
        degrees = self._degrees
        return word in FUNCTION or word in degrees.joints or word in degrees.vague or word in degrees.ordinals

    def _without_its_lead(self, text: str) -> str:
        """ "Sweater" of "for a sweater", where no other thing is asked for."""
        return text[slice(*self._degrees.trimmed(text))]

    def _stands_for_anything(self, text: str) -> bool:
        """Whether a name is one of what is given, whatever it is: a "birthday present" may be anything."""
        *_, last = _SPACED.findall(text.lower()) or [""]
        return last in self._degrees.gifts or (not self._degrees.spaced and last.endswith(self._degrees.gifts))

    def _says_nothing(self, text: str) -> bool:
        """Whether words ask for more or less of nothing in particular: a "budget option" may be anything."""
        rest = text
        while degree := self._degrees.find(rest, 0, len(rest), alone=True):
            rest = f"{rest[: degree.start]} {rest[degree.end :]}"
        return rest != text and not self._degrees.without_vague(rest.strip())


def _is_a_thing(text: str) -> bool:
    """Whether words end in the name of a thing, be it sold or not: "trekking poles, light" asks for no light."""
    from shopcli.need.thesaurus.needed_things import shipped_needed_things

    words = head_phrase(text).split()
    ends = [" ".join(words[at:]) for at in range(max(0, len(words) - _MOST_OF_A_NAME), len(words))]
    return any(open_thesaurus().rings(end) or shipped_needed_things().synonyms(end) for end in ends)
