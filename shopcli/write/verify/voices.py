"""Attribution of claims: what a buyer, the buyers or the maker are said to say, held against just that source.

A buyer's words stand in one review, the maker's in one sentence of the description: the same words in the same order with none
left out between them, no "not" cut off before them, numbers as they are. One buyer is not buyers; a buyer is not the maker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from shopcli.text.negation import NEGATORS
from shopcli.text.safe import plain
from shopcli.text.tokens import FUNCTION, stems_of
from shopcli.types import Fact
from shopcli.write.decency import decency
from shopcli.write.verify.canonical import NUMBER, canonical
from shopcli.write.verify.licensed_wordings import Tokens

_TELLING = frozenset(
    """say said write note noted speak spoke describe described name named found find call liked like think thought tell told
    report reported mention need needed took take plays would who words""".split()
)
_EVERY = re.compile(r"\b(?:all|every|each|many|most|several|both|no) (?:of )?buyer")
_OF_BUYERS = frozenset(("reviews", "review"))
# Whom and what the words speak of: "my", "I" of a buyer are another's in the telling.
_PERSONS = frozenset("i me my mine we us our ours he she him his her hers it itself person myself himself herself".split())
_SILENT_WORDS = (
    FUNCTION | _PERSONS | frozenset("but though yet had was were them they one another other of very just".split()) - {"or"}
)
_SOFT, _HARD = "|", "||"  # joints of a sentence; behind a hard one a "no" before it is forgotten
_HARD_ENDS = frozenset((";", ":", ".", "but"))
_ENDS = frozenset(
    (",", ";", ":", ".", "—", "-", "and", "but", "with", "when", "after", "for", "on", "in", "beside", "who", "to")
)


def is_buyer_word(tokens: Tokens, facts: Sequence[Fact]) -> bool:
    """Whether a clause is one buyer's word and holds: "a buyer says it runs small"."""
    rest = _without_buyer(tokens)
    return rest is not None and _is_in_one(rest, _reviews(tuple(facts)))


def is_maker_word(tokens: Tokens, facts: Sequence[Fact]) -> bool:
    """Whether a clause is the maker's word and holds: "its maker says tea stays hot"."""
    if "maker" not in tokens or "buyer" in tokens or "buyers" in tokens or not _TELLING & {*tokens, *_of_maker(tokens)}:
        return False
    rest = tuple(token for token in tokens if token not in ("maker", "recommend") or token == "recommend")
    return _is_in_one(rest, _descriptions(tuple(facts)), left_out=("by", "maker"))


def _of_maker(tokens: Tokens) -> frozenset[str]:
    """A maker that does what stands in the source tells it too: "does not recommend", "in a test by its maker"."""
    return frozenset(("say",)) if {"by", "test", "recommend", "suggest", "advise"} & {*tokens} else frozenset()


def is_quoted(words: str, facts: Sequence[Fact], *, by_buyer: bool) -> bool:
    """Whether words in quotation marks stand so in one review, or in the description."""
    texts = _texts(facts) if by_buyer else (fact.words for fact in facts if fact.field == "description")
    said = plain(words).strip(" .")
    return len(said.split()) > 1 and any(_stands_in(said, plain(text)) for text in texts)


def _stands_in(said: str, text: str) -> bool:
    found = re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text)
    before = text[: found.start()] if found else ""
    return found is not None and NEGATORS.isdisjoint(re.split(r"[.;:!?]", before)[-1].casefold().split())


def _without_buyer(tokens: Tokens) -> Tokens | None:
    """A clause without what says that it is one buyer's; None where nothing does."""
    if "buyers" in tokens or "maker" in tokens or _EVERY.search(" ".join(tokens)):
        return None
    if "buyer" in tokens:
        at = tokens.index("buyer")
        return tuple(token for place, token in enumerate(tokens) if place != at and token != "'s")
    if tokens[:1] == ("one",) and len(tokens) > 1 and tokens[1] in _TELLING:
        return tokens[1:]
    return tokens[2:] if tokens[:2] == ("another", "'s") else None


@lru_cache(maxsize=256)
def _reviews(facts: tuple[Fact, ...]) -> tuple[Tokens, ...]:
    """Each buyer's sentences, without those that give orders."""
    return tuple(_content(canonical(sentence)) for sentence in _texts(facts))


def _texts(facts: Sequence[Fact]) -> Iterator[str]:
    for fact in facts:
        if fact.field in _OF_BUYERS:
            for review in re.split(r"\s*\|\s*", fact.words):
                if not any(decency().found(review, ("role", "order", "link", "contact", "code", "indecent"))):
                    yield from re.split(r"(?<=[.!?])\s+", review)


@lru_cache(maxsize=256)
def _descriptions(facts: tuple[Fact, ...]) -> tuple[Tokens, ...]:
    return tuple(_content(canonical(fact.words)) for fact in facts if fact.field == "description")


def _content(tokens: Tokens, left_out: Sequence[str] = ()) -> Tokens:
    """What tokens say, by their stems, with the marks at which a telling may begin or end."""
    said: list[str] = []
    for token in tokens:
        if token in _ENDS:
            said += [_HARD] if token in _HARD_ENDS else [_SOFT]
        if token in NEGATORS or token.startswith(NUMBER):
            said.append(token)
        elif token not in _SILENT_WORDS and token not in left_out and token not in _ENDS:
            said.extend(stems_of(token) or ())
    return tuple(said)


def _is_in_one(clause: Tokens, sources: Sequence[Tokens], left_out: Sequence[str] = ()) -> bool:
    """Whether the content of a clause is a run of one source's, from a joint of it to another."""
    said = tuple(token for token in _content(clause, left_out) if token not in (_SOFT, _HARD))
    bare = tuple(token for token in said if token not in _TELLING_STEMS)
    if said and any(_is_run(said, source, left_out) for source in sources):
        return True
    return bool(bare) and any(_is_run(bare, source, (*left_out, *_TELLING_STEMS)) for source in sources)


_TELLING_STEMS = frozenset(stem for word in _TELLING for stem in stems_of(word))


def _is_run(words: Tokens, source: Tokens, left_out: Sequence[str]) -> bool:
    """Whether words stand in a source one behind another, with a joint on either side and no "no" before them."""
    kept = [token for token in source if token not in left_out]
    plain_source = [token for token in kept if token not in (_SOFT, _HARD)]
    joints, hard, count = {0, len(plain_source)}, {0}, 0
    for token in kept:
        if token in (_SOFT, _HARD):
            joints.add(count)
            hard |= {count} if token == _HARD else set()
        else:
            count += 1
    for at in range(len(plain_source) - len(words) + 1):
        if tuple(plain_source[at : at + len(words)]) == words and {at, at + len(words)} <= joints:
            return NEGATORS.isdisjoint(plain_source[max(joint for joint in hard if joint <= at) : at])
    return False
