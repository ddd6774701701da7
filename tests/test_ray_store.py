"""An index that a Ray cluster writes into a store: the rows are those that one process writes, whoever fails meanwhile."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from shopcli.catalog import open_catalog
from shopcli.config import Settings
from shopcli.index import read_manifest
from shopcli.index.stores import publish as publishing
from shopcli.index.stores.address import StoreAddress
from shopcli.index.stores.errors import StoreError
from shopcli.index.stores.milvus.collections import VersionNames, current_version, versions
from shopcli.index.stores.milvus.connection import Connection, connected
from shopcli.index.stores.milvus.writer import MilvusWriter
from shopcli.index.stores.opening import publish
from shopcli.index.stores.store import OpenWriter, ProductBatch, StoreWriter
from shopcli.indexer import index_catalog
from shopcli.pipeline.building.workers import ThisProcess, Workers
from tests.conftest import FIVE, WordEncoder, build
from tests.loopback import unused_port
from tests.ray_cluster import two_nodes
from tests.test_store_server import serving
from tests.test_update import shop

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'shopcli[cluster]'")
pytest.importorskip("milvus_lite", reason="Milvus is not installed: pip install 'shopcli[cluster]'")
pytestmark = pytest.mark.filterwarnings("default")  # Ray's own

SIZE = 150


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes of one core each on this machine."""
    with two_nodes() as nodes:
        yield nodes


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A store that lets in many processes."""
    with serving(tmp_path_factory.mktemp("server"), port := unused_port()):
        yield f"milvus:http://127.0.0.1:{port}"


@pytest.fixture(autouse=True)
def few_rows_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a small catalog has batches to share out."""
    monkeypatch.setattr(publishing, "_AT_ONCE", 20)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two files."""
    folder = tmp_path_factory.mktemp("catalog")
    lines = [json.dumps(record) for record in shop(SIZE)]
    (folder / "a.jsonl").write_text("\n".join(lines[:90]))
    (folder / "b.jsonl").write_text("\n".join(lines[90:]))
    return folder


def by_ray(opened: OpenWriter) -> StoreWriter:
    from shopcli.pipeline.building.ray_workers import RayWorkers

    return RayWorkers(ray).writer(opened)


def opened(settings: Settings) -> tuple[Connection, str]:
    address = StoreAddress.parse(settings.store)
    return connected(address, settings.store_timeout_s), address.collection


def rows(settings: Settings) -> dict[str, list[Any]]:
    """All that lies in the store of the version that is asked, but for when it was built and what its folder is called."""
    connection, name = opened(settings)
    names = VersionNames(name, current_version(connection, name))
    options: dict[str, Any] = {"output_fields": ["*"], "consistency_level": "Strong"}
    told = {
        "products": connection.call("query", names.products, filter="row >= 0", **options),
        "facts": connection.call("query", names.facts, filter="row >= 0", **options),
        "document": connection.call("query", names.document, filter="piece != ''", **options),
    }
    return {
        collection: sorted(
            (
                {field: np.asarray(value).tolist() if field == "vector" else value for field, value in row.items()}
                for row in found
                if not str(row.get("piece", "")).startswith("about#")
            ),
            key=lambda row: row.get("row", row.get("piece")),
        )
        for collection, found in told.items()
    }


def test_a_catalog_that_a_cluster_indexed_into_a_store_lies_there_as_one_process_puts_it(cluster, catalog, server, tmp_path):
    from shopcli.pipeline.building.ray_workers import RayWorkers

    def index(name: str, workers: Workers) -> Settings:
        settings = Settings(index=str(tmp_path / name), store=f"{server}#{name}")
        index_catalog(open_catalog([catalog]), settings.index_path, settings=settings, encoder=WordEncoder(), workers=workers)
        version = publish(settings, opened_by=workers.writer)
        assert current_version(*opened(settings)) == version == read_manifest(settings.index_path).data.removeprefix("data-")
        return settings

    there = rows(index("there", RayWorkers(ray, open_encoder=WordEncoder, portion_bytes=8000)))
    here = rows(index("here", ThisProcess()))
    assert (len(here["products"]), len(here["facts"]) > SIZE) == (SIZE, True)
    for collection, found in here.items():
        assert found == there[collection], collection


class FailingOnce(MilvusWriter):
    """A writer whose process ends in the middle of a batch, once, as that of a node that is lost does.

    Args:
        folder: where it leaves a note of that.
    """

    def __init__(self, folder: Path, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._note = folder / "failed"

    def put_products(self, batch: ProductBatch) -> None:
        super().put_products(batch)
        if not self._note.exists():
            self._note.touch()
            os._exit(1)


def test_what_a_worker_was_writing_when_it_failed_is_written_by_another(cluster, server, tmp_path):
    settings = Settings(index=str(tmp_path / "five"), store=f"{server}#failing")
    build(settings.index_path, FIVE, WordEncoder())
    publish(settings, opened_by=lambda opened: by_ray(partial(FailingOnce, tmp_path, *opened.args, **opened.keywords)))
    assert (tmp_path / "failed").exists()
    assert [json.loads(row["record"])["id"] for row in rows(settings)["products"]] == [product.id for product in FIVE]


class Refusing(MilvusWriter):
    """A writer into a store that has no room."""

    def put_facts(self, first: int, vectors: np.ndarray) -> None:
        raise StoreError("The store is full.", hint="Give it room.")


def test_what_a_worker_is_refused_is_told_and_what_was_written_removed(cluster, server, tmp_path):
    settings = Settings(index=str(tmp_path / "five"), store=f"{server}#full")
    build(settings.index_path, FIVE, WordEncoder())
    with pytest.raises(StoreError, match=r"^The store is full\.$") as told:
        publish(settings, opened_by=lambda opened: by_ray(partial(Refusing, *opened.args, **opened.keywords)))
    assert told.value.hint == "Give it room."
    connection, name = opened(settings)
    assert versions(connection, name) == ()


WRITING = """
import os, signal, sys
from shopcli.catalog import open_catalog
from shopcli.config import Settings
from shopcli.index.stores import publish
from shopcli.index.stores.opening import publish as published
publish._AT_ONCE = 20

def die(what, done, total):
    if what == "facts" and done >= float(sys.argv[3]) * total:
        os.kill(os.getpid(), signal.SIGKILL)

print(published(Settings(index=sys.argv[1], store=sys.argv[2]), die))
"""


def publish_elsewhere(settings: Settings, *, dies_at: float = 2) -> subprocess.CompletedProcess[str]:
    """In a process of its own, which is killed at a share of the facts; a file lets in one process at a time."""
    command = [sys.executable, "-c", WRITING, settings.index, settings.store, str(dies_at)]
    return subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)


class Noting:
    """A writer that notes what it is given to write.

    Args:
        writer: that writes it.
        noted: of each kind of rows the numbers, in their order.
    """

    def __init__(self, writer: StoreWriter, noted: dict[str, list[int]]) -> None:
        self._writer, self._noted = writer, noted

    def __getattr__(self, name: str) -> Any:
        return getattr(self._writer, name)

    def put_products(self, batch: ProductBatch) -> None:
        self._noted.setdefault("products", []).extend(batch.rows.tolist())
        self._writer.put_products(batch)

    def put_facts(self, first: int, vectors: np.ndarray) -> None:
        self._noted.setdefault("facts", []).extend(range(first, first + len(vectors)))
        self._writer.put_facts(first, vectors)


@pytest.mark.parametrize("place", ["a server that a cluster writes to", "a file"])
def test_writing_that_was_killed_goes_on_and_until_it_is_whole_the_version_before_is_asked(
    request, server, tmp_path, monkeypatch, place
):
    settings = Settings(index=str(tmp_path / "index"), store=f"{server}#killed")
    if place == "a file":
        settings = replace(settings, store=f"milvus:{tmp_path / 'shop.db'}#killed")
    else:
        request.getfixturevalue("cluster")
    build(settings.index_path, FIVE, WordEncoder())
    before = publish_elsewhere(settings).stdout.strip()
    many = [replace(product, id=f"{product.id}-{n}", title=f"{product.title} {n}") for n in range(20) for product in FIVE]
    build(settings.index_path, many, WordEncoder())
    assert publish_elsewhere(settings, dies_at=0.5).returncode == -signal.SIGKILL
    assert (current_version(*opened(settings)), len(versions(*opened(settings)))) == (before, 2)
    noted: dict[str, list[int]] = {}
    publish_index = publishing.publish_index
    monkeypatch.setattr(
        publishing, "publish_index", lambda folder, writer, *rest: publish_index(folder, Noting(writer, noted), *rest)
    )
    assert publish(settings, opened_by=by_ray) == current_version(*opened(settings)) != before
    found = rows(settings)
    assert [row["row"] for row in found["products"]] == list(range(len(many)))
    facts = [row["row"] for row in found["facts"]]
    assert (list(noted), noted["facts"]) == (["facts"], facts[noted["facts"][0] :]), "what was written is not written again"
    assert len(facts) / 2 - 20 <= noted["facts"][0] <= len(facts) / 2 + 20
