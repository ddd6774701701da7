"""A picture of real output, as an SVG made by code: for the README, and for keeping an answer."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from shopcli.errors import ShopcliError, UsageError
from shopcli.render.console import Console
from shopcli.text.safe import safe
from shopcli.util import atomic

Look = Literal["colour", "no colour", "plain"]

# Rich's own frame without its web font: whoever looks at the picture fetches nothing. Spaces are kept for the viewers that
# would drop those at the start of a run.
_FRAME = """\
<svg xml:space="preserve" class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: "Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px;
  line-height: {line_height}px;
  font-variant-east-asian: full-width;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def save_svg(render: Callable[[Console], None], path: Path, *, title: str, width: int = 100, look: Look = "colour") -> None:
    """Write what ``render`` shows on a terminal of ``width`` cells to ``path``; the same output gives the same bytes.

    Args:
        render: shows something.
        path: the file; one that is there is replaced whole.
        title: stands above the picture.
        width: cells.
        look: as a terminal with or without colour shows it, or as plain lines.

    Raises:
        ShopcliError: it cannot be written; a file that was there is whole.
    """
    console = Console(out=io.StringIO(), err=io.StringIO(), plain=False, width=width, color=True, record=True)
    if look == "colour":
        render(console)
    else:
        out = io.StringIO()
        render(Console(out=out, err=io.StringIO(), plain=look == "plain", width=width, color=False))
        console.message(out.getvalue().rstrip("\n"))
    console.end_line()
    try:
        atomic.write_text(path, console.export_svg(safe(title), _FRAME))
    except OSError as error:
        reason = error.strerror or str(error)
        raise ShopcliError(f"{path} cannot be written: {reason}.", hint="Name a file in a folder of yours.") from None


def check_picture(path: Path, *, overwrite: bool) -> None:
    """Whether a picture may be kept at ``path``; asked before the work is done.

    Raises:
        UsageError: another suffix than .svg, or a file is there and ``overwrite`` was not asked for.
    """
    if path.suffix.lower() != ".svg":
        given = path.suffix or "a file without suffix"
        raise UsageError(f"A picture is saved as SVG, not as {given}.", hint="Name a file that ends in .svg.")
    if path.exists() and not overwrite:
        raise UsageError(f"{path} is there already.", hint="Replace it with --force, or name another file.")
