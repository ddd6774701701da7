"""Drawn pictures: sixel (iTerm2 has it too), kitty's protocol, or half blocks, whatever the terminal says that it can.

textual-image asks the terminal when it is imported, and waits a tenth of a second for each answer; it is imported only where
pictures were asked for and both streams are a terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from rich.padding import Padding

from shopcli.errors import ShopcliError
from shopcli.types import Product

if TYPE_CHECKING:
    from PIL.Image import Image

ROWS, COLUMNS = 8, 32  # cells that a picture may take
INDENT = 4  # as the lines of a result are
Draw = Callable[["Image"], RenderableType]


def best_drawing(install: str) -> Draw | None:
    """What draws a picture on the terminal of this process; None where there is none.

    Args:
        install: what to do where the library is missing.

    Raises:
        ShopcliError: textual-image is not installed.
    """
    if not all(stream and stream.isatty() for stream in (sys.__stdin__, sys.__stdout__)):
        return None  # the terminal could not answer
    try:
        from textual_image.renderable import Image
    except ModuleNotFoundError:
        raise ShopcliError("To show pictures takes textual-image. It is not here yet.", hint=install) from None
    except Exception:  # a terminal that answers as none should
        return None
    return drawing_by(Image)


def drawing_by(kind: Any) -> Draw:
    """What draws by one of textual-image's renderables, at the size that a result has room for."""

    def draw(picture: Image) -> RenderableType:
        width, height = cells(picture.size)
        return kind(picture, width=width, height=height)  # type: ignore[no-any-return]

    return draw


def cells(pixels: tuple[int, int]) -> tuple[int, int]:
    """The columns and rows of a picture that keeps its form, where a cell is twice as high as it is wide."""
    width, height = pixels
    scale = min(COLUMNS / width, 2 * ROWS / height)
    return max(1, round(width * scale)), max(1, round(height * scale / 2))


class ProductPictures:
    """The pictures of products as they are drawn.

    Args:
        open_of: opens a product's picture; None where it has none that can be shown.
        draw: draws it.
    """

    def __init__(self, open_of: Callable[[Product], Image | None], draw: Draw) -> None:
        self._open_of, self._draw = open_of, draw

    def of(self, product: Product) -> Iterator[RenderableType]:
        """A product's picture, or nothing."""
        picture = self._open_of(product)
        if picture is not None:
            yield Padding(self._draw(picture), (0, 0, 0, INDENT))
