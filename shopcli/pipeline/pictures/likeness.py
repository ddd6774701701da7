"""The likeness of a picture to products: to their titles, and to their own pictures where they have any.

A picture is nearer to any picture than to any text, in every model of this kind, so the two are never compared as they are:
each kind of cosine is standardised over the catalog, and a product's likeness is the sum. One without a picture has the mean,
nought, in its place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zipfile import BadZipFile

import numpy as np

from shopcli.types import Product
from shopcli.util import atomic

if TYPE_CHECKING:
    from PIL.Image import Image

_PIECE = 256  # products at a time: their pictures are held in memory
_RRF_K = 60.0  # Cormack et al. 2009


class PictureEncoding(Protocol):
    """What embeds pictures and texts in one space; see `shopcli.models.embedder.picture_encoder.PictureEncoder`."""

    digest: str

    def encode_texts(self, texts: Sequence[str]) -> np.ndarray: ...
    def encode_pictures(self, pictures: Sequence[Image]) -> np.ndarray: ...


class Likeness:
    """Of every product, how like it is to a picture; the products' vectors are kept for the next time.

    Args:
        products: all of the index, in the order of their rows; read only where vectors are not kept.
        size: how many they are.
        encoder: embeds.
        path_of: the file of a product's picture, or None.
        open_picture: opens it; None where it cannot be opened.
        kept: the file for the vectors; it is made anew where products, pictures or weights are others.
        identity: of the index's data, by which vectors are known again.
    """

    def __init__(
        self,
        products: Callable[[], Iterator[Product]],
        size: int,
        encoder: PictureEncoding,
        *,
        path_of: Callable[[Product], Path | None],
        open_picture: Callable[[Path], Image | None],
        kept: Path,
        identity: str,
    ) -> None:
        self._products, self._size, self._encoder = products, size, encoder
        self._path_of, self._open, self._kept, self._identity = path_of, open_picture, kept, identity

    def scores(self, picture: Image) -> np.ndarray:
        """The likeness of each product to ``picture``: (n_products,) float32."""
        texts, pictures, rows = self._vectors()
        wanted = self._encoder.encode_pictures([picture])[0]
        scores = _standardised(texts @ wanted)
        scores[rows] += _standardised(pictures @ wanted)
        return scores

    def _vectors(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Vectors of titles (n, dim), of pictures (m, dim), and the rows that those are of (m,)."""
        paths = [self._path_of(product) for product in self._products()]
        key = self._key(paths)
        try:
            with self._kept.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                if str(kept["key"]) == key:
                    return kept["texts"].astype(np.float32), kept["pictures"].astype(np.float32), kept["rows"]
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):  # there is none yet, or half of one
            pass
        texts, pictures, rows = self._embedded(paths)
        self._kept.parent.mkdir(parents=True, exist_ok=True)
        with atomic.replacing(self._kept) as beside, beside.open("wb") as out:
            half_texts, half_pictures = texts.astype(np.float16), pictures.astype(np.float16)
            np.savez(out, key=np.array(key), rows=rows, texts=half_texts, pictures=half_pictures)
        return texts, pictures, rows

    def _key(self, paths: Sequence[Path | None]) -> str:
        """Of the index, the weights, and each picture's path, size and time."""
        digest = hashlib.sha256(f"{self._identity} {self._encoder.digest}".encode())
        for path in paths:
            status = path.stat() if path else None
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode() if status else b"\n")
        return digest.hexdigest()

    def _embedded(self, paths: Sequence[Path | None]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        texts = [self._encoder.encode_texts([])]
        pictures, rows = [texts[0]], []
        titles = [product.title for product in self._products()]
        for first in range(0, self._size, _PIECE):
            piece = range(first, min(first + _PIECE, self._size))
            texts.append(self._encoder.encode_texts([titles[row] for row in piece]))
            opened = [(row, self._open(path)) for row in piece if (path := paths[row]) is not None]
            seen = [(row, picture) for row, picture in opened if picture is not None]
            pictures.append(self._encoder.encode_pictures([picture for _, picture in seen]))
            rows += [row for row, _ in seen]
        return np.concatenate(texts), np.concatenate(pictures), np.array(rows, np.int64)


def _standardised(cosines: np.ndarray) -> np.ndarray:
    """Cosines with a mean of nought and a deviation of one; all nought where they do not differ."""
    deviation = float(cosines.std()) if len(cosines) else 0.0
    return np.asarray((cosines - cosines.mean()) / deviation if deviation > 1e-9 else np.zeros_like(cosines), np.float32)


def fused(by_request: Sequence[int], scores: np.ndarray) -> list[int]:
    """Rows in the order of a request, brought together with their order by likeness (reciprocal rank fusion).

    Args:
        by_request: rows, best first.
        scores: of every row, from `Likeness.scores`.
    """
    by_picture = sorted(by_request, key=lambda row: -float(scores[row]))
    place = {row: 1 / (_RRF_K + at) for at, row in enumerate(by_request, start=1)}
    for at, row in enumerate(by_picture, start=1):
        place[row] += 1 / (_RRF_K + at)
    return sorted(by_request, key=lambda row: -place[row])
