"""Learning curves as SVG: panels of figures by the step, what is taught beside what is left out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT, _MARGIN, _GAP = 720, 190, 52, 34
_COLOURS = {"taught": "#7a8ca5", "left out": "#c2410c"}
Point = tuple[float, float]
Panel = tuple[str, Mapping[str, str]]
"""A title, and by the name of each line the figure that it shows."""


def panels_svg(history: Sequence[Mapping[str, float]], panels: Sequence[Panel]) -> str:
    """A picture of the log of a run.

    Args:
        history: rows of ``step`` and the figures of that step, as transformers' trainer keeps them.
        panels: what is drawn, from the top; one without a figure is left out, numbers that are none (NaN) are passed over.
    """
    drawn = [(title, {name: _points(history, key) for name, key in keys.items()}) for title, keys in panels]
    drawn = [(title, lines) for title, lines in drawn if any(lines.values())]
    height = len(drawn) * (_HEIGHT + _GAP) + _GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    last = max((step for _, lines in drawn for points in lines.values() for step, _ in points), default=1.0)
    for number, (title, lines) in enumerate(drawn):
        parts += _panel(title, lines, _GAP + number * (_HEIGHT + _GAP), max(last, 1.0))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _points(history: Sequence[Mapping[str, float]], key: str) -> list[Point]:
    return [(float(row.get("step", 0)), float(row[key])) for row in history if key in row and math.isfinite(float(row[key]))]


def _panel(title: str, lines: Mapping[str, Sequence[Point]], top: float, last: float) -> list[str]:
    values = [value for points in lines.values() for _, value in points]
    low, high = min(0.0, *values), max(*values, 1e-9)

    def place(point: Point) -> str:
        x = _MARGIN + (point[0] / last) * (_WIDTH - 2 * _MARGIN)
        return f"{x:.1f},{top + _HEIGHT - (point[1] - low) / (high - low) * _HEIGHT:.1f}"

    right, bottom = _WIDTH - _MARGIN, top + _HEIGHT
    drawn = [
        f'<text x="{_MARGIN}" y="{top - 8}" font-weight="bold">{escape(title)}</text>',
        f'<path d="M{_MARGIN},{top} V{bottom} H{right}" fill="none" stroke="#333333"/>',
        f'<text x="{_MARGIN - 6}" y="{top + 4}" text-anchor="end">{high:.3g}</text>',
        f'<text x="{_MARGIN - 6}" y="{bottom}" text-anchor="end">{low:.3g}</text>',
        f'<text x="{right}" y="{bottom + 14}" text-anchor="end">step {last:g}</text>',
    ]
    for number, (name, points) in enumerate((name, points) for name, points in lines.items() if points):
        colour = _COLOURS[name]
        drawn.append(f'<polyline points="{" ".join(map(place, points))}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        drawn += [
            f'<circle cx="{at[0]}" cy="{at[1]}" r="2.5" fill="{colour}"/>' for at in (place(one).split(",") for one in points)
        ]
        drawn.append(f'<text x="{right}" y="{top - 8 + 14 * number}" text-anchor="end" fill="{colour}">{name}</text>')
    return drawn
