"""A small grammar of sentences with slots: what a model may write of a move in words of its own, so that nothing is claimed.

All that is said of a product stands in slots, which code fills and checks. Before the first word that means a product there
may be the need, in the shopper's words and in plain words of any trade; behind it only words that state nothing, and in "for
..." the shopper's. No capitals, no digits, no "not", no comparatives; each slot once, behind words that its type can follow.
The same grammar holds a model while it decodes and judges what was written without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from shopcli.write.move_prompts import MoveSlot

_WORD = re.compile(r"(?P<open>\(?)(?P<core>\$(?:[A-Z]|[a-z]\d)|[A-Za-z][a-z]*(?:['’-][a-z]+)*)(?P<close>[),;:.?]*)")
_FACT_SLOT = re.compile(r"[a-z]\d")
_MARKS = ("", ",", ";", ":", ".", ")", "),", "):", ").", ");")
_MEANS_A_PRODUCT = frozenset("it its which this".split())
_DANGLING = frozenset(
    """a an the with and or for it its which that is are has be at of to in on by as so from if but since because than i your my
    costs you would this look take consider know note mind please see hear like want get buys choose try pick suggest recommend
    show say ask may might can could should must also""".split()
)
_SPOKEN_FIRST = frozenset(("I", "I'd", "I'll", "I'm"))
_FACTS = "vanqcl"
# Behind which words or marks a slot may stand; "^" is the beginning, "$" any slot of a fact, "$A" one of those slots.
_BEFORE: Mapping[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "A": "the this", "B": "the this", "C": "the this",
        "P": "( , at for costs",
        "G": ", for costs at is save saves : pay ^ spend",
        "U": "for",
        "Q": ":",
        "W": "ask know me out on , is asks matters : learn asked question say confirm tell",
        "S": "for , want",
        "O": ": ,", "F": "the your",
        "v": "it which also $v",
        "l": "it which but yet $l",
        "q": ", ( : $q",
        "a": ", is : $a",
        "n": "with has : have $n",
        "c": "and ; : since",
    }.items()
}  # fmt: skip
# What may stand behind a verb that would else say something of a product.
_PREDICATES: Mapping[str, frozenset[str]] = {
    "is": frozenset("what the where $a $G $W worth there".split()),
    "has": frozenset(("$n",)),
    "with": frozenset(("$n",)),
    "costs": frozenset(("$P", "$G")),
    "offers": frozenset(("$n",)),
    "comes": frozenset("at with to in first".split()),
}
_DOING = "take look see hear know note mind consider try choose pick suggest recommend show say ask read tell get like point"
# What words may stand behind some that would else go astray; slots stand where they may.
_THEN: Mapping[str, frozenset[str]] = {
    word: frozenset(then.split())
    for words, then in {
        "as since because": "it the", "but yet": "it the", "and": "it the i you is has costs would saves",
        "which": "is has costs also would saves", "also too": "is has costs", "be": "the my", "like": "to the that a",
        "to": _DOING, "you": "may might want would could can should must save get see",
        "i": "would may can could take suggest recommend pick choose must should", "i'd i'll": _DOING,
        "would may might could can should must": f"be {_DOING}", "one": "i",
        "$U": "the i i'd i'll you it a take look consider", "take try choose pick consider show": "the",
        "want": "to the", "look": "at", "get buys": "the", "says writes": "a the", "know mind note see hear": "that the a what",
        "please": "note know mind", "that": "it the", "my": "choice", "choice": "is would",
        "suggest recommend": "the", "ask": "a the", "say": "that the it", "point": "to you",
    }.items()
    for word in words.split()
}  # fmt: skip
_TO_A_NAME = frozenset(("at", *_DOING.split()))  # what leads to a name that is still to be said
_VERBS = frozenset("is has costs offers comes gives brings would goes".split())
# Before "the" and a name, what leaves it to be the subject of a verb to come.
_STARTS_A_CLAUSE = frozenset("^ , ; : $U less more so since because and as where there here then that but if when".split())
_AGAIN = frozenset(
    "a an the and or it is you your i i'd for to of in on at with that as so be".split()
)  # words that may come twice
_DETERMINERS = frozenset("a an the your my its".split())
_TELLING = frozenset("reason drawback buyer maker warning unknown".split())  # moves that tell what a shopper should know
_BE = frozenset("would could may might should must will can to".split())  # what "be" follows
_MINE = frozenset(("choice",))
_RECOMMENDING = frozenset("take look show suggest recommend choose consider try choice pick want also too".split())
_VOWEL = re.compile("[aeiou]")
_OF_A_GAP = frozenset("less cheaper more dearer".split())  # what may stand behind an amount that is no price
_MOST_WORDS = 26
_ENDING_MARKS = ("", ".", ",", "?", ":")  # those behind a word
_SLOT_MARKS = (".", "", ",", "?", ").", ")", ":")
_WORDS, _WORDS_A_SLOT = 8, 2  # while it is written word by word; what was written without is judged by the words alone
_MORE_WORDS, _MOST_TRIED = 6, 150  # beside the slots that are missing; states that are looked at for one word
# Whose words are quoted: one of them must be said in that move, and in no other.
_VOICES: Mapping[str, frozenset[str]] = {
    "buyer": frozenset(("buyer", "buyers", "buyer's", "review", "reviews")),
    "maker": frozenset(("maker", "maker's", "makers")),
}
_QUOTING = frozenset("a the buyer buyers maker says writes review reviews".split())
_SAYING = frozenset("says writes words wrote note".split())
_GOES_ON = frozenset("less more cheaper dearer".split())  # what may stand behind all that had to be said
_BOUND: Mapping[str, frozenset[str]] = {
    **{move: words | _SAYING for move, words in _VOICES.items()},
    "unknown": frozenset("cannot unknown nothing nowhere silent ask record says maker".split()),
    "shortfall": frozenset("nothing none cannot".split()),
    "cheaper": frozenset("less cheaper saves save".split()),
    "dearer": frozenset("more dearer".split()),
}


@cache
def plain_words() -> Mapping[str, frozenset[str]]:
    """The words that state nothing of a product, by where they may stand: ``anywhere``, and ``before`` it is named."""
    sections: dict[str, set[str]] = {}
    name = ""
    for line in Path(__file__).with_name("draft_words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif not line.startswith("#"):
            sections.setdefault(name, set()).update(line.split())
    return {name: frozenset(words) for name, words in sections.items()}


@dataclass(frozen=True, slots=True)
class _State:
    """Where a sentence stands after some words."""

    words: int = 0
    previous: str = ""
    last: str = "^"
    last_fact: str = ""
    is_named: bool = False
    n_use: int = -1  # words said behind "for" of what it is for; -1 elsewhere
    is_subject: bool = False
    used: frozenset[str] = frozenset()
    marks: str = ""


@dataclass(frozen=True)
class MoveGrammar:
    """What may be said of a move, word by word; it has the interface of `shopcli.write.constrain.TokenVocabulary`.

    Attributes:
        move: its kind.
        slots: what it has to say.
        use: what it is for, in the shopper's words, which alone may stand behind "for"; empty where nobody said.
    """

    move: str
    slots: Sequence[MoveSlot]
    use: str = ""
    _known: dict[tuple[str, ...], _State | None] = field(default_factory=dict, repr=False)
    _endings: dict[_State, tuple[int, bool]] = field(default_factory=dict, repr=False)

    def allows(self, words: Sequence[str], partial: str, piece: str) -> bool:
        """Whether ``piece`` may follow: what it ends are words that may stand there, and what it leaves open begins one.

        What no sentence of the grammar begins with may not stand, though each of its words might: a model that writes word by
        word would be led to where nothing may follow.
        """
        *whole, left = f"{partial}{piece}".split(" ")
        state = self._after((*words, *whole))
        if state is None or (state.words and self._is_ended(state)):
            return False
        return self._begins(left, state) if left else self._can_end(state)

    def ends(self, words: Sequence[str], partial: str) -> bool:
        """Whether the sentence is whole with its last word."""
        state = self._after((*words, partial))
        return state is not None and self._is_ended(state)

    def faults(self, text: str) -> list[str]:
        """The first word that may not stand where it does; empty for a sentence of the grammar."""
        words = text.split(" ")
        for at in range(len(words)):
            if self._after(tuple(words[: at + 1])) is None:
                return [f"{words[at]!r} behind {' '.join(words[max(0, at - 2) : at])!r}"]
        return [] if self.ends(words[:-1], words[-1]) else ["not whole"]

    def _after(self, words: tuple[str, ...]) -> _State | None:
        """The state after some words; None where one of them may not stand."""
        words = words[1:] if words and not words[0] else words  # a model may begin with a blank
        if not words:
            return _State()
        if words not in self._known:
            before = self._after(words[:-1])
            self._known[words] = None if before is None or self._is_ended(before) else self._stepped(before, words[-1])
        return self._known[words]

    def _is_ended(self, state: _State) -> bool:
        return state.marks.endswith((".", "?"))

    def _stepped(self, state: _State, word: str) -> _State | None:
        said = _WORD.fullmatch(word)
        if said is None or state.words >= _MOST_WORDS or not self._may_close(said, state):
            return None
        core = said["core"]
        if core.startswith("$"):
            if not self._may_fill(core[1:], said["open"], state):
                return None
        elif said["open"] or not self._may_say(core, state):
            return None
        low = core if core.startswith("$") else core.casefold()
        is_slot = core.startswith("$")
        last = f"${core[1]}" if is_slot else low
        n_use = self._n_use_after(low, state) if not is_slot else -1
        last = "$U" if self._use and n_use == len(self._use) else last
        is_name = core[1:2] in ("A", "B", "C")
        is_verb = low in _VERBS or (is_slot and core[1] in "vl")
        return _State(
            state.words + 1,
            state.last,
            said["close"][-1:] or last,
            last if is_slot else (state.last_fact if low == "and" else ""),
            state.is_named or low in _MEANS_A_PRODUCT or is_name,
            n_use if not said["close"] else -1,
            state.previous in _STARTS_A_CLAUSE if is_name else state.is_subject and not is_verb,
            state.used | {core[1:] if is_slot else low},
            state.marks + ("(" if said["open"] else "") + said["close"],
        )

    def _n_use_after(self, word: str, state: _State) -> int:
        if word == "for":
            return 0
        is_use = 0 <= state.n_use < len(self._use) and word == self._use[state.n_use]
        return state.n_use + 1 if is_use else -1

    # --- words

    def _may_say(self, word: str, state: _State) -> bool:
        low = word.casefold()
        if not self._is_cased(word, state):
            return False
        if 0 <= state.n_use < max(1, len(self._use)):
            return low in self._use[state.n_use : state.n_use + 1]
        if low not in self._sayable(state) or (low in state.used and low not in _AGAIN) or low == state.last:
            return False
        return self._follows(low, state) and self._goes_on_with(low, state) and not self._misses_a_name(low, state)

    def _is_cased(self, word: str, state: _State) -> bool:
        """Whether a word has a capital where it is the first, or always has one; and may be the first where it is."""
        low = word.casefold()
        if state.words == 0:
            return word in (*_SPOKEN_FIRST, low.capitalize()) and self._may_open(low)
        return word == low or word in _SPOKEN_FIRST

    def _follows(self, word: str, state: _State) -> bool:
        """Whether a word may stand behind the one before it."""
        must = _PREDICATES.get(state.last)
        if must is not None and state.is_named and word not in must:
            return False
        if state.last == "$G" and state.previous not in ("save", "saves") and word not in _OF_A_GAP:
            return False
        if state.last in _DETERMINERS and not self._may_follow_article(state.last, word):
            return False
        if word not in _THEN.get(state.last, (word,)) or (word == "be" and state.previous in ("i", "you")):
            return False
        if word == "the" and state.last in ("is", "be") and "one" in state.used:
            return False
        if word == "the" and state.last in _TO_A_NAME and not self._has_name_left(state):
            return False
        if word in ("but", "yet") and all(slot.short[0] != "l" or slot.short in state.used for slot in self.slots):
            return False
        is_one = state.last == "the" and state.is_named
        return (
            (word == "be") <= (state.last in _BE)
            and (word != "one" or is_one)
            and (state.last != "at" or (word == "the" and state.previous == "look"))
        )

    def _goes_on_with(self, word: str, state: _State) -> bool:
        """Whether what is still to be said lets a sentence go on so."""
        if word == "for" and "for" in state.used and not self._has_amount_left(state):
            return False
        if self._is_complete(state):
            return word in _GOES_ON or word in _BOUND.get(self.move, frozenset()) & _QUOTING
        return not state.is_named or self._has_object(word, state)

    def _misses_a_name(self, word: str, state: _State) -> bool:
        """Whether a word means a product that was not named yet, or that a quotation is not of."""
        if word == "which" and any(name[0] in "nvl" for name in state.used if _FACT_SLOT.fullmatch(name)):
            return True  # the thing that the product has, and no longer the product
        is_told_by_another = self.move in _VOICES
        return word in (*_MEANS_A_PRODUCT, *(("that", "mind") if is_told_by_another else ())) and (
            is_told_by_another or self._has_name_left(state)
        )

    def _has_object(self, word: str, state: _State) -> bool:
        """Whether some slot is left for a verb that only slots can follow."""
        wanted = _PREDICATES.get(word, frozenset(("",)))
        left = {f"${slot.short[0]}" for slot in self.slots if slot.short not in state.used}
        return not all(option.startswith("$") for option in wanted) or bool(wanted & left)

    @staticmethod
    def _may_follow_article(article: str, word: str) -> bool:
        is_noun = word in plain_words()["nouns"] or (article == "the" and word == "one") or (article == "my" and word in _MINE)
        return is_noun and (article not in ("a", "an") or _sounds_behind(article, word))

    def _has_name_left(self, state: _State) -> bool:
        """Whether the product of the sentence is still to be named."""
        return any(slot.short in "ABC" and slot.is_needed and slot.short not in state.used for slot in self.slots)

    def _has_amount_left(self, state: _State) -> bool:
        """Whether a price or a gap is still to be said, for which "for" may come twice."""
        return any(slot.short in "PG" and slot.short not in state.used for slot in self.slots)

    def _is_complete(self, state: _State) -> bool:
        return all(slot.short in state.used for slot in self.slots if slot.is_needed)

    def _may_open(self, word: str) -> bool:
        return word in plain_words()["openings"] or (word == "a" and self.move in _VOICES)

    def _sayable(self, state: _State) -> frozenset[str]:
        if 0 <= state.n_use < max(1, len(self._use)):
            return frozenset(self._use[state.n_use : state.n_use + 1])
        return self._tail if state.is_named else self._head

    @cached_property
    def _use(self) -> tuple[str, ...]:
        """The words of what it is for; none where one of them could not be said."""
        words = tuple(self.use.split())
        is_plain = all(re.fullmatch("[a-z]+(?:['’-][a-z]+)*", word) and word not in plain_words()["never"] for word in words)
        return words if is_plain else ()

    @cached_property
    def _tail(self) -> frozenset[str]:
        told = plain_words()["telling"] if self.move in _TELLING else frozenset()
        plain = plain_words()["anywhere"] | told | _BOUND.get(self.move, frozenset())
        return plain - _RECOMMENDING if self.move == "warning" else plain

    @cached_property
    def _head(self) -> frozenset[str]:
        return self._tail | (plain_words()["before"] if self.move != "warning" else frozenset()) | {"i'd", "i'll"}

    # --- slots

    @cached_property
    def _named_slots(self) -> frozenset[str]:
        return frozenset(slot.long for slot in self.slots)

    def _may_fill(self, name: str, bracket: str, state: _State) -> bool:
        if name in state.used or all(slot.short != name for slot in self.slots):
            return False
        if 0 < state.n_use < len(self._use):
            return False
        kind = name[0]
        may_follow = _BEFORE.get(kind, frozenset())
        if state.last == "$G":
            return False
        if not bracket and kind in "vl" and state.is_subject and state.last in ("$A", "$B", "$C", ")", ","):
            return True
        if bracket:
            return "(" in may_follow and state.last in ("$A", "$B", "$C") and "(" not in state.marks
        must = _PREDICATES.get(state.last)
        if must is not None and state.is_named and f"${kind}" not in must and state.last != "with":
            return False
        if state.last == "and":
            is_clause = kind == "c" and state.is_named and "which" not in state.used
            return is_clause or (f"${kind}" in may_follow and state.last_fact == f"${kind}")
        if state.last == ",":
            return "," in may_follow and (state.is_named or kind not in _FACTS)
        return state.last in may_follow

    def _may_close(self, said: re.Match[str], state: _State) -> bool:
        """Whether the marks behind a word may stand there."""
        close, core = said["close"], said["core"]
        if not close:
            return True
        is_open = f"{state.marks}{said['open']}".count("(") > state.marks.count(")")
        if close.startswith(")") != is_open and (close.startswith(")") or close[0] not in ",:"):
            return False
        if close not in _MARKS and not (close == "?" and self.move == "question"):
            return False
        if core == "$G" and state.last not in ("save", "saves"):
            return False
        if state.n_use >= 0 and not core.startswith("$") and self._n_use_after(core.casefold(), state) < len(self._use):
            return False
        if core.casefold() in _DANGLING or close.count(":") + state.marks.count(":") > 1:
            return False
        if ";" in close and (";" in state.marks or ":" in state.marks):
            return False
        if ":" in close and self.move in _VOICES and core.casefold() not in _SAYING:
            return False
        used = {*state.used, core[1:]}
        if close[-1] not in ".?":
            return not all(slot.short in used for slot in self.slots if slot.is_needed) or "quote" in self._named_slots
        voices = _VOICES.get(self.move)
        is_told = voices is None or not voices.isdisjoint({*used, core.casefold()})
        return is_told and all(slot.short in used for slot in self.slots if slot.is_needed)

    def _begins(self, left: str, state: _State) -> bool:
        """Whether an open word begins one that may stand there."""
        if state.words >= _MOST_WORDS:
            return False
        core = left.removeprefix("(")
        if core.startswith("$") or not core:
            return any(self._leads_on(state, word) for word in self._slots_from(left))
        if re.fullmatch(r"(.*[a-z'])([,;:.?]+)", core):
            return core == left and self._leads_on(state, core)
        if core != left:
            return False
        words = [word for word in self._words_from(core, state) if self._may_say(word, state)]
        return any(self._leads_on(state, f"{word}{mark}") for word in words for mark in _ENDING_MARKS)

    # --- whether it can become whole

    def _leads_on(self, state: _State, word: str) -> bool:
        after = self._stepped(state, word)
        return after is not None and self._can_end(after)

    def _can_end(self, state: _State) -> bool:
        """Whether a few words more make the sentence whole, and no longer than one of so many slots is in good speech."""
        longest = _WORDS + _WORDS_A_SLOT * len(self.slots)
        return self._ends_within(min(self._n_missing(state) + _MORE_WORDS, longest - state.words), state, [_MOST_TRIED])

    def _n_missing(self, state: _State) -> int:
        return sum(slot.is_needed and slot.short not in state.used for slot in self.slots)

    def _ends_within(self, n_words: int, state: _State, left: list[int]) -> bool:
        """Whether so many words more do, looked for depth first; ``left`` is how many states may still be tried."""
        if self._is_ended(state):
            return True
        tried, ends = self._endings.get(state, (-1, False))
        if ends or n_words <= tried:
            return ends
        if n_words < max(1, self._n_missing(state)) or not left[0]:
            return False
        left[0] -= 1
        ends = any(
            self._ends_within(n_words - 1, after, left)
            for word in self._next_words(state)
            if (after := self._stepped(state, word)) is not None
        )
        if ends or left[0]:
            self._endings[state] = (n_words, ends)
        return ends

    def _next_words(self, state: _State) -> Iterator[str]:
        """What may stand next: slots before words, and what ends a sentence before what goes on."""
        slots = [slot for slot in self.slots if slot.short not in state.used]
        brackets = ("", "(") if state.last in ("$A", "$B", "$C") else ("",)
        for slot in slots:
            yield from (f"{bracket}${slot.short}{mark}" for bracket in brackets for mark in _SLOT_MARKS)
        for word in sorted(self._sayable(state)):
            form = next((one for one in _SPOKEN_FIRST if one.casefold() == word), word)
            form = form if state.words else form[:1].upper() + form[1:]
            if self._may_say(form, state):
                yield from (f"{form}{mark}" for mark in _ENDING_MARKS)

    def _slots_from(self, left: str) -> Iterator[str]:
        for slot in self.slots:
            for bracket in ("", "("):
                for mark in _MARKS:
                    if (word := f"{bracket}${slot.short}{mark}").startswith(left):
                        yield word

    def _words_from(self, core: str, state: _State) -> Iterator[str]:
        low = core.casefold()
        for word in self._sayable(state):
            if word.startswith(low):
                as_said = next((form for form in _SPOKEN_FIRST if form.casefold() == word), word)
                form = as_said if as_said != word else (word.capitalize() if core[0].isupper() else word)
                if form.startswith(core):
                    yield form


def _sounds_behind(article: str, word: str) -> bool:
    """Whether a word goes with "a" or "an", as far as its first letter tells."""
    return (article == "an") == (_VOWEL.match(word) is not None)
