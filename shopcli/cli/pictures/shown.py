"""Products' pictures on the console of a command, where they were asked for and can be shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from PIL.Image import Image

    from shopcli.render.console import Console
    from shopcli.types import Product

PicturesOption = Annotated[
    bool, typer.Option("--pictures", help="Show products' pictures that lie beside the catalog, on a terminal that can.")
]
PicturesFromOption = Annotated[
    Path | None, typer.Option("--pictures-from", help="A folder of pictures that you fetched, named after ids or addresses.")
]


def show_pictures(console: Console, index: Path, wished: bool, fetched: Path | None) -> None:
    """Have a console show products' pictures; nothing is done where none are wished for, or in the plain and accessible looks.

    Args:
        console: what shows products.
        index: the folder of the index whose products they are.
        wished: whether pictures were asked for; naming a folder does so as well.
        fetched: a folder of pictures besides those of the catalog.

    Raises:
        UsageError: the folder is not there.
        ShopcliError: what draws them is not installed.
    """
    from shopcli.errors import UsageError

    if fetched is not None and not fetched.is_dir():
        raise UsageError(f"There is no folder {fetched}.", hint="--pictures-from takes a folder of picture files.")
    if console.plain or not (wished or fetched):
        return
    from shopcli.catalog.pictures.folders import PictureFolders
    from shopcli.catalog.pictures.opening import INSTALL, PictureUnreadable, check_installed, open_picture
    from shopcli.config import load_settings
    from shopcli.index.stores.opening import manifest_in
    from shopcli.render.pictures.drawing import ProductPictures, best_drawing

    check_installed()
    draw = best_drawing(INSTALL)
    if draw is None:
        return console.note("This terminal shows no pictures.")
    folders = PictureFolders(manifest_in(index, load_settings()).catalog_files, fetched)

    def open_of(product: Product) -> Image | None:
        path = folders.path_of(product)
        try:
            return open_picture(path) if path else None
        except PictureUnreadable as broken:  # which costs nothing but the picture
            console.note(str(broken))
            return None

    console.pictures = ProductPictures(open_of, draw)
