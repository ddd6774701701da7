"""A real terminal for tests: a command runs behind a pseudo-terminal of 80 columns, and every byte that it writes is kept.

Each command is a process of its own. They are forked from one that has imported Python's and shopcli's modules, by running
`shopcli --help` in the mode in question, so that a hundred of them take seconds. Output processing of the terminal is off:
a carriage return among the bytes is the program's own.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import io
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ROWS, COLUMNS = 24, 80
PATIENCE_S = 600.0  # a command that takes longer is ended
_QUIET_S = 1.0  # a prompt that redraws itself is taken for ready when it has been quiet for so long
_IMPORTED = ("numpy", "rich.console", "rich.table", "shopcli.advisor", "shopcli.chat.repl", "shopcli.catalog.reader")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a command wrote to its terminal, both streams in their order, and its exit code."""

    output: bytes
    code: int

    @property
    def text(self) -> str:
        return self.output.decode("utf-8", "replace")


class Terminal:
    """Runs commands of shopcli behind a pseudo-terminal.

    Args:
        environment: of every command.
        mode: arguments that choose how it looks, as ``--accessible``.
        prompt: what stands at the end where a typed line is awaited; empty for one that redraws itself.
    """

    def __init__(self, environment: Mapping[str, str], *mode: str, prompt: str = "") -> None:
        self._prompt, self.mode = prompt, mode
        dull = {name: value for name, value in environment.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.terminal", *mode],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=dull | {"TERM": "xterm-256color"},
            text=True,
        )

    def run(self, *arguments: object, typed: Sequence[str] = (), cold: bool = False, **environment: str) -> Shown:
        """Run a command to its end; each of ``typed`` is sent when a line is awaited, and Ctrl-D behind the last one.

        ``cold`` starts an interpreter anew, for what brings native threads along, which do not bear to be forked.
        """
        assert self._server.stdin and self._server.stdout
        job = {"arguments": [*map(str, arguments), *self.mode], "typed": [*typed], "environment": environment, "cold": cold}
        self._server.stdin.write(json.dumps(job | {"prompt": self._prompt}) + "\n")
        self._server.stdin.flush()
        told = json.loads(self._server.stdout.readline())
        return Shown(base64.b64decode(told["output"]), told["code"])

    def close(self) -> None:
        """End the process that commands are forked from."""
        assert self._server.stdin and self._server.stdout
        self._server.stdin.close()
        self._server.wait()
        self._server.stdout.close()


def serve(mode: Sequence[str]) -> None:
    """Fork a command for each line of standard input, and write what it showed as a line of JSON."""
    before = dict(os.environ)
    warm_up(mode)
    os.environ.clear()
    os.environ.update(before)
    for line in sys.stdin:
        job = json.loads(line)
        output, code = _run(**job)
        print(json.dumps({"output": base64.b64encode(output).decode(), "code": code}), flush=True)


def warm_up(mode: Sequence[str]) -> None:
    """Import what commands import, in this mode: typer reads the environment as it is imported."""
    from importlib import import_module

    from shopcli.__main__ import main

    sys.argv = ["shopcli", *mode, "--help"]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        with contextlib.suppress(SystemExit):
            main()
        for name in _IMPORTED:
            import_module(name)


def _run(arguments: list[str], environment: dict[str, str], typed: list[str], prompt: str, cold: bool) -> tuple[bytes, int]:
    pid, terminal = pty.fork()
    if pid == 0:
        _be(arguments, environment, cold)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    output = _read(pid, terminal, [f"{line}\n" for line in typed] + ["\x04"] * bool(typed), prompt.encode())
    os.close(terminal)
    return output, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _be(arguments: list[str], environment: dict[str, str], cold: bool) -> None:
    """Become the command."""
    code = 70
    try:
        attributes = termios.tcgetattr(1)
        attributes[1] &= ~termios.OPOST
        termios.tcsetattr(1, termios.TCSANOW, attributes)
        if cold:
            os.execve(sys.executable, [sys.executable, "-m", "shopcli", *arguments], os.environ | environment)
        for number, name, how in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
            setattr(sys, name, os.fdopen(number, how, encoding="utf-8", buffering=1, closefd=False))
        os.environ.update(environment)
        sys.argv = ["shopcli", *arguments]
        from shopcli.__main__ import main

        main()
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        os._exit(code)


def _read(pid: int, terminal: int, keys: list[str], prompt: bytes) -> bytes:
    """All that comes until the terminal is closed; what is typed goes in when a line is awaited."""
    output, ends = b"", time.monotonic() + PATIENCE_S
    heard = time.monotonic()
    while time.monotonic() < ends:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                came = os.read(terminal, 65536)
            except OSError:  # Linux says so where the other end is closed
                return output
            if not came:
                return output
            output, heard = output + came, time.monotonic()
        is_awaited = output.endswith(prompt) if prompt else output and time.monotonic() - heard > _QUIET_S
        if keys and is_awaited:
            os.write(terminal, (keys.pop(0) if prompt else keys.pop(0).replace("\n", "\r")).encode())
            heard = time.monotonic()
    os.kill(pid, signal.SIGKILL)
    return output


if __name__ == "__main__":
    serve(sys.argv[1:])
