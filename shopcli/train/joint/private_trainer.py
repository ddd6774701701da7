"""DP-SGD (Abadi et al. 2016) on the joint objective: each person's gradient clipped, noise on the sum; it loads torch.

The candidates of a pair are several rows of one loss, so that a gradient by the row would bound nothing. Each person's gradient
is one pass of its own, exact; clipping, noise and accounting are Opacus'.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import torch
from opacus.optimizers import DPOptimizer
from opacus.utils.uniform_sampler import UniformWithReplacementSampler
from transformers import TrainerCallback

from shopcli.train.joint.objective import EncodedPair
from shopcli.train.joint.private import PrivacyAccount
from shopcli.train.joint.trainers import JointTrainer

_TELLS = {"loss", "match", "generate", "grad_norm", "train_loss"}  # of what was taught, without noise


def fresh_generator() -> torch.Generator:
    """Randomness of the system's: noise from a seed that somebody knows hides nothing."""
    generator = torch.Generator()
    generator.manual_seed(secrets.randbits(63))
    return generator


class PrivateGradients:
    """The noisy gradient of a batch of people, in the place where an optimizer looks for it.

    Args:
        optimizer: whose parameters learn.
        account: how much noise; it is told each step.
        generator: where the noise comes from.
    """

    def __init__(self, optimizer: torch.optim.Optimizer, account: PrivacyAccount, generator: torch.Generator) -> None:
        self._private: Any = DPOptimizer(
            optimizer,
            noise_multiplier=account.noise,
            max_grad_norm=account.privacy.clip,
            expected_batch_size=account.rate * account.people,  # type: ignore[arg-type]  # a mean number of people
            generator=generator,
            secure_mode=True,  # four draws for one, so that no rounding tells the noise from the gradient
        )
        self._private.attach_step_hook(account.step)

    def fill(self, losses: Iterable[torch.Tensor]) -> None:
        """The sum of the clipped gradients, one for each loss, and noise, over how many are expected."""
        self._private.zero_grad(set_to_none=True)
        for loss in losses:
            loss.backward()  # type: ignore[no-untyped-call]
            self._take([torch.zeros_like(one) if one.grad is None else one.grad for one in self._private.params])
        for one in self._private.params:
            one.grad_sample = one.new_zeros((0, *one.shape))
        self._private.signal_skip_step(False)
        self._private.pre_step()

    def _take(self, gradients: Sequence[torch.Tensor]) -> None:
        """Clip one person's gradient and add it to the others'."""
        for one, gradient in zip(self._private.params, gradients, strict=True):
            one.grad_sample = gradient[None]
        self._private.signal_skip_step(True)
        self._private.pre_step()
        self._private.zero_grad(set_to_none=True)


class BudgetCallback(TrainerCallback):
    """Ends a run whose budget is spent, with a last look."""

    def __init__(self, account: PrivacyAccount) -> None:
        self._account = account

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        if self._account.is_spent:
            control.should_training_stop = control.should_evaluate = control.should_save = True


class PrivateTrainer(JointTrainer):
    """Trains on the joint objective so that no person can be told from what was learned, within a budget.

    Args:
        given: as `JointTrainer`; what is taught is a list of people, each a list of pairs.
        account: of the budget.
        keep: is given the account after each step, before the step is taken.
    """

    def __init__(self, *given: Any, account: PrivacyAccount, keep: Callable[[PrivacyAccount], None], **more: Any) -> None:
        super().__init__(*given, **more)
        self._account, self._keep = account, keep
        self._generator = fresh_generator()
        self._gradients: PrivateGradients | None = None
        self.args.max_grad_norm = 0.0  # the noise must not be clipped
        self.args.ignore_data_skip = True  # who is taken in a step hangs on no step before
        self.add_callback(BudgetCallback(account))

    def get_train_dataloader(self) -> Any:
        """Batches of people, each taken by a coin of its own; of each one pair."""
        people: Any = self.train_dataset
        sampler = UniformWithReplacementSampler(
            num_samples=len(people), sample_rate=self._account.rate, generator=self._generator, steps=self.args.max_steps
        )
        drawn = secrets.SystemRandom()
        collate = lambda taken: {"pairs": [drawn.choice(pairs) for pairs in taken]}  # noqa: E731
        return torch.utils.data.DataLoader(people, batch_sampler=sampler, collate_fn=collate)

    def training_step(self, model: Any, inputs: Any, *given: Any, **more: Any) -> torch.Tensor:
        model.train()
        if self._account.is_spent:  # by steps that were lost when the run broke off: no gradient, so that nothing is learned
            model.zero_grad(set_to_none=True)
            return torch.zeros(())
        if self._gradients is None:
            optimizer: Any = self.optimizer
            self._gradients = PrivateGradients(getattr(optimizer, "optimizer", optimizer), self._account, self._generator)
        self._gradients.fill(self._loss_of(model, pair) for pair in inputs["pairs"])
        self._keep(self._account)
        return torch.zeros(())  # the loss of what was taught is nobody's to know

    def _loss_of(self, model: Any, pair: EncodedPair) -> torch.Tensor:
        parts = self.parts_of(model, [pair])
        return self._recipe.objective.total(parts["match"], parts["generate"])  # type: ignore[no-any-return]

    def log(self, logs: dict[str, float], *rest: Any, **more: Any) -> None:
        super().log({name: value for name, value in logs.items() if name not in _TELLS}, *rest, **more)
