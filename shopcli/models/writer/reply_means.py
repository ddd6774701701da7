"""Mean log-likelihoods of replies to what an engine holds: replies that begin alike are read together, as a prefix tree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from shopcli.models.writer.decode import DecodingEngine, batches, log_normalisers
from shopcli.models.writer.engine import HIDDEN
from shopcli.models.writer.prefix_tree import PrefixTree

_READ_AT_ONCE = 256  # tokens of replies in one pass


def reply_means(engine: DecodingEngine, n_prompt: int, first: np.ndarray, replies: Sequence[list[int]]) -> list[float]:
    """Mean log-probability a token of each reply, natural logarithm; NaN for an empty one.

    Args:
        engine: holds the prompt, and holds no more afterwards.
        n_prompt: its tokens.
        first: (vocab_size,), the logits of what comes after it.
        replies: tokens of each, none of which sees another.
    """
    order = sorted(range(len(replies)), key=replies.__getitem__)  # so that those that begin alike are read together
    means = [float("nan")] * len(replies)
    for run in batches([len(replies[number]) for number in order], _READ_AT_ONCE):
        numbers = order[run.start : run.stop]
        found = _means(engine, n_prompt, first, [replies[number] for number in numbers])
        for number, mean in zip(numbers, found, strict=True):
            means[number] = mean
    return means


def _means(engine: DecodingEngine, n_prompt: int, first: np.ndarray, replies: Sequence[Sequence[int]]) -> list[float]:
    """One pass over several replies; what they share is read once."""
    tree = PrefixTree.of([reply[:-1] for reply in replies])  # the last token is only foretold
    n_nodes = len(tree.tokens)
    logits = first[None]
    if n_nodes:
        mask = np.concatenate([np.zeros((n_nodes, n_prompt), np.float32), tree.hidden(HIDDEN)], axis=1)
        ids, positions = np.asarray(tree.tokens, np.int64), n_prompt + np.asarray(tree.depths)
        logits = engine.run(ids, positions, mask, np.arange(n_nodes))
        engine.cut(n_prompt)
    opening, others = float(log_normalisers(first[None])[0]), log_normalisers(logits)
    means = []
    for reply, path in zip(replies, tree.paths, strict=True):
        logs = [float(first[reply[0]]) - opening] if reply else []
        logs += [float(logits[node, token]) - others[node] for node, token in zip(path, reply[1:], strict=True)]
        means.append(float(np.mean(logs)) if logs else float("nan"))
    return means
