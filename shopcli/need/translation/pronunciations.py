"""How words are said: the dictionary's and the thesaurus's by their sounds, so that a word is found by another of its sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from functools import lru_cache
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from shopcli.config import cache_dir
from shopcli.need.languages.spelling_rules import Homophones
from shopcli.need.thesaurus import open_thesaurus
from shopcli.need.translation.dictionary import source_size, spoken_words
from shopcli.text.scripts import HAN
from shopcli.util import atomic
from shopcli.util.lazy_regex import compiled, pattern

if TYPE_CHECKING:
    import sqlite3

_FORM = 1  # of the file built here; another number builds another file
_SHORTEST, LONGEST = 2, 6  # characters of a word
_CHINESE = pattern(f"[{HAN}]+")
_COMMON_READING = 0.1  # of the words with a character, for a reading of it that anybody thinks of
_MOST_READINGS = 64  # of one word
_AT_ONCE = 500  # sounds that are looked up by one question

THING, WISH = "thing", "wish"


class Pronunciations:
    """Words of simplified Chinese by their sounds, read from a file.

    Args:
        path: what `open_pronunciations` builds.
        rules: which sounds are confused.
    """

    def __init__(self, path: Path, rules: Homophones) -> None:
        import sqlite3

        # Read-only, so that any thread may ask.
        self._connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self._rules = rules
        self.readings = lru_cache(maxsize=1 << 13)(self._readings)
        self.sort = lru_cache(maxsize=1 << 13)(self._sort)
        self.ends = lru_cache(maxsize=1 << 12)(self._ends)

    def sounds(self, word: str) -> set[str]:
        """What a word may sound like to one who tells nothing apart that is ever confused."""
        ways = product(*map(self.readings, word))
        return {" ".join(coarse_sound(syllable, self._rules) for syllable in way) for way in islice(ways, _MOST_READINGS)}

    def sounding_like(self, sounds: Collection[str]) -> dict[str, list[str]]:
        """The words of each of some sounds, as `sounds` gives them."""
        words: dict[str, list[str]] = {}
        asked = iter(sounds)
        while some := tuple(islice(asked, _AT_ONCE)):
            marks = ",".join("?" * len(some))
            for sound, word in self._connection.execute(f"SELECT sound, word FROM words WHERE sound IN ({marks})", some):
                words.setdefault(sound, []).append(word)
        return words

    def distance(self, this: str, other: str) -> float:
        """How unlike two characters sound: 0 alike, .5 where many confuse them, 1 else."""
        if not set(self.readings(this)).isdisjoint(self.readings(other)):
            return 0.0
        heard, others = ({near_sound(s, self._rules) for s in self.readings(c)} for c in (this, other))
        return 1.0 if heard.isdisjoint(others) else 0.5

    def _readings(self, character: str) -> tuple[str, ...]:
        row = self._connection.execute("SELECT readings FROM readings WHERE character = ?", (character,)).fetchone()
        return tuple(row[0].split()) if row else ()

    def _sort(self, word: str) -> str:
        """What the thesaurus has a word as: `THING`, `WISH`, or neither, empty."""
        row = self._connection.execute("SELECT sort FROM names WHERE word = ?", (word,)).fetchone()
        return row[0] if row else ""

    def _ends(self, character: str) -> tuple[int, int]:
        """How many names of things begin, and how many end, with a character."""
        row = self._connection.execute("SELECT first, last FROM ends WHERE character = ?", (character,)).fetchone()
        return (row[0], row[1]) if row else (0, 0)


@lru_cache(maxsize=4)
def open_pronunciations(rules: Homophones) -> Pronunciations:
    """The words by their sounds; built from the dictionary and the thesaurus on first use, in about two seconds."""
    made_of = repr((open_thesaurus().digest, rules.confused, rules.rarely_confused))
    path = cache_dir() / f"pronunciations-{source_size()}-{crc32(made_of.encode()):08x}-{_FORM}.sqlite"
    if not path.is_file():
        _build(path, _names(), rules)
    return Pronunciations(path, rules)


@lru_cache(maxsize=1 << 11)
def near_sound(syllable: str, rules: Homophones) -> str:
    """A syllable as those hear it who confuse what many confuse."""
    return _merged(syllable, rules.confused)


@lru_cache(maxsize=1 << 11)
def coarse_sound(syllable: str, rules: Homophones) -> str:
    """A syllable without whatever is ever confused in it."""
    return _merged(near_sound(syllable, rules), rules.rarely_confused)


def _merged(syllable: str, merged: Iterable[tuple[str, str]]) -> str:
    for sound, other in merged:
        syllable = compiled(sound, 0).sub(other, syllable)
    return syllable


def _names() -> dict[str, str]:
    """The thesaurus's Chinese names of things and of wishes, with which they are."""
    thesaurus = open_thesaurus()
    names: dict[str, str] = {}
    for file, sort in (("wishes", WISH), ("things", THING)):
        for _, chinese, *_ in thesaurus.phrases(file):
            names |= {name: sort for name in chinese if _is_word(name)}
    return names


def _is_word(text: str) -> bool:
    return _SHORTEST <= len(text) <= LONGEST and bool(_CHINESE.fullmatch(text))


def _build(path: Path, names: Mapping[str, str], rules: Homophones) -> None:
    """Write the looked-up form; another shopcli may have been quicker."""
    import sqlite3

    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with atomic.replacing(path) as unfinished:
            unfinished.touch(mode=0o600)
            with closing(sqlite3.connect(unfinished)) as connection:
                _fill(connection, list(spoken_words()), names, rules)
    except PermissionError:  # Windows, while another shopcli reads the same file
        if not path.is_file():
            raise


def _fill(
    connection: sqlite3.Connection, spoken: list[tuple[str, tuple[str, ...]]], names: Mapping[str, str], rules: Homophones
) -> None:
    readings = _readings_of(spoken)
    words = {entry for entry in spoken if _is_word(entry[0])}
    known = dict(words)
    words |= {(name, said) for name in names if name not in known and (said := _spoken(name, known, readings))}
    sounds = {(" ".join(coarse_sound(syllable, rules) for syllable in said), word) for word, said in words}
    with connection:
        connection.execute("CREATE TABLE words (sound TEXT, word TEXT, PRIMARY KEY (sound, word)) WITHOUT ROWID")
        connection.execute("CREATE TABLE readings (character TEXT PRIMARY KEY, readings TEXT) WITHOUT ROWID")
        connection.execute("CREATE TABLE names (word TEXT PRIMARY KEY, sort TEXT) WITHOUT ROWID")
        connection.execute("CREATE TABLE ends (character TEXT PRIMARY KEY, first INT, last INT) WITHOUT ROWID")
        connection.executemany("INSERT INTO words VALUES (?, ?)", sorted(sounds))
        connection.executemany("INSERT INTO readings VALUES (?, ?)", ((c, " ".join(said)) for c, said in readings.items()))
        connection.executemany("INSERT INTO names VALUES (?, ?)", names.items())
        connection.executemany("INSERT INTO ends VALUES (?, ?, ?)", _ends_of(names))


def _readings_of(spoken: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, list[str]]:
    """How each character is read, the commonest reading first."""
    counts: dict[str, Counter[str]] = {}
    for word, said in spoken:
        for character, syllable in zip(word, said, strict=True):
            if _CHINESE.fullmatch(character):
                counts.setdefault(character, Counter())[syllable] += 1
    return {
        character: [syllable for syllable, count in of_it.most_common() if count >= _COMMON_READING * of_it.total()]
        for character, of_it in counts.items()
    }


def _spoken(name: str, words: Mapping[str, tuple[str, ...]], readings: Mapping[str, list[str]]) -> tuple[str, ...]:
    """How a name is said that the dictionary lacks: by the longest words in it; empty where a character is unknown."""
    said: tuple[str, ...] = ()
    while len(said) < len(name):
        at = len(said)
        longest = next((name[at:end] for end in range(len(name), at + 1, -1) if name[at:end] in words), "")
        alone = readings.get(name[at])
        if not longest and not alone:
            return ()
        said += words[longest] if longest else (alone[0],) if alone else ()
    return said


def _ends_of(names: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
    things = [name for name, sort in names.items() if sort == THING]
    first, last = Counter(name[0] for name in things), Counter(name[-1] for name in things)
    yield from ((character, first[character], last[character]) for character in {*first, *last})
