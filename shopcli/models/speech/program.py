"""Programs that speak: found by name, run without a shell, given their text where it can be no option, and ended when asked.

An engine under another licence than ours, as espeak-ng, is only ever such a program.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from shopcli.errors import ShopcliError
from shopcli.models.speech.sound import DEFAULT_RATE, Sound, parse_wav

LIMIT_S = 120.0  # one sentence takes seconds; what takes longer hangs
_SAID = 200  # characters of what a program complains about


class SpeechProgram:
    """A program of which one run at a time goes on.

    Args:
        name: as it is typed.
        path: where it is.
        to_install: what the hint says where it fails.
    """

    def __init__(self, name: str, path: str, *, to_install: str = "") -> None:
        self.name, self._path = name, path
        self._hint = to_install or f"Try it by itself: {name}"
        self._running: subprocess.Popen[bytes] | None = None
        self._stopped = threading.Event()

    def run(self, arguments: Sequence[str], *, text: str = "", limit_s: float = LIMIT_S) -> bytes:
        """What it writes, once it has ended; nothing where it was stopped.

        Args:
            arguments: after its name. What comes from a catalog stands behind ``--`` alone.
            text: its standard input.
            limit_s: seconds after which it is ended.

        Raises:
            ShopcliError: it cannot be started, fails, or takes too long.
        """
        self._stopped.clear()
        environment = os.environ | {"LC_ALL": os.environ.get("LC_ALL") or "C.UTF-8"}
        pipe = subprocess.PIPE
        try:
            process = subprocess.Popen([self._path, *arguments], stdin=pipe, stdout=pipe, stderr=pipe, env=environment)
        except OSError as error:
            raise ShopcliError(f"{self.name} cannot be run: {error.strerror}.", hint=self._hint) from None
        self._running = process
        try:
            output, complaint = process.communicate(text.encode("utf-8", "replace"), timeout=limit_s)
        except subprocess.TimeoutExpired:
            raise ShopcliError(f"{self.name} did not end in {limit_s:.0f} seconds.", hint=self._hint) from None
        finally:
            self._running = None
            self._end(process)
        if self._stopped.is_set():
            return b""
        said = complaint.decode("utf-8", "replace").strip()
        last = said.splitlines()[-1] if said else ""
        if process.returncode or last.lower().startswith("error"):  # espeak-ng finds no loudspeaker and ends with 0
            raise ShopcliError(f"{self.name} failed: {last[:_SAID] or process.returncode}", hint=self._hint)
        return output

    def sound(self, arguments: Sequence[str], *, text: str) -> Sound:
        """The sound that it writes; none where it was stopped.

        Raises:
            ShopcliError: as `run`, or what it writes is no sound.
        """
        data = self.run(arguments, text=text)
        try:
            return parse_wav(data) if data else Sound(b"", DEFAULT_RATE)
        except ValueError as error:
            raise ShopcliError(f"What {self.name} wrote is no sound: {error}.", hint=self._hint) from None

    def stop(self) -> None:
        """End what runs now."""
        self._stopped.set()
        if (process := self._running) is not None:
            self._end(process)

    @staticmethod
    def _end(process: subprocess.Popen[bytes]) -> None:
        if process.poll() is None:
            with suppress(OSError):
                process.kill()
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)


def find_program(*names: str) -> tuple[str, str] | None:
    """The first of these programs that is on the path, never in the working folder: its name and where it is."""
    for name in names:
        found = shutil.which(name)
        if found and Path(found).resolve().parent != Path.cwd().resolve():
            return name, found
    return None
