"""The multilingual encoder in numpy with low-rank matrices: it gives what torch gives with the same beside its weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from shopcli.errors import ModelError
from shopcli.models.embedder.low_rank_universal import ADAPTED, LowRankUniversalEncoder
from shopcli.models.embedder.universal import DIM, NGRAMS, WIDTH, UniversalSentenceEncoder
from shopcli.train.adapters import Example, UniversalModel, adapt_multilingual

N_PIECES = 40


class LetterPieces(UniversalSentenceEncoder):
    """An encoder of a small random table, whose pieces are letters."""

    def __init__(self) -> None:
        self._table = np.random.default_rng(1).integers(0, 256, (N_PIECES, DIM), np.uint8)

    def _cut(self, texts: list[str]) -> list[list[int]]:
        return [[3 + ord(letter) % (N_PIECES - 3) for letter in text] for text in texts]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Random weights of the shapes that the encoder has."""
    made, draw = tmp_path_factory.mktemp("universal"), np.random.default_rng(2)
    shapes = {"cnn_W": (DIM + 3 * WIDTH, DIM), "cnn_b": (DIM,), "d0": (DIM, 320), "d1": (320, 320), "p1": (DIM, 320)}
    shapes |= {"d2": (320, DIM), "p3": (320, DIM), "d3": (DIM, DIM), "ln_g": (DIM + 3 * WIDTH,), "ln_b": (DIM + 3 * WIDTH,)}
    for size, _ in NGRAMS:
        shapes |= {f"proj{size}": (DIM, WIDTH), f"ln_g{size}": (WIDTH,), f"ln_b{size}": (WIDTH,), f"proj_b{size}": (WIDTH,)}
        shapes |= {f"w{layer}_{size}": (size * WIDTH, WIDTH) for layer in "12"}
        shapes |= {f"b{layer}_{size}": (WIDTH,) for layer in "12"}
    weights = {name: draw.normal(0, shape[0] ** -0.5, shape).astype(np.float32) for name, shape in shapes.items()}
    blocks = {"scale": np.full((17, 1), 0.01, np.float32), "lo": np.full((17, 1), -1.2, np.float32), "eps": np.float32(1e-6)}
    np.savez(made / "weights.npz", q1=np.zeros((1, DIM), np.uint8), **weights, **blocks)
    return made


def test_the_encoder_gives_what_torch_gives_with_the_same_matrices(folder):
    import torch

    torch.manual_seed(3)
    base = LetterPieces()
    model = UniversalModel(base, folder)
    for name, matrix in model.learned.items():
        if name.endswith(".b"):
            torch.nn.init.normal_(matrix, std=0.02)
    texts = ["屏幕很亮", "亮", "", "a text that is much longer than the others are, and is read all the same"]
    with torch.no_grad():
        wanted = model.features(texts).numpy()
    learned = {name: matrix.detach().numpy() for name, matrix in model.learned.items()}
    encoder = LowRankUniversalEncoder(base, folder, learned)
    np.testing.assert_allclose(encoder.encode(texts), wanted, atol=2e-4)
    np.testing.assert_allclose(encoder.encode(texts[1:2]), wanted[1:2], atol=2e-4)  # what is read beside it changes nothing
    assert encoder.encode([]).shape == (0, 2 * DIM)


def test_it_learns_to_tell_texts_apart_of_which_some_are_only_known_to_be_good_or_bad(folder):
    texts = ["aaa", "bbb", "ccc"]
    examples = 30 * [Example(text, feeling) for feeling, text in enumerate(texts)] + 10 * [Example("aab", None, True, 0.5)]
    base = LetterPieces()
    arrays = adapt_multilingual(base, folder, examples, seed=1, epochs=8, on_epoch=None)
    learned = {name.removeprefix("adapted."): array for name, array in arrays.items() if name.startswith("adapted.")}
    logits = LowRankUniversalEncoder(base, folder, learned).encode(texts) @ arrays["vector"] + arrays["bias"]
    assert logits.argmax(axis=1).tolist() == [0, 1, 2]


def test_matrices_of_another_size_are_refused(folder):
    other = {f"{name}.{part}": np.ones((3, 3)) for name in ADAPTED for part in "ab"}
    for learned in (other, {}):
        with pytest.raises(ModelError, match="does not fit the encoder"):
            LowRankUniversalEncoder(LetterPieces(), folder, learned)
