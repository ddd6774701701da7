"""Surface realisation of one fact: its wording as a verb phrase, an adjective, a noun phrase, a quantity, a clause, a lack.

What a field licenses (`licences`) comes first; what no licence names is worded by its own name, as far as that reads well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shopcli.text.negation import NEGATORS
from shopcli.text.words import ends_as_plural
from shopcli.text.worded_fact import WordedFact
from shopcli.types import Fact
from shopcli.write.wording.licences import Form, Licence, Wording, licence_of
from shopcli.write.wording.value_tests import holds

# Nouns that have no number, as far as names of fields use them; any in "-ing", "-ment", "-ness", "-ware" or "-wear" is one.
_MASS = frozenset(
    """support protection control storage memory audio video sound lighting light power insulation ventilation suspension assembly
    maintenance warranty packaging padding lining software hardware stereo access radio output input resistance compatibility
    charging heating cooling wifi bluetooth ethernet nfc gps hdmi fibre fiber wool cotton leather wood metal steel glass plastic
    caffeine sugar alcohol gluten milk salt fat water oil""".split()
)
_MASS_ENDINGS = re.compile(r"(?:ing|ment|ness|ware|wear|ance|ence|ity|ology|graphy)$")
_VOWEL = re.compile(r"(?:[aeio]|u(?!ni|s[aeb]|ti)|[FHLMNRSX](?=[A-Z]{1,3}\b)|hour|honest|heir)", re.I)
_SPELT = re.compile(r"[A-Z]{2,}")


@dataclass(frozen=True, slots=True)
class Phrases:
    """One fact in each form that there is for it.

    Attributes:
        worded: the fact and its name.
        forms: the wordings of each form, what is said most naturally first.
        licence: what licensed them; None where its own name did.
    """

    worded: WordedFact
    forms: Mapping[Form, tuple[str, ...]]
    licence: Licence | None = None


def phrases_of(fact: WordedFact, language: str = "en") -> Phrases:
    """A fact in every form that its field licenses, or that its name allows."""
    licence = licence_of(fact.fact, language)
    forms: dict[Form, tuple[str, ...]] = {}
    if licence:
        said = {form: tuple(_said(texts, fact)) for form, texts in licence.wordings.items()}
        forms = {form: texts for form, texts in said.items() if texts}
        if fact.truth is not None:
            forms = _of_truth(forms, fact.truth)
    if not forms:
        forms = {form: tuple(texts) for form, texts in _by_name(fact) if texts}
    return Phrases(fact, forms, licence)


def _said(wordings: Sequence[Wording], fact: WordedFact) -> Iterator[str]:
    """The wordings that hold for a value, with the value in its place."""
    value = _inside_sentence(fact)
    number = "one" if _is_one(value, fact.fact) else "several"
    for wording in wordings:
        if wording.number in (None, number) and holds(wording.test, fact.fact):
            text = re.sub(r"\ba (?=\{\})", f"{article(value)} ", wording.text)
            yield text.replace("{}", value).replace("{f}", fact.label)


def _is_one(value: str, fact: Fact) -> bool:
    """Whether a value is one of what it counts, or one countable thing."""
    if isinstance(fact.value, (int, float)) and not isinstance(fact.value, bool) or re.fullmatch(r"[\d.,]+", value):
        return value == "1"
    return with_article(value)[0] != value


def _of_truth(forms: Mapping[Form, tuple[str, ...]], truth: bool) -> dict[Form, tuple[str, ...]]:
    """Of a yes all but the lack, of a no the lack alone."""
    return {form: texts for form, texts in forms.items() if (form == "lack") is not truth}


def _by_name(fact: WordedFact) -> Iterator[tuple[Form, list[str]]]:
    """The forms that a field's own name gives: "has GPS", "is waterproof", "its strap is silicone"."""
    deed = fact.deed
    if fact.truth is False:
        yield "lack", [deed] if deed else []
        return
    if deed:
        verb, _, rest = deed.partition(" ")
        if verb == "has" and fact.truth is True:
            nouns = list(with_article(rest))
            yield "verb", [f"has {noun}" for noun in nouns]
            yield "noun", nouns
            return
        yield "verb", [deed]
        if verb == "is":
            yield "adjective", [rest]
        return
    if not fact.fact.is_text:
        be = "are" if re.search(r"[^su]s$", fact.label) else "is"
        yield "clause", [f"its {fact.label} {be} {_inside_sentence(fact)}"]


def with_article(noun: str) -> tuple[str, ...]:
    """A noun phrase as it stands behind "has", likeliest first: "a hood", "GPS", "silent clicks"."""
    *_, head = noun.split()
    low = head.casefold()
    if ends_as_plural(head) or low in _MASS or _MASS_ENDINGS.search(low) or _SPELT.fullmatch(head) or low in NEGATORS:
        return (noun,)
    return (f"{article(noun)} {noun}", noun)


def article(noun: str) -> str:
    """ "a" or "an", by how the first word sounds as far as its letters tell."""
    return "an" if _VOWEL.match(noun) else "a"


def _inside_sentence(fact: WordedFact) -> str:
    """The value inside a sentence: "Silicone" of a choice is "silicone"; names and abbreviations stay as they are."""
    value = fact.value
    first, *others = value.split() or [""]
    is_plain_word = re.fullmatch(r"[A-Z][a-z'’-]+", first) is not None
    if is_plain_word and not any(re.search(r"[A-Z]", word) for word in others) and not _NAMED.search(fact.label.casefold()):
        return value[:1].lower() + value[1:]
    return value


# Fields whose values are names, which keep their capital.
_NAMED = re.compile(
    r"\b(?:brand|make|maker|manufacturer|model|series|author|artist|composer|director|actors?|designer|publisher|label|studio"
    r"|origin|country|region|appellation|made in|winery|producer|languages?|system|platform|grapes?|variet\w+|character"
    r"|theme|fandom|team|name|title|chipset|processor|cpu|gpu)\b"
)
