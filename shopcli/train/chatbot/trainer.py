"""The training loop: AdamW, a warm-up, looks at what is held out, and the end where they get no better; imports torch."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor

from shopcli.errors import ShopcliError
from shopcli.models.chatbot.network import ChatbotNetwork
from shopcli.train.chatbot.checkpoint import load_checkpoint, save_checkpoint
from shopcli.train.chatbot.objective import EncodedPair, batches, evenly, losses_of
from shopcli.train.chatbot.recipe import Recipe

OnStep = Callable[[int, int], None]
_LOOK_EVERY = 500  # steps, or an epoch where that is shorter
_LOGS_A_LOOK = 5
_CLIPPED = 1.0  # the longest gradient


class Trainer:
    """A network that learns pairs, from where it stands on.

    Args:
        network: on the device that it learns on.
        taught, held: pairs as tokens.
        recipe: how.
        bf16: whether matrices are multiplied in bfloat16.
        out: the run's folder, for checkpoints.
    """

    def __init__(
        self,
        network: ChatbotNetwork,
        taught: Sequence[EncodedPair],
        held: Sequence[EncodedPair],
        recipe: Recipe,
        *,
        bf16: bool,
        out: Path,
    ) -> None:
        self.network, self._taught, self._held = network, taught, held
        self._recipe, self._bf16, self._out = recipe, bf16, out
        self._optimiser = torch.optim.AdamW(network.parameters(), lr=recipe.highest, betas=(0.9, 0.98), eps=1e-9)
        self._epoch_steps = -(-len(taught) // recipe.batch)
        self.steps = recipe.epochs * self._epoch_steps
        self.step = 0
        self.history: list[dict[str, float]] = []
        self.best_step = 0
        self._best: dict[str, Tensor] = self._weights()
        self._sums: dict[str, float] = {}
        self._started = time.perf_counter()

    @property
    def seconds(self) -> float:
        """How long the run has taken, what was broken off included."""
        return time.perf_counter() - self._started

    def resume(self) -> bool:
        """Go on from the run's checkpoint; whether there is one."""
        found = load_checkpoint(self._out, self.network, self._optimiser)
        if found is None:
            return False
        self._best, state = found
        self.step, self.best_step, self.history = state["step"], state["best_step"], state["history"]
        self._started -= state["seconds"]
        return True

    def judged(self) -> dict[str, float]:
        """``nll``, cross-entropy in nats a token, and ``accuracy``, the share of right next tokens, of what is held out."""
        self.network.eval()
        with torch.inference_mode():
            found = [losses_of(self.network, pairs, 0.0, bf16=self._bf16) for pairs in evenly(self._held, self._recipe.batch)]
        self.network.train()
        tokens = sum(one.tokens for one in found)
        return {"nll": sum(one.cross_entropy for one in found) / tokens, "accuracy": sum(one.right for one in found) / tokens}

    def train(self, on_step: OnStep | None = None, *, most_s: float = float("inf")) -> None:
        """Learn until all is gone through or what is held out gets no better; then the network is what did best.

        Args:
            on_step: is told (steps done, of how many).
            most_s: seconds, what was broken off included; the first look behind them is the last.

        Raises:
            ShopcliError: the loss is no number any more.
        """
        self.network.train()
        look = min(self._epoch_steps, _LOOK_EVERY)
        plan, epoch = self._plan(0), 0
        while self.step < self.steps and not self._is_over(most_s):
            if self.step // self._epoch_steps != epoch:
                epoch = self.step // self._epoch_steps
                plan = self._plan(epoch)
            self._learn([self._taught[place] for place in plan[self.step % self._epoch_steps]])
            if self.step % max(1, look // _LOGS_A_LOOK) == 0:
                self._log()
            if self.step % look == 0 or self.step == self.steps:
                self._look()
            if on_step:
                on_step(self.step, self.steps)
        self.network.load_state_dict(self._best, strict=False)
        self.network.eval()

    def _plan(self, epoch: int) -> list[list[int]]:
        """The batches of an epoch; the same wherever a run is gone on with."""
        return batches(self._taught, self._recipe.batch, Random(f"{self._recipe.seed} {epoch}"))

    def _learn(self, pairs: Sequence[EncodedPair]) -> None:
        """One step."""
        self.step += 1
        rate = self._recipe.rate_at(self.step, self.steps)
        for group in self._optimiser.param_groups:
            group["lr"] = rate
        losses = losses_of(self.network, pairs, self._recipe.smoothing, bf16=self._bf16)
        (losses.smoothed / losses.tokens).backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), _CLIPPED)
        self._optimiser.step()
        self._optimiser.zero_grad(set_to_none=True)
        added = {"smoothed": float(losses.smoothed.detach()), "nll": losses.cross_entropy, "tokens": losses.tokens}
        self._sums = {name: self._sums.get(name, 0.0) + value for name, value in added.items()} | {"rate": rate}

    def _log(self) -> None:
        """What was taught since the last time, as a row."""
        sums, self._sums = self._sums, {}
        row = {"step": self.step, "loss": sums["smoothed"] / sums["tokens"], "nll": sums["nll"] / sums["tokens"]}
        self.history.append({**row, "rate": sums["rate"]})
        if row["loss"] != row["loss"]:
            raise ShopcliError("The loss is no number any more.", hint="Give a smaller --rate, and another --out.")

    def _look(self) -> None:
        """Judge what is held out, keep the weights where they are the best, and write where the run stands."""
        if self._sums:
            self._log()
        figures = self.judged()
        best = min((row["eval_nll"] for row in self.history if "eval_nll" in row), default=float("inf"))
        self.history.append({"step": self.step, **{f"eval_{name}": value for name, value in figures.items()}})
        if figures["nll"] < best:
            self._best, self.best_step = self._weights(), self.step
        state: dict[str, Any] = {
            "step": self.step,
            "best_step": self.best_step,
            "seconds": self.seconds,
            "history": self.history,
        }
        save_checkpoint(self._out, self.network, self._optimiser, self._best, state)

    def _is_over(self, most_s: float) -> bool:
        """Whether too many looks have passed since the best one, or too much time by the latest."""
        looks = [row["step"] for row in self.history if "eval_nll" in row]
        if looks and looks[-1] == self.step and self.seconds >= most_s:
            return True
        return sum(step > self.best_step for step in looks) >= self._recipe.patience

    def _weights(self) -> dict[str, Tensor]:
        return {name: weight.detach().clone() for name, weight in self.network.named_parameters()}
