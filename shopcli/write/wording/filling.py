"""Template filling: the sentences that a bank's frames make of one move, of which a model then chooses."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from shopcli.need.languages.lexicon import NAME_ENDS, NAME_STARTS
from shopcli.need.languages.registry import language_named
from shopcli.text.scripts import HAN
from shopcli.write.moves.move import Move
from shopcli.write.wording.ellipsis import COMPARED
from shopcli.write.wording.frame_bank import Frame, frame_bank

_LISTED = "标价"  # of a price whose currency no record tells, as the lexicon has it
_SAYS_PRICE = re.compile(r"(?:价格?是?|售价|卖|要|花|只|仅)\{[AB]\.price\}|\{[AB]\.price\}的")
_CURRENCY = re.compile(rf"[A-Z]{{3}}\b|[$€£¥₹]|[\d万](?![万至])[{HAN}]")
_COUNTED = re.compile(r"\{(?P<name>\w+(?:\.\w+)?)\} star(?P<several>s?)\b")  # "1 star" and "2 stars"
_BARE = re.compile(r"[\d.,]+ ?\S{0,6}")  # an amount that tells nothing of what it is
_WITH_QUANTITY = re.compile(r"\b(?:with|has|offers|gives you|of) \{(?P<slot>[a-z]\d):q\}")
_VOICES = (".buyer", ".complaint", ".maker", ".denial")
# What an answer begins with of what was asked, the most of it first; and where the thing itself is told as it was typed.
_BEGINS: Sequence[Set[str]] = ({"limit", "use"}, {"limit"}, {"use"}, {"kinds"})
_BEGINS_TYPED: Sequence[Set[str]] = (
    {"wish", "kinds"},
    {"wish"},
    {"limit", "use"},
    {"limit", "kinds"},
    {"limit"},
    {"use"},
    {"kinds"},
)
_BESIDE = ("cheaper", "dearer")
_OPENING = ("pick", "only", "gift", "shortfall", "aside", "not_sold", "instead")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence that may be said, and the frame that made it."""

    text: str
    frame: Frame


def candidates(move: Move, language: str, *, seed: int = 0, most: int = 3) -> list[Candidate]:
    """Sentences for a move, each of another frame; in an order that ``seed`` and the product decide, so that answers differ.

    Frames that say all of the move's facts come before those that say fewer; of the first there are at most ``most``.
    """
    usable = [frame for frame in frame_bank(language).get(move.kind, ()) if _fits(frame, move)]
    usable = [frame for frame in usable if not frame.gives_a_reason or frame.facts.keys() <= move.why or not frame.facts]
    fitting = _not_bare(usable, move)
    fitting = _of_nouns(fitting, move)
    whole = _compared(_voiced([frame for frame in fitting if frame.facts.keys() == move.facts.keys()]))
    lexicon = language_named(language).lexicon
    begins = _BEGINS_TYPED if lexicon else _BEGINS
    reading = _priced(whole or _fullest(fitting), move, begins, is_priced_beside=lexicon is not None)
    of_record = _of_record if lexicon else _of_none
    chosen = sorted(reading, key=lambda frame: (of_record(frame), _place(frame, move, seed)))[:most]
    texts = ((_filled(frame, move, seed, marks=lexicon is not None), frame) for frame in chosen)
    return list(dict.fromkeys(Candidate(lexicon.spaced(text) if lexicon else text, frame) for text, frame in texts))


def _not_bare(frames: Sequence[Frame], move: Move) -> Sequence[Frame]:
    """Of the frames those that set no bare amounts beside each other, "1.4 instead of 1.1 kg", where verbs say of what."""
    pair = [move.facts.get(slot) for slot in ("a1", "b1")]
    bare = [facts is not None and any(_BARE.fullmatch(text) for text in facts.forms.get("quantity", ())) for facts in pair]
    pairs = [frame for frame in frames if {"a1", "b1"} <= frame.facts.keys() and "quantity" in frame.facts.values()]
    kept = [frame for frame in frames if not (all(bare) and frame in pairs)]
    return kept if any(frame.facts.keys() == move.facts.keys() for frame in kept) else frames


def _of_nouns(frames: Sequence[Frame], move: Move) -> Sequence[Frame]:
    """Of the frames those that have no measure behind "with" that describes and names nothing, "with 96 cm wide"."""

    def reads(frame: Frame) -> bool:
        slots = (found["slot"] for found in _WITH_QUANTITY.finditer(frame.text))
        told = ((move.facts[slot].forms if slot in move.facts else {}) for slot in slots)
        return not any(set(forms.get("quantity", ())) & set(forms.get("adjective", ())) for forms in told)

    kept = [frame for frame in frames if reads(frame)]
    return kept if any(frame.facts.keys() == move.facts.keys() for frame in kept) else frames


def _compared(frames: Sequence[Frame]) -> Sequence[Frame]:
    """Of the frames those that set two amounts beside each other in as few words as may be, where some do."""
    return [frame for frame in frames if COMPARED.search(frame.text)] or frames


def _voiced(frames: Sequence[Frame]) -> Sequence[Frame]:
    """Of the frames those that tell a maker's or a buyer's words of an alternative, or what it alone grants, where some can."""
    return [frame for frame in frames if any(name.endswith(_VOICES) or name == "gain" for name in frame.others)] or frames


def _of_record(frame: Frame) -> int:
    """How many of a frame's facts are told by their field's name, 规格是500克, where 500克 alone would do."""
    return sum(form == "clause" for form in frame.facts.values())


def _of_none(frame: Frame) -> int:
    return 0


def _priced(
    frames: Sequence[Frame], move: Move, begins: Sequence[Set[str]], *, is_priced_beside: bool = False
) -> Sequence[Frame]:
    """Of the frames with which an answer opens those that name the price, where some do, and of these those with the limit.

    Where it ``is_priced_beside``, another product is named with its price too.
    """
    is_beside = move.kind == "alternative" or (is_priced_beside and move.kind in _BESIDE)
    told = "A.price" if move.kind in _OPENING else "B.price" if is_beside else ""
    priced = [frame for frame in frames if told in frame.others] if told else []
    reading = _sounding_priced(priced or frames, move)
    if move.kind not in _OPENING:
        return reading
    for said in ({"filed"},) if move.kind == "instead" else begins:
        if beginning := [frame for frame in reading if said <= frame.others]:
            return beginning
    return reading


def _sounding_priced(frames: Sequence[Frame], move: Move) -> Sequence[Frame]:
    """Of the frames those in which a price reads as one: a bare number not in brackets, "from 80" not behind "for"."""
    bare = [f"{name}}}" for name, said in move.words.items() if name.endswith(".price") and not _CURRENCY.search(said)]
    spans = [f" {{{name}}}" for name, said in move.words.items() if name.endswith(".price") and said.startswith("from ")]
    reading = [frame for frame in frames if not any(f"{way}{price}" in frame.text for price in spans for way in ("for", "at"))]
    bracketed = [f"{{{slot}}} (" for slot, name in move.words.items() if len(slot) == 1 and name.endswith(")")]
    reading = [frame for frame in reading if not any(name in frame.text for name in bracketed)] or reading
    told = [frame for frame in reading if not any(f"({{{price}" in frame.text for price in bare)]
    if bare and "gap" in move.words:  # "for 8 less" of nobody knows what
        told = [frame for frame in told or reading if "gap" not in frame.others] or [
            frame for frame in reading if "gap" not in frame.others
        ]
    if any(said.startswith(_LISTED) for said in move.words.values()):
        told = [frame for frame in told or reading if not _SAYS_PRICE.search(frame.text)] or told
    return told or reading or frames


def _fullest(frames: Sequence[Frame]) -> list[Frame]:
    most = max((len(frame.facts) for frame in frames), default=0)
    return [frame for frame in frames if len(frame.facts) == most]


def _fits(frame: Frame, move: Move) -> bool:
    """Whether the move has what the frame asks for; a question says what may be answered."""
    if move.kind == "question" and "options" not in frame.others:
        return False
    is_said = all(name in move.facts and form in move.facts[name].forms for name, form in frame.facts.items())
    if not (is_said and all(name in move.words for name in frame.others)):
        return False
    return all((move.words[one["name"]] == "1") != bool(one["several"]) for one in _COUNTED.finditer(frame.text))


def _place(frame: Frame, move: Move, seed: int) -> int:
    return zlib.crc32(f"{seed}|{move.products[0].id if move.products else ''}|{frame.text}".encode("utf-8", "surrogatepass"))


def _filled(frame: Frame, move: Move, seed: int, *, marks: bool) -> str:
    """The sentence; with ``marks`` its names stand between `NAME_STARTS` and `NAME_ENDS`."""
    fillers = dict(_fillers(frame, move, seed))
    if marks:
        fillers |= {name: f"{NAME_STARTS}{fillers[name]}{NAME_ENDS}" for name in fillers if len(name) == 1}
    return frame.filled(fillers)


def _fillers(frame: Frame, move: Move, seed: int) -> Iterator[tuple[str, str]]:
    words: Mapping[str, str] = move.words
    for slot in frame.slots:
        if slot.form is None:
            yield slot.name, words[slot.name]
        else:
            wordings = move.facts[slot.name].forms[slot.form]
            yield f"{slot.name}:{slot.form[0]}", wordings[_place(frame, move, seed) % len(wordings)]
