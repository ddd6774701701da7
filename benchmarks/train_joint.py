"""What joint training is worth on a shop left out: match accuracy and drafts that pass, before and after, by objective.

    python benchmarks/train_joint.py PAIRS.jsonl LEFT_OUT_INDEX [--ways match generate both] [--steps 150] [--out build/joint]

PAIRS is made by `shopcli train prepare --index A --index B --index LEFT_OUT_INDEX --out PAIRS.jsonl`. Match accuracy is the
share of the shop's needs whose right product is first among its hard wrong ones; drafts are a model's own sentences for the
moves of the advice: free, decoded without constraint, which shows what the model knows of the form, and held to the grammar,
as `ask --drafts` decodes them, which shows what a user gets. They pass where the grammar and the roles bear them. A run that is
there already is read, not trained.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from shopcli.advisor import Advisor
from shopcli.config import DEFAULT_WRITER, load_settings
from shopcli.models.weights import sources as models
from shopcli.models.writer.prepare import converted
from shopcli.train.joint.joint import train_joint
from shopcli.train.joint.objective import Objective, encode_pair, losses_of
from shopcli.train.joint.pairs import TrainingPair, read_pairs
from shopcli.train.joint.run_folder import MANIFEST, Recipe, read_manifest, split_of
from shopcli.util.tally import tallied

WAYS = {"match": (1.0, 0.0), "generate": (0.0, 1.0), "both": (1.0, 1.0)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("index", type=Path)
    parser.add_argument("--ways", nargs="+", choices=tuple(WAYS), default=tuple(WAYS))
    parser.add_argument("--model", default=DEFAULT_WRITER)
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--wrong", type=int, default=5)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--temperature", type=float, default=Objective().temperature)
    parser.add_argument("--looks", type=int, default=5)
    parser.add_argument("--judged", type=int, default=40, help="pairs of the shop left out that are judged by")
    parser.add_argument("--drafts", type=int, default=2, help="drafts a move; 0 writes none")
    parser.add_argument("--needs", type=int, default=20, help="needs whose advice is drafted")
    parser.add_argument("--out", type=Path, default=Path("build/joint"))
    parser.add_argument(
        "--directions", type=int, default=0, help="only compare the two likelihoods untrained, on so many pairs"
    )
    given = parser.parse_args()
    pairs, _ = read_pairs(given.pairs)
    if given.directions:
        directions(given.model, [pair for pair in pairs if pair.wrong], given.directions)
        return
    split = split_of(pairs, [given.index.name], most=given.judged)
    print(f"{len(split.taught)} pairs taught; left out: {split.by}, {len(split.held)} pairs judged by")
    print("| way | right first | L_match | L_generate | free drafts pass | held drafts pass | minutes |")
    print("| --- | --- | --- | --- | --- | --- | --- |", flush=True)
    told_before = False
    for way in given.ways:
        folder = given.out / way
        if not (folder / MANIFEST).is_file() or "after" not in read_manifest(folder):
            train(way, given, split, folder)
        run = read_manifest(folder)
        if not told_before:
            row("before", run["before"], drafted(given, split.held, given.model), 0.0)
            told_before = True
        row(way, run["after"], drafted(given, split.held, str(folder)), run["seconds"] / 60)


def directions(model: str, pairs: list[TrainingPair], most: int) -> None:
    """How often the right product is first, by the likelihood of the need and by that of the product, before any training."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    folder = converted(models.fetch(model))
    tokenizer = AutoTokenizer.from_pretrained(folder)
    network = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.bfloat16).eval()
    for direction in ("need", "product"):
        objective, first = Objective(generate=0.0, direction=direction), 0
        chosen = pairs[:: max(1, len(pairs) // most)]
        for pair in chosen:
            with torch.inference_mode():
                first += losses_of(network, [encode_pair(pair, tokenizer, objective, wrong=None)], objective, 0).first
        print(f"{direction} foretold: right product first in {first} of {len(chosen)}", flush=True)


def train(way: str, given: argparse.Namespace, split, folder: Path) -> None:
    match, generate = WAYS[way]
    objective = Objective(match, generate, given.temperature)
    recipe = replace(
        Recipe(objective), steps=given.steps, batch=given.batch, wrong=given.wrong, rate=given.rate, looks=given.looks
    )
    train_joint(given.model, split, recipe, folder, resume=(folder / MANIFEST).is_file())


def drafted(given: argparse.Namespace, held: list[TrainingPair], model: str) -> list[str]:
    """Of the drafts that a model wrote for the needs of the shop that is left out, how many passed: free, and held."""
    return [passed(given, held, model, constrain=constrain) if given.drafts else "–" for constrain in (False, True)]


def passed(given: argparse.Namespace, held: list[TrainingPair], model: str, *, constrain: bool) -> str:
    advisor = Advisor.open(given.index, settings=load_settings(model=model, drafts=given.drafts, constrain=constrain))
    with tallied() as counts:
        for pair in held[: given.needs]:
            list(advisor.advise(advisor.ask(pair.need, text=False)))
    written = counts["drafts"]
    return f"{written - counts['drafts refused']} of {written}"


def row(way: str, figures, drafts: list[str], minutes: float) -> None:
    cells = [f"{figures[name]:.3f}" if name in figures else "–" for name in ("accuracy", "match", "generate")]
    print(f"| {way} | {' | '.join([*cells, *drafts])} | {minutes:.1f} |", flush=True)


if __name__ == "__main__":
    main()
