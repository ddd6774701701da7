"""The classes of things that needs are held beside, which come with shopcli.

    python -m tools.needed_things      writes shopcli/need/thesaurus/needed_things.safetensors

They are to be made anew whenever the needs that were told, the thesaurus's things or purposes, or the need encoder change; a
test fails where they are stale.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from safetensors.numpy import save_file

from shopcli.config import load_settings
from shopcli.index.parts.halves import compared
from shopcli.models.embedder.encoder import load_encoder
from shopcli.need.tagging.network import Array
from shopcli.need.thesaurus import Purpose, open_thesaurus
from shopcli.need.thesaurus.entries import BETWEEN
from shopcli.need.thesaurus.nearness import SCALE, in_int8
from shopcli.need.thesaurus.need_encoder import SHIPPED_ENCODER, NeedEncoder, shipped_need_encoder
from shopcli.need.thesaurus.needed_things import NAMES, SHIPPED_THINGS, VECTORS
from shopcli.train.retrieval.needs_told import shipped_needs

INPUTS = "inputs"  # the checksum of all that the classes are made from
_AT_ONCE = 64


class ThingClass(NamedTuple):
    """Names of what serves, most fitting first, and needs that it serves."""

    names: tuple[str, ...]
    needs: tuple[str, ...]


def classes() -> list[ThingClass]:
    """All classes: of the needs that were told, of the purposes, and of the rings, which are needed by their names."""
    thesaurus = open_thesaurus()
    purposes = zip(thesaurus.all_of("purposes"), thesaurus.english_phrases("purposes"), strict=True)
    found = [ThingClass(block.english, block.needs) for block in shipped_needs()]
    found += [ThingClass(entry.things, phrases) for entry, phrases in purposes if isinstance(entry, Purpose)]
    return found + [ThingClass(names, names) for names in thesaurus.english_phrases("things") if names]


def checksum(found: Sequence[ThingClass]) -> int:
    """Of classes and of the encoder that they are for."""
    return zlib.crc32(repr(found).encode(), zlib.crc32(SHIPPED_ENCODER.read_bytes()))


def main() -> None:
    """Write the file."""
    found = classes()
    encoder: Any = load_encoder(load_settings().embedder)
    named = np.asarray(compared(encoder.encode_request([one.names[0] for one in found])), np.float32)
    arrays = {NAMES: np.frombuffer("\n".join(BETWEEN.join(one.names) for one in found).encode(), np.uint8)}
    arrays[VECTORS], arrays[VECTORS + SCALE] = in_int8(_normalised(named + _told(found, shipped_need_encoder())))
    arrays[INPUTS] = np.asarray([checksum(found)], np.uint32)
    save_file(arrays, SHIPPED_THINGS)
    SHIPPED_THINGS.chmod(0o644)
    print(arrays[VECTORS].shape)


def _told(found: Sequence[ThingClass], encoder: NeedEncoder) -> Array:
    """The mean vector of each class's needs, L2-normalised; nothing for one without any."""
    needs = [(need, row) for row, one in enumerate(found) for need in one.needs]
    needs.sort(key=lambda one: len(one[0]))
    sums: Array | None = None
    for start in range(0, len(needs), _AT_ONCE):
        texts, rows = zip(*needs[start : start + _AT_ONCE], strict=True)
        vectors = encoder.encoded(texts)
        sums = np.zeros((len(found), vectors.shape[1]), np.float32) if sums is None else sums
        np.add.at(sums, list(rows), vectors)
    assert sums is not None
    return _normalised(sums)


def _normalised(vectors: Array) -> Array:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    normalised: Array = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return normalised


if __name__ == "__main__":
    main()
