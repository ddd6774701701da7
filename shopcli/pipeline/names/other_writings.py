"""Other writings of what a request says: the name that a catalog mostly has for it, and two words as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from shopcli.index import Index

if TYPE_CHECKING:
    import numpy as np

_MOSTLY_CALLED = 20  # products by which another name for a thing is known to be what it is mostly called


def written_as_one(words: str, index: Index) -> str:
    """Two words as one where the catalog writes them so too: "micro SD" and "MicroSD"; empty where it does not."""
    joined = words.replace(" ", "")
    is_one = words.count(" ") == 1 and words.isascii()
    return joined if is_one and len(index.words.rows(index.words.stem(joined))) else ""


def mostly_called(words: str, index: Index, encode: Callable[[str], np.ndarray]) -> str:
    """What the catalog mostly calls the kind that ``words`` name; empty where that is what they say.

    Args:
        words: a name.
        index: the open index.
        encode: a text to its L2-normalised vector, (dim,).
    """
    key = tuple(stem for stem, _ in index.words.spans(words))
    kind = index.kinds.meant_by(key, lambda: encode(words)) if key in index.kinds else None
    name = kind.names[0] if kind and len(kind.rows) >= _MOSTLY_CALLED else ""
    return name if kind and index.words.tokens(name) != index.words.tokens(words) and " " not in name else ""
