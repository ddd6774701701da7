"""Low-rank adaptation of both encoders (Hu et al. 2021), in torch: matrices beside their frozen ones learn to tell feelings.

Of the English encoder the upper half of the layers learns: what lies below costs as much time and told no more on trades left
out. Of the multilingual one the convolutions and all behind them learn, from every language at once.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from shopcli.models.embedder.low_rank import ADAPTED, LONGEST, SCALE
from shopcli.models.embedder.low_rank_universal import ADAPTED as UNIVERSAL_ADAPTED
from shopcli.models.embedder.low_rank_universal import LONGEST as UNIVERSAL_LONGEST
from shopcli.models.embedder.low_rank_universal import SCALE as UNIVERSAL_SCALE
from shopcli.models.embedder.low_rank_universal import UNIT
from shopcli.models.embedder.universal import BLOCKS, DIM, NGRAMS, UniversalSentenceEncoder
from shopcli.types import FEELINGS

if TYPE_CHECKING:
    import torch

Array = np.ndarray
OnEpoch = Callable[[int, int], None]
FROM_LAYER = 3  # of the English encoder
_RANK = 8
_RATE, _DECAY, _WARM = 2e-3, 0.01, 50
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
    heads = _Heads(model.config.hidden_size, dropped=0.1)
    model.train()
    _learn(lambda texts: pooled(model, folder, texts), [*learned.values()], heads, examples, 32, seed, epochs, on_epoch)
    return heads.arrays() | {f"adapted.{name}": matrix.detach().numpy() for name, matrix in learned.items()}


def adapt_multilingual(
    base: UniversalSentenceEncoder,
    folder: Path,
    examples: Sequence[Example],
    *,
    seed: int,
    epochs: int,
    on_epoch: OnEpoch | None,
) -> dict[str, Array]:
    """The same of the multilingual encoder, over its vector and the mean that it is made of."""
    import torch

    torch.manual_seed(seed)
    model = UniversalModel(base, folder)
    heads = _Heads(2 * DIM, dropped=0.2)
    _learn(model.features, [*model.learned.values()], heads, examples, 64, seed, epochs, on_epoch)
    return heads.arrays() | {f"adapted.{name}": matrix.detach().numpy() for name, matrix in model.learned.items()}


class _Heads:
    """What stands above an encoder: one layer for feelings, one for good or bad."""

    def __init__(self, width: int, *, dropped: float) -> None:
        import torch

        self.feelings, self.is_good, self.dropped = torch.nn.Linear(width, len(FEELINGS)), torch.nn.Linear(width, 1), dropped

    def parameters(self) -> list[torch.nn.Parameter]:
        return [*self.feelings.parameters(), *self.is_good.parameters()]

    def loss(self, features: torch.Tensor, batch: Sequence[Example]) -> torch.Tensor:
        """The mean of cross-entropies, each example by its weight."""
        import torch

        features = torch.nn.functional.dropout(features, self.dropped)
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
    features: Callable[[Sequence[str]], torch.Tensor],
    matrices: list[torch.nn.Parameter],
    heads: _Heads,
    examples: Sequence[Example],
    size: int,
    seed: int,
    epochs: int,
    on_epoch: OnEpoch | None,
) -> None:
    """Adam with a rate that rises, then falls to nothing, over batches of ``size``."""
    import torch

    order = random.Random(seed)
    optimizer = torch.optim.AdamW([*matrices, *heads.parameters()], lr=_RATE, weight_decay=_DECAY)
    n_steps, step = epochs * len(_batches(examples, size, order)), 0
    for epoch in range(epochs):
        for batch in _batches(examples, size, order):
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = _RATE * min(1.0, step / _WARM) * (1 - step / (n_steps + 1))
            loss = heads.loss(features([one.text for one in batch]), batch)
            optimizer.zero_grad()
            loss.backward()
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


# --- the English encoder ------------------------------------------------------------------------------------------------------


def with_matrices(folder: Path) -> tuple[Any, dict[str, torch.nn.Parameter]]:
    """The encoder in torch, frozen, and the matrices that learn beside its own, by layer and name."""
    import torch
    from transformers import AutoModel
    from transformers.utils import logging

    logging.disable_progress_bar()
    model: Any = AutoModel.from_pretrained(str(folder), local_files_only=True)
    model.requires_grad_(False)
    learned: dict[str, torch.nn.Parameter] = {}
    for number, layer in enumerate(model.encoder.layer[FROM_LAYER:], start=FROM_LAYER):
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


# --- the multilingual encoder -------------------------------------------------------------------------------------------------


class UniversalModel:
    """The forward pass of `shopcli.models.embedder.low_rank_universal` in torch.

    Attributes:
        learned: the matrices that learn, by name.
    """

    def __init__(self, base: UniversalSentenceEncoder, folder: Path) -> None:
        import torch

        self._base = base
        with np.load(folder / "weights.npz", allow_pickle=False) as stored:
            names = [name for name in stored.files if not name.startswith("q")]
            self._weights = {name: torch.from_numpy(np.array(stored[name], np.float32)) for name in names}
        self.learned: dict[str, torch.nn.Parameter] = {}
        for name in UNIVERSAL_ADAPTED:
            n_in, n_out = self._weights[name].shape
            self.learned[f"{name}.a"] = torch.nn.Parameter(torch.randn(n_in, _RANK) / n_in**0.5)
            self.learned[f"{name}.b"] = torch.nn.Parameter(torch.zeros(_RANK, n_out))

    def features(self, texts: Sequence[str]) -> torch.Tensor:
        """Each text's vector and the mean that it is made of, (n, 1024)."""
        import torch

        rows, ids, mask = self._base.table_rows(self._base.pieces(texts, UNIVERSAL_LONGEST))
        blocks, of = torch.from_numpy(ids % BLOCKS), self._weights
        pieces = torch.from_numpy(rows.astype(np.float32)) * of["scale"].reshape(-1)[blocks][..., None]
        states = self._states(pieces + of["lo"].reshape(-1)[blocks][..., None], torch.from_numpy(mask)[..., None])
        kept = torch.from_numpy(mask)
        count = kept.sum(1, keepdim=True)
        summed = (states * kept[..., None]).sum(1)
        mean = (summed @ self._matrix("cnn_W") + count * of["cnn_b"]) / count.sqrt()
        return torch.cat([UNIT * self._vector(mean), mean], -1)

    def _matrix(self, name: str) -> torch.Tensor:
        return self._weights[name] + UNIVERSAL_SCALE * (self.learned[f"{name}.a"] @ self.learned[f"{name}.b"])

    def _states(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        import torch

        matrix, offset = (torch.cat([self._weights[f"{name}{size}"] for size, _ in NGRAMS], -1) for name in ("proj", "proj_b"))
        projected = self._normed(pieces @ matrix + offset, [str(size) for size, _ in NGRAMS])
        widths = projected.chunk(len(NGRAMS), -1)
        found = [self._ngram(states, mask, *ngram) for states, ngram in zip(widths, NGRAMS, strict=True)]
        return self._normed(torch.cat([pieces, *found], -1), [""])

    def _normed(self, states: torch.Tensor, sizes: Sequence[str]) -> torch.Tensor:
        import torch

        scale, offset = (torch.cat([self._weights[f"{name}{size}"] for size in sizes]) for name in ("ln_g", "ln_b"))
        return torch.nn.functional.layer_norm(states, scale.shape, scale, offset, float(self._weights["eps"]))

    def _ngram(self, states: torch.Tensor, mask: torch.Tensor, size: int, before: int) -> torch.Tensor:
        import torch

        for layer in "12":
            states = states * mask
            padded = torch.nn.functional.pad(states, (0, 0, before, size - 1 - before))
            windows = torch.cat([padded[:, start : start + states.shape[1]] for start in range(size)], -1)
            states = torch.relu(windows @ self._matrix(f"w{layer}_{size}") + self._weights[f"b{layer}_{size}"]) + states
        return states

    def _vector(self, mean: torch.Tensor) -> torch.Tensor:
        import torch

        first = torch.relu(mean @ self._matrix("d0"))
        second = torch.relu(mean @ self._matrix("p1") + first @ self._matrix("d1"))
        third = torch.relu(second @ self._matrix("d2"))
        last = torch.tanh(second @ self._matrix("p3") + third @ self._matrix("d3"))
        return torch.nn.functional.normalize(last, dim=-1)
