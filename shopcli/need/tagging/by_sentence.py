"""Each sentence read by itself, where the whole request was read less well: a thing among many sentences is told worse.

A tagger reads every word in view of all others. Behind a few more sentences it may miss the thing that one of them names for
somebody, and the number that stands before a name: "plain watch for my dad, he's 70. real hands, must survive a swim".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from shopcli.need.languages.request_grammar import RequestGrammar
from shopcli.need.tagging.roles import Span
from shopcli.need.tagging.whole_spans import words_of
from shopcli.util.lazy_regex import pattern

Read = Callable[[str], Sequence[Span]]
_SENTENCE = pattern(r"[^.!?\n。！？]+(?:[.!?](?=\w)[^.!?\n。！？]*)*[.!?。！？]*")
_SURE = 0.5  # of what a sentence by itself is read as


def read_by_sentence(text: str, spans: Sequence[Span], read: Read, language: RequestGrammar) -> list[Span]:
    """The spans of a request, with what its sentences say by themselves where it was read less well as a whole.

    Args:
        text: the request.
        spans: as the tagger gives them for all of it.
        read: the tagger, for one sentence.
        language: which of its words are persons, and which say nothing by themselves.

    Returns:
        Where nothing was the thing, with the spans of the first sentence that says nothing but a thing and the person whom it
        is for; and with numbers right before a thing.
    """
    sentences = [match.span() for match in _SENTENCE.finditer(text) if match[0].strip()]
    whole, has_thing = list(spans), any(span.role == "thing" for span in spans)
    for start, end in sentences if len(sentences) > 1 else ():
        own = [span for span in whole if span.start < end and start < span.end]
        if has_thing != any(span.role == "thing" for span in own):
            continue
        if not (has_thing or _names_a_person(text, start, end, language)):
            continue
        alone = [replace(span, start=span.start + start, end=span.end + start) for span in read(text[start:end])]
        if has_thing:
            whole += [one for one in alone if _counts_a_thing(text, one, whole)]
        elif _is_for_somebody(text, alone, language) and _is_all(text, start, end, alone, language):
            whole, has_thing = [span for span in whole if span not in own] + alone, True
    return sorted(whole, key=lambda span: span.start)


def _counts_a_thing(text: str, limit: Span, spans: Sequence[Span]) -> bool:
    """Whether a limit stands right before a thing, where nothing was read: the "1000 piece" of a jigsaw."""
    if limit.role != "limit" or any(limit.start < other.end and other.start < limit.end for other in spans):
        return False
    return any(span.role == "thing" and text[limit.end : span.start].isspace() for span in spans)


def _is_for_somebody(text: str, spans: Sequence[Span], language: RequestGrammar) -> bool:
    """Whether a sentence begins with a thing and how it is to be, and tells whom it is for: a "plain watch for my dad".

    No "dad's watch". A bare "phone for my gran" is told of by the sentences behind it, by which the story finds the sort meant.
    """
    telling = [span for span in spans if span.role != "wish" or _names_a_person(text, span.start, span.end, language)]
    is_thing = bool(telling) and telling[0].role == "thing" and telling[0].confidence >= _SURE
    return is_thing and telling[0] is not spans[0] and any(span.role == "wish" for span in telling)


def _is_all(text: str, start: int, end: int, spans: Sequence[Span], language: RequestGrammar) -> bool:
    """Whether a sentence says nothing that was not read: no "my husband broke a cup for his mum"."""
    words = words_of(text, start, end)
    unread = [text[slice(*word)].lower() for word in words if not any(one.start <= word[0] < one.end for one in spans)]
    return all(word in language.silent or word in language.pronouns for word in unread)


def _names_a_person(text: str, start: int, end: int, language: RequestGrammar) -> bool:
    said = (text[slice(*word)].lower() for word in words_of(text, start, end))
    return any(word in language.persons or word.split("'")[0] in language.persons for word in said)
