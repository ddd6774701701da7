"""Whether a record goes by a name: its title closes with it, its category or its type says it, or its kind was learned so.

What is shown for a request need not be the thing: a kind may be told by nearness alone, or by a category that holds others too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shopcli.index.parts.assertions import in_all
from shopcli.need.languages.registry import language_named, language_of
from shopcli.need.thesaurus import open_thesaurus
from shopcli.pipeline.names.titles.title_heads import is_for_another, is_headed, what_it_is
from shopcli.pipeline.stated_kinds import names_a_sort
from shopcli.text.scripts import has_han
from shopcli.text.words import head_phrase
from shopcli.types import NAME, Clause, Need
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    from shopcli.index import Index
    from shopcli.need.languages.pack import LanguagePack

_TRUSTED = 0.5  # a word that names a kind where it stands in titles, more often than not
_BLANK = pattern(r"[\s-]*")
_TITLES_READ = 400  # of those that say a name
_WORD, _SAME_PHRASE = pattern(r"[\w'’-]+"), pattern(r"[\w'’-]+(?: [\w'’-]+)* ")
_NEXT_TURN = ";"  # between what several turns said
_MOST_BEFORE = 3  # words of a compound before the last one
_LONGEST = 60  # characters of a value that says what a thing is; longer ones are prose


class OwnNames:
    """The names that the records of one index go by.

    Args:
        index: the open index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index

    def goes_by(self, row: int, names: Iterable[str]) -> bool:
        """Whether a record goes by the head of one of some names: "Trail Running Shoes" by that of "running shoes".

        A title decides where it says the word: "Tent Pegs" go by no "tent", though they stand among camping tents.

        Args:
            row: of the product.
            names: of a thing, in the languages of the catalog.
        """
        record, words = self._index.records[row], self._index.words
        for name in names:
            *_, head = stems = words.tokens(name) or [""]
            if not head:
                continue
            if self.is_said_whole(row, stems):
                return True
            if has_han(name):  # whose titles are lists of words
                said = in_all([*map(words.rows, words.tokens(name))])
                if row in said and set(words.tokens(name)) <= set(words.tokens(" ".join(self._naming(row)))):
                    return True
                continue
            own = [head, *(words.compounds(head) if self._has_compounds else ())]
            if any(is_headed(words, what_it_is(record.title), stem, of_doing=False) for stem in own):
                return True
            if not self._index.kinds.heads_by_title(row).isdisjoint(own):
                return True
            if not is_for_another(words, record.title, head) and any(self._is_said_to_be(row, stem) for stem in own):
                return True
        return False

    def is_titled(self, row: int, names: Iterable[str]) -> bool:
        """Whether a title calls its thing by the whole of one of some names."""
        words, title = self._index.words, what_it_is(self._index.records.title(row))
        return any(
            self.is_said_whole(row, stems) or (len(stems) == 1 and is_headed(words, title, stems[0], of_doing=False))
            for stems in map(words.tokens, names)
        )

    def says(self, row: int, names: Iterable[str]) -> bool:
        """Whether a title says the head of one of some names; where none is in its script, nothing can be told."""
        title, words = self._index.records.title(row), self._index.words
        heads = [stems[-1] for name in names if has_han(name) == has_han(title) and (stems := list(words.tokens(name)))]
        return not heads or not set(heads).isdisjoint(words.tokens(title))

    def named(self, names: Iterable[str]) -> list[int]:
        """The rows of the products that say the whole of one of some names in their titles, and go by it."""
        words, rows = self._index.words, set[int]()
        for name in names:
            stems = set(words.tokens(name))
            for row in in_all([*map(words.rows, stems)])[:_TITLES_READ].tolist() if stems else ():
                is_said = stems <= set(words.tokens(self._index.records.title(row)))
                if is_said and self.goes_by(row, [name]):
                    rows.add(row)
        return sorted(rows)

    def is_said_whole(self, row: int, stems: Sequence[str]) -> bool:
        """Whether a title says a name of several words, and behind it none that names another thing: "bread maker White"."""
        title, count = self._index.words.tokens(self._index.records.title(row)), len(stems)
        behind = (title[at + count : at + count + 1] for at in range(len(title)) if title[at : at + count] == [*stems])
        return count > 1 and any(self._index.kinds.trust(tuple(after)) < _TRUSTED for after in behind)

    @property
    def _has_compounds(self) -> bool:
        return self._index.manifest.language == "de"

    def _is_said_to_be(self, row: int, stem: str) -> bool:
        """Whether what was learned of a record's title, or a field that says what it is, has a name of that head."""
        words = self._index.words
        if stem in self._index.kinds.heads(row):
            return True
        return any(stem in words.tokens(said) for said in self._stated(row))

    def _naming(self, row: int) -> Sequence[str]:
        return [self._index.records[row].title, *self._stated(row)]

    def _stated(self, row: int) -> Iterator[str]:
        """The category of a record, and the values of its fields that sort things."""
        record = self._index.records[row]
        if record.category:
            yield record.category
        for name, value in record.attributes.items():
            if isinstance(value, str) and len(value) <= _LONGEST and names_a_sort(name):
                yield value


def whole_name(thing: Clause, need: Need) -> str:
    """The whole name of the thing asked for, in the shopper's words: "office chair" where only "chair" was taken for it.

    What the thesaurus knows as one name is one; and where it does not know what was taken for the thing, the words right beside
    it belong to its name ("freeze" of "freeze dried dinner").
    """
    said = thing.text if has_han(thing.text) else head_phrase(thing.text)
    start = need.query.find(said)
    if start < 0 or thing.source == "assumption":
        return said
    end, thesaurus = start + len(said), open_thesaurus()
    compound = _compound(need.query, start, end)
    for match in thesaurus.named(need.query):
        is_of_it = match.start <= start and match.start < end <= match.end and len(compound) <= match.end - match.start
        if is_of_it and _NEXT_TURN not in need.query[match.start : match.end]:
            return need.query[match.start : match.end]
    if compound or has_han(said) or thesaurus.rings(said):
        return compound or said
    wishes = [clause.text for clause in need.clauses if clause.kind == "feature" and clause.field is None]
    spans = sorted((at, at + len(text)) for text in wishes if (at := need.query.find(text)) >= 0)
    behind = end
    for first, last in spans:
        if first >= behind and _BLANK.fullmatch(need.query, behind, first) and not _opens_a_phrase(need.query[first:last]):
            behind = last
    if behind == end:
        return said
    for first, last in reversed(spans):
        if last <= start and _BLANK.fullmatch(need.query, last, start):
            start = first
    return need.query[start:behind]


def _compound(query: str, start: int, end: int) -> str:
    """The longest known name of a thing that ends where a word does and begins before it: the "maple syrup" of "syrup".

    Empty where there is none.
    """
    from shopcli.need.thesaurus.needed_things import shipped_needed_things

    before = [word.start() for word in _WORD.finditer(query, 0, start)][-_MOST_BEFORE:]
    phrases = (query[at:end] for at in before if _SAME_PHRASE.fullmatch(query, at, start))
    return next((phrase for phrase in phrases if shipped_needed_things().synonyms(phrase)), "")


def not_sold_says(need: Need, missing: Clause | None) -> str:
    """That nothing is sold by a proper name that a need asks for, or as the thing that is missing; empty where neither is so.

    Args:
        need: the request, understood.
        missing: the thing that is asked for, where the catalog sells none.
    """
    messages = language_named(need.language).requests.messages
    name = next((clause for clause in need.clauses if clause.field == NAME), None)
    if name is not None:
        return messages["no_such_name" if name.text == name.value else "nothing_of"].format(words=name.text)
    if missing is None:
        return ""
    thing = whole_name(missing, need)
    return messages["not_sold" if known_name(thing) == thing else "not_sold_unknown"].format(words=thing)


def is_quality(words: str) -> bool:
    """Whether words only say how something is, "small": that nothing is "light" is no denial of lamps, whatever was meant."""
    return words.casefold() in language_of(words).degrees.relative


def known_name(name: str) -> str:
    """The longest end of a name that is surely one of a thing: the "rug" of "soft washable rug"; empty where none is."""
    from shopcli.need.thesaurus.needed_things import shipped_needed_things

    words, thesaurus = name.split(), open_thesaurus()
    ends = [name[at:] for at in range(len(name) - 1)] if has_han(name) else [" ".join(words[at:]) for at in range(len(words))]
    return next((end for end in ends if thesaurus.rings(end) or shipped_needed_things().synonyms(end)), "")


def with_whole_topic(need: Need, language: LanguagePack, kind: Callable[[str], object | None]) -> Need:
    """The need with the whole name of its thing, where neither catalog nor thesaurus knows what was taken for that.

    "Something to grind coffee" is no name of a thing at all, but what it is for.

    Args:
        need: the request, grounded.
        language: it is in.
        kind: what words name in the catalog; None where they name nothing.
    """
    topic = next((clause for clause in need.clauses if clause.kind == "topic" and clause.op is None), None)
    if topic is None or topic.meaning or has_han(topic.text) or topic.source != "request":
        return need
    first, *rest = topic.text.split()
    if first.lower() in language.degrees.indefinite and rest:
        return replace(need, clauses=tuple(replace(c, kind="feature") if c is topic else c for c in need.clauses))
    name = whole_name(topic, need)
    if topic.text not in name or len(name) <= len(topic.text) or kind(topic.says):
        return need
    return named_whole(need, topic, name)


def named_whole(need: Need, topic: Clause, name: str) -> Need:
    """The need with a longer name of its thing, of which the wishes that are parts of it are none."""
    within = (clause is not topic and clause.kind == "feature" and clause.text in name for clause in need.clauses)
    others = (clause for clause, is_within in zip(need.clauses, within, strict=True) if not is_within)
    return replace(need, clauses=tuple(replace(topic, text=name) if clause is topic else clause for clause in others))


def _opens_a_phrase(words: str) -> bool:
    """Whether words say more of a thing that was named: "for my father", "with a lid"."""
    return head_phrase(f"x {words}") == "x"
