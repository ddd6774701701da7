"""Bearing: what each fact of a product has to say to each thing that was asked, so that nothing is cited that does not say it.

Attention tells what comes nearest. What comes near may be another thing, or its denial: that is told here, by the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shopcli.text.negation import NEGATORS, says_less
from shopcli.text.scripts import HAN, has_han
from shopcli.text.stance import Stems, is_denial, stance, tells_a_use
from shopcli.text.tokens import FUNCTION
from shopcli.types import Clause, Fact, show_value
from shopcli.util.lazy_regex import pattern

# A field that says no outweighs a text that says yes; what only holds the words of a wish leaves open whether it says it.
GRANTS, DENIES, RULES_OUT, MENTIONS = 1, -1, -2, 2
_BY_STRENGTH = (RULES_OUT, GRANTS, DENIES, MENTIONS)
_ROLES = frozenset(("title", "description", "category", "brand", "price", "currency", "reviews"))  # names that claim nothing
_NAMING = frozenset(("title", "category"))
_NOTHING = frozenset("none no without nothing - – keine kein ohne 无 没有".split()) | {"not included", "not available"}
_UNSAID = frozenset(("n/a", "na", "unknown", "unbekannt", "no info"))
# Half of a word that its other half gives a meaning: the "free" of "BPA free".
_HALVES = frozenset("free proof resistant friendly safe less type style size good best nice great".split())
_QUALITY = pattern(r"\w{3,}(?:able|ible|less|proof)$", re.IGNORECASE)  # what "rechargeable" says "recharge" does not
_YEAR = pattern(r"(?:19|20)\d\d")
_OF_A_YEAR = pattern(
    r"\b(?:year|years?|vintage|released?|release date|publication date|published|jahr|jahrgang|年份)\b", re.IGNORECASE
)
_OPTIONS = pattern(r"\bvariations?\b|\boptions\b", re.IGNORECASE)  # fields that list the names of others
# Beside what a field of yes and no is called by, these say nothing more.
_PLAIN = frozenset("support includ function featur compat avail product is has with".split())
_SEVERAL = pattern(r"[/&]|\b(?:and|und)\b", re.IGNORECASE)  # a category of several things
_KIND_FIELD = pattern(r"\bcategor|\bbreadcrumbs?\b|类目|分类", re.IGNORECASE)
_LISTED, _LEVELS = pattern(r"[/;|]"), pattern(r"\s*[>,/|]\s*")  # between the things of a value; between those of a category
_LEAD = pattern(r"^(?:against|gegen|from|made (?:of|from)|aus) +", re.IGNORECASE)  # of a wish; what follows is what records say
_HAN_OR_NOT = pattern(rf"[{HAN}]+(?:\s*[{HAN}]+)*|[^\s{HAN}]+(?:\s+[^\s{HAN}]+)*")
_USE = pattern(r"\b(?:for|compatib\w*|suitable|suits|fits|works with|uses?|usage|variations?)\b", re.IGNORECASE)
_FOR = pattern(r"^(?:for|für|zum|zur)\b", re.IGNORECASE)  # of a wish that tells what a thing is to be for
# Words of a wish that name nothing: one other word may stand for "without pork".
_SMALL = FUNCTION | NEGATORS | frozenset("für zum zur ohne mit aus kein keine my".split())
_BEFORE_USE = pattern(r"\b(?:for|für|anti|against|gegen|&|and|und)\W*$", re.IGNORECASE)
_OTHER_WORKS = pattern(r"\b(?:software|keywords?|tags?)\b", re.IGNORECASE)  # fields that name other things than the product
# How much a thing is of something; before a noun in a text it is said of that.
_DEGREES = frozenset(
    "light heavy small large big tiny warm cool cold hot thin thick long short wide narrow high low strong bright dark".split()
)
_WITH_DEGREES = frozenset(
    "enough weight too yet but that which when while as than through during all inside outside under over before after until so"
    " even though because where if".split()
)
_DOING = "ing"
_KIN = 5  # letters that forms of one word open with
_NOUN_OF_QUALITY = "ness"  # "for softness" does not say soft
_SHORT_VALUE = 6  # stems of a value that names a thing
_SENTENCE = 60  # characters from which on a value is running text


def bearings_of(
    clause: Clause, wordings: Sequence[str], facts: Sequence[Fact], stems: Stems, has_words: Sequence[bool] | None = None
) -> list[int]:
    """What each fact says to a clause: `GRANTS`, `DENIES`, `RULES_OUT`, `MENTIONS`, or 0.

    Args:
        clause: what was asked.
        wordings: its own words, and others by which records grant it.
        facts: of one product.
        stems: the stems of a text, without stop words.
        has_words: which facts have all the words of one wording, where that is known: no other grants anything.
    """
    own = [bare for words in (clause.text, clause.says) if (bare := _LEAD.sub("", words)) != words]  # "against dark circles"
    ways = [way for words in dict.fromkeys((*wordings, *own)) for way in _ways(words)]
    ways = [way for way in ways if _says_enough(way)]
    has_words = None if own else has_words
    facts = [_without_brand(fact, facts) for fact in facts]
    if clause.kind == "topic":
        return [
            GRANTS if may and any(_names(fact, way, stems) for way in ways) else 0 for fact, may in _looked_at(facts, has_words)
        ]
    asked = [way for words in (clause.text, clause.says, *own) for way in _ways(words)]

    titles = frozenset(stem for fact in facts if fact.field == "title" for stem in stems(fact.words))

    def of(fact: Fact) -> Iterator[int]:
        for way in ways:
            if fact.field not in ("brand", "category") or way in asked:  # the thesaurus may mean another thing by "small"
                found = _of(fact, way, stems)
                is_doubtful = found == GRANTS and (
                    _is_doubtful(clause, fact, way, stems, is_own=way in asked) or _is_one(clause, fact, way, titles, stems)
                )
                # What is denied of a word that may stand for the wish denies not the wish: it spares the scalp.
                is_doubtful = is_doubtful or (found == DENIES and way not in asked and clause.op != "lacks")
                yield MENTIONS if is_doubtful else found

    return [
        _strongest(
            [*(of(fact) if may else _lacked(fact, asked, stems)), *_by_denials(clause, fact, stems), *_by_year(clause, fact)]
        )
        for fact, may in _looked_at(facts, has_words)
    ]


def _is_doubtful(clause: Clause, fact: Fact, way: str, stems: Stems, *, is_own: bool) -> bool:
    """Whether words that a fact says may mean something else than the wish.

    One word in place of several ("wide" for "wide feet") may be said of another thing in a title or a text, and so may what a
    thing is to be for where no text says "for", or a title has it in another form, as names do.
    """
    is_text = fact.is_text or (isinstance(fact.value, str) and len(fact.value) > _SENTENCE and fact.field not in _NAMING)
    words = [word for word in re.findall(r"[\w'’-]+", clause.says.casefold()) if word not in _SMALL]
    if not is_own and (is_text or fact.field in _NAMING) and len(stems(way)) == 1 < len(set(stems(" ".join(words)))):
        return not has_han(clause.says + way)
    if not is_own and not has_han(clause.says + way) and _is_part(way, fact, stems(" ".join(words)), stems):
        return True
    is_other_word = not _in_these_forms(way, str(fact.value)) or (len(stems(way)) == 1 and not _is_kin(way, words))
    if is_text and not is_own and is_other_word and not has_han(clause.says + way):
        return True
    if is_text and is_own and len(way) < _KIN and not (has_han(way) or _in_these_forms(way, str(fact.value))):
        return True  # "load-bearing" says no bear
    if is_text and (_only_in_compounds(way, str(fact.value)) or _is_said_of_another(way, str(fact.value))):
        return True
    if is_text and is_own and way.endswith(_DOING) and _DOING not in str(fact.value):  # "as you climb" is not for climbing
        return True
    is_for = fact.truth is None and _FOR.search(clause.says) is not None
    if is_for and fact.field == "title" and not has_han(way):
        return not _in_these_forms(way, str(fact.value)) or _ends_a_name(way, str(fact.value))
    return _OTHER_WORKS.search(fact.label) is not None or (is_for and is_text and not tells_a_use(str(fact.value), way, stems))


def _is_one(clause: Clause, fact: Fact, way: str, titles: frozenset[str], stems: Stems) -> bool:
    """Whether a product is what the wanted one is to be for: a tea, of a flask "for tea"."""
    if _FOR.search(clause.says) is None or fact.field in _ROLES or tells_use(fact.label) or fact.truth is not None:
        return False
    wanted = set(stems(way))
    return wanted <= titles and wanted == set(stems(show_value(fact.value, fact.unit)))


def _is_part(way: str, fact: Fact, wish: Sequence[str], stems: Stems) -> bool:
    """Whether words lack the head of a wish, and a fact says more than them: "USB-C" for "C to HDMI cable", in a name."""
    part = frozenset(stems(way))
    says_more = fact.truth is None and part < frozenset(stems(show_value(fact.value, fact.unit)))
    return says_more and not part.isdisjoint(wish) and wish[-1] not in part


def _is_kin(way: str, words: Sequence[str]) -> bool:
    """Whether a word is a form of one of some words: a text may say another, as "light rain" does, of something else."""
    return any(way.casefold()[:_KIN] == word[:_KIN] and abs(len(way) - len(word)) < _KIN for word in words)


def _only_in_compounds(way: str, text: str) -> bool:
    """Whether a word opens a compound wherever it stands: "whole-grain" is not whole."""
    places = re.findall(rf"(?<!\w){re.escape(way)}(?!\w)(-\w)?", text, re.IGNORECASE)
    return bool(places) and all(places)


def _is_said_of_another(way: str, text: str) -> bool:
    """Whether a word for how much is said, wherever it stands, of the word behind it: "light rain", "iron on warm level"."""
    if way.casefold() not in _DEGREES:
        return False
    behind = re.findall(rf"(?<!\w){re.escape(way)}(?!\w)[ ]?(?:([^\W\d_]+)|)", text, re.IGNORECASE)
    return bool(behind) and all(word and word.casefold() not in _SMALL | _WITH_DEGREES for word in behind)


def _ends_a_name(words: str, title: str) -> bool:
    """Whether a title's name ends in some words, as that of the thing itself: "Green Tea 100 g", not "Cleanser for Acne"."""
    bare = " ".join(word for word in words.split() if word.casefold() not in _SMALL)
    end = re.search(rf"(?<!\w){re.escape(bare)}(?:e?s)?\s*(?:[\d,(–-]|$)", title, re.IGNORECASE)
    return end is not None and _BEFORE_USE.search(title[: end.start()]) is None


def _in_these_forms(words: str, text: str) -> bool:
    """Whether each word stands in a text as it is, or as several or whose: "carbonate" is no carbon, "Oyster" no oysters."""
    text = text.casefold()
    return all(
        re.search(rf"(?<!\w){re.escape(word)}(?:e?s|s?['’]s?)?(?!\w)", text)
        or (word.endswith(_DOING) and not {word[:-3], word[:-4]}.isdisjoint(text.split()))
        for word in re.findall(r"[^\W_]+", words.casefold())
        if word not in _SMALL
    )


def _looked_at(facts: Sequence[Fact], has_words: Sequence[bool] | None) -> Iterator[tuple[Fact, bool]]:
    return zip(facts, [True] * len(facts) if has_words is None else has_words, strict=True)


def _without_brand(fact: Fact, facts: Sequence[Fact]) -> Fact:
    """A title without the maker's name, which says nothing of the thing: 自然堂 makes what need not be natural."""
    if fact.field != "title" or not isinstance(fact.value, str):
        return fact
    brand = next((other.value for other in facts if other.field == "brand"), None)
    if not isinstance(brand, str) or len(brand) < 2:
        return fact
    bare = re.sub(re.escape(brand), " ", fact.value, flags=re.IGNORECASE)
    return replace(fact, value=bare) if bare.strip() else fact


def _ways(words: str) -> list[str]:
    """The words, or, of a translation beside its original, either."""
    return [match[0] for match in _HAN_OR_NOT.finditer(words)] if has_han(words) else [words]


def _says_enough(words: str) -> bool:
    return len(words.strip()) > 1 and words.strip().casefold() not in _HALVES


def _strongest(bearings: Sequence[int]) -> int:
    """A field that says no decides, then whatever grants, then what denies, then what holds the words."""
    return next((one for one in _BY_STRENGTH if one in bearings), 0)


def _names(fact: Fact, words: str, stems: Stems) -> bool:
    """Whether a fact says that a product is a thing of that name: by title or category, or by a value that ends in it."""
    wanted, said = list(stems(words)), list(stems(fact.words))
    if not wanted or not set(wanted) <= set(said):
        return False
    if fact.field in _NAMING:
        return fact.field == "title" or not _SEVERAL.search(fact.words)
    return len(said) <= _SHORT_VALUE and said[-1] == wanted[-1] and not tells_use(fact.label)


def tells_use(label: str) -> bool:
    """Whether a field of that name tells what a thing goes with, not what it is."""
    return _USE.search(label) is not None


def _of(fact: Fact, words: str, stems: Stems) -> int:
    """What a fact says to one wording."""
    wanted = frozenset(stems(words))
    label = frozenset[str]() if fact.field in _ROLES else frozenset(stems(fact.label))
    if not wanted or fact.field in ("price", "currency") or _OPTIONS.search(fact.label):
        return 0
    if (truth := fact.truth) is not None:
        if truth:
            return GRANTS if wanted <= label else 0
        return RULES_OUT if wanted <= label <= wanted | _PLAIN else 0  # no borderless printing is no denial of printing
    if not isinstance(fact.value, str):
        return GRANTS if not wanted <= label and wanted <= label | set(stems(show_value(fact.value, fact.unit))) else 0
    value = fact.value.strip().casefold()
    if value in _UNSAID:
        return 0
    if value in _NOTHING:
        return RULES_OUT if wanted <= label and not is_denial(words) else 0
    said = frozenset(stems(fact.value))
    if fact.field == "brand":
        return GRANTS if wanted == said else 0
    if not wanted <= said and _says_less(fact, words, wanted):
        return DENIES
    if wanted <= said:
        return MENTIONS if _merely_holds(fact, words, wanted, stems) else stance(fact.value, words, stems) or MENTIONS
    both = wanted <= label | said and bool(wanted & said) and len(said) <= _SHORT_VALUE
    return GRANTS if both and not is_denial(fact.value) else 0


def _lacked(fact: Fact, ways: Sequence[str], stems: Stems) -> Iterator[int]:
    """What a fact without the words of a wish says to it: that there is none of it, as "eggless" does."""
    yield from (DENIES for way in ways if _says_less(fact, way, frozenset(stems(way))))


def _says_less(fact: Fact, words: str, wanted: frozenset[str]) -> bool:
    """Whether some word of a fact says that there is nothing of what the one word of a wish names: "Eggless Mayonnaise"."""
    if len(wanted) != 1 or not isinstance(fact.value, str) or fact.field == "brand" or is_denial(words):
        return False
    (stem,) = wanted
    text = fact.value.casefold()
    return stem in text and any(says_less(word, stem) for word in re.findall(r"\w+", text))


def _merely_holds(fact: Fact, words: str, wanted: frozenset[str], stems: Stems) -> bool:
    """Whether a text that has the stems of some words says other words, or has them in several things that it names."""
    if not _says_the_quality(words, str(fact.value), stems):
        return True
    if _KIND_FIELD.search(fact.label):
        return _of_several(str(fact.value), wanted, stems)
    return len(wanted) > 1 and not _in_one_item(fact, wanted, stems)


def _in_one_item(fact: Fact, wanted: frozenset[str], stems: Stems) -> bool:
    """Whether one of the things that a short value lists has all the words: "Small Business/1st Server" is no small server."""
    if fact.field in _ROLES or len(str(fact.value)) > _SENTENCE:
        return True
    return any(wanted <= set(stems(item)) for item in _LISTED.split(str(fact.value)))


def _of_several(category: str, wanted: frozenset[str], stems: Stems) -> bool:
    """Whether a category has the words only where it names several things: no pillowcase of "Linens & Bedding" is linen."""
    levels = [level for level in _LEVELS.split(category) if wanted & set(stems(level))]
    return bool(levels) and all(_SEVERAL.search(level) for level in levels)


def _says_the_quality(words: str, text: str, stems: Stems) -> bool:
    """Whether a text has the endings of the words for qualities: "recharge" does not say rechargeable, nor "softness" soft."""
    wanted = list(stems(words))
    if len(wanted) == 1 and not words.endswith(_NOUN_OF_QUALITY):
        forms = [word for word in re.findall(r"\w+", text.casefold()) if list(stems(word)) == wanted]
        if forms and all(form.endswith(_NOUN_OF_QUALITY) for form in forms):
            return False
    qualities = (_QUALITY.search(word) for word in re.findall(r"\w+", words))
    return all(re.search(rf"{quality[0][-4:]}\b", text, re.IGNORECASE) for quality in qualities if quality)


def _by_year(clause: Clause, fact: Fact) -> list[int]:
    """Whether a wish for a year is granted or ruled out by a field of years."""
    year = _YEAR.fullmatch(clause.says.strip())
    if year is None or fact.field in _ROLES or not _OF_A_YEAR.search(fact.label):
        return []
    said = _YEAR.search(show_value(fact.value))
    return [] if said is None else [GRANTS if said[0] == year[0] else RULES_OUT]


def _by_denials(clause: Clause, fact: Fact, stems: Stems) -> list[int]:
    """Whether a fact is one of the words by which records deny the wish, and nothing else: "caffeine: yes" for decaf."""
    said = frozenset(stems(fact.label if fact.truth is not None else fact.words))
    if fact.field in _ROLES or fact.truth is False or not said or len(said) > _SHORT_VALUE:
        return []
    named = frozenset(stem for stem in said if not stem.isdecimal())
    denials = [frozenset(stems(words)) for words in clause.denials if not is_denial(words)]
    return [RULES_OUT for words in denials if words and words in (said, named)]
