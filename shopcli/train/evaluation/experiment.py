"""An experiment: two settings compared on the sessions that are collected, by interleaving or by halves.

By interleaving, every session sees one list made of both rankings, and what is chosen or rated good in it counts for the
setting that it was taken from. By halves, of every two sessions that follow one another one has either setting, by a coin
(permuted blocks of two), and the one in which something was chosen or rated good wins over the one in which nothing was.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from shopcli.config import Settings
from shopcli.errors import UsageError
from shopcli.pipeline.personal.collected import OPEN_S, Collected, CollectedSession
from shopcli.render.words import count
from shopcli.train.evaluation.sequential import SequentialTest

Method = Literal["interleaving", "halves"]

# What makes sentences and no order: two lists that are the same tell nothing, however they are interleaved.
_OF_THE_WRITER = frozenset(
    (
        *("model", "temperature", "top_k", "top_p", "beams", "max_new_tokens", "seed", "generate", "drafts", "constrain"),
        *("server_connect_s", "server_timeout_s"),
    )
)
_NEVER = frozenset(("index", "plain", "idle_s", "embedder", "precision", "device"))  # what is no setting of an answer


@dataclass(frozen=True, slots=True)
class Experiment:
    """Two settings under comparison: A is what is set, B is A with ``settings``.

    Attributes:
        number: its place among all that were begun here.
        begun: seconds since 1970.
        ended: the same; None while it runs.
        settings: names and values, as text, of B where it differs.
    """

    number: int
    begun: float
    ended: float | None
    method: Method
    index_folder: str
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ExperimentResult:
    """Where an experiment stands.

    Attributes:
        sessions: how many took part; those that are still open count for nothing yet.
        finished: how many are over.
        test: of outcomes above 0 for B.
    """

    experiment: Experiment
    sessions: int
    finished: int
    test: SequentialTest

    @property
    def more_sessions(self) -> int | None:
        """How many more sessions it takes; None where nobody can say."""
        more = self.test.more_outcomes()
        return None if more is None else more * (2 if self.experiment.method == "halves" else 1)


def checked_setting(settings: Settings) -> Settings:
    """The same, if sessions can be held under it; else they would fail one after the other.

    Raises:
        ShopcliError: they cannot.
    """
    if settings.top < 1:
        raise UsageError(f"{settings.top} results cannot be shown.", hint="Give top one at least.")
    if settings.rank_weights:
        from shopcli.rerank import RankWeights

        RankWeights.open(Path(settings.rank_weights))
    return settings


def begin(store: Collected, method: Method, settings: Mapping[str, str], *, index_folder: str) -> Experiment:
    """Begin an experiment.

    Raises:
        UsageError: one runs already, or these settings cannot be compared so.
    """
    if not settings:
        raise UsageError(
            "What is to be compared?", hint="Name the other setting, for example: rank_weights=weights.safetensors"
        )
    if beside := sorted(settings.keys() & _NEVER):
        raise UsageError(f"{beside[0]} cannot differ within an experiment.", hint="shopcli evaluate compares those.")
    if method == "interleaving" and settings.keys() <= _OF_THE_WRITER:
        named = ", ".join(sorted(settings))
        raise UsageError(f"{named} makes sentences and no order, so there is nothing to interleave.", hint="Add: --by halves")
    if running := running_experiment(store, index_folder):
        raise UsageError(f"Experiment {running.number} runs already.", hint="End it first: shopcli experiment stop")
    with store.writing() as database:
        database.execute(
            "INSERT INTO experiment (begun, method, index_folder, settings) VALUES (?,?,?,?)",
            (time.time(), method, index_folder, json.dumps(dict(settings))),
        )
    begun = running_experiment(store, index_folder)
    assert begun is not None
    return begun


def end(store: Collected, index_folder: str) -> Experiment:
    """End the experiment that runs.

    Raises:
        UsageError: none does.
    """
    running = running_experiment(store, index_folder)
    if running is None:
        raise UsageError("No experiment runs on this index.", hint="Begin one with: shopcli experiment start SETTING=VALUE")
    with store.writing() as database:
        database.execute("UPDATE experiment SET ended = ? WHERE id = ?", (time.time(), running.number))
    return running


def running_experiment(store: Collected, index_folder: str) -> Experiment | None:
    """The one that runs on an index."""
    return next((one for one in experiments(store, index_folder) if one.ended is None), None)


def experiments(store: Collected, index_folder: str) -> list[Experiment]:
    """All that were begun on an index, the latest first."""
    with store.reading() as database:
        rows = database.execute(
            "SELECT id, begun, ended, method, index_folder, settings FROM experiment WHERE index_folder = ? ORDER BY id DESC",
            (index_folder,),
        ).fetchall()
    return [
        Experiment(number, begun, ended, cast("Method", method), folder, json.loads(settings))
        for number, begun, ended, method, folder, settings in rows
    ]


def result_of(store: Collected, experiment: Experiment, *, now: float | None = None) -> ExperimentResult:
    """Where an experiment stands."""
    now = time.time() if now is None else now
    sessions = store.sessions(experiment=experiment.number)
    finished = [one for one in sessions if finish_of(one) <= now]
    outcomes = _of_teams(finished) if experiment.method == "interleaving" else _of_blocks(finished)
    return ExperimentResult(experiment, len(sessions), len(finished), SequentialTest.of(outcomes))


def finish_of(session: CollectedSession) -> float:
    """When nothing more could come of a session: at its end, or when it had done nothing for half an hour."""
    return session.last if session.ended else session.last + OPEN_S


def _of_teams(sessions: Sequence[CollectedSession]) -> Iterator[int]:
    """The outcomes of interleaved sessions, in the order in which they were over."""
    for session in sorted(sessions, key=finish_of):
        yield credit(session)


def credit(session: CollectedSession) -> int:
    """What was liked less what was disliked of B's products, less the same of A's; a product counts once a need."""
    sides = {"B": 1, "A": -1}
    total = 0
    for request in session.requests:
        sides_of = {shown.product: sides.get(shown.team, 0) for shown in request.shown}
        liked = {product for product, kind in request.feedback if kind != "bad"}
        disliked = {product for product, kind in request.feedback if kind == "bad"}
        total += sum(sides_of.get(product, 0) for product in liked - disliked)
        total -= sum(sides_of.get(product, 0) for product in disliked)
    return total


def _of_blocks(sessions: Sequence[CollectedSession]) -> Iterator[int]:
    """The outcomes of whole blocks of two, in the order in which they were over."""
    blocks: dict[Any, dict[str, CollectedSession]] = {}
    for session in sessions:
        blocks.setdefault(session.block, {})[session.arm] = session
    whole = [block for block in blocks.values() if block.keys() == {"A", "B"}]
    for block in sorted(whole, key=lambda block: max(map(finish_of, block.values()))):
        yield int(block["B"].is_liked) - int(block["A"].is_liked)


def lines_of(result: ExperimentResult) -> Iterator[str]:
    """The result in words."""
    one, test = result.experiment, result.test
    changed = ", ".join(f"{name}={value}" for name, value in one.settings.items())
    state = "runs" if one.ended is None else "has ended"
    yield f"Experiment {one.number}, by {one.method}, {state}. A: the settings as they are. B: {changed}."
    over = f"{result.finished:,} {'is' if result.finished == 1 else 'are'} over"
    yield f"{count(result.sessions, 'session')} took part, {over}."
    decisive = test.wins + test.losses
    yield f"B was better in {test.wins:,}, A in {test.losses:,}; {test.ties:,} were level."
    if decisive:
        low, high = test.interval
        share = f"B's share of the decided: {test.wins / decisive:.2f}, between {low:.2f} and {high:.2f}"
        yield f"{share} (95% at all times); p = {test.p_value:.3g}, however often one looks."
    yield _verdict(result)


def _verdict(result: ExperimentResult) -> str:
    test = result.test
    if test.is_decided:
        return f"{'B' if test.wins > test.losses else 'A'} is better."
    if not test.wins + test.losses:
        return "Undecided: nothing has been chosen or rated yet that tells them apart."
    more = result.more_sessions
    if more is None:
        return "Undecided. If it goes on like this, no number of sessions will tell them apart."
    return f"Undecided. If it goes on like this, about {more:,} more sessions will decide."


def as_dict(result: ExperimentResult) -> dict[str, Any]:
    """The same for programs."""
    one, test = result.experiment, result.test
    return {
        "experiment": one.number,
        "method": one.method,
        "running": one.ended is None,
        "settings": dict(one.settings),
        "sessions": result.sessions,
        "finished": result.finished,
        "wins": test.wins,
        "losses": test.losses,
        "ties": test.ties,
        "p_value": test.p_value,
        "interval": list(test.interval),
        "decided": test.is_decided,
        "better": ("B" if test.wins > test.losses else "A") if test.is_decided else None,
        "more_sessions": result.more_sessions,
    }
