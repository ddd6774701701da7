"""``shopcli train``: what can be learned from a catalog on this machine. Parse, call, render; no logic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shopcli.cli.common import open_console, pull
from shopcli.cli.options import PlainOption
from shopcli.cli.parameters import Command, Group
from shopcli.cli.train_chatbot import chatbot_command
from shopcli.cli.train_joint import joint_command, prepare_command
from shopcli.config import load_settings

if TYPE_CHECKING:
    from shopcli.train.examples import Example

train_app = typer.Typer(cls=Group, help="Learn from your catalogs, on this machine.", no_args_is_help=True)


@train_app.callback()
def train() -> None:
    """Learn from your catalogs, on this machine."""  # a callback, so that a lone command keeps its name


train_app.command("prepare", cls=Command)(prepare_command)
train_app.command("joint", cls=Command)(joint_command)
train_app.command("chatbot", cls=Command)(chatbot_command)


@train_app.command("rerank", cls=Command)
def train_rerank_command(
    indexes: Annotated[list[Path], typer.Argument(metavar="INDEX...", help="Index folders, best of several trades.")],
    out: Annotated[Path, typer.Option("--out", help="The file of weights to write.")],
    searches: Annotated[
        list[Path] | None,
        typer.Option("--searches", help="Graded searches of the first index: a CSV of query, docid, rating."),
    ] = None,
    needs: Annotated[
        list[Path] | None,
        typer.Option("--needs", help="Needs with their right products, a file for each index, in order, as `evaluate` has."),
    ] = None,
    requests: Annotated[int, typer.Option("--requests", min=0, help="How many requests are made from each index.")] = 200,
    seed: Annotated[int, typer.Option("--seed", help="The same seed makes the same requests.")] = 0,
    plain: PlainOption = False,
) -> None:
    """Learn how attention, words, category and retrieval add up, from requests made of your catalogs' facts.

    Put the file's path under `rank_weights` in the settings to use it.
    """
    from shopcli.advisor import Advisor
    from shopcli.train.rerank import examples_of, learn, worth_lines

    settings = load_settings(plain=plain or None)
    console = open_console(settings)
    advisors = [Advisor.open(path, settings=settings) for path in indexes]
    pull(console, [advisor.index.manifest.embedder for advisor in advisors])
    examples: list[Example] = []
    with console.progress("Making requests", len(advisors)) as task:
        for number, advisor in enumerate(advisors):
            own = needs[number] if needs and number < len(needs) else None
            examples += examples_of(advisor, searches or [] if number == 0 else [], requests, seed, own)
            task.reach(number + 1, len(advisors))
    with console.progress("Learning", None) as task:
        learned = learn(examples, on_fit=task.reach)
    learned.weights.save(out, notes=", ".join(f"{one.source} ({one.n})" for one in learned.worth))
    console.message("\n".join([*worth_lines(learned), f"Saved as {out}."]))


@train_app.command("writer", cls=Command)
def train_writer_command(
    out: Annotated[Path, typer.Option("--out", help="The folder for the tuned model; use it with --model.")],
    pairs: Annotated[
        Path | None,
        typer.Option("--pairs", help="Your own: JSON Lines of subject, facts and text (or messages and text)."),
    ] = None,
    indexes: Annotated[
        list[Path] | None, typer.Option("--index", "-i", help="Also word products of these indexes, by the same patterns.")
    ] = None,
    model: Annotated[str | None, typer.Option("--model", help="What is tuned: a folder, a .gguf file or hf:ORG/NAME.")] = None,
    made: Annotated[int, typer.Option("--made", min=0, help="How many pairs are made up besides.")] = 560,
    moves: Annotated[
        bool, typer.Option("--moves", help="Also learn sentences of its own for `ask --drafts`: 2,514 pairs by hand.")
    ] = False,
    epochs: Annotated[int, typer.Option("--epochs", min=1, help="How often all of it is gone through.")] = 1,
    seed: Annotated[int, typer.Option("--seed", help="The same seed makes the same pairs, in the same order.")] = 0,
    plain: PlainOption = False,
) -> None:
    """Teach a writer to word plans faithfully: LoRA on invented goods, your catalogs' facts and your own pairs. Needs peft."""
    from shopcli.train.moves import held_apart
    from shopcli.train.writer import base_of, gather_pairs, need_peft, taught_summary, train_writer

    need_peft()
    settings = load_settings(model=model, plain=plain or None)
    console = open_console(settings)
    pull(console, [settings.model])
    told, held_out = held_apart() if moves else ([], [])
    gathered = gather_pairs(made, pairs, indexes or [], moves=told, seed=seed)
    folder, base = base_of(settings.model)
    with console.progress("Learning", None) as task:
        taught = train_writer(
            folder,
            gathered,
            base=base,
            out=out,
            seed=seed,
            epochs=epochs,
            held_out=held_out,
            on_step=lambda n, of, _: task.reach(n, of),
        )
    console.message(taught_summary(taught, len(gathered)))


@train_app.command("understand", cls=Command)
def train_understand_command(
    out: Annotated[Path, typer.Option("--out", help="The file of the tagger to write.")],
    requests: Annotated[
        list[Path] | None, typer.Option("--requests", help="Your own tagged requests, one a line, beside this project's.")
    ] = None,
    pieces: Annotated[
        Path | None,
        typer.Option("--pieces", help="Take the pieces anew: a folder of the multilingual encoder (weights.npz, sp.model)."),
    ] = None,
    contextual: Annotated[
        Path | None,
        typer.Option(
            "--contextual", help="Teach a BERT in this folder instead, which reads English beside the small networks."
        ),
    ] = None,
    networks: Annotated[int, typer.Option("--networks", min=1, help="How many are averaged, for all and for Chinese.")] = 2,
    epochs: Annotated[
        int | None, typer.Option("--epochs", min=1, help="How often all of it is gone through: 20 times, a BERT 4 times.")
    ] = None,
    held: Annotated[float, typer.Option("--held", min=0.0, max=0.5, help="The share of the trades to judge by instead.")] = 0.0,
    seed: Annotated[int, typer.Option("--seed", help="The same seed makes the same variations, in the same order.")] = 0,
    plain: PlainOption = False,
) -> None:
    """Learn which words of a request name the thing, wish, limit, exclude or order, from requests tagged by hand."""
    from shopcli.train.tagging.understand import Recipe, learn_tagger, save_tagger

    console, files = open_console(load_settings(plain=plain or None)), requests or []
    with console.progress("Learning", None) as task:
        if contextual:
            from shopcli.train.tagging.contextual import FineTuning, learn_contextual

            tuning = FineTuning(epochs=epochs) if epochs else FineTuning()
            learned = learn_contextual(files, contextual, held=held, recipe=tuning, seed=seed, on_epoch=task.reach)
        else:
            recipe, seeds = Recipe(epochs=epochs) if epochs else Recipe(), range(seed, seed + networks)
            learned = learn_tagger(files, pieces, held=held, seeds=seeds, recipe=recipe, on_epoch=task.reach)
    save_tagger(out, learned.arrays)
    console.message("\n".join([*learned.lines(), f"Saved as {out}."]))


@train_app.command("needs", cls=Command)
def train_needs_command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The sentence encoder that it begins as: all-MiniLM-L6-v2.")],
    out: Annotated[Path, typer.Option("--out", help="The file of the need encoder to write.")],
    needs: Annotated[
        list[Path] | None,
        typer.Option("--needs", help="Your own needs beside the things that serve them, with this project's."),
    ] = None,
    epochs: Annotated[int, typer.Option("--epochs", min=1, help="How often all of it is gone through.")] = 4,
    seed: Annotated[int, typer.Option("--seed", help="The same seed makes the same batches, in the same order.")] = 0,
    plain: PlainOption = False,
) -> None:
    """Learn which things serve what shoppers tell ("hear the baby from the garden"), from needs told by hand."""
    from shopcli.train.retrieval.need_encoder import Recipe, learn_need_encoder
    from shopcli.train.tagging.understand import save_tagger

    console = open_console(load_settings(plain=plain or None))
    with console.progress("Learning", None) as task:
        learned = learn_need_encoder(needs or [], folder, recipe=Recipe(epochs=epochs), seed=seed, on_step=task.reach)
    save_tagger(out, learned)
    console.message(f"Saved as {out}.")


@train_app.command("turns", cls=Command)
def train_turns_command(
    out: Annotated[Path, typer.Option("--out", help="The file of the act tagger to write.")],
    turns: Annotated[
        list[Path] | None, typer.Option("--turns", help="Your own tagged turns, one a line, beside this project's.")
    ] = None,
    held: Annotated[list[Path] | None, typer.Option("--held", help="Tagged turns to judge by, that are not learned.")] = None,
    contextual: Annotated[
        Path | None,
        typer.Option("--contextual", help="Teach all-MiniLM-L6-v2 in this folder instead, which reads English beside it."),
    ] = None,
    plain: PlainOption = False,
) -> None:
    """Learn what a shopper does in each stretch of a turn (asks, refines, rejects, tells, ...), from turns tagged by hand."""
    from shopcli.train.tagging.understand import save_tagger
    from shopcli.train.turns import learn_acts

    console = open_console(load_settings(plain=plain or None))
    with console.progress("Learning", None) as task:
        if contextual:
            from shopcli.train.tagging.act_encoder import learn_act_encoder
            from shopcli.train.tagging.tagged_turns import read_turns

            own = [turn for file in turns or [] for turn in read_turns(file)]
            arrays, lines = learn_act_encoder(own, contextual, on_epoch=task.reach), list[str]()
        else:
            learned = learn_acts(turns or [], held or [])
            arrays, lines = learned.arrays, learned.lines()
    save_tagger(out, arrays)
    console.message("\n".join([*lines, f"Saved as {out}."]))


@train_app.command("feelings", cls=Command)
def train_feelings_command(
    out: Annotated[Path, typer.Option("--out", help="The file of the classifier to write.")],
    statements: Annotated[
        list[Path] | None, typer.Option("--statements", help="Your own: + praise, - complaint, 0 neither, one a line.")
    ] = None,
    held: Annotated[list[Path] | None, typer.Option("--held", help="Statements to judge by, that are not learned.")] = None,
    epochs: Annotated[
        int | None, typer.Option("--epochs", min=1, help="How often all of it is gone through (4; beyond Latin letters 8).")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="The same seed shuffles alike.")] = 0,
    plain: PlainOption = False,
) -> None:
    """Learn which statements of reviews praise or complain, from statements marked by hand, in English and Chinese."""
    from shopcli.pipeline.reviews.feelings import ENCODERS
    from shopcli.train.feelings import train_feelings

    console = open_console(load_settings(plain=plain or None))
    pull(console, list(ENCODERS))
    with console.progress("Learning", None) as task:
        lines = train_feelings(out, statements or [], held or [], seed=seed, epochs=epochs, on_epoch=task.reach)
    console.message("\n".join([*lines, f"Saved as {out}."]))
