"""Agreement in number: a sentence about a product whose name is a plural, "the Camp Slippers, which weigh 180 g"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shopcli.text.words import ends_as_plural
from shopcli.write.wording.frame_bank import Frame

_IRREGULAR = {"is": "are", "has": "have", "does": "do", "was": "were", "goes": "go", "isn't": "aren't", "hasn't": "haven't"}
_SIBILANT = re.compile(r"(?:ch|sh|ss|x|zz)es\Z")  # "reaches", of "reach"
_OWN = re.compile(r"\Aits(?= \w+ (?:is|comes|lasts|runs)\b)")
_WHICH = re.compile(r"\b(?P<before>which|it) (?P<verb>is|has|costs|comes|was)\b")
_IT_DOES = re.compile(r"\bit (?=\{[a-d]\d:[vl]\})")
_NAMED = re.compile(
    r"(?P<name>\{(?P<letter>[A-D])\}(?: \(\{[A-D]\.price\}(?:, \{[a-d]\d:q\})*\))?,?) "
    r"(?P<verb>is|has|costs|comes|does|was|stays|keeps)\b"
)


def agreeing(text: str, frame: Frame, fillers: Sequence[tuple[str, str]]) -> str:
    """A sentence of a frame with the verbs of whoever is named in the plural.

    >>> frame = Frame("pick", "Take the {A}: it {a1:v}.", ())
    >>> agreeing("Take the Camp Slippers: it weighs 180 g.", frame, [("A", "Camp Slippers"), ("a1:v", "weighs 180 g")])
    'Take the Camp Slippers: they weigh 180 g.'

    Args:
        text: the sentence.
        frame: what made it.
        fillers: what stands in each of its slots, by what its braces hold.
    """
    many = {slot for slot, filler in fillers if len(slot) == 1 and _is_plural(filler.split()[-1])}
    subject = next((slot for slot, _ in fillers if len(slot) == 1), "")
    if not many:
        return text
    said = frame.text
    if subject in many:
        said = _IT_DOES.sub("they ", said)
        said = _WHICH.sub(lambda found: f"{'they' if found['before'] == 'it' else 'which'} {plural_verb(found['verb'])}", said)
        said = re.sub(r"\band (?P<verb>is|has|costs)\b", lambda found: f"and {plural_verb(found['verb'])}", said)
    said = _NAMED.sub(
        lambda found: f"{found['name']} {plural_verb(found['verb']) if found['letter'] in many else found['verb']}", said
    )
    told = {slot: _as_many(filler) if _is_verb_of(slot, many) else _OWN.sub("their", filler) for slot, filler in fillers}
    return replace(frame, text=said).filled(told)


def plural_verb(verb: str) -> str:
    """A verb in the third person singular as it is of several.

    >>> plural_verb("weighs"), plural_verb("carries"), plural_verb("reaches"), plural_verb("has")
    ('weigh', 'carry', 'reach', 'have')
    """
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("ies"):
        return f"{verb[:-3]}y"
    if _SIBILANT.search(verb):
        return verb[:-2]
    return verb[:-1] if verb.endswith("s") and not verb.endswith("ss") else verb


def _is_plural(word: str) -> bool:
    """Whether a name ends in a plural, and in no number of a model: "HD3000s"."""
    return word.isalpha() and not word.isupper() and ends_as_plural(word.casefold())


def _is_verb_of(slot: str, many: set[str]) -> bool:
    name, _, form = slot.partition(":")
    return form in ("v", "l") and name[:1].upper() in many


def _as_many(phrase: str) -> str:
    """A verb phrase with its first verb in the plural."""
    first, _, rest = phrase.partition(" ")
    return f"{plural_verb(first)} {rest}".strip()
