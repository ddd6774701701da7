"""The thesaurus as a sorted table of phrases: looked up by bisection, so that nothing is read of what no request says."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from shopcli.config import cache_dir
from shopcli.need.thesaurus.entries import (
    BETWEEN,
    LANGUAGES,
    LEADS,
    Entry,
    Match,
    Purpose,
    Ring,
    Wish,
    english_of,
    is_of_doing,
    keys,
    normal_form,
    phrases_of,
    purpose,
    ring,
    stems,
    wish,
)
from shopcli.text.scripts import HAN, has_han
from shopcli.util import atomic
from shopcli.util.lazy_regex import pattern

_FORM = 4  # of the table; another number builds another file
_FILES: dict[str, Callable[[str], Entry]] = {"things": ring, "purposes": purpose, "wishes": wish}
_LONGEST, _LONGEST_CHINESE = 7, 12  # words and characters of a phrase that is looked for
_HAN_RUN = pattern(rf"[{HAN}\w]+")


class Thesaurus:
    """The entries by their phrases.

    Args:
        texts: the files, by name.
        table: lines of a phrase's normal form, a tab, and the entries that have it (file and offset), in the order of bytes.
    """

    def __init__(self, texts: dict[str, bytes], table: bytes) -> None:
        self._texts, self._table = texts, table
        self.digest = thesaurus_digest(texts)
        self._places: dict[str, list[int]] = {}  # of the entries of a file
        self._looked_up = lru_cache(maxsize=1 << 12)(self._look_up)

    def rings(self, name: str) -> tuple[Ring, ...]:
        """The rings that have a name; a German one, such as "shirt" for a t-shirt, only where it is no English name."""
        key = normal_form(name)
        rings = tuple(entry for entry in self._entries(key) if isinstance(entry, Ring) and _goes_by(entry, name, key))
        others = tuple(ring for ring in rings if key in map(normal_form, ring.english + ring.chinese))
        return others or rings

    def names(self, ring: Ring) -> tuple[str, ...]:
        """The names of a ring by which no other thing goes in English."""
        return tuple(name for name in ring.names if ring in self.rings(name))

    def purposes(self, text: str) -> list[Match]:
        """The purposes that a text says in the thesaurus's own words, the longest phrase first."""
        return self._matches(text, Purpose)

    def wishes(self, text: str) -> list[Match]:
        """The same of wishes."""
        return self._matches(text, Wish)

    def named(self, text: str) -> list[Match]:
        """The same of things."""
        matches = self._matches(text, Ring)
        said = ((match, text[match.start : match.end]) for match in matches)
        return [
            match for match, name in said if isinstance(match.entry, Ring) and _goes_by(match.entry, name, normal_form(name))
        ]

    def all_of(self, file: str) -> Iterator[Entry]:
        """Every entry of a file in its order."""
        return (_FILES[file](line) for _, line in _lines(self._texts[file]))

    def entry_of(self, file: str, number: int) -> Entry:
        """The entry of a file with a number, the first being 0."""
        if file not in self._places:
            self._places[file] = [offset for offset, _ in _lines(self._texts[file])]
        return self._entry(f"{file}:{self._places[file][number]}")

    @cached_property
    def last_words(self) -> dict[str, list[int]]:
        """The last words of the English names of several words, each with the places of the rings that have them."""
        places: dict[str, list[int]] = {}
        for offset, line in _lines(self._texts["things"]):
            english = line.partition(LANGUAGES)[0]
            for name in english.split(BETWEEN) if " " in english else ():
                _, blank, word = name.strip().rpartition(" ")
                if blank:
                    places.setdefault(word, []).append(offset)
        return places

    def ring_at(self, place: int) -> Ring:
        """The ring at a place of the file of things."""
        found = self._entry(f"things:{place}")
        assert isinstance(found, Ring)
        return found

    def phrases(self, file: str) -> list[tuple[tuple[str, ...], ...]]:
        """The phrases of every entry of a file, in its order, by language: English, Chinese, German."""
        return [phrases_of(line) for _, line in _lines(self._texts[file])]

    def english_phrases(self, file: str) -> list[tuple[str, ...]]:
        """The English phrases of every entry of a file, in its order."""
        return [english_of(line) for _, line in _lines(self._texts[file])]

    def _matches(self, text: str, sort: type[Entry]) -> list[Match]:
        found = [
            Match(start, end, entry)
            for key, start, end in self._stretches(text)
            for entry in self._entries(key)
            if isinstance(entry, sort)
        ]
        return sorted(found, key=lambda match: match.start - match.end)

    def _stretches(self, text: str) -> Iterator[tuple[str, int, int]]:
        """What of a text may be a phrase: its normal form, and where it begins and ends."""
        words = list(stems(text))
        for first in range(len(words)):
            for last in range(first, min(len(words), first + _LONGEST)):
                yield " ".join(stem for stem, _, _ in words[first : last + 1]), words[first][1], words[last][2]
        for run in _HAN_RUN.finditer(text.casefold()) if has_han(text) else ():
            for start in range(run.start(), run.end()):
                for end in range(start + 1, min(run.end(), start + _LONGEST_CHINESE) + 1):
                    yield run[0][start - run.start() : end - run.start()], start, end

    def _entries(self, key: str) -> tuple[Entry, ...]:
        return self._looked_up(key) if key else ()

    def _look_up(self, key: str) -> tuple[Entry, ...]:
        wanted, low, high = key.encode("utf-8", "replace"), 0, len(self._table)
        while low < high:
            start = self._table.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._table.index(b"\n", start)
            phrase, _, places = self._table[start:end].partition(b"\t")
            if phrase == wanted:
                return tuple(map(self._entry, places.decode().split()))
            low, high = (end + 1, high) if phrase < wanted else (low, start)
        return ()

    def _entry(self, place: str) -> Entry:
        file, offset = place.split(":")
        text = self._texts[file]
        return _FILES[file](text[int(offset) : text.index(b"\n", int(offset))].decode())


def _goes_by(ring: Ring, name: str, key: str) -> bool:
    """Whether a ring has a name itself, and not only its stem: a dress is no dressing, and a German "Jacke" no jack."""
    said = name.casefold()
    alike = (other for other in ring.names if normal_form(other) == key)
    return any(is_of_doing(other) == is_of_doing(said) and f"{said}e" != other and said != f"{other}e" for other in alike)


def _lines(text: bytes) -> Iterator[tuple[int, str]]:
    """The lines that are entries, each with where it begins."""
    offset = 0
    for line in text.split(b"\n"):
        if line and not line.startswith(b"#"):
            yield offset, line.decode()
        offset += len(line) + 1


@lru_cache(maxsize=1)
def open_thesaurus() -> Thesaurus:
    """The thesaurus that comes with shopcli; its table is built from the files on first use, in a tenth of a second."""
    folder = Path(__file__).parent
    texts = {name: (folder / f"{name}.txt").read_bytes() for name in _FILES}
    return Thesaurus(texts, _kept(texts))


def thesaurus_digest(texts: dict[str, bytes]) -> str:
    """A checksum of the files, by which what is built from them is kept."""
    checksum = 0
    for name in _FILES:
        checksum = zlib.crc32(texts[name], checksum)
    return f"{checksum:08x}"


def _kept(texts: dict[str, bytes]) -> bytes:
    """The table from the user's cache, where it is put if it is not there; a cache that cannot be written is done without."""
    path = cache_dir() / f"thesaurus-{thesaurus_digest(texts)}-{_FORM}.tsv"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        table = table_of(texts)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic.replacing(path) as unfinished:
            unfinished.write_bytes(table)
    except OSError:
        return table
    return table


def table_of(texts: dict[str, bytes]) -> bytes:
    """The sorted table of all phrases of the files."""
    places: dict[str, list[str]] = {}
    things: frozenset[str] = frozenset()
    for file, text in texts.items():
        for offset, line in _lines(text):
            for phrase in dict.fromkeys(phrase for group in phrases_of(line) for phrase in group):
                whole, *short = keys(phrase)
                for key in (whole, *(key for key in short if key not in things)):  # "for the microwave" is no microwave
                    found = places.setdefault(key, [])
                    if f"{file}:{offset}" not in found:
                        found.append(f"{file}:{offset}")
        things = things or frozenset(places)
    rows = sorted((key.encode(), " ".join(found).encode()) for key, found in places.items() if key and key not in LEADS)
    return b"".join(b"%s\t%s\n" % row for row in rows)
