"""Two encoders in one space: what a text says in English stands before what it says in any of sixteen languages.

A text of the catalog has both vectors side by side, each of length one. A name to be recognised has one of them, and zeros for
the other: the first where it is in English, the second where it is in another script, so that a dot product is the cosine of
the encoder whose thresholds were measured. What is looked for has both where both can read it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from shopcli.models.embedder.universal import DIM
from shopcli.text.scripts import is_foreign

if TYPE_CHECKING:
    import numpy as np

    from shopcli.models.embedder.onnx_encoder import OnProgress


class OneEncoder(Protocol):
    """What a pair needs of each of its encoders."""

    def encode(self, texts: Sequence[str], *, on_progress: OnProgress | None = None) -> np.ndarray:
        """(n,) texts to (n, dim) float32, rows L2-normalised."""
        ...


class EncoderPair:
    """An encoder of English beside a multilingual one.

    Args:
        english: opens the first.
        multilingual: opens the second.
        name: the short names of both.
        digest: the digest of both.
        english_dim: the length of the first's vectors.
    """

    def __init__(
        self,
        english: Callable[[], OneEncoder],
        multilingual: Callable[[], OneEncoder],
        *,
        name: str,
        digest: str,
        english_dim: int,
    ) -> None:
        self._open_english, self._open_multilingual = english, multilingual
        # Opening an encoder and running its graph leave Python to others: the second works beside the first.
        self._beside = ThreadPoolExecutor(1, "shopcli-encodes")
        self._opening: Future[OneEncoder] | None = None
        self.name, self.digest, self.dim = name, digest, english_dim + 1 + DIM  # see shopcli.index.parts.halves

    @cached_property
    def _english(self) -> OneEncoder:
        # What is looked for is read by both: while one opens here, the other opens beside it.
        if "_multilingual" not in self.__dict__:
            self._opening = self._opening or self._beside.submit(self._open_multilingual)
        return self._open_english()

    @cached_property
    def _multilingual(self) -> OneEncoder:
        return self._opening.result() if self._opening else self._open_multilingual()

    def encode(self, texts: Sequence[str], *, on_progress: OnProgress | None = None) -> np.ndarray:
        """Vectors of a catalog's texts, (n, dim) float32: both halves, each of length one."""
        import numpy as np

        multilingual = self._multilingual.encode(texts)
        english = self._english.encode(texts, on_progress=on_progress)
        return np.concatenate([english, np.zeros((len(texts), 1), np.float32), multilingual], axis=1)

    def encode_abroad(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of texts of any language by the multilingual encoder alone, (n, DIM) float32."""
        return self._multilingual.encode(texts)

    def encode_request(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of what is asked, (n, dim) float32: one half of each, of length one, beside zeros."""
        import numpy as np

        vectors = np.zeros((len(texts), self.dim), np.float32)
        foreign = np.asarray([is_foreign(text) for text in texts], bool)
        if foreign.any():
            vectors[foreign, -DIM:] = self._multilingual.encode([text for text in texts if is_foreign(text)])
        if not foreign.all():
            vectors[~foreign, : -DIM - 1] = self._english.encode([text for text in texts if not is_foreign(text)])
        return vectors

    def _multilingual_of(self, texts: Sequence[str]) -> np.ndarray:
        return self._multilingual.encode(texts)

    def encode_wanted(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of what is looked for, (n, dim) float32: a text in Latin script has both halves, each of length one half.

        So a dot product with a catalog's text is the mean of both encoders' cosines, which finds more than either does.
        """
        latin = [not is_foreign(text) for text in texts]
        if not any(latin):
            return self.encode_request(texts)
        assert self._english  # open, and the other is being opened: each encoder opens once
        other_half = self._beside.submit(self._multilingual_of, [text for text in texts if not is_foreign(text)])
        vectors = self.encode_request(texts)
        vectors[latin] /= 2
        vectors[latin, -DIM:] = other_half.result() / 2
        return vectors
