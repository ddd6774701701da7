"""Building an index, anew or from the one before: only texts that it has not seen are embedded.

A catalog may be larger than memory. It is read once, and what it says goes to disk or into arrays of a few bytes a value;
then its texts are embedded piece by piece, each piece on disk before the next; then the files are written block by block.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np

from shopcli import __version__
from shopcli.errors import IndexUnusable
from shopcli.index.changes import Changes, save_column_kinds
from shopcli.index.history.runs import keep_history
from shopcli.index.kinds.learner import Lexicon
from shopcli.index.parts.columns import FieldColumns
from shopcli.index.parts.records import RecordWriter
from shopcli.index.parts.stats import counted_stats, save_stats
from shopcli.index.parts.vectors import cells_of, encoded, save_vectors, scale_of
from shopcli.index.previous import PreviousIndex
from shopcli.index.storage.arrays import save_array
from shopcli.index.storage.carried_over import CarriedOver
from shopcli.index.storage.disk import announce, full_disk_told
from shopcli.index.storage.manifest import BUILDING, FORMAT, STEMMER, Manifest, new_data_folder, publish, sizes_of
from shopcli.index.storage.vector_cache import OnProgress, PieceEncoder, PieceStore, TextEncoder, VectorCache
from shopcli.index.text import KEY_BYTES, KEYS, document_text
from shopcli.index.thresholds import THRESHOLDS, Thresholds
from shopcli.index.units.fields import FieldUnit, MeasuredFields
from shopcli.index.units.learner import number_of, said_beside, without_unit
from shopcli.index.units.titles import TitleQuantities, titled
from shopcli.index.writers import ORIGINS, Writers
from shopcli.text.units import SYMBOLS, QuantityReader, Table, convert, same_dimension, things, unit_table
from shopcli.types import Entry, Fact, Product

_BLOCK = 8192


@dataclass(frozen=True, slots=True)
class CatalogSource:
    """What is being indexed.

    Attributes:
        files: the files that are read.
        digest: the hash of their content and mapping.
        kinds: what the texts of each of their columns are.
        language: ISO 639-1 of what it is described in; empty where it is no sure one.
        stemmer: the Snowball algorithm for its words.
    """

    files: tuple[str, ...]
    digest: str
    kinds: Mapping[str, str]
    language: str = ""
    stemmer: str = STEMMER


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    ``before`` counts the products of the old index, ``removed`` those of them that left the catalog; ``changed`` those that
    are new or another, where the old index was brought up to date; ``unchanged`` says that nothing was built, since it
    already is what would be made.
    """

    products: int
    embedded_products: int
    embedded_facts: int
    facts: int
    before: int
    removed: int
    bytes: int
    seconds_s: float
    changed: int | None = None
    unchanged: bool = False


def build_index(
    entries: Iterable[Entry],
    folder: Path,
    *,
    encoder: TextEncoder,
    embedder: str,
    facts_of: Callable[[Product], Sequence[Fact]],
    source: CatalogSource,
    unit_names: Mapping[str, str] | None = None,
    lexicon: Lexicon | None = None,
    on_progress: OnProgress | None = None,
    thresholds: Thresholds = THRESHOLDS,
    precision: str = "float16",
    since: Changes | None = None,
    goes_on_from: Path | None = None,
    pieces: PieceEncoder | None = None,
) -> BuildReport:
    """Index the products of ``entries`` into ``folder``, replacing the index there in one step at the end.

    Texts and facts that the index there already holds, made by the same encoder, are not embedded again, nor what a build
    that was killed had embedded.

    Args:
        entries: read once, in order.
        folder: the index folder; made where it is missing.
        encoder: text to vectors.
        embedder: the encoder's source, kept so that `Index` can open it again.
        facts_of: what may be said of a product.
        source: what is being indexed.
        unit_names: words for units, besides their symbols, by which texts say what a number measures.
        lexicon: what names of kinds mean and what else things are called.
        on_progress: called as texts are embedded.
        thresholds: the sizes at which it does otherwise than for a small catalog.
        precision: how vectors are kept, one of `shopcli.config.PRECISIONS`.
        since: what of the index there goes on as it is, and what it taught of kinds, units and words with it; ``entries`` are
            what has changed.
        goes_on_from: the folder of the index that ``since`` is of, where that is another one.
        pieces: embeds the texts; ``encoder`` in this process where None.

    Raises:
        IndexUnusable: what goes on of the index there cannot be read any more.
        ShopcliError: the disk has no room for it.
    """
    started = time.perf_counter()
    kept = since.kept if since else None
    before = PreviousIndex(goes_on_from or folder, encoder, precision)
    had = len(before.ids)
    if kept and before.facts is None:
        raise IndexUnusable(f"The index at {folder} cannot be read any more.", hint="Build it from nothing: --anew")
    data = new_data_folder(folder)
    try:
        with full_disk_told(folder), closing(Writers.into(data, unit_names or {}, thresholds, kept, source.stemmer)) as writers:
            if kept:
                writers.keep(kept)
                before.keep_names()
                before.ids.difference_update(kept.ids)
            for entry in entries:
                writers.add(entry, facts_of(entry.product))
                before.ids.discard(entry.product.id)
            _learn_units(data, writers, before, encoder.dim, unit_names or {})
            vectors = _Vectors(folder, writers, encoder, before, precision, thresholds.texts_at_once, pieces)
            embedded = vectors.embed(on_progress)
            save_column_kinds(data, source.kinds)
            scales = _write(data, writers, vectors, before, thresholds.exact_up_to, lexicon, kept)
            counts = (len(writers.records), len(writers.facts))
            save_stats(data, counted_stats(FieldColumns(data, counts[0])))
            keep_history(folder, data, created := _now())
            sizes = sizes_of(data)
            learned = (since.learned_from, since.since_then) if since else (counts[0], 0)
            publish(folder, _manifest(data.name, created, source, embedder, encoder, counts, precision, scales, learned, sizes))
    except BaseException:  # nothing half-written stays but the vectors, whether a bad row stopped the build or a person did
        shutil.rmtree(data, ignore_errors=True)
        raise
    return BuildReport(
        products=counts[0],
        embedded_products=embedded[0],
        embedded_facts=embedded[1],
        facts=counts[1],
        before=had,
        removed=len(before.ids),
        bytes=sum(sizes.values()),
        seconds_s=time.perf_counter() - started,
        changed=len(since.fresh) if since else None,
    )


class _Vectors:
    """The vectors of a catalog that was read.

    Attributes:
        documents: (n_products, 16) uint8, the keys of the products' texts.
        facts: (n, 16) uint8, those of the different texts that stand for facts.
    """

    def __init__(
        self,
        folder: Path,
        writers: Writers,
        encoder: TextEncoder,
        before: PreviousIndex,
        precision: str,
        at_once: int,
        pieces: PieceEncoder | None,
    ) -> None:
        self.dim, self.precision = encoder.dim, precision
        self._folder, self._writers, self._scales = folder, writers, before.scales
        self.documents = np.frombuffer(bytes(writers.document_keys), np.uint8).reshape(-1, KEY_BYTES)
        self.facts = writers.facts.embedded.keys
        dtype = "float32" if precision == "float32" else "float16"
        store = PieceStore(folder / BUILDING / f"{encoder.digest[:16]}-{encoder.dim}-{dtype}", encoder.dim, dtype)
        self._bytes = np.dtype(precision).itemsize * encoder.dim
        self._bytes_aside = np.dtype(dtype).itemsize * encoder.dim + KEY_BYTES
        self._known = VectorCache(encoder, store, before.sources, at_once=at_once, pieces=pieces)

    def embed(self, on_progress: OnProgress | None) -> tuple[int, int]:
        """Embed what is new; returns how many different products' texts and facts that were."""
        rows, numbers = self._known.missing(self.documents), self._known.missing(self.facts)
        aside = (len(rows) + len(numbers)) * self._bytes_aside
        lasting = (len(self.documents) + len(self.facts)) * self._bytes + self._writers.postings.bytes
        announce(self._folder, lasting, aside + self._writers.postings.bytes)
        texts = (document_text(product) for product in self._writers.records.read(rows))
        self._known.embed("products", texts, self.documents[rows], on_progress)
        numbers = numbers[self._known.missing(self.facts[numbers])]  # some facts are a product's whole text
        self._known.embed("facts", self._writers.facts.embedded.texts(numbers), self.facts[numbers], on_progress)
        return len(rows), len(numbers)

    def of(self, rows: slice | np.ndarray) -> np.ndarray:
        """The vectors of products, (n, dim) float32."""
        return self._known.of(self.documents[rows])

    def scale(self, what: str) -> float:
        """What the vectors of products or of facts are multiplied with; that of the index before where it still serves."""
        if self.precision != "int8":
            return 1.0
        scale = scale_of(self._known.largest(self.documents if what == "products" else self.facts), self.precision)
        return min(scale, self._scales.get(what, scale))

    def facts_as_kept(self, keys: np.ndarray, scale: float) -> np.ndarray:
        """The vectors of facts as they are written."""
        return encoded(self._known.of(keys), self.precision, scale)

    def blocks(self) -> Iterator[tuple[int, Sequence[Product], np.ndarray]]:
        """The catalog once more; see `shopcli.index.kinds.assign.ProductVectors`."""
        start, records = 0, self._writers.records.read()
        while products := list(islice(records, _BLOCK)):
            yield start, products, self.of(slice(start, start + len(products)))
            start += len(products)


def _write(
    data: Path,
    writers: Writers,
    vectors: _Vectors,
    before: PreviousIndex,
    exact_up_to: int,
    lexicon: Lexicon | None,
    kept: CarriedOver | None,
) -> dict[str, float]:
    """Write every file; returns the scales of the vectors."""
    scales = {what: vectors.scale(what) for what in ("products", "facts")}
    writers.postings.save()
    writers.vocabulary.learned(writers.columns).save(data / "vocabulary.json")
    writers.vocabulary.save(data)
    writers.columns.save(data)
    writers.variants.save()
    writers.aliases.save()
    writers.spellings.save(data)
    as_kept = partial(vectors.facts_as_kept, scale=scales["facts"])
    writers.facts.save(data, as_kept, vectors.dim, vectors.precision, before.facts)
    kinds, rules = writers.kinds.learned(vectors, before.encode, lexicon)
    kinds.save(data)
    rules.save(data)
    before.save_names(data)
    n_products = len(vectors.documents)
    save_vectors(
        data,
        vectors.of,
        n_products,
        vectors.dim,
        precision=vectors.precision,
        scale=scales["products"],
        exact_up_to=exact_up_to,
        known=cells_of(kept.data, kept.rows) if kept else None,
    )
    save_array(data / KEYS, vectors.documents)
    save_array(data / ORIGINS, np.frombuffer(bytes(writers.origins), np.uint8).reshape(-1, KEY_BYTES))
    writers.close()
    return scales


def _learn_units(data: Path, writers: Writers, before: PreviousIndex, dim: int, unit_names: Mapping[str, str]) -> None:
    """Write which fields are quantities of what, and keep the numbers of those that are texts."""
    table = unit_table()
    fields = {name: field for name, field in writers.quantities.learned().items() if name in writers.columns}
    reader = QuantityReader(SYMBOLS | dict(unit_names))
    for field in fields.values():
        writers.columns.add_numbers(
            field.field,
            partial(number_of, unit=field.unit, reader=reader, table=table, within=field.within),
            partial(_said_of, writers.records, unit=field.unit, reader=reader, table=table),
        )
        if field.field in writers.variants.columns:  # a bare number there is in the unit of its field
            in_unit = partial(number_of, unit=field.unit, reader=reader, table=table, within=field.within)
            writers.variants.columns.add_numbers(field.field, in_unit, lambda _row, number: number)
    for field, kin in _of_one_name(fields, table):
        writers.columns.fill_numbers(field.field, kin.field, partial(convert, unit=kin.unit, to=field.unit, table=table))
    fields |= _titled(writers, reader, table)
    counted = {field.unit: things(field.unit) for field in fields.values() if field.unit not in table}
    MeasuredFields.named(table | counted, fields, before.encode, dim).save(data)


def _titled(writers: Writers, reader: QuantityReader, table: Table) -> Iterator[tuple[str, FieldUnit]]:
    """Keep the quantities that titles say as columns of their own, and yield these."""
    titles = TitleQuantities(reader, table)
    titles.read(writers.records.read())
    for dimension, unit, numbers in titles.found():
        writers.columns.set_numbers(name := titled(dimension), numbers)
        yield name, FieldUnit(name, unit, dimension, True, 1.0, False, ())


def _said_of(
    records: RecordWriter, row: int, number: float, *, unit: str, reader: QuantityReader, table: Table
) -> float | None:
    return said_beside(number, unit, document_text(next(records.read([row]))), reader, table)


def _of_one_name(fields: Mapping[str, FieldUnit], table: Table) -> Iterator[tuple[FieldUnit, FieldUnit]]:
    """Pairs of fields that hold the same thing, such as ``weight`` ("1.2 kg") and ``weight_g`` (1200)."""
    bare = {field.field: without_unit(field.field, SYMBOLS) for field in fields.values()}
    for field in fields.values():
        for kin in fields.values():
            if field is not kin and bare[field.field] == bare[kin.field] and same_dimension(field.unit, kin.unit, table):
                yield field, kin


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def _manifest(
    data: str,
    created: str,
    source: CatalogSource,
    embedder: str,
    encoder: TextEncoder,
    counts: tuple[int, int],
    precision: str,
    scales: dict[str, float],
    learned: tuple[int, int],
    sizes: dict[str, int],
) -> Manifest:
    return Manifest(
        format=FORMAT,
        version=__version__,
        data=data,
        created=created,
        embedder=embedder,
        embedder_digest=encoder.digest,
        dim=encoder.dim,
        catalog_files=source.files,
        catalog_digest=source.digest,
        products=counts[0],
        facts=counts[1],
        precision=precision,
        scales=scales,
        learned_from=learned[0],
        changed_since=learned[1],
        sizes=sizes,
        language=source.language,
        stemmer=source.stemmer,
    )
