"""Spans made whole: each begins and ends at words that say something, and holds all of what it names.

A tagger labels word by word, so it may end a span inside a phrase: "without" and "meat", "60 litres or" and "more". Here a
negation takes its whole object, what a small word ties together is one span, and small words at the ends go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shopcli.need.languages.request_grammar import NEVER, SEPARATOR, RequestGrammar
from shopcli.need.tagging.pieces import HAN_RUN, words_cut
from shopcli.need.tagging.roles import Role, Span
from shopcli.util.lazy_regex import pattern

Word = tuple[int, int]
_SPACED_WORD = pattern(r"[^\W_]+(?:['’.,-][^\W_]+)*['’]?")
_BARE_NUMBER = pattern(r"[^\w\s]*\d[\d.,/x×-]*[^\w\s]*")
_SHARES_ITS_END = pattern(r"\w-\s?\Z")
_STOP = pattern(r"[.,;:!?()·\n]|\s[-–—]\s")


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words of a stretch, half open each; Chinese is cut by its dictionary."""
    words: list[Word] = []
    for match in _SPACED_WORD.finditer(text, start, end):
        if not HAN_RUN.search(match[0]):
            words.append(match.span())
            continue
        at = match.start()
        for word in words_cut(match[0]):
            words.append((at, at + len(word)))
            at += len(word)
    return words


def whole_spans(text: str, spans: Sequence[Span], language: RequestGrammar) -> list[Span]:
    """Spans of a request in order, none of which overlaps another, each whole.

    Args:
        text: the normal form of the request.
        spans: as the tagger gives them.
        language: which of its words say nothing by themselves, and how it denies.
    """
    mended = _Mending(text, language)
    return mended.tied(mended.denied([mended.things_apart(span) for span in spans]))


class _Mending:
    def __init__(self, text: str, language: RequestGrammar) -> None:
        self._text, self._language = text, language

    def things_apart(self, span: Span) -> Span:
        """No thing that is sold is a person, for whom it is, nor what is said of "one" or "something": "a new one"."""
        words = [self._text[start:end].lower() for start, end in words_of(self._text, span.start, span.end)]
        persons = [word for word in words if word in self._language.persons]
        is_person = persons and all(word in self._language.persons or word in self._language.silent for word in words)
        stand_in = self._language.stands_in.search(self._text, max(0, span.start - 1))
        is_said_of_one = stand_in is not None and stand_in.start() <= span.end <= stand_in.end()
        is_said_of_one |= self._language.indefinite.match(self._text, span.start, span.end) is not None
        return replace(span, role="wish") if span.role == "thing" and (is_person or is_said_of_one) else span

    # --- exclusions

    def denied(self, spans: list[Span]) -> list[Span]:
        """Each negation with its whole object: "no masks, patches or gadgets"."""
        for match in self._language.excludes.finditer(self._text):
            start, end = match.span()
            if any(span.role == "exclusion" and span.start < start and end < span.end for span in spans):
                continue
            if self._is_denial(spans, start, end):
                spans = self._with_object(spans, start, end, "exclusion")
        for match in self._language.merely_not.finditer(self._text):
            if self._is_denial(spans, *match.span()):
                spans = self._with_object(spans, *match.span(), "wish")
        return spans

    def _is_denial(self, spans: Sequence[Span], start: int, end: int) -> bool:
        """Whether something is denied: what stands behind is no limit, and the negation begins no wish of many words."""
        behind = next((span for span in spans if span.end > end), None)
        if behind is None or _STOP.search(self._text, end, max(end, behind.start)):
            return False
        if behind.start > end and any(not self._is_silent(word) for word in words_of(self._text, end, behind.start)):
            return False
        inside = next((span for span in spans if span.start < start and end < span.end), None)
        if inside and inside.role == "wish":  # "a toddler can't swallow" is wished as a whole
            return False
        return behind.role != "limit" or behind.start < end or not self._sounds_like_a_limit(behind)

    def _sounds_like_a_limit(self, span: Span) -> bool:
        return self._language.sounds_like_a_limit.search(self._text, span.start, span.end) is not None

    def _with_object(self, spans: Sequence[Span], start: int, end: int, role: Role) -> list[Span]:
        before = [replace(span, end=min(span.end, start)) for span in spans if span.start < start]
        behind = [span for span in spans if span.start >= start or span.end > end]
        first = behind.pop(0)
        while first.end <= end:
            first = behind.pop(0)
        object_end = first.end
        is_told = first.role == "wish"  # of something: "the Hitchhiker" of "the Hitchhiker series"
        while behind and (self._goes_on(object_end, behind) or (is_told and self._is_told_of(object_end, behind[0]))):
            object_end = behind.pop(0).end
        return [*before, Span(start, object_end, role, first.confidence), *behind]

    def _goes_on(self, end: int, behind: Sequence[Span]) -> bool:
        """Whether the next span is of the object too: "by Ann of Berg", ", patches or gadgets"."""
        following = behind[0]
        if self._language.excludes.match(self._text, following.start) or following.role in ("limit", "order"):
            return False
        between = self._text[end : following.start]
        if not between.strip():
            first = next(iter(words_of(self._text, following.start, following.end)), None)
            last = words_of(self._text, 0, end)[-1]
            return first is not None and (self._ties(first) or self._ties(last))
        if self._language.either.fullmatch(between):
            return True
        closes = self._language.either.search(self._text, following.end)
        return between.strip() == "," and len(behind) > 1 and closes is not None and closes.start() <= following.end + 1

    def _is_told_of(self, end: int, thing: Span) -> bool:
        return thing.role == "thing" and self._text[end : thing.start].isspace()

    # --- small words

    def tied(self, spans: Sequence[Span]) -> list[Span]:
        """Neighbours that a small word ties are one; what is left begins and ends with words that say something."""
        whole: list[Span] = []
        for span in spans:
            if not words_of(self._text, span.start, span.end) and span.role != "order":
                continue
            if whole and (role := self._tied_as(whole[-1], span)):
                span = replace(span, start=whole.pop().start, role=role)
            whole.append(span)
        return whole

    def _tied_as(self, before: Span, span: Span) -> Role | None:
        """What two neighbours are for together; None where they are two."""
        if role := self._joined_as(before, span):
            return role
        if self._text[before.end : span.start].strip() or "exclusion" in (before.role, span.role):
            return None
        if span.role == "order":
            return "order" if before.role == "order" else None  # "third" and "best rated"
        words, following = words_of(self._text, before.start, before.end), words_of(self._text, span.start, span.end)
        if not words or not following:
            return None
        end = words[-1][0] if len(words) > 1 and self._is_silent(words[-1]) else before.end
        if _SHARES_ITS_END.search(self._text[:end]):
            return span.role  # "Herren- und" and "Damenjacken" share their end
        if before.role == "order":
            return "wish" if self._language.opens.fullmatch(self._text, before.start, before.end) else None
        if is_number(self._text, words, self._language):  # "16" and "GB", "2" and "person tent"
            return "limit" if span.role == "wish" else span.role
        if before.role == "thing" and span.role == "limit":
            return self._limited(before, words, following)
        if before.role == "limit" and span.role == "thing":
            return None
        if before.role == "thing" or span.role == "thing":
            either = self._language.either if before.role == "thing" else self._language.ties
            return "thing" if self._ties(words[-1]) or either.fullmatch(self._text, *following[0]) else None
        return self._wished(before, span, words, following)

    def _joined_as(self, before: Span, span: Span) -> Role | None:
        """What two are for together whose words between them, or whose names, join them."""
        if self._is_amount_of(before, span):
            return "limit"
        if self._is_another(before, span):
            return "thing"
        return before.role if self._is_one_name(before, span) else None

    def _is_one_name(self, before: Span, span: Span) -> bool:
        """Whether what is denied goes on with the rest of its name: "not Sauvignon" and "Blanc"."""
        if (
            before.role != "exclusion"
            or span.role not in ("thing", "wish")
            or not self._text[before.end : span.start].isspace()
        ):
            return False
        words, following = words_of(self._text, before.start, before.end), words_of(self._text, span.start, span.end)
        return bool(words and following) and len(words) > 1 and self._is_name(words[-1]) and self._is_name(following[0])

    def _is_another(self, before: Span, span: Span) -> bool:
        """Whether any of two things will do: "Limonade oder Eistee"."""
        between = self._text[before.end : span.start]
        if before.role != "thing" or span.role not in ("thing", "wish") or not between.strip():
            return False
        return self._language.either.fullmatch(between) is not None and len(words_of(self._text, span.start, span.end)) == 1

    def _is_amount_of(self, before: Span, span: Span) -> bool:
        """Whether an amount is of what follows, "16 GB of memory", in words that add to a need; "1 kg of rice" names rice."""
        if before.role != "limit" or span.role not in ("thing", "wish") or not self._text.startswith(SEPARATOR):
            return False
        said = words_of(self._text, before.start, span.end)
        last = sum(word[1] <= before.end for word in said) - 1  # of the amount
        return any(map(self._ties, said[max(last, 0) :]))

    def _limited(self, thing: Span, words: Sequence[Word], following: Sequence[Word]) -> Role | None:
        """What a thing and a limit are together: "lighter" and "than 5 kg" a limit, "pack" and "of 12" a thing."""
        if len(words) == 1 and self._language.sounds_like_a_limit.match(self._text, thing.start):
            return "limit"
        return "thing" if self._ties(following[0]) and len(following) == 2 else None

    def _wished(self, before: Span, span: Span, words: Sequence[Word], following: Sequence[Word]) -> Role | None:
        """What two of wishes and limits are together."""
        together: Role = "limit" if "limit" in (before.role, span.role) else "wish"
        if before.role == "wish" and span.role == "limit" and self._has_number(before) and not self._has_number(span):
            return "limit"  # "4 usb 3.0" and "ports"
        if before.role == "wish" and self._is_code(following[0]) and len(following) <= 2 - (span.role == "limit"):
            return "wish"  # "Galaxy" and "S21", "factor" and "50"
        if self._is_tied(words, following) or self._language.opens.fullmatch(self._text, *words[0]):
            return together
        if all(self._is_silent(word) for word in words):
            return together  # "weighing" and "less than 2 kg"
        names = len(following) == 1 or self._text[span.start].isupper()
        goes_on = together == "wish" and names and self._is_led(words) and not self._is_silent(following[0])
        return "wish" if goes_on else None  # "by marta" and "lindqvist"

    def _is_tied(self, words: Sequence[Word], following: Sequence[Word]) -> bool:
        return self._ties(words[-1]) or self._ties(following[0])

    def _ties(self, word: Word) -> bool:
        return self._language.ties.fullmatch(self._text, *word) is not None

    def _is_name(self, word: Word) -> bool:
        """Whether a word has a capital where not every noun has one."""
        return self._language.nouns is NEVER and self._text[word[0]].isupper()

    def _is_code(self, word: Word) -> bool:
        said = self._text[word[0] : word[1]]
        return any(map(str.isdigit, said)) and not HAN_RUN.search(said)

    def _has_number(self, span: Span) -> bool:
        return any(character.isdigit() for character in self._text[span.start : span.end])

    def _is_led(self, words: Sequence[Word]) -> bool:
        return len(words) == 2 and self._is_silent(words[0]) and not self._is_silent(words[1])

    def _is_silent(self, word: Word) -> bool:
        return self._text[word[0] : word[1]].lower() in self._language.silent


def telling_stretch(text: str, span: Span, language: RequestGrammar) -> Word:
    """A span without what says nothing at its ends, half open, and empty where it has no other words."""
    words = words_of(text, span.start, span.end)
    said = [text[start:end].lower() for start, end in words]
    is_said = span.role != "limit" and not any(map(str.isdigit, text[span.start : span.end]))
    silent = [word in language.silent or (is_said and language.names_nothing(word)) for word in said]
    if all(is_silent or word in language.vague for word, is_silent in zip(said, silent, strict=True)):
        return span.start, span.start
    first, last = 0, len(words) - 1
    while last > 0 and silent[last]:
        last -= 1
    if span.role in ("thing", "wish"):
        empty = [quiet or (span.role == "thing" and word in language.vague) for word, quiet in zip(said, silent, strict=True)]
        first = empty.index(False)
        if span.role == "wish":
            first = next((number for number in range(first) if language.meant.fullmatch(said[number])), first)
    left = span.start if first == 0 else words[first][0]
    return left, span.end if last == len(words) - 1 else words[last][1]


def is_number(text: str, words: Sequence[Word], language: RequestGrammar) -> bool:
    """Whether the words are one number and small words."""
    telling = [(start, end) for start, end in words if text[start:end].lower() not in language.silent]
    return len(telling) == 1 and _BARE_NUMBER.fullmatch(text, *telling[0]) is not None


def is_vague(text: str, span: Span, language: RequestGrammar) -> bool:
    """Whether its words say something, though nothing that can be looked for."""
    said = [text[start:end].lower() for start, end in words_of(text, span.start, span.end)]
    empty = (word in language.silent or word in language.vague or language.names_nothing(word) for word in said)
    return not language.vague.isdisjoint(said) and all(empty)
