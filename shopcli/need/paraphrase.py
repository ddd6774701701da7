"""What was understood, on one line that reads as a request again: "smartwatch · GPS · under 200 EUR · not Samsung"."""

from __future__ import annotations

from shopcli.need.languages.registry import language_named
from shopcli.need.languages.request_grammar import SEPARATOR, RequestGrammar
from shopcli.need.spans import places
from shopcli.types import Need, Sort


def shown(need: Need) -> str:
    """The need in the shopper's own words, each once, the thing first and the order last.

    Read again (`understand`, then `ground`) it gives the same clauses.
    """
    return SEPARATOR.join(shown_parts(need))


def shown_parts(need: Need) -> tuple[str, ...]:
    """The parts of `shown`, in their order."""
    language = language_named(need.language).requests
    if not (need.clauses or need.sort or need.assumed):
        return (need.query.strip() or language.messages["anything"],)
    topics = [clause.text for clause in need.clauses if clause.kind == "topic"]
    parts = [*(topics or (language.messages["anything"],)), *_others(need), *(wish.text for wish in need.assumed)]
    if need.sort:
        parts.append(need.sort.text or _ordered(need.sort, language))
    return tuple(dict.fromkeys(parts))


def looked_for(need: Need) -> str:
    """The same as a sentence in the asker's language: "I looked for: …"."""
    return language_named(need.language).requests.messages["looked_for"].format(clauses=shown(need))


def took_it_that(need: Need) -> str:
    """What nobody said, with the numbers by which it can be struck out; empty where nothing was assumed.

    "I took it that: [2] large display · [3] cheap (for my grandmother)".
    """
    if not need.assumed:
        return ""
    language = language_named(need.language)
    messages, called = language.requests.messages, language.wishes or {}
    by_words: dict[str, list[str]] = {}
    for number, wish in enumerate(need.assumed, start=len(need.lines) + 1):
        by_words.setdefault(wish.text, []).append(f"[{number}] {called.get(wish.says, wish.says)}")
    wishes = (messages["assumed_from"].format(wishes=SEPARATOR.join(wishes), words=words) for words, wishes in by_words.items())
    return messages["assumed"].format(wishes=SEPARATOR.join(wishes))


def left_aside(need: Need) -> str:
    """The words of which nothing was made, as a sentence in the asker's language; empty where there are none."""
    if not need.left_aside:
        return ""
    return language_named(need.language).requests.messages["left_aside"].format(words=SEPARATOR.join(need.left_aside))


def _others(need: Need) -> list[str]:
    """Every other clause; exclusions that one "not" brings in stay together: "not Samsung or Apple"."""
    language = language_named(need.language).requests
    texts: list[str] = []
    kind, end = "", -1
    for place in places(need.query, need.clauses):
        clause = place.clause
        if clause.kind == "topic":
            continue
        between = need.query[end : place.start]
        if kind == clause.kind == "exclude" and place.start >= end and not between.strip(" ,/、"):
            texts[-1] += between + clause.text
        elif clause.kind == "exclude" and clause.meaning and language.in_a_refusal(clause.text) == clause.meaning:
            texts.append(language.messages["refused"].format(words=clause.meaning))
        else:
            texts.append(clause.text)
        kind, end = clause.kind, place.end
    return texts


def _ordered(sort: Sort, language: RequestGrammar) -> str:
    """An order that no words of this request asked for."""
    if sort.field == "price":
        return language.messages["cheapest" if sort.order == "asc" else "dearest"]
    return language.messages["least" if sort.order == "asc" else "most"].format(field=sort.field.replace("_", " "))
