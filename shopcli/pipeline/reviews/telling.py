"""Reviews in sentences: how many praise and complain, of what, and their own words; few are called few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from shopcli.need.languages.registry import language_named, languages
from shopcli.pipeline.reviews.statements import reviews_of, sentences_of
from shopcli.text.safe import shorten
from shopcli.text.scripts import set_apart
from shopcli.types import FEELINGS, Feeling, Product, Remark, ReviewSummary, Sentence
from shopcli.write.product_names import short_name

_FEW = 2
_MOST_ASPECTS, _LONGEST = 3, 160


def told(summary: ReviewSummary, language: str) -> Iterator[Sentence]:
    """The reviews of a product summed up: counts, what several reviews speak of, and a praise and a complaint word for word.

    Nothing where it has no reviews.
    """
    messages, product = _messages(language), summary.product
    if summary.size == 1:
        yield _sentence(product, messages["few one"], name=short_name(product))
    elif summary.size:
        message = messages["few" if summary.size <= _FEW else "reviews"]
        yield _sentence(product, message, n=str(summary.size), name=short_name(product), counts=_counts(summary, messages))
    if aspects := messages["and"].join(_of_aspects(summary, messages)):
        yield _sentence(product, messages["aspects"], told=f"{aspects[:1].upper()}{aspects[1:]}")
    feelings: Sequence[Feeling] = FEELINGS if summary.size == 1 else ("praise", "complaint")
    quotes = (_quote(summary, feeling, messages) for feeling in feelings)
    yield from dict.fromkeys(quote for quote in quotes if quote is not None)  # one sentence may praise and complain


def fewest_complaints(summaries: Sequence[ReviewSummary], language: str) -> tuple[Sentence, ...]:
    """Of which product the smallest share of reviews complain; who has no reviews is told apart, and wins nothing.

    Of equal shares what more reviews say comes first; where nothing tells two apart, both are named.
    """
    messages = _messages(language)
    reviewed = sorted((one for one in summaries if one.size), key=_complaining)
    sentences = list(_fewest(reviewed, messages)) if reviewed else []
    if silent := [one.product for one in summaries if not one.size]:
        text = set_apart(messages["nobody"], names=_names(silent, messages))
        sentences.append(Sentence(text, tuple(product.id for product in silent), "template"))
    return tuple(sentences)


def _fewest(reviewed: Sequence[ReviewSummary], messages: Mapping[str, str]) -> Iterator[Sentence]:
    """Who comes first of those that have reviews, the smallest share of complaints first; the others; that all are few."""
    first = [one for one in reviewed if _complaining(one) == _complaining(reviewed[0])]
    names, how = _names([one.product for one in first], messages), _complaints(first[0], messages)
    message = messages["fewest alike" if len(first) > 1 else "fewest"]
    text = set_apart(message, **{"names" if len(first) > 1 else "name": names}, told=how)
    yield Sentence(text, tuple(one.product.id for one in first), "template")
    for one in reviewed[len(first) :]:
        yield _sentence(one.product, messages["beside"], name=short_name(one.product), told=_complaints(one, messages))
    if len(reviewed) > 1 and max(one.size for one in reviewed) <= _FEW:
        ids = tuple(one.product.id for one in reviewed)
        n = str(sum(one.size for one in reviewed))
        yield Sentence(set_apart(messages["fewest of few"], n=n), ids, "template")
    elif len(reviewed) > len(first) and first[0].size <= _FEW:
        yield Sentence(_counted("fewest on few", first[0].size, messages), (first[0].product.id,), "template")


def _names(products: Sequence[Product], messages: Mapping[str, str]) -> str:
    *others, last = map(short_name, products)
    return f"{messages['more names'].join(others)}{messages['names']}{last}" if others else last


def _complaining(summary: ReviewSummary) -> tuple[float, int]:
    return len(summary.reviews("complaint")) / summary.size, -summary.size


def _complaints(summary: ReviewSummary, messages: Mapping[str, str]) -> str:
    n = len(summary.reviews("complaint"))
    how = {0: " none", 1: " one"}.get(n, "") + (" of one" if summary.size == 1 else "")
    return messages[f"complain{how}"].format(n=n, all=summary.size)


def _counts(summary: ReviewSummary, messages: Mapping[str, str]) -> str:
    counts = {feeling: len(summary.reviews(feeling)) for feeling in FEELINGS}
    return messages["and"].join(_counted(feeling, n, messages) for feeling, n in counts.items() if n)


def _of_aspects(summary: ReviewSummary, messages: Mapping[str, str]) -> Iterator[str]:
    """What more than one review feels about; what a single one says is quoted, not counted."""
    felt = [one for one in summary.aspects if len({*one.reviews("praise"), *one.reviews("complaint")}) > 1]
    for aspect in felt[:_MOST_ASPECTS]:
        for feeling in ("praise", "complaint"):
            if n := len(aspect.reviews(cast("Feeling", feeling))):
                yield _counted(f"{feeling} of", n, messages, all=str(summary.size), aspect=aspect.name)


def _counted(message: str, n: int, messages: Mapping[str, str], **words: str) -> str:
    return messages[f"{message} one" if n == 1 else message].format(n=n, **words)


def _quote(summary: ReviewSummary, feeling: Feeling, messages: Mapping[str, str]) -> Sentence | None:
    """The remark of a feeling that says what, in its own words and its sentence: one on an aspect before others."""
    likely = [remark for remark in summary.remarks if remark.feeling == feeling and remark.text]
    remark = next((one for one in likely if one.aspects), next(iter(likely), None))
    if remark is None:
        return None
    words = shorten(_in_its_sentence(remark, summary).rstrip(".。"), _LONGEST)
    return _sentence(summary.product, messages["quote"], n=str(remark.review), words=words)


def _in_its_sentence(remark: Remark, summary: ReviewSummary) -> str:
    """A remark with the rest of its sentence, "Stiff, but bone dry inside": half of one may say another thing.

    The remark alone where the sentence is long, or holds what is not to be told.
    """
    others = [one for one in summary.remarks if one.review == remark.review]
    if all(one.text for one in others):
        for sentence in sentences_of(reviews_of(summary.product)[remark.review - 1]):
            if remark.text.rstrip(".。") in sentence and len(sentence) <= _LONGEST:
                return sentence
    return remark.text


def _messages(language: str) -> Mapping[str, str]:
    grammar = language_named(language).reviews or languages()[-1].reviews
    assert grammar is not None  # the last language has it
    return grammar.messages


def _sentence(product: Product, message: str, **words: str) -> Sentence:
    return Sentence(set_apart(message, **words), (product.id,), "template")
