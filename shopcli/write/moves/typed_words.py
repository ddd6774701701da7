"""Wishes told back as they were typed: whole phrases of a request alone, in a language that parts no words by blanks.

What a parser cuts out of such a sentence may begin or end within a phrase; the language's lexicon tells where phrases end. In
any other language a wish is told in the words of its clause.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from shopcli.need.languages.registry import language_named
from shopcli.need.persons import is_of_a_person, says_only_whom
from shopcli.types import Clause, Fact, Hit, Need
from shopcli.write.decency import decency
from shopcli.write.moves.wish_words import is_unsaid, listed_words, wishes_of

_COUNTED = re.compile(r"[一两二三四五六几]\w")  # 一台, which wishes nothing
_GIVEN = re.compile(r"[给为送][^，,。、]{0,5}\Z")  # 孩子, of 给六岁的孩子


def typed(clause: Clause, need: Need) -> str:
    """A wish as it was typed; empty where its words are no whole phrase of the request."""
    text, lexicon = clause.text.strip(" .,!?"), language_named(need.language).lexicon
    return lexicon.phrase_in(need.query, text, _things(need)) if lexicon else text


def wishes_told(clause: Clause, need: Need) -> Iterator[str]:
    """A wish in words that stand where a frame names one, the likeliest first: a limit of the price without quotation marks."""
    lexicon = language_named(need.language).lexicon
    if lexicon is None:
        yield from wishes_of(clause, need.language)
    elif clause.kind == "limit":  # 50美元以内
        limit = lexicon.limit_of(clause.text) if clause.field == "price" else ""
        yield limit or f"“{clause.text.strip(' ，。,.')}”"
    elif text := typed(clause, need):
        yield from (f"“{text}”", lexicon.stating(f"“{text}”"))


def thing_typed(need: Need, granted: Collection[Clause] = ()) -> str:
    """The thing asked for as it was typed, with the granted wishes that stand before it; empty where it is none by itself.

    Args:
        need: the request, in a language with a lexicon.
        granted: the wishes that what is called so meets.
    """
    pack = language_named(need.language)
    topic = next((one.text for one in need.clauses if one.kind == "topic"), "")
    if pack.lexicon is None or not topic or is_of_a_person(topic, pack.requests) or decency().found(topic):
        return ""
    met = [one for one in granted if one.field != "price" and one.source == "request" and one.text != topic]
    words = [text for one in met for text in (typed(one, need), one.text) if text]
    said = pack.lexicon.thing_in(need.query, topic, words)
    return said if said and not is_of_a_person(said, pack.requests) else pack.lexicon.thing_in(need.query, topic)


def granted_as_typed(hit: Hit, need: Need) -> list[str]:
    """The wishes of the thing that a record grants, as they were typed; not what the thing is."""
    topics = [one.text for one in need.clauses if one.kind == "topic"]
    met = {why.clause for why in hit.evidence if why.clause.kind == "feature" and why.clause.text not in topics}
    return [said for one in met if (said := typed(one, need))]


def stated(wishes: Sequence[str], need: Need) -> str:
    """Wishes as what a record would have to state; empty in a language without a lexicon."""
    lexicon = language_named(need.language).lexicon
    return lexicon.stating(listed_words(wishes, need.language)) if lexicon and wishes else ""


def open_words(need: Need, silent: Sequence[Clause], facts: Sequence[Fact], answered: Collection[Clause] = ()) -> list[str]:
    """The open wishes in the shopper's own words, in a language that words its wishes by a lexicon; empty in any other.

    Neither whom nor what it is for, nor what is granted in other words, nor what the record has in another language.
    """
    lexicon, told = language_named(need.language).lexicon, [one.text for one in answered if one.text]
    found: list[str] = []
    for clause in silent if lexicon else ():
        if clause.kind not in ("feature", "exclude") or clause.source != "request" or lexicon is None:
            continue
        text = lexicon.phrase_in(need.query, clause.text, _beside(clause, need))
        if lexicon.money_word(text):
            continue  # a price by the weight, which the record may say otherwise
        text = lexicon.refused_in(text) if clause.kind == "exclude" else text
        if not text or decency().found(text) or says_only_whom(text, language_named(need.language).requests):
            continue
        is_meant = is_unsaid(clause.says, facts) and is_unsaid(text, facts)
        is_told = any(text in one or one in text for one in (*told, *found)) or not is_meant or lexicon.use_of(clause)
        if not (is_told or _COUNTED.fullmatch(text) or _GIVEN.search(need.query.partition(text)[0])):
            found.append(text)
    merged = _merged(found, need)
    unwanted = [one.text for one in silent if one.kind == "exclude"]
    is_refused = {text: any(text in one for one in unwanted) for text in merged}
    return [text for text in merged if is_refused[text] or (lexicon and lexicon.phrase_in(need.query, text, _things(need)))]


def _merged(texts: Sequence[str], need: Need) -> list[str]:
    """Wishes of which nothing but the thing asked for parts one from the next, as one: 波特酒桶熟成, 三合一速溶."""
    things = "|".join(re.escape(one.text) for one in need.clauses if one.kind == "topic" and one.text)
    kept: list[str] = []
    for text in texts:
        between = rf"{re.escape(kept[-1])}(?:{things})?{re.escape(text)}" if kept else r"(?!)"
        if joined := re.search(between, need.query):
            kept[-1] = joined[0]
        else:
            kept.append(text)
    return kept


def _things(need: Need) -> list[str]:
    return [one.text for one in need.clauses if one.kind == "topic" and one.text]


def _beside(clause: Clause, need: Need) -> list[str]:
    """The thing and the other wishes, beside which a wish may stand."""
    kinds = ("topic", "feature", "exclude")
    return [one.text for one in need.clauses if one.kind in kinds and one.text and one.text != clause.text]
