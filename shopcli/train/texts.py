"""Training texts: sections of entries, one a line, in text files beside this one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

Section = tuple[str, tuple[str, ...]]


def read_sections(name: str) -> list[Section]:
    """The sections of a text file beside this one, in order."""
    return sections_of(Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines())


def sections_of(lines: Iterable[str]) -> list[Section]:
    """Headings in brackets, each with the entries below it; empty lines and those that begin with # say nothing.

    Raises:
        ValueError: an entry before the first heading.
    """
    sections: list[tuple[str, list[str]]] = []
    for line in lines:
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            sections.append((line[1:-1], []))
        elif sections:
            sections[-1][1].append(line)
        else:
            raise ValueError(f"{line!r} stands before the first heading")
    return [(heading, tuple(entries)) for heading, entries in sections]
