"""Beam search over an engine: the most likely replies by the token, of which a few are followed side by side.

Each beam sees the slots of its own words alone, so that a beam that splits copies nothing. One beam is greedy decoding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from shopcli.models.writer.decode import DecodingEngine, Processor, log_normalisers
from shopcli.models.writer.engine import HIDDEN


@dataclass(frozen=True, slots=True)
class Beam:
    """A reply that grows.

    Attributes:
        tokens: those after the prompt.
        slots: where they stand in the engine, the last one not yet.
        log_likelihood: of all of them together, in nats.
    """

    tokens: tuple[int, ...] = ()
    slots: tuple[int, ...] = ()
    log_likelihood: float = 0.0

    @property
    def mean(self) -> float:
        """By the token, so that long replies are not the less likely ones."""
        return self.log_likelihood / max(1, len(self.tokens))


def beam_search(
    engine: DecodingEngine,
    prompt: Sequence[int],
    first: np.ndarray,
    *,
    beams: int,
    most: int,
    is_done: Callable[[Sequence[int]], bool],
    processors: Sequence[Processor] = (),
) -> list[Beam]:
    """The replies that beams have brought to an end, the likeliest first; it ends once as many are whole as there are beams.

    Args:
        engine: holds the prompt, and afterwards what was tried.
        prompt: its tokens.
        first: (vocab_size,), the logits of the first new token.
        beams: how many are followed.
        most: tokens of a reply; those that are not whole by then stand as they are.
        is_done: told the tokens of a reply, whether it ends with the last.
        processors: what changes the log-probabilities, in order.
    """
    alive, whole = [Beam()], list[Beam]()
    logits, n_slots = first[None], len(prompt)
    for step in range(most):
        scores = logits - log_normalisers(logits)[:, None]
        for processor in processors:
            scores = processor(np.asarray([[*prompt, *beam.tokens] for beam in alive], np.int64), scores)
        grown = _grown(alive, scores, beams)
        whole += [beam for beam in grown[:beams] if is_done(beam.tokens)]
        alive = [beam for beam in grown if not is_done(beam.tokens)][:beams]
        if len(whole) >= beams or not alive or step + 1 == most:
            break
        alive = [Beam(one.tokens, (*one.slots, n_slots + at), one.log_likelihood) for at, one in enumerate(alive)]
        n_slots += len(alive)
        latest = np.asarray([beam.tokens[-1] for beam in alive])
        logits = engine.run(
            latest, np.full(len(alive), len(prompt) + step), _mask(alive, len(prompt), n_slots), np.arange(len(alive))
        )
    return sorted([*whole, *(alive if len(whole) < beams else [])], key=lambda beam: -beam.mean)[:beams]


def _grown(alive: Sequence[Beam], scores: np.ndarray, beams: int) -> list[Beam]:
    """The likeliest ways to go on, twice as many as there are beams, since some of them end."""
    totals = np.asarray([beam.log_likelihood for beam in alive])[:, None] + scores
    order = np.argsort(-totals, axis=None, kind="stable")[: 2 * beams]
    places = [(int(place) // totals.shape[1], int(place) % totals.shape[1]) for place in order]
    return [
        Beam((*alive[row].tokens, token), alive[row].slots, float(totals[row, token]))
        for row, token in places
        if np.isfinite(totals[row, token])
    ]


def _mask(alive: Sequence[Beam], n_prompt: int, n_slots: int) -> np.ndarray:
    """What is added to the scores of attention, (n_alive, n_slots): a beam sees the prompt and its own slots."""
    mask = np.zeros((len(alive), n_slots), np.float32)
    mask[:, n_prompt:] = HIDDEN
    for row, beam in enumerate(alive):
        mask[row, list(beam.slots)] = 0.0
    return mask
