"""Who does the part of a build that can be shared out; the rest of it is the same whoever they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from shopcli.errors import CatalogError
from shopcli.pipeline.building.remote_files import url_of

if TYPE_CHECKING:
    from shopcli.catalog import Catalog, ReadReport
    from shopcli.index.storage.vector_cache import PieceEncoder
    from shopcli.index.stores.store import OpenWriter, StoreWriter
    from shopcli.models.embedder.encoder import Encoder
    from shopcli.types import Entry


class Workers(Protocol):
    """Who reads files as products, and turns texts into vectors."""

    def files(self, paths: Sequence[Path], folder: Path) -> list[Path]:
        """Where the files of a catalog are, those of URLs brought to where all that work see them.

        Args:
            paths: files, folders, or URLs.
            folder: of the index.

        Raises:
            CatalogError: a URL names no file, or cannot be read.
        """
        ...

    def entries(self, catalog: Catalog, *, strict: bool, report: ReadReport) -> Iterator[Entry]:
        """Every product of a catalog, as `Catalog.entries` has them and in that order."""
        ...

    def pieces(self, encoder: Encoder, embedder: str) -> PieceEncoder | None:
        """Who embeds what ``encoder`` would; None where it is to do so itself.

        Args:
            encoder: the one of this process.
            embedder: its source, by which others open it.
        """
        ...

    def writer(self, opened: OpenWriter) -> StoreWriter:
        """The writer of a store that lets in many processes.

        Raises:
            StoreError: the store is away.
        """
        ...


class ThisProcess:
    """All of it here."""

    def files(self, paths: Sequence[Path], folder: Path) -> list[Path]:
        """See `Workers.files`.

        Raises:
            CatalogError: one of them is a URL.
        """
        if url := next(filter(None, map(url_of, paths)), ""):
            raise CatalogError(f"{url} is no file of this machine.", hint="Fetch it first, or build on a cluster: --on ray")
        return list(paths)

    def entries(self, catalog: Catalog, *, strict: bool, report: ReadReport) -> Iterator[Entry]:
        """See `Workers.entries`."""
        return catalog.entries(strict=strict, report=report)

    def pieces(self, encoder: Encoder, embedder: str) -> PieceEncoder | None:
        """See `Workers.pieces`."""
        return None

    def writer(self, opened: OpenWriter) -> StoreWriter:
        """See `Workers.writer`."""
        return opened()


@contextmanager
def workers_on(on: str, *, device: str) -> Iterator[Workers]:
    """Who builds on ``ray[:ADDRESS]``; this process where it is empty.

    Args:
        on: what the build runs on.
        device: what embeds there.

    Raises:
        UsageError: it is nothing that a build runs on.
        ShopcliError: it cannot be reached.
    """
    if not on:
        yield ThisProcess()
        return
    from shopcli.pipeline.building.ray_cluster import address_of
    from shopcli.pipeline.building.ray_workers import ray_workers

    with ray_workers(address_of(on), device=device) as workers:
        yield workers
