"""Choice among licensed wordings: of all that may be said of a fact, what a person would say, in English.

A licence grants whatever is true, and the checker accepts all of it; much of that only reads the record aloud ("its layout is
full size"), or says it as a form is filled in ("power: indoor"). Such wordings go where others are left, and the fact goes
unsaid where none would be natural.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from shopcli.text.scripts import has_han
from shopcli.write.wording.articles import with_article
from shopcli.write.wording.licences import Form
from shopcli.write.wording.tidy_values import is_said_name

# Where a thing is filed, and what a shop's system keeps of it.
_FILED = re.compile(
    r"\b(?:categor(?:y|ies)|tags?|source|department|vendor|collections?|handle|template|breadcrumbs?)$|[.(]", re.I
)
_OF_MARKET = re.compile(r"included ?/", re.I)  # a shop system's column, "Included / Elsewhere": where it is on sale
_NO_VALUE = re.compile(
    r"(?:default(?: title)?|others?|misc|n/?a|unknown|various|not applicable|undefined|standard|normal)", re.I
)
_CODE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2})?")  # of a language: "en", "en-GB"
_NEVER = re.compile(
    r"\b(?:filed|listed) under\b|\b(?:is|mounted|operated) like this\b|^under “|\bthe record says\b|^you find it under\b"
    r"|\bfor unisex$|\bcomes singly$|\bis the model\b|^(?:the )?model |\bcomes in width\b"
    r"|\bcomes in an? [\d.,]+ [a-z]{3,}s pack$|^a single one$|\bone in the pack$|\bin (?:multi\w*|various|assorted|mixed)$"
)
# A deed that a list names, "espresso making", is no part of a thing; lighting and the like are.
_DEED = re.compile(
    r"(?:has|with|offers)? ?(?:[\w-]+ )+(?!(?:light|heat|cool|charg|lin|padd|coat|packag|cancel|cancell|fill|print|stream|track"
    r"|stitch|cas|hous|bear|wir|str|spr|r|sw|sl|w|k|open|ceil|clos|seal|fasten|build|bedd|cloth|mount|scann|copy)ing$)\w+ing"
)
# Said where nothing better is left.
_STIFF = re.compile(
    r"\bto be had\b|\bon the scales\b|\btips the scales\b|\b(?:is|are) given as\b|\blisted (?:as|at)\b|\bof the type\b"
    r"|\bin (?:style|shape)$|^(?:there (?:is|are)|it has sold) .* (?:to it|times)$|\bnet$|^a design by"
    r"|\bcarries the rating [a-z]|\bprints by \w+ printing$|\bwrites or prints\b|\bconnects by wire|\ba picture of \w+$"
    r"|\bfrom(?: the age of)? 0\b|\bfor one$|\bcolours too$|^contains [\d.,]+ ?(?:gm?|kg|oz|lb)$"
)
_ECHO = re.compile(r"(?:its|the) (?:[^\W\d]|[ -])+ (?:is|are) ", re.I)
_CIPHER = re.compile(r"[\d.,]+(?: ?[x×*/] ?[\d.,]+)*")  # "1366x768", of nobody knows what
_IN_A_FORM = re.compile(r"[^“”]+: ")  # "layout: full size"
# "a weight of 54 g", where it weighs 54 g
_MEASURED = re.compile(
    r"(?:has )?(?:an? )?(?:[\w-]+ )?(?:weight|width|height|depth|length|thickness|size|power|current|frequency|contents?) of "
)
_MEASURE = re.compile(
    r"\b(?:width|height|depth|length|diameter|diagonal|thickness|weight|capacity|volume|resolution|rate|range|sensitivity"
    r"|compatibility|bandwidth|speed|frequency|impedance)$",
    re.I,
)
_OF_WHATEVER = re.compile(r"\bsize$", re.I)  # "42" is one by itself, "17.91" is not
# What stands behind "for" and "by" without an article.
_NEEDS_NONE = frozenset(
    """travel work school home sport everyday indoor outdoor office use beginners hand both camping commute summer winter
    spring autumn outdoors indoors bluetooth cable radio usb mains battery solar remote app voice touch gas induction
    machine""".split()
)
_LONGEST_LABEL, _LONGEST_VALUE = 2, 3  # words of what no licence names


def natural_forms(
    forms: Mapping[Form, tuple[str, ...]], label: str, value: str, *, field: str = "", is_licensed: bool = True
) -> Mapping[Form, tuple[str, ...]]:
    """The forms that a person would use; empty where that is none.

    Args:
        forms: the wordings of each form.
        label: the field's name as said.
        value: the value as said; empty of a yes or no.
        field: the field's name as the record has it.
        is_licensed: whether a licence words the field, and not its own name.
    """
    if (
        has_han(value)
        or _FILED.search(label)
        or _OF_MARKET.match(field)
        or _CODE.fullmatch(value)
        or _NO_VALUE.fullmatch(value)
    ):
        return {}
    if is_measure_without_unit(label, value) or is_specification(value):
        return {}
    said = _kept(forms, lambda _form, text: not _is_wrong(text, label, value, is_licensed=is_licensed))
    if any(_lacks_an_article(text, value) for texts in forms.values() for text in texts):
        said = _kept(said, lambda _form, text: not _ECHO.match(text))
    said = _kept(said, lambda _form, text: not _STIFF.search(text)) or said
    if said.keys() - {"quantity", "lack"}:
        said = _kept(said, lambda form, text: form != "quantity" or not text.startswith("with "))
    if said.keys() & {"verb", "adjective"}:
        said = _kept(said, lambda form, text: form != "noun" or not _MEASURED.match(text))
    said = _kept(said, lambda form, text: form != "quantity" or not (_IN_A_FORM.match(text) or _CIPHER.fullmatch(text)))
    if said.keys() - {"clause", "lack"}:
        said = _kept(said, lambda form, text: form != "clause" or not _ECHO.match(text))
    return said


def is_measure_without_unit(label: str, value: str) -> bool:
    """Whether a field measures something, and its value is a bare number: "width: 27", of nobody knows what."""
    is_bare = re.fullmatch(r"[\d.,]+(?: ?[-–] ?[\d.,]+)?", value) is not None
    is_length = _OF_WHATEVER.search(label) is not None and re.fullmatch(r"\d+\.\d\d", value) is not None
    return is_bare and (_MEASURE.search(label) is not None or is_length)


def is_specification(value: str) -> bool:
    """Whether a value is a row of amounts and codes, "6.67 inches, 1080 x 2400 px, 120 Hz", which nobody says in one breath."""
    return value.count(",") + value.count(";") >= 2 and re.search(r"\d", value) is not None


def _is_of_a_data_sheet(label: str, value: str) -> bool:
    """Whether a field that no licence words, or its value, is one that nobody says: "connector gender: Male/Male"."""
    words = value.split()
    is_long = len(label.split()) > _LONGEST_LABEL or len(words) > _LONGEST_VALUE
    is_thing = len(words) > 1 and value == value.lower() and with_article(value)[0] != value
    return is_long or is_thing or re.search(r"[/()]|\d{3}", value) is not None or _repeats(label, value)


def _repeats(label: str, value: str) -> bool:
    """Whether a value says its field's name again: "closure: zipper closure"."""
    return not _words(label).isdisjoint(_words(value))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s").removesuffix("e") for word in re.findall(r"[a-z]{3,}", text.casefold()))


def _is_wrong(text: str, label: str, value: str, *, is_licensed: bool) -> bool:
    if _NEVER.search(text) or (not value and not is_licensed and _DEED.fullmatch(text)):
        return True
    is_read_aloud = _ECHO.match(text) or _IN_A_FORM.match(text)
    if text == value and not is_licensed and ("/" in value or _repeats(label, value)):
        return True
    if value and not is_licensed and label in text and (not is_said_name(label) or re.fullmatch(r"[\d.,]+", value)):
        return True  # "its origin 2 is Panama", "avg time 45"
    if is_read_aloud and re.fullmatch(r"[\d.,]+", value):  # "its energy is 100"
        return True
    if is_read_aloud and "," in value:  # "its features are Ethernet, Fast Ethernet"
        return True
    if value and is_read_aloud and not is_licensed and _is_of_a_data_sheet(label, value):
        return True
    return bool(value) and ((bool(is_read_aloud) and _repeats(label, value)) or _lacks_an_article(text, value))


def _lacks_an_article(text: str, value: str) -> bool:
    """Whether a wording ends in one countable thing as a record names it, "works with laser printer"."""
    *_, last = value.split() or [""]
    is_thing = re.fullmatch(r"[a-z]{3,}", last) and last not in _NEEDS_NONE and with_article(last)[0] != last
    return bool(is_thing) and re.search(rf"\b(?:for|with|by) {re.escape(value)}$", text, re.I) is not None


def _kept(forms: Mapping[Form, tuple[str, ...]], is_kept: Callable[[Form, str], bool]) -> Mapping[Form, tuple[str, ...]]:
    """``forms`` with the wordings that pass; a form of which none does is left out."""
    kept = {form: tuple(text for text in texts if is_kept(form, text)) for form, texts in forms.items()}
    return {form: texts for form, texts in kept.items() if texts}
