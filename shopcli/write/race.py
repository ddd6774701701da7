"""Candidate ranking: of the sentences that frames make of a move, the one that a language model would most readily say.

argmax P(sentence | request) by the token, less what it repeats of what was just said; without a model the first one stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from shopcli.models.writer.language_model import LanguageModel
from shopcli.types import Need
from shopcli.write.wording.filling import Candidate

_SYSTEM = "You are a good shop assistant: short, warm, concrete."
_READ_ALOUD = 0.3  # off it too, for each clause that only reads the record aloud, "its water rating is 10 ATM"
_OF_A_RECORD = re.compile(r"\b(?:its|the) [\w-]+(?: [\w-]+)? (?:is|are) ", re.I)
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
    worth = [score - _dullness(one.text, said) for score, one in zip(scores, candidates, strict=True)]
    return candidates[max(range(len(candidates)), key=worth.__getitem__)]


def _messages(need: Need) -> list[Mapping[str, str]]:
    return [{"role": "system", "content": _SYSTEM}, {"role": "user", "content": need.query}]


def _dullness(text: str, said: Sequence[str]) -> float:
    """What tires a reader, in log-probability by the token."""
    return _REPEATED * _repeats(text, said) + _READ_ALOUD * len(_OF_A_RECORD.findall(text))


def _repeats(text: str, said: Sequence[str]) -> int:
    """How many sentences before open with the same two words."""
    return sum(_opening(text) == _opening(other) for other in said)


def _opening(text: str) -> tuple[str, ...]:
    return tuple(text.casefold().split()[:2])
