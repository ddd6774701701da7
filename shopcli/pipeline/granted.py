"""Wishes that no product of a kind grants: what is asked of a thing beside its name, and no record of that kind says.

What a wish says must be something that records tell: a word right before the thing ("electric knife", "marble desk lamp") or a
code with a number ("SPF 100"). Praise, persons, occasions and purposes are no such things, and a fact near enough may mean it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.assertions import EITHER
from shopcli.need.assumptions import shipped_assumptions
from shopcli.need.languages.registry import language_named
from shopcli.need.thesaurus import open_thesaurus
from shopcli.pipeline.names.nothing_fits import asks_whether, is_never_granted
from shopcli.rerank.explain import NEAR_ENOUGH
from shopcli.text.scripts import has_han
from shopcli.types import Clause, Need
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

_FEWEST = 3  # products of a kind, whose silence says something
_READ = 2000  # of them, at the most
_LONG = 3  # stems of a wish; more are a sentence
_CODE = pattern(r"[A-Za-z]{2,}[ -]?\d+[A-Za-z]{0,2}")
_LAST_WORD = pattern(r"[A-Za-z]{2,}[ -]?$")
_BETWEEN = pattern(r"[\s-]*的?")


def never_granted(
    need: Need, index: Index, kind: np.ndarray | None, met: np.ndarray, meaning: Mapping[str, np.ndarray]
) -> Clause | None:
    """The first wish of a need that nothing of the kind grants, as far as records tell; None where each may be granted.

    Who asks whether something is sold is told so of any wish whose words no record says, as `is_never_granted` has it; who
    states what is wanted only of a word right before the thing that the whole catalog never says, and of codes.

    Args:
        need: the request, understood.
        index: the open index.
        kind: (n_products,) bool, the products of the kind asked for, and whatever else is shown as one; None for any kind.
        met: (n_products,) bool, those that meet every hard clause.
        meaning: the vectors, by text, of what the need says.
    """
    import numpy as np

    is_asked = need.question is not None and need.question.kind != "any"
    of_kind = np.ones(len(index), bool) if kind is None else kind
    if is_asked or int(of_kind.sum()) < _FEWEST or not _speaks_like(need, index):
        return None
    specific = [*_specific(need)]
    for clause in need.clauses:
        if clause.kind != "feature" or clause.field is not None:
            continue
        if code := _code(clause, need):
            is_told = clause in specific and not _states(code, index, of_kind)
            if is_told or (asks_whether(need.query) and not _states(code, index, met)):
                return clause
            continue
        said = _sayings(clause)
        if has_han(clause.says) or any(_is_said(words, index, of_kind) for words in said):
            continue
        topic = next((one for one in need.clauses if one.kind == "topic" and one.op is None), None)
        if is_never_granted(
            is_asked=asks_whether(need.query),
            is_of_nothing=_is_of_nothing(clause.says, index),
            is_long=len(list(index.words.tokens(clause.says))) > _LONG,
            is_situation=_is_situation(clause, need),
            stands_before=topic is not None and _stands_before(clause, topic, need),
        ):
            return clause
        if kind is not None and clause in specific and _is_plain(clause, topic, need, index):
            keys, signs, _ = index.facts.of(np.flatnonzero(kind)[:_READ])
            vector = meaning.get(clause.says)
            if vector is not None and float((keys @ vector * signs).max(initial=0.0)) < NEAR_ENOUGH:
                return clause
    return None


def is_granted(clause: Clause, index: Index, among: np.ndarray) -> bool:
    """Whether any of some products says the words of a wish, or has what a field decides of it."""
    from shopcli.retrieve import judge

    if clause.op not in (None, "like"):
        return bool((judge(clause, index.columns, index.sayings, index.variants).holds & among).any())
    return any(_is_said(words, index, among) for words in _sayings(clause))


def silent_where_others_grant(need: Need, index: Index, rows: np.ndarray, of_kind: np.ndarray) -> np.ndarray:
    """How many wishes each product is silent on that others of the kind grant in so many words, (len(rows),).

    That is asked only of what is surely no matter of taste: what a thing must not have, where records call theirs
    "unsweetened", and how many people it is for, where they say "4 person".

    Args:
        need: the request, understood.
        index: the open index.
        rows: of the products.
        of_kind: (len(rows),) bool, those that are of the kind asked for.
    """
    import numpy as np

    excluded = {clause.text for clause in need.clauses if clause.kind == "exclude"}
    wishes = [str(one.value) for one in need.clauses if (one.kind, one.op) == ("feature", "has") and one.text in excluded]
    wishes += [one.says for one in need.assumed if one.field is None and any(map(str.isdecimal, one.says))]
    silent = np.zeros(len(rows), int)
    for wish in wishes:
        says = np.zeros(len(rows), bool)
        for stems in map(index.words.tokens, wish.split(EITHER)):
            said = [np.isin(rows, index.words.rows(stem)) for stem in stems]
            says |= np.logical_and.reduce(said) if said else False
        silent += ~says & bool((says & of_kind).any())
    return silent


def _sayings(clause: Clause) -> tuple[str, ...]:
    """The words of a wish, in each way in which records may say it."""
    ways = str(clause.value).split(EITHER) if clause.op == "has" else ()
    return (clause.says, *clause.alternatives, *ways)


def _is_of_nothing(words: str, index: Index) -> bool:
    """Whether no record has one of some words."""
    return any(not len(index.words.rows(stem)) for stem in index.words.tokens(words))


def _is_plain(clause: Clause, topic: Clause | None, need: Need, index: Index) -> bool:
    """Whether a wish is ordinary words that no record has: no slip, number, size or part of a name, and not translated."""
    language = language_named(need.language)
    words = clause.text.lower().split()
    if clause.meaning or has_han(clause.text) or not _is_of_nothing(clause.says, index) or not clause.text.isascii():
        return False
    if any(not word.isalpha() or word in language.degrees.relative for word in words) or language.spelling is None:
        return False
    ordinary = language.spelling.word_list()
    is_a_name = topic is not None and bool(open_thesaurus().rings(f"{clause.text} {topic.text}"))
    return not is_a_name and all(word in ordinary for word in words)


def _speaks_like(need: Need, index: Index) -> bool:
    """Whether words of the request may stand in the records: both are in one language, or the request is translated."""
    catalog = index.manifest.language
    if not catalog and not has_han(need.query):  # it is not known which: then that of a request whose thing it says
        topic = next((clause for clause in need.clauses if clause.kind == "topic"), None)
        return topic is not None and any(len(index.words.rows(stem)) for stem in index.words.tokens(topic.text))
    return need.language == catalog or (has_han(need.query) and bool(catalog) and language_named(catalog) is language_named(""))


def _specific(need: Need) -> Iterator[Clause]:
    """The wishes that say what records tell of things."""
    topic = next((clause for clause in need.clauses if clause.kind == "topic" and clause.op is None), None)
    if topic is None:
        return
    degrees = language_named(need.language).degrees
    vague = degrees.vague
    for clause in need.clauses:
        if clause.kind != "feature" or clause.field is not None or not vague.isdisjoint(clause.says.lower().split()):
            continue
        if degrees.says_most.search(clause.text):  # most of what no record measures is no thing that records grant
            continue
        before = clause.op is None and _stands_before(clause, topic, need) and not _is_situation(clause, need)
        if before or _code(clause, need):
            yield clause


def _code(clause: Clause, need: Need) -> str:
    """A word with a number, as a wish says it: "SPF 100", also where only the number is taken for it; empty for others."""
    found = _LAST_WORD.search(need.query[: max(0, need.query.find(clause.text))]) if clause.text.isdecimal() else None
    text = (found[0] if found else "") + clause.text
    return text if _CODE.fullmatch(text) else ""


def _states(code: str, index: Index, kind: np.ndarray) -> bool:
    """Whether a product of the kind has a word and its number in one place, however they are joined: "SPF100", "SPF-100".

    Where the word stands with no number in any of them, it cannot be told.
    """
    import numpy as np

    word, number = re.match(r"([A-Za-z]+)[ -]?(\w+)", code).groups()  # type: ignore[union-attr]
    whole, any_number = (pattern(rf"(?<!\w){word}\W?{digits}(?!\w)", re.IGNORECASE) for digits in (number, r"\d+"))
    with_number = 0
    for row in np.flatnonzero(kind)[:_READ]:
        product = index.records[int(row)]
        text = " ".join((product.title, product.description, *map(str, product.attributes.values())))
        if whole.search(text):
            return True
        with_number += any_number.search(text) is not None
    return with_number == 0


def _stands_before(clause: Clause, topic: Clause, need: Need) -> bool:
    """Whether a wish stands right before the name of the thing, or, in Chinese, within: what 按摩 adds to a chair.

    Between them may be other such words: the "marble" of a "marble dining table".
    """
    if clause.text == topic.text:
        return has_han(clause.text)
    start, end = need.query.find(clause.text), need.query.find(topic.text)
    if not 0 <= start < end:
        return False
    between = need.query[start + len(clause.text) : end]
    for other in need.clauses:
        if other.kind == "feature":
            between = between.replace(other.text, "")
    return _BETWEEN.fullmatch(between) is not None


def _is_situation(clause: Clause, need: Need) -> bool:
    """Whether a wish names a person, an occasion, a place or a purpose, of which people know what it asks for."""
    words, thesaurus = (f"{clause.text} {clause.says}" if clause.meaning else clause.text), open_thesaurus()
    if any(clause.text in wish.text for wish in need.assumed) or shipped_assumptions().named(words):
        return True
    known = any(2 * (match.end - match.start) > len(clause.text) for match in thesaurus.wishes(words))
    languages = (language_named(need.language).requests, language_named("").requests)  # what is translated is said in English
    return known or any(language.of_use.search(words) for language in languages) or bool(thesaurus.purposes(words))


def _is_said(words: str, index: Index, kind: np.ndarray) -> bool:
    """Whether one product of the kind says all of some words."""
    import numpy as np

    says = np.asarray(kind)
    for stem in index.words.tokens(words):
        rows = np.zeros(len(says), bool)
        rows[index.words.rows(stem)] = True
        says = says & rows
    return bool(says.any())
