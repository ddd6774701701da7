"""What was understood, on one line that reads as a request again: "smartwatch · GPS · under 200 EUR · not Samsung"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from shopcli.need.clarification import shown_wish
from shopcli.need.languages.registry import language_named
from shopcli.need.languages.request_grammar import SEPARATOR, RequestGrammar
from shopcli.need.persons import says_only_whom
from shopcli.need.spans import places
from shopcli.need.tagging.whole_spans import words_of
from shopcli.types import Clause, Need, Sort


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
    parts = [*(topics or (language.messages["anything"],)), *_others(need), *_assumed_of(need)]
    if need.sort:
        parts.append(need.sort.text or _ordered(need.sort, language))
    return tuple(dict.fromkeys(parts))


def looked_for(need: Need) -> str:
    """What was understood, as a person would say it: "I looked for: wireless mouse · for the left hand · under 30 EUR"."""
    pieces = SEPARATOR.join(readable_parts(need))
    return language_named(need.language).requests.messages["looked_for"].format(clauses=pieces) if pieces else ""


def readable_parts(need: Need) -> tuple[str, ...]:
    """The thing with what stands right before it, then wishes and limits in their order, without words that ask for nothing.

    Unlike `shown_parts` it is for people alone: it says nothing for a thing that was not named.
    """
    language = language_named(need.language).requests
    if not (need.clauses or need.sort or need.assumed):
        return shown_parts(need)
    stretches = [piece for piece in _joined(need, language) if not _is_filler(piece.text, language)]
    topics = [piece.text for piece in stretches if piece.is_topic]
    others = [piece.text for piece in stretches if not piece.is_topic]
    order = [need.sort.text or _ordered(need.sort, language)] if need.sort else []
    parts = [*topics, *others, *order]
    distinct = list(dict.fromkeys(filter(None, (" ".join(part.split()) for part in parts))))
    return tuple(part for part in distinct if not any(part != other and _holds(other, part) for other in distinct))


def beside(need: Need) -> tuple[Clause, ...]:
    """The wishes of which no record can be expected to speak: for whom it is, that it is a present, mere small words."""
    language = language_named(need.language).requests
    sources = _assumed_of(need)
    return tuple(
        clause
        for clause in need.clauses
        if clause.kind == "feature"
        and not clause.is_hard
        and (
            _is_filler(clause.text, language)
            or language.stands_in.fullmatch(f" {clause.text}")
            or says_only_whom(clause.text, language)
            or any(_holds(clause.text, source) for source in sources)
        )
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the request, half open, that is told as one."""

    start: int
    end: int
    text: str
    is_topic: bool
    is_wish: bool


def _joined(need: Need, language: RequestGrammar) -> list[_Piece]:
    """Clauses as they are told: what stands right before the thing with it, wishes that follow each other as one."""
    pieces: list[_Piece] = []
    told = set(_others(need))
    sources = [Clause(text, "feature") for text in dict.fromkeys(_assumed_of(need))]
    stretches = [*places(need.query, need.clauses), *(place for one in sources for place in places(need.query, [one]))]
    for place in sorted(stretches, key=lambda place: place.start):
        clause = place.clause
        piece = _Piece(place.start, place.end, clause.text, clause.kind == "topic", _is_told_with_others(clause))
        if pieces and clause.kind == "exclude" and clause.text not in told:
            exclusions = [text for text in told if text.endswith(clause.text)]
            pieces[-1] = replace(pieces[-1], end=piece.end, text=exclusions[0]) if exclusions else pieces[-1]
            continue
        before = pieces[-1] if pieces else None
        gap = need.query[before.end : piece.start] if before and before.end <= piece.start < len(need.query) else "-"
        if (
            before
            and before.is_wish
            and not before.text[0].isdigit()
            and not gap.strip()
            and (piece.is_topic or piece.is_wish)
            and not before.is_topic
        ):
            text = need.query[before.start : piece.end]
            pieces[-1] = replace(piece, start=before.start, text=text)
        else:
            pieces.append(_led(piece, need.query, before.end if before else 0, language))
    return pieces


def _is_told_with_others(clause: Clause) -> bool:
    """Whether a clause may be told in one breath with what stands before it: an amount only by itself, "minus 5 degrees"."""
    if clause.kind == "feature" and not clause.is_hard and clause.text[:1].isdigit():
        return True
    return clause.kind in ("feature", "limit") and not any(map(str.isdigit, clause.text))


def _led(piece: _Piece, query: str, after: int, language: RequestGrammar) -> _Piece:
    """With the small words before it that say how it is meant: "for my", "something"."""
    if piece.is_topic or not piece.is_wish or not after <= piece.start < len(query):
        return piece
    between = query[after : piece.start]
    said = words_of(between, 0, len(between))
    start = len(between)
    for begin, end in reversed(said):
        if between[end:start].strip() or (
            between[begin:end].lower() not in language.silent and not language.meant.fullmatch(between[begin:end])
        ):
            break
        start = begin
        if language.meant.fullmatch(between[begin:end]) or language.indefinite.fullmatch(f"{between[begin:end]} "):
            return replace(piece, start=after + begin, text=query[after + begin : piece.end])
    return piece


def _is_filler(text: str, language: RequestGrammar) -> bool:
    """Whether words ask for nothing: "who", "anything"."""
    words = [text[start:end].lower() for start, end in words_of(text, 0, len(text))]
    return bool(words) and all(word in language.silent or word == language.messages["anything"] for word in words)


def _holds(text: str, part: str) -> bool:
    """Whether a text has all of another, word by word."""
    return re.search(rf"(?<![^\W_]){re.escape(part)}(?![^\W_])", text, re.IGNORECASE) is not None


def took_it_that(need: Need) -> str:
    """What nobody said, with the numbers by which it can be struck out; empty where nothing was assumed.

    "I took it that: [2] large display · [3] cheap (for my grandmother)".
    """
    if not need.assumed:
        return ""
    language = language_named(need.language)
    messages = language.requests.messages
    by_words: dict[str, list[str]] = {}
    for number, wish in enumerate(need.assumed, start=len(need.lines) + 1):
        by_words.setdefault(wish.text, []).append(f"[{number}] {shown_wish(wish.says, need.language)}")
    wishes = (messages["assumed_from"].format(wishes=SEPARATOR.join(wishes), words=words) for words, wishes in by_words.items())
    return messages["assumed"].format(wishes=SEPARATOR.join(wishes))


def left_aside(need: Need) -> str:
    """The words of which nothing was made, as a sentence in the asker's language; empty where there are none."""
    if not need.left_aside:
        return ""
    return language_named(need.language).requests.messages["left_aside"].format(words=SEPARATOR.join(need.left_aside))


def _assumed_of(need: Need) -> list[str]:
    """The words of the request that something was assumed of; what a profile remembers has none there."""
    return [wish.text for wish in need.assumed if wish.source == "assumption"]


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
