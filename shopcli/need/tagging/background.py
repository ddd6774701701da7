"""Background of a request: sentences that tell how things stand and ask for nothing, "The vet says her kidneys are failing."

What is asked for in the next sentence is meant in view of it, so each is a wish by its meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from shopcli.need.languages.request_grammar import SEPARATOR
from shopcli.need.request import Free, Request
from shopcli.need.tagging.whole_spans import words_of
from shopcli.util.lazy_regex import pattern


class Stretch(Protocol):
    """Where something was found, half open."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_SENTENCE = pattern(r"[^.!?\n。！？]*(?:[.!?](?=\w)[^.!?\n。！？]*)*")
_FEWEST_WORDS = 2  # that tell something: "hello there" is no background
_MOST_CHARACTERS = 200


def background(request: Request, free: Free, spans: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    """The sentences of a request of several that nothing was read in, half open.

    Args:
        request: the request.
        free: what finders have taken.
        spans: what was found to be asked for.
    """
    text = request.text
    if SEPARATOR in text:
        return
    sentences = [match.span() for match in _SENTENCE.finditer(text) if match[0].strip()]
    for start, end in sentences if len(sentences) > 1 else ():
        if not free.is_free(start, end) or any(span.start < end and start < span.end for span in spans):
            continue
        telling = [word for word in words_of(text, start, end) if not _is_small(request, text[word[0] : word[1]])]
        if len(telling) >= _FEWEST_WORDS and end - start <= _MOST_CHARACTERS:
            words = words_of(text, start, end)
            yield words[0][0], words[-1][1]


def _is_small(request: Request, word: str) -> bool:
    low = word.lower()
    return low in request.language.silent or low in request.language.vague
