"""``shopcli privacy``: what is kept on this machine, where, how big, and what removes it; one person forgotten everywhere."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shopcli.cli.common import open_console
from shopcli.cli.options import IndexOption, JsonOption, PlainOption
from shopcli.cli.parameters import Command, Group
from shopcli.cli.programs.documents import SchemaOption, ViewOption, print_json
from shopcli.config import Settings, cache_dir, config_file, data_dir, load_settings, stores_dir
from shopcli.errors import IndexNotFound, ShopcliError

if TYPE_CHECKING:
    from shopcli.index import Index

privacy_app = typer.Typer(cls=Group)


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept.

    Attributes:
        name: a word or two.
        what: what is in it.
        path: a file or a folder; empty where it lies wherever the shopper put it.
        bytes: its size; 0 where nothing is there.
        personal: whether it says anything of a person.
        remove: the command that removes it; empty where nothing is there.
    """

    name: str
    what: str
    path: str
    bytes: int
    personal: bool
    remove: str


# Of files in the data folder, by the names that they begin with: what they are, and the command for them.
_KNOWN = (
    ("personal/collected.", "collected", "needs, what was shown, chosen and rated", "shopcli collect forget --all"),
    ("personal/collecting", "collecting", "an empty file: collecting is on", "shopcli collect off"),
    ("personal/history.", "history", "purchases that were imported", ""),
    ("personal/training.json", "training", "which pairs and runs hold what was collected", ""),
    ("watches/", "watch list", "products that a person waits for", "shopcli watch remove --all --profile {name}"),
    ("profiles/", "profile", "what was remembered of a person", "shopcli profile forget --profile {name}"),
    ("personal/", "learned", "what was learned of purchases", ""),
    ("history", "chat lines", "the lines typed in shopcli chat", ""),
)


@privacy_app.callback(invoke_without_command=True)
def privacy(
    context: typer.Context,
    index: IndexOption = None,
    as_json: JsonOption = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    plain: PlainOption = False,
) -> None:
    """Say what is kept where and how big, and the command that removes each; nothing of it leaves this machine by itself."""
    if context.invoked_subcommand is not None:
        return
    settings = load_settings(index=str(index) if index else None, plain=plain or None)
    found = list(kept_things(settings))
    if as_json or view:
        print_json({"kept": [asdict(one) for one in found]}, view)
    else:
        open_console(settings).message("\n".join(_lines(found)))


@privacy_app.command("forget", cls=Command)
def privacy_forget(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Their profile, or the customer of the history.")],
    index: IndexOption = None,
    as_json: JsonOption = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    plain: PlainOption = False,
) -> None:
    """Forget one person everywhere: profile, purchases, what was collected, learned of it, and prepared for training.

    All of it goes, or nothing does. What cannot forget, a model that was trained, is named.
    """
    from shopcli.pipeline.personal.erasure import erase

    settings = load_settings(index=str(index) if index else None, plain=plain or None)
    console = open_console(settings)
    with console.progress("Learning without them", 1) as task:
        erased = erase(name, _index(settings), lambda what, done, total: task.reach(done, total))
    if settings.profile == name:
        erased.left.append("The settings still name that profile: take it out of them.")
    if as_json or view:
        print_json({"forgotten": name} | erased.to_dict(), view)
    else:
        console.message("\n".join([f"Forgotten: {name}.", *erased.lines()]))


def _index(settings: Settings) -> Index | None:
    """The index, where there is one."""
    from shopcli.index.stores.opening import open_index

    try:
        return open_index(settings)
    except IndexNotFound:
        return None


def kept_things(settings: Settings) -> Iterator[Kept]:
    """Everything, what says something of a person first."""
    data, index = data_dir(), settings.index_path
    files = [path for path in _files(data) if not (path.is_relative_to(index) or path.is_relative_to(stores_dir()))]
    for beginning, name, what, command in _KNOWN:
        own = [path for path in files if _inside(path, data).startswith(beginning)]
        files = [path for path in files if path not in own]
        for path in own or ([data / beginning] if name == "collected" else []):
            yield _kept(name, what, path, personal=True, command=command.format(name=path.stem))
    yield from _trained()
    saved = "conversations that /save wrote, wherever it was told to"
    yield Kept("transcripts", saved, "", 0, True, "")
    for path in files:
        yield _kept("other", "in the data folder, by another version or hand", path, personal=True)
    yield _kept("index", "the catalog, as it was indexed", index)
    if stores_dir().is_dir() and not index.is_relative_to(stores_dir()):
        yield _kept("stores", "catalogs as they were indexed for a store", stores_dir())
    cache = cache_dir()
    yield _kept("weights", "models that were fetched", cache / "models")
    yield _kept("cache", "made of weights and word lists, anew when needed", cache, leaving=cache / "models")
    if config_file().is_file():
        yield _kept("settings", "what you set", config_file())


def _trained() -> Iterator[Kept]:
    """Files of pairs and training runs that hold what was collected, wherever they were told to be."""
    from shopcli.pipeline.personal.training_register import Register

    try:
        register = Register.open()
    except ShopcliError:
        return  # its file is told, with the command that removes it
    for pairs in register.pairs:
        yield _kept("pairs", "training pairs with what was collected", Path(pairs), personal=True)
    for run in register.runs:
        what = f"a model trained on what was collected{_bounded(Path(run.path))}"
        what += "; it still knows somebody who was forgotten" if run.outdated else ""
        yield _kept("trained", what, Path(run.path), personal=True)


def _bounded(run: Path) -> str:
    """What a private run may tell of one person; empty for one that is not."""
    from shopcli.train.joint.run_folder import read_manifest

    with suppress(ShopcliError):
        private = read_manifest(run).get("private")
        if isinstance(private, dict) and isinstance(private.get("epsilon"), float):
            return f" within ε = {private['epsilon']:.3g} for each person"
    return ""


def _kept(name: str, what: str, path: Path, *, personal: bool = False, command: str = "", leaving: Path | None = None) -> Kept:
    size = sum(_size(one) for one in _files(path) if leaving is None or not one.is_relative_to(leaving))
    is_there = path.exists()
    return Kept(name, what, str(path), size, personal, (command or _removal(path)) if is_there else "")


def _removal(path: Path) -> str:
    """What removes a file or a folder on this system."""
    if os.name == "nt":
        return f'rmdir /s "{path}"' if path.is_dir() else f'del "{path}"'
    return f"rm -r {shlex.quote(str(path))}" if path.is_dir() else f"rm {shlex.quote(str(path))}"


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    with suppress(OSError):  # what may not be entered, or is gone by now
        return sorted(one for one in path.rglob("*") if one.is_file() and not one.is_symlink())
    return []


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _inside(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _lines(found: Iterable[Kept]) -> Iterator[str]:
    for one in found:
        size = _told(one.bytes) if one.remove else "none"
        yield f"{one.name:12} {size:>10}  {one.what}"
        if one.path:
            yield f"{'':25}{one.path}"
        if one.remove:
            yield f"{'':25}remove: {one.remove}"


def _told(size: int) -> str:
    return f"{size / 2**20:,.1f} MiB" if size >= 2**20 else f"{size / 2**10:,.1f} KiB"
