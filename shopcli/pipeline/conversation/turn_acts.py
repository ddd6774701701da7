"""The vectors by which dialogue acts are told apart: those of the default encoders, whatever encoder an index has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shopcli.models.embedder.pair import EncoderPair
from shopcli.models.embedder.universal import DIM, UniversalSentenceEncoder
from shopcli.need.tagging.dialogue_acts import EncodeActs, no_vectors
from shopcli.text.scripts import is_foreign

if TYPE_CHECKING:
    import numpy as np

    from shopcli.models.embedder.encoder import Encoder

_ENGLISH_DIM = 384  # of the default pair's first encoder, and a column between both


def act_vectors(encoder: Encoder) -> EncodeActs:
    """What makes the vectors, with zeros for what an encoder does not have; none where it is no default one."""

    def of_pair(texts: Sequence[str]) -> np.ndarray:
        import numpy as np

        assert isinstance(encoder, EncoderPair)
        foreign = np.asarray([is_foreign(text) for text in texts], bool)
        vectors = np.asarray(encoder.encode(texts))
        vectors[foreign, :-DIM] = 0
        return vectors

    def of_multilingual(texts: Sequence[str]) -> np.ndarray:
        import numpy as np

        assert isinstance(encoder, UniversalSentenceEncoder)
        return np.concatenate([np.zeros((len(texts), _ENGLISH_DIM + 1), np.float32), encoder.encode(texts)], axis=1)

    if isinstance(encoder, EncoderPair):
        return of_pair
    return of_multilingual if isinstance(encoder, UniversalSentenceEncoder) else no_vectors
