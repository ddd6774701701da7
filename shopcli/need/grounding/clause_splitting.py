"""A clause is cut into parts that say one thing each: a quantity, more or less of something, or words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from shopcli.need.grounding.quantities import Quantity
from shopcli.need.languages.degree_words import Degree, Degrees
from shopcli.text.offer_values import names_an_audience
from shopcli.types import Clause, Need
from shopcli.util.lazy_regex import pattern

IsName = Callable[[str], bool]
_WORD = pattern(r"\s{0,3}([^\W\d_]+)")
_ALL_WORDS, _SPACED = pattern(r"\w+"), pattern(r"\S+")
_WORDS = pattern(r"[^\W_]+(?:['’-][^\W_]+)*")
# Words by which a wish is told in a sentence: so many that tell something, and a small one between them, or so many in all.
_TOLD_BY, _TOLD_IN = 3, 5


def cut_by_a_name(text: str, stated: Callable[[str], tuple[str, str] | None]) -> list[str]:
    """Words in two, before or behind a name that a field has as its value; [] where there is none.

    Args:
        text: what is wished.
        stated: words to the field and the value that they name; brands are found elsewhere.
    """
    for word in list(_SPACED.finditer(text))[1:]:
        halves = [text[: word.start()].rstrip(), text[word.start() :]]
        values = [stated(half) for half in halves]
        named = [value is not None and value[0] != "brand" for value in values]
        fields = {value[0].casefold() for value in values if value}
        are_two = all(named) and len(fields) > 1 and fields.isdisjoint(map(str.casefold, halves))
        if are_two or any(is_named and half[:1].isupper() for half, is_named in zip(halves, named, strict=True)):
            return halves
    return []


def cut_by_saying(text: str, stated: str, degrees: Degrees) -> list[tuple[str, bool]]:
    """Words cut into those that products state and those that none does: half of a clause is no evidence for the whole.

    Empty where there is nothing to be cut. What would be cut behind a word that belongs to the next, the "the" of "can set the
    degrees", is one whole that none states.

    Args:
        text: what is wished.
        stated: the words that products state.
        degrees: which words go with what stands before them, and which with what stands behind.
    """
    stated_words, silent = set(_ALL_WORDS.findall(stated.lower())), degrees.vague | degrees.joints
    stretches: list[tuple[int, int, bool]] = []
    for match in _SPACED.finditer(text):
        words = set(_ALL_WORDS.findall(match[0].lower()))
        is_said = words <= stated_words
        if stretches and (words <= silent or is_said == stretches[-1][2]):
            stretches[-1] = (stretches[-1][0], match.end(), stretches[-1][2])
        elif not words <= silent:
            stretches.append((match.start(), match.end(), is_said))
    if len(stretches) < 2:
        return []
    if any(text[:end].lower().split()[-1] in degrees.proclitics for _, end, _ in stretches[:-1]):
        return [(text, False)]
    return [(text[start:end], is_said) for start, end, is_said in stretches]


@dataclass(slots=True, eq=False)
class ClausePart:
    """A stretch of one clause that says one thing.

    Attributes:
        text: a slice of the clause.
        quantity: where it is one.
        degree: where it is more or less of something.
        context: the words beside a quantity, which say what it is of.
        meaning: what the words mean, where they are translated.
        about: the words without what only leads to them, where they differ.
    """

    text: str
    quantity: Quantity | None = None
    degree: Degree | None = None
    context: str = ""
    meaning: str | None = None
    about: str = ""

    @property
    def is_words(self) -> bool:
        """Whether it is neither a quantity nor a degree."""
        return self.quantity is None and self.degree is None

    @property
    def says(self) -> str:
        """The words to look for."""
        return self.meaning or self.about or self.text


def is_open(clause: Clause) -> bool:
    """Whether nothing decides the clause yet."""
    return clause.op is None and clause.kind in ("topic", "feature", "exclude")


def is_told(clause: Clause, quantities: Sequence[Quantity], degrees: Degrees) -> bool:
    """Whether a wish is told in a sentence, "keep tools from rusting in a damp shed", and so says one thing as a whole.

    What a number of it counts or measures is no limit then: "flowers that stay fresh for more than three days" wants none of
    three days.
    """
    if clause.kind != "feature":
        return False
    if degrees.deeds.match(clause.text):  # what is acted on is none of what is sought
        return True
    if clause.meaning or not degrees.spaced:
        return False
    outside = list(clause.text)
    for quantity in quantities:
        outside[quantity.start : quantity.end] = " " * (quantity.end - quantity.start)
    written = _WORDS.findall("".join(outside))
    words = [word.lower() for word in written]
    names = any(word[0].isupper() and len(word) > 1 for word in written[1:])
    if names or not degrees.to.isdisjoint(words[1:3]):  # "from the Bauhaus", "red to hang on a wall": each word tells
        return False
    telling = [at for at, word in enumerate(words) if word not in degrees.vague | degrees.joints]
    if len(telling) < _TOLD_BY:
        return False
    return len(words) >= _TOLD_IN or telling[-1] - telling[0] >= len(telling)


def tells_a_purpose(need: Need, degrees: Degrees) -> bool:
    """Whether a need names no thing, and tells what it is to be for: "keep my tea warm at the desk"."""
    names_a_thing = any(clause.kind == "topic" for clause in need.clauses)
    return not (names_a_thing or need.question) and any(is_open(c) and is_told(c, (), degrees) for c in need.clauses)


def cut_clause(clause: Clause, quantities: Sequence[Quantity], degrees: Degrees, is_name: IsName) -> list[ClausePart]:
    """The parts of a clause in order; a word that ``is_name`` knows as the beginning of a name measures nothing."""
    text, position, parts = clause.text, 0, list[ClausePart]()
    for quantity in quantities:
        start, end = degrees.trimmed(text[quantity.end :])
        # Of "light 2 person tent" the name is "tent", and "light" says how it is to be, as it does of "light tent".
        before = (
            replace(clause, kind="feature") if clause.kind == "topic" and is_name(text[quantity.end :][start:end]) else clause
        )
        parts += cut_words(text[position : quantity.start], before, degrees, is_name)
        inner = degrees.without_comparison(text[quantity.number_end : quantity.end])
        position, context = _measured(text, quantity, inner, degrees, is_name)
        apart = clause.kind == "topic" and inner and not context
        end = quantity.number_end if apart else position
        parts.append(ClausePart(text[quantity.start : end], quantity, context=f"{quantity.of} {context or inner}".strip()))
        if apart:
            start = text.index(inner, quantity.number_end)
            parts += cut_words(text[start : start + len(inner)], clause, degrees, is_name)
    parts += cut_words(text[position:], clause, degrees, is_name)
    if clause.kind == "feature" and degrees.spaced:
        parts = _described(parts, text, degrees)
    return _with_context(parts, clause) if quantities else parts


def _measured(text: str, quantity: Quantity, inner: str, degrees: Degrees, is_name: IsName) -> tuple[int, str]:
    """Where a quantity ends with the word that says what it is of, and what that is: "2 m long", "8 GB RAM"."""
    if inner:
        return quantity.end, degrees.measures.get(inner.lower(), "")
    lead = text[quantity.start : quantity.number_start].lower().split()
    if measure := next((degrees.measures[word] for word in lead if word in degrees.measures), ""):  # "taller than"
        return quantity.end, measure
    if not degrees.spaced:
        unit = text[quantity.number_start : quantity.number_end]
        if measure := next((of for name, of in degrees.measures.items() if unit.endswith(name)), ""):  # 5岁 is an age
            return quantity.end, measure
    word = _WORD.match(text, quantity.end)
    if not word:
        return quantity.end, ""
    longest = max((name for name in degrees.measures if word[1].lower().startswith(name)), key=len, default="")
    if not longest or (degrees.spaced and len(longest) < len(word[1])) or is_name(text[word.start(1) :]):
        return quantity.end, ""
    return word.start(1) + len(longest), degrees.measures[longest]


def _described(parts: Sequence[ClausePart], text: str, degrees: Degrees) -> list[ClausePart]:
    """In a feature, more or less is said of the words behind it: a "long battery life" is no long thing."""
    described: list[ClausePart] = []
    for part in parts:
        before = described[-1] if described else None
        if before and before.degree and not (before.degree.order and before.degree.of) and part.is_words:
            both = re.search(rf"{re.escape(before.text)}\s+{re.escape(part.text)}", text)
            if both:
                of = degrees.measures.get(part.text.lower(), part.text)
                context = f"{before.degree.context} {of}".strip()
                described[-1] = ClausePart(both[0], degree=replace(before.degree, context=context))
                continue
        described.append(part)
    return described


def _with_context(parts: list[ClausePart], clause: Clause) -> list[ClausePart]:
    """In a feature the words beside a quantity say what it is of ("RAM" in "4 GB RAM"); in a topic they are the thing.

    What begins with a number itself is a name, "27 inch 4K", and stands by itself.
    """
    if clause.kind == "topic":
        return parts
    named = [part for part in parts if part.is_words and part.text[0].isdigit()]
    words = " ".join(part.text for part in parts if part.is_words and part not in named)
    measures = [part for part in parts if not part.is_words]
    for part in measures:
        part.context = f"{words} {part.context}".strip()
    if len(measures) == 1 and measures[0].quantity and words and not named:
        measures[0].text = clause.text  # so that the clause shows what it is of
    return [part for part in parts if part in named or not part.is_words] if measures else parts


def cut_words(text: str, clause: Clause, degrees: Degrees, is_name: IsName) -> list[ClausePart]:
    """The words of a stretch, without what joins it to its neighbours; degrees stand apart."""
    start, end = degrees.trimmed(text)
    parts: list[ClausePart] = []
    whom = _SPACED.match(text, start, end) if clause.kind == "feature" and clause.meaning is None else None
    if (
        whom and names_an_audience(whom[0]) and degrees.trimmed(text[whom.end() : end])[1]
    ):  # the "womens" of "womens trail running"
        parts.append(ClausePart(whom[0]))
        start, end = _inside(degrees, text, whom.end(), end)
    if clause.kind != "exclude":
        while degree := degrees.find(text, start, end, alone=clause.kind == "feature"):
            if not degree.order and " " in text[degree.start : end] and is_name(text[degree.start : end]):
                break  # "light bulb", "mini fridge"
            if clause.kind == "feature" and degrees.purpose.match(text) and degrees.trimmed(text[degree.end : end])[1]:
                break  # of "for long train rides" the rides are long
            left, right = _inside(degrees, text, start, degree.start)
            if left < right:
                parts.append(ClausePart(text[left:right], meaning=clause.meaning))
            parts.append(ClausePart(text[degree.start : degree.end], degree=degree))
            start, end = _inside(degrees, text, degree.end, end)
    if start < end and not (parts and parts[-1].degree and not degrees.without_vague(text[start:end])):
        lead = degrees.purpose.match(text) if clause.kind == "feature" and not parts else None
        parts.append(ClausePart(text[lead.start(1) if lead else start : end], meaning=clause.meaning, about=text[start:end]))
    return parts


def _inside(degrees: Degrees, text: str, start: int, end: int) -> tuple[int, int]:
    left, right = degrees.trimmed(text[start:end])
    return start + left, start + right


def once(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses without those that only say again, word for word, what an open one before them said."""
    earlier: set[str] = set()
    new_clauses = []
    for clause in clauses:
        words = clause.text.casefold()
        if not is_open(clause) or words not in earlier:
            new_clauses.append(clause)
        earlier.add(words)
    return new_clauses


def reopened(clause: Clause) -> Clause:
    """A yes/no field decides only where it speaks for the products of the kind, which is known here first."""
    if clause.value is True and clause.kind in ("feature", "exclude"):
        return replace(clause, field=None, op=None, value=None)
    return clause
