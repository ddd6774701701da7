"""A picture of real output, as an SVG made by code: for the README, and for keeping an answer."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from shopcli.render.console import Console
from shopcli.render.safe import safe

# Rich's own frame without its web font: whoever looks at the picture fetches nothing.
_FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
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


def save_svg(render: Callable[[Console], None], path: Path, *, title: str, width: int = 100) -> None:
    """Write what ``render`` shows on a terminal of ``width`` cells to ``path``; the same output gives the same bytes."""
    console = Console(out=io.StringIO(), err=io.StringIO(), plain=False, width=width, color=True, record=True)
    render(console)
    console.end_line()
    path.write_text(console.export_svg(safe(title), _FRAME), encoding="utf-8", newline="\n")
