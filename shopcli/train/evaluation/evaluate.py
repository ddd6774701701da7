"""Evaluation of an index on needs whose right products are known: matching, text, and what shoppers thought of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from shopcli.advisor import Advisor
from shopcli.config import Settings, changed_settings
from shopcli.errors import UsageError, failure_of
from shopcli.pipeline.personal.collected import CollectedSession
from shopcli.train.evaluation.bootstrap import Estimate, difference, estimate, ratio, ratio_difference
from shopcli.train.evaluation.matching import JudgedNeed, by_language, columns, depth_of, measures_of
from shopcli.train.evaluation.text_quality import WrittenText, distinct, measured_text
from shopcli.types import Answer
from shopcli.util.tally import tallied

_WITHOUT_EFFECT = frozenset(("plain", "idle_s", "embedder", "precision"))  # on the answers of an index that is there


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of asking every need, in their order.

    Attributes:
        measures: of each need, its figures.
        texts: of each need, its advice; None where there is none.
        errors: (request, what asking it failed by).
    """

    measures: tuple[Mapping[str, float], ...]
    texts: tuple[WrittenText | None, ...]
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: under the settings in force, under the others, and the difference, where these were asked for."""

    part: str
    name: str
    own: Estimate | None
    other: Estimate | None = None
    gain: Estimate | None = None


def rival_of(advisor: Advisor, changes: Mapping[str, str]) -> Advisor:
    """An advisor under other settings, which shares all that they leave as it is.

    Raises:
        UsageError: an unknown setting, or one that makes no difference to an answer.
    """
    if idle := sorted(changes.keys() & _WITHOUT_EFFECT):
        raise UsageError(f"{idle[0]} makes no difference to an answer.", hint="Give a setting that does, such as rank_weights.")
    settings = changed_settings(advisor.settings, changes, origin="--against")
    if settings == advisor.settings:
        raise UsageError("--against names the settings in force.", hint="Give a setting another value.")
    if {"index", "device"} & changes.keys():
        return Advisor.open(settings.index_path, settings=settings)
    same_writer = (settings.model, settings.server_connect_s) == (advisor.settings.model, advisor.settings.server_connect_s)
    model = advisor._model if same_writer else None
    return Advisor(advisor.index, settings=settings, encoder=advisor.encoder(), model=model)


def ask_all(advisor: Advisor, needs: Sequence[JudgedNeed], *, text: bool, on_need: Callable[[int], None]) -> Answered:
    """Ask every need as ``shopcli ask`` would; what one fails by never costs the others.

    Args:
        advisor: answers.
        needs: what to ask.
        text: whether advice is written, and measured.
        on_need: is told how many are done.
    """
    measures, texts, errors = [], [], []
    for number, need in enumerate(needs, start=1):
        answer, written = None, None
        try:
            answer = advisor.ask(need.query, text=False)
            if text:
                written = _written(advisor, answer)
            further = _ranking(advisor, need, answer)
        except Exception as error:
            further = []
            errors.append((need.query, str(failure_of(error))))
        measures.append(measures_of(need, answer, further))
        texts.append(written)
        on_need(number)
    return Answered(tuple(measures), tuple(texts), tuple(errors))


def _ranking(advisor: Advisor, need: JudgedNeed, answer: Answer) -> list[str]:
    """The ids of a ranking that is long enough for nDCG at 10."""
    depth = depth_of(need)
    if not depth or not answer.results:
        return []
    return [hit.product.id for hit in advisor.ask(need.query, top=depth, text=False).results]


def _written(advisor: Advisor, answer: Answer) -> WrittenText | None:
    with tallied() as counts:
        advice = advisor.with_advice(replace(answer, advice=None)).advice
    return measured_text(advice, counts, answer.need.language) if advice and advice.sentences else None


def rows_of(needs: Sequence[JudgedNeed], own: Answered, other: Answered | None = None, *, seed: int = 0) -> Iterator[Row]:
    """The figures with their intervals, and, against other answers to the same needs, the paired differences."""
    yield from _matching_rows(needs, own, other, seed)
    if any(own.texts):
        yield from _text_rows(own, other, seed)


def _matching_rows(needs: Sequence[JudgedNeed], own: Answered, other: Answered | None, seed: int) -> Iterator[Row]:
    """All needs together; then each language by itself, where there are several."""
    tables = [[("all", *column) for column in columns(own.measures)]]
    others = {("all", name): values for name, values in columns(other.measures)} if other else {}
    if len({need.language for need in needs}) > 1:
        tables.append(list(by_language(needs, own.measures)))
        if other:
            others |= {(language, name): values for language, name, values in by_language(needs, other.measures)}
    for part, name, values in (row for table in tables for row in table):
        yield _compared(part, name, values, others.get((part, name)), seed)


def _compared(part: str, name: str, own: Sequence[float], other: Sequence[float] | None, seed: int) -> Row:
    if other is None:
        return Row(part, name, estimate(own, seed=seed))
    return Row(part, name, estimate(own, seed=seed), estimate(other, seed=seed), difference(own, other, seed=seed))


def _text_rows(own: Answered, other: Answered | None, seed: int) -> Iterator[Row]:
    """Shares with their intervals over the advices; of two settings over the needs that both wrote for."""
    both = list(zip(own.texts, other.texts if other else own.texts, strict=True))
    written = [(one, two) for one, two in both if one is not None and two is not None]
    sides = [[one for one, _ in written], [two for _, two in written] if other else None]
    for name, pair in _SHARES.items():
        row = _share_row(name, [[pair(text) for text in texts] for texts in sides if texts is not None], seed)
        if row:
            yield row
    for name, value in _EACH.items():
        both_known = [(value(one), value(two)) for one, two in written]
        values = [(one, two) for one, two in both_known if one is not None and two is not None]
        if values:
            yield _compared("text", name, [one for one, _ in values], [two for _, two in values] if other else None, seed)
    for n in (1, 2):
        yield Row("text", f"distinct-{n}", *(_single(distinct(texts, n), len(texts)) if texts else None for texts in sides))


def _share_row(name: str, sides: Sequence[Sequence[tuple[float, float]]], seed: int) -> Row | None:
    """A share of one setting, or of two; None where there is nothing that it could be a share of."""
    known = [pairs if any(whole for _, whole in pairs) else None for pairs in sides]
    if not any(known):
        return None
    own, other = known[0], known[1] if len(known) > 1 else None
    first, second = (ratio(pairs, seed=seed) if pairs else None for pairs in (own, other))
    gain = ratio_difference(own, other, seed=seed) if own and other else None
    return Row("text", name, first, second, gain)


def _single(value: float | None, n: int) -> Estimate | None:
    """A figure of all texts together; resamples would say the same texts twice, so it has no interval."""
    return None if value is None else Estimate(value, value, value, n)


def _by(origin: str) -> Callable[[WrittenText], tuple[float, float]]:
    return lambda text: (text.by.get(origin, 0), sum(text.by.values()))


_SHARES: Mapping[str, Callable[[WrittenText], tuple[float, float]]] = {
    "sentences by lm": _by("lm"),
    "sentences ranked": _by("ranked"),
    "sentences by template": _by("template"),
    "candidates refused": lambda text: (text.refused, text.checked),
    "drafts refused": lambda text: (text.drafts_refused, text.drafts),
}
_EACH: Mapping[str, Callable[[WrittenText], float | None]] = {
    "repetition": lambda text: text.repetition,
    "words": lambda text: float(len(text.words)),
    "reading ease": lambda text: text.reading_ease,
}


def satisfaction_rows(sessions: Sequence[CollectedSession], *, seed: int = 0) -> Iterator[Row]:
    """What shoppers thought, by session: the share of ratings that are good, and of sessions in which something was chosen."""
    asked = [session for session in sessions if session.requests]
    ratings = [_ratings(session) for session in asked]
    if any(whole for _, whole in ratings):
        yield Row("shoppers", "rated good", ratio(ratings, seed=seed))
    if asked:
        yield Row("shoppers", "chose something", estimate([float(session.is_liked) for session in asked], seed=seed))


def _ratings(session: CollectedSession) -> tuple[float, float]:
    kinds = [kind for request in session.requests for _, kind in request.feedback if kind != "chosen"]
    return float(kinds.count("good")), float(len(kinds))


def lines_of(rows: Sequence[Row]) -> Iterator[str]:
    """The figures as a table of text of at most 80 columns, each part under its name."""
    compares = any(row.other for row in rows)
    part = ""
    for row in rows:
        if row.part != part:
            part = row.part
            yield ""
            yield (
                f"{part:23} {'n':>4} {'A':>6} {'B':>6} {'B - A':>7}  95%{'':15} p"
                if compares
                else f"{part:23} {'n':>4} {'mean':>6}  95%"
            )
        yield f"  {row.name:21} {_cells(row, compares)}".rstrip()


def spoken_lines(rows: Sequence[Row]) -> Iterator[str]:
    """The same figures for those who listen: each row by its name, each figure behind what it is."""
    for row in rows:
        figures = [("n", str(next(one.n for one in (row.own, row.other) if one)))]
        if row.other is None:
            figures.append(("mean", _figure(row.own.mean) if row.own else ""))
            figures.append(("95 percent interval", _interval(row.own)))
        else:
            figures += [(name, _figure(one.mean)) for name, one in (("A", row.own), ("B", row.other)) if one]
        if row.gain is not None:
            figures.append(("B less A", _signed(row.gain.mean)))
            figures.append(("95 percent interval", _interval(row.gain, _signed)))
            figures.append(("p", "" if row.gain.p is None else f"{row.gain.p:.3g}"))
        yield f"{row.part}, {row.name}: {', '.join(f'{name} {figure}' for name, figure in figures if figure)}"


def _cells(row: Row, compares: bool) -> str:
    """The figures of a row: one with its interval, or two and their difference with its own."""
    own, other = (f"{_figure(one.mean):>6}" if one else f"{'-':>6}" for one in (row.own, row.other))
    n = next(one.n for one in (row.own, row.other) if one)
    if not compares:
        return f"{n:>4} {own}  {_interval(row.own)}"
    if row.gain is None:
        return f"{n:>4} {own} {other}"
    p = "" if row.gain.p is None else f"{row.gain.p:.3g}"
    return f"{n:>4} {own} {other} {_signed(row.gain.mean):>7}  {_interval(row.gain, _signed):17} {p}"


def _figure(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"


def _signed(value: float) -> str:
    return f"{value:+.3f}" if abs(value) < 10 else f"{value:+.1f}"


def _interval(one: Estimate | None, figure: Callable[[float], str] = _figure) -> str:
    return f"{figure(one.low)} to {figure(one.high)}" if one and one.low < one.high else ""


def as_dict(rows: Sequence[Row], **more: Any) -> dict[str, Any]:
    """The same for programs, at full precision."""
    return {**more, "figures": [_row_dict(row) for row in rows]}


def _row_dict(row: Row) -> dict[str, Any]:
    estimates = {"a": row.own, "b": row.other, "difference": row.gain}
    told = {name: _estimate_dict(one) for name, one in estimates.items() if one is not None}
    return {"part": row.part, "name": row.name} | told


def _estimate_dict(one: Estimate) -> dict[str, Any]:
    known = {"mean": one.mean, "low": one.low, "high": one.high, "n": one.n}
    return known if one.p is None else known | {"p": one.p}


def settings_told(settings: Settings, changes: Mapping[str, str]) -> str:
    """Which two settings stand in the columns A and B."""
    names = ", ".join(f"{name}={getattr(settings, name)}" for name in changes)
    return f"A: {names}. B: {', '.join(f'{name}={value}' for name, value in changes.items())}."
