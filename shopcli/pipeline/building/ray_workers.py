"""A build on a Ray cluster (https://docs.ray.io): Ray Data reads, actors embed, tasks write into a store."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from shopcli.catalog import Catalog, ReadReport
from shopcli.index.storage.vector_cache import PieceEncoder
from shopcli.index.stores.store import OpenWriter, StoreWriter
from shopcli.models.embedder.encoder import Encoder, load_encoder
from shopcli.pipeline.building.ray_cluster import connected
from shopcli.pipeline.building.ray_embedding import OpenEncoder, RayEmbedders
from shopcli.pipeline.building.ray_reading import PORTION_BYTES, files_fetched, products_read
from shopcli.pipeline.building.ray_writing import RayWriter
from shopcli.pipeline.building.remote_files import FETCHED
from shopcli.types import Entry


class RayWorkers:
    """The workers of a Ray cluster, as `shopcli.pipeline.building.workers.Workers`.

    Args:
        ray: connected.
        device: what embeds on a node, as in `load_encoder`.
        open_encoder: opens the encoder on a worker, in place of the one of its source.
        portion_bytes: files that are larger are read in portions.
    """

    def __init__(
        self,
        ray: Any,
        *,
        device: str = "auto",
        open_encoder: OpenEncoder | None = None,
        portion_bytes: int = PORTION_BYTES,
    ) -> None:
        self._ray, self._device, self._open, self._portion_bytes = ray, device, open_encoder, portion_bytes
        self._embedders: RayEmbedders | None = None
        self._reading: Generator[Any, None, None] | None = None

    def files(self, paths: Sequence[Path], folder: Path) -> list[Path]:
        """See `Workers.files`."""
        return files_fetched(self._ray, paths, folder / FETCHED)

    def entries(self, catalog: Catalog, *, strict: bool, report: ReadReport) -> Iterator[Entry]:
        """See `Workers.entries`."""
        self._reading = products_read(self._ray, catalog, portion_bytes=self._portion_bytes)
        return catalog.entries_made(self._reading, strict=strict, report=report)

    def pieces(self, encoder: Encoder, embedder: str) -> PieceEncoder | None:
        """See `Workers.pieces`."""
        if self._embedders:
            self._embedders.close()
        open_encoder = self._open or partial(load_encoder, embedder, device=self._device)
        self._embedders = RayEmbedders(self._ray, open_encoder, encoder.digest)
        return self._embedders

    def writer(self, opened: OpenWriter) -> StoreWriter:
        """See `Workers.writer`."""
        if self._embedders:  # they hold every core
            self._embedders.close()
        return RayWriter(self._ray, opened)

    def close(self) -> None:
        """End what is being read, and let the actors go."""
        if self._reading:
            self._reading.close()
        if self._embedders:
            self._embedders.close()


@contextmanager
def ray_workers(address: str, *, device: str) -> Iterator[RayWorkers]:
    """The workers of the cluster at ``address`` (see `connected`), let go when the block ends."""
    with connected(address) as ray:
        workers = RayWorkers(ray, device=device)
        try:
            yield workers
        finally:
            workers.close()
