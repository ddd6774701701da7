"""``shopcli train prepare`` and ``shopcli train joint``: pairs, and a model that learns matching and text from them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from shopcli.cli.common import open_console, pull
from shopcli.cli.options import PlainOption
from shopcli.config import load_settings


def prepare_command(
    out: Annotated[Path, typer.Option("--out", help="The file of pairs to write, JSON Lines.")],
    indexes: Annotated[
        list[Path] | None, typer.Option("--index", "-i", help="Make needs of this index, and look products up in it.")
    ] = None,
    pairs: Annotated[
        list[Path] | None, typer.Option("--pairs", help="Labelled needs: CSV or JSON of need, product (id or title), text.")
    ] = None,
    collected: Annotated[
        bool, typer.Option("--collected", help="Also what was collected: needs with what was chosen.")
    ] = False,
    made: Annotated[int, typer.Option("--made", min=0, help="How many needs are made of each index.")] = 200,
    wrong: Annotated[int, typer.Option("--wrong", min=1, max=100, help="Wrong products a pair, at most.")] = 20,
    seed: Annotated[int, typer.Option("--seed", help="The same seed makes the same needs.")] = 0,
    plain: PlainOption = False,
) -> None:
    """Make training pairs: a need, its right product, near ones that are wrong, and what may be said.

    What becomes no pair is counted by its reason and named.
    """
    from shopcli.advisor import Advisor
    from shopcli.errors import UsageError
    from shopcli.pipeline.personal.collected import Collected, collected_path
    from shopcli.train.joint.pairs import balance_lines, write_pairs
    from shopcli.train.joint.prepare import prepare

    settings = load_settings(plain=plain or None)
    console = open_console(settings)
    if collected and not collected_path().is_file():
        raise UsageError("Nothing was collected yet.", hint="Turn it on with: shopcli collect on")
    sessions = Collected().sessions() if collected else []
    advisors = [Advisor.open(path, settings=settings) for path in indexes or []]
    pull(console, [advisor.index.manifest.embedder for advisor in advisors])
    with console.progress("Making pairs", made * len(advisors) or None) as task:
        found, left_out = prepare(advisors, pairs or [], sessions, made=made, seed=seed, wrong=wrong, on_pair=task.reach)
    for line in left_out.lines():
        console.note(line)
    write_pairs(out, found)
    console.message("\n".join([*balance_lines(found), f"Saved as {out}."]))


def joint_command(
    pairs: Annotated[Path, typer.Option("--pairs", help="The file of pairs, from `shopcli train prepare`.")],
    out: Annotated[Path, typer.Option("--out", help="The run's folder; use it with --model (an encoder with --embedder).")],
    model: Annotated[
        str | None, typer.Option("--model", help="What is trained: a folder, a .gguf file or hf:ORG/NAME.")
    ] = None,
    encoder: Annotated[bool, typer.Option("--encoder", help="Train a masked encoder, on matching alone.")] = False,
    match: Annotated[float, typer.Option("--match", min=0, help="The weight of matching in the loss.")] = 1.0,
    generate: Annotated[float, typer.Option("--generate", min=0, help="The weight of the text in the loss.")] = 1.0,
    temperature: Annotated[float, typer.Option("--temperature", help="Of the softmax over candidates, in nats.")] = 0.2,
    foretold: Annotated[
        str, typer.Option("--foretold", help="Match by the likelihood of the `need` or the `product`.")
    ] = "need",
    left_out: Annotated[
        list[str] | None,
        typer.Option("--left-out", help="A catalog to judge by and not to learn from; the smallest by default."),
    ] = None,
    judged: Annotated[int, typer.Option("--judged", min=1, help="How many pairs of it are judged by, at most.")] = 40,
    steps: Annotated[int, typer.Option("--steps", min=1, help="Steps, at most.")] = 150,
    batch: Annotated[int, typer.Option("--batch", min=1, help="Pairs a step.")] = 4,
    wrong: Annotated[int, typer.Option("--wrong", min=1, help="Wrong products a pair, drawn from all it has.")] = 5,
    rate: Annotated[float | None, typer.Option("--rate", help="The highest learning rate: 5e-4, of an encoder 2e-5.")] = None,
    looks: Annotated[int, typer.Option("--looks", min=1, help="How often what is left out is judged.")] = 5,
    patience: Annotated[int, typer.Option("--patience", min=1, help="Looks without a better one before it ends.")] = 2,
    seed: Annotated[int, typer.Option("--seed", help="The same seed trains the same.")] = 0,
    private: Annotated[
        float | None,
        typer.Option("--private", help="Learn with differential privacy for each person, within this ε. Needs opacus."),
    ] = None,
    delta: Annotated[float, typer.Option("--delta", help="Under --private, the chance that ε does not hold.")] = 1e-5,
    clip: Annotated[float, typer.Option("--clip", help="Under --private, the longest gradient of one person.")] = 1.0,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was broken off.")] = False,
    plain: PlainOption = False,
) -> None:
    """Train a writer on matching and text together: L = match · L_match + generate · L_generate. Needs peft.

    LoRA on any causal language model; what does best on the catalog left out is kept. The folder holds the
    model, curves (curves.svg) and a manifest (run.json). Under --private what a person said bears on the model
    within ε alone, and nothing of it on what is judged; --batch is then how many people a step takes on average,
    and the noise comes from no seed.
    """
    from shopcli.config import ENGLISH_EMBEDDER
    from shopcli.errors import UsageError
    from shopcli.train.joint.encoder import train_encoder
    from shopcli.train.joint.joint import train_joint, trained_lines
    from shopcli.train.joint.objective import Objective
    from shopcli.train.joint.pairs import read_pairs
    from shopcli.train.joint.private import private_split
    from shopcli.train.joint.run_folder import Privacy, Recipe, split_of

    if foretold not in ("need", "product"):
        raise UsageError(f"{foretold!r} cannot be foretold.", hint="--foretold takes need or product.")
    direction: Literal["need", "product"] = "need" if foretold == "need" else "product"
    objective = Objective(match, 0.0 if encoder else generate, temperature, direction)
    rate = rate if rate is not None else 2e-5 if encoder else 5e-4
    if private is not None and encoder:
        raise UsageError(
            "An encoder cannot be trained with --private: it takes for wrong what is right for others, so that no gradient is "
            "one person's.",
            hint="Train a writer with --private, or the encoder on pairs that were prepared without --collected.",
        )
    privacy = None if private is None else Privacy(private, delta, clip)
    recipe = Recipe(objective, steps, batch, wrong, rate, looks, patience, seed, private=privacy)
    settings = load_settings(plain=plain or None)
    spec = model or (ENGLISH_EMBEDDER if encoder else settings.model)
    console = open_console(settings)
    found, bad = read_pairs(pairs)
    for line in bad.lines():
        console.note(line)
    split = (private_split if privacy else split_of)(found, left_out or [], most=judged, file=str(pairs))
    pull(console, [spec])
    with console.progress("Learning", steps) as task:
        train = train_encoder if encoder else train_joint
        trained = train(spec, split, recipe, out, resume=resume, on_step=task.reach)
    console.message("\n".join(trained_lines(trained, split, recipe, flag="--embedder" if encoder else "--model")))
