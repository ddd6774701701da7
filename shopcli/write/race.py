"""Candidate ranking: of the sentences that frames make of a move, the one that a language model would most readily say.

argmax P(sentence | request) by the token, less what it repeats of what was just said; without a model the first one stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shopcli.models.writer.language_model import LanguageModel
from shopcli.types import Need
from shopcli.write.wording.filling import Candidate

_SYSTEM = "You are a good shop assistant: short, warm, concrete."
_REPEATED = 0.6  # off the log-probability, for a sentence that opens as one that was just said


def best_of(candidates: Sequence[Candidate], need: Need, model: LanguageModel | None, *, said: Sequence[str] = ()) -> Candidate:
    """The candidate that reads best behind what was said; the first where no model tells likelihoods.

    Args:
        candidates: one at least.
        need: the request.
        model: who ranks; None for nobody.
        said: the sentences before, in this answer and in the last ones.
    """
    likelihoods_of = getattr(model, "likelihoods", None)
    if likelihoods_of is None or len(candidates) == 1:
        return min(candidates, key=lambda candidate: _repeats(candidate.text, said))
    scores = likelihoods_of(_messages(need), [candidate.text for candidate in candidates])
    worth = [score - _REPEATED * _repeats(one.text, said) for score, one in zip(scores, candidates, strict=True)]
    return candidates[max(range(len(candidates)), key=worth.__getitem__)]


def knows_writing(model: LanguageModel | None, text: str) -> bool:
    """Whether a model has words for a text's writing, and not bytes alone: no more tokens than letters.

    What a model writes that never learnt a script ranks nothing in it. A server tells no tokens and is taken at its word.
    """
    tokenizer = getattr(model, "tokenizer", None)
    letters = "".join(letter for letter in text if not letter.isascii())
    if model is None or tokenizer is None or not letters:
        return model is not None
    return len(tokenizer(letters, add_special_tokens=False).input_ids) <= len(letters)


def _messages(need: Need) -> list[Mapping[str, str]]:
    return [{"role": "system", "content": _SYSTEM}, {"role": "user", "content": need.query}]


def _repeats(text: str, said: Sequence[str]) -> int:
    """How many sentences before open with the same two words."""
    return sum(_opening(text) == _opening(other) for other in said)


def _opening(text: str) -> tuple[str, ...]:
    return tuple(text.casefold().split()[:2])
