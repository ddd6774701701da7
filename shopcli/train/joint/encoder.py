"""``shopcli train joint --encoder``: a masked encoder learns matching alone, as multiple negatives ranking with hard negatives.

Henderson et al. 2017: the cross-entropy of a need's right product among its own wrong ones and the right ones of the batch, by
cosine similarity times a scale.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shopcli.errors import ModelError, UsageError
from shopcli.models.weights import sources as models
from shopcli.train.joint import run_folder
from shopcli.train.joint.joint import OnStep, Trained, finish, run
from shopcli.train.joint.pairs import TrainingPair
from shopcli.train.joint.run_folder import Recipe, Split

SCALE = 20.0  # what cosines are multiplied with, as sentence-transformers has it


def train_encoder(
    spec: str, split: Split, recipe: Recipe, out: Path, *, resume: bool = False, on_step: OnStep | None = None
) -> Trained:
    """Train all weights of a sentence-transformers folder on matching, and write one of the same form, for ``--embedder``.

    Args:
        spec: the encoder, as a source names it.
        split, recipe, out, resume, on_step: as `shopcli.train.joint.joint.train_joint` has them.

    Raises:
        ModelError: there is no such encoder, or sentence-transformers cannot load it.
        UsageError: two encoders, a folder that holds something else, or pairs without wrong products.
    """
    from shopcli.models.weights.fetch import offline_environment
    from shopcli.models.writer.prepare import quiet

    if len(models.embedders(spec)) > 1:
        raise UsageError(
            "Two encoders cannot be trained at once.", hint="Name one with --model: a sentence-transformers folder."
        )
    taught, held = ([pair for pair in pairs if pair.wrong] for pairs in (split.taught, split.held))
    if not taught or not held:
        raise UsageError("No pair teaches to match.", hint="An encoder needs pairs with wrong products, taught and left out.")
    folder = models.fetch(spec)
    offline_environment()
    encoder = _opened(folder)
    settings = run_folder.settings_of("encoder", spec, models.content_digest(folder), split, recipe)
    checkpoint = run_folder.begin(out, settings, split, resume=resume)
    started = time.perf_counter()
    with quiet():
        trainer = _trainer(encoder, taught, held, recipe, out, on_step)
        trained = run(trainer, settings, out, checkpoint, started)
        trainer.model.save(str(out), create_model_card=False)
    finish(trainer, settings, out, trained, started)
    return trained


def _opened(folder: Path) -> Any:
    from sentence_transformers import SentenceTransformer

    from shopcli.models.writer.prepare import quiet

    try:
        with quiet():
            return SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except Exception as error:  # each of four libraries has its own way to refuse a folder
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        hint = "Name a sentence-transformers folder or hf:ORG/NAME with --model."
        raise ModelError(f"sentence-transformers cannot load {folder}: {reason}", hint=hint) from error


def _trainer(
    encoder: Any,
    taught: Sequence[TrainingPair],
    held: Sequence[TrainingPair],
    recipe: Recipe,
    out: Path,
    on_step: OnStep | None,
) -> Any:
    import random

    import torch

    from shopcli.train.joint.trainers import PairTrainer

    torch.manual_seed(recipe.seed)

    class EncoderTrainer(PairTrainer):
        """Trains an encoder on matching alone."""

        def parts_of(self, model: Any, pairs: Sequence[TrainingPair]) -> dict[str, Any]:
            match, first = ranking_loss(model, pairs)
            return {"match": match, "generate": torch.zeros(()), "first": first, "n_match": len(pairs), "n_generate": 0}

    drawn = [_with(pair, random.Random(f"{recipe.seed} {pair.need}"), recipe.wrong) for pair in taught]
    return EncoderTrainer(encoder, drawn, held, recipe, out, on_step)


def _with(pair: TrainingPair, rng: Any, wrong: int) -> TrainingPair:
    from dataclasses import replace

    return replace(pair, wrong=tuple(rng.sample(pair.wrong, min(wrong, len(pair.wrong)))))


def ranking_loss(encoder: Any, pairs: Sequence[TrainingPair]) -> tuple[Any, int]:
    """Multiple negatives ranking loss of some needs, and how many have their right product first.

    A need is held against its right product, its own wrong ones, and what is right for the others of the batch, unless that is
    the same product or is told in the same words.
    """
    import torch

    products = [one for pair in pairs for one in (pair.product, *pair.wrong)]
    owners = torch.tensor([number for number, pair in enumerate(pairs) for _ in (pair.product, *pair.wrong)])
    rights = torch.tensor([place == 0 for pair in pairs for place in range(1 + len(pair.wrong))])
    needs = _encoded(encoder, [pair.need for pair in pairs])
    scores = SCALE * needs @ _encoded(encoder, [one.text for one in products]).T
    own = torch.arange(len(pairs))[:, None] == owners[None]
    same = torch.tensor([[one.text == pair.product.text or one.id == pair.product.id for one in products] for pair in pairs])
    seen = own | (rights[None] & ~same)
    scores = scores.masked_fill(~seen.to(scores.device), float("-inf"))
    target = torch.nonzero(rights)[:, 0].to(scores.device)
    loss = torch.nn.functional.cross_entropy(scores, target)
    return loss, int((scores.argmax(-1) == target).sum())


def _encoded(encoder: Any, texts: Sequence[str]) -> Any:
    """Vectors of texts with their gradients, (n, dim), of length one."""
    import torch

    features = {name: value.to(encoder.device) for name, value in encoder.tokenize(list(texts)).items() if hasattr(value, "to")}
    return torch.nn.functional.normalize(encoder(features)["sentence_embedding"], dim=-1)
