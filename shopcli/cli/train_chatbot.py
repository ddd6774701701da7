"""``shopcli train chatbot``: a writer of one's own, from nothing but pairs. Parse, call, render; no logic."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shopcli.cli.common import open_console
from shopcli.cli.options import DeviceOption, PlainOption
from shopcli.config import load_settings


def chatbot_command(
    out: Annotated[Path, typer.Option("--out", help="The run's folder; use it with --model own:DIR.")],
    pairs: Annotated[
        list[Path] | None,
        typer.Option(
            "--pairs",
            help="JSON Lines as `train writer` reads or `train prepare` writes them.",
            show_default="this project's own",
        ),
    ] = None,
    with_own: Annotated[bool, typer.Option("--with-own", help="This project's own sentences beside --pairs.")] = False,
    made: Annotated[int, typer.Option("--made", min=0, help="How many of its own are made over invented goods.")] = 560,
    size: Annotated[str, typer.Option("--size", help="base (512, 8, 6), small (256, 4, 2) or tiny (128, 4, 2).")] = "base",
    dim: Annotated[int | None, typer.Option("--dim", help="d_model, in place of the size's.")] = None,
    heads: Annotated[int | None, typer.Option("--heads", help="Heads of attention, in place of the size's.")] = None,
    layers: Annotated[int | None, typer.Option("--layers", help="Layers of each half, in place of the size's.")] = None,
    vocabulary: Annotated[int, typer.Option("--vocabulary", help="Tokens to learn, at most.")] = 8000,
    epochs: Annotated[int, typer.Option("--epochs", min=1, help="How often all of it is gone through, at most.")] = 20,
    batch: Annotated[int, typer.Option("--batch", min=1, help="Pairs a step.")] = 32,
    schedule: Annotated[str, typer.Option("--schedule", help="How the rate falls after the warm-up: noam or cosine.")] = "noam",
    warm_up: Annotated[int, typer.Option("--warm-up", min=1, help="Steps in which the rate rises.")] = 400,
    rate: Annotated[float, typer.Option("--rate", help="The highest learning rate; 0 is the schedule's own.")] = 0.0,
    smoothing: Annotated[float, typer.Option("--smoothing", help="Label smoothing.")] = 0.1,
    dropout: Annotated[float, typer.Option("--dropout", help="Dropout while it learns.")] = 0.1,
    patience: Annotated[int, typer.Option("--patience", min=1, help="Looks without a better one before it ends.")] = 3,
    minutes: Annotated[
        float | None, typer.Option("--minutes", min=0.0, help="End after so long, at the next look.", show_default="no limit")
    ] = None,
    precision: Annotated[str, typer.Option("--precision", help="auto (bf16 where the machine has it), bf16 or fp32.")] = "auto",
    seed: Annotated[int, typer.Option("--seed", help="The same seed trains the same.")] = 0,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was broken off.")] = False,
    device: DeviceOption = None,
    plain: PlainOption = False,
) -> None:
    """Train a writer from nothing: an encoder-decoder Transformer, its vocabulary learned from the pairs.

    Without --pairs it learns this project's own sentences. What does best on
    pairs held out is kept. The folder holds the weights, the vocabulary,
    curves (curves.svg) and a manifest (run.json).
    """
    from shopcli.train.chatbot.chatbot import train_chatbot, trained_lines
    from shopcli.train.chatbot.corpus import corpus_lines, gather
    from shopcli.train.chatbot.recipe import named_recipe

    settings = load_settings(plain=plain or None, device=device)
    console = open_console(settings)
    recipe = named_recipe(
        size,
        {"dim": dim, "heads": heads, "layers": layers},
        vocabulary=vocabulary,
        epochs=epochs,
        batch=batch,
        rate=rate,
        schedule=schedule,
        warm_up=warm_up,
        smoothing=smoothing,
        dropout=dropout,
        patience=patience,
        seed=seed,
    )
    corpus = gather(pairs or [], own=with_own or not pairs, made=made, seed=seed)
    for line in (*corpus.left_out.lines(), *corpus_lines(corpus)):
        console.note(line)
    with console.progress("Learning", None) as task:
        trained = train_chatbot(
            corpus,
            recipe,
            out,
            device=settings.device,
            precision=precision,
            resume=resume,
            most_s=float("inf") if minutes is None else 60 * minutes,
            on_step=task.reach,
        )
    console.message("\n".join(trained_lines(trained, corpus)))
