"""Which part of a vector texts of one catalog are compared by.

An index may keep two vectors of a text side by side (`shopcli.models.embedder.pair`). A request has zeros for one of them, but
products and names among themselves have both: there the first is what thresholds were measured on. Between them is a column of
zeros, so that such a vector has an odd length, as no single encoder's has, and needs no other mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

SECOND_DIM = 512  # of the second half


def first_dim(dim: int) -> int:
    """How many numbers the first half has; all of a single vector's."""
    return dim - SECOND_DIM - 1 if dim % 2 and dim > SECOND_DIM else dim


def has_halves(dim: int) -> bool:
    """Whether vectors of this length are two side by side."""
    return first_dim(dim) != dim


def compared(vectors: np.ndarray) -> np.ndarray:
    """(…, dim) vectors of texts of a catalog, as they are compared with each other: their first half where they have two."""
    return vectors[..., : first_dim(vectors.shape[-1])]


def reads_chinese(dim: int) -> bool:
    """Whether vectors of this length are, in part at least, of the encoder that reads Chinese."""
    return has_halves(dim) or dim == SECOND_DIM


def second(vectors: np.ndarray) -> np.ndarray:
    """(…, dim) vectors of texts of which `reads_chinese` as that encoder has them, (…, 512)."""
    return vectors[..., -SECOND_DIM:]


def as_request(vectors: np.ndarray) -> np.ndarray:
    """(…, dim) vectors of texts of a catalog as those of requests: zeros behind the half that `compared` leaves."""
    import numpy as np

    first = first_dim(vectors.shape[-1])
    return vectors if first == vectors.shape[-1] else np.where(np.arange(vectors.shape[-1]) < first, vectors, 0)
