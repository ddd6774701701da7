"""Reading `rules.toml`: each fault by its line, with what to write instead. A file with a fault is not used at all.

leave_aside = ["please", "our shop"]

[[synonym]]
words = ["notebook", "laptop"]       # each means each

[[synonym]]
from = "plimsolls"                   # who asks for these
to = "sneakers"                      # means those as well

[[pin]]                              # or [[bury]], or [[hide]]
name = "summer"
ids = ["W-1003"]
where = { brand = "Varnholm" }       # ids or where, or both
when = ["sports watch"]              # without it: always
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from shopcli.catalog.cells.clean import clean_text
from shopcli.errors import UsageError
from shopcli.types import Value
from shopcli.types.rules import MoveKind, MoveRule, ShopRules, SynonymRule

_MOST_BYTES = 1 << 20
_MOST_RULES, _MOST_WORDS = 2000, 1000  # of a file, and of one list
_CHARACTERS = 120  # of a word or a name
_MOVES: tuple[str, ...] = get_args(MoveKind)
_TABLES = ("synonym", *_MOVES)
_HEADER = re.compile(r"\s*\[\[\s*\"?(\w+)\"?\s*\]\]")
_KEY = re.compile(r"\s*\"?([\w-]+)\"?\s*=")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a file.

    Attributes:
        line: the first is 1; 0 where it is the whole file.
        what: what is wrong.
        hint: what to do.
    """

    line: int
    what: str
    hint: str


class RulesError(UsageError):
    """A file of rules that cannot be used.

    Attributes:
        faults: all of them, in the file's order.
    """

    def __init__(self, path: Path, faults: list[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: fault.line)
        first, more = self.faults[0], len(faults) - 1
        place = f"{path}, line {first.line}" if first.line else str(path)
        also = f" {more} more: shopcli rules show lists all faults." if more else ""
        super().__init__(f"{place}: {first.what}", hint=f"{first.hint}{also}")


def read_rules(path: Path) -> ShopRules:
    """The rules in a file.

    Raises:
        RulesError: it cannot be read, or something in it is no rule.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise RulesError(path, [Fault(0, "it is larger than 1 MiB.", "Keep rules for what a person can look through.")])
        content = path.read_bytes()
    except OSError as error:
        raise RulesError(path, [Fault(0, f"it cannot be read: {error.strerror}.", "Name another with --rules FILE.")]) from None
    reading = _Reading(_text_of(content, path), path)
    rules = reading.rules(hashlib.sha256(content).hexdigest())
    if reading.faults:
        raise RulesError(path, reading.faults)
    return rules


def _text_of(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RulesError(path, [Fault(line, "this line is not UTF-8.", "Save the file as UTF-8.")]) from None


class _Reading:
    """One file being read; faults are gathered, so that a person sees all of them at once."""

    def __init__(self, text: str, path: Path) -> None:
        self.faults: list[Fault] = []
        self._path, self._lines = path, text.split("\n")
        self._values = self._parsed(text)
        self._places = self._table_lines()

    def rules(self, digest: str) -> ShopRules:
        """All that could be read."""
        for name in self._values.keys() - {"leave_aside", *_TABLES}:
            self._fault(self._line_of(name, 0), f"{_shown(name)} is no rule.", f"Known: leave_aside, {_headers()}.")
        words = self._words(self._values.get("leave_aside", []), self._line_of("leave_aside", 0), "leave_aside")
        synonyms = [rule for line, values in self._tables("synonym") if (rule := self._synonym(line, values))]
        moves = [
            (line, move) for kind in _MOVES for line, values in self._tables(kind) if (move := self._move(kind, line, values))
        ]
        moves.sort(key=lambda one: one[0])
        if len(synonyms) + len(moves) > _MOST_RULES:
            self._fault(0, f"it has more than {_MOST_RULES:,} rules.", "Keep those that people look after.")
        line = self._line_of("leave_aside", 0)
        return ShopRules(tuple(synonyms), tuple(move for _, move in moves), words, line, str(self._path), digest)

    # --- one rule

    def _synonym(self, line: int, values: Mapping[str, Any]) -> SynonymRule | None:
        self._only(values, ("words", "from", "to"), line, "synonym")
        example = 'Write words = ["notebook", "laptop"], or from = "plimsolls" and to = "sneakers".'
        if ("words" in values) == bool({"from", "to"} & values.keys()):
            self._fault(line, "a synonym takes words, or from and to.", example)
            return None
        if "words" in values:
            words = self._words(values["words"], self._line_of("words", line), "words")
            if len(words) < 2 and words:
                self._fault(self._line_of("words", line), "one word alone has no synonym.", example)
                return None
            return SynonymRule(words, words, True, line) if words else None
        if missing := {"from", "to"} - values.keys():
            self._fault(line, f"{min(missing)} is missing in this synonym.", example)
            return None
        asked = self._words(values["from"], self._line_of("from", line), "from")
        means = self._words(values["to"], self._line_of("to", line), "to")
        if shared := {one.casefold() for one in asked} & {one.casefold() for one in means}:
            self._fault(line, f"{_shown(min(shared))} stands in both from and to.", "Take it out of one of them.")
            return None
        return SynonymRule(asked, means, False, line) if asked and means else None

    def _move(self, kind: Any, line: int, values: Mapping[str, Any]) -> MoveRule | None:
        self._only(values, ("name", "ids", "where", "when"), line, kind)
        before = len(self.faults)
        ids = self._words(values.get("ids", []), self._line_of("ids", line), "ids")
        where = tuple(self._where(values.get("where", {}), line))
        when = self._words(values.get("when", []), self._line_of("when", line), "when")
        called = values.get("name", "")
        if not isinstance(called, str):
            self._fault(self._line_of("name", line), f"name is {_kind_of(called)}, not text.", 'Write name = "summer".')
        if len(self.faults) > before:
            return None
        if not (ids or where):
            example = 'Write ids = ["W-1003"], or where = { brand = "Varnholm" }.'
            self._fault(line, f"this {kind} names no product.", example)
            return None
        if "when" in values and not when:
            self._fault(self._line_of("when", line), "when holds no words.", "Take the line out for: always.")
            return None
        return MoveRule(kind, ids, where, when, clean_text(called, limit=_CHARACTERS), line)

    def _where(self, values: Any, line: int) -> Iterator[tuple[str, tuple[Value, ...]]]:
        at, example = self._line_of("where", line), 'Write where = { brand = "Varnholm" }.'
        if not isinstance(values, dict):
            self._fault(at, f"where is {_kind_of(values)}, not a table of fields.", example)
            return
        for field, said in values.items():
            wanted = said if isinstance(said, list) else [said]
            if not wanted or not all(isinstance(one, (str, int, float, bool)) for one in wanted):
                self._fault(at, f"{_shown(field)} in where is {_kind_of(said)}, not text, a number or yes and no.", example)
            else:
                yield field, tuple(one if isinstance(one, (str, bool)) else float(one) for one in wanted)

    # --- values

    def _words(self, said: Any, line: int, name: str) -> tuple[str, ...]:
        """A list of words, or a word alone; each once."""
        example = f'Write {name} = ["…", "…"].'
        words = [said] if isinstance(said, str) else said
        if not isinstance(words, list):
            self._fault(line, f"{name} is {_kind_of(said)}, not a list of words.", example)
            return ()
        if len(words) > _MOST_WORDS:
            self._fault(line, f"{name} has more than {_MOST_WORDS:,} entries.", "Use where = { … } for many products.")
            return ()
        cleaned: dict[str, None] = {}
        for one in words:
            if not isinstance(one, str):
                self._fault(line, f"{name} holds {_kind_of(one)}, not text.", "Put it in quotation marks.")
            elif not (word := clean_text(one)) or len(word) > _CHARACTERS:
                how = "is empty" if not word else f"has more than {_CHARACTERS} characters"
                self._fault(line, f"an entry of {name} {how}.", example)
            else:
                cleaned[word] = None
        return tuple(cleaned)

    def _only(self, values: Mapping[str, Any], known: tuple[str, ...], line: int, kind: str) -> None:
        for name in values.keys() - set(known):
            self._fault(self._line_of(name, line), f"a {kind} has no {_shown(name)}.", f"Known: {', '.join(known)}.")

    def _tables(self, kind: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """The tables of one kind, each with the line that its header stands in."""
        tables, line = self._values.get(kind, []), self._line_of(kind, 0)
        if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
            self._fault(line, f"{kind} is no list of tables.", f"Head each rule with [[{kind}]].")
            return
        places = self._places.get(kind, [])
        for number, values in enumerate(tables):
            yield (places[number] if number < len(places) else line), values

    def _fault(self, line: int, what: str, hint: str) -> None:
        self.faults.append(Fault(line, what, hint))

    # --- lines

    def _parsed(self, text: str) -> dict[str, Any]:
        import tomllib

        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            at = _AT_LINE.search(str(error))
            line = int(at[1]) if at else len(self._lines)
            what = _AT_LINE.sub("", str(error)).replace("(at end of document)", "").strip()
            hint = "Text stands in quotation marks, a list in [ ], and a rule below its [[header]]."
            raise RulesError(self._path, [Fault(line, f"this is not TOML: {what}.", hint)]) from None
        except RecursionError:
            raise RulesError(self._path, [Fault(0, "it is nested too deeply.", "A rule is a flat table.")]) from None

    def _table_lines(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines, start=1):
            if header := _HEADER.match(line):
                found.setdefault(header[1], []).append(number)
        return found

    def _line_of(self, name: str, below: int) -> int:
        """The line that sets a name below a header; that of the header, or the file as a whole, where none is seen to."""
        for number in range(below, len(self._lines)):
            line = self._lines[number]
            if (header := _HEADER.match(line)) is not None:
                if below:
                    break
                if header[1] == name:
                    return number + 1
            elif (key := _KEY.match(line)) is not None and key[1] == name:
                return number + 1
        return below


def _headers() -> str:
    return ", ".join(f"[[{name}]]" for name in _TABLES)


def _shown(name: object) -> str:
    return repr(clean_text(str(name), limit=40))


_KINDS: Mapping[type, str] = {
    bool: "yes or no",
    int: "a number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "a table",
}


def _kind_of(value: object) -> str:
    return _KINDS.get(type(value), "a date")
