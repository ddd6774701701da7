"""The vectors of the thesaurus's phrases by the default encoders, which come with shopcli: nobody waits for them.

    python -m tools.near_phrases      writes shopcli/need/thesaurus/near_phrases.safetensors

They are to be made anew whenever a file of the thesaurus changes; a test fails where they are stale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from shopcli.config import load_settings
from shopcli.index.parts.halves import SECOND_DIM, compared, second
from shopcli.models.embedder.encoder import load_encoder
from shopcli.need.thesaurus import NearPhrases, open_thesaurus
from shopcli.need.thesaurus.nearness import CHINESE, ENGLISH, SCALE, SHIPPED, in_int8

Encode = Callable[[Sequence[str]], np.ndarray]


def phrases_of(encoder: Any) -> Iterator[tuple[NearPhrases, int]]:
    """The phrases that a request may be held against by a pair of encoders, and the length of their vectors."""

    def first(texts: Sequence[str]) -> np.ndarray:
        return compared(encoder.encode_request(texts))

    def other(texts: Sequence[str]) -> np.ndarray:
        return second(encoder.encode_request(texts))

    def near(file: str, encode: Encode, languages: Sequence[int]) -> NearPhrases:
        return NearPhrases(open_thesaurus(), file, encode, encoder.digest, languages=languages)

    yield near("purposes", first, (ENGLISH,)), encoder.dim - SECOND_DIM - 1
    yield near("purposes", other, (CHINESE,)), SECOND_DIM
    for file in ("purposes", "wishes"):
        yield near(file, encoder.encode_abroad, (ENGLISH, CHINESE)), SECOND_DIM


def main() -> None:
    """Write the file."""
    encoder, arrays = load_encoder(load_settings().embedder), dict[str, np.ndarray]()
    for phrases, dim in phrases_of(encoder):
        key = phrases.key(dim)
        arrays[key], arrays[key + SCALE] = in_int8(phrases.encoded())
        print(key, arrays[key].shape)
    save_file(arrays, SHIPPED)


if __name__ == "__main__":
    main()
