"""What ``shopcli index`` does: catalog, then index; the only place that knows this order."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import filelock

from shopcli.catalog import Catalog, ReadReport, facts_of, file_digest
from shopcli.catalog.variants.gather import ScatteredRows
from shopcli.config import BOTH_EMBEDDERS, DEFAULT_EMBEDDER, MULTILINGUAL_EMBEDDER, Settings
from shopcli.errors import CatalogError, IndexUnusable, ShopcliError
from shopcli.index import BuildReport, CatalogSource, Manifest, build_index, read_manifest
from shopcli.index.changes import Changes, IndexedProducts
from shopcli.index.storage.disk import check_room
from shopcli.index.storage.manifest import SIMPLIFIED, sweep
from shopcli.index.storage.vector_cache import OnProgress
from shopcli.index.thresholds import THRESHOLDS, Thresholds
from shopcli.models.embedder.encoder import Encoder, load_encoder
from shopcli.models.weights.sources import PathSource, embedders, parse_source
from shopcli.need.languages.registry import language_named, language_of, unit_names
from shopcli.need.translation.gloss import Gloss
from shopcli.pipeline.building.workers import ThisProcess, Workers
from shopcli.types import Entry

# Of the words of twelve English catalogs .41 (names of laptops and their parts) to .99 are ordinary English ones; of two German
# ones .24 and .30, of two Chinese ones .21 and 0.
_ENGLISH = 0.35
_PRODUCTS_READ, _CHARACTERS_READ = 200, 300
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def index_catalog(
    catalog: Catalog,
    folder: Path,
    *,
    settings: Settings,
    mapping: Mapping[str, str] | None = None,
    strict: bool = False,
    anew: bool = False,
    report: ReadReport | None = None,
    on_progress: OnProgress | None = None,
    encoder: Encoder | None = None,
    thresholds: Thresholds = THRESHOLDS,
    workers: Workers | None = None,
) -> BuildReport:
    """Index ``catalog`` into ``folder``; of a large one only what changed since the last time is read, embedded and written.

    Args:
        catalog: from `shopcli.catalog.open_catalog`.
        folder: the index folder.
        settings: which embedder on which device.
        mapping: the mapping that the catalog was opened with; another one is another catalog.
        strict: stop at the first bad row.
        anew: learn everything from the whole catalog, whether or not it has changed much; known texts are not embedded again.
        report: filled with what was read and what was skipped.
        on_progress: called as texts are embedded.
        encoder: in place of the one that ``settings`` names.
        thresholds: the sizes at which a build does otherwise than for a small catalog.
        workers: who reads the files and embeds the texts; this process where None.

    Raises:
        CatalogError: a file that cannot be read, or under ``strict`` a bad row.
        IndexUnusable: another process is indexing the same folder.
    """
    digest, workers = _digest(catalog, mapping or {}), workers or ThisProcess()
    with _lock(folder):
        language = _language(catalog)
        embedder = _lasting(settings.embedder, language)
        encoder = encoder or load_encoder(embedder, device=settings.device)
        stemmer = f"{language_named(language).stemmer}{SIMPLIFIED}"
        same = _unchanged(folder, digest, encoder, embedder, settings.precision, stemmer)
        if same and not strict and not anew:
            sweep(folder)
            return BuildReport(same.products, 0, 0, same.facts, same.products, 0, sum(same.sizes.values()), 0.0, unchanged=True)
        check_room(folder, sum(path.stat().st_size for path in catalog.files))
        report = report if report is not None else ReadReport()
        changed = None if anew else _changes(catalog, folder, encoder, settings.precision, stemmer, strict, report, thresholds)
        catalog, since = changed or (catalog, None)
        return build_index(
            since.fresh if since else _some(workers.entries(catalog, strict=strict, report=report), catalog),
            folder,
            encoder=encoder,
            embedder=embedder,
            facts_of=facts_of,
            source=CatalogSource(tuple(map(str, catalog.files)), digest, catalog.kinds, language, stemmer),
            unit_names=unit_names(),  # a catalog may say "15 inch" or 15英寸 beside a bare 15
            lexicon=Gloss(lambda _word: 0),
            on_progress=on_progress,
            precision=settings.precision,
            thresholds=thresholds,
            since=since,
            pieces=workers.pieces(encoder, embedder),
        )


def _changes(
    catalog: Catalog,
    folder: Path,
    encoder: Encoder,
    precision: str,
    stemmer: str,
    strict: bool,
    report: ReadReport,
    thresholds: Thresholds,
) -> tuple[Catalog, Changes] | None:
    """The catalog as it was read before, and what has changed since; None where all is to be built anew."""
    indexed = IndexedProducts.open(folder, encoder, precision, stemmer, worth_updating=thresholds.worth_updating)
    if indexed is None:
        return None
    catalog = catalog.read_as_before(indexed.column_kinds, indexed.fields)
    try:
        entries = catalog.changes(indexed, strict=strict, report=report, scattered=False)
        since = indexed.changes(entries, most_changed=thresholds.most_changed)
    except ScatteredRows:  # it takes more than one reading to bring them together
        report.begin_again()
        entries = catalog.changes(indexed, strict=strict, report=report)
        since = indexed.changes(entries, most_changed=thresholds.most_changed)
    if since is None:
        report.begin_again()
    return (catalog, since) if since else None


def _digest(catalog: Catalog, mapping: Mapping[str, str]) -> str:
    """A digest of all that decides what is read from the catalog's files."""
    days = sorted({plan.manner.day.isoformat() for plan in catalog.plans if plan.manner.day})  # whose prices are charged
    rules = json.dumps([sorted(mapping.items()), catalog.table, catalog.shops if any(catalog.shops) else None, *days])
    return hashlib.sha256(f"{file_digest(catalog.files)} {rules}".encode()).hexdigest()


def _lasting(embedder: str, language: str) -> str:
    """The embedder's sources as they can be opened from any folder; of those that come with shopcli what its language takes."""
    if embedder == DEFAULT_EMBEDDER:
        return BOTH_EMBEDDERS if language and language_named(language).spelling else MULTILINGUAL_EMBEDDER
    sources = [(source, parse_source(source)) for source in embedders(embedder)]
    return " + ".join(str(parsed.path.resolve()) if isinstance(parsed, PathSource) else source for source, parsed in sources)


def _language(catalog: Catalog) -> str:
    """The code of the language that the first products of a catalog are described in; empty where that is no sure one.

    English is told by ordinary words of it among names of models.
    """
    texts = (f"{p.title} {p.category or ''} {p.description[:_CHARACTERS_READ]}" for p in catalog.first_products(_PRODUCTS_READ))
    text = " ".join(texts)
    language = language_of(text)
    if language.spelling is None:
        return language.code
    ordinary, words = language.spelling.word_list(), _WORD.findall(text.lower())
    return language.code if sum(word in ordinary for word in words) >= _ENGLISH * len(words) else ""


def _some(entries: Iterator[Entry], catalog: Catalog) -> Iterator[Entry]:
    """``entries``, of which there must be one: an empty file must not replace a good index."""
    first = next(entries, None)
    if first is None:
        files = ", ".join(str(path) for path in catalog.files)
        raise CatalogError(f"No product could be read from {files}.", hint="See what was understood with --dry-run.")
    yield first
    yield from entries


def _unchanged(folder: Path, digest: str, encoder: Encoder, embedder: str, precision: str, stemmer: str) -> Manifest | None:
    """The manifest of the index in ``folder`` where it is already what a build would make."""
    try:
        manifest = read_manifest(folder)
    except ShopcliError:
        return None
    built_from = (manifest.catalog_digest, manifest.embedder_digest, manifest.embedder, manifest.precision, manifest.stemmer)
    return manifest if built_from == (digest, encoder.digest, embedder, precision, stemmer) else None


def _lock(folder: Path) -> AbstractContextManager[object]:
    """The folder's lock, held until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return filelock.FileLock(folder / ".lock").acquire(timeout=0)
    except filelock.Timeout:
        raise IndexUnusable(
            f"Another shopcli is indexing {folder} at this moment.", hint="Wait for it to end, or choose another --index."
        ) from None
