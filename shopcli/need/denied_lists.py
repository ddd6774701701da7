"""Several things that are denied together: "no nuts, soy or milk", "glass and metal excluded".

What joins them is read here by itself, whatever a tagger says of each: a list is one where a word closes it ("or", "nor").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shopcli.need.request import Request
from shopcli.text.scripts import HAN
from shopcli.util.lazy_regex import pattern

_ITEM_WORDS = 2  # of one of several things, at most; one where nothing stands before that could be the thing asked for
_MOST = 8  # things in one list
_WORD = pattern(rf"(?:[A-Za-z][A-Za-z0-9]*)?(?:(?!的)[{HAN}]){{1,8}}|[^\W\d_{HAN}]+(?:['’-][^\W\d_{HAN}]+)*")
_BLANKS = pattern(r"\s{0,3}")
_STOP = pattern(r"[.,;:!?()·，。；：！？\n]")
_BEHIND_STOP = 60  # characters that what is denied behind its back may take


@dataclass(frozen=True, slots=True)
class Denied:
    """One of several things that are denied, half open; ``left`` and ``right`` with what denies or joins it."""

    start: int
    end: int
    left: int
    right: int


def denied_lists(request: Request) -> Iterator[list[Denied]]:
    """The lists behind a "no", of two things or more each."""
    for match in request.language.excludes.finditer(request.text):
        said = (word[0].lower() for word in _WORD.finditer(request.text, 0, match.start()))
        most = _ITEM_WORDS if any(word not in request.language.silent for word in said) else 1
        items = _list(request, match.end(), match.start(), len(request.text), most=most)
        if len(items) > 1:
            yield items


def denied_before(request: Request) -> Iterator[list[Denied]]:
    """What stands before an "excluded", up to a stop: "meat excluded", "liquid ones not wanted"."""
    text = request.text
    for match in request.language.excluded_after.finditer(text):
        if not match[0]:
            continue
        stops = [stop.end() for stop in _STOP.finditer(text, max(0, match.start() - _BEHIND_STOP), match.start())]
        if not stops:
            continue  # it may be the thing asked for
        start = _first_word(text, stops[-1])
        if request.language.excludes.match(text, start) or request.language.excludes_names.match(text, start):
            continue  # denied on both sides, 除了…以外: one name, which is found by what stands before it
        items = _list(request, start, start, match.start(), joints=True)
        if items and not text[items[-1].end : match.start()].strip():
            last = items[-1]
            yield [*items[:-1], Denied(last.start, last.end, last.left, match.end())]


def _list(request: Request, start: int, left: int, end: int, *, most: int = _ITEM_WORDS, joints: bool = False) -> list[Denied]:
    """The things that stand behind one another from ``start``, up to the last that a closing word brings in."""
    items: list[Denied] = []
    closed = 0
    while len(items) < _MOST and (item := _item(request, start, end, most)):
        items.append(Denied(*item, left, item[1]))
        join = request.language.exclude_join.match(request.text, item[1], end)
        if not join or request.language.excludes.match(request.text, join.end()):
            break
        if not _is_comma(join[0]):
            if not joints and not _closes(request, join[0]):
                break
            closed = len(items) + 1
        start, left = join.end(), join.end() - len(join[0].lstrip(" ,，、/"))  # "or" is of the thing that it brings in
    return items[: max(closed, 1)]


def _first_word(text: str, start: int) -> int:
    blanks = _BLANKS.match(text, start)
    return blanks.end() if blanks else start


def _is_comma(join: str) -> bool:
    return join.strip() in (",", "，")


def _closes(request: Request, join: str) -> bool:
    """Whether a joint is an "or" or a "nor": "and" may bring in what is wanted."""
    language = request.language
    if language.denied_both.match(join):
        return True
    return language.either.search(join) is not None or language.joint.search(join.replace(",", "")) is None


def _item(request: Request, start: int, end: int, most: int) -> tuple[int, int] | None:
    """One thing: words that say something, up to a joint or a small word."""
    text, language = request.text, request.language
    at = first = stop = _first_word(text, start)
    for _ in range(most):
        word = _WORD.match(text, at, end)
        if not word or word[0].lower() in language.silent or (stop > first and language.exclude_join.match(text, stop)):
            break
        cut = language.exclude_join.search(text, word.start() + 1, word.end())
        stop = cut.start() if cut and cut.end() < word.end() else word.end()
        blanks = _BLANKS.match(text, stop, end)
        at = blanks.end() if blanks else stop
        if stop < word.end() or not blanks or not blanks[0]:
            break
    return (first, stop) if stop > first else None
