"""Background of a request: what tells how things stand and asks for nothing, "The vet says her kidneys are failing."

What is asked for beside it is meant in view of it, so each stretch is a wish by its meaning: a sentence that nothing was read
in, and of another one what nothing was read in, "my face goes red from everything" before "need a day cream".
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Protocol

from shopcli.need.languages.request_grammar import SEPARATOR
from shopcli.need.request import Free, Request
from shopcli.need.tagging.whole_spans import words_of
from shopcli.text.scripts import has_han
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.util.lazy_regex import pattern


class Stretch(Protocol):
    """Where something was found, half open."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_SENTENCE = pattern(r"[^.!?\n。！？]*(?:[.!?](?=\w)[^.!?\n。！？]*)*")
_COMMA = pattern(r"[,;:，；：]")
_FEWEST_WORDS = 2  # that tell something: "hello there" is no background
_MOST_REFUSED = 3  # words behind a "no": "no retinol"; more of them tell how things stand
_MOST_CHARACTERS = 200


def background(request: Request, free: Free, spans: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    """The stretches of a request that nothing was read in and that tell something, half open.

    Args:
        request: the request.
        free: what finders have taken.
        spans: what was found to be asked for.
    """
    text = request.text
    if SEPARATOR in text:
        return
    sentences = [match.span() for match in _SENTENCE.finditer(text) if match[0].strip()]
    for start, end in sentences:
        words = words_of(text, start, end)
        unread = [word for word in words if free.is_free(*word) and not any(_overlap(span, *word) for span in spans)]
        is_whole = free.is_free(start, end) and len(unread) == len(words)
        if is_whole and len(sentences) == 1:  # what asks for nothing else is the request itself
            return
        if is_whole:
            runs = [words]
        else:
            runs = [] if has_han(text) else [_trimmed(request, run) for run in _runs(text, words, set(unread))]
        for run in runs:
            telling = [word for word in run if not _is_small(request, text[slice(*word)])]
            if len(telling) >= _FEWEST_WORDS and run[-1][1] - run[0][0] <= _MOST_CHARACTERS:
                yield run[0][0], run[-1][1]


def without_refusals(request: Request, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """A stretch of background in parts, half open, each with whether it is something refused: "my doctor says | no retinol".

    What is not wanted must not be looked for as that in view of which the rest is meant.
    """
    language, text, at = request.language, request.text, start
    for match in language.excludes.finditer(text, start, end):
        join = language.exclude_join.search(text, match.end(), end)
        stop = join.start() if join else end
        said = [word for word in words_of(text, match.end(), stop) if not _is_small(request, text[slice(*word)])]
        if match.start() < at or not said or len(text[match.end() : stop].split()) > _MOST_REFUSED:
            continue
        yield from _telling(request, at, match.start())
        yield match.start(), said[-1][1], True
        at = stop
    if at == start:
        yield start, end, False
    else:
        yield from _telling(request, at, end)


def _telling(request: Request, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """A part of a stretch between its first and its last word that tells something, where it has enough of them."""
    run = _trimmed(request, words_of(request.text, start, end))
    if len([word for word in run if not _is_small(request, request.text[slice(*word)])]) >= _FEWEST_WORDS:
        yield run[0][0], run[-1][1], False


def _trimmed(request: Request, run: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A run between its first and its last word that tells something: no "and", no "after a"."""
    telling = [n for n, word in enumerate(run) if not _is_small(request, request.text[slice(*word)])]
    return run[telling[0] : telling[-1] + 1] if telling else []


def _runs(text: str, words: Sequence[tuple[int, int]], unread: Container[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """The unread words that stand behind one another, no comma between them."""
    run: list[tuple[int, int]] = []
    for word in words:
        if run and (word not in unread or _COMMA.search(text, run[-1][1], word[0])):
            yield run
            run = []
        if word in unread:
            run.append(word)
    if run:
        yield run


def _overlap(span: Stretch, start: int, end: int) -> bool:
    return span.start < end and start < span.end


def _is_small(request: Request, word: str) -> bool:
    low = word.lower()
    return low in request.language.silent or low in request.language.vague or stem_set([low]) <= FUNCTION_STEMS
