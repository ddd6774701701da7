"""Indirect questions: all that was wished and a record leaves open, in one, "whether it is quiet, has a lid or lasts a day".

What joins a wish to its thing tells how it is asked: what stands before the thing is what it is, what stands behind "with" is
what it has. So no list of adjectives is needed, and no wish has to be put in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from shopcli.need.languages.registry import language_named
from shopcli.text.tokens import FUNCTION, FUNCTION_STEMS, stem_set
from shopcli.text.words import ends_as_plural
from shopcli.types import Clause, Fact, Need
from shopcli.write.decency import decency
from shopcli.write.moves.wish_words import is_unsaid, turned, whether_of, with_word_before
from shopcli.write.wording.articles import article, has_no_number
from shopcli.write.wording.frames import is_adjective
from shopcli.write.wording.wish_ends import with_asker, without_loose_end

MOST_ASKED = 3  # wishes of one question
_MOST_LISTED = 9  # wishes of which such a question may be made
_LONGEST = 8  # words of a wish
_WHETHER = "whether it "
_WITH = re.compile(r"(?:\bwith|\bhas|\bhave|\bhaving)(?P<article> (?:an?|the|some|plenty of|lots? of))?\s*\Z", re.I)
_FOR = re.compile(r"\b(?:for|to|by|from|of|in|on|at|like|likes|who)(?: (?:an?|the|my|our|his|her|their))?\s*\Z", re.I)
_ARTICLE = re.compile(r"(?:\A|[,;]\s*|\band )(?P<article>an?)\s*\Z", re.I)
_OPENS = re.compile(
    r"(?:\A|[,;.:]\s*(?:(?:and|but|ideally|preferably|please|also|maybe) )?|\b(?:is|are|be|it['’]s|that['’]s|and|but)\s+)\Z",
    re.I,
)
_MODAL = re.compile(
    r"\b(?:it|they|one|that|which|,) ?(?P<modal>should|must|has to|have to|needs to|need to|can|could|will|would) "
    r"(?P<deed>(?!be\b|have\b|cost\b|not\b|i\b|you\b)[a-z]+(?: [\w'’-]+){0,3} )?\Z",
    re.I,
)
_PARTS = re.compile(r"[,.;!?]|(?:and|but|or|for|please|if)\b")
_DOING = re.compile(r"\b(?!\w*thing\b)\w{3,}ing\s*\Z", re.I)
_AS = re.compile(r"\bas \Z", re.I)
_EASE = re.compile(r"(?:(?:easy|good|safe|quick|simple|nice|suitable) (?:to|for|on|in|with)\b|[a-z]+ enough\b)", re.I)
_PRAISED = re.compile(r"(?:good|great|decent|strong|bright|clear|deep|long|short) [a-z-]+\Z", re.I)
# Who does not do something is named before it: "a woman who", "the teacher"; the thing is "one that", "it".
_DOES_NOT = re.compile(r"(?:does|do|will|can|should)(?:n['’]t| not)\b|can['’]t\b|won['’]t\b", re.I)
_OF_THE_THING = re.compile(
    r"(?:\A|[,.;:(–-]|\b(?:that|which|it|they|and|or|but|so|also|one|something|anything|just))\s*\Z", re.I
)
DOES = re.compile(r"\b(?:does|do|will|would|should|must)\s*\Z", re.I)  # before "not jam"
_IDLE = stem_set("help work do fit suit".split()) | FUNCTION_STEMS
_DONE = re.compile(r"[a-z]+(?:ing|ed|free|proof|resistant)", re.I)  # half of "noise cancelling", "oil free"
_HEDGES = re.compile(r"\s+(?:if (?:possible|there is one)|(?:would be|is) (?:nice|good|great|fine)|please|ideally)\Z", re.I)
_NO = re.compile(r"no (?:added )?(?P<thing>[a-z][\w-]+(?: [\w-]+)?)", re.I)
_WAIVED = re.compile(r"\bno .+ (?:needed|required|necessary)\Z", re.I)
_TOO = re.compile(r"not (?P<what>too [\w-]+)", re.I)
_WITHOUT = re.compile(r"(?:no|without)\b", re.I)
_FOR_WITH = re.compile(r"for .+? with (?P<thing>(?:an? |good |plenty of |lots of )[\w -]+)", re.I)
_NEGATED = re.compile(r"(?:not|no|non|without|never|isn['’]t|aren['’]t)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Wishes that stand side by side in a request, half open, and what stands before and behind them there."""

    start: int
    end: int
    clauses: tuple[Clause, ...]


def open_questions(need: Need, silent: Sequence[Clause], facts: Sequence[Fact], answered: Collection[Clause] = ()) -> list[str]:
    """What a record leaves open of a request, each as what would have to be said of the product: "is quiet", "has a lid".

    Empty in a language that words its wishes by a lexicon.

    Args:
        need: the request.
        silent: the wishes on which the record is silent.
        facts: the record.
        answered: the wishes that it grants or denies.
    """
    if language_named(need.language).lexicon:
        return []
    found = []
    for stretch in _stretches(need, silent, answered):
        text = need.query[stretch.start : stretch.end].strip(" .,!?")
        if len(text.split()) > _LONGEST or decency().found(text) or not is_unsaid(text, facts):
            continue
        if said := _predicate(stretch, text, need):
            found.append((not _NEGATED.match(text), said))
    return without_echoes([said for _, said in sorted(found, key=lambda one: one[0])])


def without_echoes(predicates: Sequence[str]) -> list[str]:
    """Predicates without those that say of the product what one before says: "suits a flat" behind "is meant for a flat"."""
    kept: list[str] = []
    for said in predicates:
        stems = stem_set([said.partition(" ")[2]]) - FUNCTION_STEMS
        if not any(stems <= stem_set([other]) for other in kept):
            kept.append(said)
    return kept


def question_of(predicates: Sequence[str]) -> str:
    """One indirect question of several: "whether it is quiet, has a lid or lasts a day".

    >>> question_of(["is quiet", "has a lid"])
    'whether it is quiet or has a lid'
    """
    told = [
        said.removeprefix("is ") if at and predicates[at - 1].startswith("is ") else said for at, said in enumerate(predicates)
    ]
    first, last = ", ".join(told[:-1]), told[-1]
    return f"{_WHETHER}{' or '.join(filter(None, (first, last)))}"


def predicate_in(question: str) -> str:
    """What would have to be said of the product for a question to be answered; empty of one that asks how much."""
    return question.removeprefix(_WHETHER) if question.startswith(_WHETHER) else ""


def is_question_of(text: str, predicates: Sequence[str]) -> bool:
    """Whether an indirect question asks for some of what is left open, and for nothing else."""
    listed = predicates[:_MOST_LISTED]
    return any(
        text == question_of(chosen) for number in range(1, MOST_ASKED + 1) for chosen in combinations(listed, number) if chosen
    )


def _stretches(need: Need, silent: Sequence[Clause], answered: Collection[Clause]) -> Iterator[_Stretch]:
    """The open wishes as they stand in the request; of what is answered in part, nothing."""
    known = [(at, at + len(one.text)) for one in answered if one.text and (at := need.query.find(one.text)) >= 0]
    found: list[_Stretch] = []
    for clause in sorted(silent, key=lambda one: need.query.find(one.text)):
        start = need.query.find(clause.text) if clause.text and clause.source == "request" else -1
        if start < 0 or clause.kind not in ("feature", "exclude"):
            continue
        end = start + len(clause.text)
        if any(left < end and start < right for left, right in known):
            continue
        if found and start < found[-1].end:
            if end <= found[-1].end:
                continue
            found[-1] = replace(found[-1], end=end, clauses=(*found[-1].clauses, clause))
        elif found and not need.query[found[-1].end : start].strip(" -"):
            found[-1] = replace(found[-1], end=end, clauses=(*found[-1].clauses, clause))
        else:
            found.append(_Stretch(start, end, (clause,)))
    for stretch in found:
        beside = [span for span in known if _are_beside(need.query, span, (stretch.start, stretch.end), need)]
        if not beside:
            yield stretch


def _are_beside(query: str, one: tuple[int, int], other: tuple[int, int], need: Need) -> bool:
    """Whether two stretches are parts of one phrase that is not the thing's own: "sensitive" and "skin"."""
    (_, left), (right, end) = sorted((one, other))
    if query[left:right].strip(" -") or left > right:
        return False
    behind, known = query[end:].strip().casefold(), query[one[0] : one[1]].strip().casefold()
    return not any(behind.startswith(topic) or topic == known for topic in _topics(need))


def _topics(need: Need) -> list[str]:
    return [one.text.casefold() for one in need.clauses if one.kind == "topic" and one.text]


def _predicate(stretch: _Stretch, text: str, need: Need) -> str:
    """What would have to be said of the product for a wish to be met; empty where there are no words for that."""
    text, clause = with_asker(without_loose_end(_HEDGES.sub("", text)), need.query), stretch.clauses[0]
    degrees, words = language_named(need.language).degrees, text.split()
    vague = frozenset((*degrees.vague, *degrees.ordinals))  # "second", of "a second screen"
    if is_of_no_weight(words, vague) or words[-1].casefold() in FUNCTION or is_waived(text):
        return ""
    before, behind = need.query[: stretch.start], need.query[stretch.end :].strip().casefold()
    if is_of_somebody(text, before) or _AS.search(before):  # "possible", of "as light as possible"
        return ""
    if _NEGATED.match(text) and DOES.search(before):
        deed = f"{_NEGATED.sub('', turned(text), count=1).strip()}{_rest_of_part(behind)}"
        return f"will {deed}" if deed.split()[-1:] and deed.split()[-1] not in ("your", "yours", "my") else ""
    if too := _TOO.fullmatch(text):
        return f"is {too['what']}"
    unwanted = _NO.fullmatch(text)
    following = behind.split(" ")[0].rstrip(".,!?;")
    if unwanted and following in ("one", "ones"):  # "no ripe ones"
        return f"is {unwanted['thing']}"
    if unwanted and following.isalpha() and not (_PARTS.match(behind) or following in FUNCTION):
        return ""  # "no real", of "no real leather"
    if asked := whether_of(replace(clause, text=text, field=None), need.language):
        return predicate_in(asked)
    if unwanted or _NEGATED.match(text) or clause.kind == "exclude":
        return f"is free of {unwanted['thing']}" if unwanted else ""
    return _by_its_place(text, before, behind, need)


def is_of_somebody(text: str, before: str) -> bool:
    """Whether it is a person who does not do something, of whom nothing is asked of the thing: "who doesn't eat meat".

    >>> is_of_somebody("doesn't wear wool", "a coat for a man who "), is_of_somebody("doesn't itch", "a coat that ")
    (True, False)
    """
    return _DOES_NOT.match(text) is not None and _OF_THE_THING.search(before) is None


def is_waived(text: str) -> bool:
    """Whether words say that something need not be there, which is no wish: "no speakers needed"."""
    return _WAIVED.search(text) is not None


def is_of_no_weight(words: Sequence[str], vague: Collection[str]) -> bool:
    """Whether none of some words tells anything: "something nice"."""
    return all(word in vague or stem_set([word]) <= FUNCTION_STEMS for word in words)


def _by_its_place(text: str, before: str, behind: str, need: Need) -> str:
    """The same of a wish by what stands before and behind it in the request."""
    said = turned(with_word_before(text, need) if _DONE.fullmatch(text) else text)
    if (modal := _MODAL.search(before)) and stem_set([said]) <= _IDLE:
        return ""  # "would help", of what anything is bought for
    if modal:
        return f"{'can' if modal['modal'].casefold() in ('can', 'could') else 'will'} {modal['deed'] or ''}{said}"
    if (having := _WITH.search(before)) and _DOING.search(before[: having.start()]):
        return ""  # "travelling with a notebook"
    if having:
        return _had(said, before, having, need)
    if beside := _FOR_WITH.fullmatch(text):
        return f"has {turned(beside['thing'])}"
    if _FOR.search(before) or text.casefold().startswith(("for ", "to ", "in ", "on ")):
        return ""
    if topic := next((one for one in _topics(need) if _is_before(behind, one, need)), ""):
        return _attribute(said, topic)
    if article := _ARTICLE.search(before):
        return f"comes as {article['article']} {said}" if " " in text and not behind[:1].isalpha() else ""
    is_alone = not behind or _PARTS.match(behind) is not None
    if is_alone and ends_as_plural(said) and _PRAISED.match(said):
        return f"has {said}"  # "good colours", and no "spots", which somebody has
    is_quality = _is_quality(text, need.language, is_joined=behind.startswith("and "))
    return f"is {said}" if is_alone and _OPENS.search(before) and is_quality else ""


def _is_quality(text: str, language: str, *, is_joined: bool) -> bool:
    """Whether words say how a thing is, "foldable", and neither when, "evening", nor, where joined, what: "amp and"."""
    degrees, low = language_named(language).degrees, text.casefold()
    is_known = is_adjective(text) or low in degrees.relative or degrees.orders.qualities.fullmatch(low) is not None
    is_one = " " not in text and not (has_no_number(text) or ends_as_plural(text))
    return _EASE.match(text) is not None or (is_one and (is_known or not is_joined))


def _had(said: str, before: str, having: re.Match[str], need: Need) -> str:
    """What stands behind "with": the thing has it, or who it is for."""
    article, whom = having["article"] or "", _whom_before(before[: having.start()], need)
    if whom:
        return f"suits {whom} with{article} {said}"
    return f"has{article} {said}" if _is_of_thing(before, having, need) else ""


def _rest_of_part(behind: str) -> str:
    """What follows a deed up to the next mark: " in the printer"."""
    rest = re.match(r"(?:[a-z]+ ){0,3}[a-z]+", behind)
    return f" {turned(rest[0])}" if rest and rest[0].split()[0] in FUNCTION and rest[0].split()[-1] not in FUNCTION else ""


def _whom_before(before: str, need: Need) -> str:
    """Whom or what a thing is for, where that ends a part of the request: "a puppy", of "for a puppy with itchy skin"."""
    for clause in need.clauses:
        if clause.text.casefold().startswith("for ") and before.rstrip().endswith(clause.text):
            return turned(clause.text[len("for ") :])
    return ""


def _is_of_thing(before: str, having: re.Match[str], need: Need) -> bool:
    """Whether what stands behind "with" is said of the thing, and not of somebody named between them."""
    head = before[: having.start()].rstrip(" ,").casefold()
    known = (one.text.casefold() for one in need.clauses if not one.text.casefold().startswith("for "))
    return not head or head.endswith(("one", "something", "it", "and", *filter(None, known)))


def _is_before(behind: str, topic: str, need: Need) -> bool:
    """Whether what stands behind a wish is the thing, with nothing but other wishes between."""
    wishes = [one.text.casefold() for one in need.clauses if one.kind == "feature" and one.text]
    while behind and not behind.startswith(topic):
        between = next((one for one in wishes if behind.startswith(one)), "")
        if not between:
            return False
        behind = behind[len(between) :].strip()
    return bool(behind)


def _attribute(said: str, topic: str) -> str:
    """What stands before a thing: "is a goat cheese", of what has no number "is oat milk", and of several "is white"."""
    head = topic.split()[-1]
    if ends_as_plural(head) and not is_adjective(said):
        return ""  # "running", of "running shoes"
    if has_no_number(head):
        return f"is {said} {topic}"
    if ends_as_plural(head):
        return f"is {said}"
    return f"is {article(said)} {said} {topic}"
