"""What no finder claimed: the topic, the features, and exclusions that no field decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from shopcli.need.languages.request_grammar import SEPARATOR
from shopcli.need.measured_spans import measured_spans, quantities_of
from shopcli.need.request import Found, Free, Request
from shopcli.need.tagging.background import background, without_refusals
from shopcli.need.tagging.by_sentence import read_by_sentence
from shopcli.need.tagging.deeds import with_deeds
from shopcli.need.tagging.pieces import HAN_RUN
from shopcli.need.tagging.refusals import with_refusals
from shopcli.need.tagging.replaced import replaced_thing
from shopcli.need.tagging.roles import Role, Span
from shopcli.need.tagging.whole_spans import is_number, is_vague, telling_stretch, whole_spans, words_of
from shopcli.text.scripts import HAN
from shopcli.types import Clause, ClauseKind
from shopcli.util.lazy_regex import pattern

_PART = pattern(rf"(?:\A|(?<={SEPARATOR}))(?:(?!{SEPARATOR}).)+", re.DOTALL)
_TITLE = pattern(r"《[^》]{1,100}》")
# 好朋友系列(Friends): a name in Chinese, and the same in its own letters.
_IN_ITS_LETTERS = pattern(rf"(?<=[{HAN}]) ?\((?P<name>[^(){HAN}]{{2,60}})\)")
_SIGN = pattern(r"[−-]\d")  # of a number, which is no mark to trim


_NAMED_BEHIND = pattern(r" [A-Z]\w*(?: [^\W\d_]+){0,2}(?=\s*(?:[.,;!?]|\Z))")  # a name, and what is called by it


@dataclass(frozen=True, slots=True)
class _Words:
    """A stretch of the request that nothing else claimed, half open, and what it is for; ``is_aside``: it asks for nothing."""

    start: int
    end: int
    role: Role
    is_aside: bool = False


def meanings(request: Request, free: Free) -> Iterator[Found]:
    """The first thing is the topic; other things, wishes, limits and orders are features, and exclusions stay such.

    A feature that is, word for word, a yes/no field of the catalog is decided by that field. What is said besides, which is
    for nothing, becomes no clause.
    """
    language = request.language
    labelled = _labelled(request)
    has_thing = any(one.role == "thing" for one in labelled)
    parts = [part for one in labelled for part in _unclaimed(request, free, one, has_thing=has_thing)]
    yield from (Found(part.start, part.end, is_aside=True) for part in parts if part.is_aside)
    wanted = _with_what_is_wanted(request, [part for part in parts if not part.is_aside])
    words = _phrases(request, _with_what_is_offered(request, _with_what_is_replaced(request, wanted)))
    yield from _told(request, background(request, free, labelled))
    excluded = {one for one in words if language.excludes.match(request.text, one.start, one.end)}
    refused = {one: said for one in words if one not in excluded and (said := _refused(request, one))}
    excluded |= refused.keys()
    left = {one for one in words if one.role == "exclusion"} - excluded  # of one that a finder read
    words = [one for one in words if one not in left]
    topic_end = len(request.text.partition(SEPARATOR)[0])  # what is shown and read again has its topic first
    topic = next((one for one in words if one.role == "thing" and one.start < topic_end and one not in excluded), None)
    switches = _by_folded_name(tuple(request.vocabulary.switches))
    for one in words:
        text = request.query[one.start : one.end]
        asked = refused.get(one) or (language.without_exclusion(text) if one in excluded else text)
        if not asked.strip():  # the "nothing" of "nothing but black"
            continue
        meaning = _meant(request, asked) or refused.get(one)
        kind: ClauseKind = "exclude" if one in excluded else "topic" if one is topic else "feature"
        clause = Clause(text, kind, meaning=meaning)
        field = switches.get(folded(asked)) or switches.get(folded(meaning or ""))
        if field and kind != "topic":
            clause = replace(clause, field=field, op="!=" if kind == "exclude" else "is", value=True)
        yield Found(one.start, one.end, (clause,), note="" if clause.is_hard else _unread_limit(request, text))


def _told(request: Request, stretches: Iterable[tuple[int, int]]) -> Iterator[Found]:
    """Wishes by their meaning as a whole, of which no word is looked for by itself."""
    parts = [part for start, end in stretches for part in without_refusals(request, start, end)]
    for start, end, is_refused in parts:
        text = request.query[start:end]
        meaning = _meant(request, request.language.without_exclusion(text) if is_refused else text)
        clause = (
            Clause(text, "exclude", meaning=meaning)
            if is_refused
            else Clause(text, "feature", meaning=meaning, source="background")
        )
        yield Found(start, end, (clause,))


def _meant(request: Request, asked: str) -> str | None:
    """What words mean in the catalog's terms: by the letters of their name where they are said, else by translation."""
    if request.gloss is None:
        return None
    if letters := _IN_ITS_LETTERS.search(request.language.normal(asked)):
        said = asked[: letters.start()]
        return f"{said} {letters['name']}" if request.uses(said) else letters["name"]
    return request.gloss.translate(asked)


def _labelled(request: Request) -> list[_Words]:
    """What the words are for. An understanding that is read again says so itself: the thing, and then what is wanted of it."""
    parts = [_Words(*part.span(), "wish") for part in _PART.finditer(request.text)]
    if len(parts) > 1 and parts[0].start:  # what only adds to a need, one wish after another
        return [one for part in parts for one in _shown(request, part)]
    if len(parts) > 1:
        anything = request.text[: parts[0].end] == request.language.messages["anything"]
        wanted = [one for part in parts[1:] for one in _shown(request, part)]
        return wanted if anything else [replace(parts[0], role="thing"), *wanted]
    tagged = _with_series(request, _with_what_is_ordered(request, _titled(request, _tagged(request))))
    tagged = with_refusals(request.text, _with_order(request, tagged), request.language)
    tagged = _with_predicates(request, with_deeds(request.text, tagged, request.language))
    spans = _with_its_letters(request, _with_comparisons(request, whole_spans(request.text, tagged, request.language)))
    has_thing = any(span.role == "thing" for span in spans)
    return [words for span in measured_spans(request, spans) for words in _single(request, span, has_thing=has_thing)]


def _tagged(request: Request) -> list[Span]:
    """The tagger's spans; what only adds to a need in force is labelled as if it stood by itself."""
    from shopcli.need.tagging.tagger import shipped_tagger  # numpy, without which a question of how many there are is read

    text, read = request.text, shipped_tagger().spans
    is_added = text.startswith(SEPARATOR)
    skipped = len(SEPARATOR) if is_added else len(text) - len(text.lstrip())
    said = text[skipped:].replace("''", '" ')  # an inch
    spans = read(said) if is_added else read_by_sentence(said, read(said), read, request.language)
    roles: dict[Role, Role] = {"thing": "wish", "order": "wish"} if is_added else {}  # it has no thing of its own
    return [
        replace(span, start=span.start + skipped, end=span.end + skipped, role=roles.get(span.role, span.role))
        for span in spans
    ]


def _shown(request: Request, part: _Words) -> Iterator[_Words]:
    """A part of what was shown, where exclusions stand together: "without a hood, no sugar"."""
    if request.language.excludes.match(request.text, part.start, part.end):
        return _single(request, Span(part.start, part.end, "exclusion", 1.0))
    return iter((part,))


def _with_order(request: Request, spans: Sequence[Span]) -> list[Span]:
    """With the order of a question about the catalog, which stands alone behind its thing: "laptop        ;lightest"."""
    before, mark, _ = request.text.rpartition(" ;")
    words = words_of(request.text, len(before), len(request.text)) if mark else []
    if not words or any(span.end > len(before) for span in spans):
        return list(spans)
    return [*spans, Span(words[0][0], words[-1][1], "order", 1.0)]


def _with_what_is_ordered(request: Request, spans: Sequence[Span]) -> list[Span]:
    """With the words right behind an order as the thing, where nothing else is one: the "cheapest Friends set"."""
    if any(span.role == "thing" for span in spans):
        return list(spans)
    for at, span in enumerate(spans):
        until = spans[at + 1].start if at + 1 < len(spans) else len(request.text)
        behind = request.text[span.end : until] if span.role == "order" else ""
        named = _NAMED_BEHIND.match(behind)
        words = words_of(request.text, span.end, span.end + named.end()) if named else []
        if words and not any(_is_filler(request, request.text[start:end]) for start, end in words):
            return [*spans[: at + 1], Span(words[0][0], words[-1][1], "thing", 1.0), *spans[at + 1 :]]
    return list(spans)


def _is_filler(request: Request, word: str) -> bool:
    low = word.lower()
    return low in request.language.silent or low in request.language.vague


def _with_series(request: Request, spans: Sequence[Span]) -> list[Span]:
    """With the names of series as wishes, where nothing was labelled there or a limit begins with one: 城市系列500片."""
    whole = list(spans)
    for series in request.language.series.finditer(request.text):
        touching = [span for span in whole if span.start < series.end() and series.start("name") < span.end]
        if all(span.role == "limit" and series.end() < span.end for span in touching):
            rest = [replace(span, start=max(span.start, series.end())) for span in touching]
            whole = [span for span in whole if span not in touching] + [Span(*series.span("name"), "wish", 1.0), *rest]
    return sorted(whole, key=lambda span: span.start)


def _titled(request: Request, spans: Sequence[Span]) -> list[Span]:
    """With titles in brackets, which are things whatever they say: 《诗》."""
    titles = [Span(*title.span(), "thing", 1.0) for title in _TITLE.finditer(request.text)]
    apart = [span for span in spans if not any(span.start < title.end and title.start < span.end for title in titles)]
    return sorted([*apart, *titles], key=lambda span: span.start)


def _with_its_letters(request: Request, spans: Sequence[Span]) -> list[Span]:
    """A name has what stands in brackets behind it, which is no wish of its own: 不要普里米蒂沃(Primitivo)."""
    whole = list(spans)
    for bracket in _IN_ITS_LETTERS.finditer(request.text):
        at = next((at for at, span in enumerate(whole) if _is_named(request, span, bracket.start())), None)
        if at is not None:
            whole[at] = replace(whole[at], end=bracket.end())
            whole[at + 1 :] = [span for span in whole[at + 1 :] if span.start >= bracket.end()]
    return whole


def _with_predicates(request: Request, spans: Sequence[Span]) -> list[Span]:
    """With each predicate of a measure as one wish, however it was tagged: 屏幕要大."""
    whole = list(spans)
    for said in request.language.predicate.finditer(request.text):
        start, end = said.span()
        if any(span.start < start and end < span.end for span in whole):
            continue
        others = [span for span in whole if span.end <= start or end <= span.start]
        before = (replace(span, end=start) for span in whole if span.start < start < span.end)
        behind = (replace(span, start=end) for span in whole if span.start < end < span.end)
        whole = sorted([*others, *before, *behind, Span(start, end, "wish", 1.0)], key=lambda span: span.start)
    return whole


def _is_named(request: Request, span: Span, end: int) -> bool:
    """Whether a span ends at ``end``, but for small words, with a name."""
    if span.role in ("limit", "order") or not span.start < end:
        return False
    return not any(
        request.text[start:stop] not in request.language.silent for start, stop in words_of(request.text, span.end, end)
    )


def _with_comparisons(request: Request, spans: Sequence[Span]) -> list[Span]:
    """A limit has its comparison, which the span before it may have ended in: "lighter than 5 kg"."""
    whole: list[Span] = []
    for span in spans:
        if whole and span.role == "limit" and whole[-1].role in ("thing", "wish"):
            before = whole[-1]
            matches = request.language.sounds_like_a_limit.finditer(request.text, before.start + 1)
            starts = (match.start() for match in matches if match.start() < span.start < match.end())
            start = next((at for at in starts if not request.text[at - 1 : at + 1].isdecimal()), span.start)  # no half of "42"
            whole[-1], span = replace(before, end=min(before.end, start)), replace(span, start=start)
        whole.append(span)
    return whole


def _single(request: Request, span: Span, *, has_thing: bool = True) -> Iterator[_Words]:
    """A span in parts that wish one thing each: "with a stand and a lamp".

    Where no thing is named, what a wish tells of is one purpose: "carry my phone and a lipstick at a party".
    """
    start, role = span.start, span.role
    if role == "exclusion" and request.language.merely_not.match(request.text, start):
        role = "wish"
    if role == "exclusion" and _refused(request, _Words(start, span.end, role)):
        yield _Words(start, span.end, role)
        return
    if role == "exclusion":
        for another in request.language.excludes.finditer(request.text, span.start + 1, span.end):
            yield _Words(start, another.start(), role)
            start = another.start()
    if role == "wish":
        is_told = not has_thing and _is_told(request, span)
        words = words_of(request.text, span.start, span.end)
        for joint in request.language.joint.finditer(request.text, span.start, span.end):
            if (is_told and joint[0].isalpha()) or any(
                start < joint.end() and joint.start() < end for start, end in words if end - start > len(joint[0])
            ):
                continue
            yield _Words(start, joint.start(), role)
            start = joint.end()
    yield _Words(start, span.end, role)


def _is_told(request: Request, span: Span) -> bool:
    """Whether small words tie what a wish says to a sentence that denies nothing: those between words that tell something."""
    if request.language.excludes.search(request.text, span.start, span.end):
        return False
    words = [request.text[start:end].lower() for start, end in words_of(request.text, span.start, span.end)]
    telling = [at for at, word in enumerate(words) if word not in request.language.silent]
    within = words[telling[0] : telling[-1]] if telling else []
    return any(word in request.language.silent and not request.language.joint.fullmatch(word) for word in within)


def _unclaimed(request: Request, free: Free, words: _Words, *, has_thing: bool) -> Iterator[_Words]:
    """The parts of a stretch that no finder took, without what only joins them to what stands before and behind."""
    # Of the span of an order or a limit that was read no more is to be said, unless the thing stands behind, "under 200 watch",
    # or a limit of another field: "under 600 with at least 4 GB".
    is_read = words.role in ("limit", "order") and not free.is_free(words.start, words.end)
    if free.is_free(words.start, words.end) and _refused(request, words):
        yield words  # whole: what small words at its end say of the thing tells that it is refused, "wool itches me"
        return
    role: Role = "thing" if is_read else _role(request, free, words, has_thing=has_thing)
    for start, end in free.gaps(words.start, words.end):
        is_another = is_read and any(map(str.isdigit, request.text[start:end]))
        part = Span(*_trimmed(request, start, end, "limit" if is_another else role), "limit" if is_another else role, 1.0)
        if part.start < part.end and is_vague(request.text, part, request.language):
            yield _Words(part.start, part.end, part.role, is_aside=True)
        telling, end = telling_stretch(request.text, part, request.language)
        start = part.start if SEPARATOR in request.text and telling < end else telling  # what was shown is whole as it is
        if start >= end or (is_read and not is_another and start == words.start):
            continue
        if not (is_read and has_thing) or is_another or (words.role == "order" and end == words.end):
            yield _Words(start, end, part.role)  # what an order ends in is what is ordered: "the cheapest Friends set"


def _role(request: Request, free: Free, words: _Words, *, has_thing: bool) -> Role:
    """What a stretch that may be free is for: a thing, where nothing else is one and it orders or counts something."""
    said, denies = words_of(request.text, words.start, words.end), request.language.excludes
    counts = words.role == "limit" and len(said) > 2 and is_number(request.text, said[:1], request.language)
    of_things = counts and all(one.end < words.end for one in quantities_of(request))  # "2 person tent"; no "175 Hz or faster"
    if not has_thing and (of_things or words.role == "order"):
        return "thing"
    is_free = words.role == "exclusion" and free.is_free(words.start, words.end)
    return "wish" if is_free and not denies.search(request.text, words.start, words.end) else words.role


def _trimmed(request: Request, start: int, end: int, role: Role) -> tuple[int, int]:
    """A stretch without blanks, marks and frames at its ends, half open."""
    text = request.text
    while start < end and text[start].isspace():
        start += 1
    start, end = _unframed(request, start, end, role)
    while start < end and not (text[start].isalnum() or text[start] == "《" or _SIGN.match(text, start)):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "\"'”+%)》"):
        end -= 1
    return start, end


def _unframed(request: Request, start: int, end: int, role: Role) -> tuple[int, int]:
    """A stretch without what only joins it to the rest, which ends where a word does, and never is all that it says."""
    text, frames = request.text, request.language.frames
    words = words_of(text, start, end)
    starts, ends = {start, *(word[0] for word in words)}, {end, *(word[1] for word in words)}
    left, right = start, end
    for frame in frames.finditer(text, start, end):
        if frame.end() == end and (at := min((at for at in starts if frame.start() <= at < end), default=end)) > left:
            right = at
        elif frame.start() == start and role != "thing":
            left = max((at for at in ends if start < at <= frame.end()), default=start)
    keeps = left >= right and HAN_RUN.search(text, start, end) is not None
    return (start, end) if keeps else (left, max(left, right))


def _refused(request: Request, words: _Words) -> str:
    """What is refused in words that were labelled as an exclusion, though they begin with no "no"; empty where nothing is."""
    if words.role != "exclusion" or request.language.excludes.match(request.text, words.start, words.end):
        return ""
    return request.language.in_a_refusal(request.query[words.start : words.end])


def _phrases(request: Request, words: Sequence[_Words]) -> list[_Words]:
    """A wish right before a thing is of its phrase, "gaming mouse", and several things any of which will do are one.

    Where in the phrase the name of the thing begins, the catalog knows better.
    """
    phrases: list[_Words] = []
    for one in words:
        while phrases and (joined := _joined(request, phrases[-1], one)):
            phrases.pop()
            one = joined
        phrases.append(one)
    return phrases


def _joined(request: Request, before: _Words, one: _Words) -> _Words | None:
    """The phrase of a thing and what stands before it, where that is a part of it; or of a limit and the one word behind it."""
    language, between = request.language, request.text[before.end : one.start]
    if (
        one.role == "thing"
        and before.role == "limit"
        and language.ties.fullmatch(between.strip())
        and _compares(request, before)
    ):
        return replace(before, end=one.end)  # "at least 16 GB of memory" says how much of it
    if one.role == "thing":
        is_written_together = (
            HAN_RUN.match(request.text, one.start) and before.role == "wish" and before.end - before.start > 1
        )  # then its words are told apart
        is_part = (before.role in ("wish", "thing") and not is_written_together) or _is_number(request, before)
        ties = language.ties.fullmatch(between.strip())  # "bottle of whisky", "biggest pack of almonds"
        tied = (before.role in ("thing", "order") and ties) or (before.role == "thing" and language.either.fullmatch(between))
        return replace(one, start=before.start) if tied or (is_part and not between.strip()) else None
    words = words_of(request.text, one.start, one.end)
    if one.role != "wish" or len(words) != 1 or is_number(request.text, words, language):
        return None
    if before.role == "limit" and not between:  # 16GB and 内存
        return replace(before, end=one.end)
    ends = not request.text[one.end :].strip(" .!?")
    return replace(before, end=one.end) if before.role == "thing" and between.isspace() and ends else None


def _compares(request: Request, limit: _Words) -> bool:
    """Whether a limit begins with a comparison: "at least", but not "about"."""
    before = request.quantities.before.items() if request.quantities else ()
    said = request.text[limit.start : limit.end].lower()
    return any(said.startswith(f"{phrase} ") for phrase, (comparison, _) in before if comparison != "about")


def _is_number(request: Request, words: _Words) -> bool:
    """Whether it is a limit of nothing but a number: "two or three" of "two or three person tent"."""
    numerals = request.quantities.numerals if request.quantities else {}
    said = words_of(request.text, words.start, words.end)
    telling = [word for word in said if not request.language.ties.fullmatch(request.text, *word)]
    return words.role == "limit" and all(
        request.text[start:end].lower() in numerals or is_number(request.text, [(start, end)], request.language)
        for start, end in telling
    )


def _with_what_is_replaced(request: Request, words: list[_Words]) -> list[_Words]:
    """Where nothing was labelled as the thing, the one that "a new one" is to replace."""
    replaced = None if any(one.role == "thing" for one in words) else replaced_thing(request)
    if replaced is None:
        return words
    others = [one for one in words if not any(one.start < end and start < one.end for start, end in replaced)]
    return sorted([*others, _Words(*replaced[0], "thing")], key=lambda one: one.start)


def _with_what_is_offered(request: Request, words: list[_Words]) -> list[_Words]:
    """Where nothing was labelled as the thing, what is asked for in so many words: 有没有相机, "I need a laptop."."""
    text, offered, nouns = request.text, request.language.offered, request.language.nouns
    if any(one.role == "thing" for one in words):
        return words
    # A noun that is all that is wished for is what is looked for, unless it only adds to a need in force.
    is_alone = sum(one.role == "wish" for one in words) == 1 and not text.startswith(SEPARATOR)
    for number, one in enumerate(words):
        is_named = is_alone and nouns.fullmatch(text, one.start, one.end)
        is_said_of_one = request.language.stands_in.match(text, one.end)
        if one.role == "wish" and not is_said_of_one and (is_named or offered.search(text, 0, one.start)):
            run = HAN_RUN.search(text, one.end)
            behind = words_of(text, one.end, run.end()) if run and run.start() == one.end else []  # 中文 and 字典
            ends = [end for start, end in behind if text[start:end] not in request.language.silent]
            is_free = ends and not any(other.start < ends[-1] and one.end < other.end for other in words)
            return [*words[:number], replace(one, role="thing", end=ends[-1] if is_free else one.end), *words[number + 1 :]]
    return words


def _with_what_is_wanted(request: Request, words: list[_Words]) -> list[_Words]:
    """Where the thing is one that the shopper has, the one that is wanted besides: "I've got batteries, I want a drill"."""
    owned = next((at for at, one in enumerate(words) if one.role == "thing"), None)
    if owned is None or not request.language.owned.search(request.text, 0, words[owned].start):
        return words
    for at, one in enumerate(words[owned + 1 :], start=owned + 1):
        if one.role in ("wish", "thing") and request.language.wanted.search(request.text, words[owned].end, one.start):
            words[owned], words[at] = replace(words[owned], role="wish"), replace(one, role="thing")
            break
    return words


def _unread_limit(request: Request, text: str) -> str:
    """A word of warning where words sound like a limit that nothing here decides."""
    sounds = request.language.sounds_like_a_limit.search(request.language.normal(text))
    return request.language.messages["by_meaning_only"].format(words=text) if sounds else ""


@lru_cache(maxsize=4)
def _by_folded_name(fields: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(all_folded(fields), fields, strict=True))


def folded(name: str) -> str:
    """A field's name or a feature without case, blanks and joints: "Noise-cancelling" is "noise_cancelling"."""
    return re.sub(r"[\s_-]+", "", name).casefold()


def all_folded(names: Sequence[str]) -> list[str]:
    """Each of many names folded, in a hundredth of the time."""
    return folded("\0".join(names)).split("\0") if names else []
