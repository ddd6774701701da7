"""What the multilingual encoder knows of a text, in numpy, and the layers that learn to tell texts apart by it."""

from __future__ import annotations

import numpy as np
import pytest

from shopcli.config import MULTILINGUAL_EMBEDDER
from shopcli.models.embedder.encoder import load_encoder
from shopcli.models.embedder.pooled_states import POOLED, PooledStates
from shopcli.models.embedder.universal import DIM, NGRAMS, WIDTH, UniversalSentenceEncoder
from shopcli.models.weights.sources import fetch
from shopcli.train.adapters import Example, learn_layers

N_PIECES = 40
STATES = DIM + len(NGRAMS) * WIDTH


class LetterPieces(UniversalSentenceEncoder):
    """An encoder of a small random table, whose pieces are letters."""

    def __init__(self) -> None:
        self._table = np.random.default_rng(1).integers(0, 256, (N_PIECES, DIM), np.uint8)

    def _cut(self, texts: list[str]) -> list[list[int]]:
        return [[3 + ord(letter) % (N_PIECES - 3) for letter in text] for text in texts]


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> PooledStates:
    """Of random weights of the shapes that the encoder has."""
    made, draw = tmp_path_factory.mktemp("universal"), np.random.default_rng(2)
    shapes = {"cnn_W": (STATES, DIM), "cnn_b": (DIM,), "d0": (DIM, 320), "d1": (320, 320), "p1": (DIM, 320)}
    shapes |= {"d2": (320, DIM), "p3": (320, DIM), "d3": (DIM, DIM), "ln_g": (STATES,), "ln_b": (STATES,)}
    for size, _ in NGRAMS:
        shapes |= {f"proj{size}": (DIM, WIDTH), f"ln_g{size}": (WIDTH,), f"ln_b{size}": (WIDTH,), f"proj_b{size}": (WIDTH,)}
        shapes |= {f"w{layer}_{size}": (size * WIDTH, WIDTH) for layer in "12"}
        shapes |= {f"b{layer}_{size}": (WIDTH,) for layer in "12"}
    weights = {name: draw.normal(0, shape[0] ** -0.5, shape).astype(np.float32) for name, shape in shapes.items()}
    blocks = {"scale": np.full((17, 1), 0.01, np.float32), "lo": np.full((17, 1), -1.2, np.float32), "eps": np.float32(1e-6)}
    np.savez(made / "weights.npz", q1=np.zeros((1, DIM), np.uint8), **weights, **blocks)
    return PooledStates(LetterPieces(), made)


def test_a_text_has_the_same_states_whatever_is_read_beside_it(states):
    texts = ["屏幕很亮", "亮", "", "a text that is much longer than the others are, and is read all the same"]
    together = states.encode(texts)
    assert together.shape == (4, POOLED)
    for row, text in enumerate(texts):
        np.testing.assert_allclose(states.encode([text])[0], together[row], atol=1e-4)
    assert states.encode([]).shape == (0, POOLED)


def test_the_greatest_of_the_states_keeps_what_the_sum_drowns(states):
    short, long = states.encode(["b", "aaaaaaaaaaaaaaaaaaaaaaaab"])
    n = 2 + len("aaaaaaaaaaaaaaaaaaaaaaaab")  # pieces, with those that begin and end it
    assert np.all(long[STATES : 2 * STATES] >= long[:STATES] / np.sqrt(n) - 1e-5)  # the greatest is no less than the mean
    assert np.linalg.norm(short[-DIM:]) == pytest.approx(np.linalg.norm(long[-DIM:]), abs=1e-3)


def test_layers_learn_to_tell_texts_apart_of_which_some_are_only_known_to_be_good_or_bad(states):
    texts = ["aaa", "bbb", "ccc"]
    examples = 40 * [Example(text, feeling) for feeling, text in enumerate(texts)] + 10 * [Example("aab", None, True, 0.5)]
    arrays = learn_layers(states.encode([one.text for one in examples]), examples, seed=1, epochs=12, on_epoch=None)
    units = np.maximum(states.encode(texts) @ arrays["hidden"] + arrays["hidden bias"], 0)
    assert (units @ arrays["vector"] + arrays["bias"]).argmax(axis=1).tolist() == [0, 1, 2]


@pytest.mark.slow
def test_the_vector_among_the_states_is_the_encoders_own():
    base = load_encoder(MULTILINGUAL_EMBEDDER)
    assert isinstance(base, UniversalSentenceEncoder)
    texts = ["键盘手感好，电池不耐用", "The battery is flat by lunchtime.", "好"]
    vectors = PooledStates(base, fetch(MULTILINGUAL_EMBEDDER)).encode(texts)[:, -DIM:] / 8
    assert (vectors * base.encode(texts)).sum(axis=1) == pytest.approx(1, abs=2e-3)
