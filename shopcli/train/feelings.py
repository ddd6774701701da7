"""The classifier of feelings is trained: low-rank matrices beside an encoder for Latin letters, logistic regression for others.

Both learn from statements that this project wrote by hand, from rated sentences of customers (``train/feelings_tagged``; each
file names its source and licence), and from files of one's own.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from shopcli.errors import UsageError
from shopcli.models.embedder.encoder import load_encoder
from shopcli.models.embedder.low_rank import ADAPTED, LONGEST, SCALE
from shopcli.models.weights.sources import fetch
from shopcli.need.tagging.tagger import Tagger, shipped_tagger
from shopcli.pipeline.reviews.feelings import BUCKETS, ENCODERS, ngrams, open_feelings
from shopcli.text.scripts import is_foreign
from shopcli.types import FEELINGS, Feeling
from shopcli.util.atomic import replacing

if TYPE_CHECKING:
    import torch
    from scipy.sparse import csr_matrix

Array = np.ndarray
SHIPPED_STATEMENTS = Path(__file__).parent / "feelings_tagged"
RATED_REVIEWS = SHIPPED_STATEMENTS / "rated" / "chinese.txt"  # short reviews that somebody rated good or bad
_SIGNS: dict[str, Feeling] = {"+": "praise", "-": "complaint", "0": "neither"}
_RANK, _EPOCHS, _BATCH, _RATE, _DECAY, _WARM = 8, 4, 32, 2e-3, 0.01, 50
_DROPPED = 0.1  # of the mean states, while learning
_STRENGTH = {"alone": 8.0, "beside": 4.0, "valence": 1.0}  # the inverse of the penalty on large weights
_VALENCE = 0.3  # what one unit of it counts as a feature
_ITERATIONS = 300
OnEpoch = Callable[[int, int], None]


class TaggedStatement(NamedTuple):
    """A statement of a review, what it feels, and of which trade it is."""

    text: str
    feeling: Feeling
    trade: str


def read_statements(path: Path) -> list[TaggedStatement]:
    """The statements of a file: ``+ praise``, ``- complaint``, ``0 neither``, a line each, below a trade's ``== name``.

    Raises:
        UsageError: the file cannot be read, or one of its lines; the line is named.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", hint="Name a text file of tagged statements.") from error
    statements, trade = [], path.stem
    for number, line in enumerate(lines, 1):
        if line.startswith("== "):
            trade = line[3:].strip()
        elif line.strip() and not line.startswith("#"):
            sign, _, text = line.partition(" ")
            if sign not in _SIGNS or not text.strip():
                hint = "Write it like: + The battery lasts three days."
                raise UsageError(f"{path}, line {number}: no sign of +, - or 0 before a statement.", hint=hint)
            statements.append(TaggedStatement(text.strip(), _SIGNS[sign], trade))
    return statements


def shipped_statements() -> list[TaggedStatement]:
    """Those of this project, in the order of their files."""
    return [statement for path in sorted(SHIPPED_STATEMENTS.glob("*.txt")) for statement in read_statements(path)]


def learn_feelings(
    statements: Sequence[TaggedStatement], *, seed: int = 0, epochs: int = _EPOCHS, on_epoch: OnEpoch | None = None
) -> dict[str, Array]:
    """The arrays of a `shopcli.pipeline.reviews.feelings.FeelingClassifier`, float16.

    Raises:
        UsageError: of a script there are no statements of each feeling.
        ModelError: the default encoders cannot be fetched.
    """
    pieces, arrays = shipped_tagger(), dict[str, Array]()
    for script in ("near", "far"):
        own = [one for one in statements if is_foreign(one.text) == (script == "far")]
        if {one.feeling for one in own} != set(FEELINGS):
            raise UsageError("Statements of each feeling are needed, in Latin letters and in others.", hint="See --statements.")
        arrays |= {f"{script}.{name}": array for name, array in _of_ngrams(own, pieces).items()}
        learned = _adapted(own, seed, epochs, on_epoch) if script == "near" else _of_vectors(own, pieces)
        arrays[f"{script}.bias"] = np.stack([arrays.pop(f"{script}.bias"), learned.pop("bias")])
        arrays |= {f"{script}.{name}": array for name, array in learned.items()}
    return {name: array.astype(np.float16) for name, array in arrays.items()}


def _of_ngrams(statements: Sequence[TaggedStatement], pieces: Tagger) -> dict[str, Array]:
    """What n-grams alone tell, for where no encoder is at hand."""
    weights, bias = _regressed(_counted(statements, pieces), statements, _STRENGTH["alone"])
    return {"ngrams": weights, "bias": bias}


def _of_vectors(statements: Sequence[TaggedStatement], pieces: Tagger) -> dict[str, Array]:
    """What the multilingual encoder's vectors and n-grams tell together.

    Valence, praise against complaint, is learned of whole reviews first; it is one more feature of a statement, and since both
    regressions are linear, the result is weights over the features alone.
    """
    from scipy.sparse import csr_matrix, hstack

    encode = load_encoder(ENCODERS[1]).encode

    def features_of(ones: Sequence[TaggedStatement]) -> csr_matrix:
        return hstack([_counted(ones, pieces), csr_matrix(encode([one.text for one in ones]))]).tocsr()

    rated = read_statements(RATED_REVIEWS)
    towards, bias_towards = _regressed(features_of(rated), rated, _STRENGTH["valence"])
    features = features_of(statements)
    valence = _VALENCE * (features @ towards[:, 0] + bias_towards[0])
    weights, bias = _regressed(hstack([features, csr_matrix(valence[:, None])]).tocsr(), statements, _STRENGTH["beside"])
    folded = weights[:-1] + _VALENCE * np.outer(towards[:, 0], weights[-1])
    bias = bias + _VALENCE * bias_towards[0] * weights[-1]
    return {"ngrams beside": folded[:BUCKETS], "vector": folded[BUCKETS:], "bias": bias}


def _regressed(features: csr_matrix, statements: Sequence[TaggedStatement], strength: float) -> tuple[Array, Array]:
    """Weights (features, feelings) and bias (feelings,) by multinomial logistic regression."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=_ITERATIONS)
    model.fit(features, [FEELINGS.index(one.feeling) for one in statements])
    if len(model.classes_) == 2:  # of two the second alone has weights: the first is what speaks against it
        return -model.coef_.T, -model.intercept_
    return model.coef_.T, model.intercept_


def _counted(statements: Sequence[TaggedStatement], pieces: Tagger) -> csr_matrix:
    """The n-grams of statements, (n, BUCKETS), each row of length one."""
    from scipy.sparse import csr_matrix

    rows = [ngrams(one.text, pieces) for one in statements]
    values = np.concatenate([np.full(len(row), 1 / np.sqrt(len(row))) for row in rows])
    return csr_matrix((values, np.concatenate(rows), np.cumsum([0, *map(len, rows)])), shape=(len(rows), BUCKETS))


# --- low-rank matrices --------------------------------------------------------------------------------------------------------


def _adapted(statements: Sequence[TaggedStatement], seed: int, epochs: int, on_epoch: OnEpoch | None) -> dict[str, Array]:
    """Low-rank matrices beside the English encoder's, and the weights of feelings over the mean of its last states."""
    import torch

    torch.manual_seed(seed)
    folder, order = fetch(ENCODERS[0]), random.Random(seed)
    model, learned = _with_matrices(folder)
    head = torch.nn.Linear(model.config.hidden_size, len(FEELINGS))
    parameters = [*learned.values(), *head.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=_RATE, weight_decay=_DECAY)
    n_steps, step = epochs * len(_batches(statements, order)), 0
    model.train()
    for epoch in range(epochs):
        for batch in _batches(statements, order):
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = _RATE * min(1.0, step / _WARM) * (1 - step / (n_steps + 1))
            pooled = torch.nn.functional.dropout(_pooled(model, folder, [one.text for one in batch]), _DROPPED)
            wanted = torch.tensor([FEELINGS.index(one.feeling) for one in batch])
            loss = torch.nn.functional.cross_entropy(head(pooled), wanted)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        if on_epoch:
            on_epoch(epoch + 1, epochs)
    arrays = {f"adapted.{name}": matrix.detach().numpy() for name, matrix in learned.items()}
    return arrays | {"vector": head.weight.detach().numpy().T, "bias": head.bias.detach().numpy()}


def _with_matrices(folder: Path) -> tuple[Any, dict[str, torch.nn.Parameter]]:
    """The encoder in torch, frozen, and the matrices that learn beside its own, by layer and name."""
    import torch
    from transformers import AutoModel
    from transformers.utils import logging

    logging.disable_progress_bar()
    model: Any = AutoModel.from_pretrained(str(folder), local_files_only=True)
    model.requires_grad_(False)
    learned: dict[str, torch.nn.Parameter] = {}
    for number, layer in enumerate(model.encoder.layer):
        for name in ADAPTED:
            linear = layer.get_submodule(name)
            one = torch.nn.Parameter(torch.randn(_RANK, linear.in_features) / linear.in_features**0.5)
            other = torch.nn.Parameter(torch.zeros(linear.out_features, _RANK))
            learned[f"{number}.{name}.a"], learned[f"{number}.{name}.b"] = one, other
            linear.register_forward_hook(_beside(one, other))
    return model, learned


def _beside(one: torch.nn.Parameter, other: torch.nn.Parameter) -> Callable[..., Any]:
    return lambda _linear, given, output: output + SCALE * (given[0] @ one.T) @ other.T


def _pooled(model: Any, folder: Path, texts: Sequence[str]) -> torch.Tensor:
    """The mean of each text's last states, as `shopcli.models.embedder.low_rank.LowRankEncoder.encode` takes it."""
    import torch

    encodings = [encoding.ids for encoding in _tokenizer(folder).encode_batch(list(texts))]
    longest = max(map(len, encodings))
    ids = torch.tensor([row + [0] * (longest - len(row)) for row in encodings])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in encodings])
    states = model(input_ids=ids, attention_mask=mask).last_hidden_state
    pooled: torch.Tensor = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
    return pooled


def _tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def _batches(statements: Sequence[TaggedStatement], order: random.Random) -> list[list[TaggedStatement]]:
    """All statements in another order, those of like length together, so that little is padded."""
    shuffled = list(statements)
    order.shuffle(shuffled)
    chunks = [sorted(shuffled[at : at + 8 * _BATCH], key=_length) for at in range(0, len(shuffled), 8 * _BATCH)]
    batches = [chunk[at : at + _BATCH] for chunk in chunks for at in range(0, len(chunk), _BATCH)]
    order.shuffle(batches)
    return batches


def _length(statement: TaggedStatement) -> int:
    return len(statement.text)


# --- how well it reads --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FeelingScore:
    """How well feelings are told apart: the share that is right, and the F1 of each feeling."""

    accuracy: float
    f1: tuple[float, ...]

    @property
    def macro_f1(self) -> float:
        """The mean of the F1 of all feelings."""
        return sum(self.f1) / len(self.f1)

    def line(self) -> str:
        """What is told of it."""
        by_feeling = ", ".join(f"{feeling} {f1:.2f}" for feeling, f1 in zip(FEELINGS, self.f1, strict=True))
        return f"macro F1 {self.macro_f1:.3f} ({by_feeling}), {self.accuracy:.3f} right"


def feeling_score(wanted: Sequence[Feeling], read: Sequence[Feeling]) -> FeelingScore:
    """How a reading stands to what was wanted, of as many."""
    pairs = list(zip(wanted, read, strict=True))
    f1 = []
    for feeling in FEELINGS:
        both = sum(one == other == feeling for one, other in pairs)
        either = sum((one == feeling) + (other == feeling) for one, other in pairs)
        f1.append(2 * both / either if either else 0.0)
    return FeelingScore(sum(one == other for one, other in pairs) / max(1, len(pairs)), tuple(f1))


def train_feelings(
    out: Path, files: Sequence[Path], held: Sequence[Path], *, seed: int, epochs: int, on_epoch: OnEpoch | None = None
) -> list[str]:
    """Write a classifier of this project's statements and those of ``files``; what is told of it, judged by those of ``held``.

    Raises:
        UsageError: a file cannot be read, or a line of it, or ``out`` not written.
        ModelError: the default encoders cannot be fetched.
    """
    from safetensors.numpy import save_file

    judged = [statement for file in held for statement in read_statements(file)]
    statements = [*shipped_statements(), *(statement for file in files for statement in read_statements(file))]
    arrays = learn_feelings(statements, seed=seed, epochs=epochs, on_epoch=on_epoch)
    try:
        with replacing(out) as beside:
            save_file({name: np.ascontiguousarray(array) for name, array in arrays.items()}, beside)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error}", hint="Name a file in a folder that is there.") from error
    lines = [f"Learned from {len(statements):,} statements."]
    if judged:
        read = open_feelings(out).feelings([one.text for one in judged])
        lines.append(f"Held back: {feeling_score([one.feeling for one in judged], read).line()}")
    return lines
