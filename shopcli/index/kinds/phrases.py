"""Titles cut into runs of plain words, and the phrases in them that may name a kind of product."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import pairwise

from shopcli.index.parts.vocabulary import COLOUR_WORDS
from shopcli.text.scripts import HAN, starts_han

LONGEST_PHRASE = 3
# Stands at the end of a run that "and", "or" or "/" joins to the next: "keyboard/mouse cable" is no keyboard.
JOINED = "&"
# Stands there for a slash alone, behind which the thing may have its other name: "Amber Rice/Amber Akki".
SLASH = "/"
_TOKEN = re.compile(rf"[{HAN}]+|[^\W\d_{HAN}]+(?:['’-][^\W\d_{HAN}]+)*|\d[\w.,/-]*|[^\w\s]")
_JOINS = frozenset({"and", "or", "&", "/", "+", "und", "et", "y", "和", "及", "to", "zu", "auf"})
# What stands behind these is what the thing goes with, comes with or is from, in the languages that shops write.
_WITH = (
    r"for|with|w/|incl\.?|including|without|compatible|fits|from|by|of|für|mit|ohne|pour|avec|sans|para|con|sin|per|voor|met"
)
_GOES_WITH = re.compile(rf"\s(?:{_WITH})\s.*", re.IGNORECASE)
# Behind one that opens a title stands the thing itself: "For Men cologne", "Of Mice and Men".
_OPENS_WITH = re.compile(rf"[\W\d_]*(?:(?:{_WITH})\s[\W\d_]*)+", re.IGNORECASE)
# A unit behind a number is no word of the thing; symbols only, since they are the same everywhere.
_UNITS = frozenset(
    "gb mb tb kb mm cm dm m km ft inch inches in kg g mg lb lbs oz w kw v kv va mah ah wh hz khz mhz ghz dpi ppi px mp pc pcs "
    "ml cl l qt x k ms s min h nm db rpm lm psi bar bit mbit gbit mbps gbps stk st pack er".split()
)
_EMPTY = frozenset("a an the of in on at as is per no not new pro plus mini ultra max de la le der die das".split())


def runs(title: str, brand: str | None, cut: Callable[[str], Sequence[str]]) -> list[list[str]]:
    """The title's runs of plain words, lower case: no numbers, units, colours or the product's own brand.

    Args:
        title: what a record is called.
        brand: its brand, whose words stand between runs.
        cut: cuts a stretch of Chinese into words.

    Returns:
        Runs in order; one that a coordinator joins to what follows ends in `JOINED`, or in `SLASH`.
    """
    skipped = _UNITS | frozenset(COLOUR_WORDS) | frozenset((brand or "").lower().split())
    tokens = [token.lower() for token in _TOKEN.findall(_of_the_thing(title))]
    runs_so_far: list[list[str]] = []
    run: list[str] = []
    for token, following in pairwise([*tokens, ""]):
        if token in _JOINS and run and following[:1].isalpha():
            runs_so_far.append([*run, SLASH if token == SLASH else JOINED])
            run = []
        elif starts_han(token):
            run += [word for word in cut(token) if word not in COLOUR_WORDS]
        elif _may_name(token, following) and token not in skipped and token not in _JOINS:
            run.append(token)
        elif run:
            runs_so_far.append(run)
            run = []
    return [*runs_so_far, run] if run else runs_so_far


def _may_name(token: str, following: str) -> bool:
    """Whether a token is a word, or a letter that is one with the Chinese behind it: U盘, T恤."""
    return token[0].isalpha() and (len(token) > 1 or (token.isascii() and following != "" and starts_han(following)))


def _of_the_thing(title: str) -> str:
    """A title up to what the thing goes with, comes with or is from; empty where nothing else is said."""
    opened = _OPENS_WITH.match(title)
    return _GOES_WITH.sub("", " " + title[opened.end() if opened else 0 :])


def phrases(run: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every phrase of a run, with the word behind it (empty at the end, `JOINED` or `SLASH` before a coordinator)."""
    words = run[:-1] if is_joined(run) else run
    for length in range(1, LONGEST_PHRASE + 1):
        for start in range(len(words) - length + 1):
            phrase = tuple(words[start : start + length])
            if phrase[0] not in _EMPTY and phrase[-1] not in _EMPTY:
                yield phrase, run[start + length] if start + length < len(run) else ""


def is_joined(run: Sequence[str]) -> bool:
    """Whether something joins a run to the next."""
    return bool(run) and run[-1] in (JOINED, SLASH)


def other_heads(title_runs: Iterable[Sequence[Sequence[str]]], stem: Callable[[str], str]) -> frozenset[str]:
    """The stems that end a name behind a slash and, but for that, hardly any name: each is another word for what stands before.

    The cable of "keyboard/mouse cable" is a thing of its own elsewhere; the "akki" of "rice/akki" is none but rice.

    Args:
        title_runs: the runs of each title.
        stem: a word's stem.
    """
    behind_slash, elsewhere = Counter[str](), Counter[str]()
    for row_runs in title_runs:
        for before, run in pairwise([[], *row_runs]):
            if run and not is_joined(run) and (len(run[-1]) > 2 or starts_han(run[-1])):
                (behind_slash if before and before[-1] == SLASH else elsewhere)[stem(run[-1])] += 1
    return frozenset(head for head, count in behind_slash.items() if elsewhere[head] < count)


def settled(row_runs: Sequence[Sequence[str]], others: Container[str], stem: Callable[[str], str]) -> Iterator[Sequence[str]]:
    """The runs of a title, each slash told apart: one before another name of the thing ends its run, any other joins."""
    for run, following in pairwise([*row_runs, []]):
        if not run or run[-1] != SLASH:
            yield run
        elif following and not is_joined(following) and stem(following[-1]) in others:
            yield run[:-1]
        else:
            yield [*run[:-1], JOINED]


def is_empty(word: str) -> bool:
    """Whether a word cannot name a thing, so that what stands before it is not its modifier."""
    return word in _EMPTY
