"""Coordination: a request as the things that it may join, what is said of each, and what is said of all of them together.

Only how it is said is looked at here. Whether "salt and pepper mill" is two things is for the catalog to say (`roles`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from shopcli.need.languages.bundle_grammar import BundleGrammar
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.parse import READ_CHARACTERS
from shopcli.need.prices import limits
from shopcli.need.request import Found, Free, Request, RequestVocabulary
from shopcli.text.scripts import has_han
from shopcli.text.words import regular_singular
from shopcli.types import Clause
from shopcli.util.lazy_regex import pattern

_APART = pattern(r"\([^()]{0,200}\)|\"[^\"]{0,200}\"|“[^”]{0,200}”|《[^》]{0,200}》")  # what stands in these is not cut
_NUMBER_BEFORE = pattern(r"(?<![\d.,])(\d[\d.,]*)\s*,?\s*\Z")
_NUMBER_BEHIND = pattern(r"\s*[:=]?\s*(\d+(?:[.,]\d+)*)(?=\s*(?:\Z|[,.;!?。，；！？、)]))")
_NUMBERS = pattern(r"\d.*\d", re.DOTALL)  # "between 35 and 45 litres"
_WORD = pattern(r"[^\W_]+(?:['’-][^\W_]+)*")
_ENDS = " \t\n,;:.!?、。，；：！？"
_UPPER = ("<", "<=")
_MOST_PIECES, _MOST_OF_ONE = 40, 99  # of a request; of one thing


@dataclass(frozen=True, slots=True)
class Conjunct:
    """One of the things that a request joins, or what is said further of the one before it.

    Attributes:
        text: what is said of it, without what opens it.
        numbered: the same with the number that opens it, which may be no number of them: "two person tent".
        count: how many of it.
        is_determined: whether something opens it as a thing of its own: "a", "two".
        has_own_limit: whether what it may cost by itself is said.
        is_new: whether a sentence or the request begins with it.
        goes_on: whether it is no thing, but said of the one before it.
        is_last: whether what joins it to the one before it closes a list: ", and".
    """

    text: str
    numbered: str
    count: int = 1
    is_determined: bool = False
    has_own_limit: bool = False
    is_new: bool = False
    goes_on: bool = False
    is_last: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether nothing but its place in a list shows that it is a thing of its own."""
        return not (self.is_determined or self.has_own_limit)


@dataclass(frozen=True, slots=True)
class Coordination:
    """What a request joins.

    Attributes:
        conjuncts: in order.
        for_each: what holds for each of them.
        limits: on what all of them cost together.
        notes: how the sums were read, where that is to be said.
        is_together: whether it is said in so many words that they are wanted together.
    """

    conjuncts: tuple[Conjunct, ...]
    for_each: tuple[str, ...] = ()
    limits: tuple[Clause, ...] = ()
    notes: tuple[str, ...] = ()
    is_together: bool = False

    @property
    def may_be_several(self) -> bool:
        """Whether the form alone lets it be several things: asked for together, three in a list, or each opened by itself."""
        things = [one for one in self.conjuncts if not one.goes_on]
        if len(things) < 2:
            return False
        return self.is_together or any(one.is_last or not one.is_bare for one in things[1:])


def coordination(query: str, language: LanguagePack, vocabulary: RequestVocabulary) -> Coordination | None:
    """What ``query`` joins; None where nothing in it joins anything, or the language has no words for it.

    Args:
        query: the request.
        language: it is in.
        vocabulary: the catalog's currencies, by which sums are read.
    """
    grammar, read = language.bundles, query[:READ_CHARACTERS]
    if grammar is None or not compiled(grammar.joints).search(language.requests.normal(read)):
        return None
    request = Request.of(read, language.requests, vocabulary, language.quantities)
    if compiled(grammar.as_one).search(request.text):
        return None
    return _Reading(request, grammar, language.lines.comma).whole()


def further(query: str, language: LanguagePack, vocabulary: RequestVocabulary) -> Coordination | None:
    """The same of what is said when some things are in force already, where one thing or a limit alone may be said."""
    if language.bundles is None:
        return None
    request = Request.of(query[:READ_CHARACTERS], language.requests, vocabulary, language.quantities)
    asked = compiled(language.bundles.further).match(request.text)
    if asked and asked.end() < len(request.text):
        request = replace(request, text=" " * asked.end() + request.text[asked.end() :])
    return _Reading(request, language.bundles, language.lines.comma).whole()


class _Reading:
    """One request, read piece by piece."""

    def __init__(self, request: Request, grammar: BundleGrammar, comma: str) -> None:
        self._request, self._grammar, self._comma = request, grammar, comma
        free = Free(len(request.text))
        # What is together stands behind a sum as a mark would: "under 300 together".
        apart = compiled(grammar.together).sub(lambda said: ",".ljust(len(said[0])), request.text)
        self._sums = [found for found in limits(replace(request, text=apart)) if free.admits(found)]
        self._sums += [found for found in self._bare_sums() if free.admits(found)]
        self._conjuncts, self._for_each = list[Conjunct](), list[str]()
        self._limits: list[Clause] = []
        self._own: list[tuple[int, tuple[Found, ...]]] = []  # which sums stand with which conjunct
        self._says_together = self._has_bare_sum = self._is_together = self._is_last = False

    def whole(self) -> Coordination:
        for start, end, is_new, is_last in self._pieces():
            self._is_last = is_last
            self._take(start, end, is_new)
        self._lend()
        together = self._is_together or (self._says_together and self._has_bare_sum)
        notes = tuple(dict.fromkeys(found.note for found in self._sums if found.note))
        return Coordination(tuple(self._conjuncts), tuple(self._for_each), tuple(self._limits), notes, together)

    def _bare_sums(self) -> Iterator[Found]:
        """Numbers right beside what says that all is meant, which are sums to stay within: "150 in total"."""
        request = self._request
        unit = next(iter(request.vocabulary.currencies), None)
        for said in compiled(self._grammar.together).finditer(request.text):
            before = _NUMBER_BEFORE.search(request.text, 0, said.start())
            number = before or _NUMBER_BEHIND.match(request.text, said.end())
            value = request.language.number(number[1]) if number and said[0] else None
            if number and value is not None:
                start, end = number.span(1)
                for word in reversed(list(_WORD.finditer(request.text, 0, start))):  # "for 150"
                    if word[0].lower() not in request.language.silent or request.text[word.end() : start].strip():
                        break
                    start = word.start()
                yield Found(start, end, (Clause(request.query[start:end], "limit", "price", "<=", value, unit),))

    def _pieces(self) -> Iterator[tuple[int, int, bool, bool]]:
        """The stretches between joints, half open; whether a sentence begins with each, and whether its joint closes a list.

        No sum is cut in two.
        """
        text, grammar = self._request.text, self._grammar
        whole = [*((found.start, found.end) for found in self._sums), *(match.span() for match in _APART.finditer(text))]
        start, is_new, is_last, count = 0, True, False, 0
        for match in compiled(f"(?P<break>{grammar.breaks})|{grammar.joints}").finditer(text):
            is_whole = any(first < match.end() and match.start() < last for first, last in whole)
            is_range = _NUMBERS.fullmatch(text[max(0, match.start() - 1) : match.end() + 1]) and not self._parts_sums(match)
            if is_whole or is_range or count == _MOST_PIECES:
                continue
            if text[start : match.start()].strip():
                yield start, match.start(), is_new, is_last
                count += 1
            is_new = match["break"] is not None or (is_new and not text[start : match.start()].strip())
            start, is_last = match.end(), compiled(grammar.closes).search(match[0]) is not None
        if text[start:].strip():
            yield start, len(text), is_new, is_last

    def _parts_sums(self, joint: re.Match[str]) -> bool:
        """Whether one sum ends where a joint begins, and another begins where it ends: "under 60, 250 in all"."""
        return any(found.end == joint.start() for found in self._sums) and any(
            found.start == joint.end() for found in self._sums
        )

    def _take(self, start: int, end: int, is_new: bool) -> None:
        """Read one piece: a thing, a limit for all, what holds for each, or more of a thing before."""
        grammar = self._grammar
        sums = tuple(found for found in self._sums if start <= found.start < end)
        left = _Left(self._request, start, end)
        for found in sums:
            left.cut(found.start, found.end)
        if sums and left.find(grammar.each):
            self._for_each += [self._request.query[found.start : found.end] for found in sums]
            sums = ()
        together = left.find(grammar.together)
        self._says_together |= together
        says_sum_alone = bool(sums) and (left.only(grammar.only_together) or left.is_silent())
        if sums and (together or says_sum_alone):
            self._limits += [clause for found in sums for clause in found.clauses]
            self._is_together |= together
            self._has_bare_sum |= not together
            sums = ()
        if left.is_silent():
            return
        if each := left.match(grammar.for_each):
            words = left.said(each, [*sums])
            self._for_each += [words] if words else []
        elif not self._resumes(left, sums):
            self._conjoin(left, sums, is_new)

    def _resumes(self, left: _Left, sums: Sequence[Found]) -> bool:
        """Whether a piece says more of a thing that was named before: "the shoes under 60"."""
        opened, text = left.match(self._grammar.taken_up), self._request.text
        for at in reversed(range(len(self._conjuncts))):
            one = self._conjuncts[at]
            end = _after_name(text, opened if opened is not None else left.start, left.end, one.text)
            is_said = end is not None and (bool(sums) or (opened or 0) > left.start)
            if end is None or not is_said:
                continue
            linked = compiled(self._grammar.linking).match(left.text, end, left.end)
            words = left.said(
                min([linked.end() if linked else end, *(found.start for found in sums if found.start >= end)]), sums
            )
            if words:
                text, numbered = (f"{said}{self._comma}{words}" for said in (one.text, one.numbered))
                self._conjuncts[at] = replace(one, text=text, numbered=numbered, has_own_limit=bool(sums))
                return True
        return False

    def _conjoin(self, left: _Left, sums: Sequence[Found], is_new: bool) -> None:
        grammar, number = self._grammar, self._request.language.number
        opened = compiled(grammar.determiners).match(left.text, left.start, left.end)
        if opened is None and (is_new or not any(one.is_determined for one in self._conjuncts)):
            opened = compiled(grammar.opening + grammar.determiners).match(left.text, left.start, left.end)
            if opened:  # what was told before something is asked for is none of the things
                self._conjuncts, self._own = [], []
        counted = opened["count"] if opened else None
        count = int(number(counted) or 1) if counted else 1
        text = left.said(opened.end() if opened else left.start, sums)
        if not text:
            return
        numbered = left.said(opened.start("count"), sums) if opened and counted else text
        goes_on = any(found.start < left.start for found in sums)  # "9 euros a bag" is of what stands before it
        if not 0 < count <= _MOST_OF_ONE:
            text, count, opened = numbered, 1, None
        if sums and not goes_on:
            self._own.append((len(self._conjuncts), tuple(sums)))
        has_own_limit = bool(sums) and not goes_on
        self._conjuncts.append(
            Conjunct(text, numbered, count, opened is not None, has_own_limit, is_new, goes_on, self._is_last)
        )

    def _lend(self) -> None:
        """A single upper limit, behind the last of several things, is one for all: what holds it holds as that one's too."""
        is_single = len(self._own) == 1 and not self._limits and len(self._conjuncts) > 1
        if not is_single or any(one.has_own_limit for one in self._conjuncts[:-1]):
            return
        at, sums = self._own[0]
        clauses = [clause for found in sums for clause in found.clauses]
        if at != len(self._conjuncts) - 1 or not any(clause.op in _UPPER for clause in clauses):
            return
        last = self._conjuncts[at]
        words = [self._request.query[found.start : found.end] for found in sums]
        text, numbered = (_without(said, words) for said in (last.text, last.numbered))
        if text:
            self._conjuncts[at] = replace(last, text=text, numbered=numbered, has_own_limit=False)
            self._limits += clauses


class _Left:
    """What is left of a piece of a request when some of it was read: the same text with blanks there."""

    def __init__(self, request: Request, start: int, end: int) -> None:
        self._request = request
        self.text, self.start, self.end = request.text, start, end
        self._trim()

    def _trim(self) -> None:
        while self.start < self.end and self.text[self.start] in _ENDS:
            self.start += 1

    def cut(self, start: int, end: int) -> None:
        self.text = self.text[:start] + " " * (end - start) + self.text[end:]
        self._trim()

    def find(self, source: str) -> bool:
        """Whether it has something; that is cut out."""
        found = compiled(source).search(self.text, self.start, self.end)
        if found is None or not found[0]:
            return False
        self.cut(*found.span())
        return True

    def match(self, source: str) -> int | None:
        """Where something ends that it begins with; None where it does not."""
        found = compiled(source).match(self.text, self.start, self.end)
        return found.end() if found else None

    def only(self, source: str) -> bool:
        """Whether it has something and nothing else that says anything; that is cut out."""
        found = compiled(source).search(self.text, self.start, self.end)
        if found is None:
            return False
        rest = self.text[self.start : found.start()] + " " + self.text[found.end() : self.end]
        if not self._says_nothing(rest):
            return False
        self.cut(*found.span())
        return True

    def is_silent(self) -> bool:
        """Whether nothing is left that says anything."""
        return self._says_nothing(self.text[self.start : self.end])

    def _says_nothing(self, words: str) -> bool:
        silent = self._request.language.silent
        if has_han(words):
            for word in sorted(silent, key=len, reverse=True):
                words = words.replace(word, " ")
            return not words.strip(_ENDS)
        return all(word.lower() in silent for word in _WORD.findall(words))

    def said(self, start: int, sums: Sequence[Found]) -> str:
        """The shopper's own words from a place on, with the sums that belong to it."""
        kept = list(self.text[start : self.end])
        query = self._request.query
        characters = [query[start + at] if letter != " " else " " for at, letter in enumerate(kept)]
        for found in sums:
            if start <= found.start and found.end <= self.end:
                characters[found.start - start : found.end - start] = query[found.start : found.end]
        return " ".join("".join(characters).split()).strip(_ENDS)


def _without(said: str, words: Sequence[str]) -> str:
    for part in words:
        said = said.replace(part, " ")
    return " ".join(said.split()).strip(_ENDS)


def _after_name(text: str, start: int, end: int, name: str) -> int | None:
    """Where the name of a thing ends that stands at a place in ``text``; None where another word stands there."""
    first = re.split("[,，]", name)[0]
    if has_han(first):
        sizes = range(min(len(first), end - start), 0, -1)
        return next((start + size for size in sizes if text[start : start + size] == first[-size:]), None)
    known = {regular_singular(word.lower()) for word in _WORD.findall(first)}
    at = None
    for word in _WORD.finditer(text, start, end):
        if regular_singular(word[0].lower()) not in known or (at is not None and text[at : word.start()].strip()):
            break
        at = word.end()
    return at
