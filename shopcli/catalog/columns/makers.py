"""Makers' names with which a catalog's titles open, where no column has them: "Samsung Galaxy A14", "Nokia G21"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from shopcli.catalog.columns.lexicon import lexicon
from shopcli.util.lazy_regex import pattern

_OPENS = pattern(r"\s*([^\W\d_][\w&.'’-]*)(?=\s)")
_GOES_ON = pattern(r"\s*[^\W\d_][\w&.'’-]*\s+([^\W\d_]+)(?=\s)")
_BEHIND = pattern(r"\s*[^\W\d_][\w&.'’-]*\s+([^\W\d_][\w&.'’-]*)\s+(\S+)")
_LATIN = pattern(r"[A-Za-z\u00c0-\u024f]")
_WORD = pattern(r"[^\W\d_][\w&.'’-]*")
_FEWEST_TITLES = 30
_OFTEN, _MANY = 3, 8  # titles that open with a maker's name, and makers, at the least
_MANY_TITLES, _WAYS = 12, 5  # titles of one maker that show its second word, and third words behind that
_MOSTLY = 0.7  # of the titles open with one of them
_LARGEST = 0.6  # of the titles are one maker's, at the most
_FIRST = 0.9  # of the titles with a maker's name open with it; "steel" and "blue" stand anywhere
_OF_THINGS = 0.05  # of the titles go on with "of" or "for" behind what they open with: it is a thing, "Tubo de cobre"


def maker_of(title: str, makers: Mapping[str, str]) -> str | None:
    """The maker whose name a title opens with, of those that `find_makers` found; None where it opens otherwise."""
    opening = _OPENS.match(title)
    return makers.get(opening[1].casefold()) if opening else None


def find_makers(titles: Sequence[str], texts: Iterable[str] = ()) -> dict[str, str]:
    """Makers' names that titles open with, by their first word in lower case; none where titles are not written so.

    Makers write themselves in Latin letters; the word in another script that a title opens with is most often the thing.

    Args:
        titles: those of a catalog.
        texts: what else its records say; what stands there in lower case is an ordinary word.
    """
    if len(titles) < _FEWEST_TITLES:
        return {}
    first = Counter(match[1] for title in titles if (match := _OPENS.match(title)))
    anywhere = Counter(word for title in titles for word in {word.casefold() for word in _WORD.findall(title)})
    of_any_case = Counter(dict.fromkeys((word.casefold() for word in first), 0))
    for word, count in first.items():
        of_any_case[word.casefold()] += count
    ordinary = {word for text in texts for word in _WORD.findall(text) if word.islower()}
    written = {word.casefold(): word for word, _ in reversed(first.most_common()) if not word.islower()}
    makers = {
        folded: word
        for folded, word in written.items()
        if of_any_case[folded] >= max(_OFTEN, _FIRST * anywhere[folded]) and folded not in ordinary and _LATIN.match(word)
    }
    counts = [of_any_case[folded] for folded in makers]
    if len(counts) < _MANY or sum(counts) < _MOSTLY * len(titles) or max(counts) > _LARGEST * len(titles):
        return {}
    return (
        {} if _open_with_things(titles, makers) else {first: _whole_name(first, name, titles) for first, name in makers.items()}
    )


def _whole_name(first: str, name: str, titles: Sequence[str]) -> str:
    """A maker's name with its second word, where all of many titles have that, and go on from there in several ways."""
    behind = [_BEHIND.match(title) for title in titles if (opening := _OPENS.match(title)) and opening[1].casefold() == first]
    second = {match[1] for match in behind if match}
    if len(behind) < _MANY_TITLES or None in behind or len(second) != 1 or not (word := second.pop()).istitle():
        return name
    third = {match[2].casefold() for match in behind if match}
    return f"{name} {word}" if len(third) >= _WAYS else name


def _open_with_things(titles: Sequence[str], makers: Mapping[str, str]) -> bool:
    """Whether what titles open with is what is sold, of which they go on to say of or for what it is."""
    behind = [match[1].casefold() for title in titles if maker_of(title, makers) and (match := _GOES_ON.match(title))]
    links = sum(any("of" in sense.tags for sense in lexicon().get(word, ())) for word in behind)
    return links > _OF_THINGS * len(titles)
