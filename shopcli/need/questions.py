"""Questions about the catalog itself: how many, from which brands, at what prices, is there any.

Only the form of a question is known here; what it asks about is the rest of the request, which is understood as any
other. The answer is computed by `shopcli.pipeline.catalog_answers`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from shopcli.need.languages.ordinals import ordinal_at
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.question_grammar import Form, QuestionGrammar
from shopcli.need.languages.registry import language_of
from shopcli.need.languages.request_grammar import compiled
from shopcli.types import CatalogQuestion

LONGEST_QUESTION = 300  # characters; what is longer describes a need
_KEPT = ("order", "thing", "more", "denied", "state")  # the groups of a form that stay in the rest
_STATES = ("availability", "reduction")  # the fields of what a question may say of an offer beside its form: "in stock"

FieldOf = Callable[[str], str | None]
"""The field of few values that a catalog has under a name, such as "sizes"; None where it has none."""


def no_field(_words: str) -> None:
    """The fields of no catalog."""


def find_question(query: str, field_of: FieldOf = no_field) -> CatalogQuestion | None:
    """The question about the catalog that a request is; None where it asks for products.

    Args:
        query: the request.
        field_of: which of the catalog's fields words name; what they name none of, no values are asked of.
    """
    if not query.strip() or len(query) > LONGEST_QUESTION:
        return None
    language = language_of(query)
    words, text = language.questions, language.requests.normal(query)
    if not compiled(words.hint).search(text) or compiled(words.never).search(text):
        return None
    spans = _spans(text, language, field_of)
    return None if spans is None else _question(query, *spans, language)


def may_ask(query: str) -> bool:
    """Whether a request looks like a question about products at all; cheap, and right to say no."""
    return compiled(language_of(query).questions.asks).search(query) is not None


def _spans(text: str, language: LanguagePack, field_of: FieldOf) -> tuple[Form, dict[str, tuple[int, int]]] | None:
    """The form of a question and where its parts stand, half open."""
    words = language.questions
    start, end = _without(words.opening, words.closing, text, 0, len(text))
    kinds = {kind for kind, sign in words.signs.items() if compiled(sign).search(text)}
    for form in words.forms:
        if form.kind in words.signs and form.kind not in kinds:
            continue
        match = compiled(form.source).fullmatch(text, start, end)
        if match:
            groups = {name: match.span(name) for name, part in match.groupdict().items() if part is not None}
            spans = _ordered(form, text, _trimmed(groups, text, words), language)
            if spans is not None and (form.kind != "values" or field_of(text[slice(*spans["field"])])):
                return form, _with_state(spans, text, language, form)
    return None


def _with_state(spans: dict[str, tuple[int, int]], text: str, language: LanguagePack, form: Form) -> dict[str, tuple[int, int]]:
    """The parts with what is said of the offer beside them: the "in stock" of "do you have a kettle in stock".

    Of what is first in an order "on offer" says that it is sold, and nothing of its price.
    """
    kept = [span for name, span in spans.items() if name in _KEPT]
    for state in language.requests.offers.states:
        match = state.phrases.search(text) if state.field in _STATES else None
        if match and form.kind == "extreme" and compiled(language.questions.tail).fullmatch(f" {match[0]}"):
            continue
        if match and all(match.end() <= start or end <= match.start() for start, end in kept):
            return spans | {"state": match.span()}
    return spans


def _trimmed(groups: dict[str, tuple[int, int]], text: str, words: QuestionGrammar) -> dict[str, tuple[int, int]]:
    """The parts without what says nothing at their ends; empty parts stay, as empty."""
    trimmed = {name for name in _KEPT if name != "denied"}  # "can't be ordered online" is denied of what is online
    return {name: _without(words.lead, words.tail, text, *span) if name in trimmed else span for name, span in groups.items()}


def _without(lead: str, tail: str, text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the match of ``lead`` that it begins with, and that of ``tail`` behind it."""
    first = compiled(lead).match(text, start, end)
    start = first.end() if first else start
    last = compiled(tail).search(text, start, end)
    return start, last.start() if last else end


def _ordered(
    form: Form, text: str, spans: dict[str, tuple[int, int]], language: LanguagePack
) -> dict[str, tuple[int, int]] | None:
    """The parts with the superlative apart from the thing, where the form asks for one; None where there is none."""
    if form.kind != "extreme":
        return spans
    name = "order" if "order" in spans else "thing"
    start, end = spans[name]
    length = _order(text[start:end], language)
    if not length or (name == "order" and start + length != end):
        return None
    if name == "order":
        return spans
    return spans | {"order": (start, start + length)} | _trimmed({"thing": (start + length, end)}, text, language.questions)


def _order(text: str, language: LanguagePack) -> int:
    """How many characters of a superlative a text begins with, 0 for none."""
    first = ordinal_at(language.requests.ordinals, text)
    lengths = [match.end() for phrases, _ in language.requests.orders if (match := phrases.match(text, first))]
    degree = language.degrees.find(text, 0, len(text), alone=False)
    if degree and degree.order and degree.start == 0:
        lengths.append(degree.end)
    return max(lengths, default=0)


def _question(query: str, form: Form, spans: Mapping[str, tuple[int, int]], language: LanguagePack) -> CatalogQuestion:
    words = language.questions
    parts = {name: query[start:end].strip() for name, (start, end) in spans.items()}
    before = query[: spans["thing"][0]] if "thing" in spans else ""
    anything = words.is_anything(before, query[spans["thing"][1] :] if before else "")
    return CatalogQuestion(
        form.kind,
        _rest(query, spans),
        words.subject(parts),
        language.code,
        order=parts.get("order", ""),
        # Whether there is any may be asked of what is not counted too: "do you have milk".
        counted=form.kind != "any" or words.is_counted(before, parts.get("thing", "")),
        names=anything != bool(parts.get("thing")),
        anything=anything,
        field=parts.get("field", ""),
    )


def _rest(query: str, spans: Mapping[str, tuple[int, int]]) -> str:
    """The parts that stay, where they stand, and blanks for everything else."""
    rest, copied = "", 0
    for (start, end), name in sorted((span, name) for name, span in spans.items() if name in _KEPT and span[0] < span[1]):
        gap = " " * (start - copied)
        apart = copied > 0 and gap and (name in ("more", "denied") or query[copied:start].strip())
        rest += (gap[:-1] + ";" if apart else gap) + query[start:end]
        copied = end
    return rest + " " * (len(query) - copied)
