"""An index built on a Ray cluster of one, two and three nodes on this machine; a node killed in the middle; the driver killed.

``python benchmarks/ray_build.py CATALOG [--products 6000] [--files 6] [--runs alone 1 2 3 node driver] [--folder DIR]``

CATALOG is JSON Lines; its products and variations of them (`varied.py`) are written as so many files. Every node is a raylet
of its own with one core (`ray.cluster_utils.Cluster`), so that a machine with two cores runs two of them at full speed and
three at two thirds. Told are: seconds, and the processor's seconds of the driver and of each node with all its processes; how
many texts each node embedded; the driver's peak of memory; and whether the index's files are, byte by byte, those that this
process alone makes. ``--varied DIR`` takes vectors that `varied.py` has prepared there (from ``--index``, an index of CATALOG,
where DIR is not there yet) in place of embedding every text. ``--folder`` keeps what is built, for runs that come later.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from varied import VariedEncoder, original_lines, prepare, variation

from shopcli.catalog import open_catalog
from shopcli.config import load_settings
from shopcli.index import read_manifest
from shopcli.index.storage.integrity import STAMPS
from shopcli.index.thresholds import Thresholds
from shopcli.indexer import index_catalog
from shopcli.models.embedder.encoder import load_encoder

AT_ONCE = 1024  # texts in a piece: smaller than by default, so that a small catalog has enough of them to share out
SOURCE, VARIED = "", ""


def opened_encoder(source: str, varied: str) -> Any:
    """The encoder, or the vectors that were prepared with it."""
    real = partial(load_encoder, source, device="cpu")
    return VariedEncoder(Path(varied), real) if varied else real()


class Noting:
    """An encoder that notes in a folder which node embedded how many texts.

    Args:
        source: of the encoder.
        varied: the folder of prepared vectors; empty to embed.
        folder: where a file of each node is.
    """

    def __init__(self, source: str, varied: str, folder: Path) -> None:
        import ray

        self._real = opened_encoder(source, varied)
        self._file = folder / ray.get_runtime_context().get_node_id()
        self.dim, self.digest = self._real.dim, self._real.digest

    def encode(self, texts: Sequence[str], **options: Any) -> Any:
        """See `shopcli.models.embedder.encoder.Encoder.encode`."""
        started = time.process_time()
        vectors = self._real.encode(texts, **options)
        with self._file.open("a") as file:
            file.write(f"{len(texts)} {time.process_time() - started}\n")
        return vectors


def write_files(records: Sequence[dict[str, Any]], count: int, n_files: int, folder: Path) -> None:
    """``count`` products in so many files."""
    folder.mkdir(parents=True)
    for number in range(n_files):
        with (folder / f"part-{number:02}.jsonl").open("w", encoding="utf-8") as file:
            for row in range(count * number // n_files, count * (number + 1) // n_files):
                record, times = records[row % len(records)], row // len(records)
                file.write(json.dumps(variation(record, times) if times else record, ensure_ascii=False) + "\n")


@contextmanager
def cluster(n_nodes: int) -> Iterator[Any]:
    """So many nodes of one core, this process connected to the first."""
    from shopcli.pipeline.building.ray_cluster import import_ray

    # Else workers stand back by 15 behind what else runs on this machine. The name is Ray's.
    os.environ["RAY_worker_niceness"] = "0"  # noqa: SIM112
    ray = import_ray()
    from ray.cluster_utils import Cluster

    options = {"num_cpus": 1, "object_store_memory": 200 << 20}
    nodes = Cluster(initialize_head=True, head_node_args={**options, "include_dashboard": False})
    nodes.others = [nodes.add_node(**options) for _ in range(n_nodes - 1)]
    ray.init(address=nodes.address, log_to_driver=False, logging_level="ERROR")
    try:
        yield nodes
    finally:
        ray.shutdown()
        nodes.shutdown()


class Clock:
    """Seconds, by the wall and of the driver's processor, until texts are embedded, while they are, and after that."""

    def __init__(self) -> None:
        self._marks = [self._now()]

    def tell(self, what: str, done: int, total: int) -> None:
        """See `shopcli.index.storage.vector_cache.OnProgress`."""
        self._marks = [*self._marks[:2], self._now()]

    def stages(self) -> dict[str, tuple[float, float]]:
        """Of each stage the seconds by the wall, and those of the driver's processor."""
        marks = [*self._marks, self._now()]
        names = ("reading", "embedding", "the rest")[-(len(marks) - 1) :]
        return {name: (end[0] - start[0], end[1] - start[1]) for name, (start, end) in zip(names, pairwise(marks), strict=True)}

    def _now(self) -> tuple[float, float]:
        return time.perf_counter(), time.process_time()


def built(catalog: Path, index: Path, *, notes: Path | None, on_progress: Any = None) -> dict[str, Any]:
    """Build on the cluster that this process is connected to, or here without one; what it took."""
    clock = Clock()

    def tell(what: str, done: int, total: int) -> None:
        clock.tell(what, done, total)
        if on_progress:
            on_progress(what, done, total)

    workers = None
    if notes:
        import ray

        from shopcli.pipeline.building.ray_workers import RayWorkers

        notes.mkdir()
        workers = RayWorkers(ray, open_encoder=partial(Noting, SOURCE, VARIED, notes))
    try:
        report = index_catalog(
            open_catalog([catalog]),
            index,
            settings=load_settings(embedder=SOURCE, device="cpu"),
            thresholds=Thresholds(texts_at_once=AT_ONCE),
            encoder=opened_encoder(SOURCE, VARIED),
            workers=workers,
            on_progress=tell,
        )
    finally:
        if workers:
            workers.close()
    texts = (report.embedded_products, report.embedded_facts)
    return {"stages": clock.stages(), "products": report.products, "facts": report.facts, "texts": texts}


def balance(notes: Path) -> str:
    """Of each node the texts that it embedded, and the processor's seconds that they took."""
    counts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for file in notes.iterdir():
        for line in file.read_text().splitlines():
            counts[file.name] += int(line.split()[0])
            seconds[file.name] += float(line.split()[1])  # type: ignore[assignment]
    return ", ".join(f"{node[:4]} {count:,} ({seconds[node]:.0f} s)" for node, count in counts.most_common())


def processor_s(nodes: Any) -> str:
    """Of each node that is there the processor's seconds of all its processes, those that have ended too."""
    import psutil

    told = []
    for node in (nodes.head_node, *nodes.worker_nodes):
        raylet = psutil.Process(node.all_processes["raylet"][0].process.pid)
        times = [process.cpu_times() for process in (raylet, *raylet.children(recursive=True))]
        total = sum(time.user + time.system + time.children_user + time.children_system for time in times)
        told.append(f"{node.node_id[:4]} {total:.0f} s")
    return ", ".join(told)


def difference(one: Path, other: Path) -> str:
    """Which files of two indexes differ."""
    folders = [folder / read_manifest(folder).data for folder in (one, other)]
    names = {path.relative_to(folder) for folder in folders for path in folder.rglob("*") if path.is_file()}
    differing = [
        str(name)
        for name in sorted(names)
        if name.name != STAMPS and len({(folder / name).read_bytes() for folder in folders if (folder / name).exists()}) != 1
    ]
    return f"{', '.join(differing) or 'none'} of {len(names)}"


def killed_driver(catalog: Path, index: Path, notes: Path) -> dict[str, Any]:
    """Begin in a process that is killed at half of the facts, then go on in this one."""
    with cluster(2) as nodes:
        code = (
            "import os, signal, sys; from pathlib import Path; import ray, ray_build\n"
            "address, catalog, index, notes, ray_build.SOURCE, ray_build.VARIED = sys.argv[1:]\n"
            "ray.init(address=address, log_to_driver=False, logging_level='ERROR')\n"
            "def die(what, done, total):\n"
            "    if what == 'facts' and 2 * done >= total: os.kill(os.getpid(), signal.SIGKILL)\n"
            "ray_build.built(Path(catalog), Path(index), notes=Path(notes), on_progress=die)\n"
        )
        begun = notes.with_name("begun")
        arguments = (nodes.address, str(catalog), str(index), str(begun), SOURCE, VARIED)
        done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=Path(__file__).parent, check=False)
        assert done.returncode == -signal.SIGKILL, done.returncode
        return built(catalog, index, notes=notes) | {"nodes": processor_s(nodes)}


def killed_node(catalog: Path, index: Path, notes: Path) -> dict[str, Any]:
    """Three nodes, one of which is killed at a third of the facts."""
    with cluster(3) as nodes:
        n_others = len(nodes.others)

        def kill(what: str, done: int, total: int) -> None:
            if what == "facts" and 3 * done >= total and len(nodes.others) == n_others:
                print(f"killed: {nodes.others[-1].node_id[:4]}", flush=True)
                nodes.remove_node(nodes.others.pop(), allow_graceful=False)

        return built(catalog, index, notes=notes, on_progress=kill) | {"nodes": processor_s(nodes)}


def on_nodes(n_nodes: int, catalog: Path, index: Path, notes: Path) -> dict[str, Any]:
    """So many nodes, and nothing goes wrong."""
    with cluster(n_nodes) as nodes:
        return built(catalog, index, notes=notes) | {"nodes": processor_s(nodes)}


RUNS = {"node": killed_node, "driver": killed_driver}


def main() -> None:
    """Build, and tell."""
    global SOURCE, VARIED
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("catalog", type=Path)
    parser.add_argument("--products", type=int, default=6000)
    parser.add_argument("--originals", type=int, help="how many different products the varied ones are made of")
    parser.add_argument("--files", type=int, default=6)
    parser.add_argument("--runs", nargs="+", default=["alone", "1", "2", "3", "node", "driver"])
    parser.add_argument("--embedder", default="auto")
    parser.add_argument("--varied", type=Path)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    SOURCE = chosen.embedder
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="ray-build-"))
    folder.mkdir(parents=True, exist_ok=True)
    originals = original_lines(chosen.catalog)[: chosen.originals]
    if chosen.varied:
        if not chosen.varied.is_dir():
            prepare(originals, chosen.varied, load_encoder(SOURCE, device="cpu"), chosen.index)
        VARIED = str(chosen.varied.absolute())
    if not (catalog := folder / "catalog").is_dir():
        write_files(originals, chosen.products, chosen.files, catalog)
    print(f"{chosen.products:,} products in {chosen.files} files", flush=True)
    for run in chosen.runs:
        index, notes, load = folder / f"built-{run}", folder / f"notes-{run}", os.getloadavg()[0]
        if run == "alone":
            tell("this process", built(catalog, index, notes=None), load)
            continue
        SOURCE = read_manifest(folder / "built-alone").embedder
        took = RUNS.get(run, partial(on_nodes, int(run) if run.isdigit() else 0))(catalog, index, notes)
        tell(run, took, load)
        print(f"  by node: {balance(notes)}; all of a node's processes: {took['nodes']}")
        print(f"  files that differ: {difference(folder / 'built-alone', index)}", flush=True)


def tell(what: str, took: dict[str, Any], load: float) -> None:
    """What a build took."""
    stages = "; ".join(f"{name} {wall:.0f} s (driver's processor {cpu:.0f})" for name, (wall, cpu) in took["stages"].items())
    whole = sum(wall for wall, _ in took["stages"].values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    texts = " and ".join(f"{count:,}" for count in took["texts"])
    print(
        f"{what}: {whole:.0f} s at load {load:.0f}, {took['products']:,} products, {took['facts']:,} facts, "
        f"{texts} texts embedded; {stages}; driver's peak so far {peak:.2f} GiB",
        flush=True,
    )


if __name__ == "__main__":
    main()
