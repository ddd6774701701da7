"""Surface realisation of one fact: its wording as a verb phrase, an adjective, a noun phrase, a quantity, a clause, a lack.

What a field licenses (`licences`) comes first; what no licence names is worded by its own name, as far as that reads well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from shopcli.need.languages.lexicon import Lexicon
from shopcli.need.languages.registry import language_named
from shopcli.text.scripts import has_han
from shopcli.text.tokens import unit_of
from shopcli.text.worded_fact import WordedFact
from shopcli.types import Fact
from shopcli.types.needs import DEFAULT_LANGUAGE
from shopcli.write.wording.articles import article, has_no_number, with_article
from shopcli.write.wording.frames import worded
from shopcli.write.wording.licences import Form, Licence, Wording, kinds_of, licence_of, licences
from shopcli.write.wording.natural_forms import natural_forms
from shopcli.write.wording.tidy_values import tidied
from shopcli.write.wording.unlisted_fields import forms_of, sorts_of
from shopcli.write.wording.value_tests import holds

_COUNTING = re.compile(r"\{\} [a-z]")  # "consists of {} pieces"


@dataclass(frozen=True, slots=True)
class Phrases:
    """One fact in each form that there is for it.

    Attributes:
        worded: the fact and its name.
        forms: the wordings of each form, what is said most naturally first.
        licence: what licensed them; None where its own name did.
        language: the language that they are in.
    """

    worded: WordedFact
    forms: Mapping[Form, tuple[str, ...]]
    licence: Licence | None = None
    language: str = DEFAULT_LANGUAGE

    @property
    def is_mark(self) -> bool:
        """Whether it is told as no more than a mark in a list."""
        return self.forms == marked(self.worded).forms and self.worded.truth is True


@lru_cache(maxsize=2048)  # the plan asks for a fact's several times, and the roles for each candidate's
def phrases_of(fact: WordedFact, language: str = DEFAULT_LANGUAGE) -> Phrases:
    """A fact in every form that its field licenses, or that a field of its name's sort allows."""
    fact = _with_unit(fact)
    if lexicon := language_named(language).lexicon:
        return replace(_in_own_words(fact, language, lexicon), language=language)
    said = _in_english(tidied(fact), language)
    return replace(said, worded=replace(said.worded, fact=fact.fact))


def _in_english(fact: WordedFact, language: str) -> Phrases:
    """A fact in the words of its licence; of a field that has none by its own name, and its value by itself."""
    if forms := _by_what_it_says(fact, language) or _as_it_names_itself(fact) or _in_its_own_unit(fact):
        return Phrases(fact, forms)
    licence = licence_of(fact.fact, language)
    if licence and (forms := _forms(licence, fact, {"{f}": fact.label})):
        return Phrases(fact, forms, licence)
    for kind in kinds_of(fact.fact):
        for sort in sorts_of(fact.label, kind):
            unlisted = licences(language).get(((sort,), kind))
            if unlisted and (forms := _forms(unlisted, fact, forms_of(fact.label, sort))):
                return Phrases(fact, _with_bare_value(forms, fact))
    return Phrases(fact, {})


def _with_bare_value(forms: dict[Form, tuple[str, ...]], fact: WordedFact) -> dict[Form, tuple[str, ...]]:
    """The forms with the value alone as the first quantity, where it says of what it is: "4.8 oz", "Western Panama"."""
    value = _inside_sentence(fact, fact.label)
    says = re.search(r"[^\W\d_]{2}", value) or re.fullmatch(r"\d[\d.,]* ?[^\s\d.,]+", value)
    is_a_sum = _CURRENCY.fullmatch(fact.fact.unit or "") is not None  # "has 168.95 EUR" tells of no price
    is_told = fact.truth is None and says and not is_a_sum and len(value.split()) <= _LONGEST_BARE
    return {**forms, "quantity": (value, *forms.get("quantity", ()))} if is_told else forms


def forms_by(licence: Licence, fact: WordedFact) -> Mapping[Form, tuple[str, ...]]:
    """A fact in every form of one licence, as `phrases_of` words it by its own."""
    fact = _with_unit(fact)
    return _forms(licence, fact, {"{f}": fact.label})


def marked(fact: WordedFact) -> Phrases:
    """A yes or no as what it is, a mark in a list, where its name says too little to be told: "dry: yes" of a cream.

    >>> marked(worded(Fact("Dry", True))).forms["adjective"]
    ('listed as “dry”',)
    """
    label = f"listed as “{fact.label}”"
    forms: dict[Form, tuple[str, ...]] = {"verb": (f"is {label}",), "adjective": (label,)}
    return Phrases(fact, forms if fact.truth else {"lack": (f"is not {label}",)})


def marks_of(facts: Sequence[WordedFact]) -> Phrases:
    """Several yeses as marks of one list: "is listed as “dry” and “sensitive”"."""
    label = f"listed as {' and '.join(f'“{fact.label}”' for fact in facts)}"
    return Phrases(facts[0], {"verb": (f"is {label}",), "adjective": (label,)})


def without_echo(phrases: Phrases) -> Phrases:
    """The same in the words that a person would use, without those that only read the record aloud, "the size is 40-47"."""
    fact = phrases.worded
    if phrases.language != DEFAULT_LANGUAGE:
        return phrases
    value = "" if fact.truth is not None else fact.value
    return replace(
        phrases,
        forms=natural_forms(phrases.forms, fact.label, value, field=fact.field, is_licensed=phrases.licence is not None),
    )


def is_said_as_it_is(label: str) -> bool:
    """Whether the values of a field are names that every language says alike."""
    return _SAID_AS_IT_IS.search(label.casefold()) is not None


def own_label(fact: Fact, language: str) -> str:
    """A field's name in the language's own words, where it has them: what its licence calls it, or the lexicon."""
    label, lexicon = worded(fact).label, language_named(language).lexicon
    if lexicon is None:
        return label
    licence = licence_of(fact, language)
    return licence.names[0] if licence and has_han(licence.names[0]) else lexicon.label(label) or label


def _in_own_words(fact: WordedFact, language: str, lexicon: Lexicon) -> Phrases:
    """The same in a language that has its own words for values and fields; what it has none for is borne by a clause."""
    licence = licence_of(fact.fact, language) or licence_of(_bounded(fact.fact, lexicon), language)
    label = lexicon.label(fact.label)
    if fact.truth is None:
        value = lexicon.value(fact.value, fact.label)
        if not (lexicon.is_own(value) or _NAMED.search(fact.label.casefold())):
            if (
                label
                and (amount := _LEADING_AMOUNT.match(fact.value))
                and lexicon.is_own(said := lexicon.value(amount[0], fact.label))
            ):
                return Phrases(fact, {"clause": (f"{label}{said}",)})
            name = licence.names[0] if licence else label or fact.label
            return Phrases(fact, {"clause": (lexicon.quoted(name, fact.value),)})
        # Tests on values are written in the language's words or as records have them.
        fact = replace(fact, value=value)
    if forms := _by_what_it_says(fact, language):
        return Phrases(fact, forms)
    if licence and (forms := _forms(licence, fact, {"{f}": label or licence.names[0]}, value=fact.value)):
        return Phrases(fact, forms, licence)
    if licence and not licence.wordings:  # it says nothing that speaks for a product: where it is filed
        return Phrases(fact, {})
    is_short = lexicon.length(fact.value) <= _LONGEST_VALUE
    for kind in kinds_of(fact.fact) if label and is_short else ():
        for sort in lexicon.sorts_of(label or "", kind):
            unlisted = licences(language).get(((sort,), kind))
            if unlisted and (forms := _forms(unlisted, fact, lexicon.forms_of(label or "", sort), value=fact.value)):
                return Phrases(fact, forms)
    return Phrases(fact, {})


def _bounded(fact: Fact, lexicon: Lexicon) -> Fact:
    """A fact whose value is an amount at most, or about it, as one of that amount, by which its licence is found."""
    return Fact(fact.field, lexicon.unbounded(fact.words) or fact.value, fact.unit)


def _by_what_it_says(fact: WordedFact, language: str) -> dict[Form, tuple[str, ...]]:
    """How a value is said that tells by itself how far its field's name holds: "charger: not included"."""
    value = fact.fact.words.casefold().strip()
    if value:
        for licence in licences(language).saying:
            tests = {wording.test for wordings in licence.wordings.values() for wording in wordings}
            if "" not in tests and (forms := _forms(licence, fact, forms_of(fact.label, ""))):
                return forms
    return {}


def _as_it_names_itself(fact: WordedFact) -> dict[Form, tuple[str, ...]]:
    """How a value is said that is a whole phrase with an amount and names its field: "4700 mAh Battery with Fast Charging"."""
    value, label = fact.value, fact.label.split()[-1:] or [""]
    words = value.split()
    at = next((at for at, word in enumerate(words) if word.strip(",").casefold() == label[0].casefold()), 0)
    if (
        not at
        or fact.truth is not None
        or not re.match(r"\d", value)
        or not _FEWEST_OF_A_PHRASE <= len(words) <= _LONGEST_VALUE
    ):
        return {}
    said = " ".join([*words[:at], words[at].lower(), *words[at + 1 :]]).rstrip(",")
    if re.search(r"[,;|]", said) or (re.search(r"[^\W\d_]", words[0]) is None and at == 1):
        said = " ".join(said.split(",")[0].split()[: at + 1]) if "," not in " ".join(words[: at + 1]) else ""
    if not said:
        return {}
    noun = said if has_no_number(label[0]) or len(label[0]) <= _SHORTEST_NAME else f"{article(said)} {said}"
    return {"noun": (noun,), "verb": (f"has {noun}",)}


def _in_its_own_unit(fact: WordedFact) -> dict[Form, tuple[str, ...]]:
    """How an amount is said of which the field is called by its unit: "998 CC" under "CC"."""
    amount, _, unit = fact.value.partition(" ")
    is_amount = fact.truth is None and re.fullmatch(r"\d[\d.,]*", amount) is not None
    return {"quantity": (f"{amount.removesuffix('.0')} {unit}",)} if is_amount and unit and unit == fact.label else {}


def _with_unit(fact: WordedFact) -> WordedFact:
    """A bare number whose field names its unit, "drop (mm)", as a number with that unit."""
    named = _UNIT_IN_NAME.fullmatch(fact.field)
    unit = unit_of(named["unit"] or named["own"]) if named else None
    number = isinstance(fact.fact.value, (int, float)) and not isinstance(fact.fact.value, bool)
    if not named or unit is None or not number or fact.fact.unit:
        return fact
    return worded(Fact(named["name"] or named["bare"], fact.fact.value, unit))


def _forms(
    licence: Licence, fact: WordedFact, names: Mapping[str, str], *, value: str | None = None
) -> dict[Form, tuple[str, ...]]:
    """The wordings of a licence that hold for a value, which is said as ``value``, or else as English has it in a sentence.

    Of a yes/no field those of a lack stand for no and all others for yes, where they do not say otherwise themselves.
    """
    said: dict[Form, tuple[str, ...]] = {}
    for form, wordings in licence.wordings.items():
        meant = [wording for wording in wordings if fact.truth is None or _speaks_of(wording, form, fact.truth)]
        if texts := tuple(_said(meant, fact, names, _inside_sentence(fact, licence.names[0]) if value is None else value)):
            said[form] = texts
    return said


def _speaks_of(wording: Wording, form: Form, truth: bool) -> bool:
    """Whether a wording of a yes/no field is for this answer."""
    return truth == (wording.test == "yes") if wording.test in ("yes", "no") else truth is not (form == "lack")


def _said(wordings: Sequence[Wording], fact: WordedFact, names: Mapping[str, str], value: str) -> Iterator[str]:
    """The wordings that hold for a value, with the value and the field's name in their places."""
    is_one = _is_one_size(value) if _SIZED.search(fact.label) else _is_one(value, fact.fact)
    number = "several" if "、" in value else "one" if has_han(value) or is_one else "several"
    for wording in wordings:
        is_told = fact.truth is not None and wording.test in ("", "yes", "no")  # any other test is of a value in words
        is_met = is_told or holds(wording.test, fact.fact) or holds(wording.test, Fact(fact.field, value))
        if wording.number in (None, number) and is_met:
            text = re.sub(r"\ba (?=\{\})", f"{article(value)} ", wording.text)
            text = _ONE.sub("{f:a one}", text)  # "with {f:one}" is "with a bag", "its {f:one}" is "its bag"
            if text == "{}" and value.endswith("的"):  # an attribute in Chinese, which cannot stand alone
                continue
            if text.startswith("适合") and value.endswith("通用"):  # which says already that it suits
                text = "{}"
            said = _less_the_counted(value, fact.fact) if _COUNTING.search(text) else value
            yield _TWICE.sub(r"\1", _NAME.sub(lambda name: names.get(name[0], fact.label), text).replace("{}", said))


def _less_the_counted(value: str, fact: Fact) -> str:
    """A number without the unit that only says what is counted, where a wording says it too: "1000 pcs" of pieces."""
    is_count = isinstance(fact.value, float) and fact.unit is not None and kinds_of(fact) == ("count",)
    return value.removesuffix(str(fact.unit)).strip() if is_count else value


def _is_one_size(value: str) -> bool:
    return not re.search(r"[,;/+&]|[\d\w]\s*[-–]\s*[\d\w]|\b(?:to|and|or)\b", value)


def _is_one(value: str, fact: Fact) -> bool:
    """Whether a value is one of what it counts, or one countable thing."""
    if (isinstance(fact.value, (int, float)) and not isinstance(fact.value, bool)) or re.fullmatch(
        r"[\d.,]+(?:\s*[-–]\s*[\d.,]+)?", value
    ):
        return value == "1"
    return with_article(value)[0] != value and not _SPAN.search(value)


def _inside_sentence(fact: WordedFact, called: str) -> str:
    """The value inside a sentence: "Silicone" of a choice is "silicone"; names and abbreviations stay as they are.

    Of a field that holds names, by what it or its licence is ``called``, several are told apart: "Lin & Moe".
    """
    if re.fullmatch(rf"[\d.,]+ (?:{'|'.join(_COUNTED)})", fact.value) and not re.match(r"1 ", fact.value):
        return f"{fact.value}s"
    if fact.fact.unit in _COUNTED and not isinstance(fact.fact.value, (str, bool)) and fact.fact.value != 1:
        return f"{fact.value}s"
    value = _spaced(fact.value)
    if _OF_COUNTRY.search(fact.label.casefold()) and _WITH_THE.fullmatch(value):
        return f"the {value}"
    first, *others = value.split() or [""]
    is_plain_word = re.fullmatch(r"[A-Z][a-z'’-]+", first) is not None and not re.match(r"\d", " ".join(others))  # "Windows 10"
    is_named = _NAMED.search(f"{fact.label} {called}".casefold()) is not None
    if is_named and _PEOPLE.search(f"{fact.label} {called}".casefold()) and "/" in value:
        *names, last = re.split(r" ?/ ?", value)
        return f"{', '.join(names)} & {last}"  # no "and", by which a frame joins two facts
    if is_plain_word and not any(re.search(r"[A-Z]", word) for word in others) and not is_named:
        return value[:1].lower() + value[1:]
    return value


def _spaced(value: str) -> str:
    """An amount with a blank before its unit, as people write it: "1.6 kg" of 1.6kg."""
    glued = re.fullmatch(r"(?P<number>\d[\d.,]*)(?P<unit>[A-Za-z]{1,5})", value)
    return f"{glued['number']} {glued['unit']}" if glued and unit_of(glued["unit"]) is not None else value


_LEADING_AMOUNT = re.compile(r"\d[\d.,]*\d? ?(?:[A-Za-z]{1,6}|[\"″])(?=[\s,;]|$)")  # "5000 mAh", of "5000 mAh Battery"
_FEWEST_OF_A_PHRASE, _SHORTEST_NAME = 3, 3  # words of a value that is a phrase; letters of what is spelt, "RAM"
_SIZED = re.compile(r"\bsizes?$", re.I)  # a size is one, however large
_COUNTED = frozenset("year month week day hour minute piece person point".split())  # units with a plural
_SPAN = re.compile(r"\d\s*[-–~]\s*\d")
_UNIT_IN_NAME = re.compile(
    r"(?P<name>.+?)[ _]?[(\[](?P<unit>[^()\[\]]{1,6})[)\]]|(?P<bare>.+)[ _](?P<own>mm|cm|kg|g|ml|mAh|Wh|GB|MB)"
)
_CURRENCY = re.compile(r"[A-Z]{3}")
_LONGEST_BARE = 4  # words of a value that is told without its field's name
_LONGEST_VALUE = 10  # words of what no licence names; longer ones are texts, which are quoted or left out
_PEOPLE = re.compile(r"\b(?:author|artist|composer|director|actor|designer|illustrator|creator)s?\b")
_OF_COUNTRY = re.compile(r"\b(?:origin|country|made in)\b")
_WITH_THE = re.compile(r"USA|US|UK|UAE|EU|United [A-Z].*|Netherlands|Philippines|Czech Republic|European Union")
# Fields whose values are said as they are in any language: "Xbox 360", "GeForce RTX 4070".
_SAID_AS_IT_IS = re.compile(
    r"\b(?:system|platform|console|chipset|processor|cpu|gpu|author|artist|director|actors?|designer|publisher|studio)\b"
)
_TWICE = re.compile(r"\b([a-z]{3,}) \1\b")  # "13.5% alcohol alcohol", of a value that says what it is of
_NAME = re.compile(r"\{f(?::[\w ]+)?\}")
_ONE = re.compile(r"(?:(?<=has )|(?<=with )|(?<=includes )|(?<=needs )|(?<=supports )|^)\{f:one\}")
# Fields whose values are names, which keep their capital.
_NAMED = re.compile(
    r"\b(?:brand|make|maker|manufacturer|model|series|author|artist|composer|director|actors?|designer|publisher|label|studio"
    r"|origin|country|region|appellation|made in|winery|producer|languages?|system|platform|console|grapes?|variet\w+|character"
    r"|theme|fandom|team|name|title|chipset|processor|cpu|gpu)\b"
)
