"""Nearest phrases of the thesaurus: what a request says in still other words, by the vectors of what the entries say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.config import cache_dir
from shopcli.need.thesaurus.entries import Entry
from shopcli.need.thesaurus.table import Thesaurus
from shopcli.util.kept_array import kept_array

if TYPE_CHECKING:
    import numpy as np

ENGLISH, CHINESE = 0, 1  # their places among the languages of an entry's phrases
SHIPPED = Path(__file__).with_name("near_phrases.safetensors")
SCALE = ".scale"  # behind the name of vectors in int8: what each of them is multiplied with


class NearPhrases:
    """The phrases of one file of the thesaurus in some of its languages, by their vectors.

    Args:
        thesaurus: the thesaurus.
        file: which of its files: "purposes" or "wishes".
        encode: texts to L2-normalised vectors.
        digest: of the encoder's weights; the vectors of each are kept in the user's cache.
        languages: the places of the languages on a line: `ENGLISH`, `CHINESE`.
    """

    def __init__(
        self,
        thesaurus: Thesaurus,
        file: str,
        encode: Callable[[Sequence[str]], np.ndarray],
        digest: str,
        languages: Sequence[int] = (ENGLISH,),
    ) -> None:
        self._thesaurus, self._file, self._encode, self._digest = thesaurus, file, encode, digest
        self._languages = languages
        self._vectors: np.ndarray | None = None

    def nearest(self, vector: np.ndarray) -> tuple[Entry, float]:
        """The entry with the nearest phrase to a vector (dim,), L2-normalised, and its cosine."""
        near = self.vectors(len(vector)) @ vector
        best = int(near.argmax())
        return self._thesaurus.entry_of(self._file, self._owners[best]), float(near[best])

    def some(self, vector: np.ndarray, count: int) -> list[tuple[Entry, float]]:
        """The entries with the nearest phrases to a vector (dim,), L2-normalised, each once with its cosine, nearest first."""
        import numpy as np

        near = self.vectors(len(vector)) @ vector
        found: dict[int, float] = {}
        for phrase in np.argsort(-near)[: 2 * count].tolist():
            found.setdefault(self._owners[phrase], float(near[phrase]))
        return [(self._thesaurus.entry_of(self._file, number), cosine) for number, cosine in list(found.items())[:count]]

    @cached_property
    def _phrases(self) -> list[tuple[str, ...]]:
        if tuple(self._languages) == (ENGLISH,):
            return self._thesaurus.english_phrases(self._file)
        of_lines = self._thesaurus.phrases(self._file)
        return [tuple(phrase for place in self._languages for phrase in of_line[place]) for of_line in of_lines]

    @cached_property
    def _owners(self) -> list[int]:
        return [number for number, phrases in enumerate(self._phrases) for _ in phrases]

    def vectors(self, dim: int) -> np.ndarray:
        """(n_phrases, dim) float32: those of the default encoders come with shopcli, others are encoded once and kept."""
        if self._vectors is None:
            shipped = _shipped(self.key(dim))
            self._vectors = self._kept(dim) if shipped is None else shipped
        return self._vectors

    def key(self, dim: int) -> str:
        """What vectors of that length hang on: the thesaurus, the file, the languages and the encoder."""
        spoken = "".join(map(str, self._languages))
        return f"{self._thesaurus.digest}-{self._file}-{spoken}-{self._digest[:16]}-{dim}"

    def encoded(self) -> np.ndarray:
        """(n_phrases, dim) float32, encoded anew."""
        return self._encode([phrase for phrases in self._phrases for phrase in phrases])

    def _kept(self, dim: int) -> np.ndarray:
        return kept_array(cache_dir() / f"thesaurus-{self.key(dim)}.npy", self.encoded, precision="float16")


def in_int8(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Vectors (n, dim) as the file that comes with shopcli has them: (n, dim) int8, and (n,) float32 the scale of each."""
    import numpy as np

    scale = np.maximum(np.abs(vectors).max(axis=1), 1e-12) / 127
    return np.round(vectors / scale[:, None]).astype(np.int8), scale.astype(np.float32)


@cache
def _shipped(key: str) -> np.ndarray | None:
    """The vectors that come with shopcli; None where they hang on another thesaurus or encoder."""
    from safetensors import safe_open

    with safe_open(SHIPPED, framework="numpy") as file:
        if key not in file.keys():  # noqa: SIM118, it is no mapping
            return None
        vectors: np.ndarray = file.get_tensor(key).astype("float32") * file.get_tensor(key + SCALE)[:, None]
        return vectors
