"""``python -m shopcli`` and the ``shopcli`` command: run a command, say what went wrong once, and how to mend it."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Callable
from typing import Any

import shopcli.util.timing  # first of ours, since it holds when this process began  # noqa: F401
from shopcli.config import accessible_cause, take_store, wants_hints
from shopcli.errors import ShopcliError
from shopcli.util.telemetry import disable_telemetry

_OBJECTS = 500_000  # made before Python looks for garbage, more than a request makes; to look at each 700 is a tenth of --help


def main() -> None:
    """Run the command line; the one place that turns failures into messages and exit codes."""
    disable_telemetry()  # before any import that could report, and for whatever process is started from this one
    gc.set_threshold(_OBJECTS)
    atexit.register(gc.freeze)  # else Python looks through all that was loaded once more before it ends: a fifth of a request
    for stream, errors in ((sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace"), (sys.stdin, "replace")):
        if hasattr(stream, "reconfigure"):  # Windows consoles and LANG=C would choke on a catalog's characters
            stream.reconfigure(encoding="utf-8", errors=errors)
    accessible = _announced()
    try:
        arguments = sys.argv[1:]
        take_store(arguments)
        sys.argv[1:] = arguments
        from shopcli.cli.commands import app
        from shopcli.cli.parameters import narrowed

        command = narrowed(app, arguments)
        _listened_to(command) if accessible else command()
    except ShopcliError as error:
        _tell(str(error), error.hint)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:  # the reader of our pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except OSError as error:  # a full disk, a folder that may not be written to
        where = f" ({_plain(str(error.filename))})" if error.filename else ""
        # NumPy only counts: "21248 requested and 18368 written".
        cut = f"No space left on device, or a file may not grow ({error})" if str(error).endswith(" written") else ""
        told = _plain(error.strerror or cut or str(error))
        _tell(f"{told}{where}", "shopcli doctor looks at folders and space.")
        sys.exit(1)


def _announced() -> bool:
    """Whether this process is in the accessible mode; it says so, and why, before anything that takes long is imported.

    On standard error, as all that is no result: ``--json`` stays one object.
    """
    arguments = sys.argv[1:]
    cause = accessible_cause(arguments)
    sys.argv[1:] = arguments  # without the flag, which so stands before or behind any command
    if cause and "_SHOPCLI_COMPLETE" not in os.environ:
        print(f"Accessible mode is on, by {_plain(cause)}.", file=sys.stderr, flush=True)
    if cause:
        os.environ["TYPER_USE_RICH"] = "0"  # read by typer as it is imported: help and usage errors without boxes
    return bool(cause)


def _listened_to(command: Callable[..., Any]) -> None:
    """Run a command line for those who listen."""
    from shopcli.cli.accessible.usage import run_plainly

    sys.exit(run_plainly(command))


def _tell(message: str, hint: str) -> None:
    """An error and what to do about it, on standard error."""
    hinted = f"\nhint: {_plain(hint)}" if hint and wants_hints() else ""
    print(f"error: {_plain(message)}{hinted}", file=sys.stderr)


def _plain(text: str) -> str:
    """A message that a terminal may show: parts of it may come from a catalog."""
    from shopcli.text.safe import safe_lines

    return safe_lines(text)


if __name__ == "__main__":
    main()
