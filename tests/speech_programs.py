"""Programs that stand for voices, microphones and loudspeakers: each writes down how it was called and what it was given.

They are real programs on the path, found and run as the real ones are.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

_CODE = """#!{python}
import json, pathlib, struct, sys, time
name, arguments = pathlib.Path(sys.argv[0]).name, sys.argv[1:]
text = sys.stdin.buffer.read().decode() if "--stdin" in arguments or "-" in arguments else ""
with open({log!r}, "a", encoding="utf-8") as log:
    log.write(json.dumps([name, arguments, text]) + "\\n")
if {fails!r}:
    sys.stderr.write({fails!r})
    sys.exit({code})
if {slow!r}:
    time.sleep({slow!r})
if "--stdout" in arguments:  # as espeak-ng does: a length that is not known yet
    head = b"RIFF" + struct.pack("<I", 0x7FFFF024) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 22050, 44100, 2, 16)
    sys.stdout.buffer.write(head + b"data" + struct.pack("<I", 0x7FFFF000) + struct.pack("<h", 1000) * (100 * len(text)))
if "--ipa" in arguments:
    print("\\n".join("hˈa" for line in text.split("\\n\\n")))
if "raw" in arguments:
    sys.stdout.buffer.write(b"\\0\\0" * 16000)
"""


@dataclass
class Programs:
    """A folder of such programs, which alone is the path."""

    folder: Path

    @property
    def log(self) -> Path:
        return self.folder / "calls.jsonl"

    def add(self, name: str, *, fails: str = "", code: int = 1, slow: float = 0.0) -> None:
        """Put a program there; ``fails`` is what it complains about."""
        path = self.folder / name
        path.write_text(
            _CODE.format(python=sys.executable, log=str(self.log), fails=fails, code=code, slow=slow), encoding="utf-8"
        )
        path.chmod(0o755)

    @property
    def calls(self) -> list[tuple[str, list[str], str]]:
        """Each call: its name, its arguments, its standard input."""
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return [(name, arguments, text) for name, arguments, text in map(json.loads, lines)]


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """No program at all but those that a test puts there."""
    if sys.platform == "win32":
        pytest.skip("a program of Windows is no script")
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return Programs(folder)


def path_of(programs: Programs) -> dict[str, str]:
    """The environment of a process that finds these programs alone."""
    return {"PATH": os.fspath(programs.folder)}
