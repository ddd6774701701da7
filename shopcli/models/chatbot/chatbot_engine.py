"""A chatbot that has read a source, and the drafts that grow from it, with keys and values kept; imports torch.

The interface is that of `shopcli.models.writer.engine.Engine`, so that the same loops decode: each token of a draft stands in
a slot of its own and sees the slots that a mask leaves it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from shopcli.models.chatbot.network import ChatbotNetwork


class ChatbotEngine:
    """The decoder's layers token by token; one thread at a time.

    Args:
        network: ready to answer.
    """

    def __init__(self, network: ChatbotNetwork) -> None:
        self.network = network
        self.n_tokens = 0
        self._layers: list[nn.TransformerDecoderLayer] = list(network.transformer.decoder.layers)  # type: ignore[arg-type]
        self._heads = network.sizes.heads
        self._read: list[tuple[Tensor, Tensor]] = []
        self._said: list[tuple[Tensor, Tensor]] = []

    @torch.inference_mode()
    def read(self, source: Sequence[int]) -> None:
        """Read a source; what was said after another is forgotten."""
        memory = self.network.read(torch.tensor([source], device=self._device))[0]
        self._read = [self._keys(layer.multihead_attn, memory) for layer in self._layers]
        self._said = []
        self.n_tokens = 0

    def feed(self, ids: np.ndarray, *, wanted: Sequence[int] = (-1,)) -> np.ndarray:
        """Go on with tokens (n_new,) that follow what is there; the logits behind those wanted, (n_wanted, vocabulary)."""
        n_new = len(ids)
        mask = np.zeros((n_new, self.n_tokens + n_new), np.float32)
        positions = np.arange(self.n_tokens, self.n_tokens + n_new)
        return self.run(ids, positions, mask, np.arange(n_new)[list(wanted)])

    @torch.inference_mode()
    def run(self, ids: np.ndarray, positions: np.ndarray, mask: np.ndarray, wanted: np.ndarray) -> np.ndarray:
        """New tokens in the slots after those in use.

        Args:
            ids: (n_new,).
            positions: (n_new,), where each stands in its own reply.
            mask: (n_new, n_tokens + n_new), what is added to the scores; later slots are hidden in any case.
            wanted: (n_wanted,), of which new tokens the logits are wanted.

        Returns:
            (n_wanted, vocabulary), float32.
        """
        hidden = self.network.embedded(self._tensor(ids), self._tensor(positions))
        later = torch.full((len(ids), self.n_tokens + len(ids)), float("-inf"), device=self._device).triu(self.n_tokens + 1)
        seen = torch.as_tensor(np.ascontiguousarray(mask, np.float32), device=self._device) + later
        kept: list[tuple[Tensor, Tensor]] = []
        for number, layer in enumerate(self._layers):
            hidden, said = self._through(layer, hidden, seen, number)
            kept.append(said)
        self._said = kept
        self.n_tokens += len(ids)
        norm = self.network.transformer.decoder.norm
        last = hidden[self._tensor(wanted)]
        logits = self.network.logits(norm(last) if norm is not None else last)
        return logits.float().cpu().numpy()  # type: ignore[no-any-return]

    def cut(self, n_tokens: int) -> None:
        """Forget all but the first slots."""
        self.n_tokens = min(self.n_tokens, n_tokens)
        self._said = [(keys[:, : self.n_tokens], values[:, : self.n_tokens]) for keys, values in self._said]

    def _through(
        self, layer: nn.TransformerDecoderLayer, hidden: Tensor, seen: Tensor, number: int
    ) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """One layer, as `torch.nn.TransformerDecoderLayer` has it with ``norm_first``, over what was said before."""
        own = layer.norm1(hidden)
        keys, values = self._keys(layer.self_attn, own)
        if self._said:
            before_keys, before_values = self._said[number]
            keys, values = torch.cat([before_keys, keys], 1), torch.cat([before_values, values], 1)
        hidden = hidden + self._attended(layer.self_attn, own, keys, values, seen)
        hidden = hidden + self._attended(layer.multihead_attn, layer.norm2(hidden), *self._read[number], None)
        inner = functional.gelu(layer.linear1(layer.norm3(hidden)))
        return hidden + layer.linear2(inner), (keys, values)

    def _keys(self, attention: nn.MultiheadAttention, given: Tensor) -> tuple[Tensor, Tensor]:
        """Keys and values of vectors (n, dim), each (heads, n, dim / heads)."""
        dim = given.shape[-1]
        weight, bias = attention.in_proj_weight[dim:], attention.in_proj_bias[dim:]
        keys, values = functional.linear(given, weight, bias).chunk(2, dim=-1)
        return self._parted(keys), self._parted(values)

    def _attended(
        self, attention: nn.MultiheadAttention, given: Tensor, keys: Tensor, values: Tensor, seen: Tensor | None
    ) -> Tensor:
        dim = given.shape[-1]
        queries = self._parted(functional.linear(given, attention.in_proj_weight[:dim], attention.in_proj_bias[:dim]))
        mixed = functional.scaled_dot_product_attention(queries[None], keys[None], values[None], attn_mask=seen)[0]
        return attention.out_proj(mixed.transpose(0, 1).flatten(1))  # type: ignore[no-any-return]

    def _parted(self, vectors: Tensor) -> Tensor:
        """(n, dim) by heads: (heads, n, dim / heads)."""
        return vectors.unflatten(-1, (self._heads, -1)).transpose(0, 1)

    def _tensor(self, numbers: np.ndarray) -> Tensor:
        return torch.as_tensor(np.asarray(numbers, np.int64), device=self._device)

    @property
    def _device(self) -> torch.device:
        return self.network.embedding.weight.device
