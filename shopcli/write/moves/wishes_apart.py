"""The moves `gains`, `misses` and `unsure`: another product by a wish that it alone grants, or that the pick alone does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from shopcli.need.languages.registry import language_named
from shopcli.need.thesaurus import open_thesaurus
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.types import Attention, Clause, Fact, Hit, Need, Product, difference_of
from shopcli.write.decency import decency
from shopcli.write.moves.move import Move, MoveKind
from shopcli.write.moves.wish_words import (
    is_of_the_asker,
    is_torn_off,
    is_unsaid,
    is_unspoken,
    is_unspoken_exclusion,
    is_whole_wish,
)

_GAINED, _MISSED = 0.9, 0.3  # worth
_PART_ENDS = re.compile(r"\s*(?:[^\w\s]|\Z|(?:and|but|or|in|for|at|on|with|under|please|because|that|which)\b)", re.I)
_SHELVES, _LONGEST_SHELF = re.compile(r"\s*[,/>|;]\s*"), 4  # between the parts of a category; words of one
_SHORTEST_SORT = 4  # letters
_CODE = re.compile(r"(?<![\w-])(?!(?:EUR|USD|GBP|CNY|JPY|CHF|INR|OK|PLEASE|NOT|AND|THE)\b)[A-Z][A-Z0-9]{2,}(?![\w-])")
_BEHIND_TO = re.compile(r"\bto\s*\Z", re.I)  # "drink", of "to drink with fish"; "use it", of "fun to use it"


def granted(hit: Hit) -> set[Clause]:
    """The wishes that a record grants, and in no other reading denies."""
    open_ones = {*hit.unmet, *hit.unknown, *(why.clause for why in hit.denied)}
    return {why.clause for why in hit.evidence if why.clause.kind != "topic"} - open_ones


def open_code(need: Need, facts: Sequence[Fact], is_told_of: Callable[[str], bool] | None) -> str:
    """What a request writes in capitals, "SFX", of which other records speak and this one does not; empty where there is none.

    A code means one thing, wherever it stands in a request, and is no small talk.
    """
    refused = " ".join(clause.text for clause in need.clauses if clause.kind == "exclude")
    for code in _CODE.findall(need.query):
        is_meant = is_told_of is not None and is_told_of(code) and not decency().found(code)
        if is_meant and code not in refused and is_unspoken(code, facts):
            return code
    return ""


def open_sort(need: Need, hit: Hit, facts: Sequence[Fact], is_told_of: Callable[[str], bool] | None) -> str:
    """A code that a record leaves open, or of what sort the thing asked for is, "racing", where other records say so."""
    if code := open_code(need, facts, is_told_of):
        return code
    if language_named(need.language).lexicon or any(why.clause.kind == "topic" for why in hit.evidence):
        return ""
    topic = next((clause.text for clause in need.clauses if clause.kind == "topic" and clause.source == "request"), "")
    if open_thesaurus().rings(topic):  # a "face wash" is one whatever it is called
        return ""
    for word in topic.split()[:-1]:
        is_sort = len(word) >= _SHORTEST_SORT and word.isalpha() and not decency().found(word)
        is_part = is_sort and word.casefold() in hit.product.title.casefold()  # "pizza", of a Pizzakarton
        if is_part or not is_sort or is_told_of is None or not is_told_of(word):
            continue
        if is_unsaid(word, facts) and is_unspoken(word, facts):
            return word
    return ""


def answered_by(hit: Hit) -> frozenset[Clause]:
    """The wishes that a record grants or denies."""
    return frozenset((*(why.clause for why in (*hit.evidence, *hit.denied)), *hit.unmet))


def silent_on(hit: Hit, need: Need, facts: Sequence[Fact], attentions: Mapping[str, Attention]) -> tuple[Clause, ...]:
    """The wishes on which a record is silent: that would decide, that would only rank, and that it never speaks of."""
    attention, answered = attentions.get(hit.product.id), {*answered_by(hit), *hit.undecided}
    excluded = (clause for clause in need.clauses if is_unspoken_exclusion(clause, facts))
    silent = (*hit.unknown, *(attention.unanswered if attention else ()), *excluded)
    unsaid = (
        clause for clause in need.clauses if clause.kind == "feature" and clause.source == "request" and clause.field is None
    )
    silent = (*silent, *(clause for clause in unsaid if is_unspoken(clause.text, facts) or _is_half_said(clause, facts)))
    told = {clause.text for clause in answered}  # what was read in two ways is answered in either
    return tuple(dict.fromkeys(clause for clause in silent if clause not in answered and clause.text not in told))


def _is_half_said(clause: Clause, facts: Sequence[Fact]) -> bool:
    """Whether records say a wish in several words, and this one has at most half of them: butter, of peanut butter."""
    return clause.op == "has" and " " in clause.text.strip() and is_unsaid(clause.text, facts)


def is_measured(wish: Clause, hit: Hit, need: Need) -> bool:
    """Whether a wish goes on in an amount that a record keeps: "keeps me busy", of "keeps me busy for 40 hours"."""
    behind = need.query.partition(wish.text)[2].lstrip()
    met = [why.clause.text for why in hit.evidence if why.clause.kind == "limit"]
    return any(re.match(rf"(?:\w{{2,4}} )?{re.escape(text)}", behind) for text in met)


def filed_under(need: Need, hit: Hit, told: Sequence[str]) -> str:
    """Where the shop files what a wish asks for, "Single Malt Scotch" of "single malt"; empty where that is told already."""
    met = [why.clause for why in hit.evidence if why.fact.field == "category" and why.clause.kind == "feature"]
    known = stem_set([*told, hit.product.title, *(one.text for one in need.clauses if one.kind == "topic")])
    wished = stem_set([text for one in met if one in granted(hit) for text in (one.text, one.says)]) - FUNCTION_STEMS - known
    return next((shelf for shelf in shelves_of(hit.product) if wished & stem_set([shelf])), "")


def shelves_of(product: Product) -> list[str]:
    """The names under which a shop files a product, each by itself, as far as they are few words."""
    names = (name.strip() for name in _SHELVES.split(product.category or ""))
    return [name for name in names if name and len(name.split()) <= _LONGEST_SHELF and not decency().found(name)]


def gaining(need: Need, pick: Hit, hits: Sequence[Hit], words: Callable[..., dict[str, str]]) -> Iterator[Move]:
    """What grants a wish that the pick does not, in the shopper's words; neither one cut from a phrase nor a purpose."""
    for hit in hits:
        mine, others = granted(hit), granted(pick)
        gained = [one for one in need.clauses if one in mine - others and one.kind == "feature"]
        purpose = language_named(need.language).degrees.purpose
        whole = [one for one in gained if is_whole_wish(one, need) and not purpose.match(one.text)]
        whole = [one for one in whole if not _BEHIND_TO.search(need.query.partition(one.text)[0])]
        if whole and len(gained) >= len(others - mine):
            told = {**words(A=pick, B=hit), "gain": quoted(whole[0])}
            yield Move("gains", (hit.product, pick.product), words=told, worth=_GAINED)


def gaining_unsurely(need: Need, pick: Hit, hits: Sequence[Hit], words: Callable[..., dict[str, str]]) -> Iterator[Move]:
    """What grants a wish that the pick does not, and leaves open what that meets: peanut butter, with chocolate or without."""
    for hit in hits:
        gained = [one for one in need.clauses if one in granted(hit) - granted(pick) and one.kind == "feature"]
        missed = [one for one in hit.unknown if one in granted(pick) and one.text in need.query]
        missed = [one for one in missed if not (is_of_the_asker(one.text) or is_torn_off(one.text, need))]  # "don't eat onion"
        if gained and missed and not hit.unmet and not hit.denied and is_whole_wish(gained[0], need):
            told = {**words(A=pick, B=hit), "gain": quoted(gained[0]), "miss": quoted(missed[0])}
            yield Move("unsure", (hit.product, pick.product), words=told, worth=_GAINED)


def falling_short(need: Need, pick: Hit, hits: Sequence[Hit], words: Callable[..., dict[str, str]]) -> Iterator[Move]:
    """What costs less and misses what the pick meets, or says nothing of it; what keeps no limit is no choice."""
    for hit in hits:
        gap = difference_of(hit.product, pick.product)
        if gap is not None and gap >= 0 and language_named(need.language).lexicon is None:
            continue
        told: tuple[tuple[MoveKind, Sequence[Clause]], ...] = (("misses", hit.unmet), ("unsure", hit.unknown))
        for kind, missed in told:
            wishes = [one for one in missed if one in granted(pick) and one.text in need.query]
            wishes = [one for one in wishes if not is_of_the_asker(one.text)]
            if any(one.kind == "limit" for one in wishes) and language_named(need.language).lexicon is None:
                continue
            if (
                wishes
                and wishes[0].text in need.query
                and not is_torn_off(wishes[0].text, need)
                and ends_a_part(wishes[0], need)
            ):
                named = {**words(A=pick, B=hit), "miss": quoted(wishes[0])}
                yield Move(kind, (hit.product, pick.product), words=named, worth=_MISSED)


def ends_a_part(wish: Clause, need: Need) -> bool:
    """Whether the words of a wish end where a part of the request does: no "no added" of "no added sugar"."""
    behind = need.query.partition(wish.text)[2]
    return language_named(need.language).lexicon is not None or _PART_ENDS.match(behind) is not None


def quoted(wish: Clause) -> str:
    """A wish in the shopper's words, in quotation marks."""
    return f"“{wish.text.strip(' .,!?')}”"
