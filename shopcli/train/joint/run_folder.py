"""The folder of a training run: what was trained on what, with which settings, versions and seed, and what came of it."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from shopcli.errors import UsageError
from shopcli.pipeline.personal.training_register import note_run
from shopcli.train.joint.curves import curves_svg
from shopcli.train.joint.objective import Objective
from shopcli.train.joint.pairs import TrainingPair, digest_of
from shopcli.train.runs import run_folder as runs
from shopcli.train.runs.run_folder import CURVES, MANIFEST, read_manifest, write_manifest
from shopcli.util import atomic

__all__ = ["CURVES", "MANIFEST", "read_manifest", "write_manifest"]

CHECKPOINTS = "checkpoints"
_FORMAT = 1
_HELD_ONE_IN = 10  # needs of a lone catalog


@dataclass(frozen=True, slots=True)
class Privacy:
    """What training may tell of one person: (ε, δ)-differential privacy, by gradients clipped to a norm.

    Attributes:
        epsilon: what all steps together may cost.
        delta: the chance that they cost more.
        clip: the longest that one person's gradient may be.
    """

    epsilon: float
    delta: float = 1e-5
    clip: float = 1.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """How it is trained.

    Attributes:
        objective: the two losses and their weights.
        steps: at most; each of ``batch`` pairs.
        batch: pairs a step.
        wrong: wrong products a pair, drawn from all that it has; judged by all.
        rate: the highest learning rate, in AdamW.
        looks: how often what is left out is judged on the way.
        patience: how many looks may pass without a better one before the training ends.
        seed: of the pairs' order, the drawn wrong products and the fresh weights.
        rank, alpha: of LoRA.
        private: with what privacy; None without.
    """

    objective: Objective = field(default_factory=Objective)
    steps: int = 150
    batch: int = 4
    wrong: int = 5
    rate: float = 5e-4
    looks: int = 5
    patience: int = 2
    seed: int = 0
    rank: int = 16
    alpha: int = 32
    private: Privacy | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """What is taught, and what is left out to judge by; ``by`` says how it was chosen, ``file`` where all of it lies."""

    taught: Sequence[TrainingPair]
    held: Sequence[TrainingPair]
    by: str
    file: str = ""

    @property
    def sessions(self) -> dict[str, str]:
        """The sessions that it has pairs of, each with its profile."""
        return {pair.session: pair.profile for pair in (*self.taught, *self.held) if pair.contributor}


def split_of(pairs: Sequence[TrainingPair], left_out: Sequence[str], *, most: int, file: str = "") -> Split:
    """The pairs of some catalogs left out, by name; without names those of the smallest of several, else a tenth of the needs.

    Args:
        pairs: all.
        left_out: names of catalogs.
        most: how many are judged by, evenly of all that are left out.
        file: where the pairs lie.

    Raises:
        UsageError: an unknown catalog, or nothing is left to teach or to judge by.
    """
    sizes = {name: sum(pair.catalog == name for pair in pairs) for name in dict.fromkeys(pair.catalog for pair in pairs)}
    known = ", ".join(filter(None, sizes)) or "none"
    if unknown := [name for name in left_out if name not in sizes]:
        raise UsageError(f"No pair is of the catalog {unknown[0]!r}.", hint=f"There are: {known}.")
    if not left_out and len(sizes) > 1:
        left_out = [min(sizes, key=sizes.__getitem__)]
    if left_out:
        apart, by = (
            [pair.catalog in left_out for pair in pairs],
            f"the catalog {', '.join(name or 'of no index' for name in left_out)}",
        )
    else:
        apart, by = [zlib.crc32(pair.need.encode()) % _HELD_ONE_IN == 0 for pair in pairs], "one need in ten"
    taught = [pair for pair, out in zip(pairs, apart, strict=True) if not out]
    held = [pair for pair, out in zip(pairs, apart, strict=True) if out]
    if not taught or not held:
        raise UsageError(
            f"{by} holds {'all' if held else 'none'} of the pairs: nothing is left to {'teach' if held else 'judge by'}.",
            hint="Prepare more pairs, best of several catalogs: shopcli train prepare",
        )
    step = max(1, -(-len(held) // most))
    return Split(taught, held[::step], by, file)


def settings_of(kind: str, spec: str, digest: str, split: Split, recipe: Recipe) -> dict[str, Any]:
    """What a run is determined by: it goes on only where all of it is as it was."""
    return {
        "format": _FORMAT,
        "kind": kind,
        "base": {"source": spec, "sha256": digest},
        "taught": {"pairs": len(split.taught), "sha256": digest_of(split.taught)},
        "left_out": {"by": split.by, "pairs": len(split.held), "sha256": digest_of(split.held)},
        "recipe": {name: value for name, value in asdict(recipe).items() if value is not None},
        "versions": runs.versions_of(
            ("torch", "transformers", "peft", "sentence-transformers", *(("opacus",) if recipe.private else ()))
        ),
    }


def begin(out: Path, settings: Mapping[str, Any], split: Split, *, resume: bool) -> Path | None:
    """Make ready a run's folder; the checkpoint of transformers' trainer to go on from, where there is one.

    What shoppers said in its pairs is noted in the register of training.

    Raises:
        ShopcliError: the register cannot be read or written.
        UsageError: the folder holds another run, or one that is not to be gone on with; or it cannot be written.
    """
    runs.begin(out, settings, resume=resume)
    note_run(out, split.file, split.sessions)
    numbered = [folder for folder in (out / CHECKPOINTS).glob("checkpoint-*") if (folder / "trainer_state.json").is_file()]
    return max(numbered, key=lambda folder: int(folder.name.rpartition("-")[2]), default=None)


def write_curves(out: Path, history: Sequence[Mapping[str, float]]) -> None:
    """The curves of a run, from the log that its trainer keeps."""
    atomic.write_text(out / CURVES, curves_svg(history))
