"""What shoppers let shopcli keep: needs, what was shown for them, what was chosen or rated. One SQLite file, off by default.

A session is one conversation, or one request of ``shopcli ask``. Nothing else is kept: no answers, no advice, no names of
people but the profile that a session was held under.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from shopcli.config import data_dir
from shopcli.errors import ShopcliError, UsageError
from shopcli.types import Answer

if TYPE_CHECKING:
    import sqlite3

Feedback = Literal["chosen", "good", "bad"]
Surface = Literal["ask", "chat", "serve"]

_FORMAT = 1
_PATIENCE_S = 1.0  # an answer never waits longer for another process that writes
OPEN_S = 1800.0  # a session that did nothing for so long is over, and a product opened later was not chosen in it
_SCHEMA = """
CREATE TABLE session (
    id TEXT PRIMARY KEY, surface TEXT NOT NULL, profile TEXT NOT NULL, index_folder TEXT NOT NULL,
    begun REAL NOT NULL, last REAL NOT NULL, ended INTEGER NOT NULL DEFAULT 0,
    experiment INTEGER, arm TEXT, block INTEGER
);
CREATE TABLE request (
    id INTEGER PRIMARY KEY, session TEXT NOT NULL REFERENCES session ON DELETE CASCADE, at REAL NOT NULL,
    query TEXT NOT NULL, language TEXT NOT NULL, clauses TEXT NOT NULL, matching INTEGER NOT NULL, not_sold INTEGER NOT NULL,
    replied INTEGER NOT NULL
);
CREATE TABLE shown (
    request INTEGER NOT NULL REFERENCES request ON DELETE CASCADE, place INTEGER NOT NULL, product TEXT NOT NULL,
    silent TEXT NOT NULL, team TEXT, PRIMARY KEY (request, place)
);
CREATE TABLE feedback (
    request INTEGER NOT NULL REFERENCES request ON DELETE CASCADE, product TEXT NOT NULL, kind TEXT NOT NULL, at REAL NOT NULL,
    PRIMARY KEY (request, product, kind)
);
CREATE TABLE experiment (
    id INTEGER PRIMARY KEY, begun REAL NOT NULL, ended REAL, method TEXT NOT NULL, index_folder TEXT NOT NULL,
    settings TEXT NOT NULL
);
CREATE TABLE budget (only INTEGER PRIMARY KEY CHECK (only = 1), epsilon REAL NOT NULL, delta REAL NOT NULL);
CREATE TABLE spent (at REAL NOT NULL, epsilon REAL NOT NULL, delta REAL NOT NULL);
CREATE INDEX request_by_session ON request (session);
CREATE INDEX shown_by_product ON shown (product);
"""


def collected_path() -> Path:
    """The file of all that is collected."""
    return data_dir() / "personal" / "collected.sqlite"


def is_collecting() -> bool:
    """Whether shoppers' sessions are kept; one look at the disk, so that who asks with it off pays nothing."""
    return _switch().is_file()


def switch(on: bool) -> None:
    """Turn collecting on or off, for every process from its next request on.

    Raises:
        ShopcliError: the data folder cannot be written to.
    """
    mark = _switch()
    try:
        if on:
            _own_folder(mark.parent)
            mark.touch(mode=0o600)
        else:
            mark.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(mark, error) from None


def _switch() -> Path:
    return data_dir() / "personal" / "collecting"


def _own_folder(folder: Path) -> None:
    """A folder that only its owner may enter, where it is made now."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def _unwritable(path: Path, error: OSError) -> ShopcliError:
    hint = "Free the folder, or set SHOPCLI_DATA_DIR to another."
    return ShopcliError(f"{path} cannot be written: {error.strerror or error}.", hint=hint)


@dataclass(frozen=True, slots=True)
class ShownProduct:
    """A product that was shown, its place on the screen, and the fields asked for that its record says nothing of.

    ``team`` is whose it was where two settings were interleaved.
    """

    place: int
    product: str
    silent: tuple[str, ...] = ()
    team: str = ""


@dataclass(frozen=True, slots=True)
class CollectedRequest:
    """One need of a session: its words, its clauses, how many products met it, what was shown, and what came of it.

    Attributes:
        clauses: the clauses as ``ask --json`` has them: text, kind, and field, op, value, unit, meaning where there are any.
        replied: whether it was a question about the catalog, that was answered in words.
        feedback: (product, "chosen", "good" or "bad"), in the order given.
    """

    at: float
    query: str
    language: str
    clauses: tuple[Mapping[str, Any], ...]
    matching: int
    not_sold: bool
    replied: bool
    shown: tuple[ShownProduct, ...] = ()
    feedback: tuple[tuple[str, Feedback], ...] = ()


def contributor_of(session: str, profile: str) -> str:
    """Whose a session is as far as is known: the profile's, else nobody's but its own; empty for none."""
    return f"profile {profile}" if profile else f"session {session}" if session else ""


@dataclass(frozen=True, slots=True)
class CollectedSession:
    """One session, with its requests in their order."""

    id: str
    surface: Surface
    profile: str
    index_folder: str
    begun: float
    last: float
    ended: bool
    experiment: int | None = None
    arm: str = ""
    block: int | None = None
    requests: tuple[CollectedRequest, ...] = field(default=())

    @property
    def contributor(self) -> str:
        """Whose it is as far as is known: the profile's, else nobody's but its own."""
        return contributor_of(self.id, self.profile)

    @property
    def is_liked(self) -> bool:
        """Whether something in it was chosen or rated good."""
        return any(kind != "bad" for request in self.requests for _, kind in request.feedback)


class Collected:
    """The store. Each step is one transaction; whoever forgets finds nothing left in the file's free pages either.

    Args:
        path: the file, which is made where it is missing, for its owner alone.

    Raises:
        ShopcliError: it cannot be made or read, or another version wrote it.
    """

    def __init__(self, path: Path | None = None) -> None:
        import sqlite3

        self.path = path or collected_path()
        try:
            _own_folder(self.path.parent)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            self._database = sqlite3.connect(
                self.path, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False, cached_statements=32
            )
            with self.reading():
                self._database.execute("PRAGMA secure_delete = ON")
                self._database.execute("PRAGMA foreign_keys = ON")
            self._prepare()
        except OSError as error:
            raise _unwritable(self.path, error) from None

    def _prepare(self) -> None:
        with self.writing() as database:
            version = database.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    database.execute(statement)
                database.execute(f"PRAGMA user_version = {_FORMAT}")
        if version not in (0, _FORMAT):
            raise ShopcliError(f"{self.path} is of another version of shopcli.", hint="Use that version, or remove the file.")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The database, whose failures are told as what can be done about them."""
        import sqlite3

        try:
            yield self._database
        except sqlite3.OperationalError as error:
            hint = "Another process may be writing; try again, or free the disk."
            raise ShopcliError(f"{self.path} cannot be used now: {error}.", hint=hint) from None
        except sqlite3.DatabaseError as error:
            hint = "Remove it, and what was collected with it: shopcli collect forget --all"
            raise ShopcliError(f"{self.path} is damaged: {error}.", hint=hint) from None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The database within one transaction of one writer: all of it, or nothing."""
        with self.reading() as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")

    def close(self) -> None:
        """Leave the file."""
        self._database.close()

    def __del__(self) -> None:
        if hasattr(self, "_database"):  # else it could not be opened
            self.close()

    # --- keeping --------------------------------------------------------------------------------------------------------------

    def begin(self, surface: Surface, *, profile: str = "", index_folder: str = "") -> str:
        """A new session; returns its identifier, a random one."""
        import secrets

        identifier, now = secrets.token_hex(6), time.time()
        row = (identifier, surface, profile, index_folder, now, now)
        with self.writing() as database:
            database.execute("INSERT INTO session (id, surface, profile, index_folder, begun, last) VALUES (?,?,?,?,?,?)", row)
        return identifier

    def identify(self, session: str, profile: str) -> bool:
        """Let a session be of a profile, where it was nobody's.

        Returns:
            Whether there is such a session, and it is not another profile's.
        """
        with self.reading() as database:
            found = database.execute("SELECT profile FROM session WHERE id = ?", (session,)).fetchone()
        if found is None or found[0] not in ("", profile):
            return False
        if found[0] != profile:
            with self.writing() as database:
                database.execute("UPDATE session SET profile = ? WHERE id = ?", (profile, session))
        return True

    def show(self, session: str, answer: Answer, *, first: int = 1, teams: Mapping[str, str] | None = None) -> int:
        """Keep a need and what was shown for it.

        Args:
            session: whose need it is.
            answer: what was found.
            first: the place of its first result on the screen.
            teams: of interleaved settings, which one each product was taken from.

        Returns:
            The number of the request.
        """
        need, now = answer.need, time.time()
        replied = int(answer.reply is not None)
        request = (session, now, need.query, need.language, _clauses(answer), answer.matching, int(answer.not_sold), replied)
        with self.writing() as database:
            number = database.execute(
                "INSERT INTO request (session, at, query, language, clauses, matching, not_sold, replied) "
                "VALUES (?,?,?,?,?,?,?,?)",
                request,
            ).lastrowid
            rows = [
                (number, place, hit.product.id, json.dumps(silent), (teams or {}).get(hit.product.id))
                for place, (hit, silent) in enumerate(_with_silence(answer), start=first)
            ]
            database.executemany("INSERT INTO shown VALUES (?,?,?,?,?)", rows)
            database.execute("UPDATE session SET last = ? WHERE id = ?", (now, session))
        assert number is not None
        return number

    def tell(self, session: str, product: str, kind: Feedback) -> bool:
        """Keep that a product was chosen or rated, for the last need of a session for which it was shown.

        A second rating of a product takes the place of the first. Returns whether there was such a need.
        """
        with self.writing() as database:
            found = database.execute(
                "SELECT request.id FROM request JOIN shown ON shown.request = request.id "
                "WHERE session = ? AND product = ? ORDER BY request.id DESC LIMIT 1",
                (session, product),
            ).fetchone()
            if found is None:
                return False
            now = time.time()
            if kind != "chosen":
                database.execute(
                    "DELETE FROM feedback WHERE request = ? AND product = ? AND kind != 'chosen'", (found[0], product)
                )
            database.execute("INSERT OR REPLACE INTO feedback VALUES (?,?,?,?)", (found[0], product, kind, now))
            database.execute("UPDATE session SET last = ? WHERE id = ?", (now, session))
        return True

    def opened(self, product: str, index_folder: str) -> bool:
        """Keep that a product was opened after ``shopcli ask`` had shown it, within half an hour; returns whether it had."""
        with self.reading() as database:
            found = database.execute(
                "SELECT session.id FROM session JOIN request ON request.session = session.id "
                "JOIN shown ON shown.request = request.id WHERE surface = 'ask' AND index_folder = ? AND product = ? "
                "AND last > ? ORDER BY request.id DESC LIMIT 1",
                (index_folder, product, time.time() - OPEN_S),
            ).fetchone()
        return found is not None and self.tell(found[0], product, "chosen")

    def end(self, session: str) -> None:
        """Close a session: it will say no more."""
        with self.writing() as database:
            database.execute("UPDATE session SET ended = 1 WHERE id = ?", (session,))

    def assign(self, session: str, experiment: int, *, halves: bool) -> str:
        """Have a session take part in an experiment.

        Args:
            session: that has just begun.
            experiment: its number.
            halves: give the session one of the two settings, by permuted blocks of two: of every two sessions that begin
                one after the other, a coin says which has the first setting.

        Returns:
            Its arm, ``A`` or ``B``; empty without ``halves``.
        """
        import secrets

        with self.writing() as database:
            arm, block = "", None
            if halves:
                last = database.execute(
                    "SELECT block, count(*), min(arm) FROM session WHERE experiment = ? "
                    "GROUP BY block ORDER BY block DESC LIMIT 1",
                    (experiment,),
                ).fetchone()
                block = 0 if last is None else last[0] + (last[1] > 1)
                arm = {"A": "B", "B": "A"}[last[2]] if last and last[1] == 1 else secrets.choice("AB")
            database.execute(
                "UPDATE session SET experiment = ?, arm = ?, block = ? WHERE id = ?", (experiment, arm, block, session)
            )
        return arm

    # --- looking --------------------------------------------------------------------------------------------------------------

    def sessions(self, *, index_folder: str = "", experiment: int | None = None) -> list[CollectedSession]:
        """What was collected, oldest first.

        Args:
            index_folder: only what was asked of this index; empty for all.
            experiment: only what took part in this experiment.
        """
        wanted = "WHERE (? = '' OR index_folder = ?) AND (? IS NULL OR experiment = ?)"
        values = (index_folder, index_folder, experiment, experiment)
        with self.reading() as database:
            database.execute("BEGIN")  # one state of the store, whoever writes meanwhile
            try:
                rows = database.execute(
                    "SELECT id, surface, profile, index_folder, begun, last, ended, experiment, arm, block FROM session "
                    f"{wanted} ORDER BY begun, rowid",
                    values,
                ).fetchall()
                requests = _requests(database)
            finally:
                database.execute("COMMIT")
        return [
            CollectedSession(
                name,
                surface,
                profile,
                folder,
                begun,
                last,
                bool(ended),
                taking,
                arm or "",
                block,
                requests.get(name, ()),
            )
            for name, surface, profile, folder, begun, last, ended, taking, arm, block in rows
        ]

    # --- forgetting -----------------------------------------------------------------------------------------------------------

    def forget(self, *, session: str | None = None, profile: str | None = None) -> int:
        """Forget a session, all that was held under a profile, or, with neither, everything that was collected.

        What reports have spent of the privacy budget stays: they have left the house, and cannot be called back.

        Returns:
            How many sessions are gone.

        Raises:
            UsageError: there is no such session, or none under that profile.
        """
        with self.forgetting(self.of(session=session, profile=profile)) as gone:
            if not gone and (session is not None or profile is not None):
                what = f"session {session}" if session is not None else f"session under the profile {profile!r}"
                raise UsageError(f"There is no {what}.", hint="What there is is listed by: shopcli collect show")
        self.tighten()
        return gone

    def of(self, *, session: str | None = None, profile: str | None = None) -> list[str]:
        """The sessions that `forget` would forget, oldest first."""
        wanted = "WHERE (? IS NULL OR id = ?) AND (? IS NULL OR profile = ?)"
        with self.reading() as database:
            rows = database.execute(
                f"SELECT id FROM session {wanted} ORDER BY begun, rowid", (session, session, profile, profile)
            )
            return [name for (name,) in rows]

    @contextmanager
    def forgetting(self, sessions: Sequence[str]) -> Iterator[int]:
        """Within the block some sessions are gone, how many it is given; for good once the block has ended well.

        Rows are numbered anew, so that no gap says that somebody was there.
        """
        with self.writing() as database:
            database.execute("PRAGMA defer_foreign_keys = ON")
            gone = sum(database.execute("DELETE FROM session WHERE id = ?", (name,)).rowcount for name in sessions)
            for table in ("session", "shown", "feedback", "request"):
                old = [number for (number,) in database.execute(f"SELECT rowid FROM {table} ORDER BY rowid")]
                moved = [(new, number) for new, number in enumerate(old, start=1) if new != number]
                places = [f"{table}.rowid", *(("shown.request", "feedback.request") if table == "request" else ())]
                for changed, _, column in (place.partition(".") for place in places):  # each number is free by its turn
                    database.executemany(f"UPDATE {changed} SET {column} = ? WHERE {column} = ?", moved)
            yield gone

    def tighten(self) -> None:
        """Have the file hold nothing but what is kept: no free page, in the order of the tables."""
        with self.reading() as database:
            database.execute("VACUUM")


def remove_store(path: Path | None = None) -> None:
    """Remove the whole file, a damaged one too, with what SQLite keeps beside it."""
    path = path or collected_path()
    for name in (path.name, f"{path.name}-journal", f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def _clauses(answer: Answer) -> str:
    kept = [
        {
            name: value
            for name in ("text", "kind", "field", "op", "value", "unit")
            if (value := getattr(clause, name)) is not None
        }
        for clause in answer.need.clauses
    ]
    return json.dumps(kept, ensure_ascii=False)


def _with_silence(answer: Answer) -> Iterator[tuple[Any, list[str]]]:
    """Each result with the fields asked for that its record says nothing of."""
    for hit in answer.results:
        yield hit, list(dict.fromkeys(clause.field for clause in hit.unknown if clause.field))


def _requests(database: sqlite3.Connection) -> Mapping[str, tuple[CollectedRequest, ...]]:
    """The requests of every session, in their order."""
    shown = _grouped(
        (request, ShownProduct(place, product, tuple(_list(silent)), team or ""))
        for request, place, product, silent, team in database.execute(
            "SELECT request, place, product, silent, team FROM shown ORDER BY request, place"
        )
    )
    feedback = _grouped(
        (request, (product, kind))
        for request, product, kind in database.execute(
            "SELECT request, product, kind FROM feedback ORDER BY request, at, rowid"
        )
    )
    rows = database.execute(
        "SELECT id, session, at, query, language, clauses, matching, not_sold, replied FROM request ORDER BY id"
    ).fetchall()
    return _grouped(
        (
            session,
            CollectedRequest(
                at,
                query,
                language,
                tuple(clause for clause in _list(clauses) if isinstance(clause, dict)),
                matching,
                bool(not_sold),
                bool(replied),
                shown.get(number, ()),
                feedback.get(number, ()),
            ),
        )
        for number, session, at, query, language, clauses, matching, not_sold, replied in rows
    )


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, tuple[Any, ...]]:
    groups: dict[Any, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _list(text: str) -> Sequence[Any]:
    """A list that was kept as JSON; a row that somebody broke costs itself alone."""
    try:
        found = json.loads(text)
    except (TypeError, ValueError):
        return []
    return found if isinstance(found, list) else []
