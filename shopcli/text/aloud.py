"""Text normalisation for speech: what is written for the eye becomes what a voice can say, and nothing that it could obey.

Voices read more than words: espeak-ng and macOS take ``[[…]]`` for phonemes and commands, Windows takes ``<…>`` for XML. What
leaves here has letters, digits and plain punctuation alone, on one line, of a bounded length. Sproat et al. 2001,
"Normalization of non-standard words".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from shopcli.text.money import own_signs
from shopcli.text.safe import safe
from shopcli.text.scripts import CJK
from shopcli.text.unit_words import INCH_MARKS
from shopcli.text.units import any_of
from shopcli.types import SpokenForms
from shopcli.util.lazy_regex import pattern

LONGEST = 400  # characters of one sentence that are read; the rest is on the screen
_READ = 4000  # characters of a text that are looked at
_NUMBER = r"\d{1,12}(?:[.,]\d{1,6})*"
_LINK = pattern(r"(?:https?://|www\.)[^\s)）]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_TAG = pattern(r"</?[A-Za-z][^<>]{0,200}>|&(?:amp|nbsp|lt|gt|quot|#\d{1,6});|<\|[^|>]{0,60}\|>")
_NAMED = {"&amp;": " & ", "&quot;": " "}
_MARK = pattern(r"\s?\[\d{1,3}\](?:\s?\[\d{1,3}\])*")  # the rank of a product that a sentence speaks of
_MARKUP = pattern(r"[*_`#|\\\[\]{}<>^]+")
_DASH = pattern(rf"(?<![A-Za-z0-9-])({_NUMBER})\s?[-–—]\s?({_NUMBER})(?![A-Za-z0-9-])")
_TIMES = pattern(r"(?<=\d)\s?[x×*]\s?(?=\d)|(?<=[^\W\d_])\s[×]\s(?=\d)", re.IGNORECASE)
_SHARE = pattern(rf"({_NUMBER})\s?[%％]")
_NOUN = pattern(r"\s[A-Za-z]")
_BREAK = pattern(r"\s?[·•‧|→–—]\s?|\s-{1,3}\s")
_GLUED = pattern(r"(?<=[A-Za-z])/(?=[A-Za-z])")
_UNSAID = pattern(r"[^\w\s.,;:!?'’\"()。，、；：！？（）“”《》%/\-]|_")
_EMPTY = pattern(r"[(（]\s*[)）]|[\"“]\s*[\"”]")
_SPACES = pattern(r"\s+")
_SPACED = pattern(r"\s+([.,;:!?。，；：！？])")
_DOUBLED = pattern(r"([.,;:!?。，；：！？])(?:\s*[.,;:。，；：])+")
_LEADING = pattern(rf"^[^\w{CJK}(\"“]+")
_SENTENCE = pattern(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[^\s\W])|(?<=[。！？])")
_LIST = pattern(r"^\d{1,3}\.$")  # "1." is no sentence
_ABBREVIATED = pattern(
    r"(?:^|\s)(?:[A-Za-z]|approx|ca|incl|excl|max|min|vs|No|Nr|St|Dr|Mr|Ms|Mrs|Co|Ltd|Inc|e\.g|i\.e|z\.B|bzw|inkl)\.$"
)
_SIGNS = "€$£¥￥₹₩₺₽₫₪₴₱₦฿"
_DOLLAR = {"$": "USD", "¥": "JPY", "￥": "CNY", "£": "GBP"}


def for_the_ear(text: str, forms: SpokenForms, *, ids: Collection[str] = ()) -> str:
    """A text as a voice is to read it: one line of words, its sums and quantities said, no markup, links or ids.

    Args:
        text: may come from a catalog, and hold anything.
        forms: of its language.
        ids: of products, which nobody wants to hear.

    Returns:
        At most `LONGEST` characters; empty where nothing is left to say.
    """
    said = safe(text[:_READ])
    said = _TAG.sub(lambda tag: _NAMED.get(tag[0].lower(), " "), _LINK.sub(" ", said))
    for one in sorted(ids, key=len, reverse=True):
        said = re.sub(rf"(?<![\w-]){re.escape(one)}(?![\w-])", " ", said) if len(one) > 1 else said
    said = _MARKUP.sub(" ", _MARK.sub("", said))
    said = _DASH.sub(lambda found: forms.span.format(low=found[1], high=found[2]), said)
    said = _quantities(_money(said, forms), forms)
    said = _SHARE.sub(lambda found: forms.share.format(amount=found[1]), said)
    said = _BREAK.sub(f"{forms.joint and ','} " if forms.joint else "，", said)
    said = _GLUED.sub(" ", said)
    for sign, word in forms.signs.items():
        said = said.replace(sign, f"{forms.joint}{word}{forms.joint}")
    said = _EMPTY.sub(" ", _UNSAID.sub(" ", said))
    said = _DOUBLED.sub(r"\1", _SPACED.sub(r"\1", _SPACES.sub(" ", said)))
    return _shortened(_LEADING.sub("", said).strip(), forms)


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a text, one after the other; a point behind a number or an abbreviation ends none."""
    held = ""
    for piece in _SENTENCE.split(" ".join(text.split())):
        held = f"{held} {piece}" if held else piece
        if held and not (_ABBREVIATED.search(held) or _LIST.match(held)):
            yield held
            held = ""
    if held:
        yield held


def _money(text: str, forms: SpokenForms) -> str:
    """``168.95 EUR`` as 168 euros 95, ``$20`` as 20 US dollars."""

    def said(found: re.Match[str]) -> str:
        number, sign = found["number"] or found["behind"], found["code"] or found["sign"] or found["after"]
        code = _DOLLAR.get(sign) or (sign if sign in forms.money else own_signs().get(sign.casefold(), sign))
        return _sum(number, code, forms)

    return _money_pattern(tuple(sorted(forms.money))).sub(said, text)


@lru_cache(maxsize=8)
def _money_pattern(codes: tuple[str, ...]) -> re.Pattern[str]:
    named = any_of(codes) or "(?!)"
    return re.compile(
        rf"(?<![A-Za-z0-9.,])(?P<number>{_NUMBER})\s?(?:(?P<code>{named})(?!\w)|(?P<after>[{_SIGNS}]))"
        rf"|(?P<sign>[{_SIGNS}])\s?(?P<behind>{_NUMBER})"
    )


def _sum(number: str, code: str, forms: SpokenForms) -> str:
    thousands, point = tuple(forms.points)
    whole, _, parts = number.replace(thousands, "").partition(point)
    if len(parts) > 2:  # the other way round: 1.299 of a catalog that writes as others do
        whole, parts = whole + parts, ""
    one, many = forms.money.get(code, (code, code))
    name = one if whole == "1" and not parts.strip("0") else many
    if not parts.strip("0"):
        return forms.sum_whole.format(whole=whole, name=name)
    return forms.sum_parts.format(whole=whole, name=name, parts=parts.ljust(2, "0"))


def _quantities(text: str, forms: SpokenForms) -> str:
    """``54 g`` as 54 grams, ``20 x 30 cm`` as 20 by 30 centimeters."""
    if not forms.units or not any(letter.isdigit() for letter in text):
        return text
    sided = _TIMES.sub(lambda _: forms.sides.format(one="", other=""), text)

    def said(found: re.Match[str]) -> str:
        one, many = forms.units[_symbol(found["unit"], forms)]
        describes = found["by"] or (found["unit"] in INCH_MARKS and _NOUN.match(found.string, found.end()))  # a 10-inch pan
        return f"{found['number']}{forms.joint}{one if found['number'] == '1' or describes else many}"

    return _unit_pattern(tuple(sorted(forms.units))).sub(said, sided)


_WRITTEN = {"″": "in", '"': "in", "”": "in", "L": "l", "KB": "kB", "m2": "m²", "cm2": "cm²", "m3": "m³", "℃": "°C"}


def _symbol(unit: str, forms: SpokenForms) -> str:
    return unit if unit in forms.units else _WRITTEN[unit]


@lru_cache(maxsize=8)
def _unit_pattern(symbols: tuple[str, ...]) -> re.Pattern[str]:
    """A number and a unit's symbol; one that is a word ("in", "bar") only where nothing or a mark follows."""
    written = [name for name, symbol in _WRITTEN.items() if symbol in symbols]
    units = any_of([*(symbol for symbol in symbols if symbol != "in"), *written])
    inch = "|in(?=\\s?(?:[.,;:!?)]|$))" if "in" in symbols else ""
    return re.compile(rf"(?<![A-Za-z0-9.,/-])(?P<number>{_NUMBER})\s?(?P<by>-?)(?P<unit>{units}{inch})(?![A-Za-z0-9²³/])")


def _shortened(text: str, forms: SpokenForms) -> str:
    """At most `LONGEST` characters, cut behind a word, with a full stop at the end."""
    if len(text) > LONGEST:
        cut = text[: LONGEST - len(forms.stop)]
        kept = cut.rpartition(" ")[0] if forms.joint and " " in cut else cut
        text = kept.rstrip(" ,;:-（(") + forms.stop
    return text
