"""``shopcli evaluate``: how well an index answers needs whose right products are known; of two settings, which does better."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shopcli.cli.common import name_value_pairs, open_advisor
from shopcli.cli.options import JsonOption, NoTextOption, PlainOption
from shopcli.cli.programs.documents import SchemaOption, ViewOption, print_json
from shopcli.config import load_settings

if TYPE_CHECKING:
    from shopcli.pipeline.personal.collected import CollectedSession
    from shopcli.render.progress import Task
    from shopcli.train.evaluation.evaluate import Answered


def evaluate(
    index: Annotated[Path, typer.Argument(metavar="INDEX", help="The index folder.")],
    needs: Annotated[Path, typer.Option("--needs", help="JSON Lines of query, right, maybe, best, none, answer, lang, kind.")],
    against: Annotated[
        list[str] | None, typer.Option("--against", help="SETTING=VALUE: compare with this; once for each that differs.")
    ] = None,
    no_text: NoTextOption = False,
    seed: Annotated[int, typer.Option("--seed", help="Of the resamples; the same seed gives the same intervals.")] = 0,
    as_json: JsonOption = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    plain: PlainOption = False,
) -> None:
    """Measure an index: matching, text and what shoppers thought, with intervals; or two settings against each other."""
    from shopcli.train.evaluation.evaluate import (
        as_dict,
        ask_all,
        lines_of,
        rival_of,
        rows_of,
        satisfaction_rows,
        settings_told,
        spoken_lines,
    )
    from shopcli.train.evaluation.matching import read_needs

    judged, bad = read_needs(needs)
    changes = dict(name_value_pairs(against or [], "--against"))
    settings = load_settings(index=str(index), plain=plain or None)
    advisor, console = open_advisor(settings, text=not no_text)
    advisors = [advisor, *([rival_of(advisor, changes)] if changes else [])]
    for line in bad:
        console.note(f"{needs}: passed over {line}")
    answers: list[Answered] = []
    with console.progress("Asking", len(judged) * len(advisors)) as task:
        for one in advisors:
            before = len(judged) * len(answers)
            answers.append(ask_all(one, judged, text=not no_text, on_need=partial(_reach, task, before)))
    rows = [*rows_of(judged, *answers, seed=seed), *satisfaction_rows(_collected(index), seed=seed)]
    for query, error in (failed for one in answers for failed in one.errors):
        console.note(f"{query!r} failed: {error}")
    if as_json or view:
        print_json(as_dict(rows, index=str(index), needs=len(judged), against=changes or None), view)
        return
    compared = [settings_told(settings, changes)] if changes else []
    heading = f"{index}, {len(judged)} needs. {' '.join(compared)}".rstrip()
    console.message("\n".join([heading, *lines_of(rows)]), spoken="\n".join([heading, *spoken_lines(rows)]))


def _reach(task: Task, before: int, done: int) -> None:
    task.reach(before + done)


def _collected(index: Path) -> list[CollectedSession]:
    """The sessions of this index that were collected, where any were."""
    from shopcli.pipeline.personal.collected import Collected, collected_path

    return Collected().sessions(index_folder=str(index.resolve())) if collected_path().is_file() else []
