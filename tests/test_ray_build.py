"""Building on a Ray cluster: the index is the one that this process builds, whichever nodes fail meanwhile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from shopcli.catalog import ReadReport, open_catalog
from shopcli.catalog.forms.files import expand_paths
from shopcli.config import load_settings
from shopcli.errors import CatalogError, ModelError, ShopcliError, UsageError
from shopcli.index import BuildReport, read_manifest
from shopcli.index.storage.integrity import STAMPS
from shopcli.index.thresholds import Thresholds
from shopcli.indexer import index_catalog
from shopcli.pipeline.building.ray_cluster import check_answers, failure_named, lost_workers
from shopcli.pipeline.building.ray_embedding import EmbeddingActor, cores_beside_gpu
from shopcli.pipeline.building.remote_files import url_of
from shopcli.pipeline.building.workers import ThisProcess, workers_on
from tests.conftest import WordEncoder
from tests.loopback import unused_port
from tests.ray_cluster import NODE, two_nodes
from tests.same_index import assert_same
from tests.test_update import shop

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'shopcli[cluster]'")
usage_lib = pytest.importorskip("ray._common.usage.usage_lib")
pytestmark = pytest.mark.filterwarnings("default")  # Ray's own

SMALL = Thresholds(texts_at_once=16, postings_at_once=200)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes of one core each on this machine; a test may add others."""
    with two_nodes() as nodes:
        yield nodes


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """Two files of products, among them a bad row, a repeat, and an id that is taken."""
    folder = tmp_path / "catalog"
    folder.mkdir()
    records: list[Any] = shop(150)
    lines = [json.dumps(record) for record in records]
    lines[40:40] = ["{broken", lines[3], json.dumps({**records[5], "title": "Another thing"}), json.dumps({"price": 5})]
    (folder / "a.jsonl").write_text("\n".join(lines[:90]))
    (folder / "b.jsonl").write_text("\n".join(lines[90:]))
    return folder


def workers(**options: Any) -> Any:
    from shopcli.pipeline.building.ray_workers import RayWorkers

    return RayWorkers(ray, **{"open_encoder": WordEncoder, "portion_bytes": 8000, **options})


def indexed(catalog: Path, folder: Path, on: Any = None, report: ReadReport | None = None, **options: Any) -> BuildReport:
    opened = open_catalog([catalog])
    try:
        return index_catalog(
            opened,
            folder,
            settings=load_settings(),
            encoder=WordEncoder(),
            thresholds=SMALL,
            workers=on,
            report=report,
            **options,
        )
    finally:
        if on:
            on.close()


def test_an_index_that_a_cluster_built_is_the_one_that_this_process_builds(cluster, catalog, tmp_path):
    here, there = ReadReport(), ReadReport()
    indexed(catalog, tmp_path / "here", report=here)
    indexed(catalog, tmp_path / "there", workers(), report=there)
    assert there == here
    assert_same_files(tmp_path / "here", tmp_path / "there")


def assert_same_files(one: Path, other: Path) -> None:
    """That two indexes say the same, and that what they say is the same byte by byte."""
    assert_same(one, other)
    folders = [folder / read_manifest(folder).data for folder in (one, other)]
    held = [
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != STAMPS}
        for folder in folders
    ]
    assert held[0].keys() == held[1].keys()
    assert [name for name in held[0] if held[0][name] != held[1][name]] == []


def test_a_bad_row_stops_a_strict_build_on_a_cluster_at_its_line(cluster, catalog, tmp_path):
    with pytest.raises(CatalogError) as here:
        indexed(catalog, tmp_path / "here", strict=True)
    with pytest.raises(CatalogError) as there:
        indexed(catalog, tmp_path / "there", workers(), strict=True)
    assert (str(there.value), there.value.hint) == (str(here.value), here.value.hint)
    assert "line 41" in str(here.value)


class Meeting(WordEncoder):
    """An encoder that begins once each of three nodes has one, so that a node that is taken away was at work.

    Args:
        folder: where each node leaves its name.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def encode(self, texts: Sequence[str], **options: Any) -> np.ndarray:
        (self._folder / ray.get_runtime_context().get_node_id()).touch()
        until_s = time.monotonic() + 60
        while len(list(self._folder.iterdir())) < 3 and time.monotonic() < until_s:
            time.sleep(0.05)
        return super().encode(texts, **options)


def test_what_a_node_was_at_is_done_again_when_it_fails(cluster, catalog, tmp_path):
    lost = cluster.add_node(**NODE)
    (met := tmp_path / "met").mkdir()
    told: list[tuple[str, int, int]] = []

    def fail_once(what: str, done: int, total: int) -> None:
        if done and not any(done for _, done, _ in told):
            assert (met / lost.node_id).exists()
            cluster.remove_node(lost, allow_graceful=False)
        told.append((what, done, total))

    indexed(catalog, tmp_path / "here")
    built = indexed(catalog, tmp_path / "there", workers(open_encoder=partial(Meeting, met)), on_progress=fail_once)
    assert told[-1] == ("facts", built.embedded_facts, built.embedded_facts)
    assert_same_files(tmp_path / "here", tmp_path / "there")


def test_a_build_that_was_stopped_on_a_cluster_goes_on_here(cluster, catalog, tmp_path):
    def stop(what: str, done: int, total: int) -> None:
        if what == "facts" and done > total / 2:
            raise KeyboardInterrupt

    whole = indexed(catalog, tmp_path / "here")
    with pytest.raises(KeyboardInterrupt):
        indexed(catalog, tmp_path / "there", workers(), on_progress=stop)
    rest = indexed(catalog, tmp_path / "there")
    assert rest.embedded_products == 0
    assert 0 < rest.embedded_facts < 0.7 * whole.embedded_facts
    assert_same_files(tmp_path / "here", tmp_path / "there")


def other_weights() -> WordEncoder:
    return WordEncoder("words-2")


def no_weights() -> WordEncoder:
    raise ModelError("No weights are here.", hint="Fetch them.")


def test_a_node_without_the_weights_is_told_of_and_the_index_before_stays(cluster, catalog, tmp_path):
    indexed(catalog, tmp_path / "there")
    before = read_manifest(tmp_path / "there")
    (catalog / "c.jsonl").write_text('{"id": "new", "title": "Unheard of thing"}')
    with pytest.raises(ModelError, match=r"^A node of the cluster has other weights for the embedder\.$"):
        indexed(catalog, tmp_path / "there", workers(open_encoder=other_weights))
    assert read_manifest(tmp_path / "there") == before


def test_an_actor_has_a_gpu_where_there_are_any_and_its_share_of_that_nodes_cores():
    def node(alive: bool = True, **resources: float) -> dict[str, Any]:
        return {"Alive": alive, "Resources": resources}

    assert cores_beside_gpu([node(CPU=8), node(CPU=4)]) == 0
    assert cores_beside_gpu([node(CPU=64), node(CPU=16, GPU=4), node(CPU=8, GPU=1), node(False, CPU=1, GPU=1)]) == 4
    assert cores_beside_gpu([node(GPU=2, CPU=1)]) == 1


def test_why_a_node_cannot_open_the_encoder_travels_as_it_is():
    assert EmbeddingActor(no_weights, "words-1").opened() == ("ModelError", "No weights are here.", "Fetch them.")
    told = failure_named("ModelError", "No weights are here.", "Fetch them.")
    assert (type(told), str(told), told.hint) == (ModelError, "No weights are here.", "Fetch them.")


def test_where_no_node_is_left_the_reason_and_what_is_kept_are_told():
    failure = lost_workers(RuntimeError("The actor died: trace\n  at a line\nModuleNotFoundError: No module named 'shopcli'\n"))
    assert str(failure) == "The cluster could not finish: ModuleNotFoundError: No module named 'shopcli'"
    assert failure.hint.startswith("What is embedded so far is kept")


def test_a_file_that_a_node_does_not_see_is_named(cluster, catalog):
    opened = open_catalog([catalog])
    unseen = replace(opened, files=(*opened.files, catalog / "elsewhere.jsonl"))
    with pytest.raises(CatalogError, match=r"^A node of the cluster does not see .*elsewhere"):
        list(workers().entries(unseen, strict=False, report=ReadReport()))


def test_files_of_an_object_store_are_brought_once_and_indexed_as_those_of_a_folder(cluster, catalog, tmp_path):
    url = Path(catalog.as_uri())  # as a path of the command line it has lost its slashes
    assert url_of(url) == catalog.as_uri()
    (folder,) = workers().files([url], tmp_path / "there")
    files = expand_paths([folder])
    assert [path.name for path in files] == ["a.jsonl", "b.jsonl"]
    assert [path.read_bytes() for path in files] == [path.read_bytes() for path in sorted(catalog.iterdir())]
    times = [path.stat().st_mtime_ns for path in files]
    (catalog / "aa.jsonl").write_text('{"id": "1", "title": "Another"}')
    (catalog / "b.jsonl").write_text('{"id": "2", "title": "One more"}')
    assert workers().files([url], tmp_path / "there") == [folder]
    again = expand_paths([folder])
    assert [path.name for path in again] == ["a.jsonl", "aa.jsonl", "b.jsonl"]
    assert (again[0], again[0].stat().st_mtime_ns, files[1].exists()) == (files[0], times[0], False)
    assert again[2].read_bytes() == (catalog / "b.jsonl").read_bytes()
    (one,) = workers().files([Path(f"{catalog.as_uri()}/b.jsonl")], tmp_path / "there")
    assert (one.name, one.read_bytes(), again[2].exists()) == ("b.jsonl", (catalog / "b.jsonl").read_bytes(), False)


def test_a_url_that_nothing_is_at_is_told_as_it_was_written(cluster, tmp_path):
    with pytest.raises(CatalogError, match=r"^There is no file at file:///nowhere/at/all\.$"):
        workers().files([Path("file:///nowhere/at/all")], tmp_path)
    with pytest.raises(CatalogError, match=r"^s3://shop/catalog\.csv is no file of this machine\.$") as failure:
        ThisProcess().files([tmp_path, Path("s3://shop/catalog.csv")], tmp_path)
    assert "--on ray" in failure.value.hint


def test_what_nothing_can_be_built_on_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"^A build does not run on 'sun:3'"), workers_on("sun:3", device="cpu"):
        raise AssertionError


def test_an_address_at_which_nobody_listens_is_told_at_once():
    address = f"127.0.0.1:{unused_port()}"
    with pytest.raises(ShopcliError, match=rf"^Ray cannot be reached at {address}: Connection refused\.$"):
        check_answers(address)
    for none in ("6379", "host", "host:", ":6379", "host:0", "host:99999", "host:६", "ray://host"):
        with pytest.raises(UsageError, match=r"is no address of a Ray cluster\.$"):
            check_answers(none)
    check_answers("")
    check_answers("auto")


def test_without_ray_the_package_to_install_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ShopcliError, match="Ray, which is not installed") as failure, workers_on("ray", device="cpu"):
        raise AssertionError
    assert failure.value.hint == "Install it: python -m pip install 'shopcli[cluster]'"


def test_what_a_dying_node_had_in_its_log_is_not_printed():
    code = (
        "from shopcli.pipeline.building.ray_cluster import import_ray; import_ray(); from ray._private import worker\n"
        "told = {'lines': ['Raylet is terminated.\\n    [state-dump] 1\\n'], 'pid': 'raylet', 'is_err': False}\n"
        "worker.print_to_stdstream(told, ignore_prefix=False)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_ray_tells_nobody_of_the_cluster(cluster):
    assert not usage_lib.usage_stats_enabled()
    assert os.environ["RAY_USAGE_STATS_ENABLED"] == "0"
