"""The register of training: which files of pairs and which runs hold what shoppers let shopcli keep.

A file of pairs has whose each pair is, and can lose them again. A model cannot: of a run it is kept whose pairs it has learned
from, so that who forgets somebody is told which to train anew. What hangs on no shopper is not in the register.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from shopcli.config import data_dir
from shopcli.errors import ShopcliError
from shopcli.util import atomic

__all__ = ["IsTheirs", "Register", "Run", "note_pairs", "note_run", "register_path", "without_rows"]

IsTheirs = Callable[[str, str], bool]  # told the session and the profile of what may be somebody's

_FORMAT = 1


def register_path() -> Path:
    """Where the register lies."""
    return data_dir() / "personal" / "training.json"


@dataclass(frozen=True, slots=True)
class Run:
    """A training run that has learned from what was collected.

    Attributes:
        path: its folder, or the file that it wrote.
        pairs: the file of pairs that it was given.
        sessions: whose pairs were among them: each session, and the profile that it was held under.
        outdated: it knows something that was forgotten since.
    """

    path: str
    pairs: str
    sessions: tuple[tuple[str, str], ...]
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """What was made of what was collected, each by its whole path; what was removed meanwhile is left out."""

    pairs: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ()

    @classmethod
    def open(cls) -> Register:
        """The register as it is; an empty one where there is none. An entry that is none costs itself alone.

        Raises:
            ShopcliError: the file cannot be read.
        """
        path = register_path()
        if not path.is_file():
            return cls()
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept["format"] != _FORMAT:
                raise ValueError("it is of another version")
            pairs = [one for one in kept["pairs"] if isinstance(one, str)]
            runs = [run for run in map(_run, kept["runs"]) if run]
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            hint = "Mend or remove it; what was trained from collected data must then be looked for by hand."
            raise ShopcliError(f"The register of training, {path}, cannot be read: {error}", hint=hint) from None
        return cls(tuple(one for one in pairs if not _is_gone(one)), tuple(run for run in runs if not _is_gone(run.path)))

    def write(self, path: Path | None = None) -> None:
        """Keep it in a file that its owner alone may read, whole or not at all."""
        path = path or register_path()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        whole = {
            "format": _FORMAT,
            "pairs": sorted(self.pairs),
            "runs": [asdict(run) for run in sorted(self.runs, key=_path_of)],
        }
        with atomic.replacing(path, durable=True) as unfinished:
            unfinished.touch(mode=0o600)
            unfinished.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not (self.pairs or self.runs)

    def without(self, is_theirs: IsTheirs) -> Register:
        """The register once some are forgotten: no run names them any more, but each that knows them is outdated."""
        runs = []
        for run in self.runs:
            left = tuple(one for one in run.sessions if not is_theirs(*one))
            runs.append(replace(run, sessions=left, outdated=True) if left != run.sessions else run)
        return replace(self, runs=tuple(runs))


def note_pairs(path: Path, *, holds_sessions: bool) -> None:
    """Keep that a file of pairs holds what shoppers said, or that it does not any more.

    Raises:
        ShopcliError: the register cannot be read or written.
    """
    name = _whole(path)
    register = Register.open()
    others = tuple(one for one in register.pairs if one != name)
    _keep(replace(register, pairs=(*others, name) if holds_sessions else others))


def note_run(path: Path, pairs: str, sessions: Mapping[str, str]) -> None:
    """Keep that a run, which is about to begin, learns from these sessions, each with its profile.

    Raises:
        ShopcliError: the register cannot be read or written.
    """
    name, known = _whole(path), tuple(sorted(sessions.items()))
    register = Register.open()
    before = next((run for run in register.runs if run.path == name), None)
    others = tuple(run for run in register.runs if run.path != name)
    new = Run(name, _whole(Path(pairs)) if pairs else "", known, outdated=bool(before and before.outdated))
    _keep(replace(register, runs=(*others, new) if known or new.outdated else others))


def without_rows(path: Path, is_theirs: IsTheirs) -> tuple[bytes, int]:
    """What is left of a file of pairs without some people's, line by line as it stands, and how many pairs are gone.

    Args:
        path: the file.
        is_theirs: whose; asked of each pair that has a session or a profile.

    Raises:
        ShopcliError: it cannot be read.
    """
    try:
        lines = path.read_bytes().splitlines(keepends=True)
    except OSError as error:
        hint = "Let it be read, or remove it; then forget again."
        raise ShopcliError(f"The pairs in {path} cannot be read: {error.strerror or error}.", hint=hint) from None
    left = [line for line in lines if not _is_one(line, is_theirs)]
    return b"".join(left), len(lines) - len(left)


def _is_one(line: bytes, is_theirs: IsTheirs) -> bool:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    if not isinstance(row, dict):
        return False
    session, profile = (str(row.get(name) or "") for name in ("session", "profile"))
    return bool(session or profile) and is_theirs(session, profile)


def _keep(register: Register) -> None:
    if register.is_empty and not register_path().is_file():
        return
    try:
        register.write() if not register.is_empty else register_path().unlink()
    except OSError as error:
        hint = "Free the folder, or set SHOPCLI_DATA_DIR to another."
        raise ShopcliError(f"{register_path()} cannot be written: {error.strerror or error}.", hint=hint) from None


def _run(kept: Any) -> Run | None:
    if not isinstance(kept, Mapping):
        return None
    path, pairs, sessions = kept.get("path"), kept.get("pairs"), kept.get("sessions")
    if not (isinstance(path, str) and isinstance(pairs, str) and isinstance(sessions, list)):
        return None
    whole = [tuple(one) for one in sessions if isinstance(one, list) and [type(part) for part in one] == [str, str]]
    return Run(path, pairs, tuple((session, profile) for session, profile in whole), kept.get("outdated") is True)


def _is_gone(path: str) -> bool:
    """Whether it was removed: of what lies on a disk that is not in now, that cannot be said."""
    try:
        return not path or (not Path(path).exists() and Path(path).parent.exists())
    except (OSError, ValueError):
        return True


def _whole(path: Path) -> str:
    return str(path.absolute())


def _path_of(run: Run) -> str:
    return run.path
