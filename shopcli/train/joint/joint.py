"""What ``shopcli train joint`` does: a writer that learns to tell the right product and to speak of it, by one objective."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopcli.errors import ShopcliError, UsageError
from shopcli.models.weights import sources as models
from shopcli.train.joint import run_folder
from shopcli.train.joint.private import PrivacyAccount, checked_privacy, need_opacus, people_among
from shopcli.train.joint.run_folder import Recipe, Split

if TYPE_CHECKING:
    from shopcli.train.joint.objective import EncodedPair

OnStep = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Trained:
    """What came of a run.

    Attributes:
        folder: where it lies, for ``--model`` or ``--embedder``.
        steps: how many were taken, and after which one it did best, which is kept.
        before, after: ``loss``, ``match``, ``generate`` and ``accuracy`` of what was left out.
        private: the account of a private run, as `PrivacyAccount.to_dict` has it.
    """

    folder: Path
    steps: int
    best_step: int
    before: Mapping[str, float]
    after: Mapping[str, float]
    private: Mapping[str, Any] | None = None


def train_joint(
    spec: str, split: Split, recipe: Recipe, out: Path, *, resume: bool = False, on_step: OnStep | None = None
) -> Trained:
    """Train any causal language model of transformers by LoRA on matching and text, and write what it became.

    Args:
        spec: the model, as a source names it; the default writer is taken with all that it has learned.
        split: what is taught and what is left out.
        recipe: how.
        out: the run's folder; the whole model, its adapter, the manifest and the curves are in it.
        resume: go on with a run that was broken off.
        on_step: is told (steps done, of how many).

    Raises:
        ShopcliError: peft is not installed.
        ModelError: there is no such model.
        UsageError: no model of transformers, a folder that holds something else, or pairs that teach nothing of what is asked.
    """
    from shopcli.models.weights.fetch import offline_environment
    from shopcli.models.writer.prepare import converted, is_tuned, loading, quiet
    from shopcli.train.writer import need_causal, need_peft, save_tuned

    need_peft()
    if recipe.private:
        need_opacus()
        checked_privacy(recipe.private)
    _check(split, recipe)
    need_causal(spec)
    path = models.fetch(spec)
    offline_environment()
    base = converted(path)
    settings = run_folder.settings_of("writer", spec, models.content_digest(base), split, recipe)
    checkpoint = run_folder.begin(out, settings, split, resume=resume)
    started = time.perf_counter()
    with loading(base):
        network, tokenizer = _opened(base)
    with quiet():
        trainer = _trainer(network, tokenizer, split, recipe, out, on_step)
        trained = run(trainer, settings, out, checkpoint, started)
        save_tuned(trainer.model, tokenizer, out, _notes(settings, recipe, trained), is_marked=is_tuned(base))
    finish(trainer, settings, out, trained, started)
    return trained


def _check(split: Split, recipe: Recipe) -> None:
    """That the weights are some, and that the pairs teach what they weigh.

    Raises:
        UsageError: they do not.
    """
    objective = recipe.objective
    weights = (objective.match, objective.generate)
    if min(weights) < 0 or max(weights) <= 0 or not all(weight < float("inf") for weight in weights):
        raise UsageError(
            "The weights of the two losses must be 0 or more, and one above 0.", hint="For example: --match 1 --generate 1"
        )
    if not 0 < objective.temperature < float("inf"):
        raise UsageError("The temperature must be above 0.", hint="For example: --temperature 0.2")
    for name, weight, pairs in (
        ("match", objective.match, [pair for pair in split.taught if pair.wrong]),
        ("generate", objective.generate, [pair for pair in split.taught if pair.text]),
    ):
        if weight and not pairs:
            raise UsageError(f"No pair teaches to {name}.", hint=f"Prepare pairs of that sort, or give --{name} 0.")


def _opened(base: Path) -> tuple[Any, Any]:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    return AutoModelForCausalLM.from_pretrained(base, dtype=torch.bfloat16), AutoTokenizer.from_pretrained(base)


def _trainer(network: Any, tokenizer: Any, split: Split, recipe: Recipe, out: Path, on_step: OnStep | None) -> Any:
    import torch
    from peft import LoraConfig, get_peft_model

    from shopcli.models.writer.chat import pad_id
    from shopcli.train.joint.objective import encode_pair
    from shopcli.train.joint.trainers import JointTrainer

    torch.manual_seed(recipe.seed)
    lora = LoraConfig(r=recipe.rank, lora_alpha=recipe.alpha, target_modules="all-linear", task_type="CAUSAL_LM")
    model = get_peft_model(network, lora)
    objective, pad = recipe.objective, pad_id(tokenizer)
    taught = [encode_pair(pair, tokenizer, objective, wrong=recipe.wrong, seed=recipe.seed) for pair in split.taught]
    both = replace(objective, match=1.0, generate=1.0)  # what is left out tells of a part that is not learned as well
    held = [encode_pair(pair, tokenizer, both, wrong=None) for pair in split.held]
    held = list(filter(_teaches, held))
    if not held:
        raise UsageError("What is left out judges none of what is taught.", hint="Leave out another catalog: --left-out NAME")
    if recipe.private:
        from shopcli.train.joint.private_trainer import PrivateTrainer

        people = [[taught[number] for number in numbers if _teaches(taught[number])] for numbers in people_among(split.taught)]
        people = [pairs for pairs in people if pairs]
        spent = run_folder.read_manifest(out).get("private")
        sizes = {"people": len(people), "batch": recipe.batch, "steps": recipe.steps}
        account = PrivacyAccount(recipe.private, **sizes, spent=spent)
        keep = partial(_keep_account, out)
        return PrivateTrainer(
            model, people, held, recipe, out, on_step, objective=objective, pad=pad, account=account, keep=keep
        )
    return JointTrainer(model, list(filter(_teaches, taught)), held, recipe, out, on_step, objective=objective, pad=pad)


def _teaches(pair: EncodedPair) -> bool:
    return bool(pair.candidates or pair.text)


def _keep_account(out: Path, account: PrivacyAccount) -> None:
    """Enter a step in the run's manifest, before it is taken: a run that breaks off has paid for it."""
    run_folder.write_manifest(out, {**run_folder.read_manifest(out), "private": account.to_dict()})


def run(trainer: Any, settings: dict[str, Any], out: Path, checkpoint: Path | None, started: float) -> Trained:
    """Train, from a checkpoint on where there is one; what did best on what is left out is what the model then is.

    Raises:
        ShopcliError: the loss is no number any more.
    """
    manifest = run_folder.read_manifest(out)
    before = manifest.get("before") or trainer.judged()
    run_folder.write_manifest(out, {**manifest, **settings, "before": before})
    trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
    best = trainer.state.best_model_checkpoint
    best_step = int(Path(best).name.rpartition("-")[2]) if best else 0
    looks = [row for row in trainer.state.log_history if row["step"] == best_step and "eval_loss" in row]
    after = {name: looks[-1][f"eval_{name}"] for name in before if f"eval_{name}" in looks[-1]} if looks else trainer.judged()
    if any(value != value for value in after.values()):
        raise ShopcliError("The loss is no number any more.", hint="Give a smaller --rate, and another --out.")
    private = run_folder.read_manifest(out).get("private")
    return Trained(out, trainer.state.global_step, best_step, before, after, private)


def finish(trainer: Any, settings: dict[str, Any], out: Path, trained: Trained, started: float) -> None:
    """The curves and the whole manifest; the checkpoints go, for the run is over."""
    import shutil

    run_folder.write_curves(out, trainer.state.log_history)
    told = {
        "before": trained.before,
        "after": trained.after,
        "steps": trained.steps,
        "best_step": trained.best_step,
        "seconds": round(time.perf_counter() - started, 1),
        "history": trainer.state.log_history,
    }
    if trained.private:  # a hash of what was taught would tell whether somebody was in it
        settings = {**settings, "taught": {"pairs": settings["taught"]["pairs"]}}
        told["private"] = trained.private
    run_folder.write_manifest(out, {**settings, **told})
    shutil.rmtree(out / run_folder.CHECKPOINTS, ignore_errors=True)


def _notes(settings: Mapping[str, Any], recipe: Recipe, trained: Trained) -> dict[str, str]:
    """What the adapter's file says of itself."""
    return {
        "base": settings["base"]["sha256"],
        "pairs": settings["taught"]["sha256"] if not trained.private else f"private, epsilon {trained.private['epsilon']:.3g}",
        "objective": f"{recipe.objective.match:g} match + {recipe.objective.generate:g} generate",
        "seed": str(recipe.seed),
        "examples": str(trained.steps * recipe.batch),
        "rank": str(recipe.rank),
    }


def trained_lines(trained: Trained, split: Split, recipe: Recipe, *, flag: str = "--model") -> list[str]:
    """What was trained and what it is worth on what was left out."""
    objective = recipe.objective
    lines = [
        f"L = {objective.match:g} · L_match + {objective.generate:g} · L_generate.",
        f"Learned from {len(split.taught):,} pairs in {trained.steps} steps; step {trained.best_step} did best and is kept.",
        f"Judged by what was left out, {split.by}: {len(split.held):,} pairs.",
    ]
    names = {"match": "L_match", "generate": "L_generate", "accuracy": "right product first"}
    lines += [
        f"{names[key]}: {trained.before[key]:.3f} before, {trained.after[key]:.3f} after."
        for key in names
        if key in trained.after and key in trained.before
    ]
    if private := trained.private:
        lines.append(
            f"Private: ε = {private['epsilon']:.3g} of {private['epsilon_asked']:g} is spent, δ = {private['delta']:g}, "
            f"for each of {private['people']:,} people; noise {private['noise']:.3g}, gradients clipped to {private['clip']:g}."
        )
    return [*lines, f"Curves: {trained.folder / run_folder.CURVES}. Use it with: {flag} {trained.folder}"]
