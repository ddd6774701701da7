"""``shopcli train``: what can be learned from a catalog on this machine. Parse, call, render; no logic."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shopcli.config import load_settings
from shopcli.wiring import open_console, pull

train_app = typer.Typer(help="Learn from your catalogs, on this machine.", no_args_is_help=True)


@train_app.callback()
def train() -> None:
    """Learn from your catalogs, on this machine."""  # a callback, so that a lone command keeps its name


@train_app.command("heads")
def train_heads_command(
    indexes: Annotated[list[Path], typer.Argument(metavar="INDEX...", help="Index folders, whose products make the requests.")],
    searches: Annotated[
        Path | None, typer.Option("--searches", help="Graded searches instead: a CSV of query, product id, grade.")
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", help="The language model: a folder, a .gguf file or hf:ORG/NAME.")
    ] = None,
    device: Annotated[str | None, typer.Option("--device", help="auto, cpu, cuda or mps.", show_default="auto")] = None,
    keep: Annotated[int | None, typer.Option("--keep", min=1, help="How many heads to keep.", show_default="16")] = None,
    requests: Annotated[int, typer.Option("--requests", min=4, help="How many requests; half choose, half judge.")] = 60,
    seed: Annotated[int, typer.Option("--seed", help="The same seed draws the same requests.")] = 0,
    plain: Annotated[bool, typer.Option("--plain", help="No colour, no boxes, no symbols.")] = False,
) -> None:
    """Find the attention heads of a language model that `ask --reranker lm` reads, and store them for it."""
    from shopcli.config import cache_dir
    from shopcli.head_finder import KEPT_HEADS, found_summary, train_heads, trials_from_facts, trials_from_searches
    from shopcli.index import Index
    from shopcli.write import load_language_model

    settings = load_settings(model=model, device=device, plain=plain or None)
    console = open_console(settings)
    opened = [Index(path, cache_dir=cache_dir()) for path in indexes]
    if searches is None:
        trials = trials_from_facts(opened, requests, seed)
    else:
        trials = trials_from_searches(searches, opened, requests, seed)
    pull(console, [settings.model])
    language_model = load_language_model(settings.model, device=settings.device)
    with console.progress("Reading requests", len(trials)) as task:
        found = train_heads(language_model, trials, keep=keep or KEPT_HEADS, on_trial=lambda n: task.reach(n, len(trials)))
    console.message(found_summary(found))
