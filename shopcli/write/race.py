"""Candidate ranking: of the sentences that frames make of a move, the one that a language model would most readily say.

argmax P(sentence | request) by the token, less what it repeats of what was just said. A model that tells no likelihoods (a
server) is asked for the number of the one that it would say; without a model the first one stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal, Protocol, cast

from shopcli.config import Decoding
from shopcli.models.writer.chat import Messages
from shopcli.models.writer.language_model import LanguageModel
from shopcli.types import Need
from shopcli.write.wording.filling import Candidate
from shopcli.write.wording.frame_bank import SLOT, Frame

_SYSTEM = "You are a good shop assistant: short, warm, concrete."
_READ_ALOUD = 0.3  # off it too, for each clause that only reads the record aloud, "its water rating is 10 ATM"
_OF_A_RECORD = re.compile(r"\b(?:its|the) [\w-]+(?: [\w-]+)? (?:is|are) ", re.I)
_HAS_AND_HAS = re.compile(r"\b(has|is) (?:(?!\b\1\b)[^,;:.])* and \1 ")  # "it has GPS and has a lamp"
_NAMED_AGAIN = 0.2  # where what is recommended is named again; the same words again are always likely
_REPEATED = 0.6  # off the log-probability, for a sentence that opens as one that was just said


_OF_A_PHRASE = 3  # words
_ASKED = 8  # sentences that a model chooses among by their numbers


class RankingModel(Protocol):
    """A model that tells how likely texts are."""

    def likelihoods(self, messages: Messages, texts: Sequence[str]) -> Sequence[float]:
        """Mean log-probability a token of each text as the reply to the messages."""
        ...


def best_of(candidates: Sequence[Candidate], need: Need, model: LanguageModel | None, *, said: Sequence[str] = ()) -> Candidate:
    """The candidate that reads best behind what was said; the first where no model tells likelihoods.

    Args:
        candidates: one at least.
        need: the request.
        model: who ranks; None for nobody.
        said: the sentences before, in this answer and in the last ones.
    """
    if model is None or not can_rank(model) or len(candidates) == 1:
        return min(candidates, key=lambda candidate: _repeats(candidate.text, said))
    scores = cast("RankingModel", model).likelihoods(asking(need.query), [candidate.text for candidate in candidates])
    worth = [score - _dullness(one, said) for score, one in zip(scores, candidates, strict=True)]
    return candidates[max(range(len(candidates)), key=worth.__getitem__)]


def chosen(
    candidates: Sequence[Candidate],
    need: Need,
    model: LanguageModel | None,
    decoding: Decoding,
    *,
    said: Sequence[str] = (),
    drafts: Sequence[Candidate] = (),
) -> tuple[Candidate, Literal["lm", "ranked", "template"]]:
    """The candidate to say, and whose it is: a model's own draft, a frame that a model chose, or one that code chose alone.

    Args:
        candidates: the frames' sentences; one at least, where there is no draft.
        need: the request.
        model: who chooses; None for nobody.
        decoding: how a model is asked that tells no likelihoods.
        said: the sentences before.
        drafts: the model's own.

    Raises:
        ModelError: the model gives no answer.
    """
    every = [*candidates, *drafts]
    best: Candidate | None = None
    if model is not None and len(every) > 1:
        if can_rank(model):
            best = best_of(every, need, model, said=said)
        else:
            first = sorted(candidates, key=lambda one: _repeats(one.text, said))
            best = _named([*first[: max(1, _ASKED - len(drafts))], *drafts], need, model, decoding)
    if best is not None:
        return best, "lm" if best in drafts else "ranked"
    best = best_of(candidates or drafts, need, None, said=said)
    return best, "lm" if best in drafts else "template"


def _named(candidates: Sequence[Candidate], need: Need, model: LanguageModel, decoding: Decoding) -> Candidate | None:
    """The candidate whose number a model gives; None where it gives none of them."""
    listed = "\n".join(f"{number}. {one.text}" for number, one in enumerate(candidates, start=1))
    content = f"A shopper asks: {need.query}\n\nWhich of these answers is the most natural? Its number is enough.\n{listed}"
    messages = [{"role": "system", "content": _SYSTEM}, {"role": "user", "content": content}]
    reply = next(iter(model.generate(messages, decoding=decoding)), "")
    number = re.match(r"\W*(\d{1,2})\b", reply)
    place = int(number[1]) - 1 if number else -1
    return candidates[place] if 0 <= place < len(candidates) else None


def can_rank(model: LanguageModel | None) -> bool:
    """Whether a model tells how likely a text is; a server does not."""
    return getattr(model, "likelihoods", None) is not None


def knows_writing(model: LanguageModel | None, text: str) -> bool:
    """Whether a model has words for a text's writing, and not bytes alone: no more tokens than letters.

    What a model writes that never learnt a script ranks nothing in it. A server tells no tokens and is taken at its word.
    """
    tokenizer = getattr(model, "tokenizer", None)
    letters = "".join(letter for letter in text if not letter.isascii())
    if model is None or tokenizer is None or not letters:
        return model is not None
    return len(tokenizer(letters, add_special_tokens=False).input_ids) <= len(letters)


def asking(query: str) -> list[Mapping[str, str]]:
    """The chat behind which a shop assistant speaks: what likelihoods are taken of."""
    return [{"role": "system", "content": _SYSTEM}, {"role": "user", "content": query}]


def _dullness(candidate: Candidate, said: Sequence[str]) -> float:
    """What tires a reader, in log-probability by the token."""
    text = candidate.text
    is_named_again = bool(said) and "A" in candidate.frame.others
    again = sum(phrase in other.casefold() for phrase in _own_phrases(candidate.frame) for other in said)
    return (
        _REPEATED * (_repeats(text, said) + again)
        + _READ_ALOUD * (len(_OF_A_RECORD.findall(text)) + len(_HAS_AND_HAS.findall(text)))
        + _NAMED_AGAIN * is_named_again
    )


@lru_cache(maxsize=4096)
def _own_phrases(frame: Frame) -> tuple[str, ...]:
    """What a frame says by itself in some words, by which two sentences sound alike: "according to the maker"."""
    pieces = (piece.strip(" ,.:;()").casefold() for piece in SLOT.sub("\n", frame.text).split("\n"))
    return tuple(piece for piece in pieces if len(piece.split()) >= _OF_A_PHRASE)


def _repeats(text: str, said: Sequence[str]) -> int:
    """How many sentences before open with the same two words."""
    return sum(_opening(text) == _opening(other) for other in said)


def _opening(text: str) -> tuple[str, ...]:
    return tuple(text.casefold().split()[:2])
