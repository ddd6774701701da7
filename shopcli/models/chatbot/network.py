"""The chatbot's network: torch.nn.Transformer between one table of token vectors; imported only by who needs torch.

In masks True hides: a padded token from all, and from each place of the reply all that comes behind it.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from torch import Tensor, nn

from shopcli.errors import ModelError
from shopcli.models.chatbot.architecture import WEIGHTS, Architecture

PAD = 0


class ChatbotNetwork(nn.Module):
    """An encoder-decoder Transformer whose source, reply and output layer share one embedding (Press and Wolf 2017).

    Args:
        sizes: of its layers.
        dropout: while it learns.
    """

    def __init__(self, sizes: Architecture, *, dropout: float = 0.0) -> None:
        super().__init__()
        self.sizes = sizes
        self.embedding = nn.Embedding(sizes.vocabulary, sizes.dim)
        nn.init.normal_(self.embedding.weight, std=sizes.dim**-0.5)
        self.dropout = nn.Dropout(dropout)
        layer = nn.TransformerEncoderLayer(
            sizes.dim, sizes.heads, sizes.inner, dropout, activation="gelu", batch_first=True, norm_first=True
        )
        # made here, since nn.Transformer warns of nested tensors, which norm_first has no use for; it draws the weights anew
        encoder = nn.TransformerEncoder(layer, sizes.layers, nn.LayerNorm(sizes.dim), enable_nested_tensor=False)
        self.transformer = nn.Transformer(
            sizes.dim, sizes.heads, sizes.layers, sizes.layers, sizes.inner, dropout,
            activation="gelu", custom_encoder=encoder, batch_first=True, norm_first=True,
        )  # fmt: skip

    def forward(self, source: Tensor, reply: Tensor) -> Tensor:
        """Logits of what follows each token of a reply, given the source: (n, n_reply, vocabulary), of `hidden`'s arguments."""
        return self.logits(self.hidden(source, reply))

    def hidden(self, source: Tensor, reply: Tensor) -> Tensor:
        """The decoder's vectors, (n, n_reply, dim).

        Args:
            source: (n, n_source), filled up with `PAD` on the right.
            reply: (n, n_reply), the tokens so far, as teacher forcing has them; filled up likewise.
        """
        found: Tensor = self.transformer(
            self.embedded(source),
            self.embedded(reply),
            tgt_mask=causal_mask(reply.shape[1], reply.device),
            src_key_padding_mask=source == PAD,
            tgt_key_padding_mask=reply == PAD,
            memory_key_padding_mask=source == PAD,
            tgt_is_causal=True,
        )
        return found

    def read(self, source: Tensor) -> Tensor:
        """What the encoder makes of a source, (n, n_source, dim)."""
        memory: Tensor = self.transformer.encoder(self.embedded(source), src_key_padding_mask=source == PAD)
        return memory

    def embedded(self, ids: Tensor, positions: Tensor | None = None) -> Tensor:
        """Vectors of tokens at their positions, (..., dim); without ``positions`` they stand one behind the other."""
        if positions is None:
            positions = torch.arange(ids.shape[-1], device=ids.device)
        vectors: Tensor = self.embedding(ids) * math.sqrt(self.sizes.dim)
        return self.dropout(vectors + sinusoids(positions, self.sizes.dim))  # type: ignore[no-any-return]

    def logits(self, hidden: Tensor) -> Tensor:
        """What comes next by the decoder's vectors (..., dim): (..., vocabulary)."""
        return nn.functional.linear(hidden, self.embedding.weight)


def causal_mask(n: int, device: torch.device | None = None) -> Tensor:
    """(n, n), True where a place would see one behind it."""
    return torch.ones(n, n, dtype=torch.bool, device=device).triu(1)


def sinusoids(positions: Tensor, dim: int) -> Tensor:
    """Sinusoidal position encodings (Vaswani et al. 2017, 3.5) of positions (...): (..., dim); no length is the last."""
    rates = torch.exp(torch.arange(0, dim, 2, device=positions.device) * (-math.log(10_000.0) / dim))
    angles = positions[..., None] * rates
    return torch.stack([angles.sin(), angles.cos()], dim=-1).flatten(-2)


def load_network(folder: Path) -> ChatbotNetwork:
    """The network of a chatbot's folder, in fp32, ready to answer.

    Raises:
        ModelError: the folder holds none, or its weights are not those of the sizes that it tells.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    sizes = Architecture.read(folder)
    with torch.device("meta"):  # so that sizes that a file only claims take no memory
        network = ChatbotNetwork(sizes)
    hint = "Train it again: shopcli train chatbot"
    try:
        network.load_state_dict(load_file(folder / WEIGHTS), assign=True)
    except (OSError, SafetensorError) as error:
        raise ModelError(f"{folder / WEIGHTS} cannot be read: {error}", hint=hint) from None
    except RuntimeError:
        raise ModelError(f"{folder / WEIGHTS} are not weights of the sizes that the folder tells.", hint=hint) from None
    return network.eval()
