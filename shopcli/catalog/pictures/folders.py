"""Picture files of products: what a record names, looked for in the catalog's folder and in one of fetched pictures.

A record may name any path. Only a regular file that lies, links followed, inside one of the folders is ever opened.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from shopcli.types import Product

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp")
_WEB = ("http://", "https://")


class PictureFolders:
    """Where pictures may lie.

    Args:
        catalog_files: of the index, as its manifest names them; their folders are looked in.
        fetched: a folder of pictures that the user fetched, each named after its product's id or as in its address.
    """

    def __init__(self, catalog_files: Iterable[str], fetched: Path | None = None) -> None:
        beside = dict.fromkeys(Path(name).absolute().parent for name in catalog_files)
        self.folders = tuple(folder for folder in ((fetched,) if fetched else ()) + tuple(beside) if folder.is_dir())
        self._fetched = fetched

    def path_of(self, product: Product) -> Path | None:
        """The file of a product's picture; None where it has none, or none that may be opened."""
        for folder in self.folders:
            for name in self._names(product, folder):
                if (path := _inside(folder, name)) is not None:
                    return path
        return None

    def _names(self, product: Product, folder: Path) -> Iterator[str]:
        """What the file may be called below a folder, the likeliest first."""
        named = (product.image or "").strip()
        if named.lower().startswith(_WEB):
            named = unquote(urlsplit(named).path).rpartition("/")[2] if folder == self._fetched else ""
        if named:
            yield from dict.fromkeys((named.replace("\\", "/"), unquote(named).replace("\\", "/")))
        if folder == self._fetched:
            yield from (f"{product.id}{suffix}" for suffix in SUFFIXES)


def _inside(folder: Path, name: str) -> Path | None:
    """The regular file of that name, where it lies in the folder once every link is followed."""
    if not name.lower().endswith(SUFFIXES) or "\0" in name:
        return None
    try:
        path = (folder / name).resolve(strict=True)
        is_file = stat.S_ISREG(path.stat().st_mode)  # a pipe would be waited for, a device never ends
    except (OSError, RuntimeError, ValueError):  # it is not there, its links go in a circle, or its name is no name
        return None
    return path if is_file and path.is_relative_to(folder.resolve()) else None
