"""Brands and colours in a request: wanted ones, and excluded ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from shopcli.need.denied_lists import Denied, denied_before, denied_lists
from shopcli.need.languages.request_grammar import SEPARATOR
from shopcli.need.request import Found, Request
from shopcli.types import Clause, Op
from shopcli.util.lazy_regex import pattern

_LEAD_CHARACTERS = 24  # no phrase that leads to a name is longer
# The basic colour terms of English (Berlin and Kay 1969), behind a finer one.
_BASIC_COLOUR = pattern(r" (?:black|white|gr[ae]y|red|pink|yellow|green|orange|purple|brown|blue)(?![\w-])", re.IGNORECASE)
_QUALITY = pattern(r"\w+[ -]free", re.IGNORECASE)  # a translated name that says what is not in a thing
_SHORTEST_NAME = 4  # letters, in small ones, that name a maker by how his name begins
_BLANKS = 3  # at most, between what excludes and a name


@dataclass(frozen=True, slots=True)
class _Name:
    """A brand or a colour, half open, without the words that lead to it."""

    start: int
    end: int
    field: str
    value: str


def exclusions(request: Request) -> Iterator[Found]:
    """Brands and colours behind a "not", with those of the same kind joined to them, and those before "除外"."""
    names = _names(request, unwanted=True)
    language = request.language
    for denied in (*denied_lists(request), *denied_before(request)):
        yield from _each_denied(request, names, denied)
    for phrases in (language.excludes, language.excludes_names):
        for match in phrases.finditer(request.text):
            yield from _excluded(request, names, match)
    for name in names.values():
        if after := language.excluded_after.match(request.text, name.end):
            yield _exclusion(request, name.start, after.end(), name)


def _each_denied(request: Request, names: dict[int, _Name], denied: Sequence[Denied]) -> Iterator[Found]:
    """Each of several things that are denied together, decided by itself: a name by its field, and words by what says them."""
    for one in denied:
        if name := names.get(one.start):
            yield _exclusion(request, one.left, one.right if name.end == one.end else name.end, name)
        else:
            words = request.query[one.start : one.end]
            meaning = (request.gloss.translate(words) if request.gloss else None) or words
            yield Found(one.left, one.right, (Clause(request.query[one.left : one.right], "exclude", meaning=meaning),))


def _excluded(request: Request, names: dict[int, _Name], match: re.Match[str]) -> Iterator[Found]:
    """Each name that one phrase excludes, up to the first of another kind."""
    language = request.language
    start, name_start, field = match.start(), match.end(), ""
    while name_start < match.end() + _BLANKS and request.text[name_start : name_start + 1].isspace():
        name_start += 1
    while (name := names.get(name_start)) and field in ("", name.field):
        ends = language.exclude_ends.match(request.text, name.end)
        yield _exclusion(request, start, ends.end() if ends else name.end, name)
        join = language.exclude_join.match(request.text, name.end)
        if not join:
            break
        # The joining word belongs to the clause that it brings in: "nor Apple".
        start = join.end() - len(join[0].lstrip(" ,/"))
        name_start, field = join.end(), name.field


def _exclusion(request: Request, start: int, end: int, name: _Name) -> Found:
    if name.field == "colour" and name.value not in request.vocabulary.colours:  # titles alone say it
        said = "|".join(dict.fromkeys((request.text[name.start : name.end].lower(), name.value)))
        return Found(start, end, (Clause(request.query[start:end], "exclude", op="lacks", value=said),))
    return Found(start, end, (Clause(request.query[start:end], "exclude", name.field, "!=", name.value),))


def wishes(request: Request) -> Iterator[Found]:
    """Brands and colours that are wanted; those joined by "or" are one clause, since either will do."""
    names = _names(request)
    language = request.language
    for name in names.values():
        before = max(0, name.start - _LEAD_CHARACTERS)
        if name.field == "brand" and (
            language.goes_with.search(request.text, before, name.start) or _is_of_what_is_used(request, name)
        ):
            continue
        values, end = [name.value], name.end
        while (join := language.either.match(request.text, end)) and (other := names.get(join.end())):
            if other.field != name.field:
                break
            values.append(other.value)
            end = other.end
        lead = language.leads.search(request.text, before, name.start)
        start = lead.start() if lead else name.start
        value = "|".join(dict.fromkeys(values))
        op: Op = "in" if "|" in value else "is"
        yield Found(start, end, (Clause(request.query[start:end], "feature", name.field, op, value),))


_SOMEBODY_DOES = pattern(r"(?<!\w)(\w+) (\w+) (?:(?:an?|the|his|her|their) )?\Z")
_NOUN_BEHIND = pattern(r" (?!(?:and|or|but|with|in|under|over|please|one|ones|then)\b)[^\W\d_]{3,}")


def _names(request: Request, *, unwanted: bool = False) -> dict[int, _Name]:
    """By where they start, the longest first, brands before colours, so that "Black Box" is not a colour.

    Where ``unwanted`` are looked for, a colour is one that any record states, in its title for one.
    """
    names: dict[int, _Name] = {}
    runs = list(_runs(request))
    for start, end in runs:
        if brand := _brand(request, start, end, unwanted=unwanted):
            names.setdefault(start, _Name(start, end, "brand", brand))
    colours = {**request.vocabulary.colour_words, **request.language.colours}
    for start, end in runs:
        colour = colours.get(request.text[start:end].lower())
        if colour and (colour in request.vocabulary.colours or (unwanted and request.field_values("@colour", colour))):
            start, end = _with_shade(request, start), _with_its_hue(request, end, colour)
            if _is_of_what_is_served(request, start, end):
                continue
            names.setdefault(start, _Name(start, end, "colour", str(colour)))
    return names


def _is_of_what_is_served(request: Request, start: int, end: int) -> bool:
    """Whether a colour is not the thing's, but of what it is for or somebody has: "for green tea", "he has a red car"."""
    if _NOUN_BEHIND.match(request.text, end) is None:
        return False
    before = request.text[:start]
    if request.language.serves.search(before) is not None:
        return True
    told = _SOMEBODY_DOES.search(before)
    grammar = request.language
    return told is not None and told[1].lower() in grammar.pronouns and told[2].lower() not in grammar.silent


def _is_of_what_is_used(request: Request, name: _Name) -> bool:
    """Whether a maker is named for what somebody uses or has, which is not sold here: "he only uses google docs"."""
    noun = _NOUN_BEHIND.match(request.text, name.end)
    if noun is None or request.uses(request.text[name.start : noun.end()]):
        return False
    return request.language.used.search(request.text, 0, name.start) is not None


def _with_shade(request: Request, start: int) -> int:
    """Where a colour begins: "light blue" is no light thing that is blue."""
    shade = request.language.shades.search(request.text, max(0, start - _LEAD_CHARACTERS), start)
    return shade.start() if shade else start


def _with_its_hue(request: Request, end: int, colour: str) -> int:
    """Where a colour ends: "navy blue" is navy, and no second colour; "black blue" is two."""
    hue = _BASIC_COLOUR.match(request.text, end)
    return hue.end() if hue and not _BASIC_COLOUR.fullmatch(f" {colour}") else end


def _runs(request: Request) -> Iterator[tuple[int, int]]:
    """Every run of words that could be a name, the longest first."""
    words = [m.span() for m in request.language.word.finditer(request.text)]
    for length in range(request.language.name_words, 0, -1):
        for (start, _), (_, end) in zip(words, words[length - 1 :], strict=False):
            if request.language.can_name(request.text, start, end):
                yield start, end
                if request.text[end - 1] == "!":  # "Yahoo!", and "not black!"
                    yield start, end - 1


def folded_name(name: str) -> str:
    """A name without case, accents, marks and "and": "Estée Lauder" and "ESTEE LAUDER", "Norr & Co" and "Norr and Co"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = re.sub(r"['’.]", "", plain).replace("&", " ").replace("-", " ").split()
    return " ".join(word for at, word in enumerate(words) if word != "and" or at in (0, len(words) - 1))


@lru_cache(maxsize=4)
def _folded_brands(brands: tuple[str, ...]) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The brands by their folded names, and those that one begin alone begins: "Kiehl's" of "Kiehl's since 1851"."""
    names: dict[str, list[str]] = {}
    for brand in brands:
        if key := folded_name(brand):
            names.setdefault(key, []).append(brand)
    beginnings: dict[str, list[str]] = {}
    for key, same in names.items():
        words = key.split()
        for length in range(1, len(words)):
            beginnings.setdefault(" ".join(words[:length]), []).extend(same)
    return names, {key: same[0] for key, same in beginnings.items() if len(same) == 1 and len(key) > 2 and key not in names}


def _with_its_family(request: Request, brand: str) -> str:
    """A brand with what is the same name, written otherwise, in this catalog: "Lay's|Lays"."""
    names, _ = _folded_brands(tuple(request.vocabulary.brands.values()))
    family = names.get(folded_name(brand), [])
    return "|".join(dict.fromkeys((brand, *family)))


def _is_plain(request: Request, start: int, end: int) -> bool:
    """Whether a run of words without capitals means what it says, and no maker: "sugar free", "something fresh"."""
    words, language = request.query[start:end], request.language
    if words != words.lower() or words in request.vocabulary.brands.values():
        return False
    before = max(0, start - _LEAD_CHARACTERS)
    if language.leads.search(request.text, before, start):
        return False
    return any(
        lead.search(request.text, before, start) and itself.match(words) and behind.match(request.text, end)
        for lead, itself, behind in language.plain_uses
    )


def _is_said_in_passing(request: Request, words: str) -> bool:
    """Whether a name's words are in lower case and begin with a small one, in a request that has capitals: "my dog"."""
    first, *others = words.split()
    return bool(others) and words.islower() and first in request.language.silent and not request.query.islower()


def _is_a_name(written: str) -> bool:
    """Whether a word is a name, however it is written here: "mercedes"."""
    from shopcli.need.translation.dictionary import open_dictionary

    return len(written) >= _SHORTEST_NAME and written.isprintable() and open_dictionary().casing(written) == "name"


def _is_a_word(written: str) -> bool:
    """Whether a word in small letters is an ordinary one: "chocolate" is no "Chocola'te"."""
    from shopcli.need.translation.dictionary import open_dictionary

    return written.islower() and written.isascii() and open_dictionary().casing(written) == "common"


def _brand(request: Request, start: int, end: int, *, unwanted: bool) -> str | None:
    """The brand of this catalog that a run of words names, in the catalog's spelling or by translation.

    Where names of what is ``unwanted`` are looked for, the dictionary's word need not stand before what he makes.
    """
    written = request.query[start:end]
    if _is_plain(request, start, end) or _is_said_in_passing(request, written):
        return None
    if written.islower() and written in request.language.silent and written not in request.vocabulary.brands.values():
        return None  # the "in" of "in her room" is no "In Win"
    several = written.lower().removesuffix("s") if written[:1].isupper() else written.lower()  # "no Chevrolets"
    for low in dict.fromkeys((written.lower(), request.text[start:end].lower(), several)):
        brand = request.vocabulary.brands.get(low)
        # A brand that is also a common word counts only where it is written as the brand is.
        if brand and not (low in request.vocabulary.common_words and written != brand):
            return _with_its_family(request, brand)
    names, beginnings = _folded_brands(tuple(request.vocabulary.brands.values()))
    key = folded_name(written)
    family = names.get(key, [])
    is_common = any(brand.lower() in request.vocabulary.common_words for brand in family)
    if family and not (is_common or _is_a_word(written)):
        return "|".join(family)
    whole = beginnings.get(key)
    if whole and not (written[:1].isupper() or _is_a_name(written)):
        whole = None
    if whole and 0 < request.uses(written) == request.uses(whole):  # nothing else is called so
        return whole
    if request.gloss is None:
        return None
    alone = not request.text[end : end + 1].isalpha() and not request.text.endswith(SEPARATOR, 0, start)
    # An ordinary word is a maker's name only before what he makes: 苹果手机 is his phone, 苹果 is an apple. What is not wanted
    # is one where the catalog has him and speaks of no such things: 不要苹果.
    brands, ordinary = request.vocabulary.brands, request.vocabulary.common_words
    brand = request.gloss.brand(request.text[start:end], brands, ordinary=ordinary, alone=alone and not unwanted)
    return None if brand and _QUALITY.fullmatch(brand) else brand  # 无糖 is without sugar, whoever is called "Sugar Free"
