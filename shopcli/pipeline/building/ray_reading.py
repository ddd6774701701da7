"""Reading a catalog by Ray Data: each worker makes products of a file, or of its share of a large one."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from shopcli.catalog import Catalog
from shopcli.catalog.reader import Made, count_groups, products_made
from shopcli.catalog.report import ReadReport
from shopcli.errors import CatalogError, ShopcliError
from shopcli.pipeline.building.ray_cluster import failure_named, lost_workers, quiet_data
from shopcli.pipeline.building.remote_files import RemoteFile, catalog_at, fetch, leave_only, url_of

PORTION_BYTES = 16 << 20  # of a file that is read as one
_MOST_PORTIONS = 8  # of one file: each of its readers goes through all of it, which takes a tenth of making products of it


class Portion(NamedTuple):
    """Some products of a file: its number in the catalog, and the first and the last of them (half open; None: all)."""

    file: int
    first: int = 0
    last: int | None = None


def products_read(
    ray: Any, catalog: Catalog, *, portion_bytes: int
) -> Generator[tuple[int, list[Made], ReadReport], None, None]:
    """What the products of a catalog are made into, portion by portion, in the order of `Catalog.entries`.

    Ray does again what a worker was at that failed.

    Args:
        ray: connected.
        catalog: its files must be where every node finds them.
        portion_bytes: files that are larger are read in portions.

    Raises:
        ShopcliError: a file cannot be read by a worker, or no worker is left.
    """
    shared = ray.put(catalog)
    portions = [{"portion": tuple(portion)} for portion in _portions(ray, shared, catalog, portion_bytes)]
    for made, row in zip(_each(ray, portions, partial(_read, shared)), portions, strict=True):
        yield (row["portion"][0], *made)


def files_fetched(ray: Any, paths: Sequence[Path], folder: Path) -> list[Path]:
    """The paths as they are, but for URLs, whose files workers have brought into a folder.

    Args:
        ray: connected.
        paths: of a catalog, as they were written.
        folder: every node must see it, where one of them is a URL.

    Raises:
        CatalogError: there is no such file, or it cannot be read.
    """
    folder = folder.absolute()
    urls = {path: url for path in paths if (url := url_of(path))}
    catalogs = {path: catalog_at(url, folder) for path, url in urls.items()}
    remote = [file for catalog in catalogs.values() for file in catalog.files]
    if remote:
        leave_only(remote, folder)
        for file, size in zip(remote, _each(ray, [file._asdict() for file in remote], _fetch), strict=True):
            if not Path(file.path).exists() or Path(file.path).stat().st_size != size:
                hint = "Let --index name a folder on storage that every node mounts under the same path."
                raise CatalogError(f"A node of the cluster has put {file.url} where this one does not see it.", hint=hint)
    return [catalogs[path].place if path in catalogs else path for path in paths]


def _fetch(row: dict[str, Any]) -> int:
    return fetch(RemoteFile(**row))


def _portions(ray: Any, shared: Any, catalog: Catalog, portion_bytes: int) -> list[Portion]:
    """All portions in order; how many products a large file has, is counted by workers."""
    shares = [min(_MOST_PORTIONS, 1 + source.path.stat().st_size // portion_bytes) for source in catalog.sources]
    large = [{"file": file} for file, n_portions in enumerate(shares) if n_portions > 1]
    sizes = {row["file"]: size for row, size in zip(large, _each(ray, large, partial(_count, shared)), strict=True)}
    found: list[Portion] = []
    for file, n_portions in enumerate(shares):
        if file in sizes:
            bounds = [sizes[file] * number // n_portions for number in range(n_portions + 1)]
            found += [Portion(file, first, last) for first, last in pairwise(bounds)]
        else:
            found.append(Portion(file))
    return found


def _each(ray: Any, rows: list[dict[str, Any]], work: Callable[[dict[str, Any]], Any]) -> Iterator[Any]:
    """What workers make of each row, a task for each, in their order."""
    if not rows:
        return
    quiet_data(ray)
    tasks = ray.data.from_items(rows, override_num_blocks=len(rows)).map(partial(_packed, work))
    try:
        for row in tasks.iter_rows():
            # Of our own workers, over Ray, which itself hands over what it does in this form.
            made, failure = pickle.loads(row["packed"])
            if failure:
                raise failure_named(*failure)
            yield made
    except ray.exceptions.RayTaskError:
        raise  # a fault of ours, with its traceback
    except ray.exceptions.RayError as error:
        raise lost_workers(error) from None


def _packed(work: Callable[[dict[str, Any]], Any], row: dict[str, Any]) -> dict[str, Any]:
    """What a task made as bytes, which Ray Data does not look into, or how it failed: errors do not travel by themselves."""
    try:
        return {"packed": pickle.dumps((work(row), None), pickle.HIGHEST_PROTOCOL)}
    except ShopcliError as error:
        return {"packed": pickle.dumps((None, (type(error).__name__, str(error), error.hint)))}


def _count(shared: Any, row: dict[str, Any]) -> int:
    catalog = _catalog(shared)
    return count_groups(catalog.sources[row["file"]], catalog.plans[row["file"]])


def _read(shared: Any, row: dict[str, Any]) -> tuple[list[Made], ReadReport]:
    catalog, (file, first, last) = _catalog(shared), row["portion"]
    return products_made(catalog.sources[file], catalog.plans[file], first, last)


def _catalog(shared: Any) -> Catalog:
    import ray

    catalog: Catalog = ray.get(shared)
    missing = next((path for path in catalog.files if not path.exists()), None)
    if missing:
        hint = "Every node reads the files itself: put them on storage that all of them mount, under the same path."
        raise CatalogError(f"A node of the cluster does not see {missing}.", hint=hint)
    return catalog
