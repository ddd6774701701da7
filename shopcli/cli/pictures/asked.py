"""``ask --image FILE``: a picture beside a request, or in place of one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shopcli.config import Settings, cache_dir
from shopcli.errors import UsageError

if TYPE_CHECKING:
    from PIL.Image import Image

    from shopcli.render.console import Console
    from shopcli.serve.by_picture import PictureAsking
    from shopcli.serve.messages import AskOptions

ImageOption = Annotated[
    Path | None, typer.Option("--image", help="A picture of what you look for, beside a request or in place of one.")
]
ImageEmbedderOption = Annotated[
    str | None,
    typer.Option("--image-embedder", help="The model that reads pictures, any like CLIP: a folder or hf:ORG/NAME."),
]


def open_by_picture(
    settings: Settings, wish: AskOptions, console: Console, image: Path, fetched: Path | None, *, text: bool
) -> PictureAsking:
    """Who answers a picture; its products' vectors are kept in the cache folder.

    Args:
        settings: which index, and which model for pictures.
        wish: how to answer.
        console: shows how weights come, and pictures of products that cannot be opened.
        image: the file.
        fetched: a folder of products' pictures besides those that lie beside the catalog.
        text: whether there is a request, on which advice is written.

    Raises:
        UsageError: there is no such file, or no model for pictures.
        PictureUnreadable: it is no picture.
    """
    import hashlib

    from shopcli.catalog.pictures.folders import PictureFolders
    from shopcli.catalog.pictures.opening import PictureUnreadable, open_picture
    from shopcli.cli.common import ready_advisor
    from shopcli.models.embedder.picture_encoder import PictureEncoder
    from shopcli.pipeline.pictures.likeness import Likeness
    from shopcli.serve.by_picture import PictureAsking

    if not image.is_file():
        raise UsageError(f"There is no file {image}.", hint="--image takes a JPEG, PNG, WebP, GIF or BMP.")
    picture = open_picture(image)
    encoder = PictureEncoder(settings.image_embedder, device=settings.device)
    advisor = ready_advisor(settings, console, text=text)
    index = advisor.index
    folder = hashlib.sha256(str(index.folder.resolve()).encode()).hexdigest()[:16]

    def opened(path: Path) -> Image | None:
        try:
            return open_picture(path)
        except PictureUnreadable as broken:
            console.note(str(broken))
            return None

    likeness = Likeness(
        lambda: (index.records[row] for row in range(len(index))),
        len(index),
        encoder,
        path_of=PictureFolders(index.manifest.catalog_files, fetched).path_of,
        open_picture=opened,
        kept=cache_dir() / "pictures" / f"{folder}-{encoder.digest[:16]}.npz",
        identity=f"{index.manifest.data} {index.manifest.catalog_digest}",
    )
    return PictureAsking(advisor, wish, picture, image.name, likeness)
