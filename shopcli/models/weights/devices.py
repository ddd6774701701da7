"""The device that a model runs on: CPU, CUDA or MPS, as wished and as it is there; and a session of onnxruntime on the CPU."""

from __future__ import annotations

import logging
import os
import platform
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shopcli.errors import ModelError, UsageError
from shopcli.models.weights.fetch import build_once
from shopcli.util.telemetry import import_onnxruntime

logger = logging.getLogger("shopcli")

_COPY = "model.onnx"


def resolve_device(wish: str) -> str:
    """The device to compute on: ``cpu``, ``mps``, ``cuda`` or ``cuda:1``.

    ``auto`` takes CUDA, then MPS, then the CPU; torch is asked, and imported, only where the machine seems to have a GPU.

    Raises:
        UsageError: ``wish`` is no device's name.
        ModelError: the device is not on this machine; the hint says what is.
    """
    wish = wish.strip().lower()
    if not re.fullmatch(r"auto|cpu|mps|cuda(:\d+)?", wish):
        raise UsageError(f"{wish!r} is not a device.", hint="Known: auto, cpu, cuda, cuda:1, mps.")
    if wish == "cpu" or (wish == "auto" and not _may_have_gpu()):
        return "cpu"
    if wish == "auto":
        return "cuda" if _cuda_count() else "mps" if _has_mps() else "cpu"
    if wish == "mps" and not _has_mps():
        raise ModelError("This machine has no MPS device.", hint="MPS needs a Mac with Apple silicon. Use --device cpu.")
    if wish.startswith("cuda") and int(wish.partition(":")[2] or 0) >= _cuda_count():
        raise _no_cuda(wish)
    return wish


def _may_have_gpu() -> bool:
    """A guess without torch, whose import takes seconds: a driver's traces, or Apple silicon."""
    if sys.platform == "darwin":
        return platform.machine() == "arm64"
    if os.environ.get("CUDA_VISIBLE_DEVICES") in ("", "-1"):
        return False
    return bool(shutil.which("nvidia-smi")) or Path("/proc/driver/nvidia/version").exists() or Path("/dev/kfd").exists()


def _cuda_count() -> int:
    import torch

    return torch.cuda.device_count() if torch.cuda.is_available() else 0


def _has_mps() -> bool:
    import torch

    return bool(torch.backends.mps.is_available())


def _no_cuda(wish: str) -> ModelError:
    import torch

    count = _cuda_count()
    if count:
        return ModelError(f"There is no {wish}: torch sees {count} CUDA device(s), from cuda:0.", hint="Use --device cuda:0.")
    if torch.version.cuda is None and torch.version.hip is None:
        hint = "This torch was built without CUDA: install a CUDA build (see pytorch.org), or use --device cpu."
    else:
        hint = "torch was built for CUDA but sees no GPU: check the driver with nvidia-smi, or use --device cpu."
    return ModelError(f"{wish} was asked for, and torch finds no CUDA device.", hint=hint)


def open_session(file: Path, *, n_threads: int, **options: Any) -> Any:
    """An ``InferenceSession`` over an ONNX file on the CPU, with onnxruntime's own ``options``.

    Raises:
        ModelError: onnxruntime cannot open it.
    """
    onnxruntime = import_onnxruntime()
    return _open(onnxruntime, file, _options(onnxruntime, n_threads), **options)


def open_kept_session(file: Path, *, n_threads: int, **options: Any) -> Any:
    """The same over a copy that onnxruntime optimised once: its matrices lie in a file of their own, mapped and not read.

    The copy stands beside the file, one for each version of onnxruntime; where none can be written, it is done without.

    Raises:
        ModelError: onnxruntime cannot open it.
    """
    onnxruntime = import_onnxruntime()
    folder = file.with_name(f"{file.stem}-optimised-{onnxruntime.__version__}-{platform.machine()}".lower())
    try:
        copy = build_once(folder, lambda target: _optimise(onnxruntime, file, target / _COPY, options), holds=_COPY)
    except (ModelError, OSError) as error:
        logger.info("%s is optimised anew each time: %s", file, error)
        return open_session(file, n_threads=n_threads, **options)
    settings = _options(onnxruntime, n_threads)
    settings.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return _open(onnxruntime, copy, settings)


def _optimise(onnxruntime: Any, file: Path, target: Path, options: Mapping[str, Any]) -> None:
    settings = _options(onnxruntime, 1)
    settings.optimized_model_filepath = str(target)
    settings.add_session_config_entry("session.optimized_model_external_initializers_file_name", f"{target.stem}.data")
    _open(onnxruntime, file, settings, **options)


def _options(onnxruntime: Any, n_threads: int) -> Any:
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = n_threads
    settings.log_severity_level = 3
    # A thread that spins while it waits takes the core from whatever else runs, most of all from its own sister.
    settings.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return settings


def _open(onnxruntime: Any, file: Path, settings: Any, **options: Any) -> Any:
    try:
        return onnxruntime.InferenceSession(str(file), settings, providers=["CPUExecutionProvider"], **options)
    except Exception as error:  # onnxruntime's errors share no public base class
        raise ModelError(f"Cannot open {file}: {error}", hint=f"Delete {file.parent}; it is made again.") from error
