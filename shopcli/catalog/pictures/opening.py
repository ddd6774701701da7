"""Decoded pictures: a few formats, of bounded bytes and pixels, as small as they are shown."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.errors import ShopcliError

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
MOST_BYTES = 20 * 2**20
MOST_PIXELS = 50_000_000  # 200 MB once unpacked; a file of a few kB may claim to hold any number
LARGEST = 1024  # pixels of the longer side, once it is opened
INSTALL = "Install it: python -m pip install 'shopcli[pictures]'"


class PictureUnreadable(ShopcliError):
    """A file that is no picture of a known form, is broken, or is too large to unpack."""


def check_installed() -> None:
    """Raise where Pillow is missing.

    Raises:
        ShopcliError: it names what to install.
    """
    try:
        import PIL.Image
    except ImportError:
        raise ShopcliError("Pictures need Pillow, which is not installed.", hint=INSTALL) from None
    assert PIL.Image


def open_picture(path: Path) -> Image:
    """The first frame of a picture, in RGB on white, its longer side at most `LARGEST` pixels.

    Args:
        path: of a regular file.

    Raises:
        PictureUnreadable: it cannot be opened, for whatever reason; it names the file.
        ShopcliError: Pillow is not installed.
    """
    check_installed()
    from PIL import Image

    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(0)
            if size > MOST_BYTES:
                raise _unreadable(path, f"it has {size / 2**20:,.0f} MiB; {MOST_BYTES >> 20} are read")
            with _quietly(), Image.open(file, formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Image.DecompressionBombError
                picture.draft("RGB", (LARGEST, LARGEST))  # a JPEG is unpacked no larger than it is needed
                return _on_white(picture)
    except PictureUnreadable:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _unreadable(path, f"it has more than {MOST_PIXELS:,} pixels") from None
    except Exception as error:  # each of five decoders has its own way to fail at broken bytes
        raise _unreadable(path, _reason(error)) from None


@contextmanager
def _quietly() -> Iterator[None]:
    """What Pillow would tell of broken parts on standard error is left out; what it warns of as boundless is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from PIL import Image

        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


def _on_white(picture: Image) -> Image:
    from PIL import Image

    coloured = picture.convert("RGBA")
    coloured.thumbnail((LARGEST, LARGEST))
    white = Image.new("RGB", coloured.size, "white")
    white.paste(coloured, mask=coloured.getchannel("A"))
    return white


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return "it is broken, or no picture of a known form"


def _unreadable(path: Path, why: str) -> PictureUnreadable:
    hint = "JPEG, PNG, WebP, GIF and BMP are read."
    return PictureUnreadable(f"{path.name} cannot be opened as a picture: {why}.", hint=hint)
