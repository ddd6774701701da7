"""A tiny model, made here, is exported and compared with sentence-transformers; one test has the real weights."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from shopcli.config import ENGLISH_EMBEDDER
from shopcli.errors import ModelError, UsageError
from shopcli.models.embedder import export
from shopcli.models.embedder.encoder import OnnxEncoder, SentenceTransformersEncoder, load_encoder
from shopcli.models.embedder.export import NotPlain, Recipe, read_recipe
from shopcli.models.weights.sources import content_digest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
WORDS = """
watch shoes green tea lamp wireless mouse book bread knife chair garden rain coat child paint battery screen red black blue
light cheap warm the of and for with under over long short usb cable organic history animals gps sport
""".split()
REAL_CACHE = os.environ.get("SHOPCLI_CACHE_DIR", "")
TEXTS = [
    "green tea",
    "the history of bread, and the garden",
    "a wireless mouse with long battery for the child and a short usb cable under the red lamp",
    "GPS watch for sport",
    "Café crème",
    "rain coat",
]


def make_model(folder: Path, *, pooling: str, outlier: float = 0.0) -> Path:
    """A BERT of two layers over a few dozen words with random weights, as a sentence-transformers folder.

    ``outlier`` is the value of an activation that nothing uses, beside which int8 rounds the others to nothing.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer import modules as parts
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(0)
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ",", *letters, *(f"##{letter}" for letter in letters), *WORDS]
    raw = folder.with_name(f"{folder.name}-raw")
    raw.mkdir(parents=True)
    (raw / "vocab.txt").write_text("\n".join(dict.fromkeys(vocabulary)), encoding="utf-8")
    tokenizer = BertTokenizerFast(vocab=str(raw / "vocab.txt"), do_lower_case=True, model_max_length=64)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64,
        max_position_embeddings=64, initializer_range=0.3,
    )  # fmt: skip
    bert = BertModel(config)
    with torch.no_grad():
        bert.embeddings.word_embeddings.weight *= 5  # so that texts differ by their words more than by their positions
        for layer in bert.encoder.layer if outlier else []:
            layer.attention.self.value.bias[3] = outlier
            layer.attention.output.dense.weight[:, 3] = 0
    bert.save_pretrained(raw)
    tokenizer.save_pretrained(raw)
    transformer = parts.Transformer(str(raw))
    pool = parts.Pooling(config.hidden_size, pooling_mode=pooling)
    SentenceTransformer(modules=[transformer, pool], device="cpu").save(str(folder))
    shutil.rmtree(raw)
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache that all tests here share, since an export takes seconds."""
    folder = tmp_path_factory.mktemp("embed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHOPCLI_CACHE_DIR", str(folder / "cache"))
        yield folder


@pytest.fixture(scope="module")
def tiny(home: Path) -> Path:
    return make_model(home / "tiny", pooling="mean")


@pytest.fixture(scope="module")
def exported(tiny: Path, home: Path) -> list[str]:
    """The files that the first loading of the tiny model makes."""
    before = set(home.rglob("*.onnx"))
    load_encoder(str(tiny), device="cpu")
    return [path.name for path in home.rglob("*.onnx") if path not in before]


@pytest.fixture(scope="module")
def encoder(tiny: Path, exported: list[str]) -> OnnxEncoder:
    loaded = load_encoder(str(tiny), device="cpu")
    assert isinstance(loaded, OnnxEncoder)
    return loaded


@pytest.fixture(scope="module")
def original(tiny: Path) -> SentenceTransformersEncoder:
    return SentenceTransformersEncoder(tiny, "cpu", name="tiny", digest="")


def export_here(folder: Path, recipe: Recipe, target: Path) -> None:
    """An export in this process, which has loaded torch already."""
    order = {"folder": str(folder), "target": str(target), "max_tokens": recipe.max_tokens}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        export.main(json.dumps(order))


def cosines(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return (a * b).sum(axis=1)


def copy_of(tiny: Path, folder: Path) -> Path:
    return Path(shutil.copytree(tiny, folder))


# --- the exported copy ------------------------------------------------------------------------------------------------------


def test_the_int8_copy_says_what_the_original_says(
    encoder: OnnxEncoder, original: SentenceTransformersEncoder, exported: list[str]
) -> None:
    assert cosines(encoder.encode(TEXTS), original.encode(TEXTS)).mean() >= 0.99
    assert sorted(exported) == ["model.int8.onnx", "model.onnx"]  # the export, and what onnxruntime made of it
    others = encoder.encode(TEXTS) @ encoder.encode(TEXTS).T - np.eye(len(TEXTS))
    assert others.max() < 0.95  # so the texts do differ, and agreement with the original means something


def test_vectors_are_float32_of_length_one_and_carry_the_models_name(encoder: OnnxEncoder, tiny: Path) -> None:
    vectors = encoder.encode(TEXTS)
    assert (vectors.dtype, vectors.shape, encoder.dim) == (np.float32, (6, 32), 32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(6), abs=1e-6)
    assert (encoder.name, encoder.digest) == ("tiny", content_digest(tiny))


def test_order_is_kept_across_batches(encoder: OnnxEncoder) -> None:
    many = [f"{first} {second}" for first in WORDS[:12] for second in WORDS[12:20]]
    vectors = encoder.encode(many)
    alone = np.concatenate([encoder.encode([text]) for text in many])
    assert (vectors @ alone.T).argmax(axis=1).tolist() == list(range(len(many)))


def test_no_text_gives_no_rows(encoder: OnnxEncoder, original: SentenceTransformersEncoder) -> None:
    assert encoder.encode([]).shape == (0, 32)
    assert original.encode([]).shape == (0, 32)
    assert encoder.encode([]).dtype == np.float32


@pytest.mark.parametrize("which", ["encoder", "original"])
def test_duplicates_are_embedded_once_and_counted_as_done(which: str, request: pytest.FixtureRequest) -> None:
    model = request.getfixturevalue(which)
    done: list[int] = []
    vectors = model.encode(["rain coat"] * 500 + ["green tea"] + ["rain coat"] * 499, on_progress=done.append)
    assert done == [1000]  # two distinct texts are one batch
    assert (vectors == vectors[0]).all(axis=1).tolist() == [True] * 500 + [False] + [True] * 499


def test_progress_counts_up_to_all(encoder: OnnxEncoder) -> None:
    done: list[int] = []
    encoder.encode([f"{a} {b}" for a in WORDS[:6] for b in WORDS[6:12]], on_progress=done.append)
    assert (done[-1], sorted(done)) == (36, done)


def test_hostile_text_is_embedded_all_the_same(encoder: OnnxEncoder, original: SentenceTransformersEncoder) -> None:
    hostile = ["", "\udcff watch", "\x00\x1b[31m", "watch " * 100_000, "\u202e tea", "x" * 1_000_000]
    for model in (encoder, original):
        vectors = model.encode(hostile)
        assert np.isfinite(vectors).all()
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(6), abs=1e-5)


def test_an_export_is_made_once(encoder: OnnxEncoder, tiny: Path, home: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in home.rglob("*.onnx")}  # of this model, and of others tried before
    load_encoder(str(tiny), device="cpu")
    assert before
    assert {file: file.stat().st_mtime_ns for file in home.rglob("*.onnx")} == before


def test_to_ask_needs_neither_torch_nor_transformers(encoder: OnnxEncoder, tiny: Path) -> None:
    program = (
        "import sys; from shopcli.models.embedder.encoder import load_encoder\n"
        f"load_encoder({str(tiny)!r}, device='cpu').encode(['green tea'])\n"
        "print([name for name in ('torch', 'transformers', 'sentence_transformers', 'onnx') if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.stdout, ended.stderr) == ("[]\n", "")


def test_where_int8_is_too_coarse_fp32_is_used_and_said_so(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = make_model(home / "rough", pooling="cls", outlier=1000.0)
    with caplog.at_level(logging.WARNING, logger="shopcli"):
        rough = load_encoder(str(folder), device="cpu", export=export_here)
    said = [record.getMessage() for record in caplog.records if record.name == "shopcli"]
    assert said[-1].startswith("The embedder runs in fp32, at about half the speed: its int8 copy has a cosine of ")
    expected = SentenceTransformersEncoder(folder, "cpu", name="rough", digest="").encode(TEXTS)
    assert cosines(rough.encode(TEXTS), expected).min() > 0.9999


def test_an_export_that_fails_is_noted_and_not_tried_again(tiny: Path, home: Path, caplog: pytest.LogCaptureFixture) -> None:
    broken = copy_of(tiny, home / "broken")
    (broken / "model.safetensors").write_bytes(b"no weights at all")
    for _ in range(2):
        with pytest.raises(ModelError, match=r"^sentence-transformers cannot load "):
            load_encoder(str(broken), device="cpu")
    assert caplog.messages[0].startswith(
        "broken is embedded by sentence-transformers, which is slower here: its export failed: "
    )
    assert caplog.messages[0] == caplog.messages[1]
    notes = [json.loads(note.read_text(encoding="utf-8")) for note in home.rglob("export.json")]
    assert [note["file"] for note in notes].count(None) == 1


# --- recipes ----------------------------------------------------------------------------------------------------------------


def test_a_folder_is_read_for_its_pooling_and_lengths(tiny: Path) -> None:
    assert read_recipe(tiny, max_tokens=256) == Recipe(pooling="mean", max_tokens=64, lower_case=False, pad_id=0)
    assert read_recipe(tiny, max_tokens=32).max_tokens == 32


def test_the_older_form_of_the_config_files_is_read_too(tiny: Path, tmp_path: Path) -> None:
    folder = copy_of(tiny, tmp_path / "old")
    old = {"word_embedding_dimension": 32, "pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(old), encoding="utf-8")
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 48, "do_lower_case": true}', encoding="utf-8")
    assert read_recipe(folder, max_tokens=256) == Recipe(pooling="cls", max_tokens=48, lower_case=True, pad_id=0)


@pytest.mark.parametrize(
    ("file", "content", "reason"),
    [
        ("1_Pooling/config.json", '{"pooling_mode": "guess"}', "its pooling is guess"),
        ("1_Pooling/config.json", "{}", "its pooling is not named"),
        ("modules.json", '[{"type": "a.Transformer"}, {"type": "a.Pooling"}, {"type": "a.Router"}]',
         "its modules are Transformer, Pooling, Router"),
        ("modules.json", "[]", "its modules are not listed"),
    ],
)  # fmt: skip
def test_a_folder_that_is_not_plain_says_why(file: str, content: str, reason: str, tiny: Path, tmp_path: Path) -> None:
    folder = copy_of(tiny, tmp_path / "other")
    (folder / file).write_text(content, encoding="utf-8")
    with pytest.raises(NotPlain) as refused:
        read_recipe(folder, max_tokens=256)
    assert str(refused.value) == reason


def test_a_default_prompt_is_put_before_each_text(tiny: Path, tmp_path: Path) -> None:
    folder = copy_of(tiny, tmp_path / "prompted")
    prompts = '{"default_prompt_name": "query", "prompts": {"query": "green tea "}}'
    (folder / "config_sentence_transformers.json").write_text(prompts, encoding="utf-8")
    assert read_recipe(folder, max_tokens=256).prompt == "green tea "
    expected = SentenceTransformersEncoder(folder, "cpu", name="", digest="").encode(TEXTS)
    assert cosines(load_encoder(str(folder), device="cpu", export=export_here).encode(TEXTS), expected).min() > 0.98


def test_an_unknown_module_falls_back_to_sentence_transformers_and_says_so(
    tiny: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = copy_of(tiny, tmp_path / "highest")
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    modules.append({"idx": 2, "name": "2", "path": "2_Same", "type": "torch.nn.Identity"})
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    with pytest.raises(NotPlain):
        read_recipe(folder, max_tokens=256)
    with pytest.raises(ModelError):
        load_encoder(str(folder), device="cpu")
    assert caplog.messages[0].endswith("which is slower here: its modules are Transformer, Pooling, Identity")


@pytest.mark.parametrize("pooling", ["max", "cls", "weightedmean"])
def test_every_pooling_is_exported(pooling: str, home: Path) -> None:
    folder = make_model(home / f"pooled-{pooling}", pooling=pooling)
    model = load_encoder(str(folder), device="cpu", export=export_here)
    assert isinstance(model, OnnxEncoder)
    expected = SentenceTransformersEncoder(folder, "cpu", name="", digest="").encode(TEXTS)
    assert cosines(model.encode(TEXTS), expected).mean() > 0.98


# --- what cannot embed ------------------------------------------------------------------------------------------------------


def test_a_gguf_file_cannot_embed(tmp_path: Path) -> None:
    (tmp_path / "writer.gguf").write_bytes(b"GGUF")
    with pytest.raises(ModelError, match="cannot embed: it is no folder"):
        load_encoder(str(tmp_path / "writer.gguf"), device="cpu")


def test_a_server_cannot_embed() -> None:
    with pytest.raises(UsageError) as refused:
        load_encoder("openai:http://localhost:1/v1#x", device="cpu")
    assert refused.value.hint == "A server can only write (--model); it cannot embed."


# --- the real weights -------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_default_embedder_agrees_with_sentence_transformers(monkeypatch: pytest.MonkeyPatch) -> None:
    from shopcli.models.weights.sources import fetch

    monkeypatch.setenv("SHOPCLI_CACHE_DIR", REAL_CACHE)  # empty is as good as unset
    model = load_encoder(ENGLISH_EMBEDDER, device="cpu")
    assert isinstance(model, OnnxEncoder)
    texts = [
        "outdoor sports watch",
        "A hiking watch with GPS, barometer and 20 days of battery",
        "Green tea, 100 bags",
        "无线鼠标",
    ]
    expected = SentenceTransformersEncoder(fetch(ENGLISH_EMBEDDER), "cpu", name="", digest="").encode(texts)
    assert cosines(model.encode(texts), expected).min() >= 0.98
    watch, hiking, tea, _ = model.encode(texts)
    assert watch @ hiking > 0.5 > 0.3 > watch @ tea
