"""Usage errors told as every other error is: ``error:`` with what broke, ``hint:`` with what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shopcli.errors import UsageError


def run_plainly(command: Callable[..., Any]) -> int:
    """Run a command line without typer's own way of telling errors.

    Args:
        command: the app, which takes its arguments from ``sys.argv``.

    Returns:
        The exit code.

    Raises:
        UsageError: typer did not understand the line.
    """
    try:
        code = command(standalone_mode=False)
    except Exception as error:  # typer has had two bases of its errors, click's and its own copy of it
        format_message, context = getattr(error, "format_message", None), getattr(error, "ctx", None)
        if format_message is None:
            raise
        if type(error).__name__ == "NoArgsIsHelpError":  # a group by its name alone: its help is the answer
            print(format_message())
            return 2
        path = context.command_path if context else "shopcli"
        raise UsageError(_sentence(format_message()), hint=f"{path} --help says what it takes.") from None
    return code if isinstance(code, int) else 0


def _sentence(message: str) -> str:
    """The message on one line."""
    text = " ".join(message.split())
    return text if text.endswith((".", "?", ")")) else f"{text}."
