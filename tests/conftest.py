"""What the tests share: a catalog of five products, an encoder that is a real object, and an index made with both."""

from __future__ import annotations

import gc
import hashlib
import logging
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import filelock
import hypothesis
import numpy as np
import pytest

from shopcli.catalog import facts_of
from shopcli.index import CatalogSource, Index, build_index
from shopcli.types import Entry, Product

# The same examples on every machine: a find of one run must not be another one's failure. To explore, load "default".
hypothesis.settings.register_profile("steady", derandomize=True)
hypothesis.settings.load_profile("steady")

RIDGE = Product(
    "W1",
    "Varnholm Ridge GPS watch",
    "A rugged outdoor watch.",
    "Varnholm",
    "Watches",
    189.0,
    "EUR",
    attributes={"colour": "black", "GPS": True, "battery life": "18 days", "weight g": 54.0},
)
RIDGE_GREEN = Product(
    "W2",
    "Varnholm Ridge GPS watch",
    "The same in green.",
    "Varnholm",
    "Watches",
    174.0,
    "EUR",
    attributes={"colour": "moss green", "GPS": True, "battery life": "18 days", "weight g": 54.0},
)
DRESS = Product(
    "W3",
    "Orrelane dress watch",
    "For evenings.",
    "Orrelane",
    "Watches",
    89.0,
    "EUR",
    attributes={"colour": "silver", "GPS": False, "weight g": 40.0},
)
STRAP = Product(
    "A1", "Watch strap, leather", "Fits 20 mm.", None, "Accessories", 19.0, "EUR", attributes={"colour": "black/brown"}
)
KEYBOARD = Product("K1", "Hushwick quiet keyboard", "", "Hushwick", "Keyboards", 79.95, "EUR", attributes={"colour": "white"})
FIVE = (RIDGE, RIDGE_GREEN, DRESS, STRAP, KEYBOARD)


class WordEncoder:
    """An encoder without weights: a text's vector is the sum of one fixed random vector a word."""

    name = "words"
    dim = 64

    def __init__(self, digest: str = "words-1") -> None:
        self.digest = digest
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None) -> np.ndarray:
        self.encoded += texts
        if not texts:
            return np.zeros((0, self.dim), np.float32)
        vectors = np.stack([self._vector(text) for text in texts])
        if on_progress:
            on_progress(len(texts))
        return vectors

    def _vector(self, text: str) -> np.ndarray:
        words = re.findall(r"\w+", text.lower()) or ["-"]
        total = np.sum([self._word(word.rstrip("s")) for word in words], axis=0)
        return (total / np.linalg.norm(total)).astype(np.float32)

    def _word(self, word: str) -> np.ndarray:
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
        return np.random.default_rng(seed).standard_normal(self.dim)


def build(folder: Path, products: Sequence[Product], encoder: WordEncoder, **options: object):
    """Index ``products`` into ``folder`` and return the report."""
    return build_index(
        map(Entry, products),
        folder,
        encoder=encoder,
        embedder="words",
        facts_of=facts_of,
        source=CatalogSource(("five.json",), "", {}),
        **options,
    )


@pytest.fixture(autouse=True)
def notes() -> Iterator[None]:
    """What commands that run within a test note goes to its own streams, and after it nowhere: these are closed then."""
    logger = logging.getLogger("shopcli")
    before = logger.handlers, logger.propagate, logger.level
    yield
    logger.handlers, logger.propagate = before[:2]
    logger.setLevel(before[2])


_MANY_FILES = 300  # those of a few open indexes


@pytest.fixture(autouse=True, scope="module")
def files_let_go() -> Iterator[None]:
    """What a module's indexes hold open is let go behind it.

    They stand in cycles, and `select`, by which prompt_toolkit reads, fails from the 1,024th file on: its handler then asks for
    Enter where nobody types, again and again, until the memory is full.
    """
    yield
    files = Path("/proc/self/fd")
    if not files.is_dir() or sum(1 for _ in files.iterdir()) > _MANY_FILES:
        gc.collect()


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def index(tmp_path: Path, encoder: WordEncoder) -> Index:
    """The five products, indexed."""
    build(tmp_path / "index", FIVE, encoder)
    encoder.encoded.clear()
    return Index(tmp_path / "index")


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real encoder with random weights; the folder beside it, ``cache``, holds what was made of it.

    Exporting it takes seconds, so the processes that share out the tests (pytest-xdist) share it too.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "encoder"
    folder.mkdir(exist_ok=True)
    with filelock.FileLock(folder / ".lock"):
        if not (folder / "made").exists():
            from tests.test_embed import make_model

            make_model(folder / "tiny", pooling="mean")
            (folder / "made").touch()
    return folder / "tiny"
