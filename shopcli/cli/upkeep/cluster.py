"""Options of commands that let many machines work."""

from __future__ import annotations

from typing import Annotated

import typer

OnOption = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="ray[:ADDRESS]", help="Build on a Ray cluster: HOST:PORT of its head, or this machine alone.",
        show_default=False,
    ),
]  # fmt: skip
