"""Turn planning: what is done in the stretches of one turn, put together to what is asked, withdrawn, rejected and told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from shopcli.need.languages.request_grammar import compiled
from shopcli.need.languages.speech_act_grammar import SpeechActGrammar
from shopcli.need.tagging.dialogue_acts import ActSegment, DialogueAct
from shopcli.text.scripts import has_han
from shopcli.types import ReplyKind

REQUESTS: tuple[DialogueAct, ...] = ("need", "refine")  # what asks for products
_QUESTIONS: tuple[DialogueAct, ...] = ("ask", "compare", "why", "advise", "stock", "more", "again")
_OF_PRODUCTS: tuple[DialogueAct, ...] = ("ask", "compare", "why", "advise")
_CIVIL: tuple[DialogueAct, ...] = ("social", "decline", "noise")
_CHANGING: tuple[DialogueAct, ...] = ("drop", "reject")
_MARKS = frozenset(".,;:!?…–-")
LIKELY = 0.5  # of what asks for something, that it is no question about what is shown
SURE = 0.6  # of an act, that it decides what else could be meant
SURE_OF: Mapping[DialogueAct, float] = {
    "need": LIKELY,
    "refine": LIKELY,
    "compare": 0.7,  # "will I sleep better?" compares nothing
    "stock": 0.9,
}


@dataclass(frozen=True, slots=True)
class TurnPlan:
    """A turn as what is to be done.

    Attributes:
        segments: its stretches, in order.
    """

    segments: tuple[ActSegment, ...]

    @classmethod
    def of(cls, segments: Sequence[ActSegment]) -> TurnPlan:
        """The plan of a turn's stretches: what hardly drops or rejects anything is part of a request, or of what is told."""
        likely = {segment.act for segment in segments if segment.confidence >= LIKELY}
        part_of: DialogueAct | None = "need" if likely & set(REQUESTS) else "tell" if "tell" in likely else None
        if part_of:
            segments = [
                replace(segment, act=part_of) if segment.act in _CHANGING and segment.confidence < LIKELY else segment
                for segment in segments
            ]
        return cls(tuple(segments))

    @property
    def request(self) -> ActSegment | None:
        """What is asked for, with all that is told beside it, as one request; None where nothing is asked for."""
        asked = [segment for segment in self.segments if segment.act in REQUESTS]
        if not asked:
            return None
        act: DialogueAct = "need" if any(segment.act == "need" for segment in asked) else "refine"
        sure = min(segment.confidence for segment in asked if segment.act == act)
        told = [segment for segment in self.segments if segment.act in (*REQUESTS, "tell")]
        return ActSegment(_joined(told), act, sure)

    @property
    def questions(self) -> tuple[ActSegment, ...]:
        """What is asked about what is shown, or about the shop; beside a request those alone that are surely about products."""
        if self.request is None:
            return self._of(*_QUESTIONS)
        return tuple(segment for segment in self._of(*_OF_PRODUCTS) if segment.confidence >= SURE)

    @property
    def changes_subject(self) -> bool:
        """Whether beside a request something is dropped, found fault with, decided for, or wanted back."""
        changing = self._of("drop", "reject", "take", "again")
        return self.request is not None and any(segment.confidence >= SURE for segment in changing)

    @property
    def overrules(self) -> tuple[ReplyKind, ...]:
        """The kinds of reply that a form of words must not get, as something else is surely done in the turn.

        Who asks or decides wants no record read aloud; who asks for what was just told of oneself wants nothing to go with it.
        """
        sure = any(segment.confidence >= SURE for segment in self._of("ask", "take"))
        if not sure or self.request is not None:
            return ()
        return ("more_told", "goes_with") if self.told and self._of("ask") else ("more_told",)

    @property
    def dropped(self) -> tuple[ActSegment, ...]:
        """What is no longer wanted."""
        return self._of("drop")

    @property
    def rejected(self) -> tuple[ActSegment, ...]:
        """What is wrong with what is shown."""
        return self._of("reject")

    @property
    def only(self) -> ActSegment | None:
        """The one thing that is done beside greetings and thanks; None where there are several, or none."""
        told = [segment for segment in self.segments if segment.act not in _CIVIL]
        if len(told) > 1 and all(segment.act == "tell" for segment in told):
            return ActSegment(_joined(told), "tell", max(segment.confidence for segment in told))
        return told[0] if len(told) == 1 else self.segments[0] if len(self.segments) == 1 else None

    @property
    def others(self) -> tuple[ActSegment, ...]:
        """That others are wanted than what is shown."""
        return self._of("more")

    @property
    def told(self) -> tuple[ActSegment, ...]:
        """What is told of oneself."""
        return self._of("tell")

    @property
    def refined(self) -> tuple[ActSegment, ...]:
        """What is asked of what is looked for already."""
        return self._of("refine")

    @property
    def taken(self) -> tuple[ActSegment, ...]:
        """What is decided for."""
        return self._of("take")

    @property
    def does_several(self) -> bool:
        """Whether a turn does several things, or one of those that change what is asked for or end the talk."""
        acts = {segment.act for segment in self.segments if segment.act not in _CIVIL}
        if len(acts) > 1:
            return True
        return bool(acts & {"drop", "reject", "take"}) and all(segment.confidence >= SURE for segment in self.segments)

    @property
    def one_question(self) -> ActSegment | None:
        """What is asked beside what is only civil: "that'll do nicely! How long is the warranty?"; None in any other turn."""
        return self.only if len(self.segments) > 1 and self.only in self.questions else None

    @property
    def is_several(self) -> bool:
        """Whether a turn is to be done act by act: it does several things, refines, or asks."""
        return bool(self.does_several or self.refined or self.questions)

    def _of(self, *acts: DialogueAct) -> tuple[ActSegment, ...]:
        return tuple(segment for segment in self.segments if segment.act in acts)


def _joined(segments: Sequence[ActSegment]) -> str:
    """Stretches as one text, a comma between those that no mark parts."""
    if has_han(segments[0].text):
        return "".join(segment.text for segment in segments)
    texts = [segment.text.strip() for segment in segments]
    return "".join(f"{text}{' ' if text[-1:] in _MARKS else ', '}" for text in texts[:-1]) + texts[-1]


def framed(segments: Sequence[ActSegment], grammar: SpeechActGrammar) -> tuple[ActSegment, ...]:
    """Stretches, one that only says of which a question is asked joined to it: "between the first and the second, which …"."""
    joined: list[ActSegment] = []
    for segment in segments:
        before = joined[-1] if joined else None
        if before and segment.act in _QUESTIONS and compiled(grammar.framing).fullmatch(before.text.strip(" ,")):
            joined[-1] = replace(segment, text=_joined([before, segment]))
        else:
            joined.append(segment)
    return tuple(joined)


def untagged(segment: ActSegment, grammar: SpeechActGrammar) -> ActSegment:
    """A stretch that finds no fault as what it is: a question, "it is red, is it?", or a wish, "I would rather have a pot"."""
    if segment.act == "reject" and compiled(grammar.preferring).fullmatch(segment.text.strip(" ,.;:!")):
        return replace(segment, act="refine", confidence=1.0)
    is_tagged = segment.act == "reject" and compiled(rf".*(?:{grammar.tag})").fullmatch(segment.text) is not None
    return replace(segment, act="ask") if is_tagged else segment


def in_form(segment: ActSegment, grammar: SpeechActGrammar) -> ActSegment:
    """A stretch of several, as what its form is: "fine" decides for nothing, "just compare the first two" compares."""
    words = segment.text.strip(" ,.;:!?")
    if any(compiled(source).fullmatch(words) for source in (*grammar.approving, *grammar.fillers)):
        return replace(segment, act="social", confidence=1.0)
    if segment.act in REQUESTS and compiled(grammar.owning).fullmatch(words):
        return replace(segment, act="tell")
    bare = compiled(rf"\A(?:(?:{'|'.join(grammar.fillers)}|just|and|but)\b\W+)+").sub("", words)
    read = grammar.reading(bare) if segment.confidence < SURE else None
    if read and read[0] in ("difference", "better", "why compared"):
        return ActSegment(bare, "compare", 1.0)
    return untagged(segment, grammar)
