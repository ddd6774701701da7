"""Commands whose parameters are read without pydantic.

typer (0.26 and later) builds a pydantic validator for every parameter of a command, given or not. For ``ask`` that is 27
of them and a tenth of a second, as long as everything else takes that a question about the catalog needs. A parameter
that was not given needs no validator, and text, a path or a plain number none either. Whatever else is given is read by
typer as ever, so that messages and results are its own. So is everything by a typer whose parameters look otherwise: then a
test sees pydantic come in, and a user only a tenth of a second.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from copy import copy
from pathlib import Path
from typing import Any

from typer import Typer
from typer.core import TyperCommand, TyperGroup
from typer.models import CommandInfo, TyperInfo

from shopcli.config import is_accessible

_HELP = frozenset(("-h", "--help"))


def narrowed(app: Typer, arguments: Sequence[str]) -> Typer:
    """An app whose parameters need be looked at: those of what is named first alone, and none for a list of all there is."""
    if arguments and _HELP.issuperset(arguments):
        return _listed(app)
    commands = [command for command in app.registered_commands if arguments and _name_of(command) == arguments[0]]
    groups = [group for group in app.registered_groups if arguments and group.name == arguments[0]]
    if not (commands or groups):  # a slip, and completing, which names no argument, look at all of them
        return app
    return _having(app, commands, groups)


def _listed(app: Typer) -> Typer:
    """An app that has commands and groups by their names and what is said of them, and nothing that they take."""
    groups = [copy(group) for group in app.registered_groups]
    for group in groups:
        group.typer_instance = _having(group.typer_instance, [], []) if group.typer_instance else None
    return _having(app, [_taking_nothing(command) for command in app.registered_commands], groups)


def _having(app: Typer, commands: list[CommandInfo], groups: list[TyperInfo]) -> Typer:
    other = copy(app)
    other.registered_commands, other.registered_groups = commands, groups
    return other


def _taking_nothing(command: CommandInfo) -> CommandInfo:
    def nothing() -> None:
        """Is never run."""

    nothing.__name__, nothing.__doc__ = getattr(command.callback, "__name__", ""), command.callback.__doc__
    bare = copy(command)
    bare.callback = nothing
    return bare


def _name_of(command: Any) -> str:
    return str(command.name or getattr(command.callback, "__name__", ""))


class _ReadsPlainly:
    def get_params(self, ctx: Any) -> list[Any]:
        """Its parameters, ``--help`` too."""
        return read_plainly(super().get_params(ctx))  # type: ignore[misc]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help page as those who asked for it take it in: with their eyes, or line by line."""
        if not is_accessible():
            return super().format_help(ctx, formatter)  # type: ignore[misc, no-any-return]
        from shopcli.cli.accessible.help import help_lines

        formatter.write("\n".join(help_lines(self, ctx)))


class Command(_ReadsPlainly, TyperCommand):
    """A command that validates what needs it."""


class Group(_ReadsPlainly, TyperGroup):
    """A group of commands that validates what needs it."""


def read_plainly(parameters: list[Any]) -> list[Any]:
    """The parameters, whose validators are made where one is needed; a typer that makes none is quick as it is."""
    for parameter in parameters:
        if hasattr(parameter, "get_runtime_param") and "get_runtime_param" not in vars(parameter):
            parameter.get_runtime_param = _Plain(parameter.get_runtime_param)
    return parameters


class _Plain:
    """Stands where typer asks for a parameter's validator, and has typer make it where it is needed."""

    def __init__(self, validator: Callable[[], Any]) -> None:
        self._validator = validator

    def __call__(self) -> _Plain:
        return self

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value as the command takes it."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        try:
            plain_value = _plain_value(value, param.type_descriptor)
        except AttributeError:  # a typer that describes parameters by other names reads them all by itself
            plain_value = None
        return self._validator().coerce(value, param=param, ctx=ctx) if plain_value is None else plain_value


def _plain_value(value: Any, described: Any) -> Any:
    """What typer would make of the text of a parameter; None where that takes more than is known here."""
    kind, limits = described.annotation, described.parameter_info
    if not isinstance(value, str) or limits.parser is not None or described.is_choice:
        return None
    if kind is str:
        return value
    if kind is Path:
        return Path(value) if _is_plain_path(value, limits) else None
    if kind is int and value.isascii() and value.isdecimal() and not limits.clamp:
        return int(value) if _within(int(value), limits) else None
    return None


def _is_plain_path(path: str, limits: Any) -> bool:
    """Whether typer would only check that what is there may be read."""
    if limits.exists or limits.writable or limits.resolve_path or limits.allow_dash or limits.path_type:
        return False
    return limits.file_okay and limits.dir_okay and (os.access(path, os.R_OK) or not os.path.lexists(path))


def _within(number: int, limits: Any) -> bool:
    return (limits.min is None or number >= limits.min) and (limits.max is None or number <= limits.max)
