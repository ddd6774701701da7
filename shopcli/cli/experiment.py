"""``shopcli experiment``: two settings compared on the sessions that are collected, looked at whenever one likes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from shopcli.cli.common import name_value_pairs, open_console, path_text
from shopcli.cli.options import IndexOption, JsonOption, PlainOption
from shopcli.cli.parameters import Command, Group
from shopcli.cli.programs.documents import SchemaOption, ViewOption, print_json
from shopcli.config import Settings, changed_settings, load_settings
from shopcli.errors import UsageError

if TYPE_CHECKING:
    from shopcli.pipeline.personal.collected import Collected
    from shopcli.train.evaluation.experiment import Experiment

experiment_app = typer.Typer(
    cls=Group, help="Try two settings on what is collected, and see which one does better.", no_args_is_help=True
)


@experiment_app.command("start", cls=Command)
def experiment_start(
    changes: Annotated[
        list[str], typer.Argument(metavar="SETTING=VALUE...", help="The other setting, against those in force.")
    ],
    index: IndexOption = None,
    by: Annotated[
        Literal["interleaving", "halves"],
        typer.Option("--by", help="One list made of both rankings, or either setting for every other session."),
    ] = "interleaving",
    plain: PlainOption = False,
) -> None:
    """Begin: from now on the sessions of `ask` and `chat` that are collected take part."""
    from shopcli.pipeline.personal.collected import is_collecting
    from shopcli.train.evaluation.experiment import begin, checked_setting

    settings = load_settings(index=path_text(index), plain=plain or None)
    pairs = dict(name_value_pairs(changes, "--against"))
    if checked_setting(changed_settings(settings, pairs, origin="The other setting")) == settings:
        raise UsageError("The other setting is the one in force.", hint="Give a setting another value.")
    begun = begin(_store(made=True), by, pairs, index_folder=_folder(settings))
    off = "" if is_collecting() else "\nCollecting is off, so no session takes part yet: shopcli collect on"
    open_console(settings).message(
        f"Experiment {begun.number} runs, by {by}. Its state: shopcli experiment show; its end: shopcli experiment stop{off}"
    )


@experiment_app.command("show", cls=Command)
def experiment_show(
    index: IndexOption = None,
    as_json: JsonOption = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    plain: PlainOption = False,
) -> None:
    """Show where it stands; the test holds however often one looks."""
    from shopcli.train.evaluation.experiment import experiments

    settings = load_settings(index=path_text(index), plain=plain or None)
    known = experiments(_store(), _folder(settings))
    if not known:
        raise UsageError("There is no experiment on this index.", hint="Begin one with: shopcli experiment start SETTING=VALUE")
    _show(settings, known[0], as_json, view)


@experiment_app.command("stop", cls=Command)
def experiment_stop(
    index: IndexOption = None,
    as_json: JsonOption = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    plain: PlainOption = False,
) -> None:
    """End it, and show how it came out."""
    from shopcli.train.evaluation.experiment import end, experiments

    settings = load_settings(index=path_text(index), plain=plain or None)
    end(_store(), _folder(settings))
    _show(settings, experiments(_store(), _folder(settings))[0], as_json, view)


def _show(settings: Settings, experiment: Experiment, as_json: bool, view: str | None) -> None:
    from shopcli.train.evaluation.experiment import as_dict, lines_of, result_of

    result = result_of(_store(), experiment)
    if as_json or view:
        print_json(as_dict(result), view)
    else:
        open_console(settings).message("\n".join(lines_of(result)))


def _store(*, made: bool = False) -> Collected:
    from shopcli.pipeline.personal.collected import Collected, collected_path

    if not made and not collected_path().is_file():
        raise UsageError("There is no experiment.", hint="Begin one with: shopcli experiment start SETTING=VALUE")
    return Collected()


def _folder(settings: Settings) -> str:
    return str(Path(settings.index_path).resolve())
