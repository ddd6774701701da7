"""The files of taggers: arrays by name, as safetensors."""

from __future__ import annotations

from pathlib import Path

from shopcli.errors import ModelError
from shopcli.need.tagging.network import Array


def read_arrays(path: Path) -> dict[str, Array]:
    """The arrays of a file.

    Raises:
        ModelError: it holds none.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        return load_file(path)
    except (OSError, SafetensorError) as error:
        raise ModelError(f"{path} is no tagger: {error!r}", hint="Make one with: shopcli train understand") from error
