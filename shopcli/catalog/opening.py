"""Opening a catalog: its files found, a sample of each read, and what is no catalog left out and named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from shopcli.catalog.columns.sample import Sample, take_sample
from shopcli.catalog.forms.files import find_places
from shopcli.catalog.forms.places import Place
from shopcli.catalog.forms.rows import STREAMED_FROM, Source, find_sources
from shopcli.catalog.planning import planned
from shopcli.catalog.reader import Catalog
from shopcli.errors import CatalogError, UsageError

_NAMED = 20  # files that are no catalog, each with its reason
_NAMED_REASONS = 3


def open_catalog(
    paths: Sequence[Path],
    *,
    mapping: Mapping[str, str] | None = None,
    shops: Sequence[str] = (),
    streamed_from: int = STREAMED_FROM,
    table: str | None = None,
) -> Catalog:
    """Find the files, read a sample of each, and decide what every column is.

    What is no catalog among the files of a folder or an archive is left out with a remark; a file given by name must be one.

    Args:
        paths: files, archives and folders of any form in `shopcli.catalog.forms`; the content decides, not the suffix.
        mapping: role to ``COLUMN``, ``COLUMN/number``, ``COLUMN*number`` or ``=CONSTANT``; it overrides what is recognised.
        shops: the names of the shops that the paths are the catalogs of, in their order; one name stands for all.
        streamed_from: characters from which on a JSON document is read as a stream.
        table: the table of a database or the sheet of a workbook that is to be read.

    Raises:
        CatalogError: nothing to read, a file that is damaged or no table of products, or no column with the products' names.
        UsageError: a mapping that names an unknown role or column, a table that is not there, or fewer or more shops than
            paths.
    """
    found = _Found()
    for place in find_places(paths):
        with found.leaving_out(place):
            for source in find_sources(place, streamed_from=streamed_from, table=table):
                found.take(source, take_sample(source))
    found.share_lists()
    catalog = _understood(found, mapping or {}, _shops_of(paths, shops))
    if not catalog.sources:
        raise found.failure()
    return replace(catalog, remarks=found.remarks, table=table)


class _Found:
    """The sources of a catalog with a sample of each, and what was left out and why."""

    def __init__(self) -> None:
        self.sources: list[Source] = []
        self.samples: list[Sample] = []
        self._left_out: list[tuple[Place, CatalogError]] = []

    def take(self, source: Source, sample: Sample) -> None:
        """One more source."""
        self.sources.append(source)
        self.samples.append(sample)

    def share_lists(self) -> None:
        """Read the variants of files whose few records do not show that they are some, as those of a file that does."""
        known = {sample.nested.name: sample.nested for sample in self.samples if sample.nested}
        for number, sample in enumerate(self.samples):
            if known and not sample.nested:
                usual = (listed for name, listed in known.items() if name in sample.own)
                if listed := next((one for one in usual if any(map(one.is_in, sample.records))), None):
                    self.samples[number] = take_sample(self.sources[number], listed)

    def leave_out(self, place: Place, error: CatalogError) -> None:
        """A place that is no catalog, which must not cost the rest.

        Raises:
            CatalogError: the error, where the place was given by name.
        """
        if not place.found:
            raise error
        self._left_out.append((place, error))

    @contextmanager
    def leaving_out(self, place: Place) -> Iterator[None]:
        """What fails within leaves out the place."""
        try:
            yield
        except CatalogError as error:
            self.leave_out(place, error)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is not read, a line each."""
        lines = [f"No catalog: {str(error).rstrip('.')}." for _, error in self._left_out[:_NAMED]]
        unnamed = len(self._left_out) - _NAMED
        more = (f"No catalog: {unnamed} more files.",) if unnamed > 0 else ()
        return (*lines, *more, *(note for source in self.sources for note in source.notes))

    def failure(self) -> CatalogError:
        """Why there is no source at all."""
        (_, first), *others = self._left_out
        if not others:
            return first
        reasons = "; ".join(str(error).rstrip(".") for _, error in self._left_out[:_NAMED_REASONS])
        return CatalogError(f"None of the {len(self._left_out)} files is a catalog: {reasons}.", hint=first.hint)


def _understood(found: _Found, mapping: Mapping[str, str], shop_of: Mapping[Path, str]) -> Catalog:
    """The catalog that the sources make, those left out of which nothing says which column holds the products' names."""
    while True:
        catalog, failed = planned(found.sources, found.samples, mapping, shop_of)
        if not failed:
            return catalog
        for source, error in failed:
            found.leave_out(source.place, error)
        bad = {id(source) for source, _ in failed}
        kept = [(source, sample) for source, sample in zip(found.sources, found.samples, strict=True) if id(source) not in bad]
        found.sources, found.samples = [source for source, _ in kept], [sample for _, sample in kept]


def _shops_of(paths: Sequence[Path], shops: Sequence[str]) -> dict[Path, str]:
    """The shop of each file.

    Raises:
        UsageError: fewer or more names than paths, but for one name, which stands for all.
    """
    if len(shops) not in (0, 1, len(paths)):
        raise UsageError(
            f"{len(shops)} shops are named for {len(paths)} catalogs.", hint="Give --shop NAME once for each, in their order."
        )
    names = list(shops) * len(paths) if len(shops) == 1 else list(shops)
    return {place.path: name for path, name in zip(paths, names, strict=False) for place in find_places([path])}
