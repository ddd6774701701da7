"""Text normalisation for the licensed reading: what says the same in other letters becomes the same tokens.

"The Tide weighs forty-four grams" and "weighs 44 g" share "weigh" and "#44mass": numbers stand in the base of their unit, verbs
and nouns without the "s" of their number, articles and possessives are gone, and "doesn't", "cannot" are "do not", "can not".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from shopcli.text.tokens import Token, is_money, tokenise
from shopcli.write.wording.value_tests import in_base

NUMBER = "#"  # begins a number: "#54mass", "#36~48", "#260EUR"
_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_ONES += " eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SPELLED = {word: n for n, word in enumerate(_ONES.split(), start=1)} | {
    word: 10 * n for n, word in enumerate(_TENS.split(), 2)
}
_IN_WORDS = re.compile(
    rf"\b(?:(?P<tens>{_TENS.replace(' ', '|')})(?:[ -](?P<ones>{_ONES.replace(' ', '|')}))?"
    rf"|(?P<small>{_ONES.replace(' ', '|')}))(?P<hundred> hundred)?\b(?!['’])",
    re.I,
)
_ONE_TO = re.compile(r"\bone(?= (?:to|or) (?:\w+)\b)", re.I)
_RANGE = re.compile(r"(?:\bfrom )?(?<![\d.,-])(\d+(?:[.,]\d+)?)\s*(?:-|–|~|\bto\b)\s*(?=\d)")
_YEARS_OLD = re.compile(r"(\d+)-year-olds?\b", re.I)
_SAME = {
    "are": "is", "'re": "is", "'s": "is", "were": "was", "have": "has", "does": "do", "goes": "go", "they": "it", "these": "it",
    "them": "it", "this": "it", "those": "it", "that": "that", "people": "person", "children": "child", "men": "man",
    "women": "woman", "litre": "liter", "gray": "grey", "color": "colour",
}  # fmt: skip
_DROPPED = frozenset("a an the its their your our my his her also too".split())
_KEPT = frozenset("buyers makers his this its was us plus less does is has as gps always perhaps needless series lens".split())
_CONTRACTED = re.compile(r"\b(do|does|did|is|are|was|were|has|have|can)n['’]t\b|\b(can)not\b", re.I)


@lru_cache(maxsize=16384)
def canonical(text: str) -> tuple[str, ...]:
    """The canonical tokens of a text.

    >>> canonical("It doesn't weigh forty-four grams, from 36 to 48")
    ('it', 'do', 'not', 'weigh', '#44mass', ',', '#36~48')
    """
    text = _CONTRACTED.sub(lambda found: f"{found[1] or found[2]} not", text)
    text = _YEARS_OLD.sub(r"\1 year old", _IN_WORDS.sub(_in_figures, _ONE_TO.sub("1", text)))
    return tuple(_canonical(tokenise(_RANGE.sub(r"\1 ~ ", text))))


def _in_figures(found: re.Match[str]) -> str:
    if found["small"] and found["small"].casefold() == "one" and not found["hundred"]:
        return found[0]  # more often a pronoun
    value = sum(_SPELLED[word.casefold()] for word in (found["tens"], found["ones"], found["small"]) if word)
    return str(value * (100 if found["hundred"] else 1))


def _canonical(tokens: Sequence[Token]) -> Iterator[str]:
    place = 0
    while place < len(tokens):
        token, after = tokens[place], tokens[place + 1 : place + 3]
        place += 1
        if token.kind == "number":
            is_span = len(after) == 2 and after[0].text == "~" and after[1].kind == "number"
            high = after[1] if is_span else None
            place += 2 * is_span
            unit = (high or token).unit
            if unit is None and place < len(tokens) and tokens[place].text.casefold() in ("degree", "degrees"):
                unit, place = "°C", place + 1
            yield f"{NUMBER}{number_of(token, unit)}~{number_of(high, unit)}" if high else number_of(token, unit, mark=NUMBER)
        elif token.kind == "mark":
            yield token.text
        else:
            yield from _of_word(token.text.casefold().replace("’", "'"))


def number_of(token: Token, unit: str | None, *, mark: str = "") -> str:
    """A number in the base of its unit, as written everywhere: "0.054 kg" and "54 g" are "54mass"."""
    value = max(token.values) if is_money(unit) else min(token.values)
    return mark + amount(value, unit)


def amount(value: float, unit: str | None) -> str:
    """A value in the base of its unit: 2 minutes are "120time"; money stays in its currency."""
    if unit is None or is_money(unit):
        return f"{round(value, 6):g}" + (unit or "") if abs(value) < 1e6 else f"{value}{unit or ''}"
    based, dimension = in_base(value, unit)
    return f"{based:.9g}{dimension}"


def _of_word(word: str) -> Iterator[str]:
    if word.endswith("'s") and word[:-2]:
        yield from (*_of_word(word[:-2]), "'s")
        return
    for piece in word.split("-") if word.isascii() else (word,):
        if piece and piece not in _DROPPED:
            yield _SAME.get(piece) or _singular(piece)


def _singular(word: str) -> str:
    """A word without the "s" that tells its number: "pockets", "weighs", "carries", "washes"."""
    if word in _KEPT or len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]
