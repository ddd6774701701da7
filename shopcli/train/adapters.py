"""What learns above two encoders to tell feelings, in torch: low-rank matrices in the one, two layers behind the other.

In the English encoder matrices beside the frozen ones learn (Hu et al. 2021), in all layers: in the upper half alone they told
less. Behind the multilingual one, which stays as it is, two dense layers learn from every language at once.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from shopcli.models.embedder.low_rank import ADAPTED, LONGEST, SCALE
from shopcli.types import FEELINGS

if TYPE_CHECKING:
    import torch

Array = np.ndarray
OnEpoch = Callable[[int, int], None]
_RANK = 8
_RATE, _DECAY, _WARM = 2e-3, 0.01, 50
_BATCH, _DROPPED = 32, 0.1
_HIDDEN, _MEMBERS = 96, 3  # units of a layer, and networks whose mean is taken
_HIDDEN_RATE, _HIDDEN_DECAY, _HIDDEN_BATCH, _HIDDEN_DROPPED = 1e-3, 0.05, 128, 0.4
_CHUNK = 8  # batches whose examples are put in order of length, so that little is padded


class Example(NamedTuple):
    """What is learned from: a text with its feeling, or, where only that is known, with whether it is good or bad."""

    text: str
    feeling: int | None  # its place in FEELINGS
    is_good: bool | None = None
    weight: float = 1.0


def adapt_english(
    folder: Path, examples: Sequence[Example], *, seed: int, epochs: int, on_epoch: OnEpoch | None
) -> dict[str, Array]:
    """Low-rank matrices by layer and name; ``vector`` and ``bias``: the weights of feelings over the mean of last states."""
    import torch

    torch.manual_seed(seed)
    model, learned = with_matrices(folder)
    heads = _Heads(model.config.hidden_size)
    model.train()
    optimizer = torch.optim.AdamW([*learned.values(), *heads.parameters()], lr=_RATE, weight_decay=_DECAY)
    order = random.Random(seed)

    def loss(batch: list[Example]) -> torch.Tensor:
        means = pooled(model, folder, [one.text for one in batch])
        return heads.loss(torch.nn.functional.dropout(means, _DROPPED), batch)

    _learn(loss, optimizer, lambda: _batches(examples, _BATCH, order), epochs, on_epoch)
    return heads.arrays() | {f"adapted.{name}": matrix.detach().numpy() for name, matrix in learned.items()}


def learn_layers(
    features: Array, examples: Sequence[Example], *, seed: int, epochs: int, on_epoch: OnEpoch | None
) -> dict[str, Array]:
    """Two dense layers over what an encoder says of texts: ``hidden`` (d, units), ``hidden bias``, ``vector``, ``bias``.

    The units are those of several networks side by side, and what they say is the mean of what each says alone.

    Args:
        features: of each example, (n, d).
    """
    centre, spread = features.mean(axis=0), features.std(axis=0) + 1e-3
    even = (features - centre) / spread
    members = [_layers(even, examples, seed + member, epochs, on_epoch) for member in range(_MEMBERS)]
    hidden = np.concatenate([one["hidden"] for one in members], axis=1) / spread[:, None]
    offset = np.concatenate([one["hidden bias"] for one in members]) - centre @ hidden
    vector = np.concatenate([one["vector"] for one in members]) / _MEMBERS
    return {
        "hidden": hidden,
        "hidden bias": offset,
        "vector": vector,
        "bias": np.mean([one["bias"] for one in members], axis=0),
    }


def _layers(features: Array, examples: Sequence[Example], seed: int, epochs: int, on_epoch: OnEpoch | None) -> dict[str, Array]:
    import torch

    torch.manual_seed(seed)
    order, given = random.Random(seed), torch.from_numpy(features.astype(np.float32))
    hidden, heads = torch.nn.Linear(features.shape[1], _HIDDEN), _Heads(_HIDDEN)
    optimizer = torch.optim.AdamW([*hidden.parameters(), *heads.parameters()], lr=_HIDDEN_RATE, weight_decay=_HIDDEN_DECAY)

    def loss(batch: list[int]) -> torch.Tensor:
        shown = torch.nn.functional.dropout(given[batch], _HIDDEN_DROPPED)
        units = torch.nn.functional.dropout(torch.relu(hidden(shown)), _HIDDEN_DROPPED)
        return heads.loss(units, [examples[row] for row in batch])

    def batches() -> list[list[int]]:
        rows = list(range(len(examples)))
        order.shuffle(rows)
        return [rows[at : at + _HIDDEN_BATCH] for at in range(0, len(rows), _HIDDEN_BATCH)]

    _learn(loss, optimizer, batches, epochs, on_epoch)
    learned = {"hidden": hidden.weight.detach().numpy().T, "hidden bias": hidden.bias.detach().numpy()}
    return learned | heads.arrays()


class _Heads:
    """What stands above an encoder: one layer for feelings, one for good or bad."""

    def __init__(self, width: int) -> None:
        import torch

        self.feelings, self.is_good = torch.nn.Linear(width, len(FEELINGS)), torch.nn.Linear(width, 1)

    def parameters(self) -> list[torch.nn.Parameter]:
        return [*self.feelings.parameters(), *self.is_good.parameters()]

    def loss(self, features: torch.Tensor, batch: Sequence[Example]) -> torch.Tensor:
        """The mean of cross-entropies, each example by its weight."""
        import torch

        felt = [row for row, one in enumerate(batch) if one.feeling is not None]
        rated = [row for row, one in enumerate(batch) if one.is_good is not None]
        weights = torch.tensor([one.weight for one in batch])
        feelings = torch.tensor([batch[row].feeling for row in felt], dtype=torch.long)
        good = torch.tensor([float(bool(batch[row].is_good)) for row in rated])
        losses = torch.nn.functional.cross_entropy(self.feelings(features[felt]), feelings, reduction="none")
        beside = torch.nn.functional.binary_cross_entropy_with_logits(
            self.is_good(features[rated])[:, 0], good, reduction="none"
        )
        total: torch.Tensor = ((losses * weights[felt]).sum() + (beside * weights[rated]).sum()) / len(batch)
        return total

    def arrays(self) -> dict[str, Array]:
        return {"vector": self.feelings.weight.detach().numpy().T, "bias": self.feelings.bias.detach().numpy()}


def _learn(
    loss: Callable[[list[Any]], torch.Tensor],
    optimizer: torch.optim.Optimizer,
    batches: Callable[[], Sequence[list[Any]]],
    epochs: int,
    on_epoch: OnEpoch | None,
) -> None:
    """Gradient descent with a rate that rises, then falls to nothing."""
    rates = [group["lr"] for group in optimizer.param_groups]
    step = 0
    for epoch in range(epochs):
        shown = batches()
        for batch in shown:
            step += 1
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(1.0, step / _WARM) * (1 - step / (epochs * len(shown) + 1))
            optimizer.zero_grad()
            loss(batch).backward()
            optimizer.step()
        if on_epoch:
            on_epoch(epoch + 1, epochs)


def _batches(examples: Sequence[Example], size: int, order: random.Random) -> list[list[Example]]:
    """All examples in another order, those of like length together."""
    shuffled = list(examples)
    order.shuffle(shuffled)
    chunks = [sorted(shuffled[at : at + _CHUNK * size], key=_length) for at in range(0, len(shuffled), _CHUNK * size)]
    batches = [chunk[at : at + size] for chunk in chunks for at in range(0, len(chunk), size)]
    order.shuffle(batches)
    return batches


def _length(example: Example) -> int:
    return len(example.text)


# --- matrices of low rank -----------------------------------------------------------------------------------------------------


def with_matrices(folder: Path) -> tuple[Any, dict[str, torch.nn.Parameter]]:
    """The encoder in torch, frozen, and the matrices that learn beside its own, by layer and name."""
    import torch
    from transformers import AutoModel
    from transformers.utils import logging

    logging.disable_progress_bar()
    model: Any = AutoModel.from_pretrained(str(folder), local_files_only=True)
    model.requires_grad_(False)
    learned: dict[str, torch.nn.Parameter] = {}
    for number, layer in enumerate(model.encoder.layer):
        for name in ADAPTED:
            linear = layer.get_submodule(name)
            one = torch.nn.Parameter(torch.randn(_RANK, linear.in_features) / linear.in_features**0.5)
            other = torch.nn.Parameter(torch.zeros(linear.out_features, _RANK))
            learned[f"{number}.{name}.a"], learned[f"{number}.{name}.b"] = one, other
            linear.register_forward_hook(_beside(one, other))
    return model, learned


def _beside(one: torch.nn.Parameter, other: torch.nn.Parameter) -> Callable[..., Any]:
    return lambda _linear, given, output: output + SCALE * (given[0] @ one.T) @ other.T


def pooled(model: Any, folder: Path, texts: Sequence[str]) -> torch.Tensor:
    """The mean of each text's last states, as `shopcli.models.embedder.low_rank.LowRankEncoder.encode` takes it."""
    import torch

    encodings = [encoding.ids for encoding in _tokenizer(folder).encode_batch(list(texts))]
    longest = max(map(len, encodings))
    ids = torch.tensor([row + [0] * (longest - len(row)) for row in encodings])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in encodings])
    states = model(input_ids=ids, attention_mask=mask).last_hidden_state
    mean: torch.Tensor = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
    return mean


def _tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer
