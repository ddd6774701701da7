"""How likely a model finds a text, P(r|q), by length: the mean of its tokens' log-probabilities."""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shopcli.write.language_model import Messages, TransformersModel


def mean_log_likelihoods(model: TransformersModel, messages: Messages, opening: str, texts: Sequence[str]) -> list[float]:
    """log P(text | messages, opening) / tokens of each text, in nats; what the messages share is computed once.

    Args:
        model: any causal LM of transformers.
        messages: the chat that the texts reply to.
        opening: words that were given; their own likelihood does not count.
        texts: replies, each beginning with ``opening``.

    Returns:
        One number a text; minus infinity for one that adds nothing to the opening.
    """
    import torch

    prompt = model.ids(model.text(messages, ask=True) + opening)[0].tolist()
    tails = [model.ids(text[len(opening) :])[0].tolist() if text.startswith(opening) else [] for text in texts]
    cache, known = _prefix(model, messages, prompt, len(texts))
    longest = max(map(len, tails))
    rows = torch.tensor([[*prompt[known:], *tail, *[0] * (longest - len(tail))] for tail in tails], device=model.network.device)
    with torch.inference_mode():
        logits = model.network(rows, past_key_values=cache, use_cache=cache is not None, logits_to_keep=longest + 1).logits
    return [_mean(logits[row, : len(tail)], tail) for row, tail in enumerate(tails)]


def _prefix(model: TransformersModel, messages: Messages, prompt: list[int], rows: int) -> tuple[Any, int]:
    """Keys and values of all but the last message, a row a text, and how many tokens they stand for."""
    shared = model.text(messages[:-1], ask=False) if len(messages) > 1 else ""
    start = model.ids(shared)[0].tolist() if shared else []
    if not start or prompt[: len(start)] != start or len(start) >= len(prompt):
        return None, 0
    cache = copy.deepcopy(model.prefill(shared))
    if rows > 1:
        cache.batch_repeat_interleave(rows)
    return cache, len(start)


def _mean(logits: Any, tokens: Sequence[int]) -> float:
    """logits (n, vocabulary) of the places before each of n tokens."""
    if not tokens:
        return -math.inf
    chances = logits.float().log_softmax(-1)
    return sum(float(chances[place, token]) for place, token in enumerate(tokens)) / len(tokens)
