"""Parquet by pyarrow, an extra: batches of rows, so that a file may be larger than memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from shopcli.catalog.forms.places import Place, as_file
from shopcli.catalog.forms.plain import plain_value
from shopcli.catalog.forms.tables import Row
from shopcli.errors import CatalogError

MAGIC = b"PAR1"
_BATCH = 500
_RATIO, _HARMLESS = 1000, 1024**3


@contextmanager
def _opened(place: Place) -> Iterator[Any]:
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetFile
    except ImportError:
        hint = "pip install 'shopcli[parquet]', or write the table as CSV."
        raise CatalogError(f"{place} is Parquet, which needs pyarrow.", hint=hint) from None
    with as_file(place) as path:
        try:
            with ParquetFile(path) as file:
                unpacked = sum(file.metadata.row_group(n).total_byte_size for n in range(file.metadata.num_row_groups))
                if unpacked > max(_HARMLESS, path.stat().st_size * _RATIO):
                    raise CatalogError(f"{place} unpacks to {unpacked / 2**20:,.0f} MiB.", hint="Write the table again.")
                yield file
        except (pa.ArrowException, OSError, ValueError, OverflowError, TypeError) as error:
            what = " ".join(str(error).split())[:80]
            raise CatalogError(
                f"{place} cannot be read as Parquet: {what}.", hint="Write the table again, or as CSV."
            ) from None


def check_parquet(place: Place) -> None:
    """Open the file and close it again.

    Raises:
        CatalogError: a damaged file, or pyarrow is missing.
    """
    with _opened(place):
        pass


def parquet_rows(place: Place) -> Iterator[Row]:
    """The rows of a file, each with its number from 1."""
    line = 0
    with _opened(place) as file:
        for batch in file.iter_batches(batch_size=_BATCH):
            for record in batch.to_pylist():
                line += 1
                yield Row(line, {str(name): plain_value(value) for name, value in record.items()})
