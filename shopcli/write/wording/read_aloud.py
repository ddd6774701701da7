"""How a sentence is written that holds: what a thing is beside its price, and short names in capitals as catalogs have them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from shopcli.text.tokens import FUNCTION_STEMS, stem_set

# What a thing is, in the brackets of its price or alone in brackets: "(25.00 SAR, a children's stool)".
_NAMED_IN_BRACKETS = re.compile(
    r" \((?:(?P<price>(?:from )?\d[^(),]*(?:,\d{3}[^(),]*)*), )?(?P<thing>an? [^()]+)\)(?P<behind>[ ,.;:]?)"
)
_IN_COLON = re.compile(r"\): (?P<thing>an? [^:.]+)\.\Z")
# "has a bow and has a quiver", of which the second verb says nothing new.
_TWICE = re.compile(r"\b(?P<verb>has|have|comes with|come with|is|are) (?P<one>[^,;:.()“”]+?) and (?P=verb) ")
_MARKS = re.compile(r"listed as “[^”]+”(?: and “[^”]+”)?")
_QUOTED = re.compile(r"(“[^”]*”)")
# What is spelt in letters, however the shopper typed it.
_SPELT = re.compile(r"\b(?:tvs?|pcs?|usb(?:-[abc])?|lcd|dvds?|ssds?|hdmi|gps|nfc|ram|rgb|cpus?|gpus?)\b|(?<=\d)\s?[gmt]b\b")


def out_of_brackets(text: str) -> str:
    """A sentence with what a thing is beside its price, and no more in the brackets of that.

    >>> out_of_brackets("Take TARN (25.00 EUR, a low stool), which weighs 1 kg.")
    'Take TARN (25.00 EUR), a low stool, which weighs 1 kg.'
    >>> out_of_brackets("The TARN (25.00 EUR, a low stool) is worth a look.")
    'The TARN (25.00 EUR), a low stool, is worth a look.'
    >>> out_of_brackets("Take TARN (a low stool), at 25.00 EUR.")
    'Take TARN, a low stool, at 25.00 EUR.'
    """
    text = _unquoted(lambda part: _IN_COLON.sub(lambda found: f"), {found['thing']}.", part), text)
    return _unquoted(lambda part: _NAMED_IN_BRACKETS.sub(_named_beside, part), text)


def _named_beside(found: re.Match[str]) -> str:
    price = f" ({found['price']})" if found["price"] else ""
    return f"{price}, {found['thing']}{',' if found['behind'] == ' ' else ''}{found['behind']}"


def _unquoted(told: Callable[[str], str], text: str) -> str:
    """A sentence with what stands outside quotation marks told otherwise: nobody's words are changed."""
    return "".join(part if part.startswith("“") else told(part) for part in _QUOTED.split(text))


def verbs_once(text: str) -> str:
    """A sentence without a verb that is said of two things, one right behind the other.

    >>> verbs_once("It has a steel bow and has a case.")
    'It has a steel bow and a case.'
    """
    return _unquoted(lambda part: _TWICE.sub(lambda found: f"{found['verb']} {found['one']} and ", part), text)


def spelt_out(text: str) -> str:
    """A sentence with what is spelt in letters in capitals, as far as it quotes nobody.

    >>> spelt_out("Of our tvs it has 16 gb of ram; a buyer says: “my first tv”.")
    'Of our TVs it has 16 GB of RAM; a buyer says: “my first tv”.'
    """
    return _unquoted(lambda part: _SPELT.sub(_in_capitals, part), text)


def marks_meant(text: str, query: str, thing: str, records: Sequence[str]) -> str:
    """A sentence with marks in a list said of what the request says them of, where each record speaks of that as well.

    >>> marks_meant("It is listed as “oily”.", "wash for my oily skin", "wash", ["Clay. For the skin."])
    'It is listed for oily skin.'
    """
    spoken = frozenset.intersection(*(frozenset(stem_set([record])) for record in records)) if records else frozenset[str]()
    spoken -= FUNCTION_STEMS | stem_set([thing])

    def said(found: re.Match[str]) -> str:
        labels = re.findall(r"“([^”]+)”", found[0])
        nouns = {noun for label in labels for noun in _said_of(label, query)}
        known = [noun for noun in nouns if stem_set([noun]) <= spoken]
        return f"listed for {' and '.join(labels)} {known[0]}" if len(nouns) == len(known) == 1 else found[0]

    return _MARKS.sub(said, text)


def _said_of(label: str, query: str) -> Iterator[str]:
    """The noun that a request says a quality of: "skin", of "oily skin" and "my skin is very oily"."""
    word, others = re.escape(label), "(?:and|or|to)"
    behind = rf"\b{word}(?: {others} [a-z]+)? (?!{others}\b)([a-z]+)\b"
    for found in re.finditer(rf"{behind}|\b([a-z]+) is (?:[a-z]+ )?{word}\b", query.casefold()):
        yield found[1] or found[2]


def spelt_as_in(words: str, title: str) -> str:
    """Words of which a title writes some in capitals, as it does: "SD cards".

    >>> spelt_as_in("sd cards", "Tarn 64 GB SD Card")
    'SD cards'
    """
    capitals = {word for word in re.findall(r"\w+", title) if word.isupper() and len(word) > 1}
    return " ".join(word.upper() if word.upper() in capitals else word for word in words.split())


def _in_capitals(found: re.Match[str]) -> str:
    word = found[0]
    return f"{word[:-1].upper()}s" if word.endswith("s") and word[-2:-1] in "vcdu" and len(word) > 2 else word.upper()
