"""Questions about the catalog itself: how many, from which brands, at what prices, is there any.

Only the form of a question is known here; what it asks about is the rest of the request, which is understood as any
other. A language is one `Asking`, in one file (`questions_en`). The answer is computed by `shopcli.answers`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from shopcli.need.languages import asking, language_of
from shopcli.need.question_words import Asking, Form, QuestionKind

LONGEST_QUESTION = 300  # characters; what is longer describes a need
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
        names: whether it names what it asks about, so that it is a new request in a conversation, too.
        anything: whether any product would do of which the subject is true: "anything vegan", "products under 5 euros".
    """

    kind: QuestionKind
    rest: str
    subject: str
    language: str
    order: str = ""
    counted: bool = True
    names: bool = False
    anything: bool = False


@lru_cache(maxsize=512)
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


@lru_cache(maxsize=256)
def find_question(query: str) -> Question | None:
    """The question about the catalog that a request is; None where it asks for products."""
    if not query.strip() or len(query) > LONGEST_QUESTION:
        return None
    language = language_of(query)
    words, text = asking(language.code), language.normal(query)
    if not _compiled(words.hint).search(text) or _compiled(words.never).search(text):
        return None
    spans = _spans(text, words)
    return None if spans is None else _question(query, *spans, words)


def may_ask(query: str) -> bool:
    """Whether a request looks like a question about products at all; cheap, and right to say no."""
    return _compiled(asking(language_of(query).code).asks).search(query) is not None


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
    shown = {kind for kind, sign in words.signs.items() if _compiled(sign).search(text)}
    for form in words.forms:
        if form.kind in words.signs and form.kind not in shown:
            continue
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


def _ordered(form: Form, text: str, spans: dict[str, tuple[int, int]], words: Asking) -> dict[str, tuple[int, int]] | None:
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


def _question(query: str, form: Form, spans: Mapping[str, tuple[int, int]], words: Asking) -> Question:
    parts = {name: query[start:end].strip() for name, (start, end) in spans.items()}
    before = query[: spans["thing"][0]] if "thing" in spans else ""
    anything = words.is_anything(before, query[spans["thing"][1] :] if before else "")
    return Question(
        form.kind,
        _rest(query, spans),
        words.subject(parts),
        words.code,
        order=parts.get("order", ""),
        counted=form.counted or words.is_counted(before, parts.get("thing", "")),
        names=anything != bool(parts.get("thing")),
        anything=anything,
    )


def _rest(query: str, spans: Mapping[str, tuple[int, int]]) -> str:
    """The parts that stay, where they stand, and blanks for everything else."""
    rest, at = "", 0
    for (start, end), name in sorted((span, name) for name, span in spans.items() if name in _KEPT and span[0] < span[1]):
        gap = " " * (start - at)
        apart = at > 0 and gap and (name == "more" or query[at:start].strip())
        rest += (gap[:-1] + ";" if apart else gap) + query[start:end]
        at = end
    return rest + " " * (len(query) - at)
