"""Questions about the catalog itself: how many, from which brands, at what prices, is there any.

Only the form of a question is known here; what it asks about is the rest of the request, which is understood as any
other. A language is one `Asking`, in one file (`questions_en`). The answer is computed by `shopcli.answers`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from shopcli.need.languages import language_of

QuestionKind = Literal["count", "price range", "brands", "colours", "average", "extreme", "any"]
LONGEST_QUESTION = 300  # characters; what is longer describes a need
JOINED = "; "  # between the request and its refinements (`shopcli.need.refine`)
_KEPT = ("order", "thing", "more")  # the groups of a form that stay in the rest


@dataclass(frozen=True, slots=True)
class Question:
    """A question about the catalog.

    Attributes:
        kind: what is asked.
        rest: the request without the question's own words, as long as the request: what was cut out is blank, with a
            semicolon where words on both sides of it stay. So what is a slice of one is a slice of the other.
        subject: what it is asked of, in the shopper's words; empty for the whole catalog.
        language: whose form it has, ISO 639-1.
        order: for "extreme", the words of the subject that name the order.
        counted: whether the subject is something that is counted: "a mouse", "mice"; "pasta" need not be.
        refines: whether it was asked of a need in force, so that its subject is not the whole.
    """

    kind: QuestionKind
    rest: str
    subject: str
    language: str
    order: str = ""
    counted: bool = True
    refines: bool = False


@lru_cache(maxsize=512)
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Form:
    """One way of asking.

    Attributes:
        kind: what it asks.
        source: the pattern of the whole question without its opening, compiled when first needed. Groups: ``thing``,
            what is asked about; ``more``, what else is asked of it; ``verb`` between them; ``order``, a superlative.
            A ``thing`` of an "extreme" begins with its superlative where there is no group ``order``.
        counted: whether only what is counted can be asked about so.
    """

    kind: QuestionKind
    source: str
    counted: bool = True


@dataclass(frozen=True)
class Asking:
    """What one language brings.

    Attributes:
        code: ISO 639-1.
        hint: what every question holds; most requests are done with after this.
        opening: what may stand before a question.
        closing: what may stand behind it.
        forms: the first that fits is meant.
        never: what holds this asks for advice, or about something else than the catalog.
        lead: words before the thing that say nothing of it ("of your", "different kinds of", "products").
        tail: words behind it that say nothing.
        order: how many characters of a superlative a text begins with, 0 for none.
        is_counted: whether words name something that is counted.
        subject: the subject, from the order, the thing, the verb and the rest.
        messages: sentences for `str.format`; see `questions_en`.
        plural: the words, as more than one.
        colours: the colours' names, by their English ones.
    """

    code: str
    hint: str
    opening: str
    closing: str
    forms: tuple[Form, ...]
    never: str
    lead: str
    tail: str
    order: Callable[[str], int]
    is_counted: Callable[[str], bool]
    subject: Callable[[Mapping[str, str]], str]
    messages: Mapping[str, str]
    plural: Callable[[str], str]
    colours: Mapping[str, str] = field(default_factory=dict)


def asking(code: str) -> Asking:
    """How the language of that code asks and is answered; English where it is not known."""
    from shopcli.need.questions_en import ENGLISH_QUESTIONS
    from shopcli.need.questions_zh import CHINESE_QUESTIONS

    return {"zh": CHINESE_QUESTIONS}.get(code, ENGLISH_QUESTIONS)


@lru_cache(maxsize=256)
def find_question(query: str) -> Question | None:
    """The question about the catalog that a request is, or that its last refinement is; None where it asks for products."""
    start = query.rfind(JOINED) + len(JOINED) if JOINED in query else 0
    said = query[start:]
    if not said.strip() or len(said) > LONGEST_QUESTION:
        return None
    language = language_of(query)
    words, text = asking(language.code), language.normal(said)
    if not _compiled(words.hint).search(text) or _compiled(words.never).search(text):
        return None
    spans = _spans(text, words)
    return None if spans is None else _question(query, start, *spans, words)


def without_question(query: str) -> str:
    """The request without the words that only ask about the catalog; as long as the request."""
    question = find_question(query)
    return question.rest if question else query


def _spans(text: str, words: Asking) -> tuple[Form, dict[str, tuple[int, int]]] | None:
    """The form of a question and where its parts stand, half open."""
    opening = _compiled(words.opening).match(text)
    start = opening.end() if opening else 0
    closing = _compiled(words.closing).search(text, start)
    end = closing.start() if closing else len(text)
    for form in words.forms:
        found = _compiled(form.source).fullmatch(text, start, end)
        if found:
            groups = {name: found.span(name) for name, part in found.groupdict().items() if part is not None}
            spans = _ordered(form, text, _trimmed(groups, text, words), words)
            if spans is not None:
                return form, spans
    return None


def _trimmed(groups: dict[str, tuple[int, int]], text: str, words: Asking) -> dict[str, tuple[int, int]]:
    """The parts without what says nothing at their ends; empty parts stay, as empty."""
    trimmed: dict[str, tuple[int, int]] = {}
    for name, (start, end) in groups.items():
        if name in _KEPT:
            lead = _compiled(words.lead).match(text, start, end)
            start = lead.end() if lead else start
            tail = _compiled(words.tail).search(text, start, end)
            end = tail.start() if tail else end
        trimmed[name] = (start, end)
    return trimmed


def _ordered(
    form: Form, text: str, spans: dict[str, tuple[int, int]], words: Asking
) -> dict[str, tuple[int, int]] | None:
    """The parts with the superlative apart from the thing, where the form asks for one; None where there is none."""
    if form.kind != "extreme":
        return spans
    name = "order" if "order" in spans else "thing"
    start, end = spans[name]
    length = words.order(text[start:end])
    if not length or (name == "order" and start + length != end):
        return None
    if name == "order":
        return spans
    return spans | {"order": (start, start + length)} | _trimmed({"thing": (start + length, end)}, text, words)


def _question(query: str, start: int, form: Form, spans: dict[str, tuple[int, int]], words: Asking) -> Question:
    said = query[start:]
    parts = {name: said[slice(*span)].strip() for name, span in spans.items()}
    kept = sorted((s, e) for name, (s, e) in spans.items() if name in _KEPT and s < e)
    rest, at = "", 0
    for s, e in kept:
        gap = " " * (s - at)
        rest += (f"{gap[:-1]};" if at and gap and said[at:s].strip() else gap) + said[s:e]
        at = e
    return Question(
        form.kind,
        query[:start] + rest + " " * (len(said) - at),
        words.subject(parts),
        words.code,
        order=parts.get("order", ""),
        counted=form.counted or words.is_counted(said[slice(*spans.get("thing", (0, 0)))]) or _has_article(said, spans),
        refines=start > 0,
    )


def _has_article(said: str, spans: dict[str, tuple[int, int]]) -> bool:
    """Whether "a" or "an" stands before the thing."""
    start = spans.get("thing", (0, 0))[0]
    return _compiled(r"(?<![^\W_])an?\s{1,3}\Z").search(said[:start]) is not None
