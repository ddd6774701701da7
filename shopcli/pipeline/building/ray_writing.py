"""Writing an index into a store by Ray tasks: batches go to the cluster's workers, each with a connection of its own."""

from __future__ import annotations

import pickle
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from shopcli.errors import ShopcliError
from shopcli.index.storage.manifest import Manifest
from shopcli.index.stores.errors import StoreError
from shopcli.index.stores.store import OpenWriter, ProductBatch, StoreWriter
from shopcli.pipeline.building.ray_cluster import lost_workers

_AHEAD = 2  # batches for each core: one that it writes, and the next
_MOST_TRIES = 3  # again, of one batch, whose worker or node fails
_WITHOUT_S = 120.0  # that it waits where no node with a core is left
_LETTING_GO_S = 60.0


class RayWriter:
    """See `shopcli.index.stores.store.StoreWriter`: rows are written by workers, all else by this process.

    What a worker that died was at is written again by another: a row that is written twice is as if it were written once.

    Args:
        ray: connected.
        opened: opens the writer, here and on every worker, which must reach the store and find its key in the environment.

    Raises:
        StoreError: the store is away.
    """

    def __init__(self, ray: Any, opened: OpenWriter) -> None:
        self._ray, self._own, self._opened = ray, opened(), pickle.dumps(opened)
        self.version = self._own.version
        self._put = ray.remote(_put).options(num_cpus=1, max_retries=_MOST_TRIES, scheduling_strategy="SPREAD")
        self._running: list[Any] = []

    def holds(self, what: str, rows: range) -> bool:
        """See `StoreWriter`."""
        return self._own.holds(what, rows)

    def put_products(self, batch: ProductBatch) -> None:
        """See `StoreWriter`; it may be written after this returns, and what went wrong with it be raised by a later call."""
        self._hand_out("put_products", batch)

    def put_facts(self, first: int, vectors: np.ndarray) -> None:
        """See `put_products`."""
        self._hand_out("put_facts", first, vectors)

    def publish(self, data: Path, manifest: Manifest) -> None:
        """See `StoreWriter`."""
        while self._running:
            self._take_in()
        self._own.publish(data, manifest)

    def abandon(self) -> None:
        """See `StoreWriter`."""
        if self._running:
            with suppress(self._ray.exceptions.RayError):
                for ref in self._running:
                    self._ray.cancel(ref)
                # One that came late would make the collections anew.
                self._ray.wait(self._running, num_returns=len(self._running), timeout=_LETTING_GO_S)
            self._running.clear()
        self._own.abandon()

    def _hand_out(self, method: str, *arguments: Any) -> None:
        while len(self._running) >= _AHEAD * max(1, self._cores()):
            self._take_in()
        self._running.append(self._put.remote(self._opened, method, *arguments))

    def _take_in(self) -> None:
        """Wait until a batch is written.

        Raises:
            StoreError: it could not be.
            ShopcliError: no worker is left.
        """
        ready, _ = self._ray.wait(self._running, num_returns=1, timeout=_WITHOUT_S)
        if not ready and not self._cores():
            raise lost_workers(RuntimeError("no node has had a core to spare for two minutes."))
        for ref in ready:
            self._running.remove(ref)
            try:
                failure = self._ray.get(ref)
            except self._ray.exceptions.RayTaskError as error:
                raise error.as_instanceof_cause() from None
            except self._ray.exceptions.RayError as error:
                raise lost_workers(error) from None
            if failure:
                raise StoreError(failure[0], hint=failure[1])

    def _cores(self) -> int:
        return int(self._ray.cluster_resources().get("CPU", 0))


def _put(opened: bytes, method: str, *arguments: Any) -> tuple[str, str] | None:
    """Write a batch; the message and hint of what kept it from that, since errors do not travel by themselves."""
    try:
        getattr(_writer(opened), method)(*arguments)
    except ShopcliError as error:
        return str(error), error.hint
    return None


@lru_cache(maxsize=1)
def _writer(opened: bytes) -> StoreWriter:
    """The writer of this worker."""
    writer: StoreWriter = pickle.loads(opened)()  # of our own driver, over Ray
    return writer
