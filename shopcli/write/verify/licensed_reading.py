"""Semantic parsing of a sentence by roles: whether all of it follows from what the records license, clause by clause.

A small grammar over canonical tokens: who is spoken of, then only wordings that just that product's record licenses in just
that place, joined by closed connectors; differences of two records; a buyer's or the maker's word as theirs; the shopper's
wish. What it cannot take apart to the last token it does not prove. It is a search over states (`State`), each seen once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shopcli.text.negation import NEGATORS
from shopcli.text.scripts import HAN
from shopcli.text.tokens import FUNCTION, stems_of, terms_in
from shopcli.types import Clause, FactsOf, Need, Product
from shopcli.write.decency import decency
from shopcli.write.verify.canonical import NUMBER, amount, canonical
from shopcli.write.verify.claim_forms import NAME
from shopcli.write.verify.computed_differences import price_differences
from shopcli.write.verify.licensed_wordings import TEXT, Place, Tokens
from shopcli.write.verify.reading_scene import BOTH, LicensedTokens, ReadScene, State
from shopcli.write.verify.voices import is_buyer_word, is_maker_word, is_quoted

_QUOTE = re.compile(r"“([^”]*)”")
_YOURS = re.compile(r"\byour (?:\w+,? ){0,2}\w+", re.I)
_QUOTED = "\ue0ff"
_HAVING = (("has",), ("offer",), ("come", "with"), ("include",), ("with",), ("bring",), ("get",))
_LACKING = (
    *(("has", "no"), ("with", "no"), ("do", "not", "has"), ("do", "not", "has", "any"), ("come", "without"), ("is", "without")),
    *(("without",), ("lack",), ("leave", "out"), ("do", "without"), ("no",), ("do", "not", "come", "with"), ("offer", "no")),
    *(("contain", "no"), ("is", "free", "of"), ("free", "of"), ("has", "neither"), ("do", "not", "offer"), ("but", "no")),
)
_ANDS = (
    *((",",), ("and",), (",", "and"), ("but",), (",", "but"), ("yet",), (",", "yet"), ("though",), (",", "though"), ("while",)),
    *(
        (",", "while"),
        (",", "whereas"),
        (";",),
        (":",),
        (",", "so"),
        ("as", "well", "as"),
        (",", "with"),
        ("plus",),
        (";", "but"),
    ),
    *((",", "or"), ("or",), ("nor",), (",", "nor")),
)
_ORS = frozenset(("or", "nor"))
_RECOMMENDED = (
    ("take",),
    ("i", "would", "take"),
    ("i", "recommend"),
    ("i", "suggest"),
    ("i", "would", "go", "for"),
    ("look", "at"),
)
_EMPTY_WORDS = (
    ("is", "worth", "look"),
    ("would", "do"),
    ("is", "my", "pick"),
    ("come", "to", "mind"),
    ("is", "one", "to", "look", "at"),
)
_SILENT = (
    *(("record", "do", "not", "say"), ("is", "not", "said"), ("record", "is", "silent"), ("is", "not", "mentioned")),
    *(("is", "not", "stated"), ("is", "not", "listed"), ("record", "do", "not", "tell"), ("record", "leave", "open")),
)
_SILENT_ON = (("record", "say", "nothing", "of"), ("record", "say", "nothing", "about"), ("record", "is", "silent", "on"))
_NOT_MENTIONED = (("is", "not", "mentioned"), ("is", "not", "stated"))
_KEEPING = ("stay", "keep", "remain", "is")
_LIMITS = frozenset(("limit", "budget"))
_WITHOUT = NEGATORS | {"free"}


def is_licensed(masked: str, *, products: Sequence[Product], facts_of: FactsOf, need: Need) -> bool:
    """Whether all of a sentence follows from the records that it is held against.

    Args:
        masked: the sentence with each product's name as its mark (`NAME` for the first, the next code point for the second).
        products: who may be spoken of.
        facts_of: reads a product's facts.
        need: the request.
    """
    if re.search(f"[{HAN}]", masked):
        return False  # a language that these wordings are not of
    quotes = _QUOTE.findall(masked)
    text = _QUOTE.sub(f" {_QUOTED} ", masked)
    tokens = tuple(token for piece in re.split(r"([\ue000-\uf8ff])", text) for token in _tokens(piece))
    while tokens[-1:] == (".",):
        tokens = tokens[:-1]
    asked = canonical(need.query)
    if any(number not in asked for words in _YOURS.findall(text) for number in canonical(words) if number.startswith(NUMBER)):
        return False  # a number of the shopper's that they did not give
    scene = ReadScene(products, [tuple(facts_of(product)) for product in products], need, quotes, tokens)
    return _Reading(scene).is_whole()


def _tokens(piece: str) -> Tokens:
    return (piece,) if "\ue000" <= piece <= "\uf8ff" else canonical(piece)


class _Reading(LicensedTokens):
    """The search for one way to take a sentence apart."""

    def __init__(self, scene: ReadScene) -> None:
        super().__init__(scene)
        self._seen: set[State] = set()

    def is_whole(self) -> bool:
        """Whether some way reaches the end."""
        open_states = [State(0, "start")]
        while open_states:
            state = open_states.pop()
            if state in self._seen:
                continue
            self._seen.add(state)
            if state.at == len(self._tokens) and state.stand == "said":
                return True
            open_states.extend(self._from(state))
        return False

    def _from(self, state: State) -> Iterator[State]:
        return {
            "start": self._from_start, "clause": self._from_clause, "subject": self._from_subject, "is": self._from_is,
            "has": self._from_has, "lacks": self._from_lacks, "is not": self._from_is_not, "kind": self._from_kind,
            "said": self._from_said,
        }[state.stand](state)  # fmt: skip

    # -------------------------------------------------------------- the grammar

    def _from_start(self, state: State) -> Iterator[State]:
        yield replace(state, stand="clause")
        at = state.at
        if self._is(at, ("unlike",)) and (named := self._named(at + 1)) is not None and self._is(at + 2, (",",)):
            self._scene.unlike.append(named)
            yield State(at + 3, "clause", 1 - named if len(self._scene.products) == 2 else 0)
        yield from self._from_wish(state)

    def _from_wish(self, state: State) -> Iterator[State]:
        """The shopper's own words before a comma: "For swimming,", "You asked for NFC, which it does not have"."""
        for opening in (("for",), ("since", "you"), ("as", "you"), ("to",), ("if", "you"), ("when", "you")):
            for end in self._behind(state.at, (opening,)):
                stop = self._stop(end, (",",))
                if stop and self._is_asked(end, stop):
                    yield replace(state, at=stop + 1, stand="clause")
        for end in self._behind(state.at, (("you", "ask", "for"), ("you", "asked", "for"), ("you", "want"), ("you", "wanted"))):
            stop = self._stop(end, (",", ";"))
            if stop and self._is_asked(end, stop):
                yield replace(state, at=stop + 1, stand="clause")
                yield from self._granted(state, end, stop)

    def _granted(self, state: State, start: int, stop: int) -> Iterator[State]:
        """ "which it does not have", "and it has both" of what was asked for between two tokens."""
        things = [thing for thing in _split(self._tokens[start:stop], ("and", "or", ",")) if thing]
        asked: tuple[tuple[Place, Sequence[Tokens]], ...] = (("absent", _ASKED_NOT), ("noun", _ASKED_AND))
        for place, forms in asked:
            for end in self._behind(stop, forms):
                table = self._scene.wordings[state.subject].by_place.get(place, {})
                if things and all(thing in [said for said, _ in table.get(thing[0], ())] for thing in things):
                    yield State(end, "said", state.subject, state.last, mode=place)

    def _from_clause(self, state: State) -> Iterator[State]:
        at, subject = state.at, state.subject
        if self._is(at, ("it",)):
            yield replace(state, at=at + 1, stand="subject", spoken=())
        if self._is(at, ("both",)) and len(self._scene.products) == 2:
            yield State(at + 1, "subject", BOTH, state.last)
        if self._is(at, ("you", "get")):
            yield replace(state, at=at + 2, stand="has")
        if (named := self._named(at)) is not None:
            own = State(at + 1, "subject", named, named, state.spoken)
            yield own
            yield from (replace(behind, stand="subject") for behind in self._with_brackets(own) if behind.at > own.at)
            if self._is(at + 1, ("'s",)):
                yield State(at + 2, "clause", named, named)
            yield from self._ellipsis(own)
        if self._is(at, ("that", "of")) and (named := self._named(at + 2)) is not None:
            yield from self._ellipsis(State(at + 3, "subject", named, named, state.spoken))
        for end in self._behind(at, _RECOMMENDED):
            if (named := self._named(end)) is not None:
                yield from self._with_brackets(State(end + 1, "said", named, named))
        yield from self._said(state, "clause")
        yield from self._compared(state, "clause")
        yield from self._from_amount(state)
        yield from self._from_voice(state)
        yield from self._from_silence(state)
        if self._is(at, ("for", "that")):
            yield replace(state, at=at + 2 + self._is(at + 2, (",",)))
        if subject != BOTH and self._is(at, (_QUOTED,)):
            return

    def _from_amount(self, state: State) -> Iterator[State]:
        """ "At 249.00 EUR it ...", "At 20 ATM it ...", "For 100.00 EUR less, ..."."""
        at = state.at
        subjects = [
            index for index in range(len(self._scene.products)) if index == state.subject or self._names_later(at, index)
        ]
        if self._is(at, ("at",)):
            for subject in subjects:
                ends = [end for end, _ in self._wordings("terse", subject, at + 1)] + [at + 2] * self._priced(at + 1, subject)
                for end in ends:
                    following = end + self._is(end, (",",))
                    named = self._named(following)
                    if (subject if named is None else named) == subject:
                        yield State(following, "clause", subject, state.last, state.spoken)
        than = self._named(at + 4) if self._is(at + 3, ("than",)) else None
        comma = at + 3 if than is None else at + 5
        if self._is(at, ("for",)) and self._is(comma, (",",)):
            named = self._named(comma + 1)
            subject = state.subject if named is None else named
            for other in {*range(len(self._scene.products))} - {subject}:
                gaps = price_differences(self._scene.products[subject], self._scene.products[other])
                if than in (None, other) and any(said == ("cost", *self._tokens[at + 1 : at + 3]) for _, said in gaps):
                    yield State(comma + 1, "clause", subject, state.last)

    def _names_later(self, at: int, index: int) -> bool:
        return chr(ord(NAME) + index) in self._tokens[at:]

    def _with_brackets(self, state: State) -> Iterator[State]:
        """Behind a name, its price and what stands between brackets, and what may follow."""
        yield state
        if self._is(state.at, ("(",)):
            at, is_open = state.at + 1, True
            while is_open:
                ends = [end for end, _ in self._wordings("terse", state.subject, at)] + [at + 1] * self._priced(
                    at, state.subject
                )
                end = max(ends, default=at)
                if end == at:
                    return
                is_open, at = self._is(end, (",",)), end + 1
            if self._is(at - 1, (")",)):
                yield replace(state, at=at)
        if self._is(state.at, ("at",)) and self._priced(state.at + 1, state.subject):
            yield replace(state, at=state.at + 2)

    def _ellipsis(self, state: State) -> Iterator[State]:
        """ "..., the other is not", "the other has neither", "the other 30 %": of the fields that were just said."""
        facts = self._scene.wordings[state.subject].facts
        spoken = [facts.get(name) for name in state.spoken]
        is_denied = bool(spoken) and all(fact is not None and fact.fact.truth is False for fact in spoken)
        one = _ONE_DENIED if len(spoken) == 1 else _BOTH_DENIED if len(spoken) == 2 else ()
        if is_denied:
            yield from (replace(state, at=end, stand="said") for end in self._behind(state.at, one))
        for fact in spoken:
            if fact is not None and fact.value and self._is(state.at, fact.value):
                yield replace(state, at=state.at + len(fact.value), stand="said")

    def _from_subject(self, state: State) -> Iterator[State]:
        at = state.at
        yield from self._said(state, "verb")
        yield from self._compared(state, "verb")
        if self._is(at, ("is",)):
            yield replace(state, at=at + 1, stand="is")
        yield from (replace(state, at=end, stand="has") for end in self._behind(at, _HAVING))
        yield from (replace(state, at=end, stand="lacks") for end in self._behind(at, _LACKING))
        for end in self._behind(at, (("cost",), ("is", "priced", "at"), ("sell", "for"), ("come", "at"))):
            if self._priced(end, state.subject):
                yield self._on(state, end + 1, "price", "verb")
        yield from (self._on(state, end, "", "verb") for end in self._behind(at, _EMPTY_WORDS))
        yield from self._from_limit(state)

    def _from_limit(self, state: State) -> Iterator[State]:
        """ "stays within your 260 EUR", "leaves 50.01 EUR of your 250 EUR"."""
        if state.subject == BOTH:
            return
        product = self._scene.products[state.subject]
        for clause in self._scene.need.clauses:
            if not _keeps(product, clause):
                continue
            money = f"{NUMBER}{amount(float(clause.value), product.currency)}"  # type: ignore[arg-type]
            left = f"{NUMBER}{amount(round(float(clause.value) - (product.price or 0), 2), product.currency)}"  # type: ignore[arg-type]
            kept = [(verb, "within", *word, money) for verb in _KEEPING for word in ((), ("limit", "of"), ("budget", "of"))]
            every = [*kept, *((*words, "by", left) for words in kept), ("leave", left, "of", money)]
            yield from (self._on(state, end, "price", "verb") for end in self._behind(state.at, every))

    def _from_is(self, state: State) -> Iterator[State]:
        at = state.at
        yield from self._said(state, "adjective")
        yield from self._compared(state, "adjective")
        yield from self._quantities(state)
        if self._is(at, ("not",)):
            yield replace(state, at=at + 1, stand="is not")
        if self._is(at, ("without",)):
            yield replace(state, at=at + 1, stand="lacks")
        yield replace(state, stand="kind")

    def _quantities(self, state: State) -> Iterator[State]:
        """What may stand alone: "a paperback", "54 g"; not a buyer's or a text's."""
        yield from (behind for behind in self._said(state, "terse") if behind.spoken[-1:] != (TEXT,))

    def _from_kind(self, state: State) -> Iterator[State]:
        """Qualities before what the thing is: "a vegan day cream", "a 2019 Corvina"."""
        at = state.at
        for place in ("adjective", "terse"):
            for end, name in self._wordings(place, state.subject, at):
                if name != TEXT:
                    yield replace(state, at=end, stand="kind")
                    yield self._on(state, end, name, place)
        if state.subject != BOTH:
            for words in _kinds(self._scene.products[state.subject]):
                if self._is(at, words):
                    yield self._on(state, at + len(words), "category", "adjective")

    def _from_has(self, state: State) -> Iterator[State]:
        yield from self._said(state, "noun")
        yield from self._compared(state, "noun")
        yield from (behind for behind in self._quantities(state) if self._tokens[state.at].startswith(NUMBER))
        if self._is(state.at, ("no",)) or self._is(state.at, ("neither",)):
            yield replace(state, at=state.at + 1, stand="lacks")

    def _from_lacks(self, state: State) -> Iterator[State]:
        yield from self._said(state, "absent")

    def _from_is_not(self, state: State) -> Iterator[State]:
        yield from self._said(state, "unlike")

    def _from_said(self, state: State) -> Iterator[State]:
        """What may follow a wording: a joint and more, "as you asked", "which ...", "with ..."."""
        at = state.at
        for end in self._behind(at, _ANDS):
            is_or = self._tokens[end - 1] in _ORS
            if is_or and state.mode != "absent":
                continue
            yield from self._next(replace(state, at=end), is_or=is_or)
        if self._is(at, ("with",)) and self._named(at + 1) == state.subject:
            yield replace(state, at=at + 2)
        if self._is(at, (",", "which")):
            yield State(at + 2, "subject", state.last, state.last)
        if self._is(at, (",", "whose")):
            yield State(at + 2, "clause", state.last, state.last)
        yield from (replace(state, at=end, stand="has") for end in self._behind(at, (("with",),)))
        yield from (replace(state, at=end, stand="lacks") for end in self._behind(at, (("without",), ("with", "no"))))
        if at < len(self._tokens) and state.mode in ("adjective", "terse", "noun", "verb"):
            yield from self._prepositional(state)
        for end in self._behind(at, ((",", "as", "you", "ask"), (",", "as", "you", "asked"), ("as", "you", "asked"))):
            if self._is_as_asked(*state.span):
                yield replace(state, at=end)
        for end in self._behind(
            at, (("within", "limit", "of"), (",", "within", "limit", "of"), (",", "within", "budget", "of"))
        ):
            if state.subject != BOTH and self._is_limit(end, state.subject):
                yield replace(state, at=end + 1)

    def _is_limit(self, at: int, subject: int) -> bool:
        product = self._scene.products[subject]
        kept = (clause for clause in self._scene.need.clauses if _keeps(product, clause))
        return any(self._is(at, (f"{NUMBER}{amount(float(clause.value), product.currency)}",)) for clause in kept)  # type: ignore[arg-type]

    def _prepositional(self, state: State) -> Iterator[State]:
        """A further wording without a joint: "a paperback of 312 pages", "from Italy", "waterproof to 20 ATM"."""
        first = self._tokens[state.at]
        if first in ("of", "to", "at"):
            for behind in self._quantities(replace(state, at=state.at + 1)):
                if self._tokens[state.at + 1].startswith(NUMBER):
                    yield replace(behind, mode=state.mode)
        if first in ("from", "in", "for", "by", "of", "made", "on"):
            yield from self._quantities(state)
            yield from self._said(state, "adjective")

    def _next(self, state: State, *, is_or: bool) -> Iterator[State]:
        """What may stand behind a joint."""
        if state.mode == "absent":
            yield replace(state, stand="lacks")
        if is_or:
            return
        yield replace(state, stand="clause")
        yield replace(state, stand="subject")
        yield from (replace(state, at=end, stand="is not") for end in self._behind(state.at, (("not",),)))
        yield from (replace(state, at=end, stand="lacks") for end in self._behind(state.at, (("no",), ("without",))))
        if state.mode == "clause":
            yield from self._of_same_part(state)
        if state.mode == "adjective":
            yield replace(state, stand="is")
        if state.mode == "noun":
            yield replace(state, stand="has")
        if state.mode == "verb":
            yield replace(state, stand="has")
            yield replace(state, stand="is")
        yield from self._quantities(state)
        yield from (behind for behind in self._compared(state, "terse") if behind.spoken[-1:] == behind.spoken[-2:-1])

    def _of_same_part(self, state: State) -> Iterator[State]:
        """ "The cover comes off and can be washed": a clause without the part that the one before it began with."""
        if state.subject == BOTH:
            return
        start = state.span[0]
        table = self._scene.wordings[state.subject].by_place.get("clause", {})
        for said, name in table.get(self._tokens[start], ()):
            for width in range(1, min(_LONGEST_PART, len(said) - 1) + 1):
                if self._is(start, said[:width]) and self._is(state.at, said[width:]):
                    yield replace(self._on(state, state.at + len(said) - width, name, "clause"), span=state.span)

    # -------------------------------------------------------------- wishes, voices, silence

    def _stop(self, start: int, marks: Sequence[str]) -> int | None:
        """The next of some marks, with something before it."""
        return next((at for at in range(start + 1, len(self._tokens)) if self._tokens[at] in marks), None)

    def _is_asked(self, start: int, stop: int) -> bool:
        """Whether the request says all that stands between, and something does."""
        words = [token for token in self._tokens[start:stop] if token not in FUNCTION]
        return bool(words) and all(token in self._scene.asked or {*stems_of(token)} & self._scene.asked for token in words)

    def _is_as_asked(self, start: int, stop: int) -> bool:
        """Whether a wording says what was asked for, denied where the request denies it."""
        words = [token for token in self._tokens[start:stop] if token not in FUNCTION | _WITHOUT]
        is_denied = not _WITHOUT.isdisjoint(self._tokens[max(0, start - 2) : stop])
        query = canonical(self._scene.need.query)
        places = [query.index(token) for token in words if token in query]
        asked_denied = any(not _WITHOUT.isdisjoint((*query[max(0, at - 2) : at], *query[at + 1 : at + 2])) for at in places)
        return bool(words) and len(places) == len(words) and is_denied == asked_denied

    def _from_voice(self, state: State) -> Iterator[State]:
        """A clause that is a buyer's or the maker's word, up to a semicolon, an "and one", or the end."""
        start = state.at
        for stop in range(start + 2, len(self._tokens) + 1):
            is_end = stop == len(self._tokens) or self._tokens[stop] in (";", ",")
            if is_end and self._is_voiced(start, stop, state):
                yield State(stop, "said", state.subject, state.last, mode="clause")

    def _is_voiced(self, start: int, stop: int, state: State) -> bool:
        clause = self._tokens[start:stop]
        named = {index for at in range(start, stop) if (index := self._named(at)) is not None}
        subject = named.pop() if len(named) == 1 else state.subject
        if named or subject == BOTH or ("maker" not in clause and not {"test", "tester"}.isdisjoint(clause)):
            return False
        facts = self._scene.facts[subject]
        words = tuple(token for token in clause if not "\ue000" <= token <= "\uf8ff")
        if _QUOTED in clause:
            quote = self._scene.quotes[self._tokens[:start].count(_QUOTED)]
            is_told = {*words} <= _QUOTING and ("buyer" in words) != ("maker" in words)
            return is_told and clause.count(_QUOTED) == 1 and is_quoted(quote, facts, by_buyer="buyer" in words)
        return is_buyer_word(words, facts) or is_maker_word(words, facts)

    def _from_silence(self, state: State) -> Iterator[State]:
        """ "Whether it has a barometer, its record does not say." """
        at = state.at
        for stop in range(at + 1, len(self._tokens)):
            if self._is(at, ("whether",)) or self._is(at, ("where",)) or self._is(at, ("how",)):
                for end in self._behind(stop + self._is(stop, (",",)), _SILENT):
                    if self._is_silent(at + 1, stop, state.subject):
                        yield State(end, "said", state.subject, state.last, mode="clause")
            for end in self._behind(stop, _NOT_MENTIONED):
                if stop - at <= 4 and self._tokens[at] not in ("no", "it") and self._is_silent(at, stop, state.subject):
                    tail = end + 2 * self._is(end, ("in", "record"))
                    yield State(tail, "said", state.subject, state.last, mode="clause")
        for end in self._behind(at, _SILENT_ON):
            stop = self._stop(end, (",", ";")) or len(self._tokens)
            if stop > end and self._is_silent(end, stop, state.subject):
                yield State(stop, "said", state.subject, state.last, mode="clause")

    def _is_silent(self, start: int, stop: int, subject: int) -> bool:
        """Whether a record has not all the content words of a question, in any field or wording of one."""
        named = [index for at in range(start, stop) if (index := self._named(at)) is not None]
        subject = named[0] if named else subject
        words = [token for token in self._tokens[start:stop] if len(token) > 1 or token.isalnum()]
        stems = {stem for token in words if token not in FUNCTION for stem in stems_of(token)} - _ASKING_STEMS
        if not stems or subject == BOTH or NEGATORS & {*words} or any(token.startswith(NUMBER) for token in words):
            return False
        said = [fact.said for fact in self._scene.wordings[subject].facts.values()]
        wordings = [{stem for token in tokens for stem in stems_of(token)} for facts in said for _, tokens in facts]
        texts = [
            terms_in(f"{fact.label} {fact.words}") for fact in self._scene.facts[subject] if fact.field not in ("reviews",)
        ]
        return not any(stems <= spoken for spoken in (*wordings, *texts))


_LONGEST_PART = 3
_ASKED_NOT = ((",", "which", "it", "do", "not", "has"), (",", "which", "it", "lack"), (",", "which", "is", "missing"))
_ASKED_AND = ((",", "and", "it", "has", "both"), (",", "which", "it", "has"), (",", "and", "it", "has", "it"))
_ONE_DENIED = (("is", "not"), ("has", "not"), ("do", "not"), ("has", "none"), ("has", "no"))
_BOTH_DENIED = (("has", "neither"), ("is", "neither"), ("has", "none"))
_QUOTING = frozenset((_QUOTED, ":", ",", "one", "buyer", "maker", "write", "say", "of", "it", "'s", "note"))
_ASKING_STEMS = frozenset(stem for word in ("one", "can", "be", "it") for stem in stems_of(word))


def _split(tokens: Tokens, marks: Sequence[str]) -> Iterator[Tokens]:
    piece: list[str] = []
    for token in (*tokens, marks[0]):
        if token in marks:
            yield tuple(piece)
            piece = []
        else:
            piece.append(token)


def _keeps(product: Product, clause: Clause) -> bool:
    """Whether a product's price keeps a limit that was asked for."""
    if clause.field != "price" or clause.op not in ("<=", "<") or not isinstance(clause.value, (int, float)):
        return False
    if product.price is None or product.price_range or product.currency is None or clause.unit not in (None, product.currency):
        return False
    return product.price <= clause.value if clause.op == "<=" else product.price < clause.value


def _kinds(product: Product) -> Iterator[Tokens]:
    """What a thing is, by the end of its title's first part and by its category: "day cream", "cream"."""
    head = re.split(r"[,;|(:]|\s[-–—]\s|\b(?:with|for|in|without|of|and)\b", product.title)[0]
    words = list(canonical(head))
    while words and words[-1].startswith(NUMBER):
        words.pop()
    yield from (tuple(words[at:]) for at in range(1, len(words)))
    category = canonical(product.category or "")
    if len(category) == 1:
        yield category


def own_words(text: str) -> Iterator[str]:
    """The faults of decency of what is not told as another's word: praise is a buyer's to give."""
    told = re.sub(r"[^;,:]*\b(?:buyers?|makers?)\b[^;]*", " ", text, flags=re.I)
    yield from decency().found(told, ("praise",))
