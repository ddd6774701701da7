"""Questions about what is shown: "is the second one waterproof?", "how heavy is it", 第二个防水吗.

Only the form of a question is known here, and which of the shown it is about; the record answers
(`shopcli.pipeline.product_answers`).
A comparative by itself ("is it cheaper") stays a refinement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from shopcli.need.dialogue.dialogue_state import DialogueState
from shopcli.need.dialogue.references import by_place, is_called, looked_at, named, other_than, unclear
from shopcli.need.languages.follow_up_grammar import AskedKind, FollowForm, FollowUpGrammar
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.refinement_grammar import Wanted
from shopcli.need.languages.registry import language_of
from shopcli.text.scripts import has_han
from shopcli.text.tokens import FUNCTION
from shopcli.text.words import regular_singular
from shopcli.types import Product

LONGEST_FOLLOW_UP = 160  # characters; what is longer describes a need


@dataclass(frozen=True, slots=True)
class ProductQuestion:
    """A question about some of what is shown.

    Attributes:
        kind: whether a product is, has or does what ``words`` say; which value a field has; how much of something it is;
            how it compares with ``other``; or which of ``products`` is the most.
        words: what is asked, in the shopper's words, or what those always mean ("who makes it" asks for the brand).
        products: of whom.
        language: of the question, ISO 639-1.
        meant: other names for what an amount may be called in a record.
        of: for an amount or a comparison the dimension (of `shopcli.text.units`), ``price``, ``date``, ``rating`` or ``size``.
        order: for a comparison, whether less of it was asked for (asc) or more.
        other: with whom it is compared.
        said: what is asked as the answer tells it; ``words`` where the shopper's own are not a field's name.
        is_which: for a comparison, whether it was asked which of the two is more, and not whether the one is.
        text: the question as it was said.
    """

    kind: AskedKind
    words: str
    products: tuple[Product, ...]
    language: str
    meant: tuple[str, ...] = ()
    of: str = ""
    order: Literal["asc", "desc"] = "desc"
    other: Product | None = None
    said: str = ""
    is_which: bool = False
    text: str = ""


def asked_about(talk: DialogueState, *, before: ProductQuestion | None = None) -> ProductQuestion | None:
    """The question about what is shown that was asked; None where anything else was said.

    "And the third?" asks the question ``before`` again.

    Raises:
        UsageError: it is one about a result that is not shown, or several fit.
    """
    if not talk.shown or not talk.said or len(talk.said) > LONGEST_FOLLOW_UP:
        return None
    asked = _Reading(language_of(talk.said), talk).read(talk.said, before)
    return replace(asked, text=talk.said) if asked else None


def preferred(said: str, language: LanguagePack) -> tuple[str, str] | None:
    """The names of the one and of the other, where it is asked why the one rather than the other; else None."""
    words = said.strip(" .!?。！？")
    match = re.fullmatch(language.follow_ups.rather, words, re.IGNORECASE) if language.follow_ups.rather else None
    return (match["ref"], match["other"]) if match else None


def asks_why_not(said: str, language: LanguagePack) -> bool:
    """Whether it is asked why something is not recommended."""
    opening = language.follow_ups.why_not
    return bool(opening) and re.match(opening, said, re.IGNORECASE) is not None


def speaks_of_both(said: str, language: LanguagePack) -> bool:
    """Whether two that were spoken of, or are shown first, are named together: "those two"."""
    words = language.follow_ups.both
    return bool(words) and re.search(words, said, re.IGNORECASE) is not None


def asks_which_to_take(said: str, language: LanguagePack) -> bool:
    """Whether it is asked which of some to take."""
    words = language.follow_ups.choosing
    return bool(words) and re.search(words, said, re.IGNORECASE) is not None


def mentioned(said: str, shown: Sequence[Product], language: LanguagePack) -> tuple[Product, ...]:
    """The shown products that a sentence names, by their places ("the first two", "1 or 3") or by words that few have.

    Args:
        said: the sentence.
        shown: what is on the screen, in the order of its numbers.
        language: of the sentence.
    """
    grammar, normal = language.follow_ups, language.refinement.normal(said)
    if grammar.several and (several := re.search(grammar.several, normal, re.IGNORECASE)):
        count = _COUNTS.get(several["count"].casefold(), 2)
        return tuple(shown[-count:] if several["last"] else shown[:count])
    found = list(re.finditer(grammar.places, normal, re.IGNORECASE)) if grammar.places else []
    places = [match["place"].casefold() for match in found if not _is_verb(match, normal, language)]
    numbers = [_place_of(place, language, len(shown)) for place in places]
    placed = [shown[number - 1] for number in numbers if 1 <= number <= len(shown)]
    asks_of_several = speaks_of_both(said, language) or asks_which_to_take(said, language) or degree_in(said, language)
    named_so = _named_in(said, shown) if asks_of_several else []  # else a word of a title need name nothing
    return tuple({product.id: product for product in (*placed, *named_so)}.values())


def _is_verb(match: re.Match[str], said: str, language: LanguagePack) -> bool:
    """Whether the word for the last place is what something does: "how long does it last"."""
    is_last = language.refinement.ordinals.get(match["place"].casefold()) == -1
    return (
        is_last
        and match["place"].casefold() in language.follow_ups.verbs
        and not said[: match.start()].rstrip().endswith("the")
    )


_COUNTS = {"two": 2, "2": 2, "两": 2, "二": 2, "three": 3, "3": 3, "三": 3}


def _place_of(place: str, language: LanguagePack, count: int) -> int:
    digits = re.match(r"\d+", place)
    number = int(digits[0]) if digits else language.refinement.ordinals.get(place, 0)
    return count if number == -1 else number


def _named_in(said: str, shown: Sequence[Product]) -> list[Product]:
    """Those of some products of whose titles and brands a sentence has a word that not all of them have."""
    words = {regular_singular(word) for word in re.findall(r"[^\W\d_]{3,}", said.casefold())}
    names = [
        {regular_singular(word) for word in re.findall(r"[^\W\d_]{3,}", f"{product.title} {product.brand or ''}".casefold())}
        for product in shown
    ]
    common = set.intersection(*names) if names else set()
    return [product for product, own in zip(shown, names, strict=True) if words & (own - common - FUNCTION)]


def degree_in(said: str, language: LanguagePack) -> tuple[str, Wanted, tuple[str, ...]] | None:
    """The comparative or superlative in a question, what it is of, and what records call that; None where there is none.

    A verb of amounts says of what: what lasts longer has the longer battery life.
    """
    grammar, words = language.follow_ups, " ".join(language.refinement.normal(said).casefold().split())
    found = [degree for degree in grammar.degrees if _stands_in(degree, words)]
    if not found:
        return None
    degree = max(found, key=len)
    if _is_of_what_follows(degree, words, language):
        return None  # "more fruity" is no dearer
    wanted, verbs = grammar.degrees[degree], [verb for verb in grammar.verbs if _stands_in(verb, words)]
    if verbs:
        of_verb, names = grammar.amounts[grammar.verbs[verbs[0]]]
        told = degree if degree.startswith(verbs[0]) else f"{_third_person(verbs[0])} {degree}"
        return told, replace(of_verb, order=wanted.order, context=names[0]), names
    return degree, wanted, (wanted.context,) if wanted.context else ()


def _is_of_what_follows(degree: str, said: str, language: LanguagePack) -> bool:
    """Whether a degree is a bare "more" that another word says of what."""
    bare = language.refinement.degrees.get(degree)
    following = re.search(rf"(?<!\w){re.escape(degree)}\s+(?P<what>[^\W\d]+)", said)
    return bare is not None and not bare.of and following is not None and following["what"] not in FUNCTION


def _third_person(verb: str) -> str:
    return verb if verb.endswith("s") or has_han(verb) else f"{verb}s"


def _stands_in(word: str, said: str) -> bool:
    return word in said if has_han(word) else re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) is not None


@dataclass(frozen=True)
class _Reading:
    language: LanguagePack
    talk: DialogueState

    @property
    def words(self) -> FollowUpGrammar:
        return self.language.follow_ups

    def read(self, utterance: str, before: ProductQuestion | None) -> ProductQuestion | None:
        if before and (again := self._match(self.words.again, utterance)) and (products := self._whom(again["ref"])):
            return replace(before, products=products)
        utterance = self._ended(utterance)
        is_question = self.talk.question is not None  # of the catalog, or "which is the cheapest", which may be of these
        for form in self.words.forms:
            match = self._match(form.source, utterance) if not is_question or form.kind == "most" else None
            for parts in self._parts(form, match, utterance) if match else ():
                if asked := self._asked(form, parts):
                    return asked
        return None

    def _ended(self, utterance: str) -> str:
        start = self._search(rf"\A(?:{self.words.opening})", utterance)
        utterance = utterance[start.end() :] if start else utterance
        end = self._search(rf"(?:{self.words.closing})\Z", utterance)
        return (utterance[: end.start()] if end else utterance).strip()

    def _match(self, source: str, utterance: str) -> re.Match[str] | None:
        return re.fullmatch(source, self.talk.phrases.normal(utterance), re.IGNORECASE)

    def _search(self, source: str, utterance: str) -> re.Match[str] | None:
        return re.search(source, self.talk.phrases.normal(utterance), re.IGNORECASE)

    def _parts(self, form: FollowForm, match: re.Match[str], utterance: str) -> Iterator[dict[str, str]]:
        """The groups in the shopper's own characters; where the rest is to be cut, every cut of it."""
        groups = {name: utterance[slice(*match.span(name))] for name, part in match.groupdict().items() if part}
        if not form.split:
            yield groups
            return
        rest = groups["rest"].split()
        for cut in range(min(len(rest) - 1, 12), 0, -1):
            if rest[cut - 1][:1].isupper() and rest[cut][:1].isupper():
                continue  # within a name: "Tonveld" of "does the Tonveld Hall fold flat" is none of the others
            yield groups | {"ref": " ".join(rest[:cut]), "words": " ".join(rest[cut:])}

    def _asked(self, form: FollowForm, parts: Mapping[str, str]) -> ProductQuestion | None:
        which = parts.get("ref") or parts.get("ref2")
        refers = form.split or "(?P<ref" in form.source
        products = self._whom(which or "") if refers else tuple(self.talk.products) if form.each else (looked_at(self.talk),)
        words, _, label = form.words.format(**parts).partition("|")
        words = words or self._without_lead(parts.get("words", ""))
        # "cheaper" by itself refines; "cheaper than 60 euros" can be held against a record
        judged = self._search(rf"\b(?:{self.words.never})", words) and not any(map(str.isdigit, words))
        if not products or (not form.words and judged):
            return None
        label = label or (words if form.words else parts.get("words", ""))
        asked = ProductQuestion(form.kind, words, products, self.language.code, said=label)
        if form.kind in ("comparison", "most"):
            return self._compared(asked, parts)
        if form.kind == "amount":
            return self._amount(asked, parts)
        if form.kind == "does":
            return self._done(asked)
        return asked if words and words.casefold() not in self.words.degrees else None

    def _amount(self, asked: ProductQuestion, parts: Mapping[str, str]) -> ProductQuestion | None:
        amount = self.words.amounts.get(self.talk.phrases.normal(parts["degree"]).lower())
        if amount is None:
            return None
        wanted, names = amount
        return replace(asked, words=names[0], said=names[0], meant=names[1:], of=wanted.of)

    def _compared(self, asked: ProductQuestion, parts: Mapping[str, str]) -> ProductQuestion | None:
        wanted = self.words.degrees.get(" ".join(self.talk.phrases.normal(parts["degree"]).lower().split()))
        others = self._others(asked, parts) if asked.kind == "comparison" else ()
        if wanted is None or len(others) > 1 or not (wanted.of or wanted.context):
            return None
        if asked.kind == "comparison" and (not others or others == asked.products):
            return None
        other = others[0] if others else None
        return replace(asked, words=parts["degree"], meant=(wanted.context,), of=wanted.of, order=wanted.order, other=other)

    def _others(self, asked: ProductQuestion, parts: Mapping[str, str]) -> tuple[Product, ...]:
        """With whom something is compared: "is the other one cheaper?" than what was spoken of; "is it cheaper?" refines."""
        if parts.get("other"):
            return self._whom(parts["other"])
        is_named = " ".join(parts.get("ref", "").casefold().split()) not in self.talk.phrases.here
        product = asked.products[0]
        it = looked_at(self.talk)
        other = (it if it.id != product.id else other_than(product, self.talk)) if is_named else None
        return (other,) if other else ()

    def _done(self, asked: ProductQuestion) -> ProductQuestion | None:
        """Verbs of having ask for a thing: "does it come with a bag"."""
        verb = self._search(rf"\A(?:{self.words.having})(?=\s|\Z)", asked.words)
        if verb is None:
            return asked if asked.words else None
        thing = asked.words[verb.end() :].strip()
        trail = self._search(self.words.trail, thing)
        thing = thing[: trail.start()] if trail else thing
        words = self._without_lead(thing)
        return replace(asked, kind="has", words=words, said=thing) if words else None

    def _without_lead(self, words: str) -> str:
        lead = self._search(rf"\A(?:{self.words.lead})+", words)
        return words[lead.end() :] if lead else words

    def _whom(self, which: str) -> tuple[Product, ...]:
        """The shown products that words name; empty where they name none."""
        if not which.strip():
            return ()
        if self._match(self.words.all_shown, which):
            return tuple(self.talk.products)
        normal = " ".join(self.talk.phrases.normal(which).lower().split())
        if self.talk.phrases.place.fullmatch(normal) and (placed := by_place(which, self.talk)):
            return (placed,)  # "the first" is no First Aid Beauty
        is_pronoun = which.strip().casefold() in self.talk.phrases.here  # "it", which a maker may be called
        called = [p for p in self.talk.products if not is_pronoun and is_called(which, p, self.talk.phrases)]
        if len(called) == 1:
            return (called[0],)
        product = by_place(which, self.talk)
        if product is None and re.search(self.words.described, which, re.IGNORECASE):
            product = named(which, self.talk)
        if product is None and called:
            positions = [position for position, product in enumerate(self.talk.products) if product in called]
            raise unclear(which, positions, self.talk.phrases)
        return (product,) if product else ()
