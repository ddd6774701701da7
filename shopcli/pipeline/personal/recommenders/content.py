"""Text similarity: products whose records say nearly the same, by the vectors of the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopcli.index import Index

if TYPE_CHECKING:
    import numpy as np

__all__ = ["text_neighbours", "vectors_of"]

NEAREST = 100
_NEAR = 0.5  # the cosine below which two products have nothing to do with each other
_BLOCK = 1024


def vectors_of(index: Index, products: tuple[str, ...]) -> np.ndarray:
    """(products, dim) the unit vectors of products by id, or by the id of a variant; zeros for one that is not in the index."""
    import numpy as np

    rows = [index.find(product) for product in products]
    known = [number for number, row in enumerate(rows) if row is not None]
    found = index.vectors.rows(np.array([row for row in rows if row is not None], np.int64))
    vectors = np.zeros((len(products), found.shape[1]), np.float32)
    vectors[known] = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)
    return vectors


def text_neighbours(vectors: np.ndarray | None, n_products: int) -> Any:
    """(n_products, n_products) CSR, the squares of the cosines of the nearest; empty where there are no vectors."""
    import numpy as np
    from scipy.sparse import csr_matrix, vstack

    if vectors is None:
        return csr_matrix((n_products, n_products), dtype=np.float32)
    blocks = []
    for start in range(0, n_products, _BLOCK):
        near = vectors[start : start + _BLOCK] @ vectors.T
        near[np.arange(len(near)), np.arange(start, start + len(near))] = 0.0
        kept = min(NEAREST, n_products)
        least = np.partition(near, -kept, axis=1)[:, -kept][:, None]
        blocks.append(csr_matrix(np.where((near >= least) & (near > _NEAR), near**2, 0.0).astype(np.float32)))
    return vstack(blocks, format="csr")
