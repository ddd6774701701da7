"""Erasure: one person out of all that is kept at once, as if they had never been there (the right of GDPR, article 17).

Everything is made ready beside its place first: the history and the profile's file, what was learned anew without them, the
files of pairs, the rows of the store. Only then is each moved into place. What fails before that costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shopcli.config import data_dir, runtime_dir
from shopcli.errors import ShopcliError, UsageError
from shopcli.index import Index
from shopcli.pipeline.personal.collected import Collected, collected_path
from shopcli.pipeline.personal.forgetting import OnProgress, learned_from
from shopcli.pipeline.personal.history import History, history_path
from shopcli.pipeline.personal.learned import learned_path
from shopcli.pipeline.personal.person_names import PersonNames, names_of
from shopcli.pipeline.personal.profile import profile_path
from shopcli.pipeline.personal.recommenders.sequence_model import SequenceSettings
from shopcli.pipeline.personal.training_register import IsTheirs, Register, Run, register_path, without_rows
from shopcli.pipeline.personal.watch_list import WatchList, watch_path
from shopcli.util import atomic

__all__ = ["Erased", "Gone", "erase", "erase_sessions"]

Part = AbstractContextManager[Any]


@dataclass(frozen=True, slots=True)
class Gone:
    """What is gone from one place.

    Attributes:
        name: of the place, as ``shopcli privacy`` has it.
        what: what of it, in a few words.
        path: the file.
    """

    name: str
    what: str
    path: str


@dataclass(slots=True)
class Erased:
    """What came of it.

    Attributes:
        gone: from where what is gone.
        runs: training runs that have learned from them, which cannot forget.
        left: what else may hold them, in sentences.
    """

    gone: list[Gone] = field(default_factory=list)
    runs: tuple[Run, ...] = ()
    left: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """The same for programs."""
        gone = [{"name": one.name, "what": one.what, "path": one.path} for one in self.gone]
        return {"gone": gone, "train_anew": [run.path for run in self.runs], "left": list(self.left)}

    def lines(self) -> Iterator[str]:
        """The same for people."""
        for one in self.gone:
            yield f"{one.name:12} {one.what}"
            yield f"{'':13}{one.path}"
        yield from self.warnings()

    def warnings(self) -> Iterator[str]:
        """What could not be forgotten."""
        if self.runs:
            yield "Trained models have learned from them, and cannot forget. Train them anew, or remove them, and the cache:"
            yield from (f"{'':13}{run.path}" for run in self.runs)
        yield from self.left


def erase(
    name: str,
    index: Index | None,
    on_progress: OnProgress = lambda what, done, total: None,
    settings: SequenceSettings | None = None,
) -> Erased:
    """Remove a person from the history, the profiles, what was collected, what was learned, and files of training pairs.

    Args:
        name: of their profile, or of the customer in the history.
        index: by which texts of products were compared when the history was learned.
        on_progress: told (what is being learned, steps done, of how many).
        settings: of the sequence model.

    Raises:
        UsageError: nothing is kept of anybody of that name.
        ShopcliError: a part could not be removed; the message says which, and whether any is gone.
    """
    names = names_of(name)
    erasing = _Erasing()
    store = Collected() if collected_path().is_file() else None
    sessions = store.of(profile=name) if store else []
    with erasing.all_or_nothing(name):
        if names.has_profile:
            erasing.enter("profile", "all that was remembered", profile_path(name), _removing(profile_path(name)))
        if WatchList.is_kept(name):
            erasing.enter("watch list", "all that was watched", watch_path(name), _removing(watch_path(name)))
        if names.customer:
            erasing.purchases(names.customer, index, on_progress, settings)
        erasing.sessions(store, sessions)
        erasing.training(lambda session, profile: profile == name or session in sessions)
        if not erasing.erased.gone:
            raise UsageError(f"Nothing is kept of {name!r}.", hint="shopcli privacy says what is kept, and where.")
    erasing.tighten(store)
    erasing.erased.left += _what_is_left(names)
    return erasing.erased


def erase_sessions(*, session: str | None = None, profile: str | None = None) -> Erased:
    """Remove sessions from what was collected and from files of training pairs: one, a profile's, or with neither all.

    Raises:
        UsageError: there is no such session, or none under that profile.
        ShopcliError: a part could not be removed; the message says which, and whether any is gone.
    """
    erasing = _Erasing()
    everything = session is None and profile is None
    store = Collected() if collected_path().is_file() else None
    sessions = store.of(session=session, profile=profile) if store else []
    with erasing.all_or_nothing(session or profile or "all sessions"):
        erasing.sessions(store, sessions)
        erasing.training(lambda one, whose: everything or one in (*sessions, session) or (whose == profile and bool(profile)))
        if not erasing.erased.gone and not everything:
            what = f"session {session}" if session is not None else f"session under the profile {profile!r}"
            raise UsageError(f"There is no {what}.", hint="What there is is listed by: shopcli collect show")
    erasing.tighten(store)
    return erasing.erased


class _Erasing:
    """Parts that are made ready one after the other, and then all done, the last one first."""

    def __init__(self) -> None:
        self.erased = Erased()
        self._parts = ExitStack()
        self._done: list[str] = []

    @contextmanager
    def all_or_nothing(self, name: str) -> Iterator[None]:
        """Do what was made ready in the block at its end; where that fails in the middle, say what is gone and what is not.

        Raises:
            ShopcliError: a part failed.
        """
        try:
            with self._parts:
                yield
        except (ShopcliError, OSError) as error:
            if isinstance(error, UsageError):
                raise
            told = str(error) if isinstance(error, ShopcliError) else f"{error.filename}: {error.strerror}."
            hint = error.hint if isinstance(error, ShopcliError) else "Let the file be written, then forget again."
            if not self._done:
                raise ShopcliError(f"Nothing was removed: {told}", hint=hint) from None
            still = [one.path for one in self.erased.gone if one.path not in self._done]
            raise ShopcliError(
                f"{told} Of {name!r} these are gone: {', '.join(self._done)}. These are not: {', '.join(still)}.",
                hint="Let them be written, and forget again; it goes on from there.",
            ) from None

    def enter(self, name: str, what: str, path: Path, part: Part) -> Any:
        """Make a part ready; it is done once all are."""
        self.erased.gone.append(Gone(name, what, str(path)))
        return self._parts.enter_context(self._noted(str(path), part))

    @contextmanager
    def _noted(self, path: str, part: Part) -> Iterator[Any]:
        with part as made:
            yield made
        self._done.append(path)

    def purchases(self, customer: str, index: Index | None, on_progress: OnProgress, settings: SequenceSettings | None) -> None:
        """The history without a customer, and what is learned of that; the history goes last, so that it can be tried again."""
        before = History.open()
        after = before.without(customer)
        lines = f"{len(before) - len(after):,} purchases of {customer}"
        if not len(after):
            self.enter("history", f"{lines}, the only ones", history_path(), _removing(history_path()))
            if learned_path().is_file():
                self.enter("learned", "all that was learned of them", learned_path(), _removing(learned_path()))
            return
        history = self.enter("history", lines, history_path(), atomic.replacing(history_path(), durable=True))
        after.write(history)
        if learned_path().is_file():
            learned, _ = learned_from(after, index, on_progress, settings)
            part = atomic.replacing(learned_path(), durable=True)
            learned.write(self.enter("learned", "learned anew without them", learned_path(), part), history)

    def sessions(self, store: Collected | None, sessions: Sequence[str]) -> None:
        """Sessions of the store."""
        if store and sessions:
            what = f"{len(sessions):,} {'session' if len(sessions) == 1 else 'sessions'}"
            self.enter("collected", what, store.path, store.forgetting(sessions))

    def tighten(self, store: Collected | None) -> None:
        """Leave no free page where sessions were."""
        if store and any(one.path == str(store.path) for one in self.erased.gone):
            with suppress(ShopcliError):  # another process reads now; what was there is overwritten already
                store.tighten()

    def training(self, is_theirs: IsTheirs) -> None:
        """The files of pairs without some people's, and the register; the runs that have learned from them."""
        register = Register.open()
        changed = register.without(is_theirs)
        self.erased.runs = tuple(new for run, new in zip(register.runs, changed.runs, strict=True) if run != new)
        emptied: list[str] = []
        for path in map(Path, register.pairs):
            if not path.is_file():
                self.erased.left.append(f"{path} cannot be reached now, and may hold pairs of them.")
                continue
            left, gone = without_rows(path, is_theirs)
            if not gone:
                continue
            what = f"{gone:,} {'pair' if gone == 1 else 'pairs'}"
            if left.strip():
                mode = path.stat().st_mode & 0o777
                beside = self.enter("pairs", what, path, atomic.replacing(path, durable=True))
                beside.touch(mode=0o600)
                beside.write_bytes(left)
                beside.chmod(mode)
            else:
                self.enter("pairs", f"{what}, the only ones", path, _removing(path))
                emptied.append(str(path))
        changed = Register(tuple(one for one in changed.pairs if one not in emptied), changed.runs)
        if changed != register:
            part = _removing(register_path()) if changed.is_empty else atomic.replacing(register_path(), durable=True)
            beside = self.enter("training", "their name in the register of training", register_path(), part)
            if not changed.is_empty:
                changed.write(beside)


@contextmanager
def _removing(path: Path) -> Iterator[None]:
    """Remove a file when the block ends well."""
    yield
    path.unlink(missing_ok=True)


def _what_is_left(names: PersonNames) -> Iterator[str]:
    """What no program can tell to be theirs, or may still have it in memory."""
    if names.other_profiles:
        others = ", ".join(names.other_profiles)
        yield f"Profiles of the same customer are left: {others}. Forget one with: shopcli privacy forget NAME"
    if names.namesake:
        yield f"Another customer of the history has that name, and is left: shopcli history forget {names.name}"
    typed = data_dir() / "history"
    if typed.is_file():
        yield f"Lines typed in shopcli chat are kept without names, theirs too: {typed}"
    with suppress(OSError):
        if any(runtime_dir().glob("*.sock")):
            yield "A process of shopcli serve may have their conversation in memory until it ends: shopcli serve --stop"
