"""The joint objective: L = w_match · L_match + w_generate · L_generate, of one causal language model.

Matching is the cross-entropy of the right product among the wrong ones, a softmax over mean log-likelihoods by the token (query
likelihood, Ponte and Croft 1998); generating is the cross-entropy of the checked text by the token.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from shopcli.models.writer import chat
from shopcli.train.joint.pairs import Message, TrainingPair
from shopcli.write.race import asking

if TYPE_CHECKING:
    import torch

Direction = Literal["need", "product"]  # whose words are foretold, given the other
_LONGEST = 512  # tokens of a prompt that are read, its end first


class Row(NamedTuple):
    """Tokens, the last ``n_reply`` of which are foretold."""

    tokens: tuple[int, ...]
    n_reply: int


@dataclass(frozen=True, slots=True)
class EncodedPair:
    """A pair as tokens: a row for each candidate, the right one first, and one of the text; none where it has none."""

    candidates: tuple[Row, ...] = ()
    text: Row | None = None


@dataclass(frozen=True, slots=True)
class Objective:
    """What is learned.

    Attributes:
        match, generate: the weights of the two losses; 0 leaves one out.
        temperature: what mean log-likelihoods are divided by before the softmax, in nats.
        direction: whether the need is foretold from each product, or each product from the need.
    """

    match: float = 1.0
    generate: float = 1.0
    temperature: float = 0.2
    direction: Direction = "need"

    def total(self, match: Any, generate: Any) -> Any:
        """The one loss of the two."""
        return self.match * match + self.generate * generate


def encode_pair(pair: TrainingPair, tokenizer: Any, objective: Objective, *, wrong: int | None, seed: int = 0) -> EncodedPair:
    """A pair as tokens, as far as the objective asks for it.

    Args:
        pair: what is taught.
        tokenizer: the model's.
        objective: a weight of 0 leaves its part out.
        wrong: how many of the wrong products are drawn; None for all.
        seed: draws them.
    """
    rows: tuple[Row, ...] = ()
    if objective.match and pair.wrong:
        others = list(pair.wrong)
        if wrong is not None and len(others) > wrong:
            others = random.Random(f"{seed} {pair.need}").sample(others, wrong)
        rows = tuple(_candidate(pair.need, one.text, tokenizer, objective.direction) for one in (pair.product, *others))
    text = _text(pair, tokenizer) if objective.generate and pair.text else None
    return EncodedPair(rows, text)


def question(pair: TrainingPair) -> tuple[Sequence[Message], str]:
    """What the text of a pair is the reply to: the writer's own question, else the need above the record."""
    if pair.wording:
        return pair.wording.messages, pair.wording.text
    return asking(f"{pair.need}\n\n{pair.product.text}"), pair.text


def _candidate(need: str, product: str, tokenizer: Any, direction: Direction) -> Row:
    given, foretold = (product, need) if direction == "need" else (need, product)
    return _row(asking(given), foretold, tokenizer)


def _text(pair: TrainingPair, tokenizer: Any) -> Row:
    messages, reply = question(pair)
    return _row(messages, reply, tokenizer, end=tokenizer.eos_token or "")


def _row(messages: Sequence[Message], reply: str, tokenizer: Any, *, end: str = "") -> Row:
    prompt = tokenizer(chat.render(tokenizer, messages, ask=True), add_special_tokens=False).input_ids
    told = tokenizer(chat.plain(tokenizer, reply) + end, add_special_tokens=False).input_ids[:_LONGEST]
    return Row((*prompt[-_LONGEST:], *told), len(told))


def log_likelihoods(network: Any, rows: Sequence[Row], pad: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Log-probabilities of the foretold tokens of rows, in nats.

    Rows are filled up on the left, so that the vocabulary's layer sees only the ends of all.

    Returns:
        (n, longest reply) the log-probabilities, and bool, which of them count.
    """
    import torch

    longest, kept = max(len(row.tokens) for row in rows), max(row.n_reply for row in rows)
    ids = torch.tensor([(pad,) * (longest - len(row.tokens)) + row.tokens for row in rows])
    mask = torch.tensor([[0] * (longest - len(row.tokens)) + [1] * len(row.tokens) for row in rows])
    counted = torch.tensor([[False] * (kept - row.n_reply) + [True] * row.n_reply for row in rows])
    ids, mask, counted = (each.to(network.device) for each in (ids, mask, counted))
    positions = (mask.cumsum(-1) - 1).clamp(min=0)
    asked = {"attention_mask": mask, "position_ids": positions, "use_cache": False, "logits_to_keep": kept + 1}
    logits = network(input_ids=ids, **asked).logits[:, :-1].float()
    logs = logits.log_softmax(-1).gather(-1, ids[:, -kept:, None])[..., 0]
    return logs, counted


def mean_log_likelihoods(network: Any, rows: Sequence[Row], pad: int) -> torch.Tensor:
    """The mean log-probability by the token of each row's reply, (n,), in nats."""
    logs, counted = log_likelihoods(network, rows, pad)
    return (logs * counted).sum(-1) / counted.sum(-1).clamp(min=1)


def match_loss(means: torch.Tensor, temperature: float) -> torch.Tensor:
    """Cross-entropy of the first of one need's candidates, given their mean log-likelihoods (n,)."""
    return -(means / temperature).log_softmax(-1)[0]


def generate_loss(network: Any, rows: Sequence[Row], pad: int) -> torch.Tensor:
    """Cross-entropy by the token over all the texts of a batch."""
    logs, counted = log_likelihoods(network, rows, pad)
    return -(logs * counted).sum() / counted.sum()


@dataclass(frozen=True, slots=True)
class Losses:
    """The two losses of a batch, tensors of one number, and how many of its needs have their right product first."""

    match: Any
    generate: Any
    first: int
    n_match: int
    n_generate: int


def losses_of(network: Any, batch: Sequence[EncodedPair], objective: Objective, pad: int, *, rows_at_once: int = 64) -> Losses:
    """Both losses of a batch; of what no pair of it teaches the loss is 0.

    All candidates of a batch are read in one pass, as far as ``rows_at_once`` goes.
    """
    import torch

    nothing = torch.zeros((), device=network.device)
    matched = [pair.candidates for pair in batch if pair.candidates]
    texts = [pair.text for pair in batch if pair.text]
    parts: list[torch.Tensor] = []
    first = 0
    if matched:
        rows = [row for candidates in matched for row in candidates]
        runs = [rows[start : start + rows_at_once] for start in range(0, len(rows), rows_at_once)]
        means = torch.cat([mean_log_likelihoods(network, run, pad) for run in runs])
        for each in means.split([len(candidates) for candidates in matched]):
            parts.append(match_loss(each, objective.temperature))
            first += int(each.argmax()) == 0
    match = torch.stack(parts).mean() if parts else nothing
    generate = generate_loss(network, texts, pad) if texts else nothing
    return Losses(match, generate, first, len(matched), len(texts))
