"""A gazetteer: countries, their parts and the regions of the world, by their names, their codes and what comes from there.

"French", "aus Frankreich" and 法国 are France, which is in Europe; England is in the United Kingdom. Data: ``places.txt``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from shopcli.text.scripts import has_han
from shopcli.util.lazy_regex import pattern

SHIPPED = Path(__file__).with_name("places.txt")
_CODE = pattern(r"[A-Z]{2,3}")
_BLANKS = pattern(r"\s+")
_OFTEN_A_WORD = "~"
_LONGEST = 60  # characters of words that may name a place


class Gazetteer:
    """The places of a file, each known by its first code.

    Args:
        text: the file (see the head of ``places.txt``).
    """

    def __init__(self, text: str) -> None:
        self._settings: dict[str, tuple[str, ...]] = {}
        self._by_code: dict[str, str] = {}
        self._by_name: dict[str, str] = {}
        self._by_origin: dict[str, str] = {}
        self._written_so: dict[str, str] = {}
        self._within: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._parts: dict[str, set[str]] = defaultdict(set)
        for line in text.splitlines():
            if line and not line.startswith("#"):
                self._add(line)
        before, after = (
            "|".join(map(re.escape, sorted(self._settings.get(name, ()), key=len, reverse=True)))
            for name in ("before", "after")
        )
        self._beside = re.compile(rf"(?:(?:{before})(?:\b\s*the\b)?\s*)?(.*?)(?:[\s-]*(?:{after}))?", re.IGNORECASE)

    def _add(self, line: str) -> None:
        head, bar, rest = line.partition("|")
        if not bar:
            name, _, words = line.partition("=")
            self._settings[name.strip()] = tuple(_split(words))
            return
        codes, sign, others = re.split(r"([<>]|\Z)", head, maxsplit=1)
        code, *more = codes.split()
        for larger in others.split() if sign == "<" else ():
            self._parts[larger].add(code)
            self._within[code] = larger
        self._parts[code].update(others.split() if sign == ">" else ())
        self._by_code |= dict.fromkeys((one for one in (code, *more) if _CODE.fullmatch(one)), code)
        english, of_english, german, of_german, chinese = map(_split, rest.split("|"))
        self._names[code] = english[0].removeprefix(_OFTEN_A_WORD)
        for name in (*english, *german, *chinese):
            self._put(self._by_name, name, code)
        for name in of_english:
            self._put(self._by_origin, name, code)
        for name in of_german:
            for ending in ("", *self._settings.get("endings", ())):
                self._put(self._by_origin, name + ending, code)

    def _put(self, names: dict[str, str], name: str, code: str) -> None:
        plain = name.removeprefix(_OFTEN_A_WORD)
        if plain != name:
            self._written_so[_key(plain)] = plain  # "us" and "turkey" are places only as "US" and "Turkey"
        names.setdefault(_key(plain), code)

    def named(self, words: str) -> str | None:
        """The code of the place that words of a request name, or say that something is from; None where they name none.

        >>> [open_gazetteer().named(words) for words in ("french", "made in Germany", "turkey", "Turkish", "us", "US")]
        ['FR', 'DE', None, 'TR', None, 'US']
        """
        name = self._alone(words)
        key = _key(name)
        if len(name) == 1 and has_han(name):  # 加 is "plus" before it is Canada
            return None
        written = self._written_so.get(key)
        if written and name != written and not name.isupper():
            return None
        return self._by_name.get(key) or self._by_origin.get(key)

    def in_cell(self, text: str) -> tuple[str, bool] | None:
        """The place that a value of a field is, and whether it is its name or code, rather than what comes from there."""
        name = self._alone(text)
        code = self._by_name.get(_key(name)) or self._by_code.get(name)
        if code:
            return code, True
        origin = self._by_origin.get(_key(name))
        return (origin, False) if origin else None

    def _alone(self, words: str) -> str:
        words = _BLANKS.sub(" ", words.strip(" .,!?;:，。！？").replace("’", "'"))
        if len(words) > _LONGEST or _key(words) in self._by_name:
            return words
        beside = self._beside.fullmatch(words)
        return beside[1].strip() if beside and beside[1] else words

    def holds(self, larger: str, smaller: str) -> bool:
        """Whether a place is another, or takes it in."""
        return larger == smaller or any(self.holds(part, smaller) for part in self._parts.get(larger, ()))

    def whole_of(self, part: str) -> str | None:
        """The country that a place is a part of; None for a country and for a region."""
        larger = self._within.get(part)
        return larger if larger in self._within else None

    def name(self, code: str) -> str:
        """What a place is called in English."""
        return self._names[code]

    def is_elsewhere(self, label: str) -> bool:
        """Whether a field of that name says where a thing is sold or sent to, and not where it is from."""
        words = set(re.findall(r"[^\W_]+", label.casefold()))
        return not words.isdisjoint(self._settings.get("other", ()))


def _key(name: str) -> str:
    return name.replace(".", "").casefold()  # "U.S.A."


def _split(words: str) -> list[str]:
    return [name for name in map(str.strip, words.split(";")) if name]


@cache
def open_gazetteer() -> Gazetteer:
    """The gazetteer that is shipped, read once."""
    return Gazetteer(SHIPPED.read_text(encoding="utf-8"))
