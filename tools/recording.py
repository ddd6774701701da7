"""The recording of the terminal, half a minute of it, made from real output: an animated SVG and an asciinema file.

    python -m tools.recording INDEX [--out docs/pictures]

INDEX is an index of sample_catalog/. Each command runs as a process of its own behind a pseudo-terminal, so what is seen is
what it printed; the waiting is left out, and the typing is ours. asciinema plays `recording.cast`; the SVG moves in any
browser, and stands still for those who asked for less motion.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import pty
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

COLUMNS, ROWS = 88, 31
SCENES = (
    'shopcli ask "a quiet keyboard under 80, not black"',
    'shopcli ask "a tent for 4 people under 100" --no-text',
    "shopcli goes-with W-1001",
)
_TYPING_S, _READING_S, _STEPS = 1.6, 7.4, 4
_PROMPT = "\x1b[1;32m$\x1b[0m "
_FRAME = """<svg xml:space="preserve" class="rich-terminal" viewBox="0 0 {width} {height}" width="{width}" height="{height}">
<style>{styles}</style>
<defs>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})">{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>"""
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


@dataclass(frozen=True)
class Frame:
    """What stands on the screen from a moment on.

    Attributes:
        at_s: seconds from the start.
        added: what was written to the terminal then.
        screen: all that was written since the screen was cleared.
    """

    at_s: float
    added: str
    screen: str


def printed(command: str, index: Path) -> str:
    """What a command writes to a terminal of its own, its notes on standard error aside."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": "60", "SHOPCLI_INDEX": str(index)}
    environment.pop("NO_COLOR", None)
    words = [sys.executable, "-m", *shlex.split(command)]
    process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.DEVNULL, env=environment)
    os.close(theirs)
    parts: list[bytes] = []
    try:
        while part := os.read(ours, 65536):
            parts.append(part)
    except OSError:  # Linux says so where the other end is closed
        pass
    os.close(ours)
    if process.wait():
        raise SystemExit(f"{command} failed")
    return b"".join(parts).decode("utf-8").replace("\r\n", "\n").rstrip("\n") + "\n"


def frames(scenes: list[tuple[str, str]]) -> Iterator[Frame]:
    """The screen as it grows: the prompt, the command as it is typed, and what it prints; each scene on a clear screen.

    Args:
        scenes: commands with what they print.
    """
    at_s = 0.0
    for command, output in scenes:
        screen = _PROMPT
        yield Frame(at_s, f"\x1b[2J\x1b[H{screen}", screen)
        step = -(-len(command) // _STEPS)
        for start in range(0, len(command), step):
            at_s += _TYPING_S / _STEPS
            screen += command[start : start + step]
            yield Frame(at_s, command[start : start + step], screen)
        at_s += 0.6
        screen += f"\n{output}"
        yield Frame(at_s, f"\n{output}", screen)
        at_s += _READING_S


def cast(shown: list[Frame], lasts_s: float) -> str:
    """The recording as asciinema's file of version 2: a header, then an event a line."""
    header = {"version": 2, "width": COLUMNS, "height": ROWS, "title": "shopcli", "duration": round(lasts_s, 2)}
    events = [[round(frame.at_s, 2), "o", frame.added.replace("\n", "\r\n")] for frame in shown]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in (header, *events))


def animated(shown: list[Frame], lasts_s: float) -> str:
    """The recording as one SVG whose frames take turns, without a script."""
    pictures = [_picture(frame.screen, f"f{number}") for number, frame in enumerate(shown)]
    size = _SIZE.search(pictures[0])
    assert size
    ends = [frame.at_s for frame in shown[1:]] + [lasts_s]
    rules = [
        f".frame {{ visibility: hidden; animation: {lasts_s:.2f}s step-end infinite; }}",
        'text { font-family: "Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 20px; '
        "font-variant-east-asian: full-width; }",
    ]
    for number, (frame, end) in enumerate(zip(shown, ends, strict=True)):
        first, last = 100 * frame.at_s / lasts_s, 100 * end / lasts_s
        before = "" if first == 0 else "0% { visibility: hidden; } "
        behind = "" if last >= 100 else f" {last:.3f}% {{ visibility: hidden; }}"
        rules.append(f"@keyframes k{number} {{ {before}{first:.3f}% {{ visibility: visible; }}{behind} }}")
        rules.append(f"#s{number} {{ animation-name: k{number}; }}")
    still = [f"#s{len(shown) - 1} {{ visibility: visible; }}"]
    rules.append(f"@media (prefers-reduced-motion: reduce) {{ .frame {{ animation: none; }} {' '.join(still)} }}")
    groups = "\n".join(f'<g class="frame" id="s{number}">{picture}</g>' for number, picture in enumerate(pictures))
    style = "\n".join(rules)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[1]} {size[2]}" role="img">'
    return f"{head}\n<title>shopcli in a terminal</title>\n<style>\n{style}\n</style>\n{groups}\n</svg>\n"


def _picture(screen: str, name: str) -> str:
    """The last rows of a screen as rich draws them."""
    console = Console(
        file=io.StringIO(), record=True, width=COLUMNS, force_terminal=True, color_system="truecolor", legacy_windows=False
    )
    with console.capture():
        measured = [line for part in screen.split("\n") for line in Text.from_ansi(part).wrap(console, COLUMNS) or [Text()]]
    rows = measured[-ROWS:]
    for row in [*rows, *[Text()] * (ROWS - len(rows))]:
        console.print(row, no_wrap=True, overflow="ignore", crop=False)
    return console.export_svg(title="shopcli", code_format=_FRAME, unique_id=name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    arguments = parser.parse_args()
    shown = list(frames([(command, printed(command, arguments.index.resolve())) for command in SCENES]))
    lasts_s = shown[-1].at_s + _READING_S
    for name, text in (("recording.cast", cast(shown, lasts_s)), ("recording.svg", animated(shown, lasts_s))):
        (arguments.out / name).write_text(text, encoding="utf-8", newline="\n")
        print(arguments.out / name, f"{len(text) / 1000:.0f} kB, {lasts_s:.0f} s")


if __name__ == "__main__":
    main()
