"""What no finder claimed: the topic, the features, and exclusions that no field decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from shopcli.need.languages.request_grammar import SEPARATOR
from shopcli.need.request import Found, Free, Request
from shopcli.types import Clause, ClauseKind


def meanings(request: Request, free: Free) -> Iterator[Found]:
    """The first thing that can be the topic is; the others are features, or exclusions behind a "not".

    A feature that is, word for word, a yes/no field of the catalog is decided by that field.
    """
    pieces = [piece for start, end in free.gaps() for piece in request.language.pieces(request.text, start, end)]
    excluded = {piece for piece in pieces if request.language.excludes.match(request.text, piece.start, piece.end)}
    topic_end = len(request.text.partition(SEPARATOR)[0])  # what is shown and read again has its topic first
    possible = (piece for piece in pieces if piece.can_be_topic and piece.start < topic_end and piece not in excluded)
    topic = next(possible, None)
    switches = _by_folded_name(tuple(request.vocabulary.switches))
    for piece in pieces:
        text = request.query[piece.start : piece.end]
        asked = request.language.without_exclusion(text) if piece in excluded else text
        meaning = request.gloss.translate(asked) if request.gloss else None
        kind: ClauseKind = "exclude" if piece in excluded else "topic" if piece is topic else "feature"
        clause = Clause(text, kind, meaning=meaning)
        field = switches.get(folded(asked)) or switches.get(folded(meaning or ""))
        if field and kind != "topic":
            clause = replace(clause, field=field, op="!=" if kind == "exclude" else "is", value=True)
        yield Found(piece.start, piece.end, (clause,), note="" if clause.is_hard else _unread_limit(request, text))


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
