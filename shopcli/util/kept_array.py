"""Arrays in the user's cache: made once, by whatever takes long, and read from there afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.util import atomic

if TYPE_CHECKING:
    import numpy as np


def kept_array(path: Path, make: Callable[[], np.ndarray], *, precision: str = "float32") -> np.ndarray:
    """The array (…) float32 in a file, which is made and put there where there is none.

    A cache that cannot be written is done without.

    Args:
        path: the file; its name says all that the array hangs on.
        make: gives the array.
        precision: as which it is stored; what is read again is rounded to it.
    """
    import numpy as np

    try:
        return np.load(path).astype(np.float32, copy=False)
    except (OSError, ValueError, EOFError):  # not there, or no array
        made = make()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic.replacing(path) as unfinished, unfinished.open("wb") as file:
            np.save(file, made.astype(precision, copy=False))
    except OSError:
        return made
    return made
