"""Building an index, anew or from the one before: only texts that it has not seen are embedded.

A catalog may be larger than memory. It is read once, and what it says goes to disk or into arrays of a few bytes a value;
then its texts are embedded piece by piece, each piece on disk before the next; then the files are written block by block.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli import __version__
from shopcli.index.before import Before
from shopcli.index.column_writer import ColumnWriter
from shopcli.index.columns import Columns
from shopcli.index.disk import announce, full_disk_told
from shopcli.index.embedded import Embedded, Encoder, OnProgress, PieceStore
from shopcli.index.facts import FactWriter
from shopcli.index.glance import counted_stats, save_stats
from shopcli.index.kind_learner import KindLearner, Lexicon
from shopcli.index.manifest import BUILDING, FORMAT, Manifest, new_data_folder, publish, sizes_of
from shopcli.index.measured import MeasuredFields
from shopcli.index.postings import PostingsWriter
from shopcli.index.quantities import FieldUnit, QuantityLearner, number_of, said_beside, without_unit
from shopcli.index.records import RecordWriter
from shopcli.index.text import KEY_BYTES, document_text, lexical_parts, text_key
from shopcli.index.vectors import EXACT_UP_TO, encoded, save_vectors, scale_of
from shopcli.index.vocabulary import VocabularyLearner, colours_of
from shopcli.index.wordlist import WordListWriter
from shopcli.index.words import Tokenizer
from shopcli.types import Fact, Product
from shopcli.units import SYMBOLS, Reader, Table, convert, same_dimension, things, unit_table

if TYPE_CHECKING:
    import numpy as np

_BLOCK = 8192


@dataclass(frozen=True, slots=True)
class CatalogSource:
    """What is being indexed: the files read and the hash of their content and mapping."""

    files: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    ``removed`` counts the products of the old index that left the catalog; ``unchanged`` says that nothing was built,
    since the index already is what a build would make.
    """

    products: int
    embedded_products: int
    embedded_facts: int
    facts: int
    removed: int
    bytes: int
    seconds_s: float
    unchanged: bool = False


@dataclass(slots=True)
class _Writers:
    """Everything that takes in one product after another."""

    records: RecordWriter
    columns: ColumnWriter
    facts: FactWriter
    vocabulary: VocabularyLearner
    kinds: KindLearner
    quantities: QuantityLearner
    spellings: WordListWriter
    tokenizer: Tokenizer
    postings: PostingsWriter
    document_keys: bytearray

    @classmethod
    def into(cls, data: Path, unit_names: Mapping[str, str]) -> _Writers:
        tokenizer = Tokenizer()
        return cls(
            records=RecordWriter(data),
            columns=ColumnWriter(),
            facts=FactWriter(tokenizer.tokens, data / "fact_texts"),
            vocabulary=VocabularyLearner(),
            kinds=KindLearner(tokenizer.cut, tokenizer.stem),
            quantities=QuantityLearner(unit_table(), unit_names),
            spellings=WordListWriter(),
            tokenizer=tokenizer,
            postings=PostingsWriter(data / "words"),
            document_keys=bytearray(),
        )

    def add(self, product: Product, facts: Sequence[Fact]) -> None:
        colours, document = colours_of(product), document_text(product)
        self.columns.add(len(self.records), product, colours)
        self.records.add(product)
        self.facts.add(facts, product.title, document)
        self.vocabulary.add(product, colours)
        self.kinds.add(product)
        self.quantities.add(product)
        self.spellings.add(product)
        self.document_keys += text_key(document)
        self.postings.add([token for part in lexical_parts(product) for token in self.tokenizer.tokens(part)])

    def close(self) -> None:
        """Let go of the files, as far as they are still open."""
        self.records.close()
        self.facts.close()


def build_index(
    products: Iterable[Product],
    folder: Path,
    *,
    encoder: Encoder,
    embedder: str,
    facts_of: Callable[[Product], Sequence[Fact]],
    source: CatalogSource,
    unit_names: Mapping[str, str] | None = None,
    lexicon: Lexicon | None = None,
    on_progress: OnProgress | None = None,
    exact_up_to: int = EXACT_UP_TO,
    precision: str = "float16",
) -> BuildReport:
    """Index ``products`` into ``folder``, replacing the index there in one step at the end.

    Texts and facts that the index there already holds, made by the same encoder, are not embedded again, nor what a build
    that was killed had embedded.

    Args:
        products: read once, in order.
        folder: the index folder; made where it is missing.
        encoder: text to vectors.
        embedder: the encoder's source, kept so that `Index` can open it again.
        facts_of: what may be said of a product.
        source: what is being indexed.
        unit_names: words for units, besides their symbols, by which texts say what a number measures.
        lexicon: what names of kinds mean and what else things are called.
        on_progress: called as texts are embedded.
        exact_up_to: the number of products beyond which a search looks at the likely vectors only.
        precision: how vectors are kept, one of `shopcli.config.PRECISIONS`.

    Raises:
        ShopcliError: the disk has no room for it.
    """
    started = time.perf_counter()
    before = Before(folder, encoder, precision)
    data = new_data_folder(folder)
    writers = _Writers.into(data, unit_names or {})
    try:
        with full_disk_told(folder):
            for product in products:
                writers.add(product, facts_of(product))
                before.ids.discard(product.id)
            _learn_units(data, writers, before, encoder.dim, unit_names or {})
            vectors = _Vectors(folder, writers, encoder, before, precision)
            embedded = vectors.embed(on_progress)
            scales = _write(data, writers, vectors, before, exact_up_to, lexicon)
            counts = (len(writers.records), len(writers.facts))
            save_stats(data, counted_stats(Columns(data, counts[0])))
            sizes = sizes_of(data)
            publish(folder, _manifest(data.name, source, embedder, encoder, counts, precision, scales, sizes))
    except BaseException:  # nothing half-written stays but the vectors, whether a bad row stopped the build or a person did
        writers.close()
        shutil.rmtree(data, ignore_errors=True)
        raise
    return BuildReport(
        products=counts[0],
        embedded_products=embedded[0],
        embedded_facts=embedded[1],
        facts=counts[1],
        removed=len(before.ids),
        bytes=sum(sizes.values()),
        seconds_s=time.perf_counter() - started,
    )


class _Vectors:
    """The vectors of a catalog that was read.

    Attributes:
        documents: (n_products, 16) uint8, the keys of the products' texts.
        facts: (n, 16) uint8, those of the different texts that stand for facts.
    """

    def __init__(self, folder: Path, writers: _Writers, encoder: Encoder, before: Before, precision: str) -> None:
        import numpy as np

        self.dim, self.precision = encoder.dim, precision
        self._folder, self._writers, self._scales = folder, writers, before.scales
        self.documents = np.frombuffer(bytes(writers.document_keys), np.uint8).reshape(-1, KEY_BYTES)
        self.facts = writers.facts.embedded.keys
        dtype = "float32" if precision == "float32" else "float16"
        store = PieceStore(folder / BUILDING / f"{encoder.digest[:16]}-{encoder.dim}-{dtype}", encoder.dim, dtype)
        self._bytes = {"float32": 4, "float16": 2, "int8": 1}[precision] * encoder.dim
        self._bytes_aside = (4 if dtype == "float32" else 2) * encoder.dim + KEY_BYTES
        self._known = Embedded(encoder, store, before.sources)

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

    def of(self, rows: slice) -> np.ndarray:
        """The vectors of products, (n, dim) float32."""
        return self._known.of(self.documents[rows])

    def between(self, start: int, end: int) -> np.ndarray:
        """The vectors from one row to another."""
        return self.of(slice(start, end))

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
        """The catalog once more; see `shopcli.index.kind_spread.Catalog`."""
        start, records = 0, self._writers.records.read()
        while products := list(islice(records, _BLOCK)):
            yield start, products, self.between(start, start + len(products))
            start += len(products)


def _write(
    data: Path, writers: _Writers, vectors: _Vectors, before: Before, exact_up_to: int, lexicon: Lexicon | None
) -> dict[str, float]:
    """Write every file; returns the scales of the vectors."""
    scales = {what: vectors.scale(what) for what in ("products", "facts")}
    writers.postings.save()
    writers.columns.save(data)
    writers.vocabulary.learned().save(data / "vocabulary.json")
    writers.spellings.save(data / "wordlist")
    kept = partial(vectors.facts_as_kept, scale=scales["facts"])
    writers.facts.save(data, kept, vectors.dim, vectors.precision, before.facts)
    kinds, _ = writers.kinds.learned(vectors, before.encode, lexicon)
    kinds.save(data)
    before.save_names(data)
    n_products = len(vectors.documents)
    save_vectors(
        data,
        vectors.between,
        n_products,
        vectors.dim,
        precision=vectors.precision,
        scale=scales["products"],
        exact_up_to=exact_up_to,
    )
    _save_keys(data / "keys.npy", vectors.documents)
    writers.close()
    return scales


def _save_keys(path: Path, keys: np.ndarray) -> None:
    import numpy as np

    np.save(path, keys)


def _learn_units(data: Path, writers: _Writers, before: Before, dim: int, unit_names: Mapping[str, str]) -> None:
    """Write which fields are quantities of what, and keep the numbers of those that are texts."""
    table, fields = unit_table(), writers.quantities.learned()
    reader = Reader(SYMBOLS | dict(unit_names))
    for field in fields.values():
        writers.columns.add_numbers(
            field.field,
            partial(number_of, unit=field.unit, reader=reader, table=table),
            partial(_said_of, writers.records, unit=field.unit, reader=reader, table=table),
        )
    for field, kin in _of_one_name(fields, table):
        writers.columns.fill_numbers(field.field, kin.field, partial(convert, unit=kin.unit, to=field.unit, table=table))
    counted = {field.unit: things(field.unit) for field in fields.values() if field.unit not in table}
    MeasuredFields.named(table | counted, fields, before.encode, dim).save(data)


def _said_of(records: RecordWriter, row: int, number: float, *, unit: str, reader: Reader, table: Table) -> float | None:
    return said_beside(number, unit, document_text(next(records.read([row]))), reader, table)


def _of_one_name(fields: Mapping[str, FieldUnit], table: Table) -> Iterator[tuple[FieldUnit, FieldUnit]]:
    """Pairs of fields that hold the same thing, such as ``weight`` ("1.2 kg") and ``weight_g`` (1200)."""
    bare = {field.field: without_unit(field.field, SYMBOLS) for field in fields.values()}
    for field in fields.values():
        for kin in fields.values():
            if field is not kin and bare[field.field] == bare[kin.field] and same_dimension(field.unit, kin.unit, table):
                yield field, kin


def _manifest(
    data: str,
    source: CatalogSource,
    embedder: str,
    encoder: Encoder,
    counts: tuple[int, int],
    precision: str,
    scales: dict[str, float],
    sizes: dict[str, int],
) -> Manifest:
    return Manifest(
        format=FORMAT,
        version=__version__,
        data=data,
        created=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        embedder=embedder,
        embedder_digest=encoder.digest,
        dim=encoder.dim,
        catalog_files=source.files,
        catalog_digest=source.digest,
        products=counts[0],
        facts=counts[1],
        precision=precision,
        scales=scales,
        sizes=sizes,
    )
