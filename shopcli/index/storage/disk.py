"""The room that a build needs on the disk: said before the long part begins, and told in words where it is not there."""

from __future__ import annotations

import errno
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shopcli.errors import ShopcliError

logger = logging.getLogger("shopcli")

_WORTH_A_WORD = 256 * 2**20  # a smaller build is over before anybody has read of it
_HINT = "Free some room, or choose a folder on another disk with --index."


def announce(folder: Path, lasting: int, aside: int) -> None:
    """Say what a build will write, in bytes: what stays, and what goes when it is done.

    Raises:
        ShopcliError: the disk has not got as much.
    """
    needed, free = lasting + aside, shutil.disk_usage(folder).free
    if needed > free:
        raise ShopcliError(f"The index needs {_size(needed)} more in {folder}, and {_size(free)} are free.", hint=_HINT)
    if needed >= _WORTH_A_WORD:
        logger.info(
            "Building takes %s on disk, %s of it until it is done; %s are free.", _size(needed), _size(aside), _size(free)
        )


def check_room(folder: Path, catalog_bytes: int) -> None:
    """Refuse at once where not even the records, which take about what the catalog's files do, have room.

    Raises:
        ShopcliError: the disk has not got as much.
    """
    free = shutil.disk_usage(folder).free
    if catalog_bytes > free:
        raise ShopcliError(
            f"The index needs {_size(catalog_bytes)} at the least in {folder}, and {_size(free)} are free.", hint=_HINT
        )


@contextmanager
def full_disk_told(folder: Path) -> Iterator[None]:
    """Tell in words that the disk got full."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):  # Windows has no quotas of that name
            raise
        raise ShopcliError(f"The disk of {folder} is full; the index before is as it was.", hint=_HINT) from error


def _size(count: int) -> str:
    return f"{count / 2**30:,.1f} GiB" if count >= 2**30 else f"{count / 2**20:,.0f} MiB"
