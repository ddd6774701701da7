"""Transformers' Trainer for the joint objective and for an encoder's; imported only by who trains, for it loads torch."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import EarlyStoppingCallback, PrinterCallback, Trainer, TrainerCallback, TrainingArguments

from shopcli.train.joint.objective import EncodedPair, Objective, losses_of
from shopcli.train.joint.run_folder import CHECKPOINTS, Recipe

OnStep = Callable[[int, int], None]
_WARM_UP = 0.06  # share of the steps


class PairDataset(torch.utils.data.Dataset[Any]):
    """Pairs by number, each as it is taught."""

    def __init__(self, pairs: Sequence[Any]) -> None:
        self._pairs = pairs

    def __len__(self) -> int:
        return len(self._pairs)

    def __getitem__(self, number: int) -> Any:
        return self._pairs[number]


class Told(TrainerCallback):
    """Tells each step that is done."""

    def __init__(self, on_step: OnStep | None) -> None:
        self._on_step = on_step

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        if self._on_step:
            self._on_step(state.global_step, state.max_steps)


class PairTrainer(Trainer):
    """A trainer over pairs whose batch is a list of them; it logs both losses, and judges by what is left out.

    Args:
        model: what learns.
        taught, held: pairs as they are read.
        recipe: how.
        out: the run's folder.
        on_step: is told (steps done, of how many).
    """

    def __init__(
        self, model: Any, taught: Sequence[Any], held: Sequence[Any], recipe: Recipe, out: Path, on_step: OnStep | None
    ) -> None:
        stopping = EarlyStoppingCallback(early_stopping_patience=recipe.patience)
        super().__init__(
            model=model,
            args=arguments_of(recipe, out),
            train_dataset=PairDataset(taught),
            eval_dataset=PairDataset(held),
            data_collator=lambda pairs: {"pairs": pairs},
            callbacks=[stopping, Told(on_step)],
        )
        self.remove_callback(PrinterCallback)  # standard output is the command's
        self.model_accepts_loss_kwargs = False
        self._network: Any = model
        self._held, self._recipe = held, recipe
        self._parts: dict[str, list[float]] = defaultdict(list)

    def _prepare_inputs(self, inputs: Any) -> Any:
        return inputs  # tensors are made where the losses are

    def parts_of(self, model: Any, pairs: Sequence[Any]) -> dict[str, Any]:
        """Both losses of some pairs as tensors, ``match`` and ``generate``, with ``first``, ``n_match`` and ``n_generate``."""
        raise NotImplementedError

    def compute_loss(self, model: Any, inputs: Any, return_outputs: bool = False, num_items_in_batch: Any = None) -> Any:
        parts = self.parts_of(model, inputs["pairs"])
        for name in ("match", "generate"):
            if parts[f"n_{name}"]:
                self._parts[name].append(float(parts[name].detach()))
        loss = self._recipe.objective.total(parts["match"], parts["generate"])
        return (loss, parts) if return_outputs else loss

    def log(self, logs: dict[str, float], *rest: Any, **more: Any) -> None:
        if "loss" in logs:
            logs |= {name: sum(values) / len(values) for name, values in self._parts.items() if values}
            self._parts.clear()
        super().log(logs, *rest, **more)

    def evaluate(self, eval_dataset: Any = None, ignore_keys: Any = None, metric_key_prefix: str = "eval") -> dict[str, float]:
        """The losses over what is left out, and the share of its needs whose right product is first."""
        figures = {f"{metric_key_prefix}_{name}": value for name, value in self.judged().items()}
        self.log(dict(figures))
        self.control = self.callback_handler.on_evaluate(self.args, self.state, self.control, figures)
        return figures

    def judged(self) -> dict[str, float]:
        """``loss``, ``match``, ``generate`` and ``accuracy`` of what is left out; those that no pair tells are not there."""
        sums: dict[str, float] = defaultdict(float)
        self._network.eval()
        with torch.inference_mode():
            for pair in self._held:
                parts = self.parts_of(self._network, [pair])
                for name in ("match", "generate"):
                    sums[name] += float(parts[name]) * parts[f"n_{name}"]
                for name in ("first", "n_match", "n_generate"):
                    sums[name] += parts[name]
        self._network.train()
        found = {name: sums[name] / sums[f"n_{name}"] for name in ("match", "generate") if sums[f"n_{name}"]}
        if sums["n_match"]:
            found["accuracy"] = sums["first"] / sums["n_match"]
        return {"loss": self._recipe.objective.total(found.get("match", 0.0), found.get("generate", 0.0)), **found}


class JointTrainer(PairTrainer):
    """Trains a causal language model on the joint objective."""

    def __init__(self, *given: Any, objective: Objective, pad: int) -> None:
        self._objective, self._pad = objective, pad
        super().__init__(*given)

    def parts_of(self, model: Any, pairs: Sequence[EncodedPair]) -> dict[str, Any]:
        losses = losses_of(model, pairs, self._objective, self._pad)
        return {name: getattr(losses, name) for name in ("match", "generate", "first", "n_match", "n_generate")}


def arguments_of(recipe: Recipe, out: Path) -> TrainingArguments:
    """The recipe in transformers' words; a step is always on one batch, and every look is kept."""
    look = max(1, math.ceil(recipe.steps / recipe.looks))
    return TrainingArguments(
        output_dir=str(out / CHECKPOINTS),
        max_steps=recipe.steps,
        per_device_train_batch_size=recipe.batch,
        learning_rate=recipe.rate,
        lr_scheduler_type="linear",
        warmup_steps=max(1, round(_WARM_UP * recipe.steps)),
        weight_decay=0.0,
        max_grad_norm=1.0,
        logging_steps=max(1, look // 10),
        eval_strategy="steps",
        eval_steps=look,
        save_steps=look,
        save_total_limit=2,
        load_best_model_at_end=True,
        metric_for_best_model="eval_loss",
        greater_is_better=False,
        restore_callback_states_from_checkpoint=True,
        seed=recipe.seed,
        data_seed=recipe.seed,
        remove_unused_columns=False,
        dataloader_pin_memory=False,
        disable_tqdm=True,
        report_to=[],
        log_level="error",
        use_cpu=not torch.cuda.is_available(),
    )
