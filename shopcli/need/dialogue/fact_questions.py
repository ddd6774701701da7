"""Questions of fact about a product that is named, "how hot and how long for the gyokuro": what is asked.

Only the form is known here; who is named is told by the caller, and the record answers (`shopcli.pipeline.asked_facts`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shopcli.need.dialogue.fact_grammar import AskedMeasure, FactGrammar
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_of
from shopcli.need.languages.request_grammar import compiled
from shopcli.text.scripts import has_han

LONGEST = 160  # characters; what is longer describes a need
NAME = "\x00"  # stands for a name that was taken out of a question


@dataclass(frozen=True, slots=True)
class FactQuestion:
    """What is asked of a product.

    Attributes:
        measures: what is asked for, in the order of its words; what is no measure of a language goes by ``words`` alone.
        words: the shopper's own words for it, those that every question has left out.
        asked: the same, as it is told to be unknown.
        language: the question's.
    """

    measures: tuple[AskedMeasure, ...]
    words: str
    asked: str
    language: LanguagePack


@dataclass(frozen=True, slots=True)
class AskedByName:
    """A question of fact about products that it names.

    Attributes:
        rows: whom; several where they go by one name.
        language: of the question.
        said: the question.
        question: what is asked.
        other: with whom the first is compared, where the difference is asked for.
        difference: of what that is; empty for the price.
        is_which: it is asked which of two is more or less of something.
        wants_verdict: a yes or a no is wanted, to be answered as of a product that is shown.
    """

    rows: tuple[int, ...]
    language: LanguagePack
    said: str
    question: FactQuestion | None = None
    other: int | None = None
    difference: str = ""
    wants_verdict: bool = False
    is_which: bool = False


def may_be_of_fact(said: str) -> bool:
    """Whether words may ask for a fact of a product; cheap, and right to say no."""
    language = language_of(said)
    grammar = language.fact_questions
    if grammar is None or len(said) > LONGEST:
        return False
    text = _begun(language.requests.normal(said), language)
    return any(compiled(source).search(text) for source in (grammar.asks, grammar.whether))


def wants_yes_or_no(said: str, language: LanguagePack) -> bool:
    """Whether a question wants a yes or a no."""
    grammar = language.fact_questions
    return (
        grammar is not None and compiled(grammar.whether).search(_begun(language.requests.normal(said), language)) is not None
    )


def wants_other_things(rest: str, language: LanguagePack) -> bool:
    """Whether a question, without the name in it, wants anything but a fact: another thing, or a judgement."""
    grammar = language.fact_questions
    return grammar is None or compiled(grammar.never).search(language.requests.normal(rest)) is not None


def difference_of(rest: str, language: LanguagePack) -> str | None:
    """Of what the difference between two products is asked for; empty for the price, None where none is."""
    grammar = language.fact_questions
    match = compiled(grammar.difference).search(language.requests.normal(rest)) if grammar else None
    if match is None:
        return None
    return next((part for name, part in match.groupdict().items() if part and name != "price"), "")


def fact_question(rest: str, language: LanguagePack) -> FactQuestion | None:
    """What is asked of a product whose name ``rest`` holds as `NAME`; None where nothing is."""
    from shopcli.need.dialogue.followup import degree_in  # few requests ask

    grammar = language.fact_questions
    rest = _begun(language.requests.normal(rest), language)
    if grammar is None or not compiled(grammar.asks).search(rest):
        return None
    measures, left = _measured(rest, grammar)
    if degree_in(left, language):
        return None  # "which pre-workout has the highest rating"
    words = " ".join(compiled(grammar.empty).sub(" ", re.sub(r"[^\w\s-]|_", " ", left)).split())
    sorts = [measure for measure in measures if measure.names]
    if not (sorts or words):
        return None
    return FactQuestion(tuple(measures), words, _as_asked(rest, grammar), language)


def of_it(rest: str, language: LanguagePack) -> str:
    """A question with a pronoun in the place of `NAME` and its article: "is it vegetarian?"."""
    grammar, (before, _, behind) = language.fact_questions, rest.partition(NAME)
    if grammar is None:
        return rest
    return f"{compiled(grammar.article).sub('', before)}{grammar.it}{behind}"


def without_references(said: str, language: LanguagePack) -> str:
    """A question with `NAME` in the place of what it is about, where that is told by its place on the screen, or as "it"."""
    text = language.requests.normal(said)
    for start, end in reversed(places_in(text, language)):
        text = f"{text[:start]}{NAME}{text[end:]}"
    return _pronouns(language).sub(NAME, text)


def places_in(text: str, language: LanguagePack) -> list[tuple[int, int]]:
    """Where a question names places on the screen, half open: "the last" is one, and what "does it last" says is none."""
    grammar, places = language.fact_questions, language.follow_ups.places
    found = list(compiled(places).finditer(text)) if places and grammar else []
    return [
        match.span()
        for match in found
        if has_han(match[0])
        or any(map(str.isdigit, match[0]))
        or (grammar and compiled(grammar.article).search(text, 0, match.start()))
    ]


def _pronouns(language: LanguagePack) -> re.Pattern[str]:
    words = sorted((re.escape(word) for word in language.refinement.here), key=len, reverse=True)
    latin, others = ([word for word in words if word[-1].isascii() is is_latin] for is_latin in (True, False))
    parts = ([rf"\b(?:{'|'.join(latin)})\b"] if latin else []) + others
    return compiled("|".join(parts) or r"(?!)")


def _as_asked(rest: str, grammar: FactGrammar) -> str:
    """A question without the name, and without what merely led to it: "how much caffeine" of "... is in the"."""
    if has_han(rest):
        return rest.replace(NAME, "").strip(" ?？.。!！")
    words = rest.replace(NAME, " … ").strip(" ?.!…").split()
    while len(words) > 1 and words[-1] != "…" and not compiled(grammar.empty).sub("", words[-1]).strip():
        words.pop()
    return " ".join(words).removesuffix(" …")


def _measured(rest: str, grammar: FactGrammar) -> tuple[list[AskedMeasure], str]:
    """The measures that are asked for, in the order of their words, and what is left of these."""
    found: list[tuple[int, AskedMeasure]] = []
    for measure in grammar.measures:
        for match in list(compiled(measure.source).finditer(rest)):
            if match[0].strip():
                found.append((match.start(), measure))
                rest = f"{rest[: match.start()]}{' ' * len(match[0])}{rest[match.end() :]}"
    return [measure for _, measure in sorted(found, key=lambda pair: pair[0])], rest.replace(NAME, " ")


def _begun(text: str, language: LanguagePack) -> str:
    """A question without what politely stands before it."""
    opening = compiled(language.questions.opening).match(text)
    rest = text[opening.end() :] if opening else text
    return rest if rest.strip() else text
