"""Everything that takes in a catalog product by product, from nothing or from where the index before left off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from shopcli.index.kinds.learner import KindLearner
from shopcli.index.kinds.update import KindUpdate
from shopcli.index.parts.aliases import AliasWriter
from shopcli.index.parts.column_writer import ColumnWriter
from shopcli.index.parts.facts import FactWriter
from shopcli.index.parts.postings import PostingsWriter
from shopcli.index.parts.records import RecordWriter
from shopcli.index.parts.variants import VariantWriter
from shopcli.index.parts.vocabulary import VocabularyLearner, colours_of
from shopcli.index.parts.wordlist import WordListWriter
from shopcli.index.parts.words import Tokenizer
from shopcli.index.storage.carried_over import CarriedOver
from shopcli.index.storage.manifest import LEARNED, STEMMER
from shopcli.index.text import KEY_BYTES, KEYS, document_text, lexical_parts, text_key
from shopcli.index.thresholds import Thresholds
from shopcli.index.units.learner import QuantityLearner
from shopcli.index.units.update import QuantityUpdate
from shopcli.text.units import unit_table
from shopcli.types import Entry, Fact

ORIGINS = "origins.npy"


@dataclass(slots=True)
class Writers:
    """What takes in one product after another.

    Attributes:
        document_keys: the keys of the products' texts, `KEY_BYTES` each.
        origins: by what each row of the catalog is known again, as long; zeros where it is to be read anew each time.
    """

    records: RecordWriter
    columns: ColumnWriter
    facts: FactWriter
    vocabulary: VocabularyLearner
    kinds: KindLearner | KindUpdate
    quantities: QuantityLearner | QuantityUpdate
    spellings: WordListWriter
    tokenizer: Tokenizer
    postings: PostingsWriter
    variants: VariantWriter
    aliases: AliasWriter
    document_keys: bytearray = field(default_factory=bytearray)
    origins: bytearray = field(default_factory=bytearray)

    @classmethod
    def into(
        cls,
        data: Path,
        unit_names: Mapping[str, str],
        thresholds: Thresholds,
        kept: CarriedOver | None = None,
        stemmer: str = STEMMER,
    ) -> Writers:
        """Writers of the files in ``data``; they know what those products taught that `keep` will take in."""
        tokenizer = Tokenizer(stemmer)
        cut, stem = tokenizer.cut, tokenizer.stem
        (data / LEARNED).mkdir()
        return cls(
            records=RecordWriter(data),
            columns=ColumnWriter(),
            facts=FactWriter(tokenizer.tokens, data / "fact_texts"),
            vocabulary=VocabularyLearner(),
            kinds=KindUpdate(kept, cut, stem) if kept else KindLearner(cut, stem, learned_from=thresholds.learned_from),
            quantities=QuantityUpdate(kept, unit_table(), unit_names) if kept else QuantityLearner(unit_table(), unit_names),
            spellings=WordListWriter(),
            tokenizer=tokenizer,
            postings=PostingsWriter(data / "words", at_once=thresholds.postings_at_once),
            variants=VariantWriter(data),
            aliases=AliasWriter(data),
        )

    def keep(self, kept: CarriedOver) -> None:
        """Begin with the products of the index before that go on."""
        for writer in (self.records, self.columns, self.facts, self.vocabulary, self.spellings, self.postings):
            writer.keep(kept)
        self.variants.keep(kept)
        self.aliases.keep(kept)
        self.document_keys += np.load(kept.data / KEYS)[kept.rows].tobytes()
        self.origins += kept.origins.tobytes()

    def add(self, entry: Entry, facts: Sequence[Fact]) -> None:
        """Take in one product."""
        product = entry.product
        colours, document = colours_of(product), document_text(product)
        row = len(self.records)
        self.columns.add(row, product, colours)
        if product.variants:
            self.variants.add(row, product, colours)
        if product.variants or product.codes:
            self.aliases.add(row, product)
        self.records.add(product)
        self.facts.add(facts, product.title, document)
        self.vocabulary.add(product)
        self.kinds.add(product)
        self.quantities.add(product)
        self.spellings.add(product)
        self.document_keys += text_key(document)
        self.origins += entry.origin or bytes(KEY_BYTES)
        self.postings.add([token for part in lexical_parts(product) for token in self.tokenizer.tokens(part)])

    def close(self) -> None:
        """Let go of the files, as far as they are still open."""
        self.records.close()
        self.facts.close()
