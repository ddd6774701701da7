"""Item to item: what is bought by those who bought a product. By implicit's BM25, by EASE, and within baskets.

EASE is the linear autoencoder of Steck, Embarrassingly Shallow Autoencoders for Sparse Data (WWW 2019), in closed form; here
what was bought lately counts more in it, and of each product its nearest are kept.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from shopcli.errors import ShopcliError
from shopcli.pipeline.personal.recommenders.interactions import Interactions

if TYPE_CHECKING:
    import numpy as np

__all__ = ["basket_cosine", "bm25", "ease", "import_implicit", "nearest_of_each"]

NEAREST = 100  # of each product
_MOST_PRODUCTS = 6000  # that EASE takes in, the most bought: its matrix is inverted, some 20 s for so many on one core


def import_implicit() -> Any:
    """The package implicit.

    Raises:
        ShopcliError: it is not installed.
    """
    try:
        import implicit
    except ImportError:
        hint = "pip install 'shopcli[personal]'"
        raise ShopcliError("Learning from a history needs the package implicit.", hint=hint) from None
    return implicit


def bm25(interactions: Interactions, nearest: int = NEAREST) -> Any:
    """(products, products) CSR: implicit's BM25 between products by who bought them.

    Args:
        interactions: the history.
        nearest: of each product, how many are kept.
    """
    import_implicit()
    from implicit.nearest_neighbours import BM25Recommender

    model = BM25Recommender(K=nearest, num_threads=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own, about a form that it makes itself
        model.fit(interactions.bought, show_progress=False)
    return model.similarity.tocsr()


def ease(interactions: Interactions, paces: float, penalty: float, nearest: int = NEAREST) -> Any:
    """(products, products) CSR: EASE, of each product the nearest with weights above 0.

    Args:
        interactions: the history.
        paces: after so many a purchase counts half.
        penalty: the L2 penalty, on the diagonal.
        nearest: of each product, how many are kept.
    """
    import numpy as np
    from scipy.linalg import inv

    weighed = interactions.recent(paces).sqrt()
    most = np.sort(np.argsort(-interactions.buyers(), kind="stable")[:_MOST_PRODUCTS])
    taken = weighed[:, most]
    gram = np.asarray((taken.T @ taken).todense())
    gram[np.diag_indices(len(gram))] += penalty
    inverse = inv(gram, overwrite_a=True, check_finite=False)
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0.0)
    return _nearest(weights, most, interactions.shape[1], nearest)


def basket_cosine(interactions: Interactions, paces: float, nearest: int = NEAREST) -> Any:
    """(products, products) CSR: the cosine between products by the baskets that hold them, those of late counting more."""
    import numpy as np
    from scipy.sparse import csr_matrix, diags

    weighed = interactions.baskets(paces).sqrt()
    norms = np.sqrt(np.asarray(weighed.power(2).sum(0)).ravel()) + 0.5  # what was in one basket or two is near to nothing
    scaled = diags(1 / norms)
    together = csr_matrix(scaled @ (weighed.T @ weighed) @ scaled)
    together.setdiag(0)
    return nearest_of_each(together, nearest)


def _nearest(weights: np.ndarray, products: np.ndarray, n_products: int, nearest: int) -> Any:
    import numpy as np
    from scipy.sparse import csr_matrix

    kept = min(nearest, len(products))
    columns = np.argpartition(-weights, kept - 1, axis=1)[:, :kept] if kept else np.zeros((0, 0), np.int64)
    values = np.take_along_axis(weights, columns, 1) if kept else np.zeros((0, 0))
    rows = np.repeat(products, kept)
    held = values.ravel() > 0
    cells = (rows[held], products[columns.ravel()][held])
    return csr_matrix((values.ravel()[held].astype(np.float32), cells), (n_products, n_products))


def nearest_of_each(matrix: Any, nearest: int) -> Any:
    """A CSR matrix with at most so many values a row, the highest."""
    import numpy as np
    from scipy.sparse import csr_matrix

    rows, columns, values = [], [], []
    for row in range(matrix.shape[0]):
        held = slice(matrix.indptr[row], matrix.indptr[row + 1])
        best = np.argsort(-matrix.data[held], kind="stable")[:nearest]
        rows.append(np.full(len(best), row))
        columns.append(matrix.indices[held][best])
        values.append(matrix.data[held][best])
    if not rows:
        return matrix
    cells = (np.concatenate(rows), np.concatenate(columns))
    return csr_matrix((np.concatenate(values).astype(np.float32), cells), matrix.shape)
