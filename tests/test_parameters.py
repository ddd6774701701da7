"""Parameters are read as typer reads them, without pydantic where nothing needs to be validated."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from shopcli.cli.parameters import Command, Group, narrowed, read_plainly

CASES = [
    [],
    ["word"],
    ["word", "--path", "."],
    ["word", "--path", "not-there"],
    ["word", "--there", "not-there"],
    ["word", "--there", "."],
    ["word", "--top", "3"],
    ["word", "--top", "0"],
    ["word", "--top", "-2"],
    ["word", "--top", "+3"],
    ["word", "--top", "٣"],
    ["word", "--top", "many"],
    ["word", "--top", "99999999999999999999"],
    ["word", "--share", "0.5"],
    ["word", "--share", "1e9"],
    ["word", "--share", "nan"],
    ["word", "--where", "a=b", "--where", "c=d"],
    ["word", "--plain"],
    ["word", "--no-checks"],
    ["word", "--plain", "--top"],
    ["word", "word"],
    ["--none"],
]


def app_of(group: type[typer.core.TyperGroup], command: type[typer.core.TyperCommand]) -> typer.Typer:
    """A command with a parameter of every sort that ours have."""
    app = typer.Typer(cls=group, pretty_exceptions_enable=False)

    @app.callback()
    def start() -> None:
        """So that the command has a name."""

    @app.command(cls=command)
    def show(
        words: Annotated[str | None, typer.Argument()] = None,
        path: Annotated[Path | None, typer.Option()] = None,
        there: Annotated[Path | None, typer.Option(exists=True)] = None,
        top: Annotated[int | None, typer.Option(min=1)] = None,
        share: Annotated[float | None, typer.Option(min=0, max=1)] = None,
        where: Annotated[list[str] | None, typer.Option()] = None,
        checks: Annotated[bool | None, typer.Option()] = None,
        plain: Annotated[bool, typer.Option("--plain")] = False,
    ) -> None:
        print(repr((words, path, there, top, share, where, checks, plain)))

    return app


@pytest.mark.parametrize("arguments", CASES, ids=" ".join)
def test_a_command_takes_and_refuses_what_typer_does(arguments):
    ours, typers = (
        CliRunner().invoke(app_of(group, command), ["show", *arguments])
        for group, command in ((Group, Command), (typer.core.TyperGroup, typer.core.TyperCommand))
    )
    assert (ours.exit_code, ours.output) == (typers.exit_code, typers.output)


@pytest.mark.parametrize(
    ("arguments", "looked_at", "said"),
    [
        (["one"], ["one"], "1"),
        (["two-words"], ["two-words"], "2"),
        (["three"], ["one", "two-words"], "No such command 'three'"),
        (["--help"], ["one", "two-words"], "two-words"),
        ([], ["one", "two-words"], "0"),
    ],
)
def test_of_a_command_that_is_named_first_alone_the_parameters_are_looked_at(monkeypatch, capsys, arguments, looked_at, said):
    app = typer.Typer(cls=Group, add_completion=False)
    app.callback(invoke_without_command=True)(_callback)
    app.command("one", cls=Command)(_one)
    app.command("two-words", cls=Command)(_two)
    monkeypatch.setattr("sys.argv", ["shop", *arguments])
    with pytest.raises(SystemExit):
        narrowed(app, arguments)()
    output = capsys.readouterr()
    assert [command.name for command in narrowed(app, arguments).registered_commands] == looked_at
    assert said in output.out + output.err


def test_of_a_group_that_is_named_first_alone_the_parameters_are_looked_at(monkeypatch, capsys):
    app = _with_a_group()
    assert [group.name for group in narrowed(app, ["many", "two"]).registered_groups] == ["many"]
    assert narrowed(app, ["many", "two"]).registered_commands == []
    monkeypatch.setattr("sys.argv", ["shop", "many", "two"])
    with pytest.raises(SystemExit):
        narrowed(app, ["many", "two"])()
    assert capsys.readouterr().out == "2\n"


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--help", "-h"]], ids=" ".join)
def test_a_list_of_all_commands_reads_as_ever_and_looks_at_no_parameters(monkeypatch, capsys, arguments):
    monkeypatch.setattr("sys.argv", ["shop", *arguments])
    app, said = _with_a_group(), []
    listed = narrowed(app, arguments)
    for one in (app, listed):
        with pytest.raises(SystemExit) as stopped:
            one()
        said.append((stopped.value.code, capsys.readouterr()))
    assert said[0] == said[1]
    assert "What is one." in said[1][1].out and "Of many sorts." in said[1][1].out
    assert [inspect.signature(command.callback).parameters for command in listed.registered_commands] == [{}]
    assert [group.typer_instance.registered_commands for group in listed.registered_groups] == [[]]
    assert [command.callback for command in app.registered_commands] == [_described]


def _with_a_group() -> typer.Typer:
    app = typer.Typer(cls=Group, add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})
    app.callback(invoke_without_command=True)(_callback)
    app.command(cls=Command)(_described)
    many = typer.Typer(cls=Group, help="Of many sorts.")
    many.command("one", cls=Command)(_one)
    many.command("two", cls=Command)(_two)
    app.add_typer(many, name="many")
    return app


def _described(number: int = 1) -> None:
    """What is one.

    And what is not told in a list.
    """


def _callback(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        print(0)


def _one() -> None:
    print(1)


def _two() -> None:
    print(2)


def test_text_paths_and_numbers_are_read_without_pydantic(tmp_path):
    code = (
        "import sys; from shopcli.__main__ import main\n"
        f"sys.argv = ['shopcli', 'ask', 'coat', '--index', {str(tmp_path)!r}, '--top', '3', '--no-text', '--plain']\n"
        "try: main()\nexcept SystemExit as stop: assert stop.code == 3, stop.code\n"
        "print([name for name in ('pydantic', 'typer.rich_utils', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stdout == "[]\n", done.stderr
    assert "No index at" in done.stderr


class Renamed:
    """A parameter of a typer to come, which describes its type by names that nobody here knows."""

    multiple, nargs, type_descriptor = False, 1, object()

    def get_runtime_param(self):
        return self

    def coerce(self, value, param, ctx):
        return "read by typer", value


def test_a_typer_that_describes_parameters_by_other_names_reads_them_by_itself():
    (parameter,) = read_plainly(read_plainly([Renamed()]))
    assert parameter.get_runtime_param().coerce("tea", parameter, None) == ("read by typer", "tea")
    assert parameter.get_runtime_param().coerce(None, parameter, None) is None
    nameless = object()
    assert read_plainly([nameless]) == [nameless]
