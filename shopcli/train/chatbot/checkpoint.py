"""Where a run stands, in safetensors and JSON, swapped in whole: a run that was broken off goes on as if it had not been."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from shopcli.errors import UsageError
from shopcli.util import atomic

FOLDER = "checkpoint"
_STATE = "state.json"
_MOMENTS = ("exp_avg", "exp_avg_sq")  # AdamW's, by torch's own names


def save_checkpoint(
    out: Path, network: nn.Module, optimiser: torch.optim.Optimizer, best: Mapping[str, Tensor], state: Mapping[str, Any]
) -> None:
    """Write where a run stands.

    Args:
        out: the run's folder.
        network, optimiser: as they are after ``state["step"]`` steps.
        best: the weights that did best so far.
        state: what else is to be known, as JSON.
    """
    named = dict(network.named_parameters())
    moments = {
        f"{moment}.{name}": optimiser.state[weight][moment]
        for name, weight in named.items()
        for moment in _MOMENTS
        if weight in optimiser.state
    }
    with atomic.replacing_folder(out / FOLDER) as beside:
        save_file(_plain(named), beside / "weights.safetensors")
        save_file(_plain(moments), beside / "moments.safetensors")
        save_file(_plain(best), beside / "best.safetensors")
        save_file(_random_state(), beside / "random.safetensors")
        (beside / _STATE).write_text(json.dumps(state), encoding="utf-8")


def load_checkpoint(
    out: Path, network: nn.Module, optimiser: torch.optim.Optimizer
) -> tuple[dict[str, Tensor], dict[str, Any]] | None:
    """Bring a network, its optimiser and torch's random numbers to where a run stood; the best weights and the state.

    None where the run had not come to its first look.

    Raises:
        UsageError: what is there cannot be gone on from.
    """
    folder = out / FOLDER
    if not folder.is_dir():
        return None
    try:
        state: dict[str, Any] = json.loads((folder / _STATE).read_text(encoding="utf-8"))
        moments, numbers = load_file(folder / "moments.safetensors"), load_file(folder / "random.safetensors")
        network.load_state_dict(load_file(folder / "weights.safetensors"), strict=False)
        for name, weight in network.named_parameters():
            optimiser.state[weight] = {moment: moments[f"{moment}.{name}"].to(weight.device) for moment in _MOMENTS}
            optimiser.state[weight]["step"] = torch.tensor(float(state["step"]))
        torch.set_rng_state(numbers["cpu"])
        if "cuda" in numbers and torch.cuda.is_available():
            torch.cuda.set_rng_state(numbers["cuda"])
        return load_file(folder / "best.safetensors"), state
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
        raise UsageError(
            f"{folder} is damaged: {type(error).__name__}.", hint="Remove the run's folder, and begin anew without --resume."
        ) from None


def _random_state() -> dict[str, Tensor]:
    """Torch's random numbers, where they stand."""
    cuda = {"cuda": torch.cuda.get_rng_state()} if torch.cuda.is_available() else {}
    return {"cpu": torch.get_rng_state(), **cuda}


def _plain(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """As safetensors takes them: on the CPU, each in memory of its own."""
    return {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
