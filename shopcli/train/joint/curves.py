"""Learning curves of joint training: the loss and each of its parts, taught and left out, and the match accuracy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shopcli.train.runs.curves import panels_svg

_PANELS = (
    ("Loss: w_match · match + w_generate · generate", {"taught": "loss", "left out": "eval_loss"}),
    ("Match: cross-entropy of the right product, nats", {"taught": "match", "left out": "eval_match"}),
    ("Generate: cross-entropy of the text, nats a token", {"taught": "generate", "left out": "eval_generate"}),
    ("Match accuracy: right product first", {"left out": "eval_accuracy"}),
)


def curves_svg(history: Sequence[Mapping[str, float]]) -> str:
    """A picture of the log of a run, as transformers' trainer keeps it (`shopcli.train.runs.curves`)."""
    return panels_svg(history, _PANELS)
