"""What was learned of a history, as it is kept: the recommenders, the blend, and whose history they are of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopcli.config import data_dir
from shopcli.errors import ShopcliError
from shopcli.pipeline.personal.history import History, history_path
from shopcli.pipeline.personal.recommenders.blend import Blend
from shopcli.pipeline.personal.recommenders.factors import Factors
from shopcli.pipeline.personal.recommenders.interactions import Interactions
from shopcli.pipeline.personal.recommenders.item_to_item import nearest_of_each
from shopcli.pipeline.personal.recommenders.signals import MATRICES, NAMES, Recommenders
from shopcli.util import atomic

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Learned", "learned_path"]

_FORMAT = 1
_SPEAK_FOR = 20  # products that a bought one is said to speak for, its nearest
_PARTS = ("data", "indices", "indptr")
_FACTORS = ("als", "sequence")
_HINT = "Learn it again: shopcli history learn"


def learned_path() -> Path:
    """Where lies what was learned of the history."""
    return data_dir() / "personal" / "learned.safetensors"


@dataclass(frozen=True)
class Learned:
    """The recommenders up to the end of a history, and how they add up."""

    recommenders: Recommenders
    blend: Blend

    @classmethod
    def open(cls, path: Path | None = None, history: Path | None = None) -> Learned:
        """What was learned of a history, with that history.

        Args:
            path: the file; without, the one in the data folder.
            history: the history's file; without, the one that was imported.

        Raises:
            ShopcliError: nothing was learned, of this history nothing, or the file cannot be read.
        """
        path, history = path or learned_path(), history or history_path()
        known = History.open(history)
        if not path.is_file():
            raise ShopcliError("Nothing has been learned of the history yet.", hint=_HINT)
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        try:
            kept = load_file(path)
            about = json.loads(kept["about"].tobytes())
            if about["format"] != _FORMAT or tuple(about["signals"]) != NAMES:
                raise ValueError("it is of another version")
            if about["history"] != _digest(history):
                raise ShopcliError("The history has changed since it was learned.", hint=_HINT)
            interactions = Interactions.at(known, pace_days=about["pace_days"])
            return cls(_recommenders(kept, interactions), Blend(kept["weights"]))
        except (SafetensorError, OSError, KeyError, TypeError, ValueError) as error:
            raise ShopcliError(f"What was learned, {path}, cannot be read: {error}", hint=_HINT) from None

    def write(self, path: Path | None = None, history: Path | None = None) -> None:
        """Keep it in a file that its owner alone may read, whole or not at all.

        Args:
            path: the file; without, the one in the data folder.
            history: the history's file that it was learned of; without, the one that was imported.
        """
        import numpy as np
        from safetensors.numpy import save

        path = path or learned_path()
        about = {
            "format": _FORMAT,
            "signals": NAMES,
            "history": _digest(history or history_path()),
            "pace_days": self.recommenders.interactions.pace_days,
        }
        kept = {"about": np.frombuffer(json.dumps(about).encode(), np.uint8), "weights": self.blend.weights}
        for name, matrix in self.recommenders.matrices.items():
            kept |= {f"{name}.{part}": getattr(matrix, part) for part in _PARTS}
        for name, factors in self.recommenders.factors.items():
            kept |= {f"{name}.customers": factors.customers, f"{name}.products": factors.products}
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with atomic.replacing(path) as unfinished:
            unfinished.touch(mode=0o600)
            unfinished.write_bytes(save({name: np.ascontiguousarray(array) for name, array in kept.items()}))

    @property
    def history(self) -> History:
        """The history that it was learned of."""
        return self.recommenders.interactions.history

    def scores_of(self, customer: str) -> np.ndarray:
        """(products,) what the blend says of each product for a customer, who is in the history."""
        import numpy as np

        one = np.array([self.history.number_of[customer]])
        return self.blend.scores(self.recommenders.signals(one, self.recommenders.allowed(one)))[0]

    def because_of(self, customer: str) -> np.ndarray:
        """(products,) for each product the number of the one that was bought and speaks most for it; -1 where none does."""
        import numpy as np

        recent = self.recommenders.interactions.recent(None)[self.history.number_of[customer]]
        bought = recent.indices
        together = np.zeros((len(bought), recent.shape[1]), np.float32)
        for name in ("ease", "ease_lately", "baskets", "item_bm25"):
            speaks = nearest_of_each(self.recommenders.matrices[name][bought], _SPEAK_FOR).toarray()
            together += speaks / max(float(speaks.max(initial=0.0)), 1e-9)
        together[np.arange(len(bought)), bought] = 0.0
        if not len(bought):
            return np.full(recent.shape[1], -1)
        return np.where(together.max(0) > 0, bought[together.argmax(0)], -1)


def _recommenders(kept: Mapping[str, np.ndarray], interactions: Interactions) -> Recommenders:
    from scipy.sparse import csr_matrix

    n_customers, n_products = interactions.shape
    matrices: dict[str, Any] = {}
    for name in MATRICES:
        parts = tuple(kept[f"{name}.{part}"] for part in _PARTS)
        matrices[name] = csr_matrix(parts, (n_products, n_products))
        matrices[name].check_format(full_check=True)
    factors = {name: Factors(kept[f"{name}.customers"], kept[f"{name}.products"]) for name in _FACTORS}
    if any(one.customers.shape[0] != n_customers or one.products.shape[0] != n_products for one in factors.values()):
        raise ValueError("it is of another history")
    return Recommenders(interactions, matrices, factors)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
