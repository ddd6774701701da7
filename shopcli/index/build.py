"""Building an index, anew or from the one before: only texts that it has not seen are embedded."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from shopcli import __version__
from shopcli.errors import ShopcliError
from shopcli.index.columns import Columns, ColumnWriter
from shopcli.index.facts import FactVectors, FactWriter, open_keys, save_keys
from shopcli.index.glance import counted_stats, save_stats
from shopcli.index.kind_learner import KindLearner, Lexicon
from shopcli.index.manifest import FORMAT, Manifest, new_data_folder, publish, read_manifest, sizes_of
from shopcli.index.measured import MeasuredFields
from shopcli.index.quantities import FieldUnit, QuantityLearner, number_of, said_beside, without_unit
from shopcli.index.records import RecordWriter
from shopcli.index.text import document_text, lexical_text, text_key
from shopcli.index.vectors import EXACT_UP_TO, VectorIndex
from shopcli.index.vocabulary import VocabularyLearner, colours_of
from shopcli.index.wordlist import WordListWriter
from shopcli.index.words import Tokenizer, WordIndex
from shopcli.types import Fact, Product
from shopcli.units import SYMBOLS, Reader, Table, convert, same_dimension, things, unit_table

if TYPE_CHECKING:
    import numpy as np

_NAMES, _NAME_VECTORS = "names.json", "name_vectors.npy"
OnProgress = Callable[[str, int, int], None]  # what is embedded, how many are done, of how many


class Encoder(Protocol):
    """What a build needs of an encoder; `shopcli.embed` has real ones."""

    dim: int
    digest: str

    def encode(self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None) -> np.ndarray:
        """(n,) texts to (n, dim) float32, rows L2-normalised."""
        ...


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
    texts: list[str]
    tokens: list[list[str]]
    ids: set[str]

    @classmethod
    def into(cls, data: Path, cache_dir: Path, unit_names: Mapping[str, str]) -> _Writers:
        tokenizer = Tokenizer(cache_dir)
        return cls(
            records=RecordWriter(data),
            columns=ColumnWriter(),
            facts=FactWriter(tokenizer.tokens),
            vocabulary=VocabularyLearner(),
            kinds=KindLearner(tokenizer.cut, tokenizer.stem),
            quantities=QuantityLearner(unit_table(), unit_names),
            spellings=WordListWriter(),
            tokenizer=tokenizer,
            texts=[],
            tokens=[],
            ids=set(),
        )

    def add(self, product: Product, facts: Sequence[Fact]) -> None:
        colours = colours_of(product)
        self.records.add(product)
        self.columns.add(len(self.texts), product, colours)
        self.facts.add(facts)
        self.vocabulary.add(product, colours)
        self.kinds.add(product)
        self.quantities.add(product)
        self.spellings.add(product)
        self.texts.append(document_text(product))
        self.tokens.append(self.tokenizer.tokens(lexical_text(product)))
        self.ids.add(product.id)


class _OldVectors:
    """Vectors of the index before, by text key; empty where there is none that fits."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._sources: dict[str, tuple[dict[bytes, int], Callable[[np.ndarray], np.ndarray]]] = {}
        self._names: dict[str, np.ndarray] = {}
        self._used: dict[str, None] = {}
        self._encoder = encoder
        self.ids: set[str] = set()
        try:
            manifest = read_manifest(folder)
            if manifest.embedder_digest == encoder.digest:
                self._open(folder / manifest.data)
        except (ShopcliError, OSError, RuntimeError, ValueError, KeyError, EOFError):
            # A damaged index has nothing to reuse; a full build is what mends it.
            self._sources, self._names, self.ids = {}, {}, set()

    def _open(self, data: Path) -> None:
        import json

        import numpy as np

        documents, facts = VectorIndex.open(data / "vectors.faiss"), FactVectors(data).all()
        self._sources = {
            "products": (open_keys(data / "keys.npy"), documents.rows),
            "facts": (open_keys(data / "fact_keys.npy"), facts.__getitem__),
        }
        names = json.loads((data / _NAMES).read_text(encoding="utf-8"))
        self._names = dict(zip(names, np.load(data / _NAME_VECTORS).astype(np.float32), strict=True))
        self.ids = set(json.loads((data / "ids.json").read_text(encoding="utf-8")))

    def encode(self, names: Sequence[str]) -> np.ndarray:
        """The vectors of names of kinds and fields; only what is new is embedded."""
        import numpy as np

        fresh = list(dict.fromkeys(name for name in names if name not in self._names))
        if fresh:
            self._names.update(zip(fresh, self._encoder.encode(fresh), strict=True))
        self._used.update(dict.fromkeys(names))
        return np.stack([self._names[name] for name in names]) if names else np.zeros((0, self._encoder.dim), np.float32)

    def save_names(self, data: Path) -> None:
        """Keep the names that `encode` was asked for, for the next build."""
        import json

        import numpy as np

        vectors = [self._names[name] for name in self._used]
        (data / _NAMES).write_text(json.dumps(list(self._used), ensure_ascii=False), encoding="utf-8")
        np.save(data / _NAME_VECTORS, np.asarray(vectors, np.float16).reshape(len(vectors), self._encoder.dim))

    def fill(self, what: str, keys: Sequence[bytes], out: np.ndarray) -> np.ndarray:
        """Copy the known vectors into ``out``; returns the rows that are still to be embedded."""
        import numpy as np

        known, read = self._sources.get(what, ({}, None))
        old = np.asarray([known.get(key, -1) for key in keys], np.int64)
        if read is not None and (old >= 0).any():
            out[old >= 0] = read(old[old >= 0])
        return np.flatnonzero(old < 0)


def build_index(
    products: Iterable[Product],
    folder: Path,
    *,
    encoder: Encoder,
    embedder: str,
    facts_of: Callable[[Product], Sequence[Fact]],
    source: CatalogSource,
    cache_dir: Path,
    unit_names: Mapping[str, str] | None = None,
    lexicon: Lexicon | None = None,
    on_progress: OnProgress | None = None,
    exact_up_to: int = EXACT_UP_TO,
) -> BuildReport:
    """Index ``products`` into ``folder``, replacing the index there in one step at the end.

    Texts and facts that the index there already holds, made by the same encoder, are not embedded again.

    Args:
        products: read once, in order.
        folder: the index folder; made where it is missing.
        encoder: text to vectors.
        embedder: the encoder's source, kept so that `Index` can open it again.
        facts_of: what may be said of a product.
        source: what is being indexed.
        cache_dir: where jieba may keep its dictionary.
        unit_names: words for units, besides their symbols, by which texts say what a number measures.
        lexicon: what names of kinds mean and what else things are called.
        on_progress: called as texts are embedded.
        exact_up_to: the number of products beyond which the vectors are searched by HNSW.
    """
    started = time.perf_counter()
    old = _OldVectors(folder, encoder)
    data = new_data_folder(folder)
    writers = _Writers.into(data, cache_dir, unit_names or {})
    try:
        for product in products:
            writers.add(product, facts_of(product))
        _learn_units(data, writers, old, encoder.dim, unit_names or {})
        counts = _write(data, writers, encoder, old, on_progress, exact_up_to, lexicon)
    except BaseException:  # nothing half-written stays, whether a bad row stopped the build or a person did
        writers.records.close()
        shutil.rmtree(data, ignore_errors=True)
        raise
    save_stats(data, counted_stats(Columns(data, len(writers.texts))))
    sizes = sizes_of(data)
    n_products, n_facts = len(writers.texts), len(writers.facts.texts)
    publish(folder, _manifest(data.name, source, embedder, encoder, n_products, n_facts, sizes))
    return BuildReport(
        products=n_products,
        embedded_products=counts[0],
        embedded_facts=counts[1],
        facts=n_facts,
        removed=len(old.ids - writers.ids),
        bytes=sum(sizes.values()),
        seconds_s=time.perf_counter() - started,
    )


def _write(
    data: Path,
    writers: _Writers,
    encoder: Encoder,
    old: _OldVectors,
    on_progress: OnProgress | None,
    exact_up_to: int,
    lexicon: Lexicon | None,
) -> tuple[int, int]:
    """Embed what is new and write every file; returns how many products and facts were embedded."""
    keys = [text_key(text) for text in writers.texts]
    vectors, products = _embed("products", writers.texts, keys, encoder, old, on_progress)
    fact_vectors, facts = _embed("facts", writers.facts.texts, writers.facts.keys, encoder, old, on_progress)
    writers.records.close()
    writers.columns.save(data)
    writers.vocabulary.learned().save(data / "vocabulary.json")
    writers.spellings.save(data / "wordlist")
    writers.facts.save(data, fact_vectors)
    writers.kinds.learned(vectors, old.encode, lexicon).save(data)
    old.save_names(data)
    WordIndex.build(writers.tokens, writers.tokenizer).save(data / "words")
    VectorIndex.build(vectors, exact_up_to=exact_up_to).save(data / "vectors.faiss")
    save_keys(data / "keys.npy", keys)
    return products, facts


def _learn_units(data: Path, writers: _Writers, old: _OldVectors, dim: int, unit_names: Mapping[str, str]) -> None:
    """Write which fields are quantities of what, and keep the numbers of those that are texts."""
    table, fields = unit_table(), writers.quantities.learned()
    reader = Reader(SYMBOLS | dict(unit_names))
    for field in fields.values():
        writers.columns.add_numbers(
            field.field,
            partial(number_of, unit=field.unit, reader=reader, table=table),
            partial(_said_of, writers.texts, unit=field.unit, reader=reader, table=table),
        )
    for field, kin in _of_one_name(fields, table):
        writers.columns.fill_numbers(field.field, kin.field, partial(convert, unit=kin.unit, to=field.unit, table=table))
    counted = {field.unit: things(field.unit) for field in fields.values() if field.unit not in table}
    MeasuredFields.named(table | counted, fields, old.encode, dim).save(data)


def _said_of(texts: Sequence[str], row: int, number: float, *, unit: str, reader: Reader, table: Table) -> float | None:
    return said_beside(number, unit, texts[row], reader, table)


def _of_one_name(fields: Mapping[str, FieldUnit], table: Table) -> Iterator[tuple[FieldUnit, FieldUnit]]:
    """Pairs of fields that hold the same thing, such as ``weight`` ("1.2 kg") and ``weight_g`` (1200)."""
    bare = {field.field: without_unit(field.field, SYMBOLS) for field in fields.values()}
    for field in fields.values():
        for kin in fields.values():
            if field is not kin and bare[field.field] == bare[kin.field] and same_dimension(field.unit, kin.unit, table):
                yield field, kin


def _embed(
    what: str, texts: list[str], keys: list[bytes], encoder: Encoder, old: _OldVectors, on_progress: OnProgress | None
) -> tuple[np.ndarray, int]:
    """All vectors of ``texts`` and how many of them were not known before."""
    import numpy as np

    vectors = np.zeros((len(texts), encoder.dim), np.float32)
    fresh = old.fill(what, keys, vectors)
    if len(fresh):
        tell = on_progress or (lambda *_: None)
        tell(what, 0, len(fresh))
        new_texts = [texts[row] for row in fresh]
        vectors[fresh] = encoder.encode(new_texts, on_progress=lambda done: tell(what, done, len(fresh)))
    return vectors, len(fresh)


def _manifest(
    data: str, source: CatalogSource, embedder: str, encoder: Encoder, products: int, facts: int, sizes: dict[str, int]
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
        products=products,
        facts=facts,
        sizes=sizes,
    )
