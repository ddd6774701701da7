"""An index built on a Ray cluster of one, two and three nodes on this machine; a node killed in the middle; the driver killed.

``python benchmarks/ray_build.py CATALOG [--products 6000] [--files 6] [--nodes 1 2 3] [--folder DIR]``

CATALOG is JSON Lines; its products and variations of them (`varied.py`) are written as so many files. Every node is a raylet
of its own with one core (`ray.cluster_utils.Cluster`), so that a machine with two cores runs two of them at full speed and
three at two thirds. Told are: seconds, those of embedding alone, how many texts a second, how many texts each node embedded,
and whether the index's files are, byte by byte, those that this process alone makes.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from varied import original_lines, variation

from shopcli.catalog import open_catalog
from shopcli.config import load_settings
from shopcli.index import read_manifest
from shopcli.index.storage.integrity import STAMPS
from shopcli.index.thresholds import Thresholds
from shopcli.indexer import index_catalog
from shopcli.models.embedder.encoder import load_encoder

AT_ONCE = 1024  # texts in a piece: smaller than by default, so that a small catalog has enough of them to share out


class Noting:
    """An encoder that notes in a folder which node embedded how many texts.

    Args:
        source: of the encoder.
        folder: where a file of each node is.
    """

    def __init__(self, source: str, folder: Path) -> None:
        import ray

        self._real = load_encoder(source, device="cpu")
        self._file = folder / ray.get_runtime_context().get_node_id()
        self.name, self.dim, self.digest = self._real.name, self._real.dim, self._real.digest

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


def built(catalog: Path, index: Path, *, notes: Path | None, on_progress: Any = None) -> dict[str, float]:
    """Build on the cluster that this process is connected to, or here without one; the seconds that it took."""
    opened, times = open_catalog([catalog]), {"started": time.perf_counter()}

    def tell(what: str, done: int, total: int) -> None:
        times.setdefault("embedding", time.perf_counter())
        times["embedded"] = time.perf_counter()
        if on_progress:
            on_progress(what, done, total)

    workers = None
    if notes:
        import ray

        from shopcli.pipeline.building.ray_workers import RayWorkers

        notes.mkdir()
        workers = RayWorkers(ray, open_encoder=partial(Noting, SOURCE, notes))
    try:
        report = index_catalog(
            opened,
            index,
            settings=load_settings(embedder=SOURCE, device="cpu"),
            thresholds=Thresholds(texts_at_once=AT_ONCE),
            workers=workers,
            on_progress=tell,
        )
    finally:
        if workers:
            workers.close()
    whole_s = time.perf_counter() - times["started"]
    texts = report.embedded_products + report.embedded_facts
    return {"whole_s": whole_s, "embedding_s": times["embedded"] - times["embedding"], "texts": texts}


SOURCE = ""


def balance(notes: Path) -> str:
    """Of each node the texts that it embedded, and the processor's seconds that they took."""
    counts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for file in notes.iterdir():
        for line in file.read_text().splitlines():
            counts[file.name] += int(line.split()[0])
            seconds[file.name] += float(line.split()[1])  # type: ignore[assignment]
    return ", ".join(f"{count:,} ({seconds[node]:.0f} s)" for node, count in counts.most_common())


def difference(one: Path, other: Path) -> str:
    """Which files of two indexes differ."""
    folders = [folder / read_manifest(folder).data for folder in (one, other)]
    names = {path.relative_to(folder) for folder in folders for path in folder.rglob("*") if path.is_file()}
    differing = [
        str(name)
        for name in sorted(names)
        if name.name != STAMPS and len({(folder / name).read_bytes() for folder in folders if (folder / name).exists()}) != 1
    ]
    return ", ".join(differing) or "none"


def killed_driver(catalog: Path, index: Path, notes: Path) -> dict[str, float]:
    """Begin in a process that is killed at half of the facts, then go on in this one."""
    with cluster(2) as nodes:
        code = (
            "import os, signal, sys; from pathlib import Path; import ray, ray_build\n"
            "address, source, catalog, index, notes = sys.argv[1:]; ray_build.SOURCE = source\n"
            "ray.init(address=address, log_to_driver=False, logging_level='ERROR')\n"
            "def die(what, done, total):\n"
            "    if what == 'facts' and 2 * done >= total: os.kill(os.getpid(), signal.SIGKILL)\n"
            "ray_build.built(Path(catalog), Path(index), notes=Path(notes), on_progress=die)\n"
        )
        begun = notes.with_name("begun")
        arguments = (nodes.address, SOURCE, str(catalog), str(index), str(begun))
        done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=Path(__file__).parent, check=False)
        assert done.returncode == -signal.SIGKILL, done.returncode
        return built(catalog, index, notes=notes)


def main() -> None:
    """Build, and tell."""
    global SOURCE
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("catalog", type=Path)
    parser.add_argument("--products", type=int, default=6000)
    parser.add_argument("--originals", type=int, help="how many different products the varied ones are made of")
    parser.add_argument("--files", type=int, default=6)
    parser.add_argument("--nodes", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--embedder", default="auto")
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    SOURCE = chosen.embedder
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="ray-build-"))
    folder.mkdir(parents=True, exist_ok=True)
    write_files(
        original_lines(chosen.catalog)[: chosen.originals], chosen.products, chosen.files, catalog := folder / "catalog"
    )
    print(f"{chosen.products:,} products in {chosen.files} files; load {os.getloadavg()[0]:.1f}", flush=True)
    alone = built(catalog, folder / "alone", notes=None)
    tell("this process", alone)
    SOURCE = read_manifest(folder / "alone").embedder
    for n_nodes in chosen.nodes:
        index, notes = folder / f"nodes-{n_nodes}", folder / f"notes-{n_nodes}"
        with cluster(n_nodes):
            tell(f"{n_nodes} nodes", built(catalog, index, notes=notes), notes, difference(folder / "alone", index))
    index, notes = folder / "killed-node", folder / "notes-killed-node"
    with cluster(3) as nodes:

        def kill(what: str, done: int, total: int) -> None:
            if what == "facts" and 3 * done >= total and nodes.others:
                nodes.remove_node(nodes.others.pop(), allow_graceful=False)

        tell("3, one killed", built(catalog, index, notes=notes, on_progress=kill), notes, difference(folder / "alone", index))
    index, notes = folder / "killed-driver", folder / "notes-killed-driver"
    tell("driver killed", killed_driver(catalog, index, notes), notes, difference(folder / "alone", index))


def tell(what: str, took: dict[str, float], notes: Path | None = None, differing: str = "") -> None:
    """A line of the table."""
    rate = took["texts"] / max(took["embedding_s"], 1e-9)
    print(
        f"{what:14} {took['whole_s']:7.1f} s, embedding {took['embedding_s']:7.1f} s: {took['texts']:,.0f} texts, {rate:,.0f}/s"
        + (f"; by node: {balance(notes)}; files that differ: {differing}" if notes else ""),
        flush=True,
    )


if __name__ == "__main__":
    main()
