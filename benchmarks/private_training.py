"""What privacy costs a model: the loss and the match accuracy on a catalog left out, by the ε that training may spend.

    python benchmarks/private_training.py [--people 1000] [--steps 40] [--batch 32] [--seeds 1]

Made-up shoppers each say one pair: a thing of a colour, the right product, three near ones of another colour or another thing,
and a sentence. The model is a small one, of letters, whose base has learned from the catalog alone, which is
public; then `train joint` learns from the shoppers by LoRA, without privacy and under each ε. The shop that judges sells the
same things in combinations that no shopper asked for.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import tempfile
import time
from pathlib import Path

COLOURS = "red blue green black white grey pink gold brown violet".split()
THINGS = "mug tent lamp shoe desk sock hat ring coat sofa knife bowl".split()
EPSILONS = (None, 8.0, 3.0, 1.0)


def pairs_of(people: int, seed: int) -> tuple[list, list]:
    """What shoppers said, and what the catalog that is left out makes."""
    from shopcli.train.joint.pairs import ToldProduct, TrainingPair

    rng = random.Random(seed)
    every = list(itertools.product(COLOURS, THINGS))
    rng.shuffle(every)
    asked, apart = every[:90], every[90:]

    def told(colour: str, thing: str) -> ToldProduct:
        return ToldProduct(f"{colour}-{thing}", f"{colour} {thing}")

    def pair(colour: str, thing: str, catalog: str, session: str) -> TrainingPair:
        others = [
            (rng.choice([one for one in COLOURS if one != colour]), thing),
            (colour, rng.choice([one for one in THINGS if one != thing])),
            (rng.choice([one for one in COLOURS if one != colour]), rng.choice([one for one in THINGS if one != thing])),
        ]
        need, text = f"a {thing} in {colour}", f"Take the {thing}: it is {colour}."
        source = "collected" if session else "catalog"
        wrong = tuple(told(*one) for one in others)
        return TrainingPair(need, told(colour, thing), wrong, text, None, source, catalog, "en", "facts", session)

    said = [pair(*rng.choice(asked), "shop", f"s{number}") for number in range(people)]
    made = [pair(*one, "shop", "") for one in asked[:10]]
    return [*said, *made], [pair(*one, "left out", "") for one in apart]


def base_folder(folder: Path, seed: int, epochs: int) -> Path:
    """A small causal model that knows the catalog's words and no shopper: products told alone, by letters."""
    import torch

    from tests.tiny_models import make_network, make_tokenizer

    network, tokenizer = make_network("llama", seed=seed, initializer_range=0.05), make_tokenizer()
    rng, optimizer = random.Random(seed), torch.optim.AdamW(network.parameters(), 3e-3)
    network.train()
    for _ in range(epochs):
        lines = [f"{rng.choice(COLOURS)} {rng.choice(THINGS)}\n{rng.choice(COLOURS)} {rng.choice(THINGS)}" for _ in range(32)]
        rows = [tokenizer(line, add_special_tokens=False).input_ids for line in lines]
        longest = max(map(len, rows))
        labels = torch.tensor([[*row, *[-100] * (longest - len(row))] for row in rows])
        loss = network(input_ids=labels.clamp(min=0), labels=labels).loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    network.eval().save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, default in (("people", 1000), ("steps", 40), ("batch", 32), ("seeds", 1), ("base", 150)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--rate", type=float, default=1e-2)
    parser.add_argument("--clip", type=float, default=1.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"SHOPCLI_DATA_DIR": f"{home}/data", "SHOPCLI_CACHE_DIR": f"{home}/cache"}
        rows = [row for seed in range(given.seeds) for row in measured(given, seed, Path(home))]
    print("| ε asked | ε spent | noise | L_match | L_generate | right product first | processor s |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for epsilon in ("before", *EPSILONS):
        own = [row for row in rows if row["asked"] == epsilon]
        means = {name: sum(row[name] for row in own) / len(own) for name in own[0] if name != "asked"}
        name = "untrained" if epsilon == "before" else "∞" if epsilon is None else f"{epsilon:g}"
        told = " | ".join(f"{means[key]:.3g}" for key in ("epsilon", "noise", "match", "generate", "accuracy", "seconds"))
        print(f"| {name} | {told} |".replace("inf", "∞"))


def measured(given: argparse.Namespace, seed: int, home: Path) -> list[dict]:
    """A row for each ε, and one of the base."""
    from shopcli.train.joint.joint import train_joint
    from shopcli.train.joint.objective import Objective
    from shopcli.train.joint.run_folder import Privacy, Recipe, Split

    base = base_folder(home / f"base{seed}", seed, given.base)
    said, apart = pairs_of(given.people, seed)
    split, rows = Split(said, apart, "the catalog left out"), []
    for epsilon in EPSILONS:
        private = None if epsilon is None else Privacy(epsilon, 1e-5, given.clip)
        recipe = Recipe(Objective(), given.steps, given.batch, 3, given.rate, 3, 9, seed, private=private)
        started = time.process_time()
        trained = train_joint(str(base), split, recipe, home / f"run{seed}-{epsilon}")
        spent = {"asked": epsilon, "seconds": time.process_time() - started}
        account = trained.private or {"epsilon": float("inf"), "noise": 0.0}
        if epsilon is None:
            rows.append({"asked": "before", "seconds": 0.0, "epsilon": 0.0, "noise": 0.0, **trained.before})
        rows.append({**spent, "epsilon": account["epsilon"], "noise": account["noise"], **trained.after})
        print(json.dumps(rows[-1]), flush=True)
    return rows


if __name__ == "__main__":
    main()
