"""What ``shopcli train chatbot`` does: an encoder-decoder Transformer that learns to answer from nothing but pairs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopcli.errors import UsageError
from shopcli.models.chatbot.architecture import WEIGHTS
from shopcli.models.chatbot.pieces import LONGEST_REPLY, learn_pieces, open_pieces, reply_ids, source_ids, source_of
from shopcli.pipeline.personal.training_register import note_run
from shopcli.train.chatbot.corpus import Corpus, digest_of
from shopcli.train.chatbot.recipe import PRECISIONS, Recipe
from shopcli.train.runs import run_folder
from shopcli.train.runs.curves import Panel, panels_svg
from shopcli.train.wordings import Pair
from shopcli.util import atomic

if TYPE_CHECKING:
    from shopcli.models.writer.tokens import FastTokenizer
    from shopcli.train.chatbot.objective import EncodedPair
    from shopcli.train.chatbot.trainer import Trainer

OnStep = Callable[[int, int], None]
_FORMAT = 1
_PANELS: Sequence[Panel] = (
    ("Loss with label smoothing, nats a token", {"taught": "loss"}),
    ("Cross-entropy, nats a token", {"taught": "nll", "left out": "eval_nll"}),
    ("Next token right, of what is left out", {"left out": "eval_accuracy"}),
    ("Learning rate", {"taught": "rate"}),
)


@dataclass(frozen=True, slots=True)
class Trained:
    """What came of a run.

    Attributes:
        folder: where it lies, for ``--model own:``.
        steps: how many were taken, and after which one it did best, which is kept.
        weights: how many numbers the network has.
        before, after: ``nll`` in nats a token and ``accuracy`` of next tokens, of what was held out.
    """

    folder: Path
    steps: int
    best_step: int
    weights: int
    before: Mapping[str, float]
    after: Mapping[str, float]


def train_chatbot(
    corpus: Corpus,
    recipe: Recipe,
    out: Path,
    *,
    device: str = "auto",
    precision: str = "auto",
    resume: bool = False,
    most_s: float = float("inf"),
    on_step: OnStep | None = None,
) -> Trained:
    """Train a network from fresh weights, and write it with its vocabulary, curves and manifest.

    Args:
        corpus: what is taught and held out.
        recipe: how.
        out: the run's folder.
        device: what it learns on.
        precision: ``auto`` multiplies in bf16 where the machine is made for it.
        resume: go on with a run that was broken off.
        most_s: seconds that it may take, what was broken off included; it ends with the next look.
        on_step: is told (steps done, of how many).

    Raises:
        UsageError: a recipe that cannot be followed, or a folder that holds something else.
        ModelError: a device that is not there.
        ShopcliError: the loss is no number any more.
    """
    import torch

    from shopcli.models.weights.devices import resolve_device

    recipe.check()
    device = resolve_device(device)
    bf16 = _is_bf16(device, precision)
    settings = _settings(corpus, recipe, bf16)
    run_folder.begin(out, settings, resume=resume)
    note_run(out, corpus.file, corpus.sessions)
    if not (out / "tokenizer_config.json").is_file():
        texts = [text for pair in corpus.taught for text in (source_of(pair.messages, corpus.turns), pair.text)]
        learn_pieces(texts, recipe.vocabulary, out)
    tokenizer = open_pieces(out)
    torch.manual_seed(recipe.seed)
    trainer = _trainer(corpus, recipe, tokenizer, device, bf16=bf16, out=out)
    before = run_folder.read_manifest(out).get("before") or trainer.judged()
    run_folder.write_manifest(out, {**settings, "before": before})
    if resume:
        trainer.resume()
    trainer.train(on_step, most_s=most_s)
    return _finish(trainer, {**settings, "before": before}, out)


def _is_bf16(device: str, precision: str) -> bool:
    """Whether to multiply in bfloat16: where asked for, or where the machine has units for it.

    Raises:
        UsageError: no such precision.
    """
    import torch

    if precision not in PRECISIONS:
        raise UsageError(f"{precision!r} is no precision.", hint=f"--precision takes {', '.join(PRECISIONS)}.")
    if precision != "auto":
        return precision == "bf16"
    if device.startswith("cuda"):
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    has_tiles = getattr(torch.cpu, "_is_amx_tile_supported", None)  # without them a CPU is the slower for it
    return device == "cpu" and has_tiles is not None and bool(has_tiles())


def _settings(corpus: Corpus, recipe: Recipe, bf16: bool) -> dict[str, Any]:
    """What a run is determined by: it goes on only where all of it is as it was."""
    return {
        "format": _FORMAT,
        "kind": "chatbot",
        "taught": {"pairs": len(corpus.taught), "sha256": digest_of(corpus.taught)},
        "left_out": {
            "by": "whole trades, and one question in ten",
            "pairs": len(corpus.held),
            "sha256": digest_of(corpus.held),
        },
        "sources": dict(corpus.sources),
        "recipe": asdict(recipe),
        "precision": "bf16" if bf16 else "fp32",
        "versions": run_folder.versions_of(("torch", "tokenizers")),
    }


def _trainer(corpus: Corpus, recipe: Recipe, tokenizer: FastTokenizer, device: str, *, bf16: bool, out: Path) -> Trainer:
    from shopcli.models.chatbot.network import ChatbotNetwork
    from shopcli.train.chatbot.trainer import Trainer

    vocabulary = tokenizer.tokenizer.get_vocab_size()
    sizes = replace(recipe.sizes, vocabulary=vocabulary, turns=corpus.turns)
    network = ChatbotNetwork(sizes, dropout=recipe.dropout).to(device)
    taught, held = (_encoded(pairs, tokenizer, corpus.turns) for pairs in (corpus.taught, corpus.held))
    return Trainer(network, taught, held, recipe, bf16=bf16, out=out)


def _encoded(pairs: Sequence[Pair], tokenizer: FastTokenizer, turns: int) -> list[EncodedPair]:
    from shopcli.train.chatbot.objective import EncodedPair

    return [
        EncodedPair(
            source_ids(tokenizer, source_of(pair.messages, turns)), reply_ids(tokenizer, pair.text)[: LONGEST_REPLY + 1]
        )
        for pair in pairs
    ]


def _finish(trainer: Trainer, told: Mapping[str, Any], out: Path) -> Trained:
    """The weights, the curves and the whole manifest; the checkpoint goes, for the run is over."""
    from safetensors.torch import save_file

    weights = {name: weight.detach().cpu().contiguous() for name, weight in trainer.network.named_parameters()}
    with atomic.replacing(out / WEIGHTS) as beside:
        save_file(weights, beside)
    trainer.network.sizes.save(out)
    atomic.write_text(out / run_folder.CURVES, panels_svg(trainer.history, _PANELS))
    after = trainer.judged()
    n_weights = sum(weight.numel() for weight in weights.values())
    came = {
        "seconds": round(trainer.seconds, 1),
        "after": after,
        "steps": trainer.step,
        "best_step": trainer.best_step,
        "weights": n_weights,
    }
    run_folder.write_manifest(out, {**told, **came, "history": trainer.history})
    shutil.rmtree(out / "checkpoint", ignore_errors=True)
    return Trained(out, trainer.step, trainer.best_step, n_weights, told["before"], after)


def trained_lines(trained: Trained, corpus: Corpus) -> list[str]:
    """What was trained, and how well it foretells what was held out."""
    before, after = trained.before, trained.after
    return [
        f"{trained.weights / 1e6:,.1f} million weights learned from {len(corpus.taught):,} pairs in {trained.steps:,} steps; "
        f"step {trained.best_step:,} did best and is kept.",
        f"Of {len(corpus.held):,} pairs held out: cross-entropy {before['nll']:.3f} nats a token before, {after['nll']:.3f} "
        f"after; next token right {100 * before['accuracy']:.0f} % before, {100 * after['accuracy']:.0f} % after.",
        f"Curves: {trained.folder / run_folder.CURVES}. Use it with: --model own:{trained.folder}",
    ]
