"""The growth plot: time, memory and disk against the number of products, on logarithmic axes, as an SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log10
from pathlib import Path
from typing import Any

import numpy as np

PANELS = {"build_s": "build, seconds (without embedding)", "peak_gib": "peak memory, GiB", "disk_gib": "index on disk, GiB"}
WHO = {"ours": ("shopcli", "#0b6e4f"), "rival": ("FAISS flat + bm25s", "#b5452c")}
WIDTH, HEIGHT, LEFT, TOP, GAP = 250, 190, 52, 56, 62


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """The power of the size with which values grow, by least squares on logarithms."""
    return float(np.polyfit(np.log(sizes), np.log(values), 1)[0])


def draw(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Draw the three panels; ``rows`` are the figures of benchmarks/scale.py, by size."""
    parts = [_panel(rows, what, LEFT + number * (WIDTH + GAP)) for number, what in enumerate(PANELS)]
    width, height = LEFT + len(PANELS) * (WIDTH + GAP), TOP + HEIGHT + 66
    legend = "".join(
        f'<circle cx="{LEFT + 6 + 130 * n}" cy="16" r="4" fill="{colour}"/>'
        f'<text x="{LEFT + 16 + 130 * n}" y="20">{escape(name)}</text>'
        for n, (name, colour) in enumerate(WHO.values())
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">'
        f'<rect width="100%" height="100%" fill="#fff"/>{legend}{"".join(parts)}</svg>\n',
        encoding="utf-8",
    )


def _panel(rows: Sequence[dict[str, Any]], what: str, left: float) -> str:
    sizes = [row["size"] for row in rows]
    values = {who: [row[who][what] for row in rows] for who in WHO}
    every = [value for found in values.values() for value in found]
    x_low, x_high = floor(log10(min(sizes))), max(floor(log10(min(sizes))) + 1, ceil(log10(max(sizes))))
    y_low, y_high = floor(log10(min(every))), ceil(log10(max(every)))

    def x(size: float) -> float:
        return left + WIDTH * (log10(size) - x_low) / (x_high - x_low)

    def y(value: float) -> float:
        return TOP + HEIGHT * (1 - (log10(value) - y_low) / max(1, y_high - y_low))

    parts = [f'<text x="{left}" y="{TOP - 12}" font-weight="bold">{escape(PANELS[what])}</text>']
    for power in range(x_low, x_high + 1):
        at = x(10**power)
        parts.append(f'<path d="M{at:.1f} {TOP}V{TOP + HEIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{at:.1f}" y="{TOP + HEIGHT + 16}" text-anchor="middle">{10**power:,}</text>')
    for power in range(y_low, y_high + 1):
        at = y(10.0**power)
        parts.append(f'<path d="M{left} {at:.1f}H{left + WIDTH}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    for number, (who, (_, colour)) in enumerate(WHO.items()):
        points = " ".join(f"{x(size):.1f},{y(value):.1f}" for size, value in zip(sizes, values[who], strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for size, value in zip(sizes, values[who], strict=True):
            parts.append(f'<circle cx="{x(size):.1f}" cy="{y(value):.1f}" r="3.5" fill="{colour}"/>')
        if len(rows) > 1:
            grows = f"size^{exponent(sizes, values[who]):.2f}"
            parts.append(f'<text x="{left + 8}" y="{TOP + 18 + 16 * number}" fill="{colour}">{grows}</text>')
    parts.append(f'<text x="{left + WIDTH / 2}" y="{TOP + HEIGHT + 36}" text-anchor="middle">products</text>')
    return "".join(parts)
