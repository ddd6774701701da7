"""An index on a server of Milvus: many processes ask at once, and one that is away is told of, and asked again once back."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from shopcli.config import Settings
from shopcli.index.stores.errors import StoreError
from shopcli.index.stores.opening import open_index, publish
from tests.conftest import FIVE, WordEncoder, build

_LONGEST_S = 60.0


@contextmanager
def serving(data: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """``milvus-lite server``, which speaks as any server of Milvus does, until the block ends."""
    command = [
        sys.executable,
        "-m",
        "milvus_lite",
        "server",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--data-dir",
        str(data),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + _LONGEST_S
        while not _listens(port):
            assert server.poll() is None and time.monotonic() < until, "the server did not start"
            time.sleep(0.1)
        yield server
    finally:
        server.terminate()
        server.wait(_LONGEST_S)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _browsing(settings: Settings, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "shopcli", "browse", "--json", "--sort", "price", "--top", "5", "--store", settings.store]
    environment = os.environ | {"SHOPCLI_CACHE_DIR": str(folder / "cache"), "SHOPCLI_DATA_DIR": str(folder / "data")}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def test_many_processes_ask_one_server_which_may_leave_and_come_back(tmp_path, port, monkeypatch):
    monkeypatch.setattr("shopcli.index.stores.opening.cache_dir", lambda: tmp_path / "own-cache")
    settings = Settings(index=str(tmp_path / "five"), store=f"milvus:http://127.0.0.1:{port}#five", store_timeout_s=6.0)
    build(settings.index_path, FIVE, WordEncoder())
    query = WordEncoder().encode(["gps watch"])[0]
    with serving(tmp_path / "server", port):
        publish(settings)
        index = open_index(settings)
        before = index.vectors.search(query, 3)[0].tolist()
        asking = [_browsing(settings, tmp_path) for _ in range(3)]
        told = [process.communicate(timeout=_LONGEST_S) for process in asking]
        assert [process.returncode for process in asking] == [0, 0, 0], told
        ids = [[hit["id"] for hit in json.loads(out)["results"]] for out, _ in told]
        assert ids == [["A1", "K1", "W3", "W2", "W1"]] * 3, "one copies the document, and none reads half of it"
    with pytest.raises(StoreError, match="does not answer"):
        index.vectors.search(query, 3)
    away = _browsing(settings, tmp_path)
    assert away.communicate(timeout=_LONGEST_S)[1].startswith(f"error: The store {settings.store} does not answer")
    assert away.returncode == 4
    with serving(tmp_path / "server", port):
        assert index.vectors.search(query, 3)[0].tolist() == before == _exact(index.vectors.rows(np.arange(5)), query)
        again = _browsing(settings, tmp_path)
        assert json.loads(again.communicate(timeout=_LONGEST_S)[0])["results"][0]["id"] == "A1"


def _exact(vectors: np.ndarray, query: np.ndarray) -> list[int]:
    return np.argsort(-(vectors @ query), kind="stable")[:3].tolist()
